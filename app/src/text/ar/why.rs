//! What a customer reads about what a computer decided, in Arabic.

use crate::text::why::Why;
use mutual::catalogue::AiUse;

pub(in crate::text) static WHY: Why = Why {
    title: "لماذا وصلني هذا؟",
    what: "ما هو",
    when: "متى",
    what_for: "لماذا",
    by: "كيف وصل",
    about: "عن ماذا",

    reasons: "ما كان له وزن",
    reasons_lead: "الأقوى أولًا.",
    no_reasons: "لم يدوّن أحد ما كان له وزن. هذا خطؤنا.",
    share: |percent| format!("{percent}٪ مما كان له وزن"),
    spoke_for: "كان في صالحه",
    spoke_against: "كان ضده",
    guesses: "استخدمنا أيضًا هذه التخمينات عنك",
    matches: "قارنّا هذه القائمة بالأرقام في الحاسوب. وهما متطابقتان.",
    differs: "قارنّا هذه القائمة بالأرقام في الحاسوب. وهما غير متطابقتين، فقد تكون القائمة خاطئة. يرى فريقنا ذلك أيضًا.",

    not_used: "ما لم نستخدمه",
    not_used_unknown: "لم يدوّن أحد ما تُرك جانبًا.",

    changed: "ما كان سيغيّره",
    changed_unknown: "لم يدوّن أحد هذا. هذا خطؤنا.",

    who: "من قرر",
    model: |name, vendor| format!("نموذج الحاسوب هو {name}، من صنع {vendor}."),
    version: |version| format!("الإصدار: {version}."),
    did: |ai| match ai {
        AiUse::Personalise => "اختار حاسوب هذا. لم ينظر فيه إنسان.",
        AiUse::Infer => "خمّن حاسوب هذا. لم ينظر فيه إنسان.",
        AiUse::DecideAssist => "قرر إنسان. وساعده حاسوب.",
        AiUse::DecideAuto => "قرر حاسوب هذا. لم ينظر فيه إنسان.",
        AiUse::Generate => "كتب حاسوب هذا. لم ينظر فيه إنسان.",
        AiUse::Train => "تعلّم حاسوب من هذا. لم ينظر فيه إنسان.",
        AiUse::ShareModel => "فعل هذا حاسوب خارج مؤسستنا. لم ينظر فيه إنسان.",
    },
    person_allowed: "اقترح حاسوب هذا. ونظر فيه شخص من فريقنا وسمح به.",
    person_changed: "قرر شخص من فريقنا خلاف ما قرره الحاسوب.",
    contested: "قلت لنا إن هذا خطأ.",

    can_do: "ما يمكنك فعله",
    stop: "إيقاف هذا النوع",
    stops: |title| format!("هذا يوقف «{title}»."),
    stops_use: |does, title| format!("هذا يوقف «{does}» في «{title}»."),
    is_off: "هذا النوع متوقف.",
    stopped: "تم الإيقاف. يسري ذلك من الآن.",
    stop_away: "لم يتم الإيقاف بعد. لم نتمكن من حفظه. يُرجى المحاولة من جديد بعد بضع دقائق.",
    wrong: "هذا خطأ",
    ask: "سؤال شخص من فريقنا",
    person_does: "يقرأ شخص من فريقنا ما تكتبه ويجيبك.",

    nothing: "لا يمكننا أن نقول لك لماذا",
    nothing_lead: "هذا خطؤنا. لم يدوّن أحد لماذا وصلك هذا. يرى فريقنا أنك سألت.",
    bad_lead: "جزء من هذا الرابط ناقص أو تغيّر. يُرجى استخدام الرابط كاملًا من رسالتنا. لم يتغيّر شيء يخصك.",
    refused_lead: "أراد حاسوب استخدام شيء لم تشغّله. رفضنا ذلك، ولم يُدوَّن شيء آخر. يرى فريقنا ذلك.",
    erased: "حُذف هذا",
    erased_lead: "حذفناه مع كل شيء آخر عنك، كما طلبت.",
    away: "لا يمكننا البحث عنه الآن",
    away_lead: "يُرجى تجربة الرابط نفسه بعد بضع دقائق.",
};
