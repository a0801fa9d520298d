//! Programs that keep a mirror, of customers whose browsers ask not to sell or share, and of records
//! that become one.

use mutual::access::Actor;
use mutual::clock::Clock as _;
use mutual::consent::Route;
use mutual::port::Submission;
use mutual::use_cases::Command;
use serde_json::{Value, json};

use super::fake::{Fake, says};
use super::mirrors::{chooses, reaches, same, same_of, shop, until_code};
use super::{Program, about, programs};
use crate::common::{Database, Server};
use crate::on_both;

on_both!(
    a_wish_of_while_a_mirror_was_away_holds_back_what_sells,
    a_wish_that_comes_again_to_two_who_are_one_counts_from_then,
    records_that_become_one_while_a_mirror_is_away_are_one_there_too,
    names_that_moved_answer_nothing_before_the_entry_that_moved_them,
);

/// Recipes on legitimate interest, which may train a model of somebody else too.
fn of_interest() -> mutual::catalogue::Document {
    on_basis("legitimate_interest")
}

/// The same on another legal basis.
fn on_basis(basis: &str) -> mutual::catalogue::Document {
    let mut document = serde_json::to_value(crate::common::demo().remove(0)).unwrap();
    document["key"] = json!("partner-models");
    document["legal_basis"] = json!(basis);
    document["ai_uses"] = json!(["share_model"]);
    serde_json::from_value(document).unwrap()
}

/// A question about it.
fn of_model(customer: &str) -> Value {
    json!({"questions": [{"customer": customer, "purpose": "recommendations", "data": ["orders"],
                          "ai": "share_model"}]})
}

/// A file as this library wrote it before it knew of wishes and merges.
fn make_old(path: &std::path::Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        let fields = line.as_object_mut().unwrap();
        for field in ["merged", "signal"] {
            fields.remove(field);
        }
        let terms = fields.get_mut("propositions").and_then(Value::as_array_mut);
        for terms in terms.into_iter().flatten() {
            terms.as_object_mut().unwrap().remove("shares").unwrap();
        }
        format!("{line}\n")
    });
    std::fs::write(path, lines.collect::<String>()).unwrap();
}

/// The browser of a customer sends its wish.
async fn wishes(server: &Server, id: &str) {
    let id = id.parse().unwrap();
    let submission = Submission {
        actor: Actor::Customer(id),
        route: Route::Signal,
        command: Command::HeedSignal(id),
        idempotency: None,
    };
    let engine = &server.app().live.engine;
    engine.submit(submission).await.unwrap();
}

async fn a_wish_of_while_a_mirror_was_away_holds_back_what_sells(database: Database) {
    let (server, _way, crm, through) = shop(database).await;
    server.publish(of_interest(), None).await;
    let folder = tempfile::tempdir().unwrap();
    for mut program in programs() {
        let who = format!("crm:{}", program.name);
        let id = crm.knows(&who).await;
        let path = folder.path().join(program.name);
        let start = json!({"file": path.display().to_string()});
        program.is(&through).await;
        program.does("mirror_start", start.clone()).await;
        let told = program.does("mirror_check", of_model(&who)).await;
        assert_eq!(told[0]["reasons"][0]["code"], "legal_basis", "{told}");
        program.does("mirror_stop", json!({})).await;
        wishes(&server, &id).await;
        let engine = &server.app().live.engine;
        program.does("mirror_start", start.clone()).await;
        reaches(&mut program, engine.index()).await;
        let told = program.does("mirror_check", of_model(&who)).await;
        assert_eq!(told[0]["reasons"][0]["code"], "signal_gpc", "{told}");
        let served = crm
            .post("/check", &json!({"checks": of_model(&who)["questions"]}))
            .await;
        let served = served.expect(200).json();
        assert_eq!(told[0]["reasons"], served["results"][0]["reasons"]);
        let status = program.does("mirror_status", json!({})).await;
        assert_eq!(status["reread"], 0, "{}: {status}", program.name);
        // A file that knows nothing of wishes, but is behind this one, is as good as none.
        program.does("mirror_stop", json!({})).await;
        make_old(&path);
        program.does("mirror_start", start).await;
        let told = program.does("mirror_check", of_model(&who)).await;
        assert_eq!(told[0]["reasons"][0]["code"], "signal_gpc", "{told}");
        let status = program.does("mirror_status", json!({})).await;
        assert_eq!(status["reread"], 1, "{}: {status}", program.name);
        // Only who knows of her wish, and says so, turns it on for her.
        let mut choice = json!({
            "proposition": "partner-models", "version": 1, "toggles": {"exchange": "on", "ai:share_model": "on"},
            "evidence": {"how": "phone", "where": "call centre",
                         "at": mutual_engine::SystemClock.now().to_string(),
                         "wording": "Your browser asks us not to share. Shall we?"}
        });
        let unaware = json!({"customer": who, "choice": choice});
        let refused = program.fails("choose", unaware).await;
        assert!(refused.contains("against_signal"), "{refused}");
        choice["in_spite_of_signal"] = json!(true);
        let aware = json!({"customer": who, "choice": choice});
        program.does("choose", aware).await;
        reaches(&mut program, engine.index()).await;
        let told = program.does("mirror_check", of_model(&who)).await;
        assert_eq!(told[0]["verdict"], "allow", "{}: {told}", program.name);
        program.does("mirror_stop", json!({})).await;
    }
}

