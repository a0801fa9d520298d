//! The shapes of the API. They live here, so that the domain's own types are free to move.

mod change;
mod customer;
mod exchange;
mod proposition;
mod red_line;
mod terms;
mod words;

pub(crate) use change::{ChangeBody, ConflictBody};
pub(crate) use customer::{CustomerBody, Identifiers};
pub(crate) use exchange::{ExchangeBody, Switches, ToggleState};
pub(crate) use proposition::{PropositionBody, VersionBody};
pub(crate) use red_line::{DataTermsBody, LineTermsBody, RedLineBody};
pub(crate) use terms::TermsBody;
pub(crate) use words::{
    ActorKindWord, AiUseWord, CaseKindWord, ChannelWord, ClassWord, CourseWord, DecidedByWord,
    DecisionWord, EntryTypeWord, LegalBasisWord, OriginWord, PhaseWord, ReasonWord, RouteWord,
    SensitivityWord, SituationWord, SourceWord, SwitchWord, VerdictWord, WhyOffWord,
};

use std::borrow::Cow;

use mutual::clock::Timestamp;
use mutual::consent::Toggle;
use serde::{Serialize, Serializer};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A moment on the wire: RFC 3339 in UTC.
#[derive(Clone, Copy)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("A moment: RFC 3339 in UTC."))
            .examples(["2026-11-23T10:00:00.000Z"])
            .into()
    }
}

impl ToSchema for Moment {
    fn name() -> Cow<'static, str> {
        "Moment".into()
    }
}

/// A toggle on the wire.
pub(crate) struct ToggleName<'a>(pub(crate) &'a Toggle);

impl Serialize for ToggleName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// What the name of a toggle looks like.
fn toggle_schema() -> Schema {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some("^(exchange|(data|channel|ai):[a-z0-9][a-z0-9_-]*)$"))
        .description(Some(
            "One switch: the exchange itself, or one facet of it (a data category, a channel or \
             an AI use).",
        ))
        .examples(["exchange", "data:orders", "channel:email", "ai:infer"])
        .into()
}

impl PartialSchema for ToggleName<'_> {
    fn schema() -> RefOr<Schema> {
        toggle_schema().into()
    }
}

impl ToSchema for ToggleName<'_> {
    fn name() -> Cow<'static, str> {
        "Toggle".into()
    }
}
