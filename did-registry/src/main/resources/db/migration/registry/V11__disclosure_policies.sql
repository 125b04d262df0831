-- Public rows of claim and presentation policies: docs/adr/0041-disclosure-policies.md.

-- How many there are of each kind; they are numbered from 1 without a gap.
CREATE TABLE disclosure_policy_counter (
    kind     VARCHAR(16) NOT NULL PRIMARY KEY,
    policies BIGINT      NOT NULL
);

-- fields: the tree as its author signed it, RFC 8785 form.
CREATE TABLE claim_policy (
    id         BIGINT        NOT NULL PRIMARY KEY,
    author     VARCHAR(1024) NOT NULL,
    cpt_id     BIGINT        NOT NULL,
    fields     TEXT          NOT NULL,
    leaf_index BIGINT        NOT NULL,
    logged_at  BIGINT        NOT NULL
);

-- claim_policies: decimal, separated by spaces.
CREATE TABLE presentation_policy (
    id             BIGINT        NOT NULL PRIMARY KEY,
    author         VARCHAR(1024) NOT NULL,
    claim_policies VARCHAR(512)  NOT NULL,
    policy_type    VARCHAR(16)   NOT NULL,
    org_id         VARCHAR(64),
    leaf_index     BIGINT        NOT NULL,
    logged_at      BIGINT        NOT NULL
);

-- The claim policies of a type, numbered from 1 in the order of registration.
CREATE TABLE claim_policy_count (
    cpt_id   BIGINT NOT NULL PRIMARY KEY,
    policies BIGINT NOT NULL
);

CREATE TABLE claim_policy_of_cpt (
    cpt_id BIGINT NOT NULL,
    place  BIGINT NOT NULL,
    policy BIGINT NOT NULL,
    PRIMARY KEY (cpt_id, place)
);
