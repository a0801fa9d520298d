//! Addresses of webhooks, and what was sent to them.

mod read;

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::id::{CustomerId, EndpointId};
use mutual::port::{
    AnswerRow, AuditLine, DeliveryCounts, DeliveryFilter, StoreError, Waiting, WebhookStore,
};
use mutual::webhook::{After, Attempt, Course, Delivery, DeliveryId, Endpoint, Health, Outcome};
use serde_json::json;

use crate::SqliteStore;
use crate::error::store_error;
use crate::office::drafts::{insert_audit, with_line};
use crate::row::{asked_index, get, maybe_time, number, stored_index};
use crate::value::with_answer;
use crate::writer::{Query, STEP};
use read::{TAKEN, attempt, delivery, endpoint, taken, word};

/// Keeps an answer, where there is one; `$only` says when, beside that. It is refused where one
/// stands under its key.
macro_rules! insert_answer {
    ($key:literal, $request:literal, $customer:literal, $answer:literal, $at:literal $(, $only:literal)?) => {
        concat!(
            "INSERT INTO answer (key, request, customer_id, answer, at) SELECT ",
            $key, ",", $request, ",", $customer, ",", $answer, ",", $at,
            " WHERE ", $key, " IS NOT NULL", $($only,)? ";"
        )
    };
}

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

/// What waits for an address behind an entry, in the ledger's order; by way of that index, where it is
/// named.
macro_rules! select_waiting {
    ($index:literal, $narrow:literal) => {
        select_delivery!(
            $index,
            "WHERE endpoint_id = $1 AND course = 'pending' AND idx > $2",
            $narrow,
            " ORDER BY idx LIMIT $3"
        )
    };
}

/// A page of deliveries, the newest entries first, by way of an index. Each way to narrow them has a
/// statement of its own: left to itself, SQLite reads all that went well to find what did not.
macro_rules! select_page {
    ($index:literal) => {
        select_page!($index, "")
    };
    ($index:literal, $narrow:literal) => {
        select_delivery!(
            $index,
            " WHERE idx <= $1 AND (idx, endpoint_id) < ($1, $2)",
            $narrow,
            " ORDER BY idx DESC, endpoint_id DESC LIMIT $3"
        )
    };
}

/// Adds the deliveries `$3` of the address `$1`, as far as it is there and they can be read;
/// `$2` is the entry up to which all became deliveries.
macro_rules! add_deliveries {
    ($known:literal) => {
        concat!(
            "BEGIN IMMEDIATE;

             UPDATE webhook_endpoint SET through = max(through, coalesce($2, 0)) WHERE id = $1;

             INSERT INTO webhook_delivery (endpoint_id, idx, kind, customer_id, urgent, course,
                                           tries, at)
             SELECT e.id, d.value ->> 0, d.value ->> 1, unhex(d.value ->> 2), d.value ->> 3,
                    d.value ->> 4, d.value ->> 5, d.value ->> 6
             FROM webhook_endpoint AS e, json_each($3) AS d
             WHERE e.id = $1
               AND NOT EXISTS (SELECT 1 FROM destroyed AS x WHERE x.idx = d.value ->> 0)
             ON CONFLICT (endpoint_id, idx) DO ",
            $known,
            ";",
            insert_answer!(
                "$4",
                "$5",
                "$6",
                "$7",
                "$8",
                " AND EXISTS (SELECT 1 FROM webhook_endpoint WHERE id = $1)"
            ),
            "COMMIT"
        )
    };
}

