-- How often each model guessed, and what customers said of that.
--
-- What is told and what is said to be right is counted by day in the transaction that writes it: whole days
-- of UTC since 1970. A name is that of the row; guesses from before a model had to be registered have any.
CREATE TABLE guessed_on (
    model TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    told BIGINT NOT NULL CHECK (told >= 0),
    confirmed BIGINT NOT NULL CHECK (confirmed >= 0),
    PRIMARY KEY (model, version, day)
);

-- That a customer does not want a guess is an entry of the ledger, which a worker follows. A row for each
-- entry and model, so that what is read again after a crash counts once.
CREATE TABLE guess_rejected (
    idx BIGINT NOT NULL CHECK (idx > 0),
    model TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL,
    how TEXT COLLATE "C" NOT NULL CHECK (how IN ('wrong', 'dont_guess')),
    PRIMARY KEY (idx, model, version)
);

CREATE INDEX guess_rejected_day ON guess_rejected (day);
