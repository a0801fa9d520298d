//! What would this rule have done? Asked by a reviewer on a page, before she draws it, on both
//! databases.

use mutual::access::{Actor, Role};
use mutual::guard::RedLine;
use mutual::id::AccountId;
use mutual::insight::Day;
use mutual::ledger::LineChange;
use mutual::port::{AccountKind, ShapeCount, Store};
use mutual::use_cases::Reading;
use mutual_server::api::write_shapes;
use mutual_server::state::Side;
use serde_json::{Value, json};

use crate::common::{Crm, Database, Server, Visitor, demo};
use crate::decisions::{SCOPES, picked, record, registered};
use crate::on_both;
use crate::receipts::choice;
use crate::web_people::{account, signed_in};

on_both!(
    a_line_is_held_against_last_month_before_it_is_drawn,
    a_line_that_holds_of_everything_says_so,
    what_an_amount_leaves_open_is_told,
    a_line_that_becomes_weaker_leaves_the_rest_to_consent,
    a_line_about_guesses_is_held_against_what_rested_on_one,
    whoever_is_no_reviewer_is_told_nothing,
    nothing_of_a_person_is_kept_of_what_was_asked,
    of_too_many_kinds_the_rest_is_one_number,
    what_was_asked_outlives_a_restart,
    test_customers_leave_no_trace_on_the_live_side,
);

/// A shop whose machine picks offers and sends them to a phone. Ana asked to be left alone; Bo did
/// not. Rex is a reviewer.
struct Shop {
    server: Server,
    crm: Crm,
    rex: Visitor,
}

impl Shop {
    async fn open(database: Database) -> Self {
        let server = Server::start(database).await;
        server.publish_demo().await;
        let mut document = serde_json::to_value(&demo()[0]).unwrap();
        document["key"] = json!("phone-picks");
        document["purpose"] = json!("offers");
        document["channels"] = json!(["push", "email"]);
        document["ai_uses"] = json!(["personalise"]);
        document["required"] = json!(["channel:push", "channel:email", "ai:personalise"]);
        server
            .publish(serde_json::from_value(document).unwrap(), None)
            .await;
        let crm = server.crm(SCOPES).await;
        for who in ["crm:ana", "crm:bo"] {
            crm.knows(who).await;
            let mut on = choice("on");
            on["proposition"] = json!("phone-picks");
            let path = format!("/customers/{who}/choices");
            crm.post(&path, &on).await.expect(201);
        }
        let quiet = "/customers/crm:ana/situations/quiet_period";
        crm.put(quiet, &json!({})).await.expect(204);
        let role = AccountKind::Staff(Role::Reviewer);
        account(&server, "rex@example.org", role).await;
        let rex = signed_in(&server, "rex@example.org").await;
        Self { server, crm, rex }
    }

    fn live(&self) -> &Side {
        &self.server.app().live
    }

    /// Asks the same question so many times; the verdict.
    async fn asks(&self, times: usize, question: &Value) -> Value {
        let checks = vec![question.clone(); times];
        let told = self.crm.post("/check", &json!({"checks": checks})).await;
        told.expect(200).json()["results"][0]["verdict"].clone()
    }

    /// What Rex reads when he asks what this line would have done.
    async fn would(&mut self, more: &[(&str, &str)]) -> String {
        write_shapes(self.live(), self.server.app().clock.now()).await;
        would(&mut self.rex, more).await
    }
}

async fn would(reviewer: &mut Visitor, more: &[(&str, &str)]) -> String {
    let mut form = vec![("key", "quiet"), ("revision", "0"), ("step", "simulate")];
    form.extend(more);
    let answer = reviewer.submit("/actions/save-line", &form).await;
    let answer = answer.expect(303);
    let location = answer.header("location").to_owned();
    assert_eq!(location, "/studio/red-lines/new?failed=simulate");
    reviewer.get(&location).await.expect(200).text()
}

/// A line that denies push to whoever asked to be left alone.
const QUIET: [(&str, &str); 3] = [
    ("channels[push]", "on"),
    ("situations[quiet_period]", "on"),
    ("effect", "deny"),
];

fn offers(who: &str, more: &Value) -> Value {
    let mut question = json!({"customer": who, "purpose": "offers", "data": ["orders"]});
    let fields = more.as_object().unwrap().clone();
    question.as_object_mut().unwrap().extend(fields);
    question
}

#[track_caller]
fn says(page: &str, sentence: &str) {
    assert!(page.contains(sentence), "{sentence} is not in {page}");
}

