//! Ana leaves: nothing of her stays, and what was proven still is.

use std::path::Path;
use std::time::Duration;

use mutual::access::Actor;
use mutual::clock::Timestamp;
use mutual::consent::Route;
use mutual::id::AccountId;
use mutual::insight::Ask;
use mutual::ledger::{Body, Entry};
use mutual::port::{Account, AccountKind, Ticket, TicketKind};
use mutual::use_cases::Question;
use mutual::webhook::{After, Attempt, Health, Outcome};
use mutual_engine::verify;
use mutual_store_suite::drafts::line as line_of;
use mutual_store_suite::{cluster, webhooks};
use serde_json::{Value, json};

use crate::api_bulk::{finished, line, past, shop, upload};
use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, Server, Visitor, encoded, new_key, send};
use crate::decisions::{picked, registered};
use crate::decisions_late::takes_back;
use crate::guesses::guess;
use crate::guesses_models::guesser;
use crate::on_both;
use crate::value::{arrived, used};

on_both!(
    nothing_of_ana_is_left_in_any_file,
    the_crm_learns_of_it_and_every_question_is_answered,
    whoever_is_suppressed_does_not_come_back,
    old_records_are_destroyed_and_the_log_still_verifies,
    everything_that_is_held_is_what_is_erased,
);

/// What only Ana has.
pub const SEEDS: [&str; 11] = [
    "seed-crm-ana-7731",
    "seed.ana.7731@example.org",
    "en-seed7731",
    "SeedCity call centre",
    "Seed wording that was read aloud",
    "seed.login.7731@example.org",
    "seed-proof-7731",
    "seed context 7731",
    "Seed fennel 7731 of 3 May",
    "seed guess 7731",
    "Seed question 7731 to a person",
];

/// What a system answered that was told of her. It may name her, and is not hers to read.
const ANSWERED: &str = "Seed answer 7731 of a system";

pub async fn erase(crm: &Crm, reference: &str, mode: &str, key: &str) -> Answer {
    let path = format!("/customers/{}?mode={mode}", encoded(reference));
    crm.call("DELETE", &path, &[("idempotency-key", key)], None)
        .await
}

fn choice(to: &str) -> Value {
    json!({
        "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": to},
        "evidence": {"how": "phone", "where": SEEDS[3], "at": last_month(), "wording": SEEDS[4]},
    })
}

