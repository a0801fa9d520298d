//! Does with the Rust client what a story says, as `driver.py` does with the Python client.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use mutual_client::{
    Choice, Client, Credentials, Error, Evidence, Facts, Follower, Mirror, Moment, Question,
    Switch, UsageEvent, ValueEvent, WebhookError, Webhooks,
};
use serde_json::{Value, json};

#[derive(Default)]
pub struct Driver {
    client: Option<Client>,
    follower: Option<Follower>,
    mirror: Option<Mirror>,
}

/// An error, as the story reads it.
struct Failed(&'static str, Option<String>, String);

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        let name = match &error {
            Error::Refused(_) => "Refused",
            Error::Away { .. } => "Away",
            Error::LogBehind { .. } => return Self("LogBehind", None, error.to_string()),
            Error::Gap { .. } => "Gap",
            Error::Unreadable(_) => "Unreadable",
            Error::Settings(_) => "ValueError",
            _ => "Other",
        };
        // Python says nothing of a problem that was given up on.
        let code = match &error {
            Error::Refused(_) => error.code().map(str::to_owned),
            _ => None,
        };
        Self(name, code, error.to_string())
    }
}

impl From<WebhookError> for Failed {
    fn from(error: WebhookError) -> Self {
        let name = match error {
            WebhookError::Secret | WebhookError::NoSecret => "ValueError",
            _ => "WebhookError",
        };
        Self(name, None, error.to_string())
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn moment(value: &Value) -> Moment {
    value.as_str().unwrap().parse().unwrap()
}

fn questions(value: &Value) -> Vec<Question> {
    serde_json::from_value(value.clone()).unwrap()
}

fn evidence(value: &Value) -> Evidence {
    Evidence {
        how: text(&value["how"]),
        place: text(&value["where"]),
        at: moment(&value["at"]),
        wording: text(&value["wording"]),
    }
}

fn choice(value: &Value) -> Choice {
    let toggles = value["toggles"].as_object().unwrap().iter();
    let toggles: BTreeMap<_, _> = toggles
        .map(|(toggle, switch)| {
            let on = switch == "on";
            (toggle.clone(), if on { Switch::On } else { Switch::Off })
        })
        .collect();
    let evidence = value.get("evidence").map(evidence);
    Choice {
        proposition: text(&value["proposition"]),
        version: u32::try_from(value["version"].as_u64().unwrap()).unwrap(),
        toggles,
        locale: None,
        in_spite_of_signal: value["in_spite_of_signal"] == true,
        evidence,
    }
}

impl Driver {
    pub async fn does(&mut self, command: Value) -> Value {
        match self.answer(&command).await {
            Ok(ok) => json!({"ok": ok}),
            Err(Failed(error, code, says)) => json!({"error": error, "code": code, "says": says}),
        }
    }

    fn client(&self) -> &Client {
        self.client.as_ref().unwrap()
    }

    fn mirror(&self) -> &Mirror {
        self.mirror.as_ref().unwrap()
    }

    async fn answer(&mut self, with: &Value) -> Result<Value, Failed> {
        let customer = with["customer"].as_str().unwrap_or_default();
        Ok(match with["do"].as_str().unwrap() {
            "connect" => {
                self.connect(with)?;
                Value::Null
            }
            "check" => {
                let least = with["min_index"].as_u64().unwrap_or(0);
                let asked = questions(&with["questions"]);
                json!(self.client().check_many(&asked, least).await?)
            }
            "require" => {
                let question = serde_json::from_value(with["question"].clone()).unwrap();
                let verdict = self.client().check(&question).await?;
                match verdict.permit() {
                    Ok(_) => json!("allowed"),
                    Err(no) => return Err(Failed("NotAllowed", None, no.to_string())),
                }
            }
            // There is no way to write it.
            "as_bool" => json!("no bool"),
            "put" => {
                let facts = &with["facts"];
                let facts = Facts {
                    identifiers: serde_json::from_value(facts["identifiers"].clone()).unwrap(),
                    region: facts["region"].as_str().map(str::to_owned),
                    ..Facts::default()
                };
                json!(self.client().put_customer(customer, &facts).await?.id)
            }
            "choose" => {
                let choice = choice(&with["choice"]);
                json!(self.client().choose(customer, &choice).await?.index)
            }
            "pause" => json!(self.client().pause(customer).await?.index),
            "resume" => {
                let evidence = evidence(&with["evidence"]);
                json!(self.client().resume(customer, &evidence).await?.index)
            }
            "consents" => {
                let exchanges = self.client().consents(customer).await?.exchanges;
                let keys = exchanges.into_iter().map(|exchange| exchange.proposition);
                json!(keys.collect::<Vec<_>>())
            }
            "report_value" | "report_usage" => self.report(with).await?,
            "follow" => {
                let follower = self.client().follow(with["after"].as_u64().unwrap());
                self.follower = Some(if with["page_by_page"] == true {
                    follower.page_by_page()
                } else {
                    follower
                });
                Value::Null
            }
            "next" => {
                let change = self.follower.as_mut().unwrap().next().await?;
                json!([change.index, change.kind])
            }
            "verify" => verify(with)?,
            "mirror_start" => {
                self.start(with).await?;
                Value::Null
            }
            "mirror_check" => {
                let now = with["now_ms"].as_i64().map(Moment::from_millis);
                let verdicts = questions(&with["questions"]);
                let verdicts = verdicts.iter().map(|question| match now {
                    Some(now) => self.mirror().check_at(question, now),
                    None => self.mirror().check(question),
                });
                json!(verdicts.collect::<Vec<_>>())
            }
            "mirror_status" => {
                let status = self.mirror().status();
                json!({"index": status.index, "is_stale": status.is_stale,
                       "customers": status.customers, "reread": status.reread,
                       "trouble": status.trouble})
            }
            "mirror_wait" => {
                let index = with["index"].as_u64().unwrap();
                json!(self.mirror().wait_for(index, Duration::from_secs(30)).await)
            }
            "mirror_save" => {
                self.mirror().save()?;
                Value::Null
            }
            "mirror_stop" => {
                self.mirror().save()?;
                self.mirror = None;
                Value::Null
            }
            other => panic!("no command {other}"),
        })
    }

    fn connect(&mut self, with: &Value) -> Result<(), Failed> {
        let secret = text(&with["secret"]);
        let credentials = match with.get("client_id") {
            Some(id) => Credentials::Client {
                id: text(id),
                secret,
            },
            None => Credentials::Secret(secret),
        };
        let seconds =
            |name: &str, usual| Duration::from_secs_f64(with[name].as_f64().unwrap_or(usual));
        let builder = Client::builder(text(&with["url"]), credentials)
            .timeout(seconds("timeout_s", 10.0))
            .patience(seconds("patience_s", 30.0));
        self.client = Some(builder.build()?);
        Ok(())
    }

    async fn report(&self, with: &Value) -> Result<Value, Failed> {
        let events = with["events"].as_array().unwrap().iter();
        let reported = if with["do"] == "report_value" {
            let events = events.map(|event| ValueEvent {
                customer: text(&event["customer"]),
                proposition: text(&event["proposition"]),
                benefit: text(&event["benefit"]),
                amount: event["amount"].as_f64(),
                unit: None,
                at: moment(&event["at"]),
                proof_ref: text(&event["proof_ref"]),
                corrects: false,
            });
            self.client()
                .report_value(&events.collect::<Vec<_>>())
                .await?
        } else {
            let events = events.map(|event| UsageEvent {
                customer: text(&event["customer"]),
                data: text(&event["data"]),
                purpose: text(&event["purpose"]),
                at: moment(&event["at"]),
                context: text(&event["context"]),
                channel: event["channel"].as_str().map(str::to_owned),
            });
            self.client()
                .report_usage(&events.collect::<Vec<_>>())
                .await?
        };
        let statuses = reported.into_iter().map(|result| result.status);
        Ok(json!(statuses.collect::<Vec<_>>()))
    }

    async fn start(&mut self, with: &Value) -> Result<(), Failed> {
        let limit = with["limit_s"].as_f64().unwrap_or(60.0);
        let mut mirror = self.client().mirror().limit(Duration::from_secs_f64(limit));
        if let Some(file) = with["file"].as_str() {
            mirror = mirror.file(PathBuf::from(file));
        }
        if with["page_by_page"] == true {
            mirror = mirror.page_by_page();
        }
        self.mirror = Some(mirror.start().await?);
        Ok(())
    }
}

fn verify(with: &Value) -> Result<Value, Failed> {
    let secrets = with["secrets"].as_array().unwrap().iter().map(text);
    let tolerance = with["tolerance_s"].as_u64().unwrap_or(300);
    let webhooks = Webhooks::new(secrets)?.tolerance(Duration::from_secs(tolerance));
    let mut headers = hyper::HeaderMap::new();
    for (name, value) in with["headers"].as_object().unwrap() {
        let name: hyper::header::HeaderName = name.parse().unwrap();
        headers.insert(name, value.as_str().unwrap().parse().unwrap());
    }
    let body = text(&with["body"]);
    let now = Moment::from_millis(with["now"].as_i64().unwrap() * 1_000);
    let message = webhooks.verify(&headers, body.as_bytes(), now)?;
    let said: Value = serde_json::from_slice(message.body).unwrap();
    let kind = said.get("type").cloned();
    Ok(kind.unwrap_or_else(|| json!("verified")))
}
