//! How the teams decide, for an admin.

use leptos::prelude::*;
use mutual::access::{Deed, authorise};
use mutual::guard::TeamRule;
use mutual::use_cases::Reading;
use serde::{Deserialize, Serialize};

use super::{PAGE, list::teams, notice, team_name};
use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    ui::{
        Icon,
        facts::{Fact, Facts},
        field::{Area, Field},
        writer::Writer,
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
    let teams = teams(ctx).await?.into_iter().map(|team| team.to_string());
    // What was typed and not stored.
    let note: Option<RuleNote> = asked.note().await;
    let is_moved = asked.parameter("failed") == Some("rules_moved");
    let forms = teams.map(|team| {
        let rule = team.parse().map(|team| known.of(&team)).unwrap_or_default();
        let typed = note.as_ref().filter(|note| note.team == team);
        match typed.cloned() {
            // What somebody else saved is saved over by nobody who does not see it beside.
            Some(typed) if is_moved => {
                let seen = rule.mark();
                form(RuleNote { seen, ..typed }, Some(as_it_is(&rule, ctx)), ctx)
            }
            Some(typed) => form(typed, None, ctx),
            None => form(RuleNote::of(&team, &rule), None, ctx),
        }
    });
    let body = view! {
        <a class="back" href=PAGE>{Icon::Back.draw()} {words.all}</a>
        <h1>{words.rules}</h1>
        <p class="lead">{words.rules_lead}</p>
        {notice(&asked, text)}
        {forms.collect_view()}
    };
    Ok(Page::of_team(words.rules.to_owned(), role, "", body))
}

/// A form that was not stored, as it was typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RuleNote {
    /// Whose.
    pub team: String,
    /// Whether two must agree.
    pub four_eyes: bool,
    /// Whether a proposal is shown at once.
    pub shows_proposal: bool,
    /// The ready words, an empty line between them.
    pub canned: String,
    /// The mark of the rules that their author saw.
    pub seen: String,
}

impl RuleNote {
    fn of(team: &str, rule: &TeamRule) -> Self {
        Self {
            team: team.to_owned(),
            four_eyes: rule.four_eyes,
            shows_proposal: rule.shows_proposal,
            canned: rule.canned.join("\n\n"),
            seen: rule.mark(),
        }
    }
}

/// How a team decides by now, for somebody who typed something else.
fn as_it_is(rule: &TeamRule, ctx: &Ctx) -> AnyView {
    let text = ctx.text();
    let words = text.desk;
    let answer = |is: bool| if is { text.keys.yes } else { text.keys.no };
    let mut facts = vec![
        Fact::new(words.four_eyes, answer(rule.four_eyes)),
        Fact::new(words.shows_proposal, answer(rule.shows_proposal)),
    ];
    if !rule.canned.is_empty() {
        facts.push(Fact::of(words.canned_words, rule.canned.clone()));
    }
    view! {
        <h3>{text.registry.as_it_is}</h3>
        <Facts facts=facts/>
    }
    .into_any()
}

/// The form of a team's rules; `stored` is how they are by now, where somebody else changed them.
fn form(typed: RuleNote, stored: Option<AnyView>, ctx: &Ctx) -> impl IntoView + use<> {
    let words = ctx.text().desk;
    let team = typed.team;
    let (id, heading) = (format!("team-{team}"), format!("team-{team}"));
    view! {
        <section class="part steps" aria-labelledby=id>
            <h2 id=heading><bdi>{team_name(&team, words)}</bdi></h2>
            {stored}
            <form method="post" action="/actions/desk-rule">
                <Writer/>
                <input type="hidden" name="team" value=team/>
                <input type="hidden" name="seen" value=typed.seen/>
                <label class="check">
                    <input type="checkbox" name="four_eyes" value="on" checked=typed.four_eyes/>
                    {words.four_eyes}
                </label>
                <label class="check">
                    <input
                        type="checkbox"
                        name="shows_proposal"
                        value="on"
                        checked=typed.shows_proposal
                    />
                    {words.shows_proposal}
                </label>
                <Area
                    field=Field::new("canned", words.canned_words)
                        .hint(words.canned_words_hint)
                        .width("field-wide")
                    value=typed.canned
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
