-- Who may accredit whom: docs/adr/0035-delegated-authorities.md.
CREATE TABLE trust_delegation (
    superior       VARCHAR(1024) NOT NULL,
    authority      VARCHAR(1024) NOT NULL,
    sequence       BIGINT        NOT NULL,
    operation_hash BYTEA         NOT NULL,
    PRIMARY KEY (superior, authority)
);

-- delegations: the whole list as the superior signed it, RFC 8785 form.
CREATE TABLE trust_delegation_version (
    superior    VARCHAR(1024) NOT NULL,
    authority   VARCHAR(1024) NOT NULL,
    sequence    BIGINT        NOT NULL,
    name        VARCHAR(256)  NOT NULL,
    delegations TEXT          NOT NULL,
    leaf_index  BIGINT        NOT NULL,
    logged_at   BIGINT        NOT NULL,
    PRIMARY KEY (superior, authority, sequence)
);

-- superiors: who ever delegated something, in the order of the first delegation, separated by spaces.
CREATE TABLE trust_delegate (
    authority VARCHAR(1024) NOT NULL PRIMARY KEY,
    name      VARCHAR(256)  NOT NULL,
    superiors TEXT          NOT NULL
);
