package id.signet.app.paper;

import id.signet.crypto.Bytes;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a deposit of evidence, for its certificate.
 *
 * @param title as the depositor gave it
 * @param depositId by which it is looked up
 * @param sha256 of the deposited file, 32 bytes
 * @param sm3 of the same, 32 bytes
 * @param unspecified a hash of it, 32 bytes, whose making the depositor does not say
 * @param size of the file in bytes, where it is known
 * @param log where it stands in the log
 * @param witnesses names of those who cosigned the checkpoint
 * @param timestamp of RFC 3161, over the deposit's digest or its leaf
 * @param signers who signed the deposit, the depositor included
 * @param caseId the case of which the deposit is a part
 * @param lookUp where anybody can ask about it
 * @param attachments receipt, token and whatever else is needed to check it without this service
 */
public record EvidenceCertificate(String title, String depositId, Optional<Bytes> sha256, Optional<Bytes> sm3,
        Optional<Bytes> unspecified, Optional<Long> size, Optional<String> fileName, Depositor depositor, Logged log,
        List<String> witnesses,
        Optional<Stamped> timestamp, List<Signer> signers, State state, Optional<String> caseId, URI lookUp,
        List<Attachment> attachments) {

    /** @param name real name as it was proved or given; empty if the depositor has none here */
    public record Depositor(Optional<String> name, String did) {}

    /**
     * @param at when the log took it
     * @param leaf counted from 0
     * @param origin the log's name
     * @param treeSize of the checkpoint under which the deposit is proved
     * @param root of that tree, 32 bytes
     */
    public record Logged(Instant at, long leaf, String origin, long treeSize, Bytes root) {

        public Logged {
            requireDigest(root);
            if (leaf < 0 || treeSize <= leaf) {
                throw new IllegalArgumentException("a leaf lies in its tree");
            }
        }
    }

    /** @param authority as its certificate names it */
    public record Stamped(Instant at, String authority, String policy) {}

    public record Signer(Optional<String> name, String did, Optional<Instant> at) {}

    /** Whether the deposit still stands. */
    public sealed interface State {

        record Standing() implements State {}

        /** @param reason the depositor's words; empty for none */
        record Revoked(Instant at, Optional<String> reason) implements State {}
    }

    public EvidenceCertificate {
        sha256.ifPresent(EvidenceCertificate::requireDigest);
        sm3.ifPresent(EvidenceCertificate::requireDigest);
        unspecified.ifPresent(EvidenceCertificate::requireDigest);
        witnesses = List.copyOf(witnesses);
        signers = List.copyOf(signers);
        attachments = List.copyOf(attachments);
        if (title.isBlank() || depositId.isBlank() || size.filter(bytes -> bytes < 0).isPresent()) {
            throw new IllegalArgumentException("a deposit has a title and an identifier, and no size below zero");
        }
    }

    private static void requireDigest(Bytes digest) {
        if (digest.size() != 32) {
            throw new IllegalArgumentException("a digest of SHA-256 or SM3 has 32 bytes");
        }
    }
}
