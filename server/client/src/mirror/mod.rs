//! Consent state in the caller's own process: a check that asks nobody, and says how old it is.

mod judge;
mod lines;
mod save;
mod state;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use http_body_util::BodyExt as _;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::client::Opened;
use crate::follow::{Heard, Told};
use crate::retry::{backoff, random};
use crate::{Client, Error, Follower, Moment, Question, Verdict};
use state::{Applied, Reader, State};

/// The least limit: the server says where it is every 15 seconds.
const LEAST_LIMIT: Duration = Duration::from_secs(20);
/// How old a mirror may be, where nothing is said.
const USUAL_LIMIT: Duration = Duration::from_secs(60);
/// How often a mirror is written into its file.
const SAVE_EVERY: Duration = Duration::from_secs(60);
/// How long the server may take for the next lines of all that there is.
const LINES: Duration = Duration::from_secs(30);
/// The longest line of it, in bytes.
const LONGEST_LINE: usize = 16 * 1024 * 1024;

/// A mirror in the making. See [`Client::mirror`].
#[derive(Clone, Debug)]
pub struct MirrorBuilder {
    client: Client,
    limit: Duration,
    file: Option<PathBuf>,
    pages: bool,
}

impl MirrorBuilder {
    /// How old what it holds may be before it says no to everything, with the reason `stale`; a
    /// minute where nothing is said, and 20 seconds at least.
    #[must_use]
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Keeps it in a file too, so that a restart reads no more than what happened since. The file
    /// names customers: it is written for its owner alone, and is to be kept like the database.
    #[must_use]
    pub fn file(mut self, file: impl Into<PathBuf>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Follows page by page, as where a stream does not come through.
    #[must_use]
    pub fn page_by_page(mut self) -> Self {
        self.pages = true;
        self
    }

    /// Reads everything, and follows from there on in a task of this runtime, until the last clone
    /// of the mirror is dropped. It is up to date when this returns; with a file that is young enough
    /// it may answer at once, and comes up to date by itself.
    ///
    /// # Errors
    ///
    /// [`Error`] where the server refuses, or does not answer for as long as the client's patience
    /// lasts.
    pub async fn start(self) -> Result<Mirror, Error> {
        if self.limit < LEAST_LIMIT {
            let least = LEAST_LIMIT.as_secs();
            let why = format!("a mirror cannot be younger than {least} seconds all the time");
            return Err(Error::Settings(why));
        }
        // A file that cannot be read is as good as none: everything is read anew.
        let kept = self.file.as_ref().map(|file| save::read(file));
        let kept = kept.transpose().ok().flatten().flatten();
        let (state, as_of, fresh) = match kept {
            Some((state, as_of)) => (state, as_of, false),
            None => {
                let (state, asked_at) = reread(&self.client).await?;
                (state, Some(asked_at), true)
            }
        };
        let as_of = as_of.map(|wall| AsOf {
            wall,
            steady: Instant::now(),
        });
        let shared = Arc::new(Shared {
            index: watch::Sender::new(state.index),
            held: RwLock::new(Held {
                state,
                as_of,
                trouble: None,
                reread: u64::from(fresh),
                broken: false,
            }),
            limit: self.limit,
            file: self.file,
        });
        let task = Task {
            client: self.client,
            pages: self.pages,
            shared: Arc::clone(&shared),
        };
        let task = tokio::spawn(task.run());
        Ok(Mirror {
            shared,
            task: Arc::new(Stop(task)),
        })
    }
}

impl Client {
    /// Keeps all that a check needs in this process. The client needs the scope `feed`.
    ///
    /// ```no_run
    /// # async fn example(client: mutual_client::Client) -> Result<(), mutual_client::Error> {
    /// use mutual_client::Question;
    ///
    /// let mirror = client.mirror().file("mutual.mirror").start().await?;
    /// let verdict = mirror.check(&Question::new("crm:42", "recommendations").channel("email"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn mirror(&self) -> MirrorBuilder {
        MirrorBuilder {
            client: self.clone(),
            limit: USUAL_LIMIT,
            file: None,
            pages: false,
        }
    }
}

