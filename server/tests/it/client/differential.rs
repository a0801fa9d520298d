//! Whatever happens, a mirror says what the server says: at every moment, of everybody, to every
//! question.

use std::collections::BTreeMap;

use mutual::access::Actor;
use mutual::catalogue::{Document, Term, TermKey};
use mutual::clock::Clock as _;
use mutual::consent::{Route, Toggle};
use mutual::guard::Code;
use mutual::port::{Engine, Submission};
use mutual::use_cases::{Command, Publish, RegistryEdit};
use mutual_engine::SystemClock;
use serde_json::json;

use super::dice::Dice;
use super::programs;
use crate::common::{Crm, Database, Server, demo, new_key};
use crate::on_both;

mod joins;
mod lines;
mod questions;

on_both!(a_mirror_says_what_the_server_says_whatever_happens);

/// How much happens.
const STEPS: usize = 300;
/// How much happens after that, while records become one and are set apart.
const JOINED_STEPS: usize = 160;
/// After how many of these everything is compared.
const EVERY: usize = 4;
/// How many questions are asked each time.
const QUESTIONS: usize = 48;
const KEYS: [&str; 5] = ["recipe-ideas", "coupons", "interest", "contract", "second"];
const DATA: [&str; 4] = ["orders", "birthday", "browsing", "health_conditions"];
const CHANNELS: [&str; 3] = ["email", "sms", "post"];
const AI: [&str; 5] = [
    "personalise",
    "infer",
    "train",
    "share_model",
    "decide_auto",
];
/// A purpose that is selling.
const SELLING: &str = "partner-offers";
const REGIONS: [&str; 4] = ["GB", "US", "US-CA", "DE"];
const PEOPLE: usize = 12;

/// A place where things happen.
struct World {
    server: Server,
    crm: Crm,
    dice: Dice,
    /// How often each sort of thing happened.
    happened: BTreeMap<&'static str, u32>,
    /// The ids of everybody who ever was here.
    ids: Vec<String>,
    /// Whether records become one, and are set apart.
    joins: bool,
}

impl World {
    fn engine(&self) -> &dyn Engine {
        self.server.app().live.engine.as_ref()
    }

    fn did(&mut self, what: &'static str, status: u16) {
        if status < 300 {
            *self.happened.entry(what).or_default() += 1;
        }
    }

    fn person(&mut self) -> String {
        format!("crm:{}", self.dice.below(PEOPLE))
    }

    async fn submit(&mut self, what: &'static str, command: Command) {
        let (actor, route) = match command {
            Command::HeedSignal(id) => (Actor::Customer(id), Route::Signal),
            _ => (Actor::System, Route::System),
        };
        let submission = Submission {
            actor,
            route,
            command,
            idempotency: None,
        };
        let done = self.engine().submit(submission).await;
        self.did(what, if done.is_ok() { 200 } else { 422 });
    }

    async fn delete(&mut self, what: &'static str, path: &str) {
        let key = new_key();
        let headers = [("idempotency-key", key.as_str())];
        let done = self.crm.call("DELETE", path, &headers, None).await;
        self.did(what, done.status);
    }

    /// One thing happens.
    async fn step(&mut self) {
        match self.dice.below(100) {
            0..12 => self.put().await,
            12..16 => {
                let who = self.person();
                let verb = self.dice.one(&["pause", "resume"]);
                let path = format!("/customers/{who}/{verb}");
                let body = match verb {
                    "resume" => json!({"evidence": lines::by_phone()}),
                    _ => json!({}),
                };
                let done = self.crm.post(&path, &body).await;
                self.did("paused or resumed", done.status);
            }
            16..18 => {
                let who = self.person();
                let mode = self.dice.one(&["all", "all", "all", "suppress"]);
                self.delete("erased", &format!("/customers/{who}?mode={mode}"))
                    .await;
            }
            18..22 => {
                // From whoever has it.
                let name = format!("shared:{}", self.dice.below(3));
                self.delete("renamed", &format!("/customers/{name}/identifiers/{name}"))
                    .await;
            }
            22..30 => self.publish().await,
            30..32 => {
                let key = self.dice.one(&KEYS).parse().unwrap();
                self.submit("retired", Command::Retire(key, "Enough.".to_owned()))
                    .await;
            }
            32..38 => self.define().await,
            38..41 => {
                let who = self.person();
                let key = self.dice.one(&KEYS).parse().unwrap();
                if let Some(id) = self.engine().holder(&who) {
                    self.submit("forgotten", Command::Forget(id, key)).await;
                }
            }
            41..45 => {
                let who = self.person();
                self.signal(&who).await;
            }
            45..49 if self.joins => self.join().await,
            49..56 => self.guard().await,
            56..59 => self.draw().await,
            59..62 => self.case().await,
            _ => self.choose().await,
        }
    }

