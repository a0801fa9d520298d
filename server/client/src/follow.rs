//! The change feed: every entry, in order, from an index on, through cuts.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use http::Response;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use serde::Deserialize;

use crate::client::{Call, Opened, segment, whole_story};
use crate::directory::Directory;
use crate::retry::{backoff, random};
use crate::sse::{Event, Parser, Said};
use crate::{Change, Client, Error, Moment};

/// How long a stream may be silent. The server says something every 15 seconds.
const SILENCE: Duration = Duration::from_secs(40);
/// How long a new stream may take until it says its first word. A proxy that keeps it back would
/// keep entries back too.
const FIRST_WORD: Duration = Duration::from_secs(10);
/// For how long the feed is asked page by page where a stream did not come through.
const POLLING: Duration = Duration::from_secs(300);
/// How long the server is asked to wait for the next entry.
const WAIT_S: u64 = 20;
/// The most entries on a page.
const PAGE: u32 = 1_000;

/// Follows the changes. See [`Client::follow`].
#[derive(Debug)]
pub struct Follower {
    client: Client,
    after: u64,
    head: u64,
    heard: Option<Heard>,
    /// The server's time, told right before where it is.
    said_at: Option<Moment>,
    /// When anything came last.
    last_word: Option<Instant>,
    stream: Option<Stream>,
    /// Until when there is no use in a stream.
    poll_until: Option<Instant>,
    ready: VecDeque<Told>,
    /// How often in a row nothing came.
    failures: u32,
    /// Since when nothing came.
    failing_since: Option<Instant>,
    /// When to come again.
    rest_until: Option<Instant>,
    /// What the server asked for between two streams.
    retry: Duration,
    /// An index was left out: what comes after it is never given out.
    gap: Option<u64>,
    /// Who is called what, for a mirror: up to where.
    pub(crate) directory: Option<String>,
}

/// When the server last said where it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heard {
    /// By this machine's steady clock.
    pub(crate) at: Instant,
    /// When it said so by its own clock: what it said may have lain on the way, or unread. Nothing
    /// where it is too old to say.
    pub(crate) said_at: Option<Moment>,
    /// The index that the server was at.
    pub(crate) head: u64,
}

/// What came of following.
#[derive(Debug)]
pub(crate) enum Told {
    /// An entry.
    Change(Box<Change>),
    /// Who is called what.
    Directory(Directory),
    /// Nothing but that the server is there.
    Alive,
}

struct Stream {
    body: Incoming,
    parser: Parser,
    /// Whether it said anything yet.
    spoke: bool,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Page {
    entries: Vec<Change>,
    next: u64,
    head: u64,
    #[serde(default)]
    directory: Option<Directory>,
    #[serde(default)]
    at: Option<Moment>,
}

impl Client {
    /// Follows the changes behind the index `after`: as a stream, and page by page where a stream
    /// does not come through.
    ///
    /// Keep the index of an entry once you are done with it, and start behind it the next time: then
    /// each entry comes at least once, in order, and none is left out. Connections that end are taken
    /// up again by themselves.
    ///
    /// ```no_run
    /// # async fn example(client: mutual_client::Client) -> Result<(), mutual_client::Error> {
    /// let mut follower = client.follow(0);
    /// loop {
    ///     let change = follower.next().await?;
    ///     println!("{} {}", change.index, change.kind);
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn follow(&self, after: u64) -> Follower {
        Follower {
            client: self.clone(),
            after,
            head: 0,
            heard: None,
            said_at: None,
            last_word: None,
            stream: None,
            poll_until: None,
            ready: VecDeque::new(),
            failures: 0,
            failing_since: None,
            rest_until: None,
            retry: Duration::ZERO,
            gap: None,
            directory: None,
        }
    }
}

impl Follower {
    /// The next entry, once there is one. It may be dropped while it waits, and called again:
    /// nothing is lost.
    ///
    /// # Errors
    ///
    /// [`Error::Gap`] and [`Error::LogBehind`] where going on could leave a withdrawal out: a person
    /// has to look. [`Error::Away`] where nothing came for as long as the client's patience lasts:
    /// call again to go on. [`Error::Refused`] for the rest.
    pub async fn next(&mut self) -> Result<Change, Error> {
        loop {
            if let Told::Change(change) = self.told().await? {
                return Ok(*change);
            }
        }
    }

    /// The index of the last entry that was given out.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.after
    }

    /// The highest index that the server is known to be at.
    #[must_use]
    pub fn head(&self) -> u64 {
        self.head.max(self.after)
    }

