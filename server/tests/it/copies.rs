//! A stranger with a folder and a public key proves what was agreed, without the database.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::binary::Operator;
use crate::common::{Database, send};
use crate::erasure::erase;
use crate::on_both;
use crate::receipts::choice;

on_both!(a_copy_proves_what_was_agreed_without_the_database);

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            all.extend(files(&entry.path()));
        } else {
            all.push(entry.path());
        }
    }
    all.sort();
    all
}

/// Runs the example's own proof of a copy, in a language that is not ours.
fn prove(folder: &Path, key: &str, index: u64) -> (bool, String) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/crm/prove.py");
    let output = Command::new("python3")
        .args([script, folder.to_str().unwrap(), key, &index.to_string()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success(), said)
}

async fn a_copy_proves_what_was_agreed_without_the_database(database: Database) {
    let operator = Operator::new(database);
    operator.run(&["demo"]).expect(0);
    let serving = operator.serve();
    let crm = operator.crm(&serving.url, "consent:read consent:write");
    for n in 0..300 {
        let name = format!("crm:copied-{}", n % 30);
        if n < 30 {
            crm.knows(&name).await;
        }
        let path = format!("/customers/{name}/choices");
        crm.post(&path, &choice(if n % 2 == 0 { "on" } else { "off" }))
            .await
            .expect(201);
    }
    erase(&crm, "crm:copied-7", "all", "once").await.expect(204);
    let path = "/customers/crm:copied-3/choices";
    let last = crm.post(path, &choice("on")).await.expect(201).json();
    let index = last["index"].as_u64().unwrap();
    let keys = send(&serving.url, "GET", "/.well-known/mutual-keys", &[], "").await;
    let key = keys.expect(200).json()["log"][0]
        .as_str()
        .unwrap()
        .to_owned();
    serving.stop().expect(0);

    let folder = operator.path("copy");
    let to = folder.to_str().unwrap();
    operator.run(&["ledger", "export", to]).expect(0);
    // Once there is one, it is not written over.
    operator.run(&["ledger", "export", to]).expect(2);
    let check = |folder: &Path, key: &str| {
        operator.run(&[
            "ledger",
            "verify",
            "--export",
            folder.to_str().unwrap(),
            "--key",
            key,
        ])
    };
    let said = check(&folder, &key).expect(0);
    assert!(
        said.out.contains(&format!("entries    {}", index + 1)),
        "{}",
        said.out
    );
    // The installation's own key serves as well, and another log's does not.
    operator
        .run(&["ledger", "verify", "--export", to])
        .expect(0);
    let other = "example.org/ledger+1f18a3d1+AQD1ReNaRSmsbVVAyVhCCMpSVJWJYYzpKHlJyD5YeXDi";
    assert!(matches!(check(&folder, other).code, 1 | 2));
    let (good, entry) = prove(&folder, &key, index);
    assert!(good, "{entry}");
    let entry: Value = serde_json::from_str(&entry).unwrap();
    assert_eq!(entry["proposition"], "recipe-ideas");
    assert_eq!(entry["toggles"]["exchange"], "on");
    assert_eq!(entry["receipt"], last["receipt"]);
    assert!(!prove(&folder, other, index).0);

    // Whatever is changed, cut or taken away is found.
    for file in files(&folder) {
        let name = file.strip_prefix(&folder).unwrap().display().to_string();
        let bytes = std::fs::read(&file).unwrap();
        let mut wrong = bytes.clone();
        let middle = wrong.len() / 2;
        wrong[middle] ^= 1;
        for changed in [
            Some(wrong),
            Some(bytes[..bytes.len() - bytes.len().min(40)].to_vec()),
            None,
        ] {
            match &changed {
                Some(changed) => std::fs::write(&file, changed).unwrap(),
                None => std::fs::remove_file(&file).unwrap(),
            }
            let said = check(&folder, &key);
            assert!(
                matches!(said.code, 1 | 2),
                "{name}: {} {}",
                said.out,
                said.err
            );
            assert_eq!(said.out, "", "{name}");
            if name.starts_with("sides") || name.starts_with("tile/entries") {
                assert!(!prove(&folder, &key, index).0, "{name}");
            }
        }
        std::fs::write(&file, bytes).unwrap();
    }
    check(&folder, &key).expect(0);

    // A public copy says nothing of anybody, and proves the tree.
    let public = operator.path("public");
    let to = public.to_str().unwrap();
    operator
        .run(&["ledger", "export", "--public", to])
        .expect(0);
    let names: Vec<_> = files(&public);
    assert!(
        names
            .iter()
            .all(|file| !file.to_str().unwrap().ends_with("ndjson"))
    );
    let said = check(&public, &key).expect(0);
    assert!(said.out.contains("not proven"), "{}", said.out);
    let bundle = names
        .iter()
        .find(|file| file.to_str().unwrap().contains("entries/000"))
        .unwrap();
    let mut bytes = std::fs::read(bundle).unwrap();
    bytes[50] ^= 1;
    std::fs::write(bundle, bytes).unwrap();
    assert_eq!(check(&public, &key).code, 1);
    assert_eq!(json!(operator.run(&["ledger", "verify"]).code), 0);
}
