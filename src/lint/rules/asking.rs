//! What the question asks: it names the data that it is about, and it asks about something that is not yet so
//! (L-N1). A guess is asked about by itself (L-D2).
//!
//! From GDPR Article 7(2) (a request that is clearly told apart) and recital 42 (who consents knows at least
//! what it is about), and CPRA regulations, § 7004(a)(4).

use super::borrowed::{Told, told};
use super::data::{self, Item, names};
use crate::catalogue::{AiUse, Origin};
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Called, Instead, Says};
use crate::lint::text::Sign;
use crate::lint::words::data as tables;
use crate::lint::words::en_data::ALL_OF_IT;

/// Ways to reach somebody: the question need not name them where it says that something is sent.
const REACHED: &[&str] = &["email", "phone", "mobile"];

/// Something of the reader's that can be used.
static HERS: Lexicon = Lexicon::new(
    &[
        "use|using|look|looks|looking|read|reading|check|checking|from|by|with|see|share|store|count|compare|match|and|at|keep|know ~2 your _",
        "use|using|look|looking|read|check|from|by|with|see|share|count|at|and|know ~1 what|where|when|how|which ~2 you",
        "nutzen|verwenden|ansehen|lesen|aus|mit|anhand|von|und|nach ~1 ihr*|dein* _",
    ],
    &[
        "your ~2 data|details|information|info|profile|activity|account|consent|permission|help|trust|support|benefit|pleasure|time|week|day|life",
        "ihr*|dein* ~2 daten|angaben|informationen|profil|hilfe|vertrauen|zustimmung|zeit",
    ],
);

/// Says that it is so already.
static ALREADY: Lexicon = Lexicon::new(
    &[
        "already|currently|presently ~3 use|uses|using|do|doing|read|reads|reading|look|looks|looking|send|sends|sending|share|sharing|on|picked|running|included|active|set|signed|enrolled|check|pick|choose|match|show|follow|work",
        "we|we're|it|it's|this|that|you're|you ~2 on|use|using|do|doing|read|reading|send|sending|share|sharing|signed|included|enrolled ~8 already|now|today ~1 $",
        "leave|leaves|keep|keeps|stay|stays|let ~4 that way|$",
        "keep|leave ~1 it|this|things|that|everything ~2 that|this|as|so|on|the|going|running|like ~1 way|is|now|it|$",
        "as ~1 it|things ~1 is|are|now",
        "nutz*|verwend*|schick*|les*|wert*|schau* ~5 bereits|schon|derzeit|aktuell",
        "bereits|schon|derzeit|aktuell ~3 nutz*|verwend*|schick*|les*|wert*|schau*|eingeschaltet|aktiv|an|genutzt|verwendet",
        "so bleiben|lassen|weiterlaufen|weitergehen",
        "dabei bleiben",
        "نستخدم|نستعمل|نقرا|نرسل|نري|نختار ~5 بالفعل|حاليا|اصلا",
        "بالفعل|حاليا|اصلا ~3 نستخدم|نستعمل|نقرا|نرسل|مفعل|مفعله",
        "يبقي|تبقي|نبقي|نبقيها|نبقيه|نتركه|نتركها ~2 كذلك|هكذا|كما|عليه",
    ],
    &[
        "already ~1 have|had|know|own|bought|ordered",
        "you ~1 already ~1 use|do|read|share|watch|follow|pick|choose|send",
        "schon|bereits ~2 gekauft|bestellt|gesehen|haben|kennen",
        "sie ~1 schon|bereits ~2 nutzen|lesen|verwenden",
    ],
);

