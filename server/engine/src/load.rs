//! From the stored projections to the state in memory, at start.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use mutual::catalogue::{Catalogue, Registry};
use mutual::clock::{Clock, Entropy, random};
use mutual::consent::{ConsentState, Customer, People};
use mutual::digest::{DigestKey, hex};
use mutual::id::CustomerId;
use mutual::insight::{Day, Lately, Recount};
use mutual::ledger::{Body, CatalogueChange, Entry, Genesis, seal};
use mutual::port::{ConsentStore, CustomerRow, EntryRow, Group, Head, Lease, Side, StoreError};

use crate::erasures::Erasures;
use crate::handle::decode;
use crate::memory::Memory;
use crate::pending::row;
use crate::trail::connected;

/// How many customers are read at once.
const PAGE: u32 = 5_000;
/// How many records that were mended are written at once.
const WRITTEN: usize = 500;

/// Reads everything. A new database gets its genesis entry first.
pub(crate) async fn load(
    store: &dyn ConsentStore,
    lease: Lease,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    secret: DigestKey,
) -> Result<(Memory, Head), StoreError> {
    let head = match store.head().await? {
        Some(head) => head,
        None => begin(store, lease, clock, entropy).await?,
    };
    // What was written by a program that does not count is counted now.
    if store.counted().await? != Some(head.index) {
        match recount(store, lease, head.index).await {
            // Whoever wants to turn something off must still be able to.
            Err(StoreError::Corrupt(why)) => {
                tracing::error!(%why, "the numbers are not complete: run `mutual ledger verify`");
            }
            counted => counted?,
        }
    }
    let epoch = u64::from_be_bytes(mutual::clock::random(entropy));
    let (memory, mended) = read(store, Some(head), secret, epoch).await?;
    keep(store, lease, &memory, &mended).await?;
    Ok((memory, head))
}

/// Writes down what was made again of these records, so that an audit finds all of it in their rows.
async fn keep(
    store: &dyn ConsentStore,
    lease: Lease,
    memory: &Memory,
    mended: &[CustomerId],
) -> Result<(), StoreError> {
    for page in mended.chunks(WRITTEN) {
        let records = page.iter().filter_map(|id| memory.record(*id));
        let customers: Result<Vec<_>, _> = records.map(|record| row(&record)).collect();
        let group = Group {
            customers: customers?,
            ..Group::default()
        };
        store.commit(lease, &group).await?;
        tracing::warn!(
            records = page.len(),
            "states lacked something, as an older program stores them: made again from the ledger"
        );
    }
    Ok(())
}

/// Makes the counts again from the entries up to `through`, at which the ledger ends: the one writer
/// has `lease`, and writes nothing meanwhile.
pub(crate) async fn recount(
    store: &dyn ConsentStore,
    lease: Lease,
    through: u64,
) -> Result<(), StoreError> {
    let mut recount = Recount::behind(store.counted().await?);
    let mut next = 0;
    while next <= through {
        let rows = store.entries(next, PAGE).await?;
        let Some(last) = rows.last() else {
            return Err(StoreError::Corrupt(format!("there is no entry {next}")));
        };
        next = last.index + 1;
        for row in rows {
            recount.take(&decode(row)?);
        }
    }
    store.recount(lease, through, &recount.finish()).await
}

/// The catalogue that is stored: the fold of all entries that change it.
///
/// # Errors
///
/// [`StoreError`]; [`StoreError::Corrupt`] where a row is none that this program knows.
pub async fn catalogue<S: ConsentStore + ?Sized>(store: &S) -> Result<Catalogue, StoreError> {
    let mut catalogue = Catalogue::new(Arc::new(Registry::starter()));
    for row in store.versions().await? {
        let change: CatalogueChange = serde_json::from_slice(&row.change)
            .map_err(|error| StoreError::Corrupt(format!("version at {}: {error}", row.index)))?;
        catalogue.apply(change, row.at, row.index);
    }
    Ok(catalogue)
}

