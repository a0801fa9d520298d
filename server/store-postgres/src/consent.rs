//! The ledger and its projections.

use async_trait::async_trait;
use mutual::clock::Timestamp;
use mutual::consent::Identifier;
use mutual::id::{CustomerId, ReceiptId};
use mutual::port::{
    AnswerRow, ConsentStore, CustomerRow, EntryRow, ErasureRow, Group, Head, Held, Lease, Look,
    Side, StoreError, VersionRow,
};
use sqlx::postgres::PgRow;

use crate::error::corrupt;
use crate::link::Size;
use crate::row::{asked_index, bytes, get, maybe_customer, maybe_text, number, time};
use crate::{PostgresStore, commit, lease};

/// The columns of an entry with its personal side.
macro_rules! select_entry {
    ($rest:literal) => {
        concat!(
            "SELECT l.idx, l.at, l.leaf, s.customer_id, s.previous, s.receipt, s.nonce,
                    s.payload, EXISTS (SELECT FROM destroyed AS d WHERE d.idx = l.idx) AS destroyed ",
            $rest
        )
    };
}

#[async_trait]
impl ConsentStore for PostgresStore {
    async fn take_lease(&self, holder: &str, ttl_s: u32) -> Result<Lease, StoreError> {
        lease::take(&self.writer, holder, ttl_s).await
    }

    async fn renew_lease(&self, lease: Lease, ttl_s: u32) -> Result<(), StoreError> {
        lease::renew(&self.writer, lease, ttl_s).await
    }

    async fn fence(&self, holder: &str, ttl_s: u32) -> Result<Lease, StoreError> {
        lease::fence(&self.writer, holder, ttl_s).await
    }

    async fn release_lease(&self, lease: Lease) -> Result<(), StoreError> {
        lease::release(&self.writer, lease).await
    }

