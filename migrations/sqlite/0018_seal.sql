-- Decisions of machines are sealed into the ledger: each has a leaf, an entry holds the root over many
-- leaves, and so nobody changes a decision unnoticed, adds one or takes one out. All of it is null of
-- rows of before, which no entry seals.

-- Goes into the leaf, so that the leaf says nothing once body and salt are erased. 16 random bytes.
ALTER TABLE decision ADD COLUMN salt BLOB;
-- SHA-256 over salt, id and body as they were recorded (RFC 6962, 2.1). It stays when she is erased, for
-- the proofs of others rest on it.
ALTER TABLE decision ADD COLUMN leaf BLOB;
-- The place of the entry that seals it.
ALTER TABLE decision ADD COLUMN sealed INTEGER;
