-- What the operator said of where a DID was before, RFC 8785 form; null for all others.
ALTER TABLE did_head ADD COLUMN imported TEXT;
