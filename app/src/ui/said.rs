//! Words that may stand in another language than the page around them.

use leptos::prelude::*;

use crate::text::Text;

/// A piece of text and its language, where that is not the page's own.
///
/// Only the piece itself is marked: what the page says around it keeps its own language and
/// direction (WCAG 2.2, 3.1.2), and stays in its own column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    text: String,
    lang: Option<String>,
    /// Which way it runs, where what it begins with does not tell.
    dir: Option<&'static str>,
    sort: Sort,
}

/// What sort of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Words,
    Address,
    /// What is copied or read out letter by letter.
    Number,
    /// The page's own word for a text that is not there.
    Blank,
}

impl Said {
    /// An address that can be opened and, on paper, read.
    pub(crate) fn address(text: impl Into<String>) -> Self {
        Self {
            sort: Sort::Address,
            ..Self::new(text, None)
        }
    }

    /// A number by which something is found, in letters that are not mixed up.
    pub(crate) fn number(text: impl Into<String>) -> Self {
        Self {
            sort: Sort::Number,
            ..Self::new(text, None)
        }
    }

    /// What stands in the page's words, quietly, where there is no text yet.
    pub(crate) fn blank(word: &'static str) -> Self {
        Self {
            sort: Sort::Blank,
            ..Self::new(word, None)
        }
    }

    /// A text in the language `lang` (BCP 47); none where it is the page's.
    pub(crate) fn new(text: impl Into<String>, lang: Option<&str>) -> Self {
        Self {
            text: text.into(),
            lang: lang.map(str::to_owned),
            dir: None,
            sort: Sort::Words,
        }
    }

    /// A text that somebody wrote in the language `locale` (BCP 47), on a page.
    ///
    /// One of the page's own language runs as the page does, also where it begins with a name in other
    /// letters: "Sundale Ltd (…)" of an Arabic text. What has none but those letters stays as it is.
    pub(crate) fn written(text: &str, locale: &str, page: &Text) -> Self {
        let own = page.speaks(locale);
        let runs = own && page.dir == "rtl" && text.chars().any(hebrew_to_arabic);
        Self {
            dir: runs.then_some(page.dir),
            ..Self::new(text, (!own).then_some(locale))
        }
    }

    /// The text alone, and its language where that is not the page's.
    pub(crate) fn into_parts(self) -> (String, Option<String>) {
        (self.text, self.lang)
    }

    /// The text, apart from the direction of what stands around it.
    pub(crate) fn draw(self) -> AnyView {
        match self.sort {
            Sort::Address => {
                let href = self.text.clone();
                return view! { <a href=href><bdi>{self.text}</bdi></a> }.into_any();
            }
            Sort::Number => return view! { <bdi class="mono">{self.text}</bdi> }.into_any(),
            Sort::Blank => return view! { <span class="quiet">{self.text}</span> }.into_any(),
            Sort::Words => {}
        }
        if self.lang.is_none() && self.text.contains('\u{2068}') {
            // It was put together for this page and runs as the page does, whatever it begins with.
            return view! { <span>{self.text}</span> }.into_any();
        }
        view! { <bdi lang=self.lang dir=self.dir>{self.text}</bdi> }.into_any()
    }
}

