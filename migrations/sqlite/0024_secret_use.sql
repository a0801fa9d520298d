-- When each secret of an API client was last used: before an older one ends, people see whether
-- anything uses it still.
CREATE TABLE client_secret_use (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
