//! What an admin reads about the people of the organisation, in German.

use crate::text::team::Team;
use mutual::access::Role;

pub(in crate::text) static TEAM: Team = Team {
    title: "Team",
    lead: "Wer hier hereinkommt und was jeder darf. Niemand ändert das eigene Konto.",
    email: "E-Mail",
    role: "Rolle",
    state: "Stand",
    change: "Ändern",
    role_name: |role| match role {
        Role::Marketer => "Marketing: schreibt und veröffentlicht",
        Role::Reviewer => "Prüfung: gibt frei, was andere geschrieben haben",
        Role::Agent => "Service: antwortet Kundinnen und Kunden",
        Role::Admin => "Verwaltung: alles, auch diese Seite",
    },
    active: "Aktiv",
    invited: "Eingeladen",
    off: "Abgeschaltet",
    set_role: "Rolle ändern",
    role_of: |email| format!("Rolle von {email}"),
    switch_off: "Abschalten",
    switch_on: "Einschalten",
    send_again: "Einladung noch einmal senden",
    you: "Das sind Sie.",
    known: "Auch als Kunde bekannt, unter",
    not_known: "Wegnehmen",
    not_known_of: |name| format!("{name} wegnehmen"),
    invite: "Jemanden einladen",
    invite_lead: "Die Person bekommt eine E-Mail mit einem Link, um ein Passwort zu wählen. Er gilt 7 Tage.",
    invite_button: "Einladen",
    done: |what| match what {
        "invited" => Some("Die Einladung ist unterwegs."),
        "role" => Some("Die Rolle ist geändert. Sie gilt ab jetzt."),
        "off" => Some("Das Konto ist abgeschaltet. Niemand ist damit mehr angemeldet."),
        "on" => Some("Das Konto ist eingeschaltet."),
        "known" => Some("Es ist weggenommen. Das gilt ab jetzt."),
        _ => None,
    },
    failed: |why| match why {
        "email" => Some("Schreiben Sie eine E-Mail-Adresse, etwa mara@example.org."),
        "taken" => Some("Zu dieser Adresse gibt es schon ein Konto."),
        "own" => Some("Ihr eigenes Konto muss jemand anderes ändern."),
        "last" => {
            Some("Das ist die letzte Person in der Verwaltung. Bestimmen Sie zuerst eine weitere.")
        }
        "moved" => Some("Dieses Konto gibt es nicht mehr, oder es braucht keine Einladung."),
        "forbidden" => Some("Das dürfen Sie nicht."),
        "mail" => Some(
            "Das Konto ist da, aber die E-Mail ließ sich nicht senden. Senden Sie sie später noch einmal.",
        ),
        _ => None,
    },
};
