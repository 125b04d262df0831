package id.signet.credential.verify;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers who a verification method belongs to, as the DID document stands today or as it stood in a version. */
@FunctionalInterface
public interface Signers {

    /**
     * @param verificationMethod an absolute DID URL with a fragment
     * @param versionId the version to look in; absent: today's
     */
    Answer find(String verificationMethod, Optional<String> versionId);

    /**
     * The DID URLs of the methods that a DID's document lists; none where the DID does not resolve.
     *
     * @param versionId the version to look in; absent: today's
     */
    default List<String> methods(String did, Optional<String> versionId) {
        return List.of();
    }

    /** The name under which today's document lists the method, where another is understood too; else what was given. */
    default String listed(String verificationMethod) {
        return verificationMethod;
    }

    /** What was found. */
    sealed interface Answer {

        /**
         * @param did the DID whose document lists the method
         * @param relationships such as {@code assertionMethod}
         * @param versionId the document's version; absent where the method has none (did:key)
         * @param since the leaf of that version
         * @param until the leaf of the next version; absent for the newest
         * @param expires when the method is retired, or was
         * @param compromised since when it is in wrong hands: what was logged from then on does not count, whatever the
         *        version
         * @param deactivated the leaf that ended the DID; the rest is then what its last document said
         */
        record Found(
                PublicKey key,
                String did,
                String controller,
                Set<String> relationships,
                Optional<String> versionId,
                Optional<LeafIndex> since,
                Optional<LeafIndex> until,
                Optional<Instant> expires,
                Optional<Instant> compromised,
                Optional<LeafIndex> deactivated)
                implements
                    Answer {

            public Found {
                relationships = Set.copyOf(relationships);
            }
        }

        /** The key was revoked: nothing it ever signed counts, wherever it stands in the log. */
        record Revoked(Instant at) implements Answer {

            public String reason() {
                return "The key was revoked at " + at + ", so nothing it signed counts.";
            }
        }

        /** There is no such DID, version or method; the reason is a plain sentence. */
        record Missing(String reason) implements Answer {}

        /** The key is there, and of a type that this service does not accept. */
        record NotAccepted(KeyType type) implements Answer {

            public String reason() {
                return "The key is of the type " + type.curve() + ", a preview that is not switched on here.";
            }
        }

        /** The DID may exist, but where its document lives cannot be reached. */
        record Unreachable(String reason) implements Answer {}
    }
}
