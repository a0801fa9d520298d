//! What a person decided about Ana she contests from the same record, and somebody else judges it.

use mutual::access::Role;
use mutual::port::AccountKind;
use serde_json::{Value, json};

use crate::cases::{asks, ruling};
use crate::common::{Database, Visitor};
use crate::decisions::{picked, record, refused};
use crate::decisions_cited::{late, moment};
use crate::desk::{NO, Office, came, page_of, reads, seen, set_rule, step, step_at, takes};
use crate::on_both;
use crate::own::by_link;
use crate::web_people::{account, mail, signed_in};
use crate::why::{in_order, recorded};
use crate::why_asked::{office, open, writes};

on_both!(
    a_persons_no_is_contested_where_it_stands_and_somebody_else_judges_it,
    a_yes_that_falls_lets_no_decision_in_and_no_one_judges_it_by_another_name,
    whoever_allowed_what_a_machine_did_does_not_judge_it_either,
    neither_of_two_who_agreed_judges_it_again,
    whoever_is_the_same_customer_does_not_judge_it_by_another_account,
    nobody_contests_what_is_not_hers_or_not_decided,
);

const SAID: &str = "I paid <b>all</b> of it in May.";

/// Her page of what she asked, and of what people decide about her, as a browser reads its links.
async fn her_page(ana: &mut Visitor, query: &str) -> String {
    let page = reads(ana, &format!("/ask{query}")).await;
    page.replace("&amp;", "&")
}

/// Says that what was decided in that case is wrong.
async fn contests(ana: &mut Visitor, case: &str, said: &str) {
    // Each form has a key of its own.
    contests_by(ana, case, said, &key_of(case, said)).await;
}

