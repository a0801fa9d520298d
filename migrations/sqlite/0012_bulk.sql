-- What an import needs beside its lines: which of the file's columns stand for which of ours, and how
-- much of the file is read, for whoever waits.

-- JSON: the name of a column of the file to ours, or to null where it is left out.
ALTER TABLE job ADD COLUMN mapping TEXT;
-- How many bytes the file has, and up to where it is taken over. 0 of jobs from before.
ALTER TABLE job ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
