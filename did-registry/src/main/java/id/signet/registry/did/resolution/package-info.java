/** From a DID to its document: what can be answered, and who answers. */
@NullMarked
package id.signet.registry.did.resolution;

import org.jspecify.annotations.NullMarked;
