//! Red lines are drawn, and customers say something of machines and of their lives.

use mutual::clock::{Clock as _, Timestamp};
use mutual::guard::{Matter, Outcome};
use mutual::id::{AccountId, DecisionId};
use mutual::ledger::LineChange;
use mutual::use_cases::{CaseWish, Command, RedLineEdit, Ruling};
use mutual_engine::{SystemClock, SystemEntropy};
use serde_json::{Value, json};

use super::{SELLING, World};
use crate::common::{Answer, new_key};

/// How it is known what she said.
pub(super) fn by_phone() -> Value {
    json!({"how": "phone", "where": "call centre", "at": SystemClock.now().to_string(),
        "wording": "Is it over?"})
}

impl World {
    /// She says something of machines, or something of her life.
    pub(super) async fn guard(&mut self) {
        let who = self.person();
        if self.dice.below(2) == 0 {
            let path = format!("/customers/{who}/human-only");
            let (on, evidence) = (self.dice.below(3) > 0, self.evidence());
            let wish = json!({"on": on, "evidence": evidence});
            let done = self.crm.post(&path, &wish).await;
            return self.protects("human only", &done, !on && evidence.is_none());
        }
        let situation = self.dice.one(&["bereavement", "hardship", "quiet_period"]);
        let path = format!("/customers/{who}/situations/{situation}");
        if self.dice.below(3) == 0 {
            let evidence = self.evidence();
            let over = json!({"evidence": evidence});
            let done = self.crm.write("DELETE", &path, &over, &new_key()).await;
            return self.protects("came out of it", &done, evidence.is_none());
        }
        let days = i64::try_from(self.dice.below(40)).unwrap();
        let until = SystemClock.now().plus_seconds(days * 86_400 + 60);
        let until = (self.dice.below(2) == 0).then_some(until);
        let sooner = until.is_some_and(|until| self.lasts_longer(&who, situation, until));
        let evidence = self.evidence();
        let until = until.map(|until| until.to_string());
        let wish = json!({"until": until, "evidence": evidence});
        let done = self.crm.put(&path, &wish).await;
        self.protects("came into it", &done, sooner && evidence.is_none());
    }

    /// Whether it was said before that she is in it for longer than that.
    fn lasts_longer(&self, who: &str, situation: &str, until: Timestamp) -> bool {
        let engine = self.engine();
        let known = engine.holder(who).and_then(|id| engine.customer(id));
        let ends = known.and_then(|known| {
            let mut said = known.state.guarded.situations.iter();
            said.find(|(said, _)| said.word() == situation)
                .map(|(_, ends)| ends)
        });
        ends.is_some_and(|ends| ends.is_none_or(|ends| until < ends))
    }

    /// How it is known, which one in three does not say.
    fn evidence(&mut self) -> Option<Value> {
        (self.dice.below(3) > 0).then(by_phone)
    }

    /// What protects her is taken away from nobody who is known without evidence, and counts without.
    fn protects(&mut self, what: &'static str, done: &Answer, takes_away: bool) {
        let is_refused = done.status == 422;
        if is_refused {
            assert_eq!(done.json()["code"], "evidence_missing", "{}", done.text());
            self.did("kept its protection", 200);
        }
        let is_known = !matches!(done.status, 404 | 410);
        assert_eq!(
            is_refused,
            takes_away && is_known,
            "{what}: {}",
            done.text()
        );
        self.did(what, done.status);
    }

    /// Somebody draws a red line, at once or for later, or takes one away.
    pub(super) async fn draw(&mut self) {
        let dice = &mut self.dice;
        let key = dice.one(&["line-a", "line-b", "line-c", "line-d"]);
        let mut when = json!({});
        for (list, words) in [
            ("topics", &["price", "loan"][..]),
            ("purposes", &["offers", SELLING]),
            ("data", &["birthday", "pets"]),
            ("sensitivities", &["special"]),
            ("origins", &["observed", "told"]),
            ("channels", &["sms", "post"]),
            ("ai_uses", &["infer", "train"]),
            (
                "situations",
                &["minor", "bereavement", "hardship", "open_complaint"],
            ),
        ] {
            if dice.below(4) == 0 {
                when[list] = json!(dice.some(words, 70));
            }
        }
        if dice.below(4) == 0 {
            when["amount_over"] =
                json!({"amount": 100_000_000, "currency": dice.one(&["GBP", "EUR"])});
        }
        let effect = match dice.below(2) {
            0 => json!("deny"),
            _ => json!({"escalate": {"team": "front_desk"}}),
        };
        let change = match dice.below(4) {
            0 => LineChange::Remove(key.parse().unwrap()),
            _ => LineChange::Put(Box::new(
                serde_json::from_value(json!({"key": key, "says": "We never do this.",
                    "why": "It would be wrong.", "when": when, "effect": effect}))
                .unwrap(),
            )),
        };
        let days = i64::try_from(dice.below(60)).unwrap();
        let from = (dice.below(3) == 0).then(|| SystemClock.now().plus_seconds(days * 86_400));
        let edit = RedLineEdit {
            changes: vec![change],
            reason: "Because.".to_owned(),
            from,
            over: vec![],
            approved_by: Some(AccountId::from_bytes([1; 16])),
        };
        let before = self.engine().index();
        self.submit("drew", Command::DrawRedLines(Box::new(edit)))
            .await;
        if self.engine().index() > before {
            self.did("drawn", 200);
        }
    }

    /// Somebody asks a person, which no check asks for, or says that a decision is wrong, which lines may
    /// ask for; or somebody answers.
    pub(super) async fn case(&mut self) {
        let who = self.person();
        if let Some(id) = self.engine().holder(&who) {
            let known = self.engine().customer(id);
            let waits = known.and_then(|known| known.state.guarded.complaints().next());
            let wrong = DecisionId::new(&SystemClock, &SystemEntropy);
            if let Some(case) = waits.filter(|_| self.dice.below(2) == 0) {
                let ruling = Ruling {
                    case,
                    outcome: Outcome::Deny,
                    reason: "We looked again.".to_owned(),
                    overrides: None,
                    agreed_by: None,
                    person: None,
                    taken_at: SystemClock.now(),
                };
                let answer = Command::DecideCase(id, Box::new(ruling));
                return self.submit("answered a complaint", answer).await;
            }
            let wish = CaseWish {
                matter: Matter::asked((self.dice.below(3) > 0).then_some(wrong)),
                team: "front_desk".parse().unwrap(),
                asked: mutual::guard::CaseAsked {
                    said: Some("Why did I get this?".to_owned()),
                    ..Default::default()
                },
            };
            self.submit("asked a person", Command::OpenCase(id, Box::new(wish)))
                .await;
        }
    }
}
