//! The answer to "may I?", in types that cannot be taken for a yes by mistake.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Moment;

/// The answer itself. There are three, so there is no way to read it as a `bool`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Go ahead.
    Allow,
    /// Do not.
    Deny,
    /// A person must decide. Until then: do not.
    Escalate,
}

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $say:literal])+ $variant:ident = $word:literal,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $say])+ $variant,)+
            /// A word that a newer server says.
            Other(String),
        }

        impl $name {
            /// Its word on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)+
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Ok(Self::from(word.as_ref()))
            }
        }
    )+};
}

words! {
    /// Why. Codes are never renamed; new ones may come.
    ReasonCode {
        /// A live, active grant covers all of it.
        Granted = "granted",
        /// Another legal basis than consent covers it.
        LegalBasis = "legal_basis",
        /// The customer never said yes.
        NoGrant = "no_grant",
        /// The customer took the yes back.
        Withdrawn = "withdrawn",
        /// The customer paused everything.
        Paused = "paused",
        /// The grant ran out.
        Expired = "expired",
        /// The exchange changed and waits for a new answer.
        NeedsAnswer = "needs_answer",
        /// The exchange is on, this facet is off.
        FacetOff = "facet_off",
        /// The customer objected.
        Objected = "objected",
        /// The customer's browser asks not to sell or share, and this does.
        SignalGpc = "signal_gpc",
        /// No live exchange for this purpose uses this data.
        DataNotCovered = "data_not_covered",
        /// No live exchange for this purpose uses this channel.
        ChannelNotCovered = "channel_not_covered",
        /// No live exchange for this purpose has this AI use.
        AiNotCovered = "ai_not_covered",
        /// No such guess about the customer counts for this purpose.
        InferenceNotCovered = "inference_not_covered",
        /// Nobody is known by this reference.
        UnknownCustomer = "unknown_customer",
        /// The customer was erased.
        Erased = "erased",
        /// The registry has no such purpose.
        UnknownPurpose = "unknown_purpose",
        /// The registry has no such data category.
        UnknownData = "unknown_data",
        /// A red line stops it, or gives it to a person.
        RedLine = "red_line",
        /// The customer said that a person decides about her.
        HumanOnly = "human_only",
        /// Nobody registered the model that would decide, or this version of it.
        UnknownModel = "unknown_model",
        /// Too few decisions of the model are explained: it decides no more, or a person does.
        BelowBar = "below_bar",
        /// A mirror alone says this: what it holds is older than its limit, or two records of
        /// hers became one or were set apart and it is about to read her anew, so it does not know.
        Stale = "stale",
        /// A mirror alone says this: the question names guesses or a model, which no mirror holds. Ask
        /// the server.
        AskServer = "ask_server",
    }

    /// What sort of rule decided.
    DecidedByKind {
        /// The customer's consent state.
        Consent = "consent",
        /// Another legal basis.
        LegalBasis = "legal_basis",
        /// Nothing allows it: silence is a no.
        Default = "default",
        /// A red line, which beats consent.
        RedLine = "red_line",
        /// The customer's wish that a person decides about her.
        HumanOnly = "human_only",
        /// How the model does that would decide.
        Model = "model",
    }
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Why.
    pub code: ReasonCode,
    /// The toggle that it is about, for example `channel:email`.
    pub toggle: Option<String>,
    /// The key of the proposition that it is about.
    pub proposition: Option<String>,
    /// The key of the red line that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub red_line: Option<String>,
    /// The key of the guess that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inference: Option<String>,
    /// Since when.
    pub since: Option<Moment>,
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedBy {
    /// What sort of rule.
    pub kind: DecidedByKind,
    /// The key of the proposition, where one decided.
    pub proposition: Option<String>,
    /// Its live version.
    pub version: Option<u32>,
    /// The key of the red line, where one decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub red_line: Option<String>,
}

/// The grant that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The version that was granted.
    pub version: u32,
    /// When.
    pub granted_at: Moment,
    /// When it runs out.
    pub expires_at: Moment,
    /// What the customer keeps of it.
    pub receipt: String,
}

/// The answer to one question.
///
/// It is no `bool` and does not become one. What needs a yes takes a [`Permit`], which nothing but
/// an allowing verdict gives:
///
/// ```
/// use mutual_client::{Permit, Verdict};
///
/// fn send_recipes(_: Permit) { /* … */ }
///
/// fn act(verdict: &Verdict) -> Result<(), mutual_client::NotAllowed> {
///     send_recipes(verdict.permit()?);
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "whoever does not look at the answer may not act"]
pub struct Verdict {
    /// The answer itself.
    #[serde(rename = "verdict")]
    pub outcome: Outcome,
    /// Why; the first reason is the one that decided.
    pub reasons: Vec<Reason>,
    /// What decided.
    pub decided_by: DecidedBy,
    /// The grant, where one allows.
    pub grant: Option<Grant>,
    /// The case that a person decides, where there is one.
    pub case: Option<String>,
    /// The ledger index that this reflects.
    pub index: u64,
    /// For how many seconds the answer may be reused at most: never past the moment at which the
    /// customer's state changes by itself.
    pub max_age_s: u32,
}

impl Verdict {
    /// The yes, to be shown to whatever needs one.
    ///
    /// # Errors
    ///
    /// [`NotAllowed`] for everything else, an escalation too.
    pub fn permit(&self) -> Result<Permit, NotAllowed> {
        if self.outcome == Outcome::Allow {
            Ok(Permit {
                index: self.index,
                max_age_s: self.max_age_s,
            })
        } else {
            Err(NotAllowed(Box::new(self.clone())))
        }
    }

    /// Whether it is a no. An escalation is neither a yes nor a no.
    #[must_use]
    pub fn is_denied(&self) -> bool {
        self.outcome == Outcome::Deny
    }

    /// The reason that decided.
    #[must_use]
    pub fn code(&self) -> Option<&ReasonCode> {
        self.reasons.first().map(|reason| &reason.code)
    }
}

/// A yes. Nobody can make one but an allowing [`Verdict`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a yes that is not used"]
pub struct Permit {
    index: u64,
    max_age_s: u32,
}

impl Permit {
    /// The ledger index that it reflects.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// For how many seconds after the question it may be used.
    #[must_use]
    pub fn max_age_s(&self) -> u32 {
        self.max_age_s
    }
}

/// The answer was no, or that a person must decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAllowed(pub Box<Verdict>);

impl std::error::Error for NotAllowed {}

impl fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.0.code().map_or("no reason", ReasonCode::as_str);
        match self.0.outcome {
            Outcome::Escalate => write!(f, "a person must decide: {code}"),
            Outcome::Allow | Outcome::Deny => write!(f, "not allowed: {code}"),
        }
    }
}