const RECORD: &str = "
    BEGIN IMMEDIATE;

    INSERT INTO webhook_attempt (endpoint_id, idx, number, at, took_ms, status, said)
    SELECT endpoint_id, idx,
           max($3, (SELECT coalesce(max(number), 0) + 1 FROM webhook_attempt
                    WHERE endpoint_id = $1 AND idx = $2)),
           $4, $5, $6, $7
    FROM webhook_delivery WHERE endpoint_id = $1 AND idx = $2;

    UPDATE webhook_endpoint
    SET failing_since = $8, warned_at = $9,
        off_why = CASE WHEN off_why = 'by_hand' THEN off_why ELSE $10 END,
        off_at = CASE WHEN off_why = 'by_hand' THEN off_at ELSE $11 END
    WHERE id = $1 AND revision = $14
      AND EXISTS (SELECT 1 FROM webhook_delivery WHERE endpoint_id = $1 AND idx = $2);

    UPDATE webhook_delivery SET course = $12, tries = tries + 1, at = $13
    WHERE endpoint_id = $1 AND idx = $2
      AND NOT (course = 'pending' AND (tries < $3 - 1 OR (tries = 0 AND at > $4)));

    COMMIT";

/// What is over for longest.
macro_rules! over {
    ($what:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM webhook_delivery WHERE course <> 'pending' AND at < $1
              ORDER BY at, endpoint_id, idx LIMIT $2"
        )
    };
}

#[async_trait]
impl WebhookStore for SqliteStore {
    async fn set_warned(
        &self,
        id: EndpointId,
        at: Timestamp,
        revision: u64,
    ) -> Result<(), StoreError> {
        let query = sqlx::query(
            "UPDATE webhook_endpoint SET warned_at = $2
             WHERE id = $1 AND revision = $3 AND failing_since IS NOT NULL",
        );
        let query = query.bind(key(id)).bind(at.as_millis());
        self.writer
            .execute(query.bind(asked_index(revision)))
            .await?;
        Ok(())
    }

    async fn endpoints(&self) -> Result<Vec<Endpoint>, StoreError> {
        let query = sqlx::query(select_endpoint!("ORDER BY id"));
        self.fetch_all(query).await?.iter().map(endpoint).collect()
    }

    async fn endpoint(&self, id: EndpointId) -> Result<Option<Endpoint>, StoreError> {
        let query = sqlx::query(select_endpoint!("WHERE id = $1")).bind(key(id));
        let row = self.fetch_optional(query).await?;
        row.as_ref().map(endpoint).transpose()
    }

    async fn add_endpoint(
        &self,
        endpoint: &Endpoint,
        line: &AuditLine,
        answer: Option<&AnswerRow>,
    ) -> Result<(), StoreError> {
        let query = sqlx::query(concat!(
            "BEGIN IMMEDIATE;
             INSERT INTO webhook_endpoint (id, url, description, events, secret, older_secret,
                                           older_until, off_why, off_at, failing_since, warned_at,
                                           revision, rotated_key, through, created_at, created_key,
                                           created_request)
             VALUES ($7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                     $23);",
            insert_answer!("$24", "$25", "$26", "$27", "$28"),
            insert_audit!("VALUES ($1, $2, $3, $4, $5, $6); COMMIT")
        ));
        let (made_by, request) = endpoint.created;
        let query = with_changes(query, endpoint, line)?
            .bind(stored_index(endpoint.through)?)
            .bind(endpoint.created_at.as_millis())
            .bind(made_by.to_vec())
            .bind(request.to_vec());
        self.run(with_answer(query, answer)).await
    }

    async fn change_endpoint(
        &self,
        endpoint: &Endpoint,
        before: u64,
        line: &AuditLine,
        answer: Option<&AnswerRow>,
    ) -> Result<(), StoreError> {
        let known = "BEGIN IMMEDIATE;
                     SELECT count(*) AS known FROM webhook_endpoint WHERE id = $1 AND revision = $2";
        let known = sqlx::query(known)
            .bind(key(endpoint.id))
            .bind(asked_index(before));
        let change = sqlx::query(concat!(
            "UPDATE webhook_endpoint
             SET url = $8, description = $9, events = $10, secret = $11, older_secret = $12,
                 older_until = $13, off_why = $14, off_at = $15,
                 failing_since = CASE WHEN $14 IS NULL THEN $16 ELSE failing_since END,
                 warned_at = CASE WHEN $14 IS NULL THEN $17 ELSE warned_at END,
                 revision = $18, rotated_key = $19
             WHERE id = $7;",
            insert_answer!("$20", "$21", "$22", "$23", "$24"),
            insert_audit!("VALUES ($1, $2, $3, $4, $5, $6); COMMIT")
        ));
        let change = with_answer(with_changes(change, endpoint, line)?, answer);
        let mut turn = self.writer.office_turn().await?;
        let row = turn.begin(known).await?;
        match get::<i64>(&row, "known") {
            Ok(1) => turn.commit(change).await,
            Ok(_) => Err(turn.give_up(StoreError::Conflict).await),
            Err(error) => Err(turn.give_up(error).await),
        }
    }

