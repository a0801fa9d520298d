//! Accounts: one address, one account; a new password ends what the old one began.

use mutual::access::Role;
use mutual::consent::Identifier;
use mutual::id::CustomerId;
use mutual::port::{Account, AccountKind, SessionRow, Store, StoreError, Ticket, TicketKind};

use crate::Fixture;
use crate::samples::{STRANGE, account_id, ana, at, bo, digest};

/// An account is found by its address, its id and its customer.
pub async fn an_account_is_found_by_address_id_and_customer(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let anas = of_customer(1, "ana@example.org", ana());
    let mut marketers = of_staff(2, "marketer@example.org", Role::Marketer);
    marketers.password = Some("$argon2id$…".to_owned());
    marketers.disabled_at = Some(at(9));
    store.add_account(&anas, None).await.unwrap();
    store.add_account(&marketers, None).await.unwrap();
    assert_eq!(
        store.account_by_email("ana@example.org").await,
        Ok(Some(anas.clone()))
    );
    assert_eq!(
        store.account(marketers.id).await,
        Ok(Some(marketers.clone()))
    );
    assert_eq!(store.account_of(ana()).await, Ok(Some(anas.clone())));
    assert_eq!(store.accounts().await, Ok(vec![anas, marketers]));
    assert_eq!(store.account_by_email("nobody@example.org").await, Ok(None));
    assert_eq!(store.account_by_email("ana@example.or_").await, Ok(None));
    assert_eq!(store.account(account_id(9)).await, Ok(None));
    assert_eq!(store.account_of(bo()).await, Ok(None));
}

/// Every role and every text comes back; accounts come by address, byte by byte.
pub async fn accounts_of_every_kind_come_back_as_written(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let mut accounts: Vec<_> = Role::ALL
        .into_iter()
        .zip([
            "zoe@example.org",
            "Über@example.org",
            "a@example.org",
            "a-b@example.org",
        ])
        .zip(1..)
        .map(|((role, email), n)| of_staff(n, email, role))
        .collect();
    accounts.push(of_customer(9, STRANGE, ana()));
    for account in &accounts {
        store.add_account(account, None).await.unwrap();
    }
    accounts.sort_by(|one, other| one.email.cmp(&other.email));
    assert_eq!(store.accounts().await, Ok(accounts));
    assert_eq!(
        store.account_by_email(STRANGE).await.unwrap().unwrap().id,
        account_id(9)
    );
}

/// An address belongs to one account, also where two are added at once.
pub async fn an_address_is_taken_once(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let other = fixture.open().await.unwrap();
    let first = of_staff(1, "marketer@example.org", Role::Marketer);
    let second = of_customer(2, "marketer@example.org", ana());
    let (one, two) = tokio::join!(
        store.add_account(&first, None),
        other.add_account(&second, None)
    );
    assert!(matches!(
        (one, two),
        (Ok(()), Err(StoreError::Conflict)) | (Err(StoreError::Conflict), Ok(()))
    ));
    assert_eq!(store.accounts().await.unwrap().len(), 1);
}

/// A new password ends every session but one, and every ticket; nobody else's.
pub async fn a_new_password_ends_all_sessions_but_one(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let (id, other) = two_with_sessions(store.as_ref()).await;
    store
        .set_password(id.id, "$argon2id$new", Some(digest(1)), None)
        .await
        .unwrap();
    let changed = store.account(id.id).await.unwrap().unwrap();
    assert_eq!(changed.password.as_deref(), Some("$argon2id$new"));
    assert_eq!(live(store.as_ref()).await, [1, 3]);
    assert_eq!(store.ticket(digest(1), at(0)).await, Ok(None));
    assert!(store.ticket(digest(3), at(0)).await.unwrap().is_some());
    store
        .set_password(id.id, "$argon2id$newer", None, None)
        .await
        .unwrap();
    assert_eq!(live(store.as_ref()).await, [3]);
    assert_eq!(store.account(other.id).await, Ok(Some(other)));
}

/// Switched off, an account has no session and no ticket; switched on again, it is the same.
pub async fn a_disabled_account_has_no_sessions(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let (account, _) = two_with_sessions(store.as_ref()).await;
    store.set_disabled(account.id, None, None).await.unwrap();
    assert_eq!(live(store.as_ref()).await, [1, 2, 3]);
    store
        .set_disabled(account.id, Some(at(5)), None)
        .await
        .unwrap();
    assert_eq!(live(store.as_ref()).await, [3]);
    assert_eq!(store.ticket(digest(1), at(0)).await, Ok(None));
    assert!(store.ticket(digest(3), at(0)).await.unwrap().is_some());
    assert_eq!(
        store
            .account(account.id)
            .await
            .unwrap()
            .unwrap()
            .disabled_at,
        Some(at(5))
    );
    store.set_disabled(account.id, None, None).await.unwrap();
    assert_eq!(store.account(account.id).await, Ok(Some(account)));
}

