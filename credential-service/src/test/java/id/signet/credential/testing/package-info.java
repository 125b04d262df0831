/** A whole issuing service on a real database, for tests. */
@NullMarked
package id.signet.credential.testing;

import org.jspecify.annotations.NullMarked;
