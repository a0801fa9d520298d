//! What loads an answer with feelings, and a use without an end, in the three languages: fear and blame for after a
//! no (L-S2), a question that is an appeal (L-S2), and a use that is the house's own growth (L-V2).
//!
//! From EDPB Guidelines 03/2022 ("stirring": emotional steering), CPRA regulations, § 7004(a)(4), and WP203, page
//! 16 (purpose limitation: "improving users' experience", "future research" are no purposes).

use super::Group;
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const ASK: Roles = Roles::of(&[Role::Question]);
const AFTER: Roles = Roles::of(&[Role::IfOff, Role::Stays]);
const USE: Roles = Roles::of(&[Role::Use]);

/// A no makes those unhappy whom she loves, or herself.
const fn haunts(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: AFTER,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::Feelings,
        suggestion: Instead::SayPlainly,
    }
}

/// She is left alone with it. Who does something by herself may be told so, which a reviewer sees.
const fn abandons(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: Roles::NONE,
        warn: AFTER,
        deniable: false,
        lexicon,
        message: Says::Feelings,
        suggestion: Instead::SayPlainly,
    }
}

/// Those whom she loves stand for nothing that the exchange is about: a reviewer sees why they are named.
const fn kin(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: Roles::NONE,
        warn: AFTER,
        deniable: false,
        lexicon,
        message: Says::Feelings,
        suggestion: Instead::SayPlainly,
    }
}

/// The question asks for loyalty, thanks or pity, and for data by the way.
const fn appeals(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: ASK,
        warn: Roles::NONE,
        deniable: false,
        lexicon,
        message: Says::Argues,
        suggestion: Instead::SayPlainly,
    }
}

/// The question speaks of people as those who need her. It can be what they are.
const fn pities(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: Roles::NONE,
        warn: ASK,
        deniable: false,
        lexicon,
        message: Says::Argues,
        suggestion: Instead::SayPlainly,
    }
}

/// What the house does for itself has no end. It can be what the exchange is for, which a reviewer sees.
const fn grows(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Vague,
        block: Roles::NONE,
        warn: USE,
        deniable: true,
        lexicon,
        message: Says::Vague,
        suggestion: Instead::SayExactly,
    }
}