/// Consent state in this process. Cloning it is cheap, and clones share everything.
///
/// It answers as the server's check does, from what it holds: choices and publications as soon as
/// their entries have come, and what ends by itself at its second. A grant never outlives its end
/// because nobody was told of it. Where what it holds is older than its limit, it says no to
/// everything, with the reason [`crate::ReasonCode::Stale`]. It says the same of two records that became
/// one or were set apart, from the moment at which it hears of it (the directory tells of their names
/// before the feed has the entry) until it has read everything anew, which it does at once.
///
/// One thing the server knows alone: by which identifiers somebody is kept out who was erased. The
/// server says `erased` of these and a mirror `unknown_customer`; both are a no.
///
/// The clocks of both machines must agree, as kept by NTP: where this machine's clock is behind, a
/// grant ends that much later here, and where it is ahead, the mirror counts as that much older.
#[derive(Clone, Debug)]
pub struct Mirror {
    shared: Arc<Shared>,
    task: Arc<Stop>,
}

/// Ends the task with the last clone.
#[derive(Debug)]
struct Stop(JoinHandle<()>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[derive(Debug)]
struct Shared {
    held: RwLock<Held>,
    index: watch::Sender<u64>,
    limit: Duration,
    file: Option<PathBuf>,
}

#[derive(Debug)]
struct Held {
    state: State,
    as_of: Option<AsOf>,
    trouble: Option<String>,
    reread: u64,
    /// It may be wrong, or an entry could not be folded: nothing that comes later makes this state
    /// any newer, and everything has to be read anew.
    broken: bool,
}

/// Up to when everything is known.
#[derive(Clone, Copy, Debug)]
struct AsOf {
    /// By the clock.
    wall: Moment,
    /// When it was learnt, by a clock that nobody sets.
    steady: Instant,
}

impl AsOf {
    /// What the server said of itself is of the moment at which it said it, and no younger for having
    /// lain on the way, or unread while this process was stopped.
    fn said(heard: Heard) -> Self {
        let read_at = wall_of(heard.at);
        Self {
            wall: heard.said_at.map_or(read_at, |at| at.min(read_at)),
            steady: heard.at,
        }
    }

    /// Why what was said just now makes nobody young enough: where it is too old already.
    fn late(&self, limit: Duration) -> Option<String> {
        let age = self.age(Moment::now());
        (age > limit).then(|| {
            let age_s = age.as_secs();
            format!(
                "what the server says of itself is {age_s} s old by this machine's clock: \
                 it was held back, or the clocks differ"
            )
        })
    }

    /// How old that is: by the worse of the two clocks, for one of them may have been set.
    fn age(&self, now: Moment) -> Duration {
        let millis = now.as_millis().saturating_sub(self.wall.as_millis());
        let by_wall = Duration::from_millis(u64::try_from(millis).unwrap_or(0));
        by_wall.max(self.steady.elapsed())
    }
}

/// How a mirror is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MirrorStatus {
    /// The last entry that it reflects.
    pub index: u64,
    /// Up to when everything is known; none where the server was never heard of.
    pub as_of: Option<Moment>,
    /// How old that is now.
    pub age: Option<Duration>,
    /// Whether it is older than its limit, so that it says no to everything.
    pub is_stale: bool,
    /// How many customers it knows.
    pub customers: usize,
    /// What went wrong last, while it has not gone well since.
    pub trouble: Option<String>,
    /// How often everything was read anew.
    pub reread: u64,
}

impl Mirror {
    /// May I? Answered from memory.
    pub fn check(&self, question: &Question) -> Verdict {
        let now = Moment::now();
        let held = self.shared.held();
        let fresh = held
            .as_of
            .is_some_and(|as_of| as_of.age(now) <= self.shared.limit);
        if !fresh {
            return judge::stale(&held.state);
        }
        judge::judge(&held.state, question, now.max(held.state.at))
    }

    /// What the answer would be at `now`, with what is known at present and however old that is: for
    /// tests, and for looking ahead. Whoever acts asks [`Self::check`].
    pub fn check_at(&self, question: &Question, now: Moment) -> Verdict {
        judge::judge(&self.shared.held().state, question, now)
    }

    /// How it is.
    #[must_use]
    pub fn status(&self) -> MirrorStatus {
        let now = Moment::now();
        let held = self.shared.held();
        let age = held.as_of.map(|as_of| as_of.age(now));
        MirrorStatus {
            index: held.state.index,
            as_of: held.as_of.map(|as_of| as_of.wall),
            age,
            is_stale: age.is_none_or(|age| age > self.shared.limit),
            customers: held.state.customers.len(),
            trouble: held.trouble.clone(),
            reread: held.reread,
        }
    }

    /// Waits until it reflects the entry `index`, as that of a write of yours; false where `timeout`
    /// ran out first.
    pub async fn wait_for(&self, index: u64, timeout: Duration) -> bool {
        let mut watch = self.shared.index.subscribe();
        let reached = watch.wait_for(|now| *now >= index);
        matches!(tokio::time::timeout(timeout, reached).await, Ok(Ok(_)))
    }

