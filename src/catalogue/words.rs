//! The closed vocabularies of a proposition, and slugs.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The text is no slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("use 1 to 64 small letters, digits, `-` or `_`, and begin with a letter or digit")]
pub struct NotASlug;

/// A short stable name: of a proposition, a purpose, a data category.
///
/// 1 to 64 of `a-z 0-9 - _`, beginning with a letter or digit. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = NotASlug;

    fn from_str(text: &str) -> Result<Self, NotASlug> {
        let word = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
        let good = text.len() <= 64
            && text.bytes().next().is_some_and(word)
            && text.bytes().all(|c| word(c) || c == b'-' || c == b'_');
        if good {
            Ok(Self(text.into()))
        } else {
            Err(NotASlug)
        }
    }
}

impl Deref for Slug {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Slug {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::read(deserializer, str::parse)
    }
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$item_doc])* #[serde(rename = $text)] $item),+
        }

        impl $name {
            /// All of them, in the order that they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$item),+];

            /// Its word in documents and on the wire.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$item => $text),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($text => Ok(Self::$item),)+ _ => Err(()) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// How the organisation reaches a customer.
    Channel {
        /// E-mail.
        Email = "email",
        /// Text message.
        Sms = "sms",
        /// Push notification.
        Push = "push",
        /// A call.
        Phone = "phone",
        /// Paper mail.
        Post = "post",
        /// Inside the brand's app.
        InApp = "in_app",
        /// On the brand's site.
        Web = "web",
    }
}

vocabulary! {
    /// What an artificial intelligence does with the data.
    AiUse {
        /// Picks or orders what the customer is shown.
        Personalise = "personalise",
        /// Guesses something about the customer.
        Infer = "infer",
        /// Proposes a decision that a person takes.
        DecideAssist = "decide_assist",
        /// Decides on its own.
        DecideAuto = "decide_auto",
        /// Writes or draws something for the customer.
        Generate = "generate",
        /// Learns from the data.
        Train = "train",
        /// Hands the data to a vendor's model.
        ShareModel = "share_model",
    }
}

vocabulary! {
    /// Why the processing is lawful (GDPR, article 6(1)).
    LegalBasis {
        /// (a) The customer turned it on.
        Consent = "consent",
        /// (b) A contract with the customer needs it.
        Contract = "contract",
        /// (c) A law demands it.
        LegalObligation = "legal_obligation",
        /// (f) A legitimate interest; the customer can object.
        LegitimateInterest = "legitimate_interest",
    }
}

vocabulary! {
    /// What sort of value a benefit is.
    BenefitKind {
        /// Money or a price cut.
        Money = "money",
        /// Loyalty points.
        Points = "points",
        /// Access to something.
        Access = "access",
        /// Something done for the customer.
        Service = "service",
        /// Less effort or time.
        Convenience = "convenience",
        /// Good for everybody.
        PublicGood = "public_good",
    }
}

vocabulary! {
    /// How the worth of data was worked out: the eight ways of 11 CCR § 7081(a), in its order.
    WorthMethod {
        /// What one more customer's data brings.
        Marginal = "marginal_value",
        /// What a customer's data brings on average.
        Average = "average_value",
        /// What the data of all brings, divided by all people whose data there is.
        Aggregate = "aggregate_value",
        /// What is taken in by selling, collecting or keeping the data.
        Revenue = "revenue",
        /// What selling, collecting or keeping the data costs.
        DataExpenses = "data_expenses",
        /// What it costs to give what people get for it.
        IncentiveExpenses = "incentive_expenses",
        /// What is left of selling, collecting or keeping the data.
        Profit = "profit",
        /// Any other practical and reasonably reliable way, in good faith: its words say which.
        Other = "other",
    }
}

impl WorthMethod {
    /// Whether a text is the name of a way, and so says all of it. `other` alone says nothing.
    #[must_use]
    pub fn is_name(text: &str) -> bool {
        let named: Result<Self, ()> = text.trim().parse();
        named.is_ok_and(|method| method != Self::Other)
    }
}

vocabulary! {
    /// How often a benefit arrives.
    Every {
        /// One time.
        Once = "once",
        /// Each day.
        Day = "day",
        /// Each week.
        Week = "week",
        /// Each month.
        Month = "month",
        /// Each three months.
        Quarter = "quarter",
        /// Each year.
        Year = "year",
        /// At each visit.
        Visit = "visit",
        /// With each order.
        Order = "order",
        /// On each trip.
        Trip = "trip",
    }
}

impl Every {
    /// How often in a year, where the calendar says so.
    #[must_use]
    pub fn per_year(self) -> Option<f64> {
        Some(match self {
            Self::Day => 365.0,
            Self::Week => 52.0,
            Self::Month => 12.0,
            Self::Quarter => 4.0,
            Self::Year => 1.0,
            Self::Once | Self::Visit | Self::Order | Self::Trip => return None,
        })
    }
}

vocabulary! {
    /// Who decides about the customer.
    DecidedBy {
        /// A computer, and no person looks.
        Computer = "computer",
        /// A person.
        Person = "person",
        /// A computer proposes, a person decides.
        Both = "both",
    }
}
