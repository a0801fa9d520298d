//! Everything that is held about a customer, in words.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::ledger::Body;
use mutual::port::Held;
use serde_json::{Map, Value};

use super::receipt::{happened, told};
use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, desk::team_name, draw},
    text::{Data as Words, Dates},
    ui::{
        exchange::{data_name, purpose_name},
        history::title_of,
        said::within,
    },
};

/// How many records of one table the page shows; the file has them all.
const ROWS: usize = 20;

/// What says how new a record is, by the first of these columns that it has. The number of an entry says the
/// same of what she chose.
const MOMENTS: [&str; 16] = [
    "gone_since",
    "guessed_at",
    "arrived_at",
    "used_at",
    "sent_at",
    "decided_at",
    "asked_on",
    "withdrawn_at",
    "opened_at",
    "tried_at",
    "goes_at",
    "delivered_at",
    "given_up_at",
    "given_at",
    "ends_at",
    "good_until",
];

/// Everything that is held about the customer who is in.
#[component]
pub(crate) fn DataPage() -> impl IntoView {
    draw(data)
}

async fn data(asked: Asked) -> Result<Page, Stop> {
    let customer = asked.customer()?;
    let ctx = &asked.ctx;
    let words = &ctx.text().own.data;
    let held = ctx.mutual.held(&customer.actor, customer.id).await?;
    let tables = held.iter().map(|held| table(held, ctx, words));
    let body = view! {
        <div class="own">
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {tables.collect_view()}
        <section class="part" aria-labelledby="take-t">
            <h2 id="take-t">{words.take}</h2>
            <p>{words.take_does}</p>
            <p><a class="button" href="/data/everything.json" download="">{words.download}</a></p>
        </section>
        <section class="part" aria-labelledby="leave-t">
            <h2 id="leave-t">{words.leave}</h2>
            <p>{words.leave_does}</p>
            <p><a class="button" href="/data/leave">{words.leave}</a></p>
        </section>
        </div>
    };
    Ok(Page::of_customer(words.title, body))
}