    /// Writes it into its file now, as before an orderly end. Without a file it does nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Snapshot`].
    pub fn save(&self) -> Result<(), Error> {
        self.shared.save()
    }

    /// Whether the task that follows has ended, which it does by itself only with its runtime.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.task.0.is_finished()
    }
}

impl Shared {
    fn held(&self) -> std::sync::RwLockReadGuard<'_, Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, work: impl FnOnce(&mut Held) -> T) -> T {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let done = work(&mut held);
        let index = held.state.index;
        drop(held);
        self.index
            .send_if_modified(|before| std::mem::replace(before, index) != index);
        done
    }

    fn save(&self) -> Result<(), Error> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        // Copied first: writing takes longer than a check may wait.
        let (state, as_of) = {
            let held = self.held();
            // What is in the file is not wrong, only older.
            if held.broken {
                return Ok(());
            }
            (held.state.clone(), held.as_of.map(|as_of| as_of.wall))
        };
        save::write(file, &state, as_of)
    }
}

/// What follows.
struct Task {
    client: Client,
    pages: bool,
    shared: Arc<Shared>,
}

impl Task {
    async fn run(self) {
        let mut follower = self.follower();
        let mut failures = 0;
        let mut save = tokio::time::interval(SAVE_EVERY);
        save.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        save.tick().await;
        loop {
            // Nothing is taken behind an entry that could not be folded.
            if self.shared.held().broken {
                if self.reread().await {
                    follower = self.follower();
                } else {
                    failures += 1;
                    tokio::time::sleep(backoff(failures, None, random())).await;
                }
                continue;
            }
            let told = tokio::select! {
                told = follower.told() => told,
                _ = save.tick() => {
                    self.keep().await;
                    continue;
                }
            };
            match told {
                Ok(told) => {
                    failures = 0;
                    self.take(told, &follower);
                }
                Err(error) => {
                    failures += 1;
                    self.shared.change(|held| {
                        held.trouble = Some(error.to_string());
                        held.broken |= starts_anew(&error);
                    });
                    tokio::time::sleep(backoff(failures, None, random())).await;
                }
            }
        }
    }

    fn follower(&self) -> Follower {
        let held = self.shared.held();
        let mut follower = self.client.follow(held.state.index);
        follower.directory = Some(held.state.directory.clone());
        if self.pages {
            follower.page_by_page()
        } else {
            follower
        }
    }

    /// Takes what came.
    fn take(&self, told: Told, follower: &Follower) {
        let (steady, limit) = (Instant::now(), self.shared.limit);
        self.shared.change(|held| match told {
            Told::Change(change) => {
                held.broken |= held.state.apply(&change) == Applied::Reread;
                // Everything before this entry has come, so it is known as of its moment.
                if !held.broken && held.as_of.is_none_or(|as_of| as_of.wall < change.at) {
                    let wall = change.at;
                    held.as_of = Some(AsOf { wall, steady });
                }
            }
            Told::Directory(directory) => {
                for person in directory.customers {
                    held.state.put(person);
                }
                held.state.directory = directory.cursor;
            }
            Told::Alive => {
                let heard = follower.heard().filter(|_| !held.broken);
                if let Some(heard) = heard.filter(|heard| heard.head <= held.state.index) {
                    let as_of = AsOf::said(heard);
                    held.trouble = as_of.late(limit);
                    held.as_of = Some(as_of);
                }
            }
        });
    }

    /// Reads everything anew; false where that failed. What is held goes on until then, and becomes
    /// too old by itself.
    async fn reread(&self) -> bool {
        let read = reread(&self.client).await;
        self.shared.change(|held| match read {
            Ok((state, wall)) => {
                let steady = Instant::now();
                held.state = state;
                held.as_of = Some(AsOf { wall, steady });
                held.trouble = None;
                held.reread += 1;
                held.broken = false;
                true
            }
            Err(error) => {
                held.trouble = Some(error.to_string());
                false
            }
        })
    }

    async fn keep(&self) {
        let shared = Arc::clone(&self.shared);
        let saved = tokio::task::spawn_blocking(move || shared.save()).await;
        if let Ok(Err(error)) = saved {
            self.shared
                .change(|held| held.trouble = Some(error.to_string()));
        }
    }
}

/// What this machine's clock said then.
fn wall_of(at: Instant) -> Moment {
    let ago = i64::try_from(at.elapsed().as_millis()).unwrap_or(i64::MAX);
    Moment::from_millis(Moment::now().as_millis().saturating_sub(ago))
}

