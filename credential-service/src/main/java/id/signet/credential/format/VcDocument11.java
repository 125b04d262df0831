package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of VC Data Model 1.1 §4, for credentials that others issued by it. Its dates are {@code issuanceDate} and
 * {@code expirationDate}; the offset, which §4.7 leaves open, is asked for here.
 */
public final class VcDocument11 {

    public static final String CONTEXT = "https://www.w3.org/2018/credentials/v1";

    private VcDocument11() {}

    /** Whether the document says that it is of this data model. */
    public static boolean is(ObjectNode document) {
        return VcDocument.begins(VcDocument.items(document, "@context"), CONTEXT);
    }

    /** @throws MalformedCredential when a rule is broken */
    public static VcDocument parse(ObjectNode document) {
        requireContext(document);
        var types = VcDocument.credentialTypes(document);
        var issuer = VcDocument.issuer(document);
        for (var later : new String[]{"validFrom", "validUntil"}) {
            // §4.7: these names were kept for the next version; whoever writes them means something by them
            if (document.has(later)) {
                throw VcDocument.malformed("date-of-another-model", "By data model 1.1 a credential has no " + later
                        + ".");
            }
        }
        var validity = VcDocument.validity(document, "issuanceDate", "expirationDate");
        if (validity.from().isEmpty()) {
            throw VcDocument.malformed("date-missing", "By data model 1.1 a credential has an issuanceDate.");
        }
        for (var typed : new String[]{"evidence", "termsOfUse", "refreshService"}) {
            VcDocument.typedObjects(document, typed);
        }
        // §4.9, §5.5
        for (var identified : new String[]{"credentialStatus", "refreshService"}) {
            for (var object : VcDocument.typedObjects(document, identified)) {
                if (!object.has("id")) {
                    throw VcDocument.malformed("id-missing", "By data model 1.1 each " + identified + " has an id.");
                }
            }
        }
        return new VcDocument(VcDocument.url(document, "id"), types, issuer, validity, VcDocument.subjects(document),
                VcDocument.status(document), VcDocument.schemas(document));
    }

    /** The first context is that of this data model. */
    public static void requireContext(ObjectNode document) {
        VcDocument.requireContext(document, CONTEXT);
    }
}
