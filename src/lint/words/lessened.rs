//! Phrases of what is less after a no, however it is called, in the three languages: a fee, a way to pay or a free
//! service that goes (L-E1), what is for the first so many alone (L-U1), and a title that only says "better" (L-V1).
//!
//! From GDPR Article 7(4) and recital 42, EDPB Guidelines 05/2020 and 03/2022, and UCPD, Annex I, 7.

use super::flat::{AFTER, Flat, TITLE, Thing, haste, uncountable, worse};
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;

/// Where somebody reads what there is and how it is made.
const OFFERS: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::Unit,
    Role::Question,
]);

/// Something is paid for that was not, or costs more.
const fn charges(lexicon: Lexicon) -> Flat {
    worse(AFTER, lexicon, Thing::Price)
}

/// Something goes that the exchange does not give.
const fn goes(lexicon: Lexicon) -> Flat {
    worse(AFTER, lexicon, Thing::Behind)
}

/// Whoever is not quick has none.
const fn counts_heads(lexicon: Lexicon) -> Flat {
    haste(OFFERS, lexicon)
}

/// A title that is better than nobody knows what.
const fn betters(lexicon: Lexicon) -> Flat {
    uncountable(TITLE, lexicon)
}

pub(super) static ENGLISH: [Flat; 4] = [
    charges(Lexicon::new(
        &[
            "then|after|afterwards|thereafter|onwards ~3 pay|pays|charge|charges|costs|cost ~7 extra|more|surcharge",
            "pay|pays|charge|charges|costs|cost ~6 extra|more|surcharge ~5 then|afterwards|thereafter|onwards",
        ],
        &[
            "no|not|never|nothing|none|*n't|without ~5 extra|more|surcharge",
            "as|like|same|everyone|everybody ~8 extra|more|surcharge",
            "extra|more|surcharge ~6 everyone|everybody|before|always|now|either",
        ],
    )),
    goes(Lexicon::new(
        &[
            "stay|stays|remain|remains|open|keep|keeps|continue|continues ~3 but|though|yet|only|except ~4 @thing|discounts|bonus|rebate|cashback|invoice|instalments|stamps|coupons|lounge|locker|storage ~2 do|does|will|is|are not$",
            "stay|stays|remain|remains|open|keep|keeps|continue|continues ~3 but|though|yet|only|except ~4 @thing|discounts|bonus|rebate|cashback|invoice|instalments|stamps|coupons|lounge|locker|storage ~2 don't|doesn't|won't|isn't|aren't$",
            "purchase|purchases|buying|payment|paying|pay ~1 on|by|in invoice|account|instalments|credit ~3 goes|go|falls|drops|dropped|ends|stops|gone|withdrawn|removed|lapses",
        ],
        &[
            "no|not|never|nor ~3 dropped|gone|withdrawn|removed|ends|stops",
            "payment|purchase ~6 everyone|everybody|anyway",
            "goes|go on",
        ],
    )),
    counts_heads(Lexicon::new(
        &[
            "for|to|by|with ~1 the first|next # ~2 ups|signups|registrations|joiners|applicants|comers|subscriptions|replies|answers|acceptances|@crowd ~2 only|alone|$",
            "only|just|solely|strictly|limited ~3 first|next # ~2 ups|signups|registrations|joiners|applicants|comers|subscriptions|acceptances|@crowd",
            "only|just|solely|strictly ~3 first|next # ~1 who|to ~2 join|joins|sign|agree|accept|answer|reply|respond|enrol|register|say|allow",
            "first|next # ~2 ups|signups|registrations|joiners|applicants|subscriptions|acceptances ~1 only|alone",
        ],
        &[
            "first|next # ~2 @crowd ~2 on|in|of|from ~2 list|queue|row|street|round|waitlist",
            "read|reads|compare|compares|count|counts ~3 first|next # ~2 _",
        ],
    )),
    betters(Lexicon::new(
        &[
            "only|just|simply|but ?a ?bit|lot|little|even|much smarter$|cleverer$|better$|brighter$|easier$|nicer$|calmer$|happier$|wiser$|kinder$|bolder$|richer$",
            "^simply|just|get|have|enjoy|feel|for more of|from|out ~1 life$|living$|everything$|joy$|yourself$|days$|you$",
            "^more of|from ~2 life$|living$|everything$|joy$|yourself$|days$",
        ],
        &[],
    )),
];

