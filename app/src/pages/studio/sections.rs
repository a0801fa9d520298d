//! The parts of the editor's form.

use leptos::prelude::*;
use mutual::catalogue::{
    AiUse, BenefitKind, Channel, DecidedBy, Every, LegalBasis, Origin, Registry, Sensitivity,
    WorthMethod,
};

use super::{sample::sample, term_name};
use crate::{
    draft::{BenefitForm, DraftForm},
    text::{Studio, Text},
    ui::field::{Area, Field, Input, Pick, SelectBox, field_id, options},
};

type Faults<'a> = &'a [(String, String)];

/// The id and the title of each part, in the form's order.
pub(super) fn titles(
    words: &'static Studio,
    over_live: bool,
    translated: bool,
) -> Vec<(&'static str, &'static str)> {
    let form = &words.form;
    let mut titles = vec![
        ("p-title", form.title),
        ("p-share", form.share),
        ("p-how", form.how),
        ("p-get", form.get),
        ("p-sample", form.sample),
        ("p-worth", form.worth),
        ("p-off", form.off),
        ("p-others", form.others),
        ("p-channels", form.channels),
        ("p-ai", form.ai),
        ("p-regions", form.regions),
        ("p-question", form.question),
    ];
    if translated {
        titles.push(("p-languages", form.languages));
    }
    if over_live {
        titles.push(("p-note", form.note));
    }
    titles
}

/// Every part of the form.
pub(super) fn all(
    form: &DraftForm,
    faults: Faults<'_>,
    registry: &Registry,
    text: &'static Text,
    over_live: bool,
    languages: Option<AnyView>,
    us: &str,
) -> impl IntoView + use<> {
    let words = text.studio;
    let note = over_live.then(|| note(form, faults, words).into_any());
    vec![
        title(form, faults, registry, text).into_any(),
        share(form, faults, registry, text).into_any(),
        how(form, faults, text).into_any(),
        get(form, faults, words).into_any(),
        sample(form, faults, registry, text).into_any(),
        worth(form, faults, words).into_any(),
        off(form, faults, words).into_any(),
        others(form, faults, words, us).into_any(),
        channels(form, faults, text).into_any(),
        ai(form, faults, text).into_any(),
        regions(form, faults, words).into_any(),
        question(form, faults, words).into_any(),
    ]
    .into_iter()
    .chain(languages)
    .chain(note)
    .collect_view()
}

pub(super) fn part(id: &'static str, title: &'static str, inside: impl IntoView) -> impl IntoView {
    let title_id = format!("{id}-t");
    let labelled_by = title_id.clone();
    view! {
        <section class="part" id=id aria-labelledby=labelled_by>
            <h2 id=title_id>{title}</h2>
            {inside}
        </section>
    }
}

