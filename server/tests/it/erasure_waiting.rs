//! Somebody leaves while a file that names her waits to be read.

use crate::api_bulk::{finished, line, past, shop, upload};
use crate::api_consent::last_month;
use crate::common::{Database, new_key};
use crate::erasure::erase;
use crate::on_both;

on_both!(an_import_that_waits_does_not_bring_her_back);

async fn an_import_that_waits_does_not_bring_her_back(database: Database) {
    let (server, crm) = shop(database).await;
    for csv in [false, true] {
        let name = format!("crm:seed-waiting-{csv}");
        crm.knows(&name).await;
        // Long enough that it is under way when she is erased; she is on the last line.
        let (media, body) = if csv {
            let rows: String = (0..4_000).map(|n| format!("crm:row-{n},GB,\n")).collect();
            let table =
                format!("identifiers,region,locale\n{rows}\"{name}\",GB,\"x\ny\"\ncrm:last,GB,\n");
            ("text/csv", table)
        } else {
            let lines: String = (0..4_000)
                .map(|n| format!("{}\n", line(&format!("crm:line-{n}"), &[])))
                .collect();
            let hers = line(&name, &[past("on", Some(&last_month()))]);
            (
                "application/x-ndjson",
                format!("{lines}{hers}\n{}\n", line("crm:last", &[])),
            )
        };
        let started = upload(&crm, "", media, &new_key(), body).await.expect(202);
        erase(&crm, &name, "all", &new_key()).await.expect(204);
        let spool = server.folder().join("data/spool");
        for file in std::fs::read_dir(spool).unwrap().flatten() {
            // A job that has ended meanwhile has no file.
            let content = std::fs::read_to_string(file.path()).unwrap_or_default();
            assert!(!content.contains(&name), "csv: {csv}");
        }
        let job = finished(&crm, started.json()["job"].as_str().unwrap()).await;
        assert_eq!(job["status"], "done", "{job:#}");
        crm.get(&format!("/customers/{name}")).await.expect(404);
        crm.get("/customers/crm:last").await.expect(200);
        erase(&crm, "crm:last", "all", &new_key()).await.expect(204);
    }
    // Whoever comes again later is somebody new.
    let body = format!("{}\n", line("crm:seed-waiting-true", &[]));
    let started = upload(&crm, "", "application/x-ndjson", &new_key(), body).await;
    finished(&crm, started.expect(202).json()["job"].as_str().unwrap()).await;
    crm.get("/customers/crm:seed-waiting-true")
        .await
        .expect(200);
}
