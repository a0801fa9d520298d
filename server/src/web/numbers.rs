//! The numbers of a proposition as files, a chart each.

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, Query};
use axum::http::{Response, StatusCode};
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::get;
use mutual_app::{Ctx, numbers_file};
use serde::Deserialize;

use super::downloads::{failed, file};
use super::timeline::harmless;

/// The routes.
pub(crate) fn router() -> Router {
    Router::new().route("/studio/{key}/numbers/{file}", get(chart))
}

#[derive(Deserialize)]
struct Which {
    days: Option<String>,
}

/// One chart as a table.
async fn chart(
    Extension(ctx): Extension<Ctx>,
    Path((key, name)): Path<(String, String)>,
    Query(which): Query<Which>,
) -> Response<Body> {
    let Some(chart) = name.strip_suffix(".csv") else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(principal) = ctx.door.principal() else {
        return Redirect::to("/sign-in?next=/studio/numbers").into_response();
    };
    let days = which.days.unwrap_or_default();
    let lines = match numbers_file(&ctx, &principal.actor, &key, chart, &days).await {
        Ok(Some(lines)) => lines,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return failed(&error),
    };
    let mut text = Vec::new();
    let mut table = csv::Writer::from_writer(&mut text);
    for line in lines {
        // Memory takes every line.
        _ = table.write_record(line.iter().map(|cell| harmless(cell)));
    }
    _ = table.flush();
    drop(table);
    let name = format!("{key}-{chart}.csv");
    file("text/csv; charset=utf-8; header=present", &name, text)
}
