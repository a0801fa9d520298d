//! Phrases by which a text keeps something back, in the three languages: what stays but for one thing, stays for a
//! while and then lapses, or comes behind that of others (L-E1), a yes by which one is left out and an end that hangs
//! on two denials (L-N1), and a use wherever the house thinks fit (L-V2).
//!
//! From GDPR Articles 5(1)(b), 7(2) and 7(4), EDPB Guidelines 05/2020 and 03/2022, and CPRA regulations, § 7004(a)(2).

use super::Group;
use super::flat::{AFTER, Flat, Thing, flat, vague, worse};
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const ASKS: Roles = Roles::of(&[Role::Question, Role::Allow]);

/// All stays but for one thing, unless the exchange gives it.
const fn excepts(lexicon: Lexicon) -> Flat {
    worse(AFTER, lexicon, Thing::Behind)
}

/// Hers comes behind that of others.
const fn follows(lexicon: Lexicon) -> Flat {
    worse(AFTER, lexicon, Thing::Any)
}

/// A yes by which one is left out.
const fn leaves_out(lexicon: Lexicon) -> Flat {
    let (says, ask) = (Says::TurnedQuestion, Instead::AskPlainly);
    flat(Rule::Straight, ASKS, lexicon, says, ask, Thing::Any)
}

/// It ends unless it does not.
const fn denies_twice(lexicon: Lexicon) -> Flat {
    let (says, plainly) = (Says::TurnedQuestion, Instead::SayPlainly);
    Flat {
        group: Group {
            rule: Rule::Straight,
            block: AFTER,
            warn: Roles::NONE,
            deniable: false,
            lexicon,
            message: says,
            suggestion: plainly,
        },
        thing: Thing::Any,
    }
}

/// Wherever the house thinks fit.
const fn sees_fit(lexicon: Lexicon) -> Flat {
    vague(lexicon)
}

