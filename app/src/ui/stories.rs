//! What Ana sees of one exchange, in every state that it can be in.

use std::sync::Arc;

use leptos::prelude::*;
use mutual::catalogue::{Catalogue, Document, LegalBasis, Registry, compare};
use mutual::clock::Timestamp;
use mutual::consent::{
    ActorKind, ActorRef, ConsentState, Route, Source, Switch, Toggle, Toggles, view_exchange,
};
use mutual::id::{CustomerId, ReceiptId};
use mutual::ledger::{Body, Chosen, Entry, EntryKind, Whole};
use mutual::use_cases::MyExchange;
use mutual::value::{Amount, Delivered, LastUse, SoFar, so_far, spells};
use serde_json::json;

use super::exchange::{Card, Drawing, Manner};
use super::so_far::SoFarTables;
use crate::text::{Dates, Text};

/// The organisation's side of a story, and Ana's.
struct Story {
    catalogue: Catalogue,
    ana: ConsentState,
    trail: Vec<Entry>,
    got: Vec<Delivered>,
    used: Vec<LastUse>,
    now: Timestamp,
    index: u64,
}

fn recipes() -> Document {
    serde_json::from_value(json!({
        "key": "recipe-ideas", "locale": "en", "title": "Recipe ideas by email",
        "purpose": "recommendations", "legal_basis": "consent",
        "data": [{"category": "orders", "required": true},
                 {"category": "birthday", "required": false}],
        "use": "We look for patterns in your last 12 months of orders.", "decided_by": "computer",
        "benefits": [{"key": "recipes", "what": "Recipes you can cook", "kind": "service",
            "amount": 3, "unit": "recipes", "every": "week", "proof_event": "email.sent"}],
        "worth": null, "if_off": "No more recipe emails.", "stays": "Your orders stay.",
        "recipients": [], "retention": "12 months after your last order", "term_months": 24,
        "channels": ["email"], "ai_uses": ["personalise"], "regions": ["*"],
        "ask": {"question": "May we use your orders to pick recipes?",
                "allow": "Allow", "refuse": "Don't allow"},
        "change_note": null
    }))
    .unwrap()
}

impl Story {
    fn begins_with(document: Document) -> Self {
        let mut story = Self {
            catalogue: Catalogue::new(Arc::new(Registry::starter())),
            ana: ConsentState::default(),
            trail: Vec::new(),
            got: Vec::new(),
            used: Vec::new(),
            now: Timestamp::parse("2026-05-04T10:00:00Z").unwrap(),
            index: 0,
        };
        story.publish(document);
        story
    }

    fn publish(&mut self, document: Document) {
        let live = self
            .catalogue
            .proposition(&document.key)
            .and_then(|p| p.live().cloned());
        let class = compare(live.as_ref().map(|version| &version.document), &document).0;
        self.index += 1;
        self.catalogue
            .publish(document, class, self.now, self.index);
    }

    fn puts(&mut self, switches: &[(&str, Switch)]) {
        self.index += 1;
        let toggles = switches
            .iter()
            .map(|(toggle, to)| (toggle.parse().unwrap(), *to));
        let toggles: Toggles = toggles.collect();
        let live = self
            .catalogue
            .proposition("recipe-ideas")
            .unwrap()
            .live()
            .unwrap();
        let on = toggles.get(&Toggle::Exchange) != Some(&Switch::Off);
        let chosen = Chosen {
            kind: if on {
                EntryKind::Granted
            } else {
                EntryKind::Withdrawn
            },
            customer: CustomerId::from_bytes([1; 16]),
            proposition: "recipe-ideas".parse().unwrap(),
            version: live.number,
            shown: String::new(),
            previous: Toggles::new(),
            toggles,
            expires_at: self.now.plus_months(24),
            source: Source::Explicit,
            receipt: ReceiptId::from_bytes([2; 16]),
            actor: ana(),
            route: Route::Page,
            locale: None,
            evidence: None,
        };
        self.append(Body::Chosen(chosen));
    }

    fn append(&mut self, body: Body) {
        self.ana.apply(self.index, self.now, &body);
        self.trail.push(Entry {
            index: self.index,
            at: self.now,
            body,
        });
    }

