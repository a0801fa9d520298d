//! L-V1: what the customer gets has a number, a frequency and an event that proves it.

use serde_json::Value;

use super::measured;
use super::stems::is_content;
use crate::catalogue::{BenefitKind, Every};
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};
use crate::lint::words::value;

/// Nouns that nobody can count, and comparatives without an object: CPRA regulations, § 7016(d), ask for
/// the terms of what is offered; "better", "more relevant" and "seamless" are none.
static UNCOUNTABLE: Lexicon = Lexicon::new(
    &[
        "better|improved|enhanced|great|greater|smoother|richer|smarter|nicer|superior|optimal|elevated|unique|exceptional|personalised|personalized|tailored|customised|customized|bespoke|seamless|relevant|more|easier|happier|exclusive|special|ultimate|enriched|deeper|stronger|closer|optimised|optimized|curated|delightful|engaging ~3 experience|experiences|service|services|journey|journeys|content|offers|recommendations|suggestions|products|communication|communications|ads|advertising|interaction|interactions|shopping|browsing|life|lifestyle|support|care|relationship|engagement|connection|information|results|value|benefits|benefit|advantages|treatment|deals|comfort|world|rewards|perks|convenience|satisfaction|understanding|everything|moments|outcomes|choices|selection|performance|features|quality|search|app|site|website|visit|visits|stay|trip|trips|health|sleep|wellbeing|future|decisions|ideas|tips",
        "experience|experiences ~3 for|you|made|tailored|like|that|better|personalised|designed|built|shaped|just|of",
        "experience$|experiences$",
        "more ~1 relevant|personal|personalised|personalized|meaningful|tailored|convenient|enjoyable|useful|interesting|engaging|helpful|value|fun|control|convenience|comfort|joy|time|choice|inspiration|happiness|freedom|savings|rewards|offers|deals|benefits|perks",
        "peace of mind",
        "that|which ~1 keeps|keep|makes|make ~1 you ~1 going|happy|happier|smile|better|well|fit|fitter|feel|glad|proud|at",
        "convenience|relevance|personalisation|personalization|satisfaction|happiness|wellbeing|inspiration|delight|joy|excitement|empowerment|innovation|excellence|simplicity|comfort|confidence|belonging|engagement|insight|insights|magic|freedom|community|discovery|progress|growth|improvement|improvements|enhancements|advantages|possibilities|opportunities|excellence|wellness|harmony|efficiency|synergy",
        "exclusive|special|great|amazing|fantastic|wonderful|exciting|brilliant|fabulous|valuable|countless|endless|many|lots|various|numerous|selected|attractive|unbeatable|top|several|loads|occasional|regular|frequent|some|plenty|surprise ?of ~1 offers|benefits|rewards|deals|perks|discounts|savings|advantages|extras|surprises|treats|promotions|privileges|gifts|goodies|bonuses|content|things|prizes|news|updates|opportunities|features|value|tips|ideas|vouchers|points|coupons|recommendations",
        "benefits|perks|advantages|surprises|privileges|goodies|rewards ~2 and|more|for|that|just$",
        "and|plus|with ~1 much|lots|many|so more",
        "and more$",
        "much more",
        "^better|smarter|healthier|easier|faster|happier|greener|simpler|smoother|richer|nicer|tastier|fresher|safer|quicker|cheaper|closer|deeper|stronger|brighter _",
        "^a|an ~1 *ier ~1 stay|visit|trip|day|evening|week|room|shop|home|meal|ride|flight|night|start|morning",
        "that|who|which ~1 knows|gets|understands|loves|reads ~1 your|you ~1 taste|tastes|mind|mood|heart|needs|style|wishes",
        "as ~1 they|it come|comes|arise|arises",
        // How it feels, or what it is like: nobody can tell whether it came.
        "^being|feeling|knowing|belonging|having|living _",
        "to ~1 remember|treasure|cherish|savour|relish|behold$",
        "fit|fits|suit|suits|match|matches ~1 your|you ~1 life|lifestyle|mood|moods|world|personality|soul|dreams|way",
        "in ~1 our|your thoughts|mind|hearts|heart",
        "goodness|variety|flexibility|attention|appreciation|recognition|respect|transparency|extras",
        "extra|added|real|true|great|good|more value",
        "all|many ~1 the ~1 perks|benefits|advantages|extras|rewards",
        "helping hand",
        "made|making|make ~1 easier|simple|simpler|better|easy|fun|special",
        "helping|warm|personal|human|special|magic|extra|little touch|hand|something|bit",
        "whenever|wherever you ~1 need|want|like|are",
        "grow|grows|growing with you",
        "the best ?of",
        "help|helps|helping|make|makes|making|improve|improves|improving ~1 us|our|things|it|life|you ~3 better|improve|easier|smarter|happier|service|services|products|feel|serve|grow|learn|understand|nicer|best",
        "improve|improves|improving|enhance|enhances|enhancing|optimise|optimising|enrich|boost|elevate ~3 experience|service|services|journey|life|products|app|site|offers|health|wellbeing|visit|everything|results",
        "a ?the chance|opportunity|possibility|shot to|of|at",
        "chance|chances of|to ~2 win|winning|get|receive|save|earn|be",
        "occasional|occasionally|sometimes",
        "now and then|again",
        "from time to time",
        "whenever|where|when ~1 we|possible|available|appropriate|suitable",
        "save|saves|saving|savings|discounts|rewards ~1 time|money|effort|hassle|on|more|and|too|big|energy$",
        "^savings|discounts|rewards|offers|deals|benefits|perks|convenience|value|fun|tips|ideas|news|updates|surprises$",
        "less ~1 hassle|stress|clutter|noise|irrelevant|spam|effort|friction|guesswork|time|waste|annoying|worry|fuss",
        "fewer ~1 irrelevant|annoying|boring|hassles|worries|interruptions|clicks",
        "stuff|something ~2 special|nice|extra|exciting|good|great",
        "feel|feeling ~1 good|valued|special|at|safe|better|understood|appreciated|part",
        "stay|staying|keep|keeping|be|being ~2 informed|inspired|connected|loop|touch|ahead|healthy|safe",
        "enjoy|discover|experience|explore ~3 more|better|world|best|everything|new",
        "lots|loads|tons|plenty|heaps|bags of",
        "value for money",
        "^a|an|the ~1 @finer|more|new|nice|good|lovely|simple|easy|smart|smooth|fun|great|personal|special|whole|unique|modern|pleasant|happy ~2 way|approach|side|touch|look|outlook|take|start|moment|world|step|path|finish|end to|of|on|with|for|in|at|$",
        "^a|an|the ~3 approach|feel|feeling|vibe|outlook|bond|spirit of|to|with|for|$",
        "moment|moments|vibe|vibes|feeling|feelings|mood|moods|smile|smiles|magic|sparkle|spark|difference|glow|buzz|bliss|luxury|serenity|calm|ease|harmony|elegance|prestige|status|insider|backstage|vip|premium|elite|privileged ~1 access|treatment|status|feel|feeling|experience$",
        "insider|vip|premium|elite|privileged|preferred|special access|treatment|status|care|service|attention|handling",
        "happier|friendlier|kinder|calmer|brighter|bolder|warmer|cosier|cozier|tidier|leaner|fitter|livelier|prouder|gentler|sweeter|cleverer|wiser|fairer|slicker|sleeker|trendier|braver|fancier|snappier _",
        "^some|few|several|various|many|numerous|certain|occasional _",
        "^a ~1 few|couple|handful|number|range|variety|selection|choice|bunch|host|world|wealth",
        "feel|feels|feeling|be|stay|come|grow|become ~2 closer|nearer|connected|included|loved|cared|proud|calm|confident|inspired|relaxed|refreshed|happy|alive",
        "more of ~1 what",
        "what ~1 you ~1 love|loves|deserve|need|want|crave|care",
        "loyalty|closeness|warmth|gratitude ~2 you|that|from",
        "a more _",
        "^a|an ~1 nicer|better|happier|brighter|easier|smoother day|time|week|trip|life|stay|visit|year",
        "a|the|your ~1 smile|grin|cuddle|hug",
        "tailor made",
        "feel|feels|felt like|right|good|at|yours|easy|easier|nice",
        "^surprises|surprise|delights|delight|wonder|wonders|magic ~1 on|along|at|in|for|every|each|as|by|$",
        "full|true|real|inner|best potential|self",
        "personal|human|extra|special|thoughtful ~1 touch|touches|attention|treatment",
        "speak|speaks ~1 to you",
        "place in ~2 family|heart|hearts|community",
        "^somebody|someone|anyone|a ~2 who|that|to ~1 cares|care|understands|understand|listens|listen|gets|thinks",
        "money saved|worries",
        "leg up",
        "fresh start",
        "in the know",
        "worth having|it|knowing|waiting",
        "thinks|think|thinking of you",
        "when|where ~1 it counts|matters",
        "helpful|useful|handy|clever|smart|fresh|bright|nifty|practical|friendly ~1 ideas|tips|news|advice|hints|hint|inspiration|content|information|reminders|updates|extras",
        "^something|anything|everything ~1 for|to|new|you",
        "with ~2 smile|love|heart|passion",
        "joy|joys|pleasure|pleasures|delights|indulgence ~2 for|of|in|at|to|$",
        "^a|an|your|for ~1 @finer ~1 everyday|day|life|week|morning|evening|night|home|world|tomorrow|you$",
        "you|you've|you'd|ever ~3 dream|dreamed|dreamt|wished|imagined|hoped|longed of|for|about",
        "^a|an|the|your ~1 thrill|thrills|buzz|rush|kick|glow|warmth|charm|luxury|romance|comfort|confidence|reassurance|relief|satisfaction|pride|privilege|honour|bliss|adventure ~1 of|that|when|for|in|$",
        "truly|really|simply|totally|utterly|so you$",
        "that|who|which ~1 knows|understands|gets|loves|know|understand ~1 you$",
        "only|just better|easier|nicer|smarter|faster|simpler",
        "you|we can ~1 use|trust|rely|feel|enjoy$",
        "warm|friendly|personal|hearty|big|royal welcome|greeting|hello|thank",
        "brand|company|bank|shop|app|service|store you ~1 love|trust|know|like",
        "just|right|perfect for you$",
        "seamless*|effortless*|frictionless*|hassle*|stress ~2 _|$",
        "the best ?of ~2 us|our|deals|offers|service|us|prices|value",
        "best|lowest ~1 possible|prices|price|value|service|deals|rates",
        "great|good|amazing|low|lower|better ~1 value|prices|rates|savings|service",
        "smarter|better|easier|healthier|happier|greener|simpler|faster|quicker|smoother|safer|richer ~2 shopping|living|life|you|travel|cooking|banking|driving|home|choices|way|eating|sleep|days|time|world|future|journeys|trips|service|checkout",
        "be ~1 understood|valued|recognised|recognized|appreciated",
    ],
    &[
        "earlier _",
        "up to date",
        "sizes ~3 chart",
        "a few|couple of minutes|hours",
        "first class|aid",
        "start time|date|line|page",
        "link|step|path to your|the|a",
        "look at|back|ahead|inside",
        "class|lesson|course|guide|book|talk|map ~6 way|start",
        "work|years|of experience|experiences",
        "an experience day",
        "more than # ~3 off",
        "no more than #",
        "benefits advice|adviser|check|claim|form|guide|calculator|letter|office",
        "community garden|centre|hall|fridge|event|class|choir",
        "comfort food|class|seat|seats|break|box|plus",
        "inspiration board|box|magazine|book",
        "freedom pass",
        "number in|on|for|to|at",
        "the best hour|hours|day|days|time|times|route|tide|date|seat|seats|slot|spot|window",
        "as ~1 many ~1 as you",
        "time slot|slots|sheet",
        "from ~1 #",
        "£|% ~1 off",
        "confidence class|course",
        "progress report|chart|note|graph|bar",
        "growth chart",
        "discovery box|card",
        "energy tips",
        "health ~1 check|checks|visit",
    ],
);

