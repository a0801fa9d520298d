//! A copy of the whole database, made by PostgreSQL's own `pg_dump` and put back by `pg_restore`.

use std::fs::File;
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use mutual::port::StoreError;
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnectOptions;

use crate::error::away;

/// Writes the database into `file`, which must not exist, in the format that `pg_restore` reads.
pub(crate) async fn dump(options: &PgConnectOptions, file: &Path) -> Result<(), StoreError> {
    let (url, password) = address(options);
    let file = file.to_owned();
    let work = tokio::task::spawn_blocking(move || run(&url, password.as_deref(), &file));
    work.await.map_err(|_| away("the backup was interrupted"))?
}

fn run(url: &str, password: Option<&str>, file: &PathBuf) -> Result<(), StoreError> {
    let copy = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    let copy = copy.map_err(|_| away("the backup's file is there already or cannot be made"))?;
    let done = pg_dump(url, password, file).and_then(|()| {
        copy.sync_all()
            .map_err(|_| away("the backup could not be written to the disk"))
    });
    // Half a copy must not be taken for one.
    if done.is_err() && std::fs::remove_file(file).is_err() {
        tracing::warn!("an unfinished backup could not be removed");
    }
    done
}

fn pg_dump(url: &str, password: Option<&str>, file: &Path) -> Result<(), StoreError> {
    let mut command = Command::new("pg_dump");
    command.args(["--format=custom", "--no-password", "--no-owner"]);
    command.arg("--dbname").arg(url).arg("--file").arg(file);
    finish(command, "pg_dump", password)
}

/// Puts the database that is in `file` in the place of what is there: all of it or nothing.
pub(crate) async fn restore(options: &PgConnectOptions, file: &Path) -> Result<(), StoreError> {
    let (url, password) = address(options);
    let mut command = Command::new("pg_restore");
    command.args(["--clean", "--if-exists", "--no-owner", "--no-password"]);
    command.args(["--single-transaction", "--exit-on-error"]);
    command.arg("--dbname").arg(url).arg(file);
    let work = move || finish(command, "pg_restore", password.as_deref());
    let work = tokio::task::spawn_blocking(work);
    work.await
        .map_err(|_| away("putting the copy back was interrupted"))?
}

/// Runs one of PostgreSQL's programs to its end.
fn finish(mut command: Command, name: &str, password: Option<&str>) -> Result<(), StoreError> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    if let Some(password) = password {
        // Everybody on the machine may read a command line, and nobody else an environment.
        command.env("PGPASSWORD", password);
    }
    let output = command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => away(&format!(
            "`{name}` is not installed: install the client programs of PostgreSQL"
        )),
        _ => away(&format!("`{name}` could not be started")),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said: String = said
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(300)
        .collect();
    Err(away(&format!("`{name}` failed: {said}")))
}

/// The address as libpq reads it, and apart from it the password.
fn address(options: &PgConnectOptions) -> (String, Option<String>) {
    let mut url = options.to_url_lossy();
    let password = url.password().map(decoded);
    // Of a URL with a host, every part can be set.
    let _ = url.set_password(None);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| name.starts_with("ssl"))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut().clear().extend_pairs(kept);
    (url.to_string(), password)
}

/// The text behind a percent-encoded one.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next(), rest.next()].map(|digit| {
                digit
                    .and_then(|digit| char::from(digit).to_digit(16))
                    .unwrap_or(0)
            });
            bytes
                .push(u8::try_from(digits.into_iter().fold(0, |sum, d| sum * 16 + d)).unwrap_or(0));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use super::*;

    #[test]
    fn the_password_is_not_part_of_the_command() {
        let url = "postgres://ana:s%C3%A9cret%2F@db.example.org:5433/mutual?sslmode=require";
        let (url, password) = address(&PgConnectOptions::from_str(url).unwrap());
        assert_eq!(password.as_deref(), Some("sécret/"));
        assert_eq!(
            url,
            "postgres://ana@db.example.org:5433/mutual?sslmode=require"
        );
    }
}