/// Ana, with something in every table that can hold something of hers; her id.
async fn ana(server: &Server, crm: &Crm) -> String {
    let [first, mail, locale, ..] = SEEDS;
    let identifiers = json!([format!("crm:{first}"), format!("email:{mail}")]);
    let path = format!("/customers/crm:{first}");
    let body =
        json!({"identifiers": identifiers, "locale": locale, "region": "GB", "birth_year": 1987});
    let made = crm.put(&path, &body).await.expect(201).json();
    let id = made["customer"].as_str().unwrap().to_owned();
    for to in ["off", "on", "off", "on"] {
        let path = format!("{path}/choices");
        crm.post(&path, &choice(to)).await.expect(201);
    }
    // A machine decided something about her.
    let machine = server.crm("decisions:write admin").await;
    registered(&machine, "ranker", Value::Null).await;
    guesser(&machine).await;
    let mut decision = picked(&id);
    decision["data"][0]["item"] = json!(SEEDS[8]);
    machine.post("/decisions", &decision).await.expect(201);
    // Her page asked her about another exchange, which is written with what she does next.
    let engine = &server.app().live.engine;
    engine.asked(Ask {
        customer: id.parse().unwrap(),
        proposition: "coupons".parse().unwrap(),
        version: 1,
        locale: locale.to_owned(),
        at: engine.now(),
        seen: engine.index(),
    });
    // She answered, and let a computer guess.
    let coupons = json!({
        "proposition": "coupons", "version": 1, "toggles": {"exchange": "on", "ai:infer": "on"},
        "evidence": {"how": "phone", "where": SEEDS[3], "at": last_month(), "wording": SEEDS[4]},
    });
    crm.post(&format!("{path}/choices"), &coupons)
        .await
        .expect(201);
    let models = server.crm("decisions:write").await;
    for key in ["taste", "former-taste"] {
        models
            .put(&format!("{path}/inferences/{key}"), &guess(SEEDS[9]))
            .await
            .expect(200);
    }
    // One of them is taken back, and it is known for a while that there was one.
    takes_back(&models, &id, "former-taste").await;
    crm.post(&format!("{path}/pause"), &json!({}))
        .await
        .expect(201);
    // An import names her twice: the second line has her address for somebody else.
    let lines = [
        line(&format!("crm:{first}"), &[past("off", Some(&last_month()))]),
        json!({"identifiers": ["crm:somebody-else", format!("email:{mail}")]}),
    ];
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let started = upload(crm, "", "application/x-ndjson", &new_key(), body).await;
    let job = finished(crm, started.expect(202).json()["job"].as_str().unwrap()).await;
    assert_eq!(job["report"].as_array().unwrap().len(), 1, "{job:#}");
    // She asks a person.
    let (me, mutual) = (id.parse().unwrap(), &server.app().mutual);
    let actor = Actor::Customer(me);
    let asked = mutual.ask(
        &actor,
        Route::Page,
        me,
        Question {
            about: "coupons",
            said: SEEDS[10],
            ..Question::default()
        },
    );
    asked.await.unwrap();
    // She has an account, is signed in, and asked for a new password.
    let app = server.app();
    let account = Account {
        id: AccountId::new(app.clock.as_ref(), app.entropy.as_ref()),
        email: SEEDS[5].to_owned(),
        password: Some("a digest".to_owned()),
        kind: AccountKind::Customer(id.parse().unwrap()),
        created_at: app.clock.now(),
        disabled_at: None,
    };
    app.live.store.add_account(&account, None).await.unwrap();
    for owner in [account.id.to_string(), id.clone()] {
        let ticket = Ticket {
            digest: mutual::digest::sha256(owner.as_bytes()),
            kind: TicketKind::PasswordReset,
            owner,
            expires_at: app.clock.now().plus_seconds(600),
        };
        app.live.store.add_ticket(&ticket).await.unwrap();
    }
    // Something arrived for her, and something of hers was used.
    let reports = server.crm("value:write").await;
    let value = arrived(&id, SEEDS[6], &last_month());
    reports.post("/value-events", &value).await.expect(201);
    let mut usage = used(&id, &last_month(), SEEDS[7]);
    usage["channel"] = json!("email");
    reports.post("/usage-events", &usage).await.expect(201);
    sent(server, &id).await;
    let mut browser = Visitor::new(server);
    browser
        .get(&server.link(&format!("crm:{first}"), "/"))
        .await;
    id
}

/// A system was told of what she did last, and answered.
async fn sent(server: &Server, id: &str) {
    let (store, index) = (&server.app().live.store, server.app().live.engine.index());
    let delivery = webhooks::delivery(1, index, Some(id.parse().unwrap()));
    let attempt = Attempt {
        outcome: Outcome::Answered(503, ANSWERED.to_owned()),
        ..webhooks::attempt(delivery.id, 1)
    };
    let again = After {
        course: delivery.course,
        at: attempt.at,
    };
    let address = webhooks::endpoint(1);
    store
        .add_endpoint(&address, &line_of(1), None)
        .await
        .unwrap();
    let added = store.add_deliveries(address.id, index, &[delivery]).await;
    added.unwrap();
    let health = Health::default();
    store
        .record_attempt(&attempt, again, &health, 1)
        .await
        .unwrap();
}

/// Every file below `folder` in which one of the seeds stands, and which.
fn found(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(super::erasure::found(&path));
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        for seed in SEEDS.into_iter().chain([ANSWERED]) {
            let there = |bytes: &[u8]| {
                let seed = seed.as_bytes();
                bytes.windows(seed.len()).any(|part| part == seed)
            };
            if there(&bytes) {
                found.push(format!("{}: {seed}", path.display()));
            }
        }
    }
    found
}

/// Everything is good, whoever looks.
pub async fn assert_good(server: &Server) {
    let live = &server.app().live;
    let index = live.engine.index();
    live.log
        .covering(index, Duration::from_secs(5))
        .await
        .unwrap();
    let keys = live.log.keys();
    let verified = verify(live.store.as_ref(), &keys, |_| ()).await.unwrap();
    assert_eq!(verified.entries, index + 1);
}

/// Waits until every transaction that is under way is over, in any database of the cluster: a snapshot
/// begins with the oldest number that is being written anywhere, so a writer of another story keeps dead
/// rows of this one. Two that wait at once wait for the earlier one alone: each looks at what began
/// before itself did.
const OLDER_ARE_OVER: &str = "
    DO $$
    BEGIN
        WHILE EXISTS (
            SELECT FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND xact_start < now()
        ) LOOP
            PERFORM pg_sleep(0.01);
            PERFORM pg_stat_clear_snapshot();
        END LOOP;
    END $$";