pub(super) static GERMAN: [Flat; 4] = [
    charges(Lexicon::new(
        &[
            "dann|danach|fortan|kunftig|anschliessend|hinterher|ansonsten ~1 zahl*|bezahl*|berechnen|kostet|kosten|verlangen ~9 extra|zusatzlich|mehr|aufpreis|zuschlag|aufschlag|obendrauf",
            "zahl*|bezahl*|berechnen|kostet|kosten|verlangen ~2 dann|danach|fortan|kunftig|anschliessend|hinterher ~9 extra|zusatzlich|mehr|aufpreis|zuschlag|aufschlag|obendrauf",
            "dann|danach|fortan|kunftig|anschliessend|hinterher ~1 zahl*|bezahl*|berechnen|kostet|kosten ~1 sie|du|wir|jede|jeder|jedes ~2 fur|pro|je|jede|jeder|jedes ~4 £",
            "dann|danach|fortan|kunftig|anschliessend ~1 kommen|kommt|fallen|fallt ~7 *gebuhr|*gebuhren|*kosten|*pauschale|*zuschlag|*aufschlag ~3 dazu|hinzu|an|drauf",
        ],
        &[
            "nicht|nichts|nie|kein*|ohne ~5 extra|zusatzlich|mehr|aufpreis|zuschlag|*gebuhr|*kosten",
            "wie|alle|allen|dasselbe|gleich* ~8 extra|mehr|£",
            "£ ~3 wie|alle|bisher|ublich",
        ],
    )),
    goes(Lexicon::new(
        &[
            "*rechnung|*ratenzahlung|*raten|*versand|*lieferung|*ruckgabe|*rabatt|*rabatte|*preise|*preis|*garantie|*punkte|*guthaben|*bonus|*umtausch|*service|*hotline|*parkplatz|*zugang|*mitgliedschaft|*lastschrift ~2 fallt|fallen ~2 weg|aus|flach",
            "fallt|fallen ~6 *rechnung|*ratenzahlung|*raten|*versand|*lieferung|*ruckgabe|*rabatt|*rabatte|*preise|*preis|*garantie|*punkte|*guthaben|*bonus|*umtausch|*service|*hotline|*parkplatz|*zugang|*lastschrift ~2 weg|aus|flach",
            "bleib*|behalt*|lauft|laufen ~5 aber|doch|jedoch|allerdings|nur|bloss ~5 *rechnung|*ratenzahlung|*raten|*versand|*lieferung|*ruckgabe|*rabatt|*rabatte|*preise|*preis|*garantie|*punkte|*guthaben|*bonus|*umtausch|*service|*hotline|*zugang ~1 nicht$|entfallt|entfallen|gestrichen|gesperrt|weg$",
            "kauf|kaufen|zahlung|zahlen|bezahlen ~1 auf|per|in rechnung|raten|lastschrift ~3 entfallt|entfallen|endet|gestrichen|gesperrt|vorbei|weg$",
        ],
        &[
            "nicht|nie|kein* ~4 weg|aus|flach|entfallt|entfallen|gestrichen|gesperrt",
            "alle|allen ~8 weg|entfallt|entfallen",
        ],
    )),
    counts_heads(Lexicon::new(
        &[
            "nur|lediglich|ausschliesslich|bloss ~2 die|den|der ~1 ersten|nachsten|schnellsten # ~1 anmeldungen|anmeldung|anmelder|angemeldeten|registrierungen|zusagen|interessenten|teilnehmer|teilnehmerinnen|kunden|kundinnen|personen|leute|mitglieder|nutzer|leser|haushalte|die",
            "nur|lediglich|ausschliesslich|bloss ~2 die|den|der # ~1 ersten|nachsten|schnellsten ~1 anmeldungen|anmelder|angemeldeten|registrierungen|zusagen|interessenten|teilnehmer|kunden|personen|leute|mitglieder|nutzer|leser|haushalte|die|$",
            "fur ~1 die|den ersten|nachsten|schnellsten # ~1 anmeldungen|anmelder|angemeldeten|registrierungen|zusagen|interessenten|teilnehmer|kunden|kundinnen|personen|leute|mitglieder|nutzer|leser|haushalte",
        ],
        &["ersten|nachsten # ~2 auf|in der|einer ~1 *liste|schlange|reihe"],
    )),
    betters(Lexicon::new(
        &[
            "nur|einfach|bloss ?noch|viel|etwas|ein ?bisschen kluger$|schlauer$|besser$|smarter$|schoner$|cleverer$|entspannter$|glucklicher$",
            "mehr vom|am leben$|alltag$|tag$|genuss$|gluck$|dasein$",
            "mehr aus|von dem|deinem|ihrem|jedem leben$|alltag$|tag$",
        ],
        &[],
    )),
];

