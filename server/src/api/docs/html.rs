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

/// The text, escaped: where a path in it does not fit into its line it is broken before a slash.
pub(super) fn breakable(text: &str) -> String {
    escape(text).replace('/', "<wbr>/")
}

/// A sentence or more, in which `code` and **weight** are marked as they are in doc comments.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, part) in text.split('`').enumerate() {
        if n % 2 == 1 {
            // Writing to a string does not fail.
            _ = write!(out, "<code>{}</code>", breakable(part));
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
    block(label, "", text)
}

/// The same with a name, by which a reader's program finds it.
fn block(label: &str, id: &str, text: &str) -> String {
    let id = if id.is_empty() {
        String::new()
    } else {
        format!(" id=\"{}\"", escape(id))
    };
    format!(
        "<span class=\"code-name\">{0}</span><pre class=\"code\" tabindex=\"0\" role=\"region\" \
         aria-label=\"{0}\"><code{id}>{1}</code></pre>",
        escape(label),
        escape(text)
    )
}

/// A page as it is written: headings, sentences, and the code to take along.
///
/// What is shown as a command can be run as it stands. A test takes every block of every page: it
/// runs the commands in their order, and first writes the files that they need. It knows by the block's
/// name which commands are refused; all others must not be.
#[derive(Default)]
pub(super) struct Text {
    out: String,
    commands: usize,
}

impl Text {
    /// A part of the page, with the name that links lead to.
    pub(super) fn part(&mut self, id: &str, title: &str) -> &mut Self {
        // Writing to a string does not fail.
        _ = write!(self.out, "<h2 id=\"{}\">{}</h2>", escape(id), escape(title));
        self
    }

    /// A part of a part.
    pub(super) fn step(&mut self, title: &str) -> &mut Self {
        _ = write!(self.out, "<h3>{}</h3>", escape(title));
        self
    }

    /// Sentences.
    pub(super) fn say(&mut self, text: &str) -> &mut Self {
        _ = write!(self.out, "<p>{}</p>", prose(text));
        self
    }

    /// Sentences of which each is a point.
    pub(super) fn points(&mut self, points: &[&str]) -> &mut Self {
        self.out.push_str("<ul>");
        for point in points {
            _ = write!(self.out, "<li>{}</li>", prose(point));
        }
        self.out.push_str("</ul>");
        self
    }

    /// Words and what they mean.
    pub(super) fn words(&mut self, words: &[(&str, &str)]) -> &mut Self {
        self.out.push_str("<dl class=\"facts\">");
        for (word, means) in words {
            let (word, means) = (prose(word), prose(means));
            _ = write!(self.out, "<div><dt>{word}</dt><dd>{means}</dd></div>");
        }
        self.out.push_str("</dl>");
        self
    }

    /// A link to another page.
    pub(super) fn see(&mut self, before: &str, href: &str, name: &str) -> &mut Self {
        let (before, href, name) = (prose(before), escape(href), escape(name));
        _ = write!(self.out, "<p>{before} <a href=\"{href}\">{name}</a></p>");
        self
    }

    /// A command that works as it stands.
    pub(super) fn run(&mut self, label: &str, command: &str) -> &mut Self {
        self.commands += 1;
        self.named(label, &format!("run-{}", self.commands), command)
    }

    /// A command that is refused as it stands: what the page says of it is that and why.
    pub(super) fn refused(&mut self, label: &str, command: &str) -> &mut Self {
        self.commands += 1;
        self.named(label, &format!("refused-{}", self.commands), command)
    }

    /// A command that goes on in a second window while the next ones run.
    pub(super) fn run_beside(&mut self, label: &str, command: &str) -> &mut Self {
        self.commands += 1;
        self.named(label, &format!("beside-{}", self.commands), command)
    }

    /// A file that the commands need, under that name.
    pub(super) fn file(&mut self, name: &str, content: &str) -> &mut Self {
        self.named(name, &format!("file-{name}"), content.trim_end())
    }

    /// What is set up before, or what comes back: nothing that is run.
    pub(super) fn show(&mut self, label: &str, text: &str) -> &mut Self {
        self.out.push_str(&code(label, text));
        self
    }

    fn named(&mut self, label: &str, id: &str, text: &str) -> &mut Self {
        self.out.push_str(&block(label, id, text));
        self
    }

    /// Whatever is HTML already.
    pub(super) fn html(&mut self, html: &str) -> &mut Self {
        self.out.push_str(html);
        self
    }

    /// The page.
    pub(super) fn done(&mut self) -> String {
        std::mem::take(&mut self.out)
    }
}

/// A table whose cells are HTML already; the first of a row is its head. What stands
/// before each row is the name that links lead to; nothing where it is empty.
///
/// Whoever hears the page is told `label`. `caption` stands over the table; it is empty where the heading
/// above says it.
pub(super) fn table<const N: usize>(
    label: &str,
    caption: &str,
    heads: [&str; N],
    rows: impl IntoIterator<Item = (String, [String; N])>,
) -> String {
    let caption = if caption.is_empty() {
        String::new()
    } else {
        format!("<caption>{}</caption>", escape(caption))
    };
    let label = escape(label);
    let mut out = format!(
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\
         <table class=\"table table-folds\">{caption}<thead><tr>"
    );
    let heads = heads.map(escape);
    for head in &heads {
        _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for (id, row) in rows {
        if id.is_empty() {
            out.push_str("<tr>");
        } else {
            _ = write!(out, "<tr id=\"{}\">", escape(&id));
        }
        for (n, (cell, head)) in row.iter().zip(&heads).enumerate() {
            if n == 0 {
                _ = write!(out, "<th scope=\"row\">{cell}</th>");
            } else {
                out.push_str(&labelled(cell, head));
            }
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
    out
}

/// A cell with the head of its column, which stands beside it where there is no room for columns. What
/// stands in the cell is one piece, or its words would be set apart from the code among them.
pub(super) fn labelled(cell: &str, head: &str) -> String {
    if cell.is_empty() || head.is_empty() {
        return format!("<td>{cell}</td>");
    }
    format!("<td data-label=\"{head}\"><div>{cell}</div></td>")
}

/// The text as code within a sentence or a cell.
pub(super) fn code_cell(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
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
        assert_eq!(
            prose("`GET /a/{b}` of </c>"),
            "<code>GET <wbr>/a<wbr>/{b}</code> of &lt;/c&gt;"
        );
        assert_eq!(escape("\"'"), "&quot;&#39;");
        assert!(!code("x", "</code><script>").contains("<script>"));
    }

    #[test]
    fn a_cell_says_what_it_is_of_where_there_are_no_columns() {
        let row = [
            code_cell("409"),
            String::from("Not <b>yet</b>"),
            String::new(),
        ];
        let rows = [(String::new(), row)];
        let table = table("Answers", "", ["Status", "Meaning", "\"Shape\""], rows);
        let cells = "<th scope=\"row\"><code>409</code></th>\
                     <td data-label=\"Meaning\"><div>Not <b>yet</b></div></td><td></td>";
        assert!(table.contains(cells), "{table}");
        assert!(
            table.contains("<th scope=\"col\">&quot;Shape&quot;</th>"),
            "{table}"
        );
    }
}
