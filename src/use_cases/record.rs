//! CRMs record what machines decided, each decision with its reasons.
//!
//! A decision changes no consent, so it does not go through the one writer of the ledger. It is judged
//! by the state of its own moment: what was not covered then is refused, and kept as a violation.

mod answered;
mod moments;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use answered::{answered, seal};
use moments::{Moments, She};

use super::models::{NotInUse, in_use};
use super::{Coming, Deed, Refusal, Told};
use crate::access::{Actor, authorise};
use crate::catalogue::Slug;
use crate::clock::{Clock, Entropy, Timestamp, random};
use crate::decision::{
    AiDecision, AiModel, Basis, BelowBar, CASE_GOOD_S, Checked, Counts, DecidedOn, DecisionClaim,
    JUDGED_DAYS, Salt, Sort, Violation, judge, leaf, standing, without_a_person,
};
use crate::guard::{CaseKind, Matter, Outcome, Verdict};
use crate::id::{CaseId, CustomerId, DecisionId};
use crate::insight::Day;
use crate::ledger::{Body, CaseDecided};
use crate::port::{
    CaseUse, ConsentStore, DecisionRow, DecisionStore, Engine, InferenceStore, Recorder,
    Recording as Write, SealRow, StoreError, SubmitError, Written,
};

/// How often a list is judged anew because somebody in it was erased meanwhile.
const TRIES: u32 = 5;

/// What recording touches.
#[derive(Clone, Copy)]
pub struct Recording<'a> {
    /// The state in memory.
    pub engine: &'a dyn Engine,
    /// The answers that were given.
    pub store: &'a dyn ConsentStore,
    /// The models and their counts.
    pub decisions: &'a dyn DecisionStore,
    /// The guesses that decisions cite.
    pub inferences: &'a dyn InferenceStore,
    /// Who writes.
    pub recorder: &'a dyn Recorder,
    /// For new ids.
    pub clock: &'a dyn Clock,
    /// For new ids, and for enclosing an answer.
    pub entropy: &'a dyn Entropy,
}

/// What came of one decision. Also the stored form of an answer that is given again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recorded {
    /// It is recorded.
    Kept {
        /// Under which id.
        decision: DecisionId,
        /// Whether it has reasons, and says what would have changed it.
        complete: bool,
        /// Whether its reasons are those of the model.
        checked: Checked,
    },
    /// It cites what the customer did not allow: refused, and recorded as a violation.
    Violation {
        /// Under which id.
        decision: DecisionId,
        /// What was not covered.
        violation: Violation,
    },
    /// Nothing is recorded.
    Refused(NotRecorded),
}

impl Recorded {
    /// That of a decision as it is kept.
    fn kept(decision: &AiDecision) -> Self {
        let explained = decision.explained();
        Self::Kept {
            decision: decision.id,
            complete: explained.complete,
            checked: explained.checked,
        }
    }
}

/// Why nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotRecorded {
    /// Nobody is known by the reference.
    #[error("nobody is known by this reference")]
    UnknownCustomer,
    /// The customer was erased.
    #[error("this customer was erased")]
    Erased,
    /// Fields that cannot be used, each with what is wrong.
    #[error("a field cannot be used")]
    Invalid(Vec<(String, String)>),
    /// Nobody registered this model, or this version of it.
    #[error("nobody registered {what} `{name}`")]
    UnknownModel {
        /// The model or its version, in words.
        what: String,
        /// What it was called.
        name: String,
    },
    /// The model of that name is in use no more.
    #[error("the model `{0}` is in use no more")]
    RetiredModel(String),
    /// Too few decisions of the model are explained.
    #[error("{explained} % of this model's decisions are explained, and {bar} % have to be")]
    BelowBar {
        /// How many percent are.
        explained: u32,
        /// How many have to be.
        bar: u32,
        /// Whether a person may decide instead.
        person: bool,
    },
}

