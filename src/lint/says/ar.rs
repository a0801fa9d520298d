//! What the linter says, in Arabic.
//!
//! What stands in a text is quoted as a phrase ("العبارة"), so that its verb has one form whatever is
//! quoted, and set apart, so that Latin words do not move what stands around them. Digits are the Western
//! ones, as on the pages.

use super::{Called, Instead, Says, Stretch, apart, grouped};
use crate::lint::finding::Rule;
use crate::lint::page::Role;

/// What stands in the text, in the quotation marks of the language. Ids and tags have them as well.
fn q(snippet: &str) -> String {
    format!("«{}»", apart(snippet, |_| true))
}

fn phrase(snippet: &str) -> String {
    format!("العبارة {}", q(snippet))
}

fn n(number: usize) -> String {
    grouped(number, ",")
}

/// A number with what is counted. The words are for one, for two, from three to ten, from eleven to
/// ninety-nine, and for whole hundreds and none; the first two stand without the number.
fn counted(number: usize, words: [&str; 5]) -> String {
    let [one, two, few, many, hundred] = words;
    match (number, number % 100) {
        (1, _) => one.to_owned(),
        (2, _) => two.to_owned(),
        (_, 3..=10) => format!("{} {few}", n(number)),
        (_, 11..=99) => format!("{} {many}", n(number)),
        _ => format!("{} {hundred}", n(number)),
    }
}

fn words(number: usize) -> String {
    let words = ["كلمة واحدة", "كلمتان", "كلمات", "كلمة", "كلمة"];
    counted(number, words)
}

fn characters(number: usize) -> String {
    let words = ["حرف واحد", "حرفان", "أحرف", "حرفًا", "حرف"];
    counted(number, words)
}

fn name(data: &Called) -> String {
    apart(&data.arabic, |_| true)
}

fn stretches(all: &[Stretch]) -> String {
    let names = all.iter().map(|stretch| match stretch {
        Stretch::Hours => "بالساعات",
        Stretch::Days => "بالأيام",
        Stretch::Weeks => "بالأسابيع",
        Stretch::Months => "بالأشهر",
        Stretch::Years => "بالسنوات",
    });
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        "غير مذكورة".to_owned()
    } else {
        names.join(" و")
    }
}

/// What a text has to say, as it follows on "اذكر".
fn wanted(role: Role) -> &'static str {
    match role {
        Role::Title => "ما يفيد به العميل، كاسم: «أفكار وصفات بالبريد الإلكتروني»",
        Role::Use => "كيف يُستخدم كل نوع من البيانات، في جملة أو جملتين",
        Role::What => "ما يحصل عليه العملاء: «وصفات يمكنك طبخها»",
        Role::Unit => "ما الذي يُعَدّ: «وصفات»",
        Role::Sample => "مثالًا لما سيحصل عليه أحدهم: «اشتريت خبز الجاودار {orders}»",
        Role::Method => "كيف حُسبت القيمة",
        Role::IfOff => "ما الذي يتوقف عند الإيقاف ومتى",
        Role::Stays => "ما يبقى كما هو عند الإيقاف",
        Role::Recipient => "اسم من يطّلع على البيانات",
        Role::Retention => "مدة الاحتفاظ بالبيانات: «12 شهرًا بعد آخر طلب لك»",
        Role::Question => "السؤال، بحيث يكون معنى «نعم» التفعيل",
        Role::Allow => "كلمة القبول: «السماح»",
        Role::Refuse => "كلمة الرفض: «عدم السماح»",
        Role::Note => "ما الذي تغيّر منذ النسخة السابقة",
    }
}

