-- The ledger, its personal side, and the projections that are written with it.
--
-- Times are milliseconds since 1970-01-01T00:00:00Z, except the lease's, which is the database's
-- own. Ids are 16 bytes in time order, made by the application. No sequence, no trigger, no
-- advisory lock: what stands here runs on every database that speaks PostgreSQL.

-- The public part of every entry. Rows are never changed and never deleted.
CREATE TABLE ledger (
    idx BIGINT PRIMARY KEY CHECK (idx >= 0),
    at BIGINT NOT NULL,
    leaf BYTEA NOT NULL CHECK (length(leaf) = 98)
);

-- The personal part. An erasure deletes the row, and the ledger still verifies.
CREATE TABLE ledger_side (
    idx BIGINT PRIMARY KEY,
    customer_id BYTEA CHECK (length(customer_id) = 16),
    -- The entry before this one about the same customer; 0 where there is none.
    previous BIGINT NOT NULL,
    nonce BYTEA NOT NULL CHECK (length(nonce) = 32),
    payload BYTEA NOT NULL
);

-- Only her state changes often. Room in each page lets the new row stand beside the old one, and
-- then no index is touched.
CREATE TABLE customer (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    key BYTEA NOT NULL CHECK (length(key) = 32),
    locale TEXT,
    region TEXT,
    birth_year INTEGER,
    created_at BIGINT NOT NULL,
    -- The fold of her entries, as JSON.
    state BYTEA NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE identifier (
    identifier TEXT COLLATE "C" PRIMARY KEY,
    customer_id BYTEA NOT NULL CHECK (length(customer_id) = 16),
    -- Its place in her list.
    place BIGINT NOT NULL
);

CREATE INDEX identifier_of_customer ON identifier (customer_id, place);

-- What was answered to requests with an idempotency key. Both digests are keyed.
CREATE TABLE answer (
    key BYTEA PRIMARY KEY CHECK (length(key) = 32),
    request BYTEA NOT NULL CHECK (length(request) = 32),
    customer_id BYTEA CHECK (length(customer_id) = 16),
    answer BYTEA NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX answer_at ON answer (at);

-- The published versions of all propositions.
CREATE TABLE version (
    idx BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    published BYTEA NOT NULL
);

-- Who may write the ledger: one row.
CREATE TABLE lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Grows with each taking and each giving back.
    epoch BIGINT NOT NULL,
    holder TEXT NOT NULL,
    until TIMESTAMPTZ NOT NULL
);

INSERT INTO lease (id, epoch, holder, until) VALUES (1, 0, '', '1970-01-01T00:00:00Z');
