//! Red lines on pages: everybody reads them, reviewers draw them, two agree to weaken one; and the
//! customer's own switch. No JavaScript anywhere.

use mutual::access::{Actor, Role};
use mutual::consent::ActorRef;
use mutual::guard::RedLines;
use mutual::id::AuditId;
use mutual::port::{AccountKind, AuditLine};
use serde_json::json;

use crate::common::{Database, Server, Visitor};
use crate::forms::hidden;
use crate::languages::speaks;
use crate::on_both;
use crate::own::by_link;
use crate::web_people::{account, signed_in};

on_both!(
    a_line_is_looked_at_before_it_is_drawn_and_everybody_reads_it,
    what_is_weaker_waits_for_somebody_else_and_is_announced,
    of_two_who_agree_at_once_one_entry_says_so,
    what_somebody_proposed_who_may_no_longer_is_agreed_by_nobody,
    what_would_stop_everything_comes_back_as_it_was_typed,
    whoever_is_no_reviewer_sees_and_does_nothing,
    ana_says_that_a_person_decides_about_her,
);

pub const PAGE: &str = "/studio/red-lines";

pub struct Office {
    pub server: Server,
    pub rex: Visitor,
    pub rae: Visitor,
}

impl Office {
    pub async fn open(database: Database) -> Self {
        let server = Server::start(database).await;
        server.publish_demo().await;
        let role = AccountKind::Staff(Role::Reviewer);
        for who in ["rex@example.org", "rae@example.org"] {
            account(&server, who, role).await;
        }
        let rex = signed_in(&server, "rex@example.org").await;
        let rae = signed_in(&server, "rae@example.org").await;
        Self { server, rex, rae }
    }

    pub fn index(&self) -> u64 {
        self.server.app().live.engine.index()
    }

    /// Rex sends a form; where it leads, and that page.
    pub async fn rex(&mut self, action: &str, form: &[(&str, &str)]) -> (String, String) {
        let path = format!("/actions/{action}");
        let answer = self.rex.submit(&path, form).await.expect(303);
        let location = answer.header("location").to_owned();
        let page = self.rex.get(&location).await.expect(200).text();
        (location, page)
    }

    /// What a stranger reads.
    pub async fn everybody(&self) -> String {
        let mut stranger = Visitor::new(&self.server);
        stranger.get("/red-lines").await.expect(200).text()
    }
}

pub fn form<'a>(key: &'a str, topics: &'a str, revision: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("key", key),
        ("says", "We never refuse you a loan by machine."),
        (
            "labels[de]",
            "Wir lehnen Ihnen nie mit einer Maschine einen Kredit ab.",
        ),
        ("why", "A no changes lives."),
        ("whys[de]", "Ein Nein verändert Leben."),
        ("topics", topics),
        ("effect", "deny"),
        ("reason", "We said so."),
        ("revision", revision),
    ]
}

pub fn with<'a>(
    form: &[(&'a str, &'a str)],
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    form.iter().chain(more).copied().collect()
}

