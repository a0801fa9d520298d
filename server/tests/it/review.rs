//! The way of a draft to the customers, as a marketer and a reviewer walk it; and the stop.

use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::clock::Timestamp;
use mutual::id::AccountId;
use mutual::port::{AccountKind, Draft, Stage};
use mutual::use_cases::Approving;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::common::{Answer, Database, Server, Visitor, demo};
use crate::on_both;
use crate::web_people::{account, signed_in};

pub const KEY: &str = "order-letters";
pub const PAGE: &str = "/studio/order-letters/publish";

on_both!(
    a_version_needs_two_people_to_go_live,
    a_change_after_the_approval_takes_it_back,
    of_eight_who_approve_at_once_one_does,
    a_long_talk_is_read_page_by_page,
    what_is_scheduled_goes_live_by_itself_also_after_a_restart,
    the_page_says_whom_a_change_concerns,
    a_stop_also_stops_what_was_to_go_live_by_itself,
    nothing_that_was_looked_at_before_counts_for_a_later_draft,
    an_order_that_says_nothing_is_no_change,
    a_stop_reaches_every_check_at_once,
);

/// Mara writes, Rob reviews; both can do a little of the other's.
pub struct Team {
    pub mara: Visitor,
    pub writer: Actor,
    pub writer_id: AccountId,
    pub rob: Visitor,
}

impl Team {
    pub async fn of(server: &Server) -> Self {
        let kind = AccountKind::Staff;
        let writer_id = account(server, "mara@example.org", kind(Role::Marketer)).await;
        account(server, "rob@example.org", kind(Role::Reviewer)).await;
        Self {
            mara: signed_in(server, "mara@example.org").await,
            writer: Actor::Staff {
                account: writer_id,
                role: Role::Marketer,
            },
            writer_id,
            rob: signed_in(server, "rob@example.org").await,
        }
    }

    /// Mara saves what she wrote.
    pub async fn write(&self, server: &Server, content: &Value) {
        let mutual = &server.app().mutual;
        let slug = KEY.parse().unwrap();
        let draft = mutual.draft(&self.writer, KEY).await.unwrap();
        let revision = draft.map_or(0, |draft| draft.revision);
        let (actor, content) = (&self.writer, content.to_string());
        mutual
            .save_draft(actor, self.writer_id, &slug, content, revision)
            .await
            .unwrap();
    }
}

pub fn document() -> Value {
    let mut document = serde_json::to_value(&demo()[0]).unwrap();
    document["key"] = KEY.into();
    document["title"] = "Letters about your orders".into();
    document
}

async fn draft(server: &Server) -> Option<Draft> {
    server.app().live.store.draft(KEY).await.unwrap()
}

async fn revision(server: &Server) -> String {
    draft(server).await.unwrap().revision.to_string()
}

/// Takes a step on the draft as it is now; where the browser is sent.
pub async fn step(server: &Server, who: &mut Visitor, step: &str, more: &[(&str, &str)]) -> String {
    let revision = revision(server).await;
    let mut fields = vec![("key", KEY), ("revision", &revision)];
    fields.extend(more);
    let answer = who.submit(&format!("/actions/{step}"), &fields).await;
    place(&answer)
}

pub fn place(answer: &Answer) -> String {
    assert!([302, 303].contains(&answer.status), "{}", answer.status);
    answer.header("location").to_owned()
}

fn is_live(server: &Server) -> bool {
    let catalogue = server.app().live.engine.catalogue();
    let known = catalogue.proposition(KEY);
    known.is_some_and(|known| known.live().is_some())
}

