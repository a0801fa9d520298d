//! What stands on every page, and the words for what the catalogue names, in English.

use crate::text::shared::Shared;
use mutual::catalogue::{AiUse, Channel, Every, Origin};

pub(in crate::text) static SHARED: Shared = Shared {
    test: "Test",
    test_means: "You see what a customer would see. Nobody real is meant, and nothing that you turn on or off here counts.",
    test_data_means: "This is test data. Nobody real is meant, and nothing that you do here reaches a real customer.",
    skip: "Skip to content",
    main_pages: "Main pages",
    exchanges: "Exchanges",
    timeline: "Timeline",
    guesses: "Guesses",
    account: "Account",
    sign_out: "Sign out",
    ask: "Ask a person",
    desk: "Desk",
    studio: "Studio",
    propositions: "Propositions",
    registry: "Purposes and data",
    models: "Models",
    organisation: "Organisation",
    audit: "Who did what",
    team: "Team",
    webhooks: "Webhooks",
    keys: "Keys",
    api: "API",
    ask_a_person: "Ask a person",
    or: "or",
    data_protection: "About your data",
    your_data: "What we hold about you",
    check_receipt: "Check a receipt",
    language: "Language",
    unreadable_form: "We could not read that form, so nothing was saved. Please try again.",
    form_has_faults: "Something needs another look",
    few_people: "fewer than 10",
    language_name: |code| match code {
        "en" => Some("English"),
        "de" => Some("German"),
        "ar" => Some("Arabic"),
        _ => None,
    },
    origin: |origin| match origin {
        Origin::Told => "You told us",
        Origin::Observed => "You did this with us",
        Origin::Inferred => "We guessed",
        Origin::Obtained => "From someone else",
    },
    channel: |channel| match channel {
        Channel::Email => "By email",
        Channel::Sms => "By text message",
        Channel::Push => "By push message",
        Channel::Phone => "By phone",
        Channel::Post => "By post",
        Channel::InApp => "In our app",
        Channel::Web => "On our site",
    },
    ai_use: |ai| match ai {
        AiUse::Personalise => "A computer picks what fits you",
        AiUse::Infer => "A computer guesses things about you",
        AiUse::DecideAssist => "A computer suggests and a person decides",
        AiUse::DecideAuto => "A computer decides on its own",
        AiUse::Generate => "A computer writes for you",
        AiUse::Train => "A computer learns from your data",
        AiUse::ShareModel => "Another company’s computer reads your data",
    },
    ai_does: |ai| match ai {
        AiUse::Personalise => {
            "When this is on, a computer uses your data to pick what you see or get."
        }
        AiUse::Infer => {
            "When this is on, a computer guesses things that you did not tell us, and it can be wrong."
        }
        AiUse::DecideAssist => {
            "When this is on, a computer says what it would do, and a person looks at it and decides."
        }
        AiUse::DecideAuto => {
            "When this is on, a computer decides about you, and no person looks at it first."
        }
        AiUse::Generate => {
            "When this is on, a computer makes texts or pictures for you from your data."
        }
        AiUse::Train => {
            "When this is on, a computer learns from your data how to serve you and others better."
        }
        AiUse::ShareModel => {
            "When this is on, another company gets your data, and its computer works with it."
        }
    },
    every: |every| match every {
        Every::Once => "once",
        Every::Day => "a day",
        Every::Week => "a week",
        Every::Month => "a month",
        Every::Quarter => "every three months",
        Every::Year => "a year",
        Every::Visit => "at each visit",
        Every::Order => "with each order",
        Every::Trip => "on each trip",
    },
};
