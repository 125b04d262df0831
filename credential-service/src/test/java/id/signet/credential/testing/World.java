package id.signet.credential.testing;

import id.signet.credential.verify.ListedIssuers;
import id.signet.credential.StatusEntry;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.cose.VcCoseFormat;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.jose.JwtVcJsonFormat;
import id.signet.credential.format.jose.VcJwtFormat;
import id.signet.credential.format.sdjwt.Salts;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.format.sdjwt.VcSdJwtFormat;
import id.signet.credential.presentation.Presentations;
import id.signet.credential.verify.Accreditations;
import id.signet.credential.verify.Anchors;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.HolderJudgement;
import id.signet.credential.verify.PresentationRequest;
import id.signet.credential.verify.RecentStatusLists;
import id.signet.credential.verify.PublishedIssuerKeys;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.StatusLists;
import id.signet.credential.verify.StructureCheck;
import id.signet.credential.verify.Types;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import id.signet.credential.verify.VerifyPresentation;
import id.signet.credential.verify.checks.AnchorCheck;
import id.signet.credential.verify.checks.HolderBindingCheck;
import id.signet.credential.verify.checks.IssuerKeyCheck;
import id.signet.credential.verify.checks.IssuerTrustCheck;
import id.signet.credential.verify.checks.ProofCheck;
import id.signet.credential.verify.checks.PublishedSchemas;
import id.signet.credential.verify.checks.SchemaCheck;
import id.signet.credential.verify.checks.StatusCheck;
import id.signet.credential.verify.checks.ValidityPeriodCheck;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.RdfReader;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.testing.SteppingClock;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.schema.ClaimRules;
import id.signet.registry.schema.TypeChains;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An issuer, a holder, an authority and a verifier, with every part of the pipeline in place. */
public final class World {

    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    public static final String ISSUER = "did:weid:test:0x00000000000000000000000000000000000000aa";
    public static final String METHOD = ISSUER + "#assert-1";
    public static final String HOLDER = "did:weid:test:0x00000000000000000000000000000000000000bb";
    public static final String HOLDER_METHOD = HOLDER + "#auth-1";
    public static final String AUTHORITY = "did:weid:test:0x00000000000000000000000000000000000000cc";
    public static final String VCT = "https://signet.example/types/2000000/1";
    public static final String EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2";

    public static final Cryptosuites SUITES = Cryptosuites
            .with(RdfReader.allowingInlineContexts(Contexts.bundled().andExamples()));

    public final SteppingClock clock = new SteppingClock(NOW);
    public final FakeSigners signers = new FakeSigners();
    public final SigningKey issuerKey;
    public final SigningKey holderKey = SoftwareSigningKey.generate(KeyType.P256);
    public final Map<String, StatusLists.Answer> lists = new HashMap<>();
    public Anchors.Answer anchor = new Anchors.Answer.NotAnchored();
    public int fetched;
    /** What others publish, by address. */
    public final Map<String, Fetched> web = new HashMap<>();
    public final List<String> asked = new ArrayList<>();
    public final ArrayNode domains = Json.array();
    public final List<String> domainsAsked = new ArrayList<>();

    public final DataIntegrityFormat dataIntegrity = new DataIntegrityFormat(SUITES);
    public final VcJwtFormat vcJwt = new VcJwtFormat();
    public final SdJwtVcFormat sdJwt = new SdJwtVcFormat(Salts.random());
    public final VcCoseFormat vcCose = new VcCoseFormat();
    public final VcSdJwtFormat vcSdJwt = new VcSdJwtFormat(Salts.random());
    public final CredentialFormats formats = new CredentialFormats(List.of(vcSdJwt, sdJwt, new JwtVcJsonFormat(), vcJwt,
            vcCose, dataIntegrity));
    public final StructureCheck structure;
    public final VerifyCredential credentials;
    public final VerifyPresentation presentations;

    public World() {
        this(KeyType.ED25519);
    }

    public World(KeyType issuerKeyType) {
        this(issuerKeyType, document -> {
        });
    }