async fn a_version_needs_two_people_to_go_live(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    // A draft has an end, and whoever goes past it is told so.
    let long = "word ".repeat(14_000);
    let fields = [
        ("key", KEY),
        ("revision", "0"),
        ("title", "Letters"),
        ("use", &long),
    ];
    let answer = team.mara.submit("/actions/save-draft", &fields).await;
    assert_eq!(place(&answer), format!("/studio/{KEY}?failed=long"));
    assert_eq!(draft(&server).await, None);
    team.write(&server, &document()).await;
    // Not without an approval, and not by her own.
    let to = step(&server, &mut team.mara, "publish", &[]).await;
    assert_eq!(to, format!("{PAGE}?failed=moved"));
    let to = step(&server, &mut team.mara, "ask-for-review", &[]).await;
    assert_eq!(to, format!("{PAGE}?done=asked"));
    let to = step(&server, &mut team.mara, "approve-draft", &[]).await;
    assert_eq!(to, format!("{PAGE}?failed=forbidden"));
    let to = step(&server, &mut team.mara, "publish", &[]).await;
    assert_eq!(to, format!("{PAGE}?failed=moved"));
    assert!(!is_live(&server));
    // Rob reads it, says something, sends it back with a reason, and approves it in the end.
    let page = team.rob.get(PAGE).await.expect(200).text();
    assert!(
        page.contains("mara@example.org asked for a review"),
        "{page}"
    );
    let said = [
        ("key", KEY),
        ("field", "title"),
        ("comment", "Too <b>long</b>?"),
    ];
    let answer = team.rob.submit("/actions/comment-on-draft", &said).await;
    assert_eq!(place(&answer), format!("{PAGE}?done=said"));
    let to = step(
        &server,
        &mut team.rob,
        "send-back-draft",
        &[("reason", " ")],
    )
    .await;
    assert_eq!(to, format!("{PAGE}?failed=reason"));
    let reason = [("reason", "Shorten the title.")];
    let to = step(&server, &mut team.rob, "send-back-draft", &reason).await;
    assert_eq!(to, format!("{PAGE}?done=back"));
    let page = team.mara.get(PAGE).await.expect(200).text();
    assert!(page.contains("Shorten the title."), "{page}");
    assert!(page.contains("Too &lt;b&gt;long&lt;/b&gt;?"), "{page}");
    let mut mended = document();
    mended["title"] = "Order letters".into();
    team.write(&server, &mended).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    let to = step(&server, &mut team.rob, "approve-draft", &[]).await;
    assert_eq!(to, format!("{PAGE}?done=approved"));
    let to = step(&server, &mut team.mara, "publish", &[]).await;
    assert_eq!(to, format!("/studio?published=1&key={KEY}"));
    let page = team.mara.get(&to).await.expect(200).text();
    assert!(page.contains("Order letters: version 1 is live."), "{page}");
    assert!(is_live(&server));
    assert_eq!(draft(&server).await, None);
    // Everything stands in the list, and the marketer may not read all of it.
    let list = team.rob.get("/admin/audit").await.expect(200).text();
    for deed in [
        "Began the draft",
        "Asked for a review",
        "Sent it back",
        "Approved it",
    ] {
        assert!(list.contains(deed), "{deed}: {list}");
    }
    team.mara.get("/admin/audit").await.expect(403);
    server.stop().await;
}

async fn a_change_after_the_approval_takes_it_back(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    // Rob looked at this revision; meanwhile Mara writes on.
    let looked_at = revision(&server).await;
    let mut changed = document();
    changed["recipients"] = json!(["Somebody Else Ltd"]);
    team.write(&server, &changed).await;
    let fields = [("key", KEY), ("revision", &looked_at)];
    let answer = team.rob.submit("/actions/approve-draft", &fields).await;
    assert_eq!(place(&answer), format!("{PAGE}?failed=moved"));
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    step(&server, &mut team.rob, "approve-draft", &[]).await;
    team.write(&server, &document()).await;
    let to = step(&server, &mut team.mara, "publish", &[]).await;
    assert_eq!(to, format!("{PAGE}?failed=moved"));
    assert!(!is_live(&server));
    // What is not whole is not handed on at all.
    let mut torn = document();
    torn["recipients"] = json!([""]);
    torn["title"] = "".into();
    team.write(&server, &torn).await;
    let to = step(&server, &mut team.mara, "ask-for-review", &[]).await;
    assert_eq!(to, format!("{PAGE}?failed=faults"));
    server.stop().await;
}

async fn of_eight_who_approve_at_once_one_does(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    let revision = draft(&server).await.unwrap().revision;
    let mut steps = JoinSet::new();
    for n in 0..8 {
        let mutual = server.app().mutual.clone();
        steps.spawn(async move {
            let reviewer = Actor::Staff {
                account: AccountId::from_bytes([n; 16]),
                role: Role::Reviewer,
            };
            if n % 2 == 0 {
                mutual
                    .approve(
                        &reviewer,
                        KEY,
                        revision,
                        Approving {
                            accepted: true,
                            ..Approving::default()
                        },
                    )
                    .await
            } else {
                let why = "No.";
                mutual.send_back(&reviewer, KEY, revision, why).await
            }
        });
    }
    let taken = steps.join_all().await;
    assert_eq!(
        taken.iter().filter(|step| step.is_ok()).count(),
        1,
        "{taken:?}"
    );
    assert_eq!(draft(&server).await.unwrap().revision, revision + 1);
    server.stop().await;
}

