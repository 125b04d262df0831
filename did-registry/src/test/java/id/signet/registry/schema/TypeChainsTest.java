package id.signet.registry.schema;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.schema.TypeChains.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeChainsTest {

    private static final String FIRST = "https://one.example/type";
    private static final String SECOND = "https://two.example/type";

    private final Map<String, Bytes> web = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final TypeChains chains = new TypeChains(vct -> Optional.empty(), (address, mediaTypes) -> {
        asked.add(address.toString());
        return web.containsKey(address.toString())
                ? new Fetched.Found(web.get(address.toString()), "application/json", Instant.EPOCH, -1)
                : new Fetched.Unreachable("nobody answers");
    });

    private ResourceDigest publish(String vct, String more) {
        Bytes bytes = Bytes.utf8("{\"vct\": \"" + vct + "\"" + more + "}");
        web.put(vct, bytes);
        return ResourceDigest.sri(ResourceDigest.sri(bytes));
    }

    private static String extending(String vct, ResourceDigest integrity) {
        return ", \"extends\": \"" + vct + "\", \"extends#integrity\": \"" + integrity.text() + "\"";
    }

    private String refusal(ResourceDigest integrity) {
        return ((Answer.Refused) chains.of(FIRST, Optional.of(integrity))).code();
    }

    @Test
    void theRulesOfATypeAreThoseOfAllThatItExtends() {
        var base = publish(SECOND, ", \"claims\": [{\"path\": [\"name\"], \"mandatory\": true}]");
        var child = publish(FIRST, extending(SECOND, base)
                + ", \"claims\": [{\"path\": [\"name\"], \"sd\": \"never\", \"unknown\": 1}], \"unknown\": {}");

        var rules = (Answer.Rules) chains.of(FIRST, Optional.of(child));

        assertThat(rules.types()).containsExactly(FIRST, SECOND);
        assertThat(rules.claims().rules()).singleElement().satisfies(rule -> {
            assertThat(rule.isMandatory()).isTrue();
            assertThat(rule.is(ClaimRule.Disclosure.NEVER)).isTrue();
        });
    }

    @Test
    void anothersTypeIsNotAskedForUnlessItIsSaidWhatItMustBe() {
        publish(FIRST, "");

        assertThat(((Answer.Refused) chains.of(FIRST, Optional.empty())).code()).isEqualTo("type-integrity-missing");
        assertThat(asked).isEmpty();
    }

    @Test
    void anothersTypeThatChangedIsRefused() {
        var meant = publish(FIRST, "");
        publish(FIRST, ", \"description\": \"changed\"");

        assertThat(refusal(meant)).isEqualTo("type-integrity-mismatch");
    }

    @Test
    void S18_aCycleIsRefused() {
        // With digests no cycle can be written down; without, one is refused at the second type.
        var second = publish(SECOND, ", \"extends\": \"" + FIRST + "\"");
        var first = publish(FIRST, extending(SECOND, second));

        assertThat(refusal(first)).isEqualTo("type-extends-itself");
        assertThat(asked).containsExactly(FIRST, SECOND);
    }

    @Test
    void S18_aTypeThatExtendsItselfIsRefusedAtOnce() {
        assertThat(refusal(publish(FIRST, ", \"extends\": \"" + FIRST + "\""))).isEqualTo("type-extends-itself");
        assertThat(asked).containsExactly(FIRST);
    }

    @Test
    void S18_aLongChainIsCutOff() {
        var digest = publish("https://n0.example/type", "");
        for (int i = 1; i < 9; i++) {
            digest = publish("https://n" + i + ".example/type",
                    extending("https://n" + (i - 1) + ".example/type", digest));
        }

        assertThat(chains.of("https://n7.example/type", Optional.of(ResourceDigest.sri(ResourceDigest.sri(
                bytes(7)))))).isInstanceOf(Answer.Rules.class);
        assertThat(((Answer.Refused) chains.of("https://n8.example/type", Optional.of(digest))).code())
                .isEqualTo("type-extends-too-many");
    }

    private Bytes bytes(int number) {
        return Objects.requireNonNull(web.get("https://n" + number + ".example/type"));
    }

    @Test
    void aTypeThatSpeaksOfAnotherIsRefused() {
        web.put(FIRST, Bytes.utf8("{\"vct\": \"" + SECOND + "\"}"));

        assertThat(refusal(ResourceDigest.sri(ResourceDigest.sri(Objects.requireNonNull(web.get(FIRST))))))
                .isEqualTo("type-metadata-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {", \"claims\": {}", ", \"claims\": [{}]", ", \"claims\": [{\"path\": [true]}]",
        ", \"claims\": [{\"path\": [\"a\"], \"sd\": \"maybe\"}]", ", \"extends\": 1",
        ", \"claims\": [{\"path\": [\"a\"], \"mandatory\": \"yes\"}]",
        ", \"claims\": [{\"path\": [\"a\"]}, {\"path\": [\"a\"]}]"})
    void malformedMetadataIsRefused(String more) {
        assertThat(refusal(publish(FIRST, more))).isEqualTo("type-metadata-malformed");
    }

    @Test
    void aParentThatLoosensNothingButCannotBeReadLeavesItOpen() {
        var gone = publish(SECOND, "");
        web.remove(SECOND);

        assertThat(chains.of(FIRST, Optional.of(publish(FIRST, extending(SECOND, gone)))))
                .isInstanceOf(Answer.Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:example:type", "http://one.example/type", "https://127.0.0.1/type",
        "https://one.example/type?x=1"})
    void aNameThatIsNoAddressOnTheWebIsNotAsked(String vct) {
        assertThat(chains.of(vct, Optional.of(ResourceDigest.sri("sha256-x")))).isInstanceOf(Answer.Unreachable.class);
        assertThat(asked).isEmpty();
    }
}
