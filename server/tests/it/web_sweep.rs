//! What is true of every page and every path: reading changes nothing, and each page says who
//! answers for it.

use mutual::port::{AccountKind, Organisation};
use serde_json::Value;

use crate::common::{Database, Server, Visitor};
use crate::on_both;
use crate::web_people::{account, marketer, signed_in};

/// Every page.
const PAGES: [&str; 73] = [
    "/",
    "/x/recipe-ideas",
    "/x/none",
    "/in",
    "/in?sent=yes",
    "/unsubscribe",
    "/sign-in",
    "/forgot",
    "/forgot?done=yes",
    "/reset",
    "/reset?ticket=x",
    "/account",
    "/data",
    "/data/leave",
    "/data/leave?failed=sure",
    "/guesses",
    "/guesses?done=wrong&receipt=rcp_01KAJCAG0000000000000000",
    "/gone?number=rcp_01KAJCAG0000000000000000",
    "/then?day=2026-01-31",
    "/timeline",
    "/timeline?show=used&before=1-0",
    "/why/dec_01KAJCAG0000000000000000",
    "/receipts/rcp_01KAJCAG0000000000000000",
    "/check",
    "/ask",
    "/ask?about=recipe-ideas",
    "/red-lines",
    "/desk",
    "/desk?show=decided",
    "/desk/figures",
    "/desk/rules",
    "/desk/case_01KB3Y6V9Q8T5W2R7N4M1H0J3K",
    "/studio",
    "/studio/new",
    "/studio/registry",
    "/studio/registry/new?kind=data",
    "/studio/registry/import",
    "/studio/registry/purpose/offers",
    "/studio/registry/data/orders?failed=moved",
    "/studio/recipe-ideas",
    "/studio/recipe-ideas/publish",
    "/studio/recipe-ideas/versions?version=1&from=1&to=1",
    "/studio/recipe-ideas/numbers?days=365",
    "/studio/recipe-ideas/compare?earlier=1&difference=5&margin=3&risk=5&until=2027-01-31",
    "/studio/numbers",
    "/studio/red-lines",
    "/studio/red-lines/new",
    "/studio/red-lines/no-emotion-recognition",
    "/studio/models",
    "/studio/models/new",
    "/studio/models/ranker",
    "/studio/models/ranker/differing",
    "/studio/violations",
    "/admin/audit",
    "/admin/audit?side=test",
    "/admin/team",
    "/admin/keys",
    "/admin/keys/cli_01KB3Y6V9Q8T5W2R7N4M1H0J3K",
    "/admin/keys/cli_01KB3Y6V9Q8T5W2R7N4M1H0J3K/revoke",
    "/admin/webhooks",
    "/admin/webhooks?done=added",
    "/admin/webhooks?side=test",
    "/admin/webhooks/whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K?side=test",
    "/admin/webhooks/whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K/replay?side=test&first=1",
    "/admin/webhooks/whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K/remove?side=test",
    "/admin/webhooks/deliveries/msg_01KB3Y6V9Q8T5W2R7N4M1H0J3K_1?side=test",
    "/admin/webhooks/whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K",
    "/admin/webhooks/whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K/replay?first=1",
    "/admin/webhooks/whe_01KB3Y6V9Q8T5W2R7N4M1H0J3K/remove",
    "/admin/webhooks/deliveries/msg_01KB3Y6V9Q8T5W2R7N4M1H0J3K_1",
    "/admin/webhooks/deliveries/nothing",
    "/admin/organisation",
    "/nowhere",
];

#[test]
fn no_page_is_left_out() {
    let table = include_str!("../../../app/src/routes.rs").split("path!(\"");
    let patterns: Vec<_> = table
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(patterns.len() > 50, "{patterns:?}");
    let fits = |pattern: &str, path: &str| {
        let (parts, names) = (pattern.split('/'), path.split('/'));
        parts.clone().count() == names.clone().count()
            && parts
                .zip(names)
                .all(|(part, name)| part.starts_with(':') || part == name)
    };
    // The first pattern that fits is the page, as for the router.
    let swept: Vec<_> = PAGES
        .iter()
        .filter_map(|page| {
            let path = page.split('?').next()?;
            patterns.iter().position(|pattern| fits(pattern, path))
        })
        .collect();
    let left_out: Vec<_> = (0..patterns.len())
        .filter(|place| !swept.contains(place))
        .map(|place| patterns[place])
        .collect();
    assert!(left_out.is_empty(), "nobody sweeps {left_out:?}");
}

