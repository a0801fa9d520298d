//! An admin says which sites may show an exchange.

use mutual::access::Role;
use mutual::port::AccountKind;
use serde_json::json;

use crate::common::{Database, Server, Visitor};
use crate::embed::{EVE, SHOP, Shop};
use crate::on_both;
use crate::web_people::{account, marketer, signed_in};

on_both!(an_admin_lists_the_sites_and_a_line_tells_of_it,);

/// The fields of the form of the organisation, as its page has them.
fn organisation_form(page: &str) -> Vec<(String, String)> {
    let (_, form) = page.split_once("action=\"/actions/organisation\"").unwrap();
    let (form, _) = form.split_once("</form>").unwrap();
    let attribute = |field: &str, name: &str| -> Option<String> {
        let (_, rest) = field.split_once(&format!("{name}=\""))?;
        Some(unescaped(rest.split('"').next()?))
    };
    let fields = form.split('<').filter_map(|field| {
        if !field.starts_with("input ") && !field.starts_with("textarea ") {
            return None;
        }
        let text = field.split_once('>').map_or("", |(_, text)| text);
        let value = attribute(field, "value");
        Some((
            attribute(field, "name")?,
            value.unwrap_or_else(|| unescaped(text.strip_prefix('\n').unwrap_or(text))),
        ))
    });
    fields.collect()
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&quot;", "\"").replace("&lt;", "<");
    text.replace("&gt;", ">").replace("&amp;", "&")
}

/// How often the list of who did what says that sites were changed, and of which it says so.
async fn lines(server: &Server) -> Vec<String> {
    let lines = server
        .app()
        .live
        .store
        .audit(None, None, 100)
        .await
        .unwrap();
    let lines = lines
        .into_iter()
        .filter(|line| line.what == "organisation.changed");
    let sites = lines.filter_map(|line| {
        let sites = line.reason.strip_prefix("embed_origins")?;
        Some(sites.trim().to_owned())
    });
    sites.collect()
}

async fn an_admin_lists_the_sites_and_a_line_tells_of_it(database: Database) {
    let shop = Shop::open(database).await;
    let kind = AccountKind::Staff(Role::Admin);
    account(&shop.server, "ada@example.org", kind).await;
    marketer(&shop.server).await;
    let mut ada = signed_in(&shop.server, "ada@example.org").await;
    let page_at = "/admin/organisation";
    let path = "/actions/organisation";
    let ask = |origin: &str| json!({"embed": {"proposition": "recipe-ideas", "origin": origin}});
    let link = "/customers/crm:42/links";
    let submits = async |ada: &mut Visitor, form: &[(String, String)]| {
        let form: Vec<_> = form
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let answer = ada.submit(path, &form).await.expect(303);
        answer.header("location").to_owned()
    };
    let with = |form: &[(String, String)], sites: &str| -> Vec<(String, String)> {
        let set = |(name, value): &(String, String)| {
            let value = if name == "embed_origins" {
                sites
            } else {
                value
            };
            (name.clone(), value.to_owned())
        };
        form.iter().map(set).collect()
    };
    let page = ada.get(page_at).await.expect(200).text();
    let mut form = organisation_form(&page);
    let sites = form.iter().find(|(name, _)| name == "embed_origins");
    assert_eq!(
        sites.unwrap().1,
        format!("{SHOP}\nhttps://shop.grocer.example")
    );
    for (name, value) in &mut form {
        match name.as_str() {
            "contact_email" | "data_protection_contact" => {
                "people@grocer.example".clone_into(value);
            }
            "region" => "GB".clone_into(value),
            "time_zone" => "Europe/London".clone_into(value),
            _ => {}
        }
    }
    // Saved as it stands, nothing is told of sites.
    assert_eq!(
        submits(&mut ada, &form).await,
        "/admin/organisation?saved=yes"
    );
    assert_eq!(lines(&shop.server).await, [""; 0]);
    // Another one, typed as people type.
    let typed = format!(" {SHOP}\r\n\r\n https://blog.grocer.example ");
    let saved = submits(&mut ada, &with(&form, &typed)).await;
    assert_eq!(saved, "/admin/organisation?saved=yes");
    let now = format!("{SHOP} https://blog.grocer.example");
    assert_eq!(lines(&shop.server).await, std::slice::from_ref(&now));
    let list = ada.get("/admin/audit").await.expect(200).text();
    assert!(list.contains("Changed the settings"), "{list}");
    assert!(list.contains("https://blog.grocer.example"), "{list}");
    // It counts at once, both ways.
    let made = shop
        .crm
        .post(link, &ask("https://blog.grocer.example"))
        .await;
    made.expect(201);
    let gone = shop
        .crm
        .post(link, &ask("https://shop.grocer.example"))
        .await;
    gone.expect(422);
    // What is no site, or too many of them, comes back as it was typed and changes nothing.
    let many: Vec<_> = (0..51).map(|n| format!("https://s{n}.example")).collect();
    for bad in [
        "https://www.grocer.example/shop",
        "http://*.grocer.example",
        "www.grocer.example",
        "https://user@grocer.example",
        "javascript:alert(1)",
        "\"><script>alert(1)</script>",
        &many.join("\n"),
    ] {
        let refused = submits(&mut ada, &with(&form, bad)).await;
        assert_eq!(refused, "/admin/organisation?failed=faults", "{bad}");
        let page = ada.get(&refused).await.expect(200).text();
        let back = organisation_form(&page);
        let sites = back.iter().find(|(name, _)| name == "embed_origins");
        assert_eq!(sites.unwrap().1, bad);
        assert!(!page.contains("<script>alert"), "{page}");
    }
    // Nor does anybody else list one.
    let mut mara = signed_in(&shop.server, "mara@example.org").await;
    let mut of_nobody = with(&form, EVE);
    of_nobody.retain(|(name, _)| name != "writer");
    let refused = submits(&mut mara, &of_nobody).await;
    assert_eq!(refused, "/admin/organisation?failed=forbidden");
    shop.crm.post(link, &ask(EVE)).await.expect(422);
    assert_eq!(lines(&shop.server).await, [now]);
    // None at all.
    submits(&mut ada, &with(&form, "")).await;
    shop.crm.post(link, &ask(SHOP)).await.expect(422);
    assert_eq!(lines(&shop.server).await.len(), 2);
}
