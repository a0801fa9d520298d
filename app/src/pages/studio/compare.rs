//! Two versions of a proposition, compared by a rule that was fixed beforehand.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mutual::access::Actor;
use mutual::insight::{Comparison, Course, Day, Difference, Part, Rate, Risk, Side, Told, Yes};
use mutual::use_cases::{Compared, NoComparison, Reading};

use super::writes;
use crate::{
    context::Ctx,
    pages::{Asked, Page, Stop, draw},
    rule::RuleForm,
    text::{Compare, Dates, Text},
    ui::{
        Icon,
        chart::{Datum, Table, TableView},
        error_summary::ErrorSummary,
        field::{Field, Input, Pick, SelectBox},
        notice::{Notice, NoticeKind},
        writer::Writer,
    },
};

/// The comparisons of one proposition, and the form of the next.
#[component]
pub(crate) fn ComparePage() -> impl IntoView {
    let key = use_params_map()
        .with_untracked(|params| params.get("key"))
        .unwrap_or_default();
    draw(|asked| compare(asked, key))
}

async fn compare(asked: Asked, key: String) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.compare;
    let compared = ctx.mutual.compared(&actor, &key).await?;
    let mut fixed = Vec::new();
    for (comparison, course) in &compared.fixed {
        let name = ctx.mutual.colleague(&actor, comparison.set_by).await?;
        let name = name.unwrap_or_else(|| text.review.nobody.to_owned());
        fixed.push(one(comparison, course, &name, ctx));
    }
    if fixed.is_empty() {
        fixed.push(view! { <p class="part">{words.none}</p> }.into_any());
    }
    let form = match &compared.open {
        Ok((later, others)) if writes(role) => {
            form(&asked, &actor, &key, &compared, *later, others).await?
        }
        Ok(_) => sentence(words.forbidden.to_owned()),
        Err(why) => sentence(refusal(why, text)),
    };
    let done = (asked.parameter("done") == Some("fixed"))
        .then(|| view! { <Notice kind=NoticeKind::Done text=words.done/> });
    let heading = (words.of)(&compared.title);
    let back = format!("/studio/{key}/numbers");
    let body = view! {
        <a class="back" href=back>{Icon::Back.draw()} {words.back}</a>
        <h1>{heading.clone()}</h1>
        {done}
        <p class="lead">{words.lead}</p>
        <p>{words.how}</p>
        <p>{words.success}</p>
        {fixed.collect_view()}
        {form}
        <p class="chart-definition">{text.numbers.hidden}</p>
    };
    Ok(Page::of_team(heading, role, "", body))
}

fn sentence(words: String) -> AnyView {
    view! { <p class="part">{words}</p> }.into_any()
}

/// Why there is no comparison, as a sentence.
fn refusal(why: &NoComparison, text: &'static Text) -> String {
    let words = text.compare;
    let number = |many: u64| text.rules.number(many);
    match why {
        NoComparison::NotAsked => words.not_asked.to_owned(),
        NoComparison::NotLive => words.not_live.to_owned(),
        NoComparison::NoEarlier => words.no_earlier.to_owned(),
        NoComparison::Fixed => words.already.to_owned(),
        NoComparison::Blocked(version) => (words.blocked)(*version),
        NoComparison::TooFew(needed) => match needed.answers.zip(needed.yeses) {
            Some((answers, yeses)) => (words.too_few)(&number(answers), &number(yeses)),
            None => words.too_few_to_say.to_owned(),
        },
        NoComparison::Typed("risk") => words.bad_risk.to_owned(),
        NoComparison::Typed("until") => words.bad_until.to_owned(),
        NoComparison::Typed("earlier") => words.bad_earlier.to_owned(),
        NoComparison::Typed(_) => words.bad_share.to_owned(),
        NoComparison::Reading(Reading::Denied(_)) => words.forbidden.to_owned(),
        NoComparison::Reading(_) => text.entry.away.to_owned(),
    }
}

