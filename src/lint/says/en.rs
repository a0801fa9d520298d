//! What the linter says, in English.

use super::{Called, Instead, Says, Stretch, apart, grouped, is_leftward};
use crate::lint::finding::Rule;
use crate::lint::page::Role;

/// What stands in the text, in the quotation marks of the language.
fn q(snippet: &str) -> String {
    format!("“{}”", apart(snippet, is_leftward))
}

/// An id or a tag, as programs write it.
fn id(id: &str) -> String {
    format!("`{}`", apart(id, is_leftward))
}

fn n(number: usize) -> String {
    grouped(number, "\u{202f}")
}

fn counted(number: usize, one: &str, more: &str) -> String {
    let what = if number == 1 { one } else { more };
    format!("{} {what}", n(number))
}

fn words(number: usize) -> String {
    counted(number, "word", "words")
}

fn characters(number: usize) -> String {
    counted(number, "character", "characters")
}

fn name(data: &Called) -> String {
    apart(&data.english, is_leftward)
}

fn stretches(all: &[Stretch]) -> String {
    let names = all.iter().map(|stretch| match stretch {
        Stretch::Hours => "hours",
        Stretch::Days => "days",
        Stretch::Weeks => "weeks",
        Stretch::Months => "months",
        Stretch::Years => "years",
    });
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        "no time".to_owned()
    } else {
        names.join(" and ")
    }
}

/// What a text has to say.
fn wanted(role: Role) -> &'static str {
    match role {
        Role::Title => "what it does for people, as a noun: “Recipe ideas by email”",
        Role::Use => "how each kind of data is used, in one or two sentences",
        Role::What => "what people get: “Recipes you can cook”",
        Role::Unit => "what is counted: “recipes”",
        Role::Sample => "an example of what somebody would get: “You bought rye bread {orders}”",
        Role::Method => "how the worth was worked out",
        Role::IfOff => "what stops when it is turned off, and how soon",
        Role::Stays => "what stays as it is when it is turned off",
        Role::Recipient => "the name of who sees the data",
        Role::Retention => "how long the data is kept: “12 months after your last order”",
        Role::Question => "the question, so that yes turns it on",
        Role::Allow => "the words for yes: “Allow”",
        Role::Refuse => "the words for no: “Don't allow”",
        Role::Note => "what changed since the version before",
    }
}

