//! What stands on every page, and the words for what the catalogue names, in German.

use crate::text::shared::Shared;
use mutual::catalogue::{AiUse, Channel, Every, Origin};

pub(in crate::text) static SHARED: Shared = Shared {
    test: "Test",
    test_means: "Sie sehen, was eine Kundin oder ein Kunde sehen würde. Niemand Echtes ist gemeint, und nichts, was Sie hier ein- oder ausschalten, zählt.",
    test_data_means: "Das sind Testdaten. Niemand Echtes ist gemeint, und nichts, was Sie hier tun, zählt für echte Kundinnen und Kunden.",
    skip: "Zum Inhalt",
    main_pages: "Hauptseiten",
    exchanges: "Vereinbarungen",
    timeline: "Zeitleiste",
    guesses: "Vermutungen",
    account: "Konto",
    sign_out: "Abmelden",
    ask: "Menschen fragen",
    desk: "Fälle",
    studio: "Studio",
    propositions: "Angebote",
    registry: "Zwecke und Daten",
    models: "Modelle",
    organisation: "Unternehmen",
    audit: "Wer was getan hat",
    team: "Team",
    webhooks: "Webhooks",
    keys: "Schlüssel",
    api: "API",
    ask_a_person: "Fragen Sie einen Menschen",
    or: "oder",
    data_protection: "Zu Ihren Daten",
    your_data: "Was wir über Sie haben",
    check_receipt: "Beleg prüfen",
    language: "Sprache",
    unreadable_form: "Wir konnten dieses Formular nicht lesen. Es wurde nichts gespeichert. Bitte versuchen Sie es noch einmal.",
    form_has_faults: "Bitte sehen Sie noch einmal nach",
    few_people: "weniger als 10",
    language_name: |code| match code {
        "en" => Some("Englisch"),
        "de" => Some("Deutsch"),
        "ar" => Some("Arabisch"),
        _ => None,
    },
    origin: |origin| match origin {
        Origin::Told => "Von Ihnen gesagt",
        Origin::Observed => "Bei uns entstanden",
        Origin::Inferred => "Von uns vermutet",
        Origin::Obtained => "Von jemand anderem",
    },
    channel: |channel| match channel {
        Channel::Email => "Per E-Mail",
        Channel::Sms => "Per SMS",
        Channel::Push => "Als Nachricht auf dem Handy",
        Channel::Phone => "Am Telefon",
        Channel::Post => "Mit der Post",
        Channel::InApp => "In unserer App",
        Channel::Web => "Auf unserer Website",
    },
    ai_use: |ai| match ai {
        AiUse::Personalise => "Ein Computer sucht aus, was zu Ihnen passt",
        AiUse::Infer => "Ein Computer vermutet etwas über Sie",
        AiUse::DecideAssist => "Ein Computer schlägt vor, ein Mensch entscheidet",
        AiUse::DecideAuto => "Ein Computer entscheidet allein",
        AiUse::Generate => "Ein Computer schreibt für Sie",
        AiUse::Train => "Ein Computer lernt aus Ihren Daten",
        AiUse::ShareModel => "Der Computer eines anderen Unternehmens liest Ihre Daten",
    },
    ai_does: |ai| match ai {
        AiUse::Personalise => {
            "Ist das an, wählt ein Computer mit Ihren Daten aus, was Sie sehen oder bekommen."
        }
        AiUse::Infer => {
            "Ist das an, vermutet ein Computer Dinge, die Sie uns nicht gesagt haben, und er kann sich irren."
        }
        AiUse::DecideAssist => {
            "Ist das an, sagt ein Computer, was er tun würde, und ein Mensch sieht es an und entscheidet."
        }
        AiUse::DecideAuto => {
            "Ist das an, entscheidet ein Computer über Sie, und kein Mensch sieht es vorher an."
        }
        AiUse::Generate => {
            "Ist das an, macht ein Computer aus Ihren Daten Texte oder Bilder für Sie."
        }
        AiUse::Train => {
            "Ist das an, lernt ein Computer aus Ihren Daten, wie er Ihnen und anderen besser hilft."
        }
        AiUse::ShareModel => {
            "Ist das an, geben wir Ihre Daten an ein anderes Unternehmen, und sein Computer nutzt sie."
        }
    },
    every: |every| match every {
        Every::Once => "einmal",
        Every::Day => "am Tag",
        Every::Week => "in der Woche",
        Every::Month => "im Monat",
        Every::Quarter => "alle drei Monate",
        Every::Year => "im Jahr",
        Every::Visit => "bei jedem Besuch",
        Every::Order => "mit jeder Bestellung",
        Every::Trip => "auf jeder Reise",
    },
};
