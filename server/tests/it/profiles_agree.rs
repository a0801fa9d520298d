//! Whatever a CRM reads in its own words, a check says yes where it says yes: over a random course of
//! what Ana and the shop do, and of what she goes through.

use mutual::catalogue::{Document, LegalBasis};
use mutual::use_cases::Command;
use serde_json::{Value, json};

use crate::common::{Crm, Database, Server, demo, new_key};
use crate::on_both;
use crate::own::by_link;
use crate::profiles::{does, recipes, resting_on, shop, wanting_more};
use crate::red_lines::{by_phone, draw, starter};

on_both!(
    where_a_profile_says_yes_a_check_does,
    what_a_red_line_denies_is_a_yes_in_nobodys_words,
);

/// How many things happen, one after the other.
const STEPS: usize = 40;

/// The same course every time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.throw(all.len())]
    }
}

/// An exchange that is open to her, as the catalogue has it.
struct Offer {
    key: String,
    title: String,
    purpose: String,
    version: u64,
    toggles: Vec<String>,
}

/// What a profile told as a yes, and what a check has to allow for it.
struct Yes {
    profile: &'static str,
    of: String,
    purpose: String,
    toggle: String,
}

struct Course {
    server: Server,
    crm: Crm,
    region: &'static str,
    dice: Dice,
    /// How many yeses each profile told, and how often a check allowed what no profile did.
    yeses: std::collections::BTreeMap<&'static str, usize>,
}

/// The recipes for a part of the world alone.
fn only_in(region: &str) -> Document {
    let mut document = demo().remove(0);
    document.key = "local-tips".parse().unwrap();
    document.regions = vec![region.parse().unwrap()];
    document
}

impl Course {
    async fn begin(database: Database) -> Self {
        let (server, crm) = shop(database).await;
        server
            .publish(resting_on("bills", LegalBasis::Contract), None)
            .await;
        let interest = resting_on("safety", LegalBasis::LegitimateInterest);
        server.publish(interest, None).await;
        server.publish(only_in("DE"), None).await;
        draw(&server, starter()).await;
        let mut course = Self {
            server,
            crm,
            region: "GB",
            dice: Dice(0x1234_5678_9abc_def1),
            yeses: std::collections::BTreeMap::new(),
        };
        course.moves("GB").await;
        course
    }

    /// She lives there from now on.
    async fn moves(&mut self, region: &'static str) {
        self.region = region;
        let body = json!({"identifiers": ["push:device-1"], "region": region});
        self.crm.put("/customers/crm:42", &body).await.expect(200);
    }

    async fn offers(&self) -> Vec<Offer> {
        let all = self.crm.get("/propositions").await.expect(200).json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let read = |one: &Value| {
            let named = |list: &str, of: &str| {
                let all = one[list].as_array().unwrap().iter();
                all.map(|item| format!("{of}:{}", text(item)))
                    .collect::<Vec<_>>()
            };
            let data = one["data"].as_array().unwrap().iter();
            let data = data.map(|item| format!("data:{}", text(&item["category"])));
            let toggles = named("channels", "channel").into_iter();
            Offer {
                key: text(&one["key"]),
                title: text(&one["title"]),
                purpose: text(&one["purpose"]),
                version: one["version"].as_u64().unwrap(),
                toggles: toggles.chain(named("ai_uses", "ai")).chain(data).collect(),
            }
        };
        let is_open = |one: &&Value| {
            let regions = one["regions"].as_array().unwrap();
            one["status"] == "live"
                && regions
                    .iter()
                    .any(|region| region == "*" || region == self.region)
        };
        let items = all["items"].as_array().unwrap().iter();
        items.filter(is_open).map(read).collect()
    }

