//! What is asked, and what the server says to it by its own rule.

use mutual::clock::{Clock as _, Timestamp};
use mutual::consent::Standing;
use mutual::guard::{Money, Request, check, erased, minor_until};
use mutual::id::CustomerId;
use mutual::value::Amount;
use mutual_engine::SystemClock;
use serde_json::{Value, json};

use super::{DATA, PEOPLE, SELLING, World};
use crate::client::wire::wire;

impl World {
    /// A question of any kind, and one of any moments: often one at which something ends.
    pub(super) fn question(&mut self) -> (Value, Timestamp) {
        let asking = self.asking();
        let dice = &mut self.dice;
        let customer = match dice.below(10) {
            0 => "crm:nobody".to_owned(),
            1 | 2 => format!("shared:{}", dice.below(3)),
            3 | 4 if !self.ids.is_empty() => self.ids[dice.below(self.ids.len())].clone(),
            _ => format!("crm:{}", dice.below(PEOPLE)),
        };
        let purposes = [
            "recommendations",
            "recommendations",
            "recommendations",
            "offers",
            SELLING,
            SELLING,
            "research",
            "fun",
        ];
        let mut data = dice.some(&DATA, 12);
        match dice.below(12) {
            0 => data.push("pets"),
            1 => data.push("no-such-data"),
            _ => {}
        }
        let mut question =
            json!({"customer": customer, "purpose": dice.one(&purposes), "data": data});
        if dice.below(2) == 0 {
            question["channel"] = json!(dice.one(&["email", "sms", "post", "push", "fax"]));
        }
        if dice.below(3) == 0 {
            question["ai"] =
                json!(dice.one(&["personalise", "infer", "train", "dream", "decide_auto"]));
        }
        if dice.below(3) == 0 {
            let long = "x".repeat(61);
            let topics = ["price", " Loan ", "LOAN", "größe", "-", "pets", &long];
            question["topic"] = json!(dice.one(&topics));
        }
        if dice.below(3) == 0 {
            question["amount"] = json!(dice.one(&[&99.5, &100.0, &100.000_001]));
            question["currency"] = json!(dice.one(&["GBP", "EUR"]));
        }
        if dice.below(4) == 0 && !asking.is_empty() {
            let who = &asking[dice.below(asking.len())];
            let purpose = dice.one(&["recommendations", "offers", SELLING]);
            question = json!({"customer": who, "purpose": purpose, "data": []});
            if dice.below(2) == 0 {
                question["ai"] = json!("share_model");
            }
        }
        let now = SystemClock.now();
        let engine = self.server.app().live.engine.as_ref();
        let ends = engine.holder(&customer).and_then(|id| engine.customer(id));
        let guarded = ends.iter().flat_map(|known| {
            let said = known.state.guarded.situations.iter();
            let said = said.filter_map(|(_, until)| until);
            said.chain(minor_until(known.birth_year, now))
        });
        let catalogue = engine.catalogue();
        let coming = catalogue.red_lines().coming(now).map(|(from, ..)| from);
        let others: Vec<_> = guarded.chain(coming).filter(|at| *at > now).collect();
        let ends: Vec<_> = ends
            .iter()
            .flat_map(|known| {
                let exchanges = known.state.exchanges();
                exchanges.flat_map(|key| known.state.answered(key))
            })
            .filter_map(|(_, standing)| match standing {
                Standing::Granted { expires_at, .. } if *expires_at > now => Some(*expires_at),
                _ => None,
            })
            .chain(others)
            .collect();
        let dice = &mut self.dice;
        let at = match dice.below(6) {
            0..2 if !ends.is_empty() => {
                let end = ends[dice.below(ends.len())].as_millis();
                let near = dice.one(&[&-60_001_i64, &-7_400, &-1, &0, &1]);
                Timestamp::from_millis(end + near).max(now)
            }
            2 => now.plus_seconds(i64::try_from(dice.below(800 * 86_400)).unwrap()),
            _ => now,
        };
        (question, at)
    }

    /// What the server says at that moment, by its own rule.
    pub(super) fn says(&self, question: &Value, at: Timestamp) -> Value {
        let reference = question["customer"].as_str().unwrap();
        let engine = self.engine();
        let id = if reference.starts_with("cus_") {
            reference.parse::<CustomerId>().ok()
        } else {
            engine.holder(reference)
        };
        let known = id.and_then(|id| engine.customer(id));
        let request = Request {
            purpose: question["purpose"].as_str().unwrap(),
            data: serde::Deserialize::deserialize(&question["data"]).unwrap(),
            channel: question.get("channel").and_then(Value::as_str),
            ai: question.get("ai").and_then(Value::as_str),
            topic: question.get("topic").and_then(Value::as_str),
            amount: question.get("amount").map(|amount| Money {
                amount: Amount::of_number(amount.as_f64().unwrap()).unwrap(),
                currency: question["currency"].as_str().unwrap().to_owned(),
            }),
            ..Request::default()
        };
        if known.is_none() && id.is_some_and(|id| engine.is_erased(id)) {
            return wire(&erased());
        }
        // By which identifiers somebody is kept out the server knows alone: to a mirror she is
        // unknown, which is a no too.
        wire(&check(&engine.catalogue(), known.as_deref(), &request, at))
    }
}
