//! Red lines looked at beside each other: which of them can never hold, which do nothing because of
//! another one, and which say otherwise about the same.
//!
//! Two lines are compared at a time, list by list, so that what is said here is so. What only several
//! lines together make needless is not found.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::Situation;
use super::red_line::{Condition, Effect, RedLine};
use crate::catalogue::{
    AiUse, Catalogue, Channel, DataCategory, DataItem, Origin, Registry, Sensitivity, Slug, Version,
};

/// Something about a line that whoever draws it should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// It holds of every question that can be asked, or of every one without an amount: nobody may do
    /// anything any more.
    Everything,
    /// Nothing that the registry knows is such as it asks for, so that it never holds.
    Never,
    /// The other line does the same, or more, of everything of which this one holds.
    Hidden {
        /// The other one.
        by: Slug,
    },
    /// This line does the same, or more, of everything of which the other one holds.
    Hides {
        /// The other one.
        other: Slug,
    },
    /// Both hold of some questions, and do something else.
    Otherwise {
        /// The other one.
        other: Slug,
        /// The one that counts there: deny beats escalate, of two teams that of the first key decides, and
        /// of one team's two times the shorter one counts.
        counts: Slug,
    },
}

/// What there is to say about `line` beside the others, of which one with its key is none.
#[must_use]
pub fn look<'a>(
    line: &RedLine,
    others: impl IntoIterator<Item = &'a RedLine>,
    registry: &Registry,
) -> Vec<Clash> {
    if is_everything(&line.when, registry) {
        return vec![Clash::Everything];
    }
    if !line.can_hold(registry) {
        return vec![Clash::Never];
    }
    let mut found = Vec::new();
    for other in others {
        if other.key == line.key || !other.can_hold(registry) {
            continue;
        }
        let key = other.key.clone();
        if hides(other, line, registry) {
            found.push(Clash::Hidden { by: key });
        } else if hides(line, other, registry) {
            found.push(Clash::Hides { other: key });
        } else if line.effect != other.effect && line.when.meets(&other.when) {
            let (mine, its) = (line.effect.strength(), other.effect.strength());
            let time = line.effect.hours().cmp(&other.effect.hours());
            let is_mine = match (is_same_team(line, other), time) {
                (true, Ordering::Less) => true,
                (true, Ordering::Greater) => false,
                _ => mine > its || (mine == its && line.key < other.key),
            };
            let counts = if is_mine { line } else { other }.key.clone();
            found.push(Clash::Otherwise { other: key, counts });
        }
    }
    found
}

/// Whether it holds of every question that can be asked without an amount, as nearly all are: of these
/// a line about amounts holds too.
#[must_use]
pub fn is_everything(when: &Condition, registry: &Registry) -> bool {
    let all_purposes = Condition {
        purposes: when.purposes.clone(),
        amount_over: when.amount_over.clone(),
        ..Condition::default()
    };
    *when == all_purposes && every_purpose(&when.purposes, registry)
}

/// Whether a line gives to a person what it is about, and nothing that is offered now is such: of all that
/// it holds of the answer is no without it, so that nobody is ever asked. Of a line that denies that is as
/// it should be.
///
/// Only what one live version has in it can be allowed. What else a question says, its topic and its
/// amount, is up to whoever asks.
#[must_use]
pub fn is_idle(line: &RedLine, catalogue: &Catalogue) -> bool {
    let (when, registry) = (&line.when, catalogue.registry());
    let offers = |version: &Version| {
        let offered = &version.document;
        // Where guessing is part of it, what was guessed from its data may be used too.
        let guesses = offered.ai_uses.contains(&AiUse::Infer);
        let takes = |item: &DataItem| {
            let known = registry.category(&item.category);
            known.is_some_and(|one| {
                when.holds_of(one) || (guesses && when.holds_of_guess_from(one.sensitivity))
            })
        };
        let mut channels = offered.channels.iter();
        let mut ai_uses = offered.ai_uses.iter();
        (when.purposes.is_empty() || when.purposes.contains(&offered.purpose))
            && (!when.asks_for_data() || offered.data.iter().any(takes))
            && (when.channels.is_empty() || channels.any(|one| when.channels.contains(one)))
            && (when.ai_uses.is_empty() || ai_uses.any(|one| when.ai_uses.contains(one)))
    };
    line.effect != Effect::Deny
        && line.can_hold(registry)
        && !catalogue.live().any(|(_, version)| offers(version))
}

