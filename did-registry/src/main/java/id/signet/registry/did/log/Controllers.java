package id.signet.registry.did.log;

import id.signet.crypto.Base64Url;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.Version;
import id.signet.registry.did.log.DidTables.VersionKey;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may sign for a did:weid beside it, as the rows stand: the controllers that its document names, and theirs, up to three
 * away (docs/adr/0027-controllers-of-a-did.md). No network, no clock.
 */
public final class Controllers {

    /** A controller's controllers' controllers, and no further. */
    static final int DEPTH = 3;
    /** Of all that stand behind a DID when it names its controllers, the DID itself included. */
    static final int MOST = 64;

    private static final String KEY = "key";
    private static final String JWK = "jwk";

    private final View rows;

    Controllers(View rows) {
        this.rows = rows;
    }

    /**
     * The methods that may sign for the DID in the right of a controller, the nearest controllers first; its own update keys
     * are not among them.
     */
    Stream<DidUrl> signers(DidDocument document) {
        return reached(document).keySet()
                .stream()
                .filter(controller -> !controller.equals(document.id()))
                .flatMap(controller -> invoking(controller).keySet().stream());
    }

    /** The key of a method that may sign for the DID in the right of a controller. */
    Optional<PublicKey> key(DidDocument document, DidUrl method) {
        return Optional.ofNullable(invoking(method.did()).get(method))
                .filter(key -> !method.did().equals(document.id()) && reached(document).containsKey(method.did()));
    }

    /**
     * Whether a document may name these controllers. What becomes of them later is judged when they sign.
     *
     * @throws MalformedInput if not
     */
    void mayBeNamed(DidDocument document, String network, Set<Did> before) {
        for (Did controller : document.controllers()) {
            if (!controller.equals(document.id()) && !before.contains(controller)) {
                known(controller, network);
            }
        }
        Map<Did, Integer> reached = reached(document);
        if (reached.size() > MOST) {
            throw new MalformedInput("behind a DID stand at most " + MOST + " DIDs with its controllers and theirs");
        }
        boolean tooLong = reached.entrySet()
                .stream()
                .filter(one -> one.getValue() == DEPTH)
                .anyMatch(one -> !reached.keySet().containsAll(behind(one.getKey(), document)));
        if (tooLong) {
            throw new MalformedInput("a chain of controllers has at most " + DEPTH + " links");
        }
        if (!document.controllers().contains(document.id()) && signers(document).findAny().isEmpty()) {
            throw new MalformedInput("nobody could sign for the DID: none of its controllers has a key in force");
        }
    }

    private void known(Did controller, String network) {
        boolean good = switch (controller.method()) {
            case WeidIdentifier.METHOD -> WeidIdentifier.of(controller)
                    .filter(identifier -> identifier.network().equals(network))
                    .isPresent();
            case KEY, JWK -> true;
            default -> false;
        };
        if (!good) {
            throw new MalformedInput("a controller is a did:weid of this log, a did:key or a did:jwk: " + controller);
        }
        boolean dead = controller.method().equals(WeidIdentifier.METHOD)
                ? newest(controller).isEmpty()
                : itself(controller).isEmpty();
        if (dead) {
            throw new MalformedInput(
                    "a controller is a DID that is in the log and not deactivated, or a key that signs: "
                            + controller);
        }
    }

    /** The DID and everybody at most {@link #DEPTH} controllers away, each with the shortest way to it. */
    private Map<Did, Integer> reached(DidDocument document) {
        Map<Did, Integer> reached = new LinkedHashMap<>(Map.of(document.id(), 0));
        Queue<Did> open = new ArrayDeque<>(List.of(document.id()));
        while (!open.isEmpty()) {
            Did next = open.remove();
            int away = reached.getOrDefault(next, 0) + 1;
            if (away <= DEPTH) {
                for (Did controller : behind(next, document)) {
                    if (reached.putIfAbsent(controller, away) == null) {
                        open.add(controller);
                    }
                }
            }
        }
        return reached;
    }

    private Set<Did> behind(Did did, DidDocument document) {
        return did.equals(document.id())
                ? document.controllers()
                : newest(did).map(DidDocument::controllers).orElse(Set.of());
    }

    /**
     * The keys with which a DID acts for others: those under capabilityInvocation. One that is deactivated, or has given
     * itself into other hands, has none.
     */
    private Map<DidUrl, PublicKey> invoking(Did did) {
        if (!did.method().equals(WeidIdentifier.METHOD)) {
            return itself(did);
        }
        Map<DidUrl, PublicKey> keys = new LinkedHashMap<>();
        newest(did).filter(document -> document.controllers().contains(did))
                .map(document -> document.methods(Relationship.CAPABILITY_INVOCATION))
                .orElse(List.of())
                .stream()
                .filter(method -> method.expires().isEmpty())
                .forEach(method -> keys.put(method.id(), method.key()));
        return keys;
    }

    /** A did:key or did:jwk is its own and only key; empty for any other, and for one that signs nothing. */
    private static Map<DidUrl, PublicKey> itself(Did did) {
        try {
            Map<DidUrl, PublicKey> keys = switch (did.method()) {
                case KEY -> Map.of(did.withFragment(did.specificId()), Multikey.decode(did.specificId()));
                case JWK -> Map.of(did.withFragment("0"),
                        Jwk.parse(StrictJson.parseObject(Base64Url.decode(did.specificId()))));
                default -> Map.of();
            };
            return keys.values().stream().allMatch(key -> key.type().signsOperations()) ? keys : Map.of();
        } catch (MalformedInput e) {
            return Map.of();
        }
    }

    /** Empty if the DID is not in the log or is deactivated. */
    private Optional<DidDocument> newest(Did did) {
        if (!did.method().equals(WeidIdentifier.METHOD)) {
            return Optional.empty();
        }
        return rows.get(DidTables.HEAD, did)
                .filter(head -> head.deactivated().isEmpty())
                .map(head -> DidState.readDocument(did, head.newest().state()));
    }
}
