//! Change the registry of purposes and data categories.

use std::collections::BTreeMap;

use leptos::prelude::*;
use mutual::catalogue::{
    DataCategory, Fault, Labels, Origin, Purpose, Sensitivity, Slug, Term, TermKey, label_field,
};
use mutual::consent::Route;
use mutual::port::SubmitError;
use mutual::use_cases::{NoStep, Reading, Refusal, RegistryEdit};
use serde::{Deserialize, Serialize};

use super::{current, see_noted, see_other, staff};
use crate::context::Ctx;
use crate::text::Text;

const PAGE: &str = "/studio/registry";

/// The form of a term: every field as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TermForm {
    /// `purpose` or `data`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The field's term.
    pub name: String,
    /// What customers read.
    pub label: String,
    /// What they read in other languages, by their tags.
    pub labels: BTreeMap<String, String>,
    /// The tag of one more language.
    pub other_tag: String,
    /// What they read in that.
    pub other_label: String,
    /// Where the data comes from.
    pub origin: String,
    /// How much harm it can do.
    pub sensitivity: String,
    /// The term of the vocabulary.
    pub dpv: String,
}

/// What is wrong with which field.
pub(crate) type Faults = Vec<(String, String)>;

/// A form that was not stored, as it comes back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Refused {
    /// What was typed.
    pub form: TermForm,
    /// What is wrong with it.
    pub faults: Faults,
    /// The revision of the term that its author saw; none of a new one.
    pub over: Option<u64>,
}

impl From<&Term> for TermForm {
    fn from(term: &Term) -> Self {
        let key = term.key();
        let (origin, sensitivity) = match term {
            Term::Purpose(_) => ("", ""),
            Term::Data(data) => (data.origin.word(), data.sensitivity.word()),
        };
        Self {
            kind: key.kind().to_owned(),
            id: key.id().to_string(),
            name: term.name().to_owned(),
            label: term.label().to_owned(),
            labels: term.labels().clone(),
            origin: origin.to_owned(),
            sensitivity: sensitivity.to_owned(),
            dpv: term.dpv().to_owned(),
            ..Self::default()
        }
    }
}

impl TermForm {
    /// The term that was typed, or what must be filled in first. A language without words is none.
    fn term(&self, text: &Text) -> Result<Term, Faults> {
        let words = text.registry;
        let mut faults = Faults::new();
        let mut fault = |field: &str, message: &str| {
            faults.push((field.to_owned(), message.to_owned()));
        };
        let id = self.id.trim().parse::<Slug>();
        if id.is_err() {
            fault("id", words.bad_id);
        }
        let (tag, other) = (self.other_tag.trim(), self.other_label.trim());
        if tag.is_empty() && !other.is_empty() {
            fault("other_tag", words.bad_tag);
        }
        if other.is_empty() && !tag.is_empty() {
            fault("other_label", words.fill_in);
        }
        let is_data = self.kind == "data";
        let origin = self.origin.parse::<Origin>();
        let sensitivity = self.sensitivity.parse::<Sensitivity>();
        if is_data && origin.is_err() {
            fault("origin", words.pick_origin);
        }
        if is_data && sensitivity.is_err() {
            fault("sensitivity", words.pick_sensitivity);
        }
        let labels = self.labels.iter();
        let labels = labels.map(|(tag, words)| (tag.as_str(), words.trim()));
        let labels = labels.chain([(tag, other)]);
        let labels: Labels = labels
            .filter(|(tag, words)| !tag.is_empty() && !words.is_empty())
            .map(|(tag, words)| (tag.to_owned(), words.to_owned()))
            .collect();
        let line = |text: &str| text.trim().to_owned();
        let (name, label, dpv) = (line(&self.name), line(&self.label), line(&self.dpv));
        let term = match (id.or_else(|_| "x".parse()), is_data) {
            (Ok(id), true) => Term::Data(DataCategory {
                id,
                name,
                label,
                labels,
                origin: origin.unwrap_or(Origin::Told),
                sensitivity: sensitivity.unwrap_or(Sensitivity::Ordinary),
                dpv,
            }),
            (Ok(id), false) => Term::Purpose(Purpose {
                id,
                name,
                label,
                labels,
                dpv,
            }),
            (Err(_), _) => return Err(faults),
        };
        if faults.is_empty() {
            return Ok(term);
        }
        // What else is wrong is told at once.
        faults.extend(self.placed(term.faults(), text));
        Err(faults)
    }

