//! Phrases of what a no costs, in the three languages: a service that is had for a yes alone, what is left out, lost or
//! dearer after a no (L-E1), and what is missed and who is sorry (L-S2).
//!
//! From GDPR Article 7(4) and recital 42, EDPB Guidelines 05/2020 and 03/2022, and CPRA regulations, §§ 7004 and 7016.

use super::flat::{AFTER, Flat, Thing, flat, worse};
use crate::lint::finding::Rule;
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

/// Something is had for a yes alone: what stands before it, unless that is what the exchange gives.
const fn withholds(lexicon: Lexicon) -> Flat {
    let (says, same) = (Says::PriceOfElse, Instead::SameForAll);
    flat(Rule::NoDetriment, AFTER, lexicon, says, same, Thing::Before)
}

/// Something is left out or lost after a no: what stands in it or behind it, unless that is what the exchange gives.
const fn lacks(lexicon: Lexicon) -> Flat {
    worse(AFTER, lexicon, Thing::Behind)
}

/// Something is paid for after a no that was free.
const fn prices(lexicon: Lexicon) -> Flat {
    worse(AFTER, lexicon, Thing::Price)
}

/// Prices that go up behind a "but".
const fn dearer(lexicon: Lexicon) -> Flat {
    let (says, same) = (Says::Worse, Instead::SameForAll);
    flat(Rule::NoDetriment, AFTER, lexicon, says, same, Thing::Price)
}

/// What others have then, and who is sorry.
const fn saddens(lexicon: Lexicon) -> Flat {
    let (says, plain) = (Says::Feelings, Instead::SayPlainly);
    flat(Rule::PlainNo, AFTER, lexicon, says, plain, Thing::Any)
}