impl From<NotInUse> for NotRecorded {
    fn from(not: NotInUse) -> Self {
        let unknown = |what: &str, name| Self::UnknownModel {
            what: what.to_owned(),
            name,
        };
        match not {
            NotInUse::Model(key) => unknown("the model", key),
            NotInUse::Version(version) => unknown("its version", version),
            NotInUse::Retired(name) => Self::RetiredModel(name),
        }
    }
}

impl NotRecorded {
    fn fault(field: &str, message: &str) -> Self {
        Self::Invalid(vec![(field.to_owned(), message.to_owned())])
    }
}

/// A decision, and whom it is about; or why nobody is meant.
pub type Claimed = (Result<CustomerId, NotRecorded>, DecisionClaim);

/// Records decisions; what came of each, in their order. One that cannot be recorded never stops the
/// rest.
///
/// # Errors
///
/// [`SubmitError`]: [`SubmitError::Overloaded`] at once where too much waits. After [`SubmitError::Store`] it
/// may be stored; the same request again tells.
pub async fn record_decisions(
    with: Recording<'_>,
    actor: &Actor,
    coming: Coming,
    claims: &[Claimed],
) -> Result<Vec<Recorded>, SubmitError> {
    authorise(actor, Deed::RecordDecisions).map_err(Refusal::Denied)?;
    if !with.engine.is_current() {
        // Another server may have erased somebody, or given her name to somebody else.
        let why = "this server may not be the writer any more".to_owned();
        return Err(StoreError::Unavailable(why).into());
    }
    // From here on it takes room, also while it is judged.
    let place = with.recorder.backlog().place(coming.cost)?;
    if let Some(before) = answered(with, coming).await? {
        return Ok(before);
    }
    for _ in 0..TRIES {
        let mut house = House::open(with, claims).await?;
        let mut recorded = Vec::with_capacity(claims.len());
        let (mut rows, mut uses) = (Vec::new(), Vec::new());
        for (customer, claim) in claims {
            let judged = match customer {
                Ok(customer) => house.judge(*customer, claim).await?,
                Err(why) => Judged::refused(why.clone()),
            };
            rows.extend(judged.row);
            uses.extend(judged.uses);
            recorded.push(judged.recorded);
        }
        let Some(answer) = seal(with, coming, &rows, &recorded)? else {
            // She was erased since: look again.
            continue;
        };
        if rows.is_empty() && answer.is_none() {
            return Ok(recorded);
        }
        let write = Write { rows, answer, uses };
        match with.recorder.record(write, &place).await? {
            Written::Done => return Ok(recorded),
            // Somebody else used the key in between: what came of that is the answer.
            Written::KeyTaken => {
                let before = answered(with, coming).await?;
                return before.ok_or(StoreError::Conflict.into());
            }
            // Somebody else did what was allowed there: look again.
            Written::Used(_) => {}
            Written::Gone(gone) => {
                // The erasure is stored, and memory hears of it in a moment.
                let heard = || gone.iter().all(|id| with.engine.record(*id).is_none());
                if !heard() {
                    let next = with.engine.index() + 1;
                    let moment = std::time::Duration::from_secs(1);
                    with.engine.wait_for(next, moment).await;
                }
            }
        }
    }
    let why = "what this list is about changes all the time".to_owned();
    Err(StoreError::Unavailable(why).into())
}

/// What came of one claim, and what is written of it.
struct Judged {
    recorded: Recorded,
    row: Option<DecisionRow>,
    uses: Option<CaseUse>,
}

impl Judged {
    fn refused(why: NotRecorded) -> Self {
        Self {
            recorded: Recorded::Refused(why),
            row: None,
            uses: None,
        }
    }
}

/// What decisions are judged by.
struct House<'a> {
    with: Recording<'a>,
    moments: Moments<'a>,
    models: BTreeMap<Slug, AiModel>,
    counts: Vec<DecidedOn>,
    /// The cases for which a decision was recorded, also before it on the list.
    used: BTreeSet<CaseId>,
}

