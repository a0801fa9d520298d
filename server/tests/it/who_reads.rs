//! What a page keeps from somebody, its use case keeps from her too: a page only asks sooner.

use mutual::access::{Actor, Denied, Role};
use mutual::id::AccountId;
use mutual::use_cases::Reading;

use crate::common::{Database, Server};
use crate::on_both;

on_both!(
    who_answers_customers_reads_no_versions,
    only_who_holds_models_to_a_bar_reads_their_reasons,
);

fn a(role: Role) -> Actor {
    Actor::Staff {
        account: AccountId::from_bytes([7; 16]),
        role,
    }
}

const NOT_HERS: Reading = Reading::Denied(Denied::Forbidden);

async fn who_answers_customers_reads_no_versions(database: Database) {
    let server = Server::start(database).await;
    server.publish_demo().await;
    let (mutual, key) = (&server.app().mutual, "recipe-ideas");
    for (role, refused) in [
        (Role::Agent, Some(NOT_HERS)),
        (Role::Marketer, None),
        (Role::Reviewer, None),
    ] {
        let all = mutual.versions(&a(role), key, None).await;
        assert_eq!(all.err(), refused, "{role:?}");
        assert_eq!(mutual.version(&a(role), key, 1).err(), refused, "{role:?}");
    }
    server.stop().await;
}

async fn only_who_holds_models_to_a_bar_reads_their_reasons(database: Database) {
    let server = Server::start(database).await;
    let (mutual, model) = (&server.app().mutual, "recipe-picker".parse().unwrap());
    for (role, refused) in [
        (Role::Agent, Some(NOT_HERS)),
        (Role::Marketer, Some(NOT_HERS)),
        (Role::Reviewer, None),
        (Role::Admin, None),
    ] {
        let some = mutual.differing(&a(role), &model, None, 5).await;
        assert_eq!(some.err(), refused, "{role:?}");
    }
    server.stop().await;
}
