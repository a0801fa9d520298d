//! An operator takes a vocabulary over, and whoever touches its entries is found out.

use rusqlite::Connection;
use serde_json::Value;

use crate::binary::Operator;
use crate::common::{Database, demo};

#[test]
fn an_operator_imports_a_vocabulary_and_whoever_touches_it_is_found_out() {
    let operator = Operator::new(Database::Sqlite);
    let file = operator.path("uses.yml");
    let write = |text: &str| std::fs::write(&file, text).unwrap();
    let import = |more: &[&str]| {
        let mut arguments = vec!["registry", "import", "uses.yml"];
        arguments.extend(more);
        operator.run(&arguments)
    };
    let shown = || {
        let said = operator.run(&["registry", "show"]).expect(0);
        let shown: Value = serde_json::from_str(&said.out).unwrap();
        shown
    };
    let count = |shown: &Value| {
        let of = |field: &str| shown[field].as_array().unwrap().len();
        (of("purposes"), of("data_categories"))
    };
    write("data_use: [\u{1b}");
    let said = import(&[]).expect(2);
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    write(
        "data_use:\n- fides_key: marketing.communications\n  name: Marketing Communications\n\
         - fides_key: offers\n  name: Not taken\n\
         - fides_key: \"sales.\\e[31mred\"\n  name: \"two\\nlines\"\n",
    );
    // One bad line keeps the rest out.
    let said = import(&[]).expect(1);
    assert!(
        said.out.contains("bad\tsales. [31mred\tname: "),
        "{}",
        said.out
    );
    assert!(said.err.contains("nothing was stored"), "{}", said.err);
    assert_eq!(count(&shown()), (7, 20));
    write(
        "data_use:\n- fides_key: marketing.communications\n  name: Marketing Communications\n\
         - fides_key: offers\n  name: Not taken\n\
         data_category:\n- fides_key: user.contact.email\n  name: User Contact Email\n",
    );
    let dry = import(&["--dry-run"]).expect(0);
    assert_eq!(count(&shown()), (7, 20));
    let said = import(&[]).expect(0);
    assert_eq!(said.out, dry.out);
    let mut lines = said.out.lines();
    let first = lines.next().unwrap();
    assert!(
        first.starts_with("new\tmarketing.communications\t"),
        "{first}"
    );
    assert!(
        first.contains("https://w3id.org/dpv#DirectMarketing"),
        "{first}"
    );
    assert!(lines.next().unwrap().starts_with("there\toffers\t"));
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("new\tuser.contact.email\t")
    );
    let now = shown();
    assert_eq!(count(&now), (8, 21));
    // What it prints it reads, and leaves alone.
    std::fs::write(operator.path("own.json"), now.to_string()).unwrap();
    let said = operator.run(&["registry", "import", "own.json"]).expect(0);
    assert!(said.out.lines().all(|line| line.starts_with("there\t")));
    // The linter takes what is there where it is asked to.
    let mut document = serde_json::to_value(&demo()[0]).unwrap();
    document["purpose"] = "marketing_communications".into();
    std::fs::write(operator.path("draft.json"), document.to_string()).unwrap();
    let unknown = "does not know the purpose";
    let said = operator.run(&["lint", "draft.json"]).expect(0);
    assert!(said.out.contains(unknown), "{}", said.out);
    let said = operator.run(&["lint", "draft.json", "--with-database"]);
    assert!(!said.out.contains(unknown), "{}", said.out);
    // Beside a running server it refuses: the registry is an entry of that server's ledger.
    let serving = operator.serve();
    let said = import(&[]).expect(2);
    assert!(said.err.contains("a server is running"), "{}", said.err);
    serving.stop().expect(0);
    operator.run(&["ledger", "verify"]).expect(0);
    let file = operator.path("mutual.db");
    let good = std::fs::read(&file).unwrap();
    let index =
        "(SELECT idx FROM ledger_side WHERE CAST(payload AS TEXT) LIKE '{\"body\":\"registry\"%')";
    for change in [
        format!(
            "UPDATE ledger_side SET payload = CAST(replace(CAST(payload AS TEXT), 'DirectMarketing', 'CustomerCare') AS BLOB) WHERE idx = {index}"
        ),
        format!(
            "UPDATE version SET published = CAST(replace(CAST(published AS TEXT), 'DirectMarketing', 'CustomerCare') AS BLOB) WHERE idx = {index}"
        ),
        format!("DELETE FROM version WHERE idx = {index}"),
        format!("DELETE FROM ledger_side WHERE idx = {index}"),
        format!(
            "UPDATE ledger SET leaf = CAST(substr(leaf, 1, 33) || x'10' || substr(leaf, 35) AS BLOB) WHERE idx = {index}"
        ),
    ] {
        Connection::open(&file)
            .unwrap()
            .execute_batch(&format!(
                "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; {change}"
            ))
            .unwrap();
        let said = operator.run(&["ledger", "verify"]);
        assert_eq!(said.code, 1, "{change}: {} {}", said.out, said.err);
        assert!(said.err.contains("entry 1:"), "{change}: {}", said.err);
        for ending in ["-wal", "-shm"] {
            _ = std::fs::remove_file(operator.path(&format!("mutual.db{ending}")));
        }
        std::fs::write(&file, &good).unwrap();
    }
    operator.run(&["ledger", "verify"]).expect(0);
}

