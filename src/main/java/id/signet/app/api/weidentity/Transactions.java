package id.signet.app.api.weidentity;

import id.signet.app.api.weidentity.SignedFunction.ToSign;
import id.signet.app.api.weidentity.SignedFunction.Window;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.ChainSignatures;
import id.signet.registry.operation.SignedOperation;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes out to be signed and comes back signed, with nothing kept in between. {@code encodedTransaction} are the bytes of
 * an operation of this log (docs/adr/0010-did-weid.md); {@code data} names the operation once more and binds the nonce;
 * {@code blockLimit} is a moment in seconds, until which the answer is taken.
 */
@Component
final class Transactions {

    static final String NONCE = "nonce";

    private static final Duration OPEN = Duration.ofMinutes(10);
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,78}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern DATA = Pattern.compile("0x(?:[0-9a-f]{2}){1,65536}");
    private static final List<String> SIGN_TYPES = List.of("1", "2");

    private final Clock clock;

    Transactions(Clock clock) {
        this.clock = clock;
    }

    /** The number that makes a call one of its kind, chosen by the caller. */
    static String nonce(Arguments transaction) {
        return text(transaction, NONCE, DECIMAL, WeidCode.NONCE);
    }

    ObjectNode encode(SignedFunction function, Invocation call) {
        Window window = new Window(nonce(call.transaction()),
                Long.toString(clock.instant().plus(OPEN).getEpochSecond()));
        ToSign wanted = function.prepare(call.arguments(), window);
        ObjectNode encoded = Json.object();
        encoded.put("blockLimit", window.until());
        encoded.put("data", data(function, window, wanted));
        encoded.put("encodedTransaction",
                Base64.getEncoder().encodeToString(wanted.operation().signedBytes().toArray()));
        return encoded;
    }

    private static String data(SignedFunction function, Window window, ToSign wanted) {
        ObjectNode named = Json.object();
        named.put("function", function.name()).put(NONCE, window.nonce());
        named.set("operation", wanted.operation().toJson());
        return "0x" + HexFormat.of().formatHex(Jcs.canonicalize(named));
    }

    /**
     * The operation with its signature, if this is what was handed out for the nonce.
     *
     * @throws WeidRefused with the code of the member that is wrong
     */
    SignedOperation signed(SignedFunction function, Arguments transaction) {
        Window window = new Window(nonce(transaction),
                text(transaction, "blockLimit", SECONDS, WeidCode.BLOCK_LIMIT));
        open(window.until());
        String data = text(transaction, "data", DATA, WeidCode.DATA);
        List<byte[]> signatures = ChainText.points(transaction.optionalText("signedMessage").orElse(""))
                .orElseThrow(WeidCode.SIGNED_MESSAGE::refusal);
        if (!SIGN_TYPES.contains(transaction.any("signType").map(node -> node.asString("")).orElse(""))) {
            throw WeidCode.SIGN_TYPE.refusal();
        }
        ToSign wanted = function.prepareAgain(operation(data), window);
        if (!data(function, window, wanted).equals(data)) {
            throw WeidCode.DATA.refusal("transactionArg.data is not what was encoded for this nonce and function.");
        }
        return signed(wanted, signatures).orElseThrow(() -> WeidCode.SIGNED_MESSAGE
                .refusal("transactionArg.signedMessage is no signature of encodedTransaction by a key of whom it is"
                        + " about."));
    }

    private static Optional<SignedOperation> signed(ToSign wanted, List<byte[]> signatures) {
        byte[] text = wanted.operation().signedBytes().toArray();
        return wanted.signers()
                .stream()
                .flatMap(signer -> signatures.stream()
                        .filter(points -> ChainSignatures.verify(signer.key(), text, points))
                        .map(points -> new SignedOperation(wanted.operation(), signer.method(),
                                ChainSignatures.algorithm(signer.key().type()).orElseThrow(), Bytes.of(points))))
                .findFirst();
    }

    private void open(String blockLimit) {
        long now = clock.instant().getEpochSecond();
        long limit = Long.parseLong(blockLimit);
        if (limit < now || limit > now + OPEN.toSeconds()) {
            throw WeidCode.BLOCK_LIMIT.refusal();
        }
    }

    private static ObjectNode operation(String data) {
        try {
            if (StrictJson.parseObject(HexFormat.of().parseHex(data, 2, data.length()))
                    .get("operation") instanceof ObjectNode operation) {
                return operation;
            }
        } catch (MalformedInput e) {
            throw WeidCode.DATA.refusal();
        }
        throw WeidCode.DATA.refusal();
    }

    private static String text(Arguments transaction, String member, Pattern form, WeidCode otherwise) {
        return transaction.any(member)
                .map(node -> node.asString(""))
                .filter(text -> form.matcher(text).matches())
                .orElseThrow(otherwise::refusal);
    }
}
