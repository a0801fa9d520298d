//! Counts: of what people choose, of what arrived and of what was used.

use async_trait::async_trait;
use mutual::catalogue::Slug;
use mutual::id::CustomerId;
use mutual::insight::{Arrivals, Day, Recounted, Rows, Seen, Tally, Uses};
use mutual::port::{InsightStore, Lease, StoreError};
use mutual::value::Total;
use serde_json::{Value, json};
use sqlx::Row as _;

use crate::SqliteStore;
use crate::asked;
use crate::error::{corrupt, store_error};
use crate::row::{get, number, stored_index};
use crate::writer::Turn;

/// The measures that stand in `reach`, as SQL lists them; a test holds them against the measures that
/// there are.
macro_rules! of_reach {
    () => {
        "('heard', 'unheard', 'reached', 'unreached')"
    };
}
pub(crate) use of_reach;

/// Adds what a parameter lists to the counts, each to the table of its measure.
macro_rules! count {
    ($cells:literal) => {
        concat!(
            $crate::insight::count!("tally", $cells, "NOT IN"),
            ";",
            $crate::insight::count!("reach", $cells, "IN")
        )
    };
    ($table:literal, $cells:literal, $which:literal) => {
        concat!(
            "
    INSERT INTO ",
            $table,
            " (proposition, measure, day, version, part, told, gone)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6
    FROM json_each(",
            $cells,
            ") WHERE value ->> 1 ",
            $which,
            " ",
            $crate::insight::of_reach!(),
            "
    ON CONFLICT (proposition, measure, day, version, part) DO UPDATE SET
        told = told + excluded.told, gone = gone + excluded.gone"
        )
    };
}
pub(crate) use count;

/// Begins, and looks whether the lease is held and the ledger ends where it was counted to.
const BEGIN_RECOUNT: &str = "
    BEGIN IMMEDIATE;
    SELECT (SELECT epoch FROM lease) AS epoch, (SELECT max(idx) FROM ledger) AS head";

const RECOUNT: &str = concat!(
    "UPDATE tally SET told = 0 WHERE told <> 0;
    UPDATE reach SET told = 0 WHERE told <> 0;",
    count!("$1"),
    ";
    DELETE FROM tally WHERE told = 0 AND gone = 0;
    DELETE FROM reach WHERE told = 0 AND gone = 0;

    UPDATE arrived_on SET wholes = 0, parts = 0;
    INSERT INTO arrived_on (proposition, benefit, unit, day, wholes, parts, gone_wholes,
                            gone_parts)
    SELECT proposition, benefit, unit, at / 86400000, sum(amount / 1000000),
           sum(amount % 1000000), 0, 0
    FROM value_event WHERE amount > 0 GROUP BY 1, 2, 3, 4
    ON CONFLICT (proposition, benefit, unit, day) DO UPDATE SET
        wholes = excluded.wholes, parts = excluded.parts;
    DELETE FROM arrived_on
    WHERE wholes = 0 AND parts = 0 AND gone_wholes = 0 AND gone_parts = 0;

    UPDATE used_on SET times = 0;
    INSERT INTO used_on (purpose, data, day, times, gone)
    SELECT purpose, data, at / 86400000, count(*), 0 FROM usage_event WHERE true GROUP BY 1, 2, 3
    ON CONFLICT (purpose, data, day) DO UPDATE SET times = excluded.times;
    DELETE FROM used_on WHERE times = 0 AND gone = 0;

    UPDATE counted SET through = $2;
    UPDATE reach_counted SET through = $2;
    COMMIT"
);

/// What arrived for a customer, of one exchange or of all, is counted as gone from here on.
const ARRIVED_GOES: &str = "
    INSERT INTO arrived_on (proposition, benefit, unit, day, wholes, parts, gone_wholes,
                            gone_parts)
    SELECT proposition, benefit, unit, at / 86400000, -sum(amount / 1000000),
           -sum(amount % 1000000), sum(amount / 1000000), sum(amount % 1000000)
    FROM value_event
    WHERE customer_id = $1 AND amount > 0 AND ($2 IS NULL OR proposition = $2)
    GROUP BY 1, 2, 3, 4
    ON CONFLICT (proposition, benefit, unit, day) DO UPDATE SET
        wholes = wholes + excluded.wholes, parts = parts + excluded.parts,
        gone_wholes = gone_wholes + excluded.gone_wholes,
        gone_parts = gone_parts + excluded.gone_parts";

const USED_GOES: &str = "
    INSERT INTO used_on (purpose, data, day, times, gone)
    SELECT purpose, data, at / 86400000, -count(*), count(*) FROM usage_event
    WHERE customer_id = $1 GROUP BY 1, 2, 3
    ON CONFLICT (purpose, data, day) DO UPDATE SET
        times = times + excluded.times, gone = gone + excluded.gone";

#[async_trait]
impl InsightStore for SqliteStore {
    async fn counted(&self) -> Result<Option<u64>, StoreError> {
        let query = sqlx::query(
            "SELECT nullif(min(c.through, r.through), -1) AS through
             FROM counted AS c CROSS JOIN reach_counted AS r",
        );
        let row = self.fetch_optional(query).await?;
        let row = row.ok_or_else(|| corrupt("counted"))?;
        let through: Option<i64> = get(&row, "through")?;
        let through = through.map(|through| u64::try_from(through).map_err(|_| corrupt("through")));
        through.transpose()
    }

    async fn recount(
        &self,
        lease: Lease,
        through: u64,
        counted: &Recounted,
    ) -> Result<(), StoreError> {
        let mut turn = self.writer.turn().await?;
        let row = turn.begin(sqlx::query(BEGIN_RECOUNT)).await?;
        let epoch: Option<i64> = row.try_get(0).map_err(store_error)?;
        let head: Option<i64> = row.try_get(1).map_err(store_error)?;
        if epoch.and_then(|epoch| u64::try_from(epoch).ok()) != Some(lease.epoch) {
            return Err(turn.give_up(StoreError::NotHolder).await);
        }
        let through = stored_index(through)?;
        if head != Some(through) {
            return Err(turn.give_up(StoreError::Conflict).await);
        }
        asked::recount(&mut turn, counted).await?;
        let query = sqlx::query(RECOUNT)
            .bind(cells(&counted.tally))
            .bind(through);
        turn.commit(query).await
    }

    async fn follow_messages(&self, limit: u32) -> Result<u64, StoreError> {
        self.look_up(limit).await
    }

    async fn rows(
        &self,
        proposition: &Slug,
        purpose: &Slug,
        from: Day,
    ) -> Result<Rows, StoreError> {
        let counts = sqlx::query(
            "SELECT measure, max(day, $2 - 1) AS day, version, part, sum(told + gone) AS many
             FROM (SELECT measure, day, version, part, told, gone
                   FROM tally WHERE proposition = $1
                   UNION ALL
                   SELECT measure, day, version, part, told, gone
                   FROM reach WHERE proposition = $1)
             GROUP BY 1, 2, 3, 4",
        );
        let counts = counts.bind(proposition.to_string()).bind(from.0);
        let counts = self.fetch_all(counts).await?;
        let counts = counts.iter().map(|row| {
            Ok(Seen {
                measure: get::<&str>(row, "measure")?
                    .parse()
                    .map_err(|()| corrupt("measure"))?,
                day: Day(get(row, "day")?),
                version: number(row, "version")?,
                part: get(row, "part")?,
                many: get(row, "many")?,
            })
        });
        let arrived = sqlx::query(
            "SELECT benefit, unit, max(day, $2 - 1) AS day, sum(wholes + gone_wholes) AS wholes,
                    sum(parts + gone_parts) AS parts
             FROM arrived_on WHERE proposition = $1 GROUP BY 1, 2, 3",
        );
        let arrived = arrived.bind(proposition.to_string()).bind(from.0);
        let arrived = self.fetch_all(arrived).await?;
        let arrived = arrived.iter().map(|row| {
            let benefit: &str = get(row, "benefit")?;
            let benefit = benefit.parse().map_err(|_| corrupt("benefit"))?;
            let total = Total::of_parts(get(row, "wholes")?, get(row, "parts")?);
            Ok((benefit, get(row, "unit")?, Day(get(row, "day")?), total))
        });
        let used = sqlx::query(
            "SELECT data, max(day) AS day FROM used_on
             WHERE purpose = $1 AND times + gone > 0 GROUP BY data",
        );
        let used = self.fetch_all(used.bind(purpose.to_string())).await?;
        let used = used.iter().map(|row| {
            let data: &str = get(row, "data")?;
            let data = data.parse().map_err(|_| corrupt("data"))?;
            Ok((data, Day(get(row, "day")?)))
        });
        Ok(Rows {
            counts: counts.collect::<Result<_, StoreError>>()?,
            arrived: arrived.collect::<Result<_, StoreError>>()?,
            used: used.collect::<Result<_, StoreError>>()?,
            asked: self.asked_since(proposition, from).await?,
            sent: self.sent_since(proposition, purpose, from).await?,
        })
    }
}

/// The cells as [`count!`] takes them.
pub(crate) fn cells(tally: &Tally) -> String {
    let cells = tally.cells().map(|(cell, count)| {
        json!([
            *cell.proposition,
            cell.measure.word(),
            cell.day.0,
            cell.version,
            cell.part,
            count.told,
            count.gone
        ])
    });
    Value::Array(cells.collect()).to_string()
}

/// What arrived, as the statement that writes it takes it.
pub(crate) fn arrivals(arrivals: &Arrivals) -> String {
    let cells = arrivals.cells().map(|(cell, wholes, parts)| {
        json!([
            *cell.proposition,
            *cell.benefit,
            cell.unit,
            cell.day.0,
            wholes,
            parts
        ])
    });
    Value::Array(cells.collect()).to_string()
}

/// What was used, as the statement that writes it takes it.
pub(crate) fn uses(uses: &Uses) -> String {
    let cells = uses.cells();
    let cells = cells.map(|(purpose, data, day, times)| json!([**purpose, **data, day.0, times]));
    Value::Array(cells.collect()).to_string()
}

/// Within a transaction that deletes them next: what arrived for a customer is counted as gone, of
/// one exchange or of all.
pub(crate) async fn arrived_goes(
    turn: &mut Turn<'_>,
    customer: CustomerId,
    proposition: Option<&Slug>,
) -> Result<(), StoreError> {
    let query = sqlx::query(ARRIVED_GOES)
        .bind(customer.to_bytes().to_vec())
        .bind(proposition.map(ToString::to_string));
    turn.execute(query).await.map(drop)
}

/// As [`arrived_goes`], of all uses.
pub(crate) async fn used_goes(turn: &mut Turn<'_>, customer: CustomerId) -> Result<(), StoreError> {
    let query = sqlx::query(USED_GOES).bind(customer.to_bytes().to_vec());
    turn.execute(query).await.map(drop)
}

#[cfg(test)]
mod tests {
    use mutual::insight::Measure;

    #[test]
    fn what_stands_in_reach_is_what_is_counted_of_reach() {
        let all = Measure::ALL.iter().filter(|measure| measure.is_of_reach());
        let words: Vec<_> = all.map(|measure| format!("'{measure}'")).collect();
        assert_eq!(of_reach!(), format!("({})", words.join(", ")));
    }
}
