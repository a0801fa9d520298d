//! L-D1: each kind of data has its use, and each use its data.

use std::cell::LazyCell;

use serde_json::Value;

use super::borrowed::{Told, by_channel, by_place, is_of_mail, shown, told};
use super::denied::is_in_a_denied_list;
use super::source::{
    SOURCE, is_a_guess, is_behind_its_thing, is_in, is_made_of_it, is_of_a_thing, is_read_in,
    is_sourced, says_guess,
};
use super::stems::{is_content, stem};
use crate::catalogue::Registry;
use crate::lint::Surroundings;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::letters::fold;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Called, Instead, Says};
use crate::lint::words::en_data::{ALL_OF_IT, OUTSIDE};
use crate::lint::words::{Data, DataKind, data};

/// A kind of data and the words that show it is used, and the phrases that show it beyond doubt.
pub(super) struct Kind {
    /// Words that ids and labels of this kind contain.
    ids: &'static [&'static str],
    /// Words by which a text can speak of it. They are loose, so that an honest text is not blocked, but not
    /// so loose that any text would do: each use is looked at, sent or picked.
    pub(super) loose: &'static [&'static str],
    /// Phrases by which a text can speak of it where no word would do.
    pub(super) told: Lexicon,
    /// Phrases that can mean nothing else.
    pub(super) strict: Lexicon,
    /// Everyday phrases that can mean it, or something else: a place, a habit, a thing.
    pub(super) hint: Lexicon,
    /// Words of the ids of kinds that the strict phrases can speak of as well.
    near: &'static [&'static str],
}

macro_rules! kinds {
    ($count:literal; $($ids:expr, $loose:expr, $told:expr, $strict:expr, $hint:expr, $near:expr;)+) => {
        pub(super) static KINDS: [Kind; $count] = [$(Kind {
            ids: &$ids,
            loose: &$loose,
            told: Lexicon::new(&$told, &[]),
            strict: Lexicon::new(&$strict, &["to|by your email address", "to|by|on|from your phone", "your weight|height limit|allowance|adjustable", "the|of|under|any|over|every|all|an|same|by|in|at|each|its|their|old|*'s ~2 age and|or|plus", "your steps to|in|for"]),
            hint: Lexicon::new(&$hint, &[]),
            near: &$near,
        }),+];
    };
}

