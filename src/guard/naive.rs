//! What red lines say, worked out the slow way: every line is looked at, in the words of the rule.
//! Tests hold the real thing against it; and with one rule turned around at a time, they show that the
//! case files would notice.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{Condition, Effect, Money, RedLine, Situation, Topic};
use crate::catalogue::{AiUse, Channel, Origin, Registry, Sensitivity, Slug};
use crate::value::Amount;

/// A question, with what its customer is going through.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    pub(crate) purpose: String,
    pub(crate) data: Vec<String>,
    /// Those of the data from which something was guessed that is used.
    pub(crate) guessed_from: Vec<String>,
    pub(crate) channel: Option<String>,
    pub(crate) ai: Option<String>,
    pub(crate) topic: Option<String>,
    pub(crate) amount: Option<Money>,
    pub(crate) situations: BTreeSet<Situation>,
}

/// The rules by which a line holds, and which of several counts. Each can be turned around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    /// All that a line asks for must hold, not any of it.
    pub(crate) all_of_it: bool,
    /// One kind of data that is such is enough.
    pub(crate) one_datum_is_enough: bool,
    /// Sensitivity and origin are asked of one kind of data, not of two.
    pub(crate) of_one_datum: bool,
    /// A guess is a kind of data like any other: inferred, named by no list, and able to do as much harm
    /// as what it was made from.
    pub(crate) guesses_are_data: bool,
    /// Topics are compared as they are spelt by rule.
    pub(crate) topics_are_spelt: bool,
    /// A topic that cannot be read may be any.
    pub(crate) unreadable_is_any: bool,
    /// A question without an amount may be about more.
    pub(crate) unnamed_is_more: bool,
    /// An amount in another currency may be more.
    pub(crate) other_currency_is_more: bool,
    /// Over is more than, not as much.
    pub(crate) over_is_more: bool,
    /// One situation is enough.
    pub(crate) one_situation_is_enough: bool,
    /// Deny beats escalate.
    pub(crate) deny_beats_escalate: bool,
    /// The team of the first line works it.
    pub(crate) first_team: bool,
}

/// Turns a rule around.
type Turn = fn(&mut Rules);

impl Rules {
    pub(crate) const RIGHT: Self = Self {
        all_of_it: true,
        one_datum_is_enough: true,
        of_one_datum: true,
        guesses_are_data: true,
        topics_are_spelt: true,
        unreadable_is_any: true,
        unnamed_is_more: true,
        other_currency_is_more: true,
        over_is_more: true,
        one_situation_is_enough: true,
        deny_beats_escalate: true,
        first_team: true,
    };

