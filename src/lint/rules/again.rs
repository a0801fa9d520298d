//! What depends on what was before: L-A1 (asked again), L-F1 (promises kept), L-C1 (change told).

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

use super::stems::stem;
use crate::catalogue::{Document, LegalBasis};
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Page, Role};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says, whole};
use crate::lint::text::Text;

/// The share of promises that has to be kept before more people are asked.
const KEPT: f64 = 0.9;

/// The share of words that has to be new before a question is another question, whatever it asks for.
const REWORDED: f64 = 0.1;

/// The same share where it asks for some of the same data, for the same purpose.
const REWORDED_FOR_THE_SAME: f64 = 0.34;

/// The share of the shorter text that the longer one repeats where something was only added or left out.
const REPEATED: f64 = 0.9;

/// Fewer words than these are repeated by chance.
const FEWEST: usize = 12;

/// The most words of a text that are compared.
const MOST: usize = 2_000;

/// Words of notes that say nothing: a note of these alone tells nobody what changed.
static NOTHING: Lexicon = Lexicon::new(
    &[
        "various|minor|small|some|general|several|misc|miscellaneous|update|updates|updated|change|changes|changed|improvement|improvements|improved|improve|fix|fixes|fixed|bug|bugs|tweak|tweaks|tweaked|edit|edits|edited|new|version|text|texts|wording|revised|revision|better|the|we|our|made|have|has|been|a|an|and|of|to|this|that|it|is|was|few|legal|policy|terms|content|copy|housekeeping|maintenance|cleanup|clean|up|for|you|your|experience|clarity|clarification|clarifications|refresh|refreshed|latest|current|see|above|below|tbd|n|na|none|nothing|no|as|requested|review|reviewed|things|stuff|bits|other|ongoing|routine|standard|service|product|optimised|optimisation|enhanced|enhancements|quality|polish|polished|adjustments|adjusted|adjustment|amended|amendments|modification|modifications|modified|readability|consistency|compliance|alignment|aligned|best|practice|practices|feedback|serve|serving|provide|offer|continue|always|pleased|excited|regulatory|requirements|here|there|in|on|with|more|by|legal|team|proposition|page|document|tidy|tidied|tidying|fresh|look|looks|need|read|#",
        "redaktionell*|anpassung*|angepasst|diverse|verschiedene|kleine|kleinere|einige|allgemeine|anderung*|andert|geandert|aktualisier*|verbesser*|optimier*|uberarbeit*|korrektur*|fehlerbehebung*|neue|neuer|neuen|version|fassung|wir|haben|die|der|das|den|ein|eine|und|fur|sie|sich|nichts|es|an|am|im|von|zu|wurde|wurden|unsere|unseren|technische|technisch",
        "تحديث|تحديثات|تعديل|تعديلات|تحسين|تحسينات|تغيير|تغييرات|بعض|متنوعه|بسيطه|طفيفه|صغيره|عامه|مختلفه|جديده|في|من|علي|اجرينا|لا|شيء|يتغير",
    ],
    &[],
);

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    asked(page, with, found);
    if with.kept.is_some_and(|kept| kept < KEPT) {
        let share = whole(with.kept.unwrap_or_default() * 100.0);
        found.whole(
            Rule::Kept,
            Level::Block,
            "benefits",
            Says::NotKept(share),
            Instead::DeliverFirst,
        );
    }
    told(page, with, found);
}

/// Whether people are asked for what they are asked for, or were lately, under another name. What is
/// compared first is the words: these are what somebody said no to. Then the data and the purpose, which
/// tell whether other words ask for the same. Whether anybody said no is not known here; that nobody is
/// asked twice holds in any case.
fn asked(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    // Who is not asked is no matter of this rule, but of the legal basis.
    if page
        .word("legal_basis")
        .is_some_and(|basis| basis != "consent")
    {
        return;
    }
    let mut lately = with
        .asked_before
        .iter()
        .filter(|asked| asked.lately)
        .peekable();
    if lately.peek().is_none() {
        return;
    }
    let this = Compared::of(page);
    // While it rested on anything else, nobody was asked.
    let live = live_already(page, with, |basis| basis == LegalBasis::Consent);
    let live = live.as_ref().map(Page::read);
    let live = live.as_ref().map(Compared::of);
    // Who said no there is asked no more by a new version than by what is live.
    let likeness = |before: &Document| match this.likeness(before) {
        Likeness::InOtherWords if stood(live.as_ref(), before) => Likeness::Near,
        likeness => likeness,
    };
    let likest = lately
        .map(|asked| (likeness(asked.document), asked.document))
        .filter(|(likeness, _)| *likeness > Likeness::Other)
        .max_by_key(|(likeness, _)| *likeness);
    let Some((likeness, before)) = likest else {
        return;
    };
    let key = before.key.to_string();
    let (level, says) = match likeness {
        Likeness::Same | Likeness::InOtherWords => (Level::Block, Says::AskedAlready(key)),
        Likeness::Near | Likeness::Other => (Level::Warn, Says::NearlyAskedAlready(key)),
    };
    let instead = Instead::OnlyWhenChanged;
    found.whole(Rule::AskedOnce, level, "ask.question", says, instead);
}

