//! Words by which a text says why something is as it is: because of the no, because something else happens, or
//! because a rule has it so (L-E1).

use super::{Language, Lexicon};

/// What a language marks a consequence, another cause and a rule with.
pub(in crate::lint) struct Marks {
    /// Says that it is another way then than before.
    pub(in crate::lint) change: Lexicon,
    /// Says it alone, in a text of what stays.
    pub(in crate::lint) then: Lexicon,
    /// Verbs of change, which schedules and rules have too.
    pub(in crate::lint) turns: Lexicon,
    /// Says that it is less, or later, than something.
    pub(in crate::lint) less: Lexicon,
    /// Begins the clause of a cause: "if it rains".
    pub(in crate::lint) cause: &'static [&'static str],
    /// Says who has it so, whatever anybody answers: the law, a sign, a fire brigade.
    pub(in crate::lint) rule: Lexicon,
    /// Says in a sentence of its own that the one before is no news.
    pub(in crate::lint) no_news: Lexicon,
    /// Says that it could not be made without the data.
    pub(in crate::lint) made_of_it: Lexicon,
    /// What a "than" is followed by where two times or two sorts of people are compared, and not two goods.
    pub(in crate::lint) measures: &'static [&'static str],
    /// What has an end of its own: leaving it is not leaving the exchange.
    pub(in crate::lint) bonds: &'static [&'static str],
    /// Says that it ends at its own time.
    pub(in crate::lint) bond_ends: Lexicon,
    /// Words for what is so on most days.
    pub(in crate::lint) habit: &'static [&'static str],
    /// What belongs to somebody or is done for her in any trade, whatever she answers.
    pub(in crate::lint) goods: Lexicon,
    /// Words for the reader.
    pub(in crate::lint) whom: &'static [&'static str],
    /// Endings of words that are hers.
    pub(in crate::lint) hers: &'static [&'static str],
}

/// The marks of a language.
pub(in crate::lint) fn marks(language: Language) -> &'static Marks {
    match language {
        Language::German => &GERMAN,
        Language::Arabic => &ARABIC,
        Language::English | Language::Other => &ENGLISH,
    }
}

