//! All that a check needs, for those who answer checks on their own.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use mutual::access::Deed;
use mutual::catalogue::{Catalogue, Slug};
use mutual::clock::Timestamp;
use mutual::consent::{Answer, Customer, Signal, Source, Standing};
use mutual::guard::minor_until;
use mutual::id::{CaseId, CustomerId, ReceiptId};
use mutual::port::Engine;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::bulk::export::{PATIENCE, Portions, paced, place};
use crate::api::call::Call;
use crate::api::params::ReadQuery;
use crate::api::problem::Problem;
use crate::api::wire::{DataTermsBody, LineTermsBody, Moment, TermsBody};
use crate::beside::Stretches;

/// How many customers are written at once; a check waits for no more than these.
const CHUNK: usize = 64;

/// A line of the mirror.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorLine)]
#[serde(untagged)]
enum LineBody {
    /// The first line.
    Start(StartBody),
    /// A line for each customer who was erased.
    Erased(ErasedBody),
    /// A line for each customer.
    Customer(CustomerLine),
    /// The last line; without it the mirror is not whole.
    End(EndBody),
}

/// From where to follow, and what can be agreed on.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorStart)]
struct StartBody {
    /// Follow the changes behind this index. A customer's line may reflect more.
    index: u64,
    /// Follow the directory from here.
    directory: String,
    /// When this was read.
    at: Moment,
    /// The purposes of the registry.
    purposes: Vec<String>,
    /// Its data categories.
    data: Vec<String>,
    /// What red lines ask of the data categories.
    data_categories: Vec<DataTermsBody>,
    /// What checks need of each live version.
    propositions: Vec<TermsBody>,
    /// What checks need of the red lines.
    red_lines: Vec<MirrorLineBody>,
}

/// What holds under the key of a red line, and what is decided of later.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorRedLine)]
struct MirrorLineBody {
    /// Its key.
    #[schema(value_type = String)]
    key: Slug,
    /// What holds; null where nothing does.
    now: Option<StandsBody>,
    /// What is decided of later; null where nothing is.
    then: Option<ThenBody>,
}

/// A red line, and since when it holds as it is.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorRedLineNow)]
struct StandsBody {
    line: LineTermsBody,
    from: Moment,
}

/// What holds from some moment on.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorRedLineThen)]
struct ThenBody {
    from: Moment,
    /// Null where nothing holds then.
    line: Option<LineTermsBody>,
}

/// Somebody who was erased: of her nothing is known but that.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorErased)]
struct ErasedBody {
    /// Her id, which is random.
    #[schema(value_type = String)]
    erased: CustomerId,
}

/// The end.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorEnd)]
struct EndBody {
    /// How many customers were told of.
    customers: u64,
}

/// A customer.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorCustomer)]
struct CustomerLine {
    /// Her id.
    #[schema(value_type = String, example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    customer: CustomerId,
    /// The ids of the records that are merged into hers: each of them names her, too.
    #[schema(value_type = Vec<String>, example = json!(["cus_01KB3Y7A2B3C4D5E6F7G8H9J0K"]))]
    merged: Vec<CustomerId>,
    /// All that she is called.
    identifiers: Vec<String>,
    /// Where she lives (ISO 3166).
    region: Option<String>,
    /// Until when she may not be of age, which follows from the year that she was born in; left out
    /// where she is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    minor_until: Option<Moment>,
    /// Since when a person decides about her, and no machine alone; left out where none has to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    human_only: Option<Moment>,
    /// What she is going through, and when each ends by itself: null, when somebody says so.
    #[schema(value_type = BTreeMap<String, Option<String>>, example = json!({"bereavement": null}))]
    situations: BTreeMap<&'static str, Option<Moment>>,
    /// The cases by which she contests a decision that nobody has answered yet: while there is one, she
    /// has an `open_complaint`, whatever `situations` says.
    #[schema(value_type = Vec<String>, example = json!(["case_01KB3Y6V9Q8T5W2R7N4M1H0J3K"]))]
    open_complaints: Vec<CaseId>,
    /// Whether she paused everything.
    paused: bool,
    /// Her browser's standing wish not to sell or share (Global Privacy Control), where there is one:
    /// of what `shares` in the terms it leaves on only what she said yes to behind its index.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    signal: Option<SignalBody>,
    /// Her newest entry that this reflects; 0 where there is none.
    index: u64,
    /// By proposition and toggle, her last answer; what was never answered is left out.
    answers: BTreeMap<String, BTreeMap<String, AnswerBody>>,
}

