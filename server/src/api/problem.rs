//! Errors as RFC 9457 `application/problem+json`.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use mutual::access::Denied;
use mutual::port::{StoreError, SubmitError};
use mutual::use_cases::Refusal;
use serde::{Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The most wrong fields that an answer names; the others are counted.
pub(crate) const MOST_ERRORS: usize = 20;
/// The longest text of an answer that may repeat what came in, in characters.
const LONGEST_TEXT: usize = 500;

/// Why a request was not served. Handlers return it; the gate writes it out, because only the
/// gate knows the request's id.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    code: Code,
    detail: Cow<'static, str>,
    errors: Vec<FieldError>,
    /// How many more fields are wrong than are named.
    more: usize,
    retry_after_s: Option<u32>,
    challenge: Option<Cow<'static, str>>,
    why: Option<String>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// Where, for example `evidence.at`, or the name of a parameter or header.
    #[schema(example = "evidence.at")]
    pub(crate) field: String,
    /// What is wrong with it.
    #[schema(example = "this is in the future")]
    pub(crate) message: String,
}

/// The body of every error (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody<'a> {
    /// Names the kind of problem: a part of the documentation.
    #[serde(rename = "type")]
    #[schema(value_type = String, format = "uri-reference", example = "/docs/errors#problem-stale_version")]
    kind: String,
    /// The kind of problem in a few words.
    #[schema(value_type = String)]
    title: &'a str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What is wrong this time.
    #[schema(value_type = String)]
    detail: &'a str,
    code: Code,
    /// The fields that are wrong, where fields are: at most 20, and `detail` tells how many more
    /// there are.
    #[schema(value_type = Vec<FieldError>, max_items = 20)]
    errors: &'a [FieldError],
    /// Names this request in the server's log.
    #[schema(value_type = String)]
    request_id: &'a str,
}

macro_rules! codes {
    ($($name:ident = $code:literal, $status:literal, $title:literal;)+) => {
        /// The kinds of problems. Codes are never renamed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Code {
            $(#[doc = concat!($title, ".")] $name),+
        }

        impl Code {
            /// All of them, by status.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its name on the wire.
            pub(crate) fn word(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The HTTP status that goes with it.
            pub(crate) fn status(self) -> StatusCode {
                match self {
                    $(Self::$name => const {
                        match StatusCode::from_u16($status) {
                            Ok(status) => status,
                            Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
                        }
                    }),+
                }
            }

            /// What it means, in a few words.
            pub(crate) fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }
        }
    };
}

