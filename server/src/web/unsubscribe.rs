//! `/unsubscribe?…`: a signed link in a mail turns one thing off (RFC 8058).
//!
//! `GET` shows a page and changes nothing, for machines follow links. `POST` turns it off, without a
//! cookie, without a page of ours before it, and without leading anywhere: a program of mail sends it
//! when somebody presses its button. The seal in the address is what allows it, and it allows nothing
//! else. It has no end, for whoever wants out may always go.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use mutual::access::Actor;
use mutual::catalogue::{Channel, Version};
use mutual::consent::{
    Choice, Customer, Decision, Route, Source, Switch, Toggle, Toggles, view_exchange,
};
use mutual::port::{Engine, Submission, SubmitError};
use mutual::use_cases::{Command, Refusal};
use mutual_app::{Ctx, Unsubscribe};
use tower::ServiceExt as _;

use super::Site;
use super::caller::Caller;
use super::upload::page_of;
use super::visit::language;
use crate::auth::link::{Followed, Purpose, follow_either};
use crate::auth::throttle::{BAD_LINK, Refused, network};

/// Its path.
pub(super) const PATH: &str = "/unsubscribe";

/// Whether it is what a program of mail sends.
pub(super) fn is_one_click(request: &Request) -> bool {
    *request.method() == Method::POST && request.uri().path() == PATH
}

/// The route that turns it off; `pages` draw the page.
pub(crate) fn router(site: Site, pages: Router) -> Router {
    Router::new()
        .route(PATH, post(turn_off))
        .with_state((site, pages))
}

