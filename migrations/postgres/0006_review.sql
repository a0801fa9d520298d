-- The way of a draft to its customers, what is said about it, and who did what.

-- Who wrote any of it, as a JSON array of ids; none approves it.
ALTER TABLE draft ADD COLUMN writers TEXT NOT NULL DEFAULT '[]';
-- How far it is, as JSON.
ALTER TABLE draft ADD COLUMN stage TEXT NOT NULL DEFAULT '{"is":"writing"}';
-- The class of change that a reviewer raised it to.
ALTER TABLE draft ADD COLUMN class TEXT;

CREATE TABLE comment (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    key TEXT COLLATE "C" NOT NULL,
    -- The field that it is about; empty where it is about the whole draft.
    field TEXT NOT NULL,
    said TEXT NOT NULL,
    by_account BYTEA NOT NULL CHECK (length(by_account) = 16),
    at BIGINT NOT NULL,
    resolved_by BYTEA CHECK (length(resolved_by) = 16),
    resolved_at BIGINT,
    CHECK ((resolved_by IS NULL) = (resolved_at IS NULL))
);

CREATE INDEX comment_of_draft ON comment (key, id);

-- Who of the team did what; a line is never changed.
CREATE TABLE audit (
    id BYTEA PRIMARY KEY CHECK (length(id) = 16),
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT COLLATE "C" NOT NULL,
    reason TEXT NOT NULL
);

CREATE INDEX audit_about ON audit (about, id);
