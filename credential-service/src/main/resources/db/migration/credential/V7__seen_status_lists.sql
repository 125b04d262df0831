-- How new the newest copy of each list of another host was. An older one is refused.
CREATE TABLE status_list_seen (
    list      VARCHAR(2400) NOT NULL PRIMARY KEY,
    issued_at BIGINT        NOT NULL
);
