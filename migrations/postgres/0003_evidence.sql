-- What makes the ledger a log that anybody can check: the tree over its leaves, and its signed head.

-- The tree as C2SP tlog-tiles lays it out: up to 256 nodes of 32 bytes in a row, at every eighth
-- level. Nodes are added at the end of a row, and never changed.
CREATE TABLE tile (
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 7),
    idx BIGINT NOT NULL CHECK (idx >= 0),
    nodes BYTEA NOT NULL CHECK (length(nodes) BETWEEN 32 AND 8192 AND length(nodes) % 32 = 0),
    PRIMARY KEY (level, idx)
);

-- The newest signed head: one row. An older one is a beginning of it.
CREATE TABLE checkpoint (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL CHECK (size > 0),
    -- The signed note, as it is given out.
    note TEXT NOT NULL,
    at BIGINT NOT NULL
);
