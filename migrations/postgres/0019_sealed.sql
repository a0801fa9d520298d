-- How what is sealed is found. A file of its own: in one transaction with its columns, a partial index
-- cannot be made everywhere.

-- What waits to be sealed. Few are among them.
CREATE INDEX decision_to_seal ON decision (id) WHERE sealed IS NULL AND leaf IS NOT NULL;

-- What an entry seals, in order.
CREATE INDEX decision_sealed ON decision (sealed, id) WHERE sealed IS NOT NULL;
