-- What would weaken a red line waits for somebody else than who proposed it.

-- One proposal for each line: a newer one takes the place of the one before.
CREATE TABLE red_line_proposal (
    key TEXT COLLATE "C" PRIMARY KEY,
    id BYTEA NOT NULL CHECK (length(id) = 16),
    -- The line as it would be, as JSON; `null` where it would be gone.
    line TEXT NOT NULL,
    -- Why, in words that customers read.
    reason TEXT NOT NULL,
    -- The ledger index of the newest entry about the line that was looked at.
    seen BIGINT NOT NULL CHECK (seen >= 0),
    proposed_by BYTEA NOT NULL CHECK (length(proposed_by) = 16),
    proposed_at BIGINT NOT NULL
);
