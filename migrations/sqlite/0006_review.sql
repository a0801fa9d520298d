-- The way of a draft to its customers, what is said about it, and who did what.

-- Who wrote any of it, as a JSON array of ids; none approves it.
ALTER TABLE draft ADD COLUMN writers TEXT NOT NULL DEFAULT '[]';
-- How far it is, as JSON.
ALTER TABLE draft ADD COLUMN stage TEXT NOT NULL DEFAULT '{"is":"writing"}';
-- The class of change that a reviewer raised it to.
ALTER TABLE draft ADD COLUMN class TEXT;

CREATE TABLE comment (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    key TEXT NOT NULL,
    -- The field that it is about; empty where it is about the whole draft.
    field TEXT NOT NULL,
    said TEXT NOT NULL,
    by_account BLOB NOT NULL CHECK (length(by_account) = 16),
    at INTEGER NOT NULL,
    resolved_by BLOB CHECK (length(resolved_by) = 16),
    resolved_at INTEGER,
    CHECK ((resolved_by IS NULL) = (resolved_at IS NULL))
) STRICT;

CREATE INDEX comment_of_draft ON comment (key, id);

-- Who of the team did what; a line is never changed.
CREATE TABLE audit (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX audit_about ON audit (about, id);
