//! Where anything about a customer is: read for her, and destroyed with her.

use std::time::Duration;

use mutual::id::{AccountId, CustomerId};
use mutual::port::{Held, StoreError};
use serde_json::{Value, json};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use tokio::sync::Semaphore;

use crate::SqliteStore;
use crate::asked;
use crate::error::{away, corrupt, store_error};
use crate::insight;
use crate::row::get;
use crate::writer::{Query, Turn};

/// One table of [`mutual::port::personal`].
///
/// In its statements `$1` is the customer's id, `$2` a JSON array of the names under which sessions
/// and tickets are hers, and `$3` one of the places of her entries.
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
            "strftime('%Y-%m-%dT%H:%M:%fZ', ",
            $column,
            " / 1000.0, 'unixepoch')"
        )
    };
}

macro_rules! reports {
    () => {
        "instr(message, i.identifier) > 0
          OR (length(i.identifier) - instr(i.identifier, ':') > 4
              AND instr(message, substr(i.identifier, instr(i.identifier, ':') + 1)) > 0)"
    };
}

/// In the order in which they are erased: what others are found by goes last.
const TABLES: [Table; 19] = [
    Table {
        name: "job_report",
        read: concat!(
            "SELECT json_object('line', line, 'message', message) AS held
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
        read: "SELECT json_object('index', idx, 'receipt', receipt, 'nonce', lower(hex(nonce)),
                                  'entry', json(CAST(payload AS TEXT))) AS held
               FROM ledger_side
               WHERE customer_id = $1 AND idx IN (SELECT value FROM json_each($3)) ORDER BY idx",
        erase: Some(
            "DELETE FROM ledger_side WHERE idx IN (SELECT value FROM json_each($3))",
        ),
    },
    Table {
        name: "value_event",
        read: concat!(
            "SELECT json_object('exchange', proposition, 'benefit', benefit,
                                'amount', json(printf('%d.%06d', amount / 1000000, amount % 1000000)),
                                'unit', unit, 'proof', proof_ref, 'arrived_at', ",
            moment!("at"),
            ", 'reported_at', ",
            moment!("reported_at"),
            ") AS held FROM value_event WHERE customer_id = $1
             ORDER BY at, proposition, benefit, proof_ref"
        ),
        erase: Some("DELETE FROM value_event WHERE customer_id = $1"),
    },
    Table {
        name: "usage_event",
        read: concat!(
            "SELECT json_object('data', data, 'purpose', purpose, 'context', context, 'used_at', ",
            moment!("at"),
            ", 'reported_at', ",
            moment!("reported_at"),
            ") AS held FROM usage_event WHERE customer_id = $1
             ORDER BY at, data, purpose, context"
        ),
        erase: Some("DELETE FROM usage_event WHERE customer_id = $1"),
    },
    Table {
        name: "message",
        read: concat!(
            "SELECT json_object('purpose', purpose, 'channel', channel, 'context', context, 'sent_at', ",
            moment!("at"),
            ") AS held FROM message WHERE customer_id = $1 ORDER BY at, purpose, channel, context"
        ),
        erase: Some("DELETE FROM message WHERE customer_id = $1"),
    },
    Table {
        name: "decision",
        read: concat!(
            "SELECT json_object('computer_model', model, 'version', version, 'refused',
                                json(iif(sort = 'violation', 'true', 'false')),
                                'contested', json(iif(contested, 'true', 'false')),
                                'decided_at', ",
            moment!("at"),
            ", 'reported_at', ",
            moment!("recorded_at"),
            ", 'decision', json(CAST(body AS TEXT))) AS held
             FROM decision WHERE customer_id = $1 ORDER BY at, id"
        ),
        // That there was one stays, with nothing that could be told to be hers. Its leaf stays, for
        // proofs of others rest on it: without the salt it tells nothing. In which case somebody allowed
        // it goes, for that leads to who looked at it and when.
        erase: Some(
            "DELETE FROM case_used
             WHERE decision_id IN (SELECT id FROM decision WHERE customer_id = $1);
             UPDATE decision SET customer_id = NULL, body = NULL, salt = NULL
             WHERE customer_id = $1",
        ),
    },
    Table {
        name: "guess",
        read: concat!(
            "SELECT json_object('key', key, 'label', label, 'guess', says,
                                'made_from', json(derived_from), 'used_for', json(purposes),
                                'seen', json(evidence),
                                'model', model, 'model_version', model_version,
                                'confidence', confidence / 10000.0, 'guessed_at', ",
            moment!("at"),
            ", 'confirmed_at', ",
            moment!("confirmed_at"),
            ", 'same_since', ",
            moment!("coalesce(first_at, at)"),
            ", 'kept_since', ",
            moment!("key_at"),
            ") AS held FROM guess WHERE customer_id = $1 ORDER BY key"
        ),
        erase: Some("DELETE FROM guess WHERE customer_id = $1"),
    },
    Table {
        name: "guess_gone",
        read: concat!(
            "SELECT json_object('key', key, 'made_from', json(derived_from),
                                'used_for', json(purposes), 'guessed_at', ",
            moment!("at"),
            ", 'same_since', ",
            moment!("first_at"),
            ", 'kept_since', ",
            moment!("key_at"),
            ", 'gone_since', ",
            moment!("until_at"),
            ") AS held FROM guess_gone WHERE customer_id = $1 ORDER BY until_at, key"
        ),
        erase: Some("DELETE FROM guess_gone WHERE customer_id = $1"),
    },
    Table {
        name: "asked",
        read: "SELECT json_object('exchange', proposition, 'version', version, 'asked_on',
                                  strftime('%Y-%m-%d', day * 86400, 'unixepoch'),
                                  'language', locale, 'said_yes',
                                  json(CASE yes WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)) AS held
               FROM asked WHERE customer_id = $1 ORDER BY day, proposition, version",
        erase: Some("DELETE FROM asked WHERE customer_id = $1"),
    },
    Table {
        name: "withdrawal",
        read: concat!(
            "SELECT json_object('exchange', proposition, 'purpose', purpose, 'withdrawn_at', ",
            moment!("at"),
            ", 'after_message_at', ",
            moment!("message_at"),
            ") AS held FROM withdrawal WHERE customer_id = $1 ORDER BY idx, proposition"
        ),
        erase: Some("DELETE FROM withdrawal WHERE customer_id = $1"),
    },
    Table {
        name: "case_file",
        read: concat!(
            "SELECT json_object('team', team, 'opened_at', ",
            moment!("opened_at"),
            ", 'due_at', ",
            moment!("due_at"),
            ", 'asked', json(asked), 'opened', json(opened), 'answered_at', ",
            moment!("decided_at"),
            ", 'decided', json(decided), 'desk', json(desk)) AS held FROM case_file
             WHERE customer_id = $1 ORDER BY opened_at, id"
        ),
        erase: Some("DELETE FROM case_file WHERE customer_id = $1"),
    },
    Table {
        name: "webhook_attempt",
        read: concat!(
            "SELECT json_object('address', substr(e.url, 1, instr(e.url || '?', '?') - 1), 'type', d.kind, 'tried_at', ",
            moment!("a.at"),
            ", 'answered', json(iif(a.status IS NULL, 'false', 'true')), 'status', a.status) AS held
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
            "SELECT json_object('address', substr(e.url, 1, instr(e.url || '?', '?') - 1), 'type', d.kind,
                                'goes_at', iif(d.course = 'pending', ",
            moment!("d.at"),
            ", NULL), 'delivered_at', iif(d.course = 'delivered', ",
            moment!("d.at"),
            ", NULL), 'given_up_at', iif(d.course = 'given_up', ",
            moment!("d.at"),
            ", NULL)) AS held
             FROM webhook_delivery AS d JOIN webhook_endpoint AS e ON e.id = d.endpoint_id
             WHERE d.customer_id = $1 ORDER BY d.idx, d.endpoint_id"
        ),
        erase: Some("DELETE FROM webhook_delivery WHERE customer_id = $1"),
    },
    Table {
        name: "answer",
        read: concat!(
            "SELECT json_object('given_at', ",
            moment!("at"),
            ") AS held FROM answer WHERE customer_id = $1 ORDER BY at"
        ),
        erase: None,
    },
    Table {
        name: "session",
        read: concat!(
            "SELECT json_object('ends_at', ",
            moment!("expires_at"),
            ") AS held FROM session WHERE owner IN (SELECT value FROM json_each($2))
             ORDER BY expires_at"
        ),
        erase: Some("DELETE FROM session WHERE owner IN (SELECT value FROM json_each($2))"),
    },
    Table {
        name: "ticket",
        read: concat!(
            "SELECT json_object('for', kind, 'good_until', ",
            moment!("expires_at"),
            ") AS held FROM ticket WHERE owner IN (SELECT value FROM json_each($2))
             ORDER BY expires_at"
        ),
        erase: Some("DELETE FROM ticket WHERE owner IN (SELECT value FROM json_each($2))"),
    },
    Table {
        name: "account",
        read: concat!(
            "SELECT json_object('email', email, 'has_password', json(iif(password IS NULL, 'false', 'true')),
                                'created_at', ",
            moment!("created_at"),
            ") AS held FROM account WHERE customer_id = $1"
        ),
        erase: Some("DELETE FROM account WHERE customer_id = $1"),
    },
    Table {
        name: "identifier",
        read: "SELECT json_object('identifier', identifier) AS held FROM identifier
               WHERE customer_id = $1 ORDER BY place",
        erase: Some("DELETE FROM identifier WHERE customer_id = $1"),
    },
    Table {
        name: "customer",
        read: concat!(
            "SELECT json_object('locale', locale, 'region', region, 'birth_year', birth_year,
                                'known_since', ",
            moment!("created_at"),
            ", 'state', json(CAST(state AS TEXT))) AS held FROM customer WHERE id = $1"
        ),
        erase: Some("DELETE FROM customer WHERE id = $1"),
    },
];