    async fn put(&mut self) {
        let who = self.person();
        let shared = format!("shared:{}", self.dice.below(3));
        let mut facts =
            json!({"identifiers": if self.dice.below(3) == 0 { vec![shared] } else { vec![] }});
        if self.dice.below(3) > 0 {
            facts["region"] = json!(self.dice.one(&REGIONS));
        }
        if self.dice.below(3) == 0 {
            // Some come of age in a year or two.
            let young = i32::from(SystemClock.now().zoned().year()) - 20;
            facts["birth_year"] = json!(young + i32::try_from(self.dice.below(6)).unwrap());
            facts["evidence"] = lines::by_phone();
        }
        let done = self.crm.put(&format!("/customers/{who}"), &facts).await;
        if let Some(id) = done.json()["customer"].as_str() {
            self.ids.push(id.to_owned());
        }
        self.did("put", done.status);
    }

    async fn publish(&mut self) {
        let key = self.dice.one(&KEYS);
        let mut document = serde_json::to_value(demo().remove(0)).unwrap();
        let basis = match key {
            "interest" => "legitimate_interest",
            "contract" => self.dice.one(&["contract", "legal_obligation"]),
            _ => "consent",
        };
        let purpose = self
            .dice
            .one(&["recommendations", "recommendations", "offers", SELLING]);
        let data = self.dice.some(
            if basis == "consent" {
                &DATA
            } else {
                &DATA[..3]
            },
            55,
        );
        let data: Vec<_> = data
            .into_iter()
            .map(|name| json!({"category": name, "required": self.dice.below(2) == 0}))
            .collect();
        let ai = self.dice.some(&AI, 50);
        let needs_model = ai.contains(&"share_model") && self.dice.below(3) == 0;
        let required = if needs_model {
            vec!["ai:share_model"]
        } else {
            vec![]
        };
        for (field, value) in [
            ("key", json!(key)),
            ("legal_basis", json!(basis)),
            ("purpose", json!(purpose)),
            ("data", json!(data)),
            ("channels", json!(self.dice.some(&CHANNELS, 60))),
            ("ai_uses", json!(ai)),
            ("required", json!(required)),
            ("term_months", json!(self.dice.one(&[&6, &24]))),
            ("retention_months", json!(1)),
            ("change_note", json!("Something is different.")),
        ] {
            document[field] = value;
        }
        document["regions"] = match self.dice.below(4) {
            0 => json!(["GB"]),
            1 => json!(["US", "DE"]),
            _ => json!(["*"]),
        };
        let Ok(document) = serde_json::from_value::<Document>(document) else {
            return;
        };
        let catalogue = self.engine().catalogue();
        let known = catalogue.proposition(key);
        let over = known.and_then(|known| known.live()).map(|live| live.number);
        let publish = Publish {
            document,
            over,
            class: None,
            approval: None,
        };
        self.submit("published", Command::Publish(Box::new(publish)))
            .await;
    }

    /// From now on there is a purpose that is selling.
    async fn sells(&mut self) {
        let registry = self.engine().catalogue().registry().clone();
        let mut selling = registry.purpose("offers").unwrap().clone();
        selling.id = SELLING.parse().unwrap();
        selling.dpv = "https://w3id.org/dpv#SellDataToThirdParties".to_owned();
        let edit = RegistryEdit::Add(Term::Purpose(selling));
        self.submit("sells", Command::EditRegistry(Box::new(edit)))
            .await;
        assert_eq!(self.happened["sells"], 1);
    }

