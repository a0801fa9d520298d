//! Bearer tokens: stateless, sealed by the installation.
//!
//! A token is `mt_` and, in base64url, 35 bytes (format, client, scopes, end, mark of the secret
//! that it was given for; big endian) and their HMAC-SHA256. It ends by itself after an hour,
//! and at once where its client is revoked or its secret stops working.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use mutual::access::{Scope, Scopes};
use mutual::clock::Timestamp;
use mutual::id::ClientId;
use sha2::Sha256;

/// The format of tokens sealed now.
const FORMAT: u8 = 1;
/// What a token starts with.
const PREFIX: &str = "mt_";
/// The bytes before the seal: format (1), client (16), scopes (2), end (8), mark (8).
const CLAIMS: usize = 35;
/// Keeps these seals apart from all others that the same key may make.
const CONTEXT: &[u8] = b"mutual-bearer-v1";

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Who holds it.
    pub(crate) client: ClientId,
    /// What it was asked for; never more than the client has when it is used.
    pub(crate) scopes: Scopes,
    /// When it ends.
    pub(crate) until: Timestamp,
    /// Which of the client's secrets it was given for.
    pub(crate) secret: [u8; 8],
}

impl Token {
    /// The token as text.
    pub(crate) fn seal(&self, key: &[u8; 32]) -> String {
        let mut bytes = Vec::with_capacity(CLAIMS + 32);
        bytes.push(FORMAT);
        bytes.extend(self.client.to_bytes());
        bytes.extend(bits(self.scopes).to_be_bytes());
        bytes.extend(self.until.as_millis().to_be_bytes());
        bytes.extend(self.secret);
        if let Some(mac) = mac(key, &bytes) {
            bytes.extend(mac.finalize().into_bytes());
        }
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads a token whose seal is this installation's. Its end is not looked at.
    pub(crate) fn open(text: &str, key: &[u8; 32]) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok()?;
        let (claims, seal) = sealed.split_at_checked(CLAIMS)?;
        mac(key, claims)?.verify_slice(seal).ok()?;
        let (format, rest) = claims.split_first()?;
        let (client, rest) = rest.split_first_chunk::<16>()?;
        let (scopes, rest) = rest.split_first_chunk::<2>()?;
        let (until, rest) = rest.split_first_chunk::<8>()?;
        let secret = rest.first_chunk::<8>()?;
        (*format == FORMAT).then(|| Self {
            client: ClientId::from_bytes(*client),
            scopes: scopes_of(u16::from_be_bytes(*scopes)),
            until: Timestamp::from_millis(i64::from_be_bytes(*until)),
            secret: *secret,
        })
    }
}

fn mac(key: &[u8; 32], claims: &[u8]) -> Option<Hmac<Sha256>> {
    // HMAC takes keys of every length.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(CONTEXT);
    mac.update(claims);
    Some(mac)
}

fn bits(scopes: Scopes) -> u16 {
    scopes.iter().fold(0, |bits, scope| bits | 1 << scope as u8)
}

fn scopes_of(bits: u16) -> Scopes {
    Scope::ALL
        .into_iter()
        .filter(|scope| bits & (1 << *scope as u8) != 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> Token {
        Token {
            client: ClientId::from_bytes([9; 16]),
            scopes: Scopes::parse("check feed admin").unwrap(),
            until: Timestamp::from_millis(1_800_000_000_000),
            secret: [3; 8],
        }
    }

    #[test]
    fn a_token_reads_back_with_its_own_key_alone() {
        let sealed = token().seal(&[1; 32]);
        assert_eq!(Token::open(&sealed, &[1; 32]), Some(token()));
        assert_eq!(Token::open(&sealed, &[2; 32]), None);
    }

    #[test]
    fn no_changed_or_shortened_token_is_good() {
        let sealed = token().seal(&[1; 32]);
        for at in PREFIX.len()..sealed.len() {
            let other = if sealed.as_bytes()[at] == b'A' {
                "B"
            } else {
                "A"
            };
            let changed = format!("{}{other}{}", &sealed[..at], &sealed[at + 1..]);
            assert_eq!(Token::open(&changed, &[1; 32]), None, "changed at {at}");
            assert_eq!(Token::open(&sealed[..at], &[1; 32]), None, "cut at {at}");
        }
        assert_eq!(Token::open("", &[1; 32]), None);
    }
}