    fn days_pass(&mut self, days: i64) {
        self.now = self.now.plus_seconds(days * 86_400);
    }

    fn gets(&mut self, number: f64, unit: &str) {
        self.got.push(Delivered {
            proposition: "recipe-ideas".parse().unwrap(),
            benefit: "recipes".parse().unwrap(),
            unit: unit.to_owned(),
            total: Amount::of_number(number).unwrap().into(),
            times: 1,
            last_at: self.now,
        });
    }

    fn is_used(&mut self, data: &str) {
        self.used.push(LastUse {
            data: data.parse().unwrap(),
            purpose: "recommendations".parse().unwrap(),
            at: self.now,
        });
    }

    fn so_far(&self) -> SoFar {
        let proposition = self.catalogue.proposition("recipe-ideas").unwrap();
        let on = spells(
            proposition,
            &[(CustomerId::from_bytes([1; 16]), Timestamp::default())],
            &self.trail,
            self.now,
        );
        so_far(proposition, &on, &self.got, &self.used, self.now).unwrap()
    }

    fn turns_on(&mut self) {
        let needed = ["exchange", "data:orders", "channel:email", "ai:personalise"];
        self.puts(&needed.map(|toggle| (toggle, Switch::On)));
    }

    fn pauses(&mut self) {
        self.index += 1;
        let customer = CustomerId::from_bytes([1; 16]);
        let receipt = ReceiptId::from_bytes([3; 16]);
        let whole = Whole {
            customer,
            receipt,
            actor: ana(),
            route: Route::Page,
            evidence: None,
        };
        self.append(Body::Paused(whole));
    }

    /// The card as Ana meets it.
    fn card(&self, manner: Manner) -> String {
        self.card_in("en", manner)
    }

    /// The same on a page in the language `lang`.
    fn card_in(&self, lang: &str, manner: Manner) -> String {
        let proposition = self.catalogue.proposition("recipe-ideas").unwrap();
        let live = proposition.live().unwrap();
        let exchange = MyExchange {
            against_signal: std::collections::BTreeSet::new(),
            key: proposition.key.clone(),
            version: Arc::clone(live),
            wording: live.wording_or_own(lang),
            speaks: live.document.locale == lang,
            special: proposition.is_special(),
            view: view_exchange(proposition, live, &self.ana, self.now),
            answered_index: self.index,
            receipt: None,
        };
        let drawing = self.drawing_in(lang);
        let so_far = Some(self.so_far());
        let draw = || {
            view! { <Card exchange=exchange drawing=drawing manner=manner so_far=so_far/> }
                .to_html()
        };
        Owner::new().with(draw).replace("<!>", "")
    }

    fn drawing(&self) -> Drawing {
        self.drawing_in("en")
    }

    fn drawing_in(&self, lang: &str) -> Drawing {
        let text = Text::of([lang]);
        Drawing {
            text,
            dates: Dates::new(text, "UTC"),
            registry: Arc::clone(self.catalogue.registry()),
            index: self.index,
            now: self.now,
            from: "/".to_owned(),
            blank: None,
        }
    }
}

fn ana() -> ActorRef {
    ActorRef {
        kind: ActorKind::Customer,
        id: None,
    }
}

/// Whether the switch of that toggle is on; none where there is no such switch.
fn is_on(card: &str, toggle: &str) -> Option<bool> {
    let form = card
        .split("<form")
        .filter_map(|form| Some(form.split_once("</form>")?.0))
        .find(|form| form.contains(&format!("data-toggle=\"{toggle}\"")))?;
    let checked = form.split("aria-checked=\"").nth(1)?;
    Some(checked.starts_with("true"))
}

#[track_caller]
fn assert_says(card: &str, sentence: &str) {
    assert!(card.contains(sentence), "`{sentence}` is not in {card}");
}