impl<'a> House<'a> {
    async fn open(with: Recording<'a>, claims: &[Claimed]) -> Result<Self, SubmitError> {
        // All of a list is judged at one moment.
        let named = claims
            .iter()
            .filter_map(|(customer, _)| customer.as_ref().ok());
        let moments = Moments::open(with.engine, with.inferences, named.copied());
        let keys = claims
            .iter()
            .filter_map(|(_, claim)| claim.model.parse().ok());
        let keys: BTreeSet<Slug> = keys.collect();
        let keys: Vec<_> = keys.into_iter().collect();
        let models = if keys.is_empty() {
            Vec::new()
        } else {
            with.decisions.models(&keys).await?
        };
        let barred = models.iter().filter(|model| model.bar.is_some());
        let barred: Vec<_> = barred.map(|model| model.key.clone()).collect();
        let counts = if barred.is_empty() {
            Vec::new()
        } else {
            let from = Day::of(moments.now).plus(1 - JUDGED_DAYS);
            with.decisions.decided_on(&barred, from).await?
        };
        let cases: Vec<_> = claims.iter().filter_map(|(_, claim)| claim.case).collect();
        let used = if cases.is_empty() {
            Vec::new()
        } else {
            with.decisions.used_cases(&cases).await?
        };
        Ok(Self {
            with,
            moments,
            models: models
                .into_iter()
                .map(|model| (model.key.clone(), model))
                .collect(),
            counts,
            used: used.into_iter().collect(),
        })
    }

    async fn judge(
        &mut self,
        customer: CustomerId,
        claim: &DecisionClaim,
    ) -> Result<Judged, SubmitError> {
        let she = match self.moments.she(customer) {
            Ok(she) => she,
            Err(why) => return Ok(Judged::refused(why)),
        };
        let id = DecisionId::new(self.with.clock, self.with.entropy);
        let mut decision = match claim.read(id, she.id(), self.moments.now) {
            Ok(decision) => decision,
            Err(faults) => {
                let faults = faults.into_iter().map(|fault| (fault.field, fault.message));
                return Ok(Judged::refused(NotRecorded::Invalid(faults.collect())));
            }
        };
        if let Err(why) = self.known_model(&decision) {
            return Ok(Judged::refused(why));
        }
        let (at, cited) = (decision.at, &decision.inferences);
        let then = match self.moments.then(&she, at).await? {
            Ok(then) => then,
            Err(why) => return Ok(Judged::refused(why)),
        };
        let told: Vec<Told> = if cited.is_empty() {
            Vec::new()
        } else {
            let counting = self.moments.guesses(&she, &then, at).await?;
            let fits = |told: &Told| told.purposes.contains(&decision.purpose);
            counting.into_iter().filter(fits).collect()
        };
        let guesses: Vec<_> = told.iter().map(|told| told.guess.clone()).collect();
        let verdict = match judge(&then.catalogue, &then.she.customer, &decision, &guesses, at) {
            Ok(verdict) => verdict,
            Err(violation) => {
                let certain = self.moments.certain(&she, &then, &decision, violation);
                return match certain.await? {
                    Ok(violation) => violated(&decision, violation, self.with.entropy),
                    Err(why) => Ok(Judged::refused(why)),
                };
            }
        };
        let ruling = match decision.case {
            Some(case) => {
                let ruling = self.ruling(&she, case, &decision, &told, &verdict);
                match ruling.await? {
                    Ok(ruling) => ruling,
                    Err(why) => return Ok(Judged::refused(why)),
                }
            }
            None => None,
        };
        if verdict.outcome == Outcome::Escalate && ruling.is_none() {
            let violation = without_a_person(&decision, &verdict);
            return violated(&decision, violation, self.with.entropy);
        }
        if decision.case.is_some() && ruling.is_none() {
            let message =
                "nobody allowed this in that case, within the last seven days, for this decision";
            return Ok(Judged::refused(NotRecorded::fault("case", message)));
        }
        let below = self.below_bar(&decision);
        // That a person decided is what a case says, and not what a program calls it.
        let is_refused = |why: &NotRecorded| {
            let may_help = matches!(why, NotRecorded::BelowBar { person: true, .. });
            // Whoever was not told that the model explains too little said yes to something else.
            let knew = |ruling: &CaseDecided| ruling.matter.model.as_ref() == Some(&decision.model);
            !(may_help && ruling.as_ref().is_some_and(knew))
        };
        let asks_person = verdict.outcome == Outcome::Escalate || below.is_some();
        if let Some(why) = below.filter(is_refused) {
            let row = self.row(&decision, Sort::BelowBar, false, Vec::new());
            return Ok(Judged {
                recorded: Recorded::Refused(why),
                row: Some(row),
                uses: None,
            });
        }
        let cited = guesses.iter();
        let cited = cited.filter(|guess| decision.inferences.contains(&guess.key));
        decision.guessed_from = cited
            .flat_map(|guess| guess.derived_from.iter().cloned())
            .collect();
        decision.basis = Basis {
            proposition: verdict.decided_by.proposition.clone(),
            version: verdict.decided_by.version,
        };
        // Where nobody had to be asked, what she said is not used up.
        let asked = ruling.as_ref().filter(|_| asks_person);
        let uses = asked.map(|ruling| CaseUse {
            case: ruling.case,
            decision: decision.id,
        });
        let overridden = ruling.is_some_and(|ruling| ruling.overrides == Some(true));
        let explained = decision.explained();
        let sort = match (&explained.checked, explained.complete) {
            (Checked::Differs(_), _) => Sort::Differs,
            (_, false) => Sort::Unexplained,
            (Checked::Matches, true) => Sort::Matches,
            (Checked::Unchecked, true) => Sort::Explained,
        };
        let row = self.row(&decision, sort, overridden, json(&decision)?);
        Ok(Judged {
            recorded: Recorded::kept(&decision),
            row: Some(row),
            uses: uses.inspect(|used| {
                self.used.insert(used.case);
            }),
        })
    }

