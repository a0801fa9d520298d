//! Purposes and data from a file: what would become of each line, and then the button.

use leptos::prelude::*;
use mutual::catalogue::Fault;
use mutual::use_cases::{Fate, TermFate};

use super::edits;
use crate::{
    context::{NotStored, TermFile, Uploaded},
    pages::{Asked, Page, Problem, Stop, draw},
    text::{Terms as Words, Text, sentence},
    ui::{
        Icon,
        diff::{Diff, DiffLine},
        field::{Area, Field},
        notice::{Notice, NoticeKind},
        writer::Writer,
    },
};

/// The page to take a file over on.
#[component]
pub(crate) fn ImportTermsPage() -> impl IntoView {
    draw(import)
}

async fn import(asked: Asked) -> Result<Page, Stop> {
    let (_, role) = asked.staff()?;
    if !edits(role) {
        return Err(Problem::Forbidden.into());
    }
    let text = asked.ctx.text();
    let words = text.terms;
    let uploaded = asked.ctx.uploaded.as_deref();
    let another = matches!(uploaded, Some(Uploaded::Planned(_)));
    let class = if another { "part stack" } else { "stack" };
    let another = another.then(|| view! { <h2>{words.another}</h2> });
    let pasted = match uploaded {
        Some(Uploaded::Unreadable { pasted, .. }) => pasted.clone(),
        _ => String::new(),
    };
    let uploaded = uploaded.map(|uploaded| told(uploaded, text));
    let body = view! {
        <a class="back" href="/studio/registry">{Icon::Back.draw()} {text.registry.all}</a>
        <h1>{words.title}</h1>
        {uploaded}
        <div class=class>
        {another}
        <p class="lead">{words.lead}</p>
        <form class="drop" method="post" action="/studio/registry/import" enctype="multipart/form-data">
            <Writer/>
            <div class="field">
                <label for="f-file">{words.file}</label>
                <input class="input" id="f-file" type="file" name="file"/>
            </div>
            <Area field=Field::new("text", words.text) value=pasted rows=6 most=60_000/>
            <div class="form-end">
                <button type="submit" class="button">{words.send}</button>
            </div>
        </form>
        </div>
    };
    Ok(Page::of_team(words.title.to_owned(), role, "", body))
}

fn told(uploaded: &Uploaded, text: &'static Text) -> AnyView {
    let words = text.terms;
    match uploaded {
        Uploaded::Nothing => {
            view! { <Notice kind=NoticeKind::Fault text=words.nothing/> }.into_any()
        }
        Uploaded::Unreadable { why, .. } => view! {
            <Notice kind=NoticeKind::Fault text=words.unreadable/>
            <p lang="en" dir="ltr">{why.clone()}"."</p>
        }
        .into_any(),
        Uploaded::Planned(file) => planned(file, text).into_any(),
    }
}

/// What the file or the rules say, which is English whatever the page is.
fn said(why: &str) -> impl IntoView + use<> {
    view! { <p lang="en" dir="ltr">{sentence(why)}</p> }
}