/// The account of the customer `$1`.
const ACCOUNT: &str = "SELECT id FROM account WHERE customer_id = $1";

/// Somebody of the team said that she is the customer `$1` too: her account there stays, and nothing that
/// the customer was called.
const KNOWN_AS: &str = "
    UPDATE account SET known_as = (
        SELECT nullif(json_group_array(value), '[]') FROM json_each(account.known_as)
        WHERE value NOT IN (SELECT identifier FROM identifier WHERE customer_id = $1)
    )
    WHERE known_as IS NOT NULL AND EXISTS (
        SELECT 1 FROM json_each(account.known_as)
        WHERE value IN (SELECT identifier FROM identifier WHERE customer_id = $1)
    )";

/// One at a time: some tables have to be read from end to end, for writing pays for no index that
/// only this would use.
static ASKING: Semaphore = Semaphore::const_new(1);
/// How long anybody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// All that is stored about a customer.
pub(crate) async fn held(
    store: &SqliteStore,
    id: CustomerId,
    trail: &[u64],
) -> Result<Vec<Held>, StoreError> {
    let asking = tokio::time::timeout(PATIENCE, ASKING.acquire()).await;
    let _turn = asking.map_err(|_| away("others ask what is held about them"))?;
    let account = sqlx::query(ACCOUNT).bind(id.to_bytes().to_vec());
    let account = store.fetch_optional(account).await?;
    let about = About::new(id, account.as_ref(), trail)?;
    let mut all = Vec::new();
    for name in mutual::port::personal::tables() {
        let table = TABLES.iter().find(|table| table.name == name);
        let table = table.ok_or_else(|| corrupt("personal"))?;
        let rows = store.fetch_all(about.bind(table.read)).await?;
        let rows: Result<_, StoreError> = rows.iter().map(held_row).collect();
        all.push(Held {
            table: name.to_owned(),
            rows: rows?,
        });
    }
    Ok(all)
}

