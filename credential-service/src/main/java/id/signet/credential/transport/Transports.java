package id.signet.credential.transport;

import id.signet.credential.Problem;
import id.signet.credential.verify.PresentedOnce;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.Signers;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.DirectJwe;
import id.signet.crypto.jose.Jws;
import id.signet.ledger.Refusal;
import id.signet.registry.PublicUrl;
import id.signet.registry.TenantId;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.did.Did;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands over a credential or a presentation by a link. It is encrypted under a key that stands in the link's fragment, which no
 * browser sends and no log sees; what lies here cannot be read here.
 */
public final class Transports {

    /** The {@code typ} by which a reader's proof is told from any other token. */
    public static final String PROOF_TYPE = "transport-read+jwt";

    private static final int LARGEST = 600 << 10;
    private static final int MOST_READERS = 100;
    private static final int LONGEST_READERS = 15_000;
    private static final int MOST_WAITING = 100_000;
    private static final long MOST_BYTES = 2L << 30;
    private static final Duration USUAL = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final TransportStore store;
    private final PrivateChange change;
    private final SignerResolution signers;
    private final PresentedOnce proofs;
    private final PublicUrl publicUrl;
    private final Clock clock;
    private final SecureRandom random;

    /** @param proofs remembers which proofs of readers were seen */
    public Transports(TransportStore store, PrivateChange change, SignerResolution signers, PresentedOnce proofs,
            PublicUrl publicUrl, Clock clock, SecureRandom random) {
        this.store = store;
        this.change = change;
        this.signers = signers;
        this.proofs = proofs;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param readers DIDs of which one must be proved; empty: whoever has the link
     * @param expires absent: in 24 hours
     */
    public record Terms(List<String> readers, boolean once, Optional<Instant> expires) {

        /** @throws MalformedInput if a reader is no DID, or there are too many */
        public Terms {
            readers = List.copyOf(readers);
            if (readers.size() > MOST_READERS || readers.stream().mapToInt(String::length).sum() > LONGEST_READERS) {
                throw new MalformedInput.TooLarge("a transport has at most " + MOST_READERS + " readers, of "
                        + LONGEST_READERS + " characters together");
            }
            readers.forEach(Did::parse);
        }
    }

    /** What became of a wish to hand something over. */
    public sealed interface Outcome {

        /** @param link with the key in its fragment: a secret */
        record Waiting(String id, String link, Instant expires) implements Outcome {

            @Override
            public String toString() {
                return "Waiting[" + id + "]";
            }
        }

        record Refused(Refusal refusal) implements Outcome {}
    }

    /**
     * Sealed, and not there for anybody yet.
     *
     * @param link with the key in its fragment: a secret
     */
    public record Sealed(Transport transport, String link) {

        @Override
        public String toString() {
            return "Sealed[" + transport.id() + "]";
        }
    }

    /** @param content an object, or a token as a string */
    public Outcome send(Caller caller, JsonNode content, Terms terms) {
        return keep(caller, seal(caller.tenant(), content, terms));
    }

    /**
     * Makes a link to what {@link #keep} will put there.
     *
     * @param content an object, or a token as a string
     * @throws MalformedInput if it is too large, or its end is not within the time allowed
     */
    public Sealed seal(TenantId tenant, JsonNode content, Terms terms) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expires = terms.expires().orElse(now.plus(USUAL)).truncatedTo(ChronoUnit.MILLIS);
        if (!expires.isAfter(now) || expires.isAfter(now.plus(LONGEST))) {
            throw new MalformedInput("a transport expires within " + LONGEST.toDays() + " days from now");
        }
        String text = content.isString() ? content.stringValue() : content.toString();
        Bytes bytes = Bytes.utf8(text);
        if (bytes.size() > LARGEST) {
            throw new MalformedInput.TooLarge("a transport holds at most " + LARGEST + " bytes");
        }
        byte[] name = new byte[16];
        random.nextBytes(name);
        String id = Base64Url.encode(name);
        DirectJwe sealed = DirectJwe.encrypt(bytes, contentType(content, text), random);
        return new Sealed(
                new Transport(id, tenant, sealed.token(), terms.readers(), terms.once(), now, expires),
                address(id) + "#" + sealed.key().base64Url());
    }

    /** Puts it where its link leads. */
    public Outcome keep(Caller caller, Sealed sealed) {
        Transport transport = sealed.transport();
        TransportStore.Waiting waiting = store.waiting(caller.tenant(), clock.instant());
        if (waiting.transports() >= MOST_WAITING || waiting.bytes() >= MOST_BYTES) {
            return new Outcome.Refused(RegistryRefusal.conflict("a tenant has at most " + MOST_WAITING
                    + " transports waiting, and of " + (MOST_BYTES >> 20) + " MiB together"));
        }
        return change.make(caller, "transport.send", transport.id(), () -> store.add(transport)
                ? Optional.empty()
                : Optional.of(RegistryRefusal.conflict("the transport's random name is taken")))
                .<Outcome>map(Outcome.Refused::new)
                .orElseGet(() -> new Outcome.Waiting(transport.id(), sealed.link(), transport.expires()));
    }

