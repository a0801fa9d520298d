//! What the team's pages say of what comes next: what is in the way and where it is mended, what was
//! said, and whose turn it is.

use serde_json::{Value, json};

use crate::common::{Database, Server};
use crate::on_both;
use crate::review::{KEY, PAGE, Team, approved, document, place, step};

on_both!(
    what_the_linter_blocks_is_named_with_the_way_to_its_field,
    saving_says_how_much_is_to_be_mended,
    every_finding_leads_to_something_on_the_page,
    what_was_said_outlives_its_draft,
    what_waits_for_her_comes_first,
    people_read_words_where_the_list_keeps_names,
    what_is_not_written_yet_is_said_in_its_place,
);

fn dishonest() -> Value {
    let mut document = document();
    document["ask"]["refuse"] = "No, I hate saving money".into();
    document
}

/// What stands in the box at the top.
fn summary(page: &str) -> &str {
    let from = page.find("class=\"error-summary\"").unwrap();
    let page = &page[from..];
    &page[..page.find("</div>").unwrap()]
}

/// The values of an attribute.
fn all<'a>(page: &'a str, opens: &str) -> Vec<&'a str> {
    let parts = page.split(opens).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

async fn what_the_linter_blocks_is_named_with_the_way_to_its_field(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &dishonest()).await;
    let page = team.mara.get(PAGE).await.expect(200).text();
    let box_ = summary(&page);
    assert!(box_.contains("This cannot be published yet"), "{box_}");
    assert!(box_.contains("Words for no: "), "{box_}");
    let field = format!("href=\"/studio/{KEY}#f-ask-refuse\"");
    assert!(box_.contains(&field), "{box_}");
    // Below, each finding leads there as well, and the next step says what it waits for.
    assert!(page.matches(&field).count() > 1, "{page}");
    assert!(page.contains("Then you can ask for a review here."));
    // Whoever may not write is led to where all of it stands.
    let page = team.rob.get(PAGE).await.expect(200).text();
    assert!(summary(&page).contains("href=\"#findings-t\""), "{page}");
    assert!(!page.contains(&field) && page.contains("id=\"findings-t\""));
    assert!(page.contains("must be mended before it can be approved"));
    server.stop().await;
}

async fn saving_says_how_much_is_to_be_mended(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &dishonest()).await;
    let draft = format!("/studio/{KEY}?saved=yes");
    let page = team.mara.get(&draft).await.expect(200).text();
    let notice = page.split(" things must be mended.").nth(1).unwrap();
    assert_eq!(all(notice, "href=\"")[0], "#f-ask-refuse");
    team.write(&server, &document()).await;
    let page = team.mara.get(&draft).await.expect(200).text();
    assert!(page.contains("The draft is saved.") && !page.contains("must be mended."));
    // Of a later version the note is missing.
    approved(&server, &mut team).await;
    step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    let mut next = document();
    next["title"] = "Letters about all your orders".into();
    team.write(&server, &next).await;
    let page = team.mara.get(PAGE).await.expect(200).text();
    let note = format!("/studio/{KEY}?mend=yes#f-change_note");
    assert_eq!(all(summary(&page), "href=\""), [&*note]);
    let draft = note.split('#').next().unwrap();
    let page = team.mara.get(draft).await.expect(200).text();
    assert!(page.contains("id=\"f-change_note-fault\""), "{page}");
    // What is only warned of is accepted with a tick, and whoever forgets it is led there.
    next["change_note"] = "We say that it is about all of them.".into();
    next["if_off"] = "We stop soon.".into();
    team.write(&server, &next).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    let to = step(&server, &mut team.rob, "approve-draft", &[]).await;
    assert_eq!(to, format!("{PAGE}?failed=accepted"));
    let page = team.rob.get(&to).await.expect(200).text();
    assert!(page.contains("href=\"#f-accepted\""), "{page}");
    assert!(page.contains("id=\"f-accepted\""), "{page}");
    server.stop().await;
}