pub(super) static ENGLISH: [Flat; 5] = [
    excepts(Lexicon::new(
        &[
            "all|everything|nothing ~4 except|but|save|bar|minus|excluding|apart|aside ?for|from your|the|a|any|free ~2 @thing|discounts|seat|place|room|table|locker|bonus|rebate|cashback|gift|upgrade|slot|lounge|storage|stamps|coins|tokens|coupon|coupons|loans|cot|spot|bay|bed|voicemail|instalments $|which|that|and|or",
            "apart|aside from ~1 your|the|free ~2 @thing|discounts|seat|place|room|table|locker|bonus|rebate|cashback|gift|upgrade|slot|lounge|storage|stamps|coins|tokens ~2 all|everything|nothing",
            "your|all|any|saved|earned|old|unused ~1 @thing|stamps|coins|tokens|discounts|bonus|coupons|coupon|rebate|seat|place|locker|slot|basket|reservation|bonuses|gift ~2 stay|stays|remain|remains|keep|keeps|last|lasts|run|runs|count|hold|good|valid|safe|yours ~7 then|after|afterwards ~4 lapse|lapses|expire|expires|end|ends|vanish|vanishes|void|gone|lost|disappear|disappears|stop|stops|close|closes|forfeit|worthless",
            "your|all|any|saved|earned|old|unused ~1 @thing|stamps|coins|tokens|discounts|bonus|coupons|coupon|rebate|basket ~2 lapse|lapses|expire|expires|vanish|vanishes|disappear|disappears ~2 after|in|within|on|at ~2 #|a|the",
        ],
        &[
            "then|after|before|until|lapse|lapses|expire|expires ~8 everyone|everybody|anyway|before|now|always|either|all|usual|planned|agreed|law",
            "whatever|whether|everyone|everybody|always ~12 then|after|lapse|lapses|expire|expires",
            "not|never|none|neither|*n't ~2 lapse|lapses|expire|expires|end|ends|vanish|void|lost|stop|close",
            "but ~1 this|that|it",
        ],
    )),
    follows(Lexicon::new(
        &[
            "after|behind those|that|the ?orders|calls|parcels|requests|questions|bookings|messages|repairs|letters|emails of ~2 other|others|everyone|everybody|rest|sharing|paying|members|customers|guests|fans|subscribers|people|readers|drivers|patients|players",
            "packed|served|answered|sent|shipped|handled|called|seated|boarded|helped|treated|processed|delivered|posted|fixed|repaired|seen|filled|dealt|cleaned|read|heard|opened ~2 last|afterwards|later|once|when|after|behind ~3 others|everyone|everybody|rest|sharing ~3 _|$",
            "packed|served|answered|shipped|handled|called|seated|boarded|helped|treated|processed|delivered|fixed|repaired last$",
            "answer|serve|call|help|see|treat|seat|ship|pack|repair|handle|answers|serves|calls|helps|sees|treats ~2 you|your ~3 once|after|when|behind ~1 all ~2 @crowd ~4 _",
            "answer|serve|call|help|see|treat|seat|ship|pack|repair|handle|answers|serves|calls|helps|sees|treats ~2 you|your ~3 once|after|when|behind ~1 the|all others|rest|other ~4 _",
            "after|behind ~1 the|all|our ~1 members|customers|guests|people|others|those|everyone|players|readers who|that ~1 share|shares|said|agree|agrees|agreed|allow|allows|allowed|have|has|take|turned",
            "wait|waits ~1 until|till|behind|while|for ~3 others|everyone|everybody|rest ~3 _|$",
            "leave|leaves|go|goes|come|comes|board|boards|start|starts ~1 last|once|after|behind ~2 others|everyone|everybody|rest ~2 _|$",
        ],
        &[
            "like|as|no|not|never ~4 after|behind|last|once|wait|waits",
            "leave|leaves|go|goes|come|comes ~1 after|behind|once ~1 all|the ~2 _ ~1 day|week|meal",
        ],
    )),
    leaves_out(Lexicon::new(
        &[
            "opt|sign|join|subscribe|tick|tap|click|allow|agree|turn|switch|say|enrol|register|accept|confirm|press|answer ~6 to|and|if ~2 be|get|stay|have|are|would|want|you ~4 left ~1 off|out|alone|be|$",
            "opt|sign|join|subscribe|tick|tap|click|allow|agree|turn|switch|say|enrol|register|accept|confirm|press|answer ~6 to|and|if ~2 be|get|stay|have|are|would|want|you ~4 taken|removed|struck|dropped|crossed|kept ~1 off|out|from ~4 list|lists|emails|mails|tips|mailing|texts|calls|register|notes|file|book|this|it",
            "opt|sign|join|subscribe|tick|tap|click|allow|agree|turn|switch|say|enrol|register|accept|confirm|press|answer ~6 to|and|if ~2 be|get|stay|have|are|would|want|you ~4 skipped|excluded|exempt|exempted|unsubscribed|spared|omitted",
            "opt|join|subscribe|tick|tap|click|allow|agree|turn|say|accept|confirm|press ~6 to|if ~2 be|get|want|you ~4 passed over|by",
            "opt|sign|join|subscribe|tick|tap|click|turn|enrol|register|accept|confirm|press ~6 to ~1 stop|avoid|end|prevent|escape|skip|block|decline|refuse ~3 emails|letters|calls|texts|messages|us|tips|using|reading|looking",
            "opt|sign|join|subscribe|tick|tap|click|turn|enrol|register|accept|confirm|press ~6 to ~1 leave|stay|keep ~3 out|off|away",
            "list of ~1 those|people|customers|members|everyone ~1 who|we ~2 not|never|skip|leave|no|spare|without",
            "opt in ~3 out|off|left|excluded|removed",
        ],
        &[
            "to ~1 stop|avoid ~1 sending|doubles|waste|fraud|leaks|the|food",
            "off our ~1 hands",
        ],
    )),
    denies_twice(Lexicon::new(
        &[
            "not|never|won't|don't|cannot|can't|doesn't|no|nothing ~7 unless ~1 you ~3 not|don't|never|no|doesn't|haven't|won't|object|refuse|decline|dislike|disagree",
            "unless ~1 you ~3 not|don't|never|doesn't|haven't|won't ~8 not|never|won't|don't|cannot|can't|nothing",
        ],
        &[
            "unless you ~2 say|tell|told ~2 no longer",
            "unless ~3 law|court|not ~2 arrived|come",
        ],
    )),
    sees_fit(Lexicon::new(
        &[
            "where|when|wherever|whenever|if|as|insofar|however ~1 we|our|it|this|that|staff|team|they ~2 think|thinks|see|sees|feel|feels|believe|deem|deems|consider|considers|judge ~3 appropriate|fit|relevant|suitable|proper|sensible|reasonable|sense|worthwhile|advisable|expedient|fitting|opportune",
            "where|when|wherever|whenever|if|as|insofar|however ~1 it|this|that|we seems|seem|is|makes|appears|looks|find|finds ~2 appropriate|fit|suitable|proper|sensible|reasonable|sense|worthwhile|advisable|expedient|fitting|opportune",
            "where|when|wherever|whenever|if|as|however we ~1 think|feel|believe|deem|consider|judge ~3 helpful|useful|necessary|needed|best|right|good|wise",
            "where|when|if|as|wherever|whenever relevant|appropriate|applicable|suitable|sensible|fitting|expedient|pertinent|helpful|useful",
            "at|in our|the|its ~1 own|sole|free ~1 discretion|judgement|judgment",
            "as|where|when|if ~1 the ~1 need|needs|occasion|situation|case|circumstances ~1 arises|arise|requires|require|demands|allows|may|be|$",
        ],
        &[],
    )),
];

