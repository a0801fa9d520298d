//! A reviewer takes purposes and data over from a file, on the page.

use std::time::{Duration, Instant};

use mutual::access::Role;
use mutual::catalogue::{Registry, Term};
use serde_json::{Value, json};

use crate::common::{Answer, Database, Server, Visitor, demo};
use crate::erasure::assert_good;
use crate::forms::field;
use crate::on_both;
use crate::red_lines::{draw, shop, starter};
use crate::registry::staff;
use crate::web_people::{PASSWORD, sign_in};
use crate::wordings::speaks;

on_both!(
    a_reviewer_sees_what_becomes_of_a_file_and_then_takes_it_over,
    a_file_that_is_as_long_as_it_may_be_is_taken_over,
    what_somebody_else_changed_meanwhile_is_looked_at_anew,
    what_one_looked_at_is_not_taken_over_by_another,
    a_red_line_keeps_a_file_out_and_is_named_before_it_is_stored,
    what_stands_against_a_file_at_the_last_moment_is_told_as_it_is,
    a_hostile_file_stores_nothing,
    the_list_speaks_the_readers_language,
);

const PAGE: &str = "/studio/registry/import";

/// Sends a form with a file in it, as a browser without JavaScript does.
async fn send(visitor: &mut Visitor, origin: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, text) in fields {
        let (name, file) = match name.split_once('/') {
            Some((name, file)) => (name, format!("; filename=\"{file}\"")),
            None => (*name, String::new()),
        };
        body.push_str(&format!(
            "--cut-here\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n"
        ));
    }
    body.push_str("--cut-here--\r\n");
    let headers = [
        ("content-type", "multipart/form-data; boundary=cut-here"),
        ("origin", origin),
        ("sec-fetch-site", "same-origin"),
    ];
    visitor.send("POST", PAGE, &headers, &body).await
}

fn pets(label: &str) -> Value {
    json!({
        "id": "pets", "name": "Pets", "label": label, "origin": "told",
        "sensitivity": "ordinary", "dpv": "https://w3id.org/dpv#ProvidedPersonalData",
    })
}

/// A term as it is shipped, with this changed.
fn shipped(id: &str, field: &str, to: Value) -> Value {
    let term = Registry::starter().category(id).unwrap().clone();
    let mut term = serde_json::to_value(term).unwrap();
    term[field] = to;
    term
}

fn file(terms: &[Value]) -> String {
    json!({"data_categories": terms}).to_string()
}

/// What the button of a page sends: line ends as browsers write them.
async fn press(visitor: &mut Visitor, origin: &str, page: &str) -> Answer {
    let fields = ["name", "seen", "text", "writer"]
        .map(|name| (name, field(page, name).replace('\n', "\r\n")));
    let fields: Vec<_> = fields.iter().map(|(name, text)| (*name, &**text)).collect();
    send(visitor, origin, &fields).await
}

fn label(server: &Server, id: &str) -> Option<String> {
    let catalogue = server.app().live.engine.catalogue();
    let term = catalogue.registry().category(id).cloned();
    term.map(|term| Term::Data(term).label().to_owned())
}

