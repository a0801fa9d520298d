//! What the team reads of the versions of a proposition, in Arabic.

use super::number;
use crate::text::versions::Versions;

pub(in crate::text) static VERSIONS: Versions = Versions {
    title: |title| format!("\u{2068}{title}\u{2069}: النسخ"),
    lead: "ما كان منشورًا وما هو منشور الآن، كلمة بكلمة. النسخة لا تتغير أبدًا.",
    link: "كل النسخ",
    version: |version| format!("النسخة {}", number(version)),
    column: "النسخة",
    state: "الحالة",
    from: "منشورة منذ",
    who: "من",
    why: "السبب",
    live: "منشورة",
    superseded: "حلّت محلها أخرى",
    stopped: "أُوقفت",
    superseded_by: |version, when| format!("النسخة {}، {when}", number(version)),
    stopped_by: |who, when| format!("\u{2068}{who}\u{2069}، {when}"),
    put_live_by: |who| format!("النشر: \u{2068}{who}\u{2069}"),
    by_itself: "نُشرت تلقائيًا في الوقت المحدد",
    approved_by: |who| format!("الاعتماد: \u{2068}{who}\u{2069}"),
    first: "النسخة الأولى",
    older: "الأقدم",
    newest: "العودة إلى الأحدث",
    compare: "مقارنة نسختين",
    earlier: "هذه",
    later: "مع هذه",
    show: "إظهار الفروق",
    differ: |one, other| format!("من النسخة {} إلى النسخة {}", number(one), number(other)),
    alike: "النسختان تقولان الشيء نفسه.",
};
