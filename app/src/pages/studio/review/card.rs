//! The draft as customers would see it: their own card, for an invented customer.

use leptos::prelude::*;
use mutual::catalogue::Document;
use mutual::use_cases::{Stand, sample};
use mutual::value::SoFar;

use super::Looking;
use crate::{
    context::Ctx,
    pages::Asked,
    text::{Dates, Text},
    ui::{
        exchange::{Card, Drawing, Manner},
        field::{Field, Pick, SelectBox},
    },
};

/// How the card is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    stand: Option<Stand>,
    dark: bool,
    /// Which way it is written, where that is not as the page is.
    rtl: Option<bool>,
    narrow: bool,
    large: bool,
    locale: Option<String>,
}

impl View {
    /// As the address says.
    pub(super) fn of(asked: &Asked) -> Self {
        let is = |name: &str, value: &str| asked.parameter(name) == Some(value);
        Self {
            stand: asked.parameter("as").and_then(|stand| stand.parse().ok()),
            dark: is("look", "dark"),
            rtl: asked.parameter("dir").map(|dir| dir == "rtl"),
            narrow: is("width", "narrow"),
            large: is("size", "large"),
            locale: asked.parameter("lang").map(str::to_owned),
        }
    }
}

/// The card alone, as somebody meets it who was never asked.
pub(in crate::pages::studio) fn plain(ctx: &Ctx, document: &Document) -> Option<AnyView> {
    let exchange = sample(
        document,
        &ctx.mutual.catalogue(),
        Stand::Unasked,
        &document.locale,
        ctx.mutual.engine().now(),
    )?;
    let drawing = drawing(ctx, &document.locale);
    let (lang, dir) = (drawing.text.lang, drawing.text.dir);
    let card = view! {
        <fieldset class="preview" disabled lang=lang dir=dir aria-labelledby="card-t">
            <Card exchange=exchange drawing=drawing manner=Manner::Question/>
        </fieldset>
    };
    Some(card.into_any())
}

/// What customers get is in their language throughout, where the pages speak it.
fn drawing(ctx: &Ctx, locale: &str) -> Drawing {
    let text = Text::of([locale, ctx.text().lang]);
    Drawing {
        text,
        dates: Dates::new(text, &ctx.organisation.time_zone),
        registry: ctx.mutual.catalogue().registry().clone(),
        index: ctx.mutual.engine().index(),
        now: ctx.mutual.engine().now(),
        from: "/".to_owned(),
    }
}

/// The card, and a form for how to look at it.
pub(super) fn card(
    looking: &Looking<'_>,
    document: &Document,
    view: &View,
) -> Option<impl IntoView + use<>> {
    let ctx = looking.ctx;
    let words = ctx.text().review;
    let catalogue = ctx.mutual.catalogue();
    let now = ctx.mutual.engine().now();
    let stand = view.stand.unwrap_or(Stand::Unasked);
    let locale = view.locale.as_deref().unwrap_or(&document.locale);
    let locale = document.locale_for(locale).unwrap_or(&document.locale);
    let exchange = sample(document, &catalogue, stand, locale, now)?;
    let drawing = drawing(ctx, locale);
    let (lang, dir) = (drawing.text.lang, drawing.text.dir);
    let so_far = Some(SoFar::nothing(document));
    let mut class = "preview".to_owned();
    for (is, name) in [
        (view.dark, " preview-dark"),
        (view.narrow, " preview-narrow"),
        (view.large, " preview-large"),
    ] {
        class.push_str(if is { name } else { "" });
    }
    let rtl = view.rtl.unwrap_or(dir == "rtl");
    let dir = if rtl { "rtl" } else { "ltr" };
    let languages: Vec<_> = document
        .locales()
        .map(|locale| Pick::new(locale, ctx.text().language(locale)))
        .collect();
    let language = (languages.len() > 1).then(|| (locale.to_owned(), languages));
    let manner = if stand == Stand::Unasked {
        Manner::Question
    } else {
        Manner::Alone
    };
    Some(view! {
        <section class="part" aria-labelledby="card-t">
            <h2 id="card-t">{words.card}</h2>
            <p>{words.card_lead}</p>
            {form(looking, view, rtl, stand, language)}
            // Its buttons are the customer's: here they do nothing.
            <fieldset class=class disabled dir=dir lang=lang aria-labelledby="card-t">
                <Card exchange=exchange drawing=drawing manner=manner so_far=so_far/>
            </fieldset>
        </section>
    })
}

fn form(
    looking: &Looking<'_>,
    view: &View,
    rtl: bool,
    stand: Stand,
    language: Option<(String, Vec<Pick>)>,
) -> impl IntoView + use<> {
    let (ctx, key) = (looking.ctx, looking.key);
    let words = ctx.text().review;
    let action = format!("/studio/{key}/publish#card-t");
    // Nobody answered a first version before.
    let first = ctx.mutual.catalogue().proposition(key).is_none();
    let stands = Stand::ALL.iter();
    let stands = stands.filter(|stand| !first || **stand != Stand::NeedsAnswer);
    let stands = stands.map(|stand| Pick::new(stand.word(), (words.stand)(*stand)));
    let either = |name: &'static str, label, on: bool, picks: [(&'static str, &'static str); 2]| {
        let [usual, other] = picks;
        let (value, _) = if on { other } else { usual };
        let picks = picks
            .into_iter()
            .map(|(value, word)| Pick::new(value, word));
        let field = Field::new(name, label).width("field-short");
        view! { <SelectBox field=field value=value picks=picks.collect()/> }
    };
    let language = language.map(|(value, picks)| {
        let field = Field::new("lang", words.card_language).width("field-short");
        view! { <SelectBox field=field value=value picks=picks/> }
    });
    view! {
        <form class="preview-form" method="get" action=action>
            <SelectBox
                field=Field::new("as", words.card_as).width("field-short")
                value=stand.word()
                picks=stands.collect()
            />
            {language}
            {either("look", words.card_look, view.dark, words.looks)}
            {either("width", words.card_width, view.narrow, words.widths)}
            {either("size", words.card_size, view.large, words.sizes)}
            {either("dir", words.card_dir, rtl, words.dirs)}
            <button type="submit" class="button">{words.card_show}</button>
        </form>
    }
}