codes! {
    InvalidJson = "invalid_json", 400, "The body is not JSON";
    InvalidUtf8 = "invalid_utf8", 400, "The body is not UTF-8";
    BodyIncomplete = "body_incomplete", 400, "The body ended too early";
    InvalidParameter = "invalid_parameter", 400, "A parameter cannot be read";
    UnknownParameter = "unknown_parameter", 400, "There is no such parameter";
    InvalidReference = "invalid_reference", 400, "This names no customer";
    IdempotencyKeyMissing = "idempotency_key_missing", 400, "A write needs an Idempotency-Key";
    IdempotencyKeyInvalid = "idempotency_key_invalid", 400, "The Idempotency-Key cannot be used";
    TokenMissing = "token_missing", 401, "Sign in";
    TokenInvalid = "token_invalid", 401, "The token is not good";
    ScopeMissing = "scope_missing", 403, "A scope is missing";
    Forbidden = "forbidden", 403, "This key may not do this";
    NotFound = "not_found", 404, "There is nothing here";
    UnknownCustomer = "unknown_customer", 404, "Nobody is known by this reference";
    UnknownIdentifier = "unknown_identifier", 404, "The customer has no such identifier";
    UnknownInference = "unknown_inference", 404, "There is no such guess";
    MethodNotAllowed = "method_not_allowed", 405, "This cannot be done here";
    NotAcceptable = "not_acceptable", 406, "It has no such form";
    NotYet = "not_yet", 409, "This index is not reached yet";
    LogBehind = "log_behind", 409, "The log is shorter than you have seen it";
    StaleVersion = "stale_version", 409, "Another version is live";
    AgainstSignal = "against_signal", 409, "Her browser asks not to sell or share";
    ChangedMeanwhile = "changed_meanwhile", 409, "Somebody changed this in between";
    IdentifierTaken = "identifier_taken", 409, "Another customer has this identifier";
    SameCustomer = "same_customer", 409, "These are one customer already";
    NotMerged = "not_merged", 409, "This was not merged into the customer";
    CaseDecided = "case_decided", 409, "No such case waits to be decided";
    CaseOver = "case_over", 409, "Time was over for this case";
    CaseHeld = "case_held", 409, "Somebody works on this case";
    DeniedMeanwhile = "denied_meanwhile", 409, "This is denied by now";
    TooManyCases = "too_many_cases", 409, "No more cases of this customer are opened";
    ProofTaken = "proof_taken", 409, "This proof was reported with other content";
    InferenceForbidden = "inference_forbidden", 409, "This may not be guessed";
    InferenceRejected = "inference_rejected", 409, "The customer does not want this guess";
    TooManyInferences = "too_many_inferences", 409, "No more guesses are taken";
    TooManyWebhooks = "too_many_webhooks", 409, "No more addresses are taken";
    WebhookOff = "webhook_off", 409, "Nothing is sent to this address";
    UploadOffset = "upload_offset", 409, "Another part of the upload is expected";
    CursorGone = "cursor_gone", 410, "This cursor leads nowhere any more";
    Erased = "erased", 410, "This customer was erased";
    BodyTooLarge = "body_too_large", 413, "The body is too large";
    MediaTypeUnsupported = "media_type_unsupported", 415, "The media type is not understood";
    UnknownField = "unknown_field", 422, "There is no such field";
    InvalidField = "invalid_field", 422, "A field cannot be used";
    EvidenceMissing = "evidence_missing", 422, "Evidence is missing";
    CitesForbiddenData = "cites_forbidden_data", 422, "This cites what the customer did not allow";
    PersonNeeded = "person_needed", 422, "A person has to decide this";
    UnknownModel = "unknown_model", 422, "Nobody registered this model";
    ModelRetired = "model_retired", 422, "This model is in use no more";
    ModelBelowBar = "model_below_bar", 422, "Too few of this model's decisions are explained";
    UnknownProposition = "unknown_proposition", 422, "There is no such exchange";
    UnknownBenefit = "unknown_benefit", 422, "The exchange has no such benefit";
    UnitMismatch = "unit_mismatch", 422, "This was promised in another unit";
    IdempotencyKeyReused = "idempotency_key_reused", 422, "This key was used for another request";
    TooManyRequests = "too_many_requests", 429, "Too many requests";
    Internal = "internal", 500, "This should not have happened";
    NotImplemented = "not_implemented", 501, "This is not offered here";
    Unavailable = "unavailable", 503, "The database is away";
    Overloaded = "overloaded", 503, "Too much is waiting";
    InsufficientStorage = "insufficient_storage", 507, "There is no room for it";
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Self::ALL.iter().map(|code| code.word())))
            .description(Some(
                "The kind of problem, for programs. Codes are never renamed; new ones may come.",
            ))
            .into()
    }
}

impl ToSchema for Code {
    fn name() -> Cow<'static, str> {
        "ProblemCode".into()
    }
}

