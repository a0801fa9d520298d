//! The lines of an import file, read one after the other in constant memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use mutual::consent::Identifier;
use mutual::digest::DigestKey;
use mutual::use_cases::ImportLine;
use tokio::sync::mpsc;

use super::spool::Format;
use crate::api::import_columns::{Columns, Mapping};
use crate::api::import_line::{self, Bad, Understood};
use crate::beside::Stretches;

/// The longest line, in bytes; of a table, the longest row.
const LONGEST_LINE: usize = 256 * 1024;
/// How many lines are under way at once: a commit takes several, and a choice that arrives
/// meanwhile still waits for one commit only.
const WINDOW: usize = 256;
/// How many lines and choices are under way at once: each choice may be a ledger entry.
const MOST_ENTRIES: usize = 2_000;
/// From how many bytes the lines under way are read.
const MOST_BYTES: usize = 1024 * 1024;
/// How many bytes of a table are read at once.
const PORTION: usize = 8 * 1024;
/// The code of a line that is longer.
const TOO_LONG: &str = "line_too_long";

/// One line.
pub(super) struct Line {
    /// Its number, from 1; the row of column names counts.
    pub(super) number: u64,
    /// Where in the file it ends: so many bytes are read with it.
    pub(super) end: u64,
    /// A keyed digest of its bytes.
    pub(super) digest: [u8; 32],
    /// What it says; nothing where it is blank.
    pub(super) content: Option<Result<Box<ImportLine>, Bad>>,
}

/// Lines on their way to those who take them over, a window at a time.
struct Windows<'a> {
    to: &'a mpsc::Sender<Vec<Line>>,
    lines: Vec<Line>,
    /// The choices of these lines, and the lines themselves.
    entries: usize,
    /// The bytes that these lines were read from.
    bytes: usize,
    /// Others have the processor in between.
    stretches: Stretches,
}

impl<'a> Windows<'a> {
    fn new(to: &'a mpsc::Sender<Vec<Line>>) -> Self {
        Self {
            to,
            lines: Vec::new(),
            entries: 0,
            bytes: 0,
            stretches: Stretches::default(),
        }
    }

    /// Adds a line that was read from so many bytes; false where nobody takes lines any more.
    fn add(&mut self, line: Line, bytes: usize) -> bool {
        self.stretches.add(bytes);
        let choices = match &line.content {
            Some(Ok(import)) => import.choices.len(),
            _ => 0,
        };
        let is_room = self.lines.len() < WINDOW
            && self.entries + 1 + choices <= MOST_ENTRIES
            && self.bytes + bytes <= MOST_BYTES;
        if !is_room && !self.flush() {
            return false;
        }
        self.lines.push(line);
        self.entries += 1 + choices;
        self.bytes += bytes;
        true
    }

    /// Hands on what there is, once there is a taker; false where there is none any more.
    fn flush(&mut self) -> bool {
        (self.entries, self.bytes) = (0, 0);
        let lines = std::mem::take(&mut self.lines);
        lines.is_empty() || self.to.blocking_send(lines).is_ok()
    }
}

/// Why a file was not read to its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    /// A row does not end. Nobody can tell where the next one begins, for a quote may be open.
    #[error("a row has at most {LONGEST_LINE} bytes: a quote may be open")]
    RowTooLong,
    /// The file system says so.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl ReadError {
    /// A stable code.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::RowTooLong => TOO_LONG,
            Self::Io(_) => "unreadable",
        }
    }
}

/// Reads the lines behind line `after` and hands them on, a window at a time, until the file ends
/// or nobody takes them any more. Blocks.
///
/// # Errors
///
/// [`ReadError`].
pub(super) fn read(
    file: &Path,
    format: Format,
    mapping: &Mapping,
    after: u64,
    key: &DigestKey,
    to: &mpsc::Sender<Vec<Line>>,
) -> Result<(), ReadError> {
    let reader = BufReader::with_capacity(64 * 1024, File::open(file)?);
    let mut windows = Windows::new(to);
    let read = match format {
        Format::Ndjson => read_ndjson(reader, after, key, &mut windows).map_err(ReadError::from),
        Format::Csv => read_csv(reader, mapping, after, key, &mut windows),
    };
    // What was read before an error is taken over all the same.
    windows.flush();
    read
}

