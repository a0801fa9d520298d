//! Programs that keep a mirror.

use serde_json::{Value, json};

use super::fake::Way;
use super::{Program, about, programs, puts};
use crate::api_consent::just_now;
use crate::common::{Crm, Database, Server};
use crate::on_both;

on_both!(
    a_mirror_answers_as_the_server_does_and_goes_on_through_cuts,
    a_grant_ends_in_a_mirror_at_its_very_moment,
    a_mirror_comes_back_from_its_file,
    who_is_called_what_reaches_a_mirror_without_an_entry,
    a_mirror_of_another_ledger_begins_anew,
    the_directory_of_a_mirror_is_told_before_its_entries,
    what_rests_on_guesses_the_server_alone_allows,
    what_a_model_decides_the_server_alone_allows,
);

/// A shop, a way to it that breaks, and a client that goes this way.
pub(super) async fn shop(database: Database) -> (Server, Way, Crm, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let way = Way::to(&server.url).await;
    let crm = server
        .crm("check consent:read consent:write feed catalogue")
        .await;
    let through = Crm {
        url: way.url.clone(),
        ..crm.clone()
    };
    (server, way, crm, through)
}

pub(super) async fn chooses(crm: &Crm, who: &str, switch: &str) -> u64 {
    let choice = puts(who, "exchange", switch, &just_now());
    let path = format!("/customers/{who}/choices");
    let stored = crm.post(&path, &choice["choice"]).await.expect(201).json();
    stored["index"].as_u64().unwrap()
}

/// What a mirror and the server say: the same.
pub(super) async fn same(program: &mut Program, crm: &Crm, who: &str) -> Value {
    same_of(program, crm, about(who)).await
}

/// As [`same`], of another question.
pub(super) async fn same_of(program: &mut Program, crm: &Crm, question: Value) -> Value {
    let told = program
        .does("mirror_check", json!({"questions": [question]}))
        .await;
    let served = crm.post("/check", &json!({"checks": [question]})).await;
    let mut served = served.expect(200).json()["results"][0].take();
    served.as_object_mut().unwrap().remove("id");
    let told = told[0].clone();
    let (mut one, mut other) = (told.clone(), served);
    for verdict in [&mut one, &mut other] {
        let verdict = verdict.as_object_mut().unwrap();
        verdict.remove("max_age_s");
        verdict.remove("index");
    }
    assert_eq!(one, other, "{}, {question}", program.name);
    told
}

pub(super) async fn reaches(program: &mut Program, index: u64) {
    let reached = program.does("mirror_wait", json!({"index": index})).await;
    assert_eq!(reached, true, "{}: never came to {index}", program.name);
}

async fn a_mirror_answers_as_the_server_does_and_goes_on_through_cuts(database: Database) {
    let (server, way, crm, through) = shop(database).await;
    for (n, pages) in [(0, false), (1, false), (0, true), (1, true)] {
        let mut program = programs().into_iter().nth(n).unwrap();
        let who = format!("crm:{n}-{pages}");
        let id = crm.knows(&who).await;
        program.is(&through).await;
        program
            .does("mirror_start", json!({"page_by_page": pages}))
            .await;
        assert_eq!(same(&mut program, &crm, &who).await["verdict"], "deny");
        for switch in ["on", "off", "on"] {
            let index = chooses(&crm, &who, switch).await;
            reaches(&mut program, index).await;
            let told = same(&mut program, &crm, &who).await;
            assert_eq!(told["verdict"] == "allow", switch == "on", "{told}");
            assert_eq!(
                same(&mut program, &crm, &id).await["verdict"],
                told["verdict"]
            );
            way.breaks();
        }
        let status = program.does("mirror_status", json!({})).await;
        assert_eq!(
            (&status["is_stale"], &status["reread"]),
            (&json!(false), &json!(1))
        );
        assert_eq!(status["index"], server.app().live.engine.index());
        // Somebody who is gone is gone here too.
        let path = format!("/customers/{who}?mode=all");
        let key = crate::common::new_key();
        let headers = [("idempotency-key", key.as_str())];
        crm.call("DELETE", &path, &headers, None).await.expect(204);
        reaches(&mut program, server.app().live.engine.index()).await;
        let told = same(&mut program, &crm, &id).await;
        assert_eq!(told["reasons"][0]["code"], "erased");
        let told = same(&mut program, &crm, &who).await;
        assert_eq!(told["reasons"][0]["code"], "unknown_customer");
        program.does("mirror_stop", json!({})).await;
    }
}