/// Shows what such a link would turn off, if the request is for that.
pub(crate) async fn look(State(site): State<Site>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if request.uri().path() != PATH || !reads {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    match follow(&site, &mut parts, false).await {
        Ok(status) => with(status, next.run(Request::from_parts(parts, body)).await),
        Err(status) => status.into_response(),
    }
}

/// Turns it off.
async fn turn_off(State((site, pages)): State<(Site, Router)>, request: Request) -> Response {
    // The body says nothing that the address does not say.
    let (mut parts, _) = request.into_parts();
    match follow(&site, &mut parts, true).await {
        Ok(status) => {
            let Ok(drawn) = pages.oneshot(page_of(parts)).await;
            with(status, drawn)
        }
        Err(status) => status.into_response(),
    }
}

/// A page with the status that goes with what it says.
pub(super) fn with(status: StatusCode, mut drawn: Response) -> Response {
    if drawn.status() == StatusCode::OK {
        *drawn.status_mut() = status;
    }
    drawn
}

/// Reads the link, does what it says where it was posted, and gives the page what to say; the status
/// that goes with it.
async fn follow(site: &Site, parts: &mut Parts, posts: bool) -> Result<StatusCode, StatusCode> {
    let query = parts.uri.query().unwrap_or_default();
    let keys = &site.auth.link_keys;
    let now = site.app.clock.now();
    let (followed, is_test) = follow_either(Purpose::Unsubscribe, keys, query, now);
    let link = match followed {
        Followed::Good(link) | Followed::Expired(link) => Some(link),
        Followed::Bad => None,
    };
    if link.is_none() {
        let peer = network(Caller::of(parts, &site.app.config.trusted_proxy).ip);
        match site.auth.throttle.admit(BAD_LINK, &peer).await {
            Ok(()) => {}
            Err(Refused::TooMany(_)) => return Err(StatusCode::TOO_MANY_REQUESTS),
            Err(Refused::Away) => return Err(StatusCode::SERVICE_UNAVAILABLE),
        }
    }
    let customer = link
        .as_ref()
        .and_then(|link| site.auth.customer(is_test, &link.reference));
    let engine = site.auth.engine_of(is_test);
    let wish = link.zip(customer).and_then(|(link, customer)| {
        Wish::read(Arc::clone(engine), &link.page, customer.as_ref().clone())
    });
    if let (Some(ctx), Some(wish)) = (parts.extensions.get_mut::<Ctx>(), &wish) {
        let hers = wish.customer.locale.as_deref();
        ctx.language = language(&parts.headers, hers, &ctx.organisation);
        ctx.is_test = is_test;
    }
    let came = match &wish {
        None => Unsubscribe::Bad,
        Some(wish) if posts => wish.turn_off(site).await,
        Some(wish) => wish.asks(&format!("{PATH}?{query}")),
    };
    let status = match &came {
        Unsubscribe::Asks { .. } | Unsubscribe::Off { .. } => StatusCode::OK,
        Unsubscribe::Bad => StatusCode::FORBIDDEN,
        Unsubscribe::Away => StatusCode::SERVICE_UNAVAILABLE,
    };
    if let Some(ctx) = parts.extensions.get_mut::<Ctx>() {
        ctx.unsubscribe = Some(came);
    }
    Ok(status)
}

/// What is to be turned off, and for whom.
pub(super) struct Wish {
    /// The writer of her side.
    engine: Arc<dyn Engine>,
    customer: Customer,
    pub(super) version: Arc<Version>,
    /// The channel, where it is the channel alone that is turned off.
    channel: Option<Channel>,
    pub(super) toggle: Toggle,
    pub(super) title: String,
    /// Whether it is off already, or was stopped for everybody.
    pub(super) is_off: bool,
}

impl Wish {
    /// Reads `/recipe-ideas/email` or `/recipe-ideas`.
    fn read(engine: Arc<dyn Engine>, page: &str, customer: Customer) -> Option<Self> {
        let mut words = page.strip_prefix('/')?.split('/');
        let key = words.next()?;
        let channel = match words.next() {
            Some(word) => Some(word.parse::<Channel>().ok()?),
            None => None,
        };
        if words.next().is_some() {
            return None;
        }
        Self::of(engine, key, channel.map(Toggle::Channel), customer)
    }

    /// That facet of an exchange, or the exchange itself where there is none, or where the exchange
    /// cannot do without it.
    pub(super) fn of(
        engine: Arc<dyn Engine>,
        key: &str,
        facet: Option<Toggle>,
        customer: Customer,
    ) -> Option<Self> {
        let catalogue = engine.catalogue();
        let proposition = catalogue.proposition(key)?;
        let live = proposition.live();
        let version = live.or_else(|| proposition.versions().last())?.clone();
        // What a version does not offer any more is not used either.
        let offered = facet.as_ref().is_none_or(|facet| version.has(facet));
        let toggle = toggle(&version, facet);
        let channel = match toggle {
            Toggle::Channel(channel) => Some(channel),
            _ => None,
        };
        let is_off = !offered
            || live.is_none_or(|live| {
                let view = view_exchange(proposition, live, &customer.state, engine.now());
                // What a browser's wish keeps off is off as long as that reaches it, and no longer.
                let is_no = |toggle: &Toggle| {
                    view.toggles.get(toggle).is_some_and(|one| {
                        one.decision == Decision::Denied && one.source != Source::Signal
                    })
                };
                is_no(&Toggle::Exchange) || is_no(&toggle)
            });
        let language = customer.locale.as_deref().unwrap_or_default();
        let title = version.wording_or_own(language).title.clone();
        Some(Self {
            engine,
            customer,
            version,
            channel,
            toggle,
            title,
            is_off,
        })
    }

    fn asks(&self, action: &str) -> Unsubscribe {
        if self.is_off {
            return self.off();
        }
        Unsubscribe::Asks {
            title: self.title.clone(),
            channel: self.channel,
            action: action.to_owned(),
        }
    }

    fn off(&self) -> Unsubscribe {
        Unsubscribe::Off {
            title: self.title.clone(),
            channel: self.channel,
        }
    }

    /// Names what is pressed while the answers are as they are.
    fn press(&self, site: &Site) -> [u8; 32] {
        let key = self.version.document.key.as_str();
        let answers = self.customer.state.answered(key);
        let newest = answers.filter_map(|(_, standing)| standing.answer());
        let newest = newest.map(|answer| answer.index).max().unwrap_or(0);
        let (customer, toggle) = (self.customer.id.to_bytes(), self.toggle.to_string());
        let digest = &site.app.keys.digest;
        let newest = newest.to_be_bytes();
        digest.of(&[
            b"unsubscribe",
            &customer,
            key.as_bytes(),
            toggle.as_bytes(),
            &newest,
        ])
    }

    /// Turns it off. What is off already stays so without another entry: the same mail can be read by
    /// many machines.
    pub(super) async fn turn_off(&self, site: &Site) -> Unsubscribe {
        if self.is_off {
            return self.off();
        }
        let choice = Choice {
            proposition: self.version.document.key.clone(),
            version: self.version.number,
            toggles: Toggles::from([(self.toggle.clone(), Switch::Off)]),
            seen_index: None,
            reads: None,
            locale: None,
            evidence: None,
        };
        let submission = Submission {
            actor: Actor::Customer(self.customer.id),
            route: Route::Link,
            command: Command::Choose(self.customer.id, choice),
            // Machines press at once: of one answer that stood, one is taken back.
            idempotency: Some((self.press(site), [0; 32])),
        };
        match self.engine.submit(submission).await {
            Ok(_) => self.off(),
            // Erased, or stopped, in this very moment: nothing is sent any more.
            Err(SubmitError::Refused(
                Refusal::Erased | Refusal::UnknownCustomer | Refusal::UnknownProposition(_),
            )) => self.off(),
            Err(error) => {
                tracing::warn!(%error, "a one-click unsubscription is not stored yet");
                Unsubscribe::Away
            }
        }
    }
}

/// The switch that is meant: the facet's own, where there is one; where the exchange cannot do
/// without the facet, the exchange's.
fn toggle(version: &Version, facet: Option<Toggle>) -> Toggle {
    let optional =
        |facet: &Toggle| version.has(facet) && !version.document.required_toggles().contains(facet);
    facet.filter(optional).unwrap_or(Toggle::Exchange)
}