    private static String contentType(JsonNode content, String text) {
        return !content.isString()
                ? "application/json"
                : text.contains("~") ? "application/dc+sd-jwt" : "application/jwt";
    }

    /** Without the key. */
    public String address(String id) {
        return publicUrl.value() + "/t/" + id;
    }

    /** What became of reading. */
    public sealed interface Reading {

        /** @param token a JWE, whose key the reader has from the link */
        record Given(String token) implements Reading {}

        /** It was never there, has expired, or was read. */
        record Absent() implements Reading {}

        /** It is for certain readers, and this is none of them; the reason is a plain sentence. */
        record NotForYou(String reason) implements Reading {}
    }

    /** By whoever knows its address. */
    public Reading read(String id) {
        return find(id).map(transport -> transport.readers().isEmpty()
                ? give(transport)
                : new Reading.NotForYou("It is for certain DIDs: prove one of them in the header Reader-Proof."))
                .orElseGet(Reading.Absent::new);
    }

    /**
     * By one of its readers; where it has none, the proof is not looked at.
     *
     * @param proof a JWS of the type {@value #PROOF_TYPE}, signed by an authentication key of the DID in {@code iss}, with
     *        the transport's address as {@code aud}, made within the last five minutes and used once
     */
    public Reading read(String id, String proof) {
        Optional<Transport> transport = find(id);
        if (transport.isEmpty()) {
            return new Reading.Absent();
        }
        if (transport.get().readers().isEmpty()) {
            return give(transport.get());
        }
        Optional<String> objection = objection(transport.get(), proof);
        return objection.isPresent() ? new Reading.NotForYou(objection.get()) : give(transport.get());
    }

    private Optional<Transport> find(String id) {
        return ID.matcher(id).matches() ? store.find(id, clock.instant()) : Optional.empty();
    }

    private Reading give(Transport transport) {
        return !transport.once() || store.take(transport.id())
                ? new Reading.Given(transport.token())
                : new Reading.Absent();
    }

    private Optional<String> objection(Transport transport, String proof) {
        CompactToken token = CompactToken.parse(proof);
        ObjectNode claims = token.claims();
        Instant now = clock.instant();
        String reader = claims.path("iss").asString("");
        String method = token.keyId().orElse("");
        if (!token.type().equals(Optional.of(PROOF_TYPE))) {
            return Optional.of("The proof is not of the type " + PROOF_TYPE + ".");
        }
        if (!transport.readers().contains(reader)) {
            return Optional.of("The proof is of a DID that is none of the readers.");
        }
        if (!method.startsWith(reader + "#")) {
            return Optional.of("The proof's kid is no verification method of its iss.");
        }
        if (!claims.path("aud").asString("").equals(address(transport.id()))) {
            return Optional.of("The proof is for another address.");
        }
        long second = claims.path("iat").asLong(0);
        if (second < now.minus(FRESH).getEpochSecond() || second > now.plus(SKEW).getEpochSecond()) {
            return Optional.of("The proof was not made within the last five minutes.");
        }
        Instant made = Instant.ofEpochSecond(second);
        Optional<String> trouble = signed(token, method, now);
        if (trouble.isPresent()) {
            return trouble;
        }
        String seen = Bytes.of(Hashes.sha256(("transport\n" + token.signingInput().asUtf8())
                .getBytes(StandardCharsets.UTF_8))).hex();
        return proofs.claim(seen, made.plus(FRESH).plus(SKEW))
                ? Optional.empty()
                : Optional.of("The proof was used before.");
    }

    private Optional<String> signed(CompactToken token, String method, Instant now) {
        return switch (signers.find(method)) {
            case Signers.Answer.Found found -> {
                boolean usable = found.relationships().contains("authentication")
                        && SignatureJudgement.outOfForce(found, Problem.PROOF_VERIFICATION, now).isEmpty();
                if (!usable) {
                    yield Optional.of("The proof's key is none that authenticates its DID today.");
                }
                yield Jws.verify(token, found.key())
                        ? Optional.empty()
                        : Optional.of("The proof is not signed by its key.");
            }
            case Signers.Answer.Revoked revoked -> Optional.of(revoked.reason());
            case Signers.Answer.Missing missing -> Optional.of(missing.reason());
            case Signers.Answer.NotAccepted other -> Optional.of(other.reason());
            case Signers.Answer.Unreachable unreachable -> Optional.of(unreachable.reason());
        };
    }

    /** Deletes what has expired. */
    public int forget() {
        return store.forget(clock.instant());
    }
}
