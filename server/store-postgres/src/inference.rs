//! What is guessed about customers.

use async_trait::async_trait;
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::consent::Rejection;
use mutual::decision::{GuessCounts, GuessedOn};
use mutual::guard::{Confidence, EARLIER_TELLINGS, GoneGuess, Guess, GuessSince, Inference, Model};
use mutual::id::CustomerId;
use mutual::insight::Day;
use mutual::port::{AnswerRow, InferenceStore, Put, RowOver, StoreError};
use serde_json::json;
use sqlx::Connection as _;
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::{Link, Query, Size};
use crate::persist::{Broken, Writing, persist};
use crate::row::{bytes, get, maybe_time, number, stored_index, text, time};
use crate::text::stored;
use crate::value::answered;

/// Whether she is there, and how many other guesses there are about her. The lock lets choices go on,
/// and an erasure wait: it takes her row first, and so finds everything that was written before.
const KNOWN: &str = "
    SELECT (SELECT count(*) FROM guess WHERE customer_id = c.id AND key <> $2) AS others
    FROM customer AS c WHERE c.id = $1 FOR KEY SHARE";

/// Whether what is told is what stands there, but for how sure it is and what was seen.
macro_rules! again {
    () => {
        "guess.label = excluded.label AND guess.says = excluded.says
             AND guess.derived_from = excluded.derived_from AND guess.purposes = excluded.purposes
             AND guess.model = excluded.model AND guess.model_version = excluded.model_version"
    };
}

