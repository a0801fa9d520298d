//! What the mails say.

use mutual::port::{Mail, Organisation};

/// How long a mailed ticket for a new password is good, in minutes.
pub(crate) const TICKET_MINUTES: u32 = 30;
/// How long an invitation is good, in days.
pub(crate) const INVITATION_DAYS: u32 = 7;
/// How long a link that was asked for by mail is good, in hours.
pub(crate) const LINK_HOURS: u32 = 24;

/// The link to set a new password.
pub(crate) fn new_password(to: &str, organisation: &Organisation, link: &str) -> Mail {
    let name = one_line(&organisation.name);
    let text = format!(
        "Hello,\n\n\
         somebody asked for a new password for this address at {name}.\n\n\
         Set it here within {TICKET_MINUTES} minutes:\n\n\
         {link}\n\n\
         The link works once. When the new password is set, you are signed out everywhere.\n\n\
         Was it not you? Then do nothing. Your password stays as it is.\n{}",
        foot(organisation)
    );
    Mail {
        to: to.to_owned(),
        subject: format!("{name}: set a new password"),
        text,
    }
}

/// The invitation of somebody new in the team.
pub(crate) fn invitation(to: &str, organisation: &Organisation, link: &str) -> Mail {
    let name = one_line(&organisation.name);
    let text = format!(
        "Hello,\n\n\
         you are invited to the team of {name}.\n\n\
         Set your password here within {INVITATION_DAYS} days, then sign in with this address:\n\n\
         {link}\n\n\
         The link works once.\n\n\
         Do you not know why you got this? Then do nothing.\n{}",
        foot(organisation)
    );
    Mail {
        to: to.to_owned(),
        subject: format!("{name}: you are invited"),
        text,
    }
}

/// The word that a password was changed.
pub(crate) fn password_changed(to: &str, organisation: &Organisation) -> Mail {
    let name = one_line(&organisation.name);
    let text = format!(
        "Hello,\n\n\
         the password for this address at {name} was changed just now.\n\n\
         Was it not you? Then tell us at once, and ask for a new password on the sign-in page.\n{}",
        foot(organisation)
    );
    Mail {
        to: to.to_owned(),
        subject: format!("{name}: your password was changed"),
        text,
    }
}

/// A new link in place of one that ran out.
pub(crate) fn new_link(to: &str, organisation: &Organisation, link: &str) -> Mail {
    let name = one_line(&organisation.name);
    let text = format!(
        "Hello,\n\n\
         here is your new link to what you share with {name} and what you get:\n\n\
         {link}\n\n\
         It is good for {LINK_HOURS} hours. Whoever has it can see and change your answers, \
         so keep it to yourself.\n\n\
         Did you not ask for it? Then do nothing. Nothing has changed.\n{}",
        foot(organisation)
    );
    Mail {
        to: to.to_owned(),
        subject: format!("{name}: your new link"),
        text,
    }
}

/// Who writes, and where to ask.
fn foot(organisation: &Organisation) -> String {
    let mut foot = format!("\n-- \n{}\n", one_line(&organisation.name));
    for line in organisation
        .address
        .iter()
        .chain(&organisation.contact_phone)
    {
        foot.push_str(&one_line(line));
        foot.push('\n');
    }
    if !organisation.contact_email.is_empty() {
        foot.push_str(&one_line(&organisation.contact_email));
        foot.push('\n');
    }
    foot
}

/// Settings are checked when they are stored; a subject is one line whatever is stored.
fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
