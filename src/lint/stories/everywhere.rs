//! Stories of texts that were written elsewhere: in every field, in other languages, and in disguise.

use serde_json::{Value, json};

use super::{Level, base, blocked_by, judge};
use crate::lint::{Rule, Surroundings, lint};

/// An honest document in another language.
fn other(locale: &str) -> Value {
    let mut document = base();
    let (texts, what, unit) = match locale {
        "de" => (
            [
                "Rezepte der Woche",
                "Wir sehen Ihre Bestellungen der letzten 12 Monate und suchen drei Rezepte aus.",
                "Wir hören innerhalb einer Stunde auf. Es kommen keine Rezepte mehr.",
                "Ihre Bestellungen und Punkte bleiben gleich.",
                "12 Monate nach der letzten Bestellung",
                "Dürfen wir Ihre Bestellungen nutzen?",
                "Erlauben",
                "Nicht erlauben",
            ],
            "Rezepte zum Kochen",
            "Rezepte",
        ),
        _ => (
            [
                "وصفات الأسبوع",
                "ننظر إلى طلباتك في آخر ثلاثة أشهر ونختار ثلاث وصفات.",
                "نتوقف خلال ساعة.",
                "طلباتك ونقاطك كما هي.",
                "12 شهرا بعد آخر طلب",
                "هل نستخدم طلباتك لنختار وصفات؟",
                "اسمح",
                "لا تسمح",
            ],
            "وصفات تطبخها",
            "وصفات",
        ),
    };
    let [
        title,
        usage,
        if_off,
        stays,
        retention,
        question,
        allow,
        refuse,
    ] = texts;
    document["locale"] = json!(locale);
    document["title"] = json!(title);
    document["use"] = json!(usage);
    document["if_off"] = json!(if_off);
    document["stays"] = json!(stays);
    document["retention"] = json!(retention);
    document["ask"] = json!({"question": question, "allow": allow, "refuse": refuse});
    document["benefits"][0]["what"] = json!(what);
    document["benefits"][0]["unit"] = json!(unit);
    document
}

/// The rules that block a document of another language in which one text was changed.
fn blocked_in(locale: &str, pointer: &str, text: &str) -> Vec<&'static str> {
    blocked_by(|d| {
        *d = other(locale);
        *d.pointer_mut(pointer).unwrap() = json!(text);
    })
}

/// The rules that block the honest document in which one text was changed.
fn blocked_at(pointer: &str, text: &str) -> Vec<&'static str> {
    blocked_by(|d| {
        if pointer == "/worth/method" {
            d["worth"] = json!({"amount": "6.00", "currency": "GBP", "per": "year", "method": ""});
        }
        *d.pointer_mut(pointer).unwrap() = json!(text);
    })
}

#[test]
fn what_a_no_costs_is_found_in_every_text() {
    for (pointer, text) in [
        ("/benefits/0/unit", "coupons, or you will lose your account"),
        ("/benefits/0/what", "Recipes, or your delivery gets slower"),
        (
            "/ask/question",
            "May we use your orders, or you will lose your account?",
        ),
        ("/ask/allow", "Yes, or I lose my account"),
        (
            "/change_note",
            "We use your birthday now. If you say no, we close your account.",
        ),
        (
            "/worth/method",
            "average value, or you will lose your account",
        ),
        ("/title", "Recipes, or you lose your points"),
    ] {
        assert!(
            blocked_at(pointer, text).contains(&"L-E1"),
            "{pointer}: {text}"
        );
    }
    for (pointer, text) in [
        ("/benefits/0/unit", "coupons, only today"),
        (
            "/ask/question",
            "May we use your orders before it is too late?",
        ),
        ("/ask/allow", "Yes, before it is too late"),
        (
            "/change_note",
            "We use your birthday now. Hurry, this ends tonight.",
        ),
        ("/worth/method", "average value, only today"),
    ] {
        assert!(
            blocked_at(pointer, text).contains(&"L-U1"),
            "{pointer}: {text}"
        );
    }
    for (pointer, text) in [
        ("/benefits/0/unit", "lists or letters"),
        (
            "/ask/question",
            "May we use your orders or your points to pick recipes?",
        ),
        (
            "/change_note",
            "We now keep your orders for six months instead of twelve.",
        ),
        (
            "/worth/method",
            "average value, or what a year of orders brings",
        ),
    ] {
        let rules = blocked_at(pointer, text);
        assert!(
            !rules.contains(&"L-E1") && !rules.contains(&"L-U1"),
            "{pointer}: {text}"
        );
    }
}

