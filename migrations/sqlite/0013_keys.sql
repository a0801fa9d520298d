-- How much each API client calls: before one is revoked, people see what would break.

-- Calls by client, hour (whole hours since 1970) and operation; two days of them are kept.
CREATE TABLE client_calls (
    client_id BLOB NOT NULL CHECK (length(client_id) = 16),
    hour INTEGER NOT NULL CHECK (hour >= 0),
    operation TEXT NOT NULL,
    calls INTEGER NOT NULL CHECK (calls > 0),
    PRIMARY KEY (client_id, hour, operation)
) STRICT, WITHOUT ROWID;

-- The last call of each client, kept as long as the client is.
CREATE TABLE client_use (
    client_id BLOB PRIMARY KEY CHECK (length(client_id) = 16),
    operation TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
