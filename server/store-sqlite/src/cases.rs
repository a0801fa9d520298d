//! Cases: where they are found, and what people do about them.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::guard::Desk;
use mutual::id::CaseId;
use mutual::port::{AuditLine, CaseEnd, CaseFilter, CaseRow, CaseStore, HeldBy, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::office::with_line;
use crate::row::{get, maybe_time, number, stored_index, time};

/// Part of a commit: `$22` are cases that were opened, `$23` how cases end that were open before; each
/// a JSON array of arrays.
macro_rules! keep_cases {
    () => {
        "

    INSERT INTO case_file (id, customer_id, team, idx, opened_at, due_at, opened, asked, decided_idx,
                           decided_at, decided, desk, acts_at, revision)
    SELECT unhex(value ->> 0), unhex(value ->> 1), value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11,
           value ->> 12, 1
    FROM json_each($22);

    UPDATE case_file SET decided_idx = e.value ->> 1, decided_at = e.value ->> 2,
                         decided = e.value ->> 3, acts_at = e.value ->> 4, revision = revision + 1
    FROM json_each($23) AS e WHERE case_file.id = unhex(e.value ->> 0)"
    };
}
pub(crate) use keep_cases;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT idx, opened_at, opened, asked, decided_idx, decided_at, decided, desk, acts_at,
                    revision
             FROM case_file ",
            $rest
        )
    };
}

/// What narrows a list: `$1` is a team, `$2` whether anybody has it, `$3` who has it.
macro_rules! narrowed {
    () => {
        "($1 IS NULL OR team = $1) AND ($2 IS NULL OR (holder IS NOT NULL) = $2)
         AND ($3 IS NULL OR holder = $3)"
    };
}

/// Those of the records in `$7`, a JSON array: few, whatever else waits.
macro_rules! of {
    () => {
        "INDEXED BY case_file_of
         WHERE customer_id IN (SELECT unhex(value) FROM json_each($7)) AND "
    };
}

/// By the deadline, behind `$4` and `$5`, at most `$6`.
macro_rules! by_deadline {
    () => {
        " AND ($4 IS NULL OR (due_at, id) > ($4, $5)) ORDER BY due_at, id LIMIT $6"
    };
}

/// The newest first, behind `$4` and `$5`, at most `$6`.
macro_rules! newest_first {
    () => {
        " AND ($4 IS NULL OR (decided_at, id) < ($4, $5)) ORDER BY decided_at DESC, id DESC LIMIT $6"
    };
}

const WAITING: &str = concat!(
    select!("WHERE decided_at IS NULL AND "),
    narrowed!(),
    by_deadline!()
);

const WAITING_OF: &str = concat!(
    select!(""),
    of!(),
    "decided_at IS NULL AND ",
    narrowed!(),
    by_deadline!()
);

const DECIDED: &str = concat!(
    select!("WHERE decided_at IS NOT NULL AND "),
    narrowed!(),
    newest_first!()
);

const DECIDED_OF: &str = concat!(
    select!(""),
    of!(),
    "decided_at IS NOT NULL AND ",
    narrowed!(),
    newest_first!()
);

/// Cases as [`keep_cases!`] takes them.
pub(crate) fn opened(rows: &[CaseRow]) -> Result<String, StoreError> {
    let rows = rows.iter().map(|row| {
        let end = row.end.as_ref();
        Ok(json!([
            hex(row.id().to_bytes()),
            hex(row.customer().to_bytes()),
            *row.opened.team,
            stored_index(row.index)?,
            row.opened_at.as_millis(),
            row.opened.due_at.as_millis(),
            text(&row.opened)?,
            text(&row.asked)?,
            end.map(|end| stored_index(end.index)).transpose()?,
            end.map(|end| end.at.as_millis()),
            end.map(|end| text(&end.decided)).transpose()?,
            text(&row.desk)?,
            row.acts_at.map(Timestamp::as_millis),
        ]))
    });
    let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
    Ok(Value::Array(rows).to_string())
}

/// Ends as [`keep_cases!`] takes them.
pub(crate) fn ended(ends: &[CaseEnd]) -> Result<String, StoreError> {
    let ends = ends.iter().map(|end| {
        Ok(json!([
            hex(end.decided.case.to_bytes()),
            stored_index(end.index)?,
            end.at.as_millis(),
            text(&end.decided)?,
            end.tells_at().map(Timestamp::as_millis),
        ]))
    });
    let ends = ends.collect::<Result<Vec<_>, StoreError>>()?;
    Ok(Value::Array(ends).to_string())
}

fn hex(id: [u8; 16]) -> String {
    mutual::digest::hex(&id)
}

fn text<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| corrupt("case_file"))
}

#[async_trait]
impl CaseStore for SqliteStore {
    async fn case(&self, id: CaseId) -> Result<Option<CaseRow>, StoreError> {
        let query = sqlx::query(select!("WHERE id = $1")).bind(id.to_bytes().to_vec());
        let row = self.fetch_optional(query).await?;
        row.as_ref().map(case).transpose()
    }

