//! L-T1, the first half: who else sees the data has a name.

use serde_json::Value;

use super::parties;
use super::stems::is_word;
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Field, Language, Page, Role};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};
use crate::lint::text::{Text, Token};
use crate::lint::words::parties::parties as words_of;
use crate::lint::words::recipients::{
    ANY, BESIDE, CHOOSING, KNOWN, LEGAL, NOBODY, ONLY, OUTSIDE, PLACED, SORTS, WHERE,
};

/// Says that those are meant whom somebody picks: whoever that is.
static PICKED: Lexicon = Lexicon::new(
    &[
        "we|they ~1 select|selected|choose|chose|pick|picked|trust|like|approve|approved|invite|favour|prefer|recommend|want|wish|see$",
        "we|they ~1 work|deal|trade|cooperate|partner|talk ~1 with|to|$",
        "we|they ~2 get ~1 on|along",
        "that|who|whom|which we ~1 know|rate|value|love|respect|count|rely|favour|vouch",
        "we|they ~1 not|don't|won't|never|rarely|keep ~1 name|list|say|mention|secret|unnamed",
        "that|who|which ~1 share|shares|serve|serves|support|supports|fit|fits|match|hold|back|help|helps ~2 our|the|this|same|these|its|their|us|it ~1 _",
        "and|or ~1 those|anyone|others|whoever|anybody|people ~1 who|that|_",
        "of|at our ~1 choice|choosing|picking",
        "near you|us|here",
        "aus|in ~1 der|ihrer|unserer|dem umgebung|region|branche|nahe|nachbarschaft|*branche|*umfeld",
        "mit|denen|die ~1 denen|die ~1 wir ~3 arbeiten|zusammenarbeiten|vertrauen|kennen|mogen|trauen",
        "جهات|شركات|شركاء|اطراف ~2 نثق|نعرف|نختار*|نتعامل|نعمل",
        "mit|bei|von|an denen|deren|welchen ~1 wir ~1 _",
        "denen|deren ~1 wir ~1 _",
        "nicht|ungern|nie nennen|genannt|verraten",
        "die wir ~3 kennen|mogen|schatzen|aussuchen|auswahlen|lieben|empfehlen|brauchen|nennen|bevorzugen",
        "جهات|شركات|شركاء|أطراف|بيوت|دور|محلات|متاجر|أصدقاء|أسماء|ناس|أناس|مؤسسات|مكاتب|معارف ~2 نثق|نعرف*|نحب*|نرتاح|نسميها|نسميهم|نفضل*|نختار*|نتعامل|نعمل|نعتمد",
        "لا|لن نسميها|نسميهم|نذكرها|نذكرهم|نسميه|نذكره",
        "unseres|ihres vertrauens",
        "بعض|عدد|مجموعة ~1 جهات|الجهات|شركات|الشركات|شركاء|الشركاء|مؤسسات|المؤسسات|أطراف",
        // So many of a sort: none of them has a name.
        "#|hundreds|dozens|scores|thousands|numerous|countless ~2 vendors|partners|companies|firms|suppliers|brands|advertisers|providers|retailers|networks|brokers|sites|platforms|agencies|businesses|organisations|organizations|affiliates|processors|resellers|sponsors|publishers|parties|recipients",
        "#|hunderte|dutzende|zahlreiche|unzahlige|tausende ~1 partner|partnern|firmen|unternehmen|anbieter|anbietern|dienstleister|dienstleistern|handler|handlern|marken|agenturen|netzwerke|werbepartner|drittanbieter|stellen|empfanger|verlage|betriebe|werbefirmen",
        "unternehmen|firmen|gesellschaften|marken|tochter|tochterfirmen ~2 unserer|der|unseres|des|im|in ~2 gruppe|unternehmensgruppe|konzerns|konzern|verbunds|verbund|hauses|holding",
        "deren|dessen|dazugehorige|dazugehorigen ~1 dienstleister|dienstleistern|partner|partnern|helfer|auftragnehmer|zulieferer|unternehmen|firmen",
        "wer|alle|jeder ~1 sonst|die|der ~2 fur|mit|bei uns|ihnen|ihr ~2 arbeitet|arbeiten",
        "الشركات|شركات|شركاتنا|المؤسسات|مؤسسات|الجهات|جهات|الفروع ~1 التابعة|تابعة|الشقيقة|شقيقة|المرتبطة|مرتبطة|الحليفة|الزميلة",
        "شركات|الشركات ~1 مجموعتنا|مجموعته|مجموعتها|المجموعة",
        "ومن|وكل|وأي ~1 من|جهة|يعمل|يتعامل|يتعاون|يساعدها|يساعدنا|يخدمها ~1 يعمل|يتعامل|يتعاون|معها|معنا|معهم|لديها|لحسابها",
        "#|مئات|عشرات|آلاف ~1 شركة|شريكا|شريك|شركاء|الشركاء|جهة|جهات|الجهات|موردا|مورد|بائعا|معلنا|المعلنين|مزودا|المزودين|موقعا|طرفا|مؤسسة|متجرا|شركات|الشركات",
        "مئات|عشرات|آلاف|العديد|الكثير|عدد ~1 من شركة|شريكا|شريك|شركاء|الشركاء|جهة|جهات|الجهات|موردا|مورد|بائعا|معلنا|المعلنين|مزودا|المزودين|موقعا|طرفا|مؤسسة|متجرا|شركات|الشركات",
        "مزودوها|مزودوهم|موردوها|ومزودوها|ومزوديها|ومقاولوها|ومتعاقدوها",
        "متعاونة|المتعاونة|موثوقة|الموثوقة|مختارة|المختارة|معتمدة|المعتمدة",
    ],
    &[],
);