#[test]
fn data_for_whoever_comes_is_found_in_every_text() {
    for (pointer, text) in [
        ("/title", "We sell your orders to everybody"),
        (
            "/use",
            "We look at your orders and sell them to anyone who pays.",
        ),
        (
            "/if_off",
            "We stop. We give your address to anyone who pays.",
        ),
        ("/stays", "We sell your orders to everybody."),
        ("/stays", "Your orders are open to any firm that asks."),
        (
            "/benefits/0/unit",
            "recipes, and your orders shown to everybody",
        ),
    ] {
        assert_eq!(blocked_at(pointer, text), ["L-T1"], "{pointer}: {text}");
    }
    for text in [
        "We never sell your orders to anybody.",
        "The list of winners is open to everybody.",
        "Everybody pays the same price.",
        "Your reviews stay public until you delete them.",
    ] {
        assert_eq!(blocked_at("/stays", text), [""; 0], "{text}");
    }
    assert_eq!(
        blocked_in(
            "de",
            "/stays",
            "Wir geben Ihre Adresse an jeden, der zahlt."
        ),
        ["L-T1"]
    );
    assert_eq!(blocked_in("ar", "/stays", "نبيع طلباتك للجميع."), ["L-T1"]);
    assert_eq!(
        blocked_in("de", "/stays", "Wir verkaufen Ihre Daten an niemanden."),
        [""; 0]
    );
    assert_eq!(blocked_in("ar", "/stays", "لا نبيع بياناتك لأحد."), [""; 0]);
    // What goes to everybody is a report, and no data.
    for (locale, text) in [
        ("de", "Wir senden den Bericht an alle Mitglieder."),
        ("de", "Wer zahlt, bekommt eine Quittung."),
        ("de", "Eine Weitergabe ist ausgeschlossen."),
        ("ar", "نرسل التقرير للجميع."),
        ("ar", "السعر لا يشمل التوصيل."),
    ] {
        assert_eq!(blocked_in(locale, "/stays", text), [""; 0], "{text}");
    }
}

#[test]
fn marks_and_letters_that_hide_are_named_where_they_stand() {
    let hidden = |text: &str| -> Vec<_> {
        judge(|d| d["title"] = json!(text))
            .into_iter()
            .filter(|f| f.rule == Rule::Readable && f.level == Level::Block)
            .map(|f| (f.field, f.span))
            .collect()
    };
    for (text, at) in [
        ("Recipe \u{202e}saedi", 7),
        ("Recipe \u{2066}ideas\u{2069}", 7),
        ("Recipe id\u{200b}eas", 9),
        ("Recipe id\u{200d}\u{2060}eas", 9),
        ("Recipe id\u{ad}\u{200e}eas", 10),
        ("Recipe id\u{3164}eas", 9),
        ("Recipe ide\u{430}s", 10),
        ("Recipe \u{441}\u{430}r\u{435}s", 7),
        ("Recipe ｉｄｅａｓ", 7),
        ("Recipe \u{1d422}deas", 7),
        ("Recipe \u{43e}\u{440}", 7),
    ] {
        assert_eq!(
            hidden(text).first(),
            Some(&("title".to_owned(), Some((at, at + 1)))),
            "{text:?}"
        );
    }
    // A unit, a hyphen that shows at the end of a line, and a mark between two words hide nothing.
    for text in [
        "Recipes with 5 µg iron",
        "Re\u{ad}cipe ideas",
        "Recipe ideas \u{200f}",
        "Recipes for an α test",
        "Recipes by Лада",
    ] {
        assert_eq!(hidden(text), [], "{text:?}");
    }
}

#[test]
fn marks_are_named_in_other_languages_too() {
    // Persian words are joined by a mark without width, and Thai ones end in one.
    for (locale, title) in [("fa", "می\u{200c}خواهم"), ("th", "สูตร\u{200b}อาหาร")]
    {
        let rules = blocked_in("ar", "/title", title);
        assert!(rules.contains(&"L-R1"), "{title}");
        let free = judge(|d| {
            d["locale"] = json!(locale);
            d["title"] = json!(title);
        });
        assert!(
            !free
                .iter()
                .any(|f| f.rule == Rule::Readable && f.field == "title"),
            "{free:?}"
        );
    }
    let mut document = base();
    let german = other("de");
    document["translations"] = json!({"de": {
        "title": "Re\u{200b}zepte der Woche", "use": german["use"], "if_off": german["if_off"],
        "stays": german["stays"], "retention": german["retention"], "ask": german["ask"],
        "benefits": [{"what": german["benefits"][0]["what"], "unit": german["benefits"][0]["unit"]}],
    }});
    let registry = crate::catalogue::Registry::starter();
    let findings = lint(&document, &Surroundings::new(&registry));
    assert!(
        findings.iter().any(|f| f.field == "translations.de.title"
            && f.rule == Rule::Readable
            && f.level == Level::Block),
        "{findings:?}"
    );
}

