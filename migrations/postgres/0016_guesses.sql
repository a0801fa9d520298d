-- What models guess about customers, as programs tell it.
--
-- A guess changes no consent, so it does not stand in the ledger. Whether it counts follows from her
-- state at the moment when somebody asks; rows that can never count again are deleted afterwards.
CREATE TABLE guess (
    customer_id BYTEA NOT NULL CHECK (length(customer_id) = 16),
    key TEXT COLLATE "C" NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    says TEXT COLLATE "C" NOT NULL,
    -- Kinds of data, and below purposes: JSON arrays of their ids.
    derived_from TEXT COLLATE "C" NOT NULL,
    purposes TEXT COLLATE "C" NOT NULL,
    model TEXT COLLATE "C" NOT NULL,
    model_version TEXT COLLATE "C" NOT NULL,
    -- In ten-thousandths.
    confidence BIGINT NOT NULL CHECK (confidence BETWEEN 0 AND 10000),
    -- The newest entry of the ledger that the decision to take it over knew.
    idx BIGINT NOT NULL CHECK (idx >= 0),
    at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, key)
);
