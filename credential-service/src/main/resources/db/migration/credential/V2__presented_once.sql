-- Answers to nonces that were seen: a nonce is answered once. No personal data: the key is a hash.
CREATE TABLE presented_once (
    presentation VARCHAR(64) PRIMARY KEY,
    forget_at BIGINT NOT NULL
);

CREATE INDEX presented_once_forget_at ON presented_once (forget_at);
