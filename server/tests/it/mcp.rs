//! An AI agent speaks to the program over its standard input and output (Model Context Protocol).

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::{Crm, Database, Server};
use crate::on_both;
use crate::receipts::choice;

on_both!(
    an_agent_asks_and_is_told_in_words,
    an_agent_gives_a_case_to_a_person,
    whatever_goes_wrong_is_a_no,
);

/// How long a healthy program takes at the most, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(60);

/// An agent, and the program that it speaks to.
struct Agent {
    child: Child,
    input: ChildStdin,
    lines: mpsc::Receiver<String>,
    next: u64,
}

impl Agent {
    /// Starts the program for the server at `url`, with that key, and says hello.
    fn start(url: &str, key: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mutual"))
            .arg("mcp")
            .env("MUTUAL_MCP_URL", url)
            .env("MUTUAL_MCP_KEY", key)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (line, lines) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for text in out.lines().map_while(Result::ok) {
                _ = line.send(text);
            }
        });
        let input = child.stdin.take().unwrap();
        let mut agent = Self {
            child,
            input,
            lines,
            next: 0,
        };
        let hello = agent.asks(
            "initialize",
            json!({"protocolVersion": "2025-06-18", "capabilities": {},
                   "clientInfo": {"name": "agent", "version": "1"}}),
        );
        assert_eq!(hello["result"]["serverInfo"]["name"], "mutual", "{hello}");
        assert!(
            hello["result"]["capabilities"]["tools"].is_object(),
            "{hello}"
        );
        agent.says(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        agent
    }

    fn says(&mut self, message: &Value) {
        writeln!(self.input, "{message}").unwrap();
        self.input.flush().unwrap();
    }

    /// Calls a method; the message that answers it.
    fn asks(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.says(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap();
            let message: Value = serde_json::from_str(&line).unwrap();
            if message["id"] == id {
                return message;
            }
        }
    }

    /// Uses a tool: what it says, whether that is an error, and the answer behind it.
    fn uses(&mut self, tool: &str, wish: Value) -> (String, bool, Value) {
        let answer = self.asks("tools/call", json!({"name": tool, "arguments": wish}));
        let result = &answer["result"];
        let words = result["content"][0]["text"].as_str();
        let words = words.unwrap_or_else(|| panic!("{answer}")).to_owned();
        let failed = result["isError"] == true;
        (words, failed, result["structuredContent"].clone())
    }

    /// Its input ends, and so does the program, by itself.
    fn leaves(mut self) {
        drop(self.input);
        assert!(self.child.wait().unwrap().success());
    }
}

async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("check consent:read consent:write").await;
    crm.knows("crm:42").await;
    let on = choice("on");
    crm.post("/customers/crm:42/choices", &on).await.expect(201);
    (server, crm)
}

async fn an_agent_asks_and_is_told_in_words(database: Database) {
    let (server, crm) = shop(database).await;
    let mut agent = Agent::start(&server.url, &crm.secret);
    let tools = agent.asks("tools/list", json!({}));
    let tools = tools["result"]["tools"].as_array().unwrap().clone();
    let names: Vec<_> = tools.iter().map(|tool| tool["name"].clone()).collect();
    assert_eq!(names, ["check", "project", "open_case"]);
    for tool in &tools {
        assert_eq!(tool["inputSchema"]["type"], "object", "{tool}");
        assert_eq!(
            tool["inputSchema"]["required"],
            json!(["customer", "purpose"])
        );
    }
    let wish = json!({"customer": "crm:42", "purpose": "recommendations", "data": ["orders"],
        "channel": "email"});
    let (words, failed, verdict) = agent.uses("check", wish);
    assert_eq!(
        (words.as_str(), failed),
        ("Allowed, just as you asked.", false)
    );
    assert_eq!(verdict["verdict"], "allow");
    let wish = json!({"customer": "crm:42", "purpose": "recommendations",
        "data": ["birthday", "orders", "shoes"], "channels": ["sms", "email"],
        "ai_uses": ["personalise"]});
    let (words, _, verdict) = agent.uses("project", wish.clone());
    assert!(
        words.starts_with("Allowed is this part alone: data orders; channels email; no ai."),
        "{words}"
    );
    let part = json!({"data": ["orders"], "channels": ["email"], "ai": []});
    assert_eq!(verdict["allowed"], part);
    // The API says the same.
    let mut asked = wish;
    asked["project"] = json!(true);
    let told = crm
        .post("/check", &json!({"checks": [asked]}))
        .await
        .expect(200)
        .json();
    assert_eq!(told["results"][0]["allowed"], part);
    assert_eq!(told["results"][0]["verdict"], "deny");
    // She turns it off: the next question knows.
    let off = choice("off");
    crm.post("/customers/crm:42/choices", &off)
        .await
        .expect(201);
    let wish = json!({"customer": "crm:42", "purpose": "recommendations", "data": ["orders"]});
    let (words, failed, _) = agent.uses("check", wish);
    assert_eq!(words, "Denied: withdrawn (exchange). Do not do it.");
    assert!(!failed);
    agent.leaves();
}

