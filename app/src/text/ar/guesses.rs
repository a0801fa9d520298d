//! What a customer reads about what is guessed of her, in Arabic.

use super::counted;
use crate::text::guesses::Guesses;

pub(in crate::text) static GUESSES: Guesses = Guesses {
    title: "ما نخمّنه عنك",
    count: |count| {
        let count = counted(
            count,
            ["تخمين واحد", "تخمينان", "تخمينات", "تخمينًا", "تخمين"],
        );
        format!("لدينا عنك {count}.")
    },
    together: |purposes| format!("نستخدم ما نخمّنه لهذا وحده: {purposes}."),
    paused: "كل شيء متوقف مؤقتًا. لا شيء يستخدم هذه التخمينات حتى تستأنف.",
    waiting: "لا شيء يستخدم هذا التخمين الآن.",
    empty: "لم نخمّن شيئًا.",
    empty_means: "يظهر هنا كل تخمين يقوم به حاسوب لدينا عنك. ولا يخمّن شيئًا مما لم تفعّله.",
    fairly_sure: "نحن متأكدون إلى حد ما:",
    a_guess: "هذا تخمين، وكثيرًا ما يكون خاطئًا:",
    from: "مصدر التخمين",
    when: "التاريخ",
    by: "البرنامج",
    used_for: "يُستخدم في",
    model: |name, version| format!("{name}، الإصدار {version}"),
    right: "صحيح",
    wrong: "خطأ",
    dont_guess: "لا تخمّنوا هذا",
    does: "ما يفعله كل زر",
    right_does: "صحيح: يبقى كما هو، ولا يحدث شيء آخر.",
    wrong_does: "خطأ: نحذفه الآن، ولا يخمّنه أي برنامج لدينا مرة أخرى.",
    dont_guess_does: "لا تخمّنوا هذا: الأثر نفسه، ولا حاجة إلى أن تقول هل هو صحيح.",
    off_does: "يمكنك أيضًا إيقاف التخمين في صفحة أي اتفاق، فيُحذف كل ما خُمّن هناك.",
    after_right: "يبقى كما هو. يمكنك إزالته في أي وقت.",
    after_wrong: "حُذف. لن يخمّنه أي برنامج لدينا مرة أخرى.",
    after_dont_guess: "حُذف. لن يخمّنه أي برنامج لدينا مرة أخرى، صحيحًا كان أم خاطئًا.",
    failed: "تعذّر حفظ ذلك الآن. ربما ما زال التخمين موجودًا. حاول مرة أخرى.",
};
