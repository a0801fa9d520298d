//! Mutual's store on PostgreSQL.
//!
//! Every call is one statement, so it is one transaction and one trip to the database: a commit
//! of a whole group too, unless it destroys something. Nothing rests on the state of a session, so a
//! pooler may stand between. A database that is away is reported within about two seconds.

mod asked;
mod backup;
mod cases;
mod commit;
mod consent;
mod decisions;
mod error;
mod hindsight;
mod inference;
mod insight;
mod lease;
mod link;
mod log;
mod office;
mod persist;
mod personal;
mod row;
mod text;
mod value;
mod whole;

use std::path::Path;
use std::str::FromStr as _;

use mutual::port::StoreError;
use sqlx::postgres::PgConnectOptions;
use tokio::sync::Semaphore;

use crate::error::away;
use crate::link::{Link, Size};

const RISKY: &str = "
    SELECT name || '=' || setting AS risky FROM pg_settings
    WHERE setting = 'off' AND name IN ('fsync', 'full_page_writes', 'synchronous_commit')
    ORDER BY name";

/// A PostgreSQL database.
pub struct PostgresStore {
    link: Link,
    /// The one writer's own.
    writer: Link,
    options: PgConnectOptions,
    /// A place for each report of value that may be written at once.
    reports: Semaphore,
}

impl PostgresStore {
    /// Opens the database at `url`, such as `postgres://mutual@db.example.org/mutual`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] where the URL is none or the database does not answer.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| away("its URL is not like `postgres://user@host/database`"))?;
        let link = Link::open(options.clone()).await?;
        let writer = Link::reserve(options.clone());
        Ok(Self {
            link,
            writer,
            options,
            reports: Semaphore::new(value::REPORTS),
        })
    }

    /// Puts the copy in `file`, as [`mutual::port::Store::backup`] made it, in the place of what
    /// is in the database: all of it or nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`], after which nothing has changed.
    pub async fn restore(&self, file: &Path) -> Result<(), StoreError> {
        backup::restore(&self.options, file).await
    }

    /// The settings of the server under which an answered commit may be lost when the machine
    /// fails, each as `fsync=off`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] where the database does not answer.
    pub async fn risky_settings(&self) -> Result<Vec<String>, StoreError> {
        let rows = self
            .link
            .fetch_all(Size::Small, || sqlx::query(RISKY))
            .await?;
        let texts = rows.iter().map(|row| row::get::<String>(row, "risky"));
        texts.collect()
    }
}
