//! Clients that ask and do not take the answer. Without an end it stays in memory, and its place is
//! taken, for as long as they like.
//!
//! Two things wait for a client. Bytes wait for its end of the connection ([`Begun`]): all of HTTP/1,
//! and what HTTP/2 has let through. In HTTP/2 an answer waits before that, for room in the window that
//! the client opens for each stream (RFC 9113, 5.2); a client that opens none keeps its connection
//! alive by other means, so each stream is watched by itself ([`Watched`]). What waits for the server,
//! as events that are yet to happen do, is never ended.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::Response;
use hyper::body::{Body as _, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

/// How much a client has to take, and in what time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// How many bytes.
    pub(super) least: u64,
    /// In what time.
    pub(super) patience: Duration,
}

/// A connection whose first bytes were read already. It ends where its client takes next to nothing
/// of what is written for too long.
pub(super) struct Begun<S> {
    said: Vec<u8>,
    stream: S,
    /// Runs from when something could not be written until all of it is.
    window: Option<Pin<Box<Sleep>>>,
    /// How many bytes were written in it.
    taken: u64,
    pace: Pace,
}

impl<S> Begun<S> {
    pub(super) fn new(said: Vec<u8>, stream: S, pace: Pace) -> Self {
        Self {
            said,
            stream,
            window: None,
            taken: 0,
            pace,
        }
    }

