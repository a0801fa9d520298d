//! Up to a thousand questions at once.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::consent::Route;
use mutual::guard::{Proposal, Request, Topic, Verdict, Wanted, with_model};
use mutual::id::CaseId;
use mutual::port::{Submission, SubmitError};
use mutual::use_cases::{CaseWish, Command, Outcome, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::MOST_DATA;
use super::project::{AllowedBody, MOST_NAMES, MOST_PROJECTIONS, project};
use super::verdict::{Guessing, VerdictBody, escalated, judge_whom, waiting};
use super::{look_up, models, money};
use crate::api::call::{Call, Named};
use crate::api::params::ReadQuery;
use crate::api::problem::{Code, Problem};
use crate::api::{answer, json};

/// The most questions in one call.
const MOST: usize = 1_000;

/// The most questions of one call that name guesses: what is held about each of these customers is
/// looked up.
const MOST_GUESSING: usize = 100;
/// The most that name guesses and ask for the part that is allowed: each of these asks many times about
/// each of those, while the state is held still.
const MOST_BOTH: usize = 10;

/// Questions.
#[derive(Deserialize, ToSchema)]
#[schema(as = Checks)]
struct ChecksBody<'a> {
    /// Up to 1,000 of them.
    #[serde(borrow)]
    #[schema(max_items = 1_000)]
    checks: Vec<CheckBody<'a>>,
}

/// One question.
#[derive(Deserialize, ToSchema)]
#[schema(as = Check)]
struct CheckBody<'a> {
    /// `cus_…`, or one of her identifiers.
    #[serde(borrow)]
    #[schema(value_type = String, example = "crm:42")]
    customer: Text<'a>,
    /// Why the data would be used.
    #[serde(borrow)]
    #[schema(value_type = String, example = "recommendations")]
    purpose: Text<'a>,
    /// Which data categories would be used: up to 64.
    #[serde(borrow)]
    #[schema(max_items = 64, value_type = Option<Vec<String>>, example = json!(["orders"]))]
    data: Option<Vec<Text<'a>>>,
    /// Which guesses about her it would rest on, by their keys: up to 64, and in up to 100 questions of
    /// a call. Each must count for that purpose, and what it was made from must be allowed as `data`
    /// must be.
    #[serde(borrow)]
    #[schema(max_items = 64, value_type = Option<Vec<String>>, example = json!(["has-dog"]))]
    inferences: Option<Vec<Text<'a>>>,
    /// By which channel she would be reached.
    #[serde(borrow)]
    #[schema(value_type = Option<String>, example = "email")]
    channel: Option<Text<'a>>,
    /// Which AI use it would be.
    #[serde(borrow)]
    #[schema(value_type = Option<String>, example = "personalise")]
    ai: Option<Text<'a>>,
    /// By which channels she might be reached: only with `project`.
    #[serde(borrow)]
    #[schema(max_items = 16, value_type = Option<Vec<String>>, example = json!(["email", "sms"]))]
    channels: Option<Vec<Text<'a>>>,
    /// Which AI uses it might be: only with `project`.
    #[serde(borrow)]
    #[schema(max_items = 16, value_type = Option<Vec<String>>, example = json!(["personalise"]))]
    ai_uses: Option<Vec<Text<'a>>>,
    /// Answer which part of the data, guesses, channels and AI uses may be used: `allowed`. The verdict is
    /// that on all of it, so that it is `allow` only where nothing is missing. Up to 100 questions
    /// of a call may ask so, and none of them opens a case.
    #[serde(default)]
    project: bool,
    /// What it would be about, in the words that red lines ask for (`topics` of `/red-lines`). One that
    /// cannot be read, of signs alone or longer than 60 characters, may be any of them: it crosses every
    /// line about topics, and opens no case.
    #[serde(borrow)]
    #[schema(value_type = Option<String>, example = "credit")]
    topic: Option<Text<'a>>,
    /// About how much money, in the main unit of `currency`.
    #[schema(value_type = Option<f64>, example = 250.0)]
    amount: Option<f64>,
    /// The currency of `amount` (ISO 4217).
    #[serde(borrow)]
    #[schema(value_type = Option<String>, example = "GBP")]
    currency: Option<Text<'a>>,
    /// The key of the model that would decide, as it is registered. Where too few of its decisions are
    /// explained, the answer is `deny` or `escalate` with the reason `below_bar`, as its bar says.
    #[serde(borrow)]
    #[schema(value_type = Option<String>, example = "ranker")]
    model: Option<Text<'a>>,
    /// Which version of it: needed with `model`.
    #[serde(borrow)]
    #[schema(value_type = Option<String>, example = "2026-10")]
    model_version: Option<Text<'a>>,
    /// Where a person has to decide, give it to one: `case` says which case that is. Asked again
    /// about the same, it is the same case. It is null where 50 such cases of the customer wait already,
    /// and where what you call her became somebody else's name in the same moment.
    #[serde(default)]
    open_case: bool,
    /// What a machine would decide, for the person who decides. She sees it once she has said what
    /// she thinks herself. A case that waits already takes it where it has none and nobody has looked at
    /// it: `proposal_kept` says so.
    #[serde(borrow)]
    #[schema(nullable = false)]
    proposal: Option<ProposalBody<'a>>,
    /// Your own name for the question; its verdict repeats it.
    #[serde(borrow)]
    #[schema(value_type = Option<String>, example = "42")]
    id: Option<Text<'a>>,
}

