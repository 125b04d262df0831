package id.signet.registry.policy;

import id.signet.crypto.json.Json;
import id.signet.registry.PublicUrl;
import id.signet.registry.policy.DisclosurePolicies.ClaimPolicy;
import id.signet.registry.policy.Fields.Operator;
import id.signet.registry.policy.Fields.Wish;
import id.signet.registry.schema.RegisteredSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Claim policies as a query of OpenID4VP 1.0 §6 (docs/adr/0041-disclosure-policies.md). DCQL compares with equal values alone. So a
 * predicate asks for a claim that the issuer derived and named, such as {@code age_over_18}, to be {@code true}.
 */
final class DcqlQuery {

    /** Older versions of a type are not asked for. */
    private static final int MOST_VERSIONS = 50;
    private static final String EVERY_CREDENTIAL = "https://www.w3.org/2018/credentials#VerifiableCredential";

    private final PublicUrl publicUrl;
    private final DcqlFormat format;
    private final ArrayNode credentials = Json.array();
    private final List<String> reasons = new ArrayList<>();

    DcqlQuery(PublicUrl publicUrl, DcqlFormat format) {
        this.publicUrl = publicUrl;
        this.format = format;
    }

    DcqlAnswer answer() {
        ObjectNode query = Json.object();
        query.set("credentials", credentials);
        return reasons.isEmpty() ? new DcqlAnswer.Query(query) : new DcqlAnswer.CannotBeAsked(reasons);
    }

    /** @param type its newest version */
    void add(ClaimPolicy policy, RegisteredSchema type) {
        ObjectNode credential = credentials.addObject().put("id", "cpt-" + type.cptId()).put("format", format.text());
        credential.set("meta", meta(type));
        ArrayNode claims = Json.array();
        for (Fields.Leaf leaf : Fields.leaves(policy.fields())) {
            switch (leaf.wish()) {
                case Wish.Hidden _ -> {
                    // not asked for
                }
                case Wish.Shown _ -> claims.addObject().set("path", path(leaf.path()));
                case Wish.Compared(var bounds) -> {
                    for (Operator operator : Operator.values()) {
                        if (bounds.containsKey(operator)) {
                            compare(type, leaf.path(), operator, bounds.get(operator), claims);
                        }
                    }
                }
            }
        }
        // Without claims a verifier asks for nothing that the holder may hide (§6.4.1).
        if (!claims.isEmpty()) {
            credential.set("claims", claims);
        }
    }

    private ObjectNode meta(RegisteredSchema type) {
        ObjectNode meta = Json.object();
        LongStream versions = LongStream.rangeClosed(Math.max(1, type.version() - MOST_VERSIONS + 1), type.version());
        switch (format) {
            case SD_JWT -> {
                ArrayNode values = meta.putArray("vct_values");
                versions.forEach(version -> values.add(publicUrl.vct(type.cptId(), version)));
            }
            case LDP_VC -> {
                ArrayNode values = meta.putArray("type_values");
                versions.forEach(version -> values.addArray()
                        .add(EVERY_CREDENTIAL)
                        .add(publicUrl.vct(type.cptId(), version) + "#" + type.name()));
            }
        }
        return meta;
    }

    private ArrayNode path(List<String> names) {
        ArrayNode path = Json.array();
        switch (format) {
            // A token says of whom it speaks in a claim of its own.
            case SD_JWT -> {
                if (names.equals(List.of("id"))) {
                    return path.add("sub");
                }
            }
            case LDP_VC -> path.add("credentialSubject");
        }
        for (String name : names) {
            if (name.isEmpty()) {
                path.addNull();
            } else {
                path.add(name);
            }
        }
        return path;
    }

    private void compare(RegisteredSchema type, List<String> claim, Operator operator, JsonNode bound,
            ArrayNode claims) {
        if (operator == Operator.EQ) {
            if (bound.isNumber() && !bound.isIntegralNumber()) {
                reasons.add(said(type, claim) + " is to equal a fraction, and DCQL compares no fractions");
                return;
            }
            ObjectNode asked = claims.addObject();
            asked.set("path", path(claim));
            asked.putArray("values").add(bound);
            return;
        }
        if (!bound.isIntegralNumber() || bound.longValue() < 0) {
            reasons.add(said(type, claim) + " is compared with a number that is negative or a fraction, and no derived"
                    + " claim is named after such");
            return;
        }
        List<String> derived = new ArrayList<>(claim);
        derived.add(derived.removeLast() + "_" + word(operator) + "_" + bound.longValue());
        if (!type.hasClaim(derived)) {
            reasons.add(said(type, claim) + " is compared, and the type has no claim " + String.join(".", derived)
                    + " in which its issuers could say the answer");
            return;
        }
        ObjectNode asked = claims.addObject();
        asked.set("path", path(derived));
        asked.putArray("values").add(true);
    }

    private static String said(RegisteredSchema type, List<String> claim) {
        return "the claim " + String.join(".", claim) + " of the CPT " + type.cptId();
    }

    private static String word(Operator operator) {
        return switch (operator) {
            case EQ -> "is";
            case GE -> "over";
            case GT -> "above";
            case LE -> "up_to";
            case LT -> "under";
        };
    }
}
