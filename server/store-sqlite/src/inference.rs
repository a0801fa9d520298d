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
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::row::{bytes, get, maybe_time, number, stored_index, time};
use crate::value::with_answer;

/// Begins, and reads whether she is there (until this transaction ends nobody erases her) and how many
/// other guesses there are about her.
const BEGIN_PUT: &str = "
    BEGIN IMMEDIATE;
    SELECT EXISTS (SELECT 1 FROM customer WHERE id = $1) AS known,
           (SELECT count(*) FROM guess WHERE customer_id = $1 AND key <> $2) AS others";

/// Whether what is told is what stands there, but for how sure it is and what was seen.
macro_rules! again {
    ($old:literal, $new:literal) => {
        concat!(
            $old,
            ".label = ",
            $new,
            ".label AND ",
            $old,
            ".says = ",
            $new,
            ".says AND ",
            $old,
            ".derived_from = ",
            $new,
            ".derived_from AND ",
            $old,
            ".purposes = ",
            $new,
            ".purposes AND ",
            $old,
            ".model = ",
            $new,
            ".model AND ",
            $old,
            ".model_version = ",
            $new,
            ".model_version"
        )
    };
}

/// Keeps what is known of guesses that go: nothing of what they say.
macro_rules! goes {
    ($until:literal, $($of:tt)+) => {
        concat!(
            "INSERT INTO guess_gone (customer_id, key, until_at, derived_from, purposes, idx, at,
                                     first_idx, first_at, key_at)
             SELECT g.customer_id, g.key, ",
            $until,
            ", g.derived_from, g.purposes, g.idx, g.at, coalesce(g.first_idx, g.idx),
               coalesce(g.first_at, g.at), g.key_at ",
            $($of)+,
            " ON CONFLICT (customer_id, key, until_at) DO NOTHING;"
        )
    };
}

/// One that was decided from an older state changes nothing. What its model told in these words before is
/// not counted once more. What stood there in other words is kept as one that goes, and of those that went so
/// since there is one under its key the newest ones stay.
const PUT: &str = concat!(
    "
    INSERT INTO guessed_on (model, version, day, told, confirmed)
    SELECT value ->> 6, value ->> 7, (value ->> 10) / 86400000, 1, 0
    FROM json_each($1)
    WHERE NOT EXISTS (
        SELECT 1 FROM guess AS g
        WHERE g.customer_id = unhex(value ->> 0) AND g.key = value ->> 1
          AND (g.idx > $2 OR (g.label = value ->> 2 AND g.says = value ->> 3
                              AND g.model = value ->> 6 AND g.model_version = value ->> 7)))
    ON CONFLICT (model, version, day) DO UPDATE SET told = told + 1;
    ",
    goes!(
        "told.first_at",
        "FROM (SELECT unhex(value ->> 0) AS customer_id, value ->> 1 AS key, value ->> 2 AS label,
                      value ->> 3 AS says, value ->> 4 AS derived_from, value ->> 5 AS purposes,
                      value ->> 6 AS model, value ->> 7 AS model_version, value ->> 13 AS first_at
               FROM json_each($1)) AS told
         JOIN guess AS g ON g.customer_id = told.customer_id AND g.key = told.key
         WHERE g.idx <= $2 AND coalesce(g.first_at, g.at) < told.first_at AND NOT (",
        again!("g", "told"),
        ")"
    ),
    "
    DELETE FROM guess_gone WHERE (customer_id, key, until_at) IN (
        SELECT gone.customer_id, gone.key, gone.until_at
        FROM json_each($1) AS told
        JOIN guess AS g ON g.customer_id = unhex(told.value ->> 0) AND g.key = told.value ->> 1
        JOIN guess_gone AS gone ON gone.customer_id = g.customer_id AND gone.key = g.key
                               AND gone.key_at IS g.key_at
        ORDER BY gone.until_at DESC LIMIT -1 OFFSET $3);
    INSERT INTO guess (customer_id, key, label, says, derived_from, purposes, model,
                           model_version, confidence, idx, at, evidence, first_idx, first_at,
                           key_at)
    SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10,
           value ->> 11, value ->> 12, value ->> 13, value ->> 14
    FROM json_each($1) WHERE $2 IS NOT NULL
    ON CONFLICT (customer_id, key) DO UPDATE SET
        label = excluded.label, says = excluded.says, derived_from = excluded.derived_from,
        purposes = excluded.purposes, model = excluded.model,
        model_version = excluded.model_version, confidence = excluded.confidence,
        idx = excluded.idx, at = excluded.at, evidence = excluded.evidence,
        confirmed_at = CASE WHEN guess.label = excluded.label AND guess.says = excluded.says
                            THEN guess.confirmed_at END,
        first_idx = CASE WHEN ",
    again!("guess", "excluded"),
    "                    THEN coalesce(guess.first_idx, guess.idx) ELSE excluded.first_idx END,
        first_at = CASE WHEN ",
    again!("guess", "excluded"),
    "                   THEN coalesce(guess.first_at, guess.at) ELSE excluded.first_at END
    WHERE excluded.idx >= guess.idx;
    INSERT INTO answer (key, request, customer_id, answer, at)
    SELECT $4, $5, $6, $7, $8 WHERE $4 IS NOT NULL;
    COMMIT"
);

