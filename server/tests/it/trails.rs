//! The list of who did what, page by page: back, and to the newest again.

use mutual::access::{Actor, Role};
use mutual::clock::Clock as _;
use mutual::consent::ActorRef;
use mutual::id::AuditId;
use mutual::port::{AccountKind, AuditLine};
use mutual_engine::SystemClock;

use crate::common::{Database, Server, Visitor};
use crate::on_both;
use crate::review::{KEY, PAGE, Team, document};
use crate::web_people::{account, signed_in};

on_both!(a_long_trail_is_read_to_its_end_and_back);

/// Lines about the proposition, the oldest first: `Reason 1.` to `Reason 130.`
async fn a_hundred_and_thirty_lines(server: &Server) {
    for n in 1..=130_u128 {
        let line = AuditLine {
            id: AuditId::from_bytes(n.to_be_bytes()),
            at: SystemClock.now().plus_seconds(-86_400),
            actor: ActorRef::from(&Actor::System),
            what: "draft.sent_back".to_owned(),
            about: KEY.to_owned(),
            reason: format!("Reason {n}."),
        };
        server.app().live.store.add_audit(&line).await.unwrap();
    }
}

async fn reads(visitor: &mut Visitor, path: &str) -> String {
    visitor.get(path).await.expect(200).text()
}

/// Where the link leads whose address has that in it.
fn link(page: &str, with: &str) -> Option<String> {
    let mut links = page
        .split("href=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next());
    links
        .find(|href| href.contains(with))
        .map(|href| href.split('#').next().unwrap().to_owned())
}

async fn a_long_trail_is_read_to_its_end_and_back(database: Database) {
    let server = Server::start(database).await;
    let mut team = Team::of(&server).await;
    team.write(&server, &document()).await;
    account(&server, "ada@example.org", AccountKind::Staff(Role::Admin)).await;
    let mut ada = signed_in(&server, "ada@example.org").await;
    a_hundred_and_thirty_lines(&server).await;
    for (visitor, from, older, back) in [
        (&mut ada, "/admin/audit", "before=", "Back to the newest"),
        (&mut team.mara, PAGE, "done-before=", "Back to the newest"),
    ] {
        let first = reads(visitor, from).await;
        assert!(first.contains("Reason 130."), "{first}");
        assert!(!first.contains("Reason 1."), "{first}");
        assert!(!first.contains(back), "{from} begins with the newest");
        let next = link(&first, older).unwrap();
        let last = reads(visitor, &next).await;
        assert!(last.contains("Reason 1."), "{last}");
        assert!(!last.contains("Reason 130."), "{last}");
        assert_eq!(link(&last, older), None, "{from}: nothing is older");
        assert!(last.contains(back), "{last}");
        // What the link back leads to is the first page.
        let at = last.find(back).unwrap();
        let before = last[..at].rfind("href=\"").unwrap();
        let newest = link(&last[before..], "/").unwrap();
        assert_eq!(newest, from);
        assert!(reads(visitor, &newest).await.contains("Reason 130."));
    }
    server.stop().await;
}
