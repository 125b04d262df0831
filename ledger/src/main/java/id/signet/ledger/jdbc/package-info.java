/** The ledger's tables, transactions and forces to disk on H2 and PostgreSQL. */
@NullMarked
package id.signet.ledger.jdbc;

import org.jspecify.annotations.NullMarked;
