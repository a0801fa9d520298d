//! Which language the pages have, for whoever uses this browser.

use http::{HeaderValue, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::{current, see_other};
use crate::{
    language::{COOKIE, offered},
    text::Text,
};

/// How long the choice is kept, in seconds: a year.
const KEPT_S: u32 = 365 * 24 * 60 * 60;

/// Keeps the language `to` in the browser and shows the page at `from` again. What is no language of
/// the organisation's pages changes nothing.
#[server(prefix = "/actions", endpoint = "language")]
pub async fn language(
    #[server(default)] to: String,
    #[server(default)] from: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let chosen = Text::known(&to).map(|text| text.lang);
    let all = offered(&ctx.organisation);
    if let Some(text) = all.into_iter().find(|text| chosen == Some(text.lang)) {
        let secure = if ctx.site.starts_with("https://") {
            "; Secure"
        } else {
            ""
        };
        let cookie = format!(
            "{COOKIE}={}; Path=/; Max-Age={KEPT_S}; HttpOnly; SameSite=Lax{secure}",
            text.lang
        );
        let response = use_context::<ResponseOptions>();
        if let (Some(response), Ok(cookie)) = (response, HeaderValue::try_from(cookie)) {
            response.append_header(header::SET_COOKIE, cookie);
        }
    }
    see_other(local_address(&from))
}

/// The page with what follows its question mark; the first page where `address` leads away from
/// this site, or to what is no page.
fn local_address(address: &str) -> &str {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '\\' | '"' | '<' | '>');
    if address.starts_with('/')
        && !address.starts_with("//")
        && !address.starts_with("/actions/")
        && address.chars().all(plain)
    {
        address
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::local_address;

    #[test]
    fn choosing_a_language_leads_back_to_a_page_of_this_site() {
        for good in [
            "/",
            "/timeline?show=got",
            "/reset?ticket=a-b_c",
            "/in?c=1&s=%2F",
        ] {
            assert_eq!(local_address(good), good);
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/x\r\nSet-Cookie: a",
            "/actions/sign-out",
        ] {
            assert_eq!(local_address(bad), "/", "{bad}");
        }
    }
}
