//! What gets around a rule by the side, in the three languages: another treatment after a no (L-E1), others who would
//! be sad of it (L-S2), an end at somebody's leisure (L-V2), what others have or know (L-D1), and hands that it is
//! passed through (L-T1). All of these only warn: a reviewer sees what they mean.
//!
//! From GDPR Articles 7(3) and 13(1), with EDPB Guidelines 03/2022 ("stirring", "left in the dark").

use super::Group;
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

/// A group that only warns.
const fn warns(
    rule: Rule,
    roles: &[Role],
    message: fn(String) -> Says,
    suggestion: Instead,
    lexicon: Lexicon,
) -> Group {
    Group {
        rule,
        block: Roles::NONE,
        warn: Roles::of(roles),
        deniable: false,
        lexicon,
        message,
        suggestion,
    }
}

/// She is served in another way, or the way out is longer.
const fn treats(lexicon: Lexicon) -> Group {
    let roles = &[Role::IfOff];
    warns(
        Rule::NoDetriment,
        roles,
        Says::Worse,
        Instead::KeepTheRest,
        lexicon,
    )
}

/// Somebody would be sad of a no, or every good one says yes.
const fn stirs(lexicon: Lexicon) -> Group {
    let roles = &[Role::IfOff, Role::Question];
    warns(
        Rule::PlainNo,
        roles,
        Says::Feelings,
        Instead::SayPlainly,
        lexicon,
    )
}

/// It is done at leisure, or as somebody likes.
const fn drifts(lexicon: Lexicon) -> Group {
    let roles = &[Role::IfOff, Role::Use, Role::Retention];
    warns(
        Rule::Vague,
        roles,
        Says::Vague,
        Instead::SayExactly,
        lexicon,
    )
}

/// It is what others have or know, or how she moves.
const fn borrows(lexicon: Lexicon) -> Group {
    let roles = &[Role::Use];
    warns(
        Rule::Explained,
        roles,
        Says::Unlisted,
        Instead::ListOrLeave,
        lexicon,
    )
}

/// It is passed through hands that have no name.
const fn passes(lexicon: Lexicon) -> Group {
    let roles = &[Role::Use, Role::IfOff, Role::Stays];
    warns(
        Rule::Named,
        roles,
        Says::NamesNobody,
        Instead::NameEach,
        lexicon,
    )
}

