//! What models guess about Ana, and how each guess ends.

use proptest::prelude::*;

use super::house::{House, OFF, ON};
use super::merged_any::{Step, any_step};
use crate::access::{Actor, Role};
use crate::catalogue::Registry;
use crate::consent::{
    ConsentState, GuessWords, LIKENESSES, RejectedGuess, Rejection, Route, Switch,
};
use crate::guard::{Confidence, Counting, Guess, GuessSince, Inference, Outcome, RedLines, check};
use crate::id::CustomerId;
use crate::ledger::LineChange;
use crate::use_cases::{Command, RedLineEdit, World as _};

use super::house::staff;

fn guess(data: &[&str]) -> Guess {
    Guess {
        key: "has-dog".parse().unwrap(),
        label: "Pets".to_owned(),
        value: "a dog".to_owned(),
        derived_from: data.iter().map(|id| id.parse().unwrap()).collect(),
        model: crate::guard::Model {
            name: "tastes".to_owned(),
            version: "4.1".to_owned(),
        },
        confidence: Confidence::of_share(0.8).unwrap(),
        purposes: vec!["recommendations".parse().unwrap()],
        evidence: Vec::new(),
    }
}

impl House {
    /// A guess about the record `id` from the state as it is, allowed or not.
    fn guessed(&self, id: CustomerId, data: &[&str]) -> Inference {
        Inference {
            customer: id,
            guess: guess(data),
            index: self.index(),
            at: self.now,
            since: GuessSince::first(self.index(), self.now),
            confirmed_at: None,
        }
    }

    fn counting(&self, inference: &Inference) -> Counting {
        let customer = self.customer(inference.customer).unwrap();
        let mut records = vec![self.record(inference.customer).unwrap()];
        while let Some(into) = records.last().and_then(|record| record.state.merged_into) {
            records.push(self.record(into).unwrap());
        }
        let states: Vec<_> = records.iter().map(|record| &record.state).collect();
        inference.counting(&self.catalogue, &customer, &states, self.now)
    }

    fn counts(&self, inference: &Inference) -> bool {
        matches!(self.counting(inference), Counting::Counts(_))
    }

    /// Whether the check lets anybody guess that now.
    fn may_guess(&self, inference: &Inference) -> bool {
        let purpose = &inference.guess.purposes[0];
        let customer = self.customer(inference.customer);
        let mut questions = inference.guess.requests(purpose);
        questions.all(|request| {
            let verdict = check(&self.catalogue, customer.as_deref(), &request, self.now);
            verdict.outcome == Outcome::Allow
        })
    }

    pub(super) fn with_guess() -> (Self, CustomerId, Inference) {
        let (mut house, ana) = Self::with_ana();
        house
            .choose(
                ana,
                &[("exchange", ON), ("ai:infer", ON), ("data:birthday", ON)],
            )
            .unwrap();
        let inference = house.guessed(ana, &["orders", "birthday"]);
        assert!(house.counts(&inference) && house.may_guess(&inference));
        (house, ana, inference)
    }

    fn pause(&mut self, of: CustomerId, paused: bool) {
        let command = if paused {
            Command::Pause(of)
        } else {
            Command::Resume(of, None)
        };
        self.run(&Actor::Customer(of), Route::Page, &command)
            .unwrap();
    }

    fn reject(&mut self, of: CustomerId, key: &str) {
        self.reject_as(of, key, Rejection::DontGuess, &[]);
    }

    /// She rejects what she reads under that key.
    fn reject_as(&mut self, of: CustomerId, key: &str, how: Rejection, read: &[(&str, &str)]) {
        let words = read.iter();
        let words = words.map(|(label, value)| GuessWords::new(label, value));
        let known = RejectedGuess {
            words: words.collect(),
            ..RejectedGuess::default()
        };
        let command = Command::RejectInference(of, key.parse().unwrap(), how, known);
        self.run(&Actor::Customer(of), Route::Page, &command)
            .unwrap();
    }
}