/// Reads the state that reflects at least the entries up to `head`, for the process `epoch`; and which
/// records are otherwise in it than they are stored, because their rows lacked something.
pub(crate) async fn read(
    store: &dyn ConsentStore,
    head: Option<Head>,
    secret: DigestKey,
    epoch: u64,
) -> Result<(Memory, Vec<CustomerId>), StoreError> {
    let catalogue = catalogue(store).await?;
    let erasures = Erasures::new(secret);
    for row in store.erasures().await? {
        erasures.add(&row);
    }
    let memory = Memory::new(catalogue, head, erasures, epoch);
    let (mut changed_lately, mut joined) = (HashSet::new(), Vec::new());
    let mut lacking = Vec::new();
    let mut after = None;
    loop {
        let rows = store.customers(after, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        for row in rows {
            let customer = customer(row)?;
            for identifier in &customer.identifiers {
                memory.put_holder(identifier.clone(), Some(customer.id));
            }
            if head.is_some_and(|head| Lately::may_hold(&customer.state, head.at)) {
                changed_lately.insert(customer.id);
            }
            if !customer.state.merged.is_empty() {
                joined.push(customer.id);
            }
            if customer.state.lacks() {
                lacking.push(customer.id);
            }
            memory.put_customer(Arc::new(customer));
        }
    }
    let mut mended = BTreeSet::new();
    mended.extend(joined.into_iter().filter(|id| wait(*id, &memory)));
    for id in lacking {
        if complete(store, id, &memory).await? {
            mended.insert(id);
        }
    }
    if let Some(head) = head.filter(|_| !changed_lately.is_empty()) {
        remember(store, head, &changed_lately, &memory).await?;
    }
    Ok((memory, mended.into_iter().collect()))
}

/// Makes again what follows from the complaints that wait at the records which are merged into that one:
/// a program that did not know of it stored the row without it. Whether anything is otherwise for it.
fn wait(id: CustomerId, memory: &Memory) -> bool {
    let Some(mut customer) = memory.record(id) else {
        return false;
    };
    let before = customer.state.guarded.clone();
    let parts = customer.state.merged.iter();
    let parts: Vec<_> = parts
        .filter_map(|part| memory.record(part.customer))
        .collect();
    let state = &mut Arc::make_mut(&mut customer).state;
    state.wait_with(parts.iter().map(|part| &part.state));
    let is_otherwise = state.guarded != before;
    memory.put_customer(customer);
    is_otherwise
}

/// Makes again from its entries what the row of that record lacked, which a program stored that did not
/// know of it; whether that could be done.
async fn complete(
    store: &dyn ConsentStore,
    id: CustomerId,
    memory: &Memory,
) -> Result<bool, StoreError> {
    let mut entries = match connected(store, memory, vec![id]).await {
        Ok(entries) => entries,
        // Whoever wants to turn something off must still be able to.
        Err(StoreError::Corrupt(why)) => {
            tracing::error!(%why, "a state cannot be made complete: run `mutual ledger verify`");
            return Ok(false);
        }
        Err(other) => return Err(other),
    };
    entries.sort_by_key(|(_, entry)| entry.index);
    let mut people = People::default();
    for (_, entry) in &entries {
        people.apply(entry);
    }
    let Some(mut customer) = memory.record(id) else {
        return Ok(false);
    };
    let state = &mut Arc::make_mut(&mut customer).state;
    state.complete(people.state(id));
    memory.put_customer(customer);
    Ok(true)
}

/// Makes again what the counts remember of these customers: from the entries of the head's week, and of
/// those of whom more than one record was ever known from all there is.
async fn remember(
    store: &dyn ConsentStore,
    head: Head,
    customers: &HashSet<CustomerId>,
    memory: &Memory,
) -> Result<(), StoreError> {
    let monday = Day::of(head.at).monday().begin();
    let mut trails: HashMap<CustomerId, Vec<Entry>> = HashMap::new();
    let mut several = HashSet::new();
    let mut to = head.index + 1;
    while to > 0 {
        let from = to.saturating_sub(u64::from(PAGE));
        let limit = u32::try_from(to - from).unwrap_or(PAGE);
        let rows = store.entries(from, limit).await?;
        to = from;
        if rows.first().is_some_and(|row| row.at < monday) {
            to = 0;
        }
        for row in rows.into_iter().rev().filter(|row| row.at >= monday) {
            let record = row.side.as_ref().and_then(|side| side.customer);
            // What is remembered is remembered of the customer, whichever record it stands under.
            let customer = record.and_then(|id| memory.customer(id));
            let id = customer.map(|customer| customer.id);
            if let Some(id) = id.filter(|id| customers.contains(id)) {
                let entry: Entry = decode(row)?;
                if matches!(entry.body, Body::Merged(_) | Body::Split(_)) {
                    several.insert(id);
                }
                trails.entry(id).or_default().push(entry);
            }
        }
    }
    for (id, mut trail) in trails {
        if let Some(mut customer) = memory.customer(id) {
            let ids: Vec<_> = customer.ids().collect();
            if ids.len() > 1 || several.contains(&id) {
                let all = connected(store, memory, ids).await?;
                trail = all.into_iter().map(|(_, entry)| entry).collect();
                trail.sort_by_key(|entry| std::cmp::Reverse(entry.index));
            }
            let lately = Lately::after(id, trail.iter().rev());
            Arc::make_mut(&mut customer).lately = lately;
            memory.put_customer(customer);
        }
    }
    Ok(())
}

fn customer(row: CustomerRow) -> Result<Customer, StoreError> {
    let state: ConsentState = serde_json::from_slice(&row.state)
        .map_err(|error| StoreError::Corrupt(format!("state of {}: {error}", row.id)))?;
    Ok(Customer {
        id: row.id,
        key: row.key,
        identifiers: row.identifiers,
        locale: row.locale,
        region: row.region,
        birth_year: row.birth_year,
        created_at: row.created_at,
        state,
        lately: Lately::default(),
    })
}

/// Writes leaf 0, which names the log.
async fn begin(
    store: &dyn ConsentStore,
    lease: Lease,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<Head, StoreError> {
    let log: [u8; 16] = random(entropy);
    let at = clock.now();
    let entry = Entry {
        index: 0,
        at,
        body: Body::Genesis(Genesis { log: hex(&log) }),
    };
    let sealed = seal(&log, &entry, None, random(entropy));
    let side = Side {
        customer: None,
        previous: 0,
        receipt: None,
        nonce: sealed.nonce,
        payload: sealed.payload,
    };
    let row = EntryRow {
        index: 0,
        at,
        leaf: sealed.leaf,
        side: Some(side),
        destroyed: false,
    };
    let group = Group {
        entries: vec![row],
        ..Group::default()
    };
    store.commit(lease, &group).await?;
    Ok(Head { index: 0, at, log })
}
