//! Phrases of what a text says outright, in the three languages: a time without an end (L-T1), a price behind what is
//! free (L-V1), a verdict on the reader and a second yes within the use (L-N1), a use of the house's own that goes on
//! after a no (L-V2), how many leave it on (L-U1), parts that fail and things that nobody guards any more after a no
//! (L-E1), and a yes that allows nothing (L-S2).
//!
//! From GDPR Articles 5(1)(e), 7(2) and 13(2)(a), WP203 (purpose limitation), EDPB Guidelines 05/2020, paragraphs 46 to
//! 48, EDPB Guidelines 03/2022, and CPRA regulations, § 7004(a)(2) and (4).

use super::Group;
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const KEPT: Roles = Roles::of(&[Role::Retention]);
const USE: Roles = Roles::of(&[Role::Use]);
const YES: Roles = Roles::of(&[Role::Allow]);
const AFTER: Roles = Roles::of(&[Role::IfOff, Role::Stays]);
const GIVES: Roles = Roles::of(&[Role::Title, Role::Use, Role::What, Role::Question]);
const DRAWS: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
]);

/// A time that the house can make longer.
const fn lengthens(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Named,
        block: KEPT,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::NoTime,
        suggestion: Instead::SayTime,
    }
}

/// What begins free is paid for later.
const fn charges(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Countable,
        block: GIVES,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::CostsAfterAll,
        suggestion: Instead::WholePrice,
    }
}

/// The data decides about the reader. It can be what the exchange is for: then the card says so elsewhere, too.
const fn judges(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Straight,
        block: USE,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::Bundles,
        suggestion: Instead::AskEach,
    }
}

/// The switch is said to agree to something else as well.
const fn binds(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Straight,
        block: DRAWS,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::Bundles,
        suggestion: Instead::AskEach,
    }
}

/// After a no the data goes on being used, and nobody can tell for what.
const fn goes_on(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Vague,
        block: AFTER,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::Vague,
        suggestion: Instead::SayExactly,
    }
}

/// How many others leave it on.
const fn crowds(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Pressure,
        block: DRAWS,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::Crowd,
        suggestion: Instead::LeaveOutCrowd,
    }
}

/// Something that nobody can name does not work after a no.
const fn fails(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::NoDetriment,
        block: AFTER,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::Worse,
        suggestion: Instead::KeepTheRest,
    }
}

/// Whoever says no is not guarded any more. Guarding can be what the exchange is for.
const fn exposes(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::NoDetriment,
        block: AFTER,
        warn: Roles::NONE,
        deniable: false,
        lexicon,
        message: Says::Worse,
        suggestion: Instead::SayPlainly,
    }
}

/// A yes that says that something was read.
const fn nods(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: YES,
        warn: Roles::NONE,
        deniable: false,
        lexicon,
        message: Says::NotAYes,
        suggestion: Instead::AllowAndRefuse,
    }
}