#[test]
fn nothing_is_guessed_that_nobody_allowed() {
    let (mut house, ana) = House::with_ana();
    assert_eq!(
        house.counting(&house.guessed(ana, &["orders"])),
        Counting::Over
    );
    house.choose(ana, &[("exchange", ON)]).unwrap();
    assert_eq!(
        house.counting(&house.guessed(ana, &["orders"])),
        Counting::Over
    );
    house.choose(ana, &[("ai:infer", ON)]).unwrap();
    assert!(house.counts(&house.guessed(ana, &["orders"])));
    // All of the data, and not some of it.
    let both = house.guessed(ana, &["orders", "birthday"]);
    assert_eq!(house.counting(&both), Counting::Over);
    assert!(!house.may_guess(&both));
    // For that purpose, and for no other.
    let mut offers = house.guessed(ana, &["orders"]);
    offers.guess.purposes.insert(0, "offers".parse().unwrap());
    let some = vec!["recommendations".parse().unwrap()];
    assert_eq!(house.counting(&offers), Counting::Counts(some));
}

#[test]
fn what_is_turned_off_takes_its_guesses_along_and_on_again_brings_none_back() {
    for toggle in ["exchange", "ai:infer", "data:birthday"] {
        let (mut house, ana, inference) = House::with_guess();
        house.choose(ana, &[(toggle, OFF)]).unwrap();
        assert_eq!(house.counting(&inference), Counting::Over, "{toggle}");
        house
            .choose(
                ana,
                &[("exchange", ON), ("ai:infer", ON), ("data:birthday", ON)],
            )
            .unwrap();
        assert!(house.may_guess(&inference), "{toggle}");
        assert_eq!(house.counting(&inference), Counting::Over, "{toggle}");
        // It may be made anew.
        assert!(house.counts(&house.guessed(ana, &["orders", "birthday"])));
    }
}

#[test]
fn what_it_was_not_made_from_leaves_it_alone() {
    let (mut house, ana, inference) = House::with_guess();
    house.choose(ana, &[("channel:sms", ON)]).unwrap();
    house.choose(ana, &[("channel:sms", OFF)]).unwrap();
    house.choose(ana, &[("ai:personalise", ON)]).unwrap();
    house.republish(|document| document.title = "Recipes for your week".into());
    assert!(house.counts(&inference));
}

#[test]
fn a_pause_hides_it_and_its_end_shows_it_again() {
    let (mut house, ana, inference) = House::with_guess();
    house.pause(ana, true);
    let purposes = vec!["recommendations".parse().unwrap()];
    assert_eq!(house.counting(&inference), Counting::Held(purposes));
    assert!(!house.may_guess(&inference));
    house.pause(ana, false);
    assert!(house.counts(&inference));
    // What is turned off while everything is paused is off.
    house.pause(ana, true);
    house.choose(ana, &[("ai:infer", OFF)]).unwrap();
    assert_eq!(house.counting(&inference), Counting::Over);
}

#[test]
fn it_ends_at_the_second_at_which_the_grant_does() {
    let (mut house, ana, inference) = House::with_guess();
    house.now = house.now.plus_months(24).plus_seconds(-1);
    assert!(house.counts(&inference));
    house.now = house.now.plus_seconds(1);
    assert_eq!(house.counting(&inference), Counting::Over);
    house
        .choose(
            ana,
            &[("exchange", ON), ("ai:infer", ON), ("data:birthday", ON)],
        )
        .unwrap();
    assert_eq!(house.counting(&inference), Counting::Over);
}

#[test]
fn what_has_to_be_answered_anew_ends_it() {
    let (mut house, ana, inference) = House::with_guess();
    house.republish(|document| document.recipients.push("Dorn Analytics Ltd".into()));
    assert_eq!(house.counting(&inference), Counting::Over);
    house
        .choose(
            ana,
            &[("exchange", ON), ("ai:infer", ON), ("data:birthday", ON)],
        )
        .unwrap();
    assert_eq!(house.counting(&inference), Counting::Over);
}

#[test]
fn what_she_rejected_is_gone_for_good_whoever_tells_it_again() {
    let (mut house, ana, inference) = House::with_guess();
    house.reject(ana, "likes-cats");
    assert!(house.counts(&inference), "another guess");
    house.reject(ana, "has-dog");
    assert_eq!(house.counting(&inference), Counting::Over);
    let later = house.guessed(ana, &["orders"]);
    assert_eq!(house.counting(&later), Counting::Over);
}

