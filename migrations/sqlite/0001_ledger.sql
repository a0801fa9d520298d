-- The ledger, its personal side, and the projections that are written with it.
--
-- Times are milliseconds since 1970-01-01T00:00:00Z. Ids are 16 bytes in time order, made by the
-- application. What is written for every choice has no index that a choice would have to touch
-- at a random place, except where a read needs it.

-- The public part of every entry. Rows are never changed and never deleted.
CREATE TABLE ledger (
    idx INTEGER PRIMARY KEY CHECK (idx >= 0),
    at INTEGER NOT NULL,
    leaf BLOB NOT NULL CHECK (length(leaf) = 98)
) STRICT;

-- The personal part. An erasure deletes the row, and the ledger still verifies.
CREATE TABLE ledger_side (
    idx INTEGER PRIMARY KEY,
    customer_id BLOB CHECK (length(customer_id) = 16),
    -- The entry before this one about the same customer; 0 where there is none.
    previous INTEGER NOT NULL,
    nonce BLOB NOT NULL CHECK (length(nonce) = 32),
    payload BLOB NOT NULL
) STRICT;

-- With a rowid: a state is larger than a page of a WITHOUT ROWID table keeps in one piece, and
-- changing it leaves the index alone.
CREATE TABLE customer (
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    key BLOB NOT NULL CHECK (length(key) = 32),
    locale TEXT,
    region TEXT,
    birth_year INTEGER,
    created_at INTEGER NOT NULL,
    -- The fold of her entries, as JSON.
    state BLOB NOT NULL
) STRICT;

CREATE TABLE identifier (
    identifier TEXT PRIMARY KEY,
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    -- Its place in her list.
    place INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX identifier_of_customer ON identifier (customer_id, place);

-- What was answered to requests with an idempotency key. Both digests are keyed.
CREATE TABLE answer (
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
    request BLOB NOT NULL CHECK (length(request) = 32),
    customer_id BLOB CHECK (length(customer_id) = 16),
    answer BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;

-- New rows always join at its end, so it costs next to nothing.
CREATE INDEX answer_at ON answer (at);

-- The published versions of all propositions.
CREATE TABLE version (
    idx INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    published BLOB NOT NULL
) STRICT;

-- Who may write the ledger: one row.
CREATE TABLE lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Grows with each taking and each giving back.
    epoch INTEGER NOT NULL,
    holder TEXT NOT NULL,
    until INTEGER NOT NULL,
    -- Whether the holder also holds the lock file, which a process loses by dying.
    guarded INTEGER NOT NULL
) STRICT;

INSERT INTO lease (id, epoch, holder, until, guarded) VALUES (1, 0, '', 0, 0);
