package id.signet.ledger.bench;

import id.signet.ledger.Decision;
import id.signet.ledger.Hash;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentBatch;
import id.signet.ledger.state.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Some commitments under one leaf, as bulk issuance logs them. */
record Deposit(List<Commitment> commitments) implements LedgerCommand {

    static Deposit of(int count) {
        List<Commitment> commitments = new ArrayList<>(count);
        byte[] bytes = new byte[Hash.LENGTH];
        for (int i = 0; i < count; i++) {
            ThreadLocalRandom.current().nextBytes(bytes);
            commitments.add(new Commitment(Hash.of(bytes)));
        }
        return new Deposit(commitments);
    }

    @Override
    public Decision decide(View view, Instant loggedAt) {
        return new Decision.Accepted(CommitmentBatch.of(commitments).draft());
    }
}
