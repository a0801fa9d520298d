//! One case, with all that is needed to decide it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::consent::Toggle;
use mutual::guard::{CaseKind, Matter};
use mutual::id::{AccountId, CaseId, DecisionId};
use mutual::port::{CaseEnd, CaseRow};
use mutual::use_cases::{CaseFile, MyExchange};

use super::forms::{self, Typed};
use super::list::name;
use super::{
    PAGE, account, contested, data_name, notice, outcome, purpose_name, team_name, titled,
};
use crate::{
    context::Ctx,
    pages::{Asked, Page, Problem, Stop, draw},
    ui::{
        Icon,
        asked::lines,
        exchange::{shows_on, toggle_name},
        facts::{Fact, Facts},
        history::{HistoryList, title_of},
        notice::{Notice, NoticeKind},
        said::within,
    },
};

/// One case.
#[component]
pub(crate) fn CasePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("case").unwrap_or_default());
    draw(|asked| case(asked, id))
}

async fn case(asked: Asked, id: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.desk;
    let cases = ctx.mutual.cases();
    let Ok(id) = id.parse() else {
        // That nothing has such a name is told to those alone who may see what has.
        cases
            .queue(&actor, &mutual::port::CaseFilter::default(), None, 1)
            .await?;
        return Err(Problem::Absent.into());
    };
    let file = cases.file(&actor, id, text.lang).await?;
    let me = account(&actor);
    let typed: Typed = asked.note().await.unwrap_or_default();
    let row = &file.seen.row;
    let title = titled(row, ctx);
    let contested = contested::contested(&actor, row, ctx).await?;
    let body = view! {
        <a class="back" href=PAGE>{Icon::Back.draw()} {words.all}</a>
        <h1>{title.clone()}</h1>
        {notice(&asked, text)}
        {stand(&file, me, ctx)}
        {facts(&file, me, ctx)}
        {said(&file, ctx)}
        {contested}
        {ruled(&file, ctx)}
        {allows(&file, ctx)}
        {proposal(&file, me, ctx)}
        {forms::steps(&file, me, role, &typed, ctx)}
        {history(&file, ctx)}
    };
    Ok(Page::of_team(title, role, "", body))
}

/// Who is meant by an account, on this page.
pub(super) fn person(file: &CaseFile, id: Option<AccountId>) -> String {
    let known = id.and_then(|id| file.people.iter().find(|account| account.id == id));
    known.map_or_else(String::new, |account| account.email.clone())
}

/// How it ended.
fn stand(file: &CaseFile, me: Option<AccountId>, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let words = ctx.text().desk;
    let row = &file.seen.row;
    let Some(end) = &row.end else {
        // Whoever looks in a second tab is told who has it.
        let other = row.desk.holder.filter(|holder| Some(*holder) != me)?;
        let said = (words.held)(&within(&person(file, Some(other)), ctx.text()));
        return Some(view! { <Notice kind=NoticeKind::Done text=said/> }.into_any());
    };
    let ended = how_it_ended(file, row, end, ctx);
    Some(
        view! {
            <section class="part" aria-labelledby="end-t">
                <h2 id="end-t">{words.end}</h2>
                {ended}
            </section>
        }
        .into_any(),
    )
}

/// What was decided in a case of this file, by whom and why.
fn how_it_ended(file: &CaseFile, row: &CaseRow, end: &CaseEnd, ctx: &Ctx) -> impl IntoView + use<> {
    let (words, dates) = (ctx.text().desk, ctx.dates());
    let decided = &end.decided;
    let moment = dates.moment(end.at);
    let said = if decided.timed_out {
        (words.nobody_decided)(&dates.moment(row.opened.due_at))
    } else if decided.denied_meanwhile {
        (words.denied_meanwhile)(&moment)
    } else {
        (words.ended)(outcome(row.kind(), decided.outcome, words), &moment)
    };
    let who = decided.actor.id.as_deref().and_then(|id| id.parse().ok());
    let who = Some(person(file, who)).filter(|who| !who.is_empty());
    let who = who.unwrap_or_else(|| (words.by_kind)(decided.actor.kind).to_owned());
    let agreed = decided
        .agreed_by
        .map(|by| (words.agreed)(&within(&person(file, Some(by)), ctx.text())));
    let agreed = agreed.map(|agreed| view! { <p>{agreed}</p> });
    let there = decided.person.clone();
    let there = there.map(|there| view! { <p>{words.who_there} ": " <bdi>{there}</bdi></p> });
    view! {
        <p><strong>{said}</strong></p>
        <p>{words.by} ": " <bdi>{who}</bdi></p>
        {there}
        {agreed}
        {lines(&decided.reason)}
    }
}

