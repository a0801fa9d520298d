//! What is counted while entries are written is what the ledger says when it is read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use mutual::access::Actor;
use mutual::catalogue::{AiUse, Channel, Document, LegalBasis};
use mutual::clock::Clock as _;
use mutual::consent::{Choice, Customer, Switch, Toggle, Toggles, view_toggle};
use mutual::id::CustomerId;
use mutual::insight::{Alike, Count, Day, Measure, Recount, Tally, runs_unasked};
use mutual::port::Engine as _;
use mutual::use_cases::{Command, PutCustomer, Remember};
use mutual_engine::{SystemEntropy, recount};

use crate::merged::in_spite;
use crate::store::Fault;
use crate::{House, until, wish};

/// What the ledger says now.
async fn again(house: &House) -> Tally {
    let mut recount = Recount::default();
    for entry in house.engine.entries(0, 1_000_000).await.unwrap() {
        recount.take(&entry);
    }
    recount.finish().tally
}

/// What is stored as told is what the ledger says, up to its newest entry.
async fn assert_counted(house: &House) {
    let (counts, through) = house.store.counts();
    assert_eq!(through, Some(house.engine.index()));
    let told: Tally = counts
        .cells()
        .map(|(cell, count)| (cell.clone(), Count { gone: 0, ..count }))
        .collect();
    let (told, again): (Vec<_>, _) = (told.cells().map(own).collect(), again(house).await);
    assert_eq!(told, again.cells().map(own).collect::<Vec<_>>());
}

fn own((cell, count): (&mutual::insight::Cell, Count)) -> (mutual::insight::Cell, Count) {
    (cell.clone(), count)
}

/// How many of each measure there are, whoever is gone; but for channels, which have stories of their
/// own.
fn sums(house: &House) -> BTreeMap<Measure, i64> {
    let mut sums = all_sums(house);
    sums.retain(|measure, _| !measure.is_of_reach());
    sums
}

fn all_sums(house: &House) -> BTreeMap<Measure, i64> {
    let mut sums = BTreeMap::new();
    for (cell, count) in house.store.counts().0.cells() {
        *sums.entry(cell.measure).or_insert(0) += count.all();
    }
    sums.retain(|_, many| *many != 0);
    sums
}

async fn erase(house: &House, id: CustomerId) {
    let command = Command::Erase(id, Remember::Nothing);
    house.submit(Actor::Customer(id), command).await.unwrap();
}

fn after(house: &House, days: i64) {
    house
        .clock
        .set(house.clock.now().plus_seconds(days * 86_400));
}

#[tokio::test]
async fn answers_undo_and_regret_are_counted() {
    use Measure::{Back, Given, Left, No, Off, On, Regret, Withdrawn, Yes};
    let house = House::open().await;
    let (ana, bo) = (
        house.customer("crm:ana").await,
        house.customer("crm:bo").await,
    );
    house.choose(ana, Switch::On).await.unwrap();
    house.choose(bo, Switch::Off).await.unwrap();
    // To say no again, and yes again, is no other answer.
    house.choose(bo, Switch::Off).await.unwrap();
    house.choose(ana, Switch::On).await.unwrap();
    let answered = BTreeMap::from([(Yes, 1), (No, 1), (On, 1), (Given, 1)]);
    assert_eq!(sums(&house), answered);
    // Undone within seconds: a yes that was taken back.
    house.choose(ana, Switch::Off).await.unwrap();
    let undone = BTreeMap::from([
        (Yes, 1),
        (No, 1),
        (On, 1),
        (Off, 1),
        (Given, 1),
        (Regret, 1),
        (Left, 1),
        (Withdrawn, 1),
    ]);
    assert_eq!(sums(&house), undone);
    house.choose(bo, Switch::On).await.unwrap();
    after(&house, 7);
    house.choose(bo, Switch::Off).await.unwrap();
    let sums = sums(&house);
    assert_eq!((sums[&Back], sums[&Withdrawn]), (1, 2));
    assert_eq!(sums[&Regret], 1, "after seven days it is none");
    assert_counted(&house).await;
}

