//! A CRM that loses answers and asks again: what it wrote about webhooks is done once, and answered
//! as it was.

use mutual::digest::sha256;
use mutual::port::AnswerRow;
use serde_json::{Value, json};

use crate::common::{Answer, Database};
use crate::on_both;
use crate::receiver::Answers;
use crate::webhooks::{Shop, id};

on_both!(
    a_write_that_comes_again_is_answered_as_it_was_and_done_once,
    what_is_sent_because_somebody_asked_is_sent_once,
    two_of_the_same_at_once_are_one,
    what_is_remembered_of_a_secret_cannot_be_read,
);

const NOTHING: Value = Value::Null;

impl Shop {
    async fn writes(&self, method: &str, path: &str, body: &Value, key: &str) -> Answer {
        let key = [("idempotency-key", key)];
        let body = Some(body).filter(|body| !body.is_null());
        self.crm.call(method, path, &key, body).await
    }

    /// What is remembered under a key that this CRM used.
    async fn remembered(&self, key: &str) -> Vec<AnswerRow> {
        let app = self.server.app();
        let client: mutual::id::ClientId = self.crm.id.parse().unwrap();
        let digest = app
            .keys
            .digest
            .of(&[b"api key", &client.to_bytes(), key.as_bytes()]);
        let beside = sha256(&[b"reported value".as_slice(), &digest].concat());
        app.live.store.answers(&[beside]).await.unwrap()
    }

    /// How many lines there are of that deed.
    async fn deeds(&self, what: &str) -> usize {
        let store = &self.server.app().live.store;
        let lines = store.audit(None, None, 100).await.unwrap();
        lines.iter().filter(|line| line.what == what).count()
    }

    /// How often a message of that type came, once nothing waits any more for that address.
    async fn came(&self, hook: &str, kind: &str) -> usize {
        self.soon(hook, |hook| hook["deliveries"]["pending"] == 0)
            .await;
        let came = self.receiver.came();
        came.iter().filter(|came| came.kind() == kind).count()
    }
}

#[track_caller]
fn reused(answer: Answer) {
    let problem = answer.expect(422).json();
    assert_eq!(problem["code"], "idempotency_key_reused", "{problem}");
}

async fn a_write_that_comes_again_is_answered_as_it_was_and_done_once(database: Database) {
    let mut shop = Shop::open(database).await;
    let wish = json!({"url": shop.receiver.url, "events": ["*"]});
    let all = "/webhook-endpoints";
    let made = shop
        .writes("POST", all, &wish, "add")
        .await
        .expect(201)
        .json();
    let one = format!("{all}/{}", id(&made));
    let rotate = format!("{one}/rotate-secret");
    let (first, second) = (json!({"description": "One"}), json!({"description": "Two"}));
    let changed = shop
        .writes("PATCH", &one, &first, "one")
        .await
        .expect(200)
        .json();
    assert!(changed.get("secret").is_none(), "{changed}");
    shop.writes("PATCH", &one, &second, "two").await.expect(200);
    let once = shop
        .writes("POST", &rotate, &NOTHING, "rotate")
        .await
        .expect(201)
        .json();
    let twice = shop
        .writes("POST", &rotate, &NOTHING, "again")
        .await
        .expect(201)
        .json();
    assert_ne!(once["secret"], twice["secret"]);
    let now = shop.crm.get(&one).await.expect(200).json();
    assert_eq!(
        (&now["description"], &now["revision"]),
        (&json!("Two"), &json!(5))
    );

    // Whichever comes again is answered as it was, however many came behind it and over a restart.
    for _ in 0..2 {
        let writes = [
            ("POST", all, &wish, "add", 201, &made),
            ("PATCH", &one, &first, "one", 200, &changed),
            ("POST", &rotate, &NOTHING, "rotate", 201, &once),
            ("POST", &rotate, &NOTHING, "again", 201, &twice),
        ];
        for (method, path, body, key, status, before) in writes {
            let again = shop.writes(method, path, body, key).await.expect(status);
            assert_eq!(again.json(), *before, "{key}");
        }
        assert_eq!(shop.crm.get(&one).await.expect(200).json(), now);
        shop.server = shop.server.restart().await;
        shop.crm.url.clone_from(&shop.server.url);
    }
    assert_eq!(shop.deeds("webhook.changed").await, 2);
    assert_eq!(shop.deeds("webhook.secret").await, 2);

    // The same key with other words, for another deed, or for something else altogether.
    reused(shop.writes("PATCH", &one, &second, "one").await);
    reused(shop.writes("DELETE", &one, &NOTHING, "one").await);
    reused(
        shop.writes("POST", &format!("{one}/test"), &NOTHING, "rotate")
            .await,
    );
    let ana = json!({"identifiers": ["crm:42"]});
    shop.writes("PUT", "/customers/crm:42", &ana, "ana")
        .await
        .expect(201);
    reused(shop.writes("PATCH", &one, &first, "ana").await);
    assert_eq!(shop.crm.get(&one).await.expect(200).json(), now);

    // Removed once; what was answered before stays what it was.
    shop.writes("DELETE", &one, &NOTHING, "end")
        .await
        .expect(204);
    shop.writes("DELETE", &one, &NOTHING, "end")
        .await
        .expect(204);
    shop.writes("DELETE", &one, &NOTHING, "late")
        .await
        .expect(404);
    let again = shop.writes("PATCH", &one, &first, "one").await.expect(200);
    assert_eq!(again.json(), changed);
    shop.writes("PATCH", &one, &first, "new").await.expect(404);
    let again = shop.writes("POST", all, &wish, "add").await.expect(201);
    assert_eq!(again.json(), made);
    assert_eq!(
        shop.crm.get(all).await.expect(200).json()["items"],
        json!([])
    );
    assert_eq!(shop.deeds("webhook.removed").await, 1);
    assert_eq!(shop.deeds("webhook.added").await, 1);
    // What was refused is not remembered: it may come again.
    let bad = json!({"url": "ftp://crm.example.com"});
    shop.writes("POST", all, &bad, "bad").await.expect(422);
    shop.writes("POST", all, &wish, "bad").await.expect(201);
}

