//! A sample of a proposition: a marketer makes it of invented people, a reviewer reads what changed,
//! and a customer sees what she would get before she shares anything.

use mutual::catalogue::Document;
use serde_json::{Value, json};

use crate::common::{Database, Server, Visitor};
use crate::on_both;
use crate::review::{KEY, PAGE, Team, approved, document, place, step};
use crate::wordings::{form, speaks};

on_both!(
    a_marketer_makes_it_a_reviewer_reads_it_and_a_customer_sees_it,
    what_is_wrong_with_it_stands_where_it_was_typed,
    it_is_written_in_german_beside_english,
    each_customer_sees_it_in_her_language,
    an_invented_persons_hostile_words_stay_words,
    who_saw_more_than_is_shown_now_is_asked_anew,
    what_no_text_may_say_keeps_it_from_going_live,
);

const EDITOR: &str = "/studio/order-letters";
const TEXT: &str = "Rye bread again? You bought it {orders}. Here are 3 recipes with rye.";
const INVENTED: &str = "Made from an invented person, not from your data.";

fn rye() -> Value {
    json!({
        "text": TEXT,
        "people": [{"orders": "on 3 Mondays in May"}, {"orders": "twice last week"}],
    })
}

/// Saves the whole form of that document, and what is typed of its sample; the editor's page.
async fn typed(
    server: &Server,
    team: &mut Team,
    document: &Value,
    more: &[(&str, &str)],
) -> String {
    let store = &server.app().live.store;
    let draft = store.draft(KEY).await.unwrap();
    let revision = draft.map_or(0, |draft| draft.revision).to_string();
    let form = form(document);
    let mut fields: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.push(("revision", &revision));
    fields.extend(more);
    let answer = team.mara.submit("/actions/save-draft", &fields).await;
    let to = place(&answer);
    assert_eq!(to, format!("{EDITOR}?saved=yes"));
    team.mara.get(&to).await.expect(200).text()
}

/// What is stored of the draft.
async fn stored(server: &Server) -> Value {
    let draft = server.app().live.store.draft(KEY).await.unwrap().unwrap();
    serde_json::from_str(&draft.content).unwrap()
}

/// The example on a page, without the marks that a script takes up, and whether it is opened.
fn example(page: &str) -> (String, bool) {
    let at = page.find("class=\"details example\"");
    let (before, rest) = page.split_at(at.unwrap_or_else(|| panic!("no example: {page}")));
    let (rest_of_tag, inside) = rest.split_once('>').unwrap();
    let tag = [before.rsplit('<').next().unwrap(), rest_of_tag].concat();
    let inside = inside.split("</details>").next().unwrap();
    let open = tag.split_whitespace().any(|word| word.starts_with("open"));
    (inside.replace("<!>", ""), open)
}

/// Ana, in by a link.
async fn ana(server: &Server) -> Visitor {
    let id = server.crm("consent:write").await.knows("crm:ana").await;
    let mut browser = Visitor::new(server);
    browser.get(&server.link(&id, "/")).await.expect(303);
    browser
}