#[test]
fn a_guess_that_is_written_late_is_not_shown_again() {
    let (mut house, ana, early) = House::with_guess();
    house.choose(ana, &[("ai:infer", OFF)]).unwrap();
    house.choose(ana, &[("ai:infer", ON)]).unwrap();
    // Both were told; the one that was decided first is stored last.
    let late = house.guessed(ana, &["orders"]);
    assert_eq!(house.counting(&early), Counting::Over);
    assert!(house.counts(&late));
}

#[test]
fn a_red_line_that_says_no_hides_it_as_long_as_it_stands() {
    let (mut house, ana, inference) = House::with_guess();
    let admin = staff(3, Role::Admin);
    let mut line = RedLines::starter().swap_remove(0);
    line.when.sensitivities.clear();
    line.when.purposes = ["recommendations".parse().unwrap()].into();
    let edit = RedLineEdit {
        over: vec![(line.key.clone(), 0)],
        changes: vec![LineChange::Put(Box::new(line))],
        reason: "We want no guesses for recommendations.".to_owned(),
        from: None,
        approved_by: None,
    };
    let command = Command::DrawRedLines(Box::new(edit));
    house.run(&admin, Route::Page, &command).unwrap();
    assert!(!house.may_guess(&inference));
    assert!(matches!(house.counting(&inference), Counting::Held(_)));
    house.choose(ana, &[("ai:infer", OFF)]).unwrap();
    assert_eq!(house.counting(&inference), Counting::Over);
}

#[test]
fn a_line_about_a_topic_holds_of_a_guess_that_is_called_so() {
    let (mut house, ana, pets) = House::with_guess();
    let by_key = reworded(&house, ana, "mood", "How you are", "sad");
    let by_label = reworded(&house, ana, "g-7", "Mood", "sad");
    // What no line could name is about nothing.
    let long = reworded(&house, ana, "g-8", &"mood".repeat(20), "sad");
    let moods = [&by_key, &by_label];
    let is_told = |house: &House, of: &Inference| house.may_guess(of) && house.counts(of);
    assert!(moods.iter().all(|of| is_told(&house, of)));
    let mut starter = RedLines::starter().into_iter();
    let line = starter.find(|line| line.key.as_str() == "no-emotion-recognition");
    let line = line.unwrap();
    let edit = RedLineEdit {
        over: vec![(line.key.clone(), 0)],
        changes: vec![LineChange::Put(Box::new(line))],
        reason: "Her feelings are hers.".to_owned(),
        from: None,
        approved_by: None,
    };
    let command = Command::DrawRedLines(Box::new(edit));
    let admin = staff(3, Role::Admin);
    house.run(&admin, Route::Page, &command).unwrap();
    for of in moods {
        assert!(!house.may_guess(of));
        assert!(matches!(house.counting(of), Counting::Held(_)));
    }
    assert!(is_told(&house, &pets) && is_told(&house, &long));
}

/// Ana and a visitor who both let anybody guess from orders.
pub(super) fn two_who_allow() -> (House, CustomerId, CustomerId) {
    let (mut house, ana, visitor) = House::with_visitor();
    for id in [ana, visitor] {
        house
            .choose(id, &[("exchange", ON), ("ai:infer", ON)])
            .unwrap();
        house.now = house.now.plus_seconds(60);
    }
    (house, ana, visitor)
}

#[test]
fn a_merge_shows_the_guesses_of_all_her_records_and_a_split_gives_each_its_own() {
    let (mut house, ana, visitor) = two_who_allow();
    let (hers, visitors) = (
        house.guessed(ana, &["orders"]),
        house.guessed(visitor, &["orders"]),
    );
    house.merge(ana, visitor).unwrap();
    assert!(house.counts(&hers) && house.counts(&visitors));
    house.split(ana, visitor).unwrap();
    assert!(house.counts(&hers) && house.counts(&visitors));
    // Each is about its own record from then on.
    house.choose(visitor, &[("ai:infer", OFF)]).unwrap();
    assert!(house.counts(&hers));
    assert_eq!(house.counting(&visitors), Counting::Over);
}