/// Says that it goes on, which the question after a term says as well.
static GOES_ON: Lexicon = Lexicon::new(
    &[
        "continue|continues|continuing|carry|carries|go|goes|keep|keeps|still|remain|stay ~1 on|using|use|to|sending|getting|picking|going|doing|with|looking|reading|receiving|as|_",
        "weiter|weiterhin|fortfahren|weitermachen|beibehalten|behalten",
        "نستمر|نواصل|تستمر|تواصل|الاستمرار|المتابعه|الابقاء",
    ],
    &[
        "go|goes|going to|by|into|through|over|for|back|round|out|up",
        "keep|keeps ~3 in|at|safe|warm",
        // "Keep a note", "keep you a mat": what is made, and nothing that is on already.
        "keep|keeps a|an|one|two|three|you|me|track|count|note|notes|watch",
        "stay at|in|with",
        // What is told is kept for what follows, and does not go on.
        "keep ~1 the|your|this ~1 birthday|birthdays|date|dates|number|name|address|size|sizes|list|measurements ~1 and",
        "geburtstag|geburtstage|datum|nummer|namen|adresse|grosse ~1 behalten und",
    ],
);

/// A no that turns off what is on.
static OFF: Lexicon = Lexicon::new(
    &[
        "switch|turn|turns|opt ~2 off|out",
        "^stop|unsubscribe|cancel|end|remove|deactivate|disable|quit|leave",
        "ausschalt*|abschalt*|abbestell*|abmeld*|beend*|stopp*|kundig*|widersprech*|deaktivier*|austreten",
        "ايقاف|اوقف|اوقفه|اوقفوا|الغاء|الغ|اطفاء|اطفي|تعطيل",
    ],
    &["^stop ~1 asking"],
);

/// A yes that leaves on what is on.
static KEEP: Lexicon = Lexicon::new(
    &[
        "^keep|leave|continue|carry|stay|remain ~1 it|on|going|this|using|as|that|them|these|in|$",
        "^ok|okay|fine|good|great$",
        "behalten|beibehalten|weiter*|anlassen|bleiben|lassen",
        "ابق|ابقاء|ابقوا|استمر|استمرار|متابعه|تابع|الاستمرار|المتابعه",
    ],
    &[],
);

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    guess(page, with, found);
    if page.language == Language::Other {
        return;
    }
    named(page, with, found);
    on(page, found);
}

/// A guess beside what people told or did.
fn guess(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let ids: Vec<&str> = page
        .list("data")
        .iter()
        .filter_map(|item| item.get("category")?.as_str())
        .take(100)
        .collect();
    let guessed: Vec<&str> = ids
        .iter()
        .copied()
        .filter(|id| {
            let known = with.registry.category(id);
            known.is_some_and(|category| category.origin == Origin::Inferred)
        })
        .collect();
    // Where guessing itself is asked for, with a switch of its own, the guess is what it is about, and what
    // it is made from has to stand beside it.
    let mut uses = page.list("ai_uses").iter();
    let asks_to_guess = uses.any(|ai_use| ai_use.as_str() == Some(AiUse::Infer.word()));
    if guessed.is_empty() || guessed.len() == ids.len() || asks_to_guess {
        return;
    }
    let called = guessed.iter().map(|id| Called::of(with.registry, id));
    let says = Says::GuessBeside(called.collect());
    found.whole(
        Rule::Sensitive,
        Level::Warn,
        "data",
        says,
        Instead::GuessOfItsOwn,
    );
}

