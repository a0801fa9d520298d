//! Which addresses a request may go to that somebody else asked for.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks of IPv4 that are refused: address, length of the prefix, and what IANA keeps it for.
const REFUSED_V4: &[(Ipv4Addr, u32, &str)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this network"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private use"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "shared behind a carrier"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback"),
    // Clouds tell a machine its own secrets here.
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private use"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "protocol assignments"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "documentation"),
    (Ipv4Addr::new(192, 31, 196, 0), 24, "AS112"),
    (Ipv4Addr::new(192, 52, 193, 0), 24, "AMT relays"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "6to4 relays"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private use"),
    (Ipv4Addr::new(192, 175, 48, 0), 24, "AS112"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "benchmarking"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved, and broadcast"),
];

/// All of IPv6 that has been given out as global unicast. What carries an address of IPv4 in it
/// stands outside, but for 6to4 and Teredo: mapped (`::ffff:0:0/96`), compatible (`::/96`) and
/// NAT64 (`64:ff9b::/96`, `64:ff9b:1::/48`).
const UNICAST_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Networks within it that are refused all the same.
const REFUSED_V6: &[(Ipv6Addr, u32, &str)] = &[
    (
        Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0),
        23,
        "protocol assignments: Teredo, benchmarking, ORCHID and others",
    ),
    (
        Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0),
        32,
        "documentation",
    ),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4"),
    (
        Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0),
        48,
        "AS112",
    ),
    (
        Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0),
        20,
        "documentation",
    ),
];

/// Whether that is a public unicast address: one that belongs to somebody on the internet.
///
/// Whatever stands in IANA's registries of special-purpose addresses is not (RFC 6890 and RFC
/// 8190; `iana-ipv4-special-registry` and `iana-ipv6-special-registry`), even where the registry
/// calls it globally reachable, for no CRM has its address there. Neither is multicast, nor
/// anything of IPv6 outside 2000::/3, which is all that IANA gives out
/// (`ipv6-unicast-address-assignments`). An address of IPv6 that carries one of IPv4 is refused
/// whatever it carries: who means that address can name it.
///
/// Two things no registry tells: a public address of the installation's own network, and a
/// translation to IPv4 under a prefix that a network chose for itself (RFC 6052, 2.2). A firewall
/// has to hold these.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !REFUSED_V4
            .iter()
            .any(|(network, length, _)| within_v4(address, *network, *length)),
        IpAddr::V6(address) => {
            let (unicast, length) = UNICAST_V6;
            within_v6(address, unicast, length)
                && !REFUSED_V6
                    .iter()
                    .any(|(network, length, _)| within_v6(address, *network, *length))
        }
    }
}

/// Whether the first `length` bits, of 32 at most, are the same.
fn within_v4(address: Ipv4Addr, network: Ipv4Addr, length: u32) -> bool {
    (address.to_bits() ^ network.to_bits()).leading_zeros() >= length
}

