//! Reading entries.
//!
//! With sqlx each row crosses from the connection's thread to the caller's, value by value; over a
//! whole ledger that is most of the time. So entries are read with rusqlite, which is built on the
//! same SQLite, a page at a time, on a thread that may wait.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use mutual::clock::Timestamp;
use mutual::id::{CustomerId, ReceiptId};
use mutual::port::{EntryRow, Look, Side, StoreError};
use rusqlite::types::{FromSql, ValueRef};
use rusqlite::{Connection, OpenFlags, Params, Row, Rows};

use crate::error::{away, corrupt, driver_error};
use crate::place::BUSY;
use crate::row::asked_index;

/// A statement that selects entries with their personal sides, as [`entry`] reads them.
macro_rules! select_entry {
    ($rest:literal) => {
        concat!(
            "SELECT l.idx, l.at, l.leaf, d.idx IS NOT NULL, s.idx IS NOT NULL, s.customer_id,
                    s.previous, s.receipt, s.nonce, s.payload ",
            $rest
        )
    };
}

/// Entries from an index on.
const FROM: &str = select_entry!(
    "FROM ledger AS l
     LEFT JOIN ledger_side AS s ON s.idx = l.idx
     LEFT JOIN destroyed AS d ON d.idx = l.idx
     WHERE l.idx >= ?1 ORDER BY l.idx LIMIT ?2"
);

/// The entry of a receipt.
const RECEIPT: &str = select_entry!(
    "FROM ledger_side AS s
     JOIN ledger AS l ON l.idx = s.idx
     LEFT JOIN destroyed AS d ON d.idx = l.idx
     WHERE s.receipt = ?1"
);

/// A customer's entries, from one of them backwards. Each step goes to an earlier entry of the same
/// customer, whatever is stored, so the walk ends and never shows one customer's entries to
/// another.
///
/// `CROSS JOIN` fixes the order in which SQLite looks: from the walk to the ledger. Left to choose, it
/// walks through the whole ledger, which is in order already, and looks for each entry in the trail.
const TRAIL: &str = concat!(
    "WITH RECURSIVE trail (idx, customer_id, previous, steps) AS (
         SELECT idx, customer_id, previous, 1 FROM ledger_side
         WHERE idx = ?1 AND customer_id IS NOT NULL AND ?2 > 0
         UNION ALL
         SELECT s.idx, s.customer_id, s.previous, t.steps + 1
         FROM trail AS t CROSS JOIN ledger_side AS s
              ON s.idx = t.previous AND s.idx < t.idx AND s.customer_id = t.customer_id
         WHERE t.previous > 0 AND t.steps < ?2
     ) ",
    select_entry!(
        "FROM trail AS t
         CROSS JOIN ledger AS l ON l.idx = t.idx
         CROSS JOIN ledger_side AS s ON s.idx = t.idx
         LEFT JOIN destroyed AS d ON d.idx = t.idx
         ORDER BY t.idx DESC"
    )
);

/// How many connections are kept for the next ones who read.
const KEPT: usize = 8;

/// The connections that read entries.
pub(crate) struct Entries {
    file: PathBuf,
    /// Those that nobody uses; `None` once it is closed.
    idle: Arc<Mutex<Option<Vec<Connection>>>>,
}

impl Entries {
    /// Reads the database in `file`.
    pub(crate) fn new(file: PathBuf) -> Self {
        let idle = Arc::new(Mutex::new(Some(Vec::new())));
        Self { file, idle }
    }

    /// As [`mutual::port::ConsentStore::entries`].
    pub(crate) async fn from(&self, index: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        self.list(FROM, (asked_index(index), limit)).await
    }

    /// As [`mutual::port::ConsentStore::show_entries`]: on the thread that reads them.
    pub(crate) async fn show(&self, from: u64, limit: u32, look: Look) -> Result<(), StoreError> {
        self.read(FROM, (asked_index(from), limit), |rows| each(rows, look))
            .await
    }

    /// As [`mutual::port::ConsentStore::receipt`].
    pub(crate) async fn receipt(&self, receipt: ReceiptId) -> Result<Option<EntryRow>, StoreError> {
        let rows = self.list(RECEIPT, (receipt.to_string(),)).await?;
        Ok(rows.into_iter().next())
    }

    /// As [`mutual::port::ConsentStore::trail`].
    pub(crate) async fn trail(&self, index: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        self.list(TRAIL, (asked_index(index), limit)).await
    }

    async fn list(
        &self,
        query: &'static str,
        values: impl Params + Send + 'static,
    ) -> Result<Vec<EntryRow>, StoreError> {
        let list = |rows: Rows<'_>| {
            let mut entries = Vec::new();
            each(rows, |entry| entries.push(entry.clone()))?;
            Ok(entries)
        };
        self.read(query, values, list).await
    }

    /// What `then` makes of the rows, on a thread that may wait.
    async fn read<T: Send + 'static>(
        &self,
        query: &'static str,
        values: impl Params + Send + 'static,
        then: impl FnOnce(Rows<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (file, idle) = (self.file.clone(), Arc::clone(&self.idle));
        let read = tokio::task::spawn_blocking(move || {
            let lock = || idle.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = lock()
                .as_mut()
                .ok_or_else(|| away("the database is closed"))?
                .pop();
            let connection = kept.map_or_else(|| open(file), Ok)?;
            let made = select(&connection, query, values, then)?;
            if let Some(idle) = lock().as_mut().filter(|idle| idle.len() < KEPT) {
                idle.push(connection);
            }
            Ok(made)
        });
        read.await
            .unwrap_or_else(|_| Err(away("reading it was broken off")))
    }

    /// Closes every connection; one that is in use closes after it.
    pub(crate) fn close(&self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        drop(idle.take());
    }
}

