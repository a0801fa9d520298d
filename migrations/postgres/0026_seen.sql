-- What was seen of a customer that a guess rests on, as the program that guesses tells it.
--
-- She reads it under the guess, and it goes with the guess: a JSON array of objects with the kind of data,
-- what was seen in words, and when, where it was at one time.
ALTER TABLE guess ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]';
