//! The words of the API, and what holds for every endpoint.

use super::html::Text;

/// Draws the page.
pub(super) fn draw() -> String {
    Text::default()
        .part("words", "Words")
        .words(&[
            (
                "customer",
                "A person whose data is used. You name her by an identifier of yours (`crm:42`) or \
                 by her id (`cus_…`).",
            ),
            (
                "purpose",
                "Why data is processed. Picked from a registry, never free text.",
            ),
            (
                "proposition",
                "What a brand offers for data: one purpose, the data it needs, what the customer \
                 gets, for how long. Each version is immutable.",
            ),
            ("exchange", "A proposition as one customer meets it."),
            (
                "toggle",
                "One switch of an exchange: `exchange` itself, or a facet such as `data:orders`, \
                 `channel:email`, `ai:infer`.",
            ),
            (
                "state",
                "Never one boolean: decision, source, phase and legal basis for each toggle. A check \
                 turns it into a verdict, so that you need not.",
            ),
            (
                "verdict",
                "`allow`, `deny` or `escalate`, with the reasons that decided it.",
            ),
            (
                "red line",
                "A rule that denies, or gives to a person, whatever consent says. Deny beats escalate \
                 beats allow.",
            ),
            (
                "situation",
                "What a customer is going through, as far as a red line asks: `quiet_period`, \
                 `bereavement`, `open_complaint`, `hardship`, and `minor`, which follows from her year \
                 of birth.",
            ),
            (
                "index",
                "The place of an entry in the ledger: dense, and the cursor of the change feed.",
            ),
            (
                "receipt",
                "What the customer keeps of one choice, with the proof that it stands in the ledger.",
            ),
        ])
        .part("states", "State in four words")
        .say("What `GET /customers/{ref}/consents` says of a toggle, as decision / source / phase:")
        .words(&[
            ("never asked", "`none` / `default` / `pending`"),
            ("refused", "`denied` / `explicit` / `active`"),
            ("on", "`granted` / `explicit` / `active`"),
            ("withdrawn", "`denied` / `explicit` / `withdrawn`"),
            ("paused", "`granted` / `explicit` / `paused`"),
            ("a new answer is needed", "`granted` / `explicit` / `needs_answer`"),
            ("run out", "`granted` / `explicit` / `expired`"),
        ])
        .say("Of these only **on** allows anything. So ask for a verdict, and do not read the state.")
        .part("conventions", "Conventions")
        .points(&[
            "JSON in snake_case; times are RFC 3339 in UTC. Fields may be added: pass over those \
             that you do not know.",
            "What you send is read strictly: a field or parameter that does not exist is an error \
             that names it.",
            "Every write carries an `Idempotency-Key`. Send the same key when you try again, and \
             nothing is done twice; the answer is the same for at least 72 hours. The same key with \
             another request is `422 idempotency_key_reused`.",
            "Every read says in `Mutual-Index` which ledger index it reflects. Ask for at least an \
             index that you know with `?min_index=`: it is waited for up to five seconds, then \
             answered with `409 not_yet`.",
            "Send an `ETag` back as `If-None-Match`: `304` says that nothing changed, and still \
             carries a fresh `Mutual-Index`. Of a check, a customer, her consents and the \
             propositions nothing is drawn for it; other reads are drawn all the same, and only not \
             sent.",
            "`RateLimit` says how many requests are left in this second. After `429` and `503` wait \
             as `Retry-After` says.",
            "Errors are `application/problem+json` (RFC 9457) with a stable `code`, the wrong fields \
             in `errors`, and a `request_id` that the operator finds in the log.",
            "Whatever is not a clear `allow` is a no: `deny`, `escalate`, an error, no answer.",
        ])
        .part("keys", "Keys")
        .say(
            "A key has the rights (scopes) that it was made with; what it lacks is `403` and named. \
             An admin makes, rolls and revokes keys under Keys in the studio, the command line does \
             with `mutual client create`, `rotate` and `revoke`. After a roll the secret before works on for as long as was \
             chosen: at once over, a day, a week. Before a key is revoked, the page says how often \
             it was used in the last 24 hours, and for what.",
        )
        .done()
}
