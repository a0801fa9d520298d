//! What arrived, and what was used.

use std::collections::{BTreeSet, HashSet};
use std::time::Duration;

use async_trait::async_trait;
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::id::CustomerId;
use mutual::insight::{Arrivals, Uses};
use mutual::port::{AnswerRow, Sealing, StoreError, UsedOn, ValueStore};
use mutual::value::{
    Amount, Book, Delivered, LastUse, Standing, Total, UsageEvent, UsageReport, ValueEvent,
    ValueReport,
};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::SqliteStore;
use crate::asked;
use crate::error::{away, corrupt};
use crate::insight;
use crate::row::{bytes, get, number, time};
use crate::writer::{Query, Turn};

/// How many reports stand in the office's queue at most. Each may be a list of a thousand, behind which stands
/// whoever comes next: what machines decided, or somebody who signs in.
pub(crate) const REPORTS: usize = 4;
/// How long a report waits for its place in that queue.
const PATIENCE: Duration = Duration::from_secs(5);

/// Begins, and reads which of these customers are there: who is not is erased or never was, and
/// nobody erases her until this transaction ends.
const BEGIN: &str = "
    BEGIN IMMEDIATE;
    SELECT coalesce(group_concat(hex(id), ' '), '') AS known FROM customer
    WHERE id IN (SELECT unhex(value) FROM json_each($1))";

/// The events that stand under these keys.
const VALUE_BEFORE: &str = "
    SELECT v.customer_id, v.proposition, v.benefit, v.proof_ref, v.unit, v.amount, v.at
    FROM json_each($1) AS e
    JOIN value_event AS v
      ON v.customer_id = unhex(e.value ->> 0) AND v.proposition = e.value ->> 1
     AND v.benefit = e.value ->> 2 AND v.proof_ref = e.value ->> 3";

const USAGE_BEFORE: &str = "
    SELECT u.customer_id, u.data, u.purpose, u.at, u.context
    FROM json_each($1) AS e
    JOIN usage_event AS u
      ON u.customer_id = unhex(e.value ->> 0) AND u.data = e.value ->> 1
     AND u.purpose = e.value ->> 2 AND u.at = e.value ->> 3 AND u.context = e.value ->> 4";

macro_rules! and_answer {
    ($write:literal, $count:literal) => {
        concat!(
            $write,
            ";",
            $count,
            ";
    INSERT INTO answer (key, request, customer_id, answer, at)
    SELECT $3, $4, $5, $6, $7 WHERE $3 IS NOT NULL;
    COMMIT"
        )
    };
}

const WRITE_VALUE: &str = and_answer!(
    "INSERT INTO value_event (customer_id, proposition, benefit, proof_ref, unit, amount, at,
                              reported_at)
    SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, $2
    FROM json_each($1)
    WHERE true
    ON CONFLICT (customer_id, proposition, benefit, proof_ref) DO UPDATE SET
        unit = excluded.unit, amount = excluded.amount, at = excluded.at,
        reported_at = excluded.reported_at",
    "
    INSERT INTO arrived_on (proposition, benefit, unit, day, wholes, parts, gone_wholes,
                            gone_parts)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, 0, 0
    FROM json_each($8) WHERE true
    ON CONFLICT (proposition, benefit, unit, day) DO UPDATE SET
        wholes = wholes + excluded.wholes, parts = parts + excluded.parts"
);

const WRITE_USAGE: &str = and_answer!(
    "INSERT INTO usage_event (customer_id, data, purpose, at, context, reported_at)
    SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4, $2
    FROM json_each($1)",
    "
    INSERT INTO used_on (purpose, data, day, times, gone)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, 0 FROM json_each($8) WHERE true
    ON CONFLICT (purpose, data, day) DO UPDATE SET times = times + excluded.times"
);