kinds! {
    20;
    ["email"], ["email", "mail", "mails", "emails", "inbox", "send", "newslett", "writ", "messag", "contact"], ["your|an|the address"], ["match|look|compare|use|check|share ~3 your email address", "domain of your email"], [], ["contact"];
    ["phone", "mobile", "number"], ["phone", "call", "text", "ring", "sms", "mobil", "speak", "contact", "whatsapp"], ["your|the|a number", "send|write|message|tell|reach|text|ring|call you", "send|write ~4 to you"], ["your ~1 phone|mobile number", "your contacts|contact ~1 list|book", "your call|calls log|history|records", "who|whom you ~1 call|called|text|ring|phone"], ["your ~1 mobile|number"], ["contact"];
    ["birth", "age"], ["birthday", "birth", "born", "age", "ages", "cake", "zodiac", "adult"], ["how old", "years|months|weeks old", "old enough", "old ~1 you|your", "turn|turns #", "year|years older", "your ~1 day"], ["your ~2 birthday|birthdays|birth", "how old you", "day|date|year|month|when|where you ~1 were born", "your ~1 star sign", "date of birth", "your ~1 year of birth", "age and|or|plus"], ["your age"], [];
    ["town", "city", "postcode", "address", "home"], ["town", "cit", "near", "nearest", "nearby", "liv", "local", "area", "postcod", "zip", "region", "district", "village", "street", "neighbourhood", "weather", "forecast", "deliver", "address", "distanc", "branch", "councils"], ["where you", "close to ~1 you", "miles|mile|km|kilometres|minutes|metres ~2 of|from ~1 you|your", "home town|address|area|village", "around|near you", "post|posts ~5 you|letter|card|voucher"], ["where you live", "your ~1 postcode|hometown", "town|city|village|street|house you ~1 live"], ["your ~1 neighbourhood|town|street|home|area|village"], ["location", "energy"];
    ["review", "rating", "feedback"], ["review", "rat", "rating", "ratings", "star", "opinion", "wrot", "feedback", "comment", "thought"], ["you ~2 said|say|think|like|liked|told|write|rate|rated|score|scored|loved|marked", "marks|points|scores|thumbs you ~1 give|gave|given", "what ~1 people|customers|guests|shoppers say|think|write|like"], ["your ~2 reviews|review", "you ~1 reviewed|rated", "reviews you"], ["your ~2 ratings|rating|opinion|comments", "stars you ~1 gave|give"], ["view", "rating"];
    ["order", "purchas", "basket", "receipt", "spend", "transaction"], ["order", "bought", "buy", "purchas", "basket", "receipt", "shop", "cart", "item", "product", "bill", "spend", "spent", "trolley", "booking", "transaction", "siz", "pack", "return", "lessons", "rooms"], ["you ~2 take|took|eat|ate|cook|wear|wore|have|had|own|owned|book|booked|got|get|borrowed|kept|rent|rented|hire|hired|use|used|drink|drank", "your ~2 books|kits|clothes|food|tickets|box|class|classes|shoes|plants|tools|wines|coffee|cup|usual", "past _"], ["your ~4 orders|purchases|receipts|transactions", "what you ~1 bought|ordered|purchase|purchased|spent", "you ~2 bought", "things|items|products|food|clothes|books you ~1 buy|bought|ordered|order", "your ~2 shopping history", "basket|baskets|trolley|receipt|receipts you|of"], ["what you ~1 buy|order|spend", "your ~1 basket|shop|loans|usual"], ["payment", "loyal", "point", "prescri", "review", "travel", "view"];
    ["brows", "search", "click", "page", "web"], ["brows", "pag", "click", "search", "websit", "cooki"], ["you ~2 look|looked|view|viewed|see|saw|seen|visit|visited|read|open|opened|scroll|tap|type|typed", "on|of|from|in our|the|this ~1 site|website|app|shop", "your ~1 visits|views|sessions|clicks"], ["your ~2 browsing|searches|clicks|cookies|taps", "pages|products|items|screens|articles|adverts|ads|links you ~1 look|looked|view|viewed|visit|visited|open|opened|read|click|clicked|linger|lingered|pause|paused|hover|dwell|skip|skipped|share|shared|bookmark|bookmarked|stay|stayed|scroll|scrolled|leave|left", "page|screen|product|article|link you ~1 look|looked|view|viewed|visit|visited|open|opened|click|clicked", "what you ~1 click|clicked|browse|search|searched|browsed|googled|type|typed|tap|tapped|view|viewed", "how you ~1 browse|scroll|move|click", "sites|website|websites you ~1 visit|visited|use", "track ~3 clicks|browsing|searches", "how long you|your ~2 stay|look|spend|hover|linger|read|rest", "words you ~1 type|typed|search|searched", "clicks|searches|taps|visits you ~1 make|made", "emails|mails|messages|newsletters ~1 that|which ~1 you ~1 open|opened|read|click|clicked|delete", "your ~1 search|web|page|internet history|words|terms|views|visits"], ["how long you|your ~2 stay|look|spend|rest", "your visits|views"], ["view"];
    ["payment", "pay", "card", "bank", "invoice"], ["pay", "paid", "payment", "card", "bank", "bill", "invoic", "spend", "transaction", "debit", "credit", "instalment", "salar", "gift", "gav"], ["when|how ~2 you ~1 gave|give", "on time", "late ~3 bill|fee|with"], ["how ~2 you ~1 pay|paid", "your ~2 payments|payment|salary|wages|paydays", "shops|stores|places|sites|cafes ~2 your ~1 card ~2 used|seen|swiped", "where|what ~1 your ~1 card ~1 was|is|gets|has|bought|buys ~1 used|been|swiped|$", "your ~1 bank|card ~1 account|accounts|statements|statement|balance|history|records|details|transfers|transactions|debits|entries|activity", "you ~1 paid ~3 late|on", "you ~1 pay ~2 late|punctually|promptly", "you ~1 pay on time", "bills|invoices you ~2 pay|paid|miss|missed", "whether|how you ~2 pay|paid", "your bank ~1 tells|knows|says|sends|shares|sees", "bank|credit|debit ~1 card|account history|statements|spending|payments|transactions|purchases", "what|how|where you ~3 pay|paid|spend|spent|buy|bought ~2 by|with|on ~3 card|account|debit|credit ~3 other|another|elsewhere|anywhere", "card ~1 payments|payment|purchases|spending|statements|transactions ~3 in|at|from|with ~1 other|elsewhere|another"], ["which card|cards you|your", "^what|how you ~1 gave|give|donated|donate|tithe|tithed ~8 tells|shows|says|decides", "your ~1 gifts|donations|tithes|offerings", "your ~1 card|bank", "when you pay|paid"], ["bank"];
    ["energy", "meter", "power", "heat", "consumption"], ["energ", "power", "heat", "meter", "electricit", "gas", "kwh", "usag", "half-hour", "reading", "consum", "boiler", "tariff", "charg", "pump", "solar", "draw", "drew", "plug", "watt", "socket", "wash"], ["you|home|house ~2 use|uses|used", "peak hour|hours|time|times", "home|house|flat ~1 draws|needs|burns|saves"], ["your ~2 meter|electricity|energy", "your ~1 power|heat|gas|water ~1 use|usage|readings", "power|gas|water your ~1 home|house|flat uses", "power ~2 you use", "energy ~1 you use", "when ~2 lights|heating|boiler|kettle"], ["when ~2 lights|heating|boiler|kettle"], ["device"];
    ["view", "watch", "stream", "listen", "play"], ["watch", "view", "film", "seri", "episod", "stream", "programm", "tv", "video", "movi", "listen", "play", "song", "music", "gam", "scen", "heard", "hear", "podcast", "channel"], ["you ~2 saw|seen|finish|finished|started|stopped|skip|skipped", "shows you|in|like|of", "track|tracks you"], ["what you ~1 watch|watched|stream|streamed|listen|play|heard", "films|shows|series|videos|programmes|songs|games you ~1 watch|watched|finish|finished|saw|skip|skipped|play|played|heard", "your ~2 viewing|listening|streaming", "you ~1 watched|streamed", "film|show|song|episode you ~1 watch|watched|play|played|skip|skipped|saw"], ["your ~1 viewing|listening"], ["brows", "genre"];
    ["travel", "trip", "journey", "flight", "ride", "booking"], ["trip", "travel", "journey", "flight", "train", "flew", "fly", "rout", "ride", "rid", "station", "stay", "stays", "hotel", "ticket", "destination", "commut", "airport", "seat", "bus", "driv", "crossing", "cruise", "booking", "toll"], ["where you", "you ~2 went|go|been|going|book|booked|park|drive|sail", "nights|days you", "slept|stayed", "our ~1 vans|drivers|couriers", "to your door"], ["your ~2 trips|journeys|flights|travel|travels", "where you ~1 travel|travelled|flew|fly|went|stay|stayed", "trips|flights|journeys|rides you ~1 take|took|make|made|book|booked", "hotels|trains|flights|buses|planes you ~1 take|took|booked|book|stayed|use|used|rode"], ["your ~2 stays|rides|commute|holidays"], ["location", "point", "loyal", "miles"];
    ["point", "loyal", "reward", "miles"], ["point", "balanc", "reward", "loyal", "mil", "stamp", "tier", "collect", "redeem", "level"], ["you ~2 earn|earned|spent|spend|saved", "have|has enough for|to"], ["points|stamps|miles you ~1 earn|earned|spend|spent|collect|collected|have", "your ~1 points|loyalty|miles ~1 balance|history|card|account|total", "how you ~2 spend ~2 points"], ["your ~1 points|miles|stamps"], ["travel", "order"];
    ["device", "browser", "phone_model"], ["devic", "phon", "tablet", "browser", "laptop", "batter", "handset", "sensor", "crash", "pump", "robot", "car", "bike"], ["your|which|what|or|this|same|another|new computer|app|watch|screen|model|version", "each|any|all of ~1 your", "type of", "app version|sends|crashes"], ["your ~1 devices|browser|handset|ip", "which|what ~2 phone|device|computer|browser|tablet ~2 you", "phone ~1 or computer you", "type of phone|device", "your ~2 microphone|camera|keystrokes", "phone|device|handset model", "installed on ~2 it|phone|device|computer|tablet", "apps ~2 you ~2 installed|have|use|downloaded", "other apps", "your ~1 bluetooth"], ["your ~1 screen|wifi|battery|device"], ["view"];
    ["location", "gps", "position", "place"], ["wher", "location", "near", "nearest", "nearby", "gps", "distanc", "rout", "position", "arriv", "driv", "walk", "park", "exact", "exactl", "whereabout", "track", "mast", "countr", "border", "abroad", "zone", "street", "gate", "close", "closest", "outside", "insid", "around", "mil", "kilometr", "metr", "stop", "pass", "map", "piste", "bay", "dock", "leav", "reach"], ["you ~2 reach|pass|arrive|are|come", "close to you", "miles|mile|km|kilometres|minutes|metres|yards ~2 of|from ~1 you|your", "on ~2 way", "places|place you", "your|the place"], ["your ~3 location|position|whereabouts|gps|movements", "where you ~1 are|go|walk|drive|went|stand|sit|eat|sleep|walked", "where your ~2 phone|car|bike|device|watch|van ~1 is|was|goes|stands|has|had|went|travels|sleeps|moves", "places|streets|shops|stops ~2 your ~1 phone|car|bike|device|watch|van ~1 has|had|was|is|goes|went|visits|visited", "your ~1 phone's|car's|watch's ~1 path|whereabouts|movements|trail|route", "places|shops|stores|streets you ~1 go|visit|visited|pass", "phone|watch|app|car|device ~2 shows|says|tells|knows|sees|notices ~3 you ~2 at|in|near|home|away|abroad|outside|leave|reach|enter|arrive|go|come|move", "follow|track|trace ~2 you|your ~3 movements|day|go|around|way|steps", "exactly where you", "gps", "your ~1 gps", "your ~1 phone|car|bike|watch|device|van ~1 is|comes|gets|goes ~1 near|nearby|close|closer|within|inside|around|outside", "if|when|once ~1 your ~1 phone|car|watch|device ~1 nears|approaches|passes|enters|leaves|reaches"], ["your ~1 route|routes|steps", "how far you ~1 walk|drive|live"], [];
    ["health", "allerg", "illness", "condition", "medical", "fitness"], ["health", "allerg", "ill", "illness", "condition", "diet", "symptom", "diagnos", "sick", "asthma", "diabet", "intoleranc", "gluten", "nut", "nuts", "medical", "ingredient", "pain", "pressur", "sugar", "exercis", "fever", "pollen", "well", "sleep", "slep", "heart", "puls", "wak"], ["what you told"], ["your ~1 body weight|fat|mass|height|size", "your weight|height|bmi|waist|steps", "your current|resting|ideal|target|own weight|height", "how ~1 much you ~1 weigh", "how ~1 heavy|tall you ~1 are", "steps you ~1 take|took|walk|walked|make|made|do|did", "your ~1 daily steps", "step count|counts|counter", "number of steps", "miles|kilometres|distance|distances you ~1 run|ran|walk|walked|jog", "steps|calories ~3 your ~1 phone|watch|app|band|tracker", "your ~3 health|allergies|illnesses|illness|diagnosis|symptoms|medical|heart|pulse|blood|doctor|doctor's|gp|nurse|nurse's", "your ~1 sleep ~1 times|hours|data|$", "your ~1 patient|clinic|hospital|allergy|dietary|vaccination ~1 file|files|record|records|note|notes|history|results|report|reports|card|list|letters|sheet|data"], ["your ~3 weight|sleep", "how ~1 you|well ~1 feel|sleep|slept", "your conditions"], ["prescri", "medic", "device", "siz", "measure", "location", "travel"];
    ["prescription", "medicin", "medication"], ["prescri", "medicin", "medication", "dos", "pill", "drug", "refill", "pharmac", "inhaler", "tablets", "course"], ["your ~1 pack|packs|list|repeat|tablets", "pack|packs ~2 ends|end|lasts|ready"], ["your ~2 prescriptions|prescription|medicines|medicine|medication|pills", "medicine ~1 you ~2 prescribed|take"], [], ["health"];
    ["relig", "faith", "belief"], ["relig", "religion", "faith", "belief", "festiv", "feast", "ramadan", "easter", "holy", "fast", "halal", "kosher", "pray", "diwali", "christma", "worship", "church", "mosqu"], ["what you told"], ["your ~1 religion|faith|beliefs", "which|what religion|faith|church ~1 you"], [], [];
    ["price_sensitivity", "price"], ["price", "pric", "cost", "cheap", "cheaper", "budget", "discount", "coupon", "sensitiv", "bargain", "afford"], ["money ~1 matters|off", "willing to"], ["how ~1 much price ~2 matters", "your price sensitivity", "what you|you'd|you're ~2 willing|able|ready to pay|spend", "how much you ~2 willing|afford|can ~2 pay|spend|afford"], [], ["price"];
    ["income", "earn", "wealth", "salary"], ["income", "earn", "household", "wage", "salar", "afford", "rich", "wealth", "budget"], ["your ~1 money", "bring|brings home"], ["your ~2 income|earnings|salary|wealth|wage|debts|debt", "what you|your ~2 earn|earns", "how much you|your ~2 earn|owe|make|earns|makes", "your ~2 home|house|household|family earns|earn|owns|owes"], ["your ~2 savings"], [];
    ["genre", "favourit", "favorit", "interest", "tast", "preferenc"], ["genr", "favourit", "favorit", "tast", "interest", "prefer", "styl", "mood", "topic"], ["kinds|kind|types|type|sorts|sort of", "you ~2 like|love|enjoy"], ["genres you"], ["your ~1 favourite|favorite ~1 genres|kinds"], ["view"];
}

