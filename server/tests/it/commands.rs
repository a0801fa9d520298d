//! What an operator does on the command line. Results stand alone on standard output, errors are
//! one sentence on standard error, and the exit code says which it was.

use serde_json::{Value, json};

use crate::binary::{Operator, Said, mode};
use crate::common::{Database, Visitor};
use crate::web_people::{PASSWORD, sign_in};

/// It could not run: nothing on standard output, and one sentence that says what to do.
#[track_caller]
pub fn refused(said: Said) -> String {
    let said = said.expect(2);
    assert_eq!(said.out, "");
    let sentence = said.err.trim_end();
    assert!(
        sentence.starts_with("mutual: ") && sentence.lines().count() == 1,
        "{sentence}"
    );
    sentence.to_owned()
}

#[test]
fn the_version_and_the_api_stand_alone_on_standard_output() {
    let operator = Operator::new(Database::Sqlite);
    let said = operator.run(&["--version"]).expect(0);
    assert_eq!(said.line(), concat!("mutual ", env!("CARGO_PKG_VERSION")));
    let said = operator.run(&["openapi"]).expect(0);
    let document: Value = serde_json::from_str(&said.out).unwrap();
    assert!(
        document["paths"]["/api/v1/check"].is_object(),
        "{}",
        document["paths"]
    );
    assert_eq!(said.err, "");
}

#[test]
fn help_tells_no_secret_of_the_environment() {
    let mut operator = Operator::new(Database::Sqlite);
    for (name, value) in [
        ("MUTUAL_DATABASE_URL", "postgres://mutual:hunter2@db/mutual"),
        (
            "MUTUAL_TEST_DATABASE_URL",
            "postgres://mutual:hunter2@db/test",
        ),
        ("MUTUAL_SMTP_URL", "smtps://mutual:hunter2@mail"),
        ("MUTUAL_METRICS_TOKEN", "hunter2"),
    ] {
        operator.set(name, value);
    }
    for arguments in [&["--help"][..], &["-h"], &["serve", "--help"], &["help"]] {
        let said = operator.run(arguments).expect(0);
        assert!(said.out.contains("MUTUAL_DATABASE_URL") || arguments == ["help"]);
        let all = format!("{}{}", said.out, said.err);
        assert!(!all.contains("hunter2"), "{arguments:?}: {all}");
    }
}

#[test]
fn used_wrongly_is_2() {
    let mut operator = Operator::new(Database::Sqlite);
    operator.run(&["fly"]).expect(2);
    operator.run(&[]).expect(2);
    operator.run(&["client", "create", "--name", "x"]).expect(2);
    let said = operator.run(&["client", "create", "--name", "x", "--scope", "fly"]);
    assert!(
        refused(said).contains("consent:read"),
        "it lists the scopes"
    );
    operator.set("MUTUAL_DATABASE_URL", "mysql://root:hunter2@db/mutual");
    let sentence = refused(operator.run(&["client", "list"]));
    assert!(
        sentence.contains("sqlite://") && !sentence.contains("hunter2"),
        "{sentence}"
    );
}

#[test]
fn a_client_is_made_listed_given_a_new_secret_and_revoked() {
    let operator = Operator::new(Database::Sqlite);
    let crm = operator.crm("", "check feed");
    assert!(crm.secret.starts_with("mk_live_"));
    let arguments = [
        "client", "create", "--name", "Try", "--scope", "check", "--test", "--json",
    ];
    let test: Value = serde_json::from_str(operator.run(&arguments).expect(0).line()).unwrap();
    assert!(
        test["client_secret"]
            .as_str()
            .unwrap()
            .starts_with("mk_test_")
    );
    let list = operator.run(&["client", "list"]).expect(0).out;
    assert_eq!(list.lines().count(), 2);
    assert!(list.contains(&crm.id) && list.contains("check feed") && !list.contains(&crm.secret));
    let said = operator
        .run(&["client", "rotate", &crm.id, "--json"])
        .expect(0);
    let rotated: Value = serde_json::from_str(said.line()).unwrap();
    assert_ne!(rotated["client_secret"], crm.secret);
    operator.run(&["client", "revoke", &crm.id]).expect(0);
    assert!(operator.run(&["client", "list"]).out.contains("revoked"));
    let said = operator.run(&["client", "rotate", &crm.id]);
    assert!(refused(said).contains("revoked"));
    refused(operator.run(&["client", "revoke", "cli_01KB3Y6V9Q8T5W2R7N4M1H0J3K"]));
}

