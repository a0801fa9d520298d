//! Phrases that dress a benefit up, in the three languages: a title or a unit that names a mood, a level, a world, a
//! fresh start or an added value, and no thing that one can count (L-V1).
//!
//! From CPRA regulations, § 7016, for the terms of what is offered, and EDPB Guidelines 03/2022 (emotional steering).

use super::flat::{Flat, TITLE, no_unit, uncountable};
use crate::lint::phrase::Lexicon;

/// A title for anything: nobody can tell whether it came.
const fn dresses(lexicon: Lexicon) -> Flat {
    uncountable(TITLE, lexicon)
}

/// A unit that is how something is: so many of it are none.
const fn feigns(lexicon: Lexicon) -> Flat {
    no_unit(lexicon)
}

pub(super) static ENGLISH: [Flat; 4] = [
    // What was there before, and is called another thing.
    dresses(Lexicon::new(
        &[
            "reimagined|reinvented|redefined|rethought|revolutionised|revolutionized|reborn|unleashed",
            "elevated|perfected|transformed|awakened|uplifted|personified$",
            "like|as never before",
            "the way ~1 it ~1 should ?always be|feel|taste|look|sound",
            "as it should ?always be|feel|taste|look|sound",
            "more than ~1 just|merely|simply a|an|your|the",
            "with a difference|flair|soul$",
            "^everything ~3 should be",
            "^feel good|great|alive|special|amazing|lighter _",
            "elevate|elevates|awaken|awakens|ignite|ignites|enrich|enriches|uplift|uplifts|brighten|brightens|transform|transforms|sweeten|sweetens|delight|delights|nourish|recharge|lift|lifts your ~1 senses|soul|mind|life|world|day|days|evening|evenings|morning|mornings|moments|spirit|spirits|routine|lifestyle|taste|everyday|mood|heart|weekend",
            "beyond ~2 ordinary|expectation|expectations|expected|limits|everyday|imagination",
            "out of the ordinary",
            "in a class|league of its|their|your own",
            "life|living|shopping|banking|travel|dining|fitness|energy|care|insurance|money|energy|reading your way$",
            "^simply|purely|truly|utterly|just ?so good$|better$|delicious$|brilliant$|beautiful$|you$|yours$|irresistible$|smart$|smarter$|easier$|more$|wonderful$",
        ],
        &[
            "more than ~1 just|merely|simply a|the ~1 few|couple|handful|pinch|weekend|one|week|day|month",
        ],
    )),
    // A world, a level, a beginning.
    dresses(Lexicon::new(
        &[
            "a|an|the|your|to|into|for ~2 new|fresh|whole|bold|bright|exciting|brave|different ~1 era|world|dimension|dawn|horizon|lease ~1 of|for|in|on|to|awaits|begins|$",
            "a|an|the|your|to ~1 new|fresh|bright|brighter|better|happier|healthier|healthy|happy|exciting chapter|start|beginning ~1 for|in|to ~1 your|life|you",
            "the|a start|beginning|dawn of ~1 something|a ~1 beautiful|great|special|wonderful|new|better|good",
            "to|at|on|onto|is ~1 a|the|another|an ~1 whole ~1 new|next|higher|different|other|another ~1 level|plane|league|dimension|height|heights ~1 of|$",
            "a|the|another|whole|higher|new|next|different ~1 level|standard|height of comfort|care|service|taste|flavour|flavor|luxury|living|enjoyment|convenience|sound|style|quality|driving|banking|travel|fitness|wellbeing|beauty|calm|relaxation|elegance|shopping|cooking|sleep|joy|protection",
            "another|different|higher level$|plane$|league$",
            "^a|an|your|the|our|enter|discover|explore|step|dive|welcome ~3 world|worlds|universe|realm|ocean|sea|feast of ~2 possibilities|possibility|difference|comfort|wonder|wonders|delight|delights|flavour|flavours|flavor|flavors|luxury|taste|tastes|magic|inspiration|pleasure|choice|style|beauty|care|calm|elegance|opportunity|indulgence|adventure|imagination",
            "welcome to ~1 the|a|your|our ~2 future|world|era|good|next|club|family",
            "the future|art|joy|magic|beauty of ~1 shopping|banking|travel|dining|cooking|living|fitness|driving|sleep|sleeping|reading|beauty|giving|eating",
            "rise|step|move|level ~1 up to ~1 a|the ~1 new|next|better|higher",
        ],
        &["world|whole|new ~2 map|atlas|cup|record|news|service|radio"],
    )),
    // The best of it, and what one is to do with it.
    dresses(Lexicon::new(
        &[
            "unlock|unlocks|unleash|uncover|discover|experience|embrace|rediscover|explore|enjoy|taste|feel|savour|reveal|awaken ~2 best|fullest|power|magic|beauty|joy|joys|potential|possibilities|wonders|wonder|pleasure|pleasures|difference|freedom|charm|richness ~1 of|in|behind|life|$",
            "the|our very|absolute|finest best",
            "the|our ~1 best of ~1 our|us|both|what ~1 house|worlds|shop|we|have|offer|$",
            "get|make|squeeze|take the most|best ?out of ~1 life|your|every|each ~1 day|days|life|time|visit|visits|stay|stays|membership|moment|moments|money|morning|mornings|&",
            "experience|experiences|moment|moments|journeys|stays|adventures|memories|solutions|living|comfort|style|care|luxury|beauty|banking|entertainment|escapes|indulgence|wellness|happiness|pleasure|relaxation|worlds ~2 made|designed|created|curated|crafted|shaped|built|tailored ?just|all|only for|around|to ?just|only you$|yours$|you're",
            "experience|experiences|moment|moments|journeys|stays|adventures|memories|solutions|living|comfort|style|care|luxury|beauty|banking|entertainment|escapes ~2 made|designed|created|curated|crafted|shaped|built|tailored for|around|to your ~1 life|lifestyle|wishes|needs|mood|dreams",
            "with you in mind",
            "^where|when ~2 meets|meet|becomes ~1 comfort|style|beauty|luxury|taste|flavour|function|quality|heart|convenience|passion|you|elegance|pleasure|magic",
            "live|love|taste|notice the difference|dream|magic|good",
            "treat|spoil|pamper|reward yourself",
            "escape ~1 from ~1 the ~1 everyday|ordinary",
            "you|you're ~1 worth|deserve it|more|better",
        ],
        &[
            "best|full|real|true ~1 price|prices|list|name|before|route|fare|time|times|day",
            "you deserve it$",
        ],
    )),
    feigns(Lexicon::new(
        &[
            "^added|extra|real|true|great|good|more|better|genuine|lasting|personal|best ~1 value$|benefit$|benefits$|worth$|quality$|comfort$",
            "^a|an|the|that|some|real|true|pure ~2 feel$|feeling$|vibe$|flair$|ambience$|atmosphere$|touch$|aura$|mood$|sense$|glow$|buzz$|edge$|spirit$|soul$|lift$|difference$|lifestyle$|upgrade$",
            "^premium|luxury|luxurious|vip|deluxe|elite|superior|royal|exclusive ~1 feel$|feeling$|quality$|experience$|care$|treatment$|service$|comfort$|lifestyle$|touch$|touches$|status$|class$|standard$|standards$|living$|extras$|perks$|support$|style$|value$|level$|flair$|vibe$|vibes$",
            "^a|the|some ~1 touch|dash|taste|slice|piece|hint|bit|dose|air of ~1 luxury|class|elegance|style|premium|quality|sunshine|fun|adventure|home|heaven|paradise|exclusivity",
            "good|better|positive|happy|high|great|fresh|new|cheerful mood|moods|energy|vibes|spirits|karma|living|feelings|impulses|perspectives",
            "good|happy|great times|days|life",
            "fresh|new|bright|good starts|beginning|beginnings|perspective|horizons",
            "wow|feelgood|wellness|happiness|comfort|joy|value|mood|lifestyle|luxury|premium ~1 effect|effects|factor|factors|level|levels|moment|moments|boost|boosts|feeling",
            "quality of life",
            "sense|feeling|boost of _",
            "^luxury|premium|elegance|prestige|exclusivity|positivity|vitality|enjoyment|indulgence|mood|flair|wow|potential|upgrade|possibilities|dreams|feelgood|quality|sparkle|shine|radiance|glamour|charm|chic|thrills|spark|zest|zing$",
        ],
        &[],
    )),
];

