-- Comparisons of two versions, each with the rule that was set before anything was to be seen.

-- A row is written once and never changed: a rule that could be changed after a look is none.
CREATE TABLE comparison (
    proposition TEXT COLLATE "C" NOT NULL,
    -- The version that is live, and the one that it took the place of.
    later BIGINT NOT NULL,
    earlier BIGINT NOT NULL CHECK (earlier > 0),
    -- The smallest difference worth knowing, how much more regret is borne, and the risk of being
    -- wrong: each in percent.
    difference BIGINT NOT NULL CHECK (difference BETWEEN 1 AND 50),
    margin BIGINT NOT NULL CHECK (margin BETWEEN 1 AND 50),
    risk BIGINT NOT NULL CHECK (risk IN (1, 5, 10)),
    -- How many answers of each version are needed, and how many yeses.
    answers BIGINT NOT NULL CHECK (answers > 0),
    yeses BIGINT NOT NULL CHECK (yeses > 0),
    -- The first day that counts for the later version, and the latest: whole days of UTC since 1970.
    begins BIGINT NOT NULL,
    until BIGINT NOT NULL,
    set_by BYTEA NOT NULL CHECK (length(set_by) = 16),
    set_at BIGINT NOT NULL,
    PRIMARY KEY (proposition, later),
    CHECK (later > earlier),
    CHECK (until > begins)
);

-- A person counts once from here on, however often she changes her mind in a week: the next start
-- counts again what can be read.
UPDATE counted SET through = -1;
