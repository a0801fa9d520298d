//! What the team sees of many people's choices, and nobody else; and what it never sees.

use std::sync::Arc;

use mutual::access::{Actor, Role};
use mutual::catalogue::{Channel, Document, LegalBasis};
use mutual::clock::Clock as _;
use mutual::consent::{Route, Switch};
use mutual::id::{AccountId, CustomerId};
use mutual::port::{AccountKind, Store, Submission};
use mutual::use_cases::{Command, Remember};
use mutual::value::{Amount, ValueEvent, ValueReport};
use mutual_engine::{SystemClock, SystemEntropy};
use serde_json::{Value, json};

use crate::binary::Operator;
use crate::common::{Crm, Database, Server, Visitor, demo, publish};
use crate::on_both;
use crate::past::{Past, ago};
use crate::review::Team;
use crate::web_people::{account, ana, signed_in};

const PAGE: &str = "/studio/recipe-ideas/numbers";

on_both!(
    months_of_choices_are_told_with_their_definitions,
    promises_that_are_not_kept_are_not_made_to_more_people,
    a_stop_is_no_way_round_what_was_promised,
    what_never_came_is_not_offered_to_more_people_either,
    what_runs_without_a_question_is_promised_to_all_for_whom_it_runs,
    who_is_erased_stays_counted_and_counting_again_changes_nothing,
    few_people_are_never_a_number,
    the_team_sees_numbers_and_nobody_else,
    a_hostile_title_stays_text,
);

/// What happened before the server was there: 60 days ago the recipes went live, 80 people said yes
/// and 40 no; ten days ago ten of them took it back. Each got so many recipes in all, in four weeks.
async fn a_past(store: Arc<dyn Store>, recipes: f64) -> Vec<CustomerId> {
    let past = Past::at(store.clone(), ago(60)).await;
    for document in demo() {
        publish(past.engine.as_ref(), document, None).await;
    }
    let mut people = Vec::new();
    for n in 0..120 {
        let id = past.person(n).await;
        past.chooses(id, Switch::from_on(n < 80)).await;
        people.push(id);
    }
    past.until(ago(10));
    for id in &people[..10] {
        past.chooses(*id, Switch::Off).await;
    }
    let reports = in_four_weeks(&people[10..80], "mail", recipes);
    let unsealed = |_: &[mutual::value::Standing]| Ok(None);
    store
        .report_value(&reports, ago(0), &unsealed)
        .await
        .unwrap();
    past.engine.stop().await;
    people
}

/// So many recipes for each of them, a quarter in each of the last four weeks: one day keeps no promise of
/// another week.
fn in_four_weeks(people: &[CustomerId], proof: &str, recipes: f64) -> Vec<ValueReport> {
    let each = people
        .iter()
        .flat_map(|id| (0..4).map(move |week| (*id, week)));
    let report = |(customer, week): (CustomerId, i64)| ValueReport {
        event: ValueEvent {
            customer,
            proposition: "recipe-ideas".parse().unwrap(),
            benefit: "recipes".parse().unwrap(),
            proof_ref: format!("{proof}-{week}"),
            amount: Amount::of_number(recipes / 4.0).unwrap(),
            unit: "recipes".to_owned(),
            at: ago(1 + 7 * week),
        },
        corrects: false,
    };
    each.map(report).collect()
}

async fn after(database: Database, recipes: f64) -> (Server, Vec<CustomerId>) {
    Server::start_after(database, async |store| a_past(store, recipes).await).await
}

async fn mara(server: &Server) -> Visitor {
    account(
        server,
        "mara@example.org",
        AccountKind::Staff(Role::Marketer),
    )
    .await;
    signed_in(server, "mara@example.org").await
}

async fn page(visitor: &mut Visitor, path: &str) -> String {
    let text = visitor.get(path).await.expect(200).text();
    text.replace("<!>", "")
}

async fn csv(visitor: &mut Visitor, chart: &str) -> Vec<String> {
    let path = format!("{PAGE}/{chart}.csv?days=90");
    let answer = visitor.get(&path).await.expect(200);
    assert!(answer.header("content-type").starts_with("text/csv"));
    answer.text().lines().map(str::to_owned).collect()
}

