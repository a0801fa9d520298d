//! Drafts of propositions, what is said about them, and who did what.

use async_trait::async_trait;
use mutual::id::{AccountId, AuditId, CommentId};
use mutual::port::{AuditLine, Comment, Draft, DraftStore, Stage, StoreError};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::row::{asked_index, bytes, get, maybe_bytes, maybe_time, number, stored_index, time};
use crate::writer::Query;

macro_rules! select_draft {
    ($rest:literal) => {
        concat!(
            "SELECT key, content, revision, updated_at, updated_by, writers, stage, class
             FROM draft ",
            $rest
        )
    };
}

macro_rules! select_comment {
    ($rest:literal) => {
        concat!(
            "SELECT id, key, field, said, by_account, at, resolved_by, resolved_at
             FROM comment ",
            $rest
        )
    };
}

/// The line of a change that is not worth one has no id.
macro_rules! insert_audit {
    ($first:literal) => {
        concat!(
            "INSERT INTO audit (id, at, actor, what, about, reason) ",
            $first
        )
    };
}

pub(super) use insert_audit;

#[async_trait]
impl DraftStore for SqliteStore {
    async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let rows = self
            .fetch_all(sqlx::query(select_draft!("ORDER BY key")))
            .await?;
        rows.iter().map(draft).collect()
    }

    async fn scheduled_drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let query = sqlx::query(select_draft!("WHERE stage LIKE $1 || '%' ORDER BY key"));
        let rows = self.fetch_all(query.bind(Stage::SCHEDULED)).await?;
        rows.iter().map(draft).collect()
    }

    async fn draft(&self, key: &str) -> Result<Option<Draft>, StoreError> {
        let query = sqlx::query(select_draft!("WHERE key = $1")).bind(key.to_owned());
        self.fetch_optional(query)
            .await?
            .as_ref()
            .map(draft)
            .transpose()
    }

    async fn put_draft(
        &self,
        draft: &Draft,
        over: Option<u64>,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let known = "BEGIN IMMEDIATE; SELECT max(revision) AS revision FROM draft WHERE key = $1";
        let known = sqlx::query(known).bind(draft.key.to_string());
        let mut turn = self.writer.office_turn().await?;
        let row = turn.begin(known).await?;
        let before: Option<i64> = match get(&row, "revision") {
            Ok(before) => before,
            Err(error) => return Err(turn.give_up(error).await),
        };
        if before != over.map(stored_index).transpose()? {
            return Err(turn.give_up(StoreError::Conflict).await);
        }
        let query = sqlx::query(concat!(
            "INSERT INTO draft (key, content, revision, updated_at, updated_by, writers, stage, class)
             VALUES ($7, $8, $9, $10, $11, $12, $13, $14)
             ON CONFLICT (key) DO UPDATE
             SET content = $8, revision = $9, updated_at = $10, updated_by = $11, writers = $12,
                 stage = $13, class = $14;",
            insert_audit!("SELECT $1, $2, $3, $4, $5, $6 WHERE $1 IS NOT NULL; COMMIT")
        ));
        let query = with_line(query, line)
            .bind(draft.key.to_string())
            .bind(draft.content.clone())
            .bind(stored_index(draft.revision)?)
            .bind(draft.updated_at.as_millis())
            .bind(draft.updated_by.to_bytes().to_vec())
            .bind(json(&draft.writers)?)
            .bind(json(&draft.stage)?)
            .bind(draft.class.map(|class| class.word()));
        turn.commit(query).await
    }

    async fn delete_draft(&self, key: &str, revision: u64) -> Result<(), StoreError> {
        let query = sqlx::query("DELETE FROM draft WHERE key = $1 AND revision = $2")
            .bind(key.to_owned())
            .bind(asked_index(revision));
        self.writer.execute(query).await.map(|_| ())
    }

    async fn discard_draft(
        &self,
        key: &str,
        revision: u64,
        by: AccountId,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let known = "BEGIN IMMEDIATE;
                     SELECT count(*) AS known FROM draft WHERE key = $1 AND revision = $2";
        let known = sqlx::query(known).bind(key.to_owned());
        let mut turn = self.writer.office_turn().await?;
        let row = turn.begin(known.bind(asked_index(revision))).await?;
        match get::<i64>(&row, "known") {
            Ok(1) => {}
            Ok(_) => return Err(turn.give_up(StoreError::Conflict).await),
            Err(error) => return Err(turn.give_up(error).await),
        }
        let query = sqlx::query(concat!(
            "DELETE FROM draft WHERE key = $7;
             UPDATE comment SET resolved_by = $8, resolved_at = $2
             WHERE key = $7 AND resolved_at IS NULL;",
            insert_audit!("VALUES ($1, $2, $3, $4, $5, $6); COMMIT")
        ));
        let query = with_line(query, Some(line))
            .bind(key.to_owned())
            .bind(by.to_bytes().to_vec());
        turn.commit(query).await
    }

    async fn comments(
        &self,
        key: &str,
        before: Option<CommentId>,
        limit: u32,
    ) -> Result<Vec<Comment>, StoreError> {
        let query = sqlx::query(select_comment!(
            "WHERE key = $1 AND ($2 IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"
        ));
        let query = query
            .bind(key.to_owned())
            .bind(before.map(|id| id.to_bytes().to_vec()))
            .bind(limit);
        self.fetch_all(query).await?.iter().map(comment).collect()
    }

    async fn open_comments(&self, key: &str) -> Result<u64, StoreError> {
        let query = "SELECT count(*) AS open FROM comment WHERE key = $1 AND resolved_at IS NULL";
        let row = self
            .fetch_optional(sqlx::query(query).bind(key.to_owned()))
            .await?;
        row.map_or(Ok(0), |row| number(&row, "open"))
    }

    async fn comment(&self, key: &str, id: CommentId) -> Result<Option<Comment>, StoreError> {
        let query = sqlx::query(select_comment!("WHERE key = $1 AND id = $2"));
        let query = query.bind(key.to_owned()).bind(id.to_bytes().to_vec());
        self.fetch_optional(query)
            .await?
            .as_ref()
            .map(comment)
            .transpose()
    }

    async fn put_comment(
        &self,
        comment: &Comment,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let query = sqlx::query(concat!(
            "BEGIN IMMEDIATE;
             INSERT INTO comment (id, key, field, said, by_account, at, resolved_by, resolved_at)
             VALUES ($7, $8, $9, $10, $11, $12, $13, $14)
             ON CONFLICT (id) DO UPDATE SET resolved_by = $13, resolved_at = $14;",
            insert_audit!("SELECT $1, $2, $3, $4, $5, $6 WHERE $1 IS NOT NULL; COMMIT")
        ));
        let query = with_line(query, line)
            .bind(comment.id.to_bytes().to_vec())
            .bind(comment.key.to_string())
            .bind(comment.field.clone())
            .bind(comment.text.clone())
            .bind(comment.by.to_bytes().to_vec())
            .bind(comment.at.as_millis())
            .bind(comment.resolved.map(|(by, _)| by.to_bytes().to_vec()))
            .bind(comment.resolved.map(|(_, at)| at.as_millis()));
        self.run_whole(query).await
    }

    async fn add_audit(&self, line: &AuditLine) -> Result<(), StoreError> {
        let query = sqlx::query(insert_audit!("VALUES ($1, $2, $3, $4, $5, $6)"));
        let query = with_line(query, Some(line));
        self.writer.execute(query).await.map(|_| ())
    }

    async fn audit(
        &self,
        about: Option<&str>,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let query = "SELECT id, at, actor, what, about, reason FROM audit
                     WHERE ($1 IS NULL OR about = $1) AND ($2 IS NULL OR id < $2)
                     ORDER BY id DESC LIMIT $3";
        let query = sqlx::query(query)
            .bind(about.map(str::to_owned))
            .bind(before.map(|id| id.to_bytes().to_vec()))
            .bind(limit);
        self.fetch_all(query)
            .await?
            .iter()
            .map(audit_line)
            .collect()
    }
}

