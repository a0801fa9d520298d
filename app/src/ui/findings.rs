//! What the linter says of a draft.

use leptos::prelude::*;
use mutual::lint::{Excerpt, Finding, Level};
use serde_json::Value;

use super::field::editor_id;
use crate::text::{Text, capital, field_name};

/// The findings, each with its rule, the author's own words, what to write instead, and where the rule
/// comes from.
#[component]
pub(crate) fn Findings(
    /// What was found, in the order of the card.
    findings: Vec<Finding>,
    /// What was judged.
    document: Value,
    /// The address of the page with the fields, empty where it is this one; none for whoever may
    /// not write.
    fields: Option<String>,
    /// The words.
    text: &'static Text,
) -> impl IntoView {
    let words = text.review;
    if findings.is_empty() {
        return view! { <p class="quiet">{words.no_findings}</p> }.into_any();
    }
    let lines = findings
        .into_iter()
        .map(|finding| line(finding, &document, fields.as_deref(), text))
        .collect_view();
    view! { <ul class="findings">{lines}</ul> }.into_any()
}

/// What somebody wrote, with what was found marked in it. It is in the language of the draft, which need
/// not be that of the page.
fn marked(excerpt: Excerpt) -> impl IntoView + use<> {
    let Excerpt {
        before,
        found,
        after,
    } = excerpt;
    view! { <p class="finding-text" dir="auto">{before} <mark>{found}</mark> {after}</p> }
}

fn line(
    finding: Finding,
    document: &Value,
    fields: Option<&str>,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.review;
    let level = match finding.level {
        Level::Block => words.must,
        Level::Warn => words.should,
    };
    let class = match finding.level {
        Level::Block => "finding finding-block",
        Level::Warn => "finding finding-warn",
    };
    let name = capital(&field_name(&finding.field, text.studio));
    let field = match fields {
        Some(page) => {
            let href = format!("{page}#{}", editor_id(&finding.field));
            view! { <a href=href>{name}</a> }.into_any()
        }
        None => name.into_any(),
    };
    let message = finding.message(text.tongue);
    let suggestion = finding.suggestion(text.tongue);
    let excerpt = finding.excerpt(document).map(marked);
    let (rule, source) = (finding.rule, finding.source);
    let reason = rule.reason(text.tongue);
    // A law is cited as its own language calls it.
    let source = view! { <bdi lang="en" dir="ltr">{source}</bdi> };
    let source = match rule.link() {
        Some(link) => view! { <a href=link rel="noreferrer">{source}</a> }.into_any(),
        None => source.into_any(),
    };
    view! {
        <li class=class>
            <p><strong>{level}</strong> " " {field} ": " {message}</p>
            {excerpt}
            <p>{words.instead} " " {suggestion}</p>
            <p class="finding-why">
                {reason} " " <bdi class="mono">{rule.id()}</bdi> {text.comma}
                {source}
            </p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use mutual::catalogue::Registry;
    use mutual::lint::{Surroundings, lint};
    use serde_json::json;

    use super::*;

    /// The findings of a document as its author sees them.
    fn drawn(document: Value, lang: &str) -> String {
        let findings = lint(&document, &Surroundings::new(&Registry::starter()));
        let (fields, text) = (Some(String::new()), Text::of([lang]));
        let draw = || {
            view! { <Findings findings=findings document=document fields=fields text=text/> }
                .to_html()
        };
        Owner::new().with(draw).replace("<!>", "")
    }

    #[test]
    fn whoever_wrote_it_sees_her_own_words_and_what_was_found_in_them() {
        let document = json!({"locale": "en", "title": "Soups & ideas, only today"});
        let page = drawn(document, "en");
        let (before, rest) = page.split_once("<mark>").unwrap();
        let (found, _) = rest.split_once("</mark>").unwrap();
        assert!(found.contains("today"), "{page}");
        let text = "<p dir=\"auto\" class=\"finding-text\">Soups &amp; ideas, ";
        assert!(before.ends_with(text), "{page}");
    }

    #[test]
    fn each_finding_says_what_to_write_and_where_the_rule_is_read() {
        for lang in ["en", "de", "ar"] {
            let text = Text::of([lang]);
            let page = drawn(
                json!({"locale": "en", "recipients": ["our partners"]}),
                lang,
            );
            let all = page.matches("<li").count();
            assert!(all > 5, "{page}");
            assert_eq!(page.matches(text.review.instead).count(), all, "{page}");
            let law =
                "<a href=\"https://eur-lex.europa.eu/eli/reg/2016/679/oj\" rel=\"noreferrer\">";
            assert!(page.contains(law), "{page}");
        }
    }
}
