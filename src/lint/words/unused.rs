//! Words by which a text says that data is used no more, and nothing else (L-E1). Written as folding leaves them;
//! a line stands between two of them, and a star for any ending.

use super::Language;

/// How a language says that the use ends.
pub(in crate::lint) struct Unused {
    /// Before what is hers.
    pub(in crate::lint) your: &'static str,
    /// The reader, as who can do something no more.
    pub(in crate::lint) her: &'static str,
    /// What is done to data to use it.
    pub(in crate::lint) reads: &'static str,
    /// What is done to a record that is used no more.
    pub(in crate::lint) closes: &'static str,
    /// What data is kept in.
    pub(in crate::lint) records: &'static str,
    /// What is hers whatever the data is.
    pub(in crate::lint) owned: &'static str,
    /// Begins what comes of it.
    pub(in crate::lint) consequence: &'static str,
    /// "Without", and whom.
    pub(in crate::lint) without: &'static str,
    pub(in crate::lint) alone: &'static str,
    /// Both in one word.
    pub(in crate::lint) without_her: &'static str,
    /// Verbs of making and going on.
    pub(in crate::lint) made: &'static str,
    /// "Only", and the small thing that is enough.
    pub(in crate::lint) only: &'static str,
    pub(in crate::lint) asks: &'static str,
    /// What makes it a burden after all.
    pub(in crate::lint) burden: &'static str,
    /// Verbs of finding out, and what begins the thing found out.
    pub(in crate::lint) tells: &'static str,
    pub(in crate::lint) whether: &'static str,
    /// A price, and that it is lower.
    pub(in crate::lint) lower: &'static str,
    pub(in crate::lint) price: &'static str,
}

/// The words of a language; none where it has no tables.
pub(in crate::lint) fn unused(language: Language) -> Option<&'static Unused> {
    match language {
        Language::English => Some(&ENGLISH),
        Language::German => Some(&GERMAN),
        Language::Arabic => Some(&ARABIC),
        Language::Other => None,
    }
}

static ENGLISH: Unused = Unused {
    your: "your",
    her: "you|you'll|you're|yourself|customers|members|guests|patients",
    reads: "open|opens|opened|opening|read|reads|reading|see|sees|seen|look|looks|looked|looking|view|views|viewed|use|uses|used|using|check|checks|checked|study|studies|studied|scan|scans|load|loads|loaded|search|searches|touch|touches|access|accesses|sort|sorts|compare|compares|compared|count|counts|counted|learn|learns|knows|know",
    closes: "close|closes|closed|shut|shuts|clear|clears|empty|empties|shred|shreds|bin|bins|delete|deletes|erase|erases|lock|locks|put|puts|lay|lays|file|files|take|takes|cross|crosses|strike|strikes|tear|tears|remove|removes|drop|drops|lose|loses",
    records: "list|lists|file|files|folder|folders|record|records|history|log|logs|page|pages|sheet|sheets|notes|note|data|copy|copies|profile|readings|entries|entry|details|figures|table|spreadsheet|index|printout|printouts|them|it",
    owned: "account|accounts|contract|contracts|membership|memberships|policy|seat|seats|warranty|guarantee|claim|claims|case|application|login|wallet|refund|refunds|parcel|parcels|door|doors|gate|locker|ticket|tickets|complaint|complaints|waiting|discount|discounts|points|balance|support|help",
    consequence: "so|when|whenever|if|unless|which|therefore|meaning|then|until|late|slower|longer-term",
    without: "without",
    alone: "you|her|him",
    without_her: "",
    made: "built|made|drawn|trained|taught|worked|works|work|run|runs|go|goes|counted|counts|picks|picked|learn|learns|sorts|sorted|start|starts|compares|compared|continues|continue|written|printed|comes|formed|planned",
    only: "only|just|simply|all",
    asks: "call|ring|phone|ask|tell|say|email|write|text|look|speak|knock|drop|message",
    burden: "again|each|every|first|fee|pay|person|within|before|form|sign|prove|proof|reason|explain|why|queue|wait|days|hours|premium|keep|off|stop|leave",
    tells: "tell|tells|told|say|says|see|sees|check|checks|look|looks|find|finds|show|shows|know|knows|ask|asks|works|work|tests|test|hear|learn",
    whether: "if|whether",
    lower: "lower|cheaper|smaller|less|reduced",
    price: "rate|rates|price|prices|fee|fees|fare|fares|tariff|tariffs|cost|costs|bill|bills|premium|premiums|rent|interest|charge|charges|instalment|instalments",
};

