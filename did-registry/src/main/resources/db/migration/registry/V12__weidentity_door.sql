-- The door for WeIdentity's clients: docs/adr/0042-weidentity-door.md.

-- They list DIDs in the order of their creation.
CREATE INDEX did_head_created ON did_head (created, did);

-- Numbers that were given out for a data authorization and not used yet. token: SHA-256, base64url.
CREATE TABLE data_nonce (
    tenant    VARCHAR(64) NOT NULL,
    token     VARCHAR(43) NOT NULL,
    nonce     VARCHAR(64) NOT NULL,
    forget_at BIGINT      NOT NULL,
    PRIMARY KEY (tenant, token, nonce)
);
CREATE INDEX data_nonce_forget_at ON data_nonce (forget_at);
