//! The end of the use, which no detriment is (L-E1): whoever no longer opens, reads or looks at the data has only
//! stopped what the yes was for. What tells it from a loss is the sentence: it is said of us, of somebody who did it
//! or of a machine, never of the reader, and its object is the data, never what is hers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::data::{KINDS, names};
use super::effects::{Own, is_of_own};
use super::sentence::is_of_leaving;
use super::stems::{is_content, is_word, stem_in};
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::Run;
use crate::lint::text::says_no;
use crate::lint::words::unused::{Unused, unused};
use crate::lint::words::{Effects, data};

/// How many words on each side of a place are its clause.
const REACH: usize = 14;

/// How many words behind a verb can be its object.
const OBJECT: usize = 6;

/// How many words behind a "no longer" the verb can stand.
const VERB: usize = 4;

/// What a document calls the data that it uses.
pub(super) struct Used {
    /// Words, or parts of words, for the kinds of data that are listed.
    kinds: Vec<&'static str>,
    /// Stems of what the use and the question call the reader's.
    hers: BTreeSet<String>,
    /// Whether she is spoken to by her first name: "du". Then "sie" is somebody else.
    familiar: bool,
    language: Language,
    tables: Option<&'static Unused>,
}

impl Used {
    pub(super) fn read(page: &Page<'_>) -> Self {
        /// The most items, and words of a text, that are looked at.
        const MOST: usize = 200;
        /// Shorter parts are in too many words.
        const LEAST: usize = 4;
        /// How many words behind a "your" can be what is hers: "your last ten orders".
        const NAMED: usize = 4;
        let ids: Vec<&str> = page
            .list("data")
            .iter()
            .take(MOST)
            .filter_map(|item| item.get("category").and_then(Value::as_str))
            .collect();
        let kinds = match data(page.language) {
            Some(with) => with
                .kinds
                .iter()
                .filter(|kind| ids.iter().any(|id| names(id, kind.ids)))
                .flat_map(|kind| kind.loose.iter().copied())
                .filter(|part| part.chars().count() >= LEAST)
                .collect(),
            None => KINDS
                .iter()
                .filter(|kind| ids.iter().any(|id| kind.is(id)))
                .flat_map(|kind| kind.loose.iter().copied())
                .collect(),
        };
        let tables = unused(page.language);
        let texts = || {
            page.fields
                .iter()
                .filter(|field| matches!(field.role, Role::Use | Role::Question))
        };
        let mut hers = BTreeSet::new();
        let mut familiar = false;
        for field in texts() {
            for (at, token) in field.text.tokens.iter().enumerate().take(MOST) {
                let word = token.word.as_str();
                familiar |= matches!(word, "du" | "dir" | "dich") || word.starts_with("dein");
                let own = tables.is_some_and(|tables| is_one(word, tables.your));
                let ends = page.language == Language::Arabic
                    && word.ends_with('ك')
                    && word.chars().count() > 3;
                if ends {
                    hers.insert(stem_in(page.language, word).to_owned());
                }
                if own {
                    let behind = at.saturating_add(1)..=at.saturating_add(NAMED);
                    hers.extend(
                        behind
                            .filter_map(|at| field.text.get(at))
                            .filter(|other| other.clause == token.clause)
                            .map(|other| other.word.as_str())
                            .filter(|word| is_content(word))
                            .map(|word| stem_in(page.language, word).to_owned()),
                    );
                }
            }
        }
        Self {
            kinds,
            hers,
            familiar,
            language: page.language,
            tables,
        }
    }

    /// Whether a run takes nothing from anybody: the data is used no more, something is made without her, a call is
    /// enough, or it is what somebody finds out.
    pub(super) fn is_no_loss(
        &self,
        field: &Field<'_>,
        run: Run,
        with: Option<&Effects>,
        own: &Own<'_>,
    ) -> bool {
        match field.role {
            Role::IfOff | Role::Stays => {
                self.is_end_of_use(field, run)
                    || self.is_made_without_her(field, run, with, own) == Some(true)
                    || (field.role == Role::Stays
                        && is_only_asking(field, run, self.language)
                        && !is_of_leaving(field, run))
            }
            _ => is_found_out(field, run, self.language),
        }
    }