fn read_ndjson(
    mut reader: impl BufRead,
    after: u64,
    key: &DigestKey,
    to: &mut Windows<'_>,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    let (mut number, mut end) = (0, 0);
    while let Some((is_whole, length)) = next_line(&mut reader, &mut bytes)? {
        number += 1;
        end += length;
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
            Some(Err(Bad::new(TOO_LONG, message)))
        } else if text.is_empty() {
            None
        } else {
            Some(import_line::from_json(text).map(Box::new))
        };
        let digest = key.of(&[b"import line", text]);
        let line = Line {
            number,
            end,
            digest,
            content,
        };
        if !to.add(line, bytes.len()) {
            break;
        }
    }
    Ok(())
}

/// Reads up to the next line feed; says whether the whole line was kept, and how many bytes it has in
/// the file. `None` at the end.
fn next_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<(bool, u64)>> {
    line.clear();
    let mut is_whole = true;
    let mut length = 0;
    loop {
        let bytes = match reader.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if bytes.is_empty() {
            return Ok((length > 0).then_some((is_whole, length)));
        }
        let feed = bytes.iter().position(|byte| *byte == b'\n');
        let part = bytes.get(..feed.unwrap_or(bytes.len())).unwrap_or_default();
        if line.len() + part.len() <= LONGEST_LINE {
            line.extend_from_slice(part);
        } else {
            is_whole = false;
        }
        let used = feed.map_or(bytes.len(), |feed| feed + 1);
        reader.consume(used);
        length += used as u64;
        if feed.is_some() {
            return Ok(Some((is_whole, length)));
        }
    }
}

/// Counts what was read for a row, and reads no further where that is too much: who looks for
/// the end of a quote would take a whole file into memory.
struct Counted<R> {
    reader: R,
    /// Since the row began, without what had been read ahead by then.
    bytes: usize,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.bytes > LONGEST_LINE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.reader.read(to)?;
        self.bytes += read;
        Ok(read)
    }
}

/// The rows of a table, each of a bounded length.
struct Rows<R>(csv::Reader<Counted<R>>);

impl<R: Read> Rows<R> {
    fn of(reader: R) -> Self {
        let mut builder = csv::ReaderBuilder::new();
        // The first row is read like any other, so that its length is bounded too.
        builder.flexible(true).has_headers(false);
        builder.buffer_capacity(PORTION);
        Self(builder.from_reader(Counted { reader, bytes: 0 }))
    }

    /// Reads the next row, which may be badly written; false at the end.
    fn next(&mut self, row: &mut csv::ByteRecord) -> Result<Result<bool, Bad>, ReadError> {
        self.0.get_mut().bytes = 0;
        let began = self.0.position().byte();
        let read = self.0.read_byte_record(row);
        let length = self.0.position().byte().saturating_sub(began);
        match read {
            // What had been read ahead does not make a row longer than it may be.
            Ok(true) if length > LONGEST_LINE as u64 => Err(ReadError::RowTooLong),
            Ok(read) => Ok(Ok(read)),
            Err(error) => match error.into_kind() {
                csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                    Err(ReadError::RowTooLong)
                }
                csv::ErrorKind::Io(error) => Err(error.into()),
                _ => Ok(Err(Bad::new("invalid_csv", "the row cannot be read"))),
            },
        }
    }
}

