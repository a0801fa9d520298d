//! Everybody's state, written in portions.
//!
//! Most people stand alike to most toggles, so what was written last for a toggle is kept, and
//! written again as it is where the next customer stands the same.

use std::io::{self, Write as _};
use std::sync::Arc;

use mutual::catalogue::{Catalogue, Proposition, Version};
use mutual::clock::Timestamp;
use mutual::consent::{Customer, Toggle, ToggleView, view_toggle};
use mutual::id::CustomerId;
use mutual::port::Engine;

use super::export::Portions;
use crate::api::customers::SituationBody;
use crate::api::import_line::encode;
use crate::api::wire::ToggleState;
use crate::beside::Stretches;

/// How many customers are written at once; a check waits for no more than these.
const PORTION: usize = 64;

/// The columns of an export as CSV.
const COLUMNS: &str = "customer,identifiers,paused,proposition,version,toggle,decision,source,phase,\
                       legal_basis,since,toggle_version,expires_at,index\n";

/// How an export is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// A JSON object a line, for each customer.
    Ndjson,
    /// A row for each customer and toggle.
    Csv,
}

/// An export under way.
pub struct Export {
    engine: Arc<dyn Engine>,
    format: ExportFormat,
    after: Option<CustomerId>,
    is_begun: bool,
    live: Live,
}

impl Export {
    /// Begins an export of everybody behind `after`. One that goes on has no row of column names.
    #[must_use]
    pub fn new(engine: Arc<dyn Engine>, format: ExportFormat, after: Option<CustomerId>) -> Self {
        let live = Live::of(engine.catalogue(), format);
        Self {
            engine,
            format,
            after,
            is_begun: after.is_some(),
            live,
        }
    }

    /// The next customers; `None` behind the last one. Customers come in the order of their ids,
    /// each with her state at the moment that she is written.
    ///
    /// # Errors
    ///
    /// As the writers say; writing to memory does not fail.
    pub fn next_portion(&mut self) -> io::Result<Option<Vec<u8>>> {
        let read = self.reader();
        self.write(read())
    }
}

impl Portions for Export {
    type Read = (u64, Vec<Arc<Customer>>);

    fn reader(&self) -> impl FnOnce() -> Self::Read + Send + 'static {
        let (engine, after) = (Arc::clone(&self.engine), self.after);
        move || (engine.index(), engine.customers(after, PORTION))
    }

    fn write(&mut self, (index, customers): Self::Read) -> io::Result<Option<Vec<u8>>> {
        let mut out = Vec::new();
        if !std::mem::replace(&mut self.is_begun, true) && self.format == ExportFormat::Csv {
            out.extend_from_slice(COLUMNS.as_bytes());
        }
        let Some(last) = customers.last() else {
            return Ok(Some(out).filter(|out| !out.is_empty()));
        };
        self.after = Some(last.id);
        let catalogue = self.engine.catalogue();
        if !Arc::ptr_eq(&catalogue, &self.live.catalogue) {
            self.live = Live::of(catalogue, self.format);
        }
        let now = self.engine.now();
        out.reserve(customers.len() * 2_048);
        let mut stretches = Stretches::default();
        for customer in &customers {
            let before = out.len();
            match self.format {
                ExportFormat::Ndjson => self.live.json(customer, index, now, &mut out)?,
                ExportFormat::Csv => self.live.csv(customer, index, now, &mut out)?,
            }
            stretches.add(out.len() - before);
        }
        Ok(Some(out))
    }
}

/// The live exchanges, with what was written last of each toggle.
struct Live {
    catalogue: Arc<Catalogue>,
    exchanges: Vec<Exchange>,
}

struct Exchange {
    proposition: Arc<Proposition>,
    version: Arc<Version>,
    cells: Vec<Cell>,
}

/// One toggle.
struct Cell {
    toggle: Toggle,
    /// What it is called, as it stands before its state.
    name: Vec<u8>,
    /// The state that was written last.
    last: Option<ToggleView>,
    /// As it was written, with the name.
    text: Vec<u8>,
}

impl Cell {
    /// Writes the state that this customer stands in.
    fn write(
        &mut self,
        view: ToggleView,
        out: &mut Vec<u8>,
        state: impl FnOnce(&ToggleView, &mut Vec<u8>) -> std::io::Result<()>,
    ) -> std::io::Result<()> {
        if self.last.as_ref() != Some(&view) {
            self.text.clear();
            self.text.extend_from_slice(&self.name);
            state(&view, &mut self.text)?;
            self.last = Some(view);
        }
        out.extend_from_slice(&self.text);
        Ok(())
    }
}

