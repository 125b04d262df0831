package id.signet.registry.schema;

import id.signet.crypto.json.StrictJson;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/** The CPTs 101 to 109, which WeIdentity's services use among themselves: the root authority registers them. */
public final class SystemCpts {

    private static final SortedMap<Long, ObjectNode> SCHEMAS = read();

    private final Cpts cpts;

    public SystemCpts(Cpts cpts) {
        this.cpts = cpts;
    }

    private static SortedMap<Long, ObjectNode> read() {
        try (InputStream in = Objects.requireNonNull(SystemCpts.class.getResourceAsStream("system-cpts.json"))) {
            SortedMap<Long, ObjectNode> schemas = new TreeMap<>();
            StrictJson.parseObject(in.readAllBytes())
                    .properties()
                    .forEach(entry -> schemas.put(Long.valueOf(entry.getKey()), (ObjectNode) entry.getValue()));
            return schemas;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that nobody registered yet. */
    public List<Long> missing() {
        return SCHEMAS.keySet().stream().filter(number -> cpts.find(number).isEmpty()).toList();
    }

    /**
     * Registers those that are missing.
     *
     * @param root authority of the log, whose keys the caller's tenant has
     * @return why not all of them
     */
    public Optional<RegistryRefusal> register(Caller caller, Did root) {
        for (long number : missing()) {
            if (cpts.register(caller.withoutClaim(), Optional.of(root),
                    Objects.requireNonNull(SCHEMAS.get(number)),
                    Optional.of(number)) instanceof Cpts.Outcome.Refused(RegistryRefusal refusal)) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }
}