/// A Monday morning.
fn on_a_monday(house: &House) {
    let monday = Day::of(house.clock.now()).monday().plus(7);
    house.clock.set(monday.begin().plus_seconds(8 * 3_600));
}

fn of(measure: Measure, house: &House) -> i64 {
    sums(house).get(&measure).copied().unwrap_or(0)
}

#[tokio::test]
async fn who_changes_her_mind_sixty_times_in_a_week_counts_once() {
    use Measure::{Back, Given, Left, No, Regret, Withdrawn, Yes};
    let mut house = House::open().await;
    on_a_monday(&house);
    let ana = house.customer("crm:ana").await;
    for n in 0..60 {
        house.choose(ana, Switch::On).await.unwrap();
        house.choose(ana, Switch::Off).await.unwrap();
        if n % 20 == 10 {
            house = house.restart().await;
        }
        after(&house, i64::from(n % 15 == 0));
    }
    let once = [Yes, Given, Regret, Left, Withdrawn].map(|measure| of(measure, &house));
    assert_eq!(once, [1; 5]);
    assert_eq!([No, Back].map(|measure| of(measure, &house)), [0; 2]);
    // She ends the week with it on: she did not take it back, and does not after a new start.
    house = house.restart().await;
    house.choose(ana, Switch::On).await.unwrap();
    let kept = [Yes, Given, Regret, Left, Withdrawn].map(|measure| of(measure, &house));
    assert_eq!(kept, [1, 1, 0, 0, 0]);
    assert_counted(&house).await;
    // Another week is another yes; what she took back in the week before stays taken back.
    house.choose(ana, Switch::Off).await.unwrap();
    on_a_monday(&house);
    house.choose(ana, Switch::On).await.unwrap();
    let two = [Yes, Back, Given, Regret, Left].map(|measure| of(measure, &house));
    assert_eq!(two, [1, 1, 2, 1, 1]);
    assert_counted(&house).await;
    erase(&house, ana).await;
    assert_eq!(of(Given, &house), 2);
    assert_counted(&house).await;
}

#[tokio::test]
async fn a_yes_of_an_earlier_week_that_is_turned_off_and_on_again_is_another_yes() {
    use Measure::{Back, Given, Left, Regret, Withdrawn};
    let house = House::open().await;
    on_a_monday(&house);
    let ana = house.customer("crm:ana").await;
    house.choose(ana, Switch::On).await.unwrap();
    after(&house, 21);
    for _ in 0..9 {
        house.choose(ana, Switch::Off).await.unwrap();
        house.choose(ana, Switch::On).await.unwrap();
    }
    let counts = [Back, Given, Left, Withdrawn, Regret].map(|measure| of(measure, &house));
    assert_eq!(counts, [1, 2, 1, 1, 0]);
    assert_counted(&house).await;
}

#[tokio::test]
async fn a_no_to_an_older_text_in_the_week_of_the_yes_is_no_second_answer() {
    use Measure::{No, Yes};
    let house = House::open().await;
    on_a_monday(&house);
    let ana = house.customer("crm:ana").await;
    house.choose(ana, Switch::On).await.unwrap();
    house
        .publish(|document| document.recipients = vec!["Dorn Analytics Ltd".to_owned()])
        .await;
    until(|| of(Measure::NeedsAnswer, &house) == 1).await;
    house.choose(ana, Switch::Off).await.unwrap();
    assert_eq!((of(Yes, &house), of(No, &house)), (1, 0));
    assert_counted(&house).await;
}

