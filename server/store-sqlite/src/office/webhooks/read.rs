//! How rows about webhooks are read.

use mutual::clock::Timestamp;
use mutual::id::EndpointId;
use mutual::port::StoreError;
use mutual::webhook::{Attempt, Delivery, DeliveryId, Endpoint, Events, Off, Outcome, WhyOff};
use sqlx::sqlite::SqliteRow;

use crate::error::corrupt;
use crate::row::{bytes, get, maybe_bytes, maybe_customer, maybe_time, number, time};

/// Which addresses took an entry, and when each first did. Of a message that was tried for days there are
/// thousands of attempts, with what was said to each: they are not read for that.
pub(super) const TAKEN: &str = "
    SELECT d.endpoint_id, min(a.at) AS at
    FROM webhook_delivery AS d INDEXED BY webhook_delivery_newest
    CROSS JOIN webhook_attempt AS a
    WHERE d.idx = $1 AND a.endpoint_id = d.endpoint_id AND a.idx = d.idx
      AND a.status BETWEEN 200 AND 299
    GROUP BY d.endpoint_id ORDER BY d.endpoint_id";

/// A column with a word of a closed list.
pub(super) fn word<T: std::str::FromStr>(
    row: &SqliteRow,
    column: &'static str,
) -> Result<T, StoreError> {
    let word: &str = get(row, column)?;
    word.parse().map_err(|_| corrupt(column))
}

pub(super) fn endpoint(row: &SqliteRow) -> Result<Endpoint, StoreError> {
    let events: &str = get(row, "events")?;
    let older: Option<Vec<u8>> = get(row, "older_secret")?;
    let why: Option<&str> = get(row, "off_why")?;
    let why: Option<WhyOff> = why
        .map(str::parse)
        .transpose()
        .map_err(|()| corrupt("off_why"))?;
    let off = why.zip(maybe_time(row, "off_at")?);
    Ok(Endpoint {
        id: EndpointId::from_bytes(bytes(row, "id")?),
        url: get(row, "url")?,
        description: get(row, "description")?,
        events: Events::read(events.split(' ')).map_err(|_| corrupt("events"))?,
        secret: get(row, "secret")?,
        older: older.zip(maybe_time(row, "older_until")?),
        off: off.map(|(why, at)| Off { why, at }),
        failing_since: maybe_time(row, "failing_since")?,
        warned_at: maybe_time(row, "warned_at")?,
        through: number(row, "through")?,
        created_at: time(row, "created_at")?,
        revision: number(row, "revision")?,
        created: (bytes(row, "created_key")?, bytes(row, "created_request")?),
        rotated: maybe_bytes(row, "rotated_key")?,
    })
}

fn id(row: &SqliteRow) -> Result<DeliveryId, StoreError> {
    Ok(DeliveryId {
        endpoint: EndpointId::from_bytes(bytes(row, "endpoint_id")?),
        index: number(row, "idx")?,
    })
}

pub(super) fn delivery(row: &SqliteRow) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        id: id(row)?,
        kind: word(row, "kind")?,
        customer: maybe_customer(row, "customer_id")?,
        urgent: get(row, "urgent")?,
        course: word(row, "course")?,
        tries: number(row, "tries")?,
        at: time(row, "at")?,
    })
}

pub(super) fn attempt(row: &SqliteRow) -> Result<Attempt, StoreError> {
    let status: Option<i64> = get(row, "status")?;
    let said: String = get(row, "said")?;
    let outcome = match status.map(u16::try_from).transpose() {
        Ok(Some(status)) => Outcome::Answered(status, said),
        Ok(None) => Outcome::NotSent(said),
        Err(_) => return Err(corrupt("status")),
    };
    Ok(Attempt {
        id: id(row)?,
        number: number(row, "number")?,
        at: time(row, "at")?,
        took_ms: number(row, "took_ms")?,
        outcome,
    })
}

pub(super) fn taken(row: &SqliteRow) -> Result<(EndpointId, Timestamp), StoreError> {
    let endpoint = EndpointId::from_bytes(bytes(row, "endpoint_id")?);
    Ok((endpoint, time(row, "at")?))
}
