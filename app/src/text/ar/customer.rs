//! What a customer reads about her exchanges, in Arabic.

use super::{RULES, counted, number};
use crate::text::customer::{Customer, Failed, Heard, History, Live, Said, Signal};
use mutual::catalogue::{DecidedBy, WorthMethod};
use mutual::guard::{CaseKind, Situation};

/// Who reads it.
const YOU: &str = "أنت";

pub(in crate::text) static CUSTOMER: Customer = Customer {
    title: "ما تشاركه وما تحصل عليه",
    money,
    tally: |on, all| format!("المفعّل: {} من {}.", number(on), number(all)),
    only_you: "لا يعمل هنا إلا ما فعّلته بنفسك.",
    nothing_here: "لا يوجد هنا ما يمكن مشاركته بعد. ما نعرضه عليك مقابل بياناتك سيظهر هنا، وسيكون متوقفًا.",
    all_paused: "كل شيء متوقف مؤقتًا. لا نستخدم شيئًا مما يمكنك إيقافه.",
    paused_since: |when| format!("متوقف مؤقتًا منذ {when}. إجاباتك محفوظة."),
    resume: "متابعة",
    resume_starts: |count| match count {
        0 => "لن يعود شيء إلى العمل بعدها، لأنه لا شيء مفعّل.".to_owned(),
        _ => {
            let exchanges = counted(
                count,
                ["اتفاق واحد", "اتفاقان", "اتفاقات", "اتفاقًا", "اتفاق"],
            );
            format!("سيعود إلى العمل بعدها {exchanges}.")
        }
    },

    you_share: "ما تشاركه",
    you_would_share: "ما ستشاركه",
    you_get: "ما تحصل عليه",
    you_would_get: "ما ستحصل عليه",
    your_choice: "حسب رغبتك",

    example: "عرض مثال",
    example_invented: "هذا المثال عن شخص مُخترَع، وليس من بياناتك.",
    example_data: |data| format!("الكلمات التي تحتها خط مأخوذة من: {data}."),

    new_question: "سؤال جديد",
    change_any_time: "يمكنك تغيير هذا هنا في أي وقت.",
    decide_later: "سأقرر لاحقًا",
    special: "هذه بيانات حساسة. لها اتفاق خاص بها، ولا يستخدمها أي شيء آخر.",

    parts: "تفعيل الأجزاء أو إيقافها",
    part_needed: "ضروري. إيقافه هنا يوقف كل شيء.",
    part_optional: "حسب رغبتك. الباقي يبقى مفعّلًا.",
    part_on: "مفعّل: نستخدمه",
    part_off: "متوقف: لا نستخدمه",
    more_parts: "أجزاء أخرى",
    parts_later: |parts| format!("بعد التفعيل يمكنك أيضًا تفعيل: {parts}."),

    how: "كيف نستخدمه",
    how_would: "كيف سنستخدمه",
    decided_by: |who| match who {
        DecidedBy::Computer => "الحاسوب يختار. لا يطّلع عليه أي شخص.",
        DecidedBy::Person => "شخص يقرر.",
        DecidedBy::Both => "الحاسوب يقترح. شخص يقرر.",
    },
    if_off: "عند الإيقاف",
    if_off_later: "عند الإيقاف لاحقًا",
    recipients: "من يطّلع عليه أيضًا",
    no_recipients: "لا أحد من خارج شركتنا",
    retention: "مدة الاحتفاظ به",
    worth: "قيمته لدينا",
    worth_method: |method| match method {
        WorthMethod::Marginal => Some("ما تجلبه لنا بيانات عميل إضافي"),
        WorthMethod::Average => Some("ما تجلبه لنا بيانات العميل في المتوسط"),
        WorthMethod::Aggregate => Some("ما تجلبه لنا بيانات كل العملاء مقسومًا على عددهم"),
        WorthMethod::Revenue => Some("ما نكسبه من استخدام البيانات"),
        WorthMethod::DataExpenses => Some("ما يكلفنا جمع البيانات وحفظها"),
        WorthMethod::IncentiveExpenses => Some("ما يكلفنا تقديم هذا لك"),
        WorthMethod::Profit => Some("ما يبقى لنا مما تجلبه البيانات"),
        WorthMethod::Other => None,
    },
    worth_is: |amount, currency, every, method| {
        let money = money(amount, currency);
        format!("نحو {money} {every}. هكذا حسبناها: {method}.")
    },
    term: "متى ينتهي",
    ends_on: |day| format!("في {day}، ما لم تُعِد تفعيله"),
    lasts_months: |months| {
        let months = counted(months, ["شهر واحد", "شهرين", "أشهر", "شهرًا", "شهر"]);
        format!("بعد {months} من تفعيله")
    },
    wording: "هذا النص",
    version_since: |version, day| format!("النسخة {}، منذ {day}", number(version)),

    on: |what| {
        what.map_or_else(
            || "مفعّل: نستخدم هذا".to_owned(),
            |what| format!("مفعّل: نستخدم {what}"),
        )
    },
    off: "متوقف: لا نستخدم هذا",
    not_in_language: "لم نكتب هذا بلغتك بعد",
    off_run_out: |day| format!("متوقف: انتهت مدته في {day}"),
    off_changed: "متوقف: لقد تغيّر، ولم تصلنا إجابتك بعد",
    on_paused: "متوقف مؤقتًا: لا نستخدم شيئًا",
    on_interest: "مفعّل: يمكنك الرفض",
    off_interest: "متوقف: رفضت ذلك",
    by_contract: "مفعّل دائمًا: ما اشتريته يحتاج إليه",
    by_law: "مفعّل دائمًا: القانون يفرضه",
    other_uses: "استخدامات أخرى لبياناتك",
    other_uses_lead: "هذه لا تنتظر إجابتك. كل واحد منها يوضح السبب.",

    changed_on: |day, note| format!("غيّرنا هذا في {day}. {note}"),
    card_line: |version, since, until| {
        let mut line = vec![format!("النسخة {}", number(version))];
        line.extend(since.map(|since| format!("منذ {since}")));
        line.extend(until.map(|until| format!("ينتهي في {until}")));
        line
    },
    details: "السجل والتفاصيل",
    all_exchanges: "كل الاتفاقات",
    undo: "تراجع",

    everything: "كل الاتفاقات معًا",
    pause: "إيقاف الكل مؤقتًا",
    pause_does: "نتوقف عن استخدام كل ذلك إلى أن تختار المتابعة. إجاباتك تبقى محفوظة.",
    everything_off: "إيقاف الكل",
    everything_off_does: "نتوقف عن استخدام كل ذلك. للبدء من جديد، عليك تفعيل كل واحد بنفسك.",

    signal: Signal {
        asks: |day| format!("يطلب منا متصفحك ألا نبيع بياناتك أو نشاركها. نلتزم بذلك منذ {day}."),
        asked: |day| {
            format!("في {day} طلب منا متصفحك ألا نبيع بياناتك أو نشاركها. ما زلنا نلتزم بذلك.")
        },
        reaches_nothing: "لا شيء هنا يبيعها أو يشاركها.",
        reaches: "ما كان سيبيعها أو يشاركها متوقف. يمكنك مع ذلك تفعيل واحد منها بمفرده إذا أردت.",
        of_anybody: "يطلب منا متصفحك ألا نبيع بياناتك أو نشاركها. نلتزم بذلك.",
        off: "متوقف: هذا يشارك بياناتك، ومتصفحك يطلب منا ألا نفعل. التفعيل فقط إذا أردت ذلك رغم طلبه",
        part_off: "متوقف: متصفحك يطلب منا ألا نشارك. التفعيل فقط إذا أردت ذلك رغم طلبه",
    },

    said: Said {
        on_since: |when| format!("مفعّل منذ {when}."),
        off_since: |when| format!("متوقف منذ {when}. لقد توقفنا."),
        refused: "رفضت ذلك. لا نستخدم هذا.",
        part_on_since: |part, when| format!("«{part}»: مفعّل منذ {when}."),
        part_off_since: |part, when| format!("«{part}»: متوقف منذ {when}. الباقي كما كان."),
        parts_changed: |when| format!("تم التغيير: {when}."),
        everything_off: "كل شيء متوقف. لم نعد نستخدم شيئًا من ذلك.",
        nothing_was_on: "لم يكن شيء مفعّلًا، فلم يكن هناك ما يمكن إيقافه.",
        paused: "كل شيء متوقف مؤقتًا. لم نعد نستخدم شيئًا من ذلك.",
        resumed: "انتهى التوقف المؤقت. ما كان مفعّلًا عاد مفعّلًا.",
        aloud_on: |name| format!("{name}: مفعّل."),
        aloud_off: |name| format!("{name}: متوقف."),
        undo_is_there: "زر التراجع بجانب المفتاح.",
    },
    heard: Heard {
        stored: |when| format!("حُفظ في {when}."),
        confirmed: |done, of, when| {
            let (done, of) = (number(done), number(of));
            match when {
                Some(when) => format!("أكدته أنظمتنا: {done} من {of} ({when})."),
                None => format!("أكدته أنظمتنا: {done} من {of} حتى الآن."),
            }
        },
        missed: |count| format!("تعذّر إبلاغها: {}.", number(count)),
        late: "مرّ على هذا أكثر من يوم.",
        told: "تصل إلى فريقنا رسالة عنه.",
    },
    failed: Failed {
        changed: "تغيّر هذا بينما كانت الصفحة مفتوحة، لذلك لم نفعّله. يُرجى قراءته مرة أخرى أولًا.",
        meanwhile: "تم إيقاف هذا بينما كانت الصفحة مفتوحة، لذلك يبقى متوقفًا. يمكنك تفعيله من جديد إذا رغبت.",
        signal: "يطلب منا متصفحك ألا نبيع بياناتك أو نشاركها، وهذا كان سيفعل ذلك، لذلك لم نفعّله. إذا أردت ذلك رغم طلبه، يمكنك تفعيله هنا.",
        gone: "لم نعد نعرض هذا، لذلك لا يمكن تفعيله.",
        unread: "لم نكتب هذا بلغتك بعد، لذلك لا يمكن تشغيله هنا.",
        invalid: "هذا غير متوافق، لذلك لم يتغيّر شيء.",
        away: "لم نتمكن من حفظ ذلك، ولم يتغيّر شيء. يمكنك المحاولة مرة أخرى أو سؤال شخص من فريقنا.",
        unknown: "لا نعرف بعد إن كان ذلك قد حُفظ. يُرجى النظر إلى هذه الصفحة مرة أخرى بعد دقيقة.",
        too_many: "أجريت تغييرات كثيرة في وقت قصير، لذلك لم نفعّل هذا. الإيقاف ممكن دائمًا. يُرجى الانتظار دقيقة ثم المحاولة مرة أخرى.",
    },
    live: Live {
        turning_on: "جارٍ التفعيل…",
        turning_off: "جارٍ الإيقاف…",
        failed_on: "لم نتمكن من حفظ ذلك. ما زال مفعّلًا. يمكنك المحاولة مرة أخرى، أو أن تطلب من شخص في فريقنا إيقافه.",
        failed_off: "لم نتمكن من حفظ ذلك. ما زال متوقفًا. يُرجى المحاولة مرة أخرى بعد قليل.",
        failed: "لم نتمكن من حفظ ذلك. لم يتغيّر شيء. يُرجى المحاولة مرة أخرى بعد قليل.",
        unknown: "انقطع الاتصال، ولا نعرف إن كان ذلك قد حُفظ. يُرجى إعادة تحميل الصفحة لمعرفة ذلك.",
        another: "سجّل شخص آخر دخوله هنا في هذه الأثناء. لم يتغيّر شيء. يُرجى إعادة تحميل الصفحة.",
    },
    history: History {
        title: "السجل",
        empty: "لم يحدث شيء هنا بعد.",
        // The verb has a form of its own for each who may have done it; hers is the one that she reads most.
        turned_on: |who| match who {
            YOU => "فعّلت هذا".to_owned(),
            who => format!("التفعيل: {who}"),
        },
        turned_off: |who| match who {
            YOU => "أوقفت هذا".to_owned(),
            who => format!("الإيقاف: {who}"),
        },
        refused: |who| match who {
            YOU => "رفضت هذا".to_owned(),
            who => format!("الرفض: {who}"),
        },
        part_on: |who, parts| match who {
            YOU => format!("فعّلت: {parts}"),
            who => format!("تفعيل {parts}: {who}"),
        },
        part_off: |who, parts| match who {
            YOU => format!("أوقفت: {parts}"),
            who => format!("إيقاف {parts}: {who}"),
        },
        paused: |who| match who {
            YOU => "أوقفت كل شيء مؤقتًا".to_owned(),
            who => format!("إيقاف الكل مؤقتًا: {who}"),
        },
        resumed: |who| match who {
            YOU => "أنهيت التوقف المؤقت".to_owned(),
            who => format!("إنهاء التوقف المؤقت: {who}"),
        },
        merged: |parts| match parts {
            "" => "تبيّن لنا أن سجلين لدينا يخصّانك فجمعناهما".to_owned(),
            parts => format!(
                "تبيّن لنا أن سجلين لدينا يخصّانك فجمعناهما. كان ما يلي متوقفًا في أحدهما، لذلك هو متوقف: {parts}"
            ),
        },
        split: "كنا قد حسبنا سجلًا آخر سجلَّك ثم فصلناهما من جديد. ما أُوقف منذ ذلك الحين متوقف في كليهما",
        ran_out: "انتهت المدة",
        needs_answer: "غيّرناه، لذلك توقف إلى أن تصلنا إجابتك",
        signalled: "طلب منا متصفحك ألا نبيع بياناتك أو نشاركها",
        human_only: "طلبت أن يقرر في شأنك إنسان، لا حاسوب وحده",
        human_only_ended: "سمحت من جديد بأن يقرر حاسوب وحده حيث فعّلت ذلك",
        situation: "تغيّر ما نعرفه عن ظروفك",
        situation_is: |situation, over| {
            let what = match situation {
                Situation::Minor => "قد لا تكون بالغًا",
                Situation::QuietPeriod => "تريد أن تُترك وشأنك مدة",
                Situation::Bereavement => "توفي شخص قريب منك",
                Situation::OpenComplaint => "اشتكيت وتنتظر جوابًا",
                Situation::Hardship => "لا تستطيع دفع ما عليك",
            };
            if over {
                format!("سجّلنا أن هذا انتهى: {what}")
            } else {
                format!("سجّلنا هذا عن حياتك: {what}")
            }
        },
        left_alone: |over| match over {
            false => "طلبت أن تُترك وشأنك",
            true => "لم تعد تطلب أن تُترك وشأنك",
        },
        until: |end| format!("حتى {end}"),
        until_said: "إلى أن تقول غير ذلك",
        a_case_opened: "أُعطي شيء عنك إلى إنسان",
        a_case_decided: "قرر إنسان شيئًا عنك، أو لم يقرر أحد في الوقت المحدد",
        rejected: "طلبت منا ألا نخمّن شيئًا عنك",
        case_opened: |kind| match kind {
            CaseKind::Escalation => "أُحيل سؤال يخصك إلى إنسان",
            CaseKind::Contest => "قلت لنا إن قرارًا ما خاطئ",
            CaseKind::Question => "سألت شخصًا من فريقنا",
        },
        case_decided: |kind| match kind {
            CaseKind::Escalation => "أُجيب عن سؤال يخصك",
            CaseKind::Contest => "نظر شخص مرة أخرى في قرار قلت إنه خاطئ",
            CaseKind::Question => "أجابك شخص من فريقنا",
        },
        you: YOU,
        our_team: "فريقنا",
        our_systems: "نحن",
        by_page: "في هذه الصفحة",
        by_link: "عبر رابط أرسلناه إليك",
        by_api: "نيابةً عنك، بالهاتف أو في أحد المتاجر",
        by_program: "بواسطة برنامج لنا",
        told_by_program: "كما يخبرنا نظام خدمة العملاء لدينا",
        by_import: "منقول من سجل أقدم",
        by_signal: "بإشارة من متصفحك أو برنامج بريدك",
        version: |version| format!("النسخة {}", number(version)),
        receipt: "الإيصال",
        newest: |count| {
            let lines = counted(count, ["سطر واحد", "سطران", "أسطر", "سطرًا", "سطر"]);
            format!("الأحدث: {lines}.")
        },
    },
};

/// An amount of money as people write it in Arabic: the sign stands behind, and a mark that nobody
/// sees keeps it there.
fn money(amount: &str, currency: &str) -> String {
    let amount = RULES.decimal(amount.strip_suffix(".00").unwrap_or(amount));
    let sign = match currency {
        "GBP" => "£",
        "EUR" => "€",
        "USD" => "$",
        other => other,
    };
    format!("\u{200f}{amount}\u{a0}{sign}\u{200f}")
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn money_is_written_as_people_write_it() {
        assert_eq!(money("9.00", "GBP"), "\u{200f}9\u{a0}£\u{200f}");
        assert_eq!(money("1299.50", "EUR"), "\u{200f}1,299.50\u{a0}€\u{200f}");
        assert_eq!(money("120", "SEK"), "\u{200f}120\u{a0}SEK\u{200f}");
    }
}
