//! Cases: where they are found, and what people do about them.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::guard::Desk;
use mutual::id::CaseId;
use mutual::port::{AuditLine, CaseEnd, CaseFilter, CaseRow, CaseStore, Group, HeldBy, StoreError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::{Query, Size};
use crate::office::with_line;
use crate::row::{get, maybe_time, number, stored_index, time};
use crate::text;

/// Part of a commit, behind `go`: `$57` to `$69` are cases that were opened, `$70` to `$74` how cases
/// end that were open before.
macro_rules! keep_cases {
    () => {
        ",
    new_case AS (
        INSERT INTO case_file (id, customer_id, team, idx, opened_at, due_at, opened, asked,
                               decided_idx, decided_at, decided, desk, acts_at, revision)
        SELECT c.*, 1
        FROM go, unnest($57::bytea[], $58::bytea[], $59::text[], $60::int8[], $61::int8[],
                        $62::int8[], $63::text[], $64::text[], $65::int8[], $66::int8[],
                        $67::text[], $68::text[], $69::int8[]) AS c
    ),
    case_over AS (
        UPDATE case_file AS c
        SET decided_idx = e.idx, decided_at = e.at, decided = e.decided, acts_at = e.acts_at,
            revision = c.revision + 1
        FROM go, unnest($70::bytea[], $71::int8[], $72::int8[], $73::text[], $74::int8[])
                 AS e (id, idx, at, decided, acts_at)
        WHERE c.id = e.id
    )"
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
        "($1::text IS NULL OR team = $1) AND ($2::bool IS NULL OR (holder IS NOT NULL) = $2)
         AND ($3::bytea IS NULL OR holder = $3)"
    };
}

/// By the deadline, behind `$4` and `$5`, at most `$6`.
macro_rules! by_deadline {
    () => {
        " AND ($4::int8 IS NULL OR (due_at, id) > ($4, $5::bytea)) ORDER BY due_at, id LIMIT $6"
    };
}

/// The newest first, behind `$4` and `$5`, at most `$6`.
macro_rules! newest_first {
    () => {
        " AND ($4::int8 IS NULL OR (decided_at, id) < ($4, $5::bytea))
         ORDER BY decided_at DESC, id DESC LIMIT $6"
    };
}

const WAITING: &str = concat!(
    select!("WHERE decided_at IS NULL AND "),
    narrowed!(),
    by_deadline!()
);

/// Those of the records in `$7`: few, whatever else waits.
const WAITING_OF: &str = concat!(
    select!("WHERE customer_id = ANY ($7) AND decided_at IS NULL AND "),
    narrowed!(),
    by_deadline!()
);

const DECIDED: &str = concat!(
    select!("WHERE decided_at IS NOT NULL AND "),
    narrowed!(),
    newest_first!()
);

const DECIDED_OF: &str = concat!(
    select!("WHERE customer_id = ANY ($7) AND decided_at IS NOT NULL AND "),
    narrowed!(),
    newest_first!()
);

/// What a commit keeps of cases, as the database takes it.
pub(crate) struct Kept {
    opened: Vec<Opened>,
    ended: Vec<Ended>,
}

struct Opened {
    id: [u8; 16],
    customer: [u8; 16],
    team: String,
    index: i64,
    at: i64,
    due_at: i64,
    opened: String,
    asked: String,
    end: Option<Ended>,
    desk: String,
    acts_at: Option<i64>,
}

#[derive(Clone)]
struct Ended {
    id: [u8; 16],
    index: i64,
    at: i64,
    decided: String,
    acts_at: Option<i64>,
}

impl Ended {
    fn of(end: &CaseEnd) -> Result<Self, StoreError> {
        Ok(Self {
            id: end.decided.case.to_bytes(),
            index: stored_index(end.index)?,
            at: end.at.as_millis(),
            decided: written(&end.decided)?,
            acts_at: end.tells_at().map(Timestamp::as_millis),
        })
    }
}

impl Kept {
    /// Of this group.
    pub(crate) fn of(group: &Group) -> Result<Self, StoreError> {
        let opened = group.cases.iter().map(|row| {
            Ok(Opened {
                id: row.id().to_bytes(),
                customer: row.customer().to_bytes(),
                team: row.opened.team.to_string(),
                index: stored_index(row.index)?,
                at: row.opened_at.as_millis(),
                due_at: row.opened.due_at.as_millis(),
                opened: written(&row.opened)?,
                asked: written(&row.asked)?,
                end: row.end.as_ref().map(Ended::of).transpose()?,
                desk: written(&row.desk)?,
                acts_at: row.acts_at.map(Timestamp::as_millis),
            })
        });
        Ok(Self {
            opened: opened.collect::<Result<_, StoreError>>()?,
            ended: group
                .case_ends
                .iter()
                .map(Ended::of)
                .collect::<Result<_, _>>()?,
        })
    }

    /// Binds them as [`keep_cases!`] takes them.
    pub(crate) fn bind(&self, query: Query) -> Query {
        let (opened, ended) = (&self.opened, &self.ended);
        query
            .bind(column(opened, |row| row.id))
            .bind(column(opened, |row| row.customer))
            .bind(column(opened, |row| row.team.clone()))
            .bind(column(opened, |row| row.index))
            .bind(column(opened, |row| row.at))
            .bind(column(opened, |row| row.due_at))
            .bind(column(opened, |row| row.opened.clone()))
            .bind(column(opened, |row| row.asked.clone()))
            .bind(column(opened, |row| row.end.as_ref().map(|end| end.index)))
            .bind(column(opened, |row| row.end.as_ref().map(|end| end.at)))
            .bind(column(opened, |row| {
                row.end.as_ref().map(|end| end.decided.clone())
            }))
            .bind(column(opened, |row| row.desk.clone()))
            .bind(column(opened, |row| row.acts_at))
            .bind(column(ended, |row| row.id))
            .bind(column(ended, |row| row.index))
            .bind(column(ended, |row| row.at))
            .bind(column(ended, |row| row.decided.clone()))
            .bind(column(ended, |row| row.acts_at))
    }
}

fn column<R, T>(rows: &[R], value: impl Fn(&R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

/// As JSON, as PostgreSQL can keep it.
fn written<T: Serialize>(value: &T) -> Result<String, StoreError> {
    let text = serde_json::to_string(value).map_err(|_| corrupt("case_file"))?;
    Ok(text::stored(&text).into_owned())
}

#[async_trait]
impl CaseStore for PostgresStore {
    async fn case(&self, id: CaseId) -> Result<Option<CaseRow>, StoreError> {
        let make = || sqlx::query(select!("WHERE id = $1")).bind(id.to_bytes());
        let row = self.link.fetch_optional(make).await?;
        row.as_ref().map(case).transpose()
    }

    async fn cases(
        &self,
        filter: &CaseFilter,
        after: Option<(Timestamp, CaseId)>,
        limit: u32,
    ) -> Result<Vec<CaseRow>, StoreError> {
        let make = || {
            let records = filter
                .of
                .as_ref()
                .map(|ids| column(ids, |id| id.to_bytes()));
            let (is_held, holder) = match filter.held_by {
                HeldBy::Anybody => (None, None),
                HeldBy::Nobody => (Some(false), None),
                HeldBy::Account(id) => (Some(true), Some(id.to_bytes())),
            };
            let query = match (filter.decided, &records) {
                (false, None) => WAITING,
                (false, Some(_)) => WAITING_OF,
                (true, None) => DECIDED,
                (true, Some(_)) => DECIDED_OF,
            };
            let query = sqlx::query(query)
                .bind(filter.team.as_ref().map(ToString::to_string))
                .bind(is_held)
                .bind(holder)
                .bind(after.map(|(at, _)| at.as_millis()))
                .bind(after.map(|(_, id)| id.to_bytes()))
                .bind(i64::from(limit));
            match records {
                Some(records) => query.bind(records),
                None => query,
            }
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(case).collect()
    }

    async fn cases_due(&self, now: Timestamp, limit: u32) -> Result<Vec<CaseRow>, StoreError> {
        let make = || {
            sqlx::query(select!(
                "WHERE acts_at <= $1 AND decided_at IS NULL ORDER BY acts_at LIMIT $2"
            ))
            .bind(now.as_millis())
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Small, make).await?;
        rows.iter().map(case).collect()
    }

    async fn cases_to_tell(&self, now: Timestamp, limit: u32) -> Result<Vec<CaseRow>, StoreError> {
        let make = || {
            sqlx::query(select!(
                "WHERE acts_at <= $1 AND decided_at IS NOT NULL ORDER BY acts_at LIMIT $2"
            ))
            .bind(now.as_millis())
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Small, make).await?;
        rows.iter().map(case).collect()
    }

    async fn put_desk(&self, row: &CaseRow, line: Option<&AuditLine>) -> Result<(), StoreError> {
        let (desk, asked) = (written(&row.desk)?, written(&row.asked)?);
        let revision = stored_index(row.revision)?;
        let make = || {
            // Of two at once the later one waits for the row and then finds another revision.
            let query = sqlx::query(
                "WITH put AS (
                     UPDATE case_file
                     SET desk = $7, holder = $8, acts_at = $9, asked = $12,
                         revision = revision + 1
                     WHERE id = $10 AND revision = $11 AND decided_at IS NULL RETURNING id
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text FROM put
                     WHERE $1 IS NOT NULL
                 )
                 SELECT count(*) AS put FROM put",
            );
            with_line(query, line)
                .bind(desk.clone())
                .bind(row.desk.holder.map(|id| id.to_bytes()))
                .bind(row.acts_at().map(Timestamp::as_millis))
                .bind(row.id().to_bytes())
                .bind(revision)
                .bind(asked.clone())
        };
        let put = self.link.fetch_optional(make).await?;
        match put.map(|row| get::<i64>(&row, "put")).transpose()? {
            Some(1) => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    async fn put_acts_at(&self, id: CaseId, at: Option<Timestamp>) -> Result<(), StoreError> {
        let make = || {
            sqlx::query(
                "UPDATE case_file SET acts_at = $2 WHERE id = $1 AND decided_at IS NOT NULL",
            )
            .bind(id.to_bytes())
            .bind(at.map(Timestamp::as_millis))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn cases_decided(
        &self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<CaseRow>, StoreError> {
        let make = || {
            sqlx::query(select!(
                "WHERE decided_at >= $1 ORDER BY decided_at DESC, id DESC LIMIT $2"
            ))
            .bind(since.as_millis())
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(case).collect()
    }
}

fn case(row: &PgRow) -> Result<CaseRow, StoreError> {
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
    let text = text::read(stored)?;
    serde_json::from_str(&text).map_err(|_| corrupt("case_file"))
}
