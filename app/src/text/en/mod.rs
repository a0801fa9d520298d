//! English, as the organisation and its customers read it.

mod customer;
mod entry;
mod numbers;
mod own;
mod review;
mod shared;
mod studio;
mod team;
mod value;

use super::Text;

/// The table.
pub(super) static TEXT: Text = Text {
    lang: "en",
    dir: "ltr",
    shared: &shared::SHARED,
    customer: &customer::CUSTOMER,
    own: &own::OWN,
    value: &value::VALUE,
    entry: &entry::ENTRY,
    studio: &studio::STUDIO,
    review: &review::REVIEW,
    numbers: &numbers::NUMBERS,
    team: &team::TEAM,
    months: &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};
