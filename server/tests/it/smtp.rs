//! Mails over SMTP (RFC 5321), to a mail server that takes a mail the second time it is asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::common::{Database, Server, Visitor};
use crate::web_people::{ana, is_in, link_in, sign_in};

/// A mail as it went over the wire.
struct Received {
    from: String,
    to: Vec<String>,
    text: String,
}

/// A mail server on this machine; what it receives.
async fn mail_server(refuse_first: bool) -> (String, mpsc::UnboundedReceiver<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (received, mails) = mpsc::unbounded_channel();
    let refusals = Arc::new(AtomicUsize::new(usize::from(refuse_first)));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(converse(stream, refusals.clone(), received.clone()));
        }
    });
    (url, mails)
}

async fn converse(
    stream: TcpStream,
    refusals: Arc<AtomicUsize>,
    received: mpsc::UnboundedSender<Received>,
) {
    let (from_client, mut to_client) = stream.into_split();
    let mut lines = BufReader::new(from_client).lines();
    let mut say = async |text: &str| to_client.write_all(format!("{text}\r\n").as_bytes()).await;
    let (mut from, mut to) = (String::new(), Vec::new());
    say("220 mail.example ready").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match line.split_whitespace().next().unwrap_or_default() {
            "EHLO" => "250 mail.example",
            "MAIL" if refusals.swap(0, Ordering::SeqCst) > 0 => "451 come again",
            "MAIL" => {
                from = line;
                "250 ok"
            }
            "RCPT" => {
                to.push(line);
                "250 ok"
            }
            "DATA" => {
                say("354 go on").await.unwrap();
                let mut text = String::new();
                while let Ok(Some(line)) = lines.next_line().await
                    && line != "."
                {
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push('\n');
                }
                let (from, to) = (std::mem::take(&mut from), std::mem::take(&mut to));
                received.send(Received { from, to, text }).unwrap();
                "250 taken"
            }
            "RSET" | "NOOP" => "250 ok",
            "QUIT" => "221 bye",
            _ => "500 what?",
        };
        if say(answer).await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_says_later_gets_the_mail_again_and_its_link_works() {
    let (url, mut mails) = mail_server(true).await;
    let server = Server::start_with(
        Database::Sqlite,
        &[
            "--smtp-url",
            &url,
            "--mail-from",
            "Halden <care@halden.example>",
        ],
    )
    .await;
    ana(&server).await;
    let mut ana = Visitor::new(&server);
    let told = ana
        .submit("/actions/forgot", &[("email", "Ana@Example.org")])
        .await
        .expect(303);
    assert!(!told.header("location").contains("failed"));
    let mail = tokio::time::timeout(Duration::from_secs(30), mails.recv());
    let mail = mail.await.unwrap().unwrap();
    assert!(mail.from.contains("<care@halden.example>"), "{}", mail.from);
    assert_eq!(mail.to.len(), 1);
    assert!(mail.to[0].contains("<ana@example.org>"), "{:?}", mail.to);
    for header in [
        "From: Halden <care@halden.example>",
        "To: ana@example.org",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(mail.text.contains(header), "{header} in {}", mail.text);
    }
    // One mail alone, although it was tried twice.
    assert!(mails.try_recv().is_err());
    let link = link_in(&server, &mail.text);
    let ticket = link.split_once("ticket=").unwrap().1.to_owned();
    ana.get(&link).await.expect(200);
    let password = "a harbour of nine geese";
    ana.submit(
        "/actions/reset",
        &[("ticket", &ticket), ("password", password)],
    )
    .await
    .expect(303);
    sign_in(&mut ana, "ana@example.org", password).await;
    assert!(is_in(&mut ana).await);
    let mail = tokio::time::timeout(Duration::from_secs(30), mails.recv());
    let mail = mail.await.unwrap().unwrap();
    assert!(mail.text.contains("was changed just now"), "{}", mail.text);
    assert!(
        !server.folder().join("data/mail").exists(),
        "no mail in files"
    );
    server.stop().await;
}
