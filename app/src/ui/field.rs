//! A field of a form: its name, a hint, the fault if there is one, and the box.

use std::borrow::Cow;

use leptos::{html, prelude::*};

/// The id of the field with that path: `benefits[0].what` and `benefits[0][what]` are the same.
pub(crate) fn field_id(path: &str) -> String {
    let mut id = String::from("f");
    let words = path.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    for word in words.filter(|word| !word.is_empty()) {
        id.push('-');
        id.push_str(word);
    }
    id
}

/// The id in the editor of what holds that field of a document. Some lists are one box, and what is
/// picked has a part of the form, as has what has no box of its own.
pub(crate) fn editor_id(path: &str) -> String {
    let root = path.split(['.', '[']).next().unwrap_or_default();
    let part = match root {
        "data" => "p-share",
        "benefits" if !path.contains("].") => "p-get",
        "sample" | "people" if path.contains("people") && !path.contains("].") => "p-sample",
        "channels" => "p-channels",
        "ai_uses" | "required" => "p-ai",
        "worth" if path == root => "p-worth",
        "ask" if path == root => "p-question",
        "translations"
            if path.matches('.').count() < 2
                || path.ends_with(".benefits")
                || path.contains(".people") && !path.contains("].") =>
        {
            "p-languages"
        }
        "draft" | "key" | "" => "p-title",
        _ => "",
    };
    if !part.is_empty() {
        return part.to_owned();
    }
    // A benefit's key has no box.
    match path.strip_suffix("].key").filter(|_| root == "benefits") {
        Some(benefit) => field_id(&format!("{benefit}].what")),
        None => field_id(&box_of(path)),
    }
}

/// The field that is one box of the editor: the lines of some lists stand in one, and the text of a
/// sample and its people stand side by side.
pub(crate) fn box_of(path: &str) -> String {
    let lists = ["recipients[", "regions["];
    let mut ends = lists
        .iter()
        .filter_map(|list| Some(path.find(list)? + list.len() - 1));
    let path = ends.next().map_or(path, |end| &path[..end]);
    match path.rsplit_once("sample.") {
        Some((before, "text")) => format!("{before}sample"),
        Some((before, people)) if people.starts_with("people") => format!("{before}{people}"),
        _ => path.to_owned(),
    }
}

/// What all fields have in common.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    /// Its name in the form.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// What helps to fill it in; nothing where empty.
    pub hint: Cow<'static, str>,
    /// What is wrong with it.
    pub fault: Option<String>,
    /// Its width: `field-wide`, `field-short`, or nothing.
    pub width: &'static str,
    /// What its id is made of instead of its name, where several forms of a page have such a field.
    pub known_as: Option<String>,
}

impl Field {
    /// A field with that name and label.
    pub(crate) fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// With that hint.
    pub(crate) fn hint(self, hint: impl Into<Cow<'static, str>>) -> Self {
        let hint = hint.into();
        Self { hint, ..self }
    }

    /// With its fault among `faults`, if there is one.
    pub(crate) fn fault(mut self, faults: &[(String, String)]) -> Self {
        let id = field_id(&self.name);
        let mine = faults.iter().find(|(path, _)| field_id(path) == id);
        self.fault = mine.map(|(_, message)| message.clone());
        self
    }

    /// As wide as it may be, or short.
    pub(crate) fn width(self, width: &'static str) -> Self {
        Self { width, ..self }
    }

    /// With an id of its own, where several forms of a page have a field of that name.
    pub(crate) fn known_as(self, path: &str) -> Self {
        let known_as = Some(path.to_owned());
        Self { known_as, ..self }
    }

    fn ids(&self) -> (String, Option<String>) {
        let id = field_id(self.known_as.as_deref().unwrap_or(&self.name));
        let mut described = Vec::new();
        if !self.hint.is_empty() {
            described.push(format!("{id}-hint"));
        }
        if self.fault.is_some() {
            described.push(format!("{id}-fault"));
        }
        (id, (!described.is_empty()).then(|| described.join(" ")))
    }

