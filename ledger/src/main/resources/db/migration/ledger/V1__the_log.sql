-- The log itself. Nothing here is ever updated but the one row of log_head.

CREATE TABLE log_entry (
    leaf_index BIGINT NOT NULL PRIMARY KEY,
    logged_at  BIGINT NOT NULL,
    entry      BYTEA  NOT NULL
);

-- Hashes by C2SP tlog-tiles coordinates: one row is a run of up to 256 nodes of one tile,
-- first is the offset of the first of them inside the tile.
CREATE TABLE log_hashes (
    tile_level INTEGER NOT NULL,
    tile_index BIGINT  NOT NULL,
    first_node INTEGER NOT NULL,
    hashes     BYTEA   NOT NULL,
    PRIMARY KEY (tile_level, tile_index, first_node)
);

-- One row: the durable head. Every batch locks it, and changes it only from the size and root it read.
CREATE TABLE log_head (
    id        INTEGER NOT NULL PRIMARY KEY,
    tree_size BIGINT  NOT NULL,
    root      BYTEA   NOT NULL,
    logged_at BIGINT  NOT NULL
);

-- Every checkpoint ever published, verbatim.
CREATE TABLE log_checkpoint (
    tree_size BIGINT        NOT NULL PRIMARY KEY,
    note      VARCHAR(8192) NOT NULL
);
