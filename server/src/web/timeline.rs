//! The timeline as files: a row for each line, written page by page as it is read. Both files hold the
//! same, and all that the page says of a line.

use std::borrow::Cow;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Query};
use axum::http::Response;
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::get;
use futures_util::stream::{Stream, try_unfold};
use mutual::access::Actor;
use mutual::catalogue::Catalogue;
use mutual::id::CustomerId;
use mutual::use_cases::{Cursor, Happening, Reading, Show, TimelineItem};
use mutual_app::{Ctx, InWords, in_words};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::downloads::{customer, failed, file};

/// How many lines are read at once.
const LINES: usize = 500;

/// The columns of the table, in order.
const COLUMNS: [&str; 26] = [
    "at",
    "kind",
    "event",
    "proposition",
    "title",
    "version",
    "toggles",
    "receipt",
    "benefit",
    "amount",
    "unit",
    "data",
    "purpose",
    "times",
    "reference",
    "note",
    "decision",
    "model",
    "outcome",
    "who",
    "way",
    "situation",
    "until",
    "case",
    "case_kind",
    "conflicts",
];

/// The routes.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/timeline.csv", get(table))
        .route("/timeline.json", get(objects))
}

#[derive(Deserialize)]
struct Which {
    show: Option<String>,
}

/// How the file is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Table,
    Objects,
}

/// A row for each line.
async fn table(ctx: Extension<Ctx>, which: Query<Which>) -> Response<Body> {
    answer(ctx.0, &which.0, Form::Table).await
}

/// An object for each line.
async fn objects(ctx: Extension<Ctx>, which: Query<Which>) -> Response<Body> {
    answer(ctx.0, &which.0, Form::Objects).await
}

async fn answer(ctx: Ctx, which: &Which, form: Form) -> Response<Body> {
    let Some((principal, id)) = customer(&ctx) else {
        return Redirect::to("/sign-in?next=/timeline").into_response();
    };
    let show = which.show.as_deref().and_then(|show| show.parse().ok());
    let mut writing = Writing {
        ctx,
        actor: principal.actor,
        id,
        show,
        form,
        next: Some(Cursor::default()),
        begun: false,
    };
    // The first page is read before the answer begins, so that a failure can still be told.
    let first = match writing.page().await {
        Ok(first) => first,
        Err(error) => return failed(&error),
    };
    let (media, name) = match form {
        Form::Table => ("text/csv; charset=utf-8; header=present", "my-timeline.csv"),
        Form::Objects => ("application/json", "my-timeline.json"),
    };
    let body = Body::from_stream(writing.chunks(first));
    file(media, name, body)
}

/// A file that is being written.
struct Writing {
    ctx: Ctx,
    actor: Actor,
    id: CustomerId,
    show: Option<Show>,
    form: Form,
    /// Where the next page begins; none behind the last.
    next: Option<Cursor>,
    /// Whether a line stands in it.
    begun: bool,
}

impl Writing {
    /// What is to be read first, then what follows, up to the end of the file.
    fn chunks(self, first: Vec<u8>) -> impl Stream<Item = Result<Vec<u8>, std::io::Error>> {
        try_unfold((Some(first), Some(self)), |(ready, writing)| async move {
            if let Some(ready) = ready {
                return Ok(Some((ready, (None, writing))));
            }
            let Some(mut writing) = writing else {
                return Ok(None);
            };
            if writing.next.is_none() {
                let end = match writing.form {
                    Form::Table => Vec::new(),
                    Form::Objects => b"]}\n".to_vec(),
                };
                return Ok(Some((end, (None, None))));
            }
            // Broken off, so that nobody takes it for the whole.
            let page = writing.page().await.map_err(std::io::Error::other)?;
            Ok(Some((page, (None, Some(writing)))))
        })
    }

    /// The next page, with what stands before the first.
    async fn page(&mut self) -> Result<Vec<u8>, Reading> {
        let from = self.next.take().unwrap_or_default();
        let (mutual, zone) = (&self.ctx.mutual, &self.ctx.organisation.time_zone);
        let page = mutual.timeline(&self.actor, self.id, self.show, from, LINES, zone);
        let page = page.await?;
        self.next = page.next;
        let catalogue = mutual.catalogue();
        let rows = page.items.iter();
        let rows = rows.map(|item| row(item, in_words(&self.ctx, item), &catalogue));
        let mut text = Vec::new();
        match self.form {
            Form::Table => {
                let mut table = csv::Writer::from_writer(&mut text);
                let head = (!self.begun).then(|| COLUMNS.map(Cow::Borrowed).to_vec());
                let lines = head.into_iter().chain(rows.map(|row| cells(&row)));
                for line in lines {
                    // Memory takes every line.
                    _ = table.write_record(line.iter().map(|cell| cell.as_bytes()));
                }
                _ = table.flush();
                drop(table);
            }
            Form::Objects => {
                if !self.begun {
                    let id = self.id;
                    text.extend(format!("{{\"customer\":\"{id}\",\"timeline\":[").bytes());
                }
                for (n, row) in rows.enumerate() {
                    if n > 0 || self.begun {
                        text.push(b',');
                    }
                    text.extend(Value::Object(row).to_string().bytes());
                }
            }
        }
        self.begun = true;
        Ok(text)
    }
}