pub(super) fn message(says: &Says) -> String {
    match says {
        Says::NoAmount => "Say how many, as a number above 0.".into(),
        Says::NoEvery => "Say how often.".into(),
        Says::NoEvent => "Name the event that shows it arrived.".into(),
        Says::NoKind => "Say what sort of value it is.".into(),
        Says::NoBenefits => "Say at least one thing that people get: what, how many, how often, and the event that proves it.".into(),
        Says::Uncountable(found) => format!("{} cannot be counted, so nobody can check it.", q(found)),
        Says::Hollow(found) => format!("{} does not say what people get.", q(found)),
        Says::NextToNothing(found) => format!("{} can be next to nothing.", q(found)),
        Says::NothingToCount(found) => format!("{} is nothing to count.", q(found)),
        Says::MoreThanGiven(found) => format!("{} is more than what people get comes to.", q(found)),
        Says::ProvesNothing(found) => format!("{} is what people do themselves: it does not prove that anything came.", q(found)),
        Says::CostsAfterAll(found) => format!("{} costs money, though another text calls it free.", q(found)),
        Says::WorthDiffers(found) => format!("{} and the worth of the data do not fit each other.", q(found)),
        Says::Overpromised(found) => format!("{} promises more than can be counted.", q(found)),

        Says::NoMoment(found) => format!("{} is no time: nobody can tell when it stops.", q(found)),
        Says::Vague(found) => format!("{} is vague: people cannot tell what will be done.", q(found)),
        Says::VagueWho(found) => format!("{} is vague: people cannot tell who sees the data.", q(found)),

        Says::NoFields => "This is no proposition: there are no fields to read.".into(),
        Says::NoData => "Name at least one kind of data that is used.".into(),
        Says::NoChannels => "Say how people are reached.".into(),
        Says::NoAiUses => "Say what an AI does with the data; an empty list says nothing.".into(),
        Says::NoPurpose => "Say why the data is used.".into(),
        Says::NoBasis => "Say why the use is lawful: consent, contract, legal_obligation or legitimate_interest.".into(),
        Says::NoDecider => "Say who decides: computer, person or both.".into(),
        Says::NoCategory => "Say which kind of data this is.".into(),
        Says::NothingRequired => "No kind of data is marked as needed.".into(),
        Says::UnknownWord => "This word is not known here; it cannot be published.".into(),
        Says::SpecialNeedsYes(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("Sensitive data may be used by a yes alone: {}.", names.join("; "))
        }
        Says::SellingNeedsYes => "Data is sold, or shared for advertising, by a yes alone.".into(),
        Says::MarketingNeedsYes => "Offers, advertising and picks for somebody need a yes.".into(),
        Says::TeachingNeedsYes => "Research, and teaching computers with the data, need a yes.".into(),
        Says::GuessNeedsYes => "Guesses about people need a yes.".into(),
        Says::DecidingNeedsYes => "An interest of your own does not let a computer decide about people alone.".into(),
        Says::RewardNeedsYes => "Where California counts, money, points or money off for data need a yes.".into(),
        Says::YesDropped => "People are asked for a yes to this. On another legal basis it would be on for whoever never said yes, and for whoever said no.".into(),
        Says::ObjectionDropped => "People can turn this off now. On this legal basis nobody could, and it would be on again for whoever did.".into(),
        Says::RefusedElsewhere(key) => format!("{} is the same, and there people can say no. Here it would be on for them all the same.", id(key)),

        Says::UnknownPurpose(purpose) => format!("The registry does not know the purpose {}; it cannot be published.", id(purpose)),
        Says::UnknownCategory(category) => format!("The registry does not know {}; it cannot be published.", id(category)),
        Says::ListedTwice(category) => format!("{} is listed twice.", id(category)),
        Says::Unexplained(data) => format!("The use does not say what this is for: {}.", name(data)),
        Says::Unlisted(found) => format!("{} is used, but is not among the data that people share.", q(found)),
        Says::Elsewhere(found) => format!("{} comes from elsewhere, and is not among the data that people share.", q(found)),

        Says::DecidesOtherwise(found) => format!("{} says who decides, and the document says otherwise.", q(found)),
        Says::GuessOfOthers => "This is a guess that somebody else made.".into(),
        Says::GuessOfSensitive => "This is a guess about something sensitive.".into(),
        Says::Mixed(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("Sensitive data stand beside ordinary data: {}.", names.join("; "))
        }
        Says::GuessBeside(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("A guess stands beside other data: {}.", names.join("; "))
        }
        Says::GuessesSensitive(found) => format!("{} guesses something sensitive.", q(found)),
        Says::LineDenies { key, line } => format!("{} says the red line {}: a yes to this could never take effect.", q(&line.english), id(key)),
        Says::GuessesFromOthers(found) => format!("{} guesses from what others know.", q(found)),

        Says::Columns { share, get } => format!("“You share” has {} and “You get” has {}.", words(*share), n(*get)),
        Says::Exclamation => "An exclamation mark makes this side louder.".into(),
        Says::Exclamations => "Exclamation marks shout.".into(),
        Says::Picture => "A picture makes this side brighter.".into(),
        Says::Markup => "Emphasis makes this side brighter.".into(),
        Says::Shouts(found) => format!("{} shouts.", q(found)),
        Says::Brighter(found) => format!("{} makes this side brighter than what people share.", q(found)),

        Says::Lengths { yes, no } => format!("The yes has {} and the no has {}: one looks larger than the other.", characters(*yes), n(*no)),
        Says::SameAnswers => "Both answers read the same.".into(),
        Says::OneInCapitals => "One answer is in capitals and the other is not.".into(),
        Says::SignOnAnswer => "A sign on an answer praises or mocks it.".into(),
        Says::MoreThanNo(found) => format!("{} says more than no.", q(found)),
        Says::NoFeelsBad(found) => format!("{} makes the no feel bad.", q(found)),
        Says::NoFeelsBadOrWaits(found) => format!("{} makes the no feel bad, or puts it off.", q(found)),
        Says::NotANo(found) => format!("{} is not a no: the question would come back, or the no is somewhere else.", q(found)),
        Says::Later(found) => format!("{} can be read as later.", q(found)),
        Says::NotAYes(found) => format!("{} allows nothing: it only says that something was read.", q(found)),
        Says::BrighterYes(found) => format!("{} makes the yes brighter than the no.", q(found)),
        Says::Argues(found) => format!("{} argues for the yes: ask what may be used, and let the benefit speak for itself.", q(found)),
        Says::Feelings(found) => format!("{} steers feelings: guilt, regret, praise or mockery.", q(found)),

        Says::Presses(found) => format!("{} presses people.", q(found)),
        Says::PressesForTime(found) => format!("{} presses people for time.", q(found)),
        Says::Deadline(found) => format!("{} is a deadline that presses people.", q(found)),
        Says::CountsDown(found) => format!("{} counts time down.", q(found)),
        Says::Scarce(found) => format!("{} makes it look scarce.", q(found)),
        Says::Crowd(found) => format!("{} says what others do, to press this person.", q(found)),
        Says::MayPress(found) => format!("{} can press people, or only tell a fact.", q(found)),

        Says::Bundles(found) => format!("{} asks for a second thing with the same yes.", q(found)),
        Says::TakenForGranted(found) => format!("{} takes for a yes what is none.", q(found)),
        Says::YesReadsAsNo => "The yes reads as a no.".into(),
        Says::NoReadsAsYes => "The no reads as a yes.".into(),
        Says::OnAlready => "These answers leave on, or turn off, what is on already: nobody was asked.".into(),
        Says::NotAsked(data) => {
            let names: Vec<_> = data.iter().map(name).collect();
            format!("The question does not name the data: {}.", names.join("; "))
        }
        Says::TurnedQuestion(found) => format!("{} turns the question around.", q(found)),
        Says::TurnedAnswers(found) => format!("{} turns yes and no around.", q(found)),
        Says::MayBeNo(found) => format!("{} can be read as a no.", q(found)),
        Says::NoForYes(found) => format!("{} is a no where the yes belongs.", q(found)),
        Says::YesForNo(found) => format!("{} is a yes where the no belongs, or two negatives that make one.", q(found)),
        Says::Lawyers(found) => format!("{} is a word of lawyers.", q(found)),

        Says::AskedAlready(key) => format!("{} asks for this already, or did in the last 180 days: whoever says no there would be asked again.", id(key)),
        Says::NearlyAskedAlready(key) => format!("{} uses some of the same data, for the same purpose or for as much of the same in return. If this is the same in other words, whoever says no there would be asked again.", id(key)),
        Says::BeatsSignal(found) => format!("{} sets a standing no of the browser aside.", q(found)),
        Says::AsksAgain(found) => format!("{} asks again what was already answered.", q(found)),

        Says::Worse(found) => format!("{} is worse after a no, and is not made of this data.", q(found)),
        Says::PriceOfElse(found) => format!("{} makes the yes the price of something else.", q(found)),
        Says::HardToLeave(found) => format!("{} makes leaving harder than joining.", q(found)),
        Says::GoesOn(found) => format!("{} goes on after a no, or begins again by itself.", q(found)),
        Says::WorthUnsaid => "People get money, points or money off for their data, and nothing says what the data is worth.".into(),
        Says::WorthHalfSaid => "The worth of the data is only half said.".into(),
        Says::MethodUnsaid(found) => format!("{} does not say how the worth was worked out.", q(found)),

        Says::NotKept(percent) => format!("At most {}% of what was promised arrived in the last 30 days.", n(*percent)),

        Says::TooMany(most) => format!("Use at most {} of these; the rest was not looked at.", n(*most)),
        Says::TooLong { length, most } => format!("This has {}; use at most {}.", characters(*length), n(*most)),
        Says::TogetherHard(grade) => format!("All texts together read like school grade {}; aim at 6, and at most 8.", n(*grade)),
        Says::Hard(grade) => format!("This reads like school grade {}.", n(*grade)),
        Says::LongSentence { words: all, most } => format!("This sentence has {}; use at most {}.", words(*all), n(*most)),
        Says::Specialists(found) => format!("{} is a word of specialists.", q(found)),
        Says::Abbreviation(found) => format!("{} is an abbreviation that nothing explains.", q(found)),
        Says::TurnsDirection => "An invisible mark turns the direction here, so that this reads otherwise than it is written.".into(),
        Says::SplitsWord => "An invisible mark splits a word here.".into(),
        Says::Lookalike => "A letter here only looks like the one that is meant.".into(),

        Says::NoLocale => "Say which language this is written in.".into(),
        Says::NoRegions => "Say where it is offered: region codes, or `*` for everywhere.".into(),
        Says::LiveIn(locale) => format!("It is live in the language {}, and this is not written in it.", id(locale)),
        Says::ShownIn(locale) => format!("Who reads {} is shown this, and it is not written in it.", id(locale)),
        Says::NotWrittenIn(locale) => format!("This is not written in the language {}.", id(locale)),
        Says::SameAs(locale) => format!("In {} this reads the same: it was not translated.", id(locale)),
        Says::OtherNumber(locale) => format!("Here it is another number than in {}.", id(locale)),
        Says::OtherNames(locale) => format!("Here it names others than in {}.", id(locale)),
        Says::Numbers { locale, here, there } => match (here, there) {
            (Some(here), Some(there)) => format!("Here it says {here}, in {} {there}.", id(locale)),
            (Some(here), None) => format!("Here it says {here}, in {} not.", id(locale)),
            (None, Some(there)) => format!("In {} it says {there}, here not.", id(locale)),
            (None, None) => format!("Here it is another number than in {}.", id(locale)),
        },
        Says::Times { locale, here, there } => format!("Here it is said in {}, in {} in {}.", stretches(here), id(locale), stretches(there)),
        Says::Placeholder(found) => format!("{} was left to be filled in.", q(found)),
        Says::Slot => "A slot is left open.".into(),

        Says::NoRecipients => "Say who else sees the data, by name.".into(),
        Says::NobodyNamed => "Nobody is named who sees the data, though somebody outside may have a hand in it.".into(),
        Says::PartyUnnamed(found) => format!("{} has a hand in it, and is not named among those who see the data.", q(found)),
        Says::SoldAfterAll(found) => format!("{} says that nothing is sold, though somebody pays for it.", q(found)),
        Says::KeptAfterAll(found) => format!("{} is kept, whatever the text says of how long.", q(found)),
        Says::NoVendor => "The data goes to a vendor's model, and no vendor is named.".into(),
        Says::NamesNobody(found) => format!("{} names nobody.", q(found)),
        Says::ToAnybody(found) => format!("{} hands the data to whoever comes, and names nobody.", q(found)),
        Says::NoTime(found) => format!("{} does not say how long the data is kept.", q(found)),
        Says::NoEnd => "This says no time and no event at which the data goes.".into(),
        Says::Months(longest) => format!("Say a number of months, from 1 to {}.", n(*longest)),

        Says::NoKey => "Without a key nobody can tell its versions apart.".into(),
        Says::NoNote => "This is to replace a live version, and nothing says what changed.".into(),
        Says::ChangedMore(found) => format!("{} is new, and the note does not say so.", q(found)),
        Says::NothingChanged(found) => format!("{} does not say what changed.", q(found)),

        Says::Missing(role) => format!("This is missing. Say {}.", wanted(*role)),
        Says::NoText(role) => format!("This is no text. Say {}.", wanted(*role)),
    }
}

