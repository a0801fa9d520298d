//! Which folder an installation has its databases and its keys in, as an operator names it.

use serde_json::Value;

use crate::binary::Operator;
use crate::commands::refused;
use crate::common::{Database, Visitor};
use crate::web_people::{PASSWORD, is_in, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_names_a_data_folder_alone_has_the_databases_in_it() {
    let mut operator = Operator::new(Database::Sqlite);
    for name in ["MUTUAL_DATABASE_URL", "MUTUAL_TEST_DATABASE_URL"] {
        operator.unset(name);
    }
    let root = operator.path("");
    let is_there = |file: &str| root.join(file).is_file();
    // Not every sign of it stands for itself in an address.
    let shop = "shop? 100%";
    let in_the_shop = |command: &str| {
        let words = command.split(' ').chain(["--data-dir", shop]);
        operator.run(&words.collect::<Vec<_>>())
    };
    in_the_shop("demo").expect(0);
    for file in ["mutual.db", "mutual.test.db", "keys/demo.json"] {
        assert!(is_there(&format!("{shop}/{file}")), "{file}");
    }
    // Each of the others finds what the first one made.
    refused(in_the_shop("demo"));
    let said = |command: &str| in_the_shop(command).expect(0).out;
    assert_eq!(said("export").lines().count(), 24);
    assert!(said("user list").contains("marketer@larkfold.example"));
    assert!(said("doctor").contains("ok    the live database answers"));
    for command in ["ledger verify", "numbers recount"] {
        assert_ne!(said(command), "", "{command}");
    }
    said("migrate");
    said("backup copy.db");
    // The password that a server prints there is the one of who signs in there.
    operator.set("MUTUAL_DATA_DIR", shop);
    let serving = operator.serve();
    let line = serving.line(|line| line.contains("the marketer"));
    let (_, password) = line.split_once("password ").unwrap();
    let mut marketer = Visitor::at(&serving.url);
    let email = "marketer@larkfold.example";
    let answer = sign_in(&mut marketer, email, password.trim_end_matches(')')).await;
    answer.expect(303);
    assert!(is_in(&mut marketer).await, "{line}");
    serving.stop().expect(0);
    let put_back = ["restore", "copy.db", "--data-dir", "other"];
    operator.run(&put_back).expect(0);
    assert!(is_there("other/mutual.db"));
    // An address that is named counts, whatever the folder is.
    let address = "--database-url=sqlite://named.db";
    let named = ["migrate", "--data-dir", "third", address];
    operator.run(&named).expect(0);
    assert!(is_there("named.db") && is_there("named.test.db"));
    assert!(!is_there("third/mutual.db") && !root.join("data").exists());
    operator.unset("MUTUAL_DATA_DIR");
    operator.run(&["migrate"]).expect(0);
    assert!(is_there("data/mutual.db") && is_there("data/mutual.test.db"));
}

#[test]
fn no_empty_database_takes_the_place_of_one_that_stands_where_it_stood_before() {
    let mut operator = Operator::new(Database::Sqlite);
    for name in ["MUTUAL_DATABASE_URL", "MUTUAL_TEST_DATABASE_URL"] {
        operator.unset(name);
    }
    operator.run(&["demo"]).expect(0);
    operator.run(&["backup", "copy.db"]).expect(0);
    // So it was where the folder of the keys was named alone: the databases stood in `data` all the same.
    let path = |name: &str| operator.path(name);
    std::fs::create_dir(path("shop")).unwrap();
    std::fs::rename(path("data/keys"), path("shop/keys")).unwrap();
    let in_the_shop = |command: &str| {
        let words = command.split(' ').chain(["--data-dir", "shop"]);
        operator.run(&words.collect::<Vec<_>>())
    };
    for command in [
        "migrate",
        "demo --if-empty",
        "user list",
        "organisation show",
        "export",
        "ledger verify",
        "numbers recount",
        "backup again.db",
        "restore copy.db",
        "serve",
    ] {
        let why = refused(in_the_shop(command));
        for says in [
            "move mutual.db and mutual.test.db",
            "from data to shop",
            "MUTUAL_DATABASE_URL",
            "sqlite://data/mutual.db or sqlite://shop/mutual.db for a new one",
        ] {
            assert!(why.contains(says), "{command}: {why}");
        }
        for file in ["shop/mutual.db", "shop/mutual.test.db", "again.db"] {
            assert!(!path(file).exists(), "{command} made {file}");
        }
    }
    let doctor = in_the_shop("doctor").expect(1).out;
    assert!(
        doctor.contains("BAD   there are keys in shop/keys"),
        "{doctor}"
    );
    assert!(!doctor.contains("`mutual serve` makes it"), "{doctor}");
    // What needs the keys alone is done.
    in_the_shop("link --customer crm:42").expect(0);
    // Somebody else's installation begins beside it, in a folder that has no keys.
    let beside = ["migrate", "--data-dir", "other"];
    operator.run(&beside).expect(0);
    assert!(path("other/mutual.db").is_file());
    // The one of before counts where it is named, and where it was moved.
    let is_hers = |command: &str| {
        let list = in_the_shop(command).expect(0).out;
        assert!(list.contains("marketer@larkfold.example"), "{list}");
    };
    is_hers("user list --database-url sqlite://data/mutual.db");
    for file in std::fs::read_dir(path("data")).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        if name.starts_with("mutual.") {
            std::fs::rename(file.path(), path("shop").join(name)).unwrap();
        }
    }
    is_hers("user list");
    in_the_shop("ledger verify").expect(0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_prints_no_password_that_does_not_fit() {
    let mut operator = Operator::new(Database::Sqlite);
    operator.unset("MUTUAL_TEST_DATABASE_URL");
    let [first, second] = ["sqlite://first.db", "sqlite://second.db"];
    let [marketer, reviewer, admin] =
        ["marketer", "reviewer", "admin"].map(|name| format!("{name}@larkfold.example"));
    let reset = |operator: &Operator, email: &str| {
        let reset = ["user", "reset", "--email", email, "--password-stdin"];
        operator
            .run_with(&reset, &format!("{PASSWORD}\n"))
            .expect(0);
    };
    // Two demos with the keys of one folder: what is known of the second takes the place of the first's.
    for url in [first, second] {
        operator.set("MUTUAL_DATABASE_URL", url);
        operator.run(&["demo"]).expect(0);
    }
    let known = std::fs::read(operator.path("data/keys/demo.json")).unwrap();
    let known: Value = serde_json::from_slice(&known).unwrap();
    let [password, secret] =
        ["password", "client_secret"].map(|name| known[name].as_str().unwrap());
    let prints = |operator: &Operator| operator.serve().stop().expect(0).out;
    let said = prints(&operator);
    for says in [
        format!("({marketer}, password {password})"),
        format!("({reviewer}, the same password)"),
        format!("({admin}, the same password)"),
        format!("curl -H 'Authorization: Bearer {secret}'"),
    ] {
        assert!(said.contains(&says), "{says}: {said}");
    }
    assert!(!said.contains("mutual user reset"), "{said}");
    // Over the first one nobody is told what opens the second alone, but how to come in.
    operator.set("MUTUAL_DATABASE_URL", first);
    let said = prints(&operator);
    for not in [password, secret, "the same password", "curl"] {
        assert!(!said.contains(not), "{not}: {said}");
    }
    for says in [
        "a customer",
        &format!("({marketer})"),
        &format!("({reviewer})"),
        &format!("({admin})"),
        &format!("mutual user reset --email {marketer}\n"),
        "mutual client create --name",
    ] {
        assert!(said.contains(says), "{says}: {said}");
    }
    reset(&operator, &marketer);
    let serving = operator.serve();
    let mut max = Visitor::at(&serving.url);
    sign_in(&mut max, &marketer, PASSWORD).await.expect(303);
    assert!(is_in(&mut max).await);
    serving.stop().expect(0);
    // Of those who changed theirs nothing is told either, and the others stay as they are.
    operator.set("MUTUAL_DATABASE_URL", second);
    reset(&operator, &admin);
    let said = prints(&operator);
    for says in [
        format!("({marketer}, password {password})"),
        format!("({reviewer}, the same password)"),
        format!("({admin})"),
        format!("mutual user reset --email {admin}\n"),
    ] {
        assert!(said.contains(&says), "{says}: {said}");
    }
}
