//! Connections: who says nothing makes room, nobody takes every place, and idle ones end.

use std::time::{Duration, Instant};

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use http_body_util::{BodyExt as _, Empty};
use hyper::Request;
use hyper::body::Bytes;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use mutual_server::listen::{Limits, listen, spared};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A server with these limits; where it listens, and what stops it.
async fn serve(limits: Limits) -> (String, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
    let slow = get(|| async {
        tokio::time::sleep(Duration::from_millis(900)).await;
        "slow"
    });
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route("/slow", slow)
        .route("/read", post(|_: Bytes| async { "read" }))
        // More than the kernel takes in between the two.
        .route("/much", get(|| async { vec![b'a'; 64 << 20] }))
        .route("/refused", post(|| async { StatusCode::PAYLOAD_TOO_LARGE }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let (stop, stopping) = watch::channel(false);
    let serving = tokio::spawn(listen(listener, router, stopping, limits));
    (host, stop, serving)
}

/// What a server answers to a request of HTTP/1; empty where it closes the connection.
async fn ask(host: &str) -> String {
    let mut stream = TcpStream::connect(host).await.unwrap();
    let request = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    let mut answer = String::new();
    if stream.write_all(request.as_bytes()).await.is_ok() {
        _ = stream.read_to_string(&mut answer).await;
    }
    answer
}

fn spares_this_machine() -> Limits {
    Limits {
        spared: spared(&[]),
        ..Limits::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_nothing_or_half_a_preface_makes_room() {
    let limits = Limits {
        connections: 3,
        first: Duration::from_millis(300),
        ..spares_this_machine()
    };
    let (host, stop, serving) = serve(limits).await;
    let mut held = Vec::new();
    for words in ["", "PRI * HT", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r"] {
        let mut stream = TcpStream::connect(&host).await.unwrap();
        stream.write_all(words.as_bytes()).await.unwrap();
        held.push(stream);
    }
    let answered = tokio::time::timeout(Duration::from_secs(10), ask(&host)).await;
    assert!(answered.unwrap().ends_with("here"));
    for mut stream in held {
        let mut said = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut said));
        _ = ended.await.unwrap();
        assert!(said.is_empty());
    }
    // One that says nothing does not hold up a stop either.
    let _silent = TcpStream::connect(&host).await.unwrap();
    stop.send_replace(true);
    let stopped = tokio::time::timeout(Duration::from_secs(5), serving).await;
    stopped.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_network_has_so_many_connections_and_a_proxy_has_all() {
    let limits = Limits {
        of_one_network: 2,
        ..Limits::default()
    };
    let (host, _stop, _serving) = serve(limits.clone()).await;
    let held = [
        TcpStream::connect(&host).await.unwrap(),
        TcpStream::connect(&host).await.unwrap(),
    ];
    assert_eq!(ask(&host).await, "", "the third is closed");
    drop(held);
    let room = async {
        while !ask(&host).await.ends_with("here") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), room)
        .await
        .unwrap();

    let spared = spared(&["10.0.0.0/8".parse().unwrap()]);
    assert_eq!(spared.len(), 3);
    let (host, _stop, _serving) = serve(Limits { spared, ..limits }).await;
    let _held = [
        TcpStream::connect(&host).await.unwrap(),
        TcpStream::connect(&host).await.unwrap(),
    ];
    assert!(ask(&host).await.ends_with("here"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_connection_of_http_2_ends_and_one_that_works_does_not() {
    let limits = Limits {
        idle: Duration::from_millis(400),
        ..spares_this_machine()
    };
    let (host, _stop, _serving) = serve(limits).await;
    let stream = TcpStream::connect(&host).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .handshake(TokioIo::new(stream))
        .await
        .unwrap();
    let connection = tokio::spawn(connection);
    let mut body = async |path: &str| {
        let url = format!("http://a{path}");
        let request = Request::get(url).body(Empty::<Bytes>::new()).unwrap();
        let answer = sender.send_request(request).await.unwrap();
        answer.into_body().collect().await.unwrap().to_bytes()
    };
    let before = Instant::now();
    assert_eq!(body("/slow").await, "slow");
    assert!(
        before.elapsed() > Duration::from_millis(800),
        "longer than one may be idle"
    );
    assert_eq!(body("/").await, "here");
    let ended = tokio::time::timeout(Duration::from_secs(10), connection).await;
    assert!(ended.is_ok(), "it lies idle for good");

    // Nor does one stay that says its first words and nothing more.
    let mut stream = TcpStream::connect(&host).await.unwrap();
    stream
        .write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0")
        .await
        .unwrap();
    let mut said = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut said));
    _ = ended.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_too_much_hears_so_and_cannot_go_on_for_ever() {
    let limits = Limits {
        linger: Duration::from_millis(500),
        ..spares_this_machine()
    };
    let (host, _stop, _serving) = serve(limits).await;
    let begin = async |length: usize| {
        let mut stream = TcpStream::connect(&host).await.unwrap();
        let head = format!("POST /refused HTTP/1.1\r\nhost: a\r\ncontent-length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    };
    // More than the kernel takes in between the two: the answer is there long before the end.
    let mut stream = begin(8 << 20).await;
    stream.write_all(&vec![b'a'; 8 << 20]).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");

    let mut endless = begin(usize::MAX >> 1).await;
    let sending = async {
        let part = vec![b'a'; 1 << 16];
        while endless.write_all(&part).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), sending)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_refused_on_http_2_hears_so_and_is_spared_the_rest() {
    let (host, _stop, _serving) = serve(spares_this_machine()).await;
    let stream = TcpStream::connect(&host).await.unwrap();
    let (sender, connection) = h2::client::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    let mut sender = sender.ready().await.unwrap();
    for _ in 0..3 {
        let request = Request::post("http://a/refused").body(()).unwrap();
        let (answer, mut rest) = sender.send_request(request, false).unwrap();
        rest.send_data(Bytes::from_static(b"the beginning"), false)
            .unwrap();
        let told = async {
            let answer = answer.await.unwrap();
            let ended = std::future::poll_fn(|context| rest.poll_reset(context));
            (answer.status(), ended.await.unwrap())
        };
        let told = tokio::time::timeout(Duration::from_secs(10), told).await;
        let (status, ended) = told.expect("nobody waits for the rest");
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        // Which does not say that the answer is worth nothing (RFC 9113, 8.1).
        assert_eq!(ended, h2::Reason::NO_ERROR);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_a_body_one_byte_at_a_time_gives_up_the_place() {
    let limits = Limits {
        silence: Duration::from_millis(500),
        least: 1_000,
        ..spares_this_machine()
    };
    let (host, _stop, _serving) = serve(limits).await;
    let head = "POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n";
    let mut stream = TcpStream::connect(&host).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut reading, mut writing) = stream.into_split();
    // It is never silent, and never gets anywhere.
    let trickling = tokio::spawn(async move {
        while writing.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let mut answer = [0; 12];
    let answered = reading.read_exact(&mut answer);
    tokio::time::timeout(Duration::from_secs(30), answered)
        .await
        .expect("the body is given up")
        .unwrap();
    assert_eq!(&answer, b"HTTP/1.1 400");
    trickling.abort();

    // Who sends enough may take its time.
    let mut stream = TcpStream::connect(&host).await.unwrap();
    let head = "POST /read HTTP/1.1\r\nhost: a\r\ncontent-length: 160000\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..16 {
        stream.write_all(&[b'x'; 10_000]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(80)).await;
    }
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_never_reads_the_answer_gives_up_the_connection() {
    let limits = Limits {
        connections: 1,
        silence: Duration::from_millis(500),
        ..spares_this_machine()
    };
    let (host, _stop, _serving) = serve(limits).await;
    let mut deaf = TcpStream::connect(&host).await.unwrap();
    deaf.write_all(b"GET /much HTTP/1.1\r\nhost: a\r\n\r\n")
        .await
        .unwrap();
    let mut first = [0; 12];
    deaf.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    // It has the only place, until the server no longer waits for it.
    let answered = tokio::time::timeout(Duration::from_secs(30), ask(&host)).await;
    assert!(answered.expect("there is room again").ends_with("here"));
    drop(deaf);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_of_http_2_that_nobody_reads_ends_and_its_connection_does_not() {
    let limits = Limits {
        silence: Duration::from_secs(1),
        ..spares_this_machine()
    };
    let (host, _stop, _serving) = serve(limits).await;
    let stream = TcpStream::connect(&host).await.unwrap();
    let (sender, connection) = h2::client::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    let mut sender = sender.ready().await.unwrap();
    let mut ask = |path: &str| {
        let request = Request::get(format!("http://a{path}")).body(()).unwrap();
        sender.send_request(request, true).unwrap().0
    };
    let mut deaf = ask("/much").await.unwrap().into_body();
    let ended = async {
        while let Some(part) = deaf.data().await {
            part?;
        }
        Ok::<(), h2::Error>(())
    };
    let ended = tokio::time::timeout(Duration::from_secs(60), ended).await;
    let why = ended.expect("it is given up").unwrap_err();
    assert_eq!(why.reason(), Some(h2::Reason::CANCEL));
    // Another answer comes, as far as the connection's own window has room.
    let answer = ask("/nothing").await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}
