//! Arabic words: pressure, vague recipients and times, shaming, questions that are turned around.
//! Written without vowel signs and hamza, as folding leaves them.

use super::{Group, NOT_KEPT};
use crate::lint::finding::Rule;
use crate::lint::page::{Role, Roles};
use crate::lint::phrase::Lexicon;

const ASK: Roles = Roles::of(&[Role::Question]);
const NO: Roles = Roles::of(&[Role::Refuse]);
const KEPT: Roles = Roles::of(&[Role::Retention]);
const USE: Roles = Roles::of(&[Role::Use]);
const TOLD: Roles = Roles::of(&[
    Role::Use,
    Role::What,
    Role::Question,
    Role::IfOff,
    Role::Stays,
    Role::Recipient,
]);

pub(super) static GROUPS: [Group; 6] = [
    Group {
        rule: Rule::Pressure,
        block: NOT_KEPT,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "اسرع|اسرعوا|سارع|سارعي|سارعوا|بسرعه|عاجل|عاجلا",
                "لا تفوت|تفوتي|تفوتوا|تنتظر|تنتظري|تتردد|تترددي|تضيع",
                "اخر|الاخيره|الفرصه ~1 فرصه|الاخيره|الفرص|الايام|الساعات|الاماكن|المقاعد|مكان|مقعد|القطع|نسخه|النسخ",
                "فرصه ~2 اخيره|محدوده|نادره|العمر",
                "عرض|العرض|عروض|الكميه|كميه|الاماكن|اماكن|المقاعد|وقت|لوقت|لفتره|فتره|الوقت ~2 محدود|محدوده|ينتهي|ينفد|محدودا",
                "ينتهي|تنتهي ~3 اليوم|الليله|غدا|قريبا",
                "ينتهي|تنتهي ~3 خلال|بعد ~1 #",
                "لليوم|اليوم|الان فقط",
                "فقط اليوم|الان|لليوم",
                "قبل ~2 فوات|ينفد|تنفد|نفاد|ينتهي",
                "حتي نفاد",
                "لم يبق|يتبق",
                "بقي|تبقي|متبق|متبقيه ~3 #|فقط|القليل",
                "# ~2 فقط ~1 متبق|متبقيه|متاحه|بقيت",
                "احجز|اشترك|انضم|سجل|وافق ~3 الان|فورا|اليوم|قبل",
                "# من ~2 كل|اصل #",
                "معظم|اغلب|الاف|ملايين|مئات ~2 العملاء|الناس|المستخدمين|عملائنا|العائلات|الاشخاص|الزبائن",
                "الجميع ~2 يحب|يوافق|وافق|يستخدم|اختار",
                "% ~2 من ~2 العملاء|عملائنا|الناس|المستخدمين|زبائننا",
                "انضم الي ~3 الاف|ملايين|الجميع|مئات",
                "العد التنازلي",
                "معظم|اغلب|اكثر|كل ~2 جيرانك|اصدقائك|اصدقايك|زملائك|زملايك|الجيران",
                "بقيت|بقي|تبقت|باقيه|باق ~1 ساعات|دقائق|دقايق|ايام|ساعه|يوم|اماكن|مقاعد",
                "حتي منتصف الليل",
                "منتصف الليل فقط",
                "اول|لاول|لاوائل # ~2 مشترك*|عميل*|عملاء|زبون*|زبائن|شخص*|اشخاص|من|يسجل*|فقط",
            ],
            &["لا داعي للعجله", "اخر # شهرا|اشهر|شهور|يوما|ايام|اسابيع"],
        ),
        message: "{} presses people.",
        suggestion: "Leave it out: the offer stands as long as it is shown.",
    },
    Group {
        rule: Rule::Named,
        block: KEPT,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "طالما|مادام|مادامت",
                "ما دام|دامت ~4 ضروريا|ضروريه|لازما|لازمه|مطلوبا|مفيدا",
                "حسب|عند ~1 الحاجه|الضروره|الاقتضاء",
                "الي اجل ~1 غير",
                "غير ~1 محدد|محدوده|مسمي|محدده",
                "للابد|دائما|الابد|دائم",
                "مده|لمده|لفتره|فتره ~1 مناسبه|معقوله|كافيه|لازمه|طويله|معينه|ضروريه",
                "حتي اشعار",
                "وفق|وفقا|بحسب ~2 سياستنا|القانون|للقانون|لسياستنا|القوانين|السياسه",
            ],
            &["طالما ~3 مفعلا|مفعله|مفعل|حسابك|شغلت"],
        ),
        message: "{} does not say how long the data is kept.",
        suggestion: "Say a time and what it starts from, such as 12 months after the last order.",
    },
    Group {
        rule: Rule::Named,
        block: TOLD,
        warn: Roles::NONE,
        deniable: true,
        lexicon: Lexicon::new(
            &[
                "شركاء|شركائنا|شركاؤنا|الشركاء|شركاءنا|لشركائنا|وشركائنا|وشركاؤنا",
                "طرف|اطراف|جهات|جهه|الجهات|الاطراف|لاطراف|لجهات|شركات|لشركات ~2 ثالث|ثالثه|خارجيه|اخري|مختاره|موثوقه|الثالثه",
                "مزودي|مقدمي|مزودو|مقدمو ~1 الخدمه|الخدمات|خدمات",
                "المعلنين|للمعلنين|معلنين",
                "اخرين|الاخرين|غيرنا",
            ],
            &[],
        ),
        message: "{} names nobody.",
        suggestion: "Name each company that sees the data, and what it does.",
    },
    Group {
        rule: Rule::Vague,
        block: USE,
        warn: Roles::NONE,
        deniable: true,
        lexicon: Lexicon::new(
            &[
                "قد|وقد",
                "ربما|وربما",
                "الخ",
                "وغيرها|وغيره|وغير",
                "تحسين|لتحسين ~2 تجربتك|التجربه|خدماتنا|الخدمات|خدمتنا|تجربه",
                "تجربه ~1 افضل|مخصصه|شخصيه",
                "لاغراض|اغراض ~2 مختلفه|اخري|تجاريه|متعدده|متنوعه",
                "احيانا",
                "عند الحاجه|الضروره",
            ],
            &["قد|وقد ~1 نخطئ|يخطئ|تخطئ|خاطئا|خاطئه|خطا"],
        ),
        message: "{} is vague: people cannot tell what will be done.",
        suggestion: "Say exactly what is done, with what, and by whom.",
    },
    Group {
        rule: Rule::PlainNo,
        block: NO,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "لا ~1 اريد|احب|احتاج|يهمني|ارغب|اهتم ~3 التوفير|توفير|الخصومات|خصومات|العروض|المال|الهدايا|المزايا|المساعده|عروض|هدايا|بالتوفير",
                "افضل ~2 دفع|ان|الدفع|البقاء",
                "اكره",
                "ساخسر|ساضيع|اضيع|اخسر|سافوت|افوت",
                "لاحقا|ذكرني|ذكريني",
                "السعر الكامل",
                "لا ~1 يهمني|تهمني|يهمنا|اهتم|اكترث|ابالي",
                "صحتي|مالي|وقتي|اولادي ~2 لا|ليست|ليس",
                "اضيع|اهدر|اخسر|ابدد ~2 وقتي|مالي|نقودي",
                "للاسف",
            ],
            &[],
        ),
        message: "{} makes the no feel bad, or puts it off.",
        suggestion: "Use the same plain words for both answers.",
    },
    Group {
        rule: Rule::Straight,
        block: ASK,
        warn: Roles::NONE,
        deniable: false,
        lexicon: Lexicon::new(
            &[
                "لا|لن|لم|ليس|الا|عدم|دون|بدون",
                "ترفض|تعترض|تعارض|تمانع|رفض|الرفض|ايقاف|مانع",
            ],
            &["بدون|دون ~1 انتظار|نقد|بطاقه"],
        ),
        message: "{} turns the question around.",
        suggestion: "Ask so that yes turns it on.",
    },
];
