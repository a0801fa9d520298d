//! Errors in the vendors' own shapes. What goes wrong is one list for all ([`Code`]); how it is told is
//! the vendor's.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::PartialSchema as _;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use crate::api::answer;
use crate::api::problem::{Code, Problem};

/// How errors are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// RFC 9457, as everywhere else.
    Problem,
    /// A list of messages, each with an error code in capitals.
    Salesforce,
    /// An object with a category and a correlation id.
    HubSpot,
    /// An object with a code and a message, as OData has it.
    Dynamics,
}

/// What Salesforce's REST API says of an error.
#[derive(Serialize, ToSchema)]
struct SalesforceError {
    /// What is wrong.
    message: String,
    /// The kind of error.
    #[serde(rename = "errorCode")]
    #[schema(example = "INVALID_SESSION_ID")]
    error_code: String,
    /// The parameters that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    fields: Vec<String>,
}

/// What HubSpot's API says of an error.
#[derive(Serialize, ToSchema)]
pub(super) struct HubSpotError {
    /// Always `error`.
    #[schema(example = "error")]
    pub(super) status: &'static str,
    /// What is wrong.
    pub(super) message: String,
    /// Names this request in the server's log; not there for one input of several.
    #[serde(rename = "correlationId", skip_serializing_if = "Option::is_none")]
    pub(super) correlation_id: Option<String>,
    /// The kind of error.
    #[schema(example = "VALIDATION_ERROR")]
    pub(super) category: &'static str,
    /// Our own name for it.
    #[serde(rename = "subCategory")]
    #[schema(example = "invalid_parameter")]
    pub(super) sub_category: &'static str,
    /// The input that it is about, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub(super) context: Option<Value>,
    /// The parameters and fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(super) errors: Vec<HubSpotDetail>,
}

/// One parameter or field that is wrong.
#[derive(Serialize, ToSchema)]
pub(super) struct HubSpotDetail {
    message: String,
    /// Which one.
    #[serde(rename = "in")]
    place: String,
}

/// What Dataverse's Web API says of an error.
#[derive(Serialize, ToSchema)]
struct DynamicsError {
    error: DynamicsDetail,
}

/// The error itself.
#[derive(Serialize, ToSchema)]
struct DynamicsDetail {
    /// The kind of error, as their list of codes has it.
    #[schema(example = "0x80048405")]
    code: &'static str,
    /// What is wrong.
    message: String,
}

impl Telling {
    /// How errors below this path are told.
    pub(crate) fn at(path: &str) -> Self {
        let vendor = path
            .strip_prefix(super::BASE)
            .and_then(|rest| rest.split('/').next());
        match vendor {
            Some("salesforce") => Self::Salesforce,
            Some("hubspot") => Self::HubSpot,
            Some("dynamics") => Self::Dynamics,
            _ => Self::Problem,
        }
    }

    /// The media type and the schema of an error, for the description.
    pub(crate) fn described(self) -> (&'static str, Value) {
        let named = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        match self {
            Self::Problem => ("application/problem+json", named("Problem")),
            Self::Salesforce => {
                let list = json!({"type": "array", "items": named("SalesforceError")});
                ("application/json", list)
            }
            Self::HubSpot => ("application/json", named("HubSpotError")),
            Self::Dynamics => ("application/json", named("DynamicsError")),
        }
    }

    /// The answer with this problem.
    pub(crate) fn tell(self, problem: &Problem, request_id: &str) -> Response<Body> {
        let mut response = problem.answer(request_id);
        let (status, body) = match self {
            Self::Problem => return response,
            Self::Salesforce => (problem.code().status(), salesforce(problem)),
            Self::HubSpot => {
                let mut body = hubspot(problem);
                body.correlation_id = Some(request_id.to_owned());
                (without_422(problem.code().status()), answer::json(&body))
            }
            Self::Dynamics => (without_422(problem.code().status()), dynamics(problem)),
        };
        *response.status_mut() = status;
        *response.body_mut() = Body::from(body);
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        response
    }
}

/// The shapes of errors that no operation answers by itself.
pub(crate) fn schemas() -> [(String, RefOr<Schema>); 5] {
    [
        (
            SalesforceError::name().into_owned(),
            SalesforceError::schema(),
        ),
        (HubSpotError::name().into_owned(), HubSpotError::schema()),
        (HubSpotDetail::name().into_owned(), HubSpotDetail::schema()),
        (DynamicsError::name().into_owned(), DynamicsError::schema()),
        (
            DynamicsDetail::name().into_owned(),
            DynamicsDetail::schema(),
        ),
    ]
}

