package id.signet.registry.did;

import java.util.Optional;

/** A verification relationship, Controlled Identifiers 1.0 §2.3: what a method may be used for. */
public enum Relationship {
    AUTHENTICATION("authentication"),
    ASSERTION_METHOD("assertionMethod"),
    KEY_AGREEMENT("keyAgreement"),
    CAPABILITY_INVOCATION("capabilityInvocation"),
    CAPABILITY_DELEGATION("capabilityDelegation");

    private final String member;

    Relationship(String member) {
        this.member = member;
    }

    /** The member of the document, also the {@code proofPurpose} of a proof. */
    public String member() {
        return member;
    }

    public static Optional<Relationship> ofMember(String member) {
        for (Relationship relationship : values()) {
            if (relationship.member.equals(member)) {
                return Optional.of(relationship);
            }
        }
        return Optional.empty();
    }
}
