//! What the team reads on a draft's way to the customers, in Arabic.

use super::{TEXT, counted, number};
use crate::text::review::Review;
use mutual::catalogue::ChangeClass;
use mutual::insight::People;
use mutual::port::Stage;
use mutual::use_cases::{Invented, Stand};

pub(in crate::text) static REVIEW: Review = Review {
    title: |title| format!("\u{2068}{title}\u{2069}: المراجعة والنشر"),
    go_to: "المراجعة والنشر",
    nobody: "شخص لم يعد هنا",

    writing: "ما زال قيد الكتابة. لم يعتمده أي شخص آخر.",
    in_review: |who, when| format!("طلب المراجعة: \u{2068}{who}\u{2069}، {when}."),
    approved: |who, when| format!("الاعتماد: \u{2068}{who}\u{2069}، {when}. يمكن نشره."),
    scheduled: |who, when| format!("الاعتماد: \u{2068}{who}\u{2069}. يُنشر تلقائيًا في {when}."),
    no_draft: |version| format!("النسخة {} منشورة. لا توجد مسودة.", number(version)),
    stopped: |when| format!("تم إنهاؤه في {when}، ولا توجد مسودة."),
    reopens: "سبق تسليم هذا. إذا حفظت تغييرًا، فلا بد من اعتماده من جديد.",

    waits_for_you: "ينتظر مراجعتك",

    saving: "جارٍ الحفظ…",
    saved: "تم الحفظ.",
    unsaved: "لم يُحفظ: الخادم لا يستجيب. ما كتبته محفوظ في هذا المتصفح، وسنحاول مرة أخرى.",
    over: "لم يُحفظ: يُرجى تسجيل الدخول مرة أخرى في علامة تبويب أخرى، ثم الضغط على حفظ.",
    kept: "في هذا المتصفح شيء كتبته ولم يُحفظ قط.",
    put_back: "استعادته",
    too_long: "هذا أطول من أي مسودة. لن يُحفظ.",
    stage: |stage| match stage {
        Stage::Writing => "مسودة",
        Stage::InReview { .. } => "قيد المراجعة",
        Stage::Approved { .. } => "معتمد",
        Stage::Scheduled { .. } => "مجدول",
    },

    whole: "الكل",
    people: |count| counted(count, ["شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"]),
    months: |count| counted(count, ["شهر واحد", "شهران", "أشهر", "شهرًا", "شهر"]),
    by_channel: "حسب القناة",
    by_locale: "حسب اللغة",
    no_locale: "غير معروفة",
    few: "غير ذلك، أقل من أن يُعرض (يُذكر الناس بالعشرات الكاملة)",
    told: "الأنظمة التي تُبلَّغ",
    nobody_told: "لا يتبع أي نظام التغييرات بعد.",

    card: "كما يراه العملاء",
    card_lead: "هذه هي البطاقة نفسها التي تصلهم، لعميل غير موجود. الأزرار هنا لا تفعل شيئًا.",
    not_written: "لم يُكتب بعد",
    card_as: "شخص",
    card_who: "إن كان مفعّلًا، شخص",
    stand: |stand| match stand {
        Stand::Unasked => "لم يُسأل قط",
        Stand::On => "فعّله",
        Stand::Refused => "رفضه",
        Stand::Off => "أوقفه",
        Stand::NeedsAnswer => "عليه أن يجيب من جديد",
    },
    card_person: "المثال فيه",
    card_person_closed: "مطوي",
    invented: |person| match person {
        Invented::Begins => "بدأ للتو",
        Invented::Kept => "وصله كل شيء خلال 3 أشهر",
        Invented::Half => "وصله النصف خلال 3 أشهر",
        Invented::Nothing => "لم يصله شيء خلال 3 أشهر",
    },
    card_look: "الألوان",
    looks: [
        ("light", "فاتحة"),
        ("dark", "داكنة"),
        ("forced", "قليلة، كما في التباين العالي"),
    ],
    card_width: "العرض",
    widths: [
        ("wide", "واسع"),
        ("medium", "768 بكسل"),
        ("narrow", "320 بكسل"),
    ],
    card_size: "الحروف",
    sizes: [("usual", "كالمعتاد"), ("large", "ضعف الحجم")],
    card_dir: "الاتجاه",
    dirs: [
        ("own", "كما تُكتب اللغة"),
        ("ltr", "من اليسار إلى اليمين"),
        ("rtl", "من اليمين إلى اليسار"),
    ],
    card_language: "اللغة",
    card_show: "عرض",
    card_another_way: "عرضها بطريقة أخرى",
    card_save_and_show: "حفظ وعرضها هكذا",
    card_scripts: "جافاسكربت",
    scripts: [("on", "يعمل"), ("off", "متوقف: لا يعمل أي برنامج نصي")],

    findings: "واضح ومنصف",
    findings_lead: "ما يضلّل في هذا النص أو يضغط أو يُخفي، بقدر ما تستطيع القواعد أن تعرف.",
    no_findings: "لا تجد القواعد ما يحتاج إلى إصلاح.",
    must: "يجب إصلاحه:",
    should: "يُرجى النظر في هذا:",
    instead: "بدلًا من ذلك:",
    accept: |count| match count {
        1 => "اطّلعت على ما تقوله القواعد هنا، وأقبله".to_owned(),
        _ => {
            let things = counted(
                count,
                ["ملاحظة واحدة", "ملاحظتان", "ملاحظات", "ملاحظة", "ملاحظة"],
            );
            format!("اطّلعت على ما تقوله القواعد هنا ({things})، وأقبله")
        }
    },

    found: |must, should| {
        let things = |count| counted(count, ["موضع واحد", "موضعان", "مواضع", "موضعًا", "موضع"]);
        let must = (must > 0).then(|| format!("يجب إصلاحه: {}.", things(must)));
        let should = (should > 0).then(|| format!("يُرجى النظر فيه: {}.", things(should)));
        let said: Vec<_> = must.into_iter().chain(should).collect();
        said.join(" ")
    },
    first_found: "الانتقال إلى الموضع الأول",
    go_there: "الانتقال إليه",

    next: "الخطوة التالية",
    note: "السبب، أو ما تنبغي معرفته (إن أردت)",
    mend_first: "يُرجى إصلاح ما ورد في أعلى هذه الصفحة. بعدها يمكن طلب المراجعة هنا.",
    not_mended: "لا بد من إصلاح ما ورد في أعلى هذه الصفحة قبل أن يُعتمد.",
    ask: "طلب المراجعة",
    ask_hint: "لا بد أن يعتمده شخص لم يكتب شيئًا منه قبل أن يُنشر.",
    waits: "ينتظر شخصًا لم يكتب شيئًا منه.",
    own: "كتبت جزءًا من هذا. لا بد أن يعتمده شخص آخر.",
    approve: "اعتماد",
    approve_hint: "تشهد باسمك أن هذا صحيح وواضح ومنصف.",
    class: "من عليه أن يجيب من جديد",
    class_hint: "حُسب هذا مما يتغيّر. يمكنك رفعه فقط.",
    as_computed: |class| format!("كما حُسب: {class}"),
    class_name: |class| match class {
        ChangeClass::Cosmetic => "الإملاء فقط",
        ChangeClass::Clearer => "المقدار نفسه أو أكثر، لا أحد",
        ChangeClass::Narrower => "استخدام أقل، لا أحد",
        ChangeClass::Material => "جوهري، كل من فعّله",
    },
    send_back: "إعادته",
    send_back_reason: "ما يجب إصلاحه",
    publish_hint: "يسري على الجميع فور الضغط على هذا.",
    due: |zone| format!("أو في وقت تحدده (\u{2068}{zone}\u{2069})"),
    due_hint: "بدقة الثانية، خلال الأشهر الـ12 القادمة. حين تُقدَّم الساعة يتأخر الوقت الذي تتخطاه بقدر التقديم؛ وحين تُؤخَّر يُحسب الأول من الوقتين.",
    schedule: |version, people| {
        let live = format!("نشر النسخة {} في ذلك الوقت", number(version));
        match people {
            None => live,
            Some(people) => format!(
                "{live}. عدد من عليهم أن يجيبوا من جديد: {}",
                TEXT.people(people)
            ),
        }
    },
    unschedule: "إلغاء الوقت",

    comments: "التعليقات",
    no_comments: "لم يقل أحد شيئًا.",
    open_comments: |count| {
        let comments = counted(
            count,
            ["تعليق واحد", "تعليقان", "تعليقات", "تعليقًا", "تعليق"],
        );
        format!("لم يُعالج بعد: {comments}.")
    },
    of_version: |version| format!("عن مسودة النسخة {}", number(version)),
    on_all: "الكل",
    on_field: "بشأن",
    comment: "تعليق",
    say: "إضافة التعليق",
    resolve: "تمت معالجته",
    deal_with: "الرد عليها أو إعلان معالجتها",
    resolved: |who| format!("عالجه \u{2068}{who}\u{2069}"),

    stop: "إنهاؤه الآن",
    stop_lead: |on| {
        let people = match on {
            People::Few => "أقل من 10 أشخاص".to_owned(),
            People::Tens(on) => counted(on, ["شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"]),
        };
        format!(
            "عدد من فعّلوه: {people}. من لحظة الضغط على هذا لا يجوز لأي نظام استخدامه، ويختفي من صفحاتهم."
        )
    },
    stop_reason: "السبب",
    stop_button: "إنهاء",

    history: "من فعل ماذا",
    audit: "من فعل ماذا",
    audit_lead: "كل خطوة للفريق، الأحدث أولًا. لا يتغيّر أي سطر أبدًا.",
    audit_sides: "مَن تخصّ الخطوات",
    audit_live: "الخطوات التي تخصّ عملاء التجربة وحدهم تظهر تحت «عملاء للتجربة».",
    audit_test: "هذه هي الخطوات التي تخصّ عملاء التجربة وحدهم، مثل تغيير عناوين إشعاراتهم. كل ما عداها يظهر تحت «عملاء حقيقيون».",
    no_lines: "لا شيء بعد.",
    older: "الأقدم",
    when: "متى",
    who: "من",
    what: "ماذا",
    about: "بشأن",
    why: "السبب",
    by_itself: "تلقائيًا",
    operator: "المشغّل، من سطر الأوامر",
    deed: |what| match what {
        "comparison.fixed" => "تحديد قاعدة لمقارنة إصدارين",
        "draft.begun" => "بدء المسودة",
        "draft.reopened" => "تغيير ما تم تسليمه",
        "draft.in_review" => "طلب المراجعة",
        "draft.sent_back" => "إعادته",
        "draft.approved" => "اعتماده",
        "draft.scheduled" => "تحديد الوقت",
        "draft.unscheduled" => "إلغاء الوقت",
        "draft.discarded" => "التخلص من المسودة",
        "draft.not_published" => "تعذّر النشر",
        "proposition.published" => "نشر نسخة",
        "proposition.retired" => "إنهاؤه",
        "team.invited" => "دعوة شخص",
        "team.role" => "تغيير دور",
        "team.called" => "تغيير ما يناديه به العملاء",
        "team.password" => "تغيير كلمة المرور الخاصة",
        "team.reset" => "تعيين كلمة المرور الخاصة عبر رابط في رسالة بريد",
        "team.off" => "إيقاف حساب",
        "team.on" => "تفعيل حساب",
        "team.known_as" => "القول إنه عميل أيضًا",
        "team.not_known_as" => "إزالة أن شخصًا عميل أيضًا",
        "customer.readmitted" => "السماح بعودة شخص مُحيت بياناته",
        "organisation.changed" => "تغيير الإعدادات",
        "team.invited_again" => "إعادة إرسال الدعوة",
        "comment.made" => "كتابة تعليق",
        "comment.resolved" => "معالجة تعليق",
        "user.made" => "إنشاء حساب",
        "user.off" => "إيقاف حساب",
        "user.password" => "تعيين كلمة مرور جديدة لحساب",
        "organisation.sites" => "تغيير المواقع التي يمكنها عرض اتفاق",
        "webhook.added" => "إضافة عنوان إشعارات",
        "webhook.changed" => "تغيير عنوان إشعارات",
        "webhook.removed" => "إزالة عنوان إشعارات",
        "webhook.secret" => "إنشاء سر جديد لعنوان إشعارات",
        "client.made" => "إنشاء مفتاح",
        "client.rolled" => "إعطاء مفتاح سرًا جديدًا",
        "client.revoked" => "إلغاء مفتاح",
        _ => "شيء آخر",
    },
    accepted: |what| format!("تم قبول: {what}"),
    version: |version| format!("النسخة {}", number(version)),

    done: |what| match what {
        "asked" => Some("تم طلب المراجعة."),
        "approved" => Some("تم الاعتماد."),
        "back" => Some("عاد إلى من يكتبونه."),
        "scheduled" => Some("تم تحديد الوقت."),
        "unscheduled" => Some("تم إلغاء الوقت. ما زال معتمدًا."),
        "said" => Some("تمت إضافة التعليق."),
        "resolved" => Some("تمت معالجة التعليق."),
        "stopped" => Some("تم إنهاؤه. تسمع كل الأنظمة «لا» من الآن."),
        _ => None,
    },
    failed: |why| match why {
        "moved" => Some("سبقك شخص آخر. تعرض هذه الصفحة الوضع الحالي."),
        "own" => Some("كتبت جزءًا من هذا. لا بد أن يعتمده شخص آخر."),
        "reason" | "stop" => Some("يُرجى ذكر السبب في 1 إلى 600 حرف مرئي."),
        "comment" => Some("يُرجى كتابة تعليق من 1 إلى 600 حرف مرئي."),
        "field" => Some("اختر حقلًا من المسودة أو المسودة كلها."),
        note if note.starts_with("note-") => Some("اكتب 600 حرف مرئي على الأكثر."),
        "approver" => Some("من اعتمد هذا لم يعد يملك حق الاعتماد. يُرجى طلب المراجعة مرة أخرى."),
        "accepted" => Some("يُرجى إصلاح ما تقوله القواعد، أو تأكيد قبوله."),
        "unaccepted" => {
            Some("تنبّه القواعد إلى شيء لم يقبله أحد بعد. يعيده مراجع كي يُنظر فيه من جديد.")
        }
        "due" => Some("يُرجى تحديد وقت خلال الأشهر الـ12 القادمة."),
        "meanwhile" => Some("تغيّر ما هو منشور بعد اعتماد هذا. لا بد أن ينظر فيه شخص مرة أخرى."),
        "forbidden" => Some("هذا ليس من صلاحياتك."),
        _ => None,
    },
};
