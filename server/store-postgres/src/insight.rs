//! Counts: of what people choose, of what arrived and of what was used.

use async_trait::async_trait;
use mutual::catalogue::Slug;
use mutual::id::CustomerId;
use mutual::insight::{Arrivals, Cell, Count, Day, Recounted, Rows, Seen, Tally, Uses};
use mutual::port::{InsightStore, Lease, StoreError};
use mutual::value::Total;
use sqlx::postgres::Postgres;
use sqlx::{Connection as _, Transaction};

use crate::PostgresStore;
use crate::asked;
use crate::error::{corrupt, store_error};
use crate::link::{Query, Size};
use crate::row::{get, number, stored_index, text};
use crate::text::stored;

/// The measures that stand in `reach`, as SQL lists them; a test holds them against the measures that
/// there are.
macro_rules! of_reach {
    () => {
        "('heard', 'unheard', 'reached', 'unreached')"
    };
}
pub(crate) use of_reach;

/// Holds the lease's row until all is counted, as a commit does.
const STANDING: &str = "
    SELECT epoch, (SELECT max(idx) FROM ledger) AS head FROM lease WHERE id = 1 FOR UPDATE";

/// The statements that count again; `$1` to `$7` are the cells.
const RECOUNT: [&str; 13] = [
    "UPDATE tally SET told = 0 WHERE told <> 0",
    "UPDATE reach SET told = 0 WHERE told <> 0",
    concat!(
        "INSERT INTO reach AS r (proposition, measure, day, version, part, told, gone)
     SELECT c.* FROM unnest($1::text[], $2::text[], $3::int8[], $4::int8[], $5::text[],
                            $6::int8[], $7::int8[])
                         AS c (proposition, measure, day, version, part, told, gone)
     WHERE c.measure IN ",
        of_reach!(),
        "
     ON CONFLICT (proposition, measure, day, version, part) DO UPDATE SET
         told = excluded.told"
    ),
    "DELETE FROM reach WHERE told = 0 AND gone = 0",
    concat!(
        "INSERT INTO tally AS t (proposition, measure, day, version, part, told, gone)
     SELECT c.* FROM unnest($1::text[], $2::text[], $3::int8[], $4::int8[], $5::text[],
                            $6::int8[], $7::int8[])
                         AS c (proposition, measure, day, version, part, told, gone)
     WHERE c.measure NOT IN ",
        of_reach!(),
        "
     ON CONFLICT (proposition, measure, day, version, part) DO UPDATE SET
         told = excluded.told"
    ),
    "DELETE FROM tally WHERE told = 0 AND gone = 0",
    // Nobody reports meanwhile, so that no event is counted twice or not at all.
    "LOCK TABLE value_event, usage_event, arrived_on, used_on IN EXCLUSIVE MODE",
    "UPDATE arrived_on SET wholes = 0, parts = 0",
    "INSERT INTO arrived_on (proposition, benefit, unit, day, wholes, parts, gone_wholes,
                             gone_parts)
     SELECT proposition, benefit, unit, at / 86400000, sum(amount / 1000000)::int8,
            sum(amount % 1000000)::int8, 0, 0
     FROM value_event WHERE amount > 0 GROUP BY 1, 2, 3, 4
     ON CONFLICT (proposition, benefit, unit, day) DO UPDATE SET
         wholes = excluded.wholes, parts = excluded.parts",
    "DELETE FROM arrived_on
     WHERE wholes = 0 AND parts = 0 AND gone_wholes = 0 AND gone_parts = 0",
    "UPDATE used_on SET times = 0",
    "INSERT INTO used_on (purpose, data, day, times, gone)
     SELECT purpose, data, at / 86400000, count(*), 0 FROM usage_event GROUP BY 1, 2, 3
     ON CONFLICT (purpose, data, day) DO UPDATE SET times = excluded.times",
    "DELETE FROM used_on WHERE times = 0 AND gone = 0",
];

const COUNTED: [&str; 2] = [
    "UPDATE counted SET through = $1",
    "UPDATE reach_counted SET through = $1",
];