/// A wish that stands.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorSignal)]
struct SignalBody {
    /// The entry that it came with.
    index: u64,
    /// When it first came.
    at: Moment,
}

/// What she said last.
#[derive(Serialize, ToSchema)]
#[schema(as = MirrorAnswer)]
struct AnswerBody {
    /// `granted`, `refused` (without ever having granted) or `withdrawn`.
    #[schema(value_type = String, example = "granted")]
    standing: &'static str,
    /// On which version.
    version: u32,
    /// The entry that says so.
    index: u64,
    /// Whether her browser's wish turned it off, and not she herself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    by_signal: bool,
    /// When she said so.
    since: Moment,
    /// When a grant runs out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    expires_at: Option<Moment>,
    /// What she keeps of it.
    #[schema(value_type = String)]
    receipt: ReceiptId,
}

/// Read all that a check needs
///
/// For a mirror, which answers checks in its own process: a line with the catalogue and from where
/// to follow, a line for each customer, and a last line without which it is not whole. Then follow
/// `GET /api/v1/changes/stream` with `after` and `directory`. The libraries of this API do that.
#[utoipa::path(
    get, path = "/api/v1/mirror", tag = "Changes",
    params(ReadQuery),
    responses(
        (status = 200, description = "Everybody.", content((LineBody = "application/x-ndjson"))),
    ),
    security(("oauth" = ["feed"]), ("bearer" = ["feed"])),
)]
pub(super) async fn read_mirror(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ReadChanges)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let permit = place(&call)?;
    let lines = Lines::new(Arc::clone(&call.side().engine), index);
    let chunks = paced(lines, permit, PATIENCE);
    let mut response = Response::new(Body::from_stream(chunks));
    answer::reflect(&mut response, index);
    let media = HeaderValue::from_static("application/x-ndjson");
    response.headers_mut().insert(header::CONTENT_TYPE, media);
    Ok(response)
}

/// A mirror under way.
struct Lines {
    engine: Arc<dyn Engine>,
    start: Option<StartBody>,
    erased: std::vec::IntoIter<CustomerId>,
    after: Option<CustomerId>,
    told: u64,
    is_over: bool,
}

impl Lines {
    /// Begins with what is known now: what is read later reflects at least that.
    fn new(engine: Arc<dyn Engine>, index: u64) -> Self {
        let directory = engine.directory().to_string();
        let catalogue = engine.catalogue();
        let registry = catalogue.registry();
        let start = StartBody {
            index,
            directory,
            at: Moment(engine.now()),
            purposes: registry.purposes().map(|p| p.id.to_string()).collect(),
            data: registry.categories().map(|c| c.id.to_string()).collect(),
            data_categories: registry.categories().map(DataTermsBody::from).collect(),
            propositions: terms(&catalogue),
            red_lines: lines(&catalogue, engine.now()),
        };
        Self {
            start: Some(start),
            erased: engine.erased().into_iter(),
            after: None,
            told: 0,
            is_over: false,
            engine,
        }
    }

    /// The next lines, of these customers where they are next; nothing behind the last one.
    fn next(&mut self, customers: &[Arc<Customer>]) -> Option<Vec<u8>> {
        if let Some(start) = self.start.take() {
            return Some(written([LineBody::Start(start)]));
        }
        let erased: Vec<_> = self.erased.by_ref().take(CHUNK).collect();
        if !erased.is_empty() {
            let lines = erased.into_iter().map(|erased| ErasedBody { erased });
            return Some(written(lines.map(LineBody::Erased)));
        }
        if let Some(last) = customers.last() {
            self.after = Some(last.id);
            self.told += customers.len() as u64;
            let now = self.engine.now();
            let lines = customers
                .iter()
                .map(|customer| CustomerLine::of(customer, now));
            return Some(written(lines.map(LineBody::Customer)));
        }
        let customers = self.told;
        let is_first = !std::mem::replace(&mut self.is_over, true);
        is_first.then(|| written([LineBody::End(EndBody { customers })]))
    }
}

