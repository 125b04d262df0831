/** What tenants ask of the credentials they are shown, kept by name (docs/adr/0036-batches-policies-and-receipts.md). */
@NullMarked
package id.signet.credential.policy;

import org.jspecify.annotations.NullMarked;