impl SqliteStore {
    /// Runs a script of the office that begins a transaction and commits it; all of it or nothing.
    pub(super) async fn run_whole(&self, script: Query) -> Result<(), StoreError> {
        let mut turn = self.writer.office_turn().await?;
        match turn.run(script).await {
            Ok(()) => Ok(()),
            Err(error) => Err(turn.give_up(crate::error::store_error(error)).await),
        }
    }
}

/// Binds the first six values.
pub(crate) fn with_line(query: Query, line: Option<&AuditLine>) -> Query {
    query
        .bind(line.map(|line| line.id.to_bytes().to_vec()))
        .bind(line.map(|line| line.at.as_millis()))
        .bind(line.and_then(|line| serde_json::to_string(&line.actor).ok()))
        .bind(line.map(|line| line.what.clone()))
        .bind(line.map(|line| line.about.clone()))
        .bind(line.map(|line| line.reason.clone()))
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| corrupt("draft"))
}

fn draft(row: &SqliteRow) -> Result<Draft, StoreError> {
    let key: &str = get(row, "key")?;
    let updated_by = AccountId::from_bytes(bytes(row, "updated_by")?);
    let class: Option<&str> = get(row, "class")?;
    let class = class.map(str::parse).transpose();
    Ok(Draft {
        key: key.parse().map_err(|_| corrupt("key"))?,
        content: get(row, "content")?,
        revision: number(row, "revision")?,
        updated_at: time(row, "updated_at")?,
        updated_by,
        writers: Draft::writers_or(read(row, "writers")?, updated_by),
        stage: read(row, "stage")?,
        class: class.map_err(|_| corrupt("class"))?,
    })
}

fn read<T: serde::de::DeserializeOwned>(
    row: &SqliteRow,
    column: &'static str,
) -> Result<T, StoreError> {
    serde_json::from_str(get(row, column)?).map_err(|_| corrupt(column))
}

fn comment(row: &SqliteRow) -> Result<Comment, StoreError> {
    let key: &str = get(row, "key")?;
    let resolved_by = maybe_bytes(row, "resolved_by")?.map(AccountId::from_bytes);
    Ok(Comment {
        id: CommentId::from_bytes(bytes(row, "id")?),
        key: key.parse().map_err(|_| corrupt("key"))?,
        field: get(row, "field")?,
        text: get(row, "said")?,
        by: AccountId::from_bytes(bytes(row, "by_account")?),
        at: time(row, "at")?,
        resolved: resolved_by.zip(maybe_time(row, "resolved_at")?),
    })
}

fn audit_line(row: &SqliteRow) -> Result<AuditLine, StoreError> {
    Ok(AuditLine {
        id: AuditId::from_bytes(bytes(row, "id")?),
        at: time(row, "at")?,
        actor: read(row, "actor")?,
        what: get(row, "what")?,
        about: get(row, "about")?,
        reason: get(row, "reason")?,
    })
}
