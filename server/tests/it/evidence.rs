//! A stranger who checks the log over the wire, with nothing but its public key.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mutual::ledger::tile::{Kind, Tile, bundle, unbundle};
use mutual::ledger::tree::{Edge, Hash, leaf_hash, verify_consistency, verify_inclusion};
use mutual::ledger::{Checkpoint, VerifyingKey};
use serde_json::{Value, json};

use crate::api_consent::last_month;
use crate::common::{Answer, Crm, Database, Server, send};
use crate::on_both;

on_both!(
    a_stranger_checks_the_log,
    a_log_only_grows_also_over_a_restart,
    what_no_head_covers_is_not_there,
    a_crm_that_follows_is_a_witness,
);

const SOON: Duration = Duration::from_secs(5);
const FOR_EVER: &str = "public, max-age=31536000, immutable";

async fn get(server: &Server, path: &str) -> Answer {
    send(&server.url, "GET", path, &[], "").await
}

/// The key that the log says it is signed with.
async fn key(server: &Server) -> VerifyingKey {
    let keys = get(server, "/.well-known/mutual-keys").await.expect(200);
    let key: VerifyingKey = keys.json()["log"][0].as_str().unwrap().parse().unwrap();
    assert_eq!(keys.json()["origin"], key.name());
    key
}

/// The newest head over everything that is stored, read and checked.
async fn newest(server: &Server, key: &VerifyingKey) -> Checkpoint {
    let live = &server.app().live;
    live.log.covering(live.engine.index(), SOON).await.unwrap();
    let note = get(server, "/ledger/checkpoint").await.expect(200);
    assert_eq!(note.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(note.header("cache-control"), "public, max-age=1");
    let head = Checkpoint::verify(&note.text(), std::slice::from_ref(key)).unwrap();
    assert_eq!(head.size, live.engine.index() + 1);
    head
}

async fn tile(server: &Server, kind: Kind, index: u64, size: u64) -> Vec<u8> {
    let width = Tile::width_in(kind, index, size);
    let name = Tile { kind, index, width };
    let answer = get(server, &format!("/ledger/tile/{name}"))
        .await
        .expect(200);
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert_eq!(answer.header("cache-control"), FOR_EVER);
    answer.body
}

/// The hashes of a proof.
fn hashes(proof: &Value) -> Vec<Hash> {
    let texts = proof["proof"].as_array().unwrap().iter();
    let bytes = texts.map(|text| STANDARD.decode(text.as_str().unwrap()).unwrap());
    bytes.map(|bytes| bytes.try_into().unwrap()).collect()
}

async fn choose_many(crm: &Crm, count: usize) {
    for n in 0..count {
        let to = if n % 2 == 0 { "on" } else { "off" };
        let choice = json!({
            "proposition": "recipe-ideas", "version": 1, "toggles": {"exchange": to},
            "evidence": {"how": "phone", "where": "call centre", "at": last_month(), "wording": "May we?"},
        });
        crm.post("/customers/crm:42/choices", &choice)
            .await
            .expect(201);
    }
}

async fn shop(database: Database) -> (Server, Crm) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write feed").await;
    crm.knows("crm:42").await;
    (server, crm)
}

