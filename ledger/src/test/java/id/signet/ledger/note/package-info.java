/** The C2SP texts, as printed in their specifications and as attackers bend them. */
@NullMarked
package id.signet.ledger.note;

import org.jspecify.annotations.NullMarked;