async fn a_marketer_makes_it_a_reviewer_reads_it_and_a_customer_sees_it(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    approved(&server, &mut team).await;
    step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    let mut ana = ana(&server).await;
    let page = ana.get("/").await.expect(200).text();
    assert!(!page.contains(INVENTED), "{page}");
    // Mara types a text and two people, and leaves the third box empty.
    let more = [
        ("change_note", "You can see an example."),
        ("sample", TEXT),
        ("people[0][orders]", "on 3 Mondays in May"),
        ("people[0][birthday]", ""),
        ("people[1][orders]", "twice last week"),
        ("people[2][orders]", " "),
    ];
    let page = typed(&server, &mut team, &document(), &more).await;
    assert_eq!(stored(&server).await["sample"], rye());
    let draft: Document = serde_json::from_value(stored(&server).await).unwrap();
    let catalogue = server.app().live.engine.catalogue();
    assert_eq!(draft.faults(catalogue.registry()), []);
    for there in [
        "on 3 Mondays in May",
        "name=\"people[1][orders]\"",
        "name=\"people[2][birthday]\"",
        "{birthday}",
    ] {
        assert!(page.contains(there), "{there}: {page}");
    }
    // Her card in the editor shows whom she picks, and the first one where she picks nobody.
    let (shown, open) = example(&page);
    assert!(!open, "{shown}");
    assert!(shown.contains("on 3 Mondays in May"), "{shown}");
    let page = team.mara.get(&format!("{EDITOR}?person=2")).await;
    let (shown, open) = example(&page.expect(200).text());
    assert!(open, "{shown}");
    assert!(shown.contains(">twice last week</bdi>"), "{shown}");
    // Rob pins a word to it, which leads to its box.
    let said = [("key", KEY), ("field", "sample"), ("comment", "Why rye?")];
    let answer = team.rob.submit("/actions/comment-on-draft", &said).await;
    assert_eq!(place(&answer), format!("{PAGE}?done=said"));
    let editor = team.mara.get(EDITOR).await.expect(200).text();
    let said = editor.split("id=\"said-t\"").nth(1).unwrap();
    assert!(said.contains("href=\"#f-sample\""), "{said}");
    assert!(editor.contains("id=\"f-sample\""), "{editor}");
    // He reads what is new, word for word and for each person, and that nobody is asked for it.
    let page = team.rob.get(PAGE).await.expect(200).text();
    let page = page.replace("<!>", "");
    for there in [
        "Other words: the example",
        "You bought it {orders}",
        "You bought it twice last week",
        "Nobody is asked.",
    ] {
        assert!(page.contains(there), "{there}: {page}");
    }
    let page = team.rob.get(&format!("{PAGE}?person=2&as=on")).await;
    let (shown, _) = example(&page.expect(200).text());
    assert!(shown.contains(">twice last week</bdi>"), "{shown}");
    approved(&server, &mut team).await;
    let to = step(&server, &mut team.mara, "publish", &[("over", "1")]).await;
    assert!(to.starts_with("/studio?published=2"), "{to}");
    // Ana sees it where she is asked, and where she reads all of it: first that nobody is real.
    let alone = format!("/x/{KEY}");
    for path in ["/", &*alone] {
        let page = ana.get(path).await.expect(200).text();
        assert!(page.contains("See an example"), "{page}");
        let (shown, _) = example(&page);
        let [invented, words] = [INVENTED, "Rye bread again? You bought it"].map(|text| {
            let found = shown.find(text);
            found.unwrap_or_else(|| panic!("{text}: {shown}"))
        });
        assert!(invented < words, "{shown}");
        assert!(shown.contains(">on 3 Mondays in May</bdi>"), "{shown}");
        assert!(shown.contains("title=\"Your past orders\""), "{shown}");
        assert!(shown.contains("come from: your past orders."), "{shown}");
        assert!(!shown.contains("twice last week"), "{shown}");
    }
    // It is no part of what she agrees on: her receipt tells of that, and proves all that was shown.
    let yes = [
        ("proposition", KEY),
        ("toggle", "exchange"),
        ("to", "on"),
        ("version", "2"),
        ("shown_in", "en"),
        ("index", "99"),
        ("from", "/"),
    ];
    ana.submit("/actions/choose", &yes).await.expect(303);
    let page = ana.get(&alone).await.expect(200).text();
    let receipt = page.split("/receipts/").nth(1).unwrap();
    let receipt = receipt.split('"').next().unwrap();
    let page = ana.get(&format!("/receipts/{receipt}")).await;
    let page = page.expect(200).text();
    assert!(!page.contains("Rye bread again?"), "{page}");
    // CRMs read it with the version that has it, and with no other.
    let crm = server.crm("catalogue").await;
    let versions = format!("/propositions/{KEY}/versions");
    let first = crm.get(&format!("{versions}/1")).await.expect(200).json();
    assert_eq!(first["document"].get("sample"), None, "{first}");
    let second = crm.get(&format!("{versions}/2")).await.expect(200).json();
    assert_eq!(second["document"]["sample"], rye());
    assert_eq!(second["change_class"], "clearer");
    server.stop().await;
}

