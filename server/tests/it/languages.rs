//! Which language the pages have, and that all of a page has it.

use mutual::port::{AccountKind, Organisation};
use serde_json::json;

use crate::common::{Answer, Database, Server, Visitor, demo_in_all_languages};
use crate::on_both;
use crate::web_people::{PASSWORD, account, mail, marketer, sign_in};

/// Makes these the languages of the organisation.
pub async fn speaks(server: &Server, locales: &[&str]) {
    let organisation = Organisation {
        name: "Grocer".to_owned(),
        locales: locales.iter().map(|&tag| tag.to_owned()).collect(),
        ..Organisation::default()
    };
    let store = &server.app().live.store;
    store.set_organisation(&organisation, None).await.unwrap();
}

/// A customer who is in, of whom that language is known.
async fn customer(server: &Server, name: &str, locale: &str) -> Visitor {
    let crm = server.crm("consent:write").await;
    let path = format!("/customers/crm%3A{name}");
    let body = json!({"identifiers": [format!("crm:{name}")], "locale": locale, "region": "GB"});
    crm.put(&path, &body).await.expect(201);
    let mut visitor = Visitor::new(server);
    let link = server.link(&format!("crm:{name}"), "/");
    visitor.get(&link).await.expect(303);
    visitor
}

/// Whether the document names that language and that direction.
#[track_caller]
fn is_in_language(answer: &Answer, lang: &str, dir: &str) {
    let page = answer.text();
    let html = page.split('>').find(|tag| tag.contains("<html"));
    let html = html.unwrap_or_default();
    assert!(html.contains(&format!("lang=\"{lang}\"")), "{lang}: {html}");
    assert!(html.contains(&format!("dir=\"{dir}\"")), "{dir}: {html}");
}

/// A mail's text, with quoted-printable (RFC 2045) undone.
fn readable(mail: &str) -> String {
    let mail = mail.replace("=\r\n", "");
    let mut parts = mail.split('=');
    let mut text = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) => {
                text.push(byte);
                text.extend(&part.as_bytes()[2..]);
            }
            None => text.extend(format!("={part}").bytes()),
        }
    }
    String::from_utf8(text).unwrap()
}

