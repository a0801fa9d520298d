-- That a customer said of a guess that it is right, and when she said so first.
--
-- It is hers to say of what she read: a program that tells another guess under the key takes it away. Nothing
-- of what may be done follows from it.
ALTER TABLE guess ADD COLUMN confirmed_at INTEGER;