#[test]
fn what_one_record_turned_off_or_rejected_counts_for_the_other_after_a_merge() {
    let (mut house, ana, visitor) = two_who_allow();
    let hers = house.guessed(ana, &["orders"]);
    house.choose(visitor, &[("ai:infer", OFF)]).unwrap();
    house.merge(ana, visitor).unwrap();
    assert_eq!(house.counting(&hers), Counting::Over);
    let (mut house, ana, visitor) = two_who_allow();
    let hers = house.guessed(ana, &["orders"]);
    house.reject(visitor, "has-dog");
    assert!(house.counts(&hers));
    house.merge(ana, visitor).unwrap();
    assert_eq!(house.counting(&hers), Counting::Over);
}

#[test]
fn off_and_on_again_brings_nothing_back_under_whichever_answer_counts_after_a_merge() {
    for turns_off_while_merged in [false, true] {
        for ana_stays in [true, false] {
            let (mut house, ana, visitor) = two_who_allow();
            let third = house.put("crm:77").unwrap();
            house
                .choose(third, &[("exchange", ON), ("ai:infer", ON)])
                .unwrap();
            let hers = house.guessed(ana, &["orders"]);
            if turns_off_while_merged {
                house.merge(ana, third).unwrap();
            }
            house.choose(ana, &[("ai:infer", OFF)]).unwrap();
            house.now = house.now.plus_seconds(60);
            house.choose(ana, &[("ai:infer", ON)]).unwrap();
            assert_eq!(house.counting(&hers), Counting::Over);
            // The older yes is the visitor's: it runs out first, so it counts.
            let (stays, goes) = if ana_stays {
                (ana, visitor)
            } else {
                (visitor, ana)
            };
            house.merge(stays, goes).unwrap();
            assert!(house.may_guess(&hers));
            assert_eq!(
                house.counting(&hers),
                Counting::Over,
                "{turns_off_while_merged}"
            );
            house.split(stays, goes).unwrap();
            assert_eq!(
                house.counting(&hers),
                Counting::Over,
                "{turns_off_while_merged}"
            );
        }
    }
}

#[test]
fn off_and_on_again_brings_nothing_back_by_whichever_way_a_record_came_to_her() {
    let (mut house, ana, visitor) = two_who_allow();
    let third = house.put("crm:77").unwrap();
    house
        .choose(third, &[("exchange", ON), ("ai:infer", ON)])
        .unwrap();
    house.merge(visitor, third).unwrap();
    let guess = house.guessed(third, &["orders"]);
    assert!(house.counts(&guess));
    house.choose(visitor, &[("ai:infer", OFF)]).unwrap();
    house.choose(visitor, &[("ai:infer", ON)]).unwrap();
    assert_eq!(house.counting(&guess), Counting::Over);
    // The older yes is Ana's, and counts: what happened on the way counts too.
    house.merge(ana, visitor).unwrap();
    assert!(house.may_guess(&guess));
    assert_eq!(house.counting(&guess), Counting::Over);
}

#[test]
fn an_unknown_term_is_no_reason_to_guess() {
    let (house, ana, _) = House::with_guess();
    let mut strange = house.guessed(ana, &["orders"]);
    strange.guess.derived_from = vec!["shoes".parse().unwrap()];
    assert!(Registry::starter().category("shoes").is_none());
    assert_eq!(house.counting(&strange), Counting::Over);
}

