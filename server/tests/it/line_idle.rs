//! Red lines on pages: whoever gives something to a person is told where nothing on offer is such, and of
//! which purposes a line about quiet says nothing.

use mutual::catalogue::AiUse;
use mutual::guard::{RedLine, RedLines};

use crate::common::{Database, demo};
use crate::forms::hidden;
use crate::languages::speaks;
use crate::line_pages::{Office, PAGE, form, with};
use crate::on_both;

on_both!(
    whoever_draws_a_line_is_told_that_nothing_on_offer_is_such,
    rex_is_told_that_the_line_about_quiet_says_nothing_of_a_new_letter,
);

const NOTICE: &str = "It holds of nothing that is offered now.";

async fn whoever_draws_a_line_is_told_that_nothing_on_offer_is_such(database: Database) {
    let mut office = Office::open(database).await;
    let typed = form("no-machines", "", "0");
    let denies = with(&typed, &[("ai_uses[decide_auto]", "on")]);
    let to_a_person: Vec<_> = denies
        .iter()
        .map(|&(name, value)| match name {
            "effect" => (name, "escalate"),
            _ => (name, value),
        })
        .collect();
    let to_a_person = with(&to_a_person, &[("team", "front_desk")]);
    // That no machine ever decides alone can be promised whatever is offered.
    let look = with(&denies, &[("step", "look")]);
    let (_, page) = office.rex("save-line", &look).await;
    assert!(!page.contains(NOTICE), "{page}");
    let look = with(&to_a_person, &[("step", "look")]);
    let (_, page) = office.rex("save-line", &look).await;
    assert!(page.contains(NOTICE), "{page}");
    // It is no fault: whoever expects such an exchange draws it, and the list says so too.
    assert!(page.contains("Draw it now"), "{page}");
    let draw = with(&to_a_person, &[("step", "draw")]);
    let (location, page) = office.rex("save-line", &draw).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    assert!(page.contains(NOTICE), "{page}");
    // Until a machine decides somewhere.
    let mut document = demo().remove(0);
    document.ai_uses.push(AiUse::DecideAuto);
    document.change_note = Some("A computer picks your recipes alone.".to_owned());
    office.server.publish(document, Some(1)).await;
    let page = office.rex.get(PAGE).await.expect(200).text();
    assert!(
        page.contains("no-machines") && !page.contains(NOTICE),
        "{page}"
    );
    office.server.stop().await;
}

const QUIET: &str = "no-contact-in-a-quiet-period";
const UNSAID: &str = "It says nothing of the purposes: ";

/// The fields of a line that denies, as its form holds them.
fn fields(line: &RedLine, revision: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut put = |name: &str, value: &str| fields.push((name.to_owned(), value.to_owned()));
    put("key", line.key.as_str());
    put("known", "yes");
    put("revision", revision);
    put("says", &line.says);
    put("why", &line.why);
    put("effect", "deny");
    put("reason", "A letter is news too.");
    for (tag, words) in &line.labels {
        put(&format!("labels[{tag}]"), words);
    }
    for (tag, words) in &line.whys {
        put(&format!("whys[{tag}]"), words);
    }
    for one in &line.when.purposes {
        put(&format!("purposes[{one}]"), "on");
    }
    for one in &line.when.channels {
        put(&format!("channels[{one}]"), "on");
    }
    for one in &line.when.situations {
        put(&format!("situations[{one}]"), "on");
    }
    fields
}

async fn rex_is_told_that_the_line_about_quiet_says_nothing_of_a_new_letter(database: Database) {
    let mut office = Office::open(database).await;
    speaks(&office.server, &["en", "de", "ar"]).await;
    let (_, page) = office.rex("starter-lines", &[("sure", "yes")]).await;
    assert!(page.contains(QUIET) && !page.contains(UNSAID), "{page}");
    // The shop begins to write a letter, and to tell people when their parcels come.
    let letter = "The letter that we write each month";
    let german = "Der Brief, den wir jeden Monat schreiben";
    for (id, label, german, term) in [
        ("letter", letter, german, "DirectMarketing"),
        (
            "parcels",
            "Telling you when a parcel comes",
            "Sagen, wann ein Paket kommt",
            "DeliveryOfGoods",
        ),
    ] {
        let dpv = format!("https://w3id.org/dpv#{term}");
        let purpose = [
            ("kind", "purpose"),
            ("id", id),
            ("revision", ""),
            ("name", id),
            ("label", label),
            ("labels[de]", german),
            ("dpv", &dpv),
        ];
        let (location, page) = office.rex("save-term", &purpose).await;
        assert!(location.ends_with("done=added"), "{location}: {page}");
    }
    // Whoever grieves reads that she gets no news, and the line stops none of the letters.
    for (language, says) in [
        ("en", format!("{UNSAID}{letter}.")),
        ("de", format!("Sie sagt nichts zu den Zwecken: {german}.")),
        ("ar", "لا يقول شيئًا عن الأغراض: ".to_owned()),
    ] {
        let headers = [("accept-language", language)];
        let page = office.rex.send("GET", PAGE, &headers, "").await;
        let page = page.expect(200).text();
        assert_eq!(page.matches(&says).count(), 1, "{language}: {page}");
        assert!(
            !page.contains("parcel") && !page.contains("Paket"),
            "{page}"
        );
    }
    // So does the editor. It is no fault: she draws it as it is, or names the letter too.
    let page = office.rex.get(&format!("{PAGE}/{QUIET}")).await;
    let revision = hidden(&page.expect(200).text(), "revision").to_owned();
    let mut starter = RedLines::starter().into_iter();
    let quiet = starter.find(|line| line.key.as_str() == QUIET).unwrap();
    let typed = fields(&quiet, &revision);
    let typed: Vec<_> = typed
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let look = with(&typed, &[("step", "look")]);
    let (_, page) = office.rex("save-line", &look).await;
    assert!(page.contains(&format!("{UNSAID}{letter}.")), "{page}");
    assert!(page.contains("Draw it now"), "{page}");
    let named = with(&typed, &[("purposes[letter]", "on")]);
    let look = with(&named, &[("step", "look")]);
    let (_, page) = office.rex("save-line", &look).await;
    assert!(page.contains("It takes nothing away."), "{page}");
    assert!(!page.contains(UNSAID), "{page}");
    let draw = with(&named, &[("step", "draw")]);
    let (location, page) = office.rex("save-line", &draw).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    assert!(page.contains(QUIET) && !page.contains(UNSAID), "{page}");
    office.server.stop().await;
}
