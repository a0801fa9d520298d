//! The mails in Arabic.

use super::{Answer, INVITATION_DAYS, LINK_HOURS, Letters, TICKET_MINUTES};

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
    answer: |name, with| {
        let Answer {
            asked,
            answer,
            page,
            ..
        } = with;
        let (head, read, why) = match &with.decision {
            None => (
                format!("سألت {name}:"),
                "قرأ شخص سؤالك، وهذا جوابه:",
                String::new(),
            ),
            Some(about) => {
                let (what, why) = (about.what, about.why);
                let (head, read) = match about.fell {
                    None => (
                        format!("سألت {name} عن قرار:"),
                        "قرأ شخص سؤالك، وهذا جوابه:",
                    ),
                    Some(true) => (
                        format!("قلت لفريق {name} إن قرارًا ما خاطئ:"),
                        "نظر فيه شخص مرة أخرى. لم يعد القرار ساريًا. الجواب:",
                    ),
                    Some(false) => (
                        format!("قلت لفريق {name} إن قرارًا ما خاطئ:"),
                        "نظر فيه شخص مرة أخرى. يبقى القرار كما هو. الجواب:",
                    ),
                };
                (
                    format!("{head}\n\n{what}"),
                    read,
                    format!("القرار، وما كان له وزن:\n\n{why}\n\n"),
                )
            }
        };
        let yours = with.decision.as_ref().map_or("", |_| "كتبت:\n\n");
        let text = format!(
            "مرحبًا،\n\n\
             {head}\n\n\
             {yours}{asked}\n\n\
             {read}\n\n\
             {answer}\n\n\
             {why}كل ما سألت عنه، وطريقة السؤال مرة أخرى:\n\n\
             {page}\n\n\
             هل لك رأي آخر؟ إذن اسأل هناك مرة أخرى."
        );
        (format!("{name}: جواب لك"), text)
    },
    webhook_failing: |name, address, link| {
        let text = format!(
            "مرحبًا،\n\n\
             هذا العنوان لا يقبل أي رسالة من {name} منذ يوم:\n\n\
             {address}\n\n\
             ما كان يجب إبلاغه به ينتظر، ومنه سحب الموافقات. إذا استمر ذلك يتم إيقافه بعد خمسة أيام من \
             أول فشل، ولا يُرسل إليه شيء بعد ذلك.\n\n\
             ما أجاب به هذا العنوان موجود هنا:\n\n\
             {link}\n\n\
             عندما يجيب من جديد يُرسل كل ما ينتظر."
        );
        (format!("{name}: عنوان إشعارات لا يجيب"), text)
    },
    webhook_off: |name, address, link| {
        let text = format!(
            "مرحبًا،\n\n\
             لم يعد {name} يرسل شيئًا إلى هذا العنوان:\n\n\
             {address}\n\n\
             لقد فشل مدة طويلة أو أجاب بأنه لم يعد موجودًا. من كان يعتمد عليه لا يعلم الآن من سحب موافقته. \
             يُرجى متابعة التغييرات عبر سجل التغييرات حتى يتم إصلاحه.\n\n\
             يمكن تشغيله من جديد هنا، ويتابع من حيث توقف:\n\n\
             {link}\n\n\
             لا يضيع شيء في هذه الأثناء."
        );
        (format!("{name}: تم إيقاف عنوان إشعارات"), text)
    },
};
