//! What a customer reads about her exchanges, in German.

use super::{RULES, many, number};
use crate::text::customer::{Customer, Failed, Heard, History, Live, Said, Signal};
use crate::text::rules::Many;
use mutual::catalogue::{DecidedBy, WorthMethod};
use mutual::guard::{CaseKind, Situation};

pub(in crate::text) static CUSTOMER: Customer = Customer {
    title: "Was Sie teilen und was Sie bekommen",
    money,
    tally: |on, all| {
        let are = match many(on) {
            Many::One => "ist",
            _ => "sind",
        };
        format!("{} von {} {are} an.", number(on), number(all))
    },
    only_you: "An ist nur, was Sie eingeschaltet haben.",
    nothing_here: "Hier gibt es noch nichts zu teilen. Was wir Ihnen für Ihre Daten anbieten, steht später hier, und es ist ausgeschaltet.",
    all_paused: "Alles ist angehalten. Wir nutzen nichts, was Sie ausschalten können.",
    paused_since: |when| format!("Angehalten seit {when}. Ihre Antworten bleiben erhalten."),
    resume: "Fortsetzen",
    resume_starts: |count| match (count, many(count)) {
        (0, _) => "Danach beginnt nichts wieder, denn nichts ist an.".to_owned(),
        (_, Many::One) => "Danach beginnt 1 Vereinbarung wieder.".to_owned(),
        _ => format!("Danach beginnen {} Vereinbarungen wieder.", number(count)),
    },

    you_share: "Sie teilen",
    you_would_share: "Sie würden teilen",
    you_get: "Sie bekommen",
    you_would_get: "Sie würden bekommen",
    your_choice: "wenn Sie möchten",

    example: "Ein Beispiel ansehen",
    example_invented: "Das Beispiel zeigt einen erfundenen Menschen. Es kommt nicht aus Ihren Daten.",
    example_data: |data| format!("Die unterstrichenen Worte kommen aus: {data}."),

    new_question: "Neue Frage",
    change_any_time: "Sie können das hier jederzeit ändern.",
    decide_later: "Später entscheiden",
    special: "Das ist besonders persönlich. Es steht für sich, und nichts anderes nutzt es.",

    parts: "Teile ein- oder ausschalten",
    part_needed: "Nötig. Wenn Sie das ausschalten, ist alles aus.",
    part_optional: "Wie Sie möchten. Der Rest bleibt an.",
    part_on: "An: Wir nutzen es",
    part_off: "Aus: nicht genutzt",
    more_parts: "Weitere Teile",
    parts_later: |parts| format!("Wenn es an ist, können Sie auch das einschalten: {parts}."),

    how: "So nutzen wir es",
    how_would: "So würden wir es nutzen",
    decided_by: |who| match who {
        DecidedBy::Computer => "Ein Computer wählt aus. Kein Mensch sieht es an.",
        DecidedBy::Person => "Ein Mensch entscheidet.",
        DecidedBy::Both => "Ein Computer schlägt vor. Ein Mensch entscheidet.",
    },
    if_off: "Wenn Sie es ausschalten",
    if_off_later: "Wenn Sie es später ausschalten",
    recipients: "Wer es noch sieht",
    no_recipients: "Niemand außerhalb unseres Unternehmens",
    retention: "Wie lange wir es behalten",
    worth: "Was es uns wert ist",
    worth_method: |method| match method {
        WorthMethod::Marginal => Some("was uns die Daten eines weiteren Kunden bringen"),
        WorthMethod::Average => Some("was uns die Daten eines Kunden im Durchschnitt bringen"),
        WorthMethod::Aggregate => {
            Some("was uns die Daten aller Kunden bringen, geteilt durch ihre Zahl")
        }
        WorthMethod::Revenue => Some("was wir mit den Daten einnehmen"),
        WorthMethod::DataExpenses => {
            Some("was es uns kostet, die Daten zu sammeln und zu behalten")
        }
        WorthMethod::IncentiveExpenses => Some("was es uns kostet, Ihnen das zu geben"),
        WorthMethod::Profit => Some("was uns von dem bleibt, was die Daten bringen"),
        WorthMethod::Other => None,
    },
    worth_is: |amount, currency, every, method| {
        let money = money(amount, currency);
        format!("Etwa {money} {every}. So haben wir gerechnet: {method}.")
    },
    term: "Wann es endet",
    ends_on: |day| format!("Am {day}, wenn Sie es nicht wieder einschalten"),
    lasts_months: |months| match many(months) {
        Many::One => "1 Monat, nachdem Sie es eingeschaltet haben".to_owned(),
        _ => format!(
            "{} Monate, nachdem Sie es eingeschaltet haben",
            number(months)
        ),
    },
    wording: "Dieser Text",
    version_since: |version, day| format!("Fassung {}, seit {day}", number(version)),

    on: |what| {
        what.map_or_else(
            || "An: Wir nutzen das".to_owned(),
            |what| format!("An: Wir nutzen das ({what})"),
        )
    },
    off: "Aus: Wir nutzen das nicht",
    not_in_language: "Das gibt es noch nicht in Ihrer Sprache",
    off_run_out: |day| format!("Aus: Es ist am {day} abgelaufen"),
    off_changed: "Aus: Es hat sich geändert, und Ihre Antwort fehlt noch",
    on_paused: "Angehalten: Wir nutzen nichts",
    on_interest: "An: Sie können Nein sagen",
    off_interest: "Aus: Sie haben Nein gesagt",
    by_contract: "Immer an: Was Sie gekauft haben, braucht es",
    by_law: "Immer an: Ein Gesetz verlangt es",
    other_uses: "Wozu wir Ihre Daten noch nutzen",
    other_uses_lead: "Das wartet nicht auf Ihre Antwort. Überall steht, warum.",

    changed_on: |day, note| format!("Das haben wir am {day} geändert. {note}"),
    card_line: |version, since, until| {
        let mut line = vec![format!("Fassung {}", number(version))];
        line.extend(since.map(|since| format!("seit {since}")));
        line.extend(until.map(|until| format!("endet am {until}")));
        line
    },
    details: "Verlauf und Einzelheiten",
    all_exchanges: "Alle Vereinbarungen",
    undo: "Rückgängig machen",

    everything: "Alles auf einmal",
    pause: "Alles anhalten",
    pause_does: "Wir nutzen nichts davon, bis Sie es fortsetzen. Ihre Antworten bleiben erhalten.",
    everything_off: "Alles ausschalten",
    everything_off_does: "Wir nutzen nichts mehr davon. Um neu zu beginnen, schalten Sie jedes einzeln ein.",

    signal: Signal {
        asks: |day| {
            format!(
                "Ihr Browser bittet uns, Ihre Daten nicht zu verkaufen oder weiterzugeben. Wir halten uns daran, seit {day}."
            )
        },
        asked: |day| {
            format!(
                "Am {day} hat uns Ihr Browser gebeten, Ihre Daten nicht zu verkaufen oder weiterzugeben. Wir halten uns weiter daran."
            )
        },
        reaches_nothing: "Hier wird nichts davon verkauft oder weitergegeben.",
        reaches: "Was sie verkaufen oder weitergeben würde, ist aus. Sie können so etwas trotzdem einzeln einschalten, wenn Sie das möchten.",
        of_anybody: "Ihr Browser bittet uns, Ihre Daten nicht zu verkaufen oder weiterzugeben. Wir halten uns daran.",
        off: "Aus: Damit gehen Daten an andere, und Ihr Browser bittet uns, das nicht zu tun. Schalten Sie es nur ein, wenn Sie es trotzdem möchten",
        part_off: "Aus: Ihr Browser bittet uns, nichts weiterzugeben. Schalten Sie es nur ein, wenn Sie es trotzdem möchten",
    },

    said: Said {
        on_since: |when| format!("An seit {when}."),
        off_since: |when| format!("Aus seit {when}. Wir haben damit aufgehört."),
        refused: "Sie haben Nein gesagt. Wir nutzen das nicht.",
        part_on_since: |part, when| format!("„{part}“ ist an seit {when}."),
        part_off_since: |part, when| {
            format!("„{part}“ ist aus seit {when}. Der Rest ist wie zuvor.")
        },
        parts_changed: |when| format!("Geändert: {when}."),
        everything_off: "Alles ist aus. Wir nutzen nichts mehr davon.",
        nothing_was_on: "Es war nichts an, also gab es nichts auszuschalten.",
        paused: "Alles ist angehalten. Wir nutzen nichts mehr davon.",
        resumed: "Es geht weiter. Was an war, ist wieder an.",
        aloud_on: |name| format!("{name}: an."),
        aloud_off: |name| format!("{name}: aus."),
        undo_is_there: "Rückgängig machen können Sie es neben dem Schalter.",
    },
    heard: Heard {
        stored: |when| format!("Gespeichert: {when}."),
        confirmed: |done, of, when| {
            let (done, of) = (number(done), number(of));
            match when {
                Some(when) => format!("Von unseren Systemen bestätigt: {done} von {of} ({when})."),
                None => format!("Von unseren Systemen bestätigt: bisher {done} von {of}."),
            }
        },
        missed: |count| format!("Nicht erreicht: {}.", number(count)),
        late: "Das dauert länger als einen Tag.",
        told: "Unsere Leute erfahren davon.",
    },
    failed: Failed {
        changed: "Das hat sich geändert, während die Seite offen war. Deshalb haben wir es nicht eingeschaltet. Bitte lesen Sie es noch einmal.",
        meanwhile: "Das wurde ausgeschaltet, während die Seite offen war, und bleibt aus. Schalten Sie es wieder ein, wenn Sie es möchten.",
        signal: "Ihr Browser bittet uns, Ihre Daten nicht zu verkaufen oder weiterzugeben, und das hier würde es tun. Deshalb haben wir es nicht eingeschaltet. Wenn Sie es trotzdem möchten, schalten Sie es hier ein.",
        gone: "Das bieten wir nicht mehr an. Es lässt sich nicht einschalten.",
        unread: "Das gibt es noch nicht in Ihrer Sprache. Deshalb lässt es sich hier nicht einschalten.",
        invalid: "Das passt nicht zusammen. Es wurde nichts geändert.",
        away: "Wir konnten das nicht speichern. Es hat sich nichts geändert. Versuchen Sie es noch einmal, oder fragen Sie einen Menschen.",
        unknown: "Wir wissen noch nicht, ob das gespeichert ist. Sehen Sie in einer Minute noch einmal auf diese Seite.",
        too_many: "Sie haben in kurzer Zeit sehr viel geändert. Deshalb haben wir es nicht eingeschaltet. Ausschalten geht immer. Warten Sie eine Minute, und versuchen Sie es dann noch einmal.",
    },
    live: Live {
        turning_on: "Wird eingeschaltet …",
        turning_off: "Wird ausgeschaltet …",
        failed_on: "Wir konnten das nicht speichern. Es ist noch an. Versuchen Sie es noch einmal, oder bitten Sie einen Menschen, es auszuschalten.",
        failed_off: "Wir konnten das nicht speichern. Es ist noch aus. Versuchen Sie es gleich noch einmal.",
        failed: "Wir konnten das nicht speichern. Es hat sich nichts geändert. Versuchen Sie es gleich noch einmal.",
        unknown: "Die Verbindung ist weg, und wir wissen nicht, ob das gespeichert ist. Laden Sie die Seite neu.",
        another: "Inzwischen hat sich hier jemand anderes angemeldet. Es hat sich nichts geändert. Laden Sie die Seite neu.",
    },
    history: History {
        title: "Verlauf",
        empty: "Hier ist noch nichts geschehen.",
        turned_on: |who| format!("{who} haben es eingeschaltet"),
        turned_off: |who| format!("{who} haben es ausgeschaltet"),
        refused: |who| format!("{who} haben Nein gesagt"),
        part_on: |who, parts| format!("{who} haben eingeschaltet: {parts}"),
        part_off: |who, parts| format!("{who} haben ausgeschaltet: {parts}"),
        paused: |who| format!("{who} haben alles angehalten"),
        resumed: |who| format!("{who} haben alles fortgesetzt"),
        merged: |parts| match parts {
            "" => {
                "Wir haben gemerkt, dass zwei unserer Akten Ihre sind, und haben sie zusammengelegt"
                    .to_owned()
            }
            parts => format!(
                "Wir haben gemerkt, dass zwei unserer Akten Ihre sind, und haben sie zusammengelegt. In einer war dies aus, deshalb ist es aus: {parts}"
            ),
        },
        split: "Wir hatten eine andere Akte für Ihre gehalten und haben beide wieder getrennt. Was seither ausgeschaltet wurde, ist in beiden aus",
        ran_out: "Es ist abgelaufen",
        needs_answer: "Wir haben es geändert. Es ist aus, bis Sie antworten",
        signalled: "Ihr Browser hat uns gebeten, Ihre Daten nicht zu verkaufen oder weiterzugeben",
        human_only: "Sie haben verlangt, dass ein Mensch über Sie entscheidet und nie ein Computer allein",
        human_only_ended: "Sie lassen einen Computer wieder allein entscheiden, wo Sie das eingeschaltet haben",
        situation: "Was wir über Ihre Lage wissen, hat sich geändert",
        situation_is: |situation, over| {
            let what = match situation {
                Situation::Minor => "Sie sind vielleicht nicht volljährig",
                Situation::QuietPeriod => "Sie möchten eine Weile in Ruhe gelassen werden",
                Situation::Bereavement => "Jemand, der Ihnen nahesteht, ist gestorben",
                Situation::OpenComplaint => "Sie haben sich beschwert und warten auf eine Antwort",
                Situation::Hardship => "Sie können nicht bezahlen, was Sie schulden",
            };
            if over {
                format!("Wir haben notiert, dass das vorbei ist: {what}")
            } else {
                format!("Das haben wir über Ihr Leben notiert: {what}")
            }
        },
        left_alone: |over| match over {
            false => "Sie haben darum gebeten, in Ruhe gelassen zu werden",
            true => "Sie bitten nicht mehr darum, in Ruhe gelassen zu werden",
        },
        until: |end| format!("bis {end}"),
        until_said: "bis Sie etwas anderes sagen",
        a_case_opened: "Etwas über Sie wurde einem Menschen gegeben",
        a_case_decided: "Ein Mensch hat etwas über Sie entschieden, oder niemand rechtzeitig",
        rejected: "Sie haben uns gesagt, dass wir etwas über Sie nicht vermuten sollen",
        case_opened: |kind| match kind {
            CaseKind::Escalation => "Eine Frage über Sie wurde einem Menschen gegeben",
            CaseKind::Contest => "Sie haben uns gesagt, dass eine Entscheidung falsch ist",
            CaseKind::Question => "Sie haben einen Menschen gefragt",
        },
        case_decided: |kind| match kind {
            CaseKind::Escalation => "Eine Frage über Sie wurde beantwortet",
            CaseKind::Contest => {
                "Ein Mensch hat eine Entscheidung, die Sie falsch nennen, noch einmal angesehen"
            }
            CaseKind::Question => "Ein Mensch hat Ihnen geantwortet",
        },
        you: "Sie",
        our_team: "Unsere Leute",
        our_systems: "Wir",
        by_page: "Auf dieser Seite",
        by_link: "Über einen Link, den wir Ihnen geschickt haben",
        by_api: "Für Sie, am Telefon oder im Laden",
        by_program: "Durch ein Programm von uns",
        told_by_program: "Das meldet uns das System unseres Kundendienstes",
        by_import: "Aus einem älteren Eintrag übernommen",
        by_signal: "Durch ein Zeichen Ihres Browsers oder Mailprogramms",
        version: |version| format!("Fassung {}", number(version)),
        receipt: "Beleg",
        newest: |count| format!("Die neuesten {} Zeilen.", number(count)),
    },
};

/// An amount of money as people write it in German: `9 £`, `9,50 €`.
fn money(amount: &str, currency: &str) -> String {
    let amount = RULES.decimal(amount.strip_suffix(".00").unwrap_or(amount));
    let sign = match currency {
        "GBP" => "£",
        "EUR" => "€",
        "USD" => "$",
        other => other,
    };
    format!("{amount}\u{a0}{sign}")
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn money_is_written_as_people_write_it() {
        assert_eq!(money("9.00", "GBP"), "9\u{a0}£");
        assert_eq!(money("1299.50", "EUR"), "1.299,50\u{a0}€");
        assert_eq!(money("120", "SEK"), "120\u{a0}SEK");
    }
}
