//! What both reads share: their parameters, and an answer for each id.

use std::collections::{BTreeMap, BTreeSet};

use mutual::access::Deed;
use mutual::catalogue::Catalogue;
use mutual::clock::Timestamp;
use mutual::consent::Customer;
use mutual::guard::{Outcome, check};
use mutual::use_cases::{NotKnown, as_it_was};
use serde::{Serialize, Serializer};
use utoipa::{IntoParams, ToSchema};

use super::map::{Action, Consulted, consulted, is_explicit, proceeds, status};
use crate::api::answer;
use crate::api::call::Call;
use crate::api::check::judge;
use crate::api::problem::{Code, Problem};
use crate::api::profiles::stance::{self, Stance};
use crate::api::profiles::subject::{self, Subject};
use crate::api::query::{Query, invalid};

/// The most ids in one call; the vendor publishes no number.
const MOST_IDS: usize = 200;
/// Where the API version stands in the path.
const VERSION: usize = 7;
/// What both reads take.
pub(super) const PARAMETERS: &[&str] = &[
    "actions",
    "aggregatedConsent",
    "datetime",
    "ids",
    "policy",
    "purpose",
    "verbose",
    "min_index",
];

/// The version in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `Asked::read` reads")]
pub(super) struct VersionPath {
    /// The version of their API, 44.0 or later; all are answered alike.
    #[param(pattern = "^v[0-9]{2,3}\\.0$", example = "v62.0")]
    version: String,
}

/// What both reads take.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Asked::read` reads")]
pub(super) struct ConsentQuery {
    /// Who, parted by commas: a record id (a customer's identifier `salesforce:…`), an address, or a
    /// reference of ours. Up to 200.
    #[param(
        min_length = 1,
        pattern = "[^, ]",
        example = "003xx000004TxyY,ana@example.org"
    )]
    ids: String,
    /// `true`, or empty: one answer for all; a no of one is a no.
    #[param(
        rename = "aggregatedConsent",
        required = false,
        pattern = "^(true|false)?$",
        example = "true"
    )]
    aggregated_consent: String,
    /// As it was then; a moment of the past.
    #[param(required = false, format = DateTime, example = "2026-11-23T10:00:00Z")]
    datetime: String,
    /// `requireExplicitConsent`: only what she said herself counts.
    #[param(
        required = false,
        pattern = "^requireExplicitConsent$",
        example = "requireExplicitConsent"
    )]
    policy: String,
    /// A purpose of ours: then one exchange for it that covers the action is enough.
    #[param(required = false, example = "recommendations")]
    purpose: String,
    /// `true`, or empty: with what was consulted.
    #[param(required = false, pattern = "^(true|false)?$", example = "true")]
    verbose: String,
}

/// The answer for one id.
#[derive(Serialize, ToSchema)]
pub(super) struct SalesforceConsent {
    /// `Success`, or why there is nothing to say.
    #[schema(example = "Success")]
    result: &'static str,
    /// For each action whether it may proceed (`true` or `false`, as texts), and its result.
    #[schema(value_type = BTreeMap<String, String>, example = json!({"email": "true", "emailResult": "Success"}))]
    proceed: Proceed,
    /// What was consulted, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Vec<SalesforceExplanation>>,
}

/// What is answered: by id, or one for all.
#[derive(ToSchema)]
#[schema(as = SalesforceAnswer)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes what `Asked::answer` writes")]
pub(super) enum SalesforceAnswer {
    /// An answer for each id.
    ById(BTreeMap<String, SalesforceConsent>),
    /// One for all, where `aggregatedConsent` asks for that.
    ForAll(SalesforceConsent),
}

/// For each action whether it may proceed, and its result.
#[derive(Default)]
struct Proceed(Vec<(Action, bool, &'static str)>);

impl Serialize for Proceed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = self.0.iter().flat_map(|(action, proceeds, result)| {
            let word = if *proceeds { "true" } else { "false" };
            [(action.word(), word), (action.result(), *result)]
        });
        serializer.collect_map(pairs)
    }
}

