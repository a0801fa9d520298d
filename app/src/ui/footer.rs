//! The foot of every page: help first, always in the same place.

use leptos::prelude::*;
use mutual::port::Organisation;

use crate::text::{Shared, Text};

use super::writer::Writer;

/// The languages to choose from.
#[derive(Clone, Debug)]
pub(crate) struct Languages {
    /// The one of this page.
    pub now: &'static str,
    /// Those there are.
    pub all: Vec<&'static Text>,
    /// Where to come back to.
    pub from: String,
}

/// The foot.
#[component]
pub(crate) fn Footer(
    /// Who answers.
    organisation: Organisation,
    /// The words.
    words: &'static Shared,
    /// What the page of the red lines is called.
    red_lines: &'static str,
    /// Whether a customer is in.
    customer: bool,
    /// That the browser's wish not to sell or share is followed, where it comes from somebody who is
    /// not known.
    #[prop(optional_no_strip)]
    signal: Option<&'static str>,
    /// The languages to choose from; none where there is no page to come back to.
    #[prop(optional)]
    languages: Option<Languages>,
) -> impl IntoView {
    let email = organisation.contact_email;
    let mail = (!email.is_empty()).then(|| {
        let href = format!("mailto:{email}");
        view! { <a href=href>{email}</a> }
    });
    let phone = organisation
        .contact_phone
        .filter(|phone| !phone.is_empty())
        .map(|phone| {
            let digits: String = phone
                .chars()
                .filter(|c| c.is_ascii_digit() || *c == '+')
                .collect();
            let or = mail.is_some().then(|| format!(" {} ", words.or));
            view! { {or} <a href=format!("tel:{digits}")><bdi>{phone}</bdi></a> }
        });
    let help = (mail.is_some() || phone.is_some())
        .then(|| view! { <p id="help">{words.ask_a_person} ": " {mail} {phone}</p> });
    let protection = organisation.data_protection_contact;
    let protection = (!protection.is_empty()).then(|| {
        view! { <li>{words.data_protection} ": " {contact(protection)}</li> }
    });
    let mut whole = vec![organisation.name];
    whole.extend(
        organisation
            .address
            .into_iter()
            .filter(|line| !line.trim().is_empty()),
    );
    view! {
        <footer class="site-foot">
            <div class="wrap">
                {help}
                {signal.map(|signal| view! { <p>{signal}</p> })}
                <ul>
                    {customer.then(|| view! { <li><a href="/ask">{words.ask}</a></li> })}
                    {customer.then(|| view! { <li><a href="/data">{words.your_data}</a></li> })}
                    <li><a href="/check">{words.check_receipt}</a></li>
                    <li><a href="/red-lines">{red_lines}</a></li>
                </ul>
                {languages.filter(|languages| languages.all.len() > 1).map(|languages| choice(languages, words))}
                <ul>{protection} <li><bdi>{whole.join(", ")}</bdi></li></ul>
            </div>
        </footer>
    }
}

/// A button for each language, called what those who speak it call it.
fn choice(languages: Languages, words: &'static Shared) -> impl IntoView {
    let Languages { now, all, from } = languages;
    let each = all.into_iter().map(|text| {
        let (lang, dir, name) = (text.lang, text.dir, text.own_name);
        if lang == now {
            return view! { <li><span lang=lang dir=dir aria-current="true">{name}</span></li> }
                .into_any();
        }
        view! {
            <li>
                <form method="post" action="/actions/language">
                    <Writer/>
                    <input type="hidden" name="to" value=lang/>
                    <input type="hidden" name="from" value=from.clone()/>
                    <button type="submit" lang=lang dir=dir>{name}</button>
                </form>
            </li>
        }
        .into_any()
    });
    view! {
        <nav class="languages" aria-label=words.language>
            <ul>{each.collect_view()}</ul>
        </nav>
    }
}

/// An e-mail address or a page as a link, anything else as it is.
fn contact(text: String) -> AnyView {
    if text.starts_with("https://") {
        view! { <a href=text.clone()>{text.clone()}</a> }.into_any()
    } else if text.contains('@') && !text.contains(char::is_whitespace) {
        view! { <a href=format!("mailto:{text}")>{text.clone()}</a> }.into_any()
    } else {
        view! { {text} }.into_any()
    }
}
