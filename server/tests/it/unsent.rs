//! Who was signed out while she wrote loses nothing of it, and nobody else gets it.

use mutual::access::Role;
use mutual::port::AccountKind;
use serde_json::json;

use crate::common::{Answer, Database, Server, Visitor};
use crate::desk::{Office, page_of, reads, step};
use crate::forms::field;
use crate::line_pages;
use crate::on_both;
use crate::own::by_link;
use crate::web_people::{PASSWORD, account, ana, sign_in, signed_in};

on_both!(
    an_agent_who_was_signed_out_has_her_decision_again,
    whoever_else_signs_in_gets_none_of_it,
    whoever_tries_too_often_keeps_her_words_and_is_told_to_wait,
    a_reviewers_red_line_is_there_again_as_it_was_typed,
    a_red_line_without_a_sentence_is_there_again_too,
    a_customers_question_is_there_again,
    whoever_came_by_a_link_copies_her_words,
    what_one_wrote_is_never_sent_as_anothers,
    whoever_writes_as_one_of_her_records_writes_as_the_other,
);

const WORDS: &str = "She pays \"in time\".\r\n<b>Twice</b> & again.";

/// Every session of an account is over.
async fn ends(server: &Server, email: &str) {
    let store = &server.app().live.store;
    let account = store.account_by_email(email).await.unwrap().unwrap();
    let owner = account.id.to_string();
    store.end_sessions_of(&owner, None).await.unwrap();
}

/// The page that answers a form whose author is out: what it says, and that nothing is kept of her.
#[track_caller]
fn told(answer: Answer) -> String {
    let answer = answer.expect(403);
    // The cookie of the session that is over may go; none comes.
    let cookies = answer.headers.get_all("set-cookie").iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    assert!(cookies.all(|cookie| cookie.contains("Max-Age=0")));
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.text();
    assert!(
        page.contains("You were signed out before this arrived. Nothing was sent."),
        "{page}"
    );
    assert!(page.contains("id=\"unsent\""), "{page}");
    page
}

/// Signs in on that page.
async fn signs_in(who: &mut Visitor, page: &str, email: &str, password: &str) -> Answer {
    let brought = ["next", "writer", "note", "words"].map(|name| (name, field(page, name)));
    let mut form = vec![("email", email), ("password", password)];
    form.extend(brought.iter().map(|(name, value)| (*name, value.as_str())));
    who.submit("/actions/sign-in", &form).await
}

/// Gus, who has a case and was signed out while he wrote; the case, and the page that answers him.
async fn gus_writes(office: &mut Office) -> (String, String) {
    let id = office.shop.opens("crm:42").await;
    step(&mut office.gus, &id, "claim", &[]).await;
    let page = page_of(&mut office.gus, &id).await;
    let (seen, writer) = (field(&page, "seen"), field(&page, "writer"));
    ends(office.server(), "gus@example.org").await;
    let form = [
        ("step", "decide"),
        ("case", id.as_str()),
        ("seen", seen.as_str()),
        ("outcome", "deny"),
        ("reason", WORDS),
        ("writer", writer.as_str()),
    ];
    let answer = office.gus.submit("/actions/case-step", &form).await;
    (id, told(answer))
}

async fn an_agent_who_was_signed_out_has_her_decision_again(database: Database) {
    let mut office = Office::open(database).await;
    let (id, page) = gus_writes(&mut office).await;
    assert!(page.contains("&lt;b&gt;Twice&lt;/b&gt;"), "{page}");
    assert!(!page.contains("<b>Twice"), "what was typed stays text");
    // A slip of the hand loses nothing either.
    let who = "gus@example.org";
    let wrong = signs_in(&mut office.gus, &page, who, "wrong and wrong").await;
    let page = wrong.expect(422).text();
    assert!(page.contains("The address or the password is wrong."));
    let came_in = signs_in(&mut office.gus, &page, who, PASSWORD).await;
    let came_in = came_in.expect(303);
    let cookie = came_in.header("set-cookie");
    let (_, age) = cookie.split_once("Max-Age=").unwrap();
    let age: u64 = age.split(';').next().unwrap().parse().unwrap();
    assert!(age > 3_600, "it is kept as every other session: {cookie}");
    let place = came_in.header("location").to_owned();
    assert_eq!(place, format!("/desk/{id}?failed=ended"));
    let page = reads(&mut office.gus, &place).await;
    assert!(page.contains("What you wrote is here again"), "{page}");
    let (_, form) = page.split_once("name=\"reason\"").unwrap();
    let box_ = form.split("</textarea>").next().unwrap();
    assert!(
        box_.contains("&lt;b&gt;Twice&lt;/b&gt; &amp; again."),
        "{box_}"
    );
    // Nothing was sent before, and it can be sent now.
    assert_eq!(office.shop.case(&id).await["state"], "open");
    let no = [("outcome", "deny"), ("reason", WORDS)];
    let sent = step(&mut office.gus, &id, "decide", &no).await;
    assert!(sent.ends_with("done=decide"), "{sent}");
    let kept = crate::web_people::is_in(&mut office.gus).await;
    assert!(kept, "and the session is one like every other");
}

