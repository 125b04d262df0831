-- How far the log of each did:webvh was seen. A log that holds less, or something else, is refused.
CREATE TABLE webvh_seen (
    scid       VARCHAR(46)  NOT NULL PRIMARY KEY,
    number     BIGINT       NOT NULL,
    version_id VARCHAR(80)  NOT NULL,
    seen_at    BIGINT       NOT NULL
);
