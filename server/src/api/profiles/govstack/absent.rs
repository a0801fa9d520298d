//! The operations that map to nothing here: each answers 501 by its name, and says where to go.

use std::sync::Arc;

use axum::routing::{MethodFilter, MethodRouter, on};
use utoipa::openapi::path::{OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{HttpMethod, Paths, Required, ResponseBuilder, SecurityRequirement};
use utoipa_axum::router::OpenApiRouter;

use crate::api::Api;
use crate::api::call::Call;
use crate::api::problem::{Code, Problem};

/// Where the profile stands.
const BASE: &str = "/api/v1/profiles/govstack";

/// Why, and where to go instead.
const POLICIES: &str = "there are no policies apart from propositions; what one of those says of \
    retention and recipients stands in its document (`GET /api/v1/propositions`)";
const PUBLISHING: &str = "agreements are written in the studio and published after somebody else \
    approved them; no client does that";
const CUSTOMERS: &str = "customers are written with `PUT /api/v1/customers/{ref}`";
const EVERYBODY: &str = "a list of everybody is an export: `GET /api/v1/export`";
const WEBHOOKS: &str = "webhooks are set with `/api/v1/webhook-endpoints`, which never tells a secret \
    again";
const CHOICES: &str = "an answer is written with `POST /api/v1/customers/{ref}/choices`, which needs \
    evidence for a yes";
const SIGNATURES: &str = "individuals sign nothing here; what proves a choice is its receipt \
    (`GET /api/v1/receipts/{receipt}`)";
const ERASURE: &str = "a customer is erased with `DELETE /api/v1/customers/{ref}`";

/// Method, path, name of the operation, and why it is not here.
type Absent = (HttpMethod, &'static str, &'static str, &'static str);

/// Every operation of the specification that nothing answers.
#[rustfmt::skip]
const ABSENT: [Absent; 29] = [
    (HttpMethod::Post, "/config/policy/", "configPolicyCreate", POLICIES),
    (HttpMethod::Get, "/config/policy/{policyId}/", "configPolicyRead", POLICIES),
    (HttpMethod::Put, "/config/policy/{policyId}/", "configPolicyUpdate", POLICIES),
    (HttpMethod::Delete, "/config/policy/{policyId}/", "configPolicyDelete", POLICIES),
    (HttpMethod::Get, "/config/policy/{policyId}/revisions/", "configPolicyRevisionsList", POLICIES),
    (HttpMethod::Get, "/config/policies/", "configPolicyList", POLICIES),
    (HttpMethod::Get, "/service/policy/{policyId}/", "servicePolicyRead", POLICIES),
    (HttpMethod::Post, "/config/data-agreement/", "configDataAgreementCreate", PUBLISHING),
    (HttpMethod::Put, "/config/data-agreement/{dataAgreementId}/", "configDataAgreementUpdate", PUBLISHING),
    (HttpMethod::Delete, "/config/data-agreement/{dataAgreementId}/", "configDataAgreementDelete", PUBLISHING),
    (HttpMethod::Post, "/config/individual/", "configIndividualCreate", CUSTOMERS),
    (HttpMethod::Post, "/service/individual/", "serviceIndividualCreate", CUSTOMERS),
    (HttpMethod::Put, "/service/individual/{individualId}/", "serviceIndividualUpdate", CUSTOMERS),
    (HttpMethod::Get, "/config/individuals/", "configIndividualList", EVERYBODY),
    (HttpMethod::Get, "/service/individuals/", "serviceIndividualList", EVERYBODY),
    (HttpMethod::Get, "/service/verification/consent-records/", "serviceVerificationConsentRecordList", EVERYBODY),
    (HttpMethod::Get, "/audit/consent-records/", "auditConsentRecordList", EVERYBODY),
    (HttpMethod::Post, "/config/webhook/", "configWebhookCreate", WEBHOOKS),
    (HttpMethod::Get, "/config/webhook/{webhookId}/", "configWebhookRead", WEBHOOKS),
    (HttpMethod::Put, "/config/webhook/{webhookId}/", "configWebhookUpdate", WEBHOOKS),
    (HttpMethod::Delete, "/config/webhook/{webhookId}/", "configWebhookDelete", WEBHOOKS),
    (HttpMethod::Get, "/config/webhooks/", "configWebhookList", WEBHOOKS),
    (HttpMethod::Post, "/service/individual/record/data-agreement/{dataAgreementId}/", "serviceIndividualConsentRecordCreate", CHOICES),
    (HttpMethod::Post, "/service/individual/record/consent-record/draft/", "serviceIndividualConsentRecordDraftCreate", CHOICES),
    (HttpMethod::Put, "/service/individual/record/consent-record/{consentRecordId}/", "serviceIndividualConsentRecordUpdate", CHOICES),
    (HttpMethod::Post, "/service/individual/record/consent-record/", "serviceIndividualConsentRecordSignatureCreate", SIGNATURES),
    (HttpMethod::Post, "/service/individual/record/consent-record/{consentRecordId}/signature/", "serviceIndividualSignatureCreate", SIGNATURES),
    (HttpMethod::Put, "/service/individual/record/consent-record/{consentRecordId}/signature/", "serviceIndividualSignatureUpdate", SIGNATURES),
    (HttpMethod::Delete, "/service/individual/record/", "serviceIndividualConsentRecordDeleteAll", ERASURE),
];

/// Adds them.
pub(super) fn add(router: OpenApiRouter<Arc<Api>>) -> OpenApiRouter<Arc<Api>> {
    ABSENT.into_iter().fold(router, |router, absent| {
        let mut paths = Paths::new();
        let (method, path, ..) = &absent;
        let operation = describe(&absent);
        paths.add_path_operation(format!("{BASE}{path}"), vec![method.clone()], operation);
        router.routes((Vec::new(), paths, answering(&absent)))
    })
}

fn answering((method, _, name, why): &Absent) -> MethodRouter<Arc<Api>> {
    let (name, why) = (*name, *why);
    let filter = match method {
        HttpMethod::Get => MethodFilter::GET,
        HttpMethod::Put => MethodFilter::PUT,
        HttpMethod::Delete => MethodFilter::DELETE,
        _ => MethodFilter::POST,
    };
    on(filter, move |_: Call| async move {
        let detail = format!("`{name}` is not offered here: {why}");
        Err::<axum::response::Response, _>(Problem::new(Code::NotImplemented, detail))
    })
}

fn describe((_, path, name, why): &Absent) -> OperationBuilder {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    let named = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameters = named.map(|parameter| {
        ParameterBuilder::new()
            .name(parameter)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some("Not looked at."))
            .schema(Some(text.clone()))
            .build()
    });
    let parameters: Vec<_> = parameters.collect();
    let not_here = ResponseBuilder::new().description("It is not offered here.");
    let operation = OperationBuilder::new()
        .tag("Profiles")
        .operation_id(Some(*name))
        .summary(Some(format!("GovStack: {name} (not offered)")))
        .description(Some(format!("Answers 501: {why}.")))
        .response("501", not_here.build())
        .securities(Some(
            ["oauth", "bearer"].map(|way| SecurityRequirement::new(way, [""; 0])),
        ));
    if parameters.is_empty() {
        operation
    } else {
        operation.parameters(Some(parameters))
    }
}
