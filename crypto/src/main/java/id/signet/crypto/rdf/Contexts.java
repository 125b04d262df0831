package id.signet.crypto.rdf;

import id.signet.crypto.RecentlyUsed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.apicatalog.jsonld.document.JsonDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;

/**
 * The JSON-LD contexts that are known by their URL: the bundled ones of the specifications, whose bytes are pinned by
 * SHA-256 (Data Integrity 1.0, "Context Validation"), and those that a registry of this service holds.
 * There is no third place: nothing here ever reads a network or a file named by a document. A bundled URL is never asked
 * of the registry.
 */
public final class Contexts {

    /** Characters of all registered contexts that are kept; as objects they take some twenty times as many bytes. */
    private static final int REGISTERED_KEPT = 2_000_000;

    private static final Map<String, Loaded> BUNDLED = loadAll(Bundle.SPECIFICATIONS);
    private static final Map<String, Loaded> WITH_EXAMPLES = loadAll(Bundle.EXAMPLES);

    private final Map<String, Loaded> bundled;
    private final Function<String, Optional<ObjectNode>> registry;
    private final RecentlyUsed<String, Loaded> registered = new RecentlyUsed<>(REGISTERED_KEPT,
            (url, loaded) -> loaded.length());

    private Contexts(Map<String, Loaded> bundled, Function<String, Optional<ObjectNode>> registry) {
        this.bundled = bundled;
        this.registry = registry;
    }

    /** A context ready for use: its own value, and what the checks need to know about it. */
    record Loaded(ObjectNode json, int length, JsonDocument document, Bytes sha256, Set<String> tellingNames,
            Shape.Words words) {

        Loaded {
            tellingNames = Set.copyOf(tellingNames);
        }

        static Loaded of(byte[] text, Bytes sha256) {
            ObjectNode json = StrictJson.parseObject(text);
            Set<String> names = new HashSet<>();
            ContextRules.collectTelling(json.path("@context"), names);
            Set<String> jsonNames = new HashSet<>();
            Set<String> listNames = new HashSet<>();
            Set<String> mapNames = new HashSet<>();
            ContextRules.collectKinds(json.path("@context"), jsonNames, listNames, mapNames);
            return new Loaded(json, text.length, JsonDocument.of(JakartaJson.of(json)), sha256, names,
                    new Shape.Words(jsonNames, listNames, mapNames));
        }
    }

    /** Only the contexts of the specifications. */
    public static Contexts bundled() {
        return new Contexts(BUNDLED, url -> Optional.empty());
    }

    /**
     * These contexts and those that the registry holds. What it answers for a URL is taken as final for some time; it
     * must define terms and nothing else.
     *
     * @param lookup the whole context document, {@code {"@context": {...}}}, for a URL that is not bundled
     */
    public Contexts and(Function<String, Optional<ObjectNode>> lookup) {
        return new Contexts(bundled, lookup);
    }

    /**
     * These contexts and those of the W3C's examples and "undefined terms". They give some meaning to every term, so a
     * service in earnest does without them.
     */
    public Contexts andExamples() {
        Map<String, Loaded> all = new LinkedHashMap<>(bundled);
        all.putAll(WITH_EXAMPLES);
        return new Contexts(Map.copyOf(all), registry);
    }

    /** A copy of the context document of this URL. */
    public Optional<ObjectNode> find(String url) {
        return Optional.ofNullable(load(url)).map(loaded -> loaded.json().deepCopy());
    }

    /** What a digest of this context is of: the file of a bundled one, the RFC 8785 form of a registered one. */
    public Optional<Bytes> bytes(String url) {
        if (bundled.containsKey(url)) {
            return Bundle.pin(url).map(pin -> Bytes.of(read(pin.file())));
        }
        return Optional.ofNullable(load(url)).map(loaded -> Bytes.of(Jcs.canonicalize(loaded.json())));
    }

    /** @throws ContextRefused if the registry's context does more than to define terms */
    @Nullable
    Loaded load(String url) {
        Loaded known = bundled.get(url);
        if (known == null) {
            known = registered.get(url);
        }
        if (known == null) {
            known = registry.apply(url).map(Contexts::examine).orElse(null);
            if (known != null) {
                registered.put(url, known);
            }
        }
        return known;
    }

    private static Loaded examine(ObjectNode json) {
        if (json.size() != 1 || !json.has("@context")) {
            throw new ContextRefused("a registered context has other members than @context");
        }
        ContextRules.requireTermsOnly(json.path("@context"));
        byte[] canonical = Jcs.canonicalize(json);
        return Loaded.of(canonical, Bytes.of(Hashes.sha256(canonical)));
    }

    private static Map<String, Loaded> loadAll(Map<String, Bundle.Pin> pins) {
        Map<String, Loaded> all = new LinkedHashMap<>();
        pins.forEach((url, pin) -> {
            byte[] bytes = read(pin.file());
            Bytes sha256 = Bytes.of(Hashes.sha256(bytes));
            if (!sha256.hex().equals(pin.sha256())) {
                throw new IllegalStateException("the bundled context " + pin.file() + " is not the one that is pinned");
            }
            try {
                all.put(url, Loaded.of(bytes, sha256));
            } catch (MalformedInput e) {
                throw new IllegalStateException("the bundled context " + pin.file() + " cannot be read", e);
            }
        });
        return Map.copyOf(all);
    }

    private static byte[] read(String file) {
        try (InputStream in = Contexts.class.getResourceAsStream("contexts/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the bundled context " + file + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
