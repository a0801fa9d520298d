//! Phrases that slip something into the midst of the use, in the three languages: others who get the data (L-T1), a
//! second use and another door that the switch opens (L-N1), and a guess that nobody may make (L-D2).
//!
//! From GDPR Articles 7(2), 9 and 13(1)(e), EDPB Guidelines 05/2020 and 03/2022, and CPRA regulations, § 7004.

use super::flat::{Flat, Thing, USE, flat};
use crate::lint::finding::Rule;
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

/// The data goes to others, who have no names.
const fn hands_on(lexicon: Lexicon) -> Flat {
    let (says, name) = (Says::NamesNobody, Instead::NameEach);
    flat(Rule::Named, USE, lexicon, says, name, Thing::Any)
}

/// Another use, unless it is what the exchange gives.
const fn adds_a_use(lexicon: Lexicon) -> Flat {
    let (says, each) = (Says::Bundles, Instead::AskEach);
    flat(Rule::Straight, USE, lexicon, says, each, Thing::Behind)
}

/// The switch opens another door: it lets the house call, write or sell.
const fn opens(lexicon: Lexicon) -> Flat {
    let (says, each) = (Says::Bundles, Instead::AskEach);
    flat(Rule::Straight, USE, lexicon, says, each, Thing::Any)
}

/// A guess that nobody may make.
const fn guesses(lexicon: Lexicon) -> Flat {
    let (says, ask) = (Says::GuessesSensitive, Instead::AskPeople);
    flat(Rule::Sensitive, USE, lexicon, says, ask, Thing::Any)
}

pub(super) static ENGLISH: [Flat; 4] = [
    hands_on(Lexicon::new(
        &[
            "sell|sells|share|shares|pass|passes|give|gives|hand|hands|forward|forwards|lend|lends|rent|rents|send|sends|supply ~8 to|with ~2 ad|ads|advertising|marketing|data|media|affiliate|commercial ~1 networks|network|brokers|companies|partners|firms|agencies|exchanges|platforms|businesses|buyers|vendors",
            "sell|sells|share|shares|pass|passes|give|gives|hand|hands|forward|forwards|lend|rent|supply ~8 to|with ~2 advertisers|brokers|marketers|affiliates|sponsors|resellers|outsiders|publishers",
        ],
        &[
            "not|never|nor|nobody|no|*n't|without ~8 to|with ~2 ad|ads|advertising|marketing|data|media|advertisers|brokers|marketers|affiliates|sponsors|resellers|outsiders|publishers",
        ],
    )),
    adds_a_use(Lexicon::new(
        &[
            "we|it|also|they ~1 also|besides|additionally ~1 use|uses|feed|feeds|analyse|send ~8 for|to|into ~3 ads|adverts|advertising|marketing|profiling|resale|promotions|sales|campaigns",
            "use|uses|used ~8 also|too|besides|additionally for ~3 ads|adverts|advertising|marketing|profiling|resale|promotions|sales|campaigns",
            "use|uses|used ~7 for ~2 ads|adverts|advertising|marketing|campaigns|promotions too",
            "use|uses|used ~7 for ~2 ads|adverts|advertising|marketing|campaigns|promotions as well",
        ],
        &[
            "not|never|nor|no|*n't ~9 ads|adverts|advertising|marketing|profiling|resale|promotions|sales|campaigns",
        ],
    )),
    opens(Lexicon::new(
        &[
            "also|too|besides lets|allows|permits|entitles|means|enables ~1 us|our|we|that ~4 call|ring|phone|text|email|write|visit|contact|message|offer|sell|tell|send|pass ~5 about|with|for|of|our|to ~2 other|more|further|new|latest|partner|products|offers|insurance|services|deals",
            "this|it|yes|switch ~1 also|too covers|includes ~2 calls|texts|emails|letters|offers|messages|visits|ads|adverts|marketing ~1 _",
        ],
        &[],
    )),
    guesses(Lexicon::new(
        &[
            "@guess|works|computes ~5 price|spending sensitivity|tolerance|limit|ceiling",
            "@guess|works|computes ~3 how much|high|far ~1 you ~2 ready|willing|prepared|able|happy|inclined ?to ~1 pay|spend|go",
            "@guess|works|computes ~3 the|your ~1 highest|most|maximum|top ~1 price|fare|sum|amount ?that ?you ~1 would|will|can|accept|pay|bear",
        ],
        &[
            "not|never|nobody|no|nothing|*n't ~1 @guess|works|computes",
            "tell|told ~2 us",
        ],
    )),
];

