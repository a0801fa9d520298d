//! What is wrong with a field, in the reader's language.
//!
//! The rules say it in English, for pages, programs and the command line alike. Here stands the same
//! in the pages' other languages, by the message with its numbers and names taken out.

use super::{Text, sentence};

/// A message of the rules, and what it is in the other languages. `#` stands for a number or a name,
/// `{0}` for the first of them and `{1}` for the second.
pub(crate) struct Fault {
    message: &'static str,
    pub(super) de: &'static str,
    pub(super) ar: &'static str,
}

macro_rules! faults {
    ($($message:literal, $de:literal, $ar:literal;)*) => {
        &[$(Fault { message: $message, de: $de, ar: $ar }),*]
    };
}

static FAULTS: &[Fault] = faults! {
    "fill this in", "Bitte ausfüllen.", "يُرجى ملء هذا.";
    "add at least one", "Nehmen Sie mindestens eines auf.", "أضف واحدًا على الأقل.";
    "use at most #", "Nehmen Sie höchstens {0}.", "استخدم {0} على الأكثر.";
    "use at most # characters", "Nehmen Sie höchstens {0} Zeichen.", "استخدم {0} من الأحرف على الأكثر.";
    "use at most # languages", "Nehmen Sie höchstens {0} Sprachen.", "استخدم {0} من اللغات على الأكثر.";
    "use one line of plain text", "Schreiben Sie eine Zeile ohne Steuerzeichen.", "اكتب سطرًا واحدًا من النص العادي.";
    "take out the invisible marks that turn the direction", "Nehmen Sie die unsichtbaren Zeichen heraus, die die Schreibrichtung drehen.", "احذف العلامات غير المرئية التي تعكس اتجاه الكتابة.";
    "name a language, such as `#`", "Nennen Sie eine Sprache, etwa {0}.", "اذكر لغة، مثل {0}.";
    "name languages, such as `#`", "Nennen Sie Sprachen, etwa {0}.", "اذكر لغات، مثل {0}.";
    "name at least one language, such as `#`", "Nennen Sie mindestens eine Sprache, etwa {0}.", "اذكر لغة واحدة على الأقل، مثل {0}.";
    "name each language once", "Nennen Sie jede Sprache einmal.", "اذكر كل لغة مرة واحدة.";
    "the label itself is English", "Das Englische steht schon im Feld darüber.", "النص الإنجليزي مذكور في الحقل نفسه.";
    "the English words have a field of their own", "Das Englische hat sein eigenes Feld.", "للنص الإنجليزي حقل خاص به.";
    "this is the language of the document itself", "Das ist schon die Sprache des Textes selbst.", "هذه لغة النص نفسه.";
    "`#` is not in the registry", "{0} steht nicht im Verzeichnis.", "{0} غير موجود في السجل.";
    "`#` is not part of this", "{0} gehört nicht dazu.", "{0} ليس جزءًا من هذا.";
    "the registry has no words for `#` in `#`", "Im Verzeichnis fehlen für {0} die Worte in der Sprache {1}.", "لا توجد في السجل كلمات لـ {0} باللغة {1}.";
    "use # to #", "Nehmen Sie {0} bis {1}.", "استخدم عددًا من {0} إلى {1}.";
    "use # to #, or leave it out", "Nehmen Sie {0} bis {1}, oder lassen Sie es leer.", "استخدم عددًا من {0} إلى {1}، أو اتركه فارغًا.";
    "use a number from # to #", "Nehmen Sie eine Zahl von {0} bis {1}.", "استخدم عددًا من {0} إلى {1}.";
    "use a number such as #", "Nehmen Sie eine Zahl wie {0}.", "استخدم عددًا مثل {0}.";
    "say how many", "Sagen Sie, wie viele.", "اذكر العدد.";
    "use each key once", "Nehmen Sie jeden Schlüssel einmal.", "استخدم كل مفتاح مرة واحدة.";
    "name `#` once", "Nennen Sie {0} nur einmal.", "اذكر {0} مرة واحدة فقط.";
    "use three capital letters such as EUR", "Nehmen Sie drei große Buchstaben wie EUR.", "استخدم ثلاثة أحرف كبيرة مثل EUR.";
    "use a code such as GBP", "Nehmen Sie einen Code wie GBP.", "استخدم رمزًا مثل GBP.";
    "use small letters, digits and underscores", "Nehmen Sie Kleinbuchstaben, Ziffern und Unterstriche.", "استخدم الأحرف الصغيرة والأرقام والشرطات السفلية.";
    "say why, in at most # characters", "Sagen Sie, warum, mit höchstens {0} Zeichen.", "اذكر السبب في {0} حرف على الأكثر.";
    "there can be # lines", "Es kann höchstens {0} Linien geben.", "لا يمكن أن يزيد عدد الخطوط على {0}.";
    "use a moment within a year", "Nehmen Sie einen Zeitpunkt innerhalb eines Jahres.", "استخدم وقتًا خلال سنة.";
    "say what it is about: all purposes are everything", "Sagen Sie, wovon sie handelt: Alle Zwecke sind alles.", "قل ما موضوعه: كل الأغراض هي كل شيء.";
    "say what it is about: this would stop everything", "Sagen Sie, wovon sie handelt: Das würde alles anhalten.", "قل ما موضوعه: هذا سيوقف كل شيء.";
    "say what it is about as well: most questions name no amount", "Sagen Sie auch, wovon sie handelt: Die meisten Anfragen nennen keinen Betrag.", "قل أيضًا ما موضوعه: معظم الأسئلة لا تذكر مبلغًا.";
    "use `#` or a code such as DE or US-CA", "Nehmen Sie {0} oder einen Code wie DE oder US-CA.", "استخدم {0} أو رمزًا مثل DE أو US-CA.";
    "use a code such as DE or US-CA", "Nehmen Sie einen Code wie DE oder US-CA.", "استخدم رمزًا مثل DE أو US-CA.";
    "use a zone such as Europe/Berlin", "Nehmen Sie eine Zeitzone wie Europe/Berlin.", "استخدم منطقة زمنية مثل Europe/Berlin.";
    "mark at least one kind of data as needed", "Mindestens eine Art Daten muss nötig sein.", "حدّد نوعًا واحدًا على الأقل من البيانات على أنه ضروري.";
    "give # an exchange of its own", "Geben Sie {0} eine eigene Vereinbarung.", "اجعل لـ {0} اتفاقًا خاصًا به.";
    "name the benefits of the document, in their order", "Nennen Sie dieselben Vorteile wie der Text selbst, in derselben Reihenfolge.", "اذكر الفوائد المذكورة في النص نفسه، بترتيبها.";
    "name the recipients of the document, in their order", "Nennen Sie dieselben Empfänger wie der Text selbst, in derselben Reihenfolge.", "اذكر من يطّلع على البيانات كما في النص نفسه، بالترتيب نفسه.";
    "begin with the name, `#`", "Beginnen Sie mit dem Namen: {0}.", "ابدأ بالاسم: {0}.";
    "say the worth first", "Sagen Sie zuerst, was die Daten wert sind.", "اذكر القيمة أولًا.";
    "write each slot between a pair of braces", "Schreiben Sie jede Lücke zwischen zwei geschweifte Klammern.", "اكتب كل خانة بين قوسين معقوفين.";
    "put data into it, in braces: a sample shows what the data does", "Setzen Sie Daten ein, in geschweiften Klammern: Ein Beispiel zeigt, was die Daten bewirken.", "ضع فيه بيانات بين قوسين معقوفين: المثال يبيّن ما تفعله البيانات.";
    "`#` has no slot in the text", "{0} hat keine Lücke im Text.", "لا خانة لـ {0} في النص.";
    "invent as many people as the document does", "Erfinden Sie so viele Menschen wie der Text selbst.", "اخترع عدد الأشخاص نفسه المذكور في النص نفسه.";
    "put the same data into it as the document does", "Setzen Sie dieselben Daten ein wie der Text selbst.", "ضع فيه البيانات نفسها التي في النص نفسه.";
    "say it in the document's own language too", "Sagen Sie es auch in der Sprache des Textes selbst.", "اذكره أيضًا بلغة النص نفسه.";
    "say in a sentence what changed", "Sagen Sie in einem Satz, was sich geändert hat.", "اذكر في جملة ما الذي تغيّر.";
    "give the full address of a term of the Data Privacy Vocabulary", "Geben Sie die ganze Adresse eines Begriffs des Data Privacy Vocabulary an.", "اذكر العنوان الكامل لمصطلح من Data Privacy Vocabulary.";
    "use one line of # to # characters", "Schreiben Sie eine Zeile mit {0} bis {1} Zeichen.", "اكتب سطرًا واحدًا من {0} إلى {1} حرف.";
    "use one line of at most # characters", "Schreiben Sie eine Zeile mit höchstens {0} Zeichen.", "اكتب سطرًا واحدًا من {0} حرفًا على الأكثر.";
    "use at most # lines of at most # characters", "Schreiben Sie höchstens {0} Zeilen mit höchstens {1} Zeichen.", "اكتب {0} أسطر على الأكثر، في كل منها {1} حرفًا على الأكثر.";
    "use an e-mail address", "Nehmen Sie eine E-Mail-Adresse.", "استخدم عنوان بريد إلكتروني.";
    "name at most # sites, each as a browser does: https://www.example.com", "Nennen Sie höchstens {0} Websites, jede so, wie ein Browser sie nennt: https://www.example.com", "اذكر {0} موقعًا على الأكثر، كما يسمّيه المتصفح: https://www.example.com";
    "customers agreed to these words: mend the spelling alone, or add something new with other words", "Diesen Worten haben Menschen zugestimmt: Verbessern Sie nur die Schreibweise, oder nehmen Sie etwas Neues mit anderen Worten auf.", "وافق عملاء على هذه الكلمات: صحّح الإملاء وحده، أو أضف شيئًا جديدًا بكلمات أخرى.";
    "customers agreed to this: add something new instead", "Dem haben Menschen zugestimmt: Nehmen Sie stattdessen etwas Neues auf.", "وافق عملاء على هذا: أضف شيئًا جديدًا بدلًا منه.";
    "customers agreed to this: what sells or shares is something new", "Dem haben Menschen zugestimmt: Was verkauft oder weitergibt, ist etwas Neues.", "وافق عملاء على هذا: ما يبيع البيانات أو يشاركها شيء جديد.";
    "customers agreed to this: what needs a yes, or needs none, is something new", "Dem haben Menschen zugestimmt: Was ein Ja braucht oder keines, ist etwas Neues.", "وافق عملاء على هذا: ما يحتاج إلى موافقة أو لا يحتاج إليها شيء جديد.";
    "the red line `#` holds of this: change it first", "Dafür gilt die rote Linie {0}: Ändern Sie zuerst diese.", "يسري على هذا الخط الأحمر {0}: غيّره أولًا.";
    "the registry is full: take out what nothing uses", "Das Verzeichnis ist voll: Nehmen Sie heraus, was nirgends verwendet wird.", "السجل ممتلئ: احذف منه ما لا يُستخدم في أي مكان.";
    "say it plainly, without `#`", "Sagen Sie es schlicht, ohne {0}.", "قلها ببساطة، دون {0}.";
    "say who answers about data protection", "Sagen Sie, wer zum Datenschutz Auskunft gibt.", "اذكر من يجيب عن حماية البيانات.";
};

