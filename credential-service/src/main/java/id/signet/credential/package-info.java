/** Credentials: what is claimed, how it is secured, to whom it is shown, what the verdict is. */
@NullMarked
package id.signet.credential;

import org.jspecify.annotations.NullMarked;