pub(super) static GERMAN: [Flat; 5] = [
    excepts(Lexicon::new(
        &[
            "alles|nichts|ubrige|rest ~5 ausser|ausgenommen|abgesehen|abzuglich ?von ihr*|dein*|der|dem|den|die|das|kostenlos*|gratis* ~1 *rabatt|*rabatts|*versand|*versands|*garantie|*ruckgabe|*punkte|*punkten|*guthaben|*bonus|*lieferung|*umtausch|*parkplatz|*platz|*zugang|*karte|*gutschein|*gutscheine|*gutscheinen|*rechnung|*ratenzahlung|*hotline|*service|*schutz|*preis|*preise|*preisen|*tarif",
            "alles|sonst ~3 nur|bloss|lediglich ~1 ihr*|dein*|der|die|das ~2 *rabatt|*versand|*garantie|*ruckgabe|*punkte|*guthaben|*bonus|*lieferung|*umtausch|*zugang|*gutschein|*gutscheine|*ratenzahlung|*preis|*tarif ~2 nicht|entfallt|entfallen|endet|enden|verfallt|verfallen|weg",
            "ihr*|dein*|alle|gesammelte* ~1 *gutscheine|*gutschein|*punkte|*guthaben|*rabatt|*rabatte|*bonus|*meilen|*reservierung|*vormerkung|*stempel|*coupons|*warenkorb ~1 bleib*|gelten|gilt|halten|behalten|stehen|sind|ist|laufen|lauft ~7 dann|danach|anschliessend|spater ~3 verfall*|erlischt|erloschen|enden|endet|weg|ungultig|vorbei|entfallen|entfallt|wertlos",
        ],
        &[
            "dann|danach|bevor|ehe|anschliessend ~8 alle|allen|ohnehin|sowieso|bisher|immer|vereinbart",
            "nicht|nie|kein* ~3 verfall*|erlischt|endet|enden|weg|ungultig",
        ],
    )),
    follows(Lexicon::new(
        &[
            "nach|hinter denen|jenen|den|allen ~1 bestellungen|anfragen|paketen|anrufen|terminen|briefen|der|von|aller|anderer ~1 der|von|aller ~1 anderen|anderer|ubrigen|kunden|mitglieder|gaste|patienten|leser",
            "pack*|gepackt|versand*|verschick*|versendet|repariert|repariere*|behandel*|aufgerufen|verarbeit*|erledig*|bekocht|serviert|abgefertigt ~4 erst|zuletzt|nach|hinter|wenn|nachdem|sobald ~3 anderen|ubrigen|alle|allen|andere ~3 _|$",
            "zuletzt|schluss|ende gepackt|verschickt|versandt|bearbeitet|bedient|beantwortet|repariert|behandelt|aufgerufen|geliefert",
            "wart* ~2 bis|hinter ~2 anderen|ubrigen|alle|allen|andere ~3 _|$",
        ],
        &["wie|nicht|nie|ohne ~5 erst|zuletzt|nach|hinter|wart*"],
    )),
    leaves_out(Lexicon::new(
        &[
            "ausgenommen|ausgelassen|ausgeschlossen|gestrichen|verschont|ausgespart|ubersprungen|herausgenommen|weggelassen|geloscht|entfernt ~1 werden|wirst|bleiben|bleibst|sein|sind|$",
            "anmeld*|ankreuz*|anklick*|anhak*|zustimm*|eintrag*|einwillig*|ja ~5 um ~6 ausgenommen|auszunehmen|verlassen|beenden|stoppen|verhindern|entgehen|unterbinden|vermeiden|auszusteigen|herauszukommen|loszuwerden|streichen|abzubestellen",
            "liste ~1 der|derer|von ~4 nicht|kein*|ohne|verschont|ausgelassen",
            "wegzulassen|auszulassen|auszuschliessen|auszunehmen|zu streichen|verschonen",
        ],
        &["doppelt* ~2 auszulassen|wegzulassen|streichen"],
    )),
    denies_twice(Lexicon::new(
        &[
            "nicht|nie|kein*|niemals|nichts ~8 es sei denn ~6 nicht|nie|kein*|ablehn*|widersprech*|widersprichst|dagegen",
            "nicht|nie|kein*|niemals|nichts ~8 ausser|sofern|solange ~1 wenn|falls|sie|du ~6 nicht|nie|kein*|ablehn*|widersprech*|dagegen",
        ],
        &["nicht|kein* mehr ~8 _", "nicht|nie mehr"],
    )),
    sees_fit(Lexicon::new(
        &[
            "wo|wenn|sofern|soweit|falls|wie|wann ?immer wir ?es|dies|das|sie ~2 sinnvoll|angebracht|passend|richtig|geeignet|zweckmassig|angemessen|nutzlich|gut ~1 halten|finden|erachten|ansehen|meinen|glauben|dunkt",
            "wo|wenn|sofern|soweit|falls|wie ~1 es|dies ~3 sinnvoll|angebracht|zweckmassig|angemessen|dienlich ~1 ist|erscheint|scheint|wirkt",
            "nach ~1 unserem|eigenem|freiem|billigem ermessen|gutdunken|belieben",
            "soweit|sofern|falls|wo|wenn sinnvoll|angebracht|zweckmassig|passend|relevant|zutreffend|anwendbar|einschlagig|dienlich",
            "je nach lage|bedarf|situation|anlass|fall|gelegenheit",
        ],
        &["je nach bedarf ~1 ihr*|dein*"],
    )),
];