/// What a document lists, as far as it can be read.
pub(super) struct Item<'a> {
    pub(super) n: usize,
    pub(super) id: &'a str,
    /// Stems of the words of its id, name and label, folded.
    pub(super) words: Vec<String>,
    /// The kinds that it is of.
    pub(super) kinds: Vec<&'static Kind>,
}

impl Item<'_> {
    pub(super) fn is(&self, kind: &Kind) -> bool {
        self.kinds.iter().any(|own| std::ptr::eq(*own, kind))
    }
}

pub(super) fn items<'a>(page: &Page<'a>, registry: &Registry) -> Vec<Item<'a>> {
    let read = |(n, item): (usize, &'a Value)| {
        let id = item.get("category").and_then(Value::as_str)?;
        let known = registry.category(id);
        let label = known
            .map(|category| format!("{} {}", category.name, category.label))
            .unwrap_or_default();
        let all = fold(&format!("{id} {label}"));
        let split = all.split(|c: char| !c.is_alphanumeric());
        let words = split
            .filter(|word| is_content(word))
            .map(|word| stem(word).to_owned())
            .collect();
        let kinds = KINDS.iter().filter(|kind| kind.is(id)).collect();
        Some(Item {
            n,
            id,
            words,
            kinds,
        })
    };
    page.list("data")
        .iter()
        .enumerate()
        .filter_map(read)
        .take(100)
        .collect()
}

