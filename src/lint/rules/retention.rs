//! L-T1, the second half: how long the data is kept is a time, or an event that the customer can see.

use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Language, Page, Role};
use crate::lint::phrase::Lexicon;
use crate::lint::says::{Instead, Says};

/// A time.
static TIME: Lexicon = Lexicon::new(
    &[
        "#|a|an|half|same|this|that|each|per|every|next|one ~2 minute|minutes|hour|hours|day|days|week|weeks|month|months|quarter|quarters|year|years|season|second|seconds|night|session|visit|trip|order|call|fortnight|decade|weekend|hrs|mins|d|h",
        "#|ein|eine|einen|einem|einer|eines ~2 minute*|stunde*|tag*|woche*|monat*|jahr*|quartal*",
        "#|شهر|شهرا|سنه|عام|يوم|اسبوع|ساعه|عاما|يوما|سنتان|شهران|سنتين|شهرين|اشهر|سنوات|ايام",
        "24|48|72 hours|h",
        "day|morning|evening|end|date|week of ~1 the|your|each|this _",
        "tag|ende|abend|woche des|der|ihrer|ihres|deiner|deines _",
        "the|your ~2 year|season|term|stay|trip|tenancy|course|event|loan|lease|rental|membership$",
        "the|one|a|this|that|each|every|next|last winter|summer|spring|autumn|term|season|night|evening|morning|weekend|night",
        "the|that|same night|day|week|moment|minute|hour|morning|evening|month _ _",
        "until|till|to|through|in january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|easter|christmas|noon|midnight",
        "overnight|tonight|midnight|daily|weekly|monthly",
    ],
    &[],
);

/// An end that the customer sees or makes.
static EVENT: Lexicon = Lexicon::new(
    &[
        "until|till|while|when|as|once|after|unless ~6 you|your|it|this ~5 turn|turned|switch|off|on|close|closed|delete|deleted|cancel|cancelled|leave|left|order|account|end|ends|ended|over|unsubscribe|withdraw|remove|say|done|return|returned|arrives|arrive|delivered|finish|complete|move|stop|stay|have|log|collect|collected|used|paid",
        "until|till|when|once|while|after ~4 trip|order|parcel|delivery|booking|stay|flight|ride|course|contract|policy|loan|lease|warranty|season|exchange|match|event|session|visit|call|appointment|repair|claim|journey|rental|tenancy|membership|guarantee ~4 ends|end|ended|over|arrives|arrived|delivered|complete|closed|finished|done|collected|returned|expires|starts|lasts|runs",
        // Whatever day comes at the end: what is no day is among the vague words.
        "until|till|up ~2 the|your|this|that|each|a|an|it|you|they|next|first|last|their ~5 *s|*ed|birthday|vote|draw|exam|party|wedding|birth|service|term|final|show|concert|interview|test|move|deadline|election|day|date|time|meal|game|race|talk|tour|survey|study|work|job|move|christmas|easter|new",
        "until|till|once|when|after ~2 we ~2 fixed|repaired|delivered|paid|sent|answered|closed|finished|completed|posted|mended|shipped|returned|printed|checked ~2 your|the|it|a",
        "until|till ~1 you|your|the|each|next|this|her|his|their ~1 _",
        "not|nothing|never|none|no|nowhere ~4 kept|stored|keep|store|saved|held|save",
        "deleted|delete|erased|erase|gone|removed|forgotten|cleared|wiped ~3 at|right|immediately|straight|once|when|as|after|same|on|every|each",
        "keep|keeps|store|stores|hold|holds nothing|none|no",
        // Nothing is kept: that is a time as well.
        "^not ~1 at all",
        "^no ~1 time|days at all",
        "^gar|uberhaupt nicht",
        "^لا ~2 اطلاقا|ابدا|شيء",
        "until|till|at|to ~1 the end of ~1 your|the|each|this|that",
        "at once|immediately|instantly|straightaway",
        "throw|throws|thrown|tear|tears|torn|shred|shreds|shredded|bin|binned|burn|burnt|forget|forgotten ~4 away|up|it|them|out|$",
        "write|writes|note|notes|put nothing|none|no",
        "as long as ~3 bears|carries|has|holds ~2 your",
        // A clause of somebody who does something: "until she hands you the box".
        "until|till|once|when|after|before ~1 you|she|he|they|it|we|your|the|a|an|each|this|that|her|his|their|every _ _",
        "while ~1 you|she|he|they|your|the|a|an|each|her|his|their _ _",
        "until|till|once|when|after|before _ ~1 _",
        "on|by|at|in|each|every ~2 @weekday|january|february|march|april|may|june|july|august|september|october|november|december|noon|midnight|spring|summer|autumn|winter|easter|christmas|#",
        "while|until|till ~1 you|they|she|he _",
        "while|until|till you ~2 are|own|use|come|drive|travel|visit|sit|sleep",
        "as|so long as ~1 the|your|a _ ~1 stands|lasts|runs|exists|lives|is|stays|grows",
        "as long as ~2 you|your|it|this|app|account|card|device|phone",
        "until|till|once|when ~1 we ~1 post|send|deliver|fix|repair|print|pay|close|ship|return|answer|mend|finish|collect ~1 your|the|it|a|an",
        // Deleted when something happens that she sees: "we delete it when you close the map".
        "نحذف*|يحذف|تحذف|نمحو*|نمسح*|يمسح|تمسح|يمحي|تمحي|حذف|محو ~3 حين|حينما|عندما|لحظه|ساعه|متي|لما|فور|حال ~1 _",
        "drop|drops|dropped|forget|forgets|wipe|wipes|discard|discards|clear|clears|loses ~3 as|when|once|after ~1 soon|you|your|the|each ~1 as|_ _",
        "wenn|sobald|nachdem ~1 sie|du|ihr|ihre|dein|deine|die|der|das ~4 _",
        "solange|bis ~5 konto|aus|ausschalt*|kunde|kundin|vertrag|bestellung|kundig*|abschalt*|losch*|eingeschaltet",
        "bis|nach ~2 zum|zur|der|dem|den|ende|ihrer|ihrem|jeder ~2 tag|ende|abschluss|ruckgabe|abholung|lieferung|operation|fahrt|reise|saison|kurs|vertrag|aufenthalt|bestellung|besuch|prufung|rechnung|abrechnung|zahlung|ziehung|veranstaltung|antwort|einkauf|kauf|spende|nacht|termin|behandlung|semester|schuljahr*|folgemonat*",
        "bis|nach ~3 ist|sind|sagen|ausschalten|fertig|abgeholt|bezahlt|beantwortet|vorbei",
        "bis|zum #",
        "sobald|sowie ~1 sie|du|ihr|ihre|ihren|die|der|das|den|es|wir _",
        "geloscht|losch*|vernichtet|verworfen ~3 sobald|beim|bei|nach|wenn|mit",
        "bis ~1 zum|zur _",
        "bis ihr|ihre|ihrem|ihnen|sie|dein|das|der|die|es ~5 hat|haben|bekommt|ist|sind|endet|kommt|wird$",
        "nicht ~2 gespeichert|aufbewahrt|behalten",
        "حتي|بعد|الي ~1 نهايه|اليوم|انتهاء|تسليم|استلام|يوم|موعد|العمليه|الرحله|الدوره|الموسم ~1 _",
        "لا نحتفظ|نحفظ|يحفظ|تحفظ|نخزن",
        "تحذف|يحذف|نحذف|تمحي|يمحي|نمحو ~2 عند|بعد|فور|حالما|بمجرد _",
        "حتي|الي ~1 يصل|تصل|يتم|ينتهي|تنتهي|يعود|تعود|يسلم|تسلم|نرد|نسلم|نصلح|تدفع|تستلم|الفاتوره|نهايه|اخر|موعد|الموسم|الرحله|الزياره|السنه|الشهر|الطلب",
        "حتي|ما|بعد|عند ~4 توقف|تغلق|حسابك|ايقاف|تلغي|تحذف|تنتهي|الغاء|توقفه|تطفئ|ايقافه",
    ],
    &[
        "حين|حينما|عندما|متي|لما لا|لم|تنتفي|ينتفي|تزول|نشاء|نريد",
        "wenn|sobald|nachdem ~6 nicht|kein*|keine ~2 mehr|langer ~3 brauch*|benotig*|notig|erforderlich|gebraucht|benotigt",
    ],
);

