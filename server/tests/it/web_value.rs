//! What Ana reads about what she got and what was used: on the card, in tables, by day, in files.

use std::collections::BTreeSet;

use mutual::access::Actor;
use mutual::consent::Route;
use mutual::port::Submission;
use mutual::use_cases::Command;
use serde_json::{Value, json};

use crate::binary::Operator;
use crate::common::{Crm, Database, Server, Visitor};
use crate::merge::merge;
use crate::on_both;
use crate::receipts::choice;
use crate::value::{arrived, days_ago, kitchen, used};

on_both!(
    the_card_tells_what_arrived_and_when_data_was_last_used,
    of_many_records_the_newest_are_told_whosever_they_were,
    after_ninety_days_without_use_turning_off_is_suggested,
    the_timeline_tells_by_day_who_did_what,
    every_line_of_a_long_timeline_stands_on_one_page,
    files_hold_the_same_and_no_formula,
    files_tell_who_did_what_and_by_which_way,
    nobody_else_reads_it,
);

async fn by_link(server: &Server, id: &str) -> Visitor {
    let mut browser = Visitor::new(server);
    browser.get(&server.link(id, "/")).await.expect(303);
    browser
}

/// A page's text, as it is read.
async fn page(visitor: &mut Visitor, path: &str) -> String {
    let text = visitor.get(path).await.expect(200).text();
    text.replace("<!>", "")
        .replace("<bdi>", "")
        .replace("</bdi>", "")
}

/// The part of the first page that is about an exchange.
async fn card(visitor: &mut Visitor, key: &str) -> String {
    let page = page(visitor, "/").await;
    let begin = page.find(&format!("id=\"x-{key}\"")).unwrap();
    page[begin..].split("</section>").next().unwrap().to_owned()
}

#[track_caller]
fn says(page: &str, sentence: &str) {
    assert!(page.contains(sentence), "`{sentence}` is not in {page}");
}

async fn report(crm: &Crm, events: &[Value]) {
    let answer = crm.post("/value-events", &json!({"events": events})).await;
    assert_eq!(answer.expect(200).json()["refused"], 0);
}

async fn use_(crm: &Crm, events: &[Value]) {
    let answer = crm.post("/usage-events", &json!({"events": events})).await;
    assert_eq!(answer.expect(200).json()["refused"], 0);
}

async fn the_card_tells_what_arrived_and_when_data_was_last_used(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let mut ana = by_link(&server, &id).await;
    says(
        &card(&mut ana, "recipe-ideas").await,
        "You have got nothing from this yet.",
    );
    says(
        &card(&mut ana, "taste-panel").await,
        "You have got nothing from this yet.",
    );
    report(
        &crm,
        &[
            arrived(&id, "mail-1", &days_ago(20)),
            arrived(&id, "mail-2", &days_ago(3)),
        ],
    )
    .await;
    use_(&crm, &[used(&id, &days_ago(3), "mail")]).await;
    let told = card(&mut ana, "recipe-ideas").await;
    says(
        &told,
        "Recipes you can cook: 6 of 15 promised. A birthday cake recipe: 0 of 1 promised.",
    );
    says(&told, "We last used your past orders 3 days ago.");
    assert!(!told.contains("You have got nothing"), "{told}");
    let alone = page(&mut ana, "/x/recipe-ideas").await;
    says(&alone, ">15</td>");
    says(&alone, ">6</td>");
    says(&alone, "Not yet");
    // What is held of it is in her data, by its name.
    let data = page(&mut ana, "/data").await;
    says(&data, "What you got");
    says(&data, "mail-2");
    // It is told as the other pages tell it, and not by the keys of programs.
    for fact in [
        "<dt>Exchange</dt><dd>Weekly recipe ideas</dd>",
        "<dt>What</dt><dd>Recipes you can cook</dd>",
        "<dt>What was used</dt><dd>Your past orders</dd>",
        "<dt>Why</dt><dd>Ideas picked for you</dd>",
    ] {
        says(&data, fact);
    }
    assert!(!data.contains("Here are the newest"), "{data}");
    server.stop().await;
}

