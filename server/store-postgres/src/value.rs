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
use sqlx::postgres::{PgRow, Postgres};
use sqlx::{Connection as _, Transaction};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::PostgresStore;
use crate::asked;
use crate::error::{away, corrupt};
use crate::insight;
use crate::link::{Link, Query, Size};
use crate::persist::{Broken, Writing, persist};
use crate::row::{bytes, get, number, text, time};
use crate::text::stored;

/// Which of these customers are there. The lock lets choices go on, and an erasure wait: it takes
/// her row first, and so finds everything that was written before.
const KNOWN: &str = "
    SELECT id FROM customer WHERE id = ANY ($1) ORDER BY id FOR KEY SHARE";

/// Writes what nobody reported before, in the order of the keys, so that two writers who meet wait
/// in one direction.
const ADD_VALUE: &str = "
    INSERT INTO value_event (customer_id, proposition, benefit, proof_ref, unit, amount, at,
                             reported_at)
    SELECT e.*, $8::int8
    FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int8[],
                $7::int8[]) AS e
    ORDER BY 1, 2, 3, 4
    ON CONFLICT DO NOTHING
    RETURNING customer_id, proposition, benefit, proof_ref, unit, amount, at";

/// What stands under these keys, held until the end of the transaction.
const VALUE_BEFORE: &str = "
    SELECT v.customer_id, v.proposition, v.benefit, v.proof_ref, v.unit, v.amount, v.at
    FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[])
         AS e (customer_id, proposition, benefit, proof_ref)
    JOIN value_event AS v USING (customer_id, proposition, benefit, proof_ref)
    ORDER BY 1, 2, 3, 4 FOR UPDATE OF v";

const VALUE_KNOWN: &str = "
    SELECT v.customer_id, v.proposition, v.benefit, v.proof_ref, v.unit, v.amount, v.at
    FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[])
         AS e (customer_id, proposition, benefit, proof_ref)
    JOIN value_event AS v USING (customer_id, proposition, benefit, proof_ref)";

const USAGE_KNOWN: &str = "
    SELECT customer_id, data, purpose, at, context
    FROM unnest($1::bytea[], $2::text[], $3::text[], $4::int8[], $5::text[])
         AS e (customer_id, data, purpose, at, context)
    JOIN usage_event USING (customer_id, data, purpose, at, context)";

const CORRECT_VALUE: &str = "
    UPDATE value_event AS v
    SET unit = e.unit, amount = e.amount, at = e.at, reported_at = $8
    FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int8[],
                $7::int8[])
         AS e (customer_id, proposition, benefit, proof_ref, unit, amount, at)
    WHERE v.customer_id = e.customer_id AND v.proposition = e.proposition
      AND v.benefit = e.benefit AND v.proof_ref = e.proof_ref";

const ADD_USAGE: &str = "
    INSERT INTO usage_event (customer_id, data, purpose, at, context, reported_at)
    SELECT e.*, $6::int8
    FROM unnest($1::bytea[], $2::text[], $3::text[], $4::int8[], $5::text[]) AS e
    ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT DO NOTHING
    RETURNING customer_id, data, purpose, at, context";

const ANSWER: &str = "
    INSERT INTO answer (key, request, customer_id, answer, at) VALUES ($1, $2, $3, $4, $5)";

/// How many reports are written at once: half of the connections.
pub(crate) const REPORTS: usize = 4;
/// How long a report waits for its turn.
const TURN: Duration = Duration::from_secs(5);
/// What whoever reports too much at once is told.
const LATE: &str = "it took too long to write what was reported";

