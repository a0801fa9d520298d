//! Accounts.

use async_trait::async_trait;
use mutual::access::Role;
use mutual::clock::Timestamp;
use mutual::consent::Identifier;
use mutual::id::{AccountId, CustomerId};
use mutual::port::{Account, AccountKind, AccountStore, AuditLine, StoreError};
use sqlx::postgres::PgRow;

use crate::PostgresStore;
use crate::error::corrupt;
use crate::link::Size;
use crate::office::drafts::with_line;
use crate::row::{bytes, get, maybe_customer, maybe_text, maybe_time, text, time};
use crate::text::stored;

macro_rules! select_account {
    ($rest:literal) => {
        concat!(
            "SELECT id, email, password, customer_id, role, created_at, disabled_at FROM account ",
            $rest
        )
    };
}

#[async_trait]
impl AccountStore for PostgresStore {
    async fn add_account(
        &self,
        account: &Account,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let (customer, role) = match account.kind {
            AccountKind::Customer(id) => (Some(id.to_bytes()), None),
            AccountKind::Staff(role) => (None, Some(role.name())),
        };
        let make = || {
            let query = sqlx::query(
                "WITH added AS (
                     INSERT INTO account
                         (id, email, password, customer_id, role, created_at, disabled_at)
                     VALUES ($7, $8, $9, $10, $11, $12, $13) RETURNING id
                 )
                 INSERT INTO audit (id, at, actor, what, about, reason)
                 SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                 FROM added WHERE $1::bytea IS NOT NULL",
            );
            with_line(query, line)
                .bind(account.id.to_bytes())
                .bind(stored(&account.email))
                .bind(account.password.as_deref().map(stored))
                .bind(customer)
                .bind(role)
                .bind(account.created_at.as_millis())
                .bind(account.disabled_at.map(Timestamp::as_millis))
        };
        self.link.execute(Size::Small, make).await.map(|_| ())
    }

    async fn account_by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        let make = || sqlx::query(select_account!("WHERE email = $1")).bind(stored(email));
        self.link
            .fetch_optional(make)
            .await?
            .as_ref()
            .map(account)
            .transpose()
    }

    async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let make = || sqlx::query(select_account!("WHERE id = $1")).bind(id.to_bytes());
        self.link
            .fetch_optional(make)
            .await?
            .as_ref()
            .map(account)
            .transpose()
    }

    async fn account_of(&self, customer: CustomerId) -> Result<Option<Account>, StoreError> {
        let make =
            || sqlx::query(select_account!("WHERE customer_id = $1")).bind(customer.to_bytes());
        self.link
            .fetch_optional(make)
            .await?
            .as_ref()
            .map(account)
            .transpose()
    }

    async fn staff(&self) -> Result<Vec<Account>, StoreError> {
        let make = || sqlx::query(select_account!("WHERE role IS NOT NULL ORDER BY email"));
        let rows = self.link.fetch_all(Size::Large, make).await?;
        rows.iter().map(account).collect()
    }

    async fn set_role(
        &self,
        id: AccountId,
        role: Role,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let make = || {
            // The rows of all admins are locked: of two who take each other's role, the later
            // waits, and then counts anew.
            let query = sqlx::query(
                "WITH admins AS (
                     SELECT id FROM account
                     WHERE role = 'admin' AND disabled_at IS NULL AND password IS NOT NULL
                     ORDER BY id FOR UPDATE
                 ),
                 changed AS (
                     UPDATE account SET role = $8
                     WHERE id = $7 AND role IS NOT NULL
                       AND ($8 = 'admin' OR NOT EXISTS (SELECT FROM admins WHERE id = $7)
                            OR (SELECT count(*) FROM admins) > 1)
                     RETURNING id
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                     FROM changed
                 )
                 SELECT count(*) AS changed FROM changed",
            );
            with_line(query, Some(line))
                .bind(id.to_bytes())
                .bind(role.name())
        };
        changed(self.link.fetch_optional(make).await?.as_ref())
    }

    async fn called(&self, ids: &[AccountId]) -> Result<Vec<(AccountId, String)>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.to_bytes().to_vec()).collect();
        let make = || {
            let query = "SELECT id, called FROM account WHERE called IS NOT NULL AND id = ANY ($1)";
            sqlx::query(query).bind(ids.clone())
        };
        let rows = self.link.fetch_all(Size::Small, make).await?;
        let one = |row: &PgRow| {
            let id = AccountId::from_bytes(bytes(row, "id")?);
            Ok((id, text(row, "called")?))
        };
        rows.iter().map(one).collect()
    }

    async fn set_called(
        &self,
        id: AccountId,
        called: Option<&str>,
        line: &AuditLine,
    ) -> Result<(), StoreError> {
        let make = || {
            let query = sqlx::query(
                "WITH changed AS (
                     UPDATE account SET called = $8
                     WHERE id = $7 AND role IS NOT NULL AND called IS DISTINCT FROM $8
                     RETURNING id
                 )
                 INSERT INTO audit (id, at, actor, what, about, reason)
                 SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                 FROM changed",
            );
            with_line(query, Some(line))
                .bind(id.to_bytes())
                .bind(called.map(stored))
        };
        self.link.execute(Size::Small, make).await.map(drop)
    }

    async fn known_as(
        &self,
        ids: &[AccountId],
    ) -> Result<Vec<(AccountId, Vec<Identifier>)>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.to_bytes().to_vec()).collect();
        let make = || {
            let query =
                "SELECT id, known_as FROM account WHERE known_as IS NOT NULL AND id = ANY ($1)";
            sqlx::query(query).bind(ids.clone())
        };
        let rows = self.link.fetch_all(Size::Small, make).await?;
        let one = |row: &PgRow| {
            let id = AccountId::from_bytes(bytes(row, "id")?);
            Ok((id, identifiers(&text(row, "known_as")?)?))
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
        let (before, now) = (listed(before), listed(now));
        let make = || {
            let query = sqlx::query(
                "WITH changed AS (
                     UPDATE account SET known_as = $9
                     WHERE id = $7 AND role IS NOT NULL AND known_as IS NOT DISTINCT FROM $8
                     RETURNING id
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                     FROM changed
                 )
                 SELECT count(*) AS changed FROM changed",
            );
            with_line(query, Some(line))
                .bind(id.to_bytes())
                .bind(before.clone())
                .bind(now.clone())
        };
        changed(self.link.fetch_optional(make).await?.as_ref())
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let make = || sqlx::query(select_account!("ORDER BY email"));
        self.link
            .fetch_all(Size::Large, make)
            .await?
            .iter()
            .map(account)
            .collect()
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
        let customer = self.customer_behind(id).await?;
        let make = || {
            let query = sqlx::query(
                "WITH admins AS (
                     SELECT id FROM account
                     WHERE role = 'admin' AND disabled_at IS NULL AND password IS NOT NULL
                     ORDER BY id FOR UPDATE
                 ),
                 changed AS (
                     UPDATE account SET disabled_at = $10
                     WHERE id = $7
                       AND ($10 IS NULL OR NOT EXISTS (SELECT FROM admins WHERE id = $7)
                            OR (SELECT count(*) FROM admins) > 1)
                     RETURNING id
                 ),
                 ended AS (
                     DELETE FROM session
                     WHERE owner IN ($8, $9) AND $10 IS NOT NULL AND EXISTS (SELECT FROM changed)
                 ),
                 voided AS (
                     DELETE FROM ticket
                     WHERE owner IN ($8, $9) AND $10 IS NOT NULL AND EXISTS (SELECT FROM changed)
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                     FROM changed WHERE $1::bytea IS NOT NULL
                 )
                 SELECT count(*) AS changed FROM changed",
            );
            with_line(query, line)
                .bind(id.to_bytes())
                .bind(id.to_string())
                .bind(customer.clone())
                .bind(at.map(Timestamp::as_millis))
        };
        changed(self.link.fetch_optional(make).await?.as_ref())
    }
}