async fn what_is_sent_because_somebody_asked_is_sent_once(database: Database) {
    let shop = Shop::open(database).await;
    for who in ["crm:42", "crm:43"] {
        shop.crm.knows(who).await;
    }
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    let one = format!("/webhook-endpoints/{}", id(&hook));
    let on = shop.chooses("crm:42", "on").await;
    let came = shop.receiver.until(1, |came| came.index() == on).await;
    let granted = "consent.granted";
    // An attempt that is under way answers for what is asked for meanwhile: it is written down first.
    assert_eq!(shop.came(&one, granted).await, 1);

    // One message, once more.
    let redeliver = format!("/webhook-deliveries/{}/redeliver", came[0].id());
    let sent = shop
        .writes("POST", &redeliver, &NOTHING, "more")
        .await
        .expect(202)
        .json();
    assert_eq!(sent["status"], "pending");
    shop.receiver.until(2, |came| came.index() == on).await;
    let again = shop
        .writes("POST", &redeliver, &NOTHING, "more")
        .await
        .expect(202);
    assert_eq!(again.json(), sent);
    assert_eq!(shop.came(&one, granted).await, 2);
    shop.writes("POST", &redeliver, &NOTHING, "and more")
        .await
        .expect(202);
    assert_eq!(shop.came(&one, granted).await, 3);

    // A range, once more; and a count, which more entries do not change.
    let replay = format!("{one}/replay?after={}", on - 1);
    let count = format!("{replay}&dry_run=true");
    let counted = shop
        .writes("POST", &count, &NOTHING, "count")
        .await
        .expect(202)
        .json();
    let sent = shop
        .writes("POST", &replay, &NOTHING, "range")
        .await
        .expect(202)
        .json();
    assert_eq!(sent["deliveries"], counted["deliveries"]);
    shop.receiver.until(4, |came| came.index() == on).await;
    let later = shop.chooses("crm:43", "on").await;
    shop.receiver
        .until(1, |came| came.json()["data"]["index"] == later)
        .await;
    for (path, key, before) in [(&count, "count", &counted), (&replay, "range", &sent)] {
        let again = shop.writes("POST", path, &NOTHING, key).await.expect(202);
        assert_eq!(again.json(), *before, "{key}");
    }
    // Hers came four times, and what was turned on since once.
    assert_eq!(shop.came(&one, granted).await, 5);
    reused(
        shop.writes("POST", &format!("{one}/replay?after=0"), &NOTHING, "range")
            .await,
    );

    // A test, of which the answer says what came back the first time.
    let test = format!("{one}/test");
    shop.receiver.next(&[Answers::Says(418, "I am a teapot")]);
    let tried = shop
        .writes("POST", &test, &NOTHING, "test")
        .await
        .expect(200)
        .json();
    let again = shop
        .writes("POST", &test, &NOTHING, "test")
        .await
        .expect(200)
        .json();
    assert_eq!((&tried, &tried["status"]), (&again, &json!(418)));
    assert_eq!(shop.came(&one, "webhook.test").await, 1);
    // Where a crash came between the message and its answer, it goes again under the id that it had.
    let store = &shop.server.app().live.store;
    let later = shop.server.app().clock.now().plus_seconds(1);
    store.forget_answers(later).await.unwrap();
    let tried = shop
        .writes("POST", &test, &NOTHING, "test")
        .await
        .expect(200)
        .json();
    assert_eq!(tried["status"], 200);
    shop.writes("POST", &test, &NOTHING, "other")
        .await
        .expect(200);
    let tests = shop
        .receiver
        .until(3, |came| came.kind() == "webhook.test")
        .await;
    assert_eq!(tests[0].id(), tests[1].id());
    assert_ne!(tests[0].id(), tests[2].id());
}