/// Every path that can be read, by the API's own description, for this customer.
fn paths(customer: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let read = paths
        .iter()
        .filter(|(_, operations)| operations["get"].is_object());
    let filled = read.map(|(path, operations)| {
        let filled = path
            .replace("{ref}", customer)
            .replace("/models/{key}", "/models/nobodys")
            .replace("{decision}", "dec_01KAJCAG0000000000000000")
            .replace("{key}", "recipe-ideas")
            .replace("{version}", "v62.0")
            .replace("{action}", "email")
            .replace("{subscriberIdString}", customer)
            .replace("{dataAgreementId}", "recipe-ideas")
            .replace("{individualId}", customer)
            .replace("{consentRecordId}", &format!("{customer}~recipe-ideas"))
            .replace("{policyId}", "1")
            .replace("{webhookId}", "1")
            .replace("{n}", "1")
            .replace("{path}", "0/000.p/1")
            .replace("{endpoint}", "whe_01KAJCAG0000000000000000")
            .replace("{delivery}", "msg_01KAJCAG0000000000000000_7")
            .replace("{receipt}", "rcp_01KAJCAG0000000000000000")
            .replace("{id}", "job_01KAJCAG0000000000000000");
        assert!(
            !filled.contains('{'),
            "{path} has a part that nobody fills in"
        );
        let parameters = operations["get"]["parameters"].as_array().cloned();
        let must = |parameter: &&Value| parameter["in"] == "query" && parameter["required"] == true;
        let asked = parameters.unwrap_or_default();
        let asked: Vec<_> = asked
            .iter()
            .filter(must)
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        match asked.as_slice() {
            [] if filled == "/ledger/proof" => format!("{filled}?index=0"),
            [] => filled,
            ["purpose"] => format!("{filled}?purpose=offers"),
            ["ids"] => format!("{filled}?ids={customer}"),
            ["actions", "ids"] => format!("{filled}?actions=email,web&ids={customer}"),
            ["channel"] => format!("{filled}?channel=EMAIL"),
            other => panic!("{path} asks for {other:?}"),
        }
    });
    filled.collect()
}

/// All that reading could change.
async fn all(server: &Server) -> (u64, usize, usize, String, String) {
    let live = &server.app().live;
    let (accounts, drafts) = (live.store.accounts().await, live.store.drafts().await);
    (
        live.engine.index(),
        live.engine.customers(None, 1_000).len(),
        server.app().test.engine.customers(None, 1_000).len(),
        format!(
            "{:?} {:?}",
            accounts.unwrap(),
            live.store.organisation().await
        ),
        format!(
            "{:?} {:?} {:?} {:?}",
            drafts.unwrap(),
            live.store.open_jobs().await,
            live.store.endpoints().await,
            server.app().test.store.endpoints().await
        ),
    )
}

