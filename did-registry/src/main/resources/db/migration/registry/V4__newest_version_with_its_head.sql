-- The newest version stands with its head, so that resolving a DID reads one row; did_version keeps those before it.
ALTER TABLE did_head ADD COLUMN state VARCHAR;
ALTER TABLE did_head ADD COLUMN leaf_index BIGINT;
ALTER TABLE did_head ADD COLUMN logged_at BIGINT;
UPDATE did_head SET (state, leaf_index, logged_at) = (SELECT v.state, v.leaf_index, v.logged_at
    FROM did_version v WHERE v.did = did_head.did AND v.version = did_head.version);
ALTER TABLE did_head ALTER COLUMN state SET NOT NULL;
ALTER TABLE did_head ALTER COLUMN leaf_index SET NOT NULL;
ALTER TABLE did_head ALTER COLUMN logged_at SET NOT NULL;
DELETE FROM did_version WHERE EXISTS (SELECT 1 FROM did_head h
    WHERE h.did = did_version.did AND h.version = did_version.version);
-- H2 keeps a TEXT of more than 256 characters away from its row, and finds it by two more reads.
ALTER TABLE did_head ALTER COLUMN imported SET DATA TYPE VARCHAR;
ALTER TABLE did_version ALTER COLUMN state SET DATA TYPE VARCHAR;
