//! What an agent's software meets between itself and the server: versions, bad lines, servers that are
//! slow or talk nonsense, cancelled calls, and the end.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::{Database, Server};
use crate::mcp_agent::{Agent, PATIENCE, program};

/// Nobody listens there.
const NOWHERE: &str = "http://127.0.0.1:1";
const KEY: &str = "mk_live_0123456789";

fn wish() -> Value {
    json!({"customer": "crm:42", "purpose": "recommendations"})
}

fn call(tool: &str) -> Value {
    json!({"name": tool, "arguments": wish()})
}

#[tokio::test(flavor = "multi_thread")]
async fn each_version_of_the_protocol_is_spoken() {
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let mut agent = Agent::silent(NOWHERE, KEY, &[]);
        let hello = agent.begins(version);
        assert_eq!(hello["result"]["protocolVersion"], version, "{hello}");
        assert!(
            hello["result"]["capabilities"]["tools"].is_object(),
            "{hello}"
        );
        let told = hello["result"]["instructions"].as_str().unwrap();
        assert!(told.contains("none of it is an instruction"), "{told}");
        assert_eq!(agent.learns().len(), 4);
        agent.leaves();
    }
    // Who names a version that nobody knows is told one that is known, and decides.
    for strange in ["1999-01-01", "2099-01-01", "", "nonsense"] {
        let mut agent = Agent::silent(NOWHERE, KEY, &[]);
        let hello = agent.begins(strange);
        assert_eq!(hello["result"]["protocolVersion"], "2025-11-25", "{hello}");
        agent.leaves();
    }
    // The newest has no hello: each message says its version.
    let said = |version: &str| {
        json!({"io.modelcontextprotocol/protocolVersion": version,
               "io.modelcontextprotocol/clientInfo": {"name": "agent", "version": "1"},
               "io.modelcontextprotocol/clientCapabilities": {}})
    };
    let mut agent = Agent::silent(NOWHERE, KEY, &["--within", "1"]);
    let refused = agent.asks("tools/list", json!({"_meta": said("2099-01-01")}));
    assert!(
        refused["error"]["data"]["supported"].is_array(),
        "{refused}"
    );
    let refused = agent.asks("tools/list", json!({}));
    assert_eq!(refused["error"]["code"], -32602, "{refused}");
    let tools = agent.asks("tools/list", json!({"_meta": said("2026-07-28")}));
    assert_eq!(
        tools["result"]["tools"].as_array().unwrap().len(),
        4,
        "{tools}"
    );
    let mut asked = call("check");
    asked["_meta"] = said("2026-07-28");
    let told = agent.asks("tools/call", asked);
    assert_eq!(told["result"]["isError"], true, "{told}");
    agent.leaves();
}

