-- Private: from which paper a credential was made by exchange. leaf_index is null where the paper had no known place in the log.
CREATE TABLE credential_origin (
    credential_id VARCHAR(36)   NOT NULL PRIMARY KEY,
    tenant        VARCHAR(64)   NOT NULL,
    format        VARCHAR(32)   NOT NULL,
    paper_id      VARCHAR(2048) NOT NULL,
    digest        BYTEA         NOT NULL,
    leaf_index    BIGINT
);
