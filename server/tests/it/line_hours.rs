//! A red line says within how many hours a person decides: on the form, to programs, and to the customer.

use mutual::access::Role;
use mutual::clock::Timestamp;
use mutual::port::AccountKind;
use serde_json::{Value, json};

use crate::cases::Shop;
use crate::common::{Database, Visitor};
use crate::forms::hidden;
use crate::line_pages::{PAGE, form, with};
use crate::on_both;
use crate::own::by_link;
use crate::web_people::{account, signed_in};

on_both!(a_line_says_within_how_many_hours_a_person_decides);

/// Sends the form of a line that gives credit to a person within so many hours; where it leads, and that page.
async fn draws(who: &mut Visitor, hours: &str, more: &[(&str, &str)]) -> (String, String) {
    let typed = form("credit-soon", "credit", "0");
    let typed = typed.into_iter().filter(|(name, _)| {
        let said = more.iter().any(|(other, _)| other == name);
        *name != "effect" && !said
    });
    let typed: Vec<_> = typed.collect();
    let to_a_person = [
        ("effect", "escalate"),
        ("team", "front_desk"),
        ("within_hours", hours),
        ("step", "draw"),
    ];
    let typed = with(&with(&typed, &to_a_person), more);
    let answer = who.submit("/actions/save-line", &typed).await.expect(303);
    let location = answer.header("location").to_owned();
    let page = who.get(&location).await.expect(200).text();
    (location, page)
}

/// How long a person has, in seconds.
fn time_of(case: &Value) -> u64 {
    let at = |field: &str| Timestamp::parse(case[field].as_str().unwrap()).unwrap();
    at("due_at").seconds_since(at("opened_at"))
}

async fn a_line_says_within_how_many_hours_a_person_decides(database: Database) {
    let shop = Shop::open(database).await;
    let role = AccountKind::Staff(Role::Reviewer);
    account(&shop.server, "rita@example.org", role).await;
    let mut rita = signed_in(&shop.server, "rita@example.org").await;
    let usual = shop.opens("crm:42").await;
    assert_eq!(time_of(&shop.case(&usual).await), 48 * 3_600);

    // What is no such number comes back as it was typed, and draws nothing.
    let before = shop.index().await;
    for typed in ["0", "721", "65536", "-1", "1.5", "two<"] {
        let (location, page) = draws(&mut rita, typed, &[]).await;
        assert_eq!(location, format!("{PAGE}/new?failed=faults"), "{typed}");
        assert!(page.contains("href=\"#f-within_hours\""), "{page}");
        let shown = typed.replace('<', "&lt;");
        assert!(
            page.contains(&format!("value=\"{shown}")),
            "{typed}: {page}"
        );
    }
    assert_eq!(shop.index().await, before);

    let (location, page) = draws(&mut rita, " 4 ", &[]).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    assert!(
        page.contains("A person decides: Front desk · within 4 hours"),
        "{page}"
    );
    let reader = shop.server.crm("catalogue").await;
    let held = reader.get("/red-lines").await.expect(200).json();
    let held = held["items"].as_array().unwrap().iter();
    let hours: Vec<_> = held
        .map(|line| (line["key"].as_str().unwrap(), line["within_hours"].clone()))
        .collect();
    let wanted = [("credit-by-people", json!(48)), ("credit-soon", json!(4))];
    assert_eq!(hours, wanted);

    // Programs that follow are told of it, in the words of their library.
    let changes = format!("/changes?after={before}");
    let told = shop.crm.get(&changes).await.expect(200).json();
    let told = told["entries"][0].clone();
    let change: mutual_client::Change = serde_json::from_value(told).unwrap();
    let drawn = change.drawn.iter();
    let drawn: Vec<_> = drawn
        .map(|line| (&*line.key, line.four_eyes, line.within_hours))
        .collect();
    assert_eq!(drawn, [("credit-soon", false, Some(4))]);

    // Who waits already was promised otherwise; of the lines of the next one the shorter time counts.
    assert_eq!(shop.opens("crm:42").await, usual);
    assert_eq!(time_of(&shop.case(&usual).await), 48 * 3_600);
    let her = shop.knows("crm:43").await;
    let soon = shop.opens("crm:43").await;
    let case = shop.case(&soon).await;
    assert_eq!(time_of(&case), 4 * 3_600);
    // It is what stands in the entry, which tells the CRMs.
    let index = case["index"].as_u64().unwrap();
    let changes = format!("/changes?after={}", index - 1);
    let told = shop.crm.get(&changes).await.expect(200).json();
    assert_eq!(
        told["entries"][0]["case"]["due_at"], case["due_at"],
        "{told:#}"
    );
    let mut customer = by_link(&shop.server, &her).await;
    let page = customer.get("/ask").await.expect(200).text();
    assert!(page.contains("You get an answer by"), "{page}");

    // The form has what the line says. Less time is drawn; more waits for somebody else.
    let kept = format!("{PAGE}/credit-soon");
    let page = rita.get(&kept).await.expect(200).text();
    let (_, field) = page.split_once("name=\"within_hours\"").unwrap();
    let field = field.split('>').next().unwrap();
    assert!(field.contains("value=\"4\""), "{field}");
    let revision = hidden(&page, "revision").to_owned();
    let again = [("revision", &*revision), ("known", "yes")];
    let (location, page) = draws(&mut rita, "", &again).await;
    assert_eq!(location, format!("{PAGE}?done=proposed"), "two days again");
    let change =
        "Now: A person decides: Front desk · within 4 hours. Then: A person decides: Front desk.";
    assert!(page.contains(change), "{page}");
    let (location, page) = draws(&mut rita, "1", &again).await;
    assert_eq!(location, format!("{PAGE}?done=drawn"));
    assert!(page.contains("within one hour"), "{page}");
    shop.server.stop().await;
}
