//! One red line as a form: looked at first, then drawn or proposed.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::Actor;
use mutual::catalogue::{AiUse, Channel, Labels, Origin, Sensitivity, Slug};
use mutual::guard::{ESCALATION_H, FRONT_DESK, MOST_HOURS, Needs, RedLine, Situation};
use mutual::ledger::LineChange;

use super::{line_teams, notice, remarks, says_nothing_of, simulated::simulated};
use crate::{
    actions::{LineForm, LineNote},
    context::Ctx,
    pages::{Asked, Page, Problem, Stop, desk::team_name, draw},
    text::Text,
    ui::{
        Icon,
        error_summary::ErrorSummary,
        facts::{Fact, Facts},
        field::{Area, Field, Input, Pick, SelectBox},
        line_changes::line_changes,
        said::marked,
        writer::Writer,
    },
};

/// The form's id: what was looked at is drawn by a button that stands above it.
const FORM: &str = "line";

/// The page to draw a line on.
#[component]
pub(crate) fn NewLinePage() -> impl IntoView {
    draw(|asked| line(asked, None))
}

/// One line, to be changed or taken away.
#[component]
pub(crate) fn LinePage() -> impl IntoView {
    let key = use_params_map().with_untracked(|params| params.get("key").unwrap_or_default());
    draw(|asked| line(asked, Some(key)))
}

async fn line(asked: Asked, key: Option<String>) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = &text.red_lines.office;
    let (lines, _) = ctx.mutual.line_proposals(&actor).await?;
    let now = ctx.mutual.engine().now();
    let stored = match &key {
        Some(key) => {
            let mut all = lines
                .standing(now)
                .filter(|stands| stands.line.key.as_str() == key);
            Some(all.next().ok_or(Problem::Absent)?.line.clone())
        }
        None => None,
    };
    let note: Option<LineNote> = asked.note().await;
    let is_looked = note.as_ref().is_some_and(|note| note.looked);
    let is_simulated = note.as_ref().is_some_and(|note| note.simulated);
    let is_gone = note.as_ref().is_some_and(|note| note.gone);
    let is_moved = note.is_some() && asked.parameter("failed") == Some("moved");
    let seen = note.as_ref().map(|note| note.seen);
    let gone_for = note.as_ref().filter(|note| note.gone);
    let gone_for = gone_for.map_or_else(String::new, |note| note.form.reason.clone());
    let (mut form, faults) = match note {
        Some(note) if !note.gone => (note.form, note.faults),
        _ => (
            stored.as_deref().map(LineForm::from).unwrap_or_default(),
            vec![],
        ),
    };
    if let Some(key) = &key {
        // The key is in the address, whatever the note says.
        form.key.clone_from(key);
    }
    let newest = lines.revision(form.key.trim());
    let stands = lines
        .standing(now)
        .any(|stands| stands.line.key.as_str() == form.key.trim());
    // What somebody else changed since then is drawn over by nobody who does not see what stands there.
    let of_then = if is_moved || !stands { None } else { seen };
    let of_then = of_then.unwrap_or(newest);
    let (revision, to_remove) = if is_gone {
        (newest, of_then)
    } else {
        (of_then, newest)
    };
    let moved = is_moved.then(|| moved(&form, ctx)).flatten();
    let title = match &key {
        Some(key) => key.clone(),
        None => words.new.to_owned(),
    };
    let looked = is_looked.then(|| looked(&form, &actor, ctx)).flatten();
    let simulated = if is_simulated {
        let change = match form.key.trim().parse() {
            Ok(key) if is_gone => Some(LineChange::Remove(key)),
            _ => form
                .line(text)
                .ok()
                .map(|line| LineChange::Put(Box::new(line))),
        };
        match change {
            Some(change) => Some(simulated(&change, &actor, ctx).await?),
            None => None,
        }
    } else {
        None
    };
    let known = if key.is_some() { "yes" } else { "" };
    let key_field = key.is_none().then(|| {
        view! {
            <Input
                field=Field::new("key", words.key).hint(words.key_hint).fault(&faults)
                value=form.key.clone()
                required=true
                most=64
                code=true
            />
        }
    });
    let key_hidden = key.is_some().then(|| {
        let key = form.key.clone();
        view! { <input type="hidden" name="key" value=key/> }
    });
    let body = view! {
        <a class="back" href="/studio/red-lines">{Icon::Back.draw()} {words.all}</a>
        <h1>{title.clone()}</h1>
        {notice(&asked, text)}
        <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
        {moved}
        {looked}
        {simulated}
        <form class="part" id=FORM method="post" action="/actions/save-line">
            <Writer/>
            <input type="hidden" name="revision" value=revision.to_string()/>
            <input type="hidden" name="known" value=known/>
            {key_hidden}
            {key_field}
            {fields(&form, &faults, line_teams(ctx, &actor).await?, ctx)}
            <div class="form-end buttons">
                <button type="submit" class="button" name="step" value="look">{words.look}</button>
                <button type="submit" class="button" name="step" value="simulate">
                    {words.simulated.button}
                </button>
            </div>
        </form>
        {key.is_some().then(|| remove(&asked, (&form.key, gone_for), to_remove, text))}
    };
    Ok(Page::of_team(title, role, "", body))
}

