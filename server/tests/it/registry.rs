//! Purposes and data categories, as a reviewer changes them and everybody else meets them.

use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::catalogue::{Term, TermKey};
use mutual::consent::Route;
use mutual::id::AccountId;
use mutual::port::{AccountKind, Engine as _};
use mutual::use_cases::RegistryEdit;
use mutual_server::open::{Opened, keep_mirrored};
use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Answer, Database, Server, Visitor, config, demo, publish};
use crate::erasure::assert_good;
use crate::languages::speaks;
use crate::on_both;
use crate::red_lines::{draw, starter};
use crate::web_people::{account, ana, signed_in};

const KEY: &str = "pet-letters";
const PAGE: &str = "/studio/registry";
const REVIEW: &str = "/studio/pet-letters/publish";

on_both!(
    a_reviewer_adds_what_a_marketer_uses_and_cannot_take_it_out,
    nobody_else_changes_it_by_any_route,
    the_second_of_two_keeps_what_he_typed,
    a_publication_looks_at_the_registry_once_more,
    a_receipt_tells_what_data_was_called_then,
    what_cannot_change_is_told_in_the_reviewers_language,
);

/// A kind of data as the form sends it.
fn pets<'a>(label: &'a str, revision: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("kind", "data"),
        ("id", "pets"),
        ("revision", revision),
        ("name", "Pets"),
        ("label", label),
        ("labels[de]", "Ihre Haustiere"),
        ("other_tag", "fr"),
        ("other_label", "Vos animaux"),
        ("origin", "told"),
        ("sensitivity", "ordinary"),
        ("dpv", "https://w3id.org/dpv#ProvidedPersonalData"),
    ]
}

fn place(answer: &Answer) -> String {
    assert!([302, 303].contains(&answer.status), "{}", answer.text());
    answer.header("location").to_owned()
}

pub async fn staff(server: &Server, email: &str, role: Role) -> (AccountId, Visitor) {
    let id = account(server, email, AccountKind::Staff(role)).await;
    (id, signed_in(server, email).await)
}

fn document() -> Value {
    let mut document = serde_json::to_value(&demo()[0]).unwrap();
    document["key"] = KEY.into();
    document["title"] = "Letters about your pets".into();
    document["data"] = json!([{"category": "pets", "required": true}]);
    document["use"] = "We pick letters that fit the pets you live with.".into();
    document["ask"]["question"] = "May we use what you told us about your pets?".into();
    document
}

/// Mara writes a draft, asks for a review, and Rob approves it.
async fn approve(server: &Server, (mara, rob): (&mut Visitor, &mut Visitor), writer: AccountId) {
    asks(server, mara, writer).await;
    let to = step(server, rob, "approve-draft").await;
    assert_eq!(to, format!("{REVIEW}?done=approved"));
}

/// Mara writes a draft and asks for a review.
async fn asks(server: &Server, mara: &mut Visitor, writer: AccountId) {
    let mutual = &server.app().mutual;
    let actor = Actor::Staff {
        account: writer,
        role: Role::Marketer,
    };
    let before = mutual.draft(&actor, KEY).await.unwrap();
    let revision = before.map_or(0, |draft| draft.revision);
    let slug = KEY.parse().unwrap();
    let content = document().to_string();
    mutual
        .save_draft(&actor, writer, &slug, content, revision)
        .await
        .unwrap();
    let to = step(server, mara, "ask-for-review").await;
    assert_eq!(to, format!("{REVIEW}?done=asked"));
}

/// The draft's revision.
async fn drafted(server: &Server) -> String {
    let draft = server.app().live.store.draft(KEY).await.unwrap();
    draft.unwrap().revision.to_string()
}

async fn step(server: &Server, who: &mut Visitor, step: &str) -> String {
    let revision = drafted(server).await;
    let fields = [
        ("key", KEY),
        ("revision", &revision),
        ("accepted", "yes"),
        ("over", ""),
    ];
    place(&who.submit(&format!("/actions/{step}"), &fields).await)
}

/// The revision of a term, as a form holds it.
fn revision(server: &Server, key: &str) -> String {
    let catalogue = server.app().live.engine.catalogue();
    let key: TermKey = key.parse().unwrap();
    let revision = catalogue.registry().revision(&key);
    revision.unwrap().to_string()
}

