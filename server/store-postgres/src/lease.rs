//! The lease: one row, and the database's own clock.

use mutual::port::{Lease, StoreError};

use crate::link::{Link, Size};
use crate::row::number;
use crate::text;

const TAKE: &str = "
    UPDATE lease
    SET epoch = epoch + 1, holder = $1, until = now() + $2 * INTERVAL '1 second'
    WHERE id = 1 AND (until <= now() OR holder = $1)
    RETURNING epoch";

const RENEW: &str = "
    UPDATE lease SET until = now() + $2 * INTERVAL '1 second' WHERE id = 1 AND epoch = $1";

const FENCE: &str = "
    UPDATE lease SET epoch = epoch + 1, until = now() + $2 * INTERVAL '1 second'
    WHERE id = 1 AND holder = $1
    RETURNING epoch";

const RELEASE: &str = "
    UPDATE lease SET epoch = epoch + 1, holder = '', until = '1970-01-01T00:00:00Z'
    WHERE id = 1 AND epoch = $1";

pub(crate) async fn take(link: &Link, holder: &str, ttl_s: u32) -> Result<Lease, StoreError> {
    raise(link, TAKE, holder, ttl_s).await
}

/// Waits for a commit that is under way, as that holds the row.
pub(crate) async fn fence(link: &Link, holder: &str, ttl_s: u32) -> Result<Lease, StoreError> {
    raise(link, FENCE, holder, ttl_s).await
}

async fn raise(
    link: &Link,
    update: &'static str,
    holder: &str,
    ttl_s: u32,
) -> Result<Lease, StoreError> {
    let make = || {
        sqlx::query(update)
            .bind(text::stored(holder))
            .bind(f64::from(ttl_s))
    };
    let row = link
        .fetch_optional(make)
        .await?
        .ok_or(StoreError::NotHolder)?;
    Ok(Lease {
        epoch: number(&row, "epoch")?,
    })
}

pub(crate) async fn renew(link: &Link, lease: Lease, ttl_s: u32) -> Result<(), StoreError> {
    let make = || {
        sqlx::query(RENEW)
            .bind(stored(lease))
            .bind(f64::from(ttl_s))
    };
    match link.execute(Size::Small, make).await? {
        0 => Err(StoreError::NotHolder),
        _ => Ok(()),
    }
}

pub(crate) async fn release(link: &Link, lease: Lease) -> Result<(), StoreError> {
    let make = || sqlx::query(RELEASE).bind(stored(lease));
    link.execute(Size::Small, make).await.map(|_| ())
}

/// No epoch reaches one that does not fit, so such a one matches no row.
fn stored(lease: Lease) -> i64 {
    i64::try_from(lease.epoch).unwrap_or(-1)
}
