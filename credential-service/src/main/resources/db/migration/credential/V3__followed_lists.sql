-- Of a node that follows another's log: signed status lists as they were fetched. What they say is checked against the log.
CREATE TABLE followed_status_list (
    list       VARCHAR(1024) NOT NULL PRIMARY KEY,
    face       VARCHAR(32)   NOT NULL,
    body       BYTEA         NOT NULL,
    array_hash BYTEA         NOT NULL,
    fetched_at BIGINT        NOT NULL
);