async fn a_customer_reads_her_own_language(database: Database) {
    let server = Server::start(database).await;
    for document in demo_in_all_languages() {
        server.publish(document, None).await;
    }
    speaks(&server, &["en", "de", "ar"]).await;

    let mut ana = customer(&server, "ana", "de-AT").await;
    let page = ana.get("/").await.expect(200);
    is_in_language(&page, "de", "ltr");
    for words in [
        "Was Sie teilen und was Sie bekommen",
        "0 von 4 sind an.",
        "Abendessen-Helfer in unserer App",
        "Ihre bisherigen Bestellungen",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    // What the islands say stands in the page too.
    assert!(page.text().contains("data-turning-on=\"Wird eingeschaltet"));
    // Where she lives is no code.
    let data = ana.get("/data").await.expect(200).text();
    assert!(data.contains("<bdi>Vereinigtes Königreich</bdi>"), "{data}");
    assert!(!data.contains("<bdi>GB</bdi>"), "{data}");
    let absent = ana.get("/x/nothing-here").await.expect(404);
    is_in_language(&absent, "de", "ltr");
    assert!(absent.text().contains("Diese Seite gibt es nicht"));
    // Refused before any page is reached.
    let headers = [("content-type", "application/json")];
    let refused = ana.send("POST", "/actions/choose", &headers, "{}").await;
    assert!(refused.status >= 400);
    is_in_language(&refused, "en", "ltr");

    let mut amal = customer(&server, "amal", "ar").await;
    let page = amal.get("/").await.expect(200);
    is_in_language(&page, "ar", "rtl");
    assert!(page.text().contains("ما تشاركه وما تحصل عليه"));
    assert!(page.text().contains("مساعد العشاء في تطبيقنا"));
    let data = amal.get("/data").await.expect(200).text();
    assert!(data.contains("<bdi>المملكة المتحدة</bdi>"), "{data}");

    let mut finn = customer(&server, "finn", "fi").await;
    is_in_language(&finn.get("/").await, "en", "ltr");
    server.stop().await;
}

async fn what_she_chooses_at_the_foot_of_a_page_comes_first(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    speaks(&server, &["en", "de", "ar"]).await;
    let mut ana = customer(&server, "ana", "de").await;
    let page = ana.get("/timeline?show=got").await.expect(200).text();
    assert!(page.contains("<input type=\"hidden\" name=\"to\" value=\"ar\">"));
    assert!(page.contains("value=\"/timeline?show=got\""), "{page}");

    let back = ana
        .submit(
            "/actions/language",
            &[("to", "ar"), ("from", "/timeline?show=got")],
        )
        .await
        .expect(303);
    assert_eq!(back.header("location"), "/timeline?show=got");
    let cookie = back.header("set-cookie");
    for word in [
        "mutual-language=ar",
        "HttpOnly",
        "SameSite=Lax",
        "Path=/",
        "Max-Age=",
    ] {
        assert!(cookie.contains(word), "{word} in {cookie}");
    }
    is_in_language(&ana.get("/timeline").await, "ar", "rtl");
    // Now also what no page answers.
    let headers = [("content-type", "application/json")];
    let refused = ana.send("POST", "/actions/choose", &headers, "{}").await;
    is_in_language(&refused, "ar", "rtl");

    for to in ["fi", "", "de\r\nSet-Cookie: a=b", "../../de"] {
        let fields = [("to", to), ("from", "https://evil.example")];
        let back = ana.submit("/actions/language", &fields).await.expect(303);
        assert_eq!(back.header("location"), "/");
        assert_eq!(back.header("set-cookie"), "", "{to}");
    }
    is_in_language(&ana.get("/").await, "ar", "rtl");
    server.stop().await;
}

async fn a_language_that_is_not_offered_is_never_shown(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    speaks(&server, &["de", "en"]).await;
    let mut amal = customer(&server, "amal", "ar").await;
    let fields = [("to", "ar"), ("from", "/")];
    let back = amal.submit("/actions/language", &fields).await.expect(303);
    assert_eq!(back.header("set-cookie"), "");
    let page = amal.get("/").await.expect(200);
    is_in_language(&page, "de", "ltr");
    assert!(!page.text().contains("value=\"ar\""));
    // A cookie that nobody gave her.
    for hostile in ["ar", "\"><script>", "en-de-ar", "%64e", "", "e\u{301}n"] {
        let cookie = format!("mutual-language={hostile}");
        let headers = [("cookie", cookie.as_str()), ("accept-language", "ar;q=1")];
        let page = amal.send("GET", "/check", &headers, "").await.expect(200);
        let lang = if hostile.starts_with("en-") {
            "en"
        } else {
            "de"
        };
        is_in_language(&page, lang, "ltr");
        assert!(!page.text().contains("<script>"), "{hostile}");
    }

    speaks(&server, &["en"]).await;
    let alone = Visitor::new(&server).get("/check").await.expect(200);
    assert!(!alone.text().contains("/actions/language"));
    server.stop().await;
}

async fn who_is_not_in_reads_what_her_browser_asks_for(database: Database) {
    let server = Server::start(database).await;
    speaks(&server, &["en", "de", "ar"]).await;
    let asking = async |path: &str, accepted: &str| {
        let headers = [("accept-language", accepted)];
        let mut visitor = Visitor::new(&server);
        visitor.send("GET", path, &headers, "").await
    };
    for path in ["/sign-in", "/check", "/forgot", "/in", "/no/such/page"] {
        let page = asking(path, "fr, ar;q=0.9, de;q=0.8").await;
        is_in_language(&page, "ar", "rtl");
        // Nobody else is ever given this copy, so that no language has to be told apart in a store.
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        is_in_language(&asking(path, "de-CH").await, "de", "ltr");
        is_in_language(&asking(path, "fr;q=NaN, ;;,").await, "en", "ltr");
    }
    // The description of the API is written in English, whoever reads it.
    is_in_language(&asking("/docs", "ar").await, "en", "ltr");
    server.stop().await;
}

async fn mails_have_the_language_of_whoever_they_are_for(database: Database) {
    let server = Server::start(database).await;
    speaks(&server, &["en", "de", "ar"]).await;
    let crm = server.crm("consent:write").await;
    let body = json!({"identifiers": ["email:ana@example.org"], "locale": "de", "region": "GB"});
    let path = "/customers/email%3Aana%40example.org";
    let made = crm.put(path, &body).await.expect(201).json();
    let id = made["customer"].as_str().unwrap().parse().unwrap();
    account(&server, "ana@example.org", AccountKind::Customer(id)).await;
    marketer(&server).await;

    // Somebody else may have asked for it, in another language.
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", server.url.as_str()),
        ("accept-language", "ar"),
    ];
    for (email, greeting) in [("ana", "Guten Tag,"), ("mara", "مرحبًا،")] {
        let mut visitor = Visitor::new(&server);
        let form = format!("email={email}%40example.org");
        let sent = visitor
            .send("POST", "/actions/forgot", &headers, &form)
            .await;
        sent.expect(303);
        let mail = mail(&server, &format!("{email}@example.org")).await;
        assert!(readable(&mail).contains(greeting), "{mail}");
    }
    server.stop().await;
}

async fn the_team_reads_the_language_of_its_browser(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    speaks(&server, &["en", "de", "ar"]).await;
    marketer(&server).await;
    let mut mara = Visitor::new(&server);
    sign_in(&mut mara, "mara@example.org", PASSWORD)
        .await
        .expect(303);
    let headers = [("accept-language", "de")];
    let page = mara.send("GET", "/studio", &headers, "").await.expect(200);
    is_in_language(&page, "de", "ltr");
    assert!(
        page.text().contains("6 sind veröffentlicht."),
        "{}",
        page.text()
    );
    server.stop().await;
}

on_both!(
    a_customer_reads_her_own_language,
    what_she_chooses_at_the_foot_of_a_page_comes_first,
    a_language_that_is_not_offered_is_never_shown,
    who_is_not_in_reads_what_her_browser_asks_for,
    mails_have_the_language_of_whoever_they_are_for,
    the_team_reads_the_language_of_its_browser,
);