pub(super) static ENGLISH: [Group; 6] = [
    haunts(Lexicon::new(
        &[
            "love|loves|loved|nearest|dearest|dear|family|families|children|kids|child|parents|mother|father|mum|dad|partner ~5 worry|worries|worried|fret|frets|suffer|suffers|fear|fears|sleepless|anxious|grieve",
            "you|you'll|you'd|may|might|will|could ~2 regret|rue|kick ~2 it|this|that|yourself|later|$",
            "you|you'll|you'd ~2 be|feel ~1 sorry|ashamed|guilty|foolish|sleepless",
            "live|living ~1 with ~1 the|that|your ~1 worry|guilt|fear|regret|doubt|risk|uncertainty|consequences|knowledge",
            "on your ~1 conscience",
            "your ~1 own fault",
            "the ~1 worst|unthinkable ~1 may|might|could|can|happens|happen",
            "who ~1 knows what ~3 happen|happens|miss|missed",
        ],
        &["no need to ~1 worry", "worry list|line"],
    )),
    abandons(Lexicon::new(
        &[
            "you'll|you're|you'd|be|are|left ~1 on your own ~1 out|there|again|then|with|if|when|in|against|and|at|on|from|$",
            "you|you'll|you're|you'd|be|stand ~2 all|left|quite|once|completely|totally alone|behind|stranded|guessing|wondering|waiting|exposed|helpless|unprotected|defenceless|empty",
            "you|you'll|you're|you'd ~1 be|stay|stand|face|go|stay ~1 alone|unprotected|exposed|helpless|defenceless|vulnerable|stranded|unsafe|unguarded",
            "you|you'll|you're|you'd|be|left|leave|leaves ~2 in ~1 the ~1 dark|cold|lurch|rain|unknown",
            "fend|fends ~1 for yourself|themselves|itself",
            "nobody|none ~2 will|to ~2 there|help|hear|come|save|rescue|catch|protect|watch ~1 _",
            "no one ~2 will|to ~2 there|help|hear|come|save|rescue|catch|protect|watch ~1 _",
            "when|where it ~1 matters|counts",
            "you|you'll|you'd|dog|cat|pet|child|children|kids|family|garden|home ~1 pay|pays|suffer|suffers ~1 for|the|dearly ~1 it|price|that|this|consequences|$",
            "keep|keeps|keeping ~1 you|your awake",
            "easy ~1 prey|target|game|pickings",
            "at ~1 the mercy of",
            "at|with your own ~1 risk|peril",
            "while ~1 others|everyone|everybody|neighbours|friends|the ~2 relax|enjoy|save|sleep|ride|get|have|laugh|smile|go|benefit",
            "too late ~1 when|once|to|for|$",
            "learn|find|notice|discover ~3 the hard way",
            "your voice ~3 not|never|un* ~2 heard|counted",
        ],
        &[
            "on your own ~1 screen|device|computer|phone|account|page|time|card|list|schedule|way",
            "too late to ~1 change|stop|cancel",
            "*n't|not|never ~4 alone|behind|guessing|exposed|helpless|unprotected|dark|cold|stranded",
        ],
    )),
    kin(Lexicon::new(
        &[
            "your|the children|kids|child|baby|family|parents|mum|dad|grandchildren|grandparents|spouse|loved",
        ],
        &[],
    )),
    appeals(Lexicon::new(
        &[
            "stand|standing|stick|sticking|side|siding ~1 by|with|behind|beside|alongside ~2 our|us|them|those ~3 _",
            "stick|speak|stand up for ~1 _",
            "let|letting ~1 us|them|our|the|your ~2 down",
            "deserve|deserves|deserved ~1 _",
            "owe|owes ~1 it|them|him|her ~1 to|that|this|thanks",
            "do|doing|play|playing ~1 your ~2 bit|part|share|duty ~1 for|in|by|and|$",
            "give|giving ~1 something|little back",
            "repay|honour|reward ~1 our|the|their|your ~2 _",
            "be|being there for ~1 us|our|them|those",
            "have a heart",
            "show|have ~2 pity|mercy|compassion|decency|solidarity",
            "you ~1 *n't|not ~2 want|let|leave|wish|say ~5 would",
            "won't|wouldn't|couldn't|can't|don't ~1 you ~2 help|support|spare|care|lend|agree|think|want",
            "tired|weary|worn|exhausted|overworked|overstretched|struggling|heroic|selfless|hardworking|unsung ?out ~1 nurses|nurse|doctors|doctor|staff|crew|crews|drivers|driver|team|teams|volunteers|carers|teachers|farmers|rangers|rescuers|keepers|bakers|cooks|waiters|couriers|helpers|wardens|guides|cleaners|gardeners|lifeguards|workers|colleagues ~6 _",
            "hard working ~1 nurses|nurse|doctors|doctor|staff|crew|crews|drivers|driver|team|teams|volunteers|carers|teachers|farmers|rescuers|keepers|cooks|couriers|helpers|colleagues",
        ],
        &["what|much ~1 you owe"],
    )),
    pities(Lexicon::new(
        &[
            "^do|would|don't you ~1 want|like|prefer|wish ~1 to ~1 stop|keep|quit|end|avoid|go|continue ~2 wasting|throwing|losing|paying|missing|overpaying|worrying|queuing|guessing",
            "brave|devoted|tireless|loyal|beloved|dear|precious|little|kind|dedicated|committed|sick|ill|wounded|orphaned|homeless|hungry|lonely|poor|freezing|abandoned|tired|desperate ~1 families|nurses|nurse|doctors|doctor|staff|crew|crews|drivers|team|volunteers|carers|teachers|farmers|rangers|rescuers|keepers|helpers|children|animals|dogs|cats|guides|workers|people|ones",
            "lend|lending|give|giving ~2 hand|voice|ear|chance|home",
            "make|making ~2 difference|heard|count|proud",
            "save|saving|rescue|rescuing ~3 lives|planet|species|forests|forest|bees|birds|animals|children|jobs|village",
            "together ~2 we|with",
            "count|rely|depend|counting|relying ~1 on you",
            "want|like|love|wish|care|help ~6 so ~1 may|can|will|shall",
        ],
        &[],
    )),
    grows(Lexicon::new(
        &[
            "like|similar|related|neighbouring ~1 records|details|facts|matters|purposes|tasks",
            "know|knows|learn|learns ~3 your ~3 and|to ~1 serve|look|care|treat|help ~3 well|better|best|right$",
            "develop|develops|developing|grow|grows|growing|expand|expands|expanding|extend|extends|extending|shape|shapes|shaping|refine|refines|refining|advance|advancing|evolve|evolving|broaden|broadening|strengthen|strengthening|sharpen|sharpening|steer|steering|further|furthering|build|building|boost|boosting|drive|driving|support|supporting|promote|promoting ~1 our|the|this ~2 offer|offers|offering|offerings|range|ranges|business|service|services|products|brand|brands|company|assortment|portfolio|marketing|work|catalogue|activities|activity|growth|position|strategy|success|sales",
            "our ~2 offer|offers|offering|range|business|service|services|products|brand|company|portfolio ~1 can ~1 grow|grows|develop|evolve|expand|improve",
            "it|this|that|they|which ~1 also|can|will|further ~1 help|helps|lets|let|allows|guides ~1 us|our ~3 plan|decide|grow|develop|learn|know|see|understand|build|shape|do|become|get",
            "help|helps|helping us ~2 plan|decide|choose|think|work|know ~1 out|on|about ~1 what ~1 to|we ~1 do|sell|offer|build|make|next",
            "feed|feeds|feeding|flow|flows|go|goes|lead|leads ~1 into|towards ~1 how|our|what|other|various|wider|further ~3 _",
            "plan|decide|work|think ~2 what ~1 we|to ~1 do|sell|offer|make|build ~1 next|then|later|after",
            "for|to ~1 our|us|the ~1 own ~1 use|needs|learning|planning|insight|insights|knowledge|interest|interests|records$",
            "get|getting|come ~1 to know ~1 you|our ~1 customers|better|$",
            "keep|keeping|stay|staying ~2 improving|developing|growing|evolving|better|competitive",
        ],
        &[
            "support|supports ~1 the|our ~1 work ~1 of",
            "drive ~1 the _ ~2 work",
        ],
    )),
];

