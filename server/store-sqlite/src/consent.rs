//! The ledger and its projections.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::consent::Identifier;
use mutual::id::{CustomerId, ReceiptId};
use mutual::port::{
    AnswerRow, ConsentStore, CustomerRow, EntryRow, ErasureRow, Group, Head, Held, Lease, Look,
    StoreError, VersionRow,
};
use sqlx::sqlite::SqliteRow;

use crate::error::corrupt;
use crate::pack::Pack;
use crate::row::{bytes, get, maybe_customer, number, time};
use crate::{SqliteStore, commit, lease};

#[async_trait]
impl ConsentStore for SqliteStore {
    async fn take_lease(&self, holder: &str, ttl_s: u32) -> Result<Lease, StoreError> {
        lease::take(&self.writer, &self.guard, holder, ttl_s).await
    }

    async fn renew_lease(&self, lease: Lease, ttl_s: u32) -> Result<(), StoreError> {
        lease::renew(&self.writer, &self.guard, lease, ttl_s).await
    }

    async fn fence(&self, holder: &str, ttl_s: u32) -> Result<Lease, StoreError> {
        lease::fence(&self.writer, &self.guard, holder, ttl_s).await
    }

    async fn release_lease(&self, lease: Lease) -> Result<(), StoreError> {
        lease::release(&self.writer, &self.guard, lease).await
    }

    async fn head(&self) -> Result<Option<Head>, StoreError> {
        let query = "SELECT idx, at, leaf FROM ledger ORDER BY idx DESC LIMIT 1";
        let row = self.fetch_optional(sqlx::query(query)).await?;
        row.map(|row| {
            let leaf: [u8; 98] = bytes(&row, "leaf")?;
            // The log's id stands behind the format byte.
            let log = leaf.get(1..17).and_then(|log| log.try_into().ok());
            Ok(Head {
                index: number(&row, "idx")?,
                at: time(&row, "at")?,
                log: log.ok_or_else(|| corrupt("leaf"))?,
            })
        })
        .transpose()
    }

    async fn commit(&self, lease: Lease, group: &Group) -> Result<(), StoreError> {
        commit::commit(&self.writer, lease, group).await
    }

    async fn versions(&self) -> Result<Vec<VersionRow>, StoreError> {
        let query = "SELECT idx, at, published FROM version ORDER BY idx";
        let rows = self.fetch_all(sqlx::query(query)).await?;
        rows.iter()
            .map(|row| {
                Ok(VersionRow {
                    index: number(row, "idx")?,
                    at: time(row, "at")?,
                    change: get(row, "published")?,
                })
            })
            .collect()
    }

    async fn erasures(&self) -> Result<Vec<ErasureRow>, StoreError> {
        let query = "SELECT idx, customer_id, suppressed FROM erasure ORDER BY idx";
        let rows = self.fetch_all(sqlx::query(query)).await?;
        rows.iter()
            .map(|row| {
                let (suppressed, rest) = get::<&[u8]>(row, "suppressed")?.as_chunks::<32>();
                if !rest.is_empty() {
                    return Err(corrupt("suppressed"));
                }
                Ok(ErasureRow {
                    index: number(row, "idx")?,
                    customer: CustomerId::from_bytes(bytes(row, "customer_id")?),
                    suppressed: suppressed.to_vec(),
                })
            })
            .collect()
    }

    async fn scrub(&self) -> Result<(), StoreError> {
        crate::checkpoint::scrub(self.place.plain(), &self.writer).await
    }

    async fn held(&self, id: CustomerId, trail: &[u64]) -> Result<Vec<Held>, StoreError> {
        crate::personal::held(self, id, trail).await
    }

    async fn customers(
        &self,
        after: Option<CustomerId>,
        limit: u32,
    ) -> Result<Vec<CustomerRow>, StoreError> {
        // One statement, so that customers and identifiers are of one moment. Every blob is
        // above the empty one.
        let query = sqlx::query(
            "SELECT c.id, c.key, c.locale, c.region, c.birth_year, c.created_at, c.state,
                    i.identifier
             FROM (SELECT * FROM customer WHERE id > $1 ORDER BY id LIMIT $2) AS c
             LEFT JOIN identifier AS i ON i.customer_id = c.id
             ORDER BY c.id, i.place, i.identifier",
        )
        .bind(after.map_or_else(Vec::new, |id| id.to_bytes().to_vec()))
        .bind(limit);
        let mut customers: Vec<CustomerRow> = Vec::new();
        for row in &self.fetch_all(query).await? {
            let id = CustomerId::from_bytes(bytes(row, "id")?);
            if customers.last().is_none_or(|last| last.id != id) {
                customers.push(customer(id, row)?);
            }
            if let (Some(last), Some(identifier)) = (customers.last_mut(), identifier(row)?) {
                last.identifiers.push(identifier);
            }
        }
        Ok(customers)
    }

    async fn answers(&self, keys: &[[u8; 32]]) -> Result<Vec<AnswerRow>, StoreError> {
        let mut pack = Pack::default();
        for key in keys {
            pack.record();
            pack.bytes(key);
        }
        let (keys, offsets) = pack.into_values();
        let query = sqlx::query(
            "SELECT key, request, customer_id, answer, at FROM answer
             WHERE key IN (SELECT substr($1, value, 32) FROM json_each($2))",
        )
        .bind(keys)
        .bind(offsets);
        // On the connection that writes: asked before every group, a reader would throw its whole
        // page cache away each time, because something was written since.
        let rows = self.writer.turn().await?.fetch_all(query).await?;
        rows.iter()
            .map(|row| {
                Ok(AnswerRow {
                    key: bytes(row, "key")?,
                    request: bytes(row, "request")?,
                    customer: maybe_customer(row, "customer_id")?,
                    answer: get(row, "answer")?,
                    at: time(row, "at")?,
                })
            })
            .collect()
    }

    async fn forget_answers(&self, before: Timestamp) -> Result<u64, StoreError> {
        const FORGET: &str = "
            DELETE FROM answer
            WHERE rowid IN (SELECT rowid FROM answer WHERE at < $1 ORDER BY at LIMIT 1000)";
        self.writer.forget(FORGET, before).await
    }

    async fn entries(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        self.entries.from(from, limit).await
    }

    async fn show_entries(&self, from: u64, limit: u32, look: Look) -> Result<(), StoreError> {
        self.entries.show(from, limit, look).await
    }

    async fn receipt(&self, receipt: ReceiptId) -> Result<Option<EntryRow>, StoreError> {
        self.entries.receipt(receipt).await
    }

    async fn trail(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        self.entries.trail(from, limit).await
    }
}

fn customer(id: CustomerId, row: &SqliteRow) -> Result<CustomerRow, StoreError> {
    let birth_year: Option<i64> = get(row, "birth_year")?;
    let birth_year = birth_year.map(u16::try_from).transpose();
    Ok(CustomerRow {
        id,
        key: bytes(row, "key")?,
        locale: get(row, "locale")?,
        region: get(row, "region")?,
        birth_year: birth_year.map_err(|_| corrupt("birth_year"))?,
        created_at: time(row, "created_at")?,
        state: get(row, "state")?,
        identifiers: Vec::new(),
    })
}

fn identifier(row: &SqliteRow) -> Result<Option<Identifier>, StoreError> {
    let text: Option<&str> = get(row, "identifier")?;
    text.map(|text| Identifier::stored(text).map_err(|_| corrupt("identifier")))
        .transpose()
}