impl Text {
    /// A message of the rules as a sentence in this language; in English where it is not known.
    pub(crate) fn fault(&self, message: &str) -> String {
        let (pattern, parts) = taken_apart(message);
        let known = FAULTS.iter().find(|known| known.message == pattern);
        let Some(own) = known.and_then(self.fault_in) else {
            return sentence(message);
        };
        let mut said = own.to_owned();
        for (n, part) in parts.iter().enumerate() {
            said = said.replace(&format!("{{{n}}}"), &format!("\u{2068}{part}\u{2069}"));
        }
        said
    }
}

/// A message without its numbers and names, and these.
fn taken_apart(message: &str) -> (String, Vec<String>) {
    const OWN: (&str, &str) = ("give ", " an exchange of its own");
    let names = message.strip_prefix(OWN.0);
    if let Some(names) = names.and_then(|rest| rest.strip_suffix(OWN.1)) {
        return (format!("{}#{}", OWN.0, OWN.1), vec![names.to_owned()]);
    }
    let (mut pattern, mut parts) = (String::new(), Vec::new());
    for (n, piece) in message.split('`').enumerate() {
        // Every second piece stands between marks.
        if n % 2 == 1 {
            pattern.push_str("`#`");
            parts.push(piece.to_owned());
            continue;
        }
        let mut number = String::new();
        for letter in piece.chars().chain([' ']) {
            if letter.is_ascii_digit() || (letter == '.' && !number.is_empty()) {
                number.push(letter);
                continue;
            }
            if !number.is_empty() {
                pattern.push('#');
                parts.push(std::mem::take(&mut number));
            }
            pattern.push(letter);
        }
        pattern.pop();
    }
    (pattern, parts)
}

