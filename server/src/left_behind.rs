//! A database that stands where it stood before, and that its installation would not find.
//!
//! Databases stood in `data` whatever folder was named for the rest. Whoever named one alone, and starts a program
//! that looks for them in that folder, would get empty ones: nobody has said no there, and the log begins anew under
//! the keys of the old one. Nothing tells for sure whose a database is. But where the keys are, an installation has
//! run: one that has lost its database while another stands in `data` is asked about it, and a second one that
//! begins in a folder of its own is not. Who means a new database all the same names it once.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::config::{DATABASE, sqlite_url};
use crate::keys::Keys;

/// A database that would be left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    /// The folder that it stands in.
    from: PathBuf,
    /// The folder that has none.
    to: PathBuf,
    /// The keys that are there for one.
    keys: PathBuf,
}

impl LeftBehind {
    /// The database in the folder `from`, where the folder `to` has none though there are keys for it in `keys`.
    #[must_use]
    pub fn look(from: &Path, to: &Path, keys: &Path) -> Option<Self> {
        let there = |folder: &Path| folder.join(DATABASE).exists();
        let has_run = Keys::FILES.iter().any(|name| keys.join(name).exists());
        (has_run && there(from) && !there(to)).then(|| Self {
            from: from.to_owned(),
            to: to.to_owned(),
            keys: keys.to_owned(),
        })
    }
}

impl fmt::Display for LeftBehind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from.display(), self.to.display());
        let [old, new] = [&self.from, &self.to].map(|folder| sqlite_url(&folder.join(DATABASE)));
        write!(
            out,
            "there are keys in {keys} but no database in {to}, and there is one in {from}, where databases \
             stood before: stop what uses it and move mutual.db and mutual.test.db, with what begins with \
             their names, from {from} to {to}, or name the one to use by --database-url \
             (MUTUAL_DATABASE_URL), {old} or {new} for a new one",
            keys = self.keys.display(),
        )
    }
}

impl std::error::Error for LeftBehind {}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(file: &Path) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, "").unwrap();
    }

    #[test]
    fn a_database_is_left_behind_where_keys_have_none_and_only_there() {
        let root = tempfile::tempdir().unwrap();
        let [data, shop] = ["data", "shop"].map(|name| root.path().join(name));
        let keys = shop.join("keys");
        let look = || LeftBehind::look(&data, &shop, &keys);
        // An installation that begins, alone and then beside one that has its own folder.
        assert_eq!(look(), None);
        make(&data.join(DATABASE));
        make(&data.join("keys/log.key"));
        assert_eq!(look(), None);
        // One that ran: its keys are there.
        make(&keys.join("log.key"));
        let left = look().unwrap().to_string();
        for folder in [&data, &shop] {
            let url = sqlite_url(&folder.join(DATABASE));
            assert!(left.contains(&url), "{url}: {left}");
        }
        assert!(!left.contains('\n'), "{left}");
        // What stands in its own folder is found, by whatever name that has.
        let same = shop.join("../data");
        assert_eq!(LeftBehind::look(&data, &same, &keys), None);
        make(&shop.join(DATABASE));
        assert_eq!(look(), None);
    }
}
