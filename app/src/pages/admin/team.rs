//! The team: who may come in, and what each may do.

use leptos::prelude::*;
use mutual::access::{Actor, Role};
use mutual::consent::Identifier;
use mutual::id::AccountId;
use mutual::port::{Account, AccountKind};

use crate::{
    pages::{Asked, Page, Stop, draw},
    text::{Team, Text},
    ui::{
        field::{Field, Input, Pick, SelectBox, options},
        writer::Writer,
    },
};

/// The people of the organisation.
#[component]
pub(crate) fn TeamPage() -> impl IntoView {
    draw(team)
}

async fn team(asked: Asked) -> Result<Page, Stop> {
    let (actor, role) = asked.staff()?;
    let ctx = &asked.ctx;
    let text = ctx.text();
    let words = text.team;
    let people = ctx.mutual.team(&actor).await?;
    let known = ctx.mutual.team_identifiers(&actor).await?;
    let me = match actor {
        Actor::Staff { account, .. } => Some(account),
        _ => None,
    };
    let failed = asked.parameter("failed");
    let typed: String = asked.note().await.unwrap_or_default();
    let faults: Vec<_> = match failed {
        Some(why @ ("email" | "taken")) => {
            let why = (words.failed)(why).unwrap_or_default();
            vec![("email".to_owned(), why.to_owned())]
        }
        _ => vec![],
    };
    let notice = notice(&asked, text);
    let rows = people
        .iter()
        .map(|account| {
            let known = known.get(&account.id).map_or(&[][..], Vec::as_slice);
            row(account, known, me, words)
        })
        .collect_view();
    let body = view! {
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {notice}
        <div class="table-scroll" tabindex="0" role="region" aria-label=words.title>
            <table class="table table-folds">
                <thead>
                    <tr>
                        <th scope="col">{words.email}</th>
                        <th scope="col">{words.role}</th>
                        <th scope="col">{words.state}</th>
                        <th scope="col">{words.change}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <section class="part steps" aria-labelledby="invite-t">
            <h2 id="invite-t">{words.invite}</h2>
            <p>{words.invite_lead}</p>
            <form method="post" action="/actions/invite">
                <Writer/>
                <Input
                    field=Field::new("email", words.email).fault(&faults)
                    value=typed
                    kind="email"
                    required=true
                    most=254
                />
                <SelectBox field=Field::new("role", words.role) value="marketer" picks=roles(words)/>
                <div class="buttons">
                    <button type="submit" class="button button-solid">{words.invite_button}</button>
                </div>
            </form>
        </section>
    };
    Ok(Page::of_team(
        words.title.to_owned(),
        role,
        "/admin/team",
        body,
    ))
}

fn notice(asked: &Asked, text: &'static Text) -> Option<AnyView> {
    let words = text.team;
    asked.notice(words.failed, words.done, &[])
}

fn roles(words: &'static Team) -> Vec<Pick> {
    let roles = Role::ALL.into_iter();
    let picks = roles.map(|role| Pick::new(role.name(), (words.role_name)(role)));
    picks.collect()
}

fn row(
    account: &Account,
    known: &[Identifier],
    me: Option<AccountId>,
    words: &'static Team,
) -> AnyView {
    let AccountKind::Staff(role) = account.kind else {
        return ().into_any();
    };
    let state = match (account.disabled_at, &account.password) {
        (Some(_), _) => words.off,
        (None, None) => words.invited,
        (None, Some(_)) => words.active,
    };
    let is_mine = me == Some(account.id);
    let known = known
        .iter()
        .map(|name| known_as(account, name, is_mine, words))
        .collect_view();
    let (role, change) = if is_mine {
        let role = view! { {(words.role_name)(role)} }.into_any();
        (role, view! { {words.you} }.into_any())
    } else {
        let role = set_role(account, role, words).into_any();
        (role, changes(account, words).into_any())
    };
    view! {
        <tr>
            <th scope="row">{account.email.clone()}</th>
            <td data-label=words.role>{role}</td>
            <td data-label=words.state><div><p>{state}</p> {known}</div></td>
            <td data-label=words.change>{change}</td>
        </tr>
    }
    .into_any()
}

/// By what our records know her as a customer, and how somebody else takes that away.
fn known_as(
    account: &Account,
    name: &Identifier,
    is_mine: bool,
    words: &'static Team,
) -> impl IntoView + use<> {
    let (id, name) = (account.id.to_string(), name.to_string());
    let forget = (!is_mine).then(|| {
        let label = (words.not_known_of)(&name);
        view! {
            <form method="post" action="/actions/not-known-as">
                <Writer/>
                <input type="hidden" name="account" value=id/>
                <input type="hidden" name="identifier" value=name.clone()/>
                <button type="submit" class="button" aria-label=label>{words.not_known}</button>
            </form>
        }
    });
    view! {
        <p class="small">{words.known} ": " <bdi>{name}</bdi></p>
        {forget}
    }
}

fn set_role(account: &Account, role: Role, words: &'static Team) -> impl IntoView + use<> {
    let id = account.id.to_string();
    view! {
        <form class="buttons" method="post" action="/actions/set-role">
            <Writer/>
            <input type="hidden" name="account" value=id/>
            <select class="select" name="role" aria-label=(words.role_of)(&account.email)>
                {options(role.name(), roles(words))}
            </select>
            <button type="submit" class="button">{words.set_role}</button>
        </form>
    }
}

fn changes(account: &Account, words: &'static Team) -> impl IntoView + use<> {
    let id = account.id.to_string();
    let is_off = account.disabled_at.is_some();
    let (to, label) = if is_off {
        ("on", words.switch_on)
    } else {
        ("off", words.switch_off)
    };
    let again = (account.password.is_none() && !is_off).then(|| {
        let id = id.clone();
        view! {
            <form method="post" action="/actions/invite-again">
                <Writer/>
                <input type="hidden" name="account" value=id/>
                <button type="submit" class="button">{words.send_again}</button>
            </form>
        }
    });
    view! {
        <div class="buttons">
            <form method="post" action="/actions/switch-account">
                <Writer/>
                <input type="hidden" name="account" value=id/>
                <input type="hidden" name="to" value=to/>
                <button type="submit" class="button">{label}</button>
            </form>
            {again}
        </div>
    }
}