fn planned(file: &TermFile, text: &'static Text) -> impl IntoView + use<> {
    let words = text.terms;
    let notice = file.not_stored.as_ref().map(|why| {
        let sentence = match why {
            NotStored::Moved => words.moved,
            NotStored::Refused(_) => words.not_stored,
            NotStored::Away => text.entry.away,
        };
        let faults = match why {
            NotStored::Refused(faults) => faults.as_slice(),
            NotStored::Moved | NotStored::Away => &[],
        };
        let faults = faults.iter().map(|fault| fault_line(fault, text));
        view! { <Notice kind=NoticeKind::Fault text=sentence/> {faults.collect_view()} }
    });
    let rows = file.plan.lines.iter().map(|line| row(line, text));
    view! {
        {notice}
        <section class="part" aria-labelledby="plan-t">
            <h2 id="plan-t">{words.plan}</h2>
            {decision(file, words)}
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="plan-t">
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.line}</th>
                            <th scope="col">{words.becomes}</th>
                            <th scope="col">{words.details}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The button that says the number, or why there is none.
fn decision(file: &TermFile, words: &'static Words) -> AnyView {
    let plan = &file.plan;
    let (refused, count) = (plan.refused(), plan.terms().len());
    let why = if refused > 0 {
        Some((words.refused)(refused))
    } else if !plan.fits {
        Some(words.full.to_owned())
    } else if count == 0 {
        Some(words.none.to_owned())
    } else {
        None
    };
    if let Some(why) = why {
        return view! { <p><strong>{why}</strong></p> }.into_any();
    }
    view! {
        <form method="post" action="/studio/registry/import" enctype="multipart/form-data">
            <Writer/>
            <input type="hidden" name="name" value=file.name.clone()/>
            <input type="hidden" name="seen" value=plan.seen.to_string()/>
            <input type="hidden" name="text" value=file.text.clone()/>
            <div class="form-end">
                <button type="submit" class="button button-solid">{(words.button)(count)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn row(line: &TermFate, text: &'static Text) -> impl IntoView + use<> {
    let words = text.terms;
    let becomes = (words.fate)(&line.fate);
    let becomes = match &line.fate {
        Fate::Refused(_) => view! { <strong>{becomes}</strong> }.into_any(),
        _ => view! { {becomes} }.into_any(),
    };
    let term = line.term.as_ref().map(|term| {
        let key = term.key();
        let label = term.label().to_owned();
        view! { <p><span class="mono">{key.to_string()}</span> " " <bdi lang="en">{label}</bdi></p> }
    });
    let details = match &line.fate {
        Fate::Refused(faults) => {
            let faults = faults.iter().map(|fault| fault_line(fault, text));
            faults.collect_view().into_any()
        }
        Fate::LeftOut(why) => said(why).into_any(),
        Fate::Changed(differences) => {
            let one = |said: &String| match said.is_empty() {
                true => vec![],
                false => vec![said.clone()],
            };
            let lines = differences.iter().map(|different| DiffLine {
                name: field_name(&different.field, text),
                before: one(&different.before),
                now: one(&different.now),
            });
            view! { <Diff lines=lines.collect() text=text/> }.into_any()
        }
        Fate::New => line
            .notes
            .iter()
            .map(|note| said(note))
            .collect_view()
            .into_any(),
        // What is not taken over needs no look.
        Fate::Same | Fate::Stays | Fate::Twice => ().into_any(),
    };
    view! {
        <tr>
            <th scope="row"><bdi class="mono hash">{line.from.clone()}</bdi></th>
            <td data-label=words.becomes><span>{becomes}</span></td>
            <td data-label=words.details><div>{term} {details}</div></td>
        </tr>
    }
}

/// What is wrong, with the field before it where one is named.
fn fault_line(fault: &Fault, text: &'static Text) -> impl IntoView + use<> {
    let field = (!fault.field.is_empty()).then(|| format!("{}: ", field_name(&fault.field, text)));
    let message = text.fault(&fault.message);
    // What is known in English alone is said in it.
    let lang = (message == sentence(&fault.message)).then_some("en");
    view! { <p>{field} <bdi lang=lang>{message}</bdi></p> }
}

/// What a field of a term is called on its own page.
fn field_name(field: &str, text: &Text) -> String {
    let words = text.registry;
    // The one writer names the term before the field.
    let (key, name) = match field.rsplit_once('.') {
        Some((key, name)) => (format!("{key}, "), name),
        None => (String::new(), field),
    };
    let tag = name
        .strip_prefix("labels[")
        .and_then(|tag| tag.strip_suffix(']'));
    let name = match (name, tag) {
        (_, Some(tag)) => (words.label_in)(&text.language(tag)),
        ("name", None) => words.name.to_owned(),
        ("label", None) => words.label.to_owned(),
        ("origin", None) => words.origin.to_owned(),
        ("sensitivity", None) => words.sensitivity.to_owned(),
        ("dpv", None) => words.dpv.to_owned(),
        (other, None) => other.to_owned(),
    };
    format!("{key}{name}")
}
