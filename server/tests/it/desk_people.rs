//! Who may decide, whom it is about, and what comes back to her and to those who look after it.

use std::collections::BTreeSet;
use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::port::{AccountKind, CaseFilter, HeldBy};
use serde_json::{Value, json};

use crate::common::{Database, Visitor};
use crate::desk::{NO, Office, came, page_of, reads, seen, set_rule, step, step_at, takes};
use crate::forms::hidden;
use crate::on_both;
use crate::web_people::{account, ana, mail, marketer, signed_in};

on_both!(
    whoever_is_the_customer_neither_sees_nor_decides,
    whoever_is_a_customer_under_another_name_neither_sees_nor_decides,
    what_the_customer_did_before_anybody_knew_that_it_is_his_counts_for_nothing,
    ana_asks_a_person_and_gets_an_answer,
    who_never_says_no_to_a_computer_is_an_alarm,
    whoever_decides_nothing_sees_nothing,
    whoever_oversees_takes_a_case_from_whoever_has_it,
);

async fn whoever_is_the_customer_neither_sees_nor_decides(database: Database) {
    let mut office = Office::open(database).await;
    office.shop.knows("email:gus@example.org").await;
    let id = office.shop.opens("email:gus@example.org").await;
    let other = office.shop.opens("crm:42").await;
    let queue = reads(&mut office.gus, "/desk").await;
    assert!(queue.contains(&other) && !queue.contains(&id), "{queue}");
    office.gus.get(&format!("/desk/{id}")).await.expect(403);
    let number = seen(&office, &id).await;
    for one in ["claim", "decide", "view", "agree", "undo", "release"] {
        let refused = step_at(&mut office.gus, &id, &number, one, &NO).await;
        came(&refused, "failed=forbidden");
    }
    // Nor is it handed to him.
    takes(&mut office.ivy, &id).await;
    let gus = office.id_of("gus@example.org").await.to_string();
    let page = page_of(&mut office.ivy, &id).await;
    assert!(!page.contains(&gus), "{page}");
    // Nor to whoever stands first, where nobody was picked.
    assert!(page.contains("<option value=\"\" selected"), "{page}");
    came(
        &step(&mut office.ivy, &id, "hand", &[("to", "")]).await,
        "failed=who",
    );
    came(
        &step(&mut office.ivy, &id, "hand", &[("to", &gus)]).await,
        "failed=forbidden",
    );
    // Also where it becomes his by a merge.
    let merge = json!({"from": "crm:42"});
    let path = "/customers/email:gus%40example.org/merge";
    office.shop.crm.post(path, &merge).await.expect(201);
    office.gus.get(&format!("/desk/{other}")).await.expect(403);
    assert_eq!(office.shop.case(&id).await["state"], "open");
}

