//! Comparisons of versions.

use async_trait::async_trait;
use mutual::id::AccountId;
use mutual::insight::{Comparison, Day, Risk, Rule};
use mutual::port::{AuditLine, ComparisonStore, StoreError};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::Size;
use crate::office::drafts::with_line;
use crate::row::{bytes, get, number, stored_index, text, time};
use crate::text::stored;

#[async_trait]
impl ComparisonStore for PostgresStore {
    async fn comparisons(&self, proposition: &str) -> Result<Vec<Comparison>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT proposition, later, earlier, difference, margin, risk, answers, yeses,
                        begins, until, set_by, set_at
                 FROM comparison WHERE proposition = $1 ORDER BY later DESC",
            )
            .bind(stored(proposition))
        };
        let rows = self.link.fetch_all(Size::Small, make).await?;
        rows.iter().map(comparison).collect()
    }

    async fn add_comparison(
        &self,
        comparison: &Comparison,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let (answers, yeses) = (
            stored_index(comparison.answers)?,
            stored_index(comparison.yeses)?,
        );
        let make = || {
            let Comparison { rule, .. } = comparison;
            // Of two at once the later one waits, and then finds that there is one.
            let query = sqlx::query(
                "WITH fixed AS (
                     INSERT INTO comparison (proposition, later, earlier, difference, margin, risk,
                                             answers, yeses, begins, until, set_by, set_at)
                     VALUES ($7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
                     ON CONFLICT (proposition, later) DO NOTHING
                     RETURNING later
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text FROM fixed
                 )
                 SELECT count(*) AS fixed FROM fixed",
            );
            with_line(query, Some(line))
                .bind(comparison.proposition.as_str())
                .bind(i64::from(comparison.later))
                .bind(i64::from(comparison.earlier))
                .bind(i64::from(rule.difference))
                .bind(i64::from(rule.margin))
                .bind(i64::from(rule.risk.percent()))
                .bind(answers)
                .bind(yeses)
                .bind(comparison.begins.0)
                .bind(rule.until.0)
                .bind(comparison.set_by.to_bytes())
                .bind(comparison.set_at.as_millis())
        };
        let row = self.link.fetch_optional(make).await?;
        match row.map(|row| get::<i64>(&row, "fixed")).transpose()? {
            Some(1) => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }
}

fn comparison(row: &PgRow) -> Result<Comparison, StoreError> {
    let proposition = text(row, "proposition")?;
    Ok(Comparison {
        proposition: proposition.parse().map_err(|_| corrupt("proposition"))?,
        later: number(row, "later")?,
        earlier: number(row, "earlier")?,
        rule: Rule {
            difference: number(row, "difference")?,
            margin: number(row, "margin")?,
            risk: Risk::of(number(row, "risk")?).ok_or_else(|| corrupt("risk"))?,
            until: Day(get(row, "until")?),
        },
        answers: number(row, "answers")?,
        yeses: number(row, "yeses")?,
        begins: Day(get(row, "begins")?),
        set_by: AccountId::from_bytes(bytes(row, "set_by")?),
        set_at: time(row, "set_at")?,
    })
}