    /// Each rule turned around, with its name.
    pub(crate) fn wrong() -> Vec<(&'static str, Self)> {
        let turned: [(&'static str, Turn); 12] = [
            ("all of it", |r| r.all_of_it = false),
            ("one datum", |r| r.one_datum_is_enough = false),
            ("of one datum", |r| r.of_one_datum = false),
            ("guesses", |r| r.guesses_are_data = false),
            ("spelling", |r| r.topics_are_spelt = false),
            ("unreadable topic", |r| r.unreadable_is_any = false),
            ("no amount", |r| r.unnamed_is_more = false),
            ("other currency", |r| r.other_currency_is_more = false),
            ("over", |r| r.over_is_more = false),
            ("one situation", |r| r.one_situation_is_enough = false),
            ("deny beats escalate", |r| r.deny_beats_escalate = false),
            ("first team", |r| r.first_team = false),
        ];
        let one = |(name, turn): (&'static str, Turn)| {
            let mut rules = Self::RIGHT;
            turn(&mut rules);
            (name, rules)
        };
        turned.into_iter().map(one).collect()
    }
}

impl RedLine {
    /// Whether it holds of that.
    pub(crate) fn is_crossed(&self, asked: &Asked, registry: &Registry, rules: &Rules) -> bool {
        let when = &self.when;
        let mut parts = Vec::new();
        if !when.topics.is_empty() {
            let typed = asked.topic.as_deref();
            parts.push(match typed.map_or(Topic::None, Topic::of) {
                Topic::None => false,
                Topic::Unreadable => rules.unreadable_is_any,
                Topic::Read(spelt) if rules.topics_are_spelt => when.topics.contains(&spelt),
                Topic::Read(_) => typed.is_some_and(|typed| when.topics.contains(typed)),
            });
        }
        if !when.purposes.is_empty() {
            parts.push(
                when.purposes
                    .iter()
                    .any(|one| one.as_str() == asked.purpose),
            );
        }
        if !when.channels.is_empty() {
            let mut all = when.channels.iter();
            parts.push(all.any(|one| Some(one.word()) == asked.channel.as_deref()));
        }
        if !when.ai_uses.is_empty() {
            let mut all = when.ai_uses.iter();
            parts.push(all.any(|one| Some(one.word()) == asked.ai.as_deref()));
        }
        if !when.situations.is_empty() {
            let mut all = when.situations.iter();
            parts.push(if rules.one_situation_is_enough {
                all.any(|one| asked.situations.contains(one))
            } else {
                all.all(|one| asked.situations.contains(one))
            });
        }
        let known = asked.data.iter().filter_map(|id| registry.category(id));
        let known: Vec<_> = known.collect();
        if when.asks_for_data() {
            let is_such = |one: &&crate::catalogue::DataCategory| {
                let id = when.data.is_empty() || when.data.contains(&one.id);
                let how =
                    when.sensitivities.is_empty() || when.sensitivities.contains(&one.sensitivity);
                let whence = when.origins.is_empty() || when.origins.contains(&one.origin);
                (id, how, whence)
            };
            let is_such_guess = |source: &crate::catalogue::DataCategory| {
                let how = when.sensitivities.is_empty()
                    || when.sensitivities.contains(&source.sensitivity);
                let whence = when.origins.is_empty() || when.origins.contains(&Origin::Inferred);
                (when.data.is_empty(), how, whence)
            };
            let mut all: Vec<_> = known.iter().copied().map(|one| is_such(&one)).collect();
            if rules.guesses_are_data {
                let sources = asked.guessed_from.iter();
                let sources = sources.filter_map(|id| registry.category(id));
                all.extend(sources.map(is_such_guess));
            }
            parts.push(if !rules.of_one_datum {
                all.iter().any(|it| it.0) && all.iter().any(|it| it.1) && all.iter().any(|it| it.2)
            } else if rules.one_datum_is_enough {
                all.iter().any(|it| it.0 && it.1 && it.2)
            } else {
                !all.is_empty() && all.iter().all(|it| it.0 && it.1 && it.2)
            });
        }
        if let Some(over) = &when.amount_over {
            parts.push(match &asked.amount {
                None => rules.unnamed_is_more,
                Some(of) if of.currency != over.currency => rules.other_currency_is_more,
                Some(of) if rules.over_is_more => of.amount > over.amount,
                Some(of) => of.amount >= over.amount,
            });
        }
        if rules.all_of_it {
            parts.iter().all(|it| *it)
        } else {
            parts.iter().any(|it| *it)
        }
    }
}

/// What these lines do: nothing, `deny`, or the name of the team.
pub(crate) fn decides(
    lines: &[&RedLine],
    asked: &Asked,
    registry: &Registry,
    rules: &Rules,
) -> Option<String> {
    let holds = |line: &&&RedLine| line.is_crossed(asked, registry, rules);
    let mut crossed: Vec<_> = lines.iter().filter(holds).collect();
    crossed.sort_by_key(|line| line.key.clone());
    let mut teams = crossed.iter().filter_map(|line| match &line.effect {
        Effect::Escalate { team, .. } => Some(team.to_string()),
        Effect::Deny => None,
    });
    let team = if rules.first_team {
        teams.next()
    } else {
        teams.next_back()
    };
    let denies = crossed.iter().any(|line| line.effect == Effect::Deny);
    match (denies, team) {
        (true, Some(team)) if !rules.deny_beats_escalate => Some(team),
        (true, _) => Some("deny".to_owned()),
        (false, team) => team,
    }
}

/// A line with nothing but its key.
pub(crate) fn plain(key: &str) -> RedLine {
    RedLine {
        key: key.parse().unwrap(),
        says: "We never do this.".to_owned(),
        labels: Default::default(),
        why: "It would be wrong.".to_owned(),
        whys: Default::default(),
        when: Condition::default(),
        effect: Effect::Deny,
    }
}

pub(crate) const PURPOSES: [&str; 3] = ["recommendations", "offers", "research"];
pub(crate) const DATA: [&str; 5] = [
    "orders",
    "birthday",
    "health_conditions",
    "religion",
    "household_income",
];

pub(crate) fn money(amount: i64, currency: &str) -> Money {
    Money {
        amount: Amount::of_millionths(amount * 1_000_000).unwrap(),
        currency: currency.to_owned(),
    }
}

/// Any amount, in one of two currencies.
pub(crate) fn any_amount() -> impl Strategy<Value = Option<Money>> {
    proptest::option::weighted(
        0.4,
        (select(&[100, 200][..]), select(&["GBP", "EUR"][..]))
            .prop_map(|(amount, currency)| money(amount, currency)),
    )
}

fn few<T: Clone + std::fmt::Debug + Ord + 'static>(
    of: &'static [T],
) -> impl Strategy<Value = BTreeSet<T>> {
    let some = subsequence(of, 1..=of.len().min(2));
    proptest::option::weighted(0.35, some)
        .prop_map(|some| some.unwrap_or_default().into_iter().collect())
}