/// An amount that can be nothing at all.
static UP_TO: Lexicon = Lexicon::new(
    &["up to ~1 #|£|%|half|many", "as much as #|£|%", "or more$"],
    &[
        "up to date",
        "up to # ~1 am|pm|people|minutes|hours",
        // A rate with a ceiling can be worked out.
        "% of|on|back ~9 up to £|#",
    ],
);

/// Units that count nothing.
static NO_UNIT: Lexicon = Lexicon::new(
    &[
        "^experience|experiences|value|benefit|benefits|improvement|improvements|convenience|relevance|personalisation|personalization|satisfaction|quality|happiness|thing|things|stuff|lots|various|some|many|more|unit|units|n|none|na|better|advantage|advantages|perk|perks|extra|extras|goodness|joy|insight|insights|enhancement|enhancements|everything|something|offering|offerings|engagement|unlimited|several|tbd|etc|other|misc|varies$",
        "^surprise|surprises|delights|joys|smiles$",
        "^moment|moments|mood|moods|vibe|vibes|feeling|feelings|way|ways|touch|touches|smile|smiles|difference|magic|care|access|support|relationship|inspiration|delight|ease|comfort|trust|love|warmth|attention|treatment|status$",
        "goodies",
        "^thrill|thrills|relief|pride|reassurance|glow|dream|dreams|wish|wishes|adventure|adventures|calm|memories|journey|journeys|excitement|energy|confidence$",
        "and|or more",
        "better*|improved|smoother|richer|nicer|happier|easier",
    ],
    &[],
);

