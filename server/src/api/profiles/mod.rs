//! Profiles: the same state in the CRMs' own words, for clients that speak a vendor's API already.
//!
//! Each is a view over the memory that [`super::check`] and [`super::customers`] read, and keeps
//! nothing of its own. What a vendor's words cannot say is told on the safe side: a word that its
//! reader takes for a yes stands for a toggle that is on and that a check allows, and for nothing else.
//! `optIn` of GovStack alone is a record of the answer, and no yes to act on. `server/README.md`
//! has the tables under "Profiles", with what is lost.
//!
//! * [`stance`]: one exchange as a customer stands to it, as every profile reads it.
//! * [`subject`]: whom a vendor's id means.
//! * [`telling`]: errors in the vendor's own shape.
//! * a folder per vendor: `map.rs` has the words as pure functions, the others are an endpoint each.

mod dynamics;
mod govstack;
mod hubspot;
mod salesforce;
mod stance;
mod subject;
pub(crate) mod telling;
mod xdm;

use std::sync::Arc;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use super::Api;
use super::gate::Gate;
use telling::Telling;

/// Where every profile stands.
const BASE: &str = "/api/v1/profiles/";

/// What the names of the vendors' shapes begin with: a vendor says itself which of its fields may be
/// left out.
const SHAPES: [&str; 5] = ["Dynamics", "GovStack", "HubSpot", "Salesforce", "Xdm"];

/// A vendor's endpoints, and how its errors are told.
type Profile = (fn() -> OpenApiRouter<Arc<Api>>, Telling);

/// Every profile.
const ALL: [Profile; 5] = [
    (salesforce::router, Telling::Salesforce),
    (hubspot::router, Telling::HubSpot),
    // Adobe's own errors are RFC 9457, and the Building Block has no shape for them.
    (xdm::router, Telling::Problem),
    (dynamics::router, Telling::Dynamics),
    (govstack::router, Telling::Problem),
];

/// All endpoints, for their description.
pub(super) fn described() -> OpenApiRouter<Arc<Api>> {
    let routers = ALL.into_iter().map(|(router, _)| router());
    routers.fold(OpenApiRouter::new(), OpenApiRouter::merge)
}

/// All endpoints, each behind a gate that tells errors as its vendor does.
pub(super) fn router(api: &Arc<Api>) -> Router<Arc<Api>> {
    ALL.into_iter()
        .fold(Router::new(), |all, (router, telling)| {
            let (router, _) = router().split_for_parts();
            all.merge(router.layer(Gate::closed(Arc::clone(api)).telling(telling)))
        })
}

/// Whether this path is one of a profile.
pub(super) fn is_profile(path: &str) -> bool {
    path.starts_with(BASE)
}

/// Whether a shape of that name is a vendor's.
pub(super) fn is_vendors(shape: &str) -> bool {
    SHAPES.iter().any(|vendor| shape.starts_with(vendor))
}
