//! The public log, for whoever wants to check it: signed head, tiles (C2SP tlog-tiles), proofs.
//!
//! It says nothing about anybody. Leaves hold salted commitments and tags that only the keeper of
//! a customer's key can link.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mutual::ledger::tile::Tile;
use mutual::ledger::tree::{Hash, leaf_hash};
use mutual::port::SignedHead;
use serde::Serialize;
use tokio::sync::{Semaphore, SemaphorePermit};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::problem::{Code, Problem};
use super::query::{Query, invalid};
use super::{Api, answer};

/// A head is replaced by the next one within a second.
const FOR_A_SECOND: HeaderValue = HeaderValue::from_static("public, max-age=1");
/// A tile with this many nodes, and a proof between two sizes, never change.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const PLAIN: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// How many strangers read tiles and proofs at once. They need no bearer, so nothing else bounds
/// them, and checks and choices come first.
const MOST_READERS: usize = 16;

static READERS: Semaphore = Semaphore::const_new(MOST_READERS);

/// A place for one who reads the log from the database.
fn place() -> Result<SemaphorePermit<'static>, Problem> {
    READERS.try_acquire().map_err(|_| {
        let detail = format!("{MOST_READERS} others read the log just now");
        Problem::new(Code::TooManyRequests, detail).retry_after(1)
    })
}

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(read_checkpoint))
        .routes(routes!(read_tile))
        .routes(routes!(read_proof))
        .routes(routes!(read_keys))
        .routes(routes!(read_jwks))
}

/// The log's signed head
///
/// A C2SP signed note over a C2SP tlog-checkpoint. A new entry is covered within a second.
#[utoipa::path(
    get, path = "/ledger/checkpoint", tag = "Evidence",
    responses(
        (status = 200, description = "The signed note.", body = String, content_type = "text/plain"),
        (status = 404, description = "Nothing is signed yet: the log has just begun."),
    ),
    security(()),
)]
async fn read_checkpoint(State(api): State<Arc<Api>>) -> Result<Response<Body>, Problem> {
    let head = head(&api)?;
    Ok(kept(PLAIN, FOR_A_SECOND, head.note.clone()))
}

/// A tile of the log
///
/// As C2SP tlog-tiles names them: `0/x001/234` for hashes, `entries/x001/234` for the entries
/// themselves, with `.p/5` behind it for the first five of a tile that is not full yet.
#[utoipa::path(
    get, path = "/ledger/tile/{*path}", tag = "Evidence",
    params(("path" = String, Path, description = "Level, place and width.", example = "0/000.p/1")),
    responses(
        (status = 200, description = "The hashes, or the entries.", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, description = "No signed head covers such a tile."),
        (status = 429, description = "Too many read at once."),
    ),
    security(()),
)]
async fn read_tile(
    State(api): State<Arc<Api>>,
    request: Request,
) -> Result<Response<Body>, Problem> {
    let none = || Problem::new(Code::NotFound, "no signed head covers such a tile");
    // No tile has a name that would have to be decoded.
    let name = request.uri().path().strip_prefix("/ledger/tile/");
    let tile: Tile = name.and_then(|name| name.parse().ok()).ok_or_else(none)?;
    let _place = place()?;
    let bytes = api.live.log.tile(tile).await?.ok_or_else(none)?;
    Ok(kept(BYTES, FOR_EVER, bytes))
}

/// What to prove.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `read_proof` reads")]
struct Wanted {
    /// That the entry at this index is in the tree.
    #[param(required = false, minimum = 0, example = 1)]
    index: u64,
    /// That the tree of this size is a beginning of the tree.
    #[param(required = false, minimum = 0)]
    from: u64,
    /// The size of the tree; the newest signed one where this is left out.
    #[param(required = false, minimum = 1)]
    size: u64,
}

/// A proof.
#[derive(Serialize, ToSchema)]
#[schema(as = Proof)]
struct ProofBody {
    /// The entry that is in the tree.
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u64>,
    /// Its 98 bytes, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    leaf: Option<String>,
    /// Their hash (RFC 6962), in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    leaf_hash: Option<String>,
    /// The size of the tree that is a beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<u64>,
    /// The size of the tree.
    size: u64,
    /// The hashes, in base64, from the leaf's side up.
    proof: Vec<String>,
}

