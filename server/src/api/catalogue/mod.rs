//! What can be agreed on: purposes, data categories, propositions and their versions.

mod data_categories;
mod lint;
mod propositions;
mod purposes;
mod red_lines;
mod version;

use std::sync::Arc;

use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Api;
use super::problem::Problem;
use super::query::{Query, invalid};

/// The most items on a page.
const LARGEST_PAGE: usize = 200;
/// What each list takes.
const PARAMETERS: &[&str] = &["limit", "after", "min_index"];

/// The endpoints.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new()
        .routes(routes!(purposes::list_purposes))
        .routes(routes!(data_categories::list_data_categories))
        .routes(routes!(propositions::list_propositions))
        .routes(routes!(lint::lint_propositions))
        .routes(routes!(version::find_version))
        .routes(routes!(red_lines::list_red_lines))
}

/// Which page of a list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `page` reads")]
struct ListQuery {
    /// The most items on the page.
    #[param(required = false, minimum = 1, maximum = 200, default = 200)]
    limit: u32,
    /// The `next` of the page before.
    #[param(required = false)]
    after: String,
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
struct Page<T> {
    /// The items.
    items: Vec<T>,
    /// What to give as `after` for the next page; null on the last one.
    next: Option<String>,
}

impl<T> Page<T> {
    /// The page that the query asks for, of items in a fixed order with a key each.
    fn of<'k>(all: impl Iterator<Item = (&'k str, T)>, query: &Query<'_>) -> Result<Self, Problem> {
        let limit = query
            .number("limit", 1..=LARGEST_PAGE)?
            .unwrap_or(LARGEST_PAGE);
        let mut all = all.peekable();
        if let Some(after) = query.get("after") {
            // The key of the last item, spelt so that nobody builds on it.
            let found = all.by_ref().any(|(key, _)| cursor(key) == after);
            if !found {
                return Err(invalid("after", "give the `next` of the page before"));
            }
        }
        let mut items = Vec::new();
        let mut last = None;
        while items.len() < limit
            && let Some((key, item)) = all.next()
        {
            items.push(item);
            last = Some(key);
        }
        let next = all.peek().and(last).map(cursor);
        Ok(Self { items, next })
    }
}

fn cursor(key: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(query: &str) -> Result<(Vec<u32>, Option<String>), Problem> {
        let query = Query::parse(Some(query), PARAMETERS)?;
        let page = Page::of([("a", 1), ("b", 2), ("c", 3)].into_iter(), &query)?;
        Ok((page.items, page.next))
    }

    #[test]
    fn pages_follow_each_other_without_a_gap_or_an_overlap() {
        let (first, next) = page("limit=2").unwrap();
        let (second, end) = page(&format!("limit=2&after={}", next.unwrap())).unwrap();
        assert_eq!((first, second, end), (vec![1, 2], vec![3], None));
        assert_eq!(page("limit=3").unwrap(), (vec![1, 2, 3], None));
    }

    #[test]
    fn a_cursor_that_was_never_given_is_refused() {
        assert!(page("after=x").is_err());
        assert!(page("limit=0").is_err());
    }
}