/// A new password and a switch off end the customer's sessions by link and her tickets as well,
/// and nobody else's.
pub async fn a_new_password_and_a_switch_off_reach_the_customer_behind(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let (account, _) = two_with_sessions(store.as_ref()).await;
    let by_link = async |number: u32, customer: CustomerId| {
        let (id, owner, expires_at) = (digest(number), customer.to_string(), at(60));
        let data = Vec::new();
        let row = SessionRow {
            id,
            owner: owner.clone(),
            data,
            expires_at,
        };
        assert_eq!(store.add_session(&row).await, Ok(true));
        let kind = TicketKind::SignIn;
        let ticket = Ticket {
            digest: id,
            kind,
            owner,
            expires_at,
        };
        store.add_ticket(&ticket).await.unwrap();
    };
    let lives = async |number: u32| {
        let session = store.session(digest(number), at(0)).await.unwrap();
        let ticket = store.ticket(digest(number), at(0)).await.unwrap();
        assert_eq!(session.is_some(), ticket.is_some());
        session.is_some()
    };
    by_link(11, ana()).await;
    by_link(12, bo()).await;
    store
        .set_password(account.id, "$argon2id$new", None, None)
        .await
        .unwrap();
    assert!(!lives(11).await && lives(12).await);
    by_link(13, ana()).await;
    store.set_disabled(account.id, None, None).await.unwrap();
    assert!(lives(13).await);
    store
        .set_disabled(account.id, Some(at(5)), None)
        .await
        .unwrap();
    assert!(!lives(13).await && lives(12).await);
}

/// A ticket sets the password of its account once, while it is good; whoever comes with another
/// one changes nothing.
pub async fn a_password_is_reset_by_a_ticket_once(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let other = fixture.open().await.unwrap();
    let (anas, bos) = two_with_sessions(store.as_ref()).await;
    let reset = async |id, ticket, seconds| {
        store
            .reset_password(id, "$argon2id$new", digest(ticket), at(seconds), None)
            .await
    };
    for (ticket, seconds) in [(9, 0), (3, 0), (1, 60)] {
        assert_eq!(
            reset(anas.id, ticket, seconds).await,
            Err(StoreError::Conflict)
        );
    }
    assert_eq!(live(store.as_ref()).await, [1, 2, 3]);
    assert_eq!(store.account(anas.id).await, Ok(Some(anas.clone())));
    let (one, two) = tokio::join!(
        reset(anas.id, 1, 59),
        other.reset_password(anas.id, "$argon2id$new", digest(1), at(59), None)
    );
    assert!(matches!(
        (one, two),
        (Ok(()), Err(StoreError::Conflict)) | (Err(StoreError::Conflict), Ok(()))
    ));
    let changed = store.account(anas.id).await.unwrap().unwrap();
    assert_eq!(changed.password.as_deref(), Some("$argon2id$new"));
    assert_eq!(live(store.as_ref()).await, [3]);
    assert_eq!(store.ticket(digest(1), at(0)).await, Ok(None));
    assert_eq!(store.account(bos.id).await, Ok(Some(bos)));
    // A ticket to come in sets no password.
    let (owner, kind) = (anas.id.to_string(), TicketKind::SignIn);
    let (digest, expires_at) = (digest(5), at(60));
    let ticket = Ticket {
        digest,
        kind,
        owner,
        expires_at,
    };
    store.add_ticket(&ticket).await.unwrap();
    assert_eq!(reset(anas.id, 5, 0).await, Err(StoreError::Conflict));
}

/// What is to change an account that is not there says so.
pub async fn an_account_that_is_not_there_cannot_change(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let nobody = account_id(9);
    assert_eq!(
        store.set_password(nobody, "x", None, None).await,
        Err(StoreError::Conflict)
    );
    assert_eq!(
        store.set_disabled(nobody, Some(at(1)), None).await,
        Err(StoreError::Conflict)
    );
}

fn of_customer(number: u8, email: &str, customer: CustomerId) -> Account {
    Account {
        id: account_id(number),
        email: email.to_owned(),
        password: None,
        kind: AccountKind::Customer(customer),
        created_at: at(i64::from(number)),
        disabled_at: None,
    }
}

