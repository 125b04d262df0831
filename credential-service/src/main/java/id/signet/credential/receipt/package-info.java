/** Reports of verifications secured as credentials (docs/adr/0036-batches-policies-and-receipts.md). */
@NullMarked
package id.signet.credential.receipt;

import org.jspecify.annotations.NullMarked;
