//! Where anything about a customer is: read for her, and destroyed with her.

use std::time::Duration;

use mutual::id::{AccountId, CustomerId};
use mutual::port::{Held, StoreError};
use serde_json::Value;
use sqlx::Transaction;
use sqlx::postgres::{PgRow, Postgres};
use tokio::sync::Semaphore;

use crate::asked;
use crate::error::{away, corrupt, store_error};
use crate::insight;
use crate::link::{Link, Query, Size};
use crate::row::{bytes, stored_index, text};

/// One table of [`mutual::port::personal`].
///
/// In its statements `$1` is the customer's id, `$2` the names under which sessions and
/// tickets are hers, and `$3` the places of her entries.
struct Table {
    name: &'static str,
    /// Gives each row as JSON, in a column `held`.
    read: &'static str,
    /// Destroys them; none where they are unreadable without her key.
    erase: Option<&'static str>,
}

macro_rules! moment {
    ($column:literal) => {
        concat!(
            "to_char(to_timestamp(",
            $column,
            " / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
        )
    };
}

macro_rules! reports {
    () => {
        "position(i.identifier IN message) > 0
          OR (length(i.identifier) - position(':' IN i.identifier) > 4
              AND position(substr(i.identifier, position(':' IN i.identifier) + 1)
                           IN message) > 0)"
    };
}

