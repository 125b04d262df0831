-- The DIDs that our own origin's DID Configuration lists, as long as their documents name the origin.
CREATE TABLE linked_did (
    did       VARCHAR(1024) NOT NULL PRIMARY KEY,
    linked_at BIGINT        NOT NULL
);
