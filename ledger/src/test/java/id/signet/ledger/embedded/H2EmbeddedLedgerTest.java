package id.signet.ledger.embedded;

import id.signet.ledger.testing.CounterLedger;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2EmbeddedLedgerTest extends JdbcEmbeddedLedgerContract {

    @TempDir
    private Path folder;

    @Override
    CounterLedger place() {
        return CounterLedger.onH2(folder, fault -> {
        });
    }
}
