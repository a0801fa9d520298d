//! One exchange as one customer stands to it, as every profile reads it.

use std::collections::BTreeMap;
use std::sync::Arc;

use mutual::catalogue::{Catalogue, Version};
use mutual::clock::Timestamp;
use mutual::consent::{Customer, ExchangeView, Toggle, ToggleView, view};
use mutual::guard::{Outcome, Request, Verdict};

use crate::api::call::Call;
use crate::api::check::judge;

/// An exchange that is open to a customer, answered or not.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stance {
    /// The version that it is told of: the live one, or the one that was live then.
    pub(super) version: Arc<Version>,
    /// The ledger index of the exchange's first publication: a number that names it for good.
    pub(super) number: u64,
    view: ExchangeView,
    /// Of toggles that are on: why a check says no all the same.
    denied: BTreeMap<Toggle, String>,
}

/// One toggle as a vendor's word tells it: a state that is on is a yes only where a check says so too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Told<'a> {
    /// The state that decides.
    pub(super) view: &'a ToggleView,
    /// Why a check says no to what is on.
    pub(super) denied: Option<&'a str>,
}

impl Told<'_> {
    /// Whether it may be told as a yes.
    pub(super) fn is_yes(&self) -> bool {
        self.view.is_on() && self.denied.is_none()
    }
}

impl Stance {
    /// The exchanges of a customer now, in their fixed order.
    pub(super) fn all(catalogue: &Catalogue, customer: &Customer, now: Timestamp) -> Vec<Self> {
        Self::of(catalogue, view(catalogue, customer, now))
    }

    /// The exchanges of a customer now, with what a check has against those of `toggles` that are on: a
    /// red line, or her wish that a person decides, stands before every answer. Nobody is asked about
    /// what is off, so that a read counts as few questions as it asks.
    pub(super) fn judged(
        call: &Call,
        customer: &Customer,
        now: Timestamp,
        toggles: &[Toggle],
    ) -> Vec<Self> {
        let catalogue = call.engine().catalogue();
        let reference = customer.id.to_string();
        let mut all = Self::all(&catalogue, customer, now);
        for stance in &mut all {
            let on = toggles.iter().filter(|toggle| {
                let view = stance.deciding(toggle);
                view.is_some_and(ToggleView::is_on)
            });
            let denied = on.filter_map(|toggle| {
                let request = question(stance.purpose(), toggle);
                let verdict = judge(call.side(), &catalogue, now, &reference, &request);
                Some((toggle.clone(), why_not(&verdict)?))
            });
            stance.denied = denied.collect();
        }
        all
    }

    /// These exchanges with what was published of them. A version never changes, so that the present
    /// catalogue has those of the past too.
    pub(super) fn of(catalogue: &Catalogue, views: Vec<ExchangeView>) -> Vec<Self> {
        let stance = |view: ExchangeView| {
            let proposition = catalogue.proposition(&view.proposition)?;
            Some(Self {
                version: Arc::clone(proposition.version(view.version)?),
                number: proposition.versions().first()?.index,
                view,
                denied: BTreeMap::new(),
            })
        };
        views.into_iter().filter_map(stance).collect()
    }

    /// The key of the proposition.
    pub(super) fn key(&self) -> &str {
        &self.view.proposition
    }

    /// Why the data is used.
    pub(super) fn purpose(&self) -> &str {
        &self.version.document.purpose
    }

    /// Whether the live version has that toggle.
    pub(super) fn has(&self, toggle: &Toggle) -> bool {
        self.view.toggles.contains_key(toggle)
    }

    /// What decides about `toggle`: the exchange itself while that is not on, else the facet's own
    /// state. None where the version has no such toggle.
    pub(super) fn deciding(&self, toggle: &Toggle) -> Option<&ToggleView> {
        let own = self.view.toggles.get(toggle)?;
        let whole = self.view.toggles.get(&Toggle::Exchange)?;
        Some(if whole.is_on() { own } else { whole })
    }

    /// The same with what a check has against it, where [`Self::judged`] asked about `toggle`.
    pub(super) fn told(&self, toggle: &Toggle) -> Option<Told<'_>> {
        Some(Told {
            view: self.deciding(toggle)?,
            denied: self.denied.get(toggle).map(String::as_str),
        })
    }
}

/// Why a verdict is no yes, in the words of a check: the code of the reason that decided, and the red
/// line where it is one.
fn why_not(verdict: &Verdict) -> Option<String> {
    if verdict.outcome == Outcome::Allow {
        return None;
    }
    let first = verdict.reasons.first();
    let code = first.map_or(verdict.outcome.word(), |reason| reason.code.word());
    let line = first.and_then(|reason| reason.red_line.as_deref());
    Some(line.map_or_else(|| code.to_owned(), |line| format!("{code} {line}")))
}

/// The check that asks for one toggle of a purpose.
pub(super) fn question<'a>(purpose: &'a str, toggle: &'a Toggle) -> Request<'a> {
    let mut request = Request {
        purpose,
        ..Request::default()
    };
    match toggle {
        Toggle::Exchange => {}
        Toggle::Data(category) => request.data.push(category),
        Toggle::Channel(channel) => request.channel = Some(channel.word()),
        Toggle::Ai(ai) => request.ai = Some(ai.word()),
    }
    request
}

#[cfg(test)]
pub(super) mod every {
    //! Every state that there is, for tables.

    use mutual::catalogue::LegalBasis;
    use mutual::clock::Timestamp;
    use mutual::consent::{Decision, Phase, Source, ToggleView};

    use super::Told;

    /// A state that no check has anything against.
    pub(in super::super) fn told(view: &ToggleView) -> Told<'_> {
        Told { view, denied: None }
    }

    /// Each decision × source × phase × legal basis, also those that no ledger folds into: a word
    /// must be safe whatever comes later.
    pub(in super::super) fn state() -> Vec<ToggleView> {
        let mut all = Vec::new();
        for &decision in Decision::ALL {
            for &source in Source::ALL {
                for &phase in Phase::ALL {
                    for &legal_basis in LegalBasis::ALL {
                        all.push(ToggleView {
                            decision,
                            source,
                            phase,
                            legal_basis,
                            since: Some(Timestamp::from_millis(1_000)),
                            version: Some(1),
                            expires_at: None,
                        });
                    }
                }
            }
        }
        assert_eq!(all.len(), 3 * 5 * 6 * LegalBasis::ALL.len());
        all
    }

    /// A state that rests on consent.
    pub(in super::super) fn of(decision: Decision, source: Source, phase: Phase) -> ToggleView {
        ToggleView {
            decision,
            source,
            phase,
            legal_basis: LegalBasis::Consent,
            since: Some(Timestamp::from_millis(1_000)),
            version: Some(1),
            expires_at: None,
        }
    }
}
