//! A customer, as far as a CRM knows her.

use mutual::consent::{Customer, Identifier};
use mutual::id::CustomerId;
use mutual::use_cases::Outcome;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// A customer.
#[derive(Serialize, ToSchema)]
#[schema(as = Customer)]
pub(crate) struct CustomerBody<'a> {
    /// Her id; it never changes.
    #[schema(value_type = String, example = "cus_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    customer: CustomerId,
    /// What you call her, in the order given.
    #[schema(value_type = Vec<String>, example = json!(["crm:42", "email:ana@example.org"]))]
    identifiers: Identifiers<'a>,
    /// The language that she reads (BCP 47).
    #[schema(value_type = Option<String>, example = "en")]
    locale: Option<&'a str>,
    /// Where she lives (ISO 3166).
    #[schema(value_type = Option<String>, example = "DE")]
    region: Option<&'a str>,
    /// The year she was born in.
    #[schema(example = 1990)]
    birth_year: Option<u16>,
}

/// Identifiers as texts.
pub(crate) struct Identifiers<'a>(pub(crate) &'a [Identifier]);

impl Serialize for Identifiers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Identifier::as_str))
    }
}

impl<'a> From<&'a Customer> for CustomerBody<'a> {
    fn from(customer: &'a Customer) -> Self {
        Self {
            customer: customer.id,
            identifiers: Identifiers(&customer.identifiers),
            locale: customer.locale.as_deref(),
            region: customer.region.as_deref(),
            birth_year: customer.birth_year,
        }
    }
}

impl<'a> CustomerBody<'a> {
    /// The customer that a write left behind, and whether she is new; the same for the same
    /// outcome, whenever it is read.
    pub(crate) fn of(outcome: &'a Outcome) -> Option<(Self, bool)> {
        let Outcome::Customer {
            customer,
            created,
            identifiers,
            locale,
            region,
            birth_year,
        } = outcome
        else {
            return None;
        };
        let body = Self {
            customer: *customer,
            identifiers: Identifiers(identifiers),
            locale: locale.as_deref(),
            region: region.as_deref(),
            birth_year: *birth_year,
        };
        Some((body, *created))
    }
}