impl Kind {
    pub(super) fn is(&self, id: &str) -> bool {
        // The parts of an id are words: `price_sensitivity` is a price, `prices` too, `enterprise` not.
        names(id, self.ids)
    }
}

/// Whether one of the words is the id, or begins one of its parts.
pub(super) fn names(id: &str, words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| id == *word || id.split(['_', '-']).any(|part| part.starts_with(word)))
}

/// Words of labels that would match nearly any text.
pub(super) const WEAK: &[&str] = &[
    "use", "us", "past", "guess", "much", "exactly", "told", "kind", "hom", "history", "histor",
    "number", "product", "wrot", "look", "watched", "paid", "live", "liv", "address", "earn",
    "wher", "comput",
];

/// Whether the word at a place can speak of an item.
pub(super) fn is_named(item: &Item<'_>, field: &Field<'_>, at: usize) -> bool {
    // A phone number tells nothing of the phone itself.
    if item.id == "device" && field.text.word(at.saturating_add(1)) == "number" {
        return false;
    }
    let word = field.text.word(at);
    let stem = stem(word);
    let own = item
        .words
        .iter()
        .any(|own| own == stem && !WEAK.contains(&stem));
    let loose = |loose: &&str| stem == *loose || (loose.len() >= 4 && word.starts_with(*loose));
    own || item.kinds.iter().any(|kind| kind.loose.iter().any(loose))
}