async fn remove(server: &Server, who: &mut Visitor, id: &str) -> String {
    let revision = revision(server, &format!("data:{id}"));
    let form = [("kind", "data"), ("id", id), ("revision", &revision)];
    place(&who.submit("/actions/remove-term", &form).await)
}

async fn a_reviewer_adds_what_a_marketer_uses_and_cannot_take_it_out(database: Database) {
    let server = Server::start(database).await;
    let (writer, mut mara) = staff(&server, "mara@example.org", Role::Marketer).await;
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    // What is wrong stands beside its field, with all that was typed.
    let mut bad = pets("The pets <b>you live with", "");
    bad.retain(|(field, _)| !["dpv", "id"].contains(field));
    bad.extend([("id", "pets"), ("dpv", "javascript:alert(1)")]);
    let to = place(&rob.submit("/actions/save-term", &bad).await);
    assert_eq!(to, format!("{PAGE}/new?kind=data&failed=faults"));
    let page = rob.get(&to).await.expect(200).text();
    assert!(page.contains("id=\"f-dpv-fault\""), "{page}");
    assert!(
        page.contains("value=\"The pets &lt;b&gt;you live with\""),
        "{page}"
    );
    assert!(
        page.contains("value=\"Vos animaux\"") && !page.contains("<b>you"),
        "{page}"
    );
    let form = pets("The pets <b>you live with", "");
    let to = place(&rob.submit("/actions/save-term", &form).await);
    assert_eq!(to, format!("{PAGE}?done=added"));
    // Pressed twice is once.
    let index = server.app().live.engine.index();
    let to = place(&rob.submit("/actions/save-term", &form).await);
    assert_eq!(to, format!("{PAGE}?done=added"));
    assert_eq!(server.app().live.engine.index(), index);
    let page = mara.get(PAGE).await.expect(200).text();
    assert!(page.contains("The pets &lt;b&gt;you live with"), "{page}");
    assert!(page.contains("ar, de") && page.contains("de, fr"), "{page}");
    assert!(
        !page.contains("/studio/registry/data/pets"),
        "she only reads"
    );
    // A marketer can use it from now on.
    approve(&server, (&mut mara, &mut rob), writer).await;
    let editor = mara.get("/studio/pet-letters").await.expect(200).text();
    assert!(editor.contains("Pets"), "{editor}");
    let to = remove(&server, &mut rob, "pets").await;
    assert_eq!(to, format!("{PAGE}/data/pets?failed=used"));
    let page = rob.get(&to).await.expect(200).text();
    assert!(
        page.contains("pet-letters") && page.contains(" · <!>draft"),
        "{page}"
    );
    let to = step(&server, &mut mara, "publish").await;
    assert_eq!(to, format!("/studio?published=1&key={KEY}"));
    let to = remove(&server, &mut rob, "pets").await;
    assert_eq!(to, format!("{PAGE}/data/pets?failed=used"));
    // Nor put in other words, whatever else was mended.
    let revised = revision(&server, "data:pets");
    let other = pets("Everything about your family", &revised);
    let to = place(&rob.submit("/actions/save-term", &other).await);
    assert_eq!(to, format!("{PAGE}/data/pets?failed=faults"));
    let page = rob.get(&to).await.expect(200).text();
    assert!(page.contains("id=\"f-label-fault\""), "{page}");
    assert!(
        page.contains("value=\"Everything about your family\""),
        "{page}"
    );
    // Those who follow are told, and read it in their language.
    let crm = server.crm("feed catalogue").await;
    let feed = crm.get("/changes?after=0").await.expect(200).json();
    let entries = feed["entries"].as_array().unwrap();
    let changed = entries.iter().find(|e| e["type"] == "registry.changed");
    let changed = changed.unwrap();
    assert_eq!(changed["terms"], json!(["data:pets"]));
    assert_eq!(changed["actor"]["kind"], "agent");
    assert_eq!(changed["customer"], Value::Null);
    let of_pets = |list: Value| {
        let items = list["items"].as_array().unwrap().clone();
        items.into_iter().find(|item| item["id"] == "pets")
    };
    let list = crm.get("/data-categories").await.expect(200).json();
    assert_eq!(of_pets(list).unwrap()["labels"]["fr"], "Vos animaux");
    let list = rob.get("/admin/audit").await.expect(200).text();
    assert!(list.contains("Added to the registry") && list.contains("data:pets"));
    // After a restart it is the same, on the test side too.
    let terms = |server: &Server| {
        let catalogue = server.app().live.engine.catalogue();
        catalogue.registry().terms().collect::<Vec<_>>()
    };
    let before = terms(&server);
    let server = server.restart().await;
    assert_eq!(terms(&server), before);
    let test = &server.app().test.engine;
    let mirrored = || test.catalogue().proposition(KEY).is_some();
    while !mirrored() {
        test.wait_for(test.index() + 1, Duration::from_secs(1))
            .await;
    }
    assert!(test.catalogue().registry().category("pets").is_some());
    assert_good(&server).await;
    server.stop().await;
}

