//! A mirror in a file: the same lines as the server tells, so that a restart reads no more than what
//! happened since.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;

use super::state::{Line, State};
use crate::{Error, Moment};

/// Writes all of it beside the file and then puts it in its place, so that there is always a whole
/// one. It names customers: it is for its owner alone.
pub(super) fn write(path: &Path, state: &State, as_of: Option<Moment>) -> Result<(), Error> {
    let written = || -> io::Result<()> {
        let beside = path.with_extension("new");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = BufWriter::new(options.open(&beside)?);
        for line in state.lines(as_of) {
            serde_json::to_writer(&mut file, &line)?;
            file.write_all(b"\n")?;
        }
        file.into_inner()?.sync_all()?;
        fs::rename(&beside, path)
    };
    written().map_err(Error::Snapshot)
}

/// Reads a file that was written before; nothing where there is none. One that cannot be read is an
/// error of its own, so that the caller may begin anew.
pub(super) fn read(path: &Path) -> Result<Option<(State, Option<Moment>)>, Error> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::Snapshot(error)),
    };
    let lines = BufReader::new(file).lines().map(|line| {
        let line = line.map_err(Error::Snapshot)?;
        let line: Result<Line, _> = serde_json::from_str(&line);
        line.map_err(|error| Error::Unreadable(error.to_string()))
    });
    State::read(lines).map(Some)
}
