//! Writing a group: one statement, and so one transaction and one trip to the database.

use std::time::Duration;

use mutual::id::CustomerId;
use mutual::port::{Destruction, Group, Lease, Side, StoreError};
use sqlx::postgres::PgRow;
use sqlx::{Connection as _, Postgres, Transaction};

use crate::asked::{self, Noted, take_note};
use crate::cases::{Kept, keep_cases};
use crate::error::{away, corrupt, store_error};
use crate::insight::{self, of_reach};
use crate::link::{Link, Query, Size};
use crate::office::with_line;
use crate::personal;
use crate::row::{get, stored_index};
use crate::text;

/// `fence` holds the lease's row until all is written, so that nobody takes the lease meanwhile;
/// `go` has a row only where nothing has moved, and without it nothing is written. A head that
/// moves between the two is caught by the ledger's primary key.
const WRITE: &str = concat!(
    "
    WITH fence AS (
        SELECT epoch, (SELECT max(idx) FROM ledger) AS head FROM lease WHERE id = 1 FOR UPDATE
    ),
    go AS (
        SELECT 1 FROM fence
        WHERE epoch = $1 AND ($2::int8 IS NULL OR $2 = coalesce(head + 1, 0))
    ),
    new_ledger AS (
        INSERT INTO ledger (idx, at, leaf)
        SELECT e.* FROM go, unnest($3::int8[], $4::int8[], $5::bytea[]) AS e
    ),
    new_side AS (
        INSERT INTO ledger_side (idx, customer_id, previous, receipt, nonce, payload)
        SELECT s.*
        FROM go, unnest($6::int8[], $7::bytea[], $8::int8[], $9::text[], $10::bytea[],
                        $11::bytea[]) AS s
    ),
    new_customer AS (
        INSERT INTO customer (id, key, locale, region, birth_year, created_at, state)
        SELECT c.*
        FROM go, unnest($12::bytea[], $13::bytea[], $14::text[], $15::text[], $16::int4[],
                        $17::int8[], $18::bytea[]) AS c
        ON CONFLICT (id) DO UPDATE SET
            key = excluded.key, locale = excluded.locale, region = excluded.region,
            birth_year = excluded.birth_year, created_at = excluded.created_at,
            state = excluded.state
    ),
    taken AS (
        DELETE FROM identifier AS i
        USING go, unnest($19::text[], $20::bytea[]) AS t (identifier, customer_id)
        WHERE i.identifier = t.identifier AND i.customer_id = t.customer_id
    ),
    given AS (
        INSERT INTO identifier (identifier, customer_id, place)
        SELECT g.* FROM go, unnest($21::text[], $22::bytea[], $23::int8[]) AS g
        ON CONFLICT (identifier) DO UPDATE SET
            customer_id = excluded.customer_id, place = excluded.place
    ),
    new_answer AS (
        INSERT INTO answer (key, request, customer_id, answer, at)
        SELECT a.*
        FROM go, unnest($24::bytea[], $25::bytea[], $26::bytea[], $27::bytea[], $28::int8[]) AS a
    ),
    new_version AS (
        INSERT INTO version (idx, at, published)
        SELECT v.* FROM go, unnest($29::int8[], $30::int8[], $31::bytea[]) AS v
    ),
    new_count AS (
        INSERT INTO tally AS t (proposition, measure, day, version, part, told, gone)
        SELECT c.*
        FROM go, unnest($32::text[], $33::text[], $34::int8[], $35::int8[], $36::text[],
                        $37::int8[], $38::int8[])
                     AS c (proposition, measure, day, version, part, told, gone)
        WHERE c.measure NOT IN ",
    of_reach!(),
    "
        ON CONFLICT (proposition, measure, day, version, part) DO UPDATE SET
            told = t.told + excluded.told, gone = t.gone + excluded.gone
    ),
    new_reach AS (
        INSERT INTO reach AS r (proposition, measure, day, version, part, told, gone)
        SELECT c.*
        FROM go, unnest($32::text[], $33::text[], $34::int8[], $35::int8[], $36::text[],
                        $37::int8[], $38::int8[])
                     AS c (proposition, measure, day, version, part, told, gone)
        WHERE c.measure IN ",
    of_reach!(),
    "
        ON CONFLICT (proposition, measure, day, version, part) DO UPDATE SET
            told = r.told + excluded.told, gone = r.gone + excluded.gone
    ),
    now_counted AS (
        UPDATE counted SET through = $39 FROM go WHERE through = $2::int8 - 1
    ),
    now_reached AS (
        UPDATE reach_counted SET through = $39 FROM go WHERE through = $2::int8 - 1
    ),",
    take_note!(),
    keep_cases!(),
    "
    SELECT epoch = $1 AS holds, EXISTS (SELECT FROM go) AS goes FROM fence"
);

