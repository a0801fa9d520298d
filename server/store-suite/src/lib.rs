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

pub mod accounts;
pub mod asked;
pub mod cases;
pub mod clients;
pub mod cluster;
pub mod comparisons;
pub mod customers;
pub mod decisions;
pub mod drafts;
pub mod erasure;
pub mod guesses;
pub mod guesses_gone;
pub mod hindsight;
pub mod insight;
pub mod jobs;
pub mod lease;
pub mod ledger;
pub mod line_proposals;
pub mod log;
pub mod messages;
pub mod samples;
pub mod sessions;
pub mod settings;
pub mod shipped;
pub mod throttle;
pub mod value;
pub mod webhooks;
pub mod webhooks_answered;
pub mod webhooks_end;
pub mod webhooks_waiting;
pub mod whole;
pub mod wire;

use std::sync::Arc;

use async_trait::async_trait;
use mutual::port::{Store, StoreError};

/// One new, empty database.
#[async_trait]
pub trait Fixture: Send + Sync {
    /// Opens it. Each call is like another process, and all of them see the same data.
    async fn open(&self) -> Result<Arc<dyn Store>, StoreError>;

    /// The names of all tables in it.
    async fn tables(&self) -> Vec<String>;

    /// Runs a statement in it, beside whoever has it open.
    async fn run(&self, statement: &'static str);
}

/// Brings the schema of a new database up to date.
///
/// # Panics
///
/// Where that fails.
pub async fn migrated<F: Fixture>(fixture: F) -> F {
    let store = fixture.open().await.expect("a database");
    store.migrate().await.expect("a schema");
    store.close().await;
    fixture
}

/// Makes a test of every story.
///
/// `$fixture` names an `async fn() -> impl Fixture`, which is called anew for each story.
#[macro_export]
macro_rules! stories {
    ($fixture:ident) => {
        async fn migrated() -> impl $crate::Fixture {
            $crate::migrated($fixture().await).await
        }

        $crate::stories! { $fixture: whole {
            migrating_again_changes_nothing,
            without_a_schema_it_says_so,
        } }

        $crate::stories! { migrated:
            ledger {
                a_new_database_has_nothing,
                entries_are_dense_and_come_back_as_written,
                a_gap_and_an_overlap_are_refused,
                of_two_writers_with_one_index_one_wins,
                a_group_is_stored_whole_or_not_at_all,
                large_and_strange_payloads_come_back_as_written,
                a_group_may_have_five_hundred_commands,
                a_trail_walks_back_along_one_customer,
                a_receipt_leads_to_its_entry,
                versions_come_back_in_order,
                lines_are_stored_with_their_entries_or_not_at_all,
                an_entry_without_its_personal_side_keeps_its_place,
                everything_is_there_after_a_restart,
                a_closed_store_is_away,
            }
            lease {
                one_holder_at_a_time, a_fence_makes_void_what_was_sent_before,
                of_many_who_try_at_once_one_gets_it,
                a_lease_that_ran_out_can_be_taken_and_fences_its_holder,
                a_lease_given_back_is_free_at_once_and_writes_no_more,
                a_renewed_lease_goes_on,
            }
            log {
                leaves_come_in_order,
                a_head_is_stored_with_its_tiles_and_only_grows,
                a_late_head_is_not_stored,
            }
            customers {
                customers_come_page_by_page_in_order,
                a_customer_is_replaced_as_a_whole,
                identifiers_keep_their_order_and_are_taken_away,
                an_identifier_has_one_holder,
                answers_are_found_by_their_keys_and_forgotten,
                thousands_of_answers_are_forgotten,
            }
            erasure {
                every_table_is_known_to_erasure_and_access,
                an_erased_customer_is_in_no_table,
                a_colleague_who_is_erased_is_known_by_no_name_of_hers,
                a_trail_leads_past_what_was_destroyed,
                a_readmitted_customer_is_recognised_no_more,
                only_the_writer_destroys,
            }
            value {
                a_proof_counts_once_and_is_corrected,
                the_store_agrees_with_the_rules,
                sums_are_exact_and_never_mix_units,
                late_events_stand_where_they_belong,
                uses_are_counted_once_and_the_last_is_found,
                an_answer_is_stored_with_what_was_reported,
                of_many_who_report_one_proof_at_once_one_is_new,
                nobody_is_brought_back,
                an_erasure_at_the_same_moment_leaves_nothing,
                what_arrived_goes_with_the_records_of_its_exchange,
                what_is_held_of_it_can_be_read,
            }
            decisions {
                a_decision_comes_back_as_it_was_recorded,
                each_recording_stands_by_itself,
                a_case_is_used_once,
                an_erasure_leaves_a_bare_row,
                a_seal_is_on_all_of_its_decisions_or_on_none,
                a_contest_counts_once,
                a_question_without_an_answer_is_kept,
                a_model_changes_revision_by_revision,
            }
            guesses {
                a_guess_comes_back_as_told_and_the_newer_one_stays,
                a_row_is_dropped_as_it_was_seen,
                an_answer_is_stored_with_a_guess_and_with_its_end,
                what_she_said_of_a_guess_stays_with_its_words,
                what_is_told_again_stands_since_it_was_told_first,
                nobody_is_guessed_about_who_is_not_there_and_not_too_much,
                an_erasure_at_the_same_moment_leaves_no_guess,
                what_is_guessed_is_held_and_erased,
                what_is_guessed_and_said_of_it_is_counted_once,
            }
            guesses_gone {
                what_was_taken_back_stood_there_until_then,
                what_was_told_in_other_words_stood_there_until_then,
                of_what_is_told_too_often_the_newest_is_known,
                what_is_dropped_is_known_of_in_all_its_words,
                what_is_gone_for_long_is_forgotten,
                what_is_left_of_a_guess_is_held_without_its_words,
                an_erasure_at_the_same_moment_leaves_nothing_of_it,
                after_an_update_what_goes_is_known_an_hour_later,
            }
            insight {
                counts_are_written_with_their_entries,
                counting_again_keeps_who_is_gone,
                what_arrives_is_counted_by_day,
                what_is_forgotten_stays_counted,
                of_many_who_report_at_once_all_are_counted,
            }
            asked {
                the_first_time_and_the_first_answer_are_counted,
                what_is_missing_is_added_when_counting_again,
                who_is_gone_stays_counted_without_a_row,
            }
            messages {
                a_message_is_counted_once,
                a_withdrawal_follows_the_newest_message_before_it,
                messages_and_withdrawals_count_the_same_in_any_order,
                of_a_message_and_a_withdrawal_at_once_none_is_missed,
            }
            cases {
                cases_are_found_by_id_and_in_their_order,
                of_many_who_take_a_case_one_has_it,
                what_is_due_is_found,
                an_erasure_takes_the_cases_of_its_customer,
            }
            comparisons {
                a_comparison_is_fixed_once,
                of_many_rules_at_once_one_is_fixed,
            }
            hindsight {
                what_was_asked_adds_up_and_is_forgotten,
                what_comes_after_the_last_place_counts_under_no_shape,
                of_many_who_count_at_once_all_is_counted,
                decisions_are_looked_back_at_newest_first,
            }
            line_proposals {
                a_proposal_waits_until_it_is_taken_away,
                of_many_who_take_one_away_one_does,
            }
            accounts {
                an_account_is_found_by_address_id_and_customer,
                accounts_of_every_kind_come_back_as_written,
                an_address_is_taken_once,
                a_new_password_ends_all_sessions_but_one,
                a_disabled_account_has_no_sessions,
                a_new_password_and_a_switch_off_reach_the_customer_behind,
                a_password_is_reset_by_a_ticket_once,
                an_account_that_is_not_there_cannot_change,
                what_somebody_is_called_changes_with_its_line,
                what_a_colleague_is_known_as_changes_with_its_line,
                a_role_changes_and_the_last_admin_stays,
                two_admins_do_not_take_each_others_role,
            }
            sessions {
                a_session_lives_until_its_end,
                an_id_is_given_once_and_only_what_is_there_can_be_changed,
                all_sessions_of_an_owner_end_but_one,
                ended_sessions_are_forgotten,
                thousands_of_sessions_are_forgotten,
                an_owner_has_at_most_fifty,
            }
            throttle {
                every_one_of_64_tries_at_once_is_counted,
                a_window_lasts_from_its_first_try,
                tries_are_cleared_and_forgotten,
                thousands_of_tries_and_tickets_are_forgotten,
                a_ticket_is_good_until_it_ran_out,
            }
            clients {
                clients_come_back_as_written,
                a_client_is_replaced_with_its_secrets,
                the_revision_grows_with_every_change,
                a_client_changes_from_the_present_revision,
                of_many_who_change_clients_at_once_one_does,
                calls_add_up_and_are_forgotten,
                when_a_secret_was_used_is_noted,
            }
            drafts {
                a_draft_is_saved_revision_by_revision,
                what_goes_live_by_itself_is_found_alone,
                a_save_from_an_old_revision_is_refused,
                of_eight_who_save_at_once_one_does,
                a_deleted_draft_begins_anew,
                a_discarded_draft_leaves_nothing_open,
                a_step_and_its_line_are_stored_together,
                who_did_what_is_read_page_by_page,
                comments_outlive_their_draft,
            }
            jobs {
                a_job_goes_on_after_a_restart,
                open_jobs_are_those_that_wait_or_run,
                a_report_is_read_page_by_page,
                a_job_that_is_not_there_does_not_advance,
                a_job_that_ended_long_ago_is_forgotten_with_its_report,
            }
            settings {
                the_organisation_is_what_was_set_last,
                of_two_who_say_how_teams_work_one_does,
                of_which_alarms_people_were_told_is_kept,
                a_deed_and_its_line_are_stored_together,
            }
            webhooks {
                an_address_is_made_once,
                an_address_changes_revision_by_revision,
                a_delivery_is_added_once,
                deliveries_are_read_page_by_page,
                an_attempt_is_stored_with_what_it_means,
                what_is_asked_for_while_it_is_under_way_goes_again,
                that_people_were_told_is_stored_of_what_fails,
                off_by_hand_stays,
            }
            webhooks_answered {
                an_answer_is_stored_with_its_write,
            }
            webhooks_waiting {
                what_waits_is_read_in_order,
                what_takes_something_away_is_found_with_what_stands_before_it,
                what_was_taken_once_is_known_since_then,
            }
            webhooks_end {
                a_removed_address_leaves_nothing,
                of_many_who_change_an_address_at_once_one_does,
                an_address_that_is_removed_while_it_is_served_leaves_nothing,
                an_erasure_takes_what_was_sent_about_her,
                an_erasure_while_she_is_written_about_leaves_nothing,
                what_is_long_over_is_forgotten,
                thousands_of_deliveries_are_forgotten,
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