async fn every_finding_leads_to_something_on_the_page(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let mut absurd = document();
    for text in ["title", "use", "if_off", "stays", "retention"] {
        absurd[text] = "Only today! We may improve things, etc.".into();
    }
    absurd["recipients"] = json!(["Selected partners", " "]);
    absurd["regions"] = json!(["nowhere at all"]);
    absurd["data"] = json!([{"category": "health_conditions", "required": true},
                            {"category": "orders", "required": true}, {"category": "what"}]);
    absurd["benefits"][0]["what"] = "A better experience".into();
    absurd["ask"] =
        json!({"question": "Do you not mind?", "allow": "Yes", "refuse": "I hate this"});
    absurd["translations"] = json!({"de": {"title": "Nur heute!"}});
    let nothing = json!({"key": KEY, "locale": "en", "recipients": [], "data": [], "benefits": []});
    for document in [absurd, nothing] {
        team.write(&server, &document).await;
        let page = format!("/studio/{KEY}?saved=yes");
        let page = team.mara.get(&page).await.expect(200).text();
        let ids = all(&page, " id=\"");
        let links = all(&page, "href=\"#").into_iter();
        let links: Vec<_> = links
            .filter(|to| to.starts_with("f-") || to.starts_with("p-"))
            .collect();
        assert!(links.len() > 20, "{links:?}");
        for link in links {
            assert!(ids.contains(&link), "#{link}: {ids:?}");
        }
    }
    server.stop().await;
}

async fn what_was_said_outlives_its_draft(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    let page = team.rob.get(PAGE).await.expect(200).text();
    assert!(!page.contains("comments are open") && !page.contains("comment is open"));
    for said in ["Is the title short enough?", "Who reads this?"] {
        let said = [("key", KEY), ("field", "if_off"), ("comment", said)];
        let answer = team.rob.submit("/actions/comment-on-draft", &said).await;
        assert_eq!(place(&answer), format!("{PAGE}?done=said"));
    }
    // Where approving is offered, and with the name that the form has for the field.
    let page = team.rob.get(PAGE).await.expect(200).text();
    assert!(page.contains("2 comments are open."), "{page}");
    assert!(
        page.contains("<strong>What stops, and when</strong>"),
        "{page}"
    );
    assert!(!page.contains("On the draft of version"), "{page}");
    step(
        &server,
        &mut team.rob,
        "approve-draft",
        &[("accepted", "yes")],
    )
    .await;
    step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    // There is no draft now, but what was said stands, and can still be dealt with.
    let page = team.mara.get(PAGE).await.expect(200).text();
    assert!(page.contains("Is the title short enough?"), "{page}");
    assert_eq!(
        page.matches("On the draft of version 1").count(),
        2,
        "{page}"
    );
    assert!(!page.contains("comment-on-draft"), "{page}");
    let comment = all(&page, "name=\"comment\" value=\"")[0].to_owned();
    let dealt = [("key", KEY), ("comment", &*comment)];
    let answer = team.mara.submit("/actions/resolve-comment", &dealt).await;
    assert_eq!(place(&answer), format!("{PAGE}?done=resolved"));
    // On the next draft it is the history, beside what is new.
    let mut next = document();
    next["stays"] = "Your orders and points stay the same.".into();
    next["change_note"] = "We say what stays in other words.".into();
    team.write(&server, &next).await;
    let said = [("key", KEY), ("field", ""), ("comment", "This is new.")];
    team.mara.submit("/actions/comment-on-draft", &said).await;
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    let page = team.rob.get(PAGE).await.expect(200).text();
    assert!(page.contains("Who reads this?") && page.contains("This is new."));
    assert_eq!(
        page.matches("On the draft of version 1").count(),
        2,
        "{page}"
    );
    assert!(page.contains("2 comments are open."), "{page}");
    server.stop().await;
}

