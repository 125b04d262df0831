package id.signet.registry.did.webvh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.did.Did;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.net.Fetched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The method's own suite: logs by five implementations that must resolve, and attacks that must not. */
class WebvhSuiteTest {

    private static final Path FOLDER = Path.of(System.getProperty("signet.vectors", "../../shared/vectors"))
            .resolve("did-webvh");
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Set<String> IMPLICIT = Set.of("#files", "#whois");
    /** Thirteen scenarios by five implementations, one of which did not write one. */
    private static final int GOOD = 13 * 5 - 1;
    /** Logs that the specification refuses, and the clause (docs/divergences.md). */
    private static final Map<String, String> AGAINST_THE_TEXT = Map.of(
            "witness-threshold/rust", "a witness is a did:key",
            "witness-update/rust", "a witness is a did:key",
            "witness-update/java", "1 of its witnesses approve it, 2 are needed",
            "witness-update/java-eecc", "1 of its witnesses approve it, 2 are needed",
            "witness-update/python", "1 of its witnesses approve it, 2 are needed",
            "witness-update/ts", "1 of its witnesses approve it, 2 are needed");
    private static final int NEGATIVE = 16;

    static Stream<Path> good() throws IOException {
        return folders(false);
    }

    static Stream<Path> negative() throws IOException {
        return folders(true);
    }

    private static Stream<Path> folders(boolean negative) throws IOException {
        assumeTrue(Files.exists(FOLDER), "the official test vectors are not here: " + FOLDER);
        try (Stream<Path> scenarios = Files.list(FOLDER)) {
            List<Path> found = scenarios.filter(Files::isDirectory)
                    .filter(scenario -> scenario.getFileName().toString().startsWith("negative") == negative)
                    .flatMap(WebvhSuiteTest::list)
                    .filter(folder -> Files.exists(folder.resolve("did.jsonl")))
                    .sorted()
                    .toList();
            return found.stream();
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theWholeSuiteIsHere() throws IOException {
        assertThat(good()).hasSize(GOOD);
        assertThat(negative()).hasSize(NEGATIVE);
    }

    @ParameterizedTest
    @MethodSource("good")
    void aGoodLogResolvesToWhatItsAuthorsExpect(Path folder) throws IOException {
        ObjectNode expected = object(folder.resolve("resolutionResult.json"));
        JsonNode last = lastEntry(folder);
        ResolutionResult result = resolve(folder, Did.parse(last.at("/state/id").asString()));
        String refused = AGAINST_THE_TEXT.get(FOLDER.relativize(folder).toString());
        if (refused != null) {
            assertThat(((ResolutionResult.Refused) result).message()).contains(refused);
            return;
        }
        JsonNode metadata = expected.path("didDocumentMetadata");
        DocumentMetadata told;
        if (result instanceof ResolutionResult.Deactivated ended) {
            assertThat(metadata.path("deactivated").asBoolean(true)).isTrue();
            told = ended.metadata();
        } else {
            assertThat(result).isInstanceOf(ResolutionResult.Resolved.class);
            ResolutionResult.Resolved resolved = (ResolutionResult.Resolved) result;
            assertThat(metadata.path("deactivated").asBoolean(false)).isFalse();
            if (expected.path("didDocument").isObject()) {
                assertThat(withoutImplicitServices(resolved.document().json()))
                        .isEqualTo(withoutImplicitServices((ObjectNode) expected.get("didDocument")));
            }
            told = resolved.metadata();
        }
        if (metadata.has("versionId")) {
            assertThat(told.versionId()).contains(metadata.get("versionId").asString());
            assertThat(told.created()).contains(Instant.parse(metadata.get("created").asString()));
            assertThat(told.ofMethod().get("scid")).isEqualTo(last.at("/parameters/scid").isMissingNode()
                    ? told.ofMethod().get("scid")
                    : last.at("/parameters/scid"));
        }
    }

    @ParameterizedTest
    @MethodSource("negative")
    void anAttackIsNoGoodDid(Path folder) throws IOException {
        ObjectNode expected = object(folder.resolve("resolutionResult.json"));
        assertThat(expected.at("/didResolutionMetadata/error").asString()).startsWith("invalid");
        for (String did : literals(folder)) {
            assertThat(refusal(resolveText(folder, did))).as(did).isEqualTo(ResolutionError.INVALID_DID);
        }
        byte[] log = Files.readAllBytes(folder.resolve("did.jsonl"));
        if (log.length > 0) {
            String requested = firstEntry(folder).at("/state/id").asString();
            assertThat(refusal(resolveText(folder, requested))).isEqualTo(ResolutionError.INVALID_DID);
        }
    }

    /** The DIDs that a script spells out. */
    private static List<String> literals(Path folder) throws IOException {
        return Files.readAllLines(folder.resolveSibling("script.yaml"))
                .stream()
                .map(String::strip)
                .filter(line -> line.startsWith("did: "))
                .map(line -> line.substring(5).replace("\"", ""))
                .toList();
    }

    private static ResolutionError refusal(ResolutionResult result) {
        assertThat(result).isInstanceOf(ResolutionResult.Refused.class);
        return ((ResolutionResult.Refused) result).error();
    }

    private static ResolutionResult resolveText(Path folder, String did) {
        try {
            return resolve(folder, Did.parse(did));
        } catch (MalformedInput e) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID, String.valueOf(e.getMessage()));
        }
    }

    private static ResolutionResult resolve(Path folder, Did did) {
        return new DidWebvh(WebvhAuthor.NOTHING_HOSTED, (address, mediaTypes) -> {
            Path file = folder.resolve(address.path().endsWith("did.jsonl") ? "did.jsonl" : "did-witness.json");
            try {
                return Files.exists(file)
                        ? new Fetched.Found(Bytes.of(Files.readAllBytes(file)), "text/jsonl", NOW, -1)
                        : new Fetched.Absent();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, new InMemorySeenLogs(), Clock.fixed(NOW, ZoneOffset.UTC)).resolve(did, ResolutionOptions.LATEST);
    }

    private static ObjectNode object(Path file) throws IOException {
        return StrictJson.parseObject(Files.readAllBytes(file));
    }

    private static JsonNode firstEntry(Path folder) throws IOException {
        return StrictJson.parse(Files.readAllLines(folder.resolve("did.jsonl")).getFirst());
    }

    private static JsonNode lastEntry(Path folder) throws IOException {
        return StrictJson.parse(Files.readAllLines(folder.resolve("did.jsonl")).getLast());
    }

    /** Some implementations show the services that the method implies, and no two of them alike. */
    private static ObjectNode withoutImplicitServices(ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        if (copy.get("service") instanceof ArrayNode services) {
            services.removeIf(service -> {
                String id = service.path("id").asString("");
                return IMPLICIT.contains(id.substring(Math.max(0, id.indexOf('#'))));
            });
            if (services.isEmpty()) {
                copy.remove("service");
            }
        }
        return copy;
    }
}
