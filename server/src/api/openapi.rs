//! The description of the API, from the handlers themselves.

#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value that is not there reads as null"
)]

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use mutual::access::Scope;
use serde_json::{Map, Value, json};
use utoipa::openapi::security::{
    ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityScheme,
};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, RefOr};
use utoipa::{PartialSchema as _, ToSchema as _};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::problem::{Code, FieldError, ProblemBody};
use super::profiles::telling::{self, Telling};
use super::{Api, answer, profiles};

/// What every operation can answer, beside what its handler says: status, and whether only those
/// with a bearer do.
const COMMON: [(&str, &str, bool); 5] = [
    ("400", "Something in the request cannot be read.", false),
    ("401", "There is no good bearer.", true),
    (
        "403",
        "The bearer lacks the scope; the detail names it.",
        true,
    ),
    (
        "429",
        "Too many requests: wait as `Retry-After` says.",
        false,
    ),
    (
        "503",
        "The database is away, or too much is waiting: wait as `Retry-After` says.",
        false,
    ),
];

/// The scopes that operations need, and what they let a client do.
pub(super) const SCOPES: [(Scope, &str); 10] = [
    (Scope::Check, "Ask \"may I?\"."),
    (
        Scope::ConsentRead,
        "Read customers and their consent state.",
    ),
    (
        Scope::ConsentWrite,
        "Write customers, and choices on their behalf.",
    ),
    (Scope::Feed, "Follow the changes."),
    (
        Scope::Catalogue,
        "Read purposes, data categories and propositions.",
    ),
    (Scope::ValueWrite, "Report what arrived and what was used."),
    (Scope::Cases, "Read what waits for a person, and decide it."),
    (
        Scope::DecisionsWrite,
        "Tell what models guess and decide about customers, and read what was decided.",
    ),
    (
        Scope::Webhooks,
        "Say where changes are sent to, and see what was sent.",
    ),
    (
        Scope::Admin,
        "Import and export everybody; say which models decide.",
    ),
];

/// The parts of the API in the order of the documentation.
const TAGS: [(&str, &str); 15] = [
    (
        "Sign in",
        "A client's id and secret for a token. The secret itself works as a bearer too.",
    ),
    (
        "Check",
        "May I? Answered from memory. Whatever is not `allow` is a no.",
    ),
    (
        "Cases",
        "What waits for a person. Nobody decides in time: then the answer is no.",
    ),
    ("Customers", "Whom you know, by your own names for them."),
    (
        "Consent",
        "What each customer decided, and decisions on her behalf.",
    ),
    ("Changes", "Every change, dense and in order."),
    (
        "Webhooks",
        "Changes, sent to you: signed, in order for each customer, and again until you took them.",
    ),
    (
        "Value",
        "What arrived of what was promised, and when data was last used.",
    ),
    (
        "Decisions",
        "What machines decided about customers, and why. What cites data that a customer did not \
         allow is refused.",
    ),
    (
        "Inferences",
        "What models guess about customers. Each customer reads it, and may forbid it for good.",
    ),
    ("Bulk", "Everybody at once."),
    ("Catalogue", "What can be agreed on."),
    (
        "Profiles",
        "The same state in the CRMs' own words, for clients that speak a vendor's API already. \
         What is lost in each, `/docs/profiles` tells.",
    ),
    (
        "Evidence",
        "The public log, for whoever wants to check it. It says nothing about anybody.",
    ),
    ("Description", "This documentation, for programs."),
];

/// The endpoint.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new().routes(routes!(describe_api))
}

/// Read this description
#[utoipa::path(
    get, path = "/api/openapi.json", tag = "Description",
    responses(
        (status = 200, description = "This document (OpenAPI 3.1).", body = serde_json::Value),
        (status = 304, description = "It is the one whose tag you sent."),
    ),
    security(()),
)]
async fn describe_api(State(_): State<Arc<Api>>, request: Request) -> Response<Body> {
    static TAG: LazyLock<String> = LazyLock::new(|| answer::tag(json_text().as_bytes()));
    let mut response = Response::new(Body::empty());
    if answer::is_known(request.headers(), &TAG) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        *response.body_mut() = Body::from(json_text());
        let media = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, media);
    }
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    if let Ok(tag) = HeaderValue::from_str(&TAG) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// The description as JSON text.
#[must_use]
pub fn json_text() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", document()));
    &TEXT
}

