//! L-E1: nothing that is not made of this data gets worse after a no, and the way out is as easy as the way in.

use std::collections::BTreeSet;

use serde_json::Value;

use super::effects::{self, Of, Own};
use super::either::Either;
use super::given::{SUBJECT, is_value, named, paid_sums};
use super::grade::Why;
use super::sentence::{
    is_a_day, is_denied, is_denied_before, is_denied_behind, is_near, is_of_a_kind, is_of_leaving,
    is_of_the_rest, is_said, is_still_done, is_to, is_unable,
};
use super::stake::{is_at_stake, is_spared};
use super::stems::{is_content, stem, stem_in};
use super::unused::Used;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::Run;

use crate::lint::text::says_no;
use crate::lint::words::marks::marks;
use crate::lint::words::{DROPPED, Worse, worse};

/// Words of benefits that are had before others have them.
const EARLY: &[&str] = &[
    "first",
    "early",
    "earlier",
    "ahead",
    "sooner",
    "presale",
    "zuerst",
    "fruher",
    "vorab",
    "vorverkauf",
    "اولا",
    "مبكرا",
    "المبكر",
    "مسبقا",
];

/// How far a "not" of another language than English reaches, before and behind.
const CLOSE: (usize, usize) = (2, 3);

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let Some(tables) = worse(page.language) else {
        return;
    };
    let empty = tables.effects.map_or(&[][..], |effects| effects.empty);
    let benefits: BTreeSet<String> = page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::What | Role::Unit | Role::Title))
        .flat_map(|field| {
            let words = field.text.tokens.iter().map(|token| token.word.as_str());
            words
                .filter(|word| is_content(word) && !empty.contains(word))
                .map(|word| named(page.language, word).to_owned())
                .take(200)
                .collect::<Vec<_>>()
        })
        .collect();
    // A duty has no way out that could be harder.
    let bound = page
        .word("legal_basis")
        .is_some_and(|basis| matches!(basis, "legal_obligation" | "contract"));
    let promised: BTreeSet<String> = page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::What | Role::Unit))
        .flat_map(|field| effects::stems_of(field, page.language, tables.effects))
        .collect();
    // What is paid for data has many names.
    const PAID: &[&str] = &[
        "discount",
        "refund",
        "credit",
        "saving",
        "voucher",
        "cashback",
        "bonus",
        "rebate",
        "reduction",
    ];
    let paid = page
        .list("benefits")
        .iter()
        .any(|benefit| benefit.get("kind").and_then(Value::as_str) == Some("money"));
    let early = page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::What | Role::Unit | Role::Title))
        .flat_map(|field| field.text.tokens.iter().take(200))
        .any(|token| EARLY.contains(&token.word.as_str()));
    let own: BTreeSet<String> = page
        .fields
        .iter()
        .filter(|field| {
            matches!(
                field.role,
                Role::What | Role::Unit | Role::Title | Role::Use | Role::Question
            )
        })
        .flat_map(|field| effects::stems_of(field, page.language, tables.effects))
        .chain(
            PAID.iter()
                .filter(|_| paid)
                .map(|word| stem(word).to_owned()),
        )
        .collect();
    let sums: Vec<String> = page
        .with(Role::What)
        .flat_map(|field| field.text.tokens.iter().take(200))
        .filter(|token| token.money)
        .map(|token| token.word.clone())
        .chain(paid_sums(page))
        .collect();
    let with = With {
        tables,
        sums: &sums,
        benefits: &benefits,
        own: Own {
            stems: &own,
            language: page.language,
        },
        promised: Own {
            stems: &promised,
            language: page.language,
        },
        language: page.language,
        bound,
        paid,
        early,
        either: Either::read(page),
        used: Used::read(page),
    };
    let why = |field: &Field<'_>| Why::read(field, tables, marks(page.language), &with.own);
    for field in page.read_by_people() {
        match field.role {
            Role::IfOff | Role::Stays => {
                let why = why(field);
                with.worse(field, &why, found);
                with.effects(field, &why, found);
                if field.role == Role::Stays {
                    with.hanging(field, &why, found);
                }
                with.after(field, &why, found);
                with.taken(field, &why, found);
                with.obstacle(field, &why, found);
            }
            Role::Retention => with.obstacle(field, &why(field), found),
            Role::Recipient => {}
            role => {
                let why = why(field);
                if tables.condition.is_in(&field.text) {
                    with.worse(field, &why, found);
                }
                with.taken(field, &why, found);
                if matches!(
                    role,
                    Role::Question | Role::Allow | Role::Refuse | Role::Note
                ) {
                    with.obstacle(field, &why, found);
                }
            }
        }
    }
}

