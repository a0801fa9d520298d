//! What an admin reads about the keys of programs, in German.

use super::{many, number};
use crate::text::keys::Keys;
use crate::text::rules::Many;
use mutual::access::Scope;

fn calls(count: u64) -> String {
    match many(count) {
        Many::One => "1 Aufruf".to_owned(),
        _ => format!("{} Aufrufe", number(count)),
    }
}

pub(in crate::text) static KEYS: Keys = Keys {
    title: "Schlüssel",
    lead: "Mit einem Schlüssel nutzt ein Programm die Schnittstelle: Ihr CRM, Ihr Versand. Geben Sie jedem Programm einen eigenen, mit nicht mehr Rechten, als es braucht.",
    empty: "Es gibt noch keinen Schlüssel. Kein Programm kann also fragen, was erlaubt ist.",
    docs: "Wie ein Programm ihn benutzt",
    name: "Name",
    name_hint: "Welches Programm ihn hat, etwa „Versand“.",
    side: "Gilt für",
    live: "Echte Kundinnen und Kunden",
    test: "Testkunden",
    live_does: "Echte Kundinnen und Kunden: Was dieses Programm tut, zählt.",
    test_does: "Testkunden: eigene Daten, in denen nichts einen echten Menschen betrifft.",
    ends_in: "Endet auf",
    made: "Angelegt",
    last: "Zuletzt benutzt",
    never: "Nie",
    state: "Zustand",
    active: "Gilt",
    revoked: |moment| format!("Widerrufen: {moment}"),
    calls: |count| match count {
        0 => "Kein Aufruf in den letzten 24 Stunden.".to_owned(),
        count => format!("{} in den letzten 24 Stunden.", calls(count)),
    },

    make: "Einen Schlüssel anlegen",
    make_lead: "Sein Geheimnis steht ein einziges Mal da: auf der nächsten Seite.",
    make_button: "Schlüssel anlegen",
    scopes: "Was er darf",
    scopes_hint: "Was nicht angekreuzt ist, wird abgelehnt; die Ablehnung nennt, was fehlt.",
    scope: |scope| match scope {
        Scope::Check => "Fragen, ob etwas erlaubt ist",
        Scope::ConsentRead => {
            "Kundinnen und Kunden lesen, was sie gewählt haben und was über sie da ist"
        }
        Scope::ConsentWrite => {
            "Kundinnen und Kunden hinzufügen, zusammenführen und trennen, ihre Wahl festhalten, Links machen, löschen"
        }
        Scope::Feed => "Jeder Änderung folgen",
        Scope::Catalogue => "Zwecke, Arten von Daten und Angebote lesen",
        Scope::ValueWrite => "Melden, was ankam und welche Daten benutzt wurden",
        Scope::DecisionsWrite => "Melden, was eine KI vermutet und entschieden hat",
        Scope::Cases => "Fälle lesen und entscheiden",
        Scope::Webhooks => "Bestimmen, wohin Änderungen gesendet werden",
        Scope::Admin => "Alle auf einmal einlesen und ausgeben, sagen, welche Modelle entscheiden",
    },
    opens: |count| match many(count) {
        Many::One => "1 Aufruf der Schnittstelle".to_owned(),
        _ => format!("{} Aufrufe der Schnittstelle", number(count)),
    },

    secret: "Das Geheimnis",
    secret_once: "Bewahren Sie es jetzt auf: Es steht nur dieses eine Mal hier und auf keiner Seite wieder.",
    secret_how: "Legen Sie es dort ab, wo das Programm seine Passwörter hat. Es gilt als Bearer, so wie es ist.",
    client_id: "Client-Id",
    secrets: "Geheimnisse, die gelten",
    secrets_lead: "Das neueste zuerst. Eines, das nichts mehr nutzt, kann enden, ohne dass es jemand merkt.",
    works_until: "Gilt bis",
    no_end: "Ein neueres tritt an seine Stelle",
    what_each: "Was jeder darf",

    may: "Was er darf, und was er tut",
    may_lead: "Jeder Aufruf mit dem Recht, das er braucht, und wie oft ihn dieser Schlüssel in den letzten 24 Stunden benutzt hat.",
    operation: "Aufruf",
    needs: "Recht",
    allowed: "Erlaubt",
    yes: "Ja",
    no: "Nein",
    no_scope: "keines",
    in_a_day: "In 24 Stunden",

    roll: "Neues Geheimnis",
    roll_does: "Macht ein neues Geheimnis. Wählen Sie, wie lange das vorige noch gilt, damit sich das Programm ohne Lücke umstellen lässt.",
    overlap: "Das vorige Geheimnis",
    overlap_of: |seconds| match seconds {
        0 => "endet sofort",
        86_400 => "gilt noch 24 Stunden",
        _ => "gilt noch 7 Tage",
    },
    roll_button: "Neues Geheimnis machen",

    revoke: "Widerrufen",
    revoke_does: "Fragt noch einmal nach und sagt, was dann nicht mehr geht.",
    revoke_ask: |name| format!("Den Schlüssel von {name} widerrufen?"),
    breaks: |count| {
        match many(count) {
        Many::One => "In den letzten 24 Stunden kam mit diesem Schlüssel 1 Aufruf. Der nächste würde abgelehnt.".to_owned(),
        _ => format!("In den letzten 24 Stunden kamen mit diesem Schlüssel {}. Die nächsten würden abgelehnt.", calls(count)),
    }
    },
    breaks_nothing: "In den letzten 24 Stunden kam mit diesem Schlüssel kein Aufruf.",
    revoke_loses: [
        "Von da an wird jeder Aufruf mit diesem Schlüssel abgelehnt, auch mit Tokens, gegen die er eingetauscht wurde.",
        "Er lässt sich nicht wieder einschalten. Ein neuer kann angelegt werden, mit neuem Geheimnis.",
    ],
    revoke_button: "Endgültig widerrufen",
    keep: "Behalten",

    all: "Alle Schlüssel",
    one: "Der Schlüssel",
    fault: |field| match field {
        "name" => "Schreiben Sie einen Namen von 1 bis 100 Zeichen, in einer Zeile.",
        _ => "Kreuzen Sie mindestens eines an.",
    },
    done: |what| match what {
        "made" => Some("Der Schlüssel ist angelegt."),
        "rolled" => Some("Es gibt ein neues Geheimnis."),
        "revoked" => Some("Der Schlüssel ist widerrufen. Sein nächster Aufruf wird abgelehnt."),
        _ => None,
    },
    failed: |why| match why {
        "gone" => Some("Diesen Schlüssel gibt es nicht."),
        "revoked" => Some("Dieser Schlüssel ist widerrufen. Legen Sie einen neuen an."),
        "many" => {
            Some("Es gibt 200 Schlüssel, mehr werden nicht angelegt. Widerrufen Sie zuerst einen.")
        }
        "secrets" => Some(
            "Vier Geheimnisse dieses Schlüssels gelten. Beenden Sie die vorigen sofort, oder warten Sie, bis eines endet.",
        ),
        "moved" => Some(
            "Inzwischen wurden Schlüssel geändert, von anderen oder in einem anderen Tab. Nichts wurde gespeichert: Sehen Sie nach, wie es jetzt ist, und versuchen Sie es dann noch einmal.",
        ),
        "forbidden" => Some("Das dürfen Sie nicht."),
        _ => None,
    },
};
