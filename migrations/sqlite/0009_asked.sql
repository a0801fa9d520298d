-- Who was asked and what came of it; what reached a customer, and what she withdrew after it.
--
-- As in the counts before: each table of rows is hers and goes with her, and beside it stands one of
-- counts by day, which says nothing of anybody and keeps what those brought who are gone.

-- The first time that a customer's page put the question of a version to her.
CREATE TABLE asked (
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    proposition TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- Whole days of UTC since 1970.
    day INTEGER NOT NULL,
    locale TEXT NOT NULL,
    -- The newest entry of the ledger by then: what answers it comes later.
    behind INTEGER NOT NULL CHECK (behind >= 0),
    -- Whether her first answer was yes; NULL as long as there is none.
    yes INTEGER CHECK (yes IN (0, 1)),
    PRIMARY KEY (customer_id, proposition, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE asked_on (
    proposition TEXT NOT NULL,
    day INTEGER NOT NULL,
    version INTEGER NOT NULL,
    -- By rows that are there, and by those that were destroyed.
    asked INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    yes INTEGER NOT NULL,
    gone_asked INTEGER NOT NULL,
    gone_answered INTEGER NOT NULL,
    gone_yes INTEGER NOT NULL,
    PRIMARY KEY (proposition, day, version)
) STRICT, WITHOUT ROWID;

-- What was sent to a customer: uses of data that name the channel. One message may use several kinds
-- of data, so it is named without them.
CREATE TABLE message (
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    purpose TEXT NOT NULL,
    at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    context TEXT NOT NULL,
    PRIMARY KEY (customer_id, purpose, at, channel, context)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_on (
    purpose TEXT NOT NULL,
    day INTEGER NOT NULL,
    told INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    PRIMARY KEY (purpose, day)
) STRICT, WITHOUT ROWID;

-- Exchanges that somebody turned off who had them on, from the ledger's entries.
CREATE TABLE withdrawal (
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    proposition TEXT NOT NULL,
    idx INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    -- It follows a message that is later than the one and no later than the other.
    since INTEGER NOT NULL,
    at INTEGER NOT NULL,
    -- When the message was sent that it is counted to follow; NULL where there is none.
    message_at INTEGER,
    -- 0 where that has to be looked up, or looked up again.
    looked_up INTEGER NOT NULL CHECK (looked_up IN (0, 1)),
    PRIMARY KEY (customer_id, proposition, idx)
) STRICT, WITHOUT ROWID;

-- What has to be looked up: hardly ever more than a few.
CREATE INDEX withdrawal_to_look_up ON withdrawal (customer_id) WHERE looked_up = 0;

-- Withdrawals by the day of the message that they follow.
CREATE TABLE withdrawn_on (
    proposition TEXT NOT NULL,
    day INTEGER NOT NULL,
    told INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    PRIMARY KEY (proposition, day)
) STRICT, WITHOUT ROWID;