/// What a line would change of the one that is there, where there is one and it changes anything.
fn changes(is: Option<&RedLine>, line: &RedLine, ctx: &Ctx) -> Option<Vec<Fact>> {
    let catalogue = ctx.mutual.catalogue();
    let changes = line_changes(is?, line, catalogue.registry(), ctx.text());
    Some(changes).filter(|changes| !changes.is_empty())
}

/// What was decided last, beside what was typed: for whoever was about to draw over it.
fn moved(form: &LineForm, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let text = ctx.text();
    let line = form.line(text).ok()?;
    let catalogue = ctx.mutual.catalogue();
    let now = ctx.mutual.engine().now();
    let plan = catalogue.red_lines().plan(line.key.as_str(), now);
    let is = plan.then.map_or(plan.now, |(_, then)| then);
    let changes = changes(is, &line, ctx)?;
    Some(view! {
        <section class="part" aria-labelledby="moved-t">
            <h2 id="moved-t">{text.red_lines.changes}</h2>
            <Facts facts=changes/>
        </section>
    })
}

/// What the line would do, and the button that does it.
fn looked(form: &LineForm, actor: &Actor, ctx: &Ctx) -> Option<AnyView> {
    let text = ctx.text();
    let words = &text.red_lines.office;
    let line = form.line(text).ok()?;
    let looked = ctx.mutual.look_at_line(actor, &line).ok()?;
    let mut said = remarks(&looked.clashes, &looked.whole, text);
    if said.is_empty() {
        said.push(words.no_clash.to_owned());
    }
    said.extend(looked.idle.then(|| words.idle.to_owned()));
    let catalogue = ctx.mutual.catalogue();
    let registry = catalogue.registry();
    said.extend(says_nothing_of(&looked.left_out, registry, text));
    let hard = looked.hard.iter();
    said.extend(hard.map(|(tag, grade)| (words.reads_hard)(&text.language(tag), *grade)));
    let said = said
        .into_iter()
        .map(|one| view! { <li>{marked(&one)}</li> });
    let now = ctx.mutual.engine().now();
    let is = catalogue.red_lines().line(line.key.as_str(), now);
    let changes = changes(is.map(|is| &*is.line), &line, ctx).map(|changes| {
        view! { <h3>{text.red_lines.changes}</h3> <Facts facts=changes/> }
    });
    let from = ctx.dates().day_of(form.from.trim());
    let from = from.map(|(begin, _)| begin).filter(|from| now < *from);
    let does = match (looked.needs, from) {
        (Needs::Notice, _) => words.weaker.to_owned(),
        (Needs::Agreement, _) => words.translated.to_owned(),
        (Needs::Nothing, Some(from)) => (words.stricter_later)(&ctx.dates().day(from)),
        (Needs::Nothing, None) => words.stricter.to_owned(),
    };
    let draws = match looked.needs {
        Needs::Nothing => words.draw_now,
        Needs::Agreement | Needs::Notice => words.propose,
    };
    // It stands beside what it was pressed for, and sends the form that is below.
    let result = view! {
        <section class="part" id="looked" aria-labelledby="looked-t">
            <h2 id="looked-t">{words.looked}</h2>
            <p><strong>{does}</strong></p>
            <ul>{said.collect_view()}</ul>
            <p class="quiet">{words.two_at_a_time}</p>
            {changes}
            <div class="form-end buttons">
                <button
                    type="submit"
                    class="button button-solid"
                    form=FORM
                    name="step"
                    value="draw"
                >
                    {draws}
                </button>
            </div>
        </section>
    };
    Some(result.into_any())
}

