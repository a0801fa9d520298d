//! What the team reads about comparing two versions, in English.

use crate::text::compare::Compare;

pub(in crate::text) static COMPARE: Compare = Compare {
    of: |title| format!("Compare versions: {title}"),
    link: "Compare two versions by a rule that is fixed beforehand",
    back: "Its numbers",
    lead: "Versions live one after the other. So this compares two periods, and the people who were asked in each. It is no randomised experiment: the season, the news and who was left to be asked differ too. A result says what came after a change, and not that the change brought it.",
    how: "The rule is fixed before there is anything to see, and nobody changes it afterwards: whoever looks until it pleases always finds what pleases. The later version is counted from the Monday after that. The result is told once, when enough people have answered and said yes and their week has been over for 7 days, or never. Whatever the other charts show meanwhile changes nothing.",
    success: "The later version has won only if more people say yes and no more of them take it back within 7 days, as far as the margin goes. The chance of finding a difference of the size that is worth knowing is 80 in 100. Intervals of differences are Newcombe’s, made of Wilson’s.",
    none: "No versions were compared yet.",
    versions: |earlier, later| format!("Version {earlier} and version {later}"),

    rule: "The rule",
    difference: "Smallest difference worth knowing",
    margin: "How much more may be taken back",
    risk: "Risk of seeing a difference where there is none",
    answers: "Answers needed of each version",
    yeses: "Yeses needed of each version",
    begins: "Later version counted from",
    until: "Latest day",
    fixed: "Fixed",
    points: |percent| match percent {
        1 => "1 percentage point".to_owned(),
        _ => format!("{percent} percentage points"),
    },
    points_more: |percent| match percent {
        1 => "less than 1 percentage point".to_owned(),
        _ => format!("less than {percent} percentage points"),
    },
    in_hundred: |percent| format!("{percent} in 100"),
    fixed_by: |who, when| format!("by {who}, {when}"),

    running: |many, needed| {
        format!(
            "There is no result yet. {many} people have answered the later version, of the {needed} that are needed."
        )
    },
    running_few: |needed| {
        format!(
            "There is no result yet. Too few people have answered the later version to say how many, of the {needed} that are needed."
        )
    },
    too_few_came: "There is no result and there will be none: too few people answered until the latest day.",
    replaced: "There is no result and there will be none: the later version went before enough people had answered.",
    won: |earlier, later| {
        format!(
            "Version {later} has won: more people say yes than to version {earlier}, and they stand by it as much"
        )
    },
    easy: |earlier, later| {
        format!(
            "More people say yes to version {later} than to version {earlier}, but it is not shown that they stand by it as much: it has not won"
        )
    },
    fewer: |earlier, later| {
        format!("Fewer people say yes to version {later} than to version {earlier}")
    },
    alike: |earlier, later| {
        format!(
            "It is not shown that version {earlier} and version {later} get different shares of yes"
        )
    },
    through: |day| format!("Counted up to {day}. What comes later changes nothing."),
    yes_apart: |by, low, high| {
        format!("Answered yes: {by} percentage points, in all likelihood {low} to {high}.")
    },
    regret_apart: |by, low, high| {
        format!("Took it back: {by} percentage points, in all likelihood {low} to {high}.")
    },
    apart: |share| format!("{:+.1}", share * 100.0).replace('-', "\u{2212}"),

    form: |later| format!("Fix a rule for version {later}"),
    earlier: "Compare it with",
    difference_hint: "In percentage points, from 1 to 50. A smaller one needs more people.",
    margin_hint: "In percentage points, from 1 to 50. From this much on, regret counts as worse.",
    risk_hint: "Of 100 comparisons without a difference, this many would show one.",
    until_hint: "If too few people have answered by then, there is no result.",
    plan: "See how many people it needs",
    needs: |answers, yeses, day| {
        format!(
            "This needs {answers} answers and {yeses} yeses of each version. The earlier version has had them. The later is counted from {day}."
        )
    },
    fix: "Fix this rule",
    fix_hint: "Nobody can change it afterwards.",
    done: "The rule is fixed.",

    not_asked: "It begins without a question, so there are no answers to compare.",
    not_live: "No version is live, so there is none to compare.",
    no_earlier: "The live version is the first. There is nothing to compare it with.",
    already: "A rule is fixed for the live version, and cannot be changed.",
    blocked: |version| {
        format!(
            "Version {version} does not pass the rules of honest wording. Versions are compared only when both do."
        )
    },
    too_few: |answers, yeses| {
        format!(
            "Too few people answered the earlier version. This rule needs {answers} answers and {yeses} yeses of each, and nobody is asked the earlier version any more. Choose a larger difference, a larger margin or more risk."
        )
    },
    too_few_to_say: "Too few people answered the earlier version to compare anything with it.",
    bad_share: "Write a whole number from 1 to 50.",
    bad_risk: "Choose one of these.",
    bad_until: "Name a day from 2 weeks after the next Monday to a year after it.",
    bad_earlier: "Choose an earlier version.",
    forbidden: "Marketers fix the rule. You see what comes of it.",
};