const LISTED: &str = "
    INSERT INTO audit (id, at, actor, what, about, reason) VALUES ($1, $2, $3, $4, $5, $6)";

const DESTROYED: &str = "INSERT INTO destroyed (idx) SELECT unnest($1::int8[])";

const RELINK: &str = "
    UPDATE ledger_side AS s SET previous = p.previous
    FROM unnest($1::int8[], $2::int8[]) AS p (idx, previous) WHERE s.idx = p.idx";

const DESTROY: &str = "DELETE FROM ledger_side WHERE idx = ANY ($1)";

const ARRIVED: &str = "DELETE FROM value_event WHERE customer_id = $1 AND proposition = $2";

const ERASED: &str = "INSERT INTO erasure (idx, customer_id, suppressed) VALUES ($1, $2, $3)";

const READMITTED: &str = "UPDATE erasure SET suppressed = '' WHERE customer_id = ANY ($1)";

/// How long it may take to write what is more than one statement, such as what destroys something.
const PATIENCE: Duration = Duration::from_secs(20);

/// Writes the group in one durable transaction.
pub(crate) async fn commit(link: &Link, lease: Lease, group: &Group) -> Result<(), StoreError> {
    let columns = Columns::of(group)?;
    let epoch = i64::try_from(lease.epoch).map_err(|_| StoreError::NotHolder)?;
    if group.destruction.is_some() || !group.lines.is_empty() {
        let writing = write_more(link, columns.bind(epoch), group);
        let done = tokio::time::timeout(PATIENCE, writing).await;
        return done.unwrap_or_else(|_| Err(away("it took too long to write what was asked")));
    }
    let rows = link.fetch_all(Size::Small, || columns.bind(epoch)).await?;
    written(rows.first())
}

/// What came of [`WRITE`].
fn written(row: Option<&PgRow>) -> Result<(), StoreError> {
    let row = row.ok_or_else(|| corrupt("lease"))?;
    if !get::<bool>(row, "holds")? {
        Err(StoreError::NotHolder)
    } else if !get::<bool>(row, "goes")? {
        Err(StoreError::Conflict)
    } else {
        Ok(())
    }
}

/// Writes a group with its lines, and destroys what it is to destroy, in one transaction of several
/// statements.
async fn write_more(link: &Link, write: Query, group: &Group) -> Result<(), StoreError> {
    let mut connection = link.connection().await?;
    // Where it breaks off, nothing of it was done: the connection undoes it before its next use.
    let mut transaction = connection.begin().await.map_err(failed)?;
    let row = write.fetch_optional(&mut *transaction).await;
    written(row.map_err(failed)?.as_ref())?;
    for line in &group.lines {
        let query = with_line(sqlx::query(LISTED), Some(line));
        query.execute(&mut *transaction).await.map_err(failed)?;
    }
    if let Some(destruction) = &group.destruction {
        destroy(&mut transaction, destruction).await?;
    }
    transaction.commit().await.map_err(failed)
}

async fn destroy(
    transaction: &mut Transaction<'_, Postgres>,
    destruction: &Destruction,
) -> Result<(), StoreError> {
    let index = |index: &u64| stored_index(*index);
    let entries = destruction.entries.iter().map(index);
    let entries: Vec<i64> = entries.collect::<Result<_, _>>()?;
    let stay = destruction.previous.iter().map(|(stays, _)| index(stays));
    let stay: Vec<i64> = stay.collect::<Result<_, _>>()?;
    let before = destruction.previous.iter().map(|(_, before)| index(before));
    let before: Vec<i64> = before.collect::<Result<_, _>>()?;
    for query in [
        sqlx::query(DESTROYED).bind(&entries),
        sqlx::query(RELINK).bind(stay).bind(before),
        sqlx::query(DESTROY).bind(&entries),
    ] {
        query.execute(&mut **transaction).await.map_err(failed)?;
    }
    for (customer, proposition) in &destruction.arrived {
        personal::hold(transaction, *customer).await?;
        insight::arrived_goes(transaction, *customer, Some(proposition)).await?;
        let query = sqlx::query(ARRIVED)
            .bind(customer.to_bytes())
            .bind(proposition.as_str());
        query.execute(&mut **transaction).await.map_err(failed)?;
        asked::goes(transaction, *customer, Some(proposition)).await?;
    }
    for erasure in &destruction.erasures {
        let query = sqlx::query(ERASED)
            .bind(stored_index(erasure.index)?)
            .bind(erasure.customer.to_bytes())
            .bind(erasure.suppressed.concat());
        query.execute(&mut **transaction).await.map_err(failed)?;
        personal::erase(transaction, erasure.customer, &destruction.entries).await?;
    }
    if !destruction.readmitted.is_empty() {
        let readmitted = column(&destruction.readmitted, |id| id.to_bytes());
        let query = sqlx::query(READMITTED).bind(readmitted);
        query.execute(&mut **transaction).await.map_err(failed)?;
    }
    Ok(())
}