/// What people can say no to under another name, though this would be on for them all the same: its key, and
/// how much that weighs. The same words are blocked, and so is as much of the same in other words. Where that is
/// on already, a version that puts no more to anybody turns nothing on for whoever said no there: were it
/// blocked, what is live could be neither narrowed nor said better. So it is for a reviewer to tell.
pub(super) fn refusable(page: &Page<'_>, with: &Surroundings<'_>) -> Option<(Level, String)> {
    let this = Compared::of(page);
    // What people had to say yes to was on for nobody who did not.
    let live = live_already(page, with, |basis| basis != LegalBasis::Consent);
    let live = live.as_ref().map(Page::read);
    let live = live.as_ref().map(Compared::of);
    let found = with.asked_before.iter().filter_map(|asked| {
        let level = match this.likeness(asked.document) {
            Likeness::InOtherWords if stood(live.as_ref(), asked.document) => Level::Warn,
            Likeness::Same | Likeness::InOtherWords => Level::Block,
            Likeness::Near | Likeness::Other => return None,
        };
        Some((level, asked.document))
    });
    let (level, before) = found.min_by_key(|(level, _)| *level)?;
    Some((level, before.key.to_string()))
}

/// The version that is live, in the language that is read, where it rests on such a basis and the new one puts
/// nothing to anybody that it does not.
fn live_already(
    page: &Page<'_>,
    with: &Surroundings<'_>,
    rests: impl FnOnce(LegalBasis) -> bool,
) -> Option<Value> {
    let live = with.running?;
    if !rests(live.legal_basis) || puts_more(page, live) {
        return None;
    }
    let read = live.in_locale(page.locale).unwrap_or(Cow::Borrowed(live));
    serde_json::to_value(&*read).ok()
}

/// Whether what is live is for as much already of what people can say no to there.
fn stood(live: Option<&Compared<'_>>, before: &Document) -> bool {
    live.is_some_and(|live| live.is_for_as_much(before))
}

/// Whether it puts more to people than the version that is live does: another part, or the same to people
/// elsewhere or in another language.
fn puts_more(page: &Page<'_>, live: &Document) -> bool {
    let has: BTreeSet<_> = live.facets().map(|facet| facet.to_string()).collect();
    let named = |list: &'static str, kind: &'static str| {
        let names = page.list(list).iter();
        names.filter_map(move |name| Some(format!("{kind}:{}", name.as_str()?)))
    };
    let data = page.list("data").iter();
    let data = data.filter_map(|item| Some(format!("data:{}", item.get("category")?.as_str()?)));
    let parts = data.chain(named("channels", "channel"));
    let mut parts = parts.chain(named("ai_uses", "ai"));
    let mut regions = page.list("regions").iter().filter_map(Value::as_str);
    live.locale_for(page.locale).is_none()
        || regions.any(|region| !live.is_open_to(Some(region)))
        || parts.any(|part| !has.contains(&part))
}

/// How like one exchange is to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// Another one.
    Other,
    /// For the same purpose, of the same data, a part of it or more, for something else; or as much of the same
    /// for the same data, for what is called another purpose.
    Near,
    /// As much of the same, of the same data, a part of it or more, for the same purpose, in other words.
    InOtherWords,
    /// The same words, or nearly.
    Same,
}

/// What is compared of the exchange that is judged: read once, however many others there are.
struct Compared<'a> {
    page: &'a Page<'a>,
    /// The words of its texts, sorted.
    words: Vec<String>,
    data: BTreeSet<&'a str>,
}

impl<'a> Compared<'a> {
    fn of(page: &'a Page<'a>) -> Self {
        let roles = [Role::Title, Role::Use, Role::What, Role::Question];
        let fields = roles.into_iter().flat_map(|role| page.with(role));
        let mut words: Vec<_> = fields.flat_map(|field| words(&field.text)).collect();
        words.sort_unstable();
        let items = page.list("data").iter();
        let data = items.filter_map(|item| item.get("category")?.as_str());
        Self {
            page,
            words,
            data: data.collect(),
        }
    }

