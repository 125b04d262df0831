package id.signet.credential.format;

import id.signet.credential.StatusEntry;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.crypto.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What the W3C formats share on the issuing side. */
public final class VcDocuments {

    private VcDocuments() {}

    /**
     * The document with its {@code credentialStatus}, by the data model that it names; the credential's own stays untouched.
     *
     * @throws UnsuitableInput when something is asked for that only an SD-JWT VC carries
     */
    public static ObjectNode complete(UnsecuredCredential credential) {
        if (credential.disclosable().isPresent() || credential.vct().isPresent()) {
            throw new UnsuitableInput("sd-jwt-only",
                    "Only an SD-JWT has disclosable claims, and only dc+sd-jwt a vct.");
        }
        return withStatus(credential);
    }

    /** The document with its {@code credentialStatus}, whatever else is asked for. */
    public static ObjectNode withStatus(UnsecuredCredential credential) {
        var document = credential.document().deepCopy();
        var entries = Json.array();
        for (var status : credential.status()) {
            switch (status) {
                case StatusEntry.BitstringEntry entry -> entries.add(BitstringEntries.json(entry));
                case StatusEntry.TokenEntry entry ->
                    throw new IllegalArgumentException("a W3C credential has its status in a Bitstring list");
                case StatusEntry.RecordEntry entry ->
                    throw new IllegalArgumentException("a W3C credential names its status itself");
                case StatusEntry.UnknownEntry entry ->
                    throw new IllegalArgumentException("an unknown status is never issued");
            }
        }
        if (!entries.isEmpty()) {
            // behind what the issuer wrote himself
            var all = Json.array();
            VcDocument.items(document, "credentialStatus").forEach(all::add);
            entries.forEach(all::add);
            document.set("credentialStatus", all.size() == 1 ? all.get(0) : all);
        }
        VcDocument.parseAny(document);
        return document;
    }
}
