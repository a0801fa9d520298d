//! What the team reads about the numbers of its propositions, in Arabic.

use super::counted;
use crate::text::numbers::{Columns, Numbers, Words};
use mutual::catalogue::Every;
use mutual::consent::Route;
use mutual::insight::Measure;

pub(in crate::text) static NUMBERS: Numbers = Numbers {
    title: "الأرقام",
    lead: "حال كل عرض: من شغّله، ومن قال نعم، ومن تراجع، وهل وصل إلى الناس ما وُعدوا به.",
    none: "لا عرض منشور. تبدأ الأرقام مع أول عرض.",
    all: "كل الأرقام",
    of: |title| format!("الأرقام: {title}"),
    since: |day, at| format!("منذ {day}. العدّ حتى {at}."),
    incomplete: "بعض القيود لم تُعَدّ بعد، فهذه الأرقام أصغر من الواقع. يمكن لمن يشغّل هذا النظام أن يعيد العدّ بالأمر mutual numbers recount.",
    periods: "المدة",
    days: |days| format!("{days} يومًا"),
    hidden: "لا يظهر أقل من 10 أشخاص رقمًا، ولا تظهر نسبة من أقل من 50 جوابًا. وحيث يمكن استنتاج رقم مخفي من غيره في القائمة نفسها نخفي رقمًا آخر. لا شيء هنا يسمّي شخصًا، ومن مُحيت بياناته يبقى معدودًا بلا اسم. الأيام بتوقيت UTC، والأسابيع تبدأ يوم الاثنين.",

    few: "أقل من 10",
    not_told: "غير معروض",
    below: |share| format!("أقل من {share}"),
    above: |share| format!("أكثر من {share}"),
    percent: |share| {
        let percent = share * 100.0;
        if percent > 0.0 && percent < 9.95 || percent > 98.95 && percent < 100.0 {
            format!("\u{200e}{percent:.1}%\u{200e}")
        } else {
            format!("\u{200e}{percent:.0}%\u{200e}")
        }
    },
    between: |low, high| format!("من {low} إلى {high}"),
    nothing_yet: "لا يوجد بعد ما يكفي لعرضه.",

    table: "الشيء نفسه في جدول",
    csv: "تنزيل بصيغة CSV",

    tile_on: "شغّلوه",
    tile_yes: "من الأجوبة نعم",
    tile_regret: "يتراجعون عن نعم خلال 7 أيام",
    tile_kept: "مما وُعد به وصل",

    kept: Words {
        measure: "ما وصل، كنسبة مما وُعد به، لكل منفعة وبوحدتها",
        definition: "الواصل ÷ الموعود في آخر 30 يومًا كاملًا، أو في دورة واحدة حيث تكون أطول. الموعود تقدير: عدد من كان مشغّلًا لديهم في نهاية كل يوم، مضروبًا فيما يعد به إصدار ذلك اليوم ليوم واحد. (يرى كل عميل في صفحته رصيده الدقيق.) ما يأتي مرة واحدة أو مع طلب أو زيارة أو رحلة لا يعد به التقويم وليست له نسبة. وما دام المحفوظ أقل من 90% لا يمكن تقديم العرض إلى مزيد من الناس.",
    },
    kept_all: |share| format!("وصل إلى الناس ما لا يقل عن {share} من كل ما وُعدوا به"),
    kept_short: |what, share| format!("«{what}»: لم يصل إلا {share} مما وُعد به"),
    kept_unknown: "ما وُعد به قليل بعدُ للحكم",
    kept_limit: "90%",

    on: Words {
        measure: "من كان مشغّلًا لديهم في نهاية كل يوم",
        definition: "من قال نعم ولم يتراجع ولم تنته مدته ولا يحتاج إلى جواب جديد. من أوقف كل شيء مؤقتًا لا يُعَدّ. يشير الخط المتقطع إلى اليوم الذي نُشر فيه إصدار.",
    },
    on_title: |many| format!("عدد من شغّلوه: {many}"),
    on_more: |many, more, day| format!("عدد من شغّلوه: {many}، بزيادة {more} عن {day}"),
    on_fewer: |many, fewer, day| format!("عدد من شغّلوه: {many}، بنقص {fewer} عن {day}"),
    on_by_itself: "يبدأ هذا العرض بلا سؤال، فلا نعم تُعَدّ. أدناه من أوقفه.",

    yes: Words {
        measure: "الأجوبة بنعم، كنسبة من كل الأجوبة، حسب الأسبوع",
        definition: "من أجاب بنعم ÷ من أجاب، حسب أسبوع الجواب: في الصفحة أو عبر رابط أو من أحد أنظمتكم. لا يُحسب المستورد ولا إشارات المتصفح، ولا من شغّله ثانية بعد لا. من رأى السؤال ولم يجب لا يُسجَّل، فلا يُعَدّ أحد لمجرد النظر.",
    },
    yes_title: |share| format!("{share} من الأجوبة كانت نعم"),
    yes_unknown: "الأجوبة أقل من أن تُعرض نسبة",

    regret: Words {
        measure: "نعم التي جرى التراجع عنها خلال 7 أيام، حسب أسبوع قولها",
        definition: "من أوقفه خلال 7 أيام ÷ كل من كانت أحدث نعم له في ذلك الأسبوع ومضى عليها 7 أيام على الأقل. من تراجع ثم قال نعم من جديد يُعَدّ كل مرة. نعم لا يثبت عليها صاحبها لا قيمة لها، فالإصدار الذي يجمع منها أكثر لم يربح.",
    },
    regret_title: |share| format!("{share} تراجعوا خلال 7 أيام"),
    regret_unknown: "ما مضى عليه 7 أيام أقل من أن تُعرض نسبة",

    versions: Words {
        measure: "الأجوبة بنعم حسب الإصدار، مع المجال الذي تقع فيه النسبة في 95 من 100 حالة",
        definition: "من أجاب بنعم ÷ من أجاب، كما سبق، حسب الإصدار المعروض. مجال ويلسون. كانت الإصدارات منشورة في أوقات مختلفة وسألت أناسًا مختلفين: الفرق هنا يدل أين ننظر ولا يثبت شيئًا.",
    },
    versions_best: |version| format!("حصل الإصدار {version} على أكثر نعم"),
    versions_alike: "لا إصدار يبرز",
    routes: Words {
        measure: "الأجوبة بنعم حسب الطريق الذي جاءت منه، مع المجال الذي تقع فيه النسبة في 95 من 100 حالة",
        definition: "من أجاب بنعم ÷ من أجاب، كما سبق، حسب طريق الجواب. مجال ويلسون.",
    },
    routes_best: |route| format!("أكثر نعم تأتي {route}"),
    routes_alike: "لا طريق يبرز",

    cohorts: Words {
        measure: "من بقي مشغّلًا لديه ممن قالوا نعم في أسبوع واحد",
        definition: "كل من كانت أحدث نعم له في ذلك الأسبوع، ونسبة من بقيت نعم لديه قائمة بعد هذا العدد من الأسابيع الكاملة. الإيقاف المؤقت لا ينهيها؛ أما التراجع وانتهاء المدة والحاجة إلى جواب جديد والمحو فتنهيها. ومن تراجع ثم قال نعم من جديد يُعَدّ كل مرة.",
    },
    cohorts_title: |share, weeks| {
        let weeks = counted(weeks, ["أسبوع", "أسبوعين", "أسابيع", "أسبوعًا", "أسبوع"]);
        format!("{share} بقي مشغّلًا لديهم بعد {weeks}")
    },
    cohorts_unknown: "نعم أقل من أن تُتابع",

    ends: Words {
        measure: "لماذا توقف، ولكم من الناس",
        definition: "كل مرة لم يعد فيها قائمًا في هذه المدة؛ والإيقاف المؤقت ليس منها.",
    },
    ends_title: "لماذا توقف",

    unused: Words {
        measure: "بيانات نطلبها ولم تُستخدم منذ 90 يومًا",
        definition: "أنواع بيانات الإصدار المنشور، المعروضة منذ 90 يومًا أو أكثر، التي مضى على أحدث استخدام مُبلّغ عنه لهذا الغرض أكثر من 90 يومًا. قد يكون لعدة عروض غرض واحد: يُحسب الاستخدام لها كلها. إزالة بند لا تسأل أحدًا من جديد.",
    },
    unused_none: "كل ما نطلبه مستخدم",
    unused_some: |many| format!("عدد أنواع البيانات المطلوبة وغير المستخدمة: {many}"),
    unused_edit: "فتح مسودة بدونها",
    never: "أبدًا",

    version: |version| format!("الإصدار {version}"),
    version_mark: |version| format!("v{version}"),
    route: |route| match route {
        Route::Page => "في الصفحة",
        Route::Link => "عبر رابط",
        Route::Api => "عبر أحد أنظمتكم",
        Route::Import => "عبر الاستيراد",
        Route::Signal => "عبر إشارة",
        Route::System => "من النظام",
    },
    ended: |measure| match measure {
        Measure::Expired => "انتهت المدة",
        Measure::NeedsAnswer => "تغيير يحتاج إلى جواب جديد",
        Measure::Erased => "مُحيت البيانات",
        _ => "أوقفوه",
    },
    every: |every| match every {
        Every::Once => "مرة واحدة",
        Every::Day => "في اليوم",
        Every::Week => "في الأسبوع",
        Every::Month => "في الشهر",
        Every::Quarter => "كل ثلاثة أشهر",
        Every::Year => "في السنة",
        Every::Visit => "في كل زيارة",
        Every::Order => "مع كل طلب",
        Every::Trip => "في كل رحلة",
    },
    after_weeks: |weeks| {
        let weeks = counted(weeks, ["أسبوع", "أسبوعين", "أسابيع", "أسبوعًا", "أسبوع"]);
        format!("بعد {weeks}")
    },

    column: Columns {
        proposition: "العرض",
        kept: "الوعود المحفوظة",
        on: "شغّلوه",
        yes: "أجابوا بنعم",
        regret: "تراجعوا",
        day: "اليوم",
        week: "أسبوع",
        people: "الناس",
        answers: "الأجوبة",
        yeses: "نعم",
        share: "النسبة",
        low: "من",
        high: "إلى",
        version: "الإصدار",
        route: "الطريق",
        why: "السبب",
        benefit: "المنفعة",
        unit: "الوحدة",
        every: "كم مرة",
        days: "الأيام",
        promised: "الموعود",
        delivered: "الواصل",
        data: "البيانات",
        last_used: "آخر استخدام",
    },
};
