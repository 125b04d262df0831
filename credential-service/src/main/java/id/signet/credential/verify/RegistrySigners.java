package id.signet.credential.verify;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.LeafIndex;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Signers by resolving their DIDs. */
public final class RegistrySigners implements Signers {

    private static final String FIRST = "#keys-0";

    private final DidResolver resolver;

    public RegistrySigners(DidResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public Answer find(String verificationMethod, Optional<String> versionId) {
        DidUrl method;
        try {
            method = DidUrl.parseMethodId(verificationMethod);
        } catch (MalformedInput e) {
            return new Answer.Missing("The verification method is not named by a DID and a fragment.");
        }
        var options = versionId.filter(version -> !version.isEmpty())
                .map(ResolutionOptions::atVersion)
                .orElse(ResolutionOptions.LATEST);
        return switch (resolver.resolve(method.did(), options)) {
            case ResolutionResult.Resolved(var document, var metadata) ->
                found(method, document, metadata, next(method, metadata), Optional.empty());
            case ResolutionResult.Deactivated(var did, var document, var metadata) ->
                found(method, document, metadata, Optional.empty(), metadata.leafIndex());
            case ResolutionResult.NotFound(var message) ->
                new Answer.Missing("The signer's DID cannot be resolved: " + message + ".");
            case ResolutionResult.Unreachable(var message) ->
                new Answer.Unreachable("The signer's DID cannot be read: " + message + ".");
            case ResolutionResult.Refused(var error, var message) ->
                new Answer.Missing("The signer's DID cannot be resolved: " + message + ".");
        };
    }

    @Override
    public List<String> methods(String did, Optional<String> versionId) {
        var options = versionId.filter(version -> !version.isEmpty())
                .map(ResolutionOptions::atVersion)
                .orElse(ResolutionOptions.LATEST);
        return switch (resolver.resolve(did, options)) {
            case ResolutionResult.Resolved(var document, var _) -> methods(document);
            case ResolutionResult.Deactivated(var _, var document, var _) -> methods(document);
            case ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ -> List.of();
        };
    }

    @Override
    public String listed(String verificationMethod) {
        if (!verificationMethod.endsWith(FIRST)) {
            return verificationMethod;
        }
        DidUrl method;
        try {
            method = DidUrl.parseMethodId(verificationMethod);
        } catch (MalformedInput e) {
            return verificationMethod;
        }
        return switch (resolver.resolve(method.did(), ResolutionOptions.LATEST)) {
            case ResolutionResult.Resolved(var document, var _) -> listed(method, document);
            case ResolutionResult.Deactivated(var _, var document, var _) -> listed(method, document);
            case ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ ->
                verificationMethod;
        };
    }

    private static String listed(DidUrl method, DidDocument document) {
        return document.method(method)
                .or(() -> first(method, document))
                .map(VerificationMethod::id)
                .orElse(method)
                .toString();
    }

    private static List<String> methods(DidDocument document) {
        return document.verificationMethods().stream().map(method -> method.id().toString()).toList();
    }

    private Optional<LeafIndex> next(DidUrl method, DocumentMetadata metadata) {
        if (metadata.nextVersionId().isEmpty() || metadata.leafIndex().isEmpty()) {
            return Optional.empty();
        }
        var options = ResolutionOptions.atVersion(metadata.nextVersionId().get());
        return switch (resolver.resolve(method.did(), options)) {
            case ResolutionResult.Resolved(var document, var following) -> following.leafIndex();
            case ResolutionResult.Deactivated(var did, var document, var following) -> following.leafIndex();
            case ResolutionResult.NotFound missing ->
                throw new IllegalStateException("a version that is named as the next one exists");
            case ResolutionResult.Unreachable _,ResolutionResult.Refused _ ->
                throw new IllegalStateException("a version that is named as the next one exists");
        };
    }

    /**
     * {@code #keys-0} is how WeIdentity's papers name the key that gives a DID its address; where the document calls it
     * otherwise, it is still that key and no other.
     */
    private static Optional<VerificationMethod> first(DidUrl methodId, DidDocument document) {
        return WeidIdentifier.of(methodId.did())
                .filter(_ -> methodId.toString().endsWith(FIRST))
                .flatMap(identifier -> document.verificationMethods()
                        .stream()
                        .filter(method -> WeidIdentifier.of(identifier.network(), method.key()).equals(identifier))
                        .findFirst());
    }

    private static Answer found(
            DidUrl methodId,
            DidDocument document,
            DocumentMetadata metadata,
            Optional<LeafIndex> until,
            Optional<LeafIndex> deactivated) {
        var method = document.method(methodId).or(() -> first(methodId, document));
        if (method.isEmpty()) {
            return new Answer.Missing("The signer's DID document has no such verification method.");
        }
        // What is not in this log has no order in which a moment could count.
        boolean logged = metadata.leafIndex().isPresent();
        var nothingCountsSince = method.get().removed().or(() -> logged ? Optional.empty() : method.get().revoked());
        if (nothingCountsSince.isPresent()) {
            return new Answer.Revoked(nothingCountsSince.get());
        }
        var found = method.get().id();
        var relationships = Arrays.stream(Relationship.values())
                .filter(relationship -> document.allows(found, relationship))
                .map(Relationship::member)
                .collect(Collectors.toSet());
        return new Answer.Found(
                method.get().key(),
                document.id().toString(),
                method.get().controller().toString(),
                relationships,
                metadata.versionId(),
                // A deactivation is no version of its own key material: the last document began before it.
                deactivated.isPresent() ? Optional.empty() : metadata.leafIndex(),
                until,
                method.get().expires(),
                method.get().revoked(),
                deactivated);
    }
}
