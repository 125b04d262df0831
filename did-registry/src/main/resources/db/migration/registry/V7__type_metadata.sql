-- SD-JWT VC type metadata in RFC 8785 form, as it is served under the vct; null where a type has a name and no more:
-- docs/adr/0034-types.md.
ALTER TABLE schema_version ADD COLUMN type_metadata TEXT;