#[test]
fn nothing_is_on_before_she_turned_it_on() {
    let card = Story::begins_with(recipes()).card(Manner::Card);
    assert_eq!(is_on(&card, "exchange"), Some(false));
    assert_eq!(
        card.matches("role=\"switch\"").count(),
        1,
        "no part has a switch yet: {card}"
    );
    assert_says(&card, "Off: we do not use this");
    assert_says(&card, "You would share");
    assert_says(&card, "you can also turn on: your birthday.");
    assert_says(&card, "You have got nothing from this yet.");
}

#[test]
fn a_question_has_two_answers_that_differ_in_their_words_alone() {
    let card = Story::begins_with(recipes()).card(Manner::Question);
    let forms: Vec<_> = card
        .split("<form")
        .skip(1)
        .map(|f| f.split("</form>").next().unwrap())
        .collect();
    let [no, yes] = forms[..] else {
        panic!("two answers: {card}")
    };
    let no = no
        .replace("name=\"to\" value=\"off\"", "")
        .replace("Don't allow", "");
    let yes = yes
        .replace("name=\"to\" value=\"on\"", "")
        .replace("Allow", "");
    assert_eq!(no, yes);
    assert_says(&card, "Decide later");
}

#[test]
fn what_is_on_says_what_is_used_and_each_part_has_its_switch() {
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    let card = story.card(Manner::Card);
    assert_says(&card, "On: we use your past orders");
    assert_says(&card, "You share");
    assert_says(&card, "3 recipes a week");
    assert_says(&card, "A computer picks. A person does not look.");
    assert_says(&card, "No more recipe emails. Your orders stay.");
    assert_says(&card, "since 4 May 2026");
    assert_says(&card, "ends 4 May 2028");
    for (toggle, on) in [
        ("exchange", true),
        ("data:orders", true),
        ("data:birthday", false),
        ("channel:email", true),
        ("ai:personalise", true),
    ] {
        assert_eq!(is_on(&card, toggle), Some(on), "{toggle}");
    }
    // What a computer does is said in a sentence, which the switch is described by; and of nothing else.
    let does = "When this is on, a computer uses your data to pick what you see or get.";
    let id = "x-recipe-ideas-ai-personalise";
    assert_says(&card, &format!("id=\"{id}-d\" class=\"facet-note\">{does}"));
    assert_says(&card, &format!("aria-describedby=\"{id}-s {id}-d\""));
    assert_eq!(card.matches("When this is on").count(), 1);
    // What turns off more than itself says so beforehand.
    assert_eq!(card.matches("Off here turns it all off.").count(), 3);
    assert_eq!(card.matches("The rest stays on.").count(), 1);
}

#[test]
fn turned_off_it_asks_for_on_again_and_hides_no_history() {
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    story.puts(&[("exchange", Switch::Off)]);
    let card = story.card(Manner::Card);
    assert_eq!(is_on(&card, "exchange"), Some(false));
    assert_says(&card, "You have got nothing from this yet.");
    assert_says(&card, "/x/recipe-ideas#history");
}

#[test]
fn a_pause_keeps_her_answer_and_lets_her_take_it_back() {
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    story.pauses();
    let card = story.card(Manner::Card);
    assert_says(&card, "Paused: we use nothing");
    assert!(!card.contains("On: we use it"), "no part is in use: {card}");
    assert_eq!(is_on(&card, "exchange"), Some(true));
    assert_says(&card, "name=\"to\" value=\"off\"");
}

#[test]
fn who_else_sees_it_is_said_where_nobody_does() {
    let story = Story::begins_with(recipes());
    for (lang, nobody) in [
        ("en", "Nobody outside our company"),
        ("de", "Niemand außerhalb unseres Unternehmens"),
        ("ar", "لا أحد من خارج شركتنا"),
    ] {
        assert_says(&story.card_in(lang, Manner::Alone), nobody);
    }
}

#[test]
fn a_material_change_is_off_until_she_answers_and_says_what_changed() {
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    let mut more = recipes();
    more.recipients.push("Lindqvist Print AB".to_owned());
    more.change_note = Some("Lindqvist Print AB now prints the lists.".to_owned());
    story.publish(more);
    let card = story.card(Manner::Card);
    assert_eq!(is_on(&card, "exchange"), Some(false));
    assert_says(&card, "Off: it changed, and you have not answered");
    assert_says(
        &card,
        "We changed this on 4 May 2026. Lindqvist Print AB now prints the lists.",
    );
    assert_says(
        &story.card(Manner::Alone),
        "<dd><bdi>Lindqvist Print AB</bdi></dd>",
    );
}