async fn a_grant_ends_in_a_mirror_at_its_very_moment(database: Database) {
    let (_server, _way, crm, through) = shop(database).await;
    crm.knows("crm:1").await;
    let index = chooses(&crm, "crm:1", "on").await;
    for mut program in programs() {
        program.is(&through).await;
        program.does("mirror_start", json!({})).await;
        reaches(&mut program, index).await;
        let told = same(&mut program, &crm, "crm:1").await;
        let ends = told["grant"]["expires_at"].as_str().unwrap();
        let ends = mutual::clock::Timestamp::parse(ends).unwrap().as_millis();
        for (before_ms, awaited, max_age_s) in [
            (60_000, "granted", 60),
            (7_999, "granted", 7),
            (1, "granted", 0),
            (0, "expired", 60),
        ] {
            let with = json!({"questions": [about("crm:1")], "now_ms": ends - before_ms});
            let told = program.does("mirror_check", with).await;
            let code = &told[0]["reasons"][0]["code"];
            assert_eq!(code, awaited, "{}, {before_ms} ms before", program.name);
            assert_eq!(told[0]["max_age_s"], max_age_s);
        }
        program.does("mirror_stop", json!({})).await;
    }
}

async fn a_mirror_comes_back_from_its_file(database: Database) {
    let (mut server, way, crm, through) = shop(database).await;
    let folder = tempfile::tempdir().unwrap();
    for mut program in programs() {
        let crm = Crm {
            url: server.url.clone(),
            ..crm.clone()
        };
        let who = format!("crm:{}", program.name);
        crm.knows(&who).await;
        chooses(&crm, &who, "on").await;
        let path = folder.path().join(program.name);
        let file = path.display().to_string();
        let start = json!({"file": file});
        program.is(&through).await;
        program.does("mirror_start", start.clone()).await;
        program.does("mirror_stop", json!({})).await;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "it names customers");
        }
        // What happened meanwhile is read, and nothing else.
        let index = chooses(&crm, &who, "off").await;
        program.does("mirror_start", start.clone()).await;
        reaches(&mut program, index).await;
        assert_eq!(same(&mut program, &crm, &who).await["verdict"], "deny");
        let status = program.does("mirror_status", json!({})).await;
        assert_eq!(status["reread"], 0, "{}: {status}", program.name);
        let index = chooses(&crm, &who, "on").await;
        reaches(&mut program, index).await;
        program.does("mirror_stop", json!({})).await;
        // Where the server is away, a young file answers, and an old one says that it is old.
        way.leads_to("http://127.0.0.1:9");
        program.does("mirror_start", start.clone()).await;
        let questions = json!({"questions": [about(&who)]});
        let told = program.does("mirror_check", questions.clone()).await;
        assert_eq!(told[0]["verdict"], "allow", "{}: {told}", program.name);
        program.does("mirror_stop", json!({})).await;
        let text = std::fs::read_to_string(&path).unwrap();
        let (first, rest) = text.split_once('\n').unwrap();
        let mut first: Value = serde_json::from_str(first).unwrap();
        first["as_of"] = match &first["as_of"] {
            Value::String(_) => json!("2026-01-01T00:00:00.000Z"),
            _ => json!(1_767_225_600_000_i64),
        };
        std::fs::write(&path, format!("{first}\n{rest}")).unwrap();
        program.does("mirror_start", start.clone()).await;
        let told = program.does("mirror_check", questions.clone()).await;
        assert_eq!(told[0]["verdict"], "deny");
        assert_eq!(told[0]["reasons"][0]["code"], "stale");
        assert_eq!(told[0]["max_age_s"], 0);
        let status = program.does("mirror_status", json!({})).await;
        assert_eq!(status["is_stale"], true);
        // Once the server is back, it is as good as ever. That one has started anew, so that who is
        // called what has to be read again.
        let held = program.does("mirror_status", json!({})).await["index"].clone();
        server = server.restart().await;
        way.leads_to(&server.url);
        let crm = Crm {
            url: server.url.clone(),
            ..crm.clone()
        };
        let index = chooses(&crm, &who, "off").await;
        assert!(index > held.as_u64().unwrap());
        reaches(&mut program, index).await;
        assert_eq!(same(&mut program, &crm, &who).await["verdict"], "deny");
        let status = program.does("mirror_status", json!({})).await;
        assert_eq!(status["reread"], 1, "{}: {status}", program.name);
        program.does("mirror_stop", json!({})).await;
        // A file that was cut is as good as none.
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, &text[..text.len() / 2]).unwrap();
        program.does("mirror_start", start).await;
        assert_eq!(same(&mut program, &crm, &who).await["verdict"], "deny");
        let status = program.does("mirror_status", json!({})).await;
        assert_eq!(status["reread"], 1);
        program.does("mirror_stop", json!({})).await;
    }
}

