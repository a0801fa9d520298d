//! Nobody ever decides against a model: who looks after it is told, and need not look.

use std::collections::BTreeSet;
use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::id::AccountId;
use mutual::port::AccountKind;
use mutual::use_cases::Reading;
use mutual_server::worker::alarms::tell_alarms;
use rusqlite::Connection;
use serde_json::json;

use crate::cases::Shop;
use crate::common::{Database, Visitor, new_key};
use crate::desk::{Office, reads};
use crate::erasure::erase;
use crate::on_both;
use crate::web_people::{account, link_in, mail, mails, marketer, signed_in};

on_both!(
    the_reviewer_is_told_once_that_nobody_decides_against_a_model,
    that_decisions_grow_fewer_is_no_end_and_no_new_beginning,
    where_nobody_reviews_an_admin_is_told,
    a_word_that_reached_nobody_goes_again,
);

const ALARM: &str = "In three months nobody decided against risk-9";

/// People decide about that many loans to Ana, each as a model proposed it, but for one where they do not.
async fn decide(office: &Office, model: &str, loans: std::ops::Range<u32>, outcome: &str) {
    decide_about(&office.shop, "crm:42", model, loans, outcome).await;
}

/// The same about another customer.
async fn decide_about(
    shop: &Shop,
    customer: &str,
    model: &str,
    loans: std::ops::Range<u32>,
    outcome: &str,
) {
    for pounds in loans {
        let question = json!({"customer": customer, "purpose": "recommendations",
            "topic": "credit", "amount": pounds, "currency": "GBP", "open_case": true,
            "proposal": {"outcome": "deny", "model": model}});
        let verdict = shop.check(question).await;
        let case = verdict["case"].as_str().unwrap();
        let status = shop.decides(case, outcome, "We looked.").await;
        assert_eq!(status, 201);
    }
}

/// The models against which nobody ever decides, as a program reads it, of all and of each by itself.
async fn never_overridden(office: &Office) -> Vec<String> {
    let program = office.server().crm("admin").await;
    let all = program.get("/models").await.expect(200).json();
    let mut never = Vec::new();
    for model in all["items"].as_array().unwrap() {
        let key = model["key"].as_str().unwrap();
        let one = program.get(&format!("/models/{key}")).await;
        let said = &model["never_overridden"];
        assert_eq!(one.expect(200).json()["never_overridden"], *said, "{key}");
        never.extend(said.as_bool().unwrap().then(|| key.to_owned()));
    }
    never
}

/// The mails that nobody has read yet.
fn unread(office: &Office) -> usize {
    mails(&office.server().folder().join("data/mail")).len()
}

async fn the_reviewer_is_told_once_that_nobody_decides_against_a_model(database: Database) {
    let mut office = Office::open(database).await;
    for model in ["risk-9", "ranker"] {
        office.shop.registers(model).await;
    }
    let server = office.server();
    let role = AccountKind::Staff(Role::Reviewer);
    account(server, "rita@example.org", role).await;
    let gone = account(server, "ron@example.org", role).await;
    let (app, store) = (server.app(), &server.app().live.store);
    let now = Some(app.clock.now());
    store.set_disabled(gone, now, None).await.unwrap();
    let mut rita = signed_in(server, "rita@example.org").await;
    let both = async |rita: &mut Visitor| {
        let all = reads(rita, "/studio/models").await;
        (all, reads(rita, "/studio/models/risk-9").await)
    };

    // Of few nobody can tell.
    decide(&office, "risk-9", 1..20, "deny").await;
    decide(&office, "ranker", 101..102, "deny").await;
    tell_alarms(app).await.unwrap();
    assert_eq!(unread(&office), 0);
    let (all, one) = both(&mut rita).await;
    assert!(!all.contains(ALARM) && !one.contains(ALARM), "{all}");
    assert!(never_overridden(&office).await.is_empty());

    decide(&office, "risk-9", 20..21, "deny").await;
    tell_alarms(app).await.unwrap();
    let letter = mail(office.server(), "rita@example.org").await;
    let said = "in three months nobody decided against what this model proposes";
    assert!(letter.contains(said), "{letter}");
    assert!(letter.contains("\r\n\r\nrisk-9\r\n\r\n"), "{letter}");
    let figures = link_in(office.server(), &letter);
    assert!(reads(&mut rita, &figures).await.contains(ALARM));
    // It stands where she looks at how models do, of this one alone.
    let (all, one) = both(&mut rita).await;
    assert!(all.contains(ALARM) && one.contains(ALARM), "{all}");
    let mark = "In three months of cases nobody decided against it";
    assert_eq!(all.matches(mark).count(), 1, "{all}");
    assert_eq!(never_overridden(&office).await, ["risk-9"]);
    let other = reads(&mut rita, "/studio/models/ranker").await;
    assert!(!other.contains("nobody decided against"), "{other}");

    // She is told once, and whoever cannot come in, and whoever does not review, not at all.
    decide(&office, "risk-9", 21..23, "deny").await;
    for _ in 0..2 {
        tell_alarms(app).await.unwrap();
    }
    assert_eq!(unread(&office), 0);
    let told = store.alarms_told().await.unwrap();
    assert_eq!(Vec::from_iter(told), ["risk-9"]);

    // Another model is another word.
    decide(&office, "ranker", 102..121, "deny").await;
    tell_alarms(app).await.unwrap();
    let letter = mail(office.server(), "rita@example.org").await;
    assert!(letter.contains("\r\n\r\nranker\r\n\r\n"), "{letter}");

    // A person who decides otherwise ends it, so that a new beginning would be told.
    decide(&office, "risk-9", 23..24, "allow").await;
    tell_alarms(app).await.unwrap();
    let told = store.alarms_told().await.unwrap();
    assert_eq!(Vec::from_iter(told), ["ranker"]);
    assert_eq!(never_overridden(&office).await, ["ranker"]);
    let (all, one) = both(&mut rita).await;
    assert!(!all.contains(ALARM) && !one.contains(ALARM), "{all}");
    assert_eq!(unread(&office), 0);
    // Whoever told that it had begun before would be told again.
    store.set_alarms_told(&BTreeSet::new()).await.unwrap();
    tell_alarms(app).await.unwrap();
    let letter = mail(office.server(), "rita@example.org").await;
    assert!(letter.contains("\r\n\r\nranker\r\n\r\n"), "{letter}");
    // Marketers are not led there.
    marketer(office.server()).await;
    let mut mara = signed_in(office.server(), "mara@example.org").await;
    mara.get("/studio/models").await.expect(403);
    assert!(
        !reads(&mut mara, "/studio")
            .await
            .contains("nobody decided against")
    );
    assert!(
        reads(&mut office.ada, "/studio/models")
            .await
            .contains("against ranker")
    );
}

