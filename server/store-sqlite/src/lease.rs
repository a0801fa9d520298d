//! The lease: one row, and the lock file that says whether its holder lives.

use mutual::port::{Lease, StoreError};

use crate::guard::{Attempt, Guard};
use crate::row::number;
use crate::writer::{Query, Writer};

/// `$3`: whether the lock file was free just now. A holder that had it (`guarded`) is dead then.
const TAKE: &str = "
    UPDATE lease
    SET epoch = epoch + 1, holder = $1, guarded = $4,
        until = CAST(unixepoch('subsec') * 1000 AS INTEGER) + $2
    WHERE until <= CAST(unixepoch('subsec') * 1000 AS INTEGER)
       OR holder = $1
       OR (guarded = 1 AND $3)
    RETURNING epoch";

const RENEW: &str = "
    UPDATE lease
    SET guarded = $3, until = CAST(unixepoch('subsec') * 1000 AS INTEGER) + $2
    WHERE epoch = $1";

const FENCE: &str = "
    UPDATE lease
    SET epoch = epoch + 1, guarded = $3,
        until = CAST(unixepoch('subsec') * 1000 AS INTEGER) + $2
    WHERE holder = $1
    RETURNING epoch";

const RELEASE: &str = "
    UPDATE lease SET epoch = epoch + 1, holder = '', until = 0, guarded = 0 WHERE epoch = $1";

pub(crate) async fn take(
    writer: &Writer,
    guard: &Guard,
    holder: &str,
    ttl_s: u32,
) -> Result<Lease, StoreError> {
    let attempt = guard.attempt()?;
    let query = sqlx::query(TAKE)
        .bind(holder.to_owned())
        .bind(i64::from(ttl_s) * 1000)
        .bind(matches!(attempt, Attempt::Fresh(_)))
        .bind(!matches!(attempt, Attempt::Denied));
    raise(writer, guard, attempt, query).await
}

/// Raises the epoch where `query` finds that it may.
async fn raise(
    writer: &Writer,
    guard: &Guard,
    attempt: Attempt,
    query: Query,
) -> Result<Lease, StoreError> {
    let row = writer.fetch_at_once(query).await?;
    let row = row.ok_or(StoreError::NotHolder)?;
    let epoch = number(&row, "epoch")?;
    guard.keep(attempt, epoch);
    Ok(Lease { epoch })
}

pub(crate) async fn fence(
    writer: &Writer,
    guard: &Guard,
    holder: &str,
    ttl_s: u32,
) -> Result<Lease, StoreError> {
    let attempt = guard.attempt()?;
    let query = sqlx::query(FENCE)
        .bind(holder.to_owned())
        .bind(i64::from(ttl_s) * 1000)
        .bind(!matches!(attempt, Attempt::Denied));
    raise(writer, guard, attempt, query).await
}

pub(crate) async fn renew(
    writer: &Writer,
    guard: &Guard,
    lease: Lease,
    ttl_s: u32,
) -> Result<(), StoreError> {
    let attempt = guard.attempt()?;
    let query = sqlx::query(RENEW)
        .bind(stored(lease))
        .bind(i64::from(ttl_s) * 1000)
        .bind(!matches!(attempt, Attempt::Denied));
    if writer.execute_at_once(query).await? == 0 {
        guard.free(lease.epoch);
        return Err(StoreError::NotHolder);
    }
    guard.keep(attempt, lease.epoch);
    Ok(())
}

pub(crate) async fn release(
    writer: &Writer,
    guard: &Guard,
    lease: Lease,
) -> Result<(), StoreError> {
    writer
        .execute_at_once(sqlx::query(RELEASE).bind(stored(lease)))
        .await?;
    guard.free(lease.epoch);
    Ok(())
}

/// No epoch reaches one that does not fit, so such a one matches no row.
fn stored(lease: Lease) -> i64 {
    i64::try_from(lease.epoch).unwrap_or(-1)
}
