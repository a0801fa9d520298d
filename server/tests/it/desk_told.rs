//! The desk keeps what is typed, shows one team's cases, and says to customers who has what they asked;
//! and silence is told to whom it is about.

use std::time::Duration;

use mutual::ledger::LineChange;
use serde_json::json;

use crate::cases::asks;
use crate::cases_ending::opened_in_the_past;
use crate::common::{Database, Server, Visitor};
use crate::desk::{Office, page_of, reads, step};
use crate::forms::hidden;
use crate::on_both;
use crate::red_lines::draw;
use crate::web_people::{ana, mail, signed_in};

on_both!(
    a_customer_reads_with_whom_her_question_is,
    what_is_typed_and_not_stored_comes_back,
    whoever_was_out_for_too_long_comes_back_to_the_case,
    one_team_sees_its_own_cases,
    a_no_that_nobody_said_is_told_to_whom_it_is_about,
);

async fn a_customer_reads_with_whom_her_question_is(database: Database) {
    let mut office = Office::open(database).await;
    ana(office.server()).await;
    let mut ana = signed_in(office.server(), "ana@example.org").await;
    let page = reads(&mut ana, "/ask").await;
    let key = hidden(&page, "key").to_owned();
    let form = [("said", "Why three recipes?"), ("key", key.as_str())];
    ana.submit("/actions/ask", &form).await.expect(303);
    let open = office.shop.crm.get("/cases").await.expect(200).json();
    let id = open["items"][0]["id"].as_str().unwrap().to_owned();
    step(&mut office.gus, &id, "claim", &[]).await;
    let asks = async |who: &mut Visitor| reads(who, "/ask").await;
    assert!(asks(&mut ana).await.contains("<strong>With a person"));
    let calls = async |who: &mut Visitor, name: &str| {
        let form = [("called", name)];
        let answer = who.submit("/actions/call-me", &form).await.expect(303);
        answer.header("location").to_owned()
    };
    let done = calls(&mut office.gus, "  Gus <b> from support ").await;
    assert_eq!(done, "/account?done=called");
    let page = reads(&mut office.gus, &done).await;
    assert!(page.contains("Your name to customers is stored."), "{page}");
    assert!(
        page.contains("value=\"Gus &lt;b&gt; from support\""),
        "{page}"
    );
    let page = asks(&mut ana).await;
    let named = "<strong>With Gus &lt;b&gt; from support</strong>";
    assert!(
        page.contains(named) && !page.contains("gus@example.org"),
        "{page}"
    );
    // Whoever has it next is who is named; who says nothing is a person.
    step(&mut office.gus, &id, "release", &[]).await;
    step(&mut office.ivy, &id, "claim", &[]).await;
    assert!(asks(&mut ana).await.contains("<strong>With a person"));
    for bad in ["x".repeat(41), "a\u{202e}b".to_owned(), "a\nb".to_owned()] {
        let refused = calls(&mut office.ivy, &bad).await;
        assert_eq!(refused, "/account?failed=called", "{bad:?}");
    }
    let page = reads(&mut office.ivy, "/account?failed=called").await;
    assert!(
        page.contains("Use one line of at most 40 characters."),
        "{page}"
    );
    assert_eq!(calls(&mut office.gus, "").await, "/account?done=called");
    // What is so already is no change.
    assert_eq!(calls(&mut office.gus, " ").await, "/account?done=called");
    let store = &office.server().app().live.store;
    let lines = store.audit(None, None, 100).await.unwrap();
    let told = lines.iter().filter(|line| line.what == "team.called");
    assert_eq!(told.count(), 2, "{lines:?}");
    // A customer is called nothing here, and sees no such box.
    assert!(!reads(&mut ana, "/account").await.contains("call-me"));
    assert_eq!(calls(&mut ana, "Ana").await, "/account?failed=away");
    let audit = reads(&mut office.ada, "/admin/audit").await;
    assert!(
        audit.contains("Changed what customers call them"),
        "{audit}"
    );
}

async fn what_is_typed_and_not_stored_comes_back(database: Database) {
    let mut office = Office::open(database).await;
    let page = reads(&mut office.ada, "/desk/rules").await;
    let seen = hidden(&page, "seen").to_owned();
    let many: Vec<_> = (0..25).map(|n| format!("Ready words {n}.")).collect();
    let many = many.join("\r\n\r\n");
    let form = [
        ("team", "front_desk"),
        ("seen", seen.as_str()),
        ("four_eyes", "on"),
        ("canned", many.as_str()),
    ];
    let answer = office.ada.submit("/actions/desk-rule", &form).await;
    let to = answer.expect(303).header("location").to_owned();
    assert_eq!(to, "/desk/rules?failed=rules");
    let page = reads(&mut office.ada, &to).await;
    assert!(page.contains("Ready words 24."), "{page}");
    let (_, four) = page.split_once("name=\"four_eyes\"").unwrap();
    assert!(
        four.split('>').next().unwrap().contains("checked"),
        "{four}"
    );
    // Nothing was stored, and the next look shows what stands.
    let page = reads(&mut office.ada, "/desk/rules").await;
    assert!(!page.contains("Ready words 24."), "{page}");
}

