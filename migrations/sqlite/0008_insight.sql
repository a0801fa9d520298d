-- Counts of what people choose, of what arrived and of what was used: a page of numbers reads
-- these, and so takes as long for a million people as for ten.
--
-- Each is written in the transaction of what it counts. Nothing here says who: what one person
-- brought to a count stays in it when she is erased, moved from the part that can be made again
-- from the ledger to the part that cannot.

CREATE TABLE tally (
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

-- Up to which entry all are counted: -1 before the first. A program that does not count leaves it
-- behind the ledger's head, and the next one that does counts again.
CREATE TABLE counted (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    through INTEGER NOT NULL CHECK (through >= -1)
) STRICT;

INSERT INTO counted (id, through) VALUES (1, -1);

-- Wholes and the millionths beside them are added up apart, so that neither sum overflows.
CREATE TABLE arrived_on (
    proposition TEXT NOT NULL,
    benefit TEXT NOT NULL,
    unit TEXT NOT NULL,
    day INTEGER NOT NULL,
    wholes INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    gone_wholes INTEGER NOT NULL,
    gone_parts INTEGER NOT NULL,
    PRIMARY KEY (proposition, benefit, unit, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE used_on (
    purpose TEXT NOT NULL,
    data TEXT NOT NULL,
    day INTEGER NOT NULL,
    times INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    PRIMARY KEY (purpose, data, day)
) STRICT, WITHOUT ROWID;
