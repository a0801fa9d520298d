-- What arrived, and what was used. Neither changes consent, so neither stands in the ledger.
--
-- Every key begins with the customer: what is asked is always about one, and a database that is
-- spread over several machines keeps what is hers together.

-- Benefits that arrived. The proof names the event: reported twice, it counts once.
CREATE TABLE value_event (
    customer_id BYTEA NOT NULL CHECK (length(customer_id) = 16),
    proposition TEXT COLLATE "C" NOT NULL,
    benefit TEXT COLLATE "C" NOT NULL,
    proof_ref TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    -- In millionths, so that no sum is rounded; 0 where it did not arrive after all.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    at BIGINT NOT NULL,
    reported_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, proposition, benefit, proof_ref)
);

-- For the timeline, which is read by time.
CREATE INDEX value_event_at ON value_event (customer_id, at);

-- Uses of data. All of it together names the event. The last use of a kind of data is found at the
-- end of its part of the key.
CREATE TABLE usage_event (
    customer_id BYTEA NOT NULL CHECK (length(customer_id) = 16),
    data TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    context TEXT COLLATE "C" NOT NULL,
    reported_at BIGINT NOT NULL,
    PRIMARY KEY (customer_id, data, purpose, at, context)
);

CREATE INDEX usage_event_at ON usage_event (customer_id, at);
