-- Secret keys, wrapped. A destroyed key keeps its row without its bytes: its id can never name another key.
-- Which tenant a key belongs to is written where the key is named (the registry's hosted keys), not here.
CREATE TABLE key_ring (
    id               VARCHAR(64)  NOT NULL,
    key_type         VARCHAR(16)  NOT NULL,
    public_key       BYTEA        NOT NULL,
    master_key_id    VARCHAR(16)  NOT NULL,
    wrapped_data_key BYTEA,
    wrapped_secret   BYTEA,
    created_at       BIGINT       NOT NULL,
    destroyed_at     BIGINT,
    CONSTRAINT key_ring_pk PRIMARY KEY (id),
    CONSTRAINT key_ring_living_or_destroyed CHECK (
        (destroyed_at IS NULL AND wrapped_data_key IS NOT NULL AND wrapped_secret IS NOT NULL)
        OR (destroyed_at IS NOT NULL AND wrapped_data_key IS NULL AND wrapped_secret IS NULL))
);