/// What happens in any order: a step of the merged stories, or a guess about somebody, or two records
/// that turn out to be one.
#[derive(Clone, Copy, Debug)]
enum Event {
    Step(Step),
    Guesses(usize, bool),
    Merges(usize, usize),
    Rejects(usize),
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => any_step().prop_map(Event::Step),
        4 => (0..3_usize, any::<bool>()).prop_map(|(who, more)| Event::Guesses(who, more)),
        1 => (0..3_usize, 0..3_usize).prop_map(|(stays, goes)| Event::Merges(stays, goes)),
        1 => (0..3_usize).prop_map(Event::Rejects),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Whatever happens, a guess that counts is one that could be made now; and one that is over stays
    /// so.
    #[test]
    fn no_guess_counts_that_could_not_be_made_and_none_comes_back(
        events in proptest::collection::vec(any_event(), 1..40)
    ) {
        let (mut house, people) = House::with_people();
        for id in people {
            // Most begin with something to lose.
            let on = Switch::from_on(true);
            house.choose(id, &[("exchange", on), ("ai:infer", on)]).unwrap();
        }
        let mut guesses: Vec<(Inference, bool)> = Vec::new();
        for event in events {
            match event {
                Event::Step(step) => _ = house.steps(step, &people),
                Event::Guesses(who, more) => {
                    let data: &[&str] = if more { &["orders", "birthday"] } else { &["orders"] };
                    let guess = house.guessed(people[who], data);
                    if house.may_guess(&guess) {
                        let rejected = house.customer(people[who]).unwrap();
                        let rejected = rejected.state.guarded.is_rejected("has-dog");
                        prop_assert!(house.counts(&guess) || rejected);
                        guesses.push((guess, false));
                    }
                }
                Event::Merges(stays, goes) => {
                    let command = Command::Merge(people[stays], people[goes]);
                    let crm = super::house::crm(crate::access::Scope::ConsentWrite);
                    // One customer is not merged twice.
                    _ = house.run(&crm, Route::Api, &command);
                }
                Event::Rejects(who) => house.reject(people[who], "has-dog"),
            }
            for (guess, is_over) in &mut guesses {
                let counting = house.counting(guess);
                if let Counting::Counts(_) = &counting {
                    prop_assert!(house.may_guess(guess), "{guess:?}");
                }
                prop_assert!(!*is_over || counting == Counting::Over, "{guess:?}");
                *is_over = counting == Counting::Over;
            }
        }
    }
}

/// The same guess about the record `id`, under another key and in these words.
pub(super) fn reworded(
    house: &House,
    id: CustomerId,
    key: &str,
    label: &str,
    value: &str,
) -> Inference {
    let mut told = house.guessed(id, &["orders"]);
    told.guess.key = key.parse().unwrap();
    (told.guess.label, told.guess.value) = (label.to_owned(), value.to_owned());
    told
}

#[test]
fn what_nobody_shall_guess_is_not_guessed_under_another_key_either() {
    let (mut house, ana, inference) = House::with_guess();
    let before = reworded(&house, ana, "has-a-dog", "Pets", "a dog");
    let other = reworded(&house, ana, "has-garden", "Garden", "a dog");
    assert!(house.counts(&before) && house.counts(&other));
    let read = [("Pets", "a dog")];
    house.reject_as(ana, "has-dog", Rejection::DontGuess, &read);
    for over in [&inference, &before] {
        assert_eq!(house.counting(over), Counting::Over);
    }
    // However it is written, and whatever is said of it.
    for (label, value) in [("Pets", "a cat"), (" PETS: ", "A dog"), ("pets", "none")] {
        let told = reworded(&house, ana, "companions", label, value);
        assert_eq!(house.counting(&told), Counting::Over, "{label}: {value}");
    }
    assert!(house.counts(&other));
    house.is_its_own_fold();
}

#[test]
fn what_is_wrong_is_not_said_again_under_another_key_and_what_is_right_may_be() {
    let (mut house, ana, _) = House::with_guess();
    house.reject_as(ana, "has-dog", Rejection::Wrong, &[("Pets", "a dog")]);
    let again = reworded(&house, ana, "has-a-dog", "pets", "“A Dog”");
    assert_eq!(house.counting(&again), Counting::Over);
    let cat = reworded(&house, ana, "has-a-cat", "Pets", "a cat");
    assert!(house.counts(&cat));
    // Then she says that nobody shall guess it at all.
    house.reject_as(ana, "has-a-cat", Rejection::DontGuess, &[("Pets", "a cat")]);
    assert_eq!(house.counting(&cat), Counting::Over);
    let fish = reworded(&house, ana, "has-fish", "Pets", "a fish");
    assert_eq!(house.counting(&fish), Counting::Over);
}