static ENGLISH: Marks = Marks {
    change: Lexicon::new(
        &[
            "then|instead|otherwise|thereafter|henceforth|anymore|hence|afterwards",
            "from ~1 then|now|that|there on|onwards|moment",
            "no|not|*n't ~4 longer|anymore",
            "will|would|'ll|you'll|we'll|it'll|they'll|you'd|we'd|won't|shall",
            "down from",
            // What was there is not any more; a schedule says none of these.
            "is|are|be ~1 gone|void|forfeited|wiped|revoked|withdrawn|frozen|halved|downgraded",
            "rather than # _",
            "and|but not #",
            "but|except|though ~1 we|you|your|only|the",
            "goes|go|ends|end|is|are|gone|dark|off ~2 too|also|with|along$",
            "as well$",
            "together|along with it|them|this",
            "and ~1 so do|does|is|are|will",
            // Whoever says no is told apart from the rest.
            "the rest|others",
            "which|that|than ~1 others|everybody|everyone|members",
            "@crowd|those|anyone|homes|houses|accounts|cards ~1 who|that|whose|with|without|on",
            "with|without ~1 the|this|it app|text|texts|email|emails|list|it|this|$",
            "to begin with",
            "no such _",
            "if|when|unless ~1 we|he|she|nobody ~2 not|*n't|no|have|must|never",
            "for ~2 @crowd|those|others|whoever ~1 we|who|that|with|without|whose",
            "# ~6 if ~4 not|*n't|no|have|has|must|never",
            "as ~1 a result|consequence",
            // It is done to the reader.
            "we|we'll|we'd|they|shop|bank|computer ~3 _ you|your",
            "you|you'll|you're ~3 put|moved|placed|sent|switched|turned|left|made",
        ],
        &[
            "no more|less than",
            "will|would not",
            "no _ ~2 change|changes",
            "who|that|whose ~1 like|asks|ask|comes|come|arrives|needs|need|wish",
        ],
    ),
    then: Lexicon::new(
        &[
            "then|thereafter|henceforth ~1 _",
            "instead|otherwise$",
            "from ~1 then ~1 on",
        ],
        &["now|and|only|by|until|since then", "then|than ~2 or|and"],
    ),
    turns: Lexicon::new(
        &[
            "becomes|turns ~3 _",
            "rises|climbs|increases|doubles|jumps|falls|drops|sinks|shrinks|moves|moved|switches|switched|returns|reverts|slips|changes",
            "go|goes|moved|put|set|switched|placed|sent ~1 up|down|back|into|onto|in|on",
            "is|are|be|being|gets ~2 @undone|charged|billed|taken|kept|deducted|added|reviewed|reconsidered|reassessed|payable|due",
            "lapse|lapses|expires|ends|stops|ceases|closes|lose|loses|forfeit|forfeits|halves",
        ],
        &[],
    ),
    less: Lexicon::new(
        &[
            "back ~1 to|on",
            "more|less|later|longer|slower|higher|lower|fewer|worse|dearer|shorter|smaller|last|extra|half|double|only|full|alone|last|standard|basic",
        ],
        &[],
    ),
    cause: &[
        "if", "when", "should", "once", "whenever", "unless", "because",
    ],
    rule: Lexicon::new(
        &[
            "by|under|as law|statute|contract",
            "law|laws|rule|rules|regulation|regulations|statute|act|code|council|brigade|police|court|courts|sign|licence|regulator|government|state|city|tax|insurer|authority|contract|lease|policy|tariff ~2 say|says|said|ask|asks|want|wants|has|have|sets|set|require|requires|demand|demands|allow|allows|so|fixes|forbids|forbid|bans|ban",
            "as ~5 says|say|asks|ask|have|has|wants|want|requires|demands|sets ~1 it|so|$",
            "for ~1 safety|hygiene",
            // She may, and need not.
            "if|whenever|when|as ~1 you ~1 want|like|wish|choose|prefer",
            // What she had before the exchange, she has again.
            "you|it|we ~2 had|paid|was|were ~1 before",
            "on ~1 the sign|door|board|notice|wall",
            "printed|written|stands ~1 on|in|at ~1 the|your|every _",
        ],
        &[],
    ),
    no_news: Lexicon::new(
        &[
            "unchanged|unaffected|untouched",
            "no|nothing|not|never|*n't ~2 change|changes|changed|new|different|about",
            "as ~1 before|ever|now|always|usual|today",
            "has|have ~1 always",
            "same ~2 for|as ~2 everyone|everybody|all|before|ever",
        ],
        &[],
    ),
    made_of_it: Lexicon::new(
        &[
            "since|because|as|for ~1 without ~6 nothing|no|none|cannot|can't|not|nobody",
            "since|because|as ~4 made|comes|come|drawn|built|worked|taken|counted|picked|set ~2 from|of|out|by",
            "nothing to ~1 _ ~1 without|from|by|with",
        ],
        &[],
    ),
    measures: &[
        "now",
        "before",
        "today",
        "usual",
        "normal",
        "others",
        "other",
        "everyone",
        "everybody",
        "those",
        "people",
        "members",
        "customers",
        "you",
        "your",
        "yours",
        "planned",
        "agreed",
        "promised",
        "ever",
        "with",
        "if",
        "the",
        "most",
        "anyone",
        "neighbours",
        "guests",
        "patients",
        "drivers",
        "readers",
        "it",
        "they",
        "them",
        "us",
    ],
    bonds: &[
        "membership",
        "contract",
        "tenancy",
        "lease",
        "policy",
        "subscription",
        "account",
        "plan",
        "ticket",
        "licence",
        "loan",
        "course",
        "job",
        "booking",
        "stay",
        "tariff",
        "cover",
        "season",
        "rental",
        "agreement",
    ],
    bond_ends: Lexicon::new(
        &[
            "until|till|when|once|after ~1 contract|plan|lease|membership|policy|subscription|tenancy|term|course|agreement|booking|stay ~1 end|ends|ended|over|expires|expired|runs|up|finishes|closes",
            "until|till|after|at|with the end of ~1 contract|plan|lease|membership|policy|subscription|tenancy|term|course|agreement|booking|stay",
        ],
        &[],
    ),
    habit: &[
        "tend", "tends", "usually", "often", "mostly", "normally", "most", "mainly",
    ],
    goods: Lexicon::new(
        &[
            "@thing|@crowd|wait|waits|help|heating|water|gas|power|room|rooms|bed|table|place|places|spot|door|gate|pool|sauna|court|lift|bus|train|lessons|lesson|loans|meals|food|hours|repair|money|cash|debt|rent|lease|contract|care|nurse|doctor",
        ],
        &[],
    ),
    whom: &[
        "you", "your", "yours", "you'll", "you're", "you'd", "you've", "yourself",
    ],
    hers: &[],
};