pub(super) static GERMAN: [Group; 6] = [
    haunts(Lexicon::new(
        &[
            "wird|werden|wurde|wurden sie|dich ~2 vermissen",
            "vermissen|vermisst sie|dich",
            "familie|liebsten|kinder|kind|eltern|mutter|vater|partner|partnerin|angehorige*|angehorigen ~3 leiden|leidet|bangen|bangt|angstigen|angstigt",
            "familie|liebsten|kinder|kind|eltern|mutter|vater|partner|partnerin|angehorige*|angehorigen ~2 macht|machen|hat|haben ~4 sorgen|sorge|angst",
            "familie|liebsten|kinder|kind|eltern|mutter|vater|partner|partnerin|angehorige*|angehorigen ~1 sorgt|sorgen ~1 sich",
            "macht|machen ~1 sich ~2 familie|liebsten|kinder|kind|eltern|mutter|vater|angehorige* ~3 sorgen|sorge|angst",
            "sie|du|ihr ~3 bereuen|bereust|argern|argerst|schamen|schamst|vorwerfen",
            "werden|wirst ~4 bereuen|argern|schamen|vorwerfen",
            "auf ~2 gewissen",
            "selbst|selber schuld",
            "mit ~2 angst|schuld|ungewissheit|sorge|risiko ~1 leben|allein",
        ],
        &["kein*|keine ~2 sorgen|sorge|angst"],
    )),
    abandons(Lexicon::new(
        &[
            "sind|stehen|bleiben|sein|stehst|bist|bleibst|dastehen ~6 allein|alleine|alleingelassen|schutzlos|hilflos|ratlos|ungeschutzt|wehrlos|unsicher|ausgeliefert",
            "auf ~1 sich ~1 selbst|allein|alleine gestellt",
            "auf sich gestellt",
            "tappen|tappst|bleiben|stehen|lassen ~4 dunkeln|regen|kalten|ungewissen",
            "schlaflos* ~1 nachte|nacht",
            "leichtes spiel",
            "leichte beute",
            "das nachsehen",
            "in die rohre",
            "leer aus*",
            "gehen ~4 leer",
            "auf ~1 ihr|ihre|dein|deine|eigene|eigenes ~1 risiko|gefahr",
            "wenn es ~2 darauf|drauf|ernst|zahlt|ankommt",
            "niemand|keiner ~3 hilft|da|rettet|schutzt|aufpasst|steht ~2 bei|seite|ihnen|dir|$",
            "wahrend ~1 andere|die|alle|nachbarn ~4 _",
            "zu spat ~1 $|ist|merken|sein",
            "mussen|musst ~2 selbst|allein|alleine ~1 zusehen|sehen|zurechtkommen|klarkommen|durchschlagen",
            "sehen|zusehen ~2 wie ~1 sie|du ~2 klarkommen|zurechtkommen",
        ],
        &[
            "wahrend ~1 die|der fahrt",
            "allein|alleine ~1 ihr|ihre",
            "nicht|nie|niemals ~4 allein|alleine|schutzlos|hilflos|dunkeln|regen|leer",
        ],
    )),
    kin(Lexicon::new(
        &[
            "ihr|ihre|ihrer|ihren|ihrem|dein|deine|deiner|deinen kind|kinder|kindern|familie|eltern|liebsten|enkel|mutter|vater|baby",
        ],
        &[],
    )),
    appeals(Lexicon::new(
        &[
            "steh* ~1 sie|du|ihr ~4 zu|hinter|bei ~1 unser*|uns ~3 _",
            "im stich",
            "verdien* ~2 antwort*|dank|unterstutzung|hilfe|anerkennung",
            "haben|hat ~5 verdient",
            "ihren|deinen|ihr|dein ~1 beitrag|teil|scherflein ~2 leisten|beitragen|beisteuern",
            "zeigen|zeig ~2 herz|mitgefuhl|anstand|solidaritat",
            "sie|du|ihr ~1 wollen|willst|mochten|mochtest|konnen|werden|sind|lassen|bist ~5 doch",
            "wollen|mochten|konnen|werden ~1 sie|du ~3 doch",
            "mude*|erschopft*|fleissig*|tapfer*|uberlastet*|uberarbeitet*|aufopfernd*|geplagt*|unermudlich* ~1 pfleg*|arzt*|fahrer*|team*|helfer*|mitarbeit*|kolleg*|lehrer*|bauer*|retter*|backer*|koche*|koch*|boten|zusteller*|trainer*|gartner*|freiwillig*|leute",
            "ohne ~1 sie|dich ~6 ungehort|allein|alleine|verloren|hilflos|vergessen|chancenlos|aufgeben",
            "verlassen|verlasst|bauen|baut|hoffen|hofft ~3 auf sie|dich",
        ],
        &[],
    )),
    pities(Lexicon::new(
        &[
            "mochten|wollen sie ~2 auch|weiterhin ~2 morgen|kunftig|zukunft|gut|sicher ~4 versorgt|beraten|betreut|geschutzt|informiert|sein|bleiben",
            "engagiert*|treu*|geliebt*|kleine*|kranke*|verletzt*|obdachlos*|liebenswert*|hungrig*|einsam*|arme*|frierend*|verlassen* ~1 familien|pfleg*|fahrer*|team|helfer*|mitarbeit*|lehrer*|retter*|kinder*|tiere*|hunde*|katzen|trainer*|freiwillig*|menschen",
            "gehor|stimme ~1 verschaff*|schenk*|geben",
            "etwas|viel|gutes ~1 bewirken|bewegen|tun",
            "rette*|retten|bewahren ~4 leben|planet*|bienen|wald|walder|tiere|art|arten|dorf|vogel",
            "gemeinsam ~4 _",
        ],
        &[],
    )),
    grows(Lexicon::new(
        &[
            "ahnliche|ahnlichen|verwandte|verwandten|weitere|weiteren ~1 zwecke|zwecken|aufgaben|dinge|dingen|angelegenheiten|anliegen",
            "entwickel*|weiterentwickel*|ausbau*|auszubauen|ausgebaut|erweiter*|gestalt*|steuer*|verfeiner*|starken|starkt|vergrosser*|voranbring*|forder*|wachsen|planen|plant|schneidern ~5 angebot*|sortiment*|geschaft*|service|dienst|dienste|produkt*|marke|marken|unternehmen*|leistung*|betrieb|firma|programm|haus|vertrieb|marketing",
            "unser*|das|die|den ~1 angebot*|sortiment*|geschaft*|service|dienst|dienste|produkt*|marke|marken|unternehmen|leistung*|betrieb|firma|vertrieb|marketing ~4 entwickel*|weiterentwickel*|ausbau*|auszubauen|erweiter*|gestalt*|steuer*|verfeiner*|starken|vergrosser*|voranbring*|voranzubringen|fordern|wachsen|weiterzuentwickeln|planen",
            "hilft|helfen|dient|dienen|nutzt ~2 uns ~5 planen|planung|wachsen|entscheid*|verstehen|lernen|kennen|weiter|entwickeln|besser|werden|dabei|auch|ausserdem|zu",
            "hilft|helfen|dient|dienen ~1 es|das|dies|auch ~1 uns|unser*",
            "fur|zu|zwecks ~2 interne|internen|eigene|eigenen|betriebliche*|geschaftliche*|kunftige*|weitere*|spatere* ~1 zweck*|planung*|auswertung*|ziele|zielen|erkenntnis*|vorhaben|projekt*|analyse*|statistik*|arbeit*|aufgaben|massnahmen|aktionen|entwicklung*|belange|bedurfnisse",
            "besser ~1 kennen ~1 lernen|kennenlernen|kennenzulernen|verstehen",
            "alles|allem|was|alle ~3 freude|spass|gefallt|gefallen|gut|guttut|nutzlich|sinnvoll|interessant ~1 macht|machen|tut|ist|sind|erscheint|scheint",
            "was ~1 wir ~2 als|danach|spater|kunftig ~1 nachstes ~2 _",
        ],
        &["was ihnen|dir ~2 nicht", "sie|du ~3 gefallt|gefallen"],
    )),
];

