//! Who was asked, what reached a customer, and what she withdrew after it; and the counts of that.

use mutual::catalogue::Slug;
use mutual::id::CustomerId;
use mutual::insight::{AskedOn, Day, Recounted, Reply, Sent, SentOn, Withdrawal};
use mutual::port::{Group, StoreError};
use mutual::value::Message;
use sqlx::postgres::{PgRow, Postgres};
use sqlx::{Connection as _, Transaction};

use crate::PostgresStore;
use crate::error::{corrupt, store_error};
use crate::link::{Query, Size};
use crate::row::{bytes, get, number, stored_index, text, time};
use crate::text::stored;

/// How many rows go into one statement where all are counted again.
const STEP: usize = 10_000;

/// Adds to the counts of who was asked.
macro_rules! add_asked {
    ($select:literal) => {
        concat!(
            "INSERT INTO asked_on AS o (proposition, day, version, asked, answered, yes,
                                        gone_asked, gone_answered, gone_yes) ",
            $select,
            " ON CONFLICT (proposition, day, version) DO UPDATE SET
                asked = o.asked + excluded.asked, answered = o.answered + excluded.answered,
                yes = o.yes + excluded.yes, gone_asked = o.gone_asked + excluded.gone_asked,
                gone_answered = o.gone_answered + excluded.gone_answered,
                gone_yes = o.gone_yes + excluded.gone_yes"
        )
    };
}

/// Adds to the counts of withdrawals after messages.
macro_rules! add_withdrawn {
    ($select:literal) => {
        concat!(
            "INSERT INTO withdrawn_on AS o (proposition, day, told, gone) ",
            $select,
            " ON CONFLICT (proposition, day) DO UPDATE SET
                told = o.told + excluded.told, gone = o.gone + excluded.gone"
        )
    };
}
pub(crate) use add_asked;

/// Part of a commit, behind `go`: `$40` to `$46` are rows of who was asked, `$47` to `$50` answers,
/// `$51` to `$56` withdrawals.
///
/// Answers are to rows that are there. What is asked and answered in one commit comes with its
/// answer: no part of a statement sees what another one writes.
macro_rules! take_note {
    () => {
        concat!(
            "
    new_asked AS (
        INSERT INTO asked (customer_id, proposition, version, day, locale, behind, yes)
        SELECT a.*
        FROM go, unnest($40::bytea[], $41::text[], $42::int8[], $43::int8[], $44::text[],
                        $45::int8[], $46::bool[]) AS a
        ON CONFLICT (customer_id, proposition, version) DO NOTHING
        RETURNING proposition, day, version, yes
    ),
    now_answered AS (
        UPDATE asked AS a SET yes = r.yes
        FROM go, unnest($47::bytea[], $48::text[], $49::int8[], $50::bool[])
                 AS r (customer_id, proposition, version, yes)
        WHERE a.customer_id = r.customer_id AND a.proposition = r.proposition
          AND a.version = r.version AND a.yes IS NULL
        RETURNING a.proposition, a.day, a.version, a.yes
    ),
    new_asked_on AS (",
            $crate::asked::add_asked!(
                "
        SELECT proposition, day, version, sum(asked), count(yes),
               count(*) FILTER (WHERE yes), 0, 0, 0
        FROM (SELECT n.*, 1 AS asked FROM new_asked AS n
              UNION ALL SELECT r.*, 0 FROM now_answered AS r) AS both_of_them
        GROUP BY 1, 2, 3"
            ),
            "
    ),
    new_withdrawal AS (
        INSERT INTO withdrawal (customer_id, proposition, idx, purpose, since, at, looked_up)
        SELECT w.*, false
        FROM go, unnest($51::bytea[], $52::text[], $53::int8[], $54::text[], $55::int8[],
                        $56::int8[]) AS w
        ON CONFLICT DO NOTHING
    )"
        )
    };
}
pub(crate) use take_note;

/// Takes over answers that a program did not that knew nothing of them.
const MISSED_REPLIES: &str = "
    UPDATE asked AS a SET yes = f.yes
    FROM (
        SELECT DISTINCT ON (a.customer_id, a.proposition, a.version)
               a.customer_id, a.proposition, a.version, r.yes
        FROM unnest($1::bytea[], $2::text[], $3::int8[], $4::bool[], $5::int8[])
             AS r (customer_id, proposition, version, yes, idx)
        JOIN asked AS a USING (customer_id, proposition, version)
        WHERE a.yes IS NULL AND a.behind < r.idx
        ORDER BY a.customer_id, a.proposition, a.version, r.idx
    ) AS f
    WHERE a.customer_id = f.customer_id AND a.proposition = f.proposition
      AND a.version = f.version";

