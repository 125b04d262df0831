-- Private rows of authority issuers and issuer types: docs/adr/0043-authority-issuers.md. Who is recognized and who stands on a
-- list is public, in the rows of trust.
CREATE TABLE authority_issuer (
    did         VARCHAR(1024) NOT NULL PRIMARY KEY,
    name        VARCHAR(64)   NOT NULL UNIQUE,
    description VARCHAR(400)  NOT NULL,
    tenant      VARCHAR(64)   NOT NULL,
    created     BIGINT        NOT NULL
);
CREATE INDEX authority_issuer_created ON authority_issuer (created, did);

CREATE TABLE issuer_type (
    name    VARCHAR(32) NOT NULL PRIMARY KEY,
    tenant  VARCHAR(64) NOT NULL,
    created BIGINT      NOT NULL
);
