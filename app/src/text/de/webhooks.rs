//! What an admin reads about the addresses that changes are sent to, in German.

use super::{many, number};
use crate::text::rules::Many;
use crate::text::webhooks::Webhooks;
use mutual::ledger::EntryKind;
use mutual::webhook::{Course, WhyOff};

fn messages(count: u64) -> String {
    match many(count) {
        Many::One => "1 Nachricht".to_owned(),
        _ => format!("{} Nachrichten", number(count)),
    }
}

pub(in crate::text) static WEBHOOKS: Webhooks = Webhooks {
    title: "Webhooks",
    lead: "Jede Änderung geht an diese Adressen, sobald sie geschieht, Widerrufe zuerst.",
    empty: [
        "Ein Webhook sagt einem anderen Programm sofort, was Kundinnen und Kunden wählen: Ihr CRM erfährt ein Nein, bevor es noch einmal schreibt. Ohne ihn muss ein Programm immer wieder nachfragen.",
        "Was nicht ankommt, wird drei Tage lang wieder versucht und lässt sich später noch einmal senden. Keine Änderung geht verloren.",
    ],
    sides: "Wessen Änderungen gesendet werden",
    live_side: "Das sind die Adressen für echte Kundinnen und Kunden. Was ein Testschlüssel angelegt hat, steht unter „Testkunden“.",
    test_side: "Das sind die Adressen für Testkunden: was ein Testschlüssel angelegt hat und was hier hinzukommt. Was echte Kundinnen und Kunden wählen, geht nie dorthin.",
    docs: "Wie ein Programm sie annimmt",
    address: "Adresse",
    health: "Zustand",
    waiting: "Wartet",
    given_up: "Aufgegeben",

    works: "Funktioniert",
    quiet: "Sie hat noch nichts angenommen, oder nicht in den letzten 30 Tagen.",
    failing_since: |moment| format!("Gestört seit {moment}"),
    not_told: "Dazu ließ sich keine E-Mail senden. Das wird jede Stunde neu versucht, und die Adresse bleibt an, bis eine E-Mail hinausging und ein Tag vergangen ist.",
    off_on: |moment| {
        format!("Bleibt es so, wird sie ab {moment} abgeschaltet, und nichts wird mehr gesendet.")
    },
    off: |why, moment| match why {
        WhyOff::ByHand => format!("Von Hand abgeschaltet: {moment}"),
        WhyOff::Gone => {
            format!("Abgeschaltet, weil sie gesagt hat, dass es sie nicht mehr gibt: {moment}")
        }
        WhyOff::Failing => format!("Abgeschaltet, weil sie fünf Tage lang gestört war: {moment}"),
    },
    waits: |count| match many(count) {
        _ if count == 0 => "Nichts wartet.".to_owned(),
        Many::One => "1 Nachricht wartet.".to_owned(),
        _ => format!("{} warten.", messages(count)),
    },
    gave_up: |count| match many(count) {
        _ if count == 0 => "Keine wurde aufgegeben.".to_owned(),
        Many::One => "1 Nachricht wurde aufgegeben.".to_owned(),
        _ => format!("{} wurden aufgegeben.", messages(count)),
    },
    lost: |count| {
        let lost = match many(count) {
            Many::One => "1 Nachricht, die etwas zurücknimmt, kam nie an".to_owned(),
            _ => format!("{}, die etwas zurücknehmen, kamen nie an", messages(count)),
        };
        format!("{lost}: Ein Programm dort tut vielleicht noch, was nicht mehr erlaubt ist.")
    },
    see_lost: "Sehen, was aufgegeben wurde, und es noch einmal senden",
    took: |count| match many(count) {
        Many::One => "In den letzten 30 Tagen kam 1 Nachricht an.".to_owned(),
        _ => format!("In den letzten 30 Tagen kamen {} an.", messages(count)),
    },

    add: "Eine Adresse hinzufügen",
    add_lead: "Von da an bekommt sie, was sich ändert. Was vorher war, sendet „Einen Bereich noch einmal senden“.",
    add_button: "Hinzufügen",
    url: "Adresse",
    url_hint: "Beginnt mit https:// und ist von überall erreichbar.",
    description: "Name",
    description_hint: "Wie Sie sie nennen, etwa „Das CRM“. Darf leer bleiben.",
    events: "Was gesendet wird",
    all_events: "Alles, auch neue Arten von Änderungen",
    chosen_events: "Nur was hier angekreuzt ist",
    groups: [
        "Was Kundinnen und Kunden wählen",
        "Was ohne ihr Zutun endet",
        "Wer wer ist, wer geht und wer wiederkommt",
        "Was ihnen angeboten wird",
        "Was Maschinen dürfen und was Menschen entscheiden",
    ],
    kind: |kind| match kind {
        EntryKind::Genesis => "Das Protokoll begann",
        EntryKind::Granted => "Jemand hat eine Vereinbarung eingeschaltet",
        EntryKind::Refused => "Jemand hat auf eine Frage Nein gesagt",
        EntryKind::Withdrawn => "Jemand hat eine Vereinbarung ausgeschaltet",
        EntryKind::FacetChanged => "Jemand hat einen Teil davon ein- oder ausgeschaltet",
        EntryKind::Paused => "Jemand hat alles angehalten",
        EntryKind::Resumed => "Jemand hat die Pause beendet",
        EntryKind::SignalGpc => "Jemandes Browser bat, nichts zu verkaufen oder weiterzugeben",
        EntryKind::Expired => "Ein Ja ist abgelaufen",
        EntryKind::NeedsAnswer => "Ein Ja braucht eine neue Antwort",
        EntryKind::Forgotten => "Alte Aufzeichnungen einer Antwort wurden vernichtet",
        EntryKind::Published => "Eine Fassung ist erschienen",
        EntryKind::Retired => "Ein Angebot wurde beendet",
        EntryKind::Merged => "Zwei Akten wurden zu einer Person zusammengelegt",
        EntryKind::Split => "Zwei Akten wurden wieder getrennt",
        EntryKind::Erased => "Jemand wurde gelöscht",
        EntryKind::Readmitted => "Jemand, der gelöscht war, darf wiederkommen",
        EntryKind::RegistryChanged => "Zwecke oder Daten haben sich geändert",
        EntryKind::RedLinesChanged => "Eine rote Linie wurde gezogen, geändert oder aufgehoben",
        EntryKind::HumanOnly => "Jemand verlangt, dass ein Mensch entscheidet",
        EntryKind::HumanOnlyEnded => "Jemand lässt wieder einen Computer allein entscheiden",
        EntryKind::Situation => "Jemandes Lage hat sich geändert",
        EntryKind::InferenceRejected => "Jemand hat eine Vermutung zurückgewiesen",
        EntryKind::CaseOpened => "Etwas wartet auf einen Menschen",
        EntryKind::CaseDecided => "Ein Mensch hat entschieden, oder die Zeit war um",
        EntryKind::DecisionsSealed => {
            "Was Computer entschieden haben, wurde im Protokoll versiegelt"
        }
    },
    fault: |field, _| {
        let said = match field {
            "url" => {
                "Schreiben Sie eine öffentliche Adresse wie https://crm.example.org/hooks: mit https, ohne Benutzernamen, Passwort und #, höchstens 2.000 Zeichen."
            }
            "description" => "Höchstens 200 Zeichen.",
            _ => "Kreuzen Sie mindestens eines an, oder senden Sie alles.",
        };
        said.to_owned()
    },

    secret: "Das Geheimnis",
    secret_once: "Bewahren Sie es jetzt auf: Es steht nur dieses eine Mal hier und auf keiner Seite wieder.",
    secret_how: "Damit ist jede Nachricht unterschrieben, so wie es die Spezifikation Standard Webhooks sagt. Geben Sie es einer Bibliothek für Standard Webhooks, und nehmen Sie nur Nachrichten an, die sie bestätigt: Andere kommen nicht von hier.",
    older_until: |moment| {
        format!(
            "Bis {moment} unterschreibt auch noch das vorige Geheimnis, damit beim Umstellen nichts abgelehnt wird."
        )
    },

    change: "Ändern",
    save: "Speichern",
    as_it_is: "So ist es jetzt gespeichert",
    switch: "Ab- oder einschalten",
    switch_off: "Abschalten",
    switch_off_does: "Es wird nichts mehr gesendet. Änderungen warten, verloren geht nichts.",
    switch_on: "Einschalten",
    switch_on_does: "Es geht weiter, wo es aufgehört hat: Was wartet, wird gesendet.",
    rotate: "Neues Geheimnis",
    rotate_does: "Das jetzige unterschreibt noch einen Tag lang neben dem neuen.",
    rotate_button: "Neues Geheimnis erzeugen",

    test: "Eine Probe senden",
    test_does: "Eine Nachricht der Art webhook.test geht jetzt dorthin, auch wenn die Adresse abgeschaltet ist. Sie handelt von niemandem.",
    test_button: "Probe senden",
    tested: "Was auf die Probe zurückkam",
    test_failed: "Die Probe wurde nicht angenommen. Was daraus wurde, steht unten.",
    when: "Wann",
    duration: "Wie lange",
    millis: |millis| format!("{}\u{a0}ms", number(millis)),
    outcome: "Was zurückkam",
    answered: |status| format!("Eine Antwort mit Status {status}"),
    unanswered: "Keine Antwort",
    answer: "So beginnt die Antwort:",
    empty_answer: "Die Antwort war leer.",

    deliveries: "Nachrichten",
    deliveries_lead: "Die zu den neuesten Änderungen zuerst. Was erledigt ist, bleibt 30 Tage hier.",
    filters: "Welche Nachrichten",
    every: "Alle",
    course: |course| match course {
        Course::Pending => "Wartet",
        Course::Delivered => "Angekommen",
        Course::GivenUp => "Aufgegeben",
    },
    none: "An diese Adresse wurde noch nichts gesendet.",
    none_so: "Solche Nachrichten gibt es nicht.",
    entry: "Änderung",
    about: "Was geschah",
    state: "Stand",
    tries: "Versuche",
    next_at: |moment| format!("nächster Versuch: {moment}"),
    number: |index| format!("Nr. {}", number(index)),
    pages: "Seiten",
    older: "Ältere Nachrichten",
    newest: "Neueste Nachrichten",

    replay: "Einen Bereich noch einmal senden",
    replay_does: "Für ein Programm, das verloren hat, was es hatte. Änderungen haben Nummern; sie stehen in der Liste der Nachrichten und in jeder Nachricht als index. Eine Nachricht, die noch einmal kommt, hat dieselbe Kennung.",
    first: "Von Nummer",
    last: "Bis Nummer",
    last_hint: "Leer: bis zur neuesten.",
    count: "Erst zählen",
    would_send: |count| match many(count) {
        Many::One => "1 Nachricht würde noch einmal gesendet.".to_owned(),
        _ => format!("{} würden noch einmal gesendet.", messages(count)),
    },
    send_again: |count| format!("{} noch einmal senden", messages(count)),
    nothing_to_send: "Aus diesem Bereich will die Adresse nichts haben.",
    bad_range: "Schreiben Sie ganze Zahlen, die kleinere zuerst.",
    is_off: "Sie ist abgeschaltet, also lässt sich nichts an sie senden. Schalten Sie sie zuerst ein.",
    replayed: |count| match many(count) {
        Many::One => "1 Nachricht ist noch einmal unterwegs.".to_owned(),
        _ => format!("{} sind noch einmal unterwegs.", messages(count)),
    },

    remove: "Entfernen",
    remove_does: "Fragt noch einmal und sagt, was verloren geht.",
    remove_ask: |address| format!("{address} entfernen?"),
    remove_loses: [
        "An diese Adresse wird nichts mehr gesendet. Ein Programm, das sich auf sie verlässt, erfährt nicht mehr, wer Nein gesagt hat.",
        "Was für sie wartet, wird nicht gesendet. Die Liste ihrer Nachrichten und was darauf zurückkam, geht verloren.",
        "Ihr Geheimnis wird vernichtet. Dieselbe Adresse lässt sich wieder hinzufügen, mit einem neuen.",
    ],
    remove_button: "Endgültig entfernen",
    keep: "Behalten",

    all: "Alle Webhooks",
    one: "Die Adresse und ihre Nachrichten",
    attempts: "Versuche",
    no_attempt: "Es wurde noch nicht versucht.",
    attempt: |number| format!("Versuch {number}"),
    request: "Was gesendet wird",
    request_lead: "Jeder Versuch hat zwei Kopfzeilen mehr: webhook-timestamp, seine Sekunde, und webhook-signature. Die Kennungen sind die von jetzt.",
    headers: "Kopfzeilen",
    body: "Inhalt",
    erased: "Um wen es ging, ist gelöscht, oder die Aufzeichnungen dazu sind es. Nichts davon ist übrig, und es wird nicht mehr gesendet.",
    again: "Noch einmal senden",
    again_does: "Dieselbe Nachricht geht sofort, unter derselben Kennung.",

    done: |what| match what {
        "added" => Some("Die Adresse ist hinzugefügt. Ab jetzt gehen Änderungen an sie."),
        "changed" => Some("Die Adresse ist geändert."),
        "on" => Some("Sie ist eingeschaltet, und es geht weiter, wo es aufgehört hat."),
        "off" => Some("Sie ist abgeschaltet. Es wird nichts mehr an sie gesendet."),
        "rotated" => Some("Es gibt ein neues Geheimnis."),
        "tested" => Some("Die Probe ist vorbei. Was daraus wurde, steht unten."),
        "removed" => Some("Die Adresse ist entfernt."),
        "again" => Some("Die Nachricht ist noch einmal unterwegs."),
        _ => None,
    },
    failed: |why| match why {
        "moved" => Some(
            "Jemand anderes hat diese Adresse inzwischen geändert. Gespeichert wurde nichts: Sehen Sie nach, wie es jetzt ist, und speichern Sie noch einmal, was gelten soll.",
        ),
        "many" => Some("Es gibt 50 Adressen, mehr werden es nicht. Entfernen Sie zuerst eine."),
        "gone" => Some("Diese Adresse oder Nachricht gibt es nicht mehr."),
        "switched-off" => Some("Diese Adresse ist abgeschaltet. Schalten Sie sie zuerst ein."),
        "forbidden" => Some("Das dürfen Sie nicht."),
        _ => None,
    },
};
