//! A copy of the ledger in a folder, which can be checked without the database.
//!
//! `checkpoint`, `tile/…` and `tile/entries/…` are the public log, laid out as C2SP tlog-tiles does.
//! `sides.ndjson` has the personal side of each entry, a line each, and `people.ndjson` the key and
//! the state of each customer. A copy without these two is public, and proves the tree alone.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{
    self, BufRead as _, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _,
};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mutual::clock::Timestamp;
use mutual::id::{CustomerId, ReceiptId};
use mutual::ledger::tile::{Kind, Tile, WIDTH, bundle, unbundle};
use mutual::ledger::{Checkpoint, Leaf};
use mutual::port::{
    CheckpointRow, CustomerRow, EntryRow, ErasureRow, Side, Store, StoreError, TileRow, VersionRow,
};
use mutual_engine::Kept;
use serde::{Deserialize, Serialize};

/// How many rows are read at once; a multiple of a tile's width.
const PAGE: u32 = 4_096;

/// The personal side of an entry, as a line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SideLine {
    index: u64,
    destroyed: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    customer: Option<CustomerId>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    previous: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    receipt: Option<ReceiptId>,
    /// In base64.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    nonce: Option<String>,
    /// The bytes that the leaf commits to, as text.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    payload: Option<String>,
}

/// A customer, as a line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonLine {
    customer: CustomerId,
    /// In base64.
    key: String,
    /// The fold of her entries, as the database has it.
    state: String,
}

/// What a copy has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// How many entries.
    pub entries: u64,
}

/// Copies the ledger of `store` into `folder`, which is made: as far as its signed head covers it.
/// `public` leaves out what is personal.
///
/// # Errors
///
/// [`CopyError`].
pub async fn copy(store: &dyn Store, folder: &Path, public: bool) -> Result<Copied, CopyError> {
    let row = store.checkpoint().await?.ok_or(CopyError::Unsigned)?;
    std::fs::create_dir(folder).map_err(CopyError::Folder)?;
    let size = row.size;
    let mut sides = match public {
        true => None,
        false => Some(private(&folder.join("sides.ndjson"))?),
    };
    let mut from = 0;
    while from < size {
        let rows = store.entries(from, PAGE).await?;
        let rows: Vec<_> = rows.into_iter().filter(|row| row.index < size).collect();
        if rows.is_empty() {
            return Err(CopyError::Store(StoreError::Corrupt(format!(
                "there is no entry {from}"
            ))));
        }
        for part in rows.chunks(WIDTH.into()) {
            let index = part.first().map_or(0, |row| row.index) / u64::from(WIDTH);
            let leaves = bundle(part.iter().map(|row| row.leaf.as_slice()));
            write_tile(folder, Kind::Entries, index, part.len(), &leaves)?;
        }
        if let Some(sides) = &mut sides {
            for row in &rows {
                line(sides, &side_line(row))?;
            }
        }
        from += rows.len() as u64;
    }
    for level in 0..8 {
        let kind = Kind::Nodes { level };
        let tiles = (0..).take_while(|index| Tile::width_in(kind, *index, size) > 0);
        let wanted: Vec<_> = tiles.map(|index| (level, index)).collect();
        for page in wanted.chunks(256) {
            for tile in store.tiles(page).await? {
                let width = Tile::width_in(kind, tile.index, size);
                let nodes = tile.nodes.get(..width.into()).unwrap_or(&tile.nodes);
                write_tile(folder, kind, tile.index, nodes.len(), &nodes.concat())?;
            }
        }
    }
    if !public {
        people(store, folder).await?;
    }
    if let Some(mut sides) = sides {
        sides.flush()?;
    }
    // Last, so that half a copy has no head.
    std::fs::write(folder.join("checkpoint"), &row.note)?;
    Ok(Copied { entries: from })
}

async fn people(store: &dyn Store, folder: &Path) -> Result<(), CopyError> {
    let mut file = private(&folder.join("people.ndjson"))?;
    let mut after = None;
    loop {
        let rows = store.customers(after, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        for row in &rows {
            let person = PersonLine {
                customer: row.id,
                key: STANDARD.encode(row.key),
                state: String::from_utf8_lossy(&row.state).into_owned(),
            };
            line(&mut file, &person)?;
        }
    }
    Ok(file.flush()?)
}

fn side_line(row: &EntryRow) -> SideLine {
    let side = row.side.as_ref();
    SideLine {
        index: row.index,
        destroyed: row.destroyed,
        customer: side.and_then(|side| side.customer),
        previous: side.map(|side| side.previous),
        receipt: side.and_then(|side| side.receipt),
        nonce: side.map(|side| STANDARD.encode(side.nonce)),
        payload: side.map(|side| String::from_utf8_lossy(&side.payload).into_owned()),
    }
}

/// A new file that only its owner reads.
fn private(path: &Path) -> io::Result<BufWriter<File>> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = File::options();
    let file = options.write(true).create_new(true).mode(0o600).open(path);
    file.map(BufWriter::new)
}

