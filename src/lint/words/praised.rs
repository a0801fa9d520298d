//! Phrases of what is praised and not counted, in the three languages: a title that compares with nothing, sums that
//! no benefit comes to (L-V1), outcomes that nobody can vouch for (L-F1), how many others are there already, and what
//! somebody who has it says of it (L-U1).
//!
//! From CPRA regulations, § 7016, for the terms of what is offered, and DSA Art. 25 and EDPB Guidelines 03/2022 for
//! the company of others.

use super::flat::{DRAWS, Flat, TITLE, Thing, crowd, flat, uncountable};
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const GIVES: Roles = Roles::of(&[Role::Title, Role::What]);
const PROMISES: Roles = Roles::of(&[Role::Title, Role::Use, Role::What, Role::Question]);

/// What is better, and nobody can say than what. What people get has a table of its own for it.
const fn better(lexicon: Lexicon) -> Flat {
    uncountable(TITLE, lexicon)
}

/// A sum that is only called large.
const fn sums(lexicon: Lexicon) -> Flat {
    let (says, many) = (Says::Overpromised, Instead::HowMany);
    flat(Rule::Countable, GIVES, lexicon, says, many, Thing::Any)
}

/// An outcome for certain.
const fn vouches(lexicon: Lexicon) -> Flat {
    let (says, provable) = (Says::Overpromised, Instead::Provable);
    flat(Rule::Kept, PROMISES, lexicon, says, provable, Thing::Any)
}

/// How many others are there already.
const fn company(lexicon: Lexicon) -> Flat {
    crowd(DRAWS, lexicon)
}

/// What somebody says of it who has it.
const fn witness(lexicon: Lexicon) -> Flat {
    crowd(GIVES, lexicon)
}

pub(super) static ENGLISH: [Flat; 7] = [
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
    // A shop that knows people better: nothing that is got.
    better(Lexicon::new(
        &[
            "that|who|which ~1 knows|understands|gets|reads you|your ~1 better|best|well|inside|heart|mind|soul",
        ],
        &[],
    )),
    sums(Lexicon::new(
        &[
            "save|saves|saving|cut|slash|earn|earns|win|get|gain|keep ~3 hundreds|thousands|fortune|bundle|loads|heaps|tons|piles|big$",
        ],
        &[],
    )),
    vouches(Lexicon::new(
        &[
            "guarantee|guarantees|guaranteed|promise|promises|promised|sure|certain to ~1 halve|double|triple|slash|lower|cut|shrink|beat|cure|heal|save|win|earn|work|please|succeed|end",
            "guarantee|guarantees|promise|promises ~2 you|you'll|your ~4 halve|halves|half|double|doubles|less|lower|cheaper|fall|falls|drop|drops|shrink|shrinks|save|win|always|never|succeed|better",
            "always|never|half|halved|less|lower|double|doubled|cheaper ~7 guaranteed$",
            "guaranteed ~1 always|never|half|less|lower|success|savings|saving|results|result|win|winner",
        ],
        &["no|not|never|cannot|can't|nobody ~2 guarantee*|promise*|sure|certain"],
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
    // So many of ten.
    company(Lexicon::new(
        &[
            "# ~1 in|of ?every # ~2 @crowd|viewers ~2 agree|agreed|allow|allowed|say|said|chose|turned|switched|leave|keep|use|trust|recommend|joined|prefer|have|love",
            "# out of ?every # ~2 @crowd|viewers",
            "agreed|allowed|joined|accepted|chosen|wanted by ~1 # ~1 out|of|in ~2 #",
        ],
        &["if|when|until|once ~3 #"],
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

pub(super) static GERMAN: [Flat; 7] = [
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
    // A shop that knows people better: nothing that is got.
    better(Lexicon::new(
        &[
            "der|die|das dich|sie|dein|ihr ~1 besser|gut|bestens|wirklich|richtig|durch|von ~2 kennt|versteht|kennen|verstehen",
            "der|die|das dich|sie kennt|versteht",
            "kennt|versteht dich|sie ~1 besser|gut|bestens|wirklich|richtig|$",
        ],
        &["wer|niemand|keiner ~1 sie|dich"],
    )),
    sums(Lexicon::new(
        &[
            "spar*|verdien*|gewinn*|hol* ~4 hunderte|tausende|vermogen|haufen|unsummen|richtig|kraftig|ordentlich|massiv",
            "hunderte|tausende ~1 euro|franken|kronen|dollar ~2 sparen$|sparst|spart",
        ],
        &["hunderte|tausende ~2 menschen|leute|kunden"],
    )),
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
    // So many of ten.
    company(Lexicon::new(
        &[
            "# von|unter ~1 # ~2 @leute|nachbarn|zuschauer*|kund* ~3 haben|machen|nutzen|sagen|sind|stimmen|schalten|lassen|wahlen|erlauben|empfehlen|teilen|vertrauen",
            "haben|machen|nutzen|sagen|stimmen|schalten|erlauben|empfehlen|vertrauen ~2 # von|unter ~1 #",
        ],
        &["wenn|falls|sobald|bis|ab ~4 # von"],
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

pub(super) static ARABIC: [Flat; 7] = [
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
    // A shop that knows people better: nothing that is got.
    better(Lexicon::new(
        &[
            "متجر|محل|تطبيق|مطبخ|بنك|سوق ~1 يعرفك|يفهمك|تعرفك|تفهمك|يقرؤك ~1 _",
            "يعرفك|يفهمك|تعرفك|تفهمك ~1 أكثر|أفضل|جيدا|حقا|جيد|$",
        ],
        &["لا|لن ~1 يعرفك|تعرفك"],
    )),
    sums(Lexicon::new(
        &[
            "وفر|وفري|وفروا|توفر|توفير|اكسب|اكسبي|اربح|اربحي|ادخر|تكسب|تربح ~2 مئات|المئات|آلاف|الآلاف|عشرات|ثروة|الكثير",
        ],
        &[],
    )),
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
    // So many of ten.
    company(Lexicon::new(
        &[
            "وافق|وافقت|وافقوا|قال|اختار|اختارت|شغل|فعل|سمح|انضم|قبل|يستخدم|يستخدمه|يوصي ~2 # من ~1 كل|بين|أصل ~1 #",
            "# من ~1 كل|بين|أصل # ~2 @nas|مشاهدين|جيران|مشاهدا|قراء|سائقين|مرضى|ركاب ~2 وافقوا|يوافقون|اختاروا|يستخدمون|يسمحون|قالوا|شغلوا|يوصون|يحبون",
        ],
        &["إذا|عندما|متى|حتى ~4 # من"],
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
