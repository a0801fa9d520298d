//! What a customer reads about what is hers: receipts, her data, the past, leaving, in German.

use super::{many, number};
use crate::context::Unfit;
use crate::text::own::{Check, Data, Leave, Own, Receipt, Then};
use crate::text::rules::Many;
use mutual::ledger::Unproven;
use mutual::receipt::BadJws;

pub(in crate::text) static OWN: Own = Own {
    receipt: Receipt {
        title: "Beleg",
        lead: "Bewahren Sie ihn auf. Er sagt Wort für Wort, was vereinbart wurde, und alle können ihn prüfen.",
        number: "Nummer",
        what: "Was",
        when: "Wann",
        how: "Wie",
        turned_on: "Eingeschaltet",
        turned_off: "Ausgeschaltet",
        shown: "Was zu lesen war",
        version: |version| format!("Fassung {}", number(version)),
        take_back: "Zum Ändern",
        whom: "Fragen an",
        proof: "Beweis",
        place: |index, size| {
            format!(
                "Eintrag {} in einem unterschriebenen Protokoll mit {} Einträgen. Ändern lässt er sich nicht, ohne dass es auffällt.",
                number(index),
                number(size)
            )
        },
        no_proof: "Das Protokoll wird innerhalb einer Sekunde unterschrieben. Laden Sie diese Seite neu, um den Beweis zu sehen.",
        copies: "Kopie mitnehmen",
        own: "Mit Beweis (JSON)",
        signed: "Unterschrieben (JWS)",
        kantara: "Beleg nach Kantara 1.1",
        dpv: "Data Privacy Vocabulary (JSON-LD)",
        check: "Beleg prüfen",
        print: "Diese Seite passt gedruckt auf ein Blatt.",
        ended: "alles auf einmal",
        parts: "Sie haben Teile davon geändert",
        forgotten: "Wir haben gelöscht, was Sie gesagt haben, weil die Zeit dafür um war",
    },
    check: Check {
        title: "Beleg prüfen",
        lead: "Geben Sie hier einen Beleg ab, und lesen Sie, was er beweist. Er wird nicht gespeichert.",
        file: "Die Datei des Belegs",
        text: "Oder sein Text",
        send: "Prüfen",
        nothing: "Darin ist kein Beleg. Wählen Sie eine Datei, oder fügen Sie den Text ein.",
        good: "Dieser Beleg ist gut",
        bad: "Dieser Beleg beweist nichts",
        why: |why| {
            match why {
                Unfit::Proof(Unproven::Format) | Unfit::Seal(BadJws::Malformed) => {
                    "Dieses Programm kann ihn nicht lesen"
                }
                Unfit::Proof(Unproven::NotYet) => {
                    "Er trägt noch keinen Beweis. Holen Sie ihn noch einmal"
                }
                Unfit::Proof(Unproven::Head(_)) => {
                    "Das Protokoll ist nicht mit unserem Schlüssel unterschrieben"
                }
                Unfit::Proof(Unproven::Inclusion(_)) => {
                    "Der Eintrag steht nicht in dem Protokoll, das unterschrieben wurde"
                }
                Unfit::Proof(Unproven::Other(_)) => "Unterschrieben wurde ein anderer Eintrag",
                Unfit::Proof(Unproven::Wording) => {
                    "Der Text darin ist nicht der, der vereinbart wurde"
                }
                Unfit::Seal(BadJws::Signature) => "Die Unterschrift darauf ist nicht von uns",
            }
            .to_owned()
        },
        proven: "Was bewiesen ist",
        not_proven: "Was nicht bewiesen ist",
        is_proven: |what, when| {
            vec![
                format!("Das wurde aufgeschrieben: {what}."),
                format!(
                    "Es wurde an dieser Stelle im Protokoll aufgeschrieben ({when}) und seitdem nicht geändert."
                ),
            ]
        },
        wording: "Der Text im Beleg ist der, der zu lesen war.",
        no_wording: "Der Beleg enthält keinen Text. Er sagt also nichts darüber, was zu lesen war.",
        signature: "Das Unternehmen hat den ganzen Beleg unterschrieben.",
        continued: "Auch das Protokoll von heute enthält ihn noch.",
        broken: "Das Protokoll von heute setzt das Protokoll nicht fort, aus dem der Beleg stammt. Etwas wurde zurückgenommen: Bewahren Sie den Beleg auf, und fragen Sie nach.",
        unknown: "Ob das Protokoll von heute ihn noch enthält, ließ sich gerade nicht fragen.",
        who: "Wer die Person ist. Die Nummer steht für einen Menschen, und nur das Unternehmen weiß, für wen.",
        issuer: "Wer gefragt hat und wo man es zurücknimmt: Das steht neben dem Eintrag.",
        still: "Ob es noch gilt. Eine spätere Wahl kann es geändert haben.",
        yourself: [
            "Sie müssen dieser Seite nicht glauben: Das Programm",
            "und der öffentliche Schlüssel sagen dasselbe, ganz ohne uns.",
        ],
    },
    data: Data {
        title: "Was wir über Sie haben",
        lead: "Das ist alles: jede Tabelle unseres Systems, in der etwas von Ihnen stehen kann.",
        take: "Ihre Daten mitnehmen",
        take_does: "Alles in einer Datei, für Sie oder für ein anderes Unternehmen.",
        download: "Alles herunterladen (JSON)",
        nothing: "Nichts.",
        rows: |rows| match many(rows) {
            Many::One => "1 Eintrag.".to_owned(),
            _ => format!("{} Einträge.", number(rows)),
        },
        newest: |rows| {
            let rows = number(rows);
            format!("Hier stehen die neuesten {rows}. Die Datei unten enthält alle.")
        },
        table: |table| match table {
            "customer" => (
                "Sie",
                "Was wir von Ihnen wissen und was Sie ein- und ausgeschaltet haben.",
            ),
            "identifier" => (
                "Wie wir Sie nennen",
                "Daran erkennen wir Sie in unseren anderen Systemen.",
            ),
            "ledger_side" => (
                "Was Sie gewählt haben",
                "Jede Wahl, die Sie getroffen haben, Wort für Wort und mit Beleg.",
            ),
            "answer" => (
                "Antworten an unsere Systeme",
                "Drei Tage lang aufbewahrt, damit nichts zweimal geschieht. Nur mit Ihrem Schlüssel lesbar.",
            ),
            "account" => (
                "Ihr Konto",
                "Wie Sie sich anmelden. Ihr Passwort ist so gespeichert, dass niemand es lesen kann.",
            ),
            "value_event" => (
                "Was Sie bekommen haben",
                "Was laut unseren Systemen angekommen ist, mit ihrer Notiz, woran man das sieht.",
            ),
            "usage_event" => (
                "Was wir genutzt haben",
                "Wann unsere Systeme etwas von Ihnen genutzt haben, wozu und wofür.",
            ),
            "decision" => (
                "Was Computer entschieden haben",
                "Jede Entscheidung über Sie, mit dem, was gezählt hat.",
            ),
            "message" => (
                "Was wir Ihnen geschickt haben",
                "Wann wir Ihnen geschrieben oder Sie angerufen haben, wozu und auf welchem Weg.",
            ),
            "guess" => (
                "Was wir über Sie vermuten",
                "Was unsere Programme vermuten, aus welchen Daten, und wie sicher sie sind.",
            ),
            "guess_gone" => (
                "Vermutungen, die es nicht mehr gibt",
                "Unter welchem Namen eine hier stand und wann, drei Tage lang, damit eine Entscheidung, die darauf beruhte, noch geprüft werden kann: auch wenn sie inzwischen etwas anderes sagt. Was sie damals sagte, ist gelöscht.",
            ),
            "asked" => (
                "Was wir Sie gefragt haben",
                "Der Tag, an dem eine Frage zum ersten Mal auf Ihrer Seite stand, und ob Ihre erste Antwort Ja war.",
            ),
            "withdrawal" => (
                "Was Sie zurückgenommen haben",
                "Was Sie ausgeschaltet haben, und ob wir Ihnen in den 48 Stunden davor etwas geschickt hatten.",
            ),
            "case_file" => (
                "Was Menschen über Sie entscheiden",
                "Was Sie einen Menschen gefragt haben, was ein Mensch entscheiden soll, und die Antworten.",
            ),
            "webhook_delivery" => (
                "Was wir an unsere Systeme weitergeben",
                "Jede Änderung an dem, was Sie gewählt haben, die einem unserer Systeme gemeldet wird, und ob es sie angenommen hat. Eine Zeit lang aufbewahrt, um Fehler zu finden.",
            ),
            "webhook_attempt" => (
                "Wie oft wir das versucht haben",
                "Eine Zeile für jeden Versuch, mit der Nummer, die das System geantwortet hat.",
            ),
            "session" => ("Wo Sie angemeldet sind", "Eine Zeile für jeden Browser."),
            "ticket" => ("Links, die wir Ihnen geschickt haben", "Jeder gilt einmal."),
            "job_report" => (
                "Notizen zu älteren Einträgen",
                "Was an Einträgen über Sie nicht stimmte, die hierher gebracht wurden.",
            ),
            _ => ("Weiteres", ""),
        },
        column: |column| match column {
            "key" => "Schlüssel",
            "label" => "Worüber",
            "guess" => "Vermutung",
            "seen" => "Gesehen",
            "made_from" => "Vermutet aus",
            "used_for" => "Genutzt für",
            "model" => "Programm",
            "model_version" => "Version",
            "confidence" => "Wie sicher (0 bis 1)",
            "guessed_at" => "Vermutet",
            "same_since" => "Unverändert seit",
            "kept_since" => "Eine davon seit",
            "gone_since" => "Weg seit",
            "identifier" => "Name",
            "locale" => "Sprache",
            "region" => "Wo Sie leben",
            "birth_year" => "Geburtsjahr",
            "known_since" => "Bekannt seit",
            "email" => "E-Mail",
            "has_password" => "Passwort gesetzt",
            "created_at" => "Angelegt",
            "ends_at" => "Endet",
            "for" => "Für",
            "good_until" => "Gültig bis",
            "given_at" => "Gegeben",
            "exchange" => "Vereinbarung",
            "benefit" => "Was",
            "amount" => "Wie viel",
            "unit" => "Wovon",
            "proof" => "Belegt durch",
            "arrived_at" => "Angekommen",
            "reported_at" => "Uns gemeldet",
            "data" => "Was genutzt wurde",
            "purpose" => "Wozu",
            "refused" => "Abgelehnt",
            "contested" => "Sie haben widersprochen",
            "computer_model" => "Computermodell",
            "answered_at" => "Beantwortet",
            "decided_at" => "Entschieden",
            "decision" => "Aufzeichnung",
            "context" => "Wofür",
            "used_at" => "Genutzt",
            "channel" => "Auf welchem Weg",
            "sent_at" => "Geschickt",
            "version" => "Fassung",
            "asked_on" => "Gefragt",
            "language" => "Sprache",
            "said_yes" => "Ja gesagt",
            "withdrawn_at" => "Ausgeschaltet",
            "after_message_at" => "Was wir davor geschickt haben",
            "address" => "Wohin",
            "type" => "Was",
            "goes_at" => "Geht hinaus",
            "delivered_at" => "Angenommen",
            "given_up_at" => "Aufgegeben",
            "tried_at" => "Versucht",
            "answered" => "Beantwortet",
            "status" => "Nummer der Antwort",
            "line" => "Zeile",
            "message" => "Notiz",
            "team" => "Wer es liest",
            "opened_at" => "Gesendet",
            "due_at" => "Antwort bis",
            "asked" => "Was Sie gefragt haben",
            "decided" => "Antwort",
            "receipt" => "Beleg",
            "entry" => "Was",
            _ => "Wert",
        },
        yes: "ja",
        no: "nein",
        leave: "Alles über mich löschen",
        leave_does: "Sie sehen zuerst, was verschwindet und was bleibt.",
    },
    leave: Leave {
        title: "Alles über mich löschen",
        goes: "Was für immer verschwindet",
        goes_list: &[
            "Was wir von Ihnen wissen, und jeder Name, unter dem wir Sie kennen",
            "Jede Wahl, die Sie getroffen haben, und ihr Beleg bei uns",
            "Ihr Konto und wo Sie angemeldet sind",
        ],
        stays: "Was bleibt",
        stays_list: &[
            "Dass irgendjemand zu einer Zeit etwas gesagt hat, ohne dass man sieht, dass Sie es waren",
            "Dass Sie gelöscht wurden, unter einer zufälligen Nummer",
            "Die Belege, die Sie mitgenommen haben: Sie lassen sich weiter prüfen",
        ],
        all: "Vergessen Sie mich ganz",
        all_does: "Wir merken uns nichts von Ihnen. Eine Liste, auf der Sie noch stehen, kann Sie deshalb als jemand Neues zurückbringen, mit dem, was Sie laut der Liste eingeschaltet haben. Die andere Wahl verhindert das.",
        suppress: "Vergessen Sie mich, und niemand soll mich zurückbringen",
        suppress_does: "Wir behalten unlesbare Zeichen der Namen, unter denen wir Sie kannten, nur um sie abzuweisen. Zurück kommen Sie damit nur, wenn Sie uns selbst darum bitten.",
        sure: "Ich verstehe, dass sich das nicht rückgängig machen lässt",
        delete: "Alles löschen",
        keep: "Alles lassen, wie es ist",
        not_sure: "Setzen Sie das Häkchen, um zu sagen, dass Sie es verstehen. Es wurde nichts gelöscht.",
        password_first: "Sie sind über einen Link gekommen. Melden Sie sich mit Ihrem Passwort an, um alles zu löschen: Ein Link kann in fremde Hände geraten.",
        failed: "Das hat gerade nicht geklappt. Sehen Sie in einer Minute noch einmal auf diese Seite, oder fragen Sie einen Menschen.",
        gone: "Alles über Sie ist gelöscht",
        gone_lead: "Bei uns ist nichts davon geblieben. Auch die Systeme, die dem unseren folgen, wissen es.",
        gone_number: "Bewahren Sie diese Nummer auf. Sie zeigt, dass Sie gelöscht wurden:",
    },
    then: Then {
        title: "Was war an jenem Tag an?",
        lead: "Errechnet aus dem, was Sie bis zum Ende des Tages gewählt haben.",
        day: "Tag",
        show: "Zeigen",
        stood: |day| format!("Am Ende des Tages: {day}"),
        until_now: |day| format!("Am {day}, bis jetzt"),
        nothing: "Es gab noch nichts einzuschalten.",
        future: "Dieser Tag kommt erst noch.",
        on: "An",
        off: "Aus",
        paused: "Alles war angehalten.",
    },
};