fn line<T: Serialize>(file: &mut BufWriter<File>, value: &T) -> io::Result<()> {
    serde_json::to_writer(&mut *file, value)?;
    file.write_all(b"\n")
}

fn write_tile(folder: &Path, kind: Kind, index: u64, width: usize, bytes: &[u8]) -> io::Result<()> {
    let width = u16::try_from(width).unwrap_or(WIDTH);
    let path = tile_path(folder, Tile { kind, index, width });
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, bytes)
}

fn tile_path(folder: &Path, tile: Tile) -> PathBuf {
    folder.join("tile").join(tile.to_string())
}

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// Nothing is signed yet.
    #[error("nothing is signed yet: start the server once")]
    Unsigned,
    /// The folder cannot be made.
    #[error("the folder cannot be made: {0}")]
    Folder(io::Error),
    /// A file cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The database is away or damaged.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A copy in a folder.
pub struct Copy {
    folder: PathBuf,
    note: String,
    size: u64,
    /// The personal sides, and where each line of them begins; none in a public copy.
    sides: Option<Lines>,
    people: BTreeMap<CustomerId, CustomerRow>,
}

struct Lines {
    file: Mutex<BufReader<File>>,
    starts: Vec<u64>,
}

impl Copy {
    /// Opens it.
    ///
    /// # Errors
    ///
    /// As the file system says; [`io::ErrorKind::InvalidData`] where a customer's line is none.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let note = std::fs::read_to_string(folder.join("checkpoint"))?;
        // What it covers is what there is; whether it is signed is asked later.
        let size = note.lines().nth(1).and_then(|line| line.parse().ok());
        let sides = match File::open(folder.join("sides.ndjson")) {
            Ok(file) => Some(Lines::of(file)?),
            // A public copy has neither file.
            Err(error)
                if error.kind() == io::ErrorKind::NotFound
                    && !folder.join("people.ndjson").exists() =>
            {
                None
            }
            Err(error) => return Err(error),
        };
        let people = match &sides {
            Some(_) => read_people(&folder.join("people.ndjson"))?,
            None => BTreeMap::new(),
        };
        Ok(Self {
            folder: folder.to_owned(),
            note,
            size: size.unwrap_or(0),
            sides,
            people,
        })
    }

    /// Whether it has what is personal.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.sides.is_some()
    }

    /// How many entries the signed head covers, by its own word.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The signed note.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The leaves of the bundle at `index`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Corrupt`] where there is no such bundle, or it is cut.
    pub fn leaves(&self, index: u64) -> Result<Vec<Leaf>, StoreError> {
        let kind = Kind::Entries;
        let width = Tile::width_in(kind, index, self.size);
        let path = tile_path(&self.folder, Tile { kind, index, width });
        let first = index * u64::from(WIDTH);
        let bad = || StoreError::Corrupt(format!("the bundle of the entries from {first} on"));
        let bytes = std::fs::read(path).map_err(|_| bad())?;
        let leaves = unbundle(&bytes).ok_or_else(bad)?;
        if leaves.len() != usize::from(width) {
            return Err(bad());
        }
        let leaves = leaves
            .into_iter()
            .map(|leaf| leaf.try_into().map_err(|_| bad()));
        leaves.collect()
    }
}

impl Lines {
    fn of(file: File) -> io::Result<Self> {
        let mut reader = BufReader::with_capacity(1 << 20, file);
        let (mut starts, mut at) = (Vec::new(), 0);
        loop {
            let used = reader.skip_until(b'\n')?;
            if used == 0 {
                break;
            }
            starts.push(at);
            at += used as u64;
        }
        Ok(Self {
            file: Mutex::new(reader),
            starts,
        })
    }

    /// The lines from number `from` on, at most `limit`.
    fn read(&self, from: u64, limit: usize) -> io::Result<Vec<String>> {
        let first = usize::try_from(from).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(first) else {
            return Ok(Vec::new());
        };
        let mut file = self
            .file
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        file.seek(SeekFrom::Start(*start))?;
        file.by_ref().lines().take(limit).collect()
    }
}

fn read_people(path: &Path) -> io::Result<BTreeMap<CustomerId, CustomerRow>> {
    let lines = BufReader::new(File::open(path)?).lines();
    let rows = lines.map(|line| {
        let person: PersonLine = serde_json::from_str(&line?)?;
        let bad = || io::Error::new(io::ErrorKind::InvalidData, "a customer's key");
        let key = STANDARD.decode(&person.key).map_err(|_| bad())?;
        let row = CustomerRow {
            id: person.customer,
            key: key.try_into().map_err(|_| bad())?,
            locale: None,
            region: None,
            birth_year: None,
            created_at: Timestamp::from_millis(0),
            state: person.state.into_bytes(),
            identifiers: Vec::new(),
        };
        Ok((row.id, row))
    });
    rows.collect()
}

