package id.signet.credential.verify;

import id.signet.crypto.Bytes;

/** Where status lists come from. What is answered is still signed by somebody and must be verified. */
@FunctionalInterface
public interface StatusLists {

    Answer fetch(String uri);

    /** What came back. */
    sealed interface Answer {

        /**
         * @param mediaType {@code application/vc}, {@code application/vc+jwt} or {@code application/statuslist+jwt}
         * @param body the list as served
         */
        record Found(String mediaType, Bytes body) implements Answer {}

        /** The source answered that there is no such list. */
        record Missing() implements Answer {}

        /** @param reason half a sentence, lower case */
        record Unreachable(String reason) implements Answer {}
    }
}