    async fn define(&mut self) {
        let key: TermKey = "data:pets".parse().unwrap();
        let registry = self.engine().catalogue().registry().clone();
        let edit = match registry
            .revision(&key)
            .filter(|_| registry.category("pets").is_some())
        {
            Some(over) => RegistryEdit::Remove { key, over },
            None => {
                let mut pets = registry.category("orders").unwrap().clone();
                pets.id = "pets".parse().unwrap();
                RegistryEdit::Add(Term::Data(pets))
            }
        };
        self.submit("defined", Command::EditRegistry(Box::new(edit)))
            .await;
    }

    async fn choose(&mut self) {
        let mut who = self.person();
        let catalogue = self.engine().catalogue();
        let mut live: Vec<_> = catalogue.live().collect();
        // Often of what shares, by those whose browsers ask not to.
        let asking = self.asking();
        if self.dice.below(2) == 0 && !asking.is_empty() {
            who = asking[self.dice.below(asking.len())].clone();
            live.retain(|(_, version)| version.ends_sharing().is_some());
        }
        if live.is_empty() {
            return;
        }
        let (proposition, version) = live[self.dice.below(live.len())];
        let facets: Vec<_> = version.facets().collect();
        let mut toggles = serde_json::Map::new();
        match self.dice.below(10) {
            // What goes with it is not contradicted; what does not may be on, too.
            0..6 => {
                toggles.insert("exchange".to_owned(), json!("on"));
                for facet in facets.iter().filter(|f| !version.required().contains(f)) {
                    if self.dice.below(2) == 0 {
                        toggles.insert(facet.to_string(), json!(self.dice.one(&["on", "off"])));
                    }
                }
            }
            6..8 => {
                toggles.insert("exchange".to_owned(), json!("off"));
                // Often by those who said yes.
                let yes = self.saying_yes(&proposition.key);
                if !yes.is_empty() && self.dice.below(4) > 0 {
                    who = yes[self.dice.below(yes.len())].clone();
                }
            }
            _ if facets.is_empty() => return,
            _ => {
                let facet = facets[self.dice.below(facets.len())].to_string();
                toggles.insert(facet, json!(self.dice.one(&["on", "off"])));
            }
        }
        // Whose browser asks not to share is told so, as a rule.
        let in_spite = self.dice.below(4) > 0;
        let on = toggles.iter().filter(|(_, to)| **to == json!("on"));
        let mut on = on.filter_map(|(toggle, _)| toggle.parse::<Toggle>().ok());
        let is_against = asking.contains(&who) && on.any(|toggle| version.shares(&toggle));
        // Now, whatever she turned off before; today, or so long ago that the grant ended already, or is
        // about to end; in spite of a wish now, and as a rule where everybody was asked anew, for older
        // is refused there.
        let asked_anew = proposition.asked_anew_at(version.number).is_some();
        let is_now = is_against || (asked_anew && self.dice.below(4) > 0);
        let days = [
            &0_i64, &0, &0, &0, &1, &20, &175, &182, &300, &725, &730, &900,
        ];
        let days = self.dice.one(&days) * i64::from(!is_now);
        let at = SystemClock.now().plus_seconds(-days * 86_400).to_string();
        let choice = json!({"proposition": proposition.key.as_str(), "version": version.number,
            "toggles": toggles, "in_spite_of_signal": in_spite, "evidence": {"how": "phone", "where": "call centre", "at": at,
            "wording": "May we?"}});
        let done = self
            .crm
            .post(&format!("/customers/{who}/choices"), &choice)
            .await;
        self.did("chosen", done.status);
        if is_against {
            self.did("chosen in spite of a signal", done.status);
        }
    }
}