impl Live {
    fn of(catalogue: Arc<Catalogue>, format: ExportFormat) -> Self {
        let live = catalogue.live().map(|(proposition, version)| {
            let toggles = std::iter::once(&Toggle::Exchange).chain(version.facets());
            let cells = toggles.map(|toggle| Cell {
                name: match format {
                    ExportFormat::Ndjson => format!("\"{toggle}\":").into_bytes(),
                    ExportFormat::Csv => {
                        format!("{},{},{toggle},", proposition.key, version.number).into_bytes()
                    }
                },
                toggle: toggle.clone(),
                last: None,
                text: Vec::new(),
            });
            Exchange {
                cells: cells.collect(),
                proposition: Arc::clone(proposition),
                version: Arc::clone(version),
            }
        });
        Self {
            exchanges: live.collect(),
            catalogue,
        }
    }

    /// A line: her identifiers, and what `GET …/consents` tells of her.
    fn json(
        &mut self,
        customer: &Customer,
        index: u64,
        now: Timestamp,
        out: &mut Vec<u8>,
    ) -> std::io::Result<()> {
        out.extend_from_slice(b"{\"identifiers\":");
        let names: Vec<_> = customer.identifiers.iter().map(|id| id.as_str()).collect();
        serde_json::to_writer(&mut *out, &names)?;
        let paused = customer.state.paused_since.is_some();
        let signals = if customer.state.gpc.is_some() {
            "[\"gpc\"]"
        } else {
            "[]"
        };
        write!(
            out,
            ",\"customer\":\"{}\",\"paused\":{paused},\"signals\":{signals},\"human_only\":",
            customer.id
        )?;
        serde_json::to_writer(&mut *out, &customer.state.guarded.human_only)?;
        out.extend_from_slice(b",\"situations\":");
        serde_json::to_writer(&mut *out, &SituationBody::all(customer, now))?;
        out.extend_from_slice(b",\"exchanges\":[");
        let mut is_first = true;
        for exchange in &mut self.exchanges {
            let Exchange {
                proposition,
                version,
                cells,
            } = exchange;
            if !version.document.is_open_to(customer.region.as_deref()) {
                continue;
            }
            if !std::mem::replace(&mut is_first, false) {
                out.push(b',');
            }
            write!(
                out,
                "{{\"proposition\":\"{}\",\"version\":{},\"toggles\":{{",
                proposition.key, version.number
            )?;
            for (place, cell) in cells.iter_mut().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                let view = view_toggle(proposition, version, &customer.state, &cell.toggle, now);
                cell.write(view, out, |view, text| {
                    Ok(serde_json::to_writer(text, &ToggleState::from(view))?)
                })?;
            }
            out.extend_from_slice(b"}}");
        }
        writeln!(out, "],\"index\":{index}}}")
    }

    /// A row for each toggle.
    fn csv(
        &mut self,
        customer: &Customer,
        index: u64,
        now: Timestamp,
        out: &mut Vec<u8>,
    ) -> std::io::Result<()> {
        let names = customer.identifiers.iter().map(|id| encode(id.as_str()));
        let names: Vec<_> = names.collect();
        let paused = customer.state.paused_since.is_some().to_string();
        // Of all cells only identifiers can hold a quote, a comma or a line feed.
        let mut before = csv::Writer::from_writer(Vec::new());
        before.write_record([&customer.id.to_string(), &names.join(" "), &paused])?;
        let mut before = before
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?;
        before.pop();
        before.push(b',');
        let behind = format!(",{index}\n");
        for exchange in &mut self.exchanges {
            let Exchange {
                proposition,
                version,
                cells,
            } = exchange;
            if !version.document.is_open_to(customer.region.as_deref()) {
                continue;
            }
            for cell in cells {
                out.extend_from_slice(&before);
                let view = view_toggle(proposition, version, &customer.state, &cell.toggle, now);
                cell.write(view, out, |view, text| {
                    write!(
                        text,
                        "{},{},{},{},{},{},{}",
                        view.decision,
                        view.source,
                        view.phase,
                        view.legal_basis.word(),
                        view.since.map(|at| at.to_string()).unwrap_or_default(),
                        view.version.map(|v| v.to_string()).unwrap_or_default(),
                        view.expires_at.map(|at| at.to_string()).unwrap_or_default(),
                    )
                })?;
                out.extend_from_slice(behind.as_bytes());
            }
        }
        Ok(())
    }
}
