//! The systems that decide and guess: registered, held to a bar, and how they do.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::catalogue::Slug;
use mutual::decision::{
    AiModel, Bar, BelowBar, Counts, GuessCounts, ModelWish, Scorecard, VendorCard, percent, vendors,
};
use mutual::use_cases::{NoModel, Reading, model_scores, put_model as put};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::call::Call;
use super::params::{ReadQuery, WriteHeaders};
use super::problem::{Code, FieldError, Problem};
use super::wire::Moment;
use super::{Api, answer, json};

/// Where `{key}` stands in `/api/v1/models/{key}`.
const KEY: usize = 4;

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(list_models))
        .routes(routes!(find_model, put_model))
}

/// The model in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `key` reads")]
struct ModelPath {
    /// Its key: 1 to 64 small letters, digits, `-` or `_`.
    #[param(example = "recipe-ranker")]
    key: String,
}

/// What becomes of the decisions of a model that is below its bar.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BelowBar)]
enum BelowWord {
    /// They are refused.
    Refuse,
    /// A person has to decide.
    Person,
}

/// What a model has to reach.
#[derive(Deserialize, Serialize, ToSchema)]
#[schema(as = Bar)]
struct BarBody {
    /// Of its decisions of the last four weeks, the least share that is explained, in percent. It is
    /// asked of each version, once that has made 20.
    #[schema(minimum = 0, maximum = 100, example = 95)]
    explained: u32,
    /// What becomes of its decisions otherwise: they are refused, or a person has to decide. Then those
    /// with a `case` are recorded in which a person allowed them; a check that names the model opens one.
    below: BelowWord,
}

/// How a model shall be.
#[derive(Deserialize, ToSchema)]
#[schema(as = ModelWish)]
struct WishBody {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100, example = "Recipe ranker")]
    name: String,
    /// Who makes it.
    #[schema(min_length = 1, max_length = 100, example = "Halden Ranking Ltd")]
    vendor: String,
    /// What it is for.
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "Picks three recipes a week."
    )]
    task: String,
    /// The versions that are in use. What another one decides is refused.
    #[schema(min_items = 1, max_items = 50, example = json!(["2026-10"]))]
    versions: Vec<String>,
    /// What it has to reach; null: nothing. Left out, it is as it was.
    #[serde(default, deserialize_with = "said")]
    #[schema(value_type = Option<BarBody>)]
    bar: Option<Option<BarBody>>,
    /// Whether it is in use no more: what it decides is refused, and its figures stay. Null or
    /// left out, it is as it was.
    retired: Option<bool>,
}

/// A model.
#[derive(Serialize, ToSchema)]
#[schema(as = Model)]
struct ModelBody {
    #[schema(value_type = String, example = "recipe-ranker")]
    key: Slug,
    name: String,
    vendor: String,
    task: String,
    versions: Vec<String>,
    bar: Option<BarBody>,
    /// Since when it is in use no more; null where it is.
    retired_at: Option<Moment>,
    changed_at: Moment,
}

/// A model, and how it does.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelScore)]
struct ScoreBody {
    #[serde(flatten)]
    model: ModelBody,
    /// The last four weeks.
    last_28_days: SharesBody,
    /// The four weeks before: what has drifted shows beside the last.
    previous_28_days: SharesBody,
    /// The versions that are below the bar.
    below_bar: Vec<String>,
    /// Whether nobody decided against what it proposed in the cases of the last 90 days, though people
    /// decided 20 or more of these: somebody should look at whether people still decide.
    never_overridden: bool,
}

/// How many, and which share. A share is null of fewer than 20.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelShares)]
struct SharesBody {
    /// How many decisions were recorded.
    decisions: u64,
    /// How many percent of these are explained.
    explained: Option<f64>,
    /// How many of these were explained otherwise than the model decided.
    differing: u64,
    /// How many were refused for what they cited.
    violations: u64,
    /// How many percent of all that were tried these are.
    violated: Option<f64>,
    /// How many percent of the decisions were contested.
    contested: Option<f64>,
    /// How many percent a person decided against: overturned decisions, and what the model said yes to and
    /// a person no, of all of these and of the decisions.
    overridden: Option<f64>,
    /// What it guessed, and what customers said of that.
    guesses: GuessSharesBody,
}