    /// Whether somebody registered its model and version.
    fn known_model(&self, decision: &AiDecision) -> Result<(), NotRecorded> {
        let known = self.models.get(&decision.model);
        in_use(known, &decision.model, &decision.model_version).map_err(NotRecorded::from)
    }

    /// What a person ruled in that case, where that allows this decision and none was recorded for it.
    async fn ruling(
        &mut self,
        she: &She,
        case: CaseId,
        decision: &AiDecision,
        guesses: &[Told],
        verdict: &Verdict,
    ) -> Result<Result<Option<CaseDecided>, NotRecorded>, SubmitError> {
        let trail = match self.moments.trail(she).await? {
            Ok(trail) => trail,
            Err(why) => return Ok(Err(why)),
        };
        // Whoever was one with her once is not: what was ruled about them was not about her.
        let hers: Vec<_> = trail.iter().filter(|entry| she.is_about(entry)).collect();
        let opened = hers.iter().find_map(|entry| match &entry.body {
            Body::CaseOpened(opened) if opened.case == case => Some(entry.at),
            _ => None,
        });
        let found = hers.iter().find_map(|entry| match &entry.body {
            Body::CaseDecided(decided) if decided.case == case => Some((entry.at, decided)),
            _ => None,
        });
        // What fell when she contested it allows nothing any more.
        let fell = hers.iter().any(|entry| match &entry.body {
            Body::CaseDecided(decided) => entry.at <= decision.at && takes_back(decided, case),
            _ => false,
        });
        let lasts = |at: Timestamp| at <= decision.at && decision.at < at.plus_seconds(CASE_GOOD_S);
        let lines = verdict.escalation.as_ref();
        let lines = lines.map(|escalation| &escalation.red_lines);
        let found = found.filter(|(at, ruling)| {
            lasts(*at)
                && ruling.outcome == Outcome::Allow
                && !ruling.timed_out
                && covers(&ruling.matter, decision, guesses, opened)
                // Of a line that came later nobody had thought.
                && lines.is_none_or(|lines| lines.is_subset(&ruling.matter.red_lines))
        });
        let found = found.filter(|_| !fell && !self.used.contains(&case));
        Ok(Ok(found.map(|(_, ruling)| CaseDecided::clone(ruling))))
    }

