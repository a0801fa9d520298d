-- What the team says of red lines, of models and to customers.

-- From when what somebody proposes of a red line is to hold, where that is later than it must be.
ALTER TABLE red_line_proposal ADD COLUMN begins_at BIGINT;

-- A person said no in that case to what a model had said yes to. Nothing was decided then, so that no
-- decision tells of it; whole days of UTC since 1970.
CREATE TABLE turned_down (
    case_id BYTEA NOT NULL PRIMARY KEY CHECK (length(case_id) = 16),
    model TEXT COLLATE "C" NOT NULL,
    day BIGINT NOT NULL
);
CREATE INDEX turned_down_day ON turned_down (day);
-- What was decided before counts too: the entries are followed from the beginning once more, which
-- counts nothing twice.
UPDATE decision_followed SET through = 0;

-- What a colleague is called to customers; none: they read that a person has it.
ALTER TABLE account ADD COLUMN called TEXT;

-- For the reviewer: whose reasons are not those of the model. Few are among them, so that others pay
-- nothing.
CREATE INDEX decision_differs ON decision (model, id) WHERE sort = 'differs';