pub(super) static ENGLISH: [Group; 5] = [
    treats(Lexicon::new(
        &[
            "treat|treats|regard|regards|handle|view|judge|file|mark|flag|count|rank ~6 as|with|under|in ~3 suspicion|doubt|suspect|suspicious|stranger|strangers|risk|risky|unknown|lesser|caution|unproven|distrust|suspects",
            "from then|that|there ~1 on|moment|day|onwards",
            "that|it|this|which ~1 takes|needs|costs ~2 days|weeks|months|longer|hours",
            "refund|refunds|reply|replies|answer|answers|repairs|payouts ~2 come|comes|go|arrive|paid|sent ~4 by|in|within ~4 month|months|weeks|cheque|letter|post",
            "write|send|bring|post|fax|show ~3 letter|form|copy|note|proof ~5 passport|id|licence|signature|notary|final|seal|count",
            "must|needs|need|has|have ~2 be ~1 confirmed|approved|signed|agreed|witnessed|renewed|countersigned|accepted|granted",
            "in its|their place",
            "you lose|forfeit|forgo|surrender what|all|everything",
            "talk|talks|speak|speaks|deal ~2 to|with ~2 robot|machine|bot|recording|tape",
        ],
        &[
            "for everyone|everybody|all",
            "everyone|everybody|all ~4 from",
        ],
    )),
    stirs(Lexicon::new(
        &[
            "think|spare|remember ~4 who|that|those|counted|relied|need",
            "counted|relied|rely|count|depend|depends|depended|bank ~1 on you",
            "would|will|won't|wouldn't ~2 be ~2 proud|pleased|ashamed|heartbroken|crushed|hurt|sorry|thankful|grateful",
            "only|just|hardly|few|rarely ~5 ever|people|anyone|anybody|customers ~1 ever ~1 leave|leaves|quit|quits|refuse|decline|go",
            "a|every|any|no ~1 good|kind|decent|clever|wise|smart|caring|true|modern|proper|thoughtful ~2 would|will|says|say|does|do|knows|know|shares|gives",
            "only|just the ~1 quick|fast|early|swift|lucky|brave|few",
            "a|the|these last few|ones|handful|pieces|copies",
        ],
        &["think ~3 you"],
    )),
    drifts(Lexicon::new(
        &[
            "when|once|whenever|after ~5 finds|find|has|have|gets|get ~1 the|a|around|round ~1 time|moment|minute|chance|round|around",
            "what|as|however|where ~1 we|it|they|that ~2 seem|seems|feels|feel|deem|think|see|please|like|fancy ~1 right|fit|best|good|useful|wise|$",
            "what|as|where ~2 seem|seems|feels ~1 right|fit|best|good|useful|wise",
            "gets|get|got round|around to",
            "mind|ways|will ~2 its|their own",
            "how ~1 it|they|we|she ~3 weigh|weighs|works|decides|chooses|ranks|scores|counts|adds ~7 ours|own|recipe|secret|business|stays|affair|matter",
            "most of the time",
            "more or less",
            "now and then",
            "until|till ~4 retire|retires|tidy|clear|clean|move|wish|like|remember|forget|feel|fancy|bored|tired",
        ],
        &["until|till ~2 you ~3 _", "how ~1 it works"],
    )),
    borrows(Lexicon::new(
        &[
            "neighbour's|neighbours|neighbor's|friend's|partner's|husband's|wife's|colleague's|flatmate's|mother's|father's ~1 orders|habits|trips|payments|choices|basket|data|searches|visits|readings|reviews",
            "how you ~1 hold|tap|breathe|swipe|blink|talk|sound|stand|sit",
            "with|to|against|from|by ~1 what ~4 office|bank|state|council|school|doctor|insurer|employer|police|others|firm|firms|agency|internet|web|bureau|landlord ~2 knows|know|holds|hold|has|have|says|say|keeps|tells",
            "how much|far ~2 you ~4 made|willing|able|ready|prepared|afford|bear ~2 pay|spend|give|bear",
            "what your ~2 fridge|cupboard|bin|wardrobe|car|bag|house|home|pocket|garden|desk ~1 holds|hides|contains|shows|says",
            "senses|smells|divines|gathers ~5 whether|if|how|that|when|who ~3 you|is|are",
            "face|faces|voice|voices ~2 passes|pass|near|around|before",
        ],
        &[],
    )),
    passes(Lexicon::new(
        &[
            "hand|hands|pass|passes|lend|lends ~1 it|them|the|your|this|a ~3 round|around|about|along|on|over",
            "family|circle|web|ring|world|group of ~2 shops|brands|firms|friends|companies|houses|names|labels|sites",
            "a|one|some ~1 firm|company|house|studio|helper|friend|office|bureau ~3 abroad|elsewhere|overseas|outside|lends|helps|assists|sees|reads|looks",
        ],
        &["hand ~4 over the ~1 counter|desk", "you ~2 hand|pass|lend"],
    )),
];