/// Words for what is good without saying what it is. A benefit of these alone is none.
const HOLLOW: &[&str] = &[
    "deal",
    "deals",
    "offer",
    "offers",
    "saving",
    "savings",
    "reward",
    "rewards",
    "benefit",
    "benefits",
    "perk",
    "perks",
    "treat",
    "treats",
    "treatment",
    "priority",
    "value",
    "extra",
    "extras",
    "special",
    "exclusive",
    "great",
    "good",
    "best",
    "better",
    "nice",
    "handy",
    "smart",
    "fun",
    "joy",
    "love",
    "like",
    "enjoy",
    "care",
    "service",
    "services",
    "support",
    "help",
    "quality",
    "convenience",
    "experience",
    "experiences",
    "content",
    "news",
    "update",
    "updates",
    "surprise",
    "surprises",
    "bonus",
    "bonuses",
    "advantage",
    "advantages",
    "privilege",
    "privileges",
    "member",
    "members",
    "vip",
    "premium",
    "personal",
    "personalised",
    "personalized",
    "tailored",
    "relevant",
    "useful",
    "interesting",
    "exciting",
    "amazing",
    "improved",
    "more",
    "things",
    "stuff",
    "something",
    "everything",
    "shop",
    "shopping",
    "life",
    "everyday",
    "easier",
    "matter",
    "matters",
    "suit",
    "suits",
    "will",
    "may",
    "really",
    "just",
    "always",
    "promotion",
    "promotions",
    "discount",
    "discounts",
    "recommendation",
    "recommendations",
    "suggestion",
    "suggestions",
    "ideas",
    "tips",
    "inspiration",
    "insights",
    "communication",
    "communications",
    "ads",
    "adverts",
    "advertising",
    "features",
    "comfort",
    "ease",
    "peace",
    "mind",
    "touch",
    "world",
    "brand",
    "favourite",
    "hand",
    "picked",
    "chosen",
    "selected",
    "curated",
    "made",
    "need",
    "want",
    "first",
    "top",
    "little",
    "big",
    "lots",
    "plenty",
    "loads",
    "some",
    "many",
    "regular",
    "occasional",
    "opportunities",
    "possibilities",
    "choice",
    "choices",
    "freedom",
    "control",
    "time",
    "attention",
    "recognition",
    "goodies",
    "gifts",
    "prizes",
];