fn key_of(case: &str, said: &str) -> String {
    let key = format!("{case} {said}");
    key.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The same by the form that has this key.
async fn contests_by(ana: &mut Visitor, case: &str, said: &str, key: &str) {
    let form = [
        ("said", said),
        ("about", case),
        ("wrong", "1"),
        ("key", key),
    ];
    let sent = ana.submit("/actions/ask", &form).await.expect(303);
    came(sent.header("location"), "done=sent");
}

/// The one open case of that kind.
async fn open_one(office: &Office, kind: &str) -> Value {
    let open = open(office).await.into_iter();
    let found: Vec<_> = open.filter(|case| case["kind"] == kind).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

fn id_of(case: &Value) -> String {
    case["id"].as_str().unwrap().to_owned()
}

async fn a_persons_no_is_contested_where_it_stands_and_somebody_else_judges_it(database: Database) {
    let mut office = Office::open(database).await;
    let first = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &first).await;
    let decided = office.gus_decides(&first, &NO).await;
    let customer = decided["customer"].as_str().unwrap();
    let kind = AccountKind::Customer(customer.parse().unwrap());
    account(office.server(), "ana@example.org", kind).await;
    let mut ana = signed_in(office.server(), "ana@example.org").await;
    let way = format!("href=\"/ask?about={first}&wrong=1\"");
    let page = her_page(&mut ana, "").await;
    in_order(
        &page,
        &["A person said no.", "Her payments were late in May.", &way],
    );
    let page = her_page(&mut ana, &format!("?about={first}&wrong=1")).await;
    in_order(
        &page,
        &[
            "A person who did not decide it looks at it again.",
            &format!("href=\"/ask#{first}\""),
            "a decision about you",
            "Your question",
        ],
    );
    contests(&mut ana, &first, SAID).await;
    let contest = open_one(&office, "contest").await;
    assert_eq!(
        (
            &contest["contested_case"],
            &contest["decision"],
            &contest["said"]
        ),
        (&json!(first), &Value::Null, &json!(SAID))
    );
    let second = id_of(&contest);
    // Said again it is the same one, and in other words a question beside it, also from the very form that
    // contested it.
    contests(&mut ana, &first, SAID).await;
    let key = key_of(&first, SAID);
    contests_by(&mut ana, &first, "And in June, too.", &key).await;
    assert_eq!(id_of(&open_one(&office, "contest").await), second);
    assert_eq!(
        open_one(&office, "question").await["said"],
        "And in June, too."
    );
    let page = her_page(&mut ana, "").await;
    assert!(!page.contains(&way), "while it waits: {page}");
    in_order(
        &page,
        &[
            "You say that this decision is wrong.",
            "I paid &lt;b&gt;all",
        ],
    );
    // Gus decided it first: he neither takes it nor gets it.
    let page = page_of(&mut office.gus, &second).await;
    assert!(page.contains("You decided this first."), "{page}");
    assert!(!page.contains("Take this case"), "{page}");
    let number = seen(&office, &second).await;
    came(
        &step_at(&mut office.gus, &second, &number, "claim", &[]).await,
        "failed=own",
    );
    let page = reads(&mut office.gus, &format!("/desk/{second}?failed=own")).await;
    assert!(page.contains("Somebody else looks at it again."), "{page}");
    takes(&mut office.ivy, &second).await;
    let gus = office.id_of("gus@example.org").await.to_string();
    let page = page_of(&mut office.ivy, &second).await;
    assert!(!page.contains(&gus), "{page}");
    came(
        &step(&mut office.ivy, &second, "hand", &[("to", &gus)]).await,
        "failed=own",
    );
    in_order(
        &page,
        &[
            "In the customer’s words",
            "I paid &lt;b&gt;all",
            "The decision that is contested",
            "gus@example.org",
            "Her payments were late in May.",
            &format!("href=\"/desk/{first}\""),
        ],
    );
    // Ivy looks at it again, and Ana reads what came of it where the no stands, and by mail.
    let falls = [("outcome", "allow"), ("reason", "She paid all of it.")];
    came(
        &step(&mut office.ivy, &second, "decide", &falls).await,
        "done=decide",
    );
    office.minute_over(&second).await;
    assert_eq!(office.decided(&second).await["outcome"], "allow");
    let page = her_page(&mut ana, "").await;
    in_order(
        &page,
        &[
            "A person said no.",
            "Later a person in our team looked at it again. This decision does not count any more.",
        ],
    );
    assert!(
        page.contains("She paid all of it.") && !page.contains(&way),
        "{page}"
    );
    let letter = mail(office.server(), "ana@example.org").await;
    in_order(
        &letter,
        &[
            "that a decision is wrong:",
            "> I paid",
            "The decision does not count any more.",
            "She paid all of it.",
        ],
    );
    // From a page of before she says it once more: nobody says that it stays, for it does not count any more.
    contests(&mut ana, &first, SAID).await;
    contests(&mut ana, &first, "And in July.").await;
    let open = open(&office).await;
    assert!(
        open.iter().all(|case| case["kind"] == "question"),
        "{open:?}"
    );
    let said: Vec<_> = open.iter().map(|case| case["said"].as_str()).collect();
    assert!(
        said.contains(&Some("And in July.")) && !said.contains(&Some(SAID)),
        "{said:?}"
    );
}

async fn a_yes_that_falls_lets_no_decision_in_and_no_one_judges_it_by_another_name(
    database: Database,
) {
    let (office, ana) = office(database).await;
    let mut herself = by_link(office.server(), &ana).await;
    let allowed = async || {
        let mut question = asks("crm:42", true);
        question["channel"] = json!("email");
        question["ai"] = json!("personalise");
        let case = office.shop.check(question).await["case"].clone();
        let case = case.as_str().unwrap().to_owned();
        assert_eq!(office.shop.decides(&case, "allow", "We looked.").await, 201);
        let mut body = picked("crm:42");
        body["topic"] = json!("credit");
        body["case"] = json!(case);
        (case, body)
    };
    let judges = async |case: &str, outcome: &str, by: &str| {
        let mut said = ruling(outcome, "We looked at it again.");
        said["by"] = json!(by);
        let path = format!("/cases/{case}/decide");
        office.shop.desk.post(&path, &said).await
    };
    // It is the same agent of the CRM, however her name is written.
    let (stays, body) = allowed().await;
    contests(&mut herself, &stays, "I want no credit.").await;
    let contest = id_of(&open_one(&office, "contest").await);
    for same in [
        "agent 0042",
        "AGENT 0042",
        " agent 0042 ",
        "agent  0042",
        "agent\u{a0}0042",
    ] {
        let refused = judges(&contest, "deny", same).await.expect(403).json();
        let why = refused["detail"].as_str().unwrap();
        assert!(why.contains("does not judge it again"), "{refused}");
    }
    judges(&contest, "deny", "agent 7").await.expect(201);
    record(&office.shop.crm, &body).await.expect(201);
    // What stays she can contest again; what falls allows nothing, though a person had said yes.
    let (falls, body) = allowed().await;
    let before = moment(office.server()).await;
    contests(&mut herself, &falls, "I want no credit.").await;
    let contest = id_of(&open_one(&office, "contest").await);
    judges(&contest, "allow", "agent 7").await.expect(201);
    let answer = record(&office.shop.crm, &body).await;
    refused(&answer, 422, "person_needed", "");
    // What was decided while the yes counted was allowed, however late it is told.
    late(&office.shop.crm, &body, &before).await.expect(201);
    let page = her_page(&mut herself, "").await;
    let told = |case: &str| page.contains(&format!("href=\"/ask?about={case}&wrong=1\""));
    assert!(told(&stays) && !told(&falls), "{page}");
}

async fn whoever_allowed_what_a_machine_did_does_not_judge_it_either(database: Database) {
    let (mut office, _) = office(database).await;
    let mut question = asks("crm:42", true);
    question["channel"] = json!("email");
    question["ai"] = json!("personalise");
    let case = office.shop.check(question).await["case"].clone();
    let case = case.as_str().unwrap().to_owned();
    takes(&mut office.gus, &case).await;
    let yes = [("outcome", "allow"), ("reason", "We looked.")];
    office.gus_decides(&case, &yes).await;
    let mut body = picked("crm:42");
    body["topic"] = json!("credit");
    body["case"] = json!(case);
    let (link, decision) = recorded(office.server(), &office.shop.crm, &body).await;
    let mut reader = Visitor::new(office.server());
    writes(&mut reader, &link, "wrong", SAID).await.expect(303);
    let contest = open_one(&office, "contest").await;
    assert_eq!(
        (&contest["decision"], &contest["contested_case"]),
        (&json!(decision.to_string()), &json!(case))
    );
    let contest = id_of(&contest);
    let number = seen(&office, &contest).await;
    came(
        &step_at(&mut office.gus, &contest, &number, "claim", &[]).await,
        "failed=own",
    );
    // Nor for a CRM that calls him by the address that he has here.
    let mut said = ruling("deny", "It stays.");
    let path = format!("/cases/{contest}/decide");
    for same in ["Gus@example.org", "email:gus@example.org"] {
        said["by"] = json!(same);
        office.shop.desk.post(&path, &said).await.expect(403);
    }
    takes(&mut office.ivy, &contest).await;
    let page = page_of(&mut office.ivy, &contest).await;
    let heads = page.matches("The decision that is contested").count();
    assert_eq!(heads, 1, "the record tells of it: {page}");
}

async fn neither_of_two_who_agreed_judges_it_again(database: Database) {
    let (mut office, ana) = office(database).await;
    set_rule(&mut office.ada, &[("four_eyes", "on"), ("canned", "")]).await;
    let first = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &first).await;
    came(
        &step(&mut office.gus, &first, "decide", &NO).await,
        "done=decide",
    );
    takes(&mut office.ivy, &first).await;
    came(
        &step(&mut office.ivy, &first, "agree", &[]).await,
        "done=agree",
    );
    office.minute_over(&first).await;
    office.decided(&first).await;
    let mut herself = by_link(office.server(), &ana).await;
    contests(&mut herself, &first, SAID).await;
    let contest = id_of(&open_one(&office, "contest").await);
    let number = seen(&office, &contest).await;
    for who in [&mut office.gus, &mut office.ivy] {
        came(
            &step_at(who, &contest, &number, "claim", &[]).await,
            "failed=own",
        );
    }
    takes(&mut office.ada, &contest).await;
}

