//! Ana reads what a guess about her rests on: what the program saw, in which of her data, and when.

use serde_json::{Value, json};

use crate::common::{Crm, Database, Visitor, new_key};
use crate::erasure::erase;
use crate::guesses::{guess, read, shop, tells};
use crate::languages::speaks;
use crate::on_both;
use crate::own::by_link;

on_both!(
    she_reads_what_was_seen_under_the_guess,
    what_was_seen_stays_and_goes_with_the_guess,
    what_nobody_could_have_seen_is_refused_by_its_field,
    hostile_words_of_what_was_seen_stay_words,
    names_in_latin_letters_turn_no_arabic_sentence_round,
);

fn with(value: &str, evidence: &Value) -> Value {
    let mut guess = guess(value);
    guess["evidence"] = evidence.clone();
    guess
}

fn oats() -> Value {
    json!([
        {"data": "orders", "seen": "oat milk on 3 of 4 orders", "at": null},
        {"data": "orders", "seen": "no cheese", "at": "2026-03-02T08:15:00.000Z"},
    ])
}

async fn she_reads_what_was_seen_under_the_guess(database: Database) {
    let (server, crm) = shop(database).await;
    let told = tells(&crm, "crm:42", "vegan", &with("vegan", &oats())).await;
    assert_eq!(told.expect(200).json()["evidence"], oats());
    assert_eq!(read(&crm, "crm:42").await[0]["evidence"], oats());
    let mut ana = by_link(&server, "crm:42").await;
    let page = ana.get("/guesses").await.expect(200).text();
    let (_, card) = page.split_once("<bdi dir=\"auto\">vegan</bdi>").unwrap();
    let card = card.split("<dl").next().unwrap();
    assert!(card.contains("What the program saw:"), "{card}");
    assert!(card.contains("oat milk on 3 of 4 orders"), "{card}");
    assert!(card.contains("2 March 2026"), "{card}");
    // Her copy has it, and the page of all that is held.
    let all = ana.get("/data/everything.json").await.expect(200).json();
    let held = &all["tables"]["guess"][0]["seen"];
    let first = json!({"data": "orders", "seen": "oat milk on 3 of 4 orders"});
    assert_eq!(held[0], first);
    assert_eq!(held[1]["at"], "2026-03-02T08:15:00.000Z");
    let page = ana.get("/data").await.expect(200).text();
    assert!(page.contains("oat milk on 3 of 4 orders"), "{page}");
    // A guess of which nothing was told has none, and says nothing of it.
    let plain = tells(&crm, "crm:42", "vegan", &guess("vegan")).await;
    assert_eq!(plain.expect(200).json()["evidence"], json!([]));
    let page = ana.get("/guesses").await.expect(200).text();
    assert!(!page.contains("What the program saw:"), "{page}");
    server.stop().await;
}

async fn what_was_seen_stays_and_goes_with_the_guess(database: Database) {
    let (server, crm) = shop(database).await;
    let told = with("vegan", &oats());
    let path = "/customers/crm:42/inferences/vegan";
    let key = new_key();
    let first = crm.write("PUT", path, &told, &key).await.expect(200).json();
    let again = crm.write("PUT", path, &told, &key).await.expect(200).json();
    assert_eq!(first, again, "the same key gets the same answer");
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    assert_eq!(read(&crm, "crm:42").await[0]["evidence"], oats());
    let store = &server.app().live.store;
    let kept = store.inferences_after(None, 10).await.unwrap();
    assert_eq!(kept[0].guess.evidence.len(), 2);
    erase(&crm, "crm:42", "all", &new_key()).await.expect(204);
    let left = store.inferences_after(None, 10).await.unwrap();
    assert_eq!(left, []);
    server.stop().await;
}

async fn what_nobody_could_have_seen_is_refused_by_its_field(database: Database) {
    let (server, crm) = shop(database).await;
    let one = |data: &str, seen: &str, at: Value| json!([{"data": data, "seen": seen, "at": at}]);
    let many: Vec<_> = (0..21)
        .map(|n| json!({"data": "orders", "seen": n.to_string()}))
        .collect();
    for (evidence, field) in [
        // She did not let this be used for it.
        (
            one("birthday", "a day in May", json!(null)),
            "evidence[0].data",
        ),
        (one("shoes", "red ones", json!(null)), "evidence[0].data"),
        (one("orders", " ", json!(null)), "evidence[0].seen"),
        (
            one("orders", &"x".repeat(201), json!(null)),
            "evidence[0].seen",
        ),
        (one("orders", "a\u{202e}b", json!(null)), "evidence[0].seen"),
        (
            one("orders", "x", json!("2999-01-01T00:00:00Z")),
            "evidence[0].at",
        ),
        (one("orders", "x", json!("yesterday")), "evidence[0].at"),
        (json!(many), "evidence"),
    ] {
        let told = tells(&crm, "crm:42", "vegan", &with("vegan", &evidence)).await;
        let refused = told.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    assert!(read(&crm, "crm:42").await.is_empty());
    server.stop().await;
}

async fn hostile_words_of_what_was_seen_stay_words(database: Database) {
    let (server, crm) = shop(database).await;
    let words = "<script>alert(1)</script> \"'&; DROP TABLE guess; \u{fdd0}0 مرحبا";
    let evidence = json!([{"data": "orders", "seen": words, "at": null}]);
    let told = tells(&crm, "crm:42", "vegan", &with("vegan", &evidence)).await;
    assert_eq!(told.expect(200).json()["evidence"], evidence);
    assert_eq!(read(&crm, "crm:42").await[0]["evidence"], evidence);
    let mut ana = by_link(&server, "crm:42").await;
    for path in ["/guesses", "/data"] {
        let page = ana.get(path).await.expect(200).text();
        assert!(!page.contains("<script>alert(1)"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    }
    let all = ana.get("/data/everything.json").await.expect(200).json();
    assert_eq!(all["tables"]["guess"][0]["seen"][0]["seen"], words);
    server.stop().await;
}

async fn names_in_latin_letters_turn_no_arabic_sentence_round(database: Database) {
    let (server, crm) = shop(database).await;
    tells(&crm, "crm:42", "vegan", &with("vegan", &oats()))
        .await
        .expect(200);
    let mut ana = by_link(&server, "crm:42").await;
    speaks(&server, &["en", "ar"]).await;
    let reads = async |language: &str, ana: &mut Visitor| {
        let chosen = [("to", language), ("from", "/guesses")];
        ana.submit("/actions/language", &chosen).await.expect(303);
        ana.get("/guesses").await.expect(200).text()
    };
    let page = reads("ar", &mut ana).await.replace("<!>", "");
    // The sentence is the page's and runs as the page does, whatever name it begins with.
    let model = "<dd>\u{2068}Taste guesser\u{2069}، الإصدار \u{2068}4.1\u{2069}</dd>";
    assert!(page.contains(model), "{page}");
    assert!(page.contains("<bdi dir=\"auto\">vegan</bdi>"), "{page}");
    assert!(page.contains("لهذا وحده: \u{2068}"), "{page}");
    let page = reads("en", &mut ana).await;
    assert!(page.contains("Taste guesser, version 4.1"), "{page}");
    server.stop().await;
}
