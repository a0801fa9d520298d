//! Reviewers register the systems that decide and guess, and see how they do.

use mutual::access::Role;
use mutual::consent::Rejection;
use mutual::decision::Sort;
use mutual::guard::Model;
use mutual::id::DecisionId;
use mutual::insight::Day;
use mutual::port::{AccountKind, DecisionRow, Recording, SealRow};
use serde_json::{Value, json};

use crate::common::{Database, Visitor};
use crate::decisions::{picked, shop};
use crate::on_both;
use crate::web_people::{account, marketer, signed_in};
use crate::why::in_order;

on_both!(
    the_reviewer_registers_models_and_sees_how_they_do,
    what_has_drifted_shows_beside_the_four_weeks_before,
    all_models_of_one_maker_are_added_up,
    whoever_is_no_reviewer_sees_and_changes_no_models,
    whoever_changes_a_model_or_its_bar_stands_in_the_list,
);

async fn the_reviewer_registers_models_and_sees_how_they_do(database: Database) {
    let (server, crm, _) = shop(database).await;
    account(
        &server,
        "rob@example.org",
        AccountKind::Staff(Role::Reviewer),
    )
    .await;
    let mut rob = signed_in(&server, "rob@example.org").await;
    let form = [
        ("revision", "0"),
        ("key", "picker"),
        ("name", "Picker <3"),
        ("vendor", "Halden"),
        ("task", "Picks offers."),
        ("versions", "1\r\n2\r\n\r\n"),
        ("explained", "90"),
        ("below", "person"),
    ];
    let submit = async |rob: &mut Visitor, change: &[(&'static str, &'static str)]| {
        let mut form = form.to_vec();
        for (name, value) in change {
            form.retain(|(known, _)| known != name);
            form.push((name, value));
        }
        let answer = rob.submit("/actions/save-model", &form).await.expect(303);
        answer.header("location").to_owned()
    };
    // What cannot be stored comes back as it was typed.
    let to = submit(&mut rob, &[("explained", "ninety"), ("key", "Picker!")]).await;
    assert_eq!(to, "/studio/models/new?failed=faults");
    let page = rob.get(&to).await.expect(200).text();
    assert!(
        page.contains("value=\"ninety\"") && page.contains("value=\"Picker!\""),
        "{page}"
    );
    assert!(
        page.contains("href=\"#f-key\"") && page.contains("href=\"#f-explained\""),
        "{page}"
    );
    let to = submit(&mut rob, &[]).await;
    assert_eq!(to, "/studio/models/picker?done=saved");
    let page = rob.get(&to).await.expect(200).text();
    in_order(
        &page,
        &[
            "Picker &lt;3",
            "It is saved.",
            "At least 90%",
            "By version",
            "Week by week",
        ],
    );
    // A key is taken once, and who looked before somebody changed it is told.
    let to = submit(&mut rob, &[]).await;
    assert_eq!(to, "/studio/models/new?failed=faults");
    assert_eq!(
        submit(&mut rob, &[("revision", "1"), ("name", "Second")]).await,
        "/studio/models/picker?done=saved"
    );
    assert_eq!(
        submit(&mut rob, &[("revision", "1"), ("name", "Late")]).await,
        "/studio/models/picker?failed=moved"
    );
    let model = crm.get("/models/picker").await.expect(200).json();
    assert_eq!(
        (&model["name"], &model["versions"]),
        (&json!("Second"), &json!(["1", "2"]))
    );
    assert_eq!(model["bar"], json!({"explained": 90, "below": "person"}));
    // How they do, side by side.
    let mut list = vec![picked("crm:42"); 30];
    for body in list.iter_mut().take(6) {
        body["data"][0]["category"] = json!("birthday");
    }
    for body in list.iter_mut().skip(24) {
        body["counterfactual"] = Value::Null;
    }
    crm.post("/decisions", &json!({"decisions": list}))
        .await
        .expect(200);
    let page = rob.get("/studio/models").await.expect(200).text();
    in_order(
        &page,
        &[
            "Recipe ranker",
            "24",
            "75%",
            "20%",
            "No bar",
            "Second",
            "Too few to tell",
        ],
    );
    let page = rob.get("/studio/models/ranker").await.expect(200).text();
    in_order(&page, &["2026-09", "2026-10", "75%"]);
    // Weeks without anything are one line.
    assert_eq!(page.matches("Nothing was decided.").count(), 1, "{page}");
    let page = rob.get("/studio/violations").await.expect(200).text();
    assert_eq!(page.matches("this part is off").count(), 6, "{page}");
    assert!(!page.contains("fennel"), "{page}");
    server.stop().await;
}