async fn a_line_is_looked_at_before_it_is_drawn_and_everybody_reads_it(database: Database) {
    let mut office = Office::open(database).await;
    speaks(&office.server, &["en", "de"]).await;
    assert!(office.everybody().await.contains("There is no line yet"));
    let before = office.index();
    let typed = form("no-loans", "Loan, late payment", "0");
    let look = with(&typed, &[("step", "look")]);
    let (location, page) = office.rex("save-line", &look).await;
    assert_eq!(location, format!("{PAGE}/new?failed=look"));
    assert!(
        page.contains("It takes nothing away. It holds at once."),
        "{page}"
    );
    assert!(page.contains("value=\"Loan, late payment\""), "{page}");
    assert!(
        page.contains("Draw it now") && !page.contains("Propose it"),
        "{page}"
    );
    assert_eq!(office.index(), before, "looking stores nothing");
    // What draws it stands with what it would do, and what was typed outlives a reload and another
    // language.
    let (_, result) = page.split_once("id=\"looked\"").unwrap();
    let result = result.split("</section>").next().unwrap();
    assert!(result.contains("form=\"line\""), "{result}");
    for _ in 0..2 {
        let page = office.rex.get(&location).await.expect(200).text();
        assert!(page.contains("value=\"Loan, late payment\""), "{page}");
    }
    let page = office
        .rex
        .get(&format!("{PAGE}/new"))
        .await
        .expect(200)
        .text();
    assert!(
        !page.contains("Loan, late payment"),
        "a new one begins empty"
    );
    let draw = with(&typed, &[("step", "draw")]);
    let (location, page) = office.rex("save-line", &draw).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    assert!(page.contains("no-loans"), "{page}");
    let two = form("loans-by-two", "loan_over_limit", "0");
    let two = with(
        &two[..two.len() - 3],
        &[
            ("effect", "escalate"),
            ("team", "front_desk"),
            ("four_eyes", "on"),
            ("reason", "We said so."),
            ("revision", "0"),
            ("step", "draw"),
        ],
    );
    let (_, page) = office.rex("save-line", &two).await;
    assert!(page.contains("Two people must agree: Front desk"), "{page}");
    let kept = format!("{PAGE}/loans-by-two");
    let kept = office.rex.get(&kept).await.expect(200).text();
    let (_, kept) = kept.split_once("name=\"four_eyes\"").unwrap();
    assert!(
        kept.split('>').next().unwrap().contains("checked"),
        "{kept}"
    );
    let read = office.everybody().await;
    assert!(
        read.contains("We never refuse you a loan by machine."),
        "{read}"
    );
    assert!(
        read.contains("A no changes lives.") && read.contains("no-loans"),
        "{read}"
    );
    let mut stranger = Visitor::new(&office.server);
    let german = [("accept-language", "de")];
    let read = stranger
        .send("GET", "/red-lines", &german, "")
        .await
        .expect(200)
        .text();
    assert!(read.contains("Wir lehnen Ihnen nie"), "{read}");
    let home = stranger.get("/sign-in").await.expect(200).text();
    assert!(
        home.contains("href=\"/red-lines\""),
        "every page leads there"
    );
    // What hides it is said, in the list too.
    let wider = with(
        &form("no-loans-at-all", "loan, late_payment, credit", "0"),
        &[("step", "look")],
    );
    let (_, page) = office.rex("save-line", &wider).await;
    assert!(
        page.contains("<bdi class=\"name\">no-loans</bdi> would do nothing beside it."),
        "{page}"
    );
    let (_, page) = office.rex("starter-lines", &[("sure", "yes")]).await;
    assert!(page.contains("The starter set holds now."), "{page}");
    let lines = office
        .server
        .app()
        .live
        .engine
        .catalogue()
        .red_lines()
        .clone();
    let now = office.server.app().live.engine.now();
    assert_eq!(lines.at(now).count(), RedLines::starter().len() + 2);
    let (location, _) = office.rex("starter-lines", &[("sure", "yes")]).await;
    assert_eq!(location, format!("{PAGE}?done=already"));
    let audit = office.rex.get("/admin/audit").await.expect(200).text();
    assert!(
        audit.contains("Drew a red line") && audit.contains("Drew the starter set"),
        "{audit}"
    );
    office.server.stop().await;
}

