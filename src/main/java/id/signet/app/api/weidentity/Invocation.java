package id.signet.app.api.weidentity;

import id.signet.registry.audit.Caller;

/** One call of a function. */
record Invocation(Caller caller, Envelope envelope) {

    /** {@code functionArg}. */
    Arguments arguments() {
        return envelope.function();
    }

    /** {@code transactionArg}. */
    Arguments transaction() {
        return envelope.transaction();
    }
}
