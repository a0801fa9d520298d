//! Test mode: data of its own, and customers who always behave in a known way.

use mutual::use_cases::test_customers::{Behaviour, NAMESPACE, WITHDRAWS_AFTER_S};

use super::commands::{get, put};
use super::html::{Text, code_cell, table};

/// What a customer of that kind does, in words.
fn does(behaviour: Behaviour) -> String {
    match behaviour {
        Behaviour::AlwaysRefuses => {
            "She says no to everything that is offered, also to what is offered later. What is \
             turned on for her she takes back at once."
                .to_owned()
        }
        Behaviour::WithdrawsAfterAMinute => format!(
            "She turns on everything that is offered, and takes each yes back {WITHDRAWS_AFTER_S} \
             seconds after it, also one that you record for her."
        ),
        Behaviour::NeedsAnAnswer => {
            "She said yes to a wording that has changed since, and has not answered the new one. \
             Where nothing that is live ever changed so, a proposition test-needs-an-answer is made \
             on the test side. She keeps to what you record for her, or choose on her page."
                .to_owned()
        }
        Behaviour::SendsGpc => {
            "Her browser asks not to sell or share (Global Privacy Control): her signals say gpc, the \
             feed has signal.gpc, and what sells or shares is off. She answers nothing herself."
                .to_owned()
        }
    }
}

/// Draws the page.
pub(super) fn draw() -> String {
    let rows = Behaviour::ALL.map(|behaviour| {
        let name = format!("{NAMESPACE}:{}", behaviour.name());
        let cells = [code_cell(&name), super::html::escape(&does(behaviour))];
        (behaviour.name().to_owned(), cells)
    });
    let refuses = format!("{NAMESPACE}:{}", Behaviour::AlwaysRefuses.name());
    let path = format!("/api/v1/customers/{refuses}");
    Text::default()
        .say(
            "A key of the test side (`mk_test_…`) works on a ledger of its own: other customers, \
             other changes, webhooks of its own. Nothing that it does concerns a real customer, and \
             no real one can be reached with it.",
        )
        .points(&[
            "The propositions of the live side are copied to the test side as they go live, change \
             or are stopped, and the purposes and data with them. Nothing is ever copied the other \
             way.",
            "`POST /customers/{ref}/links` makes links to a test customer's pages. Each of those \
             pages says in a band that this is a test. Such a link opens no page of a real customer, \
             and no mail is sent for one.",
            "In the studio, admins see the webhooks of the test side as they see those of the live one: \
             each message, each attempt, and what came back. A list of its own says who did what there, \
             people and test keys.",
            "Limits, errors and answers are the same on both sides.",
        ])
        .part("customers", "Customers who behave in a known way")
        .say(
            "Make one by its identifier, as you make any customer, and she begins. More than one are \
             told apart behind a slash: `test:always-refuses/2`, in a path \
             `test:always-refuses%2F2`. What they choose goes through the \
             ledger like every choice: it has receipts, the feed and webhooks tell it, and it goes \
             on over a restart.",
        )
        .html(&table(
            "Test customers",
            "",
            ["Identifier", "What she does"],
            rows,
        ))
        .say(
            "It is the first identifier that counts. On the live side such a name is a name like any \
             other, and nothing happens by itself.",
        )
        .run(
            "Make one",
            &put(&path, "test-mode-1", r#"{"locale":"en"}"#),
        )
        .say("A moment later she has refused:")
        .run("See what she chose", &get(&format!("{path}/consents")))
        .done()
}
