//! Somebody who has a clone of the project and nothing of what others wrote.

use std::process::Command;

/// Stories that compare with what others wrote, and with which parts of it.
const COMPARING: [(&str, &[&str]); 3] = [
    (
        "own::sqlite::ana_takes_her_receipt_in_every_form",
        &["kantara", "dpv"],
    ),
    (
        "profiles_xdm::sqlite::each_state_has_a_value_of_theirs",
        &["xdm"],
    ),
    (
        "profiles_govstack::sqlite::every_path_of_the_specification_answers",
        &["govstack"],
    ),
];

#[test]
fn a_plain_clone_passes_and_says_what_it_does_not_compare() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut run = Command::new(std::env::current_exe().unwrap());
    run.args(["--exact", "--test-threads=3"]);
    run.args(COMPARING.map(|(story, _)| story));
    run.env("MUTUAL_FIXTURES", nowhere.path().join("fixtures"));
    // It is said also where the harness keeps to itself what a test prints.
    run.env_remove("RUST_TEST_NOCAPTURE");
    let out = run.output().unwrap();
    let told = String::from_utf8_lossy(&out.stdout);
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{told}{said}");
    assert!(told.contains("3 passed"), "{told}");
    for (story, parts) in COMPARING {
        for part in parts {
            let wanted = format!("SKIPPED: {story} compares nothing with `{part}`");
            assert!(said.contains(&wanted), "{wanted} is not in {said}");
        }
    }
}