async fn what_is_weaker_waits_for_somebody_else_and_is_announced(database: Database) {
    let mut office = Office::open(database).await;
    office
        .server
        .crm("consent:write")
        .await
        .knows("crm:42")
        .await;
    let draw = with(&form("no-loans", "loan, credit", "0"), &[("step", "draw")]);
    office.rex("save-line", &draw).await;
    let page = office
        .rex
        .get(&format!("{PAGE}/no-loans"))
        .await
        .expect(200)
        .text();
    let revision = hidden(&page, "revision").to_owned();
    let weaker = with(&form("no-loans", "loan", &revision), &[("known", "yes")]);
    let (_, page) = office
        .rex("save-line", &with(&weaker, &[("step", "look")]))
        .await;
    assert!(page.contains("This weakens the line."), "{page}");
    assert!(
        page.contains("Propose it") && !page.contains("Draw it now"),
        "{page}"
    );
    let before = office.index();
    let (location, page) = office
        .rex("save-line", &with(&weaker, &[("step", "draw")]))
        .await;
    assert_eq!(location, format!("{PAGE}?done=proposed"));
    assert_eq!(office.index(), before, "nothing is decided yet");
    let proposal = hidden(&page, "proposal").to_owned();
    assert!(
        page.contains("You proposed this.") && !page.contains("agree-line"),
        "{page}"
    );
    let (location, _) = office.rex("agree-line", &[("proposal", &proposal)]).await;
    assert_eq!(location, format!("{PAGE}?failed=own"));
    assert_eq!(office.index(), before);
    let seen = office.rae.get(PAGE).await.expect(200).text();
    assert!(seen.contains("Proposed by rex@example.org"), "{seen}");
    // Whoever agrees reads what becomes weaker, and not the same sentence twice.
    let diff = "Now: credit, loan. Then: loan.";
    assert!(
        seen.contains("What changes") && seen.contains(diff),
        "{seen}"
    );
    assert!(seen.contains("/actions/agree-line"), "{seen}");
    let answer = office
        .rae
        .submit("/actions/agree-line", &[("proposal", &proposal)])
        .await;
    assert_eq!(
        answer.expect(303).header("location"),
        format!("{PAGE}?done=agreed")
    );
    assert_eq!(office.index(), before + 1);
    let read = office.everybody().await;
    assert!(
        read.contains("What will change") && read.contains("A line changes on"),
        "{read}"
    );
    assert!(
        read.contains("We said so."),
        "the reason stands there: {read}"
    );
    assert!(
        read.contains("What changes") && read.contains(diff),
        "{read}"
    );
    speaks(&office.server, &["en", "de"]).await;
    let mut stranger = Visitor::new(&office.server);
    let german = [("accept-language", "de")];
    let read = stranger.send("GET", "/red-lines", &german, "").await;
    let read = read.expect(200).text();
    assert!(read.contains("Jetzt: credit, loan. Dann: loan."), "{read}");
    let mut ana = by_link(&office.server, "crm:42").await;
    let home = ana.get("/").await.expect(200).text();
    assert!(
        home.contains("One of our red lines will become weaker."),
        "{home}"
    );
    let crm = office.server.crm("catalogue").await;
    let lines = crm.get("/red-lines").await.expect(200).json();
    assert_eq!(lines["coming"][0]["weaker"], json!(true));
    // Once more is gone, and a page of before is too old.
    let again = office
        .rae
        .submit("/actions/agree-line", &[("proposal", &proposal)])
        .await;
    assert_eq!(
        again.expect(303).header("location"),
        format!("{PAGE}?failed=gone")
    );
    let (location, _) = office
        .rex("save-line", &with(&weaker, &[("step", "draw")]))
        .await;
    assert!(location.ends_with("failed=moved"), "{location}");
    let audit = office.rae.get("/admin/audit").await.expect(200).text();
    for deed in [
        "Proposed a change of a red line",
        "Agreed to a change of a red line",
    ] {
        assert!(audit.contains(deed), "{deed}: {audit}");
    }
    // What it would have done to take it away is to be seen before it is proposed.
    let gone = [
        ("key", "no-loans"),
        ("revision", "0"),
        ("reason", "It did its work."),
        ("step", "simulate"),
    ];
    let before = office.index();
    let (location, page) = office.rex("remove-line", &gone).await;
    assert_eq!(location, format!("{PAGE}/no-loans?failed=simulate"));
    assert!(
        page.contains("What taking it away would have done"),
        "{page}"
    );
    assert!(page.contains("value=\"It did its work.\""), "{page}");
    assert!(
        page.contains("value=\"credit, loan\""),
        "the line stands as it is: {page}"
    );
    assert_eq!(office.index(), before);
    // To take it away is weaker too; and what is proposed can be dropped.
    let page = office
        .rex
        .get(&format!("{PAGE}/no-loans"))
        .await
        .expect(200)
        .text();
    let revision = hidden(&page, "revision").to_owned();
    let remove = [
        ("key", "no-loans"),
        ("revision", &*revision),
        ("reason", ""),
    ];
    let (location, _) = office.rex("remove-line", &remove).await;
    assert_eq!(location, format!("{PAGE}/no-loans?failed=reason"));
    let remove = [
        ("key", "no-loans"),
        ("revision", &*revision),
        ("reason", "We stop."),
    ];
    let (location, page) = office.rex("remove-line", &remove).await;
    assert_eq!(location, format!("{PAGE}?done=proposed"));
    assert!(page.contains("The line would be gone."), "{page}");
    let proposal = hidden(&page, "proposal").to_owned();
    let (location, page) = office.rex("drop-line", &[("proposal", &proposal)]).await;
    assert_eq!(location, format!("{PAGE}?done=dropped"));
    assert!(!page.contains("/actions/drop-line"), "{page}");
    office.server.stop().await;
}

