//! What stands beside a case while people work on it: who has it, what she thinks, what she decided
//! and can still take back.
//!
//! All of it is one value with one number, which grows with every change: whoever changes it says
//! which number she saw. So of two people at once one wins, and the other is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CaseKind, Outcome};
use crate::access::{Actor, Role, Scope, Scopes};
use crate::catalogue::Slug;
use crate::clock::Timestamp;
use crate::consent::is_invisible;
use crate::digest::{hex, sha256};
use crate::id::{AccountId, ClientId};

/// For how many seconds a decision can be taken back that was taken on a page.
pub const UNDO_S: i64 = 60;
/// The longest question, answer or reason, in characters.
pub const LONGEST_WORDS: usize = 4_000;
/// The longest name of a model, and of the place that a question comes from, in characters.
const LONGEST_NAME: usize = 100;
/// The longest name or number by which a CRM knows somebody who works there, in characters.
pub const LONGEST_PERSON: usize = 80;
/// The most ready words of one team.
const CANNED: usize = 20;
/// The most teams with rules of their own.
const TEAMS: usize = 50;

/// What a machine would decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Allow or deny.
    pub outcome: Outcome,
    /// Which model says so.
    pub model: String,
    /// Why, in its words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Proposal {
    /// The field that cannot be taken, and what to do, where there is one.
    #[must_use]
    pub fn fault(&self) -> Option<(&'static str, String)> {
        if self.outcome == Outcome::Escalate {
            return Some(("proposal.outcome", "use `allow` or `deny`".to_owned()));
        }
        if !is_line(&self.model, LONGEST_NAME) {
            let message = format!("name the model in one line of 1 to {LONGEST_NAME} characters");
            return Some(("proposal.model", message));
        }
        if !self.why.is_empty() && !is_said(&self.why) {
            let message = format!("use at most {LONGEST_WORDS} characters of text");
            return Some(("proposal.why", message));
        }
        None
    }
}

/// What was said when a case was opened, beside what its entry holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAsked {
    /// The customer's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// Where she came from: an exchange, a decision, another case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The exchange that she turned off as she asked, so that nobody has to do it for her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned_off: Option<Slug>,
    /// What a machine would decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// The programs that asked the same while it waited, beside the one that opened it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<ClientId>,
}

impl CaseAsked {
    /// The field that cannot be taken, and what to do, where there is one. A customer who asks says
    /// something.
    #[must_use]
    pub fn fault(&self, kind: CaseKind) -> Option<(&'static str, String)> {
        let said = self.said.as_deref();
        let silent = kind != CaseKind::Escalation && said.is_none();
        if silent || said.is_some_and(|said| !is_said(said)) {
            let message = format!("say something, in at most {LONGEST_WORDS} characters");
            return Some(("said", message));
        }
        if self
            .about
            .as_deref()
            .is_some_and(|about| !is_line(about, LONGEST_NAME))
        {
            return Some(("about", "this names nothing".to_owned()));
        }
        self.proposal.as_ref().and_then(Proposal::fault)
    }
}

/// Whether this names a person of a CRM: one line, of which all can be seen.
#[must_use]
pub fn is_person(name: &str) -> bool {
    is_line(name, LONGEST_PERSON) && !name.contains(is_invisible)
}

/// Whether the text says something, is of bearable length, and holds nothing that no person types.
#[must_use]
pub fn is_said(text: &str) -> bool {
    let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    !text.trim().is_empty() && text.chars().count() <= LONGEST_WORDS && !text.chars().any(bad)
}

fn is_line(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most && !text.contains(char::is_control)
}

/// Who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// Somebody of the organisation.
    Staff(AccountId, Role),
    /// A CRM, for somebody who works there.
    Client(ClientId),
}

impl Decider {
    /// As the one writer knows it: with what it was allowed when it decided.
    #[must_use]
    pub fn actor(self) -> Actor {
        match self {
            Self::Staff(account, role) => Actor::Staff { account, role },
            Self::Client(client) => Actor::Client {
                client,
                scopes: Scopes::from_iter([Scope::Cases]),
            },
        }
    }

    /// The account, where it is somebody of the organisation.
    #[must_use]
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Staff(account, _) => Some(account),
            Self::Client(_) => None,
        }
    }
}

/// A decision that is not in the ledger yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Allow or deny.
    pub outcome: Outcome,
    /// Why, in words.
    pub reason: String,
    /// Who decided.
    pub by: Decider,
    /// By which name or number the CRM knows the person who decided there, where a program says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// When: this is the moment that counts against the deadline.
    pub at: Timestamp,
    /// When it goes into the ledger.
    pub goes_at: Timestamp,
    /// The second person, where two had to agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<AccountId>,
}

/// What somebody thought before she saw what the machine proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Allow or deny.
    pub outcome: Outcome,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// What stands beside a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    /// Who has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<AccountId>,
    /// What people thought before they saw the machine's proposal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<View>,
    /// What the first of two decided, as long as the second has not agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Taken>,
    /// What was decided, and goes into the ledger at its moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
    /// Whether the end of the case is being written: nothing is taken back any more.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ending: bool,
}