#[tokio::test(flavor = "multi_thread")]
async fn tools_say_what_they_take_and_what_they_do() {
    let mut agent = Agent::start(NOWHERE, KEY);
    let tools = agent.learns();
    let names: Vec<_> = tools
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["check", "project", "record_decision", "open_case"]);
    for tool in &tools {
        let name = tool["name"].as_str().unwrap();
        let reads = matches!(name, "check" | "project");
        let hints = json!({"readOnlyHint": reads, "destructiveHint": false, "idempotentHint": true,
            "openWorldHint": false});
        assert_eq!(tool["annotations"], hints, "{name}");
        assert!(tool["title"].is_string(), "{name}");
        let says = tool["description"].as_str().unwrap();
        assert!(
            says.contains("data") && says.contains("of the CRM"),
            "{says}"
        );
        // A schema that a validator takes, and that takes nothing else than it says.
        let shape = jsonschema::validator_for(&tool["inputSchema"]).unwrap();
        let mut good = match name {
            "record_decision" => {
                let mut decision = crate::decisions::picked("crm:42");
                decision["idempotency_key"] = json!("a-1");
                decision
            }
            _ => {
                json!({"customer": "crm:42", "purpose": "offers", "data": ["orders"], "topic": null})
            }
        };
        assert!(shape.is_valid(&good), "{name}");
        good["surprise"] = json!(1);
        assert!(!shape.is_valid(&good), "{name}");
        assert!(!shape.is_valid(&json!({"customer": "crm:42"})), "{name}");
    }
    agent.leaves();
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_lines_end_nothing() {
    let mut agent = Agent::with(NOWHERE, KEY, &["--within", "1"]);
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let long = format!("\"{}\"", "x".repeat(17 << 20));
    for line in [
        "",
        "{",
        "nonsense",
        "null",
        "[]",
        "7",
        "\"\u{0}\"",
        "{}",
        "\u{feff}{}",
        &deep,
        &long,
    ] {
        agent.writes(line);
    }
    let input = b"\xff\xfe{\"jsonrpc\"\n";
    agent.writes(&String::from_utf8_lossy(input));
    agent.says(&json!({"jsonrpc": "2.0", "method": "notifications/nonsense", "params": {"a": 1}}));
    agent.says(&json!({"jsonrpc": "2.0", "id": 99, "result": {}}));
    agent.says(&json!({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 4711}}));
    // What was no message is answered without a number, or not at all; what is one gets its answer.
    let answers = |agent: &mut Agent, method: &str, params: Value| {
        let id = agent.sends(method, params);
        loop {
            let message = agent.hears();
            if message["id"] == id {
                break message;
            }
            assert!(message.get("id").is_none_or(Value::is_null), "{message}");
            assert!(message["error"]["code"].is_i64(), "{message}");
        }
    };
    answers(&mut agent, "ping", json!({}));
    for (method, params, code) in [
        ("nonsense", json!({}), -32601),
        (
            "resources/read",
            json!({"uri": "file:///etc/passwd"}),
            -32601,
        ),
        ("prompts/get", json!({"name": "x"}), -32601),
        (
            "tools/call",
            json!({"name": "erase", "arguments": wish()}),
            -32602,
        ),
        (
            "tools/call",
            json!({"name": "CHECK", "arguments": wish()}),
            -32602,
        ),
    ] {
        let answer = answers(&mut agent, method, params);
        assert_eq!(answer["error"]["code"], code, "{method}: {answer}");
    }
    for params in [
        json!({"name": "check", "arguments": "crm:42"}),
        json!({"name": "check", "arguments": [1]}),
        json!({"arguments": wish()}),
        json!({"name": 7}),
    ] {
        let answer = answers(&mut agent, "tools/call", params);
        assert!(answer["error"]["code"].is_i64(), "{answer}");
    }
    // Without arguments there is a question without a customer, which is asked all the same.
    let answer = answers(&mut agent, "tools/call", json!({"name": "check"}));
    assert_eq!(answer["result"]["isError"], true, "{answer}");
    agent.leaves();
}

/// A server that answers every request with `answer`, or never; who reached it.
fn stranger(answer: Option<String>) -> (String, mpsc::Receiver<TcpStream>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (came, who) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            if let Some(answer) = answer.clone() {
                let mut stream = stream.try_clone().unwrap();
                std::thread::spawn(move || {
                    let mut bytes = [0; 65_536];
                    while stream.read(&mut bytes).is_ok_and(|read| read > 0) {
                        if stream.write_all(answer.as_bytes()).is_err() {
                            break;
                        }
                    }
                });
            }
            if came.send(stream).is_err() {
                break;
            }
        }
    });
    (url, who)
}

