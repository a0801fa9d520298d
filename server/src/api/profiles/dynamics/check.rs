//! May this message go to these contact points?

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::catalogue::Channel;
use mutual::clock::Timestamp;
use mutual::consent::Toggle;
use mutual::guard::Outcome;
use mutual::id::CustomerId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::map::{allowing, channel, meant, named};
use crate::api::call::Call;
use crate::api::check::judge;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::profiles::stance::{Stance, question};
use crate::api::profiles::subject::Subject;
use crate::api::{answer, json};
use crate::auth::link::{self, Purpose};

/// The most contact points in one call; the vendor publishes no number.
const MOST_POINTS: usize = 1_000;
/// How long the link to her pages is good, in seconds: 90 days. The one-click link stays good.
const TERM_S: i64 = 7_776_000;

/// The question.
#[derive(Deserialize, ToSchema)]
struct DynamicsCheck {
    /// Addresses, numbers or tokens, as the channel has them: up to 1,000.
    #[schema(max_items = 1_000, example = json!(["ana@example.org"]))]
    contactpoints: Vec<String>,
    /// The purpose: a reference to a row with our GUID, or an id of ours.
    #[schema(value_type = Option<Value>, example = "recommendations")]
    purpose: Option<Value>,
    /// The topic, which is an exchange of ours: a reference to a row with our GUID, or its key.
    #[schema(value_type = Option<Value>, example = "recipe-ideas")]
    topic: Option<Value>,
    /// `email`, `sms`, `push` or `custom`. What is custom is never allowed: they do not say what it is.
    #[schema(pattern = "^(email|sms|push|custom)$", example = "email")]
    channeltype: String,
    /// Taken and not looked at.
    #[expect(dead_code, reason = "there is one profile here")]
    complianceprofile: Option<Value>,
    /// Taken and not looked at.
    #[expect(dead_code, reason = "there is one unit here")]
    owningbusinessunit: Option<Value>,
    /// Whether to say where she sees and sets everything. This needs `consent:write` too.
    unsubscribeurlrequired: Option<bool>,
    /// Whether to say where one click turns this off (RFC 8058). This needs `consent:write` too.
    oneclickunsubscribeurlrequired: Option<bool>,
    /// Taken and not looked at.
    #[expect(dead_code, reason = "telemetry of theirs")]
    correlationheaders: Option<Value>,
}

/// The answers.
#[derive(Serialize, ToSchema)]
struct DynamicsConsents {
    /// One for each contact point, in their order.
    consents: Vec<DynamicsConsent>,
}

/// The answer for one contact point.
#[derive(Serialize, ToSchema)]
struct DynamicsConsent {
    /// Whether the message may go.
    consentformessage: bool,
    /// The contact point, as it came.
    contactpoint: String,
    /// Where she sees and sets everything, where that was asked for and she is known: with a no as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    unsubscribeurl: Option<String>,
    /// Where one click turns this off, where that was asked for, she is known, and the purpose or the
    /// topic names an exchange of hers with that channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    oneclickunsubscribeurl: Option<String>,
}

