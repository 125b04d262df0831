package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.ledger.Hash;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.ProofResult;
import id.signet.ledger.merkle.ProofVerifier;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The log over HTTP: a reader with its public key alone can check everything that is served. */
class LogDoorTest {

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static VerifierKey key;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        key = VerifierKey.parse(signet.http().send("GET /log/key").body().strip());
        signet.issue(signet.accreditedIssuer(), "vc+jwt");
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    @Test
    void everyEntryIsInTheTreeItsReceiptIsOf() throws IOException {
        JsonNode last = signet.createDid("weid", "Ed25519");
        long index = TlogProofCodec.decode(last.get("receipt").stringValue()).index().value();
        List<Hash> leaves = new ArrayList<>();
        for (long i = 0; i <= index; i++) {
            Bytes entry = entry(i);
            leaves.add(MerkleTree.leafHash(entry.toArray()));
            Answer receipt = signet.http().send("GET /api/v1/ledger/entries/" + i + "/receipt");
            assertThat(receipt.status()).isEqualTo(200);
            assertThat(new ReceiptVerifier(key).verify(entry, TlogProofCodec.decode(receipt.body())))
                    .isInstanceOf(ReceiptResult.Verified.class);
        }
        var checkpoint = SignedCheckpoint.parse(TlogProofCodec.decode(last.get("receipt").stringValue()).checkpoint())
                .verify(key, List.of())
                .checkpoint();
        assertThat(checkpoint.size()).isEqualTo(new TreeSize(index + 1));
        assertThat(checkpoint.root()).isEqualTo(MerkleTree.root(leaves));
    }

    @Test
    void aConsistencyProofLeadsFromEachTreeToTheNewest() throws IOException {
        var newest = SignedCheckpoint.parse(signet.get("/api/v1/ledger/checkpoint").get("checkpoint").stringValue())
                .verify(key, List.of())
                .checkpoint();
        List<Hash> leaves = new ArrayList<>();
        for (long size = 1; size <= newest.size().value(); size++) {
            leaves.add(MerkleTree.leafHash(entry(size - 1).toArray()));
            JsonNode proof = signet
                    .get("/api/v1/ledger/consistency?from=" + size + "&to=" + newest.size().value());
            List<Hash> path = new ArrayList<>();
            proof.get("hashes").forEach(hash -> path.add(Hash.of(Base64.getDecoder().decode(hash.stringValue()))));
            assertThat(ProofVerifier.consistency(new ConsistencyProof(new TreeSize(size), newest.size(), path),
                    MerkleTree.root(leaves), newest.root())).isInstanceOf(ProofResult.Proven.class);
        }
    }

