//! `/docs`: a few pages, drawn on the server: a five-minute start, the words, recipes, webhooks and
//! their events, errors, the reference from the API's own description, and what changed.

mod changelog;
mod commands;
mod concepts;
mod errors;
mod events;
mod example;
mod html;
mod libraries;
mod profiles;
mod recipes;
mod reference;
mod start;
mod test_mode;
mod webhooks;

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::response::Redirect;
use axum::routing::get;
use mutual::clock::Timestamp;

use self::example::Example;
use self::html::escape;
use self::reference::{Part, REFERENCE};
use super::Api;
use crate::web::assets;

/// A page of text and code: nothing runs in it.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What the pages are drawn from.
struct Facts {
    /// The address that people type, without a slash at its end.
    url: String,
    /// What this installation offers.
    example: Example,
    /// The present.
    now: Timestamp,
}

impl Facts {
    /// A moment at which somebody may have said something.
    fn an_hour_ago(&self) -> Timestamp {
        self.now.plus_seconds(-3_600)
    }

    /// A yes on the phone to what the pages are about, as JSON within single quotes of the shell.
    fn yes(&self) -> String {
        let (key, version) = (&self.example.key, self.example.version);
        let (at, wording) = (self.an_hour_ago(), self.example.wording());
        format!(
            "{{\"proposition\":\"{key}\",\"version\":{version},\"toggles\":{{\"exchange\":\"on\"}},\n       \
             \"evidence\":{{\"how\":\"phone\",\"where\":\"call centre\",\"at\":\"{at}\",\n                   \
             \"wording\":{wording}}}}}"
        )
    }

    /// A no to it.
    fn no(&self) -> String {
        let (key, version) = (&self.example.key, self.example.version);
        format!(
            "{{\"proposition\":\"{key}\",\"version\":{version},\"toggles\":{{\"exchange\":\"off\"}}}}"
        )
    }
}

/// A page.
struct Page {
    path: &'static str,
    title: &'static str,
    /// Links to its parts, as list items; and the page.
    draw: fn(&Facts) -> (String, String),
}

/// All pages, in the order in which they are read.
static PAGES: [Page; 21] = [
    Page {
        path: "/docs",
        title: "Five-minute start",
        draw: |facts| alone(start::draw(facts)),
    },
    Page {
        path: "/docs/concepts",
        title: "Words and rules",
        draw: |_| alone(concepts::draw()),
    },
    Page {
        path: "/docs/test-mode",
        title: "Test mode",
        draw: |_| alone(test_mode::draw()),
    },
    Page {
        path: "/docs/recipes/check",
        title: "Check before you send",
        draw: |facts| alone(recipes::check::draw(facts)),
    },
    Page {
        path: "/docs/recipes/care",
        title: "Heed red lines",
        draw: |_| alone(recipes::care::draw()),
    },
    Page {
        path: "/docs/recipes/record",
        title: "Record a choice",
        draw: |facts| alone(recipes::record::draw(facts)),
    },
    Page {
        path: "/docs/recipes/value",
        title: "Report value",
        draw: |facts| alone(recipes::value::draw(facts)),
    },
    Page {
        path: "/docs/recipes/decide",
        title: "Record a decision",
        draw: |facts| alone(recipes::decide::draw(facts)),
    },
    Page {
        path: "/docs/recipes/case",
        title: "Decide a case",
        draw: |facts| alone(recipes::case::draw(facts)),
    },
    Page {
        path: "/docs/recipes/agent",
        title: "Give it to an AI agent",
        draw: |facts| alone(recipes::agent::draw(facts)),
    },
    Page {
        path: "/docs/recipes/follow",
        title: "Follow changes",
        draw: |_| alone(recipes::follow::draw()),
    },
    Page {
        path: "/docs/recipes/verify",
        title: "Verify a receipt",
        draw: |facts| alone(recipes::verify::draw(facts)),
    },
    Page {
        path: "/docs/recipes/embed",
        title: "Show an exchange on your site",
        draw: |facts| alone(recipes::embed::draw(facts)),
    },
    Page {
        path: "/docs/recipes/button",
        title: "Give a mail its button",
        draw: |facts| alone(recipes::button::draw(facts)),
    },
    Page {
        path: "/docs/recipes/bulk",
        title: "Move data in and out",
        draw: |facts| alone(recipes::bulk::draw(facts)),
    },
    Page {
        path: "/docs/webhooks",
        title: "Webhooks and events",
        draw: |_| webhooks::draw(),
    },
    Page {
        path: "/docs/libraries",
        title: "Libraries and the mirror",
        draw: |facts| alone(libraries::draw(facts)),
    },
    Page {
        path: "/docs/profiles",
        title: "Profiles of CRMs",
        draw: |_| profiles::draw(),
    },
    Page {
        path: "/docs/errors",
        title: "Errors",
        draw: |_| alone(errors::draw()),
    },
    Page {
        path: reference::PATH,
        title: "Reference",
        draw: |_| alone(REFERENCE.overview.clone()),
    },
    Page {
        path: "/docs/changelog",
        title: "Changes",
        draw: |_| alone(changelog::draw()),
    },
];