#[test]
fn an_account_is_made_with_a_good_password_alone() {
    let operator = Operator::new(Database::Sqlite);
    let create = |email: &str, role: &str, password: &str| {
        let arguments = [
            "user",
            "create",
            "--email",
            email,
            "--role",
            role,
            "--password-stdin",
        ];
        operator.run_with(&arguments, &format!("{password}\n"))
    };
    let made = create("Mara@Example.org", "marketer", "plain words for mara").expect(0);
    assert!(made.line().starts_with("acc_"));
    assert!(
        refused(create("mara@example.org", "admin", "plain words for mara")).contains("already")
    );
    refused(create("weak@example.org", "marketer", "password"));
    refused(create("not an address", "marketer", "plain words for mara"));
    assert!(refused(create("x@example.org", "king", "plain words for x")).contains("reviewer"));
    let stranger = create("ana@example.org", "customer", "plain words for ana");
    assert!(refused(stranger).contains("customer"));
    let list = operator.run(&["user", "list"]).expect(0).out;
    assert!(
        list.contains("mara@example.org") && list.contains("active\tmarketer"),
        "{list}"
    );
    operator
        .run(&["user", "disable", "--email", "mara@example.org"])
        .expect(0);
    assert!(operator.run(&["user", "list"]).out.contains("disabled"));
    let reset = [
        "user",
        "reset",
        "--email",
        "nobody@example.org",
        "--password-stdin",
    ];
    refused(operator.run_with(&reset, "other plain words\n"));
    // Without a terminal nobody can be asked.
    let said = operator.run(&["user", "reset", "--email", "mara@example.org"]);
    assert!(refused(said).contains("--password-stdin"));
}

