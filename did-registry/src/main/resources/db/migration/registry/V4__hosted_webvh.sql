-- Public: the lines of did:webvh logs hosted here. approvals and parameters: RFC 8785 form.
CREATE TABLE webvh_line (
    did          VARCHAR(1024) NOT NULL,
    version      BIGINT        NOT NULL,
    version_id   VARCHAR(64)   NOT NULL,
    version_time BIGINT        NOT NULL,
    line         TEXT          NOT NULL,
    approvals    TEXT          NOT NULL,
    parameters   TEXT          NOT NULL,
    PRIMARY KEY (did, version)
);

-- Private: the key made ahead, to which the newest line commits.
ALTER TABLE hosted_did ADD COLUMN next_method VARCHAR(1100);

-- Private: the line of a DID that waits for its witnesses. made, retired: DID URLs, separated by spaces.
CREATE TABLE webvh_waiting (
    did           VARCHAR(1024) NOT NULL PRIMARY KEY,
    tenant        VARCHAR(64)   NOT NULL,
    version_id    VARCHAR(64)   NOT NULL,
    line          TEXT          NOT NULL,
    update_method VARCHAR(1100),
    next_method   VARCHAR(1100),
    made          TEXT          NOT NULL,
    retired       TEXT          NOT NULL
);

CREATE TABLE webvh_approval (
    did        VARCHAR(1024) NOT NULL,
    version_id VARCHAR(64)   NOT NULL,
    witness    VARCHAR(64)   NOT NULL,
    proof      TEXT          NOT NULL,
    PRIMARY KEY (did, version_id, witness)
);