/// Of two who are one, the wish may be the browser's of either, so that it is told once more: what was
/// never answered is held back since then, and a mirror that kept the old one would say otherwise.
async fn a_wish_that_comes_again_to_two_who_are_one_counts_from_then(database: Database) {
    let (server, _way, crm, through) = shop(database).await;
    server.publish(on_basis("consent"), None).await;
    let engine = &server.app().live.engine;
    for mut program in programs() {
        let name = program.name.to_lowercase();
        let (ana, visitor) = (format!("crm:{name}"), format!("visitor:{name}"));
        let ids = [crm.knows(&ana).await, crm.knows(&visitor).await];
        for id in &ids {
            wishes(&server, id).await;
        }
        program.is(&through).await;
        program.does("mirror_start", json!({})).await;
        let merge = format!("/customers/{ana}/merge");
        let merged = crm.post(&merge, &json!({"from": visitor})).await;
        merged.expect(201);
        reaches(&mut program, engine.index()).await;
        let mut since = Vec::new();
        for comes_again in [false, true] {
            if comes_again {
                let before = engine.index();
                wishes(&server, &ids[0]).await;
                assert_eq!(engine.index(), before + 1, "it is told once more");
                reaches(&mut program, engine.index()).await;
            }
            let question = of_model(&ana)["questions"][0].take();
            let told = same_of(&mut program, &crm, question).await;
            let reason = &told["reasons"][0];
            assert_eq!(reason["code"], "signal_gpc", "{told}");
            since.push(reason["since"].as_str().unwrap().to_owned());
        }
        assert!(since[0] < since[1], "{}: {since:?}", program.name);
        program.does("mirror_stop", json!({})).await;
    }
}

