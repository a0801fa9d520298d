-- What is left of what was destroyed.

-- Entries whose personal side was destroyed on purpose. Which of them were one person's nobody can
-- tell any more.
CREATE TABLE destroyed (
    idx INTEGER PRIMARY KEY CHECK (idx > 0)
) STRICT;

-- Erased customers.
CREATE TABLE erasure (
    idx INTEGER PRIMARY KEY,
    customer_id BLOB NOT NULL UNIQUE CHECK (length(customer_id) = 16),
    -- Keyed digests of 32 bytes in a row: of the identifiers of somebody who is not to come back.
    suppressed BLOB NOT NULL CHECK (length(suppressed) % 32 = 0)
) STRICT;

-- From here on a customer's answers are enclosed with her key. Those given before are not, and
-- would outlive her.
DELETE FROM answer;
