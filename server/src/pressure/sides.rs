//! What writes wait in, on either side, and whose a request is before anything of it is read.

use std::sync::Arc;

use axum::http::{HeaderMap, Method};

use crate::api::clients::Clients;
use crate::state::Side;

/// Whose side a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// That of real customers, or of nobody.
    Live,
    /// That of test customers.
    Test,
}

impl Whose {
    pub(super) const ALL: [Self; 2] = [Self::Live, Self::Test];

    /// As figures call it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Test => "test",
        }
    }
}

/// What writes wait in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Queue {
    /// Commands for the one writer.
    Commands,
    /// What machines decided.
    Decisions,
    /// What arrived and what was used.
    Reports,
}

impl Queue {
    pub(super) const ALL: [Self; 3] = [Self::Commands, Self::Decisions, Self::Reports];

    /// Whether such a request ends in it.
    pub(super) fn takes(self, method: &Method, route: &str) -> bool {
        let is_post = *method == Method::POST;
        match self {
            Self::Commands => waits_for_writer(method, route),
            Self::Decisions => is_post && route == "/api/v1/decisions",
            Self::Reports => {
                is_post && matches!(route, "/api/v1/value-events" | "/api/v1/usage-events")
            }
        }
    }

    /// As figures call it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Commands => "commands",
            Self::Decisions => "decisions",
            Self::Reports => "reports",
        }
    }
}

/// What a customer does on her pages that ends in the writer's queue. What the team does, and what ends
/// a visit or a key, must go on while a program fills that queue: it is the way out.
const SAID: [&str; 11] = [
    "/actions/choose",
    "/actions/undo",
    "/actions/pause",
    "/actions/resume",
    "/actions/everything-off",
    "/actions/human-only-on",
    "/actions/human-only-off",
    "/actions/quiet-on",
    "/actions/quiet-off",
    "/actions/reject-guess",
    "/actions/ask",
];

/// Whether such a request ends in the writer's queue.
fn waits_for_writer(method: &Method, route: &str) -> bool {
    let writes = *method != Method::GET && *method != Method::HEAD;
    let of_customer = route.starts_with("/api/v1/customers/")
        && !route.ends_with("/links")
        && !route.contains("/inferences");
    writes && (of_customer || SAID.contains(&route) || route.ends_with("/statuses/batch/write"))
}

/// What is known of both sides at any moment, without waiting for anything.
pub(super) trait Watched: Send + Sync {
    /// Whether nothing more is taken into that queue of that side.
    fn is_full(&self, whose: Whose, queue: Queue) -> bool;

    /// Whose a request is, by its head.
    fn whose(&self, headers: &HeaderMap) -> Whose;
}

/// Both sides of an installation.
pub(super) struct Sides {
    pub(super) live: Side,
    pub(super) test: Side,
    pub(super) clients: Arc<Clients>,
}

impl Watched for Sides {
    fn is_full(&self, whose: Whose, queue: Queue) -> bool {
        let side = match whose {
            Whose::Live => &self.live,
            Whose::Test => &self.test,
        };
        match queue {
            Queue::Commands => side.engine.is_full(),
            Queue::Decisions => side.recorder.backlog().is_full(),
            Queue::Reports => side.reports.is_full(),
        }
    }

    /// Only programs say so in the head of a request. A page of a test customer counts as one of a real one:
    /// a person reads it.
    fn whose(&self, headers: &HeaderMap) -> Whose {
        if self.clients.is_test(headers) {
            Whose::Test
        } else {
            Whose::Live
        }
    }
}
