//! Comparisons of versions.

use async_trait::async_trait;
use mutual::id::AccountId;
use mutual::insight::{Comparison, Day, Risk, Rule};
use mutual::port::{AuditLine, ComparisonStore, StoreError};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::office::drafts::{insert_audit, with_line};
use crate::row::{bytes, get, number, stored_index, time};

#[async_trait]
impl ComparisonStore for SqliteStore {
    async fn comparisons(&self, proposition: &str) -> Result<Vec<Comparison>, StoreError> {
        let query = "SELECT proposition, later, earlier, difference, margin, risk, answers, yeses,
                            begins, until, set_by, set_at
                     FROM comparison WHERE proposition = $1 ORDER BY later DESC";
        let rows = self
            .fetch_all(sqlx::query(query).bind(proposition.to_owned()))
            .await?;
        rows.iter().map(comparison).collect()
    }

    async fn add_comparison(
        &self,
        comparison: &Comparison,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let Comparison { rule, .. } = comparison;
        let known = "BEGIN IMMEDIATE;
                     SELECT count(*) AS known FROM comparison WHERE proposition = $1 AND later = $2";
        let known = sqlx::query(known)
            .bind(comparison.proposition.to_string())
            .bind(comparison.later);
        let mut turn = self.writer.office_turn().await?;
        let row = turn.begin(known).await?;
        match get::<i64>(&row, "known") {
            Ok(0) => {}
            Ok(_) => return Err(turn.give_up(StoreError::Conflict).await),
            Err(error) => return Err(turn.give_up(error).await),
        }
        let query = sqlx::query(concat!(
            "INSERT INTO comparison (proposition, later, earlier, difference, margin, risk, answers,
                                     yeses, begins, until, set_by, set_at)
             VALUES ($7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);",
            insert_audit!("VALUES ($1, $2, $3, $4, $5, $6); COMMIT")
        ));
        let query = with_line(query, Some(line))
            .bind(comparison.proposition.to_string())
            .bind(comparison.later)
            .bind(comparison.earlier)
            .bind(rule.difference)
            .bind(rule.margin)
            .bind(rule.risk.percent())
            .bind(stored_index(comparison.answers)?)
            .bind(stored_index(comparison.yeses)?)
            .bind(comparison.begins.0)
            .bind(rule.until.0)
            .bind(comparison.set_by.to_bytes().to_vec())
            .bind(comparison.set_at.as_millis());
        turn.commit(query).await
    }
}

fn comparison(row: &SqliteRow) -> Result<Comparison, StoreError> {
    let proposition: &str = get(row, "proposition")?;
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
