//! What argues instead of asking or telling, in the three languages: a question that praises what a yes brings
//! (L-S2), a yes that praises itself (L-S2), a reader who is set against her peers (L-U1), and an end that has
//! no time (L-V2).
//!
//! From EDPB Guidelines 03/2022 ("stirring": emotional steering), CPRA regulations, § 7004(a)(4), the CMA's
//! paper on online choice architecture (social influence), and WP260, paragraph 13, for "soon".

use super::Group;
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

const ASK: Roles = Roles::of(&[Role::Question]);
const YES: Roles = Roles::of(&[Role::Allow]);
const NO: Roles = Roles::of(&[Role::Refuse]);
/// Where the other groups of pressure do not look.
const STAYS: Roles = Roles::of(&[Role::Stays]);
const ENDS: Roles = Roles::of(&[Role::IfOff]);

/// A question that praises what a yes brings: a no to it would be a no to what everybody wants.
const fn argues(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: ASK,
        warn: Roles::NONE,
        deniable: false,
        lexicon,
        message: Says::Argues,
        suggestion: Instead::SayPlainly,
    }
}

/// A yes that praises itself.
const fn praises(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: YES,
        warn: Roles::NONE,
        deniable: false,
        lexicon,
        message: Says::BrighterYes,
        suggestion: Instead::SameWords,
    }
}

/// A no that says who goes without.
const fn shames(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::PlainNo,
        block: NO,
        warn: Roles::NONE,
        deniable: false,
        lexicon,
        message: Says::NoFeelsBad,
        suggestion: Instead::SameWords,
    }
}

/// Whoever says no would be the odd one out.
const fn peers(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Pressure,
        block: STAYS,
        warn: Roles::NONE,
        deniable: true,
        lexicon,
        message: Says::Crowd,
        suggestion: Instead::LeaveOutCrowd,
    }
}

/// An end at no time.
const fn soon(lexicon: Lexicon) -> Group {
    Group {
        rule: Rule::Vague,
        block: Roles::NONE,
        warn: ENDS,
        deniable: true,
        lexicon,
        message: Says::NoMoment,
        suggestion: Instead::SayWhen,
    }
}

