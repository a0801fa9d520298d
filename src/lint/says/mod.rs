//! The sentences of the linter: what is wrong, what to write instead, and why there is such a rule, in
//! every language in which somebody reads findings.
//!
//! A finding carries an id with what was found. The sentence is made where it is read, in the language of
//! whoever reads it, which need not be that of the document. A language is a file whose functions match
//! every id, so that one that lacks a sentence does not compile.

mod ar;
mod de;
mod en;

#[cfg(test)]
mod tests;

use super::finding::{Finding, Rule};
use super::letters::turns;
use super::page::Role;
use crate::catalogue::{DataCategory, Registry};
use crate::guard::RedLine;

/// A language in which findings are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English, which programs are answered in.
    #[default]
    English,
    /// German.
    German,
    /// Arabic.
    Arabic,
}

impl Tongue {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::Arabic];

    /// Its tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Arabic => "ar",
        }
    }

    /// The language of a tag, whatever its region; none where there are no sentences in it.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let same = |tongue: &Self| tongue.tag().eq_ignore_ascii_case(language);
        Self::ALL.into_iter().find(same)
    }
}

impl Finding {
    /// What is wrong, in one or two sentences.
    #[must_use]
    pub fn message(&self, tongue: Tongue) -> String {
        match tongue {
            Tongue::English => en::message(&self.says),
            Tongue::German => de::message(&self.says),
            Tongue::Arabic => ar::message(&self.says),
        }
    }

    /// What to write instead.
    #[must_use]
    pub fn suggestion(&self, tongue: Tongue) -> &'static str {
        match tongue {
            Tongue::English => en::suggestion(self.instead),
            Tongue::German => de::suggestion(self.instead),
            Tongue::Arabic => ar::suggestion(self.instead),
        }
    }
}

impl Rule {
    /// Why there is such a rule, in one sentence.
    #[must_use]
    pub fn reason(self, tongue: Tongue) -> &'static str {
        match tongue {
            Tongue::English => en::reason(self),
            Tongue::German => de::reason(self),
            Tongue::Arabic => ar::reason(self),
        }
    }
}

