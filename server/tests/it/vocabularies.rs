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