pub(super) static ENGLISH: [Group; 6] = [
    argues(Lexicon::new(
        &[
            "keep|keeps|keeping|make|makes|help|helps|see|get|know|have|want ~3 you|family|child|children|kids|baby|home|house|household|dog|cat|pet|parents|mum|dad|loved|yourself|them|us|me|everyone|everybody|staff|crew|guests|pupils ~2 safe|safer|healthy|healthier|secure|happy|happier|protected|comfortable|alive",
            "stay|staying|be|feel|feeling|live|sleep|ride|drive|travel|breathe|grow|age|eat|rest ~1 safe|safer|safely|secure|healthy|healthier|happier|better|easier|soundly",
            "protect|protects|protecting|shield|safeguard|spare|rescue ~3 family|child|children|kids|loved|planet|lives|those|yourself|parents|nature|earth",
            "care|caring ~1 for|about ~3 family|child|children|kids|loved|planet|those|parents|nature|health|safety",
            "safety|wellbeing|happiness|security of ~3 family|child|children|kids|loved|yours|home|others|all",
            "you|you'd ~2 want|wish|like|love|care|deserve|know|agree ~8 so|then may|shall|will|would|can|let",
            "help|helps|helping ~1 us ~1 protect|save|keep|fight|beat|cure|build|make|care|support|improve|serve|grow",
            "do|doing ~1 more|your|something|good|best|right ~2 for|by ~2 family|child|children|kids|planet|community|nature|others|world|health|pet|dog|cat|skin|heart|body",
        ],
        &[
            "safe ~1 to|place|spot|box|route",
            "keep|keeps ~3 safe ~1 at|in|behind|for|until",
        ],
    )),
    praises(Lexicon::new(
        &[
            // What is good for her is no answer: the other one would be bad for her.
            "keep|keeps|make|stay|be|feel|get|sleep|live|want|choose ~3 safe|safer|safely|secure|protected|healthy|healthier|happy|happier|sane|alive|well|fit|strong|young|calm|carefree|ahead",
            "^yes|for|to|choose|pick|want|and ~2 safety|protection|security|wellbeing|comfort|happiness|peace|care|family's|future|convenience",
            "look|looks ~1 after|out ~1 for|me|us|my|our",
            "care|cares ~1 for|about my|our|us|me|them",
        ],
        &["safe ~1 place|spot|box|route|drop|deposit"],
    )),
    // Plain enough, if nothing better comes to mind.
    Group {
        rule: Rule::PlainNo,
        block: Roles::NONE,
        warn: YES,
        deniable: false,
        lexicon: Lexicon::new(&["count|sign me|us in|up", "i'm|we're in$"], &[]),
        message: Says::BrighterYes,
        suggestion: Instead::SameWords,
    },
    shames(Lexicon::new(
        &[
            // Somebody who cannot answer goes without.
            "my|our|the ~2 child|children|kid|kids|son|daughter|baby|family|dog|cat|pet|horse|mum|mother|dad|father|nan|gran|grandmother|grandad|parents|wife|husband|partner|team|guests|pupils|garden|plants|friends|patients ~1 can|will|must|could|may|won't|can't|doesn't|don't|needn't|has|have|needs|need",
            "i'll|i|i'd|we'll|they'll|let ~3 forget|muddle|struggle|suffer|worry|cope|wing|overpay|regret|freeze|starve|fret|stumble|flounder ~1 my|her|his|their|the|it|on|by|through|without|again|about|$",
            "i'll|we'll ~1 just|only|simply ~1 miss|lose|guess|hope|risk|gamble|wonder|forget|pay|wait",
            "do|does|go|get|live|cope|manage ~1 without$",
        ],
        &["forget ~1 it|this|that|me|them$"],
    )),
    peers(Lexicon::new(
        &[
            "you|you'd|you'll|you're|yours ~3 one of ~3 few|last|only|handful",
            "you|you'd|you'll|you're|yours ~4 the|our ~1 only|last ~3 without|not|no|off|left|who|to",
            "all|most|nearly|almost|every|other|rest ~3 @crowd ~3 said|turned|joined|switched|agreed|signed|chose",
            "# out|in|of ~2 # ~3 @crowd",
            "% ~2 of ~3 @crowd",
            "@crowd|class|street|team|neighbours|colleagues|others ~2 have|are|did|has ~1 already",
        ],
        &[],
    )),
    soon(Lexicon::new(
        &[
            "soon|shortly|eventually|presently",
            "in due course|time",
            "in time$",
            "at some|a point|stage|later",
            "sooner or later",
            "some|a|little time|while ~1 later|after",
            "as soon|quickly|fast as we|it|they|possible",
            "when|once|as ~1 we ~2 get|can|have|find",
            "before long",
        ],
        &["as soon as ~1 you", "no sooner"],
    )),
];

