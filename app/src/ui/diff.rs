//! What changed between two versions, word for word.

use leptos::prelude::*;
use similar::{ChangeTag, TextDiff};

/// One field, before and now.
#[derive(Clone, Debug)]
pub(crate) struct DiffLine {
    pub name: String,
    pub before: String,
    pub now: String,
}

/// The fields that differ.
#[component]
pub(crate) fn Diff(
    /// Each field.
    lines: Vec<DiffLine>,
    /// The words for before and now.
    words: (&'static str, &'static str),
) -> impl IntoView {
    let (before, now) = words;
    let lines = lines
        .into_iter()
        .map(|line| {
            let (was, is) = words_of(&line.before, &line.now);
            view! {
                <div>
                    <dt>{line.name}</dt>
                    <dd dir="auto"><span class="diff-label">{before}</span>{drawn(was)}</dd>
                    <dd dir="auto"><span class="diff-label">{now}</span>{drawn(is)}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="diff">{lines}</dl> }
}

/// A stretch of text, and whether only this side has it.
type Stretch = (ChangeTag, String);

/// Both sides in stretches.
fn words_of(before: &str, now: &str) -> (Vec<Stretch>, Vec<Stretch>) {
    let diff = TextDiff::from_words(before, now);
    let (mut was, mut is) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        let sides: &mut [&mut Vec<Stretch>] = match change.tag() {
            ChangeTag::Delete => &mut [&mut was],
            ChangeTag::Insert => &mut [&mut is],
            ChangeTag::Equal => &mut [&mut was, &mut is],
        };
        for side in sides {
            match side.last_mut() {
                Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
                _ => side.push((change.tag(), change.value().to_owned())),
            }
        }
    }
    (was, is)
}

fn drawn(stretches: Vec<Stretch>) -> impl IntoView {
    stretches
        .into_iter()
        .map(|(tag, text)| match tag {
            ChangeTag::Delete => view! { <del>{text}</del> }.into_any(),
            ChangeTag::Insert => view! { <ins>{text}</ins> }.into_any(),
            ChangeTag::Equal => text.into_any(),
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_that_changed_are_marked() {
        let owner = Owner::new();
        let html = owner.with(|| {
            let line = DiffLine {
                name: "Use".to_owned(),
                before: "We look at 12 months of orders.".to_owned(),
                now: "We look at 6 months of <b>orders.".to_owned(),
            };
            view! { <Diff lines=vec![line] words=("Before", "Now")/> }.to_html()
        });
        let text = |tag: &str| {
            let (opens, closes) = (format!("<{tag}>"), format!("</{tag}>"));
            let parts = html.split(&opens).skip(1);
            let parts = parts.filter_map(|rest| rest.split(&closes).next());
            parts.collect::<Vec<_>>().join("|")
        };
        assert_eq!(text("del"), "12|orders.", "{html}");
        assert_eq!(text("ins"), "6|&lt;b&gt;orders.", "{html}");
        assert!(html.contains("We look at "), "{html}");
    }
}