/// What a machine would decide.
#[derive(Deserialize, ToSchema)]
#[schema(as = CaseProposal)]
struct ProposalBody<'a> {
    /// `allow` or `deny`.
    #[serde(borrow)]
    #[schema(value_type = String, example = "deny")]
    outcome: Text<'a>,
    /// Which model says so, by its key as it is registered.
    #[serde(borrow)]
    #[schema(value_type = String, min_length = 1, max_length = 100, example = "risk-2")]
    model: Text<'a>,
    /// Why, in its words.
    #[serde(borrow)]
    #[schema(value_type = Option<String>, max_length = 4_000)]
    why: Option<Text<'a>>,
}

impl CheckBody<'_> {
    /// What a machine would decide; the fault of it, where it is none.
    fn proposal(&self) -> Result<Option<Proposal>, (&'static str, String)> {
        let Some(proposal) = &self.proposal else {
            return Ok(None);
        };
        let unknown = |()| ("proposal.outcome", "use `allow` or `deny`".to_owned());
        let proposal = Proposal {
            outcome: proposal.outcome.0.parse().map_err(unknown)?,
            model: proposal.model.0.to_string(),
            why: proposal
                .why
                .as_ref()
                .map_or_else(String::new, |why| why.0.to_string()),
        };
        match proposal.fault() {
            Some(fault) => Err(fault),
            None => Ok(Some(proposal)),
        }
    }

    /// What it asks; the fault of its amount, where that is none.
    fn request(&self) -> Result<Request<'_>, (&'static str, &'static str)> {
        let data = self.data.iter().flatten();
        let currency = self.currency.as_ref().map(|text| text.0.as_ref());
        Ok(Request {
            purpose: &self.purpose.0,
            data: data.map(|text| text.0.as_ref()).collect(),
            channel: self.channel.as_ref().map(|text| text.0.as_ref()),
            ai: self.ai.as_ref().map(|text| text.0.as_ref()),
            topic: self.topic.as_ref().map(|text| text.0.as_ref()),
            amount: money(self.amount, currency)?,
            ..Request::default()
        })
    }

    /// All that it would like to use.
    fn wanted(&self) -> Wanted<'_> {
        let channels = self.channel.iter();
        let channels = channels.chain(self.channels.iter().flatten());
        let ai_uses = self.ai.iter();
        let ai_uses = ai_uses.chain(self.ai_uses.iter().flatten());
        Wanted {
            data: self.data.iter().flatten().map(text).collect(),
            inferences: self.keys(),
            channels: channels.map(text).collect(),
            ai_uses: ai_uses.map(text).collect(),
        }
    }

    /// The model that would decide.
    fn named_model(&self) -> Option<&str> {
        self.model.as_ref().map(text)
    }

    /// The guesses that it names.
    fn keys(&self) -> Vec<&str> {
        self.inferences.iter().flatten().map(text).collect()
    }

    /// Whether it names a guess.
    fn names_guesses(&self) -> bool {
        self.inferences
            .as_ref()
            .is_some_and(|keys| !keys.is_empty())
    }

    /// The first field that asks too much, or what goes with a projection alone.
    fn fault(&self) -> Option<(&'static str, String)> {
        let is_long = |list: &Option<Vec<Text<'_>>>, most| {
            let list = list.as_ref();
            list.is_some_and(|list| list.len() > most)
        };
        if is_long(&self.data, MOST_DATA) {
            let message = format!("ask about at most {MOST_DATA} data categories in one question");
            return Some(("data", message));
        }
        if is_long(&self.inferences, MOST_DATA) {
            let message = format!("ask about at most {MOST_DATA} guesses in one question");
            return Some(("inferences", message));
        }
        for (field, list) in [("channels", &self.channels), ("ai_uses", &self.ai_uses)] {
            if list.is_some() && !self.project {
                let message = "a list asks for the part that is allowed: say `project`";
                return Some((field, message.to_owned()));
            }
            if is_long(list, MOST_NAMES) {
                return Some((field, format!("name at most {MOST_NAMES}")));
            }
        }
        let topic = self.topic.as_ref().map(text).map(Topic::of);
        if self.open_case && topic == Some(Topic::Unreadable) {
            let message = "use a few words of at most 60 characters";
            return Some(("topic", message.to_owned()));
        }
        if self.model.is_some() != self.model_version.is_some() {
            let message = "name the model and its version, or neither";
            return Some(("model_version", message.to_owned()));
        }
        if self.project && self.model.is_some() {
            let message = "what is allowed is so for any model: ask for one use by itself";
            return Some(("model", message.to_owned()));
        }
        if self.project && self.open_case {
            let message = "what is allowed opens no case: ask for one use by itself";
            return Some(("open_case", message.to_owned()));
        }
        None
    }
}