const BEGIN_REMOVE: &str = "
    BEGIN IMMEDIATE;
    SELECT count(*) AS found FROM guess
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1)) AND key = $2";

const REMOVE: &str = concat!(
    goes!(
        "$3",
        "FROM guess AS g
         WHERE g.customer_id IN (SELECT unhex(value) FROM json_each($1)) AND g.key = $2"
    ),
    "
    DELETE FROM guess
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1)) AND key = $2;
    INSERT INTO answer (key, request, customer_id, answer, at)
    SELECT $4, $5, $6, $7, $8 WHERE $4 IS NOT NULL;
    COMMIT"
);

const BEGIN_DROP: &str = "
    BEGIN IMMEDIATE;
    SELECT count(*) AS found FROM guess WHERE (customer_id, key, idx) IN (
        SELECT unhex(value ->> 0), value ->> 1, value ->> 2 FROM json_each($1))";

const DROP: &str = concat!(
    goes!(
        "seen.value ->> 3",
        "FROM json_each($1) AS seen
         JOIN guess AS g ON g.customer_id = unhex(seen.value ->> 0)
                        AND g.key = seen.value ->> 1 AND g.idx = seen.value ->> 2
         WHERE true"
    ),
    "
    DELETE FROM guess WHERE (customer_id, key, idx) IN (
        SELECT unhex(value ->> 0), value ->> 1, value ->> 2 FROM json_each($1));
    COMMIT"
);

/// What stood there at `$2`; and the next one that went, where something may have stood there in other words.
const GONE: &str = "
    SELECT customer_id, key, until_at, derived_from, purposes, idx, at, first_idx, first_at, key_at
    FROM guess_gone
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1)) AND until_at > $2
      AND (first_at <= $2 OR ((key_at IS NULL OR key_at <= $2) AND NOT EXISTS (
          SELECT 1 FROM guess_gone AS sooner
          WHERE sooner.customer_id = guess_gone.customer_id AND sooner.key = guess_gone.key
            AND sooner.until_at > $2 AND sooner.until_at < guess_gone.until_at
            AND sooner.key_at IS guess_gone.key_at)))
    ORDER BY customer_id, key, until_at";

/// The table is as old as its migration, and whatever is deleted since stands in it. Where there was a database
/// before, the program of before may have run on for a while, and what that deleted does not.
const GONE_KNOWN_SINCE: &str = "
    SELECT (CAST(strftime('%s', made.installed_on) AS INTEGER) + iif(EXISTS (
               SELECT 1 FROM _sqlx_migrations AS older
               WHERE older.version < made.version
                 AND CAST(strftime('%s', older.installed_on) AS INTEGER)
                     < CAST(strftime('%s', made.installed_on) AS INTEGER) - 60),
            3600, 0)) * 1000 AS since
    FROM _sqlx_migrations AS made WHERE made.version = 31";

const BEGIN_CONFIRM: &str = "
    BEGIN IMMEDIATE;
    SELECT count(*) AS found FROM guess
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1)) AND key = $2
      AND label = $3 AND says = $4";

const CONFIRM: &str = "
    INSERT INTO guessed_on (model, version, day, told, confirmed)
    SELECT model, model_version, $5 / 86400000, 0, 1 FROM guess
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1)) AND key = $2
      AND label = $3 AND says = $4 AND confirmed_at IS NULL
    GROUP BY model, model_version
    ON CONFLICT (model, version, day) DO UPDATE SET confirmed = confirmed + 1;
    UPDATE guess SET confirmed_at = coalesce(confirmed_at, $5)
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1)) AND key = $2
      AND label = $3 AND says = $4;
    COMMIT";

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
impl InferenceStore for SqliteStore {
    async fn put_inference(
        &self,
        inference: &Inference,
        most: usize,
        answer: Option<&AnswerRow>,
    ) -> Result<Put, StoreError> {
        let index = stored_index(inference.index)?;
        let rows = json!([stored(inference, index)?]).to_string();
        let mut turn = self.writer.office_turn().await?;
        let begin = sqlx::query(BEGIN_PUT)
            .bind(inference.customer.to_bytes().to_vec())
            .bind(inference.guess.key.to_string());
        let row = turn.begin(begin).await?;
        let others: usize = number(&row, "others")?;
        let refused = if !get::<bool>(&row, "known")? {
            Some(Put::Gone)
        } else if others >= most {
            Some(Put::Full)
        } else {
            None
        };
        if let Some(refused) = refused {
            turn.undo().await;
            return Ok(refused);
        }
        let query = sqlx::query(PUT)
            .bind(rows)
            .bind(index)
            .bind(EARLIER_TELLINGS);
        turn.commit(with_answer(query, answer)).await?;
        Ok(Put::Kept)
    }

