//! People who decide cases, without JavaScript, and the customers who hear from them.

use std::time::Duration;

use mutual::access::Role;
use mutual::consent::Switch;
use mutual::guard::{Decider, Outcome as Verdict, Taken};
use mutual::id::{AccountId, CaseId};
use mutual::port::{AccountKind, Store};
use serde_json::{Value, json};

use crate::cases::{Shop, asks, ruling};
use crate::common::{Database, Server, Visitor, demo, publish};
use crate::forms::hidden;
use crate::languages::speaks;
use crate::on_both;
use crate::past::{Past, ago};
use crate::web_people::{account, signed_in};

on_both!(
    two_agents_never_have_one_case,
    a_decision_can_be_taken_back_and_then_stands,
    a_decision_taken_in_time_counts_though_it_is_written_down_late,
    two_people_must_agree_where_the_team_says_so,
    ready_words_are_edited_and_the_proposal_comes_after_the_view,
);

/// A shop with two agents and an admin at its desk.
pub struct Office {
    pub shop: Shop,
    pub gus: Visitor,
    pub ivy: Visitor,
    pub ada: Visitor,
}

impl Office {
    pub async fn open(database: Database) -> Self {
        Self::over(Shop::open(database).await).await
    }

    pub async fn over(shop: Shop) -> Self {
        let server = &shop.server;
        for (email, role) in [
            ("gus@example.org", Role::Agent),
            ("ivy@example.org", Role::Agent),
            ("ada@example.org", Role::Admin),
        ] {
            account(server, email, AccountKind::Staff(role)).await;
        }
        let gus = signed_in(server, "gus@example.org").await;
        let ivy = signed_in(server, "ivy@example.org").await;
        let ada = signed_in(server, "ada@example.org").await;
        Self {
            shop,
            gus,
            ivy,
            ada,
        }
    }

    pub fn server(&self) -> &Server {
        &self.shop.server
    }

    pub async fn id_of(&self, email: &str) -> AccountId {
        let account = self.server().app().live.store.account_by_email(email).await;
        account.unwrap().unwrap().id
    }

    /// The minute of a decision is over.
    pub async fn minute_over(&self, id: &str) {
        let store = &self.server().app().live.store;
        let mut row = store.case(id.parse().unwrap()).await.unwrap().unwrap();
        let taken = row.desk.taken.as_mut().unwrap();
        taken.goes_at = self.server().app().clock.now().plus_seconds(-1);
        store.put_desk(&row, None).await.unwrap();
    }

