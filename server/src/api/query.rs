//! Query parameters, read strictly: a misspelt `chanel` must not widen a question.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use percent_encoding::percent_decode;

use super::problem::{Code, Problem};

/// The parameters of one request: each known and given once.
#[derive(Debug)]
pub(crate) struct Query<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Query<'a> {
    /// Reads a query whose parameters may be those of `known`.
    pub(crate) fn parse(text: Option<&'a str>, known: &[&'static str]) -> Result<Self, Problem> {
        let mut pairs: Vec<(&str, Cow<'_, str>)> = Vec::new();
        let mut unknown = Vec::new();
        let given = text
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty());
        for pair in given {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !known.contains(&name) {
                unknown.push(name);
                continue;
            }
            if pairs.iter().any(|(before, _)| *before == name) {
                return Err(invalid(name, "give this once"));
            }
            let value = decode(value).ok_or_else(|| invalid(name, "this is not UTF-8"))?;
            pairs.push((name, value));
        }
        if unknown.is_empty() {
            return Ok(Self(pairs));
        }
        let problem = Problem::new(Code::UnknownParameter, "there is no such parameter here");
        let message = format!("use {}", known.join(", "));
        Err(unknown.into_iter().fold(problem, |problem, name| {
            problem.field(name, message.clone())
        }))
    }

    /// The value of a parameter, if it was given and is not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let pair = self.0.iter().find(|(given, _)| *given == name)?;
        Some(pair.1.as_ref()).filter(|value| !value.is_empty())
    }

    /// Whether a switch is on: given without a value, or as `true`.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Problem> {
        match self.0.iter().find(|(given, _)| *given == name) {
            None => Ok(false),
            Some((_, value)) => match value.as_ref() {
                "" | "true" => Ok(true),
                "false" => Ok(false),
                _ => Err(invalid(name, "use `true` or `false`")),
            },
        }
    }

    /// A whole number within `range`, if one was given.
    pub(crate) fn number<N>(
        &self,
        name: &str,
        range: RangeInclusive<N>,
    ) -> Result<Option<N>, Problem>
    where
        N: FromStr + PartialOrd + Display,
    {
        let Some(text) = self.get(name) else {
            return Ok(None);
        };
        let number = text.parse().ok().filter(|number| range.contains(number));
        number.map(Some).ok_or_else(|| {
            let (least, most) = range.into_inner();
            invalid(name, &format!("use a whole number from {least} to {most}"))
        })
    }
}

/// A parameter that cannot be used.
pub(crate) fn invalid(name: &str, message: &str) -> Problem {
    Problem::new(Code::InvalidParameter, format!("`{name}`: {message}")).field(name, message)
}

/// The text that `%41` and `+` stand for; `None` where it is no UTF-8.
fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains(['%', '+']) {
        return Some(Cow::Borrowed(text));
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode(spaced.as_bytes()).decode_utf8().ok()?;
    Some(Cow::Owned(decoded.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(result: Result<Query<'_>, Problem>) -> Code {
        result.unwrap_err().code()
    }

    #[test]
    fn values_are_decoded_and_empty_ones_are_as_good_as_absent() {
        let query = Query::parse(Some("a=x%2Cy+z&b=&c"), &["a", "b", "c"]).unwrap();
        assert_eq!(query.get("a"), Some("x,y z"));
        assert_eq!(
            (query.get("b"), query.get("c"), query.get("d")),
            (None, None, None)
        );
    }

    #[test]
    fn a_switch_is_on_by_its_name_alone() {
        let query = Query::parse(Some("a&b=true&c=false&d=yes"), &["a", "b", "c", "d"]).unwrap();
        let flag = |name| query.flag(name).ok();
        assert_eq!(
            [flag("a"), flag("b"), flag("c"), flag("d"), flag("e")],
            [Some(true), Some(true), Some(false), None, Some(false)]
        );
    }

    #[test]
    fn what_is_unknown_doubled_or_unreadable_is_refused() {
        assert_eq!(
            code(Query::parse(Some("chanel=sms"), &["channel"])),
            Code::UnknownParameter
        );
        assert_eq!(
            code(Query::parse(Some("a=1&a=2"), &["a"])),
            Code::InvalidParameter
        );
        assert_eq!(
            code(Query::parse(Some("a=%ff"), &["a"])),
            Code::InvalidParameter
        );
    }

    #[test]
    fn numbers_stay_within_their_range() {
        let query = Query::parse(Some("a=5&b=-1&c=9"), &["a", "b", "c"]).unwrap();
        assert_eq!(query.number("a", 1..=8_u32).unwrap(), Some(5));
        assert!(query.number("b", 0..=8_u32).is_err());
        assert!(query.number("c", 0..=8_u32).is_err());
        assert_eq!(query.number("d", 0..=8_u32).unwrap(), None);
    }
}
