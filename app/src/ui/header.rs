//! The head of every page.

use leptos::prelude::*;

use mutual::access::Role;

use crate::text::Shared;

/// Whose pages these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Nobody is in.
    Outside,
    /// A customer's.
    Customer,
    /// The team's, with what this person may open.
    Studio(Role),
}

/// The head: the organisation's name and the pages.
#[component]
pub(crate) fn Header(
    /// The organisation's name.
    name: String,
    /// The words.
    words: &'static Shared,
    /// What the page of the red lines is called.
    red_lines: &'static str,
    /// Whose pages these are.
    side: Side,
    /// The page's own address, if it stands among the main pages.
    here: &'static str,
) -> impl IntoView {
    let home = match side {
        Side::Studio(Role::Agent) => "/desk",
        Side::Studio(_) => "/studio",
        Side::Outside | Side::Customer => "/",
    };
    let pages: Vec<(&str, &str)> = match side {
        Side::Outside => vec![],
        Side::Customer => vec![
            ("/", words.exchanges),
            ("/timeline", words.timeline),
            ("/guesses", words.guesses),
            ("/ask", words.ask),
            ("/account", words.account),
        ],
        Side::Studio(role) => {
            let mut pages = Vec::new();
            if role != Role::Agent {
                pages.push(("/studio", words.propositions));
            }
            if role != Role::Marketer {
                pages.push(("/desk", words.desk));
            }
            pages.push(("/studio/registry", words.registry));
            if matches!(role, Role::Reviewer | Role::Admin) {
                pages.push(("/studio/models", words.models));
                pages.push(("/studio/red-lines", red_lines));
                pages.push(("/admin/audit", words.audit));
            }
            if role == Role::Admin {
                pages.push(("/admin/team", words.team));
                pages.push(("/admin/webhooks", words.webhooks));
                pages.push(("/admin/keys", words.keys));
                pages.push(("/admin/organisation", words.organisation));
            }
            pages.extend([("/docs", words.api), ("/account", words.account)]);
            pages
        }
    };
    let area = matches!(side, Side::Studio(_))
        .then(|| view! { " " <span class="org-area">{words.studio}</span> });
    view! {
        <header class="site-head">
            <div class="wrap">
                <a class="skip" href="#main">{words.skip}</a>
                <a class="org" href=home>{name} {area}</a>
                {(!pages.is_empty()).then(|| nav(&pages, words, here))}
            </div>
        </header>
    }
}

fn nav(
    pages: &[(&'static str, &'static str)],
    words: &'static Shared,
    here: &'static str,
) -> impl IntoView + use<> {
    let links = pages
        .iter()
        .map(|&(href, name)| {
            let current = (href == here).then_some("page");
            view! { <li><a href=href aria-current=current>{name}</a></li> }
        })
        .collect_view();
    view! {
        <nav class="nav" aria-label=words.main_pages>
            <ul>
                {links}
                <li class="nav-end">
                    <form method="post" action="/actions/sign-out">
                        <input type="hidden" name="sure" value="yes"/>
                        <button type="submit">{words.sign_out}</button>
                    </form>
                </li>
            </ul>
        </nav>
    }
}