static GERMAN: Marks = Marks {
    change: Lexicon::new(
        &[
            "dann|danach|damit|mit|sonst|kunftig|ansonsten|andernfalls|stattdessen|statt|wieder|nun|fortan|ab|dadurch|daraufhin",
            "nicht|kein*|nie ~4 mehr|langer",
            "wird|werden|wurde|wurden|wirst|werdet|rutsch*|ruck*|hinten|hin|nach|aber|auch|lauft|beginnt|beginnen|verschwindet|streichen|nehmen|kurzen|kundigen|sperren|drosseln|loschen|geht|gehen",
            "steigt|steigen|sinkt|sinken|fallt|fallen|andert|andern|wechselt|wechseln|endet|enden|erlischt|erloschen|verfallt|verfallen|entfallt|entfallen|verlier*|halbier*|verdoppel*|rutscht|ruckt|gilt|gelten|zuruck",
        ],
        &[],
    ),
    then: Lexicon::new(
        &["dann|danach|fortan|kunftig|ansonsten|andernfalls|stattdessen"],
        &["und|bis|auch|selbst dann"],
    ),
    turns: Lexicon::new(&[], &[]),
    less: Lexicon::new(
        &[
            "mehr|weniger|spater|langer|langsamer|hoher*|niedriger*|schlechter*|teurer|kurzer*|kleiner*|zuletzt|nur|voll*|doppelt*|halb*|extra|ohne|zuerst|als|an",
        ],
        &[],
    ),
    cause: &[
        "wenn", "falls", "sollte", "sobald", "nachdem", "wer", "bis", "bevor", "weil",
    ],
    rule: Lexicon::new(
        &[
            "gesetz*|vorschrift*|hausordnung|satzung|brandschutz|feuerwehr|polizei|gericht|stadt|behorde|schild|aushang|vertrag|tarif|finanzamt|steuer ~4 will|verlangt|sagt|steht|so|es|schreibt|fordert|erlaubt|verbietet",
            "wie|laut|nach|per ~2 gesetz*|vorschrift*|hausordnung|satzung|feuerwehr|schild|aushang|vertrag|tarif",
            "steht|stehen ~2 am|im|an|auf|in ~1 schild|aushang|vertrag|tur|ticket|tafel",
        ],
        &[],
    ),
    no_news: Lexicon::new(
        &[
            "nicht|nichts|kein* ~2 neu|neues|andert|andern|geandert|anders",
            "unverandert|gleich|unberuhrt",
            "wie ~1 immer|bisher|zuvor|vorher|heute|bislang",
        ],
        &[],
    ),
    made_of_it: Lexicon::new(
        &[
            "weil|da|denn ~1 ohne ~6 nichts|kein*|nicht|niemand",
            "weil|da|denn ~4 aus|von ~3 gemacht|berechnet|gewahlt|gezahlt|stammt|entsteht",
        ],
        &[],
    ),
    measures: &[
        "jetzt",
        "bisher",
        "heute",
        "zuvor",
        "vorher",
        "sonst",
        "andere",
        "anderen",
        "alle",
        "sie",
        "ihre",
        "ihr",
        "kunden",
        "mitglieder",
        "nachbarn",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "wer",
        "wenn",
        "mit",
        "ublich",
    ],
    bonds: &[
        "mitgliedschaft",
        "vertrag",
        "mietvertrag",
        "abo",
        "abonnement",
        "konto",
        "tarif",
        "versicherung",
        "kurs",
        "buchung",
        "kredit",
        "miete",
        "karte",
        "police",
    ],
    bond_ends: Lexicon::new(
        &[
            "bis|wenn|sobald|nachdem ~1 vertrag|*vertrag|mitgliedschaft|abo|abonnement|miete|kurs|versicherung|buchung|aufenthalt ~2 endet|enden|auslauft|ablauft|abgelaufen|vorbei|ausgelaufen|geendet|ende",
            "bis|nach|mit|zum ~1 ende ~1 vertrags|vertrages|mitgliedschaft|abos|abonnements|miete|kurses|versicherung|aufenthalts|mietvertrags",
        ],
        &[],
    ),
    habit: &[
        "meist",
        "meistens",
        "oft",
        "oftmals",
        "normalerweise",
        "fast",
    ],
    goods: Lexicon::new(
        &[
            "@konto|@dienst|@kunde|*karte|*rabatt|*punkte|*platz|*platze|*konto|*schutz|*garantie|*versicherung|*service|*dienst|*lieferung|*versand|*vertrag|*tarif|*preis|*preise|*gebuhr|*gebuhren|*zugang|*termin|*termine|*abo|sauna|bad|kurs|kurse|parkplatz|fach|spind|schlussel|wasser|heizung|strom|telefon|bus|bahn|aufzug|hof|zimmer|essen|geld|miete|pflege|arzt|rechte|recht",
        ],
        &[],
    ),
    whom: &[
        "sie", "ihr", "ihre", "ihren", "ihrem", "ihrer", "ihres", "ihnen", "du", "dein", "deine",
        "deinen", "deinem", "deiner", "dir", "dich", "euch", "euer", "eure",
    ],
    hers: &[],
};