    async fn remove_endpoint(
        &self,
        id: EndpointId,
        line: &AuditLine,
        answer: Option<&AnswerRow>,
    ) -> Result<bool, StoreError> {
        let known = "BEGIN IMMEDIATE;
                     SELECT count(*) AS known FROM webhook_endpoint WHERE id = $1";
        let remove = sqlx::query(concat!(
            "DELETE FROM webhook_attempt WHERE endpoint_id = $7;
             DELETE FROM webhook_delivery WHERE endpoint_id = $7;
             DELETE FROM webhook_endpoint WHERE id = $7;",
            insert_answer!("$8", "$9", "$10", "$11", "$12"),
            insert_audit!("VALUES ($1, $2, $3, $4, $5, $6); COMMIT")
        ));
        let remove = with_answer(with_line(remove, Some(line)).bind(key(id)), answer);
        let mut turn = self.writer.office_turn().await?;
        let row = turn.begin(sqlx::query(known).bind(key(id))).await?;
        match get::<i64>(&row, "known") {
            Ok(1) => turn.commit(remove).await.map(|()| true),
            Ok(_) => {
                turn.undo().await;
                Ok(false)
            }
            Err(error) => Err(turn.give_up(error).await),
        }
    }

    async fn add_deliveries(
        &self,
        endpoint: EndpointId,
        through: u64,
        deliveries: &[Delivery],
    ) -> Result<(), StoreError> {
        let query = sqlx::query(add_deliveries!("NOTHING"))
            .bind(key(endpoint))
            .bind(stored_index(through)?)
            .bind(list(deliveries)?);
        self.run(with_answer(query, None)).await
    }

    async fn resend(
        &self,
        endpoint: EndpointId,
        deliveries: &[Delivery],
        answer: Option<&AnswerRow>,
    ) -> Result<(), StoreError> {
        let query = sqlx::query(add_deliveries!(
            "UPDATE SET course = excluded.course, tries = excluded.tries, at = excluded.at"
        ));
        let query = query
            .bind(key(endpoint))
            .bind(None::<i64>)
            .bind(list(deliveries)?);
        self.run(with_answer(query, answer)).await
    }

