//! The notes of a session: what was typed and refused, or is to be shown once, each for one page.
//!
//! Every request reads its session, so that they are few.

use mutual::port::NotePlace;
use serde::{Deserialize, Serialize};

/// The most notes of a session.
const MOST: usize = 8;
/// The most bytes of all of them, and so of each.
const LONGEST: usize = 512 * 1024;

/// The notes, the oldest first.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Notes(Vec<Note>);

/// A note, and what it is kept for.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    place: NotePlace,
    says: String,
}

impl Note {
    fn bytes(&self) -> usize {
        self.place.page.len() + self.place.came.len() + self.says.len()
    }
}

impl Notes {
    /// Keeps a note in the place of the one that waits there; where there are too many, or too much stands in
    /// them, the oldest of what was typed goes, and only then the oldest of what is to be shown once: words
    /// that are typed push no secret out that nobody has seen. Whether it is kept: what is too long is not,
    /// and what waited there is gone all the same, since it is not what was typed last.
    pub(super) fn put(&mut self, place: &NotePlace, says: String) -> bool {
        self.0.retain(|note| note.place != *place);
        let note = Note {
            place: place.clone(),
            says,
        };
        if note.bytes() > LONGEST {
            return false;
        }
        self.0.push(note);
        while self.0.len() > MOST || self.bytes() > LONGEST {
            let typed = self.0.iter().position(|note| note.place.is_refused);
            self.0.remove(typed.unwrap_or(0));
        }
        self.get(place).is_some()
    }

    /// What waits there.
    pub(super) fn get(&self, place: &NotePlace) -> Option<&str> {
        let mut all = self.0.iter();
        let note = all.find(|note| note.place == *place)?;
        Some(&note.says)
    }

    /// What waits there, which is gone then.
    pub(super) fn take(&mut self, place: &NotePlace) -> Option<String> {
        let at = self.0.iter().position(|note| note.place == *place)?;
        Some(self.0.remove(at).says)
    }

    /// Forgets what was refused on that page. Whether there was any.
    pub(super) fn forget_refused(&mut self, page: &str) -> bool {
        let before = self.0.len();
        self.0
            .retain(|note| !(note.place.is_refused && note.place.page == page));
        self.0.len() < before
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn bytes(&self) -> usize {
        self.0.iter().map(Note::bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(page: &str, is_refused: bool, came: &str) -> NotePlace {
        NotePlace {
            page: page.to_owned(),
            is_refused,
            came: came.to_owned(),
        }
    }

    #[test]
    fn a_note_is_of_one_page_and_of_what_came_of_one_step() {
        let mut notes = Notes::default();
        let refused = at("/a?side=test", true, "faults");
        assert!(notes.put(&refused, "typed".to_owned()));
        for other in [
            at("/a", true, "faults"),
            at("/a?side=test", true, "moved"),
            at("/a?side=test", false, "faults"),
        ] {
            assert_eq!(notes.get(&other), None);
            assert_eq!(notes.take(&other), None);
        }
        // What is typed there next takes its place, and what was typed last is what counts.
        notes.put(&refused, "typed again".to_owned());
        assert_eq!(notes.get(&refused), Some("typed again"));
        assert!(!notes.put(&refused, "x".repeat(LONGEST)));
        assert_eq!(notes.get(&refused), None);
        // What was stored there is typed no more; what is shown once waits on.
        let once = at("/a?side=test", false, "made");
        notes.put(&once, "secret".to_owned());
        notes.put(&refused, "typed".to_owned());
        assert!(!notes.forget_refused("/a"));
        assert!(notes.forget_refused("/a?side=test"));
        assert_eq!(notes.get(&refused), None);
        assert_eq!(notes.take(&once).as_deref(), Some("secret"));
        assert!(notes.is_empty());
    }

    #[test]
    fn the_newest_stay_as_far_as_they_are_few_and_short() {
        let place = |number: usize| at(&format!("/{number}"), true, "faults");
        let kept = |notes: &Notes| -> Vec<usize> {
            let all = 0..20;
            all.filter(|number| notes.get(&place(*number)).is_some())
                .collect()
        };
        let mut notes = Notes::default();
        for number in 0..MOST + 2 {
            notes.put(&place(number), "typed".to_owned());
        }
        assert_eq!(kept(&notes), (2..MOST + 2).collect::<Vec<_>>());
        // What is put once more is the newest again.
        notes.put(&place(2), "typed".to_owned());
        notes.put(&place(10), "typed".to_owned());
        assert_eq!(kept(&notes), [2, 4, 5, 6, 7, 8, 9, 10]);
        // Two that are long leave room for one that is short.
        for number in [11, 12] {
            notes.put(&place(number), "x".repeat(LONGEST / 2 - 20));
        }
        assert_eq!(kept(&notes), [10, 11, 12]);
        assert!(notes.bytes() <= LONGEST);
        notes.put(&place(13), "x".repeat(LONGEST / 2 + 50));
        assert_eq!(kept(&notes), [13]);
    }

    #[test]
    fn what_is_typed_pushes_nothing_out_that_is_to_be_shown_once() {
        let mut notes = Notes::default();
        let once = |number: usize| at(&format!("/keys/{number}"), false, "made");
        assert!(notes.put(&once(0), "secret".to_owned()));
        // Neither by how many there are, nor by how long they are.
        for number in 0..2 * MOST {
            let typed = at(&format!("/{number}"), true, "faults");
            assert!(notes.put(&typed, "typed".to_owned()));
        }
        assert!(notes.put(&at("/long", true, "faults"), "x".repeat(LONGEST - 100)));
        let too_long = at("/longer", true, "faults");
        assert!(!notes.put(&too_long, "x".repeat(LONGEST - 25)));
        assert_eq!(notes.get(&once(0)), Some("secret"));
        // Where nothing but secrets wait, the oldest of them makes room for a newer one, and for nothing else.
        for number in 1..MOST {
            assert!(notes.put(&once(number), "secret".to_owned()));
        }
        assert!(!notes.put(&at("/typed", true, "faults"), "typed".to_owned()));
        assert_eq!(notes.get(&once(0)), Some("secret"));
        assert!(notes.put(&once(MOST), "secret".to_owned()));
        assert_eq!(notes.get(&once(0)), None);
        assert_eq!(notes.get(&once(1)), Some("secret"));
        assert!(notes.bytes() <= LONGEST);
    }
}
