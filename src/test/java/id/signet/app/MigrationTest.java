package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.cli.CommandLine;
import id.signet.app.migrate.Migration;
import id.signet.app.migrate.Service;
import id.signet.app.migrate.WeIdentityExport;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.EcPublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.registry.did.WeidIdentifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An export of WeIdentity, brought in row by row. */
class MigrationTest {

    private static final String HASH = "0x" + "5a".repeat(32);

    @TempDir
    static Path folder;

    private static RunningSignet signet;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder.resolve("signet"));
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private record Ran(Migration.Summary summary, List<JsonNode> rows) {

        JsonNode row(String name) {
            return rows.stream().filter(one -> one.get("row").stringValue().equals(name)).findFirst().orElseThrow();
        }
    }

    private static Ran run(Path export) throws Exception {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        try (Service service = new Service(URI.create("http://localhost:" + signet.http().port()),
                signet.bearer().replace("Authorization: Bearer ", ""))) {
            Migration.Summary summary = new Migration(service,
                    new PrintStream(report, true, StandardCharsets.UTF_8)).run(new WeIdentityExport(export));
            return new Ran(summary, report.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> (JsonNode) StrictJson.parseObject(Bytes.utf8(line).toArray()))
                    .toList());
        }
    }

    private static String old(SigningKey key) {
        return WeidIdentifier.of("101", key.publicKey()).did().toString();
    }

    private static String document(SigningKey key) {
        String did = old(key);
        ObjectNode json = Json.object()
                .put("@context", "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1");
        json.put("id", did);
        json.putArray("publicKey")
                .addObject()
                .put("id", did + "#keys-0")
                .put("type", "Secp256k1")
                .put("owner", did)
                .put("publicKey", Base64.getEncoder()
                        .encodeToString(((EcPublicKey) key.publicKey()).uncompressedPoint().toArray()));
        json.putArray("authentication")
                .addObject()
                .put("type", "Secp256k1")
                .put("publicKey", did + "#keys-0");
        json.putArray("service");
        return json.toString();
    }

    private static String evidence(String hash, String address, String signature, boolean revoked) {
        ObjectNode json = Json.object().put("credentialHash", hash);
        ObjectNode signer = json.putObject("signInfo").putObject(address);
        signer.put("signature", signature).put("timestamp", "1695708037").put("revoked", revoked);
        signer.putArray("logs").add("temp");
        return Json.object().put("errorCode", 0).put("errorMessage", "success").set("respBody", json).toString();
    }

    @Test
    void whatCanBeTakenIsTakenAndEachRowSaysWhatBecameOfIt() throws Exception {
        SigningKey key = SoftwareSigningKey.generate(KeyType.SECP256K1);
        String did = old(key);
        String address = did.substring(did.lastIndexOf(':') + 1);
        String signature = Base64.getEncoder().encodeToString(key.signForChain(HASH.getBytes(StandardCharsets.UTF_8)));
        Path export = Files.createDirectories(folder.resolve("export"));
        Files.write(export.resolve("documents.jsonl"), List.of(document(key), "{\"id\":\"did:weid:101:0x00\"}"));
        Files.write(export.resolve("issuers.jsonl"), List.of("{\"respBody\":{\"accValue\":\"1\",\"created\":1,"
                + "\"name\":\"Old college\",\"weId\":\"" + did + "\",\"recognized\":true},\"errorCode\":0}"));
        Files.write(export.resolve("issuer-types.jsonl"),
                List.of("{\"issuerType\":\"colleges\",\"members\":[\"" + did + "\"]}"));
        Files.write(export.resolve("cpts.jsonl"), List.of("{\"cptBaseInfo\":{\"cptId\":2000156,\"cptVersion\":1},"
                + "\"cptJsonSchema\":{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"title\":\"cpt\","
                + "\"type\":\"object\",\"properties\":{\"course\":{\"type\":\"string\"}}},\"cptPublisher\":\"" + did
                + "\"}"));
        Files.write(export.resolve("evidence.jsonl"), List.of(evidence(HASH, address, signature, false),
                evidence("0x" + "5b".repeat(32), address, "3div", true)));

        Ran ran = run(export);

        assertThat(ran.row("documents.jsonl:1").get("as").stringValue()).isEqualTo("did:weid:sandbox:" + address);
        assertThat(ran.row("documents.jsonl:2").get("result").stringValue()).isEqualTo("refused");
        for (String good : List.of("issuers.jsonl:1", "issuer-types.jsonl:1", "cpts.jsonl:1", "evidence.jsonl:1",
                "evidence.jsonl:2")) {
            assertThat(ran.row(good).get("result").stringValue()).as("%s", ran.row(good)).isEqualTo("imported");
        }
        assertThat(ran.row("evidence.jsonl:1").has("remarks")).as("%s", ran.row("evidence.jsonl:1")).isFalse();
        assertThat(ran.row("evidence.jsonl:2").get("remarks").toString()).contains("no key known here")
                .contains("revoked, as it was");
        assertThat(ran.summary()).isEqualTo(new Migration.Summary(6, 0, 1));
        assertThat(signet.get("/api/v1/schemas/2000156").toString()).contains("Of WeIdentity: CPT 2000156");
        assertThat(signet.get("/api/v1/evidence/lookup?digest=" + HASH).get("found").size()).isEqualTo(1);

        Ran again = run(export);
        assertThat(again.summary()).as("%s", again.rows()).isEqualTo(new Migration.Summary(0, 6, 1));
        assertThat(signet.get("/api/v1/evidence/lookup?digest=" + HASH).get("found").size()).isEqualTo(1);
    }

    /** What bears the same name is not what the old deployment had. */
    @Test
    void aRowWhoseNameIsTakenBySomethingElseIsRefused() throws Exception {
        SigningKey key = SoftwareSigningKey.generate(KeyType.SECP256K1);
        SigningKey other = SoftwareSigningKey.generate(KeyType.SECP256K1);
        String address = old(key).substring(old(key).lastIndexOf(':') + 1);
        signet.post(201, "schemas", "{\"cptId\":2000157,\"claimSchema\":{\"title\":\"ours\",\"type\":\"object\"}}");
        signet.post(201, "evidence", "{\"digests\":{\"unspecified\":\"" + "5c".repeat(32)
                + "\"},\"customKey\":\"taken\"}");
        Path export = Files.createDirectories(folder.resolve("taken"));
        Files.write(export.resolve("documents.jsonl"), List.of(document(key), document(other)));
        String issuer = "{\"name\":\"One college\",\"weId\":\"%s\",\"recognized\":false}";
        Files.write(export.resolve("issuers.jsonl"), List.of(issuer.formatted(old(key)), issuer.formatted(old(other))));
        Files.write(export.resolve("cpts.jsonl"),
                List.of("{\"cptId\":2000157,\"cptJsonSchema\":{\"title\":\"cpt\",\"type\":\"object\"}}"));
        String evidence = evidence("0x" + "5d".repeat(32), address, "3div", false);
        Files.write(export.resolve("evidence.jsonl"),
                List.of(evidence.replace("{\"credentialHash\"", "{\"customKey\":\"taken\",\"credentialHash\"")));

        Ran ran = run(export);

        for (String row : List.of("issuers.jsonl:2", "cpts.jsonl:1", "evidence.jsonl:1")) {
            assertThat(ran.row(row).get("result").stringValue()).as("%s", ran.row(row)).isEqualTo("refused");
        }
        assertThat(ran.row("issuers.jsonl:1").get("result").stringValue()).isEqualTo("imported");
    }

    @Test
    void theCommandReportsWhatBecameOfTheRows() throws IOException {
        Path export = Files.createDirectories(folder.resolve("command"));
        Files.write(export.resolve("documents.jsonl"),
                List.of(document(SoftwareSigningKey.generate(KeyType.SECP256K1))));
        Path keyFile = Files.writeString(folder.resolve("key"), signet.bearer().replace("Authorization: Bearer ", ""));
        Path report = folder.resolve("report.jsonl");

        assertThat(CommandLine.run("import", "weidentity", export.toString(), "--url",
                "http://localhost:" + signet.http().port() + "/", "--key-file", keyFile.toString(), "--report",
                report.toString())).hasValue(0);
        assertThat(Files.readString(report)).contains("\"row\":\"documents.jsonl:1\"");
    }
}