fn side(index: u64, line: &str) -> Result<(Option<Side>, bool), StoreError> {
    let bad = |why: &str| StoreError::Corrupt(format!("the side of entry {index}: {why}"));
    let line: SideLine = serde_json::from_str(line).map_err(|error| bad(&error.to_string()))?;
    if line.index != index {
        return Err(bad("it is another entry's"));
    }
    let (Some(nonce), Some(payload)) = (&line.nonce, line.payload) else {
        return Ok((None, line.destroyed));
    };
    let nonce = STANDARD.decode(nonce).map_err(|_| bad("its nonce"))?;
    let side = Side {
        customer: line.customer,
        previous: line.previous.ok_or_else(|| bad("the entry before"))?,
        receipt: line.receipt,
        nonce: nonce.try_into().map_err(|_| bad("its nonce"))?,
        payload: payload.into_bytes(),
    };
    Ok((Some(side), line.destroyed))
}

#[async_trait]
impl Kept for Copy {
    async fn last(&self) -> Result<Option<u64>, StoreError> {
        Ok(self.size.checked_sub(1))
    }

    async fn rows(&self, from: u64, limit: u32) -> Result<Vec<EntryRow>, StoreError> {
        let Some(sides) = &self.sides else {
            return Err(StoreError::Unavailable(
                "a public copy has no sides".to_owned(),
            ));
        };
        let until = self.size.min(from.saturating_add(limit.into()));
        let count = usize::try_from(until.saturating_sub(from)).unwrap_or(usize::MAX);
        let lines = sides.read(from, count);
        let lines = lines.map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let mut rows = Vec::with_capacity(lines.len());
        let mut bundle = (u64::MAX, Vec::new());
        for (index, line) in (from..until).zip(lines) {
            let (tile, place) = (index / u64::from(WIDTH), index % u64::from(WIDTH));
            if bundle.0 != tile {
                bundle = (tile, self.leaves(tile)?);
            }
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            let Some(leaf) = bundle.1.get(place).copied() else {
                return Err(StoreError::Corrupt(format!("the leaf of entry {index}")));
            };
            let (side, destroyed) = side(index, &line)?;
            rows.push(EntryRow {
                index,
                // The leaf says when.
                at: Timestamp::from_millis(millis(&leaf)),
                leaf,
                side,
                destroyed,
            });
        }
        Ok(rows)
    }

    async fn people(
        &self,
        after: Option<CustomerId>,
        limit: u32,
    ) -> Result<Vec<CustomerRow>, StoreError> {
        use std::ops::Bound::{Excluded, Unbounded};
        let from = after.map_or(Unbounded, Excluded);
        let rows = self.people.range((from, Unbounded)).take(limit as usize);
        Ok(rows.map(|(_, row)| row.clone()).collect())
    }

    async fn publications(&self) -> Result<Option<Vec<VersionRow>>, StoreError> {
        Ok(None)
    }

    async fn ends(&self) -> Result<Option<Vec<ErasureRow>>, StoreError> {
        Ok(None)
    }

    async fn nodes(&self, wanted: &[(u8, u64)]) -> Result<Vec<TileRow>, StoreError> {
        let mut rows = Vec::new();
        for (level, index) in wanted {
            let kind = Kind::Nodes { level: *level };
            let width = Tile::width_in(kind, *index, self.size);
            let tile = Tile {
                kind,
                index: *index,
                width,
            };
            let Ok(bytes) = std::fs::read(tile_path(&self.folder, tile)) else {
                continue;
            };
            let (nodes, rest) = bytes.as_chunks::<32>();
            if !rest.is_empty() || nodes.len() != usize::from(width) {
                return Err(StoreError::Corrupt(format!("the tile {tile}")));
            }
            rows.push(TileRow {
                level: *level,
                index: *index,
                nodes: nodes.to_vec(),
            });
        }
        Ok(rows)
    }

    async fn signed(&self) -> Result<Option<CheckpointRow>, StoreError> {
        Ok(Some(CheckpointRow {
            size: self.size,
            note: self.note.clone(),
            at: Timestamp::from_millis(0),
        }))
    }
}

/// When the entry of a leaf was appended.
fn millis(leaf: &Leaf) -> i64 {
    let bytes = leaf.get(25..33).and_then(|bytes| bytes.try_into().ok());
    i64::from_be_bytes(bytes.unwrap_or_default())
}

/// Checks what a public copy can prove: that its leaves lead to the signed root.
///
/// # Errors
///
/// What is wrong, as a sentence without its final stop.
pub fn verify_public(copy: &Copy, head: &Checkpoint) -> Result<(), String> {
    use mutual::ledger::tree::{Edge, leaf_hash};
    let mut edge = Edge::default();
    for index in 0..head.size.div_ceil(u64::from(WIDTH)) {
        for leaf in copy.leaves(index).map_err(|error| error.to_string())? {
            edge.push(leaf_hash(&leaf), |_, _, _| ());
        }
    }
    if edge.root() == head.root {
        Ok(())
    } else {
        Err("the leaves do not lead to the signed root".to_owned())
    }
}