/// Somebody whom the customer herself picked: she can name her.
static HER_OWN: Lexicon = Lexicon::new(
    &[
        "you ~1 name|named|choose|chose|chosen|pick|picked|invite|invited|add|added|tell|told|list|listed|nominate|nominated|enter|entered|gave|give|enrolled|appointed",
        "^the ~3 who says|accepts|answers|agrees|takes",
        "your ~1 doctor|gp|vet|dentist|landlord|employer|bank|teacher|coach|school|insurer|partner|parents|family|council",
    ],
    &[],
);

/// Says that there are more than those who are named, or that it is not always them.
static OPEN: Lexicon = Lexicon::new(
    &[
        "etc|etcetera",
        "and|or|plus ~1 others$|more$|similar$|such$|suchlike$",
        "and|or|plus ~1 other|similar|further|additional|comparable _",
        "and|or so on|forth",
        "and the like",
        "among|amongst others",
        "such as|like",
        "^like|including _",
        "for example|instance",
        "e g",
        "possibly|perhaps|maybe|potentially|sometimes|occasionally",
        "where|when|if|as|wherever|whenever ~1 needed|necessary|required|appropriate|applicable|relevant|useful|suitable|helpful|sensible|practicable",
        "where|when|if|as we ~2 see|think|find|feel|need|deem|consider ~2 fit|necessary|right|useful|appropriate|best|$",
        "usw|uvm|uam|ua",
        "und|oder|sowie ~1 andere|anderen|weitere|weiteren|ahnliche|sonstige|dergleichen",
        // Beside a name stand those whom somebody picked.
        "and|or|plus ~1 selected|chosen|picked|handpicked|vetted|trusted|favoured|preferred _",
        "und|oder|sowie|nebst|samt ~1 ausgewahlte|ausgewahlten|ausgesuchte|ausgesuchten|handverlesene|handverlesenen|vertrauenswurdige|vertrauenswurdigen|gepruft*|befreundete|befreundeten|verbundene|verbundenen",
        "وشركاء|وجهات|وشركات|واطراف|ووكالات ~1 مختار*|موثوق*|منتقا*|معتمد*|مفضل*",
        "und so weiter|fort",
        "unter anderem|anderen",
        "zum beispiel",
        "beispielsweise",
        "gegebenenfalls|ggf|evtl|eventuell|moglicherweise|vielleicht|mitunter",
        "bei bedarf",
        "soweit|falls|wenn|sofern|wo ~2 notig|erforderlich|sinnvoll|moglich|relevant|angebracht|zweckmassig|zutreffend|passend|nutzlich",
        "الخ|وغيرها|وغيرهم|وغيره|وغيرهما|وسواها|وسواهم|واخرون|واخرين|واخري",
        "وما|ومن ~1 شابه|شابهها|شابههم|اليها|اليهم|الي",
        "شركات|جهات|مواقع|خدمات ~1 اخري|مماثله|مشابهه",
        "علي سبيل المثال",
        "ربما|احيانا",
        "عند|حسب ~1 الحاجه|الضروره|اللزوم|الاقتضاء|المناسبه|الظروف",
        "حيثما|حيث|متي|عندما|اذا|كلما ~1 يلزم|لزم|يناسب|امكن|اقتضي|نري ~1 _|$",
    ],
    &[
        "the|our|both|no|not other|others",
        "other|others|andere|anderen|weitere than|als",
    ],
);

