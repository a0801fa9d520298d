//! A receipt in the form that somebody asks for.

use mutual::receipt::{About, ReceiptKey, dpv, kantara};

/// The forms of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Its own, which carries the proof.
    Own,
    /// Its own, signed (RFC 7515, compact).
    Jws,
    /// Kantara's consent receipt 1.1.
    Kantara,
    /// JSON-LD in the terms of the W3C Data Privacy Vocabulary (ISO/IEC TS 27560).
    Dpv,
}

impl Form {
    /// All forms; where several are equally welcome, the first one.
    pub const ALL: [Self; 4] = [Self::Own, Self::Jws, Self::Kantara, Self::Dpv];

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Own => "application/json",
            Self::Jws => "application/jose",
            Self::Kantara => "application/vnd.kantara.consent-receipt+json",
            Self::Dpv => "application/ld+json",
        }
    }

    /// The end of a file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Own => "json",
            Self::Jws => "jws",
            Self::Kantara => "kantara.json",
            Self::Dpv => "jsonld",
        }
    }

    /// The form that an `Accept` header (RFC 9110, 12.5.1) asks for before the others; `None` where
    /// it takes none of them.
    #[must_use]
    pub fn accepted(accept: &str) -> Option<Self> {
        if accept.trim().is_empty() {
            return Some(Self::Own);
        }
        let weight = |form: Self| {
            let ranges = accept.split(',').filter_map(|range| {
                let mut parts = range.split(';').map(str::trim);
                let wanted = parts.next()?.to_ascii_lowercase();
                let rank = match wanted.as_str() {
                    "*/*" => 1,
                    "application/*" => 2,
                    wanted if wanted == form.media_type() => 3,
                    _ => return None,
                };
                let q = parts.find_map(|part| part.strip_prefix("q="));
                let q: f32 = q.map_or(Ok(1.0), str::parse).ok()?;
                Some((rank, q))
            });
            // The narrowest range that fits says how welcome it is.
            ranges.max_by_key(|(rank, _)| *rank).map(|(_, q)| q)
        };
        let mut best: Option<(Self, f32)> = None;
        for form in Self::ALL {
            if let Some(q) = weight(form)
                && q > best.map_or(0.0, |(_, q)| q)
            {
                best = Some((form, q));
            }
        }
        best.map(|(form, _)| form)
    }

    /// The receipt in this form; `None` where the form cannot say it.
    #[must_use]
    pub fn write(self, about: About<'_>, key: &ReceiptKey) -> Option<Vec<u8>> {
        match self {
            Self::Own => serde_json::to_vec(about.receipt).ok(),
            Self::Jws => {
                let own = serde_json::to_vec(about.receipt).ok()?;
                Some(key.sign(&own).into_bytes())
            }
            Self::Kantara => serde_json::to_vec(&kantara(about)?).ok(),
            Self::Dpv => serde_json::to_vec(&dpv(about)?).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn the_form_is_the_one_that_is_most_welcome() {
        for (accept, form) in [
            ("", Some(Form::Own)),
            ("*/*", Some(Form::Own)),
            ("application/json", Some(Form::Own)),
            ("application/jose", Some(Form::Jws)),
            (
                "text/html, application/ld+json;q=0.9, */*;q=0.1",
                Some(Form::Dpv),
            ),
            (
                "application/json;q=0.5, application/vnd.kantara.consent-receipt+json",
                Some(Form::Kantara),
            ),
            ("application/json;q=0, */*", Some(Form::Jws)),
            ("text/html", None),
            ("application/json;q=0", None),
        ] {
            assert_eq!(Form::accepted(accept), form, "{accept}");
        }
    }
}