async fn nobody_else_changes_it_by_any_route(database: Database) {
    let server = Server::start(database).await;
    let (_, mara) = staff(&server, "mara@example.org", Role::Marketer).await;
    let (_, agent) = staff(&server, "agent@example.org", Role::Agent).await;
    ana(&server).await;
    let customer = signed_in(&server, "ana@example.org").await;
    server.publish(demo().remove(0), None).await;
    let index = server.app().live.engine.index();
    let form = pets("The pets you live with", "");
    let device = [("kind", "data"), ("id", "device"), ("revision", "0")];
    for (mut visitor, reads_drafts) in [(mara, true), (agent, false)] {
        let to = place(&visitor.submit("/actions/save-term", &form).await);
        assert_eq!(to, format!("{PAGE}?failed=forbidden"));
        let to = place(&visitor.submit("/actions/remove-term", &device).await);
        assert_eq!(to, format!("{PAGE}?failed=forbidden"));
        let page = visitor.get(&to).await.expect(200).text();
        assert!(page.contains("This is not yours to do."), "{page}");
        // Nobody is led to where she may not go.
        assert_eq!(page.contains("/publish\""), reads_drafts, "{page}");
        for page in ["new", "new?kind=data", "data/device", "purpose/offers"] {
            visitor.get(&format!("{PAGE}/{page}")).await.expect(403);
        }
    }
    for mut visitor in [customer, Visitor::new(&server)] {
        for (action, form) in [("save-term", &form[..]), ("remove-term", &device[..])] {
            let answer = visitor.submit(&format!("/actions/{action}"), form).await;
            assert_eq!(place(&answer), format!("/sign-in?next={PAGE}"));
        }
        let status = visitor.get(PAGE).await.status;
        assert!([303, 403].contains(&status), "{status}");
    }
    let crm = server.crm(crate::common::ALL_SCOPES).await;
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        for path in ["/data-categories", "/purposes", "/data-categories/device"] {
            let key = crate::common::new_key();
            let answer = crm.write(method, path, &json!({"id": "pets"}), &key).await;
            assert!([404, 405].contains(&answer.status), "{method} {path}");
        }
    }
    assert_eq!(server.app().live.engine.index(), index);
    server.stop().await;
}