/// Whose names are left out, and not what somebody does.
const OTHERS: &[&str] = &[
    "others",
    "other",
    "andere",
    "anderen",
    "weitere",
    "وغيرهم",
    "واخرون",
    "واخرين",
];

const NAME: Instead = Instead::NameEach;

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    for field in page.with(Role::Recipient) {
        if page.language != Language::Other {
            open(field, found);
        }
        if page.language != Language::Other && is_nameless(field) {
            let level = if is_one(field) {
                Level::Warn
            } else {
                Level::Block
            };
            found.whole(
                Rule::Named,
                level,
                &field.name,
                Says::NamesNobody(field.quote(0, field.text.words())),
                NAME,
            );
        } else if page.language == Language::English && may_be_a_sort(field) {
            found.whole(
                Rule::Named,
                Level::Warn,
                &field.name,
                Says::NamesNobody(field.quote(0, field.text.words())),
                NAME,
            );
        }
    }
    let listed = page.json.get("recipients").and_then(Value::as_array);
    let Some(listed) = listed.map(Vec::len) else {
        return;
    };
    // To hand data to a vendor's model is to hand it to somebody.
    let shares = page
        .list("ai_uses")
        .iter()
        .any(|ai| ai.as_str() == Some("share_model"));
    if listed == 0 && shares {
        found.whole(
            Rule::Named,
            Level::Block,
            "recipients",
            Says::NoVendor,
            NAME,
        );
    } else {
        parties::judge(page, listed, found);
    }
}

/// A list of names that is left open: "Google, Meta, etc.". A name can have such a word, with a capital.
fn open(field: &Field<'_>, found: &mut Findings) {
    let text = &field.text;
    let bracket = text.tokens.iter().position(|token| token.bracket);
    let capital = |at: usize| text.get(at).is_some_and(|token| token.capital);
    // "u. a.", "z. B.": each letter is a word, and its point the end of a sentence.
    let short = (0..text.words()).filter_map(|at| {
        let next = at.saturating_add(1);
        let known = match (text.word(at), text.word(next)) {
            ("u" | "o" | "v", "a" | "v") => !capital(at),
            pair => pair == ("z", "b"),
        };
        known.then_some((at, next.saturating_add(1)))
    });
    let long = OPEN.find(text).into_iter();
    let long = long.filter(|run| !capital(run.1.saturating_sub(1)));
    for run in long.chain(short) {
        // What stands in brackets says what somebody does.
        let within = bracket.is_some_and(|bracket| run.0 >= bracket)
            && !(run.0..run.1).any(|at| OTHERS.contains(&text.word(at)));
        if within || text.is_denied(run.0) || is_her_own(field) {
            continue;
        }
        found.run(Rule::Vague, Level::Block, field, run, Says::VagueWho, NAME);
    }
}

/// Whether it is somebody whom the customer herself picked.
pub(super) fn is_her_own(field: &Field<'_>) -> bool {
    HER_OWN.is_in(&field.text)
}

/// Whether a sort stands behind a first word that has a capital because it is the first: "Food brands". It may
/// be a name as well, which a reviewer knows.
fn may_be_a_sort(field: &Field<'_>) -> bool {
    let before = field.raw.split('(').next().unwrap_or_default();
    let name = Text::read(before);
    match name.tokens.as_slice() {
        [first, sort] => {
            first.capital
                && !first.caps
                && !sort.capital
                && sort.word.ends_with('s')
                && is_one_of(OUTSIDE, &sort.word)
        }
        _ => false,
    }
}

/// Words for many that are written as one.
const MANY: &[&str] = &[
    "network*",
    "group*",
    "ecosystem*",
    "family",
    "team*",
    "media",
    "trade",
    "industry",
    "sector",
    "third",
    "public",
    "world",
    "market*",
    "service",
    "community",
    "alliance",
    "everyone",
    "anyone",
    "someone",
    "somebody",
    "whoever",
    "konzern*",
    "netzwerk*",
    "gruppe",
    "dritte*",
];

