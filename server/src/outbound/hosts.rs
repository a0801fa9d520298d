//! Where requests may go: what somebody typed, and the hosts that the operator opened.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::uri::PathAndQuery;
use mutual::webhook::is_public;
use url::{Host, Position, Url};

/// The longest address, in characters.
const LONGEST: usize = 2_000;

/// What is wrong with an address that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It cannot be read, or names no host.
    #[error("this is no address: write it like https://crm.example.org/hooks")]
    Unreadable,
    /// It has more than 2,000 characters.
    #[error("the address has more than 2,000 characters")]
    TooLong,
    /// It would go over the wire in the open, or not by HTTP at all.
    #[error("the address must begin with https://")]
    NotHttps,
    /// It has a user name or a password in it, which would be shown wherever the address is.
    #[error("the address must have no user name or password in it")]
    Credentials,
    /// It has a part behind `#`, which is never sent.
    #[error("the address must have no part behind #")]
    Fragment,
    /// It names a machine inside, by its address or as `localhost`.
    #[error("the address leads inside: it must be a public one")]
    Inside,
}

/// What the operator wrote is no host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no host: write `crm.example.org`, `10.0.0.5:8080` or `[fd00::5]`")]
pub struct NotAHost(String);

/// A host that the operator opens: requests to it may be plain http, whatever its address is.
///
/// It is the host as the URL names it, so that neither another name nor the address itself is
/// opened with it. With a port it is this port alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenHost {
    host: Host,
    port: Option<u16>,
}

impl FromStr for OpenHost {
    type Err = NotAHost;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = || NotAHost(text.to_owned());
        let text = text.trim();
        // What follows the bracket of an IPv6 address is the port; elsewhere the only colon
        // leads to it.
        let begin = text.rfind(']').unwrap_or_default();
        let (host, port) = match text.get(begin..).and_then(|rest| rest.find(':')) {
            Some(colon) => {
                let (host, port) = text.split_at(begin + colon);
                let digits = port.strip_prefix(':').unwrap_or_default();
                let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
                let port = digits.parse().ok().filter(|port| *port != 0 && all_digits);
                (host, Some(port.ok_or_else(fault)?))
            }
            None => (text, None),
        };
        let host = canonical(Host::parse(host).map_err(|_| fault())?);
        // A star is a letter of names like any other, but whoever writes one means all of them.
        if let Host::Domain(name) = &host
            && (name.is_empty() || name.contains('*'))
        {
            return Err(fault());
        }
        Ok(Self { host, port })
    }
}

impl fmt::Display for OpenHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => write!(f, "{}:{port}", self.host),
            None => write!(f, "{}", self.host),
        }
    }
}

/// A dot at the end says that a name is whole; it is the same name.
fn canonical(host: Host) -> Host {
    match host {
        Host::Domain(name) => Host::Domain(name.trim_end_matches('.').to_owned()),
        address => address,
    }
}

/// The hosts that the operator opened; by default none.
#[derive(Clone, Debug, Default)]
pub struct Hosts(Vec<OpenHost>);

impl Hosts {
    /// These.
    #[must_use]
    pub fn new(open: Vec<OpenHost>) -> Self {
        Self(open)
    }

    /// Whether the operator opened the host of this address.
    pub(super) fn opens(&self, url: &Url) -> bool {
        let Some(host) = url.host() else { return false };
        let host = canonical(host.to_owned());
        let port = url.port_or_known_default();
        self.0
            .iter()
            .any(|open| open.host == host && (open.port.is_none() || open.port == port))
    }

