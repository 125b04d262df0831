/** One class per DID method. */
@NullMarked
package id.signet.registry.did.method;

import org.jspecify.annotations.NullMarked;
