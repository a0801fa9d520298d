//! `/why/{…}`: why did I get this?
//!
//! Behind the slash stands the token of a short signed link, which shows its one decision to whoever has
//! it, or the id of a decision, which shows it to the customer who is in and whose it is, and to those who
//! answer for it. `GET` changes nothing of hers. `POST` turns off what the decision was allowed by, in one
//! press, or asks a person about it: for whoever has the link and for herself. So nobody has to come in to
//! say that a decision is wrong, and the link is good for this one decision and for nothing else.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use mutual::access::Actor;
use mutual::consent::{Customer, Route, Toggle};
use mutual::id::DecisionId;
use mutual::port::{DoorError, StrongEnough, SubmitError};
use mutual::use_cases::{
    Decided, DecidedWhat, MayStop, Question, Reading, Refusal, Why, may_stop, why,
};
use mutual_app::{AskHere, Ctx, NotAsked, StopKind, Unsubscribe, WhyPage, WhyReader};
use tower::ServiceExt as _;

use super::Site;
use super::caller::Caller;
use super::unsubscribe::{Wish, with};
use super::upload::page_of;
use super::visit::language;
use crate::auth::throttle::{ASKED, ASKED_OF, BAD_LINK, Refused, network};
use crate::auth::why::read;
use crate::state::Side;

/// What stands before the token.
const PATH: &str = "/why/";
/// The longest form, in bytes: 4,000 characters of any script as a browser encodes them, and the rest.
const LONGEST_FORM: usize = 64 * 1024;

/// The route of what is pressed; `pages` draw the page.
pub(crate) fn router(site: Site, pages: Router) -> Router {
    Router::new()
        .route("/why/{token}", post(press))
        .with_state((site, pages))
}

/// Shows why, if the request is for that.
pub(crate) async fn look(State(site): State<Site>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || !request.uri().path().starts_with(PATH) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    match explain(&site, &mut parts, &Press::Nothing).await {
        Ok(Told::Page(status)) => with(status, next.run(Request::from_parts(parts, body)).await),
        Ok(Told::Asked) => StatusCode::OK.into_response(),
        Err(status) => status.into_response(),
    }
}