/// The description.
pub(super) fn document() -> &'static Value {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
        let (_, described) = super::closed()
            .merge(profiles::described())
            .merge(super::open_to_all())
            .split_for_parts();
        complete(described)
    });
    &DOCUMENT
}

/// Adds what is the same everywhere: who may call, what can go wrong, which headers come along.
fn complete(mut described: OpenApi) -> Value {
    described.info = InfoBuilder::new()
        .title("Mutual")
        .version("1")
        .description(Some(
            "What each customer allows, for the CRMs that must keep to it. Names are never \
             changed; fields may be added.",
        ))
        .build();
    // The router writes a parameter that takes the rest of the path with a star.
    let paths = std::mem::take(&mut described.paths.paths);
    let paths = paths.into_iter();
    described.paths.paths = paths
        .map(|(path, item)| (path.replace("{*", "{"), item))
        .collect();
    let tags = TAGS.map(|(name, about)| {
        TagBuilder::new()
            .name(name)
            .description(Some(about))
            .build()
    });
    described.tags = Some(tags.into());
    let scopes = Scopes::from_iter(SCOPES.map(|(scope, meaning)| (scope.name(), meaning)));
    let flow = Flow::ClientCredentials(ClientCredentials::new("/oauth/token", scopes));
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "A client's secret (`mk_live_…`, `mk_test_…`), or a token.",
        ))
        .build();
    let components = described
        .components
        .get_or_insert_with(|| ComponentsBuilder::new().build());
    components.security_schemes.extend([
        (
            "oauth".to_owned(),
            RefOr::T(SecurityScheme::OAuth2(OAuth2::new([flow]))),
        ),
        ("bearer".to_owned(), RefOr::T(SecurityScheme::Http(bearer))),
    ]);
    let problems: [(String, RefOr<_>); 3] = [
        (ProblemBody::name().into_owned(), ProblemBody::schema()),
        (FieldError::name().into_owned(), FieldError::schema()),
        (Code::name().into_owned(), Code::schema()),
    ];
    components.schemas.extend(problems);
    components.schemas.extend(telling::schemas());
    // Strings, numbers and maps with string keys always serialise.
    let mut document = serde_json::to_value(&described).unwrap_or_default();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(operation) = operation.as_object_mut() {
                complete_operation(path, method, operation);
            }
        }
    }
    complete_shapes(&mut document);
    document
}

/// The fields of our answers that are left out where they say nothing. All other fields are always
/// there, null where there is nothing.
const LEFT_OUT: [(&str, &[&str]); 14] = [
    (
        "Change",
        &[
            "case",
            "changes",
            "conflicts",
            "defined",
            "drawn",
            "expires_at",
            "from",
            "from_time",
            "inference",
            "paused",
            "published",
            "red_lines",
            "removed",
            "sealed",
            "situation",
            "stated_at",
            "terms",
        ],
    ),
    ("Changes", &["at", "checkpoint", "consistency", "directory"]),
    ("CheckResult", &["allowed"]),
    ("DecidedBy", &["red_line"]),
    (
        "Document",
        &["required", "retention_months", "sample", "translations"],
    ),
    ("Inference", &["confirmed_at"]),
    ("Link", &["embed", "headers"]),
    ("MirrorAnswer", &["by_signal", "expires_at"]),
    ("MirrorCustomer", &["human_only", "minor_until", "signal"]),
    ("Person", &["minor_until"]),
    ("Proof", &["from", "index", "leaf", "leaf_hash"]),
    ("Reason", &["inference", "red_line"]),
    (
        "Translation",
        &["change_note", "method", "recipients", "sample"],
    ),
    ("WebhookEndpoint", &["deliveries", "secret"]),
];

/// What a shape is called that takes fields of which nobody knows: OAuth has them passed over (RFC 6749,
/// 3.2).
const OPEN: &str = "TokenRequest";

/// The names of all shapes of that part of each operation.
fn shapes_of(document: &Value, part: &str) -> Vec<String> {
    let mut names = Vec::new();
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    operations.for_each(|(_, operation)| shapes_in(&operation[part], &mut names));
    let mut known = 0;
    while let Some(name) = names.get(known).cloned() {
        shapes_in(
            &document["components"]["schemas"][name.as_str()],
            &mut names,
        );
        known += 1;
    }
    names
}

