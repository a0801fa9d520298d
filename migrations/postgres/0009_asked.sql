-- Who was asked and what came of it; what reached a customer, and what she withdrew after it.
--
-- As in the counts before: each table of rows is hers and goes with her, and beside it stands one of
-- counts by day, which says nothing of anybody and keeps what those brought who are gone.

-- The first time that a customer's page put the question of a version to her.
CREATE TABLE asked (
    customer_id BYTEA NOT NULL CHECK (length(customer_id) = 16),
    proposition TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    -- Whole days of UTC since 1970.
    day BIGINT NOT NULL,
    locale TEXT COLLATE "C" NOT NULL,
    -- The newest entry of the ledger by then: what answers it comes later.
    behind BIGINT NOT NULL CHECK (behind >= 0),
    -- Whether her first answer was yes; NULL as long as there is none.
    yes BOOLEAN,
    PRIMARY KEY (customer_id, proposition, version)
);

CREATE TABLE asked_on (
    proposition TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    version BIGINT NOT NULL,
    -- By rows that are there, and by those that were destroyed.
    asked BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    yes BIGINT NOT NULL,
    gone_asked BIGINT NOT NULL,
    gone_answered BIGINT NOT NULL,
    gone_yes BIGINT NOT NULL,
    PRIMARY KEY (proposition, day, version)
) WITH (fillfactor = 70);

-- What was sent to a customer: uses of data that name the channel. One message may use several kinds
-- of data, so it is named without them.
CREATE TABLE message (
    customer_id BYTEA NOT NULL CHECK (length(customer_id) = 16),
    purpose TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    context TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (customer_id, purpose, at, channel, context)
);

CREATE TABLE message_on (
    purpose TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    told BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    PRIMARY KEY (purpose, day)
) WITH (fillfactor = 70);

-- Exchanges that somebody turned off who had them on, from the ledger's entries.
CREATE TABLE withdrawal (
    customer_id BYTEA NOT NULL CHECK (length(customer_id) = 16),
    proposition TEXT COLLATE "C" NOT NULL,
    idx BIGINT NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    -- It follows a message that is later than the one and no later than the other.
    since BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- When the message was sent that it is counted to follow; NULL where there is none.
    message_at BIGINT,
    -- False where that has to be looked up, or looked up again.
    looked_up BOOLEAN NOT NULL,
    PRIMARY KEY (customer_id, proposition, idx)
);

-- What has to be looked up: hardly ever more than a few.
CREATE INDEX withdrawal_to_look_up ON withdrawal (customer_id) WHERE NOT looked_up;

-- Withdrawals by the day of the message that they follow.
CREATE TABLE withdrawn_on (
    proposition TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    told BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    PRIMARY KEY (proposition, day)
) WITH (fillfactor = 70);