pub(super) static ARABIC: [Group; 6] = [
    haunts(Lexicon::new(
        &[
            "يقلق|تقلق|سيقلق|ستقلق|قلق|يخاف|سيخاف|يحزن ~3 احباوك|احبائك|احباؤك|احبابك|اسرتك|عائلتك|عايلتك|اهلك|والداك|والديك|اولادك|اطفالك|عليك",
            "احباوك|احبائك|احباؤك|احبابك|اسرتك|عائلتك|عايلتك|اهلك|والداك|اولادك|اطفالك ~3 يقلق*|تقلق|قلق|القلق|يخاف*|خوف",
            "ستندم|تندم|ستندمين|الندم|ندما",
            "ضميرك|ذنبك",
        ],
        &["لا داعي ~1 للقلق"],
    )),
    abandons(Lexicon::new(
        &[
            "وحدك|بمفردك|لوحدك|وحيدا|وحيده ~2 _",
            "ستكون|تبقي|ستبقي|تترك|تصبح ~2 وحدك|بمفردك|وحيدا|وحيده|بلا|دون ~1 $|حمايه|عون|مساعده|سند|مساعد",
            "فريسه|ضحيه ~1 سهله",
            "علي مسؤوليتك|مسووليتك",
            "فوات الاوان",
            "بينما ~2 الاخرون|غيرك|جيرانك|اصدقاوك ~2 _",
            "في ~1 الظلام|المجهول|العراء",
        ],
        &["لن|لا|لست ~1 وحدك|بمفردك|وحيدا|وحيده"],
    )),
    kin(Lexicon::new(
        &["اسرتك|عائلتك|عايلتك|اطفالك|طفلك|اولادك|والديك|والداك|احباوك|احبابك|احباءك"],
        &[],
    )),
    appeals(Lexicon::new(
        &[
            "تقف|تقفين ~2 مع|بجانب|جانب ~2 _",
            "تساند|تساندين|تناصر ~1 _",
            "تخذل|تخذلنا|تخذلي|تخذلهم|تتخلي",
            "المتعب*|المرهق*|المجتهد*|المخلص*|المنهك*|المساكين|المسكين*|الجائع*|الجايع* ~3 _",
            "ترد ~1 الجميل|جميل",
            "واجبك ~2 _",
        ],
        &[],
    )),
    pities(Lexicon::new(
        &[
            "تنقذ|تنقذين|انقاذ ~3 حياه|ارواح|الكوكب|الغابه|الحيوانات|الاطفال",
            "يستحق|يستحقون ~2 _",
            "نعتمد|يعتمدون|نعول ~1 عليك",
            "مد|تمد ~2 يد|يدك",
        ],
        &[],
    )),
    grows(Lexicon::new(
        &[
            "شؤون|أمور|أغراض|مهام ~1 مشابهة|أخرى|قريبة|مماثلة",
            "لتطوير|تطوير|ونطور|نطور|لتوسيع|توسيع|نوسع|ونوسع|تنميه|لتنميه|ننمي|لتحسين|تحسين|تعزيز|لتعزيز|دعم|لدعم ~2 عروض*|خدمات*|خدمتنا|اعمالنا|عملنا|نشاطنا|منتجاتنا|شركتنا|متجرنا|علامتنا|مبيعاتنا|تسويقنا",
            "لاغراض*|لاهداف*|اغراض|اهداف ~2 اخري|خاصه|داخليه|الخاصه|الداخليه",
            "لنعرفك|لنفهمك|معرفتك|فهمك ~2 اكثر|افضل|اعمق",
            "يساعدنا|تساعدنا|ليساعدنا ~2 علي|في ~3 _",
        ],
        &[],
    )),
];
