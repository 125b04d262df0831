package id.signet.app.cli;

import id.signet.app.cli.CommandLine.WrongUsage;
import id.signet.app.config.AnchorSettings;
import id.signet.app.config.ConfigurationRefused;
import id.signet.app.config.CredentialConfiguration;
import id.signet.credential.format.weidentity.OldNames;
import id.signet.credential.format.weidentity.PojoParsing;
import id.signet.registry.PublicUrl;
import id.signet.credential.CredentialSignature;
import id.signet.credential.UnverifiedCredential;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.rdf.Contexts;
import id.signet.ledger.anchor.evm.ChainOffice;
import id.signet.ledger.anchor.evm.HttpJsonRpc;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.Receipt;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.SignedNote;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentOpening;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code signet log verify-receipt}: needs the log's public key and nothing else; opens no socket, unless
 * a chain is to be asked with {@code --chain}. A file may hold the thing
 * itself, or the whole answer of the service that has it as a member.
 */
final class VerifyReceipt {

    private static final int NO_INPUT = 66;
    private static final long LARGEST_FILE = 4L << 20;

    private VerifyReceipt() {}

    static int run(Map<String, String> options, PrintStream out) {
        if (!options.containsKey("key") || !options.containsKey("receipt")) {
            throw new WrongUsage("--key and --receipt are needed.");
        }
        if (options.containsKey("credential") && options.containsKey("entry")) {
            throw new WrongUsage("A receipt is of one thing: --credential or --entry.");
        }
        if (options.containsKey("chain") != options.containsKey("contract")
                || (options.containsKey("chain") && !options.containsKey("credential")
                        && !options.containsKey("entry"))) {
            throw new WrongUsage("--chain and --contract go together, with --credential or --entry.");
        }
        try {
            VerifierKey key = VerifierKey.parse(options.get("key"));
            Receipt receipt = TlogProofCodec.decode(receiptText(read(options.get("receipt"))));
            List<VerifierKey> witnesses = witnesses(options);
            int quorum = quorum(options, witnesses.size());
            ReceiptVerifier verifier = new ReceiptVerifier(key, witnesses);
            ReceiptResult result;
            if (options.containsKey("credential")) {
                result = credential(verifier, receipt, credentialJson(read(options.get("credential"))),
                        contexts(options));
            } else if (options.containsKey("entry")) {
                result = verifier.verify(Bytes.of(read(options.get("entry"))), receipt);
            } else {
                List<SignedNote.Verified> cosigned = SignedCheckpoint.parse(receipt.checkpoint())
                        .verify(key, witnesses)
                        .witnesses();
                if (cosigned.size() < quorum) {
                    return tooFew(cosigned, quorum, out);
                }
                out.println("The checkpoint in the receipt is signed by " + key.name() + ".");
                say(cosigned, out);
                out.println("Give --credential or --entry to check what the receipt is of.");
                return CommandLine.GOOD;
            }
            int said = say(result, key, quorum, out);
            return said == CommandLine.GOOD && options.containsKey("chain")
                    ? chain(options, (ReceiptResult.Verified) result, out)
                    : said;
        } catch (MalformedInput e) {
            out.println("NOT VERIFIED: " + e.getMessage());
            return CommandLine.BAD;
        } catch (IOException e) {
            out.println("A file cannot be read: " + e.getMessage());
            return NO_INPUT;
        }
    }

    private static List<VerifierKey> witnesses(Map<String, String> options) {
        String keys = options.get("witness");
        List<VerifierKey> witnesses = keys == null
                ? List.of()
                : Arrays.stream(keys.split(" ", -1)).map(VerifierKey::parse).toList();
        if (witnesses.stream().anyMatch(witness -> witness.type() != SignatureType.COSIGNATURE_V1)
                || witnesses.stream().map(VerifierKey::key).distinct().count() < witnesses.size()) {
            throw new WrongUsage("--witness takes the verifier key of a witness, each once.");
        }
        return witnesses;
    }

    /** Suites that sign statements need the contexts of the types, which the credential names and its verifier keeps. */
    private static Contexts contexts(Map<String, String> options) throws IOException {
        Map<String, ObjectNode> given = new HashMap<>();
        for (String context : options.getOrDefault("context", "").split(" ", -1)) {
            if (!context.isEmpty()) {
                int equals = context.lastIndexOf('=');
                if (equals < 1) {
                    throw new WrongUsage("--context takes the URL of a context, = and its file.");
                }
                given.put(context.substring(0, equals),
                        StrictJson.parseObject(read(context.substring(equals + 1))));
            }
        }
        return Contexts.bundled().and(url -> Optional.ofNullable(given.get(url)));
    }

    private static int quorum(Map<String, String> options, int witnesses) {
        String quorum = options.getOrDefault("quorum", "0");
        if (!quorum.matches("[0-9]{1,3}") || Integer.parseInt(quorum) > witnesses) {
            throw new WrongUsage("--quorum is a number, at most that of the witnesses given with --witness.");
        }
        return Integer.parseInt(quorum);
    }

