//! What a customer reads about what a computer decided, in English.

use crate::text::why::Why;
use mutual::catalogue::AiUse;
use mutual::guard::Outcome;

pub(in crate::text) static WHY: Why = Why {
    title: "Why did I get this?",
    what: "What it is",
    when: "When",
    what_for: "What for",
    by: "How it came",
    about: "About",

    reasons: "What counted",
    reasons_lead: "The strongest comes first.",
    no_reasons: "Nobody wrote down what counted. That is our fault.",
    share: |percent| format!("{percent}% of what counted"),
    spoke_for: "spoke for it",
    spoke_against: "spoke against it",
    guesses: "We also used these guesses about you",
    guessed_from: |data| format!("They were made from: {data}."),
    guesses_link: "What we guess about you",
    not_listed: |what| format!("{what}: it counted, and the list leaves it out."),
    not_among_inputs: |what| format!("{what}: the list has it, and it did not count."),
    other_way: |what| format!("{what}: it pulled the other way than the list says."),
    other_order: |what| format!("{what}: it counted for more than the list says."),
    other_share: |what| format!("{what}: it did not have the share that the list gives it."),
    used_all_the_same: |what| {
        format!("{what}: the list says that it was left out, and it was used.")
    },
    matches: "We checked this list against the numbers in the computer. They agree.",
    differs: "We checked this list against the numbers in the computer. They do not match, so the list may be wrong. Our team can see that too.",

    not_used: "What we did not use",
    not_used_unknown: "Nobody wrote down what was left out.",

    changed: "What would have changed it",
    changed_unknown: "Nobody wrote this down. That is our fault.",

    who: "Who decided",
    model: |name, vendor| format!("The computer model is {name}, made by {vendor}."),
    version: |version| format!("Version: {version}."),
    did: |ai| match ai {
        AiUse::Personalise => "A computer picked this. A person did not look.",
        AiUse::Infer => "A computer guessed this. A person did not look.",
        AiUse::DecideAssist => "Our records say that a person decided, and a computer helped.",
        AiUse::DecideAuto => "A computer decided this. A person did not look.",
        AiUse::Generate => "A computer wrote this. A person did not look.",
        AiUse::Train => "A computer learned from this. A person did not look.",
        AiUse::ShareModel => "A computer outside our house did this. A person did not look.",
    },
    person: |proposed, decided| match (proposed, decided) {
        (None, Outcome::Allow) => {
            "A computer may not decide this alone. A person in our team decided, and said yes."
        }
        (None, _) => {
            "A computer may not decide this alone. A person in our team decided, and said no."
        }
        (Some(Outcome::Allow), Outcome::Allow) => {
            "A computer proposed yes. A person in our team decided, and said yes too."
        }
        (Some(Outcome::Allow), _) => {
            "A computer proposed yes. A person in our team decided otherwise, and said no."
        }
        (Some(_), Outcome::Allow) => {
            "A computer proposed no. A person in our team decided otherwise, and said yes."
        }
        (Some(_), _) => "A computer proposed no. A person in our team decided, and said no too.",
    },
    person_told: |proposed, decided| match (proposed, decided) {
        (None, Outcome::Allow) => {
            "A computer may not decide this alone. A person decided and said yes, as the system of our customer service tells us."
        }
        (None, _) => {
            "A computer may not decide this alone. A person decided and said no, as the system of our customer service tells us."
        }
        (Some(Outcome::Allow), Outcome::Allow) => {
            "A computer proposed yes. A person decided and said yes too, as the system of our customer service tells us."
        }
        (Some(Outcome::Allow), _) => {
            "A computer proposed yes. A person decided otherwise and said no, as the system of our customer service tells us."
        }
        (Some(_), Outcome::Allow) => {
            "A computer proposed no. A person decided otherwise and said yes, as the system of our customer service tells us."
        }
        (Some(_), _) => {
            "A computer proposed no. A person decided and said no too, as the system of our customer service tells us."
        }
    },
    person_alone: "A person in our team decided this.",
    person_changed: "A person in our team decided against the computer.",
    fell: "Later a person in our team looked at it again. This decision does not count any more.",
    stays: "Later a person in our team looked at it again. This decision stays as it is.",
    fell_told: "Later a person looked at it again, as the system of our customer service tells us. This decision does not count any more.",
    stays_told: "Later a person looked at it again, as the system of our customer service tells us. This decision stays as it is.",
    sealed: |entry| {
        format!("This record is sealed in our log, by entry {entry}. Nobody can change it unseen.")
    },
    seal_waits: "This record will be sealed in our log within a minute. Then nobody can change it unseen.",
    seal_broken: "This record is not what was written down at first. Something changed it. Please tell us.",

    asked: "What you told us about it",
    contested: "You told us that this is wrong.",
    asked_this: "You asked about this.",
    answer_is: "The words of the answer stand on your own page:",

    can_do: "What you can do",
    stop: "Stop this kind",
    stops: |title| format!("This turns off “{title}”."),
    stops_use: |does, title| format!("This turns off “{does}” in “{title}”."),
    is_off: "This kind is off.",
    stopped: "It is off. It counts from now on.",
    stop_away: "It is not off yet. We could not store it. Try again in a few minutes.",
    apart: "Two records were set apart since. So this page turns nothing off. You can do it on your own page.",
    wrong: "This is wrong",
    ask: "Ask a person",
    write: "Write to a person",
    person_does: "A person reads what you write and answers you.",
    answer_here: "The answer stands on this page. If we have your email address, you get it by email too.",
    answer_by_link: "You need not sign in for this. The answer stands on your own page. If we have your email address, you get it by email too.",
    many: "Much was asked about this just now. Try again in an hour, or come in and ask on your own page.",

    nothing: "We cannot tell you why",
    nothing_lead: "That is our fault. Nobody wrote down why you got this. Our team can see that you asked.",
    bad_lead: "A part of this link is missing or has changed. Use the whole link from our message. Nothing of yours has changed.",
    refused_lead: "A computer wanted to use something that you had not turned on. We refused that, and nothing else was written down. Our team can see it.",
    erased: "This was deleted",
    erased_lead: "We deleted it with everything else about you, as you asked us to.",
    away: "We cannot look it up now",
    away_lead: "Try the same link again in a few minutes.",
};
