//! What is told of counts: full tens, and nothing of the rest.
//!
//! Of each stream of counts (of one measure, version and route, in the order of time) every tenth
//! person completes a ten, and only full tens are told, in the week in which they became full. All
//! lists, sums, shares and periods are made from these tens and from nothing else. So:
//!
//! * lists that split the same people agree to the last person, since all of them are sums of the same
//!   tens; and a longer period is the sum of the shorter ones in it;
//! * whoever has every page and every file has the tens and no more. Each of them is told in the same
//!   way by a house in which nobody ever came but in tens: so no page can prove a number from 1 to 9,
//!   whatever is subtracted from what;
//! * no sum drifts: however many weeks are added up, a stream is told short by at most nine people, who
//!   are told with the next ten.
//!
//! To round what was cumulated, and not each count by itself, so that what is added up stays right, is
//! I. P. Fellegi, *Controlled Random Rounding*, Survey Methodology 1 (1975), 123–133
//! (<https://www150.statcan.gc.ca/n1/en/catalogue/12-001-X197500254825>); here without a draw of lots,
//! because the people of a stream come by themselves in no order.

use std::collections::BTreeMap;

use super::{Day, Measure, Seen};

/// The smallest number of people that is told; every other is a multiple of it.
pub const FEWEST_PEOPLE: u64 = 10;
/// The fewest answers of which a share is told.
pub const FEWEST_FOR_A_RATE: u64 = 50;

/// The variance that telling in tens gives one stream between two days: what is left over at each of
/// them is anything from 0 to 9.
const VARIANCE: f64 = 2.0 * (100.0 - 1.0) / 12.0;

/// How many people, as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum People {
    /// Nobody, or too few to fill a ten.
    Few,
    /// So many, in full tens.
    Tens(u64),
}

impl People {
    /// As many as were counted in tens.
    #[must_use]
    pub fn of(many: u64) -> Self {
        match many / FEWEST_PEOPLE * FEWEST_PEOPLE {
            0 => Self::Few,
            tens => Self::Tens(tens),
        }
    }

    /// The number, where there is one.
    #[must_use]
    pub fn told(self) -> Option<u64> {
        match self {
            Self::Tens(many) => Some(many),
            Self::Few => None,
        }
    }

    /// The number, and 0 for too few.
    #[must_use]
    pub fn tens(self) -> u64 {
        self.told().unwrap_or(0)
    }
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
    /// Too few answered.
    Hidden,
}

impl Rate {
    /// What share `hits` are of `of`, both counted in the tens of so many streams.
    #[must_use]
    pub fn of(hits: u64, of: u64, streams: usize) -> Self {
        match Proportion::of(hits, of, streams) {
            Some(told) => {
                let (low, high) = told.interval(Z);
                let share = told.share;
                Self::Is { share, low, high }
            }
            None => Self::Hidden,
        }
    }

    /// The share, where it is told.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        match self {
            Self::Is { share, .. } => Some(share),
            Self::Hidden => None,
        }
    }
}

/// What lies within as many standard deviations, in 95 of 100 cases.
const Z: f64 = 1.959_963_984_540_054;

/// A share that may be told, and how much stands behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Proportion {
    pub(super) share: f64,
    /// How many answers would say as much, were they not told in tens.
    evidence: f64,
}

impl Proportion {
    /// What share `hits` are of `of`, both counted in the tens of so many streams.
    pub(super) fn of(hits: u64, of: u64, streams: usize) -> Option<Self> {
        if of < FEWEST_FOR_A_RATE || hits > of {
            return None;
        }
        let all = of as f64;
        let share = hits as f64 / all;
        // A share of 0 or 1 varies too: two are thought to have said yes, and two no.
        let near = (share * all + 2.0) / (all + 4.0);
        let drawn = all * near * (1.0 - near);
        let told = VARIANCE * streams as f64 * (near * near + (1.0 - near) * (1.0 - near));
        let evidence = all * drawn / (drawn + told);
        Some(Self { share, evidence })
    }

    /// The interval of Wilson's score, which holds for small numbers and for shares near 0 and 1,
    /// within so many standard deviations.
    ///
    /// Source: E. B. Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*,
    /// Journal of the American Statistical Association 22 (1927).
    pub(super) fn interval(self, z: f64) -> (f64, f64) {
        let Self {
            share,
            evidence: of,
        } = self;
        let z2 = z * z;
        let middle = (share + z2 / (2.0 * of)) / (1.0 + z2 / of);
        let half = z / (1.0 + z2 / of) * (share * (1.0 - share) / of + z2 / (4.0 * of * of)).sqrt();
        // Exactly, the share lies within; a float may put it a hair outside where it is 0 or 1.
        let (low, high) = (middle - half, middle + half);
        (low.clamp(0.0, share), high.clamp(share, 1.0))
    }

    /// The interval of by how much this share is above another one.
    ///
    /// Source: R. G. Newcombe, *Interval Estimation for the Difference Between Independent
    /// Proportions*, Statistics in Medicine 17 (1998), method 10: made of the intervals of both.
    pub(super) fn above(self, other: Self, z: f64) -> (f64, f64) {
        let ((low, high), (other_low, other_high)) = (self.interval(z), other.interval(z));
        let by = self.share - other.share;
        let below = (self.share - low).hypot(other_high - other.share);
        let above = (high - self.share).hypot(other.share - other_low);
        (by - below, by + above)
    }
}

/// The counts as they are told. All that a page shows is made from these.
#[must_use]
pub(super) fn in_tens(rows: &[Seen]) -> Vec<Seen> {
    let counts = rows.iter().map(|seen| {
        let (stream, place) = Stream::of(seen);
        (stream, (place, seen.day), seen.many)
    });
    let tens = full_tens(counts).into_iter();
    let told = tens.map(|(stream, (place, day), many)| stream.seen(place, day, many));
    told.collect()
}

