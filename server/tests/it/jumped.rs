//! The clock of the machine jumps ahead: what acts by itself waits until it has stood there for a while.

use std::time::Duration;

use mutual::access::{Actor, Role, Scopes};
use mutual::clock::{CONFIRMED_AFTER, Clock as _, Timestamp};
use mutual::consent::ActorRef;
use mutual::guard::{CaseAsked, ESCALATION_S, Matter, Outcome as Verdict, Proposal, Request};
use mutual::id::{AccountId, AuditId, CaseId, ClientId, CustomerId, EndpointId};
use mutual::port::{AuditLine, Engine as _, SessionRow, Ticket, TicketKind};
use mutual::use_cases::{CaseWish, Command, EndpointWish, Outcome, PutCustomer, Reported};
use mutual::webhook::{Delivery, DeliveryId, Endpoint};
use mutual_server::auth::Auth;
use mutual_server::open::Opened;
use mutual_server::worker::sweep::forget_what_ran_out;
use mutual_server::worker::webhooks::send_webhooks;
use tokio::sync::watch;

use crate::cases::submit;
use crate::common::{Database, config};
use crate::on_both;
use crate::receiver::{Answers, Receiver};
use crate::review::KEY;
use crate::scheduled::{by_hand, scheduled};

on_both!(
    what_is_scheduled_goes_not_live_by_a_clock_that_comes_back,
    what_is_scheduled_goes_live_by_a_clock_that_stays,
    silence_is_no_sooner_a_no_because_a_clock_jumped,
    nobody_is_told_of_a_model_twice_because_a_clock_jumped,
    no_webhook_is_given_up_or_put_off_by_a_clock_that_comes_back,
    nobody_is_out_and_no_invitation_is_void_by_a_clock_that_comes_back,
    sessions_and_invitations_are_over_by_a_clock_that_stays,
);

const DAY_S: i64 = 86_400;

fn is_live(opened: &Opened) -> bool {
    let catalogue = opened.live.catalogue();
    let known = catalogue.proposition(KEY);
    known.is_some_and(|known| known.live().is_some())
}

async fn what_is_scheduled_goes_not_live_by_a_clock_that_comes_back(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let (opened, clock) = by_hand(config(database, &folder)).await;
    let today = clock.now();
    let due = today.plus_seconds(DAY_S);
    scheduled(&opened, due).await;
    let mutual = opened.app.mutual.clone();
    clock.jump(today.plus_seconds(2 * DAY_S));
    assert_eq!(mutual.publish_due().await, Ok(Some(due)));
    // Something is written down meanwhile.
    case(&opened, "rent").await;
    clock.set(today.plus_seconds(2 * DAY_S + 60));
    assert_eq!(mutual.publish_due().await, Ok(Some(due)));
    // A minute later it is right again. What was written stays the newest moment that the ledger has.
    clock.jump(today.plus_seconds(60));
    assert!(due < opened.live.now());
    for later in [60, 3_600, DAY_S - 1] {
        clock.set(today.plus_seconds(later));
        assert_eq!(mutual.publish_due().await, Ok(Some(due)), "{later} s later");
        assert!(!is_live(&opened), "{later} s later");
    }
    clock.set(due);
    assert_eq!(mutual.publish_due().await, Ok(None));
    assert!(is_live(&opened));
    opened.close().await;
}

async fn what_is_scheduled_goes_live_by_a_clock_that_stays(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let (opened, clock) = by_hand(config(database, &folder)).await;
    let due = clock.now().plus_seconds(DAY_S);
    scheduled(&opened, due).await;
    let mutual = opened.app.mutual.clone();
    let there = clock.now().plus_seconds(2 * DAY_S);
    let confirmed = i64::try_from(CONFIRMED_AFTER.as_secs()).unwrap();
    clock.jump(there);
    for seconds in [0, 60, confirmed - 1] {
        clock.set(there.plus_seconds(seconds));
        assert_eq!(mutual.publish_due().await, Ok(Some(due)), "{seconds} s");
        assert!(!is_live(&opened), "{seconds} s");
    }
    clock.set(there.plus_seconds(confirmed));
    assert_eq!(mutual.publish_due().await, Ok(None));
    assert!(is_live(&opened));
    opened.close().await;
}

