//! Where Ana asks a person, she turns off what she came from, and waits for nobody.

use serde_json::{Value, json};

use crate::cases::Shop;
use crate::common::{Database, Visitor};
use crate::desk::{Office, page_of, reads};
use crate::forms::{field, hidden};
use crate::languages::speaks;
use crate::on_both;
use crate::own::by_link;
use crate::receipts::choice;
use crate::why::{in_order, is_on};

on_both!(
    she_turns_off_what_she_came_from_and_says_nothing,
    what_she_writes_goes_along_and_says_that_it_is_off,
    it_is_off_whatever_becomes_of_her_words,
    a_page_of_before_turns_it_off_again_and_so_does_one_while_all_is_paused,
    what_she_did_not_press_or_cannot_turn_off_stays,
);

const BUTTON: &str = "Turn it off for me";
const ASK: &str = "/ask?about=recipe-ideas";

/// Presses the button, with these words; where it leads to.
async fn presses(ana: &mut Visitor, key: &str, said: &str) -> String {
    let form = [
        ("said", said),
        ("about", "recipe-ideas"),
        ("key", key),
        ("off", "recipe-ideas"),
    ];
    let answer = ana.submit("/actions/ask", &form).await.expect(303);
    answer.header("location").to_owned()
}

async fn open(shop: &Shop) -> Vec<Value> {
    let open = shop.crm.get("/cases").await.expect(200).json();
    open["items"].as_array().unwrap().clone()
}

async fn turns_on(shop: &Shop) {
    let path = "/customers/crm:42/choices";
    let mut choice = choice("on");
    let now = shop.server.app().clock.now();
    choice["evidence"]["at"] = json!(now.to_string());
    shop.crm.post(path, &choice).await.expect(201);
    assert!(is_on(&shop.crm, "recipe-ideas").await);
}

async fn she_turns_off_what_she_came_from_and_says_nothing(database: Database) {
    let shop = Shop::open(database).await;
    let mut ana = by_link(&shop.server, "crm:42").await;
    // The way there stands on the exchange, on its card and on its page.
    for page in ["/", "/x/recipe-ideas"] {
        let page = reads(&mut ana, page).await;
        assert!(page.contains(&format!("href=\"{ASK}\"")), "{page}");
    }
    let before = shop.index().await;
    let page = reads(&mut ana, ASK).await;
    in_order(
        &page,
        &[
            "About: Weekly recipe ideas",
            "at once",
            "value=\"recipe-ideas\"",
            BUTTON,
        ],
    );
    assert_eq!(shop.index().await, before, "to look changes nothing");
    let key = field(&page, "key");
    let place = presses(&mut ana, &key, " \r\n").await;
    let index = shop.index().await;
    assert_eq!(place, format!("/ask?off={index}&about=recipe-ideas"));
    assert!(!is_on(&shop.crm, "recipe-ideas").await);
    assert_eq!(
        open(&shop).await,
        [] as [Value; 0],
        "nobody is asked anything"
    );
    let page = reads(&mut ana, &place).await;
    in_order(
        &page,
        &["It is off: Weekly recipe ideas.", "href=\"/receipts/rcp_"],
    );
    assert!(!page.contains(BUTTON), "{page}");
    // It is her own choice, as by the switch, with its receipt.
    let (_, rest) = page.split_once("href=\"/receipts/").unwrap();
    let receipt = rest.split('"').next().unwrap();
    let page = reads(&mut ana, &format!("/receipts/{receipt}")).await;
    assert!(page.contains("Weekly recipe ideas"), "{page}");
    // Pressed twice it is one choice; and what came later is not told as if it had not come.
    assert_eq!(presses(&mut ana, &key, "").await, place);
    assert_eq!(shop.index().await, index);
    turns_on(&shop).await;
    let page = reads(&mut ana, &place).await;
    assert!(
        !page.contains("It is off:") && page.contains(BUTTON),
        "{page}"
    );
}

