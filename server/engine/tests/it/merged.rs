//! Records become one and two again, in any order, while people choose, leave and are forgotten: what
//! is kept is what the ledger says.

use std::sync::Arc;

use mutual::access::{Actor, Role};
use mutual::catalogue::AiUse;
use mutual::clock::Clock as _;
use mutual::consent::{People, Switch};
use mutual::guard::{CaseAsked, Code, Matter, Outcome as Says, Situation};
use mutual::id::{AccountId, CaseId, CustomerId, DecisionId};
use mutual::insight::{Count, Recount, Tally};
use mutual::port::{Engine as _, SubmitError};
use mutual::use_cases::{CaseWish, Command, Outcome, PutCustomer, Refusal, Remember, Ruling};
use mutual_engine::verify;

use crate::store::Fault;
use crate::{House, submit, wish};

impl House {
    pub async fn merge(&self, stays: CustomerId, goes: CustomerId) -> Result<Outcome, SubmitError> {
        self.submit(Actor::System, Command::Merge(stays, goes))
            .await
    }

    pub async fn split(&self, from: CustomerId, part: CustomerId) -> Result<Outcome, SubmitError> {
        self.submit(Actor::System, Command::Split(from, part)).await
    }

    /// She says that a decision about her is wrong.
    pub async fn contest(&self, who: CustomerId) -> Result<Outcome, SubmitError> {
        let decision = DecisionId::new(self.clock.as_ref(), &mutual_engine::SystemEntropy);
        let wish = CaseWish {
            matter: Matter::asked(Some(decision)),
            team: "front_desk".parse().unwrap(),
            asked: CaseAsked {
                said: Some("It is wrong.".to_owned()),
                ..CaseAsked::default()
            },
        };
        let command = Command::OpenCase(who, Box::new(wish));
        self.submit(Actor::Customer(who), command).await
    }

    /// Somebody answers a case of hers.
    pub async fn answer(&self, who: CustomerId, case: CaseId) -> Result<Outcome, SubmitError> {
        let ruling = Ruling {
            case,
            outcome: Says::Deny,
            reason: "We looked again.".to_owned(),
            overrides: None,
            agreed_by: None,
            person: None,
            taken_at: self.clock.now(),
        };
        let agent = Actor::Staff {
            account: AccountId::from_bytes([3; 16]),
            role: Role::Agent,
        };
        let command = Command::DecideCase(who, Box::new(ruling));
        self.submit(agent, command).await
    }

    pub fn complains(&self, who: CustomerId) -> bool {
        let customer = self.engine.customer(who).unwrap();
        let told = customer.state.guarded.going_through(self.clock.now());
        told.contains_key(&Situation::OpenComplaint)
    }

    /// State, counts and log are what the entries say that can be read.
    pub async fn is_what_the_ledger_says(&self) {
        let entries = self.engine.entries(0, 1_000_000).await.unwrap();
        let (mut people, mut recount) = (People::default(), Recount::default());
        for entry in &entries {
            people.apply(entry);
            recount.take(entry);
        }
        for customer in self.engine.customers(None, usize::MAX) {
            assert_eq!(customer.state.merged_into, None, "nobody is there as two");
            for identifier in &customer.identifiers {
                assert_eq!(self.engine.holder(identifier.as_str()), Some(customer.id));
            }
            for id in customer.ids() {
                assert_eq!(self.engine.customer(id).unwrap().id, customer.id);
            }
        }
        let (counts, _) = self.store.counts();
        let told = counts
            .cells()
            .map(|(cell, count)| (cell.clone(), count.told));
        let told: Vec<_> = told.filter(|(_, told)| *told != 0).collect();
        let again: Tally = recount.finish().tally;
        let again = again
            .cells()
            .map(|(cell, Count { told, .. })| (cell.clone(), told));
        let again: Vec<_> = again.filter(|(_, told)| *told != 0).collect();
        assert_eq!(told, again);
        let good = verify(self.store.as_ref(), &[], |_| ()).await;
        assert_eq!(good.map(|good| good.entries), Ok(self.engine.index() + 1));
    }