async fn whoever_was_out_for_too_long_comes_back_to_the_case(database: Database) {
    let office = Office::open(database).await;
    let id = office.shop.opens("crm:42").await;
    let mut nobody = Visitor::new(office.server());
    let form = [
        ("step", "decide"),
        ("case", id.as_str()),
        ("seen", "1"),
        ("outcome", "allow"),
        ("reason", "A long reason that took ten minutes."),
    ];
    let answer = nobody.submit("/actions/case-step", &form).await.expect(403);
    let page = answer.text();
    assert_eq!(hidden(&page, "next"), format!("/desk/{id}"));
    assert!(page.contains("A long reason that took ten minutes."));
    let claim = [("step", "claim"), ("case", id.as_str()), ("seen", "1")];
    let answer = nobody
        .submit("/actions/case-step", &claim)
        .await
        .expect(303);
    assert_eq!(
        answer.header("location"),
        format!("/sign-in?next=/desk/{id}")
    );
    let line = [("key", "no-loans"), ("known", "yes")];
    let answer = nobody.submit("/actions/save-line", &line).await.expect(303);
    assert_eq!(
        answer.header("location"),
        "/sign-in?next=/studio/red-lines/no-loans"
    );
    let bad = [("step", "decide"), ("case", "//evil.example")];
    let answer = nobody.submit("/actions/case-step", &bad).await.expect(303);
    assert_eq!(answer.header("location"), "/sign-in?next=/desk");
}

async fn one_team_sees_its_own_cases(database: Database) {
    let mut office = Office::open(database).await;
    let front = office.shop.opens("crm:42").await;
    // There is but one team: nothing to pick.
    let page = reads(&mut office.gus, "/desk").await;
    assert!(
        page.contains(&front) && !page.contains("All teams"),
        "{page}"
    );
    let line = json!({"key": "a-bank", "says": "A person decides.", "why": "It weighs much.",
        "when": {"topics": ["loan"]}, "effect": {"escalate": {"team": "bank"}}});
    let line = LineChange::Put(serde_json::from_value(line).unwrap());
    draw(office.server(), vec![line]).await;
    let mut question = asks("crm:42", true);
    question["topic"] = json!("loan");
    let bank = office.shop.check(question).await["case"].clone();
    let bank = bank.as_str().unwrap().to_owned();
    let page = reads(&mut office.gus, "/desk").await;
    assert!(page.contains(&front) && page.contains(&bank), "{page}");
    let page = reads(&mut office.gus, "/desk?show=free&team=bank").await;
    assert!(!page.contains(&front) && page.contains(&bank), "{page}");
    assert!(
        page.contains("href=\"/desk?show=mine&amp;team=bank\""),
        "{page}"
    );
    let page = reads(&mut office.gus, "/desk?show=all&team=front_desk").await;
    assert!(page.contains(&front) && !page.contains(&bank), "{page}");
    // What is no team's name is none.
    let page = reads(&mut office.gus, "/desk?team=%3Cb%3E").await;
    assert!(page.contains(&front) && page.contains(&bank), "{page}");
    assert!(page_of(&mut office.gus, &bank).await.contains("bank"));
}

async fn a_no_that_nobody_said_is_told_to_whom_it_is_about(database: Database) {
    // It was opened three days ago, and then no server ran: time was over yesterday.
    let opened = async |store| {
        let (customer, case) = opened_in_the_past(store, 3).await;
        (customer, case)
    };
    let (server, (customer, case)) = Server::start_after(database, opened).await;
    let store = &server.app().live.store;
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    let row = loop {
        let row = store.case(case).await.unwrap().unwrap();
        if row.end.is_some() {
            break row;
        }
        assert!(tokio::time::Instant::now() < until);
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert!(row.end.unwrap().decided.timed_out);
    let person = store.account_of(customer).await.unwrap();
    assert_eq!(person, None, "she is known by her address alone");
    let letter = mail(&server, "p1@example.org").await;
    assert!(letter.contains("nobody decided in time"), "{letter}");
    assert!(letter.contains("So the answer is no"), "{letter}");
    assert!(letter.contains("/ask"), "{letter}");
    server.stop().await;
}
