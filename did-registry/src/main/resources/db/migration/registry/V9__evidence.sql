-- Evidence: docs/adr/0039-evidence.md.

-- Private. Where each deposit stands. signers: one line for each, its mark (? asked, + signed, - revoked) before the DID.
CREATE TABLE evidence (
    id          VARCHAR(40)   NOT NULL PRIMARY KEY,
    tenant      VARCHAR(64)   NOT NULL,
    depositor   VARCHAR(1024) NOT NULL,
    sha256      BYTEA,
    sm3         BYTEA,
    unspecified BYTEA,
    findable    BOOLEAN       NOT NULL,
    sequence    BIGINT        NOT NULL,
    head        BYTEA         NOT NULL,
    signers     TEXT          NOT NULL,
    case_id     VARCHAR(32),
    case_number BIGINT,
    case_before VARCHAR(40),
    leaf_index  BIGINT        NOT NULL,
    batch_index INTEGER       NOT NULL,
    logged_at   BIGINT        NOT NULL
);

CREATE INDEX evidence_by_sha256 ON evidence (sha256);
CREATE INDEX evidence_by_sm3 ON evidence (sm3);
CREATE INDEX evidence_by_unspecified ON evidence (unspecified);
CREATE INDEX evidence_in_order ON evidence (tenant, leaf_index, batch_index);
CREATE UNIQUE INDEX evidence_of_case ON evidence (case_id, case_number);

-- Private. operation: RFC 8785 form. batch_path: hashes of 32 bytes, concatenated.
CREATE TABLE evidence_statement (
    evidence    VARCHAR(40)   NOT NULL,
    sequence    BIGINT        NOT NULL,
    tenant      VARCHAR(64)   NOT NULL,
    type        VARCHAR(64)   NOT NULL,
    author      VARCHAR(1024) NOT NULL,
    version_id  VARCHAR(128)  NOT NULL,
    method      VARCHAR(1100) NOT NULL,
    operation   TEXT          NOT NULL,
    salt        BYTEA         NOT NULL,
    leaf_index  BIGINT        NOT NULL,
    logged_at   BIGINT        NOT NULL,
    batch_index INTEGER       NOT NULL,
    batch_size  INTEGER       NOT NULL,
    batch_path  BYTEA         NOT NULL,
    PRIMARY KEY (evidence, sequence)
);

-- Private. Ordered bundles.
CREATE TABLE evidence_case (
    id       VARCHAR(32)  NOT NULL PRIMARY KEY,
    tenant   VARCHAR(64)  NOT NULL,
    title    VARCHAR(200) NOT NULL,
    created  BIGINT       NOT NULL,
    deposits BIGINT       NOT NULL,
    newest   VARCHAR(40)
);

CREATE INDEX evidence_case_in_order ON evidence_case (tenant, created, id);

-- Private. A caller's own name for a deposit.
CREATE TABLE evidence_custom_key (
    tenant     VARCHAR(64)  NOT NULL,
    custom_key VARCHAR(256) NOT NULL,
    evidence   VARCHAR(40)  NOT NULL,
    PRIMARY KEY (tenant, custom_key)
);

CREATE INDEX evidence_custom_key_of ON evidence_custom_key (evidence);

-- Private. RFC 3161 time-stamps over the deposit's signed bytes; token: the TimeStampToken in DER.
CREATE TABLE evidence_timestamp (
    evidence VARCHAR(40) NOT NULL,
    made_at  BIGINT      NOT NULL,
    token    BYTEA       NOT NULL,
    PRIMARY KEY (evidence, made_at)
);

-- Public: written by its projection alone, rebuilt from the log.
CREATE TABLE evidence_publication (
    author          VARCHAR(1024) NOT NULL,
    evidence        VARCHAR(40)   NOT NULL,
    sha256          BYTEA,
    sm3             BYTEA,
    unspecified     BYTEA,
    revoked         BOOLEAN       NOT NULL,
    sequence        BIGINT        NOT NULL,
    operation_hash  BYTEA         NOT NULL,
    first_leaf      BIGINT        NOT NULL,
    first_logged_at BIGINT        NOT NULL,
    leaf_index      BIGINT        NOT NULL,
    logged_at       BIGINT        NOT NULL,
    PRIMARY KEY (author, evidence)
);

CREATE INDEX evidence_publication_by_sha256 ON evidence_publication (sha256);
CREATE INDEX evidence_publication_by_sm3 ON evidence_publication (sm3);
CREATE INDEX evidence_publication_by_unspecified ON evidence_publication (unspecified);
CREATE INDEX evidence_publication_of ON evidence_publication (evidence);