pub(super) static GERMAN: [Flat; 4] = [
    dresses(Lexicon::new(
        &[
            "neu gedacht|erfunden|definiert|erlebt|erschaffen",
            "wie ~1 noch nie ~1 zuvor|$",
            "wie nie zuvor",
            "mehr als ~1 nur|bloss|einfach ~1 ein|eine|einfach|dein|ihr",
            "so ~1 wie es ~1 sein soll|sollte",
            "^einfach|pure|purer|pures|reine|reiner ~1 besser$|gut$|schoner$|mehr$|genial$|lecker$|kostlich$|unwiderstehlich$|du$|sie$|anders$|luxus$|energie$|eleganz$",
            "jenseits ~2 gewohnlich*|alltag*|erwart*|grenzen",
            "gonnen|gonn|verwohnen|verwohn|belohnen ~1 sie|dich|dir|euch ~1 sich|etwas|was|das|$",
            "raus aus dem alltag",
            "in ~1 neuem|frischem|vollem|hellem|neuen|schonstem glanz|licht|gewand|look",
        ],
        &[],
    )),
    dresses(Lexicon::new(
        &[
            "auf ?ein|eine|einem|einer|einen|das|dem|der|die ?ganz|vollig neues|neuem|neuen|neuer|nachste|nachsten|nachster|hoheres|hoherem|hoheren|hochstem|hochsten|hochster|anderem|anderen|anderes|andere|neue ~1 level|niveau|stufe|ebene|hohe|gipfel",
            "eine|einer|die|der|deine|ihre|in|eure ~2 neue|neuen|neuer|ganze|ganzen|andere|vollig ~1 welt|dimension|ara|epoche|welten ~1 des|der|von|voller|fur|$",
            "^eine|ein|die|deine|ihre|komm*|tauch*|willkommen|entdeck*|erleb*|geniess*|betret* ~4 welt|reich|universum|fulle|meer|vielfalt voll|voller|des|der|von ~1 geschmack*|genuss*|genusse|moglichkeiten|dufte|aromen|inspiration|luxus|sinne|freude|freuden|schonheit|magie|eleganz|stils|komforts|wunder|abenteuer|farben|entspannung|weins|weine|kaffees|duft*",
            "frischer|frischen|neuer|neuen|guter|guten|neues|frisches|schwungvoller start|anfang|wind|schwung|kapitel|neustart ~1 fur|in|ins|im ~1 dein*|ihr*|leben|alltag|euer*|dich|sie",
            "neuanfang|neustart|neubeginn ~1 fur|in ~1 dein*|ihr*|dich|sie|euer* ~1 haut|haar|haare|korper|leben|zuhause|garten|kuche|alltag|garderobe|finanzen|gesundheit|morgen|tag|stil|fitness|seele|$",
            "die zukunft|kunst|magie|freude des|der ~1 einkaufens|bankings|reisens|kochens|wohnens|schlafens|lesens|fahrens|geniessens|lebens|fitness|pflege|horens",
            "willkommen in|im|auf ~1 der|die|einer|deiner|ihrer ~2 zukunft|welt|level|club|familie|ara",
        ],
        &["welt|neue ~2 karte|atlas|meister*|rekord|nachrichten"],
    )),
    dresses(Lexicon::new(
        &[
            "entdeck*|erleb*|geniess*|spur*|entfessel*|entfalt*|schopf* ~4 magie|zauber|potenzial|potential|moglichkeiten|unterschied|freiheit",
            "das|alles beste|schonste|feinste|allerbeste ~1 von|vom|aus|fur ~1 unser*|uns|allem|beiden|sie$|dich$|hause",
            "das|noch|alles ~1 beste|meiste|maximum|optimum ~1 aus ~4 heraus|herausholen|rausholen|holen|machen$",
            "hol*|mach* ~3 beste|meiste|maximum ~1 aus ~1 dein*|ihr*|jedem|jeder|dem|allem",
            "momente|erlebnisse|erlebnis|genuss|luxus|komfort|wohlfuhlen|entspannung|abenteuer|erinnerungen|lebensfreude|lebensgefuhl|eleganz|stil ~3 fur|wie|zum|die|mit ~1 dich$|sie$|verlieben|bleiben|fuhlen|traumen|stil|verwohnen|gemacht",
            "^wo ~2 auf|zu ~1 genuss|komfort|stil|luxus|tradition|qualitat|eleganz|sie|dich|leidenschaft|technik ~1 trifft|treffen|wird",
            "^ein|das|dein|ihr ~1 stuck|stuckchen|hauch|plus luxus|lebensqualitat|lebensfreude|freiheit|gluck|heimat|urlaub|an ~2 _",
        ],
        &["volle|ganze ~1 liste|preis|woche|adresse|name|strecke"],
    )),
    feigns(Lexicon::new(
        &[
            "^mehrwert|mehrwerte|zusatznutzen|zusatzwert|zusatzvorteil|zusatzvorteile|nutzwert|lebensqualitat|wohlgefuhl|lebensfreude|lebensgefuhl|lebenslust|lebensenergie|premiumqualitat|premiumniveau|glucksgefuhle|pluspunkte|highlights|highlight|wow|aha|gluck|luxus|premium|eleganz|stil|flair|genuss|energie|wellness|stimmung|laune|schwung|leichtigkeit|vielfalt|freiheit|entspannung|traume|atmosphare|ambiente$",
            "^*gefuhl|*gefuhle|*feeling|*laune|*stimmung|*niveau|*flair|*qualitat|*erlebnis|*erlebnisse|*genuss|*freude|*upgrade$",
            "gute|guter|gutes|bessere|besseres|neue|neuer|frische|frischer|positive|mehr|echter|echte|schone|hochste|pure ~1 laune|stimmung|gefuhl|gefuhle|energie|schwung|wert|lebensqualitat|lebensfreude|vibes|impulse|perspektiven|mehrwert|qualitat|leben|genuss|niveau",
            "premium|luxus|vip|exklusiv*|gehoben*|erstklassig*|hochwertig*|edle*|edler ~1 gefuhl|feeling|qualitat|service|erlebnis|komfort|niveau|status|behandlung|betreuung|flair|ambiente|momente|vorteile|touch|standard",
            "wow|aha|wohlfuhl|genuss|gluck|glucks ~1 moment|momente|effekt|effekte|erlebnis|erlebnisse|faktor|gefuhl",
            "^ein|einen|eine|das ~1 hauch|touch|stuck|stuckchen|prise|plus|gefuhl|mehr an|von|luxus|klasse|eleganz|stil|premium|lebensqualitat|freiheit|exklusivitat",
        ],
        &[],
    )),
];