#[test]
fn what_a_rejected_guess_said_is_in_no_entry_and_in_no_state() {
    let (mut house, ana, _) = House::with_guess();
    let read = [("Whether you keep xylophones", "a quagga")];
    house.reject_as(ana, "secret", Rejection::Wrong, &read);
    let state = serde_json::to_string(&house.customer(ana).unwrap().state).unwrap();
    let entries = serde_json::to_string(&house.entries).unwrap();
    for told in [state, entries] {
        assert!(told.contains("secret"), "{told}");
        for word in ["xylophones", "quagga"] {
            assert!(!told.contains(word), "{told}");
        }
    }
}

#[test]
fn what_one_record_does_not_want_said_counts_for_both_after_a_merge_and_after_a_split() {
    let (mut house, ana, visitor) = two_who_allow();
    house.reject_as(ana, "has-dog", Rejection::DontGuess, &[("Pets", "a dog")]);
    house.reject_as(visitor, "likes-tea", Rejection::Wrong, &[("Drink", "tea")]);
    let (pets, tea) = (("Pets", "a cat"), ("drink", "Tea"));
    let is_over = |house: &House, who: CustomerId, (label, value): (&str, &str)| {
        let told = reworded(house, who, "new-key", label, value);
        house.counting(&told) == Counting::Over
    };
    // Each has said its own until then.
    assert!(is_over(&house, ana, pets) && is_over(&house, visitor, tea));
    assert!(!is_over(&house, ana, tea) && !is_over(&house, visitor, pets));
    house.merge(ana, visitor).unwrap();
    assert!(is_over(&house, ana, pets) && is_over(&house, ana, tea));
    house.is_its_own_fold();
    house.split(ana, visitor).unwrap();
    for who in [ana, visitor] {
        assert!(is_over(&house, who, pets) && is_over(&house, who, tea));
    }
    house.is_its_own_fold();
}

#[test]
fn a_row_of_an_older_program_is_made_whole_from_the_entries() {
    let (mut house, ana, _) = House::with_guess();
    house.reject_as(ana, "has-dog", Rejection::DontGuess, &[("Pets", "a dog")]);
    let whole = house.customer(ana).unwrap().state.clone();
    assert!(!whole.lacks());
    let mut stored = serde_json::to_value(&whole).unwrap();
    stored["d"].as_object_mut().unwrap().remove("w").unwrap();
    let mut kept: ConsentState = serde_json::from_value(stored).unwrap();
    assert!(kept.lacks());
    kept.complete(&whole);
    assert_eq!(kept, whole);
    // Of what an older program wrote down too, no entry says more than its key.
    let (mut house, ana, _) = House::with_guess();
    house.reject(ana, "has-dog");
    let folded = house.customer(ana).unwrap().state.clone();
    let mut stored = serde_json::to_value(&folded).unwrap();
    stored["d"].as_object_mut().unwrap().remove("w").unwrap();
    let kept: ConsentState = serde_json::from_value(stored).unwrap();
    assert_eq!(folded.kept_like(&kept), kept);
    assert!(kept.guarded.is_rejected("has-dog"));
}

#[test]
fn a_key_is_forbidden_also_where_there_is_no_room_for_its_words() {
    let (mut house, ana, _) = House::with_guess();
    let many = (0..=LIKENESSES).map(|n| GuessWords::new("Pets", &n.to_string()));
    let many: Vec<_> = many.collect();
    let reject = |words: &[GuessWords]| {
        let key = "has-dog".parse().unwrap();
        let known = RejectedGuess {
            words: words.to_vec(),
            ..RejectedGuess::default()
        };
        Command::RejectInference(ana, key, Rejection::Wrong, known)
    };
    let actor = Actor::Customer(ana);
    for words in [&many[..], &many[LIKENESSES..], &[]] {
        house.run(&actor, Route::Page, &reject(words)).unwrap();
        let customer = house.customer(ana).unwrap();
        let guarded = &customer.state.guarded;
        assert_eq!(guarded.likenesses(), LIKENESSES, "what she read first");
        assert!(guarded.is_rejected("has-dog"));
    }
}
