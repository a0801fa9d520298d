//! Many rows as two values.
//!
//! A statement that writes or looks up many rows takes them as one string of bytes and the
//! offsets at which its records begin, and unfolds them with `json_each` and `substr`. So its
//! text never depends on how many rows there are, it stays prepared, and a whole group crosses
//! to the connection's thread once. Records hold numbers as [`WIDTH`] decimal digits; SQLite
//! reads them back with `CAST(substr(…) AS INTEGER)`.

/// How many bytes a number takes.
const WIDTH: usize = 19;

/// The records of one table.
#[derive(Default)]
pub(crate) struct Pack {
    bytes: Vec<u8>,
    offsets: String,
}

impl Pack {
    /// Begins the next record. SQLite counts bytes from 1.
    pub(crate) fn record(&mut self) {
        self.offsets
            .push(if self.offsets.is_empty() { '[' } else { ',' });
        self.offsets.push_str(&(self.bytes.len() + 1).to_string());
    }

    /// Adds a number that is not negative.
    pub(crate) fn number(&mut self, number: i64) {
        let mut digits = [b'0'; WIDTH];
        let mut rest = number.unsigned_abs();
        for digit in digits.iter_mut().rev() {
            // A remainder of 10 is one digit.
            *digit += u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        self.bytes.extend_from_slice(&digits);
    }

    /// Adds a number that says how many bytes a part of the record has.
    pub(crate) fn length(&mut self, length: usize) {
        self.number(i64::try_from(length).unwrap_or(i64::MAX));
    }

    /// Adds bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The bytes, and the offsets as a JSON array.
    pub(crate) fn into_values(self) -> (Vec<u8>, String) {
        let mut offsets = self.offsets;
        offsets.push_str(if offsets.is_empty() { "[]" } else { "]" });
        (self.bytes, offsets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_width_and_records_are_found_by_their_offsets() {
        let mut pack = Pack::default();
        pack.record();
        pack.number(i64::MAX);
        pack.record();
        pack.length(42);
        pack.bytes(b"x");
        let (bytes, offsets) = pack.into_values();
        assert_eq!(bytes, b"92233720368547758070000000000000000042x");
        assert_eq!(offsets, "[1,20]");
        assert_eq!(Pack::default().into_values().1, "[]");
    }
}