    /// The address that somebody typed, in the one form that it is kept and called in: what looks
    /// like a name and is an address (`0x7f.1`, `2130706433`) has become that address.
    ///
    /// A name is not looked up here: where it leads is looked at each time that it is called.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn check(&self, text: &str) -> Result<Url, Fault> {
        if text.chars().count() > LONGEST {
            return Err(Fault::TooLong);
        }
        let url = Url::parse(text).map_err(|_| Fault::Unreadable)?;
        // What is written with other letters becomes longer.
        if url.as_str().len() > LONGEST {
            return Err(Fault::TooLong);
        }
        self.judge(&url)?;
        target(&url).ok_or(Fault::Unreadable)?;
        Ok(url)
    }

    /// Judges an address by what stands in it alone.
    pub(super) fn judge(&self, url: &Url) -> Result<(), Fault> {
        let opened = self.opens(url);
        match url.scheme() {
            "https" => {}
            "http" if opened => {}
            _ => return Err(Fault::NotHttps),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Fault::Credentials);
        }
        if url.fragment().is_some() {
            return Err(Fault::Fragment);
        }
        let inside = match url.host() {
            None => return Err(Fault::Unreadable),
            Some(Host::Ipv4(address)) => !is_public(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => !is_public(IpAddr::V6(address)),
            Some(Host::Domain(name)) => is_localhost(name),
        };
        if inside && !opened {
            return Err(Fault::Inside);
        }
        Ok(())
    }
}

/// Names that are this machine wherever they are asked for (RFC 6761, 6.3).
fn is_localhost(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name == "localhost" || name.ends_with(".localhost")
}

