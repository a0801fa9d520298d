//! Her page puts a question to a customer.
//!
//! To draw a page stays safe, in the sense of HTTP: whoever fetches it asks for nothing to change,
//! nothing that she chose or is told changes, and no check, page or answer depends on it. Like a line
//! of a log, the note is the server's own. So it needs no token and no check of the origin, which
//! guard what somebody is made to do: the worst that a stranger can bring about by leading her to
//! her own page is that she was asked, and then she was.
//!
//! Source: RFC 9110, section 9.2.1.

use super::{Mutual, MyExchange, MyExchanges};
use crate::access::Actor;
use crate::insight::Ask;

impl Mutual {
    /// Takes note that a page which goes to her now asks about `exchange`. Only her own page does:
    /// nobody else's look at it counts.
    ///
    /// It waits for nothing and fails never; see [`crate::port::Engine::asked`].
    pub fn asked(&self, actor: &Actor, mine: &MyExchanges, exchange: &MyExchange) {
        let id = mine.customer.id;
        if *actor != Actor::Customer(id) || !exchange.speaks {
            return;
        }
        self.engine.asked(Ask {
            customer: id,
            proposition: exchange.key.clone(),
            version: exchange.version.number,
            locale: exchange.wording.locale.clone(),
            at: mine.now,
            seen: mine.index,
        });
    }
}