#[cfg(test)]
mod tests {
    use mutual::catalogue::{Document, Registry, Term};
    use mutual::guard::RedLine;
    use mutual::port::Organisation;
    use serde_json::json;

    use super::*;

    fn said(lang: &str, message: &str) -> String {
        let said = Text::of([lang]).fault(message);
        said.replace(['\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn a_message_is_said_in_the_readers_language() {
        assert_eq!(said("en", "fill this in"), "Fill this in.");
        assert_eq!(said("de", "fill this in"), "Bitte ausfüllen.");
        assert_eq!(said("de", "use 1 to 120"), "Nehmen Sie 1 bis 120.");
        assert_eq!(
            said("de", "use a number such as 6.00"),
            "Nehmen Sie eine Zahl wie 6.00."
        );
        assert_eq!(
            said("ar", "`shoes` is not in the registry"),
            "shoes غير موجود في السجل."
        );
        assert_eq!(
            said(
                "de",
                "give Religion and Prescriptions an exchange of its own"
            ),
            "Geben Sie Religion and Prescriptions eine eigene Vereinbarung."
        );
        assert_eq!(
            said("de", "name languages, such as `de`"),
            "Nennen Sie Sprachen, etwa de."
        );
        assert_eq!(
            said("ar", "name languages, such as `de`"),
            "اذكر لغات، مثل de."
        );
        assert_eq!(
            said("de", "the registry is full: take out what nothing uses"),
            "Das Verzeichnis ist voll: Nehmen Sie heraus, was nirgends verwendet wird."
        );
        assert_eq!(said("de", "something new"), "Something new.");
    }

    /// Documents, a term, red lines and an organisation of which nothing is right.
    fn wrong() -> Vec<String> {
        let base = |changed: serde_json::Value| {
            let mut document = json!({
                "key": "x", "locale": "nonsense!", "title": "", "purpose": "shoes",
                "legal_basis": "consent", "data": [], "use": "x".repeat(9_999),
                "decided_by": "computer", "benefits": [], "worth": {"amount": "x", "per": "year",
                "currency": "eur", "method": ""}, "if_off": "two\nlines", "stays": "\u{202e}turned",
                "recipients": [""], "retention": "", "term_months": 0, "retention_months": 0,
                "channels": ["email", "email"], "ai_uses": [], "regions": ["Mars"],
                "required": ["channel:sms"],
                "ask": {"question": "", "allow": "", "refuse": ""}, "change_note": null
            });
            for (name, value) in changed.as_object().unwrap() {
                document[name] = value.clone();
            }
            let document: Document = serde_json::from_value(document).unwrap();
            document.faults(&Registry::starter())
        };
        let benefit = json!({"key": "b", "what": "", "kind": "service", "amount": 0,
            "unit": "", "every": "week", "proof_event": ""});
        let mut faults = base(json!({}));
        faults.extend(base(json!({
            "data": [{"category": "religion", "required": false},
                     {"category": "orders", "required": false},
                     {"category": "shoes", "required": false}],
            "benefits": [benefit, benefit],
            "sample": {"text": "No {brace {", "people": []},
        })));
        for text in ["No slot", "{shoes} and {orders}"] {
            let value = json!({"orders": "x".repeat(121), "birthday": "today"});
            faults.extend(base(json!({
                "data": [{"category": "orders", "required": true}],
                "sample": {"text": text, "people": [value, value, value, value]},
                "translations": {"de": {
                    "title": "", "use": "", "benefits": [], "if_off": "", "stays": "",
                    "retention": "", "ask": {"question": "", "allow": "", "refuse": ""},
                    "sample": {"text": "Nichts von {orders}", "people": []},
                }},
            })));
        }
        let term: Term = Term::Purpose(
            serde_json::from_value(json!({"id": "x", "name": "", "label": "y".repeat(999),
                "labels": {"en": "Own", "de": "a", "DE": "b", "??": "c"}, "dpv": "nowhere"}))
            .unwrap(),
        );
        faults.extend(term.faults());
        let over = json!({"amount": 1, "currency": "gbp"});
        let topics: Vec<_> = (0..51).map(|n| format!("Topic {n}")).collect();
        for when in [
            json!({}),
            json!({"amount_over": over}),
            json!({"topics": topics}),
        ] {
            let line: RedLine = serde_json::from_value(json!({
                "key": "x", "says": "", "labels": {"??": "a", "en": "Own"}, "why": "",
                "whys": {"de": "\u{202e}turned"}, "when": when, "effect": "deny",
            }))
            .unwrap();
            faults.extend(line.faults());
        }
        let organisation = Organisation {
            name: String::new(),
            contact_email: String::new(),
            contact_phone: Some(String::new()),
            address: vec![String::new(); 9],
            data_protection_contact: String::new(),
            hue: 999,
            locales: vec![],
            region: String::new(),
            time_zone: String::new(),
            embed_origins: vec!["*".to_owned()],
        };
        faults.extend(organisation.faults());
        faults.into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn what_the_rules_say_of_a_form_is_known_in_every_language() {
        let messages = wrong();
        assert!(messages.len() > 30, "{messages:?}");
        for message in &messages {
            for lang in ["de", "ar"] {
                let said = said(lang, message);
                assert_ne!(said, sentence(message), "{lang}: {message}");
                assert!(!said.contains(['{', '}', '#']), "{said}");
            }
        }
    }
}
