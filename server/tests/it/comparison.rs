//! Two versions compared by a rule that nobody changes: what the team fixes, and what it is told.

use std::sync::Arc;

use mutual::access::{Actor, Role};
use mutual::clock::Clock as _;
use mutual::consent::ActorRef;
use mutual::id::{AccountId, AuditId};
use mutual::insight::{Cell, Comparison, Count, Day, Measure, Recounted, Risk, Rule};
use mutual::port::{AccountKind, AuditLine, Engine as _, Store};
use mutual_engine::{SystemClock, SystemEntropy};

use crate::common::{Database, Server, Visitor, demo, publish};
use crate::languages::speaks;
use crate::linted::no_birthdays;
use crate::on_both;
use crate::past::Past;
use crate::red_lines::draw;
use crate::web_people::{account, ana, signed_in};

const PAGE: &str = "/studio/recipe-ideas/compare";
const FIX: &str = "/actions/fix-comparison";

on_both!(
    a_rule_is_seen_with_its_people_fixed_once_and_never_changed,
    a_result_is_told_when_it_is_due,
    what_cannot_be_compared_is_refused_with_a_sentence,
    marketers_fix_rules_and_the_team_sees_them,
    what_a_red_line_denies_by_now_is_not_compared,
);

fn today() -> Day {
    Day::of(SystemClock.now())
}

/// So many days after the Monday of so many weeks ago.
fn ago(weeks: i64) -> Day {
    today().monday().plus(-7 * weeks)
}

/// Half a year ago version 1 went live, and three months ago version 2, where there is one. `answers`
/// are those of each week: which version, how many weeks ago, how many said yes, no, and took it back.
async fn past(store: Arc<dyn Store>, versions: u32, answers: &[(u32, i64, i64, i64, i64)]) -> u64 {
    let mut head = 0;
    let live = [
        (ago(26), "Weekly recipe ideas"),
        (ago(13), "Ideas for your kitchen"),
    ];
    for (number, (day, title)) in (1..=versions).zip(live) {
        let engine = Past::at(store.clone(), day.begin()).await.engine;
        let mut document = demo().remove(0);
        document.title = title.to_owned();
        document.change_note = (number > 1).then(|| "It has a clearer title.".to_owned());
        let over = (number > 1).then_some(number - 1);
        publish(engine.as_ref(), document, over).await;
        head = engine.index();
        engine.stop().await;
    }
    let cell = |measure, day, version, part: &str| Cell {
        proposition: "recipe-ideas".parse().unwrap(),
        measure,
        day,
        version,
        part: part.to_owned(),
    };
    let mut counted = Recounted::default();
    for (version, weeks, yes, no, regret) in answers.iter().copied() {
        let monday = ago(weeks);
        let counts = [
            (cell(Measure::Yes, monday.plus(2), version, "page"), yes),
            (cell(Measure::No, monday.plus(2), version, "page"), no),
            (cell(Measure::Given, monday, version, ""), yes),
            (cell(Measure::Regret, monday, version, ""), regret),
        ];
        for (cell, told) in counts {
            counted.tally.count(cell, Count { told, gone: 0 });
        }
    }
    let lease = store.take_lease("past", 60).await.unwrap();
    store.recount(lease, head, &counted).await.unwrap();
    store.release_lease(lease).await.unwrap();
    head
}

/// The answers of version 1: 2,000 of 4,000 said yes, and 100 of them took it back.
const EARLIER: (u32, i64, i64, i64, i64) = (1, 20, 2_000, 2_000, 100);

async fn after(database: Database, versions: u32, answers: &[(u32, i64, i64, i64, i64)]) -> Server {
    let past = async |store| past(store, versions, answers).await;
    Server::start_after(database, past).await.0
}

async fn colleague(server: &Server, email: &str, role: Role) -> (AccountId, Visitor) {
    let id = account(server, email, AccountKind::Staff(role)).await;
    (id, signed_in(server, email).await)
}

async fn page(visitor: &mut Visitor, path: &str) -> String {
    let text = visitor.get(path).await.expect(200).text();
    text.replace("<!>", "")
}