async fn whoever_is_a_customer_under_another_name_neither_sees_nor_decides(database: Database) {
    let mut office = Office::open(database).await;
    let id = office.shop.opens("crm:42").await;
    let queue = reads(&mut office.gus, "/desk").await;
    assert!(queue.contains(&id), "nobody knows that it is his");
    let says = async |who: &mut Visitor, name: &str| {
        let form = [("identifier", name)];
        let answer = who.submit("/actions/know-me", &form).await.expect(303);
        answer.header("location").to_owned()
    };
    for bad in ["", "crm:", "<b>:1", "crm:4\u{202e}2", "email:gus", "42"] {
        let refused = says(&mut office.gus, bad).await;
        assert_eq!(refused, "/account?failed=identifier", "{bad}");
    }
    let page = reads(&mut office.gus, "/account?failed=identifier").await;
    assert!(page.contains("value=\"42\""), "what was typed: {page}");
    assert!(page.contains("Write a kind and a value"), "{page}");
    // Said twice, it is said once.
    for _ in 0..2 {
        let said = says(&mut office.gus, " crm:42 ").await;
        assert_eq!(said, "/account?done=known");
    }
    let queue = reads(&mut office.gus, "/desk").await;
    assert!(!queue.contains(&id), "{queue}");
    office.gus.get(&format!("/desk/{id}")).await.expect(403);
    let number = seen(&office, &id).await;
    for one in ["claim", "decide", "view", "agree", "undo", "release"] {
        let refused = step_at(&mut office.gus, &id, &number, one, &NO).await;
        came(&refused, "failed=forbidden");
    }
    takes(&mut office.ivy, &id).await;
    let gus = office.id_of("gus@example.org").await.to_string();
    let page = page_of(&mut office.ivy, &id).await;
    assert!(!page.contains(&gus), "{page}");
    came(
        &step(&mut office.ivy, &id, "hand", &[("to", &gus)]).await,
        "failed=forbidden",
    );
    // He and admins read it, and nobody else; the line of it says that he said so, and not what.
    let known = "<bdi>crm:42</bdi>";
    assert!(reads(&mut office.gus, "/account").await.contains(known));
    assert!(!reads(&mut office.ivy, "/account").await.contains(known));
    office.ivy.get("/admin/team").await.expect(403);
    let team = reads(&mut office.ada, "/admin/team").await;
    assert!(team.contains(known), "{team}");
    let store = &office.server().app().live.store;
    let lines = store.audit(None, None, 100).await.unwrap();
    let mut told = lines.iter().filter(|line| line.what == "team.known_as");
    let line = told.next().unwrap();
    assert_eq!(
        (line.about.as_str(), line.reason.as_str(), told.next()),
        ("gus@example.org", "", None)
    );
    // Whoever would like to decide does not take it away.
    let form = [("account", gus.as_str()), ("identifier", "crm:42")];
    let takes_away = async |who: &mut Visitor, form: &[(&str, &str)]| {
        let answer = who.submit("/actions/not-known-as", form).await.expect(303);
        answer.header("location").to_owned()
    };
    for who in [&mut office.gus, &mut office.ivy] {
        let refused = takes_away(who, &form).await;
        assert_eq!(refused, "/admin/team?failed=forbidden");
    }
    let ada = office.id_of("ada@example.org").await.to_string();
    assert_eq!(says(&mut office.ada, "crm:43").await, "/account?done=known");
    let own = [("account", ada.as_str()), ("identifier", "crm:43")];
    let refused = takes_away(&mut office.ada, &own).await;
    assert_eq!(refused, "/admin/team?failed=own");
    office.gus.get(&format!("/desk/{id}")).await.expect(403);
    let done = takes_away(&mut office.ada, &form).await;
    assert_eq!(done, "/admin/team?done=known");
    let done = takes_away(&mut office.ada, &form).await;
    assert_eq!(done, "/admin/team?failed=moved", "it is gone already");
    office.gus.get(&format!("/desk/{id}")).await.expect(200);
    // A customer is asked nothing of the kind.
    ana(office.server()).await;
    let mut ana = signed_in(office.server(), "ana@example.org").await;
    assert!(!reads(&mut ana, "/account").await.contains("know-me"));
    assert_eq!(says(&mut ana, "crm:42").await, "/account?failed=away");
}

