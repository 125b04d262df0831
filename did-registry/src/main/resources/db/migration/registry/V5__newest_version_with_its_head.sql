-- The newest version stands with its head, so that resolving a DID reads one row; did_version keeps those before it. Texts
-- are VARCHAR now: H2 keeps a TEXT of more than 256 characters away from its row and finds it by two more reads. Both tables
-- are written anew, because H2 would write them anew for each column.

CREATE TABLE did_head_and_newest (
    did            VARCHAR(1024) NOT NULL PRIMARY KEY,
    version        BIGINT        NOT NULL,
    state          VARCHAR       NOT NULL,
    leaf_index     BIGINT        NOT NULL,
    logged_at      BIGINT        NOT NULL,
    operation_hash BYTEA         NOT NULL,
    created        BIGINT        NOT NULL,
    deactivated    BIGINT,
    imported       VARCHAR
);

CREATE TABLE did_version_before (
    did        VARCHAR(1024) NOT NULL,
    version    BIGINT        NOT NULL,
    state      VARCHAR       NOT NULL,
    leaf_index BIGINT        NOT NULL,
    logged_at  BIGINT        NOT NULL,
    PRIMARY KEY (did, version)
);

INSERT INTO did_head_and_newest
SELECT head.did, head.version, newest.state, newest.leaf_index, newest.logged_at, head.operation_hash, head.created,
    head.deactivated, head.imported
FROM did_head head JOIN did_version newest ON newest.did = head.did AND newest.version = head.version;

INSERT INTO did_version_before
SELECT earlier.did, earlier.version, earlier.state, earlier.leaf_index, earlier.logged_at
FROM did_version earlier JOIN did_head head ON head.did = earlier.did
WHERE earlier.version < head.version;

DROP TABLE did_head;
DROP TABLE did_version;
ALTER TABLE did_head_and_newest RENAME TO did_head;
ALTER TABLE did_version_before RENAME TO did_version;
