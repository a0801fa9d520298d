//! Show an exchange on a page of the brand's own.

use super::super::Facts;
use super::super::commands::{new_customer, path_of, put};
use super::super::html::Text;

/// The element on a page.
const PAGE: &str = "<script type=\"module\" src=\"…script\" integrity=\"…integrity\" crossorigin></script>\n\
                    <mutual-exchange src=\"…url\"><a href=\"https://…/x/recipe-ideas\">Recipe ideas</a></mutual-exchange>";

/// Draws the page.
pub(in super::super) fn draw(facts: &Facts) -> String {
    let key = &facts.example.key;
    let path = path_of(&new_customer(5501));
    let address = format!(
        "curl -sS -H \"Authorization: Bearer $SECRET\" -H \"Content-Type: application/json\" \\\n  \
         -d '{{\"embed\":{{\"proposition\":\"{key}\",\"origin\":\"https://www.example.com\"}}}}' \\\n  \
         \"$MUTUAL{path}/links\""
    );
    Text::default()
        .say(
            "A page of your own site can show one exchange, with its switch or its first question, \
             where the data is asked for. It needs one script, no cookie and no frame, and it works \
             under a strict Content-Security-Policy.",
        )
        .part("site", "Name the site")
        .say(
            "Only sites that the organisation lists get addresses: an admin names them in the \
             settings, or the operator does. Spell the site as browsers do, without a path.",
        )
        .run(
            "Name the site",
            "mutual organisation set --embed-origin https://www.example.com",
        )
        .part("address", "An address for each visit")
        .say(
            "Your server asks for it when it draws the page for somebody who is signed in there. It \
             is good for this customer, this exchange and this site alone, for an hour where you do \
             not say otherwise.",
        )
        .run("A customer", &put(&path, "embed-1", r#"{"locale":"en"}"#))
        .run("An address", &address)
        .part("page", "The page")
        .say(
            "`url` is the element's `src`; `embed.script` and `embed.integrity` are the script's. What \
             stands inside the element is what people see without JavaScript.",
        )
        .show("On the page", PAGE)
        .say(
            "An address that ran out shows a link to the customer's own pages. A site that is not \
             listed is answered with `403` and the code `unknown_site`.",
        )
        .done()
}