    async fn pending(
        &self,
        endpoint: EndpointId,
        which: Waiting<'_>,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let statement = match which {
            Waiting::All => select_waiting!("", ""),
            Waiting::Urgent => {
                select_waiting!("INDEXED BY webhook_delivery_urgent ", " AND urgent")
            }
            Waiting::About(_) => select_waiting!(
                "INDEXED BY webhook_delivery_of ",
                " AND customer_id IN (SELECT unhex(value) FROM json_each($4))"
            ),
            Waiting::AboutNobody => {
                select_waiting!(
                    "INDEXED BY webhook_delivery_of_nobody ",
                    " AND customer_id IS NULL"
                )
            }
        };
        let query = sqlx::query(statement)
            .bind(key(endpoint))
            .bind(asked_index(after))
            .bind(limit);
        let query = match which {
            Waiting::About(customers) => {
                let ids = customers
                    .iter()
                    .map(|id| mutual::digest::hex(&id.to_bytes()));
                query.bind(json!(ids.collect::<Vec<_>>()).to_string())
            }
            Waiting::All | Waiting::Urgent | Waiting::AboutNobody => query,
        };
        self.fetch_all(query).await?.iter().map(delivery).collect()
    }

    async fn record_attempt(
        &self,
        attempt: &Attempt,
        after: After,
        health: &Health,
        revision: u64,
    ) -> Result<(), StoreError> {
        let (status, said) = match &attempt.outcome {
            Outcome::Answered(status, said) => (Some(*status), said),
            Outcome::NotSent(why) => (None, why),
        };
        let query = sqlx::query(RECORD)
            .bind(key(attempt.id.endpoint))
            .bind(asked_index(attempt.id.index))
            .bind(attempt.number)
            .bind(attempt.at.as_millis())
            .bind(attempt.took_ms)
            .bind(status)
            .bind(said.clone())
            .bind(health.failing_since.map(Timestamp::as_millis))
            .bind(health.warned_at.map(Timestamp::as_millis))
            .bind(health.off.map(|off| off.why.word()))
            .bind(health.off.map(|off| off.at.as_millis()))
            .bind(after.course.word())
            .bind(after.at.as_millis())
            .bind(asked_index(revision));
        self.run(query).await
    }

    async fn drop_delivery(&self, id: DeliveryId) -> Result<(), StoreError> {
        let query = sqlx::query(
            "BEGIN IMMEDIATE;
             DELETE FROM webhook_attempt WHERE endpoint_id = $1 AND idx = $2;
             DELETE FROM webhook_delivery WHERE endpoint_id = $1 AND idx = $2;
             COMMIT",
        );
        self.run(query.bind(key(id.endpoint)).bind(asked_index(id.index)))
            .await
    }

    async fn deliveries(
        &self,
        filter: DeliveryFilter,
        before: Option<DeliveryId>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let one = filter.endpoint.is_some();
        let statement = match (filter.course, one) {
            (None, false) => select_page!("INDEXED BY webhook_delivery_newest"),
            (None, true) => select_page!("", " AND endpoint_id = $4"),
            (Some(Course::Pending), false) => select_page!(
                "INDEXED BY webhook_delivery_waits",
                " AND course = 'pending'"
            ),
            (Some(Course::Pending), true) => select_page!(
                "INDEXED BY webhook_delivery_waits",
                " AND course = 'pending' AND endpoint_id = $4"
            ),
            (Some(Course::Delivered), false) => select_page!(
                "INDEXED BY webhook_delivery_newest",
                " AND course = 'delivered'"
            ),
            (Some(Course::Delivered), true) => {
                select_page!("", " AND course = 'delivered' AND endpoint_id = $4")
            }
            (Some(Course::GivenUp), false) => select_page!(
                "INDEXED BY webhook_delivery_given_up",
                " AND course = 'given_up'"
            ),
            (Some(Course::GivenUp), true) => select_page!(
                "INDEXED BY webhook_delivery_given_up",
                " AND course = 'given_up' AND endpoint_id = $4"
            ),
        };
        let before = before.unwrap_or(DeliveryId {
            endpoint: EndpointId::from_bytes([0xff; 16]),
            index: u64::MAX,
        });
        let mut query = sqlx::query(statement)
            .bind(asked_index(before.index))
            .bind(key(before.endpoint))
            .bind(limit);
        if let Some(endpoint) = filter.endpoint {
            query = query.bind(key(endpoint));
        }
        self.fetch_all(query).await?.iter().map(delivery).collect()
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
        let query = sqlx::query(select_delivery!("WHERE endpoint_id = $1 AND idx = $2"));
        let query = query.bind(key(id.endpoint)).bind(asked_index(id.index));
        let row = self.fetch_optional(query).await?;
        row.as_ref().map(delivery).transpose()
    }

    async fn attempts(&self, id: DeliveryId) -> Result<Vec<Attempt>, StoreError> {
        let query = sqlx::query(
            "SELECT endpoint_id, idx, number, at, took_ms, status, said FROM webhook_attempt
             WHERE endpoint_id = $1 AND idx = $2 ORDER BY number",
        );
        let query = query.bind(key(id.endpoint)).bind(asked_index(id.index));
        self.fetch_all(query).await?.iter().map(attempt).collect()
    }

    async fn taken(&self, index: u64) -> Result<Vec<(EndpointId, Timestamp)>, StoreError> {
        let query = sqlx::query(TAKEN).bind(asked_index(index));
        self.fetch_all(query).await?.iter().map(taken).collect()
    }

    async fn delivery_counts(&self, endpoint: EndpointId) -> Result<DeliveryCounts, StoreError> {
        let query = sqlx::query(
            "SELECT course, count(*) AS deliveries, count(*) FILTER (WHERE urgent) AS lost,
                    max(at) FILTER (WHERE urgent) AS lost_at
             FROM webhook_delivery WHERE endpoint_id = $1 GROUP BY course",
        );
        let mut counts = DeliveryCounts::default();
        for row in self.fetch_all(query.bind(key(endpoint))).await? {
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
        let step = i64::try_from(STEP).unwrap_or(i64::MAX);
        let of = |query: Query| query.bind(before.as_millis()).bind(step);
        let mut forgotten = 0;
        // In small steps, so that no choice waits long behind one.
        loop {
            let old = concat!(
                "BEGIN IMMEDIATE; SELECT count(*) AS old FROM (",
                over!("1"),
                ")"
            );
            let mut turn = self.writer.office_turn().await?;
            let row = turn.begin(of(sqlx::query(old))).await?;
            let old: u64 = match number(&row, "old") {
                Ok(old) => old,
                Err(error) => return Err(turn.give_up(error).await),
            };
            let forget = sqlx::query(concat!(
                "DELETE FROM webhook_attempt WHERE (endpoint_id, idx) IN (",
                over!("endpoint_id, idx"),
                "); DELETE FROM webhook_delivery WHERE (endpoint_id, idx) IN (",
                over!("endpoint_id, idx"),
                "); COMMIT"
            ));
            turn.commit(of(forget)).await?;
            forgotten += old;
            if old < STEP {
                return Ok(forgotten);
            }
        }
    }
}