async fn nothing_of_ana_is_left_in_any_file(database: Database) {
    let (server, crm) = shop(database).await;
    crm.knows("crm:bo").await;
    let id = ana(&server, &crm).await;
    // Others come after her, so that her rows lie between theirs.
    for n in 0..200 {
        let name = format!("crm:other-{n}");
        crm.knows(&name).await;
        let path = format!("/customers/{name}/choices");
        let body = json!({
            "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "off"},
        });
        crm.post(&path, &body).await.expect(201);
    }
    if let Database::Postgres = database {
        // As it does by itself, too: from here on its statistics hold samples of her.
        let url = server.app().config.database_url();
        cluster::shared().run(&url, "ANALYZE").unwrap();
    }
    let there = in_files(&server, database);
    assert!(!there.is_empty(), "the seeds are found where they are");
    erase(&crm, &id, "all", &new_key()).await.expect(204);
    assert_eq!(left_in_files(&server, database), [""; 0]);
    assert_good(&server).await;
}

/// Where the seeds are.
fn in_files(server: &Server, database: Database) -> Vec<String> {
    let mut all = found(server.folder());
    if let Database::Postgres = database {
        let (cluster, url) = (cluster::shared(), server.app().config.database_url());
        cluster.run(&url, "CHECKPOINT").unwrap();
        all.extend(found(&cluster.tables(&url)));
    }
    all
}

/// Where the seeds still are once the database has cleaned up.
pub fn left_in_files(server: &Server, database: Database) -> Vec<String> {
    if let Database::Postgres = database {
        let (cluster, url) = (cluster::shared(), server.app().config.database_url());
        // What a transaction that began before may still see, VACUUM leaves where it is.
        cluster.run(&url, OLDER_ARE_OVER).unwrap();
        // What PostgreSQL does by itself sooner or later; its statistics hold samples, too.
        cluster.run(&url, "VACUUM (FULL, ANALYZE)").unwrap();
        // Whoever looked meanwhile keeps the samples of before where they were.
        cluster.run(&url, OLDER_ARE_OVER).unwrap();
        cluster.run(&url, "VACUUM (FULL) pg_statistic").unwrap();
    }
    in_files(server, database)
}

