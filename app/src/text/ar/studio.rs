//! What the team reads in the studio and in the settings, in Arabic.

use super::{TEXT, counted, number};
use crate::text::studio::{Clash, Discard, Form, Settings, Studio};
use mutual::catalogue::{
    BenefitKind, ChangeClass, DecidedBy, Difference, Every, LegalBasis, Origin, WorthMethod,
};
use mutual::insight::People;

pub(in crate::text) static STUDIO: Studio = Studio {
    propositions: "العروض",
    tally: |live, drafts| {
        let live = match live {
            0 => "لا شيء منشور.".to_owned(),
            _ => format!("المنشور: {}.", number(live)),
        };
        match drafts {
            0 => live,
            _ => format!("{live} ما له مسودة: {}.", number(drafts)),
        }
    },
    none: "لا يوجد عرض بعد. ابدأ بشيء واحد يحصل عليه العميل.",
    new: "عرض جديد",
    column_proposition: "العرض",
    column_status: "الحالة",
    column_live: "النسخة المنشورة",
    column_changed: "آخر تغيير",
    live: "منشور",
    live_and: |next| format!("منشور؛ التالي: {next}"),
    retired: "منتهٍ",
    all: "كل العروض",

    new_title: "عرض جديد",
    new_lead: "اختر له اسمًا. كل شيء آخر يأتي في الصفحة التالية، ولا يُنشر شيء قبل أن يعتمده شخص آخر.",
    key: "المفتاح",
    key_hint: "حروف لاتينية صغيرة وأرقام وشرطات، مثل recipe-ideas. تستخدمه أنظمة CRM، ولا يتغيّر أبدًا.",
    key_bad: "يُرجى استخدام حروف لاتينية صغيرة وأرقام وشرطات، والبدء بحرف أو رقم.",
    key_taken: "يوجد عرض بهذا المفتاح بالفعل.",
    begin: "بدء المسودة",

    draft_of: |version| format!("مسودة النسخة {}.", number(version)),
    first_draft: "مسودة النسخة الأولى.",
    version_is_live: |version| format!("النسخة {} منشورة.", number(version)),
    saved: "تم حفظ المسودة. لا يُنشر شيء قبل أن يعتمده شخص آخر.",
    saved_meanwhile: "حفظ شخص آخر هذه المسودة أثناء كتابتك. نصك لم يُحفظ بعد. في الأسفل يظهر النصان حيثما اختلفا.",
    save: "حفظ المسودة",
    look: "الحفظ ورؤية ما سيتغيّر",
    parts: "أجزاء النموذج",
    fill_in: "يُرجى ملء هذا.",
    discard: Discard {
        title: "التخلص من هذه المسودة",
        lead: "ما كُتب فيها يضيع نهائيًا. ويبقى في قائمة من فعل ماذا أنها كانت موجودة.",
        over_live: "ما لدى العملاء الآن يبقى كما هو.",
        first: "ويصبح مفتاحها متاحًا من جديد.",
        sure: "نعم، تخلّص منها",
        button: "التخلص من المسودة",
        done: "تم التخلص من المسودة.",
        not_sure: "أكّد أنك متأكد قبل التخلص من المسودة. لم يتغير شيء.",
    },
    clash: Clash {
        title: "كتب اثنان في الوقت نفسه",
        lead: |who, when| {
            format!(
                "حُفظت هذه المسودة أثناء كتابتك: \u{2068}{who}\u{2069}، {when}. نصك لم يُحفظ بعد. اختر لكل جزء أي نص يبقى؛ وما ليس هنا فهو نفسه في الاثنين."
            )
        },
        theirs: "المحفوظ",
        yours: "نصك",
        alike: "لا فرق: كتبتما الشيء نفسه.",
        save: "حفظ المختار",
        drop_mine: "ترك نصي والمتابعة بالمحفوظ",
    },
    form: Form {
        title: "العنوان",
        title_hint: "ما يفيد به العميل، كاسم: أفكار وصفات بالبريد الإلكتروني.",
        purpose: "الغرض",
        pick: "اختيار واحد",
        basis: "الأساس القانوني",
        locale: "لغة هذه النصوص",
        share: "ما تشاركه",
        get: "ما تحصل عليه",
        benefit: |n| format!("الفائدة {}", number(n)),
        what: "ما يحصلون عليه",
        what_hint: "شيء يمكن للعميل عدّه.",
        amount: "الكمية",
        amount_hint: "عدد، مثل 3.",
        unit: "الوحدة",
        every: "كم مرة",
        kind: "النوع",
        proof: "الحدث الذي يثبت وصوله",
        proof_hint: "الاسم الذي ترسله أنظمتك، مثل email.sent.",
        benefits_hint: "اترك الأخيرة فارغة إذا لم تكن بحاجة إليها. احفظ لتحصل على مكان لفائدة أخرى.",
        sample: "مثال",
        sample_text: "ما سيحصل عليه أحدهم",
        sample_hint: |slots| match slots {
            Some(slots) => format!(
                "اكتبه كما سيصل، والبيانات بين قوسين معقوفين: اشتريت خبز الجاودار \u{2068}{{orders}}\u{2069}. يمكن أن يرد فيه من هذه المسودة: {slots}."
            ),
            None => {
                "اختر البيانات أولًا ثم احفظ. بعد ذلك يظهر هنا كيف توضع البيانات في مثال.".to_owned()
            }
        },
        people_hint: "حتى ثلاثة أشخاص من اختراعك، لا أشخاص حقيقيون أبدًا. لكل منهم كلمات عن كل نوع من البيانات يذكره النص. احفظ لتحصل على مكان لشخص آخر، وعلى حقول لبيانات ذكرتها للتو.",
        person: |n| format!("شخص مُخترَع {}", number(n)),
        how: "كيف نستخدمه",
        usage: "ماذا يحدث للبيانات، في جملة أو جملتين",
        usage_hint: "اذكر المقادير والأوقات: نبحث عن أنماط في طلباتك خلال آخر 12 شهرًا.",
        decided_by: "من يقرر",
        ai: "ما يجوز للحاسوب",
        channels: "كيف نصل إليهم",
        off: "عندما يكون متوقفًا",
        if_off: "ما الذي يتوقف ومتى",
        if_off_hint: "نتوقف خلال ساعة. لن تصل رسائل وصفات أخرى.",
        stays: "ما يبقى كما هو",
        others: "من أيضًا، وإلى متى",
        recipients: "من يطّلع على البيانات أيضًا",
        recipients_hint: |us| {
            format!(
                "اسم في كل سطر. إذا لم يطّلع عليها أحد، فقل ذلك: لا أحد خارج \u{2068}{us}\u{2069}"
            )
        },
        retention: "مدة الاحتفاظ بالبيانات",
        retention_hint: "مدة، مثل 12 شهرًا بعد آخر طلب لك.",
        term: "كم شهرًا تسري الإجابة بنعم",
        records: "كم شهرًا نحتفظ بسجل الإجابة",
        records_hint: "منذ أن تتوقف الإجابة عن السريان: رفض، أو قبول تم التراجع عنه، أو قبول انتهت مدته. يُحتفظ بالرفض 180 يومًا على الأقل. فارغ: إلى أن يُحذف العميل.",
        records_kept: "إلى أن يُحذف العميل",
        regions: "المناطق",
        regions_hint: "رموز مثل DE أو US-CA، تفصل بينها فواصل. النجمة تعني كل مكان.",
        everywhere: "في كل مكان",
        worth: "قيمة البيانات لدينا",
        worth_hint: "مطلوب إذا حصل أشخاص في كاليفورنيا على مال أو نقاط أو خصم مقابل بياناتهم، وإلا فهو اختياري. تقدير صادق، وكيف تم.",
        worth_amount: "المبلغ",
        currency: "العملة",
        per: "لكل",
        method: "كيف حُسب",
        method_other: "إذا كان بطريقة أخرى: كيف",
        method_other_hint: "ما الذي عُدّ أو قُسم أو قورن. اتركه فارغًا إذا كانت الطريقة مذكورة أعلاه.",
        method_name: |method| match method {
            WorthMethod::Marginal => "ما تجلبه بيانات عميل إضافي",
            WorthMethod::Average => "ما تجلبه بيانات العميل في المتوسط",
            WorthMethod::Aggregate => "ما تجلبه بيانات الجميع مقسومًا على عدد العملاء",
            WorthMethod::Revenue => "الإيراد من البيانات",
            WorthMethod::DataExpenses => "ما تكلفنا البيانات",
            WorthMethod::IncentiveExpenses => "ما يكلفنا تقديم الفائدة",
            WorthMethod::Profit => "الربح من البيانات",
            WorthMethod::Other => "طريقة أخرى، بكلماتنا",
        },
        question: "السؤال",
        question_hint: "سؤال واحد يُجاب عنه بنعم أو لا: هل يمكننا استخدام طلباتك لاختيار وصفات لك؟",
        allow: "كلمة القبول",
        refuse: "كلمة الرفض",
        note: "ما الذي تغيّر",
        note_label: "ما الذي يختلف عن النسخة السابقة، في جملة للعميل",
        note_hint: "تظهر في سجلهم. ومن عليه أن يجيب من جديد يقرؤها قبل ذلك.",
        languages: "بلغات أخرى",
        languages_hint: "من يقرأ لغة غير موجودة هنا لا نسأله. ابدأ لغة وقل كل شيء فيها: تبقى الأرقام والأسماء وكل ما عدا ذلك كما هي.",
        not_a_number: "يُرجى كتابة رقم.",
        sole: "إذا كان هناك واحد فقط، فهو ضروري دائمًا.",
    },

    back_to_draft: "العودة إلى المسودة",
    cannot: "لا يمكن نشر هذا بعد",
    class: |class| match class {
        ChangeClass::Cosmetic => ("هذا يغيّر الإملاء فقط.", "لا يُسأل أحد."),
        ChangeClass::Clearer => (
            "هذا يقول الشيء نفسه، أو يعطي أكثر.",
            "لا يُسأل أحد. الأجزاء الجديدة الاختيارية تبدأ متوقفة.",
        ),
        ChangeClass::Narrower => ("هذا يستخدم أقل.", "يسري فورًا، ولا يُسأل أحد."),
        ChangeClass::Material => (
            "هذا تغيير جوهري.",
            "يستخدم أكثر أو يعطي أقل. كل من فعّله عليه أن يجيب من جديد، وهو متوقف لديه إلى أن يجيب.",
        ),
    },
    first: ("هذه هي النسخة الأولى.", "تبدأ متوقفة لدى الجميع."),
    unasked: |basis, on| {
        let on = format!(
            "هذا مفعّل دون سؤال لكل من يُعرض عليه (الآن: {}).",
            TEXT.people(on)
        );
        match basis {
            LegalBasis::LegitimateInterest => format!("{on} لا يُسأل أحد، ويمكنهم الاعتراض."),
            _ => format!("{on} لا يُسأل أحد، ولا يستطيع أحد إيقافه."),
        }
    },
    have_it_on: "مفعّل لديهم الآن",
    must_answer: "يلزمهم جواب جديد",
    changes: "ما الذي يتغيّر",
    no_changes: "لا شيء يختلف عن النسخة المنشورة.",
    before: "قبل",
    now: "الآن",
    nothing: "لا شيء",
    difference: |difference, part| match difference {
        Difference::First => "النسخة الأولى".to_owned(),
        Difference::Purpose => "غرض آخر".to_owned(),
        Difference::LegalBasis => "أساس قانوني آخر".to_owned(),
        Difference::NewlyRequired(toggle) => {
            format!("ضروري من الآن: \u{2068}{}\u{2069}", part(toggle))
        }
        Difference::NewOptional(toggle) => {
            format!("جديد واختياري: \u{2068}{}\u{2069}", part(toggle))
        }
        Difference::NewUnasked(toggle) => {
            format!("جديد ويُستخدم دون سؤال: \u{2068}{}\u{2069}", part(toggle))
        }
        Difference::Gone(toggle) => format!("لم يعد يُستخدم: \u{2068}{}\u{2069}", part(toggle)),
        Difference::NoLongerRequired(toggle) => {
            format!("اختياري من الآن: \u{2068}{}\u{2069}", part(toggle))
        }
        Difference::NewRecipient(name) => format!("جهة أخرى تطّلع على البيانات: {name}"),
        Difference::RecipientGone(name) => format!("لم تعد تطّلع على البيانات: {name}"),
        Difference::RetentionLonger => {
            "تُحفظ البيانات مدة أطول، أو لا يبيّن النص أنها ليست كذلك".to_owned()
        }
        Difference::RetentionShorter => "تُحفظ البيانات مدة أقصر".to_owned(),
        Difference::MoreAutomatic => "الحاسوب يقرر أكثر".to_owned(),
        Difference::LessAutomatic => "الشخص يقرر أكثر".to_owned(),
        Difference::LessValue(what) => format!("يحصلون على أقل: {what}"),
        Difference::MoreValue(what) => format!("يحصلون على أكثر: {what}"),
        Difference::MayMeanMore(field) => format!(
            "كلمات أخرى، ولا شيء يبيّن أنها لا تقول أكثر: {}",
            field_name(field)
        ),
        Difference::MeansLess(field) => {
            format!("الكلمات تقول إن الاستخدام أقل: {}", field_name(field))
        }
        Difference::Reworded(field) => format!("كلمات أخرى: {}", field_name(field)),
        Difference::Respelled(field) => format!("إملاء آخر: {}", field_name(field)),
        Difference::Terms(field) => format!("شروط أخرى: {}", field_name(field)),
    },
    field: field_name,
    publish: |version, on| {
        let version = number(version);
        match on {
            None => format!("نشر النسخة {version}"),
            Some(People::Few) => {
                format!("نشر النسخة {version}. عدد من عليهم أن يجيبوا من جديد: أقل من 10 أشخاص")
            }
            Some(People::Tens(on)) => format!(
                "نشر النسخة {version}. عدد من عليهم أن يجيبوا من جديد: {}",
                counted(on, ["شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"])
            ),
        }
    },
    published: |title, version| format!("{title}: تم نشر النسخة {}.", number(version)),

    origin: |origin| match origin {
        Origin::Told => "أخبرونا به",
        Origin::Observed => "نشأ من تعاملهم معنا",
        Origin::Inferred => "خمّنّاه",
        Origin::Obtained => "من جهة أخرى",
    },
    special: "حساس: فقط في عرض خاص به",
    not_used: "غير مستخدم",
    required: "ضروري",
    optional: "اختياري",
    basis: |basis| match basis {
        LegalBasis::Consent => "موافقة: يفعّلونه بأنفسهم",
        LegalBasis::Contract => "عقد: ما اشتروه يحتاج إليه",
        LegalBasis::LegalObligation => "التزام قانوني: القانون يفرضه",
        LegalBasis::LegitimateInterest => "مصلحة مشروعة: يمكنهم الاعتراض",
    },
    decided_by: |who| match who {
        DecidedBy::Computer => "الحاسوب",
        DecidedBy::Person => "شخص",
        DecidedBy::Both => "الحاسوب يقترح وشخص يقرر",
    },
    kind: |kind| match kind {
        BenefitKind::Money => "مال",
        BenefitKind::Points => "نقاط",
        BenefitKind::Access => "وصول",
        BenefitKind::Service => "خدمة",
        BenefitKind::Convenience => "جهد أقل",
        BenefitKind::PublicGood => "خير للجميع",
    },
    every: |every| match every {
        Every::Once => "مرة واحدة",
        Every::Day => "كل يوم",
        Every::Week => "كل أسبوع",
        Every::Month => "كل شهر",
        Every::Quarter => "كل ربع سنة",
        Every::Year => "كل سنة",
        Every::Visit => "عند كل زيارة",
        Every::Order => "مع كل طلب",
        Every::Trip => "في كل رحلة",
    },

    settings: Settings {
        title: "المؤسسة",
        lead: "تعرض كل صفحة هذا لعملائك.",
        saved: "تم حفظ الإعدادات.",
        contact: "الاسم وطرق التواصل",
        name: "الاسم",
        email: "العنوان الذي يكتب إليه الناس",
        email_hint: "يظهر في أسفل كل صفحة، حيث يرد شخص.",
        phone: "الرقم الذي يتصل به الناس",
        optional: "اختياري.",
        address: "العنوان البريدي",
        address_hint: "اختياري. كل سطر من العنوان على حدة.",
        protection: "من يجيب عن حماية البيانات",
        protection_hint: "عنوان بريد إلكتروني أو صفحة.",
        looks: "اللون",
        hue: "درجة اللون",
        hue_hint: "من 0 إلى 359. تلوّن الخط في أعلى الصفحة ولا شيء غيره؛ الإضاءة والشدة ثابتتان، ليبقى مقروءًا دائمًا.",
        place: "اللغات والمكان",
        locales: "اللغات",
        locales_hint: "رموز مثل en أو pt-BR، تفصل بينها فواصل. يُستخدم الأول عندما لا يُعرف شيء آخر.",
        region: "مقر المؤسسة",
        region_hint: "رمز مثل DE.",
        zone: "المنطقة الزمنية",
        zone_hint: "اسم مثل Europe/Berlin. يرى العملاء الأوقات بحسبها.",
        sites: "مواقعك الخاصة",
        origins: "المواقع التي يمكنها عرض اتفاق",
        origins_hint: "موقع في كل سطر، مثل https://www.example.com. صفحات المواقع الأخرى لا تعرض شيئًا.",
        save: "حفظ الإعدادات",
    },
};

