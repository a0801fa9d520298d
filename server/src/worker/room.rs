//! How much of the disk uploads may take: all that are received, wait for their rest or wait for
//! their turn, those of all test clients together, and those of one client.
//!
//! Both sides write into one folder. So what is only tried out has a part of the room and no more: however
//! many test clients there are, the rest is there for what is real.
//!
//! Every byte is booked before it is written. What is gone meanwhile (a job that ended, an erasure, a
//! left-over that was swept) is noticed when there seems to be no room: the folder is read again then,
//! and only what it says is refused. So nobody who removes a file has to think of the books, and they
//! outlive the server.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mutual::id::ClientId;
use mutual::port::{Store, StoreError};

use super::upload;
use crate::api::clients::Clients;

/// Which part of the room the uploads of all test clients together may take: one in so many.
const TEST_PART: u64 = 4;
/// How many files may be new before the folder is read again, so that the books hold no more than it
/// does.
const NEW: usize = 1_000;

/// Why there is no room.
#[derive(Debug, thiserror::Error)]
pub enum NoRoom {
    /// The uploads of all clients take all that they may.
    #[error("the uploads of all clients together take the {0} bytes that they may")]
    OfAll(u64),
    /// The uploads of all test clients take all that they may.
    #[error("the uploads of all test clients together take the {0} bytes that they may")]
    OfTest(u64),
    /// The uploads of this client take all that they may.
    #[error("your uploads that wait take the {0} bytes that they may")]
    OfClient(u64),
    /// The folder cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Whose the files are cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The room for uploads.
pub struct Room {
    folder: PathBuf,
    store: Arc<dyn Store>,
    clients: Arc<Clients>,
    most: u64,
    most_of_client: u64,
    books: Mutex<Books>,
}

/// Which file takes how much.
#[derive(Default)]
struct Books {
    files: HashMap<String, Booked>,
    /// How much all of them take.
    all: u64,
    /// How much those of test clients take.
    of_test: u64,
    /// How much those of each client take.
    of_client: HashMap<ClientId, u64>,
    /// How many there were when the folder was read last; nothing before that.
    seen: Option<usize>,
}

/// A file.
#[derive(Clone, Copy, Debug)]
struct Booked {
    client: Option<ClientId>,
    /// Whether a test client sent it.
    is_test: bool,
    bytes: u64,
    /// Somebody adds to it: what is booked is more than what the folder shows.
    is_open: bool,
}

/// A file that somebody adds to.
pub(super) struct Place {
    room: Arc<Room>,
    name: String,
}

impl Books {
    fn put(&mut self, name: String, booked: Booked) {
        self.remove(&name);
        self.all = self.all.saturating_add(booked.bytes);
        if booked.is_test {
            self.of_test = self.of_test.saturating_add(booked.bytes);
        }
        if let Some(client) = booked.client {
            let bytes = self.of_client.entry(client).or_default();
            *bytes = bytes.saturating_add(booked.bytes);
        }
        self.files.insert(name, booked);
    }

    fn remove(&mut self, name: &str) -> Option<Booked> {
        let booked = self.files.remove(name)?;
        self.all = self.all.saturating_sub(booked.bytes);
        if booked.is_test {
            self.of_test = self.of_test.saturating_sub(booked.bytes);
        }
        if let Some(client) = booked.client
            && let Some(bytes) = self.of_client.get_mut(&client)
        {
            *bytes = bytes.saturating_sub(booked.bytes);
            if *bytes == 0 {
                self.of_client.remove(&client);
            }
        }
        Some(booked)
    }

    /// Whether the books are so old that most of what stands in them may be gone.
    fn are_old(&self) -> bool {
        self.seen
            .is_none_or(|seen| self.files.len() > 2 * seen + NEW)
    }
}

/// Of a room for `most` bytes: how many the uploads of all test clients together may take.
pub(crate) fn share_of_test(most: u64) -> u64 {
    most / TEST_PART
}

impl Room {
    /// The room in that folder: for `most` bytes, and for `most_of_client` bytes of each client.
    /// `store` knows whose the files of jobs are, and `clients` of which side that is.
    #[must_use]
    pub fn new(
        folder: PathBuf,
        store: Arc<dyn Store>,
        clients: Arc<Clients>,
        most: u64,
        most_of_client: u64,
    ) -> Arc<Self> {
        Arc::new(Self {
            folder,
            store,
            clients,
            most,
            most_of_client,
            books: Mutex::default(),
        })
    }

