//! How far the organisation's systems have heard of what she chose: stored, and confirmed by how many of them.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::webhook::Heard;

use super::exchange::Drawing;

/// The line of it, within the card of that exchange.
pub(crate) fn heard(heard: &Heard, key: &Slug, drawing: &Drawing) -> impl IntoView + use<> {
    let (words, dates) = (&drawing.text.customer.heard, &drawing.dates);
    let mut told = vec![(words.stored)(&dates.moment(heard.stored_at))];
    if heard.systems > 0 {
        let when = heard.confirmed_at.map(|at| {
            if dates.days_between(heard.stored_at, at) == 0 {
                dates.since(at, heard.stored_at)
            } else {
                dates.moment(at)
            }
        });
        let confirmed = (words.confirmed)(heard.confirmed, heard.systems, when.as_deref());
        told.push(confirmed);
    }
    if heard.missed > 0 {
        told.push((words.missed)(heard.missed));
    }
    let is_late = heard.is_late(drawing.now);
    let class = if is_late {
        told.push(words.late.to_owned());
        if heard.is_told() {
            told.push(words.told.to_owned());
        }
        "heard heard-late"
    } else {
        "heard"
    };
    let ask = is_late.then(|| {
        let href = format!("/ask?about={key}");
        view! { " " <a href=href>{drawing.text.shared.ask_a_person}</a> }
    });
    view! { <p class=class>{told.join(" ")} {ask}</p> }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use mutual::catalogue::Registry;
    use mutual::clock::Timestamp;

    use super::*;
    use crate::text::{Dates, Text};

    /// What she reads so many seconds after she took something back at 14:02, in that language.
    fn reads(lang: &str, seconds: i64, told: &Heard) -> String {
        let text = Text::of([lang]);
        let drawing = Drawing {
            text,
            dates: Dates::new(text, "UTC"),
            registry: Arc::new(Registry::starter()),
            index: 7,
            now: told.stored_at.plus_seconds(seconds),
            from: "/".to_owned(),
            blank: None,
        };
        let key = "recipe-ideas".parse().unwrap();
        let draw = || heard(told, &key, &drawing).to_html();
        Owner::new().with(draw).replace("<!>", "")
    }

    /// One of two systems took it a minute later.
    fn by_one() -> Heard {
        let stored_at = Timestamp::parse("2026-05-04T14:02:00Z").unwrap();
        Heard {
            stored_at,
            takes_away: true,
            systems: 2,
            confirmed: 1,
            confirmed_at: Some(stored_at.plus_seconds(60)),
            missed: 0,
            by_hand: 0,
        }
    }

    #[test]
    fn what_is_stored_and_what_is_confirmed_are_told_with_their_moments() {
        let line = reads("en", 120, &by_one());
        let says = "Stored 4 May 2026, 14:02. Confirmed by our systems: 1 of 2 (14:03).";
        assert!(line.contains(&format!("class=\"heard\">{says}")), "{line}");
        // On another day the hour alone would say the wrong thing.
        let mut told = by_one();
        told.confirmed = 2;
        told.confirmed_at = Some(told.stored_at.plus_seconds(86_400));
        let line = reads("en", 90_000, &told);
        assert!(line.contains("2 of 2 (5 May 2026, 14:02)."), "{line}");
        let mut told = by_one();
        (told.confirmed, told.confirmed_at, told.missed) = (0, None, 1);
        let line = reads("en", 120, &told);
        assert!(line.contains("0 of 2 so far. Not reached: 1."), "{line}");
        // Where nobody is told, nothing is said of anybody.
        told = Heard {
            systems: 0,
            missed: 0,
            ..told
        };
        let line = reads("en", 90_000, &told);
        assert!(!line.contains("systems"), "{line}");
    }

    #[test]
    fn what_is_late_stands_out_and_leads_to_a_person_in_every_language() {
        for lang in ["en", "de", "ar"] {
            let words = &Text::of([lang]).customer.heard;
            let early = reads(lang, 86_399, &by_one());
            let late = reads(lang, 86_400, &by_one());
            for (line, is) in [(&early, false), (&late, true)] {
                assert_eq!(line.contains("heard-late"), is, "{line}");
                assert_eq!(line.contains(words.late), is, "{line}");
                assert_eq!(line.contains(words.told), is, "{line}");
                let link = line.contains("href=\"/ask?about=recipe-ideas\"");
                assert_eq!(link, is, "{line}");
            }
            // Nobody gets a mail about what somebody switched off.
            let off = Heard {
                missed: 1,
                by_hand: 1,
                ..by_one()
            };
            let line = reads(lang, 86_400, &off);
            assert!(line.contains(words.late) && !line.contains(words.told));
        }
    }
}
