-- Since when a guess says what it says.
--
-- A program tells a guess again word for word, and a decision that rested on it before is reported
-- afterwards: it is judged by the first telling. Of a guess from before this, the newest telling is the first
-- one that is known, so that both are empty.
ALTER TABLE guess ADD COLUMN first_idx BIGINT;
ALTER TABLE guess ADD COLUMN first_at BIGINT;

-- Since when there is one under its key, in whatever words; empty where nobody knows any more.
ALTER TABLE guess ADD COLUMN key_at BIGINT;
