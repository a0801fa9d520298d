//! Phrases of what is praised and not counted, in the three languages: a title that compares with nothing, sums that
//! no benefit comes to (L-V1), how many others are there already, and what somebody who has it says of it (L-U1).
//!
//! From CPRA regulations, § 7016, for the terms of what is offered, and DSA Art. 25 and EDPB Guidelines 03/2022 for
//! the company of others.

use super::Group;
use super::flat::{Flat, Thing};
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const TITLE: Roles = Roles::of(&[Role::Title]);
const GIVES: Roles = Roles::of(&[Role::Title, Role::What]);
const DRAWS: Roles = Roles::of(&[
    Role::Title,
    Role::Use,
    Role::What,
    Role::IfOff,
    Role::Stays,
    Role::Question,
]);

/// What is better, and nobody can say than what. What people get has a table of its own for it.
const fn better(lexicon: Lexicon) -> Flat {
    Flat {
        group: Group {
            rule: Rule::Countable,
            block: TITLE,
            warn: Roles::NONE,
            deniable: true,
            lexicon,
            message: Says::Uncountable,
            suggestion: Instead::HowMany,
        },
        thing: Thing::Any,
    }
}

/// A sum that is only called large.
const fn sums(lexicon: Lexicon) -> Flat {
    Flat {
        group: Group {
            rule: Rule::Countable,
            block: GIVES,
            warn: Roles::NONE,
            deniable: true,
            lexicon,
            message: Says::Overpromised,
            suggestion: Instead::HowMany,
        },
        thing: Thing::Any,
    }
}

/// How many others are there already.
const fn company(lexicon: Lexicon) -> Flat {
    Flat {
        group: Group {
            rule: Rule::Pressure,
            block: DRAWS,
            warn: Roles::NONE,
            deniable: true,
            lexicon,
            message: Says::Crowd,
            suggestion: Instead::LeaveOutCrowd,
        },
        thing: Thing::Any,
    }
}

/// What somebody says of it who has it.
const fn witness(lexicon: Lexicon) -> Flat {
    Flat {
        group: Group {
            rule: Rule::Pressure,
            block: GIVES,
            warn: Roles::NONE,
            deniable: true,
            lexicon,
            message: Says::Crowd,
            suggestion: Instead::LeaveOutCrowd,
        },
        thing: Thing::Any,
    }
}

