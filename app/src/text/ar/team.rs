//! What an admin reads about the people of the organisation, in Arabic.

use crate::text::team::Team;
use mutual::access::Role;

pub(in crate::text) static TEAM: Team = Team {
    title: "الفريق",
    lead: "من يمكنه الدخول هنا، وما يُسمح لكل شخص به. لا أحد يغيّر حسابه بنفسه.",
    email: "البريد الإلكتروني",
    role: "الدور",
    state: "الحالة",
    change: "التغيير",
    role_name: |role| match role {
        Role::Marketer => "تسويق: كتابة ونشر",
        Role::Reviewer => "مراجعة: اعتماد ما كتبه الآخرون",
        Role::Agent => "خدمة العملاء: الرد على العملاء",
        Role::Admin => "إدارة: كل شيء، وهذه الصفحة أيضًا",
    },
    active: "نشط",
    invited: "تمت دعوته",
    off: "موقوف",
    set_role: "تغيير الدور",
    role_of: |email| format!("دور {email}"),
    switch_off: "إيقاف",
    switch_on: "تفعيل",
    send_again: "إرسال الدعوة مرة أخرى",
    you: "هذا حسابك.",
    known: "عميل أيضًا، باسم",
    not_known: "إزالة",
    not_known_of: |name| format!("إزالة {name}"),
    invite: "دعوة شخص",
    invite_lead: "تصل رسالة فيها رابط لاختيار كلمة مرور. الرابط صالح لمدة 7 أيام.",
    invite_button: "دعوة",
    done: |what| match what {
        "invited" => Some("الدعوة في طريقها."),
        "role" => Some("تم تغيير الدور. يسري من الآن."),
        "off" => Some("تم إيقاف الحساب. لم يعد أحد مسجّل الدخول به."),
        "on" => Some("تم تفعيل الحساب."),
        "known" => Some("تمت الإزالة. يسري ذلك من الآن."),
        _ => None,
    },
    failed: |why| match why {
        "email" => Some("يُرجى كتابة عنوان بريد إلكتروني، مثل mara@example.org."),
        "taken" => Some("يوجد حساب بهذا العنوان بالفعل."),
        "own" => Some("حسابك يغيّره شخص آخر."),
        "last" => Some("هذا آخر حساب للإدارة. يُرجى إضافة حساب آخر أولًا."),
        "moved" => Some("لم يعد هذا الحساب موجودًا، أو لم يعد يحتاج إلى دعوة."),
        "forbidden" => Some("هذا ليس من صلاحياتك."),
        "mail" => Some("الحساب موجود، لكن تعذّر إرسال الرسالة. يُرجى إرسالها مرة أخرى لاحقًا."),
        _ => None,
    },
};