async fn whoever_is_the_same_customer_does_not_judge_it_by_another_account(database: Database) {
    let (mut office, ana) = office(database).await;
    let first = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &first).await;
    office.gus_decides(&first, &NO).await;
    let mut herself = by_link(office.server(), &ana).await;
    contests(&mut herself, &first, SAID).await;
    let contest = id_of(&open_one(&office, "contest").await);
    // Gus has an account for his days at home, and said on both by what the records know him.
    office.shop.crm.knows("crm:gus").await;
    let role = AccountKind::Staff(Role::Agent);
    let other = account(office.server(), "home@example.org", role).await;
    let other = other.to_string();
    let mut home = signed_in(office.server(), "home@example.org").await;
    for who in [&mut office.gus, &mut home] {
        let form = [("identifier", "crm:gus")];
        who.submit("/actions/know-me", &form).await.expect(303);
    }
    let page = page_of(&mut home, &contest).await;
    assert!(page.contains("You decided this first."), "{page}");
    let number = seen(&office, &contest).await;
    came(
        &step_at(&mut home, &contest, &number, "claim", &[]).await,
        "failed=own",
    );
    takes(&mut office.ivy, &contest).await;
    let page = page_of(&mut office.ivy, &contest).await;
    assert!(!page.contains(&other), "{page}");
    came(
        &step(&mut office.ivy, &contest, "hand", &[("to", &other)]).await,
        "failed=own",
    );
    // Nor for a CRM that calls him as the records do.
    let mut said = ruling("deny", "It stays.");
    said["by"] = json!("crm:gus");
    let path = format!("/cases/{contest}/decide");
    office.shop.desk.post(&path, &said).await.expect(403);
}

