//! L-S1: what is shared and what is got are as long and as bright as each other.

use serde_json::Value;

use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Page, Role};
use crate::lint::text::{Sign, Text};

/// The least and the largest ratio of the columns' words.
const EVEN: (f64, f64) = (0.6, 1.67);

/// Columns that differ by so few words look alike whatever their ratio.
const FEW_WORDS: usize = 8;

/// Words that are written in capitals to shout, and never as an abbreviation.
const SHOUTED: &[&str] = &[
    "free",
    "now",
    "save",
    "win",
    "big",
    "best",
    "extra",
    "exclusive",
    "more",
    "double",
    "triple",
    "bonus",
    "instant",
    "instantly",
    "guaranteed",
    "amazing",
    "huge",
    "only",
    "new",
    "all",
    "every",
    "your",
    "you",
    "massive",
    "super",
    "get",
    "hot",
    "top",
    "yes",
    "today",
    "deal",
    "deals",
    "offer",
    "offers",
    "sale",
    "gift",
    "gifts",
    "money",
    "half",
    "off",
    "love",
    "great",
    "better",
    "always",
    "never",
    "not",
    "no",
    "allow",
    "any",
    "real",
    "zero",
    "must",
    "stop",
    "please",
    "wow",
    "vip",
    "everything",
    "ever",
    "last",
    "limited",
    "hurry",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "ten",
    "twenty",
    "fifty",
    "hundred",
    "thousand",
    "day",
    "week",
    "month",
    "year",
    "with",
    "for",
    "and",
    "the",
    "each",
];

/// Long names that are written in capitals.
const SPELLED: &[&str] = &[
    "unicef", "unesco", "nasdaq", "covid", "interpol", "adidas", "asics",
];

const CALM: &str = "Write it as plainly as what people share: no signs, no capitals.";

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    columns(page, with, found);
    for field in &page.fields {
        signs(field, found);
        capitals(field, found);
    }
}

fn columns(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let ids = page
        .list("data")
        .iter()
        .filter_map(|item| item.get("category").and_then(Value::as_str));
    let share: usize = ids
        .take(1_000)
        .map(|id| {
            with.registry.category(id).map_or_else(
                || Text::read(id).words(),
                |category| Text::read(&category.label).words(),
            )
        })
        .sum();
    let get: usize = page.with(Role::What).map(|field| field.text.words()).sum();
    if share == 0 || get == 0 {
        return;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a count of words is far below 2^52"
    )]
    let ratio = share as f64 / get as f64;
    if (EVEN.0..=EVEN.1).contains(&ratio) {
        return;
    }
    let level = if share.abs_diff(get) > FEW_WORDS {
        Level::Block
    } else {
        Level::Warn
    };
    let message = format!("“You share” has {share} words and “You get” has {get}.");
    let suggestion = if get > share {
        "Shorten what people get, or say more of it in the use."
    } else {
        "Say in a few more words what people get."
    };
    found.whole(Rule::Balanced, level, "benefits", message, suggestion);
}

/// How much a sign weighs in a text: it blocks in the column of what people get, and on the yes.
fn weight(role: Role) -> Option<Level> {
    match role {
        Role::What | Role::Unit | Role::Allow => Some(Level::Block),
        Role::Recipient => None,
        _ => Some(Level::Warn),
    }
}

fn signs(field: &Field<'_>, found: &mut Findings) {
    let Some(level) = weight(field.role) else {
        return;
    };
    for (sign, at) in &field.text.signs {
        let message = match sign {
            Sign::Exclamation => "An exclamation mark makes this side louder.",
            Sign::Picture => "A picture makes this side brighter.",
            Sign::Markup => "Emphasis makes this side brighter.",
            Sign::Question => continue,
        };
        // Pictures and emphasis sell wherever they stand; a single "!" elsewhere is only bad style.
        let level = match (sign, field.role) {
            (Sign::Picture | Sign::Markup, Role::Title | Role::Question) => Level::Block,
            _ => level,
        };
        found.sign(Rule::Balanced, level, field, *at, message, CALM);
    }
    let loud = field.text.signs.windows(2).find_map(|pair| match pair {
        [(Sign::Exclamation, at), (Sign::Exclamation, next)] if *next == at.saturating_add(1) => {
            Some(*at)
        }
        _ => None,
    });
    if let (Some(at), Role::Title | Role::Question) = (loud, field.role) {
        found.sign(
            Rule::Balanced,
            Level::Block,
            field,
            at,
            "Exclamation marks shout.",
            CALM,
        );
    }
}

fn capitals(field: &Field<'_>, found: &mut Findings) {
    let Some(level) = weight(field.role) else {
        return;
    };
    let level = if matches!(field.role, Role::Title | Role::Question) {
        Level::Block
    } else {
        level
    };
    for (at, token) in field.text.tokens.iter().enumerate() {
        let long = |at: usize| {
            field
                .text
                .get(at)
                .is_some_and(|token| token.caps && token.word.chars().count() >= 4)
        };
        let row = long(at) && (long(at.saturating_add(1)) || at.checked_sub(1).is_some_and(long));
        let word = token.word.as_str();
        // Hardly any abbreviation is so long.
        let shout = word.chars().count() >= 5 && !SPELLED.contains(&word);
        if token.caps && (row || shout || SHOUTED.contains(&word)) {
            found.run(
                Rule::Balanced,
                level,
                field,
                (at, at.saturating_add(1)),
                "{} shouts.",
                CALM,
            );
        }
    }
}