    /// Counts of all that ever was, whoever is gone.
    fn on(&self) -> i64 {
        use mutual::insight::Measure::{Off, On};
        let (counts, _) = self.store.counts();
        let of = |measure| -> i64 {
            let cells = counts.cells().filter(|(cell, _)| cell.measure == measure);
            cells.map(|(_, count)| count.all()).sum()
        };
        of(On) - of(Off)
    }
}

#[tokio::test]
async fn a_complaint_is_hers_by_whichever_record_until_it_is_answered() {
    let mut house = House::open().await;
    let mut ids = Vec::new();
    for name in ["crm:a", "crm:b", "crm:c"] {
        ids.push(house.customer(name).await);
    }
    let [a, b, c] = ids[..] else { panic!("three") };
    let Ok(Outcome::CaseOpened { case, .. }) = house.contest(a).await else {
        panic!("no case");
    };
    house.merge(b, a).await.unwrap();
    house.merge(c, b).await.unwrap();
    house = house.restart().await;
    assert!(house.complains(c));
    house.is_what_the_ledger_says().await;
    house.answer(c, case).await.unwrap();
    assert!(!house.complains(c));
    house.is_what_the_ledger_says().await;
    house = house.restart().await;
    assert!(!house.complains(c));
    house.split(c, b).await.unwrap();
    assert!(!house.complains(b), "nor does the one in between");
    house.is_what_the_ledger_says().await;
}

#[tokio::test]
async fn two_who_merge_into_each_other_at_once_are_one() {
    let house = House::open().await;
    for _ in 0..8 {
        let (ana, visitor) = (
            house.customer("crm:ana").await,
            house.customer("visitor:7").await,
        );
        let merges = [Command::Merge(ana, visitor), Command::Merge(visitor, ana)];
        let [one, other] = merges.map(|merge| house.submit(Actor::System, merge));
        let (one, other) = tokio::join!(one, other);
        let done = [&one, &other]
            .into_iter()
            .filter(|done| done.is_ok())
            .count();
        assert_eq!(done, 1, "{one:?} {other:?}");
        let refused = SubmitError::Refused(Refusal::SameCustomer);
        assert!(one == Err(refused.clone()) || other == Err(refused));
        house.is_what_the_ledger_says().await;
        let whole = house.engine.customer(ana).unwrap().id;
        let erase = Command::Erase(whole, Remember::Nothing);
        house.submit(Actor::System, erase).await.unwrap();
        assert!(house.engine.is_erased(ana) && house.engine.is_erased(visitor));
        house.is_what_the_ledger_says().await;
    }
}

#[tokio::test]
async fn a_choice_under_way_counts_for_the_customer_or_loses_to_the_other_records_no() {
    let house = House::open().await;
    let (ana, visitor) = (
        house.customer("crm:ana").await,
        house.customer("visitor:7").await,
    );
    house.choose(visitor, Switch::Off).await.unwrap();
    let (merge, yes) = tokio::join!(house.merge(ana, visitor), house.choose(ana, Switch::On));
    merge.unwrap();
    // Whichever of the two was written down first: both were accepted, and the order is the ledger's.
    let Outcome::Chosen { index, .. } = yes.unwrap() else {
        panic!("a choice");
    };
    let entries = house.engine.entries(0, 100).await.unwrap();
    let merged = entries
        .iter()
        .find(|entry| entry.body.kind().word() == "customer.merged");
    let merged = merged.unwrap().index;
    let expected = if index < merged {
        Code::Withdrawn
    } else {
        Code::Granted
    };
    let code = house.code(ana);
    assert!(
        code == expected || (index < merged && code == Code::NoGrant),
        "{code:?}"
    );
    house.is_what_the_ledger_says().await;
}

#[tokio::test]
async fn the_same_key_merges_once_whatever_happened_since() {
    let house = House::open().await;
    let (ana, visitor) = (
        house.customer("crm:ana").await,
        house.customer("visitor:7").await,
    );
    let pair = Some(([1; 32], [2; 32]));
    let merge = || {
        submit(
            &house.engine,
            Actor::System,
            Command::Merge(ana, visitor),
            pair,
        )
    };
    let first = merge().await.unwrap();
    assert_eq!(merge().await, Ok(first.clone()));
    // The record under whose key the answer is kept goes into another one: it can still be read.
    let bo = house.customer("crm:bo").await;
    house.merge(bo, ana).await.unwrap();
    assert_eq!(merge().await, Ok(first));
    let erase = Command::Erase(visitor, Remember::Nothing);
    house.submit(Actor::System, erase).await.unwrap();
    assert_eq!(merge().await, Err(SubmitError::Refused(Refusal::Erased)));
}

