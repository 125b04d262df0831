package id.signet.credential.format.sdjwt;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.testing.Vectors;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The inputs of the reference test cases: what they mark as disclosable is concealed by us, the disclosures they choose
 * are processed by us, and the result is what they expect.
 */
class SdJwtCasesTest {

    private static final Tag MARK = new Tag("!sd");

    @TestFactory
    Stream<DynamicTest> everyCaseOfTheReferenceSuiteAndOfTheSpecifications() {
        return Stream.of("sd-jwt-testcases", "rfc9901-examples", "sd-jwt-vc-examples").flatMap(this::cases);
    }

    private Stream<DynamicTest> cases(String name) {
        var folder = Vectors.folder(name);
        try (var files = Files.list(folder)) {
            return files
                    .filter(directory -> Files.exists(directory.resolve("specification.yml")))
                    .sorted()
                    .toList()
                    .stream()
                    .map(directory -> DynamicTest.dynamicTest(
                            name + "/" + directory.getFileName(), () -> run(directory.resolve("specification.yml"))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A value and whether it, as a member or an element, is marked disclosable. */
    private record Marked(@Nullable Object value) {}

    private static void run(Path file) {
        var marks = new Marks();
        var specification = marks.load(Vectors.text(file));
        var pointers = new HashSet<String>();
        var claims = plain(specification.get("user_claims"), "", pointers);
        var concealed = Concealment.conceal((ObjectNode) claims, pointers, Salts.random(), true);

        assertThat(concealed.disclosures()).hasSize(pointers.size());
        assertThat(DisclosedClaims.process(concealed.payload(), concealed.disclosures()).claims())
                .isEqualTo(claims);
        if (specification.containsKey("expect_verified_user_claims")) {
            var chosen = new ArrayList<Disclosure>();
            choose(concealed.payload(), specification.get("holder_disclosed_claims"), concealed.disclosures(), chosen);
            assertThat(DisclosedClaims.process(concealed.payload(), chosen).claims())
                    .isEqualTo(plain(specification.get("expect_verified_user_claims"), "", new HashSet<>()));
        }
    }

    /** The tree without marks; the marked places are told by pointer. */
    private static JsonNode plain(@Nullable Object value, String at, Set<String> pointers) {
        if (value instanceof Marked marked) {
            pointers.add(at);
            return plain(marked.value(), at, pointers);
        }
        if (value instanceof Map<?, ?> map) {
            var object = Json.object();
            map.forEach((key, member) -> {
                var name = key instanceof Marked marked ? String.valueOf(marked.value()) : String.valueOf(key);
                var pointer = at + "/" + name.replace("~", "~0").replace("/", "~1");
                if (key instanceof Marked) {
                    pointers.add(pointer);
                }
                object.set(name, plain(member, pointer, pointers));
            });
            return object;
        }
        if (value instanceof List<?> list) {
            var array = Json.array();
            for (var i = 0; i < list.size(); i++) {
                array.add(plain(list.get(i), at + "/" + i, pointers));
            }
            return array;
        }
        return StrictJson.parse(JsonMapper.shared().writeValueAsString(value));
    }

    /** What the wallet of the reference does: true shows a claim, a structure chooses within it, all else is kept. */
    private static void choose(
            JsonNode node, @Nullable Object wish, List<Disclosure> all, List<Disclosure> chosen) {
        if (node instanceof ObjectNode object) {
            for (var member : object.properties()) {
                if (wish instanceof Map<?, ?> wishes && wishes.get(member.getKey()) != null) {
                    choose(member.getValue(), wishes.get(member.getKey()), all, chosen);
                }
            }
            for (var digest : object.path("_sd")) {
                byDigest(digest, all).ifPresent(disclosure -> {
                    var name = disclosure.name().orElseThrow();
                    show(disclosure, wish instanceof Map<?, ?> wishes ? wishes.get(name) : null, all, chosen);
                });
            }
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                var wanted = wish instanceof List<?> wishes && i < wishes.size() ? wishes.get(i) : null;
                var hidden = byDigest(node.get(i).path("..."), all);
                if (hidden.isPresent()) {
                    show(hidden.get(), wanted, all, chosen);
                } else {
                    choose(node.get(i), wanted, all, chosen);
                }
            }
        }
    }

    private static void show(
            Disclosure disclosure, @Nullable Object wish, List<Disclosure> all, List<Disclosure> chosen) {
        if (wish == null || wish.equals(false) || wish.equals("None")) {
            return;
        }
        chosen.add(disclosure);
        choose(disclosure.value(), wish, all, chosen);
    }

    private static Optional<Disclosure> byDigest(JsonNode digest, List<Disclosure> all) {
        return all.stream()
                .filter(disclosure -> digest.isString()
                        && disclosure.digest(DigestAlgorithm.SHA_256).equals(digest.stringValue()))
                .findFirst();
    }

    /** Reads the cases' YAML, in which {@code !sd} marks a key or an element. */
    private static final class Marks {

        private static final LoadSettings SETTINGS = LoadSettings.builder().setSchema(new CoreSchema()).build();

        Map<String, Object> load(String yaml) {
            var constructor = new StandardConstructor(SETTINGS) {
                {
                    tagConstructors.put(MARK, new ConstructNode() {
                        @Override
                        public Object construct(@Nullable Node node) {
                            return new Marked(value(node));
                        }
                    });
                }

                private @Nullable Object value(@Nullable Node node) {
                    return switch (node) {
                        case ScalarNode scalar -> {
                            var tag = scalar.isPlain()
                                    ? SETTINGS.getSchema().getScalarResolver().resolve(scalar.getValue(), true)
                                    : Tag.STR;
                            yield constructObject(new ScalarNode(tag, scalar.getValue(), scalar.getScalarStyle()));
                        }
                        case SequenceNode sequence -> {
                            var list = new ArrayList<@Nullable Object>();
                            sequence.getValue().forEach(item -> list.add(constructObject(item)));
                            yield list;
                        }
                        case MappingNode mapping -> {
                            var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                            mapping.getValue()
                                    .forEach(tuple -> map.put(
                                            constructObject(tuple.getKeyNode()),
                                            constructObject(tuple.getValueNode())));
                            yield map;
                        }
                        case null, default -> throw new AssertionError("an unknown kind of YAML node");
                    };
                }
            };
            @SuppressWarnings("unchecked")
            var loaded = (Map<String, Object>) new Load(SETTINGS, constructor).loadFromString(yaml);
            return loaded;
        }
    }
}
