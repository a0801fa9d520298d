//! Who was asked, what reached a customer, and what she withdrew after it; and the counts of that.

use mutual::catalogue::Slug;
use mutual::id::CustomerId;
use mutual::insight::{AskedOn, AskedRow, Day, Recounted, Reply, Sent, SentOn, Withdrawal};
use mutual::port::StoreError;
use mutual::value::Message;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::row::{bytes, get, number, time};
use crate::writer::Turn;

/// How many rows go into one statement where all are counted again.
const STEP: usize = 10_000;

/// Adds to the counts of who was asked.
macro_rules! add_asked {
    ($select:literal) => {
        concat!(
            "
    INSERT INTO asked_on (proposition, day, version, asked, answered, yes, gone_asked,
                          gone_answered, gone_yes) ",
            $select,
            "
    ON CONFLICT (proposition, day, version) DO UPDATE SET
        asked = asked + excluded.asked, answered = answered + excluded.answered,
        yes = yes + excluded.yes, gone_asked = gone_asked + excluded.gone_asked,
        gone_answered = gone_answered + excluded.gone_answered,
        gone_yes = gone_yes + excluded.gone_yes;"
        )
    };
}

/// Adds to the counts of withdrawals after messages.
macro_rules! add_withdrawn {
    ($select:literal) => {
        concat!(
            "
    INSERT INTO withdrawn_on (proposition, day, told, gone) ",
            $select,
            "
    ON CONFLICT (proposition, day) DO UPDATE SET
        told = told + excluded.told, gone = gone + excluded.gone;"
        )
    };
}
pub(crate) use add_asked;

/// Part of a commit: `$19` are rows of who was asked, `$20` answers, `$21` withdrawals.
///
/// Answers are to rows that are there. What is asked and answered in one commit comes with its answer.
macro_rules! take_note {
    () => {
        concat!(
            $crate::asked::add_asked!(
                "
    SELECT a.proposition, a.day, a.version, 0, count(*), sum(r.value ->> 3), 0, 0, 0
    FROM json_each($20) AS r
    CROSS JOIN asked AS a
    WHERE a.customer_id = unhex(r.value ->> 0) AND a.proposition = r.value ->> 1
      AND a.version = r.value ->> 2 AND a.yes IS NULL
    GROUP BY 1, 2, 3"
            ),
            "
    UPDATE asked SET yes = r.value ->> 3
    FROM json_each($20) AS r
    WHERE asked.customer_id = unhex(r.value ->> 0) AND asked.proposition = r.value ->> 1
      AND asked.version = r.value ->> 2 AND asked.yes IS NULL;",
            $crate::asked::add_asked!(
                "
    SELECT n.value ->> 1, n.value ->> 3, n.value ->> 2, count(*),
           count(n.value ->> 6), coalesce(sum(n.value ->> 6), 0), 0, 0, 0
    FROM json_each($19) AS n
    WHERE NOT EXISTS (
        SELECT 1 FROM asked AS a
        WHERE a.customer_id = unhex(n.value ->> 0) AND a.proposition = n.value ->> 1
          AND a.version = n.value ->> 2)
    GROUP BY 1, 2, 3"
            ),
            "
    INSERT INTO asked (customer_id, proposition, version, day, locale, behind, yes)
    SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           value ->> 6
    FROM json_each($19) WHERE true
    ON CONFLICT (customer_id, proposition, version) DO NOTHING;

    INSERT INTO withdrawal (customer_id, proposition, idx, purpose, since, at, message_at,
                            looked_up)
    SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           NULL, 0
    FROM json_each($21) WHERE true
    ON CONFLICT (customer_id, proposition, idx) DO NOTHING"
        )
    };
}
pub(crate) use take_note;

/// Takes over what a program did not that knew nothing of it: `$1` are answers, `$2` withdrawals.
const MISSED: &str = "
    UPDATE asked SET yes = f.yes
    FROM (
        SELECT a.customer_id, a.proposition, a.version, min(r.value ->> 4), r.value ->> 3 AS yes
        FROM json_each($1) AS r
        CROSS JOIN asked AS a
        WHERE a.customer_id = unhex(r.value ->> 0) AND a.proposition = r.value ->> 1
          AND a.version = r.value ->> 2 AND a.yes IS NULL AND a.behind < r.value ->> 4
        GROUP BY 1, 2, 3
    ) AS f
    WHERE asked.customer_id = f.customer_id AND asked.proposition = f.proposition
      AND asked.version = f.version;

    INSERT INTO withdrawal (customer_id, proposition, idx, purpose, since, at, message_at,
                            looked_up)
    SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
           NULL, 0
    FROM json_each($2) WHERE true
    ON CONFLICT (customer_id, proposition, idx) DO NOTHING";

