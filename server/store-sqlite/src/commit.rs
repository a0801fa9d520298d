//! Writing a group: one trip to the connection's thread, whatever its size.

use mutual::id::CustomerId;
use mutual::port::{CustomerRow, Destruction, Group, IdentifierRow, Lease, StoreError};
use serde_json::json;
use sqlx::Row as _;

use crate::asked::{self, take_note};
use crate::cases::{self, keep_cases};
use crate::error::store_error;
use crate::insight::{self, count};
use crate::office::with_line;
use crate::pack::Pack;
use crate::personal;
use crate::row::stored_index;
use crate::writer::{Query, Turn, Writer};

/// What must not have moved: the epoch, and the index that comes next.
const STANDING: &str = "
    SELECT (SELECT epoch FROM lease), (SELECT coalesce(max(idx) + 1, 0) FROM ledger)";

/// Begins, refuses to go on where something has moved, writes and goes on with `$end`. SQLite's way
/// to refuse outside of a trigger is a function that fails: the absolute value of the smallest
/// integer.
///
/// Each record is laid out as the function beside its table in [`write()`] does it: first the
/// numbers, then what has a fixed size, then the rest.
macro_rules! write_and {
    ($end:literal) => {
        concat!(
            "
    BEGIN IMMEDIATE;

    SELECT CASE WHEN (SELECT epoch FROM lease) = $15
                 AND ($16 IS NULL OR $16 = (SELECT coalesce(max(idx) + 1, 0) FROM ledger))
                THEN 0 ELSE abs(-9223372036854775808) END;

    INSERT INTO ledger (idx, at, leaf)
    SELECT CAST(substr($1, value, 19) AS INTEGER),
           CAST(substr($1, value + 19, 19) AS INTEGER),
           substr($1, value + 38, 98)
    FROM json_each($2);

    INSERT INTO ledger_side (idx, previous, nonce, customer_id, receipt, payload)
    SELECT CAST(substr($3, o, 19) AS INTEGER),
           CAST(substr($3, o + 19, 19) AS INTEGER),
           substr($3, o + 95, 32),
           nullif(substr($3, o + 127, customer_length), x''),
           CAST(nullif(substr($3, o + 127 + customer_length, receipt_length), x'') AS TEXT),
           substr($3, o + 127 + customer_length + receipt_length, payload_length)
    FROM (SELECT value AS o,
                 CAST(substr($3, value + 38, 19) AS INTEGER) AS customer_length,
                 CAST(substr($3, value + 57, 19) AS INTEGER) AS receipt_length,
                 CAST(substr($3, value + 76, 19) AS INTEGER) AS payload_length
          FROM json_each($4));

    INSERT INTO customer (id, key, locale, region, birth_year, created_at, state)
    SELECT substr($5, o + 95, 16),
           substr($5, o + 111, 32),
           CAST(substr(nullif(substr($5, o + 143, locale_length), x''), 2) AS TEXT),
           CAST(substr(nullif(substr($5, o + 143 + locale_length, region_length), x''), 2)
                AS TEXT),
           nullif(CAST(substr($5, o + 19, 19) AS INTEGER), 0) - 1,
           CAST(substr($5, o, 19) AS INTEGER),
           substr($5, o + 143 + locale_length + region_length, state_length)
    FROM (SELECT value AS o,
                 CAST(substr($5, value + 38, 19) AS INTEGER) AS locale_length,
                 CAST(substr($5, value + 57, 19) AS INTEGER) AS region_length,
                 CAST(substr($5, value + 76, 19) AS INTEGER) AS state_length
          FROM json_each($6))
    WHERE true
    ON CONFLICT (id) DO UPDATE SET
        key = excluded.key, locale = excluded.locale, region = excluded.region,
        birth_year = excluded.birth_year, created_at = excluded.created_at,
        state = excluded.state;

    DELETE FROM identifier
    WHERE (identifier, customer_id) IN (
        SELECT CAST(substr($7, value + 35, CAST(substr($7, value, 19) AS INTEGER)) AS TEXT),
               substr($7, value + 19, 16)
        FROM json_each($8));

    INSERT INTO identifier (identifier, customer_id, place)
    SELECT CAST(substr($9, value + 54, CAST(substr($9, value + 19, 19) AS INTEGER)) AS TEXT),
           substr($9, value + 38, 16),
           CAST(substr($9, value, 19) AS INTEGER)
    FROM json_each($10)
    WHERE true
    ON CONFLICT (identifier) DO UPDATE SET
        customer_id = excluded.customer_id, place = excluded.place;

    INSERT INTO answer (at, key, request, customer_id, answer)
    SELECT CAST(substr($11, o, 19) AS INTEGER),
           substr($11, o + 57, 32),
           substr($11, o + 89, 32),
           nullif(substr($11, o + 121, customer_length), x''),
           substr($11, o + 121 + customer_length, answer_length)
    FROM (SELECT value AS o,
                 CAST(substr($11, value + 19, 19) AS INTEGER) AS customer_length,
                 CAST(substr($11, value + 38, 19) AS INTEGER) AS answer_length
          FROM json_each($12));

    INSERT INTO version (idx, at, published)
    SELECT CAST(substr($13, value, 19) AS INTEGER),
           CAST(substr($13, value + 19, 19) AS INTEGER),
           substr($13, value + 57, CAST(substr($13, value + 38, 19) AS INTEGER))
    FROM json_each($14);
",
            count!("$17"),
            ";

    UPDATE counted SET through = $18 WHERE through = $16 - 1;

    UPDATE reach_counted SET through = $18 WHERE through = $16 - 1;",
            take_note!(),
            ";",
            keep_cases!(),
            $end
        )
    };
}

