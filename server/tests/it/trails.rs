//! The list of who did what, page by page: back, and to the newest again; and that of the test side, which is
//! one of its own.

use mutual::access::{Actor, Role};
use mutual::clock::Clock as _;
use mutual::consent::ActorRef;
use mutual::id::AuditId;
use mutual::port::{AccountKind, AuditLine, Organisation, Store};
use mutual_engine::SystemClock;
use serde_json::json;

use crate::common::{Database, Server, Visitor};
use crate::on_both;
use crate::review::{KEY, PAGE, Team, document};
use crate::web_people::{account, signed_in};

on_both!(
    a_long_trail_is_read_to_its_end_and_back,
    what_is_done_on_the_test_side_is_listed_there,
    who_may_read_one_list_reads_the_other,
    the_lists_say_whose_they_are_in_every_language,
);

const LIVE: &str = "/admin/audit";
const TEST: &str = "/admin/audit?side=test";
const BAND: &str = "class=\"test-band\"";

/// Lines about the proposition, the oldest first: `Reason 1.` to `Reason 130.`, with that word for `Reason`.
async fn a_hundred_and_thirty_lines(store: &dyn Store, word: &str) {
    for n in 1..=130_u128 {
        let line = AuditLine {
            id: AuditId::from_bytes(n.to_be_bytes()),
            at: SystemClock.now().plus_seconds(-86_400),
            actor: ActorRef::from(&Actor::System),
            what: "draft.sent_back".to_owned(),
            about: KEY.to_owned(),
            reason: format!("{word} {n}."),
        };
        store.add_audit(&line).await.unwrap();
    }
}

async fn reads(visitor: &mut Visitor, path: &str) -> String {
    visitor.get(path).await.expect(200).text()
}

