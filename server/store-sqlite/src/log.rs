//! The tree over the ledger's leaves, and its signed head.

use async_trait::async_trait;
use mutual::ledger::Leaf;
use mutual::ledger::tree::Hash;
use mutual::port::{CheckpointRow, Lease, LogStore, StoreError, TileRow};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::{corrupt, store_error};
use crate::row::{asked_index, bytes, get, number, stored_index, time};

#[async_trait]
impl LogStore for SqliteStore {
    async fn leaves(&self, from: u64, limit: u32) -> Result<Vec<Leaf>, StoreError> {
        let query = sqlx::query("SELECT leaf FROM ledger WHERE idx >= $1 ORDER BY idx LIMIT $2");
        let query = query.bind(asked_index(from)).bind(limit);
        let rows = self.fetch_all(query).await?;
        rows.iter().map(|row| bytes(row, "leaf")).collect()
    }

    async fn tiles(&self, wanted: &[(u8, u64)]) -> Result<Vec<TileRow>, StoreError> {
        let wanted = wanted
            .iter()
            .map(|(level, index)| format!("[{level},{}]", asked_index(*index)))
            .collect::<Vec<_>>();
        let query = sqlx::query(
            "SELECT t.level, t.idx, t.nodes
             FROM json_each($1) AS w
             JOIN tile AS t ON t.level = w.value ->> 0 AND t.idx = w.value ->> 1",
        );
        let query = query.bind(format!("[{}]", wanted.join(",")));
        self.fetch_all(query).await?.iter().map(tile).collect()
    }

    async fn checkpoint(&self) -> Result<Option<CheckpointRow>, StoreError> {
        let query = sqlx::query("SELECT size, note, at FROM checkpoint WHERE id = 1");
        let row = self.fetch_optional(query).await?;
        row.map(|row| {
            Ok(CheckpointRow {
                size: number(&row, "size")?,
                note: get(&row, "note")?,
                at: time(&row, "at")?,
            })
        })
        .transpose()
    }

    async fn put_checkpoint(
        &self,
        lease: Lease,
        tiles: &[TileRow],
        checkpoint: &CheckpointRow,
    ) -> Result<(), StoreError> {
        let size = stored_index(checkpoint.size)?;
        let mut turn = self.writer.turn().await?;
        let select = "BEGIN IMMEDIATE; SELECT epoch, (SELECT size FROM checkpoint) FROM lease";
        let row = turn.begin(sqlx::query(select)).await?;
        let epoch: i64 = row.try_get(0).map_err(store_error)?;
        let before: Option<i64> = row.try_get(1).map_err(store_error)?;
        if u64::try_from(epoch) != Ok(lease.epoch) {
            return Err(turn.give_up(StoreError::NotHolder).await);
        }
        if before.is_some_and(|before| before >= size) {
            return Err(turn.give_up(StoreError::Conflict).await);
        }
        for row in tiles {
            let query = sqlx::query(
                "INSERT INTO tile (level, idx, nodes) VALUES ($1, $2, $3)
                 ON CONFLICT (level, idx) DO UPDATE SET nodes = excluded.nodes",
            );
            let query = query
                .bind(i64::from(row.level))
                .bind(stored_index(row.index)?)
                .bind(row.nodes.concat());
            turn.execute(query).await?;
        }
        let query = sqlx::query(
            "INSERT INTO checkpoint (id, size, note, at) VALUES (1, $1, $2, $3)
             ON CONFLICT (id) DO UPDATE SET
                 size = excluded.size, note = excluded.note, at = excluded.at;
             COMMIT",
        );
        let query = query
            .bind(size)
            .bind(checkpoint.note.clone())
            .bind(checkpoint.at.as_millis());
        turn.commit(query).await
    }
}

fn tile(row: &SqliteRow) -> Result<TileRow, StoreError> {
    let (nodes, rest) = get::<&[u8]>(row, "nodes")?.as_chunks::<32>();
    let nodes: Vec<Hash> = nodes.to_vec();
    if !rest.is_empty() {
        return Err(corrupt("nodes"));
    }
    Ok(TileRow {
        level: number(row, "level")?,
        index: number(row, "idx")?,
        nodes,
    })
}
