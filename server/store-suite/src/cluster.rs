//! A private PostgreSQL for the tests: made from the installed server programs, gone with the
//! process that started it.
//!
//! It listens on a Unix socket in a folder of its own, so it meets neither another PostgreSQL on
//! this machine nor a second test process. [`shared`] starts it once per process; every test takes
//! a database of its own from [`Cluster::fresh_database`].

use std::{
    env, fs, io,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// The cluster of this test process, started by the first test that asks.
///
/// # Panics
///
/// Where it cannot start: a test that needs PostgreSQL fails without it, and is never skipped.
pub fn shared() -> &'static Cluster {
    static SHARED: LazyLock<Result<Cluster, ClusterError>> = LazyLock::new(Cluster::start);
    match &*SHARED {
        Ok(cluster) => cluster,
        #[expect(
            clippy::panic,
            reason = "only tests call this, and this is how a test fails"
        )]
        Err(error) => panic!("{error}"),
    }
}

/// Why there is no cluster.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// The server programs are not on this machine.
    #[error(
        "the PostgreSQL server programs `initdb` and `postgres` are missing: \
         install the Debian package `postgresql`, or put them on PATH"
    )]
    NotInstalled,
    /// PostgreSQL refuses to run as root, and no other account was found for it.
    #[error("PostgreSQL does not run as root, and there is no account `postgres` or `nobody`")]
    NoAccount,
    /// One of the server programs failed; its own words follow.
    #[error("`{program}` failed: {message}")]
    Failed {
        /// The program's name.
        program: &'static str,
        /// What it wrote on standard error, or into its log.
        message: String,
    },
    /// A folder or a process could not be made.
    #[error("the private PostgreSQL could not be set up: {0}")]
    Io(#[from] io::Error),
}

/// A running PostgreSQL that belongs to this process.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    databases: AtomicU32,
    watch: Child,
}

/// The role that owns everything in the cluster.
const ROLE: &str = "mutual";

impl Cluster {
    /// Makes the cluster and waits until it answers.
    ///
    /// # Errors
    ///
    /// [`ClusterError`], which says in one sentence what is missing or what failed.
    pub fn start() -> Result<Self, ClusterError> {
        let programs = find_programs().ok_or(ClusterError::NotInstalled)?;
        let account = Account::to_run_as()?;
        let folder = make_folder(account)?;
        let data = folder.join("data");
        run(
            "initdb",
            as_account(&programs.join("initdb"), account)
                .current_dir(&folder)
                .arg("--pgdata")
                .arg(&data)
                .args(["--username", ROLE, "--auth", "trust"])
                .args(["--encoding", "UTF8", "--no-locale", "--no-sync"]),
        )?;
        // The shell waits for the end of its input, which comes with the end of this process, also
        // a violent one; then it stops the server and clears the folder. A group of its own keeps
        // an interrupt at the terminal from ending the shell first.
        let watch = as_account(Path::new("/bin/sh"), account)
            .current_dir(&folder)
            .arg("-c")
            .arg(
                "postgres=$1; folder=$2; shift 2; \"$postgres\" \"$@\" >\"$folder/log\" 2>&1 & \
                 cat >/dev/null; kill -QUIT $!; wait $!; cd /; rm -rf \"$folder\"",
            )
            .arg("sh")
            .arg(programs.join("postgres"))
            .arg(&folder)
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder)
            .args(["-c", "listen_addresses=", "-c", "max_connections=200"])
            // What a test stores need not outlive the machine.
            .args(["-c", "fsync=off", "-c", "full_page_writes=off"])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let cluster = Self {
            programs,
            folder,
            databases: AtomicU32::new(0),
            watch,
        };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// Creates an empty database and gives its URL, for example
    /// `postgres://mutual@localhost/test_1?host=/tmp/mutual-postgres-42-0`.
    ///
    /// # Errors
    ///
    /// [`ClusterError::Failed`] with the words of `createdb`.
    pub fn fresh_database(&self) -> Result<String, ClusterError> {
        self.database_like("template1")
    }

    /// Creates a database with all that stands in the one at `url`, which nobody may have open, and
    /// gives its URL.
    ///
    /// # Errors
    ///
    /// [`ClusterError::Failed`] with the words of `createdb`.
    pub fn copy_of(&self, url: &str) -> Result<String, ClusterError> {
        self.database_like(name(url))
    }

    /// Drops the database at `url`, whoever may still have it open.
    ///
    /// # Errors
    ///
    /// [`ClusterError::Failed`] with the words of `dropdb`.
    pub fn drop_database(&self, url: &str) -> Result<(), ClusterError> {
        run(
            "dropdb",
            Command::new(self.programs.join("dropdb"))
                .arg("--host")
                .arg(&self.folder)
                .args(["--username", ROLE, "--no-password", "--force", name(url)]),
        )
    }