static GERMAN: Unused = Unused {
    your: "ihr|ihre|ihren|ihrem|ihrer|dein|deine|deinen|deinem|deiner|eure|euren",
    her: "du|kunden|mitglieder|gaste|patienten",
    reads: "offn*|geoffnet|lies*|lesen|gelesen|sieht|sehen|seht|gesehen|einsehen|einsieht|eingesehen|ansehen|angesehen|ansieht|schau*|anschau*|angeschaut|nutz*|genutzt|benutz*|verwend*|aufruf*|aufgerufen|abruf*|abgerufen|ruft|rufen|auswert*|ausgewertet|wertet|werten|kenn*|zugreif*|greift|greifen|pruf*|gepruft|durchgeh*|blatter*|durchsuch*|durchsucht|vergleich*|verglichen|lern*|liest|laden|ladt|geladen|zugriff",
    closes: "schliess*|geschlossen|leer*|geleert|vernicht*|losch*|geloscht|streich*|gestrichen|leg*|raum*|entfern*|wirft|werfen",
    records: "liste|listen|akte|akten|mappe|ordner|datei|dateien|kartei|verlauf|protokoll|seite|seiten|ubersicht|notizen|daten|angaben|kopie|kopien|profil|messwerte|tabelle|blatt|zettel|eintrag|eintrage|einsicht|ausdruck",
    owned: "konto*|vertrag*|mitgliedschaft*|garantie*|versicherung*|anspruch|antrag|platz|platze|ticket*|paket*|tur|tor|schrank|fall|beschwerde*|guthaben|punkte|rabatt*|warteliste|hilfe",
    consequence: "sodass|damit|deshalb|darum|daher|wenn|falls|weshalb|bis|sonst|spater|langsamer",
    without: "ohne",
    alone: "dich|sie|euch|ihnen",
    without_her: "",
    made: "gebaut|gemacht|lauft|laufen|arbeitet|arbeiten|rechnet|rechnen|lernt|lernen|geht|gehen|entsteht|entstehen|gezeichnet|trainiert|berechnet|zahlt|zahlen|wahlt|sucht|vergleicht|gedruckt|geschrieben|geplant|startet|kommt|gebildet|erstellt|auskommt|weiter",
    only: "nur|bloss|einfach|lediglich",
    asks: "anrufen|anrufst|fragen|fragst|klingeln|sagen|melden|schreiben|vorbeischauen|ansprechen|rufen|mailen|nachfragen",
    burden: "wieder|erneut|jedes|jeden|jede|zuerst|gebuhr*|zahl*|personlich|innerhalb|binnen|formular|unterschr*|nachweis*|grund|warum|warten|warteschlange|ausschalten|abmelden|kundigen|behalten|schriftlich",
    tells: "sag*|sieht|sehen|pruf*|schau*|zeig*|weiss|frag*|erfahr*|rechn*|test*|meld*",
    whether: "ob",
    lower: "niedriger*|gunstiger*|billiger*|kleiner*|geringer*|weniger",
    price: "rate|raten|preis*|gebuhr*|tarif*|kosten|rechnung|beitrag|beitrage|miete|zins*|abschlag*|pramie*",
};

static ARABIC: Unused = Unused {
    your: "",
    her: "انت|يمكنك|بامكانك|تستطيع|تستطيعين|لك|العملاء|الزباين|الاعضاء",
    reads: "نفتح|يفتح|تفتح|نقرا|يقرا|تقرا|ننظر|ينظر|تنظر|نطلع|يطلع|تطلع|نري|يري|تري|نستخدم|يستخدم|تستخدم|نستعمل|يستعمل|تستعمل|نراجع|يراجع|تراجع|فتح|قراءه|النظر|الاطلاع|استخدام|نبحث|يبحث|نتصفح|يتصفح|تتصفح|نقارن|يقارن|تقارن|نحسب|يحسب|نلمس|يعرف|نعرف|رويه",
    closes: "نغلق|يغلق|تغلق|نطوي|يطوي|تطوي|نمحو|يمحو|تمحو|نحذف|يحذف|تحذف|نمزق|نمسح|يمسح|تمسح|ونغلق|وتغلق|ويغلق",
    records: "قايمه|القايمه|سجل|السجل|سجلك|ملف|الملف|ملفك|صفحه|الصفحه|دفتر|بيانات|بياناتك|البيانات|نسخه|النسخه|كشف|الكشف|جدول|ارقام",
    owned: "حساب*|الحساب|عقد*|العقد|عضوي*|العضويه|بطاق*|ضمان*|اشتراك*|مقعد*|نقاط*|رصيد*|خصم*|شكوا*|باب|الباب|خدمه|الخدمه",
    consequence: "لذلك|فتضطر|فتدفع|اذا|حين|عندما|حتي|فتنتظر|لكي|فلا",
    without: "دون|بدون|بلا",
    alone: "بياناتك|مشاركتك",
    without_her: "بدونك|دونك",
    made: "يبني|تبني|نبني|يعمل|تعمل|نعمل|يستمر|تستمر|يمضي|تمضي|يتعلم|يحسب|تحسب|نحسب|يرسم|ترسم|نرسم|يختار|تختار|نختار|يصنع|نصنع|يسير|تسير|يصدر|تصدر",
    only: "فقط|يكفي|سوي|مجرد|الا",
    asks: "اتصل|تتصل|الاتصال|اسال|تسال|السوال|تطلب|اطلب|تقول|اكتب|تكتب|تمر|مكالمه|اتصال|سوال",
    burden: "مجددا|كل|رسوم|رسوما|تدفع|شخصيا|توقيع|نموذج|سبب|السبب|تنتظر|خلال|اثبات|كتابيا|لايقاف|الغاء|ايقاف",
    tells: "نخبرك|تخبرك|يخبرك|نقول|تقول|يقول|نري|يري|تري|نفحص|يفحص|تفحص|نعرف|تعرف|يعرف|نبحث|نبين|يبين|تبين",
    whether: "ان|اذا|هل|بان",
    lower: "اقل|ارخص|ادني|اخفض",
    price: "سعر|السعر|رسوم|قسط|فايده|الفايده|نسبه|تعرفه|فاتوره|ثمن|كلفه",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::letters::fold;

    #[test]
    fn every_word_is_written_as_folding_leaves_it() {
        for words in [&ENGLISH, &GERMAN, &ARABIC] {
            let lists = [
                words.your,
                words.her,
                words.reads,
                words.closes,
                words.records,
                words.owned,
                words.consequence,
                words.without,
                words.alone,
                words.without_her,
                words.made,
                words.only,
                words.asks,
                words.burden,
                words.tells,
                words.whether,
                words.lower,
                words.price,
            ];
            for word in lists.into_iter().flat_map(|list| list.split('|')) {
                let word = word.trim_end_matches('*');
                assert_eq!(fold(word), word);
            }
        }
    }
}