pub(super) static GERMAN: [Group; 5] = [
    argues(Lexicon::new(
        &[
            "familie|kind|kinder|kindes|hund|katze|haus|zuhause|liebsten|eltern|sich|sie ~4 sicher|sicherer|gesund|gesunder|glucklich|glucklicher|geschutzt|beschutzen|behuten",
            "schutzen|beschutzen|bewahren|behuten ~4 familie|kind|kinder|liebsten|eltern|leben|planeten|natur|umwelt",
            "familie|kind|kinder|liebsten|eltern|leben|planeten|natur|umwelt ~3 schutzen|beschutzen|bewahren|behuten",
            "sicherer|gesunder|glucklicher|besser|ruhiger ~2 leben|schlafen|fahren|wohnen|fuhlen",
        ],
        &["sicher ~1 ist|sind|sein"],
    )),
    praises(Lexicon::new(
        &[
            "sicher|sicherer|geschutzt|gesund|gesunder|glucklich|beschutzt|behutet ~2 halten|bleiben|leben|sein|schlafen|fuhlen|machen|$",
            "^ja ~2 sicherheit|schutz|gesundheit|komfort|wohlbefinden",
            "^fur ~2 sicherheit|schutz|gesundheit|familie|zukunft",
        ],
        &["versichert"],
    )),
    shames(Lexicon::new(
        &[
            "mein|meine|unser|unsere ~1 kind|kinder|sohn|tochter|familie|hund|katze|mutter|vater|eltern|oma|opa|pflanzen|garten|gaste|team|freunde ~1 kann|konnen|muss|mussen|kommt|kommen|braucht|brauchen|darf",
            "ich|wir ~2 vergesse|vergessen|verpasse|verpassen|riskiere|riskieren|rate|verzichte|verzichten ~1 ihren|seinen|meinen|den|das|die|eben|halt|lieber|wieder|auf",
        ],
        &[],
    )),
    peers(Lexicon::new(
        &[
            "sie|du ~4 einer|eine|eines der ~1 wenigen|letzten",
            "sie|du ~3 der|die|das ~1 einzige|einzigen|letzte|letzten ~3 ohne|nicht|kein*",
            "alle|fast|meisten ~3 kund*|eltern|nachbarn|mitglieder|mieter ~3 zugestimmt|dabei|mitgemacht|erlaubt",
        ],
        &[],
    )),
    soon(Lexicon::new(
        &[
            "bald|demnachst|zeitnah|baldmoglichst|schnellstmoglich|alsbald|irgendwann|spater",
            "in kurze|balde",
            "nach einiger|gewisser zeit",
            "sobald ~2 moglich|wir|es",
            "so ~1 bald|schnell ~1 wie",
        ],
        &["sobald ~1 sie"],
    )),
];

pub(super) static ARABIC: [Group; 5] = [
    argues(Lexicon::new(
        &[
            "سلامه|امان|صحه|سعاده|حمايه ~1 اسرتك|عائلتك|عايلتك|اطفالك|طفلك|اولادك|والديك|بيتك|احبابك|احبائك",
            "نحمي|تحمي|حمايه|نحافظ|تحافظ ~2 اسرتك|عائلتك|عايلتك|اطفالك|طفلك|اولادك|والديك|احبابك|احبائك|الكوكب|الطبيعه",
            "تبقي|يبقي|تظل|يظل|ابقاء ~3 امنه|امنا|امن|سالما|سالمه|بصحه|بامان",
        ],
        &[],
    )),
    praises(Lexicon::new(
        &[
            "نعم ~3 للسلامه|للامان|للحمايه|للصحه|للراحه|امانا|بامان|سلامتنا|سلامتي",
            "احمني|احمونا|احموا|احمي ~2 _",
            "ابقني|ابقونا|ابقوني|ابقنا ~2 امنا|امنين|بامان|سالما|بصحه",
        ],
        &[],
    )),
    shames(Lexicon::new(
        &[
            "طفلي|اطفالي|ابني|ابنتي|اسرتي|عائلتي|عايلتي|امي|ابي|والدتي|والدي|قطتي|كلبي ~1 يستطيع|تستطيع|سيتدبر|ستتدبر|لا|لن|يمكنه|يمكنها|بدون|بغير",
            "سانسي|ساخمن|ساخاطر|سافوت|ساتحمل|ساندم ~1 _",
        ],
        &[],
    )),
    peers(Lexicon::new(
        &[
            "انت|ستكون|ستبقي|تكون ~3 من ~1 القلائل|القله|القليلين",
            "انت|ستكون|ستبقي|تكون ~2 الوحيد|الوحيده|الاخير|الاخيره",
        ],
        &[],
    )),
    soon(Lexicon::new(
        &[
            "قريبا|لاحقا",
            "عما قريب",
            "في ~1 اقرب ~1 وقت|فرصه",
            "بعد ~1 فتره|حين|مده",
        ],
        &[],
    )),
];