async fn what_waits_for_her_comes_first(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let mut team = Team::of(&server).await;
    let catalogue = server.app().live.engine.catalogue();
    let last = catalogue.live().last().unwrap();
    let (key, mut next) = (&last.0.key, serde_json::to_value(&last.1.document).unwrap());
    next["change_note"] = "We say what stays in other words.".into();
    next["stays"] = "Your orders stay the same.".into();
    let mutual = &server.app().mutual;
    let saved = mutual.save_draft(&team.writer, team.writer_id, key, next.to_string(), 0);
    let revision = saved.await.unwrap();
    let waits = "Waits for your review";
    let page = team.rob.get("/studio").await.expect(200).text();
    assert!(!page.contains(waits), "{page}");
    let asked = mutual.ask_for_review(&team.writer, key, revision, "");
    asked.await.unwrap();
    let page = team.rob.get("/studio").await.expect(200).text();
    assert_eq!(page.matches(waits).count(), 1, "{page}");
    let links = all(&page, "<a href=\"/studio/");
    let first = links.iter().find(|to| to.ends_with("/publish"));
    assert_eq!(first, Some(&&*format!("{key}/publish")), "{page}");
    // It is not for whoever wrote it.
    let page = team.mara.get("/studio").await.expect(200).text();
    assert!(!page.contains(waits), "{page}");
    server.stop().await;
}

async fn people_read_words_where_the_list_keeps_names(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    server.crm("feed").await;
    let mut first = document();
    first["if_off"] = "We stop soon.".into();
    team.write(&server, &first).await;
    let page = team.mara.get(PAGE).await.expect(200).text();
    assert!(page.contains("* (everywhere)"), "{page}");
    // Nobody has answered a first version before.
    assert!(!page.contains("value=\"needs_answer\""), "{page}");
    approved(&server, &mut team).await;
    let due = server.app().live.engine.now().plus_seconds(90_000);
    let due = due.to_string().trim_end_matches('Z').to_owned();
    step(&server, &mut team.mara, "schedule-draft", &[("due", &due)]).await;
    step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    let list = team.mara.get(PAGE).await.expect(200).text();
    assert!(list.contains("accepted: L-V2, "), "{list}");
    assert!(list.contains(">version 1<"), "{list}");
    assert!(!list.contains("if_off<") && !list.contains(&format!(">{due}")));
    let mut next = first;
    let home = json!({"category": "home_town", "required": true});
    next["data"].as_array_mut().unwrap().push(home);
    next["use"] = "We look for patterns in your last 12 months of orders. We pick recipes from your home town. On your birthday we send a cake recipe.".into();
    next["change_note"] = "We now use your home town too.".into();
    team.write(&server, &next).await;
    let page = team.mara.get(&format!("{PAGE}?as=needs_answer")).await;
    let page = page.expect(200).text();
    let (called, term) = names_of(&server, "home_town");
    assert!(!page.contains("error-summary"), "{}", summary(&page));
    assert!(page.contains(&format!("Newly needed: {called}")), "{page}");
    assert!(
        page.contains(&format!(
            "<ins>{called} (needed) \u{2068}[{term}]\u{2069}</ins>"
        )),
        "{page}"
    );
    assert!(page.contains("<q><bdi>"), "{page}");
    assert!(
        page.contains("Version 2, since") && !page.contains("Version 3"),
        "{page}"
    );
    server.stop().await;
}

/// What customers read for a kind of data, and the field's term.
fn names_of(server: &Server, category: &str) -> (String, String) {
    let catalogue = server.app().live.engine.catalogue();
    let category = catalogue.registry().category(category).unwrap();
    (category.label.clone(), category.name.clone())
}

async fn what_is_not_written_yet_is_said_in_its_place(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let mut bare = document();
    for field in ["title", "use", "if_off"] {
        bare[field] = "".into();
    }
    let quiet = "<span class=\"quiet\">not written yet</span>";
    for (content, many) in [(bare, 3), (document(), 0)] {
        team.write(&server, &content).await;
        let page = team.mara.get(&format!("{PAGE}?as=off")).await;
        let page = page.expect(200).text();
        let card = page.split("id=\"card-t\"").nth(1).unwrap();
        assert_eq!(card.matches(quiet).count(), many, "{card}");
    }
    // Where a number is asked for, the editor says so.
    let page = team.mara.get(&format!("/studio/{KEY}")).await;
    let page = page.expect(200).text();
    for hint in [
        "aria-describedby=\"f-benefits-0-amount-hint\"",
        ">A number, such as 3.<",
    ] {
        assert!(page.contains(hint), "{hint}: {page}");
    }
    server.stop().await;
}