async fn a_mirror_says_what_the_server_says_whatever_happens(database: Database) {
    let server = Server::start(database).await;
    let crm = server.crm("check consent:read consent:write feed").await;
    let seed = 0x9e37_79b9_7f4a_7c15;
    let mut world = World {
        server,
        crm: crm.clone(),
        dice: Dice(seed),
        happened: BTreeMap::new(),
        ids: Vec::new(),
        joins: true,
    };
    world.sells().await;
    // Some of it happened before anybody looked.
    for key in KEYS {
        while world.engine().catalogue().proposition(key).is_none() {
            world.publish().await;
        }
    }
    for _ in 0..3 * PEOPLE {
        world.put().await;
    }
    for n in 0..60 {
        world.step().await;
        if n % 20 == 0 {
            let who = world.person();
            world.signal(&who).await;
            world.join().await;
        }
    }
    for what in ["merged", "signalled"] {
        assert!(world.happened.contains_key(what), "{:?}", world.happened);
    }
    crm.knows("crm:sync").await;
    let mut mirrors = programs();
    for (n, program) in mirrors.iter_mut().enumerate() {
        program.is(&crm).await;
        let with = json!({"page_by_page": n == 1 && matches!(database, Database::Postgres)});
        program.does("mirror_start", with).await;
    }
    let (mut compared, mut codes) = (0, BTreeMap::<String, u32>::new());
    world.joins = false;
    let joined = world.joined();
    for step in 0..STEPS + JOINED_STEPS {
        if step == STEPS {
            // Nothing of all that has to be read anew.
            for program in &mut mirrors {
                let status = program.does("mirror_status", json!({})).await;
                assert_eq!(status["reread"], 1, "{}: {status}", program.name);
            }
            world.joins = true;
        }
        world.step().await;
        if step % EVERY > 0 {
            continue;
        }
        // Who left is somebody again, so that there is somebody to ask about.
        world.put().await;
        // What is no entry has come once this one has.
        let synced = crm
            .post("/customers/crm:sync/pause", &json!({}))
            .await
            .expect(201);
        let index = synced.json()["index"].as_u64().unwrap();
        for program in &mut mirrors {
            let reached = program.does("mirror_wait", json!({"index": index})).await;
            assert_eq!(reached, true, "{} never came to {index}", program.name);
        }
        for _ in 0..QUESTIONS {
            let (question, at) = world.question();
            let awaited = world.says(&question, at);
            let code = awaited["reasons"][0]["code"].as_str().unwrap().to_owned();
            *codes.entry(code).or_default() += 1;
            for program in &mut mirrors {
                let with = json!({"questions": [question], "now_ms": at.as_millis()});
                let mut told = program.does("mirror_check", with).await[0].take();
                told.as_object_mut().unwrap().remove("index");
                assert_eq!(
                    told, awaited,
                    "{}, step {step}, {at}: {question}",
                    program.name
                );
                compared += 1;
            }
        }
        // The endpoint itself, now.
        let (question, _) = world.question();
        let served = crm
            .post("/check", &json!({"checks": [question]}))
            .await
            .expect(200);
        let served = served.json()["results"][0]["verdict"].clone();
        for program in &mut mirrors {
            let told = program
                .does("mirror_check", json!({"questions": [question]}))
                .await;
            assert_eq!(told[0]["verdict"], served, "{}, {question}", program.name);
        }
    }
    // Nothing of it was by chance about nothing.
    println!(
        "{database:?}: {compared} checks compared, {:?}, {codes:?}",
        world.happened
    );
    assert!(compared > 5_000);
    for what in [
        "chosen",
        "put",
        "published",
        "retired",
        "defined",
        "paused or resumed",
        "erased",
        "renamed",
        "signalled",
        "ended by a signal",
        "chosen in spite of a signal",
        "merged",
        "split",
        "human only",
        "came into it",
        "came out of it",
        "kept its protection",
        "drawn",
        "asked a person",
    ] {
        let times = world.happened.get(what).copied().unwrap_or_default();
        assert!(times > 0, "{what}: {:?}", world.happened);
    }
    for code in [
        Code::Granted,
        Code::LegalBasis,
        Code::NoGrant,
        Code::Paused,
        Code::Expired,
        Code::NeedsAnswer,
        Code::FacetOff,
        Code::DataNotCovered,
        Code::ChannelNotCovered,
        Code::AiNotCovered,
        Code::UnknownCustomer,
        Code::Erased,
        Code::UnknownPurpose,
        Code::UnknownData,
        Code::Withdrawn,
        Code::Objected,
        Code::SignalGpc,
        Code::RedLine,
        Code::HumanOnly,
    ] {
        let word = code.word();
        assert!(codes.contains_key(word), "{word}: {codes:?}");
    }
    for program in &mut mirrors {
        let status = program.does("mirror_status", json!({})).await;
        let reread = status["reread"].as_u64().unwrap();
        let most = 1 + u64::from(world.joined() - joined);
        assert!((2..=most).contains(&reread), "{}: {status}", program.name);
    }
}
