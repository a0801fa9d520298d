//! Whom a publication concerns, before anybody presses the button.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::task::Poll;

use super::{Mutual, Reading};
use crate::access::{Actor, Deed, Scope, authorise};
use crate::catalogue::Channel;
use crate::consent::{Decision, Phase, Toggle, view_toggle};

/// How many customers are looked at in one step.
const PAGE: usize = 2_000;

/// Who has an exchange on now or must answer anew already: all whom a material change asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// By the channels that they have on; who has several on counts for each.
    pub channels: BTreeMap<Channel, u64>,
    /// By the language that they read; `None` where nothing is known of it.
    pub locales: BTreeMap<Option<String>, u64>,
    /// The names of the programs that are told by the change feed.
    pub systems: Vec<String>,
}

impl Mutual {
    /// Whom a change of the live proposition `key` concerns. It looks at every customer, page by
    /// page, and lets others go on in between.
    ///
    /// # Errors
    ///
    /// [`Reading`].
    pub async fn impact(&self, actor: &Actor, key: &str) -> Result<Impact, Reading> {
        authorise(actor, Deed::ReadDrafts)?;
        let catalogue = self.engine.catalogue();
        let now = self.engine.now();
        let mut impact = Impact::default();
        let known = catalogue.proposition(key);
        let live = known.and_then(|known| Some((known, known.live()?)));
        let mut after = None;
        while let Some((known, version)) = live {
            let customers = self.engine.customers(after, PAGE);
            let Some(last) = customers.last() else { break };
            after = Some(last.id);
            for customer in &customers {
                let view =
                    |toggle: Toggle| view_toggle(known, version, &customer.state, &toggle, now);
                let whole = view(Toggle::Exchange);
                let waits =
                    whole.decision == Decision::Granted && whole.phase == Phase::NeedsAnswer;
                if !whole.is_on() && !waits {
                    continue;
                }
                *impact.locales.entry(customer.locale.clone()).or_default() += 1;
                for channel in &version.document.channels {
                    if view(Toggle::Channel(*channel)).decision == Decision::Granted {
                        *impact.channels.entry(*channel).or_default() += 1;
                    }
                }
            }
            breathe().await;
        }
        let clients = self.office.clients().await?.into_iter();
        let follows = clients.filter(|client| {
            client.revoked_at.is_none() && !client.test && client.scopes.has(Scope::Feed)
        });
        impact.systems = follows.map(|client| client.name).collect();
        impact.systems.sort();
        Ok(impact)
    }
}

/// Gives way once.
async fn breathe() {
    let mut gave_way = false;
    poll_fn(|context| {
        if gave_way {
            return Poll::Ready(());
        }
        gave_way = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
