//! How much a detriment weighs: it blocks where the text makes it a consequence of the no or lays it on the
//! reader, and warns where it is only told.
//!
//! A text can name a price, a rule, a danger or somebody else's loss, and be honest: these are there whatever
//! she answers. What tells the two apart is not the thing but how it is said: on a condition, as a change,
//! as hers.

use super::effects::Own;
use super::sentence::is_near;
use super::stems::{is_content, stem_in};
use crate::lint::finding::Level;
use crate::lint::page::{Field, Role};
use crate::lint::phrase::Run;
use crate::lint::words::Worse;
use crate::lint::words::marks::Marks;

/// How many words on each side are asked.
const REACH: usize = 24;

/// A sentence that says that the one before is no news has no more words.
const SHORT: usize = 7;

/// Where one text says why things are as it says.
pub(super) struct Why<'a> {
    /// That it follows from the no.
    no: Vec<Run>,
    /// That it is another way then.
    change: Vec<Run>,
    /// A verb of change.
    turns: Vec<Run>,
    /// That it is less, or later, than something.
    less: Vec<Run>,
    /// That a rule has it so.
    rule: Vec<Run>,
    /// That the sentence before is no news.
    no_news: Vec<Run>,
    /// That something ends which has an end of its own.
    bond_ends: Vec<Run>,
    /// What is hers or is done for her in any trade.
    goods: Vec<Run>,
    /// That it is so for everybody.
    pub(super) alike: Vec<Run>,
    /// That it is as it was.
    pub(super) steady: Vec<Run>,
    /// That it could not be made without the data.
    made_of_it: Vec<Run>,
    marks: &'static Marks,
    own: &'a Own<'a>,
}

impl<'a> Why<'a> {
    pub(super) fn read(
        field: &Field<'_>,
        tables: &Worse,
        marks: &'static Marks,
        own: &'a Own<'a>,
    ) -> Self {
        let mut no = tables.condition.find(&field.text);
        if let Some(effects) = tables.effects {
            no.extend(effects.switched.find(&field.text));
        }
        no.extend(tables.apart.find(&field.text));
        no.sort_unstable();
        Self {
            no,
            change: marks.change.find(&field.text),
            turns: marks.turns.find(&field.text),
            less: marks.less.find(&field.text),
            rule: marks.rule.find(&field.text),
            no_news: marks.no_news.find(&field.text),
            bond_ends: marks.bond_ends.find(&field.text),
            goods: marks.goods.find(&field.text),
            alike: tables.alike.find(&field.text),
            steady: tables.steady.find(&field.text),
            made_of_it: marks.made_of_it.find(&field.text),
            marks,
            own,
        }
    }

    /// How much a run weighs that is a loss by its words. `sure`: the words mean a loss and nothing else.
    pub(super) fn level(&self, field: &Field<'_>, run: Run, sure: bool) -> Level {
        // Why it ends is said, and it is that the data made it.
        if is_near(field, run, &self.made_of_it) {
            return Level::Warn;
        }
        if is_near(field, run, &self.no) {
            return Level::Block;
        }
        if self.is_of_a_rule(field, run)
            || self.is_no_news(field, run)
            || self.is_cause(field, run)
            || self.is_with_a_bond(field, run)
        {
            return Level::Warn;
        }
        // What stops was done, and this may be what the data was used for; a thing that is hers ends or closes.
        let stops = run.1 == run.0.saturating_add(1)
            && matches!(field.text.word(run.0), "stop" | "stops" | "stopped");
        let change = is_near(field, run, &self.change) && !stops;
        let turns = is_near(field, run, &self.turns) && !stops;
        let hers = self.is_hers(field, run) && !stops;
        // "Rye tends to be gone by eleven": on most days, with or without her.
        let habit = !hers && self.is_habit(field, run);
        let less = sure && is_near(field, run, &self.less) && !self.is_of_goods(field, run);
        let consequence = match field.role {
            Role::IfOff => (change || turns || hers || less) && !habit,
            // A schedule has verbs of change as well: "visiting ends at eight".
            Role::Stays => change || (hers && (turns || less)),
            _ => false,
        };
        if consequence {
            Level::Block
        } else {
            Level::Warn
        }
    }

