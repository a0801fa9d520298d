//! What the team reads about the systems that decide and guess, in German.

use crate::text::models::Models;
use mutual::decision::BelowBar;
use mutual::guard::Code;

pub(in crate::text) static MODELS: Models = Models {
    title: "Modelle",
    lead: "Jedes System, das über Kunden entscheidet oder etwas vermutet, und wie gut es sagt, warum. Anteile gelten für die letzten vier Wochen; daneben steht, wie sie sich seit den vier Wochen davor bewegt haben.",
    empty: "Noch ist kein Modell eingetragen. Es kann also keine Entscheidung aufgezeichnet und keine Vermutung gemeldet werden.",
    register: "Ein Modell eintragen",
    all: "Alle Modelle",
    key: "Schlüssel",
    key_hint: "Wie Programme es nennen: Kleinbuchstaben, Ziffern, „-“ und „_“.",
    name: "Name",
    vendor: "Gemacht von",
    task: "Wofür es da ist",
    task_hint: "Ein Satz.",
    versions: "Fassungen im Einsatz",
    versions_hint: "Eine je Zeile. Was eine andere Fassung entscheidet oder vermutet, wird abgelehnt.",
    bar: "Geringster erklärter Anteil, in Prozent",
    bar_hint: "Ohne Eintrag gilt keine Schwelle. Sie gilt für jede Fassung, sobald diese in vier Wochen 20 Entscheidungen getroffen hat.",
    below: "Darunter",
    below_of: |below| match below {
        BelowBar::Refuse => "Entscheidungen werden abgelehnt",
        BelowBar::Person => "Ein Mensch muss entscheiden",
    },
    save: "Speichern",
    change: "Ändern",

    decisions: "Entscheidungen",
    explained: "Erklärt",
    differing: "Gründe, die nicht passen",
    violations: "Verstöße",
    contested: "Bestritten",
    overridden: "Aufgehoben",
    stopped: "Wegen der Schwelle abgelehnt",
    never_against: "In den Fällen aus drei Monaten hat niemand dagegen entschieden",
    percent: |share| format!("{share}\u{a0}%"),
    up: |points| format!("{points} Punkte mehr"),
    down: |points| format!("{points} Punkte weniger"),
    same: "unverändert",
    few: "Zu wenige, um etwas zu sagen",
    no_bar: "Keine Schwelle",
    at_least: |share| format!("Mindestens {share}\u{a0}% begründet"),
    is_below: |versions| {
        format!("Unter der Schwelle, weil zu wenige Entscheidungen erklärt sind: {versions}")
    },
    by_vendor: "Je Hersteller",
    by_vendor_lead: "Alle Modelle eines Herstellers zusammen, auch die, die nicht mehr im Einsatz sind: Was jedes entschieden hat, ist zusammengezählt.",
    by_version: "Je Fassung",
    version: "Fassung",
    by_week: "Woche für Woche",
    week: "Woche ab",
    weeks: |first, last| format!("{first} bis {last}"),
    nothing: "Es wurde nichts entschieden.",
    four_weeks: "Die letzten vier Wochen",

    guesses: "Was es vermutet",
    guesses_told: "Gemeldete Vermutungen",
    guesses_right: "Kunden sagten: richtig",
    guesses_wrong: "Kunden sagten: falsch",
    guesses_unwanted: "Kunden sagten: das nicht vermuten",
    guesses_rejected: "Anteil der Antworten „falsch“ und „das nicht vermuten“",

    see_violations: "Verstöße und Fragen ohne Antwort",
    violations_title: "Verstöße",
    violations_lead: "Entscheidungen, die sich auf etwas stützten, das der Kunde in diesem Augenblick nicht erlaubt hatte. Sie wurden abgelehnt, und mehr ist von ihnen nicht aufbewahrt.",
    violations_empty: "Keine Entscheidung stützte sich auf Verbotenes.",
    when: "Wann",
    model: "Modell",
    cited: "Was nicht gedeckt war",
    gone: "Der Kunde wurde gelöscht.",
    needs_person: "Ein Mensch musste entscheiden",
    guess: |key| format!("Die Vermutung „{key}“, die nicht gewünscht ist"),
    because: |code| match code {
        Code::Granted | Code::LegalBasis => "erlaubt",
        Code::NoGrant => "nie eingeschaltet",
        Code::Withdrawn => "ausgeschaltet",
        Code::Paused => "pausiert",
        Code::Expired => "abgelaufen",
        Code::NeedsAnswer => "wartet auf eine neue Antwort",
        Code::FacetOff => "dieser Teil ist aus",
        Code::Objected => "widersprochen",
        Code::SignalGpc => "der Browser bittet, es zu lassen",
        Code::DataNotCovered | Code::ChannelNotCovered | Code::AiNotCovered => {
            "in keinem Austausch für diesen Zweck"
        }
        Code::InferenceNotCovered => "eine Vermutung, die nicht gilt",
        Code::UnknownCustomer | Code::Erased => "niemand",
        Code::UnknownPurpose => "diesen Zweck gibt es nicht",
        Code::UnknownData => "diese Daten gibt es nicht",
        Code::RedLine => "eine rote Linie",
        Code::HumanOnly => "ein Mensch soll entscheiden",
        Code::UnknownModel => "niemand hat dieses Modell eingetragen",
        Code::BelowBar => "zu wenige Entscheidungen dieses Modells sind erklärt",
    },
    retired: "Es ist nicht mehr im Einsatz: Was es entscheidet, wird abgelehnt, und seine Zahlen bleiben",
    retired_since: |day| format!("Nicht mehr im Einsatz seit {day}"),
    differing_title: "Gründe, die nicht passen",
    differing_lead: "Bei diesen Entscheidungen passen die Gründe nicht zu dem, was in das Modell einging.",
    differing_none: "Es gibt keine.",
    older: "Ältere",
    newest: "Zurück zu den neuesten",
    unanswered: "Gefragt, warum, und nichts war aufgezeichnet",
    unanswered_lead: "Diese Links waren echt. Wer einen öffnete, hat gelesen, dass wir nicht sagen können, warum, und dass das unser Fehler ist.",
    unanswered_empty: "Niemand hat nach etwas gefragt, das nicht aufgezeichnet war.",
    link: "Entscheidung",
    first: "Zuerst gefragt",
    last: "Zuletzt gefragt",
    times: "Wie oft",

    fault: |field| match field {
        "key" => {
            "Nehmen Sie 1 bis 64 Kleinbuchstaben, Ziffern, „-“ oder „_“, und einen Schlüssel, der frei ist."
        }
        "name" | "vendor" => "Nehmen Sie eine Zeile mit höchstens 100 Zeichen.",
        "task" => "Nehmen Sie eine Zeile mit höchstens 500 Zeichen.",
        "versions" => {
            "Nennen Sie 1 bis 50 Fassungen, jede in einer Zeile mit höchstens 100 Zeichen."
        }
        _ => "Nehmen Sie eine ganze Zahl von 0 bis 100, oder lassen Sie das Feld leer.",
    },
    deed: |what| match what {
        "model.registered" => Some("Hat ein Modell eingetragen"),
        "model.changed" => Some("Hat ein Modell geändert"),
        _ => None,
    },
    done: "Gespeichert.",
    failed: |why| match why {
        "forbidden" => Some("Sie dürfen Modelle nicht ändern."),
        "moved" => {
            Some("Jemand hat dieses Modell inzwischen geändert. Sehen Sie es noch einmal an.")
        }
        "many" => Some("Mehr Modelle werden nicht angenommen."),
        _ => None,
    },
};
