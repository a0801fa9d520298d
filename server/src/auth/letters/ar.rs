//! The mails in Arabic.

use super::{INVITATION_DAYS, LINK_HOURS, Letters, TICKET_MINUTES};

pub(super) static LETTERS: Letters = Letters {
    language: "ar",
    new_password: |name, link| {
        let text = format!(
            "مرحبًا،\n\n\
             طلب شخص ما كلمة مرور جديدة لهذا العنوان لدى {name}.\n\n\
             يمكنك اختيارها هنا خلال {TICKET_MINUTES} دقيقة:\n\n\
             {link}\n\n\
             يعمل الرابط مرة واحدة. بعد حفظ كلمة المرور الجديدة يتم تسجيل خروجك من كل الأجهزة.\n\n\
             ألم تطلب ذلك؟ لا حاجة إلى فعل شيء. كلمة مرورك تبقى كما هي."
        );
        (format!("{name}: اختيار كلمة مرور جديدة"), text)
    },
    invitation: |name, link| {
        let text = format!(
            "مرحبًا،\n\n\
             تمت دعوتك إلى فريق {name}.\n\n\
             يمكنك اختيار كلمة مرورك هنا خلال {INVITATION_DAYS} أيام، ثم تسجيل الدخول بهذا العنوان:\n\n\
             {link}\n\n\
             يعمل الرابط مرة واحدة.\n\n\
             لا تعرف سبب وصول هذه الرسالة إليك؟ لا حاجة إلى فعل شيء."
        );
        (format!("{name}: دعوة إليك"), text)
    },
    password_changed: |name| {
        let text = format!(
            "مرحبًا،\n\n\
             تم للتو تغيير كلمة المرور لهذا العنوان لدى {name}.\n\n\
             ألم تفعل ذلك بنفسك؟ يُرجى إخبارنا فورًا، وطلب كلمة مرور جديدة في صفحة تسجيل الدخول."
        );
        (format!("{name}: تم تغيير كلمة مرورك"), text)
    },
    new_link: |name, link| {
        let text = format!(
            "مرحبًا،\n\n\
             هذا رابطك الجديد إلى ما تشاركه مع {name} وما تحصل عليه:\n\n\
             {link}\n\n\
             الرابط صالح لمدة {LINK_HOURS} ساعة. كل من لديه هذا الرابط يستطيع رؤية إجاباتك وتغييرها، \
             لذلك احتفظ به لنفسك.\n\n\
             ألم تطلبه؟ لا حاجة إلى فعل شيء. لم يتغيّر شيء."
        );
        (format!("{name}: رابطك الجديد"), text)
    },
};
