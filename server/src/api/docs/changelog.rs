//! What changed, from the file that says so.

use super::html::Text;

/// A heading for each release, sentences, and a point for each change.
const FILE: &str = include_str!("../../../CHANGELOG.md");

/// Draws the page.
pub(super) fn draw() -> String {
    let mut text = Text::default();
    let mut points: Vec<String> = Vec::new();
    let flush = |text: &mut Text, points: &mut Vec<String>| {
        if !points.is_empty() {
            let said: Vec<_> = points.iter().map(String::as_str).collect();
            text.points(&said);
            points.clear();
        }
    };
    for line in FILE.lines() {
        if let Some(point) = line.strip_prefix("- ") {
            points.push(point.to_owned());
            continue;
        }
        flush(&mut text, &mut points);
        if let Some(title) = line.strip_prefix("## ") {
            let id: String = title
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
                .collect();
            text.part(&format!("r-{id}"), title);
        } else if !line.starts_with('#') && !line.trim().is_empty() {
            text.say(line);
        }
    }
    flush(&mut text, &mut points);
    text.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_drawn() {
        let page = draw();
        let points = FILE.lines().filter(|line| line.starts_with("- ")).count();
        let releases = FILE.lines().filter(|line| line.starts_with("## ")).count();
        assert!(points > 0 && releases > 0);
        assert_eq!(page.matches("<li>").count(), points);
        assert_eq!(page.matches("<h2 ").count(), releases);
    }
}
