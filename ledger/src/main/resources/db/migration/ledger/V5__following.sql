-- Of a node that follows another's log: when the origin last confirmed the view that is kept.
CREATE TABLE log_followed (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    as_of BIGINT  NOT NULL
);

-- Lies that were found, with the checkpoint that shows them. What the log's own signature proves never ends.
CREATE TABLE log_follow_alarm (
    lie       VARCHAR(32)   NOT NULL,
    tree_size BIGINT        NOT NULL,
    raised_at BIGINT        NOT NULL,
    sentence  VARCHAR(2048) NOT NULL,
    evidence  VARCHAR(8192) NOT NULL,
    ended_at  BIGINT,
    PRIMARY KEY (lie, tree_size, raised_at)
);