#[track_caller]
fn says(page: &str, sentence: &str) {
    assert!(page.contains(sentence), "`{sentence}` is not in {page}");
}

async fn months_of_choices_are_told_with_their_definitions(database: Database) {
    let (server, _) = after(database, 12.0).await;
    let mut mara = mara(&server).await;
    let told = page(&mut mara, &format!("{PAGE}?days=90")).await;
    says(&told, "67% of answers were yes");
    says(&told, "70 people have it on");
    says(&told, "took their yes back within 7 days");
    says(&told, "Answered yes ÷ answered, by the week of the answer");
    says(&told, "role=\"img\"");
    says(&told, ">v1</text>");
    assert!(!told.contains("style="));
    // Version 1 alone has answers, so that nothing stands out.
    says(&told, "No version stands out");
    says(&told, "67% (56% to 76%)");
    // 12 to each of 70, of 3 a week for the 30 days before today.
    says(&told, "of what was promised arrived");
    let kept = csv(&mut mara, "kept").await;
    assert_eq!(kept[0], "Benefit,Unit,Every,Days,Promised,Delivered,Share");
    let recipes = kept.iter().find(|line| line.contains(",recipes,")).unwrap();
    says(recipes, ",a week,30,");
    says(recipes, ",840,");
    // E-mail is the one channel of it: 70 have it on, of 120 who answered.
    says(&told, "No channel stands out");
    says(&told, "Had it on ÷ everybody of whom an answer");
    let channels = csv(&mut mara, "channels").await;
    assert_eq!(
        channels[0],
        "Channel,People who answered,Share,Low,High,Period before"
    );
    says(&channels[1], "By email,120,0.5833,");
    assert_eq!(channels.len(), 2);
    let on = csv(&mut mara, "on").await;
    assert!(on.len() > 90);
    assert_eq!(on[0], "Day,People,Period before");
    assert!(
        on.last().unwrap().ends_with(",70,too few to show"),
        "{on:?}"
    );
    let yes = csv(&mut mara, "yes").await;
    assert!(
        yes.iter()
            .any(|line| line.ends_with(",120,0.6667,0.5640,0.7556,not shown")),
        "{yes:?}"
    );
    let ends = csv(&mut mara, "ends").await;
    assert_eq!(ends[1], "They turned it off,10,too few to show");
    mara.get(&format!("{PAGE}/people.csv")).await.expect(404);
    mara.get(&format!("{PAGE}/yes.txt")).await.expect(404);
    mara.get("/studio/nothing/numbers").await.expect(404);
    // All of them at a glance.
    let all = page(&mut mara, "/studio/numbers?days=90").await;
    says(
        &all,
        "<a href=\"/studio/recipe-ideas/numbers\">Weekly recipe ideas</a>",
    );
    says(&all, ">67%</td>");
    // Another period is another sum; what is no period is the shortest.
    let month = page(&mut mara, &format!("{PAGE}?days=30")).await;
    says(&month, "Too few answers to show a share");
    // They answered in the period before, which stands beside it: pale, in words, and in the files.
    says(&month, "Pale: the same days of the period before");
    says(&month, "class=\"sum-before\">before: 80</dd>");
    let path = format!("{PAGE}/versions.csv?days=90");
    let lines = mara.get(&path).await.expect(200).text();
    says(&lines, "Version,Answers,Share,Low,High,Period before");
    let path = format!("{PAGE}/yes.csv?days=30");
    let lines = mara.get(&path).await.expect(200).text();
    assert!(
        lines.lines().any(|line| line.ends_with(",0.6667")),
        "{lines}"
    );
    let other = page(&mut mara, &format!("{PAGE}?days=-1")).await;
    says(&other, "Too few answers to show a share");
    // What is not used is left out of a draft that is opened for that, and of nothing that is saved.
    let asked = page(&mut mara, "/studio/recipe-ideas").await;
    let without = page(&mut mara, "/studio/recipe-ideas?without=birthday,none").await;
    let field = |page: &str, kind: &str| {
        let at = page.find(&format!("data[{kind}]")).unwrap();
        page[at..].chars().take(600).collect::<String>()
    };
    assert_ne!(field(&asked, "birthday"), field(&without, "birthday"));
    assert_eq!(field(&asked, "orders"), field(&without, "orders"));
    server.stop().await;
}