async fn what_is_wrong_with_it_stands_where_it_was_typed(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let wrong = [
        ("sample", "You bought it {orders} and {browsing}."),
        ("people[0][birthday]", "on 4 June"),
    ];
    let page = typed(&server, &mut team, &document(), &wrong).await;
    for id in ["f-sample-fault", "f-people-0-orders-fault", "f-people-0"] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}: {page}");
    }
    assert!(page.contains("`browsing` is not part of this"), "{page}");
    assert!(
        page.contains("`birthday` has no slot in the text"),
        "{page}"
    );
    // What was typed is there, with its box, to be mended.
    assert!(page.contains("value=\"on 4 June\""), "{page}");
    // Nobody is invented, or too many are.
    let page = typed(&server, &mut team, &document(), &[("sample", TEXT)]).await;
    assert!(page.contains("id=\"f-people\""), "{page}");
    let names = [0, 1, 2, 3].map(|n| format!("people[{n}][orders]"));
    let mut many: Vec<_> = names.iter().map(|name| (name.as_str(), "in May")).collect();
    many.push(("sample", TEXT));
    let page = typed(&server, &mut team, &document(), &many).await;
    assert!(page.contains("Use at most 3."), "{page}");
    // A text that presses is found, also where a person's words end what the text begins.
    let pressing = [
        ("sample", "Rye bread {orders}. Only {orders}!"),
        ("people[0][orders]", "today"),
    ];
    let page = typed(&server, &mut team, &document(), &pressing).await;
    let found = page.split("id=\"findings-t\"").nth(1).unwrap();
    assert!(found.contains("L-U1"), "{found}");
    assert!(found.contains("href=\"#f-sample\""), "{found}");
    // And so it does not go live.
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    step(
        &server,
        &mut team.rob,
        "approve-draft",
        &[("accepted", "yes")],
    )
    .await;
    step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    let catalogue = server.app().live.engine.catalogue();
    assert!(catalogue.proposition(KEY).is_none());
    server.stop().await;
}

async fn it_is_written_in_german_beside_english(database: Database) {
    let server = Server::start(database).await;
    speaks(&server, &["en", "de"]).await;
    let mut team = Team::of(&server).await;
    let german =
        "Wieder Roggenbrot? Sie haben es {orders} gekauft. Hier sind 3 Rezepte mit Roggen.";
    let mut more = vec![
        ("sample", TEXT),
        ("people[0][orders]", "on 3 Mondays in May"),
        ("people[1][orders]", "twice last week"),
        ("translations[de][sample]", german),
        (
            "translations[de][people][0][orders]",
            "an 3 Montagen im Mai",
        ),
    ];
    // One of the two has no words in German: that is told at her box, beside what it says in English.
    let page = typed(&server, &mut team, &document(), &more).await;
    let fault = "f-translations-de-people-1-orders-fault";
    assert!(page.contains(&format!("id=\"{fault}\"")), "{page}");
    assert!(!page.contains("id=\"f-people-1-orders-fault\""), "{page}");
    assert!(page.contains(">twice last week</p>"), "{page}");
    more.push((
        "translations[de][people][1][orders]",
        "zweimal letzte Woche",
    ));
    let page = typed(&server, &mut team, &document(), &more).await;
    assert!(!page.contains(fault), "{page}");
    let stored = stored(&server).await;
    assert_eq!(stored["sample"], rye());
    let people = json!([{"orders": "an 3 Montagen im Mai"}, {"orders": "zweimal letzte Woche"}]);
    let german = json!({"text": german, "people": people});
    assert_eq!(stored["translations"]["de"]["sample"], german);
    server.stop().await;
}

