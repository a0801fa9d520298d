//! More than can be done on the test side: those who test are told so, and nothing that is real waits for it.

use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::guard::{CaseAsked, Matter, Request};
use mutual::id::{AccountId, EndpointId};
use mutual::port::Engine as _;
use mutual::use_cases::{CaseWish, Command, EndpointWish, Mutual, PutCustomer};
use mutual_engine::EngineHandle;
use mutual_server::open::Opened;
use mutual_server::pressure::Pressure;
use mutual_server::worker::webhooks::send_webhooks;
use serde_json::json;
use tokio::runtime::Builder;
use tokio::sync::{oneshot, watch};

use crate::cases::submit;
use crate::common::{Crm, Database, Server, config, send};
use crate::on_both;
use crate::receiver::Receiver;
use crate::too_much::is_too_much;
use crate::value::kitchen;

on_both!(
    what_fills_one_side_refuses_those_of_that_side_alone,
    webhooks_of_test_customers_wait_where_time_is_short,
);

/// The same client, with a token that nobody has seen yet.
async fn with_a_token(crm: &Crm) -> Crm {
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        crm.id, crm.secret
    );
    let media = [("content-type", "application/x-www-form-urlencoded")];
    let given = send(&crm.url, "POST", "/oauth/token", &media, form).await;
    let given = given.expect(200).json();
    Crm {
        secret: given["access_token"].as_str().unwrap().to_owned(),
        ..crm.clone()
    }
}

/// Whether an operator sees this among the figures.
async fn shows(server: &Server, figure: &str) -> bool {
    let figures = send(&server.url, "GET", "/metrics", &[], "").await;
    let figures = figures.expect(200).text();
    figures.lines().any(|line| line == figure)
}

async fn what_fills_one_side_refuses_those_of_that_side_alone(database: Database) {
    let (server, crm, _) = kitchen(database).await;
    let scopes = "consent:read consent:write value:write";
    let test = server.test_crm(scopes).await;
    test.knows("crm:42").await;
    let token = with_a_token(&test).await;
    let app = server.app();
    for (side, is_test) in [(&app.test, true), (&app.live, false)] {
        let places = [
            side.reports.place(1_000_000).unwrap(),
            side.recorder.backlog().place(1_000_000).unwrap(),
        ];
        for path in ["/value-events", "/usage-events", "/decisions"] {
            for (who, tests) in [(&crm, false), (&token, true), (&test, true)] {
                // Of whom it is too much, nothing is read of what they say.
                let answer = who.post(path, &json!("nonsense")).await;
                if tests == is_test {
                    is_too_much(&answer);
                }
                let name = answer.header("x-request-id");
                let is_shed = name.starts_with("req_shed_");
                assert_eq!(is_shed, tests == is_test, "{path} {}", answer.text());
            }
        }
        let name = if is_test { "test" } else { "live" };
        for queue in ["reports", "decisions"] {
            let figure = format!("mutual_queue_full{{engine=\"{name}\",queue=\"{queue}\"}} 1");
            assert!(shows(&server, &figure).await, "{figure}");
        }
        drop(places);
    }
    assert!(shows(&server, "mutual_shed_total 9").await);
    assert!(shows(&server, "mutual_shed_of_test_total 6").await);
    server.stop().await;
}

fn admin() -> Actor {
    Actor::Staff {
        account: AccountId::from_bytes([1; 16]),
        role: Role::Admin,
    }
}

/// An address that hears of everything on that side.
async fn hears(mutual: &Mutual, receiver: &Receiver) -> EndpointId {
    let wish = EndpointWish {
        url: Some(receiver.url.clone()),
        events: Some(vec!["*".to_owned()]),
        ..EndpointWish::default()
    };
    let (webhooks, admin) = (mutual.webhooks(), admin());
    let added = webhooks.add_endpoint(&admin, wish, ([1; 32], [2; 32]));
    added.await.unwrap().0.id
}

/// From now on it hears of that elsewhere.
async fn moves(mutual: &Mutual, endpoint: EndpointId, receiver: &Receiver) {
    let wish = EndpointWish {
        url: Some(receiver.url.clone()),
        ..EndpointWish::default()
    };
    let (webhooks, admin) = (mutual.webhooks(), admin());
    let changed = webhooks.change_endpoint(&admin, endpoint, None, wish, None);
    changed.await.unwrap();
}

/// A person has to decide about somebody.
async fn happens(engine: &EngineHandle) {
    let put = PutCustomer {
        identifiers: vec!["crm:42".parse().unwrap()],
        ..PutCustomer::default()
    };
    submit(engine, Command::PutCustomer(put)).await;
    let customer = engine.holder("crm:42").unwrap();
    let request = Request {
        purpose: "recommendations",
        topic: Some("rent"),
        ..Request::default()
    };
    let wish = CaseWish {
        matter: Matter::escalated(&request, [].into()),
        team: "front_desk".parse().unwrap(),
        asked: CaseAsked::default(),
    };
    submit(engine, Command::OpenCase(customer, Box::new(wish))).await;
}

async fn is_short_of_time(pressure: &Pressure) {
    let short = async {
        while !pressure.puts_tests_off() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(30), short);
    waited.await.unwrap();
}

/// Nobody waits for an answer there who could be told to come again: what is only tried out comes later.
async fn webhooks_of_test_customers_wait_where_time_is_short(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let (real, tried) = (Receiver::start().await, Receiver::start().await);
    let moved = Receiver::start().await;
    let mut config = config(database, &folder);
    config.webhook_hosts = vec![
        real.host().parse().unwrap(),
        tried.host().parse().unwrap(),
        moved.host().parse().unwrap(),
    ];
    let opened = Opened::open(config, true).await.unwrap();
    hears(&opened.app.mutual, &real).await;
    let endpoint = hears(&opened.app.test_mutual, &tried).await;
    // Nothing runs there that wants to run.
    let busy = Builder::new_current_thread().build().unwrap();
    let pressure = &opened.app.pressure;
    pressure.watch(busy.handle().clone()).unwrap();
    is_short_of_time(pressure).await;
    let (stop, stopping) = watch::channel(false);
    let sending = tokio::spawn(send_webhooks(opened.app.clone(), stopping));
    happens(&opened.test).await;
    happens(&opened.live).await;
    real.until(1, |_| true).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(tried.came().is_empty(), "{:?}", tried.came());
    // An admin names another address meanwhile: nothing goes to the old one any more.
    moves(&opened.app.test_mutual, endpoint, &moved).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    // And now it does.
    let (end, ended) = oneshot::channel::<()>();
    let runs = std::thread::spawn(move || busy.block_on(ended));
    moved.until(1, |_| true).await;
    assert!(tried.came().is_empty(), "{:?}", tried.came());
    assert_eq!(real.came().len(), 1);
    drop(end);
    assert!(runs.join().unwrap().is_err());
    stop.send_replace(true);
    sending.await.unwrap();
    opened.close().await;
}
