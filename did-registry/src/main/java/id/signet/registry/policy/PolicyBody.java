package id.signet.registry.policy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.registry.did.PersonalData;
import java.util.HashSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code policy.register} says (docs/adr/0041-disclosure-policies.md). */
sealed interface PolicyBody {

    long id();

    PolicyKind kind();

    ObjectNode toJson();

    /** @throws MalformedInput if it says more, less or something else than a policy of its kind */
    static PolicyBody parse(ObjectNode body) {
        return switch (PolicyKind.of(body.path("kind").asString(""))) {
            case CLAIM -> Claim.parse(body);
            case PRESENTATION -> Presentation.parse(body);
        };
    }

    /** @param fields which claims are shown, as {@link Fields} reads it */
    record Claim(long id, long cptId, ObjectNode fields) implements PolicyBody {

        private static final int MAX_BYTES = 16 * 1024;

        public Claim {
            fields = fields.deepCopy();
            if (Jcs.canonicalize(fields).length > MAX_BYTES) {
                throw new MalformedInput.TooLarge("a claim policy has at most " + MAX_BYTES + " bytes");
            }
            Fields.leaves(fields);
        }

        static Claim parse(ObjectNode body) {
            requireMembers(body, Set.of("kind", "id", "cptId", "fields"));
            if (!(body.get("fields") instanceof ObjectNode fields)) {
                throw new MalformedInput("fields is an object");
            }
            return new Claim(number(body.get("id"), "id"), number(body.get("cptId"), "cptId"), fields);
        }

        @Override
        public ObjectNode fields() {
            return fields.deepCopy();
        }

        @Override
        public PolicyKind kind() {
            return PolicyKind.CLAIM;
        }

        @Override
        public ObjectNode toJson() {
            ObjectNode json = Json.object().put("kind", kind().text()).put("id", id).put("cptId", cptId);
            json.set("fields", fields.deepCopy());
            return json;
        }
    }

    /**
     * @param claimPolicies numbers of claim policies, each of another type
     * @param orgId who asks, as WeIdentity names organisations
     */
    record Presentation(long id, List<Long> claimPolicies, PolicyType type, Optional<String> orgId)
            implements
                PolicyBody {

        private static final int MAX_POLICIES = 32;
        private static final int MAX_ORG_ID = 64;

        public Presentation {
            claimPolicies = List.copyOf(claimPolicies);
            if (claimPolicies.isEmpty() || claimPolicies.size() > MAX_POLICIES
                    || new HashSet<>(claimPolicies).size() != claimPolicies.size()) {
                throw new MalformedInput(
                        "a presentation policy has 1 to " + MAX_POLICIES + " claim policies, each once");
            }
            orgId.ifPresent(Presentation::requireOrgId);
        }

        private static void requireOrgId(String orgId) {
            if (orgId.isBlank() || orgId.length() > MAX_ORG_ID
                    || orgId.codePoints().anyMatch(Character::isISOControl)) {
                throw new MalformedInput("an orgId has 1 to " + MAX_ORG_ID + " characters and no control characters");
            }
            PersonalData.in(orgId).ifPresent(found -> {
                throw new MalformedInput("the orgId seems to hold " + found + ", which the log would keep for ever");
            });
        }

        static Presentation parse(ObjectNode body) {
            boolean named = body.has("orgId");
            requireMembers(body, named
                    ? Set.of("kind", "id", "claimPolicies", "type", "orgId")
                    : Set.of("kind", "id", "claimPolicies", "type"));
            if (named && !body.get("orgId").isString()) {
                throw new MalformedInput("orgId is a text");
            }
            if (!(body.get("claimPolicies") instanceof ArrayNode numbers)) {
                throw new MalformedInput("claimPolicies is a list of numbers");
            }
            List<Long> policies = new ArrayList<>();
            for (JsonNode number : numbers) {
                policies.add(number(number, "a claim policy"));
            }
            return new Presentation(number(body.get("id"), "id"), policies,
                    PolicyType.of(body.get("type").asString(""))
                            .orElseThrow(
                                    () -> new MalformedInput("the type of a presentation policy is original or zkp")),
                    named ? Optional.of(body.get("orgId").stringValue()) : Optional.empty());
        }

        @Override
        public PolicyKind kind() {
            return PolicyKind.PRESENTATION;
        }

        @Override
        public ObjectNode toJson() {
            ObjectNode json = Json.object().put("kind", kind().text()).put("id", id);
            ArrayNode policies = json.putArray("claimPolicies");
            claimPolicies.forEach(policies::add);
            json.put("type", type.text());
            orgId.ifPresent(text -> json.put("orgId", text));
            return json;
        }
    }

    private static void requireMembers(ObjectNode body, Set<String> members) {
        if (body.size() != members.size() || !members.containsAll(body.propertyNames())) {
            throw new MalformedInput("a policy of this kind says exactly " + members);
        }
    }

    private static long number(JsonNode node, String what) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
            throw new MalformedInput(what + " is a whole number from 1 to 2147483647");
        }
        return node.intValue();
    }
}
