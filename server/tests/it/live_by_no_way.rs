//! A document goes live as somebody else approved it in the studio, and in no other way: no method of
//! the API, no line of an import and no command puts one there.

use serde_json::{Value, json};

use crate::api_bulk::import;
use crate::binary::Operator;
use crate::common::{ALL_SCOPES, Database, Server, demo, new_key};
use crate::on_both;

const KEY: &str = "order-letters";

on_both!(
    no_method_of_the_api_puts_a_document_live,
    no_line_of_an_import_carries_one,
);

/// What might go live, with all that a program could say for it.
fn offer(key: &str) -> Value {
    let mut document = serde_json::to_value(&demo()[0]).unwrap();
    document["key"] = key.into();
    document["title"] = "Letters about your orders".into();
    document["change_note"] = "It is called something else.".into();
    let mut all = document.clone();
    all["document"] = document.clone();
    all["propositions"] = json!([document]);
    all["over"] = json!(1);
    all["stage"] = json!("approved");
    all["approval"] = json!({
        "writers": ["acc_01KB3Y6V9Q8T5W2R7N4M1H0J3K"], "by": "acc_01KB3Y6V9Q8T5W2R7N4M1H0J3M",
        "at": "2026-01-02T03:04:05Z",
    });
    all
}

/// Each proposition, how many versions of it there are, and which one is live; and how many drafts wait.
async fn published(server: &Server) -> (Vec<(String, usize, Option<u32>)>, usize) {
    let live = &server.app().live;
    let catalogue = live.engine.catalogue();
    let all = catalogue.propositions().map(|known| {
        let live = known.live().map(|live| live.number);
        (known.key.to_string(), known.versions().len(), live)
    });
    (all.collect(), live.store.drafts().await.unwrap().len())
}

async fn no_method_of_the_api_puts_a_document_live(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(ALL_SCOPES).await;
    let before = published(&server).await;
    // Where somebody would look for it there is nothing but to read.
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        for path in [
            "/propositions",
            "/propositions/recipe-ideas",
            "/propositions/order-letters",
            "/propositions/recipe-ideas/publish",
            "/propositions/recipe-ideas/versions",
            "/propositions/recipe-ideas/versions/2",
            "/drafts",
            "/drafts/order-letters",
        ] {
            for key in ["recipe-ideas", KEY] {
                let answer = crm.write(method, path, &offer(key), &new_key()).await;
                assert!([404, 405].contains(&answer.status), "{method} {path}");
            }
        }
    }
    // And whatever else can be written takes no document.
    let description: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    let mut tried = 0;
    for (path, operations) in description["paths"].as_object().unwrap() {
        let Some(path) = path.strip_prefix("/api/v1") else {
            continue;
        };
        let filled: Vec<_> = path
            .split('/')
            .map(|part| if part.starts_with('{') { KEY } else { part })
            .collect();
        let filled = filled.join("/");
        for method in ["post", "put", "patch", "delete"] {
            if operations[method].is_null() {
                continue;
            }
            let method = method.to_uppercase();
            let answer = crm.write(&method, &filled, &offer(KEY), &new_key()).await;
            assert!(
                answer.status < 500 || answer.status == 501,
                "{method} {path}: {}",
                answer.text()
            );
            tried += 1;
        }
    }
    assert!(tried > 40, "{tried}");
    assert_eq!(published(&server).await, before);
    server.stop().await;
}

async fn no_line_of_an_import_carries_one(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm(ALL_SCOPES).await;
    let before = published(&server).await;
    let lines = [
        json!({"identifiers": ["crm:1"], "propositions": offer(KEY)["propositions"]}),
        json!({"identifiers": ["crm:2"], "choices": [
            {"proposition": offer(KEY)["document"], "toggles": {"exchange": "off"}},
        ]}),
        offer(KEY),
    ];
    let done = import(&crm, "", &lines).await;
    assert_eq!(
        (&done["accepted"], &done["rejected"]),
        (&json!(0), &json!(3)),
        "{done}"
    );
    assert_eq!(done["report"][0]["code"], "unknown_field", "{done}");
    assert_eq!(published(&server).await, before);
    server.stop().await;
}

#[test]
fn no_command_that_reads_a_file_puts_a_document_live() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let all = offer(KEY);
    let document = &all["document"];
    let line = json!({"identifiers": ["crm:1"], "propositions": [document]});
    let registry = json!({"purposes": [], "data_categories": [], "propositions": [document]});
    for (name, content) in [
        ("offer.json", document.to_string()),
        ("offer.ndjson", format!("{document}\n{line}\n")),
        ("registry.json", registry.to_string()),
    ] {
        std::fs::write(operator.path(name), content).unwrap();
    }
    let imported = operator.run(&["import", "offer.ndjson"]);
    let said = format!("{}{}", imported.out, imported.err);
    assert!(said.contains("line 2: unknown_field"), "{said}");
    for arguments in [
        &["registry", "import", "offer.json"][..],
        &["registry", "import", "registry.json"],
        &["lint", "offer.json", "--with-database"],
        &["import", "offer.json"],
    ] {
        let said = operator.run(arguments);
        assert!([0, 1, 2].contains(&said.code), "{arguments:?}: {said:?}");
    }
    // The demo goes into an empty database alone, and takes no file.
    operator.run(&["demo"]).expect(2);
    operator.run(&["demo", "offer.json"]).expect(2);
    let export = operator.run(&["export"]).expect(0).out;
    assert!(export.contains("recipe-ideas"), "{export}");
    assert!(!export.contains(KEY), "{export}");
}