impl Portions for Lines {
    type Read = Vec<Arc<Customer>>;

    fn reader(&self) -> impl FnOnce() -> Self::Read + Send + 'static {
        let are_next = self.start.is_none() && self.erased.len() == 0;
        let (engine, after) = (Arc::clone(&self.engine), self.after);
        move || {
            if are_next {
                engine.customers(after, CHUNK)
            } else {
                Vec::new()
            }
        }
    }

    fn write(&mut self, customers: Self::Read) -> io::Result<Option<Vec<u8>>> {
        Ok(self.next(&customers))
    }
}

fn written(lines: impl IntoIterator<Item = LineBody>) -> Vec<u8> {
    let mut out = Vec::with_capacity(CHUNK * 512);
    let mut stretches = Stretches::default();
    for line in lines {
        let line = answer::json(&line);
        stretches.add(line.len());
        out.extend(line);
        out.push(b'\n');
    }
    out
}

fn lines(catalogue: &Catalogue, now: Timestamp) -> Vec<MirrorLineBody> {
    let lines = catalogue.red_lines();
    let of = |key: &Slug| MirrorLineBody {
        key: key.clone(),
        now: lines.line(key, now).map(|stands| StandsBody {
            line: LineTermsBody::from(&*stands.line),
            from: Moment(stands.from),
        }),
        then: lines.plan(key, now).then.map(|(from, line)| ThenBody {
            from: Moment(from),
            line: line.map(LineTermsBody::from),
        }),
    };
    lines.keys().map(of).collect()
}

fn terms(catalogue: &Catalogue) -> Vec<TermsBody> {
    let live = catalogue.live();
    live.map(|(proposition, version)| TermsBody::of(proposition, version))
        .collect()
}

impl CustomerLine {
    fn of(customer: &Customer, now: Timestamp) -> Self {
        let state = &customer.state;
        let answers = state.exchanges().map(|key| {
            let toggles = state.answered(key).filter_map(|(toggle, standing)| {
                Some((toggle.to_string(), AnswerBody::of(standing)?))
            });
            (key.to_string(), toggles.collect())
        });
        Self {
            customer: customer.id,
            merged: customer.ids().skip(1).collect(),
            identifiers: customer
                .identifiers
                .iter()
                .map(ToString::to_string)
                .collect(),
            region: customer.region.clone(),
            minor_until: minor_until(customer.birth_year, now).map(Moment),
            human_only: state.guarded.human_only.map(Moment),
            situations: state
                .guarded
                .situations
                .iter()
                .map(|(situation, until)| (situation.word(), until.map(Moment)))
                .collect(),
            open_complaints: state.guarded.complaints().collect(),
            paused: state.paused_since.is_some(),
            signal: state.gpc.map(SignalBody::from),
            index: state.last_index,
            answers: answers.collect(),
        }
    }
}

impl From<Signal> for SignalBody {
    fn from(signal: Signal) -> Self {
        Self {
            index: signal.index,
            at: Moment(signal.at),
        }
    }
}

impl AnswerBody {
    fn of(standing: &Standing) -> Option<Self> {
        let body = |standing, answer: &Answer, expires_at| Self {
            standing,
            version: answer.version,
            index: answer.index,
            by_signal: answer.source == Source::Signal,
            since: Moment(answer.at),
            expires_at,
            receipt: answer.receipt,
        };
        match standing {
            Standing::Unasked => None,
            Standing::Refused(answer) => Some(body("refused", answer, None)),
            Standing::Withdrawn(answer) => Some(body("withdrawn", answer, None)),
            Standing::Granted { answer, expires_at } => {
                Some(body("granted", answer, Some(Moment(*expires_at))))
            }
        }
    }
}
