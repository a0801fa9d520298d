//! What a customer reads about what arrived, what was used, and what happened when, in German.

use super::number;
use crate::text::value::{Timeline, Value};
use mutual::use_cases::Show;

pub(in crate::text) static VALUE: Value = Value {
    so_far: "Bisher",
    nothing: "Sie haben dafür noch nichts bekommen.",
    unknown: "Wir können gerade nicht sehen, was Sie bekommen haben.",
    of_promised: |what, arrived, promised| {
        format!("{what}: {arrived} von {promised} versprochenen.")
    },
    arrived: |what, arrived| format!("{what}: {arrived}."),
    last_used: |data, ago| format!("Zuletzt genutzt: {data}, {ago}."),
    never_used: "Wir haben Ihre Daten dafür noch nicht genutzt.",
    idle: |days| {
        format!(
            "Wir haben dafür seit {} Tagen nichts genutzt. Vielleicht möchten Sie es ausschalten.",
            number(days)
        )
    },
    ago: |days| match days {
        ..=0 => "heute".to_owned(),
        1 => "gestern".to_owned(),
        days => format!("vor {} Tagen", number(days)),
    },
    what: "Was Sie bekommen",
    promised: "Bisher versprochen",
    got: "Bekommen",
    newest: "Zuletzt",
    data: "Was Sie teilen",
    used: "Zuletzt dafür genutzt",
    not_yet: "Noch nicht",
    timeline: Timeline {
        title: "Ihre Zeitleiste",
        lead: "Was Sie gewählt haben, was wir genutzt haben, was Sie bekommen haben, was wir vermutet haben und was wir geändert haben. Das Neueste steht oben.",
        filters: "Was zu sehen ist",
        everything: "Alles",
        show: |show| match show {
            Show::Chose => "Von Ihnen gewählt",
            Show::Used => "Von uns genutzt",
            Show::Got => "Bekommen",
            Show::Guessed => "Von uns vermutet",
            Show::Changed => "Von uns geändert",
            Show::Decided => "Von uns entschieden",
            Show::Replied => "Von einem Menschen beantwortet",
        },
        empty: "Es ist noch nichts geschehen.",
        empty_filter: "Davon gibt es nichts.",
        got: |many| format!("Sie haben bekommen: {many}"),
        used: |data, times| match times {
            1 => format!("Wir haben genutzt: {data}"),
            times => format!("Wir haben {}-mal genutzt: {data}", number(times)),
        },
        guessed: |label, value| format!("Wir haben vermutet, „{label}“: {value}"),
        changed: |note| {
            if note.trim().is_empty() {
                "Das haben wir geändert".to_owned()
            } else {
                format!("Das haben wir geändert: {note}")
            }
        },
        began: "Wir haben damit angefangen. Es läuft, ohne dass wir fragen",
        stopped: "Wir haben damit aufgehört",
        decided: |outcome| format!("Ein Computer hat entschieden: {outcome}"),
        decided_by_person: |outcome| format!("Ein Mensch hat entschieden: {outcome}"),
        decided_as_said: |outcome| {
            format!("Bei uns ist notiert, dass ein Mensch entschieden hat: {outcome}")
        },
        case: "Nachlesen",
        why: "Warum?",
        pages: "Mehr von Ihrer Zeitleiste",
        older: "Älteres",
        newest: "Zurück zum Neuesten",
        take: "Ihre Zeitleiste mitnehmen",
        as_table: "Als Tabelle (CSV)",
        as_json: "Für Programme (JSON)",
    },
};
