//! The clients for Rust and for Python, through the same stories against a running server.

mod aging;
mod dice;
mod differential;
mod fake;
mod following;
mod mirrors;
mod rust;
mod sealing;
mod stories;
mod wire;
mod wishes;

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::common::Crm;

/// A program that uses one of the clients.
pub struct Program {
    /// For messages.
    pub name: &'static str,
    language: Language,
}

enum Language {
    Rust(Box<rust::Driver>),
    Python(Box<Python>),
}

/// A process that does a command a line.
struct Python {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Python {
    fn does(&mut self, command: &Value) -> Value {
        self.to
            .write_all(format!("{command}\n").as_bytes())
            .unwrap();
        let mut answer = String::new();
        self.from.read_line(&mut answer).unwrap();
        assert!(!answer.is_empty(), "Python ended at {command}");
        serde_json::from_str(&answer).unwrap()
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // It may have ended by itself.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// A program in each language.
pub fn programs() -> [Program; 2] {
    let rust = Program {
        name: "Rust",
        language: Language::Rust(Box::default()),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut child = Command::new("python3")
        .arg(root.join("tests/it/client/driver.py"))
        .arg(root.join("client/python"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let to = child.stdin.take().unwrap();
    let from = BufReader::new(child.stdout.take().unwrap());
    let python = Program {
        name: "Python",
        language: Language::Python(Box::new(Python { child, to, from })),
    };
    [rust, python]
}

impl Program {
    /// What comes of a command: `{"ok": …}` or `{"error": …, "code": …}`.
    pub async fn tries(&mut self, what: &str, with: Value) -> Value {
        let mut command = with;
        command["do"] = json!(what);
        match &mut self.language {
            Language::Rust(driver) => driver.does(command).await,
            // Whoever runs beside it goes on: the server is one of them.
            Language::Python(python) => tokio::task::block_in_place(|| python.does(&command)),
        }
    }

    /// What comes of a command that succeeds.
    #[track_caller]
    pub fn does<'a>(
        &'a mut self,
        what: &'a str,
        with: Value,
    ) -> impl Future<Output = Value> + use<'a> {
        let place = std::panic::Location::caller();
        async move {
            let name = self.name;
            let mut came = self.tries(what, with).await;
            assert!(
                came.get("error").is_none(),
                "{name}, {what}, {place}: {came}"
            );
            came["ok"].take()
        }
    }

    /// The error of a command that fails.
    pub async fn fails(&mut self, what: &str, with: Value) -> String {
        let came = self.tries(what, with).await;
        let error = came["error"].as_str().unwrap_or_default();
        format!("{error} {}", came["code"].as_str().unwrap_or_default())
            .trim()
            .to_owned()
    }

    /// Uses this client of the server, with its secret.
    pub async fn is(&mut self, crm: &Crm) {
        let with = json!({"url": crm.url, "secret": crm.secret});
        self.does("connect", with).await;
    }
}

/// A question about the demo's recipes.
pub fn about(customer: &str) -> Value {
    json!({"customer": customer, "purpose": "recommendations", "data": ["orders"],
           "channel": "email"})
}

/// A choice of the demo's recipes, as a program takes it.
pub fn puts(customer: &str, toggle: &str, switch: &str, at: &str) -> Value {
    let evidence = json!({"how": "phone", "where": "call centre", "at": at,
                          "wording": "May we use your orders?"});
    let mut choice = json!({"proposition": "recipe-ideas", "version": 1,
                            "toggles": {toggle: switch}});
    if switch == "on" {
        choice["evidence"] = evidence;
    }
    json!({"customer": customer, "choice": choice})
}
