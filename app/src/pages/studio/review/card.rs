//! The draft as customers would see it: their own card, for an invented customer.

use leptos::prelude::*;
use mutual::catalogue::{Document, MOST_PEOPLE};
use mutual::use_cases::{Invented, Stand, met, met_so_far};
use mutual::value::SoFar;
use serde::{Deserialize, Serialize};

use crate::{
    context::Ctx,
    pages::Asked,
    shell::Assets,
    text::{Dates, Text},
    ui::{
        exchange::{Card, Drawing, Manner},
        field::{Field, Pick, SelectBox},
    },
};

/// How the card is looked at, as a form sends it and an address says it: empty where it is as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CardLook {
    /// How the invented customer stands to it.
    #[serde(rename = "as")]
    pub stand: String,
    /// What she has of it so far, where she has it on.
    pub who: String,
    /// Which of the invented people its example is of, counted from 1.
    pub person: String,
    /// `dark`, `forced`, or light.
    pub look: String,
    /// `narrow`, `medium`, or wide.
    pub width: String,
    /// `large`, or as usual.
    pub size: String,
    /// `rtl` or `ltr`, or as the language is written.
    pub dir: String,
    /// The language that the invented customer reads.
    pub lang: String,
    /// `off` where no script runs.
    pub scripts: String,
}

impl CardLook {
    /// As the address says.
    pub(crate) fn of(asked: &Asked) -> Self {
        let said = |name: &str| asked.parameter(name).unwrap_or_default().to_owned();
        Self {
            stand: said("as"),
            who: said("who"),
            person: said("person"),
            look: said("look"),
            width: said("width"),
            size: said("size"),
            dir: said("dir"),
            lang: said("lang"),
            scripts: said("scripts"),
        }
    }

    /// What goes behind the question mark of an address that shows it so: what is known and not as
    /// usual, so that nothing else that a form sends gets into an address.
    pub(crate) fn query(&self) -> String {
        let known = |value: &str, all: &[&str]| all.contains(&value).then(|| value.to_owned());
        let stand: Option<Stand> = self.stand.parse().ok();
        let stand = stand.filter(|stand| *stand != Stand::Unasked);
        let mut people = (1..=MOST_PEOPLE).map(|n| n.to_string());
        let person = people.find(|n| *n == self.person);
        let lang = self
            .lang
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-');
        let lang = (lang && !self.lang.is_empty()).then(|| self.lang.clone());
        let parts = [
            ("as", stand.map(|stand| stand.word().to_owned())),
            ("who", known(&self.who, &["kept", "half", "nothing"])),
            ("person", person),
            ("lang", lang),
            ("look", known(&self.look, &["dark", "forced"])),
            ("width", known(&self.width, &["narrow", "medium"])),
            ("size", known(&self.size, &["large"])),
            ("dir", known(&self.dir, &["ltr", "rtl"])),
            ("scripts", known(&self.scripts, &["off"])),
        ];
        let parts = parts.into_iter();
        let parts = parts.filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        parts.collect::<Vec<_>>().join("&")
    }

    fn who(&self) -> Invented {
        self.who.parse().unwrap_or(Invented::Begins)
    }

    /// The place of the person whom its example is of; none where nobody was picked.
    fn person(&self) -> Option<usize> {
        self.person.parse::<usize>().ok()?.checked_sub(1)
    }

    fn stand(&self) -> Stand {
        self.stand.parse().unwrap_or(Stand::Unasked)
    }

    /// Whether it is as wide as a tablet, which the column beside the editor is not.
    fn is_medium(&self) -> bool {
        self.width == "medium"
    }

    /// The class of what holds the card.
    fn class(&self) -> String {
        let parts = [
            (self.look == "dark", " preview-dark"),
            (self.look == "forced", " preview-forced"),
            (self.width == "narrow", " preview-narrow"),
            (self.is_medium(), " preview-medium"),
            (self.size == "large", " preview-large"),
        ];
        let parts = parts.into_iter().filter(|(is, _)| *is);
        let parts: String = parts.map(|(_, class)| class).collect();
        format!("preview{parts}")
    }
}

