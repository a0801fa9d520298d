//! Signed links to a customer's pages.
//!
//! The server, the command line and the brand itself can make them: whoever holds `link.key`.
//! The bytes are described, with an example, in `server/README.md` under "Signed links"; this
//! file is the implementation, and a test checks both against the same vector.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use mutual::catalogue::Slug;
use mutual::clock::Timestamp;
use mutual::consent::Identifier;
use mutual::digest::{hex, sha256};
use mutual::id::{CustomerId, ReceiptId};
use sha2::Sha256;

/// What a link is good for. Its first signed line says so, and its path: one kind is never another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To see and set everything of hers.
    Visit,
    /// To turn one thing off, and nothing else.
    Unsubscribe,
    /// As [`Purpose::Visit`], for a test customer.
    TestVisit,
    /// As [`Purpose::Unsubscribe`], for a test customer.
    TestUnsubscribe,
    /// To see and set one exchange on a page of one site.
    Embed,
    /// As [`Purpose::Embed`], for a test customer.
    TestEmbed,
}

impl Purpose {
    /// The first line of the signed bytes.
    fn context(self) -> &'static str {
        match self {
            Self::Visit => "mutual-link-v1",
            Self::Unsubscribe => "mutual-unsubscribe-v1",
            Self::Embed => "mutual-embed-v1",
            Self::TestVisit => "mutual-test-link-v1",
            Self::TestUnsubscribe => "mutual-test-unsubscribe-v1",
            Self::TestEmbed => "mutual-test-embed-v1",
        }
    }

    /// The same on the test side: a link of one side is none of the other.
    #[must_use]
    pub fn in_test(self) -> Self {
        match self {
            Self::Visit | Self::TestVisit => Self::TestVisit,
            Self::Unsubscribe | Self::TestUnsubscribe => Self::TestUnsubscribe,
            Self::Embed | Self::TestEmbed => Self::TestEmbed,
        }
    }

    /// The path before the query.
    fn path(self) -> &'static str {
        match self {
            Self::Visit | Self::TestVisit => "/in",
            Self::Unsubscribe | Self::TestUnsubscribe => "/unsubscribe",
            Self::Embed | Self::TestEmbed => "/embed",
        }
    }
}
/// The longest page.
const LONGEST_PAGE: usize = 200;
/// The pages of a customer that need no more than her: beside them, one for each exchange and receipt.
pub const PAGES: [&str; 10] = [
    "/",
    "/account",
    "/ask",
    "/check",
    "/data",
    "/data/leave",
    "/guesses",
    "/red-lines",
    "/then",
    "/timeline",
];

/// What a good link says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Whom it is for: `cus_…` or an identifier such as `crm:42`.
    pub reference: String,
    /// The page that it opens: a path of this site.
    pub page: String,
    /// Until when it is good; its milliseconds are not kept.
    pub expires: Timestamp,
}

/// What is wrong with a link that is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALink {
    /// The reference is neither an id nor an identifier.
    #[error("name the customer as `cus_…` or as an identifier such as `crm:42`")]
    Reference,
    /// The page is not one of this site.
    #[error(
        "name a page of this site that a customer has, such as `/`, `/timeline` or `/x/recipe-ideas`"
    )]
    Page,
}

/// What became of a link that somebody followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Followed {
    /// It is genuine and good.
    Good(Link),
    /// It is genuine and was good once.
    Expired(Link),
    /// It is not from us, or a part of it changed.
    Bad,
}

/// Makes a link: its path and query, below the public address.
///
/// # Errors
///
/// [`NotALink`] where the reference or the page is none.
pub fn sign(
    key: &[u8; 32],
    reference: &str,
    page: &str,
    expires: Timestamp,
) -> Result<String, NotALink> {
    sign_for(Purpose::Visit, key, reference, page, expires)
}

/// Makes a link that is good for this purpose alone.
///
/// # Errors
///
/// As [`sign`].
pub fn sign_for(
    purpose: Purpose,
    key: &[u8; 32],
    reference: &str,
    page: &str,
    expires: Timestamp,
) -> Result<String, NotALink> {
    if !is_reference(reference) {
        return Err(NotALink::Reference);
    }
    let opens = purpose == Purpose::Visit || purpose == Purpose::TestVisit;
    if !is_page(page) || (opens && !is_customers(page)) {
        return Err(NotALink::Page);
    }
    let key_id = key_id(key);
    // 32 bits of seconds last until the year 2106.
    let until = (expires.as_millis() / 1_000)
        .min(i64::from(u32::MAX))
        .to_string();
    let seal = mac(purpose, key, &[&key_id, reference, page, &until]);
    let seal = seal.map(|mac| URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()));
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("v", "1")
        .append_pair("k", &key_id)
        .append_pair("c", reference)
        .append_pair("p", page)
        .append_pair("e", &until)
        .append_pair("s", &seal.unwrap_or_default())
        .finish();
    Ok(format!("{}?{query}", purpose.path()))
}

