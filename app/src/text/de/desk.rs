//! What people read who decide cases, and customers who ask a person, in German.

use mutual::consent::ActorKind;
use mutual::guard::{CaseKind, FRONT_DESK, Outcome};

use crate::text::desk::{Ask, Desk};

/// Who decided first does not judge it again: in the list of failures, and in place of the button.
const OWN_DECISION: &str =
    "Das haben Sie zuerst entschieden. Diesmal sieht es sich jemand anderes an.";

pub(in crate::text) static DESK: Desk = Desk {
    title: "Fälle",
    lead: "Was auf einen Menschen wartet, die nächste Frist zuerst. Was niemand rechtzeitig entscheidet, ist ein Nein.",
    none: "Hier steht kein Fall. Einer kommt, wo ein Computer nicht allein entscheiden darf oder jemand einen Menschen fragt.",
    filters: "Welche Fälle",
    show: |which| match which {
        "mine" => "Bei mir",
        "free" => "Bei niemandem",
        "decided" => "Entschieden",
        _ => "Alle, die warten",
    },
    older: "Mehr",
    newest: "Zurück zum Anfang",
    pages: "Seiten der Liste",

    case: "Fall",
    kind: |kind| match kind {
        CaseKind::Escalation => "Dürfen wir?",
        CaseKind::Contest => "Widerspruch",
        CaseKind::Question => "Frage",
    },
    titled: |kind, what| match kind {
        CaseKind::Escalation => format!("Dürfen wir? {what}"),
        CaseKind::Contest => format!("Widerspruch: {what}"),
        CaseKind::Question => format!("Frage: {what}"),
    },
    due: "Bis",
    overdue: |moment| format!("{moment}: zu spät"),
    customer: "Kundin oder Kunde",
    team: "Team",
    team_name: |team| (team == FRONT_DESK).then_some("Kundendienst"),
    with: "Bei",
    nobody: "niemandem",
    you: "Ihnen",
    state: "Stand",
    second: "wartet auf eine zweite Person",
    going: "entschieden, kann noch zurückgenommen werden",
    timed_out: "Niemand hat rechtzeitig entschieden: nein",
    outcome: |outcome| match outcome {
        Outcome::Allow => "Ja",
        Outcome::Deny | Outcome::Escalate => "Nein",
    },
    contest_outcome: |outcome| match outcome {
        Outcome::Allow => "Die Entscheidung fällt",
        Outcome::Deny | Outcome::Escalate => "Die Entscheidung bleibt",
    },
    answered: "Beantwortet",

    all: "Alle Fälle",
    asked: "Was gefragt ist",
    purpose: "Wofür",
    data: "Mit welchen Daten",
    channel: "Auf welchem Weg",
    guesses: "Vermutungen",
    guess: |label, says| format!("{label}: {says}"),
    guess_gone: |key| format!("{key} (gilt nicht mehr)"),
    ai: "Durch einen Computer",
    topic: "Thema",
    amount: "Betrag",
    contested: "Die Entscheidung, der widersprochen wird",
    asked_about: "Die Entscheidung, nach der gefragt wird",
    whole: "Alles, was davon aufgezeichnet ist",
    decided_at: "Wann",
    turned_off: "Vom Kunden mit dieser Nachricht ausgeschaltet",
    own_decision: OWN_DECISION,
    no_decision: "Sie ist nicht mehr aufgezeichnet.",
    earlier: "Gefragt nach",
    about: "Gefragt bei",
    lines: "Warum ein Mensch entscheidet",
    opened: "Eröffnet",
    by: "Von",
    by_kind: |kind| match kind {
        ActorKind::Customer => "der betroffenen Person",
        ActorKind::Agent => "jemandem von hier",
        ActorKind::Client => "einem Programm",
        ActorKind::System => "von selbst",
    },
    who_there: "Wer dort entschieden hat",
    said: "In den Worten der Person",
    allows: "Was die Person jetzt erlaubt",
    allows_nothing: "Dieser Person wird nichts angeboten.",
    on: "An",
    off: "Aus",
    history: "Was vorher geschah, wie die Person es liest",
    proposal: "Was der Computer vorschlägt",
    proposes: |model, outcome| format!("{model} schlägt vor: {outcome}."),
    hidden: "Ein Computer hat einen Vorschlag. Sie sehen ihn, sobald Sie gesagt haben, was Sie selbst denken.",
    view: "Was denken Sie, bevor Sie ihn sehen?",
    view_button: "Meine Ansicht festhalten und ihn zeigen",
    your_view: |outcome| format!("Ihre eigene Ansicht davor: {outcome}."),

    claim: "Diesen Fall nehmen",
    claim_does: "Solange Sie ihn haben, kann ihn sonst niemand entscheiden.",
    release: "Abgeben",
    hand_over: "Jemand anderem geben",
    hand_to: "Wem",
    hand_pick: "Bitte jemanden wählen",
    hand_button: "Übergeben",

    decide: "Entscheiden",
    decide_does: "Eine Minute lang können Sie es zurücknehmen. Dann erfahren es die Person und das Programm, das gefragt hat.",
    decide_two: "Zwei Menschen müssen zustimmen. Nach Ihnen sieht es sich jemand anderes an.",
    your_decision: "Ihre Entscheidung",
    reason: "Warum, in Ihren Worten",
    reason_hint: "Das liest die Person. Sagen Sie, was Sie sich angesehen haben und was daraus folgt.",
    decide_button: "Entscheiden",
    answer_button: "Antworten",
    canned: "Vorbereitete Worte",
    canned_hint: "Sie kommen in das Feld. Ändern Sie sie dort: Unverändert werden sie nicht angenommen.",
    canned_use: "In das Feld übernehmen",

    first: |who, outcome| {
        format!("{who} hat entschieden: {outcome}. Eine zweite Person muss zustimmen.")
    },
    agree: "Ich stimme zu",
    send_back: "Ich stimme nicht zu",
    withdraw: "Meine Entscheidung zurücknehmen",
    taken: |who, outcome, until| {
        format!("{who} hat entschieden: {outcome}. Das kann bis {until} zurückgenommen werden.")
    },
    undo: "Zurücknehmen",
    writing: "Es wird gerade festgehalten.",
    end: "Wie es ausging",
    ended: |outcome, moment| format!("{outcome}, {moment}"),
    agreed: |who| format!("{who} hat als zweite Person zugestimmt."),
    nobody_decided: |moment| {
        format!("Bis {moment} hat niemand entschieden, also ist die Antwort nein.")
    },
    denied_meanwhile: |moment| {
        format!(
            "Ein Mensch hat ja gesagt. Als es festgehalten wurde, {moment}, war das Gefragte nicht mehr erlaubt. Also ist die Antwort nein."
        )
    },

    done: |what| match what {
        "claim" => Some("Sie haben diesen Fall jetzt."),
        "release" => Some("Jetzt können andere ihn nehmen."),
        "hand" => Some("Er ist jetzt bei jemand anderem."),
        "view" => Some("Ihre Ansicht ist festgehalten."),
        "decide" => Some("Ihre Entscheidung ist festgehalten."),
        "agree" => Some("Sie haben zugestimmt."),
        "back" => Some("Er ist offen wie zuvor."),
        "ready" => Some("Die fertigen Worte stehen im Feld. Ändern Sie sie dort."),
        "undo" => Some("Es ist zurückgenommen."),
        "rules" => Some("Es ist gespeichert."),
        _ => None,
    },
    failed: |why| match why {
        "ended" => Some(
            "Sie waren zwischendurch abgemeldet. Was Sie geschrieben haben, steht wieder hier. Gesendet wurde es nicht.",
        ),
        "moved" => Some(
            "Inzwischen hat jemand anderes an diesem Fall etwas getan. Es wurde nichts gespeichert: Sehen Sie noch einmal nach.",
        ),
        "mine" => Some("Nehmen Sie diesen Fall zuerst."),
        "taken" => Some(
            "Jemand hat diesen Fall schon entschieden. Ihre Entscheidung wurde nicht gespeichert.",
        ),
        "late" => Some("Das lässt sich nicht mehr zurücknehmen: Es ist festgehalten."),
        "over" => Some("Die Zeit für diesen Fall war abgelaufen, also ist die Antwort nein."),
        "rules_moved" => Some(
            "Inzwischen hat jemand geändert, wie dieses Team entscheidet. Es wurde nichts gespeichert: Bitte sehen Sie noch einmal nach.",
        ),
        "denied" => Some(
            "Das Gefragte ist nicht mehr erlaubt: Die Person hat es ausgeschaltet, oder eine Regel sagt nein. Niemand kann mehr ja dazu sagen.",
        ),
        "unseen" => Some("Sagen Sie zuerst, was Sie selbst denken."),
        "unedited" => Some(
            "Das sind die vorbereiteten Worte, unverändert. Sagen Sie, was für diesen Fall gilt.",
        ),
        "own" => Some(OWN_DECISION),
        "same" => Some("Jemand anderes muss zustimmen."),
        "reason" => Some("Sagen Sie, warum, mit höchstens 4.000 Zeichen."),
        "outcome" => Some("Wählen Sie Ihre Entscheidung."),
        "who" => Some("Wählen Sie, wem Sie ihn geben."),
        "gone" => Some("Diesen Fall gibt es nicht mehr."),
        "forbidden" => Some("Das dürfen Sie nicht."),
        "rules" => Some("Das ist zu viel: höchstens 20 vorbereitete Texte je Team."),
        _ => None,
    },
    held: |who| format!("{who} hat diesen Fall."),
    deed: |what| match what {
        "case.claimed" => Some("Hat einen Fall genommen"),
        "case.released" => Some("Hat einen Fall abgegeben"),
        "case.handed" => Some("Hat einen Fall jemand anderem gegeben"),
        "case.viewed" => Some("Hat eine Ansicht zu einem Fall festgehalten"),
        "case.first" => Some("Hat als erste von zwei Personen entschieden"),
        "case.taken" => Some("Hat einen Fall entschieden"),
        "case.agreed" => Some("Hat als zweite Person zugestimmt"),
        "case.sent_back" => Some("Hat als zweite Person nicht zugestimmt"),
        "case.undone" => Some("Hat eine Entscheidung zurückgenommen"),
        "desk.rules" => Some("Hat geändert, wie Teams entscheiden"),
        _ => None,
    },

    figures: "Wie Fälle entschieden werden",
    figures_lead: |days| {
        format!(
            "Die letzten {days} Tage. Menschen werden in vollen Zehnern genannt, damit keine Zahl auf jemanden zeigt."
        )
    },
    decided: "Von Menschen entschieden",
    half: "Die Hälfte davon binnen",
    most: "Neun von zehn binnen",
    lasted: |hours, minutes| format!("{hours} Std. {minutes} Min."),
    timeouts: "Niemand hat rechtzeitig entschieden",
    contests: "Beantwortete Widersprüche",
    upheld: "Widersprüche, durch die eine Entscheidung fiel",
    models: "Gegen den Computer entschieden",
    models_lead: "Wer einem Computer nie widerspricht, entscheidet nicht.",
    model: "Modell",
    proposed: "Entscheidungen mit seinem Vorschlag",
    overridden: "Dagegen",
    all_teams: "Alle Teams",
    rate: "Anteil dagegen",
    rate_of_few: "zu wenige",
    percent: |many| format!("{many} %"),
    differs: "Die Gründe passen nicht zu den Zahlen im Computer",
    cut: |many| {
        format!("Es waren mehr als {many} Entscheidungen. Gezählt sind nur die neuesten {many}.")
    },
    below_bar: "Warum ein Mensch entscheidet",
    explains_too_little: |model| {
        format!("Zu wenige Entscheidungen des Computers {model} sind erklärt.")
    },
    alarm: |model| {
        format!(
            "In drei Monaten hat niemand gegen {model} entschieden. Jemand sollte nachsehen, ob hier noch Menschen entscheiden."
        )
    },
    no_models: "Kein Computer hat etwas vorgeschlagen.",

    rules: "Wie Teams entscheiden",
    rules_lead: "Für jedes Team, das Fälle entscheidet.",
    four_eyes: "Jeder Entscheidung müssen zwei Menschen zustimmen",
    shows_proposal: "Den Vorschlag des Computers sofort zeigen, ohne vorher nach einer Ansicht zu fragen",
    canned_words: "Vorbereitete Worte",
    canned_words_hint: "Eine leere Zeile trennt sie. Unverändert kann sie niemand senden.",
    save: "Speichern",
};