fn table(held: &Held, ctx: &Ctx, words: &'static Words) -> impl IntoView + use<> {
    let (name, what) = (words.table)(&held.table);
    let id = format!("t-{}", held.table);
    let heading = id.clone();
    let rows = newest_first(&held.rows).take(ROWS).map(|row| {
        let cells = row.iter().filter_map(|(column, value)| {
            let (name, value) = cell((column, value), row, ctx, words)?;
            Some(view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        });
        view! { <li><dl class="facts held-row">{cells.collect_view()}</dl></li> }
    });
    let rows = rows.collect_view();
    let count = if held.rows.is_empty() {
        words.nothing.to_owned()
    } else {
        (words.rows)(held.rows.len())
    };
    let newest = (held.rows.len() > ROWS).then(|| (words.newest)(ROWS));
    let newest = newest.map(|newest| format!(" {newest}"));
    view! {
        <section class="part held" aria-labelledby=id>
            <h2 id=heading>{name}</h2>
            <p class="quiet">{what} " " {count} {newest}</p>
            <ol>{rows}</ol>
        </section>
    }
}

/// The records of one table, the newest first. They do not come so: those of a record that turned out to be
/// hers stand behind all of her own, and guesses stand in the order of their keys. Of what tells no moment the
/// last comes first.
fn newest_first(rows: &[Map<String, Value>]) -> impl Iterator<Item = &Map<String, Value>> {
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by_key(|&row| {
        let moment = MOMENTS.iter().find_map(|column| row.get(*column)?.as_str());
        (row.get("index").and_then(Value::as_u64), moment)
    });
    rows.into_iter().rev()
}

/// A value of a record as a person reads it; nothing where only a program does.
fn cell(
    (column, value): (&str, &Value),
    row: &Map<String, Value>,
    ctx: &Ctx,
    words: &'static Words,
) -> Option<(&'static str, AnyView)> {
    let name = (words.column)(column);
    let text = match (column, value) {
        // What they say stands under the receipt, or in the file.
        ("state" | "nonce" | "index" | "opened" | "desk", _) | (_, Value::Null) => return None,
        ("asked", asked) => asked.get("said")?.as_str()?.to_owned(),
        ("decided", decided) => decided.get("reason")?.as_str()?.to_owned(),
        ("entry", entry) => {
            let entry: Body = serde_json::from_value(entry.clone()).ok()?;
            let catalogue = ctx.mutual.catalogue();
            let proposition = entry
                .proposition()
                .and_then(|key| catalogue.proposition(key));
            let live = proposition.and_then(|proposition| proposition.live());
            let wording = live.map(|version| version.wording_or_own(ctx.text().lang));
            told(
                &entry,
                wording.as_ref().map(|wording| &*wording.title),
                ctx.text(),
            )
        }
        // All of it stands where she reads why, and in the file.
        ("decision", record) => record.get("outcome")?.as_str()?.to_owned(),
        // What programs call by a key is told as the other pages tell it.
        ("exchange", Value::String(key)) => {
            let catalogue = ctx.mutual.catalogue();
            let titled = |key: Slug| title_of(&catalogue, &key, ctx.text());
            key.parse::<Slug>().map_or_else(|_| key.clone(), titled)
        }
        ("benefit", Value::String(key)) => what_arrived(key, row, ctx),
        ("data", Value::String(id)) => {
            let catalogue = ctx.mutual.catalogue();
            let named = |id: Slug| data_name(&id, catalogue.registry(), ctx.text());
            id.parse::<Slug>().map_or_else(|_| id.clone(), named)
        }
        ("purpose", Value::String(id)) => {
            let catalogue = ctx.mutual.catalogue();
            let named = |id: Slug| purpose_name(&id, catalogue.registry(), ctx.text());
            id.parse::<Slug>().map_or_else(|_| id.clone(), named)
        }
        ("team", Value::String(team)) => team_name(team, ctx.text().desk),
        // A link is called what the page behind it is.
        ("for", Value::String(kind)) => match kind.as_str() {
            "password_reset" => ctx.text().entry.reset.to_owned(),
            "sign_in" => ctx.text().entry.sign_in.to_owned(),
            _ => kind.clone(),
        },
        ("locale" | "language", Value::String(tag)) => ctx.text().language(tag),
        ("region", Value::String(code)) => ctx.text().region(code),
        ("receipt", Value::String(id)) => {
            let link = view! { <a href=format!("/receipts/{id}")><bdi class="mono">{id.clone()}</bdi></a> };
            return Some((name, link.into_any()));
        }
        ("channel", Value::String(word)) => match word.parse() {
            Ok(channel) => (ctx.text().shared.channel)(channel).to_owned(),
            Err(()) => word.clone(),
        },
        ("type", Value::String(word)) => match word.parse() {
            Ok(kind) => happened(kind, ctx.text()),
            Err(()) => word.clone(),
        },
        // A day that has no hour is one of UTC, whatever zone she reads in.
        ("asked_on", Value::String(day)) => {
            let dates = Dates::new(ctx.text(), "UTC");
            let begin = dates.day_of(day).map(|(begin, _)| dates.day(begin));
            begin.unwrap_or_else(|| day.clone())
        }
        ("amount", Value::Number(number)) => {
            let number = number.as_f64().unwrap_or_default();
            ctx.text().rules.amount(number)
        }
        ("made_from" | "used_for", Value::Array(ids)) => {
            let catalogue = ctx.mutual.catalogue();
            let registry = catalogue.registry();
            let name = |id: &Value| -> Option<String> {
                let id = id.as_str()?;
                let purpose = registry.purpose(id);
                let name = match purpose.filter(|_| column == "used_for") {
                    Some(purpose) => purpose.called_in(ctx.text().lang).to_owned(),
                    None => data_name(&id.parse().ok()?, registry, ctx.text()),
                };
                Some(name)
            };
            let names: Vec<_> = ids.iter().filter_map(name).collect();
            names.join(ctx.text().semicolon)
        }
        ("seen", Value::Array(all)) => {
            let catalogue = ctx.mutual.catalogue();
            let told = all.iter().filter_map(|one| {
                let data = one.get("data")?.as_str()?.parse().ok()?;
                let data = data_name(&data, catalogue.registry(), ctx.text());
                let at = one.get("at").and_then(Value::as_str);
                let day = at.and_then(mutual::clock::Timestamp::parse);
                let day = day.map(|at| format!(" · {}", ctx.dates().day(at)));
                let seen = within(one.get("seen")?.as_str()?, ctx.text());
                Some(format!("{data}: {seen}{}", day.unwrap_or_default()))
            });
            let told: Vec<_> = told.collect();
            if told.is_empty() {
                return None;
            }
            told.join(ctx.text().semicolon)
        }
        (_, Value::Bool(true)) => words.yes.to_owned(),
        (_, Value::Bool(false)) => words.no.to_owned(),
        (_, Value::String(text)) => match mutual::clock::Timestamp::parse(text) {
            Some(at)
                if ["_at", "_until", "_since"]
                    .iter()
                    .any(|end| column.ends_with(end)) =>
            {
                ctx.dates().moment(at)
            }
            _ => text.clone(),
        },
        (_, other) => other.to_string(),
    };
    Some((name, view! { <bdi>{text}</bdi> }.into_any()))
}

/// What a benefit of the record's exchange is, as the newest version that has it says it to her; its key,
/// where none does.
fn what_arrived(benefit: &str, row: &Map<String, Value>, ctx: &Ctx) -> String {
    let catalogue = ctx.mutual.catalogue();
    let known = row.get("exchange").and_then(Value::as_str);
    let known = known.and_then(|key| catalogue.proposition(key));
    let versions = known.into_iter().flat_map(|known| known.versions());
    let what = versions.rev().find_map(|version| {
        let wording = version.wording_or_own(ctx.text().lang);
        let mut benefits = wording.benefits.iter();
        let named = benefits.find(|known| known.key.as_str() == benefit)?;
        Some(named.what.clone())
    });
    what.unwrap_or_else(|| benefit.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn in_order(column: &str, held: &[Value], newest: &[&str]) {
        let held: Vec<_> = held
            .iter()
            .map(|row| row.as_object().unwrap().clone())
            .collect();
        let told: Vec<_> = newest_first(&held)
            .map(|row| row[column].as_str().unwrap())
            .collect();
        assert_eq!(told, newest);
    }

    #[test]
    fn the_newest_record_is_first_in_whatever_order_they_are_held() {
        // Guesses come by their keys, and what another record held comes last.
        let guessed =
            |key: &str, at: &str| json!({"key": key, "guessed_at": at, "model": "tastes"});
        let held = [
            guessed("a", "2026-03-02T08:15:00.000Z"),
            guessed("b", "2026-05-02T08:15:00.000Z"),
            guessed("c", "2025-12-02T08:15:00.000Z"),
        ];
        in_order("key", &held, &["b", "a", "c"]);
        // A guess that is gone is as new as its end.
        let gone = |key: &str, at: &str, end: &str| json!({"key": key, "guessed_at": at, "gone_since": end});
        let held = [
            gone(
                "long",
                "2026-01-01T00:00:00.000Z",
                "2026-05-03T00:00:00.000Z",
            ),
            gone(
                "short",
                "2026-05-01T00:00:00.000Z",
                "2026-05-02T00:00:00.000Z",
            ),
        ];
        in_order("key", &held, &["long", "short"]);
        // What she chose is in the order of the log, whose numbers are no text.
        let chosen = |index: u64| json!({"index": index, "receipt": format!("rcp_{index}")});
        let held = [chosen(9), chosen(100), chosen(10)];
        in_order("receipt", &held, &["rcp_100", "rcp_10", "rcp_9"]);
        // What will be tried later, and what is over.
        let held = [
            json!({"address": "a", "goes_at": null, "delivered_at": "2026-05-02T00:00:00.000Z"}),
            json!({"address": "b", "goes_at": "2026-05-03T00:00:00.000Z", "delivered_at": null}),
            json!({"address": "c", "goes_at": null, "delivered_at": "2026-05-01T00:00:00.000Z"}),
        ];
        in_order("address", &held, &["b", "a", "c"]);
        // What tells no moment.
        let held = ["crm:1", "crm:2"].map(|name| json!({"identifier": name}));
        in_order("identifier", &held, &["crm:2", "crm:1"]);
    }
}