    /// Waits until the ledger has the decision.
    pub async fn decided(&self, id: &str) -> Value {
        let until = tokio::time::Instant::now() + Duration::from_secs(30);
        loop {
            let case = self.shop.case(id).await;
            if case["state"] == "decided" {
                return case;
            }
            assert!(tokio::time::Instant::now() < until, "{case}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Gus decides a case that he has, and his minute is over; the case as it is then.
    pub async fn gus_decides(&mut self, id: &str, said: &[(&str, &str)]) -> Value {
        came(
            &step(&mut self.gus, id, "decide", said).await,
            "done=decide",
        );
        self.minute_over(id).await;
        self.decided(id).await
    }
}

pub async fn reads(who: &mut Visitor, path: &str) -> String {
    who.get(path).await.expect(200).text()
}

pub async fn page_of(who: &mut Visitor, case: &str) -> String {
    reads(who, &format!("/desk/{case}")).await
}

/// The number that the page of a case shows to its forms.
pub async fn seen(office: &Office, case: &str) -> String {
    let store = &office.server().app().live.store;
    let row = store.case(case.parse().unwrap()).await.unwrap().unwrap();
    row.revision.to_string()
}

/// Takes a step from a page that was drawn at that number; where it leads to.
pub async fn step_at(
    who: &mut Visitor,
    case: &str,
    seen: &str,
    step: &str,
    fields: &[(&str, &str)],
) -> String {
    let mut form = vec![("step", step), ("case", case), ("seen", seen)];
    form.extend_from_slice(fields);
    let answer = who.submit("/actions/case-step", &form).await.expect(303);
    answer.header("location").to_owned()
}

/// Takes a step from the page as it is now.
pub async fn step(who: &mut Visitor, case: &str, step: &str, fields: &[(&str, &str)]) -> String {
    let page = page_of(who, case).await;
    let seen = hidden(&page, "seen").to_owned();
    step_at(who, case, &seen, step, fields).await
}

/// Takes a case that nobody has.
pub async fn takes(who: &mut Visitor, case: &str) {
    came(&step(who, case, "claim", &[]).await, "done=claim");
}

/// Says how the front desk works, from the page as it is now.
pub async fn set_rule(admin: &mut Visitor, fields: &[(&str, &str)]) {
    let page = reads(admin, "/desk/rules").await;
    let mut form = vec![("team", "front_desk"), ("seen", hidden(&page, "seen"))];
    form.extend_from_slice(fields);
    let set = admin.submit("/actions/desk-rule", &form).await.expect(303);
    came(set.header("location"), "done=rules");
}

#[track_caller]
pub fn came(location: &str, of: &str) {
    let query = location.split_once('?').map_or("", |(_, query)| query);
    assert_eq!(query, of, "{location}");
}

/// A no with its reason.
pub const NO: [(&str, &str); 2] = [
    ("outcome", "deny"),
    ("reason", "Her payments were late in May."),
];

async fn two_agents_never_have_one_case(database: Database) {
    let mut office = Office::open(database).await;
    let id = office.shop.opens("crm:42").await;
    let queue = reads(&mut office.gus, "/desk").await;
    assert!(
        queue.contains(&format!("/desk/{id}")) && queue.contains("crm:42"),
        "{queue}"
    );
    let page = page_of(&mut office.gus, &id).await;
    for said in [
        "About credit a person decides.",
        "Weekly recipe ideas",
        "Take this case",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(
        !page.contains("name=\"reason\""),
        "nobody decides what nobody has"
    );
    // Both saw that it was free, and both press at once.
    let number = seen(&office, &id).await;
    let (one, two) = tokio::join!(
        step_at(&mut office.gus, &id, &number, "claim", &[]),
        step_at(&mut office.ivy, &id, &number, "claim", &[]),
    );
    let gus_has_it = one.ends_with("done=claim");
    assert_ne!(gus_has_it, two.ends_with("done=claim"), "{one} {two}");
    let (has, other, name, others) = if gus_has_it {
        (
            &mut office.gus,
            &mut office.ivy,
            "gus@example.org",
            "ivy@example.org",
        )
    } else {
        (
            &mut office.ivy,
            &mut office.gus,
            "ivy@example.org",
            "gus@example.org",
        )
    };
    // The second tab is told, by whichever way it comes.
    let told = reads(other, &format!("/desk/{id}?failed=moved")).await;
    assert!(
        told.contains("in the meantime") && told.contains(name),
        "{told}"
    );
    let page = page_of(has, &id).await;
    let number = hidden(&page, "seen").to_owned();
    came(
        &step_at(other, &id, &number, "decide", &NO).await,
        "failed=moved",
    );
    came(
        &step_at(other, &id, &number, "release", &[]).await,
        "failed=moved",
    );
    // Nor does she get it by giving it to herself.
    let store = &office.shop.server.app().live.store;
    let to = store.account_by_email(others).await.unwrap().unwrap();
    let to = to.id.to_string();
    came(
        &step_at(other, &id, &number, "hand", &[("to", &to)]).await,
        "failed=moved",
    );
    // A page of before is refused to her who has it, too.
    came(&step_at(has, &id, "1", "decide", &NO).await, "failed=moved");
    let mine = reads(has, "/desk?show=mine").await;
    assert!(mine.contains(&id));
    let free = reads(other, "/desk?show=free").await;
    assert!(!free.contains(&id));
    // The CRM does not decide over her head.
    assert_eq!(
        office.shop.decides(&id, "allow", "From outside.").await,
        409
    );
    // She gives it to the other one, who lets it go.
    came(&step(has, &id, "hand", &[("to", &to)]).await, "done=hand");
    came(
        &step_at(has, &id, &number, "decide", &NO).await,
        "failed=moved",
    );
    came(&step(other, &id, "release", &[]).await, "done=release");
    assert_eq!(office.shop.case(&id).await["held"], false);
    // All of it stands in the list, and nothing that anybody said.
    let list = reads(&mut office.ada, "/admin/audit").await;
    for deed in [
        "Took a case",
        "Gave a case to somebody else",
        "Let a case go",
    ] {
        assert!(list.contains(deed), "{deed}: {list}");
    }
    assert!(!list.contains("payments"));
}

async fn a_decision_can_be_taken_back_and_then_stands(database: Database) {
    let mut office = Office::open(database).await;
    let id = office.shop.opens("crm:42").await;
    takes(&mut office.gus, &id).await;
    // Without words nothing is decided, and what was picked stays picked.
    let none = step(
        &mut office.gus,
        &id,
        "decide",
        &[("outcome", "deny"), ("reason", " ")],
    )
    .await;
    came(&none, "failed=reason");
    let page = reads(&mut office.gus, &none).await;
    assert!(page.contains("value=\"deny\" required checked"), "{page}");
    let none = step(
        &mut office.gus,
        &id,
        "decide",
        &[("reason", "Some <b>words</b>.")],
    )
    .await;
    came(&none, "failed=outcome");
    let page = reads(&mut office.gus, &none).await;
    assert!(page.contains("Some &lt;b&gt;words&lt;/b&gt;."), "{page}");
    let before = office.shop.index().await;
    came(
        &step(&mut office.gus, &id, "decide", &NO).await,
        "done=decide",
    );
    let page = page_of(&mut office.gus, &id).await;
    assert!(page.contains("It can be taken back until"), "{page}");
    let case = office.shop.case(&id).await;
    assert_eq!(
        (&case["state"], &case["held"]),
        (&json!("open"), &json!(true))
    );
    assert_eq!(office.shop.index().await, before, "nobody is told yet");
    assert_eq!(
        office.shop.decides(&id, "allow", "From outside.").await,
        409
    );
    // Somebody else cannot take it back.
    let number = hidden(&page, "seen").to_owned();
    came(
        &step_at(&mut office.ivy, &id, &number, "undo", &[]).await,
        "failed=taken",
    );
    came(&step(&mut office.gus, &id, "undo", &[]).await, "done=undo");
    assert_eq!(office.shop.index().await, before);
    came(
        &step(&mut office.gus, &id, "decide", &NO).await,
        "done=decide",
    );
    let page = page_of(&mut office.gus, &id).await;
    let number = hidden(&page, "seen").to_owned();
    office.minute_over(&id).await;
    let case = office.decided(&id).await;
    assert_eq!(
        (&case["outcome"], &case["decided_by"]),
        (&json!("deny"), &json!("agent"))
    );
    assert_eq!(case["reason"], NO[1].1);
    assert_eq!(office.shop.index().await, before + 1);
    came(
        &step_at(&mut office.gus, &id, &number, "undo", &[]).await,
        "failed=late",
    );
    came(
        &step_at(&mut office.gus, &id, &number, "decide", &NO).await,
        "failed=taken",
    );
    let page = page_of(&mut office.ivy, &id).await;
    assert!(
        page.contains("How it ended") && page.contains("gus@example.org"),
        "{page}"
    );
    let list = reads(&mut office.gus, "/desk?show=decided").await;
    assert!(list.contains(&id));
}

/// A case of three days ago that an agent decided two and a half days ago, and that nobody wrote down.
async fn taken_in_time(store: std::sync::Arc<dyn Store>) -> CaseId {
    let past = Past::at(store.clone(), ago(3)).await;
    publish(past.engine.as_ref(), demo()[0].clone(), None).await;
    let customer = past.person(1).await;
    past.chooses(customer, Switch::On).await;
    let case = past.opens(customer, None).await;
    past.engine.stop().await;
    let mut row = store.case(case).await.unwrap().unwrap();
    row.desk.taken = Some(Taken {
        outcome: Verdict::Allow,
        reason: "She asked for it herself.".to_owned(),
        by: Decider::Staff(AccountId::from_bytes([7; 16]), Role::Agent),
        at: ago(2).plus_seconds(-3_600),
        goes_at: ago(2).plus_seconds(-3_540),
        agreed_by: None,
        person: None,
    });
    store.put_desk(&row, None).await.unwrap();
    case
}

async fn a_decision_taken_in_time_counts_though_it_is_written_down_late(database: Database) {
    let (server, id) = Server::start_after(database, taken_in_time).await;
    let crm = server.crm("cases feed").await;
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    let case = loop {
        let case = crm.get(&format!("/cases/{id}")).await.expect(200).json();
        if case["state"] == "decided" {
            break case;
        }
        assert!(tokio::time::Instant::now() < until, "{case}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(
        (&case["outcome"], &case["timed_out"]),
        (&json!("allow"), &json!(false))
    );
    assert_eq!(case["reason"], "She asked for it herself.");
    let feed = crm.get("/changes").await.expect(200).json();
    let told = feed["entries"].as_array().unwrap();
    let told = told.iter().filter(|entry| entry["type"] == "case.decided");
    assert_eq!(told.count(), 1);
}

async fn two_people_must_agree_where_the_team_says_so(database: Database) {
    let mut office = Office::open(database).await;
    set_rule(&mut office.ada, &[("four_eyes", "on"), ("canned", "")]).await;
    // Nobody but an admin says so.
    let other = [("team", "front_desk")];
    let refused = office
        .gus
        .submit("/actions/desk-rule", &other)
        .await
        .expect(303);
    came(refused.header("location"), "failed=forbidden");
    let id = office.shop.opens("crm:42").await;
    let alone = ruling("allow", "A program says so.");
    let path = format!("/cases/{id}/decide");
    office.shop.desk.post(&path, &alone).await.expect(403);
    takes(&mut office.gus, &id).await;
    came(
        &step(&mut office.gus, &id, "decide", &NO).await,
        "done=decide",
    );
    let page = page_of(&mut office.ivy, &id).await;
    assert!(
        page.contains("A second person must agree") && page.contains(NO[1].1),
        "{page}"
    );
    // The first one cannot be the second one, not even by taking the case again.
    takes(&mut office.gus, &id).await;
    came(
        &step(&mut office.gus, &id, "agree", &[]).await,
        "failed=same",
    );
    came(
        &step(&mut office.gus, &id, "release", &[]).await,
        "done=release",
    );
    // The second one does not agree; then the first one decides otherwise, and she does.
    takes(&mut office.ivy, &id).await;
    came(&step(&mut office.ivy, &id, "back", &[]).await, "done=back");
    came(
        &step(&mut office.ivy, &id, "release", &[]).await,
        "done=release",
    );
    takes(&mut office.gus, &id).await;
    let yes = [
        ("outcome", "allow"),
        ("reason", "She pays in time since June."),
    ];
    came(
        &step(&mut office.gus, &id, "decide", &yes).await,
        "done=decide",
    );
    takes(&mut office.ivy, &id).await;
    assert_eq!(office.shop.case(&id).await["state"], "open");
    came(
        &step(&mut office.ivy, &id, "agree", &[]).await,
        "done=agree",
    );
    // She takes that back, too, and the first decision waits as before.
    came(&step(&mut office.ivy, &id, "undo", &[]).await, "done=undo");
    came(
        &step(&mut office.ivy, &id, "agree", &[]).await,
        "done=agree",
    );
    office.minute_over(&id).await;
    let case = office.decided(&id).await;
    assert_eq!(
        (&case["outcome"], &case["reason"]),
        (&json!("allow"), &json!(yes[1].1))
    );
    let row = office
        .server()
        .app()
        .live
        .store
        .case(id.parse().unwrap())
        .await;
    let decided = row.unwrap().unwrap().end.unwrap().decided;
    assert_eq!(
        decided.agreed_by,
        Some(office.id_of("ivy@example.org").await)
    );
    assert_eq!(
        decided.actor.id,
        Some(office.id_of("gus@example.org").await.to_string())
    );
}

async fn ready_words_are_edited_and_the_proposal_comes_after_the_view(database: Database) {
    let mut office = Office::open(database).await;
    let canned = "Thank you. We looked at it.\r\n\r\nWe are sorry.\nIt stays a no.";
    set_rule(&mut office.ada, &[("canned", canned)]).await;
    let shown = reads(&mut office.ada, "/desk/rules").await;
    assert!(
        shown.contains("We are sorry.") && shown.contains("front_desk"),
        "{shown}"
    );
    office.shop.registers("risk-9").await;
    let mut question = asks("crm:42", true);
    question["proposal"] = json!({"outcome": "deny", "model": "risk-9", "why": "Score 412."});
    let id = office.shop.check(question).await["case"]
        .as_str()
        .unwrap()
        .to_owned();
    takes(&mut office.gus, &id).await;
    let page = page_of(&mut office.gus, &id).await;
    assert!(page.contains("A computer has a proposal"), "{page}");
    assert!(!page.contains("risk-9") && !page.contains("412"), "{page}");
    assert_eq!(office.shop.case(&id).await["proposal"], Value::Null);
    came(
        &step(&mut office.gus, &id, "decide", &NO).await,
        "failed=unseen",
    );
    came(
        &step(&mut office.gus, &id, "view", &[("outcome", "allow")]).await,
        "done=view",
    );
    let page = page_of(&mut office.gus, &id).await;
    assert!(
        page.contains("risk-9") && page.contains("Score 412."),
        "{page}"
    );
    // In a language that is written the other way, the sentence keeps its full stop and its brackets.
    speaks(office.server(), &["en", "ar"]).await;
    let arabic = [("accept-language", "ar")];
    let path = format!("/desk/{id}");
    let page = office.gus.send("GET", &path, &arabic, "").await;
    let page = page.expect(200).text();
    let says = "<p>\u{2068}risk-9\u{2069} يقترح: لا.</p>";
    assert!(page.contains(says), "{page}");
    let allows = "<span>\u{2068}Weekly recipe ideas\u{2069} (\u{2068}";
    assert!(page.contains(allows), "{page}");
    // What she thought first stays what she thought first; another person has not seen it.
    came(
        &step(&mut office.gus, &id, "view", &[("outcome", "deny")]).await,
        "done=view",
    );
    let page = page_of(&mut office.gus, &id).await;
    assert!(page.contains("Your own view before: Yes"), "{page}");
    assert!(!page_of(&mut office.ivy, &id).await.contains("risk-9"));
    // Ready words come into the box, and are not taken as they are.
    let put = [
        ("outcome", "deny"),
        ("reason", "The order of May is open."),
        ("ready", "1"),
        ("to", "box"),
    ];
    let answer = step(&mut office.gus, &id, "decide", &put).await;
    let (to, _) = answer.split_once("#decide").unwrap();
    assert_eq!(to, format!("/desk/{id}?done=ready"));
    let page = reads(&mut office.gus, to).await;
    let typed = "The order of May is open.\n\nWe are sorry.\nIt stays a no.";
    assert!(
        page.contains(typed),
        "nothing that was typed is lost: {page}"
    );
    let (_, picked) = page.split_once("value=\"deny\"").unwrap();
    assert!(
        picked.split('>').next().unwrap().contains("checked"),
        "{picked}"
    );
    assert_eq!(office.shop.case(&id).await["state"], "open");
    let as_they_are = [
        ("outcome", "allow"),
        ("reason", " We are sorry. it stays a NO. "),
    ];
    came(
        &step(&mut office.gus, &id, "decide", &as_they_are).await,
        "failed=unedited",
    );
    let edited = [
        ("outcome", "allow"),
        ("reason", "We are sorry. Your order of May was paid."),
    ];
    let case = office.gus_decides(&id, &edited).await;
    assert_eq!(case["overrides"], true);
    assert_eq!(case["proposal"]["model"], "risk-9");
    // Where the team says so, it is shown at once.
    let rule = [("shows_proposal", "on"), ("canned", "")];
    set_rule(&mut office.ada, &rule).await;
    let mut question = asks("crm:42", true);
    question["proposal"] = json!({"outcome": "deny", "model": "risk-9"});
    let id = office.shop.check(question).await["case"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(page_of(&mut office.ivy, &id).await.contains("risk-9"));
}
