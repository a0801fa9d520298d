//! The five-minute start: commands that work as they stand, on this installation's own
//! propositions. A test runs each of them.

use std::fmt::Write as _;

use mutual::catalogue::{Catalogue, LegalBasis};
use mutual::clock::Timestamp;

use super::html::{code, escape, prose};

/// What the commands are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Example {
    key: String,
    version: u32,
    purpose: String,
    data: String,
    question: String,
}

impl Example {
    /// The first live proposition that rests on consent; an imagined one before any is published.
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let found = catalogue.live().find_map(|(proposition, version)| {
            let document = &version.document;
            let everywhere = document.is_open_to(None);
            let item = document.data.iter().find(|item| item.required)?;
            (document.legal_basis == LegalBasis::Consent && everywhere).then(|| Self {
                key: proposition.key.to_string(),
                version: version.number,
                purpose: document.purpose.to_string(),
                data: item.category.to_string(),
                question: document.ask.question.clone(),
            })
        });
        found.unwrap_or_else(|| Self {
            key: "recipe-ideas".to_owned(),
            version: 1,
            purpose: "recommendations".to_owned(),
            data: "orders".to_owned(),
            question: "May we use your orders to pick recipes for you?".to_owned(),
        })
    }
}

/// Draws the start for an installation at `url`.
pub(super) fn draw(url: &str, example: &Example, now: Timestamp) -> String {
    let Example {
        key,
        version,
        purpose,
        data,
        question,
    } = example;
    let at = now.plus_seconds(-3_600);
    // Within single quotes of the shell a quote is written like this.
    let wording = serde_json::to_string(question)
        .unwrap_or_default()
        .replace('\'', "'\\''");
    let set_up = format!("export MUTUAL={url}\nexport SECRET=mk_live_…");
    let client = "mutual client create --name \"My CRM\" --scope check --scope consent:read \
                  --scope consent:write --scope feed --scope catalogue";
    let check = format!(
        "curl -sS -H \"Authorization: Bearer $SECRET\" \\\n  \
         \"$MUTUAL/api/v1/customers/crm:1001/check?purpose={purpose}&data={data}\""
    );
    let put = "curl -sS -X PUT -H \"Authorization: Bearer $SECRET\" \\\n  \
               -H \"Content-Type: application/json\" -H \"Idempotency-Key: start-1\" \\\n  \
               -d '{\"identifiers\":[\"email:jo@example.org\"],\"locale\":\"en\"}' \\\n  \
               \"$MUTUAL/api/v1/customers/crm:1001\"";
    let choose = format!(
        "curl -sS -H \"Authorization: Bearer $SECRET\" \\\n  \
         -H \"Content-Type: application/json\" -H \"Idempotency-Key: start-2\" \\\n  \
         -d '{{\"proposition\":\"{key}\",\"version\":{version},\"toggles\":{{\"exchange\":\"on\"}},\n       \
         \"evidence\":{{\"how\":\"phone\",\"where\":\"call centre\",\"at\":\"{at}\",\n                   \
         \"wording\":{wording}}}}}' \\\n  \
         \"$MUTUAL/api/v1/customers/crm:1001/choices\""
    );
    let off = format!(
        "curl -sS -H \"Authorization: Bearer $SECRET\" \\\n  \
         -H \"Content-Type: application/json\" -H \"Idempotency-Key: start-3\" \\\n  \
         -d '{{\"proposition\":\"{key}\",\"version\":{version},\"toggles\":{{\"exchange\":\"off\"}}}}' \\\n  \
         \"$MUTUAL/api/v1/customers/crm:1001/choices\""
    );
    let follow = "curl -sS -H \"Authorization: Bearer $SECRET\" \\\n  \
                  \"$MUTUAL/api/v1/changes?after=0&limit=10&wait=20\"";
    let link = "curl -sS -H \"Authorization: Bearer $SECRET\" -H \"Content-Type: application/json\" \\\n  \
                -d '{\"page\":\"/\"}' \"$MUTUAL/api/v1/customers/crm:1001/links\"";
    let steps: [(&str, &str, &str); 6] = [
        (
            "1. Ask whether you may",
            "Nobody is known as `crm:1001` yet, so the answer is `deny` with the reason \
             `unknown_customer`. Unknown things are a no, never an error.",
            &check,
        ),
        (
            "2. Tell Mutual about a customer",
            "By your own names for her.",
            put,
        ),
        (
            "3. Record what she said on the phone",
            "Turning on needs evidence and the version that she was shown. Then ask as in step 1: \
             the answer is `allow`.",
            &choose,
        ),
        (
            "4. Send her to her own page",
            "The link is hers alone.",
            link,
        ),
        (
            "5. Take it back",
            "Turning off needs no evidence and is always accepted.",
            &off,
        ),
        (
            "6. Follow what changes",
            "Keep `next` and give it as the next `after`. The feed has no gaps; where nothing is \
             new, it waits.",
            follow,
        ),
    ];
    let mut out = String::from("<h2 id=\"start\">Five-minute start</h2>");
    let intro = "Make a client on the machine that Mutual runs on. Its secret is shown once and \
                 works as a bearer; programs that speak OAuth trade it for a token at `/oauth/token`.";
    // Writing to a string does not fail.
    _ = write!(
        out,
        "<p>{}</p>{}{}",
        prose(intro),
        code("Make a client", client),
        code("Keep at hand", &set_up)
    );
    for (n, (title, about, command)) in steps.iter().enumerate() {
        let block =
            code(title, command).replacen("<code>", &format!("<code id=\"run-{}\">", n + 1), 1);
        _ = write!(
            out,
            "<h3>{}</h3><p>{}</p>{block}",
            escape(title),
            prose(about)
        );
    }
    out
}
