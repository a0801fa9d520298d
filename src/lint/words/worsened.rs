//! Phrases of what a no takes though this data never made it (L-E1), in the three languages: how people pay, send back
//! and book, what was free or sooner, how soon they are answered, and a tariff that costs more.
//!
//! From GDPR Article 7(4) and recital 42, EDPB Guidelines 05/2020, and CPRA regulations, §§ 7004 and 7016.

use super::flat::{AFTER, Flat, Thing, flat, worse};
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

/// Where whatever is told comes of the no.
const IF_OFF: Roles = Roles::of(&[Role::IfOff]);

const TOLD: Roles = Roles::of(&[Role::Use, Role::IfOff, Role::Stays, Role::Question]);

/// Something of hers ends, unless the exchange gives it.
const fn ends(lexicon: Lexicon) -> Flat {
    worse(AFTER, lexicon, Thing::Behind)
}

/// Something that is nobody's by its words ends with the answer, unless the exchange gives it.
const fn falls(lexicon: Lexicon) -> Flat {
    worse(IF_OFF, lexicon, Thing::Behind)
}

/// What is done for anybody is not done without the data, wherever it is told.
const fn withholds(lexicon: Lexicon) -> Flat {
    let (says, same) = (Says::PriceOfElse, Instead::SameForAll);
    flat(Rule::NoDetriment, TOLD, lexicon, says, same, Thing::Any)
}

/// It takes longer, unless what stands before it is what the exchange gives.
const fn delays(lexicon: Lexicon) -> Flat {
    worse(AFTER, lexicon, Thing::Before)
}

/// It costs more, unless the exchange gives money.
const fn costs(lexicon: Lexicon) -> Flat {
    let (says, same) = (Says::Worse, Instead::SameForAll);
    flat(Rule::NoDetriment, AFTER, lexicon, says, same, Thing::Price)
}