async fn who_is_called_what_reaches_a_mirror_without_an_entry(database: Database) {
    let (server, _way, crm, through) = shop(database).await;
    for mut program in programs() {
        program.is(&through).await;
        program.does("mirror_start", json!({})).await;
        let name = program.name.to_lowercase();
        let (ana, ben) = (format!("crm:ana-{name}"), format!("crm:ben-{name}"));
        let mail = format!("email:{name}@example.org");
        crm.knows(&ana).await;
        crm.knows(&ben).await;
        let index = chooses(&crm, &ana, "on").await;
        reaches(&mut program, index).await;
        let more = json!({"identifiers": [mail]});
        crm.put(&format!("/customers/{ana}"), &more)
            .await
            .expect(200);
        until(&mut program, &mail, "allow").await;
        // An address has one spelling.
        let loud = mail.to_uppercase().replace("EMAIL:", "email:");
        assert_eq!(same(&mut program, &crm, &loud).await["verdict"], "allow");
        // What was hers is somebody else's: her yes is not his.
        let path = format!(
            "/customers/{ana}/identifiers/{}",
            crate::common::encoded(&mail)
        );
        let key = crate::common::new_key();
        let headers = [("idempotency-key", key.as_str())];
        crm.call("DELETE", &path, &headers, None).await.expect(200);
        crm.put(&format!("/customers/{ben}"), &more)
            .await
            .expect(200);
        until(&mut program, &mail, "deny").await;
        let told = until_code(&mut program, &mail, "no_grant").await;
        assert_eq!(told, same(&mut program, &crm, &mail).await["reasons"]);
        assert_eq!(same(&mut program, &crm, &ana).await["verdict"], "allow");
        program.does("mirror_stop", json!({})).await;
    }
    server.stop().await;
}

