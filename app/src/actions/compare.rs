//! Fix the rule of a comparison.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::use_cases::NoComparison;

use super::{current, see_other, staff};
use crate::rule::RuleForm;

/// Fixes the rule by which the version that was shown as the live one is compared with an earlier one.
/// Where that is refused, the page that shows the rule again says why.
#[server(prefix = "/actions", endpoint = "fix-comparison")]
pub async fn fix_comparison(
    #[server(default)] key: String,
    #[server(default)] earlier: String,
    #[server(default)] later: String,
    #[server(default)] difference: String,
    #[server(default)] margin: String,
    #[server(default)] risk: String,
    #[server(default)] until: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Ok(key) = key.parse::<Slug>() else {
        return see_other("/studio/numbers");
    };
    let page = format!("/studio/{key}/compare");
    let Some((actor, _)) = staff(&ctx) else {
        return see_other(&format!("/sign-in?next={page}"));
    };
    let form = RuleForm {
        earlier,
        difference,
        margin,
        risk,
        until,
    };
    let later = later.parse().map_err(|_| NoComparison::Typed("later"));
    let fixed = match form.read().and_then(|read| Ok((read, later?))) {
        Ok(((earlier, rule), later)) => {
            let (mutual, versions) = (&ctx.mutual, (earlier, later));
            mutual.fix_comparison(&actor, &key, versions, rule).await
        }
        Err(error) => Err(error),
    };
    match fixed {
        Ok(_) => see_other(&format!("{page}?done=fixed")),
        Err(_) => see_other(&format!("{page}?{}", form.query())),
    }
}
