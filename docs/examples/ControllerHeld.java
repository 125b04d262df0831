import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A controller that keeps its keys at home, in plain Java without a library: creates a did:weid, adds a key, replaces the key
 * that signs, shows that the old one is refused, and deactivates the DID. No secret ever leaves this process.
 *
 * <p>{@code java docs/examples/ControllerHeld.java http://localhost:8080 "$(cat signet-data/admin.key)"}
 */
public final class ControllerHeld {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String service;
    private final String apiKey;

    private ControllerHeld(String service, String apiKey) {
        this.service = service;
        this.apiKey = apiKey;
    }

    public static void main(String[] arguments) throws Exception {
        new ControllerHeld(arguments[0], arguments[1]).run();
    }

    private void run() throws Exception {
        KeyPair mine = fresh();
        KeyPair forUse = fresh();

        Prepared creation = prepare("{\"type\":\"did.create\",\"updateKey\":\"" + multikey(mine) + "\",\"keys\":[{\"publicKeyMultibase\":\""
                + multikey(forUse) + "\",\"relationships\":[\"assertionMethod\",\"authentication\"]}]}");
        System.out.println("to be signed:\n" + creation.text() + "\n");
        String did = member(submit(creation, mine, 201), "did");
        System.out.println("created       " + did);

        Prepared addition = prepare("{\"type\":\"did.update\",\"did\":\"" + did + "\",\"addKeys\":[{\"publicKeyMultibase\":\"" + multikey(fresh())
                + "\",\"relationships\":[\"assertionMethod\"]}]}");
        System.out.println("version       " + member(submit(addition, mine, 200), "versionId") + ", with another key");

        KeyPair next = fresh();
        Prepared rotation = prepare("{\"type\":\"did.update\",\"did\":\"" + did + "\",\"updateKeys\":[\"" + multikey(next) + "\"]}");
        System.out.println("version       " + member(submit(rotation, mine, 200), "versionId") + ", to be signed by another key from now on");

        Prepared end = prepare("{\"type\":\"did.deactivate\",\"did\":\"" + did + "\"}");
        submit(end, mine, 403);
        System.out.println("refused       what the old key signed");
        submit(end, next, 200);
        System.out.println("deactivated   " + did);
    }

    // ---- what to sign, and what was signed ----

    /** @param text a tag, a line feed, and the operation: all that is signed */
    private record Prepared(String type, String method, String text) {

        String operation() {
            return text.substring(text.indexOf('\n') + 1);
        }
    }

    private Prepared prepare(String wish) throws Exception {
        String answer = post("/api/v1/dids/operations:prepare", wish, 200);
        String text = new String(Base64.getUrlDecoder().decode(member(answer, "signedBytes")), StandardCharsets.UTF_8);
        Matcher methods = Pattern.compile("\"verificationMethods\":\\[\"([^\"]+)\"").matcher(answer);
        if (!methods.find() || !text.startsWith("signet-operation/1 " + member(answer, "type") + "\n")) {
            throw new IllegalStateException("this is not what was asked for: " + text);
        }
        return new Prepared(member(answer, "type"), methods.group(1), text);
    }

    /** The proof is put behind the very text that was signed. */
    private String submit(Prepared prepared, KeyPair key, int status) throws Exception {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(prepared.text().getBytes(StandardCharsets.UTF_8));
        String operation = prepared.operation();
        String proof = "{\"verificationMethod\":\"" + prepared.method() + "\",\"algorithm\":\"EdDSA\",\"signature\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()) + "\"}";
        return post("/api/v1/dids/operations", "{\"type\":\"" + prepared.type() + "\",\"operation\":" + operation.substring(0, operation.length() - 1)
                + ",\"proof\":" + proof + "}}", status);
    }

    private String post(String path, String body, int status) throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(service + path)).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + apiKey).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException("expected " + status + ", got " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String member(String json, String name) {
        Matcher text = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!text.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return text.group(1);
    }

    // ---- keys ----

    private static KeyPair fresh() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /** W3C Multikey: base58btc of the header of Ed25519 and the 32 bytes that end the X.509 form. */
    private static String multikey(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0xed);
        bytes.write(0x01);
        bytes.writeBytes(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        StringBuilder text = new StringBuilder();
        BigInteger number = new BigInteger(1, bytes.toByteArray());
        while (number.signum() > 0) {
            BigInteger[] parts = number.divideAndRemainder(BigInteger.valueOf(58));
            text.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return "z" + text.reverse();
    }
}
