//! What every store must do, told as stories that each store runs as its own tests.
//!
//! A store's tests are a [`Fixture`] and one line: `mutual_store_suite::stories!(fixture);`. A
//! fault that is found in one dialect becomes a story here, and so a test of all of them.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "everything here is a test, or helps one"
)]

pub mod cluster;
pub mod customers;
pub mod lease;
pub mod ledger;
pub mod samples;

use std::sync::Arc;

use async_trait::async_trait;
use mutual::port::{Store, StoreError};

/// One new database, at the present schema, with nothing in it.
#[async_trait]
pub trait Fixture: Send + Sync {
    /// Opens it. Each call is like another process, and all of them see the same data.
    async fn open(&self) -> Result<Arc<dyn Store>, StoreError>;
}

/// Makes a test of every story.
///
/// `$fixture` names an `async fn() -> impl Fixture`, which is called anew for each story.
#[macro_export]
macro_rules! stories {
    ($fixture:ident) => {
        $crate::stories! { $fixture:
            ledger {
                a_new_database_has_nothing,
                entries_are_dense_and_come_back_as_written,
                a_gap_and_an_overlap_are_refused,
                of_two_writers_with_one_index_one_wins,
                a_group_is_stored_whole_or_not_at_all,
                large_and_strange_payloads_come_back_as_written,
                a_group_may_have_five_hundred_commands,
                a_trail_walks_back_along_one_customer,
                versions_come_back_in_order,
                an_entry_without_its_personal_side_keeps_its_place,
                everything_is_there_after_a_restart,
                a_closed_store_is_away,
            }
            lease {
                one_holder_at_a_time,
                of_many_who_try_at_once_one_gets_it,
                a_lease_that_ran_out_can_be_taken_and_fences_its_holder,
                a_lease_given_back_is_free_at_once_and_writes_no_more,
                a_renewed_lease_goes_on,
            }
            customers {
                customers_come_page_by_page_in_order,
                a_customer_is_replaced_as_a_whole,
                identifiers_keep_their_order_and_are_taken_away,
                an_identifier_has_one_holder,
                answers_are_found_by_their_keys_and_forgotten,
                thousands_of_answers_are_forgotten,
            }
        }
    };
    ($fixture:ident: $($module:ident { $($story:ident,)* })*) => {
        $(mod $module {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $story() {
                    $crate::$module::$story(&super::$fixture().await).await;
                }
            )*
        })*
    };
}
