//! Copy the live database while others write, and put a copy back.

use std::path::{Path, PathBuf};

use clap::Args;
use mutual_engine::SystemEntropy;

use super::{Failure, live_store};
use crate::config::Config;
use crate::keys::{Keys, make_private_folder};

/// Copy the live database into a file, while others write.
#[derive(Args)]
pub(crate) struct Backup {
    /// The file to make
    file: PathBuf,
    /// Copy the secret keys too, into a folder beside it: FILE.keys
    #[arg(long)]
    with_keys: bool,
}

/// Put a copy in the place of the live database.
#[derive(Args)]
pub(crate) struct Restore {
    /// The copy, as `mutual backup` made it
    file: PathBuf,
    /// Replace a database that is in use
    #[arg(long)]
    force: bool,
}

impl Backup {
    pub(crate) async fn run(self, config: &Config) -> Result<(), Failure> {
        if self.file.exists() {
            let file = self.file.display();
            return Err(Failure::unable(format!(
                "{file} exists already: name another file"
            )));
        }
        let store = live_store(config).await?;
        store.backup(&self.file).await?;
        store.close().await;
        make_private(&self.file)?;
        if self.with_keys {
            let folder = keys_beside(&self.file);
            copy_keys(&config.key_dir(), &folder)?;
        }
        println!("{}", self.file.display());
        Ok(())
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
        let Some(target) = sqlite_file(&config.database_url) else {
            return Err(Failure::unable(
                "a PostgreSQL database is restored with its own tool: pg_restore --clean",
            ));
        };
        if target.exists() {
            self.refuse_in_use(config).await?;
        }
        // The copy must be one that this program can open, before anything is replaced.
        let scratch = target.with_extension("restoring");
        if let Some(folder) = target
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            make_private_folder(folder).map_err(Failure::unable)?;
        }
        std::fs::copy(&self.file, &scratch).map_err(Failure::unable)?;
        make_private(&scratch)?;
        let checked = check(&scratch).await;
        remove_beside(&scratch);
        if let Err(failure) = checked {
            _ = std::fs::remove_file(&scratch);
            return Err(failure);
        }
        // What the old database had not yet moved out of its log must not reach the new one.
        remove_beside(&target);
        std::fs::rename(&scratch, &target).map_err(Failure::unable)?;
        let keys = keys_beside(&self.file);
        if keys.is_dir() {
            copy_keys(&keys, &config.key_dir())?;
        }
        println!("{}", target.display());
        Ok(())
    }

    /// Holds the lease for a moment: a running server keeps it, and is not pulled from under.
    async fn refuse_in_use(&self, config: &Config) -> Result<(), Failure> {
        let store = live_store(config).await?;
        let lease = store.take_lease("restore", 5).await?;
        let empty = store.head().await?.is_none_or(|head| head.index == 0)
            && store.customers(None, 1).await?.is_empty();
        store.release_lease(lease).await?;
        store.close().await;
        if empty || self.force {
            return Ok(());
        }
        Err(Failure::unable(
            "the database is in use: add --force to replace it",
        ))
    }
}

async fn check(file: &Path) -> Result<(), Failure> {
    let store = crate::open::store(&format!("sqlite://{}", file.display())).await?;
    store.migrate().await?;
    let head = store.head().await;
    store.close().await;
    head.map(drop)
        .map_err(|error| Failure::unable(format!("this is no copy of a database: {error}")))
}

fn sqlite_file(url: &str) -> Option<PathBuf> {
    let rest = url
        .strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))?;
    Some(PathBuf::from(rest.split('?').next().unwrap_or(rest)))
}

fn keys_beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".keys");
    PathBuf::from(name)
}

fn copy_keys(from: &Path, to: &Path) -> Result<(), Failure> {
    // Reading them first says what is wrong with one before anything is written.
    Keys::load(from, &SystemEntropy).map_err(Failure::unable)?;
    make_private_folder(to).map_err(Failure::unable)?;
    for name in Keys::FILES {
        std::fs::copy(from.join(name), to.join(name)).map_err(Failure::unable)?;
        make_private(&to.join(name))?;
    }
    Ok(())
}

fn make_private(file: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).map_err(Failure::unable)
}

fn remove_beside(database: &Path) {
    for ending in ["-wal", "-shm", ".lock"] {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        _ = std::fs::remove_file(name);
    }
}
