//! Why did I get this: the guesses in her own words and what they were made from, and where the reasons
//! are not so; for her, for whoever answers her, and for the reviewer.

use mutual::access::Role;
use mutual::port::AccountKind;
use serde_json::json;

use crate::common::{Database, Visitor};
use crate::decisions::{picked, record, shop};
use crate::decisions_guarded::{tells, with_picker};
use crate::languages::speaks;
use crate::on_both;
use crate::own::by_link;
use crate::web_people::{account, signed_in};

on_both!(
    guesses_are_told_in_her_words_and_with_what_they_were_made_from,
    where_reasons_are_not_so_the_points_are_named,
    a_reason_that_is_made_smaller_than_it_was_is_named,
);

async fn guesses_are_told_in_her_words_and_with_what_they_were_made_from(database: Database) {
    let (server, crm, id, mut body) = with_picker(database).await;
    tells(&crm, "taste", "offers").await;
    body["inferences"] = json!(["taste"]);
    body["ai"] = json!("decide_auto");
    let made = record(&crm, &body).await.expect(201).json();
    let link = made["why"].as_str().unwrap();
    let link = link.strip_prefix(&server.url).unwrap().to_owned();
    let own = format!("/why/{}", made["decision"].as_str().unwrap());
    // By the link alone what was guessed is not told, and what it was made from is.
    let mut anybody = Visitor::new(&server);
    let page = anybody.get(&link).await.expect(200).text();
    assert!(page.contains("<li><bdi>taste</bdi></li>"), "{page}");
    assert!(page.contains("They were made from: "), "{page}");
    assert!(!page.contains("Taste: fennel"), "{page}");
    let mut ana = by_link(&server, &id).await;
    let page = ana.get(&own).await.expect(200).text();
    assert!(page.contains("Taste: fennel"), "{page}");
    assert!(page.contains("href=\"/guesses\""), "{page}");
    // In her own words it leads to its place among all guesses.
    let place = "<a href=\"/guesses#guess-taste\"><bdi>Taste: fennel</bdi></a>";
    assert!(page.contains(place), "{page}");
    let all = ana.get("/guesses").await.expect(200).text();
    assert_eq!(all.matches("id=\"guess-taste\"").count(), 1, "{all}");
    // Once she took it away, its name is left.
    let key = crate::common::new_key();
    let headers = [("idempotency-key", key.as_str())];
    let path = "/customers/crm:42/inferences/taste";
    crm.call("DELETE", path, &headers, None).await.expect(204);
    let page = ana.get(&own).await.expect(200).text();
    assert!(!page.contains("Taste: fennel"), "{page}");
    assert!(page.contains("<li><bdi>taste</bdi></li>"), "{page}");
    assert!(!page.contains("/guesses#"), "{page}");
    // Whoever answers her contest sees them too, and what was left out.
    let form = [
        ("said", "That is wrong."),
        ("about", &own[5..]),
        ("wrong", "1"),
    ];
    ana.submit("/actions/ask", &form).await.expect(303);
    let cases = server.crm("cases").await;
    let open = cases.get("/cases").await.expect(200).json();
    let case = open["items"][0]["id"].as_str().unwrap().to_owned();
    account(&server, "gus@example.org", AccountKind::Staff(Role::Agent)).await;
    let mut gus = signed_in(&server, "gus@example.org").await;
    let page = gus.get(&format!("/desk/{case}")).await.expect(200).text();
    for part in [
        "<bdi>taste</bdi>",
        "They were made from: ",
        "What we did not use",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    // The customer's pages are not theirs.
    assert!(
        !page.contains("#x-") && !page.contains("/guesses#"),
        "{page}"
    );
    server.stop().await;
}

async fn where_reasons_are_not_so_the_points_are_named(database: Database) {
    let (server, crm, id) = shop(database).await;
    let mut body = picked("crm:42");
    body["features"] = json!([
        {"category": "orders", "item": "Rice, 1 May", "contribution": 0.9},
        {"category": "orders", "item": "Fennel, 3 May", "contribution": -0.3},
    ]);
    let made = record(&crm, &body).await.expect(201).json();
    let decision = made["decision"].as_str().unwrap().to_owned();
    record(&crm, &picked("crm:42")).await.expect(201);
    let points = [
        "Rice, 1 May (",
        "it counted, and the list leaves it out.",
        "Fennel, 3 May (",
        "it pulled the other way than the list says.",
        "Saffron, 9 May (",
        "the list has it, and it did not count.",
    ];
    let mut ana = by_link(&server, &id).await;
    let page = ana
        .get(&format!("/why/{decision}"))
        .await
        .expect(200)
        .text();
    for point in points {
        assert!(page.contains(point), "{point}: {page}");
    }
    account(
        &server,
        "rob@example.org",
        AccountKind::Staff(Role::Reviewer),
    )
    .await;
    let mut rob = signed_in(&server, "rob@example.org").await;
    let page = rob.get("/studio/models/ranker").await.expect(200).text();
    let list = "/studio/models/ranker/differing";
    assert!(page.contains(list), "{page}");
    let page = rob.get(list).await.expect(200).text();
    assert_eq!(page.matches("href=\"/why/dec_").count(), 1, "{page}");
    assert!(page.contains(&decision), "{page}");
    for point in points {
        assert!(page.contains(point), "{point}: {page}");
    }
    rob.get("/studio/models/nobody/differing").await.expect(404);
    account(&server, "gus@example.org", AccountKind::Staff(Role::Agent)).await;
    let mut gus = signed_in(&server, "gus@example.org").await;
    gus.get(list).await.expect(403);
    // Of whoever was erased nothing is listed.
    let key = crate::common::new_key();
    crate::erasure::erase(&crm, "crm:42", "all", &key)
        .await
        .expect(204);
    let page = rob.get(list).await.expect(200).text();
    assert!(
        page.contains("There is none.") && !page.contains("Rice"),
        "{page}"
    );
    server.stop().await;
}

async fn a_reason_that_is_made_smaller_than_it_was_is_named(database: Database) {
    let (server, crm, id) = shop(database).await;
    let mut body = picked("crm:42");
    // Three to one, says the list; nineteen to one, says the model.
    body["features"] = json!([
        {"category": "orders", "item": "Fennel, 3 May", "contribution": 0.95},
        {"category": "orders", "item": "Saffron, 9 May", "contribution": -0.05},
    ]);
    let made = record(&crm, &body).await.expect(201).json();
    assert_eq!(
        (&made["check"], &made["explained"]),
        (&json!("differs"), &json!(false))
    );
    let named = |item: &str| json!({"kind": "other_share", "category": "orders", "item": item});
    assert_eq!(
        made["differences"],
        json!([named("Fennel, 3 May"), named("Saffron, 9 May")])
    );
    let path = format!("/why/{}", made["decision"].as_str().unwrap());
    speaks(&server, &["en", "de", "ar"]).await;
    let mut ana = by_link(&server, &id).await;
    for (language, said) in [
        ("en", "it did not have the share that the list gives it."),
        ("de", "Das hatte nicht den Anteil, den die Liste nennt."),
        ("ar", "لم تكن له الحصة التي تعطيها القائمة."),
    ] {
        let hers = json!({"locale": language});
        crm.put("/customers/crm:42", &hers).await.expect(200);
        let page = ana.get(&path).await.expect(200).text();
        assert_eq!(page.matches(said).count(), 2, "{language}: {page}");
    }
    server.stop().await;
}