/// One that was decided from an older state changes nothing. What its model told in these words before is
/// not counted once more. What stood there in other words is kept as one that goes: nothing of what it says.
/// Of those that went so since there is one under its key the newest ones stay; the one that goes now is not
/// among them yet. Whoever counts has the guess first, so that nobody waits for each other.
const PUT: &str = concat!(
    "
    WITH stood AS (
        SELECT customer_id, key, derived_from, purposes, idx, at, coalesce(first_idx, idx) AS first_idx,
               coalesce(first_at, at) AS first_at, key_at,
               label = $3 AND says = $4 AND model = $7 AND model_version = $8 AS is_told
        FROM guess WHERE customer_id = $1 AND key = $2 FOR UPDATE
    ), put AS (
        INSERT INTO guess (customer_id, key, label, says, derived_from, purposes, model,
                           model_version, confidence, idx, at, evidence, first_idx, first_at,
                           key_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
        FROM (SELECT 1) AS one LEFT JOIN stood ON true
        WHERE stood.idx IS NULL OR stood.idx <= $10
        ON CONFLICT (customer_id, key) DO UPDATE SET
            label = excluded.label, says = excluded.says, derived_from = excluded.derived_from,
            purposes = excluded.purposes, model = excluded.model,
            model_version = excluded.model_version, confidence = excluded.confidence,
            idx = excluded.idx, at = excluded.at, evidence = excluded.evidence,
            confirmed_at = CASE WHEN guess.label = excluded.label
                                 AND guess.says = excluded.says
                                THEN guess.confirmed_at END,
            first_idx = CASE WHEN ",
    again!(),
    "                        THEN coalesce(guess.first_idx, guess.idx)
                             ELSE excluded.first_idx END,
            first_at = CASE WHEN ",
    again!(),
    "                       THEN coalesce(guess.first_at, guess.at)
                            ELSE excluded.first_at END
        WHERE excluded.idx >= guess.idx
        RETURNING model, model_version, at, first_at
    ), gone AS (
        INSERT INTO guess_gone (customer_id, key, until_at, derived_from, purposes, idx, at,
                                first_idx, first_at, key_at)
        SELECT s.customer_id, s.key, put.first_at, s.derived_from, s.purposes, s.idx, s.at, s.first_idx,
               s.first_at, s.key_at
        FROM stood AS s CROSS JOIN put
        WHERE s.first_at < put.first_at
        ON CONFLICT (customer_id, key, until_at) DO NOTHING
        RETURNING customer_id, key, key_at
    ), forgotten AS (
        DELETE FROM guess_gone WHERE (customer_id, key, until_at) IN (
            SELECT earlier.customer_id, earlier.key, earlier.until_at
            FROM guess_gone AS earlier JOIN gone
              ON earlier.customer_id = gone.customer_id AND earlier.key = gone.key
             AND earlier.key_at IS NOT DISTINCT FROM gone.key_at
            ORDER BY earlier.until_at DESC OFFSET $16 - 1)
    )
    INSERT INTO guessed_on AS o (model, version, day, told, confirmed)
    SELECT model, model_version, at / 86400000, 1, 0 FROM put
    WHERE NOT EXISTS (SELECT 1 FROM stood WHERE is_told)
    ON CONFLICT (model, version, day) DO UPDATE SET told = o.told + 1"
);

/// What she said before is not counted once more, whoever says it at the same moment.
const CONFIRM: &str = "
    WITH said AS (
        UPDATE guess SET confirmed_at = $5
        WHERE customer_id = ANY ($1) AND key = $2 AND label = $3 AND says = $4
          AND confirmed_at IS NULL
        RETURNING model, model_version
    ), counted AS (
        INSERT INTO guessed_on AS o (model, version, day, told, confirmed)
        SELECT model, model_version, $5::int8 / 86400000, 0, 1 FROM said
        GROUP BY model, model_version ORDER BY model, model_version
        ON CONFLICT (model, version, day) DO UPDATE SET confirmed = o.confirmed + 1
    )
    SELECT count(*) AS found FROM guess
    WHERE customer_id = ANY ($1) AND key = $2 AND label = $3 AND says = $4";

/// Deletes guesses, and keeps what is known of those that go: nothing of what they say. An erasure finds that
/// too: it waits for each guess that somebody else deletes, and then looks here.
macro_rules! goes {
    ($of:literal, $until:literal) => {
        concat!(
            "WITH went AS (
                 DELETE FROM guess AS g ",
            $of,
            "    RETURNING g.customer_id, g.key, ",
            $until,
            "              AS until_at, g.derived_from, g.purposes, g.idx, g.at,
                           coalesce(g.first_idx, g.idx) AS first_idx,
                           coalesce(g.first_at, g.at) AS first_at, g.key_at
             ), kept AS (
                 INSERT INTO guess_gone (customer_id, key, until_at, derived_from, purposes, idx, at,
                                         first_idx, first_at, key_at)
                 SELECT customer_id, key, until_at, derived_from, purposes, idx, at, first_idx,
                        first_at, key_at
                 FROM went
                 ON CONFLICT (customer_id, key, until_at) DO NOTHING
             )
             SELECT count(*) AS found FROM went"
        )
    };
}

const REMOVE: &str = goes!("WHERE g.customer_id = ANY ($1) AND g.key = $2 ", "$3::int8");

const DROP: &str = goes!(
    "USING unnest($1::bytea[], $2::text[], $3::int8[], $4::int8[])
         AS seen (customer_id, key, idx, until_at)
     WHERE g.customer_id = seen.customer_id AND g.key = seen.key AND g.idx = seen.idx ",
    "seen.until_at"
);

/// What stood there at `$2`; and the next one that went, where something may have stood there in other words.
const GONE: &str = "
    SELECT customer_id, key, until_at, derived_from, purposes, idx, at, first_idx, first_at, key_at
    FROM guess_gone
    WHERE customer_id = ANY ($1) AND until_at > $2
      AND (first_at <= $2 OR ((key_at IS NULL OR key_at <= $2) AND NOT EXISTS (
          SELECT 1 FROM guess_gone AS sooner
          WHERE sooner.customer_id = guess_gone.customer_id AND sooner.key = guess_gone.key
            AND sooner.until_at > $2 AND sooner.until_at < guess_gone.until_at
            AND sooner.key_at IS NOT DISTINCT FROM guess_gone.key_at)))
    ORDER BY customer_id, key, until_at";

