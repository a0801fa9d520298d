//! Words for hands outside the house, and for what they do with data (L-T1), in the three languages.

use super::Language;
use crate::lint::phrase::Lexicon;

/// How a language speaks of somebody outside who has a hand in it.
pub(in crate::lint) struct Parties {
    /// Names a sort of party.
    pub(in crate::lint) party: Lexicon,
    /// What a party does: behind it, or, where `whole_clause`, anywhere in its clause.
    pub(in crate::lint) does: Lexicon,
    /// What is done with a party: it stands behind, with a word of `to` between or none.
    pub(in crate::lint) gives: Lexicon,
    /// Words before a party by which it is any, and so nobody of the house.
    pub(in crate::lint) any: &'static [&'static str],
    /// Words before a party by which it is the reader's own.
    pub(in crate::lint) hers: &'static [&'static str],
    /// Says of a recipient that it is the only one.
    pub(in crate::lint) only: Lexicon,
    /// Whether a verb can stand anywhere in the clause.
    pub(in crate::lint) whole_clause: bool,
    /// Whether a party without an article is any.
    pub(in crate::lint) bare: bool,
}

/// The words of a language; none where there are none.
pub(in crate::lint) fn parties(language: Language) -> Option<&'static Parties> {
    match language {
        Language::English => Some(&ENGLISH),
        Language::German => Some(&GERMAN),
        Language::Arabic => Some(&ARABIC),
        Language::Other => None,
    }
}

/// Parts of words by which two texts speak of the same trade: a party and who is named for it.
pub(in crate::lint) const TRADES: &[&[&str]] = &[
    &[
        "call",
        "ring",
        "phone",
        "callcent",
        "telefon",
        "anruf",
        "ruft",
        "اتصال",
        "تتصل",
        "يتصل",
        "مكالم",
        "هاتف",
    ],
    &[
        "print",
        "post",
        "letter",
        "mail",
        "druck",
        "brief",
        "versand",
        "lettershop",
        "طبع",
        "مطبع",
        "طباع",
        "بريد",
        "رسا",
    ],
    &[
        "map",
        "rout",
        "draw",
        "kart",
        "strecke",
        "خريط",
        "خرايط",
        "ملاح",
    ],
    &[
        "deliver",
        "courier",
        "parcel",
        "post",
        "van",
        "brings",
        "liefer",
        "paket",
        "kurier",
        "spedit",
        "bringt",
        "توصيل",
        "توصل",
        "شحن",
        "طرود",
    ],
    &["insur", "cover", "versicher", "تامين"],
    &["film", "studio", "produ", "افلام", "انتاج"],
    &["list", "address", "adress", "قوايم", "عناوين"],
    &[
        "advert",
        "market",
        "campaign",
        "werb",
        "reklame",
        "اعلان",
        "تسويق",
        "دعايه",
    ],
    &[
        "research",
        "survey",
        "poll",
        "stud",
        "univers",
        "question",
        "marktforsch",
        "umfrag",
        "frag",
        "forsch",
        "institut",
        "بحث",
        "ابحاث",
        "بحوث",
        "دراسات",
        "جامعه",
        "استبيان",
        "استطلاع",
    ],
    &[
        "lab",
        "test",
        "sample",
        "labor",
        "prob",
        "مختبر",
        "تحليل",
        "تحاليل",
    ],
    &[
        "credit",
        "bank",
        "lend",
        "kredit",
        "auskunft",
        "schufa",
        "ايتمان",
        "تمويل",
        "بنك",
        "مصرف",
    ],
    &[
        "software",
        "cloud",
        "server",
        "comput",
        "host",
        "tech",
        "rechen",
        "technik",
        "برمجيات",
        "تقنيه",
        "خوادم",
        "سحاب",
    ],
];