pub(super) fn suggestion(instead: Instead) -> &'static str {
    match instead {
        Instead::HowManyEach => "Say how many: “One gift card with each order”.",
        Instead::HowMany => "Say how many and how often: “Three recipes a week”.",
        Instead::Everys => "Use once, day, week, month, quarter, year, visit, order or trip.",
        Instead::EventName => "Use the event that your system sends, such as `email.sent`.",
        Instead::Kinds => "Use money, points, access, service, convenience or public_good.",
        Instead::CountThings => "Count things that arrive, such as recipes, coupons or emails.",
        Instead::WholePrice => "Say the whole price where you say what people get.",
        Instead::OneWorth => "Say one sum in both places, and how you worked it out.",
        Instead::SameAsGiven => "Say what the benefits say: the same numbers, as often.",
        Instead::Provable => "Promise what an event can prove: what, how many and how often.",

        Instead::SayExactly => {
            "Say exactly what is done, with what, and by whom, such as “We look at your last 12 months of orders to pick three recipes.”"
        }

        Instead::WriteObject => "Write one JSON object with the fields of a proposition.",
        Instead::WriteList => "Write a list; an empty one says that there is none.",
        Instead::PickPurpose => "Pick a purpose from the registry.",
        Instead::PickBasis => {
            "Choose consent, so that people are asked; another basis only where the law carries it."
        }
        Instead::PickDecider => "Choose computer, person or both, whichever is so.",
        Instead::PickWord => "Use a word from the list, such as `email`, `infer` or `DE`.",
        Instead::PickTerm => "Pick it from the registry.",
        Instead::PickOrAdd => "Pick one from the registry, or have it added.",
        Instead::NameOnce => "Name each kind of data once.",
        Instead::MarkRequired => "Mark at least one as required.",
        Instead::EachUse => "Say in the use what each kind of data does, or take it out.",
        Instead::ListOrLeave => "Add it to the data that people share, or leave it out of the use.",

        Instead::OneDecider => "Say the same in both places: a computer, a person, or both.",
        Instead::ToldOrDid => "Use what people told you or did with you.",
        Instead::AskPeople => "Ask people instead of guessing.",
        Instead::AskApart => "Ask people instead of guessing, in an exchange of its own.",
        Instead::GuessOfItsOwn => "Give the guess an exchange of its own, or take it out.",
        Instead::WithoutTheLine => {
            "Take out what the line is about, or use other data for it. A line itself is changed by two people, with 30 days' notice."
        }
        Instead::ExchangeOfItsOwn => "Give the sensitive data an exchange of their own.",

        Instead::ShortenGet => "Shorten what people get, or say more of it in the use.",
        Instead::LengthenGet => "Say in a few more words what people get.",
        Instead::Plainly => "Write it as plainly as what people share: no signs, no capitals.",
        Instead::OnlyWhat => "Say only what people get, how many and how often.",

        Instead::PlainNo => "Use plain words: “Don't allow”.",
        Instead::OfferPlainNo => "Offer a plain no beside the yes: “Don't allow”.",
        Instead::PlainAnswers => "Use plain words for both answers.",
        Instead::SameWords => {
            "Use the same plain words for both answers: “Allow” and “Don't allow”."
        }
        Instead::AllowAndRefuse => "Use “Allow” and “Don't allow”.",
        Instead::AsLong => "Make both answers about as long: “Allow” and “Don't allow”.",
        Instead::Alike => "Write both answers alike.",
        Instead::SayPlainly => {
            "Say plainly what stops and what stays, or ask plainly: “May we use your orders to pick three recipes a week?”"
        }

        Instead::LeaveOut => {
            "Leave it out: the offer stands as long as it is shown, and people can take their time."
        }
        Instead::LeaveOutCount => {
            "Leave out how many are left: say what people get, how many and how often."
        }
        Instead::LeaveOutCrowd => {
            "Leave out what others do: say what this person gets, how many and how often."
        }

        Instead::NameTheData => {
            "Name the data in the question: “May we use your past orders to pick three recipes a week?”"
        }
        Instead::AskPlainly => {
            "Ask once and plainly, so that yes means on: “May we use your orders to pick recipes?”"
        }
        Instead::NoDoubleNegative => {
            "Say it without two negatives; nothing is on before somebody says yes."
        }
        Instead::AskEach => "Ask for each thing by itself, with a yes and a no of its own.",
        Instead::YesTurnsOn => "Let the yes turn it on: “Allow”.",
        Instead::NoLeavesOff => "Let the no leave it off: “Don't allow”.",
        Instead::TurnWords => "Say “turn on” and “turn off”, or “Allow” and “Don't allow”.",
        Instead::WhatYesDoes => "Write what a yes does: “Erlauben”, “\u{2068}السماح\u{2069}”.",
        Instead::WhatNoDoes => {
            "Write what a no does: “Nicht erlauben”, “\u{2068}عدم السماح\u{2069}”."
        }

        Instead::OnlyWhenChanged => {
            "Ask again only when something has changed for people: more value, or less data."
        }
        Instead::FollowSignal => {
            "Follow the browser, and say so: “If your browser says no, this stays off.”"
        }
        Instead::NoIsRemembered => {
            "Leave it out: a no is remembered, and people find the switch when they want it."
        }

        Instead::KeepTheRest => {
            "Let everything else stay as it is: “Your account, prices and points stay the same.”"
        }
        Instead::SameForAll => {
            "Offer the rest without it: people get the same service whatever they answer."
        }
        Instead::OneClick => {
            "Let people turn it off with one click, and say how soon it stops: “We stop within an hour.”"
        }
        Instead::SayWorth => "Say the amount, the currency, the period and how it was worked out.",
        Instead::NameMethod => {
            "Pick one of the ways that the law names, or say what was counted: “What we sell with the data in a year, divided by the customers.”"
        }
        Instead::PickConsent => "Choose consent as the legal basis.",
        Instead::OtherProposition => {
            "Keep the legal basis. What truly needs no yes is another proposition, with its own key and its own data."
        }

        Instead::DeliverFirst => {
            "Deliver what is promised before more people are asked, or promise less."
        }

        Instead::Fewer => "Keep those that people need, and take out the others.",
        Instead::Shorten => "Use short words and short sentences, one idea in each.",
        Instead::TwoSentences => "Make two sentences of it.",
        Instead::ForAChild => "Say it in a word that a child of ten knows.",
        Instead::WriteOut => "Write it out, or explain it in place.",
        Instead::TypeAnew => "Type the words anew, in plain letters.",

        Instead::LanguageTag => "Use a language tag such as `en`.",
        Instead::Everywhere => "Use `*` for everywhere, or codes such as `DE` and `US-CA`.",
        Instead::InEveryLive => "Write it in every language that it is live in.",
        Instead::InEveryOffered => "Write it in every language of your pages.",
        Instead::Translate => "Translate it.",
        Instead::SameNumbers => "Say the same numbers in each language.",
        Instead::FillIn => "Fill it in, in the language of this text.",

        Instead::NameEach => {
            "Name each company that sees the data, and what it does: “Postwren Mail Ltd (sends the emails)”."
        }
        Instead::NobodyOrName => {
            "Give it to nobody, or name each company that sees the data, and what it does with it."
        }
        Instead::NobodyOutside => "If nobody does, say so: “Nobody outside Larkfold Grocers”.",
        Instead::SayWhen => "Say when: “We stop within an hour.”",
        Instead::WholeMonths => "Write a whole number of months, such as 24.",
        Instead::OneTime => "Say one time for all copies, or what is kept and how long.",
        Instead::SayTime => {
            "Say a time and what it starts from: “12 months after your last order”."
        }

        Instead::ShortName => "Give it a short name such as `recipe-ideas`.",
        Instead::SayWhatChanged => {
            "Say in one sentence what is different: “We now use your birthday too.”"
        }

        Instead::Write(role) => example(role),
    }
}