/// Reads the query of a link that somebody followed, at `now`.
///
/// Fields that are not ours, as mail tools add them, are passed over: they mean nothing here.
#[must_use]
pub fn follow(keys: &[[u8; 32]], query: &str, now: Timestamp) -> Followed {
    follow_for(Purpose::Visit, keys, query, now)
}

/// Reads the query of a link of either side; and whether it is the test side's.
#[must_use]
pub fn follow_either(
    purpose: Purpose,
    keys: &[[u8; 32]],
    query: &str,
    now: Timestamp,
) -> (Followed, bool) {
    match follow_for(purpose, keys, query, now) {
        Followed::Bad => match follow_for(purpose.in_test(), keys, query, now) {
            Followed::Bad => (Followed::Bad, false),
            good => (good, true),
        },
        good => (good, false),
    }
}

/// Reads the query of a link that is good for this purpose alone.
#[must_use]
fn follow_for(purpose: Purpose, keys: &[[u8; 32]], query: &str, now: Timestamp) -> Followed {
    read(purpose, keys, query).map_or(Followed::Bad, |link| {
        if now < link.expires {
            Followed::Good(link)
        } else {
            Followed::Expired(link)
        }
    })
}

fn read(purpose: Purpose, keys: &[[u8; 32]], query: &str) -> Option<Link> {
    let mut fields: [Option<String>; 6] = Default::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let place = ["v", "k", "c", "p", "e", "s"]
            .iter()
            .position(|ours| *ours == name);
        if let Some(field) = place.and_then(|place| fields.get_mut(place)) {
            // Said twice, it could mean one thing here and another elsewhere.
            if field.replace(value.into_owned()).is_some() {
                return None;
            }
        }
    }
    let [
        Some(version),
        Some(key),
        Some(reference),
        Some(page),
        Some(until),
        Some(seal),
    ] = fields
    else {
        return None;
    };
    if version != "1" || !is_reference(&reference) || !is_page(&page) {
        return None;
    }
    let seal = URL_SAFE_NO_PAD.decode(seal).ok()?;
    let signing = keys.iter().find(|known| key_id(known) == key)?;
    mac(purpose, signing, &[&key, &reference, &page, &until])?
        .verify_slice(&seal)
        .ok()?;
    let seconds = until
        .parse::<u32>()
        .ok()
        .filter(|n| n.to_string() == until)?;
    let expires = Timestamp::from_millis(i64::from(seconds) * 1_000);
    Some(Link {
        reference,
        page,
        expires,
    })
}

/// The name of a key, for the time in which two are in use: the first eight hexadecimal digits
/// of its SHA-256.
fn key_id(key: &[u8; 32]) -> String {
    let [a, b, c, d, ..] = sha256(key);
    hex(&[a, b, c, d])
}

/// HMAC-SHA256 over the lines. None of them can hold a line break.
fn mac(purpose: Purpose, key: &[u8; 32], lines: &[&str; 4]) -> Option<Hmac<Sha256>> {
    // HMAC takes keys of every length.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(purpose.context().as_bytes());
    for line in lines {
        mac.update(b"\n");
        mac.update(line.as_bytes());
    }
    Some(mac)
}

fn is_reference(text: &str) -> bool {
    text.parse::<CustomerId>().is_ok() || text.parse::<Identifier>().is_ok()
}

/// Whether it is a path of this site and can be nothing else: a link never leads away.
fn is_page(page: &str) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'/' | b'-' | b'_');
    page.starts_with('/')
        && !page.contains("//")
        && page.len() <= LONGEST_PAGE
        && page.bytes().all(plain)
}

