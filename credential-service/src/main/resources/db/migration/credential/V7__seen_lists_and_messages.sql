-- How new the newest copy of each list of another host was. An older one is refused.
CREATE TABLE status_list_seen (
    list      VARCHAR(2400) NOT NULL PRIMARY KEY,
    issued_at BIGINT        NOT NULL
);

-- The number of the message that an entry of a message list gives; 0 in all other lists.
ALTER TABLE status_entry ADD COLUMN message INTEGER NOT NULL DEFAULT 0;
