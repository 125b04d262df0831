-- Private: what a tenant asks of the credentials it is shown, by name. A version never changes; an empty one ends the policy.
CREATE TABLE verification_policy (
    tenant  VARCHAR(64) NOT NULL,
    name    VARCHAR(64) NOT NULL,
    version BIGINT      NOT NULL,
    policy  VARCHAR(65536) NOT NULL,
    created BIGINT      NOT NULL,
    PRIMARY KEY (tenant, name, version)
);
