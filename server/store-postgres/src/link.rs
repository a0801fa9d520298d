//! The connections, and how long anybody waits for them.
//!
//! Nearly every call of the store is one statement, and so one transaction and one trip to the
//! database. The database may ask to run it again (40001, 40P01); it has undone all of it then.

use std::pin::Pin;
use std::time::Duration;

use mutual::clock::Timestamp;
use mutual::port::StoreError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{
    PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgQueryResult, PgRow,
    Postgres,
};
use sqlx::{Connection as _, Error};

use crate::error::{away, is_collision, store_error};

/// How long anybody waits for a connection, a new one included.
const CONNECT: Duration = Duration::from_secs(2);
/// How long anybody waits for the answer to a small statement.
const ANSWER: Duration = Duration::from_secs(2);
/// How long anybody waits for a page of many rows, or for many rows to go.
const MANY: Duration = Duration::from_secs(20);
/// A connection that lay idle for longer is asked for a sign of life before it is used.
const FRESH: Duration = Duration::from_secs(1);
/// How many connections there are at most for everything but the one writer of consent.
const CONNECTIONS: u32 = 8;
/// How many connections the one writer has for itself: one commits, one renews the lease.
const RESERVED: u32 = 2;
/// How many rows go at once where old ones are forgotten.
const STEP: u64 = 1_000;
/// How often a statement is run at most when it collides with others.
const TRIES: u32 = 5;
/// How long it waits before the second try; before the third twice as long, and so on.
const PAUSE: Duration = Duration::from_millis(5);

pub(crate) type Query = sqlx::query::Query<'static, Postgres, PgArguments>;

/// What is done on a connection.
type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'c>>;

/// How much a statement touches, and so how long it may take.
#[derive(Clone, Copy)]
pub(crate) enum Size {
    /// A few rows.
    Small,
    /// A page, or all of a kind.
    Large,
}

/// The connections to one database.
pub(crate) struct Link {
    pool: PgPool,
}

fn settings(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(CONNECT)
        .test_before_acquire(false)
        .before_acquire(|connection, idle| {
            Box::pin(async move { Ok(idle.idle_for < FRESH || connection.ping().await.is_ok()) })
        })
}

impl Link {
    /// Makes a first connection.
    pub(crate) async fn open(options: PgConnectOptions) -> Result<Self, StoreError> {
        let pool = settings(CONNECTIONS)
            .connect_with(options)
            .await
            .map_err(|error| store_error(&error))?;
        Ok(Self { pool })
    }

    /// Connections for the one writer of consent alone, made when they are needed: a commit and
    /// the lease wait behind nobody who reads or writes anything else.
    pub(crate) fn reserve(options: PgConnectOptions) -> Self {
        Self {
            pool: settings(RESERVED).connect_lazy_with(options),
        }
    }

    /// Runs `delete`, which deletes at most [`STEP`] rows that are older than `$1`, until none is
    /// left; how many there were. In small steps: a long transaction would keep old rows of every
    /// table alive.
    pub(crate) async fn forget(
        &self,
        delete: &'static str,
        before: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut forgotten = 0;
        loop {
            let make = || sqlx::query(delete).bind(before.as_millis());
            let step = self.execute(Size::Large, make).await?;
            forgotten += step;
            if step < STEP {
                return Ok(forgotten);
            }
        }
    }

    /// Runs a statement; how many rows it changed.
    pub(crate) async fn execute(
        &self,
        size: Size,
        make: impl Fn() -> Query + Send + Sync,
    ) -> Result<u64, StoreError> {
        self.run(size, make, |query, connection| {
            Box::pin(query.execute(connection))
        })
        .await
        .map(|result: PgQueryResult| result.rows_affected())
    }

    /// Runs a statement for its rows.
    pub(crate) async fn fetch_all(
        &self,
        size: Size,
        make: impl Fn() -> Query + Send + Sync,
    ) -> Result<Vec<PgRow>, StoreError> {
        self.run(size, make, |query, connection| {
            Box::pin(query.fetch_all(connection))
        })
        .await
    }

    /// Runs a small statement for its only row, if there is one.
    pub(crate) async fn fetch_optional(
        &self,
        make: impl Fn() -> Query + Send + Sync,
    ) -> Result<Option<PgRow>, StoreError> {
        let run = self.run(Size::Small, make, |query, connection| {
            Box::pin(query.fetch_optional(connection))
        });
        run.await
    }

    /// A connection for work that is not one statement.
    pub(crate) async fn connection(&self) -> Result<PoolConnection<Postgres>, StoreError> {
        self.pool
            .acquire()
            .await
            .map_err(|error| store_error(&error))
    }

    /// Closes all connections after what is under way.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    async fn run<T>(
        &self,
        size: Size,
        make: impl Fn() -> Query + Send + Sync,
        work: impl for<'c> Fn(Query, &'c mut PgConnection) -> Work<'c, T> + Send + Sync,
    ) -> Result<T, StoreError> {
        for tried in 1.. {
            match self.once(size, make(), &work).await {
                Err(error) if is_collision(&error) && tried < TRIES => {
                    tokio::time::sleep(PAUSE * tried).await;
                }
                result => return result.map_err(|error| store_error(&error)),
            }
        }
        Err(away("too many writers collide"))
    }

    async fn once<T>(
        &self,
        size: Size,
        query: Query,
        work: &(impl for<'c> Fn(Query, &'c mut PgConnection) -> Work<'c, T> + Send + Sync),
    ) -> Result<T, Error> {
        let limit = match size {
            Size::Small => ANSWER,
            Size::Large => MANY,
        };
        let mut connection = self.pool.acquire().await?;
        let result = tokio::time::timeout(limit, work(query, &mut connection)).await;
        match result {
            Ok(Err(error @ Error::Database(_))) => Err(error),
            Ok(Err(error)) => {
                connection.close_on_drop();
                Err(error)
            }
            Ok(done) => done,
            Err(_) => {
                // Its answer may still come: nobody else is to read it.
                connection.close_on_drop();
                Err(Error::PoolTimedOut)
            }
        }
    }
}
