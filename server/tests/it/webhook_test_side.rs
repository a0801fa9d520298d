//! An admin who looks after the addresses of the test side and what was sent to them, without JavaScript; and
//! the wall between the two sides.

use std::time::Duration;

use mutual::access::Role;
use mutual::port::{AccountKind, Organisation};
use mutual::webhook::DeliveryId;
use serde_json::json;

use crate::api_consent::just_now;
use crate::common::{Answer, Crm, Database, Server, Visitor};
use crate::forms::forms;
use crate::on_both;
use crate::receiver::{Answers, Came, Receiver};
use crate::web_people::{account, signed_in};
use crate::webhook_pages::TO_ONE;
use crate::webhooks::mails;

on_both!(
    an_admin_does_on_the_test_side_all_that_she_does_on_the_live_one,
    no_id_leads_from_one_side_to_the_other,
    what_was_typed_comes_back_on_its_own_page_alone,
    whoever_is_no_admin_does_and_sees_nothing_there,
    the_pages_say_whose_they_are_in_every_language,
    a_mail_about_an_address_of_the_test_side_says_so_and_leads_to_its_page,
);

const LIVE: &str = "/admin/webhooks";
const TEST: &str = "/admin/webhooks?side=test";
const BAND: &str = "class=\"test-band\"";

/// An office with a program on each side, and Ada, its admin.
struct Office {
    server: Server,
    live: Crm,
    test: Crm,
    /// Who hears of real customers.
    real: Receiver,
    /// Who hears of test customers.
    tried: Receiver,
    ada: Visitor,
}

impl Office {
    async fn open(database: Database) -> Self {
        let (real, tried) = (Receiver::start().await, Receiver::start().await);
        let hosts = [real.host(), tried.host()].join(",");
        let server = Server::start_with(database, &["--webhook-hosts", &hosts]).await;
        server.publish_demo().await;
        let scopes = "consent:read consent:write feed webhooks";
        let (live, test) = (server.crm(scopes).await, server.test_crm(scopes).await);
        for crm in [&live, &test] {
            crm.knows("crm:42").await;
        }
        account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
        let ada = signed_in(&server, "ada@example.org").await;
        Self {
            server,
            live,
            test,
            real,
            tried,
            ada,
        }
    }

    /// Reads a page of the test side.
    async fn reads(&mut self, path: &str) -> String {
        let page = self.ada.get(path).await.expect(200).text();
        is_of_test(&page);
        page
    }

