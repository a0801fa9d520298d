//! The libraries, and the mirror that they keep.

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};

use super::Facts;
use super::commands::{new_customer, path_of, post, put};
use super::html::Text;

/// Where the library for Python is to be had from.
pub(super) const PYTHON_PATH: &str = "/docs/mutual_client.py";
const PYTHON: &str = include_str!("../../../client/python/mutual_client.py");
const PROGRAM: &str = include_str!("recipes/library.py");
const RUST: &str = "let client = Client::builder(url, Credentials::Secret(secret)).build()?;
let question = Question::new(\"crm:42\", \"recommendations\").data([\"orders\"]);
match client.check(&question).await?.permit() {
    Ok(permit) => send_recipes(permit), // needs a yes, and nothing else gives one
    Err(NotAllowed(verdict)) => println!(\"{:?}\", verdict.reasons),
}
let mirror = client.mirror().limit(Duration::from_secs(60)).start().await?;
let verdict = mirror.check(&question); // asks nobody";

/// Draws the page.
pub(super) fn draw(facts: &Facts) -> String {
    let example = &facts.example;
    let (purpose, data) = (&example.purpose, &example.data);
    let customer = new_customer(7501);
    let path = path_of(&customer);
    Text::default()
        .say(
            "Two libraries ask, write, follow, verify webhooks and keep a **mirror**: one for Python, a \
             single file that needs nothing else, and the crate `mutual-client` for Rust. Both take \
             care of what is easy to get wrong: only `allow` is a yes, each write keeps its \
             `Idempotency-Key` over all attempts, `Retry-After` is heeded, and a feed with a hole in it \
             is an error that a person looks at.",
        )
        .part("python", "Python")
        .say("For Python 3.9 or later. Put the file beside your program:")
        .run(
            "Take the library",
            &format!("curl -sS -o mutual_client.py \"$MUTUAL{PYTHON_PATH}\""),
        )
        .say("A customer, and her yes, so that there is something to ask about:")
        .run("A customer", &put(&path, "library-1", r#"{"locale":"en"}"#))
        .run("Her yes", &post(&format!("{path}/choices"), "library-2", &facts.yes()))
        .file("library.py", PROGRAM)
        .run(
            "Ask the server, then a mirror",
            &format!("python3 library.py {customer} {purpose} {data}"),
        )
        .part("rust", "Rust")
        .say(
            "The crate stands in the folder `server/client` of Mutual's source, with examples: name it \
             by its path or its repository in `Cargo.toml`. A `Permit` comes from a verdict that allows \
             and from nowhere else, so that a function which takes one cannot be called without a yes.",
        )
        .show("The same in Rust", RUST)
        .part("mirror", "The mirror")
        .say(
            "A check costs a request. Where that is too much, in the middle of a mailing or of a page, \
             keep a mirror: it reads `GET /mirror` once and follows the changes from there on, and \
             answers from your own memory as the server would, reason by reason. It takes the scope \
             `feed`.",
        )
        .points(&[
            "It says how old it is. Older than its limit it says no to everything, with the reason \
             `stale`: ask the server then.",
            "A grant ends in it at its second, with nobody having to tell. Your clock has to be right.",
            "With `file` a restart reads no more than what happened since. The file names customers: \
             keep it like your database.",
            "It holds no guesses and no models. Who asks about `inferences`, or names a `model`, is told \
             `ask_server`, and that is a no.",
            "It holds red lines, what she is going through, and her wish that a person decides.",
        ])
        .see(
            "The feed by itself:",
            "/docs/recipes/follow",
            "Follow changes",
        )
        .see(
            "The bytes of a webhook:",
            "/docs/webhooks",
            "Webhooks and events",
        )
        .done()
}

/// The library for Python, as it is.
pub(super) async fn python() -> Response<Body> {
    let mut response = Response::new(Body::from(PYTHON));
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/x-python; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