fn text<'t>(text: &'t Text<'_>) -> &'t str {
    &text.0
}

/// A text that is not copied where JSON spells it plainly.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Verdicts, in the order of the questions.
#[derive(Serialize, ToSchema)]
#[schema(as = Verdicts)]
struct VerdictsBody<'a> {
    results: Vec<ResultBody<'a>>,
    /// The ledger index that all of them reflect.
    index: u64,
}

/// One verdict.
#[derive(Serialize, ToSchema)]
#[schema(as = CheckResult)]
struct ResultBody<'a> {
    /// Your own name for the question.
    #[schema(value_type = Option<String>, example = "42")]
    id: Option<&'a str>,
    #[serde(flatten)]
    verdict: VerdictBody<'a>,
    /// Whether the person who decides gets your `proposal`, where you sent one with `open_case` and there
    /// is a case: `false` where the case has another one, or somebody has a view of it already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = bool, required = false)]
    proposal_kept: Option<bool>,
    /// What may be used, where you asked for that.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    allowed: Option<AllowedBody<'a>>,
}

/// May I? For up to 1,000 uses at once
///
/// Every verdict comes from the same moment or a later one than the index says.
#[utoipa::path(
    post, path = "/api/v1/check", tag = "Check",
    params(ReadQuery), request_body = ChecksBody,
    responses(
        (status = 200, description = "The verdicts, in the order of the questions.", body = VerdictsBody),
    ),
    security(("oauth" = ["check"]), ("bearer" = ["check"])),
)]
pub(super) async fn check_customers(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::Check)?;
    let bytes = call.json_body().await?;
    let body: ChecksBody<'_> = json::parse(&bytes)?;
    if body.checks.len() > MOST {
        return Err(Problem::invalid(
            "checks",
            format!("ask at most {MOST} at once"),
        ));
    }
    for (place, check) in body.checks.iter().enumerate() {
        if let Some((field, message)) = check.fault() {
            return Err(Problem::invalid(
                format!("checks[{place}].{field}"),
                message,
            ));
        }
    }
    let projections = body.checks.iter().filter(|check| check.project).count();
    if projections > MOST_PROJECTIONS {
        let message = format!("ask at most {MOST_PROJECTIONS} with `project` at once");
        return Err(Problem::invalid("checks", message));
    }
    let naming = body.checks.iter().filter(|check| check.names_guesses());
    let naming: Vec<_> = naming.map(|check| check.customer.0.as_ref()).collect();
    if naming.len() > MOST_GUESSING {
        let message = format!("ask at most {MOST_GUESSING} with `inferences` at once");
        return Err(Problem::invalid("checks", message));
    }
    let both = body
        .checks
        .iter()
        .filter(|check| check.project && check.names_guesses());
    if both.count() > MOST_BOTH {
        let message = format!("ask at most {MOST_BOTH} with `project` and `inferences` at once");
        return Err(Problem::invalid("checks", message));
    }
    let mut requests = Vec::with_capacity(body.checks.len());
    let mut proposals = Vec::with_capacity(body.checks.len());
    let mut keys = Vec::with_capacity(body.checks.len());
    for (place, check) in body.checks.iter().enumerate() {
        let at = |field| format!("checks[{place}].{field}");
        let request = check.request();
        requests.push(request.map_err(|(field, message)| Problem::invalid(at(field), message))?);
        keys.push(check.keys());
        let proposal = check.proposal();
        proposals.push(proposal.map_err(|(field, message)| Problem::invalid(at(field), message))?);
    }
    let named = body.checks.iter().filter_map(CheckBody::named_model);
    let proposed = proposals.iter().flatten();
    let proposed = proposed.map(|proposal| proposal.model.as_str());
    let standings = models::stand(&call, named.chain(proposed)).await?;
    for (place, proposal) in proposals.iter().enumerate() {
        let model = proposal.as_ref().map(|proposal| proposal.model.as_str());
        let Some(model) = model.filter(|model| !standings.knows(model)) else {
            continue;
        };
        let field = format!("checks[{place}].proposal.model");
        if let Some(name) = standings.retired(model) {
            let message = format!("the model `{name}` is in use no more");
            return Err(Problem::new(Code::ModelRetired, message.clone()).field(field, message));
        }
        let message = "nobody registered this model: name it by its key";
        return Err(Problem::new(Code::UnknownModel, message).field(field, message));
    }
    let query = call.query(&["min_index"])?;
    let mut index = call.index(&query).await?;
    let cited = if naming.is_empty() {
        None
    } else {
        Some(look_up(&call, naming.into_iter()).await?)
    };
    let (side, engine) = (call.side(), call.engine());
    let mut verdicts = Vec::with_capacity(body.checks.len());
    let mut allowed = Vec::with_capacity(body.checks.len());
    let mut wishes = Vec::new();
    // All at one index and one moment: who asks about a household must not be told half of a change.
    engine.still(&mut |still_at, now| {
        index = still_at;
        let catalogue = engine.catalogue();
        let questions = body.checks.iter().zip(&requests).zip(&keys);
        for (((check, request), keys), proposal) in questions.zip(&proposals) {
            let customer = check.customer.0.as_ref();
            let guessing = cited.as_ref().filter(|_| !keys.is_empty());
            let guessing = guessing.map(|cited| Guessing { cited, keys });
            if check.project {
                let wanted = check.wanted();
                let asked = (request, guessing);
                let (may, verdict) = project(engine, &catalogue, now, customer, asked, &wanted);
                // It asks about many uses at once, and has no one shape.
                side.shapes.count_other();
                allowed.push(Some(may));
                verdicts.push(verdict);
                continue;
            }
            allowed.push(None);
            let judged = judge_whom(side, &catalogue, now, customer, request, guessing);
            let model = check.named_model();
            let verdict = match model.zip(check.model_version.as_ref()) {
                Some((model, version)) => {
                    with_model(judged.verdict, standings.of(model, text(version)))
                }
                None => judged.verdict,
            };
            let wish = escalated(request, &judged.named, model, &verdict);
            if let Some((id, mut wish)) = judged.whom.zip(wish) {
                wish.asked.proposal.clone_from(proposal);
                let known = waiting(engine, now, id, &wish);
                wishes.push((verdicts.len(), id, wish, known));
            }
            verdicts.push(verdict);
        }
    });
    let mut cases = vec![Given::default(); verdicts.len()];
    for (place, customer, wish, known) in wishes {
        let asked = body.checks.get(place).filter(|check| check.open_case);
        let case = match asked {
            Some(check) => {
                let customer = Named::by(text(&check.customer), customer);
                given(&call, &customer, wish, known).await?
            }
            None => Given {
                case: known,
                proposal_kept: None,
            },
        };
        if let Some(at) = cases.get_mut(place) {
            *at = case;
        }
    }
    let answered = body.checks.iter().zip(&verdicts);
    let besides = allowed.iter().zip(cases);
    let results = answered.zip(besides);
    let results = results.map(|(answered, besides)| result(answered, besides, index));
    let body = VerdictsBody {
        results: results.collect(),
        index,
    };
    Ok(answer::plain(StatusCode::OK, index, &body))
}

