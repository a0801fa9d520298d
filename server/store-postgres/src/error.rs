//! From the driver's errors to the closed ones of the port. No text of the database is passed
//! on: it may quote what was to be stored.

use mutual::port::StoreError;
use sqlx::error::{DatabaseError, Error};

/// What an error of the driver means for the caller.
pub(crate) fn store_error(error: &Error) -> StoreError {
    match error {
        Error::Database(error) => by_state(error.as_ref()),
        Error::RowNotFound => StoreError::Corrupt("a row is missing".to_owned()),
        Error::ColumnDecode { index, .. } => corrupt(index),
        Error::Decode(_) | Error::ColumnNotFound(_) | Error::ColumnIndexOutOfBounds { .. } => {
            StoreError::Corrupt("a row has another form than this program expects".to_owned())
        }
        Error::PoolTimedOut => away("no connection was to be had in time"),
        Error::PoolClosed => away("its connections are closed"),
        Error::Io(_) => away("the connection failed"),
        Error::Tls(_) => away("no encrypted connection was to be had"),
        _ => away("it did not answer as it should"),
    }
}

/// A stored value that is no value of its kind; `what` names its column or its kind.
pub(crate) fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt(format!("`{what}` cannot be read"))
}

/// The database is away, for the reason in `why`.
pub(crate) fn away(why: &str) -> StoreError {
    StoreError::Unavailable(why.to_owned())
}

/// Whether the database asks to run the transaction again: it undid all of it.
pub(crate) fn is_collision(error: &Error) -> bool {
    let state = error.as_database_error().and_then(DatabaseError::code);
    matches!(state.as_deref(), Some("40001" | "40P01"))
}

/// By SQLSTATE (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn by_state(error: &dyn DatabaseError) -> StoreError {
    let state = error.code().unwrap_or_default();
    let (class, _) = state.split_at_checked(2).unwrap_or_default();
    match (class, state.as_ref()) {
        ("23", _) => StoreError::Conflict,
        ("40", _) => away("too many writers collide"),
        (_, "53100") => away("its disk is full"),
        ("53", _) => away("it has no room for this now"),
        (_, "25006") => away("it takes no writes"),
        (_, "3D000") => away("there is no database of this name"),
        ("28", _) => away("it does not let this account in"),
        ("08" | "57" | "55" | "58", _) => away("it is stopping, starting or too busy"),
        ("XX", _) => StoreError::Corrupt("the database finds itself damaged".to_owned()),
        ("42", _) => StoreError::Corrupt(
            "its schema is not the one of this program: `mutual migrate` brings it up to date"
                .to_owned(),
        ),
        _ => away(&format!("it reports the state {state}")),
    }
}
