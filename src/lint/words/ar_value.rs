//! Arabic words for what nobody can count (L-V1), and for guesses at what is sensitive or from elsewhere
//! (L-D2). Written without vowel signs and hamza, as folding leaves them.

use super::Value;
use crate::lint::phrase::Lexicon;

pub(super) static TABLES: Value = Value {
    uncountable: &UNCOUNTABLE,
    up_to: &UP_TO,
    no_unit: &NO_UNIT,
    guessed: &GUESSED,
    handed: &HANDED,
    outside: &OUTSIDE,
};

static UNCOUNTABLE: Lexicon = Lexicon::new(
    &[
        "تجربه|خدمه|حياه|رحله|لحظات|معامله ~1 افضل|اجمل|مميزه|فريده|استثنائيه|شخصيه|مخصصه|راقيه|ممتعه|لا",
        "راحه|هدوء|صفاء البال|النفس",
        "مزايا|عروض|خصومات|هدايا|نصائح|افكار|مفاجات|مكافات ~1 مميزه|حصريه|رائعه|كثيره|متنوعه|خاصه|مفيده|جذابه|قيمه",
        "مزيد|المزيد من ~1 الراحه|المتعه|السعاده|الامان|المزايا|القيمه|الوقت",
        "وغير|وغيرها ~1 الكثير|ذلك|المزيد",
    ],
    &[],
);

static UP_TO: Lexicon = Lexicon::new(
    &["حتي|لغايه #|£|%", "يصل|تصل ~1 الي #|£|%"],
    &["حتي # ~1 دقيقه|دقائق|ساعه|ساعات|اشخاص"],
);

static NO_UNIT: Lexicon = Lexicon::new(
    &["^تجربه|تجارب|مزايا|قيمه|راحه|سعاده|خدمه|شعور|مفاجات|متعه$"],
    &[],
);

static GUESSED: Lexicon = Lexicon::new(
    &[
        "نخمن|ونخمن|يخمن|نستنتج|ونستنتج|يستنتج|نعرف|ونعرف|يعرف|نقدر|يقدر|نتوقع|يتوقع|نكتشف|يكتشف ~6 حامل|حاملا|حملك|مرض*|مريض*|مريضا|دين*|ديانت*|مذهب*|اكتئاب*|سياسي*|ديون*|ديونك|تشرب|نفسيت*|مزاج*|صحت*|عقيدت*",
    ],
    &["قلت|ذكرت|اخبرت* ~4 لنا|نا"],
);

/// Guesses that go to others.
static HANDED: Lexicon = Lexicon::new(
    &[
        "التخمين|تخمين|التقدير|تقدير|الدرجه|الملف ~4 الي|لشركات|للبنوك|للمعلنين|لوكالات|للشركات ~3 _",
        "نبيع|نعطي|نسلم ~2 التخمين|تخميننا|التقدير|تقديرنا|الدرجه",
    ],
    &[],
);

/// Guesses that come from others.
static OUTSIDE: Lexicon = Lexicon::new(
    &[
        "نخمن|نستنتج|نقدر|نتوقع ~6 من ~3 شركات|وسطاء|فيسبوك|انستغرام|مكاتب|وكالات|سماسره|مصادر",
        "نشتري|نشتريها|اشتريناها|شراء ~4 بيانات|تقدير*|تخمين*|درجه|ملفات",
    ],
    &[],
);
