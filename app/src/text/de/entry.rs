//! The ways in, the account, and what stands on a page that cannot be shown, in German.

use super::{many, number};
use crate::text::entry::{Entry, Errors};
use crate::text::rules::Many;

pub(in crate::text) static ENTRY: Entry = Entry {
    sign_in: "Anmelden",
    not_signed_in: "Sie sind nicht angemeldet",
    email: "E-Mail-Adresse",
    password: "Passwort",
    forgot_link: "Ich habe mein Passwort vergessen",
    no_password: "Kein Passwort? Nehmen Sie den Link aus einer Nachricht von uns. Er öffnet Ihre Seite ohne Passwort.",
    signed_out: "Sie sind abgemeldet.",
    signed_out_everywhere: "Sie sind überall abgemeldet.",
    ended: "Sie waren abgemeldet, bevor das ankam. Nichts wurde gesendet.",
    replaced: "In diesem Browser war jemand anders angemeldet, bevor das ankam. Nichts wurde gesendet.",
    ended_back: "Melden Sie sich als dieselbe Person an, dann steht wieder im Formular, was Sie geschrieben haben. Kamen Sie über einen Link, kopieren Sie es von hier und öffnen Sie den Link noch einmal.",
    ended_words: "Was Sie geschrieben haben",
    wrong: "Die Adresse oder das Passwort stimmt nicht.",
    too_many: |seconds| {
        let wait = match (seconds < 90, seconds.div_ceil(60)) {
            (true, _) if many(seconds) == Many::One => "1 Sekunde".to_owned(),
            (true, _) => format!("{} Sekunden", number(seconds)),
            (false, minutes) => format!("{} Minuten", number(minutes)),
        };
        format!(
            "Das waren zu viele Versuche. Warten Sie {wait}, und versuchen Sie es dann noch einmal."
        )
    },
    away: "Das geht gerade nicht. Es wurde nichts geändert. Bitte versuchen Sie es bald noch einmal.",
    weak: "Wählen Sie ein anderes Passwort. Es muss mindestens 8 Zeichen haben und darf keines sein, das viele nehmen.",

    forgot: "Neues Passwort bekommen",
    forgot_lead: "Wir senden einen Link an Ihre E-Mail-Adresse. Er gilt nur kurze Zeit.",
    forgot_send: "Link senden",
    forgot_sent: "Wenn wir diese Adresse kennen, ist der Link unterwegs.",
    check_mail: "Sehen Sie in Ihrem Postfach nach",

    reset: "Neues Passwort wählen",
    new_password: "Neues Passwort",
    password_hint: "Mindestens 8 Zeichen. Gut sind drei oder vier Wörter, die nicht zusammengehören.",
    reset_save: "Neues Passwort speichern",
    reset_done: "Ihr neues Passwort ist gespeichert. Melden Sie sich damit an.",
    reset_bad: "Dieser Link gilt nicht mehr",
    reset_bad_lead: "Ein Link gilt einmal und nur kurze Zeit. Ihr Passwort ist, wie es war.",
    reset_again: "Neuen Link senden",

    link_expired: "Dieser Link ist abgelaufen",
    link_expired_lead: "Es hat sich nichts geändert: Was an war, ist an, und was aus war, ist aus.",
    link_send: "Neuen Link senden",
    link_send_note: "Wir senden ihn an die E-Mail-Adresse, die wir von Ihnen kennen.",
    link_sent: "Sehen Sie in Ihrem Postfach nach",
    link_sent_lead: "Wenn wir eine E-Mail-Adresse von Ihnen kennen, ist ein neuer Link unterwegs.",
    link_bad: "Dieser Link geht nicht",
    link_bad_lead: "Ein Teil davon fehlt oder wurde geändert. Kopieren Sie den ganzen Link aus unserer Nachricht, oder nehmen Sie eine neuere Nachricht. Bei Ihnen hat sich nichts geändert.",
    link_other: "Dieser Link ist für jemand anderen",
    link_other_by_link: "Hier ist schon jemand anderes über einen Link angemeldet.",
    link_other_lead: "Der Link öffnet die Seite einer anderen Person und beendet diesen Besuch auf diesem Gerät. Sonst ändert sich nichts.",
    link_open: "Link öffnen",
    link_stay: "Hier bleiben",
    sign_in_instead: "Mit Passwort anmelden",

    unsubscribe: "Das ausschalten?",
    unsubscribe_channel: |channel| format!("Nur diesen Weg zu Ihnen: {channel}."),
    unsubscribe_button: "Ausschalten",
    unsubscribed: "Es ist aus",
    unsubscribed_lead: "Es gilt ab sofort. Sie können es jederzeit wieder einschalten.",
    unsubscribe_bad: "Ein Teil fehlt oder wurde verändert. Bei Ihnen hat sich nichts geändert. Nehmen Sie den ganzen Link aus unserer Nachricht, oder melden Sie sich an und schalten Sie es dort aus.",
    unsubscribe_away: "Es ist noch nicht aus",
    unsubscribe_away_lead: "Wir konnten es nicht speichern. Versuchen Sie denselben Link in ein paar Minuten noch einmal.",
    unsubscribe_all: "Alles ansehen, was Sie teilen",

    account: "Ihr Konto",
    signed_in_as: |email| format!("Angemeldet als {email}."),
    by_link: "Sie sind über einen Link gekommen, den wir Ihnen geschickt haben. Er öffnet Ihre Vereinbarungen, ganz ohne Passwort.",
    change_password: "Passwort ändern",
    old_password: "Bisheriges Passwort",
    old_wrong: "Das ist nicht Ihr bisheriges Passwort.",
    password_changed: "Ihr Passwort ist geändert. Auf allen anderen Geräten sind Sie abgemeldet.",
    called: "Wie Kunden Sie nennen",
    called_hint: "Sie lesen es, solange ihre Frage bei Ihnen ist. Lassen Sie es leer, dann lesen sie, dass sie bei einem Menschen ist.",
    called_save: "Speichern",
    called_saved: "Ihr Name für Kunden ist gespeichert.",
    called_bad: "Nehmen Sie eine Zeile mit höchstens 40 Zeichen.",
    known: "Sind Sie auch Kundin oder Kunde?",
    known_lead: "Einen Fall über Sie selbst sehen und entscheiden Sie nicht. Wir kennen Sie an der Adresse, mit der Sie sich anmelden. Sagen Sie hier, unter welchen Namen wir Sie sonst noch führen.",
    known_add: "Ein weiterer Name bei uns",
    known_hint: "Etwa email:gus@example.org, phone:+441234567 oder crm:42. Sie und die Verwaltung lesen es. Nur die Verwaltung kann es wegnehmen.",
    known_save: "Hinzufügen",
    known_saved: "Es ist gespeichert. Fälle zu diesem Namen kommen nicht mehr zu Ihnen.",
    known_bad: "Schreiben Sie eine Art und einen Wert mit einem Doppelpunkt dazwischen, etwa crm:42. Es können 20 sein.",
    devices: "Alle Geräte",
    devices_lead: "Haben Sie ein fremdes Gerät benutzt? Melden Sie sich auf allen Geräten auf einmal ab, auch auf diesem.",
    everywhere: "Überall abmelden",

    errors: Errors {
        bad: (
            "Wir konnten das nicht lesen",
            "In dem, was Ihr Browser gesendet hat, fehlte etwas. Es hat sich nichts geändert.",
        ),
        forbidden: (
            "Diese Seite ist nicht für Sie",
            "Mit Ihrer Anmeldung lässt sie sich nicht öffnen. Es hat sich nichts geändert.",
        ),
        absent: (
            "Diese Seite gibt es nicht",
            "Vielleicht ist in der Adresse ein Fehler. Bei Ihnen hat sich nichts geändert.",
        ),
        conflict: (
            "Jemand war schneller",
            "Das wurde geändert, während Ihre Seite offen war. Von Ihnen wurde nichts gespeichert. Gehen Sie zurück, und laden Sie die Seite zuerst neu.",
        ),
        another: (
            "Hier ist jetzt jemand anderes angemeldet",
            "Wer diese Seite geöffnet hat, ist in diesem Browser nicht mehr angemeldet. Darum ist nichts geschehen. Was eingegeben wurde, steht noch auf der Seite davor.",
        ),
        too_large: (
            "Das war zu viel auf einmal",
            "Ihr Browser hat mehr gesendet, als wir annehmen. Es hat sich nichts geändert.",
        ),
        too_many: (
            "Zu viele Versuche",
            "Bitte warten Sie eine Minute, und versuchen Sie es dann noch einmal. Es hat sich nichts geändert.",
        ),
        broken: (
            "Das ist unser Fehler",
            "Bei uns ist etwas kaputtgegangen. Wenn Sie gerade etwas geändert haben, sehen Sie noch einmal nach, ob es gespeichert ist.",
        ),
        away: (
            "Wir kommen gerade nicht an unsere Aufzeichnungen",
            "Was aus ist, bleibt aus. Wenn Sie gerade etwas geändert haben, ist es vielleicht nicht gespeichert. Versuchen Sie es in einer Minute noch einmal.",
        ),
        reference: "Nennen Sie uns diese Nummer, wenn Sie danach fragen:",
        home: "Zur ersten Seite",
    },
};