/// As [`MISSED_REPLIES`], withdrawals.
const MISSED_WITHDRAWALS: &str = "
    INSERT INTO withdrawal (customer_id, proposition, idx, purpose, since, at, looked_up)
    SELECT w.*, false
    FROM unnest($1::bytea[], $2::text[], $3::int8[], $4::text[], $5::int8[], $6::int8[]) AS w
    ON CONFLICT DO NOTHING";

/// Counts all rows again, while nobody reports.
const RECOUNT: [&str; 11] = [
    "LOCK TABLE message, message_on, withdrawal, withdrawn_on IN EXCLUSIVE MODE",
    "UPDATE asked_on SET asked = 0, answered = 0, yes = 0",
    add_asked!(
        "SELECT proposition, day, version, count(*), count(yes),
                count(*) FILTER (WHERE yes), 0, 0, 0
         FROM asked GROUP BY 1, 2, 3"
    ),
    "DELETE FROM asked_on WHERE asked = 0 AND gone_asked = 0",
    "UPDATE message_on SET told = 0",
    "INSERT INTO message_on (purpose, day, told, gone)
     SELECT purpose, at / 86400000, count(*), 0 FROM message GROUP BY 1, 2
     ON CONFLICT (purpose, day) DO UPDATE SET told = excluded.told",
    "DELETE FROM message_on WHERE told = 0 AND gone = 0",
    "UPDATE withdrawal AS w SET looked_up = true, message_at = (
         SELECT max(m.at) FROM message AS m
         WHERE m.customer_id = w.customer_id AND m.purpose = w.purpose
           AND m.at > w.since AND m.at <= w.at)",
    "UPDATE withdrawn_on SET told = 0",
    add_withdrawn!(
        "SELECT proposition, message_at / 86400000, count(*), 0
         FROM withdrawal WHERE message_at IS NOT NULL GROUP BY 1, 2"
    ),
    "DELETE FROM withdrawn_on WHERE told = 0 AND gone = 0",
];

/// Holds customers of whom it is to be looked up what a withdrawal follows, and about whom nobody
/// writes at this moment. Whoever reports about them waits, and sees then what is looked up here.
const TO_LOOK_UP: &str = "
    SELECT id FROM customer
    WHERE id IN (SELECT customer_id FROM withdrawal WHERE NOT looked_up LIMIT $1)
    ORDER BY id FOR UPDATE SKIP LOCKED";

/// One transaction at a time counts what was looked up: each does so in several statements, and an
/// erasure counts more behind them, so that two would wait for one another.
const ONE_AT_A_TIME: &str = "LOCK TABLE withdrawn_on IN SHARE ROW EXCLUSIVE MODE";

/// Looks it up for the customers in `$1`, who are held.
const LOOK_UP: [&str; 3] = [
    add_withdrawn!(
        "SELECT proposition, message_at / 86400000, -count(*), 0 FROM withdrawal
         WHERE customer_id = ANY ($1) AND NOT looked_up AND message_at IS NOT NULL
         GROUP BY 1, 2 ORDER BY 1, 2"
    ),
    "UPDATE withdrawal AS w SET message_at = (
         SELECT max(m.at) FROM message AS m
         WHERE m.customer_id = w.customer_id AND m.purpose = w.purpose
           AND m.at > w.since AND m.at <= w.at)
     WHERE customer_id = ANY ($1) AND NOT looked_up",
    add_withdrawn!(
        "SELECT proposition, message_at / 86400000, count(*), 0 FROM withdrawal
         WHERE customer_id = ANY ($1) AND NOT looked_up AND message_at IS NOT NULL
         GROUP BY 1, 2 ORDER BY 1, 2"
    ),
];

const LOOKED_UP: &str = "
    UPDATE withdrawal SET looked_up = true WHERE customer_id = ANY ($1) AND NOT looked_up";