    /// Books for a file of that name and of so many bytes, which is there.
    pub(super) fn open(self: &Arc<Self>, name: String, client: ClientId, bytes: u64) -> Place {
        let booked = Booked {
            client: Some(client),
            is_test: self.is_of_test(client),
            bytes,
            is_open: true,
        };
        self.books().put(name.clone(), booked);
        Place {
            room: Arc::clone(self),
            name,
        }
    }

    fn is_of_test(&self, client: ClientId) -> bool {
        let client = self.clients.client(client);
        client.is_some_and(|client| client.test)
    }

    /// Reads the folder again.
    async fn look(self: &Arc<Self>) -> Result<(), NoRoom> {
        let jobs = self.store.open_jobs().await?;
        let jobs = jobs
            .into_iter()
            .filter_map(|job| Some((job.spool, job.client?)));
        let owners: HashMap<_, _> = jobs.collect();
        let room = Arc::clone(self);
        let looked = tokio::task::spawn_blocking(move || room.take_in(&owners)).await;
        Ok(looked.map_err(io::Error::other)??)
    }

    /// Makes the books anew from the folder. Nobody books meanwhile: what was ended between the
    /// reading and the writing of them would be in neither. Blocks.
    fn take_in(&self, owners: &HashMap<String, ClientId>) -> io::Result<()> {
        let mut books = self.books();
        let files = upload::files(&self.folder)?;
        let before = std::mem::take(&mut *books).files;
        for (name, booked) in before.iter().filter(|(_, booked)| booked.is_open) {
            books.put(name.clone(), *booked);
        }
        for (name, bytes) in files {
            if books.files.contains_key(&name) {
                continue;
            }
            // A job that is just being made is not among those that were read, nor is a client that was
            // revoked among those that are known.
            let known = before.get(&name);
            let client = known.and_then(|booked| booked.client);
            let client = client
                .or_else(|| upload::client(&name))
                .or_else(|| owners.get(&name).copied());
            let is_test = known.is_some_and(|booked| booked.is_test)
                || upload::is_of_test(&name)
                || client.is_some_and(|client| self.is_of_test(client));
            let booked = Booked {
                client,
                is_test,
                bytes,
                is_open: false,
            };
            books.put(name, booked);
        }
        books.seen = Some(books.files.len());
        Ok(())
    }

    /// Books so many bytes more for that file; whose bound stands in the way.
    fn book(&self, name: &str, bytes: u64) -> Result<(), NoRoom> {
        let mut books = self.books();
        let Some(mut booked) = books.remove(name) else {
            return Err(NoRoom::OfAll(self.most));
        };
        let more = booked.bytes.saturating_add(bytes);
        let all = books.all.saturating_add(more);
        let of_client = booked
            .client
            .and_then(|client| books.of_client.get(&client));
        let of_client = of_client.copied().unwrap_or(0).saturating_add(more);
        let (of_test, share) = (books.of_test.saturating_add(more), share_of_test(self.most));
        let room = if all > self.most {
            Err(NoRoom::OfAll(self.most))
        } else if booked.is_test && of_test > share {
            Err(NoRoom::OfTest(share))
        } else if booked.client.is_some() && of_client > self.most_of_client {
            Err(NoRoom::OfClient(self.most_of_client))
        } else {
            booked.bytes = more;
            Ok(())
        };
        books.put(name.to_owned(), booked);
        room
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Books so many bytes more.
    ///
    /// # Errors
    ///
    /// [`NoRoom`]: nothing is booked then.
    pub(super) async fn take(&self, bytes: u64) -> Result<(), NoRoom> {
        let are_old = self.room.books().are_old();
        if !are_old && self.room.book(&self.name, bytes).is_ok() {
            return Ok(());
        }
        self.room.look().await?;
        self.room.book(&self.name, bytes)
    }

    /// The file has another name from now on.
    pub(super) fn rename(&mut self, name: String) {
        let mut books = self.room.books();
        if let Some(booked) = books.remove(&self.name) {
            books.put(name.clone(), booked);
        }
        drop(books);
        self.name = name;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(booked) = self.room.books().files.get_mut(&self.name) {
            booked.is_open = false;
        }
    }
}