    async fn remove_inference(
        &self,
        records: &[CustomerId],
        key: &Slug,
        until: Timestamp,
        answer: Option<&AnswerRow>,
    ) -> Result<u64, StoreError> {
        let mut turn = self.writer.office_turn().await?;
        let begin = sqlx::query(BEGIN_REMOVE)
            .bind(ids(records))
            .bind(key.to_string());
        let found = number(&turn.begin(begin).await?, "found")?;
        if found == 0 {
            turn.undo().await;
            return Ok(0);
        }
        let query = sqlx::query(REMOVE)
            .bind(ids(records))
            .bind(key.to_string())
            .bind(until.as_millis());
        turn.commit(with_answer(query, answer)).await?;
        Ok(found)
    }

    async fn confirm_inference(
        &self,
        records: &[CustomerId],
        key: &Slug,
        (label, value): (&str, &str),
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        let of = |query: &'static str| {
            sqlx::query(query)
                .bind(ids(records))
                .bind(key.to_string())
                .bind(label.to_owned())
                .bind(value.to_owned())
        };
        let mut turn = self.writer.office_turn().await?;
        let found = number(&turn.begin(of(BEGIN_CONFIRM)).await?, "found")?;
        if found == 0 {
            turn.undo().await;
            return Ok(0);
        }
        turn.commit(of(CONFIRM).bind(at.as_millis())).await?;
        Ok(found)
    }

    async fn inferences(&self, records: &[CustomerId]) -> Result<Vec<Inference>, StoreError> {
        let query = sqlx::query(select!(
            "WHERE customer_id IN (SELECT unhex(value) FROM json_each($1))
             ORDER BY customer_id, key"
        ));
        let rows = self.fetch_all(query.bind(ids(records))).await?;
        rows.iter().map(inference).collect()
    }

    async fn inferences_after(
        &self,
        after: Option<(CustomerId, &Slug)>,
        limit: u32,
    ) -> Result<Vec<Inference>, StoreError> {
        let (id, key) = match after {
            Some((id, key)) => (id.to_bytes().to_vec(), key.to_string()),
            None => (Vec::new(), String::new()),
        };
        let query = sqlx::query(select!(
            "WHERE (customer_id, key) > ($1, $2) ORDER BY customer_id, key LIMIT $3"
        ));
        let rows = self.fetch_all(query.bind(id).bind(key).bind(limit)).await?;
        rows.iter().map(inference).collect()
    }

    async fn drop_inferences(&self, rows: &[RowOver]) -> Result<u64, StoreError> {
        let seen = rows.iter().map(|row| {
            let index = stored_index(row.index)?;
            Ok(json!([
                hex(row.customer),
                *row.key,
                index,
                row.until.as_millis()
            ]))
        });
        let seen = seen.collect::<Result<Vec<_>, StoreError>>()?;
        let seen = Value::Array(seen).to_string();
        let mut turn = self.writer.office_turn().await?;
        let begin = sqlx::query(BEGIN_DROP).bind(seen.clone());
        let found = number(&turn.begin(begin).await?, "found")?;
        if found == 0 {
            turn.undo().await;
            return Ok(0);
        }
        turn.commit(sqlx::query(DROP).bind(seen)).await?;
        Ok(found)
    }

    async fn gone_inferences(
        &self,
        records: &[CustomerId],
        at: Timestamp,
    ) -> Result<Vec<GoneGuess>, StoreError> {
        let query = sqlx::query(GONE).bind(ids(records)).bind(at.as_millis());
        let rows = self.fetch_all(query).await?;
        rows.iter().map(gone).collect()
    }

    async fn gone_known_since(&self) -> Result<Timestamp, StoreError> {
        let row = self.fetch_optional(sqlx::query(GONE_KNOWN_SINCE)).await?;
        time(&row.ok_or_else(|| corrupt("installed_on"))?, "since")
    }

    async fn forget_gone(&self, before: Timestamp) -> Result<u64, StoreError> {
        const FORGET: &str = "
            DELETE FROM guess_gone WHERE (customer_id, key, until_at) IN (
                SELECT customer_id, key, until_at FROM guess_gone
                WHERE until_at < $1 ORDER BY until_at LIMIT 1000)";
        self.writer.forget(FORGET, before).await
    }

    async fn guess_rejected(
        &self,
        index: u64,
        model: &Model,
        how: Rejection,
        day: Day,
    ) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO guess_rejected (idx, model, version, day, how)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (idx, model, version) DO NOTHING",
        );
        let query = query
            .bind(stored_index(index)?)
            .bind(model.name.clone())
            .bind(model.version.clone())
            .bind(day.0)
            .bind(how.word());
        self.writer.execute(query).await.map(drop)
    }

    async fn guessed_on(&self, models: &[Slug], from: Day) -> Result<Vec<GuessedOn>, StoreError> {
        let query = sqlx::query(
            "SELECT model, day, sum(told) AS told, sum(confirmed) AS confirmed, 0 AS wrong,
                    0 AS dont_guess
             FROM guessed_on
             WHERE day >= $1 AND model IN (SELECT value FROM json_each($2))
             GROUP BY model, day
             UNION ALL
             SELECT model, day, 0, 0, sum(how = 'wrong'), sum(how = 'dont_guess')
             FROM guess_rejected
             WHERE day >= $1 AND model IN (SELECT value FROM json_each($2))
             GROUP BY model, day
             ORDER BY 1, 2",
        );
        let rows = self
            .fetch_all(query.bind(from.0).bind(json!(models).to_string()))
            .await?;
        rows.iter().map(guessed_on).collect()
    }
}

