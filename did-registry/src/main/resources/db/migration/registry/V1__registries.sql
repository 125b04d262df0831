-- Public rows: written by projections alone, rebuilt from the log.

CREATE TABLE did_head (
    did            VARCHAR(1024) NOT NULL PRIMARY KEY,
    version        BIGINT        NOT NULL,
    operation_hash BYTEA         NOT NULL,
    created        BIGINT        NOT NULL,
    deactivated    BIGINT
);

CREATE TABLE did_version (
    did        VARCHAR(1024) NOT NULL,
    version    BIGINT        NOT NULL,
    state      TEXT          NOT NULL,
    leaf_index BIGINT        NOT NULL,
    logged_at  BIGINT        NOT NULL,
    PRIMARY KEY (did, version)
);

CREATE TABLE did_method (
    method_id VARCHAR(1100) NOT NULL PRIMARY KEY,
    did       VARCHAR(1024) NOT NULL,
    added     BIGINT        NOT NULL,
    retired   BIGINT,
    revoked   BIGINT
);

-- One row: what the log as a whole has counted so far.
CREATE TABLE schema_counter (
    number_range VARCHAR(16) NOT NULL PRIMARY KEY,
    next_number  BIGINT      NOT NULL
);

CREATE TABLE schema_chain (
    author         VARCHAR(1024) NOT NULL,
    name           VARCHAR(64)   NOT NULL,
    cpt_id         BIGINT        NOT NULL,
    version        BIGINT        NOT NULL,
    operation_hash BYTEA         NOT NULL,
    PRIMARY KEY (author, name)
);

CREATE TABLE schema_latest (
    cpt_id  BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);

CREATE TABLE schema_version (
    cpt_id      BIGINT        NOT NULL,
    version     BIGINT        NOT NULL,
    name        VARCHAR(64)   NOT NULL,
    author      VARCHAR(1024) NOT NULL,
    json_schema TEXT          NOT NULL,
    context     TEXT          NOT NULL,
    vct         VARCHAR(600)  NOT NULL,
    leaf_index  BIGINT        NOT NULL,
    logged_at   BIGINT        NOT NULL,
    PRIMARY KEY (cpt_id, version)
);

-- cpt_ids: decimal, in the order of registration, separated by spaces.
CREATE TABLE schema_name (
    name    VARCHAR(64) NOT NULL PRIMARY KEY,
    cpt_ids TEXT        NOT NULL
);

-- One row, once there is a root authority.
CREATE TABLE trust_root (
    id        VARCHAR(8)    NOT NULL PRIMARY KEY,
    authority VARCHAR(1024) NOT NULL
);

CREATE TABLE trust_authority (
    authority      VARCHAR(1024) NOT NULL,
    author         VARCHAR(1024) NOT NULL,
    sequence       BIGINT        NOT NULL,
    operation_hash BYTEA         NOT NULL,
    PRIMARY KEY (authority, author)
);

CREATE TABLE trust_authority_head (
    authority VARCHAR(1024) NOT NULL PRIMARY KEY,
    changes   BIGINT        NOT NULL
);

CREATE TABLE trust_authority_version (
    authority  VARCHAR(1024) NOT NULL,
    change_number   BIGINT        NOT NULL,
    name       VARCHAR(256)  NOT NULL,
    active     BOOLEAN       NOT NULL,
    leaf_index BIGINT        NOT NULL,
    logged_at  BIGINT        NOT NULL,
    PRIMARY KEY (authority, change_number)
);

CREATE TABLE trust_accreditation (
    authority      VARCHAR(1024) NOT NULL,
    issuer         VARCHAR(1024) NOT NULL,
    sequence       BIGINT        NOT NULL,
    operation_hash BYTEA         NOT NULL,
    PRIMARY KEY (authority, issuer)
);

-- accreditations: the whole list as the authority signed it, RFC 8785 form.
CREATE TABLE trust_accreditation_version (
    authority      VARCHAR(1024) NOT NULL,
    issuer         VARCHAR(1024) NOT NULL,
    sequence       BIGINT        NOT NULL,
    name           VARCHAR(256)  NOT NULL,
    accreditations TEXT          NOT NULL,
    leaf_index     BIGINT        NOT NULL,
    logged_at      BIGINT        NOT NULL,
    PRIMARY KEY (authority, issuer, sequence)
);

-- authorities: who ever granted something, in the order of the first grant, separated by spaces.
CREATE TABLE trust_issuer (
    issuer      VARCHAR(1024) NOT NULL PRIMARY KEY,
    name        VARCHAR(256)  NOT NULL,
    authorities TEXT          NOT NULL
);

-- Private rows: each belongs to a tenant.

CREATE TABLE hosted_did (
    did           VARCHAR(1024) NOT NULL PRIMARY KEY,
    tenant        VARCHAR(64)   NOT NULL,
    update_method VARCHAR(1100) NOT NULL
);
CREATE INDEX hosted_did_tenant ON hosted_did (tenant, did);

CREATE TABLE hosted_key (
    method_id VARCHAR(1100) NOT NULL PRIMARY KEY,
    tenant    VARCHAR(64)   NOT NULL,
    did       VARCHAR(1024) NOT NULL,
    key_id    VARCHAR(64)   NOT NULL,
    key_type  VARCHAR(16)   NOT NULL,
    purpose   VARCHAR(16)   NOT NULL,
    state     VARCHAR(16)   NOT NULL
);
CREATE INDEX hosted_key_state ON hosted_key (state, method_id);

CREATE TABLE hosted_registrar (
    tenant VARCHAR(64)   NOT NULL PRIMARY KEY,
    did    VARCHAR(1024) NOT NULL
);

CREATE TABLE audit (
    id         VARCHAR(36)   NOT NULL PRIMARY KEY,
    tenant     VARCHAR(64)   NOT NULL,
    made_at    BIGINT        NOT NULL,
    actor      VARCHAR(255)  NOT NULL,
    action     VARCHAR(64)   NOT NULL,
    subject    VARCHAR(4096) NOT NULL,
    outcome    VARCHAR(64)   NOT NULL,
    request_id VARCHAR(64)   NOT NULL,
    leaf_index BIGINT
);
CREATE INDEX audit_tenant ON audit (tenant, made_at, id);

CREATE TABLE idempotency (
    tenant     VARCHAR(64)   NOT NULL,
    route      VARCHAR(255)  NOT NULL,
    claim_key  VARCHAR(255)  NOT NULL,
    body_hash  BYTEA         NOT NULL,
    subject    VARCHAR(4096) NOT NULL,
    answer     BYTEA,
    expires    BIGINT        NOT NULL,
    PRIMARY KEY (tenant, route, claim_key)
);
CREATE INDEX idempotency_expires ON idempotency (expires);
