//! What a line would have done to what was asked and decided of late, in sentences and tables.

use leptos::prelude::*;
use mutual::access::Actor;
use mutual::catalogue::Slug;
use mutual::ledger::LineChange;
use mutual::use_cases::{MOST_DECISIONS, Otherwise, Simulated};

use crate::{
    context::Ctx,
    pages::Stop,
    text::{Simulation, Text},
};

/// What the line that was typed would have done, or taking one away.
pub(super) async fn simulated(
    change: &LineChange,
    actor: &Actor,
    ctx: &Ctx,
) -> Result<AnyView, Stop> {
    let text = ctx.text();
    let words = &text.red_lines.office.simulated;
    let is_gone = matches!(change, LineChange::Remove(_));
    let would = ctx.mutual.simulate_line(actor, change).await?;
    let number = |many: u64| text.rules.number(many);
    let looked = (words.looked)(&number(would.checks), &number(would.decisions));
    let everything = would
        .everything
        .then(|| view! { <p><strong>{words.everything}</strong></p> });
    let by_purpose = would
        .by_purpose
        .top
        .iter()
        .map(|((purpose, channel), many)| {
            let channel = channel.map_or(words.no_channel, text.shared.channel);
            let named = vec![(words.channel, channel.to_owned())];
            row(called(purpose, ctx), named, many, is_gone, text)
        });
    let by_purpose = by_purpose.collect();
    let by_model = would.by_model.top.iter();
    let by_model =
        by_model.map(|(model, many)| row(model.to_string(), vec![], many, is_gone, text));
    let by_model = by_model.collect();
    let (checks, decisions) = (&would.by_purpose, &would.by_model);
    let checks = Part {
        title: words.checks,
        none: words.no_checks,
        heads: vec![words.purpose, words.channel],
        all: checks.all,
        rows: by_purpose,
        more: checks.more,
        few: checks.few,
        is_gone,
    };
    let decisions = Part {
        title: words.decisions,
        none: words.no_decisions,
        heads: vec![words.model],
        all: decisions.all,
        rows: by_model,
        more: decisions.more,
        few: decisions.few,
        is_gone,
    };
    let beyond = beyond(&would, text);
    let beyond = beyond.into_iter().map(|one| view! { <li>{one}</li> });
    let title = if is_gone {
        words.title_gone
    } else {
        words.title
    };
    let result = view! {
        <section class="part simulated" id="simulated" aria-labelledby="simulated-t">
            <h2 id="simulated-t">{title}</h2>
            {everything}
            <p>{looked}</p>
            {checks.draw(text)}
            {decisions.draw(text)}
            <h3>{words.beyond}</h3>
            <ul>{beyond.collect_view()}</ul>
        </section>
    };
    Ok(result.into_any())
}

fn called(purpose: &Slug, ctx: &Ctx) -> String {
    let catalogue = ctx.mutual.catalogue();
    let known = catalogue.registry().purpose(purpose.as_str());
    let name = known.map(|one| {
        one.labels
            .get(ctx.text().lang)
            .unwrap_or(&one.label)
            .clone()
    });
    name.unwrap_or_else(|| purpose.to_string())
}

/// What this cannot know, in sentences.
fn beyond(would: &Simulated, text: &Text) -> Vec<String> {
    let words = &text.red_lines.office.simulated;
    let number = |many: u64| text.rules.number(many);
    let mut said = vec![words.amounts.to_owned()];
    if would.unsure > 0 {
        said.push((words.unsure)(&number(would.unsure)));
    }
    if would.others > 0 {
        said.push((words.others)(&number(would.others)));
    }
    said.push(words.situations.to_owned());
    if would.is_cut {
        said.push((words.cut)(&number(MOST_DECISIONS)));
    }
    said.push(words.tens.to_owned());
    said
}

/// One of the four figures, with what it is called in a table and in a sentence.
struct Figure {
    many: u64,
    label: &'static str,
    says: fn(&str) -> String,
}

fn figures(many: &Otherwise, is_gone: bool, words: &'static Simulation) -> [Figure; 4] {
    let figure = |many, label, says| Figure { many, label, says };
    let allowed = if is_gone {
        words.allowed_gone
    } else {
        words.allowed
    };
    [
        figure(many.denied, words.now_denied, words.denied),
        figure(many.escalated, words.now_escalated, words.escalated),
        figure(many.allowed, words.now_allowed, allowed),
        figure(many.open, words.now_open, words.open),
    ]
}

fn row(
    head: String,
    named: Vec<(&'static str, String)>,
    many: &Otherwise,
    is_gone: bool,
    text: &'static Text,
) -> AnyView {
    let words = &text.red_lines.office.simulated;
    let named = named
        .into_iter()
        .map(|(label, name)| view! { <td data-label=label><span>{name}</span></td> });
    let named = named.collect_view();
    let figures = figures(many, is_gone, words).map(|figure| {
        let many = text.rules.number(figure.many);
        view! { <td data-label=figure.label><span>{many}</span></td> }
    });
    view! { <tr><th scope="row"><bdi>{head}</bdi></th>{named}{figures.to_vec()}</tr> }.into_any()
}

/// What would be otherwise of one kind.
struct Part {
    title: &'static str,
    none: &'static str,
    heads: Vec<&'static str>,
    all: Otherwise,
    rows: Vec<AnyView>,
    more: usize,
    few: bool,
    /// Whether the line is taken away.
    is_gone: bool,
}

impl Part {
    fn draw(self, text: &'static Text) -> AnyView {
        let words = &text.red_lines.office.simulated;
        let number = |many: u64| text.rules.number(many);
        let few = self.few.then(|| view! { <p>{words.few}</p> });
        if self.rows.is_empty() {
            return view! { <h3>{self.title}</h3> <p>{self.none}</p> {few} }.into_any();
        }
        let said = figures(&self.all, self.is_gone, words).into_iter();
        let said = said.filter(|figure| figure.many > 0);
        let said = said.map(|figure| (figure.says)(&number(figure.many)));
        let said = said.map(|one| view! { <li>{one}</li> });
        let of_each = figures(&self.all, self.is_gone, words).map(|figure| figure.label);
        let heads = self.heads.into_iter().chain(of_each);
        let heads = heads.map(|head| view! { <th scope="col">{head}</th> });
        let more = u64::try_from(self.more).unwrap_or(u64::MAX);
        let more = (more > 0).then(|| view! { <p>{(words.more)(&number(more))}</p> });
        view! {
            <h3>{self.title}</h3>
            <ul>{said.collect_view()}</ul>
            <div class="table-scroll" tabindex="0" role="region" aria-label=self.title>
                <table class="table table-folds">
                    <thead><tr>{heads.collect_view()}</tr></thead>
                    <tbody>{self.rows}</tbody>
                </table>
            </div>
            {more}
            {few}
        }
        .into_any()
    }
}
