-- Private: one row per status list. The index key is sealed; leased counts the counters handed out so far.
-- A list is dirty while changes > served_changes, and it cannot be referred to before sequence 1 is served.
CREATE TABLE status_list (
    id             VARCHAR(32)   NOT NULL PRIMARY KEY,
    tenant         VARCHAR(64)   NOT NULL,
    issuer         VARCHAR(1024) NOT NULL,
    kind           VARCHAR(16)   NOT NULL,
    ordinal        INTEGER       NOT NULL,
    entries        INTEGER       NOT NULL,
    index_key      BYTEA         NOT NULL,
    leased         INTEGER       NOT NULL,
    changes        BIGINT        NOT NULL,
    served_changes BIGINT        NOT NULL,
    sequence       BIGINT        NOT NULL,
    leaf_index     BIGINT,
    signed_by      VARCHAR(2048),
    renew_at       BIGINT,
    UNIQUE (tenant, issuer, kind, ordinal)
);

-- Private: a place given to one credential, for ever. revoked is only ever set.
CREATE TABLE status_entry (
    list          VARCHAR(32) NOT NULL,
    list_index    INTEGER     NOT NULL,
    tenant        VARCHAR(64) NOT NULL,
    credential_id VARCHAR(36) NOT NULL,
    revoked       BOOLEAN     NOT NULL,
    suspended     BOOLEAN     NOT NULL,
    PRIMARY KEY (list, list_index)
);

CREATE INDEX status_entry_of_credential ON status_entry (credential_id);

-- Private: the list as it is served, one row per representation.
CREATE TABLE status_face (
    list       VARCHAR(32) NOT NULL,
    face       VARCHAR(16) NOT NULL,
    sequence   BIGINT      NOT NULL,
    body       BYTEA       NOT NULL,
    signed_at  BIGINT      NOT NULL,
    expires_at BIGINT      NOT NULL,
    PRIMARY KEY (list, face)
);

-- Public, rebuilt by replay: the newest logged version of each list.
CREATE TABLE status_list_version (
    list       VARCHAR(1024) NOT NULL PRIMARY KEY,
    author     VARCHAR(1024) NOT NULL,
    kind       VARCHAR(16)   NOT NULL,
    bits       BIGINT        NOT NULL,
    entries    BIGINT        NOT NULL,
    sequence   BIGINT        NOT NULL,
    operation  BYTEA         NOT NULL,
    array_hash BYTEA         NOT NULL,
    leaf_index BIGINT        NOT NULL,
    logged_at  BIGINT        NOT NULL
);

-- Private: what a tenant issued. No claims, no subject.
CREATE TABLE credential_record (
    id                VARCHAR(36)   NOT NULL PRIMARY KEY,
    tenant            VARCHAR(64)   NOT NULL,
    issuer            VARCHAR(1024) NOT NULL,
    version_id        VARCHAR(64)   NOT NULL,
    method            VARCHAR(2048) NOT NULL,
    format            VARCHAR(32)   NOT NULL,
    schema_id         VARCHAR(1024) NOT NULL,
    leaf_index        BIGINT        NOT NULL,
    logged_at         BIGINT        NOT NULL,
    salt              BYTEA         NOT NULL,
    signed_input_hash BYTEA         NOT NULL
);

CREATE INDEX credential_by_signed_input ON credential_record (signed_input_hash);
CREATE INDEX credential_by_tenant ON credential_record (tenant, leaf_index);

-- Private: logged and not yet answered; the input to sign, sealed. Removed with the answer.
CREATE TABLE pending_issuance (
    credential_id VARCHAR(36)   NOT NULL PRIMARY KEY,
    tenant        VARCHAR(64)   NOT NULL,
    issuer        VARCHAR(1024) NOT NULL,
    replayable    BOOLEAN       NOT NULL,
    since         BIGINT        NOT NULL,
    input         BYTEA         NOT NULL
);

-- Private: the answer, sealed, for a retry within 24 hours.
CREATE TABLE issuance_answer (
    credential_id VARCHAR(36) NOT NULL PRIMARY KEY,
    tenant        VARCHAR(64) NOT NULL,
    expires_at    BIGINT      NOT NULL,
    answer        BYTEA       NOT NULL
);

CREATE INDEX issuance_answer_expiry ON issuance_answer (expires_at);

-- Private: logged, never signed, and its status set to revoked: no paper with this id exists.
CREATE TABLE void_issuance (
    credential_id VARCHAR(36) NOT NULL PRIMARY KEY,
    tenant        VARCHAR(64) NOT NULL,
    voided_at     BIGINT      NOT NULL,
    reason        VARCHAR(64) NOT NULL
);
