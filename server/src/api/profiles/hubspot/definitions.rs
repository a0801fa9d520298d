//! The subscriptions that there are: each live exchange that uses e-mail.

use std::sync::Arc;

use axum::response::Response;
use mutual::access::Deed;
use mutual::catalogue::{Proposition, Version};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::map;
use super::shapes::{HubSpotDone, one_account, read};
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::wire::Moment;

/// Which.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `hubspot_definitions` reads")]
struct DefinitionsQuery {
    /// `0`: there is one account here.
    #[param(rename = "businessUnitId", required = false, minimum = 0, maximum = 0)]
    business_unit: u64,
    /// With what each is called in its other languages.
    #[param(rename = "includeTranslations", required = false)]
    include_translations: bool,
}

/// The subscriptions.
#[derive(Serialize, ToSchema)]
struct HubSpotDefinitions {
    results: Vec<HubSpotDefinition>,
    #[serde(flatten)]
    done: HubSpotDone,
}

/// One subscription: an exchange.
#[derive(Serialize, ToSchema)]
struct HubSpotDefinition {
    /// Its number, as statuses name it: the ledger index of its first publication.
    #[schema(example = "12")]
    id: String,
    /// What it is called.
    name: String,
    /// How the data is used.
    description: String,
    /// The purpose.
    #[schema(example = "recommendations")]
    purpose: String,
    /// `Email`.
    #[serde(rename = "communicationMethod")]
    method: &'static str,
    #[serde(rename = "isActive")]
    is_active: bool,
    /// Never: nobody is subscribed who did not ask for it.
    #[serde(rename = "isDefault")]
    is_default: bool,
    #[serde(rename = "isInternal")]
    is_internal: bool,
    #[serde(rename = "businessUnitId")]
    business_unit: u64,
    #[serde(rename = "createdAt")]
    created_at: Moment,
    #[serde(rename = "updatedAt")]
    updated_at: Moment,
    #[serde(
        rename = "subscriptionTranslations",
        skip_serializing_if = "Option::is_none"
    )]
    translations: Option<Vec<HubSpotTranslation>>,
}

/// What a subscription is called in one more language.
#[derive(Serialize, ToSchema)]
struct HubSpotTranslation {
    #[serde(rename = "subscriptionId")]
    subscription: u64,
    /// BCP 47.
    #[serde(rename = "languageCode")]
    #[schema(example = "de")]
    language: String,
    name: String,
    description: String,
    /// Milliseconds since 1970.
    #[serde(rename = "createdAt")]
    created_at: i64,
    /// Milliseconds since 1970.
    #[serde(rename = "updatedAt")]
    updated_at: i64,
}

/// HubSpot: the subscription definitions
///
/// Every live exchange that uses e-mail, with the number that statuses name it by.
#[utoipa::path(
    get, path = "/api/v1/profiles/hubspot/communication-preferences/v4/definitions",
    tag = "Profiles", params(DefinitionsQuery, ReadQuery),
    responses(
        (status = 200, description = "The definitions.", body = HubSpotDefinitions),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["catalogue"]), ("bearer" = ["catalogue"])),
)]
pub(super) async fn hubspot_definitions(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadCatalogue)?;
    let query = call.query(&["businessUnitId", "includeTranslations", "min_index"])?;
    one_account(&query)?;
    let translated = query.flag("includeTranslations")?;
    let index = call.index(&query).await?;
    let engine = call.engine();
    let catalogue = engine.catalogue();
    let by_email = catalogue.live().filter(|(_, live)| live.has(&map::TOGGLE));
    let body = HubSpotDefinitions {
        results: by_email
            .filter_map(|(proposition, live)| define(proposition, live, translated))
            .collect(),
        done: HubSpotDone::at(engine.now()),
    };
    Ok(read(&call, index, &body))
}

fn define(
    proposition: &Proposition,
    live: &Arc<Version>,
    translated: bool,
) -> Option<HubSpotDefinition> {
    let first = proposition.versions().first()?;
    let document = &live.document;
    let translation =
        |(language, texts): (&String, &mutual::catalogue::Translation)| HubSpotTranslation {
            subscription: first.index,
            language: language.clone(),
            name: texts.title.clone(),
            description: texts.usage.clone(),
            created_at: first.published_at.as_millis(),
            updated_at: live.published_at.as_millis(),
        };
    let translations = document.translations.iter().map(translation);
    Some(HubSpotDefinition {
        id: first.index.to_string(),
        name: document.title.clone(),
        description: document.usage.clone(),
        purpose: document.purpose.to_string(),
        method: "Email",
        is_active: true,
        is_default: false,
        is_internal: false,
        business_unit: 0,
        created_at: Moment(first.published_at),
        updated_at: Moment(live.published_at),
        translations: translated.then(|| translations.collect()),
    })
}