/// Somebody has to decide about Ana; which case.
async fn case(opened: &Opened, topic: &str) -> CaseId {
    case_with(opened, topic, CaseAsked::default()).await
}

/// The same, with what came along as it was asked.
async fn case_with(opened: &Opened, topic: &str, asked: CaseAsked) -> CaseId {
    let engine = opened.live.as_ref();
    let put = PutCustomer {
        identifiers: vec!["crm:42".parse().unwrap()],
        ..PutCustomer::default()
    };
    submit(engine, Command::PutCustomer(put)).await;
    let customer = opened.live.holder("crm:42").unwrap();
    let request = Request {
        purpose: "recommendations",
        topic: Some(topic),
        ..Request::default()
    };
    let wish = CaseWish {
        matter: Matter::escalated(&request, [].into()),
        team: "front_desk".parse().unwrap(),
        asked,
    };
    match submit(engine, Command::OpenCase(customer, Box::new(wish))).await {
        Outcome::CaseOpened { case, .. } => case,
        other => panic!("no case: {other:?}"),
    }
}

/// How the case ended, once it has, and whether that was silence.
async fn end(opened: &Opened, case: CaseId) -> Option<(Verdict, bool)> {
    let row = opened.app.live.store.case(case).await.unwrap().unwrap();
    let end = row.end.map(|end| end.decided);
    end.map(|decided| (decided.outcome, decided.timed_out))
}

async fn silence_is_no_sooner_a_no_because_a_clock_jumped(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let (opened, clock) = by_hand(config(database, &folder)).await;
    let today = clock.now();
    let [silent, answered] = [case(&opened, "credit").await, case(&opened, "loan").await];
    let cases = opened.app.cases(&opened.app.live);
    let look = async |at: Timestamp| {
        clock.set(at);
        assert!(cases.end_due().await.unwrap().is_empty());
    };
    let ahead = today.plus_seconds(3 * DAY_S);
    clock.jump(ahead);
    look(ahead).await;
    case(&opened, "rent").await;
    look(ahead.plus_seconds(60)).await;
    clock.jump(today.plus_seconds(60));
    look(today.plus_seconds(60)).await;
    assert_eq!(end(&opened, silent).await, None);
    // There is time to decide as there was before.
    let desk = desk();
    let decided = cases.decide(&desk, answered, NO, ([1; 32], [2; 32]));
    decided.await.unwrap();
    assert_eq!(end(&opened, answered).await, Some((Verdict::Deny, false)));
    look(today.plus_seconds(ESCALATION_S - 1)).await;
    assert_eq!(end(&opened, silent).await, None);
    look(today.plus_seconds(ESCALATION_S)).await;
    assert_eq!(end(&opened, silent).await, Some((Verdict::Deny, true)));
    opened.close().await;
}

/// What a person of the CRM says, and that CRM.
const NO: Reported<'static> = Reported {
    outcome: Verdict::Deny,
    reason: "We know too little.",
    person: "agent 7",
};

fn desk() -> Actor {
    Actor::Client {
        client: ClientId::from_bytes([4; 16]),
        scopes: Scopes::parse("cases").unwrap(),
    }
}

