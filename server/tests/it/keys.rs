//! An admin who looks after the keys of programs, without JavaScript.

use std::time::Duration;

use mutual::access::Role;
use mutual::port::{AccountKind, Calls};

use crate::common::{Crm, Database, Server, Visitor};
use crate::forms::hidden;
use crate::on_both;
use crate::web_people::{account, marketer, signed_in};

on_both!(
    a_key_is_made_once_and_its_secret_is_shown_once,
    what_cannot_be_taken_comes_back_as_it_was_typed,
    before_a_key_is_revoked_it_says_what_would_break,
    calls_are_kept_over_a_restart_and_a_day_later_they_are_old,
    whoever_is_no_admin_does_and_sees_nothing,
);

pub const PAGE: &str = "/admin/keys";

pub struct Office {
    pub server: Server,
    pub ada: Visitor,
}

impl Office {
    pub async fn open(database: Database) -> Self {
        let server = Server::start(database).await;
        server.publish_demo().await;
        account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
        let ada = signed_in(&server, "ada@example.org").await;
        Self { server, ada }
    }

    pub async fn reads(&mut self, path: &str) -> String {
        self.ada.get(path).await.expect(200).text()
    }

    /// Reads a page until it says that: what programs call is written every few seconds.
    pub async fn until(&mut self, path: &str, says: &str) -> String {
        let until = tokio::time::Instant::now() + Duration::from_secs(30);
        loop {
            let page = self.reads(path).await;
            if page.contains(says) {
                return page;
            }
            assert!(tokio::time::Instant::now() < until, "{says}: {page}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn submits(&mut self, action: &str, form: &[(&str, &str)]) -> String {
        let path = format!("/actions/{action}");
        let answer = self.ada.submit(&path, form).await.expect(303);
        answer.header("location").to_owned()
    }

    /// Makes a key for `check` and `consent:read`; its page.
    pub async fn makes(&mut self, name: &str, side: &str) -> String {
        let form = [
            ("name", name),
            ("side", side),
            ("scopes[check]", "on"),
            ("scopes[consent:read]", "on"),
        ];
        self.submits("make-key", &form).await
    }

    /// The form that gives that key a new secret, as its page has it now.
    pub async fn roll_form(&mut self, id: &str, overlap: &str) -> Vec<(&'static str, String)> {
        let page = self.reads(&format!("{PAGE}/{id}")).await;
        roll_form(&page, id, overlap)
    }

    /// Gives that key a new secret, from a page of this moment; where she is led.
    pub async fn rolls(&mut self, id: &str, overlap: &str) -> String {
        let form = self.roll_form(id, overlap).await;
        self.submits("roll-key", &told(&form)).await
    }

    /// The same, where it is done: the client with its new secret.
    pub async fn rolled(&mut self, id: &str, overlap: &str) -> Crm {
        let rolled = self.rolls(id, overlap).await;
        self.shown(&rolled).await
    }

    /// The client whose new secret is shown there.
    pub async fn shown(&mut self, location: &str) -> Crm {
        let page = self.reads(location).await;
        self.crm(location, secret_in(&page).unwrap())
    }

    pub fn crm(&self, page: &str, secret: &str) -> Crm {
        Crm {
            url: self.server.url.clone(),
            id: id_in(page).to_owned(),
            secret: secret.to_owned(),
        }
    }
}

/// The id in the address of a key's page.
#[track_caller]
pub fn id_in(location: &str) -> &str {
    let page = location.split('?').next().unwrap();
    page.strip_prefix("/admin/keys/").unwrap()
}

/// The secret that a page shows.
pub fn secret_in(page: &str) -> Option<&str> {
    let begin = page.find("<code>mk_")? + "<code>".len();
    page[begin..].split('<').next()
}

/// A page without the places where a long name may be broken.
fn unbroken(page: &str) -> String {
    page.replace("<wbr>", "").replace("<!>", "")
}

/// The form of a page that gives that key a new secret.
pub fn roll_form(page: &str, id: &str, overlap: &str) -> Vec<(&'static str, String)> {
    vec![
        ("client", id.to_owned()),
        ("key", hidden(page, "key").to_owned()),
        ("present", hidden(page, "present").to_owned()),
        ("overlap", overlap.to_owned()),
    ]
}

/// A form as it is sent.
pub fn told<'a>(form: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    let pairs = form.iter().map(|(name, value)| (*name, value.as_str()));
    pairs.collect()
}

const CHECK: &str = "/customers/crm:1/check?purpose=offers";

/// What becomes of a check with that secret.
pub async fn status(crm: &Crm) -> u16 {
    crm.get(CHECK).await.status
}

/// Waits until the server refuses that secret.
pub async fn is_refused(crm: &Crm) {
    let until = tokio::time::Instant::now() + Duration::from_secs(10);
    while status(crm).await != 401 {
        assert!(tokio::time::Instant::now() < until, "it is still good");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn a_key_is_made_once_and_its_secret_is_shown_once(database: Database) {
    let mut office = Office::open(database).await;
    let empty = office.reads(PAGE).await;
    assert!(empty.contains("There is no key yet"), "{empty}");
    // Rights are told in words, with what each of them opens.
    assert!(
        empty.contains("Ask whether something is allowed"),
        "{empty}"
    );
    assert!(
        unbroken(&empty).contains("GET /customers/{ref}/check"),
        "{empty}"
    );
    let key = hidden(&empty, "key").to_owned();
    let form = [
        ("key", key.as_str()),
        ("name", "Mailing tool <b>"),
        ("side", "live"),
        ("scopes[check]", "on"),
        ("scopes[nothing]", "on"),
    ];
    let made = office.submits("make-key", &form).await;
    // The second tab, or a second press: the same key, and no other.
    let again = office.submits("make-key", &form).await;
    assert_eq!(made, again);
    let shown = office.ada.get(&made).await.expect(200);
    assert_eq!(shown.header("cache-control"), "no-store");
    let page = shown.text();
    let secret = secret_in(&page).unwrap().to_owned();
    assert!(secret.starts_with("mk_live_"), "{secret}");
    assert!(page.contains("Mailing tool &lt;b&gt;") && !page.contains("tool <b>"));
    // Nor is it there when she comes back, or anywhere else.
    for path in [made.as_str(), PAGE, "/admin/audit"] {
        let page = office.reads(path).await;
        assert!(!page.contains(&secret), "{path}");
    }
    let store = &office.server.app().live.store;
    assert_eq!(store.clients().await.unwrap().len(), 1);
    // It may what was ticked, and no more.
    let crm = office.crm(&made, &secret);
    assert_eq!(status(&crm).await, 200);
    crm.get("/changes").await.expect(403);
    let page = office.reads(PAGE).await;
    assert!(page.contains(&secret[secret.len() - 4..]), "{page}");
    // A test key works on the other side.
    let made = office.makes("Rehearsal", "test").await;
    let page = office.reads(&made).await;
    assert!(secret_in(&page).unwrap().starts_with("mk_test_"));
    let list = office.reads("/admin/audit").await;
    assert!(
        list.contains("Made a key") && list.contains("live: check"),
        "{list}"
    );
}

async fn what_cannot_be_taken_comes_back_as_it_was_typed(database: Database) {
    let mut office = Office::open(database).await;
    let long = "x".repeat(101);
    for name in ["", " ", long.as_str(), "two\nlines", "hid\u{200b}den"] {
        let refused = office.makes(name, "test").await;
        assert_eq!(refused, "/admin/keys?failed=faults", "{name:?}");
    }
    let form = [("name", "\"><script>"), ("side", "test")];
    let refused = office.submits("make-key", &form).await;
    assert_eq!(refused, "/admin/keys?failed=faults");
    let page = office.reads(&refused).await;
    assert!(page.contains("Tick at least one"), "{page}");
    assert!(
        page.contains("value=\"&quot;&gt;&lt;script&gt;\""),
        "{page}"
    );
    assert!(page.contains("value=\"test\" checked"), "{page}");
    let store = &office.server.app().live.store;
    assert!(store.clients().await.unwrap().is_empty());
    // A key that is none, and one that was never there.
    office.ada.get("/admin/keys/nothing").await.expect(404);
    let none = "/admin/keys/cli_01KB3Y6V9Q8T5W2R7N4M1H0J3K";
    office.ada.get(none).await.expect(404);
    let form = [("client", "cli_01KB3Y6V9Q8T5W2R7N4M1H0J3K")];
    let gone = office.submits("revoke-key", &form).await;
    assert_eq!(gone, "/admin/keys?failed=gone");
}

async fn before_a_key_is_revoked_it_says_what_would_break(database: Database) {
    let mut office = Office::open(database).await;
    let made = office.makes("CRM", "live").await;
    let secret = secret_in(&office.reads(&made).await).unwrap().to_owned();
    let (id, crm) = (id_in(&made).to_owned(), office.crm(&made, &secret));
    let asks = format!("/admin/keys/{id}/revoke");
    let page = office.reads(&asks).await;
    assert!(
        page.contains("made no call") && page.contains("Never"),
        "{page}"
    );
    for _ in 0..3 {
        crm.get(CHECK).await.expect(200);
    }
    // What is refused for a missing right was called all the same.
    crm.get("/changes").await.expect(403);
    let page = office.until(&asks, "made 4 calls").await;
    let whole = unbroken(&page);
    assert!(whole.contains("GET /customers/{ref}/check"), "{page}");
    assert!(whole.contains("GET /changes"), "{page}");
    let one = office.reads(&format!("/admin/keys/{id}")).await;
    assert!(one.contains("4 calls in the last 24 hours"), "{one}");
    let list = office.reads(PAGE).await;
    let (_, last) = list.split_once("data-label=\"Last used\"").unwrap();
    let last = unbroken(last.split("</td>").next().unwrap());
    assert!(last.contains("GET /changes"), "{last}");
    // Looking revokes nothing; the button does.
    assert_eq!(status(&crm).await, 200);
    let revoked = office.submits("revoke-key", &[("client", &id)]).await;
    assert_eq!(revoked, format!("/admin/keys/{id}?done=revoked"));
    is_refused(&crm).await;
    let page = office.reads(&revoked).await;
    assert!(page.contains("Revoked: "), "{page}");
    assert!(!page.contains("/actions/roll-key"), "{page}");
    let again = office.ada.get(&asks).await.expect(303);
    assert_eq!(again.header("location"), format!("/admin/keys/{id}"));
    let rolled = office
        .submits("roll-key", &[("client", &id), ("overlap", "0")])
        .await;
    assert!(rolled.ends_with("failed=revoked"), "{rolled}");
    // Pressed twice, it is said once.
    office.submits("revoke-key", &[("client", &id)]).await;
    let list = office.reads("/admin/audit").await;
    assert_eq!(list.matches("Revoked a key").count(), 1, "{list}");
}

async fn calls_are_kept_over_a_restart_and_a_day_later_they_are_old(database: Database) {
    let mut office = Office::open(database).await;
    let made = office.makes("CRM", "live").await;
    let secret = secret_in(&office.reads(&made).await).unwrap().to_owned();
    let (id, crm) = (id_in(&made).to_owned(), office.crm(&made, &secret));
    crm.get(CHECK).await.expect(200);
    // What was counted a moment ago is written before the server ends.
    let server = office.server.restart().await;
    let ada = signed_in(&server, "ada@example.org").await;
    let mut office = Office { server, ada };
    let page = office.reads(&format!("/admin/keys/{id}")).await;
    assert!(page.contains("1 call in the last 24 hours"), "{page}");
    let app = office.server.app();
    let client: mutual::id::ClientId = id.parse().unwrap();
    let hour = u64::try_from(app.clock.now().as_millis() / 3_600_000).unwrap();
    let earlier = |hours: u64, count| Calls {
        client,
        operation: "check_customer".to_owned(),
        hour: hour - hours,
        count,
    };
    let calls = [earlier(23, 20), earlier(30, 500)];
    app.live.store.add_calls(&calls, &[]).await.unwrap();
    let page = office.reads(&format!("/admin/keys/{id}")).await;
    assert!(page.contains("21 calls in the last 24 hours"), "{page}");
}

async fn whoever_is_no_admin_does_and_sees_nothing(database: Database) {
    let mut office = Office::open(database).await;
    let made = office.makes("CRM", "live").await;
    let id = id_in(&made).to_owned();
    marketer(&office.server).await;
    let before = office.server.app().live.store.clients().await.unwrap();
    let mut mara = signed_in(&office.server, "mara@example.org").await;
    let mut nobody = Visitor::new(&office.server);
    let pages = ["", "/nothing", &format!("/{id}"), &format!("/{id}/revoke")];
    for page in pages {
        let page = format!("{PAGE}{page}");
        let answer = mara.get(&page).await.expect(403);
        assert!(!answer.text().contains("CRM"), "{page}");
        let answer = nobody.get(&page).await.expect(303);
        assert!(answer.header("location").starts_with("/sign-in"), "{page}");
    }
    let make = [("name", "Mine"), ("scopes[admin]", "on")];
    let of_it = [("client", id.as_str()), ("overlap", "0")];
    let deeds: [(&str, &[(&str, &str)]); 3] = [
        ("make-key", &make),
        ("roll-key", &of_it),
        ("revoke-key", &of_it),
    ];
    for (action, form) in deeds {
        let path = format!("/actions/{action}");
        let answer = mara.submit(&path, form).await.expect(303);
        assert_eq!(answer.header("location"), "/admin/keys?failed=forbidden");
        let answer = nobody.submit(&path, form).await.expect(303);
        assert!(answer.header("location").starts_with("/sign-in"));
        // Nor does another site do it for the admin.
        let elsewhere = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "https://evil.example"),
        ];
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        office
            .ada
            .send("POST", &path, &elsewhere, &body)
            .await
            .expect(403);
    }
    let after = office.server.app().live.store.clients().await.unwrap();
    assert_eq!(before, after);
}