fn field_name(field: &str) -> &'static str {
    match field {
        "title" => "العنوان",
        "use" => "كيف نستخدمه",
        "if_off" => "ما الذي يتوقف",
        "stays" => "ما الذي يبقى",
        "retention" => "مدة الاحتفاظ",
        "recipients" => "من يطّلع عليه أيضًا",
        "benefits" => "الفوائد",
        "sample" | "sample.text" | "sample.people" | "people" => "المثال",
        "worth" | "worth.amount" | "worth.currency" | "worth.per" | "worth.method" => "قيمته لدينا",
        "data" => "البيانات",
        "channels" => "القنوات",
        "ai_uses" => "ما يجوز للحاسوب",
        "purpose" => "الغرض",
        "legal_basis" => "الأساس القانوني",
        "decided_by" => "من يقرر",
        "ask.question" => "السؤال",
        "ask.allow" => "كلمة القبول",
        "ask.refuse" => "كلمة الرفض",
        "locale" => "اللغة",
        "regions" => "المناطق",
        "term_months" => "كم تسري الإجابة بنعم",
        "retention_months" => "مدة الاحتفاظ بسجل الإجابة",
        "translations" => "لغات أخرى",
        "change_note" => "ما الذي تغيّر",
        _ => "المسودة",
    }
}
