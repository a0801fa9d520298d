//! The steps that somebody can take about a case: only those that she can.

use leptos::prelude::*;
use mutual::access::Role;
use mutual::guard::{CaseKind, Outcome, Taken};
use mutual::id::AccountId;
use mutual::use_cases::CaseFile;
use serde::{Deserialize, Serialize};

use super::case::person;
use super::outcome;
use crate::{
    actions::TO_THE_BOX,
    context::Ctx,
    ui::{
        asked::lines,
        field::{Area, Field, Pick, SelectBox},
        said::within,
        writer::Writer,
    },
};

/// What stands in the form of a decision.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Typed {
    /// The decision that is picked.
    pub outcome: String,
    /// The words.
    pub reason: String,
}

impl Typed {
    /// The same with the ready words of that number behind what was typed.
    pub(crate) fn with_ready(self, file: &CaseFile, number: &str) -> Self {
        let number: Option<usize> = number.parse().ok();
        let ready = number.and_then(|number| file.rule.canned.get(number));
        let parts = [Some(self.reason.trim()), ready.map(String::as_str)];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            outcome: self.outcome,
            reason: parts.join("\n\n").chars().take(4_000).collect(),
        }
    }
}

/// A form of one step; `fields` are its own.
fn step(file: &CaseFile, step: &'static str, fields: impl IntoView + 'static) -> AnyView {
    let row = &file.seen.row;
    view! {
        <form method="post" action="/actions/case-step">
            <Writer/>
            <input type="hidden" name="step" value=step/>
            <input type="hidden" name="case" value=row.id().to_string()/>
            <input type="hidden" name="seen" value=row.revision.to_string()/>
            {fields.into_any()}
        </form>
    }
    .into_any()
}

/// A form that is one button.
fn button(file: &CaseFile, name: &'static str, says: &'static str, solid: bool) -> AnyView {
    let class = if solid {
        "button button-solid"
    } else {
        "button"
    };
    let button = view! { <button type="submit" class=class>{says}</button> };
    step(file, name, button)
}

/// Everything that whoever is in can do now.
pub(super) fn steps(
    file: &CaseFile,
    me: Option<AccountId>,
    role: Role,
    typed: &Typed,
    ctx: &Ctx,
) -> Option<AnyView> {
    let words = ctx.text().desk;
    let row = &file.seen.row;
    let desk = &row.desk;
    if row.end.is_some() {
        return None;
    }
    if desk.ending {
        return Some(view! { <p class="part"><strong>{words.writing}</strong></p> }.into_any());
    }
    if let Some(taken) = &desk.taken {
        return Some(held(file, taken, me, ctx));
    }
    let oversees = matches!(role, Role::Reviewer | Role::Admin);
    let is_mine = me.is_some() && desk.holder == me;
    let first = desk.first.as_ref().map(|first| waits(file, first, me, ctx));
    let claim = desk.holder.is_none().then(|| {
        if file.is_own_decision {
            return view! { <p class="part"><strong>{words.own_decision}</strong></p> }.into_any();
        }
        view! {
            <section class="part" aria-labelledby="claim-t">
                <h2 id="claim-t">{words.claim}</h2>
                <p>{words.claim_does}</p>
                {button(file, "claim", words.claim, true)}
            </section>
        }
        .into_any()
    });
    let decide = (is_mine && desk.first.is_none() && !file.hides).then(|| decide(file, typed, ctx));
    let release = is_mine.then(|| button(file, "release", words.release, false));
    let others = (is_mine || oversees)
        .then(|| hand_over(file, ctx))
        .flatten();
    let rest = (release.is_some() || others.is_some()).then(|| {
        view! {
            <section class="part" aria-labelledby="hand-t">
                <h2 id="hand-t">{words.hand_over}</h2>
                {others}
                {release}
            </section>
        }
    });
    Some(view! { {first} {claim} {decide} {rest} }.into_any())
}

/// A decision that can still be taken back.
fn held(file: &CaseFile, taken: &Taken, me: Option<AccountId>, ctx: &Ctx) -> AnyView {
    let (words, dates) = (ctx.text().desk, ctx.dates());
    let row = &file.seen.row;
    let who = taken.by.account();
    let said = (words.taken)(
        &within(&person(file, who), ctx.text()),
        outcome(row.kind(), taken.outcome, words),
        &dates.hour(taken.goes_at),
    );
    let agreed = taken
        .agreed_by
        .map(|by| (words.agreed)(&within(&person(file, Some(by)), ctx.text())));
    let agreed = agreed.map(|agreed| view! { <p>{agreed}</p> });
    let mine = me.is_some() && (who == me || taken.agreed_by == me);
    let undo = mine.then(|| button(file, "undo", words.undo, true));
    view! {
        <section class="part" aria-labelledby="taken-t">
            <h2 id="taken-t">{words.your_decision}</h2>
            <p><strong>{said}</strong></p>
            {agreed}
            {lines(&taken.reason)}
            {undo}
        </section>
    }
    .into_any()
}

