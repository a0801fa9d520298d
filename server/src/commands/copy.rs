//! Copy the live database while others write, and put a copy back.

use std::path::{Path, PathBuf};

use clap::Args;
use mutual::port::{Store, StoreError};
use mutual_engine::SystemEntropy;
use mutual_store_postgres::PostgresStore;

use super::{Failure, out, sqlite_file};
use crate::config::{Config, sqlite_url};
use crate::keys::{Keys, make_private_folder};

/// For how long a database is held that is being replaced, in seconds.
const HOLD_S: u32 = 60;

/// Copy the live database into a file, while others write
///
/// Of SQLite a file that can be opened as it is, of PostgreSQL what `pg_dump` makes, which has to be
/// installed. Test data are not copied, and the secret keys where asked alone.
#[derive(Args)]
pub(crate) struct Backup {
    /// The file to make; one that is there is never replaced
    file: PathBuf,
    /// Copy the secret keys too, into a folder beside it: FILE.keys
    #[arg(long)]
    with_keys: bool,
}

/// Put a copy in the place of the live database
///
/// Refused while a server runs. The copy is looked at before anything is replaced.
#[derive(Args)]
pub(crate) struct Restore {
    /// The copy, as `mutual backup` made it
    file: PathBuf,
    /// Replace a database that is in use
    #[arg(long)]
    force: bool,
    /// Put the secret keys from FILE.keys in the place of the present ones
    #[arg(long)]
    with_keys: bool,
}

impl Backup {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        let shown = self.file.display();
        if self.file.exists() {
            return Err(Failure::unable(format!(
                "{shown} exists already: name another file"
            )));
        }
        let folder = keys_beside(&self.file);
        if self.with_keys && folder.exists() {
            let folder = folder.display();
            return Err(Failure::unable(format!(
                "{folder} exists already: name another file"
            )));
        }
        let [url, _] = crate::open::addresses(config)?;
        if sqlite_file(&url).is_some_and(|database| !database.exists()) {
            return Err(Failure::unable(
                "there is no database to copy: name it by MUTUAL_DATABASE_URL, or its folder by MUTUAL_DATA_DIR",
            ));
        }
        let store = crate::open::store(&url).await?;
        store.backup(&self.file).await?;
        store.close().await;
        if self.with_keys {
            copy_keys(&config.key_dir(), &folder)?;
        }
        out::line(shown)
    }
}

