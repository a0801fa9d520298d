-- What machines decided about customers, and which machines there are. A decision changes no consent,
-- so it does not stand in the ledger.

-- Decisions, and those that were refused for what they cite. Ids begin with their time, so that new
-- rows come at the end. Once she is erased, customer and body are gone; that there was a decision of
-- this model stays, for her link must say so, and nobody is to take it for one that was never recorded.
CREATE TABLE decision (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    customer_id BLOB CHECK (length(customer_id) = 16),
    at INTEGER NOT NULL,
    model TEXT NOT NULL,
    version TEXT NOT NULL,
    sort TEXT NOT NULL
        CHECK (sort IN ('explained', 'matches', 'differs', 'unexplained', 'violation')),
    overridden INTEGER NOT NULL CHECK (overridden IN (0, 1)),
    contested INTEGER NOT NULL CHECK (contested IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    -- JSON.
    body BLOB,
    CHECK ((customer_id IS NULL) = (body IS NULL))
) STRICT, WITHOUT ROWID;

-- For the customer, by time.
CREATE INDEX decision_of ON decision (customer_id, at) WHERE customer_id IS NOT NULL;

-- For the reviewer. Few are among them, so that others pay nothing.
CREATE INDEX decision_violation ON decision (id) WHERE sort = 'violation';

-- How many of each sort, by the day on which they were made: whole days of UTC since 1970.
CREATE TABLE decided_on (
    model TEXT NOT NULL,
    version TEXT NOT NULL,
    day INTEGER NOT NULL,
    explained INTEGER NOT NULL,
    matches INTEGER NOT NULL,
    differs INTEGER NOT NULL,
    unexplained INTEGER NOT NULL,
    violations INTEGER NOT NULL,
    below_bar INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    overridden INTEGER NOT NULL,
    PRIMARY KEY (model, version, day)
) STRICT, WITHOUT ROWID;

-- Genuine links that lead to nothing: somebody asked why, and nobody had recorded it.
CREATE TABLE decision_unanswered (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    times INTEGER NOT NULL CHECK (times > 0)
) STRICT, WITHOUT ROWID;

-- Up to which entry of the ledger contests of decisions are counted.
CREATE TABLE decision_followed (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    through INTEGER NOT NULL
) STRICT;

INSERT INTO decision_followed (one, through) VALUES (1, 0);

-- The systems that decide.
CREATE TABLE ai_model (
    key TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL CHECK (revision > 0),
    -- JSON.
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
