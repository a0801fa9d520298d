//! Phrases of feelings that stand where a thing was asked for, in the three languages: what people get is said to feel
//! like something, to be easier or to be close to their hearts (L-V1), and what the data is for is said to be an
//! experience or a relationship (L-V2).
//!
//! From CPRA regulations, § 7016, for the terms of what is offered, and GDPR Article 5(1)(b) with recital 39 for
//! purposes that are specific.

use super::flat::{Flat, no_unit, uncountable, vague};
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;

const GIVEN: Roles = Roles::of(&[Role::Title, Role::What, Role::Unit]);

/// How it feels, or what it is close to: nobody can tell whether it came.
const fn feels(lexicon: Lexicon) -> Flat {
    uncountable(GIVEN, lexicon)
}

/// A unit that is a feeling: so many of it are none.
const fn units(lexicon: Lexicon) -> Flat {
    no_unit(lexicon)
}

/// A use that is an experience, a relationship or a better service: everything is.
const fn serves(lexicon: Lexicon) -> Flat {
    vague(lexicon)
}

pub(super) static ENGLISH: [Flat; 3] = [
    feels(Lexicon::new(
        &[
            "that|who|which ~2 gets|understands|knows|sees|hears|loves you$|us$",
            "feels|feel like|as ~1 home|you$|yours$|family|magic|holiday|sunday",
            "feels ~1 right|good|better|lighter|easier|calmer|close|closer|personal|special|effortless|different",
            "close|closer|near|nearer to ~1 heart|hearts|loved",
            "closer|nearer to what ~2 love|like|matters|care|want|need|enjoy|counts|most",
            "as|so individual|unique|special|different|personal|original|colourful|colorful as ~1 you|yourself|your",
            "what ~1 matters|counts most",
            "what|everything|all ~2 matters|counts to ~1 you|your",
            "more of what|the ~3 love|loved|matters|enjoy",
            "made|make|makes ~1 easier|simple|simpler|easy|effortless|fun|better|delightful|magical|brighter|lighter|smoother|beautiful|seamless $|for|with|at|every|again|from",
            "the|all|everything|because ~4 you ~1 deserve|deserved",
            "straight|right|words|recipes|gifts|greetings from the|our heart|hearts",
            "with|of heart$|soul$|passion$",
            "bit|dash|touch|pinch|dose|drop|slice|spark|splash|ray|spoonful of ~1 joy|happiness|love|magic|sunshine|calm|warmth|comfort|delight|luxury|fun|you|cheer|hope",
            "little ~1 sunshine|happiness|joy|joys|love|luxury|luxuries|magic|cheer|pleasure|pleasures",
            "carefree|blissful|joyful|joyous|heartwarming|heartfelt|soulful|magical|dreamy|unforgettable|priceless|effortless _",
            "worry|stress|hassle|fuss free",
            "without|minus the|any|all ~1 worry|worries|stress|hassle|fuss|headache|headaches|guesswork|strain",
            "your|every|each|our|the ~1 day|days|week|weeks|life|evening|evenings|morning|mornings|kitchen|world brighter|lighter|easier|happier|better|sunnier|calmer|sweeter",
            "brighter|happier|sunnier|calmer|sweeter|cosier|dreamier|merrier ~1 evenings|days|mornings|weeks|nights|life|home|moments|suppers|dinners|mood|year",
            "the|pure joy|joys|pleasure|magic|thrill|warmth|delight|bliss of|in ~1 _",
            "look|looking forward to$",
            "on|by your side$",
        ],
        &[
            "the pleasure of your company",
            "home care|cover|insurance|delivery",
        ],
    )),
    units(Lexicon::new(
        &[
            "^moment|moments|hour|hours|minutes|bits|dashes|touches|sparks|drops|doses|slices|bursts|times|evenings|days|feelings|boosts|pieces|sense|pinches|rays of ~1 joy|calm|happiness|delight|peace|pleasure|comfort|magic|love|relief|luck|warmth|inspiration|confidence|fun|bliss|freedom|ease|cheer|serenity|wellbeing|sunshine|belonging",
            "peace of mind",
            "quality time|times|moment|moments",
            "good|happy|warm|calm|carefree|relaxed|fuzzy|cosy|cozy|sunny ~1 moments|times|feelings|vibes|evenings$|hours$",
            "worry|stress|hassle|care free",
            "^happiness|serenity|bliss|relaxation|cheer|sunshine|wellbeing|wellness|empowerment|belonging|harmony|closeness|peace$",
        ],
        &["sunny hours ~1 _"],
    )),
    serves(Lexicon::new(
        &[
            "lift|lifts|enrich|enriches|enriching|elevate|elevates|deepen|deepens|strengthen|strengthens|transform|transforms|nurture|nurtures|reimagine|perfect|shape|shapes ~3 experience|experiences|relationship|relationships|journey|journeys|engagement|loyalty|bond|connection|visit|visits",
            "service|services|experience|offer|offers|offering|world around you|your ~1 wishes|needs|life|$",
            "across|throughout ~2 channels|touchpoints",
            "serve|serves|know|understand|please you ~1 better|best|more",
            "bring|brings|get|be ~1 us|you ~1 closer|nearer $|to ~1 us|you|our|customers",
        ],
        &[],
    )),
];

