@NullMarked
package id.signet.ledger;

import org.jspecify.annotations.NullMarked;
