/** Reports of verifications secured as credentials (docs/adr/0036-verification-at-its-best.md). */
@NullMarked
package id.signet.credential.receipt;

import org.jspecify.annotations.NullMarked;
