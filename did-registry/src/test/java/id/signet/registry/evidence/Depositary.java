package id.signet.registry.evidence;

import static id.signet.registry.testing.Registries.caller;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.evidence.EvidenceOutcome.Done;
import id.signet.registry.evidence.EvidenceRegistry.Changed;
import id.signet.registry.evidence.EvidenceRegistry.Wish;
import id.signet.registry.evidence.Statement.Description;
import id.signet.registry.jdbc.JdbcEvidence;
import id.signet.registry.testing.Registries;
import id.signet.registry.testing.RegistriesInDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes deposits of one work over a real log in a real database, and gives packages of them. */
final class Depositary implements AutoCloseable {

    private static final Bytes WORK = Bytes.utf8("an original work, 原创作品");

    private final RegistriesInDatabase place;
    private final Path folder;
    private final EvidencePackages packages;
    final Registries registries;
    final EvidenceRegistry evidence;
    /** The file that is deposited. */
    final Path work;

    /** @param folder where the work and the packages may lie */
    Depositary(TestDatabase database, Path folder) throws IOException {
        this.folder = folder;
        place = new RegistriesInDatabase(database);
        registries = place.registries;
        evidence = registries.evidence(store());
        packages = packages(List.of());
        work = Files.write(Files.createTempFile(folder, "work", ".txt"), WORK.toArray());
    }

    EvidencePackages packages(List<VerifierKey> witnesses) {
        return new EvidencePackages(registries.names, place.ledger, registries.logged, evidence, store(), witnesses);
    }

    EvidencePackages packages() {
        return packages;
    }

    JdbcEvidence store() {
        return new JdbcEvidence(place.database.client(), place.tables);
    }

    String logKey() {
        return place.ledger.verifierKey();
    }

    static Wish wish(Optional<CaseId> inCase) {
        return new Wish(new Digests(Optional.of(Bytes.of(Hashes.sha256(WORK.toArray()))),
                Optional.of(Bytes.of(Hashes.sm3(WORK.toArray()))), Optional.empty()),
                new Description(Optional.of((long) WORK.size()), Optional.of("A work"), Optional.of("作品.txt"),
                        Optional.empty(), Optional.empty()),
                inCase, Optional.empty(), false);
    }

    /** Of the work, in other words about it. */
    static Wish wish(Description description) {
        return new Wish(Digests.ofSha256(Bytes.of(Hashes.sha256(WORK.toArray()))), description, Optional.empty(),
                Optional.empty(), false);
    }

    EvidenceId deposit(Did author) {
        return done(evidence.deposit(caller(), Optional.of(author), List.of(wish(Optional.empty()))))
                .statements()
                .getFirst()
                .evidence();
    }

    EvidenceId notedTwice(Did author) {
        EvidenceId id = deposit(author);
        done(evidence.note(caller(), id, Optional.of(author), "first"));
        done(evidence.note(caller(), id, Optional.of(author), "second"));
        return id;
    }

    CaseId caseOfThree(Did author) {
        CaseId id = ((Changed.Made<CaseId>) evidence.openCase(caller(), "Copying of a novel")).value();
        Wish wish = wish(Optional.of(id));
        done(evidence.deposit(caller(), Optional.of(author), List.of(wish)));
        done(evidence.deposit(caller(), Optional.empty(), List.of(wish, wish)));
        return id;
    }

    static Done done(EvidenceOutcome outcome) {
        if (outcome instanceof Done done) {
            return done;
        }
        throw new AssertionError("not done: " + outcome);
    }

    /** The one that signs what its DID asserts. */
    DidUrl method(Did did) {
        return registries.logged.state(did)
                .orElseThrow()
                .document()
                .methods(Relationship.ASSERTION_METHOD)
                .getFirst()
                .id();
    }

    void insertTimestamp(EvidenceId id, long madeAt, byte[] token) {
        place.database.client()
                .sql("INSERT INTO evidence_timestamp (evidence, made_at, token) VALUES (?, ?, ?)")
                .params(id.value(), madeAt, token)
                .update();
    }

    Path zip(EvidenceId id) throws IOException {
        return written(packages.of(Registries.TENANT, id).orElseThrow());
    }

    Path zip(CaseId id) throws IOException {
        return written(packages.of(Registries.TENANT, id).orElseThrow());
    }

    Path written(EvidencePackages.EvidencePackage made) throws IOException {
        Path zip = Files.createTempFile(folder, "package", ".zip");
        try (var out = Files.newOutputStream(zip)) {
            made.writeTo(out);
        }
        return zip;
    }

    Path unpacked(Path zip) throws IOException {
        return Expert.unpack(zip, Files.createTempDirectory(folder, "package"));
    }

    @Override
    public void close() {
        place.close();
    }
}
