//! What the team reads in the studio and in the settings.

use mutual::catalogue::{
    BenefitKind, ChangeClass, DecidedBy, Difference, Every, LegalBasis, Origin, WorthMethod,
};
use mutual::consent::Toggle;
use mutual::insight::People;

/// What a toggle is called, by the registry.
pub(crate) type NameOf<'a> = &'a dyn Fn(&Toggle) -> String;

/// The team's pages.
#[derive(Debug)]
pub(crate) struct Studio {
    pub propositions: &'static str,
    pub tally: fn(usize, usize) -> String,
    pub none: &'static str,
    pub new: &'static str,
    pub column_proposition: &'static str,
    pub column_status: &'static str,
    pub column_live: &'static str,
    pub column_changed: &'static str,
    pub live: &'static str,
    pub live_and: fn(&str) -> String,
    pub retired: &'static str,
    pub all: &'static str,

    pub new_title: &'static str,
    pub new_lead: &'static str,
    pub key: &'static str,
    pub key_hint: &'static str,
    pub key_bad: &'static str,
    pub key_taken: &'static str,
    pub begin: &'static str,

    pub draft_of: fn(u32) -> String,
    pub first_draft: &'static str,
    pub version_is_live: fn(u32) -> String,
    pub saved: &'static str,
    pub saved_meanwhile: &'static str,
    pub save: &'static str,
    pub look: &'static str,
    pub parts: &'static str,
    pub fill_in: &'static str,
    pub discard: Discard,
    pub clash: Clash,
    pub form: Form,

    pub back_to_draft: &'static str,
    pub cannot: &'static str,
    pub class: fn(ChangeClass) -> (&'static str, &'static str),
    pub first: (&'static str, &'static str),
    /// Instead of who must answer: for how many it is on where nobody is asked.
    pub unasked: fn(LegalBasis, People) -> String,
    pub have_it_on: &'static str,
    pub must_answer: &'static str,
    pub changes: &'static str,
    pub no_changes: &'static str,
    pub before: &'static str,
    pub now: &'static str,
    pub nothing: &'static str,
    /// A difference, and what a part is called in it.
    pub difference: fn(&Difference, NameOf<'_>) -> String,
    pub field: fn(&str) -> &'static str,
    /// The number of the version, and how many must answer again; none where it asks nobody anew.
    pub publish: fn(u32, Option<People>) -> String,
    /// What is called so went live, in that version.
    pub published: fn(&str, u32) -> String,

    pub origin: fn(Origin) -> &'static str,
    pub special: &'static str,
    pub not_used: &'static str,
    pub required: &'static str,
    pub optional: &'static str,
    pub basis: fn(LegalBasis) -> &'static str,
    pub decided_by: fn(DecidedBy) -> &'static str,
    pub kind: fn(BenefitKind) -> &'static str,
    pub every: fn(Every) -> &'static str,

    pub settings: Settings,
}

/// Where two people wrote one draft at once.
#[derive(Debug)]
pub(crate) struct Clash {
    pub title: &'static str,
    pub lead: fn(&str, &str) -> String,
    pub theirs: &'static str,
    pub yours: &'static str,
    pub alike: &'static str,
    pub save: &'static str,
    pub drop_mine: &'static str,
}

/// The end of a draft that is not wanted.
#[derive(Debug)]
pub(crate) struct Discard {
    pub title: &'static str,
    pub lead: &'static str,
    pub over_live: &'static str,
    pub first: &'static str,
    pub sure: &'static str,
    pub button: &'static str,
    pub done: &'static str,
    pub not_sure: &'static str,
}

/// The names and hints of the editor's fields, in the card's order.
#[derive(Debug)]
pub(crate) struct Form {
    pub title: &'static str,
    pub title_hint: &'static str,
    pub purpose: &'static str,
    pub pick: &'static str,
    pub basis: &'static str,
    pub locale: &'static str,
    pub share: &'static str,
    pub get: &'static str,
    pub benefit: fn(usize) -> String,
    pub what: &'static str,
    pub what_hint: &'static str,
    pub amount: &'static str,
    pub amount_hint: &'static str,
    pub unit: &'static str,
    pub every: &'static str,
    pub kind: &'static str,
    pub proof: &'static str,
    pub proof_hint: &'static str,
    pub benefits_hint: &'static str,
    pub sample: &'static str,
    pub sample_text: &'static str,
    /// With the slots that may stand in it; without any where no data is picked.
    pub sample_hint: fn(Option<&str>) -> String,
    pub people_hint: &'static str,
    pub person: fn(usize) -> String,
    pub how: &'static str,
    pub usage: &'static str,
    pub usage_hint: &'static str,
    pub decided_by: &'static str,
    pub ai: &'static str,
    pub channels: &'static str,
    pub off: &'static str,
    pub if_off: &'static str,
    pub if_off_hint: &'static str,
    pub stays: &'static str,
    pub others: &'static str,
    pub recipients: &'static str,
    /// With the organisation's name.
    pub recipients_hint: fn(&str) -> String,
    pub retention: &'static str,
    pub retention_hint: &'static str,
    pub term: &'static str,
    pub records: &'static str,
    pub records_hint: &'static str,
    pub records_kept: &'static str,
    pub regions: &'static str,
    pub regions_hint: &'static str,
    pub everywhere: &'static str,
    pub worth: &'static str,
    pub worth_hint: &'static str,
    pub worth_amount: &'static str,
    pub currency: &'static str,
    pub per: &'static str,
    pub method: &'static str,
    pub method_other: &'static str,
    pub method_other_hint: &'static str,
    pub method_name: fn(WorthMethod) -> &'static str,
    pub question: &'static str,
    pub question_hint: &'static str,
    pub allow: &'static str,
    pub refuse: &'static str,
    pub note: &'static str,
    pub note_label: &'static str,
    pub note_hint: &'static str,
    pub languages: &'static str,
    pub languages_hint: &'static str,
    pub not_a_number: &'static str,
    pub sole: &'static str,
}

/// What a field is called, by its path: `benefits[0].what`, or `translations.de.use` with its language.
pub(crate) fn field_name(path: &str, words: &Studio) -> String {
    let root = |path: &str| {
        let root = path.split('[').next().unwrap_or_default();
        (words.field)(root)
    };
    let translated = path.strip_prefix("translations.");
    match translated.and_then(|rest| rest.split_once('.')) {
        Some((locale, "method")) => format!("{} ({locale})", root("worth.method")),
        Some((locale, rest)) => format!("{} ({locale})", root(rest)),
        None => root(path).to_owned(),
    }
}

impl Form {
    /// What the form calls that field of a document, or that part of it; nothing where it is about all
    /// of it.
    pub(crate) fn name(&self, field: &str) -> Option<&'static str> {
        Some(match field {
            "title" => self.title,
            "purpose" => self.purpose,
            "legal_basis" => self.basis,
            "locale" => self.locale,
            "data" => self.share,
            "benefits" => self.get,
            "sample" => self.sample,
            "use" => self.how,
            "decided_by" => self.decided_by,
            "ai_uses" | "ai" => self.ai,
            "channels" => self.channels,
            "if_off" => self.if_off,
            "stays" => self.stays,
            "recipients" => self.recipients,
            "retention" => self.retention,
            "term_months" => self.term,
            "retention_months" => self.records,
            "regions" => self.regions,
            "worth" => self.worth,
            "ask.question" | "ask" => self.question,
            "ask.allow" => self.allow,
            "ask.refuse" => self.refuse,
            "change_note" => self.note,
            "translations" => self.languages,
            _ => return None,
        })
    }
}