    /** Whether the contract keeps exactly the checkpoint that the receipt stands under. */
    private static int chain(Map<String, String> options, ReceiptResult.Verified verified, PrintStream out)
            throws IOException {
        Checkpoint checkpoint = verified.checkpoint();
        try (HttpJsonRpc node = AnchorSettings.node(options.getOrDefault("chain", ""))) {
            ChainOffice office = new ChainOffice(node);
            Optional<ChainOffice.Kept> kept = office.at(AnchorSettings.address(options.getOrDefault("contract", "")),
                    checkpoint.origin(), checkpoint.size());
            if (kept.isEmpty()) {
                out.println("NOT ATTESTED: the contract keeps no checkpoint of size " + checkpoint.size().value());
                return CommandLine.BAD;
            }
            if (!kept.get().root().equals(checkpoint.root())) {
                out.println("NOT ATTESTED: the contract keeps another root for size " + checkpoint.size().value());
                return CommandLine.BAD;
            }
            out.println("  attested    chain eip155:" + office.chainId() + ", block " + kept.get().block() + " of "
                    + kept.get().head());
            return CommandLine.GOOD;
        } catch (ConfigurationRefused refused) {
            throw new WrongUsage(String.valueOf(refused.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandLine.BAD;
        }
    }

    private static int tooFew(List<SignedNote.Verified> cosigned, int quorum, PrintStream out) {
        out.println("NOT VERIFIED: " + cosigned.size() + " of the witnesses cosigned the checkpoint, and " + quorum
                + " are asked for");
        say(cosigned, out);
        return CommandLine.BAD;
    }

    private static void say(List<SignedNote.Verified> cosigned, PrintStream out) {
        for (SignedNote.Verified line : cosigned) {
            out.println("  cosigned    " + line.key().name() + " at " + line.time().orElseThrow());
        }
    }

    private static int say(ReceiptResult result, VerifierKey key, int quorum, PrintStream out) {
        return switch (result) {
            case ReceiptResult.Verified few when few.witnesses().size() < quorum ->
                tooFew(few.witnesses(), quorum, out);
            case ReceiptResult.Verified verified -> {
                out.println("VERIFIED");
                out.println("  log         " + key.name());
                out.println("  leaf        " + verified.index().value());
                out.println("  logged at   " + verified.loggedAt());
                out.println("  tree size   " + verified.checkpoint().size().value());
                say(verified.witnesses(), out);
                yield CommandLine.GOOD;
            }
            case ReceiptResult.NotVerified(String reason) -> {
                out.println("NOT VERIFIED: " + reason);
                yield CommandLine.BAD;
            }
        };
    }

    /** The commitment is over what is signed, so a credential with several proofs is proved by any of them. */
    private static ReceiptResult credential(ReceiptVerifier verifier, Receipt receipt, JsonNode json,
            Contexts contexts) {
        UnverifiedCredential credential = CredentialConfiguration
                .formats(CredentialConfiguration.cryptosuites(contexts),
                        new PojoParsing(new PublicUrl("https://signet.invalid"), OldNames.NONE))
                .parse(json);
        CommitmentOpening opening = CommitmentOpening.of(receipt);
        ReceiptResult result = new ReceiptResult.NotVerified("the credential has no signature");
        for (CredentialSignature signature : credential.signatures()) {
            if (signature.namesDidAlone()) {
                return new ReceiptResult.NotVerified(
                        "the credential names no key of its issuer, which only a service can look up");
            }
            var objection = signature.objectionWhereLogged();
            if (objection.isPresent()) {
                return new ReceiptResult.NotVerified(objection.get().message());
            }
            result = verifier
                    .verifyCommitment(Commitment.ofCredential(opening.salt(), credential.issuer(), opening.versionId(),
                            signature.verificationMethod(), Hash.of(signature.signedInputHash().toArray())), receipt);
            if (result instanceof ReceiptResult.Verified) {
                return result;
            }
        }
        return result;
    }

    private static String receiptText(byte[] file) {
        return object(file).flatMap(object -> Optional.ofNullable(object.get("receipt")))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .orElseGet(() -> new String(file, StandardCharsets.UTF_8));
    }

    private static JsonNode credentialJson(byte[] file) {
        Optional<ObjectNode> object = object(file);
        if (object.isPresent()) {
            JsonNode inside = object.get().get("credential");
            return inside == null ? object.get() : inside;
        }
        String text = new String(file, StandardCharsets.UTF_8).strip();
        return text.startsWith("\"") ? StrictJson.parse(text) : JsonNodeFactory.instance.stringNode(text);
    }

    private static Optional<ObjectNode> object(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8).strip();
        return text.startsWith("{") ? Optional.of(StrictJson.parseObject(file)) : Optional.empty();
    }

    private static byte[] read(String file) throws IOException {
        Path path = Path.of(file);
        if (Files.size(path) > LARGEST_FILE) {
            throw new IOException(file + " is too large");
        }
        return Files.readAllBytes(path);
    }
}