/// Where Mara looks what the linter says: in the studio, by the API and on the command line.
struct Desk {
    account: AccountId,
    actor: Actor,
    crm: Crm,
    operator: Operator,
}

impl Desk {
    async fn beside(server: &Server, account: AccountId) -> Self {
        // An operator beside the running server.
        let mut operator = Operator::new(Database::Sqlite);
        operator.set("MUTUAL_DATABASE_URL", &server.app().config.database_url());
        Self {
            account,
            actor: Actor::Staff {
                account,
                role: Role::Marketer,
            },
            crm: server.crm("catalogue").await,
            operator,
        }
    }

    async fn revision(&self, server: &Server, key: &str) -> u64 {
        let draft = server.app().mutual.draft(&self.actor, key).await.unwrap();
        draft.map_or(0, |draft| draft.revision)
    }

    /// The rules that the document breaks, which all three say.
    async fn rules(&self, server: &Server, document: &Document) -> Vec<String> {
        let ids = |linted: &Value| -> Vec<String> {
            let findings = linted["documents"][0]["findings"].as_array().unwrap();
            let ids = findings.iter().map(|finding| finding["rule"].as_str());
            ids.map(|id| id.unwrap().to_owned()).collect()
        };
        let (mutual, actor, key) = (&server.app().mutual, &self.actor, &document.key);
        let content = serde_json::to_string(document).unwrap();
        let over = self.revision(server, key).await;
        let saved = mutual
            .save_draft(actor, self.account, key, content, over)
            .await;
        assert!(saved.is_ok());
        let preview = mutual.preview(actor, key).await.unwrap();
        let rules = preview.findings.iter();
        let rules = rules.map(|finding| finding.rule.id().to_owned());
        let rules = rules.collect::<Vec<_>>();
        let linted = self.crm.post("/propositions/lint", &json!(document)).await;
        assert_eq!(ids(&linted.expect(200).json()), rules);
        let (path, arguments) = (
            self.operator.path("draft.json"),
            ["lint", "draft.json", "--with-database", "--json"],
        );
        std::fs::write(path, json!(document).to_string()).unwrap();
        let said = self.operator.run(&arguments);
        assert_eq!(ids(&serde_json::from_str(&said.out).unwrap()), rules);
        rules
    }
}

/// It runs by legitimate interest for 60 people of 80, and nothing of it was ever reported.
async fn what_never_came_is_not_offered_to_more_people_either(database: Database) {
    let (server, ()) = Server::start_after(database, async |store| {
        let past = Past::at(store.clone(), ago(60)).await;
        let mut document = demo().remove(0);
        document.legal_basis = LegalBasis::LegitimateInterest;
        publish(past.engine.as_ref(), document, None).await;
        for n in 0..80 {
            let id = past.person(n).await;
            if n < 20 {
                past.chooses(id, Switch::Off).await;
            }
        }
        past.engine.stop().await;
    })
    .await;
    let role = AccountKind::Staff(Role::Marketer);
    let id = account(&server, "mara@example.org", role).await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    let kept = csv(&mut mara, "kept").await;
    let recipes = kept.iter().find(|line| line.contains(",recipes,")).unwrap();
    says(recipes, ",a week,30,771.43,0,0");
    let desk = Desk::beside(&server, id).await;
    let mut document = demo().remove(0);
    document.legal_basis = LegalBasis::LegitimateInterest;
    document.change_note = Some("You can get them by text message too.".to_owned());
    let is_blocked = async |document: &Document| {
        let rules = desk.rules(&server, document).await;
        rules.contains(&"L-F1".to_owned())
    };
    assert!(
        !is_blocked(&document).await,
        "to the same people it may go on"
    );
    document.channels.push(Channel::Sms);
    assert!(is_blocked(&document).await);
    server.stop().await;
}