async fn the_crm_learns_of_it_and_every_question_is_answered(database: Database) {
    let (server, crm) = shop(database).await;
    crm.knows("crm:bo").await;
    crm.knows("crm:ana").await;
    let on = choice("on");
    let key = new_key();
    let path = "/customers/crm:ana/choices";
    let chosen = crm.write("POST", path, &on, &key).await.expect(201).json();
    let by_id = crm.get("/customers/crm:ana").await.expect(200).json();
    let id = by_id["customer"].as_str().unwrap();
    let before = crm
        .get("/changes?after=0&limit=1000")
        .await
        .expect(200)
        .json();
    let erasing = new_key();
    let erased = erase(&crm, "crm:ana", "all", &erasing).await.expect(204);
    assert!(erased.body.is_empty());
    // The same request again, and another one.
    erase(&crm, "crm:ana", "all", &erasing).await.expect(204);
    let again = erase(&crm, id, "all", &new_key()).await.expect(410);
    assert_eq!(again.json()["code"], "erased");
    erase(&crm, "crm:ana", "all", &new_key()).await.expect(404);
    erase(&crm, "crm:bo", "some", &new_key()).await.expect(400);

    // Whatever names her by her id hears that she is gone; whatever names her otherwise knows
    // nobody.
    for (reference, reason) in [(id, "erased"), ("crm:ana", "unknown_customer")] {
        let path = format!("/customers/{reference}/check?purpose=recommendations");
        let verdict = crm.get(&path).await.expect(200).json();
        assert_eq!(verdict["verdict"], "deny");
        assert_eq!(verdict["reasons"][0]["code"], reason);
        let body = json!({"checks": [{"customer": reference, "purpose": "recommendations"}]});
        let many = crm.post("/check", &body).await.expect(200).json();
        assert_eq!(many["results"][0]["reasons"][0]["code"], reason);
    }
    for path in [
        "",
        "/consents",
        "/export",
        "/consents?at=2026-01-01T00:00:00Z",
    ] {
        let gone = crm.get(&format!("/customers/{id}{path}")).await;
        assert_eq!(gone.expect(410).json()["code"], "erased", "{path}");
    }
    crm.post(&format!("/customers/{id}/choices"), &on)
        .await
        .expect(410);
    crm.put(&format!("/customers/{id}"), &json!({"locale": "en"}))
        .await
        .expect(410);
    crm.get(&format!(
        "/receipts/{}",
        chosen["receipt"].as_str().unwrap()
    ))
    .await
    .expect(404);
    // The answer that was stored for her is destroyed.
    let replayed = crm.write("POST", path, &on, &key).await;
    assert_eq!(replayed.expect(410).json()["code"], "erased");

    // The feed has every index, says nothing more of her entries, and that she was erased.
    let after = crm
        .get("/changes?after=0&limit=1000")
        .await
        .expect(200)
        .json();
    let entries = |page: &Value| page["entries"].as_array().unwrap().clone();
    let (before, after) = (entries(&before), entries(&after));
    let hers = before
        .iter()
        .find(|entry| entry["customer"] == *id)
        .unwrap();
    let index = hers["index"].as_u64().unwrap();
    let left = after.iter().find(|entry| entry["index"] == index).unwrap();
    assert_eq!(left["type"], hers["type"]);
    assert_eq!(left["customer"], Value::Null);
    assert_eq!(left["receipt"], Value::Null);
    assert_eq!(left["toggles"], json!({}));
    let last = after.last().unwrap();
    assert_eq!(
        (&last["type"], &last["customer"]),
        (&json!("customer.erased"), &json!(id))
    );
    assert_eq!(last["identifiers"], json!([]));
    assert_eq!(after.len(), before.len() + 1);
    // Its own receipt stays.
    let receipt = format!("/receipts/{}", last["receipt"].as_str().unwrap());
    let receipt = crm.get(&receipt).await.expect(200).json();
    assert_eq!(receipt["entry"]["customer"], *id);

    // All of it also after a restart.
    assert_good(&server).await;
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let path = format!("/customers/{id}/check?purpose=recommendations");
    let verdict = crm.get(&path).await.expect(200).json();
    assert_eq!(verdict["reasons"][0]["code"], "erased");
    let again = crm
        .get("/changes?after=0&limit=1000")
        .await
        .expect(200)
        .json();
    assert_eq!(entries(&again), after);
}

async fn whoever_is_suppressed_does_not_come_back(database: Database) {
    let (server, crm) = shop(database).await;
    let identifiers = json!(["crm:ana", "email:Ana@Example.org"]);
    crm.put("/customers/crm:ana", &json!({"identifiers": identifiers}))
        .await
        .expect(201);
    erase(&crm, "crm:ana", "suppress", &new_key())
        .await
        .expect(204);
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    for reference in ["crm:ana", "email:ana@example.org", "email:ANA@example.org"] {
        let path = format!("/customers/{}", encoded(reference));
        let verdict = crm
            .get(&format!("{path}/check?purpose=recommendations"))
            .await;
        assert_eq!(verdict.expect(200).json()["reasons"][0]["code"], "erased");
        let back = crm.put(&path, &json!({"identifiers": [reference]})).await;
        assert_eq!(back.expect(410).json()["code"], "erased");
    }
    let lines = [
        line("crm:ana", &[past("on", Some(&last_month()))]),
        json!({"identifiers": ["crm:new", "email:ana@example.org"]}),
        line("crm:bo", &[]),
    ];
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let started = upload(&crm, "", "application/x-ndjson", &new_key(), body).await;
    let job = finished(&crm, started.expect(202).json()["job"].as_str().unwrap()).await;
    let codes: Vec<_> = job["report"].as_array().unwrap().iter().collect();
    let codes: Vec<_> = codes
        .iter()
        .map(|line| (&line["line"], &line["code"]))
        .collect();
    let erased = json!("erased");
    assert_eq!(codes, [(&json!(1), &erased), (&json!(2), &erased)]);
    crm.get("/customers/crm:bo").await.expect(200);
    assert_good(&server).await;
}

