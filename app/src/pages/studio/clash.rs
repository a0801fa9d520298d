//! Two people wrote a draft at once: both texts, part by part, and a choice for each.

use leptos::prelude::*;
use mutual::catalogue::Registry;

use crate::{draft::DraftForm, text::Text, ui::diff::sides};

/// What stands in the draft now, and what was to be saved.
pub(super) struct Meanwhile<'a> {
    /// What somebody else saved.
    pub theirs: &'a DraftForm,
    /// What was typed here.
    pub yours: &'a DraftForm,
    /// Who saved, and when, as a person reads it.
    pub who: &'a str,
    pub when: &'a str,
}

impl Meanwhile<'_> {
    /// Both texts of each part in which they differ. Nothing is chosen beforehand: whichever that
    /// were, somebody's work would go without anybody having looked.
    pub(super) fn draw(
        &self,
        key: &str,
        registry: &Registry,
        text: &'static Text,
    ) -> impl IntoView + use<> {
        let words = &text.studio.clash;
        let parts = self.yours.differing(self.theirs, registry);
        let none = parts.is_empty().then(|| view! { <p>{words.alike}</p> });
        let parts = parts.into_iter().map(|part| {
            let read = |form| (part.read)(form, registry, text);
            let (theirs, yours) = sides(&read(self.theirs), &read(self.yours), text);
            let name = format!("keep[{}]", part.name);
            view! {
                <fieldset class="clash-part">
                    <legend>{text.studio.form.name(part.name)}</legend>
                    <label>
                        <input type="radio" name=name.clone() value="theirs" required autocomplete="off"/>
                        <span class="diff-label">{words.theirs}</span>
                        <bdi>{theirs}</bdi>
                    </label>
                    <label>
                        <input type="radio" name=name value="yours" autocomplete="off"/>
                        <span class="diff-label">{words.yours}</span>
                        <bdi>{yours}</bdi>
                    </label>
                </fieldset>
            }
        });
        let href = format!("/studio/{key}");
        view! {
            <section class="part clash" aria-labelledby="clash-t">
                <h2 id="clash-t">{words.title}</h2>
                <p><bdi>{(words.lead)(self.who, self.when)}</bdi></p>
                {none}
                {parts.collect_view()}
                <div class="buttons">
                    <button type="submit" class="button button-solid">{words.save}</button>
                    <a class="button" href=href>{words.drop_mine}</a>
                </div>
            </section>
        }
    }
}
