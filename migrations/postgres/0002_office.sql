-- What surrounds consent: accounts, sessions, tickets, throttles, API clients, drafts, jobs,
-- settings.
--
-- Secrets are kept as digests alone. An owner is an id as text: `acc_…` or `cus_…`.

-- Someone who signs in: a customer, or staff with a role.
CREATE TABLE account (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    -- In small letters.
    email TEXT COLLATE "C" NOT NULL UNIQUE,
    password TEXT,
    customer_id BYTEA UNIQUE CHECK (length(customer_id) = 16),
    role TEXT,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT,
    CHECK ((customer_id IS NULL) <> (role IS NULL))
);

CREATE TABLE session (
    id BYTEA PRIMARY KEY CHECK (length(id) = 32),
    owner TEXT COLLATE "C" NOT NULL,
    data BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX session_of_owner ON session (owner);
CREATE INDEX session_expires_at ON session (expires_at);

-- A mailed secret that can be used once.
CREATE TABLE ticket (
    digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
    kind TEXT NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX ticket_of_owner ON ticket (owner);
CREATE INDEX ticket_expires_at ON ticket (expires_at);

-- Tries in a window that began with the first of them.
CREATE TABLE throttle (
    bucket BYTEA PRIMARY KEY CHECK (length(bucket) = 32),
    tries BIGINT NOT NULL,
    window_ends_at BIGINT NOT NULL
);

CREATE INDEX throttle_window_ends_at ON throttle (window_ends_at);

CREATE TABLE client (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    test BOOLEAN NOT NULL,
    -- Parted by spaces, as in OAuth.
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE client_secret (
    client_id BYTEA NOT NULL REFERENCES client (id),
    -- Its place in the client's list.
    place BIGINT NOT NULL,
    digest BYTEA NOT NULL CHECK (length(digest) = 32),
    last4 TEXT NOT NULL,
    until BIGINT,
    PRIMARY KEY (client_id, place)
);

-- Grows with every change of a client: one row.
CREATE TABLE client_revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision BIGINT NOT NULL
);

INSERT INTO client_revision (id, revision) VALUES (1, 0);

-- Propositions that are being written.
CREATE TABLE draft (
    key TEXT COLLATE "C" PRIMARY KEY,
    content TEXT NOT NULL,
    revision BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by BYTEA NOT NULL CHECK (length(updated_by) = 16)
);

CREATE TABLE job (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    client_id BYTEA CHECK (length(client_id) = 16),
    status TEXT NOT NULL,
    spool TEXT NOT NULL,
    dry_run BOOLEAN NOT NULL,
    lines BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);

CREATE TABLE job_report (
    job_id BYTEA NOT NULL REFERENCES job (id),
    line BIGINT NOT NULL,
    -- Parts the reports about one line, in their order.
    n BIGINT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (job_id, line, n)
);

CREATE TABLE setting (
    name TEXT COLLATE "C" PRIMARY KEY,
    -- JSON.
    value TEXT NOT NULL
);
