/** Identifiers and documents as DID Core 1.1 and Controlled Identifiers 1.0 define them, parsed strictly. */
@NullMarked
package id.signet.registry.did;

import org.jspecify.annotations.NullMarked;
