//! What the team reads about comparing two versions.

/// The page of comparisons.
#[derive(Debug)]
pub(crate) struct Compare {
    pub of: fn(&str) -> String,
    pub link: &'static str,
    pub back: &'static str,
    pub lead: &'static str,
    pub how: &'static str,
    pub success: &'static str,
    pub none: &'static str,
    /// The earlier version, and the later.
    pub versions: fn(u32, u32) -> String,

    pub rule: &'static str,
    pub difference: &'static str,
    pub margin: &'static str,
    pub risk: &'static str,
    pub answers: &'static str,
    pub yeses: &'static str,
    pub begins: &'static str,
    pub until: &'static str,
    pub fixed: &'static str,
    pub points: fn(u32) -> String,
    pub points_more: fn(u32) -> String,
    pub in_hundred: fn(u32) -> String,
    /// Who, and when.
    pub fixed_by: fn(&str, &str) -> String,

    /// How many have answered, of how many.
    pub running: fn(&str, &str) -> String,
    pub running_few: fn(&str) -> String,
    pub too_few_came: &'static str,
    pub replaced: &'static str,
    /// The earlier version, and the later.
    pub won: fn(u32, u32) -> String,
    pub easy: fn(u32, u32) -> String,
    pub fewer: fn(u32, u32) -> String,
    pub alike: fn(u32, u32) -> String,
    pub through: fn(&str) -> String,
    /// By how much, and the ends of the interval.
    pub yes_apart: fn(&str, &str, &str) -> String,
    pub regret_apart: fn(&str, &str, &str) -> String,
    pub apart: fn(f64) -> String,

    pub form: fn(u32) -> String,
    pub earlier: &'static str,
    pub difference_hint: &'static str,
    pub margin_hint: &'static str,
    pub risk_hint: &'static str,
    pub until_hint: &'static str,
    pub plan: &'static str,
    /// How many answers, how many yeses, and from which day.
    pub needs: fn(&str, &str, &str) -> String,
    pub fix: &'static str,
    pub fix_hint: &'static str,
    pub done: &'static str,

    pub not_asked: &'static str,
    pub not_live: &'static str,
    pub no_earlier: &'static str,
    pub already: &'static str,
    pub blocked: fn(u32) -> String,
    /// How many answers and yeses would be needed.
    pub too_few: fn(&str, &str) -> String,
    pub too_few_to_say: &'static str,
    pub bad_share: &'static str,
    pub bad_risk: &'static str,
    pub bad_until: &'static str,
    pub bad_earlier: &'static str,
    pub forbidden: &'static str,
}
