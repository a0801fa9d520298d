//! A decision on the wire.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mutual::catalogue::Slug;
use mutual::consent::Toggle;
use mutual::decision::{Checked, Difference, Direction, Forbidden};
use mutual::digest::hex;
use mutual::id::{CaseId, CustomerId, DecisionId};
use mutual::use_cases::{Decided, DecidedWhat, SealProof};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::problem::FieldError;
use crate::api::wire::{AiUseWord, ChannelWord, Moment, ReasonWord, ToggleName};

/// Whether the reasons are those of the model.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ExplanationCheck)]
pub(super) enum CheckedWord {
    /// No features came with it.
    Unchecked,
    /// What is listed is what was strongest.
    Matches,
    /// It is not.
    Differs,
}

impl CheckedWord {
    pub(super) fn of(checked: &Checked) -> Self {
        match checked {
            Checked::Unchecked => Self::Unchecked,
            Checked::Matches => Self::Matches,
            Checked::Differs(_) => Self::Differs,
        }
    }
}

/// Where reasons and features do not agree.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DifferenceKind)]
enum DifferenceWord {
    /// This feature was stronger than one of the reasons, and is not among them.
    NotListed,
    /// This reason is none of the features, or added nothing.
    NotAmongFeatures,
    /// This reason pulled the other way.
    OtherWay,
    /// This reason is given less weight than one that was weaker.
    OtherOrder,
    /// This reason is given another share than it had, beside the others that are listed: by more than
    /// ten percentage points.
    OtherShare,
    /// This kind of data is said to be left out, and was used.
    UsedAllTheSame,
}

/// A difference.
#[derive(Serialize, ToSchema)]
#[schema(as = ExplanationDifference)]
pub(super) struct DifferenceBody {
    /// What does not agree.
    kind: DifferenceWord,
    /// The kind of data.
    #[schema(value_type = String, example = "orders")]
    category: Slug,
    /// What of it; null where it is about the whole kind.
    #[schema(example = "Fennel, 3 May")]
    item: Option<String>,
}

/// The differences of a check.
pub(super) fn differences(checked: &Checked) -> Vec<DifferenceBody> {
    let Checked::Differs(all) = checked else {
        return Vec::new();
    };
    let body = |difference: &Difference| {
        let (kind, category, item) = match difference {
            Difference::NotListed { category, item } => {
                (DifferenceWord::NotListed, category, Some(item))
            }
            Difference::NotAmongInputs { category, item } => {
                (DifferenceWord::NotAmongFeatures, category, Some(item))
            }
            Difference::OtherWay { category, item } => {
                (DifferenceWord::OtherWay, category, Some(item))
            }
            Difference::OtherOrder { category, item } => {
                (DifferenceWord::OtherOrder, category, Some(item))
            }
            Difference::OtherShare { category, item } => {
                (DifferenceWord::OtherShare, category, Some(item))
            }
            Difference::UsedAllTheSame { category } => {
                (DifferenceWord::UsedAllTheSame, category, None)
            }
        };
        DifferenceBody {
            kind,
            category: category.clone(),
            item: item.cloned(),
        }
    };
    all.iter().map(body).collect()
}

/// What was not covered, as the field that cites it.
pub(super) fn named(forbidden: &Forbidden) -> FieldError {
    let (field, message) = match forbidden {
        Forbidden::Guess { key } => (
            "inferences",
            format!("`{key}`: no such guess about her counted for this purpose then"),
        ),
        Forbidden::Uncovered {
            code,
            toggle,
            proposition,
            red_line,
        } => {
            let field = match toggle {
                Some(Toggle::Data(_)) => "data",
                Some(Toggle::Channel(_)) => "channel",
                Some(Toggle::Ai(_)) => "ai",
                Some(Toggle::Exchange) | None => "purpose",
            };
            let about = toggle.as_ref().map(|toggle| format!("`{toggle}`: "));
            let which = red_line.as_ref().or(proposition.as_ref());
            let which = which.map(|key| format!(" ({key})"));
            let message = format!(
                "{}{code}{}",
                about.unwrap_or_default(),
                which.unwrap_or_default()
            );
            (field, message)
        }
    };
    FieldError {
        field: field.to_owned(),
        message,
    }
}

