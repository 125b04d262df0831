/** did:webvh 1.0: the log of a DID, verified entry by entry (docs/adr/0023-did-webvh.md). */
@NullMarked
package id.signet.registry.did.webvh;

import org.jspecify.annotations.NullMarked;