/// The organisation's settings.
#[derive(Debug)]
pub(crate) struct Settings {
    pub title: &'static str,
    pub lead: &'static str,
    pub saved: &'static str,
    pub contact: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub email_hint: &'static str,
    pub phone: &'static str,
    pub optional: &'static str,
    pub address: &'static str,
    pub address_hint: &'static str,
    pub protection: &'static str,
    pub protection_hint: &'static str,
    pub looks: &'static str,
    pub hue: &'static str,
    pub hue_hint: &'static str,
    pub place: &'static str,
    pub locales: &'static str,
    pub locales_hint: &'static str,
    pub region: &'static str,
    pub region_hint: &'static str,
    pub zone: &'static str,
    pub zone_hint: &'static str,
    pub sites: &'static str,
    pub origins: &'static str,
    pub origins_hint: &'static str,
    pub save: &'static str,
}

#[cfg(test)]
mod tests {
    use mutual::catalogue::Registry;
    use mutual::lint::{Surroundings, lint};
    use serde_json::json;

    use crate::text::Text;

    #[test]
    fn what_a_hint_says_to_write_is_what_the_linter_takes() {
        for lang in ["en", "de", "ar"] {
            let hint = Text::of([lang]).studio.form.recipients_hint;
            let hint = hint("Larkfold Grocers");
            let (_, said) = hint.rsplit_once(": ").unwrap();
            let said = said.replace(['\u{2068}', '\u{2069}'], "");
            let document = json!({"locale": lang, "recipients": [said]});
            let found = lint(&document, &Surroundings::new(&Registry::starter()));
            let found = found.iter();
            let found: Vec<_> = found
                .filter(|f| f.field.starts_with("recipients"))
                .collect();
            assert!(found.is_empty(), "{lang}: {said}: {found:?}");
        }
    }
}
