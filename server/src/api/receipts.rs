//! What a customer keeps of one choice.

use std::sync::Arc;

use axum::http::{HeaderValue, header};
use axum::response::Response;
use mutual::access::Deed;
use mutual::id::ReceiptId;
use mutual::ledger::Issuer;
use mutual::receipt::About;
use mutual::use_cases::{Kept, NotKnown, reached, receipt};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::call::Call;
use super::problem::{Code, Problem};
use super::{Api, answer};
use crate::forms::Form;

/// Where `{receipt}` stands in `/api/v1/receipts/{receipt}`.
const RECEIPT: usize = 4;

/// The endpoint.
pub(super) fn router() -> OpenApiRouter<Arc<Api>> {
    OpenApiRouter::new().routes(routes!(read_receipt))
}

/// Which one.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes what `read_receipt` reads")]
struct Named {
    /// Its name, as a choice answers it.
    #[param(example = "rcp_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    receipt: String,
}

/// A receipt: what was chosen, the wording that was shown, and the proof that it stands in the log.
#[derive(ToSchema)]
#[schema(as = Receipt)]
#[expect(dead_code, reason = "describes what `mutual::ledger::Receipt` writes")]
struct ReceiptBody {
    /// `mutual-receipt/1`.
    #[schema(example = "mutual-receipt/1")]
    format: String,
    /// Its name.
    #[schema(example = "rcp_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    receipt: String,
    /// The entry's place in the log.
    index: u64,
    /// When the entry was appended.
    #[schema(format = DateTime)]
    at: String,
    /// The entry, word for word as the log holds it.
    entry: serde_json::Value,
    /// The proposition as it was shown; null where the entry is about all of them.
    wording: Option<serde_json::Value>,
    /// Who asked, and where it can be turned off. This part is not proven.
    issuer: serde_json::Value,
    /// What proves it: leaf, nonce, signed head and inclusion proof, in base64. Null until a head
    /// covers it, a second at most.
    proof: Option<serde_json::Value>,
}

/// Read a receipt
///
/// It can be checked with nothing but the log's public key: `mutual receipt verify FILE`. By
/// `Accept`, also signed (`application/jose`), as a Kantara consent receipt 1.1
/// (`application/vnd.kantara.consent-receipt+json`, of a yes alone), and in the terms of the W3C
/// Data Privacy Vocabulary for ISO/IEC TS 27560 (`application/ld+json`). A pause lists there each
/// consent that it stopped, and its end, also in Kantara's form, each that goes on.
#[utoipa::path(
    get, path = "/api/v1/receipts/{receipt}", tag = "Evidence",
    params(Named),
    responses(
        (status = 200, description = "The receipt.", body = ReceiptBody),
        (status = 404, description = "There is no such receipt, or what it was of was erased."),
        (status = 406, description = "The receipt has no such form."),
    ),
    security(("oauth" = ["consent:read"]), ("bearer" = ["consent:read"])),
)]
async fn read_receipt(call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::ReadConsent)?;
    call.query(&[])?;
    let none = || Problem::new(Code::NotFound, "there is no such receipt");
    let id: ReceiptId = call.segment(RECEIPT)?.parse().map_err(|_| none())?;
    // The organisation is the installation's, and stands in the live database.
    let organisation = call
        .api
        .live
        .store
        .organisation()
        .await?
        .unwrap_or_default();
    let issuer = Issuer {
        name: organisation.name.clone(),
        contact: organisation.contact_email.clone(),
        data_protection_contact: organisation.data_protection_contact.clone(),
        withdraw_at: call.api.public_url(call.headers()),
    };
    let side = call.side();
    let kept = Kept {
        engine: side.engine.as_ref(),
        store: side.store.as_ref(),
        log: side.log.as_ref(),
    };
    let receipt = match receipt(kept, &call.caller.actor, id, issuer).await {
        Err(NotKnown::Absent) => return Err(none()),
        other => other?,
    };
    let accept = call.headers().get_all(header::ACCEPT).iter();
    let accept: Vec<_> = accept.filter_map(|line| line.to_str().ok()).collect();
    let none = || {
        let names = Form::ALL.map(Form::media_type).join(", ");
        let detail = format!(
            "this receipt comes as one of {names}, as far as a form can say it; Kantara's knows a yes alone"
        );
        Problem::new(Code::NotAcceptable, detail)
    };
    let form = Form::accepted(&accept.join(",")).ok_or_else(none)?;
    // What data and purposes were called when it was chosen.
    let registry = call.engine().catalogue().registry_up_to(receipt.index);
    let reached = reached(side.engine.as_ref(), &call.caller.actor, &receipt).await?;
    let about = About {
        receipt: &receipt,
        organisation: &organisation,
        registry: &registry,
        reached: &reached,
    };
    let written = form.write(about, &call.api.keys.receipt);
    let mut response = answer::bytes(form.media_type(), written.ok_or_else(none)?);
    answer::reflect(&mut response, receipt.index);
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}
