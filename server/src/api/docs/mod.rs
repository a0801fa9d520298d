//! `/docs`: a five-minute start, what one must know, and the reference, drawn on the server from
//! the API's own description.

mod html;
mod reference;
mod start;

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, header};

use self::html::escape;
use super::Api;
use crate::web::assets;

/// A page of text and code: nothing runs in it.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Draws the page.
pub(super) async fn answer(State(api): State<Arc<Api>>, request: Request) -> Response<Body> {
    // The name is an ornament here: the page helps also while the database is away.
    let organisation = api.mutual.organisation().await.unwrap_or_default();
    let url = api.public_url(request.headers());
    let example = start::Example::of(&api.live.engine.catalogue());
    let start = start::draw(&url, &example, api.live.engine.now());
    let page = page(&organisation.name, &start);
    let mut response = Response::new(Body::from(page));
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

fn page(organisation: &str, start: &str) -> String {
    static REFERENCE: LazyLock<(String, String)> = LazyLock::new(reference::draw);
    let (links, reference) = &*REFERENCE;
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
    let name = escape(organisation);
    format!(
        "<!DOCTYPE html>\
<html lang=\"en\" dir=\"ltr\" data-area=\"studio\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
<meta name=\"color-scheme\" content=\"light dark\">\
<title>API – {name}</title>{font}{style}<link rel=\"stylesheet\" href=\"/brand.css\"></head>\
<body><header class=\"site-head\"><div class=\"wrap\">\
<a class=\"skip\" href=\"#main\">Skip to the content</a>\
<a class=\"org\" href=\"/\">{name}</a></div></header>\
<main id=\"main\" tabindex=\"-1\"><div class=\"wrap docs\">\
<nav class=\"docs-nav\" aria-label=\"On this page\"><ul>{TOP}{links}</ul></nav>\
<div class=\"docs-text\"><h1>The API</h1>{start}{CONCEPTS}{CONVENTIONS}{reference}</div>\
</div></main>\
<footer class=\"site-foot\"><div class=\"wrap\"><ul>\
<li><a href=\"/api/openapi.json\">OpenAPI document</a></li></ul></div></footer></body></html>"
    )
}

/// The first links of the page.
const TOP: &str = "<li><a href=\"#start\">Five-minute start</a></li>\
<li><a href=\"#concepts\">Words</a></li>\
<li><a href=\"#conventions\">Conventions</a></li>";

/// The words of the API.
const CONCEPTS: &str = "<h2 id=\"concepts\">Words</h2>\
<dl class=\"facts\">\
<div><dt>customer</dt><dd>A person whose data is used. You name her by an identifier of yours \
(<code>crm:42</code>) or by her id (<code>cus_…</code>).</dd></div>\
<div><dt>purpose</dt><dd>Why data is processed. Picked from a registry, never free text.</dd></div>\
<div><dt>proposition</dt><dd>What a brand offers for data: one purpose, the data it needs, what the \
customer gets, for how long. Each version is immutable.</dd></div>\
<div><dt>exchange</dt><dd>A proposition as one customer meets it.</dd></div>\
<div><dt>toggle</dt><dd>One switch of an exchange: <code>exchange</code> itself, or a facet such as \
<code>data:orders</code>, <code>channel:email</code>, <code>ai:infer</code>.</dd></div>\
<div><dt>state</dt><dd>Never one boolean: decision, source, phase and legal basis for each toggle. \
A check turns it into a verdict, so that you need not.</dd></div>\
<div><dt>index</dt><dd>The place of an entry in the ledger: dense, and the cursor of the change \
feed.</dd></div>\
<div><dt>receipt</dt><dd>What the customer keeps of one choice.</dd></div></dl>";

/// What holds for every endpoint.
const CONVENTIONS: &str = "<h2 id=\"conventions\">Conventions</h2><ul>\
<li>JSON in snake_case; times are RFC 3339 in UTC. Fields may be added: pass over those that you do \
not know.</li>\
<li>What you send is read strictly: a field or parameter that does not exist is an error that names \
it.</li>\
<li>Every write carries an <code>Idempotency-Key</code>. Send the same key when you try again, and \
nothing is done twice; the answer is the same for at least 72 hours. The same key with another \
request is <code>422 idempotency_key_reused</code>.</li>\
<li>Every read says in <code>Mutual-Index</code> which ledger index it reflects. Ask for at least an \
index that you know with <code>?min_index=</code>: it is waited for up to five seconds, then \
answered with <code>409 not_yet</code>.</li>\
<li>Send an <code>ETag</code> back as <code>If-None-Match</code>: <code>304</code> says that nothing \
changed, and still carries a fresh <code>Mutual-Index</code>.</li>\
<li><code>RateLimit</code> says how many requests are left in this second. After <code>429</code> \
and <code>503</code> wait as <code>Retry-After</code> says.</li>\
<li>Errors are <code>application/problem+json</code> (RFC 9457) with a stable <code>code</code>, the \
wrong fields in <code>errors</code>, and a <code>request_id</code> that the operator finds in the \
log.</li>\
<li>Whatever is not a clear <code>allow</code> is a no: <code>deny</code>, <code>escalate</code>, an \
error, no answer.</li>\
<li>A test client (<code>mk_test_…</code>) works on a ledger of its own: nothing that it does \
concerns a real customer.</li></ul>";