/// Any line under that key; some of them ask for nothing, some for what there is not.
pub(crate) fn any_line(key: &'static str) -> impl Strategy<Value = RedLine> {
    let lists = (
        few(&["loan", "price"]),
        few(&PURPOSES),
        few(&DATA),
        few(&[Sensitivity::Ordinary, Sensitivity::Special]),
        few(&[Origin::Told, Origin::Observed, Origin::Inferred]),
        few(&[Channel::Email, Channel::Phone]),
        few(&[AiUse::Infer, AiUse::DecideAuto]),
        few(&[Situation::Minor, Situation::Hardship]),
        any_amount(),
    );
    let effect = prop_oneof![
        Just(Effect::Deny),
        (
            select(&["front_desk", "bank"][..]),
            any::<bool>(),
            select(&[None, Some(24)][..])
        )
            .prop_map(|(team, four_eyes, within_hours)| Effect::Escalate {
                team: team.parse().unwrap(),
                four_eyes,
                within_hours,
            }),
    ];
    (lists, effect).prop_map(move |(lists, effect)| {
        let (
            topics,
            purposes,
            data,
            sensitivities,
            origins,
            channels,
            ai_uses,
            situations,
            amount_over,
        ) = lists;
        let slugs = |names: BTreeSet<&str>| -> BTreeSet<Slug> {
            names
                .into_iter()
                .map(|name| name.parse().unwrap())
                .collect()
        };
        let when = Condition {
            topics: topics.into_iter().map(str::to_owned).collect(),
            purposes: slugs(purposes),
            data: slugs(data),
            sensitivities,
            origins,
            channels,
            ai_uses,
            situations,
            amount_over,
        };
        RedLine {
            when,
            effect,
            ..plain(key)
        }
    })
}

/// What can be asked about, so that of every sensitivity and origin there are two.
const KNOWN: [&str; 9] = [
    "orders",
    "browsing",
    "birthday",
    "email_address",
    "health_conditions",
    "religion",
    "prescriptions",
    "household_income",
    "price_sensitivity",
];