/// A decision that was recorded.
#[derive(Serialize, ToSchema)]
#[schema(as = AiDecision)]
pub(super) struct KeptBody<'a> {
    /// Its id.
    #[schema(value_type = String, example = "dec_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    decision: DecisionId,
    /// About whom.
    #[schema(value_type = String, example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    customer: CustomerId,
    /// When it was made.
    at: Moment,
    /// Whether she contested it.
    contested: bool,
    /// Whether a person decided otherwise than the machine.
    overridden: bool,
    /// What it says; null where it was refused.
    recorded: Option<SaidBody<'a>>,
    /// What it was refused for; null where it was recorded.
    violation: Option<ViolationBody<'a>>,
    /// What proves, against the entry of the log that sealed it, that it stood so then; null until it is
    /// sealed, which takes a minute at most, and of what was recorded before decisions were sealed.
    sealed: Option<SealBody>,
}

/// The proof that a decision is one of those that an entry of the type `decisions.sealed` seals.
///
/// Its leaf is SHA-256 over a byte 0, `salt`, the 16 bytes of its id, and `record`. From there `proof`
/// leads to the root in the entry (RFC 9162, 2.1.3.2).
#[derive(Serialize, ToSchema)]
#[schema(as = DecisionSeal)]
struct SealBody {
    /// The place of the entry in the log.
    index: u64,
    /// 16 random bytes, in base64.
    #[schema(format = "byte", example = "BwcHBwcHBwcHBwcHBwcHBw==")]
    salt: String,
    /// The record, byte for byte as it is kept: JSON, in base64.
    #[schema(format = "byte", example = "e30=")]
    record: String,
    /// Its place among those that the entry seals, from 0.
    leaf_index: u64,
    /// How many these are.
    size: u64,
    /// The root over them, as it follows from what is kept today. Believe the entry's.
    #[schema(example = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    root: String,
    /// The hashes beside the way to the root, from the leaf up, each in base64.
    proof: Vec<String>,
}

impl SealBody {
    fn of(proof: &SealProof) -> Self {
        let steps = proof.proof.iter();
        Self {
            index: proof.index,
            salt: STANDARD.encode(proof.salt),
            record: STANDARD.encode(&proof.record),
            leaf_index: proof.leaf_index,
            size: proof.size,
            root: hex(&proof.root),
            proof: steps.map(|step| STANDARD.encode(step)).collect(),
        }
    }
}

/// What a decision says.
#[derive(Serialize, ToSchema)]
#[schema(as = DecisionReasons)]
struct SaidBody<'a> {
    /// Where the customer reads why.
    #[schema(format = "uri")]
    why: String,
    #[schema(value_type = String, example = "recommendations")]
    purpose: &'a Slug,
    channel: Option<ChannelWord>,
    ai: AiUseWord,
    #[schema(example = "running_shoes")]
    topic: Option<&'a str>,
    #[schema(value_type = String, example = "recipe-ranker")]
    model: &'a Slug,
    #[schema(example = "2026-10")]
    model_version: &'a str,
    outcome: &'a str,
    counterfactual: Option<&'a str>,
    /// What counted, the strongest first.
    data: Vec<PointBody<'a>>,
    #[schema(value_type = Vec<String>)]
    inferences: &'a BTreeSet<Slug>,
    #[schema(value_type = Vec<String>)]
    not_used: &'a BTreeSet<Slug>,
    /// The exchange that allowed it.
    #[schema(value_type = Option<String>, example = "recipe-ideas")]
    proposition: Option<&'a Slug>,
    /// Its version that was live.
    version: Option<u32>,
    /// The case in which a person allowed it.
    #[schema(value_type = Option<String>, example = "case_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    case: Option<CaseId>,
    explained: bool,
    check: CheckedWord,
    differences: Vec<DifferenceBody>,
}

