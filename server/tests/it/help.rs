//! What the command line says of itself, to whoever asks and to whoever errs.

use mutual::access::Scope;

use crate::binary::{Operator, Said};
use crate::common::Database;

/// A command, by its words, with one more.
fn with(operator: &Operator, command: &[String], last: &str) -> Said {
    let words = command.iter().map(String::as_str).chain([last]);
    operator.run(&words.collect::<Vec<_>>())
}

/// The commands below the one whose help that is.
fn below(help: &str) -> Vec<String> {
    let list = help
        .split_once("\nCommands:\n")
        .map_or("", |(_, list)| list);
    let lines = list.lines().take_while(|line| !line.is_empty());
    let named = lines.filter_map(|line| line.strip_prefix("  "));
    let names = named.filter(|line| !line.starts_with(' '));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_tells_its_usage_and_its_settings_and_so_does_its_refusal() {
    let operator = Operator::new(Database::Sqlite);
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    let mut seen = 0;
    while let Some(command) = open.pop() {
        seen += 1;
        let usage = ["Usage: mutual"].into_iter();
        let usage: Vec<_> = usage.chain(command.iter().map(String::as_str)).collect();
        let usage = usage.join(" ");
        let help = with(&operator, &command, "--help").expect(0).out;
        assert!(help.contains(&usage), "{usage}: {help}");
        let (_, settings) = help.split_once("\nSettings:\n").unwrap();
        let settings: Vec<_> = settings.split("      --").skip(1).collect();
        assert!(settings.len() > 15, "{usage}: {help}");
        for setting in settings {
            assert!(setting.contains("[env: MUTUAL_"), "{usage}: --{setting}");
            let is_told = setting.contains("[default: ") || setting.contains("by default");
            let is_absent = ["smtp-url", "metrics-token"]
                .iter()
                .any(|name| setting.starts_with(name));
            assert!(is_told || is_absent, "{usage}: --{setting}");
        }
        let wrong = with(&operator, &command, "--fly").expect(2);
        assert_eq!(wrong.out, "", "{usage}");
        assert!(
            wrong.err.contains("'--fly'") && wrong.err.contains(&usage),
            "{usage}: {}",
            wrong.err
        );
        open.extend(below(&help).into_iter().map(|name| {
            let words = command.iter().cloned();
            words.chain([name]).collect::<Vec<_>>()
        }));
    }
    assert!(seen > 35, "{seen}");
}

#[test]
fn help_says_what_one_has_to_know_beforehand() {
    let operator = Operator::new(Database::Sqlite);
    let help = |command: &str| {
        let words: Vec<_> = command.split(' ').chain(["--help"]).collect();
        operator.run(&words).expect(0).out
    };
    let all = operator.run(&["--help"]).expect(0).out;
    assert!(
        all.contains("Exit codes: 0 done") && all.contains("141"),
        "{all}"
    );
    let words = help("serve");
    let (_, folder) = words.split_once("--data-dir").unwrap();
    let (folder, _) = folder.split_once("      --").unwrap();
    for told in [
        "keys, mails and uploads",
        "of the databases",
        "--database-url",
        "[default: data]",
    ] {
        assert!(folder.contains(told), "{told} in {folder}");
    }
    let scopes = help("client create");
    for scope in Scope::ALL {
        assert!(scopes.contains(scope.name()), "{}", scope.name());
    }
    for (command, told) in [
        ("mcp", "MUTUAL_MCP_KEY`"),
        ("mcp", "needs `decisions:write`"),
        ("ledger verify", "Ends with 0"),
        ("ledger export", "may be given to anybody"),
        ("erase", "Refused while a server runs"),
        ("import", "Nothing is turned on without evidence"),
        ("link", "[default: 168]"),
    ] {
        let words = help(command);
        // What is long stands on several lines.
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(told), "{command}: {words}");
    }
}
