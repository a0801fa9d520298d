//! Red lines on pages: they are in plain words, whoever draws one is told where they are not, and nobody
//! alone puts other words in their place.

use mutual::guard::RedLines;
use mutual::lint::hard_to_read;
use mutual_server::readability::Library;
use serde_json::json;

use crate::common::{Database, Visitor};
use crate::forms::hidden;
use crate::languages::speaks;
use crate::line_pages::{Office, PAGE, form, with};
use crate::on_both;

on_both!(
    whoever_draws_a_line_is_told_where_it_is_hard_to_read,
    nobody_alone_puts_other_words_in_the_place_of_what_ana_read,
);

/// What ships says no less plainly what it means than what somebody draws has to.
#[test]
fn the_starter_set_is_easy_to_read_in_every_language_of_the_pages() {
    for line in RedLines::starter() {
        for language in ["en", "de", "ar"] {
            assert!(line.is_written_in(language), "{}: {language}", line.key);
            let read = [line.says_in(language), line.why_in(language)];
            let hard = hard_to_read(&read, language, &Library);
            assert_eq!(hard, None, "{}: {read:?}", line.key);
        }
    }
}

async fn whoever_draws_a_line_is_told_where_it_is_hard_to_read(database: Database) {
    let mut office = Office::open(database).await;
    let plain = form("no-loans", "loan", "0");
    let look = with(&plain, &[("step", "look")]);
    let (_, page) = office.rex("save-line", &look).await;
    assert!(page.contains("No other line is about the same."), "{page}");
    assert!(page.contains("Lines are compared two at a time"), "{page}");
    assert!(!page.contains("reads like school grade"), "{page}");
    let english = "Notwithstanding contractual authorisations, automated creditworthiness \
                   determinations concerning individual customers necessitate supplementary \
                   organisational verification procedures.";
    let german = "Kreditwürdigkeitsbeurteilungen unter Zuhilfenahme automatisierter \
                  Datenverarbeitungseinrichtungen bedürfen ausnahmslos organisatorischer \
                  Nachkontrollmaßnahmen zuständiger Personalverantwortlicher innerhalb \
                  festgelegter Bearbeitungszeiträume.";
    let hard: Vec<_> = plain
        .iter()
        .map(|(name, typed)| match *name {
            "says" => (*name, english),
            "labels[de]" => (*name, german),
            _ => (*name, *typed),
        })
        .collect();
    let look = with(&hard, &[("step", "look")]);
    let (_, page) = office.rex("save-line", &look).await;
    for language in ["English (en)", "German (de)"] {
        let told = format!("{language}: this reads like school grade ");
        assert!(page.contains(&told), "{language}: {page}");
    }
    // It is a warning: whoever means it so draws it.
    let before = office.index();
    office
        .rex("save-line", &with(&hard, &[("step", "draw")]))
        .await;
    assert!(office.index() > before);
    office.server.stop().await;
}

async fn nobody_alone_puts_other_words_in_the_place_of_what_ana_read(database: Database) {
    let mut office = Office::open(database).await;
    speaks(&office.server, &["en", "de"]).await;
    let typed = form("no-loans", "loan", "0");
    let is_german = |field: &(&str, &str)| field.0.ends_with("[de]");
    let english: Vec<_> = typed
        .iter()
        .copied()
        .filter(|one| !is_german(one))
        .collect();
    office
        .rex("save-line", &with(&english, &[("step", "draw")]))
        .await;
    let reads = async |office: &Office, language: &str| {
        let mut stranger = Visitor::new(&office.server);
        let language = [("accept-language", language)];
        let page = stranger.send("GET", "/red-lines", &language, "").await;
        page.expect(200).text()
    };
    let before = office.index();
    // No field of the form is called so: what counts is what somebody sends.
    let page = office.rex.get(&format!("{PAGE}/no-loans")).await;
    let revision = hidden(&page.expect(200).text(), "revision").to_owned();
    let english = form("no-loans", "loan", &revision);
    let english: Vec<_> = english.into_iter().filter(|one| !is_german(one)).collect();
    for (field, words) in [
        ("labels[en]", "We gladly refuse you a loan by machine."),
        ("labels[en-GB]", "We gladly refuse you a loan by machine."),
        ("whys[en]", "It is cheap."),
    ] {
        let other = [("known", "yes"), ("step", "draw"), (field, words)];
        let (location, page) = office.rex("save-line", &with(&english, &other)).await;
        assert_eq!(
            location,
            format!("{PAGE}/no-loans?failed=faults"),
            "{field}"
        );
        let said = "The English words have a field of their own.";
        assert!(page.contains(said), "{field}: {page}");
    }
    assert_eq!(office.index(), before);
    let read = reads(&office, "en").await;
    assert!(
        read.contains("We never refuse you a loan by machine.") && !read.contains("gladly"),
        "{read}"
    );
    // Her own language for the first time: somebody else says that it is the same, and it holds.
    let german = form("no-loans", "loan", &revision);
    let german = with(&german, &[("known", "yes")]);
    let (_, page) = office
        .rex("save-line", &with(&german, &[("step", "look")]))
        .await;
    assert!(
        page.contains("Somebody else has to agree that it says the same there."),
        "{page}"
    );
    assert!(
        page.contains("Propose it") && !page.contains("Draw it now"),
        "{page}"
    );
    let (location, page) = office
        .rex("save-line", &with(&german, &[("step", "draw")]))
        .await;
    assert_eq!(location, format!("{PAGE}?done=proposed"));
    assert_eq!(office.index(), before, "nothing is decided yet");
    let never = "Wir lehnen Ihnen nie mit einer Maschine einen Kredit ab.";
    assert!(!reads(&office, "de").await.contains(never));
    let proposal = hidden(&page, "proposal").to_owned();
    let agree = [("proposal", proposal.as_str())];
    let (location, _) = office.rex("agree-line", &agree).await;
    assert_eq!(location, format!("{PAGE}?failed=own"));
    // She reads both before she agrees.
    let seen = office.rae.get(PAGE).await.expect(200).text();
    assert!(seen.contains(never), "{seen}");
    let agreed = office.rae.submit("/actions/agree-line", &agree).await;
    let agreed = agreed.expect(303).header("location").to_owned();
    assert_eq!(agreed, format!("{PAGE}?done=agreed"));
    let read = reads(&office, "de").await;
    assert!(read.contains(never), "at once: {read}");
    let lines = office.server.crm("catalogue").await;
    let lines = lines.get("/red-lines").await.expect(200).json();
    assert_eq!(lines["coming"], json!([]));
    office.server.stop().await;
}
