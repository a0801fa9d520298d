//! The people and the rows of the stories.

use std::sync::Arc;

use mutual::clock::Timestamp;
use mutual::consent::Identifier;
use mutual::id::{AccountId, CustomerId, ReceiptId};
use mutual::port::{
    AnswerRow, CustomerRow, Destruction, EntryRow, ErasureRow, Group, IdentifierRow, Lease, Side,
    Store, StoreError, VersionRow,
};

use crate::Fixture;

/// What people and machines put into texts, sooner or later.
pub const STRANGE: &str =
    "Zoë 'O''Brien' \"x\" \\ %_ $1 ?1 \u{0}\u{1}\n\t \u{fdd0}0 \u{202e}\u{1f980}\u{ffff} e\u{301}";

/// The log of the stories.
pub const LOG: [u8; 16] = [9; 16];

/// Ana, a customer.
#[must_use]
pub fn ana() -> CustomerId {
    customer_id(1)
}

/// Bo, another customer.
#[must_use]
pub fn bo() -> CustomerId {
    customer_id(2)
}

/// The customer with this number; higher numbers come later in order.
#[must_use]
pub fn customer_id(number: u32) -> CustomerId {
    let mut id = [0; 16];
    id[..4].copy_from_slice(&number.to_be_bytes());
    CustomerId::from_bytes(id)
}

/// The account with this number.
#[must_use]
pub fn account_id(number: u8) -> AccountId {
    AccountId::from_bytes([number; 16])
}

/// So many seconds after the stories begin.
#[must_use]
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_123).plus_seconds(seconds)
}

/// A digest that is like no other with another number.
#[must_use]
pub fn digest(number: u32) -> [u8; 32] {
    let mut digest = [0xd1; 32];
    digest[..4].copy_from_slice(&number.to_le_bytes());
    digest
}

/// An identifier.
#[must_use]
pub fn identifier(text: &str) -> Identifier {
    text.parse().expect("an identifier")
}

/// An entry about nobody.
#[must_use]
pub fn entry(index: u64) -> EntryRow {
    let mut leaf = [0xee; 98];
    leaf[0] = 1;
    leaf[1..17].copy_from_slice(&LOG);
    leaf[17..25].copy_from_slice(&index.to_be_bytes());
    let side = Side {
        customer: None,
        previous: 0,
        receipt: None,
        nonce: digest(u32::try_from(index).unwrap_or(u32::MAX)),
        payload: format!("{{\"entry\":{index}}}").into_bytes(),
    };
    EntryRow {
        index,
        at: at(i64::try_from(index).unwrap_or(0)),
        leaf,
        side: Some(side),
        destroyed: false,
    }
}

/// An entry about a customer, behind her entry at `previous`.
#[must_use]
pub fn entry_of(customer: CustomerId, index: u64, previous: u64) -> EntryRow {
    let mut entry = entry(index);
    if let Some(side) = &mut entry.side {
        side.customer = Some(customer);
        side.previous = previous;
        side.receipt = Some(receipt(index));
    }
    entry
}

/// The receipt of the entry at this index.
#[must_use]
pub fn receipt(index: u64) -> ReceiptId {
    ReceiptId::from_bytes(u128::from(index).to_be_bytes())
}

/// A group of nothing but entries.
#[must_use]
pub fn group(entries: impl IntoIterator<Item = EntryRow>) -> Group {
    Group {
        entries: entries.into_iter().collect(),
        ..Group::default()
    }
}

/// The erasure of a customer, as the entry at that index.
#[must_use]
pub fn erases(index: u64, customer: CustomerId) -> Group {
    let erasure = ErasureRow {
        index,
        customer,
        suppressed: Vec::new(),
    };
    Group {
        entries: vec![entry(index)],
        destruction: Some(Destruction {
            erasures: vec![erasure],
            ..Destruction::default()
        }),
        ..Group::default()
    }
}

/// A customer of whom little is known.
#[must_use]
pub fn customer(id: CustomerId) -> CustomerRow {
    CustomerRow {
        id,
        key: [7; 32],
        locale: None,
        region: None,
        birth_year: None,
        created_at: at(0),
        state: b"{\"i\":0}".to_vec(),
        identifiers: Vec::new(),
    }
}

/// An identifier that is given to a customer.
#[must_use]
pub fn given(customer: CustomerId, text: &str, place: u32) -> IdentifierRow {
    IdentifierRow {
        identifier: identifier(text),
        customer,
        place: Some(place),
    }
}

/// An identifier that is taken from a customer.
#[must_use]
pub fn taken(customer: CustomerId, text: &str) -> IdentifierRow {
    IdentifierRow {
        identifier: identifier(text),
        customer,
        place: None,
    }
}

/// An answer, given so many seconds after the stories begin.
#[must_use]
pub fn answer(number: u32, seconds: i64) -> AnswerRow {
    AnswerRow {
        key: digest(number),
        request: digest(number + 1_000_000),
        customer: Some(ana()),
        answer: format!("{{\"answer\":{number}}}").into_bytes(),
        at: at(seconds),
    }
}

/// A version that was published by the entry at `index`.
#[must_use]
pub fn version(index: u64) -> VersionRow {
    let change = format!("{{\"version\":\"{STRANGE}{index}\"}}").into_bytes();
    VersionRow {
        index,
        at: at(i64::try_from(index).unwrap_or(0)),
        change,
    }
}

/// The one writer of a database.
pub struct Writer {
    /// Its store.
    pub store: Arc<dyn Store>,
    /// Its lease.
    pub lease: Lease,
}

impl Writer {
    /// Opens the database, takes the lease and appends the genesis entry.
    pub async fn begin(fixture: &impl Fixture) -> Self {
        let writer = Self::take(fixture, "the server").await;
        writer
            .commit(&group([entry(0)]))
            .await
            .expect("a genesis entry");
        writer
    }

    /// Opens the database and takes the lease for a long time.
    pub async fn take(fixture: &impl Fixture, holder: &str) -> Self {
        let store = fixture.open().await.expect("a database");
        let lease = store.take_lease(holder, 3_600).await.expect("the lease");
        Self { store, lease }
    }

    /// Commits.
    pub async fn commit(&self, group: &Group) -> Result<(), StoreError> {
        self.store.commit(self.lease, group).await
    }
}