fn fields(
    form: &LineForm,
    faults: &[(String, String)],
    teams: BTreeSet<Slug>,
    ctx: &Ctx,
) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = &text.red_lines.office;
    let catalogue = ctx.mutual.catalogue();
    let registry = catalogue.registry();
    let own = |label: &String, labels: &Labels| labels.get(text.lang).unwrap_or(label).clone();
    let purposes = registry.purposes();
    let purposes = purposes.map(|one| (one.id.to_string(), own(&one.label, &one.labels)));
    let purposes = purposes.collect();
    let data = registry.categories();
    let data = data.map(|one| (one.id.to_string(), own(&one.label, &one.labels)));
    let data = data.collect();
    let registry_words = text.registry;
    let sensitivities = named(Sensitivity::ALL, registry_words.sensitivity_name);
    let origins = named(Origin::ALL, registry_words.origin_name);
    let channels = named(Channel::ALL, text.shared.channel);
    let ai_uses = named(AiUse::ALL, text.shared.ai_use);
    let situations = named(Situation::ALL, words.situation);
    let effects = vec![
        Pick::new("deny", words.denies),
        Pick::new("escalate", text.red_lines.a_person),
    ];
    let effect = if form.effect == "escalate" {
        "escalate"
    } else {
        "deny"
    };
    view! {
        {sentences(form, faults, ctx)}
        <fieldset class="fields">
            <legend>{words.about}</legend>
            <p class="field-hint">{words.about_lead}</p>
            <Input
                field=Field::new("topics", words.topics).hint(words.topics_hint).fault(faults)
                value=form.topics.clone()
                most=2_000
            />
            {boxes("purposes", words.purposes, purposes, &form.purposes)}
            {boxes("data", words.data, data, &form.data)}
            {boxes("sensitivities", words.sensitivities, sensitivities, &form.sensitivities)}
            {boxes("origins", words.origins, origins, &form.origins)}
            {boxes("channels", words.channels, channels, &form.channels)}
            {boxes("ai_uses", words.ai_uses, ai_uses, &form.ai_uses)}
            {boxes("situations", words.situations, situations, &form.situations)}
            <Input
                field=Field::new("amount", words.amount)
                    .hint(words.amount_hint)
                    .fault(faults)
                    .width("field-short")
                value=form.amount.clone()
                most=20
            />
            <Input
                field=Field::new("currency", words.currency).fault(faults).width("field-short")
                value=form.currency.clone()
                most=3
                code=true
            />
        </fieldset>
        <SelectBox
            field=Field::new("effect", words.effect).fault(faults)
            value=effect
            picks=effects
        />
        {team(form, faults, teams, text)}
        <label class="check">
            <input
                type="checkbox"
                name="four_eyes"
                value="on"
                checked=form.four_eyes == "on"
            />
            <span>{words.four_eyes}</span>
        </label>
        <Input
            field=Field::new("within_hours", words.hours)
                .hint((words.hours_hint)(ESCALATION_H, MOST_HOURS))
                .fault(faults)
                .width("field-short")
            value=form.within_hours.clone()
            most=4
            code=true
        />
        <Input
            field=Field::new("from", words.from)
                .hint(words.from_hint)
                .fault(faults)
                .width("field-short")
            value=form.from.clone()
            kind="date"
        />
        <Input
            field=Field::new("reason", words.change_reason)
                .hint(words.change_reason_hint)
                .fault(faults)
            value=form.reason.clone()
            required=true
            most=600
        />
    }
}