/// One thing that was consulted.
#[derive(Serialize, ToSchema)]
pub(super) struct SalesforceExplanation {
    /// The object where the vendor would keep it.
    #[serde(rename = "objectConsulted")]
    #[schema(example = "ContactPointTypeConsent")]
    object: &'static str,
    /// The field, where the vendor keeps it in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// `opt_in`, `opt_out`, `seen` or `not_seen`.
    #[schema(example = "opt_in")]
    status: &'static str,
    /// The purpose.
    #[schema(example = "recommendations")]
    purpose: String,
    /// The exchange.
    #[serde(rename = "recordId")]
    #[schema(example = "recipe-ideas")]
    record: String,
    /// The object's or field's own value: of a field that says `HasOptedOut…`, `true` is a no.
    #[schema(example = "true")]
    value: &'static str,
}

/// What was asked.
pub(super) struct Asked<'a> {
    ids: Vec<&'a str>,
    purpose: Option<&'a str>,
    explicitly: bool,
    at: Option<Timestamp>,
    aggregated: bool,
    verbose: bool,
}

impl<'a> Asked<'a> {
    /// Reads what both take.
    pub(super) fn read(call: &Call, query: &'a Query<'_>) -> Result<Self, Problem> {
        let version = call.segment(VERSION)?;
        let number = version.strip_prefix('v').and_then(|v| v.strip_suffix(".0"));
        let number = number.and_then(|number| number.parse::<u16>().ok());
        if number.is_none_or(|number| number < 44) {
            let detail = "the requested resource does not exist: use v44.0 or later";
            return Err(Problem::new(Code::NotFound, detail));
        }
        let ids = query.get("ids").ok_or_else(|| invalid("ids", "say who"))?;
        let mut named: Vec<&str> = Vec::new();
        for id in ids.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            if !named.contains(&id) {
                named.push(id);
            }
        }
        if named.is_empty() {
            return Err(invalid("ids", "say who"));
        }
        if named.len() > MOST_IDS {
            return Err(invalid("ids", &format!("name at most {MOST_IDS}")));
        }
        let explicitly = match query.get("policy") {
            None => false,
            Some("requireExplicitConsent") => true,
            Some(_) => return Err(invalid("policy", "use `requireExplicitConsent`")),
        };
        let at = query.get("datetime").map(|text| {
            let wrong = || invalid("datetime", "use a time such as 2026-11-23T10:00:00Z");
            Timestamp::parse(text).ok_or_else(wrong)
        });
        Ok(Self {
            ids: named,
            purpose: query.get("purpose"),
            explicitly,
            at: at.transpose()?,
            aggregated: query.flag("aggregatedConsent")?,
            verbose: query.flag("verbose")?,
        })
    }

    /// Answers, as JSON: an object by id, or one answer for all.
    pub(super) async fn answer(&self, call: &Call, actions: &[Action]) -> Result<Vec<u8>, Problem> {
        let mut answers = BTreeMap::new();
        for id in &self.ids {
            answers.insert(*id, self.one(call, id, actions).await?);
        }
        if !self.aggregated {
            let in_order = self.ids.iter().filter_map(|id| answers.remove_entry(id));
            return Ok(answer::json(&InOrder(in_order.collect())));
        }
        let mut answers = self.ids.iter().filter_map(|id| answers.remove(id));
        let first = answers.next();
        let all = first.map(|first| answers.fold(first, SalesforceConsent::and));
        Ok(answer::json(&all))
    }

    /// The exchanges of the customer of that id; none where there is no such customer.
    async fn stances(
        &self,
        call: &Call,
        subject: &Subject,
    ) -> Result<(Vec<Stance>, Option<Then>), Problem> {
        let Subject::Known(customer) = subject else {
            return Ok((Vec::new(), None));
        };
        call.may(Deed::ReadConsent(customer.id))?;
        let engine = call.engine();
        let catalogue = engine.catalogue();
        let Some(at) = self.at else {
            return Ok((Stance::all(&catalogue, customer, engine.now()), None));
        };
        match as_it_was(engine, &call.caller.actor, customer.id, at).await {
            Ok(was) => {
                let then = Then {
                    catalogue: catalogue.as_of(at),
                    customer: was.customer,
                    at,
                };
                Ok((Stance::of(&catalogue, was.exchanges), Some(then)))
            }
            Err(NotKnown::Absent) => Ok((Vec::new(), None)),
            Err(NotKnown::Future) => Err(invalid("datetime", "this is yet to come")),
            Err(other) => Err(other.into()),
        }
    }

    async fn one(
        &self,
        call: &Call,
        id: &str,
        actions: &[Action],
    ) -> Result<SalesforceConsent, Problem> {
        let reference = subject::reference(id, "salesforce");
        let subject = Subject::by(call.engine(), &reference);
        let (stances, then) = self.stances(call, &subject).await?;
        let mut proceed = Proceed::default();
        let mut explanation = Vec::new();
        for &action in actions {
            let consulted = consulted(action, self.purpose, &stances);
            let proceeds = if action == Action::ShouldForget {
                subject == Subject::Erased
            } else {
                proceeds(&consulted, self.purpose, self.explicitly)
                    && is_allowed(call, then.as_ref(), &reference, action, &consulted)
            };
            let unsaid = self.explicitly && !consulted.iter().any(|one| is_explicit(one.view));
            let result = if unsaid { "infoNotFound" } else { "Success" };
            proceed.0.push((action, proceeds, result));
            explanation.extend(consulted.iter().map(|one| explain(action, one)));
        }
        let has_purpose = |purpose| stances.iter().any(|stance| stance.purpose() == purpose);
        let result = match self.purpose {
            Some(purpose) if !has_purpose(purpose) => "NO_PURPOSE_MATCH",
            _ => "Success",
        };
        Ok(SalesforceConsent {
            result,
            proceed,
            explanation: self.verbose.then_some(explanation),
        })
    }
}

