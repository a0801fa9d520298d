//! A developer who comes back to the documentation, or reads all of it.

use std::time::Duration;

use mutual_server::worker::seal::seal_what_was_decided;

use crate::api_start::{SETTINGS, begins, blocks, free_port, json, page, pages};
use crate::common::{Database, Server};
use crate::on_both;

on_both!(
    every_page_is_gone_through_twice_and_after_all_others,
    what_is_tried_with_a_model_stands_against_no_later_reading,
);

/// Seals what the developer records: nobody here waits a minute for that.
fn seals(server: &Server) -> tokio::task::JoinHandle<()> {
    let test = server.app().test.clone();
    tokio::spawn(seal_what_was_decided(test, Duration::from_millis(200)))
}

async fn every_page_is_gone_through_twice_and_after_all_others(database: Database) {
    let port = free_port();
    let host = format!("127.0.0.1:{port}");
    let server = Server::start_with(database, &["--webhook-hosts", &host]).await;
    server.publish_demo().await;
    let (mut developer, _) = begins(&server, port).await;
    developer.has_libraries();
    developer.runs("the settings", SETTINGS).await;
    let sealing = seals(&server);
    let start = page(&server, "/docs").await;
    let mut with_commands = 0;
    for path in pages(&start) {
        let read = page(&server, &path).await;
        if blocks(&read).iter().all(|(id, _)| id.is_empty()) {
            continue;
        }
        with_commands += 1;
        developer.follows(&path, &read).await;
        let again = page(&server, &path).await;
        developer.follows(&path, &again).await;
    }
    sealing.abort();
    assert_eq!(with_commands, 16);
}

/// The command with that label on the page.
#[track_caller]
fn command(page: &str, label: &str) -> String {
    let label = format!("aria-label=\"{label}\"");
    let (_, behind) = page.split_once(&label).unwrap();
    let block = format!("<pre class=\"code\"{behind}");
    blocks(&block).swap_remove(0).1
}

/// The command 25 times, each time as another write.
fn often(command: &str) -> String {
    let command = command.replace("Idempotency-Key: ", "Idempotency-Key: $N-");
    format!("for N in $(seq 25); do\n{command}\ndone")
}

async fn what_is_tried_with_a_model_stands_against_no_later_reading(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let (developer, _) = begins(&server, 8088).await;
    let sealing = seals(&server);
    let path = "/docs/recipes/decide";
    let first = page(&server, path).await;
    developer.follows(path, &first).await;
    // As often as one likes, since each of them says why.
    let (record, ask) = (
        command(&first, "Record the decision"),
        command(&first, "Ask with the model"),
    );
    let said = developer.runs("often", &often(&record)).await;
    assert!(!said.contains("model_below_bar"), "{said}");
    let said = developer.runs("ask", &often(&ask)).await;
    assert!(
        said.contains("\"allow\"") && !said.contains("below_bar"),
        "{said}"
    );
    // Somebody tries what the page says of the bar.
    let second = page(&server, path).await;
    developer.follows(path, &second).await;
    let reason = "\"counterfactual\":\"Without the order of 3 May you would have got others.\",";
    let silent = command(&second, "Record the decision").replace(reason, "");
    let said = developer.runs("in silence", &often(&silent)).await;
    assert!(said.contains("model_below_bar"), "{said}");
    let ask = command(&second, "Ask with the model");
    let answer = json(&developer.runs("ask", &ask).await);
    assert_eq!(answer["results"][0]["verdict"], "escalate", "{answer}");
    // Whoever comes then meets a version of which nothing is known.
    let third = page(&server, path).await;
    let printed = developer.follows(path, &third).await;
    sealing.abort();
    let answer = json(printed.last().unwrap());
    assert_eq!(answer["results"][0]["verdict"], "allow", "{answer}");
}