/// A text as it could stand there.
fn example(role: Role) -> &'static str {
    match role {
        Role::Title => "Write, for example, “Recipe ideas by email”.",
        Role::Use => {
            "Write, for example, “We look at your last 12 months of orders to pick three recipes.”"
        }
        Role::What => "Write, for example, “Recipes you can cook from what you buy”.",
        Role::Unit => "Write what comes, in the plural, such as “recipes” or “coupons”.",
        Role::Sample => {
            "Write, for example, “You bought rye bread {orders}. Try it with this soup.”"
        }
        Role::Method => {
            "Write, for example, “What we sell with the data in a year, divided by the customers.”"
        }
        Role::IfOff => "Write, for example, “We stop within an hour. No more recipe emails.”",
        Role::Stays => "Write, for example, “Your orders and points stay the same.”",
        Role::Recipient => "Write, for example, “Postwren Mail Ltd (sends the emails)”.",
        Role::Retention => "Write, for example, “12 months after your last order”.",
        Role::Question => {
            "Write, for example, “May we use your past orders to pick three recipes a week?”"
        }
        Role::Allow => "Write “Allow”.",
        Role::Refuse => "Write “Don't allow”.",
        Role::Note => "Write, for example, “We now use your birthday too.”",
    }
}

pub(super) fn reason(rule: Rule) -> &'static str {
    match rule {
        Rule::Countable => "People can check a promise only if they can count it.",
        Rule::Vague => "Vague words hide what is done and by whom.",
        Rule::Explained => "People decide about data only if they know what each is for.",
        Rule::Sensitive => {
            "Sensitive data and guesses from outside hurt most, and a red line is a promise."
        }
        Rule::Basis => "What people can refuse is not done to them by another way.",
        Rule::Balanced => "A side that is longer or brighter decides for the reader.",
        Rule::PlainNo => "Nobody is made to feel bad for saying no.",
        Rule::Pressure => "Pressure takes away the time to think.",
        Rule::Straight => "A twisted question gets an answer that nobody meant.",
        Rule::AskedOnce => "Asking again and again wears people down.",
        Rule::NoDetriment => "A yes is free only if a no costs nothing.",
        Rule::Kept => "A promise that is not kept is no value in exchange.",
        Rule::Readable => "Who cannot read it cannot agree to it.",
        Rule::Translated => {
            "A text in another language, or another text, leaves people in the dark."
        }
        Rule::Named => "People need to know who sees their data and for how long.",
        Rule::ChangeTold => "Who said yes must be told what is different now.",
    }
}
