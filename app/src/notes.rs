//! What a step leaves for the page that it leads to.
//!
//! A note is of one page, and there of what came of one step: both stand in the address that the step leads
//! to. So the page that is asked for by that address has it, and no other one can: not another page that says
//! that something failed, nor the same one of another exchange, nor another form of the same page.

use mutual::port::NotePlace;
use serde::Serialize;

use crate::context::Ctx;

/// What in a query says which page it is. Anything else says how it is looked at.
const WHICH: [&str; 4] = ["side", "kind", "about", "wrong"];
/// What is said to be done where words were put into a field, to be gone on with.
const READY: &str = "ready";

/// The place of what is kept for the page at `path`, of whose query `value` tells what it says.
pub(crate) fn place<'a>(path: &str, value: impl Fn(&str) -> Option<&'a str>) -> NotePlace {
    let said = |name: &str| value(name).filter(|said| !said.is_empty());
    let which = WHICH.into_iter();
    let which = which.filter_map(|name| Some(format!("{name}={}", said(name)?)));
    let which: Vec<_> = which.collect();
    let page = if which.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", which.join("&"))
    };
    // What she asked to turn off is still on: refused too, and said by a name of its own. Words that were made
    // ready to go on with are typed as well, and stored nowhere.
    let ready = said("done").filter(|done| *done == READY);
    let failed = said("failed").or_else(|| said("still")).or(ready);
    NotePlace {
        page,
        is_refused: failed.is_some(),
        came: failed
            .or_else(|| said("done"))
            .unwrap_or_default()
            .to_owned(),
    }
}

/// The same of an address of ours, as a step leads to it.
fn place_of(address: &str) -> NotePlace {
    let (address, _) = address.split_once('#').unwrap_or((address, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    place(path, |name| {
        let mut said = query.split('&').filter_map(|said| said.split_once('='));
        said.find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    })
}

impl Ctx {
    /// Keeps something for the page that a step leads to, by that address. Where it cannot be kept, the page
    /// shows what is stored.
    pub(crate) async fn keeps(&self, address: &str, note: &impl Serialize) {
        let note = serde_json::to_string(note).unwrap_or_default();
        let _ = self.door.put_note(&place_of(address), note).await;
    }

    /// The same of what a page kept once already and arrives again. Whether it could be.
    pub(crate) async fn keeps_as_it_is(&self, address: &str, note: String) -> bool {
        let kept = self.door.put_note(&place_of(address), note).await;
        kept.is_ok()
    }

    /// The same of what was typed into one field. Where nothing was, nothing that was typed there before
    /// comes back.
    pub(crate) async fn keeps_words(&self, address: &str, typed: &str) {
        if typed.is_empty() {
            self.door.take_note(&place_of(address)).await;
        } else {
            self.keeps(address, &typed).await;
        }
    }

    /// Forgets what was typed on the page at that address and refused: by now something is stored from there.
    pub(crate) async fn forgets(&self, page: &str) {
        self.door.forget_refused(&place_of(page).page).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_of_the_page_that_its_step_leads_to() {
        let webhook = place_of("/admin/webhooks/whe_1?side=test&failed=faults");
        assert_eq!(webhook.page, "/admin/webhooks/whe_1?side=test");
        assert!(webhook.is_refused && webhook.came == "faults");
        // How a page is looked at, and where on it, makes no other page of it.
        for looked_at in [
            "/admin/webhooks/whe_1?failed=faults&side=test",
            "/admin/webhooks/whe_1?side=test&failed=faults&show=pending&done=changed",
            "/admin/webhooks/whe_1?side=test&failed=faults#list",
        ] {
            assert_eq!(place_of(looked_at), webhook, "{looked_at}");
        }
        for other in [
            "/admin/webhooks/whe_1?failed=faults",
            "/admin/webhooks/whe_2?side=test&failed=faults",
            "/admin/webhooks?side=test&failed=faults",
            "/admin/webhooks/whe_1?side=test&failed=moved",
            "/admin/webhooks/whe_1?side=test&done=faults",
            "/admin/webhooks/whe_1?side=test",
        ] {
            assert_ne!(place_of(other), webhook, "{other}");
        }
        let ask = place_of("/ask?failed=words&about=&wrong=");
        assert_eq!(ask.page, "/ask");
        let about = place_of("/ask?failed=words&about=dec_1&wrong=1");
        assert_eq!(about.page, "/ask?about=dec_1&wrong=1");
        let still = place_of("/ask?still=away&about=x_recipes");
        assert!(still.is_refused && still.page == "/ask?about=x_recipes");
        // What stands ready to be gone on with is words that are stored nowhere, and goes once they are.
        let ready = place_of("/desk/cas_1?done=ready#decide");
        assert!(ready.is_refused && ready.page == "/desk/cas_1" && ready.came == "ready");
        let once = place_of("/admin/keys/key_1?done=made");
        assert!(!once.is_refused && once.came == "made");
        // What one comes back to says nothing of the page to sign in on.
        let entry = place_of("/sign-in?next=/ask%3Fabout%3Ddec_1&failed=wrong");
        assert_eq!(entry.page, "/sign-in");
    }
}
