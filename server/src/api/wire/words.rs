//! The closed vocabularies on the wire.

use std::borrow::Cow;

use mutual::catalogue::{AiUse, ChangeClass, Channel, LegalBasis, Origin, Sensitivity};
use mutual::consent::{ActorKind, Decision, Phase, Route, Source, Switch};
use mutual::guard;
use mutual::ledger::EntryKind;
use mutual::webhook::{Course, WhyOff};
use serde::{Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident($inner:ty) as $wire:literal = $all:expr;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy)]
        pub(crate) struct $name(pub(crate) $inner);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.word())
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words: Vec<&'static str> = $all.iter().map(|word| word.word()).collect();
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .enum_values(Some(words))
                    .description(Some(concat!($($doc),+).trim()))
                    .into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                $wire.into()
            }
        }
    )+};
}

words! {
    /// The answer to "may I?".
    VerdictWord(guard::Outcome) as "VerdictWord" = guard::Outcome::ALL;
    /// Why. Clients may branch on it; codes are never renamed, new ones may come.
    ReasonWord(guard::Code) as "ReasonCode" = guard::Code::ALL;
    /// What sort of rule decided.
    DecidedByWord(guard::DecidedByKind) as "DecidedByKind" = guard::DecidedByKind::ALL;
    /// What a customer is going through, as far as a red line asks.
    SituationWord(guard::Situation) as "Situation" = guard::Situation::ALL;
    /// What sort of work a case is.
    CaseKindWord(guard::CaseKind) as "CaseKind" = guard::CaseKind::ALL;
    /// What was decided.
    DecisionWord(Decision) as "Decision" = Decision::ALL;
    /// What a decision rests on.
    SourceWord(Source) as "Source" = Source::ALL;
    /// Whether a decision counts now.
    PhaseWord(Phase) as "Phase" = Phase::ALL;
    /// Why the processing is lawful (GDPR, article 6(1)).
    LegalBasisWord(LegalBasis) as "LegalBasis" = LegalBasis::ALL;
    /// How the organisation reaches a customer.
    ChannelWord(Channel) as "Channel" = Channel::ALL;
    /// What an artificial intelligence does with the data.
    AiUseWord(AiUse) as "AiUse" = AiUse::ALL;
    /// Where data comes from.
    OriginWord(Origin) as "Origin" = Origin::ALL;
    /// How much harm data can do.
    SensitivityWord(Sensitivity) as "Sensitivity" = Sensitivity::ALL;
    /// How a version differs from the one before.
    ClassWord(ChangeClass) as "ChangeClass" = ChangeClass::ALL;
    /// What happened.
    // The first one, the log's genesis, is never in the feed.
    EntryTypeWord(EntryKind) as "EntryType" = EntryKind::ALL.get(1..).unwrap_or_default();
    /// What sort of actor.
    ActorKindWord(ActorKind) as "ActorKind" = ActorKind::ALL;
    /// By which way a change came.
    RouteWord(Route) as "Route" = Route::ALL;
    /// How far a message is on its way.
    CourseWord(Course) as "WebhookStatus" = Course::ALL;
    /// Why nothing is sent to an address.
    WhyOffWord(WhyOff) as "WebhookDisabledBecause" = WhyOff::ALL;
    /// Where a toggle is put.
    SwitchWord(Switch) as "Switch" = [Switch::On, Switch::Off];
}
