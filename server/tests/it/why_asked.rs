//! Who says that a decision is wrong, or asks about it: with nothing but its link; and what she hears.

use mutual::id::DecisionId;
use mutual::port::AccountKind;
use mutual_server::auth::why::sign;
use serde_json::{Value, json};

use crate::cases::{Shop, asks, draw_line};
use crate::common::{Answer, Database, Visitor, new_key};
use crate::decisions::{SCOPES, picked, record, shop};
use crate::desk::{Office, page_of, reads, takes};
use crate::erasure::erase;
use crate::forms::{field, hidden};
use crate::merge::{merge, split};
use crate::on_both;
use crate::own::by_link;
use crate::receipts::choice;
use crate::web_people::{account, mail, signed_in};
use crate::why::{in_order, is_on, recorded};

on_both!(
    nobody_comes_in_to_say_that_a_decision_is_wrong,
    she_sees_how_far_it_is_and_what_came_of_it,
    the_link_asks_about_its_decision_and_does_nothing_else,
    what_she_adds_while_a_contest_waits_is_not_lost,
    who_decided_is_told_as_it_was,
    whoever_has_to_come_in_comes_back_to_what_she_asked,
);

const WRONG: &str = "I never bought <b>fennel</b>.";

/// The shop that decides about Ana, with people at its desk; her id.
pub async fn office(database: Database) -> (Office, String) {
    let (server, _, ana) = shop(database).await;
    draw_line(server.app().live.engine.as_ref()).await;
    let crm = server.crm(&format!("{SCOPES} cases")).await;
    let desk = server.crm("cases").await;
    let office = Office::over(Shop { server, crm, desk }).await;
    (office, ana)
}

/// Writes to a person on the page behind that link, by that button.
pub async fn writes(who: &mut Visitor, link: &str, does: &str, said: &str) -> Answer {
    let page = reads(who, link).await;
    let key = hidden(&page, "key").to_owned();
    let form = [("said", said), ("does", does), ("key", key.as_str())];
    who.submit(link, &form).await
}

pub async fn open(office: &Office) -> Vec<Value> {
    let open = office.shop.crm.get("/cases").await.expect(200).json();
    open["items"].as_array().unwrap().clone()
}

async fn nobody_comes_in_to_say_that_a_decision_is_wrong(database: Database) {
    let (office, ana) = office(database).await;
    let (link, id) = recorded(office.server(), &office.shop.crm, &picked("crm:42")).await;
    let mut reader = Visitor::new(office.server());
    let page = reads(&mut reader, &link).await;
    in_order(
        &page,
        &[
            "What you can do",
            "Write to a person",
            "You need not sign in for this.",
            "This is wrong",
            "Ask a person",
        ],
    );
    // Saying nothing asks nothing, and what was typed comes back.
    let long = format!("{WRONG}{}", "x".repeat(4_000));
    for bad in ["", " \r\n", &long] {
        let page = writes(&mut reader, &link, "wrong", bad)
            .await
            .expect(422)
            .text();
        assert!(page.contains("Write your question"), "{page}");
        assert!(
            bad.len() < 9 || page.contains("never bought &lt;b&gt;"),
            "{page}"
        );
    }
    assert_eq!(open(&office).await, [] as [Value; 0]);
    // Pressed twice it is one contest.
    let page = reads(&mut reader, &link).await;
    let key = hidden(&page, "key").to_owned();
    let form = [("said", WRONG), ("does", "wrong"), ("key", key.as_str())];
    for _ in 0..2 {
        let sent = reader.submit(&link, &form).await.expect(303);
        assert_eq!(sent.header("location"), format!("{link}#asked"));
    }
    let cases = open(&office).await;
    assert_eq!(cases.len(), 1, "{cases:?}");
    let case = &cases[0];
    assert_eq!(
        (
            &case["kind"],
            &case["decision"],
            &case["customer"],
            &case["said"]
        ),
        (
            &json!("contest"),
            &json!(id.to_string()),
            &json!(ana),
            &json!(WRONG)
        )
    );
    // The other button is a question, about the same decision.
    writes(&mut reader, &link, "ask", "Why fennel?")
        .await
        .expect(303);
    let cases = open(&office).await;
    let question = cases.iter().find(|case| case["said"] == "Why fennel?");
    let question = question.unwrap();
    assert_eq!(
        (&question["kind"], &question["decision"]),
        (&json!("question"), &json!(id.to_string()))
    );
    // The page says how far that is, and keeps her words for herself.
    let page = reads(&mut reader, &link).await;
    in_order(
        &page,
        &["You asked about this.", "You told us that this is wrong."],
    );
    assert!(
        page.contains("aria-current=\"step\"><strong>Sent"),
        "{page}"
    );
    assert!(
        !page.contains("Why fennel?") && !page.contains("never bought"),
        "{page}"
    );
    let mut herself = by_link(office.server(), &ana).await;
    for path in [link.clone(), format!("/why/{id}")] {
        let page = reads(&mut herself, &path).await;
        assert!(page.contains("I never bought &lt;b&gt;fennel"), "{page}");
        assert!(!page.contains("You need not sign in"), "{page}");
    }
    // What was pressed turned nothing off.
    assert!(is_on(&office.shop.crm, "recipe-ideas").await);
}