#[test]
fn a_word_in_disguise_is_still_read() {
    for text in [
        "Hur\u{200b}ry: recipe ideas",
        "\u{41d}urry: recipe ideas",
        "Ｈｕｒｒｙ: recipe ideas",
        "\u{1d407}\u{1d42e}\u{1d42b}\u{1d42b}\u{1d432}: recipe ideas",
        "H\u{202d}ur\u{202c}ry: recipe ideas",
    ] {
        assert_eq!(blocked_at("/title", text), ["L-R1", "L-U1"], "{text:?}");
    }
    let rules = blocked_at("/stays", "Y\u{43e}u l\u{43e}s\u{435} your acc\u{200b}ount.");
    assert_eq!(rules, ["L-E1", "L-R1"]);
}

#[test]
fn a_no_costs_nothing_whatever_is_sold() {
    for text in [
        "Line rental then goes up by £4 a month.",
        "Without this we close dormant cards sooner.",
        "The points on them are gone.",
        "Guests who have not allowed this check in after 6 pm.",
        "Riders without it pay a surcharge of one euro.",
        "What is left on your card lapses on that day.",
        "Your repair moves to the end of the list.",
        "A tuning is then 120 euros instead of 90.",
        "Customers who want no texts leave a deposit of £50.",
        "Guests without email choose once the others have chosen.",
        "The drone then flies at half speed.",
        "You are taken off the waiting list.",
        "Bookings are honoured only while you share your orders.",
        "Your photo albums become read-only.",
        "We may move you to another flat.",
        "People who keep this on are seen first.",
        "Without it we cannot insure you.",
    ] {
        assert_eq!(blocked_at("/stays", text), ["L-E1"], "{text}");
    }
    for text in [
        "Your fare and your seat are the same for those who do not take part.",
        "Guests who have not allowed this pay the same price.",
        "Customers without the app are served like all others.",
        "Guests without a car can take the bus.",
        "Answers take two days, whatever you choose here.",
        "Only late returns are charged, for all members alike.",
        "Lunch costs 4.80 euros for everyone.",
        "What you pay per kWh remains 8.2 cents.",
        "If a parcel is lost, we refund it.",
        "Your subscription ends on the day you choose.",
        "Calls and texts work with this or without.",
    ] {
        assert_eq!(blocked_at("/stays", text), [""; 0], "{text}");
    }
    // The button goes, and nothing with it.
    assert_eq!(
        blocked_at("/if_off", "The button disappears from the app."),
        [""; 0]
    );
}

#[test]
fn a_no_costs_nothing_in_german_and_arabic() {
    for (locale, text) in [
        ("de", "Ohne Zustimmung kostet die Karte 3 Euro im Monat."),
        ("de", "Ihre Reservierungen werden dann gelöscht."),
        ("de", "Wer ablehnt, wartet länger auf eine Antwort."),
        ("de", "Kunden ohne App zahlen 2 Euro mehr."),
        ("de", "Wir streichen Sie von der Liste."),
        ("de", "Sie rutschen auf der Warteliste nach hinten."),
        (
            "de",
            "Zum Ausschalten schicken Sie uns einen unterschriebenen Brief.",
        ),
        (
            "de",
            "Nur Kunden, die zustimmen, können am Wochenende buchen.",
        ),
        ("ar", "من لا يوافق يدفع رسوما شهرية على البطاقة."),
        ("ar", "ستخسر نقاطك."),
        ("ar", "بدون موافقتك ترتفع الرسوم."),
        ("ar", "لإيقاف ذلك اكتب رسالة إلى المكتب."),
    ] {
        assert_eq!(blocked_in(locale, "/stays", text), ["L-E1"], "{text}");
    }
    for (locale, text) in [
        ("de", "Ihre Punkte verfallen nicht."),
        ("de", "Ihr Preis steigt dadurch nicht."),
        ("de", "Kunden ohne App werden genauso bedient."),
        ("de", "Wer nicht mitmacht, zahlt genau dasselbe."),
        ("de", "Die Lieferung kostet für alle 4,90 Euro."),
        ("de", "Sie können Ihr Konto jederzeit kündigen."),
        ("ar", "لن ترتفع الأسعار."),
        ("ar", "من لا يوافق يدفع السعر نفسه."),
        ("ar", "لا تفقد شيئا من نقاطك."),
        ("ar", "رسوم التوصيل واحدة للجميع."),
    ] {
        assert_eq!(blocked_in(locale, "/stays", text), [""; 0], "{text}");
    }
}