/// Whether what is held may be wrong, so that only the server's own state helps.
fn starts_anew(error: &Error) -> bool {
    match error {
        Error::LogBehind { .. } | Error::Gap { .. } | Error::Unreadable(_) => true,
        Error::Refused(problem) => problem.code == "cursor_gone",
        _ => false,
    }
}

/// Reads everything, and when that began.
async fn reread(client: &Client) -> Result<(State, Moment), Error> {
    let began = Instant::now();
    let mut tried = 0;
    loop {
        tried += 1;
        let asked_at = Moment::now();
        let (error, after) = match read_all(client).await {
            Ok(state) => return Ok((state, asked_at)),
            Err(Opened::Refused(error)) => return Err(error),
            Err(Opened::Later(error, after)) => (error, after),
        };
        let pause = backoff(tried, after, random());
        if began.elapsed() + pause > client.patience() {
            return Err(error);
        }
        tokio::time::sleep(pause).await;
    }
}

async fn read_all(client: &Client) -> Result<State, Opened> {
    let headers = [("accept", "application/x-ndjson".to_owned())];
    let response = client.open("/mirror", &headers).await?;
    let mut body = response.into_body();
    let (mut reader, mut rest) = (Reader::default(), Vec::new());
    loop {
        let frame = tokio::time::timeout(LINES, body.frame()).await;
        let frame = match frame {
            Ok(Some(Ok(frame))) => frame,
            Ok(None) => break,
            Ok(Some(Err(error))) => return Err(cut(&error.to_string())),
            Err(_) => return Err(cut("nothing came for too long")),
        };
        let Ok(data) = frame.into_data() else {
            continue;
        };
        rest.extend_from_slice(&data);
        let Some(end) = rest.iter().rposition(|byte| *byte == b'\n') else {
            if rest.len() > LONGEST_LINE {
                return Err(cut("a line without an end"));
            }
            continue;
        };
        let next = rest.split_off(end + 1);
        for line in std::mem::replace(&mut rest, next).split(|byte| *byte == b'\n') {
            if line.is_empty() {
                continue;
            }
            let line = serde_json::from_slice(line);
            let line = line.map_err(|error| Opened::Refused(Error::Unreadable(error.to_string())));
            reader.take(line?).map_err(Opened::Refused)?;
        }
    }
    // One that was cut may be whole the next time.
    let whole = reader.finish().map_err(|error| Opened::Later(error, None));
    Ok(whole?.0)
}

fn cut(why: &str) -> Opened {
    let why = format!("the lines of the mirror broke off: {why}");
    Opened::Later(Error::Away { why, problem: None }, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The end of a year: far from where moments begin.
    const NOW: Moment = Moment::from_millis(1_798_761_600_000);

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// Known as of `wall_s` seconds from [`NOW`], which was learnt `steady_s` seconds ago.
    fn as_of(wall_s: i64, steady_s: u64) -> AsOf {
        AsOf {
            wall: Moment::from_millis(NOW.as_millis() + 1_000 * wall_s),
            steady: Instant::now().checked_sub(seconds(steady_s)).unwrap(),
        }
    }

    #[test]
    fn a_mirror_that_hears_nothing_grows_old_by_the_worse_of_two_clocks() {
        for (wall_s, steady_s, age_s) in [
            (-61, 61, 61),
            // The wall's clock was set back by an hour: the steady one tells.
            (3_600, 61, 61),
            // The steady one stood still while the machine slept: the wall's tells.
            (-3_600, 0, 3_600),
        ] {
            let age = as_of(wall_s, steady_s).age(NOW);
            // What passes while this runs counts too.
            let about = seconds(age_s)..seconds(age_s + 20);
            assert!(about.contains(&age), "{wall_s} s, {steady_s} s: {age:?}");
        }
    }

    #[test]
    fn what_the_server_said_is_as_old_as_its_own_time() {
        let heard = |said_at| Heard {
            at: Instant::now(),
            said_at,
            head: 9,
        };
        let now = Moment::now();
        let earlier = Moment::from_millis(now.as_millis() - 3_600_000);
        let later = Moment::from_millis(now.as_millis() + 3_600_000);
        assert_eq!(AsOf::said(heard(Some(earlier))).wall, earlier);
        // A server whose clock is ahead makes nothing younger than what is read now.
        for said_at in [Some(later), None] {
            let wall = AsOf::said(heard(said_at)).wall;
            assert!(now <= wall && wall < later, "{wall}");
        }
    }
}