/// The question names the data.
fn named(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    // A duty is told and not asked.
    let told_only = page.word("legal_basis") == Some("legal_obligation");
    let Some(question) = page.one(Role::Question).filter(|_| !told_only) else {
        return;
    };
    let mut items = data::items(page, with.registry);
    // What is optional is a choice of its own on the card.
    let list = page.list("data");
    let optional = |item: &Item<'_>| {
        let required = list.get(item.n).and_then(|item| item.get("required"));
        required.and_then(serde_json::Value::as_bool) == Some(false)
    };
    if !items.iter().all(optional) {
        items.retain(|item| !optional(item));
    }
    let is_named = |item: &Item<'_>| match tables(page.language) {
        Some(with) => data::is_told_in(item, question, with),
        None => told(&items, item, question) != Told::No,
    };
    let asked = |item: &&Item<'_>| !is_named(item);
    let reached = |item: &Item<'_>| names(item.id, REACHED);
    let only = items.iter().all(reached);
    let missing: Vec<&Item<'_>> = items
        .iter()
        .filter(|item| only || !reached(item))
        .filter(asked)
        .collect();
    let all = match tables(page.language) {
        Some(with) => with.all_of_it,
        None => &ALL_OF_IT,
    };
    // In the words of a trade: "your hires", "what you lend". Somebody's data in general are no data.
    let hers = HERS.find(&question.text).len();
    if hers >= items.iter().filter(|item| only || !reached(item)).count() {
        return;
    }
    if missing.is_empty() || (missing.len() == items.len() && all.is_in(&question.text)) {
        return;
    }
    let called = missing
        .iter()
        .map(|item| Called::of(with.registry, item.id));
    let says = Says::NotAsked(called.take(10).collect());
    found.whole(
        Rule::Straight,
        Level::Warn,
        &question.name,
        says,
        Instead::NameTheData,
    );
}

/// A question whether something may go on asks for no yes: it is on, and the no turns it off.
fn on(page: &Page<'_>, found: &mut Findings) {
    let off = page
        .one(Role::Refuse)
        .is_some_and(|refuse| OFF.is_in(&refuse.text));
    let keep = page
        .one(Role::Allow)
        .is_some_and(|allow| KEEP.is_in(&allow.text));
    let Some(question) = page.one(Role::Question) else {
        return;
    };
    // What is on without a yes may be, where no consent is asked for: then it is told.
    let consent = page.word("legal_basis") == Some("consent");
    stated(question, consent, found);
    for (lexicon, sure) in [(&ALREADY, consent), (&GOES_ON, consent && off)] {
        for run in lexicon.find(&question.text) {
            let level = if sure { Level::Block } else { Level::Warn };
            found.run(
                Rule::Straight,
                level,
                question,
                run,
                Says::TurnedQuestion,
                Instead::YesTurnsOn,
            );
        }
    }
    if keep && off && consent {
        let refuse = page
            .one(Role::Refuse)
            .map_or("ask.refuse", |refuse| &refuse.name);
        let says = Says::OnAlready;
        found.whole(
            Rule::Straight,
            Level::Block,
            refuse,
            says,
            Instead::YesTurnsOn,
        );
    }
}

/// Says that it will be so, and asks for nothing.
static STATED: Lexicon = Lexicon::new(
    &[
        "^we|i ~1 will|shall|are|going|plan|use|read|look|share|send|start|begin|keep",
        "^from ~4 we|i",
        "^our|the|a ~3 will|uses|reads|looks|shares|sends|starts|begins",
        "^wir|ich ~1 nutzen|nutze|verwenden|verwende|lesen|lese|werten|schauen|teilen|geben|werden|beginnen|senden|schicken",
        "^ab ~5 nutzen|verwenden|lesen|werten|schauen|teilen|geben",
        "^سنستخدم|سنقرا|سنستعمل|سننظر|سنشارك|سنرسل|نستخدم|نقرا|نشارك|سوف",
    ],
    &[
        "we|i ~1 would|like|want|ask|hope",
        "wir|ich ~1 mochten|mochte|wurden|wurde|bitten",
    ],
);

/// A statement where a question belongs asks for no yes: it is done, whatever is answered.
fn stated(question: &Field<'_>, consent: bool, found: &mut Findings) {
    let asks = question
        .text
        .signs
        .iter()
        .any(|(sign, _)| *sign == Sign::Question);
    let Some(run) = STATED.find(&question.text).first().copied() else {
        return;
    };
    if consent && !asks {
        found.run(
            Rule::Straight,
            Level::Warn,
            question,
            run,
            Says::TurnedQuestion,
            Instead::AskPlainly,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for lexicon in [&HERS, &ALREADY, &GOES_ON, &OFF, &KEEP, &STATED] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
    }
}