async fn a_line_is_held_against_last_month_before_it_is_drawn(database: Database) {
    let mut shop = Shop::open(database).await;
    let push = json!({"channel": "push", "ai": "personalise"});
    let fennel = json!({"channel": "push", "topic": "Fennel"});
    assert_eq!(shop.asks(12, &offers("crm:ana", &push)).await, "allow");
    assert_eq!(shop.asks(7, &offers("crm:ana", &fennel)).await, "allow");
    let one = "/customers/crm:ana/check?purpose=offers&data=orders&channel=push";
    shop.crm.get(one).await.expect(200);
    // None of these would be otherwise.
    let mail = json!({"channel": "email"});
    assert_eq!(shop.asks(3, &offers("crm:ana", &mail)).await, "allow");
    assert_eq!(shop.asks(5, &offers("crm:bo", &push)).await, "allow");
    let sms = json!({"channel": "sms"});
    assert_eq!(shop.asks(2, &offers("crm:ana", &sms)).await, "deny");
    registered(&shop.crm, "ranker", Value::Null).await;
    let mut sent = picked("crm:ana");
    (sent["purpose"], sent["channel"]) = (json!("offers"), json!("push"));
    for _ in 0..3 {
        record(&shop.crm, &sent).await.expect(201);
    }
    let before = shop.live().engine.index();
    let page = shop.would(&QUIET).await;
    says(&page, "Checks looked at: 30. Decisions looked at: 3.");
    says(&page, "Denied with this line: 20.");
    assert!(!page.contains("Given to a person with"), "{page}");
    // Three are too few to be told.
    says(&page, "No ten decisions would have been otherwise.");
    says(&page, "Some more would be otherwise, too few to show.");
    for _ in 0..9 {
        record(&shop.crm, &sent).await.expect(201);
    }
    let mut asks = QUIET;
    asks[2] = ("effect", "escalate");
    let asks = [&asks[..], &[("team", "front_desk")]].concat();
    let page = shop.would(&asks).await;
    says(&page, "Decisions looked at: 12.");
    says(&page, "Given to a person with this line: 20.");
    says(&page, "Given to a person with this line: 10.");
    let rows = page.split("<th scope=\"row\">").skip(1);
    let rows: Vec<_> = rows.map(|row| row.split("</tr>").next().unwrap()).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[1].contains("ranker"), "{rows:?}");
    // The form is as it was, and nothing happened.
    says(&page, "value=\"quiet\"");
    assert_eq!(shop.live().engine.index(), before);
    assert_eq!(shop.asks(1, &offers("crm:ana", &push)).await, "allow");
    shop.server.stop().await;
}

async fn a_line_that_holds_of_everything_says_so(database: Database) {
    let mut shop = Shop::open(database).await;
    let push = json!({"channel": "push"});
    shop.asks(21, &offers("crm:bo", &push)).await;
    let page = shop.would(&[("effect", "deny")]).await;
    says(&page, "It would stop everything.");
    says(&page, "Denied with this line: 20.");
    says(&page, "Some more would be otherwise, too few to show.");
    // A line that cannot be read at all says what is wrong with it.
    let form = [("key", "?"), ("step", "simulate"), ("effect", "deny")];
    let answer = shop.rex.submit("/actions/save-line", &form).await;
    assert!(
        answer
            .expect(303)
            .header("location")
            .ends_with("failed=faults")
    );
    shop.server.stop().await;
}

async fn what_an_amount_leaves_open_is_told(database: Database) {
    let mut shop = Shop::open(database).await;
    let sums = json!({"channel": "push", "amount": 230.0, "currency": "GBP"});
    shop.asks(10, &offers("crm:bo", &sums)).await;
    let over = |amount| {
        [
            ("channels[push]", "on"),
            ("effect", "deny"),
            ("currency", "GBP"),
            ("amount", amount),
        ]
    };
    let page = shop.would(&over("200")).await;
    says(&page, "Denied with this line: 10.");
    assert!(!page.contains("leaves it open:"), "{page}");
    let page = shop.would(&over("300")).await;
    says(&page, "Checks whose amount leaves it open: 10.");
    let page = shop.would(&over("500")).await;
    says(&page, "No ten checks would have been answered otherwise.");
    assert!(!page.contains("leaves it open:"), "{page}");
    shop.server.stop().await;
}