/// Begins an end, whatever it is.
static LIMIT: Lexicon = Lexicon::new(
    &[
        "until|till|while|once|when|after|before|upon ~1 _",
        "bis|sobald|solange|wenn|nachdem|nach|mit|beim ~1 _",
        "حتي|بعد|عند|عندما|حين|حالما|فور|الي|قبل|مع ~1 _",
    ],
    &[],
);

/// An end that the house sets as it likes.
static OPEN: Lexicon = Lexicon::new(
    &[
        "need|needs|needed|necessary|clean|use|no|not|require|requires|required|useful|reasonable|appropriate|relevant|like|see|want|wish|choose|decide|further|possible|allowed|permitted|notice|good|ever|purpose|purposes|helpful|worth|serves|business|law|lawful",
        "brauch*|gebraucht|benotig*|notig*|notwendig*|erforder*|sinnvoll|nutzlich|zweck*|weiteres|moglich|erlaubt|zulassig|angemessen|wollen|wunsch*|dienlich|hilfreich|interess*|gesetz*",
        "نحتاج*|تحتاج*|يلزم|تلزم|اللازم*|لازم*|ضروري*|الضرور*|الحاجه|حاجه|حاجتنا|مفيد*|مناسب*|نريد|نشاء|نري|غرض*|الغرض|الاغراض|اشعار|ممكن|الامكان|القانون",
    ],
    &[],
);

const SAY: Instead = Instead::SayTime;

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let Some(field) = page.one(Role::Retention) else {
        return;
    };
    let known = match page.language {
        Language::Other => return,
        Language::English | Language::German | Language::Arabic => {
            TIME.is_in(&field.text) || EVENT.is_in(&field.text)
        }
    };
    if !known {
        // What begins with an "until" has an end, which a reviewer can see to be one.
        let level = match LIMIT.is_in(&field.text) && !OPEN.is_in(&field.text) {
            true => Level::Warn,
            false => Level::Block,
        };
        found.whole(Rule::Named, level, &field.name, Says::NoEnd, SAY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::phrase::misspelled;

    #[test]
    fn every_phrase_is_spelled_as_phrases_are() {
        for lexicon in [&TIME, &EVENT, &LIMIT, &OPEN] {
            assert_eq!(misspelled(lexicon), [""; 0]);
        }
    }
}
