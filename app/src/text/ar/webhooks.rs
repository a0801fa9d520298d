//! What an admin reads about the addresses that changes are sent to, in Arabic.

use super::{counted, number};
use crate::text::webhooks::Webhooks;
use mutual::ledger::EntryKind;
use mutual::webhook::{Course, WhyOff};

fn messages(count: u64) -> String {
    counted(count, ["رسالة واحدة", "رسالتان", "رسائل", "رسالة", "رسالة"])
}

/// As what is sent, counted or waited for.
fn of_messages(count: u64) -> String {
    counted(count, ["رسالة واحدة", "رسالتين", "رسائل", "رسالة", "رسالة"])
}

pub(in crate::text) static WEBHOOKS: Webhooks = Webhooks {
    title: "عناوين الإشعارات",
    lead: "يُرسل كل تغيير إلى هذه العناوين فور حدوثه، وسحب الموافقات قبل غيره.",
    empty: [
        "عنوان الإشعارات (webhook) يُبلغ برنامجًا آخر فورًا بما يختاره العملاء: يعرف نظام إدارة العملاء أن أحدهم قال «لا» قبل أن يكتب إليه. ومن دونه على البرنامج أن يسأل مرة بعد مرة.",
        "ما لا يصل تُعاد محاولة إرساله ثلاثة أيام، ويمكن إرساله مرة أخرى لاحقًا. لا يضيع أي تغيير.",
    ],
    sides: "تغييرات مَن تُرسل",
    live_side: "هذه عناوين العملاء الحقيقيين. ما أنشأه مفتاح اختبار يظهر تحت «عملاء للتجربة».",
    test_side: "هذه عناوين عملاء التجربة: ما أنشأه مفتاح اختبار وما يُضاف هنا. ما يختاره العملاء الحقيقيون لا يُرسل إليها أبدًا.",
    docs: "كيف يستقبلها برنامج",
    address: "العنوان",
    health: "الحالة",
    waiting: "في الانتظار",
    given_up: "تُركت",

    works: "يعمل",
    quiet: "لم يقبل شيئًا بعد، أو ليس في آخر 30 يومًا.",
    failing_since: |moment| format!("يفشل منذ {moment}"),
    not_told: "تعذّر إرسال بريد بشأن ذلك. تُعاد المحاولة كل ساعة، ويبقى العنوان عاملًا إلى أن يُرسَل بريد ويمضي يوم.",
    off_on: |moment| {
        format!("إذا استمر ذلك يتم إيقافه ابتداءً من {moment}، ولا يُرسل إليه شيء بعد ذلك.")
    },
    off: |why, moment| match why {
        WhyOff::ByHand => format!("أوقفه شخص من الفريق: {moment}"),
        WhyOff::Gone => format!("تم إيقافه لأنه أجاب بأنه لم يعد موجودًا: {moment}"),
        WhyOff::Failing => format!("تم إيقافه لأنه فشل خمسة أيام: {moment}"),
    },
    waits: |count| match count {
        0 => "لا شيء في الانتظار.".to_owned(),
        count => format!("في الانتظار: {}.", messages(count)),
    },
    gave_up: |count| match count {
        0 => "لم تُترك أي رسالة.".to_owned(),
        count => format!("تُركت بعد كل المحاولات: {}.", messages(count)),
    },
    lost: |count| {
        format!(
            "رسائل تُنهي ما كان مسموحًا به ولم تصل قط: {}. قد يفعل برنامج هناك ما لم يعد مسموحًا به.",
            messages(count)
        )
    },
    see_lost: "عرض ما تُرك وإرساله مرة أخرى",
    took: |count| format!("وصل في آخر 30 يومًا: {}.", messages(count)),

    add: "إضافة عنوان",
    add_lead: "من ذلك الحين يصله ما يتغيّر. أما ما سبق فيُرسل عبر «إرسال نطاق مرة أخرى».",
    add_button: "إضافة",
    url: "العنوان",
    url_hint: "يبدأ بـ \u{2068}https://\u{2069} ويمكن الوصول إليه من أي مكان.",
    description: "الاسم",
    description_hint: "ما تسمّونه به، مثل «نظام إدارة العملاء». يمكن أن يبقى فارغًا.",
    events: "ما يُرسل",
    all_events: "كل شيء، وأنواع التغييرات الجديدة أيضًا",
    chosen_events: "المحدَّد هنا فقط",
    groups: [
        "ما يختاره العملاء",
        "ما ينتهي من دونهم",
        "من هو من، ومن يغادر ومن يعود",
        "ما يُعرض عليهم",
        "ما يُسمح به للآلات، وما يقرره الناس",
    ],
    kind: |kind| match kind {
        EntryKind::Genesis => "بدأ السجل",
        EntryKind::Granted => "فعّل أحدهم اتفاقًا",
        EntryKind::Refused => "قال أحدهم «لا» عند سؤاله",
        EntryKind::Withdrawn => "أوقف أحدهم اتفاقًا",
        EntryKind::FacetChanged => "فعّل أحدهم جزءًا من اتفاق أو أوقفه",
        EntryKind::Paused => "أوقف أحدهم كل شيء مؤقتًا",
        EntryKind::Resumed => "أنهى أحدهم الإيقاف المؤقت",
        EntryKind::SignalGpc => "طلب متصفح أحدهم عدم البيع أو المشاركة",
        EntryKind::Expired => "انتهت مدة «نعم»",
        EntryKind::NeedsAnswer => "تحتاج «نعم» إلى إجابة جديدة",
        EntryKind::Forgotten => "أُتلفت سجلات قديمة لإجابة",
        EntryKind::Published => "نُشرت نسخة",
        EntryKind::Retired => "أُنهي عرض",
        EntryKind::Merged => "جُمع سجلان لعميل واحد",
        EntryKind::Split => "فُصل سجلان من جديد",
        EntryKind::Erased => "مُحيت بيانات عميل",
        EntryKind::Readmitted => "سُمح بعودة شخص مُحيت بياناته",
        EntryKind::RegistryChanged => "تغيّرت الأغراض أو البيانات",
        EntryKind::RedLinesChanged => "رُسم خط أحمر أو غُيّر أو أُلغي",
        EntryKind::HumanOnly => "طلب أحدهم أن يقرر إنسان في شأنه",
        EntryKind::HumanOnlyEnded => "سمح أحدهم من جديد بأن يقرر حاسوب وحده",
        EntryKind::Situation => "تغيّرت ظروف أحدهم",
        EntryKind::InferenceRejected => "رفض أحدهم تخمينًا عنه",
        EntryKind::CaseOpened => "أمر ينتظر إنسانًا",
        EntryKind::CaseDecided => "قرر إنسان، أو انتهى الوقت",
        EntryKind::DecisionsSealed => "خُتم في السجل ما قررته الحواسيب",
    },
    fault: |field, _| {
        let said = match field {
            "url" => {
                "يُرجى كتابة عنوان عام مثل https://crm.example.org/hooks: يبدأ بـ https، من دون اسم مستخدم أو كلمة مرور أو علامة #، وفي 2,000 حرف على الأكثر."
            }
            "description" => "200 حرف على الأكثر.",
            _ => "يُرجى تحديد نوع واحد على الأقل، أو إرسال كل شيء.",
        };
        said.to_owned()
    },

    secret: "السر",
    secret_once: "احفظه الآن: يظهر هذه المرة فقط، ولا يظهر في أي صفحة بعدها.",
    secret_how: "به تُوقَّع كل رسالة كما تنص مواصفة Standard Webhooks. أعطه لمكتبة برمجية تدعم Standard Webhooks، ولا تقبل إلا الرسائل التي تتحقق منها: ما عداها ليس من هنا.",
    older_until: |moment| {
        format!("يوقّع السر السابق أيضًا حتى {moment}، حتى لا يُرفض شيء أثناء التبديل.")
    },

    change: "تغييره",
    save: "حفظ",
    as_it_is: "كما هو محفوظ الآن",
    switch: "إيقافه أو تشغيله",
    switch_off: "إيقاف",
    switch_off_does: "لا يُرسل إليه شيء بعد ذلك. تنتظر التغييرات ولا يضيع شيء.",
    switch_on: "تشغيل",
    switch_on_does: "يتابع من حيث توقف: يُرسل كل ما ينتظر.",
    rotate: "سر جديد",
    rotate_does: "يوقّع السر الحالي يومًا آخر إلى جانب السر الجديد.",
    rotate_button: "إنشاء سر جديد",

    test: "إرسال رسالة تجريبية",
    test_does: "تذهب إليه الآن رسالة واحدة من النوع webhook.test، حتى وهو موقوف. لا تتعلق بأحد.",
    test_button: "إرسال رسالة تجريبية",
    tested: "ما عاد من الرسالة التجريبية",
    test_failed: "لم تُقبل رسالة التجربة. التفاصيل أدناه.",
    when: "متى",
    duration: "المدة",
    millis: |millis| format!("{} مللي ثانية", number(millis)),
    outcome: "ما عاد",
    answered: |status| format!("جواب بالحالة {status}"),
    unanswered: "لا جواب",
    answer: "يبدأ الجواب هكذا:",
    empty_answer: "كان الجواب فارغًا.",

    deliveries: "الرسائل",
    deliveries_lead: "رسائل أحدث التغييرات أولًا. ما انتهى يبقى هنا 30 يومًا.",
    filters: "أي الرسائل",
    every: "الكل",
    course: |course| match course {
        Course::Pending => "في الانتظار",
        Course::Delivered => "وصلت",
        Course::GivenUp => "تُركت",
    },
    none: "لم يُرسل شيء إلى هذا العنوان بعد.",
    none_so: "لا توجد رسائل كهذه.",
    entry: "التغيير",
    about: "ما حدث",
    state: "الحالة",
    tries: "المحاولات",
    next_at: |moment| format!("المحاولة التالية: {moment}"),
    number: |index| format!("رقم {}", number(index)),
    pages: "الصفحات",
    older: "رسائل أقدم",
    newest: "أحدث الرسائل",

    replay: "إرسال نطاق مرة أخرى",
    replay_does: "لبرنامج فقد ما كان لديه. للتغييرات أرقام تظهر في قائمة الرسائل وفي كل رسالة باسم index. الرسالة التي تأتي مرة أخرى تحمل المعرّف نفسه.",
    first: "من رقم",
    last: "إلى رقم",
    last_hint: "إذا بقي فارغًا: حتى الأحدث.",
    count: "عدّها أولًا",
    would_send: |count| format!("سيُعاد إرسال {}.", of_messages(count)),
    send_again: |count| format!("إرسال {} مرة أخرى", of_messages(count)),
    nothing_to_send: "لا يطلب هذا العنوان شيئًا من هذا النطاق.",
    bad_range: "يُرجى كتابة أعداد صحيحة، الأصغر أولًا.",
    is_off: "تم إيقافه، فلا يمكن إرسال شيء إليه. يُرجى تشغيله أولًا.",
    replayed: |count| format!("في الطريق مرة أخرى: {}.", messages(count)),

    remove: "إزالته",
    remove_does: "يُطلب التأكيد أولًا مع ذكر ما سيضيع.",
    remove_ask: |address| format!("هل تريد إزالة {address}؟"),
    remove_loses: [
        "لا يُرسل شيء إلى هذا العنوان بعد ذلك. من كان يعتمد عليه لا يعلم بعدها من قال «لا».",
        "ما ينتظر لا يُرسل. وتضيع قائمة رسائله وما عاد منها.",
        "يُتلف سرّه. يمكن إضافة العنوان نفسه من جديد بسر جديد.",
    ],
    remove_button: "إزالته نهائيًا",
    keep: "الاحتفاظ به",

    all: "كل عناوين الإشعارات",
    one: "العنوان ورسائله",
    attempts: "المحاولات",
    no_attempt: "لم تجرِ أي محاولة بعد.",
    attempt: |number| format!("المحاولة {number}"),
    request: "ما يُرسل",
    request_lead: "تحمل كل محاولة ترويستين أخريين: webhook-timestamp وفيها ثانية الإرسال، وwebhook-signature. المعرّفات هي الحالية.",
    headers: "الترويسات",
    body: "المحتوى",
    erased: "مُحيت بيانات من كانت الرسالة عنه، أو سجلاته. لم يبقَ منها شيء ولن تُرسل بعد الآن.",
    again: "إرسالها مرة أخرى",
    again_does: "تذهب الرسالة نفسها فورًا بالمعرّف نفسه.",

    done: |what| match what {
        "added" => Some("تمت إضافة العنوان. من الآن تُرسل إليه التغييرات."),
        "changed" => Some("تم تغيير العنوان."),
        "on" => Some("تم تشغيله، ويتابع من حيث توقف."),
        "off" => Some("تم إيقافه. لا يُرسل إليه شيء بعد الآن."),
        "rotated" => Some("يوجد سر جديد."),
        "tested" => Some("انتهت التجربة. نتيجتها أدناه."),
        "removed" => Some("تمت إزالة العنوان."),
        "again" => Some("الرسالة في الطريق مرة أخرى."),
        _ => None,
    },
    failed: |why| match why {
        "moved" => Some(
            "غيّر شخص آخر هذا العنوان في هذه الأثناء، فلم يُحفظ شيء. يُرجى النظر إلى الوضع الحالي ثم حفظ ما يجب أن يسري مرة أخرى.",
        ),
        "many" => Some("يوجد 50 عنوانًا ولا تُقبل عناوين أخرى. يُرجى إزالة أحدها أولًا."),
        "gone" => Some("لم يعد هذا العنوان أو هذه الرسالة موجودًا."),
        "switched-off" => Some("تم إيقاف هذا العنوان. يُرجى تشغيله أولًا."),
        "forbidden" => Some("هذا ليس من صلاحياتك."),
        _ => None,
    },
};