#[async_trait]
impl ValueStore for SqliteStore {
    async fn report_value(
        &self,
        reports: &[ValueReport],
        now: Timestamp,
        seal: &Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError> {
        let _place = place(&self.reports).await?;
        let mut turn = self.writer.office_turn().await?;
        let customers = reports.iter().map(|report| report.event.customer);
        let known = begin(&mut turn, customers).await?;
        let keys = reports.iter().map(|report| value_row(&report.event));
        let before = sqlx::query(VALUE_BEFORE).bind(list(keys));
        let before = turn.fetch_all(before).await?;
        let before: Result<Vec<_>, _> = before.iter().map(value_event).collect();
        let mut book = match before {
            Ok(before) => Book::of(before),
            Err(error) => return Err(turn.give_up(error).await),
        };
        let stood = book.clone();
        let mut written = BTreeSet::new();
        let standings = reports.iter().map(|report| {
            if !known.contains(&report.event.customer) {
                return Standing::Gone;
            }
            let standing = book.take(report);
            if standing.is_written() {
                written.insert(report.event.key());
            }
            standing
        });
        let standings: Vec<_> = standings.collect();
        let events = written.iter().filter_map(|key| book.get(key));
        let rows = list(events.map(value_row));
        let mut arrived = Arrivals::default();
        for key in &written {
            if let Some(before) = stood.get(key) {
                arrived.take_back(before);
            }
            if let Some(event) = book.get(key) {
                arrived.add(event);
            }
        }
        let writing = Writing {
            statement: WRITE_VALUE,
            rows,
            counts: insight::arrivals(&arrived),
        };
        finish(turn, writing, now, seal, standings).await
    }

    async fn report_usage(
        &self,
        reports: &[UsageReport],
        now: Timestamp,
        seal: &Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError> {
        let _place = place(&self.reports).await?;
        let mut turn = self.writer.office_turn().await?;
        let events = || reports.iter().map(|report| &report.event);
        let known = begin(&mut turn, events().map(|event| event.customer)).await?;
        let before = sqlx::query(USAGE_BEFORE).bind(list(events().map(usage_row)));
        let before = turn.fetch_all(before).await?;
        let before: Result<BTreeSet<_>, _> = before.iter().map(usage_event).collect();
        let mut seen = match before {
            Ok(before) => before,
            Err(error) => return Err(turn.give_up(error).await),
        };
        let mut written = Vec::new();
        let mut uses = Uses::default();
        let there = reports
            .iter()
            .filter(|report| known.contains(&report.event.customer));
        let messages: BTreeSet<_> = there.filter_map(UsageReport::message).collect();
        let messages: Vec<_> = messages.into_iter().collect();
        let sent = asked::send(&mut turn, &messages).await?;
        let mut sent: BTreeSet<_> = sent.into_iter().collect();
        let standings = reports.iter().map(|report| {
            let event = &report.event;
            if !known.contains(&event.customer) {
                return Standing::Gone;
            }
            let message = report.message();
            let is_sent = message.is_some_and(|message| sent.remove(&message));
            if seen.insert(event.clone()) {
                written.push(usage_row(event));
                uses.add(event);
                Standing::New
            } else if is_sent {
                Standing::Correction
            } else {
                Standing::Same
            }
        });
        let standings: Vec<_> = standings.collect();
        let writing = Writing {
            statement: WRITE_USAGE,
            rows: list(written.into_iter()),
            counts: insight::uses(&uses),
        };
        finish(turn, writing, now, seal, standings).await
    }

    async fn value_known(&self, events: &[ValueEvent]) -> Result<Vec<ValueEvent>, StoreError> {
        let query = sqlx::query(VALUE_BEFORE).bind(list(events.iter().map(value_row)));
        let rows = self.fetch_all(query).await?;
        rows.iter().map(value_event).collect()
    }

    async fn usage_known(&self, events: &[UsageEvent]) -> Result<Vec<UsageEvent>, StoreError> {
        let query = sqlx::query(USAGE_BEFORE).bind(list(events.iter().map(usage_row)));
        let rows = self.fetch_all(query).await?;
        rows.iter().map(usage_event).collect()
    }

    async fn delivered(&self, customer: CustomerId) -> Result<Vec<Delivered>, StoreError> {
        // Wholes and what is beside them are added up apart, so that neither sum overflows.
        let query = sqlx::query(
            "SELECT proposition, benefit, unit, sum(amount / 1000000) AS wholes,
                    sum(amount % 1000000) AS parts, count(*) AS times, max(at) AS last_at
             FROM value_event WHERE customer_id = $1 AND amount > 0
             GROUP BY proposition, benefit, unit ORDER BY proposition, benefit, unit",
        );
        let rows = self.fetch_all(query.bind(id(customer))).await?;
        rows.iter()
            .map(|row| {
                Ok(Delivered {
                    proposition: slug(row, "proposition")?,
                    benefit: slug(row, "benefit")?,
                    unit: get(row, "unit")?,
                    total: Total::of_parts(get(row, "wholes")?, get(row, "parts")?),
                    times: number(row, "times")?,
                    last_at: time(row, "last_at")?,
                })
            })
            .collect()
    }

    async fn last_uses(
        &self,
        customer: CustomerId,
        pairs: &[(Slug, Slug)],
    ) -> Result<Vec<LastUse>, StoreError> {
        let query = sqlx::query(
            "SELECT data, purpose, at FROM (
                 SELECT value ->> 0 AS data, value ->> 1 AS purpose,
                        (SELECT max(u.at) FROM usage_event AS u
                         WHERE u.customer_id = $1 AND u.data = value ->> 0
                           AND u.purpose = value ->> 1) AS at
                 FROM json_each($2))
             WHERE at IS NOT NULL ORDER BY data, purpose",
        );
        let pairs = pairs
            .iter()
            .map(|(data, purpose)| json!([**data, **purpose]));
        let rows = self.fetch_all(query.bind(id(customer)).bind(list(pairs)));
        rows.await?
            .iter()
            .map(|row| {
                Ok(LastUse {
                    data: slug(row, "data")?,
                    purpose: slug(row, "purpose")?,
                    at: time(row, "at")?,
                })
            })
            .collect()
    }

    async fn value_events(
        &self,
        customer: CustomerId,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ValueEvent>, StoreError> {
        let query = sqlx::query(
            "SELECT customer_id, proposition, benefit, proof_ref, unit, amount, at
             FROM value_event WHERE customer_id = $1 AND at <= $2 AND amount > 0
             ORDER BY at DESC, proposition, benefit, proof_ref LIMIT $3",
        );
        let query = query.bind(id(customer)).bind(until.as_millis()).bind(limit);
        self.fetch_all(query)
            .await?
            .iter()
            .map(value_event)
            .collect()
    }

    async fn newest_use(
        &self,
        customer: CustomerId,
        until: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let query = sqlx::query(
            "SELECT at FROM usage_event WHERE customer_id = $1 AND at <= $2
             ORDER BY at DESC LIMIT 1",
        );
        let query = query.bind(id(customer)).bind(until.as_millis());
        let row = self.fetch_optional(query).await?;
        row.map(|row| time(&row, "at")).transpose()
    }

    async fn used_on(
        &self,
        customer: CustomerId,
        stretches: &[(Timestamp, Timestamp)],
    ) -> Result<Vec<UsedOn>, StoreError> {
        let query = sqlx::query(
            "SELECT s.key AS stretch, u.data, u.purpose, count(*) AS times, max(u.at) AS last_at
             FROM json_each($2) AS s
             CROSS JOIN usage_event AS u INDEXED BY usage_event_at
             WHERE u.customer_id = $1 AND u.at >= s.value ->> 0 AND u.at < s.value ->> 1
             GROUP BY s.key, u.data, u.purpose ORDER BY s.key, u.data, u.purpose",
        );
        let stretches = stretches.iter();
        let stretches = stretches.map(|(from, to)| json!([from.as_millis(), to.as_millis()]));
        let query = query.bind(id(customer)).bind(list(stretches));
        let rows = self.fetch_all(query).await?;
        rows.iter()
            .map(|row| {
                Ok(UsedOn {
                    stretch: number(row, "stretch")?,
                    data: slug(row, "data")?,
                    purpose: slug(row, "purpose")?,
                    times: number(row, "times")?,
                    last_at: time(row, "last_at")?,
                })
            })
            .collect()
    }
}

/// Waits for a place among the reports that may stand in the office's queue: however many come, most
/// of that queue is free for those who sign in.
async fn place(reports: &Semaphore) -> Result<SemaphorePermit<'_>, StoreError> {
    let waiting = tokio::time::timeout(PATIENCE, reports.acquire()).await;
    let place = waiting.map_err(|_| away("too many reports are waiting"))?;
    place.map_err(|_| away("the database is closed"))
}

/// Begins a transaction; who of the customers is there.
async fn begin(
    turn: &mut Turn<'_>,
    customers: impl Iterator<Item = CustomerId>,
) -> Result<HashSet<CustomerId>, StoreError> {
    let customers: BTreeSet<_> = customers.collect();
    let asked = list(customers.iter().map(|id| json!(hex(*id))));
    let row = turn.begin(sqlx::query(BEGIN).bind(asked)).await?;
    let known: &str = get(&row, "known")?;
    let known: HashSet<_> = known.split(' ').collect();
    let there = customers.into_iter();
    Ok(there
        .filter(|id| known.contains(hex(*id).as_str()))
        .collect())
}

/// What is written, and by which statement.
struct Writing {
    statement: &'static str,
    rows: String,
    /// What they add to the counts.
    counts: String,
}

/// Writes the rows, what they count and the answer, and ends the transaction.
async fn finish(
    mut turn: Turn<'_>,
    writing: Writing,
    now: Timestamp,
    seal: &Sealing<'_>,
    standings: Vec<Standing>,
) -> Result<Vec<Standing>, StoreError> {
    let answer = match seal(&standings) {
        Ok(answer) => answer,
        Err(error) => return Err(turn.give_up(error).await),
    };
    let query = sqlx::query(writing.statement)
        .bind(writing.rows)
        .bind(now.as_millis());
    turn.commit(with_answer(query, answer.as_ref()).bind(writing.counts))
        .await?;
    Ok(standings)
}

/// Binds an answer as five parameters, all NULL where there is none.
pub(crate) fn with_answer(query: Query, answer: Option<&AnswerRow>) -> Query {
    let (key, request, content) = match answer {
        Some(row) => (
            Some(row.key.to_vec()),
            Some(row.request.to_vec()),
            Some(row.answer.clone()),
        ),
        None => (None, None, None),
    };
    let customer = answer.and_then(|row| row.customer);
    query
        .bind(key)
        .bind(request)
        .bind(customer.map(id))
        .bind(content)
        .bind(answer.map(|row| row.at.as_millis()))
}

fn id(customer: CustomerId) -> Vec<u8> {
    customer.to_bytes().to_vec()
}

/// As SQLite writes it.
fn hex(customer: CustomerId) -> String {
    mutual::digest::hex(&customer.to_bytes()).to_uppercase()
}

/// Rows as one JSON array.
fn list(rows: impl Iterator<Item = Value>) -> String {
    Value::Array(rows.collect()).to_string()
}

fn value_row(event: &ValueEvent) -> Value {
    json!([
        hex(event.customer),
        *event.proposition,
        *event.benefit,
        event.proof_ref,
        event.unit,
        event.amount.millionths(),
        event.at.as_millis()
    ])
}

fn usage_row(event: &UsageEvent) -> Value {
    json!([
        hex(event.customer),
        *event.data,
        *event.purpose,
        event.at.as_millis(),
        event.context
    ])
}

fn value_event(row: &SqliteRow) -> Result<ValueEvent, StoreError> {
    Ok(ValueEvent {
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        proposition: slug(row, "proposition")?,
        benefit: slug(row, "benefit")?,
        proof_ref: get(row, "proof_ref")?,
        unit: get(row, "unit")?,
        amount: Amount::of_millionths(get(row, "amount")?).ok_or_else(|| corrupt("amount"))?,
        at: time(row, "at")?,
    })
}

fn usage_event(row: &SqliteRow) -> Result<UsageEvent, StoreError> {
    Ok(UsageEvent {
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        data: slug(row, "data")?,
        purpose: slug(row, "purpose")?,
        at: time(row, "at")?,
        context: get(row, "context")?,
    })
}

fn slug(row: &SqliteRow, column: &'static str) -> Result<Slug, StoreError> {
    let text: &str = get(row, column)?;
    text.parse().map_err(|_| corrupt(column))
}
