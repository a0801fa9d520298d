//! Phrases that mean one thing wherever they stand: which these are, `words` says table by table.
//!
//! Those of the other tables are weighed, as the same words can tell a fact of the trade. Of these only a "not" makes
//! a difference, and for a few of them whether what ends is what the exchange gives.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use serde_json::Value;

use super::effects::{self, Own};
use crate::lint::gather::Findings;
use crate::lint::page::{Page, Role};
use crate::lint::words::flat::{Thing, flats};
use crate::lint::words::worse;

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let Some(with) = worse(page.language).and_then(|tables| tables.effects) else {
        return;
    };
    // Most pages have no phrase that asks for them.
    let stems = LazyCell::new(|| -> BTreeSet<String> {
        let fields = page.fields.iter();
        fields
            .filter(|field| matches!(field.role, Role::Title | Role::What | Role::Unit))
            .flat_map(|field| effects::stems_of(field, page.language, Some(with)))
            .collect()
    });
    let own = || Own {
        stems: &stems,
        language: page.language,
    };
    let kind = |benefit: &Value| benefit.get("kind").and_then(Value::as_str) == Some("money");
    let paid = page.list("benefits").iter().any(kind);
    for flat in flats(page.language) {
        let group = &flat.group;
        for field in page.read_by_people() {
            let Some(level) = group.level(field.role) else {
                continue;
            };
            for run in group.lexicon.find(&field.text) {
                if found.is_full(group.rule, level, field) {
                    break;
                }
                if group.deniable && field.text.is_denied(run.0) {
                    continue;
                }
                let given = match flat.thing {
                    Thing::Any => false,
                    Thing::Before => effects::is_given_before(field, run, with, &own()),
                    Thing::Behind => effects::is_given_behind(field, run, with, &own()),
                    Thing::Price => paid || effects::is_given_behind(field, run, with, &own()),
                };
                if given {
                    continue;
                }
                found.run(
                    group.rule,
                    level,
                    field,
                    run,
                    group.message,
                    group.suggestion,
                );
            }
        }
    }
}
