//! Phrases of what nobody can vouch for and of what a no costs beside it, in the three languages: outcomes that are
//! guaranteed (L-F1), a shop that knows people (L-V1), so many of ten (L-U1), a way out by letter and prices behind a
//! "but" (L-E1), the same question at each visit (L-A1), a second yes in place of a no and a sad cat (L-S2), a guessed
//! illness or how much somebody would pay (L-D2), and a call about other things (L-N1).
//!
//! From GDPR Articles 7(2), 7(3) and 9, DSA Article 25(3), EDPB Guidelines 03/2022 and 05/2020, and CPRA regulations,
//! §§ 7004 and 7016.

use super::flat::{Flat, Thing};
use super::unheard::flat;
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const TITLE: Roles = Roles::of(&[Role::Title]);
const USE: Roles = Roles::of(&[Role::Use]);
const NO: Roles = Roles::of(&[Role::Refuse]);
const AFTER: Roles = Roles::of(&[Role::IfOff, Role::Stays]);
const AGAIN: Roles = Roles::of(&[Role::Use, Role::IfOff, Role::Stays]);
const GIVES: Roles = Roles::of(&[Role::Title, Role::Use, Role::What, Role::Question]);
const DRAWS: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
]);

/// An outcome for certain.
const fn vouches(lexicon: Lexicon) -> Flat {
    let (says, provable) = (Says::Overpromised, Instead::Provable);
    flat(Rule::Kept, GIVES, lexicon, says, provable, Thing::Any)
}

/// Who knows people better: nothing that is got.
const fn knows(lexicon: Lexicon) -> Flat {
    let (says, many) = (Says::Uncountable, Instead::HowMany);
    flat(Rule::Countable, TITLE, lexicon, says, many, Thing::Any)
}

/// So many of ten others.
const fn of_ten(lexicon: Lexicon) -> Flat {
    let (says, leave) = (Says::Crowd, Instead::LeaveOutCrowd);
    flat(Rule::Pressure, DRAWS, lexicon, says, leave, Thing::Any)
}

/// A way out that is written, signed and sent.
const fn in_writing(lexicon: Lexicon) -> Flat {
    let (says, click) = (Says::HardToLeave, Instead::OneClick);
    flat(Rule::NoDetriment, AFTER, lexicon, says, click, Thing::Any)
}

/// The same question day by day.
const fn nags(lexicon: Lexicon) -> Flat {
    let (says, lasts) = (Says::AsksAgain, Instead::NoIsRemembered);
    flat(Rule::AskedOnce, AGAIN, lexicon, says, lasts, Thing::Any)
}

/// What was collected is lost with the answer, unless it is what the exchange gives.
const fn expires(lexicon: Lexicon) -> Flat {
    let (says, keep) = (Says::Worse, Instead::KeepTheRest);
    flat(Rule::NoDetriment, AFTER, lexicon, says, keep, Thing::Behind)
}

/// Prices that go up behind a "but".
const fn dearer(lexicon: Lexicon) -> Flat {
    let (says, same) = (Says::Worse, Instead::SameForAll);
    flat(Rule::NoDetriment, AFTER, lexicon, says, same, Thing::Price)
}

/// The data goes on serving another end.
const fn serves_on(lexicon: Lexicon) -> Flat {
    let (says, click) = (Says::GoesOn, Instead::OneClick);
    flat(Rule::NoDetriment, AFTER, lexicon, says, click, Thing::Any)
}

/// A smaller yes where the no belongs.
const fn half_yes(lexicon: Lexicon) -> Flat {
    let (says, plain) = (Says::NotANo, Instead::OfferPlainNo);
    flat(Rule::PlainNo, NO, lexicon, says, plain, Thing::Any)
}

/// Who is sad that somebody goes.
const fn mourns(lexicon: Lexicon) -> Flat {
    let (says, plain) = (Says::Feelings, Instead::SayPlainly);
    flat(Rule::PlainNo, AFTER, lexicon, says, plain, Thing::Any)
}

