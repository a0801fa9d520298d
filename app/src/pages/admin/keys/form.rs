//! The fields of a key.

use leptos::prelude::*;
use mutual::access::Scope;

use super::spelled;
use crate::{
    actions::KeyForm,
    context::ApiOperation,
    text::Keys as Words,
    ui::{
        field::{Field, Input, field_id},
        said::api_call,
    },
};

/// Name, side and scopes.
pub(super) fn fields(
    form: &KeyForm,
    faults: &[(String, String)],
    operations: &'static [ApiOperation],
    words: &'static Words,
) -> impl IntoView + use<> {
    let is_test = form.is_test();
    view! {
        <Input
            field=Field::new("name", words.name).hint(words.name_hint).fault(faults)
            value=form.name.clone()
            required=true
            most=100
        />
        <fieldset class="fields">
            <legend>{words.side}</legend>
            <label class="check">
                <input type="radio" name="side" value="live" checked=!is_test/>
                {words.live_does}
            </label>
            <label class="check">
                <input type="radio" name="side" value="test" checked=is_test/>
                {words.test_does}
            </label>
        </fieldset>
        {scopes(form, faults, operations, words)}
    }
}

fn scopes(
    form: &KeyForm,
    faults: &[(String, String)],
    operations: &'static [ApiOperation],
    words: &'static Words,
) -> impl IntoView + use<> {
    let fault = faults.iter().find(|(field, _)| field == "scopes");
    let fault_id = format!("{}-fault", field_id("scopes"));
    let described = fault.is_some().then(|| fault_id.clone());
    let fault =
        fault.map(|(_, said)| view! { <p class="field-error" id=fault_id>{said.clone()}</p> });
    let of = |scope: Scope| {
        let needs = operations
            .iter()
            .filter(move |known| known.scope == Some(scope));
        needs.collect::<Vec<_>>()
    };
    // A right that opens nothing is not offered.
    let offered = Scope::ALL.into_iter().map(|scope| (scope, of(scope)));
    let offered = offered.filter(|(_, opens)| !opens.is_empty());
    let rows = offered.enumerate().map(|(at, (scope, opens))| {
        // Where a fault leads to: the first of the boxes.
        let id = (at == 0).then(|| field_id("scopes"));
        row(
            scope,
            &opens,
            id,
            form.scopes.contains_key(scope.name()),
            words,
        )
    });
    view! {
        <fieldset class="fields" aria-describedby=described>
            <legend>{words.scopes}</legend>
            <p class="field-hint">{words.scopes_hint}</p>
            {fault}
            <div class="key-scopes">{rows.collect_view()}</div>
        </fieldset>
    }
}

fn row(
    scope: Scope,
    opens: &[&'static ApiOperation],
    id: Option<String>,
    ticked: bool,
    words: &'static Words,
) -> impl IntoView + use<> {
    let count = u64::try_from(opens.len()).unwrap_or(u64::MAX);
    let list = opens.iter().map(|operation| {
        view! {
            <li dir="ltr" lang="en">
                {api_call(&spelled(operation))} " " {operation.summary.as_str()}
            </li>
        }
    });
    view! {
        <div class="key-scope">
            <label class="check">
                <input
                    type="checkbox"
                    id=id
                    name=format!("scopes[{}]", scope.name())
                    value="on"
                    checked=ticked
                />
                <span>
                    {(words.scope)(scope)} " "
                    <code class="webhook-kind" dir="ltr">{scope.name()}</code>
                </span>
            </label>
            <details class="details">
                <summary>{(words.opens)(count)}</summary>
                <ul class="key-operations">{list.collect_view()}</ul>
            </details>
        </div>
    }
}
