-- Counts of what people choose, of what arrived and of what was used: a page of numbers reads
-- these, and so takes as long for a million people as for ten.
--
-- Each is written in the transaction of what it counts. Nothing here says who: what one person
-- brought to a count stays in it when she is erased, moved from the part that can be made again
-- from the ledger to the part that cannot.

CREATE TABLE tally (
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

-- Up to which entry all are counted: -1 before the first. A program that does not count leaves it
-- behind the ledger's head, and the next one that does counts again.
CREATE TABLE counted (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    through BIGINT NOT NULL CHECK (through >= -1)
);

INSERT INTO counted (id, through) VALUES (1, -1);

-- Wholes and the millionths beside them are added up apart, so that neither sum overflows.
CREATE TABLE arrived_on (
    proposition TEXT COLLATE "C" NOT NULL,
    benefit TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    wholes BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    gone_wholes BIGINT NOT NULL,
    gone_parts BIGINT NOT NULL,
    PRIMARY KEY (proposition, benefit, unit, day)
) WITH (fillfactor = 70);

CREATE TABLE used_on (
    purpose TEXT COLLATE "C" NOT NULL,
    data TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    times BIGINT NOT NULL,
    gone BIGINT NOT NULL,
    PRIMARY KEY (purpose, data, day)
) WITH (fillfactor = 70);
