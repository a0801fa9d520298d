//! Where the pages stand that there are twice: of real customers, and of the test side.

use crate::context::{Ctx, TEST_SIDE};

/// The addresses that changes are sent to.
pub(crate) const WEBHOOKS: &str = "/admin/webhooks";

/// Who did what.
pub(crate) const AUDIT: &str = "/admin/audit";

/// The pages of one side at one address, and below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    top: &'static str,
    is_test: bool,
}

impl Place {
    /// Those at the address `top` that a request is about.
    pub(crate) fn of(top: &'static str, ctx: &Ctx) -> Self {
        let is_test = ctx.is_test;
        Self { top, is_test }
    }

    /// Those at the address `top` of the side that a form names.
    pub(crate) fn of_side(top: &'static str, side: &str) -> Self {
        let is_test = side == TEST_SIDE;
        Self { top, is_test }
    }

    /// The same of both sides, that of real customers first.
    pub(crate) fn both(self) -> [Self; 2] {
        [false, true].map(|is_test| Self { is_test, ..self })
    }

    /// Whether they are those of the test side.
    pub(crate) fn is_test(self) -> bool {
        self.is_test
    }

    /// What their addresses and forms say of the side; those of real customers say nothing.
    pub(crate) fn side(self) -> Option<&'static str> {
        self.is_test.then_some(TEST_SIDE)
    }

    /// What the main pages link to, where it is one of these.
    pub(crate) fn main(self) -> &'static str {
        if self.is_test { "" } else { self.top }
    }

    /// The address of one of them: `path` stands behind the first one's, and `query` behind the side.
    pub(crate) fn at(self, path: &str, query: &str) -> String {
        let top = self.top;
        let side = self.side().map(|side| format!("side={side}"));
        let query = (!query.is_empty()).then_some(query);
        let query: Vec<_> = side.as_deref().into_iter().chain(query).collect();
        if query.is_empty() {
            format!("{top}{path}")
        } else {
            format!("{top}{path}?{}", query.join("&"))
        }
    }

    /// The first of them.
    pub(crate) fn first(self) -> String {
        self.at("", "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_the_test_side_says_so() {
        let at = |path: &str, query: &str| {
            let both = Place::of_side(WEBHOOKS, "").both();
            both.map(|pages| pages.at(path, query))
        };
        assert_eq!(at("", ""), ["/admin/webhooks", "/admin/webhooks?side=test"]);
        let one = "/admin/webhooks/whe_1";
        assert_eq!(
            at("/whe_1", "show=pending&before=msg_1"),
            [
                format!("{one}?show=pending&before=msg_1"),
                format!("{one}?side=test&show=pending&before=msg_1"),
            ]
        );
    }
}