impl PostgresStore {
    /// The customer behind an account, as an owner. It never changes, so that it may be read
    /// ahead.
    async fn customer_behind(&self, id: AccountId) -> Result<Option<String>, StoreError> {
        let account = self.account(id).await?;
        Ok(account.and_then(|account| match account.kind {
            AccountKind::Customer(customer) => Some(customer.to_string()),
            AccountKind::Staff(_) => None,
        }))
    }

    /// `used` takes the ticket, where one is named: of two who bring the same one, the later waits
    /// and finds nothing to take, and then nothing changes.
    async fn new_password(
        &self,
        id: AccountId,
        password: &str,
        keep: Option<[u8; 32]>,
        ticket: Option<([u8; 32], Timestamp)>,
        line: Option<&AuditLine>,
    ) -> Result<(), StoreError> {
        let customer = self.customer_behind(id).await?;
        let make = || {
            let query = sqlx::query(
                "WITH used AS (
                     DELETE FROM ticket
                     WHERE digest = $12 AND expires_at > $13 AND owner = $8
                       AND kind = 'password_reset'
                     RETURNING digest
                 ),
                 changed AS (
                     UPDATE account SET password = $10
                     WHERE id = $7 AND ($12::bytea IS NULL OR EXISTS (SELECT FROM used))
                     RETURNING id
                 ),
                 ended AS (
                     DELETE FROM session
                     WHERE owner IN ($8, $9) AND id IS DISTINCT FROM $11
                       AND EXISTS (SELECT FROM changed)
                 ),
                 voided AS (
                     DELETE FROM ticket
                     WHERE owner IN ($8, $9) AND digest IS DISTINCT FROM $12
                       AND EXISTS (SELECT FROM changed)
                 ),
                 told AS (
                     INSERT INTO audit (id, at, actor, what, about, reason)
                     SELECT $1::bytea, $2::bigint, $3::text, $4::text, $5::text, $6::text
                     FROM changed WHERE $1::bytea IS NOT NULL
                 )
                 SELECT count(*) AS changed FROM changed",
            );
            with_line(query, line)
                .bind(id.to_bytes())
                .bind(id.to_string())
                .bind(customer.clone())
                .bind(stored(password))
                .bind(keep)
                .bind(ticket.map(|(digest, _)| digest))
                .bind(ticket.map(|(_, now)| now.as_millis()))
        };
        changed(self.link.fetch_optional(make).await?.as_ref())
    }
}