/// A page whose parts need no list of their own.
fn alone(page: String) -> (String, String) {
    (String::new(), page)
}

/// The routes of all pages.
pub(super) fn router() -> Router<Arc<Api>> {
    let library = Router::new().route(libraries::PYTHON_PATH, get(libraries::python));
    let pages = PAGES.iter().fold(library, |router, page| {
        let draw = move |State(api): State<Arc<Api>>, headers: HeaderMap| async move {
            answer(&api, page, None, &headers).await
        };
        // Addresses that people type end with a slash, too.
        let away = move || async move { Redirect::permanent(page.path) };
        router
            .route(page.path, get(draw))
            .route(&format!("{}/", page.path), get(away))
    });
    let reference = PAGES.iter().find(|page| page.path == reference::PATH);
    reference.into_iter().fold(pages, |router, page| {
        REFERENCE.parts.iter().fold(router, |router, part| {
            let draw = move |State(api): State<Arc<Api>>, headers: HeaderMap| async move {
                answer(&api, page, Some(part), &headers).await
            };
            router.route(&format!("{}/{}", page.path, part.slug), get(draw))
        })
    })
}

/// Draws a page, or a part of the reference.
async fn answer(
    api: &Api,
    page: &Page,
    part: Option<&'static Part>,
    headers: &HeaderMap,
) -> Response<Body> {
    // The name is an ornament here: the page helps also while the database is away.
    let organisation = api.mutual.organisation().await.unwrap_or_default();
    let facts = Facts {
        url: api.public_url(headers),
        example: Example::of(&api.live.engine.catalogue()),
        now: api.live.engine.now(),
    };
    let mut response = Response::new(Body::from(frame(&organisation.name, page, part, &facts)));
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn frame(organisation: &str, page: &Page, part: Option<&Part>, facts: &Facts) -> String {
    let (mut parts, text) = match part {
        None => (page.draw)(facts),
        Some(part) => alone(part.text.clone()),
    };
    if page.path == reference::PATH {
        parts = reference::links(part);
    }
    let title = part.map_or(page.title, |part| &part.title);
    let text = text.replace(commands::FRESH, &commands::fresh(facts.now));
    let mut links = String::new();
    for other in &PAGES {
        let (path, title) = (other.path, escape(other.title));
        let here = std::ptr::eq(other, page);
        let current = if here && part.is_none() {
            " aria-current=\"page\""
        } else {
            ""
        };
        // Writing to a string does not fail.
        _ = write!(links, "<li><a href=\"{path}\"{current}>{title}</a>");
        if here && !parts.is_empty() {
            _ = write!(links, "<ul>{parts}</ul>");
        }
        links.push_str("</li>");
    }
    let linked = assets::linked();
    let font = linked.font.map(|font| {
        format!(
            "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin=\"anonymous\" \
             href=\"{font}\">"
        )
    });
    let style = linked
        .style
        .map(|style| format!("<link rel=\"stylesheet\" href=\"{style}\">"));
    let (font, style) = (font.unwrap_or_default(), style.unwrap_or_default());
    let (name, title) = (escape(organisation), escape(title));
    format!(
        "<!DOCTYPE html>\
<html lang=\"en\" dir=\"ltr\" data-area=\"studio\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
<meta name=\"color-scheme\" content=\"light dark\">\
<title>{title} – API – {name}</title>{font}{style}<link rel=\"stylesheet\" href=\"/brand.css\"></head>\
<body><header class=\"site-head\"><div class=\"wrap\">\
<a class=\"skip\" href=\"#main\">Skip to the content</a>\
<a class=\"org\" href=\"/\">{name}</a></div></header>\
<main id=\"main\" tabindex=\"-1\"><div class=\"wrap docs\">\
<nav class=\"docs-nav\" aria-label=\"The API\"><ul>{links}</ul></nav>\
<div class=\"docs-text\"><h1>{title}</h1>{text}</div>\
</div></main>\
<footer class=\"site-foot\"><div class=\"wrap\"><ul>\
<li><a href=\"/api/openapi.json\">OpenAPI document</a></li></ul></div></footer></body></html>"
    )
}