const RECOUNT: &str = concat!(
    "UPDATE asked_on SET asked = 0, answered = 0, yes = 0;",
    add_asked!(
        "
    SELECT proposition, day, version, count(*), count(yes), coalesce(sum(yes), 0), 0, 0, 0
    FROM asked WHERE true GROUP BY 1, 2, 3"
    ),
    "
    DELETE FROM asked_on WHERE asked = 0 AND gone_asked = 0;

    UPDATE message_on SET told = 0;
    INSERT INTO message_on (purpose, day, told, gone)
    SELECT purpose, at / 86400000, count(*), 0 FROM message WHERE true GROUP BY 1, 2
    ON CONFLICT (purpose, day) DO UPDATE SET told = excluded.told;
    DELETE FROM message_on WHERE told = 0 AND gone = 0;

    UPDATE withdrawal SET looked_up = 1, message_at = (
        SELECT max(m.at) FROM message AS m
        WHERE m.customer_id = withdrawal.customer_id AND m.purpose = withdrawal.purpose
          AND m.at > withdrawal.since AND m.at <= withdrawal.at);
    UPDATE withdrawn_on SET told = 0;",
    add_withdrawn!(
        "
    SELECT proposition, message_at / 86400000, count(*), 0
    FROM withdrawal WHERE message_at IS NOT NULL GROUP BY 1, 2"
    ),
    "
    DELETE FROM withdrawn_on WHERE told = 0 AND gone = 0"
);

/// Customers of whom it is to be looked up what a withdrawal follows.
const TO_LOOK_UP: &str = "
    SELECT DISTINCT customer_id FROM withdrawal INDEXED BY withdrawal_to_look_up
    WHERE looked_up = 0 LIMIT $1";

/// Looks it up for the customers in `$1`.
const LOOK_UP: &str = concat!(
    add_withdrawn!(
        "
    SELECT proposition, message_at / 86400000, -count(*), 0 FROM withdrawal
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1))
      AND looked_up = 0 AND message_at IS NOT NULL GROUP BY 1, 2"
    ),
    "
    UPDATE withdrawal SET message_at = (
        SELECT max(m.at) FROM message AS m
        WHERE m.customer_id = withdrawal.customer_id AND m.purpose = withdrawal.purpose
          AND m.at > withdrawal.since AND m.at <= withdrawal.at)
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1)) AND looked_up = 0;",
    add_withdrawn!(
        "
    SELECT proposition, message_at / 86400000, count(*), 0 FROM withdrawal
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1))
      AND looked_up = 0 AND message_at IS NOT NULL GROUP BY 1, 2"
    ),
    "
    UPDATE withdrawal SET looked_up = 1
    WHERE customer_id IN (SELECT unhex(value) FROM json_each($1)) AND looked_up = 0"
);

/// What stands beside a customer's entries, of one exchange or of all, is counted as gone.
const GOES: &str = concat!(
    add_asked!(
        "
    SELECT proposition, day, version, -count(*), -count(yes), -coalesce(sum(yes), 0),
           count(*), count(yes), coalesce(sum(yes), 0)
    FROM asked WHERE customer_id = $1 AND ($2 IS NULL OR proposition = $2) GROUP BY 1, 2, 3"
    ),
    add_withdrawn!(
        "
    SELECT proposition, message_at / 86400000, -count(*), count(*) FROM withdrawal
    WHERE customer_id = $1 AND ($2 IS NULL OR proposition = $2) AND message_at IS NOT NULL
    GROUP BY 1, 2"
    ),
    "
    DELETE FROM asked WHERE customer_id = $1 AND ($2 IS NULL OR proposition = $2);
    DELETE FROM withdrawal WHERE customer_id = $1 AND ($2 IS NULL OR proposition = $2)"
);