/// An enum of ids, and for the tests each of them with what stands in its place.
macro_rules! ids {
    ($(#[$meta:meta])* enum $name:ident {
        $($id:ident $(($arg:ident: $ty:ty))? $({ $($field:ident: $typed:ty),+ })?,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(in crate::lint) enum $name {
            $($id $(($ty))? $({ $($field: $typed),+ })?),+
        }

        #[cfg(test)]
        impl $name {
            /// Each id, with the nth example of everything that it names.
            fn examples(n: usize) -> Vec<Self> {
                // Ids that name nothing are the same whatever it is.
                let _ = n;
                vec![$(Self::$id
                    $((<$ty as tests::Example>::nth(n)))?
                    $({ $($field: <$typed as tests::Example>::nth(n)),+ })?
                ),+]
            }

            /// How everything that it names is written.
            fn written(&self, tongue: Tongue) -> Vec<String> {
                let _ = tongue;
                match self {
                    $(Self::$id $(($arg))? $({ $($field),+ })? => {
                        let all: Vec<Vec<String>> =
                            vec![
                            $(tests::Example::written($arg, tongue))?
                            $($(tests::Example::written($field, tongue)),+)?
                        ];
                        all.concat()
                    })+
                }
            }
        }
    };
}

ids! {
    /// What is wrong. Those of a `snippet` quote what stands in the text.
    enum Says {
        // L-V1
        NoAmount,
        NoEvery,
        NoEvent,
        NoKind,
        NoBenefits,
        Uncountable(snippet: String),
        Hollow(snippet: String),
        NextToNothing(snippet: String),
        NothingToCount(snippet: String),
        Overpromised(snippet: String),
        MoreThanGiven(snippet: String),
        CostsAfterAll(snippet: String),
        ProvesNothing(snippet: String),
        WorthDiffers(snippet: String),
        // L-V2
        NoMoment(snippet: String),
        Vague(snippet: String),
        VagueWho(snippet: String),
        // L-D1
        NoFields,
        NoData,
        NoChannels,
        NoAiUses,
        NoPurpose,
        NoBasis,
        NoDecider,
        NoCategory,
        NothingRequired,
        UnknownWord,
        UnknownPurpose(id: String),
        UnknownCategory(id: String),
        ListedTwice(id: String),
        Unexplained(data: Called),
        Unlisted(snippet: String),
        Elsewhere(snippet: String),
        DecidesOtherwise(snippet: String),
        // L-D2
        GuessOfOthers,
        GuessOfSensitive,
        Mixed(data: Vec<Called>),
        GuessBeside(data: Vec<Called>),
        GuessesSensitive(snippet: String),
        GuessesFromOthers(snippet: String),
        LineDenies { key: String, line: Called },
        // L-B1
        SpecialNeedsYes(data: Vec<Called>),
        SellingNeedsYes,
        MarketingNeedsYes,
        TeachingNeedsYes,
        GuessNeedsYes,
        DecidingNeedsYes,
        RewardNeedsYes,
        YesDropped,
        ObjectionDropped,
        RefusedElsewhere(key: String),
        // L-S1
        Columns { share: usize, get: usize },
        Exclamation,
        Exclamations,
        Picture,
        Markup,
        Shouts(snippet: String),
        Brighter(snippet: String),
        // L-S2
        Lengths { yes: usize, no: usize },
        SameAnswers,
        OneInCapitals,
        SignOnAnswer,
        MoreThanNo(snippet: String),
        NoFeelsBad(snippet: String),
        NoFeelsBadOrWaits(snippet: String),
        NotANo(snippet: String),
        Later(snippet: String),
        NotAYes(snippet: String),
        BrighterYes(snippet: String),
        Feelings(snippet: String),
        Argues(snippet: String),
        // L-U1
        Presses(snippet: String),
        PressesForTime(snippet: String),
        Deadline(snippet: String),
        CountsDown(snippet: String),
        Scarce(snippet: String),
        Crowd(snippet: String),
        MayPress(snippet: String),
        // L-N1
        YesReadsAsNo,
        NoReadsAsYes,
        OnAlready,
        NotAsked(data: Vec<Called>),
        TurnedQuestion(snippet: String),
        TurnedAnswers(snippet: String),
        MayBeNo(snippet: String),
        NoForYes(snippet: String),
        YesForNo(snippet: String),
        Lawyers(snippet: String),
        Bundles(snippet: String),
        TakenForGranted(snippet: String),
        // L-A1
        AskedAlready(key: String),
        NearlyAskedAlready(key: String),
        AsksAgain(snippet: String),
        BeatsSignal(snippet: String),
        // L-E1
        Worse(snippet: String),
        PriceOfElse(snippet: String),
        HardToLeave(snippet: String),
        GoesOn(snippet: String),
        WorthUnsaid,
        WorthHalfSaid,
        MethodUnsaid(snippet: String),
        // L-F1
        NotKept(percent: usize),
        // L-R1
        TooMany(most: usize),
        TooLong { length: usize, most: usize },
        TogetherHard(grade: usize),
        Hard(grade: usize),
        LongSentence { words: usize, most: usize },
        Specialists(snippet: String),
        Abbreviation(snippet: String),
        TurnsDirection,
        SplitsWord,
        Lookalike,
        // L-L1
        NoLocale,
        NoRegions,
        LiveIn(locale: String),
        ShownIn(locale: String),
        NotWrittenIn(locale: String),
        SameAs(locale: String),
        OtherNumber(locale: String),
        OtherNames(locale: String),
        Numbers { locale: String, here: Option<String>, there: Option<String> },
        Times { locale: String, here: Vec<Stretch>, there: Vec<Stretch> },
        Placeholder(snippet: String),
        Slot,
        // L-T1
        NoRecipients,
        NobodyNamed,
        PartyUnnamed(snippet: String),
        SoldAfterAll(snippet: String),
        KeptAfterAll(snippet: String),
        NoVendor,
        NamesNobody(snippet: String),
        ToAnybody(snippet: String),
        NoTime(snippet: String),
        NoEnd,
        Months(longest: usize),
        // L-C1
        NoKey,
        NoNote,
        NothingChanged(snippet: String),
        ChangedMore(snippet: String),
        // Any of them, by the text that is not there
        Missing(role: Role),
        NoText(role: Role),
    }
}

ids! {
    /// What to write instead.
    #[derive(Copy)]
    enum Instead {
        // L-V1
        HowMany,
        HowManyEach,
        Everys,
        EventName,
        Kinds,
        CountThings,
        Provable,
        SameAsGiven,
        WholePrice,
        OneWorth,
        // L-V2
        SayExactly,
        // L-D1
        WriteObject,
        WriteList,
        PickPurpose,
        PickBasis,
        PickDecider,
        PickWord,
        PickTerm,
        PickOrAdd,
        NameOnce,
        MarkRequired,
        EachUse,
        ListOrLeave,
        OneDecider,
        // L-D2
        ToldOrDid,
        AskPeople,
        AskApart,
        ExchangeOfItsOwn,
        GuessOfItsOwn,
        WithoutTheLine,
        // L-B1
        PickConsent,
        OtherProposition,
        // L-S1
        ShortenGet,
        LengthenGet,
        Plainly,
        OnlyWhat,
        // L-S2
        PlainNo,
        OfferPlainNo,
        PlainAnswers,
        SameWords,
        AllowAndRefuse,
        AsLong,
        Alike,
        SayPlainly,
        // L-U1
        LeaveOut,
        LeaveOutCount,
        LeaveOutCrowd,
        // L-N1
        AskPlainly,
        NameTheData,
        NoDoubleNegative,
        YesTurnsOn,
        NoLeavesOff,
        TurnWords,
        WhatYesDoes,
        WhatNoDoes,
        AskEach,
        // L-A1
        OnlyWhenChanged,
        NoIsRemembered,
        FollowSignal,
        // L-E1
        KeepTheRest,
        SameForAll,
        OneClick,
        SayWorth,
        NameMethod,
        // L-F1
        DeliverFirst,
        // L-R1
        Fewer,
        Shorten,
        TwoSentences,
        ForAChild,
        WriteOut,
        TypeAnew,
        // L-L1
        LanguageTag,
        Everywhere,
        InEveryLive,
        InEveryOffered,
        Translate,
        SameNumbers,
        FillIn,
        // L-T1
        NameEach,
        NobodyOrName,
        NobodyOutside,
        SayTime,
        OneTime,
        SayWhen,
        WholeMonths,
        // L-C1
        ShortName,
        SayWhatChanged,
        // Any of them, by the text that is not there
        Write(role: Role),
    }
}

/// A kind of data as each language calls it, or a red line as each says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Called {
    english: String,
    german: String,
    arabic: String,
}

impl Called {
    /// The one with this id; the id itself where the registry does not know it.
    pub(in crate::lint) fn of(registry: &Registry, id: &str) -> Self {
        let category = registry.category(id);
        let called = |tongue: Tongue| {
            let called = |category: &DataCategory| category.called_in(tongue.tag()).to_owned();
            category.map_or_else(|| id.to_owned(), called)
        };
        Self {
            english: called(Tongue::English),
            german: called(Tongue::German),
            arabic: called(Tongue::Arabic),
        }
    }

    /// The sentence of a red line.
    pub(in crate::lint) fn line(line: &RedLine) -> Self {
        let says = |tongue: Tongue| line.says_in(tongue.tag()).to_owned();
        Self {
            english: says(Tongue::English),
            german: says(Tongue::German),
            arabic: says(Tongue::Arabic),
        }
    }
}

/// A stretch of time in which something is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Stretch {
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

/// A whole number that is near, and never less than none.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is within these bounds"
)]
pub(in crate::lint) fn whole(number: f64) -> usize {
    number.round_ties_even().clamp(0.0, 1e9) as usize
}

/// A number with what stands between its thousands.
fn grouped(number: usize, gap: &str) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len());
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(at);
        if at > 0 && left.is_multiple_of(3) {
            text.push_str(gap);
        }
        text.push(digit);
    }
    text
}

/// What was found, so that nothing in it moves what stands around it: marks that turn the direction are left
/// out, and what is written in the other direction is set apart (Unicode's isolates).
fn apart(found: &str, other_way: impl Fn(char) -> bool) -> String {
    let plain: String = found.chars().filter(|c| !turns(*c)).collect();
    if plain.chars().any(other_way) {
        format!("\u{2068}{plain}\u{2069}")
    } else {
        plain
    }
}

/// Letters that are written from right to left.
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