async fn a_line_that_becomes_weaker_leaves_the_rest_to_consent(database: Database) {
    let mut shop = Shop::open(database).await;
    let draw = [
        ("key", "quiet"),
        ("says", "We leave you alone."),
        ("why", "You asked us to."),
        ("reason", "We said so."),
        ("revision", "0"),
        ("step", "draw"),
    ];
    let drawn = [&draw[..], &QUIET].concat();
    let answer = shop.rex.submit("/actions/save-line", &drawn).await;
    let location = answer.expect(303).header("location").to_owned();
    assert_eq!(location, "/studio/red-lines?done=drawn");
    let push = json!({"channel": "push"});
    assert_eq!(shop.asks(10, &offers("crm:ana", &push)).await, "deny");
    let page = shop.would(&QUIET).await;
    says(&page, "No ten checks would have been answered otherwise.");
    let mut narrower = QUIET;
    narrower[0] = ("channels[sms]", "on");
    let page = shop.would(&narrower).await;
    says(
        &page,
        "No longer denied by a line, so that consent decides: 10.",
    );
    shop.server.stop().await;
}

async fn a_line_about_guesses_is_held_against_what_rested_on_one(database: Database) {
    let mut shop = Shop::open(database).await;
    shop.server
        .publish(crate::decisions_guarded::picker(), None)
        .await;
    let mut on = choice("on");
    on["proposition"] = json!("offer-picker");
    shop.crm
        .post("/customers/crm:bo/choices", &on)
        .await
        .expect(201);
    let guess = json!({
        "label": "Taste", "value": "fennel", "derived_from": ["orders"], "confidence": 0.8,
        "model": {"name": "tastes", "version": "4.1"}, "purposes": ["offers"],
    });
    crate::guesses_models::guesser(&shop.crm).await;
    let path = "/customers/crm:bo/inferences/likes-fennel";
    shop.crm.put(path, &guess).await.expect(200);
    let email = json!({"channel": "email", "ai": "decide_auto"});
    let rests = json!({"channel": "email", "ai": "decide_auto", "inferences": ["likes-fennel"]});
    assert_eq!(shop.asks(13, &offers("crm:bo", &email)).await, "allow");
    assert_eq!(shop.asks(11, &offers("crm:bo", &rests)).await, "allow");
    registered(&shop.crm, "ranker", Value::Null).await;
    let mut picks = picked("crm:bo");
    (picks["purpose"], picks["ai"]) = (json!("offers"), json!("decide_auto"));
    for n in 0..23 {
        picks["inferences"] = if n < 10 {
            json!([])
        } else {
            json!(["likes-fennel"])
        };
        record(&shop.crm, &picks).await.expect(201);
    }
    let guesses = [("origins[inferred]", "on"), ("effect", "deny")];
    let page = shop.would(&guesses).await;
    says(&page, "Denied with this line: 10.");
    assert!(!page.contains("Denied with this line: 20."), "{page}");
    // Nothing special was guessed from.
    let special = [&guesses[..], &[("sensitivities[special]", "on")]].concat();
    let page = shop.would(&special).await;
    says(&page, "No ten checks would have been answered otherwise.");
    says(&page, "No ten decisions would have been otherwise.");
    // A line that stops guessing stops what rests on a guess, and what is asked is counted without its name.
    let stops = [("ai_uses[infer]", "on"), ("effect", "deny")];
    let page = shop.would(&stops).await;
    says(&page, "Denied with this line: 10.");
    let kept = table(shop.live().store.as_ref()).await;
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert!(!format!("{kept:?}").contains("fennel"), "{kept:?}");
    shop.server.stop().await;
}

async fn whoever_is_no_reviewer_is_told_nothing(database: Database) {
    let shop = Shop::open(database).await;
    let role = AccountKind::Staff(Role::Marketer);
    account(&shop.server, "mo@example.org", role).await;
    let mut mo = signed_in(&shop.server, "mo@example.org").await;
    let form = [("key", "quiet"), ("step", "simulate"), QUIET[0], QUIET[2]];
    let answer = mo.submit("/actions/save-line", &form).await.expect(303);
    assert!(answer.header("location").ends_with("failed=forbidden"));
    let marketer = Actor::Staff {
        account: AccountId::from_bytes([1; 16]),
        role: Role::Marketer,
    };
    let line: RedLine = mutual::guard::RedLines::starter().remove(0);
    let asked = shop
        .server
        .app()
        .mutual
        .simulate_line(&marketer, &LineChange::Put(Box::new(line)))
        .await;
    assert!(matches!(asked, Err(Reading::Denied(_))), "{asked:?}");
    shop.server.stop().await;
}