async fn what_the_customer_did_before_anybody_knew_that_it_is_his_counts_for_nothing(
    database: Database,
) {
    let mut office = Office::open(database).await;
    for name in ["crm:43", "crm:44", "crm:45"] {
        office.shop.knows(name).await;
    }
    let decides = async |who: &mut Visitor, id: &str| {
        takes(who, id).await;
        came(&step(who, id, "decide", &NO).await, "done=decide");
    };
    // One he has, one he decided, one waits for somebody to agree with him, and to one he agreed.
    let held = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &held).await;
    let decided = office.shop.opens("crm:43").await;
    decides(&mut office.gus, &decided).await;
    set_rule(&mut office.ada, &[("four_eyes", "on"), ("canned", "")]).await;
    let first = office.shop.opens("crm:44").await;
    decides(&mut office.gus, &first).await;
    let second = office.shop.opens("crm:45").await;
    decides(&mut office.ivy, &second).await;
    takes(&mut office.gus, &second).await;
    let agreed = step(&mut office.gus, &second, "agree", &[]).await;
    came(&agreed, "done=agree");
    // Then he sees whom they are about.
    for name in ["crm:42", "crm:43", "crm:44", "crm:45"] {
        let form = [("identifier", name)];
        let said = office.gus.submit("/actions/know-me", &form).await;
        let said = said.expect(303);
        assert_eq!(said.header("location"), "/account?done=known");
    }
    // He can let none of them go, and need not.
    office.gus.get(&format!("/desk/{held}")).await.expect(403);
    assert_eq!(office.shop.case(&held).await["held"], false);
    let queue = reads(&mut office.ivy, "/desk").await;
    assert!(
        queue.contains(&held) && !queue.contains("gus@example.org"),
        "{queue}"
    );
    // They stand among those that nobody has; and he sees none of them.
    let free = reads(&mut office.ivy, "/desk?show=free").await;
    let his = reads(&mut office.gus, "/desk?show=free").await;
    let ivys = reads(&mut office.ivy, "/desk?show=mine").await;
    for id in [&held, &decided, &first, &second] {
        let line = format!("/desk/{id}");
        assert_eq!(free.matches(&line).count(), 1, "{free}");
        assert!(!his.contains(&line), "{his}");
        assert!(!ivys.contains(&line), "{ivys}");
    }
    // Each of them once, however few stand on a page.
    let ivy = Actor::Staff {
        account: office.id_of("ivy@example.org").await,
        role: Role::Agent,
    };
    let filter = CaseFilter {
        held_by: HeldBy::Nobody,
        ..CaseFilter::default()
    };
    let cases = office.server().app().mutual.cases();
    let mut paged = BTreeSet::new();
    let mut after = None;
    for left in (0..4).rev() {
        let (page, more) = cases.queue(&ivy, &filter, after, 1).await.unwrap();
        let row = &page.first().unwrap().row;
        after = Some((row.opened.due_at, row.id()));
        paged.insert(row.id().to_string());
        assert_eq!(more, left > 0);
    }
    let all = [&held, &decided, &first, &second].map(String::clone);
    assert_eq!(paged, BTreeSet::from(all));
    takes(&mut office.ivy, &held).await;
    // Nobody agrees with him: it is decided anew.
    let page = page_of(&mut office.ivy, &first).await;
    assert!(!page.contains(NO[1].1), "{page}");
    decides(&mut office.ivy, &first).await;
    // His minute ends, and nothing is written down.
    let store = &office.server().app().live.store;
    let mut left = Vec::new();
    for id in [&decided, &second] {
        office.minute_over(id).await;
        let until = tokio::time::Instant::now() + Duration::from_secs(30);
        left.push(loop {
            let row = store.case(id.parse().unwrap()).await.unwrap().unwrap();
            assert_eq!(row.end, None, "he decided it himself");
            if row.desk.taken.is_none() {
                break row.desk;
            }
            assert!(tokio::time::Instant::now() < until, "{row:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        });
    }
    let ivy = office.id_of("ivy@example.org").await;
    let firsts = left.iter().map(|desk| {
        let first = desk.first.as_ref();
        first.and_then(|first| first.by.account())
    });
    let firsts: Vec<_> = firsts.collect();
    assert_eq!(firsts, [None, Some(ivy)], "her word still waits");
    takes(&mut office.ivy, &decided).await;
}

async fn ana_asks_a_person_and_gets_an_answer(database: Database) {
    let mut office = Office::open(database).await;
    ana(office.server()).await;
    let mut ana = signed_in(office.server(), "ana@example.org").await;
    // From her first page it is one step, and then one box.
    let home = reads(&mut ana, "/").await;
    assert!(home.contains("href=\"/ask\""), "{home}");
    let page = reads(&mut ana, "/ask?about=recipe-ideas").await;
    assert!(page.contains("About: Weekly recipe ideas"), "{page}");
    let key = hidden(&page, "key").to_owned();
    let words = "Why three recipes?\r\nI cook <b>once</b> a week.";
    let form = [
        ("said", words),
        ("about", "recipe-ideas"),
        ("key", key.as_str()),
    ];
    for _ in 0..2 {
        // Pressed twice it is one question.
        let sent = ana.submit("/actions/ask", &form).await.expect(303);
        came(sent.header("location"), "done=sent");
    }
    let page = reads(&mut ana, "/ask").await;
    assert_eq!(
        page.matches("I cook &lt;b&gt;once&lt;/b&gt; a week.")
            .count(),
        1,
        "{page}"
    );
    assert!(
        page.contains("aria-current=\"step\"><strong>Sent"),
        "{page}"
    );
    let open = office.shop.crm.get("/cases").await.expect(200).json();
    assert_eq!(open["items"].as_array().unwrap().len(), 1);
    let case = &open["items"][0];
    assert_eq!(
        (&case["kind"], &case["topic"]),
        (&json!("question"), &json!("recipe_ideas"))
    );
    let id = case["id"].as_str().unwrap().to_owned();
    takes(&mut office.gus, &id).await;
    let page = reads(&mut ana, "/ask").await;
    assert!(page.contains("<strong>With a person"), "{page}");
    // It is not closed without words.
    came(
        &step(&mut office.gus, &id, "decide", &[("reason", "")]).await,
        "failed=reason",
    );
    let answer = [("reason", "You can have one.\nSay so in your settings.")];
    came(
        &step(&mut office.gus, &id, "decide", &answer).await,
        "done=decide",
    );
    assert!(!reads(&mut ana, "/ask").await.contains("You can have one."));
    office.minute_over(&id).await;
    office.decided(&id).await;
    let page = reads(&mut ana, "/ask").await;
    assert!(
        page.contains("<strong>Answered") && page.contains("You can have one."),
        "{page}"
    );
    let letter = mail(office.server(), "ana@example.org").await;
    assert!(letter.contains("You can have one."), "{letter}");
    assert!(letter.contains("> Why three recipes?"), "{letter}");
    // Of a decision that nobody recorded she asks.
    let decision = "dec_01KB3Y6V9Q8T5W2R7N4M1H0J3K";
    let page = reads(&mut ana, &format!("/ask?about={decision}&wrong=1")).await;
    assert!(page.contains("this decision is wrong"), "{page}");
    let form = [
        ("said", "That was not me."),
        ("about", decision),
        ("wrong", "1"),
    ];
    ana.submit("/actions/ask", &form).await.expect(303);
    let open = office.shop.crm.get("/cases").await.expect(200).json();
    assert_eq!(open["items"][0]["kind"], "question");
    assert_eq!(open["items"][0]["decision"], Value::Null);
    // Saying nothing asks nothing, and what was typed comes back.
    let long = "x".repeat(4_001);
    for bad in ["", " \n", &long] {
        let refused = ana
            .submit("/actions/ask", &[("said", bad)])
            .await
            .expect(303);
        assert!(refused.header("location").contains("failed=words"));
    }
    // What is hers is shown to her and to nobody else.
    let data = reads(&mut ana, "/data").await;
    assert!(data.contains("What people decide about you"), "{data}");
    let is_told = data.contains("Front desk") && !data.contains("front_desk");
    assert!(is_told, "{data}");
    account(
        office.server(),
        "bo@example.org",
        AccountKind::Staff(Role::Agent),
    )
    .await;
    let mut stranger = Visitor::new(office.server());
    assert_eq!(stranger.get("/ask").await.status, 303);
    assert!(data.contains("That was not me."));
}

async fn who_never_says_no_to_a_computer_is_an_alarm(database: Database) {
    let mut office = Office::open(database).await;
    office.shop.registers("risk-9").await;
    let alarm = "In three months nobody decided against risk-9";
    let decide = async |office: &Office, n: usize, outcome: &str| {
        let question = json!({"customer": "crm:42", "purpose": "recommendations",
            "topic": "credit", "amount": n, "currency": "GBP", "open_case": true,
            "proposal": {"outcome": "deny", "model": "risk-9"}});
        let id = office.shop.check(question).await["case"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(
            office.shop.decides(&id, outcome, "We looked at it.").await,
            201
        );
    };
    for n in 1..20 {
        decide(&office, n, "deny").await;
    }
    let page = reads(&mut office.ada, "/desk/figures").await;
    assert!(!page.contains(alarm) && page.contains("risk-9"), "{page}");
    assert!(page.contains("too few to tell"), "{page}");
    decide(&office, 20, "deny").await;
    let page = reads(&mut office.ada, "/desk/figures").await;
    assert!(page.contains(alarm), "{page}");
    assert!(
        page.contains("fewer than 10")
            && page.contains("data-label=\"Share against it\" class=\"number\">0 %"),
        "{page}"
    );
    decide(&office, 21, "allow").await;
    let page = reads(&mut office.ada, "/desk/figures").await;
    assert!(!page.contains(alarm) && page.contains(">5 %<"), "{page}");
    office.gus.get("/desk/figures").await.expect(403);
    office.gus.get("/desk/rules").await.expect(403);
}

async fn whoever_decides_nothing_sees_nothing(database: Database) {
    let mut office = Office::open(database).await;
    let id = office.shop.opens("crm:42").await;
    marketer(office.server()).await;
    let mut mara = signed_in(office.server(), "mara@example.org").await;
    ana(office.server()).await;
    let mut ana = signed_in(office.server(), "ana@example.org").await;
    for path in ["/desk", "/desk/figures", "/desk/rules", "/desk/nothing"] {
        mara.get(path).await.expect(403);
        ana.get(path).await.expect(403);
    }
    let page = format!("/desk/{id}");
    mara.get(&page).await.expect(403);
    ana.get(&page).await.expect(403);
    let number = seen(&office, &id).await;
    came(
        &step_at(&mut mara, &id, &number, "claim", &[]).await,
        "failed=forbidden",
    );
    let form = [("step", "claim"), ("case", id.as_str()), ("seen", "1")];
    let turned = ana.submit("/actions/case-step", &form).await.expect(303);
    assert!(turned.header("location").starts_with("/sign-in"));
    assert_eq!(office.shop.case(&id).await["held"], false);
    office.gus.get("/desk/nothing").await.expect(404);
    // An agent's first page is the desk.
    let home = office.gus.get("/studio").await.expect(303);
    assert_eq!(home.header("location"), "/desk");
}

async fn whoever_oversees_takes_a_case_from_whoever_has_it(database: Database) {
    let mut office = Office::open(database).await;
    let role = AccountKind::Staff(Role::Reviewer);
    account(office.server(), "rita@example.org", role).await;
    let mut rita = signed_in(office.server(), "rita@example.org").await;
    let id = office.shop.opens("crm:42").await;
    let gus = office.id_of("gus@example.org").await.to_string();
    let ivy = office.id_of("ivy@example.org").await.to_string();
    let holder = async |office: &Office| {
        let store = &office.server().app().live.store;
        let row = store.case(id.parse().unwrap()).await.unwrap().unwrap();
        row.desk.holder.unwrap().to_string()
    };
    // One that nobody has is taken by an agent, and given to her by whoever oversees the desk.
    let number = seen(&office, &id).await;
    let given = step_at(&mut office.gus, &id, &number, "hand", &[("to", &gus)]).await;
    assert!(given.contains("failed="), "{given}");
    came(
        &step(&mut rita, &id, "hand", &[("to", &gus)]).await,
        "done=hand",
    );
    assert_eq!(holder(&office).await, gus);
    // Gus is away: a reviewer gives his case to Ivy, and an admin gives it back.
    came(
        &step(&mut rita, &id, "hand", &[("to", &ivy)]).await,
        "done=hand",
    );
    assert_eq!(holder(&office).await, ivy);
    let number = seen(&office, &id).await;
    let late = step_at(&mut office.gus, &id, &number, "decide", &NO).await;
    assert!(late.contains("failed="), "it is not his any more: {late}");
    came(
        &step(&mut office.ada, &id, "hand", &[("to", &gus)]).await,
        "done=hand",
    );
    assert_eq!(holder(&office).await, gus);
    came(
        &step(&mut office.gus, &id, "decide", &NO).await,
        "done=decide",
    );
}