#[test]
fn what_ran_out_is_off_and_says_when() {
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    story.now = story.now.plus_months(24);
    let card = story.card(Manner::Card);
    assert_eq!(is_on(&card, "exchange"), Some(false));
    assert_says(&card, "Off: it ran out on 4 May 2028");
}

#[test]
fn what_rests_on_no_choice_has_no_switch_and_says_why() {
    for (basis, sentence) in [
        (LegalBasis::Contract, "Always on: what you bought needs it"),
        (LegalBasis::LegalObligation, "Always on: a law demands it"),
    ] {
        let card = Story::begins_with(Document {
            legal_basis: basis,
            ..recipes()
        })
        .card(Manner::Card);
        assert_says(&card, sentence);
        assert_eq!(is_on(&card, "exchange"), None);
    }
    let interest = Document {
        legal_basis: LegalBasis::LegitimateInterest,
        ..recipes()
    };
    let mut story = Story::begins_with(interest);
    assert_says(&story.card(Manner::Card), "On: you can say no");
    story.puts(&[("exchange", Switch::Off)]);
    assert_says(&story.card(Manner::Card), "Off: you said no");
}

#[test]
fn sensitive_data_are_asked_about_in_two_lines_of_their_own() {
    let mut document = recipes();
    document.data.truncate(1);
    document.data[0].category = "health_conditions".parse().unwrap();
    let card = Story::begins_with(document).card(Manner::Card);
    assert_says(
        &card,
        "This is sensitive. It stands alone, and nothing else uses it.",
    );
    assert_says(
        &card,
        "<p><bdi>May we use your orders to pick recipes?</bdi></p>",
    );
    assert_eq!(is_on(&card, "exchange"), Some(false));
}

#[test]
fn a_text_in_another_language_is_marked_and_the_page_around_it_is_not() {
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    story.days_pass(10);
    story.gets(4.0, "recipes");
    let card = story.card_in("ar", Manner::Alone);
    let section = card.split_once('>').unwrap().0;
    assert!(
        !section.contains("lang=") && !section.contains("dir="),
        "{section}"
    );
    for own in [
        "Recipe ideas by email",
        "Recipes you can cook",
        "We look for patterns in your last 12 months of orders.",
        "No more recipe emails. Your orders stay.",
        "12 months after your last order",
    ] {
        assert_says(&card, &format!("<bdi lang=\"en\">{own}</bdi>"));
    }
    assert!(!card.contains("dir=\"auto\""), "{card}");
    // What the page itself says stays Arabic, also beside words of another language.
    assert_says(&card, "<bdi>الحاسوب يختار. لا يطّلع عليه أي شخص.</bdi>");
    assert_says(&card, "\u{2068}3 recipes\u{2069} في الأسبوع");
    assert_says(
        &card,
        "<dd><span>\u{2068}Recipes you can cook\u{2069}: وصل 4 من أصل",
    );
    // A part that is off is told all the same, without a switch: nobody turns on what she cannot read.
    assert_eq!(is_on(&card, "data:birthday"), None);
    assert_says(&card, "data-toggle=\"data:birthday\" data-on=\"false\"");
    assert_says(
        &card,
        "<span class=\"switch-state\">متوقف: لا نستخدمه</span>",
    );
    assert_eq!(is_on(&card, "data:orders"), Some(true));
    // In the page's own language nothing is marked.
    let card = story.card(Manner::Alone);
    assert!(
        !card.contains("lang=") && !card.contains('\u{2068}'),
        "{card}"
    );
}

#[test]
fn the_parts_that_can_be_added_are_told_apart() {
    let mut document = recipes();
    let reviews = json!({"category": "reviews", "required": false});
    document.data.push(serde_json::from_value(reviews).unwrap());
    let story = Story::begins_with(document);
    // Names have commas of their own, so none stands between them.
    assert_says(
        &story.card(Manner::Card),
        "you can also turn on: your birthday; the reviews you wrote.",
    );
}

