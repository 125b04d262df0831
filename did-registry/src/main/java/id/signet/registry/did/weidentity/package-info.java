/** Documents of WeIdentity, and how they enter the log (docs/adr/0025-imported-weidentity-documents.md). */
@NullMarked
package id.signet.registry.did.weidentity;

import org.jspecify.annotations.NullMarked;
