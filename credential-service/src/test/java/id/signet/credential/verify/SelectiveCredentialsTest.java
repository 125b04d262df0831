package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.Problem;
import id.signet.credential.StatusEntry;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.VcDocument;
import id.signet.credential.presentation.DeriveCredential;
import id.signet.credential.presentation.DeriveCredential.Outcome;
import id.signet.credential.testing.World;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.multiformats.Multibase;
import id.signet.registry.schema.SchemaViolation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** Credentials of the selective suites: what their holder shows, and what nobody can make of it. */
class SelectiveCredentialsTest {

    private static final StatusEntry STATUS = new StatusEntry.BitstringEntry("revocation", 7, 1,
            "https://signet.example/status/1");

    /** A suite, and where its derived proof has what. */
    enum Suite {

        ECDSA("ecdsa-sd-2023", KeyType.P256, 3, 4, 2),
        BBS("bbs-2023", KeyType.BLS12381_G2, 1, 2, 3);

        final String suite;
        final KeyType keyType;
        final int labels;
        final int mandatoryIndexes;
        /** One item for each statement that is not mandatory: its signature, or its index. */
        final int others;

        Suite(String suite, KeyType keyType, int labels, int mandatoryIndexes, int others) {
            this.suite = suite;
            this.keyType = keyType;
            this.labels = labels;
            this.mandatoryIndexes = mandatoryIndexes;
            this.others = others;
        }
    }

    /** One suite's issuer, with his certificate of which a part was derived. */
    private static final class Case {

        final Suite suite;
        final World world;
        final DeriveCredential holder;

        Case(Suite suite) {
            this(suite, new World(suite.keyType));
        }

        Case(Suite suite, World world) {
            this.suite = suite;
            this.world = world;
            this.holder = new DeriveCredential(world.dataIntegrity);
        }

        UnsecuredCredential wish(ObjectNode document, String... mandatory) {
            var plain = world.unsecured(document);
            return new UnsecuredCredential(plain.document(), plain.verificationMethod(), plain.key(), plain.created(),
                    plain.status(), Optional.of(suite.suite), Optional.of(List.of(mandatory)), plain.vct(),
                    plain.disclosable(), plain.holderKey());
        }

        ObjectNode base(String... mandatory) {
            return (ObjectNode) world.issue(world.dataIntegrity, wish(world.certificate(), mandatory));
        }

        Outcome ask(ObjectNode base, String... pointers) {
            return holder.derive(new DeriveCredential.Wish(base, pointers(pointers), Bytes.EMPTY));
        }

