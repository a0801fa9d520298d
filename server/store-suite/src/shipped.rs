//! What others wrote, as it lies beside a checkout: schemas, vocabularies and a specification that tests
//! compare with. A plain clone lacks it; its tests pass, and say what they did not compare.

use std::collections::BTreeSet;
use std::env;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// The folder of that part (`xdm`); none where nothing of what others wrote is there.
///
/// Then a line says who compares with nothing, once for each test. It goes to standard error itself: what
/// `eprintln!` says, a harness keeps to itself for as long as the test passes.
#[must_use]
pub fn part(name: &str) -> Option<PathBuf> {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let folder = env::var_os("MUTUAL_FIXTURES").map_or_else(
        || {
            PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../../shared/fixtures"
            ))
        },
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder.join(name));
    }
    // A harness gives the thread of a test its name.
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let line = format!(
        "SKIPPED: {test} compares nothing with `{name}`, for {} is not there\n",
        folder.display()
    );
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    if said.insert(line.clone()) {
        // Whoever closed standard error does not want to know.
        _ = std::io::stderr().write_all(line.as_bytes());
    }
    None
}