/// The purposes of which a line about whoever is to be left alone says nothing, of those that need a yes by
/// themselves, as offers do: a line that names purposes names those that there were when it was drawn. Her
/// orders, thieves and the law are no matter of such a line. One of which another line does as much is not
/// among them.
#[must_use]
pub fn left_out<'a>(
    line: &RedLine,
    others: impl IntoIterator<Item = &'a RedLine>,
    registry: &Registry,
) -> Vec<Slug> {
    const ALONE: [Situation; 2] = [Situation::QuietPeriod, Situation::Bereavement];
    let when = &line.when;
    let is_alone = ALONE.iter().any(|one| when.situations.contains(one));
    if !is_alone || when.purposes.is_empty() {
        return Vec::new();
    }
    let others = others.into_iter().filter(|other| other.key != line.key);
    let others: Vec<_> = others.collect();
    let is_said_elsewhere = |id: &Slug| {
        let purposes = [id.clone()].into();
        let when = Condition {
            purposes,
            ..when.clone()
        };
        let of_it = RedLine {
            when,
            ..line.clone()
        };
        others.iter().any(|other| hides(other, &of_it, registry))
    };
    let unnamed = registry.purposes().filter(|one| one.needs_consent());
    let unnamed = unnamed.map(|one| one.id.clone());
    let unnamed = unnamed.filter(|id| !when.purposes.contains(id));
    unnamed.filter(|id| !is_said_elsewhere(id)).collect()
}

/// A list of which all is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Every purpose of the registry.
    Purposes,
    /// Every kind of data of the registry.
    Data,
    /// However sensitive it is.
    Sensitivities,
    /// Wherever it comes from.
    Origins,
    /// Every channel.
    Channels,
    /// Whatever a computer does.
    AiUses,
}

/// The lists of which all is picked: such a line holds of whatever names any of it. Whoever draws it may
/// have meant to leave nothing out, and stops nearly everything.
#[must_use]
pub fn whole_lists(when: &Condition, registry: &Registry) -> Vec<Whole> {
    fn is_all<T: Ord>(named: &BTreeSet<T>, mut all: impl Iterator<Item = T>) -> bool {
        !named.is_empty() && all.all(|one| named.contains(&one))
    }
    let purposes = registry.purposes().map(|one| one.id.clone());
    let data = registry.categories().map(|one| one.id.clone());
    let lists = [
        (Whole::Purposes, is_all(&when.purposes, purposes)),
        (Whole::Data, is_all(&when.data, data)),
        (
            Whole::Sensitivities,
            is_all(&when.sensitivities, Sensitivity::ALL.iter().copied()),
        ),
        (
            Whole::Origins,
            is_all(&when.origins, Origin::ALL.iter().copied()),
        ),
        (
            Whole::Channels,
            is_all(&when.channels, Channel::ALL.iter().copied()),
        ),
        (
            Whole::AiUses,
            is_all(&when.ai_uses, AiUse::ALL.iter().copied()),
        ),
    ];
    let whole = lists.into_iter().filter(|(_, is_all)| *is_all);
    whole.map(|(list, _)| list).collect()
}

fn every_purpose(named: &BTreeSet<Slug>, registry: &Registry) -> bool {
    named.is_empty() || registry.purposes().all(|one| named.contains(&one.id))
}

/// Whether both give what they are about to the same team.
fn is_same_team(one: &RedLine, two: &RedLine) -> bool {
    match (&one.effect, &two.effect) {
        (Effect::Escalate { team, .. }, Effect::Escalate { team: its, .. }) => team == its,
        _ => false,
    }
}

/// Whether without `line` every answer were the same, because of `by`.
fn hides(by: &RedLine, line: &RedLine, registry: &Registry) -> bool {
    by.effect.does_as_much_as(&line.effect) && covers(&by.when, &line.when, registry)
}