pub(super) static GERMAN: [Group; 4] = [
    treats(Lexicon::new(
        &[
            "behandeln|behandelt|betrachten|fuhren|werten|einstufen|gelten|gilt ~6 als|mit|wie ~3 verdacht*|fremde*|risiko|zweifel*|misstrauen|unbekannt*|gast|vorbehalt",
            "von da|dann an",
            "ab dann|da",
            "das|dies ~1 dauert ~3 tage|wochen|monate|stunden|langer",
            "muss|mussen ~8 bestatigt|genehmigt|unterschrieben|beglaubigt|bewilligt",
            "schreiben|schicken|senden|bringen ~2 sie ~6 ausweis*|kopie|brief|nachweis|formular",
        ],
        &["fur alle", "alle ~6 von"],
    )),
    stirs(Lexicon::new(
        &[
            "denken|denkt|denk ~2 an ~5 die|der|das ~6 _",
            "auf sie|dich ~2 zahlen|zahlt|gezahlt|gerechnet|verlassen|gehofft|bauen",
            "ware|waren|ist|sind ~4 stolz|enttauscht|traurig|gekrankt|dankbar",
            "jede|jeder|ein|eine|kein|keine ~1 gute*|kluge*|echte*|anstandige*|vernunftige* ~3 sagt|macht|wurde|weiss|teilt|gibt",
        ],
        &["denken sie|du"],
    )),
    borrows(Lexicon::new(
        &[
            "wie ~1 sie|du ~3 halten|tippen|atmen|wischen|sprechen|klingen|blinzeln",
            "mit|aus|von ~2 was ~5 amt|finanzamt|bank|schule|arzt|versicherung|arbeitgeber|vermieter|polizei|netz|andere ~3 weiss|wissen|hat|haben|sagt|sagen",
            "nachbarn|nachbarin|freunde|partners|kollegen|familie ~1 kaufe|bestellungen|gewohnheiten|fahrten|zahlungen",
            "was ihr|ihre|dein ~2 kuhlschrank|schrank|auto|tasche|haus|wohnung ~2 zeigt|verrat|enthalt|birgt",
        ],
        &[],
    )),
    passes(Lexicon::new(
        &[
            "reichen|reicht|geben|gibt|leiten|leitet ~5 herum|rundum|reihum|weiter",
            "kreis|familie|runde|verbund|welt ~1 der|von|unserer|befreundeter ~2 laden|firmen|marken|freunde|hauser|hausern",
            "eine|ein ~1 firma|haus|buro|helfer|freund|studio ~4 ausland|anderswo|hilft|liest|sieht|schaut",
        ],
        &[
            "sie|du ~1 geben|reichen|leiten",
            "reichen|reicht|geben|gibt|leiten|leitet ~3 nichts|nie|niemals|nicht|kein*",
        ],
    )),
];

pub(super) static ARABIC: [Group; 4] = [
    treats(Lexicon::new(
        &[
            "نعاملك|نعامل|نعد|نعتبر|تعامل|يعامل ~4 كمشتبه|بشك|كغريب|مشبوه|مشبوها|بحذر|بريبة|كضيف",
            "من ذلك|تلك ~1 الحين|اليوم|اللحظة|الوقت",
            "يستغرق|تستغرق|يحتاج ~3 أيام|أسابيع|أشهر|يومين|أسبوعين|ساعات",
            "أرسل|اكتب|أحضر ~5 جوازك|هويتك|صورة|نسخة|استمارة",
        ],
        &["للجميع|الجميع"],
    )),
    stirs(Lexicon::new(
        &[
            "فكر|تذكر ~2 في|من|بمن ~4 _",
            "يعتمد|يعتمدون|تعتمد|يعول|يعولون عليك",
            "سيحزن|ستحزن|يحزن|سيخيب|لن ~2 يفخر|تفخر|يسامحك|أهلك|أطفال|أمك|قلبه|قلبها|أملهم",
            "كل ~1 أم|أب|عاقل|ذكي|كريم|وفي ~2 يوافق|يقول|يعرف|يسمح|يشارك|توافق|تسمح",
        ],
        &[],
    )),
    borrows(Lexicon::new(
        &[
            "كيف ~1 تمسك|تتنفس|تكتب|تتكلم|تنقر|تجلس|تمشي",
            "ما ~2 يعرفه|تعرفه|يعلمه|تعلمه|لدى|عند ~2 البنك|الضرائب|المدرسة|الطبيب|الشرطة|غيرنا|مصرفك|صاحب",
            "طلبات|مشتريات|رحلات|عادات ~1 جيرانك|أصدقائك|زوجك|زوجتك|أهلك|زملائك",
        ],
        &[],
    )),
    passes(Lexicon::new(
        &[
            "نمررها|نمرره|نمرر|نتداولها|نتداول ~4 _",
            "عائلة|حلقة|دائرة|مجموعة ~1 من|متاجر|شركات|أصدقاء|محلات",
            "شركة|مكتب|بيت ~2 الخارج|يساعدنا|تساعدنا|يقرأ|تقرأ|ترى|يرى",
        ],
        &[],
    )),
];