/// Something that counted.
#[derive(Serialize, ToSchema)]
#[schema(as = DataPoint)]
struct PointBody<'a> {
    #[schema(value_type = String, example = "orders")]
    category: &'a Slug,
    #[schema(example = "Fennel, 3 May")]
    item: &'a str,
    weight: f64,
    /// `for` the outcome, or `against` it.
    #[schema(value_type = String, example = "for")]
    direction: Direction,
}

/// What a decision was refused for.
#[derive(Serialize, ToSchema)]
#[schema(as = Violation)]
struct ViolationBody<'a> {
    #[schema(value_type = String, example = "recommendations")]
    purpose: &'a Slug,
    /// Whether it would have been allowed if a person had decided.
    needs_person: bool,
    forbidden: Vec<ForbiddenBody<'a>>,
}

/// One thing that was not covered.
#[derive(Serialize, ToSchema)]
#[schema(as = Forbidden)]
struct ForbiddenBody<'a> {
    /// Why not; null of a guess that she does not want made.
    code: Option<ReasonWord>,
    /// The toggle that it is about.
    toggle: Option<ToggleName<'a>>,
    /// The exchange that it is about.
    #[schema(value_type = Option<String>, example = "recipe-ideas")]
    proposition: Option<&'a Slug>,
    /// The red line that it is about.
    #[schema(value_type = Option<String>, example = "no-emotion-recognition")]
    red_line: Option<&'a Slug>,
    /// The guess that it is about.
    #[schema(value_type = Option<String>, example = "likes-fennel")]
    inference: Option<&'a Slug>,
}

impl<'a> KeptBody<'a> {
    pub(super) fn of(decided: &'a Decided, proof: Option<&SealProof>, why: String) -> Self {
        let (recorded, violation) = match &decided.what {
            DecidedWhat::Kept(decision) => {
                let explained = decision.explained();
                let points = decision.data.iter().map(|point| PointBody {
                    category: &point.category,
                    item: &point.item,
                    weight: point.weight,
                    direction: point.direction,
                });
                let said = SaidBody {
                    why,
                    purpose: &decision.purpose,
                    channel: decision.channel.map(ChannelWord),
                    ai: AiUseWord(decision.ai),
                    topic: decision.topic.as_deref(),
                    model: &decision.model,
                    model_version: &decision.model_version,
                    outcome: &decision.outcome,
                    counterfactual: decision.counterfactual.as_deref(),
                    data: points.collect(),
                    inferences: &decision.inferences,
                    not_used: &decision.not_used,
                    proposition: decision.basis.proposition.as_ref(),
                    version: decision.basis.version,
                    case: decision.case,
                    explained: explained.holds(),
                    check: CheckedWord::of(&explained.checked),
                    differences: differences(&explained.checked),
                };
                (Some(said), None)
            }
            DecidedWhat::Refused(violation) => {
                let body = ViolationBody {
                    purpose: &violation.purpose,
                    needs_person: violation.needs_person,
                    forbidden: violation
                        .forbidden
                        .iter()
                        .map(ForbiddenBody::from)
                        .collect(),
                };
                (None, Some(body))
            }
        };
        Self {
            decision: decided.id,
            customer: decided.customer,
            at: Moment(decided.at),
            contested: decided.contested,
            overridden: decided.overridden,
            recorded,
            violation,
            sealed: proof.map(SealBody::of),
        }
    }
}

impl<'a> From<&'a Forbidden> for ForbiddenBody<'a> {
    fn from(forbidden: &'a Forbidden) -> Self {
        match forbidden {
            Forbidden::Guess { key } => Self {
                code: None,
                toggle: None,
                proposition: None,
                red_line: None,
                inference: Some(key),
            },
            Forbidden::Uncovered {
                code,
                toggle,
                proposition,
                red_line,
            } => Self {
                code: Some(ReasonWord(*code)),
                toggle: toggle.as_ref().map(ToggleName),
                proposition: proposition.as_ref(),
                red_line: red_line.as_ref(),
                inference: None,
            },
        }
    }
}
