//! The rules: a file for each rule or family of rules. Phrases that need nothing but their table are
//! looked for here.

mod again;
mod asking;
mod balance;
mod basis;
mod borrowed;
mod claims;
mod complete;
mod contrary;
mod data;
mod denied;
mod detriment;
mod drawn;
mod effects;
mod either;
mod ending;
mod every;
mod excepted;
mod flat;
mod given;
mod grade;
mod haste;
mod hidden;
mod incentive;
mod labels;
mod locales;
mod measured;
mod missing;
mod much;
mod parties;
mod pressure;
mod reach;
mod reading;
mod recipients;
mod retention;
mod sensitive;
mod sentence;
mod shown;
mod source;
mod stake;
mod stems;
mod terms;
mod unused;
mod vague;
mod value;
mod weigh;
mod wiped;

use std::collections::BTreeSet;

use super::Surroundings;
use super::finding::{Level, Rule};
use super::gather::Findings;
use super::page::{Page, Role};
use super::words::groups;

pub(super) use reading::hard;
pub(super) use terms::label;

/// Runs every rule.
pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    missing::judge(page, with, found);
    basis::judge(page, with, found);
    terms::judge(page, with, found);
    hidden::judge(page, found);
    phrases(page, found);
    flat::judge(page, found);
    value::judge(page, found);
    claims::judge(page, found);
    reach::judge(page, found);
    data::judge(page, with, found);
    sensitive::judge(page, with, found);
    drawn::judge(page, with, found);
    balance::judge(page, with, found);
    labels::judge(page, with, found);
    asking::judge(page, with, found);
    incentive::judge(page, found);
    detriment::judge(page, found);
    excepted::judge(page, found);
    wiped::judge(page, found);
    ending::judge(page, found);
    recipients::judge(page, found);
    retention::judge(page, found);
    reading::judge(page, with, found);
    again::judge(page, with, found);
    contrary::judge(page, found);
    locales::judge(page, with, found);
}

/// Looks for the phrases of the language.
fn phrases(page: &Page<'_>, found: &mut Findings) {
    let fields = page.read_by_people().filter(|field| {
        // A company may be called Partners, and whom the customer picked is named by her, in whatever words.
        field.role != Role::Recipient
            || (recipients::is_nameless(field) && !recipients::is_her_own(field))
    });
    let fields: Vec<_> = fields.collect();
    let ones = fields.iter().filter(|field| field.role == Role::Recipient);
    let ones = ones.filter(|field| recipients::is_one(field));
    let ones: BTreeSet<_> = ones.map(|field| &field.name).collect();
    for group in groups(page.language) {
        for field in fields.iter().copied() {
            let Some(level) = group.level(field.role) else {
                continue;
            };
            // A duty is told and not asked, so there is no "no" that could be put off.
            let told = page.word("legal_basis") == Some("legal_obligation");
            if told && group.rule == Rule::PlainNo && field.role == Role::Refuse {
                continue;
            }
            // One who is not named, but is no other, is as good as named to a reviewer.
            let level = match field.role {
                Role::Recipient if ones.contains(&field.name) => Level::Warn,
                _ => level,
            };
            let runs = group.lexicon.find(&field.text);
            let alike = if group.rule == Rule::Pressure && !runs.is_empty() {
                haste::alike(field)
            } else {
                haste::Alike::default()
            };
            for run in runs {
                if found.is_full(group.rule, level, field) {
                    break;
                }
                // A label is too short for its "not" to make anything harmless.
                let denied = group.deniable
                    && !matches!(field.role, Role::Allow | Role::Refuse)
                    && field.text.is_denied(run.0);
                // "Not too hot, not too cold" has two, but they do not meet.
                let apart = group.rule == Rule::Straight && field.text.is_two(run);
                let calm = group.rule == Rule::Pressure && haste::is_calm(field, run, &alike);
                if denied || apart || calm {
                    continue;
                }
                if let Some(level) = weigh::level(level, group, page, field, run) {
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
}
