//! Change the organisation's settings.

use leptos::prelude::*;
use mutual::port::Organisation;
use mutual::use_cases::Reading;
use serde::{Deserialize, Serialize};

use super::{current, see_noted, see_other, staff};

const PAGE: &str = "/admin/organisation";

/// The form of the settings: every field as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationForm {
    /// Its name.
    pub name: String,
    /// Where people write to.
    pub contact_email: String,
    /// Where people call.
    pub contact_phone: String,
    /// The postal address, in lines.
    pub address: String,
    /// Who answers about data protection.
    pub data_protection_contact: String,
    /// Degrees.
    pub hue: String,
    /// Language tags, with commas.
    pub locales: String,
    /// A region code.
    pub region: String,
    /// An IANA zone.
    pub time_zone: String,
    /// Origins, in lines.
    pub embed_origins: String,
}

impl From<&Organisation> for OrganisationForm {
    fn from(organisation: &Organisation) -> Self {
        Self {
            name: organisation.name.clone(),
            contact_email: organisation.contact_email.clone(),
            contact_phone: organisation.contact_phone.clone().unwrap_or_default(),
            address: organisation.address.join("\n"),
            data_protection_contact: organisation.data_protection_contact.clone(),
            hue: organisation.hue.to_string(),
            locales: organisation.locales.join(", "),
            region: organisation.region.clone(),
            time_zone: organisation.time_zone.clone(),
            embed_origins: organisation.embed_origins.join("\n"),
        }
    }
}

impl OrganisationForm {
    /// The settings that were typed; a hue that is no number becomes one that is refused.
    pub(crate) fn organisation(&self) -> Organisation {
        let phone = self.contact_phone.trim().to_owned();
        let list = |text: &str, at: &[char]| -> Vec<String> {
            let items = text.split(at).map(|item| item.trim().to_owned());
            items.filter(|item| !item.is_empty()).collect()
        };
        Organisation {
            name: self.name.trim().to_owned(),
            contact_email: self.contact_email.trim().to_owned(),
            contact_phone: (!phone.is_empty()).then_some(phone),
            address: list(&self.address, &['\n']),
            data_protection_contact: self.data_protection_contact.trim().to_owned(),
            hue: self.hue.trim().parse().unwrap_or(u16::MAX),
            locales: list(&self.locales, &[',', ' ']),
            region: self.region.trim().to_owned(),
            time_zone: self.time_zone.trim().to_owned(),
            embed_origins: list(&self.embed_origins, &['\n', ' ', ',']),
        }
    }
}

/// Sets the organisation. A refused form comes back as it was typed.
#[server(prefix = "/actions", endpoint = "organisation")]
pub async fn set_organisation(
    #[server(flatten)] form: OrganisationForm,
) -> Result<(), ServerFnError> {
    let ctx = current()?;
    let Some((actor, _)) = staff(&ctx) else {
        return see_other("/sign-in?next=/admin/organisation");
    };
    let why = match ctx
        .mutual
        .set_organisation(&actor, &form.organisation())
        .await
    {
        Ok(()) => {
            ctx.forgets(PAGE).await;
            return see_other(&format!("{PAGE}?saved=yes"));
        }
        Err(Reading::Faults(_)) => "faults",
        Err(Reading::Denied(_) | Reading::Absent) => "forbidden",
        Err(Reading::Store(_)) => "away",
    };
    see_noted(&ctx, &format!("{PAGE}?failed={why}"), &form).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_go_through_the_form_unchanged() {
        let organisation = Organisation {
            name: "Grocer".to_owned(),
            contact_email: "people@grocer.example".to_owned(),
            contact_phone: None,
            address: vec!["4 Mill Lane".to_owned(), "Leeds".to_owned()],
            data_protection_contact: "privacy@grocer.example".to_owned(),
            hue: 150,
            locales: vec!["en".to_owned(), "de".to_owned()],
            region: "GB".to_owned(),
            time_zone: "Europe/London".to_owned(),
            embed_origins: vec!["https://www.grocer.example".to_owned()],
        };
        assert_eq!(
            OrganisationForm::from(&organisation).organisation(),
            organisation
        );
        let typed = OrganisationForm {
            hue: "blue".to_owned(),
            ..OrganisationForm::default()
        };
        assert!(
            typed
                .organisation()
                .faults()
                .iter()
                .any(|fault| fault.field == "hue")
        );
    }
}