#[test]
fn a_duty_cannot_be_left_and_is_not_asked() {
    let duty = |basis: &str| {
        blocked_by(|d| {
            d["purpose"] = json!("fraud_prevention");
            d["legal_basis"] = json!(basis);
            d["if_off"] = json!("This check cannot be turned off: the law asks for it.");
            d["ask"]["refuse"] = json!("Later");
        })
    };
    assert_eq!(duty("legal_obligation"), [""; 0]);
    assert_eq!(duty("consent"), ["L-E1", "L-S2"]);
}

#[test]
fn a_guess_is_not_handed_to_others() {
    for text in [
        "We look at your orders and guess what your home earns. The guess goes to two lenders.",
        "We look at your orders and sell the estimate to credit firms.",
        "We look at your orders, work out how rich you are, and tell insurers.",
    ] {
        assert!(blocked_at("/use", text).contains(&"L-D2"), "{text}");
    }
    let german = "Wir sehen Ihre Bestellungen und verkaufen die Schätzung an Auskunfteien.";
    assert!(blocked_in("de", "/use", german).contains(&"L-D2"));
    let arabic = "ننظر إلى طلباتك ونخمن هل أنت حامل.";
    assert!(blocked_in("ar", "/use", arabic).contains(&"L-D2"));
    // To seek is written as an addiction is.
    let honest = "Ein Meister sieht Ihre Bestellungen und sucht drei Rezepte aus.";
    assert_eq!(blocked_in("de", "/use", honest), [""; 0]);
}

#[test]
fn what_nobody_can_count_is_found_in_german_and_arabic() {
    for (locale, text) in [
        ("de", "Ein besseres Hörerlebnis"),
        ("de", "Exklusive Vorteile"),
        ("de", "Bis zu 30 % Rabatt"),
        ("de", "Bis zu 30 Euro Rabatt"),
        ("ar", "تجربة أفضل لك"),
        ("ar", "خصم يصل إلى 50%"),
    ] {
        let mut rules = blocked_in(locale, "/benefits/0/what", text);
        // Money off needs a worth as well, whatever it promises.
        rules.retain(|rule| *rule != "L-E1");
        assert_eq!(rules, ["L-V1"], "{text}");
    }
    assert_eq!(blocked_in("de", "/benefits/0/unit", "Erlebnis"), ["L-V1"]);
    assert_eq!(
        blocked_in("de", "/benefits/0/what", "Rezepte bis 12 Uhr"),
        [""; 0]
    );
    // A rate with a ceiling can be worked out, whatever the ceiling.
    assert_eq!(
        blocked_at("/benefits/0/what", "2% of what you pay, up to £5 a month"),
        [""; 0]
    );
}

#[test]
fn who_is_some_of_many_has_no_name_in_any_language() {
    for (locale, text) in [
        ("de", "Ausgewählte Partner aus dem Verlagswesen"),
        ("de", "Befreundete Betriebe"),
        ("ar", "شركاؤنا"),
    ] {
        assert!(
            blocked_in(locale, "/recipients/0", text).contains(&"L-T1"),
            "{text}"
        );
    }
    for (locale, text) in [
        ("de", "Partner Logistik GmbH"),
        ("de", "Unsere Bäcker, sonst niemand"),
        ("ar", "شركة الواحة للبريد"),
    ] {
        assert_eq!(blocked_in(locale, "/recipients/0", text), [""; 0], "{text}");
    }
}

#[test]
fn a_fact_of_the_service_presses_nobody() {
    for (pointer, text) in [
        (
            "/use",
            "We look at your orders. Sign-up closes ten days before the exam, for all students.",
        ),
        (
            "/use",
            "We look at your orders. Five days before the pack runs out, we text you.",
        ),
        ("/if_off", "Soup is given out first come, first served."),
        (
            "/use",
            "We look at your orders. Answer to change it by 8 pm.",
        ),
    ] {
        assert_eq!(blocked_at(pointer, text), [""; 0], "{text}");
    }
    for (locale, text) in [
        ("de", "Ein Hinweis, bevor der Vorrat weg ist"),
        ("ar", "تذكير قبل أن ينفد دواؤك"),
    ] {
        assert_eq!(blocked_in(locale, "/title", text), [""; 0], "{text}");
    }
    for (locale, text) in [
        ("de", "Rezepte, bevor die Plätze weg sind"),
        ("ar", "وصفات: آخر الأماكن"),
        ("ar", "سجل قبل أن تنفد الأماكن"),
    ] {
        assert_eq!(blocked_in(locale, "/title", text), ["L-U1"], "{text}");
    }
}