/// One that was fixed: what came of it, and the rule.
fn one(comparison: &Comparison, course: &Course, by: &str, ctx: &Ctx) -> AnyView {
    let text = ctx.text();
    let words = text.compare;
    let Comparison { earlier, later, .. } = *comparison;
    let title = (words.versions)(earlier, later);
    let needed = text.rules.number(comparison.answers);
    let came = match course {
        Course::Running(many) => {
            let told = many.told().map(|many| text.rules.number(many));
            let words = told.map_or_else(
                || (words.running_few)(&needed),
                |many| (words.running)(&many, &needed),
            );
            view! { <p>{words}</p> }.into_any()
        }
        Course::TooFew => view! { <p>{words.too_few_came}</p> }.into_any(),
        Course::Replaced => view! { <p>{words.replaced}</p> }.into_any(),
        Course::Told(told) => result(told, comparison, text),
    };
    let id = format!("version-{later}");
    view! {
        <section class="part comparison" id=id.clone() aria-labelledby=format!("{id}-t")>
            <h2 id=format!("{id}-t")>{title}</h2>
            {came}
            {rule(comparison, by, ctx)}
        </section>
    }
    .into_any()
}

fn result(told: &Told, comparison: &Comparison, text: &'static Text) -> AnyView {
    let words = text.compare;
    let Comparison { earlier, later, .. } = *comparison;
    let verdict = match (told.says, told.lasts) {
        (Yes::More, true) => (words.won)(earlier, later),
        (Yes::More, false) => (words.easy)(earlier, later),
        (Yes::Fewer, _) => (words.fewer)(earlier, later),
        (Yes::Alike, _) => (words.alike)(earlier, later),
    };
    let apart = |told: &Difference, say: fn(&str, &str, &str) -> String| {
        let [by, low, high] = [told.by, told.low, told.high].map(words.apart);
        say(&by, &low, &high)
    };
    let through = day(told.through, text);
    let name = verdict.clone();
    view! {
        <p class="comparison-verdict"><strong>{verdict} "."</strong></p>
        <p>{apart(&told.yes, words.yes_apart)} " " {apart(&told.regret, words.regret_apart)}</p>
        <TableView table=sides([&told.earlier, &told.later], text) name=name text=text/>
        <p class="chart-definition">{(words.through)(&through)}</p>
    }
    .into_any()
}

fn sides(sides: [&Side; 2], text: &'static Text) -> Table {
    let (words, column) = (text.numbers, &text.numbers.column);
    let share = |part: &Part<u32>| match part.rate {
        Rate::Is { share, low, high } => {
            let between = (words.between)(&(words.percent)(low), &(words.percent)(high));
            Datum::Text(format!("{} ({between})", (words.percent)(share)))
        }
        Rate::Hidden => Datum::Rate(Rate::Hidden),
    };
    let rows = sides.map(|side| {
        vec![
            Datum::Text((words.version)(side.answers.of)),
            Datum::People(side.answers.people),
            share(&side.answers),
            Datum::People(side.regret.people),
            share(&side.regret),
        ]
    });
    let heads = [
        column.version,
        column.answers,
        column.yes,
        column.yeses,
        column.regret,
    ];
    Table {
        columns: heads.iter().map(|&head| head.to_owned()).collect(),
        rows: rows.to_vec(),
    }
}

fn day(day: Day, text: &'static Text) -> String {
    Dates::new(text, "UTC").day(day.begin())
}

/// The rule, as it was fixed.
fn rule(comparison: &Comparison, by: &str, ctx: &Ctx) -> AnyView {
    let text = ctx.text();
    let words = text.compare;
    let set_at = ctx.dates().moment(comparison.set_at);
    let rows = [
        (words.fixed, (words.fixed_by)(by, &set_at)),
        (words.difference, (words.points)(comparison.rule.difference)),
        (words.margin, (words.points_more)(comparison.rule.margin)),
        (
            words.risk,
            (words.in_hundred)(comparison.rule.risk.percent()),
        ),
        (words.answers, text.rules.number(comparison.answers)),
        (words.yeses, text.rules.number(comparison.yeses)),
        (words.begins, day(comparison.begins, text)),
        (words.until, day(comparison.rule.until, text)),
    ];
    let rows = rows.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    view! {
        <h3>{words.rule}</h3>
        <dl class="facts">{rows.into_iter().collect_view()}</dl>
    }
    .into_any()
}

