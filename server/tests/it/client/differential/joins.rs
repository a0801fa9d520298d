//! Browsers ask not to sell or share, and records become one or are set apart.

use mutual::catalogue::Slug;
use mutual::consent::{ConsentState, Standing, Toggle};
use mutual::use_cases::Command;
use serde_json::json;

use super::World;

impl World {
    /// A browser asks not to sell or share.
    pub(super) async fn signal(&mut self, who: &str) {
        let Some(id) = self.engine().holder(who) else {
            return;
        };
        let before = self.engine().index();
        self.submit("signalled", Command::HeedSignal(id)).await;
        // One that ends something, beside the wish.
        if self.engine().index() > before + 1 {
            self.did("ended by a signal", 200);
        }
    }

    /// Two records become one, or one becomes two.
    pub(super) async fn join(&mut self) {
        let (who, other) = (self.person(), self.person());
        let everybody = self.engine().customers(None, 1_000);
        let parts = everybody.iter().flat_map(|known| {
            let parts = known.state.merged.iter().filter(|part| !part.within);
            parts.map(|part| (known.id, part.customer))
        });
        let parts: Vec<_> = parts.collect();
        if !parts.is_empty() && self.dice.below(2) == 0 {
            let (whole, part) = parts[self.dice.below(parts.len())];
            let path = format!("/customers/{whole}/split");
            let done = self.crm.post(&path, &json!({"from": part})).await;
            self.did("split", done.status);
        } else {
            let path = format!("/customers/{who}/merge");
            let done = self.crm.post(&path, &json!({"from": other})).await;
            self.did("merged", done.status);
        }
    }

    /// How often records became one or were set apart.
    pub(super) fn joined(&self) -> u32 {
        let times = |what| self.happened.get(what).copied().unwrap_or_default();
        times("merged") + times("split")
    }

    /// The ids of those whose browsers ask not to sell or share.
    pub(super) fn asking(&self) -> Vec<String> {
        self.those(|state| state.gpc.is_some())
    }

    /// Those who said yes to an exchange, whether or not that counts by now.
    pub(super) fn saying_yes(&self, proposition: &Slug) -> Vec<String> {
        self.those(|state| {
            let mut answered = state.answered(proposition.as_str());
            answered.any(|(toggle, standing)| {
                *toggle == Toggle::Exchange && matches!(standing, Standing::Granted { .. })
            })
        })
    }

    fn those(&self, are: impl Fn(&ConsentState) -> bool) -> Vec<String> {
        let everybody = self.engine().customers(None, 1_000);
        let those = everybody.iter().filter(|known| are(&known.state));
        those.map(|known| known.id.to_string()).collect()
    }
}