pub(super) static ARABIC: [Flat; 4] = [
    dresses(Lexicon::new(
        &[
            "بحلة|بروح|برؤية|بثوب|بمفهوم|بنكهة|بلمسة|بأسلوب|بطعم|بإحساس|بطابع ~1 جديدة|جديد|مختلفة|مختلف|عصرية|فاخرة|فاخر|راقية|آخر|أخرى|ساحرة",
            "كما|مثلما لم ~3 قبل",
            "كما ينبغي|يجب ~1 أن ~1 يكون|تكون",
            "أكثر من مجرد _",
            "كما|مثلما تتمنى|تحلم|تستحق|تشتهي",
            "دلل|دللي|كافئ|كافئي نفسك",
            "تستحق|تستحقين ~1 الأفضل|المزيد|أكثر",
        ],
        &[],
    )),
    dresses(Lexicon::new(
        &[
            "عالم|عوالم|آفاق|حقبة|عصر|أبعاد|دنيا ~1 جديد|جديدة|آخر|أخرى|مختلف|أرحب|كامل ~1 _|$",
            "عالم|عوالم|دنيا|بحر|واحة|كنز|سحر من ~1 النكهات|الراحة|الجمال|الروائح|العطور|الفخامة|الأناقة|الفرص|الإمكانات|المذاق|الرفاهية|الهدوء|الخيارات|المفاجآت|التميز|الطعم|الألوان|الصفاء",
            "مستوى|درجة ~1 جديد|جديدة|آخر|أخرى|أعلى|مختلف|أرقى ~1 من ~1 الراحة|المتعة|الخدمة|الرفاهية|الجودة|العناية|الذوق|الفخامة|الطعم|التسوق|الأمان|الهدوء|الأناقة|$",
            "بداية|انطلاقة|صفحة|مرحلة ~1 جديدة|مشرقة|سعيدة|أجمل ~1 لك|لحياتك|لبشرتك|ليومك|لشعرك|لبيتك|لصحتك|لأيامك|لحديقتك|لصباحك|مع|في|من|$",
            "عالم|متعة|راحة|رفاهية|سعادة|فخامة|نكهات|أسرار|سحر|جمال|مفاجآت|الأفضل|أجمل ~5 بانتظارك|ينتظرك|تنتظرك|يديك|أناملك",
            "مستقبل|فن|سحر|متعة ~1 التسوق|الطبخ|السفر|القراءة|العيش|القيادة|النوم|العناية|السكن|المصارف",
        ],
        &["عالم ~1 آخر ~1 خبر|عدد|كتاب"],
    )),
    dresses(Lexicon::new(
        &[
            "اكتشف|اكتشفي|استمتع|استمتعي|عش|عيشي|ذق|تذوق|تذوقي|أطلق|استكشف|استكشفي|اختبر ~2 سحر|متعة|جمال|روعة|لذة|الفخامة|الرفاهية|الفرق|الأفضل ~1 _|$",
            "أفضل|أجمل|أروع ما ~1 في|لدى|عند|لدينا|عندنا|نقدمه|نقدم|يقدمه ~1 _|$",
            "تجارب|لحظات|راحة|متعة|فخامة|جمال|أناقة|ذكريات|رفاهية ~2 صممت|صنعت|خلقت|مصممة|صيغت ~2 لك|لأجلك|أجلك",
            "حيث ~1 يلتقي|تلتقي ~3 _",
            "لمسة|نفحة|قطعة|شيء من ~1 الفخامة|الرفاهية|السحر|الجمال|الأناقة|الجنة|السعادة",
        ],
        &["حيث ~1 يلتقي|تلتقي ~3 الشارع|شارع|الناس|الأعضاء|القراء|النادي"],
    )),
    feigns(Lexicon::new(
        &[
            "^قيمة|فائدة|منفعة ~1 مضافة|إضافية|حقيقية|أكبر|كبيرة|عالية",
            "^لمسة|طابع|أجواء|إحساس|شعور|مستوى|رونق|نفحة|جودة|طاقة|مزاج|روح|حيوية|خدمة|عناية|حياة|راحة ~1 فاخرة|فاخر|مميزة|مميز|راقية|راق|إيجابية|إيجابي|أفضل|عال|عالية|ساحرة|جديدة|خاصة|ملكي|ملكية|رفيعة|رفيع|استثنائية|رائق|رائقة|صاف|صافية|متجددة|متجدد|من",
            "^فخامة|رفاهية|رفاه|حيوية|نشاط|طاقة|أناقة|تميز|تألق|جمال|مزاج|هدوء|سحر|أجواء|حظ|بركة|انتعاش|استرخاء|إشراق$",
            "جودة|رفاهية|متعة الحياة|حياة|العيش",
        ],
        &[],
    )),
];
