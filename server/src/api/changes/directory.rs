//! Who is called what and where she lives, for those who follow it beside the changes.

use mutual::guard::minor_until;
use mutual::id::CustomerId;
use mutual::port::{DirectoryCursor, Engine};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::problem::{Code, Problem};
use crate::api::query::{Query, invalid};
use crate::api::wire::Moment;

/// The most customers that are told of at once.
const MOST: usize = 1_000;

/// Customers whose identifiers, region or year of birth changed: what a check needs beside the entries.
#[derive(Serialize, ToSchema)]
#[schema(as = Directory)]
pub(super) struct DirectoryBody {
    /// What to give as the next `directory`.
    cursor: String,
    /// As they are at present. Who is new is among them; who was erased is told of by an entry alone.
    customers: Vec<PersonBody>,
    /// Whether there is more: then no entries are told before it.
    pub(super) more: bool,
    #[serde(skip)]
    pub(super) next: DirectoryCursor,
}

/// One of them.
#[derive(Serialize, ToSchema)]
#[schema(as = Person)]
pub(super) struct PersonBody {
    /// Her id.
    #[schema(value_type = String, example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    customer: CustomerId,
    /// All that she is called.
    #[schema(example = json!(["crm:42"]))]
    identifiers: Vec<String>,
    /// Where she lives (ISO 3166).
    #[schema(example = "DE")]
    region: Option<String>,
    /// Until when she may not be of age, which follows from the year that she was born in; left out
    /// where she is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    minor_until: Option<Moment>,
    /// Her newest entry that this reflects; 0 where there is none. Where it is still to come, what her
    /// answers are is not known before it: she may be two records that became one.
    index: u64,
}

/// The cursor that the query names.
pub(super) fn cursor(query: &Query<'_>) -> Result<Option<DirectoryCursor>, Problem> {
    let Some(text) = query.get("directory") else {
        return Ok(None);
    };
    let cursor = text.parse();
    let wrong = |_| {
        invalid(
            "directory",
            "give the cursor of the mirror or of the page before",
        )
    };
    cursor.map(Some).map_err(wrong)
}

impl DirectoryBody {
    /// Who changed behind `after`.
    ///
    /// # Errors
    ///
    /// 410 where that is not known any more.
    pub(super) fn behind(engine: &dyn Engine, after: DirectoryCursor) -> Result<Self, Problem> {
        let Some((changed, next)) = engine.directory_since(after, MOST) else {
            let detail = "the directory's cursor is of another process, or too old: read \
                          `/api/v1/mirror` again";
            return Err(Problem::new(Code::CursorGone, detail));
        };
        let more = changed.len() == MOST;
        let now = engine.now();
        let known = changed.into_iter().filter_map(|id| engine.customer(id));
        let customers = known.map(|customer| PersonBody {
            customer: customer.id,
            identifiers: customer
                .identifiers
                .iter()
                .map(ToString::to_string)
                .collect(),
            region: customer.region.clone(),
            minor_until: minor_until(customer.birth_year, now).map(Moment),
            index: customer.state.last_index,
        });
        Ok(Self {
            cursor: next.to_string(),
            customers: customers.collect(),
            more,
            next,
        })
    }

    /// Whether it says anything.
    pub(super) fn is_news(&self, after: DirectoryCursor) -> bool {
        self.next != after
    }
}
