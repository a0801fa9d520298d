//! What a customer reads about what arrived, what was used, and what happened when, in Arabic.

use super::counted;
use crate::text::value::{Timeline, Value};
use mutual::use_cases::Show;

pub(in crate::text) static VALUE: Value = Value {
    so_far: "حتى الآن",
    nothing: "لم تحصل على شيء من هذا بعد.",
    unknown: "لا يمكننا أن نرى الآن ما حصلت عليه.",
    of_promised: |what, arrived, promised| {
        format!("{what}: وصل {arrived} من أصل {promised} وعدنا بها.")
    },
    arrived: |what, arrived| format!("{what}: {arrived}."),
    last_used: |data, ago| format!("آخر استخدام لـ«{data}»: {ago}."),
    never_used: "لم نستخدم بياناتك في هذا بعد.",
    idle: |days| {
        let days = days_of(days);
        format!("لم نستخدم شيئًا لهذا منذ {days}. ربما ترغب في إيقافه.")
    },
    ago: |days| match days {
        ..=0 => "اليوم".to_owned(),
        1 => "أمس".to_owned(),
        days => format!("قبل {}", days_of(days)),
    },
    what: "ما تحصل عليه",
    promised: "ما وعدنا به حتى الآن",
    got: "ما حصلت عليه",
    newest: "آخر مرة",
    data: "ما تشاركه",
    used: "آخر استخدام لهذا",
    not_yet: "ليس بعد",
    timeline: Timeline {
        title: "خطك الزمني",
        lead: "ما اخترته، وما استخدمناه، وما حصلت عليه، وما خمّناه، وما غيّرناه. الأحدث أولًا.",
        filters: "ما يظهر هنا",
        everything: "الكل",
        show: |show| match show {
            Show::Chose => "ما اخترته",
            Show::Used => "ما استخدمناه",
            Show::Got => "ما حصلت عليه",
            Show::Guessed => "ما خمّناه",
            Show::Changed => "ما غيّرناه",
            Show::Decided => "ما قررناه",
            Show::Replied => "ما أجاب عنه شخص",
        },
        empty: "لم يحدث شيء بعد.",
        empty_filter: "لا يوجد شيء من هذا النوع.",
        got: |many| format!("حصلت على {many}"),
        used: |data, times| match times {
            1 => format!("استخدمنا: {data}"),
            times => {
                let times = counted(times, ["مرة واحدة", "مرتين", "مرات", "مرة", "مرة"]);
                format!("استخدمنا {times}: {data}")
            }
        },
        guessed: |label, value| format!("خمّنّا «{label}»: {value}"),
        changed: |note| {
            if note.trim().is_empty() {
                "غيّرنا هذا".to_owned()
            } else {
                format!("غيّرنا هذا: {note}")
            }
        },
        began: "بدأنا هذا. وهو يعمل دون سؤال",
        stopped: "أوقفنا هذا",
        decided: |outcome| format!("قرر حاسوب: {outcome}"),
        decided_by_person: |outcome| format!("قرر شخص: {outcome}"),
        decided_as_said: |outcome| format!("تقول سجلاتنا إن شخصًا قرر: {outcome}"),
        case: "الاطلاع عليه",
        why: "لماذا؟",
        pages: "المزيد من خطك الزمني",
        older: "الأقدم",
        newest: "العودة إلى الأحدث",
        take: "نسخة لك",
        as_table: "كجدول (CSV)",
        as_json: "للبرامج (JSON)",
    },
};

/// So many days, after a preposition.
fn days_of(days: i64) -> String {
    counted(days, ["يوم واحد", "يومين", "أيام", "يومًا", "يوم"])
}