fn open(file: PathBuf) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = || {
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    };
    open().map_err(driver_error)
}

fn select<T>(
    connection: &Connection,
    query: &str,
    values: impl Params,
    then: impl FnOnce(Rows<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut statement = connection.prepare_cached(query).map_err(driver_error)?;
    then(statement.query(values).map_err(driver_error)?)
}

/// Shows each entry in turn.
fn each(mut rows: Rows<'_>, mut look: impl FnMut(&EntryRow)) -> Result<(), StoreError> {
    // One payload's room serves them all.
    let mut room = Vec::new();
    while let Some(row) = rows.next().map_err(driver_error)? {
        let entry = entry(row, room)?;
        look(&entry);
        room = entry.side.map(|side| side.payload).unwrap_or_default();
    }
    Ok(())
}

/// The entry in `row`; `room` becomes its payload.
fn entry(row: &Row<'_>, room: Vec<u8>) -> Result<EntryRow, StoreError> {
    let side = if get(row, 4, "idx")? {
        Some(side(row, room)?)
    } else {
        None
    };
    Ok(EntryRow {
        index: number(row, 0, "idx")?,
        at: Timestamp::from_millis(get(row, 1, "at")?),
        leaf: bytes(row, 2, "leaf")?,
        side,
        destroyed: get(row, 3, "idx")?,
    })
}

fn side(row: &Row<'_>, mut room: Vec<u8>) -> Result<Side, StoreError> {
    let customer = match value(row, 5, "customer_id")? {
        ValueRef::Null => None,
        _ => Some(CustomerId::from_bytes(bytes(row, 5, "customer_id")?)),
    };
    let receipt = match value(row, 7, "receipt")? {
        ValueRef::Null => None,
        value => {
            let text = value.as_str().map_err(|_| corrupt("receipt"))?;
            Some(text.parse().map_err(|_| corrupt("receipt"))?)
        }
    };
    let payload = value(row, 9, "payload")?.as_blob();
    room.clear();
    room.extend_from_slice(payload.map_err(|_| corrupt("payload"))?);
    Ok(Side {
        customer,
        previous: number(row, 6, "previous")?,
        receipt,
        nonce: bytes(row, 8, "nonce")?,
        payload: room,
    })
}

fn value<'r>(row: &'r Row<'_>, place: usize, name: &str) -> Result<ValueRef<'r>, StoreError> {
    row.get_ref(place).map_err(|_| corrupt(name))
}

fn get<T: FromSql>(row: &Row<'_>, place: usize, name: &str) -> Result<T, StoreError> {
    row.get(place).map_err(|_| corrupt(name))
}

fn number(row: &Row<'_>, place: usize, name: &str) -> Result<u64, StoreError> {
    u64::try_from(get::<i64>(row, place, name)?).map_err(|_| corrupt(name))
}

/// A column of exactly `N` bytes.
fn bytes<const N: usize>(row: &Row<'_>, place: usize, name: &str) -> Result<[u8; N], StoreError> {
    let bytes = value(row, place, name)?.as_blob();
    let bytes = bytes.map_err(|_| corrupt(name))?;
    bytes.try_into().map_err(|_| corrupt(name))
}

#[cfg(test)]
mod tests {
    use mutual::port::{ConsentStore as _, Store as _};
    use mutual_store_suite::samples::{ana, entry, entry_of, group};
    use rusqlite::StatementStatus;

    use super::*;
    use crate::SqliteStore;

    #[tokio::test]
    async fn what_is_hers_is_read_as_fast_however_much_of_others_stands_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mutual.db");
        let url = format!("sqlite:{}", file.display());
        let store = SqliteStore::open(&url).await.unwrap();
        store.migrate().await.unwrap();
        let lease = store.take_lease("the server", 3_600).await.unwrap();
        let hers = [entry(0), entry_of(ana(), 1, 0), entry_of(ana(), 2, 1)];
        store.commit(lease, &group(hers)).await.unwrap();
        let alone = steps(&open(file.clone()).unwrap());
        assert_eq!(alone.0, 2);

        let of_others = group((3..1_000).map(entry));
        store.commit(lease, &of_others).await.unwrap();
        assert_eq!(steps(&open(file).unwrap()), alone);
    }

    /// How many entries she has, and how many steps the database takes to read them.
    fn steps(connection: &Connection) -> (u32, i32) {
        let mut statement = connection.prepare(TRAIL).unwrap();
        let mut rows = statement.query((2, 100)).unwrap();
        let mut count = 0;
        while rows.next().unwrap().is_some() {
            count += 1;
        }
        drop(rows);
        (count, statement.get_status(StatementStatus::VmStep))
    }
}
