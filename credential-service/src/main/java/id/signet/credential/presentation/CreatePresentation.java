package id.signet.credential.presentation;

import id.signet.credential.MalformedCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Refusal;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionResult;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Signs a presentation in the name of a holder whose keys are kept here. It is not logged: it is made for one verifier. */
public final class CreatePresentation {

    private final DidResolver resolver;
    private final HostedKeys keys;
    private final List<PresentationFormat> formats;
    private final Terms terms;
    private final Clock clock;

    public CreatePresentation(DidResolver resolver, HostedKeys keys, List<PresentationFormat> formats, Terms terms,
            Clock clock) {
        this.resolver = resolver;
        this.keys = keys;
        this.formats = List.copyOf(formats);
        this.terms = terms;
        this.clock = clock;
    }

    /** Judges the terms of a JSON-LD document. */
    @FunctionalInterface
    public interface Terms {

        /** @throws MalformedInput when a term is undefined, or a context is not one this service knows */
        void check(ObjectNode document);
    }

    /**
     * What is asked for.
     *
     * @param document of VC Data Model 2.0, unsigned; its {@code holder} is whose key signs
     * @param format the name of a {@link PresentationFormat}
     * @param verificationMethod the holder's method; absent: the newest that fits
     */
    public record Command(ObjectNode document, String format, Optional<String> cryptosuite,
            Optional<String> verificationMethod, Optional<String> challenge, Optional<String> domain) {}

    /** What became of it. */
    public sealed interface Outcome {

        /** @param presentation an object with its proof, a token as a JSON string, or a message in its envelope */
        record Created(JsonNode presentation) implements Outcome {}

        /** @param code stable, lower-case, hyphenated */
        record Refused(String code, String message) implements Outcome, Refusal {}
    }

    public Outcome create(TenantId tenant, Command command) {
        var format = formats.stream().filter(known -> known.name().equals(command.format())).findFirst();
        if (format.isEmpty()) {
            return new Outcome.Refused("format-unknown",
                    "The format of a presentation is one of " + formats.stream().map(PresentationFormat::name).toList()
                            + ".");
        }
        try {
            PresentationDocument.requireUnsecured(command.document());
            terms.check(own(command.document()));
            var holder = PresentationDocument.holder(command.document());
            if (holder.isEmpty()) {
                return new Outcome.Refused("holder-missing", "The presentation names its holder.");
            }
            return sign(tenant, Did.parse(holder.get()), command, format.get());
        } catch (UnsuitableInput e) {
            return new Outcome.Refused(e.code(), String.valueOf(e.getMessage()));
        } catch (MalformedCredential e) {
            return new Outcome.Refused(e.code(), e.getMessage());
        } catch (MalformedInput.TooLarge e) {
            throw e;
        } catch (MalformedInput e) {
            return new Outcome.Refused("presentation-malformed", e.getMessage());
        }
    }

    private Outcome sign(TenantId tenant, Did holder, Command command, PresentationFormat format) {
        if (!keys.hosts(tenant, holder)) {
            return new Outcome.Refused("holder-not-hosted", "This tenant keeps no keys of " + holder + ".");
        }
        if (!(resolver.resolve(holder) instanceof ResolutionResult.Resolved(DidDocument document, var _))) {
            return new Outcome.Refused("holder-not-active", holder + " does not resolve to a document.");
        }
        for (var method : methods(document, command)) {
            var key = open(tenant, method);
            if (key.isPresent()) {
                var presentation = format.secure(new UnsecuredPresentation(command.document(), method.toString(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS), command.challenge(), command.domain(),
                        command.cryptosuite()), key.get());
                return new Outcome.Created(presentation);
            }
        }
        return new Outcome.Refused("no-fitting-key",
                "No key of the holder that may authenticate, and signs such formats, is kept here.");
    }

    /** Those in force, the newest first: a key that was added later is meant to take over. */
    private static List<DidUrl> methods(DidDocument document, Command command) {
        return document.methods(Relationship.AUTHENTICATION)
                .reversed()
                .stream()
                .filter(method -> method.expires().isEmpty() && method.revoked().isEmpty())
                .filter(method -> method.key().type().isOfJose())
                .map(method -> method.id())
                .filter(id -> command.verificationMethod().filter(wanted -> !wanted.equals(id.toString())).isEmpty())
                .toList();
    }

    private Optional<SigningKey> open(TenantId tenant, DidUrl method) {
        try {
            return keys.open(tenant, method);
        } catch (NoSuchKey e) {
            return Optional.empty(); // destroyed since its row was read
        }
    }

    /** Each credential brings its own contexts and was judged by its issuer. */
    private static ObjectNode own(ObjectNode document) {
        var own = document.deepCopy();
        own.remove("verifiableCredential");
        return own;
    }
}
