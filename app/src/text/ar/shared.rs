//! What stands on every page, and the words for what the catalogue names, in Arabic.

use crate::text::shared::Shared;
use mutual::catalogue::{AiUse, Channel, Every, Origin};

pub(in crate::text) static SHARED: Shared = Shared {
    test: "تجربة",
    test_means: "هذا ما يراه العميل. لا يخص هذا أي شخص حقيقي، ولا أثر لما يُفعَّل أو يُوقَف هنا.",
    test_data_means: "هذه بيانات للتجربة. لا تخص أي شخص حقيقي، ولا أثر لما يُفعل هنا على عميل حقيقي.",
    skip: "الانتقال إلى المحتوى",
    main_pages: "الصفحات الرئيسية",
    exchanges: "الاتفاقات",
    timeline: "الخط الزمني",
    guesses: "التخمينات",
    account: "الحساب",
    sign_out: "تسجيل الخروج",
    ask: "اسأل شخصًا",
    desk: "الحالات",
    studio: "الاستوديو",
    propositions: "العروض",
    registry: "الأغراض والبيانات",
    models: "النماذج",
    organisation: "المؤسسة",
    audit: "من فعل ماذا",
    team: "الفريق",
    webhooks: "عناوين الإشعارات",
    keys: "المفاتيح",
    api: "واجهة API",
    ask_a_person: "سؤال شخص من فريقنا",
    or: "أو",
    data_protection: "بشأن بياناتك",
    your_data: "ما لدينا عنك",
    check_receipt: "التحقق من إيصال",
    language: "اللغة",
    unreadable_form: "لم نتمكن من قراءة هذا النموذج، لذلك لم يُحفظ شيء. يُرجى المحاولة مرة أخرى.",
    form_has_faults: "هناك ما يحتاج إلى نظرة أخرى",
    few_people: "أقل من 10",
    language_name: |code| match code {
        "en" => Some("الإنجليزية"),
        "de" => Some("الألمانية"),
        "ar" => Some("العربية"),
        _ => None,
    },
    origin: |origin| match origin {
        Origin::Told => "أخبرتنا به",
        Origin::Observed => "نشأ من تعاملك معنا",
        Origin::Inferred => "خمّنّاه",
        Origin::Obtained => "من جهة أخرى",
    },
    channel: |channel| match channel {
        Channel::Email => "بالبريد الإلكتروني",
        Channel::Sms => "برسالة نصية",
        Channel::Push => "بإشعار على الهاتف",
        Channel::Phone => "بالهاتف",
        Channel::Post => "بالبريد العادي",
        Channel::InApp => "في تطبيقنا",
        Channel::Web => "على موقعنا",
    },
    ai_use: |ai| match ai {
        AiUse::Personalise => "الحاسوب يختار ما يناسبك",
        AiUse::Infer => "الحاسوب يخمّن أشياء عنك",
        AiUse::DecideAssist => "الحاسوب يقترح وشخص يقرر",
        AiUse::DecideAuto => "الحاسوب يقرر وحده",
        AiUse::Generate => "الحاسوب يكتب لك",
        AiUse::Train => "الحاسوب يتعلّم من بياناتك",
        AiUse::ShareModel => "حاسوب شركة أخرى يقرأ بياناتك",
    },
    ai_does: |ai| match ai {
        AiUse::Personalise => "حين يكون هذا مفعّلًا، يختار الحاسوب ببياناتك ما تراه أو تحصل عليه.",
        AiUse::Infer => "حين يكون هذا مفعّلًا، يخمّن الحاسوب عنك أشياء لم تقلها لنا، وقد يخطئ.",
        AiUse::DecideAssist => {
            "حين يكون هذا مفعّلًا، يقول الحاسوب ما كان سيفعله، ثم ينظر فيه شخص ويقرر."
        }
        AiUse::DecideAuto => "حين يكون هذا مفعّلًا، يقرر الحاسوب في أمرك، ولا ينظر فيه أي شخص قبل ذلك.",
        AiUse::Generate => "حين يكون هذا مفعّلًا، يصنع الحاسوب من بياناتك نصوصًا أو صورًا لك.",
        AiUse::Train => "حين يكون هذا مفعّلًا، يتعلّم الحاسوب من بياناتك كيف يخدمك ويخدم غيرك أفضل.",
        AiUse::ShareModel => {
            "حين يكون هذا مفعّلًا، تحصل شركة أخرى على بياناتك، ويعمل بها حاسوب لديها."
        }
    },
    every: |every| match every {
        Every::Once => "مرة واحدة",
        Every::Day => "في اليوم",
        Every::Week => "في الأسبوع",
        Every::Month => "في الشهر",
        Every::Quarter => "كل ثلاثة أشهر",
        Every::Year => "في السنة",
        Every::Visit => "عند كل زيارة",
        Every::Order => "مع كل طلب",
        Every::Trip => "في كل رحلة",
    },
};
