-- By which channels people may be reached, of those who answered: counts as in `tally`, which a
-- program from before cannot read. Each is written in the transaction of its entry.

CREATE TABLE reach (
    proposition TEXT NOT NULL,
    measure TEXT NOT NULL,
    -- Whole days of UTC since 1970.
    day INTEGER NOT NULL,
    version INTEGER NOT NULL,
    part TEXT NOT NULL,
    -- By entries that can be read, and by those that were destroyed.
    told INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    PRIMARY KEY (proposition, measure, day, version, part)
) STRICT, WITHOUT ROWID;

-- Up to which entry all of these are counted, as `counted` says it of the others. It begins one entry
-- short of it, so that the next start counts everything again, what was said long ago as well; and it
-- falls behind where a program from before writes.
CREATE TABLE reach_counted (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    through INTEGER NOT NULL CHECK (through >= -1)
) STRICT;

INSERT INTO reach_counted (id, through)
SELECT 1, CASE WHEN through < 0 THEN -1 ELSE through - 1 END FROM counted;