/// What is asked of the host: the path and the query.
pub(super) fn target(url: &Url) -> Option<PathAndQuery> {
    url[Position::BeforePath..Position::AfterQuery].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(hosts: &[&str]) -> Hosts {
        Hosts::new(hosts.iter().map(|host| host.parse().unwrap()).collect())
    }

    fn fault(text: &str) -> Option<Fault> {
        Hosts::default().check(text).err()
    }

    #[test]
    fn an_address_is_kept_in_one_form() {
        let checked = |text| Hosts::default().check(text).unwrap().to_string();
        for (typed, kept) in [
            (
                " HTTPS://CRM.Example.ORG:443/hooks?for=mutual ",
                "https://crm.example.org/hooks?for=mutual",
            ),
            ("https://crm.example.org", "https://crm.example.org/"),
            (
                "https://crm.example.org.:8443/",
                "https://crm.example.org.:8443/",
            ),
            (
                "https://bücher.example/ä b",
                "https://xn--bcher-kva.example/%C3%A4%20b",
            ),
            ("https://8.8.8.8/", "https://8.8.8.8/"),
            ("https://0x08.0x08.2056/", "https://8.8.8.8/"),
            (
                "https://[2606:4700:4700:0::1111]/",
                "https://[2606:4700:4700::1111]/",
            ),
            (
                "https://crm.example/{a}|^`\"<>?b={c}|^`\"",
                "https://crm.example/%7Ba%7D|^%60%22%3C%3E?b={c}|^`%22",
            ),
        ] {
            assert_eq!(checked(typed), kept);
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said() {
        let long = format!("https://crm.example/{}", "a".repeat(LONGEST));
        let longer_in_ascii = format!("https://crm.example/{}", "ä".repeat(LONGEST / 2));
        for (text, expected) in [
            ("", Fault::Unreadable),
            ("crm.example/hooks", Fault::Unreadable),
            ("https://", Fault::Unreadable),
            ("https://crm example/", Fault::Unreadable),
            ("https://crm.example:99999/", Fault::Unreadable),
            ("https://1.2.3.4.5/", Fault::Unreadable),
            ("https://256.0.0.1/", Fault::Unreadable),
            ("https://[::1%25lo]/", Fault::Unreadable),
            ("http://crm.example/", Fault::NotHttps),
            ("ftp://crm.example/", Fault::NotHttps),
            ("file:///etc/passwd", Fault::NotHttps),
            ("gopher://127.0.0.1:6379/_", Fault::NotHttps),
            ("javascript:alert(1)", Fault::NotHttps),
            ("https://ana@crm.example/", Fault::Credentials),
            ("https://ana:secret@crm.example/", Fault::Credentials),
            ("https://:secret@crm.example/", Fault::Credentials),
            ("https://crm.example@127.0.0.1/", Fault::Credentials),
            ("https://crm.example/#part", Fault::Fragment),
            ("https://crm.example/#", Fault::Fragment),
            (&long, Fault::TooLong),
            (&longer_in_ascii, Fault::TooLong),
        ] {
            assert_eq!(fault(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn no_way_to_write_an_address_inside_gets_through() {
        for host in [
            "127.0.0.1",
            "127.0.0.1.",
            "127.1",
            "127.0.1",
            "0x7f.1",
            "0x7F000001",
            "2130706433",
            "017700000001",
            "0177.0.0.01",
            "%31%32%37.0.0.1",
            "１２７.０.０.１",
            "127。0。0。1",
            "①②⑦.0.0.1",
            "0",
            "0x",
            "10.0.0.5",
            "169.254.169.254",
            "2852039166",
            "[::1]",
            "[::]",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::127.0.0.1]",
            "[64:ff9b:1::10.0.0.5]",
            "[2002:7f00:1::]",
            "[2001:0:7f00:1::]",
            "[fe80::1]",
            "[fd00:ec2::254]",
            "localhost",
            "localhost.",
            "LOCALHOST",
            "ｌｏｃａｌｈｏｓｔ",
            "%6cocalhost",
            "crm.localhost",
            "crm.localhost.",
        ] {
            for text in [
                format!("https://{host}/"),
                format!("https://{host}:8443/hooks"),
                format!("https:\\\\{host}\\hooks"),
                format!("https:{host}"),
            ] {
                assert_eq!(fault(&text), Some(Fault::Inside), "{text}");
            }
        }
    }

    #[test]
    fn an_opened_host_is_open_under_its_own_name_and_port_alone() {
        let hosts = opened(&[
            "crm.example:8080",
            " 10.0.0.5 ",
            "[FD00::5]:8443",
            "localhost.",
        ]);
        for text in [
            "http://crm.example:8080/hooks",
            "http://CRM.example.:8080/hooks",
            "https://10.0.0.5/",
            "http://10.0.0.5:9000/",
            "http://0x0a.5/",
            "http://[fd00:0::5]:8443/",
            "http://localhost:3000/",
            "https://localhost./",
        ] {
            assert!(hosts.check(text).is_ok(), "{text}");
        }
        for (text, expected) in [
            ("http://crm.example/", Fault::NotHttps),
            ("http://crm.example:8081/", Fault::NotHttps),
            ("http://www.crm.example:8080/", Fault::NotHttps),
            ("https://10.0.0.6/", Fault::Inside),
            ("https://[::ffff:10.0.0.5]/", Fault::Inside),
            ("https://[fd00::5]/", Fault::Inside),
            ("https://crm.localhost/", Fault::Inside),
            ("https://127.0.0.1/", Fault::Inside),
            // Being opened mends nothing else.
            ("ftp://10.0.0.5/", Fault::NotHttps),
            ("http://ana@10.0.0.5/", Fault::Credentials),
            ("http://10.0.0.5/#part", Fault::Fragment),
        ] {
            assert_eq!(hosts.check(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn an_opened_host_is_shown_as_it_is_compared() {
        for (written, shown) in [
            ("CRM.Example.", "crm.example"),
            (" crm.example:80 ", "crm.example:80"),
            ("127.1:9", "127.0.0.1:9"),
            ("[0:0::1]", "[::1]"),
            ("[::1]:443", "[::1]:443"),
        ] {
            let host: OpenHost = written.parse().unwrap();
            assert_eq!(host.to_string(), shown);
        }
        for wrong in [
            "",
            " ",
            ".",
            ":80",
            "crm.example:",
            "crm.example:0",
            "crm.example:+80",
            "crm.example:65536",
            "crm.example:80:80",
            "::1",
            "[::1",
            "[::1]80",
            "https://crm.example",
            "crm.example/hooks",
            "ana@crm.example",
            "*.example",
            "10.0.0.0/8",
        ] {
            assert!(wrong.parse::<OpenHost>().is_err(), "{wrong}");
        }
    }
}
