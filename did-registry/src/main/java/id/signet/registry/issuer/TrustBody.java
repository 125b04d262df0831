package id.signet.registry.issuer;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.did.Did;
import id.signet.registry.did.PersonalData;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What the trust operations say (docs/adr/0016-trust-registry.md, 0035-delegated-authorities.md). */
sealed interface TrustBody {

    int MAX_NAME = 200;

    /** {@code trust.authority}: a DID is an authority from here on, or no longer. */
    record Authority(Did authority, String name, boolean active) implements TrustBody {

        static final Set<String> MEMBERS = Set.of("authority", "name", "active");

        public Authority {
            requireName(name);
            authority.requireOfLog();
        }

        static Authority parse(ObjectNode body) {
            requireMembers(body, MEMBERS);
            if (!body.path("active").isBoolean()) {
                throw new MalformedInput("active is true or false");
            }
            return new Authority(Did.parse(body.path("authority").asString("")), body.path("name").asString(""),
                    body.get("active").booleanValue());
        }

        ObjectNode toJson() {
            return Json.object().put("authority", authority.toString()).put("name", name).put("active", active);
        }
    }

    /** {@code trust.accredit}: the whole list of what the authority grants the issuer from here on. */
    record Accredit(Did issuer, String name, List<Accreditation> accreditations) implements TrustBody {

        static final Set<String> MEMBERS = Set.of("issuer", "name", "accreditations");

        public Accredit {
            requireName(name);
            issuer.requireOfLog();
            accreditations = List.copyOf(accreditations);
            if (accreditations.size() > Accreditation.MAX_PER_ISSUER) {
                throw new MalformedInput(
                        "an authority grants an issuer at most " + Accreditation.MAX_PER_ISSUER + " types");
            }
        }

        static Accredit parse(ObjectNode body) {
            requireMembers(body, MEMBERS);
            return new Accredit(Did.parse(body.path("issuer").asString("")), body.path("name").asString(""),
                    Accreditation.parseAll(body.path("accreditations")));
        }

        ObjectNode toJson() {
            ObjectNode json = Json.object().put("issuer", issuer.toString()).put("name", name);
            json.set("accreditations", Accreditation.toJson(accreditations));
            return json;
        }
    }

    /** {@code trust.delegate}: the whole list of what the author leaves to the authority from here on. */
    record Delegate(Did authority, String name, List<Delegation> delegations) implements TrustBody {

        static final Set<String> MEMBERS = Set.of("authority", "name", "delegations");

        public Delegate {
            requireName(name);
            authority.requireOfLog();
            delegations = List.copyOf(delegations);
            if (delegations.size() > Delegation.MAX_PER_AUTHORITY) {
                throw new MalformedInput(
                        "an authority leaves another at most " + Delegation.MAX_PER_AUTHORITY + " types");
            }
        }

        static Delegate parse(ObjectNode body) {
            requireMembers(body, MEMBERS);
            return new Delegate(Did.parse(body.path("authority").asString("")), body.path("name").asString(""),
                    Delegation.parseAll(body.path("delegations")));
        }

        ObjectNode toJson() {
            ObjectNode json = Json.object().put("authority", authority.toString()).put("name", name);
            json.set("delegations", Delegation.toJson(delegations));
            return json;
        }
    }

    private static void requireMembers(ObjectNode body, Set<String> members) {
        if (body.size() != members.size() || !members.containsAll(body.propertyNames())) {
            throw new MalformedInput("the operation says exactly " + members);
        }
    }

    private static void requireName(String name) {
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedInput("a name has 1 to " + MAX_NAME + " characters and no control characters");
        }
        PersonalData.in(name).ifPresent(found -> {
            throw new MalformedInput("the name seems to hold " + found + ", which the log would keep for ever");
        });
    }
}