pub(super) static GERMAN: [Flat; 4] = [
    hands_on(Lexicon::new(
        &[
            "geben|gibt|reichen|reicht|leiten|leitet|verkaufen|verkauft|ubermitteln|ubermittelt|teilen|teilt|schicken|liefern|uberlassen|vermieten ~6 an|mit ~2 werbe*|*netzwerke|*netzwerken|netzwerk*|werbende|dritte*|datenhandler*|adresshandler*|agenturen|vermarkter*|partner$|partnern|partner|partnerfirmen|handelspartner*|fremde*|firmen|unternehmen|anbieter|sponsoren|marken ~1 weiter|_|$",
            "an ~2 werbe*|*netzwerke|dritte*|datenhandler*|adresshandler*|vermarkter*|partnerfirmen ~3 weitergegeben|weitergeben|verkauft|ubermittelt|weitergeleitet|gegeben|geht|gehen",
            "erhalten|bekommen|erfahren|sehen|nutzen ~1 unsere|auch|ausgewahlte|weitere|andere ~2 werbepartner|partner|partnerfirmen|werbefirmen|dritte|handelspartner|sponsoren",
        ],
        &[
            "erhalten|bekommen|erfahren|sehen|nutzen ~6 nicht|nichts|nie|kein*",
            "nicht|nie|niemals|kein*|ohne|weder|nichts ~4 an|mit ~3 _",
            "an ~2 werbe*|dritte* ~2 nicht|nie",
        ],
    )),
    adds_a_use(Lexicon::new(
        &[
            "nutzen|nutzt|verwenden|verwendet|brauchen|dienen|dient|setzen ~6 auch|ausserdem|zudem|nebenbei|zusatzlich|daneben|obendrein ~3 fur|zu|zur|zum ~2 werbung|werbe*|marketing|marktforschung|profilbildung|profile|anzeigen|verkauf|weiterverkauf|kampagnen|vertrieb",
            "auch|ausserdem|zudem|nebenbei|zusatzlich|daneben ~1 nutzen|verwenden|dienen|dient|werten ~6 fur|zu|zur|zum ~2 werbung|werbe*|marketing|marktforschung|profilbildung|profile|anzeigen|verkauf|weiterverkauf|kampagnen|vertrieb",
        ],
        &[
            "nicht|nie|niemals|kein* ~6 werbung|werbe*|marketing|marktforschung|anzeigen|verkauf|kampagnen|profile",
        ],
    )),
    opens(Lexicon::new(
        &[
            "auch|zugleich|ausserdem|zudem|damit durfen|konnen wir ~2 dich|sie|dir|ihnen ~6 anrufen|werben|ansprechen|anschreiben|kontaktieren|anbieten|vorstellen|informieren",
            "damit|dadurch durfen|konnen wir ~2 dich|sie|dir|ihnen ~2 auch|zugleich|ausserdem ~6 anrufen|werben|ansprechen|anschreiben|kontaktieren|anbieten|vorstellen|informieren",
            "erlaubt|erlaubst|erlauben|gestattet ~2 uns ~1 auch|zugleich|ausserdem ~6 anzurufen|anrufe|werbung|anzusprechen|anzuschreiben|kontaktieren|anzubieten|vorzustellen",
        ],
        &["nicht|nie|kein* ~5 anrufen|werben|anzurufen|werbung"],
    )),
    guesses(Lexicon::new(
        &[
            "schatzt|schatzen|errat|erraten|rat|vermutet|vermuten|folgert|berechnet|berechnen|erkennt|leitet|schliesst|schliessen ~6 krank|krankheit*|zuckerkrank*|diabet*|depress*|schwanger*|sucht|suchtig|zahlungsbereitschaft|preisempfindlich*|preissensib*|schulden|religion|glauben|einsam*",
            "schatzt|schatzen|errat|erraten|vermutet|vermuten|berechnet|berechnen ~3 wie|wieviel ~1 viel|hoch|weit ~1 du|sie ~6 zahlen|ausgeben|bezahlen|zahlst|ausgibst",
        ],
        &[
            "niemand|nicht|nie|kein*|nichts ~6 krank*|diabet*|depress*|schwanger*|schulden|religion",
            "schatzt|schatzen|errat|erraten|vermutet|vermuten|folgert|berechnet|berechnen|erkennt|leitet|schliesst|schliessen ~3 nicht|nie|kein*|weder",
        ],
    )),
];

