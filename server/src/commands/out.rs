//! What commands say: results on standard output, and all else on standard error.
//!
//! Where nobody reads a result to its end, as in `mutual export | head`, the command ends there without a
//! word and with [`UNREAD`]. Not all of it was told, so that it is no success; and nothing went wrong.

use std::fmt::Display;
use std::io::{BufWriter, Error, ErrorKind, StdoutLock, Write as _, stderr, stdout};

use super::Failure;

/// The exit code of a command whose output nobody reads on: what a shell says of a program that SIGPIPE
/// ends, 128 and the number of that signal.
pub(super) const UNREAD: u8 = 141;

/// Says a result: a line, or several.
pub(super) fn line(text: impl Display) -> Result<(), Failure> {
    writeln!(stdout().lock(), "{text}").map_err(failed)
}

/// Says a result that is long, in large parts.
pub(super) struct Long(BufWriter<StdoutLock<'static>>);

impl Long {
    /// Nothing yet.
    pub(super) fn begin() -> Self {
        Self(BufWriter::new(stdout().lock()))
    }

    /// Goes on with this.
    pub(super) fn part(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.0.write_all(bytes).map_err(failed)
    }

    /// That was all.
    pub(super) fn end(mut self) -> Result<(), Failure> {
        self.0.flush().map_err(failed)
    }
}

/// Says something beside the results. Whether anybody reads it changes nothing.
pub(super) fn note(text: impl Display) {
    _ = writeln!(stderr().lock(), "{text}");
}

/// Says how far it is, in the place of what was said of that before.
pub(super) fn progress(text: impl Display) {
    let mut err = stderr().lock();
    _ = write!(err, "\r{text}");
    _ = err.flush();
}

fn failed(error: Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::Unread,
        _ => Failure::Unable(format!("standard output takes no more: {error}")),
    }
}
