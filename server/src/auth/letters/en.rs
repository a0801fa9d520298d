//! The mails in English.

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
};