/// What stands beside a customer's entries, of one exchange or of all, is counted as gone.
const GOES: [&str; 4] = [
    add_asked!(
        "SELECT proposition, day, version, -count(*), -count(yes),
                -count(*) FILTER (WHERE yes), count(*), count(yes), count(*) FILTER (WHERE yes)
         FROM asked WHERE customer_id = $1 AND ($2::text IS NULL OR proposition = $2)
         GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    ),
    add_withdrawn!(
        "SELECT proposition, message_at / 86400000, -count(*), count(*) FROM withdrawal
         WHERE customer_id = $1 AND ($2::text IS NULL OR proposition = $2)
           AND message_at IS NOT NULL
         GROUP BY 1, 2 ORDER BY 1, 2"
    ),
    "DELETE FROM asked WHERE customer_id = $1 AND ($2::text IS NULL OR proposition = $2)",
    "DELETE FROM withdrawal WHERE customer_id = $1 AND ($2::text IS NULL OR proposition = $2)",
];

const SENT_GOES: &str = "
    INSERT INTO message_on AS o (purpose, day, told, gone)
    SELECT purpose, at / 86400000, -count(*), count(*) FROM message
    WHERE customer_id = $1 GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (purpose, day) DO UPDATE SET
        told = o.told + excluded.told, gone = o.gone + excluded.gone";

const ADD_MESSAGES: &str = "
    INSERT INTO message (customer_id, purpose, at, channel, context)
    SELECT m.* FROM unnest($1::bytea[], $2::text[], $3::int8[], $4::text[], $5::text[]) AS m
    ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT DO NOTHING
    RETURNING customer_id, purpose, at, channel, context";

/// Has it looked up again what withdrawals follow that came after these messages, in the order of the
/// keys, so that two writers who meet wait in one direction.
const LOOK_AGAIN: &str = "
    WITH found AS (
        SELECT w.customer_id, w.proposition, w.idx FROM withdrawal AS w
        WHERE EXISTS (
            SELECT 1 FROM unnest($1::bytea[], $2::text[], $3::int8[])
                          AS m (customer_id, purpose, at)
            WHERE m.customer_id = w.customer_id AND m.purpose = w.purpose
              AND w.since < m.at AND w.at >= m.at)
          AND w.customer_id = ANY ($1)
        ORDER BY 1, 2, 3 FOR UPDATE
    )
    UPDATE withdrawal AS w SET looked_up = false FROM found
    WHERE w.customer_id = found.customer_id AND w.proposition = found.proposition
      AND w.idx = found.idx";

const SENT: &str = "
    INSERT INTO message_on AS o (purpose, day, told, gone)
    SELECT c.*, 0 FROM unnest($1::text[], $2::int8[], $3::int8[]) AS c
    ON CONFLICT (purpose, day) DO UPDATE SET told = o.told + excluded.told";

fn failed(error: sqlx::Error) -> StoreError {
    store_error(&error)
}

impl PostgresStore {
    /// Finds the messages that withdrawals follow; of how many customers.
    pub(crate) async fn look_up(&self, limit: u32) -> Result<u64, StoreError> {
        let due = || sqlx::query("SELECT 1 FROM withdrawal WHERE NOT looked_up LIMIT 1");
        if self.link.fetch_optional(due).await?.is_none() {
            return Ok(0);
        }
        let mut connection = self.link.connection().await?;
        // Where it breaks off, nothing of it was done: the connection undoes it before its next use.
        let mut transaction = connection.begin().await.map_err(failed)?;
        let query = sqlx::query(TO_LOOK_UP).bind(i64::from(limit));
        let held = query.fetch_all(&mut *transaction).await.map_err(failed)?;
        let held = held.iter().map(|row| bytes(row, "id"));
        let held: Vec<_> = held
            .map(|id| Ok(CustomerId::from_bytes(id?)))
            .collect::<Result<_, StoreError>>()?;
        look_up_of(&mut transaction, &held).await?;
        transaction.commit().await.map_err(failed)?;
        Ok(held.len() as u64)
    }

    /// Who was first asked since a day, and what they answered; what is older in one sum.
    pub(crate) async fn asked_since(
        &self,
        proposition: &Slug,
        from: Day,
    ) -> Result<Vec<AskedOn>, StoreError> {
        let query = || {
            sqlx::query(
                "SELECT version, greatest(day, $2 - 1) AS day,
                        sum(asked + gone_asked)::int8 AS asked,
                        sum(answered + gone_answered)::int8 AS answered,
                        sum(yes + gone_yes)::int8 AS yes
                 FROM asked_on WHERE proposition = $1 GROUP BY 1, 2",
            )
            .bind(proposition.to_string())
            .bind(from.0)
        };
        let rows = self.link.fetch_all(Size::Large, query).await?;
        let rows = rows.iter().map(|row| {
            Ok(AskedOn {
                version: number(row, "version")?,
                day: Day(get(row, "day")?),
                asked: get(row, "asked")?,
                answered: get(row, "answered")?,
                yes: get(row, "yes")?,
            })
        });
        rows.collect()
    }

