//! What changed between two versions: word for word, and item for item where it is a list.

use leptos::prelude::*;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

use crate::text::Text;

/// The longest text, in words, and the longest list that are compared with another: how long that takes
/// grows with the square. No text that goes live is as long, but a draft holds whatever was typed.
const LONGEST: usize = 1_000;

/// One field, before and now: a text is a list of one, and what is empty a list of none.
#[derive(Clone, Debug)]
pub(crate) struct DiffLine {
    pub name: String,
    pub before: Vec<String>,
    pub now: Vec<String>,
}

/// The fields that differ.
#[component]
pub(crate) fn Diff(
    /// Each field.
    lines: Vec<DiffLine>,
    /// What the one side is called, and the other; by default "before" and "now".
    #[prop(optional)]
    labels: Option<[String; 2]>,
    /// The words.
    text: &'static Text,
) -> impl IntoView {
    let words = text.studio;
    let [one, other] = labels.unwrap_or_else(|| [words.before, words.now].map(str::to_owned));
    let lines = lines
        .into_iter()
        .map(|line| {
            let (was, is) = sides(&line.before, &line.now, text);
            view! {
                <div>
                    <dt>{line.name}</dt>
                    <dd><span class="diff-label">{one.clone()}</span><bdi>{was}</bdi></dd>
                    <dd><span class="diff-label">{other.clone()}</span><bdi>{is}</bdi></dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="diff">{lines}</dl> }
}

/// Both sides of one field, with what only one of them has marked.
pub(crate) fn sides(before: &[String], now: &[String], text: &'static Text) -> (AnyView, AnyView) {
    let (was, is) = items_of(before, now, text.semicolon);
    let side = |stretches: Vec<Stretch>| match stretches.is_empty() {
        true => text.studio.nothing.into_any(),
        false => drawn(stretches).into_any(),
    };
    (side(was), side(is))
}

/// A stretch of text, and whether only this side has it.
type Stretch = (ChangeTag, String);

/// Both sides in stretches, item for item: one that is new is new as a whole, and what stands between
/// two items is not marked.
fn items_of(before: &[String], now: &[String], between: &str) -> (Vec<Stretch>, Vec<Stretch>) {
    let (mut was, mut is) = (Vec::new(), Vec::new());
    let put = |side: &mut Vec<Stretch>, item: Vec<Stretch>| {
        if !side.is_empty() {
            side.push((ChangeTag::Equal, between.to_owned()));
        }
        side.extend(item);
    };
    let whole = |tag: ChangeTag, item: &String| vec![(tag, item.clone())];
    if before.len().max(now.len()) > LONGEST {
        for old in before {
            put(&mut was, whole(ChangeTag::Delete, old));
        }
        for new in now {
            put(&mut is, whole(ChangeTag::Insert, new));
        }
        return (was, is);
    }
    for op in capture_diff_slices(Algorithm::Myers, before, now) {
        let old = before.get(op.old_range()).unwrap_or_default();
        let new = now.get(op.new_range()).unwrap_or_default();
        // Items in the place of others are read beside each other, as far as they go.
        let paired = match op {
            DiffOp::Insert { .. } | DiffOp::Delete { .. } => 0,
            DiffOp::Equal { .. } | DiffOp::Replace { .. } => old.len().min(new.len()),
        };
        for (old, new) in old.iter().zip(new).take(paired) {
            let (old, new) = words_of(old, new);
            put(&mut was, old);
            put(&mut is, new);
        }
        for old in old.iter().skip(paired) {
            put(&mut was, whole(ChangeTag::Delete, old));
        }
        for new in new.iter().skip(paired) {
            put(&mut is, whole(ChangeTag::Insert, new));
        }
    }
    (was, is)
}

/// Both sides of one text in stretches: one that is too long to be compared differs as a whole.
fn words_of(before: &str, now: &str) -> (Vec<Stretch>, Vec<Stretch>) {
    let is_long = |text: &str| text.split_whitespace().nth(LONGEST).is_some();
    if before != now && (is_long(before) || is_long(now)) {
        let whole = |tag, text: &str| vec![(tag, text.to_owned())];
        return (
            whole(ChangeTag::Delete, before),
            whole(ChangeTag::Insert, now),
        );
    }
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

    fn drawn(before: &[&str], now: &[&str]) -> String {
        let owned = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect();
        let line = DiffLine {
            name: "Use".to_owned(),
            before: owned(before),
            now: owned(now),
        };
        let owner = Owner::new();
        owner.with(|| view! { <Diff lines=vec![line] text=Text::of(["en"])/> }.to_html())
    }

    /// What stands in the elements of that name.
    fn marked(html: &str, tag: &str) -> String {
        let (opens, closes) = (format!("<{tag}>"), format!("</{tag}>"));
        let parts = html.split(&opens).skip(1);
        let parts = parts.filter_map(|rest| rest.split(&closes).next());
        parts.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn an_item_of_a_list_is_marked_by_itself() {
        let before = ["Email address (needed)", "Order history (needed)"];
        let now = [before[0], before[1], "Home town (needed)"];
        let html = drawn(&before, &now);
        assert_eq!(marked(&html, "ins"), "Home town (needed)", "{html}");
        assert_eq!(marked(&html, "del"), "", "{html}");
        // What took the place of another is read beside it.
        let html = drawn(&before, &[before[0], "Order history (their choice)"]);
        assert_eq!(marked(&html, "del"), "(needed)", "{html}");
        assert_eq!(marked(&html, "ins"), "(their choice)", "{html}");
    }

    #[test]
    fn what_is_too_long_to_be_compared_differs_as_a_whole() {
        let text = |words: usize, last: &str| format!("{}{last}", "word ".repeat(words - 1));
        let (before, now) = (text(LONGEST, "old"), text(LONGEST, "new"));
        let html = drawn(&[&before], &[&now]);
        assert_eq!(marked(&html, "del"), "old");
        assert_eq!(marked(&html, "ins"), "new");
        let now = text(LONGEST + 1, "new");
        let html = drawn(&[&before], &[&now]);
        assert_eq!(marked(&html, "del"), before);
        assert_eq!(marked(&html, "ins"), now);
        let html = drawn(&[&now], &[&now]);
        assert!(!html.contains("<ins>") && !html.contains("<del>"));
        // So does a list.
        let inserted = |now: usize| {
            let html = drawn(&["one"; LONGEST - 1], &vec!["one"; now]);
            marked(&html, "ins").split('|').count()
        };
        assert_eq!(inserted(LONGEST), 1);
        assert_eq!(inserted(LONGEST + 1), LONGEST + 1);
    }

    #[test]
    fn what_was_empty_is_not_struck_out() {
        let html = drawn(&[], &["We now say stores."]);
        assert_eq!(marked(&html, "ins"), "We now say stores.", "{html}");
        assert!(
            html.contains("Nothing") && !html.contains("<del>"),
            "{html}"
        );
    }

    #[test]
    fn only_the_words_that_changed_are_marked() {
        let html = drawn(
            &["We look at 12 months of orders."],
            &["We look at 6 months of <b>orders."],
        );
        let text = |tag: &str| marked(&html, tag);
        assert_eq!(text("del"), "12|orders.", "{html}");
        assert_eq!(text("ins"), "6|&lt;b&gt;orders.", "{html}");
        assert!(html.contains("We look at "), "{html}");
    }
}
