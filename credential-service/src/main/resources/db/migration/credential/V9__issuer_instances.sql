-- Private: the addresses at which a tenant's issuers secure documents that their callers write (W3C VCALM).
CREATE TABLE issuer_instance (
    id           VARCHAR(32)   NOT NULL PRIMARY KEY,
    tenant       VARCHAR(64)   NOT NULL,
    issuer       VARCHAR(1024) NOT NULL,
    cryptosuite  VARCHAR(64)   NOT NULL,
    purposes     VARCHAR(100)  NOT NULL,
    unregistered BOOLEAN       NOT NULL,
    created      BIGINT        NOT NULL
);

CREATE INDEX issuer_instance_tenant ON issuer_instance (tenant, created, id);

-- Private: which credential an issuer means by a name that he gave it. The name itself is not kept.
CREATE TABLE credential_name (
    tenant        VARCHAR(64)   NOT NULL,
    issuer        VARCHAR(1024) NOT NULL,
    name_hash     BYTEA         NOT NULL,
    credential_id VARCHAR(36)   NOT NULL,
    PRIMARY KEY (tenant, issuer, name_hash)
);
