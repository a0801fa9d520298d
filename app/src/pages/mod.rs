//! The pages: each reads and lays out, and decides nothing.
//!
//! A page is a future that gives a [`Page`], or says in a [`Stop`] why there is none. [`draw`] does what
//! they have in common: the frame, the title, the status of the answer.

mod account;
pub(crate) mod admin;
pub(crate) mod customer;
pub(crate) mod desk;
pub(crate) mod entry;
mod error;
pub(crate) mod own;
mod red_lines;
pub(crate) mod studio;

use std::future::Future;

use http::{HeaderValue, Method, StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{Html, Title};
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use mutual::access::{Actor, Role};
use mutual::consent::Route;
use mutual::port::{NotePlace, Principal, StoreError};
use mutual::use_cases::Reading;
use serde::de::DeserializeOwned;

pub(crate) use account::AccountPage;
pub(crate) use error::{AbsentPage, Problem};
pub use error::{error_page, framed_page};
pub use own::{InWords, in_words};
pub(crate) use red_lines::RedLinesPage;
pub use studio::{CardLook, numbers_file};

use crate::{
    actions::{local_address, sign_in_for},
    context::{Ctx, Customer},
    islands::live::Live,
    language::offered,
    notes,
    shell::Assets,
    ui::{
        footer::{Footer, Languages},
        header::{Header, Side},
        live::LiveWords,
        notice::{Notice, NoticeKind},
    },
};

/// A page that can be shown.
pub(crate) struct Page {
    /// Its title, as the browser's tab shows it.
    pub title: String,
    /// Whose pages it stands among.
    pub side: Side,
    /// Its own address, if it stands among the main pages.
    pub here: &'static str,
    /// Whether its forms save without a reload.
    pub live: bool,
    /// What it shows.
    pub body: AnyView,
}

impl Page {
    /// A page of the customer's beside the main ones, that saves nothing by itself.
    pub(crate) fn of_customer(title: &str, body: impl IntoView + 'static) -> Self {
        Self {
            title: title.to_owned(),
            side: Side::Customer,
            here: "",
            live: false,
            body: body.into_any(),
        }
    }

    /// A page of the team's, that saves nothing by itself; `here` is empty beside the main ones.
    pub(crate) fn of_team(
        title: String,
        role: Role,
        here: &'static str,
        body: impl IntoView + 'static,
    ) -> Self {
        Self {
            title,
            side: Side::Studio(role),
            here,
            live: false,
            body: body.into_any(),
        }
    }

    /// A page for whoever is not in, or need not be.
    pub(crate) fn outside(title: &str, body: impl IntoView + 'static) -> Self {
        Self {
            title: title.to_owned(),
            side: Side::Outside,
            here: "",
            live: false,
            body: body.into_any(),
        }
    }
}

/// Why there is no page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stop {
    /// One must come in first.
    SignIn,
    /// It is elsewhere.
    Elsewhere(String),
    /// It cannot be shown.
    Problem(Problem),
}

