-- What a person allowed in a case is done once: which decision was recorded for it.
CREATE TABLE case_used (
    case_id BYTEA NOT NULL PRIMARY KEY CHECK (length(case_id) = 16),
    decision_id BYTEA NOT NULL CHECK (length(decision_id) = 16)
);