#[test]
fn the_organisation_is_set_bit_by_bit() {
    let operator = Operator::new(Database::Sqlite);
    let said = operator.run(&["organisation", "set", "--name", "Larkfold"]);
    assert!(refused(said).contains("--contact-email"));
    let whole = "organisation set --name Larkfold --contact-email help@larkfold.example \
        --data-protection-contact privacy@larkfold.example --region GB --time-zone Europe/London";
    operator
        .run(&whole.split_whitespace().collect::<Vec<_>>())
        .expect(0);
    let change = "organisation set --hue 110 --locale en --locale de --contact-phone 123";
    operator
        .run(&change.split_whitespace().collect::<Vec<_>>())
        .expect(0);
    let shown = operator.run(&["organisation", "show"]).expect(0);
    let shown: Value = serde_json::from_str(&shown.out).unwrap();
    assert_eq!(shown["name"], "Larkfold");
    assert_eq!(
        (&shown["hue"], &shown["locales"]),
        (&json!(110), &json!(["en", "de"]))
    );
    operator
        .run(&["organisation", "set", "--contact-phone", ""])
        .expect(0);
    let shown = operator.run(&["organisation", "show"]).expect(0);
    assert_eq!(
        serde_json::from_str::<Value>(&shown.out).unwrap()["contact_phone"],
        Value::Null
    );
    assert!(refused(operator.run(&["organisation", "set", "--hue", "400"])).contains("--hue"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sites_that_may_show_an_exchange_are_named_and_a_line_tells_of_it() {
    let operator = Operator::new(Database::Sqlite);
    let set = |more: &str| {
        let all = format!("organisation set {more}");
        operator.run(&all.split(' ').collect::<Vec<_>>())
    };
    let sites = || {
        let shown = operator.run(&["organisation", "show"]).expect(0);
        let shown: Value = serde_json::from_str(&shown.out).unwrap();
        // Where there are none, nothing is shown.
        shown.get("embed_origins").cloned().unwrap_or(json!([]))
    };
    let about = "--name Larkfold --contact-email help@larkfold.example \
        --data-protection-contact privacy@larkfold.example --region GB --time-zone Europe/London";
    set(&about.split_whitespace().collect::<Vec<_>>().join(" ")).expect(0);
    assert_eq!(sites(), json!([]));
    let two = [
        "https://www.larkfold.example",
        "https://shop.larkfold.example:8443",
    ];
    set(&two.map(|site| format!("--embed-origin {site}")).join(" ")).expect(0);
    assert_eq!(sites(), json!(two));
    for bad in ["www.larkfold.example", "https://larkfold.example/", "*"] {
        let said = refused(set(&format!("--embed-origin {bad}")));
        assert!(said.contains("--embed-origin: "), "{said}");
        assert_eq!(sites(), json!(two), "{bad}");
    }
    // Whatever else is set, they stay, and its line tells nothing of them.
    set("--hue 110").expect(0);
    assert_eq!(sites(), json!(two));
    let none = ["organisation", "set", "--embed-origin", ""];
    operator.run(&none).expect(0);
    assert_eq!(sites(), json!([]));
    set(&format!("--embed-origin {}", two[0])).expect(0);
    // Three lines, the newest first; whoever looks reads them where all deeds stand.
    let create = "user create --email ada@larkfold.example --role admin --password-stdin";
    let create: Vec<_> = create.split(' ').collect();
    operator
        .run_with(&create, &format!("{PASSWORD}\n"))
        .expect(0);
    let serving = operator.serve();
    let mut ada = Visitor::at(&serving.url);
    let answer = sign_in(&mut ada, "ada@larkfold.example", PASSWORD).await;
    answer.expect(303);
    let page = ada.get("/admin/audit").await.expect(200).text();
    let said = "Sites that may show an exchange: ";
    assert_eq!(page.matches(said).count(), 3, "{page}");
    assert_eq!(page.matches("Changed the settings").count(), 5, "{page}");
    // So does the account that she came in by, and who did all of it: nothing did it by itself.
    assert!(page.contains("Made an account"), "{page}");
    let operator = "The operator, at the command line";
    assert_eq!(page.matches(operator).count(), 6, "{page}");
    assert!(!page.contains("By itself"), "{page}");
    assert!(page.contains(&two.join(" ")), "{page}");
}

#[test]
fn the_demo_goes_into_an_empty_database_alone() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo", "--if-empty"]).expect(0);
    operator.run(&["demo", "--if-empty"]).expect(0);
    refused(operator.run(&["demo"]));
    assert_eq!(mode(&operator.path("data/keys/demo.json")), 0o600);
    let export = operator.run(&["export"]).expect(0).out;
    assert_eq!(export.lines().count(), 24);
    let ana = export.lines().find(|line| line.contains("crm:42")).unwrap();
    let ana: Value = serde_json::from_str(ana).unwrap();
    assert_eq!(ana["exchanges"].as_array().unwrap().len(), 6);
    let csv = operator.run(&["export", "--format", "csv"]).expect(0).out;
    assert!(csv.starts_with("customer,") && csv.lines().count() > 24 * 6);
}

#[test]
fn a_link_is_printed_alone_and_only_for_pages_of_this_site() {
    let mut operator = Operator::new(Database::Sqlite);
    operator.set("MUTUAL_PUBLIC_URL", "https://choices.example.org/");
    let said = operator
        .run(&["link", "--customer", "email:Ana@Example.org"])
        .expect(0);
    assert!(
        said.line().starts_with("https://choices.example.org/in?"),
        "{}",
        said.line()
    );
    assert!(said.line().contains("ana%40example.org"));
    refused(operator.run(&["link", "--customer", "Ana"]));
    refused(operator.run(&[
        "link",
        "--customer",
        "crm:42",
        "--page",
        "https://evil.example/",
    ]));
    refused(operator.run(&["link", "--customer", "crm:42", "--page", "//evil.example/"]));
}

const LINES: &str = r#"{"identifiers":["crm:1"],"region":"GB","choices":[{"proposition":"recipe-ideas","toggles":{"exchange":"on"},"evidence":{"how":"phone","where":"call centre","at":"2026-01-02T03:04:05Z","wording":"May we?"}}]}
{"identifiers":["crm:2"],"choices":[{"proposition":"recipe-ideas","toggles":{"exchange":"on"}}]}
{"identifiers":["crm:3"],"colour":"red"}
{"identifiers":["crm:4"]}
"#;

#[test]
fn a_bad_line_of_an_import_is_named_and_stops_nothing() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    std::fs::write(operator.path("people.ndjson"), LINES).unwrap();
    let tried = operator
        .run(&["import", "people.ndjson", "--dry-run"])
        .expect(1);
    assert!(
        tried.out.contains("line 3:")
            && tried.out.ends_with(
                ": 2 lines would be taken over, 1 line would be taken over in part, \
                 1 line would be refused\n"
            ),
        "{}",
        tried.out
    );
    assert!(
        !operator.run(&["export"]).out.contains("crm:1\""),
        "a dry run stores nothing"
    );
    let done = operator.run(&["import", "people.ndjson"]).expect(0);
    assert!(
        done.out.contains("line 2: evidence_missing"),
        "{}",
        done.out
    );
    assert!(
        done.out.lines().last().unwrap().ends_with(
            ": 2 lines were taken over, 1 line was taken over in part, 1 line was refused"
        ),
        "{}",
        done.out
    );
    let export = operator.run(&["export"]).out;
    let line = export
        .lines()
        .find(|line| line.contains("\"crm:1\""))
        .unwrap();
    let customer: Value = serde_json::from_str(line).unwrap();
    let exchange = customer["exchanges"].as_array().unwrap().iter();
    let recipes = exchange
        .clone()
        .find(|exchange| exchange["proposition"] == "recipe-ideas")
        .unwrap();
    assert_eq!(recipes["toggles"]["exchange"]["decision"], "granted");
    assert_eq!(recipes["toggles"]["exchange"]["source"], "import");
    refused(operator.run(&["import", "nothing.ndjson"]));
}

#[test]
fn what_nobody_reads_to_its_end_ends_without_a_word() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    std::fs::write(operator.path("people.ndjson"), LINES).unwrap();
    std::fs::write(operator.path("none.json"), "{}").unwrap();
    for command in [
        "export",
        "export --format csv",
        "import people.ndjson",
        "client list",
        "client create --name CRM --scope check",
        "user list",
        "organisation show",
        "registry show",
        "link --customer crm:42",
        "lint none.json",
        "ledger verify",
        "ledger export copy",
        "numbers recount",
        "keys rotate token",
        "backup copy.db",
        "erase --customer crm:33",
        "openapi",
        "doctor",
    ] {
        let said = operator.run_unread(&command.split(' ').collect::<Vec<_>>());
        assert_eq!((said.code, said.err.as_str()), (141, ""), "{command}");
    }
    // What they do does not hang on that.
    let export = operator.run(&["export"]).expect(0).out;
    assert!(export.contains("\"crm:1\""), "{export}");
    assert!(operator.path("copy.db").is_file());
    assert_eq!(operator.run(&["client", "list"]).out.lines().count(), 2);
    assert!(!export.contains("\"crm:33\""), "{export}");
    // An error is one also where nobody hears of it.
    let revoke = ["client", "revoke", "cli_01KB3Y6V9Q8T5W2R7N4M1H0J3K"];
    assert_eq!(operator.run_unheard(&revoke), Some(2));
}

