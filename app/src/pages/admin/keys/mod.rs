//! The keys of programs: who has which, what each may do, what would break without it.

mod form;
mod list;
mod one;
mod revoke;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::Actor;
use mutual::use_cases::KnownClient;

pub(crate) use list::KeysPage;
pub(crate) use one::KeyPage;
pub(crate) use revoke::RevokeKeyPage;

use crate::{
    context::{ApiOperation, Ctx},
    pages::{Asked, Problem, Stop},
    text::{Keys as Words, Text},
    ui::facts::Fact,
};

const PAGE: &str = "/admin/keys";

/// The client that the path names.
fn path_part() -> String {
    use_params_map().with_untracked(|params| params.get("client").unwrap_or_default())
}

/// The client of that id, for whoever may see it.
async fn known(asked: &Asked, actor: &Actor, id: &str) -> Result<KnownClient, Stop> {
    let clients = asked.ctx.mutual.clients();
    match id.parse() {
        Ok(id) => Ok(clients.one(actor, id).await?),
        // That nothing has such a name is told to those alone who may see what has.
        Err(_) => {
            clients.list(actor).await?;
            Err(Problem::Absent.into())
        }
    }
}

/// What came of the step before.
fn notice(asked: &Asked, text: &'static Text) -> Option<AnyView> {
    let words = text.keys;
    asked.notice(words.failed, words.done, &["faults"])
}

/// The side that a key works on.
fn side(test: bool, words: &'static Words) -> &'static str {
    if test { words.test } else { words.live }
}

/// When it was last used.
fn last_used(known: &KnownClient, ctx: &Ctx) -> String {
    let last = known.last.as_ref();
    let last = last.map(|last| ctx.dates().moment(last.at));
    last.unwrap_or_else(|| ctx.text().keys.never.to_owned())
}

/// What it was last used for, where it was used.
fn last_called(known: &KnownClient, ctx: &Ctx) -> Option<String> {
    let last = known.last.as_ref()?;
    Some(called(ctx.operations, &last.operation))
}

/// The fact that both say.
fn used(known: &KnownClient, ctx: &Ctx) -> Fact {
    let called = last_called(known, ctx);
    let lines = std::iter::once(last_used(known, ctx)).chain(called);
    Fact::of(ctx.text().keys.last, lines)
}

/// An operation as programmers know it: `GET /customers/{ref}/check`. One that this version does
/// not have any more keeps its name.
fn called(operations: &[ApiOperation], id: &str) -> String {
    let known = operations.iter().find(|known| known.id == id);
    known.map_or_else(|| id.to_owned(), spelled)
}

fn spelled(operation: &ApiOperation) -> String {
    let path = operation.path.trim_start_matches("/api/v1");
    format!("{} {path}", operation.method)
}
