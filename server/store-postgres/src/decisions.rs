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
use sqlx::Connection as _;
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::{Link, Size};
use crate::office::with_line;
use crate::persist::{Broken, Writing, persist};
use crate::row::{bytes, get, maybe_bytes, maybe_customer, number, stored_index, text, time};
use crate::text::stored;
use crate::value::{answered, known};

/// Which of these keys have an answer.
const TAKEN: &str = "SELECT key FROM answer WHERE key = ANY ($1)";

/// Which of these cases are used.
const USED: &str = "SELECT case_id FROM case_used WHERE case_id = ANY ($1) ORDER BY case_id";

/// In the order of the cases, so that two writers who meet wait in one direction.
const USE: &str = "
    INSERT INTO case_used (case_id, decision_id)
    SELECT u.* FROM unnest($1::bytea[], $2::bytea[]) AS u ORDER BY 1";

const ADD: &str = "
    INSERT INTO decision (id, customer_id, at, model, version, sort, overridden, contested,
                          recorded_at, body, salt, leaf)
    SELECT d.id, d.customer_id, d.at, d.model, d.version, d.sort, d.overridden, false, $11::int8,
           d.body, d.salt, d.leaf
    FROM unnest($1::bytea[], $2::bytea[], $3::int8[], $4::text[], $5::text[], $6::text[],
                $7::bool[], $8::bytea[], $9::bytea[], $10::bytea[])
         AS d (id, customer_id, at, model, version, sort, overridden, body, salt, leaf)
    ORDER BY 1";

/// In the order of the keys, so that two writers who meet wait in one direction.
const COUNT: &str = "
    INSERT INTO decided_on AS d (model, version, day, explained, matches, differs, unexplained,
                                 violations, below_bar, contested, overridden)
    SELECT c.* FROM unnest($1::text[], $2::text[], $3::int8[], $4::int8[], $5::int8[], $6::int8[],
                           $7::int8[], $8::int8[], $9::int8[], $10::int8[], $11::int8[]) AS c
    ORDER BY 1, 2, 3
    ON CONFLICT (model, version, day) DO UPDATE SET
        explained = d.explained + excluded.explained, matches = d.matches + excluded.matches,
        differs = d.differs + excluded.differs, unexplained = d.unexplained + excluded.unexplained,
        violations = d.violations + excluded.violations,
        below_bar = d.below_bar + excluded.below_bar, contested = d.contested + excluded.contested,
        overridden = d.overridden + excluded.overridden";

/// What is new of it is marked and counted. `FOR UPDATE` keeps a second mark from seeing the row as
/// it was.
const CONTEST: &str = "
    WITH before AS (
        SELECT id, model, version, at / 86400000 AS day, contested, overridden
        FROM decision WHERE id = $1 FOR UPDATE
    ), marked AS (
        UPDATE decision SET contested = true, overridden = decision.overridden OR $2
        FROM before WHERE decision.id = before.id
    )
    UPDATE decided_on AS c
    SET contested = c.contested + CASE WHEN b.contested THEN 0 ELSE 1 END,
        overridden = c.overridden + CASE WHEN $2 AND NOT b.overridden THEN 1 ELSE 0 END
    FROM before AS b
    WHERE c.model = b.model AND c.version = b.version AND c.day = b.day";

/// What whoever records too much at once is told.
const LATE: &str = "it took too long to write what was decided";

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
impl DecisionStore for PostgresStore {
    async fn record(
        &self,
        recordings: &[Recording],
        now: Timestamp,
    ) -> Result<Vec<Written>, StoreError> {
        let write = || -> Writing<'_, _> { Box::pin(record(&self.link, recordings, now)) };
        persist(LATE, write).await
    }