/// An answer that tells what somebody else is called can be read for as long as she is there, whether or
/// not the two are one by then.
#[tokio::test]
async fn what_was_answered_about_two_is_gone_with_either() {
    let mut house = House::open().await;
    let (ana, visitor) = (
        house.customer("crm:ana").await,
        house.customer("visitor:7").await,
    );
    let known = Command::PutCustomer(PutCustomer {
        id: Some(ana),
        region: Some("GB".to_owned()),
        ..PutCustomer::default()
    });
    let mine = ([8; 32], [9; 32]);
    let about = [
        (([1; 32], [2; 32]), Command::Merge(ana, visitor)),
        (([3; 32], [4; 32]), known.clone()),
        (([5; 32], [6; 32]), Command::Split(ana, visitor)),
    ];
    let put = |house: &House, (pair, command): (_, Command)| {
        let engine = Arc::clone(&house.engine);
        async move { submit(&engine, Actor::System, command, Some(pair)).await }
    };
    let yes = wish(ana, 1, Switch::On);
    let chosen = put(&house, (mine, yes.clone())).await.unwrap();
    let mut first = Vec::new();
    for command in about.clone() {
        first.push(put(&house, command).await.unwrap());
    }
    for _ in 0..2 {
        for (command, said) in about.clone().into_iter().zip(&first) {
            assert_eq!(put(&house, command).await.as_ref(), Ok(said));
        }
        house = house.restart().await;
    }
    let erase = Command::Erase(visitor, Remember::Nothing);
    house.submit(Actor::System, erase).await.unwrap();
    for _ in 0..2 {
        for command in about.clone() {
            let gone = Err(SubmitError::Refused(Refusal::Erased));
            assert_eq!(put(&house, command).await, gone);
        }
        // What was answered about one alone stays, and so does what is answered now.
        assert_eq!(put(&house, (mine, yes.clone())).await, Ok(chosen.clone()));
        let now = put(&house, (([7; 32], [7; 32]), known.clone())).await;
        now.unwrap();
        house = house.restart().await;
    }
}

#[tokio::test]
async fn a_merge_whose_answer_was_lost_is_there_or_not_and_never_half() {
    for (fault, is_there) in [(Fault::AfterCommit, true), (Fault::BeforeCommit, false)] {
        let house = House::open().await;
        let (ana, visitor) = (
            house.customer("crm:ana").await,
            house.customer("visitor:7").await,
        );
        house.choose(visitor, Switch::On).await.unwrap();
        house.store.fail_next(fault);
        assert_eq!(house.merge(ana, visitor).await.is_ok(), is_there);
        let house = house.restart().await;
        let holder = if is_there { ana } else { visitor };
        assert_eq!(house.engine.holder("visitor:7"), Some(holder));
        assert_eq!(house.code(ana) == Code::Granted, is_there);
        assert_eq!(house.code(visitor), Code::Granted);
        house.is_what_the_ledger_says().await;
    }
}

#[tokio::test]
async fn one_person_with_two_yeses_is_counted_as_one_from_then_on() {
    let house = House::open().await;
    let (ana, visitor) = (
        house.customer("crm:ana").await,
        house.customer("visitor:7").await,
    );
    house.choose(ana, Switch::On).await.unwrap();
    house.choose(visitor, Switch::On).await.unwrap();
    assert_eq!(house.on(), 2);
    house.merge(ana, visitor).await.unwrap();
    assert_eq!(
        (house.on(), house.engine.count_on("recipe-ideas")),
        (1, (1, 0))
    );
    house.split(ana, visitor).await.unwrap();
    assert_eq!(
        (house.on(), house.engine.count_on("recipe-ideas")),
        (2, (2, 0))
    );
    // A yes that only came from another record is the same yes.
    let bo = house.customer("crm:bo").await;
    house.merge(bo, visitor).await.unwrap();
    assert_eq!(house.on(), 2);
    house.is_what_the_ledger_says().await;
}

