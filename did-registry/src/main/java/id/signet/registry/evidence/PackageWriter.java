package id.signet.registry.evidence;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.ledger.Ledger;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.note.VerifierKey;
import id.signet.registry.RegistryNames;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.ImportBody;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import id.signet.registry.evidence.EvidenceRegistry.Told;
import id.signet.registry.evidence.EvidenceTables.Case;
import id.signet.registry.evidence.EvidenceTables.Publication;
import id.signet.registry.operation.SignedOperation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of a package one after the other; what all deposits share comes last, when it is known. */
final class PackageWriter {

    private static final String FORMAT = "signet-evidence-package/1";
    private static final String RESOURCES = "/evidence-package/";
    /** No part shows when a package was made: that is nobody's proof. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final RegistryNames names;
    private final Ledger ledger;
    private final LoggedDids dids;
    private final EvidenceRegistry evidence;
    private final Set<Did> authors = new LinkedHashSet<>();
    private final ArrayNode deposits = Json.array();

    PackageWriter(OutputStream out, RegistryNames names, Ledger ledger, LoggedDids dids, EvidenceRegistry evidence,
            List<VerifierKey> witnesses) throws IOException {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.names = names;
        this.ledger = ledger;
        this.dids = dids;
        this.evidence = evidence;
        resource("HOW-TO-CHECK.txt");
        resource("Verify.java");
        ObjectNode log = Json.object()
                .put("origin", ledger.origin())
                .put("verifierKey", ledger.verifierKey())
                .put("publicUrl", names.publicUrl().value());
        log.set("witnesses", Json.array(witnesses.stream().map(VerifierKey::text).toList()));
        json("log.json", log);
    }

    void caseOf(Statement.InCase place, Case one) throws IOException {
        json("case.json", Json.object()
                .put("id", place.id().value())
                .put("title", one.title())
                .put("number", place.number()));
    }

    void wholeCase(CaseId id, Case one) throws IOException {
        json("case.json", Json.object()
                .put("id", id.value())
                .put("title", one.title())
                .put("created", one.created().toString())
                .put("count", one.count()));
    }

    /** @param folder empty, or one that ends in a slash */
    void deposit(String folder, Evidence found, List<Bytes> timestamps) throws IOException {
        for (Told told : found.statements()) {
            ObjectNode statement = Json.object().put("type", told.said().type());
            statement.set("operation", told.operation().toJson());
            json(folder + "statements/" + told.sequence() + ".json", statement);
            text(folder + "receipts/" + told.sequence() + ".tlog-proof",
                    TlogProofCodec.encode(evidence.receipt(told.said())));
            authors.add(told.said().author());
        }
        if (found.publication().isPresent()) {
            Publication publication = found.publication().get();
            for (LeafIndex leaf : new TreeSet<>(List.of(publication.first(), publication.leaf()))) {
                entry(folder + "publication/", leaf);
            }
        }
        for (int i = 0; i < timestamps.size(); i++) {
            part(folder + "timestamps/" + (i + 1) + ".tst", timestamps.get(i).toArray());
        }
        deposits.addObject()
                .put("evidence", found.id().value())
                .put("folder", folder)
                .put("statements", found.statements().size())
                .put("url", names.publicUrl().value() + "/evidence/" + found.id());
    }

    /** The histories of the authors' DIDs, of whoever imported one, and of all that were ever named as controllers. */
    private void keys() throws IOException {
        Set<LeafIndex> leaves = new TreeSet<>();
        Set<Did> seen = new HashSet<>();
        Deque<Did> open = new ArrayDeque<>(authors);
        while (!open.isEmpty()) {
            Did did = open.remove();
            Optional<Head> head = seen.add(did) ? dids.head(did) : Optional.empty();
            if (head.isEmpty()) {
                continue;
            }
            for (long number = 1; number <= head.get().version(); number++) {
                LeafIndex leaf = dids.version(did, number).orElseThrow().leafIndex();
                leaves.add(leaf);
                open.addAll(behind(did, ledger.entry(leaf).orElseThrow()));
            }
        }
        for (LeafIndex leaf : leaves) {
            entry("keys/", leaf);
        }
    }

    /** Whose keys say something about an entry, beside the DID's own. */
    private static Set<Did> behind(Did did, LedgerEntry entry) {
        return switch (entry.type()) {
            case DidProjection.CREATE, DidProjection.UPDATE -> controllers(did,
                    SignedOperation.parse(entry.type(), entry.body()).operation().body());
            case DidProjection.IMPORT -> {
                SignedOperation operation = SignedOperation.parse(entry.type(), entry.body());
                Set<Did> all = new HashSet<>(
                        ImportBody.parse(operation.operation().body()).state().document().controllers());
                all.add(operation.operation().party().did());
                yield all;
            }
            default -> Set.of();
        };
    }

    private static Set<Did> controllers(Did did, ObjectNode state) {
        return state.get("document") instanceof ObjectNode document
                ? DidDocument.parse(did, document).controllers()
                : Set.of();
    }

    private void entry(String folder, LeafIndex leaf) throws IOException {
        part(folder + leaf.value() + ".json", ledger.entry(leaf).orElseThrow().bytes().toArray());
        text(folder + leaf.value() + ".tlog-proof", TlogProofCodec.encode(evidence.receipt(leaf)));
    }

    private void json(String name, ObjectNode json) throws IOException {
        part(name, Jcs.canonicalize(json));
    }

    private void text(String name, String text) throws IOException {
        part(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void resource(String name) throws IOException {
        try (InputStream in = PackageWriter.class.getResourceAsStream(RESOURCES + name)) {
            part(name, in == null ? missing(name) : in.readAllBytes());
        }
    }

    private static byte[] missing(String name) {
        throw new UncheckedIOException(new IOException("no resource " + name));
    }

    /** Stored as it is: how well a library deflates is not in the bytes. */
    private void part(String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(NO_TIME);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Ends the zip; without this it has no contents, and is none. What it goes to stays open. */
    void finish() throws IOException {
        keys();
        ObjectNode contents = Json.object().put("format", FORMAT);
        contents.set("deposits", deposits);
        json("package.json", contents);
        zip.finish();
    }
}
