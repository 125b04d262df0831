package id.signet.credential.format.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.ChainSignatures;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A holder shows some leaves of a credential and hides the others: a hidden leaf becomes the hash that the issuer signed, and its
 * salt 0. That is no proof of knowledge: who guesses a leaf and its salt knows it, and of what WeIdentity's own SDK issued the
 * salts have 30 bits.
 */
public final class SelectiveDisclosure {

    private SelectiveDisclosure() {}

    /** What became of the wish. */
    public sealed interface Outcome {

        record Disclosed(ObjectNode credential) implements Outcome {}

        record Refused(DisclosureFault fault, String message) implements Outcome {}
    }

    public static Outcome disclose(ObjectNode credential, ClaimPolicy policy) {
        CredentialPojo pojo;
        try {
            pojo = CredentialPojo.parse(credential);
        } catch (MalformedCredential e) {
            return new Outcome.Refused(e.code().equals(DisclosureFault.SALT_MISMATCH.code())
                    ? DisclosureFault.SALT_MISMATCH
                    : DisclosureFault.CREDENTIAL, e.getMessage());
        }
        if (pojo.form() != PojoForm.ORIGINAL) {
            return new Outcome.Refused(DisclosureFault.CREDENTIAL,
                    "Only of a credential with salted leaves some can be hidden.");
        }
        if (!pojo.complete()) {
            return new Outcome.Refused(DisclosureFault.RE_DISCLOSED,
                    "Something of the credential is hidden already; it is disclosed from the whole one.");
        }
        try {
            UnaryOperator<byte[]> hash = message -> ChainSignatures.hash(pojo.keyType().orElseThrow(), message);
            return new Outcome.Disclosed(object(pojo.claim(), pojo.salts().orElseThrow(), policy.fields(), hash)
                    .of(pojo)
                    .json());
        } catch (DisclosureRefused e) {
            return new Outcome.Refused(e.fault(), String.valueOf(e.getMessage()));
        }
    }

    /** An object of the claim and its salts, as they are shown. */
    private record Shown(ObjectNode claim, ObjectNode salts) {

        CredentialPojo of(CredentialPojo pojo) {
            return pojo.with(claim, salts);
        }
    }

    private static Shown object(ObjectNode claim, ObjectNode salts, ObjectNode policy, UnaryOperator<byte[]> hash) {
        policy.propertyNames().forEach(name -> {
            if (!claim.has(name)) {
                throw ClaimPolicy.shape();
            }
        });
        Shown shown = new Shown(Json.object(), Json.object());
        claim.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            JsonNode salt = salts.get(name);
            JsonNode wish = policy.path(name);
            if (value instanceof ObjectNode inner) {
                Shown deeper = object(inner, (ObjectNode) salt, ClaimPolicy.inner(wish), hash);
                shown.claim().set(name, deeper.claim());
                shown.salts().set(name, deeper.salts());
            } else if (ClaimLeaves.descends(value)) {
                ArrayNode claims = shown.claim().putArray(name);
                ArrayNode itsSalts = shown.salts().putArray(name);
                for (int i = 0; i < value.size(); i++) {
                    Shown deeper = object((ObjectNode) value.get(i), (ObjectNode) salt.get(i), ClaimPolicy.each(wish),
                            hash);
                    claims.add(deeper.claim());
                    itsSalts.add(deeper.salts());
                }
            } else if (wish.isArray()) {
                throw ClaimPolicy.shape();
            } else if (ClaimPolicy.Wish.of(wish) == ClaimPolicy.Wish.SHOW) {
                shown.claim().set(name, value);
                shown.salts().set(name, salt);
            } else {
                shown.claim().set(name, ClaimLeaves.leaf(value, salt.stringValue(), hash));
                shown.salts().put(name, ClaimLeaves.HIDDEN);
            }
        });
        return shown;
    }

    /** Why a presented credential does not answer a policy; empty if it shows what is to be seen, and hides the rest. */
    public static Optional<Outcome.Refused> objection(CredentialPojo pojo, ClaimPolicy policy) {
        try {
            return pojo.form() == PojoForm.ORIGINAL
                    && answers(pojo.claim(), pojo.salts().orElseThrow(), policy.fields())
                            ? Optional.empty()
                            : Optional.of(new Outcome.Refused(DisclosureFault.NOT_ANSWERED,
                                    "The credential shows other leaves than the policy asks for."));
        } catch (DisclosureRefused e) {
            return Optional.of(new Outcome.Refused(e.fault(), String.valueOf(e.getMessage())));
        }
    }

    private static boolean answers(ObjectNode claim, ObjectNode salts, ObjectNode policy) {
        return policy.properties().stream().allMatch(member -> {
            JsonNode value = claim.get(member.getKey());
            JsonNode salt = salts.get(member.getKey());
            if (value == null || salt == null) {
                return false;
            }
            if (value instanceof ObjectNode inner) {
                return member.getValue() instanceof ObjectNode wishes && answers(inner, (ObjectNode) salt, wishes);
            }
            if (ClaimLeaves.descends(value)) {
                ObjectNode wishes = ClaimPolicy.each(member.getValue());
                for (int i = 0; i < value.size(); i++) {
                    if (!answers((ObjectNode) value.get(i), (ObjectNode) salt.get(i), wishes)) {
                        return false;
                    }
                }
                return true;
            }
            boolean hidden = salt.asString("").equals(ClaimLeaves.HIDDEN);
            return switch (ClaimPolicy.Wish.of(member.getValue())) {
                case SHOW -> !hidden;
                case HIDE -> hidden;
                case EXISTS -> true;
            };
        });
    }
}