async fn old_records_are_destroyed_and_the_log_still_verifies(database: Database) {
    let server = Server::start(database).await;
    let mut documents = crate::common::demo();
    let mut kept = documents.remove(1);
    kept.retention_months = None;
    let mut short = documents.remove(0);
    short.retention_months = Some(1);
    let (short_key, kept_key) = (short.key.to_string(), kept.key.to_string());
    server.publish(short, None).await;
    server.publish(kept, None).await;
    let crm = server
        .crm("check consent:read consent:write feed admin")
        .await;
    crm.knows("crm:ana").await;
    // What arrived of it is a record of it too.
    let reports = server.crm("value:write").await;
    let value = arrived("crm:ana", SEEDS[6], &last_month());
    reports.post("/value-events", &value).await.expect(201);
    // Longer ago than a no is remembered, whatever was promised.
    let old = Timestamp::parse(&last_month())
        .unwrap()
        .plus_seconds(-180 * 86_400);
    for (proposition, at) in [(&kept_key, old), (&short_key, old), (&kept_key, old)] {
        let body = json!({
            "proposition": proposition, "version": 1, "toggles": {"exchange": "off"},
            "evidence": {"how": "phone", "where": "call centre", "at": at.to_string(), "wording": "No."},
        });
        crm.post("/customers/crm:ana/choices", &body)
            .await
            .expect(201);
    }
    let held = async || {
        let export = crm.get("/customers/crm:ana/export").await.expect(200);
        export.json()["tables"]["value_event"]
            .as_array()
            .unwrap()
            .len()
    };
    let live = &server.app().live;
    let destroyed = mutual_server::worker::retention::destroy_old_records(live).await;
    // The server looks by itself once at its start, and may have been faster on a busy machine.
    assert!(destroyed.unwrap() <= 1);
    assert_eq!(held().await, 0);
    assert_good(&server).await;
    let id = live.engine.holder("crm:ana").unwrap();
    let last = live.engine.customer(id).unwrap().state.last_index;
    let trail = live.engine.trail(last, 100).await.unwrap();
    let mut kinds: Vec<_> = trail.iter().map(|entry| entry.body.kind().word()).collect();
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        ["consent.forgotten", "consent.refused", "consent.refused"]
    );
    let counted =
        |entry: &&Entry| matches!(&entry.body, Body::Forgotten(gone) if gone.entries == 1);
    assert_eq!(trail.iter().filter(counted).count(), 1);
    // She chooses again, everything goes on, and in the end all of her goes.
    let again = json!({"proposition": short_key, "version": 1, "toggles": {"exchange": "off"}});
    crm.post("/customers/crm:ana/choices", &again)
        .await
        .expect(201);
    assert_good(&server).await;
    let server = server.restart().await;
    assert_good(&server).await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    erase(&crm, "crm:ana", "all", &new_key()).await.expect(204);
    assert_good(&server).await;
}

async fn everything_that_is_held_is_what_is_erased(database: Database) {
    let (server, crm) = shop(database).await;
    let id = ana(&server, &crm).await;
    let export = crm
        .get(&format!("/customers/{id}/export"))
        .await
        .expect(200)
        .json();
    let tables = export["tables"].as_object().unwrap();
    let personal: std::collections::BTreeSet<_> = mutual::port::personal::tables().collect();
    let exported: std::collections::BTreeSet<_> = tables.keys().map(String::as_str).collect();
    assert_eq!(exported, personal);
    for (table, rows) in tables {
        assert_ne!(
            rows.as_array().unwrap().len(),
            0,
            "nothing of hers in {table}"
        );
    }
    let text = export.to_string();
    for seed in SEEDS {
        assert!(text.contains(seed), "{seed}");
    }
    assert!(!text.contains("a digest"), "no secret is given out");
    assert!(!text.contains(ANSWERED), "nor what others wrote");
    let entries = tables["ledger_side"].as_array().unwrap();
    assert_eq!(
        entries.len(),
        8,
        "five choices, a pause, an import, a question"
    );
    assert_eq!(export["customer"]["customer"], id);
    // After the erasure the same tables have nothing of her.
    let trail: Vec<_> = entries
        .iter()
        .map(|row| row["index"].as_u64().unwrap())
        .collect();
    erase(&crm, &id, "suppress", &new_key()).await.expect(204);
    let store = &server.app().live.store;
    for held in store.held(id.parse().unwrap(), &trail).await.unwrap() {
        if held.table != "answer" {
            assert!(held.rows.is_empty(), "{}", held.table);
        }
    }
    // Nobody without the scope reads it.
    let other = server.crm("check").await;
    other.get("/customers/crm:nobody/export").await.expect(403);
    send(
        &server.url,
        "GET",
        "/api/v1/customers/crm:nobody/export",
        &[],
        "",
    )
    .await
    .expect(401);
}