#[track_caller]
fn says(page: &str, sentence: &str) {
    let main = page.find("<main").unwrap_or(0);
    assert!(
        page.contains(sentence),
        "`{sentence}` is not in {}",
        &page[main..]
    );
}

/// A rule as the form has it.
fn rule(difference: &str, until: Day) -> Vec<(&'static str, String)> {
    let until = until.begin().to_string();
    vec![
        ("earlier", "1".to_owned()),
        ("difference", difference.to_owned()),
        ("margin", "4".to_owned()),
        ("risk", "5".to_owned()),
        ("until", until[..10].to_owned()),
    ]
}

fn query(fields: &[(&str, String)]) -> String {
    let fields = fields.iter().map(|(name, value)| {
        let plain = |byte: u8| match byte {
            b'0'..=b'9' | b'-' | b'a'..=b'z' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        };
        let value: String = value.bytes().map(plain).collect();
        format!("{name}={value}")
    });
    format!("{PAGE}?{}", fields.collect::<Vec<_>>().join("&"))
}

async fn fix(visitor: &mut Visitor, fields: &[(&'static str, String)]) -> String {
    fix_of(visitor, "2", fields).await
}

/// Fixes a rule for the version that was live when its page was drawn.
async fn fix_of(visitor: &mut Visitor, later: &str, fields: &[(&'static str, String)]) -> String {
    let mut form = vec![("key", "recipe-ideas"), ("later", later)];
    form.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
    let answer = visitor.submit(FIX, &form).await.expect(303);
    answer.header("location").to_owned()
}

async fn a_rule_is_seen_with_its_people_fixed_once_and_never_changed(database: Database) {
    let server = after(database, 2, &[EARLIER, (2, 5, 1_500, 500, 10)]).await;
    let (_, mut mara) = colleague(&server, "mara@example.org", Role::Marketer).await;
    let numbers = page(&mut mara, "/studio/recipe-ideas/numbers").await;
    says(&numbers, "href=\"/studio/recipe-ideas/compare\"");
    let empty = page(&mut mara, PAGE).await;
    says(&empty, "It is no randomised experiment");
    says(&empty, "No versions were compared yet.");
    says(&empty, "Fix a rule for version 2");
    // Looking at a rule fixes none.
    let wish = rule("5", today().plus(60));
    let plan = page(&mut mara, &query(&wish)).await;
    says(
        &plan,
        "This needs 1\u{202f}570 answers and 370 yeses of each version.",
    );
    says(&plan, "Nobody can change it afterwards.");
    says(
        &page(&mut mara, PAGE).await,
        "No versions were compared yet.",
    );
    says(&plan, "name=\"later\" value=\"2\"");
    // A page that was drawn for another version fixes nothing for this one.
    for later in ["1", "3", ""] {
        let back = fix_of(&mut mara, later, &wish).await;
        assert!(!back.contains("done=fixed"), "{back}");
        says(
            &page(&mut mara, &back).await,
            "No versions were compared yet.",
        );
    }
    let done = fix(&mut mara, &wish).await;
    says(&done, "?done=fixed");
    let fixed = page(&mut mara, &done).await;
    says(&fixed, "The rule is fixed.");
    says(&fixed, "<dd>5 percentage points</dd>");
    says(&fixed, "by mara@example.org, ");
    // What was answered before is not looked at, and says nothing.
    says(
        &fixed,
        "There is no result yet. Too few people have answered the later version",
    );
    assert!(!fixed.contains("Version 2 has won"));
    // Another rule is none, by whatever way it comes.
    let other = fix(&mut mara, &rule("20", today().plus(60))).await;
    says(
        &page(&mut mara, &other).await,
        "A rule is fixed for the live version",
    );
    let stored = &server.app().live.store;
    let kept = stored.comparisons("recipe-ideas").await.unwrap();
    assert_eq!((kept.len(), kept[0].rule.difference), (1, 5));
    assert_eq!(kept[0].begins, today().monday().plus(7));
    // Who fixed it stands in the list of who did what.
    let (_, mut rob) = colleague(&server, "rob@example.org", Role::Reviewer).await;
    let audit = page(&mut rob, "/admin/audit").await;
    says(&audit, "Fixed a rule for comparing versions");
    let server = server.restart().await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    says(&page(&mut mara, PAGE).await, "<dd>5 percentage points</dd>");
    server.stop().await;
}

/// A rule that was fixed eight weeks ago.
async fn fixed_before(server: &Server, by: AccountId) -> Comparison {
    let set_at = ago(8).plus(1).begin();
    let comparison = Comparison {
        proposition: "recipe-ideas".parse().unwrap(),
        later: 2,
        earlier: 1,
        rule: Rule {
            difference: 5,
            margin: 4,
            risk: Risk::Five,
            until: today().plus(30),
        },
        answers: 1_570,
        yeses: 370,
        begins: Comparison::since(set_at),
        set_by: by,
        set_at,
    };
    let line = AuditLine {
        id: AuditId::new(&SystemClock, &SystemEntropy),
        at: set_at,
        actor: ActorRef::from(&Actor::Staff {
            account: by,
            role: Role::Marketer,
        }),
        what: "comparison.fixed".to_owned(),
        about: "recipe-ideas".to_owned(),
        reason: "1, 2".to_owned(),
    };
    let store = &server.app().live.store;
    store.add_comparison(&comparison, &line).await.unwrap();
    comparison
}

async fn a_result_is_told_when_it_is_due(database: Database) {
    let answers = [
        EARLIER,
        // Before the rule was fixed: not looked at.
        (2, 9, 10, 3_000, 0),
        (2, 6, 700, 300, 20),
        (2, 5, 700, 300, 30),
        // After enough had come: not looked at either.
        (2, 2, 10, 5_000, 0),
    ];
    let server = after(database, 2, &answers).await;
    let (id, mut mara) = colleague(&server, "mara@example.org", Role::Marketer).await;
    fixed_before(&server, id).await;
    let told = page(&mut mara, PAGE).await;
    says(
        &told,
        "Version 2 has won: more people say yes than to version 1",
    );
    says(&told, "Answered yes: +20.0 percentage points");
    says(&told, "Took it back: \u{2212}1.4 percentage points");
    says(&told, "4\u{202f}000");
    says(&told, "2\u{202f}000");
    assert!(!told.contains("style="));
    // In German and in Arabic as well.
    speaks(&server, &["en", "de", "ar"]).await;
    for (language, sentence, dir) in [
        ("de", "Fassung 2 hat gewonnen", "ltr"),
        ("ar", "فاز الإصدار 2", "rtl"),
    ] {
        let fields = [("to", language), ("from", PAGE)];
        mara.submit("/actions/language", &fields).await;
        let told = page(&mut mara, PAGE).await;
        says(&told, sentence);
        says(&told, &format!("dir=\"{dir}\""));
    }
    server.stop().await;
}

async fn what_cannot_be_compared_is_refused_with_a_sentence(database: Database) {
    let server = after(database, 2, &[(1, 20, 300, 300, 10)]).await;
    let (_, mut mara) = colleague(&server, "mara@example.org", Role::Marketer).await;
    let until = today().plus(60);
    let with = |name: &str, value: &str| {
        let mut fields = rule("5", until);
        for (field, typed) in &mut fields {
            if *field == name {
                value.clone_into(typed);
            }
        }
        fields
    };
    let share = "Write a whole number from 1 to 50.";
    let day = "Name a day from 2 weeks after the next Monday";
    for (name, value, sentence) in [
        ("difference", "0", share),
        ("difference", "51", share),
        ("difference", "5.5", share),
        ("difference", "99999999999999999999", share),
        ("margin", "-1", share),
        ("margin", "<script>alert(1)</script>", share),
        ("risk", "7", "Choose one of these."),
        ("until", "2020-01-01", day),
        ("until", "9999-99-99", day),
        ("until", "", day),
        ("earlier", "2", "Choose an earlier version."),
        ("earlier", "77", "Choose an earlier version."),
        // Nothing is wrong with this one, but for those who answered.
        (
            "difference",
            "5",
            "Too few people answered the earlier version. This rule needs",
        ),
    ] {
        let fields = with(name, value);
        // Seen, and sent.
        let asked = page(&mut mara, &query(&fields)).await;
        says(&asked, sentence);
        assert!(!asked.contains("<script>alert"), "{name}={value}");
        let back = fix(&mut mara, &fields).await;
        assert!(back.starts_with(PAGE) && !back.contains("done"), "{back}");
        page(&mut mara, &back).await;
    }
    let store = &server.app().live.store;
    assert_eq!(store.comparisons("recipe-ideas").await, Ok(vec![]));
    mara.get("/studio/nothing/compare").await.expect(404);
    server.stop().await;
}

async fn marketers_fix_rules_and_the_team_sees_them(database: Database) {
    let server = after(database, 1, &[]).await;
    let wish = rule("5", today().plus(60));
    for (email, role, sees, sentence) in [
        (
            "mara@example.org",
            Role::Marketer,
            200,
            "The live version is the first.",
        ),
        (
            "rob@example.org",
            Role::Reviewer,
            200,
            "The live version is the first.",
        ),
        (
            "ada@example.org",
            Role::Admin,
            200,
            "The live version is the first.",
        ),
        ("gus@example.org", Role::Agent, 403, ""),
    ] {
        let (_, mut visitor) = colleague(&server, email, role).await;
        let answer = visitor.get(PAGE).await.expect(sees).text();
        says(&answer, sentence);
        assert!(!fix(&mut visitor, &wish).await.contains("done"), "{email}");
    }
    // With a version to compare it with, a reviewer still fixes none.
    let mut document = demo().remove(0);
    document.title = "Ideas for your kitchen".to_owned();
    document.change_note = Some("It has a clearer title.".to_owned());
    server.publish(document, Some(1)).await;
    let mut rob = signed_in(&server, "rob@example.org").await;
    says(&page(&mut rob, PAGE).await, "Marketers fix the rule.");
    assert!(!fix(&mut rob, &wish).await.contains("done"));
    // Nor does anybody compare what a person should not have been shown.
    let mut document = demo().remove(0);
    document.title = "Only today: ideas for your kitchen".to_owned();
    document.change_note = Some("It has another title.".to_owned());
    server.publish(document, Some(2)).await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    let back = fix(&mut mara, &wish).await;
    says(
        &page(&mut mara, &back).await,
        "Version 3 does not pass the rules of honest wording.",
    );
    ana(&server).await;
    let mut customer = signed_in(&server, "ana@example.org").await;
    assert_eq!(customer.get(PAGE).await.status, 403);
    let mut nobody = Visitor::new(&server);
    for visitor in [&mut customer, &mut nobody] {
        assert!(fix(visitor, &wish).await.starts_with("/sign-in"));
    }
    let store = &server.app().live.store;
    assert_eq!(store.comparisons("recipe-ideas").await, Ok(vec![]));
    server.stop().await;
}

/// Both versions were clean when they went live, and each uses the birthday.
async fn what_a_red_line_denies_by_now_is_not_compared(database: Database) {
    let server = after(database, 2, &[EARLIER]).await;
    let (_, mut mara) = colleague(&server, "mara@example.org", Role::Marketer).await;
    let wish = rule("5", today().plus(60));
    let plan = page(&mut mara, &query(&wish)).await;
    says(&plan, "Nobody can change it afterwards.");
    draw(&server, vec![no_birthdays()]).await;
    let denied = "Version 1 does not pass the rules of honest wording.";
    says(&page(&mut mara, &query(&wish)).await, denied);
    let back = fix(&mut mara, &wish).await;
    says(&page(&mut mara, &back).await, denied);
    let store = &server.app().live.store;
    assert_eq!(store.comparisons("recipe-ideas").await, Ok(vec![]));
    server.stop().await;
}
