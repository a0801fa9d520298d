//! The mails in English.

use super::{Answer, INVITATION_DAYS, LINK_HOURS, Letters, TICKET_MINUTES};

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
    answer: |name, with| {
        let Answer {
            asked,
            answer,
            page,
            ..
        } = with;
        let (head, read, why) = match &with.decision {
            None => (
                format!("you asked {name}:"),
                "A person read it, and answers:",
                String::new(),
            ),
            Some(about) => {
                let (what, why) = (about.what, about.why);
                let (head, read) = match about.fell {
                    None => (
                        format!("you asked {name} about a decision:"),
                        "A person read it, and answers:",
                    ),
                    Some(true) => (
                        format!("you told {name} that a decision is wrong:"),
                        "A person looked at it again. The decision does not count any more. The answer:",
                    ),
                    Some(false) => (
                        format!("you told {name} that a decision is wrong:"),
                        "A person looked at it again. The decision stays as it is. The answer:",
                    ),
                };
                (
                    format!("{head}\n\n{what}"),
                    read,
                    format!("The decision, and what counted:\n\n{why}\n\n"),
                )
            }
        };
        let yours = with.decision.as_ref().map_or("", |_| "You wrote:\n\n");
        let text = format!(
            "Hello,\n\n\
             {head}\n\n\
             {yours}{asked}\n\n\
             {read}\n\n\
             {answer}\n\n\
             {why}All that you asked, and the way to ask again:\n\n\
             {page}\n\n\
             Do you see it otherwise? Then ask there again."
        );
        (format!("{name}: an answer for you"), text)
    },
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
};