pub(super) static ENGLISH: [Group; 9] = [
    lengthens(Lexicon::new(
        &[
            "or|and|but|possibly|perhaps|sometimes|maybe|even|unless ~2 longer|beyond|thereafter",
            "longer ~2 if|when|where|as|should|until|unless ~3 we|our|it|need|needs|needed|necessary|required|useful|possible",
            "at least|minimum ~2 #|a|one",
            "minimum ~1 of ~1 #",
            "# ~1 days|weeks|months|years ~1 or ~1 more|so|over",
            "where|when|if|as|should|unless|until ~1 we|our ~2 see|think|feel|find|deem|consider|judge ~2 fit|necessary|right|useful|need|best|good|reason",
            "we|company|team ~1 can|may|might|could|will ~2 extend|prolong|lengthen|renew|retain",
            "extended|extends|extendable|prolonged|renewed|renewable ~3 we|if|as|when|where|by|at|needed|necessary|required",
        ],
        &[
            "no|not|never|nothing ~1 longer|more|beyond",
            "longer|more ~2 if|while|when|where|until|as ~2 you|your",
            "at least|minimum ~8 most|latest|maximum|up",
            // A law ends it, and whoever reads it can look it up.
            "longer ~5 law|laws|statute|tax|court|regulator",
        ],
    )),
    charges(Lexicon::new(
        &[
            "first|initial|trial|introductory ~4 free|£ ~6 then|after|afterwards|thereafter|later ~5 £",
            "first|initial|trial|introductory ~4 free ~6 from|before ~5 £ ~2 a|per|each|every",
            "free|nothing ~1 for|until|till|during|at ~6 then|after|afterwards|thereafter|later|from ~5 £",
            "then|afterwards|thereafter ~3 £ ~2 a|per|each|every ~1 week|month|quarter|year",
            "then|afterwards|thereafter ~3 charge|charged|bill|billed|debit|take ~3 £|card|account",
            "renews|renew|renewed|continues|rolls|extends ~3 at|for|on ~3 £",
        ],
        &[
            "£ ~1 off|less|back|discount|voucher|credit|saved|cheaper",
            "then|after|afterwards ~4 never|no|nothing|not ~2 _",
            "£ ~6 all|everyone|everybody|anyone",
        ],
    )),
    judges(Lexicon::new(
        &[
            "check|checks|checking|score|scores|scoring|rate|rates|rating|assess|assesses|judge|judges|test|tests|weigh|grade ~2 your|you ~1 credit|creditworthiness|solvency|risk|reliability|trustworthiness|honesty|standing",
            "check|checks|checking|assess|assesses|judge|judges|work|guess ~2 how|whether|if ~1 likely|well|you ~2 you|can|will ~3 pay|repay|afford|default|owe",
            "set|sets|setting|fix|fixes|adjust|adjusts|raise|raises|vary|varies|change|changes|choose|chooses ~1 the|your|what|which|how|our ~1 price|prices|fare|fares|premium|premiums|fee|fees|rent|interest ~1 you|for|$ ~1 you|see|pay|get|are|$",
            "set|sets|setting|fix|fixes|adjust|adjusts|raise|raises|vary|change ~1 your ~1 price|prices|fare|fares|premium|premiums|fee|fees|rent|interest|limit",
            "decide|decides|deciding|choose|chooses|determine|determines ~1 how ~1 much you ~2 pay|pays|charged",
            "decide|decides|deciding|determine|determines ~1 whether|if|who ~3 may|can|get|gets|qualify|qualifies|allowed|are ~4 loan|credit|instalments|insurance|cover|job|flat|tenancy|account|refund|returns",
        ],
        &[
            "set|sets|fix|change ~3 price|prices ~2 alert|alarm|watch",
            "check|checks|test ~2 your ~1 credit ~1 card|note|balance",
        ],
    )),
    binds(Lexicon::new(
        &[
            "by|when|with|if|once|whoever ~2 turn|turning|turns|switch|switching|allow|allowing|allows|tap|tapping|click|clicking|enabling|saying|accepting|yes|this ~5 also|too|at ~3 agree|agrees|agreeing|accept|accepts|consent|consents|permit|permits|authorise|authorize|subscribe|subscribes",
            "by|when|with|if|once|whoever ~2 turn|turning|turns|switch|switching|allow|allowing|tap|tapping|click|clicking|enabling|saying|accepting ~4 you|you'll ~1 agree|agrees|accept|accepts|consent|consents|permit|authorise|authorize ~2 to ~2 all|any|every|our|other",
            "turning|switching ~3 on ~3 also|too ~2 signs|puts|adds|enrols|enters|subscribes|covers|includes",
            "also agree|agrees|accept|accepts|consent|consents ~1 to",
        ],
        &["not|never|nothing|*n't ~4 also|agree|accept|consent"],
    )),
    goes_on(Lexicon::new(
        &[
            "still|continue|continues|keep|keeps|go|carry ~2 use|using|read|reading|look|looking|share|sharing|process|processing|analyse|analyze|hold|holding|study|on ~12 own|internal|business|commercial|other|further|marketing|similar|various ~1 purposes|purpose|ends|use|uses|reasons|needs|interests|aims|goals",
            "still|continue|continues|keep|keeps|go|carry ~2 use|using|read|reading|share|sharing|process|processing|analyse|analyze|study|on ~12 as ~1 we ~2 see|like|wish|want|need|think",
        ],
        &["for your ~1 own", "only ~3 for ~2 law|tax"],
    )),
    crowds(Lexicon::new(
        &[
            "^most|many|nearly|almost|and|but|nine|eight|#|% ~6 @crowd ~3 keep|keeps|leave|leaves|left|have|had|turn|turned|switch|switched|stay|stayed ~2 this|it|that ~1 on|in|$",
            "most|nearly|almost|vast ~1 all|every|majority|of|our|$ ~3 @crowd ~2 keep|leave|left|have|turn|turned|switch|switched ~2 this|it|that on",
            "almost|nearly|hardly|barely nobody|none|anyone|anybody|ever ~4 turns|turn|turned|switches|switch|switched ~2 this|it|that ~1 off",
            "few|hardly|barely ~3 @crowd ~2 turn|turns|turned|switch|switches|switched ~2 this|it|that ~1 off",
        ],
        &[
            "on the|a|an|their|our|your|top",
            "in the|a|an|their|our|your",
        ],
    )),
    fails(Lexicon::new(
        &[
            "some|certain|many|several|other|various|parts|part|bits ~1 of|in|on ~2 the|our|this|your|other|its ~1 shop|store|site|website|app|account|service|services|page|pages|portal ~3 may|might|could|can|will|won't|do|don't|stop ~2 not|no|stop|fail|break|be|longer|work|load ~3 work|working|function|load|run|available|unavailable|limited|slow|open|properly|_",
            "some|certain|many|several|other|various ~1 features|functions|functionality|pages|areas|services|parts|sections|tools|things|options ~4 may|might|could|will|won't|cannot|can ~1 not|no|stop|fail|break|be|longer ~3 work|working|function|load|run|available|unavailable|limited|_",
            "shop|store|site|website|app|account|service|page|checkout ~1 may|might|could ~2 not|stop|fail|no ~3 work|working|function|load|run|available|properly|respond",
        ],
        &[
            "may|might|could|will|won't|cannot ~10 either|whether|whatever|everyone|everybody|anyone|all|tunnel|outage|signal",
        ],
    )),
    exposes(Lexicon::new(
        &[
            "no longer|more ~3 protect|protects|protected|guard|guards|guarded|shield|shielded|safeguard|defend",
            "cannot|can't|not|*n't|unable|less|stop|stops ~3 protect|protecting|protected|guard|guarding|guarded|shield|shielding|shielded|safeguard|safeguarding|defend",
            "less|not ~1 as|so|be|is ~1 safe|secure|well ~3 protected|thieves|fraud|theft|hackers|before|now|$",
            "open|exposed|vulnerable|prey|helpless|defenceless|unprotected ~2 to|against|before ~3 thieves|thief|fraud|fraudsters|hackers|theft|attack|attacks|crime|criminals|scams|scammers|burglars",
        ],
        &[
            "not ~1 less|only|just|because",
            "no|never less",
            "protect|protected ~2 by law",
        ],
    )),
    nods(Lexicon::new(
        &[
            "got it$",
            "got that$",
            "^gotcha|understood|noted|acknowledged|seen|dismiss$",
            "i|we ~1 understand$|understood$|acknowledge$|see$",
            "sounds|looks|seems good|fine|great|okay$",
        ],
        &[
            "understand|understood|noted|got ~5 allow|use|send|turn|share|accept|agree|switch|start|yes",
        ],
    )),
];