pub(super) static ENGLISH: [Flat; 5] = [
    withholds(Lexicon::new(
        &[
            "without ~5 we ~1 cannot|can't|won't|never ~1 deliver|take|accept|process|handle|refund|complete|ship|open|keep ~2 order|orders|return|returns|refund|refunds|account|complaint|complaints|claim|claims",
        ],
        &[],
    )),
    ends(Lexicon::new(
        &[
            "your ~2 free|priority|express|extended|longer|fast|early|flexible|personal|premium ~1 returns|return|delivery|deliveries|shipping|postage|checkout|guarantee|warranty|cover|booking|exchange|exchanges|collection|parking|storage|upgrades|support|help|service|repairs|cancellation|entry ~1 end|ends|stop|stops|lapse|lapses|expire|expires|cease|ceases|disappear|disappears|vanish|vanishes|gone|over|withdrawn|lost|cut",
            "your ~2 free|priority|express|extended|longer|fast|early|premium ~1 returns|return|delivery|deliveries|shipping|postage|guarantee|warranty|cover|exchange|exchanges|collection|parking|storage|upgrades|support|help|service|repairs|entry ~1 go|goes|fall|falls|drop|drops away|$",
            "but|though|yet|only not ~1 pay|order|book|return|reserve|borrow|rent|hire|park|chat|freeze|pause|exchange|swap|collect|split by|on|with|in|at|later|your|a|the|any|online|for|it|them|things|$",
            "but|though|yet|only|just not|no ~1 on|by|in ~1 account|invoice|credit|instalments|installments|finance",
            "can't|cannot|longer ~1 pay|paying|settle|buy ~2 by|on|in|with ~1 invoice|account|instalments|installments|credit",
            "not pay|buy ~2 by|on|in ~1 invoice|account|instalments|installments|credit ~1 any|then|afterwards",
            "pay|paying|payment|payments by|on|in ~1 invoice|account|instalments|installments|credit ~1 end|ends|stop|stops|is|are ~1 over|gone|off|closed|$",
            "then|afterwards|from|after ~6 book|booked|bookings|appointments|order|ordered|orders|pay|paid|payment|reach|reached|change|changed|cancel|cancelled|reserve|reserved|return|returned|returns|refund|refunds|refunded|answered|help|support|advice|questions|tickets|repairs ~5 by|over|on|at|in|as ~2 phone|telephone|post|letter|counter|desk|person|branch|office|card|cash|advance|voucher|vouchers|credit only",
            "then|afterwards|from|after ~6 book|booked|bookings|appointments|order|ordered|orders|pay|paid|payment|reach|reached|change|changed|cancel|cancelled|reserve|reserved|return|returned|returns|refund|refunds|refunded|answered|help|support|advice|questions|tickets|repairs ~4 only|solely by|over|at|in|as|through ~2 phone|telephone|post|letter|counter|desk|person|branch|office|card|cash|advance|voucher|vouchers",
        ],
        &[
            "not|never|*n't ~1 end|stop|lapse|expire|cease|disappear|go|fall|drop",
            "only|not ~6 as|like ~1 before|now|always|ever|usual|today",
            "invoice|account|instalments|installments|credit ~2 as|like ~1 before|now|always|ever|today",
            "end|ends|expire|expires|lapse|lapses ~1 as|like|when|after|on|in ~1 before|planned|always|usual|agreed|#",
            "for|to everyone|everybody|all ~6 by ~1 phone|post",
        ],
    )),
    falls(Lexicon::new(
        &[
            "free|priority|express|extended|longer ~1 returns|return|delivery|deliveries|shipping|postage|guarantee|warranty|cover|exchange|exchanges|collection|parking|storage|upgrades|support|service|repairs|cancellation ~1 end|ends|stop|stops|lapse|lapses|expire|expires|cease|ceases|disappear|disappears|gone|over|withdrawn|lost",
            "free|priority|express|home|extended ~2 delivery|shipping|returns|collection|parking|storage|support|exchanges|repairs ~2 not|longer ~1 offered|available|possible|open|free|there|given|included",
            "book|booked|bookings|appointment|appointments|order|ordered|ordering|pay|paid|payment|reach|reached|changes|cancel|cancelled|reserve|reserved|return|returned|returns|refund|refunds|refunded|answered|help|support|advice|questions|tickets|repairs ~5 by|over|on|at|in|as ~2 phone|telephone|post|letter|counter|desk|person|branch|office|card|cash|advance|voucher|vouchers|credit only",
            "book|booked|bookings|appointment|appointments|order|ordered|ordering|pay|paid|payment|reach|reached|changes|cancel|cancelled|reserve|reserved|return|returned|returns|refund|refunds|refunded|answered|help|support|advice|questions|tickets|repairs ~4 only|solely by|over|at|in|as|through ~2 phone|telephone|post|letter|counter|desk|person|branch|office|card|cash|advance|voucher|vouchers",
            "help|support|advice|service|answers by|over|on ~1 phone|telephone|chat|video ~1 end|ends|stop|stops|cease|ceases|over|gone|off",
            "no longer|more ~1 hold|reserve ~1 parcels|parcel|tables|table|seats|seat|places|place|goods|items|room|rooms|tickets|spot|spots",
            "no longer|more ~1 keep|store|save ~1 parcels|parcel|tables|table|seats|seat",
        ],
        &[
            "not|never|*n't ~1 end|stop|lapse|expire|cease|disappear",
            "only ~4 as|like ~1 before|now|always|ever|usual|today",
        ],
    )),
    delays(Lexicon::new(
        &[
            "answer|answers|answered|serve|served|see|seen|deal|reply|help|helped|handle|handled|call|called|process|processed|questions|requests|queries|orders|parcels|turn ~6 after|behind|once|when ~2 everyone|everybody else|else's",
            "answer|answers|answered|serve|served|see|seen|deal|reply|help|helped|handle|handled|call|called|process|processed|questions|requests|queries|orders|parcels|turn ~6 after|behind|once|when ~1 all|the|everybody|everyone ~1 others|others'|rest $|customers|guests|members|people|have|are|were|is|has|had|first",
            "last in|at|on the|our|every ~1 queue|line|list|row",
            "back|end|bottom of the|our|every ~1 queue|line|waiting",
            "# ~1 day|days|hour|hours|week|weeks|minute|minutes|month|months ~1 instead|rather ~1 of|than ~1 #",
        ],
        &[],
    )),
    costs(Lexicon::new(
        &[
            "your ~2 discount|bonus|rebate|cashback|tier|voucher|vouchers|allowance ~1 end|ends|stop|stops|lapse|lapses|expire|expires|cease|ceases|disappear|disappears|gone|over|withdrawn|lost|cut",
            "your ~2 discount|bonus|rebate|cashback|tier|voucher|vouchers|price|allowance ~1 go|goes|fall|falls|drop|drops away",
            "your ~2 discount|bonus|rebate|cashback|tier|voucher goes$",
            "then|after|afterwards|from|thereafter ~5 basic|standard|normal|regular|higher|full|usual|list|ordinary|dearer|general|variable ~2 tariff|rate|rates|fare|fares|price|prices|plan|fee|fees|premium ~7 applies|apply|charged",
            "tariff|rate|rates|fare|fares|price|prices|plan|fee|fees|premium that|which|and ~1 costs|cost|is|are ~1 more|higher|dearer|pricier|costlier",
            "price|fare|fee|fees|cost|rate|rent|premium|charge|tariff|deposit|bill ~6 goes|go|rises|rise|climbs|climb|increases|jumps|moves|changes ~2 from £|#|% ~3 to £|#|%",
            "your ~6 drops|drop|falls|fall|shrinks|shrink|goes|sinks|shortens|narrows ~2 from £|#|% ~3 to £|#|%",
        ],
        &[
            "not|never|*n't|no ~2 end|stop|lapse|expire|cease|disappear|go|fall|drop|applies|apply|rise|rises",
            "end|ends|expire|expires|lapse|lapses ~1 as|like|when|after|on|in ~1 before|planned|always|usual|agreed|#",
            "applies|apply ~1 as|to|for ~1 before|now|all|everyone|everybody|always|ever",
            "same ~6 applies|apply",
            "from £|#|% ~3 to £|#|% ~4 everyone|everybody|all|anyway|either|whatever|regardless",
            "everyone|everybody|all|either|anyway ~8 from £|#|%",
        ],
    )),
];

