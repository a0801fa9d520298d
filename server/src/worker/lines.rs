//! The lines of an import file, read one after the other in constant memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use mutual::digest::DigestKey;
use mutual::use_cases::ImportLine;
use tokio::sync::mpsc;

use super::spool::Format;
use crate::api::import_line::{self, Bad};

/// The longest line, in bytes.
const LONGEST_LINE: usize = 256 * 1024;

/// One line.
pub(super) struct Line {
    /// Its number, from 1; the row of column names counts.
    pub(super) number: u64,
    /// A keyed digest of its bytes.
    pub(super) digest: [u8; 32],
    /// What it says; nothing where it is blank.
    pub(super) content: Option<Result<Box<ImportLine>, Bad>>,
}

/// Reads the lines behind line `after` and hands them on, until the file ends or nobody takes
/// them any more. Blocks.
///
/// # Errors
///
/// As the file system says.
pub(super) fn read(
    file: &Path,
    format: Format,
    after: u64,
    key: &DigestKey,
    to: &mpsc::Sender<Line>,
) -> io::Result<()> {
    let reader = BufReader::with_capacity(64 * 1024, File::open(file)?);
    match format {
        Format::Ndjson => read_ndjson(reader, after, key, to),
        Format::Csv => read_csv(reader, after, key, to),
    }
}

fn read_ndjson(
    mut reader: impl BufRead,
    after: u64,
    key: &DigestKey,
    to: &mpsc::Sender<Line>,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut number = 0;
    while let Some(is_whole) = next_line(&mut reader, &mut bytes)? {
        number += 1;
        if number <= after {
            continue;
        }
        let text = if number == 1 {
            bytes.strip_prefix(b"\xef\xbb\xbf")
        } else {
            None
        };
        let text = text.unwrap_or(&bytes).trim_ascii();
        let content = if !is_whole {
            let message = format!("a line has at most {LONGEST_LINE} bytes");
            Some(Err(Bad {
                code: "line_too_long".to_owned(),
                message,
            }))
        } else if text.is_empty() {
            None
        } else {
            Some(import_line::from_json(text).map(Box::new))
        };
        let digest = key.of(&[b"import line", text]);
        if to
            .blocking_send(Line {
                number,
                digest,
                content,
            })
            .is_err()
        {
            break;
        }
    }
    Ok(())
}

/// Reads up to the next line feed; says whether the whole line was kept. `None` at the end.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    let mut is_whole = true;
    let mut is_end = true;
    loop {
        let bytes = match reader.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if bytes.is_empty() {
            return Ok((!is_end).then_some(is_whole));
        }
        is_end = false;
        let feed = bytes.iter().position(|byte| *byte == b'\n');
        let part = bytes.get(..feed.unwrap_or(bytes.len())).unwrap_or_default();
        if line.len() + part.len() <= LONGEST_LINE {
            line.extend_from_slice(part);
        } else {
            is_whole = false;
        }
        let used = feed.map_or(bytes.len(), |feed| feed + 1);
        reader.consume(used);
        if feed.is_some() {
            return Ok(Some(is_whole));
        }
    }
}

fn read_csv(
    reader: impl BufRead,
    after: u64,
    key: &DigestKey,
    to: &mpsc::Sender<Line>,
) -> io::Result<()> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let columns = match rows.byte_headers().cloned() {
        Ok(columns) => import_line::Columns::read(&columns),
        Err(error) => Err(Bad {
            code: "invalid_csv".to_owned(),
            message: error.to_string(),
        }),
    };
    let columns = match columns {
        Ok(columns) => columns,
        // Without good column names no row can be read.
        Err(bad) if after == 0 => {
            let line = Line {
                number: 1,
                digest: [0; 32],
                content: Some(Err(bad)),
            };
            _ = to.blocking_send(line);
            return Ok(());
        }
        Err(_) => return Ok(()),
    };
    let mut row = csv::ByteRecord::new();
    let mut number = 1;
    loop {
        number += 1;
        let content = match rows.read_byte_record(&mut row) {
            Ok(false) => return Ok(()),
            Ok(true) => columns.line(&row).map(Box::new),
            Err(error) if error.is_io_error() => return Err(error.into()),
            Err(error) => Err(Bad {
                code: "invalid_csv".to_owned(),
                message: error.to_string(),
            }),
        };
        if number <= after {
            continue;
        }
        let parts: Vec<&[u8]> = std::iter::once(&b"import row"[..])
            .chain(row.iter())
            .collect();
        let line = Line {
            number,
            digest: key.of(&parts),
            content: Some(content),
        };
        if to.blocking_send(line).is_err() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_whole_cut_and_without_a_last_feed() {
        let long = "x".repeat(LONGEST_LINE + 1);
        let text = format!("one\n\n{long}\nlast");
        let mut reader = BufReader::with_capacity(16, text.as_bytes());
        let mut line = Vec::new();
        let mut read = Vec::new();
        while let Some(is_whole) = next_line(&mut reader, &mut line).unwrap() {
            read.push((is_whole, line.len()));
        }
        assert_eq!(read.len(), 4);
        assert_eq!(
            (read[0], read[1], read[3]),
            ((true, 3), (true, 0), (true, 4))
        );
        assert!(!read[2].0);
    }
}
