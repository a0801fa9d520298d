//! What is not told, because too few people stand behind it.
//!
//! Two rules, and a third that keeps them: a number of 1 to 9 people is only called that; a share of
//! fewer than 50 answers is not told at all; and where what is hidden in a list could be worked out
//! from its sum, another part of it is hidden too.

/// The smallest number of people that is told.
pub const FEWEST_PEOPLE: u64 = 10;
/// The fewest answers of which a share is told.
pub const FEWEST_FOR_A_RATE: u64 = 50;

/// How many people, as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// So many: none, or ten and more.
    Exactly(u64),
    /// Some, and fewer than ten.
    Few,
    /// Not told, because something that is hidden would follow from it.
    Hidden,
}

impl People {
    /// One number that stands in no sum.
    #[must_use]
    pub fn of(many: u64) -> Self {
        if is_few(many) {
            Self::Few
        } else {
            Self::Exactly(many)
        }
    }

    /// The number, where it is told.
    #[must_use]
    pub fn told(self) -> Option<u64> {
        match self {
            Self::Exactly(many) => Some(many),
            Self::Few | Self::Hidden => None,
        }
    }
}

fn is_few(many: u64) -> bool {
    (1..FEWEST_PEOPLE).contains(&many)
}

/// A share of people, as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rate {
    /// The share, and the ends of the interval in which it lies in 95 of 100 cases.
    Is {
        /// From 0 to 1.
        share: f64,
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Fewer than ten of so many did, or nobody: the share is below this. Were nobody told apart, a
    /// line through what is told would show nothing but zeros.
    Below(f64),
    /// All but fewer than ten did, or all: the share is above this.
    Above(f64),
    /// Too few answered, or something that is hidden would follow from it.
    Hidden,
}

impl Rate {
    /// What share `hits` are of `of`, standing by itself.
    #[must_use]
    pub fn of(hits: u64, of: u64) -> Self {
        let (few, all) = (FEWEST_PEOPLE as f64, of as f64);
        if of < FEWEST_FOR_A_RATE || hits > of {
            Self::Hidden
        } else if hits < FEWEST_PEOPLE {
            Self::Below(few / all)
        } else if of - hits < FEWEST_PEOPLE {
            Self::Above(1.0 - few / all)
        } else {
            let (low, high) = wilson(hits, of);
            let share = hits as f64 / all;
            Self::Is { share, low, high }
        }
    }

    /// The share, where it is told.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        match self {
            Self::Is { share, .. } => Some(share),
            Self::Below(_) | Self::Above(_) | Self::Hidden => None,
        }
    }
}

