//! What machines decided, and which machines there are.

use std::collections::{BTreeSet, HashSet};

use async_trait::async_trait;
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::decision::{AiModel, Counts, DecidedOn, Sort};
use mutual::id::{CaseId, CustomerId, DecisionId};
use mutual::insight::Day;
use mutual::ledger::tree::Hash;
use mutual::port::{
    AuditLine, DecisionRow, DecisionStore, Recording, SealRow, StoreError, Unanswered, Written,
    recorded_on,
};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::office::with_line;
use crate::pack::Pack;
use crate::row::{bytes, get, maybe_bytes, maybe_customer, number, time};

/// Begins, and reads which of these customers and which of these keys are there, and which cases used.
const BEGIN: &str = "
    BEGIN IMMEDIATE;
    SELECT (SELECT coalesce(group_concat(hex(id), ' '), '') FROM customer
            WHERE id IN (SELECT unhex(value) FROM json_each($1))) AS known,
           (SELECT coalesce(group_concat(hex(key), ' '), '') FROM answer
            WHERE key IN (SELECT unhex(value) FROM json_each($2))) AS taken,
           (SELECT coalesce(group_concat(hex(case_id), ' '), '') FROM case_used
            WHERE case_id IN (SELECT unhex(value) FROM json_each($3))) AS used";

/// Each record is laid out as [`pack`] does it.
const WRITE: &str = "
    INSERT INTO decision (id, customer_id, at, model, version, sort, overridden, contested,
                          recorded_at, body, salt, leaf)
    SELECT substr($1, o + 95, 16), substr($1, o + 111, 16),
           CAST(substr($1, o, 19) AS INTEGER),
           CAST(substr($1, o + 175, model_length) AS TEXT),
           CAST(substr($1, o + 175 + model_length, version_length) AS TEXT),
           CAST(substr($1, o + 175 + model_length + version_length, sort_length) AS TEXT),
           CAST(substr($1, o + 76, 19) AS INTEGER) % 2, 0, $3,
           substr($1, o + 175 + model_length + version_length + sort_length,
                  CAST(substr($1, o + 76, 19) AS INTEGER) / 2),
           nullif(substr($1, o + 127, 16), zeroblob(16)),
           nullif(substr($1, o + 143, 32), zeroblob(32))
    FROM (SELECT value AS o,
                 CAST(substr($1, value + 19, 19) AS INTEGER) AS model_length,
                 CAST(substr($1, value + 38, 19) AS INTEGER) AS version_length,
                 CAST(substr($1, value + 57, 19) AS INTEGER) AS sort_length
          FROM json_each($2));

    INSERT INTO decided_on (model, version, day, explained, matches, differs, unexplained,
                            violations, below_bar, contested, overridden)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10
    FROM json_each($4) WHERE true
    ON CONFLICT (model, version, day) DO UPDATE SET
        explained = explained + excluded.explained, matches = matches + excluded.matches,
        differs = differs + excluded.differs, unexplained = unexplained + excluded.unexplained,
        violations = violations + excluded.violations,
        below_bar = below_bar + excluded.below_bar, contested = contested + excluded.contested,
        overridden = overridden + excluded.overridden;

    INSERT INTO answer (at, key, request, customer_id, answer)
    SELECT CAST(substr($5, o, 19) AS INTEGER),
           substr($5, o + 57, 32),
           substr($5, o + 89, 32),
           nullif(substr($5, o + 121, customer_length), x''),
           substr($5, o + 121 + customer_length, answer_length)
    FROM (SELECT value AS o,
                 CAST(substr($5, value + 19, 19) AS INTEGER) AS customer_length,
                 CAST(substr($5, value + 38, 19) AS INTEGER) AS answer_length
          FROM json_each($6));

    INSERT INTO case_used (case_id, decision_id)
    SELECT unhex(value ->> 0), unhex(value ->> 1) FROM json_each($7);
    COMMIT";

/// Begins, and reads the decision as it was contested so far.
const BEGIN_CONTEST: &str = "
    BEGIN IMMEDIATE;
    SELECT (SELECT contested FROM decision WHERE id = $1) AS contested,
           (SELECT overridden FROM decision WHERE id = $1) AS overridden";

