//! Comparisons: fixed once, by one of those who try at once, and never changed.

use mutual::insight::{Comparison, Day, Risk, Rule};
use mutual::port::{Store, StoreError};
use tokio::task::JoinSet;

use crate::Fixture;
use crate::drafts::line;
use crate::samples::{account_id, at};

fn comparison(later: u32, difference: u32) -> Comparison {
    Comparison {
        proposition: "recipe-ideas".parse().unwrap(),
        later,
        earlier: 1,
        rule: Rule {
            difference,
            margin: 2,
            risk: Risk::Five,
            until: Day(20_900),
        },
        answers: 1_570,
        yeses: 1_470,
        begins: Day(20_790),
        set_by: account_id(1),
        set_at: at(60),
    }
}

async fn deeds(store: &dyn Store) -> usize {
    store.audit(None, None, 100).await.unwrap().len()
}

/// What is fixed comes back as it was fixed, with the line of who did it, and is fixed once.
pub async fn a_comparison_is_fixed_once(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    assert_eq!(store.comparisons("recipe-ideas").await, Ok(vec![]));
    let (two, three) = (comparison(2, 5), comparison(3, 50));
    store.add_comparison(&two, &line(1)).await.unwrap();
    store.add_comparison(&three, &line(2)).await.unwrap();
    // Another rule for the same version is none, and no line says that there was one.
    let other = comparison(2, 9);
    let refused = store.add_comparison(&other, &line(3)).await;
    assert_eq!(refused, Err(StoreError::Conflict));
    let all = store.comparisons("recipe-ideas").await;
    assert_eq!(all, Ok(vec![three, two]));
    assert_eq!(store.comparisons("' OR 1 = 1 --").await, Ok(vec![]));
    assert_eq!(deeds(store.as_ref()).await, 2);
}

/// Of many who fix a rule at once one does.
pub async fn of_many_rules_at_once_one_is_fixed(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let mut tries = JoinSet::new();
    for n in 1..=8_u8 {
        let store = store.clone();
        tries.spawn(async move {
            let comparison = comparison(2, u32::from(n));
            let fixed = store.add_comparison(&comparison, &line(n)).await;
            fixed.map(|()| comparison)
        });
    }
    let tries = tries.join_all().await;
    let fixed: Vec<_> = tries.into_iter().filter_map(Result::ok).collect();
    assert_eq!(fixed.len(), 1);
    assert_eq!(store.comparisons("recipe-ideas").await, Ok(fixed));
    assert_eq!(deeds(store.as_ref()).await, 1);
}
