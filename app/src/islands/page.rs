//! What every island does with pages: ask for one, read it, listen.

use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Document, DomParser, Event, EventTarget, Headers, RequestCache, RequestInit,
    Response, SupportedType, UrlSearchParams,
};

/// The status that refuses a form which was drawn for somebody else than is in by now.
pub(super) const OF_ANOTHER: u16 = 412;
/// How long the server may take to answer, in milliseconds.
const PATIENCE_MS: u32 = 15_000;

/// Asks for a page, or sends a form's fields; the answer and its text.
pub(super) async fn fetched(
    url: &str,
    fields: Option<&UrlSearchParams>,
) -> Result<(Response, String), JsValue> {
    let request = RequestInit::new();
    let headers = Headers::new()?;
    headers.set("Accept", "text/html")?;
    request.set_headers(&headers);
    request.set_cache(RequestCache::NoStore);
    request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    if let Some(fields) = fields {
        request.set_method("POST");
        request.set_body(fields);
    }
    let response = JsFuture::from(window().fetch_with_str_and_init(url, &request)).await?;
    let response: Response = response.dyn_into()?;
    let html = JsFuture::from(response.text()?).await?;
    Ok((response, html.as_string().unwrap_or_default()))
}

/// A page from its text.
pub(super) fn parsed(html: &str) -> Option<Document> {
    let parser = DomParser::new().ok()?;
    parser.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// Reacts to an event for as long as the page is there.
pub(super) fn listen(target: &EventTarget, event: &str, react: impl FnMut(Event) + 'static) {
    let react = Closure::<dyn FnMut(Event)>::new(react);
    let _ = target.add_event_listener_with_callback(event, react.as_ref().unchecked_ref());
    react.forget();
}

/// The path of an address.
pub(super) fn path_of(url: &str) -> Option<String> {
    web_sys::Url::new(url).ok().map(|url| url.pathname())
}