    /// What was sent since a day for a purpose, and how much of it a withdrawal of an exchange
    /// followed; what is older in one sum.
    pub(crate) async fn sent_since(
        &self,
        proposition: &Slug,
        purpose: &Slug,
        from: Day,
    ) -> Result<Vec<SentOn>, StoreError> {
        let query = || {
            sqlx::query(
                "SELECT greatest(day, $3 - 1) AS day, sum(sent)::int8 AS sent,
                        sum(followed)::int8 AS followed FROM (
                     SELECT day, told + gone AS sent, 0 AS followed FROM message_on
                     WHERE purpose = $2
                     UNION ALL
                     SELECT day, 0, told + gone FROM withdrawn_on
                     WHERE proposition = $1) AS both_of_them
                 GROUP BY 1 ORDER BY 1",
            )
            .bind(proposition.to_string())
            .bind(purpose.to_string())
            .bind(from.0)
        };
        let rows = self.link.fetch_all(Size::Large, query).await?;
        let rows = rows.iter().map(|row| {
            Ok(SentOn {
                day: Day(get(row, "day")?),
                sent: get(row, "sent")?,
                followed: get(row, "followed")?,
            })
        });
        rows.collect()
    }
}

/// Within a transaction that holds these customers: finds the messages that their withdrawals follow.
async fn look_up_of(
    transaction: &mut Transaction<'_, Postgres>,
    customers: &[CustomerId],
) -> Result<(), StoreError> {
    let customers = column(customers, |id| id.to_bytes());
    sqlx::query(ONE_AT_A_TIME)
        .execute(&mut **transaction)
        .await
        .map_err(failed)?;
    for statement in LOOK_UP.into_iter().chain([LOOKED_UP]) {
        let query = sqlx::query(statement).bind(&customers);
        query.execute(&mut **transaction).await.map_err(failed)?;
    }
    Ok(())
}

/// Within a transaction: takes over what was missed, and makes the counts again from the rows.
pub(crate) async fn recount(
    transaction: &mut Transaction<'_, Postgres>,
    counted: &Recounted,
) -> Result<(), StoreError> {
    for replies in counted.replies.chunks(STEP) {
        let indices = replies.iter().map(|reply| stored_index(reply.index));
        let indices: Vec<i64> = indices.collect::<Result<_, _>>()?;
        let query = bind_replies(sqlx::query(MISSED_REPLIES), replies).bind(indices);
        query.execute(&mut **transaction).await.map_err(failed)?;
    }
    for withdrawals in counted.withdrawals.chunks(STEP) {
        let query = sqlx::query(MISSED_WITHDRAWALS);
        let query = bind_withdrawals(query, withdrawals, &indices(withdrawals)?);
        query.execute(&mut **transaction).await.map_err(failed)?;
    }
    for statement in RECOUNT {
        let query = sqlx::query(statement);
        query.execute(&mut **transaction).await.map_err(failed)?;
    }
    Ok(())
}

/// Within a transaction that holds a customer: what stands beside her entries goes, of one exchange
/// or of all, and stays counted.
pub(crate) async fn goes(
    transaction: &mut Transaction<'_, Postgres>,
    customer: CustomerId,
    proposition: Option<&Slug>,
) -> Result<(), StoreError> {
    look_up_of(transaction, &[customer]).await?;
    for statement in GOES {
        let query = sqlx::query(statement)
            .bind(customer.to_bytes())
            .bind(proposition.map(ToString::to_string));
        query.execute(&mut **transaction).await.map_err(failed)?;
    }
    Ok(())
}

/// Within a transaction that deletes them next: what was sent to a customer is counted as gone.
pub(crate) async fn sent_goes(
    transaction: &mut Transaction<'_, Postgres>,
    customer: CustomerId,
) -> Result<(), StoreError> {
    let query = sqlx::query(SENT_GOES).bind(customer.to_bytes());
    let done = query.execute(&mut **transaction).await;
    done.map(drop).map_err(failed)
}