/// In the order in which they are erased: what others are found by goes last.
const TABLES: [Table; 19] = [
    Table {
        name: "job_report",
        read: concat!(
            "SELECT json_build_object('line', line, 'message', message)::text AS held
             FROM job_report WHERE EXISTS (
                 SELECT 1 FROM identifier AS i WHERE i.customer_id = $1 AND (",
            reports!(),
            ")) ORDER BY job_id, line, n"
        ),
        erase: Some(concat!(
            "UPDATE job_report SET message = 'it named somebody who was erased'
             WHERE EXISTS (
                 SELECT 1 FROM identifier AS i WHERE i.customer_id = $1 AND (",
            reports!(),
            "))"
        )),
    },
    Table {
        name: "ledger_side",
        read: "SELECT json_build_object('index', idx, 'receipt', receipt, 'nonce', encode(nonce, 'hex'),
                                  'entry', convert_from(payload, 'UTF8')::json)::text AS held
               FROM ledger_side
               WHERE customer_id = $1 AND idx = ANY ($3) ORDER BY idx",
        erase: Some(
            "DELETE FROM ledger_side WHERE idx = ANY ($3)",
        ),
    },
    Table {
        name: "value_event",
        read: concat!(
            "SELECT json_build_object('exchange', proposition, 'benefit', benefit,
                                'amount', amount::numeric / 1000000,
                                'unit', unit, 'proof', proof_ref, 'arrived_at', ",
            moment!("at"),
            ", 'reported_at', ",
            moment!("reported_at"),
            ")::text AS held FROM value_event WHERE customer_id = $1
             ORDER BY at, proposition, benefit, proof_ref"
        ),
        erase: Some("DELETE FROM value_event WHERE customer_id = $1"),
    },
    Table {
        name: "usage_event",
        read: concat!(
            "SELECT json_build_object('data', data, 'purpose', purpose, 'context', context, 'used_at', ",
            moment!("at"),
            ", 'reported_at', ",
            moment!("reported_at"),
            ")::text AS held FROM usage_event WHERE customer_id = $1
             ORDER BY at, data, purpose, context"
        ),
        erase: Some("DELETE FROM usage_event WHERE customer_id = $1"),
    },
    Table {
        name: "message",
        read: concat!(
            "SELECT json_build_object('purpose', purpose, 'channel', channel, 'context', context, 'sent_at', ",
            moment!("at"),
            ")::text AS held FROM message WHERE customer_id = $1
             ORDER BY at, purpose, channel, context"
        ),
        erase: Some("DELETE FROM message WHERE customer_id = $1"),
    },
    Table {
        name: "decision",
        read: concat!(
            "SELECT json_build_object('computer_model', model, 'version', version,
                                'refused', sort = 'violation', 'contested', contested,
                                'decided_at', ",
            moment!("at"),
            ", 'reported_at', ",
            moment!("recorded_at"),
            ", 'decision', convert_from(body, 'UTF8')::json)::text AS held
             FROM decision WHERE customer_id = $1 ORDER BY at, id"
        ),
        // That there was one stays, with nothing that could be told to be hers. Its leaf stays, for
        // proofs of others rest on it: without the salt it tells nothing. In which case somebody allowed
        // it goes, for that leads to who looked at it and when.
        erase: Some(
            "WITH gone AS (
                 DELETE FROM case_used
                 WHERE decision_id IN (SELECT id FROM decision WHERE customer_id = $1)
             )
             UPDATE decision SET customer_id = NULL, body = NULL, salt = NULL
             WHERE customer_id = $1",
        ),
    },
    Table {
        name: "guess",
        read: concat!(
            "SELECT json_build_object('key', key, 'label', label, 'guess', says,
                                'made_from', derived_from::json, 'used_for', purposes::json,
                                'seen', evidence::json,
                                'model', model, 'model_version', model_version,
                                'confidence', confidence::numeric / 10000, 'guessed_at', ",
            moment!("at"),
            ", 'confirmed_at', ",
            moment!("confirmed_at"),
            ", 'same_since', ",
            moment!("coalesce(first_at, at)"),
            ", 'kept_since', ",
            moment!("key_at"),
            ")::text AS held FROM guess WHERE customer_id = $1 ORDER BY key"
        ),
        erase: Some("DELETE FROM guess WHERE customer_id = $1"),
    },
    Table {
        name: "guess_gone",
        read: concat!(
            "SELECT json_build_object('key', key, 'made_from', derived_from::json,
                                'used_for', purposes::json, 'guessed_at', ",
            moment!("at"),
            ", 'same_since', ",
            moment!("first_at"),
            ", 'kept_since', ",
            moment!("key_at"),
            ", 'gone_since', ",
            moment!("until_at"),
            ")::text AS held FROM guess_gone WHERE customer_id = $1 ORDER BY until_at, key"
        ),
        // Behind `guess`: whoever deletes a guess at this moment has put down by now what is known of it.
        erase: Some("DELETE FROM guess_gone WHERE customer_id = $1"),
    },
    Table {
        name: "asked",
        read: "SELECT json_build_object('exchange', proposition, 'version', version, 'asked_on',
                   to_char(to_timestamp(day * 86400) AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
                   'language', locale, 'said_yes', yes)::text AS held
               FROM asked WHERE customer_id = $1 ORDER BY day, proposition, version",
        erase: Some("DELETE FROM asked WHERE customer_id = $1"),
    },
    Table {
        name: "withdrawal",
        read: concat!(
            "SELECT json_build_object('exchange', proposition, 'purpose', purpose, 'withdrawn_at', ",
            moment!("at"),
            ", 'after_message_at', ",
            moment!("message_at"),
            ")::text AS held FROM withdrawal WHERE customer_id = $1 ORDER BY idx, proposition"
        ),
        erase: Some("DELETE FROM withdrawal WHERE customer_id = $1"),
    },
    Table {
        name: "case_file",
        read: concat!(
            "SELECT json_build_object('team', team, 'opened_at', ",
            moment!("opened_at"),
            ", 'due_at', ",
            moment!("due_at"),
            ", 'asked', asked::json, 'opened', opened::json, 'answered_at', ",
            moment!("decided_at"),
            ", 'decided', decided::json, 'desk', desk::json)::text AS held FROM case_file
             WHERE customer_id = $1 ORDER BY opened_at, id"
        ),
        erase: Some("DELETE FROM case_file WHERE customer_id = $1"),
    },
    Table {
        name: "webhook_attempt",
        read: concat!(
            "SELECT json_build_object('address', split_part(e.url, '?', 1), 'type', d.kind, 'tried_at', ",
            moment!("a.at"),
            ", 'answered', a.status IS NOT NULL, 'status', a.status)::text AS held
             FROM webhook_delivery AS d
             JOIN webhook_attempt AS a ON a.endpoint_id = d.endpoint_id AND a.idx = d.idx
             JOIN webhook_endpoint AS e ON e.id = d.endpoint_id
             WHERE d.customer_id = $1 ORDER BY a.idx, a.endpoint_id, a.number"
        ),
        erase: Some(
            "DELETE FROM webhook_attempt WHERE (endpoint_id, idx) IN (
                 SELECT endpoint_id, idx FROM webhook_delivery WHERE customer_id = $1)",
        ),
    },
    Table {
        name: "webhook_delivery",
        read: concat!(
            "SELECT json_build_object('address', split_part(e.url, '?', 1), 'type', d.kind,
                    'goes_at', CASE d.course WHEN 'pending' THEN ",
            moment!("d.at"),
            " END, 'delivered_at', CASE d.course WHEN 'delivered' THEN ",
            moment!("d.at"),
            " END, 'given_up_at', CASE d.course WHEN 'given_up' THEN ",
            moment!("d.at"),
            " END)::text AS held
             FROM webhook_delivery AS d JOIN webhook_endpoint AS e ON e.id = d.endpoint_id
             WHERE d.customer_id = $1 ORDER BY d.idx, d.endpoint_id"
        ),
        erase: Some("DELETE FROM webhook_delivery WHERE customer_id = $1"),
    },
    Table {
        name: "answer",
        read: concat!(
            "SELECT json_build_object('given_at', ",
            moment!("at"),
            ")::text AS held FROM answer WHERE customer_id = $1 ORDER BY at"
        ),
        erase: None,
    },
    Table {
        name: "session",
        read: concat!(
            "SELECT json_build_object('ends_at', ",
            moment!("expires_at"),
            ")::text AS held FROM session WHERE owner = ANY ($2)
             ORDER BY expires_at"
        ),
        erase: Some("DELETE FROM session WHERE owner = ANY ($2)"),
    },
    Table {
        name: "ticket",
        read: concat!(
            "SELECT json_build_object('for', kind, 'good_until', ",
            moment!("expires_at"),
            ")::text AS held FROM ticket WHERE owner = ANY ($2)
             ORDER BY expires_at"
        ),
        erase: Some("DELETE FROM ticket WHERE owner = ANY ($2)"),
    },
    Table {
        name: "account",
        read: concat!(
            "SELECT json_build_object('email', email, 'has_password', password IS NOT NULL,
                                'created_at', ",
            moment!("created_at"),
            ")::text AS held FROM account WHERE customer_id = $1"
        ),
        erase: Some("DELETE FROM account WHERE customer_id = $1"),
    },
    Table {
        name: "identifier",
        read: "SELECT json_build_object('identifier', identifier)::text AS held FROM identifier
               WHERE customer_id = $1 ORDER BY place",
        erase: Some("DELETE FROM identifier WHERE customer_id = $1"),
    },
    Table {
        name: "customer",
        read: concat!(
            "SELECT json_build_object('locale', locale, 'region', region, 'birth_year', birth_year,
                                'known_since', ",
            moment!("created_at"),
            ", 'state', convert_from(state, 'UTF8')::json)::text AS held FROM customer WHERE id = $1"
        ),
        erase: Some("DELETE FROM customer WHERE id = $1"),
    },
];

/// Whoever reports something about her holds her row meanwhile: from here on nobody does, and all
/// that was reported is there to be deleted.
const HOLD: &str = "SELECT id FROM customer WHERE id = $1 FOR UPDATE";

/// Whoever writes an attempt holds the row of its delivery meanwhile: from here on nobody does, and
/// every attempt is there to be deleted. Whoever comes later finds no delivery.
const HOLD_DELIVERIES: &str = "
    SELECT idx FROM webhook_delivery WHERE customer_id = $1
    ORDER BY endpoint_id, idx FOR UPDATE";

/// The account of the customer `$1`.
const ACCOUNT: &str = "SELECT id FROM account WHERE customer_id = $1";

/// Somebody of the team said that she is the customer `$1` too: her account there stays, and nothing that
/// the customer was called. What is left is spelled as whoever changes it next spells it.
const KNOWN_AS: &str = "
    UPDATE account SET known_as = (
        SELECT '[' || string_agg(to_json(known.name)::text, ',' ORDER BY known.place) || ']'
        FROM json_array_elements_text(account.known_as::json) WITH ORDINALITY AS known (name, place)
        WHERE known.name NOT IN (SELECT identifier FROM identifier WHERE customer_id = $1)
    )
    WHERE known_as IS NOT NULL AND EXISTS (
        SELECT 1 FROM json_array_elements_text(account.known_as::json) AS known (name)
        WHERE known.name IN (SELECT identifier FROM identifier WHERE customer_id = $1)
    )";

/// One at a time: some tables have to be read from end to end, for writing pays for no index that
/// only this would use.
static ASKING: Semaphore = Semaphore::const_new(1);
/// How long anybody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// All that is stored about a customer.
pub(crate) async fn held(
    link: &Link,
    id: CustomerId,
    trail: &[u64],
) -> Result<Vec<Held>, StoreError> {
    let asking = tokio::time::timeout(PATIENCE, ASKING.acquire()).await;
    let _turn = asking.map_err(|_| away("others ask what is held about them"))?;
    let account = link
        .fetch_optional(|| sqlx::query(ACCOUNT).bind(id.to_bytes()))
        .await?;
    let about = About::new(id, account.as_ref(), trail)?;
    let mut all = Vec::new();
    for name in mutual::port::personal::tables() {
        let table = TABLES.iter().find(|table| table.name == name);
        let table = table.ok_or_else(|| corrupt("personal"))?;
        let rows = link.fetch_all(Size::Large, || about.bind(table.read));
        let rows: Result<_, StoreError> = rows.await?.iter().map(held_row).collect();
        all.push(Held {
            table: name.to_owned(),
            rows: rows?,
        });
    }
    Ok(all)
}

fn held_row(row: &PgRow) -> Result<serde_json::Map<String, Value>, StoreError> {
    // Escapes are of characters that JSON writes as they are.
    let json = text(row, "held")?.replace('\0', "\\u0000");
    serde_json::from_str(&json).map_err(|_| corrupt("held"))
}

/// Holds a customer's row until the end of a transaction.
pub(crate) async fn hold(
    transaction: &mut Transaction<'_, Postgres>,
    id: CustomerId,
) -> Result<(), StoreError> {
    let hold = sqlx::query(HOLD).bind(id.to_bytes());
    let held = hold.execute(&mut **transaction).await;
    held.map(drop).map_err(|error| store_error(&error))
}

/// Destroys every row of a customer, within a transaction.
pub(crate) async fn erase(
    transaction: &mut Transaction<'_, Postgres>,
    id: CustomerId,
    entries: &[u64],
) -> Result<(), StoreError> {
    hold(transaction, id).await?;
    let deliveries = sqlx::query(HOLD_DELIVERIES).bind(id.to_bytes());
    let held = deliveries.execute(&mut **transaction).await;
    held.map_err(|error| store_error(&error))?;
    let account = sqlx::query(ACCOUNT).bind(id.to_bytes());
    let account = account.fetch_optional(&mut **transaction).await;
    let account = account.map_err(|error| store_error(&error))?;
    let about = About::new(id, account.as_ref(), entries)?;
    // Beside the list: nothing of it is hers any more.
    insight::arrived_goes(transaction, id, None).await?;
    insight::used_goes(transaction, id).await?;
    asked::goes(transaction, id, None).await?;
    asked::sent_goes(transaction, id).await?;
    let known = about.bind(KNOWN_AS).execute(&mut **transaction).await;
    known.map_err(|error| store_error(&error))?;
    for table in &TABLES {
        if let Some(erase) = table.erase {
            let done = about.bind(erase).execute(&mut **transaction).await;
            done.map_err(|error| store_error(&error))?;
        }
    }
    Ok(())
}

/// What the statements ask for.
struct About {
    id: [u8; 16],
    owners: Vec<String>,
    entries: Vec<i64>,
}

impl About {
    fn new(id: CustomerId, account: Option<&PgRow>, trail: &[u64]) -> Result<Self, StoreError> {
        let mut owners = vec![id.to_string()];
        if let Some(row) = account {
            owners.push(AccountId::from_bytes(bytes(row, "id")?).to_string());
        }
        let entries = trail.iter().map(|index| stored_index(*index));
        Ok(Self {
            id: id.to_bytes(),
            owners,
            entries: entries.collect::<Result<_, _>>()?,
        })
    }

    fn bind(&self, statement: &'static str) -> Query {
        sqlx::query(statement)
            .bind(self.id)
            .bind(self.owners.clone())
            .bind(self.entries.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::TABLES;

    #[test]
    fn every_personal_table_is_read_and_erased() {
        let here: BTreeSet<_> = TABLES.iter().map(|table| table.name).collect();
        let listed: BTreeSet<_> = mutual::port::personal::tables().collect();
        assert_eq!(here, listed);
    }
}