/// Microsoft Dynamics: may this message go?
///
/// The consent check of an external consent provider. Unknown contact points, purposes, topics and
/// channels are a no. With a purpose alone it is a check; with a topic that exchange has to be on.
#[utoipa::path(
    post, path = "/api/v1/profiles/dynamics/mutual_consentcheck", tag = "Profiles",
    params(ReadQuery), request_body = DynamicsCheck,
    responses(
        (status = 200, description = "An answer for each contact point.", body = DynamicsConsents),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
pub(super) async fn dynamics_consent_check(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    let bytes = call.json_body().await?;
    let body: DynamicsCheck = json::parse(&bytes)?;
    if body.contactpoints.len() > MOST_POINTS {
        let message = format!("ask about at most {MOST_POINTS} at once");
        return Err(Problem::invalid("contactpoints", message));
    }
    let unknown = || Problem::invalid("channeltype", "use `email`, `sms`, `push` or `custom`");
    let (channel, namespace) = channel(&body.channeltype).ok_or_else(unknown)?;
    let links = Links::wanted(&call, &body)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let engine = call.engine();
    let (catalogue, now) = (engine.catalogue(), engine.now());
    // What cannot be read names nothing: a no, and not a question about everything.
    let read = |reference: &Option<Value>| {
        let given = reference.as_ref().filter(|reference| !reference.is_null());
        given.map(|reference| named(reference).unwrap_or_default().to_owned())
    };
    let (purpose, topic) = (read(&body.purpose), read(&body.topic));
    let mut consents = Vec::with_capacity(body.contactpoints.len());
    for contactpoint in body.contactpoints {
        let reference = format!("{namespace}:{contactpoint}");
        let mut consent = DynamicsConsent {
            consentformessage: false,
            contactpoint,
            unsubscribeurl: None,
            oneclickunsubscribeurl: None,
        };
        if let Subject::Known(customer) = Subject::by(engine, &reference) {
            call.may(Deed::ReadConsent(customer.id))?;
            let stances = Stance::all(&catalogue, &customer, now);
            let allowing = allowing(&stances, purpose.as_deref(), topic.as_deref(), channel);
            let allowing = allowing.filter(|stance| {
                let toggle = channel.map_or(Toggle::Exchange, Toggle::Channel);
                let request = question(stance.purpose(), &toggle);
                judge(call.side(), &catalogue, now, &reference, &request).outcome == Outcome::Allow
            });
            consent.consentformessage = allowing.is_some();
            // Their contract asks for the links whatever the answer is: how they heed it is a setting.
            let meant = || meant(&stances, purpose.as_deref(), topic.as_deref(), channel);
            let about = allowing.or_else(meant).map(Stance::key).zip(channel);
            links.put(&call, customer.id, about, now, &mut consent)?;
        }
        consents.push(consent);
    }
    let body = DynamicsConsents { consents };
    Ok(answer::plain(StatusCode::OK, index, &body))
}

/// Which links are wanted.
#[derive(Clone, Copy)]
struct Links {
    pages: bool,
    one_click: bool,
}

impl Links {
    /// A link opens her pages to whoever has it: not everybody who may ask may have one.
    fn wanted(call: &Call, body: &DynamicsCheck) -> Result<Self, Problem> {
        let links = Self {
            pages: body.unsubscribeurlrequired == Some(true),
            one_click: body.oneclickunsubscribeurlrequired == Some(true),
        };
        if links.pages || links.one_click {
            call.may_with_customers(Deed::MakeLink)?;
        }
        Ok(links)
    }

    fn put(
        self,
        call: &Call,
        customer: CustomerId,
        about: Option<(&str, Channel)>,
        now: Timestamp,
        consent: &mut DynamicsConsent,
    ) -> Result<(), Problem> {
        if !(self.pages || self.one_click) {
            return Ok(());
        }
        call.may(Deed::MakeLink(customer))?;
        let reference = customer.to_string();
        let base = call.api.public_url(call.headers());
        let until = now.plus_seconds(TERM_S);
        let signed = |purpose, page: &str| {
            let path = link::sign_for(purpose, &call.api.keys.link, &reference, page, until);
            let unsigned = |error: link::NotALink| Problem::internal(error.to_string());
            path.map(|path| format!("{base}{path}")).map_err(unsigned)
        };
        if self.pages {
            let page = about.map_or_else(|| "/".to_owned(), |(key, _)| format!("/x/{key}"));
            let url = signed(Purpose::Visit, &page)?;
            consent.unsubscribeurl = Some(url);
        }
        if let Some((key, channel)) = about.filter(|_| self.one_click) {
            let what = format!("/{key}/{}", channel.word());
            let url = signed(Purpose::Unsubscribe, &what)?;
            consent.oneclickunsubscribeurl = Some(url);
        }
        Ok(())
    }
}