#[async_trait]
impl ValueStore for PostgresStore {
    async fn report_value(
        &self,
        reports: &[ValueReport],
        now: Timestamp,
        seal: &Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError> {
        let _place = place(&self.reports).await?;
        let write = || -> Writing<'_, _> { Box::pin(write_value(&self.link, reports, now, seal)) };
        persist(LATE, write).await
    }

    async fn report_usage(
        &self,
        reports: &[UsageReport],
        now: Timestamp,
        seal: &Sealing<'_>,
    ) -> Result<Vec<Standing>, StoreError> {
        let _place = place(&self.reports).await?;
        let write = || -> Writing<'_, _> { Box::pin(write_usage(&self.link, reports, now, seal)) };
        persist(LATE, write).await
    }

    async fn value_known(&self, events: &[ValueEvent]) -> Result<Vec<ValueEvent>, StoreError> {
        let events: Vec<_> = events.iter().collect();
        let make = || value_keys(VALUE_KNOWN, &events);
        let rows = self.link.fetch_all(Size::Small, make).await?;
        rows.iter().map(value_event).collect()
    }

    async fn usage_known(&self, events: &[UsageEvent]) -> Result<Vec<UsageEvent>, StoreError> {
        let events: Vec<_> = events.iter().collect();
        let make = || usage_rows(USAGE_KNOWN, &events);
        let rows = self.link.fetch_all(Size::Small, make).await?;
        rows.iter().map(usage_event).collect()
    }

    async fn delivered(&self, customer: CustomerId) -> Result<Vec<Delivered>, StoreError> {
        // Wholes and what is beside them are added up apart, as in the other dialect.
        let make = || {
            sqlx::query(
                "SELECT proposition, benefit, unit, sum(amount / 1000000)::int8 AS wholes,
                        sum(amount % 1000000)::int8 AS parts, count(*) AS times,
                        max(at) AS last_at
                 FROM value_event WHERE customer_id = $1 AND amount > 0
                 GROUP BY proposition, benefit, unit ORDER BY proposition, benefit, unit",
            )
            .bind(customer.to_bytes())
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter()
            .map(|row| {
                Ok(Delivered {
                    proposition: slug(row, "proposition")?,
                    benefit: slug(row, "benefit")?,
                    unit: text(row, "unit")?,
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
        let make = || {
            let data: Vec<_> = pairs.iter().map(|(data, _)| data.as_str()).collect();
            let purposes: Vec<_> = pairs.iter().map(|(_, purpose)| purpose.as_str()).collect();
            sqlx::query(
                "SELECT data, purpose, at FROM (
                     SELECT p.data, p.purpose,
                            (SELECT max(u.at) FROM usage_event AS u
                             WHERE u.customer_id = $1 AND u.data = p.data
                               AND u.purpose = p.purpose) AS at
                     FROM unnest($2::text[], $3::text[]) AS p (data, purpose)) AS last
                 WHERE at IS NOT NULL ORDER BY data COLLATE \"C\", purpose COLLATE \"C\"",
            )
            .bind(customer.to_bytes())
            .bind(data)
            .bind(purposes)
        };
        let rows = self.link.fetch_all(Size::Small, make).await?;
        rows.iter()
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
        let make = || {
            sqlx::query(
                "SELECT customer_id, proposition, benefit, proof_ref, unit, amount, at
                 FROM value_event WHERE customer_id = $1 AND at <= $2 AND amount > 0
                 ORDER BY at DESC, proposition, benefit, proof_ref LIMIT $3",
            )
            .bind(customer.to_bytes())
            .bind(until.as_millis())
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(value_event).collect()
    }

    async fn newest_use(
        &self,
        customer: CustomerId,
        until: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT at FROM usage_event WHERE customer_id = $1 AND at <= $2
                 ORDER BY at DESC LIMIT 1",
            )
            .bind(customer.to_bytes())
            .bind(until.as_millis())
        };
        let row = self.link.fetch_optional(make).await?;
        row.map(|row| time(&row, "at")).transpose()
    }

    async fn used_on(
        &self,
        customer: CustomerId,
        stretches: &[(Timestamp, Timestamp)],
    ) -> Result<Vec<UsedOn>, StoreError> {
        let make = || {
            let from: Vec<_> = stretches.iter().map(|(from, _)| from.as_millis()).collect();
            let to: Vec<_> = stretches.iter().map(|(_, to)| to.as_millis()).collect();
            sqlx::query(
                "SELECT s.n - 1 AS stretch, u.data, u.purpose, count(*) AS times,
                        max(u.at) AS last_at
                 FROM unnest($2::int8[], $3::int8[]) WITH ORDINALITY AS s (begins, ends, n)
                 JOIN usage_event AS u
                   ON u.customer_id = $1 AND u.at >= s.begins AND u.at < s.ends
                 GROUP BY s.n, u.data, u.purpose ORDER BY s.n, u.data, u.purpose",
            )
            .bind(customer.to_bytes())
            .bind(from)
            .bind(to)
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
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

/// Waits for a place among the reports that are written at once: however many come, some connections
/// are free for those who sign in.
async fn place(reports: &Semaphore) -> Result<SemaphorePermit<'_>, StoreError> {
    let waiting = tokio::time::timeout(TURN, reports.acquire()).await;
    let place = waiting.map_err(|_| away("too many reports are waiting"))?;
    place.map_err(|_| away("the database is closed"))
}

async fn write_value(
    link: &Link,
    reports: &[ValueReport],
    now: Timestamp,
    seal: &Sealing<'_>,
) -> Result<Vec<Standing>, Broken> {
    let mut connection = link.connection().await?;
    // Where it breaks off, nothing of it was done: the connection undoes it before its next use.
    let mut transaction = connection.begin().await?;
    let customers = reports.iter().map(|report| report.event.customer);
    let known = known(&mut transaction, customers).await?;
    // Of several reports under one key, the first is added, if none was before.
    let mut first = Book::default();
    for report in reports {
        let event = &report.event;
        if known.contains(&event.customer) && first.get(&event.key()).is_none() {
            first.take(report);
        }
    }
    let first: Vec<_> = first.events().collect();
    let add = value_rows(ADD_VALUE, &first).bind(now.as_millis());
    let added = add.fetch_all(&mut *transaction).await?;
    let added: Vec<_> = added.iter().map(value_event).collect::<Result<_, _>>()?;
    let before = value_keys(VALUE_BEFORE, &first);
    let before = before.fetch_all(&mut *transaction).await?;
    let before: Vec<_> = before.iter().map(value_event).collect::<Result<_, _>>()?;
    let mut arrived = Arrivals::default();
    added.iter().for_each(|event| arrived.add(event));
    let mut fresh: HashSet<_> = added.iter().map(ValueEvent::key).collect();
    let mut book = Book::of(before);
    let stood = book.clone();
    let mut corrected = BTreeSet::new();
    let standings = reports.iter().map(|report| {
        if !known.contains(&report.event.customer) {
            return Standing::Gone;
        }
        if fresh.remove(&report.event.key()) {
            return Standing::New;
        }
        let standing = book.take(report);
        if standing == Standing::Correction {
            corrected.insert(report.event.key());
        }
        standing
    });
    let standings: Vec<_> = standings.collect();
    let corrected: Vec<_> = corrected.iter().filter_map(|key| book.get(key)).collect();
    if !corrected.is_empty() {
        let correct = value_rows(CORRECT_VALUE, &corrected).bind(now.as_millis());
        correct.execute(&mut *transaction).await?;
    }
    for event in corrected {
        if let Some(before) = stood.get(&event.key()) {
            arrived.take_back(before);
        }
        arrived.add(event);
    }
    // Last, so that others who count on the same day wait for as short as can be.
    insight::add_arrived(&mut transaction, &arrived).await?;
    answered(&mut transaction, seal(&standings)?.as_ref()).await?;
    transaction.commit().await?;
    Ok(standings)
}

async fn write_usage(
    link: &Link,
    reports: &[UsageReport],
    now: Timestamp,
    seal: &Sealing<'_>,
) -> Result<Vec<Standing>, Broken> {
    let mut connection = link.connection().await?;
    let mut transaction = connection.begin().await?;
    let customers = reports.iter().map(|report| report.event.customer);
    let known = known(&mut transaction, customers).await?;
    let there = || {
        let reports = reports.iter();
        reports.filter(|report| known.contains(&report.event.customer))
    };
    let once: BTreeSet<_> = there().map(|report| &report.event).collect();
    let once: Vec<_> = once.into_iter().collect();
    let add = usage_rows(ADD_USAGE, &once).bind(now.as_millis());
    let added = add.fetch_all(&mut *transaction).await?;
    let mut fresh: BTreeSet<_> = added.iter().map(usage_event).collect::<Result<_, _>>()?;
    let mut uses = Uses::default();
    fresh.iter().for_each(|event| uses.add(event));
    let messages: BTreeSet<_> = there().filter_map(UsageReport::message).collect();
    let messages: Vec<_> = messages.into_iter().collect();
    let new = asked::send(&mut transaction, &messages).await?;
    let mut sent: BTreeSet<_> = new.iter().cloned().collect();
    let standings = reports.iter().map(|report| {
        if !known.contains(&report.event.customer) {
            return Standing::Gone;
        }
        let message = report.message();
        let is_sent = message.is_some_and(|message| sent.remove(&message));
        if fresh.remove(&report.event) {
            Standing::New
        } else if is_sent {
            Standing::Correction
        } else {
            Standing::Same
        }
    });
    let standings: Vec<_> = standings.collect();
    insight::add_used(&mut transaction, &uses).await?;
    asked::add_sent(&mut transaction, &new).await?;
    answered(&mut transaction, seal(&standings)?.as_ref()).await?;
    transaction.commit().await?;
    Ok(standings)
}

pub(crate) async fn known(
    transaction: &mut Transaction<'_, Postgres>,
    customers: impl Iterator<Item = CustomerId>,
) -> Result<HashSet<CustomerId>, Broken> {
    let customers: BTreeSet<_> = customers.map(CustomerId::to_bytes).collect();
    let customers: Vec<_> = customers.into_iter().collect();
    let query = sqlx::query(KNOWN).bind(customers);
    let rows = query.fetch_all(&mut **transaction).await?;
    let ids = rows.iter().map(|row| bytes(row, "id"));
    let ids = ids.map(|id| Ok(CustomerId::from_bytes(id?)));
    ids.collect()
}

/// Keeps an answer with what else the transaction writes.
pub(crate) async fn answered(
    transaction: &mut Transaction<'_, Postgres>,
    answer: Option<&AnswerRow>,
) -> Result<(), Broken> {
    if answer.is_none() {
        return Ok(());
    }
    let query = with_answer(sqlx::query(ANSWER), answer);
    query.execute(&mut **transaction).await?;
    Ok(())
}

/// Binds an answer as five parameters, all NULL where there is none.
pub(crate) fn with_answer(query: Query, answer: Option<&AnswerRow>) -> Query {
    query
        .bind(answer.map(|row| row.key))
        .bind(answer.map(|row| row.request))
        .bind(
            answer
                .and_then(|row| row.customer)
                .map(CustomerId::to_bytes),
        )
        .bind(answer.map(|row| row.answer.clone()))
        .bind(answer.map(|row| row.at.as_millis()))
}

/// One value of each row.
fn column<'r, R, T>(rows: &[&'r R], value: impl Fn(&'r R) -> T) -> Vec<T> {
    rows.iter().map(|row| value(row)).collect()
}

fn value_keys(statement: &'static str, events: &[&ValueEvent]) -> Query {
    sqlx::query(statement)
        .bind(column(events, |event| event.customer.to_bytes()))
        .bind(column(events, |event| event.proposition.to_string()))
        .bind(column(events, |event| event.benefit.to_string()))
        .bind(column(events, |event| {
            stored(&event.proof_ref).into_owned()
        }))
}

fn value_rows(statement: &'static str, events: &[&ValueEvent]) -> Query {
    value_keys(statement, events)
        .bind(column(events, |event| stored(&event.unit).into_owned()))
        .bind(column(events, |event| event.amount.millionths()))
        .bind(column(events, |event| event.at.as_millis()))
}

fn usage_rows(statement: &'static str, events: &[&UsageEvent]) -> Query {
    sqlx::query(statement)
        .bind(column(events, |event| event.customer.to_bytes()))
        .bind(column(events, |event| event.data.to_string()))
        .bind(column(events, |event| event.purpose.to_string()))
        .bind(column(events, |event| event.at.as_millis()))
        .bind(column(events, |event| stored(&event.context).into_owned()))
}

fn value_event(row: &PgRow) -> Result<ValueEvent, StoreError> {
    Ok(ValueEvent {
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        proposition: slug(row, "proposition")?,
        benefit: slug(row, "benefit")?,
        proof_ref: text(row, "proof_ref")?,
        unit: text(row, "unit")?,
        amount: Amount::of_millionths(get(row, "amount")?).ok_or_else(|| corrupt("amount"))?,
        at: time(row, "at")?,
    })
}

fn usage_event(row: &PgRow) -> Result<UsageEvent, StoreError> {
    Ok(UsageEvent {
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        data: slug(row, "data")?,
        purpose: slug(row, "purpose")?,
        at: time(row, "at")?,
        context: text(row, "context")?,
    })
}

fn slug(row: &PgRow, column: &'static str) -> Result<Slug, StoreError> {
    let text: &str = get(row, column)?;
    text.parse().map_err(|_| corrupt(column))
}