/// What a model decided in one time: how many of each sort, how many were contested, and how many a person
/// overturned.
type Decided<'a> = (&'a [(Sort, usize)], usize, usize);

async fn what_has_drifted_shows_beside_the_four_weeks_before(database: Database) {
    let (server, crm, id) = shop(database).await;
    let (engine, store) = (&server.app().live.engine, &server.app().live.store);
    let now = engine.now();
    let then = now.plus_seconds(-30 * 86_400);
    let before: Decided<'_> = (
        &[
            (Sort::Explained, 20),
            (Sort::Differs, 2),
            (Sort::Unexplained, 18),
            (Sort::Violation, 10),
        ],
        4,
        8,
    );
    let lately: Decided<'_> = (&[(Sort::Matches, 20), (Sort::Differs, 5)], 5, 0);
    let (mut rows, mut wrong) = (Vec::<DecisionRow>::new(), Vec::new());
    for (at, (sorts, contested, overridden)) in [(then, before), (now, lately)] {
        let sorts = sorts.iter();
        let sorts = sorts.flat_map(|(sort, many)| std::iter::repeat_n(*sort, *many));
        for (n, sort) in sorts.enumerate() {
            let mut bytes = [7; 16];
            bytes[0] = u8::try_from(rows.len()).unwrap();
            let decision = DecisionId::from_bytes(bytes);
            wrong.extend((n < contested).then_some(decision));
            rows.push(DecisionRow {
                id: decision,
                customer: Some(id.parse().unwrap()),
                at,
                model: "ranker".parse().unwrap(),
                version: "2026-10".to_owned(),
                sort,
                overridden: n < overridden,
                contested: false,
                body: b"{}".to_vec(),
                seal: SealRow::default(),
            });
        }
    }
    let recording = Recording {
        rows,
        ..Recording::default()
    };
    store.record(&[recording], now).await.unwrap();
    for decision in wrong {
        store.contested(decision, false).await.unwrap();
    }
    let ranker = Model {
        name: "ranker".to_owned(),
        version: "2026-10".to_owned(),
    };
    for (index, how, at) in [
        (1, Rejection::Wrong, then),
        (2, Rejection::DontGuess, now),
        (3, Rejection::DontGuess, now),
    ] {
        let day = Day::of(at);
        store
            .guess_rejected(index, &ranker, how, day)
            .await
            .unwrap();
    }
    let model = crm.get("/models/ranker").await.expect(200).json();
    let guesses = |wrong: u64, dont_guess: u64| json!({"told": 0, "right": 0, "wrong": wrong, "dont_guess": dont_guess, "rejected": null});
    assert_eq!(
        model["previous_28_days"],
        json!({"decisions": 40, "explained": 50.0, "differing": 2, "violations": 10,
               "violated": 20.0, "contested": 10.0, "overridden": 20.0,
               "guesses": guesses(1, 0)})
    );
    assert_eq!(
        model["last_28_days"],
        json!({"decisions": 25, "explained": 80.0, "differing": 5, "violations": 0,
               "violated": 0.0, "contested": 20.0, "overridden": 0.0,
               "guesses": guesses(0, 2)})
    );
    let role = AccountKind::Staff(Role::Reviewer);
    account(&server, "rob@example.org", role).await;
    let mut rob = signed_in(&server, "rob@example.org").await;
    let page = rob.get("/studio/models").await.expect(200).text();
    in_order(
        &page,
        &[
            "Recipe ranker",
            "25",
            // Explained, violations, contested, overturned.
            "80%",
            "up 30 points",
            "0%",
            "down 20 points",
            "20%",
            "up 10 points",
            "0%",
            "down 20 points",
        ],
    );
    server.stop().await;
}