    /// Something happens.
    async fn happens(&mut self, step: usize) {
        match self.dice.throw(25) {
            0 => does(&self.crm, "pause").await,
            1..=2 => does(&self.crm, "resume").await,
            3 => self.moves("DE").await,
            4 => self.moves("GB").await,
            5 => grieves(&self.crm, true).await,
            6..=8 => grieves(&self.crm, false).await,
            9 => wants_a_person(&self.crm, true).await,
            10 => wants_a_person(&self.crm, false).await,
            _ => self.answers().await,
        }
        // Each of these once, wherever the course is by then.
        match step {
            12 => self.server.publish(wanting_more(), Some(1)).await,
            20 => {
                let mut ana = by_link(&self.server, "crm:42").await;
                ana.send("GET", "/", &[("sec-gpc", "1")], "")
                    .await
                    .expect(200);
            }
            28 => {
                let stopped = Command::Retire("coupons".parse().unwrap(), "Over".to_owned());
                let submission = mutual::port::Submission {
                    actor: mutual::access::Actor::System,
                    route: mutual::consent::Route::System,
                    command: stopped,
                    idempotency: None,
                };
                self.server
                    .app()
                    .live
                    .engine
                    .submit(submission)
                    .await
                    .unwrap();
            }
            _ => {}
        }
    }

    /// She answers an exchange, mostly with a yes.
    async fn answers(&mut self) {
        let offers = self.offers().await;
        let offer = self.dice.one_of(&offers);
        let mut toggles = json!({});
        if self.dice.throw(3) > 0 || offer.toggles.is_empty() {
            let to = if self.dice.throw(4) > 0 { "on" } else { "off" };
            toggles["exchange"] = json!(to);
        }
        for _ in 0..self.dice.throw(3) {
            let to = if self.dice.throw(3) > 0 { "on" } else { "off" };
            let toggle = self.dice.one_of(&offer.toggles);
            toggles[toggle] = json!(to);
        }
        if toggles == json!({}) {
            toggles["exchange"] = json!("on");
        }
        let body = json!({"proposition": offer.key, "version": offer.version, "toggles": toggles,
            "in_spite_of_signal": self.dice.throw(2) == 0,
            "evidence": {"how": "phone", "where": "call centre",
            "at": self.server.app().clock.now().to_string(), "wording": "May we?"}});
        let answer = self.crm.post("/customers/crm:42/choices", &body).await;
        // What contradicts itself, or goes against her wish, is refused, and nothing happens.
        assert!([201, 409, 422].contains(&answer.status), "{answer:?}");
    }

    /// Every yes that a profile tells of her.
    async fn told(&self, offers: &[Offer]) -> Vec<Yes> {
        let mut yeses = self.salesforce(offers).await;
        yeses.extend(self.hubspot(offers).await);
        yeses.extend(self.xdm(offers).await);
        yeses.extend(self.dynamics(offers).await);
        yeses.extend(self.govstack(offers).await);
        yeses
    }

    async fn salesforce(&self, offers: &[Offer]) -> Vec<Yes> {
        const ACTIONS: [(&str, &str); 7] = [
            ("email", "channel:email"),
            ("phone", "channel:phone"),
            ("mail", "channel:post"),
            ("web", "channel:web"),
            ("process", "exchange"),
            ("profile", "ai:infer"),
            ("geotrack", "data:precise_location"),
        ];
        let actions = ACTIONS.map(|(action, _)| action).join(",");
        let base = "/profiles/salesforce/services/data/v62.0/consent";
        let path = format!("{base}/multiaction?ids=crm:42&actions={actions}");
        let mut yeses = Vec::new();
        let mut purposes: Vec<_> = offers.iter().map(|offer| offer.purpose.as_str()).collect();
        purposes.sort_unstable();
        purposes.dedup();
        for purpose in purposes {
            let asked = format!("{path}&purpose={purpose}");
            let told = self.crm.get(&asked).await.expect(200).json();
            for (action, toggle) in ACTIONS {
                if told["crm:42"]["proceed"][action] == "true" {
                    yeses.push(yes("salesforce", action, purpose, toggle));
                }
            }
        }
        // Without a purpose it is every exchange that has the toggle.
        let told = self.crm.get(&path).await.expect(200).json();
        for (action, toggle) in ACTIONS {
            if told["crm:42"]["proceed"][action] == "true" {
                yeses.extend(everywhere("salesforce", action, toggle, offers));
            }
        }
        yeses
    }

