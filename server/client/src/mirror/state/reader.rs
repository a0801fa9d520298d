//! A mirror that is read line by line.

use super::{Line, Lines, State};
use crate::{Error, Moment};

/// Lines that come one after the other.
#[derive(Default)]
pub(in crate::mirror) struct Reader {
    state: State,
    as_of: Option<Moment>,
    started: bool,
    ended: bool,
}

impl Reader {
    /// The next line.
    pub(in crate::mirror) fn take(&mut self, line: Line) -> Result<(), Error> {
        let first = matches!(line, Line::Start(_));
        if first == self.started || self.ended {
            return Err(broken("the lines of a mirror come in another order"));
        }
        match line {
            Line::Start(start) => {
                self.started = true;
                self.as_of = start.as_of;
                let mut terms = start.propositions;
                terms.sort_by_key(|terms| (terms.special, terms.first_index));
                self.state = State {
                    index: start.index,
                    directory: start.directory,
                    at: start.at,
                    purposes: start.purposes,
                    data: start.data,
                    kinds: start
                        .data_categories
                        .into_iter()
                        .map(|kind| (kind.id.clone(), kind))
                        .collect(),
                    lines: Lines::of(start.red_lines),
                    terms,
                    ..State::default()
                };
            }
            Line::Erased { erased } => _ = self.state.erased.insert(erased),
            Line::Customer(row) => {
                for identifier in &row.known.identifiers {
                    let holders = &mut self.state.holders;
                    holders.insert(identifier.clone(), row.customer.clone());
                }
                // The later of two lines is the newer one.
                let aliases = &mut self.state.aliases;
                aliases.remove(&row.customer);
                for merged in &row.known.merged {
                    aliases.insert(merged.clone(), row.customer.clone());
                }
                self.state.customers.insert(row.customer, row.known);
            }
            Line::End { customers } => {
                self.ended = true;
                if customers != self.state.customers.len() as u64 {
                    return Err(broken("customers are missing in a mirror"));
                }
            }
        }
        Ok(())
    }

    /// All of it, once the last line was there.
    pub(in crate::mirror) fn finish(self) -> Result<(State, Option<Moment>), Error> {
        if self.ended {
            Ok((self.state, self.as_of))
        } else {
            Err(broken("a mirror that was cut"))
        }
    }
}

fn broken(why: &str) -> Error {
    Error::Unreadable(why.to_owned())
}