async fn promises_that_are_not_kept_are_not_made_to_more_people(database: Database) {
    // 6 to each of 70, of about 13: half of it.
    let (server, _) = after(database, 6.0).await;
    let id = account(
        &server,
        "mara@example.org",
        AccountKind::Staff(Role::Marketer),
    )
    .await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    says(&page(&mut mara, PAGE).await, "of what was promised arrived");
    let desk = Desk::beside(&server, id).await;
    let mut document = demo().remove(0);
    assert_eq!(&*document.key, "recipe-ideas");
    document.change_note = Some("You can get them by text message too.".to_owned());
    let rules = async |document: &Document| desk.rules(&server, document).await;
    let same = rules(&document).await;
    assert!(!same.contains(&"L-F1".to_owned()), "{same:?}");
    document.channels.push(Channel::Sms);
    let wider = rules(&document).await;
    assert!(wider.contains(&"L-F1".to_owned()), "{wider:?}");
    let now = desk.revision(&server, &document.key).await.to_string();
    let fields = [("key", "recipe-ideas"), ("revision", now.as_str())];
    let answer = mara.submit("/actions/ask-for-review", &fields).await;
    says(answer.header("location"), "failed");
    // Once it is kept, nothing stands in the way.
    let store = &server.app().live.store;
    let people: Vec<_> = server.app().live.engine.customers(None, 200);
    let people: Vec<_> = people.iter().map(|customer| customer.id).collect();
    let reports = in_four_weeks(&people, "text", 6.0);
    let unsealed = |_: &[mutual::value::Standing]| Ok(None);
    let now = SystemClock.now();
    store.report_value(&reports, now, &unsealed).await.unwrap();
    let kept = rules(&document).await;
    assert!(!kept.contains(&"L-F1".to_owned()), "{kept:?}");
    server.stop().await;
}

async fn a_stop_is_no_way_round_what_was_promised(database: Database) {
    let (server, _) = after(database, 6.0).await;
    let id = account(
        &server,
        "mara@example.org",
        AccountKind::Staff(Role::Marketer),
    )
    .await;
    let desk = Desk::beside(&server, id).await;
    let mut document = demo().remove(0);
    document.change_note = Some("We begin anew.".to_owned());
    let is_blocked = async |document: &Document| {
        let rules = desk.rules(&server, document).await;
        rules.contains(&"L-F1".to_owned())
    };
    assert!(!is_blocked(&document).await);
    let stop = Submission {
        actor: Actor::System,
        route: Route::System,
        command: Command::Retire(document.key.clone(), "A pause.".to_owned()),
        idempotency: None,
    };
    server.app().live.engine.submit(stop).await.unwrap();
    // Nothing runs any more, so that the same words would be put to everybody anew.
    assert!(is_blocked(&document).await);
    server.stop().await;
}

/// It runs by contract for 60 people, and 30 of them got 12 recipes each in four weeks: 360 of about 771.
async fn what_runs_without_a_question_is_promised_to_all_for_whom_it_runs(database: Database) {
    let (server, ()) = Server::start_after(database, async |store| {
        let past = Past::at(store.clone(), ago(60)).await;
        let mut document = demo().remove(0);
        document.legal_basis = LegalBasis::Contract;
        publish(past.engine.as_ref(), document, None).await;
        let mut people = Vec::new();
        for n in 0..60 {
            people.push(past.person(n).await);
        }
        let reports = in_four_weeks(&people[..30], "mail", 12.0);
        let unsealed = |_: &[mutual::value::Standing]| Ok(None);
        store
            .report_value(&reports, ago(0), &unsealed)
            .await
            .unwrap();
        past.engine.stop().await;
    })
    .await;
    let mut mara = mara(&server).await;
    let told = page(&mut mara, PAGE).await;
    says(&told, "only 47% of what was promised arrived");
    says(
        &told,
        "promised to everybody whom it is for, also to those of whom nothing was ever",
    );
    // The figure stands above the charts, too, and in the list of all; that of yeses does not.
    says(&told, "<dd>47%</dd>");
    assert!(!told.contains("of answers were yes"));
    let kept = csv(&mut mara, "kept").await;
    let recipes = kept.iter().find(|line| line.contains(",recipes,")).unwrap();
    says(recipes, ",a week,30,771.43,360,0.4667");
    let all = page(&mut mara, "/studio/numbers").await;
    says(&all, ">47%</td>");
    server.stop().await;
}