/// Does what was pressed, and shows what is so now.
async fn press(State((site, pages)): State<(Site, Router)>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let Some(press) = Press::read(body).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    match explain(&site, &mut parts, &press).await {
        Ok(Told::Page(status)) => {
            let Ok(drawn) = pages.oneshot(page_of(parts)).await;
            with(status, drawn)
        }
        // A reload then asks nothing again: the page tells how far it is.
        Ok(Told::Asked) => {
            let place = format!("{}#asked", parts.uri.path());
            match HeaderValue::from_str(&place) {
                Ok(place) => (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response(),
                Err(_) => StatusCode::NOT_FOUND.into_response(),
            }
        }
        Err(status) => status.into_response(),
    }
}

/// What was pressed.
enum Press {
    Nothing,
    /// Stop this kind.
    Stop,
    /// Ask a person.
    Ask {
        said: String,
        is_wrong: bool,
        key: String,
    },
}

impl Press {
    /// Reads the form; none where it is too long. The form with words in it never turns anything off,
    /// whichever of its buttons a browser names.
    async fn read(body: Body) -> Option<Self> {
        let bytes = to_bytes(body, LONGEST_FORM).await.ok()?;
        let field = |name: &str| {
            let mut fields = form_urlencoded::parse(&bytes);
            let found = fields.find(|(known, _)| known == name);
            found.map(|(_, text)| text.into_owned())
        };
        Some(match field("said") {
            None => Self::Stop,
            Some(said) => Self::Ask {
                said,
                is_wrong: field("does").as_deref() == Some("wrong"),
                key: field("key").unwrap_or_default(),
            },
        })
    }
}

/// What is answered.
enum Told {
    /// The page, with that status.
    Page(StatusCode),
    /// A person was asked.
    Asked,
}

/// Finds the decision, does what was pressed, and gives the page what to say.
async fn explain(site: &Site, parts: &mut Parts, press: &Press) -> Result<Told, StatusCode> {
    let token = parts.uri.path().strip_prefix(PATH).unwrap_or_default();
    let (found, is_test, by_id) = match token.parse() {
        Ok(id) => match of_hers(parts, id).await {
            // The page asks who she is.
            None => return Ok(Told::Page(StatusCode::OK)),
            Some((found, is_test, reader)) => (found, is_test, Some(reader)),
        },
        Err(_) => {
            let (found, is_test) = of_link(site, parts, token).await?;
            (found, is_test, None)
        }
    };
    let app = &site.app;
    let engine = site.auth.engine_of(is_test);
    let customer = match &found {
        Found::Is(decided) => engine.customer(decided.customer),
        _ => None,
    };
    let mut asked = None;
    let page = match found {
        Found::Is(decided) => {
            let mut here = AskHere::new(reader(parts, by_id.as_ref(), &decided));
            let may = may_stop(engine.as_ref(), by_id.as_ref(), &decided).await;
            match may {
                Ok(MayStop::NotHers) if !matches!(press, Press::Nothing) => {
                    return Err(StatusCode::FORBIDDEN);
                }
                Ok(may) => {
                    here.can = may == MayStop::Yes || may == MayStop::Apart && by_id.is_some();
                    here.can &= matches!(decided.what, DecidedWhat::Kept(_));
                    if let Press::Ask {
                        said,
                        is_wrong,
                        key,
                    } = press
                        && here.can
                    {
                        let question = Question {
                            is_wrong: *is_wrong,
                            said,
                            key: Some(key),
                            ..Question::default()
                        };
                        match ask(site, parts, by_id.as_ref(), &decided, is_test, question).await {
                            Ok(()) => return Ok(Told::Asked),
                            Err(why) => {
                                asked = Some(why);
                                here.not_asked = Some(why);
                                here.typed = said.chars().take(LONGEST_TYPED).collect();
                            }
                        }
                    }
                    let stops = matches!(press, Press::Stop);
                    shown(
                        site,
                        *decided,
                        customer.as_ref(),
                        is_test,
                        (may, stops),
                        here,
                    )
                    .await
                }
                Err(error) => {
                    tracing::warn!(%error, "what became of a customer cannot be read now");
                    WhyPage::Away
                }
            }
        }
        Found::Said(page) => page,
    };
    let status = match (&page, asked) {
        (_, Some(NotAsked::Words)) => StatusCode::UNPROCESSABLE_ENTITY,
        (_, Some(NotAsked::Many)) => StatusCode::TOO_MANY_REQUESTS,
        (_, Some(NotAsked::Away)) => StatusCode::SERVICE_UNAVAILABLE,
        (WhyPage::Is { is_apart: true, .. }, _) if !matches!(press, Press::Nothing) => {
            StatusCode::CONFLICT
        }
        // What was refused was never decided.
        (WhyPage::Is { .. }, _) if matches!(press, Press::Ask { .. }) => StatusCode::CONFLICT,
        (WhyPage::Is { .. }, _) => StatusCode::OK,
        (WhyPage::Erased, _) => StatusCode::GONE,
        (WhyPage::Nothing | WhyPage::Bad, _) => StatusCode::NOT_FOUND,
        (WhyPage::Away, _) => StatusCode::SERVICE_UNAVAILABLE,
    };
    let hers = customer.as_ref().and_then(|she| she.locale.clone());
    if let Some(ctx) = parts.extensions.get_mut::<Ctx>() {
        ctx.language = language(&parts.headers, hers.as_deref(), &ctx.organisation);
        ctx.is_test = is_test;
        let mutual = if is_test {
            &app.test_mutual
        } else {
            &app.mutual
        };
        ctx.mutual = mutual.clone();
        ctx.why = Some(page);
    }
    Ok(Told::Page(status))
}

/// The most characters of a text that is not taken that come back into the box.
const LONGEST_TYPED: usize = 8_000;

/// Who reads it. Whoever has the link reads the decision; what was said about it since she reads alone.
fn reader(parts: &Parts, by_id: Option<&Actor>, decided: &Decided) -> WhyReader {
    let is_hers = |actor: &Actor| matches!(actor, Actor::Customer(id) if *id == decided.customer);
    match by_id {
        Some(actor) if is_hers(actor) => WhyReader::Herself,
        Some(_) => WhyReader::Staff,
        None => {
            let ctx = parts.extensions.get::<Ctx>();
            let principal = ctx.and_then(|ctx| ctx.door.principal());
            match principal {
                Some(principal) if is_hers(&principal.actor) => WhyReader::Herself,
                _ => WhyReader::Link,
            }
        }
    }
}

/// Asks a person about it, in its turn.
async fn ask(
    site: &Site,
    parts: &Parts,
    by_id: Option<&Actor>,
    decided: &Decided,
    is_test: bool,
    question: Question<'_>,
) -> Result<(), NotAsked> {
    let ctx = parts.extensions.get::<Ctx>().ok_or(NotAsked::Away)?;
    let mut turn = None;
    let reader = match by_id {
        Some(actor) => {
            // As one who turns something on: whoever asks without end waits.
            turn = Some(ctx.door.turn(true).await.map_err(|error| match error {
                DoorError::TooMany(_) => NotAsked::Many,
                _ => NotAsked::Away,
            })?);
            let by_link = ctx
                .door
                .principal()
                .is_some_and(|principal| principal.by == StrongEnough::Link);
            let route = if by_link { Route::Link } else { Route::Page };
            Some((actor, route))
        }
        None => {
            let peer = network(Caller::of(parts, &site.app.config.trusted_proxy).ip);
            for (limit, of) in [(ASKED, peer), (ASKED_OF, decided.id.to_string())] {
                let admitted = site.auth.throttle.admit(limit, &of).await;
                admitted.map_err(|refused| match refused {
                    Refused::TooMany(_) => NotAsked::Many,
                    Refused::Away => NotAsked::Away,
                })?;
            }
            None
        }
    };
    let mutual = if is_test {
        &site.app.test_mutual
    } else {
        &site.app.mutual
    };
    let asked = mutual.ask_about(reader, decided, question).await;
    drop(turn);
    match asked {
        Ok(_) => Ok(()),
        Err(SubmitError::Refused(Refusal::TooManyCases)) => Err(NotAsked::Many),
        Err(SubmitError::Refused(Refusal::Invalid { .. })) => Err(NotAsked::Words),
        Err(error) => {
            tracing::warn!(%error, "a question about a decision is not stored");
            Err(NotAsked::Away)
        }
    }
}

/// What an address leads to.
enum Found {
    Is(Box<Decided>),
    Said(WhyPage),
}

/// What a signed link leads to.
async fn of_link(site: &Site, parts: &Parts, token: &str) -> Result<(Found, bool), StatusCode> {
    let Some((id, is_test)) = read(&site.auth.link_keys, token) else {
        let peer = network(Caller::of(parts, &site.app.config.trusted_proxy).ip);
        return match site.auth.throttle.admit(BAD_LINK, &peer).await {
            Ok(()) => Ok((Found::Said(WhyPage::Bad), false)),
            Err(Refused::TooMany(_)) => Err(StatusCode::TOO_MANY_REQUESTS),
            Err(Refused::Away) => Err(StatusCode::SERVICE_UNAVAILABLE),
        };
    };
    let side: &Side = if is_test {
        &site.app.test
    } else {
        &site.app.live
    };
    let found = why(side.engine.as_ref(), side.store.as_ref(), id).await;
    let found = match found {
        Ok(Why::Is(decided)) => Found::Is(decided),
        Ok(Why::Erased) => Found::Said(WhyPage::Erased),
        Ok(Why::Nothing) => Found::Said(WhyPage::Nothing),
        Err(error) => {
            tracing::warn!(%error, "a decision cannot be read now");
            Found::Said(WhyPage::Away)
        }
    };
    Ok((found, is_test))
}

/// What whoever is in may read of the decision with that id; none where nobody is in.
async fn of_hers(parts: &Parts, id: DecisionId) -> Option<(Found, bool, Actor)> {
    let ctx = parts.extensions.get::<Ctx>()?;
    let principal = ctx.door.principal()?;
    let decided = ctx.mutual.decided(&principal.actor, id).await;
    let found = match decided {
        Ok(decided) => Found::Is(Box::new(decided)),
        Err(Reading::Store(_)) => Found::Said(WhyPage::Away),
        Err(_) => Found::Said(WhyPage::Bad),
    };
    Some((found, ctx.is_test, principal.actor.clone()))
}

/// The page of a decision, after what was pressed.
async fn shown(
    site: &Site,
    decided: Decided,
    customer: Option<&Arc<Customer>>,
    is_test: bool,
    (may, stops): (MayStop, bool),
    here: AskHere,
) -> WhyPage {
    let engine = site.auth.engine_of(is_test);
    let mutual = if is_test {
        &site.app.test_mutual
    } else {
        &site.app.mutual
    };
    let people = match mutual.cases().about(&decided).await {
        Ok(people) => people,
        // Somebody was erased in this very moment.
        Err(Reading::Absent) => return WhyPage::Erased,
        Err(error) => {
            tracing::warn!(%error, "what people did about a decision cannot be read now");
            return WhyPage::Away;
        }
    };
    let wish = match (&decided.what, customer) {
        (DecidedWhat::Kept(decision), Some(customer)) if may == MayStop::Yes => {
            let facet = Toggle::Ai(decision.ai);
            let basis = decision.basis.proposition.as_ref();
            let customer = customer.as_ref().clone();
            basis.and_then(|key| Wish::of(Arc::clone(engine), key, Some(facet), customer))
        }
        _ => None,
    };
    let mut stopped = None;
    if let Some(wish) = wish.as_ref().filter(|_| stops) {
        stopped = Some(matches!(wish.turn_off(site).await, Unsubscribe::Off { .. }));
    }
    let stop = wish.map(|wish| StopKind {
        ai: match wish.toggle {
            Toggle::Ai(ai) => Some(ai),
            _ => None,
        },
        exchange: wish.version.document.key.clone(),
        is_off: wish.is_off || stopped == Some(true),
        title: wish.title,
    });
    WhyPage::Is {
        decided: Box::new(decided),
        stop,
        stopped,
        is_apart: may == MayStop::Apart,
        people: Box::new(people),
        here: Box::new(here),
    }
}
