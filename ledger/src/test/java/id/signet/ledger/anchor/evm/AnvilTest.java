package id.signet.ledger.anchor.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.EthereumAccount;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.anchor.AnchorReport;
import id.signet.ledger.anchor.ChainAttestation;
import id.signet.ledger.jdbc.JdbcAnchorStore;
import id.signet.ledger.testing.TestDatabase;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract and the anchor on a real EVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnvilTest {

    private static final int CONFIRMATIONS = 3;

    private final EthereumAccount account = EthereumAccount.ofSecret(HexFormat.of().parseHex(Anvil.SECRET));
    private Anvil anvil;
    private ChainOffice office;
    private Address contract;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        anvil = Anvil.start();
        office = new ChainOffice(anvil.rpc);
        Thread miner = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    anvil.mine(1);
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        contract = office.create(account, Anvil.CHAIN, Duration.ofMillis(50));
        miner.interrupt();
        miner.join();
    }

    @AfterAll
    void stop() {
        if (anvil != null) {
            anvil.close();
        }
    }

    private static Checkpoint checkpoint(String origin, long size) {
        return new Checkpoint(origin, new TreeSize(size), root(size));
    }

    private static Hash root(long size) {
        return Hash.of(Hashes.sha256(ByteBuffer.allocate(8).putLong(size).array()));
    }

    private EvmAnchor anchor(TestDatabase database, EthereumAccount sender) {
        return new EvmAnchor(
                new EvmAnchor.Terms(Anvil.CHAIN, contract, CONFIRMATIONS, Duration.ofMillis(1), Duration.ofMinutes(1),
                        BigInteger.valueOf(100_000_000_000L)),
                anvil.rpc, sender, new JdbcAnchorStore(database.dataSource()), size -> Optional.of(root(size.value())),
                Clock.systemUTC());
    }

    @Test
    void aCheckpointIsKeptAndFoundByAnybody() throws Exception {
        try (TestDatabase database = TestDatabase.h2().migrated("ledger")) {
            EvmAnchor anchor = anchor(database, account);
            assertThat(anchor.round(checkpoint("one", 7)).problem()).isEmpty();
            anvil.mine(CONFIRMATIONS);
            AnchorReport report = anchor.round(checkpoint("one", 7));
            assertThat(report.problem()).isEmpty();
            ChainAttestation attestation = report.newest().orElseThrow();
            assertThat(attestation.root()).isEqualTo(root(7));
            ChainOffice.Kept kept = office.at(contract, "one", new TreeSize(7)).orElseThrow();
            assertThat(kept.root()).isEqualTo(root(7));
            assertThat(kept.block()).isEqualTo(attestation.block());
            assertThat(office.newest(contract, "one")).map(ChainOffice.Kept::size).contains(new TreeSize(7));
            assertThat(office.at(contract, "one", new TreeSize(6))).isEmpty();
            assertThat(office.newest(contract, "another")).isEmpty();
        }
    }

    @Test
    void G15_whatARealReorganisationTookBackBecomesFinalOnce() throws Exception {
        try (TestDatabase database = TestDatabase.h2().migrated("ledger")) {
            EvmAnchor anchor = anchor(database, account);
            anchor.round(checkpoint("reorganised", 7));
            anvil.mine(1);
            assertThat(anchor.round(checkpoint("reorganised", 7)).pending()).isPresent();
            anvil.reorganise(1);
            anvil.mine(1);
            for (int i = 0; i < 4; i++) {
                anchor.round(checkpoint("reorganised", 7));
                anvil.mine(CONFIRMATIONS);
            }
            assertThat(anchor.round(checkpoint("reorganised", 7)).newest()).map(ChainAttestation::size)
                    .contains(new TreeSize(7));
            AnchorContract kept = new AnchorContract(new EvmNode(anvil.rpc), contract);
            assertThat(kept.history("reorganised", 0, new EvmNode(anvil.rpc).blockNumber())).hasSize(1);
        }
    }

    @Test
    void theHistoryIsReadTenBlocksAtATime() throws Exception {
        try (TestDatabase database = TestDatabase.h2().migrated("ledger")) {
            EvmAnchor anchor = anchor(database, account);
            for (long size : new long[]{3, 5, 9}) {
                anchor.round(checkpoint("long", size));
                anvil.mine(15);
                assertThat(anchor.round(checkpoint("long", size)).newest()).map(ChainAttestation::size)
                        .contains(new TreeSize(size));
                Thread.sleep(5);
            }
            AnchorContract kept = new AnchorContract(new EvmNode(anvil.rpc), contract);
            assertThat(kept.history("long", 0, new EvmNode(anvil.rpc).blockNumber()))
                    .extracting(found -> found.size().value())
                    .containsExactly(3L, 5L, 9L);
        }
    }

    @Test
    void theContractRefusesWhoIsNoOperator() throws Exception {
        EthereumAccount poor = EthereumAccount.ofSecret(Hashes.sha256(new byte[]{9}));
        assertThat(office.selfTest(Anvil.CHAIN, contract, poor)).filteredOn(check -> !check.good())
                .extracting(ChainOffice.Check::name)
                .containsExactly("operator", "gas");
    }

    @Test
    void theSelfTestNamesEachTrapAndFindsNoneHere() throws Exception {
        assertThat(office.selfTest(Anvil.CHAIN, contract, account)).allMatch(ChainOffice.Check::good).hasSize(8);
    }

    @Test
    void theSelfTestFindsAnotherContract() throws Exception {
        assertThat(office.selfTest(Anvil.CHAIN, Address.parse("0x" + "11".repeat(20)), account))
                .filteredOn(check -> !check.good())
                .extracting(ChainOffice.Check::name)
                .contains("contract-code", "call-with-arguments");
    }

    @Test
    void nothingIsCreatedOnAnotherChain() {
        assertThatThrownBy(() -> office.create(account, 1, Duration.ofMillis(1))).hasMessageContaining("not of 1");
    }
}
