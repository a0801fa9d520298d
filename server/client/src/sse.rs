//! Server-sent events, line by line (WHATWG HTML, section 9.2.6).

/// The longest line that is kept, in bytes; an entry has less than a hundredth of it.
const LONGEST: usize = 16 * 1024 * 1024;

/// What a stream says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// An event.
    Event(Event),
    /// A line for whoever watches the connection.
    Comment(String),
    /// How many milliseconds to wait before coming again.
    Retry(u64),
}

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its id, where it has one of its own.
    pub(crate) id: Option<String>,
    /// Its name; empty where it has none.
    pub(crate) name: String,
    /// What it says.
    pub(crate) data: String,
}

/// A line is longer than any that the server writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// Reads a stream in whatever pieces it comes.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    line: Vec<u8>,
    /// A line feed that comes now belongs to the carriage return before it.
    after_return: bool,
    event: Event,
    has_data: bool,
    said: std::collections::VecDeque<Said>,
}

impl Parser {
    /// Takes the next bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        for &byte in bytes {
            match byte {
                b'\n' if self.after_return => self.after_return = false,
                b'\n' | b'\r' => {
                    self.after_return = byte == b'\r';
                    let line = std::mem::take(&mut self.line);
                    self.take(&String::from_utf8_lossy(&line));
                }
                _ => {
                    self.after_return = false;
                    self.line.push(byte);
                    if self.line.len() > LONGEST {
                        return Err(TooLong);
                    }
                }
            }
        }
        Ok(())
    }

    /// The next thing that it said.
    pub(crate) fn next(&mut self) -> Option<Said> {
        self.said.pop_front()
    }

    fn take(&mut self, line: &str) {
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            if std::mem::take(&mut self.has_data) {
                self.said.push_back(Said::Event(event));
            }
            return;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "" => self.said.push_back(Said::Comment(value.to_owned())),
            "id" => self.event.id = Some(value.to_owned()),
            "event" => value.clone_into(&mut self.event.name),
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
            }
            "retry" => {
                if let Ok(millis) = value.parse() {
                    self.said.push_back(Said::Retry(millis));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pieces: &[&[u8]]) -> Vec<Said> {
        let mut parser = Parser::default();
        for piece in pieces {
            parser.push(piece).unwrap();
        }
        std::iter::from_fn(|| parser.next()).collect()
    }

    #[test]
    fn a_stream_says_the_same_in_whatever_pieces_it_comes() {
        let text =
            "retry: 1000\n: 7\n\nid: 8\r\ndata: {\"a\":1}\r\n\r\nevent: x\rdata: y\rdata:z\r\r";
        let whole = read(&[text.as_bytes()]);
        let event = |id: Option<&str>, name: &str, data: &str| {
            Said::Event(Event {
                id: id.map(str::to_owned),
                name: name.to_owned(),
                data: data.to_owned(),
            })
        };
        let said = [
            Said::Retry(1_000),
            Said::Comment("7".to_owned()),
            event(Some("8"), "", "{\"a\":1}"),
            event(None, "x", "y\nz"),
        ];
        assert_eq!(whole, said);
        let single: Vec<_> = text.as_bytes().chunks(1).collect();
        assert_eq!(read(&single), whole);
    }

    #[test]
    fn what_was_cut_within_an_event_is_no_event() {
        assert_eq!(read(&[b"id: 8\ndata: {\"a\":1}\n"]), []);
        assert_eq!(read(&[b"id: 8\n\n"]), []);
    }
}