#[tokio::test]
async fn a_pause_a_new_answer_and_an_end_are_counted() {
    let house = House::open().await;
    let ana = house.customer("crm:ana").await;
    house.choose(ana, Switch::On).await.unwrap();
    let me = || Actor::Customer(ana);
    house.submit(me(), Command::Pause(ana)).await.unwrap();
    let on = |house: &House| sums(house).get(&Measure::On).copied().unwrap_or(0);
    let off = |house: &House| sums(house).get(&Measure::Off).copied().unwrap_or(0);
    assert_eq!((on(&house), off(&house)), (1, 1));
    assert_eq!(
        sums(&house).get(&Measure::Left),
        None,
        "a pause ends no yes"
    );
    let goes_on = Command::Resume(ana, None);
    house.submit(me(), goes_on).await.unwrap();
    assert_eq!((on(&house), off(&house)), (2, 1));
    house
        .publish(|document| document.recipients = vec!["Dorn Analytics Ltd".to_owned()])
        .await;
    until(|| sums(&house).contains_key(&Measure::NeedsAnswer)).await;
    assert_eq!((on(&house), off(&house)), (2, 2));
    house.submit(me(), wish(ana, 2, Switch::On)).await.unwrap();
    assert_eq!(
        sums(&house)[&Measure::Yes],
        2,
        "it was asked and answered anew"
    );
    after(&house, 800);
    until(|| sums(&house).contains_key(&Measure::Expired)).await;
    assert_eq!((on(&house), off(&house)), (3, 3));
    assert_eq!(sums(&house)[&Measure::Left], 2);
    assert_counted(&house).await;
}

#[tokio::test]
async fn who_is_erased_stays_counted_and_is_on_no_longer() {
    let house = House::open().await;
    let (ana, bo) = (
        house.customer("crm:ana").await,
        house.customer("crm:bo").await,
    );
    for who in [ana, bo] {
        house.choose(who, Switch::On).await.unwrap();
    }
    let before = sums(&house);
    after(&house, 3);
    house.store.fail_next(Fault::AfterCommit);
    erase(&house, ana).await;
    let mut after = before.clone();
    after.extend([(Measure::Off, 1), (Measure::Erased, 1), (Measure::Left, 1)]);
    assert_eq!(sums(&house), after);
    assert_counted(&house).await;
    let (counts, _) = house.store.counts();
    let told: i64 = counts
        .cells()
        .filter(|(cell, _)| cell.measure == Measure::Yes)
        .map(|(_, count)| count.told)
        .sum();
    assert_eq!(told, 1, "the ledger tells of Bo alone");
    // Nothing of it names her, and counting again changes nothing.
    assert!(!format!("{counts:?}").contains(&ana.to_string()));
    let house = house.restart().await;
    house.engine.stop().await;
    let store = house.store.as_ref();
    assert_eq!(
        recount(store, &SystemEntropy).await,
        Ok(Some(house.engine.index()))
    );
    assert_eq!(sums(&house), after);
}

#[tokio::test]
async fn records_whose_time_is_over_stay_counted() {
    let house = House::open().await;
    house
        .publish(|document| document.retention_months = Some(1))
        .await;
    let (ana, bo) = (
        house.customer("crm:ana").await,
        house.customer("crm:bo").await,
    );
    for (who, to) in [(ana, Switch::On), (ana, Switch::Off), (bo, Switch::On)] {
        let command = wish(who, 2, to);
        house.submit(Actor::Customer(who), command).await.unwrap();
    }
    let before = sums(&house);
    after(&house, 180);
    let forget = Command::Forget(ana, "recipe-ideas".parse().unwrap());
    house.submit(Actor::System, forget).await.unwrap();
    assert_eq!(sums(&house), before);
    assert_counted(&house).await;
    // She is asked as if for the first time.
    house
        .submit(Actor::Customer(ana), wish(ana, 2, Switch::On))
        .await
        .unwrap();
    assert_eq!(sums(&house)[&Measure::Yes], 3);
    assert_counted(&house).await;
    erase(&house, ana).await;
    assert_eq!(sums(&house)[&Measure::Yes], 3);
    assert_counted(&house).await;
}

#[tokio::test]
async fn what_a_program_wrote_that_does_not_count_is_counted_at_the_next_start() {
    let house = House::open().await;
    let ana = house.customer("crm:ana").await;
    house.choose(ana, Switch::On).await.unwrap();
    let counted = sums(&house);
    house.store.lose_counts();
    house.choose(ana, Switch::On).await.unwrap();
    let (_, through) = house.store.counts();
    assert_eq!(through, None, "a gap stays one");
    let house = house.restart().await;
    assert_eq!(sums(&house), counted);
    assert_counted(&house).await;
}