async fn reading_changes_nothing(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(crate::common::ALL_SCOPES).await;
    let id = crm.knows("email:ana@example.org").await;
    let kind = AccountKind::Customer(id.parse().unwrap());
    account(&server, "ana@example.org", kind).await;
    account(
        &server,
        "admin@example.org",
        AccountKind::Staff(mutual::access::Role::Admin),
    )
    .await;
    marketer(&server).await;
    let mut staff = signed_in(&server, "mara@example.org").await;
    let draft = [("title", "A draft"), ("key", "a-draft")];
    staff
        .submit("/actions/begin-draft", &draft)
        .await
        .expect(303);
    let mut admin = signed_in(&server, "admin@example.org").await;
    let address = [("url", "https://crm.example.org/hooks"), ("which", "all")];
    let added = admin.submit("/actions/add-webhook", &address).await;
    let added = added.expect(303).header("location").to_owned();
    let hook = added.split('?').next().unwrap();
    let before = all(&server).await;

    let link = server.link(&id, "/x/recipe-ideas");
    let mut visitors = vec![
        Visitor::new(&server),
        signed_in(&server, "ana@example.org").await,
        admin,
        staff,
    ];
    let mut by_link = Visitor::new(&server);
    by_link.get(&link).await.expect(303);
    visitors.push(by_link);
    for visitor in &mut visitors {
        for path in PAGES.iter().copied().chain([
            "/studio/a-draft",
            "/studio/a-draft/publish",
            hook,
            &format!("{hook}?show=given_up"),
            &format!("{hook}/replay?first=1"),
            &format!("{hook}/remove"),
            link.as_str(),
            "/in?s=bad",
            "/actions/everything-off?sure=yes",
            "/actions/leave?mode=all&sure=yes",
            "/data/everything.json",
            "/timeline.csv",
            "/timeline.json?show=got",
            "/receipts/rcp_01KAJCAG0000000000000000/json",
            "/receipts/rcp_01KAJCAG0000000000000000/nothing",
            "/actions/sign-out",
            "/docs",
            "/healthz",
            "/readyz",
            "/metrics",
        ]) {
            for method in ["GET", "HEAD"] {
                let answer = visitor.send(method, path, &[], "").await;
                assert!(answer.status < 500, "{method} {path}: {}", answer.text());
            }
        }
    }
    let paths = paths(&id);
    assert!(paths.len() >= 10, "{paths:?}");
    for path in paths {
        let bearer = format!("Bearer {}", crm.secret);
        let headers = [
            ("authorization", bearer.as_str()),
            ("x-consentbb-individualid", id.as_str()),
            // How far an upload has come is asked by its key.
            ("idempotency-key", "an-upload-of-nobody"),
        ];
        let answer = crate::common::send(&server.url, "GET", &path, &headers, "").await;
        let absent = [
            "/import",
            "/jobs/",
            "/cases/",
            "/decisions/",
            "/models/",
            "/receipts/",
            "/webhook-endpoints/",
            "/webhook-deliveries/",
        ];
        let nobodys = absent.iter().any(|part| path.contains(part));
        // Most of that specification is not offered; and she has no record before she answers.
        let elsewhere = path.contains("/govstack/")
            && (answer.status == 501 || (answer.status == 400 && path.contains('~')));
        assert!(
            answer.status == 200 || (answer.status == 404 && nobodys) || elsewhere,
            "{path}: {}",
            answer.text()
        );
    }
    assert_eq!(all(&server).await, before);
    server.stop().await;
}

on_both!(reading_changes_nothing);

#[tokio::test(flavor = "multi_thread")]
async fn every_page_says_who_answers_for_it() {
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let organisation = Organisation {
        name: "Mill Lane Grocers".to_owned(),
        contact_email: "people@mill-lane.example".to_owned(),
        contact_phone: Some("+44 113 496 0000".to_owned()),
        address: vec!["4 Mill Lane".to_owned(), "Leeds".to_owned()],
        data_protection_contact: "privacy@mill-lane.example".to_owned(),
        region: "GB".to_owned(),
        ..Organisation::default()
    };
    let store = &server.app().live.store;
    store.set_organisation(&organisation, None).await.unwrap();
    let crm = server.crm("consent:write").await;
    let id = crm.knows("email:ana@example.org").await;
    let kind = AccountKind::Customer(id.parse().unwrap());
    account(&server, "ana@example.org", kind).await;
    account(
        &server,
        "admin@example.org",
        AccountKind::Staff(mutual::access::Role::Admin),
    )
    .await;
    marketer(&server).await;
    let says = |path: &str, page: &str| {
        for text in [
            "Mill Lane Grocers",
            "people@mill-lane.example",
            "+44 113 496 0000",
            "4 Mill Lane, Leeds",
            "privacy@mill-lane.example",
        ] {
            assert!(page.contains(text), "{path}: {text} in {page}");
        }
    };
    let mut seen = 0;
    let mut nobody = Visitor::new(&server);
    for visitor in [
        &mut nobody,
        &mut signed_in(&server, "ana@example.org").await,
        &mut signed_in(&server, "mara@example.org").await,
        &mut signed_in(&server, "admin@example.org").await,
    ] {
        for path in PAGES {
            let answer = visitor.get(path).await;
            if answer.status != 303 {
                says(path, &answer.text());
                seen += 1;
            }
        }
    }
    assert!(seen > 30, "most of them are shown to somebody: {seen}");
    let mut by_link = Visitor::new(&server);
    by_link.get(&server.link(&id, "/")).await.expect(303);
    says("account", &by_link.get("/account").await.expect(200).text());
    // Also those that no page gives.
    let refused = nobody
        .send("POST", "/actions/forgot", &[], "")
        .await
        .expect(403);
    says("403", &refused.text());
    says(
        "405",
        &nobody.submit("/sign-in", &[]).await.expect(405).text(),
    );
    let json = [
        ("content-type", "application/json"),
        ("sec-fetch-site", "same-origin"),
    ];
    let refused = nobody
        .send("POST", "/actions/forgot", &json, "{}")
        .await
        .expect(415);
    says("415", &refused.text());
    server.stop().await;
}
