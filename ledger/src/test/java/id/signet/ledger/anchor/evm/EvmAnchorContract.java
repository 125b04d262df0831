package id.signet.ledger.anchor.evm;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.EthereumAccount;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import id.signet.ledger.anchor.AnchorReport;
import id.signet.ledger.anchor.ChainAttestation;
import id.signet.ledger.anchor.evm.EvmAnchor.Terms;
import id.signet.ledger.jdbc.JdbcAnchorStore;
import id.signet.ledger.testing.SteppingClock;
import id.signet.ledger.testing.TestDatabase;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain that reorganises, stands still, lies or is away: what is pending stays so, and nothing is final twice. On each database. */
abstract class EvmAnchorContract {

    private static final String ORIGIN = "log.example.org/2026";
    private static final int CONFIRMATIONS = 3;
    private static final EthereumAccount ACCOUNT = EthereumAccount.ofSecret(Hashes.sha256(new byte[]{1}));

    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-11-24T05:00:00Z"));
    private final FakeChain chain = new FakeChain();
    private TestDatabase database;
    private JdbcAnchorStore store;
    private EvmAnchor anchor;
    private long published = 100;

    abstract TestDatabase database();

    @BeforeEach
    void open() {
        database = database().migrated("ledger");
        store = new JdbcAnchorStore(database.dataSource());
        anchor = anotherNode();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private EvmAnchor anotherNode() {
        return new EvmAnchor(
                new Terms(FakeChain.CHAIN, FakeChain.CONTRACT, CONFIRMATIONS, Duration.ofMinutes(1),
                        Duration.ofSeconds(30),
                        BigInteger.valueOf(2_000)),
                chain, ACCOUNT, store,
                size -> size.value() <= published ? Optional.of(root(size.value())) : Optional.empty(),
                clock);
    }

    private static Hash root(long size) {
        return Hash.of(Hashes.sha256(ByteBuffer.allocate(8).putLong(size).array()));
    }

    private static Checkpoint checkpoint(long size) {
        return new Checkpoint(ORIGIN, new TreeSize(size), root(size));
    }

    private AnchorReport round(long size) throws InterruptedException {
        return anchor.round(checkpoint(size));
    }

    private Optional<Long> attested() {
        return store.newest().map(ChainAttestation::size).map(TreeSize::value);
    }

    private void assertPending(AnchorReport report) {
        assertThat(report.pending()).contains(new TreeSize(7));
        assertThat(attested()).isEmpty();
        assertThat(report.alarm()).isFalse();
    }

    private void anchorSeven() throws InterruptedException {
        round(7);
        chain.mine(CONFIRMATIONS);
        assertThat(round(7).problem()).isEmpty();
        assertThat(attested()).contains(7L);
    }

    @Test
    void aCheckpointIsFinalWhenEnoughBlocksFollowed() throws InterruptedException {
        assertPending(round(7));
        chain.mine(1);
        assertPending(round(7));
        chain.mine(CONFIRMATIONS - 2);
        assertPending(round(9));
        chain.mine(1);
        AnchorReport report = round(9);
        assertThat(report.pending()).isEmpty();
        ChainAttestation attestation = report.newest().orElseThrow();
        assertThat(attestation.chain()).isEqualTo("eip155:20200");
        assertThat(attestation.size()).isEqualTo(new TreeSize(7));
        assertThat(attestation.root()).isEqualTo(root(7));
        assertThat(attestation.block()).isEqualTo(1);
        assertThat(chain.sends()).isEqualTo(1);
    }

    @Test
    void theNextOneWaitsForTheInterval() throws InterruptedException {
        anchorSeven();
        assertThat(round(9).pending()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(round(9).pending()).contains(new TreeSize(9));
    }

    @Test
    void aReceiptFindsTheFirstAttestedCheckpointThatCoversIt() throws InterruptedException {
        anchorSeven();
        clock.advance(Duration.ofMinutes(1));
        round(9);
        chain.mine(CONFIRMATIONS);
        round(9);
        assertThat(store.covering(new LeafIndex(6)).orElseThrow().size()).isEqualTo(new TreeSize(7));
        assertThat(store.covering(new LeafIndex(7)).orElseThrow().size()).isEqualTo(new TreeSize(9));
        assertThat(store.covering(new LeafIndex(9))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void G15_whatAReorganisationTookBackIsPendingAgainAndFinalOnce(int depth) throws InterruptedException {
        round(7);
        chain.mine(depth);
        assertPending(round(7));
        chain.reorganise(depth);
        assertPending(round(7));
        chain.mine(CONFIRMATIONS);
        round(7);
        assertThat(attested()).contains(7L);
        assertThat(chain.sends()).as("the chain brought it back by itself").isEqualTo(1);
        assertThat(chain.anchored()).isEqualTo(1);
    }

    @Test
    void G15_whatAReorganisationForgotIsSentOnceMore() throws InterruptedException {
        round(7);
        chain.mine(1);
        chain.forgets = true;
        chain.reorganise(1);
        assertPending(round(7));
        assertPending(round(7));
        assertThat(chain.sends()).isEqualTo(2);
        chain.mine(CONFIRMATIONS);
        round(7);
        assertThat(attested()).contains(7L);
        assertThat(chain.anchored()).isEqualTo(1);
    }

    @Test
    void G15_anAttestationThatTheChainForgotIsWithdrawn() throws InterruptedException {
        anchorSeven();
        chain.forgets = true;
        chain.reorganise(CONFIRMATIONS);
        AnchorReport report = round(7);
        assertThat(report.problem()).contains("the chain no longer keeps the checkpoint of size 7");
        assertThat(attested()).isEmpty();
        round(7);
        chain.mine(CONFIRMATIONS);
        round(7);
        assertThat(attested()).contains(7L);
    }

    @Test
    void G15_aStuckTransactionIsReplacedAtItsNonceByADearerOne() throws InterruptedException {
        chain.wanted = BigInteger.valueOf(1_100);
        round(7);
        chain.mine(5);
        clock.advance(Duration.ofSeconds(31));
        assertPending(round(7));
        assertThat(chain.sends()).isEqualTo(2);
        chain.mine(CONFIRMATIONS);
        round(7);
        assertThat(attested()).contains(7L);
        assertThat(chain.anchored()).isEqualTo(1);
    }

    @Test
    void G15_aFeeAboveTheLimitIsNotPaid() throws InterruptedException {
        chain.price = BigInteger.valueOf(2_001);
        assertThat(round(7).problem()).contains("gas costs 2001 wei, more than 2000");
        assertThat(chain.sends()).isZero();
        chain.price = BigInteger.valueOf(2_000);
        assertPending(round(7));
    }

    @Test
    void G15_aStuckTransactionWaitsAtTheHighestFee() throws InterruptedException {
        chain.wanted = BigInteger.valueOf(5_000);
        round(7);
        for (int i = 0; i < 10; i++) {
            clock.advance(Duration.ofSeconds(31));
            chain.mine(1);
            assertPending(round(7));
        }
        assertThat(round(7).problem().orElseThrow()).contains("is not allowed");
        assertThat(chain.sends()).isLessThan(6);
        chain.wanted = BigInteger.ZERO;
        chain.mine(CONFIRMATIONS);
        round(7);
        assertThat(attested()).contains(7L);
    }

    @Test
    void G15_nothingIsSentToAnotherChain() throws InterruptedException {
        chain.chain = 1;
        assertThat(round(7).problem()).contains("the node is of chain 1 and not of 20200");
        assertThat(chain.sends()).isZero();
    }

    @Test
    void G15_aReceiptThatItsBlockDoesNotHoldCountsForNothing() throws InterruptedException {
        round(7);
        chain.mine(CONFIRMATIONS);
        chain.lie = receipt -> receipt.put("blockHash", Word.of(1).toString());
        AnchorReport report = round(7);
        assertPending(report);
        assertThat(report.problem().orElseThrow()).contains("does not hold");
        chain.lie = receipt -> receipt.put("blockNumber", "0x2");
        assertPending(round(7));
        chain.lie = receipt -> {
        };
        round(7);
        assertThat(attested()).contains(7L);
    }

    @Test
    void G15_aReceiptWithoutTheEventCountsForNothing() throws InterruptedException {
        round(7);
        chain.mine(CONFIRMATIONS);
        chain.lie = receipt -> receipt.putArray("logs");
        AnchorReport report = round(7);
        assertPending(report);
        assertThat(report.problem().orElseThrow()).contains("does not tell of the checkpoint");
    }

    @Test
    void G15_aNodeThatFallsBackBehindItsOwnHeadIsNotBelieved() throws InterruptedException {
        round(7);
        chain.mine(2);
        round(7);
        chain.shownHead = 1;
        AnchorReport report = round(7);
        assertPending(report);
        assertThat(report.problem()).contains("the node is at block 1 and was at 2 before");
    }

    @Test
    void R10_whileTheNodeIsAwayTheOneOnItsWayIsKeptAndNoOtherIsQueued() throws InterruptedException {
        round(7);
        chain.down = true;
        for (long size = 8; size < 40; size++) {
            clock.advance(Duration.ofMinutes(2));
            AnchorReport report = round(size);
            assertPending(report);
            assertThat(report.problem().orElseThrow()).contains("does not answer");
        }
        chain.down = false;
        chain.mine(CONFIRMATIONS);
        anchor = anotherNode();
        round(40);
        assertThat(attested()).contains(7L);
        clock.advance(Duration.ofMinutes(2));
        assertThat(round(40).pending()).as("only the newest matters").contains(new TreeSize(40));
    }

    @Test
    void R10_aTransactionThatNeverReachedTheNodeIsSentWhenItIsBack() throws InterruptedException {
        chain.acceptsNothing = true;
        assertThat(round(7).problem().orElseThrow()).contains("refuses");
        chain.acceptsNothing = false;
        assertPending(round(7));
        chain.mine(CONFIRMATIONS);
        round(7);
        assertThat(attested()).contains(7L);
    }

    @Test
    void twoNodesOfOneLogBringOneCheckpointOnce() throws InterruptedException {
        EvmAnchor other = anotherNode();
        round(7);
        other.round(checkpoint(8));
        assertThat(chain.sends()).isEqualTo(1);
        chain.mine(CONFIRMATIONS);
        other.round(checkpoint(8));
        round(8);
        assertThat(attested()).contains(7L);
        assertThat(chain.anchored()).isEqualTo(1);
    }

    @Test
    void whatIsOnTheChainAlreadyIsFoundThere() throws InterruptedException {
        chain.mine(25);
        chain.anchorElsewhere(AnchorContract.anchor(checkpoint(7)));
        chain.mine(CONFIRMATIONS);
        round(7);
        assertThat(attested()).contains(7L);
        assertThat(chain.sends()).isZero();
    }

    @Test
    void aNonceThatSomebodyElseTookIsToldAndTriedAgainLater() throws InterruptedException {
        chain.mines = false;
        round(7);
        chain.useNonce();
        AnchorReport report = round(7);
        assertThat(report.pending()).isEmpty();
        assertThat(report.problem().orElseThrow()).contains("took nonce 0");
        chain.mines = true;
        clock.advance(Duration.ofMinutes(2));
        round(7);
        chain.mine(CONFIRMATIONS);
        round(7);
        assertThat(attested()).contains(7L);
    }

    @Test
    void anAccountThatIsNoOperatorIsTold() throws InterruptedException {
        chain.operator = false;
        round(7);
        chain.mine(CONFIRMATIONS);
        assertThat(round(7).problem().orElseThrow()).contains("the contract refused");
    }

    @Test
    void anotherRootOnTheChainIsAnAlarm() throws InterruptedException {
        chain.anchorElsewhere(AnchorContract.anchor(new Checkpoint(ORIGIN, new TreeSize(5), root(6))));
        AnchorReport report = round(7);
        assertThat(report.alarm()).isTrue();
        assertThat(report.problem().orElseThrow()).contains("another root for size 5");
        assertThat(chain.sends()).isZero();
    }

    @Test
    void aCheckpointOnTheChainThatThisLogDidNotPublishIsAnAlarm() throws InterruptedException {
        chain.anchorElsewhere(AnchorContract.anchor(checkpoint(90)));
        published = 80;
        AnchorReport report = round(7);
        assertThat(report.alarm()).isTrue();
        assertThat(report.problem().orElseThrow()).contains("size 90 that this log did not publish");
    }
}