/// Within the transaction of its report, which holds the customers' keys: writes what was sent; which
/// of it is new.
pub(crate) async fn send(
    transaction: &mut Transaction<'_, Postgres>,
    messages: &[Message],
) -> Result<Vec<Message>, sqlx::Error> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let query = sqlx::query(ADD_MESSAGES)
        .bind(column(messages, |message| message.customer.to_bytes()))
        .bind(column(messages, |message| message.purpose.to_string()))
        .bind(column(messages, |message| message.at.as_millis()))
        .bind(column(messages, |message| message.channel.word()))
        .bind(column(messages, |message| {
            stored(&message.context).into_owned()
        }));
    let new = query.fetch_all(&mut **transaction).await?;
    let new = new.iter().map(message).collect::<Result<Vec<_>, _>>();
    let new = new.map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    let query = sqlx::query(LOOK_AGAIN)
        .bind(column(&new, |message| message.customer.to_bytes()))
        .bind(column(&new, |message| message.purpose.to_string()))
        .bind(column(&new, |message| message.at.as_millis()));
    query.execute(&mut **transaction).await?;
    Ok(new)
}

/// Counts what was sent, within the transaction that writes it.
pub(crate) async fn add_sent(
    transaction: &mut Transaction<'_, Postgres>,
    new: &[Message],
) -> Result<(), sqlx::Error> {
    let mut sent = Sent::default();
    new.iter().for_each(|message| sent.add(message));
    let cells: Vec<_> = sent.cells().collect();
    if cells.is_empty() {
        return Ok(());
    }
    let query = sqlx::query(SENT)
        .bind(column(&cells, |(purpose, ..)| purpose.to_string()))
        .bind(column(&cells, |(_, day, _)| day.0))
        .bind(column(&cells, |(.., many)| *many));
    query.execute(&mut **transaction).await.map(drop)
}

/// What [`take_note!`] writes, with its indices as the database keeps them.
pub(crate) struct Noted<'a> {
    group: &'a Group,
    behind: Vec<i64>,
    indices: Vec<i64>,
}

impl<'a> Noted<'a> {
    pub(crate) fn of(group: &'a Group) -> Result<Self, StoreError> {
        let behind = group.asked.iter().map(|row| stored_index(row.behind));
        Ok(Self {
            group,
            behind: behind.collect::<Result<_, _>>()?,
            indices: indices(&group.withdrawals)?,
        })
    }

    pub(crate) fn bind(&self, query: Query) -> Query {
        let rows = &self.group.asked;
        let query = query
            .bind(column(rows, |row| row.customer.to_bytes()))
            .bind(column(rows, |row| row.proposition.to_string()))
            .bind(column(rows, |row| i64::from(row.version)))
            .bind(column(rows, |row| row.day.0))
            .bind(column(rows, |row| stored(&row.locale).into_owned()))
            .bind(&self.behind)
            .bind(column(rows, |row| row.yes));
        let query = bind_replies(query, &self.group.replies);
        bind_withdrawals(query, &self.group.withdrawals, &self.indices)
    }
}

fn bind_replies(query: Query, replies: &[Reply]) -> Query {
    query
        .bind(column(replies, |reply| reply.customer.to_bytes()))
        .bind(column(replies, |reply| reply.proposition.to_string()))
        .bind(column(replies, |reply| i64::from(reply.version)))
        .bind(column(replies, |reply| reply.yes))
}

fn indices(withdrawals: &[Withdrawal]) -> Result<Vec<i64>, StoreError> {
    let indices = withdrawals.iter();
    let indices = indices.map(|withdrawal| stored_index(withdrawal.index));
    indices.collect()
}

fn bind_withdrawals(query: Query, withdrawals: &[Withdrawal], indices: &[i64]) -> Query {
    query
        .bind(column(withdrawals, |row| row.customer.to_bytes()))
        .bind(column(withdrawals, |row| row.proposition.to_string()))
        .bind(indices.to_vec())
        .bind(column(withdrawals, |row| row.purpose.to_string()))
        .bind(column(withdrawals, |row| row.since.as_millis()))
        .bind(column(withdrawals, |row| row.at.as_millis()))
}

fn message(row: &PgRow) -> Result<Message, StoreError> {
    let (purpose, channel): (&str, &str) = (get(row, "purpose")?, get(row, "channel")?);
    Ok(Message {
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        purpose: purpose.parse().map_err(|_| corrupt("purpose"))?,
        at: time(row, "at")?,
        channel: channel.parse().map_err(|()| corrupt("channel"))?,
        context: text(row, "context")?,
    })
}

/// One value of each row.
fn column<'r, R, T>(rows: &'r [R], value: impl Fn(&'r R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}
