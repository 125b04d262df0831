-- Certificates with which papers were signed here: a paper is known by them for as long as it lies in a drawer.
CREATE TABLE paper_signer (
    -- SHA-256 of the certificate, in hexadecimal
    fingerprint VARCHAR(64) PRIMARY KEY,
    certificate VARCHAR(16000) NOT NULL,
    -- of the key ring; empty where the key lies in the operator's own file
    key_id VARCHAR(64) NOT NULL,
    -- 'own' for the one whose key was made here, which all nodes share; the fingerprint for all others
    slot VARCHAR(64) NOT NULL UNIQUE,
    since BIGINT NOT NULL
);

-- What is handed over by a link. The content is encrypted under a key that stands in the link alone.
CREATE TABLE transport (
    id VARCHAR(32) PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    content VARCHAR(2000000) NOT NULL,
    -- DIDs that may read it, separated by line feeds; empty: whoever has the link
    readers VARCHAR(16000) NOT NULL,
    once SMALLINT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
);

CREATE INDEX transport_expires ON transport (expires);
CREATE INDEX transport_tenant ON transport (tenant, expires);