/// The table is as old as its migration, and whatever is deleted since stands in it. Where there was a database
/// before, the program of before may have run on for a while, and what that deleted does not.
const GONE_KNOWN_SINCE: &str = "
    SELECT (extract(epoch FROM made.installed_on + CASE WHEN EXISTS (
               SELECT 1 FROM _sqlx_migrations AS older
               WHERE older.version < made.version
                 AND older.installed_on < made.installed_on - INTERVAL '1 minute')
            THEN INTERVAL '1 hour' ELSE INTERVAL '0' END) * 1000)::int8 AS since
    FROM _sqlx_migrations AS made WHERE made.version = 31";

/// What whoever comes when too much is under way is told.
const LATE: &str = "it took too long to write this guess";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT customer_id, key, label, says, derived_from, purposes, model, model_version,
                    confidence, idx, at, evidence, confirmed_at, key_at,
                    coalesce(first_idx, idx) AS first_idx, coalesce(first_at, at) AS first_at
             FROM guess ",
            $rest
        )
    };
}

#[async_trait]
impl InferenceStore for PostgresStore {
    async fn put_inference(
        &self,
        inference: &Inference,
        most: usize,
        answer: Option<&AnswerRow>,
    ) -> Result<Put, StoreError> {
        let indices = (
            stored_index(inference.index)?,
            stored_index(inference.since.index)?,
        );
        let write =
            || -> Writing<'_, _> { Box::pin(put(&self.link, inference, indices, most, answer)) };
        persist(LATE, write).await
    }

    async fn remove_inference(
        &self,
        records: &[CustomerId],
        key: &Slug,
        until: Timestamp,
        answer: Option<&AnswerRow>,
    ) -> Result<u64, StoreError> {
        let write =
            || -> Writing<'_, _> { Box::pin(remove(&self.link, records, key, until, answer)) };
        persist(LATE, write).await
    }

    async fn confirm_inference(
        &self,
        records: &[CustomerId],
        key: &Slug,
        (label, value): (&str, &str),
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        let make = || {
            sqlx::query(CONFIRM)
                .bind(ids(records))
                .bind(key.to_string())
                .bind(stored(label).into_owned())
                .bind(stored(value).into_owned())
                .bind(at.as_millis())
        };
        let row = self.link.fetch_optional(make).await?;
        row.map_or(Ok(0), |row| number(&row, "found"))
    }