/// `$2` and `$3` are 1 where that is new.
const CONTEST: &str = "
    UPDATE decided_on SET contested = contested + $2, overridden = overridden + $3
    FROM (SELECT model, version, at / 86400000 AS day FROM decision WHERE id = $1) AS d
    WHERE decided_on.model = d.model AND decided_on.version = d.version
      AND decided_on.day = d.day;
    UPDATE decision SET contested = max(contested, $2), overridden = max(overridden, $3)
    WHERE id = $1;
    COMMIT";

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, customer_id, at, model, version, sort, overridden, contested, body, salt,
                    leaf, sealed
             FROM decision ",
            $rest
        )
    };
}

#[async_trait]
impl DecisionStore for SqliteStore {
    async fn record(
        &self,
        recordings: &[Recording],
        now: Timestamp,
    ) -> Result<Vec<Written>, StoreError> {
        let mut turn = self.writer.office_turn().await?;
        let rows = recordings.iter().flat_map(|recording| &recording.rows);
        let customers: BTreeSet<_> = rows.filter_map(|row| row.customer).collect();
        let asked = list(customers.iter().map(|id| json!(hex(&id.to_bytes()))));
        let answers = recordings
            .iter()
            .filter_map(|recording| recording.answer.as_ref());
        let keys = list(answers.map(|answer| json!(hex(&answer.key))));
        let uses = recordings.iter().flat_map(|recording| &recording.uses);
        let cases = list(uses.map(|used| json!(hex(&used.case.to_bytes()))));
        let row = turn
            .begin(sqlx::query(BEGIN).bind(asked).bind(keys).bind(cases))
            .await?;
        let (known, taken): (&str, &str) = (get(&row, "known")?, get(&row, "taken")?);
        let known: HashSet<_> = known.split(' ').collect();
        let mut taken: HashSet<_> = taken.split(' ').map(str::to_owned).collect();
        let used: &str = get(&row, "used")?;
        let mut used: HashSet<_> = used.split(' ').map(str::to_owned).collect();
        let mut written = Vec::new();
        let mut good = Vec::new();
        for recording in recordings {
            let key = recording.answer.as_ref().map(|answer| hex(&answer.key));
            if key.as_ref().is_some_and(|key| taken.contains(key)) {
                written.push(Written::KeyTaken);
                continue;
            }
            let customers = recording.rows.iter().filter_map(|row| row.customer);
            let gone = customers.filter(|id| !known.contains(hex(&id.to_bytes()).as_str()));
            let gone: BTreeSet<_> = gone.collect();
            let cases = recording.uses.iter().map(|one| one.case);
            let before = cases.filter(|case| used.contains(&hex(&case.to_bytes())));
            let before: Vec<_> = before.collect();
            if !gone.is_empty() {
                written.push(Written::Gone(gone.into_iter().collect()));
            } else if !before.is_empty() {
                written.push(Written::Used(before));
            } else {
                taken.extend(key);
                used.extend(recording.uses.iter().map(|one| hex(&one.case.to_bytes())));
                good.push(recording);
                written.push(Written::Done);
            }
        }
        let (rows, places, answers, answer_places) = pack(&good);
        let counts = recorded_on(good.iter().flat_map(|recording| &recording.rows));
        let query = sqlx::query(WRITE)
            .bind(rows)
            .bind(places)
            .bind(now.as_millis())
            .bind(list(counts.iter().map(cell)))
            .bind(answers)
            .bind(answer_places)
            .bind(list(good.iter().flat_map(|recording| &recording.uses).map(
                |used| json!([hex(&used.case.to_bytes()), hex(&used.decision.to_bytes())]),
            )));
        turn.commit(query).await?;
        Ok(written)
    }

    async fn used_cases(&self, cases: &[CaseId]) -> Result<Vec<CaseId>, StoreError> {
        let query = sqlx::query(
            "SELECT case_id FROM case_used
             WHERE case_id IN (SELECT unhex(value) FROM json_each($1)) ORDER BY case_id",
        );
        let asked = list(cases.iter().map(|case| json!(hex(&case.to_bytes()))));
        let rows = self.fetch_all(query.bind(asked)).await?;
        let read = |row| Ok(CaseId::from_bytes(bytes(row, "case_id")?));
        rows.iter().map(read).collect()
    }

    async fn decision(&self, id: DecisionId) -> Result<Option<DecisionRow>, StoreError> {
        let query = sqlx::query(columns!("WHERE id = $1")).bind(id.to_bytes().to_vec());
        let row = self.fetch_optional(query).await?;
        row.as_ref().map(decision_row).transpose()
    }