/// Whether the first `length` bits, of 128 at most, are the same.
fn within_v6(address: Ipv6Addr, network: Ipv6Addr, length: u32) -> bool {
    (address.to_bits() ^ network.to_bits()).leading_zeros() >= length
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().unwrap())
    }

    #[test]
    fn each_special_network_is_refused_from_its_first_to_its_last_address_and_no_further() {
        // First, last, and whether what stands right before and right behind is public.
        for (first, last, before, behind) in [
            ("0.0.0.0", "0.255.255.255", None, Some("1.0.0.0")),
            (
                "10.0.0.0",
                "10.255.255.255",
                Some("9.255.255.255"),
                Some("11.0.0.0"),
            ),
            (
                "100.64.0.0",
                "100.127.255.255",
                Some("100.63.255.255"),
                Some("100.128.0.0"),
            ),
            (
                "127.0.0.0",
                "127.255.255.255",
                Some("126.255.255.255"),
                Some("128.0.0.0"),
            ),
            (
                "169.254.0.0",
                "169.254.255.255",
                Some("169.253.255.255"),
                Some("169.255.0.0"),
            ),
            (
                "172.16.0.0",
                "172.31.255.255",
                Some("172.15.255.255"),
                Some("172.32.0.0"),
            ),
            (
                "192.0.0.0",
                "192.0.0.255",
                Some("191.255.255.255"),
                Some("192.0.1.0"),
            ),
            (
                "192.0.2.0",
                "192.0.2.255",
                Some("192.0.1.255"),
                Some("192.0.3.0"),
            ),
            (
                "192.31.196.0",
                "192.31.196.255",
                Some("192.31.195.255"),
                Some("192.31.197.0"),
            ),
            (
                "192.52.193.0",
                "192.52.193.255",
                Some("192.52.192.255"),
                Some("192.52.194.0"),
            ),
            (
                "192.88.99.0",
                "192.88.99.255",
                Some("192.88.98.255"),
                Some("192.88.100.0"),
            ),
            (
                "192.168.0.0",
                "192.168.255.255",
                Some("192.167.255.255"),
                Some("192.169.0.0"),
            ),
            (
                "192.175.48.0",
                "192.175.48.255",
                Some("192.175.47.255"),
                Some("192.175.49.0"),
            ),
            (
                "198.18.0.0",
                "198.19.255.255",
                Some("198.17.255.255"),
                Some("198.20.0.0"),
            ),
            (
                "198.51.100.0",
                "198.51.100.255",
                Some("198.51.99.255"),
                Some("198.51.101.0"),
            ),
            (
                "203.0.113.0",
                "203.0.113.255",
                Some("203.0.112.255"),
                Some("203.0.114.0"),
            ),
            (
                "224.0.0.0",
                "239.255.255.255",
                Some("223.255.255.255"),
                None,
            ),
            ("240.0.0.0", "255.255.255.255", None, None),
            (
                "::",
                "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                None,
                Some("2000::"),
            ),
            (
                "2001::",
                "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
                Some("2000:ffff::"),
                Some("2001:200::"),
            ),
            (
                "2001:db8::",
                "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                Some("2001:db7:ffff::"),
                Some("2001:db9::"),
            ),
            (
                "2002::",
                "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                Some("2001:ffff::"),
                Some("2003::"),
            ),
            (
                "2620:4f:8000::",
                "2620:4f:8000:ffff:ffff:ffff:ffff:ffff",
                Some("2620:4f:7fff::"),
                Some("2620:4f:8001::"),
            ),
            (
                "3fff::",
                "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
                Some("3ffe:ffff::"),
                Some("3fff:1000::"),
            ),
            (
                "4000::",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                Some("3fff:ffff::"),
                None,
            ),
        ] {
            assert!(!public(first), "{first}");
            assert!(!public(last), "{last}");
            for beside in [before, behind].into_iter().flatten() {
                assert!(public(beside), "{beside}");
            }
        }
    }

    #[test]
    fn what_has_a_name_of_its_own_is_judged_by_it() {
        for inside in [
            "169.254.169.254",
            "192.0.0.170",
            "255.255.255.255",
            "::1",
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "64:ff9b::8.8.8.8",
            "64:ff9b:1::8.8.8.8",
            "100::1",
            "100:0:0:1::1",
            "2001:0:808:808::1",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:30::1",
            "2002:808:808::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!public(inside), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "8.8.8.8",
            "93.184.215.14",
            "2001:4860:4860::8888",
            "2606:4700:4700::1111",
            "2a00:1450:4001:82a::200e",
        ] {
            assert!(public(outside), "{outside}");
        }
    }

    /// Every way in which an address of IPv6 carries one of IPv4.
    fn carried(address: Ipv4Addr) -> Vec<Ipv6Addr> {
        let bits = u128::from(address.to_bits());
        let [a, b, c, d] = address.octets();
        let under = |prefix: &str| prefix.parse::<Ipv6Addr>().unwrap().to_bits();
        // RFC 6052, 2.2: under a prefix of 48 bits a byte of zeros parts it.
        let local = [0, 0x64, 0xff, 0x9b, 0, 1, a, b, 0, c, d, 0, 0, 0, 0, 0];
        [
            under("::ffff:0:0") | bits,
            under("::ffff:0:0:0") | bits,
            bits,
            under("64:ff9b::") | bits,
            under("64:ff9b:1::") | bits,
            u128::from_be_bytes(local),
            under("2002::") | (bits << 80) | 1,
            // Teredo: the server's in the open, the client's with its bits turned.
            under("2001::") | (bits << 64),
            under("2001::") | (0x808_0808 << 64) | (!bits & 0xffff_ffff),
        ]
        .map(Ipv6Addr::from_bits)
        .to_vec()
    }

    /// An address of one of the refused networks of IPv4.
    fn refused() -> impl Strategy<Value = Ipv4Addr> {
        (proptest::sample::select(REFUSED_V4), any::<u32>()).prop_map(
            |((network, length, _), host)| {
                Ipv4Addr::from_bits(network.to_bits() | (host & (u32::MAX >> length)))
            },
        )
    }

    proptest! {
        #[test]
        fn no_form_of_a_refused_address_of_ipv4_gets_through(address in refused()) {
            prop_assert!(!is_public(IpAddr::V4(address)));
            for form in carried(address) {
                prop_assert!(!is_public(IpAddr::V6(form)), "{form} carries {address}");
            }
        }

        #[test]
        fn the_library_calls_nothing_private_that_gets_through(bits in any::<u32>()) {
            let address = Ipv4Addr::from_bits(bits);
            let special = address.is_private() || address.is_loopback() || address.is_link_local()
                || address.is_broadcast() || address.is_documentation() || address.is_multicast()
                || address.is_unspecified();
            prop_assert!(!(special && is_public(IpAddr::V4(address))), "{address}");
        }
    }
}