pub(super) fn message(says: &Says) -> String {
    match says {
        Says::NoAmount => "اذكر الكمية، كعدد أكبر من 0.".into(),
        Says::NoEvery => "اذكر كم مرة.".into(),
        Says::NoEvent => "اذكر الحدث الذي يثبت وصوله.".into(),
        Says::NoKind => "اذكر نوع الفائدة.".into(),
        Says::NoBenefits => "اذكر شيئًا واحدًا على الأقل يحصل عليه العملاء: ما هو، وكم، وكم مرة، والحدث الذي يثبته.".into(),
        Says::Uncountable(found) => format!("ما تذكره {} لا يُعَدّ، فلا يستطيع أحد التحقق منه.", phrase(found)),
        Says::Hollow(found) => format!("{} لا تقول ما الذي يحصل عليه العملاء.", phrase(found)),
        Says::NextToNothing(found) => format!("{} قد تعني لا شيء تقريبًا.", phrase(found)),
        Says::NothingToCount(found) => format!("{} ليست شيئًا يُعَدّ.", phrase(found)),
        Says::MoreThanGiven(found) => format!("{} أكثر مما يحصل عليه العملاء.", phrase(found)),
        Says::ProvesNothing(found) => format!("{} فعل يقوم به العملاء أنفسهم، ولا يثبت أن شيئًا وصل.", phrase(found)),
        Says::CostsAfterAll(found) => format!("{} تكلّف مالًا، مع أن نصًا آخر يذكر أنه مجاني.", phrase(found)),
        Says::WorthDiffers(found) => format!("{} لا تتفق مع قيمة البيانات المذكورة.", phrase(found)),
        Says::Overpromised(found) => format!("{} تعد بأكثر مما يمكن عدّه.", phrase(found)),

        Says::NoMoment(found) => format!("{} ليست وقتًا: لا يعرف أحد متى يتوقف ذلك.", phrase(found)),
        Says::Vague(found) => format!("{} مبهمة: لا يعرف أحد ما الذي سيحدث.", phrase(found)),
        Says::VagueWho(found) => format!("{} مبهمة: لا يعرف أحد من يطّلع على البيانات.", phrase(found)),

        Says::NoFields => "هذا ليس عرضًا: لا حقول فيه تُقرأ.".into(),
        Says::NoData => "اذكر نوعًا واحدًا على الأقل من البيانات المستخدمة.".into(),
        Says::NoChannels => "اذكر كيف نصل إلى العملاء.".into(),
        Says::NoAiUses => "اذكر ما يجوز للحاسوب أن يفعله بالبيانات؛ القائمة الفارغة تعني أنه لا يجوز له شيء.".into(),
        Says::NoPurpose => "اذكر لماذا تُستخدم البيانات.".into(),
        Says::NoBasis => "اذكر الأساس القانوني: \u{2068}consent\u{2069} أو \u{2068}contract\u{2069} أو \u{2068}legal_obligation\u{2069} أو \u{2068}legitimate_interest\u{2069}.".into(),
        Says::NoDecider => "اذكر من يقرر: \u{2068}computer\u{2069} أو \u{2068}person\u{2069} أو \u{2068}both\u{2069}.".into(),
        Says::NoCategory => "اذكر أي نوع من البيانات هذا.".into(),
        Says::NothingRequired => "لم يُحدَّد أي نوع من البيانات على أنه ضروري.".into(),
        Says::UnknownWord => "هذه الكلمة غير معروفة هنا؛ لا يمكن نشرها.".into(),
        Says::SpecialNeedsYes(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("لا تُستخدم البيانات الحساسة إلا بموافقة: {}.", names.join("؛ "))
        }
        Says::SellingNeedsYes => "لا تُباع البيانات ولا تُشارك للإعلان إلا بموافقة.".into(),
        Says::MarketingNeedsYes => "العروض والإعلانات وما يُختار لشخص تحتاج إلى موافقة.".into(),
        Says::TeachingNeedsYes => "البحث وتعليم الحواسيب بالبيانات يحتاجان إلى موافقة.".into(),
        Says::GuessNeedsYes => "التخمين عن الناس يحتاج إلى موافقة.".into(),
        Says::DecidingNeedsYes => "مصلحتكم وحدها لا تسمح بأن يقرر الحاسوب وحده عن الناس.".into(),
        Says::RewardNeedsYes => "حيث تسري قواعد كاليفورنيا، يحتاج المال أو النقاط أو الخصم مقابل البيانات إلى موافقة.".into(),
        Says::YesDropped => "تُطلب الموافقة على هذا. بأساس قانوني آخر يصبح مفعّلًا لمن لم يوافق قط ولمن رفض.".into(),
        Says::ObjectionDropped => "يمكن إيقاف هذا الآن. بهذا الأساس القانوني لا يستطيع أحد ذلك، ويعود مفعّلًا لمن أوقفه.".into(),
        Says::RefusedElsewhere(key) => format!("{} هو الشيء نفسه، ويمكن رفضه هناك. أما هنا فيبقى مفعّلًا رغم ذلك.", q(key)),

        Says::UnknownPurpose(purpose) => format!("لا يوجد الغرض {} في «الأغراض والبيانات»؛ لا يمكن النشر به.", q(purpose)),
        Says::UnknownCategory(category) => format!("لا يوجد {} في «الأغراض والبيانات»؛ لا يمكن النشر به.", q(category)),
        Says::ListedTwice(category) => format!("ذُكر {} مرتين.", q(category)),
        Says::Unexplained(data) => format!("لا يقول النص فيم يُستخدم هذا: {}.", name(data)),
        Says::Unlisted(found) => format!("ما تذكره {} يُستخدم، لكنه ليس بين البيانات التي يشاركها العملاء.", phrase(found)),
        Says::Elsewhere(found) => format!("ما تذكره {} يأتي من مكان آخر، وليس بين البيانات التي يشاركها العملاء.", phrase(found)),

        Says::DecidesOtherwise(found) => format!("{} تذكر من يقرر، والوثيقة تذكر غير ذلك.", phrase(found)),
        Says::GuessOfOthers => "هذا تخمين من جهة أخرى.".into(),
        Says::GuessOfSensitive => "هذا تخمين لشيء حساس.".into(),
        Says::Mixed(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("بيانات حساسة بجانب بيانات عادية: {}.", names.join("؛ "))
        }
        Says::GuessBeside(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("تخمين بجانب بيانات أخرى: {}.", names.join("؛ "))
        }
        Says::GuessesSensitive(found) => format!("{} تخمّن شيئًا حساسًا.", phrase(found)),
        Says::LineDenies { key, line } => format!("{} يقول الخط الأحمر {}: لا يمكن أن يسري قبول ذلك أبدًا.", q(&line.arabic), q(key)),
        Says::GuessesFromOthers(found) => format!("{} تخمّن مما يعرفه آخرون.", phrase(found)),

        Says::Columns { share, get } => format!("في «ما تشاركه» {} وفي «ما تحصل عليه» {}.", words(*share), words(*get)),
        Says::Exclamation => "علامة التعجب تجعل هذا الجانب أعلى صوتًا.".into(),
        Says::Exclamations => "علامات التعجب المتتالية صراخ.".into(),
        Says::Picture => "الصورة تجعل هذا الجانب أكثر بريقًا.".into(),
        Says::Markup => "إبراز النص يجعل هذا الجانب أكثر لفتًا للنظر.".into(),
        Says::Shouts(found) => format!("{} تصرخ.", phrase(found)),
        Says::Brighter(found) => format!("{} تجعل هذا الجانب أكثر بريقًا مما يشاركه العملاء.", phrase(found)),

        Says::Lengths { yes, no } => format!("في كلمة القبول {} وفي كلمة الرفض {}: تبدو إحداهما أكبر من الأخرى.", characters(*yes), characters(*no)),
        Says::SameAnswers => "الإجابتان متطابقتان.".into(),
        Says::OneInCapitals => "إحدى الإجابتين بحروف كبيرة والأخرى ليست كذلك.".into(),
        Says::SignOnAnswer => "علامة في إحدى الإجابتين تمدحها أو تسخر منها.".into(),
        Says::MoreThanNo(found) => format!("{} تقول أكثر من «لا».", phrase(found)),
        Says::NoFeelsBad(found) => format!("{} تجعل الرفض محرجًا.", phrase(found)),
        Says::NoFeelsBadOrWaits(found) => format!("{} تجعل الرفض محرجًا أو تؤجله.", phrase(found)),
        Says::NotANo(found) => format!("{} ليست رفضًا: سيعود السؤال، أو الرفض في مكان آخر.", phrase(found)),
        Says::Later(found) => format!("{} قد تُفهم على أنها «لاحقًا».", phrase(found)),
        Says::NotAYes(found) => format!("{} لا تسمح بشيء: تقول فقط إن شيئًا قد قُرئ.", phrase(found)),
        Says::BrighterYes(found) => format!("{} تجعل القبول أكثر بريقًا من الرفض.", phrase(found)),
        Says::Argues(found) => format!("{} تحث على القبول: اسأل عما يجوز استخدامه، ودع الفائدة تتحدث عن نفسها.", phrase(found)),
        Says::Feelings(found) => format!("{} توجّه المشاعر: ذنب أو ندم أو مديح أو سخرية.", phrase(found)),

        Says::Presses(found) => format!("{} تضغط على العملاء.", phrase(found)),
        Says::PressesForTime(found) => format!("{} تستعجل العملاء.", phrase(found)),
        Says::Deadline(found) => format!("{} مهلة تضغط على العملاء.", phrase(found)),
        Says::CountsDown(found) => format!("{} تعدّ الوقت تنازليًا.", phrase(found)),
        Says::Scarce(found) => format!("{} توحي بأن الكمية محدودة.", phrase(found)),
        Says::Crowd(found) => format!("{} تذكر ما يفعله الآخرون لتضغط على العميل.", phrase(found)),
        Says::MayPress(found) => format!("{} قد تضغط على العملاء، وقد تذكر حقيقة فقط.", phrase(found)),

        Says::Bundles(found) => format!("{} تطلب أمرًا ثانيًا بالموافقة نفسها.", phrase(found)),
        Says::TakenForGranted(found) => format!("{} تَعُدّ قبولًا ما ليس قبولًا.", phrase(found)),
        Says::YesReadsAsNo => "كلمة القبول تُقرأ كأنها رفض.".into(),
        Says::NoReadsAsYes => "كلمة الرفض تُقرأ كأنها قبول.".into(),
        Says::OnAlready => "الجوابان يُبقيان أو يوقفان ما هو مفعّل من قبل: لم يُسأل أحد.".into(),
        Says::NotAsked(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("لا يذكر السؤال هذه البيانات: {}.", names.join("؛ "))
        }
        Says::TurnedQuestion(found) => format!("{} تقلب السؤال.", phrase(found)),
        Says::TurnedAnswers(found) => format!("{} تقلب معنى القبول والرفض.", phrase(found)),
        Says::MayBeNo(found) => format!("{} قد تُفهم على أنها رفض.", phrase(found)),
        Says::NoForYes(found) => format!("{} رفض في موضع القبول.", phrase(found)),
        Says::YesForNo(found) => format!("{} قبول في موضع الرفض، أو نفيان يصيران إثباتًا.", phrase(found)),
        Says::Lawyers(found) => format!("{} من لغة القانونيين.", phrase(found)),

        Says::AskedAlready(key) => format!("يسأل {} عن هذا الآن، أو سأل عنه في آخر 180 يومًا: من يرفض هناك يُسأل مرة أخرى.", q(key)),
        Says::NearlyAskedAlready(key) => format!("يستخدم {} بعض البيانات نفسها، للغرض نفسه أو مقابل القدر نفسه من الشيء نفسه. إذا كان هذا هو نفسه بكلمات أخرى فسيُسأل مرة أخرى من يرفض هناك.", q(key)),
        Says::BeatsSignal(found) => format!("{} تتجاوز رفضًا قائمًا يعلنه المتصفح.", phrase(found)),
        Says::AsksAgain(found) => format!("{} تسأل من جديد عما سبقت الإجابة عنه.", phrase(found)),

        Says::Worse(found) => format!("ما تذكره {} يسوء بعد الرفض، وليس مما ينتج عن هذه البيانات.", phrase(found)),
        Says::PriceOfElse(found) => format!("{} تجعل القبول ثمنًا لشيء آخر.", phrase(found)),
        Says::HardToLeave(found) => format!("{} تجعل الخروج أصعب من الدخول.", phrase(found)),
        Says::GoesOn(found) => format!("ما تذكره {} يستمر بعد الرفض، أو يبدأ من جديد وحده.", phrase(found)),
        Says::WorthUnsaid => "يحصل العملاء على مال أو نقاط أو خصم مقابل بياناتهم، ولا يُذكر كم تساوي البيانات.".into(),
        Says::WorthHalfSaid => "لم تُذكر قيمة البيانات كاملة.".into(),
        Says::MethodUnsaid(found) => format!("{} لا تقول كيف حُسبت القيمة.", phrase(found)),

        Says::NotKept(percent) => format!("لم يصل في آخر 30 يومًا أكثر من \u{200e}{}%\u{200e} مما وُعد به.", n(*percent)),

        Says::TooMany(most) => format!("الحد الأقصى هنا {}؛ لم يُنظر في ما زاد عليه.", n(*most)),
        Says::TooLong { length, most } => format!("طول هذا النص {}؛ الحد الأقصى {}.", characters(*length), n(*most)),
        Says::TogetherHard(grade) => format!("تُقرأ النصوص كلها معًا كنص للصف {}؛ الأفضل الصف 6، والحد الأقصى الصف 8.", n(*grade)),
        Says::Hard(grade) => format!("يُقرأ هذا كنص للصف {}.", n(*grade)),
        Says::LongSentence { words: all, most } => format!("في هذه الجملة {}؛ الحد الأقصى {}.", words(*all), n(*most)),
        Says::Specialists(found) => format!("{} من لغة المختصين.", phrase(found)),
        Says::Abbreviation(found) => format!("{} اختصار لا يشرحه شيء.", phrase(found)),
        Says::TurnsDirection => "علامة غير مرئية هنا تقلب اتجاه الكتابة، فيُقرأ النص على غير ما كُتب.".into(),
        Says::SplitsWord => "علامة غير مرئية هنا تقسم كلمة.".into(),
        Says::Lookalike => "هنا حرف يشبه الحرف المقصود وليس هو.".into(),

        Says::NoLocale => "اذكر بأي لغة كُتب هذا.".into(),
        Says::NoRegions => "اذكر أين يُعرض: رموز المناطق، أو «*» لكل مكان.".into(),
        Says::LiveIn(locale) => format!("العرض منشور بلغة {} أيضًا، وهذا غير مكتوب بها.", q(locale)),
        Says::ShownIn(locale) => format!("من يقرأ بلغة {} يُعرض عليه هذا، وهو غير مكتوب بها.", q(locale)),
        Says::NotWrittenIn(locale) => format!("هذا غير مكتوب بلغة {}.", q(locale)),
        Says::SameAs(locale) => format!("النص نفسه مكتوب بلغة {}: لم يُترجم.", q(locale)),
        Says::OtherNumber(locale) => format!("العدد هنا غير العدد بلغة {}.", q(locale)),
        Says::OtherNames(locale) => format!("الأسماء هنا غير الأسماء بلغة {}.", q(locale)),
        Says::Numbers { locale, here, there } => match (here, there) {
            (Some(here), Some(there)) => format!("يُذكر هنا {here}، وبلغة {} {there}.", q(locale)),
            (Some(here), None) => format!("يُذكر {here} هنا ولا يُذكر بلغة {}.", q(locale)),
            (None, Some(there)) => format!("يُذكر {there} بلغة {} ولا يُذكر هنا.", q(locale)),
            (None, None) => format!("العدد هنا غير العدد بلغة {}.", q(locale)),
        },
        Says::Times { locale, here, there } => format!("المدة هنا {}، وبلغة {} {}.", stretches(here), q(locale), stretches(there)),
        Says::Placeholder(found) => format!("{} تُركت لتُملأ.", phrase(found)),
        Says::Slot => "بقي هنا مكان فارغ لم يُملأ.".into(),

        Says::NoRecipients => "اذكر بالاسم من يطّلع على البيانات أيضًا.".into(),
        Says::NobodyNamed => "لم يُذكر من يطّلع على البيانات، وقد تشارك في الأمر جهة من الخارج.".into(),
        Says::PartyUnnamed(found) => format!("{} تشارك في الأمر، ولم تُذكر بين من يطّلع على البيانات.", phrase(found)),
        Says::SoldAfterAll(found) => format!("{} تنفي البيع، مع أن جهة تدفع مقابل ذلك.", phrase(found)),
        Says::KeptAfterAll(found) => format!("{} يبقى محفوظًا، مهما كانت المدة المذكورة.", phrase(found)),
        Says::NoVendor => "تذهب البيانات إلى حاسوب شركة أخرى، ولم تُذكر أي شركة.".into(),
        Says::NamesNobody(found) => format!("{} لا تسمّي أحدًا.", phrase(found)),
        Says::ToAnybody(found) => format!("{} تعطي البيانات لأي جهة كانت ولا تسمّي أحدًا.", phrase(found)),
        Says::NoTime(found) => format!("{} لا تذكر مدة الاحتفاظ بالبيانات.", phrase(found)),
        Says::NoEnd => "لا يذكر هذا وقتًا ولا حدثًا تُحذف عنده البيانات.".into(),
        Says::Months(longest) => format!("اذكر عدد الأشهر، من 1 إلى {}.", n(*longest)),

        Says::NoKey => "من دون مفتاح لا يستطيع أحد التمييز بين النسخ.".into(),
        Says::NoNote => "سيحل هذا محل نسخة منشورة، ولا يُذكر ما الذي تغيّر.".into(),
        Says::ChangedMore(found) => format!("{} أمر جديد، والملاحظة لا تذكره.", phrase(found)),
        Says::NothingChanged(found) => format!("{} لا تقول ما الذي تغيّر.", phrase(found)),

        Says::Missing(role) => format!("هذا ناقص. اذكر {}.", wanted(*role)),
        Says::NoText(role) => format!("هذا ليس نصًا. اذكر {}.", wanted(*role)),
    }
}