    /// Reads a page of the test side, which may not be there yet, until it says that.
    async fn until(&mut self, path: &str, says: &str) -> String {
        let until = tokio::time::Instant::now() + Duration::from_secs(30);
        loop {
            let page = self.ada.get(path).await.text();
            if page.contains(says) {
                is_of_test(&page);
                return page;
            }
            assert!(tokio::time::Instant::now() < until, "{says}: {page}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Presses a button of such a page, with what its form says by itself and what is typed; where that leads.
    async fn presses(&mut self, page: &str, action: &str, typed: &[(&str, &str)]) -> String {
        let drawn = self.reads(page).await;
        let action = format!("/actions/{action}");
        let form = forms(&drawn).into_iter().find(|form| form.action == action);
        let form = form.unwrap_or_else(|| panic!("no {action} in {drawn}"));
        let hidden = form.fields.iter().map(|(name, is)| (&**name, &**is));
        let fields: Vec<_> = hidden.chain(typed.iter().copied()).collect();
        place(&self.ada.submit(&action, &fields).await).to_owned()
    }

    /// What cannot be taken back of the addresses of both sides.
    async fn addresses(&self) -> String {
        let app = self.server.app();
        let mut all = Vec::new();
        for side in [&app.live, &app.test] {
            for one in side.store.endpoints().await.unwrap() {
                all.push((one.id, one.url, one.description, one.secret, one.off));
            }
        }
        format!("{all:?}")
    }
}

/// Adds an address with a key of its side; its page, without the side.
async fn hook(crm: &Crm, url: &str) -> String {
    let made = crm
        .post("/webhook-endpoints", &json!({"url": url, "events": ["*"]}))
        .await;
    let made = made.expect(201).json();
    format!("{LIVE}/{}", made["id"].as_str().unwrap())
}

/// Turns something on for the customer of that side; the change.
async fn chooses(crm: &Crm) -> u64 {
    let choice = json!({"proposition": "recipe-ideas", "version": 1,
        "toggles": {"exchange": "on"}, "evidence": {"how": "phone", "where": "call centre",
        "at": just_now(), "wording": "May we?"}});
    let stored = crm.post("/customers/crm:42/choices", &choice).await;
    stored.expect(201).json()["index"].as_u64().unwrap()
}

/// The page says whose it is, and all that leads on from it stays on its side.
#[track_caller]
fn is_of_test(page: &str) {
    assert!(page.contains(BAND), "{page}");
    assert!(page.contains("<title>Test · "), "{page}");
    for link in page.split("href=\"/admin/webhooks/").skip(1) {
        let link = link.split('"').next().unwrap();
        assert!(link.contains("?side=test"), "{link} in {page}");
    }
    let side = ("side".to_owned(), "test".to_owned());
    for form in forms(page) {
        let action = form.action.trim_start_matches("/actions/");
        if TO_ONE.contains(&action) || action == "add-webhook" {
            assert!(form.fields.contains(&side), "{action} of {page}");
        }
    }
}

#[track_caller]
fn place(answer: &Answer) -> &str {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location")
}

fn id_in(page: &str) -> &str {
    page.rsplit_once('/').unwrap().1
}

/// The message to that address about that change.
fn message(hook: &str, index: u64) -> String {
    let endpoint = id_in(hook).parse().unwrap();
    DeliveryId { endpoint, index }.to_string()
}

async fn an_admin_does_on_the_test_side_all_that_she_does_on_the_live_one(database: Database) {
    let mut office = Office::open(database).await;
    // One page leads to the other, and says which it is.
    let live = office.ada.get(LIVE).await.expect(200).text();
    assert!(live.contains(&format!("<a href=\"{TEST}\">Test customers</a>")));
    assert!(!live.contains(BAND), "{live}");
    let first = office.reads(TEST).await;
    for says in [
        "<a href=\"/admin/webhooks\">Real customers</a>",
        "aria-current=\"page\">Test customers</a>",
        "Nobody real is meant",
        "These are the addresses for test customers",
    ] {
        assert!(first.contains(says), "{says}: {first}");
    }
    // What cannot be taken comes back as it was typed.
    let form = [("url", "nowhere"), ("which", "all")];
    let refused = office.presses(TEST, "add-webhook", &form).await;
    assert_eq!(refused, format!("{TEST}&failed=faults"));
    let page = office.reads(&refused).await;
    assert!(page.contains("value=\"nowhere\""), "{page}");
    // An address that is added here is one of the test side, as if a key of it had made it.
    let url = office.tried.url.clone();
    let form = [
        ("url", url.as_str()),
        ("description", "The CRM"),
        ("which", "all"),
    ];
    let added = office.presses(TEST, "add-webhook", &form).await;
    let page = office.reads(&added).await;
    assert!(page.contains("whsec_"), "its secret is shown");
    let (hook, query) = added.split_once('?').unwrap();
    assert_eq!(query, "side=test&done=added");
    let one = format!("{hook}?side=test");
    assert!(!office.reads(&one).await.contains("whsec_"), "once");
    let listed = office.test.get("/webhook-endpoints").await.expect(200);
    assert_eq!(listed.json()["items"][0]["id"], id_in(hook));
    let listed = office.live.get("/webhook-endpoints").await.expect(200);
    assert_eq!(listed.json()["items"], json!([]));
    // A test message says what came back.
    office.tried.next(&[Answers::Says(418, "I am a teapot")]);
    let tested = office.presses(&one, "test-webhook", &[]).await;
    assert_eq!(tested, format!("{one}&done=tested"));
    let page = office.reads(&tested).await;
    assert!(page.contains("I am a teapot"), "{page}");
    // What is not taken is seen, with what is sent, and goes again.
    office.tried.next(&[Answers::Says(503, "closed for lunch")]);
    let index = chooses(&office.test).await;
    let id = message(hook, index);
    let sent = format!("{LIVE}/deliveries/{id}?side=test");
    let page = office.until(&sent, "closed for lunch").await;
    assert!(page.contains("An answer with status 503"), "{page}");
    assert!(page.contains(&format!("webhook-id: {id}")) && page.contains("crm:42"));
    office.until(TEST, "Has failed since").await;
    let waiting = office.reads(&format!("{one}&show=pending")).await;
    assert!(waiting.contains(&format!("href=\"{sent}\"")), "{waiting}");
    let again = office.presses(&sent, "resend-delivery", &[]).await;
    assert_eq!(again, format!("{sent}&done=again"));
    let page = office.until(&sent, "Delivered").await;
    assert!(page.contains("Attempt 2"), "{page}");
    // A range is counted first.
    let counted = format!("{hook}/replay?side=test&first={index}&last=");
    let page = office
        .until(&counted, "1 message would be sent again")
        .await;
    let asks = page
        .split("<form")
        .find(|form| form.contains("method=\"get\""));
    let asks = asks.unwrap().split("</form>").next().unwrap();
    assert!(asks.contains("name=\"side\" value=\"test\""), "{asks}");
    let replayed = office.presses(&counted, "replay-webhook", &[]).await;
    assert_eq!(replayed, format!("{one}&done=replayed&count=1"));
    let changes = |came: &Came| came.kind() != "webhook.test";
    let came = office.tried.until(3, changes).await;
    assert!(came.iter().all(|came| came.index() == index));
    // Changed, with a new secret, and off.
    let form = [
        ("url", url.as_str()),
        ("description", "Another name"),
        ("which", "all"),
    ];
    let changed = office.presses(&one, "change-webhook", &form).await;
    assert_eq!(changed, format!("{one}&done=changed"));
    let rotated = office.presses(&one, "rotate-webhook", &[]).await;
    assert_eq!(rotated, format!("{one}&done=rotated"));
    assert!(office.reads(&rotated).await.contains("whsec_"));
    let off = office.presses(&one, "switch-webhook", &[]).await;
    assert_eq!(off, format!("{one}&done=off"));
    let list = office.reads(TEST).await;
    assert!(list.contains("Another name") && list.contains("Switched off by hand"));
    // Removed, once it was asked.
    let asks = format!("{hook}/remove?side=test");
    let removed = office.presses(&asks, "remove-webhook", &[]).await;
    assert_eq!(removed, format!("{TEST}&done=removed"));
    office.reads(&removed).await;
    let gone = office.ada.get(&one).await.expect(404).text();
    assert!(gone.contains(BAND), "{gone}");
    assert!(office.real.came().is_empty());
}

async fn no_id_leads_from_one_side_to_the_other(database: Database) {
    let mut office = Office::open(database).await;
    let live = hook(&office.live, &office.real.url).await;
    let test = hook(&office.test, &office.tried.url).await;
    let live_sent = message(&live, chooses(&office.live).await);
    let test_sent = message(&test, chooses(&office.test).await);
    office.real.until(1, |_| true).await;
    office.tried.until(1, |_| true).await;
    // Each list has its own alone.
    let list = office.reads(TEST).await;
    assert!(list.contains(&test) && !list.contains(&live), "{list}");
    let list = office.ada.get(LIVE).await.expect(200).text();
    assert!(list.contains(&live) && !list.contains(&test), "{list}");
    // What stands on one side has no page on the other; whatever is not its name is the live one.
    for (hook, sent, right, wrong) in [
        (&live, &live_sent, "", &["side=test"][..]),
        (
            &test,
            &test_sent,
            "side=test",
            &["", "side=", "side=live", "side=TEST", "side=test%20"][..],
        ),
    ] {
        for path in [
            hook.clone(),
            format!("{hook}/replay"),
            format!("{hook}/remove"),
            format!("{LIVE}/deliveries/{sent}"),
        ] {
            let page = format!("{path}?first=1&{right}");
            office.ada.get(&page).await.expect(200);
            for side in wrong {
                let page = format!("{path}?first=1&{side}");
                let page = office.ada.get(&page).await.expect(404).text();
                for url in [&office.real.url, &office.tried.url] {
                    assert!(!page.contains(url), "{page}");
                }
            }
        }
    }
    // Nor does a list go on from a message of the other side.
    let from = format!("{test}?side=test&before={live_sent}");
    let page = office.reads(&from).await;
    assert!(page.contains(&format!("deliveries/{test_sent}")), "{page}");
    assert!(!page.contains(&format!("deliveries/{live_sent}")), "{page}");
    // Nothing is done there either, and nothing is sent.
    let before = office.addresses().await;
    for (hook, sent, side, list) in [
        (&live, &live_sent, "test", TEST),
        (&test, &test_sent, "", LIVE),
        (&test, &test_sent, "live", LIVE),
    ] {
        let form = [
            ("side", side),
            ("endpoint", id_in(hook)),
            ("delivery", sent.as_str()),
            ("revision", "1"),
            ("url", "https://eve.example.org/"),
            ("which", "all"),
            ("to", "off"),
            ("first", "1"),
            ("last", "99"),
        ];
        for action in TO_ONE {
            let action = format!("/actions/{action}");
            let answer = office.ada.submit(&action, &form).await;
            let joint = if list == TEST { '&' } else { '?' };
            let gone = format!("{list}{joint}failed=gone");
            assert_eq!(place(&answer), gone, "{action} of {hook} on {side}");
        }
    }
    // What is no id leads back to the list of the side that the form names.
    for (side, list) in [("test", TEST), ("", LIVE)] {
        let form = [
            ("side", side),
            ("endpoint", "nothing"),
            ("delivery", "nothing"),
            ("url", "https://eve.example.org/"),
            ("which", "all"),
        ];
        for action in TO_ONE {
            let action = format!("/actions/{action}");
            let answer = office.ada.submit(&action, &form).await;
            assert_eq!(place(&answer), list, "{action} on {side}");
        }
    }
    assert_eq!(office.addresses().await, before);
    assert_eq!(office.real.came().len(), 1);
    assert_eq!(office.tried.came().len(), 1);
    // Nor is a new secret shown on the other side.
    let page = format!("{test}?side=test");
    office.presses(&page, "rotate-webhook", &[]).await;
    let page = office.ada.get(&format!("{test}?done=rotated")).await;
    assert!(!page.expect(404).text().contains("whsec_"));
    let page = office.ada.get(&format!("{live}?done=rotated")).await;
    assert!(!page.expect(200).text().contains("whsec_"));
}

async fn what_was_typed_comes_back_on_its_own_page_alone(database: Database) {
    let mut office = Office::open(database).await;
    let live = hook(&office.live, &office.real.url).await;
    let test = hook(&office.test, &office.tried.url).await;
    let other = hook(&office.test, &office.tried.url).await;
    let (test, other) = (format!("{test}?side=test"), format!("{other}?side=test"));
    let (live, test, other) = (live.as_str(), test.as_str(), other.as_str());
    let failed = |page: &str| {
        let and = if page.contains('?') { '&' } else { '?' };
        format!("{page}{and}failed=faults")
    };
    // Where what Ada types is refused, whether it is new or of an address that there is.
    let pages = [
        (TEST, "add-webhook"),
        (LIVE, "add-webhook"),
        (test, "change-webhook"),
        (live, "change-webhook"),
    ];
    for (number, (at, action)) in pages.into_iter().enumerate() {
        let side = if at.ends_with("side=test") {
            "test"
        } else {
            ""
        };
        let id = id_in(at.split('?').next().unwrap());
        let thought = format!("Thought {number}");
        let form = [
            ("side", side),
            ("endpoint", id),
            ("revision", "1"),
            ("url", "nowhere"),
            ("description", thought.as_str()),
            ("which", "all"),
        ];
        let action = format!("/actions/{action}");
        let refused = office.ada.submit(&action, &form).await;
        assert_eq!(place(&refused), failed(at));
    }
    // Each stands again on its own page, whatever other tabs showed meanwhile, in each tab of it, and nowhere
    // else.
    for _ in 0..2 {
        for (at, thought) in [
            (TEST, "Thought 0"),
            (LIVE, "Thought 1"),
            (test, "Thought 2"),
            (live, "Thought 3"),
        ] {
            let page = office.ada.get(&failed(at)).await.expect(200).text();
            let field = format!("value=\"{thought}\"");
            assert!(page.contains(&field), "{at}: {page}");
            assert_eq!(page.matches("Thought ").count(), 1, "{at}: {page}");
        }
        let page = office.ada.get(&failed(other)).await.expect(200).text();
        assert!(!page.contains("Thought "), "{page}");
    }
    // What is stored is what every tab shows from then on.
    let url = office.tried.url.clone();
    let half = [
        ("url", "nowhere"),
        ("description", "Half a thought"),
        ("which", "all"),
    ];
    let refused = office.presses(test, "change-webhook", &half).await;
    assert_eq!(refused, format!("{test}&failed=faults"));
    let whole = [
        ("url", url.as_str()),
        ("description", "A whole thought"),
        ("which", "all"),
    ];
    let changed = office.presses(test, "change-webhook", &whole).await;
    assert_eq!(changed, format!("{test}&done=changed"));
    let page = office.reads(&refused).await;
    assert!(page.contains("value=\"A whole thought\""), "{page}");
    assert!(!page.contains("Half a thought"), "{page}");
    // What is shown once waits for its own page too.
    let rotated = office.presses(test, "rotate-webhook", &[]).await;
    for elsewhere in [
        format!("{other}&done=rotated"),
        format!("{TEST}&failed=gone"),
    ] {
        let page = office.reads(&elsewhere).await;
        assert!(!page.contains("whsec_"), "{elsewhere}: {page}");
    }
    assert!(office.reads(&rotated).await.contains("whsec_"));
    assert!(!office.reads(&rotated).await.contains("whsec_"), "once");
}

async fn whoever_is_no_admin_does_and_sees_nothing_there(database: Database) {
    let mut office = Office::open(database).await;
    let hook = hook(&office.test, &office.tried.url).await;
    let sent = message(&hook, chooses(&office.test).await);
    let one = format!("{LIVE}/deliveries/{sent}?side=test");
    office.until(&one, "Delivered").await;
    let pages = [
        TEST.to_owned(),
        format!("{hook}?side=test"),
        format!("{hook}/replay?side=test&first=1"),
        format!("{hook}/remove?side=test"),
        one,
        format!("{LIVE}/whe_nothing?side=test"),
    ];
    let url = office.tried.url.clone();
    let form = [
        ("side", "test"),
        ("endpoint", id_in(&hook)),
        ("delivery", sent.as_str()),
        ("revision", "1"),
        ("url", "https://eve.example.org/"),
        ("which", "all"),
        ("to", "off"),
        ("first", "1"),
        ("last", "99"),
    ];
    let before = office.addresses().await;
    let actions = || TO_ONE.into_iter().chain(["add-webhook"]);
    for (who, role) in [
        ("max@example.org", Role::Marketer),
        ("rita@example.org", Role::Reviewer),
        ("gus@example.org", Role::Agent),
    ] {
        account(&office.server, who, AccountKind::Staff(role)).await;
        let mut browser = signed_in(&office.server, who).await;
        for path in &pages {
            let page = browser.get(path).await.expect(403).text();
            assert!(!page.contains(&url), "{who}: {page}");
        }
        for action in actions() {
            let refused = browser.submit(&format!("/actions/{action}"), &form).await;
            let to = place(&refused);
            assert!(to.ends_with("?side=test&failed=forbidden"), "{who}: {to}");
        }
    }
    // A test customer is in on that side, and is nobody of the team.
    let link = json!({"page": "/"});
    let to = "/customers/crm:42/links";
    let link = office.test.call("POST", to, &[], Some(&link)).await;
    let link = link.expect(201).json()["url"].as_str().unwrap().to_owned();
    let mut jo = Visitor::new(&office.server);
    jo.get(&link[link.find("/in?").unwrap()..])
        .await
        .expect(303);
    let mut nobody = Visitor::new(&office.server);
    let sign_in = "/sign-in?next=/admin/webhooks%3Fside%3Dtest";
    assert_eq!(place(&nobody.get(TEST).await), sign_in);
    for path in &pages {
        let page = jo.get(path).await.expect(403).text();
        assert!(!page.contains(&url), "{page}");
        let turned_away = nobody.get(path).await;
        assert!(place(&turned_away).starts_with("/sign-in"), "{path}");
    }
    for action in actions() {
        for browser in [&mut jo, &mut nobody] {
            let refused = browser.submit(&format!("/actions/{action}"), &form).await;
            assert_eq!(place(&refused), sign_in, "{action}");
        }
    }
    assert_eq!(office.addresses().await, before);
    assert_eq!(office.tried.came().len(), 1);
}

async fn the_pages_say_whose_they_are_in_every_language(database: Database) {
    let mut office = Office::open(database).await;
    let locales = ["en", "de", "ar"].map(str::to_owned).to_vec();
    let organisation = Organisation {
        locales,
        ..Organisation::default()
    };
    let store = &office.server.app().live.store;
    store.set_organisation(&organisation, None).await.unwrap();
    for (language, says) in [
        (
            "en",
            [
                "<strong>Test</strong>",
                "This is test data.",
                "Test customers</a>",
            ],
        ),
        (
            "de",
            [
                "<strong>Test</strong>",
                "Das sind Testdaten.",
                "Testkunden</a>",
            ],
        ),
        (
            "ar",
            [
                "<strong>تجربة</strong>",
                "هذه بيانات للتجربة.",
                "عملاء للتجربة</a>",
            ],
        ),
    ] {
        let headers = [("accept-language", language)];
        let page = office.ada.send("GET", TEST, &headers, "").await;
        let page = page.expect(200).text();
        assert!(page.contains(BAND), "{page}");
        assert!(page.contains(&format!("lang=\"{language}\"")), "{page}");
        for says in says {
            assert!(page.contains(says), "{says}: {page}");
        }
    }
}

async fn a_mail_about_an_address_of_the_test_side_says_so_and_leads_to_its_page(
    database: Database,
) {
    let office = Office::open(database).await;
    hook(&office.live, &office.real.url).await;
    hook(&office.test, &office.tried.url).await;
    for receiver in [&office.real, &office.tried] {
        receiver.always(Answers::Status(410));
    }
    chooses(&office.live).await;
    chooses(&office.test).await;
    let told = mails(&office.server, 2).await;
    let about = |receiver: &Receiver| told.iter().find(|mail| mail.contains(&receiver.url));
    let of_test = about(&office.tried).unwrap();
    let says = "It is told of test customers alone";
    for said in [TEST, "Subject: [Test] ", says] {
        assert!(of_test.contains(said), "{said}: {of_test}");
    }
    let of_live = about(&office.real).unwrap();
    assert!(of_live.contains(LIVE), "{of_live}");
    for said in ["side=", "[Test]", says] {
        assert!(!of_live.contains(said), "{said}: {of_live}");
    }
}
