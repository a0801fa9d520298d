//! Red lines on pages: since when one stands, from which day one holds, and what would stop nearly
//! everything.

use mutual::clock::Timestamp;
use mutual::ledger::LineChange;
use mutual::use_cases::{Command, RedLineEdit};
use serde_json::{Value, json};

use crate::cases::submit;
use crate::common::{Database, Server, Visitor};
use crate::forms::hidden;
use crate::line_pages::{Office, PAGE, form, with};
use crate::on_both;
use crate::past::Past;
use crate::why::in_order;

on_both!(
    everybody_reads_since_when_a_line_stands_and_since_when_as_it_is,
    a_line_holds_from_the_day_that_was_typed,
    what_would_stop_nearly_everything_is_told_and_no_amount_hides_it,
);

/// A line under that key is drawn, about these topics.
fn draws(key: &str, topics: &[&str]) -> Command {
    let line = json!({"key": key, "says": "We never do this by machine.", "why": "It weighs much.",
        "when": {"topics": topics}, "effect": "deny"});
    let line = serde_json::from_value(line).unwrap();
    Command::DrawRedLines(Box::new(RedLineEdit {
        changes: vec![LineChange::Put(line)],
        reason: "We said so.".to_owned(),
        from: None,
        over: vec![],
        approved_by: None,
    }))
}

async fn everybody_reads_since_when_a_line_stands_and_since_when_as_it_is(database: Database) {
    let at = |text: &str| Timestamp::parse(text).unwrap();
    let (server, ()) = Server::start_after(database, async |store| {
        let past = Past::at(store, at("2025-01-05T12:00:00Z")).await;
        for key in ["no-ads", "no-loans"] {
            submit(past.engine.as_ref(), draws(key, &["loan"])).await;
        }
        past.until(at("2025-02-07T12:00:00Z"));
        submit(past.engine.as_ref(), draws("no-loans", &["credit", "loan"])).await;
        past.engine.stop().await;
    })
    .await;
    let mut stranger = Visitor::new(&server);
    let page = stranger.get("/red-lines").await.expect(200).text();
    let part = |key: &str| {
        let begin = format!("id=\"line-{key}\"");
        let (_, part) = page.split_once(&begin).unwrap();
        part.split("</section>").next().unwrap().to_owned()
    };
    let words = "In these words since";
    let untouched = part("no-ads");
    in_order(&untouched, &["Since", "5 January 2025"]);
    assert!(!untouched.contains(words), "{untouched}");
    let changed = part("no-loans");
    in_order(
        &changed,
        &["Since", "5 January 2025", words, "7 February 2025"],
    );
    server.stop().await;
}