/// How many have e-mail on, by what is counted, and of whom an answer is known.
fn by_email(house: &House) -> (i64, i64) {
    let (counts, _) = house.store.counts();
    let level = |came: Measure, went: Measure, part: &str| -> i64 {
        let of = |measure| -> i64 {
            let cells = counts.cells();
            let cells = cells.filter(|(cell, _)| cell.measure == measure);
            let cells = cells.filter(|(cell, _)| part.is_empty() || cell.part == part);
            cells.map(|(_, count)| count.all()).sum()
        };
        of(came) - of(went)
    };
    (
        level(Measure::Reached, Measure::Unreached, "email"),
        level(Measure::Heard, Measure::Unheard, ""),
    )
}

/// What is counted of channels is what the states in memory say, and so is who is known.
fn reaches_whom_memory_knows(house: &House) {
    let people = house.engine.customers(None, usize::MAX);
    let catalogue = house.engine.catalogue();
    let proposition = catalogue.proposition("recipe-ideas").unwrap();
    let live = proposition.live().unwrap();
    let now = house.clock.now();
    let has = |customer: &Arc<Customer>, toggle: &Toggle| {
        view_toggle(proposition, live, &customer.state, toggle, now).is_on()
    };
    let email = Toggle::Channel(Channel::Email);
    let on = people.iter();
    let on = on.filter(|customer| has(customer, &Toggle::Exchange) && has(customer, &email));
    let answered = people.iter().filter(|customer| {
        let standing = customer.state.standing("recipe-ideas", &Toggle::Exchange);
        standing.answer().is_some()
    });
    let (on, answered) = (on.count(), answered.count());
    assert_eq!(by_email(house), (on as i64, answered as i64));
    assert_eq!(known(house, &|_| true), people.len() as u64);
    let are_paused = people.iter();
    let are_paused = are_paused.filter(|customer| customer.state.paused_since.is_some());
    let paused = known(house, &|who| who.is_paused);
    assert_eq!(paused, are_paused.count() as u64);
}

