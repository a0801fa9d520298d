//! Chance that is the same each time.

/// Numbers that look random and are the same each time (xorshift, Marsaglia 2003).
pub struct Dice(pub u64);

impl Dice {
    /// One of the first `n` numbers, from 0 on.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    /// One of these.
    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    /// Some of these: each with a chance of `share` in a hundred.
    pub fn some<'a>(&mut self, of: &[&'a str], share: usize) -> Vec<&'a str> {
        let picked = of.iter().filter(|_| self.below(100) < share);
        picked.copied().collect()
    }
}