async fn a_line_holds_from_the_day_that_was_typed(database: Database) {
    let mut office = Office::open(database).await;
    let now = office.server.app().live.engine.now();
    let day = |days: i64| now.plus_seconds(days * 86_400).to_string()[..10].to_owned();
    let (soon, far) = (day(10), day(60));
    let draw = with(
        &form("no-loans", "loan, credit", "0"),
        &[("from", &soon), ("step", "draw")],
    );
    for (bad, said) in [
        ("tomorrow", "Use a day, such as 2027-03-01."),
        ("2999-01-01", "Use a moment within a year."),
    ] {
        let bad = with(
            &form("no-loans", "loan", "0"),
            &[("from", bad), ("step", "draw")],
        );
        let (location, page) = office.rex("save-line", &bad).await;
        assert_eq!(location, format!("{PAGE}/new?failed=faults"));
        assert!(page.contains(said), "{page}");
    }
    let look = with(
        &form("no-loans", "loan, credit", "0"),
        &[("from", &soon), ("step", "look")],
    );
    let (_, page) = office.rex("save-line", &look).await;
    assert!(
        page.contains("It takes nothing away. It holds from "),
        "{page}"
    );
    let (location, _) = office.rex("save-line", &draw).await;
    assert_eq!(location, format!("{PAGE}?done=agreed"));
    let crm = office.server.crm("catalogue").await;
    let read = async || crm.get("/red-lines").await.expect(200).json();
    let lines = read().await;
    assert_eq!(lines["items"], json!([]), "it does not hold yet");
    let coming = &lines["coming"][0];
    assert_eq!(
        (&coming["key"], &coming["weaker"]),
        (&json!("no-loans"), &json!(false))
    );
    assert_eq!(coming["from"].as_str().unwrap()[..10], soon);
    assert!(office.everybody().await.contains("A new line, from"));
    // A weakening that somebody dates waits with its day; what is too soon waits its 30 days.
    let draw = with(&form("no-ads", "ads, offers", "0"), &[("step", "draw")]);
    office.rex("save-line", &draw).await;
    for (from, begins) in [(&soon, None), (&far, Some(&far))] {
        let page = office.rex.get(&format!("{PAGE}/no-ads")).await;
        let page = page.expect(200).text();
        let revision = hidden(&page, "revision").to_owned();
        let topics = if begins.is_some() { "offers" } else { "ads" };
        let weaker = with(
            &form("no-ads", topics, &revision),
            &[("known", "yes"), ("from", from), ("step", "draw")],
        );
        let (location, page) = office.rex("save-line", &weaker).await;
        assert_eq!(location, format!("{PAGE}?done=proposed"));
        assert!(page.contains("Holds from"), "{page}");
        let proposal = hidden(&page, "proposal").to_owned();
        let agree = [("proposal", proposal.as_str())];
        let agreed = office.rae.submit("/actions/agree-line", &agree).await;
        assert!(
            agreed
                .expect(303)
                .header("location")
                .ends_with("done=agreed")
        );
        let lines = read().await;
        let coming = lines["coming"].as_array().unwrap().iter();
        let coming: Vec<_> = coming.filter(|coming| coming["key"] == "no-ads").collect();
        let is = coming[0]["from"].as_str().unwrap()[..10].to_owned();
        let soonest = office
            .server
            .app()
            .live
            .engine
            .now()
            .plus_seconds(30 * 86_400);
        assert_eq!(
            is,
            begins.map_or_else(|| soonest.to_string()[..10].to_owned(), String::clone)
        );
    }
    office.server.stop().await;
}

async fn what_would_stop_nearly_everything_is_told_and_no_amount_hides_it(database: Database) {
    let mut office = Office::open(database).await;
    let purposes = office.server.app().live.engine.catalogue();
    let purposes = purposes.registry().purposes();
    let purposes: Vec<_> = purposes
        .map(|one| format!("purposes[{}]", one.id))
        .collect();
    let mut all = form("all-money", "", "0");
    all.extend(purposes.iter().map(|name| (name.as_str(), "on")));
    // Most questions name no amount, so that a line about amounts holds of them.
    all.extend([("amount", "1"), ("currency", "GBP")]);
    let before = office.index();
    let (_, page) = office
        .rex("save-line", &with(&all, &[("step", "look")]))
        .await;
    assert!(page.contains("It would stop everything."), "{page}");
    let (location, page) = office
        .rex("save-line", &with(&all, &[("step", "draw")]))
        .await;
    assert_eq!(location, format!("{PAGE}/new?failed=faults"));
    assert!(page.contains("all purposes are everything"), "{page}");
    assert_eq!(office.index(), before);
    // Not everything, and nearly: that is told before it is drawn, and beside the line.
    let mut ticked = form("all-data", "", "0");
    ticked.extend([
        ("sensitivities[ordinary]", "on"),
        ("sensitivities[special]", "on"),
    ]);
    let (_, page) = office
        .rex("save-line", &with(&ticked, &[("step", "look")]))
        .await;
    let picked = "All of “How sensitive the data is” is picked";
    assert!(page.contains(picked), "{page}");
    office
        .rex("save-line", &with(&ticked, &[("step", "draw")]))
        .await;
    let page = office.rex.get(PAGE).await.expect(200).text();
    assert!(page.contains(picked), "{page}");
    let lines = office.server.crm("catalogue").await;
    let lines = lines.get("/red-lines").await.expect(200).json();
    assert_ne!(lines["items"][0]["key"], Value::Null);
    office.server.stop().await;
}
