//! Proposals about red lines.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::id::{AccountId, ProposalId};
use mutual::port::{AuditLine, LineProposal, LineProposalStore, StoreError};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::office::drafts::{insert_audit, with_line};
use crate::row::{bytes, get, number, stored_index, time};

#[async_trait]
impl LineProposalStore for SqliteStore {
    async fn line_proposals(&self) -> Result<Vec<LineProposal>, StoreError> {
        let query = "SELECT key, id, line, reason, seen, proposed_by, proposed_at, begins_at
                     FROM red_line_proposal ORDER BY key";
        let rows = self.fetch_all(sqlx::query(query)).await?;
        rows.iter().map(proposal).collect()
    }

    async fn put_line_proposal(
        &self,
        proposal: &LineProposal,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let drawn = serde_json::to_string(&proposal.line).map_err(|_| corrupt("line"))?;
        let begin = sqlx::query("BEGIN IMMEDIATE; SELECT count(*) AS known FROM red_line_proposal");
        let mut turn = self.writer.office_turn().await?;
        turn.begin(begin).await?;
        let query = sqlx::query(concat!(
            "INSERT INTO red_line_proposal (key, id, line, reason, seen, proposed_by, proposed_at,
                                            begins_at)
             VALUES ($7, $8, $9, $10, $11, $12, $13, $14)
             ON CONFLICT (key) DO UPDATE SET id = excluded.id, line = excluded.line,
                 reason = excluded.reason, seen = excluded.seen,
                 proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at,
                 begins_at = excluded.begins_at;",
            insert_audit!("VALUES ($1, $2, $3, $4, $5, $6); COMMIT")
        ));
        let query = with_line(query, Some(line))
            .bind(proposal.key.to_string())
            .bind(proposal.id.to_bytes().to_vec())
            .bind(drawn)
            .bind(proposal.reason.clone())
            .bind(stored_index(proposal.seen)?)
            .bind(proposal.by.to_bytes().to_vec())
            .bind(proposal.at.as_millis())
            .bind(proposal.from.map(Timestamp::as_millis));
        turn.commit(query).await
    }

    async fn remove_line_proposal(
        &self,
        id: ProposalId,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let known = "BEGIN IMMEDIATE;
                     SELECT count(*) AS known FROM red_line_proposal WHERE id = $1";
        let known = sqlx::query(known).bind(id.to_bytes().to_vec());
        let mut turn = self.writer.office_turn().await?;
        let row = turn.begin(known).await?;
        match get::<i64>(&row, "known") {
            Ok(1) => {}
            Ok(_) => return Err(turn.give_up(StoreError::Conflict).await),
            Err(error) => return Err(turn.give_up(error).await),
        }
        let query = sqlx::query(concat!(
            "DELETE FROM red_line_proposal WHERE id = $7;",
            insert_audit!("SELECT $1, $2, $3, $4, $5, $6 WHERE $1 IS NOT NULL; COMMIT")
        ));
        let query = with_line(query, line).bind(id.to_bytes().to_vec());
        turn.commit(query).await
    }
}

fn proposal(row: &SqliteRow) -> Result<LineProposal, StoreError> {
    let (key, line): (&str, &str) = (get(row, "key")?, get(row, "line")?);
    Ok(LineProposal {
        id: ProposalId::from_bytes(bytes(row, "id")?),
        key: key.parse().map_err(|_| corrupt("key"))?,
        line: serde_json::from_str(line).map_err(|_| corrupt("line"))?,
        reason: get::<String>(row, "reason")?,
        seen: number(row, "seen")?,
        by: AccountId::from_bytes(bytes(row, "proposed_by")?),
        at: time(row, "proposed_at")?,
        from: get::<Option<i64>>(row, "begins_at")?.map(Timestamp::from_millis),
    })
}