fn failed(error: sqlx::Error) -> StoreError {
    store_error(&error)
}

/// A group, with its indices as the database keeps them.
struct Columns<'a> {
    group: &'a Group,
    sides: Vec<(i64, i64, &'a Side)>,
    indices: Vec<i64>,
    noted: Noted<'a>,
    cases: Kept,
    versions: Vec<i64>,
}

impl<'a> Columns<'a> {
    /// Fails where the entries have a gap among themselves.
    fn of(group: &'a Group) -> Result<Self, StoreError> {
        let mut indices: Vec<i64> = Vec::with_capacity(group.entries.len());
        let mut sides = Vec::with_capacity(group.entries.len());
        for entry in &group.entries {
            let index = stored_index(entry.index)?;
            if indices
                .last()
                .is_some_and(|last| last.checked_add(1) != Some(index))
            {
                return Err(StoreError::Conflict);
            }
            indices.push(index);
            if let Some(side) = &entry.side {
                sides.push((index, stored_index(side.previous)?, side));
            }
        }
        let versions = group
            .versions
            .iter()
            .map(|version| stored_index(version.index));
        Ok(Self {
            group,
            sides,
            indices,
            noted: Noted::of(group)?,
            cases: Kept::of(group)?,
            versions: versions.collect::<Result<_, _>>()?,
        })
    }

    fn bind(&self, epoch: i64) -> Query {
        let query = sqlx::query(WRITE)
            .bind(epoch)
            .bind(self.indices.first().copied());
        let query = self.bind_entries(query);
        let query = self.bind_customers(query);
        let answers = &self.group.answers;
        let versions = &self.group.versions;
        let query = query
            .bind(column(answers, |row| row.key))
            .bind(column(answers, |row| row.request))
            .bind(column(answers, |row| {
                row.customer.map(CustomerId::to_bytes)
            }))
            .bind(column(answers, |row| &row.answer[..]))
            .bind(column(answers, |row| row.at.as_millis()))
            .bind(&self.versions)
            .bind(column(versions, |row| row.at.as_millis()))
            .bind(column(versions, |row| &row.change[..]));
        let query = insight::bind_cells(query, &self.group.counts);
        let query = self.noted.bind(query.bind(self.indices.last().copied()));
        self.cases.bind(query)
    }

    fn bind_entries(&self, query: Query) -> Query {
        let (entries, sides) = (&self.group.entries, &self.sides);
        query
            .bind(&self.indices)
            .bind(column(entries, |row| row.at.as_millis()))
            .bind(column(entries, |row| &row.leaf[..]))
            .bind(column(sides, |(index, _, _)| *index))
            .bind(column(sides, |(_, _, side)| {
                side.customer.map(CustomerId::to_bytes)
            }))
            .bind(column(sides, |(_, previous, _)| *previous))
            .bind(column(sides, |(_, _, side)| {
                side.receipt.map(|receipt| receipt.to_string())
            }))
            .bind(column(sides, |(_, _, side)| side.nonce))
            .bind(column(sides, |(_, _, side)| &side.payload[..]))
    }

    fn bind_customers(&self, query: Query) -> Query {
        let customers = &self.group.customers;
        let identifiers = self.group.identifiers.iter();
        let (given, taken): (Vec<_>, Vec<_>) = identifiers.partition(|row| row.place.is_some());
        query
            .bind(column(customers, |row| row.id.to_bytes()))
            .bind(column(customers, |row| row.key))
            .bind(column(customers, |row| {
                row.locale.as_deref().map(text::stored)
            }))
            .bind(column(customers, |row| {
                row.region.as_deref().map(text::stored)
            }))
            .bind(column(customers, |row| row.birth_year.map(i32::from)))
            .bind(column(customers, |row| row.created_at.as_millis()))
            .bind(column(customers, |row| &row.state[..]))
            .bind(column(&taken, |row| text::stored(row.identifier.as_str())))
            .bind(column(&taken, |row| row.customer.to_bytes()))
            .bind(column(&given, |row| text::stored(row.identifier.as_str())))
            .bind(column(&given, |row| row.customer.to_bytes()))
            .bind(column(&given, |row| row.place.map(i64::from)))
    }
}

/// One value of each row.
fn column<'r, R, T>(rows: &'r [R], value: impl Fn(&'r R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}