async fn that_decisions_grow_fewer_is_no_end_and_no_new_beginning(database: Database) {
    let office = Office::open(database).await;
    office.shop.registers("risk-9").await;
    office.shop.knows("crm:43").await;
    let (app, store) = (office.server().app(), &office.server().app().live.store);
    decide(&office, "risk-9", 1..20, "deny").await;
    decide_about(&office.shop, "crm:43", "risk-9", 1..2, "deny").await;
    tell_alarms(app).await.unwrap();
    let letter = mail(office.server(), "ada@example.org").await;
    assert!(letter.contains("\r\n\r\nrisk-9\r\n\r\n"), "{letter}");
    // One of just enough decisions goes with whom it was about, and the next one makes them enough again:
    // still nobody decided against it, which people know.
    let crm = &office.shop.crm;
    erase(crm, "crm:43", "all", &new_key()).await.expect(204);
    tell_alarms(app).await.unwrap();
    assert_eq!(
        Vec::from_iter(store.alarms_told().await.unwrap()),
        ["risk-9"]
    );
    decide(&office, "risk-9", 20..21, "deny").await;
    tell_alarms(app).await.unwrap();
    assert_eq!(unread(&office), 0);
}

async fn where_nobody_reviews_an_admin_is_told(database: Database) {
    let office = Office::open(database).await;
    office.shop.registers("risk-9").await;
    decide(&office, "risk-9", 1..21, "deny").await;
    tell_alarms(office.server().app()).await.unwrap();
    let letter = mail(office.server(), "ada@example.org").await;
    assert!(letter.contains("\r\n\r\nrisk-9\r\n\r\n"), "{letter}");
    assert_eq!(unread(&office), 0, "agents see no figures");
}

async fn a_word_that_reached_nobody_goes_again(database: Database) {
    let shop = Shop::open(database).await;
    shop.registers("risk-9").await;
    decide_about(&shop, "crm:42", "risk-9", 1..21, "deny").await;
    let (app, store) = (shop.server.app(), &shop.server.app().live.store);
    // There is nobody yet who could be told.
    tell_alarms(app).await.unwrap();
    assert!(store.alarms_told().await.unwrap().is_empty());
    let role = AccountKind::Staff(Role::Reviewer);
    account(&shop.server, "rita@example.org", role).await;
    // Nor is she told where that could not be stored: she would be told again at every look.
    if matches!(database, Database::Sqlite) {
        let touched = Connection::open(shop.server.folder().join("mutual.db")).unwrap();
        touched.busy_timeout(Duration::from_secs(10)).unwrap();
        let full = "CREATE TRIGGER no_room BEFORE INSERT ON setting WHEN NEW.name = 'alarms'
            BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
        touched.execute_batch(full).unwrap();
        assert!(tell_alarms(app).await.is_err());
        let sent = mails(&shop.server.folder().join("data/mail"));
        assert!(sent.is_empty(), "{sent:?}");
        touched.execute_batch("DROP TRIGGER no_room").unwrap();
    }
    tell_alarms(app).await.unwrap();
    let letter = mail(&shop.server, "rita@example.org").await;
    assert!(letter.contains("\r\n\r\nrisk-9\r\n\r\n"), "{letter}");
    let told = store.alarms_told().await.unwrap();
    assert_eq!(Vec::from_iter(told), ["risk-9"]);
    // Who looks after no models is told of none, whichever page she asks.
    let marketer = Actor::Staff {
        account: AccountId::from_bytes([9; 16]),
        role: Role::Marketer,
    };
    let refused = app.cases(&app.live).never_against(&marketer).await;
    assert!(matches!(refused, Err(Reading::Denied(_))), "{refused:?}");
}
