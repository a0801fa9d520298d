//! Register the systems that decide and guess, and change them.

use leptos::prelude::*;
use mutual::catalogue::Slug;
use mutual::decision::{AiModel, Bar, BelowBar, ModelWish};
use mutual::use_cases::{NoModel, Reading};
use serde::{Deserialize, Serialize};

use super::{current, see_noted, see_other, staff};
use crate::context::Ctx;

const PAGE: &str = "/studio/models";

/// The form of a model: every field as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelForm {
    /// Its key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Who makes it.
    pub vendor: String,
    /// What it is for.
    pub task: String,
    /// The versions that are in use, one on each line.
    pub versions: String,
    /// The least share that is explained, in percent; empty for no bar.
    pub explained: String,
    /// What becomes of it below that.
    pub below: String,
    /// `on`: it is in use no more.
    pub retired: String,
}

/// A form that was not stored, as it comes back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ModelNote {
    /// What was typed.
    pub form: ModelForm,
    /// The fields that have a fault.
    pub faults: Vec<String>,
    /// The revision of the model that its author saw; 0 of a new one.
    pub seen: u64,
}

impl From<&AiModel> for ModelForm {
    fn from(model: &AiModel) -> Self {
        let bar = model.bar.as_ref();
        Self {
            key: model.key.to_string(),
            name: model.name.clone(),
            vendor: model.vendor.clone(),
            task: model.task.clone(),
            versions: model.versions.join("\n"),
            explained: bar.map_or_else(String::new, |bar| bar.explained.to_string()),
            below: bar.map_or("", |bar| bar.below.word()).to_owned(),
            retired: if model.retired_at.is_some() { "on" } else { "" }.to_owned(),
        }
    }
}

impl ModelForm {
    /// What is wished for; the field that cannot be read, where one cannot.
    fn wish(&self) -> Result<ModelWish, &'static str> {
        let explained = self.explained.trim();
        let bar = if explained.is_empty() {
            None
        } else {
            Some(Bar {
                explained: explained.parse().map_err(|_| "explained")?,
                below: self.below.parse().unwrap_or(BelowBar::Refuse),
            })
        };
        let versions = self.versions.lines().map(str::trim);
        let versions = versions.filter(|version| !version.is_empty());
        Ok(ModelWish {
            name: self.name.clone(),
            vendor: self.vendor.clone(),
            task: self.task.clone(),
            versions: versions.map(str::to_owned).collect(),
            bar: Some(bar),
            retired: Some(self.retired == "on"),
        })
    }
}

/// Registers a model where `revision` is 0, or puts it in the place of the one that stood at it.
#[server(prefix = "/actions", endpoint = "save-model")]
pub async fn save_model(
    #[server(default)] revision: String,
    #[server(flatten)] form: ModelForm,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some((actor, _)) = staff(&ctx) else {
        return see_other("/sign-in?next=/studio/models");
    };
    let Ok(seen) = revision.parse::<u64>() else {
        return see_other(PAGE);
    };
    let key = form.key.trim().parse::<Slug>();
    let (key, wish) = match (key, form.wish()) {
        (Ok(key), Ok(wish)) => (key, wish),
        (key, wish) => {
            let mut faults = Vec::new();
            faults.extend(key.is_err().then(|| "key".to_owned()));
            faults.extend(wish.err().map(str::to_owned));
            return back(&ctx, form, faults, seen, "faults").await;
        }
    };
    match ctx
        .mutual
        .put_model(&actor, key.clone(), Some(seen), &wish)
        .await
    {
        Ok(_) => {
            ctx.forgets(&place(&form, seen)).await;
            see_other(&format!("{PAGE}/{key}?done=saved"))
        }
        Err(NoModel::Typed(faults)) => {
            let name = |field: String| match field.as_str() {
                "bar.explained" => "explained".to_owned(),
                _ => field,
            };
            let faults = faults.into_iter().map(|fault| name(fault.field));
            back(&ctx, form, faults.collect(), seen, "faults").await
        }
        // There is one with this key already.
        Err(NoModel::Moved) if seen == 0 => {
            back(&ctx, form, vec!["key".to_owned()], seen, "faults").await
        }
        Err(error) => back(&ctx, form, Vec::new(), seen, why(&error)).await,
    }
}

/// The page of that form.
fn place(form: &ModelForm, seen: u64) -> String {
    match form.key.trim().parse::<Slug>() {
        Ok(key) if seen > 0 => format!("{PAGE}/{key}"),
        _ => format!("{PAGE}/new"),
    }
}

/// Shows the form again as it was typed.
async fn back(
    ctx: &Ctx,
    form: ModelForm,
    faults: Vec<String>,
    seen: u64,
    why: &str,
) -> Result<(), ServerFnError> {
    if why == "forbidden" {
        return see_other(&format!("{PAGE}?failed=forbidden"));
    }
    let page = format!("{}?failed={why}", place(&form, seen));
    see_noted(ctx, &page, &ModelNote { form, faults, seen }).await
}

fn why(error: &NoModel) -> &'static str {
    match error {
        NoModel::Reading(Reading::Denied(_)) => "forbidden",
        NoModel::Moved => "moved",
        NoModel::TooMany => "many",
        NoModel::Reading(_) | NoModel::Typed(_) => "away",
    }
}