pub(super) static GERMAN: [Group; 9] = [
    lengthens(Lexicon::new(
        &[
            "oder|und|gegebenenfalls|ggf|auch|evtl|eventuell|manchmal|notfalls ~2 langer|daruber",
            "langer ~2 wenn|falls|sofern|soweit|wo|solange ~4 wir|notig|erforderlich|sinnvoll|brauch*|moglich",
            "mindestens|wenigstens|zumindest ~2 #|ein|eine|einen",
            "# ~1 tage|wochen|monate|jahre ~1 oder|und ~1 mehr",
            "wir ~4 verlanger*|ausdehn*",
            "verlanger* ~4 wenn|falls|sofern|wir|bedarf|moglich",
            "wie|wenn|soweit|solange|sofern ~1 wir ~4 richtig|notig|sinnvoll|gut|fur ~2 halten|finden|erachten|notig",
        ],
        &[
            "nicht|nie|kein* ~1 langer|mehr",
            "langer ~2 wenn|solange|falls ~1 sie|du",
            "mindestens|wenigstens ~6 hochstens|langstens|maximal",
            "langer ~5 gesetz*|steuer*|gericht*|handelsrecht",
        ],
    )),
    charges(Lexicon::new(
        &[
            "erste*|zuerst|anfangs|zunachst|probe*|test* ~5 kostenlos*|gratis|umsonst|frei|nichts ~4 danach|dann|anschliessend|spater|ab ~6 £",
            "kostenlos*|gratis|umsonst ~6 danach|dann|anschliessend|spater|hinterher ~5 £",
            "danach|dann|anschliessend ~4 £ ~3 im|pro|jeden|jede|je|monatlich|jahrlich ~1 monat|woche|jahr|quartal|$",
            "danach|dann|anschliessend ~4 buchen|abgebucht|berechnen|belasten ~4 £|karte|konto",
            "verlangert ~6 fur|zu|zum ~2 £",
        ],
        &[
            "£ ~1 rabatt|nachlass|gutschein|weniger|gespart|zuruck",
            "danach|dann ~3 kein*|nicht|nie ~2 _",
            "£ ~5 alle",
        ],
    )),
    judges(Lexicon::new(
        &[
            "bonitat|kreditwurdigkeit|zahlungsfahigkeit|zahlungsmoral|ausfallrisiko|zahlungsausfall ~5 pruf*|bewert*|schatz*|einschatz*|einzuschatzen|berechn*|beurteil*|ermittel*|abzuschatzen",
            "pruf*|bewert*|schatz*|berechn*|beurteil*|ermittel* ~4 bonitat|kreditwurdigkeit|zahlungsfahigkeit|zahlungsmoral|ausfallrisiko",
            "preis|preise|beitrag|zins|zinsen|pramie|miete|gebuhr ~1 festlegen|festzulegen|bestimmen|anpassen|anzupassen|festsetzen|festzusetzen|erhohen ~3 die|den|du|sie|zahlen|zahlst|sehen|siehst|$",
            "ihr*|dein* ~1 preis|preise|beitrag|zins|zinsen|pramie|miete|gebuhr|limit|kreditrahmen ~1 festlegen|festzulegen|fest|bestimmen|anpassen|anzupassen|an|festsetzen|festzusetzen",
            "legen|legt|setzen|setzt|passen|bestimmen|bestimmt ~4 ihr*|dein* ~1 preis|preise|beitrag|zins|zinsen|pramie|miete|limit",
            "entscheid* ~2 ob|wer ~4 kredit|darlehen|rechnung|ratenzahlung|versicherung|wohnung|konto",
        ],
        &[
            "bonitat|kreditwurdigkeit|zahlungsfahigkeit|zahlungsmoral|preis|preise|beitrag|pramie ~6 nicht|nie|niemals",
            "nicht|nie|niemals um|fur ~4 preis|preise|beitrag|pramie|zins|zinsen|bonitat|limit",
        ],
    )),
    binds(Lexicon::new(
        &[
            "mit|durch|wenn|indem|wer|sobald ~3 einschalten|einschaltet|einschaltest|einschalten|aktivieren|aktivierst|klick|tippen|erlauben|erlaubst|ja|dem|diesem|haken ~6 auch|zugleich|ausserdem|ebenfalls|gleichzeitig|ebenso ~6 zu|einverstanden|einwillig*|zustimm*|akzeptier*",
            "stimmen|stimmst|stimmt|willigen|willigst|akzeptieren|akzeptierst ~2 sie|du|damit ~3 auch|zugleich|ausserdem|ebenfalls|gleichzeitig|ebenso|allen|jeder|samtlich*",
            "stimmen|stimmst|willigen|willigst ~3 damit|dadurch|hiermit ~5 werbung|werbe*|anrufen|newsletter|angeboten|bedingungen",
        ],
        &[
            "nicht|nie|nichts ~4 auch|zugleich|zu",
            "stimmen|stimmst|stimmt|willigen|willigst ~4 nicht|nichts|keiner|keinem",
        ],
    )),
    goes_on(Lexicon::new(
        &[
            "nutzen|verwenden|lesen|teilen|verarbeiten|werten|behalten|speichern ~4 weiter|weiterhin|trotzdem|dennoch|auch ~10 eigen*|intern*|geschaftlich*|ander*|ahnlich*|unsere|sonstig* ~1 zweck*|ziele|interess*|bedarf|vorhaben|auswertungen",
            "weiter|weiterhin|trotzdem|dennoch ~10 eigen*|intern*|geschaftlich*|ander*|ahnlich*|unsere|sonstig* ~1 zweck*|ziele|interess*|bedarf|vorhaben|auswertungen",
            "nutzen|verwenden|behalten ~8 eigen*|intern*|geschaftlich* ~1 zweck* ~3 weiter|weiterhin",
        ],
        &[],
    )),
    crowds(Lexicon::new(
        &[
            "die meisten|allermeisten ~3 @kunde ~1 lassen|haben|behalten|schalten ~2 das|dies|es|diese|diesen ~3 an|eingeschaltet|aktiv|aktiviert|ein",
            "viele|fast|nahezu|beinahe|# ~5 @kunde ~1 lassen|haben|behalten|schalten ~2 das|dies|es|diese|diesen ~3 an|eingeschaltet|aktiv|aktiviert|ein",
            "kaum|fast|nahezu jemand|niemand|keiner ~1 schaltet|stellt|macht ~2 das|dies|es|diese ~2 ab|aus",
            "nur|ganz wenige ~3 schalten|stellen ~2 das|dies|es|diese ~2 ab|aus",
        ],
        &[],
    )),
    fails(Lexicon::new(
        &[
            "einige|manche|gewisse|bestimmte|einzelne|mehrere ~1 teile|bereiche|funktionen|seiten|dienste ~8 nicht|eingeschrankt|fehlerhaft|kaum ~5 funktionier*|arbeit*|laufen|lauft|nutzbar|verfugbar|laden|nutzen|sein|$",
            "teile ~4 ladens|shops|seite|website|app|kontos|portals ~6 nicht|eingeschrankt|fehlerhaft|kaum ~5 funktionier*|arbeit*|laufen|nutzbar|verfugbar|laden|nutzen|sein|$",
            "laden|shop|seite|website|app|konto ~2 konnte|kann|konnten|wird|funktioniert ~4 moglicherweise|eventuell|vielleicht|womoglich|unter|nicht|eingeschrankt ~3 fehlerhaft|richtig|einwandfrei|vollstandig|storungsfrei|reibungslos",
        ],
        &["funktionen|seite|app ~10 alle|ob|egal|funkloch|tunnel"],
    )),
    exposes(Lexicon::new(
        &[
            "nicht|weniger|schlechter|kaum ~7 schutzen|beschutzen|absichern|bewachen",
            "nicht|weniger|schlechter|kaum ~4 geschutzt|beschutzt|abgesichert|bewacht|behutet",
            "schutzlos|ungeschutzt|wehrlos|angreifbar",
            "offen|preisgegeben|ausgeliefert ~3 dieben|betrug*|hacker*|einbrech*|diebstahl",
            "dieben|betrugern|hackern|einbrechern ~4 offen|preisgegeben|ausgeliefert|ausgesetzt",
        ],
        &["nicht ~1 weniger|schlechter|nur"],
    )),
    nods(Lexicon::new(
        &[
            "^verstanden|verstehe|kapiert|gesehen|notiert$",
            "^okay|ok|ja|gut ~1 verstanden$|kapiert$",
            "ich ~1 verstehe$|verstanden$",
            "alles klar|gut|okay",
            "geht klar",
            "zur kenntnis",
            "klingt|passt gut|prima|toll|so",
        ],
        &["verstanden|klar|verstehe ~5 erlaub*|nutz*|send*|schick*|zustimm*|einverstanden|teilen"],
    )),
];