async fn whoever_else_signs_in_gets_none_of_it(database: Database) {
    let mut office = Office::open(database).await;
    let (id, page) = gus_writes(&mut office).await;
    // Ivy comes to the same browser.
    let came_in = signs_in(&mut office.gus, &page, "ivy@example.org", PASSWORD).await;
    let place = came_in.expect(303).header("location").to_owned();
    assert_eq!(place, format!("/desk/{id}"));
    for query in ["", "?failed=ended", "?done=decide"] {
        let page = reads(&mut office.gus, &format!("{place}{query}")).await;
        assert!(!page.contains("Twice"), "{query}: {page}");
    }
    // A form that does not say whose it was gives its words to nobody, and one that says nothing asks
    // to sign in as every other.
    let mut nobody = Visitor::new(office.server());
    let form = |reason| [("step", "decide"), ("case", &*id), ("reason", reason)];
    let answer = nobody.submit("/actions/case-step", &form(WORDS)).await;
    let page = told(answer);
    assert_eq!(field(&page, "writer"), "");
    let came_in = signs_in(&mut nobody, &page, "gus@example.org", PASSWORD).await;
    let place = came_in.expect(303).header("location").to_owned();
    assert_eq!(place, format!("/desk/{id}"));
    let mut nobody = Visitor::new(office.server());
    let answer = nobody.submit("/actions/case-step", &form(" ")).await;
    let to = answer.expect(303).header("location").to_owned();
    assert_eq!(to, format!("/sign-in?next=/desk/{id}"));
    // What was made up is no words of anybody's, and too much of it is none at all.
    let gus = office.id_of("gus@example.org").await.to_string();
    let long = format!("\"{}\"", "x".repeat(60_000));
    for (note, comes_back) in [("{", true), (long.as_str(), false)] {
        let mut made_up = Visitor::new(office.server());
        let form = [
            ("email", "gus@example.org"),
            ("password", PASSWORD),
            ("next", "//evil.example"),
            ("writer", gus.as_str()),
            ("note", note),
        ];
        let answer = made_up.submit("/actions/sign-in", &form).await.expect(303);
        let to = answer.header("location");
        assert_eq!(to.ends_with("?failed=ended"), comes_back, "{to}");
        assert!(to.starts_with("/studio"), "{to}");
        made_up.get(to).await;
        reads(&mut made_up, &format!("/desk/{id}?failed=ended")).await;
    }
}

async fn a_reviewers_red_line_is_there_again_as_it_was_typed(database: Database) {
    let mut office = line_pages::Office::open(database).await;
    crate::languages::speaks(&office.server, &["en", "de"]).await;
    let page = format!("{}/new", line_pages::PAGE);
    let page = office.rex.get(&page).await.expect(200).text();
    let writer = field(&page, "writer");
    ends(&office.server, "rex@example.org").await;
    let before = office.index();
    let typed = line_pages::form("no-loans", "Loan, late payment", "0");
    let typed = line_pages::with(&typed, &[("step", "look"), ("writer", &writer)]);
    let page = told(office.rex.submit("/actions/save-line", &typed).await);
    assert!(
        page.contains("<p dir=\"auto\">We never refuse you a loan by machine.</p>"),
        "{page}"
    );
    let came_in = signs_in(&mut office.rex, &page, "rex@example.org", PASSWORD).await;
    let place = came_in.expect(303).header("location").to_owned();
    assert_eq!(place, format!("{}/new?failed=ended", line_pages::PAGE));
    // As what was only looked at, it outlives a reload.
    for _ in 0..2 {
        let page = office.rex.get(&place).await.expect(200).text();
        for typed in [
            "value=\"no-loans\"",
            "value=\"Loan, late payment\"",
            "We never refuse you a loan by machine.",
            "Wir lehnen Ihnen nie mit einer Maschine einen Kredit ab.",
        ] {
            assert!(page.contains(typed), "{typed}: {page}");
        }
    }
    assert_eq!(office.index(), before);
    office.server.stop().await;
}