pub(super) static GERMAN: [Flat; 5] = [
    withholds(Lexicon::new(
        &[
            "ohne ~5 konnen|werden|durfen wir ~1 keine|keinen|ihr*|dein* ~1 bestellung|bestellungen|ruckgabe|ruckgaben|retoure|retouren|erstattung|konto|beschwerde|beschwerden|reklamation|reklamationen ~2 annehmen|liefern|bearbeiten|ausfuhren|fuhren|erstatten|verschicken|zustellen|offnen|nicht",
        ],
        &[],
    )),
    ends(Lexicon::new(
        &[
            "ihr*|dein* ~2 *ruckgabe|*rucksendung|*rucksendungen|*retoure|*retouren|*garantie|*stundung|ratenzahlung|*versand|*lieferung|*zugang|*parkplatz|*schutz|*umtausch ~5 entfallt|entfallen|erlischt|erloschen|verfallt|endet|enden",
            "ihr*|dein* ~2 *versand|*ruckgabe|*rucksendung|*retouren|*lieferung|*garantie|*parkplatz ~1 fallt|fallen ~4 weg|fort",
            "nicht|nie ~1 mehr|langer ~2 auf|per|in rechnung|raten|lastschrift|ratenzahlung|ziel",
            "auf|per|in rechnung|raten|lastschrift ~5 nicht|nie|kein* ~1 mehr|langer|moglich|zahlen|bezahlen|kaufen|bestellen",
            "nur noch ~2 gegen|mit|per|auf ~1 vorkasse|karte|kreditkarte|bargeld|barzahlung|nachnahme|termin",
            "termin*|buch*|bestell*|reservier*|umtausch*|hilfe|beratung|auskunft|anderungen|kundigung*|support|anfragen|erreich*|zahlen|bezahlen|bezahlung|storni* ~6 nur|ausschliesslich noch ~2 telefonisch|brieflich|schriftlich|personlich|post|brief|schalter|theke|telefon|filiale|laden|bar|fax",
            "nur|ausschliesslich noch ~1 telefonisch|brieflich|schriftlich|personlich ~3 termin*|buch*|bestell*|reservier*|umtausch*|erreich*|storni*",
        ],
        &[
            "nur|nicht ~6 wie ~1 bisher|immer|jetzt|zuvor|heute",
            "wie ~1 bisher|immer|jetzt|zuvor|heute ~6 nur|nicht",
            "entfallt|entfallen|erlischt|endet|enden ~1 nicht|nie|erst|wie|ohnehin|sowieso",
            "entfallt|entfallen|erlischt|endet|enden ~1 am|im|mit|nach ~3 alle|allen|jedem|#",
        ],
    )),
    falls(Lexicon::new(
        &[
            "kostenlos*|gratis*|kostenfrei*|verlangert*|schnell*|bevorzugt* ~1 *ruckgabe|*rucksendung|*rucksendungen|*retoure|*retouren|*garantie|*versand|*lieferung|*lieferungen|*umtausch|*stornierung|*abholung|*hilfe|*beratung|*parken ~4 entfallt|entfallen|erlischt|endet|enden|weg|vorbei",
            "gratisversand|expressversand|freiversand|gratisretoure|gratislieferung|garantieverlangerung|ratenkauf|rechnungskauf|telefonhilfe ~6 entfallt|entfallen|erlischt|endet|enden|weg|vorbei",
            "parkplatz|sitzplatz|liegeplatz|stammplatz|tisch|zimmer|fach|spind ~3 geben|vergeben|freigeben ~3 frei|weiter|anderen|andere|$",
        ],
        &["entfallt|entfallen|erlischt|endet|enden ~1 nicht|nie"],
    )),
    delays(Lexicon::new(
        &[
            "antwort*|beantwort*|anfrage*|anliegen|frage|fragen|bearbeit*|bedien*|lieferung*|liefern|bestellung|bestellungen|paket|pakete|helfen|reihe ~6 erst|zuletzt ~2 wenn|nachdem|sobald|nach ~2 alle|allen|anderen|ubrigen",
            "antwort*|beantwort*|anfrage*|fragen|bearbeit*|bedien*|helfen|reihe ~5 nach|hinter allen|den ~1 anderen|ubrigen",
            "als letzte|letzter|letzten|letztem|letztes ~3 dran|reihe|antwort*|bedient|beliefert|$",
            "antwort*|beantwort*|bedien*|helfen|reihe ~4 als letzte|letzter|letzten|letztem|letztes",
            "ganz hinten|zuletzt ~2 schlange|reihe|liste|an|dran",
            "# ~1 tag|tage|tagen|stunde|stunden|woche|wochen|minuten|monate|monaten ~1 statt|anstatt|anstelle ~2 #|einem|einer",
        ],
        &[],
    )),
    costs(Lexicon::new(
        &[
            "ihr*|dein* ~1 *rabatt|*rabatte|*bonus|*vorteil|*vorteile|*nachlass|*gutschrift|*konditionen|*vorzugspreis|*mitgliedspreis ~6 entfallt|entfallen|erlischt|erloschen|verfallt|endet|enden|weg",
            "danach|dann|anschliessend|sonst|daraufhin ~1 gilt|gelten|greift ~2 *grundtarif|basistarif|*normaltarif|standardtarif|listenpreis|listenpreise|vollpreis|normalpreis|regulare*|hohere*|teurere*|volle",
            "*tarif|*preis|*paket|*vertrag|*gebuhr|*beitrag der|die|das ~1 mehr|teurer|hoher ~1 kostet|ist|liegt",
            "preis*|*preis|*preise|*gebuhr|*gebuhren|*tarif|*beitrag|*kosten|miete|*pauschale|*frist ~3 steigt|steigen|sinkt|fallt|schrumpft|klettert|erhoht|verkurzt ~3 von £|#|% ~2 auf £|#|%",
        ],
        &[
            "entfallt|entfallen|erlischt|endet|enden|gilt ~3 nicht|nie|erst|wie|ohnehin|sowieso",
            "auf £|#|% ~4 alle|allen|ohnehin|sowieso|egal|jeden",
            "allen|alle|ohnehin|sowieso|egal ~6 von £|#|%",
        ],
    )),
];