pub(super) static ARABIC: [Group; 9] = [
    lengthens(Lexicon::new(
        &[
            "أو|وربما|ربما|وقد|قد ~2 أكثر|أطول|لأكثر|لأطول|تطول|تمتد|يطول|يمتد|تزيد|يزيد",
            "على الأقل",
            "كحد|بحد|الحد|حد أدنى|الأدنى",
            "نمدد|نمددها|نمدده|تمديد|نطيل|نطيلها|إطالة ~3 إذا|عند|متى|حسب|كما|وقت|حين|أو|$",
            "كما|حسب|حسبما|متى|إذا|حين|بما|وفق ~1 نرى|نراه|نشاء|نريد|نحتاج|احتجنا|رأينا|تقديرنا|يناسبنا",
        ],
        &[
            "لا|ولا ~1 أكثر|أطول",
            "على الأقل ~6 الأكثر",
            "أكثر|أطول|لأكثر|لأطول ~4 القانون|الضرائب|المحكمة",
        ],
    )),
    charges(Lexicon::new(
        &[
            "مجاني*|مجانا|المجاني*|بالمجان ~6 ثم|بعدها|بعده|وبعدها|وبعده|وبعد|بعد ~5 £",
            "الأول|الأولى|أول|تجربة|التجربة ~5 مجاني*|مجانا ~8 £",
            "ثم|بعدها|وبعدها|بعد ~5 £ ~2 شهريا|سنويا|أسبوعيا|كل|بالشهر|لكل",
            "ثم|بعدها|وبعدها ~3 نخصم|يخصم|تخصم|نسحب ~6 £|بطاقتك|حسابك",
        ],
        &["ثم|بعدها|بعد ~3 لا|لن|دون|بدون ~2 _", "خصم|قسيمة|توفر ~2 £"],
    )),
    judges(Lexicon::new(
        &[
            "جدارتك|ملاءتك|أهليتك ~1 الائتماني*|المالي*|للقرض|للتمويل|$",
            "قدرتك ~1 على|المالي* ~1 السداد|الدفع|الوفاء",
            "سجلك|تصنيفك|تقييمك|رصيدك ~1 الائتماني*",
            "لتحديد|تحديد|نحدد|لنحدد|يحدد|ليحدد|لتعديل|تعديل|نعدل|لضبط|نضبط|لرفع|نرفع ~1 الأسعار|السعر|سعرك|أسعارك|رسومك|قسطك|أقساطك|الفائدة|إيجارك ~1 التي|الذي|لك|عليك|$",
            "لنقرر|نقرر|ليقرر|يقرر|لتقرير ~2 إن|هل|ما|كنت ~4 قرض|قرضا|ائتمان|تقسيط|تأمين|التقسيط|القرض",
        ],
        &[],
    )),
    binds(Lexicon::new(
        &[
            "بتشغيل|بتشغيلك|بتشغيله|بتفعيل|بتفعيلك|بتفعيله|بقبول|بقبولك|بموافقتك|بضغطك|بالضغط|بضغط|عندما|حين|إذا|بهذا|بذلك ~4 توافق|توافقين|توافقون|تقبل|تسمح|تشترك|تأذن ~1 أيضا|كذلك|معه|معها",
            "بتشغيل|بتشغيلك|بتشغيله|بتفعيل|بتفعيلك|بتفعيله|بقبول|بقبولك|بضغطك|بالضغط|بهذا|بذلك ~3 توافق|تقبل|تسمح|تأذن ~2 كل|جميع|كافة|لكل|بكل|بجميع",
            "توافق|تقبل|تسمح ~1 أيضا|كذلك ~1 على|ب*|ل*",
        ],
        &["لا|لن|ليس ~3 توافق|تقبل|تسمح"],
    )),
    goes_on(Lexicon::new(
        &[
            "نستمر|نواصل|نظل|نبقى|زلنا|نستخدم|سنستخدم|نقرأ|نحتفظ ~10 لأغراضنا|أغراضنا|لمصلحتنا|لمصالحنا|لغاياتنا|لأغراض|أغراض ~1 الخاصة|داخلية|تجارية|أخرى|خاصة|مختلفة|$",
        ],
        &[],
    )),
    crowds(Lexicon::new(
        &[
            "معظم|أغلب|أكثر|كثير|غالبية|جل ~2 عملائنا|العملاء|زبائننا|الزبائن|أعضائنا|الأعضاء|الناس|المستخدمين|مستخدمينا|المشتركين ~1 يبقون*|يبقي*|يتركون*|يترك|يشغلون*|يفعلون*|شغلوا*|فعلوا*|أبقوا*|تركوا* ~2 هذا|ذلك|مفعلا|مشغلا|الخيار|يعمل|$",
            "قليل*|قلة|نادرا ~4 يوقف*|يطفئ*|أوقف* ~1 هذا|ذلك|الخيار|$",
            "لا ~1 أحد|يكاد ~3 يوقف*|يطفئ*",
        ],
        &[],
    )),
    fails(Lexicon::new(
        &[
            "بعض|أجزاء|أقسام|عدد ~3 أجزاء|أقسام|وظائف|ميزات|الميزات|المزايا|صفحات|الصفحات|خدمات|الخدمات|الأجزاء|الأقسام|المتجر|الموقع|التطبيق ~3 قد|ربما|فقد ~1 لا|تتوقف|يتوقف|تتعطل ~2 تعمل|يعمل|تفتح|تتاح|تظهر|كما|عن|$",
            "قد|ربما ~1 لا|تتوقف|يتوقف|تتعطل|يتعطل ~1 تعمل|يعمل|تفتح|تظهر|$ ~1 بعض|أجزاء|أقسام|الموقع|المتجر|التطبيق",
            "المتجر|الموقع|التطبيق|حسابك ~1 قد|ربما ~1 لا|يتوقف|يتعطل ~2 يعمل|يفتح|كما|عن|$",
        ],
        &["قد|ربما ~8 للجميع|الحالتين|سواء"],
    )),
    exposes(Lexicon::new(
        &[
            "لا|لن|لم|يعد|نعد ~4 نحمي|حماية|حمايتك|نحميك|نؤمن|نصون",
            "أقل ~1 أمانا|حماية|أمنا",
            "عرضة|معرضا|معرضة|مكشوفا|مكشوفة ~2 للسرقة|للاحتيال|للاختراق|للصوص|للمحتالين|لللصوص|أمام",
            "بلا|دون|بدون ~1 حماية",
        ],
        &["لا|لن ~2 أقل", "لا|لن ~1 تتغير|تقل ~2 حماية|حمايتك"],
    )),
    nods(Lexicon::new(
        &[
            "^فهمت|فهمنا|مفهوم|تمام|علمت|اطلعت|وصلت|واضح$",
            "^حسنا|طيب|نعم ~1 فهمت$|مفهوم$|تمام$",
            "يبدو|تبدو جيدا|رائعا|جيدة|رائعة",
        ],
        &["فهمت|تمام|حسنا ~5 أسمح|اسمح|أوافق|أرسل*|ارسل*|استخدم*"],
    )),
];