/// What a person decided and the customer contests, where no record of a machine tells of it: what was asked,
/// and what came of it.
fn ruled(file: &CaseFile, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let words = ctx.text().desk;
    let is_recorded = file.seen.row.opened.matter.decision.is_some();
    let row = file.contested.as_deref().filter(|_| !is_recorded)?;
    let ended = how_it_ended(file, row, row.end.as_ref()?, ctx);
    let href = format!("{PAGE}/{}", row.id());
    Some(view! {
        <section class="part contested" aria-labelledby="contested-t">
            <h2 id="contested-t">{words.contested}</h2>
            {ended}
            <Facts facts=asked_for(&row.opened.matter, ctx)/>
            <p><a href=href>{words.whole}</a></p>
        </section>
    })
}

fn facts(file: &CaseFile, me: Option<AccountId>, ctx: &Ctx) -> impl IntoView + use<> {
    let (text, dates) = (ctx.text(), ctx.dates());
    let words = text.desk;
    let row = &file.seen.row;
    let opened = &row.opened;
    let due = dates.moment(opened.due_at);
    let due = if row.end.is_none() && opened.due_at <= file.now {
        (words.overdue)(&due)
    } else {
        due
    };
    let with = match row.desk.holder {
        Some(holder) if Some(holder) == me => words.you.to_owned(),
        Some(holder) => person(file, Some(holder)),
        None => words.nobody.to_owned(),
    };
    let mut facts = vec![
        Fact::new(words.due, due),
        Fact::new(words.customer, name(&file.seen)),
        Fact::new(words.team, team_name(&opened.team, words)),
        Fact::new(words.with, with),
        Fact::new(words.opened, dates.moment(row.opened_at)),
        Fact::new(words.by, (words.by_kind)(opened.actor.kind)),
    ];
    facts.extend(asked_for(&opened.matter, ctx));
    if !file.guesses.is_empty() {
        let told = file.guesses.iter().map(|(key, guess)| match guess {
            Some(guess) => (words.guess)(&guess.label, &guess.value),
            None => (words.guess_gone)(key),
        });
        facts.push(Fact::of(words.guesses, told));
    }
    let about = row.asked.about.as_deref();
    let earlier = about.and_then(|about| about.parse::<CaseId>().ok());
    // What is contested has a part of its own, and an exchange its name in the title.
    let about = about.filter(|about| {
        earlier.is_none() && about.parse::<DecisionId>().is_err() && opened.matter.topic.is_none()
    });
    facts.extend(about.map(|about| Fact::new(words.about, about.to_owned())));
    let off = row.asked.turned_off.as_ref();
    let off = off.map(|key| title_of(&ctx.mutual.catalogue(), key, text));
    facts.extend(off.map(|title| Fact::new(words.turned_off, title)));
    let earlier = earlier.filter(|case| opened.matter.case != Some(*case));
    let earlier = earlier.map(|case| {
        let href = format!("{PAGE}/{case}");
        view! { <p>{words.earlier} ": " <a href=href><bdi class="mono">{case.to_string()}</bdi></a></p> }
    });
    view! {
        <section class="part" aria-labelledby="asked-t">
            <h2 id="asked-t">{words.asked}</h2>
            <Facts facts=facts/>
            {earlier}
        </section>
    }
}

/// What is asked, and why a person decides it.
fn asked_for(matter: &Matter, ctx: &Ctx) -> Vec<Fact> {
    let text = ctx.text();
    let words = text.desk;
    let catalogue = ctx.mutual.catalogue();
    let mut facts = Vec::new();
    if let Some(purpose) = &matter.purpose {
        facts.push(Fact::new(words.purpose, purpose_name(purpose, ctx)));
    }
    if !matter.data.is_empty() {
        let data = matter.data.iter().map(|id| data_name(id, ctx));
        facts.push(Fact::of(words.data, data));
    }
    if let Some(channel) = matter.channel {
        facts.push(Fact::new(words.channel, (text.shared.channel)(channel)));
    }
    if let Some(ai) = matter.ai {
        facts.push(Fact::new(words.ai, (text.shared.ai_use)(ai)));
    }
    if let Some(topic) = &matter.topic {
        facts.push(Fact::new(words.topic, topic.replace('_', " ")));
    }
    if let Some(amount) = &matter.amount {
        let mut many = amount.amount.to_string();
        if many
            .split_once('.')
            .is_some_and(|(_, part)| part.len() == 1)
        {
            many.push('0');
        }
        let money = (text.customer.money)(&many, &amount.currency);
        facts.push(Fact::new(words.amount, money));
    }
    if let Some(model) = &matter.model {
        let said = (words.explains_too_little)(&within(model, text));
        facts.push(Fact::new(words.below_bar, said));
    }
    if !matter.red_lines.is_empty() {
        let now = ctx.mutual.engine().now();
        let said = matter.red_lines.iter().map(|key| {
            let line = catalogue.red_lines().line(key.as_str(), now);
            line.map_or_else(
                || key.to_string(),
                |stands| stands.line.says_in(text.lang).to_owned(),
            )
        });
        facts.push(Fact::of(words.lines, said));
    }
    facts
}