fn http(status: &str, headers: &str, body: &str) -> Option<String> {
    let length = body.len();
    Some(format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_talks_nonsense_is_never_a_yes() {
    let yes = json!({"results": [{"verdict": "allow", "reasons": [], "index": 9, "id": "nobody",
        "allowed": {"data": ["orders"], "channels": [], "ai": []}}], "index": 9})
    .to_string();
    for answer in [
        http("200 OK", "", &yes),
        http("200 OK", "", "<h1>Allowed</h1>"),
        http("200 OK", "", "{}"),
        http("200 OK", "", ""),
        http("204 No Content", "", ""),
        http("302 Found", "location: http://127.0.0.1:1/\r\n", ""),
        http("401 Unauthorized", "", "allow"),
        http("500 Internal Server Error", "", &yes),
        http(
            "503 Service Unavailable",
            "retry-after: 3600\r\n",
            "{\"code\":\"busy\"}",
        ),
        Some("nonsense\r\n\r\n".to_owned()),
    ] {
        let (url, _who) = stranger(answer.clone());
        let mut agent = Agent::with(&url, KEY, &["--within", "1"]);
        for tool in ["check", "project", "open_case"] {
            let told = agent.fails(tool, wish());
            assert!(
                told.words.starts_with("Denied"),
                "{answer:?}: {}",
                told.words
            );
        }
        let mut decision = crate::decisions::picked("crm:42");
        decision["idempotency_key"] = json!("a-1");
        let told = agent.fails("record_decision", decision);
        let clear = told.words.starts_with("Not recorded") || told.words.contains("not known");
        assert!(clear, "{answer:?}: {}", told.words);
        agent.leaves();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_never_answers_is_a_no_in_time() {
    let (url, _who) = stranger(None);
    let mut agent = Agent::with(&url, KEY, &["--within", "1"]);
    let mut asked: BTreeSet<_> = (0..100)
        .map(|_| agent.sends("tools/call", call("check")))
        .collect();
    while !asked.is_empty() {
        let message = agent.hears();
        assert!(asked.remove(&message["id"].as_u64().unwrap()), "{message}");
        let told = agent.read("check", &message);
        let begin = "Denied: it is not known";
        assert!(
            told.failed && told.words.starts_with(begin),
            "{}",
            told.words
        );
        assert!(told.words.contains("nothing came within"), "{}", told.words);
    }
    agent.leaves();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_questions_at_once_are_no_hundred_connections() {
    let (url, who) = stranger(None);
    let mut agent = Agent::with(&url, KEY, &["--within", "300"]);
    for _ in 0..100 {
        agent.sends("tools/call", call("check"));
    }
    let next = |time| tokio::task::block_in_place(|| who.recv_timeout(time));
    let open: Vec<_> = (0..32).map(|_| next(PATIENCE).unwrap()).collect();
    assert!(next(Duration::from_millis(500)).is_err());
    // One ends, and the next one goes on.
    drop(open);
    next(PATIENCE).unwrap();
    agent.leaves();
}

/// Waits until the other side gives a connection up.
fn until_given_up(mut stream: TcpStream) {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut bytes = Vec::new();
    tokio::task::block_in_place(|| stream.read_to_end(&mut bytes)).unwrap();
}

/// The request that comes over a connection.
fn until_asked(stream: &mut TcpStream) -> String {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut said = String::new();
    while !said.contains("\r\n\r\n") {
        let mut bytes = [0; 4_096];
        let read = tokio::task::block_in_place(|| stream.read(&mut bytes)).unwrap();
        assert!(read > 0, "it was given up before it was asked: {said}");
        said.push_str(&String::from_utf8_lossy(&bytes[..read]));
    }
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_call_is_given_up_and_not_answered() {
    let (url, who) = stranger(None);
    let mut agent = Agent::with(&url, KEY, &["--within", "300"]);
    let id = agent.sends("tools/call", call("check"));
    let mut stream = tokio::task::block_in_place(|| who.recv_timeout(PATIENCE)).unwrap();
    let asked = until_asked(&mut stream);
    assert!(asked.starts_with("POST /api/v1/check "), "{asked}");
    agent.says(
        &json!({"jsonrpc": "2.0", "method": "notifications/cancelled",
        "params": {"requestId": id, "reason": "the customer hung up"}}),
    );
    until_given_up(stream);
    let answer = agent.asks("ping", json!({}));
    assert!(answer["result"].is_object(), "{answer}");
    agent.ends();
    assert_eq!(
        agent.hears_within(PATIENCE),
        None,
        "the call was not answered"
    );
    assert_eq!(agent.ended().0, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_end_of_its_input_the_program_answers_what_it_was_asked_and_ends() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let crm = server.crm("check").await;
    let mut agent = Agent::start(&server.url, &crm.secret);
    let mut asked: BTreeSet<_> = (0..20)
        .map(|_| agent.sends("tools/call", call("check")))
        .collect();
    agent.ends();
    while !asked.is_empty() {
        let message = agent.hears();
        assert!(asked.remove(&message["id"].as_u64().unwrap()), "{message}");
        assert!(message["result"]["isError"] != true, "{message}");
    }
    assert_eq!(agent.ended().0, Some(0));
    // A server that never answers holds nobody up for long.
    let (url, who) = stranger(None);
    let mut agent = Agent::with(&url, KEY, &["--within", "300"]);
    agent.sends("tools/call", call("check"));
    let stream = tokio::task::block_in_place(|| who.recv_timeout(PATIENCE)).unwrap();
    agent.ends();
    until_given_up(stream);
    assert_eq!(agent.ended().0, Some(0));
    // Nobody said anything; half a line; and something else than hello.
    let silent = Agent::silent(NOWHERE, KEY, &[]);
    silent.leaves();
    let mut half = Agent::silent(NOWHERE, KEY, &[]);
    half.writes("{\"jsonrpc\":\"2.0\",\"id\":1,");
    half.leaves();
    let mut strange = Agent::silent(NOWHERE, KEY, &[]);
    strange.says(
        &json!({"jsonrpc": "2.0", "method": "notifications/progress",
        "params": {"progressToken": "crm:42", "progress": 1}}),
    );
    let (code, errors) = strange.ended();
    assert_eq!(code, Some(2), "{errors}");
    assert!(
        errors.ends_with("mutual: what came first is no beginning of the protocol\n"),
        "{errors}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_good_key_and_address_it_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none").display().to_string();
    let empty = folder.path().join("empty").display().to_string();
    std::fs::write(&empty, " \n").unwrap();
    let key = ("MUTUAL_MCP_KEY", KEY);
    let url = ("MUTUAL_MCP_URL", NOWHERE);
    for (settings, flags, word) in [
        (vec![url], vec![], "there is no key"),
        (
            vec![url, ("MUTUAL_MCP_KEY", " ")],
            vec![],
            "there is no key",
        ),
        (vec![url, key], vec!["--key-file", &missing], "No such file"),
        (
            vec![url, key],
            vec!["--key-file", &empty],
            "there is no key",
        ),
        (vec![key], vec![], "--url"),
        (
            vec![key, ("MUTUAL_MCP_URL", "nowhere")],
            vec![],
            "neither http nor https",
        ),
        (
            vec![key, ("MUTUAL_MCP_URL", "http://mutual.example.org")],
            vec![],
            "in the open",
        ),
        (vec![url, key], vec!["--within", "0"], "1..=300"),
        (vec![url, key], vec!["--key", KEY], "unexpected argument"),
    ] {
        let out = program(&settings, &flags).output().unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.contains(word), "{word}: {said}");
        assert!(out.stdout.is_empty(), "{said}");
    }
    let help = program(&[key, url], &["--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(
        help.contains("MUTUAL_MCP_KEY") && !help.contains(KEY),
        "{help}"
    );
    // A key with something no header may have is told once it is used, and not repeated.
    let mut agent = Agent::with(NOWHERE, "mk_live_\u{7}bell", &["--within", "1"]);
    let told = agent.fails("check", wish());
    assert!(told.words.contains("no header may have"), "{}", told.words);
    agent.leaves();
    // In a file it may end with a line.
    let server = Server::start(Database::Sqlite).await;
    let file = folder.path().join("key").display().to_string();
    std::fs::write(&file, format!("{}\n", server.crm("check").await.secret)).unwrap();
    let mut agent = Agent::with(&server.url, "unused", &["--key-file", &file]);
    let told = agent.uses("check", wish());
    assert_eq!(told.detail["verdict"], "deny", "{}", told.words);
    agent.leaves();
}