/// A line as names and values.
fn row(item: &TimelineItem, said: InWords, catalogue: &Catalogue) -> Map<String, Value> {
    let mut row = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            row.insert(name.to_owned(), value);
        }
    };
    put("at", json!(item.at));
    put("kind", json!(item.what.kind().word()));
    if let Some(key) = item.what.proposition() {
        put("proposition", json!(key));
        let newest = catalogue
            .proposition(key)
            .and_then(|known| known.versions().last());
        put(
            "title",
            json!(newest.map(|version| &version.document.title)),
        );
    }
    put("who", json!(said.who));
    put("way", json!(said.way));
    put("situation", json!(said.situation));
    match &item.what {
        Happening::Entry { item, .. } => {
            put("event", json!(item.kind));
            put("until", json!(item.until));
            if let Some((case, kind)) = item.case {
                put("case", json!(case));
                put("case_kind", json!(kind));
            }
            put("version", json!(item.version));
            if !item.toggles.is_empty() {
                put("toggles", json!(item.toggles));
            }
            if !item.conflicts.is_empty() {
                put("conflicts", json!(item.conflicts));
            }
            put("receipt", json!(item.receipt));
        }
        Happening::Published { version, note, .. } => {
            put("event", json!(mutual::ledger::EntryKind::Published));
            put("version", json!(version));
            put("note", json!(note));
        }
        Happening::Retired { .. } => put("event", json!(mutual::ledger::EntryKind::Retired)),
        Happening::Got {
            benefit,
            amount,
            unit,
            proof_ref,
            ..
        } => {
            put("benefit", json!(benefit));
            put("amount", json!(amount));
            put("unit", json!(unit));
            put("reference", json!(proof_ref));
        }
        Happening::Decided {
            decision,
            model,
            outcome,
            ..
        } => {
            put("decision", json!(decision));
            put("model", json!(model));
            put("outcome", json!(outcome));
        }
        Happening::Used {
            data,
            purpose,
            times,
        } => {
            put("data", json!(data));
            put("purpose", json!(purpose));
            put("times", json!(times));
        }
        Happening::Guessed { guess } => {
            put("note", json!(format!("{}: {}", guess.label, guess.value)));
            put("reference", json!(guess.key));
        }
    }
    row
}

/// A line as cells, none of which a spreadsheet takes for a formula.
fn cells(row: &Map<String, Value>) -> Vec<Cow<'static, str>> {
    let cell = |column: &&str| match row.get(*column) {
        None => Cow::Borrowed(""),
        Some(Value::String(text)) => Cow::Owned(harmless(text)),
        Some(Value::Object(pairs)) => Cow::Owned(harmless(&in_pairs(pairs))),
        Some(Value::Array(items)) => {
            let each = items.iter().filter_map(Value::as_object).map(in_pairs);
            Cow::Owned(harmless(&each.collect::<Vec<_>>().join("; ")))
        }
        Some(other) => Cow::Owned(other.to_string()),
    };
    COLUMNS.iter().map(cell).collect()
}

/// Names and texts in one cell: `data:orders=on channel:email=off`.
fn in_pairs(pairs: &Map<String, Value>) -> String {
    let each = pairs.iter().map(|(name, value)| {
        let value = value.as_str().unwrap_or_default();
        format!("{name}={value}")
    });
    each.collect::<Vec<_>>().join(" ")
}

/// The text as a cell that is read as text.
pub(super) fn harmless(text: &str) -> String {
    let mut letters = text.chars().skip_while(|letter| letter.is_whitespace());
    let begins = text.starts_with(['\t', '\r', '\n']);
    if begins
        || letters
            .next()
            .is_some_and(|first| "=+-@＝＋－＠".contains(first))
    {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_begins_a_formula() {
        for formula in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n", "＝1",
        ] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for text in ["", "mail-1", "1=1", "'=1", "a@b.example"] {
            assert_eq!(harmless(text), text);
        }
    }
}