impl Desk {
    /// What that person thought before she saw the proposal.
    #[must_use]
    pub fn view_of(&self, account: AccountId) -> Option<&View> {
        self.views.iter().find(|view| view.by == account)
    }
}

/// How one team works.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TeamRule {
    /// Whether two people must agree on each decision.
    pub four_eyes: bool,
    /// Whether the machine's proposal is shown before a person has taken a view.
    pub shows_proposal: bool,
    /// Ready words, which nobody may send as they are.
    pub canned: Vec<String>,
}

/// How teams work; one that is not named works by the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeskRules {
    /// By team.
    pub teams: BTreeMap<Slug, TeamRule>,
}

impl DeskRules {
    /// How that team works.
    #[must_use]
    pub fn of(&self, team: &Slug) -> TeamRule {
        self.teams.get(team).cloned().unwrap_or_default()
    }

    /// Whether it can be stored.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let sound =
            |rule: &TeamRule| rule.canned.len() <= CANNED && rule.canned.iter().all(|w| is_said(w));
        self.teams.len() <= TEAMS && self.teams.values().all(sound)
    }
}

impl TeamRule {
    /// A mark of all that it says: whoever changes it says by it what she looked at.
    #[must_use]
    pub fn mark(&self) -> String {
        // There is nothing in it that JSON cannot hold.
        let all = serde_json::to_vec(self).unwrap_or_default();
        hex(&sha256(&all))
    }

    /// Whether these words are ready ones that nobody edited: white space and the case of letters are
    /// no edit.
    #[must_use]
    pub fn is_canned(&self, words: &str) -> bool {
        let plain = |text: &str| {
            let words: Vec<_> = text.split_whitespace().map(str::to_lowercase).collect();
            words.join(" ")
        };
        let words = plain(words);
        self.canned.iter().any(|canned| plain(canned) == words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_words_are_known_however_they_are_spaced_and_an_edit_is_an_edit() {
        let rule = TeamRule {
            canned: vec!["Thank you for asking.\nWe looked at it.".to_owned()],
            ..TeamRule::default()
        };
        assert!(rule.is_canned("  thank you for asking. We  looked at it.\r\n"));
        assert!(!rule.is_canned("Thank you for asking. We looked at your order of May."));
        assert!(!TeamRule::default().is_canned(""));
    }

    #[test]
    fn a_rule_that_says_otherwise_has_another_mark() {
        let plain = TeamRule::default();
        let others = [
            TeamRule {
                four_eyes: true,
                ..plain.clone()
            },
            TeamRule {
                shows_proposal: true,
                ..plain.clone()
            },
            TeamRule {
                canned: vec!["Thank you.".to_owned()],
                ..plain.clone()
            },
        ];
        let mut marks: Vec<_> = others.iter().map(TeamRule::mark).collect();
        marks.push(plain.mark());
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), 4);
        assert_eq!(plain.mark(), TeamRule::default().mark());
    }

    #[test]
    fn a_customer_who_asks_says_something() {
        let asked = |said: Option<&str>| CaseAsked {
            said: said.map(str::to_owned),
            ..CaseAsked::default()
        };
        assert_eq!(asked(None).fault(CaseKind::Escalation), None);
        for silent in [None, Some(""), Some(" \n"), Some("a\u{0}b")] {
            let fault = asked(silent).fault(CaseKind::Question);
            assert_eq!(fault.map(|(field, _)| field), Some("said"), "{silent:?}");
        }
        let long = "x".repeat(LONGEST_WORDS + 1);
        assert!(asked(Some(&long)).fault(CaseKind::Contest).is_some());
        assert_eq!(
            asked(Some("Why?\r\nTell me")).fault(CaseKind::Contest),
            None
        );
    }

    #[test]
    fn a_person_of_a_crm_has_a_name_or_a_number_that_can_be_seen() {
        let (longest, long) = ("x".repeat(80), "x".repeat(81));
        for good in ["Jo", "agent 0042", "غسان", longest.as_str()] {
            assert!(is_person(good), "{good:?}");
        }
        let hidden = ["\u{200b}", "Jo\u{202e}oG", "a\nb", "a\u{7}"];
        for bad in hidden.into_iter().chain(["", " ", long.as_str()]) {
            assert!(!is_person(bad), "{bad:?}");
        }
    }

    #[test]
    fn a_machine_proposes_yes_or_no() {
        let proposal = |outcome, model: &str| Proposal {
            outcome,
            model: model.to_owned(),
            why: String::new(),
        };
        assert_eq!(proposal(Outcome::Deny, "risk-2").fault(), None);
        assert!(proposal(Outcome::Escalate, "risk-2").fault().is_some());
        for bad in ["", " ", "two\nlines"] {
            assert!(proposal(Outcome::Allow, bad).fault().is_some(), "{bad:?}");
        }
    }
}
