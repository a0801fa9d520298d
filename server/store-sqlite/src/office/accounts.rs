//! Accounts.

use async_trait::async_trait;
use mutual::access::Role;
use mutual::clock::Timestamp;
use mutual::consent::Identifier;
use mutual::id::{AccountId, CustomerId};
use mutual::port::{Account, AccountKind, AccountStore, AuditLine, StoreError};
use sqlx::sqlite::SqliteRow;

use crate::SqliteStore;
use crate::error::corrupt;
use crate::office::drafts::{insert_audit, with_line};
use crate::row::{bytes, get, maybe_customer, maybe_time, time};
use crate::writer::Query;

macro_rules! select_account {
    ($rest:literal) => {
        concat!(
            "SELECT id, email, password, customer_id, role, created_at, disabled_at FROM account ",
            $rest
        )
    };
}

#[async_trait]
impl AccountStore for SqliteStore {
    async fn add_account(
        &self,
        account: &Account,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let (customer, role) = match account.kind {
            AccountKind::Customer(id) => (Some(id.to_bytes().to_vec()), None),
            AccountKind::Staff(role) => (None, Some(role.name())),
        };
        let query = sqlx::query(concat!(
            "BEGIN IMMEDIATE;
             INSERT INTO account
                 (id, email, password, customer_id, role, created_at, disabled_at)
             VALUES ($7, $8, $9, $10, $11, $12, $13);",
            insert_audit!("SELECT $1, $2, $3, $4, $5, $6 WHERE $1 IS NOT NULL; COMMIT")
        ));
        let query = with_line(query, line)
            .bind(account.id.to_bytes().to_vec())
            .bind(account.email.clone())
            .bind(account.password.clone())
            .bind(customer)
            .bind(role)
            .bind(account.created_at.as_millis())
            .bind(account.disabled_at.map(Timestamp::as_millis));
        self.run_whole(query).await
    }

    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let query = sqlx::query(select_account!("WHERE email = $1")).bind(email.to_owned());
        self.fetch_optional(query)
            .await?
            .as_ref()
            .map(account)
            .transpose()
    }

    async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let query = sqlx::query(select_account!("WHERE id = $1")).bind(id.to_bytes().to_vec());
        self.fetch_optional(query)
            .await?
            .as_ref()
            .map(account)
            .transpose()
    }

    async fn account_of(&self, customer: CustomerId) -> Result<Option<Account>, StoreError> {
        let query = sqlx::query(select_account!("WHERE customer_id = $1"));
        let query = query.bind(customer.to_bytes().to_vec());
        self.fetch_optional(query)
            .await?
            .as_ref()
            .map(account)
            .transpose()
    }

    async fn staff(&self) -> Result<Vec<Account>, StoreError> {
        let query = sqlx::query(select_account!("WHERE role IS NOT NULL ORDER BY email"));
        self.fetch_all(query).await?.iter().map(account).collect()
    }

    async fn set_role(
        &self,
        id: AccountId,
        role: Role,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let change = |_| {
            let query = sqlx::query(concat!(
                "UPDATE account SET role = $8 WHERE id = $7 AND role IS NOT NULL;",
                insert_audit!("VALUES ($1, $2, $3, $4, $5, $6); COMMIT")
            ));
            with_line(query, Some(line))
                .bind(id.to_bytes().to_vec())
                .bind(role.name())
        };
        let only = Only {
            staff: true,
            beside_another_admin: role != Role::Admin,
        };
        self.change_account(id, None, only, change).await
    }

    async fn called(&self, ids: &[AccountId]) -> Result<Vec<(AccountId, String)>, StoreError> {
        let ids = ids.iter().map(|id| mutual::digest::hex(&id.to_bytes()));
        let ids = serde_json::Value::from(ids.collect::<Vec<_>>()).to_string();
        let query = sqlx::query(
            "SELECT id, called FROM account
             WHERE called IS NOT NULL AND id IN (SELECT unhex(value) FROM json_each($1))",
        );
        let rows = self.fetch_all(query.bind(ids)).await?;
        let one = |row: &SqliteRow| {
            let id = AccountId::from_bytes(bytes(row, "id")?);
            Ok((id, get::<String>(row, "called")?))
        };
        rows.iter().map(one).collect()
    }

    async fn set_called(
        &self,
        id: AccountId,
        called: Option<&str>,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let query = sqlx::query(concat!(
            "BEGIN IMMEDIATE;",
            insert_audit!(
                "SELECT $1, $2, $3, $4, $5, $6 FROM account
                 WHERE id = $7 AND role IS NOT NULL AND called IS NOT $8;"
            ),
            "UPDATE account SET called = $8 WHERE id = $7 AND role IS NOT NULL; COMMIT"
        ));
        let query = with_line(query, Some(line))
            .bind(id.to_bytes().to_vec())
            .bind(called.map(str::to_owned));
        self.run_whole(query).await
    }

    async fn known_as(
        &self,
        ids: &[AccountId],
    ) -> Result<Vec<(AccountId, Vec<Identifier>)>, StoreError> {
        let ids = ids.iter().map(|id| mutual::digest::hex(&id.to_bytes()));
        let ids = serde_json::Value::from(ids.collect::<Vec<_>>()).to_string();
        let query = sqlx::query(
            "SELECT id, known_as FROM account
             WHERE known_as IS NOT NULL AND id IN (SELECT unhex(value) FROM json_each($1))",
        );
        let rows = self.fetch_all(query.bind(ids)).await?;
        let one = |row: &SqliteRow| {
            let id = AccountId::from_bytes(bytes(row, "id")?);
            Ok((id, identifiers(get(row, "known_as")?)?))
        };
        rows.iter().map(one).collect()
    }

    async fn set_known_as(
        &self,
        id: AccountId,
        before: &[Identifier],
        now: &[Identifier],
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let known = "BEGIN IMMEDIATE;
            SELECT count(*) AS known FROM account
            WHERE id = $1 AND role IS NOT NULL AND known_as IS $2";
        let query = sqlx::query(known)
            .bind(id.to_bytes().to_vec())
            .bind(listed(before));
        let mut turn = self.writer.office_turn().await?;
        let row = turn.begin(query).await?;
        if get::<i64>(&row, "known")? == 0 {
            return Err(turn.give_up(StoreError::Conflict).await);
        }
        let query = sqlx::query(concat!(
            "UPDATE account SET known_as = $8 WHERE id = $7;",
            insert_audit!("VALUES ($1, $2, $3, $4, $5, $6); COMMIT")
        ));
        let query = with_line(query, Some(line))
            .bind(id.to_bytes().to_vec())
            .bind(listed(now));
        turn.commit(query).await
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let rows = self
            .fetch_all(sqlx::query(select_account!("ORDER BY email")))
            .await?;
        rows.iter().map(account).collect()
    }

    async fn set_password(
        &self,
        id: AccountId,
        password: &str,
        keep: Option<[u8; 32]>,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        self.new_password(id, password, keep, None, line).await
    }

    async fn reset_password(
        &self,
        id: AccountId,
        password: &str,
        ticket: [u8; 32],
        now: Timestamp,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let ticket = Some((ticket, now));
        self.new_password(id, password, None, ticket, line).await
    }

    async fn set_disabled(
        &self,
        id: AccountId,
        at: Option<Timestamp>,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let change = |customer: Option<String>| {
            let query = sqlx::query(concat!(
                "UPDATE account SET disabled_at = $10 WHERE id = $7;
                 DELETE FROM session WHERE owner IN ($8, $9) AND $10 IS NOT NULL;
                 DELETE FROM ticket WHERE owner IN ($8, $9) AND $10 IS NOT NULL;",
                insert_audit!("SELECT $1, $2, $3, $4, $5, $6 WHERE $1 IS NOT NULL; COMMIT")
            ));
            with_line(query, line)
                .bind(id.to_bytes().to_vec())
                .bind(id.to_string())
                .bind(customer)
                .bind(at.map(Timestamp::as_millis))
        };
        let only = Only {
            staff: false,
            beside_another_admin: at.is_some(),
        };
        self.change_account(id, None, only, change).await
    }
}