/// Prove that an entry is in the log, or that the log only grew
///
/// With `index`, an inclusion proof; with `from`, a consistency proof (RFC 9162, 2.1.3 and 2.1.4).
/// Check it against the root of a signed head of this size.
#[utoipa::path(
    get, path = "/ledger/proof", tag = "Evidence",
    params(Wanted),
    responses(
        (status = 200, description = "The proof.", body = ProofBody),
        (status = 404, description = "No signed head covers that."),
    ),
    security(()),
)]
async fn read_proof(
    State(api): State<Arc<Api>>,
    request: Request,
) -> Result<Response<Body>, Problem> {
    let query = Query::parse(request.uri().query(), &["index", "from", "size"])?;
    let head = head(&api)?;
    let number = |name| query.number(name, 0..=u64::MAX >> 1);
    let (index, from, size) = (number("index")?, number("from")?, number("size")?);
    let caching = if size.is_some() {
        FOR_EVER
    } else {
        FOR_A_SECOND
    };
    let size = size.unwrap_or(head.checkpoint.size);
    let _place = place()?;
    let beyond = || {
        let newest = head.checkpoint.size;
        let detail = format!("the newest signed head covers {newest} entries");
        Problem::new(Code::NotFound, detail)
    };
    let mut body = ProofBody {
        index,
        leaf: None,
        leaf_hash: None,
        from,
        size,
        proof: Vec::new(),
    };
    match (index, from) {
        (Some(index), None) => {
            let found = api
                .live
                .log
                .inclusion(index, size)
                .await?
                .ok_or_else(beyond)?;
            body.leaf = Some(STANDARD.encode(found.leaf));
            body.leaf_hash = Some(STANDARD.encode(leaf_hash(&found.leaf)));
            body.proof = in_base64(&found.proof);
        }
        (None, Some(from)) => {
            let found = api
                .live
                .log
                .consistency(from, size)
                .await?
                .ok_or_else(beyond)?;
            body.proof = in_base64(&found);
        }
        _ => return Err(invalid("index", "give either `index` or `from`")),
    }
    Ok(kept(JSON, caching, answer::json(&body)))
}

/// The keys to check signatures with.
#[derive(Serialize, ToSchema)]
#[schema(as = Keys)]
struct KeysBody {
    /// The log's name: the first line of its heads.
    origin: String,
    /// The keys of its heads, as C2SP signed-note writes them; the present one first.
    #[schema(example = json!(["shop.example.org/ledger+d6f4ac3e+AZ…"]))]
    log: Vec<String>,
}

/// The public keys
///
/// Those that were used before stay here, so that what they signed can still be checked.
#[utoipa::path(
    get, path = "/.well-known/mutual-keys", tag = "Evidence",
    responses((status = 200, description = "The keys.", body = KeysBody)),
    security(()),
)]
async fn read_keys(State(api): State<Arc<Api>>) -> Response<Body> {
    let keys = api.live.log.keys();
    let name = keys.first().map(|key| key.name().to_owned());
    let body = KeysBody {
        origin: name.unwrap_or_default(),
        log: keys.iter().map(ToString::to_string).collect(),
    };
    kept(JSON, FOR_A_SECOND, answer::json(&body))
}

/// The keys of signed receipts.
#[derive(ToSchema)]
#[schema(as = Jwks)]
#[expect(dead_code, reason = "describes what `read_jwks` writes")]
struct JwksBody {
    /// The keys (RFC 7517, RFC 8037).
    keys: Vec<serde_json::Value>,
}

/// The keys that signed receipts are checked with
///
/// A JSON Web Key Set: receipts given out as `application/jose` name theirs by `kid`.
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "Evidence",
    responses((status = 200, description = "The keys.", body = JwksBody)),
    security(()),
)]
async fn read_jwks(State(api): State<Arc<Api>>) -> Response<Body> {
    let body = serde_json::json!({"keys": api.keys.receipt.jwks()});
    kept(JSON, FOR_A_SECOND, answer::json(&body))
}

/// The newest signed head of the live log.
fn head(api: &Api) -> Result<Arc<SignedHead>, Problem> {
    let none = || Problem::new(Code::NotFound, "nothing is signed yet").retry_after(1);
    api.live.log.head().ok_or_else(none)
}

/// Hashes in base64.
pub(super) fn in_base64(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(|hash| STANDARD.encode(hash)).collect()
}

fn kept(media: HeaderValue, caching: HeaderValue, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, media);
    headers.insert(header::CACHE_CONTROL, caching);
    // Checked from anywhere: there is nothing private in it.
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reader_too_many_is_asked_to_come_again() {
        let held: Vec<_> = (0..MOST_READERS).map(|_| place().unwrap()).collect();
        assert_eq!(place().unwrap_err().code(), Code::TooManyRequests);
        drop(held);
        assert!(place().is_ok());
    }
}