static ENGLISH: Parties = Parties {
    party: Lexicon::new(
        &[
            "call|contact centre|center|centres|centers",
            "print|mail|mailing|delivery|courier|map|mapping|list|film|marketing|ad|ads|advertising|research|survey|polling|market|tech|technology|software|cloud|analytics|insurance|credit|travel|translation|design|data|toy|drug|record|food|outside|parcel|transport|security|phone|debt|cleaning|events ~1 firm|firms|company|companies|agency|agencies|maker|makers|house|studio|studios|bureau|shop|lab|institute|service|provider|contractor|business",
            "agency|agencies|printer|printers|courier|couriers|insurer|insurers|lender|lenders|broker|brokers|advertiser|advertisers|sponsor|sponsors|bureau|bureaus|subcontractor|subcontractors|freelancer|freelancers|consultancy|university|researchers|laboratory|lab|labs|startup|manufacturer|manufacturers|makers|wholesaler|wholesalers|recruiters|firm|firms",
        ],
        &[],
    ),
    does: Lexicon::new(
        &[
            "rings|calls|sees|see|gets|get|receives|receive|reads|read|prints|posts|packs|pays|pay|buys|buy|counts|checks|stores|keeps|holds|hosts|runs|asks|writes|delivers|texts|emails|mails|scores|matches|draws|sorts|works|plans|picks|phones|learns|learn|rates|sends|has|have|handles|looks|makes|ring|call|makes|analyses|brings|bring|collects|cuts|does|tests|test|tries",
        ],
        &[],
    ),
    gives: Lexicon::new(
        &[
            "pass|passes|passed|passing|give|gives|given|giving|send|sends|sent|sending|hand|hands|handed|sell|sells|sold|share|shares|shared|sharing|show|shows|shown|forward|forwards|report|reports|supply|supplies|goes|go|lend|lends|rent|rents|email|emails|post|posts|read|hire|hires|use|uses ~7 to|with",
            "tell|tells|show|shows|give|gives|let|lets|send|sends|sell|sells|hand|hands|pay|pays|ask|asks",
            "printed|rung|called|read|sent|posted|checked|delivered|drawn|run|stored|held|kept|packed|made|picked|done|handled|written|asked|counted|worked ~4 by|at|with|through",
        ],
        &[],
    ),
    any: &[
        "a", "an", "another", "other", "outside", "external", "some", "several", "two", "three",
        "many", "various", "any", "hired",
    ],
    hers: &["your", "you", "its", "their", "no", "his", "her"],
    only: Lexicon::new(
        &[
            "nobody|none else",
            "no ~1 one else",
            "nobody|none outside",
            "only",
        ],
        &[],
    ),
    whole_clause: false,
    bare: true,
};

static GERMAN: Parties = Parties {
    party: Lexicon::new(
        &[
            "*callcenter|callcentern|druckerei|druckereien|*druckerei|*agentur|*agenturen|paketdienst*|lieferdienst*|kurierdienst*|botendienst*|spedition|speditionen|versicherer|versicherern|marktforscher*|marktforschung*|meinungsforsch*|*institut|*dienstleister|*dienstleistern|*firma|*firmen|lettershop|hersteller|herstellern|filmproduz*|filmstudio*|filmemacher*|labor|labore|kartendienst*|adresshandler*|adressverlag*|werbetreibende*|auskunftei|auskunfteien|inkassoburo*|inkassofirma|ubersetzungsburo*|rechenzentrum|softwarehaus|subunternehme*|kreditgeber*|freiberufler*|dienstleistungsunternehmen",
            "fremdes|fremden|externes|externen|anderes|anderen unternehmen",
        ],
        &[],
    ),
    does: Lexicon::new(
        &[
            "ruft|rufen|druckt|drucken|sieht|sehen|bekommt|bekommen|erhalt|erhalten|liest|lesen|verschickt|verschicken|schickt|zahlt|zahlen|bezahlt|kauft|kaufen|zeichnet|fragt|fragen|pruft|rechnet|packt|speichert|lagert|wertet|bringt|liefert|liefern|fahrt|erledigt|ubernimmt|bearbeitet|stellt|sortiert|zahlt|telefoniert|wahlt|schreibt|schreiben|macht|erfahrt|erfahren|anruft|anrufen|auswertet|zustellt",
        ],
        &[],
    ),
    gives: Lexicon::new(
        &[
            "geben|gibt|gegeben|weitergegeben|reichen|reicht|leiten|leitet|schicken|schickt|geschickt|senden|sendet|gesendet|ubergeben|ubermitteln|ubermittelt|verkaufen|verkauft|zeigen|zeigt|gehen|geht|uberlassen|teilen|teilt|melden|meldet|liefern|nennen|nennt|beauftragen|lassen ~8 an|mit|von|einem|einer",
            "gedruckt|angerufen|gelesen|verschickt|ausgewertet|gespeichert|geliefert|gepackt|gezeichnet|bezahlt",
        ],
        &[],
    ),
    any: &[
        "ein",
        "eine",
        "einer",
        "einem",
        "einen",
        "andere",
        "anderen",
        "anderer",
        "fremde",
        "fremden",
        "externe",
        "externen",
        "externer",
        "mehrere",
        "mehreren",
        "zwei",
        "drei",
        "beauftragte",
        "beauftragten",
    ],
    hers: &[
        "ihre", "ihrer", "ihr", "ihrem", "ihren", "deine", "deiner", "deinem", "kein", "keine",
        "keiner", "keinem", "keinen",
    ],
    only: Lexicon::new(&["niemand sonst|ausserhalb", "sonst niemand", "nur"], &[]),
    whole_clause: true,
    bare: true,
};