impl SqliteStore {
    /// Runs a script of the office that begins a transaction and commits it.
    async fn run(&self, script: Query) -> Result<(), StoreError> {
        let mut turn = self.writer.office_turn().await?;
        match turn.run(script).await {
            Ok(()) => Ok(()),
            Err(error) => Err(turn.give_up(store_error(error)).await),
        }
    }
}

fn key(id: EndpointId) -> Vec<u8> {
    id.to_bytes().to_vec()
}

/// Binds the line as `$1` to `$6`, and behind it the address and what people change of it, up to
/// `$19`.
fn with_changes(query: Query, endpoint: &Endpoint, line: &AuditLine) -> Result<Query, StoreError> {
    let (older, until) = endpoint.older.clone().unzip();
    Ok(with_line(query, Some(line))
        .bind(key(endpoint.id))
        .bind(endpoint.url.clone())
        .bind(endpoint.description.clone())
        .bind(endpoint.events.to_text())
        .bind(endpoint.secret.clone())
        .bind(older)
        .bind(until.map(Timestamp::as_millis))
        .bind(endpoint.off.map(|off| off.why.word()))
        .bind(endpoint.off.map(|off| off.at.as_millis()))
        .bind(endpoint.failing_since.map(Timestamp::as_millis))
        .bind(endpoint.warned_at.map(Timestamp::as_millis))
        .bind(stored_index(endpoint.revision)?)
        .bind(endpoint.rotated.map(|rotated| rotated.to_vec())))
}

/// Deliveries as one JSON array.
fn list(deliveries: &[Delivery]) -> Result<String, StoreError> {
    let rows = deliveries.iter().map(|delivery| {
        let customer = delivery.customer.map(CustomerId::to_bytes);
        Ok(json!([
            stored_index(delivery.id.index)?,
            delivery.kind.word(),
            customer.map(|id| mutual::digest::hex(&id)),
            delivery.urgent,
            delivery.course.word(),
            delivery.tries,
            delivery.at.as_millis(),
        ]))
    });
    let rows: Vec<_> = rows.collect::<Result<_, StoreError>>()?;
    Ok(json!(rows).to_string())
}
