//! What the team reads where it takes purposes and data over from a file, in Arabic.

use super::counted;
use crate::text::terms::Terms;
use mutual::use_cases::Fate;

pub(in crate::text) static TERMS: Terms = Terms {
    link: "الأخذ من ملف",
    title: "أغراض وبيانات من ملف",
    lead: "ملف JSON كما يكتبه هذا البرنامج، أو تصنيفات fideslang (بصيغة YAML أو JSON)، أو مصطلحات Data Privacy Vocabulary (بصيغة CSV أو JSON-LD). 256 كيبيبايت على الأكثر. ترى أولًا ما سيصير إليه كل سطر، ولا يُحفظ شيء قبل أن تطلب ذلك.",
    file: "الملف",
    text: "أو الصقه هنا",
    send: "إظهار ما سيصير إليه",

    another: "ملف آخر",
    nothing: "لا شيء في ذلك.",
    unreadable: "تتعذر قراءة هذا الملف، ولم يُحفظ شيء.",
    plan: "ما سيصير إليه كل سطر",
    line: "في الملف",
    becomes: "يصير",
    details: "التفاصيل",
    fate: |fate| match fate {
        Fate::New => "جديد",
        Fate::Changed(_) => "متغيّر",
        Fate::Same => "موجود كما هو",
        Fate::Stays => "موجود، ويبقى كما هو",
        Fate::Twice => "متروك: ورد من قبل في هذا الملف",
        Fate::LeftOut(_) => "متروك",
        Fate::Refused(_) => "مرفوض",
    },
    none: "لا شيء يؤخذ: كله موجود.",
    refused: |count| {
        let lines = counted(
            count,
            [
                "سطر واحد مرفوض",
                "سطران مرفوضان",
                "أسطر مرفوضة",
                "سطرًا مرفوضًا",
                "سطر مرفوض",
            ],
        );
        format!("{lines}، لذلك لا يمكن أخذ شيء من الملف. صحّح ذلك ثم أظهر الملف من جديد.")
    },
    full: "لا مكان في السجل لكل ما هو جديد. أزل أولًا ما لا يستخدمه شيء.",
    button: |count| {
        let entries = counted(count, ["مُدخل واحد", "مُدخلين", "مُدخلات", "مُدخلًا", "مُدخل"]);
        format!("أخذ {entries}")
    },
    moved: "غيّر شخص آخر شيئًا من هذا في هذه الأثناء، ولم يُحفظ شيء من الملف. هذا ما سيصير إليه الآن.",
    not_stored: "هناك ما يمنع هذا ولم يكن ظاهرًا من قبل، ولم يُحفظ شيء من الملف.",
};