/// The table as it is.
async fn table(store: &dyn Store) -> Vec<(u64, String)> {
    let rows = store.shapes_since(Day(0)).await.unwrap();
    let told = rows.iter().map(|row| (row.times, ShapeCount::text(row)));
    told.collect()
}

async fn nothing_of_a_person_is_kept_of_what_was_asked(database: Database) {
    let shop = Shop::open(database).await;
    let loud = json!({"channel": "push", "topic": "Late payment", "amount": 37.5, "currency": "GBP",
                      "id": "row 7"});
    shop.asks(2, &offers("crm:ana", &loud)).await;
    // A number of something, what nobody knows, and who is not there.
    let order = json!({"channel": "push", "topic": "order-20417"});
    shop.asks(3, &offers("crm:ana", &order)).await;
    for made_up in [
        json!({"customer": "crm:ana", "purpose": "ask ana@example.org"}),
        json!({"customer": "crm:ana", "purpose": "offers", "data": ["ana@example.org"]}),
        json!({"customer": "crm:ana", "purpose": "offers", "channel": "ana@example.org"}),
        json!({"customer": "crm:nobody", "purpose": "offers", "topic": "ana"}),
    ] {
        assert_eq!(shop.asks(1, &made_up).await, "deny");
    }
    // A question about a part of many uses has no one shape.
    let part = json!({"project": true, "channels": ["push", "email"]});
    shop.asks(4, &offers("crm:ana", &part)).await;
    write_shapes(shop.live(), shop.server.app().clock.now()).await;
    let kept = table(shop.live().store.as_ref()).await;
    let shape = json!({
        "purpose": "offers", "data": ["orders"], "channel": "push", "topic": "late_payment",
        "amount": {"amount": 50_000_000, "currency": "GBP"}, "situations": ["quiet_period"],
        "answered": "allow",
    });
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert_eq!(kept[0], (7, String::new()));
    let told: Value = serde_json::from_str(&kept[1].1).unwrap();
    assert_eq!((kept[1].0, told), (2, shape));
    shop.server.stop().await;
}

async fn of_too_many_kinds_the_rest_is_one_number(database: Database) {
    let shop = Shop::open(database).await;
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let word = |n: usize| String::from_iter([letter(n), letter(n / 26), letter(n / 676)]);
    for thousand in 0..3_usize {
        let checks = (0..700).map(|n| {
            let topic = word(thousand * 700 + n);
            offers("crm:bo", &json!({"topic": topic}))
        });
        let checks: Vec<_> = checks.collect();
        let body = json!({"checks": checks});
        shop.crm.post("/check", &body).await.expect(200);
    }
    write_shapes(shop.live(), shop.server.app().clock.now()).await;
    let kept = table(shop.live().store.as_ref()).await;
    assert_eq!(kept[0], (100, String::new()));
    assert_eq!(kept.len(), 2_001);
    assert!(kept[1..].iter().all(|(times, _)| *times == 1));
    shop.server.stop().await;
}

async fn what_was_asked_outlives_a_restart(database: Database) {
    let shop = Shop::open(database).await;
    let push = json!({"channel": "push"});
    shop.asks(12, &offers("crm:ana", &push)).await;
    let Shop { server, crm, .. } = shop;
    // Nothing was written yet: whoever stops as an operator does loses nothing.
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let rex = signed_in(&server, "rex@example.org").await;
    let mut shop = Shop { server, crm, rex };
    shop.asks(9, &offers("crm:ana", &push)).await;
    let page = shop.would(&QUIET).await;
    says(&page, "Checks looked at: 21.");
    says(&page, "Denied with this line: 20.");
    shop.server.stop().await;
}

async fn test_customers_leave_no_trace_on_the_live_side(database: Database) {
    let shop = Shop::open(database).await;
    let crm = shop.server.test_crm("check consent:write").await;
    crm.knows("crm:ana").await;
    let question = offers("crm:ana", &json!({"channel": "push"}));
    let checks = json!({"checks": vec![question; 3]});
    crm.post("/check", &checks).await.expect(200);
    let app = shop.server.app();
    for side in [&app.live, &app.test] {
        write_shapes(side, app.clock.now()).await;
    }
    assert_eq!(table(app.live.store.as_ref()).await, []);
    let kept = table(app.test.store.as_ref()).await;
    assert_eq!(kept.iter().map(|(times, _)| times).sum::<u64>(), 3);
    shop.server.stop().await;
}
