//! An admin who looks after the addresses that changes are sent to, without JavaScript.

use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::port::AccountKind;
use mutual::webhook::DeliveryId;
use serde_json::json;

use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, Server, Visitor};
use crate::forms::hidden;
use crate::on_both;
use crate::receiver::{Answers, Receiver};
use crate::web_people::{account, marketer, signed_in};

on_both!(
    an_admin_adds_tests_and_looks_after_an_address,
    a_message_that_is_not_taken_is_seen_and_sent_again,
    a_range_is_counted_before_it_is_sent_again,
    the_secret_is_shown_once_and_stands_nowhere_else,
    whoever_is_no_admin_does_and_sees_nothing,
    the_second_of_two_editors_is_told_and_loses_nothing,
    what_a_receiver_answers_stays_text,
    of_whoever_was_erased_nothing_is_shown,
);

const PAGE: &str = "/admin/webhooks";

/// What is done to an address that there is.
pub const TO_ONE: [&str; 7] = [
    "change-webhook",
    "switch-webhook",
    "rotate-webhook",
    "test-webhook",
    "replay-webhook",
    "resend-delivery",
    "remove-webhook",
];

struct Office {
    server: Server,
    crm: Crm,
    receiver: Receiver,
    ada: Visitor,
}

impl Office {
    async fn open(database: Database) -> Self {
        let receiver = Receiver::start().await;
        let flags = ["--webhook-hosts", receiver.host()];
        let server = Server::start_with(database, &flags).await;
        server.publish_demo().await;
        let crm = server.crm("consent:read consent:write feed").await;
        account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
        let ada = signed_in(&server, "ada@example.org").await;
        Self {
            server,
            crm,
            receiver,
            ada,
        }
    }

    /// Adds the receiver for everything; the path of its page.
    async fn add(&mut self) -> String {
        let url = self.receiver.url.clone();
        let form = [("url", url.as_str()), ("which", "all")];
        let added = self.ada.submit("/actions/add-webhook", &form).await;
        page_of(place(&added))
    }

    async fn reads(&mut self, path: &str) -> String {
        self.ada.get(path).await.expect(200).text()
    }

