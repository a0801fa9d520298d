//! What the team reads on a draft's way to the customers, in English.

use super::{many, number};
use crate::text::review::Review;
use crate::text::rules::Many;
use mutual::catalogue::ChangeClass;
use mutual::insight::People;
use mutual::port::Stage;
use mutual::use_cases::{Invented, Stand};

pub(in crate::text) static REVIEW: Review = Review {
    title: |title| format!("{title}: review and publish"),
    go_to: "Review and publish",
    nobody: "somebody who is no longer here",

    writing: "It is being written. Nobody else has approved it.",
    in_review: |who, when| format!("{who} asked for a review on {when}."),
    approved: |who, when| format!("{who} approved it on {when}. It can go live."),
    scheduled: |who, when| format!("{who} approved it. It goes live by itself on {when}."),
    no_draft: |version| format!("Version {version} is live. There is no draft."),
    stopped: |when| format!("It was stopped on {when}, and there is no draft."),
    reopens: "This was handed on already. If you save a change, somebody must approve it again.",

    waits_for_you: "Waits for your review",

    saving: "Saving…",
    saved: "Saved.",
    unsaved: "Not saved: the server does not answer. What you wrote is kept in this browser, and we try again.",
    over: "Not saved: sign in again in another tab, then press Save.",
    kept: "In this browser there is something that you wrote and that was never saved.",
    put_back: "Put it back",
    too_long: "This is longer than any draft. It is not saved.",
    stage: |stage| match stage {
        Stage::Writing => "draft",
        Stage::InReview { .. } => "in review",
        Stage::Approved { .. } => "approved",
        Stage::Scheduled { .. } => "scheduled",
    },

    whole: "All of it",
    people: |count| match many(count) {
        Many::One => "1 person".to_owned(),
        _ => format!("{} people", number(count)),
    },
    months: |count| match many(count) {
        Many::One => "1 month".to_owned(),
        _ => format!("{} months", number(count)),
    },
    by_channel: "By channel",
    by_locale: "By language",
    no_locale: "not known",
    few: "others, too few to show (people are told in full tens)",
    told: "Systems that are told",
    nobody_told: "None follows the changes yet.",

    card: "As customers see it",
    card_lead: "This is the very card that they get, for a customer who does not exist. Its buttons do nothing here.",
    not_written: "not written yet",
    card_as: "Somebody who",
    card_who: "Where it is on, somebody who",
    stand: |stand| match stand {
        Stand::Unasked => "was never asked",
        Stand::On => "has it on",
        Stand::Refused => "said no",
        Stand::Off => "turned it off",
        Stand::NeedsAnswer => "must answer again",
    },
    card_person: "Its example",
    card_person_closed: "Closed",
    invented: |person| match person {
        Invented::Begins => "has just begun",
        Invented::Kept => "got all of it for 3 months",
        Invented::Half => "got half of it in 3 months",
        Invented::Nothing => "got nothing in 3 months",
    },
    card_look: "Colours",
    looks: [
        ("light", "light"),
        ("dark", "dark"),
        ("forced", "few, as high contrast sets them"),
    ],
    card_width: "Width",
    widths: [
        ("wide", "wide"),
        ("medium", "768 pixels"),
        ("narrow", "320 pixels"),
    ],
    card_size: "Letters",
    sizes: [("usual", "as usual"), ("large", "twice as large")],
    card_dir: "Written",
    dirs: [
        ("own", "as the language is"),
        ("ltr", "left to right"),
        ("rtl", "right to left"),
    ],
    card_language: "Language",
    card_show: "Show",
    card_another_way: "Show it in another way",
    card_save_and_show: "Save, and show it so",
    card_scripts: "JavaScript",
    scripts: [("on", "on"), ("off", "off: no script runs")],

    findings: "Plain and fair",
    findings_lead: "What in this text misleads, presses or leaves people in the dark, as far as rules can tell.",
    no_findings: "The rules find nothing to mend.",
    must: "To be mended:",
    should: "Look at this:",
    instead: "Instead:",
    accept: |count| match many(count) {
        Many::One => "I looked at what the rules say here, and accept it".to_owned(),
        _ => format!(
            "I looked at the {} things that the rules say here, and accept them",
            number(count)
        ),
    },

    found: |must, should| {
        let must = match (must, many(must)) {
            (0, _) => None,
            (_, Many::One) => Some("1 thing must be mended.".to_owned()),
            _ => Some(format!("{} things must be mended.", number(must))),
        };
        let should = match (should, many(should)) {
            (0, _) => None,
            (_, Many::One) => Some("1 thing should be looked at.".to_owned()),
            _ => Some(format!("{} things should be looked at.", number(should))),
        };
        let said: Vec<_> = must.into_iter().chain(should).collect();
        said.join(" ")
    },
    first_found: "Go to the first",
    go_there: "Go there",

    next: "Next step",
    note: "Why, or what to know (if you want)",
    mend_first: "Mend what is listed at the top of this page. Then you can ask for a review here.",
    not_mended: "What is listed at the top of this page must be mended before it can be approved.",
    ask: "Ask for a review",
    ask_hint: "Somebody who wrote nothing of it must approve it before it can go live.",
    waits: "It waits for somebody who wrote nothing of it.",
    own: "You wrote a part of this. Somebody else must approve it.",
    approve: "Approve it",
    approve_hint: "You say with your name that this is true, plain and fair.",
    class: "Who must answer again",
    class_hint: "It was worked out from what changes. You can only raise it.",
    as_computed: |class| format!("As worked out: {class}"),
    class_name: |class| match class {
        ChangeClass::Cosmetic => "spelling alone",
        ChangeClass::Clearer => "the same or more, nobody",
        ChangeClass::Narrower => "less is used, nobody",
        ChangeClass::Material => "material, everybody who has it on",
    },
    send_back: "Send it back",
    send_back_reason: "What is to be mended",
    publish_hint: "It is live as soon as you press this, for everybody.",
    due: |zone| format!("Or at a moment that you set ({zone})"),
    due_hint: "To the second, within the next 12 months. Where the clocks go forward, a time that they leave out is as much later; where they go back, the first of the two counts.",
    schedule: |version, people| {
        let live = format!("Put version {} live at that moment", number(version));
        match people {
            None => live,
            Some(People::Few) => format!("{live}. Fewer than 10 people must answer again"),
            Some(People::Tens(people)) => {
                format!("{live}. {} people must answer again", number(people))
            }
        }
    },
    unschedule: "Take the moment back",

    comments: "Comments",
    no_comments: "Nobody has said anything.",
    open_comments: |count| match many(count) {
        Many::One => "1 comment is open.".to_owned(),
        _ => format!("{} comments are open.", number(count)),
    },
    of_version: |version| format!("On the draft of version {version}"),
    on_all: "All of it",
    on_field: "About",
    comment: "Comment",
    say: "Add the comment",
    resolve: "Dealt with",
    deal_with: "Answer them, or say that they are dealt with",
    resolved: |who| format!("Dealt with by {who}"),

    stop: "Stop it now",
    stop_lead: |on| {
        let on = match on {
            People::Few => "Fewer than 10 people have it on.".to_owned(),
            People::Tens(on) => format!("{} people have it on.", number(on)),
        };
        format!(
            "{on} From the moment that you press this, no system may use it, and it is gone from their pages."
        )
    },
    stop_reason: "Why",
    stop_button: "Stop it",

    history: "Who did what",
    audit: "Who did what",
    audit_lead: "Every step of the team, the newest first. No line is ever changed.",
    audit_sides: "Whom the steps are about",
    audit_live: "Steps that are about test customers alone stand under “Test customers”.",
    audit_test: "These are the steps that are about test customers alone, such as those on the addresses of their webhooks. All others stand under “Real customers”.",
    no_lines: "Nothing yet.",
    older: "Older",
    when: "When",
    who: "Who",
    what: "What",
    about: "About",
    why: "Why",
    by_itself: "By itself",
    operator: "The operator, at the command line",
    deed: |what| match what {
        "comparison.fixed" => "Fixed a rule for comparing versions",
        "draft.begun" => "Began the draft",
        "draft.reopened" => "Changed what was handed on",
        "draft.in_review" => "Asked for a review",
        "draft.sent_back" => "Sent it back",
        "draft.approved" => "Approved it",
        "draft.scheduled" => "Set the moment",
        "draft.unscheduled" => "Took the moment back",
        "draft.discarded" => "Discarded the draft",
        "draft.not_published" => "Could not go live",
        "proposition.published" => "Put a version live",
        "proposition.retired" => "Stopped it",
        "team.invited" => "Invited somebody",
        "team.role" => "Changed a role",
        "team.called" => "Changed what customers call them",
        "team.password" => "Changed their own password",
        "team.reset" => "Set their own password by a link in a mail",
        "team.off" => "Switched an account off",
        "team.on" => "Switched an account on",
        "team.known_as" => "Said that they are a customer too",
        "team.not_known_as" => "Took away that somebody is a customer too",
        "customer.readmitted" => "Let somebody come back who was erased",
        "organisation.changed" => "Changed the settings",
        "team.invited_again" => "Sent the invitation again",
        "comment.made" => "Made a comment",
        "comment.resolved" => "Dealt with a comment",
        "user.made" => "Made an account",
        "user.off" => "Switched an account off",
        "user.password" => "Set a new password for an account",
        "organisation.sites" => "Changed which sites may show an exchange",
        "webhook.added" => "Added an address for webhooks",
        "webhook.changed" => "Changed an address for webhooks",
        "webhook.removed" => "Removed an address for webhooks",
        "webhook.secret" => "Gave a webhook a new secret",
        "client.made" => "Made a key",
        "client.rolled" => "Gave a key a new secret",
        "client.revoked" => "Revoked a key",
        _ => "Did something else",
    },
    accepted: |what| format!("accepted: {what}"),
    version: |version| format!("version {version}"),

    done: |what| match what {
        "asked" => Some("The review is asked for."),
        "approved" => Some("It is approved."),
        "back" => Some("It went back to those who write it."),
        "scheduled" => Some("The moment is set."),
        "unscheduled" => Some("The moment is taken back. It stays approved."),
        "said" => Some("The comment is there."),
        "resolved" => Some("The comment is dealt with."),
        "stopped" => Some("It is stopped. Every system is told no from now on."),
        _ => None,
    },
    failed: |why| match why {
        "moved" => Some("Somebody else was faster. This page shows how it is now."),
        "own" => Some("You wrote a part of this. Somebody else must approve it."),
        "reason" | "stop" => Some("Say why, in 1 to 600 characters that can all be seen."),
        "comment" => Some("Write a comment of 1 to 600 characters that can all be seen."),
        "field" => Some("Choose a field of the draft, or all of it."),
        note if note.starts_with("note-") => {
            Some("Write at most 600 characters, and only such as can be seen.")
        }
        "approver" => Some("Whoever approved this may no longer approve. Ask for a review again."),
        "accepted" => Some("Mend what the rules say, or say that you accept it."),
        "unaccepted" => Some(
            "The rules warn of something that nobody has accepted yet. A reviewer sends it back, so that it is looked at again.",
        ),
        "due" => Some("Name a moment within the next 12 months."),
        "meanwhile" => {
            Some("What is live changed after this was approved. Somebody must look at it again.")
        }
        "forbidden" => Some("This is not yours to do."),
        _ => None,
    },
};
