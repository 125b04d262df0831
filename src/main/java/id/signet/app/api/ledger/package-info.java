/** The log: our own REST view and the C2SP paths. */
@NullMarked
package id.signet.app.api.ledger;

import org.jspecify.annotations.NullMarked;