async fn an_agent_gives_a_case_to_a_person(database: Database) {
    let (server, crm) = shop(database).await;
    let id = crm.get("/customers/crm:42").await.expect(200).json();
    let id = id["customer"].as_str().unwrap().parse().unwrap();
    let submission = mutual::port::Submission {
        actor: mutual::access::Actor::System,
        route: mutual::consent::Route::System,
        command: mutual::use_cases::Command::SayHumanOnly(id, true),
        idempotency: None,
    };
    server.app().live.engine.submit(submission).await.unwrap();
    // No exchange of the demo decides on its own.
    let mut document = crate::common::demo().remove(0);
    document.ai_uses.push("decide_auto".parse().unwrap());
    document.change_note = Some("A computer decides.".to_owned());
    server.publish(document, Some(1)).await;
    let mut on = choice("on");
    on["version"] = json!(2);
    on["toggles"]["ai:decide_auto"] = json!("on");
    crm.post("/customers/crm:42/choices", &on).await.expect(201);
    let mut agent = Agent::start(&server.url, &crm.secret);
    let wish = json!({"customer": "crm:42", "purpose": "recommendations", "data": ["orders"],
        "ai": "decide_auto"});
    let (words, _, verdict) = agent.uses("check", wish.clone());
    assert_eq!(verdict["verdict"], "escalate", "{words}");
    assert!(words.contains("Use `open_case`"), "{words}");
    assert_eq!(verdict["case"], Value::Null);
    let (words, _, verdict) = agent.uses("open_case", wish.clone());
    let case = verdict["case"].as_str().unwrap().to_owned();
    assert!(
        words.contains(&case) && words.ends_with("do not do it."),
        "{words}"
    );
    // The same is the same case, whoever asks, and however.
    assert_eq!(
        agent.uses("open_case", wish.clone()).2["case"],
        case.as_str()
    );
    let mut sly = wish;
    sly["open_case"] = json!(false);
    assert_eq!(agent.uses("check", sly).2["case"], case.as_str());
    agent.leaves();
}

async fn whatever_goes_wrong_is_a_no(database: Database) {
    let (server, crm) = shop(database).await;
    let wish = || json!({"customer": "crm:42", "purpose": "recommendations"});
    let narrow = server.crm("feed").await;
    for (key, word) in [
        (narrow.secret.as_str(), "scope_missing"),
        ("mk_live_nobody", "token_invalid"),
    ] {
        let mut agent = Agent::start(&server.url, key);
        let (words, failed, _) = agent.uses("check", wish());
        assert!(
            words.starts_with("Denied") && words.contains(word),
            "{words}"
        );
        assert!(failed);
        agent.leaves();
    }
    let mut agent = Agent::start(&server.url, &crm.secret);
    for strange in [
        json!({}),
        json!({"customer": "crm:42", "purpose": 1}),
        json!({"customer": "crm:42", "purpose": "x", "surprise": 1}),
    ] {
        let (words, failed, _) = agent.uses("check", strange);
        assert!(words.starts_with("Denied") && failed, "{words}");
    }
    let (words, ..) = agent.uses(
        "check",
        json!({"customer": "crm:none", "purpose": "offers"}),
    );
    assert_eq!(words, "Denied: unknown_customer. Do not do it.");
    let (words, ..) = agent.uses(
        "project",
        json!({"customer": "crm:none", "purpose": "offers", "data": ["orders"]}),
    );
    assert!(words.contains("no data; no channels; no ai"), "{words}");
    let none = agent.asks("tools/call", json!({"name": "erase", "arguments": {}}));
    assert!(none["error"]["message"].is_string(), "{none}");
    // The server is gone.
    server.stop().await;
    let (words, failed, _) = agent.uses("check", wish());
    assert!(
        words.starts_with("Denied: it is not known") && failed,
        "{words}"
    );
    agent.leaves();
}
