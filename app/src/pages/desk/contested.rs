//! The decision that a customer contests or asks about: what was decided, by whom, and what counted.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::catalogue::Slug;
use mutual::decision::Checked;
use mutual::guard::CaseKind;
use mutual::port::CaseRow;
use mutual::use_cases::{DecidedWhat, Reading};

use super::data_name;
use crate::{
    context::Ctx,
    pages::own::{reasons, why},
    ui::facts::{Fact, Facts},
};

/// What is recorded of the decision that a case is about; nothing where it is about none.
pub(super) async fn contested(
    actor: &Actor,
    row: &CaseRow,
    ctx: &Ctx,
) -> Result<Option<AnyView>, Reading> {
    let Some(id) = row.opened.matter.decision else {
        return Ok(None);
    };
    let (words, why_words) = (ctx.text().desk, ctx.text().why);
    let head = if row.kind() == CaseKind::Contest {
        words.contested
    } else {
        words.asked_about
    };
    let body = match ctx.mutual.decided(actor, id).await {
        Ok(decided) => match &decided.what {
            DecidedWhat::Kept(decision) => {
                let people = ctx.mutual.cases().about(&decided).await?;
                let who = why::who_decided(&decided, decision, &people, why_words)
                    .into_iter()
                    .map(|said| view! { <p>{said}</p> });
                let model = decided.model.as_ref();
                let model =
                    model.map_or_else(|| decision.model.to_string(), |model| model.name.clone());
                let facts = vec![
                    Fact::new(words.decided_at, ctx.dates().moment(decided.at)),
                    Fact::new(words.model, model),
                ];
                let counted = if decision.data.is_empty() {
                    view! { <p>{why_words.no_reasons}</p> }.into_any()
                } else {
                    why::points(decision, &|data| data_name(data, ctx), None, ctx).into_any()
                };
                let named = |data: &Slug| data_name(data, ctx);
                let guesses = reasons::guessed(decision, &named, &[], ctx);
                let registry = ctx.mutual.catalogue().registry_as_of(decided.at);
                let left_out = reasons::left_out(decision, &registry, ctx);
                let checked = match decision.checked() {
                    Checked::Differs(all) => {
                        let list = reasons::differences(&all, &named, ctx);
                        Some(view! { <h3>{words.differs}</h3> {list} })
                    }
                    Checked::Unchecked | Checked::Matches => None,
                };
                let changed = decision.counterfactual.as_ref().map(|changed| {
                    view! {
                        <h3>{why_words.changed}</h3>
                        <p><bdi>{changed.clone()}</bdi></p>
                    }
                });
                let href = format!("/why/{id}");
                view! {
                    <p><strong><bdi>{decision.outcome.clone()}</bdi></strong></p>
                    {who.collect_view()}
                    <Facts facts=facts/>
                    <h3>{why_words.reasons}</h3>
                    {counted}
                    {guesses}
                    {checked}
                    <h3>{why_words.not_used}</h3>
                    {left_out}
                    {changed}
                    <p><a href=href>{words.whole}</a></p>
                }
                .into_any()
            }
            DecidedWhat::Refused(_) => view! { <p>{why_words.refused_lead}</p> }.into_any(),
        },
        Err(Reading::Store(error)) => return Err(error.into()),
        Err(_) => view! { <p>{words.no_decision}</p> }.into_any(),
    };
    Ok(Some(
        view! {
            <section class="part contested" aria-labelledby="contested-t">
                <h2 id="contested-t">{head}</h2>
                {body}
            </section>
        }
        .into_any(),
    ))
}