/// Kinds of data that are what somebody did, in whatever words of the trade.
const DEEDS: &[&str] = &[
    "order", "purchas", "basket", "travel", "trip", "journey", "ride", "booking", "view", "watch",
    "brows",
];

/// Says that somebody did something before.
static DONE: Lexicon = Lexicon::new(
    &[
        "you|who|you've|who've|they've|they|people|members|guests|customers ~2 *ed|had|came|went|did|took|got|were|was|saw|bought|made|left|chose|ate|drank|rode|flew|ran|wore|kept|sat|slept",
        "*ed|came|went|were|was|stayed ~1 with|at|to|by|here ~1 us|here|$",
        "last|past|earlier|previous _ ~1 with|at|by ~1 us|here",
        "your ~1 last|earlier|previous|past|latest _",
        "last|past|earlier|previous ~1 time|times|visit|visits|stay|season|year|summer|winter|week|month",
        "usual|usually",
        "war|waren|hatte|hatten|gab|kam|kamen|ging|gingen|letzte*|bisher|fruher*",
        "كان|كانت|كنت|سبق|الماضي|الماضيه|السابق|السابقه",
    ],
    &[],
);

/// Says that a thing tells something.
static TELLS: Lexicon = Lexicon::new(
    &[
        "the|your|app|it ~2 reports|report|sends|measures|notes|counts|records|shows|senses|logs|notices|feels|hears|detects",
    ],
    &[
        "we|person|team|staff|cook|nurse|coach ~1 reports|sends|measures|notes|counts|records|shows|notices",
    ],
);

