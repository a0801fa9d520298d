//! Ana says of a guess that it is right; it stands beside the guess, and goes with it.

use serde_json::{Value, json};

use crate::common::{Answer, Crm, Database, Server, Visitor, encoded};
use crate::forms::field;
use crate::guesses::{allows, chooses, guess, read, shop, tells};
use crate::languages::speaks;
use crate::on_both;
use crate::own::by_link;
use crate::red_lines::by_phone;

on_both!(
    what_she_says_is_right_stands_beside_the_guess,
    she_says_it_of_what_she_read_and_of_nothing_else,
    it_goes_with_the_guess_and_with_her_words,
    strangers_say_nothing_of_her_guesses,
    two_records_are_confirmed_together,
    it_is_said_in_her_language,
);

const HEADER: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];

/// Presses *Right* on her page, as a browser without JavaScript does; where it leads to.
async fn presses(ana: &mut Visitor) -> String {
    let page = ana.get("/guesses").await.expect(200).text();
    let form = page
        .split("/actions/confirm-guess")
        .nth(1)
        .unwrap()
        .to_owned();
    let fields = ["guess", "label", "value"].map(|name| (name, field(&form, name)));
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    says(ana, &fields).await
}

async fn says(ana: &mut Visitor, fields: &[(&str, &str)]) -> String {
    let answer = ana
        .submit("/actions/confirm-guess", fields)
        .await
        .expect(303);
    answer.header("location").to_owned()
}

async fn confirmed(crm: &Crm, who: &str) -> Vec<Value> {
    let all = read(crm, who).await;
    all.iter()
        .map(|guess| guess["confirmed_at"].clone())
        .collect()
}

async fn told(crm: &Crm, value: &str) -> Answer {
    tells(crm, "crm:42", "has-dog", &guess(value))
        .await
        .expect(200)
}

async fn opened(database: Database) -> (Server, Crm, Visitor) {
    let (server, crm) = shop(database).await;
    let ana = by_link(&server, "crm:42").await;
    (server, crm, ana)
}

async fn what_she_says_is_right_stands_beside_the_guess(database: Database) {
    let (server, crm, mut ana) = opened(database).await;
    // Whatever a program calls it, it comes back as it was told.
    told(&crm, "a dog <b>&amp; \u{1f980}").await;
    assert_eq!(confirmed(&crm, "crm:42").await, [Value::Null]);
    let before = server.app().live.engine.index();
    let page = ana.get("/guesses").await.expect(200).text();
    assert!(!page.contains("You said that this is right"), "{page}");
    let to = presses(&mut ana).await;
    assert_eq!(to, "/guesses?done=right");
    let page = ana.get(&to).await.expect(200).text();
    assert!(
        page.contains("We noted that you said that it is right."),
        "{page}"
    );
    assert!(page.contains("You said that this is right on "), "{page}");
    // It is said once: there is no button for it any more, and a second post changes nothing.
    assert!(!page.contains("/actions/confirm-guess"), "{page}");
    let first = confirmed(&crm, "crm:42").await;
    assert!(first[0].is_string(), "{first:?}");
    let fields = [
        ("guess", "has-dog"),
        ("label", "Pets"),
        ("value", "a dog <b>&amp; \u{1f980}"),
    ];
    assert_eq!(says(&mut ana, &fields).await, "/guesses?done=right");
    assert_eq!(confirmed(&crm, "crm:42").await, first);
    // It allows nobody anything and is no entry; her copy has it.
    assert_eq!(server.app().live.engine.index(), before);
    let copy = crm.get("/customers/crm:42/export").await.expect(200).text();
    let when = first[0].as_str().unwrap();
    assert!(
        copy.contains(&format!("\"confirmed_at\":\"{when}\"")),
        "{copy}"
    );
    server.stop().await;
}

async fn she_says_it_of_what_she_read_and_of_nothing_else(database: Database) {
    let (server, crm, mut ana) = opened(database).await;
    told(&crm, "a dog").await;
    let form = |label, value| [("guess", "has-dog"), ("label", label), ("value", value)];
    // A program told another guess while she looked at the page.
    told(&crm, "two dogs").await;
    let to = says(&mut ana, &form("Pets", "a dog")).await;
    assert_eq!(to, "/guesses?done=other");
    let page = ana.get(&to).await.expect(200).text();
    assert!(
        page.contains("We noted nothing.") && page.contains("two dogs"),
        "{page}"
    );
    for (label, value) in [("Pets", ""), ("Cats", "two dogs"), ("", "")] {
        let to = says(&mut ana, &form(label, value)).await;
        assert_eq!(to, "/guesses?done=other");
    }
    let unknown = [
        ("guess", "has-cat"),
        ("label", "Pets"),
        ("value", "two dogs"),
    ];
    assert_eq!(says(&mut ana, &unknown).await, "/guesses?done=other");
    let none = [
        ("guess", "Has Dog"),
        ("label", "Pets"),
        ("value", "two dogs"),
    ];
    let bad = ana.submit("/actions/confirm-guess", &none).await;
    assert!(bad.status >= 400, "{}", bad.status);
    let long = "x".repeat(10_000);
    let to = says(&mut ana, &form("Pets", &long)).await;
    assert_eq!(to, "/guesses?done=other");
    assert_eq!(confirmed(&crm, "crm:42").await, [Value::Null]);
    // While everything is paused it can be said too: the guess is shown.
    crm.post("/customers/crm:42/pause", &json!({}))
        .await
        .expect(201);
    assert_eq!(presses(&mut ana).await, "/guesses?done=right");
    crm.post("/customers/crm:42/resume", &json!({"evidence": by_phone()}))
        .await
        .expect(201);
    assert!(confirmed(&crm, "crm:42").await[0].is_string());
    server.stop().await;
}

