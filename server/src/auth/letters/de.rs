//! The mails in German.

use super::answer::AnswerWords;
use super::{INVITATION_DAYS, LINK_HOURS, Letters, TICKET_MINUTES};

pub(super) static LETTERS: Letters = Letters {
    language: "de",
    new_password: |name, link| {
        let text = format!(
            "Guten Tag,\n\n\
             jemand hat für diese Adresse ein neues Passwort bei {name} angefordert.\n\n\
             Wählen Sie es hier innerhalb von {TICKET_MINUTES} Minuten:\n\n\
             {link}\n\n\
             Der Link gilt einmal. Mit dem neuen Passwort werden Sie überall abgemeldet.\n\n\
             Waren Sie das nicht? Dann müssen Sie nichts tun. Ihr Passwort bleibt, wie es ist."
        );
        (format!("{name}: neues Passwort wählen"), text)
    },
    invitation: |name, link| {
        let text = format!(
            "Guten Tag,\n\n\
             Sie sind in das Team von {name} eingeladen.\n\n\
             Wählen Sie hier innerhalb von {INVITATION_DAYS} Tagen Ihr Passwort, und melden Sie sich \
             dann mit dieser Adresse an:\n\n\
             {link}\n\n\
             Der Link gilt einmal.\n\n\
             Wissen Sie nicht, warum Sie das bekommen? Dann müssen Sie nichts tun."
        );
        (format!("{name}: Sie sind eingeladen"), text)
    },
    password_changed: |name| {
        let text = format!(
            "Guten Tag,\n\n\
             das Passwort für diese Adresse bei {name} wurde gerade geändert.\n\n\
             Waren Sie das nicht? Dann sagen Sie uns gleich Bescheid, und fordern Sie auf der Seite \
             zum Anmelden ein neues Passwort an."
        );
        (format!("{name}: Ihr Passwort wurde geändert"), text)
    },
    new_link: |name, link| {
        let text = format!(
            "Guten Tag,\n\n\
             hier ist Ihr neuer Link zu dem, was Sie mit {name} teilen und was Sie bekommen:\n\n\
             {link}\n\n\
             Er gilt {LINK_HOURS} Stunden. Wer ihn hat, kann Ihre Antworten sehen und ändern. \
             Behalten Sie ihn deshalb für sich.\n\n\
             Haben Sie ihn nicht angefordert? Dann müssen Sie nichts tun. Es hat sich nichts geändert."
        );
        (format!("{name}: Ihr neuer Link"), text)
    },
    silence: |name, page| {
        let text = format!(
            "Guten Tag,\n\n\
             ein Programm von {name} wollte etwas mit Ihren Daten tun, das nur ein Mensch entscheiden darf. Niemand hat es rechtzeitig entschieden. Die Antwort ist also nein: Nichts wurde getan.\n\n\
             Worum es ging, und der Weg, einen Menschen zu fragen:\n\n\
             {page}"
        );
        (format!("{name}: Niemand hat rechtzeitig entschieden"), text)
    },
    answer: AnswerWords {
        subject: |name| format!("{name}: eine Antwort für Sie"),
        hello: "Guten Tag,",
        asked: |name| format!("Sie haben {name} gefragt:"),
        asked_about: |name| format!("Sie haben {name} nach einer Entscheidung gefragt:"),
        said_wrong: |name| format!("Sie haben {name} gesagt, dass eine Entscheidung falsch ist:"),
        wrote: "Sie haben geschrieben:",
        read: "Ein Mensch hat das gelesen und antwortet:",
        falls: "Ein Mensch hat sie sich noch einmal angesehen. Die Entscheidung gilt nicht mehr. Die Antwort:",
        stays: "Ein Mensch hat sie sich noch einmal angesehen. Die Entscheidung bleibt, wie sie ist. Die Antwort:",
        why: "Die Entscheidung, und was gezählt hat:",
        all: "Alles, was Sie gefragt haben, und der Weg, noch einmal zu fragen:",
        otherwise: "Sehen Sie es anders? Dann fragen Sie dort noch einmal.",
    },
    test: "Test",
    test_address: "Sie erfährt nur von Testkunden. Niemand Echtes ist gemeint.",
    webhook_failing: |name, address, link| {
        let text = format!(
            "Guten Tag,\n\n\
             diese Adresse nimmt seit einem Tag keine Nachricht von {name} mehr an:\n\n\
             {address}\n\n\
             Was sie erfahren sollte, wartet, auch Widerrufe. Bleibt es so, wird sie fünf Tage nach dem \
             ersten Fehler abgeschaltet, und nichts wird mehr gesendet.\n\n\
             Was sie geantwortet hat, steht hier:\n\n\
             {link}\n\n\
             Sobald sie antwortet, wird alles gesendet, was wartet."
        );
        (format!("{name}: ein Webhook antwortet nicht"), text)
    },
    webhook_off: |name, address, link| {
        let text = format!(
            "Guten Tag,\n\n\
             an diese Adresse sendet {name} nichts mehr:\n\n\
             {address}\n\n\
             Sie war zu lange gestört oder hat gesagt, dass es sie nicht mehr gibt. Wer sich auf sie \
             verlassen hat, erfährt nicht mehr, wer eine Einwilligung zurücknimmt. Folgen Sie den \
             Änderungen bis dahin über den Feed.\n\n\
             Schalten Sie sie hier wieder ein, dann geht es weiter, wo es aufgehört hat:\n\n\
             {link}\n\n\
             Verloren geht inzwischen nichts."
        );
        (format!("{name}: ein Webhook ist abgeschaltet"), text)
    },
    never_against: |name, model, link| {
        let text = format!(
            "Guten Tag,\n\n\
             in drei Monaten hat niemand gegen einen Vorschlag dieses Modells entschieden, obwohl Menschen oft \
             darüber entschieden haben:\n\n\
             {model}\n\n\
             Wer einem Computer nie widerspricht, entscheidet nicht. Jemand sollte nachsehen, ob hier noch \
             Menschen entscheiden.\n\n\
             Wie oft Menschen gegen jedes Modell entscheiden, steht hier:\n\n\
             {link}\n\n\
             Das wird einmal gesagt, und erst wieder, wenn es zu Ende war und neu beginnt."
        );
        (
            format!("{name}: niemand entscheidet gegen ein Modell"),
            text,
        )
    },
    webhook_lost: |count, name, address, link| {
        let lost = if count == 1 {
            format!(
                "1 Nachricht von {name}, die etwas zurücknimmt, hat diese Adresse nie angenommen. Sie ist \
                 aufgegeben:"
            )
        } else {
            format!(
                "{count} Nachrichten von {name}, die etwas zurücknehmen, hat diese Adresse nie angenommen. Sie \
                 sind aufgegeben:"
            )
        };
        let text = format!(
            "Guten Tag,\n\n\
             {lost}\n\n\
             {address}\n\n\
             Wer sich auf diese Adresse verlässt, tut vielleicht noch, was nicht mehr erlaubt ist. Sehen Sie \
             sich an, was sie geantwortet hat, und senden Sie noch einmal, was fehlt, sobald es angenommen \
             werden kann:\n\n\
             {link}\n\n\
             Kommt mehr davon, melden wir das höchstens einmal am Tag."
        );
        (
            format!("{name}: einem Webhook fehlt, was zurückgenommen wurde"),
            text,
        )
    },
    webhook_late: |name, address, link| {
        let text = format!(
            "Guten Tag,\n\n\
             eine Nachricht von {name}, die etwas zurücknimmt, etwa ein Nein, wartet seit mehr als einem Tag, \
             und diese Adresse hat sie nicht angenommen:\n\n\
             {address}\n\n\
             Wer sich auf diese Adresse verlässt, tut vielleicht noch, was nicht mehr erlaubt ist. Wen es \
             betrifft, der liest auf seiner Seite, dass es nicht bestätigt ist und dass Sie davon erfahren. \
             Sehen Sie sich an, was die Adresse geantwortet hat:\n\n\
             {link}\n\n\
             Solange sie wartet, melden wir das einmal am Tag."
        );
        (
            format!("{name}: ein Webhook nimmt seit einem Tag nicht an, was zurückgenommen wurde"),
            text,
        )
    },
};