/// Whether `wide` holds of every question of which `narrow` holds.
fn covers(wide: &Condition, narrow: &Condition, registry: &Registry) -> bool {
    // What they ask of purposes and data the registry decides; of the rest, list by list.
    let plain = |when: &Condition| Condition {
        purposes: BTreeSet::new(),
        data: BTreeSet::new(),
        sensitivities: BTreeSet::new(),
        origins: BTreeSet::new(),
        ..when.clone()
    };
    let all = registry.purposes().map(|purpose| &purpose.id);
    let named =
        |when: &Condition, id: &Slug| when.purposes.is_empty() || when.purposes.contains(id);
    let purposes = all
        .into_iter()
        .all(|id| !named(narrow, id) || named(wide, id));
    // Whoever asks about a guess asks about what it was made from too.
    let takes = |one: &DataCategory| {
        let of_guess = |when: &Condition| when.holds_of_guess_from(one.sensitivity);
        let wide_holds = wide.holds_of(one);
        (!narrow.holds_of(one) || wide_holds) && (!of_guess(narrow) || of_guess(wide) || wide_holds)
    };
    let data =
        !wide.asks_for_data() || (narrow.asks_for_data() && registry.categories().all(takes));
    purposes && data && plain(wide).covers(&plain(narrow))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalogue::{Purpose, Term};
    use crate::guard::naive::{Asked, Rules, any_line, decides, universe};
    use crate::ledger::TermChange;

    fn about(text: &str) -> Condition {
        serde_json::from_str(text).unwrap()
    }

    fn line(key: &str, when: &str, effect: Effect) -> RedLine {
        RedLine {
            when: about(when),
            effect,
            ..crate::guard::naive::plain(key)
        }
    }

    fn team(name: &str) -> Effect {
        Effect::Escalate {
            team: name.parse().unwrap(),
            four_eyes: false,
            within_hours: None,
        }
    }

    fn slug(text: &str) -> Slug {
        text.parse().unwrap()
    }

    #[test]
    fn whoever_draws_a_line_is_told_what_it_does_beside_the_others() {
        let registry = Registry::starter();
        let health = line("health", r#"{"data":["health_conditions"]}"#, Effect::Deny);
        let special = line("special", r#"{"sensitivities":["special"]}"#, Effect::Deny);
        let desk = line("desk", r#"{"topics":["loan"]}"#, team("front_desk"));
        let bank = line(
            "bank",
            r#"{"topics":["loan"],"ai_uses":["infer"]}"#,
            team("bank"),
        );
        let hidden = look(&health, [&special, &desk], &registry);
        // Of data several kinds can be asked about at once, so that the loan meets both.
        let otherwise = |counts: &str| Clash::Otherwise {
            other: slug("desk"),
            counts: slug(counts),
        };
        let by = slug("special");
        assert_eq!(hidden, [Clash::Hidden { by }, otherwise("health")]);
        let hides = look(&special, [&health], &registry);
        let other = slug("health");
        assert_eq!(hides, [Clash::Hides { other }]);
        assert_eq!(look(&bank, [&desk], &registry), [otherwise("bank")]);
        let never = line(
            "never",
            r#"{"data":["orders"],"origins":["inferred"]}"#,
            Effect::Deny,
        );
        assert_eq!(look(&never, [&special], &registry), [Clash::Never]);
        let all: BTreeSet<_> = registry.purposes().map(|one| one.id.clone()).collect();
        let mut everything = desk.clone();
        everything.when = Condition {
            purposes: all,
            ..Condition::default()
        };
        assert_eq!(look(&everything, [&desk], &registry), [Clash::Everything]);
        everything.when.amount_over = Some(crate::guard::naive::money(1, "GBP"));
        assert_eq!(look(&everything, [&desk], &registry), [Clash::Everything]);
        assert_eq!(look(&desk, [&desk], &registry), []);
        // A guess from special data is no kind of data of the registry, and comes with what it was made
        // from.
        let inferred = r#"{"origins":["inferred"],"sensitivities":["special"]}"#;
        let guesses = line("guesses", inferred, Effect::Deny);
        let by = slug("special");
        assert_eq!(
            look(&guesses, [&special], &registry),
            [Clash::Hidden { by }]
        );
        assert_eq!(look(&guesses, [&health], &registry), []);
    }

    #[test]
    fn of_two_times_of_one_team_the_shorter_one_counts() {
        let registry = Registry::starter();
        let within = |key: &str, hours| {
            let effect = Effect::Escalate {
                team: slug("bank"),
                four_eyes: false,
                within_hours: hours,
            };
            line(key, r#"{"topics":["loan"]}"#, effect)
        };
        let (slow, quick) = (within("a-slow", None), within("b-quick", Some(4)));
        let other = slug("a-slow");
        assert_eq!(look(&quick, [&slow], &registry), [Clash::Hides { other }]);
        let by = slug("b-quick");
        assert_eq!(look(&slow, [&quick], &registry), [Clash::Hidden { by }]);
        // Where they meet, and neither holds of all of it.
        let mut email = quick.clone();
        email.when.channels = [Channel::Email].into();
        let mut infer = slow.clone();
        infer.when.ai_uses = [AiUse::Infer].into();
        for (one, two) in [(&email, &infer), (&infer, &email)] {
            let otherwise = Clash::Otherwise {
                other: two.key.clone(),
                counts: slug("b-quick"),
            };
            assert_eq!(look(one, [two], &registry), [otherwise]);
        }
    }

    #[test]
    fn a_list_of_which_all_is_picked_is_told() {
        let registry = Registry::starter();
        let whole = |text: &str| whole_lists(&about(text), &registry);
        let both = r#"{"sensitivities":["ordinary","special"],"channels":["email"]}"#;
        assert_eq!(whole(both), [Whole::Sensitivities]);
        assert_eq!(
            whole(r#"{"sensitivities":["special"],"topics":["loan"]}"#),
            []
        );
        let all = Condition {
            purposes: registry.purposes().map(|one| one.id.clone()).collect(),
            data: registry.categories().map(|one| one.id.clone()).collect(),
            sensitivities: Sensitivity::ALL.iter().copied().collect(),
            origins: Origin::ALL.iter().copied().collect(),
            channels: Channel::ALL.iter().copied().collect(),
            ai_uses: AiUse::ALL.iter().copied().collect(),
            ..Condition::default()
        };
        assert_eq!(whole_lists(&all, &registry).len(), 6);
        let mut less = all.clone();
        less.purposes.pop_first();
        less.data.pop_first();
        less.origins.pop_first();
        less.channels.pop_first();
        less.ai_uses.pop_first();
        assert_eq!(whole_lists(&less, &registry), [Whole::Sensitivities]);
    }

    #[test]
    fn a_purpose_that_comes_later_is_left_out_of_a_line_about_quiet_until_some_line_names_it() {
        let mut registry = Registry::starter();
        let starter = crate::guard::RedLines::starter();
        for one in &starter {
            let left_out = left_out(one, &starter, &registry);
            assert!(left_out.is_empty(), "{}: {left_out:?}", one.key);
        }
        // A shop begins to write a newsletter, and to tell people when a parcel comes.
        for (id, term) in [
            ("newsletter", "DirectMarketing"),
            ("parcels", "DeliveryOfGoods"),
        ] {
            let purpose = Purpose {
                id: slug(id),
                dpv: format!("https://w3id.org/dpv#{term}"),
                ..registry.purpose("offers").unwrap().clone()
            };
            registry.apply(&TermChange::Put(Term::Purpose(purpose)), 1);
        }
        let told = |line: &RedLine, others: &[RedLine]| left_out(line, others, &registry);
        let newsletter = [slug("newsletter")];
        let quiet = starter.last().unwrap().clone();
        assert_eq!(told(&quiet, &starter), newsletter);
        let others = &starter[..starter.len() - 1];
        assert!(others.iter().all(|one| told(one, &starter).is_empty()));
        let mut grief = quiet.clone();
        grief.when.situations = [Situation::Bereavement].into();
        assert_eq!(told(&grief, &[]), newsletter);
        // What a customer owes is another matter; and where no purpose is named, none is left out.
        let mut hardship = quiet.clone();
        hardship.when.situations = [Situation::Hardship].into();
        let mut of_all = quiet.clone();
        of_all.when.purposes.clear();
        let mut named = quiet.clone();
        named.when.purposes.insert(slug("newsletter"));
        for line in [hardship, of_all, named] {
            assert!(told(&line, &starter).is_empty());
        }
        // Another line may say it: of both situations, and as strictly.
        let of_news = |when: Condition, effect: Effect| RedLine {
            when: Condition {
                purposes: [slug("newsletter")].into(),
                ..when
            },
            effect,
            ..crate::guard::naive::plain("news")
        };
        let said = of_news(quiet.when.clone(), Effect::Deny);
        assert!(told(&quiet, &[said]).is_empty());
        let half = of_news(grief.when, Effect::Deny);
        let weaker = of_news(quiet.when.clone(), team("front_desk"));
        for other in [half, weaker] {
            assert_eq!(told(&quiet, &[other]), newsletter);
        }
    }

    #[test]
    fn nothing_of_the_starter_set_is_needless_or_against_another() {
        let (registry, all) = (Registry::starter(), crate::guard::RedLines::starter());
        for one in &all {
            let found = look(one, &all, &registry);
            let is_bad = |clash: &&Clash| !matches!(clash, Clash::Otherwise { .. });
            assert_eq!(found.iter().find(is_bad), None, "{}", one.key);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn what_is_said_of_two_lines_is_so_for_every_question(
            one in any_line("one"), two in any_line("two"),
        ) {
            let registry = Registry::starter();
            // What each of the two holds of decides everything: one question for each such pair.
            let mut kinds = std::collections::BTreeMap::<(bool, bool), Asked>::new();
            for asked in universe() {
                let crossed = |line: &RedLine| line.is_crossed(&asked, &registry, &Rules::RIGHT);
                kinds.entry((crossed(&one), crossed(&two))).or_insert(asked);
            }
            let says = |lines: &[&RedLine], asked: &Asked| decides(lines, asked, &registry, &Rules::RIGHT);
            let any = |kind: fn(&(bool, bool)) -> bool| kinds.keys().any(kind);
            let found = look(&one, [&two], &registry);
            prop_assert_eq!(!any(|kind| kind.0), found == [Clash::Never]);
            let mut unnamed = universe().into_iter().filter(|asked| asked.amount.is_none());
            let stops_all = unnamed.all(|asked| one.is_crossed(&asked, &registry, &Rules::RIGHT));
            prop_assert_eq!(stops_all, found == [Clash::Everything]);
            if matches!(&found[..], [Clash::Never | Clash::Everything]) {
                return Ok(());
            }
            if !two.can_hold(&registry) {
                prop_assert_eq!(found, []);
                return Ok(());
            }
            // Without the one, or without the other, is any answer another?
            let is_all_of_it = |alone: &RedLine| {
                let mut all = kinds.values();
                all.all(|asked| says(&[&one, &two], asked) == says(&[alone], asked))
            };
            let both = kinds.get(&(true, true));
            match &found[..] {
                [Clash::Hidden { .. }] => prop_assert!(is_all_of_it(&two)),
                [Clash::Hides { .. }] => prop_assert!(is_all_of_it(&one)),
                [Clash::Otherwise { counts, .. }] => {
                    prop_assert!(both.is_some() && one.effect != two.effect);
                    let strict = if *counts == one.key { &one } else { &two };
                    let asked = both.unwrap();
                    prop_assert_eq!(says(&[&one, &two], asked), says(&[strict], asked));
                }
                _ => prop_assert!(both.is_none() || one.effect == two.effect),
            }
            // And nothing that one of the two makes needless is kept quiet about.
            if !matches!(&found[..], [Clash::Hidden { .. } | Clash::Hides { .. }]) {
                let strength = |line: &RedLine| line.effect.strength();
                let two_teams = strength(&one) == 1 && strength(&two) == 1 && one.effect != two.effect;
                prop_assert!(two_teams || !(is_all_of_it(&two) || is_all_of_it(&one)));
            }
        }
    }
}