    /// Whether a reviewer has to see whether a run is a loss.
    pub(super) fn is_doubtful(
        &self,
        field: &Field<'_>,
        run: Run,
        with: Option<&Effects>,
        own: &Own<'_>,
    ) -> bool {
        match field.role {
            Role::IfOff | Role::Stays => {
                self.is_made_without_her(field, run, with, own) == Some(false)
            }
            _ => is_a_lower_price(field, run, self.language),
        }
    }

    /// Whether a run stands in a clause that only says that the data is looked at, or kept open, no more.
    fn is_end_of_use(&self, field: &Field<'_>, run: Run) -> bool {
        let Some(tables) = self.tables else {
            return false;
        };
        let clause = |at: usize| field.text.get(at).map(|token| token.clause);
        if clause(run.0) != clause(run.1.saturating_sub(1)) {
            return false;
        }
        let words: Vec<&str> = (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
            .filter(|at| clause(*at) == clause(run.0))
            .map(|at| field.text.word(at))
            .collect();
        !self.speaks_to_her(&words, tables)
            && !self.has_consequence(field, run, tables)
            && !words.iter().any(|word| is_one(word, tables.owned))
            && (self.is_no_more_used(&words, tables) || self.is_put_away(&words, tables))
    }

    /// Whether the reader is whom the clause speaks of: what she can do no more is her loss.
    fn speaks_to_her(&self, words: &[&str], tables: &Unused) -> bool {
        let formal = self.language == Language::German && !self.familiar;
        words.iter().enumerate().any(|(at, word)| {
            let beside = |word: Option<&&str>| word.is_some_and(|word| word.ends_with("en"));
            let sie = formal
                && *word == "sie"
                && (beside(words.get(at.saturating_add(1)))
                    || beside(at.checked_sub(1).and_then(|at| words.get(at))));
            sie || is_one(word, tables.her)
        })
    }

    /// Whether the sentence goes on to say what comes of it, or names a sum.
    fn has_consequence(&self, field: &Field<'_>, run: Run, tables: &Unused) -> bool {
        let sentence = field.text.get(run.0).map(|token| token.sentence);
        (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
            .filter_map(|at| Some((at, field.text.get(at)?)))
            .filter(|(_, token)| Some(token.sentence) == sentence)
            .any(|(at, token)| {
                let word = token.word.as_str();
                token.money
                    || token.percent
                    || (at > run.0 && is_one(word, tables.consequence))
                    || (at > run.0
                        && matches!(word, "you" | "du")
                        && at
                            .checked_sub(1)
                            .is_some_and(|at| matches!(field.text.word(at), "and" | "und")))
            })
    }

    /// Whether a word is of the data: a record of it, its kind, or what the use calls hers.
    fn is_data(&self, word: &str, tables: &Unused) -> bool {
        if is_one(word, tables.records) {
            return true;
        }
        let stem = stem_in(self.language, word);
        if is_content(word) && self.hers.contains(stem) {
            return true;
        }
        // An English word is another one where it is within a longer one.
        match self.language {
            Language::English => self.kinds.contains(&stem),
            _ => self.kinds.iter().any(|part| word.contains(part)),
        }
    }

    /// "We no longer open your orders", "sie kann deine Reisen nicht mehr öffnen".
    fn is_no_more_used(&self, words: &[&str], tables: &Unused) -> bool {
        let next = |at: usize| words.get(at.saturating_add(1)).copied().unwrap_or_default();
        let no = words.iter().enumerate().position(|(at, word)| {
            matches!(*word, "stop" | "stops")
                || (*word == "no" && next(at) == "longer")
                || (says_no(word) && *word != "no" && !is_one(word, tables.without))
        });
        let Some(no) = no else { return false };
        let is_verb = |word: &&str| is_one(word, tables.reads);
        if self.language == Language::English {
            let Some(verb) = words
                .iter()
                .skip(no)
                .take(VERB.saturating_add(1))
                .position(is_verb)
            else {
                return false;
            };
            let verb = no.saturating_add(verb);
            let behind = words.iter().skip(verb.saturating_add(1)).take(OBJECT);
            let object = behind.clone().any(|word| self.is_data(word, tables));
            // "Your bookings can no longer be opened" leaves open by whom.
            let passive = words
                .iter()
                .take(verb)
                .any(|word| matches!(*word, "be" | "is" | "are"))
                && words.get(verb).is_some_and(|verb| {
                    verb.ends_with("ed") || matches!(*verb, "seen" | "read" | "known")
                });
            let able = words.iter().take(verb).any(|word| {
                matches!(*word, "can" | "can't" | "cannot" | "could") || word.starts_with("may")
            });
            let whose = behind
                .clone()
                .any(|word| matches!(*word, "by" | "for" | "from"));
            let subject = words.iter().take(no).any(|word| self.is_data(word, tables));
            if passive {
                subject && (!able || whose)
            } else {
                object
            }
        } else {
            words.iter().any(is_verb) && words.iter().any(|word| self.is_data(word, tables))
        }
    }

    /// "She closes the list of your bookings": what is put away is a record, and nothing of hers.
    fn is_put_away(&self, words: &[&str], tables: &Unused) -> bool {
        let at = words.iter().position(|word| is_one(word, tables.closes));
        let Some(at) = at else { return false };
        match self.language {
            Language::English => words
                .iter()
                .skip(at.saturating_add(1))
                .take(OBJECT)
                .any(|word| is_one(word, tables.records)),
            _ => words.iter().any(|word| is_one(word, tables.records)),
        }
    }

    /// Whether a run says that something goes on without the reader, by a verb of making: "the next model is built
    /// without you". Nothing: it speaks of no such thing.
    fn is_made_without_her(
        &self,
        field: &Field<'_>,
        run: Run,
        with: Option<&Effects>,
        own: &Own<'_>,
    ) -> Option<bool> {
        /// How many words behind a "without" can be whom.
        const WHOM: usize = 2;
        let (tables, with) = (self.tables?, with?);
        let clause = field.text.get(run.0).map(|token| token.clause);
        let here = || {
            (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
                .filter(|at| field.text.get(*at).map(|token| token.clause) == clause)
        };
        let whom = |at: usize| {
            let word = field.text.word(at);
            is_one(word, tables.without_her)
                || (is_one(word, tables.without)
                    && (at.saturating_add(1)..=at.saturating_add(WHOM))
                        .any(|at| is_one(field.text.word(at), tables.alone)))
        };
        if !(run.0..run.1).any(whom) {
            return None;
        }
        let made = here().any(|at| is_one(field.text.word(at), tables.made));
        Some(made && is_of_own(field, run.0, with, own))
    }
}

/// Whether somebody else than the switch is only a call away: "she advises you all the same, you just need to ring".
fn is_only_asking(field: &Field<'_>, run: Run, language: Language) -> bool {
    let Some(tables) = unused(language) else {
        return false;
    };
    let clause = field.text.get(run.0).map(|token| token.clause);
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let here = |same: &dyn Fn(usize) -> bool| {
        (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
            .filter(|at| same(*at))
            .map(|at| field.text.word(at))
            .collect::<Vec<_>>()
    };
    let near = here(&|at| field.text.get(at).map(|token| token.clause) == clause);
    let all = here(&|at| field.text.get(at).map(|token| token.sentence) == sentence);
    near.iter().any(|word| is_one(word, tables.only))
        && near.iter().any(|word| is_one(word, tables.asks))
        && !all.iter().any(|word| is_one(word, tables.burden))
        && !(run.0..run.1).any(|at| field.text.get(at).is_some_and(|token| token.money))
}

/// Whether a run stands in what somebody finds out: "she tells you if a lower rate is open to you".
fn is_found_out(field: &Field<'_>, run: Run, language: Language) -> bool {
    /// How many words before an "if" can be who finds it out.
    const BEFORE: usize = 2;
    let Some(tables) = unused(language) else {
        return false;
    };
    let sentence = field.text.get(run.0).map(|token| token.sentence);
    let within = |at: &usize| field.text.get(*at).map(|token| token.sentence) == sentence;
    let from = run.0.saturating_sub(REACH);
    (from..run.0)
        .filter(within)
        .filter(|at| is_one(field.text.word(*at), tables.whether))
        .any(|at| {
            matches!(field.text.word(at), "whether" | "ob")
                || (at.saturating_sub(BEFORE)..at)
                    .filter(within)
                    .any(|at| is_one(field.text.word(at), tables.tells))
        })
}

/// Whether what a run has less of is a price, which is no loss.
fn is_a_lower_price(field: &Field<'_>, run: Run, language: Language) -> bool {
    let Some(tables) = unused(language) else {
        return false;
    };
    let has = |list: &str| (run.0..run.1).any(|at| is_one(field.text.word(at), list));
    has(tables.lower) && has(tables.price)
}

/// Whether a word is one of a list, whose stems end in a star.
fn is_one(word: &str, list: &str) -> bool {
    list.split('|').any(|known| is_word(word, known))
}