/// What all models of one maker decided stands in one line, so that nobody splits what is badly explained
/// over many.
async fn all_models_of_one_maker_are_added_up(database: Database) {
    let (server, crm, id) = shop(database).await;
    let model = |name: &str, vendor: &str, retired: bool| {
        json!({"name": name, "vendor": vendor, "task": "T", "versions": ["2026-10"],
               "retired": retired})
    };
    // The shop's ranker is made by the same people.
    let scorer = model("Scorer", "HALDEN  Ranking Ltd", true);
    crm.put("/models/scorer", &scorer).await.expect(200);
    let other = model("Adder", "Acme <3", false);
    crm.put("/models/adder", &other).await.expect(200);
    let store = &server.app().live.store;
    let now = server.app().live.engine.now();
    let mut rows = Vec::<DecisionRow>::new();
    let decided = [
        // Of hundred the one explains twenty, and the other one all of ten, which tell nothing alone.
        ("ranker", now, Sort::Explained, 20),
        ("ranker", now, Sort::Unexplained, 80),
        ("scorer", now, Sort::Matches, 10),
        (
            "ranker",
            now.plus_seconds(-30 * 86_400),
            Sort::Unexplained,
            20,
        ),
        (
            "scorer",
            now.plus_seconds(-30 * 86_400),
            Sort::Explained,
            20,
        ),
    ];
    for (key, at, sort, many) in decided {
        for _ in 0..many {
            let mut bytes = [9; 16];
            bytes[0] = u8::try_from(rows.len()).unwrap();
            rows.push(DecisionRow {
                id: DecisionId::from_bytes(bytes),
                customer: Some(id.parse().unwrap()),
                at,
                model: key.parse().unwrap(),
                version: "2026-10".to_owned(),
                sort,
                overridden: false,
                contested: false,
                body: b"{}".to_vec(),
                seal: SealRow::default(),
            });
        }
    }
    let recording = Recording {
        rows,
        ..Recording::default()
    };
    store.record(&[recording], now).await.unwrap();
    let list = crm.get("/models").await.expect(200).json();
    let vendors = list["vendors"].as_array().unwrap();
    let of = |n: usize, field: &str| vendors[n][field].clone();
    assert_eq!(vendors.len(), 2, "{list:#}");
    assert_eq!(of(0, "vendor"), "Acme <3");
    assert_eq!(of(0, "models"), json!(["adder"]));
    assert_eq!(of(0, "last_28_days")["explained"], Value::Null);
    assert_eq!(of(1, "vendor"), "Halden Ranking Ltd");
    assert_eq!(of(1, "models"), json!(["ranker", "scorer"]));
    let lately = of(1, "last_28_days");
    assert_eq!(lately["decisions"], 110);
    // 30 of 110, and no average of 20 and 100.
    let share = lately["explained"].as_f64().unwrap();
    assert!((share - 27.27).abs() < 0.01, "{lately}");
    assert_eq!(of(1, "previous_28_days")["explained"], 50.0);
    let role = AccountKind::Staff(Role::Reviewer);
    account(&server, "rob@example.org", role).await;
    let mut rob = signed_in(&server, "rob@example.org").await;
    let page = rob.get("/studio/models").await.expect(200).text();
    let (_, makers) = page.split_once("By maker").unwrap();
    in_order(
        makers,
        &[
            "Acme &lt;3",
            "adder",
            "Too few to tell",
            "Halden Ranking Ltd",
            "ranker",
            "scorer",
            "110",
            "27.3%",
            "down 22.7 points",
        ],
    );
    assert!(!makers.contains("HALDEN"), "{makers}");
    server.stop().await;
}

