/** DIDs whose controllers hold their own keys: the service says what to sign, and logs what was signed. */
@NullMarked
package id.signet.registry.did.control;

import org.jspecify.annotations.NullMarked;
