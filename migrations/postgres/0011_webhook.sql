-- Webhooks: addresses that asked for entries of the ledger, and what became of each entry that
-- concerned them.
--
-- The ledger is the queue. What stands here says up to which entry an address was served, and how
-- far each of its deliveries is, so that a crash loses nothing and sends nothing under another name.

CREATE TABLE webhook_endpoint (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    url TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    -- The types of entries by name, parted by spaces; `*` for all.
    events TEXT COLLATE "C" NOT NULL,
    -- Enclosed with the installation's key: the secret that signs, and the one before it with the
    -- moment until which it signs as well.
    secret BYTEA NOT NULL,
    older_secret BYTEA,
    older_until BIGINT,
    -- Why nothing is sent, and since when; NULL where something is.
    off_why TEXT COLLATE "C",
    off_at BIGINT,
    -- Since when every attempt failed, and when people were told.
    failing_since BIGINT,
    warned_at BIGINT,
    -- The entry up to which entries became deliveries.
    through BIGINT NOT NULL CHECK (through >= 0),
    created_at BIGINT NOT NULL,
    revision BIGINT NOT NULL CHECK (revision > 0),
    -- Keyed digests of the idempotency key and of the request that made it. A write that is sent
    -- twice makes one address.
    created_key BYTEA NOT NULL UNIQUE CHECK (length(created_key) = 32),
    created_request BYTEA NOT NULL CHECK (length(created_request) = 32),
    -- The digest of the key under which the present secret was made, where that was another one.
    rotated_key BYTEA CHECK (length(rotated_key) = 32),
    CHECK ((older_until IS NULL) = (older_secret IS NULL)),
    CHECK ((off_at IS NULL) = (off_why IS NULL))
    -- Its row is changed with every attempt: with room beside it, no index is.
) WITH (fillfactor = 70);

-- One entry on its way to one address. Whose it is stands beside it, so that an erasure finds hers.
CREATE TABLE webhook_delivery (
    endpoint_id BYTEA NOT NULL CHECK (length(endpoint_id) = 16),
    idx BIGINT NOT NULL CHECK (idx >= 0),
    kind TEXT COLLATE "C" NOT NULL,
    -- NULL where the entry is about nobody.
    customer_id BYTEA CHECK (length(customer_id) = 16),
    urgent BOOLEAN NOT NULL,
    course TEXT COLLATE "C" NOT NULL,
    tries BIGINT NOT NULL CHECK (tries >= 0),
    -- When it is tried next; when it was over where it is.
    at BIGINT NOT NULL,
    PRIMARY KEY (endpoint_id, idx)
);

-- What waits, by address and in order: what a server that starts goes on with.
CREATE INDEX webhook_delivery_waits ON webhook_delivery (endpoint_id, idx)
    WHERE course = 'pending';

-- What people look for first among thousands that went well: hardly ever more than a few.
CREATE INDEX webhook_delivery_given_up ON webhook_delivery (idx, endpoint_id)
    WHERE course = 'given_up';

-- What is over, the oldest first: that is how it is forgotten.
CREATE INDEX webhook_delivery_over ON webhook_delivery (at) WHERE course <> 'pending';

CREATE INDEX webhook_delivery_of ON webhook_delivery (customer_id) WHERE customer_id IS NOT NULL;

-- The list of all addresses together, the newest entry first.
CREATE INDEX webhook_delivery_newest ON webhook_delivery (idx, endpoint_id);

-- What came of each attempt. It lives as long as its delivery.
CREATE TABLE webhook_attempt (
    endpoint_id BYTEA NOT NULL CHECK (length(endpoint_id) = 16),
    idx BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    at BIGINT NOT NULL,
    took_ms BIGINT NOT NULL CHECK (took_ms >= 0),
    -- The answer's status and the beginning of its text; without a status, why there was no answer.
    status BIGINT,
    said TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (endpoint_id, idx, number)
);
