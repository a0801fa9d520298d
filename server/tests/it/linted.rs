//! A dishonest proposition gets nowhere: not by the API's judgement, not by the command line, and
//! not to the customers, whoever approved it.

use std::process::Command as Process;

use mutual::access::{Actor, Role};
use mutual::catalogue::{AiUse, Labels, Slug};
use mutual::guard::{Condition, Effect, RedLine};
use mutual::id::AccountId;
use mutual::ledger::LineChange;
use mutual::port::{AccountKind, Draft, Stage};
use mutual::use_cases::Approving;
use serde_json::{Value, json};

use crate::common::{Database, Server, demo};
use crate::languages::speaks;
use crate::on_both;
use crate::red_lines::draw;
use crate::web_people::{account, signed_in};

on_both!(
    the_api_says_what_is_to_be_mended,
    the_api_says_it_in_the_language_that_is_asked_for,
    the_same_is_judged_the_same_however_it_is_written,
    who_reviews_reads_the_findings_in_her_own_language,
    what_the_linter_blocks_takes_no_step_and_goes_live_by_no_way,
    nobody_is_asked_for_what_a_red_line_denies,
);

fn honest() -> Value {
    let mut document = serde_json::to_value(&demo()[0]).unwrap();
    document["key"] = "order-letters".into();
    document
}

fn dishonest() -> Value {
    let mut document = honest();
    document["ask"]["refuse"] = "No, I hate saving money".into();
    document
}

/// It hands the data to nobody in particular.
fn nameless() -> Value {
    let mut document = honest();
    document["recipients"] = json!(["our partners"]);
    document
}

async fn the_api_says_what_is_to_be_mended(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("catalogue").await;
    let lint = "/propositions/lint";
    let found = crm.post(lint, &json!([honest(), dishonest(), {}, 7])).await;
    let found = found.expect(200).json();
    let documents = found["documents"].as_array().unwrap();
    let blocked: Vec<_> = documents.iter().map(|one| &one["blocked"]).collect();
    assert_eq!(blocked, [false, true, true, true], "{found}");
    assert_eq!(documents[1]["key"], "order-letters");
    assert_eq!(documents[2]["key"], Value::Null);
    let finding = &documents[1]["findings"][0];
    assert_eq!(finding["rule"], "L-S2", "{finding}");
    assert_eq!(finding["field"], "ask.refuse");
    assert_eq!(finding["level"], "block");
    assert!(finding["source"].is_string() && finding["message"].is_string());
    let mut pressing = honest();
    pressing["title"] = "Ideas, only today".into();
    let found = crm.post(lint, &pressing).await.expect(200).json();
    let found = found["documents"][0]["findings"].as_array().unwrap();
    let spans = |finding: &&Value| finding["field"] == "title" && finding["span"][1].is_u64();
    assert!(found.iter().any(|finding| spans(&finding)), "{found:?}");
    // One document alone is an answer of one, and a hundred are the most.
    let one = crm.post(lint, &dishonest()).await.expect(200).json();
    assert_eq!(one["documents"].as_array().unwrap().len(), 1);
    let many = json!(vec![json!({}); 101]);
    crm.post(lint, &many).await.expect(422);
    let stranger = server.crm("check").await;
    stranger.post(lint, &honest()).await.expect(403);
    // Absurd text is judged, and quickly.
    let mut absurd = honest();
    absurd["use"] = "only today ".repeat(80_000).into();
    let judged = crm.post(lint, &absurd).await.expect(200).json();
    assert_eq!(judged["documents"][0]["blocked"], true);
    server.stop().await;
}

