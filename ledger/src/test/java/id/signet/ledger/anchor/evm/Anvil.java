package id.signet.ledger.anchor.evm;

import id.signet.crypto.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A real node of an Ethereum chain, from the npm registry; a test that needs it is skipped where npm cannot bring it. */
final class Anvil implements AutoCloseable {

    static final long CHAIN = 31_337;
    /** The first account of its well-known mnemonic, with funds on this chain alone. */
    static final String SECRET = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    private static final Path PLACE = Path.of("target", "npm");
    private static final Path PROGRAM = PLACE.resolve("node_modules/.bin/anvil");

    private final Process process;
    final HttpJsonRpc rpc;

    private Anvil(Process process, HttpJsonRpc rpc) {
        this.process = process;
        this.rpc = rpc;
    }

    /** It mines only when told to. */
    static Anvil start() throws IOException, InterruptedException {
        install();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(PROGRAM.toString(), "--port", Integer.toString(port), "--no-mining",
                "--silent")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Anvil anvil = new Anvil(process, new HttpJsonRpc(URI.create("http://127.0.0.1:" + port)));
        for (int i = 0; i < 100; i++) {
            try {
                anvil.rpc.call("eth_chainId");
                return anvil;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        anvil.close();
        throw new IOException("anvil does not answer");
    }

    private static void install() throws InterruptedException {
        if (Files.isExecutable(PROGRAM)) {
            return;
        }
        try {
            Files.createDirectories(PLACE);
            Process npm = new ProcessBuilder(
                    List.of("npm", "install", "--prefix", PLACE.toString(), "--no-audit", "--no-fund", "--no-save",
                            "@foundry-rs/anvil@1.7.1"))
                    .redirectErrorStream(true)
                    .redirectOutput(PLACE.resolve("npm.log").toFile())
                    .start();
            boolean ended = npm.waitFor(120, TimeUnit.SECONDS);
            Assumptions.assumeTrue(ended && npm.exitValue() == 0 && Files.isExecutable(PROGRAM),
                    "npm cannot install anvil here");
        } catch (IOException e) {
            Assumptions.abort("npm is not installed here");
        }
    }

    void mine(int blocks) throws IOException, InterruptedException {
        rpc.call("anvil_mine", number(blocks));
    }

    /** The newest blocks are replaced by empty ones. */
    void reorganise(int depth) throws IOException, InterruptedException {
        rpc.call("anvil_reorg", number(depth), Json.array());
    }

    private static JsonNode number(int number) {
        return JsonNodeFactory.instance.numberNode(number);
    }

    @Override
    public void close() {
        rpc.close();
        process.destroyForcibly();
    }
}
