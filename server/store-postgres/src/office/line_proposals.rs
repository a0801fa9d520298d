//! Proposals about red lines.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::id::{AccountId, ProposalId};
use mutual::port::{AuditLine, LineProposal, LineProposalStore, StoreError};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::Size;
use crate::office::drafts::with_line;
use crate::row::{bytes, get, number, stored_index, text, time};
use crate::text::stored;

#[async_trait]
impl LineProposalStore for PostgresStore {
    async fn line_proposals(&self) -> Result<Vec<LineProposal>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT key, id, line, reason, seen, proposed_by, proposed_at, begins_at
                 FROM red_line_proposal ORDER BY key",
            )
        };
        let rows = self.link.fetch_all(Size::Small, make).await?;
        rows.iter().map(proposal).collect()
    }

    async fn put_line_proposal(
        &self,
        proposal: &LineProposal,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let drawn = serde_json::to_string(&proposal.line).map_err(|_| corrupt("line"))?;
        let (drawn, reason) = (stored(&drawn), stored(&proposal.reason));
        let seen = stored_index(proposal.seen)?;
        let make = || {
            let query = sqlx::query(
                "WITH put AS (
                     INSERT INTO red_line_proposal (key, id, line, reason, seen, proposed_by,
                                                    proposed_at, begins_at)
                     VALUES ($7, $8, $9, $10, $11, $12, $13, $14)
                     ON CONFLICT (key) DO UPDATE SET id = excluded.id, line = excluded.line,
                         reason = excluded.reason, seen = excluded.seen,
                         proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at,
                         begins_at = excluded.begins_at
                     RETURNING key
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text FROM put
                 )
                 SELECT count(*) AS put FROM put",
            );
            with_line(query, Some(line))
                .bind(proposal.key.as_str())
                .bind(proposal.id.to_bytes())
                .bind(&*drawn)
                .bind(&*reason)
                .bind(seen)
                .bind(proposal.by.to_bytes())
                .bind(proposal.at.as_millis())
                .bind(proposal.from.map(Timestamp::as_millis))
        };
        self.link.fetch_optional(make).await.map(|_| ())
    }

    async fn remove_line_proposal(
        &self,
        id: ProposalId,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let make = || {
            // Of two at once the later one waits, and then finds that it is gone.
            let query = sqlx::query(
                "WITH gone AS (
                     DELETE FROM red_line_proposal WHERE id = $7 RETURNING id
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                     FROM gone WHERE $1 IS NOT NULL
                 )
                 SELECT count(*) AS gone FROM gone",
            );
            with_line(query, line).bind(id.to_bytes())
        };
        let row = self.link.fetch_optional(make).await?;
        match row.map(|row| get::<i64>(&row, "gone")).transpose()? {
            Some(1) => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }
}

fn proposal(row: &PgRow) -> Result<LineProposal, StoreError> {
    let (key, line) = (text(row, "key")?, text(row, "line")?);
    Ok(LineProposal {
        id: ProposalId::from_bytes(bytes(row, "id")?),
        key: key.parse().map_err(|_| corrupt("key"))?,
        line: serde_json::from_str(&line).map_err(|_| corrupt("line"))?,
        reason: text(row, "reason")?,
        seen: number(row, "seen")?,
        by: AccountId::from_bytes(bytes(row, "proposed_by")?),
        at: time(row, "proposed_at")?,
        from: get::<Option<i64>>(row, "begins_at")?.map(Timestamp::from_millis),
    })
}