async fn who_is_erased_stays_counted_and_counting_again_changes_nothing(database: Database) {
    let (server, people) = after(database, 12.0).await;
    let mut mara = mara(&server).await;
    let charts = [
        "kept", "on", "yes", "regret", "versions", "routes", "channels", "cohorts",
    ];
    let mut before = Vec::new();
    for chart in charts {
        before.push(csv(&mut mara, chart).await);
    }
    // One who had said no: nothing that is told changes.
    let engine = &server.app().live.engine;
    let erase = Command::Erase(people[100], Remember::Nothing);
    let submission = Submission {
        actor: Actor::Customer(people[100]),
        route: Route::Page,
        command: erase,
        idempotency: None,
    };
    engine.submit(submission).await.unwrap();
    for (chart, before) in charts.iter().zip(&before) {
        assert_eq!(&csv(&mut mara, chart).await, before, "{chart}");
    }
    let server = server
        .restart_after(async |store| {
            let counted = mutual_engine::recount(store.as_ref(), &SystemEntropy);
            assert!(counted.await.unwrap().is_some());
        })
        .await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    for (chart, before) in charts.iter().zip(&before) {
        assert_eq!(&csv(&mut mara, chart).await, before, "{chart}");
    }
    server.stop().await;
}

/// As a new table begins, and as it is left where a program from before wrote in between: its mark is
/// behind, and what was said meanwhile is counted at the next start.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_before_channels_were_counted_is_counted_at_the_next_start() {
    let (server, _) = after(Database::Sqlite, 12.0).await;
    let mut visitor = mara(&server).await;
    let charts = ["channels", "yes", "on", "regret"];
    let mut before = Vec::new();
    for chart in charts {
        before.push(csv(&mut visitor, chart).await);
    }
    says(&before[0][1], "By email,120,0.5833,");
    let file = server.folder().join("mutual.db");
    let server = server
        .restart_after(async |_| {
            let database = rusqlite::Connection::open(&file).unwrap();
            let behind = "DELETE FROM reach; UPDATE reach_counted SET through = through - 1";
            database.execute_batch(behind).unwrap();
        })
        .await;
    let mut visitor = signed_in(&server, "mara@example.org").await;
    assert!(
        !page(&mut visitor, PAGE)
            .await
            .contains("Some entries are not counted yet")
    );
    for (chart, before) in charts.iter().zip(&before) {
        assert_eq!(&csv(&mut visitor, chart).await, before, "{chart}");
    }
    server.stop().await;
}

