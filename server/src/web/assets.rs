//! The site's files, carried inside the binary under names that change with their content.
//!
//! A browser may keep each of them for ever. They were compressed when the binary was built, so
//! serving one is a copy; the best form that the request accepts is answered.

use std::sync::LazyLock;

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
    response::{IntoResponse, Redirect},
    routing::get,
};
use mutual_app::shell::Assets;

/// One file of the site.
#[derive(Debug)]
struct Asset {
    /// The name that the code knows, for example `main.css`.
    name: &'static str,
    /// Where it is served, for example `/assets/main.0123456789ab.css`.
    url: &'static str,
    /// Differs where the content differs; the same for every compression of it.
    etag: &'static str,
    content_type: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// The site as it stood when the binary was built; empty without one.
static SITE: &[Asset] = include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// Where the file of that name is served, or `None` in a binary without the site.
pub fn url(name: &str) -> Option<&'static str> {
    SITE.iter()
        .find(|asset| asset.name == name)
        .map(|asset| asset.url)
}

/// The smallest compressed form of the file of that name that a request accepts, with its name; `None`
/// where there is none, and where the site in this binary holds something else than `content`.
pub(super) fn compressed(
    name: &str,
    content: &str,
    request: &HeaderMap,
) -> Option<(&'static str, &'static [u8])> {
    let mut site = SITE.iter();
    let asset = site.find(|asset| asset.name == name && asset.plain == content.as_bytes())?;
    let (coding, form) = asset.best_form(request);
    Some((coding?, form))
}

/// What every page links to.
pub fn linked() -> Assets {
    static LINKED: LazyLock<Assets> = LazyLock::new(|| Assets {
        style: url("main.css"),
        font: url("fonts/atkinson-next-latin.woff2"),
        arabic: url("fonts/noto-sans-arabic.woff2"),
        icon: url("icons/favicon.svg"),
        loader: url("loader.js"),
        module: url("mutual.js"),
        wasm: url("mutual.wasm"),
    });
    *LINKED
}

/// The route of the files.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/assets/{*file}", get(serve))
        .route("/favicon.ico", get(favicon))
}

/// Browsers ask here for the icon of what links to none, such as the API's description.
async fn favicon() -> Response<Body> {
    url("icons/favicon.svg").map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |icon| Redirect::temporary(icon).into_response(),
    )
}

async fn serve(request: Request) -> Response<Body> {
    let path = request.uri().path();
    SITE.iter().find(|asset| asset.url == path).map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |asset| asset.answer(request.headers()),
    )
}

impl Asset {
    fn answer(&self, request: &HeaderMap) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::ETAG, HeaderValue::from_static(self.etag));
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        );
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if is_known(request, self.etag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(self.content_type),
        );
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        let (encoding, content) = self.best_form(request);
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        *response.body_mut() = Body::from(content);
        response
    }

    /// The smallest form that the request accepts, with its name where it is compressed.
    fn best_form(&self, request: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
        [("br", self.brotli), ("gzip", self.gzip)]
            .into_iter()
            .find_map(|(coding, form)| {
                let form = form.filter(|_| accepts(request, coding))?;
                Some((Some(coding), form))
            })
            .unwrap_or((None, self.plain))
    }
}

/// Whether `Accept-Encoding` names the coding and does not refuse it with `q=0`.
fn accepts(request: &HeaderMap, coding: &str) -> bool {
    listed(request, header::ACCEPT_ENCODING).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(coding))
            && !parts.any(|parameter| {
                parameter
                    .strip_prefix("q=")
                    .and_then(|weight| weight.parse::<f32>().ok())
                    .is_some_and(|weight| weight <= 0.0)
            })
    })
}

/// Whether the browser says that it holds this content already.
fn is_known(request: &HeaderMap, etag: &str) -> bool {
    listed(request, header::IF_NONE_MATCH)
        .any(|item| item == "*" || item.strip_prefix("W/").unwrap_or(item) == etag)
}

/// The items of a comma-separated header, over all of its lines.
fn listed(request: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = &str> {
    request
        .get_all(name)
        .into_iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    static SHEET: Asset = Asset {
        name: "main.css",
        url: "/assets/main.1.css",
        etag: "\"main.1.css\"",
        content_type: "text/css; charset=utf-8",
        plain: b"plain",
        brotli: Some(b"brotli"),
        gzip: Some(b"gzip"),
    };

    /// What a browser with these headers gets: status, encoding and body.
    async fn ask(asked: &[(header::HeaderName, &str)]) -> (StatusCode, Option<String>, String) {
        let request = asked
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect();
        let response = SHEET.answer(&request);
        let status = response.status();
        let encoding = response
            .headers()
            .get(header::CONTENT_ENCODING)
            .map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(response.headers()[header::ETAG], "\"main.1.css\"");
        assert_eq!(response.headers()[header::VARY], "Accept-Encoding");
        let body = to_bytes(response.into_body(), 100).await.unwrap();
        (status, encoding, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn the_smallest_accepted_form_is_answered() {
        for (accepted, encoding, body) in [
            ("gzip, deflate, br, zstd", Some("br"), "brotli"),
            ("gzip;q=0.9, BR;q=0.1", Some("br"), "brotli"),
            ("gzip, br;q=0", Some("gzip"), "gzip"),
            ("identity", None, "plain"),
            ("", None, "plain"),
        ] {
            let answer = ask(&[(header::ACCEPT_ENCODING, accepted)]).await;
            let expected = (StatusCode::OK, encoding.map(String::from), body.to_owned());
            assert_eq!(answer, expected, "for `{accepted}`");
        }
    }

    #[tokio::test]
    async fn a_browser_that_holds_the_file_gets_no_second_copy() {
        for known in ["\"main.1.css\"", "\"other\", W/\"main.1.css\"", "*"] {
            let (status, encoding, body) = ask(&[(header::IF_NONE_MATCH, known)]).await;
            assert_eq!(status, StatusCode::NOT_MODIFIED, "for `{known}`");
            assert_eq!((encoding, body), (None, String::new()));
        }
        let (status, ..) = ask(&[(header::IF_NONE_MATCH, "\"main.2.css\"")]).await;
        assert_eq!(status, StatusCode::OK);
    }

    #[test]
    fn every_file_stands_under_a_name_of_its_own() {
        for (position, asset) in SITE.iter().enumerate() {
            assert!(asset.url.starts_with("/assets/"), "{asset:?}");
            assert!(
                SITE.iter()
                    .skip(position + 1)
                    .all(|other| other.url != asset.url)
            );
        }
    }
}