/// What to write where a benefit is not counted. What comes with each order, visit or trip comes as
/// often as these do: nobody can say how often that is.
fn count(page: &Page<'_>, field: &str) -> Instead {
    let place = field
        .split("benefits[")
        .nth(1)
        .and_then(|rest| rest.split(']').next());
    let place = place.and_then(|place| place.parse::<usize>().ok());
    let benefits = page.list("benefits");
    let every = place.and_then(|place| benefits.get(place)?.get("every")?.as_str());
    match every.and_then(|every| every.parse::<Every>().ok()) {
        Some(every) if every.per_year().is_none() => Instead::HowManyEach,
        _ => Instead::HowMany,
    }
}

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    for (n, benefit) in page.list("benefits").iter().enumerate() {
        let at = |field: &str| format!("benefits[{n}].{field}");
        let word = |field: &str| benefit.get(field).and_then(Value::as_str);
        if !benefit
            .get("amount")
            .and_then(Value::as_f64)
            .is_some_and(|amount| amount > 0.0 && amount <= 1e9)
        {
            found.whole(
                Rule::Countable,
                Level::Block,
                &at("amount"),
                Says::NoAmount,
                count(page, &at("amount")),
            );
        }
        if word("every").is_none_or(|word| word.parse::<Every>().is_err()) {
            found.whole(
                Rule::Countable,
                Level::Block,
                &at("every"),
                Says::NoEvery,
                Instead::Everys,
            );
        }
        if !word("proof_event").is_some_and(is_event) {
            found.whole(
                Rule::Countable,
                Level::Block,
                &at("proof_event"),
                Says::NoEvent,
                Instead::EventName,
            );
        }
        // A switch that is turned on proves that somebody agreed, and a guest who comes that she came.
        if let Some(event) = word("proof_event").filter(|event| is_own_act(event)) {
            found.whole(
                Rule::Countable,
                Level::Warn,
                &at("proof_event"),
                Says::ProvesNothing(event.to_owned()),
                Instead::Provable,
            );
        }
        if word("kind").is_none_or(|kind| kind.parse::<BenefitKind>().is_err()) {
            found.whole(
                Rule::Countable,
                Level::Warn,
                &at("kind"),
                Says::NoKind,
                Instead::Kinds,
            );
        }
    }
    let (uncountable, up_to, no_unit) = match (page.language, value(page.language)) {
        (Language::English, _) => (&UNCOUNTABLE, &UP_TO, &NO_UNIT),
        (_, Some(tables)) => (tables.uncountable, tables.up_to, tables.no_unit),
        (_, None) => return,
    };
    // Beside what it is worth on average, a ceiling of money is no promise of the most; a rate has no average.
    let averaged = page
        .json
        .pointer("/worth/amount")
        .is_some_and(|amount| amount.as_str().is_some_and(|text| !text.trim().is_empty()));
    for field in page.with(Role::What) {
        // With a number beside it, a vague word is only bad style.
        let counted = field.text.tokens.iter().any(|token| token.number);
        let instead = count(page, &field.name);
        let level = if counted { Level::Warn } else { Level::Block };
        for run in uncountable.find(&field.text) {
            // What has a measure, of things that are counted elsewhere, can be checked.
            let level = if measured::is_counted(page, field, run) {
                Level::Warn
            } else {
                level
            };
            found.run(
                Rule::Countable,
                level,
                field,
                run,
                Says::Uncountable,
                instead,
            );
        }
        if page.language == Language::English && !counted && is_hollow(field) {
            found.run(
                Rule::Countable,
                level,
                field,
                (0, field.text.words()),
                Says::Hollow,
                instead,
            );
        }
        for run in up_to.find(&field.text) {
            let sum = field.text.tokens.get(run.0..run.1.saturating_add(1));
            let sum = sum
                .or_else(|| field.text.tokens.get(run.0..))
                .unwrap_or_default();
            let money = |word: &str| matches!(word, "euro" | "pounds");
            let share = |word: &str| matches!(word, "prozent" | "percent");
            let rate = sum.iter().any(|token| token.percent || share(&token.word));
            let level = if rate
                || (!averaged && sum.iter().any(|token| token.money || money(&token.word)))
            {
                Level::Block
            } else {
                Level::Warn
            };
            found.run(
                Rule::Countable,
                level,
                field,
                run,
                Says::NextToNothing,
                instead,
            );
        }
    }
    for field in page.with(Role::Unit) {
        for run in no_unit.find(&field.text) {
            found.run(
                Rule::Countable,
                Level::Block,
                field,
                run,
                Says::NothingToCount,
                Instead::CountThings,
            );
        }
    }
}