const WRITE: &str = write_and!("; COMMIT");

/// As [`WRITE`], where more is to come in the same transaction. `$24` are the places of entries
/// whose personal sides go, `$25` pairs of an entry that stays and the one before it.
const WRITE_AND_GO_ON: &str = write_and!(
    ";
    INSERT INTO destroyed (idx) SELECT value FROM json_each($24);

    UPDATE ledger_side SET previous = p.value ->> 1
    FROM json_each($25) AS p WHERE ledger_side.idx = p.value ->> 0;

    DELETE FROM ledger_side WHERE idx IN (SELECT value FROM json_each($24))"
);

const LISTED: &str = "
    INSERT INTO audit (id, at, actor, what, about, reason) VALUES ($1, $2, $3, $4, $5, $6)";

const ARRIVED: &str = "DELETE FROM value_event WHERE customer_id = $1 AND proposition = $2";

const ERASED: &str = "INSERT INTO erasure (idx, customer_id, suppressed) VALUES ($1, $2, $3)";

const READMITTED: &str = "UPDATE erasure SET suppressed = x'' WHERE customer_id = $1";

/// Writes the group in one durable transaction.
pub(crate) async fn commit(writer: &Writer, lease: Lease, group: &Group) -> Result<(), StoreError> {
    let first = group.entries.first().map(|entry| entry.index);
    let first = first.map(stored_index).transpose()?;
    let epoch = i64::try_from(lease.epoch).map_err(|_| StoreError::NotHolder)?;
    let last = group.entries.last().map(|entry| entry.index);
    let last = last.map(stored_index).transpose()?;
    let write = |statement| -> Result<Query, StoreError> {
        let query = write(statement, group)?.bind(epoch).bind(first);
        let query = query.bind(insight::cells(&group.counts)).bind(last);
        Ok(query
            .bind(asked::asked(&group.asked))
            .bind(asked::replies(&group.replies))
            .bind(asked::withdrawals(&group.withdrawals))
            .bind(cases::opened(&group.cases)?)
            .bind(cases::ended(&group.case_ends)?))
    };
    let mut turn = writer.turn().await?;
    // Hardly any group has more than one script writes.
    let is_all = group.destruction.is_none() && group.lines.is_empty();
    let nothing = Destruction::default();
    let destruction = group.destruction.as_ref().unwrap_or(&nothing);
    let written = if is_all {
        turn.run(write(WRITE)?).await
    } else {
        let query = write(WRITE_AND_GO_ON)?
            .bind(json!(destruction.entries).to_string())
            .bind(json!(destruction.previous).to_string());
        turn.open(query).await
    };
    let error = match written {
        Ok(()) if is_all => return Ok(()),
        Ok(()) => {
            for line in &group.lines {
                turn.execute(with_line(sqlx::query(LISTED), Some(line)))
                    .await?;
            }
            destroy(&mut turn, destruction).await?;
            return turn.commit(sqlx::query("COMMIT")).await;
        }
        Err(error) => error,
    };
    if is_refusal(&error) && turn.undo().await {
        let standing = turn.fetch_one(sqlx::query(STANDING)).await?;
        let held: Option<i64> = standing.try_get(0).map_err(store_error)?;
        let next: i64 = standing.try_get(1).map_err(store_error)?;
        if held != Some(epoch) {
            return Err(StoreError::NotHolder);
        }
        if first.is_some_and(|first| first != next) {
            return Err(StoreError::Conflict);
        }
    }
    Err(turn.give_up(store_error(error)).await)
}

