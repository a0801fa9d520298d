//! What the team reads where it takes purposes and data over from a file, in German.

use super::{Many, many, number};
use crate::text::terms::Terms;
use mutual::use_cases::Fate;

pub(in crate::text) static TERMS: Terms = Terms {
    link: "Aus einer Datei übernehmen",
    title: "Zwecke und Daten aus einer Datei",
    lead: "JSON, wie dieses Programm es ausgibt, die Taxonomien von fideslang (YAML oder JSON) oder Begriffe des Data Privacy Vocabulary (CSV oder JSON-LD). Höchstens 256 KiB. Sie sehen zuerst, was aus jeder Zeile würde. Gespeichert wird erst, wenn Sie es sagen.",
    file: "Die Datei",
    text: "Oder hier einfügen",
    send: "Zeigen, was daraus würde",

    another: "Eine andere Datei",
    nothing: "Darin steht nichts.",
    unreadable: "Diese Datei ist nicht lesbar. Es ist nichts gespeichert.",
    plan: "Was aus jeder Zeile würde",
    line: "In der Datei",
    becomes: "Wird",
    details: "Einzelheiten",
    fate: |fate| match fate {
        Fate::New => "neu",
        Fate::Changed(_) => "geändert",
        Fate::Same => "schon da, genau so",
        Fate::Stays => "schon da, bleibt, wie es ist",
        Fate::Twice => "ausgelassen: stand weiter oben in dieser Datei",
        Fate::LeftOut(_) => "ausgelassen",
        Fate::Refused(_) => "abgelehnt",
    },
    none: "Es gibt nichts zu übernehmen: Alles ist schon da.",
    refused: |count| {
        match many(count) {
        Many::One => "1 Zeile ist abgelehnt. Deshalb lässt sich nichts aus der Datei übernehmen. Berichtigen Sie sie und zeigen Sie die Datei dann noch einmal.".to_owned(),
        _ => format!("{} Zeilen sind abgelehnt. Deshalb lässt sich nichts aus der Datei übernehmen. Berichtigen Sie sie und zeigen Sie die Datei dann noch einmal.", number(count)),
    }
    },
    full: "Für alles Neue ist im Verzeichnis kein Platz. Nehmen Sie zuerst heraus, was nicht genutzt wird.",
    button: |count| match many(count) {
        Many::One => "1 Eintrag übernehmen".to_owned(),
        _ => format!("{} Einträge übernehmen", number(count)),
    },
    moved: "Jemand anderes hat inzwischen etwas davon geändert. Aus der Datei ist nichts gespeichert. Das würde jetzt daraus.",
    not_stored: "Dagegen spricht etwas, das vorher nicht zu sehen war. Aus der Datei ist nichts gespeichert.",
};
