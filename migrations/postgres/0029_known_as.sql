-- By what our records know a colleague who is a customer too, beside her address: a JSON array of
-- identifiers; none: nothing was said. Whoever it is neither sees nor decides a case about herself.
ALTER TABLE account ADD COLUMN known_as TEXT;
