package id.signet.ledger;

import id.signet.crypto.Bytes;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One logged fact: the envelope {@code {v, type, loggedAt, body}} and its place.
 *
 * @param version the rules by which the entry is read; a changed rule is a new version
 * @param loggedAt set under the head lock in whole milliseconds, never falling
 * @param bytes the exact bytes that were hashed into the log
 */
public record LedgerEntry(LeafIndex index, int version, String type, Instant loggedAt, ObjectNode body, Bytes bytes) {}
