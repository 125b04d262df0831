-- Private: the nodes that may write this log. One with a guard in a file is the only one.
CREATE TABLE log_node (
    name      VARCHAR(64)   NOT NULL PRIMARY KEY,
    guarding  VARCHAR(16)   NOT NULL,
    joined_at BIGINT        NOT NULL,
    reason    VARCHAR(1024) NOT NULL
);
