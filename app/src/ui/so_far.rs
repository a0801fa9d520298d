//! What a customer has of one exchange so far: a sentence or two, and the same in tables.

use leptos::prelude::*;
use mutual::value::{IDLE_DAYS, Line, SoFar, Total};

use super::exchange::{Drawing, data_name};
use crate::text::Text;

/// A sum as people write it.
pub(crate) fn amount(total: Total, text: &Text) -> String {
    text.rules.decimal(&total.to_string())
}

/// What a card says of it: what arrived and what was last used, then what may follow from that.
pub(crate) fn sentences(so_far: Option<&SoFar>, drawing: &Drawing) -> Vec<String> {
    let words = drawing.text.value;
    let Some(so_far) = so_far else {
        return vec![words.unknown.to_owned()];
    };
    let mut told: Vec<_> = if so_far.has_anything() {
        let lines = so_far.lines.iter();
        lines.filter_map(|line| sentence(line, drawing)).collect()
    } else {
        vec![words.nothing.to_owned()]
    };
    match so_far.last_use() {
        Some((data, at)) => {
            let days = drawing.dates.days_between(at, drawing.now);
            let data = (drawing.text.inside)(&data_name(data, &drawing.registry, drawing.text));
            told.push((words.last_used)(&data, &(words.ago)(days)));
        }
        None if so_far.on_since.is_some() => told.push(words.never_used.to_owned()),
        None => {}
    }
    let mut lines = vec![told.join(" ")];
    if so_far.is_idle {
        lines.push((words.idle)(IDLE_DAYS));
    }
    lines
}

fn sentence(line: &Line, drawing: &Drawing) -> Option<String> {
    let words = drawing.text.value;
    let arrived = amount(line.delivered, drawing.text);
    match line.promised.filter(|promised| !promised.is_zero()) {
        Some(promised) => Some((words.of_promised)(
            &arrived,
            &amount(promised, drawing.text),
            &line.unit,
        )),
        None if line.delivered.is_zero() => None,
        None => Some((words.arrived)(&arrived, &line.unit)),
    }
}

/// Promised against delivered, and when each kind of data was last used.
#[component]
pub(crate) fn SoFarTables(
    /// What there is so far.
    so_far: SoFar,
    /// What it is drawn with.
    drawing: Drawing,
) -> impl IntoView {
    let (words, shared) = (drawing.text.value, drawing.text.shared);
    let benefits = so_far.lines.iter().map(|line| {
        let promised = match (line.promised, line.every) {
            (Some(promised), _) => format!("{} {}", amount(promised, drawing.text), line.unit),
            (None, Some(every)) => (shared.every)(every).to_owned(),
            (None, None) => "–".to_owned(),
        };
        let got = format!("{} {}", amount(line.delivered, drawing.text), line.unit);
        let newest = moment(line.last_at, &drawing);
        view! {
            <tr>
                <th scope="row">{line.what.clone()}</th>
                <td data-label=words.promised>{promised}</td>
                <td data-label=words.got>{got}</td>
                <td data-label=words.newest>{newest}</td>
            </tr>
        }
    });
    let benefits = benefits.collect_view();
    let uses = so_far.uses.iter().map(|used| {
        view! {
            <tr>
                <th scope="row">{data_name(&used.data, &drawing.registry, drawing.text)}</th>
                <td data-label=words.used>{moment(used.at, &drawing)}</td>
            </tr>
        }
    });
    let uses = uses.collect_view();
    view! {
        <section class="part" id="so-far" aria-labelledby="so-far-t">
            <h2 id="so-far-t">{words.so_far}</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.what>
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.what}</th>
                            <th scope="col">{words.promised}</th>
                            <th scope="col">{words.got}</th>
                            <th scope="col">{words.newest}</th>
                        </tr>
                    </thead>
                    <tbody>{benefits}</tbody>
                </table>
            </div>
            <div class="table-scroll" tabindex="0" role="region" aria-label=words.data>
                <table class="table table-folds">
                    <thead>
                        <tr>
                            <th scope="col">{words.data}</th>
                            <th scope="col">{words.used}</th>
                        </tr>
                    </thead>
                    <tbody>{uses}</tbody>
                </table>
            </div>
        </section>
    }
}

fn moment(at: Option<mutual::clock::Timestamp>, drawing: &Drawing) -> impl IntoView + use<> {
    match at {
        Some(at) => {
            view! { <time datetime=at.to_string()>{drawing.dates.moment(at)}</time> }.into_any()
        }
        None => view! { {drawing.text.value.not_yet} }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use mutual::value::Amount;

    use super::*;

    #[test]
    fn sums_are_written_as_people_write_them() {
        let text = Text::of(["en"]);
        let of = |number| amount(Amount::of_number(number).unwrap().into(), text);
        assert_eq!([of(3.0), of(0.5)], ["3", "0.5"]);
        assert_eq!(of(12_480.25), "12\u{202f}480.25");
        let many = Amount::of_number(1e9).unwrap().times(u64::MAX);
        let long = amount(many, text).replace('\u{202f}', "");
        assert_eq!(long, "18446744073709551615000000000");
    }
}