fn guessed_on(row: &SqliteRow) -> Result<GuessedOn, StoreError> {
    Ok(GuessedOn {
        model: get(row, "model")?,
        day: Day(get(row, "day")?),
        counts: GuessCounts {
            told: number(row, "told")?,
            right: number(row, "confirmed")?,
            wrong: number(row, "wrong")?,
            dont_guess: number(row, "dont_guess")?,
        },
    })
}

/// As SQLite writes it.
fn hex(customer: CustomerId) -> String {
    mutual::digest::hex(&customer.to_bytes()).to_uppercase()
}

fn ids(records: &[CustomerId]) -> String {
    let ids = records.iter().map(|id| json!(hex(*id)));
    Value::Array(ids.collect()).to_string()
}

fn stored(inference: &Inference, index: i64) -> Result<Value, StoreError> {
    let (guess, since) = (&inference.guess, &inference.since);
    let first = stored_index(since.index)?;
    Ok(json!([
        hex(inference.customer),
        *guess.key,
        guess.label,
        guess.value,
        json!(guess.derived_from).to_string(),
        json!(guess.purposes).to_string(),
        guess.model.name,
        guess.model.version,
        guess.confidence.parts(),
        index,
        inference.at.as_millis(),
        json!(guess.evidence).to_string(),
        first,
        since.at.as_millis(),
        since.key_at.map(Timestamp::as_millis)
    ]))
}

fn inference(row: &SqliteRow) -> Result<Inference, StoreError> {
    let confidence = Confidence::of_parts(number(row, "confidence")?);
    Ok(Inference {
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        guess: Guess {
            key: key(row)?,
            label: get(row, "label")?,
            value: get(row, "says")?,
            derived_from: slugs(row, "derived_from")?,
            model: Model {
                name: get(row, "model")?,
                version: get(row, "model_version")?,
            },
            confidence: confidence.ok_or_else(|| corrupt("confidence"))?,
            purposes: slugs(row, "purposes")?,
            evidence: serde_json::from_str(get(row, "evidence")?)
                .map_err(|_| corrupt("evidence"))?,
        },
        index: number(row, "idx")?,
        at: time(row, "at")?,
        since: since(row)?,
        confirmed_at: maybe_time(row, "confirmed_at")?,
    })
}

fn gone(row: &SqliteRow) -> Result<GoneGuess, StoreError> {
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

fn key(row: &SqliteRow) -> Result<Slug, StoreError> {
    get::<&str>(row, "key")?.parse().map_err(|_| corrupt("key"))
}

fn slugs(row: &SqliteRow, column: &'static str) -> Result<Vec<Slug>, StoreError> {
    serde_json::from_str(get(row, column)?).map_err(|_| corrupt(column))
}

fn since(row: &SqliteRow) -> Result<GuessSince, StoreError> {
    Ok(GuessSince {
        index: number(row, "first_idx")?,
        at: time(row, "first_at")?,
        key_at: maybe_time(row, "key_at")?,
    })
}