async fn records_that_become_one_while_a_mirror_is_away_are_one_there_too(database: Database) {
    let (server, _way, crm, through) = shop(database).await;
    let folder = tempfile::tempdir().unwrap();
    for mut program in programs() {
        let name = program.name.to_lowercase();
        let (ana, visitor) = (format!("crm:{name}"), format!("visitor:{name}"));
        let ids = [crm.knows(&ana).await, crm.knows(&visitor).await];
        chooses(&crm, &ana, "on").await;
        chooses(&crm, &visitor, "off").await;
        let path = folder.path().join(&name);
        let start = json!({"file": path.display().to_string()});
        program.is(&through).await;
        program.does("mirror_start", start.clone()).await;
        let verdicts = async |program: &mut Program, awaited: [&str; 2]| {
            for (names, code) in [[&ana, &ids[0]], [&visitor, &ids[1]]].iter().zip(awaited) {
                for name in names {
                    let told = same(program, &crm, name).await;
                    assert_eq!(told["reasons"][0]["code"], code, "{name}: {told}");
                }
            }
        };
        verdicts(&mut program, ["granted", "no_grant"]).await;
        let split = async || {
            let path = format!("/customers/{ana}/split");
            let done = crm.post(&path, &json!({"from": ids[1]})).await;
            done.expect(201);
        };
        let merge = async || {
            let path = format!("/customers/{ana}/merge");
            let done = crm.post(&path, &json!({"from": visitor})).await;
            done.expect(201);
        };
        let engine = &server.app().live.engine;
        // While it looks, and while it is away.
        for away in [false, true] {
            for (awaited, joins) in [
                (["no_grant", "no_grant"], true),
                (["granted", "no_grant"], false),
            ] {
                if away {
                    program.does("mirror_stop", json!({})).await;
                }
                if joins {
                    merge().await;
                } else {
                    split().await;
                }
                if away {
                    program.does("mirror_start", start.clone()).await;
                }
                reaches(&mut program, engine.index()).await;
                verdicts(&mut program, awaited).await;
            }
        }
        // A file of before aliases were known leads nobody astray.
        merge().await;
        reaches(&mut program, engine.index()).await;
        program.does("mirror_stop", json!({})).await;
        make_old(&path);
        program.does("mirror_start", start.clone()).await;
        verdicts(&mut program, ["no_grant", "no_grant"]).await;
        // Each of her ids is gone with her.
        let erase = format!("/customers/{ana}?mode=all");
        let key = crate::common::new_key();
        let headers = [("idempotency-key", key.as_str())];
        crm.call("DELETE", &erase, &headers, None).await.expect(204);
        reaches(&mut program, engine.index()).await;
        for id in &ids {
            let told = same(&mut program, &crm, id).await;
            assert_eq!(told["reasons"][0]["code"], "erased", "{told}");
        }
        program.does("mirror_stop", json!({})).await;
    }
}

