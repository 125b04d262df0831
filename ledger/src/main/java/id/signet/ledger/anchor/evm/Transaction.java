package id.signet.ledger.anchor.evm;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.EthereumAccount;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A transaction with one gas price, bound to its chain (EIP-155): the form that every chain of the kind takes.
 *
 * @param to the contract that is called; empty to create one
 */
record Transaction(long nonce, BigInteger gasPrice, long gasLimit, Optional<Address> to, Bytes data) {

    /** Bytes to send, and the name by which the chain knows them from then on. */
    record Signed(Bytes raw, Word hash) {

        static Signed of(Bytes raw) {
            return new Signed(raw, Word.of(Hashes.keccak256(raw.toArray())));
        }
    }

    Signed sign(EthereumAccount account, long chainId) {
        Bytes target = Rlp.text(to.map(Address::bytes).orElse(new byte[0]));
        Bytes signing = Rlp.list(Rlp.number(nonce), Rlp.number(gasPrice), Rlp.number(gasLimit), target,
                Rlp.number(0), Rlp.text(data.toArray()), Rlp.number(chainId), Rlp.number(0), Rlp.number(0));
        EthereumAccount.Signature signature = account.sign(Hashes.keccak256(signing.toArray()));
        return Signed.of(Rlp.list(Rlp.number(nonce), Rlp.number(gasPrice), Rlp.number(gasLimit), target, Rlp.number(0),
                Rlp.text(data.toArray()), Rlp.number(2 * chainId + 35 + (signature.odd() ? 1 : 0)),
                Rlp.number(signature.r()), Rlp.number(signature.s())));
    }
}