/// How many are known of these.
fn known(house: &House, takes: &dyn Fn(Alike<'_>) -> bool) -> u64 {
    house.engine.known("recipe-ideas", takes).values().sum()
}

/// For whom the live version is said to run, which asks nobody, is for whom each page says that it is
/// on; for how many.
fn runs_for_whom_it_is_on(house: &House) -> u64 {
    let catalogue = house.engine.catalogue();
    let proposition = catalogue.proposition("recipe-ideas").unwrap();
    let live = proposition.live().unwrap();
    let people = house.engine.customers(None, usize::MAX);
    let on = people.iter().filter(|customer| {
        let (state, now) = (&customer.state, house.clock.now());
        let whole = view_toggle(proposition, live, state, &Toggle::Exchange, now);
        live.document.is_open_to(customer.region.as_deref()) && whole.is_on()
    });
    let on = on.count() as u64;
    let runs = known(house, &|who| runs_unasked(proposition, live, who));
    assert_eq!(runs, on, "{people:?}");
    on
}

/// What runs without a question, and shares what it knows with others.
fn shares_unasked(document: &mut Document) {
    document.legal_basis = LegalBasis::LegitimateInterest;
    document.ai_uses = vec![AiUse::ShareModel];
    document.required = vec![Toggle::Ai(AiUse::ShareModel)];
}

#[tokio::test]
async fn what_asks_nobody_runs_for_whom_each_page_says_so() {
    let mut house = House::open().await;
    house
        .publish(|document| {
            document.legal_basis = LegalBasis::LegitimateInterest;
            document.regions = vec!["DE".to_owned()];
        })
        .await;
    let mut people = Vec::new();
    let lives = async |house: &House, id, region: &str| {
        let put = PutCustomer {
            id: Some(id),
            region: Some(region.to_owned()),
            ..PutCustomer::default()
        };
        let command = Command::PutCustomer(put);
        house.submit(Actor::System, command).await.unwrap();
    };
    for n in 0..8 {
        let id = house.customer(&format!("crm:{n}")).await;
        lives(&house, id, if n < 7 { "DE" } else { "FR" }).await;
        people.push(id);
    }
    let does = async |house: &House, n: usize, command: Command| {
        let actor = Actor::Customer(people[n]);
        house.submit(actor, command).await.unwrap();
    };
    let objects = |n: usize| wish(people[n], 2, Switch::Off);
    assert_eq!(runs_for_whom_it_is_on(&house), 7);
    does(&house, 0, Command::Pause(people[0])).await;
    does(&house, 1, objects(1)).await;
    assert_eq!(runs_for_whom_it_is_on(&house), 5);
    // Who paused and objects is taken off once, and so is who objects and moves away.
    does(&house, 0, objects(0)).await;
    does(&house, 6, objects(6)).await;
    assert_eq!(runs_for_whom_it_is_on(&house), 4);
    lives(&house, people[6], "FR").await;
    assert_eq!(runs_for_whom_it_is_on(&house), 4);
    // The wish of a browser reaches nothing of it, until a version shares.
    does(&house, 2, Command::HeedSignal(people[2])).await;
    assert_eq!(runs_for_whom_it_is_on(&house), 4);
    house.publish(shares_unasked).await;
    assert_eq!(runs_for_whom_it_is_on(&house), 3);
    house = house.restart().await;
    assert_eq!(runs_for_whom_it_is_on(&house), 3);
    // Whoever objected and goes leaves the others as they were.
    erase(&house, people[1]).await;
    assert_eq!(runs_for_whom_it_is_on(&house), 3);
    erase(&house, people[3]).await;
    assert_eq!(runs_for_whom_it_is_on(&house), 2);
}

#[tokio::test]
async fn what_shares_runs_for_whoever_wants_it_in_spite_of_her_wish() {
    let mut house = House::open().await;
    let (ana, bo) = (
        house.customer("crm:ana").await,
        house.customer("crm:bo").await,
    );
    house.customer("crm:cy").await;
    for who in [ana, bo] {
        let heed = Command::HeedSignal(who);
        house.submit(Actor::Customer(who), heed).await.unwrap();
    }
    house.publish(shares_unasked).await;
    assert_eq!(runs_for_whom_it_is_on(&house), 1);
    for (says, many) in [
        (in_spite(ana, 2), 2),
        (Command::Pause(ana), 1),
        (Command::Resume(ana, None), 2),
        (wish(ana, 2, Switch::Off), 1),
        (in_spite(ana, 2), 2),
    ] {
        house.submit(Actor::Customer(ana), says).await.unwrap();
        assert_eq!(runs_for_whom_it_is_on(&house), many);
        house = house.restart().await;
        assert_eq!(runs_for_whom_it_is_on(&house), many);
    }
    // What shares nothing runs for her like for anybody, and not twice.
    let alone = |document: &mut Document| {
        document.ai_uses.clear();
        document.required.clear();
    };
    house.publish(alone).await;
    assert_eq!(runs_for_whom_it_is_on(&house), 3);
    erase(&house, ana).await;
    assert_eq!(runs_for_whom_it_is_on(&house), 2);
}

#[tokio::test]
async fn a_channel_counts_while_its_exchange_does() {
    let mut house = House::open().await;
    house
        .publish(|document| {
            document.channels.push(Channel::Sms);
            document.required = vec![Toggle::Channel(Channel::Email)];
        })
        .await;
    let choose = async |house: &House, who, to| {
        let command = wish(who, 2, to);
        house.submit(Actor::Customer(who), command).await.unwrap();
    };
    let (ana, bo) = (
        house.customer("crm:ana").await,
        house.customer("crm:bo").await,
    );
    choose(&house, bo, Switch::Off).await;
    assert_eq!(by_email(&house), (0, 1), "a no is an answer");
    // Turning the exchange on turns on what it cannot do without: e-mail, and not the other.
    choose(&house, ana, Switch::On).await;
    assert_eq!(by_email(&house), (1, 2));
    let sms = Command::Choose(
        ana,
        Choice {
            proposition: "recipe-ideas".parse().unwrap(),
            version: 2,
            toggles: Toggles::from([(Toggle::Channel(Channel::Sms), Switch::On)]),
            seen_index: None,
            reads: None,
            locale: None,
            evidence: None,
        },
    );
    let of = |house: &House, measure| all_sums(house).get(&measure).copied().unwrap_or(0);
    house.submit(Actor::Customer(ana), sms).await.unwrap();
    assert_eq!(of(&house, Measure::Reached), 2);
    let me = || Actor::Customer(ana);
    house.submit(me(), Command::Pause(ana)).await.unwrap();
    assert_eq!(by_email(&house), (0, 2), "a pause ends the use");
    let goes_on = Command::Resume(ana, None);
    house.submit(me(), goes_on).await.unwrap();
    assert_eq!(by_email(&house), (1, 2));
    house = house.restart().await;
    reaches_whom_memory_knows(&house);
    choose(&house, ana, Switch::Off).await;
    assert_eq!(by_email(&house), (0, 2));
    assert_eq!(
        of(&house, Measure::Reached),
        of(&house, Measure::Unreached),
        "the other channel went with it"
    );
    assert_counted(&house).await;
    erase(&house, bo).await;
    assert_eq!(by_email(&house), (0, 1));
    reaches_whom_memory_knows(&house);
    assert_counted(&house).await;
}

/// Whatever happens in whatever order, the counts are what the ledger says, and as many have it on
/// as memory knows.
#[tokio::test]
async fn any_course_of_events_is_counted_as_the_ledger_tells_it() {
    let mut seed = 11_u32;
    let mut random = move |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) % below
    };
    let mut house = House::open().await;
    house
        .publish(|document| document.retention_months = Some(1))
        .await;
    let mut version = 2;
    let mut people = Vec::new();
    for n in 0..6 {
        people.push(house.customer(&format!("crm:{n}")).await);
    }
    for step in 0..400 {
        let n = random(6) as usize;
        let who = people[n];
        let me = || Actor::Customer(who);
        match random(20) {
            0..=6 => drop(house.submit(me(), wish(who, version, Switch::On)).await),
            7..=11 => drop(house.submit(me(), wish(who, version, Switch::Off)).await),
            12 => drop(house.submit(me(), Command::Pause(who)).await),
            13 => drop(house.submit(me(), Command::Resume(who, None)).await),
            14 => after(&house, i64::from(random(12))),
            15 if step % 5 == 0 => after(&house, 760),
            15 if step % 5 == 1 => drop(house.submit(me(), Command::HeedSignal(who)).await),
            16 if step % 3 == 0 => {
                let name = format!("Mail company {step}");
                house
                    .publish(|document| document.recipients = vec![name])
                    .await;
                version += 1;
            }
            17 => {
                erase(&house, who).await;
                people[n] = house.customer(&format!("crm:new-{step}")).await;
            }
            18 => {
                let forget = Command::Forget(who, "recipe-ideas".parse().unwrap());
                drop(house.submit(Actor::System, forget).await);
            }
            19 if step % 7 == 0 => house = house.restart().await,
            _ => house.store.fail_next(Fault::AfterCommit),
        }
    }
    drop(house.choose(people[0], Switch::Off).await);
    let settled = || {
        let sums = sums(&house);
        let many = |measure| sums.get(&measure).copied().unwrap_or(0);
        let on = many(Measure::On) - many(Measure::Off);
        u64::try_from(on) == Ok(house.engine.count_on("recipe-ideas").0)
    };
    until(settled).await;
    assert_counted(&house).await;
    reaches_whom_memory_knows(&house);
    let (counts, _) = house.store.counts();
    let measures: std::collections::BTreeSet<_> =
        counts.cells().map(|(cell, _)| cell.measure).collect();
    assert_eq!(measures.len(), Measure::ALL.len(), "{measures:?}");
    // Whatever was said until then, what begins without a question runs for whom it says so.
    house.publish(shares_unasked).await;
    runs_for_whom_it_is_on(&house);
}
