//! The software of an AI agent, as far as it speaks to the program that serves it the API.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use jsonschema::Validator;
use serde_json::{Value, json};

/// How long a healthy program takes at the most, on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// An agent, and the program that it speaks to.
pub struct Agent {
    child: Child,
    input: Option<ChildStdin>,
    lines: mpsc::Receiver<String>,
    errors: Option<JoinHandle<String>>,
    next: u64,
    key: String,
    /// What each tool answers has this shape.
    shapes: Vec<(String, Validator)>,
}

/// What a tool said.
pub struct Told {
    pub words: String,
    pub failed: bool,
    /// The answer, or the problem.
    pub detail: Value,
}

/// The program as an agent starts it: nothing of the surroundings but what it needs.
pub fn program(settings: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mutual"));
    let ours = std::env::vars_os()
        .filter(|(name, _)| !name.to_string_lossy().starts_with("MUTUAL_") && name != "RUST_LOG");
    command
        .arg("mcp")
        .args(arguments)
        .env_clear()
        .envs(ours)
        .envs(settings.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

impl Agent {
    /// Starts the program for the server at `url`, with that key, and says hello.
    pub fn start(url: &str, key: &str) -> Self {
        Self::with(url, key, &[])
    }

    /// The same with these flags.
    pub fn with(url: &str, key: &str, flags: &[&str]) -> Self {
        let mut agent = Self::silent(url, key, flags);
        let hello = agent.begins("2025-06-18");
        assert_eq!(hello["result"]["serverInfo"]["name"], "mutual", "{hello}");
        agent.learns();
        agent
    }

    /// The same, before it says anything.
    pub fn silent(url: &str, key: &str, flags: &[&str]) -> Self {
        let settings = [
            ("MUTUAL_MCP_URL", url),
            ("MUTUAL_MCP_KEY", key),
            // Whatever is logged at all is read at the end.
            ("MUTUAL_LOG", "trace"),
        ];
        let mut child = program(&settings, flags).spawn().unwrap();
        let (line, lines) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for text in out.lines() {
                _ = line.send(text.unwrap());
            }
        });
        let mut err = child.stderr.take().unwrap();
        let errors = std::thread::spawn(move || {
            let mut all = String::new();
            err.read_to_string(&mut all).unwrap();
            all
        });
        let input = child.stdin.take();
        Self {
            child,
            input,
            lines,
            errors: Some(errors),
            next: 0,
            key: key.to_owned(),
            shapes: Vec::new(),
        }
    }

    /// Says hello in this version of the protocol; the answer.
    pub fn begins(&mut self, version: &str) -> Value {
        let hello = self.asks(
            "initialize",
            json!({"protocolVersion": version, "capabilities": {},
                   "clientInfo": {"name": "agent", "version": "1"}}),
        );
        if hello.get("result").is_some() {
            self.says(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        }
        hello
    }

    /// Reads which tools there are.
    pub fn learns(&mut self) -> Vec<Value> {
        let answer = self.asks("tools/list", json!({}));
        let tools = answer["result"]["tools"].as_array().unwrap().clone();
        let shapes = tools.iter().map(|tool| {
            let validator = jsonschema::validator_for(&tool["outputSchema"]).unwrap();
            (tool["name"].as_str().unwrap().to_owned(), validator)
        });
        self.shapes = shapes.collect();
        tools
    }

    /// Sends a line as it is.
    pub fn writes(&mut self, line: &str) {
        let input = self.input.as_mut().unwrap();
        tokio::task::block_in_place(|| {
            input.write_all(line.as_bytes()).unwrap();
            input.write_all(b"\n").unwrap();
            input.flush().unwrap();
        });
    }

    pub fn says(&mut self, message: &Value) {
        self.writes(&message.to_string());
    }

    /// Calls a method without waiting; the number of the call.
    pub fn sends(&mut self, method: &str, params: Value) -> u64 {
        self.next += 1;
        let id = self.next;
        self.says(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// The next message. Nothing else ever comes.
    pub fn hears(&mut self) -> Value {
        let line = tokio::task::block_in_place(|| self.lines.recv_timeout(PATIENCE)).unwrap();
        let message: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}"));
        assert_eq!(message["jsonrpc"], "2.0", "{line}");
        assert!(!line.contains(&self.key), "the key is nobody's to read");
        message
    }

    /// What comes within so long, if anything does.
    pub fn hears_within(&mut self, time: Duration) -> Option<String> {
        tokio::task::block_in_place(|| self.lines.recv_timeout(time)).ok()
    }

    /// Calls a method; the message that answers it.
    pub fn asks(&mut self, method: &str, params: Value) -> Value {
        let id = self.sends(method, params);
        let message = self.hears();
        assert_eq!(message["id"], id, "{message}");
        message
    }

    /// Uses a tool, whatever comes of it.
    pub fn asks_for(&mut self, tool: &str, wish: Value) -> Told {
        let answer = self.asks("tools/call", json!({"name": tool, "arguments": wish}));
        self.read(tool, &answer)
    }

    /// What a tool answered.
    #[track_caller]
    pub fn read(&self, tool: &str, answer: &Value) -> Told {
        let result = &answer["result"];
        let text = |n: usize| result["content"][n]["text"].as_str();
        let words = text(0).unwrap_or_else(|| panic!("{answer}")).to_owned();
        // Agents that read content alone find the same there.
        let detail: Value = text(1).map_or(Value::Null, |text| serde_json::from_str(text).unwrap());
        let failed = result["isError"] == true;
        let structured = result.get("structuredContent");
        assert_eq!(structured.is_some(), !failed, "{answer}");
        if let Some(structured) = structured {
            assert_eq!(*structured, detail, "{answer}");
            let (_, shape) = self.shapes.iter().find(|(name, _)| name == tool).unwrap();
            if let Err(error) = shape.validate(structured) {
                panic!("{tool}: {error}: {structured}");
            }
        }
        Told {
            words,
            failed,
            detail,
        }
    }

    /// Uses a tool that must answer.
    #[track_caller]
    pub fn uses(&mut self, tool: &str, wish: Value) -> Told {
        let told = self.asks_for(tool, wish);
        assert!(!told.failed, "{}", told.words);
        told
    }

    /// Uses a tool that must fail, which is never a yes.
    #[track_caller]
    pub fn fails(&mut self, tool: &str, wish: Value) -> Told {
        let told = self.asks_for(tool, wish);
        assert!(told.failed, "{}", told.words);
        assert!(!told.words.contains("Allowed"), "{}", told.words);
        told
    }

    /// Its input ends; whatever still comes.
    pub fn ends(&mut self) {
        drop(self.input.take());
    }

    /// It has ended: its exit code, and what it wrote on standard error, which names nobody and no key.
    pub fn ended(mut self) -> (Option<i32>, String) {
        let code = tokio::task::block_in_place(|| self.child.wait())
            .unwrap()
            .code();
        let errors = self.errors.take().unwrap().join().unwrap();
        assert!(!errors.contains(&self.key), "{errors}");
        for personal in ["crm:", "Fennel", "recommendations", "Ignore"] {
            assert!(!errors.contains(personal), "{personal}: {errors}");
        }
        (code, errors)
    }

    /// Its input ends, and so does the program, by itself.
    pub fn leaves(mut self) {
        self.ends();
        let (code, errors) = self.ended();
        assert_eq!(code, Some(0), "{errors}");
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
