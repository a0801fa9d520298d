//! How all models of one maker do together: what is counted of each is added up, so that a share is one of
//! all that they decided, and no average of shares.

use std::collections::BTreeMap;

use super::{Counts, GuessCounts, Scorecard};
use crate::catalogue::Slug;

/// How the models of one maker do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorCard {
    /// Who makes them, as the first of them spells it.
    pub vendor: String,
    /// Which they are, also those that are in use no more, in the order of the scorecards.
    pub models: Vec<Slug>,
    /// The four weeks up to today.
    pub now: Counts,
    /// The four weeks before.
    pub before: Counts,
    /// What they guessed in the four weeks up to today.
    pub guesses: GuessCounts,
    /// What they guessed in the four weeks before.
    pub guesses_before: GuessCounts,
}

/// The makers of these models, in the order of their names. Capitals and spaces make no other maker.
#[must_use]
pub fn vendors(cards: &[Scorecard]) -> Vec<VendorCard> {
    let mut all: BTreeMap<String, VendorCard> = BTreeMap::new();
    for card in cards {
        let name = &card.model.vendor;
        let words: Vec<_> = name.split_whitespace().map(str::to_lowercase).collect();
        let vendor = all.entry(words.join(" ")).or_insert_with(|| VendorCard {
            vendor: name.clone(),
            models: Vec::new(),
            now: Counts::default(),
            before: Counts::default(),
            guesses: GuessCounts::default(),
            guesses_before: GuessCounts::default(),
        });
        vendor.models.push(card.model.key.clone());
        vendor.now += card.now;
        vendor.before += card.before;
        vendor.guesses += card.guesses;
        vendor.guesses_before += card.guesses_before;
    }
    all.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::decision::{AiModel, DecidedOn, GuessedOn, drift, percent, scorecards};
    use crate::insight::Day;

    /// A Thursday.
    const TODAY: Day = Day(20_783);

    fn model(key: &str, vendor: &str) -> AiModel {
        AiModel {
            key: key.parse().unwrap(),
            name: key.to_owned(),
            vendor: vendor.to_owned(),
            task: "T".to_owned(),
            versions: vec!["1".to_owned()],
            bar: None,
            retired_at: None,
            revision: 1,
            changed_at: Timestamp::default(),
        }
    }

    fn decided(key: &str, ago: i64, explained: u64, unexplained: u64) -> DecidedOn {
        DecidedOn {
            model: key.parse().unwrap(),
            version: "1".to_owned(),
            day: TODAY.plus(-ago),
            counts: Counts {
                explained,
                unexplained,
                ..Counts::default()
            },
        }
    }

    #[test]
    fn a_share_of_a_maker_is_one_of_all_that_its_models_decided() {
        let mut gone = model("ranker", "halden  ranking ltd");
        gone.retired_at = Some(Timestamp::default());
        let models = vec![
            gone,
            model("picker", "Halden Ranking Ltd"),
            model("scorer", "Other"),
        ];
        let rows = [
            // One explains ten of a hundred, the other all of ten, and so few tell nothing alone.
            decided("ranker", 1, 10, 90),
            decided("picker", 1, 10, 0),
            decided("ranker", 30, 40, 0),
            decided("picker", 30, 0, 40),
            decided("scorer", 1, 1, 0),
        ];
        let guessed = |model: &str, wrong| GuessedOn {
            model: model.to_owned(),
            day: TODAY,
            counts: GuessCounts {
                wrong,
                ..GuessCounts::default()
            },
        };
        let guessed = [guessed("ranker", 2), guessed("picker", 3)];
        let all = vendors(&scorecards(models, &rows, &guessed, TODAY));
        let names: Vec<_> = all.iter().map(|one| &*one.vendor).collect();
        // The first of its models is the picker.
        assert_eq!(names, ["Halden Ranking Ltd", "Other"]);
        let halden = &all[0];
        let models: Vec<_> = halden.models.iter().map(Slug::as_str).collect();
        assert_eq!(models, ["picker", "ranker"]);
        let (now, before) = (&halden.now, &halden.before);
        let share = percent(now.explained(), now.decisions()).unwrap();
        assert_eq!((share * 11.0).round(), 200.0, "20 of 110");
        let drift = drift(now, before, Counts::explained, Counts::decisions).unwrap();
        assert_eq!(((drift + 50.0) * 11.0).round(), 200.0, "from 40 of 80");
        assert_eq!(halden.guesses.wrong, 5);
        assert!(halden.guesses_before.is_empty());
        let few = &all[1].now;
        assert_eq!(percent(few.explained(), few.decisions()), None);
    }
}