/// Which accounts a change is for.
#[derive(Clone, Copy, Default)]
struct Only {
    /// The organisation's own people alone.
    staff: bool,
    /// Not the last admin who can come in.
    beside_another_admin: bool,
}

impl SqliteStore {
    async fn new_password(
        &self,
        id: AccountId,
        password: &str,
        keep: Option<[u8; 32]>,
        ticket: Option<([u8; 32], Timestamp)>,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let change = |customer: Option<String>| {
            let query = sqlx::query(concat!(
                "UPDATE account SET password = $11 WHERE id = $7;
                 DELETE FROM session WHERE owner IN ($8, $9) AND id IS NOT $10;
                 DELETE FROM ticket WHERE owner IN ($8, $9);",
                insert_audit!("SELECT $1, $2, $3, $4, $5, $6 WHERE $1 IS NOT NULL; COMMIT")
            ));
            with_line(query, line)
                .bind(id.to_bytes().to_vec())
                .bind(id.to_string())
                .bind(customer)
                .bind(keep.map(Vec::from))
                .bind(password.to_owned())
        };
        self.change_account(id, ticket, Only::default(), change)
            .await
    }

    /// Runs `change`, which ends with `COMMIT`, if the account is there and the ticket, where one
    /// is named, is good, and it is such `only` accounts may be. `change` is given the customer
    /// behind the account, where there is one.
    async fn change_account(
        &self,
        id: AccountId,
        ticket: Option<([u8; 32], Timestamp)>,
        only: Only,
        change: impl FnOnce(Option<String>) -> Query,
    ) -> Result<(), StoreError> {
        let known = "BEGIN IMMEDIATE;
            SELECT count(*) AS known, max(customer_id) AS customer_id FROM account
            WHERE id = $1 AND ($2 IS NULL OR EXISTS (
                SELECT 1 FROM ticket
                WHERE digest = $2 AND expires_at > $3 AND owner = $4 AND kind = 'password_reset'))
              AND (role IS NOT NULL OR NOT $6)
              AND NOT ($5 AND role IS 'admin' AND disabled_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM account
                WHERE role = 'admin' AND disabled_at IS NULL AND password IS NOT NULL
                  AND id <> $1))";
        let query = sqlx::query(known)
            .bind(id.to_bytes().to_vec())
            .bind(ticket.map(|(digest, _)| digest.to_vec()))
            .bind(ticket.map(|(_, now)| now.as_millis()))
            .bind(id.to_string())
            .bind(only.beside_another_admin)
            .bind(only.staff);
        let mut turn = self.writer.office_turn().await?;
        let row = turn.begin(query).await?;
        if get::<i64>(&row, "known")? == 0 {
            return Err(turn.give_up(StoreError::Conflict).await);
        }
        let customer = match maybe_customer(&row, "customer_id") {
            Ok(customer) => customer.map(|customer| customer.to_string()),
            Err(error) => return Err(turn.give_up(error).await),
        };
        turn.commit(change(customer)).await
    }
}

