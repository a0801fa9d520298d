//! Red lines on pages: they are in plain words, and whoever draws one is told where they are not.

use crate::common::Database;
use crate::line_pages::{Office, form, with};
use crate::on_both;

on_both!(whoever_draws_a_line_is_told_where_it_is_hard_to_read);

async fn whoever_draws_a_line_is_told_where_it_is_hard_to_read(database: Database) {
    let mut office = Office::open(database).await;
    let plain = form("no-loans", "loan", "0");
    let look = with(&plain, &[("step", "look")]);
    let (_, page) = office.rex("save-line", &look).await;
    assert!(page.contains("No other line is about the same."), "{page}");
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
