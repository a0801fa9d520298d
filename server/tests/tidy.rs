//! The project's own rules, held by a test: directions between the packages, what the pure
//! package and the browser's bundle may contain, and habits that a reader relies on.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "tidy/published.rs"]
mod published;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use mutual::port::Readability as _;
use mutual_server::readability::Library;

/// Which package may depend on which others of the house. Any other edge is a mistake.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("mutual", &[]),
    ("mutual-app", &["mutual"]),
    ("mutual-hydrate", &["mutual-app"]),
    // Whoever calls the API from outside has nothing of the inside.
    ("mutual-client", &[]),
    ("mutual-engine", &["mutual"]),
    ("mutual-store-sqlite", &["mutual"]),
    ("mutual-store-postgres", &["mutual"]),
    ("mutual-store-suite", &["mutual"]),
    (
        "mutual-server",
        &[
            "mutual",
            "mutual-app",
            "mutual-engine",
            "mutual-store-sqlite",
            "mutual-store-postgres",
            // `mutual mcp` calls the API from outside, as any program does.
            "mutual-client",
        ],
    ),
];

/// All that the pure package stands on: no runtime, no database, no network.
const PURE: &[&str] = &[
    "async-trait",
    "base64",
    "chacha20poly1305",
    "ed25519-dalek",
    "hmac",
    "jiff",
    "serde",
    "serde_json",
    "sha2",
    "thiserror",
    "ulid",
    "unicode-normalization",
];

/// What must never reach a browser.
const NOT_IN_WASM: &[&str] = &["tokio", "sqlx", "mio", "axum", "argon2", "rustls"];

/// The longest file that one reads at one go, in lines.
const LONGEST: usize = 600;

/// The longest line of a comment, in characters.
const WIDEST: usize = 120;

/// Files that are one for a reason, with as many lines as they may have.
const WHOLE: &[(&str, usize)] = &[
    // Whoever uses it copies it: one file, and nothing to install.
    ("server/client/python/mutual_client.py", 1_390),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .to_owned()
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .output()
        .expect(program);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Every file that belongs to the project, by its path below the root.
fn files() -> Vec<String> {
    let listed = run(
        "git",
        &["ls-files", "--cached", "--others", "--exclude-standard"],
    );
    let there = |path: &&str| root().join(path).is_file();
    listed.lines().filter(there).map(str::to_owned).collect()
}

fn read(path: &str) -> String {
    String::from_utf8_lossy(&std::fs::read(root().join(path)).expect(path)).into_owned()
}

/// Text files with one of these endings, this file apart: it names what it forbids.
fn sources(endings: &[&str]) -> Vec<(String, String)> {
    files()
        .into_iter()
        .filter(|path| endings.iter().any(|ending| path.ends_with(ending)))
        .filter(|path| path != "server/tests/tidy.rs")
        .map(|path| {
            let text = read(&path);
            (path, text)
        })
        .collect()
}

/// Fails with every place where a line is forbidden.
fn forbid(files: &[(String, String)], what: &str, forbidden: impl Fn(&str) -> bool) {
    let mut places = Vec::new();
    for (path, text) in files {
        for (n, line) in text.lines().enumerate() {
            if forbidden(line) {
                places.push(format!("{path}:{}: {}", n + 1, line.trim()));
            }
        }
    }
    assert!(places.is_empty(), "{what}:\n{}", places.join("\n"));
}

fn metadata() -> serde_json::Value {
    let text = run(
        "cargo",
        &[
            "metadata",
            "--format-version=1",
            "--no-deps",
            "--locked",
            "--offline",
        ],
    );
    serde_json::from_str(&text).expect("metadata")
}

#[test]
fn packages_depend_in_one_direction() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    let ours: BTreeSet<_> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let allowed: BTreeMap<_, _> = DIRECTIONS.iter().copied().collect();
    for package in packages {
        let name = package["name"].as_str().expect("name");
        let edges = allowed
            .get(name)
            .unwrap_or_else(|| panic!("`{name}` stands in no direction"));
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let to = dependency["name"].as_str().expect("name");
            let dev = dependency["kind"].as_str() == Some("dev");
            if !ours.contains(to) || dev {
                continue;
            }
            assert!(edges.contains(&to), "`{name}` must not depend on `{to}`");
        }
    }
}

