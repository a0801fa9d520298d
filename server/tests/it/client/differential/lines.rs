//! Red lines are drawn, and customers say something of machines and of their lives.

use mutual::clock::Clock as _;
use mutual::guard::Matter;
use mutual::id::AccountId;
use mutual::ledger::LineChange;
use mutual::use_cases::{CaseWish, Command, RedLineEdit};
use mutual_engine::SystemClock;
use serde_json::json;

use super::{SELLING, World};

impl World {
    /// She says something of machines, or something of her life.
    pub(super) async fn guard(&mut self) {
        let who = self.person();
        if self.dice.below(2) == 0 {
            let path = format!("/customers/{who}/human-only");
            let wish = json!({"on": self.dice.below(3) > 0});
            let done = self.crm.post(&path, &wish).await;
            self.did("human only", done.status);
            return;
        }
        let situation = self.dice.one(&["bereavement", "hardship", "quiet_period"]);
        let path = format!("/customers/{who}/situations/{situation}");
        if self.dice.below(3) == 0 {
            return self.delete("came out of it", &path).await;
        }
        let days = i64::try_from(self.dice.below(40)).unwrap();
        let until = SystemClock.now().plus_seconds(days * 86_400 + 60);
        let until = (self.dice.below(2) == 0).then(|| until.to_string());
        let done = self.crm.put(&path, &json!({"until": until})).await;
        self.did("came into it", done.status);
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
            ("situations", &["minor", "bereavement", "hardship"]),
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

    /// Somebody asks a person: no check asks for it.
    pub(super) async fn case(&mut self) {
        let who = self.person();
        if let Some(id) = self.engine().holder(&who) {
            let wish = CaseWish {
                matter: Matter::asked(None),
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