/// The directory runs ahead of the entries. So a name can lead to the other record before the entry has
/// come that says what follows from the two: what a server really tells is played piece by piece.
async fn names_that_moved_answer_nothing_before_the_entry_that_moved_them(database: Database) {
    let (server, _way, crm, _) = shop(database).await;
    server.publish(of_interest(), None).await;
    for name in ["crm:ana", "crm:ben"] {
        crm.knows(name).await;
    }
    let visitor = crm.knows("visitor:7").await;
    // She alone objected: nobody is asked, so silence is a yes.
    let no = json!({"proposition": "partner-models", "version": 1, "toggles": {"exchange": "off"}});
    crm.post("/customers/visitor:7/choices", &no)
        .await
        .expect(201);
    let folder = tempfile::tempdir().unwrap();
    for (from, path) in [
        (json!("visitor:7"), "/customers/crm:ana/merge"),
        (json!(visitor), "/customers/crm:ana/split"),
    ] {
        let before = crm.get("/mirror").await.expect(200).text();
        let start: Value = serde_json::from_str(before.lines().next().unwrap()).unwrap();
        let (index, cursor) = (&start["index"], start["directory"].as_str().unwrap());
        crm.post(path, &json!({"from": from})).await.expect(201);
        let page = format!("/changes?after={index}&directory={cursor}");
        let mut page = crm.get(&page).await.expect(200).json();
        // It is told again and again, however long this takes.
        page.as_object_mut().unwrap().remove("at").unwrap();
        let after = crm.get("/mirror").await.expect(200).text();
        let mut names = page.clone();
        (names["entries"], names["next"]) = (json!([]), index.clone());
        let mut nothing = names.clone();
        nothing["directory"]["customers"] = json!([]);
        for mut program in programs() {
            let fake = Fake::start([says(200, &before), says(200, &names)]).await;
            let file = format!("{}-{}", program.name, index);
            let file = folder.path().join(file).display().to_string();
            let start = json!({"page_by_page": true, "file": file});
            let with = json!({"url": fake.url, "secret": "s", "patience_s": 30});
            program.does("connect", with).await;
            program.does("mirror_start", start.clone()).await;
            // Whoever asks for the page behind it has taken this one in; and so has her file.
            for is_anew in [false, true] {
                if is_anew {
                    program.does("mirror_stop", json!({})).await;
                    fake.goes_on_with([says(200, &nothing)]);
                    program.does("mirror_start", start.clone()).await;
                }
                let asked = fake.asked().len();
                while fake.asked().len() < asked + 3 {
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                }
                for (name, code) in [
                    ("crm:ana", "stale"),
                    ("visitor:7", "stale"),
                    ("crm:ben", "legal_basis"),
                ] {
                    let with = json!({"questions": [about(name)]});
                    let told = program.does("mirror_check", with).await;
                    let first = &told[0]["reasons"][0]["code"];
                    assert_eq!(first, code, "{}, {path}, {name}, {is_anew}", program.name);
                }
            }
            fake.goes_on_with([says(200, &page), says(200, &after), says(200, &nothing)]);
            reaches(&mut program, page["head"].as_u64().unwrap()).await;
            for name in ["crm:ana", "visitor:7", "crm:ben", &visitor] {
                same(&mut program, &crm, name).await;
            }
            program.does("mirror_stop", json!({})).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn until_two_records_are_read_anew_neither_answers_for_the_other() {
    let at = "2026-11-23T10:00:00.000Z";
    let line = |id: &str, name: &str, standing: &str| {
        let mut answer = json!({"standing": standing, "version": 1, "index": 2, "since": at,
                                "receipt": "rcp_1"});
        if standing == "granted" {
            answer["expires_at"] = json!("2099-01-01T00:00:00.000Z");
        }
        let toggles = json!({"exchange": answer, "data:orders": answer, "channel:email": answer});
        json!({"customer": id, "merged": [], "identifiers": [name], "region": "GB", "index": 2,
               "paused": false, "situations": {}, "open_complaints": [],
               "answers": {"recipe-ideas": toggles}})
    };
    let terms = json!({"proposition": "recipe-ideas", "version": 1, "published_at": at,
        "first_index": 1, "special": false, "purpose": "recommendations", "legal_basis": "consent",
        "regions": ["*"], "material_since": 1, "facets": {"data:orders": 1, "channel:email": 1},
        "shares": {}});
    let lines = [
        json!({"index": 9, "directory": "1.1", "at": at, "purposes": ["recommendations"],
               "data": ["orders"], "data_categories": [], "propositions": [terms], "red_lines": []}),
        line("cus_ana", "crm:ana", "granted"),
        line("cus_visitor", "visitor:7", "withdrawn"),
        line("cus_ben", "crm:ben", "granted"),
        json!({"customers": 3}),
    ];
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let names = json!(["crm:ana", "visitor:7"]);
    let entry = |index: u64, kind: &str| {
        json!({"index": index, "at": at, "type": kind, "customer": "cus_ana", "from": "cus_visitor",
               "identifiers": names, "proposition": null, "version": null, "toggles": {},
               "previous": {}, "actor": {"kind": "client", "id": "c"}, "route": "api",
               "receipt": null})
    };
    for kind in ["customer.merged", "customer.split"] {
        let page = json!({"next": 10, "head": 10, "entries": [entry(10, kind)],
            "directory": {"cursor": "1.2", "more": false,
                          "customers": [{"customer": "cus_ana", "identifiers": names,
                                         "region": "GB", "index": 10}]}});
        for mut program in programs() {
            // Its server goes away right behind that.
            let fake = Fake::start([says(200, &lines), says(200, &page), says(503, "{}")]).await;
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("mirror");
            let with = json!({"url": fake.url, "secret": "s", "patience_s": 1});
            program.does("connect", with).await;
            let with = json!({"page_by_page": true, "file": file.display().to_string()});
            program.does("mirror_start", with).await;
            for name in ["crm:ana", "cus_ana", "visitor:7", "cus_visitor"] {
                until_code(&mut program, name, "stale").await;
                let with = json!({"questions": [about(name)]});
                let told = program.does("mirror_check", with).await;
                assert_eq!(told[0]["max_age_s"], 0, "{}, {name}", program.name);
            }
            let with = json!({"questions": [about("crm:ben")]});
            let told = program.does("mirror_check", with).await;
            assert_eq!(told[0]["verdict"], "allow", "{}: {told}", program.name);
            // It does not say that it knows of that entry, and keeps nothing for later.
            let status = program.does("mirror_status", json!({})).await;
            assert_eq!(status["index"], 9, "{}: {status}", program.name);
            program.does("mirror_save", json!({})).await;
            assert!(!file.exists(), "{}", program.name);
            // However long that lasts, it goes on asking.
            while fake.asked().len() < 8 {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            let behind = fake.asked().split_off(2);
            let all = behind.iter().all(|asked| asked.path.ends_with("/mirror"));
            assert!(all, "{}: {behind:?}", program.name);
        }
    }
}