/// Whether it is of the letters that are written from right to left.
fn hebrew_to_arabic(letter: char) -> bool {
    ('\u{590}'..='\u{8ff}').contains(&letter)
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::new(text, None)
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A text within a sentence of a page, which is put together before it is drawn: kept apart from
/// the sentence's direction (Unicode UAX 9, first strong isolate) where the two may differ.
pub(crate) fn within(text: &str, page: &Text) -> String {
    if text.is_empty() || (page.dir == "ltr" && !text.chars().any(hebrew_to_arabic)) {
        text.to_owned()
    } else {
        format!("\u{2068}{text}\u{2069}")
    }
}

/// The name of something for machines, to be put into a sentence that [`marked`] draws.
pub(crate) fn name(key: &str) -> String {
    format!("\u{2068}{key}\u{2069}")
}

/// A mail address, or whatever else somebody is called: where it does not fit into its line it is broken
/// behind the sign, and within a word only where that is not enough.
pub(crate) fn mail_address(text: &str) -> AnyView {
    match text.split_once('@') {
        Some((name, host)) => {
            let (name, host) = (format!("{name}@"), host.to_owned());
            view! { <bdi>{name}<wbr/>{host}</bdi> }.into_any()
        }
        None => view! { <bdi>{text.to_owned()}</bdi> }.into_any(),
    }
}

/// An operation as programmers know it, such as `GET /customers/{ref}/check`: where it does not fit into its
/// line it is broken before a slash, and within a word only where that is not enough.
pub(crate) fn api_call(name: &str) -> AnyView {
    let mut parts = name.split('/');
    let method = parts.next().unwrap_or_default().to_owned();
    let path = parts.map(|part| {
        let part = format!("/{part}");
        view! { <wbr/> {part} }
    });
    let path = path.collect_view();
    view! { <code dir="ltr">{method} {path}</code> }.into_any()
}

/// A sentence with names for machines in it: each stands apart from the sentence's direction, and is not
/// broken at a hyphen as long as it fits into a line.
pub(crate) fn marked(sentence: &str) -> impl IntoView + use<> {
    let mut parts = Vec::new();
    for (place, part) in sentence.split('\u{2068}').enumerate() {
        let (key, rest) = match part.split_once('\u{2069}') {
            Some((key, rest)) if place > 0 => (Some(key.to_owned()), rest),
            _ => (None, part),
        };
        let key = key.map(|key| view! { <bdi class="name">{key}</bdi> });
        parts.push(view! { {key} {rest.to_owned()} });
    }
    parts.collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_sentence_stands_apart_and_what_people_typed_stays_text() {
        let said = format!(
            "Beside {}, {} <b> counts.",
            name("no-loans"),
            name("no-<i>")
        );
        let html = marked(&said).into_any().to_html();
        let html = html.replace("<!>", "");
        assert!(
            html.contains("Beside <bdi class=\"name\">no-loans</bdi>, "),
            "{html}"
        );
        assert!(
            html.contains(">no-&lt;i&gt;</bdi> &lt;b&gt; counts."),
            "{html}"
        );
        assert_eq!(
            marked("Nothing.").into_any().to_html().replace("<!>", ""),
            "Nothing."
        );
    }

    #[test]
    fn a_mail_address_is_broken_behind_its_sign() {
        let drawn = |text: &str| mail_address(text).to_html().replace("<!>", "");
        assert_eq!(drawn("rob@example.org"), "<bdi>rob@<wbr>example.org</bdi>");
        assert_eq!(drawn("<Rob>"), "<bdi>&lt;Rob&gt;</bdi>");
    }

    #[test]
    fn a_text_of_the_pages_language_runs_as_the_page_whatever_it_begins_with() {
        let [english, arabic] = ["en", "ar"].map(|lang| Text::of([lang]));
        let drawn = |text: &str, locale: &str, page: &Text| {
            Said::written(text, locale, page)
                .draw()
                .to_html()
                .replace("<!>", "")
        };
        let text = "Sundale Ltd (تشغّل المساعد)";
        let right = format!("<bdi dir=\"rtl\">{text}</bdi>");
        assert_eq!(drawn(text, "ar", arabic), right);
        assert_eq!(drawn("Sundale Ltd", "ar", arabic), "<bdi>Sundale Ltd</bdi>");
        let foreign = format!("<bdi lang=\"ar\">{text}</bdi>");
        assert_eq!(drawn(text, "ar", english), foreign);
    }

    #[test]
    fn a_call_is_broken_before_a_slash() {
        let drawn = |text: &str| api_call(text).to_html().replace("<!>", "");
        assert_eq!(
            drawn("GET /customers/{ref}"),
            "<code dir=\"ltr\">GET <wbr>/customers<wbr>/{ref}</code>"
        );
        assert_eq!(drawn("gone<b>"), "<code dir=\"ltr\">gone&lt;b&gt;</code>");
    }

    #[test]
    fn a_text_that_runs_the_other_way_is_kept_apart() {
        let [english, arabic] = ["en", "ar"].map(|lang| Text::of([lang]));
        assert_eq!(within("3 recipes", english), "3 recipes");
        assert_eq!(within("3 recipes", arabic), "\u{2068}3 recipes\u{2069}");
        assert_eq!(within("وصفات", english), "\u{2068}وصفات\u{2069}");
        assert_eq!(within("", arabic), "");
    }
}
