/** Fakes and real databases for tests of this module and of the modules above. */
@NullMarked
package id.signet.ledger.testing;

import org.jspecify.annotations.NullMarked;
