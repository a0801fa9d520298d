//! Who is called what, and where she lives: what a check needs beside the ledger.

use std::fmt;
use std::str::FromStr;

/// Up to where somebody has followed the directory. Changes of it are no entries of the ledger, and
/// are kept in memory alone: a cursor is good for as long as the process that gave it out.
///
/// Written as two numbers in hexadecimal, `5f2c….1a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DirectoryCursor {
    /// Which process: random.
    pub epoch: u64,
    /// How many changes it had seen.
    pub seen: u64,
}

/// The text is no such cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of the directory")]
pub struct NotACursor;

impl fmt::Display for DirectoryCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}.{:x}", self.epoch, self.seen)
    }
}

impl FromStr for DirectoryCursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (epoch, seen) = text.split_once('.').ok_or(NotACursor)?;
        let read = |text| u64::from_str_radix(text, 16).map_err(|_| NotACursor);
        let cursor = Self {
            epoch: read(epoch)?,
            seen: read(seen)?,
        };
        // One spelling each: no sign, no zeros in front.
        if cursor.to_string() == text {
            Ok(cursor)
        } else {
            Err(NotACursor)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_as_written_and_nothing_else_is_one() {
        let cursor = DirectoryCursor { epoch: 7, seen: 26 };
        assert_eq!(cursor.to_string(), "0000000000000007.1a");
        assert_eq!("0000000000000007.1a".parse(), Ok(cursor));
        for text in [
            "",
            "7.1a",
            "0000000000000007",
            "0000000000000007.1A",
            "+000000000000007.1a",
        ] {
            assert_eq!(text.parse::<DirectoryCursor>(), Err(NotACursor), "{text}");
        }
    }
}