async fn whoever_tries_too_often_keeps_her_words_and_is_told_to_wait(database: Database) {
    let mut office = Office::open(database).await;
    let (_, mut page) = gus_writes(&mut office).await;
    let who = "gus@example.org";
    let mut tries = 0;
    let wait = loop {
        let wrong = signs_in(&mut office.gus, &page, who, "wrong and wrong").await;
        if wrong.status == 429 {
            break wrong;
        }
        page = wrong.expect(422).text();
        tries += 1;
        assert!(tries <= 10, "{page}");
    };
    let seconds: u32 = wait.header("retry-after").parse().unwrap();
    assert!(seconds > 0);
    let page = wait.text();
    assert!(page.contains("&lt;b&gt;Twice&lt;/b&gt;"), "{page}");
    assert!(!field(&page, "note").is_empty(), "{page}");
}

async fn a_red_line_without_a_sentence_is_there_again_too(database: Database) {
    let mut office = line_pages::Office::open(database).await;
    let page = format!("{}/new", line_pages::PAGE);
    let page = office.rex.get(&page).await.expect(200).text();
    let writer = field(&page, "writer");
    ends(&office.server, "rex@example.org").await;
    let form = [
        ("effect", "deny"),
        ("team", "front_desk"),
        ("data[orders]", "on"),
        ("amount", "15"),
        ("step", "look"),
        ("writer", writer.as_str()),
    ];
    let answer = office.rex.submit("/actions/save-line", &form).await;
    let page = answer.expect(403).text();
    assert!(!page.contains("id=\"unsent\""), "no words of it: {page}");
    // A slip of the hand loses nothing of it.
    let who = "rex@example.org";
    let wrong = signs_in(&mut office.rex, &page, who, "wrong and wrong").await;
    let page = wrong.expect(422).text();
    let came_in = signs_in(&mut office.rex, &page, who, PASSWORD).await;
    let place = came_in.expect(303).header("location").to_owned();
    assert_eq!(place, format!("{}/new?failed=ended", line_pages::PAGE));
    let page = office.rex.get(&place).await.expect(200).text();
    assert!(page.contains("value=\"15\""), "{page}");
    let (_, rest) = page.split_once("name=\"data[orders]\"").unwrap();
    let tag = rest.split('>').next().unwrap();
    assert!(tag.contains("checked"), "{tag}");
    // What was only drawn, and not touched, asks to come in as every other.
    let mut nobody = Visitor::new(&office.server);
    let form = [("effect", "deny"), ("team", "front_desk"), ("step", "look")];
    let answer = nobody.submit("/actions/save-line", &form).await.expect(303);
    let to = format!("/sign-in?next={}", line_pages::PAGE);
    assert_eq!(answer.header("location"), to);
    office.server.stop().await;
}

async fn a_customers_question_is_there_again(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    ana(&server).await;
    let mut herself = crate::web_people::signed_in(&server, "ana@example.org").await;
    let ask = "/ask?about=recipe-ideas";
    let page = reads(&mut herself, ask).await;
    let writer = field(&page, "writer");
    ends(&server, "ana@example.org").await;
    let form = [
        ("about", "recipe-ideas"),
        ("said", WORDS),
        ("writer", writer.as_str()),
    ];
    let before = server.app().live.engine.index();
    let page = told(herself.submit("/actions/ask", &form).await);
    let came_in = signs_in(&mut herself, &page, "ana@example.org", PASSWORD).await;
    let place = came_in.expect(303).header("location").to_owned();
    assert_eq!(place, format!("{ask}&failed=ended"));
    let page = reads(&mut herself, &place).await;
    let (_, form) = page.split_once("name=\"said\"").unwrap();
    assert!(form.split("</textarea>").next().unwrap().contains("Twice"));
    assert!(page.contains("What you wrote is here again"), "{page}");
    assert_eq!(server.app().live.engine.index(), before, "nothing was sent");
    server.stop().await;
}

async fn whoever_came_by_a_link_copies_her_words(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let id = ana(&server).await;
    let mut herself = by_link(&server, &id).await;
    let page = reads(&mut herself, "/ask").await;
    let writer = field(&page, "writer");
    assert_eq!(writer, id, "whichever way she comes, the form is hers");
    let store = &server.app().live.store;
    store.end_sessions_of(&id, None).await.unwrap();
    let form = [("said", WORDS), ("writer", writer.as_str())];
    let page = told(herself.submit("/actions/ask", &form).await);
    assert!(page.contains("copy it from here"), "{page}");
    assert!(page.contains("She pays"), "{page}");
    // She has a password, too: then it is hers again.
    let came_in = signs_in(&mut herself, &page, "ana@example.org", PASSWORD).await;
    let place = came_in.expect(303).header("location").to_owned();
    let page = reads(&mut herself, &place).await;
    assert!(page.contains("Twice"), "{page}");
    server.stop().await;
}