async fn what_she_writes_goes_along_and_says_that_it_is_off(database: Database) {
    let mut office = Office::open(database).await;
    let mut ana = by_link(office.server(), "crm:42").await;
    let page = reads(&mut ana, ASK).await;
    let key = hidden(&page, "key").to_owned();
    let mut place = String::new();
    for _ in 0..2 {
        place = presses(&mut ana, &key, "Too much <b>fennel</b>.").await;
    }
    assert!(place.starts_with("/ask?done=sent&off="), "{place}");
    assert!(!is_on(&office.shop.crm, "recipe-ideas").await);
    let page = reads(&mut ana, &place).await;
    in_order(
        &page,
        &[
            "It is off: Weekly recipe ideas.",
            "Your question is on its way to a person.",
            "Too much &lt;b&gt;fennel",
            "You turned this off as you wrote: Weekly recipe ideas.",
        ],
    );
    let cases = open(&office.shop).await;
    assert_eq!(cases.len(), 1, "{cases:?}");
    assert_eq!(cases[0]["turned_off"], "recipe-ideas");
    let case = cases[0]["id"].as_str().unwrap();
    let page = page_of(&mut office.gus, case).await;
    in_order(
        &page,
        &[
            "Turned off by the customer with this message",
            "Weekly recipe ideas",
        ],
    );
    // Who only asks turned nothing off.
    turns_on(&office.shop).await;
    let form = [("said", "Why fennel?"), ("about", "recipe-ideas")];
    ana.submit("/actions/ask", &form).await.expect(303);
    let cases = open(&office.shop).await;
    let asked = cases.iter().find(|case| case["said"] == "Why fennel?");
    assert_eq!(asked.unwrap()["turned_off"], Value::Null);
    assert!(is_on(&office.shop.crm, "recipe-ideas").await);
    speaks(office.server(), &["en", "de", "ar"]).await;
    for (language, says) in [("de", "Für mich ausschalten"), ("ar", "أوقفه لي")] {
        let chosen = [("to", language), ("from", "/ask")];
        ana.submit("/actions/language", &chosen).await.expect(303);
        let page = reads(&mut ana, ASK).await;
        assert!(page.contains(says), "{page}");
    }
}

async fn it_is_off_whatever_becomes_of_her_words(database: Database) {
    let shop = Shop::open(database).await;
    let mut ana = by_link(&shop.server, "crm:42").await;
    let long = "x".repeat(4_001);
    let place = presses(&mut ana, "a", &long).await;
    assert!(place.starts_with("/ask?failed=words&off="), "{place}");
    assert!(!is_on(&shop.crm, "recipe-ideas").await);
    let page = reads(&mut ana, &place).await;
    in_order(
        &page,
        &[
            "It is off: Weekly recipe ideas.",
            "at most 4,000 characters",
            "xxxx",
        ],
    );
    assert_eq!(open(&shop).await, [] as [Value; 0]);
}

async fn a_page_of_before_turns_it_off_again_and_so_does_one_while_all_is_paused(
    database: Database,
) {
    let shop = Shop::open(database).await;
    let mut ana = by_link(&shop.server, "crm:42").await;
    let page = reads(&mut ana, ASK).await;
    let key = field(&page, "key");
    let first = presses(&mut ana, &key, "").await;
    // It was turned on again elsewhere, and the first page is brought back: what it says it does is done.
    turns_on(&shop).await;
    let again = presses(&mut ana, &key, "").await;
    assert_ne!(again, first);
    assert!(!is_on(&shop.crm, "recipe-ideas").await);
    assert!(reads(&mut ana, &again).await.contains("It is off:"));
    // A pause keeps her answers, and this one she takes back.
    turns_on(&shop).await;
    let pause = shop.crm.post("/customers/crm:42/pause", &json!({})).await;
    pause.expect(201);
    let page = reads(&mut ana, ASK).await;
    assert!(page.contains(BUTTON), "{page}");
    let place = presses(&mut ana, &field(&page, "key"), "").await;
    let page = reads(&mut ana, &place).await;
    assert!(
        page.contains("It is off:") && !page.contains(BUTTON),
        "{page}"
    );
}

async fn what_she_did_not_press_or_cannot_turn_off_stays(database: Database) {
    let shop = Shop::open(database).await;
    let mut ana = by_link(&shop.server, "crm:42").await;
    // Nothing to turn off: she came from nothing, from what is off, or from what there is not.
    for page in ["/ask", "/ask?about=coupons", "/ask?about=no-such-thing"] {
        let page = reads(&mut ana, page).await;
        assert!(!page.contains(BUTTON), "{page}");
    }
    // By a link nothing is turned off.
    let before = shop.index().await;
    reads(&mut ana, &format!("{ASK}&off=recipe-ideas")).await;
    reads(&mut ana, &format!("{ASK}&off={before}")).await;
    assert_eq!(shop.index().await, before);
    // What there is not is said, and what she wrote comes back.
    let form = [("said", "Stop it."), ("off", "no-such-thing")];
    let answer = ana.submit("/actions/ask", &form).await.expect(303);
    let place = answer.header("location").to_owned();
    assert_eq!(place, "/ask?still=gone&about=");
    assert!(reads(&mut ana, &place).await.contains("Stop it."));
    assert_eq!(open(&shop).await, [] as [Value; 0]);
    // In a tab that was drawn for somebody else nothing of hers is turned off.
    let bo = shop.crm.knows("crm:bo").await;
    let form = [
        ("about", "recipe-ideas"),
        ("off", "recipe-ideas"),
        ("writer", bo.as_str()),
    ];
    _ = ana.submit("/actions/ask", &form).await;
    assert!(is_on(&shop.crm, "recipe-ideas").await);
    let mut nobody = Visitor::new(&shop.server);
    let form = [("off", "recipe-ideas")];
    let turned = nobody.submit("/actions/ask", &form).await.expect(303);
    assert_eq!(turned.header("location"), "/sign-in");
    assert!(is_on(&shop.crm, "recipe-ideas").await);
}
