-- Which entry a receipt is about. Receipts are named in time order, so that a new one joins at the
-- end of the index.
ALTER TABLE ledger_side ADD COLUMN receipt TEXT;

UPDATE ledger_side SET receipt = json_extract(CAST(payload AS TEXT), '$.receipt')
WHERE json_valid(CAST(payload AS TEXT));

CREATE INDEX ledger_side_receipt ON ledger_side (receipt);