pub(super) static ENGLISH: [Flat; 4] = [
    better(Lexicon::new(
        &[
            "better|nicer|richer|smoother|smarter|greater|finer|easier|happier|brighter|deeper|warmer|enhanced|improved|elevated|upgraded|superior|seamless|personal|personalised|personalized|tailored|unforgettable|unique|ultimate|perfect|exceptional|delightful|enriched|effortless|joyful ~2 experience|experiences|lifestyle|journey$|adventure$|shopping$",
            "endless|boundless|limitless|infinite|pure|unlimited|constant|everlasting ~1 inspiration|joy|delight|comfort|convenience|happiness|pleasure|relevance|magic|possibilities|ease|enjoyment|fun$|ideas$",
            "inspiration|joy|delight|happiness|comfort|pleasure ~1 without|with ~1 no|end|limit|limits|ends|bounds",
            "inspiration|joy|happiness|delight that ~1 never|lasts|keeps",
            "more ~1 inspiration|joy|delight|convenience|happiness|relevance|enjoyment|pleasure",
            "^better|smarter|easier|happier|brighter|nicer shopping|living|life|days|everyday|evenings$|mornings$|weeks$|cooking$",
            "upgrade|upgrades|level ~1 for|to|up|your|our ~2 kitchen|life|day|days|shopping|cooking|routine|experience|week|game",
            "next level",
            "game changer|changing",
            "life changer|changing",
            "better|smarter|nicer|happier|easier|brighter|finer ~3 way to ~1 shop$|live$|eat$|cook$",
        ],
        &[
            "work|years|of ~1 experience",
            "experience needed|required|day|days",
        ],
    )),
    sums(Lexicon::new(
        &[
            "save|saves|saving|cut|slash|earn|earns|win|get|gain|keep ~3 hundreds|thousands|fortune|bundle|loads|heaps|tons|piles|big$",
        ],
        &[],
    )),
    company(Lexicon::new(
        &[
            "#|thousands|hundreds|millions|dozens ~1 @crowd|foodies|eaters|gourmets ~2 are|have|already|now ~2 in$|aboard|joined|signed|enrolled|subscribed|hooked|convinced|onboard|there$",
            "over|almost|nearly|already ~1 # ~3 are|have ~1 already|now ~1 in$|aboard|joined|signed|enrolled|subscribed|hooked|convinced|onboard|there$",
            "# ~2 @crowd|foodies|gourmets ~1 joined|subscribed|enrolled|registered|switched|turned|signed|said|upgraded|opted ~6 in the last|past",
            "# ~2 @crowd|foodies|gourmets ~4 in|within|during|over the|this ~1 last|past ~1 hour|hours|minute|minutes|24|day|days|week",
            "in|within|during|over the|this ~1 last|past ~1 hour|minutes|hours|day|week ~2 # ~2 @crowd|more|others",
            "# ~2 @crowd|foodies|gourmets ~3 just|today|yesterday|tonight ~1 joined|signed|switched|turned|subscribed",
            "# ~2 @crowd|foodies|gourmets ~1 joined|turned|switched|signed|subscribed ~4 today|yesterday|week|month|night|morning|hour",
            "# ~2 @crowd ~1 can't|cannot ~1 be ~1 wrong",
            "#|thousands|hundreds|millions ~2 @crowd|cooks ~2 before|ahead ~1 of ~1 you",
            "join|follow ~2 thousands|hundreds|millions|countless ~3 @crowd|foodies|gourmets|happy",
            "loved|trusted|adored|praised|cherished by ~3 #|thousands|hundreds|millions|countless|everyone",
            "favourite|favorite|hit|darling ~1 of|with|among ~2 #|thousands|hundreds|millions|countless",
        ],
        &[
            "if|when|once|unless|until|after|at|before ~3 # ~3 @crowd",
            "you|we|who|that|which|what ~2 before you",
        ],
    )),
    witness(Lexicon::new(
        &[
            "changed|changes|saved|transformed|made|rescued ~1 my|our life|lives|week|weeks|evenings|kitchen|dinner|dinners|family|cooking|day|days|mornings|marriage|budget",
            "i|we ~1 love|loved|adore|adored|swear|can't|couldn't|cannot ~2 them|it|this|these|without|get|live|imagine|stop",
            "i ~1 would|will|could|can ~1 never ~3 _",
            "best thing|decision|idea ~2 i|we|i've|we've ~1 _",
            "my|our ~1 family|kids|children|husband|wife|son|daughter ~1 love|loves|adore|adores",
            "says|writes|raves|swears _ #",
            "says|writes|raves|swears _ from|of|aged",
            "says|writes|raves|swears ~1 _ a|our|one ~2 customer|member|reader|mother|father|cook|mum|dad|shopper",
            "says|writes|raves|swears mrs|mr|ms|dr|mum|grandma _",
        ],
        &[
            "says|writes who|what|which|it|you|where|that|how|when|the|one|nothing|more|much|little|so",
        ],
    )),
];