    /// How long ago the server last said anything; none where it never did.
    #[must_use]
    pub fn heard_ago(&self) -> Option<Duration> {
        self.last_word.map(|at| at.elapsed())
    }

    pub(crate) fn heard(&self) -> Option<Heard> {
        self.heard
    }

    /// Asks page by page alone, as where a stream did not come through.
    #[must_use]
    pub fn page_by_page(mut self) -> Self {
        // No program runs for a hundred years.
        self.poll_until = Some(Instant::now() + Duration::from_secs(100 * 365 * 86_400));
        self
    }

    /// What comes next, whatever it is.
    pub(crate) async fn told(&mut self) -> Result<Told, Error> {
        loop {
            if let Some(found) = self.gap {
                let after = self.after;
                return Err(Error::Gap { after, found });
            }
            if let Some(told) = self.ready.pop_front() {
                return self.give(told);
            }
            if let Some(rest) = self.rest_until {
                tokio::time::sleep_until(rest.into()).await;
                self.rest_until = None;
            }
            let streams = self.poll_until.is_none_or(|until| Instant::now() >= until);
            let came = if streams {
                self.listen().await
            } else {
                self.ask().await
            };
            match came {
                Ok(()) => {
                    self.failures = 0;
                    self.failing_since = None;
                }
                Err(Cut::Final(error)) => return Err(error),
                Err(Cut::Again(error, asked)) => {
                    self.failures = self.failures.saturating_add(1);
                    let pause = backoff(self.failures, asked, random()).max(self.retry);
                    self.rest_until = Some(Instant::now() + pause);
                    let since = *self.failing_since.get_or_insert_with(Instant::now);
                    if since.elapsed() >= self.client.patience() {
                        self.failing_since = None;
                        return Err(error);
                    }
                }
            }
        }
    }

    /// Gives something out, unless an index is left out before it.
    fn give(&mut self, told: Told) -> Result<Told, Error> {
        if let Told::Change(change) = &told {
            let (after, found) = (self.after, change.index);
            if found != after + 1 {
                self.gap = Some(found);
                self.stream = None;
                return Err(Error::Gap { after, found });
            }
            self.after = found;
            self.head = self.head.max(found);
        }
        Ok(told)
    }

    /// The server said, at its time `said_at`, that it is at this index.
    fn hear(&mut self, head: u64, said_at: Option<Moment>) {
        self.head = self.head.max(head);
        self.heard = Some(Heard {
            at: Instant::now(),
            said_at,
            head,
        });
    }

    /// Listens until something was said.
    async fn listen(&mut self) -> Result<(), Cut> {
        if self.stream.is_none() {
            self.stream = Some(self.connect().await?);
        }
        let Some(stream) = &mut self.stream else {
            return Ok(());
        };
        let patience = if stream.spoke { SILENCE } else { FIRST_WORD };
        let why = match tokio::time::timeout(patience, stream.body.frame()).await {
            Ok(Some(Ok(frame))) => {
                stream.spoke = true;
                self.last_word = Some(Instant::now());
                let Ok(data) = frame.into_data() else {
                    return Ok(());
                };
                if stream.parser.push(&data).is_err() {
                    let why = "a line without an end".to_owned();
                    return Err(Cut::Final(Error::Unreadable(why)));
                }
                let said: Vec<_> = std::iter::from_fn(|| stream.parser.next()).collect();
                return said.into_iter().try_for_each(|said| self.take(said));
            }
            Ok(Some(Err(error))) => whole_story(&error),
            Ok(None) => "the stream ended".to_owned(),
            Err(_) => "the stream is silent".to_owned(),
        };
        if !stream.spoke {
            self.poll_until = Some(Instant::now() + POLLING);
        }
        self.stream = None;
        Err(Cut::again(why))
    }

    fn take(&mut self, said: Said) -> Result<(), Cut> {
        match said {
            Said::Retry(millis) => self.retry = Duration::from_millis(millis.min(60_000)),
            Said::Comment(text) => {
                let text = text.trim();
                let millis = text.strip_prefix("at ").and_then(|at| at.parse().ok());
                // Others may say something on the way.
                if let Some(millis) = millis {
                    self.said_at = Some(Moment::from_millis(millis));
                } else if let Ok(head) = text.parse() {
                    let said_at = self.said_at.take();
                    self.hear(head, said_at);
                    self.ready.push_back(Told::Alive);
                }
            }
            Said::Event(Event { name, data, .. }) => match name.as_str() {
                "" | "message" => {
                    let change: Change = read(&data)?;
                    self.ready.push_back(Told::Change(Box::new(change)));
                }
                "directory" => {
                    let directory: Directory = read(&data)?;
                    self.directory = Some(directory.cursor.clone());
                    self.ready.push_back(Told::Directory(directory));
                }
                _ => {}
            },
        }
        Ok(())
    }