/// How many guesses, and what customers said of them in that time. A share is null of fewer than 20.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelGuesses)]
struct GuessSharesBody {
    /// How many were told. The same guess told again, as long as it stands, is no other one.
    told: u64,
    /// How many customers called right.
    right: u64,
    /// How many customers called wrong.
    wrong: u64,
    /// How many customers want nobody to guess.
    dont_guess: u64,
    /// How many percent of what customers answered they rejected, as wrong or as not to be guessed.
    rejected: Option<f64>,
}

/// Models.
#[derive(Serialize, ToSchema)]
#[schema(as = Models)]
struct ModelsBody {
    /// In the order of their names.
    items: Vec<ScoreBody>,
    /// Who makes them, in the order of their names, and how all models of each do together.
    vendors: Vec<VendorBody>,
}

/// Who makes models, and how all of them do together: counts are added up, and shares are of these sums.
#[derive(Serialize, ToSchema)]
#[schema(as = VendorScore)]
struct VendorBody {
    /// Who makes them, as the first of them spells it. Capitals and spaces make no other vendor.
    vendor: String,
    /// The keys of the models, also of those that are in use no more.
    #[schema(value_type = Vec<String>)]
    models: Vec<Slug>,
    /// The last four weeks.
    last_28_days: SharesBody,
    /// The four weeks before: what has drifted shows beside the last.
    previous_28_days: SharesBody,
}

/// What is said of a field that can be null, which is something else than to leave it out.
fn said<'de, T, D>(reader: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(reader).map(Some)
}

impl From<BarBody> for Bar {
    fn from(body: BarBody) -> Self {
        Self {
            explained: body.explained,
            below: match body.below {
                BelowWord::Refuse => BelowBar::Refuse,
                BelowWord::Person => BelowBar::Person,
            },
        }
    }
}

impl From<WishBody> for ModelWish {
    fn from(body: WishBody) -> Self {
        Self {
            name: body.name,
            vendor: body.vendor,
            task: body.task,
            versions: body.versions,
            bar: body.bar.map(|bar| bar.map(Bar::from)),
            retired: body.retired,
        }
    }
}

impl From<AiModel> for ModelBody {
    fn from(model: AiModel) -> Self {
        Self {
            key: model.key,
            name: model.name,
            vendor: model.vendor,
            task: model.task,
            versions: model.versions,
            bar: model.bar.map(|bar| BarBody {
                explained: bar.explained,
                below: match bar.below {
                    BelowBar::Refuse => BelowWord::Refuse,
                    BelowBar::Person => BelowWord::Person,
                },
            }),
            retired_at: model.retired_at.map(Moment),
            changed_at: Moment(model.changed_at),
        }
    }
}

impl ScoreBody {
    /// How it does, and whether it is one of those against which nobody ever decides.
    fn of(card: Scorecard, never: &BTreeSet<String>) -> Self {
        Self {
            never_overridden: never.contains(card.model.key.as_str()),
            last_28_days: SharesBody::of(&card.now, card.guesses),
            previous_28_days: SharesBody::of(&card.before, card.guesses_before),
            below_bar: card.below,
            model: card.model.into(),
        }
    }
}

impl From<VendorCard> for VendorBody {
    fn from(card: VendorCard) -> Self {
        Self {
            last_28_days: SharesBody::of(&card.now, card.guesses),
            previous_28_days: SharesBody::of(&card.before, card.guesses_before),
            models: card.models,
            vendor: card.vendor,
        }
    }
}

impl SharesBody {
    fn of(counts: &Counts, guesses: GuessCounts) -> Self {
        let all = counts.decisions();
        Self {
            decisions: all,
            explained: percent(counts.explained(), all),
            differing: counts.differs,
            violations: counts.violations,
            violated: percent(counts.violations, counts.tried()),
            contested: percent(counts.contested, all),
            overridden: percent(counts.against(), counts.judged()),
            guesses: GuessSharesBody {
                told: guesses.told,
                right: guesses.right,
                wrong: guesses.wrong,
                dont_guess: guesses.dont_guess,
                rejected: percent(guesses.rejected(), guesses.answered()),
            },
        }
    }
}

fn absent() -> Problem {
    Problem::new(Code::NotFound, "there is no such model")
}

fn reading(why: Reading) -> Problem {
    match why {
        Reading::Absent => absent(),
        other => other.into(),
    }
}

