//! Why something was not done, as it travels in an address.

use http::StatusCode;
use mutual::port::{DoorError, SubmitError};
use mutual::use_cases::Refusal;

use crate::text::Text;

/// Why a choice was not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Another version is live than the one shown.
    Changed,
    /// It was turned off after the page was drawn.
    Meanwhile,
    /// Her browser asks not to sell or share, and this would.
    Signal,
    /// It is not offered any more.
    Gone,
    /// It is not written in her language.
    Unread,
    /// It does not fit together.
    Invalid,
    /// It could not be stored.
    Away,
    /// Nobody knows yet whether it is stored.
    Unknown,
    /// She changed very much in a short time; seconds until there is room.
    TooMany(u32),
}

impl Failure {
    const ALL: [Self; 9] = [
        Self::Changed,
        Self::Meanwhile,
        Self::Signal,
        Self::Gone,
        Self::Unread,
        Self::Invalid,
        Self::Away,
        Self::Unknown,
        Self::TooMany(0),
    ];

    /// Its word in an address.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Meanwhile => "meanwhile",
            Self::Signal => "signal",
            Self::Gone => "gone",
            Self::Unread => "unread",
            Self::Invalid => "invalid",
            Self::Away => "away",
            Self::Unknown => "unknown",
            Self::TooMany(_) => "many",
        }
    }

    /// The status of an answer that says so.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Changed | Self::Meanwhile | Self::Signal => StatusCode::CONFLICT,
            Self::Gone => StatusCode::GONE,
            Self::Unread | Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Away | Self::Unknown => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        }
    }

    /// Reads its word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.word() == word)
    }

    /// What the card says.
    pub(crate) fn sentence(self, text: &Text) -> &'static str {
        let words = &text.customer.failed;
        match self {
            Self::Changed => words.changed,
            Self::Meanwhile => words.meanwhile,
            Self::Signal => words.signal,
            Self::Gone => words.gone,
            Self::Unread => words.unread,
            Self::Invalid => words.invalid,
            Self::Away => words.away,
            Self::Unknown => words.unknown,
            Self::TooMany(_) => words.too_many,
        }
    }
}

impl From<&SubmitError> for Failure {
    fn from(error: &SubmitError) -> Self {
        match error {
            SubmitError::Refused(refusal) => match refusal {
                Refusal::StaleVersion { .. } => Self::Changed,
                Refusal::ChangedMeanwhile => Self::Meanwhile,
                Refusal::AgainstSignal => Self::Signal,
                Refusal::NotWritten => Self::Unread,
                Refusal::UnknownProposition(_) | Refusal::UnknownCustomer | Refusal::Erased => {
                    Self::Gone
                }
                _ => Self::Invalid,
            },
            SubmitError::KeyReused => Self::Invalid,
            SubmitError::Store(_) | SubmitError::Overloaded => Self::Away,
            SubmitError::InDoubt => Self::Unknown,
        }
    }
}

/// Why somebody did not come in, or did not change how she comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DoorFailure {
    /// The address or the password is wrong.
    Wrong,
    /// Too many tries; seconds until the next one.
    TooMany(u32),
    /// The password is too weak.
    Weak,
    /// The link is not good any more.
    BadLink,
    /// Something is away.
    Away,
}

impl DoorFailure {
    /// Its word in an address.
    pub(crate) fn word(self) -> String {
        match self {
            Self::Wrong => "wrong".to_owned(),
            Self::TooMany(seconds) => format!("many-{seconds}"),
            Self::Weak => "weak".to_owned(),
            Self::BadLink => "link".to_owned(),
            Self::Away => "away".to_owned(),
        }
    }

    /// The status of an answer that says so.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Wrong | Self::Weak | Self::BadLink => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Reads its word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        match word {
            "wrong" => Some(Self::Wrong),
            "weak" => Some(Self::Weak),
            "link" => Some(Self::BadLink),
            "away" => Some(Self::Away),
            _ => word.strip_prefix("many-")?.parse().ok().map(Self::TooMany),
        }
    }

    /// What the page says.
    pub(crate) fn sentence(self, text: &Text) -> String {
        let words = text.entry;
        match self {
            Self::Wrong => words.wrong.to_owned(),
            Self::TooMany(seconds) => (words.too_many)(seconds),
            Self::Weak => words.weak.to_owned(),
            Self::BadLink => words.reset_bad_lead.to_owned(),
            Self::Away => words.away.to_owned(),
        }
    }
}

impl From<&DoorError> for DoorFailure {
    fn from(error: &DoorError) -> Self {
        match error {
            DoorError::Wrong => Self::Wrong,
            DoorError::TooMany(seconds) => Self::TooMany(*seconds),
            DoorError::Weak(_) => Self::Weak,
            DoorError::BadLink => Self::BadLink,
            DoorError::NotIn | DoorError::Away => Self::Away,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_travels_in_an_address_is_read_back_and_nothing_else_is() {
        for failure in Failure::ALL {
            assert_eq!(Failure::parse(failure.word()), Some(failure));
        }
        let doors = [
            DoorFailure::Wrong,
            DoorFailure::TooMany(60),
            DoorFailure::Weak,
            DoorFailure::BadLink,
            DoorFailure::Away,
        ];
        for failure in doors {
            assert_eq!(DoorFailure::parse(&failure.word()), Some(failure));
        }
        assert_eq!(Failure::parse("<script>"), None);
        assert_eq!(DoorFailure::parse("many-x"), None);
    }
}