/// Says of what we answer which fields are always there, and of what is asked that there are no others;
/// and names the items of lists.
fn complete_shapes(document: &mut Value) {
    name_what_is_asked(document);
    let asked = shapes_of(document, "requestBody");
    let answered = shapes_of(document, "responses");
    let schemas = document["components"]["schemas"].as_object_mut();
    for (name, schema) in schemas.into_iter().flatten() {
        if let Some(item) = name.strip_prefix("Page_") {
            let item = format!("#/components/schemas/{item}");
            schema["properties"]["items"]["items"] = json!({"$ref": item});
        }
        let fields: Vec<_> = schema["properties"]
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .filter(|field| {
                let left_out = LEFT_OUT.iter().find(|(of, _)| of == name);
                left_out.is_none_or(|(_, fields)| !fields.contains(&field.as_str()))
            })
            .cloned()
            .collect();
        if !fields.is_empty() && !asked.contains(name) && !profiles::is_vendors(name) {
            schema["required"] = json!(fields);
        }
        // What is unknown is refused by name. To what is answered fields may be added.
        let is_only_asked = asked.contains(name) && !answered.contains(name) && name != OPEN;
        if schema["properties"].is_object()
            && (is_only_asked || (asked.contains(name) && profiles::is_vendors(name)))
        {
            schema["additionalProperties"] = json!(false);
        }
    }
}

/// Gives what is asked shapes of its own, where they are those of an answer: of what is asked there are no
/// other fields, and to what is answered some may be added.
fn name_what_is_asked(document: &mut Value) {
    let answered = shapes_of(document, "responses");
    let asked = shapes_of(document, "requestBody");
    let both: Vec<_> = asked
        .iter()
        .filter(|name| answered.contains(name) && **name != OPEN && !profiles::is_vendors(name))
        .filter(|name| document["components"]["schemas"][name.as_str()]["properties"].is_object())
        .cloned()
        .collect();
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        for name in &both {
            let copy = schemas.get(name).cloned().unwrap_or_default();
            schemas.insert(format!("{name}Wish"), copy);
        }
        for (name, schema) in schemas.iter_mut() {
            let is_copy = name
                .strip_suffix("Wish")
                .is_some_and(|of| both.iter().any(|one| one == of));
            if is_copy || asked.contains(name) && !answered.contains(name) {
                refer_to_wishes(schema, &both);
            }
        }
    }
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let operations = paths.flat_map(|(_, item)| item.as_object_mut().into_iter().flatten());
    for (_, operation) in operations {
        if let Some(body) = operation.get_mut("requestBody") {
            refer_to_wishes(body, &both);
        }
    }
}

/// Lets a part of the description refer to the shapes of what is asked.
fn refer_to_wishes(part: &mut Value, both: &[String]) {
    match part {
        Value::Object(fields) => {
            if let Some(Value::String(path)) = fields.get_mut("$ref")
                && let Some((_, name)) = path.rsplit_once('/')
                && both.iter().any(|known| known == name)
            {
                path.push_str("Wish");
            }
            fields
                .values_mut()
                .for_each(|value| refer_to_wishes(value, both));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|value| refer_to_wishes(value, both)),
        _ => {}
    }
}

/// The names of the shapes that a part of the description refers to, each once.
fn shapes_in(part: &Value, names: &mut Vec<String>) {
    match part {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str);
            if let Some(name) = name.and_then(|path| path.rsplit('/').next())
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
            fields.values().for_each(|value| shapes_in(value, names));
        }
        Value::Array(items) => items.iter().for_each(|value| shapes_in(value, names)),
        _ => {}
    }
}

/// Whether an operation says that a customer was erased: it names one, or it repeats an answer about
/// one. A check answers so itself, and no vendor knows 410.
fn is_about_somebody(method: &str, path: &str) -> bool {
    let names_one = path.contains("/{ref}") && !path.ends_with("/check");
    let may_name_one = [
        ("get", "/api/v1/cases"),
        ("post", "/api/v1/cases/{id}/decide"),
        ("post", "/api/v1/decisions"),
        ("post", "/api/v1/usage-events"),
        ("post", "/api/v1/value-events"),
    ];
    let is_profile = profiles::is_profile(path);
    (names_one && !is_profile) || may_name_one.contains(&(method, path))
}