fn read_csv(
    reader: impl BufRead,
    mapping: &Mapping,
    after: u64,
    key: &DigestKey,
    to: &mut Windows<'_>,
) -> Result<(), ReadError> {
    let mut rows = Rows::of(reader);
    let mut row = csv::ByteRecord::new();
    let columns = match rows.next(&mut row)? {
        Ok(_) => Columns::read(&row, mapping),
        Err(bad) => Err(bad),
    };
    let columns = match columns {
        Ok(columns) => columns,
        // Without good column names no row can be read.
        Err(bad) if after == 0 => {
            let line = Line {
                number: 1,
                end: rows.0.position().byte(),
                digest: [0; 32],
                content: Some(Err(bad)),
            };
            to.add(line, 0);
            return Ok(());
        }
        Err(_) => return Ok(()),
    };
    let mut number = 1;
    loop {
        number += 1;
        let content = match rows.next(&mut row)? {
            Ok(false) => return Ok(()),
            Ok(true) if is_blank(&row) => None,
            Ok(true) => Some(columns.line(&row).map(Box::new)),
            Err(bad) => Some(Err(bad)),
        };
        if number <= after {
            continue;
        }
        let parts: Vec<&[u8]> = std::iter::once(&b"import row"[..])
            .chain(row.iter())
            .collect();
        let line = Line {
            number,
            end: rows.0.position().byte(),
            digest: key.of(&parts),
            content,
        };
        if !to.add(line, row.as_slice().len()) {
            return Ok(());
        }
    }
}

fn is_blank(row: &csv::ByteRecord) -> bool {
    row.len() == 1 && row.iter().all(|field| field.trim_ascii().is_empty())
}

/// Overwrites with spaces, durably, each line that names one of these identifiers; the others stay
/// where they are. Blocks.
pub(super) fn blank(
    file: &Path,
    format: Format,
    mapping: &Mapping,
    identifiers: &[Identifier],
) -> io::Result<()> {
    let reader = BufReader::with_capacity(64 * 1024, File::open(file)?);
    let hers = match format {
        Format::Ndjson => ndjson_lines_of(reader, identifiers)?,
        Format::Csv => csv_rows_of(reader, mapping, identifiers)?,
    };
    let to = File::options().write(true).open(file)?;
    for (from, end) in &hers {
        let length = usize::try_from(end - from).unwrap_or(0);
        to.write_all_at(&vec![b' '; length], *from)?;
    }
    if hers.is_empty() {
        Ok(())
    } else {
        to.sync_all()
    }
}

/// Whether one of these bytes names one of the identifiers, also where nothing else can be read.
fn names(bytes: &[u8], identifiers: &[Identifier]) -> bool {
    let mut texts = identifiers
        .iter()
        .map(|identifier| identifier.as_str().as_bytes());
    texts.any(|text| bytes.windows(text.len()).any(|part| part == text))
}

fn is_of(line: &ImportLine, identifiers: &[Identifier]) -> bool {
    let mut named = line.customer.identifiers.iter();
    named.any(|identifier| identifiers.contains(identifier))
}

/// How the first lines of a file are understood: at most `most`. Blocks.
///
/// # Errors
///
/// As the file system says.
pub(crate) fn understand(
    file: &Path,
    format: Format,
    mapping: &Mapping,
    most: usize,
) -> io::Result<Vec<Understood>> {
    let file = File::open(file)?;
    // Nobody writes these lines down, so that the key of their digests does not matter.
    let (key, mapping) = (DigestKey::new([0; 32]), mapping.clone());
    let (to, mut lines) = mpsc::channel(1);
    // It ends with the first window that nobody takes.
    let reading = std::thread::spawn(move || {
        let reader = BufReader::with_capacity(64 * 1024, file);
        let mut windows = Windows::new(&to);
        let read = match format {
            Format::Ndjson => read_ndjson(reader, 0, &key, &mut windows).map_err(ReadError::from),
            Format::Csv => read_csv(reader, &mapping, 0, &key, &mut windows),
        };
        windows.flush();
        read
    });
    let first = lines.blocking_recv().unwrap_or_default();
    drop(lines);
    let read = reading.join();
    let mut understood: Vec<_> = first
        .iter()
        .filter_map(|line| Some(Understood::of(line.number, line.content.as_ref()?)))
        .take(most)
        .collect();
    if understood.is_empty()
        && let Ok(Err(error)) = read
    {
        let bad = Bad::new(error.code(), error.to_string());
        understood.push(Understood::of(1, &Err(bad)));
    }
    Ok(understood)
}