async fn nobody_contests_what_is_not_hers_or_not_decided(database: Database) {
    let (mut office, ana) = office(database).await;
    let mut herself = by_link(office.server(), &ana).await;
    let waits = office.shop.opens("crm:42").await;
    let bo = office.shop.crm.knows("crm:bo").await;
    let choice = crate::receipts::choice("on");
    let path = "/customers/crm:bo/choices";
    office.shop.crm.post(path, &choice).await.expect(201);
    let other = office.shop.opens("crm:bo").await;
    assert_eq!(office.shop.decides(&other, "deny", "We looked.").await, 201);
    let before = open(&office).await.len();
    for (place, about) in [&waits, &other].into_iter().enumerate() {
        contests(&mut herself, about, &format!("Wrong {place}.")).await;
    }
    let cases = open(&office).await;
    assert_eq!(cases.len(), before + 2);
    assert!(
        cases.iter().all(|case| case["kind"] != "contest"),
        "{cases:?}"
    );
    // From what she asks nothing leads to somebody else's case, as if it were hers.
    for (said, about, leads) in [("Wrong 0.", &waits, true), ("Wrong 1.", &other, false)] {
        let question = cases.iter().find(|case| case["said"] == said);
        let page = page_of(&mut office.gus, &id_of(question.unwrap())).await;
        assert_eq!(page.contains(about.as_str()), leads, "{page}");
    }
    // Whom it was decided about has the way to say so.
    let mut bos = by_link(office.server(), &bo).await;
    let page = her_page(&mut bos, "").await;
    assert!(page.contains(&format!("about={other}&wrong=1")), "{page}");
    let page = her_page(&mut herself, "").await;
    assert!(!page.contains("&wrong=1"), "{page}");
    // What was answered to her own question is no decision about her: she asks again.
    let question = cases.iter().find(|case| case["said"] == "Wrong 0.");
    let answered = id_of(question.unwrap());
    takes(&mut office.gus, &answered).await;
    office
        .gus_decides(&answered, &[("reason", "Nobody decided it yet.")])
        .await;
    contests(&mut herself, &answered, "Wrong still.").await;
    let cases = open(&office).await;
    let again = cases.iter().find(|case| case["said"] == "Wrong still.");
    assert_eq!(again.unwrap()["kind"], "question");
}
