/** Chains that speak Ethereum's JSON-RPC: Besu, FISCO BCOS with its Web3 interface, and the like. */
@NullMarked
package id.signet.ledger.anchor.evm;

import org.jspecify.annotations.NullMarked;
