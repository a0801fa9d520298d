//! The mails in English.

use super::answer::AnswerWords;
use super::{INVITATION_DAYS, LINK_HOURS, Letters, TICKET_MINUTES};

pub(super) static LETTERS: Letters = Letters {
    language: "en",
    new_password: |name, link| {
        let text = format!(
            "Hello,\n\n\
             somebody asked for a new password for this address at {name}.\n\n\
             Set it here within {TICKET_MINUTES} minutes:\n\n\
             {link}\n\n\
             The link works once. When the new password is set, you are signed out everywhere.\n\n\
             Was it not you? Then do nothing. Your password stays as it is."
        );
        (format!("{name}: set a new password"), text)
    },
    invitation: |name, link| {
        let text = format!(
            "Hello,\n\n\
             you are invited to the team of {name}.\n\n\
             Set your password here within {INVITATION_DAYS} days, then sign in with this address:\n\n\
             {link}\n\n\
             The link works once.\n\n\
             Do you not know why you got this? Then do nothing."
        );
        (format!("{name}: you are invited"), text)
    },
    password_changed: |name| {
        let text = format!(
            "Hello,\n\n\
             the password for this address at {name} was changed just now.\n\n\
             Was it not you? Then tell us at once, and ask for a new password on the sign-in page."
        );
        (format!("{name}: your password was changed"), text)
    },
    new_link: |name, link| {
        let text = format!(
            "Hello,\n\n\
             here is your new link to what you share with {name} and what you get:\n\n\
             {link}\n\n\
             It is good for {LINK_HOURS} hours. Whoever has it can see and change your answers, \
             so keep it to yourself.\n\n\
             Did you not ask for it? Then do nothing. Nothing has changed."
        );
        (format!("{name}: your new link"), text)
    },
    silence: |name, page| {
        let text = format!(
            "Hello,\n\n\
             a program of {name} asked to do something with your data that only a person may decide. Nobody decided it in time. So the answer is no: nothing was done.\n\n\
             What it was about, and the way to ask a person:\n\n\
             {page}"
        );
        (format!("{name}: nobody decided in time"), text)
    },
    answer: AnswerWords {
        subject: |name| format!("{name}: an answer for you"),
        hello: "Hello,",
        asked: |name| format!("you asked {name}:"),
        asked_about: |name| format!("you asked {name} about a decision:"),
        said_wrong: |name| format!("you told {name} that a decision is wrong:"),
        wrote: "You wrote:",
        read: "A person read it, and answers:",
        falls: "A person looked at it again. The decision does not count any more. The answer:",
        stays: "A person looked at it again. The decision stays as it is. The answer:",
        why: "The decision, and what counted:",
        all: "All that you asked, and the way to ask again:",
        otherwise: "Do you see it otherwise? Then ask there again.",
    },
    test: "Test",
    test_address: "It is told of test customers alone, so nobody real is meant.",
    webhook_failing: |name, address, link| {
        let text = format!(
            "Hello,\n\n\
             this address has not taken a message from {name} for a day:\n\n\
             {address}\n\n\
             What it should have been told waits: withdrawals too. If it keeps failing, it is switched \
             off five days after it began to, and nothing more is sent.\n\n\
             What came back from it stands here:\n\n\
             {link}\n\n\
             Once it answers, all that waits is sent."
        );
        (format!("{name}: a webhook does not answer"), text)
    },
    webhook_off: |name, address, link| {
        let text = format!(
            "Hello,\n\n\
             nothing more is sent from {name} to this address:\n\n\
             {address}\n\n\
             It failed for too long, or said that it is gone. Whoever relied on it does not learn any \
             more who took a consent back. Follow the changes by the feed until it is mended.\n\n\
             Switch it on again here, and it goes on where it stopped:\n\n\
             {link}\n\n\
             Nothing is lost meanwhile."
        );
        (format!("{name}: a webhook is switched off"), text)
    },
    never_against: |name, model, link| {
        let text = format!(
            "Hello,\n\n\
             in three months nobody decided against what this model proposes, though people decided about it \
             often:\n\n\
             {model}\n\n\
             Whoever never says no to a computer does not decide. Somebody should look at whether people \
             still do.\n\n\
             How often people decide against each model stands here:\n\n\
             {link}\n\n\
             This is told once, and again only where it ended and begins anew."
        );
        (format!("{name}: nobody decides against a model"), text)
    },
    webhook_lost: |count, name, address, link| {
        let lost = if count == 1 {
            format!(
                "1 message from {name} that takes something away, such as a withdrawal, was never taken by \
                 this address, and is given up:"
            )
        } else {
            format!(
                "{count} messages from {name} that take something away, such as withdrawals, were never \
                 taken by this address, and are given up:"
            )
        };
        let text = format!(
            "Hello,\n\n\
             {lost}\n\n\
             {address}\n\n\
             Whoever relies on that address may still do what is not allowed any more. Look at what came back \
             from it, and send it again once it can be taken:\n\n\
             {link}\n\n\
             Of more of the same you are told once a day at most."
        );
        (
            format!("{name}: a webhook missed what was taken back"),
            text,
        )
    },
    webhook_late: |name, address, link| {
        let text = format!(
            "Hello,\n\n\
             a message from {name} that takes something away, such as a withdrawal, has waited for more than \
             a day, and this address has not taken it:\n\n\
             {address}\n\n\
             Whoever relies on that address may still do what is not allowed any more. The customer reads on \
             her page that it is not confirmed, and that you are told. Look at what came back from the \
             address:\n\n\
             {link}\n\n\
             As long as it waits you are told once a day."
        );
        (
            format!("{name}: a webhook has not taken a withdrawal for a day"),
            text,
        )
    },
};
