//! An admin who wants to know which key may do what, and whether anything uses an old secret still.

use serde_json::Value;

use crate::common::{Database, send};
use crate::keys::{Office, id_in};
use crate::on_both;

on_both!(
    of_each_secret_that_works_it_is_said_when_it_was_last_used,
    what_each_key_may_do_stands_in_a_column_for_each_right,
    no_two_regions_of_a_page_are_called_the_same,
);

/// The row of the secret that ends so.
fn row<'a>(page: &'a str, secret: &str) -> &'a str {
    let last4 = &secret[secret.len() - 4..];
    let head = format!("<th scope=\"row\"><code dir=\"ltr\">{last4}</code></th>");
    let (_, rest) = page.split_once(&head).unwrap();
    rest.split("</tr>").next().unwrap()
}

async fn of_each_secret_that_works_it_is_said_when_it_was_last_used(database: Database) {
    let mut office = Office::open(database).await;
    let made = office.makes("CRM", "live").await;
    let first = office.shown(&made).await;
    let id = id_in(&made).to_owned();
    let second = office.rolled(&id, "604800").await;
    let third = office.rolled(&id, "604800").await;
    let path = format!("/admin/keys/{id}");
    // The first one is used as it is, the second one by a token that it is traded for.
    first.get("/customers/crm:42").await.expect(404);
    let form = format!(
        "grant_type=client_credentials&client_id={id}&client_secret={}",
        second.secret
    );
    let media = [("content-type", "application/x-www-form-urlencoded")];
    let token = send(&office.server.url, "POST", "/oauth/token", &media, form).await;
    let token = token.expect(200).json();
    let Value::String(token) = &token["access_token"] else {
        panic!("{token}");
    };
    office
        .server
        .app()
        .clients
        .write_counts(office.server.app().clock.now())
        .await;
    let page = office.reads(&path).await;
    let (old, between, new) = (&first.secret, &second.secret, &third.secret);
    assert!(!row(&page, old).contains("Never"), "{page}");
    assert!(!row(&page, between).contains("Never"), "{page}");
    assert!(row(&page, new).contains("Never"), "{page}");
    assert!(
        row(&page, new).contains("A newer one takes its place"),
        "{page}"
    );
    let uses = async || {
        let all = office.server.app().live.store.secret_uses().await.unwrap();
        let digest = mutual::digest::sha256(between.as_bytes());
        let of = all.iter().find(|used| used.digest == digest);
        of.unwrap().at
    };
    let before = uses().await;
    // A token says nothing of the secret, and is used in its name.
    let bearer = format!("Bearer {token}");
    loop {
        let headers = [("authorization", bearer.as_str())];
        let read = send(
            &office.server.url,
            "GET",
            "/api/v1/customers/crm:42",
            &headers,
            "",
        );
        read.await.expect(404);
        let app = office.server.app();
        app.clients.write_counts(app.clock.now()).await;
        if uses().await > before {
            break;
        }
    }
}

async fn what_each_key_may_do_stands_in_a_column_for_each_right(database: Database) {
    let mut office = Office::open(database).await;
    office.makes("CRM", "live").await;
    let page = office.reads("/admin/keys").await;
    let (_, matrix) = page.split_once("What each may do").unwrap();
    let matrix = matrix.split("</table>").next().unwrap();
    for (right, may) in [
        ("check", "Yes"),
        ("consent:read", "Yes"),
        ("consent:write", "No"),
        ("admin", "No"),
    ] {
        let cell = format!("<td data-label=\"{right}\">{may}</td>");
        assert!(matrix.contains(&cell), "{cell}: {matrix}");
    }
    assert_eq!(matrix.matches("<td data-label").count(), 10);
    // What a right opens stands beside it, merges and models too.
    for words in ["merge and split them", "say which models decide"] {
        assert!(page.contains(words), "{words}");
    }
}

/// The value of an attribute.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

/// What the regions of a page are called.
fn regions(page: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for tag in page.split('<').filter_map(|rest| rest.split('>').next()) {
        if !tag.starts_with("section ") && !tag.contains("role=\"region\"") {
            continue;
        }
        if let Some(name) = attribute(tag, "aria-label") {
            names.push(name);
        } else if let Some(id) = attribute(tag, "aria-labelledby") {
            let (_, heading) = page.split_once(&format!("id=\"{id}\">")).unwrap();
            names.push(heading.split('<').next().unwrap());
        }
    }
    names
}

async fn no_two_regions_of_a_page_are_called_the_same(database: Database) {
    let mut office = Office::open(database).await;
    let made = office.makes("CRM", "live").await;
    let one = format!("/admin/keys/{}", id_in(&made));
    for path in ["/admin/keys", one.as_str()] {
        let page = office.reads(path).await;
        let mut names = regions(&page);
        let count = names.len();
        assert!(count > 2, "{path}: {names:?}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{path}: {names:?}");
    }
}