pub(super) fn suggestion(instead: Instead) -> &'static str {
    match instead {
        Instead::HowManyEach => "اذكر الكمية: «بطاقة هدية واحدة مع كل طلب».",
        Instead::HowMany => "اذكر الكمية وكم مرة: «ثلاث وصفات في الأسبوع».",
        Instead::Everys => {
            "استخدم \u{2068}once\u{2069} أو \u{2068}day\u{2069} أو \u{2068}week\u{2069} أو \u{2068}month\u{2069} أو \u{2068}quarter\u{2069} أو \u{2068}year\u{2069} أو \u{2068}visit\u{2069} أو \u{2068}order\u{2069} أو \u{2068}trip\u{2069}."
        }
        Instead::EventName => "استخدم الحدث الذي يرسله نظامك، مثل «\u{2068}email.sent\u{2069}».",
        Instead::Kinds => {
            "استخدم \u{2068}money\u{2069} أو \u{2068}points\u{2069} أو \u{2068}access\u{2069} أو \u{2068}service\u{2069} أو \u{2068}convenience\u{2069} أو \u{2068}public_good\u{2069}."
        }
        Instead::CountThings => "عُدّ أشياء تصل، مثل الوصفات أو القسائم أو الرسائل.",
        Instead::WholePrice => "اذكر الثمن كاملًا حيث تذكر ما يحصل عليه العميل.",
        Instead::OneWorth => "اذكر المبلغ نفسه في الموضعين، وكيف حُسب.",
        Instead::SameAsGiven => "اذكر ما تذكره المزايا: الأعداد نفسها، وبالوتيرة نفسها.",
        Instead::Provable => "عِد بما يمكن لحدث أن يثبته: ما هو، وكم، وكم مرة.",

        Instead::SayExactly => {
            "اذكر بالضبط ما الذي يحدث، وبماذا، وعلى يد من، مثل «ننظر في طلباتك خلال آخر 12 شهرًا لنختار ثلاث وصفات.»"
        }

        Instead::WriteObject => "اكتب كائن JSON واحدًا فيه حقول العرض.",
        Instead::WriteList => "اكتب قائمة؛ القائمة الفارغة تعني أنه لا يوجد شيء.",
        Instead::PickPurpose => "اختر غرضًا من «الأغراض والبيانات».",
        Instead::PickBasis => "اختر الموافقة كي يُسأل العملاء، ولا تختر غيرها إلا حيث يجيزه القانون.",
        Instead::PickDecider => "اختر حاسوبًا أو إنسانًا أو كليهما، كما هو الواقع.",
        Instead::PickWord => {
            "استخدم كلمة من القائمة، مثل «\u{2068}email\u{2069}» أو «\u{2068}infer\u{2069}» أو «\u{2068}DE\u{2069}»."
        }
        Instead::PickTerm => "اختره من «الأغراض والبيانات».",
        Instead::PickOrAdd => "اختر واحدًا من «الأغراض والبيانات»، أو اطلب إضافته هناك.",
        Instead::NameOnce => "اذكر كل نوع من البيانات مرة واحدة.",
        Instead::MarkRequired => "حدّد واحدًا على الأقل على أنه ضروري.",
        Instead::EachUse => "اذكر في وصف الاستخدام ما يفيد به كل نوع من البيانات، أو احذفه.",
        Instead::ListOrLeave => "أضفه إلى البيانات التي يشاركها العملاء، أو احذفه من وصف الاستخدام.",

        Instead::OneDecider => "اذكر الشيء نفسه في الموضعين: حاسوب أو إنسان أو كلاهما.",
        Instead::ToldOrDid => "استخدم ما أخبرك به العملاء أو ما نشأ من تعاملهم معك.",
        Instead::AskPeople => "اسأل العملاء بدلًا من التخمين.",
        Instead::AskApart => "اسأل العملاء بدلًا من التخمين، في عرض خاص بذلك.",
        Instead::GuessOfItsOwn => "اجعل للتخمين عرضًا خاصًا به، أو احذفه.",
        Instead::WithoutTheLine => {
            "احذف ما يتحدث عنه الخط، أو استخدم له بيانات أخرى. أما الخط نفسه فيغيّره شخصان، مع مهلة 30 يومًا."
        }
        Instead::ExchangeOfItsOwn => "اجعل للبيانات الحساسة عرضًا خاصًا بها.",

        Instead::ShortenGet => "اختصر ما يحصل عليه العملاء، أو انقل بعضه إلى وصف الاستخدام.",
        Instead::LengthenGet => "اذكر بكلمات أكثر قليلًا ما يحصل عليه العملاء.",
        Instead::Plainly => "اكتبه بالبساطة التي كُتب بها ما يشاركه العملاء: بلا علامات ولا حروف كبيرة.",
        Instead::OnlyWhat => "اذكر فقط ما يحصل عليه العملاء، وكم، وكم مرة.",

        Instead::PlainNo => "استخدم كلمات بسيطة: «عدم السماح».",
        Instead::OfferPlainNo => "ضع رفضًا بسيطًا بجانب القبول: «عدم السماح».",
        Instead::PlainAnswers => "استخدم كلمات بسيطة للإجابتين.",
        Instead::SameWords => "استخدم الكلمات البسيطة نفسها للإجابتين: «السماح» و«عدم السماح».",
        Instead::AllowAndRefuse => "استخدم «السماح» و«عدم السماح».",
        Instead::AsLong => "اجعل الإجابتين متقاربتين في الطول: «السماح» و«عدم السماح».",
        Instead::Alike => "اكتب الإجابتين بالطريقة نفسها.",
        Instead::SayPlainly => {
            "اذكر ببساطة ما الذي يتوقف وما الذي يبقى، أو اسأل ببساطة: «هل يمكننا استخدام طلباتك لاختيار ثلاث وصفات لك في الأسبوع؟»"
        }

        Instead::LeaveOut => "احذفه: العرض قائم ما دام معروضًا، ولا داعي للعجلة.",
        Instead::LeaveOutCount => "احذف عدد ما تبقى: اذكر ما يحصل عليه العملاء، وكم، وكم مرة.",
        Instead::LeaveOutCrowd => {
            "احذف ما يفعله الآخرون: اذكر ما يحصل عليه هذا العميل، وكم، وكم مرة."
        }

        Instead::NameTheData => {
            "اذكر البيانات في السؤال: «هل نستخدم طلباتك السابقة لنختار ثلاث وصفات في الأسبوع؟»"
        }
        Instead::AskPlainly => {
            "اسأل مرة واحدة وببساطة، بحيث يكون معنى «نعم» التفعيل: «هل يمكننا استخدام طلباتك لاختيار وصفات لك؟»"
        }
        Instead::NoDoubleNegative => "اكتبه من دون نفي مزدوج؛ لا يُفعَّل شيء قبل أن يقول العميل «نعم».",
        Instead::AskEach => "اسأل عن كل أمر وحده، بقبوله ورفضه.",
        Instead::YesTurnsOn => "اجعل القبول يفعّله: «السماح».",
        Instead::NoLeavesOff => "اجعل الرفض يتركه متوقفًا: «عدم السماح».",
        Instead::TurnWords => "استخدم «تفعيل» و«إيقاف»، أو «السماح» و«عدم السماح».",
        Instead::WhatYesDoes => "اكتب ما يفعله القبول: «\u{2068}Erlauben\u{2069}»، «السماح».",
        Instead::WhatNoDoes => {
            "اكتب ما يفعله الرفض: «\u{2068}Nicht erlauben\u{2069}»، «عدم السماح»."
        }

        Instead::OnlyWhenChanged => {
            "لا تسأل من جديد إلا إذا تغيّر شيء للعملاء: فائدة أكثر أو بيانات أقل."
        }
        Instead::FollowSignal => "اتبع المتصفح واذكر ذلك: «إذا رفض متصفحك بقي هذا متوقفًا.»",
        Instead::NoIsRemembered => "احذفه: الرفض محفوظ، ومن يريد التفعيل يعرف أين يجده.",

        Instead::KeepTheRest => "اترك كل شيء آخر كما هو: «يبقى حسابك وأسعارك ونقاطك كما هي.»",
        Instead::SameForAll => "قدّم الباقي من دونه: يحصل العملاء على الخدمة نفسها أيًا كانت إجابتهم.",
        Instead::OneClick => "اجعل إيقافه ممكنًا بنقرة واحدة، واذكر متى يتوقف: «نتوقف خلال ساعة.»",
        Instead::NameMethod => {
            "اختر طريقة مما يسمّيه القانون، أو اذكر ما الذي عُدّ: «ما نبيعه بهذه البيانات في السنة، مقسومًا على عدد العملاء.»"
        }
        Instead::PickConsent => "اختر الموافقة أساسًا قانونيًا.",
        Instead::OtherProposition => {
            "أبقِ الأساس القانوني كما هو. ما لا يحتاج حقًا إلى موافقة هو اتفاق آخر، له مفتاحه وبياناته."
        }
        Instead::SayWorth => "اذكر المبلغ والعملة والمدة وكيف حُسبت القيمة.",

        Instead::DeliverFirst => "أوصل ما وُعد به قبل سؤال عملاء آخرين، أو عِد بأقل.",

        Instead::Fewer => "أبقِ ما يحتاج إليه العملاء، واحذف ما عداه.",
        Instead::Shorten => "استخدم كلمات قصيرة وجملًا قصيرة، في كل منها فكرة واحدة.",
        Instead::TwoSentences => "اجعلها جملتين.",
        Instead::ForAChild => "قلها بكلمة يعرفها طفل في العاشرة.",
        Instead::WriteOut => "اكتبه كاملًا، أو اشرحه في مكانه.",
        Instead::TypeAnew => "اكتب الكلمات من جديد، بحروف عادية.",

        Instead::LanguageTag => "استخدم رمز اللغة، مثل «\u{2068}ar\u{2069}».",
        Instead::Everywhere => {
            "استخدم «\u{2068}*\u{2069}» لكل مكان، أو رموزًا مثل «\u{2068}DE\u{2069}» و«\u{2068}US-CA\u{2069}»."
        }
        Instead::InEveryLive => "اكتبه بكل لغة هو منشور بها.",
        Instead::InEveryOffered => "اكتبه بكل لغات صفحاتك.",
        Instead::Translate => "ترجم هذا النص.",
        Instead::SameNumbers => "اذكر الأعداد نفسها في كل لغة.",
        Instead::FillIn => "املأه بلغة هذا النص.",

        Instead::NameEach => {
            "اذكر كل شركة تطّلع على البيانات وما تفعله: «النورس للبريد (ترسل الرسائل)»."
        }
        Instead::NobodyOrName => "لا تعطِ البيانات لأحد، أو اذكر كل شركة تطّلع عليها وما تفعله بها.",
        Instead::NobodyOutside => "إذا لم يطّلع عليها أحد، فاذكر ذلك: «لا أحد خارج متاجر الواحة».",
        Instead::SayWhen => "اذكر متى: «نتوقف خلال ساعة».",
        Instead::WholeMonths => "اكتب عددًا صحيحًا من الأشهر، مثل 24.",
        Instead::OneTime => "اذكر مدة واحدة لكل النسخ، أو ما الذي يبقى وكم يبقى.",
        Instead::SayTime => "اذكر مدة وبدايتها: «12 شهرًا بعد آخر طلب لك».",

        Instead::ShortName => "اختر له اسمًا قصيرًا، مثل «\u{2068}recipe-ideas\u{2069}».",
        Instead::SayWhatChanged => "اذكر في جملة واحدة ما الذي تغيّر: «نستخدم الآن يوم ميلادك أيضًا.»",

        Instead::Write(role) => example(role),
    }
}

