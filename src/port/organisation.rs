//! The organisation, as its settings say it.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Fault, is_locale, is_region};

/// The controller that runs this installation, as shown on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Where people write to.
    pub contact_email: String,
    /// Where people call.
    pub contact_phone: Option<String>,
    /// Its postal address, in lines.
    pub address: Vec<String>,
    /// Who answers about data protection.
    pub data_protection_contact: String,
    /// The hue of the brand, in degrees of OKLCH, 0 to 359.
    pub hue: u16,
    /// The languages of its pages (BCP 47), the first where nothing else is known.
    pub locales: Vec<String>,
    /// Where it sits (ISO 3166).
    pub region: String,
    /// The zone that times are shown in (IANA), as `Europe/Berlin`.
    pub time_zone: String,
    /// The sites whose pages may show an exchange: exact origins, as `https://www.example.com`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub embed_origins: Vec<String>,
}

/// The most sites whose pages may show an exchange.
const MOST_ORIGINS: usize = 50;

impl Default for Organisation {
    /// An installation that nobody has named yet.
    fn default() -> Self {
        Self {
            name: "Your organisation".to_owned(),
            contact_email: String::new(),
            contact_phone: None,
            address: Vec::new(),
            data_protection_contact: String::new(),
            hue: 240,
            locales: vec!["en".to_owned()],
            region: String::new(),
            time_zone: "UTC".to_owned(),
            embed_origins: Vec::new(),
        }
    }
}

impl Organisation {
    /// What is otherwise than `before`, as the list of who did what notes it: the names of the fields,
    /// and last the sites, whose pages may show what customers chose. Nothing where all is the same.
    #[must_use]
    pub fn changes(&self, before: &Self) -> Option<String> {
        let fields = [
            ("name", self.name != before.name),
            ("contact_email", self.contact_email != before.contact_email),
            ("contact_phone", self.contact_phone != before.contact_phone),
            ("address", self.address != before.address),
            (
                "data_protection_contact",
                self.data_protection_contact != before.data_protection_contact,
            ),
            ("hue", self.hue != before.hue),
            ("locales", self.locales != before.locales),
            ("region", self.region != before.region),
            ("time_zone", self.time_zone != before.time_zone),
        ];
        let changed = fields.into_iter().filter(|(_, changed)| *changed);
        let mut told: Vec<_> = changed.map(|(field, _)| field.to_owned()).collect();
        if self.embed_origins != before.embed_origins {
            let sites = self.embed_origins.join(" ");
            told.push(format!("embed_origins {sites}").trim_end().to_owned());
        }
        (!told.is_empty()).then(|| told.join(", "))
    }

    /// What must be mended before these settings can be stored. Empty: nothing.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |field: &str, message: &str| {
            faults.push(Fault {
                field: field.to_owned(),
                message: message.to_owned(),
            });
        };
        let line = |text: &str, most: usize| {
            !text.trim().is_empty()
                && text.chars().count() <= most
                && !text.contains(char::is_control)
        };
        if !line(&self.name, 100) {
            add("name", "use one line of 1 to 100 characters");
        }
        if !line(&self.contact_email, 254) || !self.contact_email.contains('@') {
            add("contact_email", "use an e-mail address");
        }
        if self
            .contact_phone
            .as_deref()
            .is_some_and(|phone| !line(phone, 40))
        {
            add("contact_phone", "use one line of at most 40 characters");
        }
        if self.address.len() > 8 || self.address.iter().any(|text| !line(text, 120)) {
            add("address", "use at most 8 lines of at most 120 characters");
        }
        if !line(&self.data_protection_contact, 254) {
            add(
                "data_protection_contact",
                "say who answers about data protection",
            );
        }
        if self.hue > 359 {
            add("hue", "use a number from 0 to 359");
        }
        if self.locales.is_empty() || self.locales.iter().any(|locale| !is_locale(locale)) {
            add("locales", "name at least one language, such as `en`");
        }
        if !is_region(&self.region) {
            add("region", "use a code such as DE or US-CA");
        }
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            add("time_zone", "use a zone such as Europe/Berlin");
        }
        let good = |origin: &String| is_origin(origin);
        if self.embed_origins.len() > MOST_ORIGINS || !self.embed_origins.iter().all(good) {
            let message = "name at most 50 sites, each as a browser does: https://www.example.com";
            add("embed_origins", message);
        }
        faults
    }
}

/// Whether it is an origin as browsers spell it (RFC 6454, 6.2): scheme, host in small letters, and the
/// port where it is not the scheme's own. Without TLS only the machine itself, for those who try it out.
fn is_origin(text: &str) -> bool {
    let (rest, own_port, secure) = match text.split_once("://") {
        Some(("https", rest)) => (rest, "443", true),
        Some(("http", rest)) => (rest, "80", false),
        _ => return false,
    };
    let (host, port) = rest.rsplit_once(':').unwrap_or((rest, ""));
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    let fits = port.parse::<u16>().is_ok_and(|port| port > 0);
    let good_port = rest == host || (digits && fits && !port.starts_with('0') && port != own_port);
    let label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let local = matches!(host, "localhost" | "127.0.0.1");
    let named = host.len() <= 253 && host.split('.').all(label);
    good_port && named && (secure || local)
}

#[cfg(test)]
mod tests {
    use super::is_origin;

    #[test]
    fn an_origin_is_spelt_as_browsers_spell_it() {
        for good in [
            "https://www.grocer.example",
            "https://grocer.example:8443",
            "https://xn--bcher-kva.example",
            "http://localhost:3000",
            "http://127.0.0.1:8080",
            "http://localhost",
        ] {
            assert!(is_origin(good), "{good}");
        }
        for bad in [
            "",
            "null",
            "*",
            "https://*",
            "https://*.grocer.example",
            "https://www.grocer.example/",
            "https://www.grocer.example/shop",
            "https://WWW.grocer.example",
            "https://www.grocer.example:443",
            "https://www.grocer.example:0",
            "https://www.grocer.example:",
            "https://www.grocer.example:08",
            "https://eve@www.grocer.example",
            "http://www.grocer.example",
            "http://localhost.evil.example",
            "https://a..example",
            "https://-a.example",
            "https://www.grocer.example https://evil.example",
            "ftp://www.grocer.example",
        ] {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}
