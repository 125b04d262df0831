-- Organisations that share the service, and the keys by which their callers are known.
CREATE TABLE tenant (
    id      VARCHAR(64)  NOT NULL PRIMARY KEY,
    name    VARCHAR(200) NOT NULL,
    created BIGINT       NOT NULL
);

-- secret_hash is SHA-256 of the secret half; the secret itself is shown once and never kept.
CREATE TABLE api_key (
    id          VARCHAR(16)  NOT NULL PRIMARY KEY,
    tenant      VARCHAR(64)  NOT NULL REFERENCES tenant (id),
    name        VARCHAR(200) NOT NULL,
    secret_hash BYTEA        NOT NULL,
    roles       VARCHAR(100) NOT NULL,
    created     BIGINT       NOT NULL
);

CREATE INDEX api_key_tenant ON api_key (tenant);

-- Which key of the ring signs the log of this origin.
CREATE TABLE log_key (
    origin VARCHAR(200) NOT NULL PRIMARY KEY,
    key_id VARCHAR(64)  NOT NULL
);