async fn nobody_is_told_of_a_model_twice_because_a_clock_jumped(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let (opened, clock) = by_hand(config(database, &folder)).await;
    let today = clock.now();
    let (cases, desk) = (opened.app.cases(&opened.app.live), desk());
    for number in 0..20 {
        let asked = CaseAsked {
            proposal: Some(Proposal {
                outcome: Verdict::Deny,
                model: "risk-9".to_owned(),
                why: String::new(),
            }),
            ..CaseAsked::default()
        };
        let case = case_with(&opened, &format!("loan_{number}"), asked).await;
        let decided = cases.decide(&desk, case, NO, ([number; 32], [2; 32]));
        decided.await.unwrap();
    }
    assert_eq!(cases.alarms_to_tell().await.unwrap(), ["risk-9"]);
    cases.alarm_told("risk-9".to_owned()).await.unwrap();
    // By a clock that is four months ahead all of these were decided too long ago to count.
    for moment in [today.plus_seconds(120 * DAY_S), today.plus_seconds(60)] {
        clock.jump(moment);
        let none: [&str; 0] = [];
        assert_eq!(cases.alarms_to_tell().await.unwrap(), none);
    }
    opened.close().await;
}

fn admin() -> Actor {
    Actor::Staff {
        account: AccountId::from_bytes([1; 16]),
        role: Role::Admin,
    }
}

/// A CRM's address that has failed for two days, of which people have known for one.
async fn failing(opened: &Opened, receiver: &Receiver) -> EndpointId {
    let (app, now) = (&opened.app, opened.app.clock.now());
    let wish = EndpointWish {
        url: Some(receiver.url.clone()),
        events: Some(vec!["*".to_owned()]),
        ..EndpointWish::default()
    };
    let (webhooks, admin) = (app.mutual.webhooks(), admin());
    let added = webhooks.add_endpoint(&admin, wish, ([1; 32], [2; 32]));
    let (endpoint, _) = added.await.unwrap();
    let (id, before) = (endpoint.id, endpoint.revision);
    let aged = Endpoint {
        failing_since: Some(now.plus_seconds(-2 * DAY_S)),
        warned_at: Some(now.plus_seconds(-DAY_S)),
        revision: before + 1,
        ..endpoint
    };
    let line = AuditLine {
        id: AuditId::new(app.clock.as_ref(), app.entropy.as_ref()),
        at: now,
        actor: ActorRef::from(&Actor::System),
        what: "webhook.aged".to_owned(),
        about: String::new(),
        reason: String::new(),
    };
    let store = &app.live.store;
    let changed = store.change_endpoint(&aged, before, &line, None).await;
    changed.unwrap();
    id
}

