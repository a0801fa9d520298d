//! How the time of the linter grows with the text that it is given: whoever sends a long one must not
//! stop a core with it. The baseline is a quarter of the same text in the same run, four times.

use std::hint::black_box;
use std::time::Instant;

use mutual::catalogue::Registry;
use mutual::lint::{Surroundings, lint};
use serde_json::{Value, json};

use crate::common::{ROUNDS, median, report};

/// How many characters of a text the rules read: what stands behind them is cut off before any rule, so
/// that a longer text would show none that grows.
const LONGEST: usize = 10_000;
/// How often one is judged for one time: a single text of that length takes too short for a clock.
const TIMES: usize = 8;
/// The most benefits, data and recipients, of each.
const MOST: usize = 3_000;
/// What grows with the square takes a quarter of four times the baseline; this allows for caches.
const BAR: f64 = 0.5;

/// What it is made of, each with its language: words that rules look for, close together, and letters
/// that are hard to take apart.
const PARTS: [(&str, &str); 14] = [
    ("en", "only today "),
    ("en", "don't not "),
    ("en", "your account "),
    ("en", "🎉! "),
    ("en", "a"),
    ("en", "1,"),
    ("ar", "نص "),
    ("ar", "ﷺ"),
    ("en", "people say \n"),
    ("en", "if you unless you do not want to not "),
    ("en", "without it people who do not say no pay £ 3 more "),
    ("en", "Hu\u{200b}\u{202e}r\u{440}y "),
    (
        "de",
        "wer nicht ohne Zustimmung sein Konto verliert zahlt 3 Euro mehr ",
    ),
    ("ar", "من لا يوافق بدون موافقتك يدفع رسوما "),
];

pub fn measure_all() {
    for (locale, part) in PARTS {
        // What a no ends is read by more rules than any other text.
        for field in ["use", "if_off"] {
            let of = |characters: usize| {
                let mut document = document();
                document["locale"] = json!(locale);
                document[field] = json!(part.repeat(characters / part.chars().count()));
                document
            };
            let what = format!("lint, {part:?} as {field}");
            grows(&what, TIMES, &of(LONGEST / 4), &of(LONGEST));
        }
    }
    let of = |items: usize| {
        let mut document = document();
        document["benefits"] = json!(vec![json!({"what": "x"}); items]);
        document["data"] = json!(vec![json!({"category": "orders"}); items]);
        document["recipients"] = json!(vec!["partners"; items]);
        document
    };
    grows("lint, many items", 1, &of(MOST / 4), &of(MOST));
}

fn grows(what: &str, times: usize, quarter: &Value, whole: &Value) {
    let registry = Registry::starter();
    let with = Surroundings::new(&registry);
    let seconds = |document: &Value| {
        let begun = Instant::now();
        for _ in 0..times {
            black_box(lint(black_box(document), &with));
        }
        begun.elapsed().as_secs_f64()
    };
    let rounds = (0..ROUNDS).map(|_| (seconds(quarter), seconds(whole)));
    let (quarters, wholes): (Vec<_>, Vec<_>) = rounds.skip(1).unzip();
    let (quarter, whole) = (median(quarters), median(wholes));
    let details = format!("{whole:.3} s against four times {quarter:.3} s");
    report(what, 4.0 * quarter / whole, BAR, &details);
}

fn document() -> Value {
    json!({
        "key": "recipe-ideas", "locale": "en", "title": "Weekly recipe ideas",
        "purpose": "recommendations", "legal_basis": "consent",
        "data": [{"category": "orders", "required": true}],
        "use": "We look at your last 12 months of orders to pick three recipes.",
        "decided_by": "computer",
        "benefits": [{"key": "recipes", "what": "Recipes you can cook", "kind": "service",
            "amount": 3, "unit": "recipes", "every": "week", "proof_event": "email.sent"}],
        "if_off": "We stop within an hour. No more recipe emails.",
        "stays": "Your orders and points stay the same.",
        "recipients": ["Postwren Mail Ltd (sends the emails)"],
        "retention": "12 months after your last order", "term_months": 24,
        "channels": ["email"], "ai_uses": ["personalise"], "regions": ["*"],
        "ask": {"question": "May we use your past orders to pick three recipes a week?",
                "allow": "Allow", "refuse": "Don't allow"}
    })
}
