//! Who may put a document live that nobody approved.

use crate::sources;

/// Where that is written, and how often: what the program ships with, what the test side copies of the
/// live one, and what it makes up there for test customers. Whoever adds one says here why nobody need
/// have looked at it.
const UNAPPROVED: &[(&str, usize)] = &[
    ("server/src/commands/demo.rs", 1),
    ("server/src/open.rs", 1),
    ("src/use_cases/test_customers.rs", 1),
];

/// Where a draft goes live as somebody else approved it.
const APPROVED: &str = "src/use_cases/go_live.rs";

/// Which of these files have lines like that, and how many.
fn count(code: &[(String, String)], wanted: impl Fn(&str) -> bool) -> Vec<(&str, usize)> {
    let counted = code.iter().map(|(path, text)| {
        let lines = text.lines().filter(|line| wanted(line.trim_start()));
        (path.as_str(), lines.count())
    });
    let mut found: Vec<_> = counted.filter(|(_, lines)| *lines > 0).collect();
    found.sort_unstable();
    found
}

#[test]
fn nothing_goes_live_unapproved_but_what_is_listed() {
    let mut code = sources(&[".rs"]);
    code.retain(|(path, _)| {
        let stories = ["/tests/", "/benches/", "/stories/"];
        !stories.iter().any(|folder| path.contains(folder))
    });
    let unapproved = count(&code, |line| line.starts_with("approval: None"));
    assert_eq!(unapproved, UNAPPROVED);
    // A publication that says it in other words than these is found as well.
    let made = count(&code, |line| {
        line.contains("Publish {") && !line.contains("struct Publish {")
    });
    let mut expected = UNAPPROVED.to_vec();
    expected.push((APPROVED, 1));
    expected.sort_unstable();
    assert_eq!(made, expected);
}
