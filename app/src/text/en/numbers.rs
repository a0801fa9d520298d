//! What the team reads about the numbers of its propositions, in English.

use crate::text::numbers::{Columns, Numbers, Words};
use mutual::catalogue::Every;
use mutual::consent::Route;
use mutual::insight::Measure;

pub(in crate::text) static NUMBERS: Numbers = Numbers {
    title: "Numbers",
    lead: "How each proposition does: who has it on, who says yes, who takes it back, and whether people get what they were promised.",
    none: "No proposition is live. Numbers begin with the first one.",
    all: "All numbers",
    of: |title| format!("Numbers: {title}"),
    since: |day, at| format!("Since {day}. Counted up to {at}."),
    incomplete: "Some entries are not counted yet, so these numbers are too small. Whoever runs this installation can count again with mutual numbers recount.",
    periods: "Period",
    days: |days| format!("{days} days"),
    hidden: "People are told in full tens. Of each version, way and answer every tenth person completes a ten, and the week in which that happens has it; what is left over is told with the next ten. So lists and periods agree with one another, and no number from 1 to 9 follows from any of them, nor can be read from what is subtracted. A sum is short by at most nine people for each version, way and answer in it, and intervals are as much wider. How many have it on is one such sum less another: it may be too low or too high by as much. In one week, a person counts once for each version. No share is shown of fewer than 50 answers. Nothing here names a person, and people who were erased stay counted without a name. Days are those of UTC, and weeks begin on Monday.",

    few: "too few to show",
    not_told: "not shown",
    percent: |share| {
        let percent = share * 100.0;
        if percent > 0.0 && percent < 9.95 || percent > 98.95 && percent < 100.0 {
            format!("{percent:.1}%")
        } else {
            format!("{percent:.0}%")
        }
    },
    between: |low, high| format!("{low} to {high}"),
    nothing_yet: "There is too little to show yet.",
    pale: |from, to| format!("Pale: the same days of the period before, {from} to {to}"),

    table: "The same as a table",
    csv: "Download as CSV",

    tile_on: "people have it on, in full tens",
    tile_yes: "of answers are yes",
    tile_regret: "take a yes back within 7 days",
    tile_kept: "of what was promised arrived",
    tile_before: |was| format!("before: {was}"),

    kept: Words {
        measure: "What arrived, as a share of what was promised, by benefit, in its own unit",
        definition: "Delivered ÷ promised in the last 30 whole days, or in one period where that is longer. Promised is an estimate: how many people had it on at the end of each day, times what the version of that day promises for a day. (On her own page each customer sees her exact balance.) What arrived is told in full steps of what ten people or more are promised at once, and what is left over with the next step: so no figure says what one person got, and each may be too low or too high by less than one step. What comes once, or with an order, a visit or a trip, is not promised by the calendar and has no share. While less than 90% is kept, the proposition cannot be offered to more people.",
    },
    kept_all: |share| format!("Of each promise, about {share} or more arrived"),
    kept_short: |what, share| format!("“{what}”: only {share} of what was promised arrived"),
    kept_unknown: "Too little was promised to judge yet",
    kept_by_itself: Words {
        measure: "What arrived, as a share of what was promised, by benefit, in its own unit",
        definition: "Delivered ÷ promised in the last 30 whole days, or in one period where that is longer. It runs without a question, so it is promised to everybody whom it is for, also to those of whom nothing was ever reported. Promised is an estimate: of those for whom that day’s version runs now, how many were known here at the end of the day, times what it promises for a day. So whoever was erased or has moved away since is left out of the days before as well; where people can object, so are those who did, those who have paused everything now, and those whose browser asks not to sell or share, if it does. What arrived is told in full steps of what ten people or more are promised at once, and what is left over with the next step: so no figure says what one person got, and each may be too low or too high by less than one step. What comes once, or with an order, a visit or a trip, is not promised by the calendar and has no share.",
    },
    kept_limit: "90%",

    on: Words {
        measure: "People who had it on at the end of each day",
        definition: "Who has said yes, and whose yes has not been taken back, has not run out and needs no new answer. Whoever has paused everything is not counted. A dashed line marks the day on which a version went live.",
    },
    on_title: |many| format!("About {many} people have it on"),
    on_few: "Too few people have it on to be told",
    on_more: |many, more, day| {
        format!("About {many} people have it on, some {more} more than on {day}")
    },
    on_fewer: |many, fewer, day| {
        format!("About {many} people have it on, some {fewer} fewer than on {day}")
    },
    on_by_itself: "This proposition begins without a question, so there is no yes to count. Below is who turned it off.",

    yes: Words {
        measure: "Answers with yes, as a share of all answers, by week",
        definition: "Answered yes ÷ answered, by the week of the answer: on the page, by a link, or passed on by one of your systems. Imports and browser signals are left out, and so is turning it on again after a no. Who was asked and did not answer is counted in the next chart.",
    },
    yes_title: |share| format!("{share} of answers were yes"),
    yes_unknown: "Too few answers to show a share",

    funnel: Words {
        measure: "Of everybody who was asked for the first time in this period: who answered, and who said yes",
        definition: "Asked: her own page put the question of a version to her, as its one question or because a change needs a new answer. The first time counts, for each person and version. Answered: up to now she said yes or no to that version, on the page, by a link or through one of your systems. Said yes: that was her first answer. Imports and browser signals answer nothing. The team, previews, and links that nobody opened count nothing. Whether she read the question, or opened the details, only a script could tell that watches her, so it is not recorded. If very many pages ask at the same moment, a few of them are not counted.",
    },
    funnel_title: |answered, yes| {
        format!("{answered} of those who were asked answered, and {yes} said yes")
    },
    funnel_answered: |answered| format!("{answered} of those who were asked answered"),
    funnel_unknown: "Too few were asked to show a share",
    all_versions: "All versions",

    regret: Words {
        measure: "Yeses that were taken back within 7 days, by the week of the yes",
        definition: "Turned off within 7 days of the yes ÷ everybody whose newest yes is of that week, once the week has been over for 7 days. Whoever takes it back and says yes again in the same week has said one yes; in another week it is another. A yes that people do not stand by is worth nothing, so a version that gets more of them has not won.",
    },
    regret_title: |share| format!("{share} took their yes back within 7 days"),
    regret_unknown: "Too few yeses are 7 days old to show a share",

    messages: Words {
        measure: "Messages that were followed by a withdrawal within 48 hours, by the week of the message",
        definition: "Messages after which somebody turned this proposition off within 48 hours ÷ all messages for its purpose that are at least 48 hours old. A message is a use of data that your systems report with a channel; if it used several kinds of data, it is still one. A withdrawal follows the newest message before it, and never one from before the yes. Several propositions can have the same purpose: a message counts for all of them. What is reported late counts as if it had come in time. Messages are told in full tens too, those that were followed and the others each.",
    },
    messages_title: |share| format!("{share} of messages were followed by a withdrawal"),
    messages_unknown: "Too few messages to show a share",

    versions: Words {
        measure: "Answers with yes by version, with the interval in which the share lies in 95 of 100 cases",
        definition: "Answered yes ÷ answered, as above, by the version that was shown. Wilson’s interval. Versions were live at different times and asked different people: a difference here shows where to look, and proves nothing.",
    },
    versions_best: |version| format!("Version {version} got the most yeses"),
    versions_alike: "No version stands out",
    routes: Words {
        measure: "Answers with yes by the way they came, with the interval in which the share lies in 95 of 100 cases",
        definition: "Answered yes ÷ answered, as above, by the way of the answer. Wilson’s interval.",
    },
    routes_best: |route| format!("Most yeses come {route}"),
    routes_alike: "No way stands out",
    channels: Words {
        measure: "People who had a channel on at the end of the last day, with the interval in which the share lies in 95 of 100 cases",
        definition: "Had it on ÷ everybody of whom an answer to this proposition was known on that day, yes or no, however it came. A channel is on while the proposition is on and nothing is paused. One person can have several. These are the channels of the version that is live; one that came back after it was taken out counts from there on. Wilson’s interval. Everybody is counted at each channel, so a difference shows which of them people take, and not why.",
    },
    channels_best: |channel| format!("More people have this channel on than any other: {channel}"),
    channels_alike: "No channel stands out",

    cohorts: Words {
        measure: "Who still has it on, of everybody who said yes in one week",
        definition: "Everybody whose newest yes is of that week, and the share whose yes still counted so many whole weeks later. A pause does not end a yes; being taken back, running out, needing a new answer and erasure do. Whoever takes it back and says yes again in the same week has not ended it.",
    },
    cohorts_title: |share, weeks| match weeks {
        1 => format!("{share} still have it on after a week"),
        _ => format!("{share} still have it on after {weeks} weeks"),
    },
    cohorts_unknown: "Too few yeses to follow",

    ends: Words {
        measure: "Why it went off, and for how many people",
        definition: "Everybody for whom it stopped counting in this period. A pause is no end, and neither is turning it off and on again in the week of the yes.",
    },
    ends_title: "Why it went off",

    unused: Words {
        measure: "Data that is asked for and was not used in 90 days",
        definition: "Kinds of data of the live version, offered for 90 days or longer, whose newest reported use for this purpose is older than 90 days. Several propositions can have the same purpose: a use counts for all of them. Taking an item out asks nobody again.",
    },
    unused_none: "Nothing that was asked for has gone unused for 90 days",
    unused_young: "Not known yet: nothing has been asked for as long as 90 days",
    unused_some: |many| match many {
        1 => "1 kind of data is asked for and not used".to_owned(),
        _ => format!("{many} kinds of data are asked for and not used"),
    },
    unused_edit: "Open a draft without it",
    never: "Never",

    version: |version| format!("Version {version}"),
    version_mark: |version| format!("v{version}"),
    route: |route| match route {
        Route::Page => "on the page",
        Route::Link => "by a link",
        Route::Api => "through one of your systems",
        Route::Import => "by an import",
        Route::Signal => "by a signal",
        Route::System => "by the installation",
    },
    ended: |measure| match measure {
        Measure::Expired => "It ran out",
        Measure::NeedsAnswer => "A change needs a new answer",
        Measure::Erased => "They were erased",
        _ => "They turned it off",
    },
    every: |every| match every {
        Every::Once => "once",
        Every::Day => "a day",
        Every::Week => "a week",
        Every::Month => "a month",
        Every::Quarter => "a quarter",
        Every::Year => "a year",
        Every::Visit => "a visit",
        Every::Order => "an order",
        Every::Trip => "a trip",
    },
    after_weeks: |weeks| match weeks {
        1 => "After 1 week".to_owned(),
        _ => format!("After {weeks} weeks"),
    },

    column: Columns {
        proposition: "Proposition",
        kept: "Promises kept",
        on: "People on",
        yes: "Answered yes",
        regret: "Took it back",
        day: "Day",
        week: "Week of",
        people: "People",
        answers: "Answers",
        people_answered: "People who answered",
        asked: "Asked",
        answered: "Answered",
        yes_of_answered: "Yes, of the answers",
        yes_of_asked: "Said yes",
        messages: "Messages",
        yeses: "Yeses",
        share: "Share",
        before: "Period before",
        low: "Low",
        high: "High",
        version: "Version",
        route: "Way",
        channel: "Channel",
        why: "Why",
        benefit: "Benefit",
        unit: "Unit",
        every: "Every",
        days: "Days",
        promised: "Promised",
        delivered: "Delivered",
        data: "Data",
        last_used: "Last used",
    },
};
