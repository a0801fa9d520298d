//! What stands on a page that cannot be shown: what happened, what is true now, what to do.

use http::StatusCode;
use leptos::prelude::*;
use mutual::port::Organisation;

use super::{Page, Stop, draw, side_of};
use crate::{
    context::Ctx,
    language::Language,
    shell::{Assets, document},
    text::Text,
    ui::{
        footer::Footer,
        header::{Header, Side},
    },
};

/// Why a page cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Bad,
    Forbidden,
    Absent,
    Conflict,
    /// The form was drawn for somebody else than is in.
    Another,
    TooLarge,
    TooMany,
    Broken,
    Away,
}

impl Problem {
    /// The problem that a status stands for; anything unknown is our own fault.
    fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            401 | 403 => Self::Forbidden,
            404 | 405 | 410 => Self::Absent,
            409 => Self::Conflict,
            412 => Self::Another,
            413 | 431 => Self::TooLarge,
            429 => Self::TooMany,
            502..=504 => Self::Away,
            400..500 => Self::Bad,
            _ => Self::Broken,
        }
    }

    /// The status of its answer.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Bad => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Absent => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Another => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn words(self, text: &Text) -> (&'static str, &'static str) {
        let errors = &text.entry.errors;
        match self {
            Self::Bad => errors.bad,
            Self::Forbidden => errors.forbidden,
            Self::Absent => errors.absent,
            Self::Conflict => errors.conflict,
            Self::Another => errors.another,
            Self::TooLarge => errors.too_large,
            Self::TooMany => errors.too_many,
            Self::Broken => errors.broken,
            Self::Away => errors.away,
        }
    }

    /// The page that says so.
    pub(crate) fn page(self, ctx: &Ctx) -> Page {
        let text = ctx.text();
        Page {
            title: self.words(text).0.to_owned(),
            side: side_of(ctx),
            here: "",
            live: false,
            body: self.body(text, &ctx.request_id).into_any(),
        }
    }

    fn body(self, text: &Text, request_id: &str) -> impl IntoView + use<> {
        let (title, sentence) = self.words(text);
        let errors = &text.entry.errors;
        // The number is for faults on our side; elsewhere it would only look alarming.
        let number = matches!(self, Self::Broken | Self::Away).then(|| {
            view! {
                <p class="reference">
                    {errors.reference} " " <bdi class="mono">{request_id.to_owned()}</bdi>
                </p>
            }
        });
        view! {
            <div class="entry">
                <h1>{title}</h1>
                <p>{sentence}</p>
                <p class="entry-other"><a href="/">{errors.home}</a></p>
                {number}
            </div>
        }
    }
}

/// The page for an address that leads nowhere.
#[component]
pub(crate) fn AbsentPage() -> impl IntoView {
    draw(|_| async { Err(Stop::Problem(Problem::Absent)) })
}

/// A whole document for an answer that no page gives: a refused request, a fault on our side.
///
/// `request_id` is shown where the fault is ours, so that it can be found in the log.
#[must_use]
pub fn error_page(
    assets: Assets,
    organisation: &Organisation,
    language: Language,
    status: StatusCode,
    request_id: &str,
) -> String {
    let problem = Problem::of(status);
    let text = language.text();
    let title = format!("{} · {}", problem.words(text).0, organisation.name);
    Owner::new().with(|| {
        let body = view! {
            <Header name=organisation.name.clone() words=text.shared red_lines=text.red_lines.link side=Side::Outside here=""/>
            <main id="main" tabindex="-1">
                <div class="wrap">{problem.body(text, request_id)}</div>
            </main>
            <Footer organisation=organisation.clone() words=text.shared red_lines=text.red_lines.link customer=false/>
        };
        document(assets, language, "customer", title, body).to_html()
    })
}

/// A whole document around ready HTML, for the pages that the server draws itself. They are written
/// in English, for those who build on it.
///
/// `inside` stands in the page as it is: whoever made it has escaped it.
#[must_use]
pub fn framed_page(
    assets: Assets,
    organisation: &Organisation,
    title: &str,
    inside: &str,
) -> String {
    // No text of ours holds this character, and a parser of HTML would not let it through.
    const PLACE: &str = "\u{1}";
    let language = Language::english();
    let text = language.text();
    let title = format!("{title} · {}", organisation.name).replace(PLACE, "");
    let name = organisation.name.replace(PLACE, "");
    let page = Owner::new().with(|| {
        let body = view! {
            <Header name=name words=text.shared red_lines=text.red_lines.link side=Side::Outside here=""/>
            <main id="main" tabindex="-1">
                <div class="wrap">{PLACE}</div>
            </main>
            <Footer organisation=organisation.clone() words=text.shared red_lines=text.red_lines.link customer=false/>
        };
        document(assets, language, "studio", title, body).to_html()
    });
    page.replacen(PLACE, inside, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_html_stands_in_the_site() {
        let organisation = Organisation {
            name: "Grocer".to_owned(),
            ..Organisation::default()
        };
        let page = framed_page(
            Assets::default(),
            &organisation,
            "The API",
            "<h1>The API</h1>",
        );
        assert!(
            page.contains("<div class=\"wrap\"><h1>The API</h1></div></main>"),
            "{page}"
        );
        assert!(page.contains("<title>The API · Grocer</title>"), "{page}");
    }

    #[test]
    fn a_refused_request_gets_a_whole_page_that_says_what_is_true() {
        let organisation = Organisation {
            name: "Grocer <&>".to_owned(),
            ..Organisation::default()
        };
        let page = error_page(
            Assets::default(),
            &organisation,
            Language::english(),
            StatusCode::BAD_GATEWAY,
            "req_1",
        );
        assert!(page.starts_with("<!DOCTYPE html><html"), "{page}");
        assert!(
            page.contains("What is off stays off") && page.contains("req_1"),
            "{page}"
        );
        assert!(
            page.contains("Grocer &lt;&amp;&gt;") && !page.contains("<script"),
            "{page}"
        );
        let page = error_page(
            Assets::default(),
            &organisation,
            Language::english(),
            StatusCode::FORBIDDEN,
            "req_1",
        );
        assert!(!page.contains("req_1"));
    }
}