    /// What came of a write, with an end to waiting.
    fn written(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(Ok(bytes)) = &written {
            self.taken = self.taken.saturating_add(*bytes as u64);
        }
        if written.is_ready() {
            return written;
        }
        let pace = self.pace;
        loop {
            let window = self.window.get_or_insert_with(|| {
                self.taken = 0;
                Box::pin(tokio::time::sleep(pace.patience))
            });
            if window.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            if self.taken < pace.least {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
            self.window = None;
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Begun<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.said.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let most = buffer.remaining().min(self.said.len());
        let rest = self.said.split_off(most);
        let first = std::mem::replace(&mut self.said, rest);
        buffer.put_slice(&first);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Begun<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.written(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // hyper asks for it when all that there was is written: nothing waits for the client.
        self.window = None;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// What the answer on a stream of HTTP/2 tells whoever watches the stream.
#[derive(Clone, Debug, Default)]
struct Signs(Arc<Inside>);

#[derive(Debug, Default)]
struct Inside {
    /// The last that it was asked for it had: that waits for room in the window.
    has: AtomicBool,
    /// It gave something since this was last looked at: what it gave before has found room.
    gave: AtomicBool,
}

impl Signs {
    /// The answer was asked for its next piece.
    fn note<T>(&self, piece: &Poll<T>) {
        let has = piece.is_ready();
        self.0.has.store(has, Ordering::Relaxed);
        if has {
            self.0.gave.store(true, Ordering::Relaxed);
        }
    }
}

tokio::task_local! {
    /// Those of the stream that is just polled.
    static SIGNS: Signs;
}

/// Runs the streams of HTTP/2, each with an end to waiting for its client.
#[derive(Clone, Debug)]
pub(super) struct Watching(pub(super) Pace);

impl<F> hyper::rt::Executor<F> for Watching
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    fn execute(&self, stream: F) {
        let signs = Signs::default();
        tokio::spawn(Watched {
            stream: Box::pin(SIGNS.scope(signs.clone(), stream)),
            signs,
            patience: self.0.patience,
            window: None,
        });
    }
}

/// A stream. It is reset (RFC 9113, 8.1: `CANCEL`) where its client opens the window for less than
/// one piece of the answer in all the time that it has.
///
/// hyper asks an answer for its next piece when it could send the one before, keeps that until there
/// is room for a byte of it, and hands it to h2, which waits for the rest. So a stream whose answer had
/// a piece the last time it was asked waits for its client, and one whose answer had none waits for the
/// server.
struct Watched<F> {
    stream: Pin<Box<F>>,
    signs: Signs,
    patience: Duration,
    /// Runs while the stream waits for its client.
    window: Option<Pin<Box<Sleep>>>,
}

impl<F: Future> Future for Watched<F> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        if this.stream.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        let Inside { has, gave } = &*this.signs.0;
        if gave.swap(false, Ordering::Relaxed) {
            this.window = None;
        }
        if !has.load(Ordering::Relaxed) {
            this.window = None;
            return Poll::Pending;
        }
        let patience = this.patience;
        let window = this
            .window
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        // The stream goes with this: h2 tells the client, and forgets what it still held of it.
        window.as_mut().poll(context)
    }
}

/// An answer on a stream of HTTP/2, in pieces, each of which the client has to take in the time that
/// it has. The very last byte is a piece of its own: hyper is done with a stream when it handed over
/// the last piece, and one byte it hands over only when all before it has found room in the window.
struct Pieces {
    body: Body,
    /// What the body gave and nobody asked for yet.
    rest: Bytes,
    /// What the body gave behind that.
    behind: Option<Frame<Bytes>>,
    /// The body has nothing more.
    ended: bool,
    most: usize,
    signs: Signs,
}

/// The answer in pieces, where a stream of HTTP/2 is being polled.
pub(super) fn in_pieces(response: Response<Body>, pace: Pace) -> Response<Body> {
    let Ok(signs) = SIGNS.try_with(Signs::clone) else {
        return response;
    };
    if response.body().is_end_stream() {
        return response;
    }
    response.map(|body| {
        Body::new(Pieces {
            body,
            rest: Bytes::new(),
            behind: None,
            ended: false,
            most: usize::try_from(pace.least).unwrap_or(usize::MAX).max(1),
            signs,
        })
    })
}

impl Pieces {
    fn next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        loop {
            if self.rest.len() > 1 {
                let piece = self.rest.split_to((self.rest.len() - 1).min(self.most));
                if self.rest.len() == 1 {
                    // Else it would keep all of it in memory.
                    self.rest = Bytes::copy_from_slice(&self.rest);
                }
                return Poll::Ready(Some(Ok(Frame::data(piece))));
            }
            // What is behind the byte that is left tells whether it is the last of all.
            if self.behind.is_none() && !self.ended {
                match Pin::new(&mut self.body).poll_frame(context) {
                    Poll::Ready(Some(Ok(frame))) => self.behind = Some(frame),
                    Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                    Poll::Ready(None) => self.ended = true,
                    Poll::Pending if self.rest.is_empty() => return Poll::Pending,
                    // Nobody waits for it until there is more.
                    Poll::Pending => {}
                }
            }
            if !self.rest.is_empty() {
                let last = std::mem::take(&mut self.rest);
                return Poll::Ready(Some(Ok(Frame::data(last))));
            }
            match self.behind.take().map(Frame::into_data) {
                Some(Ok(data)) => self.rest = data,
                Some(Err(trailers)) => return Poll::Ready(Some(Ok(trailers))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let piece = self.next(context);
        self.signs.note(&piece);
        piece
    }

    fn is_end_stream(&self) -> bool {
        let none_is_left = self.rest.is_empty() && self.behind.is_none();
        none_is_left && (self.ended || self.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        let behind = self.behind.as_ref().and_then(Frame::data_ref);
        let ours = (self.rest.len() + behind.map_or(0, Bytes::len)) as u64;
        let hint = self.body.size_hint();
        let mut whole = SizeHint::new();
        if let Some(upper) = hint.upper() {
            whole.set_upper(upper.saturating_add(ours));
        }
        whole.set_lower(hint.lower().saturating_add(ours));
        whole
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::FutureExt as _;
    use hyper::Request;
    use hyper::body::Incoming;
    use hyper::service::service_fn;
    use hyper_util::rt::TokioIo;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
    use tokio::time::{Instant, sleep};

    use super::*;

    const PACE: Pace = Pace {
        least: 16 * 1024,
        patience: Duration::from_secs(30),
    };
    const LONG: usize = 100_000;

    /// Writes an answer to somebody who takes so many bytes at a time and rests after each.
    async fn taken(part: usize, rest: Duration) -> io::Result<Duration> {
        let (ours, mut theirs) = duplex(64);
        let reading = tokio::spawn(async move {
            let mut part = vec![0; part];
            while let Ok(1..) = theirs.read(&mut part).await {
                sleep(rest).await;
            }
        });
        let mut begun = Begun::new(Vec::new(), ours, PACE);
        let began = Instant::now();
        let written = begun.write_all(&[b'a'; LONG]).await;
        let took = began.elapsed();
        if written.is_ok() {
            // Whoever took all of it may be left alone for as long as there is nothing to say.
            begun.flush().await?;
            sleep(PACE.patience * 10).await;
            begun.write_all(&[b'a'; 1_000]).await?;
        }
        drop(begun);
        reading.await.map_err(io::Error::other)?;
        written.map(|()| took)
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_that_is_read_by_drops_ends_and_a_slow_one_does_not() {
        // Never silent, and 1,920 bytes in the time that it has.
        let began = Instant::now();
        let ended = taken(64, Duration::from_secs(1)).await.unwrap_err();
        assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        assert!(began.elapsed() < PACE.patience * 2, "{:?}", began.elapsed());
        // It takes much longer than anybody may be silent, and gets there.
        let took = taken(64, Duration::from_millis(100)).await.unwrap();
        assert!(took > PACE.patience * 4, "{took:?}");
    }

    /// Events of which the second comes late.
    fn quiet() -> Body {
        let events = futures_util::stream::unfold(0, |at| async move {
            if at == 1 {
                sleep(PACE.patience * 10).await;
            }
            (at < 2).then(|| (Ok::<_, Infallible>("event"), at + 1))
        });
        Body::from_stream(events)
    }

    async fn answer(request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
        let body = match request.uri().path() {
            "/quiet" => quiet(),
            "/long" => Body::from(vec![b'a'; LONG]),
            "/byte" => Body::from("a"),
            "/stream" => {
                let parts = ["one part, ", "", "and another"].map(Ok::<_, Infallible>);
                Body::from_stream(futures_util::stream::iter(parts))
            }
            "/none" => Body::empty(),
            _ => Body::from("here"),
        };
        Ok(in_pieces(Response::new(body), PACE))
    }

    /// A client whose streams have windows of so many bytes.
    async fn client(window: u32) -> h2::client::SendRequest<Bytes> {
        let (ours, theirs): (DuplexStream, DuplexStream) = duplex(1 << 20);
        let serving = hyper::server::conn::http2::Builder::new(Watching(PACE))
            .serve_connection(TokioIo::new(ours), service_fn(answer));
        tokio::spawn(serving);
        let handshake = h2::client::Builder::new()
            .initial_window_size(window)
            .initial_connection_window_size(1 << 24)
            .handshake(theirs);
        let (sender, connection) = handshake.await.unwrap();
        tokio::spawn(connection);
        sender
    }

    /// Asks for a path, and takes what comes: after each rest all that is there.
    async fn reads(
        sender: &h2::client::SendRequest<Bytes>,
        path: &str,
        rest: Duration,
    ) -> Result<usize, h2::Error> {
        let mut sender = sender.clone().ready().await?;
        let request = Request::get(format!("http://a{path}")).body(()).unwrap();
        let (answer, _) = sender.send_request(request, true)?;
        let mut body = answer.await?.into_body();
        let mut all = 0;
        while let Some(part) = body.data().await {
            let mut taken = part?.len();
            sleep(rest).await;
            while let Some(Some(part)) = body.data().now_or_never() {
                taken += part?.len();
            }
            all += taken;
            body.flow_control().release_capacity(taken)?;
        }
        Ok(all)
    }

    /// Asks for a path and never opens the window again; how much came before that is given up.
    async fn leaves_unread(sender: &h2::client::SendRequest<Bytes>, path: &str) -> usize {
        let mut sender = sender.clone().ready().await.unwrap();
        let request = Request::get(format!("http://a{path}")).body(()).unwrap();
        let (answer, _) = sender.send_request(request, true).unwrap();
        let mut body = answer.await.unwrap().into_body();
        let mut came = 0;
        let given_up = async {
            loop {
                match body.data().await.expect("it does not end") {
                    Ok(part) => came += part.len(),
                    Err(why) => return why,
                }
            }
        };
        let why = tokio::time::timeout(PACE.patience * 10, given_up).await;
        assert_eq!(why.unwrap().reason(), Some(h2::Reason::CANCEL), "{path}");
        came
    }

    #[track_caller]
    fn is_cancelled(ended: Result<usize, h2::Error>) {
        let why = ended.unwrap_err();
        assert!(why.is_remote(), "{why}");
        assert_eq!(why.reason(), Some(h2::Reason::CANCEL));
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_whose_window_stays_shut_ends_and_its_neighbours_do_not() {
        let shut = client(0).await;
        for path in ["/long", "/here", "/byte", "/quiet"] {
            let began = Instant::now();
            is_cancelled(reads(&shut, path, Duration::ZERO).await);
            let took = began.elapsed();
            assert!(
                took >= PACE.patience && took < PACE.patience * 2,
                "{path}: {took:?}"
            );
        }
        // What says nothing needs no room.
        assert_eq!(reads(&shut, "/none", Duration::ZERO).await.unwrap(), 0);
        // On one connection: quiet for long, unread, slow, and short.
        let sender = client(65_535).await;
        let (quiet, unread, slow, short) = tokio::join!(
            reads(&sender, "/quiet", Duration::ZERO),
            leaves_unread(&sender, "/long"),
            reads(&sender, "/long", Duration::from_secs(20)),
            reads(&sender, "/here", Duration::from_secs(60)),
        );
        assert_eq!(quiet.unwrap(), 2 * "event".len());
        assert_eq!(unread, 65_535, "all that had room");
        assert_eq!((slow.unwrap(), short.unwrap()), (LONG, 4));
    }

    #[tokio::test(start_paused = true)]
    async fn a_window_that_opens_by_drops_ends_the_stream_and_a_small_one_does_not() {
        // 16 bytes ten times a second, again and again.
        let pause = Duration::from_millis(100);
        is_cancelled(reads(&client(16).await, "/long", pause).await);
        let began = Instant::now();
        let all = reads(&client(512).await, "/long", pause).await.unwrap();
        assert_eq!(all, LONG);
        assert!(
            began.elapsed() > Duration::from_secs(15),
            "{:?}",
            began.elapsed()
        );
        // It opens a little and shuts: of a whole answer and of one that comes in parts, to the last
        // byte.
        for (path, bytes) in [("/here", 4), ("/stream", 21)] {
            for window in [1, 2, bytes - 1] {
                let sender = client(window).await;
                let came = leaves_unread(&sender, path).await;
                assert_eq!(came, window as usize, "{path}");
            }
            // A window that has exactly the room for an answer has room for its end.
            let all = reads(&client(bytes).await, path, pause).await;
            assert_eq!(all.unwrap(), bytes as usize, "{path}");
        }
        assert_eq!(reads(&client(1).await, "/byte", pause).await.unwrap(), 1);
    }
}