async fn of_many_records_the_newest_are_told_whosever_they_were(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let visitor = crm.knows("visitor:7").await;
    use_(&crm, &[used(&visitor, &days_ago(28), "as a visitor")]).await;
    let daily = |day: i64| used(&id, &days_ago(day), &format!("mail of day {day}"));
    let daily: Vec<_> = (1..=21).map(daily).collect();
    use_(&crm, &daily).await;
    merge(&crm, "crm:42", &visitor).await.expect(201);
    let mut ana = by_link(&server, &id).await;
    let data = page(&mut ana, "/data").await;
    says(&data, "22 records. Here are the newest 20.");
    for day in [1, 20] {
        says(&data, &format!("<dd>mail of day {day}</dd>"));
    }
    for older in ["mail of day 21", "as a visitor"] {
        assert!(!data.contains(older), "{older}: {data}");
    }
    server.stop().await;
}

async fn after_ninety_days_without_use_turning_off_is_suggested(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let mut on = choice("on");
    let suggestion = "We have used nothing for this in 90 days. You may want to turn it off.";
    let mut ana = by_link(&server, &id).await;
    assert!(!page(&mut ana, "/").await.contains(suggestion));
    let path = format!("/customers/{id}/choices");
    crm.post(&path, &choice("off")).await.expect(201);
    let earlier = crm.knows("crm:7").await;
    on["evidence"]["at"] = json!(days_ago(100));
    crm.post(&format!("/customers/{earlier}/choices"), &on)
        .await
        .expect(201);
    let mut bo = by_link(&server, &earlier).await;
    says(&card(&mut bo, "recipe-ideas").await, suggestion);
    use_(&crm, &[used(&earlier, &days_ago(95), "mail")]).await;
    says(&card(&mut bo, "recipe-ideas").await, suggestion);
    use_(&crm, &[used(&earlier, &days_ago(89), "mail")]).await;
    assert!(!page(&mut bo, "/").await.contains(suggestion));
    server.stop().await;
}

async fn the_timeline_tells_by_day_who_did_what(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let mut ana = by_link(&server, &id).await;
    report(&crm, &[arrived(&id, "mail-1", &days_ago(3))]).await;
    let three: Vec<_> = ["a", "b", "c"].map(|n| used(&id, &days_ago(3), n)).to_vec();
    use_(&crm, &three).await;
    use_(&crm, &[used(&id, &days_ago(9), "mail")]).await;
    let mut document = crate::common::demo()
        .into_iter()
        .find(|document| &*document.key == "recipe-ideas")
        .unwrap();
    document.title = "Recipe ideas".to_owned();
    document.change_note = Some("A shorter name.".to_owned());
    server.publish(document, Some(1)).await;
    let all = page(&mut ana, "/timeline").await;
    let lines = [
        "We changed this: A shorter name.",
        "You got 3 recipes",
        "We used your past orders 3 times",
        "We used your past orders<",
        "We turned it on",
    ];
    for line in lines {
        says(&all, line);
    }
    let place = |line: &str| all.find(line).unwrap();
    // What was said by phone stands where it was said.
    let places = [0, 1, 3, 4].map(|n| place(lines[n]));
    assert!(places.is_sorted(), "{places:?}");
    assert!(place(lines[2]) < place(lines[3]));
    says(&all, "href=\"/x/recipe-ideas\"");
    says(&all, "href=\"/receipts/rcp_");
    assert_eq!(
        all.matches("<h2>").count(),
        4,
        "today, three, nine and thirty days ago"
    );
    // Stopped for everybody, it is told to those who had answered.
    let stop = Command::Retire("recipe-ideas".parse().unwrap(), "A mistake.".to_owned());
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command: stop,
        idempotency: None,
    };
    let live = &server.app().live.engine;
    live.submit(submission).await.unwrap();
    let changed = page(&mut ana, "/timeline?show=changed").await;
    says(&changed, "We stopped this");
    // It has no page any more, and is called what it was called all the same.
    says(&changed, "Recipe ideas");
    assert!(!changed.contains("recipe-ideas"), "{changed}");
    // Of each kind alone.
    for (show, has) in [
        ("chose", 4..5),
        ("used", 2..4),
        ("got", 1..2),
        ("changed", 0..1),
    ] {
        let some = page(&mut ana, &format!("/timeline?show={show}")).await;
        for (n, line) in lines.iter().enumerate() {
            assert_eq!(some.contains(line), has.contains(&n), "{show}: {line}");
        }
        says(&some, "aria-current=\"true\"");
        says(&some, &format!("href=\"/timeline.csv?show={show}\""));
    }
    // What did not arrive after all is not told any more.
    let mut gone = arrived(&id, "mail-1", &days_ago(3));
    gone["amount"] = json!(0);
    gone["corrects"] = json!(true);
    report(&crm, &[gone]).await;
    let got = page(&mut ana, "/timeline?show=got").await;
    says(&got, "There is nothing of this kind.");
    for odd in [
        "/timeline?show=x",
        "/timeline?before=x&show=",
        "/timeline?before=-1--1",
    ] {
        page(&mut ana, odd).await;
    }
    server.stop().await;
}