        ObjectNode derive(ObjectNode base, String... pointers) {
            return ((Outcome.Derived) ask(base, pointers)).credential();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDerivedVerifiesAndShowsWhatWasChosen(Suite suite) {
        var given = new Case(suite);
        var derived = given.derive(given.base(), "/credentialSubject/course", "/credentialSubject/address/city");

        var report = given.world.verify(derived);
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(derived.path("credentialSubject").toString()).isEqualTo(
                "{\"id\":\"%s\",\"course\":\"Forklift\",\"address\":{\"city\":\"Anytown\"}}".formatted(World.HOLDER));
        assertThat(derived.propertyNames()).contains("issuer", "validFrom", "validUntil", "type", "id");
        assertThat(report.check(CheckName.PROOF).outcome()).isInstanceOfSatisfying(CheckOutcome.Passed.class,
                passed -> assertThat(String.valueOf(passed.evidence().facts().get("algorithm")))
                        .contains(suite.suite));
    }

    @ParameterizedTest
    @EnumSource
    void aPaperOfManyStatementsIsShownWholeAndInParts(Suite suite) {
        var given = new Case(suite);
        var document = given.world.certificate();
        var evidence = document.putArray("evidence");
        for (int i = 0; i < 150; i++) {
            evidence.addObject().put("id", "urn:example:evidence:" + i).put("type", "VerifiableCredential");
        }
        var base = (ObjectNode) given.world.issue(given.world.dataIntegrity, given.wish(document));

        for (var pointers : List.of(new String[]{"/evidence", "/credentialSubject"},
                new String[]{"/credentialSubject/course"})) {
            var report = given.world.verify(given.derive(base, pointers));
            assertThat(report.verified()).as("%s", report.checks()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fewerProofsAreVerifiedAtOnceTheMoreTheyCost(Suite suite) {
        var given = new Case(suite);
        var document = given.world.certificate();
        var evidence = document.putArray("evidence");
        for (int i = 0; i < 100; i++) {
            evidence.addObject().put("id", "urn:example:evidence:" + i).put("type", "VerifiableCredential");
        }
        var derived = given.derive((ObjectNode) given.world.issue(given.world.dataIntegrity, given.wish(document)),
                "/evidence", "/credentialSubject");
        assertThat(given.world.verify(derived).verified()).isTrue();

        var presentation = Json.object().put("type", "VerifiablePresentation");
        presentation.putArray("@context").add(VcDocument.CONTEXT);
        var several = presentation.putArray("verifiableCredential");
        for (int i = 0; i < 13; i++) {
            several.add(derived);
        }
        assertThatThrownBy(() -> given.world.presentations.verify(new PresentationRequest(presentation,
                Optional.empty(), Optional.empty(), List.of(), World.policy())))
                .isInstanceOf(MalformedInput.TooLarge.class);

        var proofs = Json.array();
        for (int i = 0; i < 13; i++) {
            proofs.add(derived.path("proof").deepCopy());
        }
        derived.set("proof", proofs);
        assertThatThrownBy(() -> given.world.verify(derived)).isInstanceOf(MalformedInput.TooLarge.class);
    }

    @ParameterizedTest
    @EnumSource
    void D23_aBaseProofFailsTheCheckOfTheProofByItsName(Suite suite) {
        var given = new Case(suite);

        var failed = failed(given.world.verify(given.base()), CheckName.PROOF);
        assertThat(failed.code()).isEqualTo("base-proof");
        assertThat(failed.problem()).isEqualTo(Problem.PROOF_VERIFICATION);
        assertThat(failed.message()).contains("derived");
    }

    @ParameterizedTest
    @EnumSource
    void theCommitmentCoversWhatEveryDisclosureReveals(Suite suite) {
        var given = new Case(suite);
        SigningRequest request = given.world.dataIntegrity.prepare(given.wish(given.world.certificate()));
        // As it is kept sealed between the log and the signature.
        var kept = SigningRequest.fromBytes(request.toBytes());
        assertThat(kept).isEqualTo(request);
        var base = (ObjectNode) given.world.dataIntegrity
                .assemble(kept, given.world.issuerKey.sign(kept.message().toArray()))
                .body();

        for (var credential : List.of(base, given.derive(base, "/credentialSubject/course"),
                given.derive(base, "/credentialSubject"))) {
            assertThat(given.world.formats.parse(credential).signatures().getFirst().signedInputHash())
                    .isEqualTo(request.signedInputHash());
        }
        assertThat(given.world.verify(given.derive(base, "/credentialSubject/name")).verified()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatAVerifierNeedsIsShownWhateverTheHolderChooses(Suite suite) {
        var given = new Case(suite);
        var document = given.world.certificate();
        document.putObject("credentialSchema").put("id", World.VCT).put("type", "JsonSchema");
        var wish = given.wish(document, "/credentialSubject/levels/1");
        var base = (ObjectNode) World.issue(given.world.dataIntegrity, new UnsecuredCredential(wish.document(),
                wish.verificationMethod(), wish.key(), wish.created(), List.of(STATUS), wish.cryptosuite(),
                wish.mandatoryPointers(), wish.vct(), wish.disclosable(), wish.holderKey()), given.world.issuerKey);
        var derived = given.derive(base, "/credentialSubject/name");

        for (var member : List.of("issuer", "validFrom", "validUntil", "credentialStatus", "credentialSchema", "type",
                "@context", "id")) {
            assertThat(derived.get(member)).as(member).isEqualTo(base.get(member));
            var without = derived.deepCopy();
            without.remove(member);
            assertThat(given.world.verify(without).verified()).as(member).isFalse();
        }
        assertThat(derived.path("credentialSubject").path("levels").toString()).isEqualTo("[\"B\"]");
    }

    @ParameterizedTest
    @EnumSource
    void D23_whatWasShownCannotBeChanged(Suite suite) {
        var given = new Case(suite);
        var derived = given.derive(given.base(), "/credentialSubject/course", "/credentialSubject/address");
        Map<String, Consumer<ObjectNode>> structure = Map.of(
                "a mandatory statement left out", copy -> copy.remove("validUntil"),
                "another statement left out", copy -> copy.withObject("/credentialSubject").remove("course"),
                "a statement added", copy -> copy.withObject("/credentialSubject").put("name", "Jane Doe"),
                "a validity added", copy -> copy.put("description", "of honour"));
        Map<String, Consumer<ObjectNode>> proof = Map.of(
                "a mandatory statement changed", copy -> copy.put("validUntil", "2028-01-01T00:00:00Z"),
                "another statement changed", copy -> copy.withObject("/credentialSubject").put("course", "Crane"),
                "the subject exchanged", copy -> copy.withObject("/credentialSubject").put("id", "did:example:thief"),
                "the proof re-dated", copy -> copy.withObject("/proof").put("created", "2026-01-01T00:00:00Z"));

        structure.forEach((what, change) -> assertThat(failed(given.world.verify(changed(derived, change)),
                CheckName.STRUCTURE).code()).as(what).isEqualTo("proof-refused"));
        proof.forEach((what, change) -> assertThat(failed(given.world.verify(changed(derived, change)),
                CheckName.PROOF).code()).as(what).isEqualTo("signature-invalid"));
    }

    @ParameterizedTest
    @EnumSource
    void D23_neitherIndexesNorLabelsNorSignaturesCanBeTamperedWith(Suite suite) {
        var given = new Case(suite);
        var derived = given.derive(given.base(), "/credentialSubject/course", "/credentialSubject/address");
        List<Cbor> components = components(derived);
        List<Cbor> mandatory = ((Cbor.Array) components.get(suite.mandatoryIndexes)).items();
        List<Cbor> others = ((Cbor.Array) components.get(suite.others)).items();
        Map<Cbor, Cbor> labels = ((Cbor.Dictionary) components.get(suite.labels)).entries();
        assertThat(labels).isNotEmpty();

        assertRefused(given,
                withComponent(derived, suite.mandatoryIndexes, Cbor.of(mandatory.subList(1, mandatory.size()))));
        List<Cbor> moved = new ArrayList<>(mandatory);
        moved.add(Cbor.of(((Cbor.Int) mandatory.getLast()).value() + 1));
        assertRefused(given, withComponent(derived, suite.mandatoryIndexes, Cbor.of(moved)));

        List<Cbor> swapped = new ArrayList<>(others);
        Collections.swap(swapped, 0, 1);
        assertRefused(given, withComponent(derived, suite.others, Cbor.of(swapped)));
        assertRefused(given, withComponent(derived, suite.others, Cbor.of(others.subList(1, others.size()))));
        List<Cbor> other = new ArrayList<>(others);
        other.set(0, suite == Suite.BBS ? Cbor.of(30) : Cbor.of(new byte[64]));
        Collections.sort(other, (one, two) -> suite == Suite.BBS
                ? Long.compare(((Cbor.Int) one).value(), ((Cbor.Int) two).value())
                : 0);
        assertRefused(given, withComponent(derived, suite.others, Cbor.of(other)));

        Map<Cbor, Cbor> merged = new LinkedHashMap<>(labels);
        merged.replaceAll((number, label) -> suite == Suite.BBS ? Cbor.of(9) : Cbor.of(new byte[32]));
        assertRefused(given, withComponent(derived, suite.labels, new Cbor.Dictionary(merged)));
        assertRefused(given, withComponent(derived, suite.labels, new Cbor.Dictionary(Map.of())));
    }

    /** One bit of each byte, another one from byte to byte. */
    @ParameterizedTest
    @EnumSource
    void noByteOfADerivedCredentialCanChange(Suite suite) {
        var given = new Case(suite);
        var text = given.derive(given.base(), "/credentialSubject/course").toString().getBytes(StandardCharsets.UTF_8);

        IntStream.range(0, text.length).forEach(place -> {
            var flipped = text.clone();
            flipped[place] ^= (byte) (1 << place % 7);
            ObjectNode read;
            try {
                read = StrictJson.parseObject(flipped);
            } catch (MalformedInput notJson) {
                return;
            }
            assertThat(given.world.verify(read).verified()).as("byte %s", place).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWithheldIsNotHeldAgainstTheHolderAndWhatIsShownIs(Suite suite) {
        var schemas = new ArrayList<SchemaViolation>();
        var registered = new Types.RegisteredType(World.VCT, "TrainingCertificate", World.EXAMPLES,
                List.of("https://signet.example/types/2000000/1"), Map.of(), document -> List.copyOf(schemas));
        var given = new Case(suite, new World(suite.keyType, document -> {
        }, reference -> Optional.of(registered)));
        var document = given.world.certificate();
        document.putObject("credentialSchema").put("id", World.VCT).put("type", "JsonSchema");
        var derived = given.derive((ObjectNode) given.world.issue(given.world.dataIntegrity, given.wish(document)),
                "/credentialSubject/course");

        schemas.add(new SchemaViolation("/credentialSubject", "required", "name is missing"));
        assertThat(given.world.verify(derived).check(CheckName.SCHEMA).outcome())
                .isInstanceOfSatisfying(CheckOutcome.Passed.class,
                        passed -> assertThat(passed.message()).contains("withheld"));
        schemas.add(new SchemaViolation("/credentialSubject/course", "enum", "no such course"));
        assertThat(failed(given.world.verify(derived), CheckName.SCHEMA).code()).isEqualTo("schema-violated");
    }

    // --- issuer and holder -------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void anUnknownPointerIsRefusedToIssuerAndHolder(Suite suite) {
        var given = new Case(suite);

        assertThatThrownBy(() -> given.base("/credentialSubject/nothing")).isInstanceOf(UnsuitableInput.class)
                .extracting("code")
                .isEqualTo("pointer-unknown");
        assertThat(given.ask(given.base(), "/credentialSubject/nothing"))
                .isInstanceOfSatisfying(Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("pointer-unknown"));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsDerivedFromAnythingButAnUnchangedBaseProof(Suite suite) {
        var given = new Case(suite);
        var base = given.base();

        assertThat(code(given.ask(given.derive(base, "/credentialSubject/course"), "/credentialSubject/course")))
                .isEqualTo("not-a-base-proof");
        assertThat(code(given.ask(new World().signed(), "/credentialSubject/course"))).isEqualTo("not-a-base-proof");
        assertThat(code(given.ask(base))).isEqualTo("disclosure-incomplete");
        assertThat(code(given.ask(changed(base, copy -> copy.withObject("/credentialSubject").put("course", "Crane")),
                "/credentialSubject/course"))).isEqualTo("proof-mismatch");
        assertThatThrownBy(() -> given.ask(changed(base, copy -> copy.remove("proof")), "/credentialSubject/course"))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @EnumSource
    void onlyBbsTakesAPresentationHeader(Suite suite) {
        var given = new Case(suite);
        var outcome = given.holder.derive(new DeriveCredential.Wish(given.base(),
                pointers("/credentialSubject/course"), Bytes.utf8("nonce")));

        if (suite == Suite.BBS) {
            assertThat(given.world.verify(((Outcome.Derived) outcome).credential()).verified()).isTrue();
        } else {
            assertThat(code(outcome)).isEqualTo("proof-mismatch");
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyASelectiveSuiteHasMandatoryPointers(Suite suite) {
        var given = new Case(suite);
        var wish = given.wish(given.world.certificate(), "/issuer");
        var plain = new World();

        assertThatThrownBy(() -> plain.dataIntegrity.prepare(new UnsecuredCredential(wish.document(),
                wish.verificationMethod(), plain.issuerKey.publicKey(), wish.created(), List.of(),
                Optional.of("eddsa-jcs-2022"), wish.mandatoryPointers(), Optional.empty(), Optional.empty(),
                Optional.empty()))).isInstanceOf(UnsuitableInput.class)
                .extracting("code")
                .isEqualTo("mandatory-pointers-unfit");
    }

    // --- fixtures ----------------------------------------------------------------------------------------------

    private static void assertRefused(Case given, ObjectNode tampered) {
        var report = given.world.verify(tampered);
        assertThat(report.verified()).isFalse();
        assertThat(report.checks().stream().filter(CheckRow::blocks).findFirst().orElseThrow().name())
                .isIn(Set.of(CheckName.STRUCTURE, CheckName.PROOF));
    }

    private static String code(Outcome outcome) {
        return ((Outcome.Refused) outcome).code();
    }

    private static List<JsonPointer> pointers(String... texts) {
        return Arrays.stream(texts).map(JsonPointer::parse).toList();
    }

    private static ObjectNode changed(ObjectNode document, Consumer<ObjectNode> change) {
        var copy = document.deepCopy();
        change.accept(copy);
        return copy;
    }

    private static byte[] value(ObjectNode document) {
        return Multibase.decode(document.path("proof").path("proofValue").stringValue());
    }

    private static List<Cbor> components(ObjectNode document) {
        var value = value(document);
        return ((Cbor.Array) StrictCbor.parse(Arrays.copyOfRange(value, 3, value.length))).items();
    }

    private static ObjectNode withComponent(ObjectNode document, int component, Cbor replacement) {
        List<Cbor> components = new ArrayList<>(components(document));
        components.set(component, replacement);
        var array = Cbor.of(components).encoded();
        var value = Arrays.copyOf(value(document), 3 + array.length);
        System.arraycopy(array, 0, value, 3, array.length);
        return changed(document,
                copy -> copy.withObject("/proof").put("proofValue", Multibase.encodeBase64Url(value)));
    }
}
