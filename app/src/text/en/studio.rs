//! What the team reads in the studio and in the settings, in English.

use super::{TEXT, many, number};
use crate::text::rules::Many;
use crate::text::studio::{Clash, Discard, Form, Settings, Studio};
use mutual::catalogue::{
    BenefitKind, ChangeClass, DecidedBy, Difference, Every, LegalBasis, Origin, WorthMethod,
};
use mutual::insight::People;

pub(in crate::text) static STUDIO: Studio = Studio {
    propositions: "Propositions",
    tally: |live, drafts| {
        let live = match (live, many(live)) {
            (0, _) => "None is live.".to_owned(),
            (_, Many::One) => "1 is live.".to_owned(),
            _ => format!("{} are live.", number(live)),
        };
        match (drafts, many(drafts)) {
            (0, _) => live,
            (_, Many::One) => format!("{live} 1 has a draft."),
            _ => format!("{live} {} have a draft.", number(drafts)),
        }
    },
    none: "There is no proposition yet. Begin with one thing that a customer would get.",
    new: "New proposition",
    column_proposition: "Proposition",
    column_status: "Status",
    column_live: "Live version",
    column_changed: "Last changed",
    live: "Live",
    live_and: |next| format!("Live; next: {next}"),
    retired: "Retired",
    all: "All propositions",

    new_title: "New proposition",
    new_lead: "Give it a name. Everything else comes on the next page, and nothing is live before somebody has approved it.",
    key: "Key",
    key_hint: "Small letters, digits and hyphens, such as recipe-ideas. CRMs use it, and it never changes.",
    key_bad: "Use small letters, digits and hyphens, and begin with a letter or digit.",
    key_taken: "There is a proposition with this key already.",
    begin: "Begin the draft",

    draft_of: |version| format!("Draft of version {version}."),
    first_draft: "Draft of the first version.",
    version_is_live: |version| format!("Version {} is live.", number(version)),
    saved: "The draft is saved. Nothing is live before somebody has approved it.",
    saved_meanwhile: "Somebody else saved this draft while you wrote. Yours is not saved yet. Below stand both, wherever they differ.",
    save: "Save the draft",
    look: "Save, and look at what would change",
    parts: "Parts of the form",
    fill_in: "Fill this in.",
    discard: Discard {
        title: "Discard this draft",
        lead: "What was written in it is gone for good. That it was there stays in the list of who did what.",
        over_live: "What customers have now stays as it is.",
        first: "Its key is free again.",
        sure: "Yes, discard it",
        button: "Discard the draft",
        done: "The draft is discarded.",
        not_sure: "Say that you are sure before you discard the draft. Nothing has changed.",
    },
    clash: Clash {
        title: "Two of you wrote at once",
        lead: |who, when| {
            format!(
                "{who} saved this draft on {when}, while you wrote. Yours is not saved. Choose for each part which text stays; whatever is not listed here is the same in both."
            )
        },
        theirs: "Saved already",
        yours: "Yours",
        alike: "Nothing differs: both of you wrote the same.",
        save: "Save what was chosen",
        drop_mine: "Leave mine, and go on with what is saved",
    },
    form: Form {
        title: "Title",
        title_hint: "What it does for the customer, as a noun: Recipe ideas by email.",
        purpose: "Purpose",
        pick: "Choose one",
        basis: "Legal basis",
        locale: "Language of these texts",
        share: "You share",
        get: "You get",
        benefit: |n| format!("Benefit {n}"),
        what: "What they get",
        what_hint: "Something a customer can count.",
        amount: "How many",
        amount_hint: "A number, such as 3.",
        unit: "Of what",
        every: "How often",
        kind: "Kind",
        proof: "Event that proves it arrived",
        proof_hint: "The name your systems send, such as email.sent.",
        benefits_hint: "Leave the last one empty if you do not need it. Save to get room for another.",
        sample: "An example",
        sample_text: "What somebody would get",
        sample_hint: |slots| match slots {
            Some(slots) => format!(
                "Write it as it would arrive, with data in braces: Rye bread again? You bought it {{orders}}. Of this draft may stand in it: {slots}."
            ),
            None => {
                "Pick the data first and save. Then it says here how data is put into an example."
                    .to_owned()
            }
        },
        people_hint: "Up to three people whom you invent, never real ones. Each gets words for every piece of data that the text names. Save to get room for another one, and boxes for data that you name anew.",
        person: |n| format!("Invented person {n}"),
        how: "How we use it",
        usage: "What happens with the data, in a sentence or two",
        usage_hint: "Say amounts and times: We look for patterns in your last 12 months of orders.",
        decided_by: "Who decides",
        ai: "What a computer may do",
        channels: "How we reach them",
        off: "If it is off",
        if_off: "What stops, and when",
        if_off_hint: "We stop within an hour. No more recipe emails.",
        stays: "What stays as it is",
        others: "Who else, and how long",
        recipients: "Who else sees the data",
        recipients_hint: |us| {
            format!("One name a line. If nobody does, say so: Nobody outside {us}")
        },
        retention: "How long the data is kept",
        retention_hint: "A time, such as 12 months after your last order.",
        term: "How many months one yes lasts",
        records: "How many months we keep the record of an answer",
        records_hint: "From when the answer stops counting: a no, a yes taken back, a yes that ran out. A no is kept for 180 days at least. Empty: until the customer is deleted.",
        records_kept: "until the customer is deleted",
        regions: "Regions",
        regions_hint: "Codes such as DE or US-CA, with commas. An asterisk means everywhere.",
        everywhere: "everywhere",
        worth: "What the data is worth to us",
        worth_hint: "Required where people in California get money, points or money off for their data; otherwise optional. An honest estimate, and how it was made.",
        worth_amount: "Amount",
        currency: "Currency",
        per: "For each",
        method: "How it was worked out",
        method_other: "If in another way: how",
        method_other_hint: "What was counted, divided or compared. Leave it empty if the way has a name above.",
        method_name: |method| match method {
            WorthMethod::Marginal => "What one more customer's data brings",
            WorthMethod::Average => "What a customer's data brings on average",
            WorthMethod::Aggregate => "What the data of all brings, divided by all customers",
            WorthMethod::Revenue => "Revenue from the data",
            WorthMethod::DataExpenses => "What the data costs us",
            WorthMethod::IncentiveExpenses => "What giving the benefit costs us",
            WorthMethod::Profit => "Profit from the data",
            WorthMethod::Other => "Another way, in our own words",
        },
        question: "The question",
        question_hint: "One question that yes and no both answer: May we use your orders to pick recipes for you?",
        allow: "Words for yes",
        refuse: "Words for no",
        note: "What changed",
        note_label: "What is different from the version before, in a sentence for the customer",
        note_hint: "It stands in their history. Whoever must answer again reads it before.",
        languages: "In other languages",
        languages_hint: "Whoever reads a language that is not here is not asked. Begin one, and say all of it: numbers, names and everything else stay the same.",
        not_a_number: "Use a number.",
        sole: "If there is only one, it is always needed.",
    },

    back_to_draft: "Back to the draft",
    cannot: "This cannot be published yet",
    class: |class| match class {
        ChangeClass::Cosmetic => ("This changes spelling alone.", "Nobody is asked."),
        ChangeClass::Clearer => (
            "This says the same, or gives more.",
            "Nobody is asked. New parts that are a choice start off.",
        ),
        ChangeClass::Narrower => (
            "This uses less.",
            "It applies at once, and nobody is asked.",
        ),
        ChangeClass::Material => (
            "This is a material change.",
            "It uses more or gives less. Everybody who has it on must answer again, and it is off for them until they do.",
        ),
    },
    first: ("This is the first version.", "It starts off for everybody."),
    unasked: |basis, on| {
        let on = format!(
            "It is on, without a question, for everybody whom it is offered to ({} now).",
            TEXT.people(on)
        );
        match basis {
            LegalBasis::LegitimateInterest => format!("{on} Nobody is asked; they can object."),
            _ => format!("{on} Nobody is asked, and nobody can turn it off."),
        }
    },
    have_it_on: "with it on now",
    must_answer: "who must answer again",
    changes: "What changes",
    no_changes: "Nothing is different from the live version.",
    before: "Before",
    now: "Now",
    nothing: "Nothing",
    difference: |difference, part| match difference {
        Difference::First => "The first version".to_owned(),
        Difference::Purpose => "Another purpose".to_owned(),
        Difference::LegalBasis => "Another legal basis".to_owned(),
        Difference::NewlyRequired(toggle) => format!("Newly needed: {}", part(toggle)),
        Difference::NewOptional(toggle) => format!("New, their choice: {}", part(toggle)),
        Difference::NewUnasked(toggle) => {
            format!("New, and used without a question: {}", part(toggle))
        }
        Difference::Gone(toggle) => format!("No longer used: {}", part(toggle)),
        Difference::NoLongerRequired(toggle) => format!("Now their choice: {}", part(toggle)),
        Difference::NewRecipient(name) => format!("Somebody else sees the data: {name}"),
        Difference::RecipientGone(name) => format!("No longer sees the data: {name}"),
        Difference::RetentionLonger => {
            "The data is kept longer, or the words do not show that it is not".to_owned()
        }
        Difference::RetentionShorter => "The data is kept for a shorter time".to_owned(),
        Difference::MoreAutomatic => "A computer decides more".to_owned(),
        Difference::LessAutomatic => "A person decides more".to_owned(),
        Difference::LessValue(what) => format!("They get less: {what}"),
        Difference::MoreValue(what) => format!("They get more: {what}"),
        Difference::MayMeanMore(field) => format!(
            "Other words, and nothing shows that they say no more: {}",
            field_name(field)
        ),
        Difference::MeansLess(field) => {
            format!("The words say less is used: {}", field_name(field))
        }
        Difference::Reworded(field) => format!("Other words: {}", field_name(field)),
        Difference::Respelled(field) => format!("Other spelling: {}", field_name(field)),
        Difference::Terms(field) => format!("Other terms: {}", field_name(field)),
    },
    field: field_name,
    publish: |version, people| match people {
        None => format!("Publish version {version}"),
        Some(People::Few) => {
            format!("Publish version {version}. Fewer than 10 people must answer again")
        }
        Some(People::Tens(people)) => format!(
            "Publish version {version}. {} people must answer again",
            number(people)
        ),
    },
    published: |title, version| format!("{title}: version {version} is live."),

    origin: |origin| match origin {
        Origin::Told => "They told us",
        Origin::Observed => "They did this with us",
        Origin::Inferred => "We guessed",
        Origin::Obtained => "From someone else",
    },
    special: "Special: only in an exchange of its own",
    not_used: "Not used",
    required: "Needed",
    optional: "Their choice",
    basis: |basis| match basis {
        LegalBasis::Consent => "Consent: they turn it on",
        LegalBasis::Contract => "Contract: what they bought needs it",
        LegalBasis::LegalObligation => "Legal obligation: a law demands it",
        LegalBasis::LegitimateInterest => "Legitimate interest: they can object",
    },
    decided_by: |who| match who {
        DecidedBy::Computer => "A computer",
        DecidedBy::Person => "A person",
        DecidedBy::Both => "A computer suggests, a person decides",
    },
    kind: |kind| match kind {
        BenefitKind::Money => "Money",
        BenefitKind::Points => "Points",
        BenefitKind::Access => "Access",
        BenefitKind::Service => "Service",
        BenefitKind::Convenience => "Less effort",
        BenefitKind::PublicGood => "Good for all",
    },
    every: |every| match every {
        Every::Once => "Once",
        Every::Day => "Every day",
        Every::Week => "Every week",
        Every::Month => "Every month",
        Every::Quarter => "Every quarter",
        Every::Year => "Every year",
        Every::Visit => "At each visit",
        Every::Order => "With each order",
        Every::Trip => "On each trip",
    },

    settings: Settings {
        title: "Organisation",
        lead: "Every page shows this to your customers.",
        saved: "The settings are saved.",
        contact: "Name and contact",
        name: "Name",
        email: "Where people write to",
        email_hint: "It stands at the foot of every page, where a person answers.",
        phone: "Where people call",
        optional: "Optional.",
        address: "Postal address",
        address_hint: "Optional. One line a line.",
        protection: "Who answers about data protection",
        protection_hint: "An email address or a page.",
        looks: "Colour",
        hue: "Hue",
        hue_hint: "0 to 359. It colours the rule at the top of the page and nothing else; light and strength are fixed, so that it is always readable.",
        place: "Languages and place",
        locales: "Languages",
        locales_hint: "Tags such as en or pt-BR, with commas. The first is used where nothing else is known.",
        region: "Where the organisation sits",
        region_hint: "A code such as DE.",
        zone: "Time zone",
        zone_hint: "A name such as Europe/Berlin. Customers see times in it.",
        sites: "Your own sites",
        origins: "Sites that may show an exchange",
        origins_hint: "One a line, such as https://www.example.com. Pages of other sites show nothing.",
        save: "Save the settings",
    },
};

fn field_name(field: &str) -> &'static str {
    match field {
        "title" => "title",
        "use" => "how we use it",
        "if_off" => "what stops",
        "stays" => "what stays",
        "retention" => "how long it is kept",
        "recipients" => "who else sees it",
        "benefits" => "benefits",
        "sample" | "sample.text" | "sample.people" | "people" => "the example",
        "worth.amount" | "worth.currency" | "worth.per" | "worth.method" => {
            "what it is worth to us"
        }
        "data" => "data",
        "channels" => "channels",
        "ai_uses" => "what a computer may do",
        "purpose" => "purpose",
        "legal_basis" => "legal basis",
        "decided_by" => "who decides",
        "ask.question" => "the question",
        "ask.allow" => "words for yes",
        "ask.refuse" => "words for no",
        "locale" => "language",
        "regions" => "regions",
        "term_months" => "how long a yes lasts",
        "retention_months" => "how long the record of an answer is kept",
        "worth" => "what it is worth to us",
        "change_note" => "what changed",
        "translations" => "other languages",
        _ => "the draft",
    }
}
