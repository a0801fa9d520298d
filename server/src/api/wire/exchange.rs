//! The state of an exchange in four words for each toggle.

use std::borrow::Cow;
use std::collections::BTreeMap;

use mutual::consent::{ExchangeView, Toggle, ToggleView, Toggles};
use serde::{Serialize, Serializer};
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{
    DecisionWord, LegalBasisWord, Moment, PhaseWord, SourceWord, SwitchWord, ToggleName,
    toggle_schema,
};

/// One exchange as one customer stands to it.
#[derive(Serialize, ToSchema)]
#[schema(as = Exchange)]
pub(crate) struct ExchangeBody<'a> {
    /// The key of the proposition.
    #[schema(value_type = String, example = "recipe-ideas")]
    proposition: &'a str,
    /// Its live version.
    version: u32,
    /// Every toggle of the live version.
    toggles: ToggleStates<'a>,
}

impl<'a> From<&'a ExchangeView> for ExchangeBody<'a> {
    fn from(view: &'a ExchangeView) -> Self {
        Self {
            proposition: &view.proposition,
            version: view.version,
            toggles: ToggleStates(&view.toggles),
        }
    }
}

/// The state of one toggle.
#[derive(Serialize, ToSchema)]
#[schema(as = ToggleState)]
pub(crate) struct ToggleState {
    decision: DecisionWord,
    source: SourceWord,
    phase: PhaseWord,
    legal_basis: LegalBasisWord,
    /// Since when; null where nothing was decided.
    since: Option<Moment>,
    /// The version that was decided on.
    version: Option<u32>,
    /// When a grant runs out.
    expires_at: Option<Moment>,
}

impl From<&ToggleView> for ToggleState {
    fn from(view: &ToggleView) -> Self {
        Self {
            decision: DecisionWord(view.decision),
            source: SourceWord(view.source),
            phase: PhaseWord(view.phase),
            legal_basis: LegalBasisWord(view.legal_basis),
            since: view.since.map(Moment),
            version: view.version,
            expires_at: view.expires_at.map(Moment),
        }
    }
}

/// Toggles by their names, with their states.
struct ToggleStates<'a>(&'a BTreeMap<Toggle, ToggleView>);

impl Serialize for ToggleStates<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let states = self
            .0
            .iter()
            .map(|(toggle, view)| (ToggleName(toggle), ToggleState::from(view)));
        serializer.collect_map(states)
    }
}

impl PartialSchema for ToggleStates<'_> {
    fn schema() -> RefOr<Schema> {
        let state = AdditionalProperties::RefOr(RefOr::Ref(Ref::from_schema_name("ToggleState")));
        ObjectBuilder::new()
            .property_names(Some(toggle_schema()))
            .additional_properties(Some(state))
            .description(Some("Each toggle by its name."))
            .into()
    }
}

impl ToSchema for ToggleStates<'_> {
    fn name() -> Cow<'static, str> {
        "ToggleStates".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((ToggleState::name().into_owned(), ToggleState::schema()));
        ToggleState::schemas(schemas);
    }
}

/// Toggles by their names, with where they were put.
pub(crate) struct Switches<'a>(pub(crate) &'a Toggles);

impl Serialize for Switches<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let switches = self
            .0
            .iter()
            .map(|(toggle, switch)| (ToggleName(toggle), SwitchWord(*switch)));
        serializer.collect_map(switches)
    }
}

impl PartialSchema for Switches<'_> {
    fn schema() -> RefOr<Schema> {
        let switch = AdditionalProperties::RefOr(SwitchWord::schema());
        ObjectBuilder::new()
            .property_names(Some(toggle_schema()))
            .additional_properties(Some(switch))
            .description(Some("Toggles, and where they are put."))
            .examples([serde_json::json!({"exchange": "on", "channel:email": "off"})])
            .into()
    }
}

impl ToSchema for Switches<'_> {
    fn name() -> Cow<'static, str> {
        "Switches".into()
    }
}