pub(super) static ENGLISH: [Flat; 7] = [
    withholds(Lexicon::new(
        &[
            "need|needs|require|requires|want|wants this|it|that|these|the ~2 to|be|switched|turned ~2 on|on$|switched|turned|enabled|active",
            "need|needs|require|requires ~1 your|a ~1 yes|consent|permission|agreement",
            "stay|stays|remain|remains|hold|holds|apply|applies|last|lasts|continue|continues|work|works|run|runs ~1 only|just|solely ~1 if|while|when|as|with|for ~5 on|yes|agree|agreed|allow|allowed|turned|switched|share|leave|keep|this",
            "stay|stays|remain|remains|continue|continues|work|works|run|runs|last|lasts for ~1 as|so ~1 long ~1 as ~4 on|agree|allow|leave|keep|turned|switched|yes",
            "are|is|come|comes|go|goes ~1 only|just|reserved|kept ~1 for|with|to ~3 who ~2 agree|agreed|allow|say|said|turn|turned|switch|switched|keep|leave|accept|accepted",
            "only|just ~1 with|while|when|if ~2 this|it ~1 is|on|stays|switched|turned ~1 on|switched|turned|$",
        ],
        &["no|nothing|none|never|not ~2 need|needs|require|requires"],
    )),
    lacks(Lexicon::new(
        &[
            "but|though|yet|only|just without ~1 _",
            "minus|lacking the|our|any _",
        ],
        &[
            "without ~2 charge|charges|cost|costs|fee|fees|delay|waiting|limit|limits|reason|change|changes|interruption|obligation|this|it|them|that|notice|sharing|your|use|using|asking|data",
            "with or without",
            "without you|us|our|we",
        ],
    )),
    // What was collected is lost with the answer.
    lacks(Lexicon::new(
        &[
            "your|all|collected ~2 points|stamps|miles|credit|credits|vouchers|coupons ~2 expire|expires|lapse|lapses|vanish|vanishes|disappear|disappears",
        ],
        &[
            "expire|lapse|end ~3 everyone|everybody|all|same|always|as|before|usual",
            "not|never|no|*n't|then ~1 expire|lapse|vanish|disappear",
        ],
    )),
    prices(Lexicon::new(
        &[
            "from then|that on|onwards|point ~3 you ~1 pay|pays|are ~4 _",
            "you ~1 pay ~2 delivery|shipping|postage|fees|handling|fee|surcharge ~1 again",
            "then|after|afterwards ~2 you ~1 pay ~2 delivery|shipping|postage|fees|handling|fee|surcharge",
        ],
        &["pay ~2 same|nothing|no|what|as"],
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
    saddens(Lexicon::new(
        &[
            "while|whilst ~1 other|others|everyone|everybody|neighbours|neighbors|friends|members|families ~3 save|saves|enjoy|enjoys|get|gets|eat|cook|laugh|win|benefit|profit|already",
            "miss|misses|missing ~2 best|everything|deals|offers|savings|treats|out ~2 _",
            "pass|passes|slip|slips ~1 you by",
            "we're|we|team|chefs|cooks|staff ~3 heartbroken|sad|gutted|crushed|tears|disappointed|devastated",
            "worked|works|cooked|put|poured|gave ~1 so|their|our|all ~2 hard|heart|hearts|love|hours|much ~2 for|into|on",
            "let|lets|letting ~1 us|our|the ~2 down",
        ],
        &[
            "miss|misses|missing nothing|no|none|neither",
            "delivery|parcel|train|bus|payment|connection|flight|call ~3 miss|misses|missed|missing",
        ],
    )),
    // Who is sad that somebody goes: the house, or her cat.
    saddens(Lexicon::new(
        &[
            "we're|we ~2 sorry|sad ~1 to ~1 see|lose|let|hear",
            "your ~1 cat|dog|pet|plants|garden|kids|children|family|kitchen|garage|bike|car ~1 will|would ~2 miss|missing|sad|sadder|cry|suffer|mourn|disappointed",
        ],
        &[],
    )),
];

pub(super) static GERMAN: [Flat; 7] = [
    withholds(Lexicon::new(
        &[
            "bleib*|gilt|gelten|gibt|bekommst|bekommen|behaltst|behalten|funktionier*|verfugbar|erhaltlich|nutzbar|lauft|laufen|geht|gehen|offen|kommen|kommt ~3 nur|erst|lediglich|ausschliesslich ~2 wenn|solange|falls|sofern|fur|mit|bei|wer ~6 eingeschaltet*|angeschaltet*|aktiviert*|aktiv|zustimm*|zustimmst|zugestimmt|erlaub*|ja|einschalt*|anlass*|anlasst|lasst|lassen|einwillig*|an$|ist$|bleibt$",
            "nur|erst|lediglich|ausschliesslich ~2 wenn|solange|falls|sofern|mit|bei ~5 eingeschaltet*|angeschaltet*|aktiviert*|zustimmst|zugestimmt|zustimmung|einwilligung|erlaubst|anlasst|ja|an$|ist$|bleibt$",
            "brauch*|benotig*|erforder*|verlang*|setzen|setzt ~4 eingeschaltet|angeschaltet|aktiviert|aktiv|zustimmung|einwilligung|erlaubnis|voraus",
        ],
        &[
            "nicht|nie|kein*|nichts ~2 nur|erst|brauch*|benotig*|erforder*|verlang*",
            "brauch*|benotig*|erforder*|verlang* ~2 kein*|nicht",
        ],
    )),
    lacks(Lexicon::new(
        &["aber|allerdings|jedoch|nur|doch|bloss ohne ~1 _"],
        &[
            "ohne ~1 warten|wartezeit|anstehen|grund|kosten|mehrkosten|gebuhr|gebuhren|aufpreis|aufschlag|limit|grenze|fragen|begrundung|nachteil*|einschrankung*|unterbrechung|anderung|dies*|das|es|sie|ihn|dich|uns|daten|ihre|deine",
            "mit oder|und ohne",
        ],
    )),
    // What was collected is lost with the answer.
    lacks(Lexicon::new(
        &[
            "dein*|ihr*|alle|gesammelte* ~2 punkte|*punkte|stempel|meilen|guthaben|gutscheine|rabatte|coupons ~1 verfallen|verfallt|erloschen|erlischt|entfallen|verschwinden",
            "verfallen|verfallt|erloschen|erlischt|entfallen ~1 dein*|ihr*|alle ~2 punkte|*punkte|stempel|meilen|guthaben|gutscheine|rabatte",
        ],
        &["verfallen|verfallt|erloschen|entfallen ~3 nicht|nie|erst|wie|allen|alle|immer|dann"],
    )),
    prices(Lexicon::new(
        &[
            "ab|von dann|da|diesem|sofort ~2 zahlst|zahlen|bezahlst|bezahlen|fallen|berechnen ~4 _",
            "zahlst|zahlen|bezahlst|bezahlen|fallen du|sie|wieder|dann|erneut ~2 versandkosten|liefergebuhr*|lieferkosten|porto|gebuhr*|aufschlag|zuschlag|bearbeitungsgebuhr|versand",
            "dann|danach|wieder|sonst ~2 zahlst|zahlen|bezahlst|bezahlen|fallen|berechnen ~3 versandkosten|liefergebuhr*|lieferkosten|porto|gebuhr*|aufschlag|zuschlag|versand",
        ],
        &[
            "nicht|kein*|nie ~2 versandkosten|gebuhr*|porto|versand|lieferkosten",
            "zahlst|zahlen|bezahlst|bezahlen ~3 dasselbe|gleich*|dieselbe*|kein*|nichts|nicht|wie",
        ],
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
    saddens(Lexicon::new(
        &[
            "verpass*|entgeh*|entgang* ~3 beste*|alles|angebot*|vorteil*|schnappchen|chance*|rabatt*|tollste*|schonste*|leckerste*",
            "wahrend|wahrenddessen ~1 andere|anderen|alle|nachbarn|freunde|mitglieder|deine|ihre|die ~3 spar*|geniess*|profitier*|koch*|lach*|feier*|gewinn*|schlemm*|freu*|bekomm*",
            "bricht ~3 herz*",
            "andere|anderen|alle|nachbarn|freunde ~3 sparen|geniessen|profitieren|kochen|feiern|schlemmen ~2 ohne dich|sie",
            "team|koche|kochteam|kuche|wir ~2 traurig|geknickt|betrubt|enttauscht",
            "das|uns ~2 herz bricht|blutet",
            "trauern|weinen|enttauscht|untrostlich|todtraurig",
            "so ~1 viel|hart|sehr ~2 muhe|herzblut|gearbeitet|angestrengt|gegeben",
            "lass*|lasst ~2 uns|team ~2 im stich",
        ],
        &[
            "verpass*|entgeh* ~2 nichts|kein*",
            "nichts|kein* ~2 verpass*|entgeh*|entgang*",
        ],
    )),
    // Who is sad that somebody goes: the house, or her cat.
    saddens(Lexicon::new(
        &[
            "tut uns ~2 leid dass ~1 du|sie",
            "schade dass|du|sie ~1 _",
            "dein*|ihr* ~1 katze|hund|haustier|pflanzen|garten|kinder|familie|kuche|fahrrad ~3 traurig*|vermiss*|weint|weinen|leiden|leidet|enttauscht",
        ],
        &[],
    )),
];

pub(super) static ARABIC: [Flat; 7] = [
    withholds(Lexicon::new(
        &[
            "لمن|للذين ~1 يوافق*|وافق*|يقبل*|قبل*|قبلوا|يشغل*|شغل*|يفعل*|فعل*|يبقي*|أبقى|يسمح*|سمح*|قال ~6 فقط|وحدهم|وحده|حصرا|سواه|غيرهم",
            "فقط|حصرا|حصريا|إلا|وحدهم ~1 لمن|للذين|إذا|إن|ما|طالما|بشرط|مع ~2 يوافق*|وافق*|وافقت|توافق|يقبل*|قبلت|شغلت|تشغل|تشغيل|التشغيل|أبقيت|تبقي|بقي|بقيت|دام|دامت|دمت|تركت|سمحت|تسمح|فعلت|تفعيل|موافقتك",
            "يتطلب|تتطلب|يتطلبان|تتطلبان|يحتاج|تحتاج|يحتاجان|تحتاجان|يشترط|تشترط|تستلزم|يستلزم ~2 تشغيل|تفعيل|بقاء|إبقاء|موافقتك|الموافقة|تشغيلها|تفعيلها|تشغيله|تفعيله|التشغيل|التفعيل",
            "بشرط ~1 أن ~1 توافق|تبقي|تشغل|تفعل|تقبل|تترك|تسمح",
            "ما|طالما|مادمت ~1 دمت|أبقيت|تركت|دام|كنت|بقيت|دامت ~3 مشغلا|مشغلة|مفعلا|مفعلة|موافقا|الوصفات|هذا|الخيار|تعمل|يعمل",
        ],
        &["لا|لن ~1 يتطلب|تتطلب|يحتاج|تحتاج|يشترط|تشترط", "سواء"],
    )),
    lacks(Lexicon::new(
        &[
            "لكن|ولكن|إنما|غير|لكنه|لكنها|ولكنه|ولكنها ~1 بلا|بدون|دون ~1 _",
            "لكن|ولكن|لكنك ~2 تفقد|تخسر|تحرم ~2 _",
        ],
        &[
            "بلا|بدون|دون ~1 رسوم|تكلفة|كلفة|مقابل|تأخير|انتظار|شروط|حدود|تغيير|هذا|ذلك|انقطاع|سبب|نقص",
            "مع أو|وبدون|وبلا",
        ],
    )),
    // What was collected is lost with the answer.
    lacks(Lexicon::new(
        &[
            "نقاطك|نقاط|رصيدك|أميالك|قسائمك|أختامك|مكافآتك ~2 تسقط|تضيع|تلغى|تنتهي|تنقضي|تمحى|تصفر|تزول|يضيع|يسقط|يلغى|يزول",
            "تسقط|تضيع|تلغى|تنتهي|تنقضي|تمحى|تزول|يضيع|يسقط|يزول ~2 نقاطك|نقاط|رصيدك|أميالك|قسائمك|أختامك|مكافآتك",
        ],
        &["لا|لن|ولا|ولن ~1 تسقط|تضيع|تلغى|تنتهي|تمحى|تزول|يضيع|يسقط|يزول"],
    )),
    prices(Lexicon::new(
        &[
            "بعدها|عندها|ثم|حينها|وقتها|وعندها|وبعدها ~2 تدفع|ستدفع|تعود|ترجع|نعود|نحسب|تتحمل ~3 رسوم|أجرة|ثمن|كلفة|تكلفة|التوصيل|الشحن|لدفع",
            "تعود|ترجع|وتعود|وترجع ~1 إلى|لدفع|رسوم ~2 دفع|التوصيل|الشحن|رسوم|أجرة",
        ],
        &["لا|لن ~2 تدفع|تعود|ترجع|تتحمل"],
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
    saddens(Lexicon::new(
        &[
            "ستفوتك|تفوتك|يفوتك|سيفوتك|تفوت|ستفوت|ستفوتكم|يفوتكم ~2 أفضل|أجمل|أروع|كل|أحلى|عروض|العروض|فرصة|الفرصة|فرص|خصومات|الخصومات|ألذ|أشهى|متعة|الكثير",
            "بينما|فيما|حين|التي|والتي|وأنت ~2 يستمتع|ينعم|يوفر|يستفيد|يربح|يطبخ|يتمتع|يحصل|يفرح ~3 غيرك|الآخرون|الجميع|جيرانك|أصدقاؤك|الناس|سواك|غيركم|الباقون",
            "يحزننا|يؤلمنا|يحزن|سنحزن|يعز|نفتقدك|سنفتقدك|سنشتاق|نشتاق|خيبت|خذلت|خذلتنا|تخذلنا|نبكي|سنبكي|يبكي|ينكسر ~2 رحيلك|ذهابك|قرارك|فراقك|فقدانك|خسارتك|علينا|إليك|قلبنا|قلوبنا|فريقنا|لك|أملنا|ظننا|كثيرا|أن|$",
            "تعب|سهر|بذل|اجتهد|تعبنا|سهرنا|بذلنا|اجتهدنا|أتعب ~3 أجلك|لأجلك|لإرضائك|لراحتك|لإسعادك",
            "سيستمتع|سينعم|سيوفر|سيربح|سيفرح|سيستفيد ~2 غيرك|الآخرون|الجميع|جيرانك|أصدقاؤك|الناس|سواك",
            "خسارتك|فقدانك|رحيلك|فراقك|غيابك ~1 تؤلمنا|يؤلمنا|يحزننا|تحزننا|يبكينا|صعب|يعز",
        ],
        &["لن|لا|لم ~1 تفوتك|يفوتك|تفوت"],
    )),
    // Who is sad that somebody goes: the house, or her cat.
    saddens(Lexicon::new(
        &[
            "يؤسفنا|نأسف ~1 رحيلك|ذهابك|قرارك|فراقك|لرحيلك|لذهابك|لقرارك|أن|أنك|لفراقك",
            "ستحزن|سيحزن|ستبكي|سيبكي|ستشتاق|سيشتاق|ستفتقدك|سيفتقدك|تحزن|يحزن ~1 قطتك|كلبك|أطفالك|عائلتك|أسرتك|نباتاتك|مطبخك|طفلك|أهلك|حديقتك",
        ],
        &[],
    )),
];