pub(super) static GERMAN: [Flat; 4] = [
    better(Lexicon::new(
        &[
            "besser*|schoner*|bequemer*|entspannter*|einzigartig*|unvergesslich*|personlicher*|individueller*|optimal*|perfekt*|rundum|massgeschneidert*|einmalig*|besonder*|exklusiv*|smarter*|einfacher*|leichter*|angenehmer*|aufgewertet*|verbessert*|grossartig*|toll*|wundervoll*|noch ~2 *erlebnis|*erlebnisse|*gefuhl|*erfahrung|lebensgefuhl",
            "mehr|endlos*|grenzenlos*|unendlich*|pure|purer|pures|unbegrenzt*|lauter|voller ~1 inspiration|*inspiration|genuss|*genuss|lebensfreude|*freude|*vergnugen|leichtigkeit|lebensqualitat|wohlgefuhl|begeisterung|komfort",
            "inspiration|genuss|freude|begeisterung ~1 ohne|die|kein* ~1 ende|grenzen|nie ~1 _",
            "upgrade|update fur ~3 einkauf|einkaufen|*erlebnis|alltag|leben|kuche|zuhause|woche|kochen",
            "auf ~1 ein|das|dem ~1 neues|neuen|nachste|nachsten|hoheres ~1 level|niveau|stufe",
            "einkaufserlebnis|kundenerlebnis|shoppingerlebnis|genusserlebnis|kocherlebnis ~1 _|$",
            "^besser|schoner|leichter|entspannter|smarter|bequemer einkaufen|leben|kochen$|geniessen",
        ],
        &[],
    )),
    sums(Lexicon::new(
        &[
            "spar*|verdien*|gewinn*|hol* ~4 hunderte|tausende|vermogen|haufen|unsummen|richtig|kraftig|ordentlich|massiv",
            "hunderte|tausende ~1 euro|franken|kronen|dollar ~2 sparen$|sparst|spart",
        ],
        &["hunderte|tausende ~2 menschen|leute|kunden"],
    )),
    company(Lexicon::new(
        &[
            "#|tausende|hunderte|millionen|zehntausende|dutzende ~1 @leute ~1 sind|haben ~3 dabei|bord|angemeldet|registriert|mitgemacht|zugestimmt|eingestiegen|begeistert|uberzeugt|abonniert|entschieden",
            "uber|mehr|fast|schon|bereits ~2 #|tausende|hunderte|millionen ~2 sind|haben ~2 dabei$|bord|angemeldet|mitgemacht|zugestimmt",
            "#|tausende|hunderte|millionen ~1 @leute ~2 vor dir|ihnen",
            "#|tausende|hunderte|millionen ~1 @leute ~1 lieben|schworen|vertrauen|schwarmen|empfehlen|geniessen",
            "# ~1 @leute ~5 in der|den ~1 letzten|vergangenen ~1 stunde|stunden|minuten|woche|tagen|24",
            "in|innerhalb der|den ~1 letzten|vergangenen ~1 stunde|stunden|minuten|woche|tagen ~4 # ~1 @leute",
            "heute|gestern|gerade|eben ~3 # ~1 @leute ~2 angemeldet|eingeschaltet|mitgemacht|zugestimmt|dabei|eingestiegen|dazugekommen",
            "@leute ~3 heute|gestern|gerade|eben ~2 angemeldet|mitgemacht|zugestimmt|eingestiegen|dazugekommen",
            "# ~1 @leute ~1 machen ~1 mit|schon|bereits",
            "geliebt|geschatzt|gelobt von ~2 #|tausenden|hunderten|millionen|allen",
            "beliebt bei ~2 #|tausenden|hunderten|millionen|allen",
            "schliess*|folg* ~1 dich|sich|dem ~2 #|tausenden|hunderten|millionen",
        ],
        &["wenn|falls|sobald|bis|sofern|ab ~4 # ~1 @leute"],
    )),
    witness(Lexicon::new(
        &[
            "hat|haben ~1 mein|unser|meine|unsere|meinen|unseren ~1 leben|kuche|alltag|familie|abende|kochen|woche|tag ~1 verandert|gerettet|umgekrempelt|bereichert|verzaubert|leichter",
            "verandert*|rettet*|bereichert* ~1 mein|unser|meine|unsere|meinen|unseren ~1 leben|kuche|alltag|familie|abende|kochen|woche|tag",
            "ich ~1 liebe|schwore|mochte|will|wurde ~3 ohne|sie|es|nie|nicht|darauf|die|das|diese",
            "meine|unsere|mein|unser ~1 familie|kinder|mann|frau|sohn|tochter ~1 liebt|lieben|schwort|schwarmt",
            "sagt|schreibt|schwarmt|berichtet|erzahlt|findet _ #",
            "nie ~1 wieder|mehr ohne",
            "sagt|schreibt|schwarmt|berichtet|erzahlt|findet _ aus|vom",
            "sagt|schreibt|schwarmt|berichtet|erzahlt|findet frau|herr|oma|familie _",
            "schwarmt ~1 _",
        ],
        &["sagt|schreibt|findet|erzahlt wer|was|wann|wo|wie|sie|es|er|ihnen|dir|der|die|das"],
    )),
];

