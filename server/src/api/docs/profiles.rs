//! The profiles: what each vendor's words mean here, from the file that says so.

use std::fmt::Write as _;

use super::html::{Text, escape, labelled, prose};

/// The file for operators and integrators, of which a section is this page.
const FILE: &str = include_str!("../../../README.md");

/// That section: headings, sentences, points and tables, as Markdown writes them.
fn section() -> &'static str {
    let (_, rest) = FILE.split_once("\n## Profiles\n").unwrap_or_default();
    rest.split_once("\n## ")
        .map_or(rest, |(section, _)| section)
}

/// The links to the parts, and the page.
pub(super) fn draw() -> (String, String) {
    let (mut text, mut links) = (Text::default(), String::new());
    let mut label = String::from("The words of each vendor");
    let mut lines = section().lines().peekable();
    while let Some(line) = lines.next() {
        let mut more = |mark: &str| {
            let mut all = vec![line];
            while let Some(next) = lines.next_if(|next| next.starts_with(mark)) {
                all.push(next);
            }
            all
        };
        if let Some(title) = line.strip_prefix("### ") {
            let id: String = title.to_ascii_lowercase().replace(' ', "-");
            text.part(&id, title);
            let (id, title) = (escape(&id), escape(title));
            // Writing to a string does not fail.
            _ = write!(links, "<li><a href=\"#{id}\">{title}</a></li>");
            label.clone_from(&title);
        } else if line.starts_with('|') {
            text.html(&table(&label, &more("|")));
        } else if line.starts_with("- ") {
            let points = more("- ");
            let points = points.iter().map(|point| point.trim_start_matches("- "));
            text.points(&points.collect::<Vec<_>>());
        } else if !line.starts_with('#') && !line.trim().is_empty() {
            text.say(line);
        }
    }
    (links, text.done())
}

/// A table: its heads, a line of dashes, and its rows.
fn table(label: &str, lines: &[&str]) -> String {
    let cells = |line: &&str| -> Vec<String> {
        let line = line.trim().trim_start_matches('|').trim_end_matches('|');
        line.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let heads = lines.first().map(cells).unwrap_or_default();
    let label = escape(label);
    let mut out = format!(
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\
         <table class=\"table table-folds\"><thead><tr>"
    );
    for head in &heads {
        // A column of remarks has no name of its own.
        if head.is_empty() {
            out.push_str("<td></td>");
        } else {
            _ = write!(out, "<th scope=\"col\">{}</th>", prose(head));
        }
    }
    out.push_str("</tr></thead><tbody>");
    for row in lines.iter().skip(2).map(cells) {
        out.push_str("<tr>");
        for (n, (cell, head)) in row.iter().zip(&heads).enumerate() {
            let cell = prose(cell);
            if n == 0 {
                _ = write!(out, "<th scope=\"row\">{cell}</th>");
            } else {
                out.push_str(&labelled(&cell, &escape(&head.replace('`', ""))));
            }
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_section_is_drawn() {
        let (links, page) = draw();
        let count = |mark: &str| {
            section()
                .lines()
                .filter(|line| line.starts_with(mark))
                .count()
        };
        assert_eq!(page.matches("<h2 ").count(), count("### "));
        assert_eq!(links.matches("<li>").count(), count("### "));
        assert_eq!(page.matches("<li>").count(), count("- "));
        // Of each table the line of dashes is none of its rows.
        let rows = count("|") - count("|--") - count("|-|");
        assert_eq!(page.matches("<tr>").count(), rows);
        let lines = section()
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        let drawn = count("#") + count("|") + count("- ") + page.matches("<p>").count();
        assert_eq!(drawn, lines);
        assert!(!page.contains("**") && !page.contains('`'));
    }

    #[test]
    fn each_vendor_has_its_table_and_what_is_lost() {
        let parts: Vec<_> = section().split("\n### ").skip(1).collect();
        let vendors = ["Salesforce", "HubSpot", "Adobe", "Microsoft", "GovStack"];
        assert_eq!(parts.len(), vendors.len());
        for (part, vendor) in parts.iter().zip(vendors) {
            assert!(part.starts_with(vendor), "{vendor}");
            assert!(part.contains("\n|-"), "{vendor}");
            assert!(part.contains("\n**Lost**: "), "{vendor}");
        }
    }

    #[test]
    fn a_table_has_the_same_number_of_cells_in_each_row() {
        for table in section().split("\n\n").filter(|part| part.starts_with('|')) {
            let cells: Vec<_> = table
                .lines()
                .map(|line| line.matches('|').count())
                .collect();
            assert!(cells.iter().all(|count| *count == cells[0]), "{table}");
        }
    }
}