impl Problem {
    /// A problem of this kind; `detail` says what is wrong this time.
    pub(crate) fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            detail: clipped(detail.into()),
            errors: Vec::new(),
            more: 0,
            retry_after_s: None,
            challenge: None,
            why: None,
        }
    }

    /// The same problem with a wrong field.
    pub(crate) fn field(mut self, field: impl Into<String>, message: impl Into<String>) -> Self {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(FieldError {
                field: clipped(field.into().into()).into_owned(),
                message: clipped(message.into().into()).into_owned(),
            });
        } else {
            self.more += 1;
        }
        self
    }

    /// The same problem with these wrong fields.
    pub(crate) fn fields(self, errors: impl IntoIterator<Item = FieldError>) -> Self {
        errors
            .into_iter()
            .fold(self, |problem, FieldError { field, message }| {
                problem.field(field, message)
            })
    }

    /// The same problem with so many more wrong fields, which are not named.
    pub(crate) fn and_more(mut self, count: usize) -> Self {
        self.more += count;
        self
    }

    /// A field that cannot be used.
    pub(crate) fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::new(Code::InvalidField, message.clone()).field(field, message)
    }

    /// The same problem, and when to try again.
    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// The same problem with a challenge (RFC 6750, 3).
    pub(crate) fn challenge(mut self, challenge: impl Into<Cow<'static, str>>) -> Self {
        self.challenge = Some(challenge.into());
        self
    }

    /// Something that is the server's own fault; `why` goes to the log alone.
    pub(crate) fn internal(why: impl Into<String>) -> Self {
        Self::new(
            Code::Internal,
            "the server could not do this; its log says why",
        )
        .because(why)
    }

    /// The engine answered another command than the one it was given.
    pub(crate) fn unexpected() -> Self {
        Self::internal("the outcome is not that of the command")
    }

    /// The same problem, and what the log says about it.
    fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// What the log has to say, where the server and not the caller has to do something.
    pub(crate) fn why(&self) -> Option<&str> {
        self.why.as_deref()
    }

    /// Its code.
    pub(crate) fn code(&self) -> Code {
        self.code
    }

    /// All of it in one sentence.
    pub(crate) fn sentence(&self) -> String {
        if self.errors.is_empty() {
            return self.detail.to_string();
        }
        let errors = self
            .errors
            .iter()
            .map(|error| format!("{}: {}", error.field, error.message));
        let errors: Vec<_> = errors.collect();
        listed(&errors, self.more)
    }

    /// What is wrong this time, with the number of what is not named.
    pub(crate) fn detail(&self) -> Cow<'_, str> {
        match self.more {
            0 => Cow::Borrowed(self.detail.as_ref()),
            more => Cow::Owned(format!("{}; {more} more are not named here", self.detail)),
        }
    }

    /// The fields that are wrong.
    pub(crate) fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// The answer with this problem.
    pub(crate) fn answer(&self, request_id: &str) -> Response<Body> {
        let body = ProblemBody {
            kind: format!("/docs/errors#problem-{}", self.code.word()),
            title: self.code.title(),
            status: self.code.status().as_u16(),
            detail: &self.detail(),
            code: self.code,
            errors: &self.errors,
            request_id,
        };
        // Strings and numbers always serialise.
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.code.status();
        let headers = response.headers_mut();
        let problem_json = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, problem_json);
        // The log names the request so, too.
        if let Ok(name) = HeaderValue::from_str(request_id) {
            headers.insert("x-request-id", name);
        }
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        let challenge = self.challenge.as_deref().map(HeaderValue::from_str);
        if let Some(Ok(challenge)) = challenge {
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// A text of bearable length: what comes in is repeated in part, however long it is.
pub(crate) fn clipped(text: Cow<'static, str>) -> Cow<'static, str> {
    match text.char_indices().nth(LONGEST_TEXT - 1) {
        // A text of just this length stays whole.
        Some((end, last)) if end + last.len_utf8() < text.len() => {
            let kept = text.get(..end).unwrap_or_default();
            Cow::Owned(format!("{kept}…"))
        }
        _ => text,
    }
}

/// What is wrong, as one text of bearable length, with the number of what it leaves out; `more`
/// were left out before.
pub(crate) fn listed(parts: &[String], more: usize) -> String {
    /// Room for the words about what is left out.
    const SPARE: usize = 30;
    let mut text = String::new();
    let mut length = 0;
    for (n, part) in parts.iter().enumerate() {
        let count = part.chars().count() + 2;
        if n > 0 && (n >= MOST_ERRORS || length + count > LONGEST_TEXT - SPARE) {
            return format!("{text}; and {} more", parts.len() - n + more);
        }
        if n > 0 {
            text.push_str("; ");
        }
        let room = LONGEST_TEXT - SPARE;
        if count > room {
            text.extend(part.chars().take(room - 1));
            text.push('…');
        } else {
            text.push_str(part);
        }
        length += count;
    }
    match more {
        0 => text,
        more => format!("{text}; and {more} more"),
    }
}

impl IntoResponse for Problem {
    /// A response that carries the problem to the gate, which writes it out.
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.code.status();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Scope(scope) => {
                Self::new(Code::ScopeMissing, denied.to_string()).challenge(format!(
                    "Bearer error=\"insufficient_scope\", scope=\"{}\"",
                    scope.name()
                ))
            }
            Denied::Beside(_) | Denied::Forbidden => Self::new(Code::Forbidden, denied.to_string()),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Corrupt(_) => Self::internal(error.to_string()),
            StoreError::Conflict | StoreError::NotHolder | StoreError::Unavailable(_) => {
                Self::unavailable().because(error.to_string())
            }
        }
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Refused(refusal) => refusal.into(),
            SubmitError::KeyReused => Self::new(Code::IdempotencyKeyReused, error.to_string())
                .field("Idempotency-Key", "use a new key for a new request"),
            SubmitError::Store(error) => error.into(),
            SubmitError::InDoubt => Self::unavailable().because(error.to_string()),
            SubmitError::Overloaded => Self::new(
                Code::Overloaded,
                "too many writes are waiting; nothing was done",
            )
            .retry_after(1),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::Denied(denied) => denied.into(),
            Refusal::UnknownCustomer => Self::unknown_customer(),
            Refusal::Erased => Self::erased(),
            Refusal::UnknownProposition(_) => {
                Self::new(Code::UnknownProposition, detail.clone()).field("proposition", detail)
            }
            Refusal::StaleVersion { live, .. } => Self::new(Code::StaleVersion, detail).field(
                "version",
                format!("show version {live} to the customer, then ask again"),
            ),
            Refusal::ChangedMeanwhile | Refusal::NameMoved => {
                Self::new(Code::ChangedMeanwhile, detail)
            }
            Refusal::AgainstSignal => Self::new(Code::AgainstSignal, detail).field(
                "in_spite_of_signal",
                "say whether she wants it all the same",
            ),
            Refusal::Invalid { field, message } if field == "evidence" => {
                Self::new(Code::EvidenceMissing, message.clone()).field(field, message)
            }
            Refusal::Invalid { field, message } => Self::invalid(field, message),
            Refusal::IdentifierTaken(identifier) => Self::new(
                Code::IdentifierTaken,
                "another customer has one of these identifiers",
            )
            .field(
                "identifiers",
                format!("`{identifier}` belongs to another customer"),
            ),
            Refusal::SameCustomer => Self::new(Code::SameCustomer, detail),
            Refusal::NotMerged => Self::new(Code::NotMerged, detail),
            Refusal::NoCase => Self::new(Code::CaseDecided, detail),
            Refusal::CaseOver => Self::new(Code::CaseOver, detail),
            Refusal::TooManyCases => Self::new(Code::TooManyCases, detail),
            // A client can neither publish nor change the registry, nor be told about a document that
            // it did not write.
            // What she reads is known of pages alone.
            Refusal::NotWritten
            | Refusal::Faults(_)
            | Refusal::PublishedMeanwhile { .. }
            | Refusal::NotApproved
            | Refusal::TermsMoved
            | Refusal::Unaccepted
            | Refusal::TermMoved
            | Refusal::LinesMoved
            | Refusal::NotAgreed
            | Refusal::TermUsed { .. }
            | Refusal::TermRuled { .. } => Self::new(Code::Forbidden, detail),
        }
    }
}