/// Whether it is one person or office, who is not named but is no other: "the cleaner who comes", "the road
/// agency". A reviewer knows who that is. Several, or any one of a sort, are nobody.
pub(super) fn is_one(field: &Field<'_>) -> bool {
    let before = field.raw.split('(').next().unwrap_or_default();
    let text = Text::read(before);
    let word = |at: usize| text.word(at);
    let first = matches!(
        word(0),
        "the" | "your" | "der" | "das" | "ihr" | "ihre" | "dein" | "deine"
    );
    let several = text.tokens.iter().any(|token| {
        let word = token.word.as_str();
        let plural = is_one_of(SORTS, word)
            && (word.ends_with('s') && !word.ends_with("ss")
                || matches!(word, "people" | "those" | "who" | "dritte") && word != "who");
        plural
            || is_one_of(MANY, word)
            || CHOOSING.contains(&word)
            || matches!(
                word,
                "any" | "or" | "each" | "and" | "und" | "oder" | "we" | "wir"
            )
    });
    first && !several
}

fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| is_word(word, known))
}

/// Whether it begins with some of a sort: "ausgewählte Partner aus dem Handel". In German the sort has a
/// capital as a name has.
fn is_choice(tokens: &[Token]) -> bool {
    let mut choosing = false;
    for token in tokens {
        if CHOOSING.contains(&token.word.as_str()) {
            choosing = true;
        } else if !is_one_of(BESIDE, &token.word) {
            return choosing && is_one_of(OUTSIDE, &token.word);
        }
    }
    false
}

/// Whether it is any one of a trade, wherever that is: "a call centre in Leeds", "eine Druckerei", شركة توصيل.
fn is_any(name: &Text) -> bool {
    let placed = |at: usize| {
        at.checked_sub(1)
            .is_some_and(|before| is_place_word(name.word(before)))
    };
    let first = name.word(0);
    let article = matches!(
        first,
        "a" | "an" | "ein" | "eine" | "einer" | "احدي" | "احد"
    );
    let german = matches!(first, "ein" | "eine" | "einer");
    // A German noun has a capital as a name has, so that one noun alone is a trade there.
    let names = (1..name.words())
        .filter(|at| name.get(*at).is_some_and(|token| token.capital) && !placed(*at))
        .count();
    let trade = LANGUAGES
        .iter()
        .filter_map(|language| words_of(*language))
        .flat_map(|tables| tables.party.find(name))
        .find(|run| run.0 <= 1);
    let Some(trade) = trade else { return false };
    let rest = trade.1 >= name.words() || is_place_word(name.word(trade.1));
    let indefinite = article && names <= usize::from(german);
    let arabic = trade.0 == 0 && !name.word(0).is_ascii() && rest;
    indefinite || arabic
}

/// Whether one of those who are named together is any one of a sort: "Larkfold and a cloud host in Ireland". A place is
/// no name.
fn has_any(name: &Text) -> bool {
    let beside = |at: usize| {
        matches!(
            name.word(at),
            "and" | "or" | "plus" | "und" | "oder" | "sowie"
        )
    };
    let clause = |at: usize| name.get(at).map(|token| token.clause);
    ANY.find(name).into_iter().any(|run| {
        // It stands first, or first behind an "and" or a comma.
        let first = run
            .0
            .checked_sub(1)
            .is_none_or(|at| beside(at) || clause(at) != clause(run.0));
        // Each is read once, however many there are.
        if !first {
            return false;
        }
        let rest =
            (run.1..name.words()).take_while(|at| clause(*at) == clause(run.0) && !beside(*at));
        let rest: Vec<usize> = rest.collect();
        let placed = rest.iter().position(|at| WHERE.contains(&name.word(*at)));
        let between = rest.get(..placed.unwrap_or(rest.len())).unwrap_or_default();
        let capital = |at: usize| name.get(at).is_some_and(|token| token.capital);
        let english = matches!(name.word(run.0), "a" | "an" | "one" | "another");
        // A German noun has a capital as a name has, and an Arabic name has none.
        let named = match name.word(run.0).is_ascii() {
            true => {
                between.iter().any(|at| capital(*at))
                    || (english && (run.0.saturating_add(1)..run.1).any(capital))
            }
            false => !between.is_empty(),
        };
        let known = (run.0..run.1)
            .chain(rest.iter().copied())
            .any(|at| KNOWN.contains(&name.word(at)));
        !named && !known
    })
}

