-- What would weaken a red line waits for somebody else than who proposed it.

-- One proposal for each line: a newer one takes the place of the one before.
CREATE TABLE red_line_proposal (
    key TEXT PRIMARY KEY,
    id BLOB NOT NULL CHECK (length(id) = 16),
    -- The line as it would be, as JSON; `null` where it would be gone.
    line TEXT NOT NULL,
    -- Why, in words that customers read.
    reason TEXT NOT NULL,
    -- The ledger index of the newest entry about the line that was looked at.
    seen INTEGER NOT NULL CHECK (seen >= 0),
    proposed_by BLOB NOT NULL CHECK (length(proposed_by) = 16),
    proposed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