fn salesforce(problem: &Problem) -> Vec<u8> {
    let code = match problem.code() {
        Code::TokenMissing | Code::TokenInvalid => "INVALID_SESSION_ID".to_owned(),
        Code::ScopeMissing | Code::Forbidden => "INSUFFICIENT_ACCESS".to_owned(),
        Code::NotFound => "NOT_FOUND".to_owned(),
        Code::MethodNotAllowed => "METHOD_NOT_ALLOWED".to_owned(),
        Code::TooManyRequests => "REQUEST_LIMIT_EXCEEDED".to_owned(),
        Code::Unavailable | Code::Overloaded => "SERVER_UNAVAILABLE".to_owned(),
        Code::Internal => "UNKNOWN_EXCEPTION".to_owned(),
        code if code.status() == StatusCode::BAD_REQUEST => "INVALID_INPUT".to_owned(),
        // The vendor knows no such thing.
        code => code.word().to_ascii_uppercase(),
    };
    let fields = problem.errors().iter();
    answer::json(&[SalesforceError {
        message: problem.detail().into_owned(),
        error_code: code,
        fields: fields.map(|error| error.field.clone()).collect(),
    }])
}

/// These vendors know neither 410 nor 422.
fn without_422(status: StatusCode) -> StatusCode {
    match status {
        StatusCode::GONE => StatusCode::NOT_FOUND,
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
        other => other,
    }
}

/// The codes are those of "Web service error codes" of Dataverse.
fn dynamics(problem: &Problem) -> Vec<u8> {
    let code = match problem.code() {
        // AccessTokenExpired: the requested resource requires authentication.
        Code::TokenMissing | Code::TokenInvalid => "0x8005F101",
        // AccessDenied.
        Code::ScopeMissing | Code::Forbidden => "0x80048405",
        // The number of requests exceeded the limit.
        Code::TooManyRequests => "0x80072322",
        Code::NotFound | Code::MethodNotAllowed => "0x80060888",
        code if code.status().is_server_error() => "0x80040216",
        // Error identified in the payload.
        _ => "0x80048d19",
    };
    answer::json(&DynamicsError {
        error: DynamicsDetail {
            code,
            message: problem.sentence(),
        },
    })
}

/// A problem as HubSpot tells it, of the whole request or of one input.
pub(super) fn hubspot(problem: &Problem) -> HubSpotError {
    let code = problem.code();
    let category = match code {
        Code::TokenMissing | Code::TokenInvalid => "INVALID_AUTHENTICATION",
        Code::ScopeMissing | Code::Forbidden => "MISSING_SCOPES",
        Code::TooManyRequests => "RATE_LIMITS",
        code if without_422(code.status()) == StatusCode::NOT_FOUND => "OBJECT_NOT_FOUND",
        code if code.status() == StatusCode::CONFLICT => "CONFLICT",
        code if code.status().is_server_error() => "INTERNAL_ERROR",
        _ => "VALIDATION_ERROR",
    };
    let detail = |error: &crate::api::problem::FieldError| HubSpotDetail {
        message: error.message.clone(),
        place: error.field.clone(),
    };
    HubSpotError {
        status: "error",
        message: problem.detail().into_owned(),
        correlation_id: None,
        category,
        sub_category: code.word(),
        context: None,
        errors: problem.errors().iter().map(detail).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_vendors_clients_read_what_they_know() {
        let problem = Problem::new(Code::InvalidParameter, "`ids`: this is missing");
        let problem = problem.field("ids", "this is missing");
        let told: Value = serde_json::from_slice(&salesforce(&problem)).unwrap();
        assert_eq!(
            told,
            json!([{"message": "`ids`: this is missing", "errorCode": "INVALID_INPUT",
                    "fields": ["ids"]}])
        );
        let told = serde_json::to_value(hubspot(&problem)).unwrap();
        assert_eq!(told["category"], "VALIDATION_ERROR");
        assert_eq!(told["errors"][0]["in"], "ids");
        for code in Code::ALL {
            let problem = Problem::new(*code, "no");
            for telling in [Telling::Salesforce, Telling::HubSpot, Telling::Dynamics] {
                let status = telling.tell(&problem, "req_1").status();
                assert!(
                    status.is_client_error() || status.is_server_error(),
                    "{code:?}"
                );
            }
        }
        let told: Value = serde_json::from_slice(&dynamics(&problem)).unwrap();
        assert_eq!(
            told,
            json!({"error": {"code": "0x80048d19", "message": "ids: this is missing"}})
        );
        assert_eq!(hubspot(&Problem::erased()).category, "OBJECT_NOT_FOUND");
    }
}