async fn two_of_the_same_at_once_are_one(database: Database) {
    let shop = Shop::open(database).await;
    shop.crm.knows("crm:42").await;
    let hook = shop.hook(&shop.receiver.url, &["*"]).await;
    let one = format!("/webhook-endpoints/{}", id(&hook));
    let (test, rotate) = (format!("{one}/test"), format!("{one}/rotate-secret"));
    shop.receiver.next(&[Answers::Late(200, 200)]);
    let patch = json!({"description": "Both"});
    let twice = async |method, path, body: &Value, key| {
        let (one, other) = tokio::join!(
            shop.writes(method, path, body, key),
            shop.writes(method, path, body, key),
        );
        assert_eq!(
            (one.status, &one.body),
            (other.status, &other.body),
            "{key}"
        );
        one
    };
    twice("POST", &test, &NOTHING, "test").await.expect(200);
    assert_eq!(shop.came(&one, "webhook.test").await, 1);
    twice("PATCH", &one, &patch, "patch").await.expect(200);
    assert_eq!(shop.deeds("webhook.changed").await, 1);
    twice("POST", &rotate, &NOTHING, "rotate").await.expect(201);
    assert_eq!(shop.deeds("webhook.secret").await, 1);
    let on = shop.chooses("crm:42", "on").await;
    shop.receiver
        .until(1, |came| came.json()["data"]["index"] == on)
        .await;
    assert_eq!(shop.came(&one, "consent.granted").await, 1);
    let replay = format!("{one}/replay?after={}&through={on}", on - 1);
    twice("POST", &replay, &NOTHING, "replay").await.expect(202);
    assert_eq!(shop.came(&one, "consent.granted").await, 2);
    twice("DELETE", &one, &NOTHING, "end").await.expect(204);
    assert_eq!(shop.deeds("webhook.removed").await, 1);
}

async fn what_is_remembered_of_a_secret_cannot_be_read(database: Database) {
    let shop = Shop::open(database).await;
    let url = format!("{}?token=hush-hush", shop.receiver.url);
    let wish = json!({"url": url});
    let made = shop
        .writes("POST", "/webhook-endpoints", &wish, "add")
        .await;
    let made = made.expect(201).json();
    let one = format!("/webhook-endpoints/{}", id(&made));
    let rotate = format!("{one}/rotate-secret");
    let rotated = shop
        .writes("POST", &rotate, &NOTHING, "rotate")
        .await
        .expect(201)
        .json();
    shop.receiver
        .next(&[Answers::Says(200, "a word of theirs")]);
    shop.writes("POST", &format!("{one}/test"), &NOTHING, "test")
        .await
        .expect(200);
    let secrets = [&made, &rotated].map(|of| of["secret"].as_str().unwrap().to_owned());
    let in_base64 = secrets
        .each_ref()
        .map(|secret| secret.trim_start_matches("whsec_"));
    let hidden = ["hush-hush", "a word of theirs", in_base64[0], in_base64[1]];
    for key in ["add", "rotate", "test"] {
        let rows = shop.remembered(key).await;
        assert_eq!(rows.len(), 1, "{key}");
        let text = String::from_utf8_lossy(&rows[0].answer);
        for words in hidden {
            assert!(!text.contains(words), "{key}: {words}");
        }
    }
    // Whoever has the key is told it again.
    let said = shop
        .writes("POST", &rotate, &NOTHING, "rotate")
        .await
        .expect(201);
    assert_eq!(said.json()["secret"], rotated["secret"]);
}
