//! The built program, as an operator runs it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use tempfile::TempDir;

use crate::common::{Answer, Crm, Database, send};

/// How long a healthy program takes at the most, on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a command may take that ends by itself. One that serves instead would hold up all stories.
const LONGEST: Duration = Duration::from_secs(300);

/// A folder of one's own, and the program in it.
pub struct Operator {
    folder: TempDir,
    settings: Vec<(String, String)>,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    /// Its exit code.
    pub code: i32,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

impl Said {
    /// This, which must have that exit code.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "stdout: {}\nstderr: {}",
            self.out, self.err
        );
        self
    }

    /// The one line on standard output.
    #[track_caller]
    pub fn line(&self) -> &str {
        let mut lines = self.out.lines();
        let line = lines.next().unwrap_or_default();
        assert_eq!(lines.next(), None, "one line alone: {}", self.out);
        line
    }
}

impl Operator {
    /// An empty folder, and an empty database.
    pub fn new(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = crate::common::databases(database, &folder)
            .into_iter()
            .zip(["MUTUAL_DATABASE_URL", "MUTUAL_TEST_DATABASE_URL"])
            .map(|(url, name)| (name.to_owned(), url))
            .chain([("MUTUAL_ADDR".to_owned(), "127.0.0.1:0".to_owned())])
            .collect();
        Self { folder, settings }
    }

    /// Sets a variable for what runs from now on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.unset(name);
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    /// Takes a variable away for what runs from now on.
    pub fn unset(&mut self, name: &str) {
        self.settings.retain(|(known, _)| known != name);
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        // A write beyond a limit that a test sets fails then, as it does on a full disk.
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "trap '' XFSZ; exec \"$0\" \"$@\"",
            env!("CARGO_BIN_EXE_mutual"),
        ]);
        let ours = std::env::vars_os().filter(|(name, _)| {
            !name.to_string_lossy().starts_with("MUTUAL_") && name != "RUST_LOG"
        });
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(ours)
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Begins a command whose output nobody reads yet.
    pub fn begin(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "")
    }

    /// Runs a command to its end, with this on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let mut child = self.command(arguments).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A command that reads nothing may be gone already.
        _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let (ended, waits) = mpsc::channel::<()>();
        let id = child.id().to_string();
        let watch = std::thread::spawn(move || {
            let is_late = waits.recv_timeout(LONGEST) == Err(RecvTimeoutError::Timeout);
            if is_late {
                _ = Command::new("kill").args(["-KILL", &id]).status();
            }
            is_late
        });
        let output = child.wait_with_output().unwrap();
        drop(ended);
        assert!(!watch.join().unwrap(), "{arguments:?} does not end");
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command to its end whose standard output nobody reads.
    pub fn run_unread(&self, arguments: &[&str]) -> Said {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = self.command(arguments);
        let output = command.stdin(Stdio::null()).stdout(writer).output();
        let output = output.unwrap();
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::new(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs a command to its end whose standard error nobody reads; its exit code.
    pub fn run_unheard(&self, arguments: &[&str]) -> Option<i32> {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(writer);
        command.status().unwrap().code()
    }

    /// A new API client.
    pub fn crm(&self, url: &str, scopes: &str) -> Crm {
        let mut arguments = vec!["client", "create", "--name", "CRM", "--json"];
        for scope in scopes.split(' ') {
            arguments.extend(["--scope", scope]);
        }
        let said = self.run(&arguments).expect(0);
        let made: serde_json::Value = serde_json::from_str(said.line()).unwrap();
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        Crm {
            url: url.to_owned(),
            id: text("client_id"),
            secret: text("client_secret"),
        }
    }

    /// Starts `mutual serve` and waits until it says where it listens.
    pub fn serve(&self) -> Process {
        let mut child = self.command(&["serve"]).spawn().unwrap();
        let (line, lines) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        let reading_out = std::thread::spawn(move || {
            let mut all = String::new();
            for text in out.lines().map_while(Result::ok) {
                all.push_str(&text);
                all.push('\n');
                // Nobody waits for more than the first lines.
                _ = line.send(text);
            }
            all
        });
        let mut err = child.stderr.take().unwrap();
        let reading_err = std::thread::spawn(move || {
            let mut all = Vec::new();
            _ = err.read_to_end(&mut all);
            String::from_utf8_lossy(&all).into_owned()
        });
        let first = lines.recv_timeout(PATIENCE);
        let Some(url) = first
            .ok()
            .and_then(|text| Some(text.strip_prefix("listening on ")?.to_owned()))
        else {
            _ = child.kill();
            _ = child.wait();
            panic!(
                "the server does not listen: {}",
                reading_err.join().unwrap()
            );
        };
        Process {
            child: Some(child),
            url,
            lines,
            reading: Some((reading_out, reading_err)),
        }
    }
}

type Reading = std::thread::JoinHandle<String>;

/// A server in a process of its own.
pub struct Process {
    /// Where it listens.
    pub url: String,
    child: Option<Child>,
    lines: mpsc::Receiver<String>,
    reading: Option<(Reading, Reading)>,
}

impl Process {
    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// Waits for a line like that on its standard output.
    pub fn line(&self, like: impl Fn(&str) -> bool) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap();
            if like(&line) {
                return line;
            }
        }
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// From now on its disk takes nothing more, or everything again.
    pub fn fill_disk(&self, full: bool) {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let current = full.then_some(0);
        let limit = Rlimit {
            current,
            maximum: None,
        };
        let id = Pid::from_raw(self.id().cast_signed());
        prlimit(id, Resource::Fsize, limit).unwrap();
    }

    /// Waits for its end, and says what it said.
    pub fn end(mut self) -> Said {
        let code = self
            .child
            .take()
            .unwrap()
            .wait()
            .unwrap()
            .code()
            .unwrap_or(-1);
        let (out, err) = self.reading.take().unwrap();
        Said {
            code,
            out: out.join().unwrap(),
            err: err.join().unwrap(),
        }
    }

    /// Stops it as a service manager does.
    pub fn stop(self) -> Said {
        self.signal("TERM");
        self.end()
    }

    /// Ends it at once, as a crash does.
    pub fn kill(self) {
        self.signal("KILL");
        self.end();
    }

    /// Asks for a path.
    pub async fn get(&self, path: &str) -> Answer {
        send(&self.url, "GET", path, &[], "").await
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            _ = child.kill();
            _ = child.wait();
        }
    }
}

/// The mode of a file or folder, as `0o600`.
pub fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}