    fn head(&self, id: &str) -> impl IntoView + use<> {
        let hint = (!self.hint.is_empty()).then(|| {
            view! { <p class="field-hint" id=format!("{id}-hint")>{self.hint.clone()}</p> }
        });
        let fault = self.fault.clone().map(|fault| {
            view! { <p class="field-error" id=format!("{id}-fault")>{fault}</p> }
        });
        view! { <label for=id.to_owned()>{self.label.clone()}</label> {hint} {fault} }
    }

    fn class(&self) -> String {
        format!("field {}", self.width).trim_end().to_owned()
    }
}

/// A field of one line.
#[component]
pub(crate) fn Input(
    /// Its name, label, hint and fault.
    field: Field,
    /// What stands in it.
    #[prop(optional, into)]
    value: String,
    /// `text`, `email`, `password`, `number`, `tel` or `datetime-local`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Whether the form needs it.
    #[prop(optional)]
    required: bool,
    /// The most characters it takes.
    #[prop(default = 600)]
    most: u16,
    /// Whether it holds something for machines.
    #[prop(optional)]
    code: bool,
    /// The language of what stands in it (BCP 47), where it is not the page's.
    #[prop(optional, into)]
    lang: String,
) -> impl IntoView {
    let (id, described) = field.ids();
    let lang = (!lang.is_empty()).then_some(lang);
    let class = if code { "input input-code" } else { "input" };
    let spelled = (code || kind == "email").then_some("false");
    let dir = if code || kind != "text" {
        Some("ltr")
    } else if lang.is_some() {
        // Written in its own direction, whatever the page's is.
        Some("auto")
    } else {
        typed_dir(&value)
    };
    // A moment is named to the second; by itself a browser asks for minutes alone.
    let step = (kind == "datetime-local").then_some("1");
    view! {
        <div class=field.class()>
            {field.head(&id)}
            <input
                class=class
                id=id
                name=field.name.clone()
                type=kind
                step=step
                dir=dir
                value=value
                autocomplete=autocomplete
                required=required
                lang=lang
                maxlength=most.to_string()
                spellcheck=spelled
                aria-describedby=described
                aria-invalid=field.fault.is_some().then_some("true")
            />
        </div>
    }
}

/// A field of several lines.
#[component]
pub(crate) fn Area(
    /// Its name, label, hint and fault.
    field: Field,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// How many lines it begins with.
    #[prop(default = 3)]
    rows: u8,
    /// The most characters it takes.
    #[prop(default = 600)]
    most: u16,
    /// Whether the form needs it.
    #[prop(optional)]
    required: bool,
    /// The language of what stands in it (BCP 47), where it is not the page's.
    #[prop(optional, into)]
    lang: String,
) -> impl IntoView {
    let (id, described) = field.ids();
    let area = html::textarea()
        .class("textarea")
        .id(id.clone())
        .name(field.name.clone())
        .rows(rows.to_string())
        .maxlength(most.to_string())
        .required(required)
        .lang((!lang.is_empty()).then_some(lang))
        .dir(typed_dir(&value))
        .aria_describedby(described)
        .aria_invalid(field.fault.is_some().then_some("true"))
        .child(area_content(&value));
    view! { <div class=field.class()>{field.head(&id)} {area}</div> }
}

/// Which way a field is written: as what stands in it is; an empty one as the page is.
fn typed_dir(value: &str) -> Option<&'static str> {
    (!value.is_empty()).then_some("auto")
}

/// What goes between the tags of a `<textarea>`, escaped here, because Leptos writes the children of
/// this one element as they are. The parser drops the first line break, so one more stands before.
fn area_content(value: &str) -> String {
    let mut content = String::with_capacity(value.len() + 16);
    content.push('\n');
    for letter in value.chars() {
        match letter {
            '&' => content.push_str("&amp;"),
            '<' => content.push_str("&lt;"),
            '>' => content.push_str("&gt;"),
            _ => content.push(letter),
        }
    }
    content
}