/// The models against which nobody ever decides, on the caller's side.
async fn never_against(call: &Call) -> Result<BTreeSet<String>, Problem> {
    let cases = call.api.app.cases(call.side());
    cases
        .never_against(&call.caller.actor)
        .await
        .map_err(reading)
}

/// List models
#[utoipa::path(
    get, path = "/api/v1/models", tag = "Decisions",
    params(ReadQuery),
    responses(
        (status = 200, description = "All models, and how they do.", body = ModelsBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
    ),
    security(("oauth" = ["admin"]), ("bearer" = ["admin"])),
)]
async fn list_models(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageModels)?;
    let query = call.query(&["min_index"])?;
    let index = call.index(&query).await?;
    let (store, now) = (call.side().store.as_ref(), call.engine().now());
    let cards = model_scores(store, store, &call.caller.actor, None, now).await;
    let cards = cards.map_err(reading)?;
    let never = never_against(&call).await?;
    let vendors = vendors(&cards).into_iter().map(VendorBody::from).collect();
    let items = cards.into_iter().map(|card| ScoreBody::of(card, &never));
    let body = ModelsBody {
        items: items.collect(),
        vendors,
    };
    Ok(answer::read(&call, index, answer::json(&body), None))
}

/// Read a model
#[utoipa::path(
    get, path = "/api/v1/models/{key}", tag = "Decisions",
    params(ModelPath, ReadQuery),
    responses(
        (status = 200, description = "The model, and how it does.", body = ScoreBody),
        (status = 304, description = "Nothing changed since the tag you sent."),
        (status = 404, description = "There is no such model."),
    ),
    security(("oauth" = ["admin"]), ("bearer" = ["admin"])),
)]
async fn find_model(call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageModels)?;
    let query = call.query(&["min_index"])?;
    let key: Slug = call.segment(KEY)?.parse().map_err(|_| absent())?;
    let index = call.index(&query).await?;
    let (store, now) = (call.side().store.as_ref(), call.engine().now());
    let cards = model_scores(store, store, &call.caller.actor, Some(&key), now).await;
    let card = cards.map_err(reading)?.into_iter().next();
    let card = card.ok_or_else(absent)?;
    let body = ScoreBody::of(card, &never_against(&call).await?);
    Ok(answer::read(&call, index, answer::json(&body), None))
}

/// Register a model, or change it
///
/// A decision names a registered model and one of its versions. What the body says takes the place of
/// all that was said before, but for `bar` and `retired`, which a reviewer may have set: what the body
/// leaves out of these stays as it was.
#[utoipa::path(
    put, path = "/api/v1/models/{key}", tag = "Decisions",
    params(ModelPath, WriteHeaders), request_body = WishBody,
    responses(
        (status = 200, description = "The model as it is now.", body = ModelBody),
        (status = 409, description = "Somebody else changed it in the same moment."),
        (status = 422, description = "A field cannot be used."),
    ),
    security(("oauth" = ["admin"]), ("bearer" = ["admin"])),
)]
async fn put_model(mut call: Call) -> Result<Response, Problem> {
    call.may(Deed::ManageModels)?;
    // It says how things shall be, so that doing it again changes nothing more.
    let write = call.write().await?;
    let key = call.segment(KEY)?.parse::<Slug>();
    let key = key.map_err(|error| Problem::invalid("key", error.to_string()))?;
    let wish: ModelWish = json::parse::<WishBody>(&write.body)?.into();
    let now = call.engine().now();
    let with = call.registering();
    let model = put(with, &call.caller.actor, key, None, &wish, now).await;
    let model = model.map_err(|why| {
        let detail = why.to_string();
        match why {
            NoModel::Reading(why) => reading(why),
            NoModel::Typed(faults) => {
                let errors = faults.into_iter().map(|fault| FieldError {
                    field: fault.field,
                    message: fault.message,
                });
                Problem::new(Code::InvalidField, detail).fields(errors)
            }
            NoModel::Moved => Problem::new(Code::ChangedMeanwhile, detail),
            NoModel::TooMany => Problem::invalid("key", detail),
        }
    })?;
    let index = call.engine().index();
    Ok(answer::plain(
        StatusCode::OK,
        index,
        &ModelBody::from(model),
    ))
}