/// Answers of which one must be given: the first one says so.
fn picks<T: Copy>(
    words: &Studio,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<Pick> {
    let given = all.iter().map(|&item| Pick::new(word(item), label(item)));
    std::iter::once(Pick::new("", words.form.pick))
        .chain(given)
        .collect()
}

fn title(
    form: &DraftForm,
    faults: Faults<'_>,
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.studio;
    let names = &words.form;
    let purposes = registry.purposes().map(|purpose| {
        let name = term_name(&purpose.name, purpose.label_in(text.lang), text);
        Pick::new(purpose.id.as_str(), name)
    });
    let purposes = std::iter::once(Pick::new("", names.pick))
        .chain(purposes)
        .collect();
    let bases = picks(words, LegalBasis::ALL, LegalBasis::word, words.basis);
    part(
        "p-title",
        names.title,
        view! {
            <Input
                field=Field::new("title", names.title).hint(names.title_hint).fault(faults)
                value=form.title.clone()
                most=120
            />
            <SelectBox
                field=Field::new("purpose", names.purpose).fault(faults)
                value=form.purpose.clone()
                picks=purposes
            />
            <SelectBox
                field=Field::new("legal_basis", names.basis).fault(faults)
                value=form.legal_basis.clone()
                picks=bases
            />
            <Input
                field=Field::new("locale", names.locale).fault(faults).width("field-short")
                value=form.locale.clone()
                most=35
                code=true
            />
        },
    )
}

/// One line of the registry: what it is, and what is done with it.
fn pick_line(
    name: String,
    label: String,
    note: String,
    state: Option<&String>,
    words: &'static Studio,
) -> impl IntoView + use<> {
    let id = field_id(&name);
    let picks = vec![
        Pick::new("no", words.not_used),
        Pick::new("required", words.required),
        Pick::new("optional", words.optional),
    ];
    let state = state.map_or("no", String::as_str).to_owned();
    view! {
        <div class="picker-line">
            <label for=id.clone()>
                {label}
                {(!note.is_empty()).then(|| view! { " " <span class="picker-note">{note}</span> })}
            </label>
            <select class="select" id=id name=name>{options(&state, picks)}</select>
        </div>
    }
}

fn picker(legend: &'static str, lines: impl IntoView) -> impl IntoView {
    view! { <fieldset class="picker"><legend>{legend}</legend>{lines}</fieldset> }
}

/// A picker that fills its part: the part's title is what one sees, so the legend is only read out.
fn sole_picker(legend: &'static str, lines: impl IntoView) -> impl IntoView {
    view! {
        <fieldset class="picker"><legend class="hidden-text">{legend}</legend>{lines}</fieldset>
    }
}

/// The sentence of a fault that belongs to a whole list.
fn fault_of(list: &str, faults: Faults<'_>) -> Option<impl IntoView + use<>> {
    let mine = faults.iter().find(|(field, _)| {
        field
            .strip_prefix(list)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    });
    mine.map(|(field, message)| {
        view! { <p class="field-error" id=field_id(field)>{message.clone()}</p> }
    })
}

fn share(
    form: &DraftForm,
    faults: Faults<'_>,
    registry: &Registry,
    text: &'static Text,
) -> impl IntoView + use<> {
    let words = text.studio;
    let groups = Origin::ALL
        .iter()
        .filter_map(|&origin| {
            let lines: Vec<_> = registry
                .categories()
                .filter(|category| category.origin == origin)
                .map(|category| {
                    let special = category.sensitivity == Sensitivity::Special;
                    let note = if special { words.special } else { "" };
                    let id = category.id.as_str();
                    pick_line(
                        format!("data[{id}]"),
                        term_name(&category.name, category.label_in(text.lang), text),
                        note.to_owned(),
                        form.data.get(id),
                        words,
                    )
                })
                .collect();
            (!lines.is_empty()).then(|| picker((words.origin)(origin), lines))
        })
        .collect_view();
    part(
        "p-share",
        words.form.share,
        view! { {fault_of("data", faults)} {groups} },
    )
}

fn get(form: &DraftForm, faults: Faults<'_>, words: &'static Studio) -> impl IntoView + use<> {
    let benefits = form
        .benefits_with_room()
        .into_iter()
        .enumerate()
        .map(|(n, benefit)| benefit_fields(n, benefit, faults, words))
        .collect_view();
    part(
        "p-get",
        words.form.get,
        view! {
            {(form.benefits.is_empty()).then(|| fault_of("benefits", faults))}
            {benefits}
            <p class="field-hint">{words.form.benefits_hint}</p>
        },
    )
}

fn benefit_fields(
    n: usize,
    benefit: BenefitForm,
    faults: Faults<'_>,
    words: &'static Studio,
) -> impl IntoView + use<> {
    let names = &words.form;
    let field =
        |name: &str, label: &str| Field::new(format!("benefits[{n}][{name}]"), label).fault(faults);
    let every = picks(words, Every::ALL, Every::word, words.every);
    let kinds = picks(words, BenefitKind::ALL, BenefitKind::word, words.kind);
    view! {
        <fieldset class="benefit">
            <legend>{(names.benefit)(n + 1)}</legend>
            <div class="fields">
                <input type="hidden" name=format!("benefits[{n}][key]") value=benefit.key/>
                <Input field=field("what", names.what).hint(names.what_hint) value=benefit.what/>
            </div>
            <div class="fields fields-row">
                <Input
                    field=field("amount", names.amount).hint(names.amount_hint).width("field-short")
                    value=benefit.amount
                    most=12
                />
                <Input
                    field=field("unit", names.unit).width("field-short")
                    value=benefit.unit
                    most=60
                />
                <SelectBox field=field("every", names.every) value=benefit.every picks=every/>
                <SelectBox field=field("kind", names.kind) value=benefit.kind picks=kinds/>
            </div>
            <div class="fields">
                <Input
                    field=field("proof_event", names.proof).hint(names.proof_hint)
                    value=benefit.proof_event
                    most=120
                    code=true
                />
            </div>
        </fieldset>
    }
}

fn how(form: &DraftForm, faults: Faults<'_>, text: &'static Text) -> impl IntoView + use<> {
    let words = text.studio;
    let names = &words.form;
    let who = picks(words, DecidedBy::ALL, DecidedBy::word, words.decided_by);
    part(
        "p-how",
        names.how,
        view! {
            <Area
                field=Field::new("use", names.usage).hint(names.usage_hint).fault(faults)
                value=form.usage.clone()
            />
            <SelectBox
                field=Field::new("decided_by", names.decided_by).fault(faults)
                value=form.decided_by.clone()
                picks=who
            />
        },
    )
}

fn ai(form: &DraftForm, faults: Faults<'_>, text: &'static Text) -> impl IntoView + use<> {
    let words = text.studio;
    let uses = AiUse::ALL
        .iter()
        .map(|&ai| {
            let word = ai.word();
            let label = (text.shared.ai_use)(ai).to_owned();
            pick_line(
                format!("ai[{word}]"),
                label,
                String::new(),
                form.ai.get(word),
                words,
            )
        })
        .collect_view();
    part(
        "p-ai",
        words.form.ai,
        view! {
            {fault_of("ai_uses", faults)}
            {sole_picker(words.form.ai, uses)}
            <p class="field-hint">{words.form.sole}</p>
        },
    )
}

fn channels(form: &DraftForm, faults: Faults<'_>, text: &'static Text) -> impl IntoView + use<> {
    let words = text.studio;
    let lines = Channel::ALL
        .iter()
        .map(|&channel| {
            let word = channel.word();
            let label = (text.shared.channel)(channel).to_owned();
            pick_line(
                format!("channels[{word}]"),
                label,
                String::new(),
                form.channels.get(word),
                words,
            )
        })
        .collect_view();
    part(
        "p-channels",
        words.form.channels,
        view! {
            {fault_of("channels", faults)}
            {sole_picker(words.form.channels, lines)}
            <p class="field-hint">{words.form.sole}</p>
        },
    )
}

fn off(form: &DraftForm, faults: Faults<'_>, words: &'static Studio) -> impl IntoView + use<> {
    let names = &words.form;
    part(
        "p-off",
        names.off,
        view! {
            <Area
                field=Field::new("if_off", names.if_off).hint(names.if_off_hint).fault(faults)
                value=form.if_off.clone()
                rows=2
            />
            <Area
                field=Field::new("stays", names.stays).fault(faults)
                value=form.stays.clone()
                rows=2
            />
        },
    )
}

fn others(
    form: &DraftForm,
    faults: Faults<'_>,
    words: &'static Studio,
    us: &str,
) -> impl IntoView + use<> {
    let names = &words.form;
    part(
        "p-others",
        names.others,
        view! {
            <Area
                field=Field::new("recipients", names.recipients).hint((names.recipients_hint)(us)).fault(faults)
                value=form.recipients.clone()
                most=4000
            />
            <Input
                field=Field::new("retention", names.retention).hint(names.retention_hint).fault(faults)
                value=form.retention.clone()
            />
            <Input
                field=Field::new("term_months", names.term).fault(faults).width("field-short")
                value=form.term_months.clone()
                most=4
            />
            <Input
                field=Field::new("retention_months", names.records).hint(names.records_hint).fault(faults).width("field-short")
                value=form.retention_months.clone()
                most=4
            />
        },
    )
}

fn regions(form: &DraftForm, faults: Faults<'_>, words: &'static Studio) -> impl IntoView + use<> {
    let names = &words.form;
    part(
        "p-regions",
        names.regions,
        view! {
            <Input
                field=Field::new("regions", names.regions).hint(names.regions_hint).fault(faults)
                value=form.regions.clone()
                code=true
            />
        },
    )
}

fn worth(form: &DraftForm, faults: Faults<'_>, words: &'static Studio) -> impl IntoView + use<> {
    let names = &words.form;
    let every = picks(words, Every::ALL, Every::word, words.every);
    let methods = picks(
        words,
        WorthMethod::ALL,
        WorthMethod::word,
        names.method_name,
    );
    let short =
        |name: &str, label: &str| Field::new(name, label).fault(faults).width("field-short");
    part(
        "p-worth",
        names.worth,
        view! {
            <p class="field-hint">{names.worth_hint}</p>
            <div class="fields fields-row">
                <Input
                    field=short("worth[amount]", names.worth_amount)
                    value=form.worth.amount.clone()
                    most=16
                />
                <Input
                    field=short("worth[currency]", names.currency)
                    value=form.worth.currency.clone()
                    most=3
                />
                <SelectBox
                    field=Field::new("worth[per]", names.per).fault(faults)
                    value=form.worth.per.clone()
                    picks=every
                />
            </div>
            <SelectBox
                field=Field::new("worth[method]", names.method).fault(faults)
                value=form.worth.method.clone()
                picks=methods
            />
            <Input
                field=Field::new("worth[how]", names.method_other).hint(names.method_other_hint)
                value=form.worth.how.clone()
            />
        },
    )
}

fn question(form: &DraftForm, faults: Faults<'_>, words: &'static Studio) -> impl IntoView + use<> {
    let names = &words.form;
    let ask = form.ask.clone();
    let answer = |name: &str, label: &str| Field::new(name, label).fault(faults);
    part(
        "p-question",
        names.question,
        view! {
            <Area
                field=Field::new("ask[question]", names.question).hint(names.question_hint).fault(faults)
                value=ask.question
                rows=2
            />
            <div class="fields fields-row">
                <Input field=answer("ask[refuse]", names.refuse) value=ask.refuse most=40/>
                <Input field=answer("ask[allow]", names.allow) value=ask.allow most=40/>
            </div>
        },
    )
}

fn note(form: &DraftForm, faults: Faults<'_>, words: &'static Studio) -> impl IntoView + use<> {
    let names = &words.form;
    part(
        "p-note",
        names.note,
        view! {
            <Area
                field=Field::new("change_note", names.note_label).hint(names.note_hint).fault(faults)
                value=form.change_note.clone()
                rows=2
            />
        },
    )
}