/// What the first of two people decided.
fn waits(file: &CaseFile, first: &Taken, me: Option<AccountId>, ctx: &Ctx) -> AnyView {
    let words = ctx.text().desk;
    let row = &file.seen.row;
    let who = first.by.account();
    let said = (words.first)(
        &within(&person(file, who), ctx.text()),
        outcome(row.kind(), first.outcome, words),
    );
    let has_it = me.is_some() && row.desk.holder == me;
    let buttons = if who == me {
        button(file, "undo", words.withdraw, false)
    } else if has_it {
        view! {
            <div class="buttons">
                {button(file, "agree", words.agree, true)}
                {button(file, "back", words.send_back, false)}
            </div>
        }
        .into_any()
    } else {
        ().into_any()
    };
    view! {
        <section class="part" aria-labelledby="first-t">
            <h2 id="first-t">{words.second}</h2>
            <p><strong>{said}</strong></p>
            {lines(&first.reason)}
            {buttons}
        </section>
    }
    .into_any()
}

/// The two answers, as radio buttons.
fn answers(kind: CaseKind, picked: &str, legend: &'static str, ctx: &Ctx) -> impl IntoView + use<> {
    let words = ctx.text().desk;
    let answers = [Outcome::Deny, Outcome::Allow].map(|one| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="outcome"
                    value=one.word()
                    required=true
                    checked=picked == one.word()
                />
                {outcome(kind, one, words)}
            </label>
        }
    });
    view! {
        <fieldset class="fields" id="f-outcome">
            <legend>{legend}</legend>
            {answers.collect_view()}
        </fieldset>
    }
}

/// What somebody thinks before she sees the proposal.
pub(super) fn take_view(
    file: &CaseFile,
    me: Option<AccountId>,
    ctx: &Ctx,
) -> Option<impl IntoView + use<>> {
    let words = ctx.text().desk;
    let row = &file.seen.row;
    let can = me.is_some() && row.desk.holder == me && row.desk.taken.is_none();
    can.then(|| {
        let fields = view! {
            {answers(row.kind(), "", words.view, ctx)}
            <button type="submit" class="button button-solid">{words.view_button}</button>
        };
        step(file, "view", fields)
    })
}

fn decide(file: &CaseFile, typed: &Typed, ctx: &Ctx) -> impl IntoView + use<> {
    let words = ctx.text().desk;
    let row = &file.seen.row;
    let is_question = row.kind() == CaseKind::Question;
    let does = if file.four_eyes {
        words.decide_two
    } else {
        words.decide_does
    };
    let outcome =
        (!is_question).then(|| answers(row.kind(), &typed.outcome, words.your_decision, ctx));
    let says = if is_question {
        words.answer_button
    } else {
        words.decide_button
    };
    let fields = view! {
        {outcome}
        <Area
            field=Field::new("reason", words.reason).hint(words.reason_hint).width("field-wide")
            value=typed.reason.clone()
            rows=6
            most=4000
        />
        <div class="form-end">
            <button type="submit" class="button button-solid">{says}</button>
        </div>
        {canned(file, ctx)}
    };
    view! {
        <section class="part steps" aria-labelledby="decide-t" id="decide">
            <h2 id="decide-t">{words.decide}</h2>
            <p>{does}</p>
            {step(file, "decide", fields)}
        </section>
    }
}

/// Ready words, to be put into the box behind what is typed, and edited there. They stand behind the
/// button that decides, which is the one that a key presses.
fn canned(file: &CaseFile, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let words = ctx.text().desk;
    let picks = file.rule.canned.iter().enumerate().map(|(number, canned)| {
        let start: String = canned.chars().take(60).collect();
        Pick::new(number.to_string(), start.replace('\n', " "))
    });
    let picks: Vec<_> = picks.collect();
    (!picks.is_empty()).then(|| {
        view! {
            <SelectBox
                field=Field::new("ready", words.canned).hint(words.canned_hint)
                value=""
                picks=picks
            />
            <button
                type="submit"
                class="button button-small"
                name="to"
                value=TO_THE_BOX
                formnovalidate=true
            >
                {words.canned_use}
            </button>
        }
    })
}

fn hand_over(file: &CaseFile, ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let words = ctx.text().desk;
    let picks = file.others.iter();
    let picks = picks.map(|account| Pick::new(account.id.to_string(), account.email.clone()));
    // Nobody is given a case because she stands first.
    let nobody = std::iter::once(Pick::new("", words.hand_pick));
    let picks: Vec<_> = nobody.chain(picks).collect();
    (picks.len() > 1).then(|| {
        let fields = view! {
            <SelectBox field=Field::new("to", words.hand_to) value="" picks=picks/>
            <button type="submit" class="button">{words.hand_button}</button>
        };
        step(file, "hand", fields)
    })
}