pub(super) static ARABIC: [Flat; 4] = [
    charges(Lexicon::new(
        &[
            "بعدها|عندها|حينها|وقتها|وبعدها|وعندها|ذلك|بعدئذ ~1 تدفع|ستدفع|تدفعين|نحتسب|نضيف|يكلفك|تكلفك ~8 إضافية|إضافيا|إضافي|زيادة|أكثر|علاوة",
            "تدفع|ستدفع|نحتسب|نضيف|يكلفك|تكلفك ~2 بعدها|عندها|حينها|وقتها|ذلك|بعدئذ ~7 إضافية|إضافيا|إضافي|زيادة|أكثر|علاوة",
            "بعدها|عندها|حينها|وقتها|وبعدها|وعندها|ذلك ~1 تدفع|ستدفع|نحتسب|نضيف ~5 كل|لكل ~1 توصيل|توصيلة|شحنة|طلب|طرد|إرجاع|زيارة",
        ],
        &[
            "لا|لن|ولا|ولن ~1 تدفع|نحتسب|نضيف|يكلفك|تكلفك",
            "تدفع|نحتسب|كل|لكل|أكثر ~3 كالمعتاد|كالعادة|كما|نفس|للجميع|مثل",
            "كما|نفس|مثل ~3 تدفع|كل",
        ],
    )),
    goes(Lexicon::new(
        &[
            "لن|لا|ولن|ولا ~1 تحصل|تحصلين|تنال|تستفيد|تتمتع|يشملك|تشملك|يصلك ~5 التوصيل|توصيل|الشحن|شحن|الإرجاع|إرجاع|الخصم|خصم|الضمان|ضمان|التقسيط|تقسيط|الصيانة|صيانة|الدعم|النقاط|نقاط|الأسعار|أسعار|الموقف|الاستبدال|بالتوصيل|بالشحن|بالإرجاع|بالخصم|بالضمان|بالتقسيط|بالأسعار|بأسعار",
            "الشراء|الدفع|التقسيط|البيع ~1 بالفاتورة|بالآجل|آجلا|الآجل|بالتقسيط|لاحقا|فاتورة|بفاتورة|أقساط ~2 يزول|يلغى|يسقط|ينتهي|يتوقف|يختفي|ملغى|فيلغى|فيزول|فيسقط|فيتوقف|فينتهي",
            "يزول|يلغى|يسقط|ينتهي|يتوقف ~1 الشراء|الدفع|التقسيط ~1 بالفاتورة|بالآجل|الآجل|بالتقسيط|فاتورة|بفاتورة",
            "يبقى|تبقى|يظل|تظل|باق ~3 لكن|ولكن|أما|إنما|بينما|إلا ~3 التوصيل|الشحن|الإرجاع|الخصم|الضمان|التقسيط|أسعار|الأسعار|النقاط|الدعم|الصيانة|بالفاتورة|الآجل ~2 فلا$|لا$|فلن$|يزول|تزول|يلغى|تلغى|فتلغى|فيلغى|فتزول|فيزول",
        ],
        &[
            "للجميع|الجميع ~8 _",
            "لا|لن|ولا|ولن ~1 يزول|تزول|يلغى|تلغى|يسقط|ينتهي|يتوقف|يختفي",
        ],
    )),
    counts_heads(Lexicon::new(
        &[
            "لأول|أول|لأوائل ~1 # ~1 @nas|مسجل|مسجلا|مسجلين|تسجيل|تسجيلا|تسجيلات|مشاركا|مشاركين|منضم|منضما ~1 فقط|وحدهم|حصرا|لا",
            "فقط|حصرا|وحدهم ~1 لأول|لأوائل ~1 # ~1 @nas|مسجل|مسجلا|مسجلين|تسجيل|تسجيلا|تسجيلات|مشاركا|مشاركين",
            "للمسجلين|للمشتركين|للأعضاء|للعملاء|للتسجيلات ~2 الأوائل|الأولى|التالين|التالية|القادمين|القادمة ~1 فقط|وحدهم|حصرا",
            "للعشرة|للعشرين|للثلاثين|للأربعين|للخمسين|للمئة|للمائة|للألف ~2 الأوائل|الأولى|التالين|التالية|القادمين|القادمة",
        ],
        &[],
    )),
    betters(Lexicon::new(
        &[
            "لكن|ولكن|إنما|فقط|وحسب ~1 أذكى$|أفضل$|أجمل$|أحلى$|بذكاء$|أروع$",
            "المزيد|مزيد|الأكثر|أكثر من ~1 الحياة$|العيش$|الفرح$|السعادة$|حياتك$|يومك$",
        ],
        &[],
    )),
];
