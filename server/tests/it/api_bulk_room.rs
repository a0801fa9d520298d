//! Uploads take so much of the disk and no more, whoever sends them.

use std::time::Duration;

use serde_json::Value;

use crate::api_bulk::{finished, line, upload};
use crate::api_bulk_resume::{send_part, there};
use crate::common::{Answer, Crm, Database, Server, new_key};
use crate::erasure::erase;
use crate::on_both;

on_both!(
    a_client_fills_its_own_share_and_no_more,
    all_together_have_a_bound_too_and_it_outlives_a_restart,
    many_uploads_at_once_do_not_slip_past_the_bound,
    test_clients_fill_their_own_share_and_keep_nobody_real_out,
    an_erasure_makes_room,
);

const NDJSON: &str = "application/x-ndjson";
const OF_CLIENT: usize = 10_000;
const OF_ALL: usize = 25_000;
/// What all test clients together may let wait.
const OF_TEST: usize = OF_ALL / 4;

/// A server where a client may let so many bytes wait, and all clients so many.
async fn server(database: Database) -> Server {
    let (of_client, of_all) = (OF_CLIENT.to_string(), OF_ALL.to_string());
    let flags = [
        "--spool-client-max-bytes",
        &of_client,
        "--spool-max-bytes",
        &of_all,
    ];
    Server::start_with(database, &flags).await
}

/// A client that imports; imports are told by their ids.
async fn client(server: &Server) -> Crm {
    server.crm("admin consent:write").await
}

/// Lines of customers who are called so, of so many bytes in all.
fn lines(name: &str, bytes: usize) -> String {
    let mut all = String::new();
    for n in 0.. {
        let next = format!("{}\n", line(&format!("crm:{name}-{n}"), &[]));
        if all.len() + next.len() > bytes {
            break;
        }
        all.push_str(&next);
    }
    // A blank line says nothing.
    all.extend(std::iter::repeat_n(' ', bytes - all.len() - 1));
    all.push('\n');
    all
}

/// So many bytes of a file, as the first part of more.
async fn first_part(crm: &Crm, key: &str, bytes: usize) -> Answer {
    send_part(crm, "", key, 0, false, &lines("first", bytes)).await
}

#[track_caller]
fn no_room(answer: Answer) {
    let answer = answer.expect(507);
    assert_eq!(answer.header("retry-after"), "60");
    assert_eq!(answer.json()["code"], "insufficient_storage");
}

async fn received(crm: &Crm, key: &str) -> Value {
    there(crm, key).await["received"].clone()
}

/// How many bytes are kept on the disk.
fn spooled(server: &Server) -> u64 {
    let spool = server.folder().join("data").join("spool");
    let files = std::fs::read_dir(spool).into_iter().flatten().flatten();
    files
        .map(|file| file.metadata().map_or(0, |of| of.len()))
        .sum()
}

