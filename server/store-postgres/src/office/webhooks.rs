//! Addresses of webhooks, and what was sent to them.
//!
//! Whoever writes an attempt holds the row of its delivery first, and so does whoever deletes
//! attempts; whoever adds deliveries holds the rows of their customers and of the address. So nothing
//! is left behind by what is erased or removed at the same moment.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::id::{CustomerId, EndpointId};
use mutual::port::{
    AnswerRow, AuditLine, DeliveryCounts, DeliveryFilter, StoreError, Waiting, WebhookStore,
};
use mutual::webhook::{After, Attempt, Course, Delivery, DeliveryId, Endpoint, Health, Outcome};
use sqlx::Connection as _;

use crate::PostgresStore;
use crate::link::{Link, Query, Size};
use crate::office::drafts::with_line;
use crate::persist::{Broken, Writing, persist};
use crate::row::{asked_index, get, maybe_time, number, stored_index};
use crate::text::stored;
use crate::value::{answered, with_answer};
use read::{TAKEN, attempt, delivery, endpoint, taken, word};

macro_rules! select_endpoint {
    ($rest:literal) => {
        concat!(
            "SELECT id, url, description, events, secret, older_secret, older_until, off_why,
                    off_at, failing_since, warned_at, through, created_at, revision, created_key,
                    created_request, rotated_key
             FROM webhook_endpoint ",
            $rest
        )
    };
}

macro_rules! select_delivery {
    ($($rest:literal),*) => {
        concat!(
            "SELECT endpoint_id, idx, kind, customer_id, urgent, course, tries, at
             FROM webhook_delivery ",
            $($rest),*
        )
    };
}

/// What waits for an address behind an entry, in the ledger's order.
macro_rules! select_waiting {
    ($narrow:literal) => {
        select_delivery!(
            "WHERE endpoint_id = $1 AND course = 'pending' AND idx > $2",
            $narrow,
            " ORDER BY idx LIMIT $3"
        )
    };
}

/// A page of deliveries, the newest entries first. Each way to narrow them has a statement of its
/// own, with the course in it, so that a plan that is kept knows which index is meant.
macro_rules! select_page {
    ($($narrow:literal),*) => {
        select_delivery!(
            "WHERE idx <= $1 AND (idx, endpoint_id) < ($1, $2)",
            $($narrow,)*
            " ORDER BY idx DESC, endpoint_id DESC LIMIT $3"
        )
    };
}

/// Whether the address is there. It cannot be removed then until the transaction ends, and none of
/// these customers be erased; who was being erased is gone by now.
const HOLD: &str = "
    WITH held AS (SELECT id FROM customer WHERE id = ANY ($2) ORDER BY id FOR KEY SHARE)
    SELECT id, (SELECT count(*) FROM held) AS held
    FROM webhook_endpoint WHERE id = $1 FOR KEY SHARE";

/// Adds deliveries of the address `$1`, as far as they can be read; `$9` is the entry up to which all
/// became deliveries. [`HOLD`] comes before, so that what an erasure destroyed is seen.
macro_rules! add_deliveries {
    ($known:literal) => {
        concat!(
            "WITH grown AS (
                 UPDATE webhook_endpoint SET through = $9 WHERE id = $1 AND through < $9::int8
             )
             INSERT INTO webhook_delivery (endpoint_id, idx, kind, customer_id, urgent, course,
                                           tries, at)
             SELECT $1::bytea, d.*
             FROM unnest($2::int8[], $3::text[], $4::bytea[], $5::bool[], $6::text[], $7::int8[],
                         $8::int8[])
                  AS d (idx, kind, customer_id, urgent, course, tries, at)
             WHERE NOT EXISTS (SELECT FROM destroyed AS x WHERE x.idx = d.idx)
             ORDER BY d.idx
             ON CONFLICT (endpoint_id, idx) DO ",
            $known
        )
    };
}

const ADD: &str = add_deliveries!("NOTHING");

const RESEND: &str = add_deliveries!(
    "UPDATE SET course = excluded.course, tries = excluded.tries, at = excluded.at"
);