const SENT_GOES: &str = "
    INSERT INTO message_on (purpose, day, told, gone)
    SELECT purpose, at / 86400000, -count(*), count(*) FROM message
    WHERE customer_id = $1 GROUP BY 1, 2
    ON CONFLICT (purpose, day) DO UPDATE SET
        told = told + excluded.told, gone = gone + excluded.gone";

const ADD_MESSAGES: &str = "
    INSERT INTO message (customer_id, purpose, at, channel, context)
    SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4
    FROM json_each($1) WHERE true
    ON CONFLICT (customer_id, purpose, at, channel, context) DO NOTHING
    RETURNING customer_id, purpose, at, channel, context";

/// Counts `$1`, and has it looked up again what withdrawals follow that came after the messages `$2`.
const SENT: &str = "
    INSERT INTO message_on (purpose, day, told, gone)
    SELECT value ->> 0, value ->> 1, value ->> 2, 0 FROM json_each($1) WHERE true
    ON CONFLICT (purpose, day) DO UPDATE SET told = told + excluded.told;

    UPDATE withdrawal SET looked_up = 0
    FROM json_each($2) AS m
    WHERE withdrawal.customer_id = unhex(m.value ->> 0) AND withdrawal.purpose = m.value ->> 1
      AND withdrawal.since < m.value ->> 2 AND withdrawal.at >= m.value ->> 2";

impl SqliteStore {
    /// Finds the messages that withdrawals follow; of how many customers.
    pub(crate) async fn look_up(&self, limit: u32) -> Result<u64, StoreError> {
        let due = self.fetch_all(sqlx::query(TO_LOOK_UP).bind(limit)).await?;
        let due = due.iter().map(|row| bytes(row, "customer_id"));
        let due: Vec<CustomerId> = due
            .map(|id| Ok(CustomerId::from_bytes(id?)))
            .collect::<Result<_, StoreError>>()?;
        if due.is_empty() {
            return Ok(0);
        }
        let mut turn = self.writer.office_turn().await?;
        turn.begin(sqlx::query("BEGIN IMMEDIATE; SELECT 1")).await?;
        look_up_of(&mut turn, &due).await?;
        turn.commit(sqlx::query("COMMIT")).await?;
        Ok(due.len() as u64)
    }

