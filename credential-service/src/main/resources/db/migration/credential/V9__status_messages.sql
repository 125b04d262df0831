-- The value of an entry in a list of messages; 0 in every other list.
ALTER TABLE status_entry ADD COLUMN message INTEGER DEFAULT 0 NOT NULL;