async fn of_two_who_agree_at_once_one_entry_says_so(database: Database) {
    let mut office = Office::open(database).await;
    let role = AccountKind::Staff(Role::Admin);
    account(&office.server, "ada@example.org", role).await;
    let mut ada = signed_in(&office.server, "ada@example.org").await;
    let draw = with(&form("no-loans", "loan, credit", "0"), &[("step", "draw")]);
    office.rex("save-line", &draw).await;
    let page = office
        .rex
        .get(&format!("{PAGE}/no-loans"))
        .await
        .expect(200)
        .text();
    let revision = hidden(&page, "revision").to_owned();
    let weaker = form("no-loans", "loan", &revision);
    let (_, page) = office
        .rex(
            "save-line",
            &with(&weaker, &[("step", "draw"), ("known", "yes")]),
        )
        .await;
    let proposal = hidden(&page, "proposal").to_owned();
    let before = office.index();
    let agree = [("proposal", proposal.as_str())];
    let (one, two) = tokio::join!(
        office.rae.submit("/actions/agree-line", &agree),
        ada.submit("/actions/agree-line", &agree)
    );
    let places = [one, two].map(|answer| answer.expect(303).header("location").to_owned());
    let agreed = places.iter().filter(|place| place.ends_with("done=agreed"));
    assert_eq!(agreed.count(), 1, "{places:?}");
    assert_eq!(office.index(), before + 1);
    office.server.stop().await;
}

async fn what_somebody_proposed_who_may_no_longer_is_agreed_by_nobody(database: Database) {
    let mut office = Office::open(database).await;
    let draw = with(&form("no-loans", "loan, credit", "0"), &[("step", "draw")]);
    office.rex("save-line", &draw).await;
    let page = office.rex.get(&format!("{PAGE}/no-loans")).await;
    let page = page.expect(200).text();
    let revision = hidden(&page, "revision").to_owned();
    let weaker = form("no-loans", "loan", &revision);
    let weaker = with(&weaker, &[("step", "draw"), ("known", "yes")]);
    let (_, page) = office.rex("save-line", &weaker).await;
    let proposal = hidden(&page, "proposal").to_owned();
    let agree = [("proposal", proposal.as_str())];
    let before = office.index();
    let app = office.server.app();
    let store = app.live.store.clone();
    let rex = store.account_by_email("rex@example.org").await.unwrap();
    let rex = rex.unwrap().id;
    let line = || AuditLine {
        id: AuditId::new(app.clock.as_ref(), app.entropy.as_ref()),
        at: app.clock.now(),
        actor: ActorRef::from(&Actor::System),
        what: "account.role".to_owned(),
        about: rex.to_string(),
        reason: String::new(),
    };
    // He writes propositions now, and then he is not there any more at all.
    store.set_role(rex, Role::Marketer, &line()).await.unwrap();
    let refused = office.rae.submit("/actions/agree-line", &agree).await;
    let location = refused.expect(303).header("location").to_owned();
    assert!(
        location.starts_with(&format!("{PAGE}?failed=")),
        "{location}"
    );
    assert_eq!(office.index(), before, "{location}");
    store.set_role(rex, Role::Reviewer, &line()).await.unwrap();
    store
        .set_disabled(rex, Some(app.clock.now()), None)
        .await
        .unwrap();
    let refused = office.rae.submit("/actions/agree-line", &agree).await;
    let location = refused.expect(303).header("location").to_owned();
    assert!(
        location.starts_with(&format!("{PAGE}?failed=")),
        "{location}"
    );
    assert_eq!(office.index(), before, "{location}");
    // It waits: once he is back as he was, she may agree.
    store.set_disabled(rex, None, None).await.unwrap();
    let agreed = office.rae.submit("/actions/agree-line", &agree).await;
    assert_eq!(
        agreed.expect(303).header("location"),
        format!("{PAGE}?done=agreed")
    );
    assert_eq!(office.index(), before + 1);
    office.server.stop().await;
}