    async fn hubspot(&self, offers: &[Offer]) -> Vec<Yes> {
        let base = "/profiles/hubspot/communication-preferences/v4";
        let path = format!("{base}/statuses/ana@example.org?channel=EMAIL");
        let told = self.crm.get(&path).await.expect(200).json();
        let all = self
            .crm
            .get(&format!("{base}/definitions"))
            .await
            .expect(200)
            .json();
        let mut yeses = Vec::new();
        for status in told["results"].as_array().unwrap() {
            if status["status"] != "SUBSCRIBED" {
                continue;
            }
            let number = status["subscriptionId"].to_string();
            let definitions = all["results"].as_array().unwrap().iter();
            let mut same =
                definitions.filter(|one| one["id"].as_str().unwrap() == number.trim_matches('"'));
            let name = same.next().unwrap()["name"].as_str().unwrap();
            // Several may be called so; one of them is it.
            let of_name: Vec<_> = offers.iter().filter(|offer| offer.title == name).collect();
            assert!(!of_name.is_empty(), "{name}");
            let purposes: Vec<_> = of_name.iter().map(|offer| &offer.purpose).collect();
            assert!(purposes.iter().all(|purpose| *purpose == purposes[0]));
            yeses.push(yes("hubspot", name, purposes[0], "channel:email"));
        }
        yeses
    }

    async fn xdm(&self, offers: &[Offer]) -> Vec<Yes> {
        const CHANNELS: [(&str, &str); 5] = [
            ("xdm:email", "channel:email"),
            ("xdm:push", "channel:push"),
            ("xdm:sms", "channel:sms"),
            ("xdm:call", "channel:phone"),
            ("xdm:postalMail", "channel:post"),
        ];
        let told = self
            .crm
            .get("/profiles/xdm/customers/crm:42")
            .await
            .expect(200)
            .json();
        let told = &told["xdm:consents"];
        let is_yes = |value: &Value| {
            let words = ["y", "LI", "CT", "CP"];
            value["xdm:val"]
                .as_str()
                .is_some_and(|word| words.contains(&word))
        };
        let marketing = &told["xdm:marketing"];
        let mut yeses = Vec::new();
        for (field, toggle) in CHANNELS {
            if is_yes(&marketing[field]) {
                yeses.extend(everywhere("xdm", field, toggle, offers));
            }
            let subscriptions = marketing[field]["xdm:subscriptions"].as_object();
            for (key, value) in subscriptions.into_iter().flatten() {
                if is_yes(value) {
                    let of = offers.iter().find(|offer| offer.key == *key).unwrap();
                    yeses.push(yes("xdm", key, &of.purpose, toggle));
                }
            }
        }
        if is_yes(&marketing["xdm:any"]) {
            let channels = CHANNELS.map(|(_, toggle)| toggle).into_iter();
            for toggle in channels.chain(["channel:in_app", "channel:web"]) {
                yeses.extend(everywhere("xdm", "any", toggle, offers));
            }
        }
        if is_yes(&told["xdm:personalize"]["xdm:content"]) {
            yeses.extend(everywhere("xdm", "personalize", "ai:personalise", offers));
        }
        yeses
    }

    async fn dynamics(&self, offers: &[Offer]) -> Vec<Yes> {
        let points = [
            ("email", "ana@example.org"),
            ("sms", "+441234567"),
            ("push", "device-1"),
        ];
        let mut yeses = Vec::new();
        for (channel, point) in points {
            let asks = async |name: &str, value: &str| {
                let mut body = json!({"contactpoints": [point], "channeltype": channel});
                body[name] = json!(value);
                let path = "/profiles/dynamics/mutual_consentcheck";
                let told = self.crm.call("POST", path, &[], Some(&body)).await;
                told.expect(200).json()["consents"][0]["consentformessage"] == true
            };
            let toggle = format!("channel:{channel}");
            for offer in offers {
                if asks("purpose", &offer.purpose).await {
                    yeses.push(yes("dynamics", &offer.purpose, &offer.purpose, &toggle));
                }
                if asks("topic", &offer.key).await {
                    yeses.push(yes("dynamics", &offer.key, &offer.purpose, &toggle));
                }
            }
        }
        yeses
    }