async fn each_customer_sees_it_in_her_language(database: Database) {
    let server = Server::start(database).await;
    speaks(&server, &["en", "de", "ar"]).await;
    let demo = crate::common::demo_in_all_languages();
    let pick_up = demo.into_iter().find(|d| d.key.as_str() == "car-pick-up");
    server.publish(pick_up.unwrap(), None).await;
    let crm = server.crm("consent:write catalogue").await;
    let readers = [
        (
            "de",
            "800 Meter von unserem Markt entfernt",
            "einen erfundenen Menschen",
        ),
        ("ar", "على بعد 800 متر من متجرنا", "وليس من بياناتك"),
        ("en", "800 metres from our shop", INVENTED),
    ];
    for (locale, value, invented) in readers {
        let path = format!("/customers/crm:{locale}");
        let body = json!({"identifiers": [format!("crm:{locale}")], "locale": locale});
        let put = crm.put(&path, &body).await.json();
        let mut browser = Visitor::new(&server);
        let id = put["customer"].as_str().unwrap();
        browser.get(&server.link(id, "/")).await.expect(303);
        let (shown, _) = example(&browser.get("/").await.expect(200).text());
        assert!(shown.contains(value), "{locale}: {shown}");
        assert!(shown.contains(invented), "{locale}: {shown}");
    }
    let version = crm.get("/propositions/car-pick-up/versions/1").await;
    let version = version.expect(200).json();
    let german = &version["document"]["translations"]["de"]["sample"];
    assert_eq!(german["people"].as_array().unwrap().len(), 2, "{version}");
    server.stop().await;
}

async fn an_invented_persons_hostile_words_stay_words(database: Database) {
    const HOSTILE: &str = "\"></bdi></details><script>alert(1)</script><b onclick='x'>";
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let mut hostile = document();
    hostile["sample"] = json!({
        "text": format!("{{orders}} {HOSTILE}"), "people": [{"orders": HOSTILE}],
    });
    team.write(&server, &hostile).await;
    let looks = ["", "?person=1", "?person=1&scripts=off", "?person=9"];
    let mut pages = Vec::new();
    for look in looks {
        for page in [EDITOR, PAGE] {
            let page = team.mara.get(&format!("{page}{look}")).await;
            pages.push(page.expect(200).text());
        }
    }
    server
        .publish(serde_json::from_value(hostile).unwrap(), None)
        .await;
    let mut ana = ana(&server).await;
    for path in ["/".to_owned(), format!("/x/{KEY}")] {
        let page = ana.get(&path).await.expect(200).text();
        let (shown, _) = example(&page);
        // Once in the text, and once in its value.
        let told = shown.matches("&lt;script&gt;alert(1)").count();
        assert_eq!(told, 2, "{shown}");
        pages.push(page);
    }
    for page in pages {
        for sign in ["<script>alert(1)", "<b onclick"] {
            assert!(!page.contains(sign), "{sign}: {page}");
        }
    }
    server.stop().await;
}

async fn who_saw_more_than_is_shown_now_is_asked_anew(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("catalogue").await;
    let mut shown = document();
    shown["sample"] = rye();
    let publish = async |shown: &Value, over: Option<u32>| {
        let document = serde_json::from_value(shown.clone()).unwrap();
        server.publish(document, over).await;
        let version = over.unwrap_or_default() + 1;
        let path = format!("/propositions/{KEY}/versions/{version}");
        let told = crm.get(&path).await.expect(200).json();
        told["change_class"].as_str().unwrap().to_owned()
    };
    publish(&shown, None).await;
    // Other Mondays are another person's.
    shown["change_note"] = "The example is another one.".into();
    shown["sample"]["people"][0]["orders"] = "on 9 Mondays in May".into();
    assert_eq!(publish(&shown, Some(1)).await, "clearer");
    // Two recipes are fewer than three were.
    shown["sample"]["text"] = TEXT.replace('3', "2").into();
    assert_eq!(publish(&shown, Some(2)).await, "material");
    server.stop().await;
}

async fn what_no_text_may_say_keeps_it_from_going_live(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    let guessing = [
        ("sample", "We guess from {orders} that you are pregnant."),
        ("people[0][orders]", "3 Mondays in May"),
    ];
    let page = typed(&server, &mut team, &document(), &guessing).await;
    let found = page.split("id=\"findings-t\"").nth(1).unwrap();
    assert!(found.contains("L-D2"), "{found}");
    assert!(found.contains("href=\"#f-sample\""), "{found}");
    step(&server, &mut team.mara, "ask-for-review", &[]).await;
    let accepted = [("accepted", "yes")];
    step(&server, &mut team.rob, "approve-draft", &accepted).await;
    step(&server, &mut team.mara, "publish", &[("over", "")]).await;
    let catalogue = server.app().live.engine.catalogue();
    assert!(catalogue.proposition(KEY).is_none());
    server.stop().await;
}