pub(super) static ARABIC: [Flat; 5] = [
    withholds(Lexicon::new(
        &[
            "بدون|دون|بلا ~4 لا|لن ~1 يمكننا|نستطيع|نقدر ~1 توصيل|تسليم|قبول|إتمام|معالجة|شحن|رد|استرجاع ~1 طلبك|طلباتك|الإرجاع|المرتجعات|المال|شكواك|حسابك",
        ],
        &[],
    )),
    ends(Lexicon::new(
        &[
            "ضمانك|إرجاعك|توصيلك|تقسيطك|موقفك|مقعدك|حمايتك|تغطيتك ~3 ينتهي|تنتهي|يسقط|تسقط|يلغى|تلغى|يزول|تزول|يتوقف|تتوقف|يضيع",
            "ينتهي|تنتهي|يسقط|تسقط|يلغى|تلغى|يزول|تزول|يضيع ~1 ضمانك|إرجاعك|توصيلك|تقسيطك|موقفك|مقعدك|حمايتك|تغطيتك",
            "لكن|ولكن|إنما ~1 دون|بدون|بلا ~1 الدفع|الشراء|الحجز|الإرجاع|الاستبدال|الاستلام",
            "لكن|ولكن|إنما ~1 لا|لن ~1 يمكنك|تستطيع|تقدر ~1 الدفع|تدفع|الشراء|الحجز|تحجز|الإرجاع|الاستبدال|الاستلام|تستبدل|ترجع",
            "لا|لن ~1 يمكنك|تستطيع|تقدر|يتاح|يعود|يحق ~2 الدفع|تدفع|الشراء|تشتري ~1 بالتقسيط|بالأجل|آجلا|بالفاتورة|أقساطا|لاحقا",
            "بعدها|عندها|حينها|وقتها|ثم ~4 بالهاتف|هاتفيا|بالبريد|نقدا|حضوريا|شخصيا|بالمراسلة فقط|وحده|حصرا",
            "بالهاتف|هاتفيا|بالبريد|نقدا|حضوريا|شخصيا ~1 بعدها|عندها|حينها ~1 فقط|وحده|حصرا",
        ],
        &[
            "لا|لن|ولا|ولن ~1 ينتهي|تنتهي|يسقط|تسقط|يلغى|تلغى|يزول|تزول|يتوقف|تتوقف|يضيع",
            "فقط ~1 كما|مثلما|كالعادة|دائما",
        ],
    )),
    falls(Lexicon::new(
        &[
            "يتوقف|تتوقف|ينتهي|تنتهي|يسقط|تسقط|يلغى|تلغى|يزول|تزول|ينقطع ~1 الإرجاع|التوصيل|الشحن|الاستبدال|الضمان|التقسيط|الدعم|المساعدة|الصيانة|التخزين|الحجز ~1 المجاني|المجانية|السريع|السريعة|الممدد|الهاتفي|الهاتفية|المبكر|بالهاتف|المطول",
            "الإرجاع|التوصيل|الشحن|الاستبدال|الضمان|التقسيط|الدعم|الصيانة ~1 المجاني|السريع|الممدد|الهاتفي|المجانية|المبكر ~1 يتوقف|ينتهي|يسقط|يلغى|يزول|ينقطع|تتوقف|تنتهي",
            "الحجز|تحجز|المواعيد|مواعيدك|الدفع|تدفع|الطلب|تطلب|الإرجاع|الإلغاء|تلغي|المساعدة|الدعم|التواصل ~4 بالهاتف|هاتفيا|بالبريد|نقدا|حضوريا|شخصيا|بالمراسلة فقط|وحده|حصرا",
        ],
        &[
            "لا|لن|ولا|ولن ~1 ينتهي|تنتهي|يسقط|تسقط|يلغى|تلغى|يزول|تزول|يتوقف|تتوقف",
            "فقط ~1 كما|مثلما|كالعادة|دائما",
        ],
    )),
    delays(Lexicon::new(
        &[
            "نجيب|نرد|نجيبك|الرد|ردنا|نخدم|نخدمك|نعالج|ننظر|نلبي|أسئلتك|طلبك|طلباتك|دورك|استفساراتك ~4 بعد ~1 الجميع|غيرك|الآخرين|سائر|بقية|باقي|كل|جميع",
            "آخر|نهاية|ذيل ~1 الصف|القائمة|الدور|الطابور|الانتظار",
            "يوم|أيام|ساعات|ساعة|أسابيع|أسبوع ~1 بدل|بدلا|عوضا ~1 من|عن|يوم|ساعة ~1 يوم|ساعة|#|أسبوع|يومين|ساعتين|واحد",
        ],
        &["بعد ~1 كل|جميع ~1 طلب|شراء|استخدام|زيارة"],
    )),
    costs(Lexicon::new(
        &[
            "خصمك|مكافأتك|خصم|تخفيضك ~3 ينتهي|تنتهي|يسقط|تسقط|يلغى|تلغى|يزول|تزول|يتوقف|تتوقف|يضيع",
            "ينتهي|تنتهي|يسقط|تسقط|يلغى|تلغى|يزول|تزول|يضيع|يتوقف ~1 خصمك|مكافأتك|خصم|تخفيضك|الخصم",
            "بعدها|عندها|ثم|حينها|وبعدها ~1 يسري|تسري|يطبق|تطبق|ينطبق|تنطبق|يحتسب|ندخل ~2 السعر|الأسعار|سعر|تعرفة|التعرفة|الباقة|الرسم|الرسوم|القسط ~2 الأساسي|الأساسية|العادي|العادية|الكامل|الكاملة|الأعلى|الأغلى",
            "السعر|سعر|أجرة|رسم|رسوم|الرسوم|تعرفة|القسط|الإيجار|كلفة|الاشتراك|مدة|فترة|مهلة ~3 من £|#|% ~3 إلى £|#|%",
        ],
        &[
            "لا|لن|ولا|ولن ~1 ينتهي|تنتهي|يسقط|تسقط|يلغى|تلغى|يزول|تزول|يتوقف|تتوقف|يسري|تسري|تنطبق|يضيع",
            "إلى £|#|% ~4 للجميع|الجميع|كل|حال",
            "للجميع|الجميع ~6 من £|#|%",
        ],
    )),
];