/// One of a few answers.
#[derive(Clone, Debug)]
pub(crate) struct Pick {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Pick {
    /// An answer.
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A field with a few answers.
#[component]
pub(crate) fn SelectBox(
    /// Its name, label, hint and fault.
    field: Field,
    /// What is chosen.
    #[prop(into)]
    value: String,
    /// What can be chosen.
    picks: Vec<Pick>,
    /// The id of the form that it belongs to, where it does not stand in it.
    #[prop(optional_no_strip)]
    owner: Option<&'static str>,
) -> impl IntoView {
    let (id, described) = field.ids();
    view! {
        <div class=field.class()>
            {field.head(&id)}
            <select
                class="select"
                id=id
                name=field.name.clone()
                form=owner
                aria-describedby=described
                aria-invalid=field.fault.is_some().then_some("true")
            >
                {options(&value, picks)}
            </select>
        </div>
    }
}

/// The options of a `<select>`.
pub(crate) fn options(value: &str, picks: Vec<Pick>) -> impl IntoView + use<> {
    let value = value.to_owned();
    picks
        .into_iter()
        .map(move |pick| {
            let selected = pick.value == value;
            view! { <option value=pick.value selected=selected>{pick.label}</option> }
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_finds_its_field() {
        assert_eq!(field_id("benefits[0].what"), "f-benefits-0-what");
        assert_eq!(field_id("benefits[0][what]"), "f-benefits-0-what");
        assert_eq!(field_id("term_months"), "f-term_months");
    }

    #[test]
    fn a_finding_leads_to_what_holds_its_field() {
        for (path, id) in [
            ("title", "f-title"),
            ("ask.question", "f-ask-question"),
            ("benefits[0].what", "f-benefits-0-what"),
            ("benefits[0].key", "f-benefits-0-what"),
            ("benefits", "p-get"),
            ("data[1]", "p-share"),
            ("recipients[2]", "f-recipients"),
            ("regions[0]", "f-regions"),
            (
                "translations.de.recipients[0]",
                "f-translations-de-recipients",
            ),
            ("translations.de", "p-languages"),
            ("sample.text", "f-sample"),
            ("sample", "f-sample"),
            ("sample.people", "p-sample"),
            ("sample.people[1]", "p-sample"),
            ("sample.people[1].orders", "f-people-1-orders"),
            ("translations.de.sample.text", "f-translations-de-sample"),
            ("translations.de.sample.people", "p-languages"),
            (
                "translations.de.sample.people[0].orders",
                "f-translations-de-people-0-orders",
            ),
            ("draft", "p-title"),
        ] {
            assert_eq!(editor_id(path), id);
        }
    }

    /// Mara sets the moment at which a version goes live: her browser lets her name its second.
    #[test]
    fn a_moment_is_named_to_the_second() {
        let drawn = |kind: &'static str| {
            let field = Field::new("due", "At that moment");
            Owner::new().with(|| view! { <Input field=field kind=kind/> }.to_html())
        };
        let moment = drawn("datetime-local");
        assert!(moment.contains("step=\"1\""), "{moment}");
        // What is no moment has no steps: a number is any number.
        for kind in ["text", "number"] {
            assert!(!drawn(kind).contains("step="), "{kind}");
        }
    }

    #[test]
    fn what_somebody_typed_never_becomes_markup() {
        let typed = "</textarea><script>alert(1)</script> & \"more\"";
        let owner = Owner::new();
        let html = owner.with(|| {
            let field = Field::new("note", "Note");
            view! { <Area field=field value=typed/> }.to_html()
        });
        assert!(!html.contains("<script>"), "{html}");
        assert!(
            html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)"),
            "{html}"
        );
        let html = owner.with(|| {
            let field = Field::new("note", "Note <b>");
            view! { <Input field=field value="\"><script>"/> }.to_html()
        });
        assert!(
            !html.contains("<script>") && !html.contains("<b>"),
            "{html}"
        );
    }
}