fn said(file: &CaseFile, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let words = ctx.text().desk;
    let said = file.seen.row.asked.said.as_deref()?;
    Some(view! {
        <section class="part" aria-labelledby="said-t">
            <h2 id="said-t">{words.said}</h2>
            <blockquote>{lines(said)}</blockquote>
        </section>
    })
}

/// What the customer allows now: of an escalation that with the purpose that is asked first.
fn allows(file: &CaseFile, ctx: &Ctx) -> impl IntoView + use<> {
    let text = ctx.text();
    let words = text.desk;
    let purpose = file.seen.row.opened.matter.purpose.as_ref();
    let mut all: Vec<_> = file.exchanges.iter().collect();
    all.sort_by_key(|exchange| Some(&exchange.version.document.purpose) != purpose);
    let rows = all.iter().map(|exchange| allowed(exchange, ctx));
    let table = if all.is_empty() {
        view! { <p>{words.allows_nothing}</p> }.into_any()
    } else {
        view! { <Facts facts=rows.collect()/> }.into_any()
    };
    view! {
        <section class="part" aria-labelledby="allows-t">
            <h2 id="allows-t">{words.allows}</h2>
            {table}
        </section>
    }
}

fn allowed(exchange: &MyExchange, ctx: &Ctx) -> Fact {
    let text = ctx.text();
    let words = text.desk;
    let facets = exchange.view.toggles.iter();
    let on = facets.filter(|(toggle, view)| **toggle != Toggle::Exchange && shows_on(view));
    let on: Vec<_> = on
        .map(|(toggle, _)| match toggle {
            Toggle::Data(id) => data_name(id, ctx),
            _ => toggle_name(toggle, text, ctx.mutual.catalogue().registry()),
        })
        .map(|name| within(&name, text))
        .collect();
    let title = &exchange.wording.title;
    if !exchange.is_on() {
        return Fact::new(words.off, title.clone());
    }
    // The brackets and commas are the page's, whichever way a title runs.
    let said = format!("{} ({})", within(title, text), on.join(text.comma));
    Fact::new(words.on, said)
}

/// What the machine proposes, once it may be seen.
fn proposal(file: &CaseFile, me: Option<AccountId>, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let words = ctx.text().desk;
    let row = &file.seen.row;
    if file.hides {
        return Some(
            view! {
                <section class="part" aria-labelledby="proposal-t">
                    <h2 id="proposal-t">{words.proposal}</h2>
                    <p>{words.hidden}</p>
                    {forms::take_view(file, me, ctx)}
                </section>
            }
            .into_any(),
        );
    }
    let proposal = file.proposal.as_ref()?;
    let said = (words.proposes)(
        &within(&proposal.model, ctx.text()),
        outcome(CaseKind::Escalation, proposal.outcome, words),
    );
    let view = me.and_then(|me| row.desk.view_of(me));
    let view = view.map(|view| {
        let said = (words.your_view)(outcome(CaseKind::Escalation, view.outcome, words));
        view! { <p>{said}</p> }
    });
    Some(
        view! {
            <section class="part" aria-labelledby="proposal-t">
                <h2 id="proposal-t">{words.proposal}</h2>
                <p>{said}</p>
                {lines(&proposal.why)}
                {view}
            </section>
        }
        .into_any(),
    )
}

fn history(file: &CaseFile, ctx: &Ctx) -> impl IntoView + use<> {
    let text = ctx.text();
    let mut items = file.history.clone();
    for item in &mut items {
        // Receipts are the customer's own pages.
        item.receipt = None;
    }
    let (dates, catalogue) = (ctx.dates(), ctx.mutual.catalogue());
    view! {
        <section class="part" aria-labelledby="history-t">
            <h2 id="history-t">{text.desk.history}</h2>
            <HistoryList items=items text=text dates=dates catalogue=catalogue named=true/>
        </section>
    }
}
