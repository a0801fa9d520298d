//! Recipes: what an integration does, each on a page with the commands and the program.

pub(super) mod agent;
pub(super) mod bulk;
pub(super) mod button;
pub(super) mod care;
pub(super) mod case;
pub(super) mod check;
pub(super) mod decide;
pub(super) mod embed;
pub(super) mod follow;
pub(super) mod record;
pub(super) mod value;
pub(super) mod verify;