pub(super) static GERMAN: [Flat; 3] = [
    feels(Lexicon::new(
        &[
            "fuhlt|fuhlen|anfuhlt|anfuhlen ~3 zuhause|hause|verstanden|geborgen",
            "nach|zuhause|gut|wohl|besonders|richtig|leicht ~2 anfuhlt|anfuhlen",
            "naher|dichter|enger|nah ~2 an|am|ans|bei ~2 was|herz|herzen|wunschen|lieblingsmenschen",
            "was dir|ihnen|euch ~2 wichtig|herzen|bedeutet|guttut|lieb",
            "leicht|einfach|kinderleicht|bequem|genussvoll gemacht",
            "wird|werden|macht|machen ~4 leichter$|schoner$|bunter$|heller$|entspannter$|lebenswerter$|unbeschwerter$|glucklicher$|gemutlicher$|besonderer$",
            "so individuell|einzigartig|besonders|verschieden|personlich|bunt|einmalig|vielfaltig|unverwechselbar wie du|sie|ihr|dein|deine|ihre|euer|eure",
            "wie fur dich|sie|euch gemacht|geschaffen|geschneidert|gedacht",
            "*erlebnis|*service|einkauf|einkaufen|shoppen|shopping|banking|kochen|reisen|wohnen|leben|alltag|genuss|laden ~6 zu dir|ihnen|euch ~1 passt|passen",
            "einkaufserlebnis|kundenerlebnis|shoppingerlebnis|genusserlebnis|kocherlebnis|reiseerlebnis|wohlfuhlerlebnis|serviceerlebnis|markenerlebnis|wohnerlebnis|fahrerlebnis|lernerlebnis|festtagserlebnis ~1 _|$",
            "mit|voller|aus|von herz$|herzen$|herzblut$|leidenschaft$|seele$",
            "mit viel|ganz|ganzem|grossem|allem herz$|herzen$|herzblut$|leidenschaft$",
            "am herzen liegt|liegen",
            "ans herz|herzen",
            "sorgenfrei*|sorglos*|unbeschwert*|stressfrei*|traumhaft*|zauberhaft*|herzerwarmend*|herzlich* _",
            "ohne ~1 stress$|sorgen$|kopfzerbrechen$|hektik$",
            "stuck|stuckchen|prise|hauch|portion|quantchen|funken|dosis|bisschen ~2 gluck|freude|*freude|magie|liebe|zauber|sonnenschein|leichtigkeit|warme|geborgenheit|luxus|lebensgluck",
            "^die|der|das|pure|reine ~1 freude|lust|gluck|zauber|magie am|an|des|beim _",
            "den|die|das du|sie ~2 verdient hast|haben",
        ],
        &["herzlich* ~1 grusse|willkommen|gruss"],
    )),
    units(Lexicon::new(
        &[
            "^*momente|*gefuhl|*gefuhle|*erlebnisse|*freuden|*freude|*zauber|*augenblicke|*seligkeit|*inspirationen$",
            "^moment|momente|augenblick|augenblicke|stunden|minuten|tage|abende|prisen|funken|portionen|stucke ~2 freude|*freude|gluck|ruhe|genuss|leichtigkeit|geborgenheit|harmonie|gelassenheit|inspiration|magie|warme|liebe|wohlbefinden",
            "schone|gute|gluckliche|warme|unbeschwerte|sorgenfreie|entspannte|gemutliche|besondere ~1 momente|stunden$|abende$|tage$|gefuhle|augenblicke",
            "^seelenfrieden|wohlgefuhl|lebensfreude|sorglosigkeit|leichtigkeit|gelassenheit|geborgenheit|wohlbefinden|nahe$",
        ],
        &[],
    )),
    serves(Lexicon::new(
        &[
            "bereicher*|aufwert*|aufzuwerten|weiterentwick*|weiterzuentwickeln|vertief*|abzurunden|perfektionier* ~5 erlebnis*|*erlebnis|angebot*|leistungen|service*|dienste*|*beziehung|bindung|*bindung|zufriedenheit|*zufriedenheit|produkte",
            "erlebnis|einkaufserlebnis|kundenerlebnis|angebot|angebote|leistungen|service|services|dienste|beziehung|kundenbeziehung|bindung|kundenbindung|zufriedenheit|kundenzufriedenheit|produkte ~5 bereicher*|aufwerten|aufzuwerten|weiterentwickeln|weiterzuentwickeln|vertiefen|verfeinern|abzurunden|perfektionieren",
            "bindung|*bindung|beziehung|*beziehung ~3 starken",
            "besser|naher fur dich|sie|euch da",
            "dich|sie|euch ~1 noch ~1 besser ~1 verstehen|kennen|kennenzulernen|kennenlernen|bedienen|betreuen|begleiten|verwohnen",
            "uber alle ~2 kanale|beruhrungspunkte",
        ],
        &[],
    )),
];

