package id.signet.ledger.jdbc;

import id.signet.crypto.Bytes;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.TreeSize;
import id.signet.ledger.anchor.ChainAttestation;
import id.signet.ledger.anchor.evm.Address;
import id.signet.ledger.anchor.evm.AnchorStore;
import id.signet.ledger.anchor.evm.PendingAnchor;
import id.signet.ledger.embedded.LedgerStore.StoreUnavailable;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Anchors beside the log they are of. What is lost here is found again on the chain. */
public final class JdbcAnchorStore implements AnchorStore {

    private final JdbcClient jdbc;

    public JdbcAnchorStore(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public Optional<PendingAnchor> pending() {
        return ask(() -> jdbc.sql("SELECT * FROM log_anchor_pending").query(JdbcAnchorStore::read).optional());
    }

    private static PendingAnchor read(ResultSet row, int number) throws SQLException {
        return new PendingAnchor(row.getLong("chain_id"), Address.parse(row.getString("contract")),
                new TreeSize(row.getLong("tree_size")), root(row), row.getLong("nonce"),
                row.getString("transactions").lines().map(line -> Bytes.of(HexFormat.of().parseHex(line))).toList(),
                new BigInteger(row.getString("gas_price")), Instant.ofEpochMilli(row.getLong("sent_at")));
    }

    @Override
    public boolean begin(PendingAnchor pending) {
        return ask(() -> jdbc
                .sql("""
                     INSERT INTO log_anchor_pending (slot, chain_id, contract, tree_size, root, nonce,
                         transactions, attempts, gas_price, sent_at)
                     VALUES (1, :chain, :contract, :size, :root, :nonce, :transactions, :attempts, :price, :sent)
                     ON CONFLICT DO NOTHING
                     """)
                .param("chain", pending.chainId())
                .param("contract", pending.contract().toString())
                .param("size", pending.size().value())
                .param("root", text(pending.root()))
                .param("nonce", pending.nonce())
                .param("transactions", transactions(pending))
                .param("attempts", pending.transactions().size())
                .param("price", pending.gasPrice().toString())
                .param("sent", pending.sent().toEpochMilli())
                .update()) == 1;
    }

    @Override
    public boolean replace(PendingAnchor before, PendingAnchor after) {
        return ask(() -> jdbc
                .sql("""
                     UPDATE log_anchor_pending
                     SET transactions = :transactions, attempts = :attempts, gas_price = :price, sent_at = :sent
                     WHERE tree_size = :size AND nonce = :nonce AND attempts = :before
                     """)
                .param("transactions", transactions(after))
                .param("attempts", after.transactions().size())
                .param("price", after.gasPrice().toString())
                .param("sent", after.sent().toEpochMilli())
                .param("size", before.size().value())
                .param("nonce", before.nonce())
                .param("before", before.transactions().size())
                .update()) == 1;
    }

    @Override
    public void drop(PendingAnchor pending) {
        ask(() -> jdbc.sql("DELETE FROM log_anchor_pending WHERE tree_size = :size AND nonce = :nonce")
                .param("size", pending.size().value())
                .param("nonce", pending.nonce())
                .update());
    }

    @Override
    public void settle(ChainAttestation attestation) {
        ask(() -> jdbc
                .sql("""
                     INSERT INTO log_anchor (tree_size, root, chain, contract, transaction_hash, block, block_hash,
                         attested_at)
                     VALUES (:size, :root, :chain, :contract, :transaction, :block, :hash, :at) ON CONFLICT DO NOTHING
                     """)
                .param("size", attestation.size().value())
                .param("root", text(attestation.root()))
                .param("chain", attestation.chain())
                .param("contract", attestation.contract())
                .param("transaction", attestation.transaction())
                .param("block", attestation.block())
                .param("hash", attestation.blockHash())
                .param("at", attestation.at().toEpochMilli())
                .update());
        // Apart from the insertion: if this is lost, the next round finds the same transaction in the same block.
        ask(() -> jdbc.sql("DELETE FROM log_anchor_pending WHERE tree_size <= :size")
                .param("size", attestation.size().value())
                .update());
    }

    @Override
    public void withdraw(TreeSize above) {
        ask(() -> jdbc.sql("DELETE FROM log_anchor WHERE tree_size > :size").param("size", above.value()).update());
    }

    @Override
    public Optional<ChainAttestation> newest() {
        return ask(() -> jdbc.sql("SELECT * FROM log_anchor ORDER BY tree_size DESC LIMIT 1")
                .query(JdbcAnchorStore::attestation)
                .optional());
    }

    @Override
    public Optional<ChainAttestation> covering(LeafIndex index) {
        return ask(() -> jdbc.sql("SELECT * FROM log_anchor WHERE tree_size > :index ORDER BY tree_size LIMIT 1")
                .param("index", index.value())
                .query(JdbcAnchorStore::attestation)
                .optional());
    }

    private static ChainAttestation attestation(ResultSet row, int number) throws SQLException {
        return new ChainAttestation(row.getString("chain"), row.getString("contract"),
                row.getString("transaction_hash"),
                row.getLong("block"), row.getString("block_hash"), new TreeSize(row.getLong("tree_size")), root(row),
                Instant.ofEpochMilli(row.getLong("attested_at")));
    }

    private static String transactions(PendingAnchor pending) {
        return pending.transactions().stream().map(Bytes::hex).collect(Collectors.joining("\n"));
    }

    private static String text(Hash hash) {
        return Base64.getEncoder().encodeToString(hash.bytes());
    }

    private static Hash root(ResultSet row) throws SQLException {
        return Hash.of(Base64.getDecoder().decode(row.getString("root")));
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException e) {
            throw new StoreUnavailable("the database does not answer", e);
        }
    }
}
