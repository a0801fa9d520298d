//! What comes before what, and what is asked of time and people, with one rule at a time turned around.

/// The rules about what comes before what, and about time and people. Each can be turned around.
#[derive(Clone, Copy)]
pub(super) struct Order {
    pub(super) deny_before_consent: bool,
    pub(super) consent_before_escalate: bool,
    pub(super) unknown_before_lines: bool,
    pub(super) strict_first: bool,
    pub(super) human_only: bool,
    pub(super) human_only_of_deciding_alone: bool,
    pub(super) human_only_escalates: bool,
    pub(super) both_reasons: bool,
    pub(super) lines_begin: bool,
    pub(super) lines_end: bool,
    pub(super) situations_end: bool,
    pub(super) minors: bool,
    pub(super) year_of_age_is_young: bool,
    /// A line may stop guessing alone.
    pub(super) guessing_is_asked: bool,
}

impl Order {
    pub(super) const RIGHT: Self = Self {
        deny_before_consent: true,
        consent_before_escalate: true,
        unknown_before_lines: true,
        strict_first: true,
        human_only: true,
        human_only_of_deciding_alone: true,
        human_only_escalates: true,
        both_reasons: true,
        lines_begin: true,
        lines_end: true,
        situations_end: true,
        minors: true,
        year_of_age_is_young: true,
        guessing_is_asked: true,
    };

    pub(super) fn wrong() -> Vec<(&'static str, Self)> {
        let r = Self::RIGHT;
        vec![
            (
                "deny before consent",
                Self {
                    deny_before_consent: false,
                    ..r
                },
            ),
            (
                "consent before escalate",
                Self {
                    consent_before_escalate: false,
                    ..r
                },
            ),
            (
                "unknown before lines",
                Self {
                    unknown_before_lines: false,
                    ..r
                },
            ),
            (
                "strict first",
                Self {
                    strict_first: false,
                    ..r
                },
            ),
            (
                "human only",
                Self {
                    human_only: false,
                    ..r
                },
            ),
            (
                "human only of deciding alone",
                Self {
                    human_only_of_deciding_alone: false,
                    ..r
                },
            ),
            (
                "human only escalates",
                Self {
                    human_only_escalates: false,
                    ..r
                },
            ),
            (
                "both reasons",
                Self {
                    both_reasons: false,
                    ..r
                },
            ),
            (
                "lines begin",
                Self {
                    lines_begin: false,
                    ..r
                },
            ),
            (
                "lines end",
                Self {
                    lines_end: false,
                    ..r
                },
            ),
            (
                "situations end",
                Self {
                    situations_end: false,
                    ..r
                },
            ),
            ("minors", Self { minors: false, ..r }),
            (
                "guessing is asked",
                Self {
                    guessing_is_asked: false,
                    ..r
                },
            ),
            (
                "year of age",
                Self {
                    year_of_age_is_young: false,
                    ..r
                },
            ),
        ]
    }
}