#[test]
fn what_a_marketer_wrote_never_becomes_markup() {
    let mut document = recipes();
    let script = "<script>alert(1)</script>";
    for text in [
        &mut document.title,
        &mut document.usage,
        &mut document.if_off,
        &mut document.retention,
    ] {
        script.clone_into(text);
    }
    document.benefits[0].what = script.to_owned();
    document.ask.question = script.to_owned();
    let story = Story::begins_with(document);
    for manner in [Manner::Card, Manner::Question, Manner::Alone] {
        let card = story.card(manner);
        assert!(
            !card.contains("<script") && card.contains("&lt;script&gt;"),
            "{card}"
        );
    }
}

#[test]
fn customers_read_plain_words() {
    let words = format!("{:?}", Text::of(["en"]).customer).to_lowercase();
    for word in [
        "consent",
        "opt in",
        "opt-in",
        "data subject",
        "process",
        "inference",
        "partner",
        "!",
    ] {
        assert!(!words.contains(word), "customers never read `{word}`");
    }
}

#[test]
fn what_she_got_and_when_it_was_used_stands_on_the_card() {
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    story.days_pass(17);
    let card = story.card(Manner::Card);
    assert_says(
        &card,
        "You have got nothing from this yet. We have not used your data for it yet.",
    );
    story.gets(7.0, "recipes");
    story.gets(4.2, "GBP");
    story.is_used("orders");
    story.days_pass(3);
    let card = story.card(Manner::Card);
    let told = "Recipes you can cook (recipes): 7 of 9 promised. Recipes you can cook (GBP): 4.2. \
         We last used your past orders 3 days ago.";
    assert_says(&card, told);
    assert!(!card.contains("turn it off."), "it is in use: {card}");
    // Off, it still says what there was, and suggests nothing.
    story.puts(&[("exchange", Switch::Off)]);
    story.days_pass(200);
    let card = story.card(Manner::Card);
    assert_says(&card, "(recipes): 7 of 9 promised.");
    assert!(!card.contains("You may want to turn it off."), "{card}");
}

#[test]
fn after_ninety_days_without_use_it_is_suggested_to_turn_it_off() {
    let suggestion = "We have used nothing for this in 90 days. You may want to turn it off.";
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    story.days_pass(90);
    let idle = story.card(Manner::Card);
    assert_says(&idle, suggestion);
    // Once is enough.
    assert!(
        !idle.contains("We have not used your data for it yet."),
        "{idle}"
    );
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    story.is_used("birthday");
    story.days_pass(89);
    assert!(!story.card(Manner::Card).contains(suggestion));
    story.days_pass(1);
    assert_says(&story.card(Manner::Card), suggestion);
    assert_says(&story.card(Manner::Alone), suggestion);
    story.is_used("orders");
    assert!(!story.card(Manner::Card).contains(suggestion));
    story.days_pass(90);
    story.pauses();
    assert!(!story.card(Manner::Card).contains(suggestion), "paused");
}

#[test]
fn the_page_of_an_exchange_has_the_same_in_tables() {
    let mut story = Story::begins_with(recipes());
    story.turns_on();
    story.days_pass(10);
    story.gets(12_480.5, "recipes");
    story.is_used("orders");
    let (so_far, drawing) = (story.so_far(), story.drawing());
    let draw = || view! { <SoFarTables so_far=so_far drawing=drawing/> }.to_html();
    let tables = Owner::new().with(draw).replace("<!>", "");
    assert_says(&tables, ">6</td>");
    assert_says(&tables, ">12\u{202f}480.5</td>");
    assert_says(&tables, ">14 May 2026, 10:00</time>");
    assert_eq!(
        tables.matches("Not yet").count(),
        1,
        "her birthday: {tables}"
    );
}

#[test]
fn where_it_cannot_be_told_the_card_says_so() {
    let story = Story::begins_with(recipes());
    let told = super::so_far::sentences(None, &story.drawing());
    assert_eq!(told, ["We cannot see just now what you got."]);
}
