//! Logs on standard error: text or JSON, and never a person's data.
//!
//! Paths are logged as their route, so that a customer's reference in one is never written.

use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

/// Starts logging. A command that is no server logs warnings alone, unless told otherwise.
pub fn start(config: &Config, serving: bool) {
    let level = if serving || config.log != "info" {
        config.log.as_str()
    } else {
        "warn"
    };
    // What libraries say of their statements and messages may hold what people typed.
    let filter = EnvFilter::try_new(format!("{level},sqlx=off,rmcp=error,hyper=warn,h2=warn"))
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=off"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    // A second start (tests in one process) keeps the first.
    _ = match config.log_format {
        LogFormat::Text => builder.with_ansi(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}
