//! What people read who decide cases, and customers who ask a person, in English.

use mutual::consent::ActorKind;
use mutual::guard::{CaseKind, FRONT_DESK, Outcome};

use crate::text::desk::{Ask, Desk};

/// Who decided first does not judge it again: in the list of failures, and in place of the button.
const OWN_DECISION: &str = "You decided this first. Somebody else looks at it again.";

pub(in crate::text) static DESK: Desk = Desk {
    title: "Desk",
    lead: "What waits for a person, the nearest deadline first. What nobody decides in time is a no.",
    none: "No case stands here. One comes where a computer may not decide alone, or where somebody asks a person.",
    filters: "Which cases",
    show: |which| match which {
        "mine" => "With me",
        "free" => "With nobody",
        "decided" => "Decided",
        _ => "All that wait",
    },
    older: "More",
    newest: "Back to the first",
    pages: "Pages of the list",

    case: "Case",
    kind: |kind| match kind {
        CaseKind::Escalation => "May we?",
        CaseKind::Contest => "Contest",
        CaseKind::Question => "Question",
    },
    titled: |kind, what| match kind {
        CaseKind::Escalation => format!("May we? {what}"),
        CaseKind::Contest => format!("Contest: {what}"),
        CaseKind::Question => format!("Question: {what}"),
    },
    due: "Until",
    overdue: |moment| format!("{moment}: late"),
    customer: "Customer",
    team: "Team",
    team_name: |team| (team == FRONT_DESK).then_some("Front desk"),
    with: "With",
    nobody: "nobody",
    you: "you",
    state: "State",
    second: "waits for a second person",
    going: "decided, can still be taken back",
    timed_out: "Nobody decided in time: no",
    outcome: |outcome| match outcome {
        Outcome::Allow => "Yes",
        Outcome::Deny | Outcome::Escalate => "No",
    },
    contest_outcome: |outcome| match outcome {
        Outcome::Allow => "The decision falls",
        Outcome::Deny | Outcome::Escalate => "The decision stands",
    },
    answered: "Answered",

    all: "All cases",
    asked: "What is asked",
    purpose: "What for",
    data: "With which data",
    channel: "How",
    guesses: "Guesses",
    guess: |label, says| format!("{label}: {says}"),
    guess_gone: |key| format!("{key} (it does not count any more)"),
    ai: "By a computer",
    topic: "Topic",
    amount: "Amount",
    contested: "The decision that is contested",
    asked_about: "The decision that is asked about",
    whole: "All that is recorded of it",
    decided_at: "When",
    turned_off: "Turned off by the customer with this message",
    own_decision: OWN_DECISION,
    no_decision: "It is not recorded any more.",
    earlier: "Asked after",
    about: "Asked on",
    lines: "Why a person decides",
    opened: "Opened",
    by: "By",
    by_kind: |kind| match kind {
        ActorKind::Customer => "the customer",
        ActorKind::Agent => "a person here",
        ActorKind::Client => "a program",
        ActorKind::System => "by itself",
    },
    who_there: "Who decided there",
    said: "In the customer’s words",
    allows: "What the customer allows now",
    allows_nothing: "Nothing is offered to this customer.",
    on: "On",
    off: "Off",
    history: "What happened before, as the customer reads it",
    proposal: "What the computer proposes",
    proposes: |model, outcome| format!("{model} proposes: {outcome}."),
    hidden: "A computer has a proposal. You see it once you have said what you think yourself.",
    view: "What do you think, before you see it?",
    view_button: "Keep my view and show it",
    your_view: |outcome| format!("Your own view before: {outcome}."),

    claim: "Take this case",
    claim_does: "While you have it, nobody else can decide it.",
    release: "Let it go",
    hand_over: "Give it to somebody else",
    hand_to: "To whom",
    hand_pick: "Choose somebody",
    hand_button: "Hand over",

    decide: "Decide",
    decide_does: "You can take it back for one minute. Then the customer and the program that asked are told.",
    decide_two: "Two people must agree. After you, somebody else looks at it.",
    your_decision: "Your decision",
    reason: "Why, in your words",
    reason_hint: "The customer reads this. Say what you looked at, and what follows from it.",
    decide_button: "Decide",
    answer_button: "Answer",
    canned: "Ready words",
    canned_hint: "They go into the box. Edit them there: as they are, they are not taken.",
    canned_use: "Put into the box",

    first: |who, outcome| format!("{who} decided: {outcome}. A second person must agree."),
    agree: "I agree",
    send_back: "I do not agree",
    withdraw: "Take my decision back",
    taken: |who, outcome, until| {
        format!("{who} decided: {outcome}. It can be taken back until {until}.")
    },
    undo: "Take it back",
    writing: "It is being written down.",
    end: "How it ended",
    ended: |outcome, moment| format!("{outcome}, {moment}"),
    agreed: |who| format!("{who} agreed as the second person."),
    nobody_decided: |moment| format!("Nobody decided until {moment}, so the answer is no."),
    denied_meanwhile: |moment| {
        format!(
            "A person said yes. By {moment}, when it was written down, what is asked was denied. So the answer is no."
        )
    },

    done: |what| match what {
        "claim" => Some("You have this case now."),
        "release" => Some("Others can take it now."),
        "hand" => Some("It is with somebody else now."),
        "view" => Some("Your view is kept."),
        "decide" => Some("Your decision is kept."),
        "agree" => Some("You agreed."),
        "back" => Some("It is open as before."),
        "ready" => Some("The ready words are in the box. Edit them there."),
        "undo" => Some("It is taken back."),
        "rules" => Some("It is saved."),
        _ => None,
    },
    failed: |why| match why {
        "ended" => Some(
            "You were signed out in between. What you wrote is here again, and it was not sent.",
        ),
        "moved" => Some(
            "Somebody did something about this case in the meantime. Nothing was saved: look again.",
        ),
        "mine" => Some("Take this case first."),
        "taken" => Some("Somebody decided this case already. Yours was not saved."),
        "late" => Some("It can no longer be taken back: it is written down."),
        "over" => Some("Time was over for this case, so the answer is no."),
        "rules_moved" => Some(
            "Somebody changed how this team decides in the meantime. Nothing was saved: look again.",
        ),
        "denied" => Some(
            "What is asked is denied by now: the customer turned it off, or a rule says no. Nobody can say yes to it any more.",
        ),
        "unseen" => Some("Say first what you think yourself."),
        "unedited" => Some("These are ready words as they are. Say what is true of this case."),
        "own" => Some(OWN_DECISION),
        "same" => Some("Somebody else must agree."),
        "reason" => Some("Say why, in at most 4,000 characters."),
        "outcome" => Some("Choose your decision."),
        "who" => Some("Choose to whom you give it."),
        "gone" => Some("This case is not there any more."),
        "forbidden" => Some("This is not yours to do."),
        "rules" => Some("This is too much: at most 20 ready words for a team."),
        _ => None,
    },
    held: |who| format!("{who} has this case."),
    deed: |what| match what {
        "case.claimed" => Some("Took a case"),
        "case.released" => Some("Let a case go"),
        "case.handed" => Some("Gave a case to somebody else"),
        "case.viewed" => Some("Took a view of a case"),
        "case.first" => Some("Decided a case as the first of two"),
        "case.taken" => Some("Decided a case"),
        "case.agreed" => Some("Agreed as the second of two"),
        "case.sent_back" => Some("Did not agree as the second of two"),
        "case.undone" => Some("Took a decision back"),
        "desk.rules" => Some("Changed how teams decide"),
        _ => None,
    },

    figures: "How cases are decided",
    figures_lead: |days| {
        format!(
            "The last {days} days. People are told in full tens, so that no number points at one."
        )
    },
    decided: "Decided by people",
    half: "Half of them within",
    most: "Nine of ten within",
    lasted: |hours, minutes| format!("{hours} h {minutes} min"),
    timeouts: "Nobody decided in time",
    contests: "Contests answered",
    upheld: "Contests where the decision fell",
    models: "Decided against the computer",
    models_lead: "Who never says no to a computer does not decide.",
    model: "Model",
    proposed: "Decisions with its proposal",
    overridden: "Against it",
    all_teams: "All teams",
    rate: "Share against it",
    rate_of_few: "too few to tell",
    percent: |many| format!("{many} %"),
    differs: "The reasons do not match the numbers in the computer",
    cut: |many| {
        format!("There were more than {many} decisions. Only the newest {many} are counted.")
    },
    below_bar: "Why a person decides",
    explains_too_little: |model| {
        format!("Too few decisions of the computer {model} are explained.")
    },
    alarm: |model| {
        format!(
            "In three months nobody decided against {model}. Somebody should look at whether people still decide."
        )
    },
    no_models: "No computer proposed anything.",

    rules: "How teams decide",
    rules_lead: "For each team that decides cases.",
    four_eyes: "Two people must agree on each decision",
    shows_proposal: "Show the computer’s proposal at once, without asking for a view first",
    canned_words: "Ready words",
    canned_words_hint: "An empty line parts them. Nobody can send them as they are.",
    save: "Save",
};