pub(super) static ARABIC: [Flat; 5] = [
    excepts(Lexicon::new(
        &[
            "عدا|ماعدا|إلا|سوى|باستثناء|خلا ~1 خصمك|توصيلك|ضمانك|نقاطك|رصيدك|قسائمك|حجزك|مقعدك|مكافآتك|إرجاعك|بطاقتك|عضويتك|موقفك|أسعارك|سعرك|مكانك|خزانتك|دعمك|اشتراكك",
            "كل|الباقي|جميع ~5 عدا|ماعدا|إلا|سوى|باستثناء ~1 التوصيل|الخصم|الضمان|النقاط|الرصيد|الحجز|الإرجاع|الدعم|التقسيط|الشحن|السعر|الموقف|العضوية|الاستبدال",
            "تبقى|يبقى|تظل|يظل|تحتفظ|تسري ~1 قسائمك|نقاطك|رصيدك|خصمك|بطاقتك|حجزك|مكافآتك|بقسائمك|بنقاطك|برصيدك|سلتك|أميالك|كوبوناتك|أختامك ~6 ثم|وبعدها|بعدها|قبل|وبعد ~3 تسقط|يسقط|تنتهي|ينتهي|تلغى|يلغى|تضيع|يضيع|تزول|يزول|تبطل|تفقد",
        ],
        &[
            "ثم|بعدها|وبعدها ~6 للجميع|الجميع|كالعادة|دائما|للكل",
            "للجميع ~10 ثم|بعدها|وبعدها",
        ],
    )),
    follows(Lexicon::new(
        &[
            "بعد|خلف|وراء ~1 طلبات|طلب|مكالمات|رسائل|دور|طرود|مواعيد|أسئلة|حجوزات|استفسارات ~1 غيرك|الآخرين|الجميع|سائر|بقية|باقي|الأعضاء|العملاء|الزبائن|المشاركين|سواك",
            "نجهز|نرسل|نشحن|نسلم|نصلح|نغلف|نحضر|تجهز|ترسل|تشحن|يجهز|يشحن|يسلم|تغلف|نقدم ~4 بعد ~1 الجميع|غيرك|الآخرين|سائر|بقية|باقي",
            "تنتظر|ينتظر|ستنتظر ~3 حتى|ريثما|إلى ~4 الآخرون|الآخرين|الجميع|غيرك|سواك|الباقين",
        ],
        &["لا|لن|ولا|ولن ~1 تنتظر|ينتظر"],
    )),
    leaves_out(Lexicon::new(
        &[
            "استثنائك|لاستثنائك|استبعادك|لاستبعادك|تستثنى|تستبعد|نستثنيك|نستبعدك|ليستثنيك|إعفائك|لإعفائك|تعفى|نعفيك|لتجنيبك",
            "شطب|لشطب|حذف|لحذف|إزالة|لإزالة|يشطب|يحذف|تشطب|تحذف|نشطب|نحذف|ليحذف|ليشطب|سحب ~1 اسمك|رقمك|نفسك|بريدك|عنوانك ~2 _",
            "اشترك|سجل|وافق|اضغط|انضم|أشر|نعم|بالموافقة ~4 لتخرج|للخروج|لتتجنب|لتجنب|لمنع|لإيقاف|لوقف|لتغادر|لمغادرة|لتوقف|للتوقف|كيلا|لئلا",
        ],
        &[],
    )),
    denies_twice(Lexicon::new(
        &["لا|لن|ليس|لم ~6 إلا ~2 إذا|إن|لو|حين|عندما ~1 لم|لا|رفضت|اعترضت"],
        &[],
    )),
    sees_fit(Lexicon::new(
        &[
            "حيثما|حيث|متى|عندما|حين|إذا|كلما|حسبما|كما ~1 نرى|رأينا|نراه|نجد|وجدنا|ارتأينا|نرتئي|نعتقد|يلزم|اقتضى|تقتضي ~2 مناسبا|ملائما|ذلك|مفيدا|ضروريا|لازما|صالحا|الأمر|الحاجة|الحال|$",
            "عند|حسب ~1 اللزوم|الاقتضاء|المناسبة|تقديرنا|الظروف",
            "وفق|وفقا|بحسب|حسب ~1 تقديرنا|لتقديرنا|رأينا|لرأينا|ما ~1 نراه|يناسبنا|$",
        ],
        &[],
    )),
];
