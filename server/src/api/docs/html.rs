//! A few pieces of HTML.

use std::fmt::Write as _;

/// The text, with what means something in HTML escaped.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A sentence or more, in which `code` and **weight** are marked as they are in doc comments.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, part) in text.split('`').enumerate() {
        if n % 2 == 1 {
            // Writing to a string does not fail.
            _ = write!(out, "<code>{}</code>", escape(part));
            continue;
        }
        for (n, part) in part.split("**").enumerate() {
            if n % 2 == 1 {
                _ = write!(out, "<strong>{}</strong>", escape(part));
            } else {
                out.push_str(&escape(part));
            }
        }
    }
    out
}

/// Code in a block that scrolls by itself, reachable by keyboard.
pub(super) fn code(label: &str, text: &str) -> String {
    format!(
        "<span class=\"code-name\">{0}</span><pre class=\"code\" tabindex=\"0\" role=\"region\" \
         aria-label=\"{0}\"><code>{1}</code></pre>",
        escape(label),
        escape(text)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        assert_eq!(
            prose("a `<b>` & **c**"),
            "a <code>&lt;b&gt;</code> &amp; <strong>c</strong>"
        );
        assert_eq!(escape("\"'"), "&quot;&#39;");
        assert!(!code("x", "</code><script>").contains("<script>"));
    }
}