/// A guess that nobody may make.
const fn guesses(lexicon: Lexicon) -> Flat {
    let (says, ask) = (Says::GuessesSensitive, Instead::AskPeople);
    flat(Rule::Sensitive, USE, lexicon, says, ask, Thing::Any)
}

/// The switch opens another door, unless that is what the exchange gives.
const fn opens(lexicon: Lexicon) -> Flat {
    let (says, each) = (Says::Bundles, Instead::AskEach);
    flat(Rule::Straight, USE, lexicon, says, each, Thing::Any)
}

pub(super) static ENGLISH: [Flat; 12] = [
    vouches(Lexicon::new(
        &[
            "guarantee|guarantees|guaranteed|promise|promises|promised|sure|certain to ~1 halve|double|triple|slash|lower|cut|shrink|beat|cure|heal|save|win|earn|work|please|succeed|end",
            "guarantee|guarantees|promise|promises ~2 you|you'll|your ~4 halve|halves|half|double|doubles|less|lower|cheaper|fall|falls|drop|drops|shrink|shrinks|save|win|always|never|succeed|better",
            "always|never|half|halved|less|lower|double|doubled|cheaper ~7 guaranteed$",
            "guaranteed ~1 always|never|half|less|lower|success|savings|saving|results|result|win|winner",
        ],
        &["no|not|never|cannot|can't|nobody ~2 guarantee*|promise*|sure|certain"],
    )),
    knows(Lexicon::new(
        &[
            "that|who|which ~1 knows|understands|gets|reads you|your ~1 better|best|well|inside|heart|mind|soul",
        ],
        &[],
    )),
    of_ten(Lexicon::new(
        &[
            "# ~1 in|of ?every # ~2 @crowd|viewers ~2 agree|agreed|allow|allowed|say|said|chose|turned|switched|leave|keep|use|trust|recommend|joined|prefer|have|love",
            "# out of ?every # ~2 @crowd|viewers",
            "agreed|allowed|joined|accepted|chosen|wanted by ~1 # ~1 out|of|in ~2 #",
        ],
        &["if|when|until|once ~3 #"],
    )),
    in_writing(Lexicon::new(
        &[
            "to ~2 stop|end|leave|cancel|quit|withdraw|unsubscribe|opt ~6 print|post|write|fax|sign|fill|complete|mail|visit|bring ~5 form|letter|note|office|branch|desk|notary|signature|passport|address",
            "stop|stops|end|ends|leave|cancel|withdraw ~2 by|with|after ~2 letter|post|fax|form|signature|registered",
            "we|us ~1 need|require|want|ask ?for ~1 a|your ~1 signed|written|posted|printed ~1 form|letter|notice|request|signature",
        ],
        &[
            "or ~3 write|post|letter|form|visit",
            "not|no|never|without|*n't ~4 form|letter|letters|signature|post|fax",
            "stop|end|cancel ~3 letters",
        ],
    )),
    nags(Lexicon::new(
        &[
            "ask|asks|asking|prompt|prompts ~1 you ~1 again|anew ~2 every|each|whenever|daily ~1 _",
            "ask|asks|asking|prompt|prompts ~1 you ?again|this ~1 every|each|whenever ~1 time|visit|day|login|order|week|hour|morning",
            "ask|asks|asking|prompt|prompts ~1 you ~3 until ~1 you ~1 agree|allow|accept|say|change",
            "question|prompt|pop ~2 comes|returns|appears ~2 back|again|up ~1 every|each|daily",
        ],
        &[
            "before|how|what|which|whether ~4 every|each",
            "ask|asks how|what|which|where|when|about",
        ],
    )),
    expires(Lexicon::new(
        &[
            "your|all|collected ~2 points|stamps|miles|credit|credits|vouchers|coupons ~2 expire|expires|lapse|lapses|vanish|vanishes|disappear|disappears",
        ],
        &[
            "expire|lapse|end ~3 everyone|everybody|all|same|always|as|before|usual",
            "not|never|no|*n't|then ~1 expire|lapse|vanish|disappear",
        ],
    )),
    dearer(Lexicon::new(
        &[
            "but|though|yet|however|only|while ~3 price|prices|fare|fares|fee|fees|rent|premium|premiums|tariff|rate|rates|bill ~2 go|goes|rise|rises|climb|climbs|increase|increases|jump|jumps ~1 up|by|to|£|%|$",
            "but|though|yet|however ~2 pay|costs|cost ~2 more|extra|%",
        ],
        &[
            "all|everyone|everybody ~5 price|prices",
            "not|never|no ~2 go|goes|rise|rises|increase|pay|more",
        ],
    )),
    serves_on(Lexicon::new(
        &[
            "go|goes|keep|keeps|continue|continues|carry|carries|still ~2 using|reading|sharing|showing|studying|use|uses|read|share ~8 for|to|in ~2 ads|ad|adverts|advertising|marketing|profiling|sales|promotions|campaigns",
        ],
        &["not|never|no|*n't ~2 go|keep|continue|carry|still"],
    )),
    half_yes(Lexicon::new(
        &[
            "accept|allow|agree|approve|permit|enable|yes ~2 selected|selection|chosen|necessary|essential|essentials|basic|basics|some|few|part|partly|less|minimum|required|limited",
            "^only|just selected|necessary|essential|basic|some|part|required",
        ],
        &["^don't|not|no|never"],
    )),
    mourns(Lexicon::new(
        &[
            "we're|we ~2 sorry|sad ~1 to ~1 see|lose|let|hear",
            "your ~1 cat|dog|pet|plants|garden|kids|children|family|kitchen|garage|bike|car ~1 will|would ~2 miss|missing|sad|sadder|cry|suffer|mourn|disappointed",
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
    opens(Lexicon::new(
        &[
            "also|too|besides lets|allows|permits|entitles|means|enables ~1 us|our|we|that ~4 call|ring|phone|text|email|write|visit|contact|message|offer|sell|tell|send|pass ~5 about|with|for|of|our|to ~2 other|more|further|new|latest|partner|products|offers|insurance|services|deals",
            "this|it|yes|switch ~1 also|too covers|includes ~2 calls|texts|emails|letters|offers|messages|visits|ads|adverts|marketing ~1 _",
        ],
        &[],
    )),
];

pub(super) static GERMAN: [Flat; 12] = [
    vouches(Lexicon::new(
        &[
            "garantiert* ~2 immer|nie|stets|jedes|jedem|gelingen|gelingt|halbier*|halb|halfte|sparst|sparen|billiger|gunstiger|weniger|doppelt*|besser|erfolg*|gewinn*|niedriger*",
            "immer|nie|stets|halbier*|halfte|doppelt|billiger|gunstiger|weniger|gelingen|gelingt ~4 garantiert|garantieren|garantie",
            "garantieren|versprechen ~1 ?dir|ihnen|euch|wir ~6 halbier*|halfte|weniger|gunstiger|billiger|sinkt|sinken|sparen|sparst|immer|nie|doppelt*|erfolg|gewinn*",
        ],
        &[
            "nicht|kein*|nie|niemand|nichts ~3 garantier*|versprech*|garantie",
            "garantieren|versprechen ~2 nicht|nie|nichts|kein*",
            "garantie ~1 bleibt|gilt|lauft|endet",
            "bleibt|gilt|lauft ~3 garantie",
        ],
    )),
    knows(Lexicon::new(
        &[
            "der|die|das dich|sie|dein|ihr ~1 besser|gut|bestens|wirklich|richtig|durch|von ~2 kennt|versteht|kennen|verstehen",
            "der|die|das dich|sie kennt|versteht",
            "kennt|versteht dich|sie ~1 besser|gut|bestens|wirklich|richtig|$",
        ],
        &["wer|niemand|keiner ~1 sie|dich"],
    )),
    of_ten(Lexicon::new(
        &[
            "# von|unter ~1 # ~2 @leute|nachbarn|zuschauer*|kund* ~3 haben|machen|nutzen|sagen|sind|stimmen|schalten|lassen|wahlen|erlauben|empfehlen|teilen|vertrauen",
            "haben|machen|nutzen|sagen|stimmen|schalten|erlauben|empfehlen|vertrauen ~2 # von|unter ~1 #",
        ],
        &["wenn|falls|sobald|bis|ab ~4 # von"],
    )),
    in_writing(Lexicon::new(
        &[
            "abschalt*|ausschalt*|auszuschalten|abzuschalten|beenden|abbestell*|abzubestellen|abmeld*|abzumelden|kundig*|widerruf*|stoppen|aufhoren ~8 formular*|brief|briefes|einschreiben|fax|post|schriftlich*|unterschr*|filiale|notar*|ausweis*|postweg",
            "formular*|brief|einschreiben|fax|schriftlich*|unterschr* ~8 abschalt*|ausschalt*|auszuschalten|abzuschalten|beenden|abbestell*|abzubestellen|abmeld*|abzumelden|kundig*|widerruf*|stoppen|aufhoren",
        ],
        &[
            "oder ~4 brief|post|schriftlich*|fax|formular*|filiale",
            "kein*|ohne|nicht|nie ~3 formular*|brief|unterschr*|post|schriftlich*",
            "briefe|post|rezepte ~2 abbestell*|stoppen|beenden",
        ],
    )),
    nags(Lexicon::new(
        &[
            "fragen|fragt|frage ~2 dich|sie|euch ~3 jedem|jeden|jeder|jedes|taglich|immer ~2 besuch|tag|einkauf|mal|bestellung|woche|anmeldung|wieder|erneut|neu",
            "frag*|fragen ~4 bis|solange ~1 du|sie ~3 ja|zustimm*|erlaub*|annimmst|annehmen|einwillig*",
            "frage|abfrage ~3 jedem|jeden|jeder|jedes|taglich ~1 besuch|tag|einkauf|mal|bestellung|woche|anmeldung ~2 wieder|erneut",
        ],
        &[
            "fragen ~2 nach|wie|was|ob|welche*",
            "nicht|nie|kein* ~4 jedem|jeden|jeder|wieder",
        ],
    )),
    expires(Lexicon::new(
        &[
            "dein*|ihr*|alle|gesammelte* ~2 punkte|*punkte|stempel|meilen|guthaben|gutscheine|rabatte|coupons ~1 verfallen|verfallt|erloschen|erlischt|entfallen|verschwinden",
            "verfallen|verfallt|erloschen|erlischt|entfallen ~1 dein*|ihr*|alle ~2 punkte|*punkte|stempel|meilen|guthaben|gutscheine|rabatte",
        ],
        &["verfallen|verfallt|erloschen|entfallen ~3 nicht|nie|erst|wie|allen|alle|immer|dann"],
    )),
    dearer(Lexicon::new(
        &[
            "aber|doch|jedoch|allerdings|nur|dafur ~2 steigen|steigt|klettern|klettert|erhohen|erhoht|wachsen ~3 preis*|*preis|*preise|gebuhr*|beitrag|beitrage|tarif*|miete|kosten",
            "aber|doch|jedoch|allerdings|nur ~3 preis*|*preis|*preise|gebuhr*|beitrag|tarif*|kosten ~2 steigen|steigt|klettern|hoher|teurer",
            "aber|doch|jedoch|allerdings|dafur ~2 zahlst|zahlen|bezahlst|bezahlen|kostet ~3 mehr|%|aufschlag|zuschlag",
        ],
        &[
            "nicht|nie|kein* ~3 steigen|steigt|mehr|teurer|hoher",
            "alle|allen ~4 preise|steigen",
        ],
    )),
    serves_on(Lexicon::new(
        &[
            "nutzen|nutzt|verwenden|verwendet|lesen|werten|teilen|zeigen ~5 weiter|weiterhin|trotzdem ~4 werbung|werbe*|marketing|anzeigen|verkauf|kampagnen|profile",
            "weiter|weiterhin|trotzdem ~5 werbung|werbe*|marketing|anzeigen|kampagnen ~2 nutzen|genutzt|verwendet|verwenden|gelesen",
        ],
        &["nicht|nie|kein* ~5 werbung|werbe*|marketing|anzeigen"],
    )),
    half_yes(Lexicon::new(
        &[
            "auswahl|ausgewahlte*|notwendige*|notige*|technische*|teilweise|einiges|einige|teile|weniger|minimum ~2 akzeptier*|erlaub*|annehmen|bestatig*|zulassen|zustimmen|ubernehmen|speichern",
            "akzeptier*|erlaub*|annehmen|bestatig*|zulassen ~2 auswahl|ausgewahlte*|notwendige*|teilweise|einiges|weniger",
            "^nur auswahl|ausgewahlte*|notwendige*|notige*|teile|einiges",
        ],
        &["nicht|kein*|nichts"],
    )),
    mourns(Lexicon::new(
        &[
            "tut uns ~2 leid dass ~1 du|sie",
            "schade dass|du|sie ~1 _",
            "dein*|ihr* ~1 katze|hund|haustier|pflanzen|garten|kinder|familie|kuche|fahrrad ~3 traurig*|vermiss*|weint|weinen|leiden|leidet|enttauscht",
        ],
        &[],
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
    opens(Lexicon::new(
        &[
            "auch|zugleich|ausserdem|zudem|damit durfen|konnen wir ~2 dich|sie|dir|ihnen ~6 anrufen|werben|ansprechen|anschreiben|kontaktieren|anbieten|vorstellen|informieren",
            "damit|dadurch durfen|konnen wir ~2 dich|sie|dir|ihnen ~2 auch|zugleich|ausserdem ~6 anrufen|werben|ansprechen|anschreiben|kontaktieren|anbieten|vorstellen|informieren",
            "erlaubt|erlaubst|erlauben|gestattet ~2 uns ~1 auch|zugleich|ausserdem ~6 anzurufen|anrufe|werbung|anzusprechen|anzuschreiben|kontaktieren|anzubieten|vorzustellen",
        ],
        &["nicht|nie|kein* ~5 anrufen|werben|anzurufen|werbung"],
    )),
];

pub(super) static ARABIC: [Flat; 12] = [
    vouches(Lexicon::new(
        &[
            "نضمن|تضمن|يضمن|سنضمن|ستضمن|مضمون|مضمونة|بضمان ~6 توفير|نصف|النصف|تنخفض|انخفاض|تنقص|ينقص|ضعف|تربح|تفوز|الفوز|الربح|دائما|أبدا|نجاح|تنجح|أقل|أرخص|شفاء|أفضل",
            "دائما|أبدا|النصف|الضعف ~4 مضمون|مضمونا|مضمونة|بضمان",
            "نعدك|نتعهد ~1 ?لك|بأن|أن ~5 النصف|نصف|تنخفض|تربح|تفوز|ضعف|دائما|أقل|أرخص",
        ],
        &[
            "لا|لن|لم|ولا ~1 نضمن|تضمن|يضمن|نعدك",
            "يبقى|تبقى ~3 مضمون|مضمونة|مضمونا",
        ],
    )),
    knows(Lexicon::new(
        &[
            "متجر|محل|تطبيق|مطبخ|بنك|سوق ~1 يعرفك|يفهمك|تعرفك|تفهمك|يقرؤك ~1 _",
            "يعرفك|يفهمك|تعرفك|تفهمك ~1 أكثر|أفضل|جيدا|حقا|جيد|$",
        ],
        &["لا|لن ~1 يعرفك|تعرفك"],
    )),
    of_ten(Lexicon::new(
        &[
            "وافق|وافقت|وافقوا|قال|اختار|اختارت|شغل|فعل|سمح|انضم|قبل|يستخدم|يستخدمه|يوصي ~2 # من ~1 كل|بين|أصل ~1 #",
            "# من ~1 كل|بين|أصل # ~2 @nas|مشاهدين|جيران|مشاهدا|قراء|سائقين|مرضى|ركاب ~2 وافقوا|يوافقون|اختاروا|يستخدمون|يسمحون|قالوا|شغلوا|يوصون|يحبون",
        ],
        &["إذا|عندما|متى|حتى ~4 # من"],
    )),
    in_writing(Lexicon::new(
        &[
            "لوقف|لإيقاف|لإلغاء|لإنهاء|للتوقف|للانسحاب|للإلغاء|للإيقاف ~5 اطبع|اكتب|املأ|أرسل|وقع|ابعث|أحضر|احضر|راسلنا ~4 نموذج|النموذج|نموذجا|استمارة|الاستمارة|رسالة|خطابا|خطاب|بالبريد|مكتب|مكتبنا|فرع|فاكس|توقيعك",
            "لا ~2 الإيقاف|الإلغاء|إيقافها|إلغاؤها|إيقافه|التوقف ~1 إلا ~2 برسالة|بخطاب|بنموذج|بطلب|كتابة|بالبريد|باستمارة",
        ],
        &["أو ~3 اكتب|أرسل|املأ", "لا ~1 تحتاج|يلزم|حاجة"],
    )),
    nags(Lexicon::new(
        &[
            "سنسألك|نسألك|فسنسألك|سنعاود|نعاود|سنكرر|نكرر|سيسألك|يسألك ~3 كل|يوميا|عند ~1 يوم|زيارة|مرة|طلب|دخول|أسبوع|صباح",
            "سنسألك|نسألك|فسنسألك|سنكرر|نكرر ~5 حتى ~1 توافق|تقبل|تسمح|تقول|تغير",
        ],
        &["لا|لن|ولن|ولا ~2 نسألك|نكرر|نعاود", "نسألك ~1 عن|ماذا|كيف|هل"],
    )),
    expires(Lexicon::new(
        &[
            "نقاطك|نقاط|رصيدك|أميالك|قسائمك|أختامك|مكافآتك ~2 تسقط|تضيع|تلغى|تنتهي|تنقضي|تمحى|تصفر|تزول|يضيع|يسقط|يلغى|يزول",
            "تسقط|تضيع|تلغى|تنتهي|تنقضي|تمحى|تزول|يضيع|يسقط|يزول ~2 نقاطك|نقاط|رصيدك|أميالك|قسائمك|أختامك|مكافآتك",
        ],
        &["لا|لن|ولا|ولن ~1 تسقط|تضيع|تلغى|تنتهي|تمحى|تزول|يضيع|يسقط|يزول"],
    )),
    dearer(Lexicon::new(
        &[
            "لكن|ولكن|إنما|غير|بينما|إلا ~3 ترتفع|يرتفع|تزيد|يزيد|تزداد|يزداد|ستزيد|سترتفع|تغلو ~1 أسعارك|سعرك|الأسعار|أسعار|رسومك|الرسوم|رسوم|فاتورتك|كلفة|ثمن|قسطك|إيجارك",
            "لكن|ولكن|إنما|بينما ~1 أسعارك|سعرك|الأسعار|رسومك|الرسوم|فاتورتك ~1 ترتفع|يرتفع|تزيد|يزيد|تزداد|سترتفع|أعلى",
            "لكن|لكنك|ولكن|ولكنك|إنما ~1 تدفع|ستدفع ~3 أكثر|زيادة|إضافية|إضافيا|%",
        ],
        &[
            "لا|لن|ولا ~1 ترتفع|يرتفع|تزيد|يزيد|تزداد|تدفع",
            "للجميع|الجميع|على الكل",
        ],
    )),
    serves_on(Lexicon::new(
        &[
            "نستمر|نواصل|نظل|سنستمر|سنواصل|سنظل|نبقى|نتابع ~2 استخدام|نستخدم|قراءة|نقرأ|الاستفادة|مشاركة|تحليل ~4 للإعلان|للإعلانات|للتسويق|الإعلانات|الإعلان|التسويق|لإعلاناتنا|إعلاناتنا|للترويج",
        ],
        &["لا|لن ~1 نستمر|نواصل|نظل"],
    )),
    half_yes(Lexicon::new(
        &[
            "قبول|اقبل|أقبل|السماح|اسمح|أسمح|وافق|أوافق|تأكيد|تفعيل|موافقة|الموافقة ~2 المحدد|المحددة|المختار|المختارة|الضروري|الضرورية|الأساسي|الأساسية|البعض|بعض|بعضها|جزء|اختياري|اختياراتي|جزئيا",
        ],
        &["لا|لن|عدم|رفض"],
    )),
    mourns(Lexicon::new(
        &[
            "يؤسفنا|نأسف ~1 رحيلك|ذهابك|قرارك|فراقك|لرحيلك|لذهابك|لقرارك|أن|أنك|لفراقك",
            "ستحزن|سيحزن|ستبكي|سيبكي|ستشتاق|سيشتاق|ستفتقدك|سيفتقدك|تحزن|يحزن ~1 قطتك|كلبك|أطفالك|عائلتك|أسرتك|نباتاتك|مطبخك|طفلك|أهلك|حديقتك",
        ],
        &[],
    )),
    guesses(Lexicon::new(
        &[
            "يخمن|نخمن|تخمن|يستنتج|نستنتج|يتوقع|نتوقع|يتنبأ|نتنبأ|يقدر|نقدر|يكتشف|نكتشف ~6 مصاب|مصابا|مصابة|مريض|مريضا|مرض|مرضك|أمراضك|السكري|بالسكري|الاكتئاب|اكتئاب|حامل|حاملا|حمل|حملك|مدمن|مدينا|ديونك|ديانتك|دينك|مذهبك",
            "يخمن|نخمن|تخمن|يستنتج|نستنتج|يقدر|نقدر|يحسب|نحسب ~2 كم|أقصى|أعلى ~2 مستعد|تدفع|ستدفع|تقبل|سعر|ثمن|مبلغ|ما ~4 دفعه|تدفعه|تدفع|لدفعه|لدفع|تقبله|تتحمله",
            "استعدادك|قدرتك|رغبتك للدفع|لدفع|على الدفع|دفع",
        ],
        &["لا|لن|ولا|ولن ~1 يخمن|نخمن|تخمن|يستنتج|نستنتج|يتوقع|نتوقع|يقدر|نقدر|يحسب|نحسب"],
    )),
    opens(Lexicon::new(
        &[
            "كما|أيضا|كذلك|وبه|وبذلك ~1 يسمح|يتيح|تسمح|تتيح|يحق|يمكننا ~1 لنا|هذا|ذلك|$ ~2 بالاتصال|الاتصال|نتصل|مراسلتك|بمراسلتك|نعرض|بعرض|عرض|نراسلك ~5 منتجاتنا|منتجات|عروضنا|عروض|خدماتنا|خدمات|أخرى|الأخرى|تأمين",
            "يسمح|يتيح|تسمح|تتيح|يحق لنا ~1 أيضا|كذلك ~2 بالاتصال|الاتصال|نتصل|مراسلتك|بمراسلتك|نعرض|بعرض|نراسلك ~5 منتجاتنا|منتجات|عروضنا|عروض|خدماتنا|أخرى|الأخرى|تأمين",
        ],
        &["لا|لن|ولا ~1 يسمح|يتيح|تسمح|يحق"],
    )),
];