static ARABIC: Marks = Marks {
    change: Lexicon::new(
        &[
            "عندئذ|بعدها|حينها|عندها|حينئذ|بدلا|والا|مجددا|ثانيه",
            "يصبح|تصبح|ستصبح|سيصبح|يعود|تعود|ينتقل|تنتقل|ترتفع|يرتفع|تنخفض|ينخفض|يتغير|تتغير",
            "لن|سوف|لم|لا ~3 يعد|تعد|بعد|يعود|تعود",
            "لن",
            // Whoever says no is told apart from the rest.
            "لمن|للذين|غيرك|لغيرك|الاخرين|الاخري|بلا|بغير|بدون|دون|لا|لم",
            "سوف|سيتم|ستخسر|ستفقد|ستدفع|ستنتظر|سيغلق|ستغلق|سنغلق|سيلغي|ستلغي|سنلغي|سيحذف|ستحذف|سنحذف|ستعود|سيعود|سترتفع|سيرتفع|سيتاخر|ستتاخر|ستنتهي|سينتهي|تدفع|تنتظر|نلغي|نغلق|نحذف|نقلل|نرفع",
            "تضاف|يضاف|تصير|يصير|يتاخر|تتاخر|يعطي|تعطي|عليك|اذا",
            "يلغي|تلغي|يغلق|تغلق|يسقط|تسقط|يضيع|تضيع|ينتهي|تنتهي|تفقد|يفقد|تخسر|يخسر|يتوقف|تتوقف|يحذف|تحذف",
        ],
        &[],
    ),
    then: Lexicon::new(&["عندئذ|بعدها|حينها|عندها|حينئذ|والا|بدلا"], &[]),
    turns: Lexicon::new(&[], &[]),
    less: Lexicon::new(
        &["اكثر|اقل|اطول|ابطا|اعلي|ادني|اسوا|متاخر*|فقط|نصف|ضعف|كامل*|اخر|دون|بدون"],
        &[],
    ),
    cause: &["اذا", "عندما", "لو", "حين", "بعد", "كلما", "حتي"],
    rule: Lexicon::new(
        &[
            "حسب|بموجب|وفق|بحكم|كما ~2 القانون|العقد|اللوائح|النظام|اللوحه|التعرفه",
            "القانون|العقد|الشرطه|البلديه|اللوائح ~2 يقول|يطلب|تطلب|يفرض|تفرض|يحدد|تحدد|يمنع|تمنع",
        ],
        &[],
    ),
    no_news: Lexicon::new(
        &[
            "لا|لم|لن ~2 يتغير|تتغير|جديد|شيء",
            "كما ~2 كان|كانت|هو|هي|السابق",
            "دون تغيير",
        ],
        &[],
    ),
    made_of_it: Lexicon::new(&["لان*|فمن|اذ ~2 بدون|دون|بغير ~5 لا|ليس|لن|شيء"], &[]),
    measures: &[
        "الان",
        "قبل",
        "السابق",
        "المعتاد",
        "غيرك",
        "الاخرين",
        "الجميع",
        "من",
        "ما",
        "العملاء",
        "الاعضاء",
        "جيرانك",
    ],
    bonds: &[
        "عضويتك",
        "العضويه",
        "عقدك",
        "العقد",
        "اشتراكك",
        "حسابك",
        "الحساب",
        "الايجار",
        "وثيقتك",
        "القرض",
    ],
    bond_ends: Lexicon::new(
        &[
            "حتى|عند|عندما|متى|بعد|حين ~1 ينتهي|تنتهي|انتهاء|انتهى|نهاية|ينقضي|تنقضي|يتم ~1 عقدك|العقد|اشتراكك|الاشتراك|عضويتك|العضوية|الإيجار|إيجارك|وثيقتك|الدورة|إقامتك",
        ],
        &[],
    ),
    habit: &["عاده", "غالبا", "احيانا"],
    goods: Lexicon::new(
        &[
            "بطاقة|البطاقة|بطاقات|نقاط|النقاط|رصيد|الرصيد|حساب|الحساب|خدمة|الخدمة|خدمات|الخدمات|توصيل|التوصيل|ضمان|الضمان|اشتراك|الاشتراك|عضوية|العضوية|خصم|الخصم|موعد|الموعد|مواعيد|حجز|الحجز|مقعد|المقعد|سعر|الأسعار|السعر|رسوم|الرسوم|دعم|الدعم|صيانة|الصيانة|إرجاع|الإرجاع|استبدال|الاستبدال|مسبح|المسبح|قاعة|القاعة|ماء|الماء|كهرباء|الكهرباء|غرفة|الغرفة|علاج|العلاج|دين|قرض|القرض|تأمين|التأمين|دخول|الدخول|باب|الباب|انتظار|الانتظار|دور|الدور",
        ],
        &[],
    ),
    whom: &["انت", "لك", "منك", "عندك", "عليك", "لكم", "منكم"],
    hers: &["ك", "كم"],
};
