//! The parts of an exchange, a line each with its own switch.

use leptos::prelude::*;

use super::switch::{Fixed, Switch, SwitchSize, Wish};

/// One part.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// What it is.
    pub name: String,
    /// What happens while it is on, where the name is not enough.
    pub does: Option<&'static str>,
    /// What turning it off means, or why it cannot be turned on.
    pub note: String,
    /// Whether it is on.
    pub on: bool,
    /// Whether it has no switch: nobody turns on what she cannot read.
    pub unread: bool,
    /// How it stands, as a phrase.
    pub state: &'static str,
    /// What pressing its switch asks for.
    pub wish: Wish,
}

/// The parts of one exchange.
#[component]
pub(crate) fn Facets(
    /// What stands above them.
    title: &'static str,
    /// In the order of the page.
    parts: Vec<Part>,
    /// Whether the head is of the second level, on a page of one exchange.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let lines = parts.into_iter().map(line).collect_view();
    let head = if alone {
        view! { <h2 class="facets-title">{title}</h2> }.into_any()
    } else {
        view! { <h3 class="facets-title">{title}</h3> }.into_any()
    };
    view! {
        <div class="facets">
            {head}
            <ul class="facets-list">{lines}</ul>
        </div>
    }
}

fn line(part: Part) -> impl IntoView {
    let id = format!(
        "{}-{}",
        part.wish.card(),
        part.wish.toggle.replace(':', "-")
    );
    let (own_id, name_id, does_id) = (id.clone(), format!("{id}-t"), format!("{id}-d"));
    let hint = part.does.map(|_| does_id.clone());
    let does = part
        .does
        .map(|does| view! { <span class="facet-note" id=does_id>{does}</span> });
    let control = if part.unread {
        view! {
            <Fixed
                toggle=part.wish.toggle
                on=part.on
                state=part.state.to_owned()
                size=SwitchSize::Part
            />
        }
        .into_any()
    } else {
        view! {
            <Switch
                wish=part.wish
                id=id
                on=part.on
                state=part.state.to_owned()
                size=SwitchSize::Part
                hint=hint
            />
        }
        .into_any()
    };
    view! {
        <li class="facet" id=own_id>
            <span class="facet-name">
                <span id=name_id>{part.name}</span>
                {does}
                <span class="facet-note">{part.note}</span>
            </span>
            {control}
        </li>
    }
}
