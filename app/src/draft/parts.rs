//! The parts of a draft, one by one: where two people wrote at once, one of them chooses for each.

use std::collections::BTreeMap;

use mutual::catalogue::{BenefitKind, DecidedBy, Every, LegalBasis, Registry};

use super::{BenefitForm, DraftForm, REQUIRED, TranslationForm, WorthForm};
use crate::{pages::studio::term_name, text::Text};

/// A part of a draft that can be taken from one hand or the other, in the card's order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// Its name in a form. What people call it is found by that.
    pub name: &'static str,
    /// What stands there, as people read it.
    pub read: fn(&DraftForm, &Registry, &'static Text) -> Vec<String>,
    take: fn(&mut DraftForm, &DraftForm),
}

/// A text in one field, or what reads it and the fields that it stands in.
macro_rules! part {
    ($name:literal, $field:ident) => {
        part!($name, |form, _, _| one(&form.$field), $field)
    };
    ($name:literal, $read:expr, $($field:ident),+) => {
        Part {
            name: $name,
            read: $read,
            take: |form, other| {
                $(form.$field = other.$field.clone();)+
            },
        }
    };
}

/// All parts. A draft's key is none: it never changes.
pub(crate) const PARTS: &[Part] = &[
    part!("title", title),
    part!("purpose", purpose, purpose),
    part!("legal_basis", basis, legal_basis),
    part!("locale", locale),
    part!("data", data, data, order),
    part!("use", usage),
    part!("decided_by", decided_by, decided_by),
    part!("benefits", benefits, benefits),
    part!(
        "sample",
        |f, _, _| sample(&f.sample, &f.people),
        sample,
        people
    ),
    part!("worth", worth, worth),
    part!("if_off", if_off),
    part!("stays", stays),
    part!("recipients", |f, _, _| list(&f.recipients), recipients),
    part!("retention", retention),
    part!("term_months", term_months),
    part!("retention_months", retention_months),
    part!("channels", channels, channels),
    part!("ai", ai, ai),
    part!("regions", regions),
    part!("ask", ask, ask),
    part!("translations", translations, translations),
    part!("change_note", change_note),
];

impl DraftForm {
    /// The parts in which the two differ, as both would be stored: an empty row is no difference.
    pub(crate) fn differing(&self, other: &Self, registry: &Registry) -> Vec<Part> {
        let stored = |form: &Self| Self::read(&form.content(registry));
        let (mine, theirs) = (stored(self), stored(other));
        let differs = |part: &&Part| {
            let mut taken = mine.clone();
            (part.take)(&mut taken, &theirs);
            taken != mine
        };
        PARTS.iter().filter(differs).copied().collect()
    }

    /// This form with the parts of these names as `other` has them.
    pub(crate) fn with_parts<'a>(
        mut self,
        other: &Self,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        for name in names {
            if let Some(part) = PARTS.iter().find(|part| part.name == name) {
                (part.take)(&mut self, other);
            }
        }
        self
    }
}

/// A text as the list of itself; none where it is empty.
fn one(text: &str) -> Vec<String> {
    let text = text.trim();
    (!text.is_empty())
        .then(|| text.to_owned())
        .into_iter()
        .collect()
}

fn list(text: &str) -> Vec<String> {
    text.lines().flat_map(one).collect()
}

fn purpose(form: &DraftForm, registry: &Registry, text: &'static Text) -> Vec<String> {
    let known = registry.purpose(&form.purpose);
    let name = known.map(|known| term_name(&known.name, known.label_in(text.lang), text));
    one(name.as_ref().unwrap_or(&form.purpose))
}

fn basis(form: &DraftForm, _: &Registry, text: &'static Text) -> Vec<String> {
    let known: Option<LegalBasis> = form.legal_basis.parse().ok();
    one(known.map_or(&form.legal_basis, |basis| (text.studio.basis)(basis)))
}

fn decided_by(form: &DraftForm, _: &Registry, text: &'static Text) -> Vec<String> {
    let known: Option<DecidedBy> = form.decided_by.parse().ok();
    one(known.map_or(&form.decided_by, |who| (text.studio.decided_by)(who)))
}

/// A facet with whether it is needed; none where it is not used.
fn weighed(name: &str, state: &str, text: &'static Text) -> Option<String> {
    let words = text.studio;
    let state = match state {
        REQUIRED => words.required,
        super::OPTIONAL => words.optional,
        _ => return None,
    };
    Some(format!("{name} ({})", (text.inside)(state)))
}