pub(crate) fn of_staff(number: u8, email: &str, role: Role) -> Account {
    Account {
        password: Some("$argon2id$…".to_owned()),
        kind: AccountKind::Staff(role),
        ..of_customer(number, email, ana())
    }
}

/// Ana's account with the sessions 1 and 2, and Bo's with session 3; each with a ticket.
async fn two_with_sessions(store: &dyn Store) -> (Account, Account) {
    let anas = of_customer(1, "ana@example.org", ana());
    let bos = of_customer(2, "bo@example.org", bo());
    for (account, number) in [(&anas, 1), (&anas, 2), (&bos, 3)] {
        if number != 2 {
            store.add_account(account, None).await.unwrap();
        }
        let owner = account.id.to_string();
        let (id, data, expires_at) = (digest(number), Vec::new(), at(60));
        store
            .add_session(&SessionRow {
                id,
                owner: owner.clone(),
                data,
                expires_at,
            })
            .await
            .unwrap();
        let kind = TicketKind::PasswordReset;
        store
            .add_ticket(&Ticket {
                digest: id,
                kind,
                owner,
                expires_at,
            })
            .await
            .unwrap();
    }
    (anas, bos)
}

/// The numbers of the sessions that live.
async fn live(store: &dyn Store) -> Vec<u32> {
    let mut live = Vec::new();
    for number in 1..=3 {
        if store
            .session(digest(number), at(0))
            .await
            .unwrap()
            .is_some()
        {
            live.push(number);
        }
    }
    live
}

/// What somebody is called changes with its line, for the organisation's own people alone, and where it
/// is what is stored there is no line.
pub async fn what_somebody_is_called_changes_with_its_line(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let bea = of_staff(1, "bea@example.org", Role::Agent);
    let cara = of_customer(2, "cara@example.org", ana());
    for account in [&bea, &cara] {
        store.add_account(account, None).await.unwrap();
    }
    let both = [bea.id, cara.id];
    let line = |n| crate::drafts::line(n);
    let says = async |n, id, called: Option<&'static str>| {
        store.set_called(id, called, &line(n)).await.unwrap();
        store.called(&both).await.unwrap()
    };
    assert!(says(1, bea.id, None).await.is_empty());
    let bea_is = |name: &str| vec![(bea.id, name.to_owned())];
    assert_eq!(says(2, bea.id, Some("Bea")).await, bea_is("Bea"));
    assert_eq!(says(3, bea.id, Some("Bea")).await, bea_is("Bea"));
    assert_eq!(says(4, bea.id, Some(STRANGE)).await, bea_is(STRANGE));
    // A customer is called nothing here, nor is who is not there.
    assert_eq!(says(5, cara.id, Some("Cara")).await, bea_is(STRANGE));
    let nobody = account_id(9);
    assert_eq!(says(6, nobody, Some("Nobody")).await, bea_is(STRANGE));
    assert!(says(7, bea.id, None).await.is_empty());
    let lines = store.audit(None, None, 9).await;
    assert_eq!(lines, Ok(vec![line(7), line(4), line(2)]));
}

/// What our records call somebody changes with its line, for the organisation's own people alone, and only
/// in the place of what is stored there.
pub async fn what_a_colleague_is_known_as_changes_with_its_line(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let bea = of_staff(1, "bea@example.org", Role::Agent);
    let cara = of_customer(2, "cara@example.org", ana());
    for account in [&bea, &cara] {
        store.add_account(account, None).await.unwrap();
    }
    let both = [bea.id, cara.id];
    let line = |n| crate::drafts::line(n);
    let strange = format!("x:{STRANGE}");
    let [one, other] = ["crm:42", strange.as_str()].map(|name| Identifier::stored(name).unwrap());
    let (first, second) = (vec![one.clone()], vec![one, other]);
    assert_eq!(store.known_as(&both).await, Ok(vec![]));
    let says = async |n, before: &[Identifier], now: &[Identifier]| {
        store.set_known_as(bea.id, before, now, &line(n)).await
    };
    assert_eq!(says(1, &[], &first).await, Ok(()));
    assert_eq!(
        store.known_as(&both).await,
        Ok(vec![(bea.id, first.clone())])
    );
    // Whoever saw something else changes nothing; a customer has none here, nor has who is not there.
    let refused = [
        says(2, &[], &second).await,
        store.set_known_as(cara.id, &[], &first, &line(3)).await,
        store
            .set_known_as(account_id(9), &[], &first, &line(4))
            .await,
    ];
    assert_eq!(refused, [const { Err(StoreError::Conflict) }; 3]);
    assert_eq!(says(5, &first, &second).await, Ok(()));
    assert_eq!(
        store.known_as(&both).await,
        Ok(vec![(bea.id, second.clone())])
    );
    assert_eq!(says(6, &second, &[]).await, Ok(()));
    assert_eq!(store.known_as(&both).await, Ok(vec![]));
    let lines = store.audit(None, None, 9).await;
    assert_eq!(lines, Ok(vec![line(6), line(5), line(1)]));
}

