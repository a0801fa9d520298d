//! L-E1: what is said of the end says something of it.
//!
//! A customer who reads what happens after a no has to learn what stops (GDPR Article 7(3) and 13(2)(c); EDPB
//! Guidelines 03/2022, "left in the dark"). "Life goes on" says nothing; a reviewer sees whether it does after all.

use super::effects::stems_of;
use super::stems::{is_same, is_word};
use crate::lint::finding::{Level, Rule};
use crate::lint::gather::Findings;
use crate::lint::page::{Page, Role};
use crate::lint::says::{Instead, Says};
use crate::lint::text::says_no;
use crate::lint::words::ending::ends;
use crate::lint::words::worse;

/// A text of more words says something, or is read by other rules.
const LONG: usize = 16;

pub(super) fn judge(page: &Page<'_>, found: &mut Findings) {
    let Some(ends) = ends(page.language) else {
        return;
    };
    // Where nobody is asked, nothing ends by an answer.
    if !matches!(
        page.word("legal_basis"),
        Some("consent" | "legitimate_interest")
    ) {
        return;
    }
    let effects = worse(page.language).and_then(|tables| tables.effects);
    let of = |role: Role| {
        let fields = page.with(role);
        fields.flat_map(|field| stems_of(field, page.language, effects))
    };
    let told = [
        Role::Title,
        Role::Use,
        Role::What,
        Role::Unit,
        Role::Question,
    ];
    let told: Vec<String> = told.into_iter().flat_map(of).collect();
    for field in page.with(Role::IfOff) {
        let words = field.text.words();
        if words > LONG {
            continue;
        }
        let tokens = field.text.tokens.iter();
        let says_of_end = |word: &str| says_no(word) || ends.iter().any(|end| is_word(word, end));
        let spoken = tokens.map(|token| token.word.as_str()).any(says_of_end);
        let own = stems_of(field, page.language, effects);
        let own = own
            .iter()
            .any(|stem| told.iter().any(|known| is_same(page.language, known, stem)));
        if !spoken && !own {
            found.run(
                Rule::NoDetriment,
                Level::Warn,
                field,
                (0, words),
                Says::Vague,
                Instead::SayPlainly,
            );
        }
    }
}