/// Where the form stands that says how the card is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On a page that only shows: pressing its button asks for the page anew.
    Review,
    /// In the editor: what was typed there is saved with it, so that nothing is lost.
    Editor,
}

/// What the card is drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// The request.
    pub ctx: &'a Ctx,
    /// The files of the site.
    pub assets: Assets,
    /// The proposition.
    pub key: &'a str,
    /// The draft, or the version.
    pub document: &'a Document,
    /// How it is looked at.
    pub view: &'a CardLook,
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
        blank: Some(text.review.not_written),
    }
}

impl<'a> Shown<'a> {
    /// That document, looked at like that.
    pub(crate) fn of(
        asked: &'a Asked,
        key: &'a str,
        document: &'a Document,
        view: &'a CardLook,
    ) -> Self {
        Self {
            ctx: &asked.ctx,
            assets: asked.assets,
            key,
            document,
            view,
        }
    }

    fn locale(&self) -> &str {
        let wanted = match &*self.view.lang {
            "" => &self.document.locale,
            lang => lang,
        };
        let found = self.document.locale_for(wanted);
        found.unwrap_or(&self.document.locale)
    }

    fn is_rtl(&self) -> bool {
        match &*self.view.dir {
            "rtl" => true,
            "ltr" => false,
            _ => Text::of([self.locale(), self.ctx.text().lang]).dir == "rtl",
        }
    }

    /// The card, as it is looked at.
    pub(crate) fn card(&self) -> Option<AnyView> {
        let (ctx, document) = (self.ctx, self.document);
        let catalogue = ctx.mutual.catalogue();
        let (stand, locale) = (self.view.stand(), self.locale());
        let now = ctx.mutual.engine().now();
        let exchange = met(document, &catalogue, (stand, self.view.who()), locale, now)?;
        let drawing = drawing(ctx, locale);
        let lang = drawing.text.lang;
        let dir = if self.is_rtl() { "rtl" } else { "ltr" };
        let so_far = Some(match stand {
            Stand::On => met_so_far(document, &catalogue, self.view.who(), now),
            _ => SoFar::nothing(document),
        });
        let manner = if stand == Stand::Unasked {
            Manner::Question
        } else {
            Manner::Alone
        };
        let card = view! {
            <Card
                exchange=exchange
                drawing=drawing
                manner=manner
                so_far=so_far
                person=self.view.person()
            />
        };
        let class = self.view.class();
        let card = if self.view.scripts == "off" {
            self.without_scripts(lang, dir, &class, card.into_any())
        } else {
            view! {
                // Its buttons are the customer's: here they do nothing.
                <fieldset class=class disabled dir=dir lang=lang aria-labelledby="card-t">
                    {card}
                </fieldset>
            }
            .into_any()
        };
        // What is wider than its place is moved sideways, by keys too.
        let moves = self.view.is_medium().then_some("0");
        let card = view! { <div class="preview-room" tabindex=moves>{card}</div> };
        Some(card.into_any())
    }

    /// The card in a document of its own, in which the browser runs no script and sends no form:
    /// `sandbox` without `allow-scripts` and `allow-forms`. The same origin is for the fonts.
    fn without_scripts(
        &self,
        lang: &'static str,
        dir: &'static str,
        class: &str,
        card: AnyView,
    ) -> AnyView {
        let style = self
            .assets
            .style
            .map(|href| view! { <link rel="stylesheet" href=href/> });
        let class = format!("{class} preview-whole");
        let (styled, held) = (style, class.clone());
        let document = view! {
            <html lang=lang dir=dir data-area="customer">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <title>{self.document.title.clone()}</title>
                    {styled}
                    <link rel="stylesheet" href="/brand.css"/>
                </head>
                <body class=held><main>{card}</main></body>
            </html>
        };
        let document = format!("<!DOCTYPE html>{}", document.to_html());
        let frame = match &*self.view.width {
            "narrow" => "preview-frame preview-frame-narrow",
            "medium" => "preview-frame preview-frame-medium",
            _ => "preview-frame",
        };
        view! {
            <iframe
                class=frame
                sandbox="allow-same-origin"
                title=self.ctx.text().review.card
                srcdoc=document
            ></iframe>
        }
        .into_any()
    }