/// What is told of one question, reflecting `index`.
fn result<'b>(
    (check, verdict): (&'b CheckBody<'_>, &'b Verdict),
    (allowed, given): (&Option<Wanted<'b>>, Given),
    index: u64,
) -> ResultBody<'b> {
    ResultBody {
        id: check.id.as_ref().map(text),
        verdict: VerdictBody::of(verdict, given.case, index),
        proposal_kept: given.proposal_kept,
        allowed: allowed.as_ref().map(AllowedBody::from),
    }
}

/// What became of a question that a person has to decide.
#[derive(Clone, Default)]
struct Given {
    /// The case that a person decides, where there is one.
    case: Option<CaseId>,
    /// Whether that has the proposal of the question, where it came with one.
    proposal_kept: Option<bool>,
}

/// Opens the case, or joins the one about the same, which is `known` where it waited before; and whether
/// the case has the proposal that the wish has.
async fn given(
    call: &Call,
    customer: &Named,
    wish: CaseWish,
    known: Option<CaseId>,
) -> Result<Given, Problem> {
    let proposal = wish.asked.proposal.clone();
    let opened = match known {
        Some(case) => Some((case, false)),
        None => open(call, customer, wish).await?,
    };
    let Some((case, is_new)) = opened else {
        return Ok(Given::default());
    };
    let cases = call.api.app.cases(call.side());
    let actor = &call.caller.actor;
    let has_it = is_new || cases.join(actor, case, proposal.as_ref()).await?;
    Ok(Given {
        case: Some(case),
        proposal_kept: proposal.map(|_| has_it),
    })
}

/// Opens the case, or finds the one about the same: which, and whether it is new. Where the customer left
/// in between there is none, nor where her name leads to somebody else by then, of whom something else may
/// be true, and where so many of hers wait that nobody could decide one more: the verdict stays what it is.
async fn open(
    call: &Call,
    customer: &Named,
    wish: CaseWish,
) -> Result<Option<(CaseId, bool)>, Problem> {
    let submission = Submission {
        actor: call.caller.actor.clone(),
        route: Route::Api,
        command: customer.to(Command::OpenCase(customer.id, Box::new(wish))),
        // Asked again, it is the case that is open already.
        idempotency: None,
    };
    match call.engine().submit(submission).await {
        Ok(Outcome::CaseOpened { case, index }) => Ok(Some((case, index.is_some()))),
        Ok(_)
        | Err(SubmitError::Refused(
            Refusal::UnknownCustomer | Refusal::Erased | Refusal::NameMoved | Refusal::TooManyCases,
        )) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
