//! What was asked and decided, to be looked back at.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::id::{CustomerId, DecisionId};
use mutual::insight::Day;
use mutual::port::{HindsightStore, PastDecision, ShapeCount, StoreError};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::link::Size;
use crate::row::{bytes, get, number, stored_index, text};
use crate::text::stored;

/// A day, in seconds.
const DAY_S: i64 = 86_400;

/// New shapes get the places that are left of their day; what comes too late counts under no shape. In
/// the order of the keys, so that two writers who meet wait in one direction. Of two who meet each may
/// fill the last places, so that a few more than there are places can be taken.
const ADD: &str = "
    WITH told AS (
        SELECT t.day, t.shape, sum(t.times)::int8 AS times
        FROM unnest($1::int8[], $2::text[], $3::int8[]) AS t (day, shape, times) GROUP BY 1, 2
    ),
    placed AS (
        SELECT t.day, t.times,
               CASE WHEN t.shape = '' OR k.shape IS NOT NULL
                      OR row_number() OVER (PARTITION BY t.day, t.shape <> '' AND k.shape IS NULL
                                            ORDER BY t.shape)
                         + (SELECT count(*) FROM check_shape AS s
                            WHERE s.day = t.day AND s.shape <> '') <= $4
                    THEN t.shape ELSE '' END AS shape
        FROM told AS t
        LEFT JOIN check_shape AS k ON k.day = t.day AND k.shape = t.shape
    )
    INSERT INTO check_shape AS c (day, shape, times)
    SELECT day, shape COLLATE \"C\", sum(times)::int8 FROM placed GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (day, shape) DO UPDATE SET times = c.times + excluded.times";

#[async_trait]
impl HindsightStore for PostgresStore {
    async fn add_shapes(&self, told: &[ShapeCount], most: u32) -> Result<(), StoreError> {
        let times = told.iter().map(|of| stored_index(of.times));
        let times = times.collect::<Result<Vec<_>, StoreError>>()?;
        let make = || {
            let days: Vec<i64> = told.iter().map(|of| of.day.0).collect();
            let shapes = told.iter().map(|of| stored(&of.text()).into_owned());
            sqlx::query(ADD)
                .bind(days)
                .bind(shapes.collect::<Vec<_>>())
                .bind(times.clone())
                .bind(i64::from(most))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn shapes_since(&self, day: Day) -> Result<Vec<ShapeCount>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT day, shape, times FROM check_shape WHERE day >= $1 ORDER BY day, shape",
            )
            .bind(day.0)
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        let counts = rows.iter().map(|row| {
            Ok(ShapeCount {
                day: Day(get(row, "day")?),
                shape: ShapeCount::read(&text(row, "shape")?)?,
                times: number(row, "times")?,
            })
        });
        counts.collect()
    }

    async fn forget_shapes(&self, before: Day) -> Result<u64, StoreError> {
        let make = || sqlx::query("DELETE FROM check_shape WHERE day < $1").bind(before.0);
        self.link.execute(Size::Small, make).await
    }

    async fn decisions_since(
        &self,
        from: Timestamp,
        before: Option<DecisionId>,
        limit: u32,
    ) -> Result<Vec<PastDecision>, StoreError> {
        // An id begins with the moment at which it was recorded: about that of the decision, or later.
        let make = || {
            sqlx::query(
                "SELECT id, customer_id, body FROM decision
                 WHERE id >= $1 AND ($2::bytea IS NULL OR id < $2) AND at >= $3
                   AND customer_id IS NOT NULL AND sort <> 'violation'
                 ORDER BY id DESC LIMIT $4",
            )
            .bind(DecisionId::earliest(from.plus_seconds(-DAY_S)).to_bytes())
            .bind(before.map(|id| id.to_bytes().to_vec()))
            .bind(from.as_millis())
            .bind(i64::from(limit))
        };
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(decision).collect()
    }
}

fn decision(row: &PgRow) -> Result<PastDecision, StoreError> {
    Ok(PastDecision {
        id: DecisionId::from_bytes(bytes(row, "id")?),
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        body: get(row, "body")?,
    })
}
