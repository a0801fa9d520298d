//! Fix the rule of a comparison.

use leptos::prelude::*;
use mutual::catalogue::Slug;

use super::{current, see_other, staff};
use crate::rule::RuleForm;

/// Fixes the rule by which the live version is compared with an earlier one. Where that is refused, the
/// page that shows the rule again says why.
#[server(prefix = "/actions", endpoint = "fix-comparison")]
pub async fn fix_comparison(
    #[server(default)] key: String,
    #[server(default)] earlier: String,
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
    let fixed = match form.read() {
        Ok((earlier, rule)) => {
            let mutual = &ctx.mutual;
            mutual.fix_comparison(&actor, &key, earlier, rule).await
        }
        Err(error) => Err(error),
    };
    match fixed {
        Ok(_) => see_other(&format!("{page}?done=fixed")),
        Err(_) => see_other(&format!("{page}?{}", form.query())),
    }
}
