//! How the teams decide, for an admin.

use std::collections::BTreeSet;

use leptos::prelude::*;
use mutual::access::{Deed, authorise};
use mutual::guard::{Effect, FRONT_DESK, TeamRule};
use mutual::use_cases::Reading;

use super::{PAGE, notice, page, team_name};
use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    ui::{
        Icon,
        field::{Area, Field},
    },
};

/// The rules of each team.
#[component]
pub(crate) fn DeskRulesPage() -> impl IntoView {
    draw(rules)
}

async fn rules(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    authorise(&actor, Deed::SetOrganisation).map_err(Reading::from)?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.desk;
    let known = ctx.mutual.cases().rules().await.map_err(Reading::from)?;
    // Whoever a red line gives cases to, and whoever has rules already.
    let now = ctx.mutual.engine().now();
    let catalogue = ctx.mutual.catalogue();
    let mut teams: BTreeSet<String> = known.teams.keys().map(ToString::to_string).collect();
    teams.insert(FRONT_DESK.to_owned());
    for stands in catalogue.red_lines().at(now) {
        if let Effect::Escalate { team } = &stands.line.effect {
            teams.insert(team.to_string());
        }
    }
    let forms = teams.into_iter().map(|team| {
        let rule = team.parse().map(|team| known.of(&team)).unwrap_or_default();
        form(team, &rule, ctx)
    });
    let body = view! {
        <a class="back" href=PAGE>{Icon::Back.draw()} {words.all}</a>
        <h1>{words.rules}</h1>
        <p class="lead">{words.rules_lead}</p>
        {notice(&asked, text)}
        {forms.collect_view()}
    };
    Ok(page(words.rules.to_owned(), role, "", body))
}

fn form(team: String, rule: &TeamRule, ctx: &Ctx) -> impl IntoView + use<> {
    let words = ctx.text().desk;
    let (id, heading) = (format!("team-{team}"), format!("team-{team}"));
    let canned = rule.canned.join("\n\n");
    view! {
        <section class="part steps" aria-labelledby=id>
            <h2 id=heading><bdi>{team_name(&team, words)}</bdi></h2>
            <form method="post" action="/actions/desk-rule">
                <input type="hidden" name="team" value=team/>
                <input type="hidden" name="seen" value=rule.mark()/>
                <label class="check">
                    <input type="checkbox" name="four_eyes" value="on" checked=rule.four_eyes/>
                    {words.four_eyes}
                </label>
                <label class="check">
                    <input
                        type="checkbox"
                        name="shows_proposal"
                        value="on"
                        checked=rule.shows_proposal
                    />
                    {words.shows_proposal}
                </label>
                <Area
                    field=Field::new("canned", words.canned_words)
                        .hint(words.canned_words_hint)
                        .width("field-wide")
                    value=canned
                    rows=6
                    most=20000
                />
                <div class="form-end">
                    <button type="submit" class="button button-solid">{words.save}</button>
                </div>
            </form>
        </section>
    }
}