impl Problem {
    /// Nobody is known by this reference.
    pub(crate) fn unknown_customer() -> Self {
        Self::new(Code::UnknownCustomer, "nobody is known by this reference")
    }

    /// The customer was erased.
    pub(crate) fn erased() -> Self {
        Self::new(Code::Erased, "this customer was erased")
    }

    /// Memory may not be trusted, or the database is away.
    pub(crate) fn unavailable() -> Self {
        Self::new(
            Code::Unavailable,
            "the database did not answer; try again, a write with the same Idempotency-Key",
        )
        .retry_after(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_away_is_an_invitation_to_try_again() {
        for error in [
            SubmitError::Store(StoreError::Unavailable("gone".to_owned())),
            SubmitError::Store(StoreError::NotHolder),
            SubmitError::InDoubt,
            SubmitError::Overloaded,
        ] {
            let answer = Problem::from(error).answer("req_1");
            assert_eq!(answer.status(), 503);
            assert_eq!(answer.headers()[header::RETRY_AFTER], "1");
            assert_eq!(answer.headers()["x-request-id"], "req_1");
        }
        let damaged = Problem::from(StoreError::Corrupt("row 7".to_owned()));
        assert!(damaged.why().is_some_and(|why| why.contains("row 7")));
        assert!(!damaged.sentence().contains("row 7"));
    }

    #[test]
    fn what_is_wrong_is_told_at_bearable_length() {
        let wrong = |count: usize, length: usize| {
            let long = "ä".repeat(length);
            let errors = (0..count).map(|n| FieldError {
                field: format!("f{n}"),
                message: long.clone(),
            });
            Problem::new(Code::InvalidField, long.clone()).fields(errors)
        };
        let problem = wrong(1_000, 600);
        assert_eq!(problem.errors().len(), 20);
        assert_eq!(problem.errors()[0].message.chars().count(), 500);
        let body = problem.answer("req_1").into_body();
        assert!(axum::body::HttpBody::size_hint(&body).upper() < Some(25_000));
        for (count, length) in [(1, 600), (3, 200), (25, 10), (1_000_000, 1), (2, 480)] {
            let sentence = wrong(count, length).sentence();
            assert!(sentence.chars().count() <= 500, "{sentence}");
        }
        assert!(wrong(25, 1).sentence().ends_with("; and 5 more"));
        assert!(wrong(3, 200).sentence().ends_with("; and 1 more"));
        let exact = "x".repeat(500);
        assert_eq!(
            Problem::new(Code::Internal, exact.clone()).sentence(),
            exact
        );
    }

    #[test]
    fn codes_are_told_apart_and_go_from_mild_to_bad() {
        let words: std::collections::BTreeSet<_> = Code::ALL.iter().map(|c| c.word()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        assert!(Code::ALL.is_sorted_by_key(|code| code.status()));
        assert!(Code::ALL.iter().all(|code| code.status().as_u16() >= 400));
    }
}
