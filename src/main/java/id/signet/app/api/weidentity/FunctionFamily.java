package id.signet.app.api.weidentity;

import java.util.List;

/** Functions that belong together. */
interface FunctionFamily {

    List<WeidFunction> functions();

    /** The paths that take envelopes. */
    enum Path {
        /** With a key that is kept here. */
        INVOKE,
        /** Says which bytes the caller is to sign. */
        ENCODE,
        /** Takes what the caller signed. */
        TRANSACT
    }
}