async fn every_line_of_a_long_timeline_stands_on_one_page(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let mut ana = by_link(&server, &id).await;
    // A hundred at one moment, and one on each of a hundred and twenty days with gaps between.
    let at = days_ago(5);
    let mut events: Vec<_> = (0..100)
        .map(|n| arrived(&id, &format!("batch-{n}"), &at))
        .collect();
    events.extend((10..130).map(|n| arrived(&id, &format!("day-{n}"), &days_ago(n * 3))));
    for (n, event) in (1..).zip(&mut events) {
        event["amount"] = json!(n);
    }
    report(&crm, &events).await;
    let uses: Vec<_> = (10..130)
        .map(|n| used(&id, &days_ago(n * 7), "mail"))
        .collect();
    use_(&crm, &uses).await;
    let mut path = "/timeline?show=got".to_owned();
    let (mut seen, mut pages) = (BTreeSet::new(), 0);
    loop {
        let text = page(&mut ana, &path).await;
        let lines: Vec<_> = text.split("You got ").skip(1).collect();
        let numbers = lines.iter().filter_map(|line| {
            let (number, _) = line.split_once(" recipes")?;
            // One is not "recipes".
            number.trim_end_matches(" ×").parse::<u32>().ok()
        });
        let numbers: Vec<_> = numbers.collect();
        assert!(numbers.len() <= 50);
        for number in numbers {
            assert!(seen.insert(number), "{number} stands on two pages");
        }
        pages += 1;
        let Some((before, _)) = text.split_once("rel=\"next\"") else {
            break;
        };
        let (_, href) = before.rsplit_once("href=\"").unwrap();
        path = href.split('"').next().unwrap().replace("&amp;", "&");
    }
    assert_eq!((seen.len(), pages), (220, 5));
    // And all of it together.
    let file = ana.get("/timeline.json").await.expect(200).json();
    assert_eq!(file["timeline"].as_array().unwrap().len(), 220 + 120 + 1);
    let mut times: Vec<_> = file["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["at"].as_str().unwrap().to_owned())
        .collect();
    let sorted = times.clone();
    times.sort_by(|a, b| b.cmp(a));
    assert_eq!(times, sorted);
    // The page of all that is held has the newest, and says so.
    says(
        &page(&mut ana, "/data").await,
        "220 records. Here are the newest 20. The file below has all of them.",
    );
    server.stop().await;
}

async fn files_hold_the_same_and_no_formula(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    let mut ana = by_link(&server, &id).await;
    let hostile = "=cmd|' /C calc'!A0 <script>alert(1)</script>";
    report(&crm, &[arrived(&id, hostile, &days_ago(3))]).await;
    use_(
        &crm,
        &[
            used(&id, &days_ago(4), hostile),
            used(&id, &days_ago(4), "b"),
        ],
    )
    .await;
    let file = ana.get("/timeline.csv").await.expect(200);
    assert!(file.header("content-type").starts_with("text/csv"));
    assert!(
        file.header("content-disposition")
            .contains("my-timeline.csv")
    );
    let text = file.text();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let head = table.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|known| known == name).unwrap();
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row[column("kind")].to_owned(),
                row[column("proposition")].to_owned(),
            )
        })
        .collect();
    let pair = |kind: &str, about: &str| (kind.to_owned(), about.to_owned());
    assert_eq!(
        told,
        [
            pair("got", "recipe-ideas"),
            pair("used", ""),
            pair("chose", "recipe-ideas")
        ]
    );
    assert_eq!(rows[0][column("reference")], format!("'{hostile}"));
    assert_eq!(&rows[0][column("amount")], "3");
    assert_eq!(&rows[1][column("times")], "2");
    for row in &rows {
        for cell in row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
        }
    }
    assert_eq!(both_files(&mut ana).await.len(), 3);
    let file = ana.get("/timeline.json?show=got").await.expect(200).json();
    let lines = file["timeline"].as_array().unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["reference"], hostile);
    assert_eq!(
        (&file["customer"], &lines[0]["amount"]),
        (&json!(id), &json!(3))
    );
    // No page takes it for markup.
    for path in ["/timeline", "/data", "/x/recipe-ideas"] {
        assert!(
            !page(&mut ana, path).await.contains("<script>alert"),
            "{path}"
        );
    }
    server.stop().await;
}