static ARABIC: Parties = Parties {
    party: Lexicon::new(
        &[
            "شركة|لشركة|بشركة|شركات|لشركات|وكالة|لوكالة|وكالات|مؤسسة|لمؤسسة|مكتب|لمكتب|مكاتب توصيل|تأمين|أبحاث|بحوث|تسويق|إعلان|إعلانات|دعاية|طباعة|شحن|خرائط|بريد|اتصالات|ائتمان|تمويل|استطلاع|استطلاعات|دراسات|برمجيات|ترجمة|أفلام|تحصيل|نقل|قوائم|سفر|أخرى|خارجية|تحليل",
            "مركز|لمركز|مراكز|لمراكز اتصال|اتصالات|أبحاث|بحوث|دراسات",
            "مطبعة|لمطبعة|مطابع|لمطابع|مختبر|لمختبر|معلنين|للمعلنين|المعلنين|معلنون|المعلنون|سماسرة|وسطاء|منتجي|لمنتجي|صناع|لصناع",
            "جهة|لجهة|جهات|لجهات أخرى|خارجية",
        ],
        &[],
    ),
    does: Lexicon::new(
        &[
            "تتصل|يتصل|تطبع|يطبع|تقرأ|يقرأ|ترى|يرى|تتسلم|تستلم|يستلم|يتسلم|تحصل|يحصل|تدفع|يدفع|ترسم|يرسم|تحفظ|يحفظ|ترسل|يرسل|توصل|يوصل|تحلل|يحلل|تسأل|يسأل|تعرف|يعرف|تشتري|يشتري|تختار|تفحص|يفحص|تكتب|تجمع|تعد|تتولى|يتولى|تطلع|يطلع",
        ],
        &[],
    ),
    gives: Lexicon::new(
        &[
            "نعطي|نرسل|نسلم|نشارك|نمرر|نبيع|نقدم|ننقل|نحيل|نخبر|نطلع|نعطيها|نرسلها|نسلمها|نشاركها|نمررها|نرسله|نسلمه|نمرره|يرسل|يرسلها|تعطى|ترسل|تسلم|تنقل|تمرر|تذهب|يذهب|نستعين|نكلف|عبر|عن",
        ],
        &[],
    ),
    any: &["اي", "بعض", "احدي", "عده"],
    hers: &["لا", "اي"],
    only: Lexicon::new(
        &["لا أحد ~1 غيره|غيرها|غيرنا|سواها|سواه|خارج|من", "فقط"],
        &[],
    ),
    whole_clause: true,
    bare: true,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::letters::fold;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_word_is_spelled_as_it_is_looked_for() {
        for tables in [&ENGLISH, &GERMAN, &ARABIC] {
            for lexicon in [&tables.party, &tables.does, &tables.gives, &tables.only] {
                assert_eq!(misspelled(lexicon), [""; 0]);
            }
            for word in tables.any.iter().chain(tables.hers) {
                assert_eq!(fold(word), *word);
            }
        }
        for word in TRADES.iter().copied().flatten() {
            assert_eq!(fold(word), *word);
        }
    }
}
