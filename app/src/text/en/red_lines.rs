//! What everybody reads about red lines, in English.

use mutual::guard::{Quiet, Situation};

use crate::text::red_lines::{HumanOnly, LeftAlone, LinesOffice, RedLines, Simulation};

pub(in crate::text) static RED_LINES: RedLines = RedLines {
    link: "Red lines",
    title: "What we never let a machine do",
    lead: "These lines come before everything that you turn on. Nobody who sells can move them.",
    none: "There is no line yet.",
    never: "Never",
    a_person: "Only a person",
    why: "Why",
    since: "Since",
    as_it_is_since: "In these words since",
    name: "Its name",
    coming: "What will change",
    coming_lead: "What becomes weaker stands here for at least 30 days before it holds.",
    coming_new: |day| format!("A new line, from {day}"),
    coming_other: |day| format!("A line changes on {day}"),
    coming_gone: |day| format!("A line ends on {day}"),
    reason: "The reason we give",
    was: "It is now",
    will_be: "It will be",
    nothing: "Nothing",
    changes: "What changes",
    now_then: |was, will| format!("Now: {was}. Then: {will}."),
    any: "anything",
    words: "The words",
    notice: "One of our red lines will become weaker.",
    notice_link: "Read which one",
    human_only: HumanOnly {
        title: "A person decides about me",
        does: "No computer decides about you alone. Where one would, a person of our team decides.",
        is_off: "Off: a computer may decide where you turned that on.",
        is_on: |day| format!("On since {day}: a person decides."),
        turn_on: "Let a person decide",
        turn_off: "Let a computer decide again",
        done_on: "From now on a person decides about you.",
        done_off: "A computer may decide again where you turned that on.",
    },
    left_alone: LeftAlone {
        title: "Leave me alone for a while",
        does: "You ask us to be quiet. Where one of our red lines says “while you asked to be left alone”, it holds for you.",
        is_off: "Off: you have not asked for quiet.",
        is_on: "On, until you say otherwise.",
        is_on_until: |end| format!("On until {end}."),
        until: "Until when",
        for_a_time: |quiet, end| match quiet {
            Quiet::Week => format!("1 week, until {end}"),
            Quiet::Month => format!("1 month, until {end}"),
            Quiet::Quarter => format!("3 months, until {end}"),
            Quiet::Open => format!("Until {end}"),
        },
        open: "Until I say otherwise",
        as_it_is: |end| format!("As it is now: until {end}"),
        sooner: |pick| format!("{pick} (ends sooner than it does now)"),
        turn_on: "Leave me alone",
        other_end: "Change the end",
        end_now: "End it now",
        done_on: |end| match end {
            Some(end) => format!("From now on we know that you want to be left alone until {end}."),
            None => "From now on we know that you want to be left alone, until you say otherwise."
                .to_owned(),
        },
        done_off: "You ended it. We know that you no longer ask to be left alone.",
    },
    office: LinesOffice {
        title: "Red lines",
        lead: "A line comes before consent. What is stricter holds at once. What is weaker needs a second person, and customers read of it for 30 days before it holds. A first translation needs a second person alone.",
        draw: "Draw a line",
        starter: "Draw the starter set",
        starter_lead: "Six lines that most organisations can keep. You can draw them at once and change them later.",
        starter_reason: "We begin with these lines.",
        line: "Line",
        does: "What it does",
        denies: "The answer is no",
        escalates: |team| format!("A person decides: {team}"),
        escalates_to_two: |team| format!("Two people must agree: {team}"),
        four_eyes: "Two people of that team must agree on each decision",
        hours: "Hours to decide",
        hours_hint: |usual, most| {
            format!(
                "Empty: {usual}. At most {most}. If nobody decides in time, the answer is no. Customers are told the time."
            )
        },
        within: |hours| match hours {
            1 => "within one hour".to_owned(),
            hours => format!("within {hours} hours"),
        },
        holds_until: |day| format!("Until {day}"),
        remarks: "What to know",
        waiting: "Waits for a second person",
        waiting_lead: "Each of these takes something away, or says a line in one more language. Whoever proposed it cannot agree to it.",
        proposed_by: |who, when| format!("Proposed by {who}, {when}"),
        own: "You proposed this. Somebody else has to agree.",
        agree: "Agree",
        drop: "Drop it",
        taken_out: "The line would be gone.",
        changed_since: "The line changed since this was proposed. Drop it and look again.",
        all: "All red lines",
        new: "A new line",
        key: "Key",
        key_hint: "What programs read, such as no-mood. It stays.",
        says: "What customers read, in English",
        says_hint: "One sentence that says what is never done, or not without a person.",
        says_in: |language| format!("What customers read, in {language}"),
        why_hint: "One sentence.",
        why_in: |language| format!("Why, in {language}"),
        about: "What it is about",
        about_lead: "A list where nothing is picked asks for nothing. Of what is picked in several lists, all must hold.",
        topics: "Topics",
        topics_hint: "With commas between them, such as credit, late payment. A guess with such a name is meant too.",
        purposes: "Purposes",
        data: "Data",
        sensitivities: "How sensitive the data is",
        origins: "Where the data comes from",
        channels: "Channels",
        ai_uses: "What a computer does",
        situations: "What the customer is going through",
        situation: |situation| match situation {
            Situation::Minor => "She may not be of age",
            Situation::QuietPeriod => "She asked to be left alone",
            Situation::Bereavement => "She grieves",
            Situation::OpenComplaint => "She complained, and nobody has answered",
            Situation::Hardship => "She cannot pay what she owes",
        },
        amount: "Only above this amount",
        amount_hint: "Leave it empty where the amount does not matter. A question without an amount may be about more.",
        currency: "Currency",
        effect: "What it does",
        team: "Team",
        team_hint: "Who decides.",
        other_team: "Another team",
        other_team_hint: "Only for a team that is not in the list: small letters, such as night_shift.",
        other_team_unused: "Pick “Another team” for this, or leave it empty.",
        team_alike: |team| {
            format!(
                "There is a team with this name in another spelling: {team}. Pick it from the list."
            )
        },
        change_reason: "Why you change it",
        change_reason_hint: "Customers read this where something becomes weaker.",
        look: "Look at what it does",
        looked: "What this would do",
        stricter: "It takes nothing away. It holds at once.",
        stricter_later: |day| format!("It takes nothing away. It holds from {day}."),
        weaker: "This weakens the line. Somebody else has to agree, and then customers read of it for 30 days before it holds.",
        translated: "Customers read it in one more language. Somebody else has to agree that it says the same there. The 30 days are not needed.",
        no_clash: "No other line is about the same.",
        two_at_a_time: "Lines are compared two at a time, so that what only several together make needless is not found.",
        everything: "It would stop everything. Say what it is about.",
        never_holds: "It can never hold: nothing in the registry is like this.",
        idle: "It holds of nothing that is offered now. Until an exchange is about this, the answer is no anyway, and no person decides.",
        left_out: |purposes| {
            format!(
                "It says nothing of the purposes: {purposes}. It does not hold of what is done for them."
            )
        },
        hidden: |other| format!("It does nothing: {other} does the same, or more, of all of it."),
        hides: |other| format!("{other} would do nothing beside it."),
        otherwise: |other, counts| {
            format!("{other} says something else about some of the same. There {counts} counts.")
        },
        draw_now: "Draw it now",
        propose: "Propose it",
        remove: "Take the line away",
        remove_lead: "Somebody else has to agree, and then customers read of it for 30 days. Until then the line holds.",
        remove_button: "Propose to take it away",
        all_picked: |list| {
            format!(
                "All of “{list}” is picked, so that the line holds of whatever names any of it. Leave the list empty where it does not matter, and pick less where it does."
            )
        },
        reads_hard: |language, grade| {
            format!(
                "{language}: this reads like school grade {grade}. Use short words and short sentences, so that everybody understands it."
            )
        },
        from: "Holds from",
        from_hint: "Leave it empty for as soon as may be. What is weaker holds after 30 days at the earliest.",
        bad_day: "Use a day, such as 2027-03-01.",
        bad_amount: "Use a number, such as 500.",
        fill_in: "Fill this in.",
        simulated: Simulation {
            button: "What would it have done?",
            title: "What it would have done in the last 30 days",
            button_gone: "What would taking it away have done?",
            title_gone: "What taking it away would have done in the last 30 days",
            allowed_gone: |many| format!("Allowed without this line: {many}."),
            looked: |checks, decisions| {
                format!(
                    "Checks looked at: {checks}. Decisions looked at: {decisions}. The other lines of today count too, with this line and without it."
                )
            },
            everything: "It would stop everything. Say what it is about.",
            checks: "Checks",
            no_checks: "No ten checks would have been answered otherwise.",
            decisions: "Decisions",
            no_decisions: "No ten decisions would have been otherwise.",
            denied: |many| format!("Denied with this line: {many}."),
            escalated: |many| format!("Given to a person with this line: {many}."),
            allowed: |many| format!("Allowed with this line: {many}."),
            open: |many| format!("No longer denied by a line, so that consent decides: {many}."),
            purpose: "Purpose",
            channel: "Channel",
            no_channel: "None",
            model: "Model",
            now_denied: "Denied",
            now_escalated: "To a person",
            now_allowed: "Allowed",
            now_open: "Consent decides",
            few: "Some more would be otherwise, too few to show.",
            more: |many| format!("Further rows that are not listed: {many}. The sums have them."),
            beyond: "What this cannot know",
            amounts: "Of a check no amount is kept, but the next 1, 2 or 5 times a power of ten above it. Where that leaves it open, the check counts as if it was about that much.",
            unsure: |many| format!("Checks whose amount leaves it open: {many}."),
            others: |many| {
                format!(
                    "Checks that were not looked at, because they asked for a part of many uses, or came after 2,000 kinds of question in a day: {many}."
                )
            },
            situations: "Checks about people, purposes or data that nobody knows are left out: they are denied anyway. Of a decision, what its customer goes through today counts, and not what she went through then.",
            cut: |many| format!("Only the newest {many} decisions were looked at."),
            tens: "All of it is told in full tens. Checks of the last minute may be missing. Nothing about a person is kept of a check.",
        },
        deed: |what| match what {
            "red_line.drawn" => Some("Drew a red line"),
            "red_line.removed" => Some("Took back a red line that did not hold yet"),
            "red_line.proposed" => Some("Proposed a change of a red line"),
            "red_line.agreed" => Some("Agreed to a change of a red line"),
            "red_line.dropped" => Some("Dropped a proposal about a red line"),
            "red_line.starter" => Some("Drew the starter set of red lines"),
            _ => None,
        },
        done: |what| match what {
            "drawn" => Some("The line holds now."),
            "already" => Some("It was so already."),
            "proposed" => Some("It is proposed. Somebody else has to agree."),
            "agreed" => Some("It is decided. Customers can read of it now."),
            "dropped" => Some("The proposal is gone."),
            "starter" => Some("The starter set holds now."),
            _ => None,
        },
        failed: |why| match why {
            "ended" => Some(
                "You were signed out in between. What you wrote is here again, and it was not sent.",
            ),
            "moved" => Some("Somebody changed this line in the meantime. Look at it again."),
            "own" => Some("You proposed this. Somebody else has to agree."),
            "gone" => Some("Somebody else dealt with this in the meantime."),
            "forbidden" => Some("This is not yours to do."),
            _ => None,
        },
    },
};
