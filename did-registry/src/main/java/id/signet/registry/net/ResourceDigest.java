package id.signet.registry.net;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multihash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** What the bytes of a resource must be, as a paper says it that names the resource. */
public record ResourceDigest(Form form, String text) {

    /** A hash and, after a question mark, options, which change nothing. */
    private static final Pattern EXPRESSION = Pattern
            .compile("(sha256|sha384|sha512)-([A-Za-z0-9+/]{40,90}={0,2})(?:\\?\\S*)?");

    public enum Form {

        /** The "integrity metadata" of W3C Subresource Integrity §3. */
        SRI("digestSRI"),

        /** Controlled Identifiers 1.0, Multibase and Multihash. */
        MULTIBASE("digestMultibase");

        private final String member;

        Form(String member) {
            this.member = member;
        }

        /** The member of a resource in VC Data Model 2.0 §5.3. */
        public String member() {
            return member;
        }
    }

    public static ResourceDigest sri(String text) {
        return new ResourceDigest(Form.SRI, text);
    }

    /** The integrity metadata of these bytes, with SHA-256. */
    public static String sri(Bytes bytes) {
        return "sha256-" + Base64.getEncoder().encodeToString(Hashes.sha256(bytes.toArray()));
    }

    /** Those that an object with the members of VC Data Model 2.0 §5.3 states; what is no text is the digest of nothing. */
    public static List<ResourceDigest> of(ObjectNode resource) {
        return Arrays.stream(Form.values())
                .filter(form -> resource.has(form.member))
                .map(form -> new ResourceDigest(form, resource.get(form.member).asString("")))
                .toList();
    }

    /** Whether no bytes can have it, because it is malformed or of a function that is not known. */
    public boolean isUnreadable() {
        return form == Form.SRI && expressions().isEmpty();
    }

    /** Whether these are the bytes. A digest that cannot be read is that of nothing. */
    public boolean isOf(Bytes bytes) {
        return switch (form) {
            case SRI -> isSriOf(bytes);
            case MULTIBASE -> isMultihashOf(bytes);
        };
    }

    /** Of several expressions those of the strongest function count, and one of them will do. */
    private boolean isSriOf(Bytes bytes) {
        List<Expression> expressions = expressions();
        Optional<String> strongest = expressions.stream().map(Expression::function).max(Comparator.naturalOrder());
        return expressions.stream()
                .filter(one -> one.function().equals(strongest.orElseThrow()))
                .anyMatch(one -> one.isOf(bytes));
    }

    private List<Expression> expressions() {
        List<Expression> expressions = new ArrayList<>();
        for (String part : text.strip().split("[ \\t]+", -1)) {
            var matcher = EXPRESSION.matcher(part);
            if (matcher.matches()) {
                expressions.add(new Expression(matcher.group(1), matcher.group(2)));
            }
        }
        return expressions;
    }

    private record Expression(String function, String hash) {

        boolean isOf(Bytes bytes) {
            byte[] content = bytes.toArray();
            byte[] digest = switch (function) {
                case "sha256" -> Hashes.sha256(content);
                case "sha384" -> Hashes.sha384(content);
                default -> Hashes.sha512(content);
            };
            return hash.equals(Base64.getEncoder().encodeToString(digest));
        }
    }

    private boolean isMultihashOf(Bytes bytes) {
        try {
            var stated = Multihash.parse(Multibase.decode(text));
            byte[] content = bytes.toArray();
            return stated.digest().equals(Bytes.of(switch (stated.function()) {
                case SHA2_256 -> Hashes.sha256(content);
                case SHA2_384 -> Hashes.sha384(content);
            }));
        } catch (MalformedInput e) {
            return false;
        }
    }
}