/// Both files, line by line: what stands in one stands in the other. The objects.
async fn both_files(visitor: &mut Visitor) -> Vec<Value> {
    let table = visitor.get("/timeline.csv").await.expect(200).text();
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let head = table.headers().unwrap().clone();
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    let objects = visitor.get("/timeline.json").await.expect(200).json();
    let objects = objects["timeline"].as_array().unwrap().clone();
    assert_eq!(rows.len(), objects.len());
    for (row, object) in rows.iter().zip(&objects) {
        let named = object.as_object().unwrap();
        for name in named.keys() {
            assert!(head.iter().any(|column| column == name), "{name}");
        }
        for (column, cell) in head.iter().zip(row) {
            match &object[column] {
                Value::Null => assert_eq!(cell, "", "{column}"),
                Value::String(text) => {
                    assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), text, "{column}");
                }
                Value::Object(pairs) => {
                    for (name, to) in pairs {
                        let pair = format!("{name}={}", to.as_str().unwrap());
                        assert!(cell.contains(&pair), "{column}: {cell}");
                    }
                }
                Value::Array(items) => {
                    let pairs = items.iter().flat_map(|item| item.as_object().unwrap());
                    for (name, to) in pairs {
                        let pair = format!("{name}={}", to.as_str().unwrap());
                        assert!(cell.contains(&pair), "{column}: {cell}");
                    }
                }
                other => assert_eq!(cell, other.to_string(), "{column}"),
            }
        }
    }
    objects
}

async fn files_tell_who_did_what_and_by_which_way(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    // A visitor who said no turns out to be her.
    let visitor = crm.knows("visitor:7").await;
    let path = format!("/customers/{visitor}/choices");
    crm.post(&path, &choice("off")).await.expect(201);
    let merged = json!({"from": "visitor:7"});
    crm.post("/customers/crm:42/merge", &merged)
        .await
        .expect(201);
    let mut ana = by_link(&server, &id).await;
    let quiet = [("sure", "yes"), ("quiet", "week")];
    ana.submit("/actions/quiet-on", &quiet).await.expect(303);
    ana.submit("/actions/quiet-off", &[("sure", "yes")])
        .await
        .expect(303);
    let asks = json!({"proposition": "recipe-ideas", "toggle": "exchange", "on": "customer"});
    let lines = both_files(&mut ana).await;
    let line = |event: &str, is: &dyn Fn(&Value) -> bool| {
        let mut found = lines.iter().filter(|line| line["event"] == event);
        found.find(|line| is(line)).unwrap().clone()
    };
    let any = |_: &Value| true;
    let said = |event: &str| {
        let line = line(event, &any);
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        (text("who"), text("way"))
    };
    let by_phone = "For you, by phone or in a shop";
    assert_eq!(
        said("consent.granted"),
        ("We".to_owned(), by_phone.to_owned())
    );
    assert_eq!(said("consent.refused").1, by_phone);
    let merged = line("customer.merged", &any);
    assert_eq!(merged["conflicts"], json!([asks]));
    let begins = line("customer.situation", &|line| {
        line["situation"] == "You asked to be left alone"
    });
    assert!(begins["until"].is_string(), "{begins}");
    let own = (&begins["who"], &begins["way"]);
    let link = json!("By a link that we sent you");
    assert_eq!(own, (&json!("You"), &link));
    let ends = line("customer.situation", &|line| {
        line["situation"] == "You no longer ask to be left alone"
    });
    assert_eq!(ends["until"], Value::Null);
    // The page says the same in the same words, and each yes and no by which way it came.
    let told = page(&mut ana, "/timeline").await;
    let way = |sentence: &str| {
        let (_, line) = told.split_once(&format!("{sentence}<")).unwrap();
        line.split("</li>").next().unwrap().to_owned()
    };
    for sentence in ["We turned it on", "We said no"] {
        says(&way(sentence), &format!("{by_phone}</span> <a href="));
    }
    says(
        &way("You no longer ask to be left alone"),
        "By a link that we sent you",
    );
    for words in [
        "You asked to be left alone",
        "You no longer ask to be left alone",
    ] {
        says(&told, words);
    }
    server.stop().await;
}