    /// Why it is refused for how its model does, where it is.
    fn below_bar(&self, decision: &AiDecision) -> Option<NotRecorded> {
        let bar = self.models.get(&decision.model)?.bar.as_ref()?;
        let today = Day::of(self.moments.now);
        let counts = standing(
            &self.counts,
            &decision.model,
            &decision.model_version,
            today,
        );
        let person = bar.below == BelowBar::Person;
        if !bar.is_missed(&counts) {
            return None;
        }
        let explained = counts.explained() * 100 / counts.decisions().max(1);
        Some(NotRecorded::BelowBar {
            explained: u32::try_from(explained).unwrap_or(100),
            bar: bar.explained,
            person,
        })
    }

    /// The row of it; it counts for its model from now on.
    fn row(
        &mut self,
        decision: &AiDecision,
        sort: Sort,
        overridden: bool,
        body: Vec<u8>,
    ) -> DecisionRow {
        self.counts.push(DecidedOn {
            model: decision.model.clone(),
            version: decision.model_version.clone(),
            day: Day::of(decision.at),
            counts: Counts::one(sort),
        });
        DecisionRow {
            overridden,
            ..row(decision, sort, body, self.with.entropy)
        }
    }
}

fn row(decision: &AiDecision, sort: Sort, body: Vec<u8>, entropy: &dyn Entropy) -> DecisionRow {
    let salt: Salt = random(entropy);
    DecisionRow {
        id: decision.id,
        customer: Some(decision.customer),
        at: decision.at,
        model: decision.model.clone(),
        version: decision.model_version.clone(),
        sort,
        overridden: false,
        contested: false,
        seal: SealRow {
            salt: Some(salt),
            leaf: Some(leaf(&salt, decision.id, &body)),
            sealed: None,
        },
        body,
    }
}

/// Of a violation nothing is kept but what was not covered, and why.
fn violated(
    decision: &AiDecision,
    violation: Violation,
    entropy: &dyn Entropy,
) -> Result<Judged, SubmitError> {
    let row = row(decision, Sort::Violation, json(&violation)?, entropy);
    Ok(Judged {
        recorded: Recorded::Violation {
            decision: decision.id,
            violation,
        },
        row: Some(row),
        uses: None,
    })
}

/// Whether that says that what was decided in that case does not count any more.
fn takes_back(decided: &CaseDecided, case: CaseId) -> bool {
    let matter = &decided.matter;
    let contests = matter.kind == CaseKind::Contest && matter.case == Some(case);
    contests && decided.outcome == Outcome::Allow
}

/// Whether what was asked of a person is what was decided. Of a guess that is cited she was asked by its
/// name, made from no more than then; one that was told again since may say something else. Where she was
/// asked by data alone, it is all that it was made from.
fn covers(
    matter: &Matter,
    decision: &AiDecision,
    guesses: &[Told],
    opened: Option<Timestamp>,
) -> bool {
    let was_asked = |told: &Told| {
        let guess = &told.guess;
        let is_new = opened.is_none_or(|opened| told.at > opened);
        if is_new && matter.inferences.contains_key(&guess.key) {
            return false;
        }
        let asked = match matter.inferences.get(&guess.key) {
            Some(then) => then,
            None if matter.inferences.is_empty() => &matter.data,
            None => return false,
        };
        let mut sources = guess.derived_from.iter();
        sources.all(|source| asked.contains(source))
    };
    let cited = guesses.iter();
    let mut cited = cited.filter(|told| decision.inferences.contains(&told.guess.key));
    let model = matter.model.as_ref();
    matter.kind == CaseKind::Escalation
        && model.is_none_or(|model| *model == decision.model)
        && matter.purpose.as_ref() == Some(&decision.purpose)
        && matter.channel == decision.channel
        && matter.ai == Some(decision.ai)
        && matter.topic == decision.topic
        && matter.amount == decision.amount
        && decision
            .cited()
            .iter()
            .all(|category| matter.data.contains(*category))
        && cited.all(was_asked)
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Corrupt(error.to_string()))
}
