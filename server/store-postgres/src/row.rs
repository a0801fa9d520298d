//! From rows to the types of the port.

use mutual::clock::Timestamp;
use mutual::id::CustomerId;
use mutual::port::StoreError;
use sqlx::postgres::{PgRow, Postgres};
use sqlx::{Decode, Row as _, Type};

use crate::error::{corrupt, store_error};
use crate::text;

/// The value of a column.
pub(crate) fn get<'r, T>(row: &'r PgRow, column: &'static str) -> Result<T, StoreError>
where
    T: Decode<'r, Postgres> + Type<Postgres>,
{
    row.try_get(column).map_err(|error| store_error(&error))
}

/// A column with a text.
pub(crate) fn text(row: &PgRow, column: &'static str) -> Result<String, StoreError> {
    text::read(get(row, column)?).map(Into::into)
}

/// A column with a text, or none.
pub(crate) fn maybe_text(row: &PgRow, column: &'static str) -> Result<Option<String>, StoreError> {
    let stored: Option<&str> = get(row, column)?;
    stored
        .map(|stored| text::read(stored).map(Into::into))
        .transpose()
}

/// A column of exactly `N` bytes.
pub(crate) fn bytes<const N: usize>(
    row: &PgRow,
    column: &'static str,
) -> Result<[u8; N], StoreError> {
    get::<&[u8]>(row, column)?
        .try_into()
        .map_err(|_| corrupt(column))
}

/// A column of exactly `N` bytes, or none.
pub(crate) fn maybe_bytes<const N: usize>(
    row: &PgRow,
    column: &'static str,
) -> Result<Option<[u8; N]>, StoreError> {
    let value: Option<&[u8]> = get(row, column)?;
    value
        .map(|value| value.try_into().map_err(|_| corrupt(column)))
        .transpose()
}

/// A column with a number that fits.
pub(crate) fn number<T: TryFrom<i64>>(row: &PgRow, column: &'static str) -> Result<T, StoreError> {
    T::try_from(get::<i64>(row, column)?).map_err(|_| corrupt(column))
}

/// A column with a time.
pub(crate) fn time(row: &PgRow, column: &'static str) -> Result<Timestamp, StoreError> {
    get(row, column).map(Timestamp::from_millis)
}

/// A column with a time, or none.
pub(crate) fn maybe_time(
    row: &PgRow,
    column: &'static str,
) -> Result<Option<Timestamp>, StoreError> {
    let millis: Option<i64> = get(row, column)?;
    Ok(millis.map(Timestamp::from_millis))
}

/// A column with a customer's id, or none.
pub(crate) fn maybe_customer(
    row: &PgRow,
    column: &'static str,
) -> Result<Option<CustomerId>, StoreError> {
    Ok(maybe_bytes(row, column)?.map(CustomerId::from_bytes))
}

/// An index as the database keeps it. No ledger reaches one that does not fit.
pub(crate) fn stored_index(index: u64) -> Result<i64, StoreError> {
    i64::try_from(index).map_err(|_| StoreError::Conflict)
}

/// An index to read behind or from: one that does not fit is behind every entry.
pub(crate) fn asked_index(index: u64) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}