    fn likeness(&self, before: &Document) -> Likeness {
        let before = self.in_its_language(before);
        let before = before.as_ref();
        let what = before.benefits.iter().map(|benefit| benefit.what.as_str());
        let texts = [before.title.as_str(), &before.usage, &before.ask.question];
        let texts = texts.into_iter().chain(what);
        let mut then: Vec<String> = texts.flat_map(|text| words(&Text::read(text))).collect();
        then.sort_unstable();
        let (one, two) = (then.len(), self.words.len());
        let (shorter, longer) = (one.min(two), one.max(two));
        let common = common(&then, &self.words);
        let differs = 1.0 - share(common, longer);
        let repeated = shorter >= FEWEST && share(common, shorter) >= REPEATED;
        let had = categories(before);
        let overlaps = !had.is_disjoint(&self.data);
        let same_purpose = self.has_purpose_of(before);
        let for_the_same = same_purpose && overlaps;
        let reworded = differs < REWORDED
            || (repeated && (overlaps || same_purpose))
            || (differs < REWORDED_FOR_THE_SAME && for_the_same);
        let for_it_again = self.is_for_it_again(before);
        let as_much = (had == self.data || for_it_again) && gives_the_same(self.page, before);
        if reworded {
            Likeness::Same
        } else if for_it_again && as_much {
            Likeness::InOtherWords
        } else if for_it_again || as_much {
            Likeness::Near
        } else {
            Likeness::Other
        }
    }

    /// Whether it gives as much of the same, of the same data, a part of it or more, for the same purpose,
    /// whatever its words are.
    fn is_for_as_much(&self, before: &Document) -> bool {
        let before = self.in_its_language(before);
        self.is_for_it_again(&before) && gives_the_same(self.page, &before)
    }

    /// Whether it is for the same purpose, of the same data, a part of it or more. Whoever said no to some
    /// data said no to it with more beside it, and to a part of it.
    fn is_for_it_again(&self, before: &Document) -> bool {
        let had = categories(before);
        let nested = had.is_subset(&self.data) || had.is_superset(&self.data);
        let overlaps = !had.is_disjoint(&self.data);
        self.has_purpose_of(before) && (had == self.data || (nested && overlaps))
    }

    fn has_purpose_of(&self, before: &Document) -> bool {
        self.page.word("purpose") == Some(before.purpose.as_str())
    }

    /// The other one in the language that is read, where it is written in that.
    fn in_its_language<'b>(&self, before: &'b Document) -> Cow<'b, Document> {
        let read = before.in_locale(self.page.locale);
        read.unwrap_or(Cow::Borrowed(before))
    }
}

/// The kinds of data that it takes.
fn categories(document: &Document) -> BTreeSet<&str> {
    let items = document.data.iter();
    items.map(|item| item.category.as_str()).collect()
}

/// Whether people get as much of the same as before.
fn gives_the_same(page: &Page<'_>, before: &Document) -> bool {
    let rate = |benefit: &Value| {
        let text = |name: &str| benefit.get(name).and_then(Value::as_str).map(str::to_owned);
        let unit = text("unit").map(|unit| words(&Text::read(&unit)));
        let amount = benefit.get("amount").and_then(Value::as_f64);
        (text("kind"), text("every"), unit, amount)
    };
    let had = serde_json::to_value(&before.benefits).unwrap_or_default();
    let had = had.as_array().into_iter().flatten().map(rate);
    let has = page.list("benefits").iter().map(rate);
    had.eq(has)
}

fn words(text: &Text) -> Vec<String> {
    text.tokens
        .iter()
        .take(MOST)
        .map(|token| stem(&token.word).to_owned())
        .collect()
}

/// How many words two texts have in common, each sorted.
fn common(then: &[String], now: &[String]) -> usize {
    let (mut a, mut b, mut common) = (then.iter().peekable(), now.iter().peekable(), 0_usize);
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => _ = a.next(),
            std::cmp::Ordering::Greater => _ = b.next(),
            std::cmp::Ordering::Equal => {
                common = common.saturating_add(1);
                a.next();
                b.next();
            }
        }
    }
    common
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of words are far below 2^52"
)]
fn share(common: usize, of: usize) -> f64 {
    common as f64 / of.max(1) as f64
}

fn told(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    const SAY: Instead = Instead::SayWhatChanged;
    match page.one(Role::Note) {
        Some(note) => {
            let empty = NOTHING.find(&note.text).len();
            if empty == note.text.words() {
                found.whole(
                    Rule::ChangeTold,
                    Level::Block,
                    &note.name,
                    Says::NothingChanged(note.quote(0, note.text.words())),
                    SAY,
                );
            }
        }
        None => {
            let Some(live) = with.live else {
                return;
            };
            let Ok(mut live) = serde_json::to_value(live) else {
                return;
            };
            let mut new = page.json.clone();
            for document in [&mut live, &mut new] {
                if let Some(fields) = document.as_object_mut() {
                    fields.remove("change_note");
                }
            }
            if live != new {
                found.whole(
                    Rule::ChangeTold,
                    Level::Block,
                    "change_note",
                    Says::NoNote,
                    SAY,
                );
            }
        }
    }
}