pub(in crate::text) static ASK: Ask = Ask {
    title: "Ask a person",
    lead: "A person reads this and answers you in words. Ask anything, or say that a decision is wrong.",
    about: |what| format!("About: {what}"),
    contests: "You say that this decision is wrong. A person looks at it again.",
    question: "Your question",
    hint: "As you would say it. You need not know any special words.",
    send: "Send",
    mail: "The answer stands on this page. If we have your email address, you get it by email too.",
    sent: "Your question is on its way to a person.",
    failed: |why| match why {
        "ended" => {
            "You were signed out in between. What you wrote is here again, and it was not sent."
        }
        "many" => "Many of your questions wait for an answer. We answer these first.",
        "words" => "Write your question, in at most 4,000 characters.",
        _ => "That did not work just now. Please try again in a minute.",
    },
    threads: "What you asked",
    none: "You have not asked anything yet.",
    you: "You asked",
    answer: "Answer",
    steps: "How far it is",
    step_sent: "Sent",
    step_with: "With a person",
    step_with_named: |name| format!("With {name}"),
    step_answered: "Answered",
    until: |moment| format!("You get an answer by {moment}."),
    late: "We are late with this one. It is at the top of our list.",
    about_you: "What a person decides about you",
    asks_for: |what| format!("Asked: {what}"),
    outcome: |outcome| match outcome {
        Outcome::Allow => "A person said yes.",
        Outcome::Deny | Outcome::Escalate => "A person said no.",
    },
    upheld: |outcome| match outcome {
        Outcome::Allow => "The decision does not count any more.",
        Outcome::Deny | Outcome::Escalate => "The decision stays as it is.",
    },
    silence: "Nobody decided in time. So the answer is no, and nothing is done.",
    reported: "A person decided, as the system of our customer service tells us.",
    meanwhile: "A person said yes. Before that was written down, what you allow changed, or our rules did. So the answer is no, and nothing is done.",
    again: "Ask about this",
    off_does: |title| {
        format!(
            "{title}: the button turns it off at once. You need not wait for an answer. What you wrote is sent along."
        )
    },
    off_button: "Turn it off for me",
    off_done: |title| format!("It is off: {title}. Nobody has to do anything for it."),
    off_before: |title| format!("You turned this off as you wrote: {title}."),
    earlier: |moment| format!("your question of {moment}"),
    contests_person: "You say that this decision is wrong. A person who did not decide it looks at it again.",
    a_decision: "a decision about you",
    contested: "You say that this decision is wrong.",
};