fn data(form: &DraftForm, registry: &Registry, text: &'static Text) -> Vec<String> {
    let items = form.data.iter().filter_map(|(id, state)| {
        let known = registry.category(id);
        let name = known.map(|known| term_name(&known.name, known.label_in(text.lang), text));
        weighed(name.as_deref().unwrap_or(id), state, text)
    });
    items.collect()
}

fn ai(form: &DraftForm, _: &Registry, text: &'static Text) -> Vec<String> {
    let uses = form.ai.iter().filter_map(|(word, state)| {
        let name = word.parse().map(text.shared.ai_use).unwrap_or(word);
        weighed(name, state, text)
    });
    uses.collect()
}

fn channels(form: &DraftForm, _: &Registry, text: &'static Text) -> Vec<String> {
    let channels = form.channels.iter().filter_map(|(word, state)| {
        let name = word.parse().map(text.shared.channel).unwrap_or(word);
        weighed(name, state, text)
    });
    channels.collect()
}

fn every<'a>(word: &'a str, text: &'static Text) -> &'a str {
    let every: Option<Every> = word.parse().ok();
    every.map_or(word, |every| (text.shared.every)(every))
}

fn benefits(form: &DraftForm, _: &Registry, text: &'static Text) -> Vec<String> {
    let benefits = form.benefits.iter().filter(|benefit| !benefit.is_empty());
    let benefits = benefits.map(|benefit| {
        let BenefitForm {
            what,
            amount,
            unit,
            proof_event,
            ..
        } = benefit;
        let kind: Option<BenefitKind> = benefit.kind.parse().ok();
        let kind = kind.map_or(&*benefit.kind, |kind| (text.studio.kind)(kind));
        let every = every(&benefit.every, text);
        format!("{what}: {amount} {unit} {every} ({kind}; {proof_event})")
    });
    benefits.collect()
}

/// The text of a sample, and a line for each invented person.
fn sample(text: &str, people: &[BTreeMap<String, String>]) -> Vec<String> {
    let people = people.iter().map(|person| {
        let values = person.iter().filter(|(_, value)| !value.trim().is_empty());
        let values = values.map(|(data, value)| format!("{data}: {}", value.trim()));
        values.collect::<Vec<_>>().join("; ")
    });
    let people = people.filter(|line| !line.is_empty());
    one(text).into_iter().chain(people).collect()
}

fn worth(form: &DraftForm, _: &Registry, text: &'static Text) -> Vec<String> {
    let worth = &form.worth;
    if worth.is_empty() {
        return vec![];
    }
    let WorthForm {
        amount,
        currency,
        per,
        method,
        how,
    } = worth;
    // The name of the way, and what its author says of it in own words.
    let named = method.parse().ok().map(text.studio.form.method_name);
    let said = [named.unwrap_or_default(), how]
        .into_iter()
        .filter(|text| !text.is_empty());
    let said: Vec<_> = said.collect();
    one(&format!(
        "{amount} {currency} {}: {}",
        every(per, text),
        said.join(", ")
    ))
}

fn ask(form: &DraftForm, _: &Registry, _: &'static Text) -> Vec<String> {
    let ask = &form.ask;
    let texts = [&ask.question, &ask.allow, &ask.refuse];
    texts.into_iter().flat_map(|text| one(text)).collect()
}

fn translations(form: &DraftForm, _: &Registry, text: &'static Text) -> Vec<String> {
    let written = form.translations.iter();
    let written = written.filter(|(_, texts)| !texts.is_empty());
    let written = written.map(|(locale, texts)| {
        let TranslationForm {
            title,
            usage,
            benefits,
            sample: text_of_sample,
            people,
            method,
            if_off,
            stays,
            recipients,
            retention,
            ask,
            change_note,
        } = texts;
        let benefits = benefits.iter().flat_map(|texts| [&texts.what, &texts.unit]);
        let values = people.iter().flat_map(BTreeMap::values);
        let all = [title, usage].into_iter().chain(benefits);
        let all = all.chain([text_of_sample]).chain(values);
        let all = all.chain([method, if_off, stays, recipients, retention]);
        let all = all.chain([&ask.question, &ask.allow, &ask.refuse, change_note]);
        let all: Vec<_> = all.flat_map(|text| list(text)).collect();
        format!("{}: {}", text.language(locale), all.join(" · "))
    });
    written.collect()
}
