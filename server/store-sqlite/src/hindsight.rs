//! What was asked and decided, to be looked back at.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::id::{CustomerId, DecisionId};
use mutual::insight::Day;
use mutual::port::{HindsightStore, PastDecision, ShapeCount, StoreError};
use serde_json::json;
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::row::{bytes, get, number, stored_index};

/// A day, in seconds.
const DAY_S: i64 = 86_400;

/// New shapes get the places that are left of their day; what comes too late counts under no shape.
const ADD: &str = "
    WITH told AS (
        SELECT value ->> 0 AS day, value ->> 1 AS shape, sum(value ->> 2) AS times
        FROM json_each($1) GROUP BY 1, 2
    ),
    placed AS (
        SELECT t.day, t.times,
               CASE WHEN t.shape = '' OR k.shape IS NOT NULL
                      OR row_number() OVER (PARTITION BY t.day, t.shape <> '' AND k.shape IS NULL
                                            ORDER BY t.shape)
                         + (SELECT count(*) FROM check_shape AS s
                            WHERE s.day = t.day AND s.shape <> '') <= $2
                    THEN t.shape ELSE '' END AS shape
        FROM told AS t
        LEFT JOIN check_shape AS k ON k.day = t.day AND k.shape = t.shape
    )
    INSERT INTO check_shape (day, shape, times)
    SELECT day, shape, sum(times) FROM placed WHERE true GROUP BY day, shape
    ON CONFLICT (day, shape) DO UPDATE SET times = times + excluded.times";

#[async_trait]
impl HindsightStore for SqliteStore {
    async fn add_shapes(&self, told: &[ShapeCount], most: u32) -> Result<(), StoreError> {
        let rows = told
            .iter()
            .map(|of| Ok(json!([of.day.0, of.text(), stored_index(of.times)?])));
        let rows = rows.collect::<Result<Vec<_>, StoreError>>()?;
        let query = sqlx::query(ADD).bind(json!(rows).to_string()).bind(most);
        self.writer.execute(query).await.map(|_| ())
    }

    async fn shapes_since(&self, day: Day) -> Result<Vec<ShapeCount>, StoreError> {
        let query = sqlx::query(
            "SELECT day, shape, times FROM check_shape WHERE day >= $1 ORDER BY day, shape",
        );
        let rows = self.fetch_all(query.bind(day.0)).await?;
        let counts = rows.iter().map(|row| {
            Ok(ShapeCount {
                day: Day(get(row, "day")?),
                shape: ShapeCount::read(get(row, "shape")?)?,
                times: number(row, "times")?,
            })
        });
        counts.collect()
    }

    async fn forget_shapes(&self, before: Day) -> Result<u64, StoreError> {
        let query = sqlx::query("DELETE FROM check_shape WHERE day < $1");
        self.writer.execute(query.bind(before.0)).await
    }

    async fn decisions_since(
        &self,
        from: Timestamp,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<PastDecision>, StoreError> {
        // An id begins with the moment at which it was recorded: about that of the decision, or later.
        let query = sqlx::query(
            "SELECT id, customer_id, body FROM decision
             WHERE id >= $1 AND ($2 IS NULL OR id < $2) AND at >= $3
               AND customer_id IS NOT NULL AND sort <> 'violation'
             ORDER BY id DESC LIMIT $4",
        );
        let query = query
            .bind(
                DecisionId::earliest(from.plus_seconds(-DAY_S))
                    .to_bytes()
                    .to_vec(),
            )
            .bind(before.map(|id| id.to_bytes().to_vec()))
            .bind(from.as_millis())
            .bind(limit);
        let rows = self.fetch_all(query).await?;
        rows.iter().map(decision).collect()
    }
}

fn decision(row: &SqliteRow) -> Result<PastDecision, StoreError> {
    Ok(PastDecision {
        id: DecisionId::from_bytes(bytes(row, "id")?),
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        body: get(row, "body")?,
    })
}
