//! What a customer has of one exchange so far: a sentence or two, and the same in tables.

use leptos::prelude::*;
use mutual::value::{IDLE_DAYS, Line, SoFar, Total};

use super::exchange::{Drawing, data_name};
use super::said::within;
use crate::text::Text;

/// A sum as people write it.
pub(crate) fn amount(total: Total, text: &Text) -> String {
    text.rules.decimal(&total.to_string())
}

/// So many of a unit, as the one who wrote "3 recipes" would say it: what she wrote fits `written`
/// things in her language, and nobody knows its other forms. For other counts it stands as in a list.
pub(crate) fn counted(total: Total, unit: &str, written: Option<f64>, wrote: &Text) -> String {
    let (many, number) = (amount(total, wrote), total.to_string().parse::<f64>());
    let fits = |(number, written): (f64, f64)| {
        let whole = |number: f64| format!("{number:.0}").parse::<u64>().ok();
        let is_whole = number.fract() == 0.0 && written.fract() == 0.0;
        let form = |number| whole(number).map(|number| wrote.rules.many(number));
        format!("{number}") == format!("{written}") || is_whole && form(number) == form(written)
    };
    match number.ok().zip(written) {
        Some(both) if fits(both) => format!("{many} {unit}"),
        _ => format!("{many} × {unit}"),
    }
}

/// What a card says of it: what arrived and what was last used, then what may follow from that.
pub(crate) fn sentences(so_far: Option<&SoFar>, drawing: &Drawing) -> Vec<String> {
    let words = drawing.text.value;
    let Some(so_far) = so_far else {
        return vec![words.unknown.to_owned()];
    };
    let mut told: Vec<_> = if so_far.has_anything() {
        let lines = so_far.lines.iter();
        lines
            .filter_map(|line| sentence(line, so_far, drawing))
            .collect()
    } else {
        vec![words.nothing.to_owned()]
    };
    match so_far.last_use() {
        Some((data, at)) => {
            let days = drawing.dates.days_between(at, drawing.now);
            let data = (drawing.text.inside)(&data_name(data, &drawing.registry, drawing.text));
            told.push((words.last_used)(&data, &(words.ago)(days)));
        }
        // That it has been idle says the same.
        None if so_far.on_since.is_some() && !so_far.is_idle => {
            told.push(words.never_used.to_owned());
        }
        None => {}
    }
    let mut lines = vec![told.join(" ")];
    if so_far.is_idle {
        lines.push((words.idle)(IDLE_DAYS));
    }
    lines
}

fn sentence(line: &Line, so_far: &SoFar, drawing: &Drawing) -> Option<String> {
    let words = drawing.text.value;
    let arrived = amount(line.delivered, drawing.text);
    let what = named(line, so_far, drawing.text);
    match line.promised.filter(|promised| !promised.is_zero()) {
        Some(promised) => {
            let promised = amount(promised, drawing.text);
            Some((words.of_promised)(&what, &arrived, &promised))
        }
        None if line.delivered.is_zero() => None,
        None => Some((words.arrived)(&what, &arrived)),
    }
}

/// What a line is about. The card says in which unit it is promised; where it came in another one
/// too, each line says its own.
fn named(line: &Line, so_far: &SoFar, text: &Text) -> String {
    let mut lines = so_far.lines.iter();
    let alone = !lines.any(|other| other.benefit == line.benefit && other.unit != line.unit);
    let what = within(&line.what, text);
    if alone && line.every.is_some() {
        what
    } else {
        format!("{what} ({})", within(&line.unit, text))
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
            (Some(promised), _) => amount(promised, drawing.text),
            (None, Some(every)) => (shared.every)(every).to_owned(),
            (None, None) => "–".to_owned(),
        };
        let got = amount(line.delivered, drawing.text);
        let newest = moment(line.last_at, &drawing);
        view! {
            <tr>
                <th scope="row">
                    <bdi>{line.what.clone()}</bdi>
                    // Once for the line: no count needs another form of it.
                    <span class="pair-note"><bdi>{line.unit.clone()}</bdi></span>
                </th>
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
    fn a_unit_keeps_the_form_that_was_written() {
        let of = |number, unit, written, lang| {
            let total = Amount::of_number(number).unwrap().into();
            counted(total, unit, Some(written), Text::of([lang]))
        };
        assert_eq!(of(3.0, "recipes", 3.0, "en"), "3 recipes");
        assert_eq!(of(7.0, "recipes", 3.0, "en"), "7 recipes");
        assert_eq!(of(1.0, "recipes", 3.0, "en"), "1 × recipes");
        assert_eq!(of(0.5, "recipes", 3.0, "en"), "0.5 × recipes");
        assert_eq!(of(4.2, "GBP", 4.2, "en"), "4.2 GBP");
        assert_eq!(of(1.0, "gift card", 1.0, "en"), "1 gift card");
        assert_eq!(of(2.0, "gift card", 1.0, "en"), "2 × gift card");
        // Two are neither one nor several in Arabic.
        assert_eq!(of(2.0, "وصفات", 3.0, "ar"), "2 × وصفات");
        assert_eq!(of(4.0, "وصفات", 3.0, "ar"), "4 وصفات");
        let unknown = counted(Total::default(), "lists", None, Text::of(["en"]));
        assert_eq!(unknown, "0 × lists");
    }

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