    async fn used_cases(&self, cases: &[CaseId]) -> Result<Vec<CaseId>, StoreError> {
        let asked = column(cases, |case| case.to_bytes());
        let make = || sqlx::query(USED).bind(asked.clone());
        let rows = self.link.fetch_all(Size::Small, make).await?;
        let read = |row| Ok(CaseId::from_bytes(bytes(row, "case_id")?));
        rows.iter().map(read).collect()
    }

    async fn decision(&self, id: DecisionId) -> Result<Option<DecisionRow>, StoreError> {
        let make = || sqlx::query(columns!("WHERE id = $1")).bind(id.to_bytes());
        let row = self.link.fetch_optional(make).await?;
        row.as_ref().map(decision_row).transpose()
    }

    async fn decisions_of(
        &self,
        customer: CustomerId,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        let make = || {
            sqlx::query(columns!(
                "WHERE customer_id = $1 AND at <= $2 AND sort <> 'violation'
                 ORDER BY at DESC, id DESC LIMIT $3"
            ))
            .bind(customer.to_bytes())
            .bind(until.as_millis())
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(decision_row).collect()
    }

    async fn violations(
        &self,
        model: Option<&Slug>,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        let make = || {
            sqlx::query(columns!(
                "WHERE sort = 'violation' AND ($1::text IS NULL OR model = $1)
                   AND ($2::bytea IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"
            ))
            .bind(model.map(ToString::to_string))
            .bind(before.map(DecisionId::to_bytes))
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(decision_row).collect()
    }

    async fn differing(
        &self,
        model: &Slug,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        let make = || {
            sqlx::query(columns!(
                "WHERE sort = 'differs' AND model = $1 AND customer_id IS NOT NULL
                   AND ($2::bytea IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"
            ))
            .bind(model.as_str())
            .bind(before.map(DecisionId::to_bytes))
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(decision_row).collect()
    }

    async fn decided_on(&self, models: &[Slug], from: Day) -> Result<Vec<DecidedOn>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT model, version, day, explained, matches, differs, unexplained, violations,
                        below_bar, contested, overridden, 0::int8 AS turned_down
                 FROM decided_on
                 WHERE day >= $1 AND (cardinality($2::text[]) = 0 OR model = ANY ($2))
                 UNION ALL
                 SELECT model, '', day, 0, 0, 0, 0, 0, 0, 0, 0, count(*)
                 FROM turned_down
                 WHERE day >= $1 AND (cardinality($2::text[]) = 0 OR model = ANY ($2))
                 GROUP BY model, day
                 ORDER BY 1, 2, 3",
            )
            .bind(from.0)
            .bind(keys(models))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(decided_on).collect()
    }

    async fn contested(&self, id: DecisionId, overturned: bool) -> Result<(), StoreError> {
        let make = || sqlx::query(CONTEST).bind(id.to_bytes()).bind(overturned);
        self.link.execute(Size::Small, make).await.map(drop)
    }

    async fn turned_down(&self, case: CaseId, model: &Slug, day: Day) -> Result<(), StoreError> {
        let make = || {
            sqlx::query(
                "INSERT INTO turned_down (case_id, model, day) VALUES ($1, $2, $3)
                 ON CONFLICT (case_id) DO NOTHING",
            )
            .bind(case.to_bytes())
            .bind(model.as_str())
            .bind(day.0)
        };
        self.link.execute(Size::Small, make).await.map(drop)
    }

    async fn unsealed(&self, limit: u32) -> Result<Vec<(DecisionId, Hash)>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT id, leaf FROM decision WHERE sealed IS NULL AND leaf IS NOT NULL
                 ORDER BY id LIMIT $1",
            )
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(leaf_row).collect()
    }

    async fn wait_to_be_sealed(&self, many: u32) -> Result<bool, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT 1 FROM decision WHERE sealed IS NULL AND leaf IS NOT NULL
                 ORDER BY id LIMIT 1 OFFSET $1",
            )
            .bind(i64::from(many) - 1)
        };
        Ok(self.link.fetch_optional(make).await?.is_some())
    }

    async fn mark_sealed(&self, ids: &[DecisionId], index: u64) -> Result<bool, StoreError> {
        let index = stored_index(index)?;
        let write = || -> Writing<'_, _> { Box::pin(mark_sealed(&self.link, ids, index)) };
        persist(LATE, write).await
    }

    async fn sealed_by(&self, index: u64) -> Result<Vec<(DecisionId, Hash)>, StoreError> {
        let index = stored_index(index)?;
        let make = || {
            sqlx::query("SELECT id, leaf FROM decision WHERE sealed = $1 ORDER BY id").bind(index)
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(leaf_row).collect()
    }

    async fn unanswered(&self, id: DecisionId, now: Timestamp) -> Result<(), StoreError> {
        let make = || {
            sqlx::query(
                "INSERT INTO decision_unanswered AS u (id, first_at, last_at, times)
                 VALUES ($1, $2, $2, 1)
                 ON CONFLICT (id) DO UPDATE SET times = u.times + 1, last_at = excluded.last_at",
            )
            .bind(id.to_bytes())
            .bind(now.as_millis())
        };
        self.link.execute(Size::Small, make).await.map(drop)
    }

    async fn all_unanswered(&self, limit: u32) -> Result<Vec<Unanswered>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT id, first_at, last_at, times FROM decision_unanswered
                 ORDER BY last_at DESC, id LIMIT $1",
            )
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        let read = |row: &PgRow| {
            Ok(Unanswered {
                id: DecisionId::from_bytes(bytes(row, "id")?),
                first_at: time(row, "first_at")?,
                last_at: time(row, "last_at")?,
                times: number(row, "times")?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn models(&self, models: &[Slug]) -> Result<Vec<AiModel>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT body FROM ai_model
                 WHERE cardinality($1::text[]) = 0 OR key = ANY ($1) ORDER BY key",
            )
            .bind(keys(models))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        let read = |row: &PgRow| {
            let body = text(row, "body")?;
            serde_json::from_str(&body).map_err(|_| corrupt("model"))
        };
        rows.iter().map(read).collect()
    }

    async fn put_model(
        &self,
        model: &AiModel,
        before: u64,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        // Of two who make the same one, the later waits for the row of the first, and finds it.
        macro_rules! put {
            ($statement:literal) => {
                concat!(
                    "WITH put AS (",
                    $statement,
                    "),
                     told AS (
                         INSERT INTO audit (id, at, actor, what, about, reason)
                         SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text FROM put
                     )
                     SELECT count(*) AS put FROM put"
                )
            };
        }
        let statement = if before == 0 {
            put!(
                "INSERT INTO ai_model (key, revision, body) VALUES ($7, $8, $9)
                 ON CONFLICT (key) DO NOTHING RETURNING key"
            )
        } else {
            put!(
                "UPDATE ai_model SET revision = $8, body = $9
                 WHERE key = $7 AND revision = $10 RETURNING key"
            )
        };
        let (revision, old) = (stored_index(model.revision)?, stored_index(before)?);
        let body = serde_json::to_string(model).map_err(|_| corrupt("model"))?;
        let make = || {
            let query = with_line(sqlx::query(statement), Some(line))
                .bind(model.key.to_string())
                .bind(revision)
                .bind(stored(&body).into_owned());
            if before == 0 { query } else { query.bind(old) }
        };
        let put = self.link.fetch_optional(make).await?;
        match put.map(|row| get::<i64>(&row, "put")).transpose()? {
            Some(1) => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    async fn contests_followed(&self) -> Result<u64, StoreError> {
        let make = || sqlx::query("SELECT through FROM decision_followed");
        let row = self.link.fetch_optional(make).await?;
        row.map_or(Ok(0), |row| number(&row, "through"))
    }

    async fn follow_contests(&self, through: u64) -> Result<(), StoreError> {
        let through = stored_index(through)?;
        let make = || {
            sqlx::query("UPDATE decision_followed SET through = $1 WHERE through < $1")
                .bind(through)
        };
        self.link.execute(Size::Small, make).await.map(drop)
    }
}

async fn record(
    link: &Link,
    recordings: &[Recording],
    now: Timestamp,
) -> Result<Vec<Written>, Broken> {
    let mut connection = link.connection().await?;
    // Where it breaks off, nothing of it was done: the connection undoes it before its next use.
    let mut transaction = connection.begin().await?;
    let rows = recordings.iter().flat_map(|recording| &recording.rows);
    let there = known(&mut transaction, rows.filter_map(|row| row.customer)).await?;
    let answers = recordings
        .iter()
        .filter_map(|recording| recording.answer.as_ref());
    let asked: Vec<_> = answers.map(|answer| answer.key).collect();
    let taken = sqlx::query(TAKEN).bind(asked).fetch_all(&mut *transaction);
    let taken = taken.await?;
    let taken = taken.iter().map(|row| bytes(row, "key"));
    let mut taken: HashSet<[u8; 32]> = taken.collect::<Result<_, _>>()?;
    let uses = recordings.iter().flat_map(|recording| &recording.uses);
    let cases: Vec<_> = uses.map(|used| used.case.to_bytes()).collect();
    let mut used = HashSet::new();
    if !cases.is_empty() {
        let rows = sqlx::query(USED).bind(cases).fetch_all(&mut *transaction);
        for row in rows.await? {
            used.insert(CaseId::from_bytes(bytes(&row, "case_id")?));
        }
    }
    let mut written = Vec::new();
    let mut good = Vec::new();
    for recording in recordings {
        let key = recording.answer.as_ref().map(|answer| answer.key);
        if key.is_some_and(|key| taken.contains(&key)) {
            written.push(Written::KeyTaken);
            continue;
        }
        let customers = recording.rows.iter().filter_map(|row| row.customer);
        let gone: BTreeSet<_> = customers.filter(|id| !there.contains(id)).collect();
        let cases = recording.uses.iter().map(|one| one.case);
        let before: Vec<_> = cases.filter(|case| used.contains(case)).collect();
        if !gone.is_empty() {
            written.push(Written::Gone(gone.into_iter().collect()));
        } else if !before.is_empty() {
            written.push(Written::Used(before));
        } else {
            taken.extend(key);
            used.extend(recording.uses.iter().map(|one| one.case));
            good.push(recording);
            written.push(Written::Done);
        }
    }
    add(&mut transaction, &good, now).await?;
    let uses: Vec<_> = good.iter().flat_map(|recording| &recording.uses).collect();
    if !uses.is_empty() {
        let query = sqlx::query(USE)
            .bind(column(&uses, |used| used.case.to_bytes()))
            .bind(column(&uses, |used| used.decision.to_bytes()));
        query.execute(&mut *transaction).await?;
    }
    for recording in &good {
        answered(&mut transaction, recording.answer.as_ref()).await?;
    }
    // Last, so that others who count on the same day wait for as short as can be.
    count(&mut transaction, &good).await?;
    transaction.commit().await?;
    Ok(written)
}

async fn mark_sealed(link: &Link, ids: &[DecisionId], index: i64) -> Result<bool, Broken> {
    let mut connection = link.connection().await?;
    let mut transaction = connection.begin().await?;
    let query =
        sqlx::query("UPDATE decision SET sealed = $2 WHERE id = ANY ($1) AND sealed IS NULL")
            .bind(column(ids, |id| id.to_bytes()))
            .bind(index);
    let marked = query.execute(&mut *transaction).await?.rows_affected();
    // Some of them alone are not what the root is over.
    let is_all = usize::try_from(marked) == Ok(ids.len());
    if is_all {
        transaction.commit().await?;
    } else {
        transaction.rollback().await?;
    }
    Ok(is_all)
}

type Transaction<'a> = sqlx::Transaction<'a, sqlx::Postgres>;

async fn add(
    transaction: &mut Transaction<'_>,
    recordings: &[&Recording],
    now: Timestamp,
) -> Result<(), Broken> {
    let rows = recordings.iter().flat_map(|recording| &recording.rows);
    let rows = rows.filter(|row| row.sort != Sort::BelowBar);
    let rows: Vec<_> = rows
        .filter_map(|row| Some((row, row.customer?.to_bytes())))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let query = sqlx::query(ADD)
        .bind(column(&rows, |(row, _)| row.id.to_bytes()))
        .bind(column(&rows, |(_, customer)| *customer))
        .bind(column(&rows, |(row, _)| row.at.as_millis()))
        .bind(column(&rows, |(row, _)| row.model.to_string()))
        .bind(column(&rows, |(row, _)| stored(&row.version).into_owned()))
        .bind(column(&rows, |(row, _)| row.sort.word()))
        .bind(column(&rows, |(row, _)| row.overridden))
        .bind(column(&rows, |(row, _)| row.body.clone()))
        .bind(column(&rows, |(row, _)| row.seal.salt))
        .bind(column(&rows, |(row, _)| row.seal.leaf))
        .bind(now.as_millis());
    query.execute(&mut **transaction).await?;
    Ok(())
}

async fn count(transaction: &mut Transaction<'_>, recordings: &[&Recording]) -> Result<(), Broken> {
    let cells = recorded_on(recordings.iter().flat_map(|recording| &recording.rows));
    if cells.is_empty() {
        return Ok(());
    }
    let mut query = sqlx::query(COUNT)
        .bind(column(&cells, |cell| cell.model.to_string()))
        .bind(column(&cells, |cell| stored(&cell.version).into_owned()))
        .bind(column(&cells, |cell| cell.day.0));
    let counts: [fn(&Counts) -> u64; 8] = [
        |counts| counts.explained,
        |counts| counts.matches,
        |counts| counts.differs,
        |counts| counts.unexplained,
        |counts| counts.violations,
        |counts| counts.below_bar,
        |counts| counts.contested,
        |counts| counts.overridden,
    ];
    for count in counts {
        // No list has more than a thousand.
        let count = |cell: &DecidedOn| i64::try_from(count(&cell.counts)).unwrap_or(i64::MAX);
        query = query.bind(column(&cells, count));
    }
    query.execute(&mut **transaction).await?;
    Ok(())
}

/// One value of each row.
fn column<R, T>(rows: &[R], value: impl Fn(&R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

fn keys(models: &[Slug]) -> Vec<String> {
    models.iter().map(ToString::to_string).collect()
}

fn decision_row(row: &PgRow) -> Result<DecisionRow, StoreError> {
    let sort: &str = get(row, "sort")?;
    let body: Option<Vec<u8>> = get(row, "body")?;
    let sealed: Option<i64> = get(row, "sealed")?;
    let index = |index| u64::try_from(index).map_err(|_| corrupt("sealed"));
    Ok(DecisionRow {
        id: DecisionId::from_bytes(bytes(row, "id")?),
        customer: maybe_customer(row, "customer_id")?,
        at: time(row, "at")?,
        model: slug(row, "model")?,
        version: text(row, "version")?,
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

fn leaf_row(row: &PgRow) -> Result<(DecisionId, Hash), StoreError> {
    Ok((
        DecisionId::from_bytes(bytes(row, "id")?),
        bytes(row, "leaf")?,
    ))
}

fn decided_on(row: &PgRow) -> Result<DecidedOn, StoreError> {
    Ok(DecidedOn {
        model: slug(row, "model")?,
        version: text(row, "version")?,
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

fn slug(row: &PgRow, column: &'static str) -> Result<Slug, StoreError> {
    let text: &str = get(row, column)?;
    text.parse().map_err(|_| corrupt(column))
}