pub(in crate::text) static ASK: Ask = Ask {
    title: "Einen Menschen fragen",
    lead: "Ein Mensch liest das und antwortet Ihnen in Worten. Fragen Sie, was Sie möchten, oder sagen Sie, dass eine Entscheidung falsch ist.",
    about: |what| format!("Es geht um: {what}"),
    contests: "Sie sagen, dass diese Entscheidung falsch ist. Ein Mensch sieht sie sich noch einmal an.",
    question: "Ihre Frage",
    hint: "So, wie Sie es sagen würden. Sie brauchen keine Fachwörter.",
    send: "Senden",
    mail: "Die Antwort steht auf dieser Seite. Wenn wir Ihre E-Mail-Adresse haben, bekommen Sie sie auch per E-Mail.",
    sent: "Ihre Frage ist auf dem Weg zu einem Menschen.",
    failed: |why| match why {
        "ended" => {
            "Sie waren zwischendurch abgemeldet. Was Sie geschrieben haben, steht wieder hier. Gesendet wurde es nicht."
        }
        "many" => "Viele Ihrer Fragen warten noch auf eine Antwort. Wir beantworten zuerst diese.",
        "words" => "Schreiben Sie Ihre Frage, mit höchstens 4.000 Zeichen.",
        _ => "Das hat gerade nicht geklappt. Bitte versuchen Sie es in einer Minute noch einmal.",
    },
    threads: "Was Sie gefragt haben",
    none: "Sie haben noch nichts gefragt.",
    you: "Sie haben gefragt",
    answer: "Antwort",
    steps: "Wie weit es ist",
    step_sent: "Gesendet",
    step_with: "Bei einem Menschen",
    step_with_named: |name| format!("Bei {name}"),
    step_answered: "Beantwortet",
    until: |moment| format!("Sie bekommen eine Antwort bis {moment}."),
    late: "Damit sind wir spät dran. Es steht ganz oben auf unserer Liste.",
    about_you: "Was ein Mensch über Sie entscheidet",
    asks_for: |what| format!("Gefragt wurde: {what}"),
    outcome: |outcome| match outcome {
        Outcome::Allow => "Ein Mensch hat ja gesagt.",
        Outcome::Deny | Outcome::Escalate => "Ein Mensch hat nein gesagt.",
    },
    upheld: |outcome| match outcome {
        Outcome::Allow => "Die Entscheidung gilt nicht mehr.",
        Outcome::Deny | Outcome::Escalate => "Die Entscheidung bleibt, wie sie ist.",
    },
    silence: "Niemand hat rechtzeitig entschieden. Also ist die Antwort nein, und es geschieht nichts.",
    reported: "Ein Mensch hat entschieden. Das meldet uns das System unseres Kundendienstes.",
    meanwhile: "Ein Mensch hat ja gesagt. Bevor das festgehalten war, hat sich geändert, was Sie erlauben, oder unsere Regeln. Also ist die Antwort nein, und es geschieht nichts.",
    again: "Danach fragen",
    off_does: |title| {
        format!(
            "{title}: Der Knopf schaltet das sofort aus. Sie müssen auf keine Antwort warten. Was Sie geschrieben haben, wird mitgesendet."
        )
    },
    off_button: "Für mich ausschalten",
    off_done: |title| format!("Es ist aus: {title}. Dafür muss niemand mehr etwas tun."),
    off_before: |title| format!("Sie haben das beim Schreiben ausgeschaltet: {title}."),
    earlier: |moment| format!("Ihre Frage vom {moment}"),
    contests_person: "Sie sagen, dass diese Entscheidung falsch ist. Ein Mensch, der sie nicht getroffen hat, sieht sie sich noch einmal an.",
    a_decision: "eine Entscheidung über Sie",
    contested: "Sie sagen, dass diese Entscheidung falsch ist.",
};