    async fn govstack(&self, offers: &[Offer]) -> Vec<Yes> {
        let path = "/profiles/govstack/service/individual/record/consent-record/";
        let who = [("x-consentbb-individualid", "crm:42")];
        let told = self
            .crm
            .call("GET", path, &who, None)
            .await
            .expect(200)
            .json();
        let mut yeses = Vec::new();
        for record in told["consentRecords"].as_array().unwrap() {
            if record["optIn"] != true {
                continue;
            }
            let id = record["id"].as_str().unwrap();
            let (_, key) = id.split_once('~').unwrap();
            let of = offers.iter().find(|offer| offer.key == key).unwrap();
            yeses.push(yes("govstack", key, &of.purpose, "exchange"));
        }
        yeses
    }

    /// Compares every yes with what a check says of the same.
    async fn agree(&mut self, step: usize) {
        let offers = self.offers().await;
        let yeses = self.told(&offers).await;
        for part in yeses.chunks(1_000) {
            let checks: Vec<_> = part.iter().map(Yes::check).collect();
            let body = json!({"checks": checks});
            let verdicts = self.crm.call("POST", "/check", &[], Some(&body)).await;
            let verdicts = verdicts.expect(200).json();
            for (yes, verdict) in part.iter().zip(verdicts["results"].as_array().unwrap()) {
                // `optIn` is her answer, and nothing that stands before it.
                let before = ["red_line", "human_only"];
                let stands_before = verdict["reasons"][0]["code"].as_str();
                let stands_before = stands_before.is_some_and(|code| before.contains(&code));
                assert!(
                    verdict["verdict"] == "allow" || (yes.profile == "govstack" && stands_before),
                    "step {step}: {} says yes to {} for {} ({}): {verdict:#}",
                    yes.profile,
                    yes.of,
                    yes.purpose,
                    yes.toggle
                );
                *self.yeses.entry(yes.profile).or_default() += 1;
            }
        }
    }
}

impl Yes {
    fn check(&self) -> Value {
        let mut check = json!({"customer": "crm:42", "purpose": self.purpose});
        match self.toggle.split_once(':') {
            Some(("data", category)) => check["data"] = json!([category]),
            Some((facet, name)) => check[facet] = json!(name),
            None => {}
        }
        check
    }
}

fn yes(profile: &'static str, of: &str, purpose: &str, toggle: &str) -> Yes {
    Yes {
        profile,
        of: of.to_owned(),
        purpose: purpose.to_owned(),
        toggle: toggle.to_owned(),
    }
}

/// A yes for every exchange that has the toggle.
fn everywhere(profile: &'static str, of: &str, toggle: &str, offers: &[Offer]) -> Vec<Yes> {
    let having = offers
        .iter()
        .filter(|offer| toggle == "exchange" || offer.toggles.iter().any(|known| known == toggle));
    having
        .map(|offer| yes(profile, of, &offer.purpose, toggle))
        .collect()
}

/// Somebody tells that Ana grieves, or that she does no more.
async fn grieves(crm: &Crm, so: bool) {
    let path = "/customers/crm:42/situations/bereavement";
    if so {
        crm.put(path, &json!({})).await.expect(204);
    } else {
        let over = json!({"evidence": by_phone()});
        let key = new_key();
        crm.write("DELETE", path, &over, &key).await.expect(204);
    }
}

async fn wants_a_person(crm: &Crm, so: bool) {
    let path = "/customers/crm:42/human-only";
    let wish = if so {
        json!({"on": true})
    } else {
        json!({"on": false, "evidence": by_phone()})
    };
    crm.post(path, &wish).await.expect(201);
}

