//! L-S1: what is shared and what is got are as long and as bright as each other.

use serde_json::Value;

use crate::catalogue::{Origin, Registry};
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Page, Role};
use crate::lint::says::{Instead, Says};
use crate::lint::text::{Sign, Text};

/// The least and the largest ratio of the columns' words.
const EVEN: (f64, f64) = (0.6, 1.67);

/// Columns that differ by so few words look alike whatever their ratio.
const FEW_WORDS: usize = 8;

/// Columns that differ by so many words cannot be told side by side.
const MANY_WORDS: usize = 16;

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

const CALM: Instead = Instead::Plainly;

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    columns(page, with, found);
    for field in &page.fields {
        signs(field, found);
        capitals(field, found);
    }
}

/// The words of the two columns as the card shows them: beside each kind of data where it comes from
/// and whether it is a choice, beside each benefit how many and how often.
fn columns(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let data = page.list("data").iter().take(1_000);
    let share: usize = data
        .map(|item| data_words(item, with.registry, page.locale))
        .sum();
    let what: usize = page.with(Role::What).map(|field| field.text.words()).sum();
    let benefits = page.list("benefits").iter().take(1_000);
    let get = what + benefits.map(measure_words).sum::<usize>();
    if share == 0 || what == 0 {
        return;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a count of words is far below 2^52"
    )]
    let ratio = share as f64 / get as f64;
    let apart = share.abs_diff(get);
    if (EVEN.0..=EVEN.1).contains(&ratio) || apart <= FEW_WORDS {
        return;
    }
    // The names of the data are the registry's: nobody wrote them long to make the other column look small, and
    // a benefit of one word can be all that there is to say, in a language of compounds more than elsewhere.
    let level = if apart > MANY_WORDS && get > share {
        Level::Block
    } else {
        Level::Warn
    };
    let message = Says::Columns { share, get };
    let suggestion = if get > share {
        Instead::ShortenGet
    } else {
        Instead::LengthenGet
    };
    found.whole(Rule::Balanced, level, "benefits", message, suggestion);
}

fn data_words(item: &Value, registry: &Registry, locale: &str) -> usize {
    let Some(id) = item.get("category").and_then(Value::as_str) else {
        return 0;
    };
    let Some(category) = registry.category(id) else {
        return Text::read(id).words();
    };
    let origin = match category.origin {
        Origin::Told | Origin::Obtained => 3,
        Origin::Observed => 5,
        Origin::Inferred => 2,
    };
    let required = item.get("required").and_then(Value::as_bool) == Some(true);
    let choice = if required { 0 } else { 2 };
    Text::read(category.called_in(locale)).words() + origin + choice
}

/// The words of "3 recipes a week".
fn measure_words(benefit: &Value) -> usize {
    let text = |name: &str| benefit.get(name).and_then(Value::as_str);
    let unit = text("unit").map_or(0, |unit| Text::read(unit).words());
    let every = match text("every") {
        Some("once") => 1,
        Some("quarter" | "visit" | "order") => 3,
        Some(_) => 2,
        None => 0,
    };
    let amount = usize::from(benefit.get("amount").is_some_and(Value::is_number));
    amount + unit + every
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
            Sign::Exclamation => Says::Exclamation,
            Sign::Picture => Says::Picture,
            Sign::Markup => Says::Markup,
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
            Says::Exclamations,
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
                Says::Shouts,
                CALM,
            );
        }
    }
}
