//! Red lines on the wire.

use std::collections::BTreeSet;

use mutual::catalogue::{DataCategory, Labels, Slug};
use mutual::guard::{Condition, Effect, Money, RedLine, Stands};
use mutual::value::Amount;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    AiUseWord, ChannelWord, Moment, OriginWord, SensitivityWord, SituationWord, VerdictWord,
};

/// What a check needs of a red line.
#[derive(Serialize, ToSchema)]
#[schema(as = RedLineTerms)]
pub(crate) struct LineTermsBody {
    /// Its key, as in the `red_line` of a verdict's reasons.
    #[schema(value_type = String, example = "no-emotion-recognition")]
    key: Slug,
    /// `deny`, or `escalate`: a person decides.
    effect: VerdictWord,
    /// Which team's person; null where it denies.
    #[schema(value_type = Option<String>, example = "front_desk")]
    team: Option<Slug>,
    /// Whether two people of it must agree, however the team works.
    four_eyes: bool,
    /// Within how many hours; null where it denies. Silence is a no.
    #[schema(minimum = 1, maximum = 720, example = 48)]
    within_hours: Option<u16>,
    when: ConditionBody,
}

/// What a red line is about. An empty list asks for nothing; of what is listed in several, all must
/// hold.
#[derive(Serialize, ToSchema)]
#[schema(as = RedLineCondition)]
struct ConditionBody {
    /// One of these topics: small letters, digits, and underscores between words.
    topics: BTreeSet<String>,
    /// One of these purposes.
    #[schema(value_type = Vec<String>)]
    purposes: BTreeSet<Slug>,
    /// One of the kinds of data is one of these,
    #[schema(value_type = Vec<String>)]
    data: BTreeSet<Slug>,
    /// and can do so much harm,
    sensitivities: Vec<SensitivityWord>,
    /// and comes from there.
    origins: Vec<OriginWord>,
    /// By one of these channels.
    channels: Vec<ChannelWord>,
    /// For one of these AI uses.
    ai_uses: Vec<AiUseWord>,
    /// Of a customer who is in one of these situations.
    situations: Vec<SituationWord>,
    /// About more than this; a question that names no amount, or one in another currency, may be about
    /// more.
    amount_over: Option<MoneyBody>,
}

/// An amount of money.
#[derive(Serialize, ToSchema)]
#[schema(as = Money)]
struct MoneyBody {
    /// In the currency's main unit.
    #[schema(value_type = f64, example = 500.0)]
    amount: Amount,
    /// ISO 4217 code.
    #[schema(example = "GBP")]
    currency: String,
}

impl From<&Money> for MoneyBody {
    fn from(money: &Money) -> Self {
        Self {
            amount: money.amount,
            currency: money.currency.clone(),
        }
    }
}

impl From<&Condition> for ConditionBody {
    fn from(when: &Condition) -> Self {
        Self {
            topics: when.topics.clone(),
            purposes: when.purposes.clone(),
            data: when.data.clone(),
            sensitivities: when
                .sensitivities
                .iter()
                .copied()
                .map(SensitivityWord)
                .collect(),
            origins: when.origins.iter().copied().map(OriginWord).collect(),
            channels: when.channels.iter().copied().map(ChannelWord).collect(),
            ai_uses: when.ai_uses.iter().copied().map(AiUseWord).collect(),
            situations: when.situations.iter().copied().map(SituationWord).collect(),
            amount_over: when.amount_over.as_ref().map(MoneyBody::from),
        }
    }
}

impl From<&RedLine> for LineTermsBody {
    fn from(line: &RedLine) -> Self {
        use mutual::guard::Outcome;
        let (effect, team) = match &line.effect {
            Effect::Deny => (Outcome::Deny, None),
            Effect::Escalate { team, .. } => (Outcome::Escalate, Some(team.clone())),
        };
        Self {
            key: line.key.clone(),
            effect: VerdictWord(effect),
            team,
            four_eyes: line.effect.asks_two(),
            within_hours: line.effect.hours(),
            when: ConditionBody::from(&line.when),
        }
    }
}

/// A red line that holds.
#[derive(Serialize, ToSchema)]
#[schema(as = RedLine)]
pub(crate) struct RedLineBody {
    #[serde(flatten)]
    terms: LineTermsBody,
    /// What customers read, in English.
    says: String,
    /// What they read in other languages, by their tags (BCP 47).
    #[schema(value_type = HashMap<String, String>)]
    labels: Labels,
    /// Why, in English.
    why: String,
    /// Why, in other languages.
    #[schema(value_type = HashMap<String, String>)]
    whys: Labels,
    /// Since when there has been a line under this key, in whatever words.
    since: Moment,
    /// From when it holds as it is.
    from: Moment,
    /// Until when, where it is decided that something else comes; null otherwise.
    until: Option<Moment>,
}

impl From<&Stands> for RedLineBody {
    fn from(stands: &Stands) -> Self {
        let line = &stands.line;
        Self {
            terms: LineTermsBody::from(&**line),
            says: line.says.clone(),
            labels: line.labels.clone(),
            why: line.why.clone(),
            whys: line.whys.clone(),
            since: Moment(stands.since),
            from: Moment(stands.from),
            until: stands.until.map(Moment),
        }
    }
}

/// What a check needs of a kind of data.
#[derive(Serialize, ToSchema)]
#[schema(as = DataTerms)]
pub(crate) struct DataTermsBody {
    /// Its id.
    #[schema(value_type = String, example = "orders")]
    id: Slug,
    origin: OriginWord,
    sensitivity: SensitivityWord,
}

impl From<&DataCategory> for DataTermsBody {
    fn from(category: &DataCategory) -> Self {
        Self {
            id: category.id.clone(),
            origin: OriginWord(category.origin),
            sensitivity: SensitivityWord(category.sensitivity),
        }
    }
}
