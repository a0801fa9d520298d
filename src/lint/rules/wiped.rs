//! L-E1: what people have earned is theirs after a no, too. Points that go back to zero, or credit that lapses with the
//! switch, are a price of leaving, whichever verb takes them.

use std::collections::BTreeSet;

use super::sentence::is_near;
use super::stems::{is_one, is_short_for, stem_in};
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Language, Page, Role};
use crate::lint::phrase::Run;
use crate::lint::says::Instead;
use crate::lint::text::says_no;
use crate::lint::words::shaky::shaky;
use crate::lint::words::worse;

/// How many words on each side of a verb are its clause.
const REACH: usize = 10;

/// The most words of a benefit that are looked at.
const MOST: usize = 200;

/// Says that it is hers, or was earned.
const HERS: &str = "your|earned|collected|saved|gathered|all|ihr|ihre|ihren|ihrem|dein|deine|deinen|deinem|gesammelt*|erspart*|alle|*ك|جمعت*|كل";

/// What the benefits give, by its stems.
struct Given<'a> {
    stems: BTreeSet<&'a str>,
    language: Language,
}

impl<'a> Given<'a> {
    fn read(page: &'a Page<'_>) -> Self {
        let fields = page.fields.iter();
        let words = fields
            .filter(|field| matches!(field.role, Role::What | Role::Unit | Role::Title))
            .flat_map(|field| field.text.tokens.iter().take(MOST));
        Self {
            stems: words
                .map(|token| stem_in(page.language, &token.word))
                .collect(),
            language: page.language,
        }
    }

    /// Whether a benefit gives it, under this name or a longer one.
    fn has(&self, word: &str) -> bool {
        let stem = stem_in(self.language, word);
        let is_longer = |known: &&str| is_short_for(self.language, stem, known);
        self.stems.contains(stem) || self.stems.iter().any(is_longer)
    }
}

/// Records of them, which may go: "the list of your points".
const RECORDS: &str = "list|lists|history|record|records|copy|note|notes|liste|verlauf|kopie|aufstellung|قايمه|سجل|نسخه|كشف";

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let (Some(tables), Some(worse)) = (shaky(page.language), worse(page.language)) else {
        return;
    };
    let given = Given::read(page);
    for field in page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::IfOff | Role::Stays))
    {
        let steady = worse.steady.find(&field.text);
        let alike = worse.alike.find(&field.text);
        for run in tables.given.find(&field.text) {
            let spared = field.text.is_denied(run.0)
                || is_near(field, run, &steady)
                || is_near(field, run, &alike);
            if !spared {
                let (message, keep) = (worse.message, Instead::KeepTheRest);
                found.run(Rule::NoDetriment, Level::Warn, field, run, message, keep);
            }
        }
        let clause = |at: usize| field.text.get(at).map(|token| token.clause);
        for at in 0..field.text.words() {
            if !is_one(field.text.word(at), tables.wipes) {
                continue;
            }
            let near: Vec<&str> = (at.saturating_sub(REACH)..at.saturating_add(REACH))
                .filter(|near| clause(*near) == clause(at))
                .map(|near| field.text.word(near))
                .collect();
            let run: Run = (at, at.saturating_add(1));
            let spared = near
                .iter()
                .any(|word| says_no(word) || is_one(word, RECORDS))
                || is_near(field, run, &steady)
                || is_near(field, run, &alike);
            if spared {
                continue;
            }
            // The voucher that the exchange gives ends with it; one that is called hers was given already.
            let hers = near.iter().any(|word| is_one(word, HERS));
            let taken = near
                .iter()
                .filter(|word| is_one(word, tables.assets))
                .any(|word| hers || !given.has(word));
            if taken {
                let (message, keep) = (worse.message, Instead::KeepTheRest);
                found.run(Rule::NoDetriment, Level::Warn, field, run, message, keep);
                break;
            }
        }
    }
}
