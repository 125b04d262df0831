package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.EthereumAccount;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.registry.did.WeidIdentifier;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A key of WeIdentity and the way in which its clients sign: r‖s‖v over the hash of the chain. */
public final class LightWallet {

    private final KeyType type;
    private final byte[] secret;
    private final SoftwareSigningKey key;

    private LightWallet(KeyType type, byte[] secret) {
        this.type = type;
        this.secret = secret;
        this.key = SoftwareSigningKey.ofSecret(type, secret);
    }

    public static LightWallet generate(KeyType type) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        secret[0] = 1; // below the order of either curve
        return new LightWallet(type, secret);
    }

    public static LightWallet ofSecret(KeyType type, byte[] secret) {
        return new LightWallet(type, secret.clone());
    }

    /** The DID that follows from the key. */
    public String did(String network) {
        return WeidIdentifier.of(network, key.publicKey()).did().toString();
    }

    /** The public key as 1.x writes it. */
    public String decimal() {
        return new BigInteger(1, ((EcPublicKey) key.publicKey()).uncompressedPoint().toArray()).toString();
    }

    /** The public key as REST takes it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(((EcPublicKey) key.publicKey()).uncompressedPoint().toArray());
    }

    /** One call of transact. */
    public record Transaction(ObjectNode json, Bytes signedText) {

        public String member(String name) {
            return json.get(name).stringValue();
        }

        public Transaction with(String member, String value) {
            return new Transaction(json.deepCopy().put(member, value), signedText);
        }

        public Transaction without(String member) {
            ObjectNode rest = json.deepCopy();
            rest.remove(member);
            return new Transaction(rest, signedText);
        }
    }

    public JsonNode encode(WeIdentityClient client, String function, String functionArg, String nonce) {
        JsonNode answer = client.call("encode",
                WeIdentityClient.envelope(function, functionArg, "{\"nonce\":\"" + nonce + "\"}"));
        assertThat(answer.get("errorCode").intValue()).as("%s", answer).isZero();
        return answer.get("respBody");
    }

    public Transaction creation(WeIdentityClient client) {
        return creation(client, nonce());
    }

    private static String nonce() {
        return new BigInteger(250, new SecureRandom()).toString();
    }

    /** The DID of the key, which is logged now. */
    public String created(WeIdentityClient client) {
        JsonNode answer = client.call("transact",
                WeIdentityClient.envelope("createWeId", "{}", creation(client).json().toString()));
        assertThat(answer.get("errorCode").intValue()).as("%s", answer).isZero();
        return answer.get("respBody").stringValue();
    }

    public Transaction transaction(WeIdentityClient client, String function, String functionArg) {
        return transaction(client, function, functionArg, nonce());
    }

    public Transaction creation(WeIdentityClient client, String nonce) {
        return transaction(client, "createWeId", "{\"publicKey\":\"" + decimal() + "\"}", nonce);
    }

    public Transaction transaction(WeIdentityClient client, String function, String functionArg, String nonce) {
        JsonNode encoded = encode(client, function, functionArg, nonce);
        return sign(nonce, encoded.get("blockLimit").stringValue(), encoded.get("data").stringValue(),
                Base64.getDecoder().decode(encoded.get("encodedTransaction").stringValue()));
    }

    public Transaction sign(String nonce, String blockLimit, String data, byte[] text) {
        ObjectNode json = Json.object();
        json.put("nonce", nonce)
                .put("blockLimit", blockLimit)
                .put("data", data)
                .put("signType", "2")
                .put("signedMessage", Base64.getEncoder().encodeToString(sign(text)));
        return new Transaction(json, Bytes.of(text));
    }

    /** The bytes that an operation's signature is over. */
    public static byte[] signedText(String type, JsonNode operation) {
        byte[] tag = Bytes.utf8("signet-operation/1 " + type + "\n").toArray();
        byte[] canonical = Jcs.canonicalize(operation);
        byte[] all = Arrays.copyOf(tag, tag.length + canonical.length);
        System.arraycopy(canonical, 0, all, tag.length, canonical.length);
        return all;
    }

    /** r‖s‖v as the software of the chain signs. */
    public byte[] sign(byte[] text) {
        return type == KeyType.SM2 ? Arrays.copyOf(key.sign(Hashes.sm3(text)), 65) : ecdsa(Hashes.keccak256(text));
    }

    /** As a key signs tokens. */
    public byte[] signAsJose(byte[] text) {
        return key.sign(text);
    }

    private byte[] ecdsa(byte[] digest) {
        EthereumAccount.Signature signature = EthereumAccount.ofSecret(secret).sign(digest);
        byte[] bytes = new byte[65];
        write(signature.r(), bytes, 0);
        write(signature.s(), bytes, 32);
        bytes[64] = (byte) (signature.odd() ? 1 : 0);
        return bytes;
    }

    private static void write(BigInteger number, byte[] bytes, int at) {
        byte[] signed = number.toByteArray();
        int length = Math.min(32, signed.length);
        System.arraycopy(signed, signed.length - length, bytes, at + 32 - length, length);
    }
}
