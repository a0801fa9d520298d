//! What the documentation shows as a command is one that a test runs, as it stands.

use crate::api_start::blocks;

/// Whether a line would start a program in a shell.
fn is_command(line: &str) -> bool {
    const PROGRAMS: [&str; 13] = [
        "cargo", "curl", "docker", "git", "make", "mutual", "node", "npm", "openssl", "pip",
        "python3", "sed", "sh",
    ];
    // Settings may stand before it.
    let first = line.split_whitespace().find(|word| !word.contains('='));
    first.is_some_and(|word| PROGRAMS.contains(&word))
}

/// The commands of a page that nobody runs. Whoever runs them finds them by the names of their blocks, so
/// that a block with a command needs one; within a sentence stands what a command is called, and none to
/// take along.
pub fn run_by_nobody(page: &str) -> Vec<String> {
    let nameless = blocks(page)
        .into_iter()
        .filter(|(id, _)| id.is_empty())
        .map(|(_, text)| text);
    // How a server is started cannot be tried beside one that runs.
    let shown =
        nameless.filter(|text| text.lines().any(is_command) && !text.ends_with("mutual serve"));
    let codes = page.split("<code>").skip(1);
    let codes = codes.filter_map(|code| code.split("</code>").next());
    let is_whole = |text: &&str| {
        let signs = ["&#39;", "&quot;", "$", "|"];
        is_command(text) && signs.iter().any(|sign| text.contains(sign))
    };
    let said = codes.filter(is_whole).map(str::to_owned);
    let mut all: Vec<_> = shown.chain(said).collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn a_command_to_take_along_is_told_from_what_it_is_called() {
    let block = |id: &str, text: &str| format!("<pre class=\"code\"><code{id}>{text}</code></pre>");
    for bad in [
        block("", "curl -sS localhost"),
        block("", "# Twice.\nNAME=x python3 may_i.py"),
        block("", "mutual serve &amp;\nmutual doctor"),
        "<p><code>python3 -c &#39;print(1)&#39;</code></p>".to_owned(),
        "<p><code>curl $MUTUAL</code></p>".to_owned(),
    ] {
        assert_eq!(run_by_nobody(&bad).len(), 1, "{bad}");
    }
    for good in [
        block(" id=\"run-1\"", "curl -sS localhost"),
        block("", "ADDRESS=127.0.0.1:8088 mutual serve"),
        block("", "{&quot;command&quot;: &quot;mutual&quot;}"),
        "<p><code>mutual client create</code> and <code>uuid5</code></p>".to_owned(),
    ] {
        assert_eq!(run_by_nobody(&good), [""; 0], "{good}");
    }
}
