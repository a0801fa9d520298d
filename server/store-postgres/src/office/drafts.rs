//! Drafts of propositions, what is said about them, and who did what.

use async_trait::async_trait;
use mutual::id::{AccountId, AuditId, CommentId};
use mutual::port::{AuditLine, Comment, Draft, DraftStore, Stage, StoreError};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::{Query, Size};
use crate::row::{
    asked_index, bytes, get, maybe_bytes, maybe_time, number, stored_index, text, time,
};
use crate::text::stored;

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

#[async_trait]
impl DraftStore for PostgresStore {
    async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let make = || sqlx::query(select_draft!("ORDER BY key"));
        self.link
            .fetch_all(Size::Large, make)
            .await?
            .iter()
            .map(draft)
            .collect()
    }

    async fn scheduled_drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let make = || {
            let query = select_draft!("WHERE stage LIKE $1 || '%' ORDER BY key");
            sqlx::query(query).bind(Stage::SCHEDULED)
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(draft).collect()
    }

    async fn draft(&self, key: &str) -> Result<Option<Draft>, StoreError> {
        let make = || sqlx::query(select_draft!("WHERE key = $1")).bind(stored(key));
        self.link
            .fetch_optional(make)
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
        let (revision, before) = (stored_index(draft.revision)?, over.map(asked_index));
        let (writers, stage) = (json(&draft.writers)?, json(&draft.stage)?);
        let make = || {
            // The first save makes the row; every other one must find the one before it. Of two
            // at once the later one waits and then finds another revision.
            let query = if before.is_none() {
                sqlx::query(
                    "WITH saved AS (
                         INSERT INTO draft (key, content, revision, updated_at, updated_by, writers,
                                            stage, class)
                         SELECT $7, $8, $9, $10, $11, $12, $13, $14 WHERE $15::bigint IS NULL
                         ON CONFLICT (key) DO NOTHING
                         RETURNING key
                     ),
                     told AS (
                         INSERT INTO audit (id, at, actor, what, about, reason)
                         SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                         FROM saved WHERE $1 IS NOT NULL
                     )
                     SELECT count(*) AS saved FROM saved",
                )
            } else {
                sqlx::query(
                    "WITH saved AS (
                         UPDATE draft
                         SET content = $8, revision = $9, updated_at = $10, updated_by = $11,
                             writers = $12, stage = $13, class = $14
                         WHERE key = $7 AND revision = $15
                         RETURNING key
                     ),
                     told AS (
                         INSERT INTO audit (id, at, actor, what, about, reason)
                         SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                         FROM saved WHERE $1 IS NOT NULL
                     )
                     SELECT count(*) AS saved FROM saved",
                )
            };
            with_line(query, line)
                .bind(draft.key.as_str())
                .bind(stored(&draft.content))
                .bind(revision)
                .bind(draft.updated_at.as_millis())
                .bind(draft.updated_by.to_bytes())
                .bind(writers.clone())
                .bind(stage.clone())
                .bind(draft.class.map(|class| class.word()))
                .bind(before)
        };
        let row = self.link.fetch_optional(make).await?;
        match row.map(|row| get::<i64>(&row, "saved")).transpose()? {
            Some(1) => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    async fn delete_draft(&self, key: &str, revision: u64) -> Result<(), StoreError> {
        let make = || {
            sqlx::query("DELETE FROM draft WHERE key = $1 AND revision = $2")
                .bind(stored(key))
                .bind(asked_index(revision))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn discard_draft(
        &self,
        key: &str,
        revision: u64,
        by: AccountId,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let make = || {
            let query = sqlx::query(
                "WITH ended AS (
                     DELETE FROM draft WHERE key = $7 AND revision = $9 RETURNING key
                 ),
                 dealt AS (
                     UPDATE comment SET resolved_by = $8, resolved_at = $2::bigint
                     WHERE key IN (SELECT key FROM ended) AND resolved_at IS NULL
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                     FROM ended
                 )
                 SELECT count(*) AS ended FROM ended",
            );
            with_line(query, Some(line))
                .bind(stored(key))
                .bind(by.to_bytes())
                .bind(asked_index(revision))
        };
        let row = self.link.fetch_optional(make).await?;
        match row.map(|row| get::<i64>(&row, "ended")).transpose()? {
            Some(1) => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    async fn comments(
        &self,
        key: &str,
        before: Option<CommentId>,
        limit: u32,
    ) -> Result<Vec<Comment>, StoreError> {
        let make = || {
            sqlx::query(select_comment!(
                "WHERE key = $1 AND ($2::bytea IS NULL OR id < $2) ORDER BY id DESC LIMIT $3"
            ))
            .bind(stored(key))
            .bind(before.map(CommentId::to_bytes))
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(comment).collect()
    }

    async fn open_comments(&self, key: &str) -> Result<u64, StoreError> {
        let make = || {
            let query = "SELECT count(*) AS open FROM comment
                         WHERE key = $1 AND resolved_at IS NULL";
            sqlx::query(query).bind(stored(key))
        };
        let row = self.link.fetch_optional(make).await?;
        row.map_or(Ok(0), |row| number(&row, "open"))
    }

    async fn comment(&self, key: &str, id: CommentId) -> Result<Option<Comment>, StoreError> {
        let make = || {
            sqlx::query(select_comment!("WHERE key = $1 AND id = $2"))
                .bind(stored(key))
                .bind(id.to_bytes())
        };
        let rows = self.link.fetch_all(Size::Small, make).await?;
        rows.first().map(comment).transpose()
    }

    async fn put_comment(
        &self,
        comment: &Comment,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let make = || {
            let query = sqlx::query(
                "WITH put AS (
                     INSERT INTO comment
                         (id, key, field, said, by_account, at, resolved_by, resolved_at)
                     VALUES ($7, $8, $9, $10, $11, $12, $13, $14)
                     ON CONFLICT (id) DO UPDATE SET resolved_by = $13, resolved_at = $14
                     RETURNING id
                 )
                 INSERT INTO audit (id, at, actor, what, about, reason)
                 SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                 FROM put WHERE $1::bytea IS NOT NULL",
            );
            with_line(query, line)
                .bind(comment.id.to_bytes())
                .bind(comment.key.as_str())
                .bind(stored(&comment.field))
                .bind(stored(&comment.text))
                .bind(comment.by.to_bytes())
                .bind(comment.at.as_millis())
                .bind(comment.resolved.map(|(by, _)| by.to_bytes()))
                .bind(comment.resolved.map(|(_, at)| at.as_millis()))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn add_audit(&self, line: &AuditLine) -> Result<(), StoreError> {
        let make = || {
            let query = sqlx::query(
                "INSERT INTO audit (id, at, actor, what, about, reason)
                 VALUES ($1, $2, $3, $4, $5, $6)",
            );
            with_line(query, Some(line))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn audit(
        &self,
        about: Option<&str>,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditLine>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT id, at, actor, what, about, reason FROM audit
                 WHERE ($1::text IS NULL OR about = $1) AND ($2::bytea IS NULL OR id < $2)
                 ORDER BY id DESC LIMIT $3",
            )
            .bind(about.map(stored))
            .bind(before.map(AuditId::to_bytes))
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(audit_line).collect()
    }
}

/// Binds the first six values; the line of a change that is not worth one has no id.
pub(crate) fn with_line(query: Query, line: Option<&AuditLine>) -> Query {
    query
        .bind(line.map(|line| line.id.to_bytes()))
        .bind(line.map(|line| line.at.as_millis()))
        .bind(line.and_then(|line| serde_json::to_string(&line.actor).ok()))
        .bind(line.map(|line| line.what.clone()))
        .bind(line.map(|line| stored(&line.about)))
        .bind(line.map(|line| stored(&line.reason)))
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| corrupt("draft"))
}

fn draft(row: &PgRow) -> Result<Draft, StoreError> {
    let key: &str = get(row, "key")?;
    let class: Option<&str> = get(row, "class")?;
    let class = class.map(str::parse).transpose();
    let updated_by = AccountId::from_bytes(bytes(row, "updated_by")?);
    Ok(Draft {
        key: key.parse().map_err(|_| corrupt("key"))?,
        content: text(row, "content")?,
        revision: number(row, "revision")?,
        updated_at: time(row, "updated_at")?,
        updated_by,
        writers: Draft::writers_or(read(row, "writers")?, updated_by),
        stage: read(row, "stage")?,
        class: class.map_err(|_| corrupt("class"))?,
    })
}

fn read<T: serde::de::DeserializeOwned>(
    row: &PgRow,
    column: &'static str,
) -> Result<T, StoreError> {
    serde_json::from_str(get(row, column)?).map_err(|_| corrupt(column))
}

fn comment(row: &PgRow) -> Result<Comment, StoreError> {
    let key: &str = get(row, "key")?;
    let resolved_by = maybe_bytes(row, "resolved_by")?.map(AccountId::from_bytes);
    Ok(Comment {
        id: CommentId::from_bytes(bytes(row, "id")?),
        key: key.parse().map_err(|_| corrupt("key"))?,
        field: text(row, "field")?,
        text: text(row, "said")?,
        by: AccountId::from_bytes(bytes(row, "by_account")?),
        at: time(row, "at")?,
        resolved: resolved_by.zip(maybe_time(row, "resolved_at")?),
    })
}

fn audit_line(row: &PgRow) -> Result<AuditLine, StoreError> {
    Ok(AuditLine {
        id: AuditId::from_bytes(bytes(row, "id")?),
        at: time(row, "at")?,
        actor: read(row, "actor")?,
        what: text(row, "what")?,
        about: text(row, "about")?,
        reason: text(row, "reason")?,
    })
}
