//! What a customer reads about what is guessed of her, in German.

use super::{Many, many, number};
use crate::text::guesses::Guesses;

pub(in crate::text) static GUESSES: Guesses = Guesses {
    title: "Was wir über Sie vermuten",
    count: |count| match many(count) {
        Many::One => "Wir haben 1 Vermutung über Sie.".to_owned(),
        _ => format!("Wir haben {} Vermutungen über Sie.", number(count)),
    },
    together: |purposes| format!("Wir nutzen, was wir vermuten, nur dafür: {purposes}."),
    sets_no_price: "Was wir vermuten, bestimmt nie Ihren Preis.",
    by_red_line: "Eine rote Linie verbietet es.",
    paused: "Alles ruht. Nichts nutzt diese Vermutungen, bis Sie weitermachen.",
    waiting: "Zurzeit nutzt nichts diese Vermutung.",
    empty: "Wir haben nichts vermutet.",
    empty_means: "Hier steht eine Vermutung, sobald ein Computer von uns etwas über Sie vermutet. Aus dem, was Sie nicht eingeschaltet haben, vermutet er nichts.",
    fairly_sure: "Wir sind ziemlich sicher:",
    a_guess: "Das ist eine Vermutung, und sie ist oft falsch:",
    seen: "Was das Programm gesehen hat:",
    from: "Vermutet aus",
    when: "Am",
    by: "Vom Programm",
    used_for: "Genutzt für",
    model: |name, version| format!("{name}, Version {version}"),
    confirmed: |day| format!("Sie haben am {day} gesagt, dass das richtig ist."),
    right: "Richtig",
    wrong: "Falsch",
    dont_guess: "Das nicht vermuten",
    does: "Was die Knöpfe tun",
    right_does: "Richtig: Wir vermerken dazu, dass Sie das gesagt haben und wann. Es bleibt, wie es ist, und mehr wird dadurch nicht erlaubt.",
    wrong_does: "Falsch: Wir löschen es sofort, und kein Programm von uns vermutet es wieder.",
    dont_guess_does: "Das nicht vermuten: dasselbe, und Sie müssen nicht sagen, ob es stimmt.",
    off_does: "Auf der Seite einer Vereinbarung können Sie das Vermuten auch ganz ausschalten. Alles, was dort vermutet wurde, geht mit.",
    after_right: "Wir haben vermerkt, dass Sie es richtig finden. Sie können die Vermutung jederzeit wegnehmen.",
    after_other: "Diese Vermutung hat sich geändert, während Sie sie ansahen. Wir haben nichts vermerkt. Bitte lesen Sie, was jetzt hier steht.",
    after_wrong: "Es ist gelöscht. Kein Programm von uns vermutet es wieder.",
    after_dont_guess: "Es ist gelöscht. Kein Programm von uns vermutet es wieder, ob es stimmt oder nicht.",
    failed: "Das ließ sich gerade nicht speichern. Die Vermutung ist vielleicht noch da. Bitte versuchen Sie es noch einmal.",
};