/// Where the lines begin and end that name one of the identifiers, without their line feeds.
fn ndjson_lines_of(
    mut reader: impl BufRead + Seek,
    identifiers: &[Identifier],
) -> io::Result<Vec<(u64, u64)>> {
    let (mut bytes, mut found) = (Vec::new(), Vec::new());
    loop {
        let from = reader.stream_position()?;
        if next_line(&mut reader, &mut bytes)?.is_none() {
            return Ok(found);
        }
        let text = bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&bytes)
            .trim_ascii();
        let line = import_line::from_json(text);
        if line.is_ok_and(|line| is_of(&line, identifiers)) || names(&bytes, identifiers) {
            found.push((from, from + bytes.len() as u64));
        }
    }
}

/// Where the rows begin and end that name one of the identifiers, without their line feeds.
fn csv_rows_of(
    reader: impl Read,
    mapping: &Mapping,
    identifiers: &[Identifier],
) -> io::Result<Vec<(u64, u64)>> {
    let mut rows = Rows::of(reader);
    let mut row = csv::ByteRecord::new();
    let mut found = Vec::new();
    let mut columns = None;
    loop {
        let from = rows.0.position().byte();
        match rows.next(&mut row) {
            Ok(Ok(false)) => return Ok(found),
            Ok(_) => {}
            Err(ReadError::Io(error)) => return Err(error),
            // Nothing behind it is ever read.
            Err(ReadError::RowTooLong) => return Ok(found),
        }
        let Some(columns) = &columns else {
            columns = Some(Columns::read(&row, mapping));
            continue;
        };
        // Whom it names counts, whatever else of it cannot be read.
        let named = columns
            .as_ref()
            .ok()
            .map(|columns| columns.identifiers(&row));
        let mut named = named.into_iter().flatten().flatten();
        let hers = named.any(|identifier| identifiers.contains(&identifier));
        if hers || row.iter().any(|field| names(field, identifiers)) {
            // The feed behind a row may not be read yet.
            found.push((from, rows.0.position().byte().saturating_sub(1)));
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
        let mut end = 0;
        while let Some((is_whole, length)) = next_line(&mut reader, &mut line).unwrap() {
            end += length;
            read.push((is_whole, line.len()));
        }
        assert_eq!((read.len(), end), (4, text.len() as u64));
        assert_eq!(
            (read[0], read[1], read[3]),
            ((true, 3), (true, 0), (true, 4))
        );
        assert!(!read[2].0);
    }

    #[test]
    fn a_row_is_as_long_as_it_may_be_and_no_longer() {
        let table = |length: usize| format!("a\nb,\"{}\"\nc\n", "x\n".repeat(length / 2));
        let read = |text: &str| {
            let mut rows = Rows::of(text.as_bytes());
            let mut row = csv::ByteRecord::new();
            let mut count = 0;
            while rows.next(&mut row)?.unwrap() {
                count += 1;
            }
            Ok::<_, ReadError>(count)
        };
        assert_eq!(read(&table(LONGEST_LINE - 6)).unwrap(), 3);
        assert!(read(&table(LONGEST_LINE)).is_err());
    }

    #[test]
    fn an_open_quote_is_not_followed_to_the_end_of_the_file() {
        let mut rows = Rows::of(io::repeat(b'"').take(1).chain(io::repeat(b'x')));
        let error = rows.next(&mut csv::ByteRecord::new()).unwrap_err();
        assert_eq!(error.code(), "line_too_long");
    }

    #[test]
    fn a_window_has_a_bounded_number_of_lines_and_choices() {
        let line = |choices: usize| {
            let choices = vec![r#"{"proposition":"a","toggles":{"exchange":"off"}}"#; choices];
            format!(
                "{{\"identifiers\":[\"crm:1\"],\"choices\":[{}]}}\n",
                choices.join(",")
            )
        };
        let windows = |text: String| {
            let (to, mut lines) = mpsc::channel(1_000);
            let key = DigestKey::new([7; 32]);
            read_ndjson(text.as_bytes(), 0, &key, &mut Windows::new(&to)).unwrap();
            let mut counts = Vec::new();
            while let Ok(window) = lines.try_recv() {
                counts.push(window.len());
            }
            counts
        };
        assert_eq!(windows(line(0).repeat(600)), [256, 256]);
        assert_eq!(windows(line(100).repeat(60)), [19, 19, 19]);
        let long = format!("{}\n", "x".repeat(200_000));
        assert_eq!(windows(long.repeat(11)), [5, 5]);
    }
}
