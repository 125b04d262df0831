package id.signet.credential.verify;

import id.signet.crypto.Bytes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Where status lists come from. What is answered is still signed by somebody and must be verified. */
@FunctionalInterface
public interface StatusLists {

    /** @param mediaTypes the forms the caller can read */
    Answer fetch(String uri, Set<String> mediaTypes);

    /** What came back. */
    sealed interface Answer {

        /**
         * @param mediaType as its source names it, without parameters
         * @param body the list as served
         * @param retrieved when it was read from another host; empty for lists that are served here
         */
        record Found(String mediaType, Bytes body, Optional<Instant> retrieved) implements Answer {

            public Found(String mediaType, Bytes body) {
                this(mediaType, body, Optional.empty());
            }

            /** What it says, whenever it was read. */
            public Found said() {
                return new Found(mediaType, body);
            }
        }

        /** The source answered that there is no such list. */
        record Missing() implements Answer {}

        /** @param reason half a sentence, lower case */
        record Unreachable(String reason) implements Answer {}
    }
}
