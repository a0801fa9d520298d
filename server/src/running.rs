//! A server that runs: everything that `mutual serve` starts, and in which order it stops.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::api::{keep_shapes, write_shapes};
use crate::auth::Auth;
use crate::config::Config;
use crate::listen::{Limits, listen, spared};
use crate::observe::Observer;
use crate::open::{OpenError, Opened, keep_mirrored};
use crate::pressure::Pressure;
use crate::state::App;
use crate::worker::alarms::watch_overrides;
use crate::worker::cases::{end_cases, tell_answers};
use crate::worker::contests::follow_contests;
use crate::worker::guesses::{AT_LEAST, sweep_taken_back};
use crate::worker::import;
use crate::worker::messages::follow_messages;
use crate::worker::schedule::keep_schedule;
use crate::worker::seal::{self, seal_what_was_decided};
use crate::worker::sweep::forget_what_ran_out;
use crate::worker::test_customers::play;
use crate::worker::webhooks::send_webhooks;

/// How often what ran out is deleted.
const SWEEP: Duration = Duration::from_secs(600);
/// How many of these sweeps make an hour.
const SWEEPS_AN_HOUR: u64 = 6;
/// How often it is asked whether another server has taken over.
const LOOK: Duration = Duration::from_millis(500);

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken, or none of this machine's.
    #[error("cannot listen on {addr}: {why}; choose another MUTUAL_ADDR")]
    Listen {
        /// The address.
        addr: String,
        /// In the system's words.
        why: std::io::Error,
    },
    /// The installation cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// A server that runs.
pub struct Running {
    opened: Opened,
    auth: Arc<Auth>,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    listening: JoinHandle<()>,
    importing: JoinHandle<()>,
    sending: JoinHandle<()>,
    background: Vec<JoinHandle<()>>,
}

impl Running {
    /// Opens the installation, bringing its schema up to date where `migrate`, and serves.
    ///
    /// # Errors
    ///
    /// [`StartError`].
    pub async fn start(mut config: Config, migrate: bool) -> Result<Self, StartError> {
        let addr = config.addr.clone();
        let unable = |why| StartError::Listen {
            addr: addr.clone(),
            why,
        };
        // Bind before anything is taken: a port in use is the commonest mistake.
        let listener = TcpListener::bind(&addr).await.map_err(unable)?;
        let address = listener.local_addr().map_err(unable)?;
        // Links name the port that was picked.
        config.addr = address.to_string();
        let opened = Opened::open(config, migrate).await?;
        let app = opened.app.clone();
        let auth = Auth::new(&app);
        let (stop, stopping) = watch::channel(false);
        let pressure = Arc::clone(&app.pressure);
        let router = router(&opened, &auth, &stopping, &pressure);
        pressure.watch(Handle::current()).map_err(unable)?;
        let background = vec![
            tokio::spawn(keep_mirrored(opened.live.clone(), opened.test.clone())),
            tokio::spawn(app.clients.clone().keep_fresh(stopping.clone())),
            tokio::spawn(
                app.clients
                    .clone()
                    .keep_counts(app.clock.clone(), stopping.clone()),
            ),
            tokio::spawn(keep_shapes(
                [app.live.clone(), app.test.clone()],
                app.clock.clone(),
                stopping.clone(),
            )),
            tokio::spawn(play(app.test.engine.clone())),
            tokio::spawn(sweep(app.clone(), auth.clone())),
            tokio::spawn(keep_schedule(app.mutual.clone())),
            tokio::spawn(follow_messages([app.live.clone(), app.test.clone()])),
            tokio::spawn(follow_contests(app.live.clone())),
            tokio::spawn(follow_contests(app.test.clone())),
            tokio::spawn(sweep_taken_back(app.live.clone(), AT_LEAST)),
            tokio::spawn(sweep_taken_back(app.test.clone(), AT_LEAST)),
            tokio::spawn(seal_what_was_decided(app.live.clone(), seal::AT_LEAST)),
            tokio::spawn(seal_what_was_decided(app.test.clone(), seal::AT_LEAST)),
            tokio::spawn(end_cases(app.clone(), false)),
            tokio::spawn(end_cases(app.clone(), true)),
            tokio::spawn(tell_answers(app.clone(), false)),
            tokio::spawn(tell_answers(app.clone(), true)),
            tokio::spawn(watch_overrides(app.clone())),
        ];
        let limits = Limits {
            spared: spared(&app.config.trusted_proxy),
            ..Limits::default()
        };
        let sending = tokio::spawn(send_webhooks(app.clone(), stopping.clone()));
        let importing = tokio::spawn(import::run(app, stopping.clone()));
        let listening = tokio::spawn(listen(listener, router, stopping, limits));
        Ok(Self {
            opened,
            auth,
            address,
            stop,
            listening,
            importing,
            sending,
            background,
        })
    }

    /// Where it listens, as `http://127.0.0.1:3000`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What its handlers reach.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.opened.app
    }

    /// Returns once another server may have taken a database over: this one can then never again
    /// answer truly, and only a new start helps.
    pub async fn lost(&self) {
        let mut every = tokio::time::interval(LOOK);
        while !(self.opened.live.is_lost() || self.opened.test.is_lost()) {
            every.tick().await;
        }
    }

    /// Accepts no more, finishes what is under way (for a bounded time), and gives everything
    /// back: an answer that was promised is stored before this returns.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        // A task that panicked has nothing left to finish.
        _ = self.listening.await;
        _ = self.importing.await;
        _ = self.sending.await;
        self.auth.finish().await;
        let app = &self.opened.app;
        app.clients.write_counts(app.clock.now()).await;
        for side in [&app.live, &app.test] {
            write_shapes(side, app.clock.now()).await;
        }
        for task in self.background {
            task.abort();
        }
        self.opened.close().await;
    }
}

/// Everything that is answered. The API stands outside of what pages need: nothing but a count
/// lies around a check.
fn router(
    opened: &Opened,
    auth: &Arc<Auth>,
    stopping: &watch::Receiver<bool>,
    pressure: &Arc<Pressure>,
) -> Router {
    let app = &opened.app;
    let observer = Observer::new(app.entropy.as_ref());
    let health = crate::health::router(opened, observer.clone(), Arc::clone(pressure));
    let all = crate::web::router(app.clone(), auth.clone())
        .merge(crate::api::router(app.clone(), stopping.clone()))
        .merge(health);
    observer.around(pressure.around(all))
}

/// Deletes what ran out, again and again.
async fn sweep(app: App, auth: Arc<Auth>) {
    let mut every = tokio::time::interval(SWEEP);
    for sweep in 0_u64.. {
        every.tick().await;
        forget_what_ran_out(&app, &auth, sweep % SWEEPS_AN_HOUR == 0).await;
    }
}