/// The row of an address that answers as before is left alone: attempts to it wait for nobody.
const RECORD: &str = "
    WITH there AS MATERIALIZED (
        SELECT idx FROM webhook_delivery WHERE endpoint_id = $1 AND idx = $2 FOR UPDATE
    ),
    told AS (
        INSERT INTO webhook_attempt (endpoint_id, idx, number, at, took_ms, status, said)
        SELECT $1, there.idx,
               greatest($3::int8, (SELECT coalesce(max(number), 0) + 1 FROM webhook_attempt
                                   WHERE endpoint_id = $1 AND idx = $2)),
               $4::int8, $5::int8, $6::int8, $7::text
        FROM there
    ),
    answers AS (
        UPDATE webhook_endpoint
        SET failing_since = $8::int8, warned_at = $9::int8,
            off_why = CASE WHEN off_why = 'by_hand' THEN off_why ELSE $10::text END,
            off_at = CASE WHEN off_why = 'by_hand' THEN off_at ELSE $11::int8 END
        FROM there
        WHERE id = $1 AND revision = $14
          AND (failing_since, warned_at, off_why, off_at)
              IS DISTINCT FROM ($8::int8, $9::int8, $10::text, $11::int8)
    )
    UPDATE webhook_delivery AS d SET course = $12, tries = d.tries + 1, at = $13
    FROM there WHERE d.endpoint_id = $1 AND d.idx = there.idx
      AND NOT (d.course = 'pending'
               AND (d.tries < $3::int8 - 1 OR (d.tries = 0 AND d.at > $4::int8)))";

/// What whoever waited too long is told.
const LATE: &str = "it took too long to write what belongs to an address";