/// Whether an item is at least meant: somebody did something, or a thing tells something, in words that speak
/// of nothing else that is listed; or the question or a benefit names it.
fn is_related(page: &Page<'_>, items: &[Item<'_>], item: &Item<'_>, usage: &Field<'_>) -> bool {
    let tables = data(page.language);
    let named = page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::Question | Role::What | Role::Unit))
        .any(|field| {
            tables.map_or_else(
                || told(items, item, field) == Told::Plainly,
                |with| is_told_in(item, field, with),
            )
        });
    let lexicon = if names(item.id, DEEDS) {
        &DONE
    } else if names(item.id, &["device"]) {
        &TELLS
    } else {
        return named;
    };
    let others = || items.iter().filter(|other| other.n != item.n);
    let of = |other: &Item<'_>, at: usize| match tables {
        None => is_named(other, usage, at),
        Some(with) => {
            let mut kinds = with.kinds.iter();
            kinds.any(|kind| names(other.id, kind.ids) && is_of_kind(kind, usage.text.word(at)))
        }
    };
    let free = |run: (usize, usize)| {
        let clause = usage.text.get(run.0).map(|token| token.clause);
        (run.0.saturating_sub(4)..run.1.saturating_add(4))
            .filter(|at| usage.text.get(*at).map(|token| token.clause) == clause)
            .all(|at| !others().any(|other| of(other, at)))
    };
    // What a thing tells is its own, whatever it speaks of.
    let thing = std::ptr::eq(lexicon, &TELLS);
    named
        || lexicon
            .each(&usage.text)
            .into_iter()
            .any(|run| thing || free(run))
}

pub(super) fn judge(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let items = items(page, with.registry);
    shape(page, with, found);
    let tables = data(page.language);
    if page.language != Language::English && tables.is_none() {
        return;
    }
    let Some(usage) = page.one(Role::Use) else {
        return;
    };
    for item in &items {
        let told = tables.map_or_else(
            || told(&items, item, usage),
            |with| match is_told_in(item, usage, with) {
                true => Told::Plainly,
                false => Told::No,
            },
        );
        let told = told.min(by_channel(page, item, usage));
        let told = told.min(by_place(page, item, tables.is_some()));
        if told == Told::Plainly {
            continue;
        }
        // A guess is explained where the use says that it is made.
        if is_a_guess(with.registry, item.id) && says_guess(usage) {
            continue;
        }
        let all_of_it = tables.map_or(&ALL_OF_IT, |with| with.all_of_it);
        let alone = items.len() == 1 && all_of_it.is_in(&usage.text);
        let level = if told == Told::Borrowed
            || alone
            || (items.len() == 1 && usage.text.words() >= 6)
            || is_related(page, &items, item, usage)
        {
            Level::Warn
        } else {
            Level::Block
        };
        let name = Called::of(with.registry, item.id);
        found.whole(
            Rule::Explained,
            level,
            &format!("data[{}].category", item.n),
            Says::Unexplained(name),
            Instead::EachUse,
        );
    }
    match tables {
        Some(with) => unlisted_in(page, &items, with, found),
        None => unlisted(page, &items, found),
    }
}

/// Whether a text in another language than English speaks of an item. A word of it can stand within another:
/// "Stromzähler".
pub(super) fn is_told_in(item: &Item<'_>, field: &Field<'_>, with: &Data) -> bool {
    let mut kinds = with
        .kinds
        .iter()
        .filter(|kind| names(item.id, kind.ids))
        .peekable();
    let mail = names(item.id, &["email", "mail"]);
    let home = !mail && names(item.id, &["town", "city", "postcode", "address", "home"]);
    // What the tables do not know, nobody can miss.
    kinds.peek().is_none()
        || kinds.any(|kind| {
            kind.strict.is_in(&field.text)
                || field.text.tokens.iter().enumerate().any(|(at, token)| {
                    if home && is_of_mail(field, at) {
                        return false;
                    }
                    is_of_kind(kind, &token.word)
                })
        })
}

/// Whether a word in another language than English can speak of a kind: a short part of it is the whole word.
pub(super) fn is_of_kind(kind: &DataKind, word: &str) -> bool {
    kind.loose.iter().any(|part| match part.chars().count() {
        0..=2 => word == *part,
        _ => word.contains(part),
    })
}

