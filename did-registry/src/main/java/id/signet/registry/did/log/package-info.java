/** The DIDs whose history is in the log: their rows, their projection, what may be asked of them. */
@NullMarked
package id.signet.registry.did.log;

import org.jspecify.annotations.NullMarked;
