-- What surrounds consent: accounts, sessions, tickets, throttles, API clients, drafts, jobs,
-- settings.
--
-- Secrets are kept as digests alone. An owner is an id as text: `acc_…` or `cus_…`.

-- Someone who signs in: a customer, or staff with a role.
CREATE TABLE account (
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    -- In small letters.
    email TEXT NOT NULL UNIQUE,
    password TEXT,
    customer_id BLOB UNIQUE CHECK (length(customer_id) = 16),
    role TEXT,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    CHECK ((customer_id IS NULL) <> (role IS NULL))
) STRICT;

CREATE TABLE session (
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
    owner TEXT NOT NULL,
    data BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of_owner ON session (owner);
CREATE INDEX session_expires_at ON session (expires_at);

-- A mailed secret that can be used once.
CREATE TABLE ticket (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_of_owner ON ticket (owner);
CREATE INDEX ticket_expires_at ON ticket (expires_at);

-- Tries in a window that began with the first of them.
CREATE TABLE throttle (
    bucket BLOB PRIMARY KEY CHECK (length(bucket) = 32),
    tries INTEGER NOT NULL,
    window_ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX throttle_window_ends_at ON throttle (window_ends_at);

CREATE TABLE client (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    test INTEGER NOT NULL,
    -- Parted by spaces, as in OAuth.
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE client_secret (
    client_id BLOB NOT NULL REFERENCES client (id),
    -- Its place in the client's list.
    place INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    last4 TEXT NOT NULL,
    until INTEGER,
    PRIMARY KEY (client_id, place)
) STRICT, WITHOUT ROWID;

-- Grows with every change of a client: one row.
CREATE TABLE client_revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL
) STRICT;

INSERT INTO client_revision (id, revision) VALUES (1, 0);

-- Propositions that are being written.
CREATE TABLE draft (
    key TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL,
    revision INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL CHECK (length(updated_by) = 16)
) STRICT;

CREATE TABLE job (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    client_id BLOB CHECK (length(client_id) = 16),
    status TEXT NOT NULL,
    spool TEXT NOT NULL,
    dry_run INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE job_report (
    job_id BLOB NOT NULL REFERENCES job (id),
    line INTEGER NOT NULL,
    -- Parts the reports about one line, in their order.
    n INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (job_id, line, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    -- JSON.
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
