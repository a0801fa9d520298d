//! What the team reads on a draft's way to the customers, in German.

use super::{many, number};
use crate::text::review::Review;
use crate::text::rules::Many;
use mutual::catalogue::ChangeClass;
use mutual::insight::People;
use mutual::port::Stage;
use mutual::use_cases::{Invented, Stand};

pub(in crate::text) static REVIEW: Review = Review {
    title: |title| format!("{title}: prüfen und veröffentlichen"),
    go_to: "Prüfen und veröffentlichen",
    nobody: "jemand, der nicht mehr hier ist",

    writing: "Es wird noch geschrieben. Niemand anderes hat es freigegeben.",
    in_review: |who, when| format!("{who} hat um Prüfung gebeten ({when})."),
    approved: |who, when| {
        format!("{who} hat es freigegeben ({when}). Es kann veröffentlicht werden.")
    },
    scheduled: |who, when| format!("{who} hat es freigegeben. Es erscheint von selbst: {when}."),
    no_draft: |version| {
        format!(
            "Fassung {} ist veröffentlicht. Es gibt keinen Entwurf.",
            number(version)
        )
    },
    stopped: |when| format!("Es wurde beendet ({when}), und es gibt keinen Entwurf."),
    reopens: "Das wurde schon weitergegeben. Wenn Sie eine Änderung speichern, muss es wieder jemand freigeben.",

    waits_for_you: "Wartet auf Ihre Prüfung",

    saving: "Wird gespeichert …",
    saved: "Gespeichert.",
    unsaved: "Nicht gespeichert: Der Server antwortet nicht. Was Sie geschrieben haben, bleibt in diesem Browser, und wir versuchen es wieder.",
    over: "Nicht gespeichert: Melden Sie sich in einem anderen Tab wieder an, und drücken Sie dann auf Speichern.",
    kept: "In diesem Browser liegt etwas, das Sie geschrieben haben und das nie gespeichert wurde.",
    put_back: "Zurückholen",
    too_long: "Das ist länger als jeder Entwurf. Es wird nicht gespeichert.",
    stage: |stage| match stage {
        Stage::Writing => "Entwurf",
        Stage::InReview { .. } => "in Prüfung",
        Stage::Approved { .. } => "freigegeben",
        Stage::Scheduled { .. } => "geplant",
    },

    whole: "Alles",
    people: |count| match many(count) {
        Many::One => "1 Person".to_owned(),
        _ => format!("{} Personen", number(count)),
    },
    months: |count| match many(count) {
        Many::One => "1 Monat".to_owned(),
        _ => format!("{} Monate", number(count)),
    },
    by_channel: "Nach Weg",
    by_locale: "Nach Sprache",
    no_locale: "nicht bekannt",
    few: "andere, zu wenige zum Zeigen (gezählt wird in vollen Zehnern)",
    told: "Systeme, die es erfahren",
    nobody_told: "Noch folgt keines den Änderungen.",

    card: "So sehen es die Menschen",
    card_lead: "Das ist genau die Karte, die sie bekommen, für eine Person, die es nicht gibt. Die Knöpfe tun hier nichts.",
    not_written: "noch nicht geschrieben",
    card_as: "Jemand, der",
    card_who: "Wo es an ist, jemand, der",
    stand: |stand| match stand {
        Stand::Unasked => "nie gefragt wurde",
        Stand::On => "es eingeschaltet hat",
        Stand::Refused => "Nein gesagt hat",
        Stand::Off => "es ausgeschaltet hat",
        Stand::NeedsAnswer => "neu antworten muss",
    },
    card_person: "Sein Beispiel",
    card_person_closed: "Zugeklappt",
    invented: |person| match person {
        Invented::Begins => "gerade begonnen hat",
        Invented::Kept => "3 Monate lang alles bekam",
        Invented::Half => "in 3 Monaten die Hälfte bekam",
        Invented::Nothing => "in 3 Monaten nichts bekam",
    },
    card_look: "Farben",
    looks: [
        ("light", "hell"),
        ("dark", "dunkel"),
        ("forced", "wenige, wie bei hohem Kontrast"),
    ],
    card_width: "Breite",
    widths: [
        ("wide", "breit"),
        ("medium", "768 Pixel"),
        ("narrow", "320 Pixel"),
    ],
    card_size: "Schrift",
    sizes: [("usual", "wie üblich"), ("large", "doppelt so groß")],
    card_dir: "Richtung",
    dirs: [
        ("own", "wie die Sprache"),
        ("ltr", "von links nach rechts"),
        ("rtl", "von rechts nach links"),
    ],
    card_language: "Sprache",
    card_show: "Zeigen",
    card_another_way: "Anders zeigen",
    card_save_and_show: "Speichern und so zeigen",
    card_scripts: "JavaScript",
    scripts: [("on", "an"), ("off", "aus: kein Skript läuft")],

    findings: "Klar und fair",
    findings_lead: "Was an diesem Text täuscht, drängt oder im Dunkeln lässt, soweit Regeln das sehen können.",
    no_findings: "Die Regeln finden nichts, was zu verbessern wäre.",
    must: "Zu verbessern:",
    should: "Bitte ansehen:",
    instead: "Stattdessen:",
    accept: |count| match many(count) {
        Many::One => "Ich habe angesehen, was die Regeln hier sagen, und nehme es an".to_owned(),
        _ => format!(
            "Ich habe die {} Dinge angesehen, die die Regeln hier sagen, und nehme sie an",
            number(count)
        ),
    },

    found: |must, should| {
        let must = match (must, many(must)) {
            (0, _) => None,
            (_, Many::One) => Some("1 Stelle muss verbessert werden.".to_owned()),
            _ => Some(format!(
                "{} Stellen müssen verbessert werden.",
                number(must)
            )),
        };
        let should = match (should, many(should)) {
            (0, _) => None,
            (_, Many::One) => Some("1 Stelle sollten Sie sich ansehen.".to_owned()),
            _ => Some(format!(
                "{} Stellen sollten Sie sich ansehen.",
                number(should)
            )),
        };
        let said: Vec<_> = must.into_iter().chain(should).collect();
        said.join(" ")
    },
    first_found: "Zur ersten Stelle",
    go_there: "Dorthin",

    next: "Nächster Schritt",
    note: "Warum, oder was man wissen sollte (wenn Sie möchten)",
    mend_first: "Verbessern Sie, was oben auf dieser Seite steht. Danach können Sie hier um Prüfung bitten.",
    not_mended: "Was oben auf dieser Seite steht, muss verbessert werden, bevor es jemand freigeben kann.",
    ask: "Um Prüfung bitten",
    ask_hint: "Jemand, der nichts davon geschrieben hat, muss es freigeben, bevor es erscheinen kann.",
    waits: "Es wartet auf jemanden, der nichts davon geschrieben hat.",
    own: "Sie haben einen Teil davon geschrieben. Jemand anderes muss es freigeben.",
    approve: "Freigeben",
    approve_hint: "Sie sagen mit Ihrem Namen, dass es wahr, klar und fair ist.",
    class: "Wer neu antworten muss",
    class_hint: "Das wurde aus den Änderungen errechnet. Sie können es nur erhöhen.",
    as_computed: |class| format!("Wie errechnet: {class}"),
    class_name: |class| match class {
        ChangeClass::Cosmetic => "nur Schreibweise",
        ChangeClass::Clearer => "gleich viel oder mehr, niemand",
        ChangeClass::Narrower => "weniger wird genutzt, niemand",
        ChangeClass::Material => "wesentlich, alle, die es eingeschaltet haben",
    },
    send_back: "Zurückgeben",
    send_back_reason: "Was zu verbessern ist",
    publish_hint: "Sobald Sie darauf drücken, gilt es für alle.",
    due: |zone| format!("Oder zu einem Zeitpunkt, den Sie bestimmen ({zone})"),
    due_hint: "Auf die Sekunde genau, innerhalb der nächsten 12 Monate. Wo die Uhren vorgehen, liegt eine Zeit, die sie auslassen, um so viel später; wo sie zurückgehen, gilt die erste der beiden.",
    schedule: |version, people| {
        let live = format!(
            "Fassung {} zu diesem Zeitpunkt veröffentlichen",
            number(version)
        );
        match people {
            None => live,
            Some(People::Few) => format!("{live}. Weniger als 10 Menschen müssen neu antworten"),
            Some(People::Tens(people)) => {
                format!("{live}. {} Menschen müssen neu antworten", number(people))
            }
        }
    },
    unschedule: "Zeitpunkt zurücknehmen",

    comments: "Kommentare",
    no_comments: "Niemand hat etwas gesagt.",
    open_comments: |count| match many(count) {
        Many::One => "1 Kommentar ist offen.".to_owned(),
        _ => format!("{} Kommentare sind offen.", number(count)),
    },
    of_version: |version| format!("Zum Entwurf der Fassung {}", number(version)),
    on_all: "Alles",
    on_field: "Zu",
    comment: "Kommentar",
    say: "Kommentar hinzufügen",
    resolve: "Erledigt",
    deal_with: "Beantworten oder als erledigt melden",
    resolved: |who| format!("Erledigt von {who}"),

    stop: "Jetzt beenden",
    stop_lead: |on| {
        let on = match on {
            People::Few => "Weniger als 10 Personen haben es eingeschaltet.".to_owned(),
            People::Tens(on) => format!("{} Personen haben es eingeschaltet.", number(on)),
        };
        format!(
            "{on} Sobald Sie darauf drücken, darf kein System es mehr nutzen, und es verschwindet von ihren Seiten."
        )
    },
    stop_reason: "Warum",
    stop_button: "Beenden",

    history: "Wer was getan hat",
    audit: "Wer was getan hat",
    audit_lead: "Jeder Schritt des Teams, der neueste zuerst. Keine Zeile wird je geändert.",
    audit_sides: "Wen die Schritte betreffen",
    audit_live: "Schritte, die nur Testkunden betreffen, stehen unter „Testkunden“.",
    audit_test: "Das sind die Schritte, die nur Testkunden betreffen, etwa an den Adressen ihrer Webhooks. Alle anderen stehen unter „Echte Kundinnen und Kunden“.",
    no_lines: "Noch nichts.",
    older: "Älteres",
    when: "Wann",
    who: "Wer",
    what: "Was",
    about: "Wozu",
    why: "Warum",
    by_itself: "Von selbst",
    operator: "Der Betrieb, an der Befehlszeile",
    deed: |what| match what {
        "comparison.fixed" => "Hat eine Regel für einen Vergleich festgelegt",
        "draft.begun" => "Hat den Entwurf begonnen",
        "draft.reopened" => "Hat geändert, was weitergegeben war",
        "draft.in_review" => "Hat um Prüfung gebeten",
        "draft.sent_back" => "Hat es zurückgegeben",
        "draft.approved" => "Hat es freigegeben",
        "draft.scheduled" => "Hat den Zeitpunkt bestimmt",
        "draft.unscheduled" => "Hat den Zeitpunkt zurückgenommen",
        "draft.discarded" => "Hat den Entwurf verworfen",
        "draft.not_published" => "Konnte nicht erscheinen",
        "proposition.published" => "Hat eine Fassung veröffentlicht",
        "proposition.retired" => "Hat es beendet",
        "team.invited" => "Hat jemanden eingeladen",
        "team.role" => "Hat eine Rolle geändert",
        "team.called" => "Hat geändert, wie Kunden sie nennen",
        "team.password" => "Hat das eigene Passwort geändert",
        "team.reset" => "Hat das eigene Passwort über den Link in einer E-Mail gesetzt",
        "team.off" => "Hat ein Konto abgeschaltet",
        "team.on" => "Hat ein Konto eingeschaltet",
        "team.known_as" => "Hat gesagt, auch Kunde zu sein",
        "team.not_known_as" => "Hat weggenommen, dass jemand auch Kunde ist",
        "customer.readmitted" => "Hat jemanden wieder zugelassen, der gelöscht war",
        "organisation.changed" => "Hat die Einstellungen geändert",
        "team.invited_again" => "Hat die Einladung noch einmal geschickt",
        "comment.made" => "Hat einen Kommentar geschrieben",
        "comment.resolved" => "Hat einen Kommentar erledigt",
        "user.made" => "Hat ein Konto angelegt",
        "user.off" => "Hat ein Konto abgeschaltet",
        "user.password" => "Hat einem Konto ein neues Passwort gegeben",
        "organisation.sites" => "Hat geändert, welche Websites eine Vereinbarung zeigen dürfen",
        "webhook.added" => "Hat eine Adresse für Webhooks hinzugefügt",
        "webhook.changed" => "Hat eine Adresse für Webhooks geändert",
        "webhook.removed" => "Hat eine Adresse für Webhooks entfernt",
        "webhook.secret" => "Hat einem Webhook ein neues Geheimnis gegeben",
        "client.made" => "Hat einen Schlüssel angelegt",
        "client.rolled" => "Hat einem Schlüssel ein neues Geheimnis gegeben",
        "client.revoked" => "Hat einen Schlüssel widerrufen",
        _ => "Hat etwas anderes getan",
    },
    accepted: |what| format!("angenommen: {what}"),
    version: |version| format!("Fassung {}", number(version)),

    done: |what| match what {
        "asked" => Some("Die Prüfung ist erbeten."),
        "approved" => Some("Es ist freigegeben."),
        "back" => Some("Es ging zurück an die, die es schreiben."),
        "scheduled" => Some("Der Zeitpunkt steht."),
        "unscheduled" => Some("Der Zeitpunkt ist zurückgenommen. Freigegeben bleibt es."),
        "said" => Some("Der Kommentar ist da."),
        "resolved" => Some("Der Kommentar ist erledigt."),
        "stopped" => Some("Es ist beendet. Jedes System bekommt ab jetzt ein Nein."),
        _ => None,
    },
    failed: |why| match why {
        "moved" => Some("Jemand anderes war schneller. Diese Seite zeigt, wie es jetzt ist."),
        "own" => Some("Sie haben einen Teil davon geschrieben. Jemand anderes muss es freigeben."),
        "reason" | "stop" => Some("Sagen Sie in 1 bis 600 sichtbaren Zeichen, warum."),
        "comment" => Some("Schreiben Sie einen Kommentar von 1 bis 600 sichtbaren Zeichen."),
        "approver" => {
            Some("Wer das freigegeben hat, darf es nicht mehr. Bitten Sie noch einmal um Prüfung.")
        }
        "accepted" => {
            Some("Verbessern Sie, was die Regeln sagen, oder nehmen Sie es ausdrücklich an.")
        }
        "unaccepted" => Some(
            "Die Regeln warnen vor etwas, das noch niemand angenommen hat. Wer prüft, gibt es zurück, damit es noch einmal angesehen wird.",
        ),
        "due" => Some("Nennen Sie einen Zeitpunkt innerhalb der nächsten 12 Monate."),
        "meanwhile" => Some(
            "Was gilt, hat sich nach der Freigabe geändert. Jemand muss noch einmal darauf sehen.",
        ),
        "forbidden" => Some("Das dürfen Sie nicht."),
        _ => None,
    },
};
