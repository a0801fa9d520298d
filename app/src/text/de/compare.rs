//! What the team reads about comparing two versions, in German.

use crate::text::compare::Compare;

pub(in crate::text) static COMPARE: Compare = Compare {
    of: |title| format!("Fassungen vergleichen: {title}"),
    link: "Zwei Fassungen nach einer Regel vergleichen, die vorher feststeht",
    back: "Die Zahlen dazu",
    lead: "Fassungen sind nacheinander live. Verglichen werden also zwei Zeiträume und die Menschen, die darin gefragt wurden. Es ist kein Experiment mit Losen: Auch Jahreszeit, Nachrichten und wer noch zu fragen war, sind verschieden. Ein Ergebnis sagt, was nach einer Änderung kam, und nicht, dass die Änderung es bewirkt hat.",
    how: "Die Regel steht fest, bevor es etwas zu sehen gibt, und niemand ändert sie danach: Wer hinsieht, bis es gefällt, findet immer, was gefällt. Die spätere Fassung wird ab dem Montag danach gezählt. Das Ergebnis steht einmal fest, wenn genug Menschen geantwortet und Ja gesagt haben und ihre Woche seit 7 Tagen vorbei ist, oder nie. Was die anderen Diagramme inzwischen zeigen, ändert daran nichts.",
    success: "Die spätere Fassung hat nur gewonnen, wenn mehr Menschen Ja sagen und nicht mehr von ihnen es innerhalb von 7 Tagen zurücknehmen, so weit der Spielraum reicht. Einen Unterschied von der Größe, die zu wissen lohnt, findet der Vergleich in 80 von 100 Fällen. Bereiche von Unterschieden sind die von Newcombe, aus denen von Wilson.",
    none: "Noch wurden keine Fassungen verglichen.",
    versions: |earlier, later| format!("Fassung {earlier} und Fassung {later}"),

    rule: "Die Regel",
    difference: "Kleinster Unterschied, den zu wissen lohnt",
    margin: "Wie viel mehr zurückgenommen werden darf",
    risk: "Risiko, einen Unterschied zu sehen, wo keiner ist",
    answers: "Nötige Antworten je Fassung",
    yeses: "Nötige Ja je Fassung",
    begins: "Spätere Fassung gezählt ab",
    until: "Spätester Tag",
    fixed: "Festgelegt",
    points: |percent| match percent {
        1 => "1 Prozentpunkt".to_owned(),
        _ => format!("{percent} Prozentpunkte"),
    },
    points_more: |percent| match percent {
        1 => "weniger als 1 Prozentpunkt".to_owned(),
        _ => format!("weniger als {percent} Prozentpunkte"),
    },
    in_hundred: |percent| format!("{percent} von 100"),
    fixed_by: |who, when| format!("von {who}, {when}"),

    running: |many, needed| {
        format!(
            "Es gibt noch kein Ergebnis. {many} Menschen haben auf die spätere Fassung geantwortet, {needed} sind nötig."
        )
    },
    running_few: |needed| {
        format!(
            "Es gibt noch kein Ergebnis. Auf die spätere Fassung haben zu wenige geantwortet, um zu sagen, wie viele; {needed} sind nötig."
        )
    },
    too_few_came: "Es gibt kein Ergebnis und wird keines geben: Bis zum spätesten Tag haben zu wenige geantwortet.",
    replaced: "Es gibt kein Ergebnis und wird keines geben: Die spätere Fassung ging, bevor genug Menschen geantwortet hatten.",
    won: |earlier, later| {
        format!(
            "Fassung {later} hat gewonnen: Mehr Menschen sagen Ja als zu Fassung {earlier}, und sie stehen ebenso dazu"
        )
    },
    easy: |earlier, later| {
        format!(
            "Zu Fassung {later} sagen mehr Menschen Ja als zu Fassung {earlier}, aber es ist nicht gezeigt, dass sie ebenso dazu stehen: Sie hat nicht gewonnen"
        )
    },
    fewer: |earlier, later| {
        format!("Zu Fassung {later} sagen weniger Menschen Ja als zu Fassung {earlier}")
    },
    alike: |earlier, later| {
        format!(
            "Es ist nicht gezeigt, dass Fassung {earlier} und Fassung {later} verschiedene Anteile an Ja bekommen"
        )
    },
    through: |day| format!("Gezählt bis {day}. Was später kommt, ändert nichts."),
    yes_apart: |by, low, high| {
        format!(
            "Mit Ja geantwortet: {by} Prozentpunkte, aller Wahrscheinlichkeit nach {low} bis {high}."
        )
    },
    regret_apart: |by, low, high| {
        format!(
            "Zurückgenommen: {by} Prozentpunkte, aller Wahrscheinlichkeit nach {low} bis {high}."
        )
    },
    apart: |share| {
        let points = format!("{:+.1}", share * 100.0);
        points.replace('-', "\u{2212}").replace('.', ",")
    },

    form: |later| format!("Eine Regel für Fassung {later} festlegen"),
    earlier: "Vergleichen mit",
    difference_hint: "In Prozentpunkten, von 1 bis 50. Ein kleinerer braucht mehr Menschen.",
    margin_hint: "In Prozentpunkten, von 1 bis 50. Von hier an gilt es als schlechter.",
    risk_hint: "Von 100 Vergleichen ohne Unterschied würden so viele einen zeigen.",
    until_hint: "Haben bis dahin zu wenige geantwortet, gibt es kein Ergebnis.",
    plan: "Ansehen, wie viele Menschen das braucht",
    needs: |answers, yeses, day| {
        format!(
            "Das braucht {answers} Antworten und {yeses} Ja je Fassung. Die frühere hatte sie. Die spätere wird ab dem {day} gezählt."
        )
    },
    fix: "Diese Regel festlegen",
    fix_hint: "Niemand kann sie danach ändern.",
    done: "Die Regel steht fest.",

    not_asked: "Es beginnt ohne Frage, also gibt es keine Antworten zu vergleichen.",
    not_live: "Keine Fassung ist live, also gibt es keine zu vergleichen.",
    no_earlier: "Die Fassung, die live ist, ist die erste. Es gibt nichts, womit sie zu vergleichen wäre.",
    already: "Für die Fassung, die live ist, steht eine Regel fest und kann nicht geändert werden.",
    blocked: |version| {
        format!(
            "Fassung {version} besteht die Regeln für ehrliche Texte nicht. Verglichen wird nur, wenn beide bestehen."
        )
    },
    too_few: |answers, yeses| {
        format!(
            "Auf die frühere Fassung haben zu wenige geantwortet. Diese Regel braucht {answers} Antworten und {yeses} Ja von jeder, und zur früheren wird niemand mehr gefragt. Wählen Sie einen größeren Unterschied, einen größeren Spielraum oder mehr Risiko."
        )
    },
    too_few_to_say: "Auf die frühere Fassung haben zu wenige geantwortet, um irgendetwas damit zu vergleichen.",
    bad_share: "Schreiben Sie eine ganze Zahl von 1 bis 50.",
    bad_risk: "Wählen Sie eines davon.",
    bad_until: "Nennen Sie einen Tag von 2 Wochen bis zu einem Jahr nach dem nächsten Montag.",
    bad_earlier: "Wählen Sie eine frühere Fassung.",
    forbidden: "Die Regel legt fest, wer Angebote schreibt. Was daraus wird, sehen auch Sie.",
};
