//! She is asked one thing at a time, and her no is remembered for half a year.

use std::sync::Arc;

use mutual::catalogue::Document;
use mutual::consent::Switch;
use mutual::id::CustomerId;
use mutual::port::Store;
use mutual_server::worker::retention::destroy_old_records;

use crate::common::{Database, Server, Visitor, demo, publish};
use crate::on_both;
use crate::past::{Past, ago};
use crate::web_people::{ana, signed_in};

on_both!(
    she_is_asked_one_thing_at_a_time,
    a_no_is_asked_for_again_by_nothing_for_180_days,
);

/// How many questions her page holds.
async fn questions(visitor: &mut Visitor) -> usize {
    let page = visitor.get("/").await.expect(200).text();
    page.matches("New question").count()
}

async fn she_is_asked_one_thing_at_a_time(database: Database) {
    let server = Server::start(database).await;
    for document in demo().into_iter().take(2) {
        server.publish(document, None).await;
    }
    ana(&server).await;
    let mut ana = signed_in(&server, "ana@example.org").await;
    for key in ["recipe-ideas", "coupons"] {
        assert_eq!(questions(&mut ana).await, 1, "before {key} is answered");
        let index = server.app().live.engine.index().to_string();
        let no = [
            ("proposition", key),
            ("toggle", "exchange"),
            ("to", "off"),
            ("version", "1"),
            ("index", &index),
            ("from", "/"),
        ];
        ana.submit("/actions/choose", &no).await.expect(303);
    }
    assert_eq!(questions(&mut ana).await, 0);
    server.stop().await;
}

/// She said no to the recipes so many days ago, and was told that records of it are kept for so many
/// months (none: until she is deleted). Since then a version asks for more, was stopped, and came back.
async fn a_past(store: Arc<dyn Store>, days: i64, kept: Option<u32>) -> CustomerId {
    let past = Past::at(store, ago(days + 1)).await;
    let mut document = Document {
        retention_months: kept,
        ..demo().remove(0)
    };
    publish(past.engine.as_ref(), document.clone(), None).await;
    let she = past.person(0).await;
    past.until(ago(days));
    past.chooses(she, Switch::Off).await;
    past.until(ago(days - 30));
    document.recipients.push("Another mail company".to_owned());
    document.change_note = Some("Another company sends it.".to_owned());
    publish(past.engine.as_ref(), document.clone(), Some(1)).await;
    past.until(ago(days - 60));
    past.stops("recipe-ideas").await;
    past.until(ago(days - 90));
    publish(past.engine.as_ref(), document, None).await;
    past.engine.stop().await;
    she
}

async fn a_no_is_asked_for_again_by_nothing_for_180_days(database: Database) {
    // Whose records were to go after a month may be asked anew once nobody knows of her no any more, and
    // that is after 180 days at the soonest. Where records stay, so does the no.
    for (days, kept, asked) in [(179, Some(1), 0), (181, Some(1), 1), (181, None, 0)] {
        let (server, she) =
            Server::start_after(database, async |store| a_past(store, days, kept).await).await;
        destroy_old_records(&server.app().live).await.unwrap();
        let mut visitor = Visitor::new(&server);
        let link = server.link(&she.to_string(), "/");
        visitor.get(&link).await.expect(303);
        let found = questions(&mut visitor).await;
        assert_eq!(found, asked, "{days} days after her no, kept for {kept:?}");
        server.stop().await;
    }
}
