//! Set toggles on a customer's behalf: call centre, shop, CRM.

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use mutual::access::Deed;
use mutual::clock::Timestamp;
use mutual::consent::{Choice, Evidence, Switch, Toggles};
use mutual::id::ReceiptId;
use mutual::use_cases::{Command, Outcome};
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::api::call::Call;
use crate::api::params::{CustomerPath, WriteHeaders};
use crate::api::problem::{Code, FieldError, Problem};
use crate::api::wire::{ExchangeBody, Switches};
use crate::api::{answer, json};

/// A choice on a customer's behalf.
#[derive(Deserialize, ToSchema)]
#[schema(as = Choice)]
struct ChoiceBody {
    /// The key of the proposition.
    #[schema(example = "recipe-ideas")]
    proposition: String,
    /// The version that she was shown. To turn something on, it must be the live one.
    #[schema(example = 1)]
    version: u32,
    /// What to set. Toggles that go with the exchange need not be named.
    #[schema(value_type = Switches<'_>)]
    #[serde(deserialize_with = "each_once")]
    toggles: BTreeMap<String, String>,
    /// The language that it was shown in, one of the proposition's; left out, its first.
    #[schema(example = "en")]
    locale: Option<String>,
    /// That she was told that her browser asks not to sell or share and that this would, and wants
    /// it all the same. Needed where it is so; the wording in `evidence` says what she was told.
    #[serde(default)]
    in_spite_of_signal: bool,
    /// How you know: needed to turn something on, never to turn something off. What is turned on she must
    /// have said yes to since she turned it off last, since everybody was asked anew, and since it was
    /// offered.
    evidence: Option<EvidenceBody>,
}

/// How a wish is known that did not come from the customer's own page.
#[derive(Deserialize, ToSchema)]
#[schema(as = Evidence)]
pub(crate) struct EvidenceBody {
    /// By which means.
    #[schema(max_length = 100, example = "phone")]
    pub(crate) how: String,
    /// Where.
    #[serde(rename = "where")]
    #[schema(max_length = 200, example = "call centre")]
    pub(crate) place: String,
    /// When she said so.
    #[schema(format = DateTime, example = "2026-11-23T10:00:00Z")]
    pub(crate) at: String,
    /// The wording that she agreed to or refused.
    #[schema(
        max_length = 4_000,
        example = "May we use your orders to pick recipes for you?"
    )]
    pub(crate) wording: String,
}

/// A choice that was stored.
#[derive(Serialize, ToSchema)]
#[schema(as = Chosen)]
struct ChosenBody<'a> {
    /// Its ledger index: give it as `min_index` to read what you wrote.
    index: u64,
    /// What the customer keeps of it.
    #[schema(value_type = String, example = "rcp_01KB3Y6V9Q8T5W2R7N4M1H0J3K")]
    receipt: ReceiptId,
    /// The exchange after it.
    exchange: ExchangeBody<'a>,
}

/// Choose on a customer's behalf
///
/// Turning on needs evidence and the live version; turning off is always accepted. What she turned off
/// later than the evidence stays off: of such a choice nothing is stored (422 `invalid_field` of
/// `evidence.at`), and a call that was made late brings nothing back. Nor is a yes one to what was written
/// after it: where a later version asks everybody anew, evidence of before its publication is refused in the
/// same way; and where one asks nobody and offers one more toggle, that toggle is refused (422
/// `invalid_field` of `toggles.channel:sms`, say). Every accepted choice is one ledger entry, also when it
/// changes nothing: saying no twice is evidence.
#[utoipa::path(
    post, path = "/api/v1/customers/{ref}/choices", tag = "Consent",
    params(CustomerPath, WriteHeaders), request_body = ChoiceBody,
    responses(
        (status = 201, description = "It is stored, and every check sees it.", body = ChosenBody),
        (status = 404, description = "Nobody is known by this reference."),
        (status = 409, description = "Another version is live than the one that was shown; or her browser asks not to sell or share, and this would."),
    ),
    security(("oauth" = ["consent:write"]), ("bearer" = ["consent:write"])),
)]
pub(super) async fn choose(mut call: Call) -> Result<Response, Problem> {
    call.may_with_customers(Deed::Choose)?;
    let write = call.write().await?;
    let body: ChoiceBody = json::parse(&write.body)?;
    let proposition = body.proposition.parse().map_err(|_| {
        let detail = "there is no such exchange";
        Problem::new(Code::UnknownProposition, detail).field("proposition", detail)
    })?;
    let toggles = read_toggles(&body.toggles).map_err(|errors| {
        Problem::new(Code::InvalidField, "a toggle cannot be read").fields(errors)
    })?;
    let evidence = body.evidence.map(EvidenceBody::read).transpose()?;
    let choice = Choice {
        proposition,
        version: body.version,
        toggles,
        seen_index: None,
        reads: None,
        locale: body.locale,
        evidence,
    };
    let command = |id| {
        if body.in_spite_of_signal {
            Command::ChooseInSpite(id, choice.clone())
        } else {
            Command::Choose(id, choice.clone())
        }
    };
    let outcome = call.submit_to(&write, command).await?;
    let Outcome::Chosen {
        index,
        receipt,
        exchange,
    } = &outcome
    else {
        return Err(Problem::unexpected());
    };
    let exchange = ExchangeBody::from(exchange);
    let body = ChosenBody {
        index: *index,
        receipt: *receipt,
        exchange,
    };
    Ok(answer::plain(StatusCode::CREATED, *index, &body))
}

/// Reads toggles, each of which may be named once: of an *off* and an *on* for the same nobody knows
/// which was meant.
pub(crate) fn each_once<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    struct Each;

    impl<'de> Visitor<'de> for Each {
        type Value = BTreeMap<String, String>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a map")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut toggles = BTreeMap::new();
            while let Some((toggle, switch)) = map.next_entry::<String, String>()? {
                if toggles.contains_key(&toggle) {
                    let twice = format_args!("duplicate field `{toggle}`").to_string();
                    return Err(A::Error::custom(twice));
                }
                toggles.insert(toggle, switch);
            }
            Ok(toggles)
        }
    }

    deserializer.deserialize_map(Each)
}

/// Reads toggles and where to put them; else every one that cannot be read.
pub(crate) fn read_toggles(given: &BTreeMap<String, String>) -> Result<Toggles, Vec<FieldError>> {
    let mut toggles = Toggles::new();
    let mut errors = Vec::new();
    for (name, switch) in given {
        let switch = match switch.as_str() {
            "on" => Ok(Switch::On),
            "off" => Ok(Switch::Off),
            _ => Err(Cow::Borrowed("use `on` or `off`")),
        };
        let toggle = name.parse().map_err(|error| Cow::Owned(format!("{error}")));
        match toggle.and_then(|toggle: mutual::consent::Toggle| Ok((toggle, switch?))) {
            Ok((toggle, switch)) => _ = toggles.insert(toggle, switch),
            Err(message) => errors.push(FieldError {
                field: format!("toggles.{name}"),
                message: message.into_owned(),
            }),
        }
    }
    if errors.is_empty() {
        Ok(toggles)
    } else {
        Err(errors)
    }
}

impl EvidenceBody {
    /// The evidence as the rules know it.
    pub(crate) fn read(self) -> Result<Evidence, Problem> {
        let at = Timestamp::parse(&self.at).ok_or_else(|| {
            Problem::invalid("evidence.at", "use a time such as 2026-11-23T10:00:00Z")
        })?;
        Ok(Evidence {
            how: self.how,
            place: self.place,
            at,
            wording: self.wording,
        })
    }
}