    /// Whether what ends has no owner: nobody's by its words, no thing of any trade, no sum, and nothing beside it
    /// that is less or later. "The choice falls away": most of these are the benefit by another name, which a
    /// reviewer knows.
    pub(super) fn is_of_nobody(&self, field: &Field<'_>, run: Run) -> bool {
        let clause = field.text.get(run.0).map(|token| token.clause);
        let near = || {
            (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
                .filter_map(|at| field.text.get(at))
                .filter(|token| Some(token.clause) == clause)
        };
        // They are in order, and a clause is looked at no further than its reach.
        let within = |runs: &[Run], but: &str| {
            let from = run.0.saturating_sub(REACH);
            runs.get(runs.partition_point(|other| other.0 < from)..)
                .unwrap_or_default()
                .iter()
                .take_while(|other| other.0 < run.1.saturating_add(REACH))
                .any(|other| {
                    field.text.get(other.0).map(|token| token.clause) == clause
                        && (but.is_empty() || field.text.word(other.0) != but)
                })
        };
        let hers = near().any(|token| {
            let word = token.word.as_str();
            let ends = |end: &&str| word.ends_with(end) && word.chars().count() > 3;
            self.marks.whom.contains(&word) || self.marks.hers.iter().any(ends)
        });
        let sum = near().any(|token| token.money || token.percent);
        field.role == Role::IfOff
            && !hers
            && !sum
            && !within(&self.goods, "")
            // "The mix goes back to the editors' choice": where it was before.
            && !within(&self.less, "back")
            && !is_near(field, run, &self.no)
    }

    /// How much something weighs that is had only for a yes, or a way out that is hard: it blocks, but where a
    /// rule has it so for everybody.
    pub(super) fn level_of_rule(&self, field: &Field<'_>, run: Run) -> Level {
        if self.is_of_a_rule(field, run) || self.is_no_news(field, run) {
            Level::Warn
        } else {
            Level::Block
        }
    }

    /// Whether the sentence speaks of leaving what has an end of its own: a membership, a lease. Whoever names
    /// the switch, or an "it", speaks of the exchange.
    pub(super) fn is_of_a_bond(&self, field: &Field<'_>, run: Run) -> bool {
        const SWITCH: &[&str] = &[
            "this",
            "it",
            "off",
            "on",
            "switch",
            "choice",
            "exchange",
            "consent",
            "permission",
            "answer",
            "dies",
            "aus",
            "ausschalten",
            "einwilligung",
            "هذا",
            "موافقتك",
            "ايقاف",
        ];
        let sentence = field.text.get(run.0).map(|token| token.sentence);
        let mut words = (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
            .filter(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
            .map(|at| field.text.word(at));
        words.clone().any(|word| self.marks.bonds.contains(&word))
            && !words.any(|word| SWITCH.contains(&word))
    }

    /// Whether it comes when a bond ends at its own time, in the same sentence or in the next one, behind a "then":
    /// "until your contract ends. Then your login closes".
    fn is_with_a_bond(&self, field: &Field<'_>, run: Run) -> bool {
        const THEN: &[&str] = &[
            "then",
            "after",
            "afterwards",
            "dann",
            "danach",
            "anschliessend",
            "عندها",
            "بعدها",
            "ثم",
            "حينها",
        ];
        let sentence = |at: usize| field.text.get(at).map(|token| token.sentence);
        let first = (run.0.saturating_sub(REACH)..=run.0)
            .find(|at| sentence(*at) == sentence(run.0))
            .unwrap_or(run.0);
        let before = first
            .checked_sub(1)
            .filter(|_| THEN.contains(&field.text.word(first)))
            .and_then(sentence);
        let near = self
            .bond_ends
            .partition_point(|end| end.1.saturating_add(REACH) < run.0);
        field.role == Role::Stays
            && self
                .bond_ends
                .get(near..)
                .unwrap_or_default()
                .iter()
                .take_while(|end| end.0 <= run.1)
                .map(|end| sentence(end.0))
                .any(|end| end == sentence(run.0) || (before.is_some() && end == before))
    }

    /// Whether two goods are compared, and nobody with anybody: "new oak is dearer than old".
    fn is_of_goods(&self, field: &Field<'_>, run: Run) -> bool {
        let sentence = field.text.get(run.0).map(|token| token.sentence);
        let within = |at: &usize| field.text.get(*at).map(|token| token.sentence) == sentence;
        let than = (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
            .filter(within)
            .find(|at| matches!(field.text.word(*at), "than" | "als"));
        than.is_some_and(|than| {
            let behind = || (than.saturating_add(1)..than.saturating_add(3)).filter(within);
            behind().count() > 0
                && !behind().any(|at| {
                    let word = field.text.word(at);
                    self.marks.measures.contains(&word)
                        || field.text.get(at).is_some_and(|token| token.number)
                })
        }) && !self.is_hers(field, run)
    }

    fn is_of_a_rule(&self, field: &Field<'_>, run: Run) -> bool {
        is_near(field, run, &self.rule)
    }

    /// Whether the next sentence, a short one, says that it was so before.
    fn is_no_news(&self, field: &Field<'_>, run: Run) -> bool {
        let sentence = |at: usize| field.text.get(at).map(|token| token.sentence);
        let Some(here) = sentence(run.0) else {
            return false;
        };
        let next = (run.1..run.1.saturating_add(REACH)).find(|at| sentence(*at) > Some(here));
        let Some(next) = next else { return false };
        let words =
            (next..next.saturating_add(REACH)).take_while(|at| sentence(*at) == sentence(next));
        words.count() <= SHORT && is_near(field, (next, next.saturating_add(1)), &self.no_news)
    }

    /// Whether something else than the no is its cause: the loss stands within that cause ("you'll notice when
    /// pages load slowly"), or the sentence has another condition, which speaks of nothing that the data is
    /// used for ("should the day pass, the claim is lost").
    pub(super) fn is_cause(&self, field: &Field<'_>, run: Run) -> bool {
        /// How many words before a run can begin the clause that it stands in.
        const CLOSE: usize = 4;
        let token = |at: usize| field.text.get(at);
        let clause = |at: usize| token(at).map(|token| token.clause);
        let sentence = |at: usize| token(at).map(|token| token.sentence);
        let begins = |at: &usize| self.marks.cause.contains(&field.text.word(*at));
        let first = |at: usize| at.checked_sub(1).and_then(clause) != clause(at);
        let within = (run.0.saturating_sub(CLOSE)..run.0)
            .filter(|at| clause(*at) == clause(run.0))
            .any(|at| begins(&at));
        let foreign = |at: usize| {
            let words = (at.saturating_add(1)..at.saturating_add(REACH))
                .take_while(|next| clause(*next) == clause(at));
            clause(at) != clause(run.0)
                && !words
                    .map(|at| field.text.word(at))
                    .any(|word| self.is_own(word))
        };
        within
            || (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
                .filter(|at| sentence(*at) == sentence(run.0) && begins(at) && first(*at))
                .any(foreign)
    }

    /// Whether a word is one that the document has for what it uses and gives.
    fn is_own(&self, word: &str) -> bool {
        is_content(word) && self.own.stems.contains(stem_in(self.own.language, word))
    }

    /// Whether the sentence tells how things are on most days.
    fn is_habit(&self, field: &Field<'_>, run: Run) -> bool {
        let sentence = field.text.get(run.0).map(|token| token.sentence);
        (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
            .filter(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
            .any(|at| self.marks.habit.contains(&field.text.word(at)))
    }

    /// Whether the reader is spoken of in the sentence.
    fn is_hers(&self, field: &Field<'_>, run: Run) -> bool {
        let sentence = field.text.get(run.0).map(|token| token.sentence);
        (run.0.saturating_sub(REACH)..run.1.saturating_add(REACH))
            .filter(|at| field.text.get(*at).map(|token| token.sentence) == sentence)
            .any(|at| {
                let word = field.text.word(at);
                let ends = |end: &&str| word.ends_with(end) && word.chars().count() > 3;
                self.marks.whom.contains(&word) || self.marks.hers.iter().any(ends)
            })
    }
}