/// What a check of the past is answered from.
struct Then {
    catalogue: Catalogue,
    customer: Customer,
    at: Timestamp,
}

/// Whether a check allows it too, for every purpose that has a say, now or at the moment that was asked
/// about: no rule that stands before consent is passed by.
fn is_allowed(
    call: &Call,
    then: Option<&Then>,
    reference: &str,
    action: Action,
    all: &[Consulted<'_>],
) -> bool {
    let Some(toggle) = action.toggle() else {
        return true;
    };
    let engine = call.engine();
    let (catalogue, now) = (engine.catalogue(), engine.now());
    let purposes: BTreeSet<_> = all.iter().map(|one| one.stance.purpose()).collect();
    purposes.into_iter().all(|purpose| {
        let request = stance::question(purpose, &toggle);
        let verdict = match then {
            None => judge(call.side(), &catalogue, now, reference, &request),
            Some(then) => check(&then.catalogue, Some(&then.customer), &request, then.at),
        };
        verdict.outcome == Outcome::Allow
    })
}

impl SalesforceConsent {
    /// One answer for both: a no of one is a no.
    fn and(mut self, other: Self) -> Self {
        for ((_, proceeds, result), (_, others, theirs)) in
            self.proceed.0.iter_mut().zip(other.proceed.0)
        {
            *proceeds &= others;
            if *result == "Success" {
                *result = theirs;
            }
        }
        if self.result == "Success" {
            self.result = other.result;
        }
        if let (Some(explanation), Some(theirs)) = (&mut self.explanation, other.explanation) {
            explanation.extend(theirs);
        }
        self
    }
}

fn explain(action: Action, one: &Consulted<'_>) -> SalesforceExplanation {
    let (object, field) = action.kept_in();
    let on = one.view.is_on();
    let opted_out = field.is_some_and(|field| field.starts_with("HasOptedOut"));
    SalesforceExplanation {
        object,
        field,
        status: status(one.view),
        purpose: one.stance.purpose().to_owned(),
        record: one.stance.key().to_owned(),
        value: if on == opted_out { "false" } else { "true" },
    }
}

/// Answers by id, in the order that was asked.
struct InOrder<'a>(Vec<(&'a str, SalesforceConsent)>);

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, answer)| (id, answer)))
    }
}