async fn the_second_of_two_keeps_what_he_typed(database: Database) {
    let server = Server::start(database).await;
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    let (_, mut ada) = staff(&server, "ada@example.org", Role::Admin).await;
    rob.submit("/actions/save-term", &pets("The pets you live with", ""))
        .await
        .expect(303);
    let looked_at = revision(&server, "data:pets");
    let first = pets("Your animals", &looked_at);
    let to = place(&ada.submit("/actions/save-term", &first).await);
    assert_eq!(to, format!("{PAGE}?done=changed"));
    let second = pets("Your cats and dogs", &looked_at);
    let to = place(&rob.submit("/actions/save-term", &second).await);
    assert_eq!(to, format!("{PAGE}/data/pets?failed=moved"));
    let page = rob.get(&to).await.expect(200).text();
    assert!(page.contains("Somebody else changed this"), "{page}");
    assert!(page.contains("value=\"Your cats and dogs\""), "{page}");
    // Whoever would take it out typed nothing, and is told of nothing typed.
    let out = [("kind", "data"), ("id", "pets"), ("revision", &*looked_at)];
    let to = place(&ada.submit("/actions/remove-term", &out).await);
    assert_eq!(to, format!("{PAGE}/data/pets?failed=stale"));
    let stale = ada.get(&to).await.expect(200).text();
    assert!(stale.contains("so it was not taken out"), "{stale}");
    assert!(!stale.contains("What you typed"), "{stale}");
    assert!(page.contains("<dd><bdi>Your animals</bdi></dd>"), "{page}");
    // He saw both, and saves again.
    let now = revision(&server, "data:pets");
    assert!(
        page.contains(&format!("name=\"revision\" value=\"{now}\"")),
        "{page}"
    );
    let again = pets("Your cats and dogs", &now);
    let to = place(&rob.submit("/actions/save-term", &again).await);
    assert_eq!(to, format!("{PAGE}?done=changed"));
    // Taken out, it cannot be changed any more, and an id that is another's is refused.
    assert_eq!(
        remove(&server, &mut ada, "pets").await,
        format!("{PAGE}?done=removed")
    );
    let late = pets("Your cats", &now);
    let to = place(&rob.submit("/actions/save-term", &late).await);
    let to = place(&rob.get(&to).await);
    assert_eq!(to, format!("{PAGE}?failed=gone"));
    let mut taken = pets("Your cats", "");
    taken.retain(|(field, _)| *field != "id");
    taken.push(("id", "orders"));
    let to = place(&rob.submit("/actions/save-term", &taken).await);
    let page = rob.get(&to).await.expect(200).text();
    assert!(page.contains("id=\"f-id-fault\""), "{page}");
    for nonsense in ["data/none", "purpose/pets", "channel/email", "data/%22%3E"] {
        rob.get(&format!("{PAGE}/{nonsense}")).await.expect(404);
    }
    server.stop().await;
}

async fn a_publication_looks_at_the_registry_once_more(database: Database) {
    let server = Server::start(database).await;
    let (writer, mut mara) = staff(&server, "mara@example.org", Role::Marketer).await;
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    let (_, mut ada) = staff(&server, "ada@example.org", Role::Admin).await;
    let add = pets("The pets you live with", "");
    ada.submit("/actions/save-term", &add).await.expect(303);
    // Rob has it open when the words change: what he approves is not what he read.
    asks(&server, &mut mara, writer).await;
    let open = rob.get(REVIEW).await.expect(200).text();
    let seen = open.split("name=\"seen\" value=\"").nth(1).unwrap();
    let seen = seen.split('"').next().unwrap();
    let revised = revision(&server, "data:pets");
    let worse = pets("What your vet says of you", &revised);
    ada.submit("/actions/save-term", &worse).await.expect(303);
    let draft = drafted(&server).await;
    let stale = [
        ("key", KEY),
        ("revision", &draft),
        ("accepted", "yes"),
        ("seen", seen),
    ];
    let to = place(&rob.submit("/actions/approve-draft", &stale).await);
    assert_eq!(to, format!("{REVIEW}?failed=moved"));
    let revised = revision(&server, "data:pets");
    let again = pets("The pets you live with", &revised);
    ada.submit("/actions/save-term", &again).await.expect(303);
    let back = [
        ("key", KEY),
        ("revision", draft.as_str()),
        ("reason", "Once more."),
    ];
    rob.submit("/actions/send-back-draft", &back)
        .await
        .expect(303);
    approve(&server, (&mut mara, &mut rob), writer).await;
    // Other words than those that were approved.
    let revised = revision(&server, "data:pets");
    let other = pets("Your cats, dogs and all other pets", &revised);
    ada.submit("/actions/save-term", &other).await.expect(303);
    let to = step(&server, &mut mara, "publish").await;
    assert_eq!(to, format!("{REVIEW}?failed=terms"));
    let page = mara.get(&to).await.expect(200).text();
    assert!(page.contains("changed after this was approved"), "{page}");
    let live = &server.app().live;
    assert!(live.engine.catalogue().proposition(KEY).is_none());
    let revision_now = drafted(&server).await;
    let back = [
        ("key", KEY),
        ("revision", revision_now.as_str()),
        ("reason", "Other words."),
    ];
    rob.submit("/actions/send-back-draft", &back)
        .await
        .expect(303);
    // Then the term goes, at the moment that the writer decides: no page lets it go.
    approve(&server, (&mut mara, &mut rob), writer).await;
    let over = revision(&server, "data:pets").parse().unwrap();
    let key: TermKey = "data:pets".parse().unwrap();
    let edit = RegistryEdit::Remove { key, over };
    let command = mutual::use_cases::Command::EditRegistry(Box::new(edit));
    let mutual = &server.app().mutual;
    let gone = mutual.submit(&Actor::System, Route::System, command, None);
    gone.await.unwrap();
    let to = step(&server, &mut mara, "publish").await;
    assert_eq!(to, format!("{REVIEW}?failed=faults"));
    let page = mara.get(&to).await.expect(200).text();
    assert!(page.contains("`pets` is not in the registry"), "{page}");
    assert!(live.engine.catalogue().proposition(KEY).is_none());
    server.stop().await;
}

