-- Comparisons of two versions, each with the rule that was set before anything was to be seen.

-- A row is written once and never changed: a rule that could be changed after a look is none.
CREATE TABLE comparison (
    proposition TEXT NOT NULL,
    -- The version that is live, and the one that it took the place of.
    later INTEGER NOT NULL CHECK (later > earlier),
    earlier INTEGER NOT NULL CHECK (earlier > 0),
    -- The smallest difference worth knowing, how much more regret is borne, and the risk of being
    -- wrong: each in percent.
    difference INTEGER NOT NULL CHECK (difference BETWEEN 1 AND 50),
    margin INTEGER NOT NULL CHECK (margin BETWEEN 1 AND 50),
    risk INTEGER NOT NULL CHECK (risk IN (1, 5, 10)),
    -- How many answers of each version are needed, and how many yeses.
    answers INTEGER NOT NULL CHECK (answers > 0),
    yeses INTEGER NOT NULL CHECK (yeses > 0),
    -- The first day that counts for the later version, and the latest: whole days of UTC since 1970.
    begins INTEGER NOT NULL,
    until INTEGER NOT NULL CHECK (until > begins),
    set_by BLOB NOT NULL CHECK (length(set_by) = 16),
    set_at INTEGER NOT NULL,
    PRIMARY KEY (proposition, later)
) STRICT, WITHOUT ROWID;

-- A person counts once from here on, however often she changes her mind in a week: the next start
-- counts again what can be read.
UPDATE counted SET through = -1;