/// A role changes with its line, and never the last admin's who can come in.
pub async fn a_role_changes_and_the_last_admin_stays(fixture: &impl Fixture) {
    let store = fixture.open().await.unwrap();
    let ada = of_staff(1, "ada@example.org", Role::Admin);
    let bea = of_staff(2, "bea@example.org", Role::Admin);
    let cara = of_customer(3, "cara@example.org", ana());
    for account in [&ada, &bea, &cara] {
        store.add_account(account, None).await.unwrap();
    }
    assert_eq!(store.staff().await, Ok(vec![ada.clone(), bea.clone()]));
    let line = |n| crate::drafts::line(n);
    store.set_role(bea.id, Role::Agent, &line(1)).await.unwrap();
    let now = store.account(bea.id).await.unwrap().unwrap();
    assert_eq!(now.kind, AccountKind::Staff(Role::Agent));
    let refused = [
        store.set_role(ada.id, Role::Reviewer, &line(2)).await,
        store.set_disabled(ada.id, Some(at(5)), None).await,
        store.set_role(cara.id, Role::Admin, &line(3)).await,
        store.set_role(account_id(9), Role::Admin, &line(4)).await,
    ];
    assert_eq!(refused, [const { Err(StoreError::Conflict) }; 4]);
    assert_eq!(store.account(ada.id).await, Ok(Some(ada.clone())));
    assert_eq!(store.audit(None, None, 9).await, Ok(vec![line(1)]));
    store.set_role(ada.id, Role::Admin, &line(5)).await.unwrap();
    // Who was invited and never came, or is switched off, does not count.
    let mut invited = of_staff(4, "dora@example.org", Role::Admin);
    invited.password = None;
    store.add_account(&invited, None).await.unwrap();
    let taken = store.set_role(ada.id, Role::Agent, &line(7)).await;
    assert_eq!(taken, Err(StoreError::Conflict));
    store.set_role(bea.id, Role::Admin, &line(6)).await.unwrap();
    store.set_disabled(bea.id, Some(at(5)), None).await.unwrap();
    let off = store.set_disabled(ada.id, Some(at(6)), None).await;
    assert_eq!(off, Err(StoreError::Conflict));
    store.set_disabled(bea.id, None, None).await.unwrap();
    store.set_disabled(ada.id, Some(at(6)), None).await.unwrap();
}

/// Of two admins who take each other's role at once, one stays.
pub async fn two_admins_do_not_take_each_others_role(fixture: &impl Fixture) {
    let stores = [fixture.open().await.unwrap(), fixture.open().await.unwrap()];
    let both = [
        of_staff(1, "ada@example.org", Role::Admin),
        of_staff(2, "bea@example.org", Role::Admin),
    ];
    for account in &both {
        stores[0].add_account(account, None).await.unwrap();
    }
    for round in 0..10 {
        let mut taken = tokio::task::JoinSet::new();
        for (n, account) in both.iter().enumerate() {
            let (store, id) = (stores[n].clone(), account.id);
            let number = u8::try_from(10 + 2 * round + n).unwrap();
            taken.spawn(async move {
                let line = crate::drafts::line(number);
                match round % 2 {
                    0 => store.set_role(id, Role::Agent, &line).await,
                    _ => store.set_disabled(id, Some(at(5)), None).await,
                }
            });
        }
        let taken = taken.join_all().await;
        let done = taken.iter().filter(|taken| taken.is_ok()).count();
        assert_eq!(done, 1, "{taken:?}");
        for (n, account) in both.iter().enumerate() {
            let number = u8::try_from(100 + 2 * round + n).unwrap();
            let line = crate::drafts::line(number);
            stores[0]
                .set_disabled(account.id, None, None)
                .await
                .unwrap();
            let role = Role::Admin;
            stores[0].set_role(account.id, role, &line).await.unwrap();
        }
    }
}