    /// The page of the form, up to what follows in its query; none where there can be no such page.
    fn place(&self, over: Option<u64>) -> Option<String> {
        let key = format!("{}:{}", self.kind, self.id.trim());
        match (key.parse::<TermKey>(), over) {
            (Ok(key), Some(_)) => Some(format!("{PAGE}/{}/{}?", key.kind(), key.id())),
            (_, Some(_)) => None,
            (_, None) if self.kind == "data" => Some(format!("{PAGE}/new?kind=data&")),
            (_, None) => Some(format!("{PAGE}/new?kind=purpose&")),
        }
    }

    /// The faults of the term, each where it stands in the form.
    fn placed(&self, faults: Vec<Fault>, text: &Text) -> impl Iterator<Item = (String, String)> {
        let faults = faults.into_iter();
        faults.map(|fault| (self.field(fault.field), text.fault(&fault.message)))
    }

    /// Where a fault of the term stands in the form.
    fn field(&self, field: String) -> String {
        let tag = self.other_tag.trim();
        let other = !tag.is_empty() && !self.labels.contains_key(tag) && field == label_field(tag);
        if other { "other_tag".to_owned() } else { field }
    }
}

/// Adds a term, or puts it in the place of the one that stood at `revision`.
#[server(prefix = "/actions", endpoint = "save-term")]
pub async fn save_term(
    #[server(default)] revision: String,
    #[server(flatten)] form: TermForm,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some((actor, _)) = staff(&ctx) else {
        return see_other("/sign-in?next=/studio/registry");
    };
    let text = ctx.text();
    let over = revision.parse::<u64>().ok();
    let term = match form.term(text) {
        Ok(term) => term,
        Err(faults) => return back(&ctx, form, faults, over, "faults").await,
    };
    let (edit, done) = match over {
        Some(over) => (RegistryEdit::Change { term, over }, "changed"),
        None => (RegistryEdit::Add(term), "added"),
    };
    match ctx.mutual.edit_registry(&actor, Route::Page, edit).await {
        Ok(_) => {
            if let Some(place) = form.place(over) {
                ctx.forgets(&place).await;
            }
            see_other(&format!("{PAGE}?done={done}"))
        }
        Err(NoStep::Submit(SubmitError::Refused(Refusal::Faults(faults)))) => {
            let faults = form.placed(faults, text).collect();
            back(&ctx, form, faults, over, "faults").await
        }
        Err(error) => back(&ctx, form, Faults::new(), over, why(&error)).await,
    }
}

/// Takes a term out that stood at `revision`.
#[server(prefix = "/actions", endpoint = "remove-term")]
pub async fn remove_term(
    #[server(default)] kind: String,
    #[server(default)] id: String,
    #[server(default)] revision: String,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some((actor, _)) = staff(&ctx) else {
        return see_other("/sign-in?next=/studio/registry");
    };
    let (Ok(key), Ok(over)) = (format!("{kind}:{id}").parse::<TermKey>(), revision.parse()) else {
        return see_other(PAGE);
    };
    let edit = RegistryEdit::Remove {
        key: key.clone(),
        over,
    };
    match ctx.mutual.edit_registry(&actor, Route::Page, edit).await {
        Ok(_) => {
            ctx.forgets(&format!("{PAGE}/{}/{}", key.kind(), key.id()))
                .await;
            see_other(&format!("{PAGE}?done=removed"))
        }
        Err(error) => {
            let why = match why(&error) {
                "forbidden" => return see_other(&format!("{PAGE}?failed=forbidden")),
                // Nothing was typed that the page could have kept.
                "moved" => "stale",
                why => why,
            };
            see_other(&format!("{PAGE}/{}/{}?failed={why}", key.kind(), key.id()))
        }
    }
}

/// Shows the form again as it was typed.
async fn back(
    ctx: &Ctx,
    form: TermForm,
    faults: Faults,
    over: Option<u64>,
    why: &str,
) -> Result<(), ServerFnError> {
    if why == "forbidden" {
        return see_other(&format!("{PAGE}?failed=forbidden"));
    }
    let Some(place) = form.place(over) else {
        return see_other(PAGE);
    };
    see_noted(
        ctx,
        &format!("{place}failed={why}"),
        &Refused { form, faults, over },
    )
    .await
}

fn why(error: &NoStep) -> &'static str {
    match error {
        NoStep::Reading(Reading::Denied(_))
        | NoStep::Submit(SubmitError::Refused(Refusal::Denied(_))) => "forbidden",
        NoStep::Submit(SubmitError::Refused(Refusal::TermMoved)) => "moved",
        NoStep::Submit(SubmitError::Refused(Refusal::TermUsed { .. })) => "used",
        NoStep::Submit(SubmitError::Refused(Refusal::TermRuled { .. })) => "ruled",
        _ => "away",
    }
}