pub(super) static ARABIC: [Flat; 3] = [
    feels(Lexicon::new(
        &[
            "أقرب|قريب|قريبة|قريبا|الأقرب ~1 إلى|من ~1 قلبك|قلوبكم|قلب|روحك|نفسك|ذوقك|إحساسك|أحلامك|عالمك|حياتك",
            "أقرب|قريب|قريبة|الأقرب لقلبك|لروحك|لنفسك|لذوقك|للقلب",
            "يلامس|تلامس|يلمس|تلمس|يخاطب|تخاطب|يدخل|تدخل|يسكن|تسكن|يأسر|تأسر ~1 قلبك|القلب|القلوب|روحك|الروح|مشاعرك|إحساسك|ذوقك|وجدانك|أحاسيسك",
            "من القلب إلى|لك|للقلب|$",
            "بكل حب|محبة|شغف|دفء|حنان",
            "متجر|محل|تطبيق|مطبخ|بنك|سوق|خدمة|مكان|بقالة|شركة|مساعد ~1 يعرفك|يفهمك|تعرفك|تفهمك|يحس|تحس|يشعر|تشعر|يشبهك|تشبهك",
            "يفهمك|تفهمك ~1 حقا|فعلا|جيدا|أكثر|أفضل|$",
            "يجعل|تجعل|يصبح|تصبح|يصير|تصير|يغدو|نجعل ~3 أسهل$|أجمل$|أخف$|أسعد$|أمتع$|أحلى$|أروع$|أهنأ$|أدفأ$|ألطف$",
            "أسهل|أجمل|أمتع|أحلى|أروع|أسعد من ~1 قبل|أي|كل|مضى",
            "كما|التي|الذي|ما ~1 تستحقه|تستحقها|تستحقين",
            "كما تستحق",
            "يومك|أيامك|حياتك|مساؤك|صباحك|بيتك|مطبخك ~1 أجمل|أسهل|أحلى|أسعد|أهدأ|أدفأ|أمتع|أروع",
            "لمسة|رشة|جرعة|قطرة|نفحة|قليل|ومضة|همسة ~1 من ~1 السعادة|سعادة|الفرح|فرح|البهجة|بهجة|الحب|حب|الدفء|دفء|السحر|الهدوء|الراحة|المرح|الجمال|الأمل|الحنان",
            "راحة|هدوء|صفاء|طمأنينة|سكينة البال|بال|بالك|النفس|نفس|نفسك",
        ],
        &[],
    )),
    units(Lexicon::new(
        &[
            "^لحظات|لحظة|أوقات|دقائق|ساعات|أيام|أمسيات|لمسات|نفحات|ومضات|جرعات|قطرات ~2 سعادة|السعادة|فرح|الفرح|بهجة|البهجة|متعة|المتعة|هدوء|الهدوء|الراحة|دفء|الدفء|حب|الحب|الطمأنينة|السكينة|الإلهام|المرح|السرور",
            "^لحظات|أوقات|أمسيات|لمسات|ساعات|أيام دافئة|سعيدة|هانئة|حلوة|هادئة|ساحرة|مفرحة|مبهجة|جميلة|هنيئة|رائقة|مريحة",
            "راحة|هدوء|صفاء|طمأنينة|سكينة البال|بال|بالك|النفس|نفس",
        ],
        &[],
    )),
    serves(Lexicon::new(
        &[
            "إثراء|لإثراء|تطوير|لتطوير|الارتقاء|للارتقاء|نرتقي|لنرتقي|تعزيز|لتعزيز|تعميق|لتعميق|إغناء|لإغناء|تجويد|لتجويد|نطور|لنطور|نثري|لنثري|نعزز|لنعزز|نحسن|لنحسن ~2 تجربتك|بتجربتك|التجربة|بالتجربة|تجربتكم|خدماتنا|بخدماتنا|الخدمة|خدمتنا|عروضنا|علاقتنا|العلاقة|رضاك|ولاءك|تسوقك|بتسوقك|منتجاتنا|أعمالنا",
            "خدمتك|نخدمك|لخدمتك|لنخدمك|فهمك|لفهمك|نفهمك|لنفهمك ~2 أفضل|أحسن|أكمل|أكثر",
            "عبر ~1 كل|جميع ~1 قنواتنا|القنوات",
        ],
        &[],
    )),
];