    /// Reads a page, which may not be there yet, until it says that.
    async fn until(&mut self, path: &str, says: &str) -> String {
        let until = tokio::time::Instant::now() + Duration::from_secs(30);
        loop {
            let page = self.ada.get(path).await.text();
            if page.contains(says) {
                return page;
            }
            assert!(tokio::time::Instant::now() < until, "{says}: {page}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Presses a button of that address's page.
    async fn acts(&mut self, action: &str, page: &str, more: &[(&str, &str)]) -> String {
        let mut form = vec![("endpoint", id_in(page))];
        form.extend_from_slice(more);
        let action = format!("/actions/{action}");
        place(&self.ada.submit(&action, &form).await).to_owned()
    }

    async fn chooses(&self, who: &str, switch: &str) -> u64 {
        let path = format!("/customers/{who}/choices");
        let choice = json!({"proposition": "recipe-ideas", "version": 1,
            "toggles": {"exchange": switch}, "evidence": {"how": "phone", "where": "call centre",
            "at": last_month(), "wording": "May we?"}});
        let stored = self.crm.post(&path, &choice).await.expect(201).json();
        stored["index"].as_u64().unwrap()
    }
}

#[track_caller]
fn place(answer: &Answer) -> &str {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location")
}

fn page_of(location: &str) -> String {
    let page = location.split('?').next().unwrap();
    assert!(page.starts_with("/admin/webhooks/whe_"), "{location}");
    page.to_owned()
}

fn id_in(page: &str) -> &str {
    page.rsplit_once('/').unwrap().1
}

/// The page of the message about that change.
fn message(page: &str, index: u64) -> String {
    let id = DeliveryId {
        endpoint: id_in(page).parse().unwrap(),
        index,
    };
    format!("{PAGE}/deliveries/{id}")
}

/// The secret that a page shows.
fn secret_in(page: &str) -> Option<&str> {
    let begin = page.find("whsec_")?;
    page[begin..].split('<').next()
}

async fn an_admin_adds_tests_and_looks_after_an_address(database: Database) {
    let mut office = Office::open(database).await;
    let first = office.reads(PAGE).await;
    assert!(first.contains("A webhook tells another program"), "{first}");
    assert!(first.contains("href=\"/docs\""), "{first}");
    // What cannot be taken comes back as it was typed.
    let form = [
        ("url", "http://10.0.0.1/<b>"),
        ("description", "The CRM"),
        ("which", "chosen"),
    ];
    let refused = office.ada.submit("/actions/add-webhook", &form).await;
    assert_eq!(place(&refused), "/admin/webhooks?failed=faults");
    let page = office.reads("/admin/webhooks?failed=faults").await;
    assert!(
        page.contains("The address must begin with https://"),
        "{page}"
    );
    assert!(page.contains("Tick at least one"), "{page}");
    assert!(
        page.contains("value=\"http://10.0.0.1/&lt;b&gt;\""),
        "{page}"
    );
    // Some types alone.
    let url = office.receiver.url.clone();
    let form = [
        ("url", url.as_str()),
        ("description", "The CRM"),
        ("which", "chosen"),
        ("kinds[consent.withdrawn]", "on"),
        ("kinds[customer.erased]", "on"),
    ];
    let added = office.ada.submit("/actions/add-webhook", &form).await;
    let hook = page_of(place(&added));
    let page = office.reads(&hook).await;
    for ticked in ["consent.withdrawn", "customer.erased"] {
        let field = format!("name=\"kinds[{ticked}]\" value=\"on\" checked");
        assert!(page.contains(&field), "{page}");
    }
    assert!(!page.contains("name=\"kinds[consent.granted]\" value=\"on\" checked"));
    // A test says what came back.
    office.receiver.next(&[Answers::Says(418, "I am a teapot")]);
    let tested = office.acts("test-webhook", &hook, &[]).await;
    assert_eq!(tested, format!("{hook}?done=tested"));
    let page = office.reads(&tested).await;
    assert!(page.contains("An answer with status 418"), "{page}");
    assert!(page.contains("I am a teapot"), "{page}");
    let again = office.reads(&tested).await;
    assert!(!again.contains("I am a teapot"), "it is shown once");
    office.receiver.next(&[Answers::Says(204, "")]);
    let tested = office.acts("test-webhook", &hook, &[]).await;
    let page = office.reads(&tested).await;
    assert!(page.contains("status 204") && page.contains("The answer was empty"));
    // Nor is there always somebody.
    let nowhere = "https://hooks.example.invalid/";
    let revision = hidden(&page, "revision").to_owned();
    let form = [
        ("revision", revision.as_str()),
        ("url", nowhere),
        ("which", "all"),
    ];
    let changed = office.acts("change-webhook", &hook, &form).await;
    assert_eq!(changed, format!("{hook}?done=changed"));
    let tested = office.acts("test-webhook", &hook, &[]).await;
    let page = office.reads(&tested).await;
    assert!(
        page.contains("No answer") && page.contains("is not known"),
        "{page}"
    );
    // Off, and on again.
    let off = office.acts("switch-webhook", &hook, &[("to", "off")]).await;
    assert_eq!(off, format!("{hook}?done=off"));
    let page = office.reads(PAGE).await;
    assert!(page.contains("Switched off by hand"), "{page}");
    let on = office.acts("switch-webhook", &hook, &[("to", "on")]).await;
    assert_eq!(on, format!("{hook}?done=on"));
    // It asks before it removes, and says what is lost.
    let page = office.reads(&format!("{hook}/remove")).await;
    assert!(
        page.contains("Remove https://hooks.example.invalid/?"),
        "{page}"
    );
    assert!(page.contains("is lost"), "{page}");
    let removed = office.acts("remove-webhook", &hook, &[]).await;
    assert_eq!(removed, "/admin/webhooks?done=removed");
    office.ada.get(&hook).await.expect(404);
    let removed = office.acts("remove-webhook", &hook, &[]).await;
    assert_eq!(removed, "/admin/webhooks?failed=gone");
    // Everything stands in the list.
    let list = office.reads("/admin/audit").await;
    for step in ["Added", "Changed", "Removed"] {
        let said = format!("{step} an address for webhooks");
        assert!(list.contains(&said), "{said}: {list}");
    }
}

async fn a_message_that_is_not_taken_is_seen_and_sent_again(database: Database) {
    let mut office = Office::open(database).await;
    office.crm.knows("crm:42").await;
    let hook = office.add().await;
    office
        .receiver
        .next(&[Answers::Says(503, "closed for lunch")]);
    let index = office.chooses("crm:42", "on").await;
    let one = message(&hook, index);
    let page = office.until(&one, "closed for lunch").await;
    assert!(page.contains("An answer with status 503"), "{page}");
    assert!(page.contains("Attempt 1") && page.contains("next attempt"));
    // What is sent, as it is sent; the signature is nobody's to read.
    let id = id_in(&one);
    assert!(page.contains(&format!("webhook-id: {id}")), "{page}");
    assert!(page.contains("crm:42") && page.contains("consent.granted"));
    assert!(!page.contains("v1,"), "{page}");
    let page = office.until(PAGE, "Has failed since").await;
    assert!(page.contains(&hook), "{page}");
    let waiting = office.reads(&format!("{hook}?show=pending")).await;
    assert!(waiting.contains(&one), "{waiting}");
    let given_up = office.reads(&format!("{hook}?show=given_up")).await;
    assert!(
        given_up.contains("There are no such messages"),
        "{given_up}"
    );
    // Sent again, it goes at once.
    let form = [("delivery", id)];
    let again = office.ada.submit("/actions/resend-delivery", &form).await;
    assert_eq!(place(&again), format!("{one}?done=again"));
    let page = office.until(&one, "Delivered").await;
    assert!(page.contains("Attempt 2") && page.contains("status 200"));
    let came = office.receiver.until(2, |_| true).await;
    assert_eq!(came[0].id(), came[1].id());
    office.until(PAGE, "Works").await;
    // To one that is off, nothing can be sent.
    office.acts("switch-webhook", &hook, &[("to", "off")]).await;
    let again = office.ada.submit("/actions/resend-delivery", &form).await;
    assert_eq!(place(&again), format!("{one}?failed=switched-off"));
    let page = office.reads(&one).await;
    assert!(!page.contains("/actions/resend-delivery"), "{page}");
    // Many of them have pages, and each stands on one.
    office.acts("switch-webhook", &hook, &[("to", "on")]).await;
    for number in 0..30 {
        let switch = if number % 2 == 0 { "off" } else { "on" };
        office.chooses("crm:42", switch).await;
    }
    office.receiver.until(32, |_| true).await;
    let first = office.until(&hook, "rel=\"next\"").await;
    let next = first.split("rel=\"next\"").next().unwrap();
    let next = next.rsplit_once("href=\"").unwrap().1;
    let next = next.split(['#', '"']).next().unwrap().to_owned();
    let second = office.reads(&next).await;
    for number in index..=index + 30 {
        let link = format!("{}\"", message(&hook, number));
        let on = [&first, &second]
            .iter()
            .filter(|page| page.contains(&link))
            .count();
        assert_eq!(on, 1, "{number}");
    }
}

async fn a_range_is_counted_before_it_is_sent_again(database: Database) {
    let mut office = Office::open(database).await;
    office.crm.knows("crm:42").await;
    let first = office.chooses("crm:42", "on").await;
    office.chooses("crm:42", "off").await;
    let hook = office.add().await;
    let last = office.chooses("crm:42", "on").await;
    office.receiver.until(1, |_| true).await;
    let counted = format!("{hook}/replay?first={first}&last=");
    let page = office
        .until(&counted, "3 messages would be sent again")
        .await;
    assert!(page.contains("Send 3 messages again"), "{page}");
    assert_eq!(hidden(&page, "last"), last.to_string());
    assert_eq!(office.receiver.came().len(), 1, "counting sends nothing");
    for bad in ["", "?first=x", "?first=5&last=4", "?first=1&last=-2"] {
        let page = office.reads(&format!("{hook}/replay{bad}")).await;
        assert!(page.contains("Write whole numbers"), "{bad}");
    }
    let range = [("first", first.to_string()), ("last", last.to_string())];
    let range = [
        ("first", range[0].1.as_str()),
        ("last", range[1].1.as_str()),
    ];
    let sent = office.acts("replay-webhook", &hook, &range).await;
    assert_eq!(sent, format!("{hook}?done=replayed&count=3"));
    let page = office.reads(&sent).await;
    assert!(page.contains("3 messages are on their way again"), "{page}");
    office.receiver.until(4, |_| true).await;
    // To one that is off, nothing is sent, and no button says so.
    office.acts("switch-webhook", &hook, &[("to", "off")]).await;
    let page = office.reads(&counted).await;
    assert!(!page.contains("/actions/replay-webhook"), "{page}");
    let sent = office.acts("replay-webhook", &hook, &range).await;
    assert_eq!(sent, format!("{hook}?failed=switched-off"));
    assert_eq!(office.receiver.came().len(), 4);
}

async fn the_secret_is_shown_once_and_stands_nowhere_else(database: Database) {
    let mut office = Office::open(database).await;
    office.crm.knows("crm:42").await;
    let page = office.reads(PAGE).await;
    let key = hidden(&page, "key").to_owned();
    let url = office.receiver.url.clone();
    let form = [
        ("url", url.as_str()),
        ("which", "all"),
        ("key", key.as_str()),
    ];
    let added = office.ada.submit("/actions/add-webhook", &form).await;
    // Sent twice by one press, it is one address.
    let twice = office.ada.submit("/actions/add-webhook", &form).await;
    assert_eq!(place(&added), place(&twice));
    let location = place(&added).to_owned();
    assert!(!location.contains("whsec_"), "{location}");
    let shown = office.reads(&location).await;
    let secret = secret_in(&shown).unwrap().to_owned();
    assert!(shown.contains("Standard Webhooks"), "{shown}");
    let hook = page_of(&location);
    for path in [&location, &hook, PAGE, "/admin/audit"] {
        assert!(secret_in(&office.reads(path).await).is_none(), "{path}");
    }
    // It verifies what comes.
    office.chooses("crm:42", "on").await;
    let came = office.receiver.until(1, |_| true).await;
    let verifier = standardwebhooks::Webhook::new(&secret).unwrap();
    verifier.verify(&came[0].body, &came[0].headers).unwrap();
    // A new one, and until when the old one signs too.
    let key = hidden(&office.reads(&hook).await, "key").to_owned();
    let form = [("key", key.as_str())];
    let rotated = office.acts("rotate-webhook", &hook, &form).await;
    let twice = office.acts("rotate-webhook", &hook, &form).await;
    assert_eq!(
        (rotated.as_str(), &rotated),
        (twice.as_str(), &format!("{hook}?done=rotated"))
    );
    // What is kept for the next page is not the secret.
    let folder = office.server.folder().to_owned();
    let shown = {
        let stored = stored(&folder);
        let page = office.reads(&rotated).await;
        let new = secret_in(&page).unwrap().to_owned();
        assert_ne!(new, secret);
        for bytes in stored {
            for secret in [&new, &secret] {
                assert!(!contains(&bytes, secret.as_bytes()), "a secret is stored");
            }
        }
        page
    };
    assert!(
        shown.contains("The secret before signs as well until"),
        "{shown}"
    );
    let new = secret_in(&shown).unwrap();
    assert!(secret_in(&office.reads(&rotated).await).is_none());
    office.acts("test-webhook", &hook, &[]).await;
    let tests = office
        .receiver
        .until(1, |came| came.kind() == "webhook.test");
    let tests = tests.await;
    for secret in [new, &secret] {
        let verifier = standardwebhooks::Webhook::new(secret).unwrap();
        verifier.verify(&tests[0].body, &tests[0].headers).unwrap();
    }
    // Nobody else's press shows it.
    let kind = AccountKind::Staff(Role::Admin);
    account(&office.server, "eve@example.org", kind).await;
    let mut eve = signed_in(&office.server, "eve@example.org").await;
    let page = eve.get(&rotated).await.expect(200).text();
    assert!(secret_in(&page).is_none(), "{page}");
}

/// All that is on the disk, byte for byte.
fn stored(folder: &std::path::Path) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let files = files.filter(|file| file.file_type().unwrap().is_file());
    files
        .map(|file| std::fs::read(file.path()).unwrap())
        .collect()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

async fn whoever_is_no_admin_does_and_sees_nothing(database: Database) {
    let mut office = Office::open(database).await;
    office.crm.knows("crm:42").await;
    let hook = office.add().await;
    let index = office.chooses("crm:42", "on").await;
    let one = message(&hook, index);
    office.until(&one, "Delivered").await;
    marketer(&office.server).await;
    let mut mara = signed_in(&office.server, "mara@example.org").await;
    let mut nobody = Visitor::new(&office.server);
    let (replay, remove) = (format!("{hook}/replay?first=1"), format!("{hook}/remove"));
    let nowhere = format!("{PAGE}/whe_nothing");
    for path in [PAGE, &hook, &replay, &remove, &one, &nowhere] {
        let page = mara.get(path).await.expect(403).text();
        assert!(!page.contains(&office.receiver.url), "{page}");
        let turned_away = nobody.get(path).await;
        assert!(place(&turned_away).starts_with("/sign-in"), "{path}");
    }
    let before = office.server.app().live.store.endpoints().await;
    let (endpoint, message) = (id_in(&hook), id_in(&one));
    let form = [
        ("endpoint", endpoint),
        ("delivery", message),
        ("revision", "1"),
        ("url", "https://eve.example.org/"),
        ("which", "all"),
        ("to", "off"),
        ("first", "1"),
        ("last", "99"),
    ];
    for action in ["add-webhook"].into_iter().chain(TO_ONE) {
        let path = format!("/actions/{action}");
        let refused = mara.submit(&path, &form).await;
        assert!(place(&refused).ends_with("?failed=forbidden"), "{action}");
        let refused = nobody.submit(&path, &form).await;
        assert_eq!(place(&refused), "/sign-in?next=/admin/webhooks", "{action}");
    }
    assert_eq!(office.server.app().live.store.endpoints().await, before);
    assert_eq!(office.receiver.came().len(), 1);
}

async fn the_second_of_two_editors_is_told_and_loses_nothing(database: Database) {
    let mut office = Office::open(database).await;
    let hook = office.add().await;
    let kind = AccountKind::Staff(Role::Admin);
    account(&office.server, "eve@example.org", kind).await;
    let mut eve = signed_in(&office.server, "eve@example.org").await;
    let hers = eve.get(&hook).await.expect(200).text();
    let revision = hidden(&hers, "revision").to_owned();
    let url = office.receiver.url.clone();
    let form = [
        ("revision", revision.as_str()),
        ("url", url.as_str()),
        ("description", "What Ada calls it"),
        ("which", "chosen"),
        ("kinds[consent.granted]", "on"),
    ];
    let changed = office.acts("change-webhook", &hook, &form).await;
    assert_eq!(changed, format!("{hook}?done=changed"));
    let form = [
        ("endpoint", id_in(&hook)),
        ("revision", revision.as_str()),
        ("url", url.as_str()),
        ("description", "What Eve calls it"),
        ("which", "chosen"),
        ("kinds[consent.paused]", "on"),
    ];
    let told = eve.submit("/actions/change-webhook", &form).await;
    let moved = format!("{hook}?failed=moved");
    assert_eq!(place(&told), moved);
    let page = eve.get(&moved).await.expect(200).text();
    for says in [
        "Somebody else changed this address meanwhile",
        "As it is stored now",
        "What Ada calls it",
        "value=\"What Eve calls it\"",
        "name=\"kinds[consent.paused]\" value=\"on\" checked",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    // Whoever saw it may save over it.
    let mut form = form;
    let seen = hidden(&page, "revision").to_owned();
    form[1].1 = &seen;
    let saved = eve.submit("/actions/change-webhook", &form).await;
    assert_eq!(place(&saved), format!("{hook}?done=changed"));
    let page = office.reads(&hook).await;
    assert!(page.contains("value=\"What Eve calls it\""), "{page}");
}

const HOSTILE: &str = "\u{202e}</code></pre></title><meta http-equiv=\"refresh\" content=\"0\">\
    <script>alert(1)</script><i id=pwn>";

async fn what_a_receiver_answers_stays_text(database: Database) {
    let mut office = Office::open(database).await;
    office.crm.knows("crm:42").await;
    let url = format!("{}?token=hush", office.receiver.url);
    let form = [
        ("url", url.as_str()),
        ("description", HOSTILE),
        ("which", "all"),
    ];
    let added = office.ada.submit("/actions/add-webhook", &form).await;
    let hook = page_of(place(&added));
    office.receiver.always(Answers::Says(400, HOSTILE));
    let tested = office.acts("test-webhook", &hook, &[]).await;
    let test = office.reads(&tested).await;
    let index = office.chooses("crm:42", "on").await;
    let one = office.until(&message(&hook, index), "status 400").await;
    let mut pages = vec![test, one];
    for path in [
        PAGE,
        &hook,
        &format!("{hook}/remove"),
        &format!("{hook}/replay?first=1"),
    ] {
        pages.push(office.reads(path).await);
    }
    for page in &pages {
        assert!(page.contains("&lt;i id=pwn"), "{page}");
        for acted_on in ["<i id=pwn", "<script>alert", "<meta http-equiv=\"refresh\""] {
            assert!(!page.contains(acted_on), "{acted_on}: {page}");
        }
    }
    // What stands behind a question mark may be a password: it is shown where it is changed alone.
    let shown = pages.iter().filter(|page| page.contains("token=hush"));
    assert_eq!(shown.count(), 2, "on the two that have the form");
}

async fn of_whoever_was_erased_nothing_is_shown(database: Database) {
    let mut office = Office::open(database).await;
    let ana = office.crm.knows("crm:ana-42").await;
    let hook = office.add().await;
    let index = office.chooses("crm:ana-42", "on").await;
    let one = message(&hook, index);
    let page = office.until(&one, "Delivered").await;
    assert!(page.contains("crm:ana-42") && page.contains(&ana), "{page}");
    let erase = format!("/customers/{ana}?mode=all");
    let key = [("idempotency-key", "gone")];
    let crm = office.server.crm("consent:write").await;
    crm.call("DELETE", &erase, &key, None).await.expect(204);
    office
        .receiver
        .until(1, |came| came.kind() == "customer.erased")
        .await;
    office.ada.get(&one).await.expect(404);
    let form = [("delivery", id_in(&one))];
    let again = office.ada.submit("/actions/resend-delivery", &form).await;
    assert_eq!(place(&again), "/admin/webhooks?failed=gone");
    let page = office.reads(&hook).await;
    assert!(!page.contains(&one), "{page}");
    // Nor does any other way render what it said.
    let admin = office
        .server
        .app()
        .live
        .store
        .account_by_email("ada@example.org");
    let admin = Actor::Staff {
        account: admin.await.unwrap().unwrap().id,
        role: Role::Admin,
    };
    let id: DeliveryId = id_in(&one).parse().unwrap();
    let webhooks = office.server.app().mutual.webhooks();
    assert_eq!(webhooks.request(&admin, id).await, Ok(None));
    assert_eq!(webhooks.body(index).await, Ok(None));
}