async fn a_client_fills_its_own_share_and_no_more(database: Database) {
    let server = server(database).await;
    let (crm, other) = (client(&server).await, client(&server).await);
    let waits = new_key();
    first_part(&crm, &waits, 9_000).await.expect(200);
    // Neither in parts nor in one go is there room for more, and nothing is left of it.
    let key = new_key();
    no_room(first_part(&crm, &key, 2_000).await);
    assert_eq!(received(&crm, &key).await, 0);
    no_room(upload(&crm, "", NDJSON, &new_key(), lines("whole", 2_000)).await);
    assert_eq!(spooled(&server), 9_000);
    // Nor for the rest of what waits, of which nothing is lost.
    let rest = lines("rest", 2_000);
    no_room(send_part(&crm, "", &waits, 9_000, true, &rest).await);
    assert_eq!(received(&crm, &waits).await, 9_000);
    // Somebody else has room.
    let whole = upload(&other, "", NDJSON, &new_key(), lines("other", 9_000)).await;
    let job = whole.expect(202).json()["job"].as_str().unwrap().to_owned();
    assert_eq!(finished(&other, &job).await["status"], "done");
    // A shorter rest fits; when that job has ended there is room again.
    let rest = lines("rest", 900);
    let whole = send_part(&crm, "", &waits, 9_000, true, &rest)
        .await
        .expect(202);
    let job = whole.json()["job"].as_str().unwrap().to_owned();
    let done = finished(&crm, &job).await;
    assert_eq!(
        (&done["status"], &done["rejected"]),
        (&"done".into(), &0.into())
    );
    let again = new_key();
    let began = std::time::Instant::now();
    // Its file goes right after its end is told.
    while first_part(&crm, &again, 9_000).await.status != 200 {
        assert!(began.elapsed() < Duration::from_secs(30), "it is kept");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn all_together_have_a_bound_too_and_it_outlives_a_restart(database: Database) {
    let mut server = server(database).await;
    let (one, two, three) = (
        client(&server).await,
        client(&server).await,
        client(&server).await,
    );
    let (first, second) = (new_key(), new_key());
    first_part(&one, &first, 9_000).await.expect(200);
    first_part(&two, &second, 9_000).await.expect(200);
    let mut clients = [one, two, three];
    for _ in 0..2 {
        let [one, two, three] = &clients;
        // Of what is left, each may have what neither bound forbids.
        no_room(first_part(one, &new_key(), 2_000).await);
        no_room(first_part(three, &new_key(), 8_000).await);
        assert_eq!(received(two, &second).await, 9_000);
        assert_eq!(spooled(&server), 18_000);
        server = server.restart().await;
        for crm in &mut clients {
            crm.url.clone_from(&server.url);
        }
    }
    let [one, _, three] = &clients;
    let third = new_key();
    first_part(three, &third, 6_900).await.expect(200);
    no_room(send_part(one, "", &first, 9_000, true, &lines("rest", 200)).await);
    // A part goes on behind what arrived before the restart, and the digest is that of all of it.
    let rest = lines("rest", 50);
    let whole = send_part(one, "", &first, 9_000, true, &rest)
        .await
        .expect(202)
        .json();
    let again = send_part(one, "", &first, 9_000, true, &rest)
        .await
        .expect(202)
        .json();
    assert_eq!(whole["job"], again["job"]);
    let job = whole["job"].as_str().unwrap();
    assert_eq!(finished(one, job).await["status"], "done");
    // In one go under the same key it is the same upload; with other bytes it is another.
    let all = lines("first", 9_000) + &rest;
    let same = upload(one, "", NDJSON, &first, all.clone())
        .await
        .expect(202)
        .json();
    assert_eq!(same["job"], whole["job"]);
    let other = upload(one, "", NDJSON, &first, all + "\n")
        .await
        .expect(422)
        .json();
    assert_eq!(other["code"], "idempotency_key_reused");
}

async fn many_uploads_at_once_do_not_slip_past_the_bound(database: Database) {
    let server = server(database).await;
    let crm = client(&server).await;
    let sends = (0..12).map(|_| {
        let crm = crm.clone();
        tokio::spawn(async move { first_part(&crm, &new_key(), 3_000).await.status })
    });
    let mut kept = 0;
    for send in sends.collect::<Vec<_>>() {
        match send.await.unwrap() {
            200 => kept += 1,
            status => assert_eq!(status, 507),
        }
    }
    // One that came in two portions may have found room for the first alone, which is kept.
    assert!((1..=OF_CLIENT / 3_000).contains(&kept), "{kept}");
    let spooled = spooled(&server);
    assert!(spooled <= OF_CLIENT as u64, "{spooled}");
    assert!(spooled >= kept as u64 * 3_000, "{spooled}");
}

async fn test_clients_fill_their_own_share_and_keep_nobody_real_out(database: Database) {
    let mut server = server(database).await;
    let scopes = "admin consent:write";
    let (one, two) = (server.test_crm(scopes).await, server.test_crm(scopes).await);
    let (real, other) = (client(&server).await, client(&server).await);
    let first = new_key();
    first_part(&one, &first, 4_000).await.expect(200);
    first_part(&two, &new_key(), 2_000).await.expect(200);
    let mut clients = [one, two, real, other];
    for _ in 0..2 {
        let [one, two, ..] = &clients;
        // Neither has all that one client may have, and there is no room for a third of them.
        for crm in [one, two, &server.test_crm(scopes).await] {
            let full = first_part(crm, &new_key(), 1_000).await;
            let detail = full.json()["detail"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            assert!(detail.contains(&format!("{OF_TEST} bytes")), "{detail}");
            no_room(full);
        }
        let whole = lines("whole", 1_000);
        no_room(upload(two, "", NDJSON, &new_key(), whole).await);
        assert_eq!(spooled(&server), 6_000);
        server = server.restart().await;
        for crm in &mut clients {
            crm.url.clone_from(&server.url);
        }
    }
    // Two who are real take all that each of them may.
    let [one, two, real, other] = &clients;
    for crm in [real, other] {
        first_part(crm, &new_key(), 9_000).await.expect(200);
    }
    // What is tried out goes on within its own share.
    let rest = lines("rest", 200);
    let whole = send_part(one, "", &first, 4_000, true, &rest).await;
    let job = whole.expect(202).json()["job"].as_str().unwrap().to_owned();
    assert_eq!(finished(one, &job).await["status"], "done");
    let began = std::time::Instant::now();
    // Its file goes right after its end is told.
    while first_part(one, &new_key(), 900).await.status != 200 {
        assert!(began.elapsed() < Duration::from_secs(30), "it is kept");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Of a test client that is revoked what it left still takes room of theirs.
    let app = server.app();
    let mut known = app.live.store.clients().await.unwrap().into_iter();
    let gone = known.find(|client| client.id.to_string() == two.id);
    let mut gone = gone.unwrap();
    gone.revoked_at = Some(app.clock.now());
    app.live.store.put_client(&gone).await.unwrap();
    let server = server.restart().await;
    let third = server.test_crm(scopes).await;
    no_room(first_part(&third, &new_key(), 3_500).await);
    first_part(&third, &new_key(), 3_000).await.expect(200);
}

async fn an_erasure_makes_room(database: Database) {
    let server = server(database).await;
    let crm = client(&server).await;
    crm.knows("crm:first-1").await;
    let key = new_key();
    first_part(&crm, &key, 9_000).await.expect(200);
    no_room(first_part(&crm, &new_key(), 2_000).await);
    // What may name her goes, and its client begins anew.
    erase(&crm, "crm:first-1", "all", &new_key())
        .await
        .expect(204);
    assert_eq!(received(&crm, &key).await, 0);
    first_part(&crm, &key, 9_000).await.expect(200);
}