/// The rule that somebody types, how many people it needs, and the button that fixes it.
async fn form(
    asked: &Asked,
    actor: &Actor,
    key: &str,
    compared: &Compared,
    later: u32,
    others: &[u32],
) -> Result<AnyView, Stop> {
    let text = asked.ctx.text();
    let words = text.compare;
    let typed = typed(asked);
    let planned = match &typed {
        None => None,
        Some(typed) => Some(match typed.read() {
            Ok((earlier, rule)) => {
                let mutual = &asked.ctx.mutual;
                mutual.plan_comparison(actor, key, earlier, rule).await
            }
            Err(error) => Err(error),
        }),
    };
    let mut faults = Vec::new();
    let (mut plan, mut refused) = (None, None);
    match planned {
        Some(Ok(comparison)) => plan = Some(comparison),
        Some(Err(why @ NoComparison::Typed(field))) => {
            faults.push((field.to_owned(), refusal(&why, text)));
        }
        Some(Err(why)) => {
            let why = refusal(&why, text);
            refused = Some(view! { <Notice kind=NoticeKind::Fault text=why/> });
        }
        None => {}
    }
    let usual = others.first().copied().unwrap_or_default();
    let typed = typed.unwrap_or_else(|| RuleForm::usual(usual, compared.today));
    let fix = plan.map(|plan| fix(&plan, key, &typed, text));
    let versions = others.iter().map(|number| {
        let name = (text.numbers.version)(*number);
        Pick::new(number.to_string(), name)
    });
    let risks = Risk::ALL.into_iter().map(|risk| {
        let percent = risk.percent();
        Pick::new(percent.to_string(), (words.in_hundred)(percent))
    });
    let action = format!("/studio/{key}/compare#fix");
    let field = |name: &str, label: &str, hint: &'static str| {
        let field = Field::new(name, label).hint(hint).width("field-short");
        field.fault(&faults)
    };
    let difference = field("difference", words.difference, words.difference_hint);
    let margin = field("margin", words.margin, words.margin_hint);
    let until = field("until", words.until, words.until_hint);
    Ok(view! {
        <section class="part" id="fix" aria-labelledby="fix-t">
            <h2 id="fix-t">{(words.form)(later)}</h2>
            <ErrorSummary title=text.shared.form_has_faults faults=faults.clone()/>
            {refused}
            <form method="get" action=action>
                <SelectBox
                    field=field("earlier", words.earlier, "")
                    value=typed.earlier.clone()
                    picks=versions.collect()
                />
                <Input field=difference value=typed.difference.clone() kind="number" required=true/>
                <Input field=margin value=typed.margin.clone() kind="number" required=true/>
                <SelectBox
                    field=field("risk", words.risk, words.risk_hint)
                    value=typed.risk.clone()
                    picks=risks.collect()
                />
                <Input field=until value=typed.until.clone() kind="date" required=true/>
                <div class="form-end">
                    <button type="submit" class="button">{words.plan}</button>
                </div>
            </form>
            {fix}
        </section>
    }
    .into_any())
}

/// What was typed, where anything was.
fn typed(asked: &Asked) -> Option<RuleForm> {
    asked.parameter("difference")?;
    let field = |name: &str| asked.parameter(name).unwrap_or_default().to_owned();
    Some(RuleForm {
        earlier: field("earlier"),
        difference: field("difference"),
        margin: field("margin"),
        risk: field("risk"),
        until: field("until"),
    })
}

fn fix(plan: &Comparison, key: &str, typed: &RuleForm, text: &'static Text) -> AnyView {
    let words: &Compare = text.compare;
    let number = |many: u64| text.rules.number(many);
    let begins = day(plan.begins, text);
    let needs = (words.needs)(&number(plan.answers), &number(plan.yeses), &begins);
    let fields = [
        ("key", key.to_owned()),
        ("earlier", typed.earlier.clone()),
        ("later", plan.later.to_string()),
        ("difference", typed.difference.clone()),
        ("margin", typed.margin.clone()),
        ("risk", typed.risk.clone()),
        ("until", typed.until.clone()),
    ];
    let fields = fields.map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    view! {
        <form class="comparison-fix" method="post" action="/actions/fix-comparison">
            <Writer/>
            {fields.into_iter().collect_view()}
            <p role="status">{needs}</p>
            <p>{words.fix_hint}</p>
            <div class="form-end">
                <button type="submit" class="button button-solid">{words.fix}</button>
            </div>
        </form>
    }
    .into_any()
}