async fn a_stranger_checks_the_log(database: Database) {
    let (server, crm) = shop(database).await;
    choose_many(&crm, 300).await;
    let key = key(&server).await;
    let head = newest(&server, &key).await;

    // The entries lead to the signed root, and the tiles are the tree over them.
    let (mut edge, mut leaves, mut roots) = (Edge::default(), Vec::new(), Vec::new());
    for index in 0..=head.size / 256 {
        let entries = tile(&server, Kind::Entries, index, head.size).await;
        let nodes = tile(&server, Kind::Nodes { level: 0 }, index, head.size).await;
        let these: Vec<_> = unbundle(&entries).unwrap();
        assert_eq!(bundle(these.iter().copied()), entries);
        let hashed: Vec<_> = these.iter().map(|leaf| leaf_hash(leaf)).collect();
        assert_eq!(hashed.concat(), nodes);
        for hash in hashed {
            edge.push(hash, |level, _, hash| {
                if level == 8 {
                    roots.push(*hash);
                }
            });
        }
        leaves.extend(these.iter().map(|leaf| leaf.to_vec()));
    }
    assert_eq!((edge.size(), edge.root()), (head.size, head.root));
    let upper = tile(&server, Kind::Nodes { level: 1 }, 0, head.size).await;
    assert_eq!(upper, roots.concat());

    // One entry alone is proven with a handful of hashes.
    for index in [0, 7, 256, head.size - 1] {
        let path = format!("/ledger/proof?index={index}&size={}", head.size);
        let answer = get(&server, &path).await.expect(200);
        assert_eq!(answer.header("cache-control"), FOR_EVER);
        let proof = answer.json();
        let leaf = STANDARD.decode(proof["leaf"].as_str().unwrap()).unwrap();
        assert_eq!(leaf, leaves[usize::try_from(index).unwrap()]);
        let hash = leaf_hash(&leaf);
        assert_eq!(proof["leaf_hash"], STANDARD.encode(hash));
        verify_inclusion(&hash, index, head.size, &hashes(&proof), &head.root).unwrap();
    }
    // Nothing in it says whose it is.
    let public: Vec<u8> = leaves.concat();
    let id = server
        .app()
        .live
        .engine
        .holder("crm:42")
        .unwrap()
        .to_bytes();
    assert!(!public.windows(16).any(|bytes| bytes == id));
}

async fn a_log_only_grows_also_over_a_restart(database: Database) {
    let (server, crm) = shop(database).await;
    choose_many(&crm, 3).await;
    let first_key = key(&server).await;
    let old = newest(&server, &first_key).await;
    let server = server.restart().await;
    assert_eq!(
        key(&server).await,
        first_key,
        "the same log, by the same key"
    );
    assert_eq!(newest(&server, &first_key).await, old);
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    choose_many(&crm, 5).await;
    let head = newest(&server, &first_key).await;
    let path = format!("/ledger/proof?from={}&size={}", old.size, head.size);
    let proof = get(&server, &path).await.expect(200).json();
    assert_eq!(proof["from"], old.size);
    verify_consistency(old.size, &old.root, head.size, &head.root, &hashes(&proof)).unwrap();
}

async fn what_no_head_covers_is_not_there(database: Database) {
    let (server, crm) = shop(database).await;
    choose_many(&crm, 1).await;
    let size = newest(&server, &key(&server).await).await.size;
    let (next, all) = (size + 1, size);
    for (path, status) in [
        (format!("tile/0/000.p/{all}"), 200),
        (format!("tile/0/000.p/{next}"), 404),
        ("tile/0/000".to_owned(), 404),
        ("tile/0/000.p/0".to_owned(), 404),
        ("tile/0/001.p/1".to_owned(), 404),
        ("tile/1/000.p/1".to_owned(), 404),
        ("tile/8/000.p/1".to_owned(), 404),
        ("tile/0/0.p/1".to_owned(), 404),
        (
            "tile/entries/x999/x999/x999/x999/x999/999.p/1".to_owned(),
            404,
        ),
        ("tile/entries/000".to_owned(), 404),
        ("tile/..%2F..%2Fcheckpoint".to_owned(), 404),
        ("tile/".to_owned(), 404),
        ("tile/%ff".to_owned(), 404),
        ("tile/0/000.p/%31".to_owned(), 404),
        ("anything".to_owned(), 404),
        (format!("proof?index={all}"), 404),
        (format!("proof?index=0&size={next}"), 404),
        ("proof?index=0&size=0".to_owned(), 404),
        (format!("proof?from={next}"), 404),
        (format!("proof?from=0&size={next}"), 404),
        ("proof?from=0".to_owned(), 200),
        ("proof".to_owned(), 400),
        ("proof?index=0&from=0".to_owned(), 400),
        ("proof?index=-1".to_owned(), 400),
        ("proof?index=18446744073709551615".to_owned(), 400),
        ("proof?index=0&tree=1".to_owned(), 400),
    ] {
        let answer = get(&server, &format!("/ledger/{path}")).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        if status != 200 {
            assert_eq!(
                answer.header("content-type"),
                "application/problem+json",
                "{path}"
            );
        }
    }
    send(&server.url, "POST", "/ledger/checkpoint", &[], "")
        .await
        .expect(405);
}

