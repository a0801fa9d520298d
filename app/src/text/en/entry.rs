//! The ways in, the account, and what stands on a page that cannot be shown, in English.

use super::{many, number};
use crate::text::entry::{Entry, Errors};
use crate::text::rules::Many;

pub(in crate::text) static ENTRY: Entry = Entry {
    sign_in: "Sign in",
    not_signed_in: "You are not signed in",
    email: "Email address",
    password: "Password",
    forgot_link: "I forgot my password",
    no_password: "No password? Use the link in any message from us. It opens your page without one.",
    signed_out: "You are signed out.",
    signed_out_everywhere: "You are signed out everywhere.",
    ended: "You were signed out before this arrived. Nothing was sent.",
    replaced: "Somebody else had signed in to this browser before this arrived. Nothing was sent.",
    ended_back: "Sign in as the same person, and what you wrote stands in its form again. If you came by a link, copy it from here and open the link again.",
    ended_words: "What you wrote",
    wrong: "The address or the password is wrong.",
    too_many: |seconds| {
        let wait = match (seconds < 90, seconds.div_ceil(60)) {
            (true, _) if many(seconds) == Many::One => "1 second".to_owned(),
            (true, _) => format!("{} seconds", number(seconds)),
            (false, minutes) => format!("{} minutes", number(minutes)),
        };
        format!("That was tried too often. Wait {wait}, then try again.")
    },
    away: "This does not work right now. Nothing was changed. Please try again soon.",
    weak: "Choose another password: use at least 8 characters, and not one that many people use.",

    forgot: "Get a new password",
    forgot_lead: "We send a link to your email address. It works for a short time.",
    forgot_send: "Send me the link",
    forgot_sent: "If we know that address, the link is on its way.",
    check_mail: "Look in your mail",

    reset: "Choose a new password",
    new_password: "New password",
    password_hint: "At least 8 characters. Three or four words that do not belong together are good.",
    reset_save: "Save the new password",
    reset_done: "Your new password is saved. Sign in with it.",
    reset_bad: "This link does not work any more",
    reset_bad_lead: "A link works once and for a short time. Your password is as it was.",
    reset_again: "Send me a new link",

    link_expired: "This link has run out",
    link_expired_lead: "Nothing has changed: what was on is on, and what was off is off.",
    link_send: "Send me a new link",
    link_send_note: "We send it to the email address that we know for you.",
    link_sent: "Look in your mail",
    link_sent_lead: "If we know an email address for you, a new link is on its way.",
    link_bad: "This link does not work",
    link_bad_lead: "A part of it is missing or has changed. Copy the whole link from our message, or use a newer message. Nothing of yours has changed.",
    link_other: "This link is for somebody else",
    link_other_by_link: "Somebody else is in here already, by a link.",
    link_other_lead: "The link opens the page of another person, and ends this visit on this device. Nothing else changes.",
    link_open: "Open the link",
    link_stay: "Stay as you are",
    sign_in_instead: "Sign in with a password",

    unsubscribe: "Turn this off?",
    unsubscribe_channel: |channel| format!("Only this way of reaching you: {channel}."),
    unsubscribe_button: "Turn off",
    unsubscribed: "It is off",
    unsubscribed_lead: "It counts from now on. You can turn it on again at any time.",
    unsubscribe_bad: "A part of it is missing or has changed. Nothing of yours has changed. Use the whole link from our message, or sign in and turn it off there.",
    unsubscribe_away: "It is not off yet",
    unsubscribe_away_lead: "We could not store it. Try the same link again in a few minutes.",
    unsubscribe_all: "See everything that you share",

    account: "Your account",
    signed_in_as: |email| format!("Signed in as {email}."),
    by_link: "You came in by a link that we sent you. It opens your exchanges, and no password is needed.",
    change_password: "Change your password",
    old_password: "Current password",
    old_wrong: "This is not your password now.",
    password_changed: "Your password is changed. You are signed out on all other devices.",
    called: "What customers call you",
    called_hint: "They read it while you have what they asked. Leave it empty: then they read that a person has it.",
    called_save: "Save",
    called_saved: "Your name to customers is stored.",
    called_bad: "Use one line of at most 40 characters.",
    known: "Are you a customer too?",
    known_lead: "You neither see nor decide a case about yourself. We know you by the address that you sign in with. Say here what else our records call you.",
    known_add: "One more name in our records",
    known_hint: "Such as email:gus@example.org, phone:+441234567 or crm:42. You and admins read it. Only an admin can take it away.",
    known_save: "Add",
    known_saved: "It is stored. No case about this customer comes to you any more.",
    known_bad: "Write a kind and a value with a colon between them, such as crm:42. There can be 20 of them.",
    devices: "All devices",
    devices_lead: "Did you use a device that is not yours? Sign out on all of them at once. This one too.",
    everywhere: "Sign out everywhere",

    errors: Errors {
        bad: (
            "We could not read that",
            "Something was missing in what your browser sent. Nothing has changed.",
        ),
        forbidden: (
            "This page is not for you",
            "Your sign-in does not open it. Nothing has changed.",
        ),
        absent: (
            "There is no such page",
            "The address may have a mistake in it. Nothing of yours has changed.",
        ),
        conflict: (
            "Somebody was faster",
            "This was changed while your page was open. Nothing of yours was saved. Go back and reload the page first.",
        ),
        another: (
            "Somebody else has signed in here",
            "This page was opened by somebody who is no longer signed in to this browser, so nothing was done. What was typed is still in the page before this one.",
        ),
        too_large: (
            "That was too much at once",
            "What your browser sent is larger than we take. Nothing has changed.",
        ),
        too_many: (
            "Too many tries",
            "Please wait a minute, then try again. Nothing has changed.",
        ),
        broken: (
            "This is our fault",
            "Something broke on our side. If you were changing something, look at the page again to see whether it was saved.",
        ),
        away: (
            "We cannot reach our records now",
            "What is off stays off. If you were changing something, it may not be saved. Try again in a minute.",
        ),
        reference: "Tell us this number if you ask about it:",
        home: "To the first page",
    },
};
