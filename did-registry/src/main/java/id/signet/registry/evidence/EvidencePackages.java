package id.signet.registry.evidence;

import id.signet.ledger.Ledger;
import id.signet.ledger.note.VerifierKey;
import id.signet.registry.RegistryNames;
import id.signet.registry.TenantId;
import id.signet.registry.did.log.LoggedDids;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Packs evidence so that it can be checked without us: docs/evidence.md says what lies where. */
public final class EvidencePackages {

    private static final int PAGE = 100;

    private final RegistryNames names;
    private final Ledger ledger;
    private final LoggedDids dids;
    private final EvidenceRegistry evidence;
    private final EvidenceStore store;
    private final List<VerifierKey> witnesses;

    /** @param witnesses whose cosignatures a reader may want to count */
    public EvidencePackages(RegistryNames names, Ledger ledger, LoggedDids dids, EvidenceRegistry evidence,
            EvidenceStore store, List<VerifierKey> witnesses) {
        this.names = names;
        this.ledger = ledger;
        this.dids = dids;
        this.evidence = evidence;
        this.store = store;
        this.witnesses = List.copyOf(witnesses);
    }

    /** A package that is made as it is written: a zip, the same bytes for the same evidence under the same checkpoint. */
    @FunctionalInterface
    public interface EvidencePackage {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Empty if the tenant has no such evidence. */
    public Optional<EvidencePackage> of(TenantId tenant, EvidenceId id) {
        return evidence.find(id).filter(found -> found.held().tenant().equals(tenant)).map(found -> out -> {
            PackageWriter writer = writer(out);
            if (found.held().place().isPresent()) {
                Statement.InCase place = found.held().place().get();
                writer.caseOf(place, evidence.findCase(tenant, place.id()).orElseThrow());
            }
            writer.deposit("", found, store.timestamps(id));
            writer.finish();
        });
    }

    /** Everything of a case in its order. Empty if the tenant has no such case. */
    public Optional<EvidencePackage> of(TenantId tenant, CaseId id) {
        return evidence.findCase(tenant, id).map(found -> out -> {
            PackageWriter writer = writer(out);
            writer.wholeCase(id, found);
            // what is deposited meanwhile is of the next package
            for (long after = 0; after < found.count();) {
                List<EvidenceId> page = store.ofCase(id, after, (int) Math.min(PAGE, found.count() - after));
                if (page.isEmpty()) {
                    break;
                }
                for (EvidenceId deposit : page) {
                    after = write(writer, deposit, after, found.count());
                }
            }
            writer.finish();
        });
    }

    /** One that was erased since the page was read is left out. */
    private long write(PackageWriter writer, EvidenceId id, long before, long last) throws IOException {
        Optional<EvidenceRegistry.Evidence> found = evidence.find(id);
        if (found.isEmpty()) {
            return before + 1;
        }
        long number = found.get().held().place().orElseThrow().number();
        if (number <= last) {
            writer.deposit("deposits/" + number + "/", found.get(), store.timestamps(id));
        }
        return number;
    }

    private PackageWriter writer(OutputStream out) throws IOException {
        return new PackageWriter(out, names, ledger, dids, evidence, witnesses);
    }
}