async fn whoever_is_no_reviewer_sees_and_changes_no_models(database: Database) {
    let (server, crm, id) = shop(database).await;
    marketer(&server).await;
    account(&server, "gus@example.org", AccountKind::Staff(Role::Agent)).await;
    let form = [
        ("revision", "1"),
        ("key", "ranker"),
        ("name", "N"),
        ("vendor", "V"),
        ("task", "T"),
        ("versions", "9"),
    ];
    for email in ["mara@example.org", "gus@example.org"] {
        let mut staff = signed_in(&server, email).await;
        for page in [
            "/studio/models",
            "/studio/models/new",
            "/studio/models/ranker",
            "/studio/violations",
        ] {
            staff.get(page).await.expect(403);
        }
        let to = staff.submit("/actions/save-model", &form).await.expect(303);
        assert_eq!(to.header("location"), "/studio/models?failed=forbidden");
    }
    let mut ana = Visitor::new(&server);
    ana.get("/studio/models").await.expect(303);
    ana.get(&server.link(&id, "/")).await.expect(303);
    ana.get("/studio/models").await.expect(403);
    let model = crm.get("/models/ranker").await.expect(200).json();
    assert_eq!(model["name"], "Recipe ranker");
    server.stop().await;
}

async fn whoever_changes_a_model_or_its_bar_stands_in_the_list(database: Database) {
    let (server, crm, _) = shop(database).await;
    let role = AccountKind::Staff(Role::Reviewer);
    account(&server, "rob@example.org", role).await;
    let mut rob = signed_in(&server, "rob@example.org").await;
    let lines = async || {
        let store = &server.app().live.store;
        let lines = store.audit(None, None, 100).await.unwrap().into_iter();
        let told = lines.filter(|line| line.what.starts_with("model."));
        told.map(|line| (line.what, line.about, line.reason, line.actor.id))
            .collect::<Vec<_>>()
    };
    let save = async |rob: &mut Visitor, revision: &str, versions: &str, explained: &str| {
        let form = [
            ("revision", revision),
            ("key", "picker"),
            ("name", "Picker <3"),
            ("vendor", "Halden"),
            ("task", "Picks offers."),
            ("versions", versions),
            ("explained", explained),
            ("below", "refuse"),
        ];
        let answer = rob.submit("/actions/save-model", &form).await.expect(303);
        answer.header("location").to_owned()
    };
    // What a program registered stands there too.
    let known = lines().await;
    assert_eq!(known.len(), 1, "{known:?}");
    let client = known[0].3.clone().unwrap();
    assert!(client.starts_with("cli_"), "{client}");
    let saved = "/studio/models/picker?done=saved";
    assert_eq!(save(&mut rob, "0", "1\r\n2, <b>", "90").await, saved);
    assert_eq!(save(&mut rob, "1", "1\r\n2, <b>", "").await, saved);
    // One version is taken out of use.
    assert_eq!(save(&mut rob, "2", "1", "").await, saved);
    // What was refused, and what changed nothing, is no line.
    assert_ne!(save(&mut rob, "1", "3", "").await, saved);
    assert_ne!(save(&mut rob, "3", "", "").await, saved);
    assert_eq!(save(&mut rob, "3", "1", "").await, saved);
    let told = lines().await;
    let reasons: Vec<_> = told.iter().map(|line| &*line.2).collect();
    let wanted = [
        "versions 1",
        "bar none",
        "bar 90 refuse, versions 1, 2, <b>",
        "versions 2026-09, 2026-10",
    ];
    assert_eq!(reasons, wanted);
    assert!(
        told[..3].iter().all(|line| line.1 == "model:picker"),
        "{told:?}"
    );
    assert_eq!(told[0].3, told[2].3);
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut ada = signed_in(&server, "ada@example.org").await;
    let page = ada.get("/admin/audit").await.expect(200).text();
    let order = [
        "rob@<wbr>example.org",
        "Changed a model",
        "model:picker",
        "Versions in use: 1",
        "Changed a model",
        "No bar",
        "Registered a model",
        "Least share explained, in percent: 90 (Its decisions are refused); Versions in use: 1, 2, &lt;b&gt;",
        client.as_str(),
        "model:ranker",
    ];
    in_order(&page, &order);
    // Each bar is a line of its own, also by a program.
    let body = json!({"name": "Recipe ranker", "vendor": "Halden Ranking Ltd",
        "task": "Picks recipes.", "versions": ["2026-09", "2026-10"],
        "bar": {"explained": 0, "below": "person"}});
    crm.put("/models/ranker", &body).await.expect(200);
    assert_eq!(lines().await[0].2, "task, bar 0 person");
    server.stop().await;
}
