//! Run everything.

use clap::Args;

use super::{Failure, demo, out};
use crate::config::Config;
use crate::running::Running;

/// Run everything: pages, API, workers
///
/// Makes what is missing: folders, keys, databases and their schema. One server runs on one database; a
/// second one ends with 2. SIGTERM and SIGINT end it once what is under way is answered.
#[derive(Args)]
pub(crate) struct Serve {
    /// Leave the schema as it is: `mutual migrate` brings it up to date
    #[arg(long, env = "MUTUAL_NO_MIGRATE")]
    no_migrate: bool,
}

impl Serve {
    pub(crate) async fn run(self, config: Config) -> Result<(), Failure> {
        // From here on the signals to stop are heard, also while a large database is read.
        let signalled = tokio::spawn(signalled());
        crate::listen::allow_connections();
        let running = Running::start(config, !self.no_migrate).await?;
        let app = running.app();
        let welcome = demo::welcome(app, &running.url()).await;
        announce(&running.url(), welcome.as_deref().unwrap_or_default());
        let lost = tokio::select! {
            _ = signalled => false,
            () = running.lost() => true,
        };
        tracing::info!("stopping: finishing what is under way");
        running.stop().await;
        if lost {
            return Err(Failure::unable(
                "another server took the database over: start this one again as its stand-by",
            ));
        }
        Ok(())
    }
}

/// Says where it listens; and, over the demo brand, what to open.
fn announce(url: &str, welcome: &str) {
    // Whoever started the server may not read what it says; that is no reason to stop.
    _ = out::line(format_args!("listening on {url}\n{welcome}"));
}

/// Waits for the signal to stop: ctrl-c, or what service managers send.
async fn signalled() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
