//! How far a job is, before that is stored.

use mutual::port::{Job, JobReport};

use super::lines::Line;
use crate::api::import_line::Bad;

/// How many windows of lines are taken over before it is stored how far a job is: what a crash loses of
/// that is read again, and a commit more for each would cost as much as the lines.
const SAVED_AFTER: u32 = 8;
/// How many remarks are stored at the latest.
const MOST_REMARKS: usize = 1_000;

/// What was taken over of a job, and is not stored yet as that.
pub(super) struct Unsaved {
    windows: u32,
    report: Vec<JobReport>,
}

impl Unsaved {
    /// Nothing but that it has begun, which is stored at once.
    pub(super) fn begin() -> Self {
        Self {
            windows: SAVED_AFTER,
            report: Vec::new(),
        }
    }

    /// Counts a window that was taken over.
    pub(super) fn note(&mut self, job: &mut Job, window: &[Line], results: Vec<Option<Bad>>) {
        self.windows += 1;
        for (line, result) in window.iter().zip(results) {
            match (result, &line.content) {
                (Some(Bad { code, message }), _) => {
                    job.rejected += 1;
                    self.report.push(JobReport {
                        line: line.number,
                        code,
                        message,
                    });
                }
                (None, Some(_)) => job.accepted += 1,
                (None, None) => {}
            }
            (job.lines, job.bytes) = (line.number, line.end);
        }
    }

    /// What is to be stored by now, if anything is.
    pub(super) fn due(&mut self, job: &Job) -> Option<(Job, Vec<JobReport>)> {
        let is_due = self.windows >= SAVED_AFTER || self.report.len() >= MOST_REMARKS;
        is_due.then(|| {
            self.windows = 0;
            (job.clone(), std::mem::take(&mut self.report))
        })
    }

    /// All that is not stored yet.
    pub(super) fn all(self, job: &Job) -> (Job, Vec<JobReport>) {
        (job.clone(), self.report)
    }
}
