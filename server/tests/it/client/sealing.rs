//! Programs that follow the changes, or keep a mirror, where decisions are sealed: no check asks for it.

use mutual::access::Actor;
use mutual::consent::Route;
use mutual::port::Submission;
use mutual::use_cases::{Command, Outcome};
use serde_json::json;

use super::mirrors::{chooses, reaches, same, shop};
use super::programs;
use crate::common::{Database, Server};
use crate::on_both;

on_both!(a_seal_stops_neither_a_follower_nor_a_mirror);

async fn seals(server: &Server) -> u64 {
    let submission = Submission {
        actor: Actor::System,
        route: Route::System,
        command: Command::SealDecisions(3, [7; 32]),
        idempotency: None,
    };
    let sealed = server.app().live.engine.submit(submission).await.unwrap();
    let Outcome::DecisionsSealed { index } = sealed else {
        panic!("{sealed:?}")
    };
    index.unwrap()
}

async fn a_seal_stops_neither_a_follower_nor_a_mirror(database: Database) {
    let (server, _way, crm, _) = shop(database).await;
    let who = "crm:1";
    crm.knows(who).await;
    let index = chooses(&crm, who, "on").await;
    for (n, pages) in [(0, false), (1, false), (0, true), (1, true)] {
        let mut program = programs().into_iter().nth(n).unwrap();
        program.is(&crm).await;
        program
            .does("mirror_start", json!({"page_by_page": pages}))
            .await;
        reaches(&mut program, index).await;
        assert_eq!(same(&mut program, &crm, who).await["verdict"], "allow");
        let sealed = seals(&server).await;
        reaches(&mut program, sealed).await;
        assert_eq!(same(&mut program, &crm, who).await["verdict"], "allow");
        // It is not read anew either, and hears what comes behind.
        let off = chooses(&crm, who, "off").await;
        reaches(&mut program, off).await;
        assert_eq!(same(&mut program, &crm, who).await["verdict"], "deny");
        let status = program.does("mirror_status", json!({})).await;
        assert_eq!(
            (&status["is_stale"], &status["reread"]),
            (&json!(false), &json!(1)),
            "{}, pages: {pages}",
            program.name
        );
        program.does("mirror_stop", json!({})).await;
        program
            .does(
                "follow",
                json!({"after": sealed - 1, "page_by_page": pages}),
            )
            .await;
        for place in [sealed, off] {
            let told = program.does("next", json!({})).await;
            assert_eq!(told[0], place, "{}, pages: {pages}", program.name);
        }
        chooses(&crm, who, "on").await;
    }
}
