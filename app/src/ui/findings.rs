//! What the linter says of a draft.

use leptos::prelude::*;
use mutual::lint::{Finding, Level};

use super::field::editor_id;
use crate::text::{Text, capital, field_name};

/// The findings, each with its rule, what to write instead, and where the rule comes from.
#[component]
pub(crate) fn Findings(
    /// What was found, in the order of the card.
    findings: Vec<Finding>,
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
        .map(|finding| line(finding, fields.as_deref(), text))
        .collect_view();
    view! { <ul class="findings">{lines}</ul> }.into_any()
}

fn line(finding: Finding, fields: Option<&str>, text: &'static Text) -> impl IntoView + use<> {
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
    let suggestion = finding.suggestion(text.tongue).map(|suggestion| {
        view! { <p>{words.instead} " " {suggestion}</p> }
    });
    let (rule, source) = (finding.rule, finding.source);
    let reason = rule.reason(text.tongue);
    view! {
        <li class=class>
            <p><strong>{level}</strong> " " {field} ": " {message}</p>
            {suggestion}
            <p class="finding-why">
                {reason} " " <bdi class="mono">{rule.id()}</bdi> {text.comma}
                // A law is cited as its own language calls it.
                <bdi lang="en" dir="ltr">{source}</bdi>
            </p>
        </li>
    }
}