async fn what_is_scheduled_goes_live_by_itself_also_after_a_restart(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    let soon = |server: &Server, seconds| {
        let due = server.app().live.engine.now().plus_seconds(seconds);
        due.to_string().trim_end_matches('Z').to_owned()
    };
    let early = soon(&server, 5);
    let to = step(
        &server,
        &mut team.mara,
        "schedule-draft",
        &[("due", &early)],
    )
    .await;
    assert_eq!(to, format!("{PAGE}?failed=moved"), "not approved");
    step(&server, &mut team.rob, "approve-draft", &[]).await;
    for bad in ["", "tomorrow", "2020-01-01T00:00", "2999-01-01T00:00:00"] {
        let to = step(&server, &mut team.mara, "schedule-draft", &[("due", bad)]).await;
        assert_eq!(to, format!("{PAGE}?failed=due"), "{bad}");
    }
    let due = soon(&server, 3_600);
    let to = step(&server, &mut team.mara, "schedule-draft", &[("due", &due)]).await;
    assert_eq!(to, format!("{PAGE}?done=scheduled"));
    let to = step(&server, &mut team.mara, "unschedule-draft", &[]).await;
    assert_eq!(to, format!("{PAGE}?done=unscheduled"));
    let due = soon(&server, 2);
    step(&server, &mut team.mara, "schedule-draft", &[("due", &due)]).await;
    let server = server.restart().await;
    while !is_live(&server) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let catalogue = server.app().live.engine.catalogue();
    let live = catalogue.proposition(KEY).unwrap().live().unwrap().clone();
    // Not before, and not whenever: a minute is for a machine that does much else.
    let due = Timestamp::parse(&format!("{due}Z")).unwrap();
    assert!(live.published_at >= due);
    assert!(
        live.published_at < due.plus_seconds(60),
        "{}",
        live.published_at
    );
    while draft(&server).await.is_some() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // What cannot go live any more goes back, with the reason.
    let mut stranded = Draft {
        key: "stranded".parse().unwrap(),
        content: "{}".to_owned(),
        revision: 1,
        updated_at: live.published_at,
        updated_by: team.writer_id,
        writers: [team.writer_id].into(),
        stage: Stage::Writing,
        class: None,
    };
    let (by, at) = (AccountId::from_bytes([8; 16]), live.published_at);
    stranded.stage = Stage::Scheduled {
        approved_by: by,
        approved_at: at,
        over: None,
        by,
        due: at,
        pressed: None,
        accepted: None,
    };
    let store = &server.app().live.store;
    store.put_draft(&stranded, None, None).await.unwrap();
    let back = loop {
        let now = store.draft("stranded").await.unwrap().unwrap();
        if now.revision > 1 {
            break now;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(back.stage, Stage::Writing);
    let lines = store.audit(Some("stranded"), None, 9).await.unwrap();
    assert_eq!(lines[0].what, "draft.not_published");
    server.stop().await;
}

/// Takes the draft as it is now from its writers to an approval.
pub async fn approved(server: &Server, team: &mut Team) {
    let to = step(server, &mut team.mara, "ask-for-review", &[]).await;
    assert_eq!(to, format!("{PAGE}?done=asked"));
    let accepted = [("accepted", "yes")];
    let to = step(server, &mut team.rob, "approve-draft", &accepted).await;
    assert_eq!(to, format!("{PAGE}?done=approved"));
}

async fn a_stop_also_stops_what_was_to_go_live_by_itself(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    approved(&server, &mut team).await;
    let to = step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    assert_eq!(to, format!("/studio?published=1&key={KEY}"));
    let mut next = document();
    next["stays"] = "Your orders and points stay the same.".into();
    next["change_note"] = "We say what stays in other words.".into();
    team.write(&server, &next).await;
    approved(&server, &mut team).await;
    let due = server.app().live.engine.now().plus_seconds(2).to_string();
    let due = [("due", due.trim_end_matches('Z'))];
    let to = step(&server, &mut team.mara, "schedule-draft", &due).await;
    assert_eq!(to, format!("{PAGE}?done=scheduled"));
    let stop = [("key", KEY), ("stop_reason", "Legal says so.")];
    let answer = team.rob.submit("/actions/stop-proposition", &stop).await;
    assert!(place(&answer).ends_with("done=stopped"));
    while draft(&server).await.unwrap().stage != Stage::Writing {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(!is_live(&server));
    // It can be taken up again, with the note that says why.
    team.mara.get(&format!("/studio/{KEY}")).await.expect(200);
    server.stop().await;
}

async fn nothing_that_was_looked_at_before_counts_for_a_later_draft(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    // Rob has this open.
    let looked_at = revision(&server).await;
    let accepted = [("accepted", "yes")];
    step(&server, &mut team.rob, "approve-draft", &accepted).await;
    step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    assert!(is_live(&server));
    let mut next = document();
    next["recipients"] = json!(["Lindqvist Print AB (prints the cards)"]);
    next["change_note"] = "Lindqvist Print AB now prints the cards.".into();
    team.write(&server, &next).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    let old = [("key", KEY), ("revision", &looked_at), ("accepted", "yes")];
    let answer = team.rob.submit("/actions/approve-draft", &old).await;
    assert_eq!(place(&answer), format!("{PAGE}?failed=moved"));
    // An approval is worth as much as whoever gave it.
    step(&server, &mut team.rob, "approve-draft", &accepted).await;
    // Nor does a page from before the first version went live.
    let to = step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    assert_eq!(to, format!("{PAGE}?failed=meanwhile"));
    let store = &server.app().live.store;
    let rob = store
        .account_by_email("rob@example.org")
        .await
        .unwrap()
        .unwrap();
    store
        .set_disabled(rob.id, Some(rob.created_at), None)
        .await
        .unwrap();
    let to = step(&server, &mut team.mara, "publish", &[("over", "1")]).await;
    assert_eq!(to, format!("{PAGE}?failed=approver"));
    store.set_disabled(rob.id, None, None).await.unwrap();
    let to = step(&server, &mut team.mara, "publish", &[("over", "1")]).await;
    assert_eq!(to, format!("/studio?published=2&key={KEY}"));
    server.stop().await;
}

async fn a_long_talk_is_read_page_by_page(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    let says = async |rob: &mut Visitor, number: usize| {
        let text = format!("Remark {number}.");
        let said = [("key", KEY), ("field", "title"), ("comment", &text)];
        let answer = rob.submit("/actions/comment-on-draft", &said).await;
        assert_eq!(place(&answer), format!("{PAGE}?done=said"));
    };
    for number in 1..=50 {
        says(&mut team.rob, number).await;
    }
    // As many as a page holds: there is nothing behind them, and nothing says so.
    let page = team.mara.get(PAGE).await.expect(200).text();
    assert!(page.contains("Remark 1.") && page.contains("Remark 50."));
    assert!(!page.contains("said-before="), "{page}");
    says(&mut team.rob, 51).await;
    let page = team.mara.get(PAGE).await.expect(200).text();
    assert!(page.contains("Remark 2.") && page.contains("Remark 51."));
    assert!(!page.contains("Remark 1."), "{page}");
    let link = page
        .split("href=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next());
    let older = link.into_iter().find(|href| href.contains("said-before="));
    let older = older.unwrap().split('#').next().unwrap().to_owned();
    let page = team.mara.get(&older).await.expect(200).text();
    assert!(
        page.contains("Remark 1.") && !page.contains("Remark 2."),
        "{page}"
    );
    assert!(!page.contains("said-before="), "{page}");
}

async fn the_page_says_whom_a_change_concerns(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut team = Team::of(&server).await;
    let crm = server.crm("consent:write feed").await;
    server.test_crm("feed").await;
    for n in 1..=25 {
        let locale = match n {
            1..=21 => "de",
            22..=24 => "en",
            _ => "fr",
        };
        let path = format!("/customers/crm:{n}");
        let put = json!({"identifiers": [format!("crm:{n}")], "locale": locale});
        crm.put(&path, &put).await.expect(201);
        let toggle = if n == 25 { "off" } else { "on" };
        let choice = json!({
            "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": toggle},
            "evidence": {"how": "phone", "where": "call centre", "at": "2026-01-02T10:00:00Z",
                         "wording": "Yes."},
        });
        crm.post(&format!("{path}/choices"), &choice)
            .await
            .expect(201);
    }
    let catalogue = server.app().live.engine.catalogue();
    let live = catalogue
        .proposition("recipe-ideas")
        .unwrap()
        .live()
        .unwrap();
    let mut next = serde_json::to_value(&live.document).unwrap();
    next["recipients"] = json!(["Lindqvist Print AB (prints the cards)"]);
    next["change_note"] = "Lindqvist Print AB now prints the cards.".into();
    let (mutual, key) = (&server.app().mutual, "recipe-ideas".parse().unwrap());
    let content = next.to_string();
    mutual
        .save_draft(&team.writer, team.writer_id, &key, content, 0)
        .await
        .unwrap();
    let page = team.rob.get("/studio/recipe-ideas/publish").await;
    let page = page.expect(200).text();
    let page = page.replace("<!>", "");
    // The whole in full tens, and so its parts: of 24 who have it on, nobody sees the last four.
    for said in [
        "<dt>with it on now</dt><dd>20 people</dd>",
        "<dt>who must answer again</dt><dd>20 people</dd>",
        "20 people have it on. From the moment",
        "By email: 20 people<",
        "German (de): 20 people, others, too few to show",
        "Systems that are told",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for (language, code) in [("English", "en"), ("French", "fr")] {
        let told = format!("{language} ({code}): ");
        assert!(!page.contains(&told), "{told}: {page}");
    }
    server.stop().await;
}

async fn an_order_that_says_nothing_is_no_change(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut team = Team::of(&server).await;
    let coupons = demo().into_iter().find(|one| &*one.key == "coupons");
    let mut next = serde_json::to_value(coupons.unwrap()).unwrap();
    for field in ["channels", "ai_uses"] {
        let list = next[field].as_array_mut().unwrap();
        assert!(list.len() > 1, "{field}");
        list.reverse();
    }
    next["stays"] = "Coupons that you hold still work.".into();
    next["change_note"] = "We say shorter what stays.".into();
    let (mutual, key) = (&server.app().mutual, "coupons".parse().unwrap());
    let content = next.to_string();
    mutual
        .save_draft(&team.writer, team.writer_id, &key, content, 0)
        .await
        .unwrap();
    let page = team.rob.get("/studio/coupons/publish").await;
    let page = page.expect(200).text();
    let changes = page.split("What changes").nth(1).unwrap();
    let changes = changes.split("As customers see it").next().unwrap();
    assert!(changes.contains("Prices stay the same."), "{changes}");
    for unchanged in ["Email", "A computer"] {
        assert!(!changes.contains(unchanged), "{unchanged}: {changes}");
    }
    server.stop().await;
}

async fn a_stop_reaches_every_check_at_once(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut team = Team::of(&server).await;
    let crm = server.crm("check consent:read consent:write feed").await;
    let test = server.test_crm("check consent:write").await;
    let choice = json!({
        "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "on"},
        "evidence": {"how": "phone", "where": "call centre", "at": "2026-01-02T10:00:00Z",
                     "wording": "Yes."},
    });
    let check = "/customers/crm:1/check?purpose=recommendations&data=orders&channel=email";
    for crm in [&crm, &test] {
        crm.knows("crm:1").await;
        crm.post("/customers/crm:1/choices", &choice)
            .await
            .expect(201);
        assert_eq!(crm.get(check).await.expect(200).json()["verdict"], "allow");
    }
    let no_reason = [("key", "recipe-ideas"), ("stop_reason", "")];
    let answer = team
        .mara
        .submit("/actions/stop-proposition", &no_reason)
        .await;
    assert!(place(&answer).ends_with("failed=stop"));
    let stop = [
        ("key", "recipe-ideas"),
        ("stop_reason", "The mail service leaks."),
    ];
    let answer = team.mara.submit("/actions/stop-proposition", &stop).await;
    assert!(place(&answer).ends_with("done=stopped"));
    // At once: the very next question is denied.
    assert_eq!(crm.get(check).await.expect(200).json()["verdict"], "deny");
    let feed = crm.get("/changes?after=0").await.expect(200).json();
    let last = feed["entries"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["type"], "proposition.retired");
    assert_eq!(last["proposition"], "recipe-ideas");
    let state = crm.get("/customers/crm:1/consents").await.expect(200);
    assert!(!state.text().contains("recipe-ideas"), "{}", state.text());
    // The test side follows.
    while test.get(check).await.expect(200).json()["verdict"] == "allow" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let server = server.restart().await;
    let crm = server.crm("check").await;
    assert_eq!(crm.get(check).await.expect(200).json()["verdict"], "deny");
    server.stop().await;
}
