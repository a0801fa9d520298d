-- How often each kind of question was asked a day, so that a red line can be held against what was asked
-- before it was drawn.
--
-- Of a question only what a line could ask about is kept, and never about whom it was: whoever is asked
-- about in the same way adds to the same row. Rows are deleted after 35 days.
CREATE TABLE check_shape (
    -- Whole days of UTC since 1970.
    day BIGINT NOT NULL,
    -- JSON; empty: those that are not told apart.
    shape TEXT COLLATE "C" NOT NULL,
    times BIGINT NOT NULL CHECK (times > 0),
    PRIMARY KEY (day, shape)
);