/// The page that answers a form that was drawn for somebody else than is in.
#[track_caller]
fn gives_back(answer: Answer) -> String {
    let page = answer.expect(403).text();
    assert!(
        page.contains("Somebody else had signed in to this browser before this arrived."),
        "{page}"
    );
    assert!(page.contains("id=\"unsent\""), "{page}");
    page
}

async fn what_one_wrote_is_never_sent_as_anothers(database: Database) {
    let mut office = Office::open(database).await;
    let id = office.shop.opens("crm:42").await;
    step(&mut office.gus, &id, "claim", &[]).await;
    let page = page_of(&mut office.gus, &id).await;
    let (seen, gus) = (field(&page, "seen"), field(&page, "writer"));
    // In another tab of his browser Ivy comes in.
    let came_in = sign_in(&mut office.gus, "ivy@example.org", PASSWORD).await;
    came_in.expect(303);
    for (step, to) in [("decide", ""), ("decide", "box")] {
        let form = [
            ("step", step),
            ("to", to),
            ("case", id.as_str()),
            ("seen", seen.as_str()),
            ("outcome", "deny"),
            ("reason", WORDS),
            ("writer", gus.as_str()),
        ];
        let answer = office.gus.submit("/actions/case-step", &form).await;
        let page = gives_back(answer);
        assert!(field(&page, "words").contains("<b>Twice</b>"));
    }
    assert_eq!(office.shop.case(&id).await["state"], "open");
    let of_ivy = page_of(&mut office.gus, &id).await;
    assert!(
        !of_ivy.contains("Twice"),
        "nothing is in her form: {of_ivy}"
    );
    // A customer's question is no agent's, nor another customer's.
    let server = office.server();
    ana(server).await;
    let crm = server.crm("consent:write").await;
    let bo = crm.knows("email:bo@example.org").await;
    let bo = AccountKind::Customer(bo.parse().unwrap());
    account(server, "bo@example.org", bo).await;
    let mut browser = signed_in(server, "ana@example.org").await;
    let writer = field(&reads(&mut browser, "/ask").await, "writer");
    let form = [("said", WORDS), ("writer", writer.as_str())];
    let before = server.app().live.engine.index();
    for other in ["bo@example.org", "ivy@example.org"] {
        sign_in(&mut browser, other, PASSWORD).await.expect(303);
        let page = gives_back(browser.submit("/actions/ask", &form).await);
        // Once she is in again it stands in her form.
        let came_in = signs_in(&mut browser, &page, "ana@example.org", PASSWORD).await;
        let place = came_in.expect(303).header("location").to_owned();
        assert!(place.ends_with("failed=ended"), "{place}");
        assert!(reads(&mut browser, &place).await.contains("Twice"));
    }
    assert_eq!(server.app().live.engine.index(), before, "nothing was sent");
    browser.submit("/actions/ask", &form).await.expect(303);
    assert!(server.app().live.engine.index() > before, "hers is");
    // Nor is a reviewer's red line another reviewer's.
    for who in ["rex@example.org", "rae@example.org"] {
        account(server, who, AccountKind::Staff(Role::Reviewer)).await;
    }
    let mut browser = signed_in(server, "rex@example.org").await;
    let page = reads(&mut browser, &format!("{}/new", line_pages::PAGE)).await;
    let writer = field(&page, "writer");
    sign_in(&mut browser, "rae@example.org", PASSWORD)
        .await
        .expect(303);
    let typed = line_pages::form("no-loans", "Loan, late payment", "0");
    let typed = line_pages::with(&typed, &[("step", "draw"), ("writer", &writer)]);
    gives_back(browser.submit("/actions/save-line", &typed).await);
    let lines = reads(&mut browser, line_pages::PAGE).await;
    assert!(!lines.contains("no-loans"), "{lines}");
}

async fn whoever_writes_as_one_of_her_records_writes_as_the_other(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let id = ana(&server).await;
    let mut herself = by_link(&server, &id).await;
    let writer = field(&reads(&mut herself, "/ask").await, "writer");
    let crm = server.crm("consent:write").await;
    crm.knows("crm:ana").await;
    let merge = json!({"from": id});
    crm.post("/customers/crm:ana/merge", &merge)
        .await
        .expect(201);
    let engine = &server.app().live.engine;
    let before = engine.index();
    let form = [("said", WORDS), ("writer", writer.as_str())];
    herself.submit("/actions/ask", &form).await.expect(303);
    assert!(engine.index() > before, "it is hers");
    server.stop().await;
}