/// Which team decides: one of those that are known, or another one by its name. Where names are typed
/// each time, a slip of the hand makes a team for which nobody works.
fn team(
    form: &LineForm,
    faults: &[(String, String)],
    mut teams: BTreeSet<Slug>,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = &text.red_lines.office;
    // What was picked stays there, whatever became of the lines that named it.
    teams.extend(form.team.trim().parse::<Slug>());
    let picks = teams
        .iter()
        .map(|team| Pick::new(team.as_str(), team_name(team, text.desk)));
    let other = Pick::new("", words.other_team);
    let is_fresh = form.team.is_empty() && form.other_team.is_empty() && faults.is_empty();
    let picked = if is_fresh { FRONT_DESK } else { &*form.team };
    view! {
        <SelectBox
            field=Field::new("team", words.team).hint(words.team_hint).fault(faults)
            value=picked
            picks=picks.chain([other]).collect()
        />
        <Input
            field=Field::new("other_team", words.other_team)
                .hint(words.other_team_hint)
                .fault(faults)
            value=form.other_team.clone()
            most=64
            code=true
        />
    }
}

/// What customers read, in English and in each language that the organisation speaks.
fn sentences(form: &LineForm, faults: &[(String, String)], ctx: &Ctx) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = &text.red_lines.office;
    let spoken = ctx.organisation.locales.iter();
    let spoken = spoken.filter(|tag| tag.split('-').next() != Some("en"));
    let written = form.labels.keys().chain(form.whys.keys());
    let tags: BTreeSet<_> = spoken.chain(written).cloned().collect();
    let one = |tag: &String, list: &str, label: String, of: &BTreeMap<String, String>| {
        let value = of.get(tag).cloned().unwrap_or_default();
        let field = Field::new(format!("{list}[{tag}]"), label).fault(faults);
        let field = field.width("field-wide");
        view! { <Area field=field value=value rows=2 most=300 lang=tag.clone()/> }
    };
    let others = tags.iter().map(|tag| {
        let language = text.language(tag);
        let says = one(tag, "labels", (words.says_in)(&language), &form.labels);
        let why = one(tag, "whys", (words.why_in)(&language), &form.whys);
        view! { {says} {why} }
    });
    let others = others.collect_view();
    view! {
        <Area
            field=Field::new("says", words.says)
                .hint(words.says_hint)
                .width("field-wide")
                .fault(faults)
            value=form.says.clone()
            rows=2
            required=true
            most=300
            lang="en"
        />
        <Area
            field=Field::new("why", text.red_lines.why)
                .hint(words.why_hint)
                .width("field-wide")
                .fault(faults)
            value=form.why.clone()
            rows=2
            required=true
            most=300
            lang="en"
        />
        {others}
    }
}

/// What can be ticked, with its name.
fn named<T: Copy + ToString>(all: &[T], name: fn(T) -> &'static str) -> Vec<(String, String)> {
    let all = all.iter();
    all.map(|&one| (one.to_string(), name(one).to_owned()))
        .collect()
}

/// A list of which some are ticked.
fn boxes(
    name: &'static str,
    legend: &'static str,
    all: Vec<(String, String)>,
    ticked: &BTreeMap<String, String>,
) -> impl IntoView + use<> {
    let open = !ticked.is_empty();
    let rows = all.into_iter().map(|(value, label)| {
        let checked = ticked.contains_key(&value);
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    name=format!("{name}[{value}]")
                    value="on"
                    checked=checked
                />
                <span>{label}</span>
            </label>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <details class="details" open=open>
            <summary>{legend}</summary>
            <fieldset class="fields" aria-label=legend>
                <div class="key-scopes">{rows}</div>
            </fieldset>
        </details>
    }
}

fn remove(
    asked: &Asked,
    (key, reason): (&str, String),
    revision: u64,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = &text.red_lines.office;
    let faults = if asked.parameter("failed") == Some("reason") {
        vec![("remove-reason".to_owned(), words.fill_in.to_owned())]
    } else {
        vec![]
    };
    let field = Field::new("reason", words.change_reason).hint(words.change_reason_hint);
    let fault = faults.first().map(|(_, said)| said.clone());
    let field = Field { fault, ..field };
    let key = key.to_owned();
    view! {
        <section class="part steps" aria-labelledby="remove-t">
            <h2 id="remove-t">{words.remove}</h2>
            <p>{words.remove_lead}</p>
            <form method="post" action="/actions/remove-line">
                <Writer/>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                <Input field=field value=reason most=600/>
                <div class="buttons">
                    <button type="submit" class="button" name="step" value="simulate">
                        {words.simulated.button_gone}
                    </button>
                    <button type="submit" class="button" name="step" value="remove">
                        {words.remove_button}
                    </button>
                </div>
            </form>
        </section>
    }
}
