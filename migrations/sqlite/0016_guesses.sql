-- What models guess about customers, as programs tell it.
--
-- A guess changes no consent, so it does not stand in the ledger. Whether it counts follows from her
-- state at the moment when somebody asks; rows that can never count again are deleted afterwards.
CREATE TABLE guess (
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    key TEXT NOT NULL,
    label TEXT NOT NULL,
    says TEXT NOT NULL,
    -- Kinds of data, and below purposes: JSON arrays of their ids.
    derived_from TEXT NOT NULL,
    purposes TEXT NOT NULL,
    model TEXT NOT NULL,
    model_version TEXT NOT NULL,
    -- In ten-thousandths.
    confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 10000),
    -- The newest entry of the ledger that the decision to take it over knew.
    idx INTEGER NOT NULL CHECK (idx >= 0),
    at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, key)
) STRICT, WITHOUT ROWID;