async fn the_api_says_it_in_the_language_that_is_asked_for(database: Database) {
    let server = Server::start(database).await;
    // What the organisation's pages offer is no matter to a program.
    speaks(&server, &["en"]).await;
    let crm = server.crm("catalogue").await;
    let asking = async |accepted: &[(&str, &str)]| {
        let path = "/propositions/lint";
        let answer = crm.call("POST", path, accepted, Some(&nameless())).await;
        let answer = answer.expect(200);
        let vary = answer.header("vary").to_ascii_lowercase();
        assert!(vary.contains("accept-language"), "{vary}");
        let language = answer.header("content-language").to_owned();
        (
            language,
            answer.json()["documents"][0]["findings"][0].take(),
        )
    };
    let (language, english) = asking(&[]).await;
    assert_eq!(language, "en");
    assert_eq!(english["message"], "“our partners” names nobody.");
    let (language, german) = asking(&[("accept-language", "fr, de-AT;q=0.9, en;q=0.1")]).await;
    assert_eq!(language, "de");
    assert_eq!(german["message"], "„our partners“ nennt niemanden.");
    let (language, arabic) = asking(&[("accept-language", "ar")]).await;
    assert_eq!(language, "ar");
    assert_eq!(
        arabic["message"],
        "العبارة «\u{2068}our partners\u{2069}» لا تسمّي أحدًا."
    );
    assert_ne!(german["suggestion"], english["suggestion"]);
    for same in ["rule", "level", "field", "span", "source"] {
        assert_eq!(german[same], english[same], "{same}");
        assert_eq!(arabic[same], english[same], "{same}");
    }
    for strange in ["fi", "*", "", "de;q=0", "\"><script>"] {
        let (language, found) = asking(&[("accept-language", strange)]).await;
        assert_eq!((language.as_str(), &found), ("en", &english), "{strange}");
    }
    server.stop().await;
}

async fn the_same_is_judged_the_same_however_it_is_written(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("catalogue").await;
    // What is live, as a form or a program writes it: nothing of it changes.
    let live = serde_json::to_value(&demo()[0]).unwrap();
    let mut typed = live.clone();
    typed["benefits"][0]["amount"] = json!(3);
    typed["benefits"][1]["amount"] = json!(1);
    typed["retention_months"] = Value::Null;
    typed.as_object_mut().unwrap().remove("term_months");
    typed.as_object_mut().unwrap().remove("change_note");
    let both = json!([live, typed]);
    let found = crm.post("/propositions/lint", &both).await;
    let found = found.expect(200).json();
    let found = &found["documents"];
    assert_eq!(found[0], found[1]);
    // Max reads in the studio what the program is told.
    let max = Actor::Staff {
        account: AccountId::from_bytes([9; 16]),
        role: Role::Marketer,
    };
    let mutual = &server.app().mutual;
    let read = mutual.lint(&max, &typed).await.unwrap();
    assert_eq!(read, mutual.lint(&max, &live).await.unwrap());
    server.stop().await;
}