async fn a_reviewer_sees_what_becomes_of_a_file_and_then_takes_it_over(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let url = server.url.clone();
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    let page = rob.get("/studio/registry").await.expect(200).text();
    assert!(page.contains(PAGE), "{page}");
    rob.get(PAGE).await.expect(200);
    let index = server.app().live.engine.index();
    let french = json!({"de": "Ihre bisherigen Bestellungen", "ar": "طلباتك السابقة", "fr": "Vos commandes"});
    let device = shipped("device", "label", json!("Your phone"));
    let mut terms = vec![
        pets("The pets <script>alert(1)</script> you live with"),
        shipped("orders", "labels", french),
        device,
        serde_json::to_value(Registry::starter().category("browsing").unwrap()).unwrap(),
        pets("Again"),
        shipped("birthday", "label", json!("Everything about you")),
    ];
    // One that customers agreed to in other words keeps the whole file out.
    let shown = send(&mut rob, &url, &[("file/terms.json", &file(&terms))]).await;
    let shown = shown.expect(200).text();
    for said in [
        "1 line is refused",
        "<strong>refused</strong>",
        "Customers agreed to these words",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert!(!shown.contains("name=\"seen\""), "{shown}");
    terms.pop();
    let shown = send(&mut rob, &url, &[("file/terms.json", &file(&terms))]).await;
    let shown = shown.expect(200).text();
    assert!(shown.contains("Take over 3 entries"), "{shown}");
    for fate in [">new<", ">changed<", "just so", "came before in this file"] {
        assert!(shown.contains(fate), "{fate}: {shown}");
    }
    assert!(!shown.contains("<script>alert"), "{shown}");
    assert_eq!(server.app().live.engine.index(), index, "nothing is stored");

    let done = press(&mut rob, &url, &shown).await.expect(303);
    assert_eq!(done.header("location"), "/studio/registry?done=imported");
    assert_eq!(server.app().live.engine.index(), index + 1, "one entry");
    assert_eq!(label(&server, "device").unwrap(), "Your phone");
    assert!(label(&server, "pets").unwrap().contains("<script>"));
    let page = rob.get("/studio/registry?done=imported").await;
    let page = page.expect(200).text();
    assert!(page.contains("The file is taken over"), "{page}");
    assert!(!page.contains("<script>alert"), "{page}");
    let lines = server
        .app()
        .live
        .store
        .audit(Some("registry"), None, 9)
        .await;
    let lines = lines.unwrap();
    assert_eq!(
        (lines[0].what.as_str(), lines[0].reason.as_str()),
        ("registry.imported", "3")
    );
    // Pressed twice is once.
    let again = press(&mut rob, &url, &shown).await.expect(200).text();
    assert!(again.contains("nothing to take over"), "{again}");
    assert_eq!(server.app().live.engine.index(), index + 1);
    // Pasted, from a form in the other encoding, and of somebody else's vocabulary.
    let yaml = "data_use:\n- fides_key: marketing.communications\n  name: Marketing\n";
    let shown = rob.submit(PAGE, &[("text", yaml)]).await.expect(200).text();
    assert!(shown.contains("Take over 1 entry<"), "{shown}");
    assert!(
        shown.contains("purpose:marketing_communications"),
        "{shown}"
    );
    press(&mut rob, &url, &shown).await.expect(303);
    assert_good(&server).await;
}

async fn a_file_that_is_as_long_as_it_may_be_is_taken_over(database: Database) {
    let server = Server::start(database).await;
    let url = server.url.clone();
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    // Most of it is line ends, each of which a browser makes two characters of on the way back.
    let pets = file(&[pets("Your pets")]);
    let mut long = pets.clone() + &"\n".repeat(256 * 1024 - pets.len());
    let shown = send(&mut rob, &url, &[("file/terms.json", &long)]).await;
    let shown = shown.expect(200).text();
    press(&mut rob, &url, &shown).await.expect(303);
    assert_eq!(label(&server, "pets").as_deref(), Some("Your pets"));
    long.push('\n');
    for name in ["file/terms.json", "text"] {
        send(&mut rob, &url, &[(name, &long)]).await.expect(413);
    }
    server.stop().await;
}

async fn what_somebody_else_changed_meanwhile_is_looked_at_anew(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let url = server.url.clone();
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    let (_, mut ada) = staff(&server, "ada@example.org", Role::Admin).await;
    let mut shown = Vec::new();
    for (visitor, words) in [(&mut rob, "Your pets"), (&mut ada, "Your animals")] {
        let page = send(visitor, &url, &[("file/a.json", &file(&[pets(words)]))]).await;
        shown.push(page.expect(200).text());
    }
    // Both at once: one is heard, and the other is shown what is there now.
    let (first, second) = tokio::join!(
        press(&mut rob, &url, &shown[0]),
        press(&mut ada, &url, &shown[1]),
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let late = if first.status == 409 { first } else { second };
    let page = late.text();
    assert!(
        page.contains("Somebody else changed some of this"),
        "{page}"
    );
    assert!(page.contains("Take over 1 entry<"), "{page}");
    assert!(page.contains(">changed<"), "{page}");
    // Having seen it, she may.
    let is_robs = page.contains("Your pets");
    let (visitor, words) = if is_robs {
        (&mut rob, "Your pets")
    } else {
        (&mut ada, "Your animals")
    };
    press(visitor, &url, &page).await.expect(303);
    assert_eq!(label(&server, "pets").unwrap(), words);
    assert_good(&server).await;
}

async fn what_one_looked_at_is_not_taken_over_by_another(database: Database) {
    let server = Server::start(database).await;
    let url = server.url.clone();
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    let shown = send(&mut rob, &url, &[("text", &file(&[pets("Your pets")]))]).await;
    let shown = shown.expect(200).text();
    // In another tab of his browser Ada comes in.
    staff(&server, "ada@example.org", Role::Admin).await;
    sign_in(&mut rob, "ada@example.org", PASSWORD)
        .await
        .expect(303);
    press(&mut rob, &url, &shown).await.expect(412);
    assert_eq!(label(&server, "pets"), None);
    sign_in(&mut rob, "rob@example.org", PASSWORD)
        .await
        .expect(303);
    press(&mut rob, &url, &shown).await.expect(303);
    assert_eq!(label(&server, "pets").as_deref(), Some("Your pets"));
    server.stop().await;
}

async fn a_red_line_keeps_a_file_out_and_is_named_before_it_is_stored(database: Database) {
    let server = Server::start(database).await;
    let url = server.url.clone();
    let (_, mut rita) = staff(&server, "rita@example.org", Role::Reviewer).await;
    let harmless = file(&[shipped("religion", "sensitivity", json!("ordinary"))]);
    let shown = send(&mut rita, &url, &[("file/terms.json", &harmless)]).await;
    let before = shown.expect(200).text();
    assert!(before.contains("Take over 1 entry<"), "{before}");
    // While she reads it somebody draws the lines.
    draw(&server, starter()).await;
    let index = server.app().live.engine.index();
    let line = "The red line no-guess-from-special-data holds of this: change it first.";
    let late = press(&mut rita, &url, &before).await.expect(200).text();
    let anew = send(&mut rita, &url, &[("text", &harmless)]).await;
    for page in [late, anew.expect(200).text()] {
        let page = page.replace(['\u{2068}', '\u{2069}', '`'], "");
        for said in ["1 line is refused", line] {
            assert!(page.contains(said), "{said}: {page}");
        }
        // Nobody has an answer that rests on it, and there is nothing to press.
        for said in ["Customers agreed", "name=\"seen\""] {
            assert!(!page.contains(said), "{said}: {page}");
        }
    }
    assert_eq!(server.app().live.engine.index(), index);
    server.stop().await;
}

async fn what_stands_against_a_file_at_the_last_moment_is_told_as_it_is(database: Database) {
    // Ana said yes to a version that names her birthday, and the one that is live names it no more.
    let (server, _) = shop(database).await;
    let url = server.url.clone();
    let mut document = demo().remove(0);
    document.data.pop();
    document.benefits.pop();
    document.usage = "We pick from food in your last 12 months of orders.".to_owned();
    document.change_note = Some("We use less of what we know.".to_owned());
    server.publish(document, Some(1)).await;
    let (_, mut rita) = staff(&server, "rita@example.org", Role::Reviewer).await;
    let other = file(&[shipped("birthday", "label", json!("Your birth year"))]);
    let shown = send(&mut rita, &url, &[("file/terms.json", &other)]).await;
    let shown = shown.expect(200).text();
    let index = server.app().live.engine.index();
    let page = press(&mut rita, &url, &shown).await.expect(422).text();
    for said in [
        "Something stands against this that could not be seen before",
        "Customers agreed to these words",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(server.app().live.engine.index(), index);
    server.stop().await;
}

async fn a_hostile_file_stores_nothing(database: Database) {
    let server = Server::start(database).await;
    let url = server.url.clone();
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    let index = server.app().live.engine.index();
    let good = file(&[pets("Your pets")]);
    let bomb: String = (0..40)
        .map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}, *a{0}, *a{0}]\n", n.max(1) - 1))
        .collect();
    let bomb = format!(
        "data_use: []\na: &a0 [x]\n{}",
        bomb.split_once('\n').unwrap().1
    );
    let deep = format!("{{\"data_categories\": {}", "[".repeat(100_000));
    let wide = format!("data_use:\n{}", "- - - - ".repeat(10_000));
    for (name, text) in [
        ("file/a.json", "{"),
        ("file/a.json", "{}"),
        ("file/a.json", &deep),
        ("file/a.yml", &bomb),
        ("file/a.yaml", &wide),
        ("file/a.csv", "name,colour\r\n\"a,red"),
        ("file/</h1><script>alert(1)</script>.json", "{"),
        ("text", "\u{0}"),
        ("text", "  "),
        ("other", &good),
    ] {
        let began = Instant::now();
        let answer = send(&mut rob, &url, &[(name, text)]).await.expect(422);
        assert!(began.elapsed() < Duration::from_secs(5), "{name}");
        let page = answer.text();
        assert!(!page.contains("<script>alert"), "{page}");
        assert!(!page.contains("name=\"seen\""), "{page}");
    }
    // What was pasted comes back to be mended.
    let typo = [("text", "{\"data_categories\": [pets]}")];
    let page = send(&mut rob, &url, &typo).await.expect(422).text();
    let typed = page.split("<textarea").nth(1).unwrap();
    assert!(typed.contains("[pets]}"), "{page}");
    let huge = "x".repeat(300 * 1024);
    let answer = send(&mut rob, &url, &[("file/a.json", &huge)]).await;
    answer.expect(413);
    // Whoever presses a button that was never shown is shown what would become of it all the same.
    let unseen = [("text", "{}"), ("seen", "99999")];
    send(&mut rob, &url, &unseen).await.expect(422);
    let bad = file(&[pets("\u{202e}turned")]);
    let unseen = [("text", &*bad), ("seen", "99999")];
    let page = send(&mut rob, &url, &unseen).await.expect(200).text();
    assert!(page.contains("1 line is refused"), "{page}");
    // Another site's page, somebody who may not, and nobody.
    send(&mut rob, "https://evil.example", &[("text", &good)])
        .await
        .expect(403);
    for (email, role) in [
        ("mara@example.org", Role::Marketer),
        ("gus@example.org", Role::Agent),
    ] {
        let (_, mut other) = staff(&server, email, role).await;
        other.get(PAGE).await.expect(403);
        let fields = [("text", &*good), ("seen", "99999")];
        send(&mut other, &url, &fields).await.expect(403);
    }
    let mut nobody = Visitor::new(&server);
    let fields = [("text", &*good), ("seen", "99999")];
    let turned_away = send(&mut nobody, &url, &fields).await.expect(303);
    assert!(turned_away.header("location").starts_with("/sign-in"));
    assert_eq!(server.app().live.engine.index(), index);
    assert_eq!(label(&server, "pets"), None);
}

async fn the_list_speaks_the_readers_language(database: Database) {
    let server = Server::start(database).await;
    speaks(&server, &["en", "de", "ar"]).await;
    let url = server.url.clone();
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    let shown = send(
        &mut rob,
        &url,
        &[("text", &file(&[pets("The pets you live with")]))],
    )
    .await;
    press(&mut rob, &url, &shown.expect(200).text())
        .await
        .expect(303);
    for (language, words) in [
        ("en", "Your past orders"),
        ("de", "Ihre bisherigen Bestellungen"),
        ("ar", "طلباتك السابقة"),
    ] {
        let headers = [("accept-language", language)];
        let page = rob.send("GET", "/studio/registry", &headers, "").await;
        let page = page.expect(200).text();
        assert!(page.contains(words), "{language}: {page}");
        // What has no words in it is told as customers read it, in English.
        let english = "<bdi lang=\"en\">The pets you live with</bdi>";
        assert_eq!(page.contains(english), language != "en", "{language}");
        // The way to the file speaks it too.
        let page = rob.send("GET", PAGE, &headers, "").await.expect(200).text();
        assert!(page.contains(&format!("lang=\"{language}\"")), "{page}");
    }
}