    @Test
    void tilesAndEntryBundlesAreWhatAnyStaticHostWouldServe() throws IOException {
        var newest = SignedCheckpoint.parse(signet.http().send("GET /log/checkpoint").body())
                .verify(key, List.of())
                .checkpoint();
        int width = Math.toIntExact(newest.size().value());
        Answer tile = signet.http().send("GET /log/tile/" + new Tile(0, 0, width).path());
        Answer bundle = signet.http().send("GET /log/tile/" + new EntryBundle(0, width).path());
        List<Hash> leaves = new ArrayList<>();
        for (Bytes entry : EntryBundle.decode(bundle.bytes().toArray())) {
            assertThat(entry).isEqualTo(entry(leaves.size()));
            leaves.add(MerkleTree.leafHash(entry.toArray()));
        }
        assertThat(leaves).hasSize(width);
        assertThat(tile.bytes().size()).isEqualTo(width * Hash.LENGTH);
        for (int i = 0; i < width; i++) {
            assertThat(Hash.at(tile.bytes().toArray(), i * Hash.LENGTH)).isEqualTo(leaves.get(i));
        }
        assertThat(MerkleTree.root(leaves)).isEqualTo(newest.root());
        assertThat(tile.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(tile.header("Cache-Control")).contains("immutable");
    }

    @Test
    void aReceiptAskedForAgainIsOfTheSameLeafAndKeepsWhatOpensIt() throws IOException {
        JsonNode issued = signet.issue(signet.accreditedIssuer(), "vc+jwt");
        String held = issued.get("receipt").stringValue();
        signet.createDid("weid", "Ed25519");
        JsonNode again = signet.post(200, "ledger/receipts", Json.object().put("receipt", held).toString());
        Receipt before = TlogProofCodec.decode(held);
        Receipt after = TlogProofCodec.decode(again.get("receipt").stringValue());
        assertThat(after.index()).isEqualTo(before.index());
        assertThat(after.opening()).isPresent().isEqualTo(before.opening());
        assertThat(new ReceiptVerifier(key).verify(entry(after.index().value()), after))
                .isInstanceOf(ReceiptResult.Verified.class);
    }

    @Test
    void aReceiptOfAnotherLogIsRefused() throws IOException {
        String origin = key.name();
        String held = signet.http().send("GET /api/v1/ledger/entries/1/receipt").body();
        assertProblem(signet.send("ledger/receipts",
                Json.object().put("receipt", held.replace(origin, "log.example.org/other")).toString()), 400,
                "malformed");
    }

    @Test
    void G09_aReceiptOfAnotherLeafProvesNothing() throws IOException {
        String receipt = signet.http().send("GET /api/v1/ledger/entries/1/receipt").body();
        for (long other : List.of(0L, 2L)) {
            assertThat(new ReceiptVerifier(key).verify(entry(other), TlogProofCodec.decode(receipt)))
                    .isInstanceOf(ReceiptResult.NotVerified.class);
            String moved = receipt.replace("\nindex 1\n", "\nindex " + other + "\n");
            assertThat(new ReceiptVerifier(key).verify(entry(1), TlogProofCodec.decode(moved)))
                    .isInstanceOf(ReceiptResult.NotVerified.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=3&to=1", "from=-1&to=1", "from=1&to=9223372036854775808", "from=1&to=999999999",
        "from=01&to=1", "from=1", "to=1", "from=1&to=1&to=2"})
    void G08_aConsistencyProofThatCannotBeIsMalformed(String query) throws IOException {
        assertProblem(signet.http().send("GET /api/v1/ledger/consistency?" + query), 400, "malformed");
    }

    @Test
    void H20_aParameterThatIsNotKnownIsRefusedAndNotIgnored() throws IOException {
        assertProblem(signet.http().send("GET /api/v1/ledger/consistency?from=1&to=1&sort=secret"), 400,
                "unknown-member");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1000000000", "limit=-1", "limit=0", "limit=1e3", "limit=9223372036854775808",
        "before=x'%20OR%201=1", "before=", "limit=1&limit=2"})
    void H20_aPageThatCannotBeIsMalformed(String query) throws IOException {
        assertProblem(signet.http().send("GET /api/v1/audit?" + query, signet.bearer()), 400, "malformed");
    }

    @Test
    void H20_theAuditIsNeitherSortedNorFilteredBySomethingSecret() throws IOException {
        for (String query : List.of("sort=key_hash", "filter=1=1", "tenant=other")) {
            assertProblem(signet.http().send("GET /api/v1/audit?" + query, signet.bearer()), 400, "unknown-member");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "01", "1.5", "9223372036854775808", "x", "1e3"})
    void G08_anIndexThatIsNoNumberIsMalformed(String index) throws IOException {
        assertProblem(signet.http().send("GET /api/v1/ledger/entries/" + index), 400, "malformed");
        assertProblem(signet.http().send("GET /api/v1/ledger/entries/" + index + "/receipt"), 400, "malformed");
    }

    @Test
    void whatTheLogHasNotYetIsNotFound() throws IOException {
        assertProblem(signet.http().send("GET /api/v1/ledger/entries/999999"), 404, "not-found");
        assertProblem(signet.http().send("GET /api/v1/ledger/entries/999999/receipt"), 404, "not-found");
        assertProblem(signet.http().send("GET /log/tile/0/999"), 404, "not-found");
        assertProblem(signet.http().send("GET /log/tile/entries/999"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/1", "0/000.p/0", "0/000.p/256", "-1/000", "64/000", "entries/0", "0/x000/1000", "0"})
    void aTileThatCannotBeIsMalformed(String tile) throws IOException {
        assertProblem(signet.http().send("GET /log/tile/" + tile), 400, "malformed");
    }

    private static Bytes entry(long index) throws IOException {
        return Bytes.of(Base64.getUrlDecoder()
                .decode(signet.get("/api/v1/ledger/entries/" + index).get("bytes").stringValue()));
    }

    private static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:signet:problem:" + slug);
    }
}