/// What is destroyed beside the personal sides of entries.
async fn destroy(turn: &mut Turn<'_>, destruction: &Destruction) -> Result<(), StoreError> {
    for (customer, proposition) in &destruction.arrived {
        insight::arrived_goes(turn, *customer, Some(proposition)).await?;
        let query = sqlx::query(ARRIVED)
            .bind(customer.to_bytes().to_vec())
            .bind(proposition.to_string());
        turn.execute(query).await?;
        asked::goes(turn, *customer, Some(proposition)).await?;
    }
    for erasure in &destruction.erasures {
        let query = sqlx::query(ERASED)
            .bind(stored_index(erasure.index)?)
            .bind(erasure.customer.to_bytes().to_vec())
            .bind(erasure.suppressed.concat());
        turn.execute(query).await?;
        personal::erase(turn, erasure.customer, &destruction.entries).await?;
    }
    for customer in &destruction.readmitted {
        let query = sqlx::query(READMITTED).bind(customer.to_bytes().to_vec());
        turn.execute(query).await?;
    }
    Ok(())
}

/// Whether a statement failed by itself, and not for what the disk or the schema did: SQLite's
/// primary code 1.
fn is_refusal(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.as_deref() == Some("1")
}

/// The statement that writes the group, with its values.
fn write(statement: &'static str, group: &Group) -> Result<Query, StoreError> {
    let (mut ledger, mut sides) = (Pack::default(), Pack::default());
    let mut next = group.entries.first().map(|entry| entry.index);
    for entry in &group.entries {
        if next != Some(entry.index) {
            return Err(StoreError::Conflict);
        }
        next = entry.index.checked_add(1);
        let index = stored_index(entry.index)?;
        ledger.record();
        ledger.number(index);
        ledger.number(entry.at.as_millis());
        ledger.bytes(&entry.leaf);
        if let Some(side) = &entry.side {
            sides.record();
            sides.number(index);
            sides.number(stored_index(side.previous)?);
            let customer = maybe_id(side.customer);
            let receipt = side.receipt.map(|receipt| receipt.to_string());
            let receipt = receipt.unwrap_or_default();
            sides.length(customer.len());
            sides.length(receipt.len());
            sides.length(side.payload.len());
            sides.bytes(&side.nonce);
            sides.bytes(&customer);
            sides.bytes(receipt.as_bytes());
            sides.bytes(&side.payload);
        }
    }
    let mut customers = Pack::default();
    for row in &group.customers {
        add_customer(&mut customers, row);
    }
    let (mut taken, mut given) = (Pack::default(), Pack::default());
    for row in &group.identifiers {
        add_identifier(&mut taken, &mut given, row);
    }
    let mut answers = Pack::default();
    for row in &group.answers {
        answers.record();
        answers.number(row.at.as_millis());
        let customer = maybe_id(row.customer);
        answers.length(customer.len());
        answers.length(row.answer.len());
        answers.bytes(&row.key);
        answers.bytes(&row.request);
        answers.bytes(&customer);
        answers.bytes(&row.answer);
    }
    let mut versions = Pack::default();
    for row in &group.versions {
        versions.record();
        versions.number(stored_index(row.index)?);
        versions.number(row.at.as_millis());
        versions.length(row.change.len());
        versions.bytes(&row.change);
    }
    let packs = [ledger, sides, customers, taken, given, answers, versions];
    let query = sqlx::query(statement);
    Ok(packs.into_iter().fold(query, |query, pack| {
        let (bytes, offsets) = pack.into_values();
        query.bind(bytes).bind(offsets)
    }))
}

fn add_customer(pack: &mut Pack, row: &CustomerRow) {
    pack.record();
    pack.number(row.created_at.as_millis());
    pack.number(row.birth_year.map_or(0, |year| i64::from(year) + 1));
    let locale = marked(row.locale.as_deref());
    let region = marked(row.region.as_deref());
    pack.length(locale.len());
    pack.length(region.len());
    pack.length(row.state.len());
    pack.bytes(&row.id.to_bytes());
    pack.bytes(&row.key);
    pack.bytes(locale.as_bytes());
    pack.bytes(region.as_bytes());
    pack.bytes(&row.state);
}

fn add_identifier(taken: &mut Pack, given: &mut Pack, row: &IdentifierRow) {
    let identifier = row.identifier.as_str().as_bytes();
    let pack = match row.place {
        None => {
            taken.record();
            taken
        }
        Some(place) => {
            given.record();
            given.number(i64::from(place));
            given
        }
    };
    pack.length(identifier.len());
    pack.bytes(&row.customer.to_bytes());
    pack.bytes(identifier);
}

/// The id's bytes; none for nobody.
fn maybe_id(customer: Option<CustomerId>) -> Vec<u8> {
    customer.map_or_else(Vec::new, |id| id.to_bytes().to_vec())
}

/// The text behind a mark, so that no text and an empty one differ.
fn marked(text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| format!("+{text}"))
}