async fn she_sees_how_far_it_is_and_what_came_of_it(database: Database) {
    let (mut office, ana) = office(database).await;
    let customer = AccountKind::Customer(ana.parse().unwrap());
    account(office.server(), "ana@example.org", customer).await;
    let (link, id) = recorded(office.server(), &office.shop.crm, &picked("crm:42")).await;
    let mut reader = Visitor::new(office.server());
    writes(&mut reader, &link, "wrong", WRONG).await.expect(303);
    let case = open(&office).await[0]["id"].as_str().unwrap().to_owned();
    takes(&mut office.gus, &case).await;
    let page = reads(&mut reader, &link).await;
    assert!(page.contains("<strong>With a person"), "{page}");
    // At the desk stands what was decided, by whom, by what, and the way to the rest; its id is nobody's
    // reading.
    let page = page_of(&mut office.gus, &case).await;
    in_order(
        &page,
        &[
            "In the customer’s words",
            "I never bought &lt;b&gt;fennel",
            "The decision that is contested",
            "We sent you three recipes with fennel.",
            "A computer picked this. A person did not look.",
            "Recipe ranker",
            "Fennel, 3 May",
            "Order history",
            "75% of what counted",
            "Saffron, 9 May",
            "Without the order of 3 May",
            &format!("href=\"/why/{id}\""),
        ],
    );
    assert_eq!(page.matches(&id.to_string()).count(), 1, "{page}");
    reads(&mut office.gus, &format!("/why/{id}")).await;
    let answer = "You are right: that was your neighbour.";
    let falls = [("outcome", "allow"), ("reason", answer)];
    office.gus_decides(&case, &falls).await;
    // Whoever has the link reads what became of the decision.
    let page = reads(&mut reader, &link).await;
    in_order(
        &page,
        &[
            "Who decided",
            "A computer picked this. A person did not look.",
            "Later a person in our team looked at it again. This decision does not count any more.",
            "<strong>Answered",
            "The decision does not count any more.",
        ],
    );
    assert!(!page.contains(answer), "{page}");
    // What does not count any more is not contested, and can be asked about.
    assert!(
        !page.contains("value=\"wrong\"") && page.contains("value=\"ask\""),
        "{page}"
    );
    assert!(!page.contains("decided against the computer"), "{page}");
    // She herself reads the words too: at the decision, and with what she asked, which names it.
    let mut herself = signed_in(office.server(), "ana@example.org").await;
    let page = reads(&mut herself, &format!("/why/{id}")).await;
    assert!(page.contains(answer), "{page}");
    assert!(page.contains(&format!("href=\"/ask#{case}\"")), "{page}");
    let page = reads(&mut herself, "/ask").await;
    in_order(
        &page,
        &[
            &format!("id=\"{case}\""),
            "You say that this decision is wrong.",
            &format!("href=\"/why/{id}\""),
            "We sent you three recipes with fennel.",
            "The decision does not count any more.",
            answer,
            &format!("href=\"/ask?about={id}\""),
        ],
    );
    let page = reads(&mut herself, &format!("/ask?about={id}")).await;
    in_order(
        &page,
        &[
            "About: ",
            "We sent you three recipes with fennel.",
            "Your question",
        ],
    );
    assert!(
        !page.contains("A person looks at it again"),
        "a question contests nothing"
    );
    // The mail says which decision, what became of it, and leads to it without coming in.
    let letter = mail(office.server(), "ana@example.org").await;
    in_order(
        &letter,
        &[
            "that a decision is wrong:",
            "> We sent you three recipes with fennel.",
            "> I never bought",
            "The decision does not count any more.",
            answer,
            &link,
        ],
    );
    // And her timeline tells it as hers, with the way there.
    let page = reads(&mut herself, "/timeline").await;
    in_order(
        &page,
        &[
            "A person looked again at a decision that you called wrong",
            &format!("href=\"/ask#{case}\""),
            "You told us that a decision is wrong",
            &format!("href=\"/ask#{case}\""),
        ],
    );
    // A contest that comes to nothing is told as such.
    let (link, _) = recorded(office.server(), &office.shop.crm, &picked("crm:42")).await;
    writes(&mut reader, &link, "wrong", WRONG).await.expect(303);
    let case = open(&office).await[0]["id"].as_str().unwrap().to_owned();
    takes(&mut office.gus, &case).await;
    let stays = [("outcome", "deny"), ("reason", "It was your order.")];
    office.gus_decides(&case, &stays).await;
    let page = reads(&mut reader, &link).await;
    assert!(page.contains("This decision stays as it is."), "{page}");
    let letter = mail(office.server(), "ana@example.org").await;
    assert!(letter.contains("The decision stays as it is."), "{letter}");
}

