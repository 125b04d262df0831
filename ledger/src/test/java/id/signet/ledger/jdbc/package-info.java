/** Tests of the ledger on real databases. */
@org.jspecify.annotations.NullMarked
package id.signet.ledger.jdbc;