async fn it_goes_with_the_guess_and_with_her_words(database: Database) {
    let (server, crm, mut ana) = opened(database).await;
    told(&crm, "a dog").await;
    presses(&mut ana).await;
    let first = confirmed(&crm, "crm:42").await;
    // The same guess, by a better model that is surer, is still what she said.
    let mut again = guess("a dog");
    again["confidence"] = json!(0.99);
    again["model"]["version"] = json!("5.0");
    tells(&crm, "crm:42", "has-dog", &again).await.expect(200);
    assert_eq!(confirmed(&crm, "crm:42").await, first);
    // Another one is not, nor is the first when it comes back.
    told(&crm, "two dogs").await;
    assert_eq!(confirmed(&crm, "crm:42").await, [Value::Null]);
    told(&crm, "a dog").await;
    assert_eq!(confirmed(&crm, "crm:42").await, [Value::Null]);
    presses(&mut ana).await;
    let mut label = guess("a dog");
    label["label"] = json!("Pets that you would like");
    tells(&crm, "crm:42", "has-dog", &label).await.expect(200);
    assert_eq!(confirmed(&crm, "crm:42").await, [Value::Null]);
    presses(&mut ana).await;
    // She turns guessing off: it is gone, and what she said with it.
    chooses(&crm, "crm:42", json!({"ai:infer": "off"})).await;
    let form = [
        ("guess", "has-dog"),
        ("label", "Pets that you would like"),
        ("value", "a dog"),
    ];
    assert_eq!(says(&mut ana, &form).await, "/guesses?done=other");
    allows(&crm, "crm:42").await;
    assert_eq!(confirmed(&crm, "crm:42").await, [Value::Null; 0]);
    for _ in 0..600 {
        let rows = server.app().live.store.inferences_after(None, 10).await;
        if rows.unwrap().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    tells(&crm, "crm:42", "has-dog", &label).await.expect(200);
    assert_eq!(confirmed(&crm, "crm:42").await, [Value::Null]);
    presses(&mut ana).await;
    // What she says is wrong after all is gone.
    let wrong = [("guess", "has-dog"), ("how", "wrong")];
    ana.submit("/actions/reject-guess", &wrong)
        .await
        .expect(303);
    assert_eq!(says(&mut ana, &form).await, "/guesses?done=other");
    server.stop().await;
}

async fn strangers_say_nothing_of_her_guesses(database: Database) {
    let (server, crm, mut ana) = opened(database).await;
    told(&crm, "a dog").await;
    let fields = [("guess", "has-dog"), ("label", "Pets"), ("value", "a dog")];
    let form = "guess=has-dog&label=Pets&value=a+dog";
    let evil = [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let headers = [&HEADER[..], &evil].concat();
    let foreign = ana
        .send("POST", "/actions/confirm-guess", &headers, form)
        .await;
    assert_eq!(foreign.status, 403);
    // Following a link says nothing.
    _ = ana.get(&format!("/actions/confirm-guess?{form}")).await;
    ana.get("/guesses?right=has-dog&done=right")
        .await
        .expect(200);
    let mut nobody = Visitor::new(&server);
    assert_eq!(says(&mut nobody, &fields).await, "/sign-in");
    crm.knows("crm:7").await;
    let mut bo = by_link(&server, "crm:7").await;
    assert_eq!(says(&mut bo, &fields).await, "/guesses?done=other");
    assert_eq!(confirmed(&crm, "crm:42").await, [Value::Null]);
    server.stop().await;
}

async fn two_records_are_confirmed_together(database: Database) {
    let (server, crm, mut ana) = opened(database).await;
    let visitor = crm.knows("visitor:7").await;
    allows(&crm, "visitor:7").await;
    for who in ["crm:42", "visitor:7"] {
        tells(&crm, who, "has-dog", &guess("a dog"))
            .await
            .expect(200);
    }
    crm.post("/customers/crm:42/merge", &json!({"from": visitor}))
        .await
        .expect(201);
    assert_eq!(presses(&mut ana).await, "/guesses?done=right");
    assert!(confirmed(&crm, "crm:42").await[0].is_string());
    crm.post("/customers/crm:42/split", &json!({"from": visitor}))
        .await
        .expect(201);
    for who in ["crm:42", "visitor:7"] {
        let path = format!("/customers/{}/inferences", encoded(who));
        let told = crm.get(&path).await.expect(200).json();
        assert!(
            told["inferences"][0]["confirmed_at"].is_string(),
            "{who}: {told}"
        );
    }
    server.stop().await;
}

async fn it_is_said_in_her_language(database: Database) {
    let (server, crm, mut ana) = opened(database).await;
    told(&crm, "a dog").await;
    presses(&mut ana).await;
    speaks(&server, &["en", "de", "ar"]).await;
    for (language, said) in [
        ("de", "gesagt, dass das richtig ist."),
        ("ar", "إن هذا صحيح."),
    ] {
        let facts = json!({"identifiers": ["crm:42"], "locale": language});
        crm.put("/customers/crm:42", &facts).await.expect(200);
        let page = ana.get("/guesses").await.expect(200).text();
        assert!(page.contains(said), "{page}");
    }
    server.stop().await;
}