impl Restore {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        if !self.file.is_file() {
            return Err(Failure::unable(format!(
                "there is no file {}",
                self.file.display()
            )));
        }
        let keys = keys_beside(&self.file);
        if self.with_keys && !keys.is_dir() {
            return Err(Failure::unable(format!(
                "there is no folder {}",
                keys.display()
            )));
        }
        let [url, _] = crate::open::addresses(config)?;
        match sqlite_file(&url) {
            Some(target) => self.replace_file(&url, &target).await?,
            None => self.replace_postgres(&url).await?,
        }
        if self.with_keys {
            copy_keys(&keys, &config.key_dir())?;
        }
        out::line(self.file.display())
    }

    async fn replace_file(&self, url: &str, target: &Path) -> Result<(), Failure> {
        let scratch = beside(target, ".restoring");
        if let Some(folder) = target
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            make_private_folder(folder).map_err(Failure::unable)?;
        }
        let copied = copy_private(&self.file, &scratch);
        let put = async {
            copied?;
            // It must be one that this program can work with, before anything is replaced.
            check(&scratch).await?;
            self.put(url, &scratch, target).await
        };
        let put = put.await;
        if put.is_err() {
            // What could not be put in place is of no use to anybody.
            for ending in ["", "-wal", "-shm", ".lock"] {
                _ = std::fs::remove_file(beside(&scratch, ending));
            }
        }
        put
    }

    async fn replace_postgres(&self, url: &str) -> Result<(), Failure> {
        if !matches!(url.split_once(':'), Some(("postgres" | "postgresql", _))) {
            // Says in words what is wrong with the address.
            crate::open::store(url).await?;
        }
        let store = PostgresStore::open(url).await?;
        self.hold(&store).await?;
        store.restore(&self.file).await?;
        store.migrate().await?;
        store.close().await;
        Ok(())
    }

    /// Takes the lease, so that no server starts on what is being replaced, and refuses where one
    /// runs or where there is anything that nobody allowed to replace.
    async fn hold(&self, store: &dyn Store) -> Result<(), Failure> {
        store.migrate().await?;
        let lease = store.take_lease("restore", HOLD_S).await?;
        let empty = store.head().await?.is_none_or(|head| head.index == 0)
            && store.customers(None, 1).await?.is_empty()
            && store.organisation().await?.is_none()
            && store.accounts().await?.is_empty()
            && store.endpoints().await?.is_empty();
        if empty || self.force {
            return Ok(());
        }
        store.release_lease(lease).await?;
        Err(Failure::unable(
            "the database is in use: add --force to replace it",
        ))
    }

    /// Puts `scratch` in the place of the database at `target`, which no server may be using.
    async fn put(&self, url: &str, scratch: &Path, target: &Path) -> Result<(), Failure> {
        let old = if target.exists() {
            let store = crate::open::store(url).await?;
            let held = self.hold(store.as_ref()).await;
            // The last connection moves the log into the file: none of it must reach the new one.
            store.close().await;
            held?;
            if beside(target, "-wal").exists() {
                return Err(Failure::unable(
                    "another program has the database open: end it, and try again",
                ));
            }
            // The lease stays held as long as this is kept.
            Some(store)
        } else {
            None
        };
        std::fs::rename(scratch, target).map_err(Failure::unable)?;
        drop(old);
        // A rename is durable when its folder is.
        let folder = target
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder =
            std::fs::File::open(folder.unwrap_or(Path::new("."))).map_err(Failure::unable)?;
        folder.sync_all().map_err(Failure::unable)
    }
}

/// Opens a copy and reads what every part of the program rests on.
async fn check(file: &Path) -> Result<(), Failure> {
    let no_copy = |error: &dyn std::fmt::Display| {
        Failure::unable(format!("this is no copy of a database: {error}"))
    };
    let store = crate::open::store(&sqlite_url(file)).await?;
    let read = async {
        if store.head().await?.is_none() {
            return Err(StoreError::Corrupt("its ledger has not begun".to_owned()));
        }
        store.migrate().await?;
        store.versions().await?;
        store.organisation().await.map(drop)
    };
    let read = read.await;
    store.close().await;
    for ending in ["-wal", "-shm", ".lock"] {
        // Closing removes the first two, and nobody needs the third.
        _ = std::fs::remove_file(beside(file, ending));
    }
    read.map_err(|error| no_copy(&error))
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn keys_beside(file: &Path) -> PathBuf {
    beside(file, ".keys")
}

fn copy_keys(from: &Path, to: &Path) -> Result<(), Failure> {
    // Reading them first says what is wrong with one before anything is written.
    Keys::load(from, &SystemEntropy).map_err(Failure::unable)?;
    make_private_folder(to).map_err(Failure::unable)?;
    for name in Keys::FILES {
        let scratch = to.join(format!("{name}.new"));
        copy_private(&from.join(name), &scratch)?;
        std::fs::rename(&scratch, to.join(name)).map_err(Failure::unable)?;
        let older = format!("{name}.old");
        if from.join(&older).exists() {
            copy_private(&from.join(&older), &scratch)?;
            std::fs::rename(&scratch, to.join(&older)).map_err(Failure::unable)?;
        }
    }
    Ok(())
}

/// Copies a file durably into one that its owner alone reads, from its first byte on.
fn copy_private(from: &Path, to: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let copied = || {
        let mut source = std::fs::File::open(from)?;
        // One that was left behind may have another mode.
        _ = std::fs::remove_file(to);
        let mut options = std::fs::OpenOptions::new();
        let mut target = options.write(true).create_new(true).mode(0o600).open(to)?;
        std::io::copy(&mut source, &mut target)?;
        target.sync_all()
    };
    copied().map_err(|error: std::io::Error| {
        Failure::unable(format!("{} cannot be copied: {error}", from.display()))
    })
}