async fn nobody_else_reads_it(database: Database) {
    let (server, crm, id) = kitchen(database).await;
    report(&crm, &[arrived(&id, "secret-proof", &days_ago(3))]).await;
    use_(&crm, &[used(&id, &days_ago(3), "secret context")]).await;
    let other = crm.knows("crm:7").await;
    let mut bo = by_link(&server, &other).await;
    for path in [
        "/timeline",
        "/timeline.csv",
        "/timeline.json",
        "/data",
        "/x/recipe-ideas",
    ] {
        let text = bo.get(path).await.expect(200).text();
        for secret in ["secret", "You got 3", "We used"] {
            let heading = path == "/data" && secret == "We used";
            assert!(
                !text.contains(secret) || heading || filter(&text, secret),
                "{path}: {text}"
            );
        }
    }
    says(
        &page(&mut bo, "/timeline").await,
        "Nothing has happened yet.",
    );
    let mut nobody = Visitor::new(&server);
    for path in ["/timeline", "/timeline.csv", "/timeline.json"] {
        let answer = nobody.get(path).await.expect(303);
        assert!(answer.header("location").starts_with("/sign-in"), "{path}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demos_customers_have_got_something_and_not_everything() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let link = operator.run(&["link", "--customer", "crm:42"]).expect(0);
    let serving = operator.serve();
    let mut ana = Visitor::at(&serving.url);
    let path = link
        .line()
        .find("/in?")
        .map(|at| &link.line()[at..])
        .unwrap()
        .to_owned();
    ana.get(&path).await.expect(303);
    let recipes = card(&mut ana, "recipe-ideas").await;
    says(
        &recipes,
        "Recipes you can cook: 84 of 93 promised. A birthday cake recipe: 1 of 1 promised.",
    );
    says(&recipes, "We last used your past orders 3 days ago.");
    // What was used for what she has on is told at nothing that she never turned on, though it is for
    // the same purpose.
    let helper = card(&mut ana, "dinner-helper").await;
    assert!(!helper.contains("We last used"), "{helper}");
    let alone = page(&mut ana, "/x/dinner-helper").await;
    assert!(!alone.contains("We last used"), "{alone}");
    let pick_up = card(&mut ana, "car-pick-up").await;
    says(&pick_up, "You have got nothing from this yet.");
    says(&pick_up, "You may want to turn it off.");
    let timeline = page(&mut ana, "/timeline").await;
    for line in [
        "You got 3 recipes",
        "We used your past orders",
        "You turned it off",
    ] {
        says(&timeline, line);
    }
    says(&timeline, "rel=\"next\"");
    assert!(!timeline.contains("dinner-helper"), "{timeline}");
    serving.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_demos_people_answered_was_live_by_then() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, "catalogue consent:read");
    let path = "/propositions/recipe-ideas/versions/1";
    let live = crm.get(path).await.expect(200).json();
    let live = live["published_at"].as_str().unwrap().to_owned();
    let consents = crm.get("/customers/crm:42/consents").await.expect(200);
    let consents = consents.json();
    let mut exchanges = consents["exchanges"].as_array().unwrap().iter();
    let recipes = exchanges.find(|one| one["proposition"] == "recipe-ideas");
    let since = recipes.unwrap()["toggles"]["exchange"]["since"].clone();
    let since = since.as_str().unwrap();
    assert!(*live < *since, "live since {live}, on since {since}");
    serving.stop().expect(0);
}

/// Whether the words are those of a filter alone.
fn filter(text: &str, words: &str) -> bool {
    text.matches(words).count() == text.matches(&format!(">{words}</a>")).count()
}