/// Of counts in streams, each at its place in the order of the stream: the tens, at the places where
/// they became full.
pub(super) fn full_tens<S: Clone + Ord, P: Ord>(
    counts: impl Iterator<Item = (S, P, i64)>,
) -> Vec<(S, P, i64)> {
    let mut streams: BTreeMap<S, BTreeMap<P, i64>> = BTreeMap::new();
    for (stream, place, many) in counts {
        let places = streams.entry(stream).or_default();
        *places.entry(place).or_default() += many;
    }
    let mut told = Vec::new();
    for (stream, places) in streams {
        let (mut all, mut tens) = (0, 0);
        for (place, many) in places {
            all += many;
            let now = i64::max(all, 0) / FEWEST_PEOPLE as i64 * FEWEST_PEOPLE as i64;
            if now != tens {
                told.push((stream.clone(), place, now - tens));
            }
            tens = now;
        }
    }
    told
}

/// Counts that are told together: what no list tells apart is one stream, so that less is left over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stream {
    measure: Measure,
    version: u32,
    part: String,
    /// The week of a yes, where it is followed from there.
    since: Option<Day>,
}

impl Stream {
    /// The stream of a count, and what comes before the day in its order.
    fn of(seen: &Seen) -> (Self, i64) {
        let (mut version, mut part, mut since, mut place) =
            (seen.version, seen.part.clone(), None, 0);
        match seen.measure {
            Measure::Left => {
                since = Some(seen.day);
                place = part.parse().unwrap_or(0);
                part.clear();
            }
            Measure::On
            | Measure::Off
            | Measure::Withdrawn
            | Measure::Expired
            | Measure::NeedsAnswer
            | Measure::Erased => {
                version = 0;
                part.clear();
            }
            Measure::Yes
            | Measure::No
            | Measure::Back
            | Measure::Given
            | Measure::Regret
            | Measure::Heard
            | Measure::Unheard
            | Measure::Reached
            | Measure::Unreached => {}
        }
        let stream = Self {
            measure: seen.measure,
            version,
            part,
            since,
        };
        (stream, place)
    }

    fn seen(&self, place: i64, day: Day, many: i64) -> Seen {
        Seen {
            measure: self.measure,
            day,
            version: self.version,
            part: match self.since {
                Some(_) => place.to_string(),
                None => self.part.clone(),
            },
            many,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn yes(day: i64, many: i64) -> Seen {
        Seen {
            measure: Measure::Yes,
            day: Day(day),
            version: 1,
            part: "page".to_owned(),
            many,
        }
    }

    #[test]
    fn the_tenth_completes_a_ten_and_the_rest_waits_for_the_next() {
        let rows = [yes(1, 9), yes(2, 1), yes(3, 4), yes(4, 25), yes(5, 1)];
        assert_eq!(in_tens(&rows), [yes(2, 10), yes(4, 20), yes(5, 10)]);
        assert_eq!(People::of(9), People::Few);
        assert_eq!(People::of(0), People::Few);
        assert_eq!(People::of(10), People::Tens(10));
    }

    #[test]
    fn a_share_of_few_answers_is_not_told() {
        assert_eq!(Rate::of(20, 40, 1), Rate::Hidden);
        let Rate::Is { share, low, high } = Rate::of(1_000, 2_000, 2) else {
            panic!("told")
        };
        assert!((share - 0.5).abs() < 1e-9);
        // As tables of Wilson's interval give it, and a little wider for what is left over.
        assert!(low < 0.478_1 && low > 0.475, "{low}");
        assert!(high > 0.521_9 && high < 0.525, "{high}");
        // What nobody said lies at the end of its own interval.
        let Rate::Is { share, low, .. } = Rate::of(0, 430, 2) else {
            panic!("told")
        };
        assert_eq!((share, low), (0.0, 0.0));
        let exact = |share, evidence| Proportion { share, evidence };
        let (low, high) = exact(0.5, 50.0).interval(Z);
        assert!((low - 0.366_4).abs() < 1e-3 && (high - 0.633_6).abs() < 1e-3);
        // Newcombe's own example: 56 of 70 against 48 of 80.
        let (low, high) = exact(0.8, 70.0).above(exact(0.6, 80.0), Z);
        assert!(
            (low - 0.052_4).abs() < 1e-4 && (high - 0.333_9).abs() < 1e-4,
            "{low} {high}"
        );
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_share(of in 5_u64..10_000, part in 0.0_f64..=1.0, streams in 1_usize..9) {
            let of = of * 10;
            let hits = (of as f64 * part / 10.0) as u64 * 10;
            match Rate::of(hits, of, streams) {
                Rate::Is { share, low, high } => {
                    prop_assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
                }
                Rate::Hidden => prop_assert!(of < FEWEST_FOR_A_RATE),
            }
        }

        #[test]
        fn no_stream_is_told_short_by_ten(many in prop::collection::vec(0_i64..60, 1..40)) {
            let rows: Vec<_> = (0..).zip(&many).map(|(day, many)| yes(day, *many)).collect();
            let told = in_tens(&rows);
            for day in 0..many.len() as i64 {
                let until = |rows: &[Seen]| -> i64 {
                    rows.iter().filter(|seen| seen.day.0 <= day).map(|seen| seen.many).sum()
                };
                let short = until(&rows) - until(&told);
                prop_assert!((0..10).contains(&short), "{short}");
            }
            prop_assert!(told.iter().all(|seen| seen.many % 10 == 0 && seen.many > 0));
        }
    }
}
