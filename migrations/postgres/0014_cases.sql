-- Cases: where each is found by its id and in the queue, and what people do about it before its
-- decision stands in the ledger.
--
-- What its entries say is written with them, in their transaction. What stands beside them goes with
-- the row, so that an erasure leaves nothing of a case but the destroyed entries.

CREATE TABLE case_file (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    -- The record that it was opened for.
    customer_id BYTEA NOT NULL CHECK (length(customer_id) = 16),
    team TEXT COLLATE "C" NOT NULL,
    idx BIGINT NOT NULL CHECK (idx >= 0),
    opened_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    -- What the entry says that opened it, and what was said besides: JSON.
    opened TEXT COLLATE "C" NOT NULL,
    asked TEXT COLLATE "C" NOT NULL,
    -- What the entry says that decided it.
    decided_idx BIGINT,
    decided_at BIGINT,
    decided TEXT COLLATE "C",
    -- Who has it, what she thinks, what was decided and can still be taken back: JSON. Whoever
    -- changes it names the revision that she saw.
    desk TEXT COLLATE "C" NOT NULL,
    holder BYTEA CHECK (length(holder) = 16),
    -- When something is to be done about it by itself: a decision is written down, time is over, or
    -- the customer is told. NULL where nothing is.
    acts_at BIGINT,
    revision BIGINT NOT NULL CHECK (revision > 0),
    CHECK ((decided_at IS NULL) = (decided_idx IS NULL)),
    CHECK ((decided IS NULL) = (decided_idx IS NULL))
);

-- The queue.
CREATE INDEX case_file_waits ON case_file (due_at, id) WHERE decided_at IS NULL;

-- What was decided, the newest first.
CREATE INDEX case_file_over ON case_file (decided_at, id) WHERE decided_at IS NOT NULL;

-- What is to be done next.
CREATE INDEX case_file_acts ON case_file (acts_at) WHERE acts_at IS NOT NULL;

CREATE INDEX case_file_of ON case_file (customer_id);