    /** No type is registered. */
    public World(KeyType issuerKeyType, StructureCheck.Terms terms) {
        this(issuerKeyType, terms, reference -> Optional.empty());
    }

    public World(KeyType issuerKeyType, StructureCheck.Terms terms, Types types) {
        issuerKey = SoftwareSigningKey.generate(issuerKeyType);
        signers.put(METHOD, FakeSigners.found(issuerKey.publicKey(), ISSUER, Set.of("assertionMethod")));
        signers.put(HOLDER_METHOD, FakeSigners.found(holderKey.publicKey(), HOLDER, Set.of("authentication")));
        structure = new StructureCheck(formats, terms, terms);
        var resolution = new SignerResolution(signers, new PublishedIssuerKeys(this::ask), AcceptedKeyTypes.STABLE);
        var holders = new HolderJudgement(resolution, new InMemoryPresentedOnce(clock));
        Accreditations accreditations = (issuer, uris, authorities,
                at) -> issuer.equals(ISSUER) && authorities.contains(AUTHORITY)
                        ? Optional.of(new Accreditations.Accreditation(AUTHORITY, uris.getLast(), new LeafIndex(2),
                                List.of()))
                        : Optional.empty();
        StatusLists statusLists = (uri, mediaTypes) -> {
            fetched++;
            return lists.getOrDefault(uri, new StatusLists.Answer.Unreachable("it is on a foreign host"));
        };
        credentials = new VerifyCredential(
                structure,
                List.of(
                        new ProofCheck(),
                        new IssuerKeyCheck(issuer -> {
                            domainsAsked.add(issuer);
                            return domains;
                        }),
                        new ValidityPeriodCheck(),
                        new StatusCheck(statusLists, new RecentStatusLists(), formats, resolution),
                        new SchemaCheck(types, (vct, integrity) -> rules(types, vct, integrity),
                                new PublishedSchemas(this::ask, structure, resolution)),
                        new IssuerTrustCheck(accreditations, ListedIssuers.NONE, types),
                        new AnchorCheck(),
                        new HolderBindingCheck(holders)),
                resolution,
                (subject, receipts) -> anchor,
                clock);
        presentations = new VerifyPresentation(new Presentations(List.of(vcSdJwt, sdJwt), dataIntegrity), structure,
                credentials, holders,
                clock);
    }

    /** Types that are registered here say nothing of their claims; others are on the web. */
    private TypeChains.Answer rules(Types types, String vct, Optional<ResourceDigest> integrity) {
        return types.find(vct).isPresent()
                ? new TypeChains.Answer.Rules(ClaimRules.NONE, List.of(vct))
                : new TypeChains(any -> Optional.empty(), this::ask).of(vct, integrity);
    }

    private Fetched ask(HttpsAddress address, Set<String> mediaTypes) {
        asked.add(address.toString());
        return web.getOrDefault(address.toString(), new Fetched.Unreachable("nobody answers"));
    }

    /** Puts a document on the web, as another would. */
    public void publish(String url, JsonNode json) {
        var text = json.isString() ? json.stringValue() : json.toString();
        web.put(url, new Fetched.Found(Bytes.utf8(text), "application/json", NOW, -1));
    }

    /** A training certificate about the holder, without proof. */
    public ObjectNode certificate() {
        return StrictJson.parseObject(
                """
                {
                  "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
                  "id": "urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5",
                  "type": ["VerifiableCredential", "TrainingCertificate"],
                  "issuer": "%s",
                  "validFrom": "2026-01-01T00:00:00Z",
                  "validUntil": "2027-01-01T00:00:00Z",
                  "credentialSubject": {
                    "id": "%s",
                    "name": "Jane Doe",
                    "course": "Forklift",
                    "address": {"street": "1 Main St", "city": "Anytown"},
                    "levels": ["A", "B", "C"]
                  }
                }
                """
                        .formatted(ISSUER, HOLDER));
    }