/// By how much others come before a process.
#[cfg(target_os = "linux")]
fn nice(process: &str) -> Option<i32> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The field behind the name, which ends in a bracket: the 17th of those that follow.
    let fields = stat.rsplit(')').next()?;
    fields.split_whitespace().nth(16)?.parse().ok()
}

#[cfg(target_os = "linux")]
#[test]
fn an_export_lets_whoever_answers_come_first() {
    use std::time::{Duration, Instant};
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let mut many = String::new();
    for n in 0..300 {
        let line = json!({"identifiers": [format!("crm:many-{n}")], "region": "GB"});
        many.push_str(&format!("{line}\n"));
    }
    std::fs::write(operator.path("many.ndjson"), many).unwrap();
    operator.run(&["import", "many.ndjson"]).expect(0);
    // More than a pipe holds: it waits in the middle until somebody reads.
    let export = operator.begin(&["export"]);
    let (id, here) = (export.id().to_string(), nice("self").unwrap());
    let until = Instant::now() + Duration::from_secs(30);
    while nice(&id) != Some((here + 10).min(19)) {
        assert!(Instant::now() < until, "{:?} here {here}", nice(&id));
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = export.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let written = String::from_utf8(output.stdout).unwrap();
    assert_eq!(written.lines().count(), 324);
}

#[test]
fn a_backup_is_put_back_with_its_keys() {
    let mut operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let before = operator.run(&["export"]).out;
    let said = operator
        .run(&["backup", "copy.db", "--with-keys"])
        .expect(0);
    assert_eq!(said.line(), "copy.db");
    for file in ["copy.db", "copy.db.keys/link.key"] {
        assert_eq!(mode(&operator.path(file)), 0o600, "{file}");
    }
    refused(operator.run(&["backup", "copy.db"]));
    let link = operator
        .run(&["link", "--customer", "crm:42"])
        .expect(0)
        .out;
    // Another machine: empty, with keys of its own.
    operator.set("MUTUAL_DATABASE_URL", "sqlite://elsewhere/mutual.db");
    operator.set("MUTUAL_KEY_DIR", "elsewhere/keys");
    assert!(refused(operator.run(&["backup", "other.db"])).contains("no database"));
    operator
        .run(&["restore", "copy.db", "--with-keys"])
        .expect(0);
    // What changes by itself is the ledger's index alone, and nothing was appended.
    assert_eq!(operator.run(&["export"]).out, before);
    let seal = |link: &str| link.split("k=").nth(1).unwrap()[..8].to_owned();
    assert_eq!(
        seal(&operator.run(&["link", "--customer", "crm:42"]).out),
        seal(&link)
    );
    assert_eq!(mode(&operator.path("elsewhere/mutual.db")), 0o600);
    assert!(refused(operator.run(&["restore", "copy.db"])).contains("--force"));
    operator.run(&["restore", "copy.db", "--force"]).expect(0);
}

#[test]
fn what_is_no_copy_replaces_nothing() {
    let operator = Operator::new(Database::Sqlite);
    operator.run(&["demo"]).expect(0);
    let before = operator.run(&["export"]).out;
    std::fs::write(
        operator.path("noise.db"),
        "SQLite format 3\0 and then nothing",
    )
    .unwrap();
    std::fs::write(operator.path("empty.db"), "").unwrap();
    for file in ["noise.db", "empty.db", "absent.db"] {
        refused(operator.run(&["restore", file, "--force"]));
    }
    assert_eq!(operator.run(&["export"]).out, before);
    let left: Vec<_> = std::fs::read_dir(operator.path("."))
        .unwrap()
        .flatten()
        .collect();
    let left = left
        .iter()
        .filter(|file| file.file_name().to_string_lossy().contains("restoring"));
    assert_eq!(left.count(), 0);
}

#[test]
fn the_doctor_says_what_to_mend() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut operator = Operator::new(Database::Sqlite);
    let said = operator.run(&["doctor"]).expect(0);
    assert!(said.out.contains("no live database yet") && said.out.contains("MUTUAL_SMTP_URL"));
    operator.run(&["demo"]).expect(0);
    let said = operator.run(&["doctor"]).expect(0);
    assert!(
        said.out.contains("ok    the live database answers"),
        "{}",
        said.out
    );
    assert!(!said.out.contains("BAD"), "{}", said.out);
    assert!(said.out.contains("webhooks go to public addresses alone"));
    operator.set("MUTUAL_WEBHOOK_HOSTS", "CRM.internal:8443, [fd00::5]");
    let opened = operator.run(&["doctor"]).expect(0).out;
    assert!(
        opened.contains("webhooks go to crm.internal:8443, [fd00::5] whatever"),
        "{opened}"
    );
    let wrong = ["doctor", "--webhook-hosts", "https://crm.example/"];
    let wrong = operator.run(&wrong).expect(2).err;
    assert!(wrong.contains("is no host: write"), "{wrong}");
    let signed = said
        .out
        .lines()
        .filter(|line| line.contains("log is signed up to"));
    assert_eq!(signed.count(), 2, "{}", said.out);

    // Without its key the log cannot go on as the same one.
    let log_key = operator.path("data/keys/log.key");
    let kept = std::fs::read(&log_key).unwrap();
    std::fs::remove_file(&log_key).unwrap();
    let said = operator.run(&["doctor"]).expect(1);
    assert!(
        said.out
            .contains("log.key, which signs the live log, is missing")
    );
    let link_key = std::fs::read(operator.path("data/keys/link.key")).unwrap();
    std::fs::write(&log_key, link_key).unwrap();
    let said = operator.run(&["doctor"]).expect(1);
    assert!(
        said.out
            .contains("the live log was signed by another log.key")
    );
    std::fs::write(&log_key, kept).unwrap();

    let key = operator.path("data/keys/link.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    operator.set("MUTUAL_PUBLIC_URL", "http://choices.example.org");
    operator.set("MUTUAL_TRUSTED_PROXY", "0.0.0.0/0");
    operator.set("MUTUAL_SPOOL_CLIENT_MAX_BYTES", "1000000");
    let said = operator.run(&["doctor"]).expect(1);
    let words = [
        "link.key",
        "plain http",
        "trusts everybody",
        "never find room",
    ];
    for word in words {
        let bad = said.out.lines().filter(|line| line.starts_with("BAD"));
        assert!(
            bad.clone().any(|line| line.contains(word)),
            "{word} in {}",
            said.out
        );
    }
    assert_eq!(said.err, "mutual: 4 things must be mended\n");
}
