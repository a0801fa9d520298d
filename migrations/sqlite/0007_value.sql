-- What arrived, and what was used. Neither changes consent, so neither stands in the ledger.
--
-- Every key begins with the customer: what is asked is always about one, and a database that is
-- spread over several machines keeps what is hers together.

-- Benefits that arrived. The proof names the event: reported twice, it counts once.
CREATE TABLE value_event (
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    proposition TEXT NOT NULL,
    benefit TEXT NOT NULL,
    proof_ref TEXT NOT NULL,
    unit TEXT NOT NULL,
    -- In millionths, so that no sum is rounded; 0 where it did not arrive after all.
    amount INTEGER NOT NULL CHECK (amount >= 0),
    at INTEGER NOT NULL,
    reported_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, proposition, benefit, proof_ref)
) STRICT, WITHOUT ROWID;

-- For the timeline, which is read by time.
CREATE INDEX value_event_at ON value_event (customer_id, at);

-- Uses of data. All of it together names the event. The last use of a kind of data is found at the
-- end of its part of the key.
CREATE TABLE usage_event (
    customer_id BLOB NOT NULL CHECK (length(customer_id) = 16),
    data TEXT NOT NULL,
    purpose TEXT NOT NULL,
    at INTEGER NOT NULL,
    context TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    PRIMARY KEY (customer_id, data, purpose, at, context)
) STRICT, WITHOUT ROWID;

CREATE INDEX usage_event_at ON usage_event (customer_id, at);
