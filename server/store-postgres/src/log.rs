//! The tree over the ledger's leaves, and its signed head.

use async_trait::async_trait;
use mutual::ledger::Leaf;
use mutual::ledger::tree::Hash;
use mutual::port::{CheckpointRow, Lease, LogStore, StoreError, TileRow};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::Size;
use crate::row::{asked_index, bytes, get, number, stored_index, text, time};
use crate::text::stored;

/// As with a commit, `fence` holds the lease's row until all is written, and without a row in `go`
/// nothing is.
const PUT: &str = "
    WITH fence AS (
        SELECT epoch, (SELECT size FROM checkpoint WHERE id = 1) AS size
        FROM lease WHERE id = 1 FOR UPDATE
    ),
    go AS (
        SELECT 1 FROM fence WHERE epoch = $1 AND coalesce(size, 0) < $2
    ),
    new_tile AS (
        INSERT INTO tile (level, idx, nodes)
        SELECT t.* FROM go, unnest($3::int4[], $4::int8[], $5::bytea[]) AS t
        ON CONFLICT (level, idx) DO UPDATE SET nodes = excluded.nodes
    ),
    new_checkpoint AS (
        INSERT INTO checkpoint (id, size, note, at)
        SELECT 1, $2, $6, $7 FROM go
        ON CONFLICT (id) DO UPDATE SET
            size = excluded.size, note = excluded.note, at = excluded.at
    )
    SELECT epoch = $1 AS holds, EXISTS (SELECT FROM go) AS goes FROM fence";

#[async_trait]
impl LogStore for PostgresStore {
    async fn leaves(&self, from: u64, limit: u32) -> Result<Vec<Leaf>, StoreError> {
        let make = || {
            sqlx::query("SELECT leaf FROM ledger WHERE idx >= $1 ORDER BY idx LIMIT $2")
                .bind(asked_index(from))
                .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(|row| bytes(row, "leaf")).collect()
    }

    async fn tiles(&self, wanted: &[(u8, u64)]) -> Result<Vec<TileRow>, StoreError> {
        let (levels, indices): (Vec<i32>, Vec<i64>) = wanted
            .iter()
            .map(|(level, index)| (i32::from(*level), asked_index(*index)))
            .unzip();
        let make = || {
            sqlx::query(
                "SELECT t.level::int8 AS level, t.idx, t.nodes
                 FROM unnest($1::int4[], $2::int8[]) AS w (level, idx)
                 JOIN tile AS t ON t.level = w.level AND t.idx = w.idx",
            )
            .bind(levels.clone())
            .bind(indices.clone())
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(tile).collect()
    }

    async fn checkpoint(&self) -> Result<Option<CheckpointRow>, StoreError> {
        let make = || sqlx::query("SELECT size, note, at FROM checkpoint WHERE id = 1");
        let row = self.link.fetch_optional(make).await?;
        row.map(|row| {
            Ok(CheckpointRow {
                size: number(&row, "size")?,
                note: text(&row, "note")?,
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
        let epoch = i64::try_from(lease.epoch).map_err(|_| StoreError::NotHolder)?;
        let size = stored_index(checkpoint.size)?;
        let levels: Vec<i32> = tiles.iter().map(|row| row.level.into()).collect();
        let indices = tiles.iter().map(|row| stored_index(row.index));
        let indices: Vec<i64> = indices.collect::<Result<_, _>>()?;
        let nodes: Vec<Vec<u8>> = tiles.iter().map(|row| row.nodes.concat()).collect();
        let make = || {
            sqlx::query(PUT)
                .bind(epoch)
                .bind(size)
                .bind(levels.clone())
                .bind(indices.clone())
                .bind(nodes.clone())
                .bind(stored(&checkpoint.note).into_owned())
                .bind(checkpoint.at.as_millis())
        };
        let rows = self.writer.fetch_all(Size::Small, make).await?;
        let row = rows.first().ok_or_else(|| corrupt("lease"))?;
        if !get::<bool>(row, "holds")? {
            Err(StoreError::NotHolder)
        } else if !get::<bool>(row, "goes")? {
            Err(StoreError::Conflict)
        } else {
            Ok(())
        }
    }
}

fn tile(row: &PgRow) -> Result<TileRow, StoreError> {
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
