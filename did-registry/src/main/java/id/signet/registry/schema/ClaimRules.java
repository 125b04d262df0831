package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.JsonPointer;
import id.signet.registry.schema.ClaimPath.Selected;
import id.signet.registry.schema.ClaimRule.Disclosure;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** All the rules of a type for its claims, those of the types that it extends included. */
public record ClaimRules(List<ClaimRule> rules) {

    public static final ClaimRules NONE = new ClaimRules(List.of());

    public ClaimRules {
        rules = List.copyOf(rules);
    }

    /**
     * What an SD-JWT VC shows of how it was issued.
     *
     * @param claims with a {@link ClaimPath#WITHHELD} object for each element of a list that is withheld
     * @param disclosures JSON pointers to what came as a disclosure of its own
     * @param complete false when something may be withheld
     */
    public record Issued(ObjectNode claims, Set<String> disclosures, boolean complete) {

        public Issued {
            disclosures = Set.copyOf(disclosures);
        }
    }

    /** @throws MalformedInput if the child loosens a rule */
    public ClaimRules extendedBy(ClaimRules child) {
        Map<ClaimPath, ClaimRule> all = new LinkedHashMap<>();
        rules.forEach(rule -> all.put(rule.path(), rule));
        child.rules.forEach(rule -> all.merge(rule.path(), rule, ClaimRule::extendedBy));
        return new ClaimRules(List.copyOf(all.values()));
    }

    /**
     * What the issuer makes a disclosure of, when he is asked to hide what may be hidden: every claim at the top but those
     * that are never disclosures, and below it what always is.
     *
     * @param claims the subject's, as they stand at the top of the token
     * @return JSON pointers
     */
    public Set<String> disclosuresOf(ObjectNode claims) {
        Set<String> pointers = new LinkedHashSet<>();
        claims.propertyNames().forEach(name -> pointers.add(JsonPointer.below("", name)));
        rules.stream()
                .filter(rule -> rule.is(Disclosure.NEVER))
                .forEach(rule -> rule.path().select(claims).forEach(found -> pointers.remove(found.pointer())));
        rules.stream()
                .filter(rule -> rule.is(Disclosure.ALWAYS))
                .forEach(rule -> rule.path().select(claims).forEach(found -> pointers.add(found.pointer())));
        return pointers;
    }

    /** The first rule that is broken, in a sentence; empty if all are kept. */
    public Optional<String> objection(Issued issued) {
        return rules.stream().flatMap(rule -> objection(rule, issued).stream()).findFirst();
    }

    private static Optional<String> objection(ClaimRule rule, Issued issued) {
        List<Selected> selected;
        try {
            selected = rule.path().select(issued.claims());
        } catch (MalformedInput e) {
            return Optional.of("The path " + rule.path() + " of the type does not fit the claims.");
        }
        // What is absent may be withheld, unless nothing is or this claim never can be.
        boolean surelyAbsent = issued.complete() || (rule.is(Disclosure.NEVER) && rule.path().steps().size() == 1);
        if (rule.isMandatory() && selected.isEmpty() && surelyAbsent) {
            return Optional.of("The type says that the claim " + rule.path() + " stands in every credential.");
        }
        for (Selected claim : selected) {
            boolean hidable = claim.isWithheld() || issued.disclosures().contains(claim.pointer());
            if (rule.is(Disclosure.ALWAYS) && !hidable) {
                return Optional.of("The type says that the holder may always withhold the claim " + rule.path() + ".");
            }
            if (rule.is(Disclosure.NEVER) && hidable) {
                return Optional.of("The type says that the holder may never withhold the claim " + rule.path() + ".");
            }
        }
        return Optional.empty();
    }
}
