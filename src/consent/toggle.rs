//! One switch of an exchange.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::catalogue::{AiUse, Channel, Slug};

/// One switch: the exchange itself, or one facet of it.
///
/// Written `exchange`, `data:orders`, `channel:email`, `ai:infer`. The order of the variants is
/// the order of the page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Toggle {
    /// The exchange itself.
    Exchange,
    /// The use of one data category.
    Data(Slug),
    /// One channel.
    Channel(Channel),
    /// One AI use.
    Ai(AiUse),
}

/// The text names no toggle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a toggle: use `exchange`, `data:…`, `channel:…` or `ai:…`")]
pub struct NotAToggle;

impl FromStr for Toggle {
    type Err = NotAToggle;

    fn from_str(text: &str) -> Result<Self, NotAToggle> {
        if text == "exchange" {
            return Ok(Self::Exchange);
        }
        let (kind, name) = text.split_once(':').ok_or(NotAToggle)?;
        match kind {
            "data" => name.parse().map(Self::Data).map_err(|_| NotAToggle),
            "channel" => name.parse().map(Self::Channel).map_err(|()| NotAToggle),
            "ai" => name.parse().map(Self::Ai).map_err(|()| NotAToggle),
            _ => Err(NotAToggle),
        }
    }
}

impl fmt::Display for Toggle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exchange => f.write_str("exchange"),
            Self::Data(category) => write!(f, "data:{category}"),
            Self::Channel(channel) => write!(f, "channel:{channel}"),
            Self::Ai(ai) => write!(f, "ai:{ai}"),
        }
    }
}

impl Serialize for Toggle {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Toggle {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::read(deserializer, str::parse)
    }
}

/// Where a choice puts a toggle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// Not used.
    Off,
    /// Used.
    On,
}

impl Switch {
    /// `on` for true.
    #[must_use]
    pub fn from_on(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }

    /// Its word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toggles_read_back_as_written_and_nothing_else_is_one() {
        for text in [
            "exchange",
            "data:orders",
            "channel:in_app",
            "ai:decide_auto",
        ] {
            assert_eq!(text.parse::<Toggle>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "Exchange",
            "data:",
            "channel:fax",
            "ai:",
            "mood:good",
            "data:A",
        ] {
            assert_eq!(text.parse::<Toggle>(), Err(NotAToggle), "{text}");
        }
    }
}