async fn the_link_asks_about_its_decision_and_does_nothing_else(database: Database) {
    let (office, ana) = office(database).await;
    let crm = &office.shop.crm;
    let (link, id) = recorded(office.server(), crm, &picked("crm:42")).await;
    let mut reader = Visitor::new(office.server());
    // Nobody else's page writes in her name.
    let foreign = [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let body = "said=Mine&does=wrong";
    reader.send("POST", &link, &foreign, body).await.expect(403);
    // The decision's id is no proof, and one that nobody made says nothing about whether there is one.
    let form = [("said", "Mine"), ("does", "wrong")];
    let asked = reader
        .submit(&format!("/why/{id}"), &form)
        .await
        .expect(303);
    assert!(asked.header("location").starts_with("/sign-in?"), "{link}");
    let forged = format!("{}A", &link[..link.len() - 1]);
    let forged = if forged == link {
        format!("{}B", &link[..link.len() - 1])
    } else {
        forged
    };
    for bad in [forged.as_str(), "/why/nonsense"] {
        let page = reader.submit(bad, &form).await.expect(404).text();
        assert!(page.contains("A part of this link is missing"), "{page}");
    }
    let app = office.server().app();
    let nothing = DecisionId::new(app.clock.as_ref(), app.entropy.as_ref());
    let unrecorded = sign(&app.keys.link, nothing, false);
    reader.submit(&unrecorded, &form).await.expect(404);
    reader
        .submit(&link, &[("said", &"x".repeat(70_000))])
        .await
        .expect(413);
    assert_eq!(open(&office).await, [] as [Value; 0]);
    // It opens no other page, and those who answer for a decision do not write in her name.
    writes(&mut reader, &link, "wrong", WRONG).await.expect(303);
    for page in ["/", "/ask", "/timeline"] {
        reader.get(page).await.expect(303);
    }
    let mut staff = signed_in(office.server(), "gus@example.org").await;
    let path = format!("/why/{id}");
    assert!(!reads(&mut staff, &path).await.contains("Write to a person"));
    staff.submit(&path, &form).await.expect(403);
    // Whoever writes without end waits.
    let mut answers = Vec::new();
    for n in 0..10 {
        answers.push(writes(&mut reader, &link, "ask", &format!("Why {n}?")).await);
    }
    let last = answers.pop().unwrap();
    assert!(answers.iter().all(|answer| answer.status == 303));
    let page = last.expect(429).text();
    assert!(
        page.contains("Much was asked about this just now."),
        "{page}"
    );
    assert!(page.contains("Why 9?"), "{page}");
    assert_eq!(open(&office).await.len(), 10);
    // Once records were set apart nobody can tell who has it, and she comes in.
    let bo = crm.knows("crm:bo").await;
    crm.post("/customers/crm:bo/choices", &choice("on"))
        .await
        .expect(201);
    let (late, _) = recorded(office.server(), crm, &picked("crm:bo")).await;
    merge(crm, "crm:42", "crm:bo").await.expect(201);
    split(crm, "crm:42", &bo).await.expect(201);
    let page = reads(&mut reader, &late).await;
    assert!(!page.contains("Write to a person"), "{page}");
    reader.submit(&late, &form).await.expect(409);
    assert_eq!(open(&office).await.len(), 10);
    // And of her who left there is nothing.
    erase(crm, &ana, "all", &new_key()).await.expect(204);
    reader.submit(&link, &form).await.expect(410);
}

async fn what_she_adds_while_a_contest_waits_is_not_lost(database: Database) {
    let (office, ana) = office(database).await;
    let (link, id) = recorded(office.server(), &office.shop.crm, &picked("crm:42")).await;
    let mut reader = Visitor::new(office.server());
    // Both tabs were open before.
    let mut other = Visitor::new(office.server());
    let page = reads(&mut other, &link).await;
    let key = hidden(&page, "key").to_owned();
    writes(&mut reader, &link, "wrong", WRONG).await.expect(303);
    let form = [
        ("said", "It was my neighbour."),
        ("does", "wrong"),
        ("key", key.as_str()),
    ];
    for _ in 0..2 {
        other.submit(&link, &form).await.expect(303);
    }
    let said = async || {
        let cases = open(&office).await.into_iter();
        let mut said: Vec<_> = cases
            .map(|case| {
                assert_eq!(case["decision"], json!(id.to_string()));
                (
                    case["kind"].as_str().unwrap().to_owned(),
                    case["said"].clone(),
                )
            })
            .collect();
        said.sort_by_key(|(kind, said)| (kind.clone(), said.to_string()));
        said
    };
    let expected = [
        ("contest".to_owned(), json!(WRONG)),
        ("question".to_owned(), json!("It was my neighbour.")),
    ];
    assert_eq!(said().await, expected);
    // The page offers no second contest meanwhile.
    let page = reads(&mut reader, &link).await;
    assert!(!page.contains("value=\"wrong\""), "{page}");
    assert!(page.contains("value=\"ask\""), "{page}");
    // The same words on her own page are the same contest.
    let mut herself = by_link(office.server(), &ana).await;
    let about = id.to_string();
    let form = [("said", WRONG), ("about", about.as_str()), ("wrong", "1")];
    herself.submit("/actions/ask", &form).await.expect(303);
    assert_eq!(said().await, expected);
}

async fn who_decided_is_told_as_it_was(database: Database) {
    let (mut office, _) = office(database).await;
    let mut reader = Visitor::new(office.server());
    let told = [
        (
            Value::Null,
            "A computer may not decide this alone. A person decided and said yes, as the system of our customer service tells us.",
        ),
        (
            json!("allow"),
            "A computer proposed yes. A person decided and said yes too, as the system of our customer service tells us.",
        ),
        (
            json!("deny"),
            "A computer proposed no. A person decided otherwise and said yes, as the system of our customer service tells us.",
        ),
    ];
    for (place, (proposed, says)) in told.iter().enumerate() {
        let mut question = asks("crm:42", true);
        question["channel"] = json!("email");
        question["ai"] = json!("personalise");
        if !proposed.is_null() {
            question["proposal"] =
                json!({"outcome": proposed, "model": "ranker", "why": "Score 412."});
        }
        let asked = office.shop.check(question).await;
        let case = asked["case"].as_str().unwrap().to_owned();
        assert_eq!(office.shop.decides(&case, "allow", "We looked.").await, 201);
        let mut body = picked("crm:42");
        body["topic"] = json!("credit");
        body["case"] = json!(case);
        body["outcome"] = json!(format!("Credit {place}."));
        let (link, _) = recorded(office.server(), &office.shop.crm, &body).await;
        let page = reads(&mut reader, &link).await;
        in_order(&page, &["Who decided", says, "Recipe ranker"]);
        for (_, other) in told.iter().filter(|(_, other)| other != says) {
            assert!(!page.contains(other), "{page}");
        }
        assert!(
            !page.contains("did not look") && !page.contains("against the computer"),
            "{page}"
        );
        assert!(!page.contains("Score 412."), "{page}");
    }
    // What somebody decided at the desk nobody else has to say.
    let mut question = asks("crm:42", true);
    question["channel"] = json!("email");
    question["ai"] = json!("personalise");
    let asked = office.shop.check(question).await;
    let case = asked["case"].as_str().unwrap().to_owned();
    takes(&mut office.gus, &case).await;
    let yes = [("outcome", "allow"), ("reason", "We looked.")];
    office.gus_decides(&case, &yes).await;
    let mut body = picked("crm:42");
    body["topic"] = json!("credit");
    body["case"] = json!(case);
    let (link, _) = recorded(office.server(), &office.shop.crm, &body).await;
    let page = reads(&mut reader, &link).await;
    let here = "A computer may not decide this alone. A person in our team decided, and said yes.";
    assert!(page.contains(here) && !page.contains("tells us"), "{page}");
    let crm = &office.shop.crm;
    record(crm, &picked("crm:42")).await.expect(201);
    let ana = crm.get("/customers/crm:42").await.expect(200).json();
    let mut herself = by_link(office.server(), ana["customer"].as_str().unwrap()).await;
    let page = reads(&mut herself, "/timeline?show=decided").await;
    for place in 0..told.len() {
        let said = format!("A person decided: Credit {place}.");
        assert!(page.contains(&said), "{page}");
    }
    assert!(
        page.contains("A computer decided: We sent you three recipes"),
        "{page}"
    );
    // What a program opened is no choice of hers by phone.
    let page = reads(&mut herself, "/x/recipe-ideas").await;
    let (_, history) = page
        .split_once("A question about you was given to a person")
        .unwrap();
    let line = history.split("</li>").next().unwrap();
    assert!(line.contains("By a program of ours"), "{line}");
}

async fn whoever_has_to_come_in_comes_back_to_what_she_asked(database: Database) {
    let (office, ana) = office(database).await;
    let customer = AccountKind::Customer(ana.parse().unwrap());
    account(office.server(), "ana@example.org", customer).await;
    let (_, id) = recorded(office.server(), &office.shop.crm, &picked("crm:42")).await;
    let mut herself = Visitor::new(office.server());
    let away = herself
        .get(&format!("/ask?about={id}&wrong=1"))
        .await
        .expect(303);
    let place = away.header("location").to_owned();
    assert_eq!(
        place,
        format!("/sign-in?next=/ask%3Fabout%3D{id}%26wrong%3D1")
    );
    let page = reads(&mut herself, &place).await;
    let next = field(&page, "next");
    let wrong = [
        ("email", "ana@example.org"),
        ("password", "wrong"),
        ("next", next.as_str()),
    ];
    let again = herself.submit("/actions/sign-in", &wrong).await.expect(303);
    let page = reads(&mut herself, again.header("location")).await;
    let next = field(&page, "next");
    let right = [
        ("email", "ana@example.org"),
        ("password", crate::web_people::PASSWORD),
        ("next", next.as_str()),
    ];
    let came_in = herself.submit("/actions/sign-in", &right).await.expect(303);
    assert_eq!(
        came_in.header("location"),
        format!("/ask?about={id}&wrong=1")
    );
    let page = reads(&mut herself, &format!("/ask?about={id}&wrong=1")).await;
    in_order(
        &page,
        &[
            "You say that this decision is wrong.",
            "We sent you three recipes",
        ],
    );
    // Nobody is led away by it.
    let bad = [
        ("email", "ana@example.org"),
        ("password", crate::web_people::PASSWORD),
        ("next", "/ask?x=//evil.example"),
    ];
    let mut other = Visitor::new(office.server());
    let came_in = other.submit("/actions/sign-in", &bad).await.expect(303);
    assert_eq!(came_in.header("location"), "/");
}