    public UnsecuredCredential unsecured(ObjectNode document) {
        return new UnsecuredCredential(
                document,
                METHOD,
                issuerKey.publicKey(),
                clock.instant(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static UnsecuredCredential with(UnsecuredCredential credential, StatusEntry... status) {
        return new UnsecuredCredential(
                credential.document(),
                credential.verificationMethod(),
                credential.key(),
                credential.created(),
                List.of(status),
                credential.cryptosuite(),
                credential.vct(),
                credential.disclosable(),
                credential.holderKey());
    }

    /** As an SD-JWT VC. */
    public static UnsecuredCredential sd(UnsecuredCredential credential, List<String> disclosable, PublicKey holder) {
        return new UnsecuredCredential(
                credential.document(),
                credential.verificationMethod(),
                credential.key(),
                credential.created(),
                credential.status(),
                credential.cryptosuite(),
                Optional.of(VCT),
                Optional.of(disclosable),
                Optional.of(holder));
    }

    public JsonNode issue(CredentialFormat format, UnsecuredCredential credential) {
        return issue(format, credential, issuerKey);
    }

    public static JsonNode issue(CredentialFormat format, UnsecuredCredential credential, SigningKey key) {
        var request = format.prepare(credential);
        return format.assemble(request, key.sign(request.message().toArray())).body();
    }

    /** The certificate, secured by its embedded proof. */
    public ObjectNode signed() {
        return signed(certificate());
    }

    public ObjectNode signed(ObjectNode document) {
        return (ObjectNode) issue(dataIntegrity, unsecured(document));
    }

    /** The certificate as an SD-JWT VC bound to the holder's key. */
    public String sdJwt(String... disclosable) {
        return issue(sdJwt, sd(unsecured(certificate()), List.of(disclosable), holderKey.publicKey()))
                .stringValue();
    }

    public String vcJwt() {
        return issue(vcJwt, unsecured(certificate())).stringValue();
    }

    /** As a vc+cose in its envelope. */
    public ObjectNode vcCose() {
        return (ObjectNode) issue(vcCose, unsecured(certificate()));
    }

    /** As a vc+sd-jwt bound to the holder's key. */
    public String vcSdJwt(String... disclosable) {
        var plain = unsecured(certificate());
        return issue(vcSdJwt, new UnsecuredCredential(plain.document(), plain.verificationMethod(), plain.key(),
                plain.created(), List.of(), Optional.empty(), Optional.empty(), Optional.of(List.of(disclosable)),
                Optional.of(holderKey.publicKey()))).stringValue();
    }

    public static VerificationPolicy policy() {
        return VerificationPolicy.standard(Set.of(AUTHORITY));
    }

    public VerificationReport verify(JsonNode credential) {
        return verify(credential, policy());
    }

    public VerificationReport verify(String token) {
        return verify(text(token));
    }

    public VerificationReport verify(JsonNode credential, VerificationPolicy policy) {
        return credentials.verify(new VerificationRequest(credential, List.of(), policy));
    }

    public VerificationReport present(JsonNode presentation, String nonce, String audience) {
        return presentations.verify(new PresentationRequest(
                presentation, Optional.of(nonce), Optional.of(audience), List.of(), policy()));
    }

    public static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    /** The failed row, which must be that of the check. */
    public static CheckOutcome.Failed failed(VerificationReport report, CheckName check) {
        if (report.verified()) {
            throw new AssertionError("the report verifies: " + report.checks());
        }
        var first = report.checks()
                .stream()
                .filter(row -> row.blocks() && row.outcome() instanceof CheckOutcome.Failed)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check failed: " + report.checks()));
        if (first.name() != check) {
            throw new AssertionError("not " + check.text() + " failed first, but " + first);
        }
        return (CheckOutcome.Failed) first.outcome();
    }

    /** The unknown row of the check. */
    public static CheckOutcome.Unknown unknown(VerificationReport report, CheckName check) {
        if (report.verified() || !(report.check(check).outcome() instanceof CheckOutcome.Unknown unknown)) {
            throw new AssertionError("the check is not unknown: " + report.check(check));
        }
        return unknown;
    }

    public static ObjectNode object() {
        return Json.object();
    }
}