#[test]
fn the_pure_package_stays_pure() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    let heart = packages
        .iter()
        .find(|p| p["name"] == "mutual")
        .expect("the pure package");
    let mut found: Vec<_> = heart["dependencies"]
        .as_array()
        .expect("dependencies")
        .iter()
        .filter(|d| d["kind"].as_str() != Some("dev"))
        .filter_map(|d| d["name"].as_str())
        .collect();
    found.sort_unstable();
    assert_eq!(found, PURE);
}

#[test]
fn nothing_of_the_server_reaches_the_browser() {
    let tree = run(
        "cargo",
        &[
            "tree",
            "--package=mutual-hydrate",
            "--target=wasm32-unknown-unknown",
            "--edges=normal",
            "--prefix=none",
            "--format={p}",
            "--locked",
            "--offline",
        ],
    );
    let found: BTreeSet<_> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    for name in NOT_IN_WASM {
        assert!(
            !found.contains(name),
            "`{name}` would be shipped to browsers"
        );
    }
}

#[test]
fn sql_stays_in_the_stores() {
    let mut rust = sources(&[".rs"]);
    rust.retain(|(path, _)| !path.starts_with("server/store-"));
    forbid(&rust, "SQL outside a store", |line| line.contains("sqlx::"));
}

#[test]
fn both_dialects_have_the_same_migrations_and_none_that_shipped_was_edited() {
    let names = |dialect: &str| -> Vec<String> {
        let prefix = format!("migrations/{dialect}/");
        let mut names: Vec<_> = files()
            .iter()
            .filter_map(|path| path.strip_prefix(&prefix).map(str::to_owned))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
    let shipped = read("migrations/shipped.txt");
    let listed: BTreeMap<_, _> = shipped
        .lines()
        .filter_map(|line| line.split_once("  ").map(|(sum, path)| (path, sum)))
        .collect();
    for dialect in ["sqlite", "postgres"] {
        for name in names(dialect) {
            let path = format!("{dialect}/{name}");
            let bytes = std::fs::read(root().join("migrations").join(&path)).expect("a migration");
            let sum: String = mutual::digest::sha256(&bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            let known = listed.get(path.as_str()).copied();
            assert_eq!(
                known,
                Some(sum.as_str()),
                "{path}: list a new one, never edit a shipped one"
            );
        }
    }
}

#[test]
fn files_can_be_read_at_one_go() {
    let long: Vec<_> = sources(&[".rs", ".css", ".mjs", ".py", ".sql"])
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(path, lines)| {
            let whole = WHOLE.iter().find(|(name, _)| name == path);
            *lines > whole.map_or(LONGEST, |(_, most)| *most)
        })
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines: {long:?}");
}

#[test]
fn comments_fit_beside_each_other() {
    // Nobody else breaks them: the formatter leaves comments as they are.
    let rust = sources(&[".rs"]);
    forbid(&rust, "a comment longer than a line", |line| {
        line.trim_start().starts_with("//") && line.chars().count() > WIDEST
    });
}

#[test]
fn nothing_is_left_unfinished_or_waved_through() {
    let code = sources(&[
        ".rs", ".css", ".mjs", ".js", ".py", ".sql", ".toml", "Makefile",
    ]);
    forbid(&code, "unfinished", |line| {
        ["TODO", "FIXME", "XXX", "unimplemented!(", "todo!("]
            .iter()
            .any(|word| line.contains(word))
    });
    let rust = sources(&[".rs"]);
    forbid(
        &rust,
        "say `#[expect(…, reason)]` instead, and run every test",
        |line| {
            ["#[allow(", "#![allow(", "#[ignore", "#[should_panic"]
                .iter()
                .any(|word| line.contains(word))
        },
    );
    let journeys = sources(&[".mjs"]);
    forbid(&journeys, "a journey that does not run", |line| {
        [".only(", ".skip(", ".fixme("]
            .iter()
            .any(|word| line.contains(word))
    });
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let everything = sources(&[
        ".rs", ".css", ".mjs", ".js", ".py", ".sql", ".toml", ".md", ".json",
    ]);
    forbid(&everything, "a path of one machine", |line| {
        ["/work/", "/root/", "/home/"]
            .iter()
            .any(|path| line.contains(path))
    });
}

#[test]
fn pages_carry_no_inline_style_and_no_text_inside_a_textarea() {
    let app: Vec<_> = sources(&[".rs"])
        .into_iter()
        .filter(|(path, _)| path.starts_with("app/"))
        .collect();
    forbid(
        &app,
        "the content security policy forbids inline styles",
        |line| line.contains(" style=") || line.contains("inner_html"),
    );
    // Leptos 0.8 writes dynamic children of a textarea unescaped: a stored script would run. One
    // component escapes them itself; nothing else may draw one.
    let elsewhere: Vec<_> = app
        .into_iter()
        .filter(|(path, _)| path != "app/src/ui/field.rs")
        .collect();
    forbid(&elsewhere, "use the component `Area`", |line| {
        line.contains("textarea")
    });
}

#[test]
fn styles_read_the_same_in_both_directions() {
    let styles = sources(&[".css"]);
    forbid(&styles, "use logical properties", |line| {
        let line = line.trim_start();
        [
            "margin-left",
            "margin-right",
            "padding-left",
            "padding-right",
            "border-left",
            "border-right",
            "left:",
            "right:",
            "text-align: left",
            "text-align: right",
            "float: left",
            "float: right",
        ]
        .iter()
        .any(|physical| line.starts_with(physical))
    });
}

/// Words that customers never read, in each language of the pages: the field's jargon, and what
/// sells rather than says. A stem stands for all that begins with it or has it within.
const NOT_ON_PAGES: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "consent",
            "opt in",
            "opt out",
            "opt-in",
            "opt-out",
            "data subject",
            "processing",
            "inference",
            "partners",
            "leverage",
            "enhance",
            "representative",
            "utilis",
            "!",
        ],
    ),
    (
        "de",
        &[
            "einwillig",
            "zustimm",
            "widerruf",
            "verarbeit",
            "betroffene",
            "datensubjekt",
            "verantwortliche",
            "opt-in",
            "opt-out",
            "inferenz",
            "ableit",
            "profiling",
            "personalisier",
            "partner",
            "optimier",
            "nutzererlebnis",
            "sachbearbeiter",
            "consent",
            " du ",
            " dein",
            "!",
        ],
    ),
    (
        "ar",
        &[
            "موافق",
            "معالجة البيانات",
            "صاحب البيانات",
            "أصحاب البيانات",
            "استدلال",
            "استنتاج",
            "شركائنا",
            "شركاؤنا",
            "تخصيص",
            "تحسين تجربت",
            "إلغاء الاشتراك",
            "سحب",
            "!",
        ],
    ),
];