async fn what_a_red_line_denies_is_a_yes_in_nobodys_words(database: Database) {
    let (server, crm) = shop(database).await;
    draw(&server, starter()).await;
    recipes(&crm, "on").await;
    let hubspot = "/profiles/hubspot/communication-preferences/v4";
    let status = async || {
        let path = format!("{hubspot}/statuses/ana@example.org?channel=EMAIL");
        let all = crm.get(&path).await.expect(200).json();
        let batch = json!({"inputs": ["ana@example.org"]});
        let path = format!("{hubspot}/statuses/batch/read?channel=EMAIL");
        let several = crm.call("POST", &path, &[], Some(&batch)).await.expect(200);
        assert_eq!(several.json()["results"][0]["statuses"], all["results"]);
        let title = demo().remove(0).title;
        let is_recipes = |one: &&Value| one["subscriptionName"] == title.as_str();
        let mut all = all["results"].as_array().unwrap().iter();
        all.find(is_recipes).unwrap().clone()
    };
    let xdm = async || {
        let read = crm.get("/profiles/xdm/customers/crm:42").await.expect(200);
        let email = read.json()["xdm:consents"]["xdm:marketing"]["xdm:email"].clone();
        let one = email["xdm:subscriptions"]["recipe-ideas"].clone();
        (email, one)
    };
    let salesforce = async || {
        let base = "/profiles/salesforce/services/data/v62.0/consent/action/email";
        let path = format!("{base}?ids=crm:42&purpose=recommendations");
        crm.get(&path).await.expect(200).json()["crm:42"]["proceed"]["email"] == "true"
    };
    let dynamics = async || {
        let body = json!({"contactpoints": ["ana@example.org"], "channeltype": "email",
            "topic": "recipe-ideas"});
        let path = "/profiles/dynamics/mutual_consentcheck";
        let told = crm.call("POST", path, &[], Some(&body)).await.expect(200);
        told.json()["consents"][0]["consentformessage"] == true
    };
    let opted_in = async || {
        let path = "/profiles/govstack/service/individual/record/data-agreement/recipe-ideas/";
        let who = [("x-consentbb-individualid", "crm:42")];
        let record = crm.call("GET", path, &who, None).await.expect(200).json();
        record["consentRecord"]["optIn"] == true
    };
    assert_eq!(status().await["status"], "SUBSCRIBED");
    assert_eq!(xdm().await.1["xdm:val"], "y");
    assert!(salesforce().await && dynamics().await && opted_in().await);

    grieves(&crm, true).await;
    let told = status().await;
    assert_eq!(told["status"], "UNSUBSCRIBED");
    let why = "denied by red_line no-contact-in-a-quiet-period";
    let explained = told["legalBasisExplanation"].as_str().unwrap();
    assert!(
        explained.starts_with("granted") && explained.ends_with(why),
        "{explained}"
    );
    let (email, one) = xdm().await;
    assert_eq!(
        (&email["xdm:val"], &one["xdm:val"]),
        (&json!("n"), &json!("n"))
    );
    assert_eq!(
        one.get("xdm:subscribers"),
        None,
        "nobody is named to be written to"
    );
    assert!(!salesforce().await && !dynamics().await);
    assert!(
        opted_in().await,
        "what she answered is still what she answered"
    );

    grieves(&crm, false).await;
    assert_eq!(status().await["status"], "SUBSCRIBED");
    assert_eq!(xdm().await.1["xdm:val"], "y");
    assert!(salesforce().await && dynamics().await && opted_in().await);
}

async fn where_a_profile_says_yes_a_check_does(database: Database) {
    let mut course = Course::begin(database).await;
    course.agree(0).await;
    for step in 1..=STEPS {
        course.happens(step).await;
        course.agree(step).await;
    }
    // Each of them had something to say that a check could have denied.
    for profile in ["salesforce", "hubspot", "xdm", "dynamics", "govstack"] {
        let yeses = course.yeses.get(profile).copied().unwrap_or_default();
        assert!(yeses >= STEPS / 4, "{profile}: {yeses}");
    }
}