#[test]
fn a_file_of_many_terms_is_told_line_by_line_before_it_is_taken_over() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let shown = || {
        let said = operator.run(&["registry", "show"]).expect(0);
        serde_json::from_str::<Value>(&said.out).unwrap()
    };
    let before = shown();
    let run = |content: &[u8], more: &[&str]| {
        std::fs::write(operator.path("terms.json"), content).unwrap();
        operator.run(&[&["registry", "import", "terms.json"], more].concat())
    };
    let term = |n: usize| {
        serde_json::json!({
            "id": format!("kind-{n}"), "name": format!("Kind {n}"), "label": "Your parcels",
            "origin": "told", "sensitivity": "ordinary",
            "dpv": "https://w3id.org/dpv#ProvidedPersonalData",
        })
    };
    let count = |said: &str, what: &str| {
        let begins = format!("{what}\t");
        said.lines()
            .filter(|line| line.starts_with(&begins))
            .count()
    };
    // More than there is room for: a dry run says so too, and nothing is stored.
    let many: Vec<_> = (0..500).map(term).collect();
    let many = serde_json::json!({"data_categories": many}).to_string();
    for more in [&["--dry-run"][..], &[]] {
        let said = run(many.as_bytes(), more).expect(1);
        assert_eq!(count(&said.out, "new"), 500);
        assert!(said.err.contains("has no room"), "{}", said.err);
    }
    assert_eq!(shown(), before);
    // As an editor on Windows saves it, with ids twice.
    let mut some: Vec<_> = (0..400).map(term).collect();
    some.extend((0..100).map(term));
    let some = serde_json::json!({"data_categories": some}).to_string();
    let some = [b"\xef\xbb\xbf", some.as_bytes()].concat();
    let dry = run(&some, &["--dry-run"]).expect(0);
    assert_eq!(count(&dry.out, "new"), 400);
    assert_eq!(count(&dry.out, "left out"), 100);
    assert!(dry.out.contains("data:kind-99 came before in this file"));
    assert_eq!(shown(), before);
    assert_eq!(run(&some, &[]).expect(0).out, dry.out);
    assert_eq!(shown()["data_categories"].as_array().unwrap().len(), 420);
    let again = run(&some, &[]).expect(0);
    assert_eq!(
        (count(&again.out, "there"), count(&again.out, "new")),
        (400, 0)
    );
    // What no editor of text writes is told so.
    let wide: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = [&b"\xff\xfe"[..], &wide].concat();
    let said = run(&wide, &["--dry-run"]).expect(2);
    assert!(said.err.contains("no text in UTF-8"), "{}", said.err);
    // A file of our own says how a term is to be; what customers agreed to stays what it was.
    let mut changed = shown();
    let of = |list: &Value, id: &str| {
        let mut all = list["data_categories"].as_array().unwrap().iter();
        all.position(|term| term["id"] == id).unwrap()
    };
    let (kind, orders) = (of(&changed, "kind-7"), of(&changed, "orders"));
    changed["data_categories"][kind]["label"] = "The seventh".into();
    changed["data_categories"][orders]["labels"]["fr"] = "Vos commandes".into();
    let said = run(changed.to_string().as_bytes(), &[]).expect(0);
    assert_eq!(count(&said.out, "changed"), 2, "{}", said.out);
    assert_eq!(shown(), changed);
    changed["data_categories"][kind]["label"] = "The last".into();
    changed["data_categories"][orders]["label"] = "All that you do".into();
    let said = run(changed.to_string().as_bytes(), &[]).expect(1);
    assert!(said.out.contains("bad\torders\tlabel: "), "{}", said.out);
    assert_eq!(shown()["data_categories"][kind]["label"], "The seventh");
    operator.run(&["ledger", "verify"]).expect(0);
}