    async fn head(&self) -> Result<Option<Head>, StoreError> {
        let query = "SELECT idx, at, leaf FROM ledger ORDER BY idx DESC LIMIT 1";
        let row = self.link.fetch_optional(|| sqlx::query(query)).await?;
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
        let rows = self
            .link
            .fetch_all(Size::Large, || sqlx::query(query))
            .await?;
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
        let rows = self
            .link
            .fetch_all(Size::Large, || sqlx::query(query))
            .await?;
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

    /// What was deleted is in no query from the commit on. PostgreSQL overwrites it in its files
    /// when it vacuums, which is its own affair, or the operator's.
    async fn scrub(&self) -> Result<(), StoreError> {
        Ok(())
    }

    async fn held(&self, id: CustomerId, trail: &[u64]) -> Result<Vec<Held>, StoreError> {
        crate::personal::held(&self.link, id, trail).await
    }

    async fn customers(
        &self,
        after: Option<CustomerId>,
        limit: u32,
    ) -> Result<Vec<CustomerRow>, StoreError> {
        // One statement, so that customers and identifiers are of one moment. Every id is above
        // the empty string of bytes.
        let after = after.map_or_else(Vec::new, |id| id.to_bytes().to_vec());
        let make = || {
            sqlx::query(
                "SELECT c.id, c.key, c.locale, c.region, c.birth_year, c.created_at, c.state,
                        i.identifier
                 FROM (SELECT * FROM customer WHERE id > $1 ORDER BY id LIMIT $2) AS c
                 LEFT JOIN identifier AS i ON i.customer_id = c.id
                 ORDER BY c.id, i.place, i.identifier",
            )
            .bind(&after)
            .bind(i64::from(limit))
        };
        let mut customers: Vec<CustomerRow> = Vec::new();
        for row in &self.link.fetch_all(Size::Large, make).await? {
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
        let make = || {
            sqlx::query(
                "SELECT key, request, customer_id, answer, at FROM answer WHERE key = ANY ($1)",
            )
            .bind(keys)
        };
        let rows = self.writer.fetch_all(Size::Small, make).await?;
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
            WHERE key IN (SELECT key FROM answer WHERE at < $1 ORDER BY at LIMIT 1000)";
        self.link.forget(FORGET, before).await
    }

    async fn entries(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        let make = || {
            sqlx::query(select_entry!(
                "FROM ledger AS l LEFT JOIN ledger_side AS s ON s.idx = l.idx
                 WHERE l.idx >= $1 ORDER BY l.idx LIMIT $2"
            ))
            .bind(asked_index(from))
            .bind(i64::from(limit))
        };
        self.link
            .fetch_all(Size::Large, make)
            .await?
            .iter()
            .map(entry)
            .collect()
    }

    async fn show_entries(&self, from: u64, limit: u32, look: Look) -> Result<(), StoreError> {
        let rows = self.entries(from, limit).await?;
        let shown = tokio::task::spawn_blocking(move || rows.iter().for_each(look)).await;
        shown.map_err(|_| StoreError::Unavailable("looking at it was broken off".to_owned()))
    }

    async fn receipt(&self, receipt: ReceiptId) -> Result<Option<EntryRow>, StoreError> {
        let make = || {
            sqlx::query(select_entry!(
                "FROM ledger_side AS s JOIN ledger AS l ON l.idx = s.idx WHERE s.receipt = $1"
            ))
            .bind(receipt.to_string())
        };
        let rows = self.link.fetch_all(Size::Small, make).await?;
        rows.first().map(entry).transpose()
    }

    async fn trail(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        // Each step goes to an earlier entry of the same customer, whatever is stored, so the
        // walk ends and never shows one customer's entries to another.
        let make = || {
            sqlx::query(concat!(
                "WITH RECURSIVE trail (idx, customer_id, previous, steps) AS (
                     SELECT idx, customer_id, previous, 1::int8 FROM ledger_side
                     WHERE idx = $1 AND customer_id IS NOT NULL AND $2 > 0
                     UNION ALL
                     SELECT s.idx, s.customer_id, s.previous, t.steps + 1
                     FROM trail AS t JOIN ledger_side AS s
                          ON s.idx = t.previous AND s.idx < t.idx
                             AND s.customer_id = t.customer_id
                     WHERE t.previous > 0 AND t.steps < $2
                 ) ",
                select_entry!(
                    "FROM trail AS t JOIN ledger AS l ON l.idx = t.idx
                          JOIN ledger_side AS s ON s.idx = t.idx
                     ORDER BY l.idx DESC"
                )
            ))
            .bind(asked_index(from))
            .bind(i64::from(limit))
        };
        self.link
            .fetch_all(Size::Large, make)
            .await?
            .iter()
            .map(entry)
            .collect()
    }
}

fn customer(id: CustomerId, row: &PgRow) -> Result<CustomerRow, StoreError> {
    let birth_year: Option<i32> = get(row, "birth_year")?;
    let birth_year = birth_year.map(u16::try_from).transpose();
    Ok(CustomerRow {
        id,
        key: bytes(row, "key")?,
        locale: maybe_text(row, "locale")?,
        region: maybe_text(row, "region")?,
        birth_year: birth_year.map_err(|_| corrupt("birth_year"))?,
        created_at: time(row, "created_at")?,
        state: get(row, "state")?,
        identifiers: Vec::new(),
    })
}

fn identifier(row: &PgRow) -> Result<Option<Identifier>, StoreError> {
    let text = maybe_text(row, "identifier")?;
    text.map(|text| Identifier::stored(&text).map_err(|_| corrupt("identifier")))
        .transpose()
}

fn receipt(row: &PgRow) -> Result<Option<ReceiptId>, StoreError> {
    let text: Option<&str> = get(row, "receipt")?;
    text.map(|text| text.parse().map_err(|_| corrupt("receipt")))
        .transpose()
}

fn entry(row: &PgRow) -> Result<EntryRow, StoreError> {
    let payload: Option<Vec<u8>> = get(row, "payload")?;
    let side = payload.map(|payload| {
        Ok::<_, StoreError>(Side {
            customer: maybe_customer(row, "customer_id")?,
            previous: number(row, "previous")?,
            receipt: receipt(row)?,
            nonce: bytes(row, "nonce")?,
            payload,
        })
    });
    Ok(EntryRow {
        index: number(row, "idx")?,
        at: time(row, "at")?,
        leaf: bytes(row, "leaf")?,
        side: side.transpose()?,
        destroyed: get(row, "destroyed")?,
    })
}
