-- When each secret of an API client was last used: before an older one ends, people see whether
-- anything uses it still.
CREATE TABLE client_secret_use (
    digest BYTEA PRIMARY KEY CHECK (length(digest) = 32),
    at BIGINT NOT NULL
) WITH (fillfactor = 70);