#[tokio::test]
async fn a_yes_that_came_from_another_record_runs_out_and_that_is_told() {
    let house = House::open().await;
    let (ana, visitor) = (
        house.customer("crm:ana").await,
        house.customer("visitor:7").await,
    );
    house.choose(visitor, Switch::On).await.unwrap();
    house.merge(ana, visitor).await.unwrap();
    house.clock.set(house.clock.now().plus_months(24));
    let is_told = || async {
        let entries = house.engine.entries(0, 100).await.unwrap();
        let told = entries
            .iter()
            .find(|entry| entry.body.kind().word() == "consent.expired");
        told.map(|entry| entry.body.customer())
    };
    let mut told = is_told().await;
    for _ in 0..1_000 {
        if told.is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        told = is_told().await;
    }
    assert_eq!(told, Some(Some(ana)), "it is hers now");
    house.is_what_the_ledger_says().await;
}

/// She turns it on, and knows that her browser asks not to.
pub(crate) fn in_spite(who: CustomerId, version: u32) -> Command {
    match wish(who, version, Switch::On) {
        Command::Choose(who, choice) => Command::ChooseInSpite(who, choice),
        other => other,
    }
}

/// A small generator that gives the same for the same seed.
struct Dice(u64);

impl Dice {
    fn of(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

/// What the counts remember of a week is the same whether or not the server was started anew in it.
async fn is_counted_alike_after_a_new_start(
    course: impl Fn(CustomerId, CustomerId) -> Vec<Option<Command>>,
) {
    let mut counts: Option<Tally> = None;
    let steps = course(
        CustomerId::from_bytes([1; 16]),
        CustomerId::from_bytes([2; 16]),
    )
    .len();
    for restart in 0..=steps {
        let mut house = House::open().await;
        let (ana, visitor) = (
            house.customer("crm:ana").await,
            house.customer("visitor:7").await,
        );
        for (n, command) in course(ana, visitor).into_iter().enumerate() {
            if n == restart {
                house = house.restart().await;
            }
            match command {
                Some(command) => drop(house.submit(Actor::System, command).await.unwrap()),
                None => house.clock.set(house.clock.now().plus_seconds(7 * 86_400)),
            }
            house.is_what_the_ledger_says().await;
        }
        let (told, _) = house.store.counts();
        assert_eq!(
            *counts.get_or_insert_with(|| told.clone()),
            told,
            "{restart}"
        );
    }
}

fn on(who: CustomerId) -> Option<Command> {
    Some(wish(who, 1, Switch::On))
}

fn off(who: CustomerId) -> Option<Command> {
    Some(wish(who, 1, Switch::Off))
}

#[tokio::test]
async fn who_took_something_back_before_a_split_is_counted_alike_after_a_new_start() {
    is_counted_alike_after_a_new_start(|ana, visitor| {
        vec![
            on(ana),
            on(visitor),
            off(visitor),
            Some(Command::Merge(ana, visitor)),
            on(ana),
            off(ana),
            Some(Command::Split(ana, visitor)),
            on(ana),
            on(visitor),
            off(visitor),
            on(visitor),
            Some(Command::Merge(visitor, ana)),
            off(visitor),
            on(visitor),
            Some(Command::Split(visitor, ana)),
            on(ana),
        ]
    })
    .await;
}

#[tokio::test]
async fn who_was_merged_in_another_week_is_counted_alike_after_a_new_start() {
    is_counted_alike_after_a_new_start(|ana, visitor| {
        vec![
            on(ana),
            Some(Command::Merge(ana, visitor)),
            // In the next week.
            None,
            off(ana),
            on(ana),
            // The yes of meanwhile counts for neither, and there is none to take back.
            Some(Command::Split(ana, visitor)),
            off(ana),
            on(ana),
        ]
    })
    .await;
}

#[tokio::test]
async fn whose_no_is_told_instead_of_the_others_is_counted_alike_after_a_new_start() {
    is_counted_alike_after_a_new_start(|ana, visitor| {
        vec![
            on(visitor),
            off(visitor),
            // The later no, of somebody who had said nothing before.
            off(ana),
            Some(Command::Merge(ana, visitor)),
            on(ana),
        ]
    })
    .await;
}

#[tokio::test]
async fn within_a_week_any_course_is_counted_alike_however_often_it_is_started_anew() {
    const NAMES: [&str; 3] = ["crm:a", "crm:b", "crm:c"];
    for seed in 1..=30 {
        let mut dice = Dice(0xD1B5_4A32_D192_ED03 ^ (seed << 17));
        let mut house = House::open().await;
        let mut ids = Vec::new();
        for name in NAMES {
            ids.push(house.customer(name).await);
        }
        for _ in 0..40 {
            let (one, other) = (ids[dice.of(ids.len())], ids[dice.of(ids.len())]);
            let command = match dice.of(12) {
                0..=3 => wish(one, 1, Switch::On),
                4..=6 => wish(one, 1, Switch::Off),
                7..=8 => Command::Merge(one, other),
                9..=10 => Command::Split(one, other),
                _ => {
                    house = house.restart().await;
                    continue;
                }
            };
            if let Err(error) = house.submit(Actor::System, command).await {
                assert!(matches!(error, SubmitError::Refused(_)), "{error}");
            }
            house.is_what_the_ledger_says().await;
        }
    }
}

#[tokio::test]
async fn whatever_happens_to_records_what_is_kept_is_what_the_ledger_says() {
    const NAMES: [&str; 6] = ["crm:a", "crm:b", "crm:c", "crm:d", "crm:e", "crm:f"];
    for seed in 1..=12 {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ seed);
        let mut house = House::open().await;
        house
            .publish(|document| {
                document.retention_months = Some(1);
                // It cannot do without, so that a browser's wish reaches the exchange.
                document.ai_uses = vec![AiUse::ShareModel];
            })
            .await;
        let mut ids = Vec::new();
        for name in NAMES {
            ids.push(house.customer(name).await);
        }
        for step in 0..60 {
            let (one, other) = (ids[dice.of(ids.len())], ids[dice.of(ids.len())]);
            let who = Actor::Customer(one);
            // What the rules refuse is refused: it is all the same to what is kept.
            let done = match dice.of(23) {
                20..=21 => house.contest(one).await,
                22 => {
                    let customer = house.engine.customer(one);
                    let mut open = customer
                        .iter()
                        .flat_map(|customer| customer.state.guarded.complaints());
                    match open.next() {
                        Some(case) => house.answer(one, case).await,
                        None => house.contest(other).await,
                    }
                }
                0..=3 => {
                    let to = Switch::from_on(dice.of(2) == 0);
                    house.submit(who, wish(one, 2, to)).await
                }
                4..=5 => house.submit(who, in_spite(one, 2)).await,
                16..=17 => house.submit(who, Command::HeedSignal(one)).await,
                18 => {
                    let region = ["GB", "DE"][dice.of(2)].to_owned();
                    let put = PutCustomer {
                        id: Some(one),
                        region: Some(region),
                        ..PutCustomer::default()
                    };
                    house.submit(Actor::System, Command::PutCustomer(put)).await
                }
                6..=8 => house.merge(one, other).await,
                9..=10 => house.split(one, other).await,
                11 => house.submit(who, Command::Pause(one)).await,
                12 => house.submit(who, Command::Resume(one, None)).await,
                13 => {
                    let forget = Command::Forget(one, "recipe-ideas".parse().unwrap());
                    house.submit(Actor::System, forget).await
                }
                14 => {
                    let days = i64::try_from(dice.of(300)).unwrap();
                    let later = house.clock.now().plus_seconds(days * 86_400);
                    house.clock.set(later);
                    house.submit(who, wish(one, 2, Switch::Off)).await
                }
                _ if step % 5 == 0 => {
                    house
                        .submit(who, Command::Erase(one, Remember::Nothing))
                        .await
                }
                _ => {
                    house = house.restart().await;
                    continue;
                }
            };
            if let Err(error) = done {
                assert!(matches!(error, SubmitError::Refused(_)), "{error}");
            }
            house.is_what_the_ledger_says().await;
        }
        let house = house.restart().await;
        house.is_what_the_ledger_says().await;
    }
}