/// Identifiers as they are stored: none as nothing.
fn listed(names: &[Identifier]) -> Option<String> {
    let texts: Vec<_> = names.iter().map(|name| name.as_str().to_owned()).collect();
    (!texts.is_empty()).then(|| serde_json::Value::from(texts).to_string())
}

fn identifiers(stored: &str) -> Result<Vec<Identifier>, StoreError> {
    let texts: Vec<String> = serde_json::from_str(stored).map_err(|_| corrupt("known_as"))?;
    let read = |text: &String| Identifier::stored(text).map_err(|_| corrupt("known_as"));
    texts.iter().map(read).collect()
}

fn account(row: &SqliteRow) -> Result<Account, StoreError> {
    let role: Option<&str> = get(row, "role")?;
    let kind = match (maybe_customer(row, "customer_id")?, role) {
        (Some(customer), None) => AccountKind::Customer(customer),
        (None, Some(role)) => AccountKind::Staff(role.parse().map_err(|()| corrupt("role"))?),
        _ => return Err(corrupt("role")),
    };
    Ok(Account {
        id: AccountId::from_bytes(bytes(row, "id")?),
        email: get(row, "email")?,
        password: get(row, "password")?,
        kind,
        created_at: time(row, "created_at")?,
        disabled_at: maybe_time(row, "disabled_at")?,
    })
}
