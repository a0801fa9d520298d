//! May I?

use std::collections::HashMap;

use http::Method;
use serde::{Deserialize, Serialize};

use crate::client::Call;
use crate::{Amount, Client, Error, Verdict};

/// The most questions that one request takes; more of them are several requests.
const MOST: usize = 1_000;
/// The most of them that name guesses.
const MOST_GUESSING: usize = 100;

/// A question: may this customer's data be used like this?
///
/// ```
/// use mutual_client::Question;
///
/// let question = Question::new("crm:42", "recommendations")
///     .data(["orders", "birthday"])
///     .channel("email")
///     .ai("personalise");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// `cus_…`, or one of her identifiers.
    pub customer: String,
    /// Why the data would be used.
    pub purpose: String,
    /// Which data categories would be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<String>,
    /// Which guesses about her it would rest on, by their keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inferences: Vec<String>,
    /// By which channel she would be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Which AI use it would be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ai: Option<String>,
    /// What it would be about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// About how much money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// In which currency (ISO 4217).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The key of the model that would decide, as it is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Which version of it: needed with `model`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_version: Option<String>,
    /// Where a person has to decide, give it to one: `case` of the verdict says which case that is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open_case: bool,
}

impl Question {
    /// May this customer's data be used for this purpose?
    pub fn new(customer: impl Into<String>, purpose: impl Into<String>) -> Self {
        Self {
            customer: customer.into(),
            purpose: purpose.into(),
            ..Self::default()
        }
    }

    /// And these data categories?
    #[must_use]
    pub fn data<T: Into<String>>(mut self, data: impl IntoIterator<Item = T>) -> Self {
        self.data.extend(data.into_iter().map(Into::into));
        self
    }

    /// And may it rest on these guesses about her? The server alone can say so, no mirror.
    #[must_use]
    pub fn inferences<T: Into<String>>(mut self, keys: impl IntoIterator<Item = T>) -> Self {
        self.inferences.extend(keys.into_iter().map(Into::into));
        self
    }

    /// And by this channel?
    #[must_use]
    pub fn channel(mut self, channel: impl Into<String>) -> Self {
        self.channel = Some(channel.into());
        self
    }

    /// And by this AI use?
    #[must_use]
    pub fn ai(mut self, ai: impl Into<String>) -> Self {
        self.ai = Some(ai.into());
        self
    }

    /// And about this topic?
    #[must_use]
    pub fn topic(mut self, topic: impl Into<String>) -> Self {
        self.topic = Some(topic.into());
        self
    }

    /// And about so much money, in this currency (ISO 4217)?
    #[must_use]
    pub fn amount(mut self, amount: f64, currency: impl Into<String>) -> Self {
        self.amount = Some(Amount::of(amount));
        self.currency = Some(currency.into());
        self
    }

    /// And may this version of a registered model decide it? The server alone can say so, no mirror.
    #[must_use]
    pub fn model(mut self, key: impl Into<String>, version: impl Into<String>) -> Self {
        self.model = Some(key.into());
        self.model_version = Some(version.into());
        self
    }

    /// And where a person has to decide, give it to one. Asked again about the same, it is the same
    /// case. A mirror opens none.
    #[must_use]
    pub fn open_case(mut self) -> Self {
        self.open_case = true;
        self
    }
}

#[derive(Serialize)]
struct Asked<'a> {
    checks: Vec<Numbered<'a>>,
}

#[derive(Serialize)]
struct Numbered<'a> {
    id: String,
    #[serde(flatten)]
    question: &'a Question,
}

#[derive(Deserialize)]
struct Answered {
    results: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    id: String,
    #[serde(flatten)]
    verdict: Verdict,
}

impl Client {
    /// May I?
    ///
    /// # Errors
    ///
    /// Every [`Error`] means that it is not known. None of them is a yes.
    pub async fn check(&self, question: &Question) -> Result<Verdict, Error> {
        self.check_at_least(question, 0).await
    }

    /// May I, as the ledger has it at `min_index` or later? Give the index of a write of yours, or
    /// of an entry of the feed, to read what was written.
    ///
    /// # Errors
    ///
    /// As [`Self::check`]; with the code `not_yet` where the ledger does not come so far in time.
    pub async fn check_at_least(
        &self,
        question: &Question,
        min_index: u64,
    ) -> Result<Verdict, Error> {
        // Always as a body: an address would stand in the logs of every proxy on the way.
        let questions = std::slice::from_ref(question);
        let verdict = self.check_many(questions, min_index).await?.pop();
        verdict.ok_or_else(|| Error::Unreadable("no verdict came".to_owned()))
    }

    /// May I, for each of these, as the ledger has it at `min_index` or later? The verdicts come in
    /// the order of the questions, however many there are.
    ///
    /// # Errors
    ///
    /// As [`Self::check_at_least`], for all of them.
    pub async fn check_many(
        &self,
        questions: &[Question],
        min_index: u64,
    ) -> Result<Vec<Verdict>, Error> {
        let mut verdicts = Vec::with_capacity(questions.len());
        let path = if min_index > 0 {
            format!("/check?min_index={min_index}")
        } else {
            "/check".to_owned()
        };
        for part in parts(questions) {
            let checks = part.iter().enumerate().map(|(n, question)| Numbered {
                id: n.to_string(),
                question,
            });
            let asked = Asked {
                checks: checks.collect(),
            };
            let call = Call::send(Method::POST, &path, &asked)?;
            let answered: Answered = self.call(&call).await?.json()?;
            // By their names: a verdict must never be taken for that of somebody else.
            let mut told: HashMap<_, _> = answered
                .results
                .into_iter()
                .map(|result| (result.id, result.verdict))
                .collect();
            for n in 0..part.len() {
                let verdict = told.remove(&n.to_string());
                let verdict = verdict
                    .ok_or_else(|| Error::Unreadable(format!("question {n} was not answered")))?;
                new_enough(verdict.index, min_index)?;
                verdicts.push(verdict);
            }
        }
        Ok(verdicts)
    }
}

/// The questions, in their order, in as few requests as the server takes.
fn parts(mut questions: &[Question]) -> impl Iterator<Item = &[Question]> {
    std::iter::from_fn(move || {
        let mut guessing = 0;
        let fits = |question: &&Question| {
            guessing += usize::from(!question.inferences.is_empty());
            guessing <= MOST_GUESSING
        };
        let count = questions.iter().take(MOST).take_while(fits).count();
        let (part, rest) = questions.split_at_checked(count)?;
        questions = rest;
        (!part.is_empty()).then_some(part)
    })
}

fn new_enough(index: u64, least: u64) -> Result<(), Error> {
    if index < least {
        return Err(Error::LogBehind {
            after: least,
            head: index,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_go_in_as_few_requests_as_the_server_takes() {
        let plain = Question::new("crm:42", "offers");
        let guesses = plain.clone().inferences(["has-dog"]);
        let sizes = |questions: &[Question]| parts(questions).map(<[_]>::len).collect::<Vec<_>>();
        assert_eq!(sizes(&[]), [0; 0]);
        assert_eq!(sizes(&vec![plain.clone(); 2_001]), [1_000, 1_000, 1]);
        assert_eq!(sizes(&vec![guesses.clone(); 201]), [100, 100, 1]);
        let mut mixed = vec![guesses; 100];
        mixed.extend(vec![plain; 901]);
        assert_eq!(sizes(&mixed), [1_000, 1]);
    }
}