/// Whether a benefit is made of words for what is good, and of nothing else.
fn is_hollow(field: &Field<'_>) -> bool {
    let mut words = field
        .text
        .tokens
        .iter()
        .map(|token| token.word.as_str())
        .filter(|word| is_content(word))
        .peekable();
    words.peek().is_some() && words.all(|word| HOLLOW.contains(&word))
}

/// Whether an event is what the reader does, and not what she gets: `exchange.turned_on`.
fn is_own_act(event: &str) -> bool {
    const OWN: &[&str] = &[
        "turned_on",
        "switched_on",
        "toggled",
        "toggle",
        "enabled",
        "opted_in",
        "consented",
        "consent",
        "agreed",
        "accepted",
        "granted",
        "signed_up",
        "registered",
        "subscribed",
        "logged_in",
        "checked_in",
    ];
    const WHO: &[&str] = &["guest", "customer", "user", "member", "visitor", "patient"];
    const COMES: &[&str] = &["arrived", "came", "entered", "visited", "left", "joined"];
    const PLACES: &[&str] = &["app", "site", "website", "page", "shop", "store", "home"];
    const VISITS: &[&str] = &["opened", "visited", "entered", "started", "loaded"];
    let mut parts = event.split('.');
    let (what, deed) = (parts.next().unwrap_or_default(), parts.next_back());
    deed.is_some_and(|deed| {
        (PLACES.contains(&what) && VISITS.contains(&deed))
            || matches!((what, deed), ("consent", "given"))
            || OWN.contains(&deed)
            || (WHO.contains(&what) && COMES.contains(&deed))
    })
}

/// Whether a text can name an event: it says something, and not that there is none.
fn is_event(text: &str) -> bool {
    const NONE: &[&str] = &[
        "none",
        "n/a",
        "na",
        "tbd",
        "tbc",
        "unknown",
        "todo",
        "null",
        "no",
        "-",
        "?",
        "nothing",
        "later",
        "undefined",
        "not applicable",
    ];
    let text = text.trim().to_lowercase();
    text.chars().any(char::is_alphanumeric) && !NONE.contains(&text.as_str())
}