pub(super) static ARABIC: [Flat; 4] = [
    hands_on(Lexicon::new(
        &[
            "نعطي|نعطيه|نعطيها|ونعطي|نشارك|نشاركه|نشاركها|نبيع|نبيعه|نبيعها|نمرر|نمرره|نمررها|ننقل|ننقله|نسلم|نسلمه|نسلمها|نتيح|نتيحه|نقدم|نقدمه|نرسله|نرسلها ~5 لشركات|لشبكات|للمعلنين|لمعلنين|لوسطاء|لشركائنا|للشركاء|لشركاء|لجهات|لأطراف|للمسوقين|لوكالات|لتجار",
            "نعطي|نعطيه|نعطيها|نشارك|نشاركه|نشاركها|نبيع|نبيعه|نبيعها|نمرر|نمررها|ننقل|نسلم|نتيح|نقدم|نرسله|نرسلها ~5 مع|إلى ~1 شركات|شبكات|معلنين|المعلنين|شركائنا|شركاء|الشركاء|جهات|أطراف|وسطاء|وكالات|تجار|مسوقين",
        ],
        &[
            "لا|لن|ولا|ولن ~8 لشركات|لشبكات|للمعلنين|لشركائنا|لجهات|لأطراف|شركات|شبكات|شركائنا|جهات|أطراف|وسطاء|وكالات",
        ],
    )),
    adds_a_use(Lexicon::new(
        &[
            "نستخدم|نستخدمها|نستخدمه|نستعمل|نستعملها|نستفيد|تستخدم|يستخدم ~4 أيضا|كذلك|وأيضا|وكذلك ~3 للإعلان|للإعلانات|للتسويق|للترويج|للبيع|لإعلانات|لحملات|لأبحاث|الإعلانات|الإعلان|التسويق|حملاتنا|حملات|إعلاناتنا",
            "وأيضا|وكذلك|أيضا|كذلك ~1 نستخدم|نستخدمها|نستخدمه|نستعملها|في ~4 للإعلان|للإعلانات|للتسويق|للترويج|للبيع|لإعلانات|لحملات|الإعلانات|الإعلان|التسويق|حملاتنا|حملات|إعلاناتنا",
        ],
        &["لا|لن|ولا|ولن ~8 للإعلان|للإعلانات|للتسويق|للترويج|الإعلانات|التسويق"],
    )),
    opens(Lexicon::new(
        &[
            "كما|أيضا|كذلك|وبه|وبذلك ~1 يسمح|يتيح|تسمح|تتيح|يحق|يمكننا ~1 لنا|هذا|ذلك|$ ~2 بالاتصال|الاتصال|نتصل|مراسلتك|بمراسلتك|نعرض|بعرض|عرض|نراسلك ~5 منتجاتنا|منتجات|عروضنا|عروض|خدماتنا|خدمات|أخرى|الأخرى|تأمين",
            "يسمح|يتيح|تسمح|تتيح|يحق لنا ~1 أيضا|كذلك ~2 بالاتصال|الاتصال|نتصل|مراسلتك|بمراسلتك|نعرض|بعرض|نراسلك ~5 منتجاتنا|منتجات|عروضنا|عروض|خدماتنا|أخرى|الأخرى|تأمين",
        ],
        &["لا|لن|ولا ~1 يسمح|يتيح|تسمح|يحق"],
    )),
    guesses(Lexicon::new(
        &[
            "يخمن|نخمن|تخمن|يستنتج|نستنتج|يتوقع|نتوقع|يتنبأ|نتنبأ|يقدر|نقدر|يكتشف|نكتشف ~6 مصاب|مصابا|مصابة|مريض|مريضا|مرض|مرضك|أمراضك|السكري|بالسكري|الاكتئاب|اكتئاب|حامل|حاملا|حمل|حملك|مدمن|مدينا|ديونك|ديانتك|دينك|مذهبك",
            "يخمن|نخمن|تخمن|يستنتج|نستنتج|يقدر|نقدر|يحسب|نحسب ~2 كم|أقصى|أعلى ~2 مستعد|تدفع|ستدفع|تقبل|سعر|ثمن|مبلغ|ما ~4 دفعه|تدفعه|تدفع|لدفعه|لدفع|تقبله|تتحمله",
            "استعدادك|قدرتك|رغبتك للدفع|لدفع|على الدفع|دفع",
        ],
        &["لا|لن|ولا|ولن ~1 يخمن|نخمن|تخمن|يستنتج|نستنتج|يتوقع|نتوقع|يقدر|نقدر|يحسب|نحسب"],
    )),
];