    /// The form that says how the card is looked at.
    pub(crate) fn form(&self, place: Place) -> impl IntoView + use<> {
        let (ctx, view) = (self.ctx, self.view);
        let words = ctx.text().review;
        // Nobody answered a first version before.
        let first = ctx.mutual.catalogue().proposition(self.key).is_none();
        let stands = Stand::ALL.iter();
        let stands = stands.filter(|stand| !first || **stand != Stand::NeedsAnswer);
        let stands = stands.map(|stand| Pick::new(stand.word(), (words.stand)(*stand)));
        // Nobody picked is the first of them, whose example is not opened.
        let examples = self.document.sample.as_ref().map(|sample| {
            let people = (1..=sample.people.len().min(MOST_PEOPLE)).map(|n| {
                let name = (ctx.text().studio.form.person)(n);
                Pick::new(n.to_string(), name)
            });
            let closed = Pick::new("", words.card_person_closed);
            std::iter::once(closed).chain(people).collect::<Vec<_>>()
        });
        let people = Invented::ALL.iter();
        let people = people.map(|one| Pick::new(one.word(), (words.invented)(*one)));
        // In the editor the boxes stand beside the form that they belong to.
        let owner = (place == Place::Editor).then_some("draft-form");
        let pick = |name: &'static str, label, now: &str, picks: Vec<Pick>| {
            let known = picks.iter().any(|pick| pick.value == now);
            let usual = picks.first().map(|pick| pick.value.clone());
            let value = if known {
                now.to_owned()
            } else {
                usual.unwrap_or_default()
            };
            let field = Field::new(name, label).width("field-short");
            view! { <SelectBox field=field value=value picks=picks owner=owner/> }
        };
        let of = |picks: &[(&'static str, &'static str)]| {
            let picks = picks.iter();
            picks
                .map(|&(value, word)| Pick::new(value, word))
                .collect::<Vec<_>>()
        };
        let languages: Vec<_> = self
            .document
            .locales()
            .map(|locale| Pick::new(locale, ctx.text().language(locale)))
            .collect();
        let language = (languages.len() > 1)
            .then(|| pick("lang", words.card_language, self.locale(), languages));
        let fields = view! {
            {pick("as", words.card_as, view.stand().word(), stands.collect())}
            {pick("who", words.card_who, self.view.who().word(), people.collect())}
            {examples.map(|people| pick("person", words.card_person, &view.person, people))}
            {language}
            {pick("look", words.card_look, &view.look, of(&words.looks))}
            {pick("width", words.card_width, &view.width, of(&words.widths))}
            {pick("size", words.card_size, &view.size, of(&words.sizes))}
            {pick("dir", words.card_dir, &view.dir, of(&words.dirs))}
            {pick("scripts", words.card_scripts, &view.scripts, of(&words.scripts))}
        };
        match place {
            Place::Review => {
                let action = format!("/studio/{}/publish#card-t", self.key);
                view! {
                    <form class="preview-form" method="get" action=action>
                        {fields}
                        <button type="submit" class="button">{words.card_show}</button>
                    </form>
                }
                .into_any()
            }
            Place::Editor => view! {
                // The card itself comes first to the eye; the boxes stand open where one is set.
                <details class="details" open=!view.query().is_empty()>
                    <summary>{words.card_another_way}</summary>
                    <div
                        class="details-body preview-form"
                        id="draft-view"
                        role="group"
                        aria-labelledby="card-t"
                    >
                        {fields}
                        <button
                            type="submit"
                            class="button"
                            form="draft-form"
                            name="show"
                            value="card"
                        >
                            {words.card_save_and_show}
                        </button>
                    </div>
                </details>
            }
            .into_any(),
        }
    }
}

/// The card, and a form for how to look at it.
pub(super) fn card(shown: Shown<'_>) -> Option<impl IntoView + use<>> {
    let words = shown.ctx.text().review;
    let card = shown.card()?;
    Some(view! {
        <section class="part" aria-labelledby="card-t">
            <h2 id="card-t">{words.card}</h2>
            <p>{words.card_lead}</p>
            {shown.form(Place::Review)}
            {card}
        </section>
    })
}