fn complete_operation(path: &str, method: &str, operation: &mut Map<String, Value>) {
    let security = operation.get("security").and_then(Value::as_array);
    let is_open = security.is_none_or(|ways| ways.iter().all(|way| way == &json!({})));
    let takes_body = operation.contains_key("requestBody");
    let has_key = parameters(operation).any(|name| name == "Idempotency-Key");
    let may_be_gone = is_about_somebody(method, path);
    let is_read = method == "get" && !path.ends_with("/export") && !is_open;
    let waits = parameters(operation).any(|name| name == "min_index");
    let Some(responses) = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    for (status, about, needs_bearer) in COMMON {
        // This description takes no parameter, and everybody reads it as often as he likes.
        let can_be = path != "/api/openapi.json" || status == "503";
        if can_be && !(needs_bearer && is_open) {
            responses
                .entry(status)
                .or_insert_with(|| json!({"description": about}));
        }
    }
    // A write that takes no fields reads what is sent all the same.
    if takes_body || (has_key && method != "get") {
        responses
            .entry("413")
            .or_insert_with(|| json!({"description": "The body is too large."}));
    }
    // A name that leads from one record to another, and on to a third, while it is looked for.
    if has_key && method != "get" && path.contains("/{ref}") {
        let about = "The reference leads to somebody else by now: try again.";
        responses
            .entry("409")
            .or_insert_with(|| json!({"description": about}));
    }
    if may_be_gone {
        let about = "The customer was erased.";
        responses
            .entry("410")
            .or_insert_with(|| json!({"description": about}));
    }
    if takes_body {
        let about = "The media type of the body is not understood.";
        responses
            .entry("415")
            .or_insert_with(|| json!({"description": about}));
    }
    // No vendor knows 422.
    if !is_open && method != "get" && !profiles::is_profile(path) {
        let about = "A field is unknown or cannot be used, or the Idempotency-Key was used for \
                     another request.";
        responses
            .entry("422")
            .or_insert_with(|| json!({"description": about}));
    }
    if waits {
        let about = "The ledger did not reach `min_index` in time.";
        responses
            .entry("409")
            .or_insert_with(|| json!({"description": about}));
    }
    let (media, problem) = Telling::at(path).described();
    for (status, response) in responses.iter_mut() {
        let Some(response) = response.as_object_mut() else {
            continue;
        };
        if status.starts_with(['4', '5']) {
            let content = response.entry("content").or_insert_with(|| json!({}));
            if content.as_object().is_none_or(Map::is_empty) {
                *content = json!({media: {"schema": problem}});
            }
            if status == "429" || status == "503" {
                let headers = json!({"Retry-After": {
                    "description": "Seconds to wait.", "schema": {"type": "integer"}}});
                let is_limit = status == "429" && !is_open;
                let headers = if is_limit {
                    with_limit(headers)
                } else {
                    headers
                };
                response.insert("headers".to_owned(), headers);
            }
        } else if !is_open {
            let mut headers = with_limit(json!({"Mutual-Index": {
                "description": "The ledger index that the answer reflects.",
                "schema": {"type": "integer"}}}));
            if is_read {
                headers["ETag"] = json!({
                    "description": "Give it back as `If-None-Match` to learn whether anything changed.",
                    "schema": {"type": "string"}});
            }
            // What an endpoint says of its own stays.
            if let (Some(Value::Object(own)), Some(all)) =
                (response.remove("headers"), headers.as_object_mut())
            {
                all.extend(own);
            }
            response.insert("headers".to_owned(), headers);
        }
    }
}

/// The same headers, with those that say how much more the client may send.
fn with_limit(mut headers: Value) -> Value {
    headers["RateLimit"] = json!({
        "description": "How many requests of this client are left in this second, as \
                        `\"default\";r=999;t=1`. Left out where there is no limit.",
        "schema": {"type": "string"}});
    headers["RateLimit-Policy"] = json!({
        "description": "How many there may be in a second, as `\"default\";q=1000;w=1`.",
        "schema": {"type": "string"}});
    headers
}

fn parameters(operation: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let parameters = operation.get("parameters").and_then(Value::as_array);
    parameters
        .into_iter()
        .flatten()
        .filter_map(|parameter| parameter.get("name")?.as_str())
}
