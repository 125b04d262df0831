-- What witnesses signed under published checkpoints, a line each; the checkpoints themselves stay as they were published.
CREATE TABLE log_cosignature (
    tree_size   BIGINT        NOT NULL,
    witness     VARCHAR(512)  NOT NULL,
    line        VARCHAR(2048) NOT NULL,
    cosigned_at BIGINT        NOT NULL,
    PRIMARY KEY (tree_size, witness)
);

-- A witness that knows another history than this log's: the sentence, and the checkpoint that it did not sign.
CREATE TABLE log_witness_alarm (
    witness   VARCHAR(512)  NOT NULL,
    tree_size BIGINT        NOT NULL,
    raised_at BIGINT        NOT NULL,
    sentence  VARCHAR(2048) NOT NULL,
    note      VARCHAR(8192) NOT NULL,
    PRIMARY KEY (witness, tree_size)
);