const ADD_ARRIVED: &str = "
    INSERT INTO arrived_on AS a (proposition, benefit, unit, day, wholes, parts, gone_wholes,
                                 gone_parts)
    SELECT c.*, 0, 0
    FROM unnest($1::text[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::int8[]) AS c
    ON CONFLICT (proposition, benefit, unit, day) DO UPDATE SET
        wholes = a.wholes + excluded.wholes, parts = a.parts + excluded.parts";

const ADD_USED: &str = "
    INSERT INTO used_on AS u (purpose, data, day, times, gone)
    SELECT c.*, 0 FROM unnest($1::text[], $2::text[], $3::int8[], $4::int8[]) AS c
    ON CONFLICT (purpose, data, day) DO UPDATE SET times = u.times + excluded.times";

/// What arrived for a customer, of one exchange or of all, is counted as gone from here on.
const ARRIVED_GOES: &str = "
    INSERT INTO arrived_on AS a (proposition, benefit, unit, day, wholes, parts, gone_wholes,
                                 gone_parts)
    SELECT proposition, benefit, unit, at / 86400000, -sum(amount / 1000000)::int8,
           -sum(amount % 1000000)::int8, sum(amount / 1000000)::int8,
           sum(amount % 1000000)::int8
    FROM value_event
    WHERE customer_id = $1 AND amount > 0 AND ($2::text IS NULL OR proposition = $2)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (proposition, benefit, unit, day) DO UPDATE SET
        wholes = a.wholes + excluded.wholes, parts = a.parts + excluded.parts,
        gone_wholes = a.gone_wholes + excluded.gone_wholes,
        gone_parts = a.gone_parts + excluded.gone_parts";

const USED_GOES: &str = "
    INSERT INTO used_on AS u (purpose, data, day, times, gone)
    SELECT purpose, data, at / 86400000, -count(*), count(*) FROM usage_event
    WHERE customer_id = $1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (purpose, data, day) DO UPDATE SET
        times = u.times + excluded.times, gone = u.gone + excluded.gone";

#[async_trait]
impl InsightStore for PostgresStore {
    async fn counted(&self) -> Result<Option<u64>, StoreError> {
        let make = || {
            sqlx::query(
                "SELECT nullif(least(c.through, r.through), -1) AS through
                 FROM counted AS c CROSS JOIN reach_counted AS r",
            )
        };
        let row = self.link.fetch_optional(make).await?;
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
        let failed = |error: sqlx::Error| store_error(&error);
        let through = stored_index(through)?;
        let mut connection = self.writer.connection().await?;
        let mut transaction = connection.begin().await.map_err(failed)?;
        let row = sqlx::query(STANDING).fetch_optional(&mut *transaction);
        let row = row.await.map_err(failed)?;
        let row = row.ok_or(StoreError::NotHolder)?;
        if u64::try_from(get::<i64>(&row, "epoch")?) != Ok(lease.epoch) {
            return Err(StoreError::NotHolder);
        }
        if get::<Option<i64>>(&row, "head")? != Some(through) {
            return Err(StoreError::Conflict);
        }
        for statement in RECOUNT {
            let query = sqlx::query(statement);
            let query = if statement.contains("$7") {
                bind_cells(query, &counted.tally)
            } else {
                query
            };
            query.execute(&mut *transaction).await.map_err(failed)?;
        }
        asked::recount(&mut transaction, counted).await?;
        for statement in COUNTED {
            let query = sqlx::query(statement).bind(through);
            query.execute(&mut *transaction).await.map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
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
        let counts = || {
            sqlx::query(
                "SELECT measure, greatest(day, $2 - 1) AS day, version, part,
                        sum(told + gone)::int8 AS many
                 FROM (SELECT measure, day, version, part, told, gone
                       FROM tally WHERE proposition = $1
                       UNION ALL
                       SELECT measure, day, version, part, told, gone
                       FROM reach WHERE proposition = $1) AS c
                 GROUP BY 1, 2, 3, 4",
            )
            .bind(proposition.to_string())
            .bind(from.0)
        };
        let counts = self.link.fetch_all(Size::Large, counts).await?;
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
        let arrived = || {
            sqlx::query(
                "SELECT benefit, unit, greatest(day, $2 - 1) AS day,
                        sum(wholes + gone_wholes)::int8 AS wholes,
                        sum(parts + gone_parts)::int8 AS parts
                 FROM arrived_on WHERE proposition = $1 GROUP BY 1, 2, 3",
            )
            .bind(proposition.to_string())
            .bind(from.0)
        };
        let arrived = self.link.fetch_all(Size::Large, arrived).await?;
        let arrived = arrived.iter().map(|row| {
            let benefit: &str = get(row, "benefit")?;
            let benefit = benefit.parse().map_err(|_| corrupt("benefit"))?;
            let total = Total::of_parts(get(row, "wholes")?, get(row, "parts")?);
            Ok((benefit, text(row, "unit")?, Day(get(row, "day")?), total))
        });
        let used = || {
            sqlx::query(
                "SELECT data, max(day) AS day FROM used_on
                 WHERE purpose = $1 AND times + gone > 0 GROUP BY data",
            )
            .bind(purpose.to_string())
        };
        let used = self.link.fetch_all(Size::Large, used).await?;
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

/// Binds the cells as seven columns.
pub(crate) fn bind_cells(query: Query, tally: &Tally) -> Query {
    let cells: Vec<_> = tally.cells().collect();
    let cells = cells.as_slice();
    query
        .bind(column(cells, |cell, _| cell.proposition.to_string()))
        .bind(column(cells, |cell, _| cell.measure.word()))
        .bind(column(cells, |cell, _| cell.day.0))
        .bind(column(cells, |cell, _| i64::from(cell.version)))
        .bind(column(cells, |cell, _| cell.part.clone()))
        .bind(column(cells, |_, count| count.told))
        .bind(column(cells, |_, count| count.gone))
}

fn column<T>(cells: &[(&Cell, Count)], value: impl Fn(&Cell, Count) -> T) -> Vec<T> {
    cells
        .iter()
        .map(|(cell, count)| value(cell, *count))
        .collect()
}

/// Counts what arrived, within the transaction that writes it.
pub(crate) async fn add_arrived(
    transaction: &mut Transaction<'_, Postgres>,
    arrivals: &Arrivals,
) -> Result<(), sqlx::Error> {
    let cells: Vec<_> = arrivals.cells().collect();
    if cells.is_empty() {
        return Ok(());
    }
    let texts = |text: fn(&mutual::insight::ArrivedCell) -> String| -> Vec<String> {
        cells.iter().map(|(cell, _, _)| text(cell)).collect()
    };
    let numbers = |number: fn(&(&mutual::insight::ArrivedCell, i64, i64)) -> i64| -> Vec<i64> {
        cells.iter().map(number).collect()
    };
    let query = sqlx::query(ADD_ARRIVED)
        .bind(texts(|cell| cell.proposition.to_string()))
        .bind(texts(|cell| cell.benefit.to_string()))
        .bind(texts(|cell| stored(&cell.unit).into_owned()))
        .bind(numbers(|(cell, _, _)| cell.day.0))
        .bind(numbers(|(_, wholes, _)| *wholes))
        .bind(numbers(|(_, _, parts)| *parts));
    query.execute(&mut **transaction).await.map(drop)
}

/// Counts what was used, within the transaction that writes it.
pub(crate) async fn add_used(
    transaction: &mut Transaction<'_, Postgres>,
    uses: &Uses,
) -> Result<(), sqlx::Error> {
    let cells: Vec<_> = uses.cells().collect();
    if cells.is_empty() {
        return Ok(());
    }
    let purposes: Vec<_> = cells
        .iter()
        .map(|(purpose, ..)| purpose.to_string())
        .collect();
    let data: Vec<_> = cells.iter().map(|(_, data, ..)| data.to_string()).collect();
    let days: Vec<_> = cells.iter().map(|(_, _, day, _)| day.0).collect();
    let times: Vec<_> = cells.iter().map(|(.., times)| *times).collect();
    let query = sqlx::query(ADD_USED)
        .bind(purposes)
        .bind(data)
        .bind(days)
        .bind(times);
    query.execute(&mut **transaction).await.map(drop)
}

/// Within a transaction that deletes them next: what arrived for a customer is counted as gone, of
/// one exchange or of all.
pub(crate) async fn arrived_goes(
    transaction: &mut Transaction<'_, Postgres>,
    customer: CustomerId,
    proposition: Option<&Slug>,
) -> Result<(), StoreError> {
    let query = sqlx::query(ARRIVED_GOES)
        .bind(customer.to_bytes())
        .bind(proposition.map(ToString::to_string));
    let done = query.execute(&mut **transaction).await;
    done.map(drop).map_err(|error| store_error(&error))
}

/// As [`arrived_goes`], of all uses.
pub(crate) async fn used_goes(
    transaction: &mut Transaction<'_, Postgres>,
    customer: CustomerId,
) -> Result<(), StoreError> {
    let query = sqlx::query(USED_GOES).bind(customer.to_bytes());
    let done = query.execute(&mut **transaction).await;
    done.map(drop).map_err(|error| store_error(&error))
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
