//! Reviewers register the systems that decide and guess, and see how they do.

use mutual::access::Role;
use mutual::port::AccountKind;
use serde_json::{Value, json};

use crate::common::{Database, Visitor};
use crate::decisions::{picked, shop};
use crate::on_both;
use crate::web_people::{account, marketer, signed_in};
use crate::why::in_order;

on_both!(
    the_reviewer_registers_models_and_sees_how_they_do,
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
