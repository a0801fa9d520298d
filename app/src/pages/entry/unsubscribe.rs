//! What a link in a mail turns off: the question, and the word that it is done.

use leptos::prelude::*;
use mutual::catalogue::Channel;

use crate::{
    context::Unsubscribe,
    pages::{Asked, Page, Stop, draw},
    text::Text,
};

/// The page behind such a link.
#[component]
pub(crate) fn UnsubscribePage() -> impl IntoView {
    draw(unsubscribe)
}

async fn unsubscribe(asked: Asked) -> Result<Page, Stop> {
    let text = asked.ctx.text();
    let words = text.entry;
    let came = asked.ctx.unsubscribe.clone();
    let (title, rest) = match came.unwrap_or(Unsubscribe::Bad) {
        Unsubscribe::Asks {
            title,
            channel,
            action,
        } => {
            // The address says all that there is to say.
            let rest = view! {
                {what(&title, channel, text)}
                <form method="post" action=action>
                    <div class="form-end">
                        <button type="submit" class="button button-solid">{words.unsubscribe_button}</button>
                    </div>
                </form>
            };
            (words.unsubscribe, rest.into_any())
        }
        Unsubscribe::Off { title, channel } => {
            let rest = view! {
                {what(&title, channel, text)}
                <p>{words.unsubscribed_lead}</p>
            };
            (words.unsubscribed, rest.into_any())
        }
        Unsubscribe::Bad => (
            words.link_bad,
            view! { <p>{words.unsubscribe_bad}</p> }.into_any(),
        ),
        Unsubscribe::Away => (
            words.unsubscribe_away,
            view! { <p>{words.unsubscribe_away_lead}</p> }.into_any(),
        ),
    };
    let body = view! {
        <div class="entry">
            <h1>{title}</h1>
            {rest}
            <p class="entry-other"><a href="/">{words.unsubscribe_all}</a></p>
        </div>
    };
    Ok(Page::outside(title, body))
}

/// The exchange, and the channel where it is about one.
fn what(title: &str, channel: Option<Channel>, text: &'static Text) -> impl IntoView + use<> {
    let channel = channel.map(|channel| {
        let name = (text.shared.channel)(channel);
        view! { <p>{(text.entry.unsubscribe_channel)(name)}</p> }
    });
    view! { <p><strong dir="auto">{title.to_owned()}</strong></p> {channel} }
}