    async fn connect(&mut self) -> Result<Stream, Cut> {
        let mut path = format!("/changes/stream?after={}", self.after);
        if let Some(cursor) = &self.directory {
            path = format!("{path}&directory={}", segment(cursor));
        }
        let headers = [
            ("accept", "text/event-stream".to_owned()),
            ("last-event-id", self.after.to_string()),
        ];
        match self.client.open(&path, &headers).await {
            Ok(response) if is_stream(&response) => Ok(Stream {
                body: response.into_body(),
                parser: Parser::default(),
                spoke: false,
            }),
            Ok(_) => Err(self.no_streams("no stream came back".to_owned())),
            Err(Opened::Refused(Error::Refused(problem)))
                if matches!(problem.status, 404 | 405 | 406 | 501) =>
            {
                Err(self.no_streams(problem.to_string()))
            }
            Err(Opened::Refused(Error::Refused(problem))) if problem.code == "log_behind" => {
                Err(Cut::Final(self.behind().await))
            }
            Err(Opened::Refused(error)) => Err(Cut::Final(error)),
            Err(Opened::Later(error, asked)) => Err(Cut::Again(error, asked)),
        }
    }

    fn no_streams(&mut self, why: String) -> Cut {
        self.poll_until = Some(Instant::now() + POLLING);
        Cut::again(why)
    }

    /// How far behind the ledger is.
    async fn behind(&self) -> Error {
        let after = self.after;
        let path = format!("/changes?after={after}&limit=1");
        let page = self.client.call(&Call::get(path)).await;
        match page.and_then(|answer| answer.json::<Page>()) {
            Ok(page) => Error::LogBehind {
                after,
                head: page.head,
            },
            Err(_) => Error::LogBehind { after, head: 0 },
        }
    }

    /// Asks for the next page.
    async fn ask(&mut self) -> Result<(), Cut> {
        // The first page says where the server is, without a wait.
        let wait = if self.heard.is_some() { WAIT_S } else { 0 };
        let mut path = format!("/changes?after={}&limit={PAGE}&wait={wait}", self.after);
        if let Some(cursor) = &self.directory {
            path = format!("{path}&directory={}", segment(cursor));
        }
        let call = Call {
            wait: Duration::from_secs(wait),
            ..Call::get(path)
        };
        let answer = self.client.call(&call).await;
        let page: Page = match answer.and_then(|answer| answer.json()) {
            Ok(page) => page,
            Err(error @ Error::Away { .. }) => return Err(Cut::Again(error, None)),
            Err(error) => return Err(Cut::Final(error)),
        };
        if page.head < self.after {
            return Err(Cut::Final(Error::LogBehind {
                after: self.after,
                head: page.head,
            }));
        }
        let last = page.entries.last().map_or(self.after, |entry| entry.index);
        if page.next != last {
            let (after, found) = (last, page.next);
            return Err(Cut::Final(Error::Gap { after, found }));
        }
        // Until all of the directory is there, no entry comes, and nobody is up to date.
        let more = page.directory.as_ref().is_some_and(|page| page.more);
        if let Some(directory) = page.directory {
            self.directory = Some(directory.cursor.clone());
            self.ready.push_back(Told::Directory(directory));
        }
        let changes = page.entries.into_iter();
        let changes = changes.map(|change| Told::Change(Box::new(change)));
        self.ready.extend(changes);
        self.last_word = Some(Instant::now());
        if !more {
            self.hear(page.head, page.at);
        }
        self.ready.push_back(Told::Alive);
        Ok(())
    }
}

/// Why nothing came.
enum Cut {
    /// Asking again would not help.
    Final(Error),
    /// It may; with what the server asks for.
    Again(Error, Option<Duration>),
}

impl Cut {
    fn again(why: String) -> Self {
        let problem = None;
        Self::Again(Error::Away { why, problem }, None)
    }
}

fn read<'a, T: Deserialize<'a>>(data: &'a str) -> Result<T, Cut> {
    let read = serde_json::from_str(data);
    read.map_err(|error| Cut::Final(Error::Unreadable(error.to_string())))
}

fn is_stream(response: &Response<Incoming>) -> bool {
    let media = response.headers().get(http::header::CONTENT_TYPE);
    let media = media.and_then(|media| media.to_str().ok());
    media.is_some_and(|media| media.trim_start().starts_with("text/event-stream"))
}