/// A text as it could stand there.
fn example(role: Role) -> &'static str {
    match role {
        Role::Title => "اكتب مثلًا «أفكار وصفات بالبريد الإلكتروني».",
        Role::Use => "اكتب مثلًا «ننظر في طلباتك خلال آخر 12 شهرًا لنختار ثلاث وصفات.»",
        Role::What => "اكتب مثلًا «وصفات يمكنك طبخها مما تشتريه».",
        Role::Unit => "اكتب ما يصل بصيغة الجمع، مثل «وصفات» أو «قسائم».",
        Role::Sample => "اكتب مثلًا «اشتريت خبز الجاودار {orders}. جرّبه مع هذا الحساء.»",
        Role::Method => "اكتب مثلًا «ما نبيعه بفضل البيانات في السنة، مقسومًا على عدد العملاء.»",
        Role::IfOff => "اكتب مثلًا «نتوقف خلال ساعة. لن تصلك رسائل وصفات أخرى.»",
        Role::Stays => "اكتب مثلًا «تبقى طلباتك ونقاطك كما هي.»",
        Role::Recipient => "اكتب مثلًا «النورس للبريد (ترسل الرسائل)».",
        Role::Retention => "اكتب مثلًا «12 شهرًا بعد آخر طلب لك».",
        Role::Question => "اكتب مثلًا «هل تسمح لنا باستخدام طلباتك لنختار ثلاث وصفات في الأسبوع؟»",
        Role::Allow => "اكتب «السماح».",
        Role::Refuse => "اكتب «عدم السماح».",
        Role::Note => "اكتب مثلًا «نستخدم الآن يوم ميلادك أيضًا.»",
    }
}