impl From<Reading> for Stop {
    fn from(reading: Reading) -> Self {
        Self::Problem(match reading {
            Reading::Denied(_) => Problem::Forbidden,
            Reading::Absent => Problem::Absent,
            Reading::Store(StoreError::Conflict) => Problem::Conflict,
            Reading::Store(_) => Problem::Away,
            Reading::Faults(_) => Problem::Bad,
        })
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// What a page is asked with: who asks, and the address.
#[derive(Clone)]
pub(crate) struct Asked {
    /// The context of the request.
    pub ctx: Ctx,
    /// What follows the question mark.
    pub query: ParamsMap,
    /// The answer's status and headers.
    pub response: ResponseOptions,
    /// The request's head.
    pub parts: Parts,
    /// The files of the site.
    pub assets: Assets,
}

impl Asked {
    /// A parameter of the address.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.get_str(name)
    }

    /// What came of the step before, where the address names one. Of what is `drawn` elsewhere on the page
    /// it says nothing.
    pub(crate) fn notice(
        &self,
        failed: impl Fn(&str) -> Option<&'static str>,
        done: impl Fn(&str) -> Option<&'static str>,
        drawn: &[&str],
    ) -> Option<AnyView> {
        let (kind, said) = match (self.parameter("failed"), self.parameter("done")) {
            (Some(why), _) if drawn.contains(&why) => return None,
            (Some(why), _) => {
                let said = failed(why).unwrap_or(self.ctx.text().entry.away);
                (NoticeKind::Fault, said)
            }
            (None, Some(step)) => (NoticeKind::Done, done(step)?),
            (None, None) => return None,
        };
        Some(view! { <Notice kind=kind text=said/> }.into_any())
    }

    /// The same, over the side that the address names.
    fn of_its_side(mut self) -> Self {
        let side = self.parameter("side").unwrap_or_default().to_owned();
        self.ctx = self.ctx.of_side(&side);
        self
    }

    /// What was typed on this page and refused, as its address names it. A reload and a second tab find it
    /// too, until something is stored from here.
    pub(crate) async fn note<T: DeserializeOwned>(&self) -> Option<T> {
        let note = self.ctx.door.note(&self.noted()).await?;
        serde_json::from_str(&note).ok()
    }

    /// What a step left to be shown on this page once.
    pub(crate) async fn note_once<T: DeserializeOwned>(&self) -> Option<T> {
        let note = self.ctx.door.take_note(&self.noted()).await?;
        serde_json::from_str(&note).ok()
    }

    /// The place of what is kept for this page.
    fn noted(&self) -> NotePlace {
        notes::place(self.parts.uri.path(), |name| self.parameter(name))
    }

    /// Whether it goes to her, as far as can be told. A browser that fetches it in case that it will
    /// be wanted, or asks for its head alone, shows it to nobody. What follows a signed link is often a
    /// scanner of mail; a browser says what it fetches a page for, and most scanners do not.
    pub(crate) fn is_read_by(&self, customer: &Customer) -> bool {
        let header = |name| self.parts.headers.get(name)?.to_str().ok();
        let mut purposes = ["sec-purpose", "purpose"].into_iter().filter_map(header);
        self.parts.method == Method::GET
            && !purposes.any(|purpose| purpose.contains("prefetch"))
            && (customer.route != Route::Link || header("sec-fetch-dest").is_some())
    }

    /// Whoever is in.
    pub(crate) fn principal(&self) -> Result<Principal, Stop> {
        self.ctx.door.principal().ok_or(Stop::SignIn)
    }

    /// The customer who is in; somebody of the team is sent to the studio.
    pub(crate) fn customer(&self) -> Result<Customer, Stop> {
        let principal = self.principal()?;
        Customer::of(&principal).ok_or_else(|| Stop::Elsewhere("/studio".to_owned()))
    }

    /// The member of the team who is in.
    pub(crate) fn staff(&self) -> Result<(Actor, Role), Stop> {
        let principal = self.principal()?;
        match principal.actor {
            Actor::Staff { role, .. } => Ok((principal.actor, role)),
            _ => Err(Problem::Forbidden.into()),
        }
    }
}

/// On which side whoever is in stands.
pub(crate) fn side_of(ctx: &Ctx) -> Side {
    match ctx.door.principal().map(|principal| principal.actor) {
        Some(Actor::Customer(_)) => Side::Customer,
        Some(Actor::Staff { role, .. }) => Side::Studio(role),
        _ => Side::Outside,
    }
}

/// Draws a page: asks for it, and puts the frame around what comes of it.
pub(crate) fn draw<F>(make: impl FnOnce(Asked) -> F) -> impl IntoView
where
    F: Future<Output = Result<Page, Stop>> + Send + 'static,
{
    draw_as(|asked| asked, make)
}

/// As [`draw`], of a page that there is twice: `side=test` in its address makes it the one of the test side.
pub(crate) fn draw_of_side<F>(make: impl FnOnce(Asked) -> F) -> impl IntoView
where
    F: Future<Output = Result<Page, Stop>> + Send + 'static,
{
    draw_as(Asked::of_its_side, make)
}

fn draw_as<F>(as_asked: fn(Asked) -> Asked, make: impl FnOnce(Asked) -> F) -> impl IntoView
where
    F: Future<Output = Result<Page, Stop>> + Send + 'static,
{
    let asked = Ctx::current().and_then(|ctx| {
        Some(Asked {
            ctx,
            query: use_query_map().get_untracked(),
            response: use_context()?,
            parts: use_context()?,
            assets: use_context().unwrap_or_default(),
        })
    });
    // Without a request there is no page: the server lists its routes once before the first one.
    asked.map(as_asked).map(|asked| {
        let text = asked.ctx.text();
        let area = match side_of(&asked.ctx) {
            Side::Studio(_) => "studio",
            Side::Customer | Side::Outside => "customer",
        };
        let page = make(asked.clone());
        // What belongs to the document's own tag is named before anything is awaited: Leptos does
        // not find the document any more where it goes on after having waited.
        view! {
            <Html {..} lang=text.lang dir=text.dir data-area=area/>
            {Suspend::new(async move {
                match page.await {
                    Ok(page) => frame(&asked, page),
                    Err(stop) => stopped(&asked, stop),
                }
            })}
        }
    })
}

fn stopped(asked: &Asked, stop: Stop) -> AnyView {
    let problem = match stop {
        Stop::Problem(problem) => problem,
        Stop::Elsewhere(path) => return turned_away(asked, &path),
        Stop::SignIn => {
            let here = asked.parts.uri.path_and_query();
            let next = here.map_or("/", |here| here.as_str());
            // Where the query is nothing to come back with, the page is.
            let next = if local_address(next) == next {
                next
            } else {
                asked.parts.uri.path()
            };
            return turned_away(asked, &sign_in_for(next));
        }
    };
    asked.response.set_status(problem.status());
    frame(asked, problem.page(&asked.ctx))
}

fn turned_away(asked: &Asked, path: &str) -> AnyView {
    if let Ok(path) = HeaderValue::from_str(path) {
        asked.response.set_status(StatusCode::SEE_OTHER);
        asked.response.insert_header(header::LOCATION, path);
    }
    ().into_any()
}

fn frame(asked: &Asked, page: Page) -> AnyView {
    let ctx = &asked.ctx;
    let text = ctx.text();
    // A form that could not even be read comes back with this in the address.
    let unreadable = asked.parameter("__err").is_some().then(|| {
        view! { <Notice kind=NoticeKind::Fault text=text.shared.unreadable_form/> }.into_any()
    });
    let live = page
        .live
        .then(|| view! { <LiveWords words=&text.customer.live/> <Live/> }.into_any());
    let head = view! {
        <Header
            name=ctx.organisation.name.clone()
            words=text.shared
            red_lines=text.red_lines.link
            side=page.side
            here=page.here
        />
    };
    let uri = &asked.parts.uri;
    let languages = Languages {
        now: text.lang,
        all: offered(&ctx.organisation),
        from: uri
            .path_and_query()
            .map_or("/", |here| here.as_str())
            .to_owned(),
    };
    let words = text.shared;
    // Whoever sees such a page must not take it for a real one, in whichever part of it she is.
    let band = ctx.is_test.then(|| {
        let means = match page.side {
            Side::Studio(_) => words.test_data_means,
            Side::Customer | Side::Outside => words.test_means,
        };
        view! { <aside class="test-band" aria-label=words.test>
            <p><strong>{words.test}</strong> " " {means}</p>
        </aside> }
        .into_any()
    });
    let titled = if ctx.is_test {
        format!("{} · {}", words.test, page.title)
    } else {
        page.title.clone()
    };
    let is_known = ctx.door.principal().is_some();
    let signal = (ctx.signal && !is_known).then_some(text.customer.signal.of_anybody);
    let foot = view! {
        <Footer
            organisation=(*ctx.organisation).clone()
            words=text.shared
            red_lines=text.red_lines.link
            customer=page.side == Side::Customer
            signal=signal
            languages=languages
        />
    };
    view! {
        <Title text=title(&titled, &ctx.organisation.name)/>
        {band}
        {head.into_any()}
        <main id="main" tabindex="-1">
            <div class="wrap">{unreadable} {page.body}</div>
        </main>
        {foot.into_any()}
        {live}
    }
    .into_any()
}

/// The text of the title's element. People typed it, and [`Title`] writes it out as it stands.
fn title(page: &str, organisation: &str) -> String {
    let text = format!("{page} · {organisation}");
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