/// Where the link leads whose address has that in it.
fn link(page: &str, with: &str) -> Option<String> {
    let mut links = page
        .split("href=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next());
    let link = links.find(|href| href.contains(with))?;
    Some(link.split('#').next().unwrap().replace("&amp;", "&"))
}

async fn a_long_trail_is_read_to_its_end_and_back(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut ada = signed_in(&server, "ada@example.org").await;
    let app = server.app();
    a_hundred_and_thirty_lines(app.live.store.as_ref(), "Reason").await;
    a_hundred_and_thirty_lines(app.test.store.as_ref(), "Trial").await;
    let back = "Back to the newest";
    for (visitor, from, older, word) in [
        (&mut ada, LIVE, "before=", "Reason"),
        (&mut team.rob, TEST, "before=", "Trial"),
        (&mut team.mara, PAGE, "done-before=", "Reason"),
    ] {
        let [oldest, newest] = [1, 130].map(|n| format!("{word} {n}."));
        let first = reads(visitor, from).await;
        assert!(first.contains(&newest), "{first}");
        assert!(!first.contains(&oldest), "{first}");
        assert!(!first.contains(back), "{from} begins with the newest");
        let next = link(&first, older).unwrap();
        let last = reads(visitor, &next).await;
        assert!(last.contains(&oldest), "{last}");
        assert!(!last.contains(&newest), "{last}");
        assert_eq!(link(&last, older), None, "{from}: nothing is older");
        assert!(last.contains(back), "{last}");
        // What the link back leads to is the first page.
        let at = last.find(back).unwrap();
        let before = last[..at].rfind("href=\"").unwrap();
        let leads = link(&last[before..], "/").unwrap();
        assert_eq!(leads, from);
        assert!(reads(visitor, &leads).await.contains(&newest));
    }
    server.stop().await;
}

async fn what_is_done_on_the_test_side_is_listed_there(database: Database) {
    let server = Server::start(database).await;
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut ada = signed_in(&server, "ada@example.org").await;
    // Nothing was done there yet.
    let list = reads(&mut ada, TEST).await;
    assert!(list.contains("Nothing yet."), "{list}");
    // Ada adds an address on each side; a program adds one with its test key.
    let (live, test) = ("https://live.example.org/", "https://test.example.org/");
    let mut pages = Vec::new();
    for (side, url) in [("", live), ("test", test)] {
        let form = [("side", side), ("url", url), ("which", "all")];
        let added = ada.submit("/actions/add-webhook", &form).await.expect(303);
        pages.push(added.header("location").to_owned());
    }
    let crm = server.test_crm("webhooks").await;
    let hook = json!({"url": "https://crm.example.org/", "events": ["*"]});
    crm.post("/webhook-endpoints", &hook).await.expect(201);
    // She changes hers of the test side, and removes it.
    let page = pages[1].split('?').next().unwrap();
    let id = page.rsplit('/').next().unwrap();
    let form = [
        ("side", "test"),
        ("endpoint", id),
        ("revision", "1"),
        ("url", test),
        ("description", "The CRM"),
        ("which", "all"),
    ];
    for action in ["change-webhook", "remove-webhook"] {
        let done = ada.submit(&format!("/actions/{action}"), &form).await;
        let to = done.expect(303).header("location").to_owned();
        assert!(to.contains("done="), "{action}: {to}");
    }
    // Each of these deeds stands in the list of its side, with who did it, and in no other.
    let list = reads(&mut ada, TEST).await;
    for says in [
        "Added an address for webhooks",
        "Changed an address for webhooks",
        "Removed an address for webhooks",
        test,
        "ada@<wbr>example.org",
        "https://crm.example.org/",
        crm.id.as_str(),
        BAND,
        "<title>Test · ",
        "These are the steps that are about test customers alone",
        "<a href=\"/admin/audit\">Real customers</a>",
        "aria-current=\"page\">Test customers</a>",
    ] {
        assert!(list.contains(says), "{says}: {list}");
    }
    assert!(!list.contains(live), "{list}");
    let list = reads(&mut ada, LIVE).await;
    for says in [
        live,
        "aria-current=\"page\">Real customers</a>",
        "<a href=\"/admin/audit?side=test\">Test customers</a>",
    ] {
        assert!(list.contains(says), "{says}: {list}");
    }
    for says in [test, "https://crm.example.org/", "Removed an", BAND] {
        assert!(!list.contains(says), "{says}: {list}");
    }
    // Whatever is not the name of the other side is the live one.
    for side in ["side=", "side=live", "side=TEST"] {
        let list = reads(&mut ada, &format!("{LIVE}?{side}")).await;
        assert!(list.contains(live) && !list.contains(BAND), "{side}");
    }
    server.stop().await;
}

async fn who_may_read_one_list_reads_the_other(database: Database) {
    let server = Server::start(database).await;
    for (who, role, status) in [
        ("ada@example.org", Role::Admin, 200),
        ("rita@example.org", Role::Reviewer, 200),
        ("max@example.org", Role::Marketer, 403),
        ("gus@example.org", Role::Agent, 403),
    ] {
        account(&server, who, AccountKind::Staff(role)).await;
        let mut browser = signed_in(&server, who).await;
        for list in [LIVE, TEST] {
            browser.get(list).await.expect(status);
        }
    }
    let mut nobody = Visitor::new(&server);
    let turned_away = nobody.get(TEST).await.expect(303);
    let sign_in = "/sign-in?next=/admin/audit%3Fside%3Dtest";
    assert_eq!(turned_away.header("location"), sign_in);
    // A test customer is in on that side, and is nobody of the team.
    let crm = server.test_crm("consent:read consent:write").await;
    crm.knows("crm:42").await;
    let link = json!({"page": "/"});
    let made = crm.call("POST", "/customers/crm:42/links", &[], Some(&link));
    let url = made.await.expect(201).json()["url"].clone();
    let url = url.as_str().unwrap();
    let mut jo = Visitor::new(&server);
    jo.get(&url[url.find("/in?").unwrap()..]).await.expect(303);
    jo.get(TEST).await.expect(403);
    server.stop().await;
}

async fn the_lists_say_whose_they_are_in_every_language(database: Database) {
    let server = Server::start(database).await;
    let organisation = Organisation {
        locales: ["en", "de", "ar"].map(str::to_owned).to_vec(),
        ..Organisation::default()
    };
    let store = &server.app().live.store;
    store.set_organisation(&organisation, None).await.unwrap();
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut ada = signed_in(&server, "ada@example.org").await;
    for (language, live, test) in [
        (
            "en",
            "Steps that are about test customers alone stand",
            "These are the steps that are about test customers alone",
        ),
        (
            "de",
            "Schritte, die nur Testkunden betreffen, stehen",
            "Das sind die Schritte, die nur Testkunden betreffen",
        ),
        (
            "ar",
            "الخطوات التي تخصّ عملاء التجربة وحدهم تظهر",
            "هذه هي الخطوات التي تخصّ عملاء التجربة وحدهم",
        ),
    ] {
        for (list, says) in [(LIVE, live), (TEST, test)] {
            let headers = [("accept-language", language)];
            let page = ada.send("GET", list, &headers, "").await;
            let page = page.expect(200).text();
            assert!(page.contains(says), "{says}: {page}");
            assert_eq!(page.contains(BAND), list == TEST, "{page}");
        }
    }
    server.stop().await;
}
