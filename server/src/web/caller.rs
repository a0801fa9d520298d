//! Where a request comes from, as far as it can be believed.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use ipnet::IpNet;

/// The other side of a request. What a proxy says counts only where that proxy is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The address of the client.
    pub ip: IpAddr,
    /// Whether the client came over TLS, as a trusted proxy says.
    pub https: bool,
    /// The host, with its port if it has one, that the client asked for.
    pub host: Option<String>,
}

impl Caller {
    /// The caller of a request that came over a connection.
    #[must_use]
    pub fn of(parts: &Parts, trusted: &[IpNet]) -> Self {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|peer| peer.0.ip());
        // Without a connection there is nobody to tell apart: all share one place.
        let peer = peer
            .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
            .to_canonical();
        let is_trusted = |ip: IpAddr| trusted.iter().any(|network| network.contains(&ip));
        // HTTP/2 has the host in its target.
        let host = parts
            .uri
            .authority()
            .map(|authority| authority.as_str().to_owned());
        let host = host.or_else(|| last(&parts.headers, header::HOST.as_str()).map(str::to_owned));
        if !is_trusted(peer) {
            return Self {
                ip: peer,
                https: false,
                host,
            };
        }
        let forwarded: Vec<IpAddr> = list(&parts.headers, "x-forwarded-for")
            .map_while(|text| text.parse().ok())
            .map(|ip: IpAddr| ip.to_canonical())
            .collect();
        // From the near end: each trusted proxy names whom it heard, and the first one that is
        // none of ours is the client. What stands before it is the client's own invention.
        let client = forwarded.iter().copied().find(|ip| !is_trusted(*ip));
        let https = last(&parts.headers, "x-forwarded-proto") == Some("https");
        let forwarded_host = last(&parts.headers, "x-forwarded-host").map(str::to_owned);
        Self {
            ip: client.or(forwarded.last().copied()).unwrap_or(peer),
            https,
            host: forwarded_host.or(host),
        }
    }
}

/// The entries of a list header, the last one first.
fn list<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    let mut entries: Vec<_> = headers
        .get_all(name)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(',').map(str::trim))
        .collect();
    entries.reverse();
    entries.into_iter()
}

fn last<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    list(headers, name).next()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn caller(peer: &str, headers: &[(&str, &str)], trusted: &[&str]) -> Caller {
        let mut request = Request::builder().uri("/");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let peer = SocketAddr::new(peer.parse().unwrap(), 5_000);
        parts.extensions.insert(ConnectInfo(peer));
        let trusted: Vec<IpNet> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        Caller::of(&parts, &trusted)
    }

    #[test]
    fn a_stranger_cannot_say_who_he_is() {
        let headers = [
            ("x-forwarded-for", "192.0.2.1"),
            ("x-forwarded-proto", "https"),
            ("host", "a"),
        ];
        let seen = caller("203.0.113.9", &headers, &["10.0.0.0/8"]);
        assert_eq!(
            seen,
            Caller {
                ip: "203.0.113.9".parse().unwrap(),
                https: false,
                host: Some("a".into())
            }
        );
    }

    #[test]
    fn behind_trusted_proxies_the_first_stranger_is_the_client() {
        let headers = [
            ("x-forwarded-for", "1.1.1.1, 198.51.100.7"),
            ("x-forwarded-for", "10.0.0.2"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "choices.example.org"),
            ("host", "inner:3000"),
        ];
        let seen = caller("::ffff:10.0.0.1", &headers, &["10.0.0.0/8"]);
        assert_eq!(seen.ip, "198.51.100.7".parse::<IpAddr>().unwrap());
        assert!(seen.https);
        assert_eq!(seen.host.as_deref(), Some("choices.example.org"));
    }

    #[test]
    fn a_proxy_that_names_nobody_is_the_client() {
        let seen = caller(
            "10.0.0.1",
            &[("x-forwarded-for", "unknown")],
            &["10.0.0.0/8"],
        );
        assert_eq!(seen.ip, "10.0.0.1".parse::<IpAddr>().unwrap());
    }
}