/// What the texts say is used and the list of data does not have, in another language than English.
fn unlisted_in(page: &Page<'_>, items: &[Item<'_>], with: &Data, found: &mut Findings) {
    let unknown = |kind: &&DataKind| {
        !items
            .iter()
            .any(|item| names(item.id, kind.ids) || names(item.id, kind.near))
    };
    let unknown: Vec<_> = with.kinds.iter().filter(unknown).collect();
    for field in page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::Use | Role::Question | Role::Recipient))
    {
        let handed = field.role == Role::Recipient;
        let idle = |run: (usize, usize)| {
            let clause = field.text.get(run.0).map(|token| token.clause);
            let before = run.0.checked_sub(1).and_then(|at| field.text.get(at));
            let before = before.filter(|token| Some(token.clause) == clause);
            before.is_some_and(|token| with.idle.contains(&token.word.as_str()))
                || field.text.is_denied(run.0)
                || is_in_a_denied_list(field, run)
        };
        for run in unknown
            .iter()
            .flat_map(|kind| kind.strict.find(&field.text))
        {
            if !idle(run) && !is_made_of_it(items, field, run, with) {
                let which = is_behind_its_thing(field, run);
                let level = match handed || which {
                    true => Level::Warn,
                    false => Level::Block,
                };
                found.run(Rule::Explained, level, field, run, UNLISTED, ADD);
            }
        }
        for run in with.outside.find(&field.text) {
            if !idle(run) && !handed {
                // Without a verb that reads, it may be where something is put, or what it is about.
                let level = match is_read_in(page.language, field, run) {
                    true => Level::Block,
                    false => Level::Warn,
                };
                found.run(Rule::Explained, level, field, run, ELSEWHERE, ADD);
            }
        }
    }
}

const ADD: Instead = Instead::ListOrLeave;
const UNLISTED: fn(String) -> Says = Says::Unlisted;
const ELSEWHERE: fn(String) -> Says = Says::Elsewhere;

/// What the texts say is used and the list of data does not have.
fn unlisted(page: &Page<'_>, items: &[Item<'_>], found: &mut Findings) {
    // Those that are not listed, each with whether one that is could be meant by its words.
    let unknown: Vec<_> = KINDS
        .iter()
        .filter(|kind| !items.iter().any(|item| item.is(kind)))
        .map(|kind| (kind, items.iter().any(|item| names(item.id, kind.near))))
        .collect();
    let obtained = items.iter().any(|item| {
        [
            "obtained", "credit", "broker", "social", "public", "partner", "contact",
        ]
        .iter()
        .any(|word| item.id.contains(word))
    });
    let close = items
        .iter()
        .any(|item| names(item.id, &["health", "prescri", "precise", "location"]));
    for field in page
        .fields
        .iter()
        .filter(|field| matches!(field.role, Role::Use | Role::Question | Role::Recipient))
    {
        // What a recipient gets is used, whatever verb tells so.
        let handed = field.role == Role::Recipient;
        let shown = LazyCell::new(|| shown(items, field));
        for (kind, near) in &unknown {
            for (lexicon, sure) in [(&kind.strict, !near), (&kind.hint, false)] {
                for run in lexicon.find(&field.text) {
                    // "Your orders and your location" begins with what may be listed.
                    let last = (run.0..run.1)
                        .rev()
                        .find(|at| field.text.word(*at) == "your");
                    let run = (last.unwrap_or(run.0), run.1);
                    let idle = match handed {
                        true => field.text.is_denied(run.0),
                        false => is_idle(field, run),
                    };
                    if is_meant(items, field, run) || idle {
                        continue;
                    }
                    // What is seen in data that is listed is no other data, and "the box you bought" is a box.
                    let sure = sure
                        && !handed
                        && !is_of_a_trip(items, field, run)
                        && !shown.is_in(field, run)
                        && !is_of_a_thing(field, run);
                    found.run(
                        Rule::Explained,
                        if sure { Level::Block } else { Level::Warn },
                        field,
                        run,
                        UNLISTED,
                        ADD,
                    );
                }
            }
        }
        for run in if obtained {
            Vec::new()
        } else {
            OUTSIDE.find(&field.text)
        } {
            if handed {
                continue;
            }
            // "Your heart" is meant where people told of an illness, and a room where they are found.
            let meant = close && is_meant(items, field, run);
            // "The name of your town": whose name it is stands behind it, and is listed.
            let whose = (run.1, run.1.saturating_add(1));
            let meant = meant
                || (field.text.word(run.1.saturating_sub(1)) == "your"
                    && is_meant(items, field, whose));
            if !(meant || is_idle(field, run)) {
                // Without a verb that uses it, it may be what something is about.
                let level = match is_sourced(field, run) {
                    true => Level::Block,
                    false => Level::Warn,
                };
                found.run(Rule::Explained, level, field, run, ELSEWHERE, ADD);
            }
        }
    }
}