    /// Who was first asked since a day, and what they answered; what is older in one sum.
    pub(crate) async fn asked_since(
        &self,
        proposition: &Slug,
        from: Day,
    ) -> Result<Vec<AskedOn>, StoreError> {
        let query = sqlx::query(
            "SELECT version, max(day, $2 - 1) AS day, sum(asked + gone_asked) AS asked,
                    sum(answered + gone_answered) AS answered, sum(yes + gone_yes) AS yes
             FROM asked_on WHERE proposition = $1 GROUP BY 1, 2",
        );
        let query = query.bind(proposition.to_string()).bind(from.0);
        let rows = self.fetch_all(query).await?;
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
        let query = sqlx::query(
            "SELECT max(day, $3 - 1) AS day, sum(sent) AS sent, sum(followed) AS followed FROM (
                 SELECT day, told + gone AS sent, 0 AS followed FROM message_on
                 WHERE purpose = $2
                 UNION ALL
                 SELECT day, 0, told + gone FROM withdrawn_on WHERE proposition = $1)
             GROUP BY 1 ORDER BY 1",
        );
        let query = query
            .bind(proposition.to_string())
            .bind(purpose.to_string())
            .bind(from.0);
        let rows = self.fetch_all(query).await?;
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

/// Within a transaction: finds the messages that withdrawals of these customers follow.
async fn look_up_of(turn: &mut Turn<'_>, customers: &[CustomerId]) -> Result<(), StoreError> {
    let customers = customers.iter().map(|id| json!(hex(*id)));
    let query = sqlx::query(LOOK_UP).bind(list(customers));
    turn.execute(query).await.map(drop)
}

/// Within a transaction: takes over what was missed, and makes the counts again from the rows.
pub(crate) async fn recount(turn: &mut Turn<'_>, counted: &Recounted) -> Result<(), StoreError> {
    let (replies, withdrawals) = (&counted.replies, &counted.withdrawals);
    let steps = replies.len().max(withdrawals.len()).div_ceil(STEP);
    for step in 0..steps {
        let query = sqlx::query(MISSED)
            .bind(list(replies.iter().skip(step * STEP).take(STEP).map(reply)))
            .bind(list(
                withdrawals
                    .iter()
                    .skip(step * STEP)
                    .take(STEP)
                    .map(withdrawal),
            ));
        turn.execute(query).await?;
    }
    turn.execute(sqlx::query(RECOUNT)).await.map(drop)
}

/// Within a transaction: what stands beside the entries of a customer goes, of one exchange or of
/// all, and stays counted.
pub(crate) async fn goes(
    turn: &mut Turn<'_>,
    customer: CustomerId,
    proposition: Option<&Slug>,
) -> Result<(), StoreError> {
    look_up_of(turn, &[customer]).await?;
    let query = sqlx::query(GOES)
        .bind(customer.to_bytes().to_vec())
        .bind(proposition.map(ToString::to_string));
    turn.execute(query).await.map(drop)
}

/// Within a transaction that deletes them next: what was sent to a customer is counted as gone.
pub(crate) async fn sent_goes(turn: &mut Turn<'_>, customer: CustomerId) -> Result<(), StoreError> {
    let query = sqlx::query(SENT_GOES).bind(customer.to_bytes().to_vec());
    turn.execute(query).await.map(drop)
}

/// Within the transaction of its report: writes and counts what was sent; which of it is new.
pub(crate) async fn send(
    turn: &mut Turn<'_>,
    messages: &[Message],
) -> Result<Vec<Message>, StoreError> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let query = sqlx::query(ADD_MESSAGES).bind(list(messages.iter().map(message_row)));
    let new = turn.fetch_all(query).await?;
    let new: Result<Vec<_>, _> = new.iter().map(message).collect();
    let new = match new {
        Ok(new) => new,
        Err(error) => return Err(turn.give_up(error).await),
    };
    let mut sent = Sent::default();
    new.iter().for_each(|message| sent.add(message));
    let cells = sent.cells();
    let cells = cells.map(|(purpose, day, many)| json!([**purpose, day.0, many]));
    let query = sqlx::query(SENT)
        .bind(list(cells))
        .bind(list(new.iter().map(message_row)));
    turn.execute(query).await?;
    Ok(new)
}

/// Rows as [`take_note!`] takes them.
pub(crate) fn asked(rows: &[AskedRow]) -> String {
    list(rows.iter().map(|row| {
        json!([
            hex(row.customer),
            *row.proposition,
            row.version,
            row.day.0,
            row.locale,
            row.behind,
            row.yes.map(u8::from)
        ])
    }))
}

/// Answers as [`take_note!`] takes them.
pub(crate) fn replies(replies: &[Reply]) -> String {
    list(replies.iter().map(reply))
}

/// Withdrawals as [`take_note!`] takes them.
pub(crate) fn withdrawals(withdrawals: &[Withdrawal]) -> String {
    list(withdrawals.iter().map(withdrawal))
}

fn reply(reply: &Reply) -> Value {
    json!([
        hex(reply.customer),
        *reply.proposition,
        reply.version,
        u8::from(reply.yes),
        reply.index
    ])
}

fn withdrawal(withdrawal: &Withdrawal) -> Value {
    json!([
        hex(withdrawal.customer),
        *withdrawal.proposition,
        withdrawal.index,
        *withdrawal.purpose,
        withdrawal.since.as_millis(),
        withdrawal.at.as_millis()
    ])
}

fn message_row(message: &Message) -> Value {
    json!([
        hex(message.customer),
        *message.purpose,
        message.at.as_millis(),
        message.channel.word(),
        message.context
    ])
}

fn message(row: &SqliteRow) -> Result<Message, StoreError> {
    let (purpose, channel): (&str, &str) = (get(row, "purpose")?, get(row, "channel")?);
    Ok(Message {
        customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
        purpose: purpose.parse().map_err(|_| corrupt("purpose"))?,
        at: time(row, "at")?,
        channel: channel.parse().map_err(|()| corrupt("channel"))?,
        context: get(row, "context")?,
    })
}

/// As SQLite reads it.
fn hex(customer: CustomerId) -> String {
    mutual::digest::hex(&customer.to_bytes())
}

/// Rows as one JSON array.
fn list(rows: impl Iterator<Item = Value>) -> String {
    Value::Array(rows.collect()).to_string()
}
