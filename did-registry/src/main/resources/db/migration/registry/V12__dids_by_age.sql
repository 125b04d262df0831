-- WeIdentity's clients list DIDs in the order of their creation.
CREATE INDEX did_head_created ON did_head (created, did);