/// Asks a mirror until it says that.
async fn until(program: &mut Program, who: &str, verdict: &str) {
    loop {
        let told = program
            .does("mirror_check", json!({"questions": [about(who)]}))
            .await;
        if told[0]["verdict"] == verdict {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

pub(super) async fn until_code(program: &mut Program, who: &str, code: &str) -> Value {
    loop {
        let told = program
            .does("mirror_check", json!({"questions": [about(who)]}))
            .await;
        if told[0]["reasons"][0]["code"] == code {
            return told[0]["reasons"].clone();
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

async fn a_mirror_of_another_ledger_begins_anew(database: Database) {
    let (server, way, crm, through) = shop(database).await;
    let other = Server::start(database).await;
    for document in crate::common::demo().into_iter().take(1) {
        other.publish(document, None).await;
    }
    for mut program in programs() {
        way.leads_to(&server.url);
        let who = format!("crm:{}", program.name);
        crm.knows(&who).await;
        program.is(&through).await;
        program.does("mirror_start", json!({})).await;
        let index = chooses(&crm, &who, "on").await;
        reaches(&mut program, index).await;
        assert_eq!(same(&mut program, &crm, &who).await["verdict"], "allow");
        // The ledger was put back to an older copy, in which she is not yet. Whoever has another
        // secret there is let in by that.
        let there = other.crm("check consent:write feed").await;
        let mut mirror = programs()
            .into_iter()
            .find(|p| p.name == program.name)
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mirror").display().to_string();
        mirror.is(&through).await;
        mirror.does("mirror_start", json!({"file": file})).await;
        mirror.does("mirror_stop", json!({})).await;
        way.leads_to(&other.url);
        let with = json!({"url": way.url, "secret": there.secret});
        mirror.does("connect", with).await;
        mirror.does("mirror_start", json!({"file": file})).await;
        loop {
            let status = mirror.does("mirror_status", json!({})).await;
            if status["reread"] == 1 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        let told = same(&mut mirror, &there, &who).await;
        assert_eq!(told["reasons"][0]["code"], "unknown_customer");
        mirror.does("mirror_stop", json!({})).await;
        program.does("mirror_stop", json!({})).await;
    }
}

async fn the_directory_of_a_mirror_is_told_before_its_entries(database: Database) {
    let (server, _way, crm, _) = shop(database).await;
    let start = crm.get("/mirror").await.expect(200).text();
    let lines: Vec<Value> = start
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1], json!({"customers": 0}));
    assert_eq!(lines[0]["propositions"].as_array().unwrap().len(), 6);
    let (index, cursor) = (&lines[0]["index"], lines[0]["directory"].as_str().unwrap());
    let ana = crm.knows("crm:ana").await;
    chooses(&crm, "crm:ana", "on").await;
    let path = format!("/changes?after={index}&directory={cursor}");
    let page = crm.get(&path).await.expect(200).json();
    assert_eq!(page["directory"]["more"], false);
    let told = &page["directory"]["customers"];
    let index_of_hers = &page["entries"][0]["index"];
    let her = json!([{"customer": ana, "identifiers": ["crm:ana"], "region": "GB",
                      "index": index_of_hers}]);
    assert_eq!(told, &her);
    assert_eq!(page["entries"].as_array().unwrap().len(), 1);
    assert!(page["entries"][0]["expires_at"].is_string());
    // Whoever does not ask for it is not told, and what was told once is not told again.
    let page_without = crm
        .get(&format!("/changes?after={index}"))
        .await
        .expect(200);
    assert!(page_without.json().get("directory").is_none());
    let next = page["directory"]["cursor"].as_str().unwrap();
    let path = format!("/changes?after={index}&directory={next}");
    let again = crm.get(&path).await.expect(200).json();
    assert_eq!(again["directory"]["customers"], json!([]));
    // More than goes at once comes before any entry.
    let lines: String = (0..2_500)
        .map(|n| format!("{{\"identifiers\":[\"bulk:{n}\"]}}\n"))
        .collect();
    let admin = server.crm("admin").await;
    let key = crate::common::new_key();
    let job = crate::api_bulk::upload(&admin, "", "application/x-ndjson", &key, lines).await;
    let job = job.expect(202).json()["job"].as_str().unwrap().to_owned();
    crate::api_bulk::finished(&admin, &job).await;
    let (mut cursor, mut told) = (next.to_owned(), 0);
    loop {
        let path = format!("/changes?after={index}&directory={cursor}");
        let page = crm.get(&path).await.expect(200).json();
        told += page["directory"]["customers"].as_array().unwrap().len();
        cursor = page["directory"]["cursor"].as_str().unwrap().to_owned();
        let entries = page["entries"].as_array().unwrap();
        if page["directory"]["more"] == false {
            assert!(!entries.is_empty());
            break;
        }
        assert!(entries.is_empty(), "entries before who they are about");
        assert_eq!(page["next"], *index);
    }
    assert_eq!(told, 2_500);
    for wrong in [
        "x",
        "0000000000000001.0",
        "0000000000000001.ffffffffffffffffff",
    ] {
        for path in ["/changes", "/changes/stream"] {
            let answer = crm.get(&format!("{path}?directory={wrong}")).await;
            let gone = wrong == "0000000000000001.0";
            assert_eq!(
                answer.status,
                if gone { 410 } else { 400 },
                "{path} {wrong}"
            );
        }
    }
    let stranger = server.crm("check consent:read").await;
    stranger.get("/mirror").await.expect(403);
}

async fn what_rests_on_guesses_the_server_alone_allows(database: Database) {
    let (server, _way, crm, through) = shop(database).await;
    let crm = Crm {
        secret: server
            .crm("check consent:write decisions:write")
            .await
            .secret,
        ..crm
    };
    crate::guesses_models::guesser(&server.crm("admin").await).await;
    for mut program in programs() {
        let who = format!("crm:{}", program.name);
        crm.knows(&who).await;
        crate::guesses::allows(&crm, &who).await;
        let dog = crate::guesses::guess("a dog");
        let told = crate::guesses::tells(&crm, &who, "has-dog", &dog).await;
        let index = told.expect(200).json()["decided_index"].as_u64().unwrap();
        program.is(&through).await;
        program.does("mirror_start", json!({})).await;
        reaches(&mut program, index).await;
        let ask = |key: &str, purpose: &str| json!({"customer": who, "purpose": purpose, "data": ["orders"], "inferences": [key]});
        let all = [
            ask("has-dog", "offers"),
            ask("has-cat", "offers"),
            ask("has-dog", "dreams"),
        ];
        let codes = async |program: &mut Program, verb: &str| {
            let told = program.does(verb, json!({"questions": all})).await;
            let told = told.as_array().unwrap().clone().into_iter();
            told.map(|told| (told["verdict"].clone(), told["reasons"][0]["code"].clone()))
                .collect::<Vec<_>>()
        };
        let of = |verdict: &str, code: &str| (json!(verdict), json!(code));
        let served = [
            of("allow", "granted"),
            of("deny", "inference_not_covered"),
            of("deny", "unknown_purpose"),
        ];
        assert_eq!(
            codes(&mut program, "check").await,
            served,
            "{}",
            program.name
        );
        // A mirror holds no guesses: it never says yes, and says no where that is so without them.
        let held = [
            of("deny", "ask_server"),
            of("deny", "ask_server"),
            of("deny", "unknown_purpose"),
        ];
        assert_eq!(
            codes(&mut program, "mirror_check").await,
            held,
            "{}",
            program.name
        );
        // More than the server takes at once go in parts.
        let many = json!({"questions": vec![ask("has-dog", "offers"); 203]});
        let told = program.does("check", many).await;
        let told = told.as_array().unwrap();
        assert_eq!(told.len(), 203);
        assert!(
            told.iter().all(|told| told["verdict"] == "allow"),
            "{}",
            program.name
        );
        program.does("mirror_stop", json!({})).await;
    }
}

async fn what_a_model_decides_the_server_alone_allows(database: Database) {
    let (server, _way, crm, through) = shop(database).await;
    let admin = server.crm("admin").await;
    crate::decisions::registered(&admin, "ranker", Value::Null).await;
    crate::cases::draw_line(server.app().live.engine.as_ref()).await;
    for mut program in programs() {
        let who = format!("crm:{}", program.name);
        crm.knows(&who).await;
        let index = chooses(&crm, &who, "on").await;
        program.is(&through).await;
        program.does("mirror_start", json!({})).await;
        reaches(&mut program, index).await;
        let ask = |more: Value| {
            let mut question = about(&who);
            for (field, value) in more.as_object().unwrap() {
                question[field] = value.clone();
            }
            question
        };
        let all = [
            ask(json!({"model": "ranker", "model_version": "2026-10"})),
            ask(json!({"model": "ranker", "model_version": "1999"})),
            ask(json!({"model": "ranker", "model_version": "2026-10", "purpose": "dreams"})),
            ask(json!({"topic": "credit"})),
            ask(json!({"topic": "credit", "open_case": true})),
        ];
        let told = async |program: &mut Program, verb: &str| {
            let told = program.does(verb, json!({"questions": all})).await;
            let told = told.as_array().unwrap().clone().into_iter();
            told.map(|told| {
                let code = told["reasons"][0]["code"].clone();
                (told["verdict"].clone(), code, told["case"].is_string())
            })
            .collect::<Vec<_>>()
        };
        let of = |verdict: &str, code: &str, case| (json!(verdict), json!(code), case);
        let held = [
            of("deny", "ask_server", false),
            of("deny", "ask_server", false),
            of("deny", "unknown_purpose", false),
            of("escalate", "red_line", false),
            of("escalate", "red_line", false),
        ];
        let mirrored = told(&mut program, "mirror_check").await;
        assert_eq!(mirrored, held, "{}", program.name);
        let served = [
            of("allow", "granted", false),
            of("deny", "unknown_model", false),
            of("deny", "unknown_purpose", false),
            of("escalate", "red_line", false),
            of("escalate", "red_line", true),
        ];
        let checked = told(&mut program, "check").await;
        assert_eq!(checked, served, "{}", program.name);
        program.does("mirror_stop", json!({})).await;
    }
}
