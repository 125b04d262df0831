-- Lists of trusted issuers: docs/adr/0037-trusted-lists.md.

-- As an authority of this log signed its own list last.
CREATE TABLE trusted_list_published (
    authority   VARCHAR(1024) NOT NULL PRIMARY KEY,
    sequence    BIGINT        NOT NULL,
    issued_at   BIGINT        NOT NULL,
    next_update BIGINT        NOT NULL,
    list        TEXT          NOT NULL
);

-- As the operator brought in the lists of other logs' authorities. signer is the pinned key, a Multikey. A list that is taken out
-- leaves its number and an empty text behind: an older one never counts again.
CREATE TABLE trusted_list_imported (
    authority   VARCHAR(1024) NOT NULL PRIMARY KEY,
    signer      VARCHAR(2048) NOT NULL,
    sequence    BIGINT        NOT NULL,
    issued_at   BIGINT        NOT NULL,
    next_update BIGINT        NOT NULL,
    list        TEXT          NOT NULL
);
