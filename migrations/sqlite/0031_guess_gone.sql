-- What is left of guesses that were deleted, for as long as a decision may be reported late.
--
-- A decision is judged by the guesses that counted at its own moment, and is reported when one of them may be
-- gone. What that needs is kept: under which key it stood there from when to when, what it was made from and
-- what for; nothing of what it said. It goes with its customer, and by itself after three days.
CREATE TABLE guess_gone (
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    key TEXT NOT NULL,
    -- From when on it stood there no more.
    until_at INTEGER NOT NULL,
    -- All else is as it was in `guess` when it went.
    derived_from TEXT NOT NULL,
    purposes TEXT NOT NULL,
    idx INTEGER NOT NULL CHECK (idx >= 0),
    at INTEGER NOT NULL,
    first_idx INTEGER NOT NULL CHECK (first_idx >= 0),
    first_at INTEGER NOT NULL,
    key_at INTEGER,
    PRIMARY KEY (customer_id, key, until_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX guess_gone_until ON guess_gone (until_at);