async fn who_reviews_reads_the_findings_in_her_own_language(database: Database) {
    let server = Server::start(database).await;
    speaks(&server, &["en", "de", "ar"]).await;
    let mara = account(
        &server,
        "mara@example.org",
        AccountKind::Staff(Role::Marketer),
    )
    .await;
    let writer = Actor::Staff {
        account: mara,
        role: Role::Marketer,
    };
    let key = "order-letters".parse().unwrap();
    let content = nameless().to_string();
    let saved = server
        .app()
        .mutual
        .save_draft(&writer, mara, &key, content, 0);
    saved.await.unwrap();
    account(
        &server,
        "rita@example.org",
        AccountKind::Staff(Role::Reviewer),
    )
    .await;
    let mut writes = signed_in(&server, "mara@example.org").await;
    let mut reviews = signed_in(&server, "rita@example.org").await;
    let told = [
        (
            "en",
            "“our partners” names nobody.",
            "Name each company that sees the data, and what it does: “Postwren Mail Ltd (sends the emails)”.",
            "People need to know who sees their data and for how long.",
        ),
        (
            "de",
            "„our partners“ nennt niemanden.",
            "Nennen Sie jedes Unternehmen, das die Daten sieht, und was es tut: „Postwren Mail GmbH (verschickt die E-Mails)“.",
            "Menschen müssen wissen, wer ihre Daten sieht und wie lange.",
        ),
        (
            "ar",
            "العبارة «\u{2068}our partners\u{2069}» لا تسمّي أحدًا.",
            "اذكر كل شركة تطّلع على البيانات وما تفعله: «النورس للبريد (ترسل الرسائل)».",
            "يحتاج العملاء إلى معرفة من يطّلع على بياناتهم وكم من الوقت.",
        ),
    ];
    let pages = [
        (&mut reviews, "/studio/order-letters/publish"),
        (&mut writes, "/studio/order-letters"),
    ];
    for (visitor, path) in pages {
        for (language, message, suggestion, reason) in told {
            let headers = [("accept-language", language)];
            let page = visitor.send("GET", path, &headers, "").await.expect(200);
            let page = page.text();
            let list = page.split("class=\"findings\"").nth(1).unwrap_or_default();
            let list = list.split("</ul>").next().unwrap_or_default();
            // How the page writes an apostrophe is no matter here.
            let list = list.replace("&#x27;", "'").replace("&#39;", "'");
            for sentence in [message, suggestion, reason] {
                assert!(list.contains(sentence), "{path}: {sentence}: {list}");
            }
            // A law is cited as its own language calls it, whoever reads, and nothing else is English.
            let cited = "<bdi lang=\"en\" dir=\"ltr\">GDPR Art. 13(1)(e) and 13(2)(a)</bdi>";
            assert!(list.contains(cited), "{path}: {list}");
            let others = told.iter().filter(|(other, ..)| *other != language);
            for (other, _, _, reason) in others {
                assert!(!list.contains(reason), "{path}: {other} in {language}");
            }
            let all = list.matches("lang=").count();
            assert_eq!(all, list.matches("<li").count(), "{path}: {list}");
        }
    }
    server.stop().await;
}

