package id.signet.registry.did.weidentity;

import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What became of each part of an old document.
 *
 * @param kept the keys that entered
 * @param leftOut everything that did not
 */
public record ImportReport(List<Kept> kept, List<LeftOut> leftOut) {

    public ImportReport {
        kept = List.copyOf(kept);
        leftOut = List.copyOf(leftOut);
    }

    /** @param part a JSON Pointer (RFC 6901) into the old document */
    public record Kept(String part, DidUrl as, Set<Relationship> relationships) {

        public Kept {
            relationships = Collections.unmodifiableSet(EnumSet.copyOf(relationships));
        }
    }

    /**
     * @param part a JSON Pointer (RFC 6901) into the old document
     * @param detail a sentence that repeats no value
     */
    public record LeftOut(String part, Reason reason, String detail) {}

    public enum Reason {
        REVOKED,
        UNKNOWN_TYPE,
        BAD_KEY,
        OTHER_CONTROLLER,
        DUPLICATE,
        NO_SUCH_KEY,
        SERVICE_REFUSED,
        PERSONAL_DATA,
        NOT_CARRIED,
        NOT_AN_OBJECT;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
