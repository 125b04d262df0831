-- Checkpoints that a chain keeps for good.
CREATE TABLE log_anchor (
    tree_size    BIGINT       NOT NULL PRIMARY KEY,
    root         VARCHAR(64)  NOT NULL,
    chain        VARCHAR(64)  NOT NULL,
    contract     VARCHAR(64)  NOT NULL,
    transaction_hash VARCHAR(80) NOT NULL,
    block        BIGINT       NOT NULL,
    block_hash   VARCHAR(80)  NOT NULL,
    attested_at  BIGINT       NOT NULL
);

-- The one checkpoint that is on its way; its transactions are lines of hexadecimal digits, the dearest one last.
CREATE TABLE log_anchor_pending (
    slot         INT            NOT NULL PRIMARY KEY CHECK (slot = 1),
    chain_id     BIGINT         NOT NULL,
    contract     VARCHAR(64)    NOT NULL,
    tree_size    BIGINT         NOT NULL,
    root         VARCHAR(64)    NOT NULL,
    nonce        BIGINT         NOT NULL,
    transactions VARCHAR(65536) NOT NULL,
    attempts     INT            NOT NULL,
    gas_price    VARCHAR(80)    NOT NULL,
    sent_at      BIGINT         NOT NULL
);
