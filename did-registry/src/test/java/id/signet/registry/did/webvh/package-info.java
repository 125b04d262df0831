/** did:webvh against its official vectors and against logs that break one rule each. */
@NullMarked
package id.signet.registry.did.webvh;

import org.jspecify.annotations.NullMarked;
