//! L-E1, what a price for data needs: a price that depends on the answer says what the data is worth.

use serde_json::Value;

use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::Page;
use crate::lint::says::{Instead, Says};

/// A price that depends on the answer needs the worth of the data, and how it was worked out (11 CCR § 7016).
pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let money = page
        .list("benefits")
        .iter()
        .any(|benefit| benefit.get("kind").and_then(Value::as_str) == Some("money"));
    let worth = page.json.get("worth").filter(|worth| !worth.is_null());
    match worth {
        None if money => {
            // Where California's rules cannot apply, it is good style and no more.
            let californian = page
                .list("regions")
                .iter()
                .filter_map(Value::as_str)
                .any(|region| matches!(region, "*" | "US" | "US-CA"));
            let level = if californian {
                Level::Block
            } else {
                Level::Warn
            };
            found.whole(
                Rule::NoDetriment,
                level,
                "worth",
                Says::WorthUnsaid,
                Instead::SayWorth,
            );
        }
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
        }
    }
}
