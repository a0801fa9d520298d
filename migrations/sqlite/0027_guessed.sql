-- How often each model guessed, and what customers said of that.
--
-- What is told and what is said to be right is counted by day in the transaction that writes it: whole days
-- of UTC since 1970. A name is that of the row; guesses from before a model had to be registered have any.
CREATE TABLE guessed_on (
    model TEXT NOT NULL,
    version TEXT NOT NULL,
    day INTEGER NOT NULL,
    told INTEGER NOT NULL CHECK (told >= 0),
    confirmed INTEGER NOT NULL CHECK (confirmed >= 0),
    PRIMARY KEY (model, version, day)
) STRICT, WITHOUT ROWID;

-- That a customer does not want a guess is an entry of the ledger, which a worker follows. A row for each
-- entry and model, so that what is read again after a crash counts once.
CREATE TABLE guess_rejected (
    idx INTEGER NOT NULL CHECK (idx > 0),
    model TEXT NOT NULL,
    version TEXT NOT NULL,
    day INTEGER NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('wrong', 'dont_guess')),
    PRIMARY KEY (idx, model, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX guess_rejected_day ON guess_rejected (day);
