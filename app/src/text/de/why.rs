//! What a customer reads about what a computer decided, in German.

use crate::text::why::Why;
use mutual::catalogue::AiUse;
use mutual::guard::Outcome;

pub(in crate::text) static WHY: Why = Why {
    title: "Warum habe ich das bekommen?",
    what: "Was es ist",
    when: "Wann",
    what_for: "Wofür",
    by: "Auf welchem Weg",
    about: "Worum es geht",

    reasons: "Was gezählt hat",
    reasons_lead: "Das Stärkste steht zuerst.",
    no_reasons: "Niemand hat aufgeschrieben, was gezählt hat. Das ist unser Fehler.",
    share: |percent| format!("{percent}\u{a0}% von dem, was gezählt hat"),
    spoke_for: "sprach dafür",
    spoke_against: "sprach dagegen",
    guesses: "Wir haben auch diese Vermutungen über Sie genutzt",
    guessed_from: |data| format!("Sie sind gemacht aus: {data}."),
    guesses_link: "Was wir über Sie vermuten",
    not_listed: |what| format!("{what}: Das zählte, und die Liste lässt es weg."),
    not_among_inputs: |what| format!("{what}: Das steht in der Liste, und es zählte nicht."),
    other_way: |what| format!("{what}: Das zog in die andere Richtung, als die Liste sagt."),
    other_order: |what| format!("{what}: Das zählte mehr, als die Liste sagt."),
    other_share: |what| format!("{what}: Das hatte nicht den Anteil, den die Liste nennt."),
    used_all_the_same: |what| {
        format!("{what}: Die Liste sagt, es sei nicht genutzt, und es wurde genutzt.")
    },
    matches: "Wir haben diese Liste mit den Zahlen im Computer verglichen. Beides stimmt überein.",
    differs: "Wir haben diese Liste mit den Zahlen im Computer verglichen. Beides stimmt nicht überein, die Liste kann also falsch sein. Das sieht auch unser Team.",

    not_used: "Was wir nicht genutzt haben",
    not_used_unknown: "Niemand hat aufgeschrieben, was außen vor blieb.",

    changed: "Was es geändert hätte",
    changed_unknown: "Das hat niemand aufgeschrieben. Das ist unser Fehler.",

    who: "Wer entschieden hat",
    model: |name, vendor| format!("Das Computermodell ist {name}, gemacht von {vendor}."),
    version: |version| format!("Fassung: {version}."),
    did: |ai| match ai {
        AiUse::Personalise => "Ein Computer hat das ausgesucht. Ein Mensch hat nicht hingesehen.",
        AiUse::Infer => "Ein Computer hat das vermutet. Ein Mensch hat nicht hingesehen.",
        AiUse::DecideAssist => {
            "Bei uns ist notiert: Ein Mensch hat entschieden, und ein Computer hat ihm dabei geholfen."
        }
        AiUse::DecideAuto => "Ein Computer hat das entschieden. Ein Mensch hat nicht hingesehen.",
        AiUse::Generate => "Ein Computer hat das geschrieben. Ein Mensch hat nicht hingesehen.",
        AiUse::Train => "Ein Computer hat daraus gelernt. Ein Mensch hat nicht hingesehen.",
        AiUse::ShareModel => {
            "Das hat ein Computer getan, der nicht in unserem Haus steht. Ein Mensch hat nicht hingesehen."
        }
    },
    person: |proposed, decided| match (proposed, decided) {
        (None, Outcome::Allow) => {
            "Das darf ein Computer nicht allein entscheiden. Ein Mensch in unserem Team hat entschieden und ja gesagt."
        }
        (None, _) => {
            "Das darf ein Computer nicht allein entscheiden. Ein Mensch in unserem Team hat entschieden und nein gesagt."
        }
        (Some(Outcome::Allow), Outcome::Allow) => {
            "Ein Computer hat ja vorgeschlagen. Ein Mensch in unserem Team hat entschieden und auch ja gesagt."
        }
        (Some(Outcome::Allow), _) => {
            "Ein Computer hat ja vorgeschlagen. Ein Mensch in unserem Team hat anders entschieden und nein gesagt."
        }
        (Some(_), Outcome::Allow) => {
            "Ein Computer hat nein vorgeschlagen. Ein Mensch in unserem Team hat anders entschieden und ja gesagt."
        }
        (Some(_), _) => {
            "Ein Computer hat nein vorgeschlagen. Ein Mensch in unserem Team hat entschieden und auch nein gesagt."
        }
    },
    person_told: |proposed, decided| match (proposed, decided) {
        (None, Outcome::Allow) => {
            "Das darf ein Computer nicht allein entscheiden. Ein Mensch hat entschieden und ja gesagt. Das meldet uns das System unseres Kundendienstes."
        }
        (None, _) => {
            "Das darf ein Computer nicht allein entscheiden. Ein Mensch hat entschieden und nein gesagt. Das meldet uns das System unseres Kundendienstes."
        }
        (Some(Outcome::Allow), Outcome::Allow) => {
            "Ein Computer hat ja vorgeschlagen. Ein Mensch hat entschieden und auch ja gesagt. Das meldet uns das System unseres Kundendienstes."
        }
        (Some(Outcome::Allow), _) => {
            "Ein Computer hat ja vorgeschlagen. Ein Mensch hat anders entschieden und nein gesagt. Das meldet uns das System unseres Kundendienstes."
        }
        (Some(_), Outcome::Allow) => {
            "Ein Computer hat nein vorgeschlagen. Ein Mensch hat anders entschieden und ja gesagt. Das meldet uns das System unseres Kundendienstes."
        }
        (Some(_), _) => {
            "Ein Computer hat nein vorgeschlagen. Ein Mensch hat entschieden und auch nein gesagt. Das meldet uns das System unseres Kundendienstes."
        }
    },
    person_alone: "Ein Mensch in unserem Team hat das entschieden.",
    person_changed: "Ein Mensch in unserem Team hat gegen den Computer entschieden.",
    fell: "Später hat ein Mensch in unserem Team noch einmal hingesehen. Diese Entscheidung gilt nicht mehr.",
    stays: "Später hat ein Mensch in unserem Team noch einmal hingesehen. Diese Entscheidung bleibt, wie sie ist.",
    fell_told: "Später hat ein Mensch noch einmal hingesehen. Das meldet uns das System unseres Kundendienstes. Diese Entscheidung gilt nicht mehr.",
    stays_told: "Später hat ein Mensch noch einmal hingesehen. Das meldet uns das System unseres Kundendienstes. Diese Entscheidung bleibt, wie sie ist.",
    sealed: |entry| {
        format!(
            "Diese Aufzeichnung ist in unserem Protokoll versiegelt, mit Eintrag {entry}. Niemand kann sie unbemerkt ändern."
        )
    },
    seal_waits: "In höchstens einer Minute versiegelt unser Protokoll, was hier steht. Danach kann es niemand ändern, ohne dass es auffällt.",
    seal_broken: "Diese Aufzeichnung ist nicht mehr das, was zuerst aufgeschrieben wurde. Etwas hat sie verändert. Bitte sagen Sie es uns.",

    asked: "Was Sie uns dazu gesagt haben",
    contested: "Sie haben uns gesagt, dass das falsch ist.",
    asked_this: "Sie haben danach gefragt.",
    answer_is: "Der Wortlaut der Antwort steht auf Ihrer eigenen Seite:",

    can_do: "Was Sie tun können",
    stop: "So etwas stoppen",
    stops: |title| format!("Damit schalten Sie „{title}“ aus."),
    stops_use: |does, title| format!("Damit schalten Sie in „{title}“ aus: {does}."),
    is_off: "So etwas ist aus.",
    stopped: "Es ist aus. Es gilt ab sofort.",
    stop_away: "Es ist noch nicht aus. Wir konnten es nicht speichern. Versuchen Sie es in ein paar Minuten noch einmal.",
    apart: "Seitdem wurden zwei Einträge getrennt. Deshalb schaltet diese Seite nichts aus. Auf Ihrer eigenen Seite können Sie es.",
    wrong: "Das ist falsch",
    ask: "Einen Menschen fragen",
    write: "Einem Menschen schreiben",
    person_does: "Ein Mensch liest, was Sie schreiben, und antwortet Ihnen.",
    answer_here: "Die Antwort steht auf dieser Seite. Wenn wir Ihre E-Mail-Adresse haben, bekommen Sie sie auch per E-Mail.",
    answer_by_link: "Dafür müssen Sie sich nicht anmelden. Die Antwort steht auf Ihrer eigenen Seite. Wenn wir Ihre E-Mail-Adresse haben, bekommen Sie sie auch per E-Mail.",
    many: "Dazu wurde gerade viel gefragt. Versuchen Sie es in einer Stunde noch einmal, oder fragen Sie auf Ihrer eigenen Seite.",

    nothing: "Wir können Ihnen nicht sagen, warum",
    nothing_lead: "Das ist unser Fehler. Niemand hat aufgeschrieben, warum Sie das bekommen haben. Unser Team sieht, dass Sie gefragt haben.",
    bad_lead: "Ein Teil dieses Links fehlt oder wurde geändert. Nehmen Sie den ganzen Link aus unserer Nachricht. Bei Ihnen hat sich nichts geändert.",
    refused_lead: "Ein Computer wollte etwas nutzen, das Sie nicht eingeschaltet hatten. Das haben wir abgelehnt, und mehr wurde nicht aufgeschrieben. Unser Team sieht es.",
    erased: "Das wurde gelöscht",
    erased_lead: "Wir haben es mit allem anderen über Sie gelöscht, wie Sie es wollten.",
    away: "Wir können gerade nicht nachsehen",
    away_lead: "Versuchen Sie denselben Link in ein paar Minuten noch einmal.",
};