    async fn inferences(&self, records: &[CustomerId]) -> Result<Vec<Inference>, StoreError> {
        let make = || {
            sqlx::query(select!(
                "WHERE customer_id = ANY ($1) ORDER BY customer_id, key"
            ))
            .bind(ids(records))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(inference).collect()
    }

    async fn inferences_after(
        &self,
        after: Option<(CustomerId, &Slug)>,
        limit: u32,
    ) -> Result<Vec<Inference>, StoreError> {
        let (id, key) = match after {
            Some((id, key)) => (id.to_bytes().to_vec(), key.as_str()),
            None => (Vec::new(), ""),
        };
        let make = || {
            sqlx::query(select!(
                "WHERE (customer_id, key) > ($1, $2) ORDER BY customer_id, key LIMIT $3"
            ))
            .bind(id.clone())
            .bind(key.to_owned())
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(inference).collect()
    }

    async fn drop_inferences(&self, rows: &[RowOver]) -> Result<u64, StoreError> {
        let indices = rows.iter().map(|row| stored_index(row.index));
        let indices = indices.collect::<Result<Vec<_>, StoreError>>()?;
        let make = || {
            let ids: Vec<_> = rows.iter().map(|row| row.customer.to_bytes()).collect();
            let keys: Vec<_> = rows.iter().map(|row| row.key.to_string()).collect();
            let ends: Vec<_> = rows.iter().map(|row| row.until.as_millis()).collect();
            sqlx::query(DROP)
                .bind(ids)
                .bind(keys)
                .bind(indices.clone())
                .bind(ends)
        };
        let found = self.link.fetch_all(Size::Large, make).await?;
        found.first().map_or(Ok(0), |row| number(row, "found"))
    }

    async fn gone_inferences(
        &self,
        records: &[CustomerId],
        at: Timestamp,
    ) -> Result<Vec<GoneGuess>, StoreError> {
        let make = || sqlx::query(GONE).bind(ids(records)).bind(at.as_millis());
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(gone).collect()
    }

    async fn gone_known_since(&self) -> Result<Timestamp, StoreError> {
        let row = self
            .link
            .fetch_optional(|| sqlx::query(GONE_KNOWN_SINCE))
            .await?;
        time(&row.ok_or_else(|| corrupt("installed_on"))?, "since")
    }

    async fn forget_gone(&self, before: Timestamp) -> Result<u64, StoreError> {
        // What somebody holds just now goes with whoever is erased, or the next time: an erasure that takes
        // the same rows in another order waits for this, and this for nobody.
        const FORGET: &str = "
            WITH old AS (
                SELECT customer_id, key, until_at FROM guess_gone
                WHERE until_at < $1 ORDER BY until_at LIMIT 1000
                FOR UPDATE SKIP LOCKED
            )
            DELETE FROM guess_gone AS g USING old
            WHERE g.customer_id = old.customer_id AND g.key = old.key
              AND g.until_at = old.until_at";
        self.link.forget(FORGET, before).await
    }

    async fn guess_rejected(
        &self,
        index: u64,
        model: &Model,
        how: Rejection,
        day: Day,
    ) -> Result<(), StoreError> {
        let index = stored_index(index)?;
        let make = || {
            sqlx::query(
                "INSERT INTO guess_rejected (idx, model, version, day, how)
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT (idx, model, version) DO NOTHING",
            )
            .bind(index)
            .bind(stored(&model.name).into_owned())
            .bind(stored(&model.version).into_owned())
            .bind(day.0)
            .bind(how.word())
        };
        self.link.execute(Size::Small, make).await.map(drop)
    }

    async fn guessed_on(&self, models: &[Slug], from: Day) -> Result<Vec<GuessedOn>, StoreError> {
        let make = || {
            let models: Vec<_> = models.iter().map(ToString::to_string).collect();
            sqlx::query(
                "SELECT model, day, sum(told)::int8 AS told, sum(confirmed)::int8 AS confirmed,
                        0::int8 AS wrong, 0::int8 AS dont_guess
                 FROM guessed_on WHERE day >= $1 AND model = ANY ($2)
                 GROUP BY model, day
                 UNION ALL
                 SELECT model, day, 0, 0, count(*) FILTER (WHERE how = 'wrong'),
                        count(*) FILTER (WHERE how = 'dont_guess')
                 FROM guess_rejected WHERE day >= $1 AND model = ANY ($2)
                 GROUP BY model, day
                 ORDER BY 1, 2",
            )
            .bind(from.0)
            .bind(models)
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(guessed_on).collect()
    }
}

fn guessed_on(row: &PgRow) -> Result<GuessedOn, StoreError> {
    Ok(GuessedOn {
        model: text(row, "model")?,
        day: Day(get(row, "day")?),
        counts: GuessCounts {
            told: number(row, "told")?,
            right: number(row, "confirmed")?,
            wrong: number(row, "wrong")?,
            dont_guess: number(row, "dont_guess")?,
        },
    })
}

async fn put(
    link: &Link,
    inference: &Inference,
    indices: (i64, i64),
    most: usize,
    answer: Option<&AnswerRow>,
) -> Result<Put, Broken> {
    let mut connection = link.connection().await?;
    // Where it breaks off, nothing of it was done: the connection undoes it before its next use.
    let mut transaction = connection.begin().await?;
    let known = sqlx::query(KNOWN)
        .bind(inference.customer.to_bytes())
        .bind(inference.guess.key.to_string());
    let Some(row) = known.fetch_optional(&mut *transaction).await? else {
        return Ok(Put::Gone);
    };
    if number::<usize>(&row, "others")? >= most {
        return Ok(Put::Full);
    }
    statement(inference, indices)
        .execute(&mut *transaction)
        .await?;
    answered(&mut transaction, answer).await?;
    transaction.commit().await?;
    Ok(Put::Kept)
}

async fn remove(
    link: &Link,
    records: &[CustomerId],
    key: &Slug,
    until: Timestamp,
    answer: Option<&AnswerRow>,
) -> Result<u64, Broken> {
    let mut connection = link.connection().await?;
    let mut transaction = connection.begin().await?;
    let delete = sqlx::query(REMOVE)
        .bind(ids(records))
        .bind(key.to_string())
        .bind(until.as_millis());
    let found: u64 = number(&delete.fetch_one(&mut *transaction).await?, "found")?;
    if found > 0 {
        answered(&mut transaction, answer).await?;
    }
    transaction.commit().await?;
    Ok(found)
}

fn ids(records: &[CustomerId]) -> Vec<[u8; 16]> {
    records.iter().map(|id| id.to_bytes()).collect()
}

/// `first` is that of since when it stands there.
fn statement(inference: &Inference, (index, first): (i64, i64)) -> Query {
    let (guess, since) = (&inference.guess, &inference.since);
    sqlx::query(PUT)
        .bind(inference.customer.to_bytes())
        .bind(guess.key.to_string())
        .bind(stored(&guess.label).into_owned())
        .bind(stored(&guess.value).into_owned())
        .bind(json!(guess.derived_from).to_string())
        .bind(json!(guess.purposes).to_string())
        .bind(stored(&guess.model.name).into_owned())
        .bind(stored(&guess.model.version).into_owned())
        .bind(i64::from(guess.confidence.parts()))
        .bind(index)
        .bind(inference.at.as_millis())
        .bind(stored(&json!(guess.evidence).to_string()).into_owned())
        .bind(first)
        .bind(since.at.as_millis())
        .bind(since.key_at.map(Timestamp::as_millis))
        .bind(i64::from(EARLIER_TELLINGS))
}

fn inference(row: &PgRow) -> Result<Inference, StoreError> {
    let confidence = Confidence::of_parts(number(row, "confidence")?);
    Ok(Inference {
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        guess: Guess {
            key: key(row)?,
            label: text(row, "label")?,
            value: text(row, "says")?,
            derived_from: slugs(row, "derived_from")?,
            model: Model {
                name: text(row, "model")?,
                version: text(row, "model_version")?,
            },
            confidence: confidence.ok_or_else(|| corrupt("confidence"))?,
            purposes: slugs(row, "purposes")?,
            evidence: serde_json::from_str(&text(row, "evidence")?)
                .map_err(|_| corrupt("evidence"))?,
        },
        index: number(row, "idx")?,
        at: time(row, "at")?,
        since: since(row)?,
        confirmed_at: maybe_time(row, "confirmed_at")?,
    })
}

fn gone(row: &PgRow) -> Result<GoneGuess, StoreError> {
    Ok(GoneGuess {
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        key: key(row)?,
        derived_from: slugs(row, "derived_from")?,
        purposes: slugs(row, "purposes")?,
        index: number(row, "idx")?,
        at: time(row, "at")?,
        since: since(row)?,
        until: time(row, "until_at")?,
    })
}

fn key(row: &PgRow) -> Result<Slug, StoreError> {
    get::<&str>(row, "key")?.parse().map_err(|_| corrupt("key"))
}

fn slugs(row: &PgRow, column: &'static str) -> Result<Vec<Slug>, StoreError> {
    serde_json::from_str(get(row, column)?).map_err(|_| corrupt(column))
}

fn since(row: &PgRow) -> Result<GuessSince, StoreError> {
    Ok(GuessSince {
        index: number(row, "first_idx")?,
        at: time(row, "first_at")?,
        key_at: maybe_time(row, "key_at")?,
    })
}