pub(super) static ARABIC: [Flat; 4] = [
    better(Lexicon::new(
        &[
            "تجربة|التجربة|تجربتك|تجارب ~2 أفضل|أجمل|أسهل|أمتع|أروع|أرقى|أغنى|مميزة|فريدة|استثنائية|ممتعة|مثالية|سلسة|رائعة|متميزة|شخصية|ساحرة",
            "رحلة|عالم ~1 تسوق|تسوقك|التسوق|طبخ|الطبخ ~1 أفضل|أجمل|أسهل|أمتع|أروع|مميزة|فريدة|ساحر",
            "إلهام|الإلهام|متعة|المتعة|سعادة|السعادة|بهجة|راحة ~1 لا|بلا|دون|بدون ~1 تنتهي|ينتهي|حدود|نهاية|ينضب|تنضب|يتوقف|تتوقف|ينقطع|توصف|مثيل",
            "تسوق|بتسوق|تسوقك|حياة|بحياة|حياتك|يومك|بيوم|أيامك|مطبخك ~1 أجمل|أفضل|أسهل|أذكى|أمتع|أروع|أسعد|أحلى",
            "مزيد|المزيد من ~1 الإلهام|المتعة|الراحة|السعادة|البهجة",
            "عالم|بحر|نبع|عوالم من ~1 الإلهام|المتعة|السعادة|البهجة|الراحة",
            "ارتق*|ارفع*|طور*|حسن* ~1 بتجربتك|بتجربة|تجربتك|تسوقك|بتسوقك|يومك|بيومك|مطبخك|بمطبخك",
            "إلى مستوى|المستوى ~1 جديد|آخر|أعلى|التالي|الأعلى",
        ],
        &[],
    )),
    sums(Lexicon::new(
        &[
            "وفر|وفري|وفروا|توفر|توفير|اكسب|اكسبي|اربح|اربحي|ادخر|تكسب|تربح ~2 مئات|المئات|آلاف|الآلاف|عشرات|ثروة|الكثير",
        ],
        &[],
    )),
    company(Lexicon::new(
        &[
            "#|آلاف|الآلاف|مئات|المئات|ملايين|الملايين|عشرات ~2 @nas ~2 سبقوك|سبقك|سبقتك|سبقونا|انضموا|انضم|انضمت|اشتركوا|اشترك|سجلوا|وافقوا|جربوها|جربوه|يستمتعون|يستمتع|يحبون|يحبونها|يثقون|معنا|بيننا|أحبوها|اختارونا|اختاروها",
            "سبقك|سبقوك|سبقتك|انضم|انضمت|انضموا|اشترك|اشتركت|اشتركوا|سجل|سجلت|وافق|وافقت|يثق ~3 #|آلاف|مئات|ملايين|عشرات ~2 @nas",
            "# ~2 @nas ~4 في|خلال آخر|الساعة|الساعات|اليوم|الدقائق ~1 ساعة|ساعات|دقيقة|دقائق|الأخيرة|الماضية|يوم|أسبوع|24|#",
            "في|خلال آخر|الساعة ~1 ساعة|الأخيرة|الماضية|# ~4 # ~2 @nas",
            "يحبها|يحبه|أحبها|يعشقها|يثق ~2 #|آلاف|مئات|ملايين|الآلاف|الملايين",
        ],
        &["إذا|عندما|متى|حين|لو|إن|حتى ~4 # ~2 @nas"],
    )),
    witness(Lexicon::new(
        &[
            "غيرت|غير|غيرا|أنقذت|أنقذ|أنقذا|سهلت|سهل|حولت|أسعدت ~1 حياتي|حياتنا|مطبخي|مطبخنا|يومي|أيامي|بيتي|بيتنا|عائلتي|أسرتي|مساءاتي",
            "تقول|يقول|قالت|قال|تحكي|يحكي|كتبت|كتب ~1 أم|أبو|السيدة|السيد|عميلة|عميلتنا|عميلنا|زبونتنا|زبوننا|مشتركة|الأستاذة|الأستاذ|الحاجة ~1 _",
            "تقول|قالت|تحكي _ من _",
            "لا|لم|لن ~1 أستغني|أتخيل|أعد|أستطيع ~3 عنها|عنه|عنهما|عنهم|بدونها|بدونه|دونها",
            "أنصح|أنصحكم|أعشق|أحببتها|أحببته|أعشقها ~1 بها|به|الجميع|كل|$",
        ],
        &["تقول|قالت|تحكي لك|لنا|لكم|لي|ما|كم|هل|من|إن"],
    )),
];