async fn few_people_are_never_a_number(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write").await;
    for n in 0..9 {
        let id = crm.knows(&format!("crm:{n}")).await;
        let mut on = crate::receipts::choice("on");
        on["version"] = json!(1);
        crm.post(&format!("/customers/{id}/choices"), &on)
            .await
            .expect(201);
    }
    let team = Team::of(&server).await;
    let (mut mara, mut rob) = (team.mara, team.rob);
    let told = page(&mut mara, PAGE).await;
    says(&told, "Too few people have it on to be told");
    says(&told, "Too few answers to show a share");
    // No other page of hers lets her count them, nor does that of a change to which they must answer anew.
    let mut next = serde_json::to_value(demo().remove(0)).unwrap();
    next["recipients"] = json!(["Lindqvist Print AB (prints the cards)"]);
    next["change_note"] = "Lindqvist Print AB now prints the cards.".into();
    let (mutual, key) = (&server.app().mutual, "recipe-ideas".parse().unwrap());
    mutual
        .save_draft(&team.writer, team.writer_id, &key, next.to_string(), 0)
        .await
        .unwrap();
    let publish = "/studio/recipe-ideas/publish";
    let is_silent = |told: &str| !told.contains(">9<") && !told.contains("9 people");
    for path in ["/studio", "/studio/recipe-ideas", publish] {
        let told = page(&mut mara, path).await;
        assert!(is_silent(&told), "{told}");
    }
    let told = page(&mut mara, publish).await;
    says(&told, "with it on now</dt><dd>fewer than 10</dd>");
    says(&told, "must answer again</dt><dd>fewer than 10</dd>");
    says(&told, "Fewer than 10 people have it on. From");
    for (who, step) in [(&mut mara, "ask-for-review"), (&mut rob, "approve-draft")] {
        let draft = mutual.draft(&team.writer, &key).await.unwrap();
        let revision = draft.unwrap().revision.to_string();
        let fields = [
            ("key", &*key),
            ("revision", &*revision),
            ("accepted", "yes"),
        ];
        let answer = who.submit(&format!("/actions/{step}"), &fields).await;
        says(answer.header("location"), "?done=");
    }
    let told = page(&mut rob, publish).await;
    says(&told, "Publish version 2. Fewer than 10 people must answer");
    says(&told, "at that moment. Fewer than 10 people must answer");
    assert!(is_silent(&told), "{told}");
    let on = csv(&mut mara, "on").await;
    assert!(
        on.last()
            .unwrap()
            .ends_with(",too few to show,too few to show"),
        "{on:?}"
    );
    for chart in [
        "on", "yes", "regret", "versions", "routes", "channels", "cohorts", "ends",
    ] {
        for line in csv(&mut mara, chart).await {
            let numbers = line.split(',').skip(1);
            assert!(
                numbers.into_iter().all(|cell| cell != "9"),
                "{chart}: {line}"
            );
        }
    }
    server.stop().await;
}

async fn the_team_sees_numbers_and_nobody_else(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let file = format!("{PAGE}/yes.csv");
    for (email, role, page, lines) in [
        ("mara@example.org", Role::Marketer, 200, 200),
        ("rob@example.org", Role::Reviewer, 200, 200),
        ("ada@example.org", Role::Admin, 200, 200),
        ("gus@example.org", Role::Agent, 403, 404),
    ] {
        account(&server, email, AccountKind::Staff(role)).await;
        let mut visitor = signed_in(&server, email).await;
        for path in [PAGE, "/studio/numbers"] {
            assert_eq!(visitor.get(path).await.status, page, "{email} {path}");
        }
        // The list leads to them, whom they are for; who works cases is led to the desk.
        let list = visitor.get("/studio").await;
        assert_eq!(list.text().contains(PAGE), page == 200, "{email}");
        assert_eq!(visitor.get(&file).await.status, lines, "{email}");
    }
    ana(&server).await;
    let mut customer = signed_in(&server, "ana@example.org").await;
    for path in [PAGE, "/studio/numbers"] {
        assert_eq!(customer.get(path).await.status, 403, "{path}");
    }
    assert_eq!(customer.get(&file).await.status, 404);
    let mut nobody = Visitor::new(&server);
    for path in [PAGE, "/studio/numbers", &file] {
        let answer = nobody.get(path).await;
        assert!([302, 303].contains(&answer.status), "{path}");
        says(answer.header("location"), "/sign-in");
    }
    server.stop().await;
}

async fn a_hostile_title_stays_text(database: Database) {
    let (server, _) = after(database, 12.0).await;
    let mut document = demo().remove(0);
    document.title = "</title></text><script>alert(1)</script>".to_owned();
    document.benefits[0].what = "=HYPERLINK(\"x\")<b>".to_owned();
    document.change_note = Some("Another name.".to_owned());
    server.publish(document, Some(1)).await;
    let mut mara = mara(&server).await;
    for path in [PAGE, "/studio/numbers"] {
        let told = page(&mut mara, path).await;
        assert!(!told.contains("<script>alert"), "{told}");
        assert!(!told.contains(")<b>"), "{told}");
        says(&told, "&lt;script&gt;alert(1)");
    }
    let kept = csv(&mut mara, "kept").await;
    assert!(
        kept.iter().any(|line| line.contains("'=HYPERLINK")),
        "{kept:?}"
    );
    assert!(!kept.iter().any(|line| line.starts_with('=')), "{kept:?}");
    server.stop().await;
}