    async fn cases(
        &self,
        filter: &CaseFilter,
        after: Option<(Timestamp, CaseId)>,
        limit: u32,
    ) -> Result<Vec<CaseRow>, StoreError> {
        let records = filter.of.as_ref().map(|ids| {
            let ids: Vec<_> = ids.iter().map(|id| hex(id.to_bytes())).collect();
            json!(ids).to_string()
        });
        let (is_held, holder) = match filter.held_by {
            HeldBy::Anybody => (None, None),
            HeldBy::Nobody => (Some(false), None),
            HeldBy::Account(id) => (Some(true), Some(id.to_bytes().to_vec())),
        };
        let query = match (filter.decided, &records) {
            (false, None) => WAITING,
            (false, Some(_)) => WAITING_OF,
            (true, None) => DECIDED,
            (true, Some(_)) => DECIDED_OF,
        };
        let mut query = sqlx::query(query)
            .bind(filter.team.as_ref().map(ToString::to_string))
            .bind(is_held)
            .bind(holder)
            .bind(after.map(|(at, _)| at.as_millis()))
            .bind(after.map(|(_, id)| id.to_bytes().to_vec()))
            .bind(limit);
        if records.is_some() {
            query = query.bind(records);
        }
        self.fetch_all(query).await?.iter().map(case).collect()
    }

    async fn cases_due(&self, now: Timestamp, limit: u32) -> Result<Vec<CaseRow>, StoreError> {
        let query = sqlx::query(select!(
            "WHERE acts_at <= $1 AND decided_at IS NULL ORDER BY acts_at LIMIT $2"
        ));
        let query = query.bind(now.as_millis()).bind(limit);
        self.fetch_all(query).await?.iter().map(case).collect()
    }

    async fn cases_to_tell(&self, now: Timestamp, limit: u32) -> Result<Vec<CaseRow>, StoreError> {
        let query = sqlx::query(select!(
            "WHERE acts_at <= $1 AND decided_at IS NOT NULL ORDER BY acts_at LIMIT $2"
        ));
        let query = query.bind(now.as_millis()).bind(limit);
        self.fetch_all(query).await?.iter().map(case).collect()
    }

    async fn put_desk(&self, row: &CaseRow, line: Option<&AuditLine>) -> Result<(), StoreError> {
        let known = "BEGIN IMMEDIATE;
                     SELECT count(*) AS known FROM case_file
                     WHERE id = $1 AND revision = $2 AND decided_at IS NULL";
        let known = sqlx::query(known)
            .bind(row.id().to_bytes().to_vec())
            .bind(stored_index(row.revision)?);
        let mut turn = self.writer.office_turn().await?;
        let found = turn.begin(known).await?;
        match get::<i64>(&found, "known") {
            Ok(1) => {}
            Ok(_) => return Err(turn.give_up(StoreError::Conflict).await),
            Err(error) => return Err(turn.give_up(error).await),
        }
        let query = sqlx::query(
            "UPDATE case_file SET desk = $7, holder = $8, acts_at = $9, asked = $11,
                                  revision = revision + 1
             WHERE id = $10;
             INSERT INTO audit (id, at, actor, what, about, reason)
             SELECT $1, $2, $3, $4, $5, $6 WHERE $1 IS NOT NULL; COMMIT",
        );
        let query = with_line(query, line)
            .bind(text(&row.desk)?)
            .bind(row.desk.holder.map(|id| id.to_bytes().to_vec()))
            .bind(row.acts_at().map(Timestamp::as_millis))
            .bind(row.id().to_bytes().to_vec())
            .bind(text(&row.asked)?);
        turn.commit(query).await
    }

    async fn put_acts_at(&self, id: CaseId, at: Option<Timestamp>) -> Result<(), StoreError> {
        let query = "UPDATE case_file SET acts_at = $2 WHERE id = $1 AND decided_at IS NOT NULL";
        let query = sqlx::query(query)
            .bind(id.to_bytes().to_vec())
            .bind(at.map(Timestamp::as_millis));
        self.writer.execute(query).await.map(|_| ())
    }

    async fn cases_decided(
        &self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<CaseRow>, StoreError> {
        let query = sqlx::query(select!(
            "WHERE decided_at >= $1 ORDER BY decided_at DESC, id DESC LIMIT $2"
        ))
        .bind(since.as_millis())
        .bind(limit);
        self.fetch_all(query).await?.iter().map(case).collect()
    }
}

fn case(row: &SqliteRow) -> Result<CaseRow, StoreError> {
    let decided: Option<&str> = get(row, "decided")?;
    let end = decided.map(|decided| {
        Ok(CaseEnd {
            index: number(row, "decided_idx")?,
            at: time(row, "decided_at")?,
            decided: read(decided)?,
        })
    });
    let desk: Desk = read(get(row, "desk")?)?;
    Ok(CaseRow {
        index: number(row, "idx")?,
        opened_at: time(row, "opened_at")?,
        opened: read(get(row, "opened")?)?,
        asked: read(get(row, "asked")?)?,
        end: end.transpose()?,
        desk,
        acts_at: maybe_time(row, "acts_at")?,
        revision: number(row, "revision")?,
    })
}

fn read<T: DeserializeOwned>(stored: &str) -> Result<T, StoreError> {
    serde_json::from_str(stored).map_err(|_| corrupt("case_file"))
}
