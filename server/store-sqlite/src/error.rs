//! From the driver's errors to the closed ones of the port. No text of the driver is passed on:
//! it may quote what was to be stored.

use mutual::port::StoreError;
use sqlx::error::Error;

/// What an error of the driver means for the caller.
pub(crate) fn store_error(error: Error) -> StoreError {
    match error {
        Error::Database(error) => by_code(error.code().and_then(|code| code.parse().ok())),
        Error::RowNotFound => StoreError::Corrupt("a row is missing".to_owned()),
        Error::ColumnDecode { index, .. } => corrupt(&index),
        Error::Decode(_) | Error::ColumnNotFound(_) | Error::ColumnIndexOutOfBounds { .. } => {
            StoreError::Corrupt("a row has another form than this program expects".to_owned())
        }
        Error::PoolTimedOut => away("no connection became free in time"),
        Error::PoolClosed | Error::WorkerCrashed => away("the database is closed"),
        Error::Io(_) => away("the file could not be read or written"),
        _ => away("the database did not answer as it should"),
    }
}

/// What an error of the driver that reads entries means for the caller.
pub(crate) fn driver_error(error: rusqlite::Error) -> StoreError {
    by_code(error.sqlite_error().map(|error| error.extended_code))
}

/// A stored value that is no value of its kind; `what` names its column or its kind.
pub(crate) fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt(format!("`{what}` cannot be read"))
}

/// The database is away, for the reason in `why`.
pub(crate) fn away(why: &str) -> StoreError {
    StoreError::Unavailable(why.to_owned())
}

/// By SQLite's primary result code (<https://www.sqlite.org/rescode.html>).
fn by_code(code: Option<i32>) -> StoreError {
    match code.map(|code| code & 0xff) {
        Some(19) => StoreError::Conflict,
        Some(5 | 6) => away("another process is writing to it"),
        Some(13) => away("the disk is full"),
        Some(10) => away("the disk reports an error"),
        Some(8) => away("the file may not be written"),
        Some(14) => away("the file cannot be opened"),
        Some(7) => away("memory ran out"),
        Some(11 | 26) => StoreError::Corrupt("the file is no sound SQLite database".to_owned()),
        Some(1) => StoreError::Corrupt(
            "its schema is not the one of this program: `mutual migrate` brings it up to date"
                .to_owned(),
        ),
        Some(code) => away(&format!("SQLite reports code {code}")),
        None => away("SQLite reports an unknown error"),
    }
}
