//! Words by which a benefit cannot be had by most, or cannot be seen by anybody (L-V1, L-F1), and by
//! which what is earned is taken (L-E1). Word lists are written as folding leaves them; a line stands
//! between two words, and a star for any beginning or ending.
//!
//! From the Unfair Commercial Practices Directive, Annex I, points 5 and 19 (what few or none can have), Article
//! 6(1)(b) (results to be expected), and GDPR recital 42 (without detriment).

use super::Language;
use crate::lint::phrase::Lexicon;

/// What a language says of these.
pub(in crate::lint) struct Shaky {
    /// Only the first of many gets it.
    pub(in crate::lint) top: Lexicon,
    /// Something is promised for certain, or to everybody.
    pub(in crate::lint) promise: Lexicon,
    /// What somebody does, and is counted, as it stands behind a number.
    pub(in crate::lint) deeds: &'static str,
    /// A number of these is a condition.
    pub(in crate::lint) conditions: &'static str,
    /// Times, each with the most that people do in it.
    pub(in crate::lint) spans: [(&'static str, f64); 3],
    /// Words for how something feels.
    pub(in crate::lint) mood: &'static str,
    /// What only feels so, and is no thing.
    pub(in crate::lint) abstracts: &'static str,
    /// What people earn and keep.
    pub(in crate::lint) assets: &'static str,
    /// Takes it away.
    pub(in crate::lint) wipes: &'static str,
    /// What is hers goes to somebody else.
    pub(in crate::lint) given: Lexicon,
    /// Says that the data is worth nothing.
    pub(in crate::lint) worthless: Lexicon,
    /// A machine says yes or no to somebody.
    pub(in crate::lint) rules: Lexicon,
    /// Somebody, beside the house as a whole.
    pub(in crate::lint) people: &'static str,
}

/// The words of a language; none where there are none.
pub(in crate::lint) fn shaky(language: Language) -> Option<&'static Shaky> {
    match language {
        Language::English => Some(&ENGLISH),
        Language::German => Some(&GERMAN),
        Language::Arabic => Some(&ARABIC),
        Language::Other => None,
    }
}

static ENGLISH: Shaky = Shaky {
    top: Lexicon::new(
        &[
            "only|just ~1 the|our|a ~2 one|single|top|best|first|fastest|highest|busiest|biggest|winner|winners|leader|leading|champion ~10 get|gets|receive|receives|earn|earns|collect|collects|paid|has|have|wins|win|qualifies|qualify|can|will",
            "go|goes|given|paid|sent|awarded|belongs|reserved ~2 to|for ~1 the|whoever|one ~2 top|best|winner|winners|first|fastest|highest|leader|leading|champion|comes|finishes|scores|spends|wins",
            "only|just ~1 whoever|who|those|players|customers|members|guests|runners ~1 who|that ~2 win|wins|beat|beats|top|tops|lead|leads|finish|finishes|rank|ranks|place|places ~3 _",
            "one in ~1 a thousand|million|hundred|#",
            "get|gets|receive|receives|earn|earns|paid ~6 only|just ~1 if|when|once ~2 you ~2 win|beat|top|lead|finish|rank|place",
        ],
        &[
            "no|not|never ~3 only|just",
            "only the first|top name|names|line|page|letter|letters|part|half|floor",
        ],
    ),
    promise: Lexicon::new(
        &[
            "zero|nil|no ~1 bill|bills|costs|rent|debt|debts ~4 guarantee*|promise*|everyone|everybody|every|each|all|always",
            "guarantee*|promise*|sure|certain ~8 zero|nothing|nil|nought|everyone|everybody|nobody|never|always|all|double|doubled|half|halved|win|cure|cured",
            "that's|is a ~1 promise",
            "we promise ~2 you|that|_",
            "# ~1 kilos|kilo|kg|pounds|stone|inches ~1 less|lighter|off|gone|lost|thinner",
            "every|each|all ~2 home|household|customer|customers|member|members|guest|player|family|families|reader|patient|student ~6 zero|nothing|free|double|half|guaranteed|certain",
            "bill|bills|rent|debt|debts|cost|costs ~3 is|are|be|becomes|become|falls|fall|drops|drop|comes|goes|down|shrinks|to ~3 zero|nil|nought|nothing",
        ],
        &[
            "no|not|never|cannot|can't ~2 guarantee*|promise*",
            "guarantee ~1 card|period|runs|stays|lasts|ends|claim",
        ],
    ),
    deeds: "night|nights|visit|visits|ride|rides|trip|trips|order|orders|lesson|lessons|class|classes|task|tasks|booking|bookings|stay|stays|wash|washes|game|games|match|matches|session|sessions|purchase|purchases|meal|meals|coffee|coffees|swim|swims|flight|flights|delivery|deliveries|box|boxes|shop|shops|haircut|haircuts|film|films|book|books|workout|workouts|treatment|treatments|quest|quests|level|levels|course|courses|ticket|tickets|pizza|pizzas",
    conditions: "once|when|if|after|only|unless|who|whoever|reach|reaches|complete|completes|completed|collect|need|needs|must|at|every|all|win|wins|finish|finished|finishes",
    spans: [
        ("day|daily|today", 10.0),
        ("week|weekly", 14.0),
        ("month|monthly", 24.0),
    ],
    mood: "feel|feels|feeling|feelings|mood|moods|atmosphere|spirit|warmth|comfort|calm|joy|delight|belonging|ease|peace|smile|smiles|hug|glow|happiness|confidence|trust|closeness|sense|vibe|warm|warmer|warmest|nicer|kinder|friendlier|happier|closer|cosier|cozier|sweeter|brighter|gentler|calmer|livelier|homelier|finer|lovelier|pleasanter|better|personal|heartfelt|hearty|cheerful|cheerier|softer|smoother|richer|easier|human",
    abstracts: "welcome|welcomes|greeting|greetings|hello|service|stay|stays|visit|visits|day|days|evening|evenings|morning|mornings|night|nights|time|times|experience|experiences|contact|touch|attention|care|start|starts|being|known|seen|heard|understood|valued|home|special|looked|after|cared|loved|part|family|regular|someone|somebody|like|among|friends|moment|moments|place|way|weekend|weekends|shopping|travel|journey|journeys|ride|rides|trip|trips|meal|meals|life|living|with|here|every|season|bit|little|much|even|still|real|true|pure|relationship|conversation|conversations|chat|atmosphere|around|again|memories|memory",
    assets: "point|points|mile|miles|stamp|stamps|credit|credits|coin|coins|token|tokens|badge|badges|balance|voucher|vouchers|reward|rewards|bonus|bonuses|cashback|savings|streak|status",
    wipes: "wipe|wipes|wiped|reset|resets|zero|nought|nil|clear|clears|cleared|empty|empties|emptied|expire|expires|expired|lapse|lapses|lapsed|forfeit|forfeits|forfeited|void|voided|remove|removes|removed|delete|deletes|deleted|erase|erases|erased|cancel|cancels|cancelled|lost|lose|loses|gone|vanish|vanishes|disappear|disappears|disappeared|taken|reclaim|reclaims|reclaimed|deduct|deducts|deducted|strike|struck|strip|stripped|burn|burned|burnt|scrap|scrapped|worthless|invalid",
    given: Lexicon::new(
        &[
            "your ~4 go|goes|pass|passes|given|falls|offered|handed ~3 to|on ~4 other|others|another|next|someone|somebody|whoever|else|waiting",
            "give|gives|offer|pass|hand ~1 your ~4 to ~3 other|others|another|next|someone|somebody|whoever|else|waiting",
        ],
        &["your ~3 address|data|details|number|name|orders|history|list ~4 _"],
    ),
    worthless: Lexicon::new(
        &[
            "earn|earns|make|makes|get|gets|gain|gains|take|takes ~1 nothing|zero|no ~3 from|with|by|on|at|for|money|out|$",
            "earns|makes|gets|brings|gains|pays|bring|pay ~1 us ~1 nothing|no|not",
            "no|not|zero|nothing|little ~2 value|worth|profit|money|income|gain ~2 to|for|from ~1 us|our|this|it|your|these",
            "is|are|has|have ~1 worth|value ~1 nothing|none",
            "worth nothing",
            "worthless|valueless",
            "don't|do|doesn't|does|cannot|can't|never ~1 not ~1 earn|make|profit|gain ~3 from|with|money|on|by",
        ],
        &[
            "nothing|no ~4 else|more|extra",
            "you ~2 earn|make|get|gain|pay",
            "cost|costs|costing ~2 nothing",
        ],
    ),
    rules: Lexicon::new(
        &[
            "computer|software|algorithm|program|programme|model|machine|robot|system|ai|bot|app ~6 decides|decide|approves|approve|refuses|rejects|grants|accepts|determines|sets _",
            "decided|approved|refused|rejected|granted|determined ~2 by ~2 computer|software|algorithm|machine|model|program|system",
        ],
        &["no|not|never ~2 computer|software|algorithm|machine|program|system"],
    ),
    people: "she|he|team|staff|person|people|human|someone|somebody|colleague|colleagues|clerk|manager|officer|adviser|advisor|nurse|doctor|teacher|editor|buyer|cook|chef|desk|owner|mr|mrs|ms|dr",
};

static GERMAN: Shaky = Shaky {
    top: Lexicon::new(
        &[
            "nur ~1 der|die|das|dem|den|wer ~2 beste*|erste*|schnellste*|hochste*|fleissigste*|sieger*|gewinner*|einzige*|eine|einer ~8 bekommt|erhalt|gewinnt|kriegt|kassiert|darf|verdient|bekommen|erhalten",
            "bekommt|erhalt|kriegt|gewinnt ~3 nur ~1 der|die|das|wer ~3 beste*|erste*|schnellste*|hochste*|sieger*|gewinner*|einzige*|eine|gewinnt|siegt",
            "geht|gehen|bekommt|erhalt ~2 an ~1 den|die|das ~2 beste*|erste*|schnellste*|sieger*|gewinner*|hochste*",
            "nur ~1 wer ~5 gewinnt|schlagt|siegt|ersten|ersten|besten",
        ],
        &["nicht nur"],
    ),
    promise: Lexicon::new(
        &[
            "garantier*|versprech*|verspricht|sicher ~8 null|nichts|nie|niemand|immer|jede|jeden|jedem|jeder|alle|allen|doppelt*|halb*|gewinn*|heilung",
            "jede|jeden|jedem|jeder|alle|allen ~6 garantier*|versprech*|verspricht",
            "das|dies ~1 ist ~1 versprochen|versprechen",
            "wir versprechen ~2 ihnen|dir|_",
            "# ~1 kilo|kilos|kg|pfund ~2 weniger|leichter|abnehmen|verlieren|los|schlanker",
            "*rechnung|*rechnungen|miete|*kosten|schulden ~4 null|nichts|0 ~1 _|$",
            "null|keine ~1 euro|*rechnung|miete ~4 fur|garantier*|mehr|jede*|alle*",
        ],
        &[
            "nicht|kein*|nie|niemand ~2 garantier*|versprech*",
            "garantie ~1 bleibt|lauft|gilt|endet",
        ],
    ),
    deeds: "nacht|nachte|nachten|ubernachtung*|besuch|besuche|besuchen|fahrt|fahrten|reise|reisen|bestellung|bestellungen|kurs|kurse|kursen|stunde|stunden|aufgabe|aufgaben|buchung|buchungen|aufenthalt*|wasche|waschen|spiel|spiele|spielen|einkauf|einkaufe|einkaufen|essen|kaffee|kaffees|flug|fluge|flugen|lieferung|lieferungen|kiste|kisten|behandlung*|film|filme|filmen|buch|bucher|buchern|training|trainings|trainingseinheit*|level|ticket|tickets",
    conditions: "wenn|sobald|ab|nach|nur|falls|wer|erreich*|schaff*|brauch*|sammel*|muss|mussen|musst|mindestens|alle|gewinn*|erst",
    spans: [
        ("tag|tages|taglich|heute", 10.0),
        ("woche|wochentlich", 14.0),
        ("monat|monats|monatlich", 24.0),
    ],
    mood: "gefuhl|gefuhle|*gefuhl|stimmung|atmosphare|warme|geborgenheit|freude|ruhe|vertrauen|lacheln|nahe|gluck|zuversicht|gelassenheit|leichtigkeit|behaglichkeit|gemutlichkeit|herzlichkeit|warmer*|warmherzig*|herzlich*|netter*|nette*|freundlich*|schoner*|besser*|personlicher*|personlich*|angenehmer*|lieber*|liebevoll*|heiter*|entspannt*|frohlich*|menschlicher*|naher*|leichter*|spuren|spurt|fuhlen|fuhlt",
    abstracts: "ein|eine|einen|einer|einem|eines|der|die|das|den|dem|bei|zu|und|von|im|in|mit|fur|ihr|ihre|ihren|dein|deine|zwei|drei|ist|wir|du|sie|empfang|willkommen|willkommens*|begrussung|service|besuch|besuche|aufenthalt|tag|tage|abend|abende|morgen|nacht|nachte|zeit|zeiten|erlebnis|erlebnisse|miteinander|umgang|betreuung|kontakt|einkauf|einkaufe|erinnert|gesehen|verstanden|zuhause|daheim|familie|bekannt|gekannt|sein|werden|noch|mehr|mal|art|beginn|start|moment|momente|leben|alltag|einkaufen|reisen|reise|fahrt|fahrten|wochenende|gesprach|gesprache|begegnung*|aufmerksamkeit|gast|freunden|dazu|gehoren|hier|uns|beim|etwas|ganz|jedes|jedem|jeder|echte*|richtig*|kleine*",
    assets: "punkt|punkte|punkten|*punkte|*punkten|meile|meilen|stempel|guthaben|*guthaben|munze|munzen|taler|gutschein|gutscheine|*gutschein|*gutscheine|pramie|pramien|bonus|boni|*bonus|cashback|erspartes|status|abzeichen|serie",
    wipes: "verfall*|verfallt|verfallen|null|losch*|geloscht|gestrichen|streich*|leer|leeren|geleert|entfall*|entfallt|weg|erloschen|erlischt|annullier*|entwert*|wertlos|ungultig|verlier*|verliert|verloren|eingezogen|einziehen|ziehen|abgezogen|zuruckgesetzt|zuruckgebucht|storniert|verschwind*|futsch|kassier*",
    given: Lexicon::new(
        &[
            "ihr|ihre|ihren|dein|deine|deinen ~4 geht|fallt|kommt|rutscht|wandert ~4 an|zu|zuruck ~5 andere*|nachste*|jemand|warteliste|ubrigen",
            "ihr|ihre|ihren|dein|deine|deinen ~4 vergeben|weitergegeben|weitergereicht|neu ~1 vergeben|_|$",
        ],
        &["ihre|deine|ihren|deinen ~2 adresse|daten|nummer|namen|bestellungen|liste ~4 _"],
    ),
    worthless: Lexicon::new(
        &[
            "wir ~2 verdienen|bekommen|gewinnen|einnehmen|haben ~5 nichts|keinen|kein ~2 _|$",
            "verdienen ~3 nichts|keinen|kein",
            "bringen|bringt ~1 uns ~2 nichts|kein*",
            "verdienen|bringt|bringen|einbringt ~1 wir|uns ~5 nichts|kein*",
            "uns ~2 nichts|kein* ~2 wert|bringt|ein|geld|gewinn",
            "nichts|kein*|keinen|ohne ~1 wert|gewinn|geldwert ~3 fur|daran|damit|daraus|uns|$",
            "wertlos*",
        ],
        &[
            "sie|du ~2 zahlen|zahlst|bezahlen|bezahlst|verlieren|verlierst ~2 nichts|kein*",
            "sie|du verdienen|verdienst",
            "kostet ~2 nichts",
            "sonst|weiter|mehr nichts",
        ],
    ),
    rules: Lexicon::new(
        &[
            "*computer|rechner|programm|software|algorithmus|modell|maschine|ki|system|app ~8 entscheidet|bestimmt|genehmigt|legt|lehnt|bewilligt",
            "entscheidet|bestimmt|genehmigt ~2 *computer|rechner|programm|software|algorithmus|modell|maschine|ki|system|app",
        ],
        &["kein|nicht|nie ~1 *computer|programm|rechner|algorithmus|maschine|system"],
    ),
    people: "team|mensch|menschen|jemand|kollegin|kollege|kollegen|mitarbeiter*|mitarbeiterin*|person|frau|herr|leiter*|berater*|arzt|arztin|schwester|meister*|lehrer*|sachbearbeit*|buro|hand|chef*|filialleit*",
};

static ARABIC: Shaky = Shaky {
    top: Lexicon::new(
        &[
            "فقط|وحده|وحدها|الا|سوي ~2 الاول|الافضل|الاسرع|الفايز|الفايزه|الاعلي|المتصدر|صاحب",
            "الاول|الافضل|الاسرع|الفايز|الفايزه|الاعلي|المتصدر ~3 فقط|وحده|وحدها",
            "لا ~2 يحصل|يناله|ينالها|ياخذ|ياخذها|يربح|يستحق ~3 الا|سوي ~1 من|الاول|الفايز|الافضل|المتصدر|لاعب|زبون|واحد",
            "تذهب|يذهب|تمنح|يمنح|تعطي|يعطي|نعطيها|نمنحها ~2 للاول|للافضل|للاسرع|للفايز|للمتصدر|لصاحب|لمن ~2 _",
        ],
        &[],
    ),
    promise: Lexicon::new(
        &[
            "نضمن*|ونضمن*|نعدك|نعدكم|مضمون*|ضمان ~8 كل|لكل|جميع|للجميع|صفر*|الصفر|ابدا|دايما|ضعف|نصف|شفاء|ربح*",
            "كل|لكل|جميع|للجميع ~5 نضمن*|مضمون*",
            "فاتور*|الفاتوره|ايجار*|ديون*|مصاريف* ~3 صفر*|الصفر|للصفر",
            "صفر ~2 فاتور*|ديون|مصاريف",
            "هذا ~1 وعد",
            "كيلو*|كيلوغرام* ~2 اقل|اخف|ينقص|تنقص|تخسر*",
            "تخسر*|تنقص|تفقد ~2 كيلو*|كيلوغرام*",
            "فاتوره|فاتورتك|قسط|ايجار ~2 بلا|دون|بدون ~1 مبلغ|قيمه|ثمن|شيء",
        ],
        &["لا|لن ~2 نضمن*|نعدك|نعدكم"],
    ),
    deeds: "ليله|ليال|ليالي|زياره|زيارات|رحله|رحلات|طلب|طلبا|طلبات|درس|درسا|دروس|مهمه|مهام|مهمات|حجز|حجزا|حجوزات|اقامه|اقامات|غسله|غسلات|لعبه|العاب|مباراه|مباريات|حصه|حصص|وجبه|وجبات|قهوه|سفره|توصيله|توصيلات|صندوق|صندوقا|صناديق|فيلم|فيلما|افلام|كتاب|كتابا|كتب|تمرين|تمرينا|تمارين|تذكره|تذاكر|مره|مرات",
    conditions: "اذا|عندما|حين|متي|بعد|فقط|من|لمن|كل|تكمل|يكمل|اكملت|تبلغ|يبلغ|بلغت|تجمع|يجمع|جمعت|يجب|عليك|شرط|بشرط|الا|يفوز|تفوز",
    spans: [
        ("يوم|اليوم|يوميا|يومك", 10.0),
        ("اسبوع|الاسبوع|اسبوعيا", 14.0),
        ("شهر|الشهر|شهريا", 24.0),
    ],
    mood: "شعور|الشعور|احساس|الاحساس|مزاج|اجواء|جو|دفء|الدفء|راحه|الراحه|طمانينه|فرح|فرحه|سعاده|ثقه|ابتسامه|قرب|ود|موده|حفاوه|بهجه|سكينه|ادفا|دافي|دافيه|احسن|افضل|اجمل|الطف|اطيب|ارق|اقرب|اسعد|اهدا|حميم|حميمه|لطيف|لطيفه|تشعر|تحس",
    abstracts: "استقبال|استقبالا|ترحيب|ترحيبا|خدمه|خدمتك|تجربه|زياره|زيارتك|زيارات|اقامه|اقامتك|يوم|يومك|ايام|مساء|صباح|وقت|وقتك|لقاء|معامله|تعامل|اهتمام|عنايه|بيت|بيتك|اهل|اهلك|معروف|معروفا|بانك|بان|انك|في|من|كل|مع|عند|عندنا|بيننا|حياه|حياتك|سفر|رحله|رحلتك|لحظه|لحظات|ذكريات|حديث|علاقه|واحد|منا|عايله|اكثر|جدا|حقا",
    assets: "نقاط*|النقاط|*نقاطك|نقطه|اميال*|الاميال|رصيد*|الرصيد|*رصيدك|قسيمه|قسيمتك|قسايم*|القسايم|القسيمه|اختام*|الاختام|ختم|عملات*|مكافاه|مكافات*|مكافاتك|المكافات|شارات*|مدخرات*",
    wipes: "تسقط|يسقط|نسقط|تمحي|يمحي|نمحو|تحذف|يحذف|نحذف|تلغي|يلغي|نلغي|تضيع|يضيع|تنتهي|ينتهي|تفقد|تخسر|صفر|الصفر|للصفر|تصفر|نصفر|يصفر|تزول|يزول|تبطل|يبطل|نسحب|تسحب|يسحب|نخصم|تختفي|يختفي|باطله|لاغيه|تمسح|نمسح|يمسح",
    given: Lexicon::new(
        &[
            "مقعدك|مكانك|دورك|موعدك|حصتك|ملعبك|سريرك|طاولتك|غرفتك|خزانتك ~3 غيرك|لغيرك|الاخرين|للاخرين|سواك|لسواك|التالي|للتالي",
        ],
        &[],
    ),
    worthless: Lexicon::new(
        &[
            "لا|لن ~1 نكسب|نربح|نجني|نتقاضي|تدر|يدر|تساوي|يساوي|تفيدنا ~5 شي|شيا|شييا|مال|مالا|منها|منه|لنا|علينا|_",
            "لا|بلا|دون ~1 قيمه|ربح|ثمن ~2 لها|له|لنا|عندنا|منها|$",
            "ليس|ليست ~2 لها|له|لنا ~2 قيمه|ربح",
        ],
        &["لا ~2 تدفع|يدفع", "لا ~3 غير|سوي|اكثر"],
    ),
    rules: Lexicon::new(
        &[
            "الحاسوب|حاسوب|حاسوبنا|برنامج|برنامجنا|البرنامج|خوارزميه|الخوارزميه|النظام|نموذج|الكمبيوتر ~3 يقرر|تقرر|يحدد|تحدد|يرفض|ترفض|يقبل|تقبل|يوافق|توافق",
            "يقرر|تقرر|يحدد|تحدد|يرفض|يقبل ~2 الحاسوب|حاسوب|حاسوبنا|برنامج|برنامجنا|البرنامج|خوارزميه|الخوارزميه|النظام|الكمبيوتر",
        ],
        &[],
    ),
    people: "موظف*|*موظف|*موظفه|الموظف*|مدير*|المدير*|فريق*|الفريق|شخص|انسان|احد|زميل*|زميلت*|طبيب*|الطبيب*|ممرض*|معلم*|المعلم*|السيد|السيده|الاستاذ*|الدكتور*|خبير*|مستشار*|المستشار*|ابو|ام|عامل*",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::letters::fold;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_word_is_spelled_as_it_is_looked_for() {
        for tables in [&ENGLISH, &GERMAN, &ARABIC] {
            for lexicon in [
                &tables.top,
                &tables.promise,
                &tables.worthless,
                &tables.given,
                &tables.rules,
            ] {
                assert_eq!(misspelled(lexicon), [""; 0]);
            }
            let lists = [
                tables.deeds,
                tables.conditions,
                tables.mood,
                tables.abstracts,
                tables.assets,
                tables.wipes,
                tables.people,
            ];
            let spans = tables.spans.map(|(span, _)| span);
            for word in lists
                .into_iter()
                .chain(spans)
                .flat_map(|list| list.split('|'))
            {
                let word = word.trim_matches('*');
                assert_eq!(fold(word), word);
            }
        }
    }
}