const LANGUAGES: [Language; 3] = [Language::English, Language::German, Language::Arabic];

/// Whether what stands behind a word is a place.
fn is_place_word(word: &str) -> bool {
    PLACED.contains(&word) || matches!(word, "aus" | "bei" | "um" | "nahe" | "في" | "من")
}

/// Those who are named behind how many of a sort they are: "Two firms: Postwren Ltd and Quayside Mail Ltd".
fn counted(text: &str) -> &str {
    let Some((sort, names)) = text.split_once(':') else {
        return text;
    };
    let read = Text::read(sort);
    let one = |token: &Token| {
        token.number || is_one_of(BESIDE, &token.word) || is_one_of(SORTS, &token.word)
    };
    let counts = read.tokens.iter().any(|token| token.number);
    if counts && read.tokens.iter().all(one) && names.chars().any(char::is_alphanumeric) {
        names
    } else {
        text
    }
}

/// Whether a recipient is a sort of company and no company.
pub(super) fn is_nameless(field: &Field<'_>) -> bool {
    let tokens = &field.text.tokens;
    let nobody = |token: &Token| NOBODY.contains(&token.word.as_str());
    let only = |token: &Token| ONLY.contains(&token.word.as_str());
    // "Our bakers, nobody else" and "Nobody outside Larkfold" name those who see it; so does "Only our bakers".
    if is_her_own(field)
        || tokens.iter().any(nobody)
        || (tokens.first().is_some_and(only)
            && !tokens
                .iter()
                .any(|token| OUTSIDE.contains(&token.word.as_str())))
    {
        return false;
    }
    // What stands in brackets says what somebody does, not who it is.
    let before = field.raw.split('(').next().unwrap_or_default();
    let name = Text::read(counted(before));
    let tokens = if name.tokens.is_empty() {
        tokens
    } else {
        &name.tokens
    };
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    // "Its network of wellness brands" are any brands.
    let group = tokens.iter().position(|token| {
        matches!(
            token.word.as_str(),
            "its" | "our" | "their" | "network" | "family" | "group" | "various"
        )
    });
    // However many names stand before it: "and our partners" is everybody.
    let vague = |at: usize| {
        let token_is_small = tokens
            .get(at)
            .is_some_and(|token| !token.capital || at == 0);
        let group = group.is_some_and(|group| group < at);
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let beside = group || before.is_none_or(|before| is_one_of(BESIDE, &before.word));
        token_is_small
            && beside
            && matches!(
                word(at),
                "partners"
                    | "affiliates"
                    | "others"
                    | "parties"
                    | "companies"
                    | "vendors"
                    | "advertisers"
                    | "brokers"
                    | "subsidiaries"
                    | "providers"
                    | "suppliers"
                    | "agencies"
                    | "brands"
                    | "firms"
                    | "retailers"
            )
    };
    // "Larkfold and its ecosystem": who belongs to whoever is named, nobody can tell.
    let around = |at: usize| {
        let from = at.saturating_sub(3);
        matches!(
            word(at),
            "ecosystem" | "ecosystems" | "universe" | "alliance" | "consortium" | "marketplace"
        ) && tokens
            .get(from..at)
            .unwrap_or_default()
            .iter()
            .any(|token| matches!(token.word.as_str(), "its" | "our" | "their" | "the"))
    };
    if (0..tokens.len()).any(|at| vague(at) || around(at)) {
        return true;
    }
    let legal = tokens.len() > 1
        && tokens
            .iter()
            .skip(1)
            .any(|token| LEGAL.contains(&token.word.as_str()));
    if legal {
        return false;
    }
    if PICKED.is_in(&name) || is_choice(tokens) || is_any(&name) || has_any(&name) {
        return true;
    }
    let sort = tokens.iter().any(|token| is_one_of(SORTS, &token.word));
    let named = tokens.iter().enumerate().any(|(at, token)| {
        let ordinary = is_one_of(BESIDE, &token.word) || is_one_of(SORTS, &token.word);
        // In German every noun has a capital, so only words that are no sort can be names there too.
        let placed = at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|before| PLACED.contains(&before.word.as_str()));
        !ordinary && !placed && (token.capital || token.is_digits() || (!sort && at == 0))
    });
    if named {
        false
    } else {
        sort || tokens.iter().all(|token| is_one_of(BESIDE, &token.word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for lexicon in [&PICKED, &HER_OWN, &OPEN, &ANY] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
    }
}
