//! The charts of what happens around an answer: who was asked, and who takes it back after a message.

use leptos::prelude::*;
use mutual::insight::{Numbers, People, Rate};

use super::charts::Drawing;
use super::tables::Chart;
use crate::ui::chart::{ChartRow, Drawn, RowChart, people_in_words, rate_in_words};

impl Drawing {
    /// How far those came who were asked.
    pub(super) fn funnel(&self) -> AnyView {
        let words = self.text.numbers;
        let Numbers { now, before, .. } = &*self.numbers;
        let (steps, earlier) = (&now.funnel.all, &before.funnel.all);
        let answered = rate_in_words(steps.answered, words);
        let yes = steps.yes_of_asked();
        let title = match (steps.answered, yes) {
            (_, Some(yes)) => (words.funnel_title)(&answered, &(words.percent)(yes)),
            (Rate::Hidden, None) => words.funnel_unknown.to_owned(),
            (_, None) => (words.funnel_answered)(&answered),
        };
        let row = |name: &str, share: Option<f64>, pale: Option<f64>, value: String| ChartRow {
            name: name.to_owned(),
            drawn: share.map_or(Drawn::Nothing, Drawn::Bar),
            pale,
            value,
        };
        let column = &words.column;
        let asked = people_in_words(steps.asked, self.text);
        let whole = steps.asked.told().map(|_| 1.0);
        let said_yes = yes.map_or(words.not_told.to_owned(), words.percent);
        let rows = vec![
            row(column.asked, whole, None, asked),
            row(
                column.answered,
                steps.answered.share(),
                earlier.answered.share(),
                answered,
            ),
            row(column.yes_of_asked, yes, earlier.yes_of_asked(), said_yes),
        ];
        let drawing = if steps.asked == People::Few {
            self.nothing()
        } else {
            view! { <RowChart rows=rows limit=None/> }.into_any()
        };
        self.figure(Chart::Funnel, title, &words.funnel, drawing)
    }

    /// Withdrawals after messages.
    pub(super) fn messages(&self) -> AnyView {
        let words = self.text.numbers;
        let Numbers { now, before, .. } = &*self.numbers;
        let (after, earlier) = (&now.after_messages, &before.after_messages);
        let title = match after.all.rate {
            Rate::Hidden => words.messages_unknown.to_owned(),
            rate => (words.messages_title)(&rate_in_words(rate, words)),
        };
        let drawing = self.weekly(Chart::Messages, &after.weeks, &earlier.weeks, false);
        self.figure(Chart::Messages, title, &words.messages, drawing)
    }
}