    fn database_like(&self, template: &str) -> Result<String, ClusterError> {
        let number = self.databases.fetch_add(1, Ordering::Relaxed) + 1;
        let name = format!("test_{number}");
        run(
            "createdb",
            Command::new(self.programs.join("createdb"))
                .arg("--host")
                .arg(&self.folder)
                .args(["--username", ROLE, "--no-password"])
                .args(["--template", template, &name]),
        )?;
        let folder = self.folder.display();
        Ok(format!("postgres://{ROLE}@localhost/{name}?host={folder}"))
    }

    /// Runs one SQL command in the database at `url`.
    ///
    /// # Errors
    ///
    /// [`ClusterError::Failed`] with the words of `psql`.
    pub fn run(&self, url: &str, command: &str) -> Result<(), ClusterError> {
        run(
            "psql",
            Command::new(self.programs.join("psql"))
                .args(["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"])
                .args(["--command", command, url]),
        )
    }

    /// The folder with the files of the tables of the database at `url`.
    #[must_use]
    pub fn tables(&self, url: &str) -> PathBuf {
        let output = Command::new(self.programs.join("psql"))
            .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"])
            .args([
                "--command",
                "SELECT oid FROM pg_database WHERE datname = current_database()",
            ])
            .arg(url)
            .output()
            .expect("psql");
        let oid = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        assert!(
            !oid.is_empty(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        self.folder.join("data/base").join(oid)
    }

    /// Waits for the word `ready` in the server's own status file.
    fn wait_until_ready(&self) -> Result<(), ClusterError> {
        let status = self.folder.join("data/postmaster.pid");
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(60) {
            let written = fs::read_to_string(&status).unwrap_or_default();
            if written
                .lines()
                .nth(7)
                .is_some_and(|line| line.trim() == "ready")
            {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        let message = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(ClusterError::Failed {
            program: "postgres",
            message,
        })
    }
}

/// The name of the database at `url`.
fn name(url: &str) -> &str {
    let path = url.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        // The shell has nothing left to report.
        let _ = self.watch.wait();
    }
}

/// The account that the server programs run as, where this process is root.
#[derive(Clone, Copy, Debug)]
struct Account {
    user: u32,
    group: u32,
}

impl Account {
    /// `None` where this process is not root and can run the programs itself.
    fn to_run_as() -> Result<Option<Self>, ClusterError> {
        use std::os::unix::fs::MetadataExt;
        if fs::metadata("/proc/self")?.uid() != 0 {
            return Ok(None);
        }
        let accounts = fs::read_to_string("/etc/passwd")?;
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| Self::named(&accounts, name))
            .map(Some)
            .ok_or(ClusterError::NoAccount)
    }

    fn named(accounts: &str, name: &str) -> Option<Self> {
        let line = accounts
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some(Self {
            user: fields.next()?.parse().ok()?,
            group: fields.next()?.parse().ok()?,
        })
    }
}

fn as_account(program: &Path, account: Option<Account>) -> Command {
    let mut command = Command::new(program);
    if let Some(Account { user, group }) = account {
        command.uid(user).gid(group);
    }
    command
}

/// A new folder that only the server's account may enter.
fn make_folder(account: Option<Account>) -> io::Result<PathBuf> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    loop {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("mutual-postgres-{}-{number}", std::process::id());
        let folder = env::temp_dir().join(name);
        match fs::create_dir(&folder) {
            Ok(()) => {
                fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
                if let Some(Account { user, group }) = account {
                    std::os::unix::fs::chown(&folder, Some(user), Some(group))?;
                }
                return Ok(folder);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// The folder of `initdb`, `postgres` and `createdb`: by PATH, else the newest that Debian keeps.
fn find_programs() -> Option<PathBuf> {
    let on_path = env::var_os("PATH").unwrap_or_default();
    let by_path = env::split_paths(&on_path).filter_map(|folder| {
        Some(
            fs::canonicalize(folder.join("postgres"))
                .ok()?
                .parent()?
                .to_owned(),
        )
    });
    let mut by_version: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    by_version.sort();
    by_path
        .chain(by_version.into_iter().rev().map(|(_, folder)| folder))
        .find(|folder| {
            ["initdb", "postgres", "createdb"]
                .iter()
                .all(|program| folder.join(program).is_file())
        })
}

fn run(program: &'static str, command: &mut Command) -> Result<(), ClusterError> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(ClusterError::Failed {
        program,
        message: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}
