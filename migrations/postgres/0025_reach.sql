-- By which channels people may be reached, of those who answered: counts as in `tally`, which a
-- program from before cannot read. Each is written in the transaction of its entry.

CREATE TABLE reach (
    proposition TEXT COLLATE "C" NOT NULL,
    measure TEXT COLLATE "C" NOT NULL,
    -- Whole days of UTC since 1970.
    day BIGINT NOT NULL,
    version BIGINT NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    -- By entries that can be read, and by those that were destroyed.
    told BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    PRIMARY KEY (proposition, measure, day, version, part)
    -- The rows of today are changed with each commit: with room beside them, no index is.
) WITH (fillfactor = 70);

-- Up to which entry all of these are counted, as `counted` says it of the others. It begins one entry
-- short of it, so that the next start counts everything again, what was said long ago as well; and it
-- falls behind where a program from before writes.
CREATE TABLE reach_counted (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    through BIGINT NOT NULL CHECK (through >= -1)
);

INSERT INTO reach_counted (id, through)
SELECT 1, CASE WHEN through < 0 THEN -1 ELSE through - 1 END FROM counted;
