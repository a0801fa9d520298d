//! Every chart of a proposition can be seen, read as a table, taken along as a file, and understood.

use mutual::access::Role;
use mutual::port::AccountKind;

use crate::asked::a_past;
use crate::common::{Database, Server};
use crate::on_both;
use crate::web_people::{account, signed_in};

const PAGE: &str = "/studio/recipe-ideas/numbers";

/// All charts, in the order of the page.
const CHARTS: [&str; 12] = [
    "kept", "on", "yes", "funnel", "regret", "messages", "versions", "routes", "channels",
    "cohorts", "ends", "unused",
];

/// Those that are drawn as a table.
const TABLES: [&str; 3] = ["cohorts", "ends", "unused"];

on_both!(every_chart_has_a_drawing_a_table_a_file_and_a_definition);

/// What stands between the first of these two and the next of the other.
#[track_caller]
fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let after = text.split_once(begin);
    let (_, after) = after.unwrap_or_else(|| panic!("`{begin}` is not in {text}"));
    after.split_once(end).unwrap().0
}

/// The heads of a table's columns.
fn heads(table: &str) -> Vec<&str> {
    let cells = table.split("<th scope=\"col\"").skip(1);
    cells.map(|cell| between(cell, ">", "</th>")).collect()
}

async fn every_chart_has_a_drawing_a_table_a_file_and_a_definition(database: Database) {
    // Live for so long that data which nobody used can be called unused.
    let (server, ()) = Server::start_after(database, async |store| a_past(store, 100).await).await;
    let staff = AccountKind::Staff(Role::Marketer);
    account(&server, "mara@example.org", staff).await;
    let mut mara = signed_in(&server, "mara@example.org").await;
    let page = mara.get(&format!("{PAGE}?days=90")).await.expect(200);
    let page = page.text().replace("<!>", "");
    let mut found = Vec::new();
    for figure in page.split("<figure ").skip(1) {
        let figure = figure.split("</figure>").next().unwrap();
        let name = between(figure, "id=\"", "\"");
        for part in ["chart-measure", "chart-definition"] {
            let said = between(figure, &format!("<p class=\"{part}\">"), "</p>");
            assert!(said.split(' ').count() > 5, "{name}: {part}: {said}");
        }
        let (drawn, below) = figure.split_once("<p class=\"chart-definition\">").unwrap();
        let (_, drawing) = drawn.split_once("<div class=\"chart-drawing\">").unwrap();
        let table = if TABLES.contains(&name) {
            drawing
        } else {
            assert!(drawing.contains("<svg"), "{name}: {drawing}");
            below
        };
        // The file has the columns and the rows that the page has.
        let path = format!("{PAGE}/{name}.csv?days=90");
        assert!(below.contains(&format!("href=\"{path}\"")), "{below}");
        let answer = mara.get(&path).await.expect(200);
        assert!(answer.header("content-type").starts_with("text/csv"));
        let mut file = csv::Reader::from_reader(answer.body.as_slice());
        let columns = file.headers().unwrap().clone();
        assert_eq!(heads(table), columns.iter().collect::<Vec<_>>(), "{name}");
        let rows = file.records().map(Result::unwrap).count();
        let shown = between(table, "<tbody>", "</tbody>").matches("<tr>");
        assert_eq!(shown.count(), rows, "{name}");
        assert!(rows > 0, "{name} has nothing to show");
        found.push(name.to_owned());
    }
    assert_eq!(found, CHARTS);
    server.stop().await;
}
