//! The document around every page.

use leptos::{prelude::*, reactive::owner::Owner};
use leptos_meta::{MetaTags, provide_meta_context};

use crate::{context::Ctx, language::Language, routes::App};

/// Where the page finds its files: names that change with their content.
///
/// A field is `None` when the binary was built without the site, as the tests do; pages then work
/// as they do without JavaScript and without styles.
#[derive(Clone, Copy, Debug, Default)]
pub struct Assets {
    /// The style sheet.
    pub style: Option<&'static str>,
    /// The font that every page uses, fetched beside the style sheet so that the text never moves.
    pub font: Option<&'static str>,
    /// The letters of Arabic, fetched the same way for pages in Arabic.
    pub arabic: Option<&'static str>,
    /// The module that wakes the islands.
    pub loader: Option<&'static str>,
    /// The JavaScript side of the WebAssembly module.
    pub module: Option<&'static str>,
    /// The WebAssembly module.
    pub wasm: Option<&'static str>,
    /// The picture in the browser's tab.
    pub icon: Option<&'static str>,
}

/// The whole document, from the doctype to the closing tag.
#[component]
pub fn Shell(
    /// The files to link.
    assets: Assets,
) -> impl IntoView {
    provide_meta_context();
    // A page may draw a document within it.
    provide_context(assets);
    // Nothing outside an island is hydrated, so what a page reads need not be sent twice.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let language = Ctx::current().map_or_else(Language::english, |ctx| ctx.language);
    view! {
        <!DOCTYPE html>
        // Each page names its language, direction and area.
        <html>
            <head>{head(assets, language)} <MetaTags/></head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// A document around a body that is no page of the [`App`]: an answer that no page gives.
pub(crate) fn document(
    assets: Assets,
    language: Language,
    area: &'static str,
    title: String,
    body: impl IntoView,
) -> impl IntoView {
    let text = language.text();
    view! {
        <!DOCTYPE html>
        <html lang=text.lang dir=text.dir data-area=area>
            <head>{head(assets, language)} <title>{title}</title></head>
            <body>{body}</body>
        </html>
    }
}

fn head(assets: Assets, language: Language) -> impl IntoView {
    let arabic = assets.arabic.filter(|_| language.tag() == "ar");
    let fonts = [assets.font, arabic].into_iter().flatten();
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        // What stands here is between one customer and the organisation.
        <meta name="robots" content="noindex"/>
        {fonts.map(|href| view! {
            <link rel="preload" r#as="font" r#type="font/woff2" crossorigin="anonymous" href=href/>
        }).collect_view()}
        {assets.style.map(|href| view! { <link rel="stylesheet" href=href/> })}
        <link rel="stylesheet" href="/brand.css"/>
        {assets.icon.map(|href| view! { <link rel="icon" r#type="image/svg+xml" href=href/> })}
        {assets.loader.map(|src| view! {
            <script
                type="module"
                id="islands"
                src=src
                data-module=assets.module
                data-wasm=assets.wasm
            ></script>
        })}
    }
}