#[async_trait]
impl WebhookStore for PostgresStore {
    async fn set_warned(
        &self,
        id: EndpointId,
        at: Timestamp,
        revision: u64,
    ) -> Result<(), StoreError> {
        let make = || {
            let query = sqlx::query(
                "UPDATE webhook_endpoint SET warned_at = $2
                 WHERE id = $1 AND revision = $3 AND failing_since IS NOT NULL",
            );
            let query = query.bind(id.to_bytes()).bind(at.as_millis());
            query.bind(asked_index(revision))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn endpoints(&self) -> Result<Vec<Endpoint>, StoreError> {
        let make = || sqlx::query(select_endpoint!("ORDER BY id"));
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(endpoint).collect()
    }

    async fn endpoint(&self, id: EndpointId) -> Result<Option<Endpoint>, StoreError> {
        let make = || sqlx::query(select_endpoint!("WHERE id = $1")).bind(id.to_bytes());
        let row = self.link.fetch_optional(make).await?;
        row.as_ref().map(endpoint).transpose()
    }

    async fn add_endpoint(
        &self,
        endpoint: &Endpoint,
        line: &AuditLine,
        answer: Option<&AnswerRow>,
    ) -> Result<(), StoreError> {
        let (revision, through) = (
            stored_index(endpoint.revision)?,
            stored_index(endpoint.through)?,
        );
        let make = || {
            let query = sqlx::query(
                "WITH made AS (
                     INSERT INTO webhook_endpoint (id, url, description, events, secret,
                                                   older_secret, older_until, off_why, off_at,
                                                   failing_since, warned_at, revision, rotated_key,
                                                   through, created_at, created_key,
                                                   created_request)
                     VALUES ($7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                             $21, $22, $23)
                 ),
                 answered AS (
                     INSERT INTO answer (key, request, customer_id, answer, at)
                     SELECT $24::bytea, $25::bytea, $26::bytea, $27::bytea, $28::bigint
                     WHERE $24::bytea IS NOT NULL
                 )
                 INSERT INTO audit (id, at, actor, what, about, reason)
                 VALUES ($1, $2, $3, $4, $5, $6)",
            );
            let (made_by, request) = endpoint.created;
            let query = with_changes(query, endpoint, revision, line)
                .bind(through)
                .bind(endpoint.created_at.as_millis())
                .bind(made_by)
                .bind(request);
            with_answer(query, answer)
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn change_endpoint(
        &self,
        endpoint: &Endpoint,
        before: u64,
        line: &AuditLine,
        answer: Option<&AnswerRow>,
    ) -> Result<(), StoreError> {
        let revision = stored_index(endpoint.revision)?;
        let make = || {
            // Of two at once the later one waits and then finds another revision.
            let query = sqlx::query(
                "WITH changed AS (
                     UPDATE webhook_endpoint
                     SET url = $8, description = $9, events = $10, secret = $11,
                         older_secret = $12, older_until = $13, off_why = $14, off_at = $15,
                         failing_since = CASE WHEN $14::text IS NULL THEN $16::bigint
                                              ELSE failing_since END,
                         warned_at = CASE WHEN $14::text IS NULL THEN $17::bigint
                                          ELSE warned_at END,
                         revision = $18, rotated_key = $19
                     WHERE id = $7 AND revision = $20
                     RETURNING id
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                     FROM changed
                 ),
                 answered AS (
                     INSERT INTO answer (key, request, customer_id, answer, at)
                     SELECT $21::bytea, $22::bytea, $23::bytea, $24::bytea, $25::bigint
                     FROM changed WHERE $21::bytea IS NOT NULL
                 )
                 SELECT count(*) AS changed FROM changed",
            );
            let query = with_changes(query, endpoint, revision, line).bind(asked_index(before));
            with_answer(query, answer)
        };
        let row = self.link.fetch_optional(make).await?;
        match row.map(|row| get::<i64>(&row, "changed")).transpose()? {
            Some(1) => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    async fn remove_endpoint(
        &self,
        id: EndpointId,
        line: &AuditLine,
        answer: Option<&AnswerRow>,
    ) -> Result<bool, StoreError> {
        let write = || -> Writing<'_, _> { Box::pin(remove(&self.link, id, line, answer)) };
        persist(LATE, write).await
    }

    async fn add_deliveries(
        &self,
        endpoint: EndpointId,
        through: u64,
        deliveries: &[Delivery],
    ) -> Result<(), StoreError> {
        let through = Some(stored_index(through)?);
        let rows = Rows::of(deliveries)?;
        let write =
            || -> Writing<'_, _> { Box::pin(put(&self.link, ADD, endpoint, through, &rows, None)) };
        persist(LATE, write).await
    }

    async fn resend(
        &self,
        endpoint: EndpointId,
        deliveries: &[Delivery],
        answer: Option<&AnswerRow>,
    ) -> Result<(), StoreError> {
        let rows = Rows::of(deliveries)?;
        let write = || -> Writing<'_, _> {
            Box::pin(put(&self.link, RESEND, endpoint, None, &rows, answer))
        };
        persist(LATE, write).await
    }

    async fn pending(
        &self,
        endpoint: EndpointId,
        which: Waiting<'_>,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let statement = match which {
            Waiting::All => select_waiting!(""),
            Waiting::Urgent => select_waiting!(" AND urgent"),
            Waiting::About(_) => select_waiting!(" AND customer_id = ANY ($4)"),
            Waiting::AboutNobody => select_waiting!(" AND customer_id IS NULL"),
        };
        let make = || {
            let query = sqlx::query(statement)
                .bind(endpoint.to_bytes())
                .bind(asked_index(after))
                .bind(i64::from(limit));
            match which {
                Waiting::About(customers) => {
                    let ids = customers.iter().copied().map(CustomerId::to_bytes);
                    query.bind(ids.collect::<Vec<_>>())
                }
                Waiting::All | Waiting::Urgent | Waiting::AboutNobody => query,
            }
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(delivery).collect()
    }

    async fn record_attempt(
        &self,
        attempt: &Attempt,
        after: After,
        health: &Health,
        revision: u64,
    ) -> Result<(), StoreError> {
        let (status, said) = match &attempt.outcome {
            Outcome::Answered(status, said) => (Some(i64::from(*status)), said),
            Outcome::NotSent(why) => (None, why),
        };
        let make = || {
            of_delivery(RECORD, attempt.id)
                .bind(i64::from(attempt.number))
                .bind(attempt.at.as_millis())
                .bind(i64::from(attempt.took_ms))
                .bind(status)
                .bind(stored(said))
                .bind(health.failing_since.map(Timestamp::as_millis))
                .bind(health.warned_at.map(Timestamp::as_millis))
                .bind(health.off.map(|off| off.why.word()))
                .bind(health.off.map(|off| off.at.as_millis()))
                .bind(after.course.word())
                .bind(after.at.as_millis())
                .bind(asked_index(revision))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn drop_delivery(&self, id: DeliveryId) -> Result<(), StoreError> {
        let write = || -> Writing<'_, _> { Box::pin(end(&self.link, id)) };
        persist(LATE, write).await
    }

    async fn deliveries(
        &self,
        filter: DeliveryFilter,
        before: Option<DeliveryId>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let one = filter.endpoint.is_some();
        let statement = match (filter.course, one) {
            (None, false) => select_page!(),
            (None, true) => select_page!(" AND endpoint_id = $4"),
            (Some(Course::Pending), false) => select_page!(" AND course = 'pending'"),
            (Some(Course::Pending), true) => {
                select_page!(" AND course = 'pending' AND endpoint_id = $4")
            }
            (Some(Course::Delivered), false) => select_page!(" AND course = 'delivered'"),
            (Some(Course::Delivered), true) => {
                select_page!(" AND course = 'delivered' AND endpoint_id = $4")
            }
            (Some(Course::GivenUp), false) => select_page!(" AND course = 'given_up'"),
            (Some(Course::GivenUp), true) => {
                select_page!(" AND course = 'given_up' AND endpoint_id = $4")
            }
        };
        let before = before.unwrap_or(DeliveryId {
            endpoint: EndpointId::from_bytes([0xff; 16]),
            index: u64::MAX,
        });
        let make = || {
            let query = sqlx::query(statement)
                .bind(asked_index(before.index))
                .bind(before.endpoint.to_bytes())
                .bind(i64::from(limit));
            match filter.endpoint {
                Some(endpoint) => query.bind(endpoint.to_bytes()),
                None => query,
            }
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(delivery).collect()
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        let make = || {
            sqlx::query(select_delivery!("WHERE endpoint_id = $1 AND idx = $2"))
                .bind(id.endpoint.to_bytes())
                .bind(asked_index(id.index))
        };
        let row = self.link.fetch_optional(make).await?;
        row.as_ref().map(delivery).transpose()
    }

    async fn attempts(&self, id: DeliveryId) -> Result<Vec<Attempt>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT endpoint_id, idx, number, at, took_ms, status, said FROM webhook_attempt
                 WHERE endpoint_id = $1 AND idx = $2 ORDER BY number",
            )
            .bind(id.endpoint.to_bytes())
            .bind(asked_index(id.index))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(attempt).collect()
    }

    async fn taken(&self, index: u64) -> Result<Vec<(EndpointId, Timestamp)>, StoreError> {
        let make = || sqlx::query(TAKEN).bind(asked_index(index));
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(taken).collect()
    }

    async fn delivery_counts(&self, endpoint: EndpointId) -> Result<DeliveryCounts, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT course, count(*) AS deliveries, count(*) FILTER (WHERE urgent) AS lost,
                        max(at) FILTER (WHERE urgent) AS lost_at
                 FROM webhook_delivery WHERE endpoint_id = $1 GROUP BY course",
            )
            .bind(endpoint.to_bytes())
        };
        let mut counts = DeliveryCounts::default();
        for row in self.link.fetch_all(Size::Large, make).await? {
            let count = number(&row, "deliveries")?;
            match word(&row, "course")? {
                Course::Pending => counts.pending = count,
                Course::Delivered => counts.delivered = count,
                Course::GivenUp => {
                    counts.given_up = count;
                    counts.lost = number(&row, "lost")?;
                    counts.lost_at = maybe_time(&row, "lost_at")?;
                }
            }
        }
        Ok(counts)
    }

    async fn forget_deliveries(&self, before: Timestamp) -> Result<u64, StoreError> {
        // What somebody holds just now is sent again, or is about to go anyway.
        const OVER: &str = "
            WITH old AS (
                SELECT endpoint_id, idx FROM webhook_delivery
                WHERE course <> 'pending' AND at < $1 ORDER BY at LIMIT 1000
                FOR UPDATE SKIP LOCKED
            ),
            emptied AS (
                DELETE FROM webhook_attempt AS a USING old
                WHERE a.endpoint_id = old.endpoint_id AND a.idx = old.idx
            )
            DELETE FROM webhook_delivery AS d USING old
            WHERE d.endpoint_id = old.endpoint_id AND d.idx = old.idx";
        self.link.forget(OVER, before).await
    }
}

async fn remove(
    link: &Link,
    id: EndpointId,
    line: &AuditLine,
    answer: Option<&AnswerRow>,
) -> Result<bool, Broken> {
    let mut connection = link.connection().await?;
    // Where it breaks off, nothing of it was done: the connection undoes it before its next use.
    let mut transaction = connection.begin().await?;
    let hold = "SELECT id FROM webhook_endpoint WHERE id = $1 FOR UPDATE";
    let hold = sqlx::query(hold).bind(id.to_bytes());
    if hold.fetch_optional(&mut *transaction).await?.is_none() {
        return Ok(false);
    }
    // Deliveries first: no attempt is written without one.
    for delete in [
        "DELETE FROM webhook_delivery WHERE endpoint_id = $1",
        "DELETE FROM webhook_attempt WHERE endpoint_id = $1",
        "DELETE FROM webhook_endpoint WHERE id = $1",
    ] {
        let delete = sqlx::query(delete).bind(id.to_bytes());
        delete.execute(&mut *transaction).await?;
    }
    let told = sqlx::query(
        "INSERT INTO audit (id, at, actor, what, about, reason) VALUES ($1, $2, $3, $4, $5, $6)",
    );
    let told = with_line(told, Some(line));
    told.execute(&mut *transaction).await?;
    answered(&mut transaction, answer).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn put(
    link: &Link,
    statement: &'static str,
    endpoint: EndpointId,
    through: Option<i64>,
    rows: &Rows<'_>,
    answer: Option<&AnswerRow>,
) -> Result<(), Broken> {
    let mut connection = link.connection().await?;
    let mut transaction = connection.begin().await?;
    let hold = sqlx::query(HOLD)
        .bind(endpoint.to_bytes())
        .bind(rows.customers());
    if hold.fetch_optional(&mut *transaction).await?.is_none() {
        return Ok(());
    }
    let put = rows.bind(sqlx::query(statement).bind(endpoint.to_bytes()));
    put.bind(through).execute(&mut *transaction).await?;
    answered(&mut transaction, answer).await?;
    transaction.commit().await?;
    Ok(())
}

async fn end(link: &Link, id: DeliveryId) -> Result<(), Broken> {
    let mut connection = link.connection().await?;
    let mut transaction = connection.begin().await?;
    for statement in [
        "SELECT idx FROM webhook_delivery WHERE endpoint_id = $1 AND idx = $2 FOR UPDATE",
        "DELETE FROM webhook_attempt WHERE endpoint_id = $1 AND idx = $2",
        "DELETE FROM webhook_delivery WHERE endpoint_id = $1 AND idx = $2",
    ] {
        let done = of_delivery(statement, id).execute(&mut *transaction);
        done.await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Binds the delivery as `$1` and `$2`.
fn of_delivery(statement: &'static str, id: DeliveryId) -> Query {
    sqlx::query(statement)
        .bind(id.endpoint.to_bytes())
        .bind(asked_index(id.index))
}

/// Binds the line as `$1` to `$6`, and behind it the address and what people change of it, up to
/// `$19`.
fn with_changes(query: Query, endpoint: &Endpoint, revision: i64, line: &AuditLine) -> Query {
    let (older, until) = endpoint.older.clone().unzip();
    with_line(query, Some(line))
        .bind(endpoint.id.to_bytes())
        .bind(stored(&endpoint.url))
        .bind(stored(&endpoint.description))
        .bind(endpoint.events.to_text())
        .bind(endpoint.secret.clone())
        .bind(older)
        .bind(until.map(Timestamp::as_millis))
        .bind(endpoint.off.map(|off| off.why.word()))
        .bind(endpoint.off.map(|off| off.at.as_millis()))
        .bind(endpoint.failing_since.map(Timestamp::as_millis))
        .bind(endpoint.warned_at.map(Timestamp::as_millis))
        .bind(revision)
        .bind(endpoint.rotated)
}

/// Deliveries by index, as the database keeps it: each once, for no statement changes a row twice.
struct Rows<'a>(BTreeMap<i64, &'a Delivery>);

impl<'a> Rows<'a> {
    fn of(deliveries: &'a [Delivery]) -> Result<Self, StoreError> {
        let rows = deliveries.iter();
        let rows = rows.map(|delivery| Ok((stored_index(delivery.id.index)?, delivery)));
        rows.collect::<Result<_, _>>().map(Self)
    }

    /// Binds `$2` to `$8`.
    fn bind(&self, query: Query) -> Query {
        query
            .bind(self.0.keys().copied().collect::<Vec<i64>>())
            .bind(self.column(|row| row.kind.word()))
            .bind(self.column(|row| row.customer.map(CustomerId::to_bytes)))
            .bind(self.column(|row| row.urgent))
            .bind(self.column(|row| row.course.word()))
            .bind(self.column(|row| i64::from(row.tries)))
            .bind(self.column(|row| row.at.as_millis()))
    }

    fn customers(&self) -> Vec<[u8; 16]> {
        let customers = self.0.values().filter_map(|row| row.customer);
        let customers: BTreeSet<_> = customers.map(CustomerId::to_bytes).collect();
        customers.into_iter().collect()
    }

    fn column<T>(&self, value: impl Fn(&Delivery) -> T) -> Vec<T> {
        self.0.values().map(|row| value(row)).collect()
    }
}
