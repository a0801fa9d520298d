//! What the team reads about purposes and data categories, in German.

use crate::text::registry::Registry;
use mutual::catalogue::{Origin, Sensitivity};
use mutual::use_cases::Usage;

pub(in crate::text) static REGISTRY: Registry = Registry {
    title: "Zwecke und Daten",
    lead: "Was Angebote nutzen können und was Kundinnen und Kunden dazu lesen. Was genutzt wird, behält seine Worte: Darauf hat man sich geeinigt.",
    lead_reading: "Was Angebote nutzen können und was Kundinnen und Kunden dazu lesen. Wer prüft, kann es ändern.",

    purposes: "Zwecke",
    data: "Arten von Daten",
    none: "Hier ist nichts.",
    add_purpose: "Zweck hinzufügen",
    add_data: "Art von Daten hinzufügen",
    new_purpose: "Ein neuer Zweck",
    new_data: "Eine neue Art von Daten",
    change: |name| format!("„{name}“ ändern"),
    all: "Alle Zwecke und Daten",

    name: "Name",
    name_hint: "Der Fachbegriff, wie ihn Systeme und das Team kennen.",
    id: "Kennung",
    id_hint: "Kleine Buchstaben, Ziffern, - und _. Systeme nutzen sie, und sie ändert sich nie.",
    label: "Was Kundinnen und Kunden lesen",
    label_hint: "In einfachem Englisch, etwa „Your past orders“. Höchstens 80 Zeichen.",
    reads: "Zu lesen ist",
    languages: "Andere Sprachen",
    label_in: |language| format!("Was Kundinnen und Kunden lesen: {language}"),
    other_tag: "Eine weitere Sprache",
    other_tag_hint: "Ihr Kürzel, etwa de oder pt-BR. Leer lassen, wenn es keine gibt.",
    other_label: "Was man in ihr liest",
    origin: "Woher es kommt",
    origin_name: |origin| match origin {
        Origin::Told => "Man sagt es uns",
        Origin::Observed => "Wir sehen es",
        Origin::Inferred => "Wir vermuten es",
        Origin::Obtained => "Jemand anderes gibt es uns",
    },
    sensitivity: "Wie heikel es ist",
    sensitivity_name: |sensitivity| match sensitivity {
        Sensitivity::Ordinary => "Gewöhnlich",
        Sensitivity::Special => "Besondere Kategorie",
    },
    dpv: "Begriff des Data Privacy Vocabulary",
    dpv_hint: "Die volle Adresse, etwa https://w3id.org/dpv#DirectMarketing.",
    kind: "Art",
    used_by: "Genutzt von",
    unused: "Nichts",
    usage: |usage| match usage {
        Usage::Live => "live",
        Usage::Draft => "Entwurf",
        Usage::Earlier => "eine frühere Fassung",
    },
    fixed: "Das wird genutzt. Die Schreibung lässt sich verbessern, und Worte in einer weiteren Sprache lassen sich hinzufügen. Für andere Worte legen Sie etwas Neues an und veröffentlichen eine Fassung damit: Dann werden alle gefragt.",
    fill_in: "Bitte ausfüllen.",
    pick: "Bitte wählen",
    pick_origin: "Sagen Sie, woher es kommt.",
    pick_sensitivity: "Sagen Sie, wie heikel es ist.",
    bad_id: "Nehmen Sie 1 bis 64 kleine Buchstaben, Ziffern, - oder _, und beginnen Sie mit einem Buchstaben oder einer Ziffer.",
    bad_tag: "Nennen Sie die Sprache dieser Worte.",
    save: "Änderung speichern",
    add: "Hinzufügen",
    as_it_is: "Wie es jetzt gespeichert ist",

    remove: "Herausnehmen",
    remove_lead: "Nichts nutzt das. Ist es einmal weg, lässt sich kein Angebot mehr damit veröffentlichen.",
    cannot_remove: "Das wird genutzt und lässt sich nicht herausnehmen. Eine Fassung, die live war, zählt, solange jemand eine Antwort darauf hat.",
    ruled: "Dafür gilt eine rote Linie. Wird es herausgenommen, gilt sie dafür nicht mehr. Ändern Sie zuerst die Linie:",
    remove_button: "Herausnehmen",

    moved_since_approval: "Was man zu diesem Zweck oder zu diesen Daten liest, hat sich seit der Freigabe geändert. Geben Sie den Entwurf zurück, damit jemand noch einmal hinsieht.",
    deed: |what| match what {
        "registry.added" => Some("Zum Verzeichnis hinzugefügt"),
        "registry.changed" => Some("Verzeichnis geändert"),
        "registry.removed" => Some("Aus dem Verzeichnis genommen"),
        "registry.mirrored" => Some("Verzeichnis kopiert"),
        "registry.imported" => Some("In das Verzeichnis eingelesen"),
        _ => None,
    },
    done: |what| match what {
        "added" => Some("Es ist hinzugefügt. Angebote können es ab jetzt nutzen."),
        "changed" => Some("Die Änderung ist gespeichert."),
        "removed" => Some("Es ist herausgenommen."),
        "imported" => Some("Die Datei ist übernommen."),
        _ => None,
    },
    failed: |why| match why {
        "moved" => Some(
            "Jemand anderes hat das inzwischen geändert. Was Sie geschrieben haben, steht noch hier, und nichts davon ist gespeichert. Vergleichen Sie beides und speichern Sie dann noch einmal.",
        ),
        "gone" => Some("Jemand anderes hat das inzwischen herausgenommen."),
        "used" => Some(
            "Das wird genutzt und lässt sich nicht herausnehmen. Unten sehen Sie, was es nutzt.",
        ),
        "stale" => Some(
            "Jemand anderes hat das inzwischen geändert. Deshalb wurde es nicht herausgenommen. Sehen Sie sich an, wie es jetzt ist.",
        ),
        "ruled" => Some(
            "Dafür gilt eine rote Linie. Deshalb lässt es sich nicht herausnehmen. Unten sehen Sie, welche es ist.",
        ),
        "forbidden" => Some("Das ist nicht Ihre Aufgabe."),
        _ => None,
    },
};
