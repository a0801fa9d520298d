//! The ways in, the account, and what stands on a page that cannot be shown.

/// The ways in, the account and the errors.
#[derive(Debug)]
pub(crate) struct Entry {
    pub sign_in: &'static str,
    pub not_signed_in: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub forgot_link: &'static str,
    pub no_password: &'static str,
    pub signed_out: &'static str,
    pub signed_out_everywhere: &'static str,
    /// Words arrived whose author was out by then.
    pub ended: &'static str,
    /// The same, where somebody else is in by then.
    pub replaced: &'static str,
    pub ended_back: &'static str,
    pub ended_words: &'static str,
    pub wrong: &'static str,
    pub too_many: fn(u32) -> String,
    pub away: &'static str,
    pub weak: &'static str,

    pub forgot: &'static str,
    pub forgot_lead: &'static str,
    pub forgot_send: &'static str,
    pub forgot_sent: &'static str,
    pub check_mail: &'static str,

    pub reset: &'static str,
    pub new_password: &'static str,
    pub password_hint: &'static str,
    pub reset_save: &'static str,
    pub reset_done: &'static str,
    pub reset_bad: &'static str,
    pub reset_bad_lead: &'static str,
    pub reset_again: &'static str,

    pub link_expired: &'static str,
    pub link_expired_lead: &'static str,
    pub link_send: &'static str,
    pub link_send_note: &'static str,
    pub link_sent: &'static str,
    pub link_sent_lead: &'static str,
    pub link_bad: &'static str,
    pub link_bad_lead: &'static str,
    pub link_other: &'static str,
    pub link_other_by_link: &'static str,
    pub link_other_lead: &'static str,
    pub link_open: &'static str,
    pub link_stay: &'static str,
    pub sign_in_instead: &'static str,

    pub unsubscribe: &'static str,
    pub unsubscribe_channel: fn(&str) -> String,
    pub unsubscribe_button: &'static str,
    pub unsubscribed: &'static str,
    pub unsubscribed_lead: &'static str,
    pub unsubscribe_bad: &'static str,
    pub unsubscribe_away: &'static str,
    pub unsubscribe_away_lead: &'static str,
    pub unsubscribe_all: &'static str,

    pub account: &'static str,
    pub signed_in_as: fn(&str) -> String,
    pub by_link: &'static str,
    pub change_password: &'static str,
    pub old_password: &'static str,
    pub old_wrong: &'static str,
    pub password_changed: &'static str,
    /// What a colleague is called to customers.
    pub called: &'static str,
    pub called_hint: &'static str,
    pub called_save: &'static str,
    pub called_saved: &'static str,
    pub called_bad: &'static str,
    /// By what our records know a colleague who is a customer too.
    pub known: &'static str,
    pub known_lead: &'static str,
    pub known_add: &'static str,
    pub known_hint: &'static str,
    pub known_save: &'static str,
    pub known_saved: &'static str,
    pub known_bad: &'static str,
    pub devices: &'static str,
    pub devices_lead: &'static str,
    pub everywhere: &'static str,

    pub errors: Errors,
}

/// What stands on a page that cannot be shown: a title and a sentence for each.
#[derive(Debug)]
pub(crate) struct Errors {
    pub bad: (&'static str, &'static str),
    pub forbidden: (&'static str, &'static str),
    pub absent: (&'static str, &'static str),
    pub conflict: (&'static str, &'static str),
    pub another: (&'static str, &'static str),
    pub too_large: (&'static str, &'static str),
    pub too_many: (&'static str, &'static str),
    pub broken: (&'static str, &'static str),
    pub away: (&'static str, &'static str),
    pub reference: &'static str,
    pub home: &'static str,
}
