//! What arrived for the demo's customers and what was used, as a CRM would have reported it.

use mutual::access::Actor;
use mutual::catalogue::Channel;
use mutual::clock::{Clock as _, Timestamp};
use mutual::id::CustomerId;
use mutual::port::Engine as _;
use mutual::use_cases::{Coming, UsageClaim, ValueClaim, report_usage, report_value};
use mutual::value::{Reported, Unreported};
use mutual_engine::{SystemClock, SystemEntropy};
use serde::Deserialize;

use super::{DAY_S, Failure, parse};
use crate::open::Opened;

#[derive(Deserialize)]
struct Reports {
    value: Vec<Arrivals>,
    usage: Vec<Uses>,
}

/// Benefits that arrived one after the other.
#[derive(Deserialize)]
struct Arrivals {
    customer: String,
    proposition: String,
    benefit: String,
    /// How many days ago the first and the last were.
    days: [i64; 2],
    /// How many days lie between two.
    every: usize,
    /// The places of those that did not arrive, counted back from the last.
    left_out: Vec<usize>,
}

/// Uses one after the other.
#[derive(Deserialize)]
struct Uses {
    customer: String,
    data: String,
    purpose: String,
    context: String,
    /// By which channel it reached them; none where it was no message.
    channel: Option<Channel>,
    days: [i64; 2],
    every: usize,
}

/// The moments from the last day back to the first.
fn moments([first, last]: [i64; 2], every: usize, now: Timestamp) -> Vec<Timestamp> {
    let days = (last..=first).step_by(every.max(1));
    days.map(|days| now.plus_seconds(-days * DAY_S)).collect()
}

/// Reports all of it.
pub(super) async fn report(opened: &Opened) -> Result<(), Failure> {
    let Reports { value, usage } = parse(include_str!("../../demo/value.json"))?;
    let now = SystemClock.now();
    let who = |name: &str| -> Result<CustomerId, Unreported> {
        let holder = opened.live.holder(name);
        holder.ok_or(Unreported::UnknownCustomer)
    };
    let mut arrived = Vec::new();
    for line in &value {
        for (place, at) in moments(line.days, line.every, now).into_iter().enumerate() {
            if !line.left_out.contains(&place) {
                arrived.push(ValueClaim {
                    customer: who(&line.customer),
                    proposition: line.proposition.clone(),
                    benefit: line.benefit.clone(),
                    amount: None,
                    unit: None,
                    at,
                    proof_ref: format!("demo-{}-{place}", line.benefit),
                    corrects: false,
                });
            }
        }
    }
    let used = usage.iter().flat_map(|line| {
        let moments = moments(line.days, line.every, now).into_iter();
        moments.map(|at| UsageClaim {
            customer: who(&line.customer),
            data: line.data.clone(),
            purpose: line.purpose.clone(),
            at,
            context: line.context.clone(),
            channel: line.channel,
        })
    });
    let used: Vec<_> = used.collect();
    let with = opened.app.live.reporting(&SystemEntropy);
    let coming = Coming {
        idempotency: None,
        alone: false,
        cost: arrived.len().max(used.len()),
    };
    let mut came = report_value(with, &Actor::System, coming, &arrived)
        .await
        .map_err(Failure::unable)?;
    let uses = report_usage(with, &Actor::System, coming, &used);
    came.extend(uses.await.map_err(Failure::unable)?);
    match came.iter().find(|came| **came != Reported::Accepted) {
        None => Ok(()),
        Some(came) => Err(Failure::unable(format!("the demo's reports: {came:?}"))),
    }
}
