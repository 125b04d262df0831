package id.signet.credential.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.testing.SteppingClock;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** DIF Well Known DID Configuration, its rules one by one: each test takes a good credential and breaks one thing. */
class LinkedDomainsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
    private static final Did DID = Did.parse("did:web:issuer.example");
    private static final DidUrl KEY = DidUrl.parseMethodId(DID + "#key-1");
    private static final WebOrigin ORIGIN = WebOrigin.parse("https://www.issuer.example");

    private final SteppingClock clock = new SteppingClock(NOW);
    private final SigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    // ---- what links ----

    @ParameterizedTest
    @EnumSource(names = {"ED25519", "P256", "P384", "SECP256K1"})
    void aCredentialOfTheDidForTheOriginLinksThem(KeyType type) {
        SigningKey signer = SoftwareSigningKey.generate(type);
        String credential = DomainLinkageCredential.sign(DID, KEY, signer, ORIGIN, FROM, UNTIL);

        assertThat(linkage(document(signer), resource(credential))).isEqualTo(new Linkage.Linked(NOW, UNTIL));
    }

    @Test
    void whatWeSignHasTheShapeOfTheSpecification() {
        CompactToken token = CompactToken.parse(good());

        assertThat(token.header().propertyNames()).containsExactlyInAnyOrder("alg", "kid");
        assertThat(token.claims()).isEqualTo(StrictJson.parseObject(
                """
                {"iss": "did:web:issuer.example", "sub": "did:web:issuer.example", "nbf": 1767225600, "exp": 1798761600,
                 "vc": {
                   "@context": ["https://www.w3.org/2018/credentials/v1",
                                "https://identity.foundation/.well-known/did-configuration/v1"],
                   "type": ["VerifiableCredential", "DomainLinkageCredential"],
                   "issuer": "did:web:issuer.example",
                   "issuanceDate": "2026-01-01T00:00:00Z", "expirationDate": "2027-01-01T00:00:00Z",
                   "credentialSubject": {"id": "did:web:issuer.example", "origin": "https://www.issuer.example"}}}
                """));
    }

    @Test
    void aGoodCredentialIsFoundAmongBadOnesAndOthers() {
        String others = claims(vc -> {
        }, claims -> StrictJson.parseObject(claims.toString().replace(DID.toString(), "did:web:other.example")));

        assertThat(
                linkage(document(key), resource("no token", others, broken(claims -> claims.put("jti", "x")), good())))
                .isInstanceOf(Linkage.Linked.class);
    }

    @Test
    void aDateWithAnotherOffsetAndALoneSlashSayTheSame() {
        assertThat(linkage(document(key), resource(claims(vc -> {
            vc.put("issuanceDate", "2026-01-01T08:00:00+08:00");
            subject(vc).put("origin", "https://WWW.issuer.example/");
        }, claims -> claims)))).isInstanceOf(Linkage.Linked.class);
    }

    // ---- the resource ----

    @Test
    void aResourceHasAContextAndTheListAndNothingElse() {
        ObjectNode withoutContext = resource(good());
        withoutContext.remove("@context");
        ObjectNode withMore = resource(good());
        withMore.put("entries", 1);
        ObjectNode withoutList = resource();
        withoutList.put("linked_dids", good());

        for (ObjectNode bad : List.of(withoutContext, withMore, withoutList)) {
            assertThat(code(bad)).as("%s", bad).isEqualTo("configuration-malformed");
        }
    }

    @Test
    void anOriginThatListsOthersAloneIsNotLinked() {
        assertThat(code(resource())).isEqualTo("not-listed");
        assertThat(code(resource("e30.e30.e30"))).isEqualTo("not-listed");
    }

    @Test
    void aLinkedDataProofIsNotRead() {
        ObjectNode resource = resource();
        ObjectNode credential = Json.object();
        credential.putObject("credentialSubject").put("id", DID.toString());
        credential.putObject("proof").put("type", "Ed25519Signature2018");
        resource.withArray("linked_dids").add(credential);

        assertThat(code(resource)).isEqualTo("proof-format");
        resource.withArray("linked_dids").add(brokenVc(vc -> vc.put("id", "urn:uuid:1")));
        assertThat(code(resource)).isEqualTo("id-present");
        resource.withArray("linked_dids").add(good());
        assertThat(linkage(document(key), resource)).isInstanceOf(Linkage.Linked.class);
    }

    // ---- the header ----

    @Test
    void aHeaderHasNoTypAndNoOtherMember() {
        assertThat(code(resource(signed(header -> header.put("typ", "JWT"), claims())))).isEqualTo("header");
        assertThat(code(resource(signed(header -> header.put("cty", "vc"), claims())))).isEqualTo("header");
    }

    @Test
    void aHeaderNamesTheKey() {
        assertThat(code(resource(signed(header -> header.remove("kid"), claims())))).isEqualTo("header");
    }

    @Test
    void theKeyIsOneOfTheDid() {
        assertThat(code(resource(signed(header -> header.put("kid", "did:web:other.example#key-1"), claims()))))
                .isEqualTo("key-not-found");
        assertThat(code(resource(signed(header -> header.put("kid", "#key-1"), claims())))).isEqualTo("key-not-found");
        assertThat(code(resource(signed(header -> header.put("kid", DID + "#key-9"), claims()))))
                .isEqualTo("key-not-found");
    }

    // ---- the payload ----

    @Test
    void issSubIssuerAndSubjectAreOneDid() {
        String other = "did:web:other.example";
        assertThat(code(resource(broken(claims -> claims.put("iss", other))))).isEqualTo("did-mismatch");
        assertThat(code(resource(broken(claims -> claims.put("sub", other))))).isEqualTo("did-mismatch");
        assertThat(code(resource(brokenVc(vc -> vc.put("issuer", other))))).isEqualTo("did-mismatch");
        assertThat(code(resource(brokenVc(vc -> subject(vc).put("id", other))))).isEqualTo("did-mismatch");
    }

    @Test
    void aPayloadHasNoOtherMember() {
        assertThat(code(resource(broken(claims -> claims.put("iat", 1))))).isEqualTo("payload");
        assertThat(code(resource(broken(claims -> claims.put("vc", "text"))))).isEqualTo("payload");
        assertThat(code(resource(brokenVc(vc -> vc.putObject("credentialStatus"))))).isEqualTo("payload");
        assertThat(code(resource(brokenVc(vc -> subject(vc).put("name", "x"))))).isEqualTo("payload");
        assertThat(code(resource(broken(claims -> claims.remove("nbf"))))).isEqualTo("payload");
    }

    @Test
    void aCredentialHasNoId() {
        assertThat(code(resource(brokenVc(vc -> vc.put("id", "urn:uuid:1"))))).isEqualTo("id-present");
    }

    @Test
    void aCredentialHasBothContextsAndTypes() {
        assertThat(code(resource(brokenVc(vc -> vc.withArray("@context").remove(1))))).isEqualTo("context");
        assertThat(
                code(resource(brokenVc(vc -> vc.withArray("@context").set(0, "https://www.w3.org/ns/credentials/v2")))))
                .isEqualTo("context");
        assertThat(code(resource(brokenVc(vc -> vc.withArray("type").remove(1))))).isEqualTo("type");
    }

    @Test
    void aCredentialHasBothDatesAndTheTokenSaysTheSame() {
        assertThat(code(resource(brokenVc(vc -> vc.remove("issuanceDate"))))).isEqualTo("dates");
        assertThat(code(resource(brokenVc(vc -> vc.remove("expirationDate"))))).isEqualTo("dates");
        assertThat(code(resource(brokenVc(vc -> vc.put("expirationDate", "2027-01-01T00:00:00"))))).isEqualTo("dates");
        assertThat(code(resource(broken(claims -> claims.put("exp", UNTIL.getEpochSecond() + 1))))).isEqualTo("dates");
        assertThat(code(resource(broken(claims -> claims.put("nbf", "1767225600"))))).isEqualTo("dates");
    }

    @Test
    void theOriginIsTheOneThatWasAsked() {
        for (String other : List.of("https://issuer.example", "https://www.issuer.example:8443", "www.issuer.example",
                "http://www.issuer.example", "https://www.issuer.example/path")) {
            assertThat(code(resource(brokenVc(vc -> subject(vc).put("origin", other))))).as(other)
                    .isEqualTo("origin-mismatch");
        }
        assertThat(code(resource(brokenVc(vc -> subject(vc).remove("origin"))))).isEqualTo("origin-mismatch");
    }

    @Test
    void aCredentialIsGoodFromItsFirstMomentToItsLast() {
        clock.set(FROM);
        assertThat(linkage(document(key), resource(good()))).isInstanceOf(Linkage.Linked.class);
        clock.set(FROM.minusMillis(1));
        assertThat(code(resource(good()))).isEqualTo("not-yet-valid");
        clock.set(UNTIL.minusMillis(1));
        assertThat(linkage(document(key), resource(good()))).isInstanceOf(Linkage.Linked.class);
        clock.set(UNTIL);
        assertThat(code(resource(good()))).isEqualTo("expired");
    }

    // ---- the key ----

    @Test
    void theKeyStandsUnderAssertionMethod() {
        ObjectNode json = json(key);
        json.remove("assertionMethod");
        json.putArray("authentication").add(KEY.toString());

        assertThat(code(json, resource(good()))).isEqualTo("key-not-for-assertion");
    }

    @Test
    void theKeyIsControlledByTheDid() {
        ObjectNode json = json(key);
        method(json).put("controller", "did:web:other.example");

        assertThat(code(json, resource(good()))).isEqualTo("key-not-for-assertion");
    }

    @Test
    void theKeyIsNeitherRetiredNorRevoked() {
        ObjectNode later = json(key);
        method(later).put("expires", NOW.plusSeconds(1).toString());
        assertThat(linkage(DidDocument.published(DID, later), resource(good()))).isInstanceOf(Linkage.Linked.class);
        ObjectNode retired = json(key);
        method(retired).put("expires", NOW.toString());
        assertThat(code(retired, resource(good()))).isEqualTo("key-not-in-force");
        ObjectNode revoked = json(key);
        method(revoked).put("revoked", NOW.toString());
        assertThat(code(revoked, resource(good()))).isEqualTo("key-not-in-force");
    }

    @Test
    void anotherKeysSignatureIsNone() {
        assertThat(code(json(SoftwareSigningKey.generate(KeyType.ED25519)), resource(good())))
                .isEqualTo("signature-invalid");
        assertThat(code(json(SoftwareSigningKey.generate(KeyType.P256)), resource(good())))
                .isEqualTo("signature-invalid");
    }

    @Test
    void aHostThatListsManyCannotMakeUsCheckThemAll() {
        String[] entries = new String[17];
        for (int i = 0; i < 16; i++) {
            entries[i] = DomainLinkageCredential.sign(DID, KEY, SoftwareSigningKey.generate(KeyType.ED25519), ORIGIN,
                    FROM, UNTIL);
        }
        entries[16] = good();

        assertThat(code(resource(entries))).isEqualTo("signature-invalid");
    }

    // ---- the DID document ----

    @Test
    void originsStandInServicesOfOneTypeAsATextAListOrAnObject() {
        ObjectNode json = json(key);
        json.set("service",
                StrictJson.parse("""
                                 [{"id": "#a", "type": "LinkedDomains", "serviceEndpoint": "https://a.example/"},
                                  {"id": "#b", "type": ["Other", "LinkedDomains"],
                                   "serviceEndpoint": {"origins": ["https://b.example", "https://a.example/", 7]}},
                                  {"id": "#c", "type": "LinkedDomains", "serviceEndpoint": ["https://c.example"]},
                                  {"id": "#d", "type": "Other", "serviceEndpoint": "https://d.example"}]"""));

        assertThat(LinkedDomainServices.origins(DidDocument.published(DID, json)))
                .containsExactly("https://a.example/", "https://b.example", "https://c.example");
    }

    @Test
    void ofManyOriginsTheFirstSixteenAreTold() {
        ObjectNode json = json(key);
        ArrayNode many = json.get("service").get(0).asObject().putObject("serviceEndpoint").putArray("origins");
        for (int i = 0; i < 17; i++) {
            many.add("https://h" + i + ".example");
        }

        assertThat(LinkedDomainServices.origins(DidDocument.published(DID, json))).hasSize(16)
                .contains("https://h15.example");
        assertThat(LinkedDomainServices.name(DidDocument.published(DID, json), WebOrigin.parse("https://h16.example")))
                .isTrue();
    }

    @Test
    void aDocumentWithoutSuchServicesAsksNobody() {
        ObjectNode json = json(key);
        json.remove("service");

        assertThat(domains(json, new DidConfigurations.Answer.Absent())).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void fourOriginsAreAskedAndOfOthersItIsNotKnown() {
        ObjectNode json = json(key);
        json.set("service", StrictJson
                .parse("""
                       [{"id": "#a", "type": "LinkedDomains", "serviceEndpoint": {"origins": ["https://a.example",
                         "https://b.example", "https://c.example", "https://d.example", "https://e.example"]}}]"""));

        List<LinkedDomain> domains = domains(json, new DidConfigurations.Answer.Absent());

        assertThat(asked).containsExactlyInAnyOrder("https://a.example", "https://b.example", "https://c.example",
                "https://d.example");
        assertThat(domains).hasSize(5);
        assertThat(domains.getFirst().linkage()).isInstanceOfSatisfying(Linkage.NotLinked.class,
                not -> assertThat(not.code()).isEqualTo("no-configuration"));
        assertThat(domains.getLast().linkage()).isInstanceOfSatisfying(Linkage.Unknown.class,
                unknown -> assertThat(unknown.code()).isEqualTo("origin-not-asked"));
    }

    @Test
    void whatIsNoOriginIsSaidToBeNone() {
        ObjectNode json = json(key);
        json.withArray("service").get(0).asObject().put("serviceEndpoint", "https://www.issuer.example/page");

        assertThat(domains(json, new DidConfigurations.Answer.Absent()).getFirst().linkage())
                .isInstanceOfSatisfying(Linkage.NotLinked.class,
                        not -> assertThat(not.code()).isEqualTo("not-an-origin"));
        assertThat(asked).isEmpty();
    }

    @Test
    void anOriginThatCannotBeReadIsUnknown() {
        assertThat(domains(json(key), new DidConfigurations.Answer.Unreachable("origin-unreachable", "It is down."))
                .getFirst()
                .linkage()).isEqualTo(new Linkage.Unknown("origin-unreachable", "It is down."));
    }

    @Test
    void theMomentOfReadingIsTold() {
        clock.advance(Duration.ofHours(1));
        JsonNode told = LinkedDomain.toJson(domains(json(key), found(resource(good())))).get(0);

        assertThat(told).isEqualTo(StrictJson
                .parse("""
                       {"origin": "https://www.issuer.example", "result": "linked", "retrieved": "2026-06-01T12:00:00Z",
                        "validUntil": "2027-01-01T00:00:00Z"}"""));
    }

    // ---- the good one, and how it is broken ----

    private String good() {
        return DomainLinkageCredential.sign(DID, KEY, key, ORIGIN, FROM, UNTIL);
    }

    private ObjectNode claims() {
        return CompactToken.parse(good()).claims();
    }

    private String broken(Consumer<ObjectNode> breaking) {
        return claims(vc -> {
        }, claims -> {
            breaking.accept(claims);
            return claims;
        });
    }

    private String brokenVc(Consumer<ObjectNode> breaking) {
        return claims(breaking, claims -> claims);
    }

    private String claims(Consumer<ObjectNode> ofVc, UnaryOperator<ObjectNode> ofAll) {
        ObjectNode claims = claims();
        ofVc.accept(claims.get("vc").asObject());
        return signed(header -> {
        }, ofAll.apply(claims));
    }

    private String signed(Consumer<ObjectNode> breaking, ObjectNode claims) {
        ObjectNode header = Json.object();
        header.put("kid", KEY.toString());
        breaking.accept(header);
        return Jws.sign(header, Jcs.canonicalize(claims), key);
    }

    private static ObjectNode subject(ObjectNode vc) {
        return vc.get("credentialSubject").asObject();
    }

    private static ObjectNode resource(String... credentials) {
        return DidConfiguration.of(List.of(credentials));
    }

    private static ObjectNode json(SigningKey key) {
        return StrictJson
                .parseObject("""
                             {"id": "%1$s",
                              "verificationMethod": [{"id": "%2$s", "type": "Multikey", "controller": "%1$s",
                                "publicKeyMultibase": "%3$s"}],
                              "assertionMethod": ["%2$s"],
                              "service": [{"id": "%1$s#site", "type": "LinkedDomains", "serviceEndpoint": "%4$s"}]}"""
                        .formatted(DID, KEY, Multikey.encode(key.publicKey()), ORIGIN));
    }

    private static ObjectNode method(ObjectNode document) {
        return document.get("verificationMethod").get(0).asObject();
    }

    private static DidDocument document(SigningKey key) {
        return DidDocument.published(DID, json(key));
    }

    private static DidConfigurations.Answer found(ObjectNode resource) {
        return new DidConfigurations.Answer.Found(resource, NOW);
    }

    private List<LinkedDomain> domains(ObjectNode document, DidConfigurations.Answer answer) {
        return new LinkedDomains((origin, did) -> {
            asked.add(origin.text());
            return answer;
        }, clock).of(DidDocument.published(DID, document));
    }

    private Linkage linkage(DidDocument document, ObjectNode resource) {
        return domains(document.json(), found(resource)).getFirst().linkage();
    }

    private String code(ObjectNode resource) {
        return code(json(key), resource);
    }

    private String code(ObjectNode document, ObjectNode resource) {
        Linkage linkage = domains(document, found(resource)).getFirst().linkage();
        return Optional.of(linkage)
                .filter(Linkage.NotLinked.class::isInstance)
                .map(not -> ((Linkage.NotLinked) not).code())
                .orElseThrow(() -> new AssertionError("not refused: " + linkage));
    }
}