fn held_row(row: &SqliteRow) -> Result<serde_json::Map<String, Value>, StoreError> {
    serde_json::from_str(get(row, "held")?).map_err(|_| corrupt("held"))
}

/// Destroys every row of a customer, within the transaction of this turn.
pub(crate) async fn erase(
    turn: &mut Turn<'_>,
    id: CustomerId,
    entries: &[u64],
) -> Result<(), StoreError> {
    let account = sqlx::query(ACCOUNT).bind(id.to_bytes().to_vec());
    let account = turn.fetch_all(account).await?;
    let about = About::new(id, account.first(), entries)?;
    // Beside the list: nothing of it is hers any more.
    insight::arrived_goes(turn, id, None).await?;
    insight::used_goes(turn, id).await?;
    asked::goes(turn, id, None).await?;
    asked::sent_goes(turn, id).await?;
    turn.execute(about.bind(KNOWN_AS)).await?;
    for table in &TABLES {
        if let Some(erase) = table.erase {
            turn.execute(about.bind(erase)).await?;
        }
    }
    Ok(())
}

/// What the statements ask for.
struct About {
    id: Vec<u8>,
    owners: String,
    entries: String,
}

impl About {
    fn new(id: CustomerId, account: Option<&SqliteRow>, trail: &[u64]) -> Result<Self, StoreError> {
        let mut owners = vec![id.to_string()];
        if let Some(row) = account {
            let bytes: &[u8] = row.try_get(0).map_err(store_error)?;
            let bytes = bytes.try_into().map_err(|_| corrupt("id"))?;
            owners.push(AccountId::from_bytes(bytes).to_string());
        }
        Ok(Self {
            id: id.to_bytes().to_vec(),
            owners: json!(owners).to_string(),
            entries: json!(trail).to_string(),
        })
    }

    fn bind(&self, statement: &'static str) -> Query {
        sqlx::query(statement)
            .bind(self.id.clone())
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