async fn a_crm_that_follows_is_a_witness(database: Database) {
    let (server, crm) = shop(database).await;
    let key = key(&server).await;
    let (mut seen, mut after) = (None::<Checkpoint>, 0);
    for round in 0..4 {
        choose_many(&crm, 2 + round).await;
        newest(&server, &key).await;
        let size = seen.as_ref().map_or(0, |seen| seen.size);
        let path = format!("/changes?after={after}&limit=1000&size={size}");
        let page = crm.get(&path).await.expect(200).json();
        let head = Checkpoint::verify(
            page["checkpoint"].as_str().unwrap(),
            std::slice::from_ref(&key),
        );
        let head = head.unwrap();
        assert_eq!(head.size, page["head"].as_u64().unwrap() + 1);
        let proof = json!({"proof": page["consistency"]});
        if let Some(old) = &seen {
            let hashes = hashes(&proof);
            verify_consistency(old.size, &old.root, head.size, &head.root, &hashes).unwrap();
        }
        after = page["next"].as_u64().unwrap();
        seen = Some(head);
    }
    // Who has seen more than there is is told so, and never gets a proof.
    let size = seen.unwrap().size + 1;
    let refused = crm.get(&format!("/changes?size={size}")).await.expect(409);
    assert_eq!(refused.json()["code"], "log_behind");
    // Who does not ask gets none.
    let plain = crm.get("/changes").await.expect(200).json();
    assert_eq!(plain.get("checkpoint"), None);
    // A test client is the witness of the log for tests.
    let test = server.test_crm("feed").await;
    let page = test.get("/changes?size=0").await.expect(200).json();
    let name = page["checkpoint"].as_str().unwrap().lines().next().unwrap();
    assert!(name.ends_with("/ledger/test"), "{name}");
}

/// The organisation replaces its keys: what was given out before still opens and still proves.
#[tokio::test(flavor = "multi_thread")]
async fn keys_are_replaced_and_what_they_signed_stays_good() {
    use mutual_server::keys::{Kind as Key, retire, rotate};
    let server = Server::start(Database::Sqlite).await;
    server.publish_demo().await;
    let crm = server.crm("consent:read consent:write").await;
    crm.knows("crm:42").await;
    let link = server.link("crm:42", "/");
    choose_many(&crm, 3).await;
    let before = key(&server).await;
    let head = newest(&server, &before).await;
    let folder = server.app().config.key_dir();
    for kind in [Key::Link, Key::Log, Key::Receipt] {
        rotate(&folder, kind, &mutual_engine::SystemEntropy).unwrap();
    }
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    let now = key(&server).await;
    assert_ne!(now, before);
    choose_many(&crm, 3).await;
    // A witness that knows the old key alone goes on, and so does one that knows the new one.
    let later = newest(&server, &before).await;
    assert!(later.size > head.size);
    newest(&server, &now).await;
    let keys = get(&server, "/.well-known/mutual-keys")
        .await
        .expect(200)
        .json();
    assert_eq!(keys["log"], json!([now.to_string(), before.to_string()]));
    let jwks = get(&server, "/.well-known/jwks.json")
        .await
        .expect(200)
        .json();
    assert_eq!(jwks["keys"].as_array().unwrap().len(), 2);
    get(&server, &link).await.expect(303);
    // Once the old ones are retired, they only prove what they signed.
    retire(&folder, Key::Log).unwrap();
    retire(&folder, Key::Link).unwrap();
    let server = server.restart().await;
    let crm = Crm {
        url: server.url.clone(),
        ..crm
    };
    choose_many(&crm, 1).await;
    newest(&server, &now).await;
    let note = get(&server, "/ledger/checkpoint").await.expect(200).text();
    assert!(Checkpoint::verify(&note, std::slice::from_ref(&before)).is_err());
    let keys = get(&server, "/.well-known/mutual-keys")
        .await
        .expect(200)
        .json();
    assert_eq!(
        keys["log"].as_array().unwrap().len(),
        2,
        "it stays published"
    );
    get(&server, &link).await.expect(403);
}