/// Whether it is where she was, and trips, bookings or orders tell that: they are listed. Where she is now, they do
/// not tell.
fn is_of_a_trip(items: &[Item<'_>], field: &Field<'_>, run: (usize, usize)) -> bool {
    const TRIPS: &[&str] = &[
        "travel", "trip", "journey", "flight", "ride", "booking", "order",
    ];
    let went = (run.0..run.1).any(|at| {
        matches!(
            field.text.word(at),
            "went" | "walked" | "drove" | "flew" | "stayed" | "travelled"
        )
    });
    went && items.iter().any(|item| names(item.id, TRIPS))
}

/// Whether a loose word of what is listed may be meant: "where you live" for a town.
fn is_meant(items: &[Item<'_>], field: &Field<'_>, run: (usize, usize)) -> bool {
    let words = field.text.tokens.get(run.0..run.1).unwrap_or_default();
    words.iter().any(|token| {
        let stem = stem(&token.word);
        items.iter().any(|item| {
            item.words
                .iter()
                .any(|word| word == stem && !WEAK.contains(&stem))
                || item.kinds.iter().any(|kind| kind.loose.contains(&stem))
        })
    })
}

/// Whether what is named is not what is used: it is denied, or is what the use leads to.
fn is_idle(field: &Field<'_>, run: (usize, usize)) -> bool {
    /// Words before it that make it a result or a moment, and no source.
    const RESULT: &[&str] = &[
        "to", "for", "before", "after", "when", "until", "into", "about", "add", "on", "onto",
        "while", "during", "bring", "deliver", "plan", "send", "next", "each", "every", "time",
        "way", "makes", "make",
    ];
    if field.text.is_denied(run.0) || is_in_a_denied_list(field, run) {
        return true;
    }
    // "Your phone shows that you are at home": what tells it is in it.
    let within = field.text.tokens.get(run.0..run.1).unwrap_or_default();
    if within.iter().any(|token| {
        matches!(
            token.word.as_str(),
            "shows"
                | "tells"
                | "says"
                | "knows"
                | "sees"
                | "notices"
                | "near"
                | "nearby"
                | "nears"
                | "approaches"
        )
    }) {
        return false;
    }
    let from = run.0.saturating_sub(3);
    let before = field.text.tokens.get(from..run.0).unwrap_or_default();
    let clause = field.text.get(run.0).map(|token| token.clause);
    let near = |list: &[&str]| {
        before
            .iter()
            .rposition(|token| Some(token.clause) == clause && is_in(list, &token.word))
    };
    if let (Some(result), source) = (near(RESULT), near(SOURCE))
        && source.is_none_or(|source| result > source.saturating_add(1))
    {
        return true;
    }
    // What is used is the subject, or has a verb or a "from" before it.
    let first = field
        .text
        .get(run.0.saturating_sub(1))
        .map(|token| token.clause)
        != clause;
    !(first || run.0 == 0 || is_sourced(field, run))
}

/// The list of data itself: each item names a kind of the registry, once, and one is needed.
fn shape(page: &Page<'_>, with: &Surroundings<'_>, found: &mut Findings) {
    let list = page.list("data");
    let mut seen = std::collections::BTreeSet::new();
    for (n, item) in list.iter().enumerate() {
        let field = format!("data[{n}].category");
        match item
            .get("category")
            .and_then(Value::as_str)
            .filter(|id| !id.trim().is_empty())
        {
            None => found.whole(
                Rule::Explained,
                Level::Block,
                &field,
                Says::NoCategory,
                Instead::PickTerm,
            ),
            Some(id) if !seen.insert(id) => found.whole(
                Rule::Explained,
                Level::Warn,
                &field,
                Says::ListedTwice(id.to_owned()),
                Instead::NameOnce,
            ),
            Some(id) if with.registry.category(id).is_none() => {
                found.whole(
                    Rule::Explained,
                    Level::Warn,
                    &field,
                    Says::UnknownCategory(id.to_owned()),
                    Instead::PickOrAdd,
                );
            }
            Some(_) => {}
        }
    }
    let optional = |item: &Value| item.get("required").and_then(Value::as_bool) == Some(false);
    if !list.is_empty() && list.iter().all(optional) {
        found.whole(
            Rule::Explained,
            Level::Warn,
            "data",
            Says::NothingRequired,
            Instead::MarkRequired,
        );
    }
}
