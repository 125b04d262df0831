package id.signet.registry.schema;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.ResourceDigest;
import id.signet.registry.net.Web;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The rules of a type and of all types that it extends. Types of this log are read from it; others by the rules of
 * docs/adr/0022-outbound-http.md, and only where whoever names them states what their document must be.
 */
public final class TypeChains {

    /** Types that extend one another. */
    static final int MAX_TYPES = 8;

    private static final Set<String> MEDIA_TYPES = Set.of("application/json");

    private final Function<String, Optional<RegisteredSchema>> registered;
    private final Web web;

    /** @param registered a type of this log by its {@code vct} */
    public TypeChains(Function<String, Optional<RegisteredSchema>> registered, Web web) {
        this.registered = registered;
        this.web = web;
    }

    public static TypeChains of(SchemaRegistry schemas, Web web) {
        return new TypeChains(vct -> schemas.find(vct).filter(found -> found.vct().equals(vct)), web);
    }

    /** What is known of a type. */
    public sealed interface Answer {

        /** @param types the type and those it extends, in this order */
        record Rules(ClaimRules claims, List<String> types) implements Answer {

            public Rules {
                types = List.copyOf(types);
            }
        }

        /** What is published breaks a rule. */
        record Refused(String code, String message) implements Answer {}

        /** It cannot be read now. */
        record Unreachable(String message) implements Answer {}
    }

    private static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        Unreadable(Answer answer) {
            this.answer = answer;
        }
    }

    /** @param integrity what the type's own document must be; not needed of a type of this log */
    public Answer of(String vct, Optional<ResourceDigest> integrity) {
        Map<String, ClaimRules> chain = new LinkedHashMap<>();
        Optional<TypeMetadata.Parent> next = Optional.of(new TypeMetadata.Parent(vct, integrity));
        try {
            while (next.isPresent()) {
                if (chain.containsKey(next.get().vct())) {
                    return new Answer.Refused("type-extends-itself", "The type extends itself over others.");
                }
                if (chain.size() == MAX_TYPES) {
                    return new Answer.Refused("type-extends-too-many",
                            "The type extends more than " + (MAX_TYPES - 1) + " others.");
                }
                TypeMetadata metadata = read(next.get());
                chain.put(metadata.vct(), metadata.claims());
                next = metadata.parent();
            }
            ClaimRules all = ClaimRules.NONE;
            for (String type : List.copyOf(chain.keySet()).reversed()) {
                all = all.extendedBy(chain.getOrDefault(type, ClaimRules.NONE));
            }
            return new Answer.Rules(all, List.copyOf(chain.keySet()));
        } catch (Unreadable e) {
            return e.answer;
        } catch (MalformedInput e) {
            return new Answer.Refused("type-metadata-malformed",
                    "The type's metadata is not taken: " + e.getMessage() + ".");
        }
    }

    private TypeMetadata read(TypeMetadata.Parent named) throws Unreadable {
        Optional<RegisteredSchema> ours = registered.apply(named.vct());
        Bytes bytes = ours.isPresent() ? ours.get().typeMetadataBytes() : fetch(named);
        if (named.integrity().filter(digest -> !digest.isOf(bytes)).isPresent()) {
            throw new Unreadable(new Answer.Refused("type-integrity-mismatch",
                    "The metadata of " + named.vct() + " is not what was meant: its digest is another."));
        }
        return TypeMetadata.parse(StrictJson.parseObject(bytes.toArray()), named.vct());
    }

    private Bytes fetch(TypeMetadata.Parent named) throws Unreadable {
        if (named.integrity().isEmpty()) {
            throw new Unreadable(new Answer.Refused("type-integrity-missing",
                    "The type " + named.vct() + " is another's, and nothing states what its metadata must be."));
        }
        HttpsAddress address;
        try {
            address = HttpsAddress.parse(named.vct());
        } catch (MalformedInput e) {
            throw new Unreadable(unreachable(named, "its name is no address that is asked"));
        }
        return switch (web.get(address, MEDIA_TYPES)) {
            case Fetched.Found found -> found.body();
            case Fetched.Absent _ -> throw new Unreadable(unreachable(named, "there is none"));
            case Fetched.Busy _ -> throw new Unreadable(unreachable(named, "too many hosts are being waited for"));
            case Fetched.Forbidden forbidden -> throw new Unreadable(unreachable(named, forbidden.reason()));
            case Fetched.Unreachable unreachable -> throw new Unreadable(unreachable(named, unreachable.reason()));
        };
    }

    private static Answer unreachable(TypeMetadata.Parent named, String reason) {
        return new Answer.Unreachable("The metadata of the type " + named.vct() + " cannot be read: " + reason + ".");
    }
}