/// The 95 % interval of Wilson's score, which holds for small numbers and for shares near 0 and 1.
///
/// Source: E. B. Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*,
/// Journal of the American Statistical Association 22 (1927).
fn wilson(hits: u64, of: u64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    let (hits, of) = (hits as f64, of as f64);
    let share = hits / of;
    let z2 = Z * Z;
    let middle = (share + z2 / (2.0 * of)) / (1.0 + z2 / of);
    let half = Z / (1.0 + z2 / of) * (share * (1.0 - share) / of + z2 / (4.0 * of * of)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// The parts of a sum that may be told beside it.
#[must_use]
pub fn shown(parts: &[u64]) -> Vec<People> {
    let mut told: Vec<_> = parts.iter().map(|many| People::of(*many)).collect();
    let hidden = |told: &[People]| -> Vec<u64> {
        let parts = told.iter().zip(parts);
        let hidden = parts.filter(|(told, _)| told.told().is_none());
        hidden.map(|(_, many)| *many).collect()
    };
    loop {
        let now = hidden(&told);
        let safe = now.is_empty() || (now.len() > 1 && now.iter().sum::<u64>() >= FEWEST_PEOPLE);
        if safe || !hide_smallest(&mut told, parts) {
            return told;
        }
    }
}

/// Hides the smallest part that is told and not 0; whether there was one.
fn hide_smallest(told: &mut [People], parts: &[u64]) -> bool {
    let candidates = told.iter_mut().zip(parts);
    let candidates = candidates.filter(|(told, many)| told.told().is_some() && **many > 0);
    match candidates.min_by_key(|(_, many)| **many) {
        Some((told, _)) => {
            *told = People::Hidden;
            true
        }
        None => false,
    }
}

/// How many people each part of a whole has, and which share of them did something: as far as both
/// may be told beside the share of the whole. Each part is (who did, of so many).
#[must_use]
pub fn rates(parts: &[(u64, u64)]) -> Vec<(People, Rate)> {
    let of: Vec<_> = parts.iter().map(|(_, of)| *of).collect();
    let people = shown(&of);
    let mut told: Vec<_> = people
        .into_iter()
        .zip(parts)
        .map(|(people, (hits, of))| match people {
            People::Exactly(_) => (people, Rate::of(*hits, *of)),
            People::Few | People::Hidden => (people, Rate::Hidden),
        })
        .collect();
    loop {
        let unknown = told
            .iter()
            .zip(parts)
            .filter(|((_, rate), (_, of))| rate.share().is_none() && *of > 0);
        let unknown: Vec<_> = unknown.map(|(_, part)| *part).collect();
        let hits: u64 = unknown.iter().map(|(hits, _)| hits).sum();
        let misses: u64 = unknown
            .iter()
            .map(|(hits, of)| of.saturating_sub(*hits))
            .sum();
        let safe = unknown.is_empty() || (unknown.len() > 1 && !is_few(hits) && !is_few(misses));
        let smallest = told
            .iter_mut()
            .zip(parts)
            .filter(|((_, rate), _)| rate.share().is_some())
            .min_by_key(|(_, (_, of))| *of);
        match smallest {
            Some(((_, rate), _)) if !safe => *rate = Rate::Hidden,
            _ => return told,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fewer_than_ten_people_are_no_number() {
        assert_eq!(People::of(0), People::Exactly(0));
        assert_eq!(People::of(1), People::Few);
        assert_eq!(People::of(9), People::Few);
        assert_eq!(People::of(10), People::Exactly(10));
    }

    #[test]
    fn what_is_hidden_does_not_follow_from_the_sum() {
        use People::{Exactly, Few, Hidden};
        // 100 − 60 − 37 would be 3.
        assert_eq!(shown(&[60, 3, 37]), [Exactly(60), Few, Hidden]);
        // 3 and 4 are 7 together, so that a third goes too.
        assert_eq!(shown(&[60, 3, 4, 37]), [Exactly(60), Few, Few, Hidden]);
        assert_eq!(shown(&[60, 9, 9, 37]), [Exactly(60), Few, Few, Exactly(37)]);
        assert_eq!(shown(&[0, 0, 12]), [Exactly(0), Exactly(0), Exactly(12)]);
    }

    #[test]
    fn a_share_of_few_answers_is_not_told() {
        assert_eq!(Rate::of(20, 49), Rate::Hidden);
        assert_eq!(Rate::of(3, 100), Rate::Below(0.1));
        assert_eq!(Rate::of(97, 100), Rate::Above(0.9));
        let Rate::Is { share, low, high } = Rate::of(25, 50) else {
            panic!("told")
        };
        // As tables of it give.
        assert!((share - 0.5).abs() < 1e-9);
        assert!((low - 0.366_4).abs() < 1e-3 && (high - 0.633_6).abs() < 1e-3);
        assert_eq!(Rate::of(0, 100), Rate::Below(0.1));
        assert_eq!(Rate::of(100, 100), Rate::Above(0.9));
    }

    #[test]
    fn a_share_that_is_hidden_does_not_follow_from_the_others() {
        let told = rates(&[(80, 200), (3, 60), (50, 100)]);
        assert!(told[0].1.share().is_some());
        assert_eq!(told[1].1, Rate::Below(10.0 / 60.0));
        assert_eq!(told[2].1, Rate::Hidden);
    }

    proptest! {
        #[test]
        fn whoever_knows_the_sum_learns_of_no_few(parts in prop::collection::vec(0_u64..40, 1..8)) {
            let told = shown(&parts);
            let hidden: Vec<_> = told.iter().zip(&parts)
                .filter(|(told, _)| told.told().is_none()).map(|(_, many)| *many).collect();
            for (told, many) in told.iter().zip(&parts) {
                prop_assert!(told.told().is_none_or(|told| told == *many && !is_few(told)));
            }
            let sum: u64 = hidden.iter().sum();
            let others = told.iter().zip(&parts).any(|(told, many)| told.told().is_some() && *many > 0);
            prop_assert!(hidden.is_empty() || !others || (hidden.len() > 1 && sum >= FEWEST_PEOPLE));
        }

        #[test]
        fn an_interval_holds_its_share(of in 50_u64..100_000, part in 0.0_f64..=1.0) {
            let hits = (of as f64 * part) as u64;
            if let Rate::Is { share, low, high } = Rate::of(hits, of) {
                prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
            }
        }
    }
}
