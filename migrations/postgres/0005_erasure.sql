-- What is left of what was destroyed.

-- Entries whose personal side was destroyed on purpose. Which of them were one person's nobody can
-- tell any more.
CREATE TABLE destroyed (
    idx BIGINT PRIMARY KEY CHECK (idx > 0)
);

-- Erased customers.
CREATE TABLE erasure (
    idx BIGINT PRIMARY KEY,
    customer_id BYTEA NOT NULL UNIQUE CHECK (length(customer_id) = 16),
    -- Keyed digests of 32 bytes in a row: of the identifiers of somebody who is not to come back.
    suppressed BYTEA NOT NULL CHECK (length(suppressed) % 32 = 0)
);

-- From here on a customer's answers are enclosed with her key. Those given before are not, and
-- would outlive her.
DELETE FROM answer;
