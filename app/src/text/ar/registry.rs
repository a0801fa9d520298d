//! What the team reads about purposes and data categories, in Arabic.

use crate::text::registry::Registry;
use mutual::catalogue::{Origin, Sensitivity};
use mutual::use_cases::Usage;

pub(in crate::text) static REGISTRY: Registry = Registry {
    title: "الأغراض والبيانات",
    lead: "ما يمكن للعروض أن تستخدمه، وما يقرؤه العملاء عنه. ما هو مستخدم تبقى كلماته: عليها كان الاتفاق.",
    lead_reading: "ما يمكن للعروض أن تستخدمه، وما يقرؤه العملاء عنه. يغيّره من يراجع.",

    purposes: "الأغراض",
    data: "أنواع البيانات",
    none: "لا شيء هنا.",
    add_purpose: "إضافة غرض",
    add_data: "إضافة نوع من البيانات",
    new_purpose: "غرض جديد",
    new_data: "نوع جديد من البيانات",
    change: |name| format!("تغيير «{name}»"),
    all: "كل الأغراض والبيانات",

    name: "الاسم",
    name_hint: "المصطلح كما تعرفه الأنظمة والفريق.",
    id: "المعرّف",
    id_hint: "أحرف لاتينية صغيرة وأرقام و- و_. تستخدمه الأنظمة، ولا يتغير أبدًا.",
    label: "ما يقرؤه العملاء",
    label_hint: "بالإنجليزية البسيطة، مثل «\u{2068}Your past orders\u{2069}». 80 حرفًا على الأكثر.",
    reads: "يقرأ العملاء",
    languages: "لغات أخرى",
    label_in: |language| format!("ما يقرؤه العملاء: \u{2068}{language}\u{2069}"),
    other_tag: "لغة أخرى",
    other_tag_hint: "رمزها، مثل de أو pt-BR. اتركه فارغًا إن لم توجد.",
    other_label: "ما يقرؤه العملاء بها",
    origin: "من أين تأتي",
    origin_name: |origin| match origin {
        Origin::Told => "يخبرنا بها العملاء",
        Origin::Observed => "نراها نحن",
        Origin::Inferred => "نخمّنها",
        Origin::Obtained => "يعطينا إياها غيرنا",
    },
    sensitivity: "مدى حساسيتها",
    sensitivity_name: |sensitivity| match sensitivity {
        Sensitivity::Ordinary => "عادية",
        Sensitivity::Special => "فئة خاصة",
    },
    dpv: "مصطلح Data Privacy Vocabulary",
    dpv_hint: "عنوانه الكامل، مثل https://w3id.org/dpv#DirectMarketing.",
    kind: "النوع",
    used_by: "يستخدمه",
    unused: "لا شيء",
    usage: |usage| match usage {
        Usage::Live => "منشور",
        Usage::Draft => "مسودة",
        Usage::Earlier => "إصدار سابق",
    },
    fixed: "هذا مستخدم. يمكن تصحيح إملائه وإضافة كلمات بلغة أخرى. لكلمات غيرها أضف شيئًا جديدًا وانشر إصدارًا يستخدمه: عندها نسأل الجميع.",
    fill_in: "يُرجى ملء هذا الحقل.",
    pick: "اختر واحدًا",
    pick_origin: "قل من أين تأتي.",
    pick_sensitivity: "قل ما مدى حساسيتها.",
    bad_id: "استخدم من 1 إلى 64 من الأحرف اللاتينية الصغيرة أو الأرقام أو - أو _، وابدأ بحرف أو رقم.",
    bad_tag: "اذكر لغة هذه الكلمات.",
    save: "حفظ التغيير",
    add: "إضافة",
    as_it_is: "كما هو محفوظ الآن",

    remove: "الإزالة",
    remove_lead: "لا شيء يستخدم هذا. إذا أُزيل فلا يمكن نشر عرض به.",
    cannot_remove: "هذا مستخدم ولا يمكن إزالته. الإصدار الذي كان منشورًا يُحسب ما دام لأحد جواب عنه.",
    remove_button: "إزالة",

    moved_since_approval: "تغيّر ما يقرؤه العملاء عن الغرض أو البيانات بعد الموافقة. أعد المسودة كي ينظر فيها أحد من جديد.",
    deed: |what| match what {
        "registry.added" => Some("أضاف إلى السجل"),
        "registry.changed" => Some("غيّر السجل"),
        "registry.removed" => Some("أزال من السجل"),
        "registry.mirrored" => Some("نسخ السجل"),
        "registry.imported" => Some("استورد إلى السجل"),
        _ => None,
    },
    done: |what| match what {
        "added" => Some("تمت الإضافة. يمكن للعروض استخدامه من الآن."),
        "changed" => Some("تم حفظ التغيير."),
        "removed" => Some("تمت الإزالة."),
        "imported" => Some("تم أخذ الملف."),
        _ => None,
    },
    failed: |why| match why {
        "moved" => Some(
            "غيّر شخص آخر هذا في هذه الأثناء. ما كتبته ما زال هنا، ولم يُحفظ منه شيء. انظر إلى الاثنين ثم احفظ من جديد.",
        ),
        "gone" => Some("أزال شخص آخر هذا في هذه الأثناء."),
        "used" => Some("هذا مستخدم ولا يمكن إزالته. ترى أدناه ما يستخدمه."),
        "forbidden" => Some("ليس هذا من صلاحياتك."),
        _ => None,
    },
};