pub(super) fn reason(rule: Rule) -> &'static str {
    match rule {
        Rule::Countable => "لا يمكن التحقق من وعد إلا إذا أمكن عدّه.",
        Rule::Vague => "الكلمات المبهمة تخفي ما يحدث ومن يفعله.",
        Rule::Explained => {
            "لا يستطيع العملاء أن يقرروا بشأن البيانات إلا إذا عرفوا فيم يُستخدم كل نوع منها."
        }
        Rule::Sensitive => "البيانات الحساسة وتخمينات الآخرين هي الأكثر ضررًا، والخط الأحمر وعد.",
        Rule::Basis => "ما يمكن رفضه لا يُفعل بطريق آخر.",
        Rule::Balanced => "الجانب الأطول أو الأكثر بريقًا يقرر بدلًا من القارئ.",
        Rule::PlainNo => "لا ينبغي أن يشعر أحد بالحرج لأنه رفض.",
        Rule::Pressure => "الضغط يسلب وقت التفكير.",
        Rule::Straight => "السؤال الملتوي يُجاب عنه بما لم يقصده أحد.",
        Rule::AskedOnce => "تكرار السؤال يُنهك الناس.",
        Rule::NoDetriment => "لا يكون القبول حرًا إلا إذا لم يكلّف الرفض شيئًا.",
        Rule::Kept => "الوعد الذي لا يُوفى به ليس مقابلًا.",
        Rule::Readable => "من لا يستطيع قراءته لا يستطيع الموافقة عليه.",
        Rule::Translated => "النص بلغة أخرى، أو النص المختلف، يترك العملاء في حيرة.",
        Rule::Named => "يحتاج العملاء إلى معرفة من يطّلع على بياناتهم وكم من الوقت.",
        Rule::ChangeTold => "من وافق يجب أن يعرف ما الذي تغيّر.",
    }
}