/// Every question that is worth asking about the lines of [`any_line`]: all that they can name, and
/// for each list something that none of them names.
pub(crate) fn universe() -> Vec<Asked> {
    let one_each = KNOWN.iter().map(|name| vec![(*name).to_owned()]);
    let all_of_them = KNOWN.iter().map(|name| (*name).to_owned()).collect();
    let data: Vec<Vec<String>> = one_each.chain([vec![], all_of_them]).collect();
    // Each of them as it is, and with something that was guessed from all of it.
    let data = data.iter().flat_map(|data| {
        let guessed = (!data.is_empty()).then(|| (data.clone(), data.clone()));
        std::iter::once((data.clone(), Vec::new())).chain(guessed)
    });
    let data: Vec<(Vec<String>, Vec<String>)> = data.collect();
    let owned = |text: &str| Some(text.to_owned());
    let situations = [
        BTreeSet::new(),
        [Situation::Minor].into(),
        [Situation::Hardship].into(),
        [Situation::Minor, Situation::Hardship].into(),
    ];
    let mut amounts = vec![None];
    for currency in ["GBP", "EUR"] {
        amounts.extend([50, 150, 250].map(|n| Some(money(n, currency))));
    }
    let mut all = Vec::new();
    for purpose in PURPOSES.iter().chain(&["ai_training"]) {
        for (data, guessed_from) in &data {
            for channel in [None, owned("email"), owned("phone")] {
                for ai in [None, owned("infer"), owned("decide_auto")] {
                    for topic in [None, owned("loan"), owned("price")] {
                        for situations in &situations {
                            for amount in &amounts {
                                all.push(Asked {
                                    purpose: (*purpose).to_owned(),
                                    data: data.clone(),
                                    guessed_from: guessed_from.clone(),
                                    channel: channel.clone(),
                                    ai: ai.clone(),
                                    topic: topic.clone(),
                                    amount: amount.clone(),
                                    situations: situations.clone(),
                                });
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::Timestamp;
    use crate::consent::{ActorKind, ActorRef, Guarded};
    use crate::guard::{RedLines, Request, with_sources};
    use crate::ledger::{LineChange, RedLinesChanged};

    /// A change: after how many days it is decided, after how many more it begins, and what.
    type Step = (i64, i64, Vec<LineChange>);

    const KEYS: [&str; 4] = ["a", "b", "c", "d"];

    fn any_step() -> impl Strategy<Value = Step> {
        let begins = prop_oneof![2 => Just(0_i64), 1 => 1..40_i64];
        let one = (0..KEYS.len(), any::<u8>(), any_line("x")).prop_map(|(at, dice, line)| {
            let key: Slug = KEYS[at].parse().unwrap();
            if dice < 60 {
                LineChange::Remove(key)
            } else {
                LineChange::Put(Box::new(RedLine { key, ..line }))
            }
        });
        let changes = proptest::collection::vec(one, 1..4).prop_map(|all| {
            let mut seen = BTreeSet::new();
            all.into_iter()
                .filter(|one| seen.insert(one.key().clone()))
                .collect()
        });
        (0..20_i64, begins, changes)
    }

    fn day(day: i64) -> Timestamp {
        Timestamp::parse("2026-03-01T09:00:00Z")
            .unwrap()
            .plus_seconds(day * 86_400)
    }

    /// Under each key, what holds at a moment: the last change that has begun, of those that none
    /// after it came in the way of before they began.
    fn standing(
        entries: &[(Timestamp, Timestamp, Vec<LineChange>)],
        now: Timestamp,
    ) -> Vec<RedLine> {
        let mut all = Vec::new();
        for key in KEYS {
            let about: Vec<_> = entries
                .iter()
                .flat_map(|(at, from, changes)| changes.iter().map(move |one| (*at, *from, one)))
                .filter(|(.., one)| one.key().as_str() == key)
                .collect();
            let counts = about
                .iter()
                .enumerate()
                .filter(|(n, (_, from, _))| about[n + 1..].iter().all(|(later, ..)| from <= later));
            let mut begun = counts.filter(|(_, (_, from, _))| *from <= now);
            if let Some((_, (.., LineChange::Put(line)))) = begun.next_back() {
                all.push(RedLine::clone(line));
            }
        }
        all
    }

    fn any_asked() -> impl Strategy<Value = Asked> {
        let name = |of: &'static [&'static str]| {
            proptest::option::weighted(0.7, select(of).prop_map(str::to_owned))
        };
        (
            select(&["recommendations", "offers", "research", "ai_training"][..]),
            (subsequence(&KNOWN[..], 0..4), any::<u8>()),
            name(&["email", "phone", "fax"]),
            name(&["infer", "decide_auto", "dream"]),
            name(&["loan", " LOAN", "Price", "other", "-"]),
            any_amount(),
            subsequence(&[Situation::Minor, Situation::Hardship][..], 0..=2),
        )
            .prop_map(
                |(purpose, (data, dice), channel, ai, topic, amount, situations)| Asked {
                    purpose: purpose.to_owned(),
                    guessed_from: data
                        .iter()
                        .enumerate()
                        .filter(|(place, _)| dice & (1 << place) != 0)
                        .map(|(_, name)| (*name).to_owned())
                        .collect(),
                    data: data.into_iter().map(str::to_owned).collect(),
                    channel,
                    ai,
                    topic,
                    amount,
                    situations: situations.into_iter().collect(),
                },
            )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(250))]

        #[test]
        fn the_index_says_what_a_walk_over_all_lines_says(
            steps in proptest::collection::vec(any_step(), 1..8),
            asked in proptest::collection::vec(any_asked(), 1..30),
        ) {
            let registry = Registry::starter();
            let (mut lines, mut entries, mut today) = (RedLines::default(), Vec::new(), 0);
            for (n, (pause, begins, changes)) in steps.into_iter().enumerate() {
                today += pause;
                let (at, from) = (day(today), day(today + begins));
                entries.push((at, from, changes.clone()));
                let what = RedLinesChanged {
                    lines: changes,
                    from,
                    reason: "Because.".to_owned(),
                    actor: ActorRef { kind: ActorKind::System, id: None },
                    approved_by: None,
                };
                lines.apply(Arc::new(what), at, n as u64 + 1, &registry);
            }
            // Whatever begins, and a moment before and after.
            let mut moments = vec![day(today), day(today + 100)];
            for (_, from, _) in entries.iter().filter(|(_, from, _)| *from > day(today)) {
                let from = from.as_millis();
                moments.extend([from - 1, from, from + 1].map(Timestamp::from_millis));
            }
            for now in moments {
                let stands = standing(&entries, now);
                prop_assert_eq!(lines.at(now).map(|one| RedLine::clone(&one.line)).collect::<Vec<_>>(), stands.clone());
                let next = entries.iter().filter(|(_, from, _)| *from > now).map(|(_, from, _)| *from).min();
                // What never comes to hold is no change.
                prop_assert!(lines.next_change(now).is_none_or(|at| next.is_some_and(|next| next <= at)));
                for asked in &asked {
                    let mut guarded = Guarded::default();
                    for one in asked.situations.iter().filter(|one| one.is_said()) {
                        guarded.situations.enter(*one, None);
                    }
                    let born = asked.situations.contains(&Situation::Minor).then_some(2015);
                    let request = Request {
                        purpose: &asked.purpose,
                        data: asked.data.iter().map(String::as_str).collect(),
                        channel: asked.channel.as_deref(),
                        ai: asked.ai.as_deref(),
                        topic: asked.topic.as_deref(),
                        amount: asked.amount.clone(),
                        ..Request::default()
                    };
                    let sources = asked.guessed_from.iter().map(String::as_str);
                    let request = with_sources(&request, sources, &registry);
                    let crossed = lines.crossed(&request, &guarded, born, now);
                    let mut told: Vec<_> = stands.iter().filter(|line| line.is_crossed(asked, &registry, &Rules::RIGHT)).collect();
                    told.sort_by_key(|line| (line.effect != Effect::Deny, line.key.clone()));
                    let found = crossed.as_ref().map_or(vec![], |crossed| crossed.lines.iter().map(|one| &*one.line).collect());
                    prop_assert_eq!(found, told);
                    let does = crossed.map(|crossed| match crossed.denies() {
                        true => "deny".to_owned(),
                        false => crossed.team().unwrap().to_string(),
                    });
                    let all: Vec<_> = stands.iter().collect();
                    prop_assert_eq!(does, decides(&all, asked, &registry, &Rules::RIGHT));
                }
            }
        }
    }
}