    async fn decisions_of(
        &self,
        customer: CustomerId,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        let query = sqlx::query(columns!(
            "WHERE customer_id = $1 AND at <= $2 AND sort <> 'violation'
             ORDER BY at DESC, id DESC LIMIT $3"
        ));
        let query = query.bind(customer.to_bytes().to_vec());
        let rows = self.fetch_all(query.bind(until.as_millis()).bind(limit));
        rows.await?.iter().map(decision_row).collect()
    }

    async fn violations(
        &self,
        model: Option<&Slug>,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        let query = sqlx::query(columns!(
            "WHERE sort = 'violation' AND ($1 IS NULL OR model = $1)
               AND ($2 IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"
        ));
        let query = query
            .bind(model.map(ToString::to_string))
            .bind(before.map(|id| id.to_bytes().to_vec()))
            .bind(limit);
        let rows = self.fetch_all(query).await?;
        rows.iter().map(decision_row).collect()
    }

    async fn differing(
        &self,
        model: &Slug,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        let query = sqlx::query(columns!(
            "WHERE sort = 'differs' AND model = $1 AND customer_id IS NOT NULL
               AND ($2 IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"
        ));
        let query = query
            .bind(model.to_string())
            .bind(before.map(|id| id.to_bytes().to_vec()))
            .bind(limit);
        let rows = self.fetch_all(query).await?;
        rows.iter().map(decision_row).collect()
    }

    async fn decided_on(&self, models: &[Slug], from: Day) -> Result<Vec<DecidedOn>, StoreError> {
        let query = sqlx::query(
            "SELECT model, version, day, explained, matches, differs, unexplained, violations,
                    below_bar, contested, overridden, 0 AS turned_down
             FROM decided_on
             WHERE day >= $1
               AND ($2 = '[]' OR model IN (SELECT value FROM json_each($2)))
             UNION ALL
             SELECT model, '', day, 0, 0, 0, 0, 0, 0, 0, 0, count(*)
             FROM turned_down
             WHERE day >= $1
               AND ($2 = '[]' OR model IN (SELECT value FROM json_each($2)))
             GROUP BY model, day
             ORDER BY 1, 2, 3",
        );
        let models = list(models.iter().map(|key| json!(key)));
        let rows = self.fetch_all(query.bind(from.0).bind(models)).await?;
        rows.iter().map(decided_on).collect()
    }

    async fn contested(&self, id: DecisionId, overturned: bool) -> Result<(), StoreError> {
        let mut turn = self.writer.office_turn().await?;
        let id = id.to_bytes().to_vec();
        let row = turn
            .begin(sqlx::query(BEGIN_CONTEST).bind(id.clone()))
            .await?;
        let before = (get(&row, "contested")?, get(&row, "overridden")?);
        let (contested, overridden) = match before {
            (Some(contested), Some(overridden)) => (contested, overridden),
            _ => (1, 1),
        };
        let new = |is: bool, was: i64| i64::from(is && was == 0);
        let query = sqlx::query(CONTEST)
            .bind(id)
            .bind(new(true, contested))
            .bind(new(overturned, overridden));
        turn.commit(query).await
    }

    async fn turned_down(&self, case: CaseId, model: &Slug, day: Day) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO turned_down (case_id, model, day) VALUES ($1, $2, $3)
             ON CONFLICT (case_id) DO NOTHING",
        );
        let query = query
            .bind(case.to_bytes().to_vec())
            .bind(model.to_string())
            .bind(day.0);
        self.writer.execute(query).await.map(drop)
    }

    async fn unsealed(&self, limit: u32) -> Result<Vec<(DecisionId, Hash)>, StoreError> {
        let query = sqlx::query(
            "SELECT id, leaf FROM decision WHERE sealed IS NULL AND leaf IS NOT NULL
             ORDER BY id LIMIT $1",
        );
        let rows = self.fetch_all(query.bind(limit)).await?;
        rows.iter().map(leaf_row).collect()
    }

