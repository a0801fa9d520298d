//! L-E1, what a price for data needs: a price that depends on the answer says what the data is worth, and
//! how that was worked out (11 CCR §§ 7016 and 7081).

use serde_json::Value;

use crate::catalogue::WorthMethod;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::letters::is_currency;
use crate::lint::page::{Language, Page, Role};
use crate::lint::says::{Instead, Says};
use crate::lint::text::Text;
use crate::lint::words::incentive::{HUNCH, PAID, RECKONED, UNITS};

/// Whether people get money or something like it: money, points, or what is money off, whatever its kind
/// is called.
pub(super) fn is_paid(page: &Page<'_>) -> bool {
    let benefits = page.list("benefits").iter();
    let mut kinds = benefits.filter_map(|benefit| benefit.get("kind")?.as_str());
    kinds.any(|kind| matches!(kind, "money" | "points"))
        || page.list("benefits").iter().any(|benefit| {
            // A sign of a currency can stand alone, where there is no word to be read.
            let unit = benefit.get("unit").and_then(Value::as_str);
            unit.is_some_and(|unit| unit.chars().any(is_currency))
        })
        || page
            .with(Role::Unit)
            .any(|unit| UNITS.is_in(&unit.text) || PAID.is_in(&unit.text))
        || page.with(Role::What).any(|what| PAID.is_in(&what.text))
}

/// Whether it is offered where California's rules can apply.
pub(super) fn in_california(page: &Page<'_>) -> bool {
    let regions = page.list("regions").iter();
    let mut regions = regions.filter_map(Value::as_str);
    regions.any(|region| matches!(region, "*" | "US" | "US-CA"))
}

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let paid = is_paid(page);
    // Where California's rules cannot apply, it is good style and no more.
    let level = if paid && in_california(page) {
        Level::Block
    } else {
        Level::Warn
    };
    let worth = page.json.get("worth").filter(|worth| !worth.is_null());
    match worth {
        None if paid => found.whole(
            Rule::NoDetriment,
            level,
            "worth",
            Says::WorthUnsaid,
            Instead::SayWorth,
        ),
        None => {}
        Some(worth) => {
            for name in ["amount", "currency", "per"] {
                let text = worth.get(name).and_then(Value::as_str);
                let good = text.is_some_and(|text| match name {
                    "amount" => text.chars().any(|c| c.is_ascii_digit()),
                    _ => !text.trim().is_empty(),
                });
                if !good {
                    found.whole(
                        Rule::NoDetriment,
                        Level::Block,
                        &format!("worth.{name}"),
                        Says::WorthHalfSaid,
                        Instead::SayWorth,
                    );
                }
            }
            method(page, level, found);
        }
    }
}

/// Seven of the eight ways have a name; of the eighth, "any other practical and reasonably reliable method
/// of calculation used in good faith" (11 CCR § 7081(a)(8)), the words have to say what was reckoned.
fn method(page: &Page<'_>, level: Level, found: &mut Findings) {
    let Some(method) = page.one(Role::Method) else {
        return;
    };
    let said = match method.raw.trim().parse() {
        Ok(WorthMethod::Other) => false,
        Ok(_) => true,
        Err(()) => reckons(page, &method.text),
    };
    if !said {
        let quoted = method.quote(0, method.text.words());
        found.whole(
            Rule::NoDetriment,
            level,
            &method.name,
            Says::MethodUnsaid(quoted),
            Instead::NameMethod,
        );
    }
}

fn reckons(page: &Page<'_>, text: &Text) -> bool {
    page.language == Language::Other || (RECKONED.is_in(text) && !HUNCH.is_in(text))
}