/// Waits until that delivery was tried once, and that is stored.
async fn tried(opened: &Opened, id: DeliveryId) -> Delivery {
    let tried = async {
        loop {
            let known = opened.app.live.store.delivery(id).await.unwrap();
            if let Some(delivery) = known.filter(|delivery| delivery.tries == 1) {
                return delivery;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(30), tried);
    waited.await.unwrap()
}

async fn no_webhook_is_given_up_or_put_off_by_a_clock_that_comes_back(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let receiver = Receiver::start().await;
    let mut config = config(database, &folder);
    config.webhook_hosts = vec![receiver.host().parse().unwrap()];
    let (opened, clock) = by_hand(config).await;
    let today = clock.now();
    let endpoint = failing(&opened, &receiver).await;
    receiver.always(Answers::Status(500));
    let (stop, stopping) = watch::channel(false);
    let sending = tokio::spawn(send_webhooks(opened.app.clone(), stopping));
    // It would have failed for eight days by this clock, and is given up after five.
    clock.jump(today.plus_seconds(6 * DAY_S));
    case(&opened, "rent").await;
    let index = opened.live.index();
    let first = DeliveryId { endpoint, index };
    let put_off = tried(&opened, first).await.at;
    assert!(put_off < today.plus_seconds(60), "{put_off}");
    let known = opened.app.live.store.endpoint(endpoint).await.unwrap();
    assert_eq!(known.unwrap().off, None);
    // The clock is right again, and the CRM is there. The ledger's newest moment is still to come.
    clock.jump(today);
    clock.set(today.plus_seconds(10));
    receiver.always(Answers::Status(200));
    assert!(clock.now() < opened.live.now());
    case(&opened, "loan").await;
    let came = receiver.until(3, |_| true).await;
    let indices: Vec<_> = came.iter().map(|came| came.index()).collect();
    assert_eq!(indices, [index, index, index + 1]);
    // What is asked for once more goes at once.
    let webhooks = opened.app.mutual.webhooks();
    let again = webhooks.redeliver(&admin(), first, None).await.unwrap();
    assert_eq!(again.at, clock.now());
    receiver.until(4, |_| true).await;
    stop.send_replace(true);
    sending.await.unwrap();
    opened.close().await;
}

const SESSION: [u8; 32] = [7; 32];
const INVITATION: [u8; 32] = [8; 32];
/// How long Ana's session and the invitation of Max are good, in seconds.
const GOOD_S: [i64; 2] = [2 * 3_600, 7 * DAY_S];

/// Ana came in, and Max is invited, as the door keeps it.
async fn let_in(opened: &Opened) {
    let (store, now) = (&opened.app.live.store, opened.app.clock.now());
    let [session, invitation] = GOOD_S.map(|seconds| now.plus_seconds(seconds));
    let session = SessionRow {
        id: SESSION,
        owner: CustomerId::from_bytes([1; 16]).to_string(),
        data: b"{}".to_vec(),
        expires_at: session,
    };
    assert!(store.add_session(&session).await.unwrap());
    let invitation = Ticket {
        digest: INVITATION,
        kind: TicketKind::PasswordReset,
        owner: AccountId::from_bytes([2; 16]).to_string(),
        expires_at: invitation,
    };
    store.add_ticket(&invitation).await.unwrap();
}

/// Whether the session and the invitation are there for whoever comes at that moment.
async fn are_there(opened: &Opened, at: Timestamp) -> [bool; 2] {
    let store = &opened.app.live.store;
    let session = store.session(SESSION, at).await.unwrap();
    let invitation = store.ticket(INVITATION, at).await.unwrap();
    [session.is_some(), invitation.is_some()]
}

async fn nobody_is_out_and_no_invitation_is_void_by_a_clock_that_comes_back(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let (opened, clock) = by_hand(config(database, &folder)).await;
    let today = clock.now();
    let auth = Auth::new(&opened.app);
    let sweep = async |at: Timestamp| {
        clock.set(at);
        forget_what_ran_out(&opened.app, &auth, true).await;
    };
    let_in(&opened).await;
    let ahead = today.plus_seconds(30 * DAY_S);
    clock.jump(ahead);
    sweep(ahead).await;
    // Something is written down meanwhile.
    case(&opened, "rent").await;
    sweep(ahead.plus_seconds(599)).await;
    clock.jump(today.plus_seconds(599));
    sweep(today.plus_seconds(600)).await;
    assert_eq!(are_there(&opened, clock.now()).await, [true, true]);
    // Each goes when its own time is over.
    let [session, invitation] = GOOD_S;
    sweep(today.plus_seconds(session + 1)).await;
    assert_eq!(are_there(&opened, today).await, [false, true]);
    sweep(today.plus_seconds(invitation + 1)).await;
    assert_eq!(are_there(&opened, today).await, [false, false]);
    opened.close().await;
}

async fn sessions_and_invitations_are_over_by_a_clock_that_stays(database: Database) {
    let folder = tempfile::tempdir().unwrap();
    let (opened, clock) = by_hand(config(database, &folder)).await;
    let today = clock.now();
    let auth = Auth::new(&opened.app);
    let_in(&opened).await;
    let there = today.plus_seconds(30 * DAY_S);
    let confirmed = i64::try_from(CONFIRMED_AFTER.as_secs()).unwrap();
    clock.jump(there);
    for (seconds, are_kept) in [
        (0, true),
        (60, true),
        (confirmed - 1, true),
        (confirmed, false),
    ] {
        clock.set(there.plus_seconds(seconds));
        forget_what_ran_out(&opened.app, &auth, true).await;
        assert_eq!(
            are_there(&opened, today).await,
            [are_kept; 2],
            "{seconds} s"
        );
    }
    opened.close().await;
}