/// What stands between quotation marks in a line of code.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

/// The tables of what customers read.
const READ_BY_CUSTOMERS: [&str; 6] = ["customer", "entry", "own", "shared", "value", "why"];

#[test]
fn customers_read_plain_words() {
    let languages: BTreeSet<_> = files()
        .iter()
        .filter_map(|path| path.strip_prefix("app/src/text/")?.split_once('/'))
        .map(|(language, _)| language.to_owned())
        .collect();
    let listed: BTreeSet<_> = NOT_ON_PAGES
        .iter()
        .map(|(tag, _)| (*tag).to_owned())
        .collect();
    assert_eq!(languages, listed, "a language without a list of such words");
    for (language, words) in NOT_ON_PAGES {
        let mut paths: Vec<_> = READ_BY_CUSTOMERS
            .iter()
            .map(|name| format!("app/src/text/{language}/{name}.rs"))
            .collect();
        paths.push(format!("server/src/auth/letters/{language}.rs"));
        let texts: Vec<_> = paths
            .into_iter()
            .map(|path| {
                let text = read(&path);
                (path, text)
            })
            .collect();
        forbid(&texts, "a word that customers never read", |line| {
            let shown = literals(line).collect::<String>().to_lowercase();
            words.iter().any(|word| shown.contains(word))
        });
    }
}

/// Whether this stands for itself and is long enough for a grade: a whole text, without a place for a name
/// or a number. Of fewer words a grade says more of one word than of the text.
fn is_prose(said: &str) -> bool {
    let is_whole = !said.contains('{') && said.ends_with(['.', '!', '?', '؟']);
    is_whole && said.split_whitespace().count() >= 12
}

