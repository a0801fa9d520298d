-- What machines decided about customers, and which machines there are. A decision changes no consent,
-- so it does not stand in the ledger.

-- Decisions, and those that were refused for what they cite. Ids begin with their time, so that new
-- rows come at the end. Once she is erased, customer and body are gone; that there was a decision of
-- this model stays, for her link must say so, and nobody is to take it for one that was never recorded.
CREATE TABLE decision (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    customer_id BYTEA CHECK (length(customer_id) = 16),
    at BIGINT NOT NULL,
    model TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    sort TEXT COLLATE "C" NOT NULL
        CHECK (sort IN ('explained', 'matches', 'differs', 'unexplained', 'violation')),
    overridden BOOLEAN NOT NULL,
    contested BOOLEAN NOT NULL,
    recorded_at BIGINT NOT NULL,
    -- JSON.
    body BYTEA,
    CHECK ((customer_id IS NULL) = (body IS NULL))
);

-- For the customer, by time.
CREATE INDEX decision_of ON decision (customer_id, at) WHERE customer_id IS NOT NULL;

-- For the reviewer. Few are among them, so that others pay nothing.
CREATE INDEX decision_violation ON decision (id) WHERE sort = 'violation';

-- How many of each sort, by the day on which they were made: whole days of UTC since 1970.
CREATE TABLE decided_on (
    model TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    explained BIGINT NOT NULL,
    matches BIGINT NOT NULL,
    differs BIGINT NOT NULL,
    unexplained BIGINT NOT NULL,
    violations BIGINT NOT NULL,
    below_bar BIGINT NOT NULL,
    contested BIGINT NOT NULL,
    overridden BIGINT NOT NULL,
    PRIMARY KEY (model, version, day)
);

-- Genuine links that lead to nothing: somebody asked why, and nobody had recorded it.
CREATE TABLE decision_unanswered (
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    times BIGINT NOT NULL CHECK (times > 0)
);

-- Up to which entry of the ledger contests of decisions are counted.
CREATE TABLE decision_followed (
    one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    through BIGINT NOT NULL
);

INSERT INTO decision_followed (one, through) VALUES (1, 0);

-- The systems that decide.
CREATE TABLE ai_model (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL CHECK (revision > 0),
    -- JSON.
    body TEXT NOT NULL
);
