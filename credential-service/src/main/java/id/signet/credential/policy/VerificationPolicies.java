package id.signet.credential.policy;

import id.signet.credential.verify.VerificationPolicy;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.Refusal;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps tenants' policies, each change with its audit row, and reads the policy that a caller asks for. */
public final class VerificationPolicies {

    /** Characters of one policy, complete. */
    private static final int MAXIMUM_TEXT = 65_536;
    private static final int MAXIMUM_POLICIES = 200;
    private static final Set<String> BY_NAME = Set.of("name", "version");

    private final PolicyStore store;
    private final PrivateChange change;
    private final Clock clock;

    public VerificationPolicies(PolicyStore store, PrivateChange change, Clock clock) {
        this.store = store;
        this.change = change;
        this.clock = clock;
    }

    /** What became of a wish to keep a policy. */
    public sealed interface Outcome {

        record Kept(PolicyVersion version) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /**
     * Keeps the next version of a policy. What is left out is filled in and kept with it: a version says the same for ever.
     *
     * @param policy as a caller would send it with a credential
     * @param expected the version on which the caller decided
     * @param trusted the authorities that count where the policy names none
     * @throws MalformedInput when the policy is none
     */
    public Outcome keep(Caller caller, PolicyName name, ObjectNode policy, Optional<Long> expected,
            Set<String> trusted) {
        ObjectNode complete = complete(policy, trusted);
        if (complete.toString().length() > MAXIMUM_TEXT) {
            return new Outcome.Refused(new RegistryRefusal(RegistryRefusal.Kind.TOO_LARGE,
                    "a policy has at most " + MAXIMUM_TEXT + " characters"));
        }
        Optional<PolicyVersion> newest = store.newest(caller.tenant(), name);
        if (newest.flatMap(PolicyVersion::policy).isEmpty()
                && store.of(caller.tenant()).size() >= MAXIMUM_POLICIES) {
            return new Outcome.Refused(
                    RegistryRefusal.conflict("a tenant keeps at most " + MAXIMUM_POLICIES + " policies"));
        }
        return add(caller, "verification-policy.keep", name, newest, Optional.of(complete), expected);
    }

    /** Ends a policy under all its versions. Reports that name it still mean what they meant. */
    public Outcome end(Caller caller, PolicyName name) {
        Optional<PolicyVersion> newest = store.newest(caller.tenant(), name);
        return newest.flatMap(PolicyVersion::policy).isEmpty()
                ? new Outcome.Refused(RegistryRefusal.notFound("there is no verification policy of this name"))
                : add(caller, "verification-policy.end", name, newest, Optional.empty(), Optional.empty());
    }

    private Outcome add(Caller caller, String action, PolicyName name, Optional<PolicyVersion> newest,
            Optional<ObjectNode> policy, Optional<Long> expected) {
        long before = newest.map(PolicyVersion::version).orElse(0L);
        if (expected.filter(version -> version != before).isPresent()) {
            return new Outcome.Refused(RegistryRefusal.stale("the policy has another version by now"));
        }
        var version = new PolicyVersion(caller.tenant(), name, before + 1, policy,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return change.make(caller, action, name.text() + " " + version.version(), () -> store.add(version)
                ? Optional.empty()
                : Optional.of(RegistryRefusal.conflict("the policy was changed at the same moment")))
                .<Outcome>map(Outcome.Refused::new)
                .orElseGet(() -> new Outcome.Kept(version));
    }

    /** The newest version, unless the policy has ended. */
    public Optional<PolicyVersion> find(TenantId tenant, PolicyName name) {
        return store.newest(tenant, name).filter(version -> version.policy().isPresent());
    }

    /** A version of a policy that has not ended. */
    public Optional<PolicyVersion> find(TenantId tenant, PolicyName name, long version) {
        return find(tenant, name)
                .flatMap(newest -> newest.version() == version
                        ? Optional.of(newest)
                        : store.find(tenant, name, version))
                .filter(found -> found.policy().isPresent());
    }

    /** The newest version of each, by name. */
    public List<PolicyVersion> of(TenantId tenant) {
        return store.of(tenant);
    }

    /**
     * The policy that a caller asks for: absent, a policy in words, a name that everybody has, or the name of one of the
     * tenant's own, alone or as {@code {name, version}}.
     *
     * @param tenant whose policies have names; absent for a caller who is not known
     * @throws MalformedInput when it is none, or there is none of this name
     */
    public VerificationPolicy read(Optional<JsonNode> wanted, Optional<TenantId> tenant, Set<String> trusted) {
        if (wanted.isEmpty()) {
            return VerificationPolicy.standard(trusted);
        }
        if (wanted.get().isString() && !VerificationPolicy.isEverybodys(wanted.get().stringValue())) {
            return named(tenant, wanted.get().stringValue(), Optional.empty(), trusted);
        }
        if (wanted.get() instanceof ObjectNode object && object.has("name")) {
            return named(tenant, object, trusted);
        }
        return VerificationPolicy.parse(wanted, trusted);
    }

    private VerificationPolicy named(Optional<TenantId> tenant, ObjectNode wanted, Set<String> trusted) {
        JsonNode version = wanted.get("version");
        boolean wellFormed = BY_NAME.containsAll(wanted.propertyNames()) && wanted.get("name").isString()
                && (version == null || (version.isIntegralNumber() && version.canConvertToLong()));
        if (!wellFormed) {
            throw new MalformedInput("A policy that is kept is asked for by its name, or by name and version alone.");
        }
        return named(tenant, wanted.get("name").stringValue(),
                Optional.ofNullable(version).map(JsonNode::longValue), trusted);
    }

    private VerificationPolicy named(Optional<TenantId> tenant, String text, Optional<Long> version,
            Set<String> trusted) {
        if (tenant.isEmpty()) {
            throw new MalformedInput("Without an API key the policies known by name are default and vc-api.");
        }
        var name = new PolicyName(text);
        PolicyVersion found = version.map(number -> find(tenant.get(), name, number))
                .orElseGet(() -> find(tenant.get(), name))
                .orElseThrow(
                        () -> new MalformedInput("This tenant has no verification policy of this name and version."));
        return VerificationPolicy.parse(found.policy().map(JsonNode.class::cast), trusted)
                .named(name.text(), found.version());
    }

    private static ObjectNode complete(ObjectNode policy, Set<String> trusted) {
        VerificationPolicy read = VerificationPolicy.parse(Optional.of(policy), trusted);
        ObjectNode complete = policy.deepCopy();
        ObjectNode checks = complete.putObject("checks");
        read.modes().forEach((check, mode) -> checks.put(check.text(), mode.text()));
        complete.set("authorities", Json.array(read.authorities()));
        return complete;
    }
}