async fn what_the_linter_blocks_takes_no_step_and_goes_live_by_no_way(database: Database) {
    let server = Server::start(database).await;
    let kind = AccountKind::Staff(Role::Marketer);
    let mara = account(&server, "mara@example.org", kind).await;
    let mut visitor = signed_in(&server, "mara@example.org").await;
    let writer = Actor::Staff {
        account: mara,
        role: Role::Marketer,
    };
    let reviewer = |account: u8| Actor::Staff {
        account: AccountId::from_bytes([account; 16]),
        role: Role::Reviewer,
    };
    let (mutual, store) = (&server.app().mutual, &server.app().live.store);
    let key = "order-letters".parse().unwrap();
    let content = dishonest().to_string();
    let first = mutual
        .save_draft(&writer, mara, &key, content.clone(), 0)
        .await
        .unwrap();
    // It is not handed on.
    let revision = first.to_string();
    let fields = [("key", "order-letters"), ("revision", &revision)];
    let answer = visitor.submit("/actions/ask-for-review", &fields).await;
    let faults = "/studio/order-letters/publish?failed=faults";
    assert_eq!(answer.expect(303).header("location"), faults);
    let page = visitor.get(faults).await.expect(200).text();
    assert!(page.contains("L-S2") && page.contains("I hate saving money"));
    // Even where it stands there as if it had been, it goes no further.
    let (by, at) = (AccountId::from_bytes([8; 16]), server.app().clock.now());
    let draft = |revision, stage| Draft {
        key: key.clone(),
        content: content.clone(),
        revision,
        updated_at: at,
        updated_by: mara,
        writers: [mara].into(),
        stage,
        class: None,
    };
    let waiting = draft(first + 1, Stage::InReview { by: mara, at });
    store.put_draft(&waiting, Some(first), None).await.unwrap();
    let approved = mutual
        .approve(
            &reviewer(7),
            &key,
            first + 1,
            Approving {
                accepted: true,
                ..Approving::default()
            },
        )
        .await;
    assert!(approved.is_err(), "{approved:?}");
    let ready = draft(
        first + 2,
        Stage::Approved {
            by,
            at,
            over: None,
            pressed: None,
            accepted: None,
        },
    );
    store
        .put_draft(&ready, Some(first + 1), None)
        .await
        .unwrap();
    let revision = (first + 2).to_string();
    let fields = [
        ("key", "order-letters"),
        ("revision", &revision),
        ("over", ""),
    ];
    let answer = visitor.submit("/actions/publish", &fields).await;
    assert_eq!(answer.expect(303).header("location"), faults);
    let due = Stage::Scheduled {
        approved_by: by,
        approved_at: at,
        over: None,
        by,
        due: at,
        pressed: None,
        accepted: None,
    };
    store
        .put_draft(&draft(first + 3, due), Some(first + 2), None)
        .await
        .unwrap();
    // Its moment comes, and it goes back to those who write it.
    loop {
        let now = store.draft("order-letters").await.unwrap().unwrap();
        if now.stage == Stage::Writing {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let catalogue = server.app().live.engine.catalogue();
    assert!(catalogue.proposition("order-letters").is_none());
    server.stop().await;
}

/// No computer picks anything by a birthday.
pub fn no_birthdays() -> LineChange {
    LineChange::Put(Box::new(RedLine {
        key: "no-birthdays".parse().unwrap(),
        says: "We never let a computer use your birthday.".to_owned(),
        labels: Labels::new(),
        why: "It is nobody else's day.".to_owned(),
        whys: Labels::new(),
        when: Condition {
            data: ["birthday".parse().unwrap()].into(),
            ai_uses: [AiUse::Personalise].into(),
            ..Condition::default()
        },
        effect: Effect::Deny,
    }))
}

async fn nobody_is_asked_for_what_a_red_line_denies(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("catalogue").await;
    // The next version is approved; then the line is drawn.
    let kind = AccountKind::Staff(Role::Marketer);
    let mara = account(&server, "mara@example.org", kind).await;
    let writer = Actor::Staff {
        account: mara,
        role: Role::Marketer,
    };
    let mut next = serde_json::to_value(&demo()[0]).unwrap();
    next["change_note"] = "We say what stays in other words.".into();
    next["stays"] = "Your orders and points stay the same.".into();
    let lint = "/propositions/lint";
    let judged = crm.post(lint, &next).await.expect(200).json();
    assert_eq!(judged["documents"][0]["blocked"], false, "{judged}");
    let key: Slug = "recipe-ideas".parse().unwrap();
    let (mutual, store) = (&server.app().mutual, &server.app().live.store);
    let content = next.to_string();
    let first = mutual
        .save_draft(&writer, mara, &key, content.clone(), 0)
        .await
        .unwrap();
    let (by, at) = (AccountId::from_bytes([8; 16]), server.app().clock.now());
    let approved = Draft {
        key,
        content,
        revision: first + 1,
        updated_at: at,
        updated_by: mara,
        writers: [mara].into(),
        stage: Stage::Approved {
            by,
            at,
            over: Some(1),
            pressed: None,
            accepted: None,
        },
        class: None,
    };
    store.put_draft(&approved, Some(first), None).await.unwrap();
    draw(&server, vec![no_birthdays()]).await;
    // A program is told which line, and where.
    let judged = crm.post(lint, &next).await.expect(200).json();
    let document = &judged["documents"][0];
    assert_eq!(document["blocked"], true, "{judged}");
    let mut findings = document["findings"].as_array().unwrap().iter();
    let hit = findings.find(|finding| finding["rule"] == "L-D2").unwrap();
    assert_eq!(hit["field"], "ai_uses[0]", "{hit}");
    let message = hit["message"].as_str().unwrap();
    assert!(message.contains("`no-birthdays`"), "{message}");
    assert!(message.contains("We never let a computer use your birthday."));
    // What was approved before does not go live any more, and what is live stays.
    let mut visitor = signed_in(&server, "mara@example.org").await;
    let revision = (first + 1).to_string();
    let fields = [
        ("key", "recipe-ideas"),
        ("revision", &revision),
        ("over", "1"),
    ];
    let answer = visitor.submit("/actions/publish", &fields).await;
    let faults = "/studio/recipe-ideas/publish?failed=faults";
    assert_eq!(answer.expect(303).header("location"), faults);
    let page = visitor.get(faults).await.expect(200).text();
    assert!(page.contains("no-birthdays"), "{page}");
    let live = crm.get("/propositions").await.expect(200).json();
    let mut items = live["items"].as_array().unwrap().iter();
    let recipes = items.find(|item| item["key"] == "recipe-ideas").unwrap();
    assert_eq!(
        (&recipes["version"], &recipes["status"]),
        (&json!(1), &json!("live"))
    );
    server.stop().await;
}

#[test]
fn the_command_line_judges_files_and_its_exit_code_says_how() {
    let folder = tempfile::tempdir().unwrap();
    let lint = |name: &str, content: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        let output = Process::new(env!("CARGO_BIN_EXE_mutual"))
            .arg("lint")
            .arg(&file)
            .arg("--json")
            .output()
            .unwrap();
        let found: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (output.status.code(), found)
    };
    let (code, found) = lint("good.json", &honest().to_string());
    assert_eq!(
        (code, &found["documents"][0]["blocked"]),
        (Some(0), &json!(false))
    );
    let both = json!([honest(), dishonest()]).to_string();
    let (code, found) = lint("bad.json", &both);
    assert_eq!(
        (code, &found["documents"][1]["blocked"]),
        (Some(1), &json!(true))
    );
    // Hard words are graded here too.
    let mut hard = honest();
    hard["use"] = "By enabling personalisation functionality, individuals authorise the \
                   algorithmic utilisation of transactional order information to facilitate \
                   contextually appropriate birthday communications."
        .into();
    let (code, found) = lint("hard.json", &hard.to_string());
    assert_eq!(code, Some(1));
    assert!(found.to_string().contains("L-R1"), "{found}");
    for broken in ["", "{", "[1,"] {
        assert_eq!(lint("broken.json", broken).0, Some(2), "{broken}");
    }
    assert_eq!(lint("odd.json", "[null, [], \"x\"]").0, Some(1));
}

#[test]
fn the_command_line_speaks_the_language_that_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.json");
    std::fs::write(&file, nameless().to_string()).unwrap();
    let lint = |options: &[&str]| {
        let mut lint = Process::new(env!("CARGO_BIN_EXE_mutual"));
        let output = lint.arg("lint").arg(&file).args(options).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.code(), said)
    };
    let english = "“our partners” names nobody.";
    let german = "„our partners“ nennt niemanden.";
    let arabic = "العبارة «\u{2068}our partners\u{2069}» لا تسمّي أحدًا.";
    for (options, sentence) in [
        (&[][..], english),
        (&["--language", "en"], english),
        (&["--language", "de"], german),
        (&["--language", "ar"], arabic),
        (&["--language", "de", "--json"], german),
    ] {
        let (code, said) = lint(options);
        assert_eq!(code, Some(1), "{options:?}");
        assert!(said.contains(sentence), "{options:?}: {said}");
    }
    assert_eq!(lint(&["--language", "fi"]), (Some(2), String::new()));
}

#[test]
fn what_the_demo_ships_with_is_plain_and_fair() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/demo/propositions.json");
    let lint = Process::new(env!("CARGO_BIN_EXE_mutual"))
        .args(["lint", file])
        .output()
        .unwrap();
    let said = String::from_utf8(lint.stdout).unwrap();
    assert_eq!((lint.status.code(), &*said), (Some(0), ""));
}
