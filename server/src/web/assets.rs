//! The site's files, carried inside the binary.

use axum::Router;
use mutual_app::shell::Assets;

pub fn linked() -> Assets { Assets::default() }
pub fn router() -> Router { Router::new() }
