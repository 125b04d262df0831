-- What was issued under a key, in the order of the log: asked when the key is declared compromised.
CREATE INDEX credential_by_method ON credential_record (method, logged_at, leaf_index, id);

-- The credential that this one was issued in place of; of the same tenant.
ALTER TABLE credential_record ADD COLUMN replaces VARCHAR(36);
CREATE INDEX credential_by_replaced ON credential_record (replaces);
