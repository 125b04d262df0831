package id.signet.credential.format.weidentity;

/** Carries a fault out of the depths of a claim, and no further than {@link SelectiveDisclosure}. */
final class DisclosureRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DisclosureFault fault;

    DisclosureRefused(DisclosureFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    DisclosureFault fault() {
        return fault;
    }
}