async fn what_would_stop_everything_comes_back_as_it_was_typed(database: Database) {
    let mut office = Office::open(database).await;
    let before = office.index();
    let nothing = with(&form("stop-all", "", "0"), &[("step", "draw")]);
    let (location, page) = office.rex("save-line", &nothing).await;
    assert_eq!(location, format!("{PAGE}/new?failed=faults"));
    assert!(page.contains("value=\"stop-all\""), "{page}");
    assert!(page.contains("field-error"), "{page}");
    let bad = with(
        &form("UPPER <b>", "loan", "0"),
        &[("step", "draw"), ("amount", "much"), ("currency", "gbp")],
    );
    let (_, page) = office.rex("save-line", &bad).await;
    assert!(page.contains("Use a number, such as 500."), "{page}");
    assert!(
        page.contains("UPPER &lt;b&gt;") && !page.contains("<b>"),
        "{page}"
    );
    let never = with(
        &form("never", "loan", "0"),
        &[
            ("step", "look"),
            ("data[orders]", "on"),
            ("sensitivities[special]", "on"),
        ],
    );
    let (_, page) = office.rex("save-line", &never).await;
    assert!(page.contains("It can never hold"), "{page}");
    assert_eq!(office.index(), before);
    office.server.stop().await;
}

async fn whoever_is_no_reviewer_sees_and_does_nothing(database: Database) {
    let office = Office::open(database).await;
    office
        .server
        .crm("consent:write")
        .await
        .knows("crm:42")
        .await;
    let before = office.index();
    for role in [Role::Marketer, Role::Agent] {
        let who = format!("{role:?}@example.org").to_lowercase();
        account(&office.server, &who, AccountKind::Staff(role)).await;
        let mut visitor = signed_in(&office.server, &who).await;
        for page in [PAGE, "/studio/red-lines/new", "/studio/red-lines/no-loans"] {
            visitor.get(page).await.expect(403);
        }
        let draw = with(&form("no-loans", "loan", "0"), &[("step", "draw")]);
        for (action, form) in [
            ("save-line", draw),
            (
                "remove-line",
                vec![("key", "x"), ("revision", "0"), ("reason", "x")],
            ),
            (
                "agree-line",
                vec![("proposal", "rlp_01041040G20820M1040G208100")],
            ),
            (
                "drop-line",
                vec![("proposal", "rlp_01041040G20820M1040G208100")],
            ),
            ("starter-lines", vec![("sure", "yes")]),
        ] {
            let answer = visitor.submit(&format!("/actions/{action}"), &form).await;
            let place = answer.expect(303).header("location").to_owned();
            assert!(
                place.contains("failed=forbidden"),
                "{role:?} {action}: {place}"
            );
        }
        visitor.get("/red-lines").await.expect(200);
    }
    let mut ana = by_link(&office.server, "crm:42").await;
    ana.get(PAGE).await.expect(403);
    ana.get("/red-lines").await.expect(200);
    assert_eq!(office.index(), before);
    office.server.stop().await;
}

async fn ana_says_that_a_person_decides_about_her(database: Database) {
    let office = Office::open(database).await;
    let crm = office.server.crm("consent:read consent:write").await;
    crm.knows("crm:42").await;
    let mut ana = by_link(&office.server, "crm:42").await;
    let home = ana.get("/").await.expect(200).text();
    assert!(home.contains("A person decides about me"), "{home}");
    assert!(home.contains("/actions/human-only-on"), "{home}");
    let sure = [("sure", "yes")];
    let unsure = ana.submit("/actions/human-only-on", &[]).await;
    assert_eq!(unsure.status, 422, "{}", unsure.text());
    let said = ana
        .submit("/actions/human-only-on", &sure)
        .await
        .expect(303);
    let place = said.header("location").to_owned();
    let home = ana.get(&place).await.expect(200).text();
    assert!(
        home.contains("From now on a person decides about you."),
        "{home}"
    );
    assert!(home.contains("/actions/human-only-off"), "{home}");
    let state = crm
        .get("/customers/crm:42/consents")
        .await
        .expect(200)
        .json();
    assert!(state["human_only"].is_string(), "{state}");
    // The other tab, which still shows it off, says the same once more: it stays as it is.
    let before = office.index();
    ana.submit("/actions/human-only-on", &sure)
        .await
        .expect(303);
    let again = crm
        .get("/customers/crm:42/consents")
        .await
        .expect(200)
        .json();
    assert_eq!(again["human_only"], state["human_only"]);
    assert!(office.index() <= before + 1);
    ana.submit("/actions/human-only-off", &sure)
        .await
        .expect(303);
    let state = crm
        .get("/customers/crm:42/consents")
        .await
        .expect(200)
        .json();
    assert_eq!(state["human_only"], json!(null));
    let timeline = ana.get("/timeline").await.expect(200).text();
    assert!(timeline.contains("person"), "{timeline}");
    office.server.stop().await;
}
