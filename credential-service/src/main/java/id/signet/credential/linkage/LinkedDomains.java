package id.signet.credential.linkage;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks each origin that a DID document names under {@code LinkedDomains} whether it says the same of the DID: DIF Well Known
 * DID Configuration, "DID Configuration Resource Verification".
 */
public final class LinkedDomains {

    /** Each costs a connection to a stranger. */
    private static final int MOST_ASKED = 4;
    /** Each costs a signature. */
    private static final int MOST_CREDENTIALS = 16;

    private final DidConfigurations configurations;
    private final Clock clock;

    public LinkedDomains(DidConfigurations configurations, Clock clock) {
        this.configurations = configurations;
        this.clock = clock;
    }

    /** In the order of the document; none if it names none. The origins are asked side by side. */
    public List<LinkedDomain> of(DidDocument document) {
        List<String> origins = LinkedDomainServices.origins(document);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Linkage>> asked = origins.stream()
                    .limit(MOST_ASKED)
                    .map(origin -> threads.submit(() -> linkage(document, origin)))
                    .toList();
            List<LinkedDomain> domains = new ArrayList<>();
            for (int i = 0; i < origins.size(); i++) {
                domains.add(new LinkedDomain(origins.get(i), i < asked.size()
                        ? answer(asked.get(i))
                        : new Linkage.Unknown("origin-not-asked",
                                "Of the origins of one DID the first " + MOST_ASKED + " are asked.")));
            }
            return List.copyOf(domains);
        }
    }

    private static Linkage answer(Future<Linkage> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Linkage.Unknown("origin-unreachable", "The question was called off.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking an origin failed", e.getCause());
        }
    }

    private Linkage linkage(DidDocument document, String text) {
        WebOrigin origin;
        try {
            origin = WebOrigin.parse(text);
        } catch (MalformedInput e) {
            return new Linkage.NotLinked("not-an-origin", "The DID document names no origin: " + e.getMessage() + ".",
                    Optional.empty());
        }
        return switch (configurations.at(origin, document.id())) {
            case DidConfigurations.Answer.Found found -> judge(document, origin, found.resource(), found.retrieved());
            case DidConfigurations.Answer.Absent _ -> new Linkage.NotLinked("no-configuration",
                    "The origin publishes no DID Configuration.", Optional.empty());
            case DidConfigurations.Answer.Malformed malformed -> new Linkage.NotLinked("configuration-malformed",
                    malformed.message(), Optional.of(malformed.retrieved()));
            case DidConfigurations.Answer.Unreachable unreachable ->
                new Linkage.Unknown(unreachable.code(), unreachable.message());
        };
    }

    private Linkage judge(DidDocument document, WebOrigin origin, ObjectNode resource, Instant retrieved) {
        try {
            return new Linkage.Linked(retrieved, good(document, origin, resource).until());
        } catch (BadLinkage e) {
            return new Linkage.NotLinked(e.code(), e.message(), Optional.of(retrieved));
        }
    }

    /** One good credential links; where there is none, the first token that speaks of the DID says why not. */
    private DomainLinkageCredential good(DidDocument document, WebOrigin origin, ObjectNode resource) {
        Optional<BadLinkage> why = Optional.empty();
        boolean embedded = false;
        int judged = 0;
        for (JsonNode entry : DidConfiguration.entries(resource)) {
            if (entry.isObject()) {
                embedded = embedded || isOf(document.id(), entry);
                continue;
            }
            try {
                Optional<DomainLinkageCredential> credential = credential(document.id(), entry.asString(""));
                if (credential.isPresent() && judged++ < MOST_CREDENTIALS) {
                    credential.get().verify(document, origin, clock.instant());
                    return credential.get();
                }
            } catch (BadLinkage e) {
                why = why.or(() -> Optional.of(e));
            }
        }
        if (why.isPresent()) {
            throw why.get();
        }
        throw embedded
                ? new BadLinkage("proof-format",
                        "The credential is in Linked Data Proof Format, of which no proof is read here; the JWT form is.")
                : new BadLinkage("not-listed", "The origin's DID Configuration has no credential of this DID.");
    }

    private static boolean isOf(Did did, JsonNode credential) {
        return credential.path("credentialSubject").path("id").asString("").equals(did.toString());
    }

    /** Empty if it is not of this DID; what cannot be read is of nobody. */
    private static Optional<DomainLinkageCredential> credential(Did did, String text) {
        CompactToken token;
        ObjectNode claims;
        try {
            token = CompactToken.parse(text);
            claims = token.claims();
        } catch (MalformedInput e) {
            return Optional.empty();
        }
        return DomainLinkageCredential.speaksOf(did, claims)
                ? Optional.of(DomainLinkageCredential.read(token, did, claims))
                : Optional.empty();
    }
}
