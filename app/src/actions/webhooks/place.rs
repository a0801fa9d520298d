//! Where the pages of addresses stand: there are those of real customers, and those of the test side.

use crate::context::{Ctx, TEST_SIDE};

/// The list of addresses; all that is about one of them stands below.
const LIST: &str = "/admin/webhooks";

/// The pages of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WebhookPages {
    /// Of the addresses that hear of real customers.
    Live,
    /// Of those that hear of test customers.
    Test,
}

impl WebhookPages {
    /// Those that a request is about.
    pub(crate) fn of(ctx: &Ctx) -> Self {
        if ctx.is_test { Self::Test } else { Self::Live }
    }

    /// Those of the side that a form names.
    pub(super) fn of_side(side: &str) -> Self {
        if side == TEST_SIDE {
            Self::Test
        } else {
            Self::Live
        }
    }

    /// What their addresses and forms say of the side; those of real customers say nothing.
    pub(crate) fn side(self) -> Option<&'static str> {
        match self {
            Self::Live => None,
            Self::Test => Some(TEST_SIDE),
        }
    }

    /// What the main pages link to, where it is one of these.
    pub(crate) fn main(self) -> &'static str {
        match self {
            Self::Live => LIST,
            Self::Test => "",
        }
    }

    /// The address of one of them: `path` stands behind the list's, and `query` behind the side.
    pub(crate) fn at(self, path: &str, query: &str) -> String {
        let side = self.side().map(|side| format!("side={side}"));
        let query = (!query.is_empty()).then_some(query);
        let query: Vec<_> = side.as_deref().into_iter().chain(query).collect();
        if query.is_empty() {
            format!("{LIST}{path}")
        } else {
            format!("{LIST}{path}?{}", query.join("&"))
        }
    }

    /// The list.
    pub(crate) fn list(self) -> String {
        self.at("", "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_the_test_side_says_so() {
        let at = |path: &str, query: &str| {
            let both = [WebhookPages::Live, WebhookPages::Test];
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