#[test]
fn customers_read_what_is_easy_at_twelve() {
    for (language, _) in NOT_ON_PAGES {
        let mut graded = 0;
        for name in READ_BY_CUSTOMERS.into_iter().chain(["guesses"]) {
            let path = format!("app/src/text/{language}/{name}.rs");
            let text = read(&path);
            for said in text
                .lines()
                .flat_map(literals)
                .filter(|said| is_prose(said))
            {
                let grade = Library.grade(said, language).expect("a grade");
                assert!(grade <= 8.0, "{path}: grade {grade}: {said}");
                graded += 1;
            }
        }
        assert!(graded > 60, "{language}: {graded} texts were found");
    }
}

#[test]
fn what_pages_say_stands_in_the_tables() {
    // What a browser, a program or a developer reads, and nobody who visits a page.
    const NOT_SHOWN: &[&str] = &["reason =", ".expect(", "ServerFnError::new(", "tracing::"];
    const NAMES: &[&str] = &["Accept"];
    let mut code = sources(&[".rs"]);
    code.retain(|(path, _)| {
        let draws = ["pages/", "ui/", "actions/", "islands/"];
        draws
            .iter()
            .any(|folder| path.starts_with(&format!("app/src/{folder}")))
            && !path.ends_with("/stories.rs")
            && !path.ends_with("/tests.rs")
    });
    for (_, text) in &mut code {
        if let Some(tests) = text.find("#[cfg(test)]") {
            text.truncate(tests);
        }
    }
    forbid(&code, "words of a page outside of app/src/text", |line| {
        let code = line.trim_start();
        if code.starts_with("//") || NOT_SHOWN.iter().any(|mark| code.contains(mark)) {
            return false;
        }
        literals(code).any(|literal| {
            let mut letters = literal.chars();
            let capital = letters.next().is_some_and(|c| c.is_ascii_uppercase())
                && letters.next().is_some_and(|c| c.is_ascii_lowercase());
            let word = |part: &&str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_lowercase());
            let sentence = literal.split(' ').filter(word).count() > 2;
            sentence || capital && !NAMES.contains(&literal)
        })
    });
}

#[test]
fn a_form_says_whom_it_was_drawn_for() {
    // Whoever presses these is nobody yet, or ends a visit, or is known by the link itself; a file that is
    // compared changes nothing.
    const NOBODYS: &[&str] = &[
        "app/src/pages/entry/",
        "app/src/pages/own/check.rs",
        "app/src/pages/own/why.rs",
        "app/src/ui/header.rs",
    ];
    let mut code = sources(&[".rs"]);
    code.retain(|(path, _)| {
        path.starts_with("app/src/")
            && !path.ends_with("/stories.rs")
            && !NOBODYS.iter().any(|nobodys| path.starts_with(nobodys))
    });
    let mut places = Vec::new();
    let mut forms = 0;
    for (path, text) in &code {
        for form in text.split("<form").skip(1) {
            let (tag, inside) = form.split_once('>').expect("a whole tag");
            if !tag.contains("method=\"post\"") {
                continue;
            }
            forms += 1;
            if !inside.trim_start().starts_with("<Writer/>") {
                places.push(format!("{path}: <form{tag}>"));
            }
        }
    }
    assert!(forms > 40, "{forms}");
    assert!(places.is_empty(), "{}", places.join("\n"));
}

#[test]
fn whatever_asks_to_sign_in_with_words_brings_them_back_to_their_author() {
    // The page to sign in on carries the words on: it names whoever typed them, and not whoever comes in.
    let mut asking = BTreeSet::from(["sign-in".to_owned()]);
    let mut code = sources(&[".rs"]);
    code.retain(|(path, _)| path.starts_with("app/src/actions/"));
    for (path, text) in &code {
        let mut endpoint = None;
        for line in text.lines() {
            if let Some((_, named)) = line.split_once(", endpoint = ") {
                endpoint = literals(named).next();
            }
            if line.contains("sign_in_with(") && !line.contains("fn sign_in_with(") {
                let endpoint = endpoint.unwrap_or_else(|| panic!("{path}: {line}"));
                asking.insert(endpoint.to_owned());
            }
        }
    }
    assert!(asking.len() > 1, "{asking:?}");
    let unsent = read("app/src/actions/unsent.rs");
    let (_, list) = unsent
        .split_once("matches!(action, Some(")
        .expect("the list of those that bring back");
    let (list, _) = list.split_once("))").expect("its end");
    let listed: BTreeSet<_> = literals(list).map(str::to_owned).collect();
    assert_eq!(listed, asking);
}
