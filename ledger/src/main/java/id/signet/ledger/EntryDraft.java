package id.signet.ledger;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a command wants logged; the {@link Ledger} adds version and time.
 *
 * @param type the kind of entry, such as {@code did.create}
 * @param body the signed operation itself, or the public part of a commitment
 */
public record EntryDraft(String type, ObjectNode body) {}
