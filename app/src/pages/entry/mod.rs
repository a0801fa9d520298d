//! The ways in.

mod forgot;
mod link;
mod reset;
mod sign_in;
mod unsubscribe;

pub(crate) use forgot::ForgotPage;
pub(crate) use link::LinkPage;
pub(crate) use reset::ResetPage;
pub(crate) use sign_in::SignInPage;
pub(crate) use unsubscribe::UnsubscribePage;