/// Whether it is a page that a customer has, so that nobody sends her where there is nothing.
fn is_customers(page: &str) -> bool {
    let one = page
        .strip_prefix("/x/")
        .map(|key| key.parse::<Slug>().is_ok());
    let receipt = page.strip_prefix("/receipts/");
    let receipt = receipt.map(|id| id.parse::<ReceiptId>().is_ok());
    one.or(receipt).unwrap_or_else(|| PAGES.contains(&page))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of `server/README.md`.
    const VECTOR: &str = "/in?v=1&k=630dcd29&c=crm%3A42&p=%2Fx%2Frecipe-ideas&e=1798761600\
                          &s=BzG8DAV6KUgRgbpuWmxymRzvoZbpfGj-bzh94_Uo0ck";

    fn key() -> [u8; 32] {
        std::array::from_fn(|n| n as u8)
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn vector() -> String {
        sign(&key(), "crm:42", "/x/recipe-ideas", at(1_798_761_600)).unwrap()
    }

    #[test]
    fn a_link_that_turns_one_thing_off_opens_nothing() {
        let page = "/recipe-ideas/email";
        let (reference, until) = ("crm:42", at(1_798_761_600));
        let link = sign_for(Purpose::Unsubscribe, &key(), reference, page, until).unwrap();
        let query = link.strip_prefix("/unsubscribe?").unwrap();
        let read = |purpose| follow_for(purpose, &[key()], query, at(0));
        assert!(matches!(read(Purpose::Unsubscribe), Followed::Good(link) if link.page == page));
        assert_eq!(read(Purpose::Visit), Followed::Bad);
        let visit = vector();
        let query = visit.strip_prefix("/in?").unwrap();
        let read = follow_for(Purpose::Unsubscribe, &[key()], query, at(0));
        assert_eq!(read, Followed::Bad);
    }

    #[test]
    fn a_link_of_one_side_is_none_of_the_other() {
        let until = at(1_798_761_600);
        for purpose in [Purpose::Visit, Purpose::Unsubscribe, Purpose::Embed] {
            for side in [purpose, purpose.in_test()] {
                let link = sign_for(side, &key(), "crm:42", "/timeline", until).unwrap();
                let query = link.split_once('?').unwrap().1;
                let (followed, is_test) = follow_either(purpose, &[key()], query, at(0));
                assert!(matches!(followed, Followed::Good(_)));
                assert_eq!(is_test, side != purpose);
                let other = if is_test { purpose } else { purpose.in_test() };
                assert_eq!(follow_for(other, &[key()], query, at(0)), Followed::Bad);
            }
        }
    }

    #[test]
    fn the_documented_vector_holds() {
        assert_eq!(vector(), VECTOR);
        let readme = include_str!("../../README.md");
        assert!(
            readme.contains(VECTOR),
            "server/README.md shows another link"
        );
    }

    #[test]
    fn a_link_is_good_until_its_last_second_and_recognised_after_it() {
        let link = vector();
        let query = link.strip_prefix("/in?").unwrap();
        let Followed::Good(read) = follow(&[key()], query, at(1_798_761_599)) else {
            panic!("it is good")
        };
        assert_eq!(
            (read.reference.as_str(), read.page.as_str()),
            ("crm:42", "/x/recipe-ideas")
        );
        let expired = Followed::Expired(read);
        assert_eq!(follow(&[key()], query, at(1_798_761_600)), expired);
        // What mail tools add changes nothing.
        assert_eq!(
            follow(
                &[key()],
                &format!("utm_source=a&{query}"),
                at(1_798_761_600)
            ),
            expired
        );
    }

    #[test]
    fn no_changed_link_is_followed() {
        let link = vector();
        let query = link.strip_prefix("/in?").unwrap();
        let bad =
            |query: &str| assert_eq!(follow(&[key()], query, at(0)), Followed::Bad, "{query}");
        for (n, sign) in query.char_indices() {
            // The last sign of the seal has two bits to spare; the decoder refuses them.
            let other = if sign == 'A' { 'B' } else { 'A' };
            let changed = format!("{}{other}{}", &query[..n], &query[n + 1..]);
            bad(&changed);
            bad(&query[..n]);
        }
        bad(&format!("{query}&c=crm%3A43"));
        bad("");
        assert_eq!(follow(&[[9; 32]], query, at(0)), Followed::Bad);
        assert_ne!(follow(&[[9; 32], key()], query, at(0)), Followed::Bad);
    }

    #[test]
    fn no_link_leads_away_or_to_nobody() {
        let page = |page: &str| sign(&key(), "crm:42", page, at(1));
        for away in [
            "",
            "x",
            "//evil.example",
            "/\\evil.example",
            "/x//y",
            "/x?y",
            "/x\n",
            "https://e.example",
        ] {
            assert_eq!(page(away), Err(NotALink::Page), "{away}");
        }
        assert_eq!(page(&"/x".repeat(101)), Err(NotALink::Page));
        for nowhere in [
            "/x",
            "/x/",
            "/X/recipe-ideas",
            "/studio",
            "/receipts/7",
            "/timelines",
            "/timeline/",
        ] {
            assert_eq!(page(nowhere), Err(NotALink::Page), "{nowhere}");
        }
        let receipt = format!("/receipts/{}", ReceiptId::from_bytes([7; 16]));
        for there in PAGES.iter().copied().chain(["/x/recipe-ideas", &receipt]) {
            assert!(page(there).is_ok(), "{there}");
        }
        assert_eq!(sign(&key(), "Ana", "/", at(1)), Err(NotALink::Reference));
        assert_eq!(
            sign(&key(), "crm:4\n2", "/", at(1)),
            Err(NotALink::Reference)
        );
    }
}
