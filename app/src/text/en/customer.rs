//! What a customer reads about her exchanges, in English.

use super::{RULES, many, number};
use crate::text::customer::{Customer, Failed, Heard, History, Live, Said, Signal};
use crate::text::rules::Many;
use mutual::catalogue::{DecidedBy, WorthMethod};
use mutual::guard::{CaseKind, Situation};

pub(in crate::text) static CUSTOMER: Customer = Customer {
    title: "What you share, and what you get",
    money,
    tally: |on, all| {
        let are = match many(on) {
            Many::One => "is",
            _ => "are",
        };
        format!("{} of {} {are} on.", number(on), number(all))
    },
    only_you: "Nothing is on unless you turned it on.",
    nothing_here: "There is nothing to share here yet. What we offer for your data will stand here, and it will be off.",
    all_paused: "Everything is paused. We use nothing that you can turn off.",
    paused_since: |when| format!("Paused since {when}. Your answers are kept."),
    resume: "Go on",
    resume_starts: |count| match (count, many(count)) {
        (0, _) => "Nothing starts again, because nothing is on.".to_owned(),
        (_, Many::One) => "1 exchange starts again then.".to_owned(),
        _ => format!("{} exchanges start again then.", number(count)),
    },

    you_share: "You share",
    you_would_share: "You would share",
    you_get: "You get",
    you_would_get: "You would get",
    your_choice: "your choice",

    example: "See an example",
    example_invented: "Made from an invented person, not from your data.",
    example_data: |data| format!("The underlined words come from: {data}."),

    new_question: "New question",
    change_any_time: "You can change this here at any time.",
    decide_later: "Decide later",
    special: "This is sensitive. It stands alone, and nothing else uses it.",

    parts: "Turn parts on or off",
    part_needed: "Needed. Off here turns it all off.",
    part_optional: "Your choice. The rest stays on.",
    part_on: "On: we use it",
    part_off: "Off: not used",
    more_parts: "More parts",
    parts_later: |parts| format!("Once it is on, you can also turn on: {parts}."),

    how: "How we use it",
    how_would: "How we would use it",
    decided_by: |who| match who {
        DecidedBy::Computer => "A computer picks. A person does not look.",
        DecidedBy::Person => "A person decides.",
        DecidedBy::Both => "A computer suggests. A person decides.",
    },
    if_off: "If you turn this off",
    if_off_later: "If you turn it off later",
    recipients: "Who else sees it",
    no_recipients: "Nobody outside our company",
    retention: "How long we keep it",
    worth: "What it is worth to us",
    worth_method: |method| match method {
        WorthMethod::Marginal => Some("what one more customer's data brings us"),
        WorthMethod::Average => Some("what a customer's data brings us on average"),
        WorthMethod::Aggregate => {
            Some("what the data of all customers brings us, divided by their number")
        }
        WorthMethod::Revenue => Some("what we take in by using the data"),
        WorthMethod::DataExpenses => Some("what it costs us to collect and keep the data"),
        WorthMethod::IncentiveExpenses => Some("what it costs us to give you this"),
        WorthMethod::Profit => Some("what is left for us of what the data brings"),
        WorthMethod::Other => None,
    },
    worth_is: |amount, currency, every, method| {
        let money = money(amount, currency);
        format!("About {money} {every}. How we worked it out: {method}.")
    },
    term: "When it ends",
    ends_on: |day| format!("On {day}, unless you turn it on again"),
    lasts_months: |months| match many(months) {
        Many::One => "1 month after you turn it on".to_owned(),
        _ => format!("{} months after you turn it on", number(months)),
    },
    wording: "This wording",
    version_since: |version, day| format!("Version {version}, since {day}"),

    on: |what| {
        what.map_or_else(
            || "On: we use this".to_owned(),
            |what| format!("On: we use {what}"),
        )
    },
    off: "Off: we do not use this",
    not_in_language: "We have not written this in your language yet",
    off_run_out: |day| format!("Off: it ran out on {day}"),
    off_changed: "Off: it changed, and you have not answered",
    on_paused: "Paused: we use nothing",
    on_interest: "On: you can say no",
    off_interest: "Off: you said no",
    by_contract: "Always on: what you bought needs it",
    by_law: "Always on: a law demands it",
    other_uses: "Other uses of your data",
    other_uses_lead: "These do not wait for your answer. Each one says why.",

    changed_on: |day, note| format!("We changed this on {day}. {note}"),
    card_line: |version, since, until| {
        let mut line = vec![format!("v{version}")];
        line.extend(since.map(|since| format!("since {since}")));
        line.extend(until.map(|until| format!("ends {until}")));
        line
    },
    details: "History and details",
    all_exchanges: "All exchanges",
    undo: "Undo",

    everything: "All exchanges at once",
    pause: "Pause everything",
    pause_does: "We stop using all of it until you say go on. Your answers are kept.",
    everything_off: "Turn everything off",
    everything_off_does: "We stop using all of it. To start again, you turn each one on.",

    signal: Signal {
        asks: |day| {
            format!(
                "Your browser asks us not to sell or share your data. We follow it, since {day}."
            )
        },
        asked: |day| {
            format!(
                "On {day} your browser asked us not to sell or share your data. We still follow it."
            )
        },
        reaches_nothing: "Nothing here sells or shares it.",
        reaches: "What would sell or share it is off. You can still turn on one such thing, if you want that.",
        of_anybody: "Your browser asks us not to sell or share your data. We follow it.",
        off: "Off: it shares your data, and your browser asks us not to. Turn it on only if you want it all the same",
        part_off: "Off: your browser asks us not to share. Turn it on only if you want it all the same",
    },

    said: Said {
        on_since: |when| format!("On since {when}."),
        off_since: |when| format!("Off since {when}. We have stopped."),
        refused: "You said no. We do not use this.",
        part_on_since: |part, when| format!("“{part}” is on since {when}."),
        part_off_since: |part, when| {
            format!("“{part}” is off since {when}. The rest is as before.")
        },
        parts_changed: |when| format!("Changed at {when}."),
        everything_off: "Everything is off. We have stopped using all of it.",
        nothing_was_on: "Nothing was on, so there was nothing to turn off.",
        paused: "Everything is paused. We have stopped using all of it.",
        resumed: "The pause is over. What was on is on again.",
        aloud_on: |name| format!("{name}: on."),
        aloud_off: |name| format!("{name}: off."),
        undo_is_there: "Undo is next to the switch.",
    },
    heard: Heard {
        stored: |when| format!("Stored {when}."),
        confirmed: |done, of, when| {
            let (done, of) = (number(done), number(of));
            match when {
                Some(when) => format!("Confirmed by our systems: {done} of {of} ({when})."),
                None => format!("Confirmed by our systems: {done} of {of} so far."),
            }
        },
        missed: |count| format!("Not reached: {}.", number(count)),
        late: "This takes longer than a day.",
        told: "Our team gets a message about it.",
    },
    failed: Failed {
        changed: "This changed while the page was open, so we did not turn it on. Please read it again first.",
        meanwhile: "This was turned off while the page was open, so it stays off. Turn it on again if you want it.",
        signal: "Your browser asks us not to sell or share your data, and this would. So we did not turn it on. If you want it all the same, turn it on here.",
        gone: "We no longer offer this, so it cannot be turned on.",
        unread: "We have not written this in your language yet, so it cannot be turned on here.",
        invalid: "That does not fit together, so nothing was changed.",
        away: "We could not save that, so nothing has changed. Try again, or ask a person.",
        unknown: "We do not know yet if that was saved. Look at this page again in a minute.",
        too_many: "You changed very much in a short time, so we did not turn it on. Turning off always works. Wait a minute, then try again.",
    },
    live: Live {
        turning_on: "Turning on…",
        turning_off: "Turning off…",
        failed_on: "We could not save that. It is still on. Try again, or ask a person to turn it off.",
        failed_off: "We could not save that. It is still off. Try again in a moment.",
        failed: "We could not save that. Nothing has changed. Try again in a moment.",
        unknown: "We have lost the connection and do not know if that was saved. Reload the page to see.",
        another: "Somebody else has signed in here since. Nothing has changed. Reload the page.",
    },
    history: History {
        title: "History",
        empty: "Nothing has happened here yet.",
        turned_on: |who| format!("{who} turned it on"),
        turned_off: |who| format!("{who} turned it off"),
        refused: |who| format!("{who} said no"),
        part_on: |who, parts| format!("{who} turned on: {parts}"),
        part_off: |who, parts| format!("{who} turned off: {parts}"),
        paused: |who| format!("{who} paused everything"),
        resumed: |who| format!("{who} ended the pause"),
        merged: |parts| match parts {
            "" => "We found that two of our records are yours and joined them".to_owned(),
            parts => format!(
                "We found that two of our records are yours and joined them. One said off here, so this is off: {parts}"
            ),
        },
        split: "We had taken another record for yours and set the two apart again. What was turned off since is off in both",
        ran_out: "It ran out",
        needs_answer: "We changed it, so it went off until you answer",
        signalled: "Your browser asked us not to sell or share your data",
        human_only: "You asked that a person decides about you, and never a computer alone",
        human_only_ended: "You let a computer decide alone again, where you turned that on",
        situation: "What we know of your situation changed",
        situation_is: |situation, over| {
            let what = match situation {
                Situation::Minor => "you may not be of age",
                Situation::QuietPeriod => "you want to be left alone for a while",
                Situation::Bereavement => "somebody close to you died",
                Situation::OpenComplaint => "you complained, and wait for an answer",
                Situation::Hardship => "you cannot pay what you owe",
            };
            if over {
                format!("We noted that this is over: {what}")
            } else {
                format!("We noted this about your life: {what}")
            }
        },
        left_alone: |over| match over {
            false => "You asked to be left alone",
            true => "You no longer ask to be left alone",
        },
        until: |end| format!("until {end}"),
        until_said: "until you say otherwise",
        a_case_opened: "Something about you was given to a person",
        a_case_decided: "A person decided something about you, or nobody did in time",
        rejected: "You told us not to guess something about you",
        case_opened: |kind| match kind {
            CaseKind::Escalation => "A question about you was given to a person",
            CaseKind::Contest => "You told us that a decision is wrong",
            CaseKind::Question => "You asked a person",
        },
        case_decided: |kind| match kind {
            CaseKind::Escalation => "A question about you was answered",
            CaseKind::Contest => "A person looked again at a decision that you called wrong",
            CaseKind::Question => "A person answered you",
        },
        you: "You",
        our_team: "Our team",
        our_systems: "We",
        by_page: "On this page",
        by_link: "By a link that we sent you",
        by_api: "For you, by phone or in a shop",
        by_program: "By a program of ours",
        told_by_program: "As the system of our customer service tells us",
        by_import: "Taken over from an older record",
        by_signal: "By a signal of your browser or mail program",
        version: |version| format!("version {version}"),
        receipt: "receipt",
        newest: |count| format!("The newest {} lines.", number(count)),
    },
};

/// An amount of money as people write it in English: `£9`, `£9.50`, `9 SEK`.
fn money(amount: &str, currency: &str) -> String {
    let amount = RULES.decimal(amount.strip_suffix(".00").unwrap_or(amount));
    match currency {
        "GBP" => format!("£{amount}"),
        "EUR" => format!("€{amount}"),
        "USD" => format!("${amount}"),
        other => format!("{amount} {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn money_is_written_as_people_write_it() {
        assert_eq!(money("9.00", "GBP"), "£9");
        assert_eq!(money("9.50", "EUR"), "€9.50");
        assert_eq!(money("120", "SEK"), "120 SEK");
    }
}