/// Nothing changed where nothing was there to be changed.
fn changed(row: Option<&PgRow>) -> Result<(), StoreError> {
    match row.map(|row| get::<i64>(row, "changed")).transpose()? {
        Some(1) => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// Identifiers as they are stored: none as nothing.
fn listed(names: &[Identifier]) -> Option<String> {
    let texts: Vec<_> = names.iter().map(|name| name.as_str().to_owned()).collect();
    let json = (!texts.is_empty()).then(|| serde_json::Value::from(texts).to_string());
    json.map(|json| stored(&json).into_owned())
}

fn identifiers(json: &str) -> Result<Vec<Identifier>, StoreError> {
    let texts: Vec<String> = serde_json::from_str(json).map_err(|_| corrupt("known_as"))?;
    let read = |text: &String| Identifier::stored(text).map_err(|_| corrupt("known_as"));
    texts.iter().map(read).collect()
}

fn account(row: &PgRow) -> Result<Account, StoreError> {
    let role: Option<&str> = get(row, "role")?;
    let kind = match (maybe_customer(row, "customer_id")?, role) {
        (Some(customer), None) => AccountKind::Customer(customer),
        (None, Some(role)) => AccountKind::Staff(role.parse().map_err(|()| corrupt("role"))?),
        _ => return Err(corrupt("role")),
    };
    Ok(Account {
        id: AccountId::from_bytes(bytes(row, "id")?),
        email: text(row, "email")?,
        password: maybe_text(row, "password")?,
        kind,
        created_at: time(row, "created_at")?,
        disabled_at: maybe_time(row, "disabled_at")?,
    })
}
