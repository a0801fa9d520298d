//! How cases were decided, for reviewers.

use leptos::prelude::*;
use mutual::use_cases::{Figures, MOST_CASES};

use super::PAGE;
use crate::{
    pages::{Asked, Page, Stop, draw},
    text::Text,
    ui::{
        Icon,
        facts::{Fact, Facts},
        notice::{Notice, NoticeKind},
    },
};

/// The figures.
#[component]
pub(crate) fn FiguresPage() -> impl IntoView {
    draw(figures)
}

async fn figures(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.desk;
    let figures = ctx.mutual.cases().figures(&actor).await?;
    let alarms = figures.models.iter().filter(|model| model.alarm);
    let alarms = alarms
        .map(|model| {
            let said = (words.alarm)(&model.model);
            view! { <Notice kind=NoticeKind::Fault text=said/> }
        })
        .collect_view();
    let cut = figures.is_cut.then(|| {
        let most = text.rules.number(u64::from(MOST_CASES));
        view! { <p><strong>{(words.cut)(&most)}</strong></p> }
    });
    let body = view! {
        <a class="back" href=PAGE>{Icon::Back.draw()} {words.all}</a>
        <h1>{words.figures}</h1>
        <p class="lead">{(words.figures_lead)(figures.days)}</p>
        {cut}
        {alarms}
        <section class="part" aria-label=words.figures>
            <Facts facts=facts(&figures, text)/>
        </section>
        <section class="part">
            <h2>{words.models}</h2>
            <p>{words.models_lead}</p>
            {models(&figures, text)}
        </section>
    };
    Ok(Page::of_team(words.figures.to_owned(), role, "", body))
}

fn rate(rate: Option<u64>, text: &'static Text) -> String {
    rate.map_or_else(
        || text.desk.rate_of_few.to_owned(),
        |rate| (text.desk.percent)(rate),
    )
}

fn lasted(seconds: u64, text: &'static Text) -> String {
    (text.desk.lasted)(seconds / 3_600, seconds % 3_600 / 60)
}

fn facts(figures: &Figures, text: &'static Text) -> Vec<Fact> {
    let words = text.desk;
    let mut facts = vec![Fact::new(words.decided, text.people(figures.decided))];
    if let Some((half, most)) = figures.times_s {
        facts.push(Fact::new(words.half, lasted(half, text)));
        facts.push(Fact::new(words.most, lasted(most, text)));
    }
    facts.extend([
        Fact::new(words.timeouts, text.people(figures.timed_out)),
        Fact::new(words.contests, text.people(figures.contests)),
        Fact::new(words.upheld, text.people(figures.upheld)),
    ]);
    facts
}

fn models(figures: &Figures, text: &'static Text) -> AnyView {
    let words = text.desk;
    if figures.models.is_empty() {
        return view! { <p class="quiet">{words.no_models}</p> }.into_any();
    }
    let rows = figures.models.iter().map(|model| {
        view! {
            <tr>
                <th scope="row"><bdi>{model.model.clone()}</bdi></th>
                <td class="number" data-label=words.proposed>{text.people(model.decided)}</td>
                <td class="number" data-label=words.overridden>{text.people(model.overridden)}</td>
                <td class="number" data-label=words.rate>{rate(model.rate, text)}</td>
            </tr>
        }
    });
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.models>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.model}</th>
                        <th scope="col" class="number">{words.proposed}</th>
                        <th scope="col" class="number">{words.overridden}</th>
                        <th scope="col" class="number">{words.rate}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
