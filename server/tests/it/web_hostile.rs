//! Every text that a person typed is hostile: it stays text on every page.

use std::time::Duration;

use mutual::access::{Actor, Role};
use mutual::port::{AccountKind, Organisation};
use mutual::webhook::DeliveryId;
use serde_json::{Value, json};

use crate::api_consent::just_now;
use crate::common::{Database, Server, Visitor};
use crate::receiver::{Answers, Receiver};
use crate::web_people::{account, signed_in};

/// Ends whatever it stands in, and begins what a browser would act on.
const HOSTILE: &str = r#"'"--></title></textarea></script></style><meta http-equiv="refresh" content="0"><i id=pwn>&lt;"#;
/// What would be there if it were not text.
const ACTED_ON: [&str; 3] = [
    "<i id=pwn",
    "<meta http-equiv=\"refresh\"",
    "</title></textarea>",
];

/// The demo's first proposition, with hostile words wherever words may stand.
fn hostile_proposition() -> Value {
    let documents = include_str!("../../src/demo/propositions.json");
    let mut document: Value = serde_json::from_str::<Vec<Value>>(documents)
        .unwrap()
        .remove(0);
    for field in ["title", "use", "if_off", "stays", "retention"] {
        document[field] = HOSTILE.into();
    }
    document["recipients"] = json!([HOSTILE]);
    document["benefits"][0]["what"] = HOSTILE.into();
    document["benefits"][0]["unit"] = HOSTILE.into();
    let sample = json!({
        "text": format!("{HOSTILE} {{orders}}"), "people": [{"orders": HOSTILE}],
    });
    document["sample"] = sample.clone();
    document["ask"] = json!({"question": HOSTILE, "allow": "Allow", "refuse": "Don't allow"});
    let benefits = document["benefits"].as_array().unwrap().iter();
    let benefits =
        benefits.map(|benefit| json!({"key": benefit["key"], "what": HOSTILE, "unit": HOSTILE}));
    document["translations"]["de"] = json!({
        "title": HOSTILE, "use": HOSTILE, "benefits": benefits.collect::<Vec<_>>(),
        "sample": sample,
        "if_off": HOSTILE, "stays": HOSTILE, "retention": HOSTILE, "ask": document["ask"],
    });
    if !document["worth"].is_null() {
        document["translations"]["de"]["method"] = HOSTILE.into();
    }
    document
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_typed_stays_text_on_every_page() {
    let server = Server::start(Database::Sqlite).await;
    let organisation = Organisation {
        name: HOSTILE.to_owned(),
        contact_email: "care@halden.example".to_owned(),
        contact_phone: Some(HOSTILE.chars().take(60).collect()),
        address: vec![HOSTILE.to_owned()],
        data_protection_contact: HOSTILE.to_owned(),
        region: "GB".to_owned(),
        ..Organisation::default()
    };
    server
        .app()
        .live
        .store
        .set_organisation(&organisation, None)
        .await
        .unwrap();
    let document = hostile_proposition();
    server
        .publish(serde_json::from_value(document.clone()).unwrap(), None)
        .await;
    let crm = server.crm("consent:write").await;
    let id = crm.knows("crm:ana").await;
    let mut ana = Visitor::new(&server);
    ana.get(&server.link(&id, "/")).await.expect(303);
    let admin = account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut draft = document;
    draft["change_note"] = HOSTILE.into();
    draft["translations"]["de"]["change_note"] = HOSTILE.into();
    let actor = Actor::Staff {
        account: admin,
        role: Role::Admin,
    };
    let slug = "recipe-ideas".parse().unwrap();
    let mutual = &server.app().mutual;
    mutual
        .save_draft(&actor, admin, &slug, draft.to_string(), 0)
        .await
        .unwrap();
    // What is said of a draft, and why something else was stopped.
    mutual
        .comment(&actor, "recipe-ideas", "title", HOSTILE)
        .await
        .unwrap();
    let mut other = hostile_proposition();
    other["key"] = "order-letters".into();
    server
        .publish(serde_json::from_value(other).unwrap(), None)
        .await;
    mutual
        .retire(&actor, &"order-letters".parse().unwrap(), HOSTILE, None)
        .await
        .unwrap();
    let mut ada = signed_in(&server, "ada@example.org").await;
    let mut nobody = Visitor::new(&server);
    let (key, draft) = ("/x/recipe-ideas", "/studio/recipe-ideas");
    let hers = [
        "/",
        key,
        "/account",
        "/timeline",
        "/data",
        "/then",
        "/?failed=%3Ci+id=pwn%3E&x=recipe-ideas",
    ];
    let staff = [
        "/studio",
        draft,
        "/studio/recipe-ideas/publish",
        "/studio/recipe-ideas/publish?lang=de",
        "/studio/recipe-ideas/publish?person=1&scripts=off",
        "/studio/new",
        "/admin/audit",
        "/admin/organisation",
        "/account",
    ];
    let open = [
        "/sign-in",
        "/forgot",
        "/reset?ticket=%22%3E%3Ci+id=pwn%3E",
        "/in?s=%3Ci+id=pwn%3E",
        "/no-such-page/%3Ci%20id=pwn%3E",
        "/docs",
    ];
    let visits = [
        (&mut ana, &hers[..]),
        (&mut ada, &staff),
        (&mut nobody, &open),
    ];
    for (visitor, paths) in visits {
        for path in paths {
            let page = visitor.get(path).await;
            let text = page.text();
            assert!(
                page.status == 200 || (*path).starts_with("/in") || (*path).starts_with("/no-such"),
                "{path}: {} {text}",
                page.status
            );
            for sign in ACTED_ON {
                assert!(!text.contains(sign), "{path} has {sign}: {text}");
            }
        }
    }
    // Without scripts the card is a document of its own, which stands in an attribute: what is text in
    // it is text still once the browser has read the attribute.
    let page = ada.get("/studio/recipe-ideas?scripts=off").await;
    let page = page.expect(200).text();
    let held = page.split("srcdoc=\"").nth(1).expect("a document");
    let mut held = held.split('"').next().unwrap().to_owned();
    for (read, is) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        held = held.replace(read, is);
    }
    assert!(
        held.contains("&lt;/title&gt;") && held.contains("</html>"),
        "{held}"
    );
    for sign in ACTED_ON {
        assert!(!held.contains(sign), "{sign}: {held}");
    }
    let page = ana.get(key).await.text();
    assert!(
        page.contains("&lt;/title&gt;"),
        "the title is there, as text: {page}"
    );
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_tried_out_stays_text_on_the_pages_of_the_test_side() {
    let receiver = Receiver::start().await;
    receiver.always(Answers::Says(400, HOSTILE));
    let host = receiver.url.strip_prefix("http://").unwrap();
    let host = host.strip_suffix("/hooks").unwrap();
    let server = Server::start_with(Database::Sqlite, &["--webhook-hosts", host]).await;
    server.publish_demo().await;
    let crm = server.test_crm("consent:write webhooks").await;
    crm.knows("crm:42").await;
    let wish = json!({"url": receiver.url, "description": HOSTILE, "events": ["*"]});
    let made = crm.post("/webhook-endpoints", &wish).await.expect(201);
    let made = made.json();
    let hook = made["id"].as_str().unwrap();
    let choice = json!({"proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": "on"},
        "evidence": {"how": "phone", "where": HOSTILE, "at": just_now(), "wording": HOSTILE}});
    let chosen = crm.post("/customers/crm:42/choices", &choice).await;
    let index = chosen.expect(201).json()["index"].as_u64().unwrap();
    let endpoint = hook.parse().unwrap();
    let message = DeliveryId { endpoint, index };
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut ada = signed_in(&server, "ada@example.org").await;
    // What the address answered is there once the message was sent.
    let sent = format!("/admin/webhooks/deliveries/{message}?side=test");
    let until = tokio::time::Instant::now() + Duration::from_secs(30);
    while !ada.get(&sent).await.text().contains("status 400") {
        assert!(tokio::time::Instant::now() < until, "nothing was sent");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    for path in [
        sent,
        "/admin/webhooks?side=test".to_owned(),
        format!("/admin/webhooks/{hook}?side=test"),
        format!("/admin/webhooks/{hook}/replay?side=test&first=1"),
        format!("/admin/webhooks/{hook}/remove?side=test"),
    ] {
        let page = ada.get(&path).await.expect(200).text();
        assert!(page.contains("&lt;i id=pwn"), "{path}: {page}");
        for sign in ACTED_ON {
            assert!(!page.contains(sign), "{path} has {sign}: {page}");
        }
    }
    let lines = ada.get("/admin/audit?side=test").await.expect(200).text();
    for sign in ACTED_ON {
        assert!(!lines.contains(sign), "{sign}: {lines}");
    }
    server.stop().await;
}
