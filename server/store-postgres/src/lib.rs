//! Mutual's store on PostgreSQL.
//!
//! Every call is one statement, so it is one transaction and one trip to the database: a commit
//! of a whole group too. Nothing rests on the state of a session, so a pooler may stand between.
//! A database that is away is reported within about two seconds.

mod backup;
mod commit;
mod consent;
mod error;
mod lease;
mod link;
mod office;
mod row;
mod text;
mod whole;

use std::str::FromStr as _;

use mutual::port::StoreError;
use sqlx::postgres::PgConnectOptions;

use crate::error::away;
use crate::link::Link;

/// A PostgreSQL database.
pub struct PostgresStore {
    link: Link,
    options: PgConnectOptions,
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
        Ok(Self { link, options })
    }
}