async fn a_receipt_tells_what_data_was_called_then(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let (_, mut rob) = staff(&server, "rob@example.org", Role::Reviewer).await;
    let crm = server.crm("consent:read consent:write").await;
    let id = crm.knows("crm:ana").await;
    let choice = json!({
        "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "on"},
        "evidence": {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"},
    });
    let stored = crm.post(&format!("/customers/{id}/choices"), &choice).await;
    let receipt = stored.expect(201).json()["receipt"].clone();
    let path = format!("/receipts/{}", receipt.as_str().unwrap());
    let read = async || {
        let headers = [("accept", "application/ld+json")];
        crm.call("GET", &path, &headers, None)
            .await
            .expect(200)
            .json()
    };
    let before = read().await;
    let orders = &before["dpv:hasProcess"][0]["dpv:hasPersonalData"][0];
    assert_eq!(orders["dct:title"], "Your past orders");
    assert_eq!(orders["@type"], "dpv:ObservedPersonalData");
    let mut form: Vec<(&str, &str)> = vec![
        ("kind", "data"),
        ("id", "orders"),
        ("revision", "0"),
        ("name", "Purchases"),
        ("label", "Your past orders"),
        ("labels[de]", "Ihre bisherigen Bestellungen"),
        ("labels[ar]", "طلباتك السابقة"),
        ("origin", "observed"),
        ("sensitivity", "ordinary"),
        ("dpv", "https://w3id.org/dpv#CollectedPersonalData"),
    ];
    let to = place(&rob.submit("/actions/save-term", &form).await);
    assert_eq!(to, format!("{PAGE}?done=changed"));
    assert_eq!(read().await, before);
    // A language that customers may have read is not taken away.
    let now = revision(&server, "data:orders");
    form.retain(|(field, _)| !["labels[ar]", "revision"].contains(field));
    form.push(("revision", &now));
    let to = place(&rob.submit("/actions/save-term", &form).await);
    assert_eq!(to, format!("{PAGE}/data/orders?failed=faults"));
    server.stop().await;
}

async fn what_cannot_change_is_told_in_the_reviewers_language(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    draw(&server, starter()).await;
    speaks(&server, &["en", "de", "ar"]).await;
    let (_, mut rita) = staff(&server, "rita@example.org", Role::Reviewer).await;
    // Customers agreed to how their orders are called and to what they are; a red line holds of religion.
    let orders = [
        ("kind", "data"),
        ("id", "orders"),
        ("revision", "0"),
        ("name", "Order history"),
        ("label", "All that you do"),
        ("labels[de]", "Ihre bisherigen Bestellungen"),
        ("labels[ar]", "طلباتك السابقة"),
        ("origin", "observed"),
        ("sensitivity", "special"),
        ("dpv", "https://w3id.org/dpv#ObservedPersonalData"),
    ];
    let religion = [
        ("kind", "data"),
        ("id", "religion"),
        ("revision", "0"),
        ("name", "Religion"),
        ("label", "Your religion"),
        ("labels[de]", "Ihre Religion"),
        ("labels[ar]", "دينك"),
        ("origin", "told"),
        ("sensitivity", "ordinary"),
        ("dpv", "https://w3id.org/dpv#SpecialCategoryPersonalData"),
    ];
    for (language, words, other, line, stays) in [
        (
            "en",
            "Customers agreed to these words: mend the spelling alone, or add something new with other words.",
            "Customers agreed to this: add something new instead.",
            "The red line no-guess-from-special-data holds of this: change it first.",
            "A red line holds of this, so it cannot be taken out.",
        ),
        (
            "de",
            "Diesen Worten haben Menschen zugestimmt: Verbessern Sie nur die Schreibweise, oder nehmen Sie etwas Neues mit anderen Worten auf.",
            "Dem haben Menschen zugestimmt: Nehmen Sie stattdessen etwas Neues auf.",
            "Dafür gilt die rote Linie no-guess-from-special-data: Ändern Sie zuerst diese.",
            "Dafür gilt eine rote Linie. Deshalb lässt es sich nicht herausnehmen.",
        ),
        (
            "ar",
            "وافق عملاء على هذه الكلمات: صحّح الإملاء وحده، أو أضف شيئًا جديدًا بكلمات أخرى.",
            "وافق عملاء على هذا: أضف شيئًا جديدًا بدلًا منه.",
            "يسري على هذا الخط الأحمر no-guess-from-special-data: غيّره أولًا.",
            "يسري على هذا خط أحمر، لذلك لا يمكن إزالته.",
        ),
    ] {
        let chosen = [("to", language), ("from", PAGE)];
        rita.submit("/actions/language", &chosen).await.expect(303);
        for (form, says) in [(&orders, &[words, other][..]), (&religion, &[line][..])] {
            let to = place(&rita.submit("/actions/save-term", form).await);
            let of = form[1].1;
            assert_eq!(to, format!("{PAGE}/data/{of}?failed=faults"));
            let page = rita.get(&to).await.expect(200).text();
            let page = page.replace(['\u{2068}', '\u{2069}', '`'], "");
            for said in says {
                assert!(page.contains(said), "{said}: {page}");
            }
        }
        // Nor is it taken out: which line holds of it stands in the place of the button.
        let to = remove(&server, &mut rita, "religion").await;
        assert_eq!(to, format!("{PAGE}/data/religion?failed=ruled"));
        let page = rita.get(&to).await.expect(200).text();
        let line = "href=\"/studio/red-lines/no-guess-from-special-data\"";
        for said in [stays, line] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("/actions/remove-term"), "{page}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_side_that_comes_late_has_what_is_gone_by_now_in_its_past_alone() {
    let folder = tempfile::tempdir().unwrap();
    let opened = Opened::open(config(Database::Sqlite, &folder), true)
        .await
        .unwrap();
    let mutual = &opened.app.mutual;
    let edit = async |edit| {
        let done = mutual
            .edit_registry(&Actor::System, Route::System, edit)
            .await;
        done.unwrap().unwrap()
    };
    let starter = opened.live.catalogue();
    let orders = starter.registry().category("orders").unwrap().clone();
    let pets = mutual::catalogue::DataCategory {
        id: "pets".parse().unwrap(),
        ..orders
    };
    let over = edit(RegistryEdit::Add(Term::Data(pets))).await;
    let mut document = demo().remove(0);
    document.data[0].category = "pets".parse().unwrap();
    let key = document.key.clone();
    publish(opened.live.as_ref(), document.clone(), None).await;
    document.data[0].category = "orders".parse().unwrap();
    document.change_note = Some("We use your orders now.".to_owned());
    publish(opened.live.as_ref(), document, Some(1)).await;
    let pets: TermKey = "data:pets".parse().unwrap();
    edit(RegistryEdit::Remove { key: pets, over }).await;
    let mirroring = tokio::spawn(keep_mirrored(opened.live.clone(), opened.test.clone()));
    let mirrored = || {
        let there = opened.test.catalogue();
        let version = there.proposition(&key).and_then(|known| known.live());
        version.is_some_and(|version| version.number == 2)
            && there
                .registry()
                .terms()
                .eq(opened.live.catalogue().registry().terms())
    };
    while !mirrored() {
        let next = opened.test.index() + 1;
        opened.test.wait_for(next, Duration::from_secs(1)).await;
    }
    assert!(
        opened
            .test
            .catalogue()
            .registry()
            .category("pets")
            .is_none()
    );
    mirroring.abort();
    opened.close().await;
}