/// What a text is judged with.
struct With<'a> {
    tables: &'static Worse,
    /// Sums of money that the benefits name.
    sums: &'a [String],
    benefits: &'a BTreeSet<String>,
    own: Own<'a>,
    promised: Own<'a>,
    language: Language,
    bound: bool,
    /// Whether people get money.
    paid: bool,
    /// Whether what people get is to be early.
    early: bool,
    /// What ends whatever the answer is.
    either: Either,
    /// The data, as the end of its use is told.
    used: Used,
}

impl With<'_> {
    fn worse(&self, field: &Field<'_>, why: &Why<'_>, found: &mut Findings) {
        let tables = self.tables;
        let alike = &why.alike;
        let steady = &why.steady;
        let mut last: Option<Run> = None;
        let change = tables.change.find(&field.text);
        let weak = [tables.bare, tables.apart, tables.weaker, tables.priced];
        for lexicon in tables.certain.iter().copied().chain(weak) {
            for run in lexicon.find(&field.text) {
                let bare = std::ptr::eq(lexicon, tables.bare);
                let apart = std::ptr::eq(lexicon, tables.apart);
                let priced = std::ptr::eq(lexicon, tables.priced);
                let weak = apart || priced || std::ptr::eq(lexicon, tables.weaker);
                // What is dropped can stand behind the verb, however many words are between.
                let object = if std::ptr::eq(lexicon, &DROPPED) {
                    SUBJECT
                } else {
                    0
                };
                let denied = if apart {
                    is_denied_behind(field, run)
                } else {
                    self.is_denied(field, run, weak)
                };
                // A price list is a fact; where a text says what ends, a price is what it ends with.
                let fact = priced && field.role != Role::IfOff && !is_near(field, run, &change);
                let ends = tables
                    .effects
                    .is_some_and(|effects| effects::is_own_end(field, run, effects, &self.own));
                // "Without your address we cannot send the recipes": why it is used, and nothing that a no costs.
                let needed = field.role == Role::Use
                    && is_unable(field, run)
                    && tables.effects.is_some_and(|effects| {
                        effects::is_given_in(field, run, effects, &self.promised)
                    });
                let harmless = denied
                    || fact
                    || needed
                    || ends
                    || self.used.is_no_loss(field, run, tables.effects, &self.own)
                    || is_a_day(field, run)
                    || (!weak && !bare && self.is_value(field, run, object))
                    || (weak && self.is_sum(field, run, Of::Negated))
                    || is_said(field, run, alike)
                    // "Prices stay for readers; the rest pay more": what stays for some does not for others.
                    || (weak && !(apart && is_of_the_rest(field, run)) && is_said(field, run, steady));
                // The tables overlap: one finding for one place is enough.
                let again = last.is_some_and(|last| run.0 < last.1 && last.0 < run.1);
                if !harmless && !again {
                    last = Some(run);
                    // "If it is a third higher, we text you" tells when the use comes, and nothing that follows.
                    let first = field.text.get(run.0).map(|token| token.clause);
                    let last_clause = field.text.get(run.1.saturating_sub(1));
                    let across =
                        field.role == Role::Use && last_clause.map(|token| token.clause) != first;
                    let level = match across
                        || is_of_a_kind(field, run)
                        || (!apart && why.is_of_nobody(field, run))
                        || self.used.is_doubtful(field, run, tables.effects, &self.own)
                    {
                        true => Level::Warn,
                        false => why.level(field, run, !weak),
                    };
                    found.run(
                        Rule::NoDetriment,
                        self.beside_the_benefit(field, run, level),
                        field,
                        run,
                        tables.message,
                        tables.keep,
                    );
                }
            }
        }
    }

    /// What is lost, dearer, later or less, whatever it is called.
    fn effects(&self, field: &Field<'_>, why: &Why<'_>, found: &mut Findings) {
        let Some(effects) = self.tables.effects else {
            return;
        };
        let alike = &why.alike;
        let steady = &why.steady;
        let change = self.tables.change.find(&field.text);
        for (run, of) in effects::find(field, effects, &self.own) {
            // What stays as it is can be a fact that concerns nobody: "umbrellas can't be opened".
            let concerns = field.role == Role::IfOff
                || of != Of::Negated
                || is_near(field, run, &change)
                || is_to(field, run, effects.whom);
            let denied = match of {
                Of::Negated => is_denied_before(field, run),
                // "Wir nehmen Ihre Käufe nicht mehr": what is not taken any more is not taken away.
                Of::Object if self.is_undone(field, run) => true,
                _ => self.is_denied(field, run, true),
            };
            // "Wir reservieren nichts mehr": what is not done any more is what the yes was for.
            let ceased = of == Of::Anything && self.is_ceased(field, run);
            // "Your points stay. So does your card": it says of this what was said of that.
            let echo = field.text.word(run.0) == "so"
                && run.0 > 0
                && is_near(field, (run.0.saturating_sub(1), run.0), steady);
            let harmless = echo
                || ceased
                || self.used.is_no_loss(field, run, Some(effects), &self.own)
                || effects::is_own_end(field, run, effects, &self.own)
                || self.is_sum(field, run, of)
                || is_a_day(field, run)
                || denied
                || !concerns
                || is_said(field, run, alike)
                || is_said(field, run, steady);
            if !harmless {
                let (message, keep) = (self.tables.message, self.tables.keep);
                let level = why.level(field, run, matches!(of, Of::Subject | Of::Object));
                // "Neue Texte nehmen wir nicht mehr an" can be what the yes was for.
                let taken = of == Of::Anything
                    && field.text.word(run.0).starts_with("nehm")
                    && effects::is_of_own(field, run.0, effects, &self.own);
                let nobodys =
                    matches!(of, Of::Subject | Of::Negated) && why.is_of_nobody(field, run);
                let doubtful = self.used.is_doubtful(field, run, Some(effects), &self.own);
                let mild = taken || nobodys || doubtful;
                let level = if mild { Level::Warn } else { level };
                let level = self.beside_the_benefit(field, run, level);
                found.run(Rule::NoDetriment, level, field, run, message, keep);
            }
        }
    }

    /// Whether what "goes too", or is not there any more, is a sum that the benefits give: "the questions stop,
    /// and so does the €1", "die 10 Euro gibt es dann nicht mehr".
    fn is_sum(&self, field: &Field<'_>, run: Run, of: Of) -> bool {
        /// How many words behind a run can stand before the sum.
        const BEHIND: usize = 2;
        /// How many words before it.
        const BEFORE: usize = 6;
        /// Verbs of paying, as they begin: who pays the sum gets none.
        const PAY: &[&str] = &[
            "pay", "cost", "charge", "zahl", "bezahl", "kost", "berechn", "verlang", "تدفع", "يكلف",
        ];
        let so = (run.0..run.1).any(|at| matches!(field.text.word(at), "so" | "too" | "auch"));
        let clause = field
            .text
            .get(run.1.saturating_sub(1))
            .map(|token| token.clause);
        let here = |from: usize| {
            (from..run.1.saturating_add(BEHIND))
                .filter_map(|at| field.text.get(at))
                .filter(move |token| Some(token.clause) == clause)
        };
        let from = run.0.saturating_sub(BEFORE);
        let pays = || here(from).any(|token| PAY.iter().any(|pay| token.word.starts_with(pay)));
        let gone = matches!(of, Of::Subject | Of::Negated) && !pays();
        (so || gone)
            && here(if gone { from } else { run.0 })
                .any(|token| token.money && self.sums.contains(&token.word))
    }

    /// Whether a German "not" stands within a run or behind it, in its clause.
    fn is_undone(&self, field: &Field<'_>, run: Run) -> bool {
        let clause = field.text.get(run.0).map(|token| token.clause);
        self.language == Language::German
            && (run.0..run.1.saturating_add(CLOSE.1))
                .filter_map(|at| field.text.get(at))
                .any(|token| Some(token.clause) == clause && says_no(&token.word))
    }

    /// Whether a run says that something is not done any more, by a verb that tells what is done with the data.
    fn is_ceased(&self, field: &Field<'_>, run: Run) -> bool {
        let verb = field.text.word(run.0);
        let no = (run.0..run.1).any(|at| says_no(field.text.word(at)));
        let root = verb
            .strip_suffix("en")
            .or(verb.strip_suffix('e'))
            .unwrap_or(verb);
        self.language == Language::German
            && no
            && root.chars().count() >= 5
            && self.own.stems.iter().any(|known| known.starts_with(root))
    }

    /// What stays as it is, and hangs on the answer after all.
    fn hanging(&self, field: &Field<'_>, why: &Why<'_>, found: &mut Findings) {
        let Some(effects) = self.tables.effects else {
            return;
        };
        let alike = &why.alike;
        // Who keeps something for a yes keeps it for nothing else.
        let mut steady = why.steady.clone();
        steady.retain(|run| !matches!(field.text.word(run.0), "keep" | "keeps" | "still"));
        for run in effects::hanging(field, effects, &self.promised, &self.own) {
            // "It stays for as long as this is on": what is bound to the switch is not steady.
            let bound = matches!(
                field.text.word(run.0),
                "as" | "while" | "only" | "solange" | "nur" | "طالما" | "ما"
            );
            let steady = if bound { &[][..] } else { &steady[..] };
            // "We still come if you call us": what she does herself is no yes.
            let own_deed = matches!(field.text.word(run.0), "if" | "when" | "whenever" | "wenn")
                && is_still_done(field, run);
            let harmless = is_denied_before(field, run)
                || own_deed
                || is_said(field, run, alike)
                || (bound && effects::is_own_before(field, run, effects, &self.own))
                || is_said(field, run, steady)
                || is_denied_behind(field, run);
            if !harmless {
                let (message, keep) = (self.tables.message, self.tables.keep);
                // "Without an appointment you wait" can speak of the trade, in words that the use has as well.
                let clause = field.text.get(run.0).map(|token| token.clause);
                let near = (run.0..run.1.saturating_add(3))
                    .filter(|at| field.text.get(*at).map(|token| token.clause) == clause);
                let given = near.into_iter().any(|at| {
                    let stem = stem_in(self.language, field.text.word(at));
                    self.promised.stems.contains(stem)
                });
                let level = if field.text.word(run.0) == "without"
                    && run.1 > run.0.saturating_add(1)
                    && !given
                {
                    Level::Warn
                } else {
                    why.level_of_rule(field, run)
                };
                found.run(Rule::NoDetriment, level, field, run, message, keep);
            }
        }
    }

    /// What is another way after a no, told by its "then".
    fn after(&self, field: &Field<'_>, why: &Why<'_>, found: &mut Findings) {
        let Some(effects) = self.tables.effects else {
            return;
        };
        let alike = &why.alike;
        let steady = &why.steady;
        // What stays has no "then": whoever writes one tells of something that is another way after a no.
        for run in marks(self.language).then.find(&field.text) {
            let harmless = is_said(field, run, alike)
                || is_said(field, run, steady)
                || is_denied_before(field, run)
                || why.is_cause(field, run)
                || (field.role == Role::IfOff
                    && !effects::is_of_others(field, run.0, effects, &self.own));
            if !harmless {
                let (message, keep) = (self.tables.message, self.tables.keep);
                found.run(Rule::NoDetriment, Level::Warn, field, run, message, keep);
            }
        }
    }

    /// How much a loss weighs, seen beside what is at stake and what the exchange gives: less of the same sort, later
    /// where it gave early, dearer where it gave money, is the benefit's end and no detriment.
    fn beside_the_benefit(&self, field: &Field<'_>, run: Run, level: Level) -> Level {
        /// How many words behind a run can name its thing.
        const BEHIND: usize = 2;
        const LATER: &[&str] = &[
            "later", "after", "last", "gone", "wait", "longer", "late", "spater", "zuletzt", "weg",
            "fruher", "zuerst", "vorher", "eher", "lezter",
        ];
        const LISTED: &[&str] = &[
            "list",
            "full",
            "usual",
            "normal",
            "standard",
            "regular",
            "undiscounted",
            "listenpreis",
            "voller",
            "vollen",
            "normalpreis",
            "السعر",
        ];
        if self.either.takes_nothing(field, run)
            || (level == Level::Block
                && ((field.role != Role::Stays && !is_at_stake(self.language, field, run))
                    || is_spared(self.language, field, run)))
        {
            return Level::Warn;
        }
        if field.role != Role::IfOff {
            return level;
        }
        // "Der Zähler meldet nur noch einmal im Jahr": what is told, found or done less is the exchange's own.
        let only = (run.0..run.1).any(|at| {
            field.text.word(at) == "nur"
                && matches!(field.text.word(at.saturating_add(1)), "noch" | "mehr")
        });
        if only
            && self
                .tables
                .effects
                .is_some_and(|effects| effects::is_of_own(field, run.0, effects, &self.own))
        {
            return Level::Warn;
        }
        let clause = field.text.get(run.0).map(|token| token.clause);
        let words = || {
            (run.0..run.1.saturating_add(BEHIND))
                .filter(|at| field.text.get(*at).map(|token| token.clause) == clause)
                .map(|at| field.text.word(at))
        };
        let price = |word: &str| {
            matches!(
                word,
                "price" | "fare" | "rate" | "fee" | "preis" | "fahrpreis"
            )
        };
        let same = words().any(|word| {
            is_content(word)
                && !LISTED.contains(&word)
                && self.promised.stems.contains(stem_in(self.language, word))
        }) && words()
            .any(|word| LISTED.contains(&word) || matches!(word, "basic" | "general" | "common"));
        let late = self.early && words().any(|word| LATER.contains(&word));
        let listed = |word: &str| LISTED.contains(&word) || matches!(word, "back" | "was");
        let dear = self.paid && words().any(listed) && words().any(price);
        if same || late || dear {
            Level::Warn
        } else {
            level
        }
    }

    /// Whether a "not" makes it harmless.
    fn is_denied(&self, field: &Field<'_>, run: Run, weak: bool) -> bool {
        if self.language == Language::English {
            return is_denied(field, run);
        }
        let clause = field.text.get(run.0).map(|token| token.clause);
        let no = |at: &usize| {
            field.text.get(*at).is_some_and(|token| {
                Some(token.clause) == clause
                    && says_no(&token.word)
                    && !matches!(token.word.as_str(), "ohne" | "بدون" | "دون")
            })
        };
        let mehr = |at: &usize| matches!(field.text.word(at.saturating_add(1)), "mehr" | "langer");
        let before = (run.0.saturating_sub(CLOSE.0)..run.0).any(|at| no(&at));
        // "Sie zahlen nicht mehr": a German "not" stands within or behind; "not any longer" is none.
        let german = self.language == Language::German;
        let within = german && !weak && (run.0..run.1).any(|at| no(&at) && !mehr(&at));
        let behind =
            german && (run.1..run.1.saturating_add(CLOSE.1)).any(|at| no(&at) && !mehr(&at));
        before || within || behind
    }

    /// Whether what ends is what this data made: words of the benefits. What was earned already is not.
    fn is_value(&self, field: &Field<'_>, run: Run, object: usize) -> bool {
        // A benefit that takes something else away does not excuse itself.
        let own = matches!(field.role, Role::What | Role::Unit | Role::Title);
        !own && is_value(field, run, object, self.benefits, self.language)
    }

    fn taken(&self, field: &Field<'_>, why: &Why<'_>, found: &mut Findings) {
        let (message, same) = (self.tables.taken_message, self.tables.same);
        for run in self.tables.taken.find(&field.text) {
            if !field.text.is_denied(run.0) {
                let level = why.level_of_rule(field, run);
                found.run(Rule::NoDetriment, level, field, run, message, same);
            }
        }
    }

    fn obstacle(&self, field: &Field<'_>, why: &Why<'_>, found: &mut Findings) {
        let (message, leave) = (self.tables.obstacle_message, self.tables.leave);
        for run in self.tables.obstacle.find(&field.text) {
            let words = field.text.tokens.get(run.0..run.1).unwrap_or_default();
            let off = words.iter().any(|token| {
                matches!(
                    token.word.as_str(),
                    "turn" | "turned" | "switched" | "off" | "ausschalten"
                )
            });
            let duty = self.bound && off;
            // What stays as it is has ways of its own: "you can vote in person".
            let other = field.role == Role::Stays && !is_of_leaving(field, run);
            if !(duty || other || field.text.is_denied(run.0)) {
                // A membership has a notice of its own, which this answer neither made nor moves.
                let bond = field.role == Role::Stays && why.is_of_a_bond(field, run);
                // A law can ask for a form; what can never be turned off is no choice, whoever wants it so.
                let never = (run.0..run.1).any(|at| {
                    let word = field.text.word(at);
                    says_no(word) || matches!(word, "impossible" | "final" | "irreversible")
                });
                let level = match (bond, never) {
                    (true, _) => Level::Warn,
                    (false, true) => Level::Block,
                    (false, false) => why.level_of_rule(field, run),
                };
                found.run(Rule::NoDetriment, level, field, run, message, leave);
            }
        }
    }
}