    async fn wait_to_be_sealed(&self, many: u32) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "SELECT 1 FROM decision WHERE sealed IS NULL AND leaf IS NOT NULL
             ORDER BY id LIMIT 1 OFFSET $1",
        );
        let query = query.bind(i64::from(many) - 1);
        Ok(self.fetch_optional(query).await?.is_some())
    }

    async fn mark_sealed(&self, ids: &[DecisionId], index: u64) -> Result<bool, StoreError> {
        let index = i64::try_from(index).map_err(|_| StoreError::Conflict)?;
        let count = i64::try_from(ids.len()).map_err(|_| StoreError::Conflict)?;
        // Some of them alone are not what the root is over.
        let query = sqlx::query(
            "WITH asked AS MATERIALIZED (
                 SELECT unhex(value) AS id FROM json_each($1)
             )
             UPDATE decision SET sealed = $2
             WHERE id IN (SELECT id FROM asked)
               AND (SELECT count(*) FROM asked JOIN decision AS d USING (id)
                    WHERE d.sealed IS NULL) = $3",
        );
        let asked = list(ids.iter().map(|id| json!(hex(&id.to_bytes()))));
        let marked = self
            .writer
            .execute(query.bind(asked).bind(index).bind(count));
        Ok(marked.await? > 0)
    }

    async fn sealed_by(&self, index: u64) -> Result<Vec<(DecisionId, Hash)>, StoreError> {
        let index = i64::try_from(index).map_err(|_| StoreError::Conflict)?;
        let query = sqlx::query("SELECT id, leaf FROM decision WHERE sealed = $1 ORDER BY id");
        let rows = self.fetch_all(query.bind(index)).await?;
        rows.iter().map(leaf_row).collect()
    }

    async fn unanswered(&self, id: DecisionId, now: Timestamp) -> Result<(), StoreError> {
        let query = sqlx::query(
            "INSERT INTO decision_unanswered (id, first_at, last_at, times)
             VALUES ($1, $2, $2, 1)
             ON CONFLICT (id) DO UPDATE SET times = times + 1, last_at = excluded.last_at",
        );
        let query = query.bind(id.to_bytes().to_vec()).bind(now.as_millis());
        self.writer.execute(query).await.map(drop)
    }

    async fn all_unanswered(&self, limit: u32) -> Result<Vec<Unanswered>, StoreError> {
        let query = sqlx::query(
            "SELECT id, first_at, last_at, times FROM decision_unanswered
             ORDER BY last_at DESC, id LIMIT $1",
        );
        let rows = self.fetch_all(query.bind(limit)).await?;
        let read = |row: &SqliteRow| {
            Ok(Unanswered {
                id: DecisionId::from_bytes(bytes(row, "id")?),
                first_at: time(row, "first_at")?,
                last_at: time(row, "last_at")?,
                times: number(row, "times")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn models(&self, keys: &[Slug]) -> Result<Vec<AiModel>, StoreError> {
        let query = sqlx::query(
            "SELECT body FROM ai_model
             WHERE $1 = '[]' OR key IN (SELECT value FROM json_each($1)) ORDER BY key",
        );
        let keys = list(keys.iter().map(|key| json!(key)));
        let rows = self.fetch_all(query.bind(keys)).await?;
        let read = |row: &SqliteRow| {
            let body: &str = get(row, "body")?;
            serde_json::from_str(body).map_err(|_| corrupt("model"))
        };
        rows.iter().map(read).collect()
    }

    async fn put_model(
        &self,
        model: &AiModel,
        before: u64,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let revision = |number: u64| i64::try_from(number).map_err(|_| StoreError::Conflict);
        let body = serde_json::to_string(model).map_err(|_| corrupt("model"))?;
        let query = sqlx::query(
            "INSERT INTO audit (id, at, actor, what, about, reason)
             VALUES ($1, $2, $3, $4, $5, $6);
             INSERT INTO ai_model (key, revision, body) VALUES ($7, $8, $9)
             ON CONFLICT (key) DO UPDATE SET revision = excluded.revision, body = excluded.body;
             COMMIT",
        );
        let query = with_line(query, Some(line))
            .bind(model.key.to_string())
            .bind(revision(model.revision)?)
            .bind(body);
        let known = "BEGIN IMMEDIATE;
                     SELECT coalesce((SELECT revision FROM ai_model WHERE key = $1), 0) AS known";
        let known = sqlx::query(known).bind(model.key.to_string());
        let mut turn = self.writer.office_turn().await?;
        let found = turn.begin(known).await?;
        match number::<u64>(&found, "known") {
            Ok(found) if found == before => turn.commit(query).await,
            Ok(_) => Err(turn.give_up(StoreError::Conflict).await),
            Err(error) => Err(turn.give_up(error).await),
        }
    }

    async fn contests_followed(&self) -> Result<u64, StoreError> {
        let query = sqlx::query("SELECT through FROM decision_followed");
        let row = self.fetch_optional(query).await?;
        row.map_or(Ok(0), |row| number(&row, "through"))
    }

    async fn follow_contests(&self, through: u64) -> Result<(), StoreError> {
        let through = i64::try_from(through).map_err(|_| StoreError::Conflict)?;
        let query = sqlx::query("UPDATE decision_followed SET through = $1 WHERE through < $1")
            .bind(through);
        self.writer.execute(query).await.map(drop)
    }
}

/// The rows that are kept and the answers, each with the places of its records.
fn pack(recordings: &[&Recording]) -> (Vec<u8>, String, Vec<u8>, String) {
    let (mut rows, mut answers) = (Pack::default(), Pack::default());
    for recording in recordings {
        for row in &recording.rows {
            let Some(customer) = row.customer.filter(|_| row.sort != Sort::BelowBar) else {
                continue;
            };
            let sort = row.sort.word();
            rows.record();
            rows.number(row.at.as_millis());
            rows.length(row.model.len());
            rows.length(row.version.len());
            rows.length(sort.len());
            rows.length(row.body.len() * 2 + usize::from(row.overridden));
            rows.bytes(&row.id.to_bytes());
            rows.bytes(&customer.to_bytes());
            // Zeros are none: no random salt and no hash is that.
            rows.bytes(&row.seal.salt.unwrap_or_default());
            rows.bytes(&row.seal.leaf.unwrap_or_default());
            rows.bytes(row.model.as_bytes());
            rows.bytes(row.version.as_bytes());
            rows.bytes(sort.as_bytes());
            rows.bytes(&row.body);
        }
        if let Some(answer) = &recording.answer {
            let customer = answer
                .customer
                .map_or_else(Vec::new, |id| id.to_bytes().to_vec());
            answers.record();
            answers.number(answer.at.as_millis());
            answers.length(customer.len());
            answers.length(answer.answer.len());
            answers.bytes(&answer.key);
            answers.bytes(&answer.request);
            answers.bytes(&customer);
            answers.bytes(&answer.answer);
        }
    }
    let ((rows, places), (answers, answer_places)) = (rows.into_values(), answers.into_values());
    (rows, places, answers, answer_places)
}

fn cell(row: &DecidedOn) -> Value {
    let counts = &row.counts;
    json!([
        *row.model,
        row.version,
        row.day.0,
        counts.explained,
        counts.matches,
        counts.differs,
        counts.unexplained,
        counts.violations,
        counts.below_bar,
        counts.contested,
        counts.overridden
    ])
}

/// As SQLite writes it.
fn hex(bytes: &[u8]) -> String {
    mutual::digest::hex(bytes).to_uppercase()
}

/// Rows as one JSON array.
fn list(rows: impl Iterator<Item = Value>) -> String {
    Value::Array(rows.collect()).to_string()
}

fn decision_row(row: &SqliteRow) -> Result<DecisionRow, StoreError> {
    let sort: &str = get(row, "sort")?;
    let body: Option<Vec<u8>> = get(row, "body")?;
    let sealed: Option<i64> = get(row, "sealed")?;
    let index = |index| u64::try_from(index).map_err(|_| corrupt("sealed"));
    Ok(DecisionRow {
        id: DecisionId::from_bytes(bytes(row, "id")?),
        customer: maybe_customer(row, "customer_id")?,
        at: time(row, "at")?,
        model: slug(row, "model")?,
        version: get(row, "version")?,
        sort: sort.parse().map_err(|()| corrupt("sort"))?,
        overridden: get(row, "overridden")?,
        contested: get(row, "contested")?,
        body: body.unwrap_or_default(),
        seal: SealRow {
            salt: maybe_bytes(row, "salt")?,
            leaf: maybe_bytes(row, "leaf")?,
            sealed: sealed.map(index).transpose()?,
        },
    })
}

fn leaf_row(row: &SqliteRow) -> Result<(DecisionId, Hash), StoreError> {
    Ok((
        DecisionId::from_bytes(bytes(row, "id")?),
        bytes(row, "leaf")?,
    ))
}

fn decided_on(row: &SqliteRow) -> Result<DecidedOn, StoreError> {
    Ok(DecidedOn {
        model: slug(row, "model")?,
        version: get(row, "version")?,
        day: Day(get(row, "day")?),
        counts: Counts {
            explained: number(row, "explained")?,
            matches: number(row, "matches")?,
            differs: number(row, "differs")?,
            unexplained: number(row, "unexplained")?,
            violations: number(row, "violations")?,
            below_bar: number(row, "below_bar")?,
            contested: number(row, "contested")?,
            overridden: number(row, "overridden")?,
            turned_down: number(row, "turned_down")?,
        },
    })
}

fn slug(row: &SqliteRow, column: &'static str) -> Result<Slug, StoreError> {
    let text: &str = get(row, column)?;
    text.parse().map_err(|_| corrupt(column))
}
