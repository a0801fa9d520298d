//! What depends on what was before: L-A1 (asked again), L-F1 (promises kept), L-C1 (change told).

use serde_json::Value;

use super::stems::stem;
use crate::catalogue::Document;
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Page, Role};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says, whole};
use crate::lint::text::Text;

/// The share of promises that has to be kept before more people are asked.
const KEPT: f64 = 0.9;

/// The share of words that has to be new before a refused question is another question.
const REWORDED: f64 = 0.1;

/// The most words of a text that are compared.
const MOST: usize = 2_000;

/// Words of notes that say nothing: a note of these alone tells nobody what changed.
static NOTHING: Lexicon = Lexicon::new(
    &[
        "various|minor|small|some|general|several|misc|miscellaneous|update|updates|updated|change|changes|changed|improvement|improvements|improved|improve|fix|fixes|fixed|bug|bugs|tweak|tweaks|tweaked|edit|edits|edited|new|version|text|texts|wording|revised|revision|better|the|we|our|made|have|has|been|a|an|and|of|to|this|that|it|is|was|few|legal|policy|terms|content|copy|housekeeping|maintenance|cleanup|clean|up|for|you|your|experience|clarity|clarification|clarifications|refresh|refreshed|latest|current|see|above|below|tbd|n|na|none|nothing|no|as|requested|review|reviewed|things|stuff|bits|other|ongoing|routine|standard|service|product|optimised|optimisation|enhanced|enhancements|quality|polish|polished|adjustments|adjusted|adjustment|amended|amendments|modification|modifications|modified|readability|consistency|compliance|alignment|aligned|best|practice|practices|feedback|serve|serving|provide|offer|continue|always|pleased|excited|regulatory|requirements|here|there|in|on|with|more|by|legal|team|proposition|page|document|tidy|tidied|tidying|fresh|look|looks|need|read|#",
        "redaktionell*|anpassung*|angepasst|diverse|verschiedene|kleine|kleinere|einige|allgemeine|anderung*|andert|geandert|aktualisier*|verbesser*|optimier*|uberarbeit*|korrektur*|fehlerbehebung*|neue|neuer|neuen|version|fassung|wir|haben|die|der|das|den|ein|eine|und|fur|sie|sich|nichts|es|an|am|im|von|zu|wurde|wurden|unsere|unseren|technische|technisch",
        "تحديث|تحديثات|تعديل|تعديلات|تحسين|تحسينات|تغيير|تغييرات|بعض|متنوعه|بسيطه|طفيفه|صغيره|عامه|مختلفه|جديده|في|من|علي|اجرينا|لا|شيء|يتغير",
    ],
    &[],
);

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    asked(page, with, found);
    if with.kept.is_some_and(|kept| kept < KEPT) {
        let share = whole(with.kept.unwrap_or_default() * 100.0);
        found.whole(
            Rule::Kept,
            Level::Block,
            "benefits",
            Says::NotKept(share),
            Instead::DeliverFirst,
        );
    }
    told(page, with, found);
}

fn asked(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let Some(before) = with.asked_before else {
        return;
    };
    if !with.cool_down_over {
        found.whole(
            Rule::AskedOnce,
            Level::Block,
            "ask.question",
            Says::SaidNo,
            Instead::WaitForEnd,
        );
    }
    let mut now = Vec::new();
    for role in [Role::Title, Role::Use, Role::What, Role::Question] {
        now.extend(page.with(role).flat_map(|field| words(&field.text)));
    }
    let what = before.benefits.iter().map(|benefit| benefit.what.as_str());
    let texts = [before.title.as_str(), &before.usage, &before.ask.question]
        .into_iter()
        .chain(what);
    let then: Vec<String> = texts.flat_map(|text| words(&Text::read(text))).collect();
    if differs(then, now) < REWORDED && is_no_richer(page, before) {
        found.whole(
            Rule::AskedOnce,
            Level::Block,
            "ask.question",
            Says::RefusedBefore,
            Instead::OnlyWhenChanged,
        );
    }
}

/// Whether what people share and get is as it was when they refused.
fn is_no_richer(page: &Page<'_>, before: &Document) -> bool {
    let fields = |value: &Value| {
        (
            value.get("data").cloned(),
            value.get("benefits").cloned(),
            value.get("recipients").cloned(),
        )
    };
    serde_json::to_value(before).is_ok_and(|before| {
        let (data, benefits, recipients) = fields(page.json);
        let (had_data, had_benefits, had_recipients) = fields(&before);
        let rates = |list: Option<Value>| -> Vec<(Option<f64>, Option<String>)> {
            let list = list
                .and_then(|list| list.as_array().cloned())
                .unwrap_or_default();
            list.iter()
                .map(|item| {
                    (
                        item.get("amount").and_then(Value::as_f64),
                        item.get("every").and_then(Value::as_str).map(str::to_owned),
                    )
                })
                .collect()
        };
        data == had_data && recipients == had_recipients && rates(benefits) == rates(had_benefits)
    })
}

fn words(text: &Text) -> Vec<String> {
    text.tokens
        .iter()
        .take(MOST)
        .map(|token| stem(&token.word).to_owned())
        .collect()
}

/// The share of words that only one of two texts has, in whatever order.
fn differs(mut then: Vec<String>, mut now: Vec<String>) -> f64 {
    then.sort_unstable();
    now.sort_unstable();
    let (mut a, mut b, mut common) = (then.iter().peekable(), now.iter().peekable(), 0_usize);
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => _ = a.next(),
            std::cmp::Ordering::Greater => _ = b.next(),
            std::cmp::Ordering::Equal => {
                common = common.saturating_add(1);
                a.next();
                b.next();
            }
        }
    }
    let longer = then.len().max(now.len()).max(1);
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of words are far below 2^52"
    )]
    let share = common as f64 / longer as f64;
    1.0 - share
}

fn told(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    const SAY: Instead = Instead::SayWhatChanged;
    match page.one(Role::Note) {
        Some(note) => {
            let empty = NOTHING.find(&note.text).len();
            if empty == note.text.words() {
                found.whole(
                    Rule::ChangeTold,
                    Level::Block,
                    &note.name,
                    Says::NothingChanged(note.quote(0, note.text.words())),
                    SAY,
                );
            }
        }
        None => {
            let Some(live) = with.live else {
                return;
            };
            let Ok(mut live) = serde_json::to_value(live) else {
                return;
            };
            let mut new = page.json.clone();
            for document in [&mut live, &mut new] {
                if let Some(fields) = document.as_object_mut() {
                    fields.remove("change_note");
                }
            }
            if live != new {
                found.whole(
                    Rule::ChangeTold,
                    Level::Block,
                    "change_note",
                    Says::NoNote,
                    SAY,
                );
            }
        }
    }
}
