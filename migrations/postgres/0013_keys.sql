-- How much each API client calls: before one is revoked, people see what would break.

-- Calls by client, hour (whole hours since 1970) and operation; two days of them are kept.
CREATE TABLE client_calls (
    client_id BYTEA NOT NULL CHECK (length(client_id) = 16),
    hour BIGINT NOT NULL CHECK (hour >= 0),
    operation TEXT COLLATE "C" NOT NULL,
    calls BIGINT NOT NULL CHECK (calls > 0),
    PRIMARY KEY (client_id, hour, operation)
    -- A row is changed every few seconds within its hour: with room beside it, no index is.
) WITH (fillfactor = 70);

-- The last call of each client, kept as long as the client is.
CREATE TABLE client_use (
    client_id BYTEA PRIMARY KEY CHECK (length(client_id) = 16),
    operation TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL
) WITH (fillfactor = 70);
