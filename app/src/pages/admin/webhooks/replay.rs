//! How many messages a range has, and the button that sends them again.

use leptos::prelude::*;
use mutual::use_cases::NoWebhook;
use mutual::webhook::Endpoint;

use super::endpoint::range;
use super::{name, path_part, side_field};
use crate::ui::writer::Writer;
use crate::{
    pages::{Asked, Page, Stop, draw_of_side},
    place::{Place, WEBHOOKS},
    text::Webhooks as Words,
    ui::Icon,
};

/// A range that is to be sent again.
#[component]
pub(crate) fn ReplayWebhookPage() -> impl IntoView {
    let id = path_part("endpoint");
    draw_of_side(|asked| replay(asked, id))
}

async fn replay(asked: Asked, id: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let endpoint = super::watched(&asked, &actor, &id).await?.endpoint;
    let ctx = &asked.ctx;
    let words = ctx.text().webhooks;
    let pages = Place::of(WEBHOOKS, ctx);
    let first = asked.parameter("first").unwrap_or_default();
    let last = asked.parameter("last").unwrap_or_default();
    let typed = ends(first, last, endpoint.through);
    let (fault, told) = match typed {
        None => (Some(words.bad_range), None),
        Some((first, last)) => {
            let webhooks = ctx.mutual.webhooks();
            let after = first.saturating_sub(1);
            let count = webhooks.replay(&actor, endpoint.id, (after, Some(last)), true, None);
            let count = count.await.map_err(|error| match error {
                NoWebhook::Reading(reading) => Stop::from(reading),
                _ => crate::pages::Problem::Away.into(),
            })?;
            let decided = decision(&endpoint, pages, (first, last), count, words);
            (None, Some(decided))
        }
    };
    let back = pages.at(&format!("/{}", endpoint.id), "");
    let body = view! {
        <a class="back" href=back>{Icon::Back.draw()} <bdi>{name(&endpoint)}</bdi></a>
        <h1>{words.replay}</h1>
        <p class="lead">{words.replay_does}</p>
        {told}
        <section class="part steps" aria-label=words.count>
            {range(&endpoint, pages, (first, last), fault, words)}
        </section>
    };
    Ok(Page::of_team(words.replay.to_owned(), role, "", body))
}

/// The range that was typed: the newest that became a message is its end where none is named, so
/// that the button sends what was counted.
fn ends(first: &str, last: &str, through: u64) -> Option<(u64, u64)> {
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let first = number(first)?;
    let last = if last.trim().is_empty() {
        through
    } else {
        let last = number(last)?;
        if last < first {
            return None;
        }
        last.min(through)
    };
    Some((first, last))
}

fn decision(
    endpoint: &Endpoint,
    pages: Place,
    (first, last): (u64, u64),
    count: u64,
    words: &'static Words,
) -> AnyView {
    if count == 0 {
        return view! { <p><strong>{words.nothing_to_send}</strong></p> }.into_any();
    }
    let form = match endpoint.off {
        Some(_) => view! { <p>{words.is_off}</p> }.into_any(),
        None => view! {
            <form method="post" action="/actions/replay-webhook">
                <Writer/>
                {side_field(pages)}
                <input type="hidden" name="endpoint" value=endpoint.id.to_string()/>
                <input type="hidden" name="first" value=first.to_string()/>
                <input type="hidden" name="last" value=last.to_string()/>
                <div class="form-end">
                    <button type="submit" class="button button-solid">
                        {(words.send_again)(count)}
                    </button>
                </div>
            </form>
        }
        .into_any(),
    };
    view! { <p><strong>{(words.would_send)(count)}</strong></p> {form} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_ends_at_what_became_a_message() {
        assert_eq!(ends("3", "", 9), Some((3, 9)));
        assert_eq!(ends(" 3 ", "5", 9), Some((3, 5)));
        assert_eq!(ends("3", "18446744073709551615", 9), Some((3, 9)));
        for (first, last) in [("", ""), ("x", ""), ("-1", "4"), ("5", "4"), ("1", "x")] {
            assert_eq!(ends(first, last, 9), None, "{first} {last}");
        }
    }
}
